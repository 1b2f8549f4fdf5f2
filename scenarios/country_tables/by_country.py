"""Figures of a country: as an origin and as a country of residence."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..country_names import iso3166
from ..world_table import imputation_rules as rules
from ..world_table.statistics import Range, of_group
from .folder import Published

BASE_YEAR = 2019
GOVERNANCE = ("voice", "stability", "effectiveness", "regulation", "law", "corruption")
REGION_OF = {"XKX": "925", "TWN": "906"}
"""Regions of countries that the workbook of the UN does not list among its own."""
CONTINENTS: Mapping[str, str] = {
    **dict.fromkeys(("910", "911", "913", "914"), "sub-saharan africa"), **dict.fromkeys(("912", "922"), "north africa and western asia"),
    **dict.fromkeys(("5500", "5501"), "central and southern asia"), **dict.fromkeys(("906", "920"), "eastern asia"),
    **dict.fromkeys(("923", "924", "925", "926"), "europe"), **dict.fromkeys(("915", "916", "931"), "latin america"),
    **dict.fromkeys(("905", "927"), "northern america and australia"), **dict.fromkeys(("928", "954", "957"), "oceania"),
}  # fmt: skip
RECEIVED = ((2013, 2017), (2017, 2021), (2019, 2021))
JUMP = 2.0


class Line(NamedTuple):
    """A figure of a country; `low` and `high` are None where it was read."""

    country: str
    figure: str
    value: float
    low: float | None
    high: float | None
    year: int | None
    how: str


class Places:
    """Countries with what is needed to fill gaps from countries like them."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.region: dict[str, str] = {}
        for iso3 in iso3166():
            found = published.newest("un_workbook", "region", iso3)
            code = REGION_OF.get(iso3) if found is None else str(int(found[1]))
            if code is not None:
                self.region[iso3] = code
        self.groups = (self.region, {iso3: CONTINENTS[code] for iso3, code in self.region.items() if code in CONTINENTS})
        self.lines: dict[tuple[str, str], Line] = {}

    def value(self, iso3: str, figure: str) -> float | None:
        """A figure as far as it is found."""
        line = self.lines.get((iso3, figure))
        return None if line is None else line.value

    def keep(self, iso3: str, figure: str, found: tuple[int, float] | None, how: str) -> None:
        """A figure that was read or computed."""
        if found is not None and (iso3, figure) not in self.lines:
            self.lines[iso3, figure] = Line(iso3, figure, found[1], None, None, found[0], how)

    def assume(self, iso3: str, figure: str, found: Range, how: str = "rule") -> None:
        """A figure that was imputed."""
        self.lines[iso3, figure] = Line(iso3, figure, found.value, found.low, found.high, None, how)

    def fill(self, figure: str, how: str = "region") -> None:
        """What is not known of a country, from those like it."""
        known = {iso3: line.value for (iso3, name), line in self.lines.items() if name == figure}
        for iso3 in self.region:
            if iso3 not in known and known:
                found = of_group(iso3, known, self.groups)
                self.assume(iso3, figure, Range(float(round(found.value)), 0.0, 1.0) if how == "majority" else found, how)


def of_countries(published: Published) -> Places:
    """Every figure of every country."""
    places = Places(published)
    for iso3 in places.region:
        _sizes(places, iso3)
        _institutions(places, iso3)
        _people(places, iso3)
        _money(places, iso3)
    for figure in ("gdp_pc", "skilled_share", "women_emigrants", "women_immigrants", "skilled_immigrants", "business_climate", "stability", "voice", "law",
                   "start_business_days", "start_business_steps", "start_business_cost", "share_under_15"):  # fmt: skip
        places.fill(figure)
    places.fill("dual_allowed", "majority")
    places.fill("renunciation_required", "majority")
    for iso3 in places.region:
        _by_rule(places, iso3)
    return places


def _sizes(places: Places, iso3: str) -> None:
    read = places.published
    people = read.series("wdi", "population", iso3)
    gdp = read.series("wdi", "gdp", iso3)
    both = [year for year in gdp if year in people and 2015 <= year <= BASE_YEAR]
    if both:
        places.keep(iso3, "gdp_pc", (max(both), gdp[max(both)] / people[max(both)]), "wdi_ratio")
    places.keep(iso3, "gdp_pc", read.newest("wdi", "gdp_pc", iso3, years=(2005, BASE_YEAR)), "wdi_old")
    places.keep(iso3, "population", read.newest("wdi", "population", iso3, years=(2015, BASE_YEAR)), "wdi")
    thousands = read.newest("un_workbook", "population", iso3)
    places.keep(iso3, "population", thousands and (thousands[0], round(thousands[1] * 1000.0)), "un_pop")


def _institutions(places: Places, iso3: str) -> None:
    read = places.published
    found = [read.newest("governance", name, iso3, years=(2015, 9999)) for name in GOVERNANCE]
    known = [item for item in found if item is not None]
    mapped = {name: min(max((item[1] + 2.5) / 5.0, 0.0), 1.0) for name, item in zip(GOVERNANCE, found, strict=True) if item is not None}
    if len(known) == len(GOVERNANCE):
        places.keep(iso3, "business_climate", (max(year for year, _ in known), sum(mapped.values()) / len(mapped)), "wgi")
    for name, how in (("stability", "wgi_stability"), ("voice", "wgi"), ("law", "wgi")):
        if name in mapped:
            places.keep(iso3, name, (max(year for year, _ in known), mapped[name]), how)
    loses = read.newest("citizenship", "loses_by_naturalising", iso3)
    places.keep(iso3, "dual_allowed", loses and (loses[0], 1.0 - loses[1]), "l05")
    places.keep(iso3, "renunciation_required", read.newest("citizenship", "must_renounce", iso3), "a06b")
    for name in ("start_business_days", "start_business_steps"):
        places.keep(iso3, name, read.newest("wdi", name, iso3, years=(2010, 9999)), "db")
    cost = read.newest("doing_business_cost", "start_business_cost", iso3, years=(2010, 9999))
    places.keep(iso3, "start_business_cost", cost and (cost[0], cost[1] / 100.0), "db_share")


def _people(places: Places, iso3: str) -> None:
    read = places.published

    def ratio(kind: str, part: str, whole: str) -> tuple[int, float] | None:
        above, below = read.newest(kind, part, iso3), read.newest(kind, whole, iso3)
        return None if above is None or below is None or above[0] != below[0] or below[1] <= 0 else (above[0], above[1] / below[1])

    places.keep(iso3, "skilled_share", ratio("education", "emigrants_tertiary", "emigrants"), "wdr")
    places.keep(iso3, "women_emigrants", ratio("education", "emigrants_women", "emigrants"), "wdr")
    places.keep(iso3, "skilled_immigrants", ratio("education", "immigrants_tertiary", "immigrants"), "wdr")
    places.keep(iso3, "immigrants", read.newest("un_workbook", "immigrants", iso3), "un2020")
    places.keep(iso3, "women_immigrants", ratio("un_workbook", "immigrants_women", "immigrants"), "un_share")
    places.keep(iso3, "tertiary_natives", read.newest("education", "tertiary_natives", iso3), "wdr")
    children = [read.newest("education", name, iso3) for name in ("boys", "girls", "adults")]
    if all(children) and len({item[0] for item in children if item}) == 1:
        boys, girls, adults = (item[1] for item in children if item)
        places.keep(iso3, "share_under_15", (children[0][0], (boys + girls) / (boys + girls + adults)), "wdr")  # type: ignore[index]


def _money(places: Places, iso3: str) -> None:
    read = places.published
    for figure in ("received", "paid"):
        series = {year: value for year, value in read.series("wdi", figure, iso3).items() if value > 0}
        for since, until in RECEIVED:
            years = {year: value for year, value in series.items() if since <= year <= until}
            if years:
                name = f"{figure}_{since}_{until}"
                middle = statistics.median(years.values())
                places.lines[iso3, name] = Line(iso3, name, middle, min(years.values()), max(years.values()), until, "wdi_median")
    for name in ("cost_receiving", "cost_sending"):
        cost = read.newest("wdi", name, iso3, years=(2015, 9999))
        places.keep(iso3, name, cost and (cost[0], cost[1] / 100.0), "wdi_share")


def jumps(published: Published, figure: str, since: int = 2013, until: int = 2021) -> dict[str, list[int]]:
    """Years in which a total is twice or half of both its neighbours, by country: most likely a slip of the publisher."""
    found: dict[str, list[int]] = {}
    for iso3 in iso3166():
        series = published.series("wdi", figure, iso3)
        for year in range(since, until + 1):
            near = [series.get(year - 1), series.get(year), series.get(year + 1)]
            if all(near):
                before, here, after = (float(value or 0.0) for value in near)
                if here > JUMP * max(before, after) or here < min(before, after) / JUMP:
                    found.setdefault(iso3, []).append(year)
    return found


def _by_rule(places: Places, iso3: str) -> None:
    """What no table gives, by the declared rules."""
    kind = rules.group(iso3, places.region.get(iso3))
    known: Callable[[str], float] = lambda figure: places.value(iso3, figure) or 0.0  # noqa: E731
    places.assume(iso3, "residence_rights", rules.residence_rights(known("voice"), known("law"), kind))
    places.assume(iso3, "naturalised_share", rules.NATURALISED[kind])
    places.assume(iso3, "gone_after_5_years", rules.GONE_AFTER_5_YEARS[kind])
    size = rules.family_size(known("share_under_15"))
    places.assume(iso3, "family_size", size)
    places.assume(iso3, "family_earners", rules.earners(size.value))
