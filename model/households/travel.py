"""Visits of a household in a year, in a month of its own (D12): its own trips, and friends whom it brings."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..compiled.named_draws import VisitDraws
from ..compiled.numba_door import inlined, not_inlined
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws
from ..parameters import Parameters
from ..records.arrays import Clock
from ..records.bit_masks import A_VISIT, S_TOURISM, TOURISM
from ..records.flows import Flow
from ..records.vocabulary import Kin
from ..rules.visit import campaign_effect, fare_of, guests_a_year, tie_renewed, times, trips_a_year
from .perception import Perception

MONTH = 4  # of the household's year


class Trips(NamedTuple):
    """Trips of the whole household, visits of friends, and what both spend, USD; whether a campaign had reached it."""

    trips: float
    guests: float
    spending: float
    guest_spending: float
    is_promoted: int


NO_TRIPS = Trips(-1.0, 0.0, 0.0, 0.0, 0)  # a month in which none is decided: the trips of its last year stay


@not_inlined
def travel(h: Any, c: Any, terms: Any, terms_without_policy: Any, view: Perception, packed: PackedParameters, t: Clock) -> Trips:
    """The year's visits, in one month of the household's own."""
    q = parameters_of(packed).travel
    usd = terms.campaign_usd if view.heard_topics & TOURISM else terms_without_policy.campaign_usd
    draws = VisitDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.VISIT.value, t.tick, view.person))
    supports = 1 if h.supports == Kin.SUPPORTED.value else 0
    open_ways = min(c.travel, 1.0 - terms.lot_stopped)
    campaign = campaign_effect(usd / c.all_households, q.campaign_own, q.campaign_half_usd)
    fare = fare_of(h.size, h.n_adults, q)
    own = trips_a_year(12.0 * view.income, fare, h.attachment_social, supports, h.generation, c.stability, open_ways, campaign, q)
    trips = times(draws.trips, own, q.times_most)
    campaign = campaign_effect(usd / c.all_households, q.campaign_guests, q.campaign_half_usd)
    guests = times(draws.guests, guests_a_year(h.attachment_social, c.stability, open_ways, campaign, q), q.times_most)
    is_promoted = 1 if usd > terms_without_policy.campaign_usd else 0
    return Trips(trips, guests, trips * q.spending * view.income, guests * q.guest_spending * c.residence_income, is_promoted)


@inlined
def book_trips(h: Any, tally: Any, d: Trips, p: Parameters) -> tuple[int, int]:
    """Write visits down; bits of what was done and of what carried it. They are paid out of what the household uses up, not out of its wealth."""
    if d.trips <= 0.0 and d.guests <= 0.0:
        return 0, 0
    weight = h.weight
    tally[Flow.VISITS.value] += weight * d.trips * h.size
    tally[Flow.TOURISM.value] += weight * d.spending
    tally[Flow.REFERRED.value] += weight * d.guests
    tally[Flow.TOURISM_REFERRED.value] += weight * d.guest_spending
    if d.trips <= 0.0:
        return 0, 0
    if h.generation < 2:  # ties of later generations do not fade within a life
        h.attachment_social = tie_renewed(h.attachment_social, d.trips, p.belonging.yearly_fade, p.travel)
    return A_VISIT, S_TOURISM if d.is_promoted == 1 else 0
