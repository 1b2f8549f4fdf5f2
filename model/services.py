"""Terms of the institutions that serve founders this month: one-stop shop, competition, grant and guarantee funds, zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .pace import closes, within_month

if TYPE_CHECKING:
    from .policy import Policy

SETTLERS = ("diaspora", "associates", "all")
FOUNDERS = ("one_stop_shop", "competition", "grant_fund", "guarantee_fund", "zone")  # processes that serve founders


class Serving(NamedTuple):
    """Who serves founders, and what they can do this month; numbers of institutions are -1 where there is none.

    Attributes:
        counter, call, grant, guarantee, zone: institutions.
        officers: files that the one-stop shop can finish this month; mediators: complaints that it can hear.
        counter_days: days that it promises; opportunities, alignment: its list.
        winners: places of the competition that is judged this month, 0 in other months; assistance_days, seed, assistance_usd: what a winner gets;
        desk: 1 where winners have a desk at origin; noise: standard deviation of the jury's error in log points;
        favour: log points that it adds to projects of the faction of the state.
        guaranteed: share of a loan that is guaranteed.
        holiday: months without tax in the zone; settlers: who may settle: 0 the diaspora alone, 1 its associates too, 2 all.
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
    favour: float
    grant: int
    guarantee: int
    guaranteed: float
    zone: int
    zone_open: int
    holiday: int
    settlers: int


NOBODY_SERVES = Serving(-1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, -1, 0, 0, 0.0, 0.0, 0.0, 0, 0.0, 0.0, -1, -1, 0.0, -1, 0, 0, 0)


def serving(policy: Policy, month: int, tick: int, strengths: tuple[float, ...]) -> Serving:
    """The terms of `month`."""
    now = NOBODY_SERVES
    per = policy.p.services
    k = policy.running("one_stop_shop", month)
    if k >= 0:
        v = policy.levers[k].values
        faster = 1.0 + per.counter_online * float(v["online"])
        now = now._replace(
            counter=k,
            counter_open=int(strengths[k] > 0.0),
            officers=float(within_month(v["officers"] * strengths[k] * per.counter_files * faster, tick)),
            mediators=float(within_month(v["mediators"] * strengths[k] * per.mediation_files, tick)),
            counter_days=v["service_days"],
            opportunities=float(v["opportunities"]),
            alignment=v["alignment"],
        )
    k = policy.running("competition", month)
    if k >= 0:
        v = policy.levers[k].values
        now = now._replace(
            call=k,
            call_open=int(strengths[k] > 0.0),
            winners=round(v["places"] * strengths[k]) if strengths[k] > 0.0 and closes(v["calls_per_year"], month - policy.levers[k].from_month) else 0,
            assistance_days=v["assistance_days"],
            seed=v["seed_usd"],
            assistance_usd=v["assistance_days"] * v["assistance_day_usd"],
            desk=int(v["local_desk"]),
            noise=2.0 * v["jury_noise"],
            favour=0.0 if v["blind_scoring"] else 2.0 * policy.p.relations.polarisation,
        )
    now = now._replace(grant=policy.running("grant_fund", month))
    k = policy.running("guarantee_fund", month)
    if k >= 0:
        now = now._replace(guarantee=k, guaranteed=policy.levers[k].values["share"])
    k = policy.running("zone", month)
    if k >= 0:
        v = policy.levers[k].values
        settlers = SETTLERS.index(v["open_to"])
        now = now._replace(zone=k, zone_open=int(strengths[k] > 0.0), holiday=int(12 * v["holiday_years"]), settlers=settlers)
    return now
