"""The table of all countries by hand: what is read, computed and imputed of a few countries made up, and what a scenario takes of a row."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from model.inputs.settings import FIGURES, STOCK_YEARS
from model.parameters import parameters
from scenarios.countries import propensity as sending
from scenarios.country_tables import by_corridor, by_country
from scenarios.country_tables.build import CORRIDOR_COLUMNS, _corridor_row, _countries_text, _hows_text, _report
from scenarios.country_tables.by_corridor import Corridors, Prices, arc, chosen, corridors, stocks_of
from scenarios.country_tables.by_country import Line, Places, jumps, of_countries
from scenarios.country_tables.folder import Published
from scenarios.country_tables.gravity import PRICES, Gravity, fitted
from scenarios.importing import Imported, Key
from scenarios.world_table import figures, imputation_rules
from scenarios.world_table.cohorts import EXIT, YEARS, Exit, cohorts, exit_for
from scenarios.world_table.published import CountryFigure, assumed, clipped, parsed, tables
from scenarios.world_table.statistics import Range, log_odds, of_group, quantile, share_of_both, spread

Series = Mapping[tuple[str, str], Mapping[int, float]]


def imported(kind: str, **by_figure: Series) -> Imported:
    return Imported(
        kind,
        "made up",
        "made_up",
        {},
        {Key(figure, place, other): dict(years) for figure, series in by_figure.items() for (place, other), years in series.items()},
    )  # type: ignore[arg-type]


def one(**years_of: Mapping[int, float]) -> Series:
    return {(place, ""): years for place, years in years_of.items()}


REGIONS = imported("un_workbook", region=one(SEN={2020: 914}, MLI={2020: 914}, FRA={2020: 926}, ITA={2020: 925}, QAT={2020: 922}))


def published(*more: Imported) -> Published:
    by_kind: dict[str, list[Imported]] = {}
    for table in (REGIONS, *more):
        by_kind.setdefault(table.kind, []).append(table)
    return Published(by_kind)


# --- what is published -----------------------------------------------------------------------------------------------------------------------------------


def test_the_newest_year_within_bounds_and_the_newest_release() -> None:
    found = published(imported("wdi", gdp=one(SEN={2010: 1.0, 2015: 2.0, 2019: 3.0})), imported("wdi", gdp=one(SEN={2015: 2.5})))
    assert found.series("wdi", "gdp", "SEN") == {2010: 1.0, 2015: 2.5, 2019: 3.0} and found.newest("wdi", "gdp", "SEN") == (2019, 3.0)
    assert found.newest("wdi", "gdp", "SEN", years=(2010, 2015)) == (2015, 2.5) and found.newest("wdi", "gdp", "SEN", years=(2011, 2014)) is None
    assert found.newest("wdi", "gdp", "SEN", years=(2010, 2010)) == (2010, 1.0) and found.newest("wdi", "nothing", "SEN") is None


def test_which_corridors_are_in_the_table_at_the_bounds() -> None:
    def given(*stocks: float) -> dict[tuple[str, str], tuple[int, float, str]]:
        return {("AAA", f"R{k:02}"): (2020, stock, "un2020") for k, stock in enumerate(stocks)}

    assert len(chosen(given(100.0, 99.0), frozenset())) == 1
    # after ten of 900 (9,000 of 10,000) nine tenths are held: no eleventh; of 899 there is one
    assert len(chosen(given(*[900.0] * 10, 500.0, 500.0), frozenset())) == 10 and len(chosen(given(*[899.0] * 10, 500.0, 500.0), frozenset())) == 11
    large = given(*[1e6] * 10, 20_000.0, 19_999.0)
    assert len(chosen(large, frozenset())) == 11 and len(chosen(large, frozenset({("AAA", "R11")}))) == 12
    assert chosen(given(*[900.0] * 10, 99.0), frozenset({("AAA", "R10")})) == chosen(given(*[900.0] * 10), frozenset())
    assert (by_corridor.AT_LEAST, by_corridor.SHARE, by_corridor.SMALLEST, by_corridor.LARGE, by_corridor.ONLY_IN_MATRIX) == (10, 0.9, 100.0, 20_000.0, 1000.0)
    found = published(
        imported("un_stock_2020", migrant_stock={("SEN", "FRA"): {2020: 1.0}, ("SEN", "ITA"): {2020: 0.99}}),
        imported("world_bank_stock", migrant_stock={("SEN", "QAT"): {2017: 1000.0}}),
    )
    assert stocks_of(found) == {("SEN", "FRA"): (2020, 1.0, "un2020"), ("SEN", "QAT"): (2017, 1000.0, "kn2017")}


def test_a_slip_is_twice_or_half_of_both_neighbours_and_no_less() -> None:
    def slips(*values: float) -> dict[str, list[int]]:
        return jumps(published(imported("wdi", received=one(SEN=dict(zip(range(2015, 2018), values, strict=True))))), "received")

    assert slips(1.0, 2.01, 1.0) == slips(2.1, 1.0, 3.0) == {"SEN": [2016]}
    assert slips(1.0, 2.0, 1.0) == slips(2.0, 1.0, 2.0) == slips(1.0, 3.0, 2.0) == slips(2.1, 1.0, 1.9) == slips(0.0, 1.0, 3.0) == {}


# --- figures of a country ---------------------------------------------------------------------------------------------------------------------------------


def line(places: Places, figure: str, iso3: str = "SEN") -> tuple[Any, ...] | None:
    found = places.lines.get((iso3, figure))
    return None if found is None else (found.value, found.low, found.high, found.year, found.how)


def test_incomes_and_populations_are_of_a_year_that_has_both() -> None:
    def sizes(**figures_of: Mapping[int, float]) -> Places:
        workbook = {name: one(SEN=years) for name, years in figures_of.items() if name == "thousands"}
        places = Places(
            published(
                imported("wdi", **{name: one(SEN=years) for name, years in figures_of.items() if name != "thousands"}),
                *[imported("un_workbook", population=series) for series in workbook.values()],
            )
        )
        by_country._sizes(places, "SEN")
        return places

    both = sizes(gdp={2015: 30.0, 2018: 50.0, 2020: 90.0}, population={2015: 10.0, 2018: 20.0, 2019: 21.0, 2020: 22.0}, gdp_pc={2019: 7.0})
    assert line(both, "gdp_pc") == (2.5, None, None, 2018, "wdi_ratio") and line(both, "population") == (21.0, None, None, 2019, "wdi")
    old = sizes(gdp={2014: 30.0}, population={2014: 10.0}, gdp_pc={2004: 9.0, 2005: 7.0, 2020: 8.0}, thousands={2020: 12.3456})
    assert line(old, "gdp_pc") == (7.0, None, None, 2005, "wdi_old") and line(old, "population") == (12346.0, None, None, 2020, "un_pop")
    edges = sizes(gdp={2019: 30.0}, population={2019: 10.0})
    assert line(edges, "gdp_pc") == (3.0, None, None, 2019, "wdi_ratio") and line(sizes(gdp={2015: 30.0}, population={2015: 10.0}), "gdp_pc") == (
        3.0,
        None,
        None,
        2015,
        "wdi_ratio",
    )


def test_institutions_are_mapped_to_shares() -> None:
    estimates = {"voice": -2.5, "stability": 0.0, "effectiveness": 2.5, "regulation": 3.0, "law": 1.25, "corruption": -0.5}
    governance = imported(
        "governance",
        **{name: one(SEN={2019: value, 2014: 2.0}, MLI={2020: value} if name != "corruption" else {2014: value}) for name, value in estimates.items()},
    )
    citizenship = imported("citizenship", loses_by_naturalising=one(SEN={2020: 1.0}, MLI={2020: 0.0}), must_renounce=one(SEN={2020: 1.0}))
    business = imported("wdi", start_business_days=one(SEN={2009: 5.0, 2010: 6.0}), start_business_steps=one(SEN={2019: 4.0}))
    places = Places(published(governance, citizenship, business, imported("doing_business_cost", start_business_cost=one(SEN={2019: 7.5}))))
    for iso3 in ("SEN", "MLI"):
        by_country._institutions(places, iso3)
    assert line(places, "business_climate") == (pytest.approx((0.0 + 0.5 + 1.0 + 1.0 + 0.75 + 0.4) / 6.0), None, None, 2019, "wgi")
    assert [line(places, name) for name in ("stability", "voice", "law")] == [
        (0.5, None, None, 2019, "wgi_stability"),
        (0.0, None, None, 2019, "wgi"),
        (0.75, None, None, 2019, "wgi"),
    ]
    assert line(places, "business_climate", "MLI") is None and line(places, "law", "MLI") == (0.75, None, None, 2020, "wgi")
    assert line(places, "dual_allowed") == (0.0, None, None, 2020, "l05") and line(places, "dual_allowed", "MLI") == (1.0, None, None, 2020, "l05")
    assert line(places, "renunciation_required") == (1.0, None, None, 2020, "a06b")
    assert (
        line(places, "start_business_days") == (6.0, None, None, 2010, "db")
        and line(places, "start_business_steps") == (4.0, None, None, 2019, "db")
        and line(places, "start_business_cost") == (0.075, None, None, 2019, "db_share")
    )


def test_shares_of_people_are_of_one_year() -> None:
    education = {
        "emigrants_tertiary": 20.0, "emigrants": 80.0, "emigrants_women": 36.0, "immigrants_tertiary": 6.0, "immigrants": 24.0, "tertiary_natives": 0.1, "boys": 21.0, "girls": 19.0, "adults": 60.0,
    }  # fmt: skip
    table = imported(
        "education",
        **{
            name: one(SEN={2020: value}, MLI={2020 if name != "emigrants" else 2019: 0.0 if name == "immigrants" else value})
            for name, value in education.items()
        },
    )
    workbook = imported("un_workbook", immigrants_women=one(SEN={2020: 11.0}), immigrants=one(SEN={2020: 44.0}))
    places = Places(published(table, workbook))
    for iso3 in ("SEN", "MLI"):
        by_country._people(places, iso3)
    expected = {
        "skilled_share": (0.25, "wdr"),
        "women_emigrants": (0.45, "wdr"),
        "skilled_immigrants": (0.25, "wdr"),
        "women_immigrants": (0.25, "un_share"),
        "tertiary_natives": (0.1, "wdr"),
        "share_under_15": (0.4, "wdr"),
    }
    assert {name: (found[0], found[4]) for name in expected if (found := line(places, name))} == expected
    assert [line(places, name, "MLI") for name in ("skilled_share", "women_emigrants", "skilled_immigrants", "women_immigrants")] == [None] * 4


def test_totals_are_medians_of_years_without_zeros() -> None:
    money = imported(
        "wdi",
        received=one(SEN={2012: 900.0, 2013: 1.0, 2015: 5.0, 2016: 0.0, 2017: 3.0, 2018: 8.0, 2019: 10.0, 2021: 6.0}),
        cost_receiving=one(SEN={2014: 9.0, 2020: 6.0}),
        cost_sending=one(SEN={2015: 4.0}),
    )
    places = Places(published(money))
    by_country._money(places, "SEN")
    assert line(places, "received_2013_2017") == (3.0, 1.0, 5.0, 2017, "wdi_median") and line(places, "received_2017_2021") == (
        7.0,
        3.0,
        10.0,
        2021,
        "wdi_median",
    )
    assert line(places, "received_2019_2021") == (8.0, 6.0, 10.0, 2021, "wdi_median") and line(places, "paid_2013_2017") is None
    assert line(places, "cost_receiving") == (0.06, None, None, 2020, "wdi_share") and line(places, "cost_sending") == (0.04, None, None, 2015, "wdi_share")


def test_what_is_read_first_stands_and_gaps_are_filled_from_countries_alike() -> None:
    places = Places(published())
    assert (
        places.region == {"SEN": "914", "MLI": "914", "FRA": "926", "ITA": "925", "QAT": "922", "XKX": "925", "TWN": "906"}
        and places.groups[1]["SEN"] == "sub-saharan africa"
    )
    assert places.groups[1]["FRA"] == places.groups[1]["ITA"] == "europe"
    places.keep("SEN", "law", (2020, 0.2), "wgi")
    places.keep("SEN", "law", (2021, 0.9), "db")
    places.keep("MLI", "law", None, "wgi")
    for iso3, value in (("FRA", 0.8), ("ITA", 0.6)):
        places.keep(iso3, "law", (2020, value), "wgi")
    places.fill("law")
    assert line(places, "law") == (0.2, None, None, 2020, "wgi") and line(places, "law", "MLI") == (
        0.6,
        pytest.approx(0.24),
        pytest.approx(0.78),
        None,
        "region",
    )
    places.fill("law", "majority")
    assert line(places, "law", "MLI")[4] == "region"  # type: ignore[index]
    for iso3, value in (("FRA", 1.0), ("ITA", 1.0), ("SEN", 0.0)):
        places.keep(iso3, "dual", (2020, value), "l05")
    places.fill("dual", "majority")
    assert line(places, "dual", "QAT") == (1.0, 0.0, 1.0, None, "majority")
    places.fill("nothing")
    assert line(places, "nothing") is None


def test_rules_for_what_no_table_gives() -> None:
    places = of_countries(
        published(
            imported("education", boys=one(SEN={2020: 21.0}), girls=one(SEN={2020: 19.0}), adults=one(SEN={2020: 60.0})),
            imported("governance", voice=one(SEN={2020: 0.5}), law=one(SEN={2020: -0.5})),
        )
    )
    assert line(places, "family_size") == (5.4, 3.78, 7.02, None, "rule") and line(places, "family_earners") == (1.85, 1.295, 2.59, None, "rule")
    assert line(places, "residence_rights") == (0.55, pytest.approx(0.35), pytest.approx(0.75), None, "rule")
    assert line(places, "residence_rights", "QAT")[0] == pytest.approx(0.35)  # type: ignore[index]
    assert {iso3: line(places, "naturalised_share", iso3)[0] for iso3 in ("FRA", "QAT", "SEN")} == {"FRA": 0.42, "QAT": 0.01, "SEN": 0.3}  # type: ignore[index]
    assert {iso3: line(places, "gone_after_5_years", iso3)[:3] for iso3 in ("FRA", "QAT")} == {"FRA": (0.43, 0.26, 0.6), "QAT": (0.65, 0.4, 0.9)}  # type: ignore[index]


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ("residence_rights", (1.0, 1.0, "europe"), (0.95, 0.75, 1.0)), ("residence_rights", (0.0, 0.0, "contract"), (0.05, 0.0, 0.25)), ("household_size", (0.5,), (2.75, 2.15, 3.35)),
        ("household_size", (0.9,), (1.35, 1.0, 1.95)), ("descendant_share", (0.5, True), (0.3, 0.15, 0.57)), ("descendant_share", (0.5, False), (0.3, 0.06, 0.7)), ("descendant_share", (0.1, False), (0.06, 0.012, 0.1848)),
        ("descendant_share", (0.9, True), (0.5, 0.25, 0.7)), ("earners", (2.0,), (1.0, 0.7, 1.4)), ("earners", (12.0,), (3.0, 2.1, 4.2)), ("earners", (1.0,), (1.0, 0.7, 1.4)),
        ("relative_pay", (3e3, 4e4, 0.18, "elsewhere"), (1.6, 1.0, 2.3)), ("relative_pay", (8e4, 4e4, 0.18, "europe"), (2.0, 1.5, 2.5)), ("relative_pay", (3e3, 4e4, 0.59, "settlement"), (2.0, 1.6, 2.4)),
    ],
)  # fmt: skip
def test_declared_rules(rule: str, given: tuple[Any, ...], expected: tuple[float, float, float]) -> None:
    assert getattr(imputation_rules, rule)(*given) == pytest.approx(expected)
    assert (
        imputation_rules.group("POL", "923") == "europe"
        and imputation_rules.group("CAN", None) == "settlement"
        and imputation_rules.group("UKR", "923") == "elsewhere"
        and imputation_rules.group("JOR", "922") == "contract"
    )


def test_quantiles_and_groups() -> None:
    assert (quantile([1.0, 2.0, 4.0], 0.0), quantile([1.0, 2.0, 4.0], 1.0), quantile([1.0, 2.0, 4.0], 0.25), quantile([3.0], 0.9)) == (1.0, 4.0, 1.5, 3.0)
    assert spread([4.0, 0.0, 2.0]) == pytest.approx((2.0, 0.2, 3.8))
    group = dict.fromkeys("ABCDEF", "x")
    assert of_group("F", dict(zip("ABCDEZ", (1.0, 2.0, 3.0, 4.0, 5.0, 99.0), strict=True)), [group]).value == 3.0
    assert (
        of_group("F", dict(zip("ABCDZ", (1.0, 2.0, 3.0, 4.0, 99.0), strict=True)), [group]).value == 3.0
        and of_group("F", {"F": 9.0, "Z": 1.0}, [group]).value == 1.0
    )
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0)) == pytest.approx(math.log(1e-4 / 0.9999)) and share_of_both(0.5, 0.8, 0.2) == pytest.approx(
        16.0 / 17.0
    )


# --- corridors ---------------------------------------------------------------------------------------------------------------------------------------------


def placed(**lines: float) -> Places:
    places = Places(published())
    for name, value in lines.items():
        iso3, _, figure = name.partition("_")
        places.lines[iso3, figure] = Line(iso3, figure, value, None, None, 2019, "wdi")
    return places


def test_stocks_that_moved_with_their_residence_were_carried_on() -> None:
    stocks = {
        ("A", "R"): (100.0, 110.0),
        ("B", "R"): (200.0, 220.0),
        ("C", "R"): (200.0, 219.0),
        ("D", "R"): (100.0, 150.0),
        ("E", "R"): (99.0, 110.0),
        ("F", "R"): (100.0, 0.0),
        ("A", "S"): (100.0, 110.0),
        ("B", "S"): (100.0, 110.0),
    }
    found = by_corridor._copied(published(imported("un_stock_2020", migrant_stock={pair: {2015: before, 2020: now} for pair, (before, now) in stocks.items()})))
    assert found == {("A", "R"), ("B", "R"), ("C", "R")}  # of factors 1.1, 1.1, 1.095 and 1.5; two origins are too few to tell
    off = {**stocks, ("C", "R"): (200.0, 218.8)}
    assert ("C", "R") not in by_corridor._copied(
        published(imported("un_stock_2020", migrant_stock={pair: {2015: before, 2020: now} for pair, (before, now) in off.items()}))
    )


def test_costs_of_the_corridor_else_of_one_side_else_of_all() -> None:
    prices = Prices(Range(0.9, 0.5, 1.7), Range(1.1, 0.5, 1.9), Range(0.06, 0.03, 0.12))
    known = published(
        imported("remittance_prices", remittance_cost={("SEN", "FRA"): {2016: 9.0, 2018: 4.5}, ("SEN", "ITA"): {2016: 9.0}, ("SEN", "QAT"): {2017: -1.0}})
    )
    places = placed(SEN_cost_receiving=0.05, ITA_cost_sending=0.08)
    assert by_corridor._cost(known, places, ("SEN", "FRA"), prices) == (0.045, 2018, "rpw") and by_corridor._cost(known, places, ("SEN", "QAT"), prices) == (
        0.0,
        2017,
        "rpw",
    )
    assert by_corridor._cost(known, places, ("SEN", "ITA"), prices) == (0.045, None, "cost_in") and by_corridor._cost(
        known, places, ("MLI", "ITA"), prices
    ) == (0.088, None, "cost_out")
    assert by_corridor._cost(known, places, ("MLI", "FRA"), prices) == (0.06, None, "cost_any")


def test_how_prices_stand_to_the_means_of_their_countries() -> None:
    """Thirty prices of 2 to 31 % to a country with a mean of 10 % from one with 20 %; older ones and zeros do not count."""
    codes = [f"R{k:02}" for k in range(30)]
    prices = {("SEN", code): {2016: 99.0, 2017: 2.0 + k} for k, code in enumerate(codes)} | {("MLI", "FRA"): {2016: 50.0}, ("MLI", "ITA"): {2018: 0.0}}
    places = placed(SEN_cost_receiving=0.1, **{f"{code}_cost_sending": 0.2 for code in codes})
    found = by_corridor._prices(published(imported("remittance_prices", remittance_cost=prices)), places)
    middle, low, high = 16.5, 2.0 + 29 * 0.05, 2.0 + 29 * 0.95
    assert (
        found.any == pytest.approx((middle / 100, 0.03, high / 100), abs=1e-4)
        and found.to_receiving == pytest.approx((1.65, low / 10, high / 10), abs=1e-4)
        and found.to_sending == pytest.approx((0.825, low / 20, 1.9), abs=1e-4)
    )
    few = by_corridor._prices(published(), places)
    assert few == (Range(1.0, 0.5, 1.7), Range(1.0, 0.5, 1.9), Range(0.075, 0.03, 0.12))
    assert by_corridor._inner([0.05] * 29, (0.03, 0.12)) == pytest.approx((0.075, 0.03, 0.12)) and by_corridor._inner(
        [0.05] * 30, (0.03, 0.12)
    ) == pytest.approx((0.05, 0.03, 0.12))


def test_distances_are_published_or_great_circles() -> None:
    at = imported("geography", latitude=one(SEN={2000: 0.0}, FRA={2000: 0.0}), longitude=one(SEN={2000: 0.0}, FRA={2000: 90.0}))
    known = published(at, imported("distance", distance={("SEN", "ITA"): {2000: 1234.6}}))
    quarter = 6371.0 * math.pi / 2.0
    assert (
        by_corridor._distance(known, "SEN", "FRA") == (round(quarter), "arc")
        and by_corridor._distance(known, "SEN", "ITA") == (1235, "cepii")
        and by_corridor._distance(known, "SEN", "MLI") == (None, "")
    )
    assert by_corridor._distance(known, "XKX", "SEN") == (round(arc((42.67, 21.17), (0.0, 0.0))), "arc") and by_corridor._distance(known, "MLI", "SEN") == (
        None,
        "",
    )
    assert (
        arc((90.0, 0.0), (-90.0, 50.0)) == pytest.approx(2 * quarter)
        and arc((0.0, 10.0), (0.0, 40.0)) == pytest.approx(quarter / 3)
        and arc((30.0, 7.0), (60.0, 7.0)) == pytest.approx(quarter / 3)
        and arc((5.0, 5.0), (5.0, 5.0)) == pytest.approx(0.0, abs=0.2)
    )


def test_a_law_of_trade_at_prices_of_now() -> None:
    law = Gravity(1.0, 0.5, 2.0, -1.0, 0.7, 0.5, 2.0, 60)
    exporter, importer = 4.0 * 1e6 * PRICES, 3.0 * 1e6 * PRICES
    assert law.flow(exporter, importer, 100.0, 1.0) == pytest.approx(math.e * 2.0 * 9.0 / 100.0 * math.exp(0.7) * 1e6 * PRICES) and law.flow(
        exporter, importer, 100.0, 0.0
    ) == pytest.approx(math.e * 18.0 / 100.0 * 1e6 * PRICES)
    assert law.flow(exporter, importer, 5.0, 0.0) == law.flow(exporter, importer, 20.0, 0.0) and law.flow(0.0, importer, 20.0, 0.0) > 0.0 and PRICES == 1.268
    rng = np.random.default_rng(1)
    flows: dict[str, dict[tuple[str, str], dict[int, float]]] = {name: {} for name in ("exports", "exporter_gdp", "importer_gdp", "trade_distance")}
    for k in range(52):
        gdp, other, km = np.exp(rng.normal(size=3))
        for name, value in zip(flows, (gdp**0.5 * other**2 / km * math.exp(0.1 * rng.normal()), gdp, other, km), strict=True):
            flows[name]["A", f"R{k}"] = {2006: 0.0 if k == 51 and name != "exports" else 0.0 if k == 50 and name == "exports" else float(value)}
    found = fitted(published(imported("trade", **flows)), {})
    assert found is not None and found.n == 50 and found[1:4] == pytest.approx((0.5, 2.0, -1.0), abs=0.1) and 0.8 < found.low < 1.0 < found.high < 1.25
    flows["exports"]["A", "R0"] = {2006: 0.0}
    assert fitted(published(imported("trade", **flows)), {}) is None


def world() -> tuple[Published, Places, Corridors]:
    """Senegal with two corridors: France, of which all is published, and Qatar, of which little is."""
    stocks = {
        ("SEN", "FRA"): dict.fromkeys(YEARS, 900.0) | {2020: 1800.0},
        ("SEN", "QAT"): {2020: 100.0},
        ("SEN", "ITA"): {2020: 99.0},
        ("ZZZ", "FRA"): {2020: 500.0},
    }
    given = published(
        imported("un_stock_2020", migrant_stock=stocks), imported("world_bank_stock", migrant_stock={("SEN", "FRA"): {2017: 1700.0}}), imported("remittance_prices", remittance_cost={("SEN", "FRA"): {2018: 4.5}}),
        imported("distance", distance={("SEN", "FRA"): {2000: 4200.4}}, common_language={("SEN", "FRA"): {2000: 1.0}}, colonial_link={("SEN", "FRA"): {2000: 1.0}}),
        imported("world_bank_remittances", remittances={("SEN", "FRA"): {2017: 650.0}}), imported("refugees", refugees={("SEN", "FRA"): {2019: 5.0, 2020: 7.0}}),
    )  # fmt: skip
    places = placed(
        SEN_population=16e6,
        SEN_gdp_pc=1400.0,
        FRA_population=67e6,
        FRA_gdp_pc=40_000.0,
        SEN_women_emigrants=0.4,
        FRA_women_immigrants=0.5,
        SEN_skilled_share=0.2,
        FRA_skilled_immigrants=0.3,
    )
    places.lines["QAT", "women_immigrants"] = Line("QAT", "women_immigrants", 0.2, 0.1, 0.3, None, "region")
    places.lines["QAT", "skilled_immigrants"] = Line("QAT", "skilled_immigrants", 0.4, 0.1, 0.6, None, "region")
    return given, places, corridors(given, places, frozenset())


def test_a_corridor_has_what_is_published_of_it_and_laws_for_the_rest() -> None:
    _, _, found = world()
    france, qatar = found.pairs
    middle_women, middle_skilled = 0.45, 0.25  # of what is read, without the region's
    assert (france.origin, france.residence, france.stocks, france.stock, france.stock_year, france.stock_how, france.second_stock) == (
        "SEN",
        "FRA",
        (900.0,) * 6 + (1800.0,),
        1800.0,
        2020,
        "un2020",
        1700.0,
    )
    assert france.female_share == round(share_of_both(0.4, 0.5, middle_women), 3) and qatar.female_share == round(share_of_both(0.4, 0.2, middle_women), 3)
    assert (
        (france.female_off, qatar.female_off) == (0.14, 0.2)
        and france.skilled_share == round(share_of_both(0.2, 0.3, middle_skilled), 3)
        and qatar.skilled_share == round(share_of_both(0.2, 0.4, middle_skilled), 3)
    )
    assert (france.cost, france.cost_year, france.cost_how, qatar.cost, qatar.cost_how) == (0.045, 2018, "rpw", 0.075, "cost_any")
    assert (france.distance, france.distance_how, france.common_language, france.colonial_link, france.remittances_2017, france.refugees_2020) == (
        4200,
        "cepii",
        1,
        1,
        650.0,
        7.0,
    )
    assert (
        qatar[-8:] == (None, None, None, "", None, None, None, None)
        and france.exports is None
        and france.cohort_is_own
        and qatar.cohort_is_own
        and qatar.stocks == (None,) * 6 + (100.0,)
    )
    assert found.coverage == {"SEN": pytest.approx(1900.0 / 1999.0)} and found.emigrants == {"SEN": 1999.0}


def test_a_corridor_as_a_row() -> None:
    _, places, found = world()
    law = Gravity(1.0, 0.5, 2.0, -1.0, 0.7, 0.25, 4.0, 60)
    traded = found.pairs[0]._replace(exports=1_234_567.0, imports=2e6, cohort_is_own=False)
    row = dict(zip(CORRIDOR_COLUMNS, _corridor_row(traded), strict=True))
    assert row == {
        "origin": "SEN", "residence": "FRA", **{f"stock_{year}": "900" for year in STOCK_YEARS}, "stock_2020": "1800", "stock": "1800", "stock_year": "2020", "stock_how": "un2020", "second_stock": "1700", "cohort": "residence",
        "female_share": f"{traded.female_share:g}", "female_off": "0.14", "skilled_share": f"{traded.skilled_share:g}", "cost": "0.045", "cost_year": "2018", "cost_how": "rpw", "exports_musd": "1.23", "imports_musd": "2",
        "distance_km": "4200", "distance_how": "cepii", "common_language": "1", "colonial_link": "1", "remittances_2017_musd": "650", "refugees_2020": "7",
    }  # fmt: skip
    assert _corridor_row(found.pairs[1])[CORRIDOR_COLUMNS.index("cohort")] == "own"
    priced = found._replace(gravity=law, prices=Prices(Range(0.8, 0.4, 1.6), Range(1.0, 0.5, 1.9), Range(0.06, 0.03, 0.12)))
    hows = {row["how"]: (row["times_low"], row["times_high"]) for row in csv.DictReader(_hows_text(priced).splitlines())}
    assert (hows["cost_in"], hows["cost_out"], hows["cost_any"], hows["gravity"], hows["un2020"]) == (
        ("0.5", "2"),
        ("0.5", "1.9"),
        ("0.5", "2"),
        ("0.25", "4"),
        ("", ""),
    )
    assert {row["how"]: row["times_low"] for row in csv.DictReader(_hows_text(found).splitlines())}["gravity"] == ""
    rows = list(csv.DictReader(_countries_text(places, found).splitlines()))
    assert {row["country"] for row in rows} == {"SEN", "FRA", "QAT"} and ("SEN", "population", "16000000", "2019") in {
        (row["country"], row["figure"], row["value"], row["year"]) for row in rows
    }
    assert {(row["country"], row["value"]) for row in rows if row["figure"] == "region"} == {("SEN", "914"), ("FRA", "926"), ("QAT", "922")}


def test_what_is_told_of_a_table() -> None:
    given, places, found = world()
    told = _report(given, places, found, {"a.csv": "é\n"})
    assert (told["origins"], told["residences"], told["corridors"], told["persons"], told["share_of_stock"]) == (
        1,
        2,
        2,
        1900.0,
        pytest.approx(1900.0 / 1999.0),
    )
    assert (told["origins_90"], told["origins_10"], told["stock_how"], told["cost_how"], told["cohort_own"], told["bytes"]) == (
        1,
        0,
        {"un2020": 2},
        {"rpw": 1, "cost_any": 1},
        2,
        {"a.csv": 3},
    )
    assert (
        told["imputed_countries"] == {"women_immigrants": 1, "skilled_immigrants": 1}
        and told["gravity"] is None
        and told["prices"]["any"] == (0.075, 0.03, 0.12)
    )


# --- who came when ------------------------------------------------------------------------------------------------------------------------------------------


def test_exits_by_years_abroad() -> None:
    assert Exit(0.08, 0.08, 4.0).stay(5.0) == pytest.approx(math.exp(-0.4)) and Exit(0.08, 0.02, 4.0).stay(4.0) == pytest.approx(
        math.exp(-0.08 - 0.06 * 4.0 * (1.0 - math.exp(-1.0)))
    )
    half = exit_for(0.5)
    assert half.stay(5.0) == pytest.approx(0.5) and half.scale == EXIT.scale and half.early / half.late == pytest.approx(EXIT.early / EXIT.late)
    steady = cohorts(dict.fromkeys(YEARS, 1000.0))
    young = cohorts(dict(zip(YEARS, (0.0, 0.0, 0.0, 0.0, 0.0, 1000.0, 1000.0), strict=True)))
    assert (
        steady is not None
        and young is not None
        and 0.0 < young.recent < 1.0
        and young.long == 0.0 < steady.long
        and 5.0 < young.mean_years < 10.0 < steady.mean_years
    )
    assert cohorts({**dict.fromkeys(YEARS, 1000.0), 2020: 1.0}) is not None and len(steady.arrivals) == 7


# --- figures of a scenario ------------------------------------------------------------------------------------------------------------------------------------


HOWS = "how,found,source,licence,times_low,times_high,en,fr\n" + "".join(
    f"{name},{found},{source},L,{low},{high},{says},dit\n"
    for name, found, source, low, high, says in (
        ("un2020", "read", "undesa2020", "", "", "read"), ("un2019", "read", "undesa2019", "", "", "older"), ("wdi", "read", "wdi2023", "", "", "read"), ("rpw", "computed", "rpw", "", "", "USD 200"), ("odds", "imputed", "assumption", "", "", "odds"),
        ("rule", "imputed", "assumption", "", "", "rule"), ("region", "imputed", "assumption", "", "", "region"), ("cost_in", "imputed", "assumption", "0.6", "1.8", "mean"), ("gravity", "imputed", "assumption", "0.1", "8", "law"), ("by_total", "imputed", "assumption", "", "", "total"),
    )
)  # fmt: skip
COUNTRY = {
    "population": 16e6, "gdp_pc": 1400.0, "dual_allowed": 0.0, "start_business_days": 6.0, "start_business_steps": 4.0, "start_business_cost": 0.2, "business_climate": 0.45, "stability": 0.5, "family_size": 5.4, "family_earners": 1.85,
    "renunciation_required": 1.0, "residence_rights": 0.8, "gone_after_5_years": 0.43, "naturalised_share": 0.4, "share_under_15": 0.18, "skilled_share": 0.2, "skilled_immigrants": 0.3, "region": 926.0,
}  # fmt: skip


def small_table(**row: str) -> Any:
    cells = {
        **dict.fromkeys(CORRIDOR_COLUMNS, ""), "origin": "SEN", "residence": "FRA", **{f"stock_{year}": "900" for year in STOCK_YEARS}, "stock_2020": "1800", "stock": "1800", "stock_year": "2020", "stock_how": "un2020", "second_stock": "1700",
        "cohort": "own", "female_share": "0.48", "female_off": "0.14", "skilled_share": "0.25", "cost": "0.05", "cost_year": "2018", "cost_how": "rpw", "exports_musd": "1.5", "imports_musd": "", **row,
    }  # fmt: skip
    ranged = {
        "family_size": (3.78, 7.02, "rule"),
        "family_earners": (1.3, 2.6, "rule"),
        "naturalised_share": (0.2, 0.6, "rule"),
        "residence_rights": (0.6, 1.0, "rule"),
        "gone_after_5_years": (0.26, 0.6, "rule"),
    }
    lines = ["country,figure,value,low,high,year,how"]
    for country in ("SEN", "FRA"):
        for name, value in COUNTRY.items():
            low, high, how = ranged.get(name, ("", "", "wdi"))
            lines.append(f"{country},{name},{value * (20.0 if country == 'FRA' and name == 'gdp_pc' else 1.0)},{low},{high},{'' if low else 2019},{how}")
    lines.append("SEN,remittance_propensity,1.2,0.7,1.9,,by_total")
    return parsed({"corridors.csv": ",".join(cells) + "\n" + ",".join(cells.values()) + "\n", "countries.csv": "\n".join(lines), "hows.csv": HOWS})


def test_figures_of_a_row_with_source_or_range() -> None:
    both = figures.figures("SEN", ("FRA",), small_table())
    home, found = both.origin, both.corridors["SEN-FRA"]
    assert (
        home["origin_gdp_pc"].value,
        found["residence_gdp_pc"].value,
        home["origin_gdp_pc"].source,
        home["origin_gdp_pc"].year,
        home["origin_gdp_pc"].note,
        home["origin_gdp_pc"].assumed,
    ) == (1400.0, 28_000.0, "wdi2023", 2019, "", None)
    assert (home["family_size"].value, home["family_size"].assumed, found["gone_after_5_years"].assumed) == (5.4, (3.78, 7.02), (0.26, 0.6)) and home[
        "tax_rate"
    ].assumed == (0.1, 0.35)
    assert (home["remittance_propensity"].value, home["remittance_propensity"].assumed) == (1.2, (0.7, 1.9))
    blind = figures.figures("SEN", ("FRA",), small_table(), remittances="blind").origin["remittance_propensity"]
    assert (blind.value, blind.assumed, blind.note) == (1.0, (pytest.approx(1 / 3, abs=1e-4), 3.0), figures.NOTES["blind"].en)
    assert (found["migrant_stock"].value, found["migrant_stock"].source, found["migrant_stock"].year, found["migrant_stock"].note) == (
        1800.0,
        "undesa2020",
        2020,
        "the World Bank's matrix has 1700 in 2017",
    )
    assert (
        found["female_share"].assumed == (pytest.approx(0.34), pytest.approx(0.62))
        and found["household_size"].assumed == (2.08, 3.28)
        and found["relative_pay"].assumed == (0.75, 1.25)
    )
    assert (found["skilled_share"].value, found["skilled_share"].assumed) == (0.25, (0.125, 0.375)) and found[
        "skilled_share"
    ].note == "odds; 0.2 of all emigrants of the origin"
    assert (found["remittance_cost"].value, found["remittance_cost"].source, found["remittance_cost"].year, found["remittance_cost"].assumed) == (
        0.05,
        "rpw",
        2018,
        None,
    )
    assert (found["exports_potential_usd"].value, found["exports_potential_usd"].assumed) == (1.5e6, (1.5e5, 1.2e7)) and found[
        "exports_potential_usd"
    ].note == "law"
    declared = float(FIGURES["imports_potential_usd"].value)
    assert found["imports_potential_usd"].value == declared and found["imports_potential_usd"].assumed == (
        clipped("imports_potential_usd", declared / 100.0),
        clipped("imports_potential_usd", declared * 100.0),
    )
    notes = {"relative_pay": "pay", "household_size": "women", "descendant_share": "long", "remittance_cost": "quarter", "imports_potential_usd": "unknown"}
    assert {name: found[name].note for name in notes} == {name: figures.NOTES[note].en for name, note in notes.items()} and home[
        "tax_rate"
    ].note == figures.NOTES["nowhere"].en
    assert figures.figures("SEN", ("FRA",), small_table(), "fr").corridors["SEN-FRA"]["relative_pay"].note == figures.NOTES["pay"].fr
    assert (
        found["stock_1990"].value == 900.0
        and found["stock_2015"].assumed is None
        and found["stock_2015"].source == "undesa2020"
        and found["stock_2015"].year == 2015
    )


def test_where_less_is_known_the_range_is_wider() -> None:
    of = lambda **row: figures.figures("SEN", ("FRA",), small_table(**row)).corridors["SEN-FRA"]  # noqa: E731
    copied = of(cohort="residence", stock_how="un2019", second_stock="", cost_how="cost_in", cost_year="")
    assert (
        copied["stock_2015"].assumed == (450.0, 1152.0)
        and copied["stock_2010"].assumed is None
        and copied["migrant_stock"].note == "older"
        and copied["remittance_cost"].assumed == (0.03, 0.09)
    )
    assert (
        copied["descendant_share"].note == figures.NOTES["long"].en + figures.NOTES["copied"].en and of()["descendant_share"].note == figures.NOTES["long"].en
    )
    gap = of(stock_1995="")
    assert gap["descendant_share"].value == 0.12 and gap["descendant_share"].note == figures.NOTES["no_past"].en and "stock_1990" not in gap
    # who must choose between two nationalities takes the new one less often; the upper bound stays
    assert (of()["naturalised_share"].value, of()["naturalised_share"].assumed) == (pytest.approx(0.24), (pytest.approx(0.12), 0.6)) and of()[
        "naturalised_share"
    ].note.endswith(figures.NOTES["one_goes"].en)


def test_naturalisation_and_skill_by_what_both_sides_allow() -> None:
    def side(**values: float) -> dict[str, CountryFigure]:
        return {name: CountryFigure(value, 0.2 if name == "naturalised_share" else None, None, 2019, "wdi") for name, value in values.items()}

    for must, dual, factor in ((1.0, 1.0, 1.0), (0.0, 0.0, 1.0), (1.0, 0.0, 0.6), (0.9, 0.0, 1.0), (1.0, 0.9, 0.6)):
        found = figures._naturalised(side(dual_allowed=dual), side(naturalised_share=0.4, renunciation_required=must), "en")
        assert (found.value, found.assumed) == (pytest.approx(0.4 * factor), (pytest.approx(0.2 * factor), 1.0)), (must, dual)
    known, guessed = CountryFigure(0.5, None, None, 2019, "wdr"), CountryFigure(0.5, 0.1, 0.9, None, "region")
    for home, host, low, high in ((known, known, 0.1, 0.5), (guessed, known, 0.02, 0.5), (guessed, guessed, 0.02, 0.5)):
        found = figures._skilled({"skilled_share": "0.2"}, {"skilled_share": home}, {"skilled_immigrants": host}, "{share}")
        assert found.assumed == (pytest.approx(low), pytest.approx(high)) and found.note == "0.5"
    wide = figures._skilled({"skilled_share": "0.4"}, {"skilled_share": guessed._replace(value=0.1)}, {"skilled_immigrants": known}, "{share}")
    assert wide.assumed == (pytest.approx(0.04), pytest.approx(0.8))


def test_values_are_kept_within_what_is_declared() -> None:
    low, high = FIGURES["female_share"].low, FIGURES["female_share"].high
    assert (clipped("female_share", -1.0), clipped("female_share", 9.0), clipped("female_share", 0.1234567)) == (low, high, 0.12346)
    assert (clipped("migrant_stock", 1234567.6), clipped("stock_1990", 1234567.4), clipped("origin_population", 12345678.0)) == (
        1234568.0,
        1234567.0,
        12345678.0,
    )
    found = assumed("female_share", 0.5, 0.6, 0.4, "note")
    assert (found.assumed, found.year, found.note) == ((0.5, 0.5), None, "note") and assumed("female_share", 0.5, -1.0, 2.0, "").assumed == (low, high)


def test_countries_too_small_for_the_model_are_left_out_and_the_largest_stand_first() -> None:
    found = small_table()
    least, least_host = FIGURES["origin_population"].low, FIGURES["residence_population"].low

    def with_people(home: float, host: float) -> Any:
        people = found.countries["SEN"]["population"]
        return found._replace(countries={"SEN": {"population": people._replace(value=home)}, "FRA": {"population": people._replace(value=host)}})

    assert with_people(least, least_host).origins() == ("SEN",) and with_people(least - 1, least_host).origins() == ()
    assert with_people(least, least_host).residences("SEN") == ("FRA",) and with_people(least, least_host - 1).residences("SEN") == ()
    several = found._replace(
        corridors={("SEN", code): {"stock": stock} for code, stock in (("FRA", "5"), ("ITA", "900"), ("BEL", "900"))},
        countries=dict.fromkeys(("SEN", "FRA", "ITA", "BEL"), found.countries["FRA"]),
    )
    assert several.residences("SEN") == ("BEL", "ITA", "FRA") and several.is_imputed("odds") and not several.is_imputed("rpw")
    assert figures.of_the_world("residence") == tuple(
        sorted({residence for _, residence in tables().corridors if tables()._is_usable(residence)} & set(figures.of_the_world("residence")))
    )


# --- the propensity to remit --------------------------------------------------------------------------------------------------------------------------------


def test_what_is_expected_to_be_sent() -> None:
    """Two kinds of a hundred households: of half, who want 50 at odds of 1, half send each month; the others want 400 and are held to 100."""
    q = parameters({}).remitting._replace(size_effect=0.0)
    found = sending.Corridor(100.0, np.array([50.0, 400.0]), np.array([100.0, 100.0]), np.array([0.0, math.log(3.0)]), np.array([1.0, 0.5]))
    assert sending.sent(found, found.wanted, q.habit, q).tolist() == pytest.approx([25.0, 75.0])
    assert sending.sent(found, found.wanted, q.habit + math.log(3.0), q).tolist() == pytest.approx([37.5, 90.0])
    steeper = q._replace(size_effect=1.0, usual_usd=25.0)
    assert sending.sent(found, found.wanted, q.habit, steeper).tolist() == pytest.approx([50.0 * 2 / 3, 100.0 * 12 / 13])
    p = parameters({})
    one_ = sending.expected(found, 1.0, p)
    assert (
        sending.expected(found._replace(households=300.0), 1.0, p) == pytest.approx(3.0 * one_)
        and sending.expected(found, 2.0, p) > one_ > sending.expected(found, 0.5, p) > 0.0
    )
    supports = sending.supporting(p.remitting.supports_family, 1.0)
    occasional = sending.with_kin(supports, 1.0, p.remitting) - supports
    often = sending.sent(found, found.wanted, p.remitting.habit, p.remitting)
    seldom = sending.sent(found, found.wanted * p.remitting.occasion_size, p.remitting.occasion, p.remitting)
    assert one_ == pytest.approx(
        12.0 * 100.0 * (1.0 * (supports * often[0] + occasional * seldom[0]) + 0.5 * (supports * often[1] + occasional * seldom[1])) / 2.0
    )
    assert sending.propensity([found, found], 2.0 * sending.expected(found, 1.7, p), p) == pytest.approx(1.7, rel=1e-6)
    assert sending.propensity([found], 0.0, p) == pytest.approx(0.1, rel=1e-6) and sending.propensity([found], 1e12, p) == pytest.approx(5.0, rel=1e-6)


def test_households_are_drawn_evenly_and_draws_have_mean_one() -> None:
    points = sending._even(9)
    assert points.shape == (9, 128) and ((points > 0.0) & (points < 1.0)).all() and points.mean(axis=1) == pytest.approx(0.5, abs=0.03)
    drawn = sending._lognormal(points[0], 0.5)
    assert drawn.mean() == pytest.approx(1.0) and np.log(drawn).std() == pytest.approx(0.5, abs=0.06) and (np.argsort(drawn) == np.argsort(points[0])).all()


def test_how_totals_moved_gives_the_range() -> None:
    def moved(*ratios: float) -> Any:
        of = lambda value: CountryFigure(value, None, None, 2017, "wdi")  # noqa: E731
        countries = {f"C{k}": {"received_2013_2017": of(100.0), "received_2019_2021": of(100.0 * ratio)} for k, ratio in enumerate(ratios)}
        return sending._scatter(small_table()._replace(countries={**countries, "none": {"received_2013_2017": of(0.0), "received_2019_2021": of(1.0)}}))

    steps = np.linspace(-1.0, 1.0, 101) + 0.3
    assert (
        moved(*np.exp(steps)) == pytest.approx((math.exp(-0.68), math.exp(0.68)))
        and moved(*[2.0] * 20) == pytest.approx((1.0, 1.0))
        and moved(*[2.0] * 19) == (0.5, 2.0)
    )


def test_households_of_a_corridor_follow_its_figures() -> None:
    given = {name: float(declared.value) for name, declared in FIGURES.items() if declared.value is not None}
    given |= {
        "migrant_stock": 12_000.0,
        "household_size": 2.0,
        "descendant_share": 0.25,
        "female_share": 0.5,
        "skilled_share": 0.3,
        "residence_gdp_pc": 40_000.0,
        "origin_gdp_pc": 3_000.0,
        "remittance_cost": 0.05,
    }
    p = parameters({})
    found = sending.corridor(given, 18.0, p)
    assert found.households == pytest.approx(12_000.0 / 2.0 / 0.75)
    assert (found.at_most == p.remitting.descendant_supports).mean() == pytest.approx(0.25, abs=0.02) and set(found.at_most) == {
        1.0,
        p.remitting.descendant_supports,
    }
    dearer = sending.corridor({**given, "remittance_cost": 0.15}, 18.0, p)
    assert dearer.most == pytest.approx(found.most * 1.05 / 1.15) and (dearer.odds < found.odds).all()
    richer = sending.corridor({**given, "relative_pay": 2.0 * given["relative_pay"]}, 18.0, p)
    assert richer.most == pytest.approx(2.0 * found.most) and (richer.wanted >= found.wanted).all()
    for change, more in (({"skilled_share": 0.9}, 1), ({"female_share": 0.1}, 1), ({"female_share": 0.9}, -1)):
        assert np.sign(sending.corridor({**given, **change}, 18.0, p).most.mean() - found.most.mean()) == more, change
    assert sending.corridor(given, 40.0, p).most.mean() > found.most.mean()  # who is longer there has caught up
    for change, more in (({"origin_gdp_pc": 6_000.0}, 0), ({"family_size": 12.0}, 1), ({"family_earners": 4.0}, -1)):
        assert np.sign(sending.corridor({**given, **change}, 18.0, p).wanted.mean() - found.wanted.mean()) == more, change
    assert found.wanted.shape == found.odds.shape == (128,)
