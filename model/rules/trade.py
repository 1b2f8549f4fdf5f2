"""Trade (D4, T1-T3, O2, O7): home goods and their spread, who wants to trade, who can, who finds a partner."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import PER_TEN_THOUSAND
from ..parameters.trade import Trade
from .choose import logistic


@rule
def availability(shops: float, diaspora: float, travel: float, p: Trade) -> float:
    """How far households find home goods: 1 - (1 - suitcase x travel) (1 - s / (s + needed)), s being shops per 10,000 of the diaspora (T3).

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(suitcase=0.5, shops_needed=20.0)
    >>> availability(20.0, 10_000.0, 1.0, p), availability(0.0, 10_000.0, 0.0, p)
    (0.75, 0.0)
    """
    s = PER_TEN_THOUSAND * shops / max(diaspora, 1.0)
    return 1.0 - (1.0 - p.suitcase * travel) * (1.0 - s / (s + p.shops_needed))


@rule
def outlay(income: float, attachment: float, available: float, p: Trade) -> float:
    """What a buyer spends on home goods in a month, USD: a share of income x attachment / 0.5 x availability (Orozco and Yansura 2017).

    >>> outlay(3000.0, 0.5, 0.5, Trade(*[0.0] * len(Trade._fields))._replace(outlay=0.04))
    60.0
    """
    return income * p.outlay * 2.0 * attachment * available


@rule
def supplied(wanted: float, market: float, p: Trade) -> float:
    """What of the home goods wanted from the origin it can supply, USD: wanted x most / (most + wanted).

    `most` is a share of the market that its firms reach there. Where much more is wanted than the origin is used to sell, more of it is made in the
    residence country or comes from elsewhere.

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(home_most=0.5)
    >>> supplied(50.0, 100.0, p), round(supplied(1.0, 1e9, p), 6), supplied(0.0, 0.0, p)
    (25.0, 1.0, 0.0)
    """
    most = p.home_most * market
    return wanted * most / (most + wanted) if wanted > 0.0 else 0.0


@rule
def adopted(adopters: float, shops: float, diaspora: float, residents: float, p: Trade) -> float:
    """Share of hosts who buy home goods a month later: diffusion with a ceiling and lapses (Bass 1969).

    da = (innovation x shops per 10,000 + imitation x a / ceiling + contacts x share of the diaspora) (ceiling - a) - lapse x a, a year.

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(innovation=0.12, host_ceiling=0.1)
    >>> round(adopted(0.0, 100.0, 0.0, 1e6, p), 6)
    0.001
    """
    hosts = max(residents, 1.0)
    rate = p.innovation * PER_TEN_THOUSAND * shops / hosts + p.imitation * adopters / p.host_ceiling + p.host_contacts * diaspora / hosts
    new = min(rate / 12.0, 1.0) * (p.host_ceiling - adopters)
    return max(min(adopters + new - p.lapse / 12.0 * adopters, p.host_ceiling), 0.0)


@rule
def reach(days: float, barrier: float, p: Trade) -> float:
    """Part of its sales that a trader makes in spite of days at customs and a rise of the cost of trade: exp(-effect x days) (1 + barrier)^-elasticity.

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(day_effect=0.01, cost_elasticity=2.0)
    >>> round(reach(10.0, 0.0, p), 4), round(reach(0.0, 0.1, p), 4)
    (0.9048, 0.8264)
    """
    kept = math.exp(-p.day_effect * days)
    return kept * math.exp(-p.cost_elasticity * math.log(1.0 + barrier)) if barrier > 0.0 else kept


@rule
def border_cost(documents: float, shipment_usd: float, barrier: float, p: Trade) -> float:
    """Fixed cost of a year of trade, USD: that of the market, and of each shipment with its documents (O7).

    >>> border_cost(5.0, 500.0, 0.0, Trade(*[0.0] * len(Trade._fields))._replace(market_usd=1000.0, shipments=10.0, document_usd=20.0))
    7000.0
    """
    return p.market_usd + (1.0 + barrier) * p.shipments * (shipment_usd + documents * p.document_usd)


@rule
def worth(sales: float, climate: float) -> float:
    """Sales that bring under the usual climate (one half) what these bring under `climate`: sales x 2 climate, as all profits at origin go with it.

    >>> worth(1000.0, 0.5), worth(1000.0, 0.4)
    (1000.0, 800.0)
    """
    return sales * 2.0 * climate


@rule
def wanting(sales: float, cost: float, p: Trade) -> float:
    """Share of firms with these yearly sales for whom trade pays: L(sharpness x ln(margin x sales / cost)); firms differ in what it brings them (Melitz 2003).

    >>> wanting(50_000.0, 5_000.0, Trade(*[0.0] * len(Trade._fields))._replace(margin=0.1, sharpness=2.0))
    0.5
    """
    return logistic(p.sharpness * math.log(p.margin * max(sales, 1.0) / max(cost, 1.0)))


@rule
def knows_somebody(diaspora: float, population: float, p: Trade) -> float:
    """Chance that somebody in business knows one of the diaspora: 1 - (1 + n / gregarious)^-gregarious, n = acquaintances x diaspora / population.

    Acquaintances are counted (Poisson) about a mean that differs among people (gamma of this shape): the few who know many of a group know it already
    where it is small, others never meet one of it even where it is large (Zheng, Salganik and Gelman 2006).

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(acquaintances=100.0, gregarious=1.0)
    >>> round(knows_somebody(1_000.0, 100_000.0, p), 4), round(knows_somebody(1_000.0, 100_000.0, p._replace(gregarious=1e6)), 4)
    (0.5, 0.6321)
    """
    known = p.acquaintances * diaspora / max(population, 1.0)
    return 1.0 - math.exp(-p.gregarious * math.log(1.0 + known / p.gregarious))


@rule
def informed(sales: float, cost: float, knowledge: float, knows: float, p: Trade) -> float:
    """Share of firms for whom trade pays, rules not known included: a mixture of those who know somebody to ask and those who do not (O7).

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(margin=0.1, sharpness=2.0, rules_usd=5_000.0, advice=1.0)
    >>> informed(50_000.0, 5_000.0, 0.0, 1.0, p), informed(50_000.0, 5_000.0, 0.0, 0.0, p)
    (0.5, 0.2)
    """
    alone = wanting(sales, cost + p.rules_usd * (1.0 - knowledge), p)
    told = wanting(sales, cost + p.rules_usd * (1.0 - knowledge) * (1.0 - p.advice), p)
    return knows * told + (1.0 - knows) * alone


@rule
def partner_chance(density: float, own: float, p: Trade) -> float:
    """Chance of finding a partner in a year: 1 - (1 - search) (1 - own) (1 - by diaspora x knows) (O2, T1).

    `knows`: chance that a possible partner in the residence country, of whose people the diaspora is this share, knows somebody of it.

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(search=0.2, acquaintances=100.0, gregarious=1.0, diaspora_partner=0.5)
    >>> round(partner_chance(0.0, 0.0, p), 4), round(partner_chance(0.0, 0.5, p), 4), round(partner_chance(0.01, 0.0, p), 4)
    (0.2, 0.6, 0.4)
    """
    return 1.0 - (1.0 - p.search) * (1.0 - own) * (1.0 - p.diaspora_partner * knows_somebody(density, 1.0, p))


@rule
def courted(alone: float, contacts: float, ready: float, p: Trade) -> float:
    """Chance in a year of what happens alone, or because somebody met offers to be the partner (P5b).

    1 - (1 - alone) (1 - ready (1 - exp(-by contact x contacts / ready))). A meeting is an occasion as well as an address: who would not have
    thought of trade in that year does, and has found the partner. Of firms at large only a share is `ready` to sell there; they are met first, so that the
    more meetings there are, the less each of them brings.

    >>> p = Trade(*[0.0] * len(Trade._fields))._replace(contact_partner=0.1)
    >>> courted(0.2, 0.0, 1.0, p), round(courted(0.2, 10.0, 1.0, p), 4), round(courted(0.2, 1e9, 0.05, p), 4)
    (0.2, 0.7057, 0.24)
    """
    if contacts <= 0.0 or ready <= 0.0:
        return alone
    return 1.0 - (1.0 - alone) * (1.0 - ready * (1.0 - math.exp(-p.contact_partner * contacts / ready)))


@rule
def stopping(pays: float, p: Trade) -> float:
    """Yearly chance that a trader stops, `pays` being the share for whom trade pays: stops x (2 - pays).

    >>> stopping(1.0, Trade(*[0.0] * len(Trade._fields))._replace(stops=0.3, stops_most=0.95))
    0.3
    """
    return min(p.stops * (2.0 - pays), p.stops_most)


@rule
def at_rest(entering: float, leaving: float) -> float:
    """Share of firms that trade where as many enter as stop: e / (e + x).

    >>> at_rest(0.1, 0.3)
    0.25
    """
    return entering / (entering + leaving) if entering > 0.0 else 0.0
