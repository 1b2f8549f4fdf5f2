"""Terms of the institutions that serve founders this month: one-stop shop, competition, grant and guarantee funds, zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .policy import Policy

FOUNDERS = ("one_stop_shop", "competition", "grant_fund", "guarantee_fund", "zone")  # processes that serve founders


class Serving(NamedTuple):
    """Who serves founders, and what they can do this month; numbers of institutions are -1 where there is none.

    Attributes:
        counter, call, grant, guarantee, zone: institutions.
        officers: files that the one-stop shop can finish this month; mediators: complaints that it can hear.
        counter_days: days that it promises; opportunities, alignment: its list.
        winners: places of the competition that is judged this month, 0 in other months; assistance_days, seed, assistance_usd: what a winner gets;
        desk: 1 where winners have a desk at origin; noise: standard deviation of the jury's error in log points.
        guaranteed: share of a loan that is guaranteed.
        holiday: months without tax in the zone; outsiders: 1 where all may settle.
    """

    counter: int
    counter_open: int
    officers: float
    mediators: float
    counter_days: float
    opportunities: float
    alignment: float
    call: int
    call_open: int
    winners: int
    assistance_days: float
    seed: float
    assistance_usd: float
    desk: int
    noise: float
    grant: int
    guarantee: int
    guaranteed: float
    zone: int
    zone_open: int
    holiday: int
    outsiders: int


NOBODY_SERVES = Serving(-1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, -1, 0, 0, 0.0, 0.0, 0.0, 0, 0.0, -1, -1, 0.0, -1, 0, 0, 0)


def within_month(rate: float, tick: int) -> int:
    """How many of `rate` a month fall into month `tick`, so that fractions add up over the months.

    >>> [within_month(2.5, tick) for tick in range(4)]
    [2, 3, 2, 3]
    """
    return int(rate * (tick + 1) + 1e-9) - int(rate * tick + 1e-9)


def serving(policy: Policy, month: int, tick: int, strengths: tuple[float, ...]) -> Serving:
    """The terms of `month`."""
    now = NOBODY_SERVES
    per = policy.p.services
    for k, lever in enumerate(policy.levers):
        if month < lever.from_month:
            continue
        v, strength = lever.values, strengths[k]
        if lever.process == "one_stop_shop":
            faster = 1.0 + per.counter_online * float(v["online"])
            now = now._replace(
                counter=k,
                counter_open=int(strength > 0.0),
                officers=float(within_month(v["officers"] * strength * per.counter_files * faster, tick)),
                mediators=float(within_month(v["mediators"] * strength * per.mediation_files, tick)),
                counter_days=v["service_days"],
                opportunities=float(v["opportunities"]),
                alignment=v["alignment"],
            )
        elif lever.process == "competition":
            every = max(12 // v["calls_per_year"], 1)
            since = month - lever.from_month
            is_due = strength > 0.0 and since % every == every - 1
            now = now._replace(
                call=k,
                call_open=int(strength > 0.0),
                winners=v["places"] if is_due else 0,
                assistance_days=v["assistance_days"],
                seed=v["seed_usd"],
                assistance_usd=v["assistance_days"] * v["assistance_day_usd"],
                desk=int(v["local_desk"]),
                noise=2.0 * v["jury_noise"],
            )
        elif lever.process == "grant_fund":
            now = now._replace(grant=k)
        elif lever.process == "guarantee_fund":
            now = now._replace(guarantee=k, guaranteed=v["share"])
        elif lever.process == "zone":
            now = now._replace(
                zone=k,
                zone_open=int(strength > 0.0),
                holiday=int(12 * v["holiday_years"]),
                outsiders=int(v["open_to"] == "all"),
            )
    return now
