"""How incomes of a residence country fluctuate from year to year, for all who live there alike."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.population import Population
from ..time_units import TWELFTH


@rule
def deviation_after(before: float, deviate: float, p: Population) -> float:
    """Log deviation of incomes from their trend a month after it was `before`: an autoregressive process; `deviate` is standard normal.

    x' = k x + spread (1 - k^2)^1/2 z, k = exp(-1 / (12 years)).

    >>> p = Population(*[0.0] * len(Population._fields))._replace(cycle_spread=0.03, cycle_years=3.0)
    >>> round(deviation_after(0.02, 0.0, p), 5), round(deviation_after(0.0, 1.0, p), 5)
    (0.01945, 0.00697)
    """
    kept = math.exp(-TWELFTH / p.cycle_years)
    return kept * before + p.cycle_spread * math.sqrt(1.0 - kept * kept) * deviate


@rule
def with_lot(recession: float, slump: float, lot: float) -> float:
    """Share of income that somebody misses for whom a recession by lot takes `lot`, beside `recession` of all in the country, of which shocks are `slump`.

    Of the two shocks the larger counts, and the cycle goes on about it; in a boom `recession` is below 0.

    >>> with_lot(-0.03, 0.0, 0.0), round(with_lot(-0.03, 0.0, 0.1), 3), with_lot(0.2, 0.2, 0.1)
    (-0.03, 0.073, 0.2)
    """
    return recession if lot <= slump else 1.0 - (1.0 - recession) * (1.0 - lot) / (1.0 - slump)
