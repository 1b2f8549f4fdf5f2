"""Published tables at the bounds of what is told: totals that just agree or just do not, largest values, the last quarter, which side is the origin."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from model.errors import InputError
from model.parameter import Text
from scenarios.country_names import iso3166
from scenarios.importing import Imported, read
from scenarios.importing.cells import NotANumberError, number, quarter, year
from scenarios.importing.imported import Key, Spec
from scenarios.importing.table import AT_MOST, HEADER_WITHIN, Findings, Table

Cells = list[list[str]]


def imported(kind: str, rows: Cells, folder: Path, separator: str = ",") -> Imported:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    (folder / "table.csv").write_text(text.getvalue(), encoding="utf-8")
    return read(kind, folder / "table.csv")


def fits(kind: str, rows: Cells, folder: Path) -> bool:
    try:
        imported(kind, rows, folder)
    except InputError:
        return False
    return True


EDUCATION = ["country", "isoo", "year", "Emigrants_total", "Emigrants_HS_total", "Emigrants_LS_total", "Emigrants_females", "Emigrants_females_HS", "Emigrants_females_LS", "Immigrants_total", "Immigrants_HS_total", "Immigrants_LS_total", "Immigrants_females", "Share_educated_Nat", "popm014", "popf014", "Labor"]  # fmt: skip


@pytest.mark.parametrize(("total", "agrees"), [(1000, True), (1010, True), (1011, False), (991, True), (990, False)])
def test_totals_by_education_agree_within_one_per_cent(total: int, agrees: bool, tmp_path: Path) -> None:
    row = ["Senegal", "SEN", "2020", str(total), "300", "700", "40", "10", "30", "50", "20", "30", "20", "0.06", "4", "3", "9"]
    assert fits("education", [EDUCATION, row], tmp_path) is agrees
    few = ["Senegal", "SEN", "2020", "100", "30", "70", str(40 + total - 1000), "10", "30", "50", "20", "30", "20", "0.06", "4", "3", "9"]
    assert fits("education", [EDUCATION, few], tmp_path) is (abs(total - 1000) <= 5)  # of small numbers five persons
    found = imported("education", [EDUCATION, [*row[:3], "1000", *row[4:]]], tmp_path)
    names = (
        "emigrants",
        "emigrants_tertiary",
        "emigrants_women",
        "immigrants",
        "immigrants_tertiary",
        "immigrants_women",
        "tertiary_natives",
        "boys",
        "girls",
        "adults",
    )
    assert [found.value(name, "SEN", year=2020) for name in names[:5]] == [1000.0, 300.0, 40.0, 50.0, 20.0] and [
        found.value(name, "SEN") for name in names[5:]
    ] == [20.0, 0.06, 4.0, 3.0, 9.0]


@pytest.mark.parametrize(("total", "agrees"), [(1000, True), (1005, True), (1006, False), (996, True), (995, False)])
def test_totals_by_sex_agree_within_half_a_per_cent(total: int, agrees: bool, tmp_path: Path) -> None:
    head = ["destination_iso3", "country_of_birth", "year", "Total", "M-Total", "F-Total"]
    assert fits("stock_by_sex", [head, ["FRA", "Senegal", "2010", str(total), "600", "400"]], tmp_path) is agrees
    assert fits("stock_by_sex", [head, ["FRA", "Senegal", "2010", str(10 + total - 1000), "6", "4"]], tmp_path) is (abs(total - 1000) <= 2)
    found = imported("stock_by_sex", [head, ["FRA", "Senegal", "2010", "1000", "600", "400"], ["FRA", "France", "2010", "9", "5", "4"]], tmp_path)
    assert found.value("men", "SEN", "FRA") == 600.0 and found.value("women", "SEN", "FRA") == 400.0 and found.n_values == 2


@pytest.mark.parametrize("kind", ["world_bank_stock", "world_bank_remittances"])
def test_totals_of_a_matrix_agree_within_half_a_per_cent(kind: str, tmp_path: Path) -> None:
    corner = "origin (down) / destination (across)" if kind == "world_bank_stock" else "sending (down) / receiving (across), million USD"

    def matrix(right: float, below: float) -> Cells:
        return [
            [corner, "France", "Italy", "Germany", "World"],
            ["Senegal", "600", "300", "100", str(right)],
            ["Mali", "200", "0", "0", "200"],
            ["World", str(below), "300", "100", "1200"],
        ]

    for right, below, agrees in (
        (1000, 800, True),
        (1005, 800, True),
        (1006, 800, False),
        (995, 800, True),
        (994, 800, False),
        (1000, 804, True),
        (1000, 805, False),
        (1000, 796, True),
        (1000, 795, False),
    ):
        assert fits(kind, matrix(right, below), tmp_path) is agrees, (right, below)
    found = imported(kind, matrix(1000, 800), tmp_path)
    figure = found.rows().__next__()[0]
    assert found.value(figure, *(("SEN", "ITA") if kind == "world_bank_stock" else ("ITA", "SEN"))) == 300.0
    assert (found.value(figure, *(("MLI", "ITA") if kind == "world_bank_stock" else ("ITA", "MLI")))) == (
        0.0 if kind == "world_bank_stock" else None
    )  # of money, none is unknown


def test_costs_are_of_the_last_quarter_with_a_value_and_by_who_receives(tmp_path: Path) -> None:
    head = [
        "Sending Countries Name",
        "Sending Countries Code",
        "Series Name",
        "Series Code",
        "Receiving Countries  Name",
        "Receiving Countries  Code",
        "2019Q4",
        "2019Q1",
        "2018Q2",
        "2018Q3",
    ]
    row = ["France", "FRA", "Average", "ATCR.CORR", "Senegal", "SEN", "..", "5.5", "3", "4"]
    found = imported("remittance_prices", [head, row, [*row[:3], "OTHER", *row[4:]]], tmp_path)
    assert found.series == {Key("remittance_cost", "SEN", "FRA"): {2019: 5.5, 2018: 4.0}} and found.left_out == {"other series: OTHER": 1}
    assert (
        fits("remittance_prices", [head, [*row[:9], "-30"]], tmp_path)
        and not fits("remittance_prices", [head, [*row[:9], "-30.1"]], tmp_path)
        and not fits("remittance_prices", [head, row, row], tmp_path)
    )


def test_codes_and_years_of_single_formats(tmp_path: Path) -> None:
    head = ["iso3", "country", "region", "year", "L05_bin", "A06b_bin", "dualcit_comb"]
    found = imported("citizenship", [head, ["SEN", "Senegal", "Africa", "2020", "1", "99", "3"]], tmp_path)
    assert found.value("dual_category", "SEN") == 3.0 and found.value("must_renounce", "SEN") is None and found.left_out == {"A06b_bin: not applicable (99)": 1}
    assert not fits("citizenship", [head, ["SEN", "Senegal", "Africa", "2020", "2", "0", "3"]], tmp_path) and not fits(
        "citizenship", [head, ["SEN", "Senegal", "Africa", "2020", "1", "0", "4"]], tmp_path
    )
    assert imported(
        "doing_business_cost",
        [["Country code", "Economy", "Region", "DB Year", "Cost - Men (% of income per capita)"], ["INDI", "India", "SA", "2020", "7.2"]],
        tmp_path,
    ).series == {Key("start_business_cost", "IND"): {2019: 7.2}}
    places = imported("geography", [["iso3", "maincity", "lat", "lon"], ["SEN", "1", "-90", "180"], ["SEN", "2", "1", "2"]], tmp_path)
    assert (places.value("latitude", "SEN"), places.value("longitude", "SEN"), places.left_out) == (-90.0, 180.0, {"cities that are not the main one": 1})
    assert not fits("geography", [["iso3", "maincity", "lat", "lon"], ["SEN", "1", "-90.1", "0"]], tmp_path) and not fits(
        "geography", [["iso3", "maincity", "lat", "lon"], ["SEN", "1", "0", "180.1"]], tmp_path
    )
    pairs = imported(
        "distance",
        [["iso_o", "iso_d", "contig", "comlang_off", "colony", "dist"], ["SEN", "FRA", "0", "1", "0", "4212.5"], ["SEN", "SEN", "0", "1", "0", "9"]],
        tmp_path,
    )
    assert {key.figure: values for key, values in pairs.series.items()} == {
        "distance": {2011: 4212.5},
        "contiguous": {2011: 0.0},
        "common_language": {2011: 1.0},
        "colonial_link": {2011: 0.0},
    }
    refugees = imported(
        "refugees", [["year", "orig", "dest", "refugees", "asylum_seekers"], ["2019", "IRQ", "SWE", "5", "7"], ["2019", "IRQ", "IRQ", "1", "1"]], tmp_path
    )
    assert refugees.series == {Key("refugees", "IRQ", "SWE"): {2019: 5.0}, Key("asylum_seekers", "IRQ", "SWE"): {2019: 7.0}}
    trade = imported("trade", [["iso_o", "iso_d", "distw", "gdp_o", "gdp_d", "flow"], ["SEN", "FRA", "4000", "9000", "2000000", "55.5"]], tmp_path)
    assert {key: trade.value(key, "SEN", "FRA", 2006) for key in ("exports", "exporter_gdp", "importer_gdp", "trade_distance")} == {
        "exports": 55.5,
        "exporter_gdp": 9000.0,
        "importer_gdp": 2e6,
        "trade_distance": 4000.0,
    }
    governance = imported(
        "governance",
        [
            ["Country/Territory", "Code", "Year", "Indicator", "Estimate"],
            ["Senegal", "SEN", "2019", "Rule of Law", "-4"],
            ["Senegal", "SEN", "2019", "Political Stability and Absence of Violence/Terrorism", "1"],
        ],
        tmp_path,
    )
    assert governance.value("law", "SEN") == -4.0 and governance.value("stability", "SEN") == 1.0


# --- what all formats share -------------------------------------------------------------------------------------------------------------------------------

SPEC = {"a": Spec("persons", Text("A", "A"), low=0.0, high=10.0, largest=(5.0, 8.0))}


def findings() -> Findings:
    return Findings("f.csv", "made up", "wdi2023", SPEC)


def test_values_are_taken_at_their_bounds_and_once() -> None:
    found = findings()
    for line, (value, key) in enumerate((("0", "SEN"), ("10", "MLI"), (3.0, "FRA"), ("..", "ITA")), 2):
        found.add("here", line, Key("a", key), 2020, value)  # type: ignore[arg-type]
    assert found.problems == [] and found.series == {Key("a", "SEN"): {2020: 0.0}, Key("a", "MLI"): {2020: 10.0}, Key("a", "FRA"): {2020: 3.0}}
    for value, says in (("10.1", "10.1 is out of bounds"), ("-1", "-1 is negative"), ("x", "is not a number")):
        found.add("here", 9, Key("a", "DEU"), 2020, value)
        assert says in found.problems[-1].says
    found.add("here", 9, Key("a", "SEN"), 2020, "1")
    assert "a of SEN in 2020 stands twice: also in line 2" in found.problems[-1].says and found.series[Key("a", "SEN")] == {2020: 0.0}
    found.add("here", 9, Key("a", "SEN"), 2021, "1")
    assert len(found.problems) == 4
    signed = Findings("f.csv", "made up", "wdi2023", {"b": Spec("x", Text("B", "B"), low=-5.0)})
    signed.add("here", 1, Key("b", "SEN"), 2020, "-6")
    assert "-6 is out of bounds" in signed.problems[0].says


def test_the_largest_value_of_a_whole_table_tells_its_unit() -> None:
    def largest(value: float, places: int = 20) -> Any:
        found = findings()
        for k, iso3 in enumerate(list(iso3166())[:places]):
            found.add("here", k, Key("a", iso3), 2020, value if k == 3 else 1.0)
        return found

    for value, fits_ in ((5.0, True), (8.0, True), (4.9, False), (8.1, False)):
        found = largest(value)
        if fits_:
            assert found.imported().n_values == 20
        else:
            with pytest.raises(InputError, match="the largest value is"):
                found.imported()
    assert largest(9.0, 19).imported().n_values == 19  # too few countries to tell


def test_a_file_is_given_up_after_so_many_problems() -> None:
    found = findings()
    for k in range(AT_MOST - 1):
        found.wrong(f"line {k}", "is wrong")
    with pytest.raises(InputError) as caught:
        found.wrong("last", "is wrong")
    assert len(caught.value.problems) == AT_MOST + 1 and f"after {AT_MOST} problems" in caught.value.problems[-1].says
    empty = findings()
    empty.skip("rows", 3)
    empty.skip("rows")
    with pytest.raises(InputError, match=r"holds no value; left out: rows \(4\)"):
        empty.imported()


def test_a_header_stands_within_thirty_lines_and_rows_may_be_longer_by_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"

    def table(text: str) -> list[list[str]]:
        path.write_text(text, encoding="utf-8")
        found = Table(path, "made up", "wdi2023", SPEC, ("A b", "c"))
        rows = [row.cells for row in found.rows()]
        found.stop()
        return rows

    assert table("x\n" * (HEADER_WITHIN - 1) + "c;a  B;\n1;2;3\n") == [["1", "2", "3"]]
    with pytest.raises(InputError, match="there is no line with the columns"):
        table("x\n" * HEADER_WITHIN + "c;a B\n1;2\n")
    assert table("a b,c\n1,2,,\nnote\nData from,x\n3,4\n") == [["1", "2"], ["Data from", "x"], ["3", "4"]] and table("a b,c,\n1,2\n1,2,3\n") == [
        ["1", "2"],
        ["1", "2", "3"],
    ]
    for text, says in (
        ("a b,c\n1,2,3\n", "line 2: has 3 cells, the header 2"),
        ("a b,c,d\n1,2\n", "has 2 cells"),
        ("a b,d\n1,2\n", "line 1: column 'c' is missing"),
    ):
        with pytest.raises(InputError, match=says):
            table(text)
    path.write_text("a b,c,2019,2020 [YR2020]\n", encoding="utf-8")
    assert Table(path, "made up", "wdi2023", SPEC, ("A b", "c")).years() == {2019: 2, 2020: 3}
    path.write_text("a b,c,2019,2019\n", encoding="utf-8")
    with pytest.raises(InputError, match="the year 2019 stands twice in the header: columns 3 and 4"):
        Table(path, "made up", "wdi2023", SPEC, ("A b", "c")).years()


def test_what_was_read_in_short() -> None:
    found = Imported("k", "f", "s", SPEC, {Key("a", "SEN", "FRA"): {2018: 4.0, 2020: 1.0}, Key("a", "MLI", "FRA"): {2019: 9.0}, Key("a", "MLI"): {}}, {"x": 2})
    assert (
        found.n_values == 3
        and found.value("a", "SEN", "FRA") == 1.0
        and found.value("a", "SEN", "FRA", 2018) == 4.0
        and found.value("a", "SEN", "FRA", 2019) is None
        and found.value("a", "SEN") is None
    )
    assert (
        found.newest("a", "SEN", "FRA", until=2019) == (2018, 4.0)
        and found.newest("a", "SEN", "FRA", since=2020) == (2020, 1.0)
        and found.newest("a", "SEN", "FRA", until=2020, since=2021) is None
        and found.newest("a", "SEN", "FRA", until=2018) == (2018, 4.0)
    )
    assert list(found.rows()) == [
        ("a", "MLI", "FRA", 2019, 9.0, "persons"),
        ("a", "SEN", "FRA", 2018, 4.0, "persons"),
        ("a", "SEN", "FRA", 2020, 1.0, "persons"),
    ]
    assert found.csv_text().splitlines() == [
        "figure,country_or_origin,residence,year,value,unit",
        "a,MLI,FRA,2019,9.0,persons",
        "a,SEN,FRA,2018,4.0,persons",
        "a,SEN,FRA,2020,1.0,persons",
    ]
    (figure,) = found.summary()["figures"]  # type: ignore[misc]
    del figure["says"]
    assert figure == {
        "figure": "a",
        "unit": "persons",
        "countries": 2,
        "residences": 1,
        "series": 2,
        "years": (2018, 2020),
        "values": 3,
        "smallest": 1.0,
        "median": 4.0,
        "largest": 9.0,
    }


@pytest.mark.parametrize(
    ("cell", "separator", "expected"),
    [
        ("1.234", ",", 1.234), ("1.234.567", ",", 1234567.0), ("1.234,5", ";", 1234.5), ("1,234.5", ";", 1234.5), ("1'234", ",", 1234.0), ("1,5", ",", "is not a number"), ("1,234", ",", 1234.0), ("1,234", ";", "can be read as 1234 or as 1.234"),
        ("12**", ",", 12.0), ("-", ",", None), ("1_000", ",", "is not a number"), ("inf", ",", "is not a number"), ("nan", ",", None), ("−1,234,567", ";", -1234567.0), ("1,23,456", ",", "is not a number"),
    ],
)  # fmt: skip
def test_numbers_as_publishers_write_them(cell: str, separator: str, expected: float | str | None) -> None:
    if isinstance(expected, str):
        with pytest.raises(NotANumberError, match=expected):
            number(cell, separator)
    else:
        assert number(cell, separator) == expected
    assert (year("1799"), year("1800"), year("2099"), year("2100"), year("YR2019"), year("2019.0")) == (None, 1800, 2099, None, 2019, 2019) and (
        quarter("2019Q0"),
        quarter("1Q2019"),
        quarter("2019-Q4"),
    ) == (None, (2019, 1), (2019, 4))
