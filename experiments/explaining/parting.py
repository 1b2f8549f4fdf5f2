"""Where two lives of one household part: with and without the policy, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.parameter import Text, by_language

from .field_words import Change, Kind, changes
from .lives import Month
from .offer_words import TERMS, term_value
from .result import GATES, Decided
from .sentences import month_words, signed, together, told

SAME = 1e-9
"""Parts of log odds that differ by less are the same."""


@dataclass(frozen=True)
class Parting:
    """The first month in which two lives differ in something, by what: `found` are the fields, with their value without and with the policy."""

    month: int
    found: tuple[Change, ...]
    is_decided: bool
    """Whether they differed once the household had decided; else it came later in the month, from an institution."""


def have_parted(one: Month, other: Month) -> bool:
    """Whether what a household does, has or is differs at the end of a month of two lives."""
    ended = changes(one.ended, other.ended) + changes(one.family_ended, other.family_ended, "family")
    return any(each.words.kind is Kind.DEED for each in ended)


def partings(without: Sequence[Month], with_policy: Sequence[Month]) -> dict[Kind, Parting]:
    """The first parting of each kind; a kind in which the two lives never part is left out."""
    found: dict[Kind, Parting] = {}
    for one, other in zip(without, with_policy, strict=True):
        decided = changes(one.decided, other.decided) + changes(one.family, other.family, "family")
        ended = changes(one.ended, other.ended) + changes(one.family_ended, other.family_ended, "family")
        for kind in Kind:
            early, late = (tuple(each for each in all_of if each.words.kind is kind) for all_of in (decided, ended))
            if kind not in found and (early or late):
                found[kind] = Parting(other.scene.clock.month, early or late, bool(early))
    return found


def causes(without: Sequence[Decided], with_policy: Sequence[Decided]) -> tuple[Text, ...]:
    """Why a month was decided otherwise: by decision, the terms it knew, the parts of the odds that differ, the amount."""
    before = {each.decision: each for each in without}
    found = []
    for now in with_policy:
        then = before.get(now.decision)
        if then is None or (now.usd == then.usd and now.says == then.says):
            continue
        found.append(_cause(then, now))
    return tuple(found)


def _cause(then: Decided, now: Decided) -> Text:
    reasons = [*_by_terms(now), *_by_parts(then, now)]
    if not reasons:
        reasons = [
            told(
                "it stops elsewhere: {now}; without the policy: {then}",
                "l'issue est autre : {now} ; sans la politique : {then}",
                now=GATES[now.gate],
                then=GATES[then.gate],
            )
        ]
    return told(
        "{label}. With the policy: {now} Without it: {then} Why: {why}.",
        "{label}. Avec la politique : {now} Sans elle : {then} Pourquoi : {why}.",
        label=now.label,
        now=now.says,
        then=then.says,
        why=together(reasons),
    )


def _by_terms(now: Decided) -> list[Text]:
    found = []
    changed = [term for term in now.terms if term.decides_by != term.without]
    for lever in (each for each in now.heard if each.counts):
        assert lever.since is not None
        found.append(
            told(
                "it has heard of “{lever}” (since {since})",
                "il a entendu parler de « {lever} » (depuis le {since})",
                lever=lever.label,
                since=month_words(lever.since),
            )
        )
    for term in changed:
        values = {"now": _both(term.name, term.decides_by), "then": _both(term.name, term.without)}
        found.append(told("{term}: {now} instead of {then}", "{term} : {now} au lieu de {then}", term=TERMS[term.name].label, **values))
    return found


def _both(name: str, value: float) -> Text:
    return by_language(lambda language: term_value(name, value, language))


def _by_parts(then: Decided, now: Decided) -> list[Text]:
    if then.odds is None or now.odds is None:
        return []
    before = {(part.parameter, part.rule): part for part in then.odds.parts}
    after = {(part.parameter, part.rule): part for part in now.odds.parts}
    found = []
    for key in dict.fromkeys((*after, *before)):
        was, is_ = (each[key].value if key in each else 0.0 for each in (before, after))
        if abs(is_ - was) > SAME:
            label = (after.get(key) or before[key]).label
            found.append(told("{label} weighs {now} instead of {then}", "{label} pèse {now} au lieu de {then}", label=label, now=signed(is_), then=signed(was)))
    return found
