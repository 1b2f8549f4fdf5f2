"""By which channel money is sent (D1): formal operators, or informal carriers whose cost no policy lowers."""

from __future__ import annotations

from ..compiled.numba_door import rule
from ..parameters.remitting import Remitting


@rule
def formal_cost(cost: float, fee_cut: float) -> float:
    """Cost of a formal transfer while operators take `fee_cut` off, share of the amount.

    >>> formal_cost(0.06, 0.5)
    0.03
    """
    return cost * (1.0 - fee_cut)


@rule
def formal_odds(cost: float, days: float, has_account: int, insecurity: float, p: Remitting) -> float:
    """Log odds that a transfer goes by a formal channel that costs `cost` and takes `days`.

    base + response (informal cost - cost) - days effect x days + account of the family - status x insecurity of the sender's status.

    >>> p = Remitting(*[0.0] * len(Remitting._fields))._replace(informal_cost=0.04, fee_response=10.0)
    >>> formal_odds(0.04, 2.0, 0, 0.0, p), round(formal_odds(0.03, 2.0, 0, 0.0, p), 4)
    (0.0, 0.1)
    """
    return p.formal_base + p.fee_response * (p.informal_cost - cost) - p.days_effect * days + p.account_effect * has_account - p.status_effect * insecurity
