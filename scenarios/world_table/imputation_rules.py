"""Declared rules for figures that no shipped table gives: each with the range in which the truth may lie, wider the less is known.

They are assumptions of this product. A scenario that has a statistic of its own replaces them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .statistics import Range

SETTLEMENT = frozenset({"AUS", "CAN", "NZL", "USA"})
CONTRACT = frozenset({"ARE", "BHR", "BRN", "JOR", "KWT", "LBN", "MYS", "OMN", "QAT", "SAU", "SGP"})
"""Countries where most migrants stay on a contract or under a sponsor, without a way to naturalise."""
EUROPE = frozenset({"924", "925", "926"})
"""Northern, Southern and Western Europe, by the location codes of the UN."""
EASTERN_MEMBERS = frozenset({"BGR", "CZE", "HUN", "POL", "ROU", "SVK"})

NATURALISED: Mapping[str, Range] = MappingProxyType(
    {"settlement": Range(0.6, 0.4, 0.75), "europe": Range(0.42, 0.2, 0.65), "contract": Range(0.01, 0.0, 0.05), "elsewhere": Range(0.3, 0.05, 0.65)}
)
GONE_AFTER_5_YEARS: Mapping[str, Range] = MappingProxyType(
    {"settlement": Range(0.18, 0.12, 0.25), "europe": Range(0.43, 0.26, 0.6), "contract": Range(0.65, 0.4, 0.9), "elsewhere": Range(0.4, 0.12, 0.75)}
)
"""Share of arrivals that has left the residence country after five years: published for the USA (12-16 %) and Europe (26-75 %), assumed elsewhere."""
COPIED_STOCK = Range(1.0, 0.5, 1.28)
"""Factors of a stock of 2015 where that of 2020 was carried on from it with the factor of the residence country: by so much those that were observed by
themselves moved apart from the others of their residence country from 2015 to 2020 (5 to 95 % of 907 corridors of 1 000 or more)."""


def group(residence: str, region: str | None) -> str:
    """The way in which a country of residence takes migrants.

    >>> group("USA", "905"), group("FRA", "926"), group("QAT", "922"), group("CIV", "914")
    ('settlement', 'europe', 'contract', 'elsewhere')
    """
    if residence in SETTLEMENT:
        return "settlement"
    if residence in CONTRACT:
        return "contract"
    return "europe" if region in EUROPE or residence in EASTERN_MEMBERS else "elsewhere"


def residence_rights(voice: float, law: float, of_group: str) -> Range:
    """Security of legal status, from voice and the rule of law, each from 0 to 1; less under contracts.

    >>> residence_rights(0.8, 0.9, "europe").value, residence_rights(0.3, 0.6, "contract").value
    (0.83, 0.31)
    """
    middle = 0.15 + 0.8 * (voice + law) / 2.0 - (0.2 if of_group == "contract" else 0.0)
    value = round(min(max(middle, 0.05), 0.95), 3)
    return Range(value, max(value - 0.2, 0.0), min(value + 0.2, 1.0))


def household_size(female_share: float) -> Range:
    """Foreign-born persons a household of migrants: alone where one sex is rare, 2.7 where both are there alike.

    >>> household_size(0.48).value, household_size(0.15).value
    (2.68, 1.52)
    """
    value = round(1.0 + 3.5 * min(female_share, 1.0 - female_share), 2)
    return Range(value, max(value - 0.6, 1.0), value + 0.6)


def descendant_share(long: float | None, is_own: bool) -> Range:
    """Share of households headed by a descendant, from the share of migrants who came 30 or more years ago; wider where cohorts are not the corridor's own.

    >>> descendant_share(0.3, True).value, descendant_share(None, False)
    (0.18, Range(value=0.12, low=0.0, high=0.35))
    """
    if long is None:
        return Range(0.12, 0.0, 0.35)
    value = round(min(0.6 * long, 0.5), 3)
    width = 1.0 if is_own else 1.6
    return Range(value, max(value * (1.0 - 0.5 * width), 0.0), min(value * (1.0 + 0.8 * width) + 0.03 * width, 0.7))


def family_size(share_under_15: float) -> Range:
    """Persons in a household at origin, from the share of children: 1.2 + 10.5 x share.

    >>> family_size(0.43).value, family_size(0.29).value
    (5.7, 4.2)
    """
    value = round(1.2 + 10.5 * share_under_15, 1)
    return Range(value, round(0.7 * value, 2), round(1.3 * value, 2))


def earners(size: float) -> Range:
    """Earners in a household at origin: one, and one more for every four persons above two, three at most.

    >>> earners(5.7).value, earners(2.0).value
    (1.925, 1.0)
    """
    value = min(max(1.0 + 0.25 * (size - 2.0), 1.0), 3.0)
    return Range(round(value, 3), round(max(0.7 * value, 0.5), 3), round(1.4 * value, 3))


PAY: Mapping[str, Range] = MappingProxyType(
    {"settlement": Range(1.0, 0.8, 1.2), "europe": Range(1.0, 0.75, 1.25), "contract": Range(0.75, 0.35, 1.1), "elsewhere": Range(1.6, 1.0, 2.3)}
)
"""Pay of migrants over what income per head gives: little under contracts, more in cities of poor countries, where migrants work."""
CHILDREN = 0.18
"""Share under 15 where pay per worker stands to income per head as declared (Western Europe, Northern America)."""


def relative_pay(origin_gdp_pc: float, residence_gdp_pc: float, share_under_15: float, of_group: str) -> Range:
    """Pay of migrants relative to what income per head of the residence country gives a worker.

    The fewer of a population can work, the more a worker earns per head of it; and who comes from a richer country earns as much as there.

    >>> relative_pay(3e3, 4e4, 0.18, "europe").value, relative_pay(3e3, 6e4, 0.14, "contract").value, relative_pay(900, 700, 0.43, "elsewhere").value
    (1.0, 0.715, 2.959)
    """
    workers = (1.0 - CHILDREN) / (1.0 - share_under_15)
    found = [round(workers * factor * max(1.0, origin_gdp_pc / residence_gdp_pc), 3) for factor in PAY[of_group]]
    return Range(*found)


GIVEN: Mapping[str, Range] = MappingProxyType(
    {
        "tax_rate": Range(0.25, 0.1, 0.35),
        "customs_days": Range(15.0, 4.0, 40.0),
        "customs_documents": Range(7.0, 4.0, 12.0),
        "shipment_cost_usd": Range(900.0, 300.0, 2500.0),
    }
)
"""The same everywhere, with the range of the world: nothing published on them is in the shipped tables."""
