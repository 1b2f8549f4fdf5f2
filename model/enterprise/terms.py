"""Terms of the institutions that serve founders this month: one-stop shop, competition, grant and guarantee funds, zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..policy.pace import closes, within_month

if TYPE_CHECKING:
    from ..policy.levers_in_force import Policy

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
    now = policy.steady("founders", month, strengths, lambda: _steady_terms(policy, month, strengths))
    officers = mediators = 0.0
    winners = 0
    if now.counter >= 0:
        v, per = policy.levers[now.counter].values, policy.p.services
        faster = 1.0 + per.counter_online * float(v["online"])
        officers = float(within_month(v["officers"] * strengths[now.counter] * per.counter_files * faster, tick))
        mediators = float(within_month(v["mediators"] * strengths[now.counter] * per.mediation_files, tick))
    if now.call_open == 1:
        lever = policy.levers[now.call]
        if closes(lever.values["calls_per_year"], month - lever.from_month):
            winners = round(lever.values["places"] * strengths[now.call])
    if officers == now.officers and mediators == now.mediators and winners == now.winners:
        return now
    return now._replace(officers=officers, mediators=mediators, winners=winners)


def _steady_terms(policy: Policy, month: int, strengths: tuple[float, ...]) -> Serving:
    """All terms but what is counted out month by month."""
    terms: dict[str, Any] = {"grant": policy.running("grant_fund", month)}
    k = policy.running("one_stop_shop", month)
    if k >= 0:
        v = policy.levers[k].values
        terms |= {"counter": k, "counter_open": int(strengths[k] > 0.0), "counter_days": v["service_days"]}
        terms |= {"opportunities": float(v["opportunities"]), "alignment": v["alignment"]}
    k = policy.running("competition", month)
    if k >= 0:
        v = policy.levers[k].values
        terms |= {"call": k, "call_open": int(strengths[k] > 0.0), "seed": v["seed_usd"], "desk": int(v["local_desk"]), "noise": 2.0 * v["jury_noise"]}
        terms |= {"assistance_days": v["assistance_days"], "assistance_usd": v["assistance_days"] * v["assistance_day_usd"]}
        terms |= {"favour": 0.0 if v["blind_scoring"] else 2.0 * policy.p.relations.polarisation}
    k = policy.running("guarantee_fund", month)
    if k >= 0:
        terms |= {"guarantee": k, "guaranteed": policy.levers[k].values["share"]}
    k = policy.running("zone", month)
    if k >= 0:
        v = policy.levers[k].values
        settlers = SETTLERS.index(v["open_to"])
        terms |= {"zone": k, "zone_open": int(strengths[k] > 0.0), "holiday": int(12 * v["holiday_years"]), "settlers": settlers}
    return NOBODY_SERVES._replace(**terms)
