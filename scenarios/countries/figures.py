"""The figures of a corridor that the model reads, complete, for any two countries of the table: read with source and year, or assumed with a range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.inputs.settings import FIGURES

from ..corridors import Figure
from ..country_tables import rules
from ..country_tables.statistics import Range
from .published import CountryFigure, Tables, assumed, clipped, cohorts_of

OF_ORIGIN: Mapping[str, str] = {
    "origin_gdp_pc": "gdp_pc",
    "origin_population": "population",
    "dual_allowed": "dual_allowed",
    "start_business_days": "start_business_days",
    "start_business_steps": "start_business_steps",
    "start_business_cost": "start_business_cost",
    "business_climate": "business_climate",
    "stability": "stability",
}
"""Figure of the model to the figure of the country of origin."""
OF_RESIDENCE: Mapping[str, str] = {
    "residence_gdp_pc": "gdp_pc",
    "residence_population": "population",
    "renunciation_required": "renunciation_required",
    "residence_climate": "business_climate",
    "residence_rights": "residence_rights",
}
"""Figure of the model to the figure of the country of residence."""
LESS_NATURALISED = 0.6
"""Factor where the residence country asks to give up a nationality that the origin does not let go beside another."""
SKILL_WIDTH = 0.5
"""Half width of the range of the skilled share by the law of odds, in shares of it; what is not known on one side adds as much again."""


class Both(NamedTuple):
    """Figures of an origin, the same in all its corridors, and those of each corridor."""

    origin: Mapping[str, Figure]
    corridors: Mapping[str, Mapping[str, Figure]]


def _of_country(name: str, found: CountryFigure, tables: Tables) -> Figure:
    """A figure of a country as the scenario takes it."""
    how = tables.hows[found.how]
    if found.low is not None and found.high is not None and how.is_imputed:
        return assumed(name, found.value, found.low, found.high, how.says.en)
    return Figure(clipped(name, found.value), how.source, found.year, None, how.says.en if how.says.en != "read" else "")


def figures(origin: str, residences: tuple[str, ...], tables: Tables) -> Both:
    """Every figure that the model reads, for an origin and some of its residence countries in the table."""
    home = tables.countries[origin]
    of_origin = {name: _of_country(name, home[figure], tables) for name, figure in OF_ORIGIN.items()}
    for name, given in rules.GIVEN.items():
        of_origin[name] = assumed(name, given.value, given.low, given.high, "not in the shipped tables: the range of the world")
    of_corridors = {f"{origin}-{residence}": _of_corridor(origin, residence, tables) for residence in residences}
    assert all({*of_origin, *found} == set(FIGURES) for found in of_corridors.values())
    return Both(of_origin, of_corridors)


def _of_corridor(origin: str, residence: str, tables: Tables) -> dict[str, Figure]:
    row, host, home = tables.corridors[origin, residence], tables.countries[residence], tables.countries[origin]
    found = {name: _of_country(name, host[figure], tables) for name, figure in OF_RESIDENCE.items()}
    stock = tables.hows[row["stock_how"]]
    second = f"the World Bank's matrix has {float(row['second_stock']):.0f} in 2017" if row["second_stock"] else ""
    found["migrant_stock"] = Figure(
        clipped("migrant_stock", float(row["stock"])), stock.source, int(row["stock_year"]), None, second or _but_read(stock.says.en)
    )
    women, off = float(row["female_share"]), float(row["female_off"])
    odds = tables.hows["odds"].says.en
    found["female_share"] = assumed("female_share", women, women - off, women + off, odds)
    found["skilled_share"] = _skilled(row, home, host, odds)
    found["household_size"] = _by_rule("household_size", rules.household_size(women), "by a rule, from the share of women")
    past = cohorts_of(row)
    is_own = row["cohort"] == "own"
    note = (
        "by a rule, from who came 30 or more years ago" + ("" if is_own else "; stocks by year are those of all origins") if past else "not known who came when"
    )
    found["descendant_share"] = _by_rule("descendant_share", rules.descendant_share(past.long if past else None, is_own), note)
    found["naturalised_share"] = _naturalised(home, host)
    found["remittance_cost"] = _cost(row, tables)
    for name, column in (("exports_potential_usd", "exports_musd"), ("imports_potential_usd", "imports_musd")):
        found[name] = _trade(name, row[column], tables)
    return found


def _but_read(says: str) -> str:
    return "" if says == "read" else says


def _by_rule(name: str, found: Range, note: str) -> Figure:
    return assumed(name, found.value, found.low, found.high, note)


def _skilled(row: Mapping[str, str], home: Mapping[str, CountryFigure], host: Mapping[str, CountryFigure], note: str) -> Figure:
    """The law of odds; the range holds the share among all emigrants of the origin, and is wider where a side is not known."""
    value, of_all = float(row["skilled_share"]), home["skilled_share"].value
    unknown = sum(side[figure].how == "region" for side, figure in ((home, "skilled_share"), (host, "skilled_immigrants")))
    width = SKILL_WIDTH * (1.0 + unknown)
    low, high = min(value * (1.0 - min(width, 0.9)), of_all), max(value * (1.0 + width), of_all)
    return assumed("skilled_share", value, low, high, f"{note}; {of_all:.3g} of all emigrants of the origin")


def _naturalised(home: Mapping[str, CountryFigure], host: Mapping[str, CountryFigure]) -> Figure:
    found = host["naturalised_share"]
    must_choose = host["renunciation_required"].value >= 1.0 and home["dual_allowed"].value < 1.0
    factor = LESS_NATURALISED if must_choose else 1.0
    low, high = (found.low if found.low is not None else 0.0), (found.high if found.high is not None else 1.0)
    note = "by a rule, from how the country takes migrants" + ("; less, since one nationality must go" if must_choose else "")
    return assumed("naturalised_share", found.value * factor, low * factor, high, note)


def _cost(row: Mapping[str, str], tables: Tables) -> Figure:
    how, value = tables.hows[row["cost_how"]], float(row["cost"])
    if not how.is_imputed:
        return Figure(clipped("remittance_cost", value), how.source, int(row["cost_year"]), None, "last quarter of the year, USD 200")
    return assumed("remittance_cost", value, value * (how.low or 0.5), value * (how.high or 2.0), how.says.en)


def _trade(name: str, cell: str, tables: Tables) -> Figure:
    """By the law of trade, else the declared default with the widest range."""
    how, declared = tables.hows["gravity"], FIGURES[name]
    if not cell or how.low is None or how.high is None:
        value = float(declared.value)
        return assumed(name, value, value / 100.0, value * 100.0, "not known")
    value = float(cell) * 1e6
    return assumed(name, value, value * how.low, value * how.high, how.says.en)
