"""Room in the arrays for what a month can bring, so that no loop runs out of it: bounds from the parameters, whatever their values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from .institution import Institution, Room
from .parameters import Parameters
from .policy.levers_in_force import Policy
from .records.arrays import NO_CLASS, Count, WorldArrays, copy_records
from .rules.choose import logistic
from .rules.leave import dying_chance, leaving_chance

WEALTHIEST = 100.0  # years of income; the few above it are within the margin
ROOM_TO_GROW = 1.25  # a diaspora that outgrew what was counted on is counted on to grow so far
POOREST = 0.05  # income relative to income per head, as in rules/apply.py


def at_most(mean: float) -> int:
    """A number that a count with this mean does not pass.

    >>> at_most(0.0), at_most(100.0)
    (32, 192)
    """
    return int(mean + 6.0 * math.sqrt(mean)) + 32


def applicants_at_most(records: int, households: float, p: Parameters) -> int:
    """Applicants for assignments in a month among `records` that stand for `households` real ones."""
    a = p.placement
    eager = a.apply_base + 0.5 * (a.attachment_effect + a.trust_effect) + a.waste_effect - a.wage_effect * math.log(POOREST)
    # who was placed before is a record of its own, however heavy the others are
    return at_most(households * logistic(eager)) + at_most(records * (logistic(eager + a.repeat_effect) - logistic(eager)))


def room_needed(records: int, households: float, p: Parameters, exits: float = 1.0) -> Room:
    """Places for the births and departures of a month among `records` that stand for `households` real ones; `exits`: of the corridor most are leaving."""
    e = p.enterprise
    ideas = households * min(e.ideas_year * 0.001 / 12.0 * max(e.idea_skill, 1.0), 1.0)
    # of those who try again there are at most as many as if all were stopped each time, and no more than households
    persists = min(p.founding.persists, 1.0)
    all_tries = households / p.founding.again_months
    founders = at_most(ideas + (min(ideas * persists / (1.0 - persists), all_tries) if persists < 1.0 else all_tries))
    best_will = 0.5 * (e.attachment_effect + e.trust_effect) + e.peer_effect + e.wealth_effect * math.log(WEALTHIEST) + max(-e.women_effect, 0.0)
    best_will += e.return_effect * (1.0 - e.usual_gap) + e.risk_effect * e.usual_risk
    stakes = at_most(records / 12.0 * logistic(e.stake_base + best_will + e.tax_response))
    applicants = applicants_at_most(records, households, p)
    leaving = max(exits, 1.0) * leaving_chance(0.0, 1, p.demography) * (1.0 + p.nationality.return_effect) + dying_chance(85.0, p.demography)
    return Room(founders + applicants, founders + stakes, at_most(records / 12.0 * leaving), 2 * founders + applicants)


def longer(array: np.ndarray, more: int, used: int) -> np.ndarray:
    """The array with room for `more` records; the first `used` are copied, and room that is never used takes no memory."""
    grown = np.zeros((len(array) + more, *array.shape[1:]), dtype=array.dtype)
    copy_records(array, grown, used)
    return grown


class Capacity:
    """Longer arrays where a month could fill them; what a loop reads never moves within a month.

    Args:
        policy, institutions: who may need room for more.
        households: real households of all corridors.
        s: the world at the start.
    """

    def __init__(self, policy: Policy, institutions: Sequence[Institution], households: float, s: WorldArrays) -> None:
        self.policy = policy
        self.rooms = [each.room for each in institutions if each.room is not None]
        self.waiting = [each.waiting for each in institutions if each.waiting is not None]
        self.households = households
        self.exits = float(s.corridors["exits"].max())
        self.may_grow = bool((s.renewal > 1.0).any())
        self._records = -1
        self._need = Room()

    def _needed(self, n: int) -> Room:
        if n > self._records:
            self._records = n + n // 4
            self._need = room_needed(self._records, self.households, self.policy.p, self.exits)
            for room in self.rooms:
                self._need = self._need.plus(room(self.policy, self._records, self.households))
        return self._need

    def made(self, s: WorldArrays) -> WorldArrays:
        """The arrays with room for a month; the same where there is enough."""
        counts = s.counts.tolist()
        n, f, d = counts[Count.HOUSEHOLDS], counts[Count.FIRMS], counts[Count.DEPARTED]
        if self.may_grow and (there := float(s.households["weight"][:n].sum())) > self.households:
            self.households, self._records = ROOM_TO_GROW * there, -1
        need = self._needed(n)
        grown: dict[str, Any] = {}
        if len(s.households) > n and len(s.households) - n <= need.households:
            for name in ("households", "receivers", "ties", "seen", "shown"):
                grown[name] = longer(getattr(s, name), n // 8 + 2 * need.households, n)
        if len(s.firms) - f < need.firms:
            grown["firms"] = longer(s.firms, len(s.firms) // 2 + 2 * need.firms, f)
        files = need.files + f // 8 + sum(waiting(self.policy, s) for waiting in self.waiting)
        if len(s.files) - counts[Count.FILES] < files:
            grown["files"] = longer(s.files, len(s.files) // 2 + 2 * files, counts[Count.FILES])
        if s.classes.shape[1] and (s.classes == NO_CLASS).sum(axis=1).min() < need.departed:  # as many places are taken anew
            grown["classes"] = np.pad(s.classes, ((0, 0), (0, 2 * need.departed)), constant_values=NO_CLASS)
            grown["offers"] = np.concatenate([s.offers, np.repeat(s.offers[:, :1], 2 * need.departed, axis=1)], axis=1)
        if len(s.departed) - d < need.departed:
            grown["departed"] = longer(s.departed, len(s.departed) // 2 + 2 * need.departed, d)
        room = 1 + max(len(grown.get("files", s.files)), len(grown.get("firms", s.firms)))
        if s.around.shape[1] < room:  # nothing of it outlasts the month
            grown["around"] = np.zeros((len(s.around), room), dtype=s.around.dtype)
        return s._replace(**grown) if grown else s
