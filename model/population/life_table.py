"""The life table: who of those that came, or were born here, is still here after so many months, by return plan and age on arrival."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..compiled.numba_door import current, kernel
from ..compiled.random_draws import normal
from ..parameters.demography import Demography
from ..rules.leave import dying_chance, leaving_chance
from ..time_units import TWELFTH
from .newcomers import age_on_arrival

AGES = 16  # quantiles of age on arrival
MONTHS = 80 * 12  # after which nobody is left


@kernel
def _survival(q: Demography, out: np.ndarray) -> None:
    """Months lived in expectation in each cell: out[plan, quantile of age on arrival, month]; out[2, 0, month] for descendants.

    Who stays does not hang on age, nor who survives on the plan: each is worked out once, and lies in rows of `out` that are filled last.
    """
    for m in range(MONTHS):
        out[2, 0, m] = 1.0 - leaving_chance((m + 1) * TWELFTH, 0, q) * TWELFTH
        out[1, AGES - 1, m] = 1.0 - leaving_chance((m + 1) * TWELFTH, 1, q) * TWELFTH
    for a in range(AGES):
        age = age_on_arrival(normal((a + 0.5) / AGES), q)
        alive, with_plan = (1.0 - q.return_plan) / AGES, q.return_plan / AGES
        for m in range(MONTHS):
            stays, stays_with_plan = out[2, 0, m], out[1, AGES - 1, m]
            out[0, a, m], out[1, a, m] = alive, with_plan
            survives = 1.0 - dying_chance(age + (m + 1) * TWELFTH, q) * TWELFTH
            alive *= stays * survives
            with_plan *= stays_with_plan * survives
    alive = 1.0
    for m in range(MONTHS):
        out[2, 0, m] = alive
        years = (m + 1) * TWELFTH
        alive *= (1.0 - q.descendant_leaves * TWELFTH) * (1.0 - dying_chance(q.descendant_age + years, q) * TWELFTH)


def life_table(q: Demography) -> np.ndarray:
    """Survivors, shape (3, AGES, MONTHS): first generation without and with a return plan by age on arrival; descendants in [2, 0]."""
    return _filled(current(_survival), q)


def life_table_plainly(q: Demography) -> np.ndarray:
    """The same table in plain Python: a few hundredths of a second, where loading what is compiled takes half of one (both are the same to the bit, tested)."""
    return _filled(_survival.py_func, q)  # type: ignore[attr-defined]


def _filled(loop: Callable[[Demography, np.ndarray], None], q: Demography) -> np.ndarray:
    out = np.zeros((3, AGES, MONTHS))
    loop(q, out)
    return out
