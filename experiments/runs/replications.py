"""One scenario's numbers, replication by replication: levels, the same world without policy, and what a lever adds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.levers import Lever
from model.outcome_registry import OUTCOMES
from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble
from ..shown_money import in_words
from .draws import has_own_figures, input_draw
from .intervals import Floats
from .runner import Key
from .variance_components import Components, components, nothing_to_tell

COST = "public_cost"
"""The outcome that holds all that a policy costs the public purse: spending and revenue forgone."""


@dataclass(frozen=True)
class Replications:
    """One scenario's numbers, replication by key. `base` is None where the world without policy was not simulated; `without` is its name in the series.

    Values, base and differences are NaN where an outcome is undefined in that replication.
    """

    name: str
    scenario: Scenario
    numbers: tuple[int, ...]
    keys: tuple[Key, ...]
    values: Floats
    base: Floats | None
    judged: Mapping[Key, Floats]
    uncertainty: str
    without: str = "without_policy"
    left_out: Mapping[str, Floats] = field(default_factory=dict)
    """Of a package, the numbers (as `values`) of the same package without a lever, by its id; for the levers that this was asked for."""
    induced: Mapping[Key, Floats] = field(default_factory=dict)
    """Sums over who was induced and who would have acted anyway, by replication (`model.outcomes.induced`)."""
    ensemble: Ensemble | None = None
    """Where calibrated parameters were taken from; None where they were not."""
    is_point: bool = False
    """Whether parameters stayed at the best fit."""

    @property
    def groups(self) -> NDArray[np.int64]:
        """What is resampled: the input draw of each replication, or the replication itself where only luck varies."""
        return np.array([number if self.uncertainty == "luck" else input_draw(number, "inputs") for number in self.numbers], dtype=np.int64)

    @property
    def own_figures(self) -> NDArray[np.bool_]:
        """Which replications have other figures than the other one of their pair."""
        return np.array([has_own_figures(number, is_point=self.is_point) for number in self.numbers], dtype=np.bool_)

    def components(self, values: Floats) -> Components:
        """How much of the variance of single replications comes from parameters, figures and chance, one entry a column of `values`.

        All NaN where inputs were not drawn. With parameters held at the best fit nothing comes from them.
        """
        if self.uncertainty == "luck":
            return nothing_to_tell(values.shape[1])
        return components(values, self.groups, self.own_figures, parameters_vary=not self.is_point)

    @cached_property
    def differences(self) -> Floats:
        """Policy minus no policy, same inputs, common random numbers."""
        assert self.base is not None
        return self.values - self.base

    @cached_property
    def places(self) -> dict[Key, int]:
        """The column of each key: pages and tables ask for thousands of the thousands there are."""
        return {key: place for place, key in enumerate(self.keys)}

    def column(self, outcome: str, breakdown: str | None = None, group: str | None = None, *, difference: bool = False) -> Floats:
        """One number over the replications; NaN for one that is not measured."""
        return self._of(self.differences if difference else self.values, (outcome, breakdown, group))

    def _of(self, numbers: Floats, key: Key) -> Floats:
        place = self.places.get(key)
        return np.full(len(self.numbers), np.nan) if place is None else numbers[:, place]

    def cost(self, lever: Lever | None = None) -> Floats:
        """What the policy, or one of its levers, costs the public purse, USD of 2019 a year: spending and revenue forgone."""
        where = ("lever", lever.id) if lever is not None and len(self.scenario.levers) > 1 else (None, None)
        return self.column(COST, *where, difference=True)

    def is_known(self, lever: Lever) -> bool:
        """Whether it is known what this lever adds: it is the only one, or the package was run without it too."""
        return self.scenario.levers == (lever,) or lever.id in self.left_out

    def added(self, lever: Lever, outcome: str, breakdown: str | None = None, group: str | None = None) -> Floats:
        """What a lever adds to an outcome: the policy minus the same policy without it; NaN where that is not known."""
        if lever.id not in self.left_out:
            return self.column(outcome, breakdown, group, difference=True) if self.is_known(lever) else np.full(len(self.numbers), np.nan)
        key = outcome, breakdown, group
        return self._of(self.values, key) - self._of(self.left_out[lever.id], key)

    def floor(self, outcome: str, breakdown: str | None = None, group: str | None = None, lever: Lever | None = None) -> float:
        """What no change of an outcome by the policy, or by one lever of it, can be below: 0 where there is nothing to take from, else no bound.

        That is so where the outcome has no negative values and is 0 in every run of what the policy is set against, as public cost.
        """
        if not never_negative(outcome) or self.base is None:
            return -math.inf
        where = (outcome, breakdown, group)
        against = self.column(*where) - (self.column(*where, difference=True) if lever is None else self.added(lever, *where))
        return 0.0 if not np.nan_to_num(against).any() else -math.inf


def unit_of(outcome: str, language: str = "en") -> str:
    """The unit of an outcome in words, in the money shown; in English as in the tables."""
    return in_words(OUTCOMES[outcome].unit(language))


def never_negative(outcome: str) -> bool:
    """Whether an outcome has no values below 0."""
    low = OUTCOMES[outcome].low if outcome in OUTCOMES else None
    return low is not None and low >= 0.0
