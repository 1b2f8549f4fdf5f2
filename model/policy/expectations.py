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
        self.chance = np.ones(len(levers))
        self._kept = np.zeros((len(levers), 2))  # requests honoured and refused, as remembered
        self._seen = np.zeros((len(levers), 2))  # those counted so far
        self._has_begun = np.zeros(len(levers), dtype=bool)
        self._gives = np.zeros(len(levers), dtype=bool)  # whether the year's money and places honour a single request

    def reckon(self, month: int, strengths: Sequence[float], institutions: np.ndarray) -> bool:
        """Move the chances with the answers of the month before and with what is left now; returns whether any has changed."""
        before = self.chance.copy()
        for k in self.rationed:
            if strengths[k] > 0.0:
                self.chance[k] = self._chance(k, month, institutions[k])
                institutions[k]["expected"] = self.chance[k]
        return not np.array_equal(before, self.chance)

    def _chance(self, k: int, month: int, bank: np.ndarray) -> float:
        q, lever = self.q, self.levers[k]
        counted = float(bank["honoured"]), float(bank["refused"])
        if not self._has_begun[k]:
            self._has_begun[k] = True
            self._kept[k] = q.prior * q.prior_weight, (1.0 - q.prior) * q.prior_weight
        else:
            self._kept[k] = [remembered(kept, now - then, q) for kept, now, then in zip(self._kept[k].tolist(), counted, self._seen[k].tolist(), strict=True)]
        self._seen[k] = counted
        can = self._can(k, bank)
        if (month - lever.from_month) % 12 == 0:
            self._gives[k] = can
        self._gives[k] |= can
        if not self._gives[k]:
            return 0.0
        return expected(float(self._kept[k, 0]), float(self._kept[k, 1]), 0.0 if can else 1.0, q)

    def _can(self, k: int, bank: np.ndarray) -> bool:
        """Whether there is a place left, and money for one."""
        least = self.least[k]
        return bool(bank["places"] >= 1.0 and (least is None or (bank["left"] >= least and bank["left"] > 0.0)))

    def tell(self, offers: np.ndarray) -> None:
        """Write the doubts into the effective offers, for all classes: who is offered nothing reads none of them."""
        for k in self.rationed:
            offers[self.levers[k].doubt] = 1.0 - self.chance[k]
