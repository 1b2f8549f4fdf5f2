"""Published formats: made-up tables in each layout are read right, or refused with line, column and what was expected."""

from __future__ import annotations

import csv
import io
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import InputError
from scenarios.importing import KINDS, Imported, Key, read
from scenarios.importing.cells import NotANumberError, number
from tests.published import DATA, needs_tables

Cells = list[list[str]]

WDI_HEAD = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", "2018", "2019"]
INDICATORS = ["VoiceandAccountability", "PoliticalStabilityNoViolence", "GovernmentEffectiveness", "RegulatoryQuality", "RuleofLaw", "ControlofCorruption"]
EDUCATION_HEAD = [
    "country", "isoo", "year", "Emigrants_total", "Emigrants_HS_total", "Emigrants_LS_total", "Emigrants_females", "Emigrants_females_HS", "Emigrants_females_LS",
    "Immigrants_total", "Immigrants_HS_total", "Immigrants_LS_total", "Immigrants_females", "Share_educated_Nat", "popm014", "popf014", "Labor",
]  # fmt: skip
SAMPLES: dict[str, tuple[Cells, tuple[Key, int, float]]] = {
    "un_stock_2020": (
        [["origin_iso3", "origin", "destination_iso3", "destination", "2015", "2020"], ["SEN", "Senegal", "FRA", "France", "100", "110"],
         ["NPL", "Nepal", "QAT", "Qatar", "300", "400"]],
        (Key("migrant_stock", "NPL", "QAT"), 2020, 400.0),
    ),
    "un_stock_2019": (
        [["Year", "Dest", "Senegal", "Micronesia (Fed. States of)", "Congo"], ["2015", "France", "100", "7", "30"], ["2015", "Micronesia", "3", "2", "1"]],
        (Key("migrant_stock", "COG", "FRA"), 2015, 30.0),
    ),
    "world_bank_stock": (
        [["origin (down) / destination (across)", "France", "Italy", "Other North"], ["Senegal", "100", "90", "5"], ["Korea, Rep.", "8", "4", "1"], ["Other South", "3", "3", "0"]],
        (Key("migrant_stock", "SEN", "ITA"), 2017, 90.0),
    ),
    "world_bank_remittances": (
        [["sending (down) / receiving (across), million USD", "Senegal", "Mali", "Nepal"], ["France", "100.5", "90", "0"], ["Italy", "8", "0", "1"]],
        (Key("remittances", "SEN", "FRA"), 2017, 100.5),
    ),
    "wdi": (
        [WDI_HEAD, ["Senegal", "SEN", "GDP", "NY.GDP.MKTP.CD", "23.1e9", "24e9"], ["World", "WLD", "GDP", "NY.GDP.MKTP.CD", "1", "2"],
         ["Namibia", "NAM", "GDP", "NY.GDP.MKTP.CD", "1e9", ".."], ["Senegal", "SEN", "Forest", "AG.LND.FRST.ZS", "x", "y"]],
        (Key("gdp", "SEN"), 2019, 24e9),
    ),
    "remittance_prices": (
        [["Sending Countries Name", "Sending Countries Code", "Series Name", "Series Code", "Receiving Countries  Name", "Receiving Countries  Code", "2019Q1", "2019Q4"],
         ["France", "FRA", "Average", "ATCR.CORR", "Senegal", "SEN", "5.5", "4.4"], ["Austria", "AUT", "Average", "ATCR.CORR", "Kosovo", "KSV", "7", ".."]],
        (Key("remittance_cost", "SEN", "FRA"), 2019, 4.4),
    ),
    "governance": (
        [["Country/Territory", "Code", "Year", "Indicator", "Estimate"], *(["Timor-Leste", "TMP", "2019", name, "-0.25"] for name in INDICATORS)],
        (Key("law", "TLS"), 2019, -0.25),
    ),
    "doing_business_cost": (
        [["Country code", "Economy", "Region", "DB Year", "Cost - Men (% of income per capita)"], ["INDI", "India", "SA", "2020", "7.2"], ["IND", "India Mumbai", "SA", "2020", "9.3"]],
        (Key("start_business_cost", "IND"), 2019, 7.2),
    ),
    "doing_business_rank": ([["Classification", "Jurisdiction", "2020", "2006"], ["Easy", "\u00a0Micronesia", "5", "9**"]], (Key("rank", "FSM"), 2006, 9.0)),
    "citizenship": (
        [["iso3", "country", "region", "year", "L05_bin", "A06b_bin", "dualcit_comb"], ["SEN", "Senegal", "Africa", "2020", "1", "99", "2"]],
        (Key("loses_by_naturalising", "SEN"), 2020, 1.0),
    ),
    "distance": (
        [["iso_o", "iso_d", "contig", "comlang_off", "colony", "dist"], ["SEN", "FRA", "0", "1", "1", "4212.5"], ["TMP", "ROM", "0", "0", "0", "11000"], ["YUG", "FRA", "0", "0", "0", "1"]],
        (Key("distance", "TLS", "ROU"), 2011, 11000.0),
    ),
    "geography": ([["iso3", "maincity", "lat", "lon"], ["SEN", "1", "14.7", "-17.4"], ["DEU", "0", "50", "7"]], (Key("longitude", "SEN"), 2011, -17.4)),
    "education": (
        [EDUCATION_HEAD, ["Senegal", "SEN", "2020", "100", "30", "70", "40", "10", "30", "50", "20", "30", "20", "0.06", "4", "3", "9"]],
        (Key("emigrants_tertiary", "SEN"), 2020, 30.0),
    ),
    "stock_by_sex": (
        [["destination_iso3", "country_of_birth", "year", "Total", "M-Total", "F-Total"], ["FRA", "Senegal", "2010", "90", "50", "40"], ["FRA", "Sudan", "2010", "9", "5", "4"]],
        (Key("women", "SEN", "FRA"), 2010, 40.0),
    ),
    "refugees": ([["year", "orig", "dest", "refugees", "asylum_seekers"], ["2019", "IRQ", "SWE", "5.0", "0.0"]], (Key("refugees", "IRQ", "SWE"), 2019, 5.0)),
    "trade": (
        [["iso_o", "iso_d", "distw", "gdp_o", "gdp_d", "flow"], ["SEN", "FRA", "4000", "9000", "2000000", "55.5"], ["YUG", "FRA", "1", "1", "1", "1"]],
        (Key("exports", "SEN", "FRA"), 2006, 55.5),
    ),
}  # fmt: skip
VALUE_AT = {
    "un_stock_2020": (1, 5), "un_stock_2019": (1, 2), "world_bank_stock": (1, 1), "world_bank_remittances": (1, 1), "wdi": (1, 5), "remittance_prices": (1, 7),
    "governance": (1, 4), "doing_business_cost": (1, 4), "doing_business_rank": (1, 2), "citizenship": (1, 4), "distance": (1, 5), "geography": (1, 2),
    "education": (1, 15), "stock_by_sex": (1, 4), "refugees": (1, 3), "trade": (1, 5),
}  # fmt: skip
"""A cell of the sample that holds a number: row and column."""
NAME_AT = {"un_stock_2020": 1, "un_stock_2019": 1, "world_bank_stock": 0, "world_bank_remittances": 0, "wdi": 0, "remittance_prices": 0, "governance": 0,
           "doing_business_cost": 1, "doing_business_rank": 1, "citizenship": 1, "distance": 0, "geography": 0, "education": 0, "stock_by_sex": 1, "refugees": 1,
           "trade": 0}  # fmt: skip
kinds = pytest.mark.parametrize("kind", SAMPLES)


def text_of(rows: Cells, separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def imported(kind: str, rows: Cells | str, folder: Path, separator: str = ",") -> Imported:
    path = folder / "table.csv"
    path.write_text(rows if isinstance(rows, str) else text_of(rows, separator), encoding="utf-8")
    return read(kind, path)


def refused(kind: str, rows: Cells | str, folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        imported(kind, rows, folder)
    assert all(problem.file == str(folder / "table.csv") for problem in caught.value.problems)
    return str(caught.value)


def changed(kind: str, change: Callable[[Cells], object]) -> Cells:
    rows = [list(row) for row in SAMPLES[kind][0]]
    change(rows)
    return rows


def test_every_format_has_a_sample() -> None:
    assert {*SAMPLES, "un_workbook"} == set(KINDS)
    assert set(VALUE_AT) == set(NAME_AT) == set(SAMPLES)


@kinds
def test_a_table_is_read_as_it_is_published(kind: str, tmp_path: Path) -> None:
    rows, (key, year, value) = SAMPLES[kind]
    found = imported(kind, rows, tmp_path)
    assert found.series[key][year] == value and found.kind == kind
    lines = list(csv.reader(io.StringIO(found.csv_text())))
    assert [*key, str(year), repr(value), found.specs[key.figure].unit] in lines and len(lines) == found.n_values + 1


@kinds
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_another_separator_is_read_the_same(kind: str, separator: str, tmp_path: Path) -> None:
    rows, _ = SAMPLES[kind]
    assert imported(kind, rows, tmp_path, separator).series == imported(kind, rows, tmp_path).series


@kinds
def test_titles_above_and_notes_below_a_table_are_passed_over(kind: str, tmp_path: Path) -> None:
    rows, _ = SAMPLES[kind]
    above = [["Data Source", "World Development Indicators", ""], [], ["Last Updated Date", "2023-05-10"], [""]]
    assert imported(kind, [*above, *rows, [], ["Note: revised."]], tmp_path).series == imported(kind, rows, tmp_path).series


@kinds
def test_a_byte_order_mark_and_windows_lines_change_nothing(kind: str, tmp_path: Path) -> None:
    rows, _ = SAMPLES[kind]
    text = "\ufeff" + text_of(rows).replace("\n", "\r\n")
    assert imported(kind, text, tmp_path).series == imported(kind, rows, tmp_path).series


@kinds
@pytest.mark.parametrize("cell", ["..", "", " - ", "NA", "n/a"])
def test_what_publishers_write_for_no_value_is_no_value(kind: str, cell: str, tmp_path: Path) -> None:
    row, column = VALUE_AT[kind]
    whole = imported(kind, SAMPLES[kind][0], tmp_path)
    rows = changed(kind, lambda rows: rows[row].__setitem__(column, cell))
    if whole.n_values == 1:
        assert "holds no value" in refused(kind, rows, tmp_path)
    elif kind == "citizenship" and cell not in ("..", ""):
        assert "is not a code" in refused(kind, rows, tmp_path)
    else:
        fewer = imported(kind, rows, tmp_path)
        assert fewer.n_values in (whole.n_values - 1, whole.n_values)  # an earlier quarter stands in for the last
        assert all(fewer.series[key].items() <= whole.series[key].items() or kind == "remittance_prices" for key in fewer.series)


@kinds
@pytest.mark.parametrize("cell", ["abc", "12 apples", "1_000", "inf", "1,23,4", "0x10"])
def test_what_is_no_number_is_refused_with_line_and_column(kind: str, cell: str, tmp_path: Path) -> None:
    row, column = VALUE_AT[kind]
    rows = changed(kind, lambda rows: rows[row].__setitem__(column, cell))
    said = refused(kind, rows, tmp_path)
    assert f"line {row + 1}, column '{rows[0][column].strip()}'" in said and repr(cell) in said


@kinds
def test_a_negative_value_is_refused(kind: str, tmp_path: Path) -> None:
    row, column = VALUE_AT[kind]
    rows = changed(kind, lambda rows: rows[row].__setitem__(column, "-500"))
    said = refused(kind, rows, tmp_path)
    assert "is negative" in said or "out of bounds" in said or "is not a code" in said
    assert f"line {row + 1}" in said


@kinds
def test_a_row_that_stands_twice_is_refused_with_both_lines(kind: str, tmp_path: Path) -> None:
    rows = changed(kind, lambda rows: rows.append(list(rows[1])))
    said = refused(kind, rows, tmp_path)
    assert "stands twice: also in line 2" in said and f"line {len(rows)}" in said


@kinds
def test_an_unknown_place_is_refused_with_candidates(kind: str, tmp_path: Path) -> None:
    rows = changed(kind, lambda rows: rows[1].__setitem__(NAME_AT[kind], "Senegall"))
    said = refused(kind, rows, tmp_path)
    assert "'Senegall' is no country or code that is known" in said and "SEN (Senegal)" in said and "line 2" in said


@kinds
def test_a_name_beside_another_countrys_code_is_refused(kind: str, tmp_path: Path) -> None:
    codes = {"un_stock_2020": "SEN", "wdi": "SEN", "remittance_prices": "FRA", "governance": "TMP", "citizenship": "SEN", "education": "SEN"}
    if kind not in codes:
        return
    rows = changed(kind, lambda rows: rows[1].__setitem__(rows[1].index(codes[kind]), "USA"))
    assert "are different countries" in refused(kind, rows, tmp_path)


@kinds
def test_a_ragged_line_is_refused(kind: str, tmp_path: Path) -> None:
    rows = changed(kind, lambda rows: rows[1].insert(1, "9"))
    assert f"line 2: has {len(rows[0]) + 1} cells, the header {len(rows[0])}" in refused(kind, rows, tmp_path)


@kinds
def test_a_missing_column_is_named(kind: str, tmp_path: Path) -> None:
    said: list[tuple[str, str]] = []
    for column, name in enumerate(SAMPLES[kind][0][0]):
        rows = [[cell for place, cell in enumerate(row) if place != column] for row in SAMPLES[kind][0]]
        path = tmp_path / "table.csv"
        path.write_text(text_of(rows), encoding="utf-8")
        try:
            read(kind, path)
        except InputError as error:
            said.append((name.strip().split("  ")[0], str(error)))
        else:  # a column that is not needed: a name beside a code, one year of two, a region
            assert name in ("Indicator Name", "Series Name", "Region", "region", "Country code", "Classification", "2015", "2018", "2019Q1", "2019Q4", "2020", "2019",
                            "2006", "Senegal", "Congo", "Micronesia (Fed. States of)", "France", "Italy", "Other North", "Mali", "Nepal"), name  # fmt: skip
    for name, words in said:
        assert name in words or kind.startswith("world_bank") or "headed by" in words or "no line with the columns" in words, (name, words)


@kinds
def test_a_header_that_is_shifted_by_a_column_is_not_read_as_it_stands(kind: str, tmp_path: Path) -> None:
    rows = changed(kind, lambda rows: rows[0].insert(0, ""))
    assert ("is no country" if kind.startswith("world_bank") else "cells, the header") in refused(kind, rows, tmp_path)


@kinds
@pytest.mark.parametrize("content", ["", "\n\n", "nothing of the kind\n1\n"])
def test_an_empty_or_foreign_file_is_refused(kind: str, content: str, tmp_path: Path) -> None:
    said = refused(kind, content, tmp_path)
    assert "is empty" in said or "there is no line with the columns" in said


@kinds
def test_a_header_alone_is_refused(kind: str, tmp_path: Path) -> None:
    assert "no rows below it" in refused(kind, SAMPLES[kind][0][:1], tmp_path)


def test_what_stands_among_countries_and_is_none_is_left_out_and_counted(tmp_path: Path) -> None:
    assert imported("wdi", SAMPLES["wdi"][0], tmp_path).left_out == {"region: World": 1, "other series: 1": 1}
    assert imported("un_stock_2019", SAMPLES["un_stock_2019"][0], tmp_path).left_out == {"region: Micronesia": 1}
    assert imported("doing_business_cost", SAMPLES["doing_business_cost"][0], tmp_path).left_out == {"city: India Mumbai": 1}


def test_thousands_in_any_way_that_cannot_be_mistaken(tmp_path: Path) -> None:
    for cell, separator, value in (("1,234", ",", 1234.0), ("1 234 567", ";", 1234567.0), ("1.234.567", ";", 1234567.0), ("12,5", ";", 12.5)):
        rows = changed("un_stock_2020", lambda rows, cell=cell: rows[1].__setitem__(5, cell))
        assert imported("un_stock_2020", rows, tmp_path, separator).series[Key("migrant_stock", "SEN", "FRA")][2020] == value
    rows = changed("un_stock_2020", lambda rows: rows[1].__setitem__(5, "1,234"))
    assert "can be read as 1234 or as 1.234" in refused("un_stock_2020", text_of(rows, ";"), tmp_path)


@given(st.floats(0, 1e12, allow_nan=False), st.sampled_from([" ", "\u00a0", "\u202f", "'", ","]), st.integers(0, 3))
def test_a_number_with_thousands_marked_is_the_number(value: float, mark: str, digits: int) -> None:
    text = f"{value:,.{digits}f}"
    assert number(text.replace(",", mark)) == pytest.approx(round(value, digits))


@given(st.text(max_size=12), st.sampled_from([",", ";", "\t"]))
def test_any_cell_is_a_finite_number_nothing_or_refused(cell: str, separator: str) -> None:
    try:
        found = number(cell, separator)
    except NotANumberError:
        return
    assert found is None or abs(found) < float("inf")


@given(st.dictionaries(st.sampled_from(["SEN", "MLI", "NPL", "MDA", "XKX", "NAM"]), st.integers(0, 10**7), min_size=1), st.randoms())
def test_order_of_columns_and_rows_does_not_matter(stocks: dict[str, int], random: object) -> None:
    rows = [["origin_iso3", "origin", "destination_iso3", "destination", "2020"], *([iso, "", "FRA", "France", f"{n:,}"] for iso, n in stocks.items())]
    places = list(range(5))
    random.shuffle(places)  # type: ignore[attr-defined]
    body = [[row[place] for place in places] for row in rows[1:]]
    random.shuffle(body)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        found = imported("un_stock_2020", [[rows[0][place] for place in places], *body], Path(folder))
    assert {key.place: years[2020] for key, years in found.series.items()} == stocks


def test_totals_that_do_not_add_up_are_refused(tmp_path: Path) -> None:
    rows = [
        ["", "France", "Italy", "Spain", "World"],
        ["Senegal", "10", "20", "300", "330"],
        ["Mali", "1", "200", "3", "204"],
        ["World", "11", "220", "303", "534"],
    ]
    assert imported("world_bank_stock", rows, tmp_path).n_values == 6
    for row, column in ((1, 4), (3, 2)):
        wrong = [list(cells) for cells in rows]
        wrong[row][column] = "999"
        assert f"line {row + 1}, column '{rows[0][column]}': the total 999 is not the sum" in refused("world_bank_stock", wrong, tmp_path)
    assert "is not men 50 and women 40" in refused("stock_by_sex", changed("stock_by_sex", lambda rows: rows[1].__setitem__(3, "95")), tmp_path)
    assert "is not the sum 100" in refused("education", changed("education", lambda rows: rows[1].__setitem__(3, "150")), tmp_path)


def test_a_table_in_another_unit_is_refused(tmp_path: Path) -> None:
    from scenarios.country_names import iso3166

    some = sorted(iso3166())[:30]
    rows = [["", "France", "Italy", "Spain"], *([iso, "10", "20", "3"] for iso in some)]
    assert "which is not in persons" in refused("world_bank_stock", rows, tmp_path)
    population = [WDI_HEAD, *([iso3166()[iso].names.en, iso, "Population", "SP.POP.TOTL", "1000", "1100"] for iso in some if iso != "COG")]
    assert "the largest value is 1100, which is not in persons" in refused("wdi", population, tmp_path)


def test_the_matrix_of_money_is_not_taken_for_that_of_people(tmp_path: Path) -> None:
    assert "the other of the two matrices" in refused("world_bank_stock", SAMPLES["world_bank_remittances"][0], tmp_path)
    assert "the other of the two matrices" in refused("world_bank_remittances", SAMPLES["world_bank_stock"][0], tmp_path)


def test_a_year_that_heads_two_columns_is_refused(tmp_path: Path) -> None:
    rows = changed("wdi", lambda rows: rows[0].__setitem__(4, "2019"))
    assert "the year 2019 stands twice in the header: columns 5 and 6" in refused("wdi", rows, tmp_path)


def test_a_table_without_a_series_of_use_says_which_are(tmp_path: Path) -> None:
    rows = changed("wdi", lambda rows: rows.__delitem__(slice(1, 4)))
    assert "none of its series is used here: AG.LND.FRST.ZS" in refused("wdi", rows, tmp_path)


def test_files_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    for content, words in (
        (b"PK\x03\x04rest", "is a workbook"),
        ("a,b\n1,é\n".encode("latin-1"), "another encoding"),
        ("a,b\n".encode("utf-16"), "saved as UTF-16"),
    ):
        path.write_bytes(content)
        with pytest.raises(InputError, match=words):
            read("wdi", path)
    late = text_of(SAMPLES["wdi"][0]).encode() + b"Cura\xe7ao,CUW,GDP,NY.GDP.MKTP.CD,1,2\n"
    path.write_bytes(late)
    with pytest.raises(InputError, match="line 6, .*another encoding"):
        read("wdi", path)
    with pytest.raises(InputError, match="there is no such file"):
        read("wdi", tmp_path / "absent.csv")
    with pytest.raises(InputError, match="there is no kind"):
        read("wdy", path)


def test_very_many_problems_are_given_up_after_some(tmp_path: Path) -> None:
    rows = [SAMPLES["un_stock_2020"][0][0], *(["SEN", "Senegal", "FRA", "France", "x", "y"] for _ in range(100))]
    said = refused("un_stock_2020", rows, tmp_path)
    assert said.count("is not a number") == 20 and "given up after 20 problems" in said


@pytest.mark.slow
def test_a_hundred_megabytes_take_seconds_and_little_memory(tmp_path: Path) -> None:
    """The release of the WDI as it is downloaded: one of many hundred series is of use."""
    path = tmp_path / "table.csv"
    years = [str(year) for year in range(1960, 2023)]
    values = ",".join(f"{k}.123456789012" for k in range(1_000_000, 1_000_063))
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(WDI_HEAD[:4] + years) + "\n")
        for k in range(100_000_000 // (len(values) + 40)):
            code = "BX.TRF.PWKR.CD.DT" if k == 7_777 else f"XX.{k % 1500}"
            file.write(f"Senegal,SEN,Some series,{code},{values}\n")
    assert path.stat().st_size > 95e6
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read("wdi", path)
    assert found.n_values == 63 and time.process_time() - began < 10.0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000


@needs_tables
@pytest.mark.parametrize(
    ("kind", "places", "values"),
    [("un_stock_2020", 231, 83342), ("world_bank_stock", 213, 45154), ("governance", 213, 25921), ("education", 196, 5462), ("citizenship", 190, 555), ("un_workbook", 234, 6664)],
)  # fmt: skip
def test_the_published_tables_themselves(kind: str, places: int, values: int) -> None:
    assert DATA is not None
    (path,) = (path for pattern in KINDS[kind].files for path in DATA.glob(pattern))
    found = read(kind, path)
    assert len({key.place for key in found.series}) == places and found.n_values == values
