"""Visits home and visits of friends (D12, T5)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import BILLION
from ..parameters.travel import Travel


@rule
def times(u: float, mean: float, most: float) -> float:
    """How often something happens that happens `mean` times on average (Poisson, by inversion of one uniform, `most` at most): the larger the mean, the more.

    >>> times(0.3, 1.0, 30.0), times(0.5, 1.0, 30.0), times(0.99, 1.0, 30.0), times(0.99, 1.0, 3.0), times(0.5, 0.0, 30.0)
    (0.0, 1.0, 4.0, 3.0, 0.0)
    """
    if mean <= 0.0:
        return 0.0
    term = math.exp(-mean)
    total = term
    k = 0.0
    while u > total and k < most:
        k += 1.0
        term *= mean / k
        total += term
    return k


@rule
def campaign_effect(usd_a_household: float, largest: float, half: float) -> float:
    """Log points that a campaign adds: largest x / (x + half), with x USD a household of the diaspora and year; each further dollar does less.

    >>> campaign_effect(0.0, 0.2, 10.0), campaign_effect(10.0, 0.2, 10.0), round(campaign_effect(30.0, 0.2, 10.0), 3)
    (0.0, 0.1, 0.15)
    """
    return largest * usd_a_household / (usd_a_household + half) if usd_a_household > 0.0 else 0.0


@rule
def fare_of(size: float, n_adults: float, p: Travel) -> float:
    """Fare of the whole household: adults, and children at their own fare, USD.

    >>> p = Travel(*[0.0] * len(Travel._fields))._replace(fare_usd=400.0, child_fare=0.5)
    >>> fare_of(3.0, 2.0, p)
    1000.0
    """
    adults = min(n_adults, size)
    return p.fare_usd * (adults + p.child_fare * (size - adults))


@rule
def trips_a_year(
    income: float, fare: float, social: float, supports_family: int, generation: int, stability: float, travel: float, campaign: float, p: Travel
) -> float:
    """Mean trips of a household in a year; `income` USD a year, `travel` the share of travel possible, `campaign` in log points.

    exp(base + attachment (social - 1/2) + family - generation x g + elasticity ln(income / fare) + campaign) (1 - safety (1 - stability)) travel

    >>> p = Travel(*[0.0] * len(Travel._fields))._replace(income_effect=0.5, safety_effect=0.5, visit_most=3.0)
    >>> trips_a_year(10_000.0, 2_500.0, 0.5, 0, 0, 0.0, 1.0, 0.0, p), trips_a_year(10_000.0, 2_500.0, 0.5, 0, 0, 0.0, 0.0, 0.0, p)
    (1.0, 0.0)
    """
    x = (
        p.visit_base
        + p.attachment_effect * (social - 0.5)
        + p.family_effect * supports_family
        - p.generation_effect * generation
        + p.income_effect * math.log(max(income, 1.0) / max(fare, 1.0))
        + campaign
    )
    return math.exp(min(x, p.visit_most)) * (1.0 - p.safety_effect * (1.0 - stability)) * travel


@rule
def guests_a_year(social: float, stability: float, travel: float, campaign: float, p: Travel) -> float:
    """Mean visits a year of friends whom a household brings: contacts x persuasion x 2 attachment x stability x share of travel possible x exp(campaign).

    >>> p = Travel(*[0.0] * len(Travel._fields))._replace(contacts=30.0, persuasion=0.01)
    >>> round(guests_a_year(0.5, 0.5, 1.0, 0.0, p), 3)
    0.15
    """
    return p.contacts * p.persuasion * 2.0 * social * stability * travel * math.exp(campaign)


@rule
def tie_renewed(social: float, trips: float, yearly_fade: float, p: Travel) -> float:
    """Social attachment after `trips` this year: each makes good part of a year's fading; at most 1.

    >>> p = Travel(*[0.0] * len(Travel._fields))._replace(renewal=0.5, renewal_trips=4.0)
    >>> round(tie_renewed(0.6, 2.0, 0.01, p), 4)
    0.606
    """
    return min(social * (1.0 + yearly_fade * p.renewal * min(trips, p.renewal_trips)), 1.0)


@rule
def others_a_year(residents: float, origin_income: float, p: Travel) -> float:
    """Visits a year from the residence country of people who are not of the diaspora, where no statistic says.

    rate x residents x (income of the origin / usual)^size; `origin_income`: of the whole country, USD a year.
    Who is drawn by members of the diaspora comes beside them (`guests_a_year`).

    >>> p = Travel(*[0.0] * len(Travel._fields))._replace(others_rate=0.02, others_size=0.5, others_usual_busd=100.0)
    >>> others_a_year(1e6, 1e11, p), others_a_year(1e6, 4e11, p)
    (20000.0, 40000.0)
    """
    return p.others_rate * residents * (origin_income / (p.others_usual_busd * BILLION)) ** p.others_size
