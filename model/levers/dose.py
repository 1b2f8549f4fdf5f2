"""A dose of a lever: a value of which there may be none, little or much, and between what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..offers import Offer
from ..parameter import Kind, Parameter
from .common import ELIGIBILITY

RANDOM_SHARE = "random_share"
"""The dose that all levers have: the share of the eligible that are offered it."""

HALVES = (0.0, 1 / 16, 1 / 4, 1 / 2, 1.0)
"""Parts of the way from none to most: few at the top, where most curves are flat."""


@dataclass(frozen=True)
class Dose:
    """One value of a lever that makes it weaker or stronger.

    Attributes:
        term: the value, by its name.
        most: the strongest dose that one diaspora has use for; None where that is the bound of the value.
        none: the dose that offers nothing, or the least; None where that is the other bound.
        base: the term of the offer that it turns: there is none of it where its value is that of the world without policy.
        beside: other values, set so that this one alone acts.
        peaks: whether the best lies between none and most, by the mechanism.
    """

    term: str
    most: float | None = None
    none: float | None = None
    base: str | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    peaks: bool = False

    def grid(self, parameters: Mapping[str, Parameter], base: Offer, parts: tuple[float, ...] = HALVES) -> tuple[float, ...]:
        """Values of the term from none to most, at these parts of the way; whole numbers, each once, where it takes these alone.

        >>> from model.levers import REGISTRY
        >>> zone, customs = REGISTRY["special_economic_zone"], REGISTRY["trade_facilitation"]
        >>> zone.doses[0].grid(zone.parameters, Offer(0.05, 0.3), (0.0, 0.01, 0.5, 1.0))
        (0, 3, 160, 320)
        >>> customs.doses[0].grid(customs.parameters, Offer(0.05, 0.3, customs_days=16.0), (0.0, 0.5, 1.0))
        (16.0, 8.0, 0.0)
        """
        declared = ELIGIBILITY[RANDOM_SHARE] if self.term == RANDOM_SHARE else parameters[self.term]
        least = min(float(getattr(base, self.base)), declared.high) if self.base is not None else declared.low if self.none is None else self.none
        most = self.most if self.most is not None else declared.low if self.base is not None or least >= declared.high else declared.high
        values = [min(max(least + part * (most - least), declared.low), declared.high) for part in parts]
        if declared.kind is Kind.INTEGER:
            values = [round(value) for value in values]
        return tuple(dict.fromkeys(values))

    def given(self, value: float) -> dict[str, Any]:
        """The values of a lever with this dose; of a share of the eligible, none: that is a matter of its eligibility."""
        return {**self.beside, **({} if self.term == RANDOM_SHARE else {self.term: value})}
