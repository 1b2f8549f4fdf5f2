"""A month of trade: firms in the residence country live, firms of both sides take up trade or stop, home goods are sold and spread (D4, T1-T3)."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..compiled.named_draws import ExportDraws, ResidenceBirthDraws, ResidenceDraws, StopDraws
from ..compiled.numba_door import inlined, kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, descendant, four_draws, how_many, spread
from ..numerics import LN_2
from ..parameters import Parameters
from ..population.eligibility import corridor_class, local_class
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import A_EXPORT, BLOCKED_CUSTOMS, BLOCKED_INFORMATION, BLOCKED_PARTNERS, S_FAIR, S_NETWORK, S_TRAINING, TRADE
from ..records.flows import Flow
from ..records.vocabulary import OwnerKind, Status, Support
from ..rules.meet import turnover_of
from ..rules.trade import (
    adopted,
    at_rest,
    availability,
    border_cost,
    courted,
    informed,
    knows_somebody,
    partner_chance,
    reach,
    stopping,
    supplied,
    wanting,
    worth,
)
from ..time_units import TWELFTH

FACILITATION = 1 << Support.FACILITATION.value
USUAL_CLIMATE = 0.5  # under which sales are worth what they are
SMALL, MEDIUM = 10.0, 50.0  # jobs from which statistics call a firm small, and of medium size


@rule
def owner_of(w: WorldArrays, k: int) -> int:
    """Record of the household that owns firm `k`; -1 where it is not known any more."""
    f = w.firms[k]
    if f.household >= 0 and w.households[f.household].root == f.owner:
        return f.household
    return -1


@rule
def some_of(u: float, firms: float, chance: float) -> float:
    """How many of `firms` do something; none where there are none.

    >>> some_of(0.1, 0.0, 0.5), some_of(0.1, 1.0, 0.5)
    (0.0, 1.0)
    """
    return how_many(u, firms, chance) if firms > 0.0 else 0.0


class Trader(NamedTuple):
    """Who considers trade: record of the owner or -1; sales a year to the other country, USD; the climate in which profits are made.

    `knows`: how far it knows somebody who knows the rules; `own`: how far the owner is a partner already; `contacts`: live ones, a firm.
    """

    owner: int
    sales: float
    climate: float
    knows: float
    own: float
    contacts: float


class Gates(NamedTuple):
    """Shares of firms for whom trade pays: but for customs and rules, with customs, and with rules not known too."""

    market: float
    border: float
    rules: float


@inlined
def take_up(w: WorldArrays, p: Parameters, t: Clock, k: int, trader: Trader, pays: Gates) -> float:
    """How many of the firms behind record `k` take up trade; what stops the others, and how many of those who do would not have without their contacts."""
    f = w.firms[k]
    c = w.corridors[f.corridor]
    draws = ExportDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.EXPORT.value, t.tick, f.id))
    idle = f.weight - f.traders
    tries = min(p.trade.tries * (1.0 + p.business.resolve * f.knowledge), 1.0)
    ready = p.trade.ready if f.kind == OwnerKind.LOCAL.value else 1.0  # who came to meet somebody is
    considers = courted(tries, trader.contacts, ready, p.trade)
    wants = some_of(draws.wants, idle, considers * pays.market)
    if wants <= 0.0:
        return 0.0
    past_customs = some_of(draws.customs, wants, pays.border / pays.market)
    past_rules = some_of(draws.rules, past_customs, pays.rules / pays.border)
    finds = partner_chance(c.diaspora / c.residence_population, trader.own, p.trade)
    entrants = some_of(draws.partner, past_rules, courted(tries * finds, trader.contacts, ready, p.trade) / considers)
    tally = w.tally[f.cell]
    tally[Flow.BLOCKED_CUSTOMS.value] += wants - past_customs
    tally[Flow.BLOCKED_INFORMATION.value] += past_customs - past_rules
    tally[Flow.BLOCKED_PARTNERS.value] += past_rules - entrants
    if trader.contacts > 0.0:  # with the same luck
        alone = some_of(draws.customs, some_of(draws.wants, idle, tries * pays.market), pays.border / pays.market)
        alone = some_of(draws.partner, some_of(draws.rules, alone, pays.rules / pays.border), finds)
        tally[Flow.DEALS.value] += max(entrants - alone, 0.0)
    if trader.owner >= 0:
        stopped = BLOCKED_CUSTOMS if past_customs < wants else 0
        stopped |= BLOCKED_INFORMATION if past_rules < past_customs else 0
        w.households[trader.owner].blocked |= stopped | (BLOCKED_PARTNERS if entrants < past_rules else 0)
    return entrants


@inlined
def consider(w: WorldArrays, p: Parameters, t: Clock, k: int, trader: Trader) -> None:
    """Once a year: of the firms behind record `k`, who takes up trade, what stops the others, and who gives it up.

    An owner from the diaspora responds to terms that he or she has heard of; a local firm meets them at the border.
    """
    i, sales, climate, knows, _, _ = trader
    f = w.firms[k]
    c = w.corridors[f.corridor]
    heard_topics = i >= 0 and w.households[i].refuses == 0 and w.households[i].aware & TRADE != 0
    days = w.terms_without_policy[f.corridor].customs_days
    documents = w.terms_without_policy[f.corridor].customs_documents
    shipment = w.terms_without_policy[f.corridor].shipment_cost_usd
    eased = False
    if heard_topics or f.kind == OwnerKind.LOCAL.value:
        terms = w.offers[f.corridor, w.households[i].eligible if i >= 0 else local_class(w, t, k)]
        eased = terms.customs_days < days or terms.customs_documents < documents or terms.shipment_cost_usd < shipment
        days = terms.customs_days
        documents = terms.customs_documents
        shipment = terms.shipment_cost_usd
    days *= 1.0 - c.customs_cut
    made = reach(days, c.barrier, p.trade)
    cost = border_cost(documents, shipment, c.barrier, p.trade)
    value = worth(sales, climate)
    pays_first = wanting(value, p.trade.market_usd, p.trade)
    pays_border = min(wanting(value * made, cost, p.trade), pays_first)
    pays = min(informed(value * made, cost, f.knowledge, knows, p.trade), pays_border)
    entrants = take_up(w, p, t, k, trader, Gates(pays_first, pays_border, pays))
    if f.traders > 0.0:
        child = StopDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.EXPORT.value, t.tick, descendant(f.id, 1)))
        f.traders -= some_of(child.stops, f.traders, stopping(pays, p.trade))
    f.traders += entrants
    f.exports = sales * TWELFTH * reach(days, 0.0, p.trade)
    if i >= 0 and f.traders > 0.0 and t.month >= 0:
        h = w.households[i]
        h.acted |= A_EXPORT
        h.supported |= (FACILITATION if eased else 0) | (S_NETWORK if f.in_network == 1 else 0) | (f.support & (S_FAIR | S_TRAINING))


@inlined
def open_in_residence(w: WorldArrays, p: Parameters, t: Clock, k: int, i: int) -> None:
    """Household `i` opens a firm in the residence country, in the place of one that closed."""
    f = w.firms[k]
    h = w.households[i]
    h.owns_in_residence = 1
    f.id = descendant(f.id, 1)
    draws = ResidenceBirthDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.RESIDENCE.value, -1, f.id))
    f.is_alive = 1
    f.jobs = max(p.business.here_jobs * spread(draws.size, p.business.here_spread), 1.0)
    f.seller = 1 if draws.seller < p.business.sellers else 0
    f.owner = h.root
    f.household = i
    f.community = h.community
    f.sector = h.sector
    f.age = 0
    f.founded = t.month


@inlined
def close_in_residence(w: WorldArrays, k: int) -> None:
    """A firm in the residence country closes; its place waits for another."""
    f = w.firms[k]
    w.households[f.household].owns_in_residence = 0
    f.is_alive = 0
    f.in_network = 0
    f.traders = 0.0
    f.contacts = 0.0
    f.knowledge = 0.0
    f.support = 0
    f.household = -1


@inlined
def at_residence(w: WorldArrays, p: Parameters, t: Clock, k: int) -> None:
    """Month of firm `k` in the residence country.

    Somebody who takes the place of the owner takes the firm over, as such shops are sold within a community, but neither what the owner knew nor whom;
    where a policy leaves the owner's place empty, the firm closes. So without policy as many firms open as close.
    """
    f = w.firms[k]
    c = w.corridors[f.corridor]
    draws = ResidenceDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.RESIDENCE.value, t.tick, f.id))
    if f.is_alive == 0:
        if draws.changes < p.business.reopening * TWELFTH:
            i = c.first_household + int(draws.owner * c.n_records)
            if w.households[i].status != Status.PRESENT.value or w.households[i].owns_in_residence == 1:
                i = c.first_household + int(draws.other_owner * c.n_records)
            if w.households[i].status == Status.PRESENT.value and w.households[i].owns_in_residence == 0:
                open_in_residence(w, p, t, k, i)
        if f.is_alive == 0:
            return
    h = w.households[f.household]
    climate = 1.0 + p.business.climate_closing * (p.business.usual_climate - c.residence_climate)
    closing = p.business.closing * TWELFTH * (1.0 + p.business.recession_closing * c.recession) * max(climate, 0.0)
    if h.status != Status.PRESENT.value or (f.age > 0 and draws.changes < closing):
        close_in_residence(w, k)
        return
    if h.owns_in_residence == 0:
        h.owns_in_residence = 1
        f.knowledge = 0.0
        f.contacts = 0.0
        f.in_network = 0
        f.support = 0
    f.age += 1
    f.cell = h.cell
    f.city = h.city
    turnover = turnover_of(f.jobs, c.residence_income, c.recession, f.in_network, p.business) * (1.0 + p.business.training_effect * f.knowledge)
    if (t.tick + f.id) % 12 == 0:
        yearly = 12.0 * turnover * (p.business.sold_share + p.business.bought_share)
        consider(w, p, t, k, Trader(f.household, yearly, USUAL_CLIMATE, 1.0, p.trade.owner_partner, f.contacts))
    tally = w.tally[f.cell]
    tally[Flow.RESIDENCE_FIRMS.value] += f.weight
    tally[Flow.RESIDENCE_JOBS.value] += f.weight * f.jobs
    tally[Flow.RESIDENCE_TAX.value] += f.weight * turnover * p.business.value_added
    if f.seller == 1:
        # what its customers pay is booked with the home goods
        c.shops += f.weight + p.trade.own_import * f.traders
    if f.traders > 0.0:
        value = f.traders * f.exports * reach(0.0, c.barrier, p.trade) / (p.business.sold_share + p.business.bought_share)
        tally[Flow.IMPORTS.value] += value * p.business.sold_share
        if f.seller == 0:
            tally[Flow.EXPORTS.value] += value * p.business.bought_share


@inlined
def at_origin(w: WorldArrays, p: Parameters, t: Clock, k: int) -> None:
    """Month of firm `k` at origin, of the diaspora or local: it considers exporting once a year, and sells."""
    f = w.firms[k]
    c = w.corridors[f.corridor]
    if (t.tick + f.id) % 12 == 0:
        sales = 12.0 * p.trade.sales_per_job * c.origin_income * f.jobs
        if f.kind == OwnerKind.LOCAL.value:
            people = w.communities[f.community].population * w.settings[0]
            consider(w, p, t, k, Trader(-1, sales, c.climate, knows_somebody(c.diaspora, people, p.trade), 0.0, c.meetings / c.local_firms))
        else:
            consider(w, p, t, k, Trader(owner_of(w, k), sales * f.productivity, c.climate, 1.0, p.trade.owner_partner, f.contacts))
    if f.kind == OwnerKind.LOCAL.value:
        w.tally[f.cell, Flow.IMPORTS.value] += f.weight * c.imports / c.local_firms
    if f.traders > 0.0:
        tally = w.tally[f.cell]
        tally[Flow.EXPORTS.value] += f.traders * f.exports * reach(0.0, c.barrier, p.trade) * (1.0 - c.recession)


@inlined
def count_exporter(w: WorldArrays, k: int) -> None:
    """Firms that sell to the other country, by size."""
    f = w.firms[k]
    size = Flow.EXPORTERS_MICRO.value if f.jobs < SMALL else (Flow.EXPORTERS_SMALL.value if f.jobs < MEDIUM else Flow.EXPORTERS_MEDIUM.value)
    w.tally[f.cell, size] += f.traders


@inlined
def imports_of(w: WorldArrays, p: Parameters, corridor: int) -> None:
    """Imports from firms of the residence country outside of the diaspora: a mirror of the exporters, in the mean.

    The market that is observed is what they would sell if the diaspora on both sides were typical. What a firm sells to the origin goes with the incomes of
    those who buy there, so that knowing the rules, and somebody to ask, matters to it as much as to an exporter of the origin.
    """
    c = w.corridors[corridor]
    terms_without_policy = w.terms_without_policy[corridor]
    terms = w.offers[corridor, corridor_class(w, corridor)]
    sales = 12.0 * p.trade.sales_per_job * c.origin_income * p.trade.local_jobs
    cost = border_cost(terms_without_policy.customs_documents, terms_without_policy.shipment_cost_usd, 0.0, p.trade)
    knows = knows_somebody(p.trade.typical_density, 1.0, p.trade)
    before = reach(terms_without_policy.customs_days, 0.0, p.trade)
    typical = informed(sales * before, cost, 0.0, knows, p.trade)
    usual = at_rest(p.trade.tries * typical * partner_chance(p.trade.typical_density, 0.0, p.trade), stopping(typical, p.trade))
    made = reach(terms.customs_days * (1.0 - c.customs_cut), c.barrier, p.trade)
    knows = knows_somebody(c.diaspora, c.residence_population, p.trade)
    pays = informed(sales * made, border_cost(terms.customs_documents, terms.shipment_cost_usd, c.barrier, p.trade), 0.0, knows, p.trade)
    finds = partner_chance(c.diaspora / c.residence_population, 0.0, p.trade)
    entering = p.trade.tries * pays * finds
    if c.importing < 0.0:
        c.importing = at_rest(entering, stopping(pays, p.trade))
    c.importing += TWELFTH * (entering * (1.0 - c.importing) - stopping(pays, p.trade) * c.importing)
    c.imports = c.import_market * c.importing / usual * made / before if usual > 0.0 else 0.0


@inlined
def home_goods(w: WorldArrays, p: Parameters, corridor: int) -> None:
    """Home goods of a corridor: what hosts buy beside the diaspora, what of it reaches the origin, what is to be had next month."""
    c = w.corridors[corridor]
    cells = w.tally.shape[0] // w.corridors.shape[0]
    bought = 0.0
    households = 0.0
    for k in range(corridor * cells, (corridor + 1) * cells):
        bought += w.tally[k, Flow.NOSTALGIA.value]
        households += w.tally[k, Flow.HOUSEHOLDS.value]
    hosts = c.residence_population * c.adopters * p.trade.host_outlay * (1.0 - c.recession)
    if bought > 0.0:
        wanted = p.trade.import_content * (bought + hosts)
        content = supplied(wanted, c.export_market, p.trade) / (bought + hosts) * reach(0.0, c.barrier, p.trade)
        for k in range(corridor * cells, (corridor + 1) * cells):
            own = w.tally[k, Flow.NOSTALGIA.value]
            if own > 0.0:
                # hosts buy where the diaspora buys
                w.tally[k, Flow.NOSTALGIA_HOST.value] += hosts * own / bought
                w.tally[k, Flow.EXPORTS.value] += content * (own + hosts * own / bought)
    c.diaspora = households * c.household_size
    c.availability = availability(c.shops, c.diaspora, c.travel, p.trade)
    c.adopters = adopted(c.adopters, c.shops, c.diaspora, c.residence_population, p.trade)


@inlined
def other_visitors(w: WorldArrays, corridor: int) -> None:
    """Visitors of a corridor who are not of the diaspora: fewer where travel is stopped, and where incomes fall."""
    c = w.corridors[corridor]
    w.tally[corridor * (w.tally.shape[0] // w.corridors.shape[0]), Flow.OTHER_ARRIVALS.value] += c.other_arrivals * c.travel * (1.0 - c.recession)


@kernel
def trade_month(stage: PackedArrays, packed: PackedParameters, t: Clock) -> None:
    """A month of trade in all corridors."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    kept = math.exp(-LN_2 / p.trade.contact_months)
    remembered = math.exp(-LN_2 / p.business.forgetting)
    for k in range(w.corridors.shape[0]):
        c = w.corridors[k]
        c.shops = 0.0
        c.meetings *= kept
        imports_of(w, p, k)
    for k in range(w.counts[Count.FIRMS.value]):
        f = w.firms[k]
        if f.kind == OwnerKind.STAKE.value:
            continue
        if f.kind == OwnerKind.RESIDENCE.value:
            at_residence(w, p, t, k)
        elif f.is_alive == 1:
            at_origin(w, p, t, k)
        if f.is_alive == 0:
            continue
        if f.contacts > 0.0:
            f.contacts *= kept
        if f.knowledge > 0.0:
            f.knowledge *= remembered
        if f.traders > 0.0:
            count_exporter(w, k)
    for k in range(w.corridors.shape[0]):
        home_goods(w, p, k)
        other_visitors(w, k)
