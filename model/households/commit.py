"""Writing a decision down: the record, the family, the association, the tally; projects are handed in, applicants split off."""

from __future__ import annotations

from typing import Any

from ..compiled.bit_counters import four_apart
from ..compiled.named_draws import AgencyDraws
from ..compiled.numba_door import inlined, not_inlined
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws
from ..parameters import Parameters
from ..population.births import Venture, new_firm, next_identity, split
from ..queue import Desk, open_file
from ..records.arrays import Clock, Seen, WorldArrays
from ..records.bit_masks import (
    A_COLLECTIVE,
    A_CRISIS,
    A_KEEP,
    A_NATURALISE,
    A_PRODUCTIVE,
    A_PROPERTY,
    A_REGULAR,
    A_REMIT,
    COLLECTIVE,
    GIVING,
    INVESTMENT,
    NATIONALITY,
    REMITTANCE,
    S_EARMARK,
    S_INFRASTRUCTURE,
    S_POOL,
)
from ..records.flows import Flow
from ..records.people import LONG_AGO
from ..records.vocabulary import FirstGift, OwnerKind, ReturnPlan
from ..rules.earmark import labelled, spent_on_purpose
from .decide import Decision
from .found import hand_in
from .goods import buy_goods
from .saving import book_savings
from .skilled import book_steps
from .travel import book_trips
from .wish import note_stopped


@inlined
def book_sending(w: WorldArrays, p: Parameters, i: int, d: Decision) -> tuple[int, int]:
    """What was sent, and how; bits of what was done and of what carried it."""
    h = w.households[i]
    weight = h.weight
    tally = w.tally[h.cell]
    sent = d.received + d.fee
    h.remittance = sent
    if sent <= 0.0:
        h.sends = 0
        h.remit_months = min(h.remit_months + 1, LONG_AGO)
        return 0, 0
    h.sends = 1
    h.remit_months = 0
    tally[Flow.SENT.value] += weight * sent
    tally[Flow.FEES.value] += weight * d.fee
    terms = w.offers[h.corridor, h.eligible]
    terms_without_policy = w.terms_without_policy[h.corridor]
    heard_topics = h.refuses == 0 and d.aware & REMITTANCE != 0
    formal = weight * d.received * d.is_formal
    tally[Flow.FORMAL.value] += formal
    tally[Flow.FORMAL_DAYS.value] += formal * (terms.transfer_days if heard_topics else terms_without_policy.transfer_days)
    is_cheaper = terms.remittance_cost < terms_without_policy.remittance_cost
    supported = REMITTANCE if is_cheaper and d.is_formal == 1 and heard_topics else 0
    if terms.earmark_use > 0.0 and heard_topics:
        earmarked = terms.earmark_use * labelled(terms.earmark_form, d.received, p.earmarking)
        tally[Flow.EARMARKED.value] += weight * earmarked
        tally[Flow.PURPOSE_SPENT.value] += weight * spent_on_purpose(earmarked, terms.earmark_form, w.receivers[i].income, p.earmarking)
        supported |= S_EARMARK
    return A_REMIT, supported


@inlined
def book_investing(w: WorldArrays, packed: PackedParameters, t: Clock, i: int, d: Decision) -> tuple[int, int]:
    """Property and a stake in somebody's firm; bits of what was done and of what carried it."""
    h = w.households[i]
    weight = h.weight
    tally = w.tally[h.cell]
    acted = supported = 0
    if d.property_usd > 0.0:
        acted |= A_PROPERTY
        h.has_invested = 1
        tally[Flow.PROPERTY.value] += weight * d.property_usd
        tally[Flow.INVESTMENTS.value] += weight
    if d.stake_usd > 0.0:
        acted |= A_PRODUCTIVE
        h.has_invested = 1
        if d.tax_cut > 0.0:
            supported |= INVESTMENT
        place = w.communities[h.community]
        if place.energy > place.energy_base or place.telecom > place.telecom_base:
            supported |= S_INFRASTRUCTURE
        tally[Flow.STAKES.value] += weight * d.stake_usd
        tally[Flow.INVESTMENTS.value] += weight
        hold_stake(w, packed, t, i, d.stake_usd, d.tax_cut)
    return acted, supported


@inlined
def book_gifts(w: WorldArrays, p: Parameters, t: Clock, i: int, d: Decision) -> tuple[int, int]:
    """Gifts to associations and after a disaster, and the relief on them; bits of what was done and of what carried it."""
    h = w.households[i]
    weight = h.weight
    tally = w.tally[h.cell]
    acted = supported = 0
    gifts = d.regular + d.collective + d.crisis
    h.donation = gifts
    if gifts <= 0.0:
        return 0, 0
    tally[Flow.DONORS.value] += weight
    if h.first_gift == FirstGift.NONE.value:
        h.first_gift = FirstGift.IN_CRISIS.value if d.regular + d.collective <= 0.0 else FirstGift.ORDINARY.value
    elif h.first_gift == FirstGift.IN_CRISIS.value and (t.tick - h.crisis_month - 1) // 12 == 1:  # in the second year
        h.first_gift = FirstGift.KEPT.value
    heard_topics = d.aware if h.refuses == 0 else 0
    terms = w.offers[h.corridor, h.eligible]
    if d.regular > 0.0:
        acted |= A_REGULAR
        tally[Flow.REGULAR.value] += weight * d.regular
    if d.collective > 0.0:
        acted |= A_COLLECTIVE
        if heard_topics & COLLECTIVE and terms.match_ratio > 0.0 and terms.match_doubt < 1.0:
            supported |= COLLECTIVE
        w.associations[h.association].gifts += weight * d.collective
        tally[Flow.COLLECTIVE.value] += weight * d.collective
    if d.crisis > 0.0:
        acted |= A_CRISIS
        h.crisis_month = t.tick
        pooled = 0.0
        if heard_topics & GIVING and terms.pool_open > 0.0:
            pooled = p.crisis.pool_share * terms.pool_open * d.crisis
            supported |= S_POOL
        w.communities[h.community].pooled += weight * pooled
        w.communities[h.community].gifts += weight * (d.crisis - pooled)
        tally[Flow.CRISIS.value] += weight * d.crisis
        tally[Flow.CRISIS_DONORS.value] += weight
    if d.relief > 0.0:
        supported |= GIVING
        h.relief_this_year += d.relief
        tally[Flow.RELIEF.value] += weight * d.relief
    return acted, supported


@inlined
def book_nationality(w: WorldArrays, i: int, d: Decision) -> tuple[int, int]:
    """Naturalising, and asking the nationality of origin back; bits of what was done and of what carried it."""
    h = w.households[i]
    tally = w.tally[h.cell]
    acted = supported = 0
    if d.wishes_return == 1:
        h.plans_return = ReturnPlan.WISHED.value
    if d.naturalises == 1:
        acted |= A_NATURALISE
        h.is_naturalised = 1
        if d.loses_nationality == 1:
            h.is_national = 0
        else:
            acted |= A_KEEP
            if w.terms_without_policy[h.corridor].dual_allowed < 1.0:
                supported |= NATIONALITY
        tally[Flow.NATURALISED.value] += h.weight
    if d.asks_back == 1:
        terms = w.offers[h.corridor, h.eligible]
        h.nationality_wait = int(terms.nationality_months) + 1
        tally[Flow.NATIONALITY_FEES.value] += h.weight * terms.nationality_fee_usd
        tally[Flow.NATIONALITY_COST.value] += h.weight * terms.nationality_cost_usd
    elif h.nationality_wait > 0:
        h.nationality_wait -= 1
        if h.nationality_wait == 0:
            h.is_national = 1
            acted |= A_KEEP
            supported |= NATIONALITY
    return acted, supported


@inlined
def remember(h: Any, d: Decision, acted: int, supported: int) -> None:
    """What a household did since month 0."""
    h.acted |= acted
    h.supported |= supported
    h.sent += d.received + d.fee
    if d.property_usd + d.stake_usd > 0.0:
        h.invested_property += d.property_usd
        h.invested_productive += d.stake_usd
    if d.regular + d.collective + d.crisis > 0.0:
        h.given_regular += d.regular
        h.given_collective += d.collective
        h.given_crisis += d.crisis


@inlined
def show(w: WorldArrays, i: int, d: Decision) -> None:
    """What others can see of household `i`."""
    h = w.households[i]
    shown = h.sends << Seen.SENDS.value | h.is_member << Seen.MEMBER.value | h.has_invested << Seen.INVESTED.value
    if d.regular + d.collective > 0.0:
        shown |= 1 << Seen.GAVE.value
    if d.crisis > 0.0:
        shown |= 1 << Seen.CRISIS.value
    w.shown[i] = shown | four_apart(d.aware) << Seen.AWARE.value


@inlined
def commit(w: WorldArrays, p: Parameters, packed: PackedParameters, t: Clock, i: int, d: Decision) -> None:
    """Write a decision: the record, the family, the association, the tally; firms and applicants split off."""
    h = w.households[i]
    r = w.receivers[i]
    tally = w.tally[h.cell]
    h.aware = d.aware
    h.wealth = d.wealth
    r.received = d.received
    r.loss = d.loss
    tally[Flow.EARNINGS.value] += h.weight * d.income
    sending, sending_by = book_sending(w, p, i, d)
    buy_goods(w, p.trade, i, d.income)
    investing, investing_by = book_investing(w, packed, t, i, d)
    visiting, visiting_by = book_trips(h, tally, d.trips, p)
    if d.trips.trips >= 0.0:
        h.trips = int(d.trips.trips)
    saving, saving_by = book_savings(h, tally, d.savings)
    giving, giving_by = book_gifts(w, p, t, i, d)
    h.is_member = d.is_member
    w.associations[h.association].members += h.weight * d.is_member
    belonging, belonging_by = book_nationality(w, i, d)
    if t.month >= 0:
        acted = sending | investing | visiting | saving | giving | belonging
        remember(h, d, acted, sending_by | investing_by | visiting_by | saving_by | giving_by | belonging_by)
    show(w, i, d)

    if d.stopped > 0:
        note_stopped(w, packed, t, i, d.stopped)
    if d.idea.founders > 0.0:
        h.will_retry -= int(d.idea.again)
        hand_in(w, packed, t, i, d.idea)
    if h.skill == 2:
        book_steps(w, p, t, i, d.steps)
    if d.applicants > 0.0:
        sign_up(w, t, i, d.applicants, d.wants_virtual)


@not_inlined
def hold_stake(w: WorldArrays, packed: PackedParameters, t: Clock, i: int, usd: float, tax_cut: float) -> None:
    """A stake of household `i` in somebody's firm."""
    new_firm(w, parameters_of(packed), t, i, next_identity(w, i), Venture(OwnerKind.STAKE.value, usd, 1.0, tax_cut))


@not_inlined
def sign_up(w: WorldArrays, t: Clock, i: int, applicants: float, wants_virtual: int) -> None:
    """Those of record `i` who apply for an assignment part from it and enter the register."""
    tally = w.tally[w.households[i].cell]
    for _ in range(int(applicants)):
        k = split(w, i)
        applicant = w.households[k]
        applicant.waiting_since = t.tick
        applicant.wants_virtual = wants_virtual
        draws = AgencyDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, applicant.place))
        tally[Flow.APPLICATIONS.value] += 1.0
        n = open_file(w, t, Desk.AGENCY.value, applicant.place, draws.turn, k, -1)
        if n >= 0:
            w.files[n].travels = 1 - wants_virtual
