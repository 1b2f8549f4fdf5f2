"""How a brief is written: which file gets which content in which language and money, what is made shorter where there is one policy, and cells at their bounds."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
import pytest
from docx.shared import Pt
from lxml import html

from experiments.briefs import annex, tidying, web, word_file, workbook, writing
from experiments.briefs.document import Block, Brief, Bullets, Formula, Heading, Line, Paragraph, Run, Table, line_of, plain
from experiments.briefs.document import Chart as Drawn
from experiments.comparing.rows import lever_within, whole_package
from experiments.reporting.indicator_list import GCM, SDG
from experiments.shown_money import USD
from experiments.text import colon, say
from model.errors import InputError, Problem
from scenarios.frozen import Frozen
from scenarios.sources import Source
from tests.unit.test_brief_files_by_hand import BRIEF, NUMBERS, cells
from tests.unit.test_brief_pages_by_hand import LABEL, grant, one
from tests.worked import flat, key, same, worked


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


# --- which file gets what ---------------------------------------------------------------------------------------------------------------------------------


class Stored(SimpleNamespace):
    """A folder that was read: what is done with it is told."""

    def in_money(self, money: Any) -> Stored:
        return Stored(**{**vars(self), "money": money})


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is asked while briefs are written, with the folder, the brief and the makers exchanged."""
    asked: dict[str, Any] = {"read": [], "briefs": []}
    stored = Stored(manifest={}, scenarios=("s",), money=USD)

    def brief_of(comparison: Any, command: str, language: str, folder: str = "") -> str:
        asked["briefs"].append((comparison.money.code, comparison.money.per_usd, command, language))
        asked["folder"] = folder
        return f"brief in {language}"

    monkeypatch.setattr(writing, "read_comparison", lambda results: asked["read"].append(results) or asked.get("stored", stored))
    monkeypatch.setattr(writing, "brief_of", brief_of)
    monkeypatch.setattr(writing, "_maker", lambda path: lambda brief: f"{brief} as {path.suffix}".encode())
    return asked


def test_every_file_of_every_language_gets_its_own_content(tmp_path: Path, written: dict[str, Any]) -> None:
    to = [tmp_path / "a.pdf", str(tmp_path / "new" / "b.docx")]
    found = writing.write_briefs("results/r", to, ["fr", "en", "fr"])
    assert found == [tmp_path / "a.fr.pdf", tmp_path / "new" / "b.fr.docx", tmp_path / "a.en.pdf", tmp_path / "new" / "b.en.docx"] and written["read"] == ["results/r"]
    assert [path.read_text() for path in found] == ["brief in fr as .pdf", "brief in fr as .docx", "brief in en as .pdf", "brief in en as .docx"]
    assert written["briefs"] == [("USD", 1.0, f"diaspora report r --to a.{one}.pdf --to b.{one}.docx --language {one}", one) for one in ("fr", "en")]
    assert written["folder"] == "r"
    writing.write_briefs("r/my results/", [tmp_path / "my brief.pdf"])
    assert written["folder"] == "'my results'" and written["briefs"][-1][2] == "diaspora report 'my results' --to 'my brief.pdf' --language en"
    assert writing.write_briefs("r", [tmp_path / "c.html"], ["fr"]) == [tmp_path / "c.html"] and (tmp_path / "c.html").read_text() == "brief in fr as .html"
    assert writing.write_briefs("r", [tmp_path / "d.html"]) == [tmp_path / "d.html"] and (tmp_path / "d.html").read_text() == "brief in en as .html"


@pytest.mark.parametrize(
    ("money", "currency", "rate", "shown"),
    [
        (None, None, None, ("USD", 1.0, "")), (None, "XOF", 600.0, ("XOF", 600.0, " --currency XOF --rate 600")), ({"currency": "XOF", "per_usd_of_2019": 500.0, "source": "--rate"}, None, None, ("XOF", 500.0, " --currency XOF --rate 500")),
        ({"currency": "XOF", "per_usd_of_2019": 500.0, "source": "--rate"}, "USD", None, ("USD", 1.0, " --currency USD")), ({"currency": "XOF", "per_usd_of_2019": 500.0, "source": "wdi"}, None, 650.0, ("XOF", 650.0, " --currency XOF --rate 650")),
    ],
)  # fmt: skip
def test_the_money_is_that_asked_for_else_that_of_the_folder(tmp_path: Path, written: dict[str, Any], money: Any, currency: str | None, rate: float | None, shown: tuple[str, float, str]) -> None:
    written["stored"] = Stored(manifest={} if money is None else {"money": money}, scenarios=(), money=USD)
    writing.write_briefs("r", [tmp_path / "a.pdf"], "en", currency, rate)
    assert written["briefs"] == [(*shown[:2], f"diaspora report r --to a.pdf --language en{shown[2]}", "en")]


def test_nothing_is_read_where_a_file_cannot_be_written(tmp_path: Path, written: dict[str, Any]) -> None:
    (tmp_path / "b.en.pdf").mkdir()
    with pytest.raises(InputError) as raised:
        writing.write_briefs("r", [tmp_path / "a.pdf", tmp_path / "b.pdf"], ["fr", "en"])
    assert raised.value.problems == (Problem("--to", f"{tmp_path / 'b.en.pdf'} is a folder, not a file", value=str(tmp_path / "b.en.pdf")),) and not written["read"]


def test_formats_and_libraries_that_are_not_there_are_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def problem(name: str, ask: Callable[[Path], Any] = writing._maker) -> Problem:
        with pytest.raises(InputError) as raised:
            ask(Path(name))
        (found,) = raised.value.problems
        return found

    assert problem("x/a.pfd") == Problem("--to", "a.pfd is no format of a brief", None, "x/a.pfd", ".pdf, .docx, .html, .xlsx", ".pdf")
    assert problem("a").nearest is None
    (tmp_path / "c").write_text("", encoding="utf-8")
    place = tmp_path / "c" / "d" / "e.pdf"
    assert problem(str(place), writing._check_place) == Problem("--to", f"{place} cannot be written: {tmp_path / 'c'} is no folder that you may write", None, str(place))
    monkeypatch.setattr("os.access", lambda *_: False)
    assert problem(str(tmp_path / "new" / "a.pdf"), writing._check_place).says.endswith(f"cannot be written: {tmp_path} is no folder that you may write")
    gone: set[str] = set()

    def load(name: str) -> Any:
        if name in gone:
            raise ImportError(name)
        return SimpleNamespace(**{made: made for _, made, _ in writing.FORMATS.values()})

    monkeypatch.setattr(writing, "importlib", SimpleNamespace(import_module=load))
    monkeypatch.setattr(writing, "find_spec", lambda name: None if name in gone else name)
    for ending, (_, made, library) in writing.FORMATS.items():
        assert writing._maker(Path(f"a{ending}")) == made and writing.missing(ending) is None
        for name in ("markdown_it", library):
            gone.add(name)
            assert problem(f"a{ending}") == Problem("--to", f"{ending} needs {name}, which is not installed", None, f"a{ending}", writing.EXTRA) and writing.missing(ending) == name
            gone.clear()


def test_one_brief_as_bytes_is_made_in_the_money_of_its_comparison(written: dict[str, Any]) -> None:
    stored = Stored(manifest={}, scenarios=(), money=USD)
    assert writing.brief_bytes(stored, ".docx", "asked", "fr") == b"brief in fr as .docx" and writing.brief_bytes(stored, ".pdf") == b"brief in en as .pdf"
    assert written["briefs"] == [("USD", 1.0, "asked", "fr"), ("USD", 1.0, "", "en")]


def test_pages_follow_each_other_with_notes_on_places_before_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    table, verdict = Table("T", cells("A"), (cells("1"),)), writing.word("verdict", "fr")
    seen: list[Any] = []
    pages: dict[str, Callable[..., Any]] = {
        "first_page": lambda comparison, source, language: [Heading(2, "The question"), Heading(2, writing.word("verdict", language)), table],
        "following_pages": lambda comparison, source, language: [Heading(2, "Second")], "annex": lambda comparison, source, language: [Heading(1, "Annex"), table],
        "sheets": lambda comparison, source, language: (NUMBERS,), "how": lambda manifest, asked, language, folder: [text(f"{asked} {folder}")],
    }  # fmt: skip
    for name, function in (("first_page", "first_page"), ("following_pages", "following_pages"), ("annex", "annex"), ("sheets", "sheets_of")):
        monkeypatch.setattr(f"experiments.briefs.{name}.{function}", lambda *given, name=name: seen.append((name, *given[1:])) or pages[name](*given))
    monkeypatch.setattr("experiments.briefs.following_pages.how_to_reproduce", pages["how"])
    monkeypatch.setattr(writing, "footnotes_of", lambda manifest, language: [f"a note in {language}", "another"])
    found = writing.brief_of(one(), "diaspora report", "fr", "results")
    notes = [Paragraph(line_of(f"* {note}"), is_note=True) for note in ("a note in fr", "another")]
    first, second = (replace(table, title=f"Tableau {place}. T") for place in (1, 2))
    assert [block if not isinstance(block, Table) else replace(block, title=flat(block.title)) for block in found.blocks] == [
        Heading(2, "The question"), *notes, Heading(2, verdict), first, Heading(2, "Second"), text("diaspora report results"), Heading(1, "Annex"), second,
    ]  # fmt: skip
    assert seen == [(name, found.source, "fr") for name in ("first_page", "following_pages", "annex", "sheets")] and found.footnotes == ("a note in fr", "another") and found.sheets == (NUMBERS,)
    assert (found.language, found.unit_word, found.source_word, found.page_word) == ("fr", f"Unité{colon('fr')}", f"Source{colon('fr')}", writing.word("page", "fr"))
    assert one().manifest["fingerprint"][:12] in found.source and one().manifest["fingerprint"][:13] not in found.source


# --- what is made shorter ---------------------------------------------------------------------------------------------------------------------------------


def tidied(*blocks: Block, comparison: Any = None) -> list[Block]:
    return tidying.tidied(blocks, one() if comparison is None else comparison, "en")


def text(*runs: str) -> Paragraph:
    return Paragraph(tuple(Run(run) for run in runs))


def test_the_name_of_the_only_policy_is_said_once() -> None:
    lead, whole, within = f"{LABEL}{colon('en')}", whole_package(LABEL, "en"), lever_within("Matching grant", LABEL, "en")
    said = say("whole_package")
    assert within == f"of which Matching grant ({LABEL})"
    shown: list[tuple[Line, Line]] = [
        (text(f"{lead}it rises").line, text("It rises").line), (text("so ", f"{lead}it rises").line, text("so ", f"{lead}it rises").line), (text(f"the {whole} rises").line, text(f"The {said} rises").line),
        (text(f"{within} costs").line, text("Of which Matching grant costs").line), (text("first ", f"{within} costs").line, text("first ", "of which Matching grant costs").line), (text(whole).line, text(said[:1].upper() + said[1:]).line),
        (text("small letters").line, text("small letters").line), (text(LABEL).line, text(LABEL).line), ((), ()),
    ]  # fmt: skip
    for given, wanted in shown:
        bullets, paragraph, table = tidied(Bullets((given,), True), Paragraph(given), Table("t", cells("A", "B"), ((given or line_of("x"), line_of("1")),)))
        assert bullets == Bullets((wanted,), True) and paragraph == Paragraph(wanted) and isinstance(table, Table) and table.rows[0][0] == (wanted or line_of("x")), plain(given)
    two = worked(grant(), replace(grant(), name="other"))
    assert tidied(text(f"{lead}it rises"), Heading(3, LABEL), comparison=two) == [text(f"{lead}it rises"), Heading(3, LABEL)]
    base = worked(grant(), same("morocco_belgium", {key("public_cost"): 0.0}))
    assert tidied(text(f"{lead}it rises"), comparison=base) == [text(f"{lead}it rises")]


def test_a_heading_that_is_the_only_policy_goes_but_for_that_of_the_brief() -> None:
    assert tidied(Heading(3, LABEL), Heading(2, LABEL), Heading(1, LABEL), Heading(2, "Verdict")) == [Heading(1, LABEL), Heading(2, "Verdict")]


def test_numbers_and_their_words_are_held_together_but_in_code() -> None:
    line = (Run("30 % of 5 M"), Run("30 % of 5 M", False, True), Run("70 %", True))
    (found,) = tidied(Paragraph(line))
    assert isinstance(found, Paragraph) and [run.text for run in found.line] == ["30\u00a0% of 5\u00a0M", "30 % of 5 M", "70\u00a0%"] and [(run.bold, run.code) for run in found.line] == [(False, False), (False, True), (True, False)]
    assert tidied(Heading(2, "30 % more")) == [Heading(2, "30 % more")]
    two = worked(grant(), replace(grant(), name="other"))
    (several,) = tidied(Paragraph(line), comparison=two)
    assert several == found


def test_columns_that_say_nothing_or_the_same_go() -> None:
    policy, head = say("policy_column"), ("Year", "USD")

    def columns(*rows: tuple[str, ...], names: tuple[str, ...] = (policy, *head)) -> tuple[list[str], list[list[str]]]:
        (table,) = tidied(Table("t", cells(*names), tuple(cells(*row) for row in rows)))
        assert isinstance(table, Table)
        return [plain(cell) for cell in table.head], [[plain(cell) for cell in row] for row in table.rows]

    assert columns((LABEL, "2020", "1"), (LABEL, "2021", "2")) == (["Year", "USD"], [["2020", "1"], ["2021", "2"]])
    assert columns((LABEL, "2020", "1"), ("No policy", "2021", "2"))[0] == [policy, *head]
    assert columns((LABEL, "1"), names=(policy, "USD"))[0] == [policy, "USD"]  # of two columns none goes
    assert columns((LABEL, "2020", "1"), names=("Scenario", *head))[0] == ["Scenario", *head]
    assert columns(("other", "2020", "1"))[0] == [policy, *head]
    whole = say("whole_package")
    assert columns((whole[:1].upper() + whole[1:], "2020", "1"))[0] == [*head] and columns((whole_package(LABEL, "en"), "2020", "1"))[0] == [*head]
    names = ("Lever", "a", "b", "c")
    assert columns(("x", "-", "1", ""), ("y", "", "-", "2"), names=names)[0] == ["Lever", "b", "c"]
    assert columns(("x", "-", "-", "-"), names=names)[0] == list(names)  # that nothing is defined is what it says
    assert columns(("x", "-", "-", "3"), names=names)[0] == list(names) and columns(("-", "1", "2", "-"), names=names)[0] == ["Lever", "a", "b"]


# --- cells at their bounds --------------------------------------------------------------------------------------------------------------------------------


def book(brief: Brief) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook.workbook_bytes(brief)))


@pytest.mark.parametrize(("columns", "size"), [(2, 7.5), (6, 7.5), (7, 7.0)])
def test_letters_of_wide_tables_in_word_are_smaller(columns: int, size: float) -> None:
    table = Table("t", cells(*"ABCDEFG"[:columns]), (cells(*"1234567"[:columns]),))
    found = docx.Document(io.BytesIO(word_file.word_bytes(replace(BRIEF, blocks=(table,), footnotes=())))).tables[0]
    assert {run.font.size for row in found.rows for cell in row.cells for paragraph in cell.paragraphs for run in paragraph.runs} == {Pt(size)} and len(found.columns) == columns


@pytest.mark.parametrize(("letters", "lines"), [(0, 1), (1, 1), (22, 1), (23, 2), (45, 2), (46, 3), (200, 9)])
def test_rows_of_words_are_as_high_as_their_longest_cell(letters: int, lines: int) -> None:
    """26 letters a line, each counted 1.15 times: 22 fit, 23 do not; 13 points a line and 3 around."""
    table = Table("t", cells("A", "B"), (cells("x", "y" * letters), cells("y" * letters, "x")))
    sheet = book(replace(BRIEF, blocks=(table,))).worksheets[0]
    assert [sheet.row_dimensions[row].height for row in (5, 6)] == pytest.approx([13.0 * lines + 3] * 2, abs=0.25) and sheet.row_dimensions[4].height == pytest.approx(16.0, abs=0.25)


@pytest.mark.parametrize(("letters", "lines"), [(1, 1), (144, 1), (145, 2), (288, 2), (289, 3)])
def test_texts_across_are_as_high_as_they_need(letters: int, lines: int) -> None:
    """156 letters a line, each counted 1.08 times: 144 fit; 15.5 points a line and 2 around."""
    sheet = book(replace(BRIEF, blocks=(Paragraph(line_of("y" * letters)),))).worksheets[0]
    assert sheet["A3"].value == "y" * letters and sheet.row_dimensions[3].height == pytest.approx(15.5 * lines + 2, abs=0.3)


@pytest.mark.parametrize(("letters", "height"), [(44, None), (46, None), (47, 30.0), (92, 30.0), (93, 45.0)])
def test_rows_of_numbers_are_higher_where_words_are_longer_than_their_column(letters: int, height: float | None) -> None:
    sheet = replace(NUMBERS, rows=(("x" * letters, 1.0, 2.0, 3.0), ("y", None, float("nan"), float("inf"))), charts=())
    found = book(replace(BRIEF, sheets=(sheet,))).worksheets[1]
    assert found.row_dimensions[5].height == height and found.row_dimensions[6].height is None and [cell.value for cell in found[6]] == ["y", None, None, None]


def test_formulas_without_a_finite_value_are_left_empty_and_formats_go_by_size() -> None:
    rows = (("a", Formula("=B{row}", float("nan")), Formula("=SUM(C{first}:C{first+2})", 99.99), 100.0), ("b", 1.0, 0.99, -99.9), ("c", -1.0, -0.5, 0.0))
    found = book(replace(BRIEF, sheets=(replace(NUMBERS, rows=rows, charts=(), note="", head=("A", "B", "C", "D")),), footnotes=())).worksheets[1]
    assert [[cell.value for cell in row] for row in found.iter_rows(min_row=5, max_row=7)] == [["a", None, "=SUM(C5:C7)", 100.0], ["b", 1.0, 0.99, -99.9], ["c", -1.0, -0.5, 0.0]]
    assert [[cell.number_format for cell in row[1:]] for row in found.iter_rows(min_row=5, max_row=7)] == [["General", "0.00", "#,##0"], ["0.00", "0.0000", "0.00"], ["0.00", "0.0000", "#,##0"]]
    assert found["A2"].value == "Not & calibrated. From the model."


def test_charts_are_as_large_as_their_place_and_have_the_letters_of_their_axes() -> None:
    charts = (Drawn("line", "Line", "USD", "It rises.", (1,), 0, 1), Drawn("stacked", "Parts", "firms", "Parts.", (1, 2), 0, 2), Drawn("bar", "Bar", "jobs", "Bars.", (3, 1), 1, 1, (None, (2, 3))))
    line, stacked, bar = book(replace(BRIEF, sheets=(replace(NUMBERS, charts=charts),))).worksheets[1]._charts
    assert [type(chart).__name__ for chart in (line, stacked, bar)] == ["LineChart", "BarChart", "BarChart"] and (stacked.type, stacked.grouping, bar.type, bar.grouping) == ("bar", "stacked", "bar", "clustered")
    assert [chart.legend is None for chart in (line, stacked, bar)] == [True, False, False] and bar.series[0].errBars is None and bar.series[1].errBars.plus.numRef.f.endswith("$D$6:$D$6")
    assert bar.series[1].errBars.minus.numRef.f.endswith("$C$6:$C$6") and [float(point.v) for point in bar.series[1].errBars.plus.numRef.numCache.pt] == [-100.0]
    units = ["".join(run.t for run in axis.title.tx.rich.p[0].r) for axis in (line.y_axis, stacked.y_axis, bar.y_axis)]
    assert units == ["USD", "firms", "jobs"] and [axis.number_format.formatCode for axis in (line.y_axis, stacked.y_axis)] == ["#,##0.###"] * 2
    assert (stacked.y_axis.tickLblPos, stacked.x_axis.scaling.orientation, line.y_axis.tickLblPos, line.x_axis.scaling.orientation, line.x_axis.tickLblPos) == ("high", "maxMin", "nextTo", "minMax", "low")
    assert [series.graphicalProperties.solidFill.srgbClr for series in stacked.series] == ["9A9A9A", "E0E0E0"] and {chart.series[0].graphicalProperties.line.solidFill.srgbClr for chart in (stacked, bar)} == {"000000"}
    assert [chart.anchor._from.row for chart in (line, stacked, bar)] == [9, 9, 26] and bar.gapWidth == stacked.gapWidth == 60


# --- a page in a browser ----------------------------------------------------------------------------------------------------------------------------------


def test_a_page_has_every_cell_heading_and_item_of_the_brief() -> None:
    page = html.fromstring(web.html_bytes(BRIEF))
    tables = [block for block in BRIEF.blocks if isinstance(block, Table)]
    found = [[[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")] for table in page.xpath("//table")]
    assert found == [[[plain(cell) for cell in row] for row in (table.head, *table.rows)] for table in tables]
    assert [" ".join(caption.text_content().split()) for caption in page.xpath("//table/caption")] == [table.title for table in tables]
    assert [(int(heading.tag[1]), heading.text_content().strip()) for heading in page.xpath("//h1|//h2|//h3")] == [(1, BRIEF.title), *((block.level, block.text) for block in BRIEF.blocks if isinstance(block, Heading))]
    assert [item.text_content().strip() for item in page.xpath("//li")] == [plain(item) for block in BRIEF.blocks if isinstance(block, Bullets) for item in block.items]
    (picture,) = page.xpath("//img")
    assert picture.get("alt") == "It rises." and page.xpath("//title/text()") == [BRIEF.title] and [strong.text_content() for strong in page.xpath("//p/strong|//p/b")][:2] == ["bold", "All bold"]
    said = " ".join(page.text_content().split())
    assert all(text in said for text in ("Unit: USD.", "Source: the model.", "Figure 1. A line", "* Kosovo: a note.", "Not & calibrated.", "Version 1."))


# --- the annex --------------------------------------------------------------------------------------------------------------------------------------------


def test_sources_of_a_scenarios_own_go_before_those_of_the_bibliography() -> None:
    own = replace(grant().scenario, sources=Frozen({"hcp2019": Source("Own", "HCP", 2019, "a shelf")}))
    said = {flat(plain(item)).split(":")[0]: flat(plain(item)) for block in annex._sources(worked(replace(grant(), scenario=own)), "en") if isinstance(block, Bullets) for item in block.items}
    assert said["hcp2019"] == "hcp2019: HCP, Own (2019), a shelf" and said["wdi2023"].startswith("wdi2023: World Development Indicators") and said["wdi2023"].endswith("2023") and "assumption" not in said
    french = [block for block in annex._sources(one(), "fr") if isinstance(block, Bullets)]
    assert all(item[0].code for item in french[0].items) and plain(french[0].items[0]).split(colon("fr"))[0] == min(said)


def test_rows_of_indicators_say_their_unit_once_and_what_is_missing() -> None:
    two = worked(grant(), replace(grant(), name="other"))
    _, note, table, left = annex._indicators(two, "en")
    assert isinstance(table, Table) and isinstance(note, Paragraph) and note.is_note and isinstance(left, Paragraph) and left.is_note
    assert [plain(cell) for cell in table.head][2:] == [LABEL, f"{LABEL} (2)"] and all(plain(row[2]) == plain(row[3]) for row in table.rows)
    labels = {plain(row[0]): plain(row[1]) for row in table.rows}
    assert {name.split()[0] for name in labels} == {SDG.split()[0], GCM.split()[0]} and all("GCM 19(" not in name or "," not in label or "yes" not in label for name, label in labels.items())
    assert all(label.lower().count("usd of 2019 a year") <= 1 for label in labels.values()) and any(label.endswith(", USD of 2019 a year") for label in labels.values())
    which = plain(left.line)
    assert which.startswith("Not in the model: ") and len(which.split("; ")) == len(set(which.split("; "))) and f"{SDG} " in which
