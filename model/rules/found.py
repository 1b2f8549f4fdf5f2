"""From an idea to a firm: obstacles, money within reach, procedures (D3, O1 to O7)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws
from ..numerics import ROUNDING, TINY
from ..parameters.founding import Founding, Services
from ..time_units import TWELFTH


@rule
def lifted(base: float, help_: float) -> float:
    """Share who pass an obstacle: those who pass it alone, and of the others those whom `help_` carries over it.

    >>> lifted(0.6, 0.0), lifted(0.6, 0.5)
    (0.6, 0.8)
    """
    return base + (1.0 - base) * max(min(help_, 1.0), 0.0)


@rule
def feasible(energy: float, telecom: float, p: Founding) -> float:
    """Share of projects that the infrastructure of a place lets one do: 1 - need (1 - energy x telecom) (O1).

    >>> p = Founding(*[0.0] * len(Founding._fields))._replace(infrastructure_need=0.4)
    >>> feasible(1.0, 1.0, p), round(feasible(0.5, 0.5, p), 2)
    (1.0, 0.7)
    """
    return 1.0 - p.infrastructure_need * (1.0 - energy * telecom)


@rule
def pull(grant: float, holiday_months: float, climate: float, climate_needed: float, p: Founding) -> float:
    """Log points of would-be founders that a grant (share of capital) and a tax holiday on a plot within reach add; a weak climate wastes them (James 2009).

    >>> p = Founding(*[0.0] * len(Founding._fields))._replace(capital_response=2.0, holiday_worth=0.01)
    >>> round(pull(0.1, 0.0, 0.5, 0.0, p), 3), round(pull(0.1, 60.0, 0.5, 1.0, p), 3)
    (0.2, 0.15)
    """
    worth = grant + p.holiday_worth * holiday_months * TWELFTH
    return p.capital_response * worth * (1.0 - climate_needed + climate_needed * climate)


@rule
def grant_on(capital: float, stake: float, reach: float, share: float, cap: float, smallest: float, own_share: float) -> float:
    """Grant for a project: a share of the owner's stake up to a cap, for projects large enough whose owner can bring enough of the capital.

    >>> grant_on(200_000.0, 60_000.0, 60_000.0, 0.1, 1e6, 100_000.0, 0.25), grant_on(200_000.0, 40_000.0, 40_000.0, 0.1, 1e6, 100_000.0, 0.25)
    (6000.0, 0.0)
    >>> grant_on(90_000.0, 80_000.0, 90_000.0, 0.1, 1e6, 100_000.0, 0.25), grant_on(2e6, 1.8e6, 2e6, 0.1, 1e5, 1e5, 0.25)
    (0.0, 100000.0)
    """
    if capital < smallest or reach < own_share * capital:
        return 0.0
    return min(share * stake, cap)


@rule
def money(
    capital: float, reach: float, share: float, cap: float, smallest: float, own_share: float, guaranteed: float, line: float
) -> tuple[float, float, float, float]:
    """Where the capital comes from, USD: own stake, grant on it, guaranteed loan, loan without a guarantee; less than the capital where it falls short.

    The owner brings what is within reach, less what the grant takes over; a bank lends the rest, under the guarantee first, which costs it nothing.

    >>> money(100.0, 200.0, 0.25, 1e9, 0.0, 0.25, 0.0, 0.0), money(100.0, 40.0, 0.1, 1e9, 0.0, 0.25, 10.0, 120.0)
    ((80.0, 20.0, 0.0, 0.0), (40.0, 4.0, 10.0, 46.0))
    >>> money(100.0, 20.0, 0.1, 1e9, 0.0, 0.25, 0.0, 60.0)
    (20.0, 0.0, 0.0, 60.0)
    """
    grant = grant_on(capital, min(reach, capital / (1.0 + share)), reach, share, cap, smallest, own_share)
    own = min(reach, capital - grant)
    short = capital - own - grant
    loan = min(short, guaranteed)
    return own, grant, loan, min(short - loan, line)


@rule
def is_enough(own: float, grant: float, loan: float, credit: float, capital: float) -> bool:
    """Whether the parts make up the capital, but for rounding.

    >>> is_enough(40.0, 4.0, 10.0, 46.0, 100.0), is_enough(20.0, 0.0, 0.0, 60.0, 100.0)
    (True, False)
    """
    return own + grant + loan + credit >= capital * (1.0 - ROUNDING)


@rule
def service_days(mean_days: float, steps: float, seed0: int, seed1: int, replication: int, identity: int) -> float:
    """Days that a procedure of so many steps takes: each step an exponential time of the same mean, hence a gamma sum (4.1).

    >>> few = [service_days(30.0, 1.0, 1, 0, 0, k) for k in range(2000)]
    >>> many = [service_days(30.0, 9.0, 1, 0, 0, k) for k in range(2000)]
    >>> 28 < sum(few) / 2000 < 32, 29 < sum(many) / 2000 < 31, max(many) < max(few)
    (True, True, True)
    """
    n = int(max(steps, 1.0))
    total = 0.0
    u0 = u1 = u2 = u3 = 0.5
    for k in range(n):
        lane = k & 3
        if lane == 0:
            u0, u1, u2, u3 = four_draws(seed0, seed1, replication, Draw.STEPS.value, k >> 2, identity)
        total -= math.log(u0 if lane == 0 else (u1 if lane == 1 else (u2 if lane == 2 else u3)))
    return mean_days * total / n


@rule
def assisted(quality: float, days: float, p: Services) -> float:
    """Quality of a project after technical assistance: x exp(gain (1 - exp(-days / scale))).

    >>> p = Services(*[0.0] * len(Services._fields))._replace(assistance_quality=0.4, assistance_days=20.0)
    >>> assisted(1.0, 0.0, p), round(assisted(1.0, 1000.0, p), 3)
    (1.0, 1.492)
    """
    return quality * math.exp(p.assistance_quality * (1.0 - math.exp(-days / p.assistance_days)))


@rule
def practised(profit: float, practice: float, p: Services) -> float:
    """Profit of a firm whose owner keeps `practice` of what a course on running a business taught: x (1 + gain x practice) (McKenzie 2020); losses stay.

    >>> p = Services(*[0.0] * len(Services._fields))._replace(training_profit=0.1)
    >>> practised(200.0, 0.5, p), practised(-50.0, 1.0, p)
    (210.0, -50.0)
    """
    return profit * (1.0 + p.training_profit * practice) if profit > 0.0 else profit


@rule
def guided(opportunities: float, p: Services) -> float:
    """Share of those who knew no opportunity that a list of `opportunities` helps: 1 - (1 - matched)^n.

    >>> p = Services(*[0.0] * len(Services._fields))._replace(matched=0.1)
    >>> guided(0.0, p), round(guided(10.0, p), 3)
    (0.0, 0.651)
    """
    return 1.0 - math.exp(opportunities * math.log(max(1.0 - p.matched, TINY)))
