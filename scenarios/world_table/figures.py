"""The figures of a corridor that the model reads, complete, for any two countries of the table: read with source and year, or assumed with a range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from model.inputs.settings import FIGURES, OF_ORIGIN, OF_RESIDENCE, STOCK_YEARS
from model.parameter import Text

from .. import corridors as library
from ..corridors import Figure
from . import imputation_rules as rules
from .published import CountryFigure, Tables, assumed, clipped, cohorts_of, tables
from .statistics import Range

FROM_ORIGIN: Mapping[str, str] = {
    "origin_gdp_pc": "gdp_pc",
    "origin_population": "population",
    "dual_allowed": "dual_allowed",
    "start_business_days": "start_business_days",
    "start_business_steps": "start_business_steps",
    "start_business_cost": "start_business_cost",
    "business_climate": "business_climate",
    "stability": "stability",
    "family_size": "family_size",
    "family_earners": "family_earners",
}
"""Figure of the model to the figure of the country of origin."""
FROM_RESIDENCE: Mapping[str, str] = {
    "residence_gdp_pc": "gdp_pc",
    "residence_population": "population",
    "renunciation_required": "renunciation_required",
    "residence_climate": "business_climate",
    "residence_rights": "residence_rights",
    "gone_after_5_years": "gone_after_5_years",
}
"""Figure of the model to the figure of the country of residence."""
MODES = INFORMED, BLIND_MODE = "informed", "blind"
"""Whether the propensity to remit of an origin is the one that its published total tells, or 1."""
BLIND = (1.0 / 3.0, 3.0)
"""Range of the propensity where no total is used."""
LESS_NATURALISED = 0.6
"""Factor where the residence country asks to give up a nationality that the origin does not let go beside another."""
SKILL_WIDTH = 0.5
"""Half width of the range of the skilled share by the law of odds, in shares of it; what is not known on one side adds as much again."""

MAY_BE_MISSING = {name for name, declared in FIGURES.items() if declared.optional}
"""Figures that the model does without where they are not known."""
NOTES: Mapping[str, Text] = {
    "nowhere": Text("not in the shipped tables: the range of the world", "absent des tables livrées : l'étendue du monde"),
    "second": Text("the World Bank's matrix has {persons} in 2017", "la matrice de la Banque mondiale a {persons} en 2017"),
    "women": Text("by a rule, from the share of women", "par une règle, d'après la part des femmes"),
    "carried": Text(
        "not observed by itself from 2015 to 2020: moved as all origins of the residence country did",
        "non observé séparément de 2015 à 2020 : suit l'ensemble des origines du pays de résidence",
    ),
    "long": Text("by a rule, from who came 30 or more years ago", "par une règle, d'après qui est venu il y a 30 ans ou plus"),
    "copied": Text("; stocks by year are those of all origins", " ; les stocks par année sont ceux de toutes les origines"),
    "no_past": Text("not known who came when", "on ne sait qui est venu quand"),
    "of_all": Text("; {share} of all emigrants of the origin", " ; {share} de tous les émigrés de l'origine"),
    "takes": Text("by a rule, from how the country takes migrants", "par une règle, d'après l'accueil que fait le pays"),
    "one_goes": Text("; less, since one nationality must go", " ; moins, car il faut renoncer à une nationalité"),
    "pay": Text(
        "by a rule, from the share under 15 and how the country takes migrants",
        "par une règle, d'après la part des moins de 15 ans et l'accueil que fait le pays",
    ),
    "blind": Text("no figure on remittances is used", "aucun chiffre sur les envois n'est utilisé"),
    "no_total": Text("no total of remittances received is published", "aucun total des envois reçus n'est publié"),
    "quarter": Text("last quarter of the year, USD 200", "dernier trimestre de l'année, 200 USD"),
    "unknown": Text("not known", "inconnu"),
}


class Both(NamedTuple):
    """Figures of an origin, the same in all its corridors, and those of each corridor."""

    origin: Mapping[str, Figure]
    corridors: Mapping[str, Mapping[str, Figure]]


def _of_country(name: str, found: CountryFigure, tables: Tables, language: str) -> Figure:
    """A figure of a country as the scenario takes it."""
    how = tables.hows[found.how]
    if found.low is not None and found.high is not None and how.is_imputed:
        return assumed(name, found.value, found.low, found.high, how.says(language))
    return Figure(clipped(name, found.value), how.source, found.year, None, _but_read(how.says, language))


def figures(origin: str, residences: tuple[str, ...], tables: Tables, language: str = "en", remittances: str = INFORMED) -> Both:
    """Every figure that the model reads, for an origin and some of its residence countries in the table; notes in a language.

    `remittances`: "informed" takes the propensity to remit that the published total of the origin tells, where there is one; "blind" uses none.
    """
    home = tables.countries[origin]
    of_origin = {name: _of_country(name, home[figure], tables, language) for name, figure in FROM_ORIGIN.items()}
    for name, given in rules.GIVEN.items():
        of_origin[name] = assumed(name, given.value, given.low, given.high, NOTES["nowhere"](language))
    of_origin["remittance_propensity"] = _propensity(home, tables, language, remittances)
    of_corridors = {f"{origin}-{residence}": _of_corridor(origin, residence, tables, language) for residence in residences}
    assert of_origin.keys() == OF_ORIGIN and FROM_RESIDENCE.keys() == OF_RESIDENCE  # what is drawn once for a country
    assert all(FIGURES.keys() - {*of_origin, *found} <= MAY_BE_MISSING for found in of_corridors.values())
    return Both(of_origin, of_corridors)


@cache
def of_the_world(side: str) -> tuple[str, ...]:
    """Countries of the shipped table that a scenario can have as "origin" or "residence", by code.

    >>> "SEN" in of_the_world("origin"), "QAT" in of_the_world("residence")
    (True, True)
    """
    found = tables()
    return found.origins() if side == "origin" else tuple(sorted({residence for origin in found.origins() for residence in found.residences(origin)}))


def residences_of(origin: str) -> tuple[str, ...]:
    """Residence countries of an origin of the shipped table, the largest stock first; none where the table does not have it."""
    return tables().residences(origin) if origin in of_the_world("origin") else ()


@cache
def of_corridor(corridor: str) -> Mapping[str, Figure]:
    """Every figure of a corridor of the shipped table, without notes; nothing where the table does not have it, or not as one that a scenario can be made of.

    >>> of_corridor("SEN-FRA")["family_size"].assumed, of_corridor("AAA-BBB")
    ((3.99, 7.41), {})
    """
    origin, residence = corridor.split("-")
    if residence not in residences_of(origin):
        return {}
    both = figures(origin, (residence,), tables())
    return {name: replace(figure, note="") for name, figure in {**both.origin, **both.corridors[corridor]}.items()}


def shipped(corridor: str) -> dict[str, Figure]:
    """What ships of a corridor, of the figures that the model reads: of the library's tables, else of the large one."""
    return {**of_corridor(corridor), **library.figures(corridor)}


def _propensity(home: Mapping[str, CountryFigure], tables: Tables, language: str, remittances: str) -> Figure:
    """What the published total tells; 1 with the widest range where none is published, or none shall be used."""
    found = home.get("remittance_propensity")
    if remittances == INFORMED and found is not None:
        return _of_country("remittance_propensity", found, tables, language)
    return assumed("remittance_propensity", 1.0, *BLIND, NOTES["blind" if found is not None else "no_total"](language))


def _of_corridor(origin: str, residence: str, tables: Tables, language: str) -> dict[str, Figure]:
    row, host, home = tables.corridors[origin, residence], tables.countries[residence], tables.countries[origin]
    found = {name: _of_country(name, host[figure], tables, language) for name, figure in FROM_RESIDENCE.items()}
    stock = tables.hows[row["stock_how"]]
    second = NOTES["second"](language).format(persons=f"{float(row['second_stock']):.0f}") if row["second_stock"] else ""
    found["migrant_stock"] = Figure(
        clipped("migrant_stock", float(row["stock"])), stock.source, int(row["stock_year"]), None, second or _but_read(stock.says, language)
    )
    women, off = float(row["female_share"]), float(row["female_off"])
    odds = tables.hows["odds"].says(language)
    found["female_share"] = assumed("female_share", women, women - off, women + off, odds)
    found["skilled_share"] = _skilled(row, home, host, odds + NOTES["of_all"](language))
    group = rules.group(residence, f"{host['region'].value:.0f}" if "region" in host else None)
    pay = rules.relative_pay(home["gdp_pc"].value, host["gdp_pc"].value, host["share_under_15"].value, group)
    found["relative_pay"] = _by_rule("relative_pay", pay, NOTES["pay"](language))
    found["household_size"] = _by_rule("household_size", rules.household_size(women), NOTES["women"](language))
    past = cohorts_of(row)
    is_own = row["cohort"] == "own"
    note = NOTES["long"](language) + ("" if is_own else NOTES["copied"](language)) if past else NOTES["no_past"](language)
    found["descendant_share"] = _by_rule("descendant_share", rules.descendant_share(past.long if past else None, is_own), note)
    found["naturalised_share"] = _naturalised(home, host, language)
    found["remittance_cost"] = _cost(row, tables, language)
    for name, column in (("exports_potential_usd", "exports_musd"), ("imports_potential_usd", "imports_musd")):
        found[name] = _trade(name, row[column], tables, language)
    found |= _earlier_stocks(row, language)
    return found


def _earlier_stocks(row: Mapping[str, str], language: str) -> dict[str, Figure]:
    """Stocks of earlier years of a corridor of the table, where the UN has them all."""
    found = {}
    names = [f"stock_{year}" for year in STOCK_YEARS]
    if all(row[name] for name in names) and row["stock_2020"]:
        for name, year in zip(names, STOCK_YEARS, strict=True):
            found[name] = Figure(clipped(name, float(row[name])), "undesa2020", year)
        if row["cohort"] != "own":
            last, spread = float(row[names[-1]]), rules.COPIED_STOCK
            found[names[-1]] = assumed(names[-1], last, last * spread.low, last * spread.high, NOTES["carried"](language))
    return found


def _but_read(says: Text, language: str) -> str:
    return "" if says.en == "read" else says(language)


def _by_rule(name: str, found: Range, note: str) -> Figure:
    return assumed(name, found.value, found.low, found.high, note)


def _skilled(row: Mapping[str, str], home: Mapping[str, CountryFigure], host: Mapping[str, CountryFigure], note: str) -> Figure:
    """The law of odds; the range holds the share among all emigrants of the origin, and is wider where a side is not known."""
    value, of_all = float(row["skilled_share"]), home["skilled_share"].value
    unknown = sum(side[figure].how == "region" for side, figure in ((home, "skilled_share"), (host, "skilled_immigrants")))
    width = SKILL_WIDTH * (1.0 + unknown)
    low, high = min(value * (1.0 - min(width, 0.9)), of_all), max(value * (1.0 + width), of_all)
    return assumed("skilled_share", value, low, high, note.format(share=f"{of_all:.3g}"))


def _naturalised(home: Mapping[str, CountryFigure], host: Mapping[str, CountryFigure], language: str) -> Figure:
    found = host["naturalised_share"]
    must_choose = host["renunciation_required"].value >= 1.0 and home["dual_allowed"].value < 1.0
    factor = LESS_NATURALISED if must_choose else 1.0
    low, high = (found.low if found.low is not None else 0.0), (found.high if found.high is not None else 1.0)
    note = NOTES["takes"](language) + (NOTES["one_goes"](language) if must_choose else "")
    return assumed("naturalised_share", found.value * factor, low * factor, high, note)


def _cost(row: Mapping[str, str], tables: Tables, language: str) -> Figure:
    how, value = tables.hows[row["cost_how"]], float(row["cost"])
    if not how.is_imputed:
        return Figure(clipped("remittance_cost", value), how.source, int(row["cost_year"]), None, NOTES["quarter"](language))
    return assumed("remittance_cost", value, value * (how.low or 0.5), value * (how.high or 2.0), how.says(language))


def _trade(name: str, cell: str, tables: Tables, language: str) -> Figure:
    """By the law of trade, else the declared default with the widest range."""
    how, declared = tables.hows["gravity"], FIGURES[name]
    if not cell or how.low is None or how.high is None:
        value = float(declared.value)
        return assumed(name, value, value / 100.0, value * 100.0, NOTES["unknown"](language))
    value = float(cell) * 1e6
    return assumed(name, value, value * how.low, value * how.high, how.says(language))
