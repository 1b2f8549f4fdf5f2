"""An explanation as a page that one can read who knows no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from model.parameter import Text, by_language

from ..text import colon
from .explain import Explanation, Side
from .odds_lines import odds_lines
from .offer_words import TERMS, term_value
from .parting_lines import apart_lines
from .result import GATES, Decided, Gate, Heard, Odds, Term
from .sentences import in_100, month_words, together, told
from .situation import kept_out

QUIET = (Gate.NOT_ITS_MONTH, Gate.NO_OCCASION, Gate.NOTHING_ON_OFFER)
"""Where there was nothing to weigh: told in one line each."""
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
    Text(
        "Chances are told in 100. For each decision a number between 0 and 100 is drawn; where it is below the chance, the household acts.",
        "Les chances sont dites sur 100. Pour chaque décision un nombre entre 0 et 100 est tiré ; s'il est au-dessous de la chance, le ménage agit.",
    ),
    Text(
        "The same number is drawn in the world without the policy: same person, same luck. So the two worlds differ through the policy alone.",
        "Le même nombre est tiré dans le monde sans la politique : même personne, même hasard. Les deux mondes ne diffèrent donc que par la politique.",
    ),
    Text(
        "What speaks for an act (+) and against it (−) is told in points. They are added up, and the sum gives the chance: "
        "0 points are 50 in 100, −2 are 12, −4 are 2, −6 are 0.2.",
        "Ce qui pousse à un acte (+) et ce qui en retient (−) est dit en points. On les additionne, et la somme donne la chance : "
        "0 point vaut 50 sur 100, −2 valent 12, −4 valent 2, −6 valent 0,2.",
    ),
)
TITLE = Text(
    "Household {household}, {month} (year {year}, month {of_year} of it): {scenario}", "Ménage {household}, {month} (année {year}, mois {of_year}) : {scenario}"
)
SAME = Text("Without the policy: the same.", "Sans la politique : de même.")


def page(x: Explanation, language: str = "en") -> str:
    """The whole page, sections in Markdown that reads as plain text too.

    The world without the policy stands beside each decision.
    """
    title = told(
        *TITLE,
        household=Text(*2 * [str(x.household)]),
        month=month_words(x.month),
        year=float(x.month // 12 + 1),
        of_year=float(x.month % 12 + 1),
        scenario=by_language(lambda each: x.scenario.label(each)),
    )
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
    return by_language(lambda language: " ".join(line(language) for line in (each.says, *each.why)))


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
            state = told(
                "had heard of it (since {since}), but will have nothing to do with offers of a state",
                "en avait entendu parler (depuis le {since}), mais ne veut rien d'un État",
                since=month_words(each.since),
            )
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
    said: dict[str, Text | float] = {name: by_language(partial(term_value, term.name, value)) for name, value in values.items()}
    return said | {"term": TERMS[term.name].label}


def without_line(now: Decided, then: Decided | None) -> Text:
    """The same month in the world without the policy, beside it."""
    if then is None:
        return Text("Without the policy: there is no such thing to decide on.", "Sans la politique : il n'y a rien de tel à décider.")
    if then.says != now.says or then.usd != now.usd:
        return told("Without the policy: {says}{chance}", "Sans la politique : {says}{chance}", says=_small(then.says), chance=_chance(then.odds))
    if then.gate is not now.gate:
        return told(
            "Without the policy: the same, but for another reason: {why}.",
            "Sans la politique : de même, mais pour une autre raison : {why}.",
            why=GATES[then.gate],
        )
    before, after = (None if each.odds is None else each.odds.chance for each in (then, now))
    if before is not None and after is not None and abs(after - before) > 1e-9 * max(after, before):
        return told(
            "Without the policy: the same, with a chance of {before} in 100 instead of {after}.",
            "Sans la politique : de même, avec une chance de {before} sur 100 au lieu de {after}.",
            before=in_100(before),
            after=in_100(after),
        )
    return SAME


def _small(says: Text) -> Text:
    return by_language(lambda language: says(language)[:1].lower() + says(language)[1:])


def _chance(odds: Odds | None) -> Text:
    return Text("", "") if odds is None or odds.is_mean else told(" (Chance {chance} in 100.)", " (Chance {chance} sur 100.)", chance=in_100(odds.chance))


def _later(policy: Side, without: Side) -> Iterator[Text]:
    other = {(each.whose, each.field): each for each in without.later}
    for each in policy.later:
        then = other.get((each.whose, each.field))
        beside = (
            SAME
            if then is not None and then.after == each.after
            else (
                Text("Without the policy: no change.", "Sans la politique : aucun changement.")
                if then is None
                else told("Without the policy: {after}.", "Sans la politique : {after}.", after=then.value_words(then.after))
            )
        )
        yield told("{change}. {beside}", "{change}. {beside}", change=each.says, beside=beside)
