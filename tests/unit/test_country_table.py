"""The table of all countries and corridors: what ships holds together and is what the command builds; the laws behind what is imputed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.errors import InputError
from model.inputs.settings import FIGURES
from scenarios.corridors import bibliography, known
from scenarios.countries.propensity import with_propensities
from scenarios.country_tables.build import build, write
from scenarios.country_tables.by_corridor import AT_LEAST, SHARE, chosen, stocks_of
from scenarios.country_tables.by_country import jumps
from scenarios.country_tables.folder import NOT_USED, Published, read_folder
from scenarios.country_tables.gravity import Gravity, fitted
from scenarios.country_tables.provenance import HOWS, Found
from scenarios.importing import KINDS, Imported, Key
from scenarios.world_table.cohorts import YEARS, Exit, alive, cohorts
from scenarios.world_table.published import FILES, cohorts_of, tables
from scenarios.world_table.statistics import of_group, share_of_both
from tests.published import DATA, needs_tables

ROOT = Path(__file__).parents[2]
GULF = {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"}


# --- what ships ---------------------------------------------------------------------------------------------------------------------------------------


def test_the_table_holds_the_world() -> None:
    found = tables()
    assert len(found.origins()) >= 200 and len(found.corridors) >= 2500
    assert {residence for _, residence in found.corridors} >= GULF
    assert {tuple(corridor.split("-")) for corridor in known()} - found.corridors.keys() == {("XKX", "CAN")}  # no table has a stock of it
    for origin in found.origins():
        n = len([pair for pair in found.corridors if pair[0] == origin])
        share = found.countries[origin]["share_in_table"].value
        is_tiny = found.countries[origin]["emigrants"].value < 15_000  # with many corridors of fewer than 100 persons
        assert n >= AT_LEAST or share >= SHARE or is_tiny, (origin, n, share)


def test_every_figure_says_where_it_is_from_and_under_what_licence() -> None:
    found = tables()
    assert set(found.hows) == set(HOWS)
    for name, how in found.hows.items():
        assert how.source == "assumption" if how.is_imputed else how.source in bibliography(), name
        assert how.licence and how.says.en and how.says.fr
    assert not {"iab2013", "head_mayer_ries2010", "benveniste2020", "emdat"} & {how.source for how in found.hows.values()}
    for country, figures in found.countries.items():
        for figure, (value, low, high, year, how) in figures.items():
            assert how in found.hows and math.isfinite(value), (country, figure)
            if found.is_imputed(how):
                assert low is not None and high is not None and low <= value <= high, (country, figure)
            else:
                assert year is not None and 2005 <= year <= 2021, (country, figure)
    for pair, row in found.corridors.items():
        assert row["stock_how"] in found.hows and row["cost_how"] in found.hows, pair
        assert float(row["stock"]) >= 100 and row["cohort"] in ("own", "residence")
        assert 0 < float(row["female_share"]) < 1 and 0 < float(row["skilled_share"]) < 1 and 0 <= float(row["cost"]) <= 0.5


def test_what_is_less_known_has_a_wider_range() -> None:
    hows = tables().hows
    widths = [(hows[name].high or 0) / (hows[name].low or 1) for name in ("cost_in", "cost_out", "cost_any")]
    assert 2 < widths[0] < widths[1] < widths[2]
    assert (hows["gravity"].high or 0) / (hows["gravity"].low or 1) > 100


def test_some_figures_that_are_known() -> None:
    found = tables()
    assert found.corridors["MEX", "USA"]["stock_2020"] == "10853105" and found.corridors["MAR", "FRA"]["stock"] == "1059918"
    assert found.countries["SEN"]["received_2017_2021"].value == pytest.approx(2.4275e9, rel=1e-3)  # not 0.138, the slip of 2019
    assert found.countries["IND"]["start_business_cost"].value == pytest.approx(0.072)  # the nation's, not Mumbai's
    assert found.countries["NAM"]["population"].value > 2e6 and found.corridors["XKX", "DEU"]["stock_how"] == "kn2017"
    assert float(found.corridors["NPL", "QAT"]["female_share"]) < 0.2 < float(found.corridors["NPL", "AUS"]["female_share"])
    assert found.corridors["BGD", "ARE"]["cohort"] == "residence" and found.corridors["SEN", "ITA"]["cohort"] == "own"


def test_the_files_are_small() -> None:
    folder = ROOT / "scenarios" / "data" / "world"
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 700_000


@needs_tables
@pytest.mark.slow
def test_what_ships_is_what_the_command_builds(tmp_path: Path) -> None:
    assert DATA is not None
    built = with_propensities(build(DATA))
    write(built, tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (ROOT / "scenarios" / "data" / "world" / name).read_bytes(), name
    assert built.report["share_of_stock"] > 0.95 and built.report["jumps_received"]["SEN"] == [2019]
    assert tables(str(tmp_path)).corridors == tables().corridors


# --- folders ------------------------------------------------------------------------------------------------------------------------------------------


def test_a_folder_without_the_needed_tables_is_told_which(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_folder(tmp_path)
    assert {problem.key for problem in caught.value.problems} >= {"un_stock_2020", "un_workbook", "wdi"}
    assert "--use wdi=FILE" in str(caught.value)
    with pytest.raises(InputError, match="is not a folder"):
        read_folder(tmp_path / "absent")
    with pytest.raises(InputError, match="there is no kind 'wdy'.*did you mean 'wdi'"):
        read_folder(tmp_path, {"wdy": "x"})


def test_two_files_of_one_kind_and_broken_files_are_told_together(tmp_path: Path) -> None:
    for year in (2020, 2024):
        (tmp_path / f"un_desa_migrant_stock_{year}_origin_destination.csv").write_text("x\n", encoding="utf-8")
    (tmp_path / "wdi_gdp.csv").write_text("Country Name,Country Code\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_folder(tmp_path)
    assert "several files are of this kind" in str(caught.value) and "column 'Indicator Code' is missing" in str(caught.value)
    assert set(NOT_USED) < set(KINDS)


def test_a_folder_that_holds_no_tables_of_countries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        tables(str(tmp_path))
    for name in FILES:
        (tmp_path / name).write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="does not hold the tables"):
        tables(str(tmp_path))


# --- choice of corridors ------------------------------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from([f"R{k:02}" for k in range(60)]), st.integers(1, 50_000), min_size=1))
def test_the_ten_largest_and_nine_tenths_are_chosen(stocks: dict[str, int]) -> None:
    given = {("AAA", residence): (2020, float(persons), "un2020") for residence, persons in stocks.items()}
    kept = {residence for _, residence in chosen(given, frozenset())}
    usable = {residence: persons for residence, persons in stocks.items() if persons >= 100}
    assert kept <= usable.keys()
    assert len(kept) >= min(10, len(usable)) and {residence for residence, persons in usable.items() if persons >= 20_000} <= kept
    left = [persons for residence, persons in usable.items() if residence not in kept]
    assert not left or max(left) <= min(stocks[residence] for residence in kept)
    assert not left or sum(persons for persons in stocks.values() if persons >= max(left)) >= 0.9 * sum(stocks.values())


def test_as_many_are_chosen_as_hold_nine_tenths() -> None:
    equal = {("AAA", f"R{k:02}"): (2020, 1000.0, "un2020") for k in range(40)}
    assert len(chosen(equal, frozenset())) == 36
    assert ("AAA", "R39") in chosen(equal, frozenset({("AAA", "R39")}))
    one = {("AAA", f"R{k:02}"): (2020, 1e6 if k == 0 else 1000.0, "un2020") for k in range(40)}
    assert len(chosen(one, frozenset())) == 10


def imported(kind: str, figure: str, series: Mapping[tuple[str, str], Mapping[int, float]]) -> Imported:
    return Imported(kind, "made up", "made_up", {}, {Key(figure, place, other): dict(years) for (place, other), years in series.items()})


def test_a_stock_is_of_the_newest_table_that_has_it() -> None:
    published = Published(
        {
            "un_stock_2020": [imported("un_stock_2020", "migrant_stock", {("SEN", "FRA"): {2015: 5.0, 2020: 7.0}, ("SEN", "ITA"): {2020: 0.0}})],
            "un_stock_2019": [imported("un_stock_2019", "migrant_stock", {("SEN", "FRA"): {2019: 6.0}, ("SEN", "ITA"): {2019: 4.0}})],
            "world_bank_stock": [imported("world_bank_stock", "migrant_stock", {("SEN", "ITA"): {2017: 9000.0}, ("SEN", "DEU"): {2017: 9000.0}, ("SEN", "BEL"): {2017: 999.0}})],
        }
    )  # fmt: skip
    assert stocks_of(published) == {("SEN", "FRA"): (2020, 7.0, "un2020"), ("SEN", "ITA"): (2019, 4.0, "un2019"), ("SEN", "DEU"): (2017, 9000.0, "kn2017")}


def test_a_slip_of_the_publisher_is_found() -> None:
    series = {
        ("SEN", ""): {2017: 2.2, 2018: 2.4, 2019: 0.1, 2020: 2.6, 2021: 2.7},
        ("MAR", ""): {2018: 7.0, 2019: 7.2, 2020: 7.4},
        ("MLI", ""): {2018: 1.0, 2019: 2.5, 2020: 2.6},
    }
    assert jumps(Published({"wdi": [imported("wdi", "received", series)]}), "received") == {"SEN": [2019]}


# --- laws ---------------------------------------------------------------------------------------------------------------------------------------------


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_shares_by_odds_rise_with_both_sides_and_keep_what_is_usual(origin: float, residence: float, all_: float) -> None:
    found = share_of_both(origin, residence, all_)
    assert 0 < found < 1
    assert share_of_both(origin, all_, all_) == pytest.approx(origin) and share_of_both(all_, residence, all_) == pytest.approx(residence)
    assert share_of_both(min(origin + 0.02, 0.97), residence, all_) > found


def test_a_country_of_which_nothing_is_known_is_like_its_neighbours() -> None:
    region = {code: "north" if code < "E" else "south" for code in "ABCDEFGHIJKL"}
    values = {code: float(ord(code) - 64) for code in "ABCDEFGHIJK"}
    found = of_group("L", values, [region])
    assert found.value == 8.0 and found.low >= 5.0 and found.high <= 11.0  # E to K
    few = of_group("D", {code: value for code, value in values.items() if code != "D"}, [region])
    assert few.value == pytest.approx(6.5)  # three neighbours are too few: all others


@example([564.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], 0.1875, 0.0)  # shares that add up to a last digit more than 1
@given(st.lists(st.floats(0, 1000), min_size=7, max_size=7), st.floats(0.0, 0.3), st.floats(0.0, 0.03))
def test_arrivals_that_made_the_stocks_are_found_again(arrivals: list[float], early: float, late: float) -> None:
    """Stocks summed year by year from known arrivals give these arrivals back, as far as parts of blocks and years agree."""
    exit_ = Exit(early + late, late, 4.0)
    stocks = {}
    edges = [YEARS[0] - 40, *YEARS]
    for year in YEARS:
        stocks[year] = 0.0
        for block, arrival in enumerate(arrivals):
            for month in range(12 * edges[block], 12 * edges[block + 1]):
                years = year - (month + 0.5) / 12
                stocks[year] += arrival / 12 * exit_.stay(years) * alive(years) if years > 0 else 0.0
    found = cohorts(stocks, exit_)
    if found is None:
        assert stocks[YEARS[-1]] == 0.0
        return
    assert list(found.arrivals) == pytest.approx(arrivals, rel=0.02, abs=1.0)
    assert found.missed < 0.02 and 0.0 <= found.recent <= 1.0 and found.recent + found.long <= 1.0 + 1e-9  # shares of one sum


def test_a_falling_stock_needs_no_negative_arrivals_and_says_what_it_misses() -> None:
    found = cohorts(dict(zip(YEARS, (1000.0, 1000.0, 1000.0, 1000.0, 1000.0, 1000.0, 100.0), strict=True)))
    assert found is not None and min(found.arrivals) > 0.0 and found.missed > 0.5 and 0.0 < found.recent < 0.3
    assert cohorts(dict.fromkeys(YEARS[1:], 1.0)) is None and cohorts(dict.fromkeys(YEARS, 0.0)) is None


def test_new_diasporas_are_younger_than_old_ones() -> None:
    rows = tables().corridors
    gulf, mexico = cohorts_of(rows["NPL", "QAT"]), cohorts_of(rows["MEX", "USA"])
    assert gulf is not None and mexico is not None and gulf.mean_years < 8 < 20 < mexico.mean_years
    assert cohorts_of(rows["XKX", "DEU"]) is None


def test_the_law_of_trade_is_found_again() -> None:
    law = Gravity(-9.0, 1.2, 0.9, -1.1, 0.7, 1.0, 1.0, 0)
    codes = [f"C{k}" for k in range(10)]
    series: dict[str, dict[tuple[str, str], dict[int, float]]] = {name: {} for name in ("exports", "exporter_gdp", "importer_gdp", "trade_distance")}
    language = {}
    for a, one in enumerate(codes):
        for b, other in enumerate(codes):
            if a == b:
                continue
            gdp, km = (1e3 * (a + 1) ** 2, 2e3 * (b + 1) ** 2), 100.0 * (1 + (7 * a + 3 * b) % 11)
            language[one, other] = float((a + b) % 2)
            log = (
                law.constant
                + law.origin * math.log(gdp[0])
                + law.residence * math.log(gdp[1])
                + law.distance * math.log(km)
                + law.language * language[one, other]
            )
            for name, value in zip(series, (math.exp(log), *gdp, km), strict=True):
                series[name][one, other] = {2006: value}
    tables_of_trade = [imported("trade", name, pairs) for name, pairs in series.items()]
    found = fitted(Published({"trade": tables_of_trade}), language)
    assert found is not None and found[:5] == pytest.approx(law[:5], abs=1e-3) and found.low == pytest.approx(1.0, abs=1e-3)
    assert found.flow(1e9, 1e9, 1000.0, 1.0) > found.flow(1e9, 1e9, 1000.0, 0.0) > found.flow(1e9, 1e9, 5000.0, 0.0) > 0
    assert fitted(Published({}), {}) is None


def test_every_way_of_finding_a_figure_is_one_of_three() -> None:
    assert {how.found for how in HOWS.values()} == set(Found)
    assert set(FIGURES) >= {"migrant_stock", "female_share"}
