"""What a run keeps of itself: flows, costs and results by month, and the world as it stands. What is measured is measured from this alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from .inputs.settings import WorldSettings
from .institution import Institution
from .parameters import Parameters
from .policy.levers_in_force import Policy
from .records.arrays import Count, WorldArrays
from .records.flows import N_FLOWS


@dataclass
class History:
    """What is kept of one run. Months count from the end of the burn-in; money is in USD of 2019.

    Attributes:
        settings, p, policy: what the world is made of, its parameters, its levers.
        stage: the arrays of the world as they stand.
        flows: by month, corridor and flow, shape (horizon, corridors, flows); month_flows: of the last month, shape (corridors, flows).
        window, last: by cell and flow, over the horizon and in its last month.
        costs, grants, forgone: of the levers, by month and lever, USD; backlog: files waiting.
        results: what each institution reported, shape (horizon, names), by its name; names: of the columns.
    """

    settings: WorldSettings
    p: Parameters
    policy: Policy
    stage: WorldArrays
    flows: np.ndarray
    month_flows: np.ndarray
    window: np.ndarray
    last: np.ndarray
    costs: np.ndarray
    grants: np.ndarray
    forgone: np.ndarray
    backlog: np.ndarray
    results: dict[str, np.ndarray] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def empty(cls, settings: WorldSettings, p: Parameters, policy: Policy, stage: WorldArrays, institutions: Iterable[Institution]) -> History:
        """A history in which nothing has happened yet."""
        horizon, levers, corridors = 12 * settings.years, len(policy.levers), len(settings.corridors)
        names = {each.name: each.results for each in institutions if each.results}
        return cls(
            settings,
            p,
            policy,
            stage,
            np.zeros((horizon, corridors, N_FLOWS)),
            np.zeros((corridors, N_FLOWS)),
            np.zeros_like(stage.tally),
            np.zeros_like(stage.tally),
            np.zeros((horizon, levers)),
            np.zeros((horizon, levers)),
            np.zeros((horizon, levers)),
            np.zeros((horizon, levers)),
            results={name: np.zeros((horizon, len(columns))) for name, columns in names.items()},
            names=names,
        )

    @property
    def horizon(self) -> int:
        """Months after the burn-in."""
        return len(self.flows)

    @property
    def end(self) -> int:
        """Months from the world's beginning to the end of the horizon."""
        return 12 * self.settings.burn_in_years + self.horizon

    @property
    def n_households(self) -> int:
        """Household records alive in the arrays."""
        return int(self.stage.counts[Count.HOUSEHOLDS])

    def by_month(self, institution: str) -> dict[str, np.ndarray]:
        """What an institution reported, month by month, by name."""
        return dict(zip(self.names[institution], self.results[institution].T, strict=True))

    def sums(self, institution: str) -> dict[str, float]:
        """The same, summed over the horizon."""
        return dict(zip(self.names[institution], self.results[institution].sum(axis=0), strict=True))

    def booked(self, flow: str, month: int) -> float:
        """Revenue forgone in `month` by the levers that book `flow`, USD."""
        if month < 0:
            return 0.0
        return float(sum(self.forgone[month, k] for k, lever in enumerate(self.policy.levers) if flow in lever.forgoes))


def over_represented(served: np.ndarray, people: np.ndarray) -> float:
    """Share of those served over share of the people, of the faction for which it is the largest; NaN where nobody is served.

    >>> over_represented(np.array([3.0, 1.0]), np.array([50.0, 50.0]))
    1.5
    """
    there = people > 0.0
    return float((served[there] / people[there]).max() * people.sum() / served.sum()) if served.sum() > 0.0 else float("nan")
