"""Property, stakes and firms (D2, D3): rare acts under liquidity, procedures and incentives."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import TINY
from ..parameters.enterprise import Enterprise
from ..time_units import TWELFTH
from .choose import logistic


@rule
def outlook(climate: float, residence_climate: float, stability: float, informed: float, p: Enterprise) -> float:
    """Log odds that the two countries give to investing at origin: return gap less risk, both against the usual (D2, F11).

    return effect (climate - climate of the residence country - usual gap) - risk effect ((1 - stability) (1 - informed) - usual risk)

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(return_effect=1.0, risk_effect=2.0, usual_gap=-0.3, usual_risk=0.5)
    >>> round(outlook(0.7, 0.8, 0.5, 0.0, p), 3), round(outlook(0.6, 0.8, 0.4, 0.0, p), 3), round(outlook(0.5, 0.8, 0.4, 0.5, p), 3)
    (0.2, -0.1, 0.4)
    """
    return p.return_effect * (climate - residence_climate - p.usual_gap) - p.risk_effect * ((1.0 - stability) * (1.0 - informed) - p.usual_risk)


@rule
def will(wealth_ratio: float, economic: float, trust: float, grievance: float, peers_invested: float, is_woman: int, outlook_: float, p: Enterprise) -> float:
    """Log odds for or against investing at origin that all kinds of investment share.

    `wealth_ratio`: wealth in years of the household's income. Attachment and trust count from one half.

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(wealth_effect=0.5, women_effect=0.4, wealth_least=0.05)
    >>> round(will(math.e, 0.5, 0.5, 0.0, 0.0, 1, 0.2, p), 2)
    0.3
    """
    return (
        p.wealth_effect * math.log(max(wealth_ratio, p.wealth_least))
        + p.attachment_effect * (economic - 0.5)
        + p.trust_effect * (trust - 0.5)
        - p.grievance_effect * grievance
        + p.peer_effect * peers_invested
        - p.women_effect * is_woman
        + outlook_
    )


@rule
def heeded(climate: float, p: Enterprise) -> float:
    """How far taxes matter in a climate: 1 in that of the countries whose response was estimated, less in a weak one (James 2009), as `climate_needed` says.

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(climate_needed=0.5, tax_climate=0.8)
    >>> heeded(0.8, p), heeded(0.4, p)
    (1.0, 0.75)
    """
    return 1.0 - p.climate_needed + p.climate_needed * climate / p.tax_climate


@rule
def taxed(tax_rate: float, climate: float, p: Enterprise) -> float:
    """Log points of productive investment that the tax on profits at origin takes away, or adds where it is low: response x (usual - rate) x heeded.

    A point of tax costs 2.5 to 3.3 % of foreign investment in two meta-analyses (de Mooij and Ederveen 2003; Feld and Heckemeyer 2011).

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(tax_response=2.0, usual_tax=0.25, tax_climate=0.5)
    >>> round(taxed(0.30, 0.5, p), 3), round(taxed(0.20, 0.5, p), 3), taxed(0.25, 0.5, p)
    (-0.1, 0.1, 0.0)
    """
    return p.tax_response * (p.usual_tax - tax_rate) * heeded(climate, p)


@rule
def incentive(tax_cut: float, months: float, climate: float, p: Enterprise) -> float:
    """Log points of productive investment that a tax cut of some months adds: response x cut x (1 - exp(-years / patience)).

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(tax_response=2.0, incentive_patience=3.0, tax_climate=0.5)
    >>> round(incentive(0.10, 1e9, 0.5, p), 3), round(incentive(0.10, 36.0, 0.5, p), 3), incentive(0.0, 36.0, 0.5, p)
    (0.2, 0.126, 0.0)
    """
    lasting = 1.0 - math.exp(-months * TWELFTH / p.incentive_patience)
    return p.tax_response * tax_cut * lasting * heeded(climate, p)


@rule
def buying_chance(base: float, will_: float) -> float:
    """Yearly chance of an investment with intercept `base`.

    >>> round(buying_chance(-6.0, 1.0), 5)
    0.00669
    """
    return logistic(base + will_)


@rule
def invested(wealth: float, share: float, factor: float, least: float, p: Enterprise) -> float:
    """What is put in, USD: a share of wealth times a personal factor, at most `wealth_most` of wealth, at least `least`; 0 where that is not within reach.

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(wealth_most=0.9)
    >>> invested(10_000.0, 0.5, 1.2, 0.0, p), invested(10_000.0, 0.5, 4.0, 0.0, p)
    (6000.0, 9000.0)
    >>> invested(10_000.0, 0.1, 1.0, 8_000.0, p), invested(10_000.0, 0.5, 1.0, 9_500.0, p)
    (8000.0, 0.0)
    """
    if least > p.wealth_most * wealth:
        return 0.0
    return max(min(share * factor, p.wealth_most) * wealth, least)


@rule
def founding_chance(will_: float, extra: float, p: Enterprise) -> float:
    """Chance that an idea is worth pursuing, given the will and the incentive.

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(extra_most=2.0)
    >>> founding_chance(0.0, 0.0, p), round(founding_chance(0.0, 9.0, p), 4)
    (0.5, 3.6945)
    """
    return logistic(will_) * math.exp(min(extra, p.extra_most))


@rule
def giving_up(days: float, hassle: float) -> float:
    """Chance of losing patience during `days` of procedures: 1 - (1 - hassle)^days (O3).

    >>> round(giving_up(10.0, 0.01), 4)
    0.0956
    """
    return 1.0 - math.exp(days * math.log(max(1.0 - hassle, TINY)))


@rule
def closing_chance(age_months: int, p: Enterprise) -> float:
    """Yearly chance that a firm closes: higher while it is young (OECD 2010).

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(survival_hazard=0.18, survival_late=0.08, survival_months=60.0)
    >>> closing_chance(12, p), closing_chance(60, p)
    (0.18, 0.08)
    """
    return p.survival_hazard if age_months < p.survival_months else p.survival_late


@rule
def earning(net: float, capital: float, p: Enterprise) -> float:
    """What a firm earns in a month after tax and interest, relative to what is usual for its capital under the usual tax, within bounds.

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(profit_rate=0.16, usual_tax=0.25, earning_least=0.05, earning_most=4.0)
    >>> round(earning(10.0, 1000.0, p), 3), earning(-5.0, 1000.0, p)
    (1.0, 0.05)
    """
    usual = capital * p.profit_rate * (1.0 - p.usual_tax) * TWELFTH
    return max(min(net / usual, p.earning_most), p.earning_least) if usual > 0.0 else 1.0


@rule
def growing(earning_: float, p: Enterprise) -> float:
    """Yearly growth of a firm that earns `earning_` times the usual: growth + reinvested x what it earns beyond the usual, per unit of capital.

    >>> p = Enterprise(*[0.0] * len(Enterprise._fields))._replace(profit_rate=0.16, usual_tax=0.25, growth=0.03, reinvested=0.5)
    >>> growing(1.0, p), round(growing(2.0, p), 3)
    (0.03, 0.09)
    """
    return p.growth + p.reinvested * p.profit_rate * (1.0 - p.usual_tax) * (earning_ - 1.0)


@rule
def tax_forgone(profit: float, tax_rate: float, tax_cut: float, cap: float, associates_share: float, associates: int) -> float:
    """Tax that an incentive forgoes on a month's profit; partners who are not of the diaspora only where the law says so (P6d).

    >>> tax_forgone(1000.0, 0.25, 0.10, 1e9, 0.4, 0), tax_forgone(1000.0, 0.25, 0.10, 1e9, 0.4, 1), tax_forgone(1000.0, 0.25, 0.10, 50.0, 0.4, 1)
    (60.0, 100.0, 50.0)
    """
    entitled = profit * (1.0 if associates == 1 else 1.0 - associates_share)
    return min(max(entitled, 0.0) * min(tax_cut, tax_rate), cap)
