"""Where two lives part, in sentences."""

from __future__ import annotations

from model.parameter import Text

from .explain import Explanation
from .field_words import Kind
from .parting import Parting
from .sentences import month_words, together, told


def apart_lines(x: Explanation) -> list[Text]:
    """Where the two lives part: what it knows, feels, and does."""
    if not x.partings or set(x.partings) == {Kind.COUNT}:
        return [
            Text(
                "Nowhere: over the whole horizon this household's two lives are the same.",
                "Nulle part : sur tout l'horizon, les deux vies de ce ménage sont les mêmes.",
            )
        ]
    lines = []
    if Kind.KNOWLEDGE in x.partings:
        lines.append(_parted(x.partings[Kind.KNOWLEDGE], Text("What it knows or is offered", "Ce qu'il sait ou ce qui lui est offert")))
    if Kind.FEELING in x.partings:
        lines.append(
            _parted(
                x.partings[Kind.FEELING], Text("What it feels, mostly by what it hears from others", "Ce qu'il ressent, surtout par ce qu'il entend des autres")
            )
        )
    if Kind.DEED not in x.partings:
        return [
            *lines,
            Text(
                "What it does: never. Over the whole horizon it does the same with and without the policy.",
                "Ce qu'il fait : jamais. Sur tout l'horizon, il fait de même avec et sans la politique.",
            ),
        ]
    deed = x.partings[Kind.DEED]
    if x.causes:
        head = told("What it does: first in {month}.", "Ce qu'il fait : dès le {month}.", month=month_words(deed.month))
        return [*lines, head, *x.causes]
    where = (
        Text("decided otherwise", "autre décision")
        if deed.is_decided
        else Text("an institution acted later in the month", "une institution a agi plus tard dans le mois")
    )
    return [*lines, told("{what} ({where})", "{what} ({where})", what=_parted(deed, Text("What it does", "Ce qu'il fait")), where=where)]


def _parted(parting: Parting, what: Text) -> Text:
    found = []
    for each in parting.found:
        now, then = each.value_words(each.after), each.value_words(each.before)
        if now == then:
            found.append(
                told(
                    "{what}: a trace {more} (about {now})",
                    "{what} : un rien {more} (environ {now})",
                    what=each.words.label,
                    now=now,
                    more=Text("more", "de plus") if each.after > each.before else Text("less", "de moins"),
                )
            )
        else:
            found.append(
                told("{what}: {now} (without the policy: {then})", "{what} : {now} (sans la politique : {then})", what=each.words.label, now=now, then=then)
            )
    return told("{what}: first in {month}; {found}.", "{what} : dès le {month} ; {found}.", what=what, month=month_words(parting.month), found=together(found))
