"""Corridors: which are in the table, and what is known of each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..world_table.cohorts import YEARS
from ..world_table.statistics import Range, quantile, share_of_both
from .by_country import Places
from .folder import Published
from .gravity import Gravity, fitted

AT_LEAST = 10
"""Residence countries of an origin, the largest."""
SHARE = 0.9
"""Share of the emigrants of an origin that the residence countries in the table hold together."""
SMALLEST = 100.0
"""Persons; what a scenario can hold."""
LARGE = 20_000.0
"""Corridors from this stock on are in the table, whatever their rank."""
ONLY_IN_MATRIX = 1000.0
"""Persons from which on a corridor that the UN does not have is taken from the World Bank's matrix."""
RECENT_PRICES = 2017
COPIED = 0.005
"""A stock that moved from 2015 to 2020 by the same factor as the median origin of its residence, within this, was not observed by itself."""
FEMALE_OFF, FEMALE_OFF_UNKNOWN = 0.14, 0.2
"""How far a share of women by the law of odds may be off: 0.94 of the 1 009
corridors of 1 000 or more that can be compared with IAB (2010; none of them in the Gulf) are within the first; root mean square 0.074, correlation 0.56."""


class Pair(NamedTuple):
    """A corridor of the table; None is "not known"."""

    origin: str
    residence: str
    stocks: tuple[float | None, ...]
    stock: float
    stock_year: int
    stock_how: str
    second_stock: float | None
    cohort_is_own: bool
    female_share: float
    female_off: float
    skilled_share: float
    cost: float
    cost_year: int | None
    cost_how: str
    exports: float | None
    imports: float | None
    distance: float | None
    distance_how: str
    common_language: int | None
    colonial_link: int | None
    remittances_2017: float | None
    refugees_2020: float | None


class Prices(NamedTuple):
    """What corridors with a price tell of those without: ratio to the mean of the receiving and of the sending country, and the cost itself."""

    to_receiving: Range
    to_sending: Range
    any: Range


class Corridors(NamedTuple):
    """All corridors of the table, the laws behind what was imputed, and how much of each origin they hold."""

    pairs: tuple[Pair, ...]
    prices: Prices
    gravity: Gravity | None
    coverage: Mapping[str, float]
    emigrants: Mapping[str, float]


def stocks_of(published: Published) -> dict[tuple[str, str], tuple[int, float, str]]:
    """Year, persons and where from, of every corridor with people: UN DESA 2020, else 2019, else the World Bank's matrix."""
    found: dict[tuple[str, str], tuple[int, float, str]] = {}
    newest = (("un_stock_2020", "un2020", 1.0), ("un_stock_2019", "un2019", 1.0), ("world_bank_stock", "kn2017", ONLY_IN_MATRIX))
    for kind, how, least in newest:
        for pair, years in published.pairs(kind, "migrant_stock").items():
            year = max(years)
            if pair not in found and years[year] >= least:
                found[pair] = (year, years[year], how)
    return found


def chosen(stocks: Mapping[tuple[str, str], tuple[int, float, str]], always: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    """The corridors of the table: of each origin the ten largest and as many as hold 90 % of its emigrants; all large ones; and those of `always`."""
    by_origin: dict[str, list[tuple[float, str]]] = {}
    for (origin, residence), (_, persons, _) in stocks.items():
        by_origin.setdefault(origin, []).append((persons, residence))
    kept: set[tuple[str, str]] = set()
    for origin, found in by_origin.items():
        total = sum(persons for persons, _ in found)
        held = 0.0
        for rank, (persons, residence) in enumerate(sorted(found, key=lambda item: (-item[0], item[1]))):
            if persons >= SMALLEST and (rank < AT_LEAST or held < SHARE * total or persons >= LARGE or (origin, residence) in always):
                kept.add((origin, residence))
            held += persons
    return sorted(kept)


def corridors(published: Published, places: Places, always: frozenset[tuple[str, str]]) -> Corridors:
    """Every corridor of the table with its figures."""
    stocks = {pair: found for pair, found in stocks_of(published).items() if all(code in places.region for code in pair)}
    pairs = [pair for pair in chosen(stocks, always) if (places.value(pair[0], "population") or 0.0) > 0]
    language = {pair: max(years.values()) for pair, years in published.pairs("distance", "common_language").items()}
    prices, gravity, copied = _prices(published, places), fitted(published, language), _copied(published)
    emigrants: dict[str, float] = {}
    inside: dict[str, float] = {}
    for (origin, _), (_, persons, _) in stocks.items():
        emigrants[origin] = emigrants.get(origin, 0.0) + persons
    for pair in pairs:
        inside[pair[0]] = inside.get(pair[0], 0.0) + stocks[pair][1]
    everywhere = {name: _of_all(places, name) for name in ("women", "skilled")}
    made = tuple(_pair(published, places, pair, stocks[pair], prices, gravity, (copied, everywhere)) for pair in pairs)
    return Corridors(made, prices, gravity, {origin: inside[origin] / emigrants[origin] for origin in inside}, emigrants)


Context = tuple[frozenset[tuple[str, str]], Mapping[str, float]]


def _pair(
    published: Published, places: Places, pair: tuple[str, str], stock: tuple[int, float, str], prices: Prices, gravity: Gravity | None, context: Context
) -> Pair:
    copied, everywhere = context
    origin, residence = pair
    by_year = published.series("un_stock_2020", "migrant_stock", origin, residence)
    second = published.newest("world_bank_stock", "migrant_stock", origin, residence)
    sides = ((origin, "women_emigrants"), (residence, "women_immigrants"))
    of_origin, of_residence = (places.value(place, figure) or 0.5 for place, figure in sides)
    women = share_of_both(of_origin, of_residence, everywhere["women"])
    is_known = all(places.lines[side].how != "region" for side in sides)
    skilled = share_of_both(places.value(origin, "skilled_share") or 0.3, places.value(residence, "skilled_immigrants") or 0.3, everywhere["skilled"])
    cost, cost_year, cost_how = _cost(published, places, pair, prices)
    km, km_how = _distance(published, origin, residence)
    language = published.newest("distance", "common_language", origin, residence)
    colony = published.newest("distance", "colonial_link", origin, residence)
    gdp = [(places.value(place, "gdp_pc") or 0.0) * (places.value(place, "population") or 0.0) for place in pair]
    flows = [gravity.flow(a, b, km, language[1] if language else 0.0) if gravity and km else None for a, b in (gdp, gdp[::-1])]
    money = published.newest("world_bank_remittances", "remittances", origin, residence)
    refugees = published.series("refugees", "refugees", origin, residence).get(2020)
    return Pair(
        origin, residence, tuple(by_year.get(year) for year in YEARS), stock[1], stock[0], stock[2], second[1] if second and stock[2] != "kn2017" else None,
        bool(by_year) and pair not in copied, round(min(max(women, 0.05), 0.95), 3), FEMALE_OFF if is_known else FEMALE_OFF_UNKNOWN,
        round(min(max(skilled, 0.005), 0.95), 3), cost, cost_year, cost_how, flows[0], flows[1], km, km_how,
        None if language is None else int(language[1]), None if colony is None else int(colony[1]), money[1] if money else None, refugees,
    )  # fmt: skip


def _of_all(places: Places, what: str) -> float:
    """The share among all migrants, of origins and residences together: where the odds of a corridor are measured from."""
    names = ("women_emigrants", "women_immigrants") if what == "women" else ("skilled_share", "skilled_immigrants")
    found = sorted(line.value for (_, figure), line in places.lines.items() if figure in names and line.how != "region")
    return quantile(found, 0.5) if found else 0.5


def _copied(published: Published) -> frozenset[tuple[str, str]]:
    """Corridors whose stock was carried on with the factor of their residence."""
    factors: dict[str, dict[str, float]] = {}
    for (origin, residence), years in published.pairs("un_stock_2020", "migrant_stock").items():
        if years.get(2015, 0.0) >= SMALLEST and years.get(2020, 0.0) > 0:
            factors.setdefault(residence, {})[origin] = years[2020] / years[2015]
    found = set()
    for residence, by_origin in factors.items():
        middle = quantile(sorted(by_origin.values()), 0.5)
        if len(by_origin) > 2:
            found |= {(origin, residence) for origin, factor in by_origin.items() if abs(factor / middle - 1.0) <= COPIED}
    return frozenset(found)


def _prices(published: Published, places: Places) -> Prices:
    """How corridors with a price stand to the means of their countries."""
    known: list[float] = []
    receiving: list[float] = []
    sending: list[float] = []
    for (origin, residence), years in published.pairs("remittance_prices", "remittance_cost").items():
        cost = years[max(years)] / 100.0
        if max(years) < RECENT_PRICES or cost <= 0.0:
            continue
        known.append(cost)
        for ratios, mean in ((receiving, places.value(origin, "cost_receiving")), (sending, places.value(residence, "cost_sending"))):
            if mean:
                ratios.append(cost / mean)
    return Prices(*(_inner(values, least) for values, least in ((receiving, (0.5, 1.7)), (sending, (0.5, 1.9)), (known, (0.03, 0.12)))))


def _inner(values: list[float], least: tuple[float, float]) -> Range:
    """Middle and inner range of values, never narrower than `least`."""
    if len(values) < 30:
        return Range((least[0] + least[1]) / 2.0 if least[1] < 1 else 1.0, *least)
    found = sorted(values)
    return Range(round(quantile(found, 0.5), 4), round(min(quantile(found, 0.05), least[0]), 4), round(max(quantile(found, 0.95), least[1]), 4))


def _cost(published: Published, places: Places, pair: tuple[str, str], prices: Prices) -> tuple[float, int | None, str]:
    """Cost of sending, its year, and how it was found: of the corridor, else of the receiving, else of the sending country, else of all."""
    own = published.newest("remittance_prices", "remittance_cost", *pair, years=(RECENT_PRICES, 9999))
    if own is not None:
        return round(max(own[1], 0.0) / 100.0, 4), own[0], "rpw"
    of: Callable[[float, Range], float] = lambda mean, ratio: round(mean * ratio.value, 4)  # noqa: E731
    receiving, sending = places.value(pair[0], "cost_receiving"), places.value(pair[1], "cost_sending")
    if receiving:
        return of(receiving, prices.to_receiving), None, "cost_in"
    return (of(sending, prices.to_sending), None, "cost_out") if sending else (round(prices.any.value, 4), None, "cost_any")


NEIGHBOURS: Mapping[str, tuple[float, float]] = {
    "XKX": (42.67, 21.17),
    "SSD": (4.85, 31.6),
    "MNE": (42.44, 19.26),
    "SRB": (44.82, 20.46),
    "CUW": (12.11, -68.93),
    "SXM": (18.03, -63.05),
}
"""Main cities of countries that the table of distances does not have."""


def _distance(published: Published, origin: str, residence: str) -> tuple[float | None, str]:
    """Kilometres between main cities: published, else along the great circle."""
    read = published.newest("distance", "distance", origin, residence)
    if read is not None:
        return round(read[1]), "cepii"
    places = []
    for iso3 in (origin, residence):
        at = tuple(published.newest("geography", name, iso3) for name in ("latitude", "longitude"))
        places.append(NEIGHBOURS.get(iso3) or (None if None in at else (at[0][1], at[1][1])))  # type: ignore[index]
    if places[0] is None or places[1] is None:
        return None, ""
    return round(arc(places[0], places[1])), "arc"


def arc(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the great circle between two places by latitude and longitude in degrees.

    >>> round(arc((48.86, 2.35), (14.69, -17.45)), -1)
    4210.0
    """
    (a, b), (c, d) = ((math.radians(angle) for angle in place) for place in (one, other))
    return 6371.0 * math.acos(min(1.0, math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)))
