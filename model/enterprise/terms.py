"""Terms of the institutions that serve founders this month: one-stop shop, competition, grant and guarantee funds, zone."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..policy.month import Month
from ..policy.pace import closes, within_month

SETTLERS = ("diaspora", "associates", "all")


class FounderServices(NamedTuple):
    """Who serves founders, and what they can do this month; numbers of institutions are -1 where there is none.

    Attributes:
        counter, call, grant, guarantee, zone: institutions.
        officers: files that the one-stop shop can finish this month; mediators: complaints that it can hear.
        counter_days: days that it promises; opportunities, alignment: its list.
        winners: places of the competition that is judged this month, 0 in other months; assistance_days, seed, assistance_usd: what a winner gets;
        desk: 1 where winners have a desk at origin; noise: standard deviation of the jury's error in log points;
        favour: log points that it adds to projects of the faction of the state.
        guaranteed: share of a loan that is guaranteed.
        finalists: a place, above 1 where the jury looks twice; lottery: 1 where places are drawn by lot among them;
        seats: in courses on running a business this month; seat_usd: cost of one.
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
    finalists: int
    lottery: int
    seats: int
    seat_usd: float


NOBODY_SERVES = FounderServices(-1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, -1, 0, 0, 0.0, 0.0, 0.0, 0, 0.0, 0.0, -1, -1, 0.0, -1, 0, 0, 0, 0, 0, 0, 0.0)


def serving(m: Month) -> FounderServices:
    """Terms of the institutions that serve founders this month."""
    now = m.steady("founders", lambda: _steady_terms(m))
    officers = mediators = 0.0
    winners = seats = 0
    if now.counter >= 0:
        v, per = m.lever(now.counter).values, m.p.services
        faster = 1.0 + per.counter_online * float(v["online"])
        officers = float(within_month(v["officers"] * m.strengths[now.counter] * per.counter_files * faster, m.tick))
        mediators = float(within_month(v["mediators"] * m.strengths[now.counter] * per.mediation_files, m.tick))
    if now.call_open == 1:
        lever = m.lever(now.call)
        if closes(lever.values["calls_per_year"], m.since(now.call)):
            winners = round(lever.values["places"] * m.strengths[now.call])
        seats = within_month(lever.values["training_seats"] * m.strengths[now.call] / 12.0, m.tick)
    if officers == now.officers and mediators == now.mediators and winners == now.winners and seats == now.seats:
        return now
    return now._replace(officers=officers, mediators=mediators, winners=winners, seats=seats)


def _steady_terms(m: Month) -> FounderServices:
    """All terms but what is counted out month by month."""
    terms: dict[str, Any] = {"grant": m.running("grant_fund")}
    k = m.running("one_stop_shop")
    if k >= 0:
        v = m.lever(k).values
        terms |= {"counter": k, "counter_open": m.is_open(k), "counter_days": v["service_days"]}
        terms |= {"opportunities": float(v["opportunities"]), "alignment": v["alignment"]}
    k = m.running("competition")
    if k >= 0:
        v = m.lever(k).values
        terms |= {"call": k, "call_open": m.is_open(k), "seed": v["seed_usd"], "desk": int(v["local_desk"]), "noise": 2.0 * v["jury_noise"]}
        terms |= {"assistance_days": v["assistance_days"], "assistance_usd": v["assistance_days"] * v["assistance_day_usd"]}
        terms |= {"finalists": v["finalists"], "lottery": int(v["lottery"]), "seat_usd": v["seat_usd"]}
        terms |= {"favour": 0.0 if v["blind_scoring"] else 2.0 * m.p.relations.polarisation}
    k = m.running("guarantee_fund")
    if k >= 0:
        terms |= {"guarantee": k, "guaranteed": m.lever(k).values["share"]}
    k = m.running("zone")
    if k >= 0:
        v = m.lever(k).values
        settlers = SETTLERS.index(v["open_to"])
        terms |= {"zone": k, "zone_open": m.is_open(k), "holiday": int(12 * v["holiday_years"]), "settlers": settlers}
    return NOBODY_SERVES._replace(**terms)
