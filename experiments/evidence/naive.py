"""What somebody without a model would say of the same facts: levels of a world without policy, and one multiplier a channel for whatever a policy does.

Levels are those of the world without levers, which the model shares. The effect of a lever is the mean of what the other facts of its channel say, never of
the fact itself; where the channel has no other, that of all. Counts go with the stock of people, and investment with what tax leaves (elasticity 1); groups
do not differ, doses add up, later is as earlier, who is supported is as who is not, and what comes after an event comes evenly over three years.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import Enum, auto

import numpy as np

from .declaration import Fact
from .estimate import Estimate
from .validation import Answered, Card
from .verdict import POINTS, Judged, score_of, verdict_of


class Kind(Enum):
    """What a part of a fact is."""

    LEVEL = auto()
    EFFECT = auto()  # relative change by a policy or an event
    POINTS = auto()  # change of a share
    PROPORTIONAL = auto()  # elasticity of a count
    NO_DIFFERENCE = auto()  # ratio of groups, times or doses
    NOTHING = auto()  # difference, crowding, what is left over
    EVENLY = auto()  # share of three years


NAMES: Mapping[Kind, tuple[str, ...]] = {
    Kind.EFFECT: (
        "C06", "C09 rise", "C10", "C13 label", "C14 1:1", "C14 3:1", "C15 savings", "C25", "C26 firms", "C27", "C30 profits", "C36", "C50 1:1",
    ),
    Kind.POINTS: (
        "C22", "C29", "C56 send", "C56 wish to return",
    ),
    Kind.PROPORTIONAL: (
        "C24", "C11 elasticity to income abroad", "C23 elasticity", "C34 exports", "C34 imports", "C35 exports of the origin",
        "C35 imports of the origin", "C41 total",
    ),
    Kind.NO_DIFFERENCE: (
        "C05 after 20 years, of the peak", "C11 variation against investment", "C17", "C19 60 and older against 30 to 39", "C19 men against women",
        "C21 capital against procedures", "C21 procedures against information", "C21 information against skills", "C23 educated against others",
        "C26 later against earlier plots", "C33 trusted against distrusted", "C38 large against small, for a USD", "C41 diaspora against total",
        "C44 after eight years against two", "C47 later against early", "C56 first year, of the third", "C14 spent for a dollar received",
        "C26 moved, of those in the zone",
    ),
    Kind.NOTHING: (
        "C07 poor origin", "C07 richer origin", "C08 the year", "C08 and the year after", "C09 of it through frequency", "C11 to income at origin",
        "C12", "C13 payment to the school adds", "C14 no match", "C14 ordinary remittances", "C15 remittances", "C16", "C30 survival",
        "C35 exports less imports", "C38 elasticity", "C50 2:1 over 1:1", "C50 3:1 over 1:1", "C51", "C52", "C55 slope on years abroad",
    ),
    Kind.EVENLY: (
        "C53 by week 6", "C53 by month 3", "C53 by month 6", "C53 half-life, weeks",
    ),
}  # fmt: skip
"""Parts that are no level, by what they are."""
KINDS: Mapping[str, Kind] = {name: kind for kind, names in NAMES.items() for name in names}

EVEN = {"C53 by week 6": 6.0 / 156.0, "C53 by month 3": 3.0 / 36.0, "C53 by month 6": 6.0 / 36.0, "C53 half-life, weeks": 78.0}


def naive(card: Card) -> Card:
    """The same facts as they would be answered without a model, to be set beside a card of the model."""
    facts = [each.fact for each in card.answered]
    return Card(tuple(_answered(each, facts) for each in card.answered), {**card.settings, "naive": True})


def _answered(each: Answered, facts: Sequence[Fact]) -> Answered:
    parts = []
    for judged in each.parts:
        name = each.fact.name_of(judged.part)
        kind = KINDS.get(name, Kind.LEVEL)
        estimate = judged.estimate if kind is Kind.LEVEL else Estimate(np.full(3, _guess(name, kind, each.fact, facts)), "naive")
        parts.append(Judged(judged.part, judged.band, estimate, verdict_of(estimate, judged.band, each.fact.near)))
    return Answered(each.fact, tuple(parts), each.failed, each.fitted)


def _guess(name: str, kind: Kind, of: Fact, facts: Sequence[Fact]) -> float:
    if kind is Kind.EVENLY:
        return EVEN[name]
    if kind in (Kind.PROPORTIONAL, Kind.NO_DIFFERENCE):
        return 1.0
    if kind is Kind.NOTHING:
        return 0.0
    others: dict[str, list[float]] = {fact.channel: [] for fact in facts}
    for fact in facts:
        if fact.id != of.id:
            others[fact.channel] += [_centre(band) for part, band in fact.bands.items() if KINDS.get(fact.name_of(part)) is kind]
    pooled = others[of.channel] or [value for values in others.values() for value in values]
    return float(np.mean(pooled)) if pooled else 0.0


def _centre(band: tuple[float, float]) -> float:
    low, high = band
    return high if math.isinf(low) else low if math.isinf(high) else 0.5 * (low + high)


def shapes(card: Card) -> int:
    """How many parts of a card are no level: effects, shapes, selection, timing."""
    return sum(_is_shape(each, judged) for each in card.answered for judged in each.parts)


def of_shapes(card: Card) -> float:
    """Weighted mean of the points of these parts."""
    return score_of((POINTS[judged.verdict], each.fact.weight / len(each.parts)) for each in card.answered for judged in each.parts if _is_shape(each, judged))


def _is_shape(each: Answered, judged: Judged) -> bool:
    return each.fact.name_of(judged.part) in KINDS
