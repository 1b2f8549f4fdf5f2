"""The corridors of the table of all countries by hand: stocks, costs, prices, distances, laws, rows, what is told of a table."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest

from model.inputs.settings import STOCK_YEARS
from scenarios.country_tables import by_corridor
from scenarios.country_tables.build import CORRIDOR_COLUMNS, _corridor_row, _countries_text, _hows_text, _report
from scenarios.country_tables.by_corridor import Corridors, Prices, arc, corridors
from scenarios.country_tables.by_country import Line, Places
from scenarios.country_tables.folder import Published
from scenarios.country_tables.gravity import PRICES, Gravity, fitted
from scenarios.world_table.cohorts import YEARS
from scenarios.world_table.statistics import Range, share_of_both
from tests.made_up_tables import imported, one, published

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
