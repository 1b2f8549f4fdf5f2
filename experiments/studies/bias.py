"""Bias and spread of a sample against full scale: the numbers, and how they read in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from model.outcome_registry import OUTCOMES

from ..markdown import grouped, number

BEYOND = 3.0
"""Standard errors: a bias larger than this is called one. Of 200 comparisons without any bias about one gets there by chance."""

FLOWS, RARE, THRESHOLDS, QUEUES, JUDGED = (
    "Flows and stocks",
    "Rare acts and what follows from them",
    "Thresholds, hearsay and projects",
    "Queues and budgets",
    "Judgements, household by household",
)
GROUPS: Mapping[str, tuple[str, ...]] = {
    RARE: (
        *("firms_created", "firms_surviving", "jobs", "blocked_finance", "blocked_procedures", "blocked_nationality", "blocked"),
        *("placements_physical", "placements_virtual", "placement_dropouts", "placement_repeats", "placement_applications", "expert_days"),
        *("capacity", "capacity_retained_12m", "vacancies_filled", "staff_trained", "staff_displaced", "interns_lost"),
    ),
    THRESHOLDS: (
        *("association_members", "aware", "never_aware", "refused", "donor_retention"),
        *("projects_delivered", "project_quality", "associations_surviving", "need_match", "poorer_half"),
    ),
    QUEUES: ("waiting_days", "backlog", "abandoned", "public_match", "budget_exhausted_month", "public_cost", "present_value_cost"),
}


class Against(NamedTuple):
    """A sample size against full scale for one outcome, in its unit. `worlds` out of `of` have it defined."""

    bias: float
    error: float
    spread: float
    worlds: int
    of: int


class Compared(NamedTuple):
    """One outcome: mean, standard error and spread at full scale, and each sample size against it."""

    name: str
    mean: float
    error: float
    spread: float
    worlds: int
    of: int
    sizes: Mapping[int, Against]

    def is_biased(self, size: int) -> bool:
        """Whether the bias at `size` is beyond Monte-Carlo error. Numbers that do not vary are equal up to rounding, or they are not."""
        found = self.sizes[size]
        return bool(np.isfinite(found.bias)) and abs(found.bias) > max(BEYOND * (0.0 if np.isnan(found.error) else found.error), 1e-9 * abs(self.mean))

    @property
    def biased(self) -> list[int]:
        """The sizes at which it is biased."""
        return [size for size in self.sizes if self.is_biased(size)]

    @property
    def is_there(self) -> bool:
        """Whether there is anything to compare: not 0 in every world, not undefined in all."""
        return bool(np.isfinite(self.mean)) and (self.mean != 0.0 or any(found.bias != 0.0 for found in self.sizes.values()))

    @property
    def is_beyond_luck(self) -> bool:
        """Whether the mean at full scale is told from 0."""
        return abs(self.mean) > BEYOND * self.error

    @property
    def group(self) -> str:
        """Its group in the table."""
        outcome = self.name.split(",")[0]
        if OUTCOMES[outcome].theme == "judgement":
            return JUDGED
        return next((group for group, members in GROUPS.items() if outcome in members), FLOWS)


def compared(full: pd.DataFrame, samples: Mapping[int, pd.DataFrame]) -> list[Compared]:
    """Each outcome at full scale and in samples. `full`, `samples[size]`: world by outcome."""
    found = []
    for name in full.columns:
        mean, error, spread, worlds = _moments(full[name])
        sizes = {}
        for size, values in samples.items():
            own, own_error, own_spread, own_worlds = _moments(values[name])
            sizes[size] = Against(own - mean, float(np.hypot(error, own_error)), own_spread, own_worlds, len(values))
        found.append(Compared(str(name), mean, error, spread, worlds, len(full), sizes))
    return found


def _moments(values: Any) -> tuple[float, float, float, int]:
    """Mean, its standard error, standard deviation, and how many are defined."""
    defined = values.to_numpy()[np.isfinite(values.to_numpy())]
    if defined.size == 0:
        return np.nan, np.nan, np.nan, 0
    spread = float(defined.std(ddof=1)) if defined.size > 1 else np.nan
    return float(defined.mean()), spread / float(np.sqrt(defined.size)), spread, int(defined.size)


def percent(part: float, whole: float, signed: bool = True) -> str:
    """A part of a whole in percent.

    >>> percent(0.5, 200.0), percent(12.0, 100.0, signed=False), percent(1.0, 0.0)
    ('+0.25', '12.0', '–')
    """
    if not np.isfinite(part) or whole == 0.0:
        return "–"
    share = 100.0 * part / abs(whole)
    digits = 0 if abs(share) >= 100 else 1 if abs(share) >= 10 else 2
    return f"{share:+.{digits}f}" if signed else f"{share:.{digits}f}"


def off_by(row: Compared, size: int, with_error: bool = False) -> str:
    """The bias at a size in % of the mean; in the unit of the outcome where the mean is 0, or next to nothing beside the bias."""
    own = row.sizes[size]
    if not np.isfinite(own.bias):
        return "–"
    if abs(own.bias) > 10.0 * abs(row.mean):
        sign = "+" if own.bias > 0.0 else ""
        return f"{sign}{number(own.bias)}{f' ± {number(own.error)}' if with_error else ''} in its unit"
    return f"{percent(own.bias, row.mean)} ± {percent(own.error, row.mean, signed=False)}" if with_error else f"{percent(own.bias, row.mean)} %"


def verdict(row: Compared) -> str:
    """In words: within Monte-Carlo error at all sizes, or the bias where it is beyond."""
    said = [f"{off_by(row, size)} at {grouped(size)}" for size in row.biased]
    return f"**{'; '.join(said)}**" if said else "within Monte-Carlo error"


def head(sizes: Sequence[int], first: str) -> list[str]:
    """The head of the table."""
    return [first, "full scale", "sd %", *[cell for size in sizes for cell in (f"{grouped(size)}: bias % ± s.e.", "sd %")], "verdict"]


def body(found: Sequence[Compared], sizes: Sequence[int]) -> list[list[str]]:
    """The rows of the table by group; what is 0 in every world is left out."""
    rows: list[list[str]] = []
    for group in (FLOWS, *GROUPS, JUDGED):
        members = [row for row in found if row.group == group and row.is_there]
        rows += [[f"*{group}*", *[""] * (3 + 2 * len(sizes))]] if members else []
        for row in members:
            cells = [row.name + _defined(row), number(row.mean), percent(row.spread, row.mean, signed=False)]
            for size in sizes:
                cells += [off_by(row, size, with_error=True), percent(row.sizes[size].spread, row.mean, signed=False)]
            rows.append([*cells, verdict(row)])
    return rows


def _defined(row: Compared) -> str:
    """Where an outcome is undefined in some worlds (nobody was served, money never ran out): in how many it is defined."""
    shares = [(row.worlds, row.of), *[(own.worlds, own.of) for own in row.sizes.values()]]
    return f" (defined in {', '.join(f'{some}/{of}' for some, of in shares)})" if any(some < of for some, of in shares) else ""


def summary(found: Sequence[Compared], sizes: Sequence[int], what: str) -> list[str]:
    """What a table says, a line a size: how many are within error, and which are not."""
    told = [row for row in found if row.is_there]
    lines = []
    for size in sizes:
        biased = [f"{row.name} ({off_by(row, size)})" for row in told if row.is_biased(size)]
        within = f"{len(told) - len(biased)} of {len(told)} within {BEYOND:.0f} standard errors"
        lines.append(f"- {what}, samples of {grouped(size)}: {within}{'; beyond: ' + ', '.join(biased) if biased else ''}.")
    return lines
