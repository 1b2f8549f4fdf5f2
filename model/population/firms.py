"""The first firms of a world: those of the diaspora in the residence country, and those at origin that might sell to it; and the state of trade at rest."""

from __future__ import annotations

import math

from ..compiled.named_draws import ResidenceBirthDraws
from ..compiled.numba_door import kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, how_many, spread
from ..numerics import GOLDEN, PLASTIC
from ..parameters import Parameters
from ..records.arrays import Clock, Count, WorldArrays
from ..records.vocabulary import OwnerKind
from ..rules.meet import turnover_of
from ..rules.trade import adopted, at_rest, availability, border_cost, informed, knows_somebody, partner_chance, reach, stopping, worth
from .births import blank_firm
from .newcomers import cell_of

LOCAL_RECORDS = 100  # records of local firms a corridor
FIRST_LOCAL = 3_200_000_000  # identities of local firms
DEVIATIONS, SPARE_FIRMS = 6.0, 64  # room for firms: so many standard deviations above the mean, and some more
INNER, EDGE = 0.998, 0.001  # strata keep away from the ends of the unit interval, where sizes have none
MONTHS_TO_REST = 1200  # after which diffusion moves no digit


def slots_for(records: int, p: Parameters) -> int:
    """Places for the firms in the residence country of `records` households: more than luck can ask for."""
    mean = records * min(p.business.owners * (1.0 + p.business.closing / p.business.reopening), 1.0)
    return int(mean + DEVIATIONS * math.sqrt(mean)) + SPARE_FIRMS


@kernel
def first_firms(stage: PackedArrays, packed: PackedParameters, t: Clock) -> None:
    """Local firms of each corridor, and the firms in the residence country of its households."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    for c in range(w.corridors.shape[0]):
        _local_firms(w, p, t, c)
        _firms_in_residence(w, p, t, c)
        _goods_at_rest(w, p, c)


@rule
def _local_firms(w: WorldArrays, p: Parameters, t: Clock, corridor: int) -> None:
    """Records of firms at origin, of all sizes alike in every corridor.

    Together they stand for as many firms as would sell what is observed, if the diaspora on both sides were typical; how much they sell follows from
    the diaspora that there is.
    """
    c = w.corridors[corridor]
    terms_without_policy = w.terms_without_policy[corridor]
    n_local = w.settings[0]
    people = w.communities[c.first_community].population * n_local
    density = c.diaspora / c.residence_population
    cost = border_cost(terms_without_policy.customs_documents, terms_without_policy.shipment_cost_usd, 0.0, p.trade)
    expected = 0.0
    first = w.counts[Count.FIRMS.value]
    for j in range(LOCAL_RECORDS):
        k = blank_firm(w, corridor, FIRST_LOCAL + corridor * LOCAL_RECORDS + j)
        if k < 0:
            return
        f = w.firms[k]
        f.kind = OwnerKind.LOCAL.value
        # golden-ratio strata: every corridor, and nearly every community, has the same mixture of sizes
        f.productivity = spread((j * GOLDEN + 0.5 / LOCAL_RECORDS) % 1.0 * INNER + EDGE, p.trade.local_spread)
        f.jobs = max(p.trade.local_jobs * f.productivity, 1.0)
        f.community = c.first_community + j % n_local
        is_woman = 1 if (j * PLASTIC + 0.5) % 1.0 < p.trade.local_women else 0
        f.cell = cell_of(corridor, j % n_local, n_local, 0, is_woman, 0, 1)
        f.exports = p.trade.sales_per_job * c.origin_income * f.jobs * reach(terms_without_policy.customs_days, 0.0, p.trade)
        typical = informed(worth(12.0 * f.exports, c.climate), cost, 0.0, knows_somebody(p.trade.typical_density, 1.0, p.trade), p.trade)
        entering = p.trade.tries * typical * partner_chance(p.trade.typical_density, 0.0, p.trade)
        expected += at_rest(entering, stopping(typical, p.trade)) * f.exports
    market = c.export_market * (1.0 - p.trade.home_share)
    each = max(math.floor(market / expected + 0.5), 1.0) if expected > 0.0 else 1.0
    knows = knows_somebody(c.diaspora, people, p.trade)
    for k in range(first, w.counts[Count.FIRMS.value]):
        f = w.firms[k]
        f.weight = each
        pays = informed(worth(12.0 * f.exports, c.climate), cost, 0.0, knows, p.trade)
        entering = p.trade.tries * pays * partner_chance(density, 0.0, p.trade)
        f.traders = math.floor(each * at_rest(entering, stopping(pays, p.trade)) + 0.5)
    c.local_firms = each * LOCAL_RECORDS
    c.importing = -1.0  # set in the first month


@rule
def _firms_in_residence(w: WorldArrays, p: Parameters, t: Clock, corridor: int) -> None:
    """Firms in the residence country: a place for a share of the households; where one closed, the place waits for another."""
    c = w.corridors[corridor]
    open_share = p.business.owners
    terms_without_policy = w.terms_without_policy[corridor]
    density = c.diaspora / c.residence_population
    cost = border_cost(terms_without_policy.customs_documents, terms_without_policy.shipment_cost_usd, 0.0, p.trade)
    slots = min(open_share * (1.0 + p.business.closing / p.business.reopening), 1.0)
    for i in range(c.first_household, c.first_household + c.n_records):
        h = w.households[i]
        # strata: any contiguous part of the records has the right share of owners
        u0 = ((i - c.first_household) * PLASTIC + 0.5) % 1.0
        if u0 >= slots:
            continue
        draws = ResidenceBirthDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.RESIDENCE.value, -1, h.id))
        k = blank_firm(w, corridor, h.id)
        if k < 0:
            return
        f = w.firms[k]
        f.kind = OwnerKind.RESIDENCE.value
        f.weight = h.weight
        f.cell = h.cell
        f.community = h.community
        f.city = h.city
        f.sector = h.sector
        f.owner = h.root
        f.jobs = max(p.business.here_jobs * spread(draws.size, p.business.here_spread), 1.0)
        f.seller = 1 if draws.seller < p.business.sellers else 0
        if u0 < open_share and h.comes == 0:
            f.household = i
            h.owns_in_residence = 1
            sales = 12.0 * turnover_of(f.jobs, c.residence_income, 0.0, 0, p.business) * (p.business.sold_share + p.business.bought_share)
            pays = informed(sales * reach(terms_without_policy.customs_days, 0.0, p.trade), cost, 0.0, 1.0, p.trade)
            entering = p.trade.tries * pays * partner_chance(density, p.trade.owner_partner, p.trade)
            f.traders = how_many(draws.trades, f.weight, at_rest(entering, stopping(pays, p.trade)))
            f.exports = sales / 12.0 * reach(terms_without_policy.customs_days, 0.0, p.trade)
        else:
            f.is_alive = 0


@rule
def _goods_at_rest(w: WorldArrays, p: Parameters, corridor: int) -> None:
    """Shops, what is to be had, and the hosts who have taken to home goods after a long time."""
    c = w.corridors[corridor]
    c.shops = 0.0
    for k in range(w.counts[Count.FIRMS.value]):
        f = w.firms[k]
        if f.kind == OwnerKind.RESIDENCE.value and f.corridor == corridor and f.is_alive == 1 and f.seller == 1:
            c.shops += f.weight + p.trade.own_import * f.traders
    c.availability = availability(c.shops, c.diaspora, 1.0, p.trade)
    c.adopters = 0.0
    for _ in range(MONTHS_TO_REST):
        c.adopters = adopted(c.adopters, c.shops, c.diaspora, c.residence_population, p.trade)
