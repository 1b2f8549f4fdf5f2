"""Writing a decision down: the record, the family, the association, the tally; projects are handed in, applicants split off."""

from __future__ import annotations

from ..compiled.bit_counters import four_apart
from ..compiled.numba_door import apart, inlined
from ..compiled.packed_parameters import Given, unpacked
from ..compiled.random_draws import Draw, luck
from ..parameters import Parameters
from ..population.births import new_firm, next_identity, split
from ..population.newcomers import LONG_AGO
from ..queue import Desk, open_file
from ..records.arrays import Clock, Seen, Stage
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
    S_INFRASTRUCTURE,
    S_POOL,
)
from ..records.flows import Flow
from ..records.vocabulary import OwnerKind
from .decide import Decision
from .found import hand_in
from .goods import buy_goods
from .saving import book_savings
from .skilled import book_steps
from .travel import book_trips
from .wish import note_stopped


@inlined
def commit(w: Stage, p: Parameters, given: Given, t: Clock, i: int, d: Decision) -> None:
    """Write a decision: the record, the family, the association, the tally; firms and applicants split off."""
    h = w.households[i]
    r = w.receivers[i]
    weight = h.weight
    counted = t.month >= 0
    tally = w.tally[h.cell]

    acted = 0
    supported = 0
    sent = d.received + d.fee
    h.aware = d.aware
    h.wealth = d.wealth
    h.remittance = sent
    r.received = d.received
    r.loss = d.loss
    tally[Flow.EARNINGS.value] += weight * d.income
    if sent > 0.0:
        acted |= A_REMIT
        h.sends = 1
        h.remit_months = 0
        tally[Flow.SENT.value] += weight * sent
        tally[Flow.FEES.value] += weight * d.fee
        told = w.offers[h.corridor, h.eligible]
        base = w.base[h.corridor]
        heeds = h.refuses == 0 and d.aware & REMITTANCE != 0
        is_cheaper = told.remittance_cost < base.remittance_cost
        if is_cheaper and d.is_formal == 1 and heeds:
            supported |= REMITTANCE
        formal = weight * d.received * d.is_formal
        tally[Flow.FORMAL.value] += formal
        tally[Flow.FORMAL_DAYS.value] += formal * (told.transfer_days if heeds else base.transfer_days)
    else:
        h.sends = 0
        h.remit_months = min(h.remit_months + 1, LONG_AGO)

    buy_goods(w, p.trade, i, d.income)

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
        hold_stake(w, given, t, i, d.stake_usd, d.tax_cut)

    did, thanks_to = book_trips(h, tally, d.trips, p)
    acted |= did
    supported |= thanks_to
    did, thanks_to = book_savings(h, tally, d.savings)
    acted |= did
    supported |= thanks_to

    gifts = d.regular + d.collective + d.crisis
    h.donation = gifts
    if gifts > 0.0:
        a = w.associations[h.association]
        tally[Flow.DONORS.value] += weight
        if h.crisis_month >= 0 and (t.tick - h.crisis_month - 1) // 12 == 1:  # in the second year
            h.is_retained = 1
        if d.regular > 0.0:
            acted |= A_REGULAR
            tally[Flow.REGULAR.value] += weight * d.regular
        if d.collective > 0.0:
            acted |= A_COLLECTIVE
            told = w.offers[h.corridor, h.eligible]
            if h.refuses == 0 and d.aware & COLLECTIVE and told.match_ratio > 0.0:
                supported |= COLLECTIVE
            a.gifts += weight * d.collective
            tally[Flow.COLLECTIVE.value] += weight * d.collective
        if d.crisis > 0.0:
            acted |= A_CRISIS
            h.crisis_month = t.tick
            h.is_retained = 0
            told = w.offers[h.corridor, h.eligible]
            pooled = 0.0
            if h.refuses == 0 and d.aware & GIVING and told.pool_open > 0.0:
                pooled = p.crisis.pool_share * told.pool_open * d.crisis
                supported |= S_POOL
            w.communities[h.community].pooled += weight * pooled
            w.communities[h.community].gifts += weight * (d.crisis - pooled)
            tally[Flow.CRISIS.value] += weight * d.crisis
            tally[Flow.CRISIS_DONORS.value] += weight
        if d.relief > 0.0:
            supported |= GIVING
            h.relief_this_year += d.relief
            tally[Flow.RELIEF.value] += weight * d.relief

    h.is_member = d.is_member
    w.associations[h.association].members += weight * d.is_member
    if d.naturalises == 1:
        acted |= A_NATURALISE
        h.is_naturalised = 1
        if d.loses_nationality == 1:
            h.is_national = 0
        else:
            acted |= A_KEEP
            if w.base[h.corridor].dual_allowed < 1.0:
                supported |= NATIONALITY
        tally[Flow.NATURALISED.value] += weight
    if d.asks_back == 1:
        told = w.offers[h.corridor, h.eligible]
        h.nationality_wait = int(told.nationality_months) + 1
        tally[Flow.NATIONALITY_FEES.value] += weight * told.nationality_fee_usd
        tally[Flow.NATIONALITY_COST.value] += weight * told.nationality_cost_usd
    elif h.nationality_wait > 0:
        h.nationality_wait -= 1
        if h.nationality_wait == 0:
            h.is_national = 1
            acted |= A_KEEP
            supported |= NATIONALITY

    if counted:
        h.acted |= acted
        h.supported |= supported
        h.sent += sent
        if d.property_usd + d.stake_usd > 0.0:
            h.invested_property += d.property_usd
            h.invested_productive += d.stake_usd
        if gifts > 0.0:
            h.given_regular += d.regular
            h.given_collective += d.collective
            h.given_crisis += d.crisis

    shown = h.sends << Seen.SENDS.value | h.is_member << Seen.MEMBER.value | h.has_invested << Seen.INVESTED.value
    if d.regular + d.collective > 0.0:
        shown |= 1 << Seen.GAVE.value
    if d.crisis > 0.0:
        shown |= 1 << Seen.CRISIS.value
    w.shown[i] = shown | four_apart(d.aware) << Seen.AWARE.value

    if d.stopped > 0:
        note_stopped(w, given, t, i, d.stopped)
    if d.idea.founders > 0.0:
        h.keen -= int(d.idea.again)
        hand_in(w, given, t, i, d.idea)
    if h.skill == 2:
        book_steps(w, p, t, i, d.steps)
    if d.applicants > 0.0:
        sign_up(w, t, i, d.applicants, d.wants_virtual)


@apart
def hold_stake(w: Stage, given: Given, t: Clock, i: int, usd: float, tax_cut: float) -> None:
    """A stake of household `i` in somebody's firm."""
    new_firm(w, unpacked(given), t, i, next_identity(w, i), OwnerKind.STAKE.value, usd, 1.0, tax_cut)


@apart
def sign_up(w: Stage, t: Clock, i: int, applicants: float, wants_virtual: int) -> None:
    """Those of record `i` who apply for an assignment part from it and enter the register."""
    tally = w.tally[w.households[i].cell]
    for _ in range(int(applicants)):
        k = split(w, i)
        q = w.households[k]
        q.waiting_since = t.tick
        q.wants_virtual = wants_virtual
        tally[Flow.APPLICATIONS.value] += 1.0
        n = open_file(w, t, Desk.AGENCY.value, q.place, luck(t.seed0, t.seed1, t.replication, Draw.AGENCY.value, t.tick, q.place)[0], k, -1)
        if n >= 0:
            w.files[n].travels = 1 - wants_virtual
