"""What a scenario is refused with, whole: key, sentence, value, what is allowed and the nearest right one, of each thing that can be wrong in it; and files with their bases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from model.errors import InputError, Problem
from model.inputs.settings import FIGURES
from model.levers import ELIGIBILITY, REGISTRY
from model.parameters import PARAMETERS
from scenarios import load, with_changes
from scenarios.reading.build import build
from scenarios.reading.keys_and_types import json_schema
from scenarios.reading.loader import library
from scenarios.reading.places import FIGURE_ALLOWED

WORDS = {"en": "One", "fr": "Un"}
SIZE: dict[str, Any] = {"value": 2.7, "assumed": [2.2, 3.2]}
GRANT = ", ".join([*REGISTRY["matching_grant"].parameters, "eligibility"])
PEOPLE, POOR, TWENTIETH = "persons who live there, above 0", "share of them who are poor, from 0 to 1", "numbers from 0 to 1 that add up to 1"
NAME, SUM = "a name that can be shown, no number alone, nor poorest:N or richest:N", "shares that add up to 1, within 0.02; persons have the column emigrants"
FORM = 'the path of a table in CSV, as "regions.csv", or tables [[regions]], with region, population, poverty and, where known, need, emigration or emigrants, source'
ORIGINS = "AFG, BIH, BOL, COL, ECU, ETH, GHA, HTI, IRQ, MAR, MEX, PER, PHL, SLE, SOM, SRB, TLS, XKX, and 207 other countries by their code"
RESIDENCES = "ARG, AUS, AUT, BEL, CAN, CHE, DEU, ESP, FRA, GBR, IDN, ITA, NLD, NOR, PRT, SWE, USA, and 195 other countries by their code"
Told = tuple[str, str, Any, str | None, str | None]
"""Key, sentence, value, what is allowed, the nearest."""


def document(**more: Any) -> dict[str, Any]:
    """The least that is a scenario, with keys replaced or, by None, left out."""
    whole = {"schema": 1, "label": WORDS, "says": WORDS, "origin": ["MAR"], "residence": ["BEL"], **more}
    return {key: value for key, value in whole.items() if value is not None}


def regions(at: int | None = None, without: str = "", **changes: Any) -> list[dict[str, Any]]:
    """Three right regions of Morocco, one of them or all with other cells."""
    names = ("region", "population", "poverty", "need", "emigration")
    rows = [dict(zip(names, row, strict=True)) for row in (("South", 1e7, 0.1, 0.2, 0.2), ("North", 2e7, 0.6, 0.9, 0.5), ("Isles", 5e6, 0.3, 0.4, 0.3))]
    return [{key: value for key, value in {**row, **changes}.items() if key != without} if at in (None, place) else row for place, row in enumerate(rows)]


def figure(**raw: Any) -> dict[str, Any]:
    return {"corridor": {"MAR-BEL": {"household_size": raw}}}


def grant(**terms: Any) -> dict[str, Any]:
    return {"levers": {"matching_grant": terms}}


def shock(**terms: Any) -> dict[str, Any]:
    return {"shocks": [{"kind": "disaster", **terms}]}


def told(problems: tuple[Problem, ...]) -> list[Told]:
    return [(one.key, one.says, one.value, one.allowed, one.nearest) for one in problems]


PLACE = "corridor.MAR-BEL.household_size"
PAIRS: dict[str, Any] = {"origin": None, "residence": None}
WRONG: dict[str, tuple[dict[str, Any], list[Told]]] = {
    "corridors beside an origin": ({"corridors": [{"origin": "MAR", "residence": "BEL"}]}, [("corridors", "stands beside origin or residence", None, "either origin and residence, or [[corridors]]", None)]),
    "an origin twice": ({"origin": ["MAR", "MAR"]}, [("origin", "corridor MAR-BEL stands twice", "MAR-BEL", None, None)]),
    "a pair twice": (PAIRS | {"corridors": [{"origin": "MAR", "residence": "BEL"}] * 2}, [("corridors.1", "corridor MAR-BEL stands twice", "MAR-BEL", None, None)]),
    "a pair with itself": (PAIRS | {"corridors": [{"origin": "MAR", "residence": "MAR"}]}, [("corridors.0", "MAR is both origin and residence", "MAR-MAR", "two different countries", None)]),
    "a country with itself": ({"residence": ["MAR"]}, [("residence", "MAR is both origin and residence", "MAR-MAR", "two different countries", None)]),
    "a pair by name": (PAIRS | {"corridors": [{"origin": "Maroc", "residence": "BEL"}]}, [("corridors.0.origin", "'Maroc' is not a code of three letters (ISO 3166-1 alpha-3)", "Maroc", ORIGINS, "MAR")]),
    "two letters": ({"residence": ["BE"]}, [("residence", "'BE' is not a code of three letters (ISO 3166-1 alpha-3)", "BE", RESIDENCES, "BEL")]),
    "letters in another order": ({"residence": ["ble"]}, [("residence", "'ble' is not a country with figures as residence", "ble", RESIDENCES, "BEL")]),
    "no figures of an origin": ({"origin": ["ATA"]}, [("origin", "no figures of ATA (Antarctica) as origin ship with the product", "ATA", f"{ORIGINS}; or figures of its own, as [corridor.ATA-FRA]", None)]),
    "no figures of a residence": ({"residence": ["ATA"]}, [("residence", "no figures of ATA (Antarctica) as residence ship with the product", "ATA", f"{RESIDENCES}; or figures of its own, as [corridor.MAR-ATA]", "ITA")]),
    "no figures of a pair": ({"residence": ["PRK"]}, [("corridor.MAR-PRK", "no figures are known for it: migrant_stock, residence_gdp_pc, residence_population", None, f"figures under [corridor.MAR-PRK], each as {FIGURE_ALLOWED}; residence countries with figures for MAR: BEL, CAN, DEU, ESP, FRA, GBR, ISR, ITA, NLD, USA", "MAR-ISR")]),
    "another corridor": ({"corridor": {"MA-BE": {"household_size": SIZE}}}, [("corridor.MA-BE", "is not a corridor of this scenario", None, "MAR-BEL", "MAR-BEL")]),
    "an unknown figure": ({"corridor": {"MAR-BEL": {"household_sise": SIZE}}}, [("corridor.MAR-BEL.household_sise", "unknown figure", None, ", ".join(FIGURES), "household_size")]),
    "source and range": (figure(**SIZE, source="wdi2023"), [(PLACE, "has both a source and an assumed range", None, FIGURE_ALLOWED, None)]),
    "neither source nor range": (figure(value=2.7), [(PLACE, "does not say where it comes from", None, FIGURE_ALLOWED, None)]),
    "an assumption without a range": (figure(value=2.7, source="assumption"), [(PLACE, "does not say where it comes from", None, FIGURE_ALLOWED, None)]),
    "a source without a year": (figure(value=2.7, source="hcp2019"), [(f"{PLACE}.year", "is missing", None, "the year of the observation", None)]),
    "a value outside its range": (figure(value=3.5, assumed=[2.2, 3.2]), [(f"{PLACE}.assumed", "the value 3.5 is outside the range 2.2 to 3.2", [2.2, 3.2], "a lower and an upper bound around the value", None)]),
    "a value below its range": (figure(value=2.1, assumed=[2.2, 3.2]), [(f"{PLACE}.assumed", "the value 2.1 is outside the range 2.2 to 3.2", [2.2, 3.2], "a lower and an upper bound around the value", None)]),
    "a bound out of bounds": (figure(value=2.7, assumed=[0.5, 3.2]), [(f"{PLACE}.assumed", "0.5 is out of bounds", 0.5, "a number from 1 to 10", None)]),
    "an unknown mechanism": ({"parameters": {"givng": {"x": 1}}}, [("parameters.givng", "unknown mechanism", None, ", ".join(dict.fromkeys(key.split(".")[0] for key in PARAMETERS)), "giving")]),
    "an unknown parameter": ({"parameters": {"giving": {"price_elastcity": 1}}}, [("parameters.giving.price_elastcity", "unknown parameter", None, ", ".join(key.split(".")[1] for key in PARAMETERS if key.startswith("giving.")), "price_elasticity")]),
    "an unknown lever": ({"levers": {"matching_grnt": {}}}, [("levers.matching_grnt", "unknown lever", None, ", ".join(sorted(REGISTRY)), "matching_grant")]),
    "a term of other levers": (grant(places=3), [("levers.matching_grant.places", "is no term of this lever, but of consultation, entrepreneur_support, trade_fair", None, GRANT, None)]),
    "a term of the eligibility": (grant(random_share=0.5), [("levers.matching_grant.random_share", "unknown key", None, GRANT, "eligibility.random_share")]),
    "a term misspelt": (grant(ratoi=0.5), [("levers.matching_grant.ratoi", "unknown key", None, GRANT, "ratio")]),
    "an eligibility that is no table": (grant(eligibility=3), [("levers.matching_grant.eligibility", "3 is not a table", 3, f"a table of {', '.join(ELIGIBILITY)}", None)]),
    "an eligibility misspelt": (grant(eligibility={"random_shar": 1}), [("levers.matching_grant.eligibility.random_shar", "unknown key", None, ", ".join(ELIGIBILITY), "random_share")]),
    "an arm that is a number": (grant(eligibility={"arm": 3}), [("levers.matching_grant.eligibility.arm", "3 is not the name of an arm", 3, "text", None)]),
    "an arm without a name": (grant(eligibility={"arm": ""}), [("levers.matching_grant.eligibility.arm", "'' is not the name of an arm", "", "text", None)]),
    "eligible corridors that are not there": (grant(eligibility={"corridors": ["MA-BE", "MAR-NLD"]}), [("levers.matching_grant.eligibility.corridors", f"'{code}' is not a corridor of this scenario", code, "MAR-BEL", "MAR-BEL") for code in ("MA-BE", "MAR-NLD")]),
    "the origin of a shock by its short code": (shock(origin="MA"), [("shocks.0.origin", "'MA' is not a country of this scenario", "MA", "MAR", "MAR")]),
    "the residence of a shock misspelt": (shock(residence="BLE"), [("shocks.0.residence", "'BLE' is not a country of this scenario", "BLE", "BEL", "BEL")]),
    "the residence of a shock elsewhere": (shock(residence="Q"), [("shocks.0.residence", "'Q' is not a country of this scenario", "Q", "BEL", None)]),
    "a key of a shock misspelt": (shock(monht=3), [("shocks.0.monht", "unknown key", None, "kind, month, months, size, communities, share, random_share, arm, origin, residence", "month")]),
    "an arm of a shock": (shock(arm=3), [("shocks.0.arm", "3 is not the name of an arm", 3, "text", None)]),
    "a key of a ministry": ({"ministry": {"x": 3}}, [("ministry.x", "unknown key", None, "priority, institutional_home, renewal_probability, strategy_month, weights", None)]),
    "weights of a ministry": ({"ministry": {"weights": {"x": 3}}}, [("ministry.weights.x", "unknown key", None, "finance, human, social", None)] + [(f"ministry.weights.{name}", "is missing", None, f"a table of finance, human and social, {TWENTIETH}", None) for name in ("finance", "human", "social")]),
    "regions that are a number": ({"regions": 3}, [("regions", "3 is neither a path nor a list of tables", 3, FORM, None)]),
    "no regions": ({"regions": []}, [("regions", "[] is neither a path nor a list of tables", [], FORM, None)]),
    "a total among regions": ({"regions": [*({**row, "emigration": 0.4} for row in regions()[:2]), {**regions()[2], "region": "All", "population": 3e7, "emigration": 0.2}]}, [("regions.2.region", "All has as many people as all others together: a total is no region", "All", "the regions alone", None)]),
    "need of some regions": ({"regions": regions(1, "need")}, [("regions.1.need", "is missing, and given for other regions of MAR", None, "for all regions of an origin, or for none", None)]),
    "emigration of some regions": ({"regions": regions(2, "emigration")}, [("regions.2.emigration", "is missing, and given for other regions of MAR", None, "for all regions of an origin, or for none", None)]),
    "emigrants of one region": ({"regions": regions(1, "emigration", emigrants=0.5)}, [("regions", "MAR has emigrants for some regions and emigration for others", None, "one of the two columns", None)]),
    "shares above 1 in all": ({"regions": regions(0, emigration=0.25)}, [("regions", "the emigration of the regions of MAR adds up to 1.05", None, SUM, None)]),
    "shares below 1 in all": ({"regions": regions(0, emigration=0.15)}, [("regions", "the emigration of the regions of MAR adds up to 0.95", None, SUM, None)]),
    "nobody left": ({"regions": regions(None, "emigration", emigrants=0)}, [("regions", "no region of MAR has emigrants", None, SUM, None)]),
    "more people than any country": ({"regions": regions(0, population=1e12)}, [("regions.0.population", "1e+12 is more than any country has", 1e12, PEOPLE, None)]),
    "more emigrants than any country": ({"regions": regions(None, "emigration", emigrants=1e12)}, [(f"regions.{place}.emigrants", "1e+12 is more than any country has", 1e12, "persons who left from there, 0 or more", None) for place in range(3)]),
    "persons as a share": ({"regions": regions(0, emigration=101)}, [("regions.0.emigration", "101 is above 1; persons have the column emigrants", 101, "share of the emigrants of the origin who come from there, from 0 to 1", None)]),
    "a share in per cent": ({"regions": regions(0, emigration=100)}, [("regions.0.emigration", "100 is above 1: per cent are written as a share", 100, "share of the emigrants of the origin who come from there, from 0 to 1", "1")]),
    "another share in per cent": ({"regions": regions(0, poverty=45)}, [("regions.0.poverty", "45 is above 1: per cent are written as a share", 45, POOR, "0.45")]),
    "far above 1 and no emigration": ({"regions": regions(0, poverty=450)}, [("regions.0.poverty", "450 is above 1", 450, POOR, None)]),
    "less than nothing": ({"regions": regions(0, poverty=-0.1)}, [("regions.0.poverty", "-0.1 is negative", -0.1, POOR, None)]),
    "nobody lives there": ({"regions": regions(0, population=0)}, [("regions.0.population", "0 is nobody", 0, PEOPLE, None)]),
    "people in thousands": ({"regions": regions(0, population=1e4)}, [("regions", "the regions of MAR have 25,010,000 people, the origin 36,471,766 (origin_population)", None, "totals within 1.25 times of each other; one of them may be in thousands, or of another year", None)]),
    "one region": ({"regions": [{**regions()[0], "population": 3.6e7, "emigration": 1.0}]}, [("regions", "MAR has 1 region", None, "2 to 40 regions of an origin", None)]),
    "a name that is a choice": ({"regions": regions(0, region="poorst:3")}, [("regions.0.region", "'poorst:3' cannot be the name of a region", "poorst:3", NAME, None)]),
    "a name that is a number": ({"regions": regions(0, region=3)}, [("regions.0.region", "3 cannot be the name of a region", 3, NAME, None)]),
    "a name with nothing in it": ({"regions": regions(0, region="")}, [("regions.0.region", "'' cannot be the name of a region", "", NAME, None)]),
    "a name with a sign that cannot be shown": ({"regions": regions(0, region="a\x07")}, [("regions.0.region", r"'a\x07' cannot be the name of a region", "a\x07", NAME, None)]),
    "a region twice": ({"regions": regions(2, region=" north ")}, [("regions.2.region", "north stands twice: also in regions.1", "north", "each region once", None)]),
    "people in words": ({"regions": regions(0, population="many")}, [("regions.0.population", "'many' is not a number", "many", PEOPLE, None)]),
    "people without end": ({"regions": regions(0, population=float("inf"))}, [("regions.0.population", "inf is not a number", float("inf"), PEOPLE, None)]),
    "a region of another origin": ({"regions": regions(0, origin="ETH")}, [("regions.0.origin", "'ETH' is no origin of this scenario", "ETH", "MAR", None)]),
    "a column misspelt and one missing": ({"regions": regions(0, "poverty", povrety=0.5)}, [("regions.0.povrety", "unknown key", 0.5, "region, population, poverty, need, emigration, emigrants, origin, source", "poverty"), ("regions.0.poverty", "is missing", None, POOR, None)]),
    "as many communities as there are no regions": ({"regions": regions(), "parameters": {"population": {"n_communities": 4}}}, [("parameters.population.n_communities", "4 communities, and 3 regions of MAR", 4, "without it: the regions say how many there are", "3")]),
    "small letters of a currency": ({"currencies": {"xof": {"per_usd": {"2019": 585.0}, "source": "wdi2023"}}}, [("currencies.xof", "'xof' is not the code of a currency (ISO 4217)", "xof", "three capitals, as XOF", "XOF")]),
    "a currency by its name": ({"currencies": {"francs": {"per_usd": {"2019": 585.0}, "source": "wdi2023"}}}, [("currencies.francs", "'francs' is not the code of a currency (ISO 4217)", "francs", "three capitals, as XOF", None)]),
    "a year of two digits": ({"currencies": {"XOF": {"per_usd": {"20": 585.0, "2019": 1.0}, "source": "wdi2023"}}}, [("currencies.XOF.per_usd.20", "'20' is not a year", "20", "a year from 1900 to 2100", None)]),
    "a year out of bounds": ({"currencies": {"XOF": {"us_prices": {"1899": 0.5, "2101": 0.5}, "per_usd": {"2019": 1.0}, "source": "wdi2023"}}}, [(f"currencies.XOF.us_prices.{year}", f"'{year}' is not a year", year, "a year from 1900 to 2100", None) for year in ("1899", "2101")]),
    "a rate of nothing": ({"currencies": {"XOF": {"per_usd": {"2019": 0.0}, "source": "wdi2023"}}}, [("currencies.XOF.per_usd.2019", "0.0 is not a rate", 0.0, "a number above 0", None)]),
    "no rates": ({"currencies": {"XOF": {"per_usd": {}, "source": "wdi2023"}}}, [("currencies.XOF.per_usd", "is empty", None, "units for one USD by year, as { 2019 = 585.9 }", None)]),
    "month 13": ({"start": "2020-13"}, [("start", "'2020-13' is not a month in bounds", "2020-13", 'a month from 1990-01 to 2100-12, as text: "2020-01"', None)]),
    "another version": ({"schema": 2}, [("schema", "2 is not a known version of the scenario file", 2, "1", None)]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_whole(name: str) -> None:
    content, expected = WRONG[name]
    with pytest.raises(InputError) as raised:
        build(document(**content), file="one.toml")
    assert told(raised.value.problems) == expected
    assert {problem.file for problem in raised.value.problems} == {"one.toml"}


AT_THE_BOUND: dict[str, dict[str, Any]] = {
    "shares within two hundredths of 1": {"regions": regions(0, emigration=0.215)},
    "and below": {"regions": regions(0, emigration=0.185)},
    "nobody poor and all": {"regions": regions(0, poverty=0, need=1)},
    "two regions": {"regions": [{**row, "population": 1.8e7, "emigration": 0.5} for row in regions()[:2]]},
    "as many communities as regions": {"regions": regions(), "parameters": {"population": {"n_communities": 3}}},
    "a value at the ends of its range": figure(value=2.2, assumed=[2.2, 2.2]),
    "the first and the last year": {"currencies": {"XOF": {"per_usd": {"2019": 585.0}, "us_prices": {"1900": 0.03, "2100": 9.0}, "source": "wdi2023"}}},
    "the first month": {"start": "1990-01"},
    "the last month": {"start": "2100-12"},
    "regions of a shock's own origin": {"regions": regions(), **shock(origin="MAR", communities=["North"])},
}


@pytest.mark.parametrize("name", AT_THE_BOUND)
def test_what_lies_at_a_bound_is_right(name: str) -> None:
    build(document(**AT_THE_BOUND[name]))


@pytest.mark.parametrize("times", [1.2499, 1.0 / 1.2499])
def test_people_of_regions_may_be_a_quarter_more_or_less_than_those_of_the_origin(times: float) -> None:
    people = 36_471_766.0
    assert len(build(document(regions=regions(0, population=people * times - 2.5e7))).regions["MAR"]) == 3
    with pytest.raises(InputError, match="the origin 36,471,766"):
        build(document(regions=regions(0, population=people * times**1.001 - 2.5e7)))


def test_a_region_that_a_shock_names_is_one_of_its_own_origin() -> None:
    """Two origins with regions: a name stands for one of each, unless the shock says which."""
    shares = {"need": None, "emigration": None}
    rows = [{key: value for key, value in {**row, **shares, "origin": origin, "population": row["population"] * times}.items() if value is not None} for origin, times in (("MAR", 1.0), ("ETH", 3.2)) for row in regions()]
    both = {"corridors": [{"origin": "MAR", "residence": "BEL"}, {"origin": "ETH", "residence": "NLD"}], **PAIRS, "regions": rows}
    scenario = build(document(**both, **shock(origin="ETH", communities=["north", "South"])))
    assert scenario.shocks[0].communities == (1, 3) and [region.name for region in scenario.regions["ETH"]] == ["North", "Isles", "South"]
    with pytest.raises(InputError) as raised:
        build(document(**both, **shock(communities=["North"])))
    assert told(raised.value.problems)[0] == (
        "shocks.0.communities", "'North' is chosen by name, and MAR, ETH have regions of their own: a number stands for one of each", "North",
        "numbers from 1 (the poorest), poorest:N or richest:N; a shock may name its origin", None,
    )  # fmt: skip
    with pytest.raises(InputError) as raised:
        build(document(**both | {"regions": rows[:5]}))
    assert told(raised.value.problems) == [("regions", "the origins have different numbers of regions: MAR 3, ETH 2", None, "the same number for every origin: small regions put together; or a scenario an origin", None)]
    with pytest.raises(InputError) as raised:
        build(document(**both | {"regions": [{**rows[0], "origin": "GHA"}, {key: value for key, value in rows[1].items() if key != "origin"}, *rows[2:]]}))
    assert told(raised.value.problems) == [
        ("regions.0.origin", "'GHA' is no origin of this scenario", "GHA", "MAR, ETH", None),
        ("regions.1.origin", "is missing: the scenario has several origins", None, "MAR, ETH", None),
    ]


# --- files and what they start from -----------------------------------------------------------------------------------------------------------------------


def file(folder: Path, name: str, *lines: str) -> Path:
    place = folder / name
    place.parent.mkdir(exist_ok=True)
    place.write_text("\n".join(["schema = 1", *lines, ""]), encoding="utf-8")
    return place


def refused(path: Any, **more: Any) -> Problem:
    with pytest.raises(InputError) as raised:
        load(path, **more)
    (problem,) = raised.value.problems
    return problem


def test_a_base_that_is_not_there_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    shown = f"{', '.join(library())}, or a path ending in .toml"
    place = file(tmp_path, "one.toml", 'base = "morocco_belgim"')
    assert refused(place) == Problem("base", "there is no scenario 'morocco_belgim' in the library", str(place), "morocco_belgim", shown, "morocco_belgium")
    file(tmp_path, "below.toml", 'base = "morocco_belgium"')
    for base in ("below", "belwo"):
        assert refused(file(tmp_path, "one.toml", f'base = "{base}"')) == Problem("base", f"there is no scenario '{base}' in the library", str(place), base, shown, "below.toml")


def test_a_base_that_goes_round_is_told_with_its_way(tmp_path: Path) -> None:
    one, other = file(tmp_path, "one.toml", 'base = "in/other.toml"'), file(tmp_path, "in/other.toml", 'base = "../one.toml"')
    found = refused(one)
    assert (found.key, found.value, found.allowed, found.nearest) == ("base", "../one.toml", "a scenario that does not start from this one", None)
    assert found.says == f"goes round in a circle: {one} -> {other} -> {one}" and Path(str(found.file)).resolve() == other
    assert refused(file(tmp_path, "self.toml", 'base = "self.toml"')).says == f"goes round in a circle: {tmp_path / 'self.toml'} -> {tmp_path / 'self.toml'}"


@pytest.mark.parametrize("base", ["in/below.toml", "./in/below.toml", "in\\below.toml"])
def test_a_base_is_found_from_the_folder_of_its_file(tmp_path: Path, base: str) -> None:
    file(tmp_path, "in/below.toml", 'base = "morocco_belgium"', "years = 7")
    if "\\" in base:
        assert refused(file(tmp_path, "one.toml", f"base = '{base}'")).says == "there is no scenario of that name in the library and no such file"
        return
    scenario = load(file(tmp_path, "one.toml", f'base = "{base}"', "burn_in_years = 2"))
    assert (scenario.years, scenario.burn_in_years, scenario.base, scenario.name) == (7, 2, base, "one")


def test_names_of_scenarios_are_those_of_the_library_or_of_their_file(tmp_path: Path) -> None:
    assert (load("morocco_belgium").name, load("morocco_belgium").base) == ("morocco_belgium", None)
    assert load(file(tmp_path, "morocco_belgium.toml", 'base = "ethiopia_netherlands"')).corridors == ("ETH-NLD",)
    (tmp_path / "a.b.toml").write_text((tmp_path / "morocco_belgium.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load(tmp_path / "a.b.toml").name == "a.b"


def test_who_set_a_value_is_named_beside_the_file(tmp_path: Path) -> None:
    place = file(tmp_path, "one.toml", 'base = "morocco_belgium"', "burn_in_years = 51")
    with pytest.raises(InputError) as raised:
        load(place, set={"levers.matching_grant.ratio": -1}, years=0)
    assert {(problem.key, problem.file) for problem in raised.value.problems} == {("burn_in_years", str(place)), ("levers.matching_grant.ratio", "--set"), ("years", "--years")}
    assert load(place, set={"burn_in_years": 1, "years": 3}, years=4).years == 4
    with pytest.raises(InputError) as raised:
        with_changes(load("morocco_belgium"), {"years": 0})
    assert told(raised.value.problems) == [("years", "0 is out of bounds", 0, "a whole number from 1 to 100", None)] and raised.value.problems[0].file == "--set"


def test_figures_of_a_file_say_where_they_come_from_and_those_set_are_assumed(tmp_path: Path) -> None:
    place = file(tmp_path, "one.toml", 'base = "morocco_belgium"', "[corridor.MAR-BEL]", "household_size = 3", "family_size = 5")
    with pytest.raises(InputError) as raised:
        load(place)
    assert [(problem.key, problem.says, problem.file, problem.value, problem.allowed) for problem in raised.value.problems] == [
        (f"corridor.MAR-BEL.{key}", "does not say where it comes from", str(place), value, FIGURE_ALLOWED) for key, value in (("household_size", 3), ("family_size", 5))
    ]
    by_hand = load("morocco_belgium", set={"corridor.MAR-BEL.household_size": 3}).figures["MAR-BEL"]["household_size"]
    assert (by_hand.value, by_hand.source, by_hand.year, by_hand.assumed, by_hand.note) == (3.0, "assumption", None, None, "set by hand")


@pytest.mark.parametrize(
    ("above", "corridors", "keeps_size", "regions_kept"),
    [
        ((), ("MAR-BEL",), True, True), (('residence = ["BEL", "NLD"]',), ("MAR-BEL", "MAR-NLD"), True, True), (('residence = ["NLD"]',), ("MAR-NLD",), False, True),
        (('corridors = [{ origin = "MAR", residence = "BEL" }]',), ("MAR-BEL",), True, False), (('origin = ["MAR"]',), ("MAR-BEL",), True, False),
        (('origin = ["GHA"]', 'residence = ["NLD"]'), ("GHA-NLD",), False, False),
    ],
)  # fmt: skip
def test_what_a_scenario_takes_from_its_base_where_it_plays_elsewhere(tmp_path: Path, above: tuple[str, ...], corridors: tuple[str, ...], keeps_size: bool, regions_kept: bool) -> None:
    rows = "".join(f'[[regions]]\nregion = "{row["region"]}"\npopulation = {row["population"]}\npoverty = {row["poverty"]}\n' for row in regions())
    file(tmp_path, "below.toml", 'base = "morocco_belgium"', "[corridor.MAR-BEL]", "household_size = { value = 2.5, assumed = [2.0, 3.0] }", rows)
    scenario = load(file(tmp_path, "above.toml", 'base = "below.toml"', *above))
    assert scenario.corridors == corridors and [region.name for region in scenario.regions.get("MAR", ())] == (["North", "Isles", "South"] if regions_kept else [])
    assert (scenario.figures[corridors[0]]["household_size"].value == 2.5) is keeps_size
    own = load(file(tmp_path, "own.toml", 'base = "above.toml"', 'origin = ["MAR"]', 'residence = ["BEL"]', rows))
    assert len(own.regions["MAR"]) == 3 and own.corridors == ("MAR-BEL",)


def test_pairs_of_a_base_give_way_to_lists_and_lists_to_pairs(tmp_path: Path) -> None:
    file(tmp_path, "pairs.toml", 'base = "morocco_belgium"', 'corridors = [{ origin = "MAR", residence = "BEL" }, { origin = "ETH", residence = "NLD" }]')
    assert load(file(tmp_path, "lists.toml", 'base = "pairs.toml"', 'origin = ["MAR"]', 'residence = ["NLD"]')).corridors == ("MAR-NLD",)
    assert load(file(tmp_path, "again.toml", 'base = "lists.toml"', 'corridors = [{ origin = "ETH", residence = "NLD" }]')).corridors == ("ETH-NLD",)


def test_files_that_cannot_be_scenarios(tmp_path: Path) -> None:
    empty = "a scenario file: at least schema, label, says, origin and residence, or schema and base"
    for content in (b"", b" \n", b"# nothing\n"):
        (tmp_path / "one.toml").write_bytes(content)
        assert refused(tmp_path / "one.toml") == Problem("", "the file is empty", str(tmp_path / "one.toml"), None, empty)
    (tmp_path / "morocco_belgium.d").mkdir()
    assert refused(tmp_path) == Problem("", "is a directory, not a scenario file", str(tmp_path), None, f"a scenario file in TOML, or a name of the library: {', '.join(library())}")
    gone = refused(str(tmp_path / "none" / "morocco_belgim.toml"))
    assert (gone.says, gone.allowed, gone.nearest) == ("there is no scenario of that name in the library and no such file", f"{', '.join(library())}, or the path of a TOML file", "morocco_belgium")
    assert refused(tmp_path / "on.toml").nearest == str(tmp_path / "one.toml")


# --- the schema for editors -------------------------------------------------------------------------------------------------------------------------------


def test_the_schema_for_editors_takes_and_refuses_what_the_reader_does() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema()
    check = jsonschema.validators.validator_for(schema)(schema)
    source = {"title": "t", "publisher": "p", "year": 2023, "address": "a"}
    right: list[dict[str, Any]] = [
        {}, {"regions": regions()}, {"regions": "regions.csv"}, {"start": "2020-01"}, {"years": 1}, {"years": 100}, {"burn_in_years": 0}, {"burn_in_years": 50}, {"sources": {"x": source}},
        {"currencies": {"XOF": {"per_usd": {"2019": 585.0}, "source": "x"}}}, figure(**SIZE), {"corridor": {"MAR-*": {"household_size": SIZE}, "*-BEL": {"household_size": SIZE}}},
        {"parameters": {"giving": {"price_elasticity": -0.5}}}, grant(ratio=5, rule="need_weighted", eligibility={"random_share": 0.5, "communities": [1, "poorest:2", "North"], "sex": "female"}),
        grant(budget_usd={"value": 3.0, "currency": "EUR", "year": 2019}), shock(month=3, communities=["richest:1"], origin="MAR"), {"label": {"en": "A"}}, {"label": {"fr": "A"}},
        {"ministry": {"weights": {"finance": 1.0, "human": 0.0, "social": 0.0}}},
    ]  # fmt: skip
    wrong: list[dict[str, Any]] = [
        {"schema": None}, {"label": {}}, {"label": {"en": ""}}, {"lable": {}}, {"years": 0}, {"years": 101}, {"years": 2.5}, {"burn_in_years": -1}, {"burn_in_years": 51}, {"start": "2020-13"}, {"start": 2020},
        {"regions": ""}, {"regions": 3}, {"regions": [{"region": "a", "population": 1.0}]}, {"regions": [{**regions()[0], "povrety": 1}]}, {"regions": regions(0, poverty=1.5)}, {"regions": regions(0, need=-0.5)},
        {"regions": regions(0, emigration=1.5)}, {"regions": regions(0, population=-1)}, {"regions": regions(0, emigrants=-1)}, {"regions": regions(0, region="")}, {"regions": regions(0, source=3)}, {"sources": {"x": {**source, "year": "2023"}}},
        {"sources": {"x": {"title": "t"}}}, {"currencies": {"XOF": {"per_usd": {"2019": 585.0}}}}, {"corridor": {"MAR": {}}}, {"corridor": {"MAR-BEL": {"household_sise": SIZE}}}, figure(value=0.5, assumed=[0.2, 3.2]), figure(value=2.7, sorce="x"),
        {"parameters": {"givng": {}}}, {"parameters": {"giving": {"price_elasticity": "x"}}}, {"levers": {"matching_grnt": {}}}, grant(ratio=5.1), grant(ratio=-1), grant(rule="other"), grant(ratoi=1), grant(eligibility={"random_shar": 1}),
        grant(eligibility={"communities": [0]}), grant(eligibility={"communities": [""]}), grant(eligibility={"communities": 3}), grant(eligibility={"sex": "other"}), {"shocks": [{"month": 3}]}, shock(monht=3), shock(size="x"), shock(origin=3), {"shocks": {}},
        {"ministry": {"weights": {"finance": 1.0}}}, {"ministry": {"weights": {"finance": 1.5, "human": 0.0, "social": 0.0}}}, {"ministry": {"x": 1}},
    ]  # fmt: skip
    base = {"schema": 1, "label": WORDS, "says": WORDS}
    assert [content for content in right if list(check.iter_errors(base | content))] == []
    assert [content for content in wrong if check.is_valid({key: value for key, value in (base | content).items() if value is not None})] == []
    properties = schema["properties"]
    assert (schema["$schema"], schema["title"], schema["required"]) == ("https://json-schema.org/draft/2020-12/schema", "Scenario", ["schema"])
    assert properties["levers"]["properties"]["matching_grant"]["description"] == REGISTRY["matching_grant"].says.en and list(properties["levers"]["properties"]) == sorted(REGISTRY)
    ratio = REGISTRY["matching_grant"].parameters["ratio"]
    assert properties["levers"]["properties"]["matching_grant"]["properties"]["ratio"]["description"] == f"{ratio.en} ({ratio.unit})"
    size = properties["corridor"]["patternProperties"][r"^([A-Z]{3}-[A-Z]{3}|[A-Z]{3}-\*|\*-[A-Z]{3})$"]["properties"]["household_size"]
    assert (size["title"], size["properties"]["value"]["minimum"], size["description"]) == ("household_size", 1.0, f"{FIGURES['household_size'].en} ({FIGURES['household_size'].unit})")
    assert set(properties["parameters"]["properties"]) == {key.split(".")[0] for key in PARAMETERS}
    assert {f"{mechanism}.{name}" for mechanism, own in properties["parameters"]["properties"].items() for name in own["properties"]} == set(PARAMETERS)
