"""What people expect of a rationed offer: the chance that a request is honoured, as they see it (rational expectations about rationed programmes).

One mechanism for every lever that honours requests out of money, places, plots, posts or staff; `Lever.doubt` names the term of the offer that carries
the chance that it does not. It starts at a declared share once the lever is in force. Each month it moves with what was honoured and refused: a share of
two sums in which older answers weigh less and less (adaptive learning with a fading memory: Evans and Honkapohja 2001). That a fund is empty is known to
many, and that the money of a whole year pays not one request to all. In its decision a household takes the offer for what it is worth times this chance;
what is granted is never touched by it. A refusal is moreover a promise broken, which the one refused resents (`households.trust`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..levers.lever import Lever
from ..parameters import Parameters
from ..parameters.expectation import Expectation
from ..rules.expect import expected, remembered


class Answers:
    """What is remembered of the answers to requests, by lever; and the chance that people see in it."""

    def __init__(self, levers: Sequence[Lever], p: Parameters) -> None:
        self.q: Expectation = p.expectation
        self.levers = levers
        self.rationed = [k for k, lever in enumerate(levers) if lever.doubt is not None]
        self.least = [lever.least_usd(p) for lever in levers]
        # lists, as each is read and written by itself every month
        self.chance = [1.0] * len(levers)
        self._kept = [(0.0, 0.0)] * len(levers)  # requests honoured and refused, as remembered
        self._seen = [(0.0, 0.0)] * len(levers)  # those counted so far
        self._has_begun = [False] * len(levers)
        self._gives = [False] * len(levers)  # whether the year's money and places honour a single request

    def reckon(self, month: int, strengths: Sequence[float], institutions: np.ndarray) -> bool:
        """Move the chances with the answers of the month before and with what is left now; returns whether any has changed."""
        at_work = [k for k in self.rationed if strengths[k] > 0.0]
        if not at_work:
            return False
        has_changed = False
        honoured, refused, places, left = (institutions[name].tolist() for name in ("honoured", "refused", "places", "left"))
        told = institutions["expected"]
        for k in at_work:
            chance = self._chance(k, month, (honoured[k], refused[k]), self._can(k, places[k], left[k]))
            has_changed |= chance != self.chance[k]
            self.chance[k] = told[k] = chance
        return has_changed

    def _chance(self, k: int, month: int, counted: tuple[float, float], can: bool) -> float:
        q = self.q
        if not self._has_begun[k]:
            self._has_begun[k] = True
            kept = q.prior * q.prior_weight, (1.0 - q.prior) * q.prior_weight
        else:
            (honoured, refused), (honoured_before, refused_before) = self._kept[k], self._seen[k]
            kept = remembered(honoured, counted[0] - honoured_before, q), remembered(refused, counted[1] - refused_before, q)
        self._kept[k], self._seen[k] = kept, counted
        begins = (month - self.levers[k].from_month) % 12 == 0
        self._gives[k] = can if begins else self._gives[k] or can
        return expected(*kept, 0.0 if can else 1.0, q) if self._gives[k] else 0.0

    def _can(self, k: int, places: float, left: float) -> bool:
        """Whether there is a place left, and money for one."""
        least = self.least[k]
        return places >= 1.0 and (least is None or (left >= least and left > 0.0))

    def tell(self, offers: np.ndarray) -> None:
        """Write the doubts into the effective offers, for all classes: who is offered nothing reads none of them."""
        for k in self.rationed:
            offers[self.levers[k].doubt] = 1.0 - self.chance[k]
