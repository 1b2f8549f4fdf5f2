"""What an institution may know when it sets its terms: the levers in force and how strong they are, when it is, and the world as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from ..inputs.settings import WorldSettings
from ..levers.lever import Lever
from ..offers import Offer
from ..parameters import Parameters
from ..records.arrays import Clock, WorldArrays
from .levers_in_force import Policy

T = TypeVar("T")


class Month(NamedTuple):
    """One month, for the terms of institutions.

    Attributes:
        policy: the levers of this world; clock: when it is; strengths: of each lever, 0 to 1.
        stage: the arrays of the world; packed: the parameters as loops get them; run: runs a loop over the stage now.
    """

    policy: Policy
    clock: Clock
    strengths: tuple[float, ...]
    stage: WorldArrays
    packed: Any
    run: Callable[..., None]

    @property
    def month(self) -> int:
        """0 is the first after the burn-in."""
        return self.clock.month

    @property
    def tick(self) -> int:
        """Months since the world's beginning."""
        return self.clock.tick

    @property
    def p(self) -> Parameters:
        """All parameters."""
        return self.policy.p

    @property
    def settings(self) -> WorldSettings:
        """What the world is made of."""
        return self.policy.settings

    def running(self, process: str) -> int:
        """Number of the lever that an institution carries out, from its first month on; -1 where there is none."""
        return self.policy.running(process, self.clock.month)

    def lever(self, k: int) -> Lever:
        """Lever number `k`."""
        return self.policy.levers[k]

    def told(self, k: int) -> Offer:
        """What people are told of lever `k` this month: the offer of the first corridor as it alone turns it. What it then pays is read from here too."""
        return self.steady(f"offer {k}", lambda: self.policy.levers[k].offer(self.policy.base[0], self.strengths[k]))

    def expected(self, k: int) -> float:
        """Chance that a request to lever `k` is honoured, as people see it."""
        return self.policy.answers.chance[k]

    def since(self, k: int) -> int:
        """Months since lever `k` began."""
        return self.clock.month - self.policy.levers[k].from_month

    def is_open(self, k: int) -> int:
        """1 where lever `k` is in force, 0 where only what it began is still to be ended."""
        return int(self.strengths[k] > 0.0)

    def steady(self, name: str, make: Callable[[], T]) -> T:
        """Terms that hang on the strengths, and on who has begun, alone: made once, and again when one of these has changed."""
        return self.policy.steady(name, self.clock.month, self.strengths, make)
