"""An explanation as a page that one can read who knows no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.parameter import Text

from ..text import colon
from .explain import Explanation, Side
from .field_words import Kind
from .offer_words import TERMS, term_value
from .part_words import USUAL
from .parting import Parting
from .result import GATES, Decided, Gate, Heard, Odds, Part, Term
from .situation import kept_out
from .sentences import in_100, month_words, signed, together, told

QUIET = (Gate.NOT_ITS_MONTH, Gate.NO_OCCASION, Gate.NOTHING_ON_OFFER)
"""Where there was nothing to weigh: told in one line each."""
SMALL = 0.005
"""Points that speak neither for nor against, to two decimals."""
HEADS = {
    "read": Text("How to read this", "Comment lire cette page"),
    "who": Text("Who it is", "Qui est ce ménage"),
    "heard": Text("What it had heard of", "Ce dont il avait entendu parler"),
    "decided": Text("What it decided this month", "Ce qu'il a décidé ce mois-ci"),
    "quiet": Text("Nothing to decide", "Rien à décider"),
    "later": Text("Later in the month", "Plus tard dans le mois"),
    "apart": Text("Where the two lives part", "Où les deux vies se séparent"),
}
READ = (
    Text("Chances are told in 100. For each decision a number between 0 and 100 is drawn; where it is below the chance, the household acts.",
         "Les chances sont dites sur 100. Pour chaque décision un nombre entre 0 et 100 est tiré ; s'il est au-dessous de la chance, le ménage agit."),
    Text("The same number is drawn in the world without the policy: same person, same luck. So the two worlds differ through the policy alone.",
         "Le même nombre est tiré dans le monde sans la politique : même personne, même hasard. Les deux mondes ne diffèrent donc que par la politique."),
    Text("What speaks for an act (+) and against it (−) is told in points. They are added up, and the sum gives the chance: 0 points are 50 in 100, −2 are 12, −4 are 2, −6 are 0.2.",
         "Ce qui pousse à un acte (+) et ce qui en retient (−) est dit en points. On les additionne, et la somme donne la chance : 0 point vaut 50 sur 100, −2 valent 12, −4 valent 2, −6 valent 0,2."),
)  # fmt: skip
TITLE = Text("Household {household}, {month} (year {year}, month {of_year} of it): {scenario}", "Ménage {household}, {month} (année {year}, mois {of_year}) : {scenario}")
SAME = Text("Without the policy: the same.", "Sans la politique : de même.")


def page(x: Explanation, language: str = "en") -> str:
    """The whole page, sections in Markdown that reads as plain text too.

    The world without the policy stands beside each decision.
    """
    title = told(*TITLE, household=Text(*2 * [str(x.household)]), month=month_words(x.month), year=float(x.month // 12 + 1), of_year=float(x.month % 12 + 1), scenario=Text(*(x.scenario.label(each) for each in ("en", "fr"))))
    parts = [f"# {title(language)}"]
    sections: list[tuple[str, list[str]]] = [("read", [line(language) for line in READ]), ("who", [line(language) for line in x.policy.who])]
    if x.policy.heard:
        sections.append(("heard", [f"- {line(language)}" for line in heard_lines(x.policy.heard)]))
    other = {each.decision: each for each in x.without.decided}
    loud = [each for each in x.policy.decided if not _is_quiet(each, other.get(each.decision))]
    sections.append(("decided", [line for each in loud for line in [*_decision(each, other.get(each.decision), language), ""]][:-1]))
    quiet = [each for each in x.policy.decided if each not in loud]
    if quiet:
        sections.append(("quiet", [f"- {each.label(language)}{colon(language)}{line(language)}" for each in quiet for line in [_brief(each)]]))
    later = [*_later(x.policy, x.without)]
    if later:
        sections.append(("later", [f"- {line(language)}" for line in later]))
    sections.append(("apart", [f"- {line(language)}" for line in apart_lines(x)]))
    for key, lines in sections:
        parts.append(f"## {HEADS[key](language)}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _is_quiet(now: Decided, then: Decided | None) -> bool:
    return now.gate in QUIET and (then is None or then.gate in QUIET)


def _brief(each: Decided) -> Text:
    return Text(*(" ".join(line(language) for line in (each.says, *each.why)) for language in ("en", "fr")))


def heard_lines(heard: Sequence[Heard]) -> Iterator[Text]:
    """A line a lever: in force, offered, heard of."""
    for each in heard:
        if each.in_force <= 0.0:
            state = Text("not in force this month", "pas en vigueur ce mois-ci")
        elif not each.is_offered:
            state = Text("not offered to this household (not eligible)", "pas offert à ce ménage (non éligible)")
        elif each.since is None:
            state = Text("had not heard of it", "n'en avait pas entendu parler")
        elif each.refuses:
            state = told("had heard of it (since {since}), but will have nothing to do with offers of a state", "en avait entendu parler (depuis le {since}), mais ne veut rien d'un État", since=month_words(each.since))
        else:
            state = told("had heard of it (since {since})", "en avait entendu parler (depuis le {since})", since=month_words(each.since))
        yield told("{lever}: {state}.", "{lever} : {state}.", lever=each.label, state=state)


def _decision(now: Decided, then: Decided | None, language: str) -> list[str]:
    lines = [f"### {now.label(language)}{colon(language)}{GATES[now.gate](language)}", "", now.says(language)]
    lines += [line(language) for line in now.why]
    if now.odds is not None:
        lines += [line(language) for line in odds_lines(now.odds, now)]
    lines += [line(language) for line in _term_lines(now)]
    lines += [without_line(now, then)(language)]
    return lines


def _term_lines(now: Decided) -> Iterator[Text]:
    """The terms that a lever turns: those by which the household decides, and those that are on offer and count for nothing here."""
    known = [each for each in now.terms if each.offered != each.without and each.decides_by == each.offered]
    unknown = [each for each in now.terms if each.decides_by != each.offered]
    if known:
        beside = [told("{term}: {by} (without the policy: {without})", "{term} : {by} (sans la politique : {without})", **_words(each)) for each in known]
        yield told("Terms: {terms}.", "Conditions : {terms}.", terms=together(beside))
    if unknown:
        offered = [told("{term}: {offered}", "{term} : {offered}", **_words(each)) for each in unknown]
        why = GATES[kept_out(now.heard) or Gate.NOT_HEARD]
        yield told("On offer ({why}): {terms}.", "Offert ({why}) : {terms}.", why=why, terms=together(offered))


def _words(term: Term) -> dict[str, Text | float]:
    values = {"by": term.decides_by, "offered": term.offered, "without": term.without}
    said: dict[str, Text | float] = {name: Text(*(term_value(term.name, value, language) for language in ("en", "fr"))) for name, value in values.items()}
    return said | {"term": TERMS[term.name].label}


def odds_lines(odds: Odds, of: Decided) -> list[Text]:
    """The chance, its parts and the draw, in sentences."""
    lines = _points(odds)
    if odds.is_mean:
        assert odds.draw is not None
        return [*lines, told("On average such a household makes {n} in a year; drawn {draw}.", "En moyenne un tel ménage en fait {n} par an ; tiré {draw}.", n=odds.chance, draw=in_100(odds.draw))]
    counts = [told("{what}: ×{value}", "{what} : ×{value}", what=what, value=value) for what, value in odds.times if abs(value - 1.0) > SMALL]
    by = told(" ({what})", " ({what})", what=together(counts)) if counts else Text("", "")
    if odds.draw is None:
        return [*lines, told("Chance {chance} in 100{by}.", "Chance {chance} sur 100{by}.", chance=in_100(odds.chance), by=by)]
    below = odds.draw < odds.chance
    then = Text("below it", "au-dessous") if below else Text("not below it", "pas au-dessous")
    if of.count is not None and odds.draw >= odds.chance and of.count > 0.0:
        then = Text("so many of the households that the record stands for act", "autant de ménages que représente l'enregistrement agissent")
    return [*lines, told("Chance {chance} in 100{by}; drawn {draw}: {then}.", "Chance {chance} sur 100{by} ; tiré {draw} : {then}.", chance=in_100(odds.chance), by=by, draw=in_100(odds.draw), then=then)]


def _points(odds: Odds) -> list[Text]:
    parts = [part for part in odds.parts if abs(part.value) >= SMALL]
    if not parts:
        return []
    start = [part for part in parts if part.label == USUAL]
    rest = [part for part in parts if part.label != USUAL]
    lines = [*_listed_points(Text("It starts at", "Point de départ"), start, False),
             *_listed_points(Text("For it", "Pour"), sorted((part for part in rest if part.value > 0.0), key=_size), True),
             *_listed_points(Text("Against it", "Contre"), sorted((part for part in rest if part.value < 0.0), key=_size), True)]  # fmt: skip
    assert odds.log_odds is not None
    points = Text(*(". ".join(line(language) for line in lines) for language in ("en", "fr")))
    return [told("{points}. Together {sum} points.", "{points}. Ensemble {sum} points.", points=points, sum=signed(odds.log_odds))]


def _size(part: Part) -> float:
    return -abs(part.value)


def _listed_points(head: Text, parts: Sequence[Part], with_names: bool) -> list[Text]:
    if not parts:
        return []
    items = [told("{what} {points}", "{what} {points}", what=part.label, points=signed(part.value)) if with_names else signed(part.value) for part in parts]
    words = Text(*(", ".join(item(language) for item in items) for language in ("en", "fr")))
    return [told("{head}: {words}", "{head} : {words}", head=head, words=words) if with_names else told("{head} {words}", "{head} {words}", head=head, words=words)]


def without_line(now: Decided, then: Decided | None) -> Text:
    """The same month in the world without the policy, beside it."""
    if then is None:
        return Text("Without the policy: there is no such thing to decide on.", "Sans la politique : il n'y a rien de tel à décider.")
    if then.says != now.says or then.usd != now.usd:
        return told("Without the policy: {says}{chance}", "Sans la politique : {says}{chance}", says=_small(then.says), chance=_chance(then.odds))
    if then.gate is not now.gate:
        return told("Without the policy: the same, but for another reason: {why}.", "Sans la politique : de même, mais pour une autre raison : {why}.", why=GATES[then.gate])
    before, after = (None if each.odds is None else each.odds.chance for each in (then, now))
    if before is not None and after is not None and abs(after - before) > 1e-9 * max(after, before):
        return told("Without the policy: the same, with a chance of {before} in 100 instead of {after}.", "Sans la politique : de même, avec une chance de {before} sur 100 au lieu de {after}.", before=in_100(before), after=in_100(after))
    return SAME


def _small(says: Text) -> Text:
    return Text(*(says(language)[:1].lower() + says(language)[1:] for language in ("en", "fr")))


def _chance(odds: Odds | None) -> Text:
    return Text("", "") if odds is None or odds.is_mean else told(" (Chance {chance} in 100.)", " (Chance {chance} sur 100.)", chance=in_100(odds.chance))


def _later(policy: Side, without: Side) -> Iterator[Text]:
    other = {(each.whose, each.field): each for each in without.later}
    for each in policy.later:
        then = other.get((each.whose, each.field))
        beside = SAME if then is not None and then.after == each.after else (Text("Without the policy: no change.", "Sans la politique : aucun changement.") if then is None else told("Without the policy: {after}.", "Sans la politique : {after}.", after=then.value_words(then.after)))
        yield told("{change}. {beside}", "{change}. {beside}", change=each.says, beside=beside)


def apart_lines(x: Explanation) -> list[Text]:
    """Where the two lives part: what it knows, feels, and does."""
    if not x.partings or set(x.partings) == {Kind.COUNT}:
        return [Text("Nowhere: over the whole horizon this household's two lives are the same.", "Nulle part : sur tout l'horizon, les deux vies de ce ménage sont les mêmes.")]
    lines = []
    if Kind.KNOWLEDGE in x.partings:
        lines.append(_parted(x.partings[Kind.KNOWLEDGE], Text("What it knows or is offered", "Ce qu'il sait ou ce qui lui est offert")))
    if Kind.FEELING in x.partings:
        lines.append(_parted(x.partings[Kind.FEELING], Text("What it feels, mostly by what it hears from others", "Ce qu'il ressent, surtout par ce qu'il entend des autres")))
    if Kind.DEED not in x.partings:
        return [*lines, Text("What it does: never. Over the whole horizon it does the same with and without the policy.", "Ce qu'il fait : jamais. Sur tout l'horizon, il fait de même avec et sans la politique.")]
    deed = x.partings[Kind.DEED]
    if x.causes:
        head = told("What it does: first in {month}.", "Ce qu'il fait : dès le {month}.", month=month_words(deed.month))
        return [*lines, head, *x.causes]
    where = Text("decided otherwise", "autre décision") if deed.is_decided else Text("an institution acted later in the month", "une institution a agi plus tard dans le mois")
    return [*lines, told("{what} ({where})", "{what} ({where})", what=_parted(deed, Text("What it does", "Ce qu'il fait")), where=where)]


def _parted(parting: Parting, what: Text) -> Text:
    found = []
    for each in parting.found:
        now, then = each.value_words(each.after), each.value_words(each.before)
        if now == then:
            found.append(told("{what}: a trace {more} (about {now})", "{what} : un rien {more} (environ {now})", what=each.words.label, now=now,
                              more=Text("more", "de plus") if each.after > each.before else Text("less", "de moins")))  # fmt: skip
        else:
            found.append(told("{what}: {now} (without the policy: {then})", "{what} : {now} (sans la politique : {then})", what=each.words.label, now=now, then=then))
    return told("{what}: first in {month}; {found}.", "{what} : dès le {month} ; {found}.", what=what, month=month_words(parting.month), found=together(found))


