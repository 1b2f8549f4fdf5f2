"""Scenario files piece by piece: grades of inputs, candidates of a code, figures that are sent and earned, lines that are no TOML, money, places, levers and shocks, paths that are set, bases."""

from __future__ import annotations

import math
import tomllib
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from model.errors import InputError, Problem
from model.inputs.ministry import WEIGHTS
from model.inputs.regions import Region
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCK_PARAMETERS
from model.levers import ELIGIBILITY, REGISTRY
from model.parameter import Kind, Status, Text, Unit, declare
from model.parameters import PARAMETERS
from scenarios import corridors as tables
from scenarios import implausible_figures, questions
from scenarios.corridors import ASSUMPTION, Figure
from scenarios.country_names import candidates
from scenarios.currencies import LAST_YEAR, OwnRates, rates
from scenarios.implausible_figures import unlikely
from scenarios.inputs import REGION_FIGURES, figure_input, region_inputs
from scenarios.reading import build, loader, places, policies
from scenarios.reading.build import _both, _in_one_language, _located, _start
from scenarios.reading.changes import _set, _unknown, changed, keep_corridors
from scenarios.reading.keys_and_types import _number_schema, _regions_schema, _value_schema, is_money, json_schema
from scenarios.reading.loader import _bare_figures, _bytes, _document, _merged, beside, library
from scenarios.reading.money import AMOUNT_ALLOWED, PER_USD, _by_year, _converted, _no_prices, figure_in_usd, in_usd, read_currencies, with_amount
from scenarios.reading.own_sources import is_source, read_sources, unknown_source
from scenarios.reading.places import FIGURE_ALLOWED, _as_assumption, _beside_own_stock, _figure, _missing, _swapped, read_corridors
from scenarios.reading.policies import _arm, _country, _eligibility, _unknown_term, read_shock
from scenarios.reading.problems_found import Checking
from scenarios.reading.region_rows import COLUMNS, MEANS, Given, rows_of_csv
from scenarios.reading.regions import _given, _region, read_regions
from scenarios.reading.toml_slips import explained
from scenarios.sources import Source

RATIO, BUDGET = REGISTRY["matching_grant"].parameters["ratio"], REGISTRY["matching_grant"].parameters["budget_usd"]


def work(**document: Any) -> Any:
    """What is checked, of which nothing but these keys is given."""
    found = Checking({})
    found.problems, found.broken, found.document = [], set(), document
    return found


def told(problems: Any) -> list[tuple[str, str, Any, str | None, str | None]]:
    return [(one.key, one.says, one.value, one.allowed, one.nearest) for one in problems]


# --- inputs and countries ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "own", "of_figure", "of_region"), [("un", None, "B", "C"), ("un", "none", "B", "C"), ("un", "A", "A", "A"), ("un", "D", "D", "D"), (ASSUMPTION, "A", "D", "D")])
def test_the_grade_of_an_input_is_that_of_its_own_source_and_an_assumption_has_the_lowest(source: str, own: str | None, of_figure: str, of_region: str) -> None:
    declared = declare(3.0, Unit.SHARE, "A share.", "Une part.", low=0.0, high=9.0, source="x", grade="B")
    given = None if own is None else Source("t", "p", 2020, "a", grade=None if own == "none" else own)
    found = figure_input("p", declared, Figure(2.0, source, 2019, note="seen"), given)
    assert (found.grade, found.source, found.year, found.note, found.says, found.unit) == (of_figure, source, 2019, "seen", Text("A share.", "Une part."), "share")
    region = Region("Fes", 100.0, 0.4, 0.25, 0.5, source)
    rows = region_inputs("MAR", region, given)
    assert [(row.path, row.value, row.unit, row.says) for row in rows] == [
        (f"regions.MAR.Fes.{name}", value, unit, REGION_FIGURES[name][1])
        for name, value, unit in (("population", 100.0, "persons"), ("poverty", 0.4, "share"), ("need", 0.25, str(Unit.INDEX)), ("emigration", 0.5, "share"))
    ]
    assert {(row.grade, row.source, row.status, row.low, row.high) for row in rows} == {(of_region, source, Status.ASSUMPTION if source == ASSUMPTION else Status.DATA, None, None)}
    assert [row.path for row in region_inputs("MAR", region._replace(need=None, emigration=None), given)] == ["regions.MAR.Fes.population", "regions.MAR.Fes.poverty"]


def test_a_code_whose_letters_changed_places_may_be_meant() -> None:
    """Three letters that are those of the code next to them; of another length, or with another letter, a code is none."""
    assert [candidates(text) for text in ("WKT", "wkt", "UXL", "KW", "WKTX", "KWX")] == [["KWT"], ["KWT"], ["LUX"], [], [], []]


SENT = "corridor.AAA-BBB: the remittances published for it, 100 USD ({source}, {year}), are {each} USD for each of {here} migrants (migrant_stock), above income per head, {earned} (residence_gdp_pc): is one of the two in another unit?"


@pytest.mark.parametrize(
    ("sent", "stock", "income", "published", "each"),
    [
        (100.0, 10.0, 9.5, (), "10"), (100.0, 10.0, 10.0, (), None), (100.0, 10.0, 10.5, (), None), (None, 10.0, 9.5, (), None), (100.0, 0.0, 9.5, (), None), (100.0, 10.0, None, (), None),
        (100.0, None, 9.5, (), None), (100.0, 10.0, 9.5, (10.5, 9.5), None), (100.0, 10.0, 9.5, (20.0, 5.0), "10"), (100.0, 10.0, 9.5, (20.0, 4.9), None), (100.0, 10.0, 9.5, (20.0, None), "10"), (100.0, 10.0, 9.5, (None, 9.0), "10"),
    ],
)  # fmt: skip
def test_more_sent_than_earned_is_told_unless_the_published_figures_say_so_too(
    sent: float | None, stock: float | None, income: float | None, published: tuple[float | None, ...], each: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("migrant_stock", "residence_gdp_pc")
    known = {name: Figure(value, "un", 2020) for name, value in zip(names, published, strict=False) if value is not None}
    given = {name: Figure(value, ASSUMPTION) for name, value in zip(names, (stock, income), strict=True) if value is not None}
    monkeypatch.setattr(implausible_figures.held_against, "remittances", lambda corridor: sent)
    found = implausible_figures._sent_and_earned("AAA-BBB", given, given, known)
    if each is None:
        assert found == []
        return
    beside = ", ".join(f"{name} {figure.value:g} (un, 2020)" for name, figure in known.items())
    source = {"source": implausible_figures.held_against.REMITTANCES_SOURCE, "year": implausible_figures.held_against.REMITTANCES_YEAR}
    assert [text.en for text in found] == [SENT.format(**source, each=each, here="10", earned="9.5") + (f" Published: {beside}." if beside else "")]


def test_only_figures_of_the_scenario_itself_are_held_against_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(implausible_figures.held_against, "remittances", lambda corridor: 100.0)
    given = {"migrant_stock": Figure(10.0, ASSUMPTION), "residence_gdp_pc": Figure(9.5, ASSUMPTION), "household_size": Figure(3.0, ASSUMPTION)}
    own = [dict.fromkeys(names, given["household_size"]) for names in ((), ("household_size",), ("migrant_stock",), ("residence_gdp_pc",))]
    assert [len(implausible_figures._sent_and_earned("AAA-BBB", given, each, {})) for each in own] == [0, 0, 1, 1]
    monkeypatch.setattr(implausible_figures, "shipped", lambda corridor: given)
    monkeypatch.setattr(implausible_figures.held_against, "published", lambda corridor: {})
    monkeypatch.setattr(implausible_figures.tables, "figures", lambda corridor: {})
    assert unlikely({"AAA-BBB": given}) == [] and len(unlikely({"AAA-BBB": {**given, "migrant_stock": Figure(9.0, ASSUMPTION)}})) == 1


# --- lines that are no TOML -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = @", ("", "is not valid TOML: line 1, x = @: invalid value", None, None)),
        ("a = {b = 1, b = 2}", ("", "is not valid TOML: line 1, a = {b = 1, b = 2}: duplicate inline table key 'b'", None, None)),
        ("[a]\nx = [1, 2", ("a.x", "line 2, x = [1, 2: a bracket is not closed", None, None)),
        ("x = [{a = 1}", ("x", "line 1, x = [{a = 1}: a bracket is not closed", None, None)),
        ("x = [1], 11", ("", "is not valid TOML: line 1, x = [1], 11: expected newline or end of document after a statement", None, None)),
        ("x = {a = 1", ("x", "line 1, x = {a = 1: a bracket is not closed", None, None)),
        ('x = "a\\qb"', ("x", 'line 1, x = "a\\qb": a backslash between quotes begins a special sign', 'x = "a/qb"', None)),
        ("x = 'a", ("x", "line 1, x = 'a: a quote is missing", "x = 'a'", None)),
        ("x = “a” b", ("x", "line 1, x = “a” b: typographic quotes, where TOML has straight ones", None, None)),
        ("“x” = 1", ("", "line 1, “x” = 1: typographic quotes, where TOML has straight ones", '"x" = 1', None)),
        ('x = "a";;', ("x", 'line 1, x = "a";;: nothing stands behind a value', 'x = "a"', None)),
        ("x = {a = 30%, b = yes}", ("x", "line 1, x = {a = 30%, b = yes}: 30%: a percentage: 100 % is written 1", "x = {a = 0.3, b = true}", None)),
        ("x = [1,5, two]", ("x", "line 1, x = [1,5, two]: two: a text without quotes", 'x = [1,5, "two"]', None)),
        ("[a.b c]", ("a.b c", "line 1, [a.b c]: not the head of a table", '[a."b c"]', None)),
        ("[[a b]]", ("a b", "line 1, [[a b]]: not the head of a table", '[["a b"]]', None)),
        ("[[]]", ("", "line 1, [[]]: not the head of a table", None, "as [levers.matching_grant]")),
        ("[t]\nx := two words", ("t.x", "line 2, x := two words: no = between key and value", 'x = "two words"', None)),
        ("x <- 5", ("x", "line 1, x <- 5: no = between key and value", "x = 5", None)),
        ("x => 1,5", ("x", "line 1, x => 1,5: no = between key and value", "x = 1.5", None)),
        ("!", ("", "line 1, !: neither a table in brackets nor a key with its value", None, "as ratio = 1.5")),
        ("a={b=1}\na.c=2", ("a.c", "line 2, a.c=2: the key stands twice", None, "one of the two lines")),
        ("[t]\na=1\n[u]\na=2\na=3", ("u.a", "line 5, a=3: the key stands twice, first in line 4: a=2", None, "one of the two lines")),
        ("a = 1\n[a]\nb = 1", ("a", "line 2, [a]: the table stands twice", None, "one table with all its keys")),
        ("[b]\n[t]\n[t]", ("t", "line 3, [t]: the table stands twice, first in line 2", None, "one table with all its keys")),
    ],
)
def test_where_a_file_stops_being_toml_and_why(text: str, found: tuple[str, str, str | None, str | None]) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    assert tuple(explained(text, raised.value)) == found


# --- money ------------------------------------------------------------------------------------------------------------------------------------------------


def test_years_of_rates_lie_in_bounds_and_rates_above_zero() -> None:
    asked = work()
    given = {"1899": 1.0, "1900": 2, "2100": 0.5, "2101": 1.0, "202": 1.0, "x": 1.0, "2019": 0.0, "2018": -1, "2017": True, "2016": "1", "2015": float("inf"), "2014": 1e-9}
    assert _by_year(asked, "p", given) == {1900: 2.0, 2100: 0.5, 2014: 1e-9}
    within = f"a year from 1900 to {LAST_YEAR}"
    assert told(asked.problems) == [
        *((f"p.{year}", f"'{year}' is not a year", year, within, None) for year in ("1899", "2101", "202", "x")),
        *((f"p.{year}", f"{said} is not a rate", value, "a number above 0", None) for year, value, said in (("2019", 0.0, "0.0"), ("2018", -1, "-1"), ("2017", True, "True"), ("2016", "1", "'1'"), ("2015", float("inf"), "inf"))),
    ]  # fmt: skip


def test_rates_of_a_scenario_are_read_whole_or_not_at_all() -> None:
    table = {"per_usd": {"2019": 585.0, "2020": 575}, "source": "own"}
    asked = work(currencies={"XOF": table, "XAF": {**table, "us_prices": {"2020": 1.01}}}, sources={"own": {}})
    read_currencies(asked)
    assert asked.problems == [] and asked.currencies == {
        "XOF": OwnRates(((2019, 585.0), (2020, 575.0)), (), "own"), "XAF": OwnRates(((2019, 585.0), (2020, 575.0)), ((2020, 1.01),), "own"),
    }  # fmt: skip
    assert asked.rates["XOF", 2019].usd == 1.0 / 585.0 and asked.rates["XOF", 2019].source == "own"
    untouched = work()
    read_currencies(untouched)
    assert untouched.rates is rates() and untouched.currencies == {}


@pytest.mark.parametrize(
    ("code", "changes", "found"),
    [
        ("xof", {}, ("currencies.xof", "'xof' is not the code of a currency (ISO 4217)", "xof", "three capitals, as XOF", "XOF")),
        ("XO", {}, ("currencies.XO", "'XO' is not the code of a currency (ISO 4217)", "XO", "three capitals, as XOF", None)),
        ("XOF", {"per_usd": {}}, ("currencies.XOF.per_usd", "is empty", None, PER_USD.en, None)),
        ("XOF", {"per_usd": {"1950": 5.0}}, None),
        ("XOF", {"source": 3}, ("currencies.XOF.source", "3 is not text", 3, "text", None)),
    ],
)
def test_rates_that_cannot_be_read_are_told(code: str, changes: dict[str, Any], found: Any) -> None:
    asked = work(currencies={code: {"per_usd": {"2019": 585.0}, "source": "own", **changes}}, sources={"own": {}})
    read_currencies(asked)
    wanted = [found] if found is not None else told([_no_prices(f"currencies.{code}", 1950)])
    assert told(asked.problems) == wanted and asked.currencies == {} and asked.rates is rates()
    assert _no_prices("p", 1950).key == "p.per_usd.1950" and "{ 1950 = LEVEL }" in str(_no_prices("p", 1950).allowed) and "years from 1980 to 2020" in str(_no_prices("p", 1950).allowed)


def test_a_source_of_rates_that_is_no_key_is_told_with_the_last_year_of_the_rates() -> None:
    asked = work(currencies={"XOF": {"per_usd": {"2017": 5.0, "2019": 6.0}, "source": "Central Bank"}})
    read_currencies(asked)
    (problem,) = asked.problems
    assert (problem.key, problem.value) == ("currencies.XOF.source", "Central Bank") and "[sources.central2019]" in str(problem.allowed) and "year = 2019" in str(problem.allowed)


def test_an_amount_is_in_usd_of_2019_or_told_with_its_key() -> None:
    asked = work()
    assert in_usd(asked, "k", BUDGET, 5.0) == 5.0 and in_usd(asked, "k", RATIO, {"other": 1}) == {"other": 1} and in_usd(asked, "k", BUDGET, None) is None and asked.problems == []
    given = {"value": 5e6, "currency": "MAD", "year": 2019}
    assert in_usd(asked, "k", BUDGET, given) == pytest.approx(519_750.0) and asked.amounts["k"].given == given and asked.problems == []
    assert in_usd(asked, "k", RATIO, given) is None
    assert in_usd(asked, "k", BUDGET, {"value": 5e6, "currency": "MAD"}) is None and in_usd(asked, "k", BUDGET, {"value": 5e6, "year": 2019}) is None
    assert in_usd(asked, "k", BUDGET, {**given, "value": True}) is None and in_usd(asked, "k", BUDGET, {**given, "currency": "MDA"}) is None
    assert told(asked.problems)[:4] == [
        ("k", f"is given in a currency, and is no amount of money ({RATIO.unit})", given, RATIO.allowed, None), ("k.year", "is missing", None, None, None), ("k.currency", "is missing", None, None, None),
        ("k.value", "True is not a number", True, f"a number, in {AMOUNT_ALLOWED.en}", None),
    ]  # fmt: skip
    assert [problem.key for problem in asked.problems[4:]] == ["k.currency"]
    before = len(asked.problems)
    assert _converted(asked, "k", 1.0, "MDA", 2019, "k.value") is None and len(asked.problems) == before  # told once
    assert _converted(asked, "other", 1.0, "MDA", 2019, "k.value") is None and asked.problems[-1].key == "other.currency"


def test_a_figure_in_other_money_has_its_range_in_usd_too() -> None:
    asked, declared = work(), FIGURES["origin_gdp_pc"]
    raw = {"value": 96.2, "currency": "MAD", "year": 2019, "assumed": [48.1, 192.4], "note": "n"}
    found = figure_in_usd(asked, "k", declared, raw)
    assert found is not None and (found["value"], found["assumed"]) == (pytest.approx(10.0, rel=1e-3), [pytest.approx(5.0, rel=1e-3), pytest.approx(20.0, rel=1e-3)]) and found["note"] == "n"
    assert asked.amounts["k"].given == {key: raw[key] for key in ("value", "currency", "year", "assumed")} and asked.amounts["k"].value == 96.2
    bare = figure_in_usd(asked, "k", declared, {"value": 96.2, "currency": "MAD", "year": 2019, "source": "s"})
    assert bare is not None and "assumed" not in bare and bare["source"] == "s"
    plain = {"value": 1.0}
    assert figure_in_usd(asked, "k", declared, plain) is plain and asked.problems == []
    assert figure_in_usd(asked, "k", declared, {"value": 1.0, "currency": "MAD"}) is None and figure_in_usd(asked, "k", FIGURES["household_size"], raw) is None
    assert figure_in_usd(asked, "k", declared, {**raw, "assumed": [48.1, "x"]}) is None
    assert told(asked.problems) == [
        ("k.year", "is missing", None, "the year of the observation, in whose money the figure is", None),
        ("k.currency", f"is given in a currency, and is no amount of money ({FIGURES['household_size'].unit})", "MAD", FIGURES["household_size"].allowed, None),
        ("k.assumed.1", "'x' is not a number", "x", f"a number, in {AMOUNT_ALLOWED.en}", None),
    ]


def test_a_problem_of_an_amount_names_what_it_was() -> None:
    asked = work()
    in_usd(asked, "k", BUDGET, {"value": 5e6, "currency": "MAD", "year": 2019})
    amounts = {"k": asked.amounts["k"]}
    said = "is large (USD of 2019, from 5,000,000 MAD of 2019)"
    assert [with_amount(Problem(key, "is large"), amounts).says for key in ("k", "k.value", "k.assumed", "k.currency", "k.year", "k.source", "other")] == [said] * 3 + ["is large"] * 4


# --- places and figures -----------------------------------------------------------------------------------------------------------------------------------


def test_codes_with_letters_in_another_order_go_before_those_with_one_other_letter() -> None:
    assert [_swapped("BLE", known) for known in (["ABE", "BLX", "BEL"], ["BLX", "BLZ"], ["XYZ"], [])] == ["BEL", "BLX", None, None]


def test_corridors_are_not_read_where_a_key_of_theirs_is_broken() -> None:
    for key in ("origin", "residence", "corridors"):
        asked = work(origin=["MAR"], residence=["BEL"])
        asked.broken = {key, "other"}
        assert read_corridors(asked) == () and asked.problems == []
    fine = work(origin=["MAR"], residence=["BEL"])
    fine.broken = {"other"}
    assert read_corridors(fine) == ("MAR-BEL",)
    empty = work(corridors=[])
    assert read_corridors(empty) == () and told(empty.problems) == [("corridors", "is empty", None, "at least one corridor", None)]
    missing = work(origin=[])
    assert read_corridors(missing) == () and [problem.key for problem in missing.problems] == ["origin", "residence"] and {problem.says for problem in missing.problems} == {"is missing or empty"}


def test_stocks_of_earlier_years_go_with_the_stock_of_the_scenario() -> None:
    """Twice the people now are twice those of before, but for what the scenario says itself, and for figures that are no stock."""
    earlier = places.EARLIER
    known = {"migrant_stock": Figure(10.0, "un", 2020), f"{earlier}1990": Figure(4.0, "un", 1990), f"{earlier}2000": Figure(6.0, "un", 2000), "household_size": Figure(3.0, "un", 2020)}
    own = {"migrant_stock": Figure(20.0, ASSUMPTION), f"{earlier}2000": Figure(7.0, ASSUMPTION)}
    assert {name: figure.value for name, figure in _beside_own_stock(known, own).items()} == {f"{earlier}1990": 8.0}
    assert _beside_own_stock(known, {}) == _beside_own_stock({}, own) == _beside_own_stock(known, {"migrant_stock": Figure(10.0, ASSUMPTION)}) == {}


def test_a_number_set_by_hand_is_an_assumption_or_no_figure_at_all() -> None:
    asked = work()
    assert _figure(asked, "k", "household_size", 3) == Figure(3.0, ASSUMPTION, note="set by hand") and asked.problems == []
    assert _figure(asked, "k", "household_size", -3) is None and [problem.key for problem in asked.problems] == ["k"]
    asked.problems.clear()
    assert _figure(asked, "k", "houshold_size", 3) is None
    assert told(asked.problems) == [("k", "unknown figure", None, ", ".join(FIGURES), "household_size")]


ALLOWED = str(FIGURE_ALLOWED)


@pytest.mark.parametrize(
    ("raw", "figure", "problems"),
    [
        ({"value": 3, "assumed": [2, 4]}, Figure(3.0, ASSUMPTION, None, (2.0, 4.0), ""), []),
        ({"value": 3, "assumed": [3, 3], "note": "n", "source": ASSUMPTION}, Figure(3.0, ASSUMPTION, None, (3.0, 3.0), "n"), []),
        ({"value": 3, "source": "own", "year": 2020, "note": "n"}, Figure(3.0, "own", 2020, None, "n"), []),
        ({"value": 3, "assumed": [2, 4], "source": "own"}, None, [("k", "has both a source and an assumed range", None, ALLOWED, None)]),
        ({"value": 3, "assumed": [3.5, 4]}, None, [("k.assumed", "the value 3 is outside the range 3.5 to 4", [3.5, 4], "a lower and an upper bound around the value", None)]),
        ({"value": 3, "assumed": [2, 2.5]}, None, [("k.assumed", "the value 3 is outside the range 2 to 2.5", [2, 2.5], "a lower and an upper bound around the value", None)]),
        ({"value": 3}, None, [("k", "does not say where it comes from", None, ALLOWED, None)]),
        ({"value": 3, "source": ASSUMPTION}, None, [("k", "does not say where it comes from", None, ALLOWED, None)]),
        ({"value": 3, "source": "own"}, None, [("k.year", "is missing", None, "the year of the observation", None)]),
    ],
)
def test_a_figure_says_where_it_comes_from(raw: dict[str, Any], figure: Figure | None, problems: list[Any]) -> None:
    asked = work(sources={"own": {}})
    assert _figure(asked, "k", "household_size", raw) == figure and told(asked.problems) == problems


def test_a_source_in_free_text_is_told_as_a_key_to_add_or_as_a_note() -> None:
    asked = work()
    assert _figure(asked, "k", "household_size", {"value": 3, "source": "Census of Fes", "year": 2014}) is None
    (problem,) = asked.problems
    assert problem.key == "k.source" and "[sources.census2014]" in str(problem.allowed) and 'household_size = { value = 3, assumed = [LOW, HIGH], note = "Census of Fes, 2014" }' in str(problem.allowed)
    assert _as_assumption("a", {"value": 1, "source": "Census 2014", "year": 2014}).endswith('note = "Census 2014" }')
    assert _as_assumption("a", {"value": 1, "source": "Census"}).endswith('note = "Census" }')


def test_figures_that_nothing_gives_are_told_with_the_countries_that_have_them() -> None:
    asked = work()
    _missing(asked, "MAR-BLE", [])
    assert asked.problems == []
    _missing(asked, "MAR-BLE", ["migrant_stock", "skilled_share"])
    _missing(asked, "MAR-BLE", ["skilled_share"])
    first, second = asked.problems
    assert (first.key, first.says, first.nearest, second.nearest) == ("corridor.MAR-BLE", "no figures are known for it: migrant_stock, skilled_share", "MAR-BEL", None)
    assert "residence countries with figures for MAR: " in str(first.allowed) and "figures under [corridor.MAR-BLE], each as {" in str(first.allowed)
    _missing(asked, "XXX-BEL", ["migrant_stock"])
    assert asked.problems[-1].nearest is None and "origins with figures: AFG, " in str(asked.problems[-1].allowed)


# --- levers and shocks ------------------------------------------------------------------------------------------------------------------------------------


def test_a_term_that_a_lever_does_not_have_is_one_of_others_of_its_eligibility_or_misspelt() -> None:
    allowed = ["ratio", "eligibility"]
    key = "levers.matching_grant"
    other = next(name for name in REGISTRY["tax_incentive"].parameters if sum(name in lever.parameters for lever in REGISTRY.values()) == 1)
    assert told([_unknown_term("matching_grant", name, allowed) for name in ("sex", other, "ratoi")]) == [
        (f"{key}.sex", "unknown key", None, "ratio, eligibility", "eligibility.sex"), (f"{key}.{other}", "is no term of this lever, but of tax_incentive", None, "ratio, eligibility", None),
        (f"{key}.ratoi", "unknown key", None, "ratio, eligibility", "ratio"),
    ]  # fmt: skip


def test_who_may_take_part_and_what_happens_are_read_key_by_key() -> None:
    asked = work()
    found = _eligibility(asked, "p", {"sex": "female", "corridors": ["MAR-BEL"], "random_share": 0.5, "arm": "a"}, ("MAR-BEL",))
    assert found is not None and (found.sex, found.corridors, found.random_share, found.arm) == ("female", ("MAR-BEL",), 0.5, "a") and asked.problems == []
    assert _eligibility(asked, "p", {"corridors": ["MAR-FRA"]}, ()) is not None and asked.problems == []
    assert _eligibility(asked, "p", 3, ()) is None
    part = _eligibility(asked, "p", {"sexe": 1, "arm": "", "random_share": 2.0, "corridors": ["MAR-BEL", "MAR-BLE"]}, ("MAR-BEL", "MAR-FRA"))
    assert part is not None and part.random_share == ELIGIBILITY["random_share"].value and part.arm is None
    first, *rest = told(asked.problems)
    assert first == ("p", "3 is not a table", 3, f"a table of {', '.join(ELIGIBILITY)}", None) and [each[:2] for each in rest] == [
        ("p.sexe", "unknown key"), ("p.arm", "'' is not the name of an arm"), ("p.random_share", "2.0 is out of bounds"), ("p.corridors", "'MAR-BLE' is not a corridor of this scenario"),
    ]  # fmt: skip
    assert (rest[0][4], rest[3][2:]) == ("sex", ("MAR-BLE", "MAR-BEL, MAR-FRA", "MAR-BEL"))
    assert _arm(asked, "k", 3) is None and told(asked.problems[-1:]) == [("k", "3 is not the name of an arm", 3, "text", None)] and _arm(asked, "k", "b") == "b"


def test_a_shock_names_countries_of_the_scenario_and_its_kind() -> None:
    asked, corridors = work(), ("MAR-BEL", "TUN-FRA")
    found = read_shock(asked, 0, {"kind": "disaster", "month": 3, "origin": "TUN", "residence": "BEL"}, corridors)
    assert found is not None and (found.kind, found.month, found.origin, found.residence) == ("disaster", 3, "TUN", "BEL") and asked.problems == []
    assert read_shock(asked, 0, {"kind": "disaster", "origin": "SEN"}, ()) is not None and asked.problems == []
    assert read_shock(asked, 2, {"origin": "Morocco", "residence": "TUN", "mnth": 3, "arm": 1}, corridors) is None
    assert told(asked.problems) == [
        ("shocks.2.kind", "is missing", None, SHOCK_PARAMETERS["kind"].allowed, None), ("shocks.2.origin", "'Morocco' is not a country of this scenario", "Morocco", "MAR, TUN", "MAR"),
        ("shocks.2.residence", "'TUN' is not a country of this scenario", "TUN", "BEL, FRA", None), ("shocks.2.mnth", "unknown key", None, ", ".join([*SHOCK_PARAMETERS, "origin", "residence"]), "month"),
        ("shocks.2.arm", "1 is not the name of an arm", 1, "text", None),
    ]  # fmt: skip
    assert [_country(text, ["MAR", "TUN"]) for text in ("Maroc", "MAR", "Senegal", "TUX", "zz")] == ["MAR", "MAR", None, "TUN", None]


def test_overrides_are_of_known_mechanisms_and_names() -> None:
    asked = work(parameters={"giving": {"price_elasticity": -0.5, "price_elastcity": 1}, "givng": {}, "remitting": {"usual_usd": "x"}})
    assert dict(policies.read_parameters(asked)) == {"giving.price_elasticity": -0.5}
    assert [(key, says, near) for key, says, _, _, near in told(asked.problems)][:2] == [
        ("parameters.giving.price_elastcity", "unknown parameter", "price_elasticity"), ("parameters.givng", "unknown mechanism", "giving")
    ]  # fmt: skip
    assert [problem.key for problem in asked.problems[2:]] == ["parameters.remitting.usual_usd"]
    assert asked.problems[0].allowed == ", ".join(key.split(".", 1)[1] for key in PARAMETERS if key.startswith("giving.")) and asked.problems[1].allowed == ", ".join(dict.fromkeys(key.split(".")[0] for key in PARAMETERS))


# --- paths that are set and files ---------------------------------------------------------------------------------------------------------------------------


def test_a_value_is_set_at_its_place_in_tables_and_lists() -> None:
    document: dict[str, Any] = {"a": {"b": 1}, "l": [1, {"c": 2}], "none": []}
    assert [_set(document, path, path.split("."), value) for path, value in (("a.b", 2), ("a.x.y", 3), ("l.0", 4), ("l.1.c", 5), ("new", 6))] == [None] * 5
    assert document == {"a": {"b": 2, "x": {"y": 3}}, "l": [4, {"c": 5}], "none": [], "new": 6}
    found = [_set(document, path, path.split("."), 7) for path in ("l.2", "l.x.c", "l.-1", "none.0", "a.b.c", "shocks.0.month")]
    assert told(found) == [
        ("l.2", "l has 2 entries and none numbered '2'", 7, "a number from 0", None), ("l.x.c", "l has 2 entries and none numbered 'x'", 7, "a number from 0", None),
        ("l.-1", "l has 2 entries and none numbered '-1'", 7, "a number from 0", None), ("none.0", "none has 0 entries and none numbered '0'", 7, "a longer list", None),
        ("a.b.c", "a.b is a value, not a table: nothing stands below it", 7, "the path a.b", None), ("shocks.0.month", "shocks has 0 entries and none numbered '0'", 7, "a longer list", None),
    ]  # fmt: skip
    assert {problem.file for problem in found if problem is not None} == {"--set"} and document["shocks"] == []


def test_a_path_that_begins_nowhere_is_told_with_what_it_may_be() -> None:
    none: dict[str, Any] = {}
    found = [_unknown(path, 1, none) for path in ("yeras", "levers.ratio", "zzz", "budget_usd", "label.x.y")]
    assert [problem.nearest for problem in found][:2] == ["years", next(f"levers.{lever}.ratio" for lever in REGISTRY if "ratio" in REGISTRY[lever].parameters)]
    assert [str(problem.allowed).split(" with ")[0] for problem in found[:4]] == ["a path that begins", "the full path of a value", "a path that begins", "the full path of a value"]
    assert {(problem.file, problem.says, problem.value) for problem in found} == {("--set", "unknown path", 1)} and "base" not in str(found[0].allowed).split(", ")
    for path, value in (("levers.ratio", 2), ("parameters.giving", 2), ("corridor.MAR-BEL", 2), ("base", "x"), ("nothing.at", 1)):
        with pytest.raises(InputError) as raised:
            changed({}, {path: value})
        assert [problem.says for problem in raised.value.problems] == ["unknown path"]
    assert changed({}, {"levers.one_stop_shop": {}, "years": 3}) == {"levers": {"one_stop_shop": {}}, "years": 3}


def test_figures_of_countries_that_left_are_left_behind_but_for_those_that_are_set() -> None:
    document: dict[str, Any] = {"origin": ["MAR"], "residence": ["BEL"], "corridor": {"MAR-BEL": {}, "MAR-*": {}, "TUN-*": {}, "TUN-BEL": {}, "*-BEL": {}}}
    keep_corridors(document, ("TUN-BEL",))
    assert list(document["corridor"]) == ["MAR-BEL", "MAR-*", "TUN-BEL", "*-BEL"]
    for same in ({"corridor": {"TUN-BEL": {}}}, {"origin": ["MAR"], "residence": ["BEL"], "corridor": 3}, {"origin": ["MAR"], "residence": ["BEL"]}):
        before = dict(same)
        keep_corridors(same)
        assert same == before
    moved = changed({"origin": ["TUN"], "residence": ["BEL"], "corridor": {"TUN-BEL": {"a": 1}}}, {"origin": ["MAR"], "corridor.SEN-FRA.a": 2})
    assert moved["corridor"] == {"SEN-FRA": {"a": 2}}
    assert changed({"origin": ["TUN"], "residence": ["BEL"], "corridor": {"MAR-BEL": {"a": 1}}}, {"years": 3})["corridor"] == {"MAR-BEL": {"a": 1}}


def test_a_problem_is_laid_at_the_door_of_who_set_the_value() -> None:
    setters = {"levers.matching_grant.ratio": "--set", "years": "--years"}
    keys = ("levers.matching_grant.ratio", "levers.matching_grant.ratio.value", "levers.matching_grant", "levers.matching_grant.ratios", "years", "start")
    assert [_located(Problem(key, "s"), "file", setters).file for key in keys] == ["--set", "--set", "--set", "file", "--years", "file"]
    assert _located(Problem("start", "s", "own"), "file", {}).file == "own" and _located(Problem("start", "s"), None, {}).file is None


def test_words_in_one_language_stand_for_both_and_a_start_is_a_month() -> None:
    both, english, french = {"en": "A", "fr": "B"}, {"en": "A"}, {"fr": "B"}
    assert [_both(words) for words in (both, english, french, {})] == [Text("A", "B"), Text("A", "A"), Text("B", "B"), Text("", "")]
    assert _in_one_language("label", both) is None and [_in_one_language("label", words).en for words in (english, french)] == [  # type: ignore[union-attr]
        "label is written in English alone: these words stand for the French ones too.", "label is written in French alone: these words stand for the English ones too.",
    ]  # fmt: skip
    asked = work()
    assert [_start(asked, value) for value in ("1990-01", "2100-12", "1999-10")] == ["1990-01", "2100-12", "1999-10"] and asked.problems == []
    wrong = ("1989-12", "2101-01", "2020-13", "2020-00", "2020-1", 2020, "2020-01-01")
    assert {_start(asked, value) for value in wrong} == {"2020-01"} and [(problem.key, problem.value) for problem in asked.problems] == [("start", value) for value in wrong]


def test_figures_of_a_file_that_are_numbers_alone_are_told_and_what_is_no_table_elsewhere() -> None:
    document = {"corridor": {"A-B": {"x": 1, "y": {"value": 1}, "z": "s"}, "C-D": 3}}
    assert [(problem.key, problem.file, problem.value) for problem in _bare_figures(document, "f")] == [("corridor.A-B.x", "f", 1), ("corridor.A-B.z", "f", "s")]
    assert _bare_figures({}, "f") == _bare_figures({"corridor": 3}, "f") == _bare_figures({"corridor": [1]}, "f") == []


def test_the_file_that_is_meant_by_a_name_without_its_ending_or_nearly(tmp_path: Path) -> None:
    for name in ("one.toml", "second.toml", "third.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [beside(tmp_path / name) for name in ("one", "one.toml", "secnd.toml", "third", "zzz", "two.toml")] == [str(tmp_path / "one.toml")] * 2 + [str(tmp_path / "second.toml"), None, None, None]
    assert beside(tmp_path / "none" / "one") is None


def test_bytes_of_a_scenario_are_those_of_the_library_or_of_a_file_of_at_most_its_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "one.toml"
    place.write_bytes(b"a = 1")
    monkeypatch.setattr(loader, "LARGEST_FILE", 5)
    wrong: Any = lambda *said: InputError(Problem("", *said))  # noqa: E731
    assert _bytes(place, "l", wrong) == b"a = 1" and b"MAR" in _bytes("morocco_belgium", "l", wrong) and _document(place) == {"a": 1}
    place.write_bytes(b"a = 12")
    with pytest.raises(InputError, match="is too large: 6 bytes"):
        _bytes(place, "l", wrong)
    for content in (b"", b" \r\n\t", b"# nothing", b"\xef\xbb\xbf"):
        place.write_bytes(content[:5])
        with pytest.raises(InputError, match="the file is empty"):
            _document(place)


def test_a_document_is_merged_with_what_it_starts_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, dict[str, Any]] = {}
    monkeypatch.setattr(loader, "_document", lambda name: deepcopy(files[Path(name).name]))
    place = str(tmp_path / "one.toml")

    def merged(**document: Any) -> dict[str, Any]:
        files["one.toml"] = document
        return _merged(place, ())[0]

    files["below.toml"] = {"origin": ["MAR"], "residence": ["BEL"], "years": 3, "regions": "rows.csv", "corridor": {"MAR-BEL": {"a": {"v": 1}}}}
    assert merged(years=4) == {"years": 4} and merged(regions="r.csv") == {"regions": str(tmp_path / "r.csv")} and merged(regions=[{}]) == {"regions": [{}]} and merged(base=3) == {"base": 3}
    whole = {"origin": ["MAR"], "residence": ["BEL"], "years": 3, "regions": str(tmp_path / "rows.csv"), "corridor": {"MAR-BEL": {"a": {"v": 1}}}}
    assert merged(base="below.toml") == {**whole, "base": "below.toml"}
    files["below.toml"]["regions"] = [{"region": "A"}]
    assert merged(base="./below.toml", residence=["FRA"])["regions"] == [{"region": "A"}] and "corridor" in merged(base="below.toml", residence=["FRA"]) and merged(base="below.toml", residence=["FRA"])["corridor"] == {}
    pairs = merged(base="below.toml", corridors=[{"origin": "MAR", "residence": "BEL"}])
    assert "origin" not in pairs and "residence" not in pairs and "regions" not in pairs and pairs["corridor"] == {"MAR-BEL": {"a": {"v": 1}}}
    assert merged(base="below.toml", origin=["TUN"], regions=[{"region": "B"}], corridor={"X-Y": {"b": {}}})["corridor"] == {"X-Y": {"b": {}}}
    files["pairs.toml"] = {"corridors": [{"origin": "MAR", "residence": "BEL"}]}
    assert "corridors" not in merged(base="pairs.toml", origin=["TUN"]) and "corridors" not in merged(base="pairs.toml", residence=["FRA"]) and "corridors" in merged(base="pairs.toml")
    files["below.toml"]["base"] = "one.toml"
    with pytest.raises(InputError) as raised:
        merged(base="below.toml")
    chain = " -> ".join(str((tmp_path / name).resolve()) for name in ("one.toml", "below.toml", "one.toml"))
    assert [(problem.key, problem.says) for problem in raised.value.problems] == [("base", f"goes round in a circle: {chain}")]
    monkeypatch.setattr(loader, "library", lambda: ("one", "other"))
    files |= {"one": {"base": "other"}, "other": {"base": "one"}}
    with pytest.raises(InputError, match="goes round in a circle: one -> other -> one"):
        _merged("one", ())
    monkeypatch.setattr(loader, "library", library)
    (tmp_path / "near_one.toml").write_text("", encoding="utf-8")
    for base, near in (("near_one", "near_one.toml"), ("morocco_belgim", "morocco_belgium"), ("zzzzzzzz", None)):
        with pytest.raises(InputError) as raised:
            merged(base=base)
        (problem,) = raised.value.problems
        assert (problem.key, problem.says, problem.nearest) == ("base", f"there is no scenario '{base}' in the library", near)


def test_what_a_figure_of_another_unit_is_called_is_the_path_of_it() -> None:
    """The sentence of a share above 1 holds its path and its value, with the published one where there is one."""
    declared = declare(0.5, Unit.SHARE, "A share.", "Une part.", low=0.0, high=9.0, source="x")
    none, above = replace(declared, value=None), replace(declared, value=1.5)
    given = {"a": (2.0, declared), "b": (2.0, none), "c": (1.0, declared), "d": (2.0, above), "e": (2.0, replace(declared, unit=Unit.USD))}
    assert [text.en for text in implausible_figures.shares_above_one(given)] == [
        "a is 2, a share above 1: 100 % is written 1; the published or declared value is 0.5 (x).", "b is 2, a share above 1: 100 % is written 1.",
    ]  # fmt: skip


# --- rows of regions, sources, shapes -----------------------------------------------------------------------------------------------------------------------


def test_rows_of_a_table_of_regions_keep_their_line_and_number(tmp_path: Path) -> None:
    place = tmp_path / "r.csv"
    place.write_text("Region; population ;POVERTY;need;\n Fes ;1 000;0,5;;\n\nTaza;2000;0,25;0,1;x\n", encoding="utf-8")
    first, second = rows_of_csv(place)
    assert (first.cells, first.line, first.number, first.file) == ({"region": "Fes", "population": 1000.0, "poverty": 0.5}, 2, 0, str(place))
    assert (second.cells, second.line, second.number) == ({"region": "Taza", "population": 2000.0, "poverty": 0.25, "need": 0.1}, 4, 1)
    assert (first.problem("need", "s").key, Given({}, None, 3, None).problem("need", "s").key) == ("line 2, column need", "regions.3.need")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("region,population,poverty,need,need\nA,1,0.5,1,1\n", [("line 1, column 5", "need stands twice in the header", None, None, None)]),
        ("region,population,poverty,nead\nA,1,0.5,1\n", [("line 1, column 4", "'nead' is no column of a table of regions", "nead", ", ".join(COLUMNS), "need")]),
        ("region,population,poverty,,need\nA,1,0.5,,1\n", [("line 1, column 4", "'' is no column of a table of regions", "", ", ".join(COLUMNS), None)]),
        ("region,population,poverty\n,x,\nB,1,0.5\n", [("line 2, column population", None, "x", MEANS["population"].en, None), ("line 2, column region", "is empty", None, "its name", None), ("line 2, column poverty", "is empty", None, MEANS["poverty"].en, None)]),
    ],
)  # fmt: skip
def test_cells_of_a_table_of_regions_are_told_each_at_its_place(text: str, problems: list[Any], tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        rows_of_csv(tmp_path / "r.csv")
    found = told(raised.value.problems)
    assert [(one[0], one[1] if wanted[1] else None, *one[2:]) for one, wanted in zip(found, problems, strict=True)] == problems and {problem.file for problem in raised.value.problems} == {str(tmp_path / "r.csv")}


def test_regions_are_rows_of_a_file_or_tables_and_nothing_else(tmp_path: Path) -> None:
    assert _given(work()) == []
    for raw in (3, [], [1], {"a": 1}, [{}, 3]):
        asked = work(regions=raw)
        assert _given(asked) == [] and [(problem.key, problem.value) for problem in asked.problems] == [("regions", raw)] and "is neither a path nor a list of tables" in asked.problems[0].says
    lost = work(regions=str(tmp_path / "none.csv"))
    assert _given(lost) == [] and len(lost.problems) == 1
    asked = work(regions=[{"region": "A", "population": 1.0, "poverty": 0.5}, {"region": "B", "povrety": 1}])
    assert [(row.number, row.line, row.file) for row in _given(asked)] == [(0, None, None), (1, None, None)]
    assert told(asked.problems) == [
        ("regions.1.povrety", "unknown key", 1, ", ".join(COLUMNS), "poverty"), ("regions.1.population", "is missing", None, MEANS["population"].en, None), ("regions.1.poverty", "is missing", None, MEANS["poverty"].en, None),
    ]  # fmt: skip


def test_a_region_is_its_row_with_numbers_as_they_are() -> None:
    asked = work(sources={"own": {}})
    row = {"region": " Fes   West ", "population": 10, "poverty": 1}
    assert _region(asked, Given(row, None, 0, None)) == Region("Fes West", 10.0, 1.0, None, None, "")
    assert _region(asked, Given({**row, "need": 0, "emigrants": 5, "source": "own"}, None, 0, None)) == Region("Fes West", 10.0, 1.0, 0.0, 5.0, "own")
    assert _region(asked, Given({**row, "emigration": 0.5}, None, 0, None)) == Region("Fes West", 10.0, 1.0, None, 0.5, "") and asked.problems == []
    wrong = [{"region": ""}, {"region": "3"}, {"region": "poorest:2"}, {"region": 5}, {"region": "a\x07"}, {"population": 0}, {"emigration": 0.5, "emigrants": 5}, {"source": "none"}, {"source": 3}]
    assert [_region(asked, Given({**row, **more}, None, 0, None)) for more in wrong] == [None] * len(wrong)
    assert [problem.key for problem in asked.problems] == ["regions.0.region"] * 5 + ["regions.0.population", "regions.0.emigrants", "regions.0.source", "regions.0.source"]
    before = len(asked.problems)
    assert _region(asked, Given({"region": "A", "population": 1.0}, None, 0, None)) is None and _region(asked, Given({"population": 1.0, "poverty": 0.5}, None, 0, None)) is None and len(asked.problems) == before


def test_regions_are_read_by_origin_unless_one_of_them_is_wrong() -> None:
    row = {"population": 10.0, "poverty": 0.5}
    rows = [{"region": name, "origin": origin, **row} for origin in ("TUN", "MAR") for name in ("A", "B")]
    assert list(read_regions(work(regions=rows), ["MAR-BEL", "TUN-FRA"], {})) == ["MAR", "TUN"] and dict(read_regions(work(regions=rows), [], {})) == {} == dict(read_regions(work(), ["MAR-BEL"], {}))
    for broken in ([*rows[:3], {**rows[3], "origin": "XXX"}], [*rows[:3], {**rows[3], "poverty": 2.0}], rows[:3]):
        asked = work(regions=broken)
        assert dict(read_regions(asked, ["MAR-BEL", "TUN-FRA"], {})) == {} and asked.problems


def test_own_sources_are_read_key_by_key() -> None:
    listed = next(iter(tables.bibliography()))
    source = {"title": "t", "publisher": "p", "year": 2020, "address": "a"}
    asked = work(sources={"own-1": source, "graded": {**source, "grade": "B", "licence": "l"}, listed: source, ASSUMPTION: source, "é": source, "bad": {"title": "t"}, "grade": {**source, "grade": "E"}})
    read_sources(asked)
    assert asked.sources == {"own-1": Source("t", "p", 2020, "a"), "graded": Source("t", "p", 2020, "a", "l", "B")}
    known = tables.bibliography()[listed]
    assert told(asked.problems[:3]) == [
        (f"sources.{listed}", f"is a key of the bibliography already ({known['publisher']}, {known['title']}, {known['year']})", listed, "another key; or no table, and this source as it is", None),
        (f"sources.{ASSUMPTION}", f"'{ASSUMPTION}' cannot be the key of a source", ASSUMPTION, "letters without accents, digits, _ and -, as ansd2023", "assumption"),
        ("sources.é", "'é' cannot be the key of a source", "é", "letters without accents, digits, _ and -, as ansd2023", "source"),
    ]
    assert [problem.key for problem in asked.problems[3:]] == ["sources.bad.publisher", "sources.bad.year", "sources.bad.address", "sources.grade.grade"]
    assert is_source(asked, listed) and is_source(asked, "own-1") and is_source(asked, "bad") and not is_source(asked, "none")


def test_what_is_no_source_is_told_with_the_key_that_is_meant_and_the_table_to_add() -> None:
    asked = work(sources={"ansd2023": {}, "é": {}})
    found = unknown_source(asked, "p", "ansd2032", 2019)
    assert (found.key, found.says, found.value, found.nearest) == ("p", "'ansd2032' is not a key of the bibliography or of [sources]", "ansd2032", "ansd2023")
    lines = str(found.allowed).splitlines()
    assert lines[:6] == ['source = "ansd2032", with this table in the file:', "    [sources.ansd2032]", '    title = "ansd2032"', '    publisher = "WHO PUBLISHED IT"', "    year = 2019", '    address = "WHERE IT IS FOUND"'] and lines[6].startswith("  or one of the keys ") and "ansd2023" in lines[6] and "é" not in lines[6]
    assert "year = 1999" in str(unknown_source(asked, "p", "Census 1999", 2019).allowed) and "year = 2023" in str(unknown_source(asked, "p", "Census", None).allowed) and unknown_source(asked, "p", "zzzzzzzz", None).nearest is None
    other = unknown_source(asked, "p", "A b", None, Text("in another way", "autrement"))
    assert str(other.allowed).splitlines()[6] == "  or in another way" and str(other.allowed).splitlines()[7].startswith("  or one of the keys")


def test_the_schema_of_a_number_has_its_kind_its_bounds_and_its_sentence() -> None:
    def schema(value: Any, unit: Unit = Unit.COUNT, **more: Any) -> dict[str, Any]:
        found = _number_schema(declare(value, unit, "A.", "B.", **more))
        assert found.pop("description") == f"A. ({unit})"
        return found

    assert schema(1, low=0, high=5, kind=Kind.INTEGER) == {"type": "integer", "minimum": 0, "maximum": 5} and schema(1.0, low=-1.0, high=5.0) == {"type": "number", "minimum": -1.0, "maximum": 5.0}
    assert schema(True, Unit.YES_NO, kind=Kind.BOOLEAN) == {"type": "boolean"} and schema("x", Unit.CHOICE, kind=Kind.CHOICE, choices=("x", "y")) == {"type": "string", "enum": ["x", "y"]}
    assert _number_schema(replace(declare(1.0, Unit.RATIO, "A.", "B.", low=0.0, high=5.0), high=math.inf)) == {"type": "number", "minimum": 0.0, "description": "A. (ratio)"}
    assert _number_schema(ELIGIBILITY["communities"])["items"]["anyOf"][0] == {"type": "integer", "minimum": 1} and _number_schema(ELIGIBILITY["corridors"])["items"] == {"type": ["string", "integer"]}
    assert set(_value_schema(BUDGET)) == {"anyOf", "description"} and _value_schema(RATIO) == _number_schema(RATIO) and is_money(BUDGET) and not is_money(RATIO)


def test_the_schema_of_regions_is_a_path_or_rows_with_their_bounds() -> None:
    path, rows = _regions_schema()["anyOf"]
    share, persons, text = {"type": "number", "minimum": 0, "maximum": 1}, {"type": "number", "minimum": 0}, {"type": "string", "minLength": 1}
    items = rows["items"]
    assert path == text and (rows["type"], items["type"], items["additionalProperties"], items["required"]) == ("array", "object", False, ["region", "population", "poverty"])
    assert items["properties"] == {"region": text, "population": persons, "poverty": share, "need": share, "emigration": share, "emigrants": persons, "origin": text, "source": text}
    properties = json_schema()["properties"]
    assert (properties["start"]["pattern"], properties["years"], properties["burn_in_years"]) == ("^[0-9]{4}-(0[1-9]|1[0-2])$", {"type": "integer", "minimum": 1, "maximum": 100}, {"type": "integer", "minimum": 0, "maximum": 50})
    assert properties["shocks"]["items"]["required"] == ["kind"] and properties["corridor"]["additionalProperties"] is False and properties["ministry"]["properties"]["weights"]["required"] == list(WEIGHTS)
    assert properties["levers"]["additionalProperties"] is False and json_schema()["$defs"]["OneOrBoth"]["minProperties"] == 1


def test_more_levers_with_limits_of_their_own_than_a_world_takes_are_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `_too_restricted`: as many as a world takes are not even looked at."""
    problem = Problem("levers", "too many")
    monkeypatch.setattr("model.policy.levers_in_force.restricted_problem", lambda policies: problem)
    base = loader.load("morocco_belgium_matching_grant")
    lever = base.levers[0]
    for restricted, found in ((build.MAX_RESTRICTED, []), (build.MAX_RESTRICTED + 1, [problem])):
        limits = [type(lever)(**{**lever.values, "eligibility": replace(lever.eligibility, sex="female")})] * restricted
        assert all(one.is_restricted for one in limits) and not lever.is_restricted
        assert build._too_restricted(replace(base, levers=(*limits, lever))) == found
    monkeypatch.setattr("model.policy.levers_in_force.restricted_problem", lambda policies: None)
    assert build._too_restricted(replace(base, levers=tuple(limits))) == []


def test_a_question_measures_what_it_shows_and_speaks_of_once() -> None:
    asked = questions.question(1)
    given = asked.content.model_copy(update={"watch": ["jobs", "visits"], "picture": asked.content.picture.model_copy(update={"outcomes": ["jobs", "exporters"]})})
    number = lambda of, per: SimpleNamespace(of=of, per=per)  # noqa: E731
    for numbers, more in (({}, ()), ({"a": number("firms_created", None), "b": number("jobs", "without"), "c": number("visits", "public_cost")}, ("firms_created", "public_cost"))):
        assert given.model_copy(update={"numbers": numbers}).measured == ("jobs", "visits", "exporters", *more)
    option = asked.content.options[0]
    assert asked.scenario_name(option) == f"question_1_{option.id}" and asked.option(f"question_1_{option.id}") == option and questions.numbers() == tuple(sorted(questions.numbers()))
    for wrong in (0, 100, 99):
        with pytest.raises(InputError):
            questions.question(wrong)
