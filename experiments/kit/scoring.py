"""A negotiation on paper: what each level of each lever costs and gives each role, in its unit and in points that add up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from model.levers import REGISTRY
from model.parameter import Text
from scenarios.questions import text_of

from .. import tables
from ..comparing.answers import Found
from ..packing.asking import Error
from ..packing.document import term_words
from ..packing.negotiation import Deal, Negotiated, RolePart

MOST_POINTS = 100.0
"""What the best single lever within the budget gives a role, and the most that a level takes from it: the best may be tiny beside a harm."""


@dataclass(frozen=True)
class Level:
    """A level of a lever, run alone."""

    lever: str
    term: str
    value: float
    deal: Deal
    cost: Found


@dataclass(frozen=True)
class Scored:
    """The negotiation as a table of points."""

    negotiated: Negotiated

    @property
    def roles(self) -> tuple[RolePart, ...]:
        """The roles, in the order of their file."""
        return tuple(self.negotiated.table.content.roles)

    @cached_property
    def _numbers(self) -> Mapping[Deal, tuple[Found, ...]]:
        return {deal: self.negotiated.numbers(deal) for deal in self.negotiated.table.single}

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Every level of every lever."""
        found = []
        for deal in self.negotiated.table.single:
            place = next(place for place, level in enumerate(deal) if level)
            part = self.negotiated.table.content.levers[place]
            found.append(Level(part.lever, part.term, part.levels[deal[place] - 1], deal, self._numbers[deal][0]))
        return tuple(found)

    def change(self, level: Level, role: RolePart) -> Found:
        """What a level changes of what a role answers for, against no policy."""
        return self._numbers[level.deal][self.negotiated.table.outcomes.index(role.outcome)]

    def best(self, role: RolePart) -> float | None:
        """What the best single lever within the budget gives a role, in its direction; None where none improves it beyond chance.

        Without an interval, which takes five runs, the mean has to do: as in the page of `diaspora pack`.
        """
        sign, best = _sign(role), 0.0
        for level in self.levels:
            found = self.change(level, role)
            if _is_told(found) and level.cost.mean <= self.negotiated.table.content.budget_usd:
                best = max(best, sign * found.mean)
        return best if best > 0.0 else None

    def points(self, level: Level, role: RolePart) -> int | None:
        """Points of a level for a role, whole ones so that they add up on paper; None where nothing improves what the role answers for.

        What cannot be told from zero counts 0, and no level less than -100: as in the page of `diaspora pack`.
        """
        best, found = self.best(role), self.change(level, role)
        if best is None or not math.isfinite(found.mean):
            return None
        return round(max(MOST_POINTS * _sign(role) * found.mean / best, -MOST_POINTS)) if _is_told(found) else 0

    def error(self, outcome: str) -> Error | None:
        """How far sums of levers were off packages that were run as such."""
        return self.negotiated.error(self.negotiated.table.outcomes.index(outcome))


def _is_told(found: Found) -> bool:
    """Whether the interval lies on one side of zero; without one the mean has to do."""
    return math.isfinite(found.mean) and not (found.low <= 0.0 <= found.high)


def _sign(role: RolePart) -> float:
    return -1.0 if role.wants == "least" else 1.0


def lever_label(level: Level, language: str) -> str:
    """A lever in words."""
    return REGISTRY[level.lever].label(language)


def term_label(level: Level, language: str) -> str:
    """The term that is chosen, with its unit."""
    return partial(term_words, level.lever, level.term)(language)


def role_label(role: RolePart, language: str) -> str:
    """A role in words."""
    return text_of(role.label)(language)


def outcome_label(role: RolePart, language: str) -> str:
    """What a role answers for, with its unit."""
    return f"{tables.label_of(role.outcome, language)} ({tables.unit_label(role.outcome, '', language)})"


def wants(role: RolePart) -> Text:
    """Which way a role wants it."""
    return Text("as much as can be", "le plus possible") if role.wants == "most" else Text("as little as can be", "le moins possible")
