"""Regular, collective and crisis gifts (D7, D8), and the price of giving."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.crisis import Crisis
from ..parameters.giving import Giving
from ..time_units import TWELFTH, WEEKS_A_MONTH
from .choose import logistic


@rule
def price_response(price: float, p: Giving) -> float:
    """How much larger gifts are at a price below 1: price^elasticity, no more than at the lowest price that counts.

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(price_elasticity=-1.0, price_least=0.05)
    >>> round(price_response(0.7, p), 4), price_response(1.0, p), price_response(0.01, p)
    (1.4286, 1.0, 20.0)
    """
    return max(price, p.price_least) ** p.price_elasticity


@rule
def relief_on(gift: float, rate: float, ceiling: float, used: float) -> float:
    """Tax relief on a gift: a share of it, up to what the ceiling leaves this year.

    >>> relief_on(100.0, 0.3, 1000.0, 0.0), relief_on(100.0, 0.3, 1000.0, 980.0)
    (30.0, 20.0)
    """
    return max(min(rate * gift, ceiling - used), 0.0)


@rule
def regular_odds(is_due: int, social: float, peers_giving: float, gave_in_crisis: int, p: Giving, c: Crisis) -> float:
    """Log odds of a regular gift this month, without a crisis under way; `is_due`: it is one of the two months of somebody who gives year by year.

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(giver_base=1.0, regular_base=-3.0, norm=1.0)
    >>> [regular_odds(is_due, 0.5, 0.25, 0, p, Crisis(*[0.0] * len(Crisis._fields))) for is_due in (0, 1)]
    [-2.75, 1.25]
    """
    return (p.giver_base if is_due == 1 else p.regular_base) + p.attachment_effect * (social - 0.5) + p.norm * peers_giving + c.retention * gave_in_crisis


@rule
def regular_gift(income: float, social: float, p: Giving) -> float:
    """Mean regular gift, USD, out of a month's `income`: larger the closer one is to people at origin, the declared share at social attachment one half.

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(regular_size=0.02)
    >>> regular_gift(2000.0, 0.5, p), regular_gift(2000.0, 0.25, p)
    (40.0, 20.0)
    """
    return income * p.regular_size * 2.0 * social


@rule
def kept_apart(attention: float, c: Crisis) -> float:
    """Share of regular gifts that a crisis which holds `attention` does not crowd out.

    >>> c = Crisis(*[0.0] * len(Crisis._fields))._replace(crowding=0.5)
    >>> kept_apart(0.0, c), kept_apart(1.0, c)
    (1.0, 0.5)
    """
    return 1.0 - c.crowding * min(attention, 1.0)


@rule
def campaign_chance(social: float, effort: float, trust: float, against: float, match_ratio: float, p: Giving) -> float:
    """Chance that a member gives to a campaign this month: any match helps; its ratio hardly does (Karlan and List 2007).

    `against`: log points by which a board of another faction puts it off.

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(collective_base=-1.0, match_dummy=0.25)
    >>> round(campaign_chance(0.5, 1.0, 0.5, 0.0, 0.0, p), 4), round(campaign_chance(0.5, 1.0, 0.5, 0.0, 2.0, p), 4)
    (0.2689, 0.3208)
    """
    x = p.collective_base + p.attachment_effect * (social - 0.5) + p.trust_effect * (trust - 0.5) - against
    if match_ratio > 0.0:
        x += p.match_dummy + p.ratio_response * (match_ratio - 1.0)
    return logistic(x) * effort


@rule
def asked(peers_members: float, p: Giving) -> float:
    """How far somebody who heard of a matched offer was asked: by those of its ties who are members, and else by the news (Ambler et al. 2015 asked in person).

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(asked_by_news=0.5)
    >>> asked(0.0, p), asked(0.5, p), asked(1.0, p)
    (0.5, 0.75, 1.0)
    """
    return peers_members + (1.0 - peers_members) * p.asked_by_news


@rule
def adoption_chance(match_ratio: float, asked: float, p: Giving) -> float:
    """Chance this month that somebody outside any association takes a matched offer up, as far as it was asked (Ambler et al. 2015).

    >>> p = Giving(*[0.0] * len(Giving._fields))._replace(adoption=0.069, adoption_ratio=0.9)
    >>> round(12 * adoption_chance(3.0, 1.0, p), 3), adoption_chance(0.0, 1.0, p)
    (0.185, 0.0)
    """
    if match_ratio <= 0.0:
        return 0.0
    return min(p.adoption * match_ratio**p.adoption_ratio, 1.0) * TWELFTH * asked


@rule
def attention_in(months_since: float, weeks: float) -> float:
    """Mean attention in the month that begins `months_since` a disaster: exp(-t / theta), averaged over the month.

    >>> round(attention_in(0.0, 4.3), 3), attention_in(5.0, 4.3) < 0.01
    (0.629, True)
    """
    month = WEEKS_A_MONTH / weeks
    return (math.exp(-months_since * month) - math.exp(-(months_since + 1.0) * month)) / month


@rule
def crisis_rate(attention: float, is_own: int, social: float, peers_giving: float, c: Crisis) -> float:
    """Rate of crisis gifts this month: rate x attention x nearness x contagion (Schweitzer and Mach 2008). At least the chance of one, 1 - exp(-rate).

    >>> c = Crisis(*[0.0] * len(Crisis._fields))._replace(give_rate=0.2, far_share=0.5, contagion=3.0)
    >>> crisis_rate(1.0, 1, 0.5, 0.0, c), crisis_rate(1.0, 0, 0.5, 1.0, c)
    (0.2, 0.4)
    """
    near = 1.0 if is_own == 1 else c.far_share
    return c.give_rate * attention * near * 2.0 * social * (1.0 + c.contagion * peers_giving)


@rule
def any_gift(rate: float) -> float:
    """Chance of at least one gift at a rate: 1 - exp(-rate).

    >>> round(any_gift(0.2), 4)
    0.1813
    """
    return 1.0 - math.exp(-rate)


@rule
def crowded_out(public: float, c: Crisis) -> float:
    """Factor on a crisis gift where donors are told of `public` dollars of a state per dollar that they would give: exp(-fall per dollar x public).

    The first dollars of a state cost `pool_crowding` of gifts each, later ones less, as some give whatever others do (de Wit and Bekkers 2017).

    >>> c = Crisis(*[0.0] * len(Crisis._fields))._replace(pool_crowding=0.3)
    >>> crowded_out(0.0, c), round(crowded_out(0.01, c), 4), round(crowded_out(5.0, c), 4)
    (1.0, 0.997, 0.2231)
    """
    return math.exp(-c.pool_crowding * public)
