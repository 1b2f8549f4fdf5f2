"""Incomes of a residence country fluctuate for all who live there alike, whatever policies do: a year's remittances move together."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .compiled.named_draws import CycleDraws
from .compiled.random_draws import Draw, four_draws, normal
from .inputs.settings import WorldSettings
from .parameters import Parameters
from .records.arrays import Clock
from .rules.fluctuate import deviation_after

LETTERS = 32
"""More than letters of the alphabet: a country's code is a number in this base."""


def identity_of(code: str) -> int:
    """Number of a country, the same in every scenario: its luck hangs on it, not on which others are there.

    >>> identity_of("A"), identity_of("BEL") != identity_of("BLE")
    (1, True)
    """
    number = 0
    for letter in code:
        number = LETTERS * number + (ord(letter) - ord("A") + 1)
    return number


@lru_cache(maxsize=1 << 16)
def deviate_of(seed0: int, seed1: int, replication: int, month: int, residence: str) -> float:
    """Standard normal deviate of a country and month. Worlds of one seed and replication, with a policy and without, ask for the same."""
    return normal(CycleDraws(*four_draws(seed0, seed1, replication, Draw.CYCLE.value, month, identity_of(residence))).deviate)


class BusinessCycle:
    """Log deviations of incomes from their trend, by residence country; 0 at month 0, of which the figures of a scenario tell."""

    def __init__(self, settings: WorldSettings, p: Parameters) -> None:
        self.p = p.population
        self.residences = list(dict.fromkeys(corridor.residence for corridor in settings.corridors))
        self.place = np.array([self.residences.index(corridor.residence) for corridor in settings.corridors])
        self.deviations = np.zeros(len(self.residences))

    def turn(self, t: Clock, corridors: np.ndarray) -> None:
        """A month passes: incomes and jobs that `corridors` miss now, by the cycle and by the shocks that are on."""
        for k, residence in enumerate(self.residences if t.month > 0 else ()):
            deviate = deviate_of(t.seed0, t.seed1, t.replication, t.month, residence)
            self.deviations[k] = deviation_after(float(self.deviations[k]), deviate, self.p)
        recession = 1.0 - (1.0 - corridors["slump"]) * np.exp(self.deviations[self.place])
        corridors["recession"] = recession
        corridors["job_loss"] = self.p.recession_jobs * recession
