"""Files of a brief by hand: a small one with every kind of block, read back cell by cell and run by run; widths of columns; Markdown as blocks."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Inches, Pt

from experiments.briefs import pdf, web, word_file, workbook
from experiments.briefs.document import Brief, Bullets, Figure, Formula, Heading, PageBreak, Paragraph, Run, Sheet, Table, line_of, numbered, plain, texts_of
from experiments.briefs.document import Chart as Drawn
from experiments.briefs.from_markdown import blocks_of, line


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\0" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def cells(*texts: str) -> tuple[Any, ...]:
    return tuple(line_of(text) for text in texts)


FIGURE = Figure("Figure 1. A line", "USD", "the model.", "It rises.", png(40, 20), "<svg>é</svg>", 8.0, 4.0, 3.0, "What it says.")
TABLE = Table("Table 1. Costs", cells("Policy", "USD"), (cells("Grant", "5"), cells("Relief", "70")))
WIDE = Table("Table 2. Wide", cells(*"ABCDEFGH"), (cells(*"12345678"),))
LONG = "x" * 200
BLOCKS = (
    Heading(2, "First"),
    Paragraph((Run("some "), Run("bold", True), Run(" and "), Run("code", False, True))),
    Paragraph(line_of("All bold", bold=True)),
    Paragraph(line_of("Small print"), is_note=True),
    Bullets((line_of("one"), line_of(LONG))),
    Bullets((line_of("tiny"),), is_note=True),
    TABLE,
    WIDE,
    FIGURE,
    PageBreak(),
    Heading(1, "Annex"),
    Heading(3, "Third"),
)
NUMBERS = Sheet(
    "Budget: by [year] and",
    "Cost, USD",
    "From the model.",
    ("Year", "Grant", "Low", "High"),
    (
        ("2020", 1234.5, 1.5, 0.25),
        ("2021", 99.999, None, -100.0),
        ("Sum", Formula("=SUM(B{first}:B{first+1})", 1334.499), Formula("=B{row}-C{row}", None), Formula("=D{row}", 0.0)),
        ("a policy with a name that is longer than its column can be", -1.0, 0.0, 3.0),
    ),
    (
        Drawn("column", "Cost by year", "USD", "It falls.", (1, 2), 0, 1, ((2, 3), None)),
        Drawn("bar", "Change", "firms", "Bars.", (1,), 1, 2, ((2, 3),)),
        Drawn("stacked", "Parts", "USD", "Parts.", (1, 2, 3), 0, 2),
    ),
    "Formulas add up.",
)
BRIEF = Brief("A brief", "en", "Not & calibrated.", "Version 1.", ("Kosovo: a note.",), BLOCKS, (NUMBERS,), "page {n} of {of}", "Unit: ", "Source: ")


# --- the workbook -----------------------------------------------------------------------------------------------------------------------------------------


@cache
def book(brief: Brief = BRIEF) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook.workbook_bytes(brief)))


def test_pages_in_words_have_each_block_in_its_row() -> None:
    """Of `workbook_bytes`: `_words_sheet`, `_across` and `_format`."""
    sheet = book().worksheets[0]
    found = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert found == {
        "A1": "A brief", "A4": "First", "A5": "some bold and code", "A6": "All bold", "A7": "Small print", "A8": "– one", "A9": f"– {LONG}", "A10": "– tiny",
        "A11": "Table 1. Costs", "A12": "Policy", "B12": "USD", "A13": "Grant", "B13": "5", "A14": "Relief", "B14": "70",
        "A16": "Table 2. Wide", "A17": "A", "B17": "B", "C17": "C", "D17": "D", "E17": "E", "F17": "F; G; H",
        "A18": "1", "B18": "2", "C18": "3", "D18": "4", "E18": "5", "F18": "F: 6; G: 7; H: 8",
        "A20": "Figure 1. A line. It rises. Source: the model.", "A22": "Not & calibrated. Version 1.", "A24": "* Kosovo: a note.",
    }  # fmt: skip  # what follows the page break is the annex, which is not in words
    assert [(column.min, column.max, column.width) for column in sheet.column_dimensions.values()] == [(1, workbook.COLUMNS, pytest.approx(workbook.WIDTH, abs=1.0))]  # a margin of a letter
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {f"A{row}:F{row}" for row in (4, 5, 6, 7, 8, 9, 10, 11, 16, 20, 22, 24)}
    heights = {row: sheet.row_dimensions[row].height for row in (4, 9, 12, 18, 24)}
    assert heights == {4: 17.25, 9: 33.0, 12: 15.75, 18: 15.75, 24: 17.25}  # two lines for 200 letters; in quarters of a point
    assert sheet.column_dimensions["A"].width == pytest.approx(26.0, abs=0.8) and sheet.sheet_view.showGridLines is False
    assert [sheet[place].font.b for place in ("A1", "A4", "A5", "A6", "A7", "A11", "A12", "A13", "A22")] == [True, True, False, True, False, True, True, False, False]
    assert (sheet["A1"].font.sz, sheet["A4"].font.sz, sheet["A13"].font.sz) == (14.0, 12.0, 9.0)
    assert sheet["A13"].border.left.style == "thin" and sheet["A12"].fill.fgColor.rgb == "FFE1E1E1" and sheet["A12"].border.bottom.style == "thin"


def test_pages_print_as_wide_as_a_page_with_their_numbers() -> None:
    words, numbers = book().worksheets[:2]
    for sheet, high in ((words, 0), (numbers, 1)):
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, "landscape", True)
        pages = [1 if pages is None else int(pages) for pages in (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)]  # 1 is not written
        assert pages == [1, high]
        margins = sheet.page_margins
        assert (margins.left, margins.right, margins.top, margins.bottom) == (0.5, 0.5, 0.6, 0.7)
        assert sheet.oddFooter.left.text == "Not && calibrated." and sheet.oddFooter.right.text == "page &P of &N"
    assert book().properties.title == "A brief" and book().properties.description == "Not & calibrated. Version 1." and book().properties.created.year == 2019


def test_a_sheet_of_numbers_has_title_notes_head_and_cells_as_they_are() -> None:
    sheet = book().worksheets[1]
    assert sheet.title == "Budget  by  year  and"
    assert (sheet["A1"].value, sheet["A2"].value) == ("Cost, USD", "Formulas add up. Not & calibrated. From the model. * Kosovo: a note.")
    assert [cell.value for cell in sheet[4]] == ["Year", "Grant", "Low", "High"] and sheet.row_dimensions[4].height == 60.0
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=8)] == [
        ["2020", 1234.5, 1.5, 0.25], ["2021", 99.999, None, -100.0], ["Sum", "=SUM(B5:B6)", None, "=D7"], [NUMBERS.rows[3][0], -1.0, 0.0, 3.0],
    ]  # fmt: skip
    assert [sheet[place].number_format for place in ("B5", "C5", "D5", "B6", "D6", "B7", "D7", "B8", "C8")] == [
        "#,##0", "0.00", "0.0000", "0.00", "#,##0", "#,##0", "#,##0", "0.00", "#,##0",
    ]  # fmt: skip
    values = openpyxl.load_workbook(io.BytesIO(workbook.workbook_bytes(BRIEF)), data_only=True).worksheets[1]
    assert (values["B7"].value, values["D7"].value) == (1334.499, 0.0)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B5", "A4:D8", "$4:$4")
    assert sheet.row_dimensions[8].height == 30.0 and sheet.row_dimensions[5].height is None  # 58 letters in 46
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert widths == pytest.approx([46.0, 13.0], abs=0.8)


def test_charts_stand_below_two_beside_each_other_and_draw_their_rows() -> None:
    charts = book().worksheets[1]._charts
    assert [type(chart).__name__ for chart in charts] == ["BarChart"] * 3
    assert [(chart.anchor._from.row, chart.anchor._from.col) for chart in charts][0::2] == [(9, 0), (26, 0)]
    first, second, third = charts
    assert charts[1].anchor._from.row == 9 and charts[1].anchor._from.col > 0
    assert [series.val.numRef.f for series in first.series] == ["'Budget  by  year  and'!$B$5:$B$6", "'Budget  by  year  and'!$C$5:$C$6"]
    assert first.series[0].cat.numRef.f == "'Budget  by  year  and'!$A$5:$A$6" and first.series[0].tx.strRef.f == "'Budget  by  year  and'!$B$4"
    bars = first.series[0].errBars
    assert (bars.plus.numRef.f, bars.minus.numRef.f) == ("'Budget  by  year  and'!$D$5:$D$6", "'Budget  by  year  and'!$C$5:$C$6") and first.series[1].errBars is None
    assert [float(point.v) for point in bars.plus.numRef.numCache.pt] == [0.25, -100.0] and [float(point.v) for point in bars.minus.numRef.numCache.pt] == [1.5, 0.0]
    assert second.series[0].val.numRef.f == "'Budget  by  year  and'!$B$6:$B$7" and (first.type, second.type) == ("col", "bar")
    assert (first.grouping, third.grouping) == ("clustered", "stacked") and len(third.series) == 3
    assert (first.legend.position, second.legend) == ("b", None)
    assert [chart.series[0].graphicalProperties.solidFill.srgbClr for chart in charts] == ["9A9A9A"] * 3 and first.series[1].graphicalProperties.solidFill.srgbClr == "E0E0E0"
    titles = ["".join(run.t for run in chart.title.tx.rich.p[0].r) for chart in charts]
    assert titles == ["Cost by year", "Change", "Parts"]
    said = ["".join(run.t for run in axis.title.tx.rich.p[0].r) for axis in (first.y_axis, second.y_axis)]
    assert said == ["USD", "firms"]
    with zipfile.ZipFile(io.BytesIO(workbook.workbook_bytes(BRIEF))) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert [f'descr="{alt}"' in drawing for alt in ("It falls.", "Bars.", "Parts.")] == [True] * 3


@pytest.mark.parametrize(("rows", "sheets"), [(40, 2), (41, 3)])
def test_charts_of_a_long_sheet_have_a_sheet_of_their_own(rows: int, sheets: int) -> None:
    given = replace(NUMBERS, rows=tuple((str(place), 1.0, 2.0, 3.0) for place in range(rows)), charts=NUMBERS.charts[:1])
    found = book(replace(BRIEF, sheets=(given,)))
    assert len(found.worksheets) == sheets
    last = found.worksheets[-1]
    assert len(last._charts) == 1 and last._charts[0].anchor._from.row == (3 if sheets == 3 else 45)
    if sheets == 3:
        assert last.title == "Charts Budget  by  year  and" and last["A1"].value == "Cost, USD" and last["A2"].value.startswith("Formulas add up. Not &")
    plain_one = book(replace(BRIEF, sheets=(replace(given, charts=()),)))
    assert len(plain_one.worksheets) == 2 and plain_one.worksheets[1].page_setup.fitToHeight == 0


def test_names_of_sheets_and_widths_of_columns() -> None:
    assert workbook._name("a/b?c*d:e\\f[g]") == "a b c d e f g " and workbook._name("'" + "n" * 40) == "n" * 30
    sheet = Sheet("n", "t", "s", ("a head of thirty-five letters, just", "b"), (("x" * 20, 1.0),))
    assert [workbook._width(sheet, column) for column in (0, 1)] == [22.0, 13.0]
    assert workbook._width(replace(sheet, rows=()), 0) == 14.0 and workbook._width(replace(sheet, rows=(("x" * 90, 1.0),)), 0) == 46.0
    assert (workbook._letter(0), workbook._letter(27), workbook._number(Formula("=A", 2.0)), workbook._number(None), workbook._number(3.0)) == ("A", "AB", 2.0, 0.0, 3.0)


# --- Word -------------------------------------------------------------------------------------------------------------------------------------------------


@cache
def document(brief: Brief = BRIEF) -> Any:
    return docx.Document(io.BytesIO(word_file.word_bytes(brief)))


def test_paragraphs_of_word_have_styles_looks_and_sizes() -> None:
    """Of `word_bytes`: `_add`, `_heading`, `_runs`, `_small`, `_caption` and `_black`."""
    found = [(paragraph.style.name, paragraph.text) for paragraph in document().paragraphs]
    assert found == [
        ("Heading 1", "A brief"), ("Heading 2", "First"), ("Normal", "some bold and code"), ("Normal", "All bold"), ("Normal", "Small print"),
        ("List Bullet", "one"), ("List Bullet", LONG), ("List Bullet", "tiny"), ("Caption", "Table 1. Costs"), ("Normal", ""), ("Caption", "Table 2. Wide"), ("Normal", ""),
        ("Normal", ""), ("Caption", "Figure 1. A line."), ("Normal", "Unit: USD. What it says.\nSource: the model."), ("Normal", ""),
        ("Heading 1", "Annex"), ("Heading 3", "Third"), ("Normal", "* Kosovo: a note."),
    ]  # fmt: skip
    by = {paragraph.text: paragraph for paragraph in document().paragraphs}
    mixed = by["some bold and code"].runs
    assert [(run.text, run.bold, run.font.name, run.font.size) for run in mixed] == [
        ("some ", None, None, None), ("bold", True, None, None), (" and ", None, None, None), ("code", None, "Consolas", Pt(9.0)),
    ]  # fmt: skip
    assert by["Small print"].runs[0].font.size == Pt(8) and by["tiny"].runs[0].font.size == Pt(8) and by["one"].runs[0].font.size is None
    assert [by[text].runs[0].font.size for text in ("A brief", "First", "Third", "Table 1. Costs", "* Kosovo: a note.")] == [Pt(15), Pt(12), Pt(10), Pt(8.5), Pt(8)]
    assert [by[text].paragraph_format.space_before for text in ("A brief", "First", "Third")] == [Pt(4), Pt(8), Pt(6)]
    assert by["First"].paragraph_format.space_after == Pt(3) and by["Table 1. Costs"].paragraph_format.space_after == Pt(2)
    assert by["Table 1. Costs"].paragraph_format.keep_with_next and by["Figure 1. A line."].paragraph_format.keep_with_next and by["Table 1. Costs"].runs[0].bold
    assert str(by["First"].runs[0].font.color.rgb) == str(by["Table 1. Costs"].runs[0].font.color.rgb) == "000000"


def test_tables_of_word_repeat_their_head_and_share_the_width() -> None:
    """Of `word_bytes`: `_table` and its `_margins`."""
    table = document().tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Policy", "USD"], ["Grant", "5"], ["Relief", "70"]]
    assert [cell.width for cell in table.rows[1].cells] == pytest.approx([Inches(6.9 * width) for width in TABLE.widths], abs=700)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    run, below = table.rows[0].cells[0].paragraphs[0].runs[0], table.rows[1].cells[0].paragraphs[0]
    assert (run.bold, run.font.size, below.runs[0].bold, below.runs[0].font.size) == (True, Pt(7.5), None, Pt(7.5))
    assert (below.paragraph_format.space_before, below.paragraph_format.space_after, below.paragraph_format.line_spacing) == (Pt(1), Pt(1), 1.0)
    shades = [cell._tc.tcPr.find(qn("w:shd")) for row in table.rows[:2] for cell in row.cells]
    assert [shade is not None and shade.get(qn("w:fill")) for shade in shades] == ["E1E1E1", "E1E1E1", False, False]
    room = table._tbl.tblPr.find(qn("w:tblCellMar"))
    assert [(edge.tag, edge.get(qn("w:w")), edge.get(qn("w:type"))) for edge in room] == [(qn("w:left"), "50", "dxa"), (qn("w:right"), "50", "dxa")]
    assert room.getnext() is table._tbl.tblPr.find(qn("w:tblLook"))
    behind = table._tbl.getnext()
    assert [found.space_after == Pt(0) and found.line_spacing == Pt(5) for found in [next(p.paragraph_format for p in document().paragraphs if p._p is behind)]] == [True]
    wide = document().tables[1]
    assert wide.rows[1].cells[0].paragraphs[0].runs[0].font.size == Pt(7.0) and [column.width for column in table.columns] == pytest.approx([Inches(6.9 * width) for width in TABLE.widths], abs=700)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Table 1. Costs" and table.style.name == "Table Grid" and table.autofit is False


def test_word_has_page_margins_language_footer_and_pictures_with_their_words() -> None:
    """Of `word_bytes`: `_speaks`, `_figure`, `_footer`, `_field` and `_at_one_moment`."""
    page, told = document().sections[0], document().core_properties
    assert [round(length / Cm(1), 2) for length in (page.page_width, page.page_height, page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)] == [21.0, 29.7, 1.75, 1.75, 1.4, 1.6]
    assert (told.title, told.language, told.author, told.comments, told.created.year, told.created.month) == ("A brief", "en-GB", "", "Version 1.", 2019, 1)
    assert {found.get(qn("w:val")) for found in document().styles.element.iter(qn("w:lang"))} == {"en-GB"}
    french = document(replace(BRIEF, language="fr"))
    assert {found.get(qn(f"w:{side}")) for found in french.styles.element.iter(qn("w:lang")) for side in ("val", "eastAsia")} == {"fr-FR"}
    assert document().styles["Normal"].font.size == Pt(9.5) and document().styles["Normal"].font.name == "Calibri"
    assert document().styles["Normal"].paragraph_format.line_spacing == 1.0 and {style.font.name for style in document().styles if style.type == 1} == {"Calibri"}
    assert (document().styles["Normal"].paragraph_format.space_after, document().styles["List Bullet"].paragraph_format.space_after) == (Pt(3), Pt(2))
    footer = page.footer.paragraphs[0]
    assert footer.text == "Not & calibrated. Version 1. page 1 of 1" and [footer.runs[0].bold, footer.runs[1].bold] == [True, None]
    assert [field.text for field in footer._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"] and {run.font.size for run in footer.runs} == {Pt(7)}
    kinds = [field.get(qn("w:fldCharType")) for field in footer._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * 2
    (shape,) = document().inline_shapes
    assert (shape.width, shape.height) == (Inches(3.0), Inches(1.5))
    assert (shape._inline.docPr.get("descr"), shape._inline.docPr.get("title")) == ("It rises.", "Figure 1. A line")
    with zipfile.ZipFile(io.BytesIO(word_file.word_bytes(BRIEF))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2019, 1, 1, 0, 0, 0)} and {part.compress_type for part in parts.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {part.external_attr >> 16 for part in parts.infolist()} == {0o600}


# --- what a brief is made of ------------------------------------------------------------------------------------------------------------------------------


def test_columns_are_as_wide_as_what_stands_in_them_needs() -> None:
    """Of each: 1.15 letters of the longest word and one more; the mean length up to a bound; the longest over 2.6, at most 24; 11 for names."""
    first = max(1.15 * 6 + 1.0, (6 + 5 + 6) / 3.0, 6 / 2.6, 11.0)
    second = max(1.15 * 3 + 1.0, 2.0, 3 / 2.6)
    assert TABLE.widths == pytest.approx((first / (first + second), second / (first + second)))
    words = " ".join(["abcde"] * 20)  # 119 letters, cells of 119 and 1
    long = Table("t", cells("n", "m"), (cells("a", words),))
    wide = max(1.15 * 5 + 1.0, 60.0, min(119 / 2.6, 24.0))
    assert long.widths == pytest.approx((11.0 / (11.0 + wide), wide / (11.0 + wide)))
    many = Table("t", cells(*"abcde"), (cells(words, *"1234"),))
    rest = 1.15 + 1.0
    assert many.widths[0] == pytest.approx(46.0 / (46.0 + 4 * rest)) and sum(many.widths) == pytest.approx(1.0)
    four = Table("t", cells(*"abcd"), (cells(words, *"123"),))
    assert four.widths[0] == pytest.approx(60.0 / (60.0 + 3 * rest))  # with four columns names have more room than with five
    few = Table("t", cells("n", "m"), (cells("a", "ab " * 17 + "a"), *([cells("a", "a")] * 18)))  # 52 letters once and 1 in 19 cells: words of two letters, cells of 3.55
    assert few.widths[1] == pytest.approx(20.0 / 31.0)
    path = Table("t", cells("a.path_of_two", "b"), (cells("x", "y"),))
    longest = max(1.15 * len("path_") + 1.0, 7.0, 13 / 2.6, 11.0)
    assert path.widths[0] == pytest.approx(longest / (longest + rest))


def test_what_is_missing_is_refused() -> None:
    for title, head, rows in ((" ", ("a",), ()), ("t", ("a", " "), ()), ("t", ("a", "b"), (cells("1"),))):
        with pytest.raises(ValueError, match="a table without|rows of other"):
            Table(title, cells(*head), rows)
    for name in ("title", "unit", "source", "alt"):
        with pytest.raises(ValueError, match=f"without {name}"):
            replace(FIGURE, **{name: " "})
    assert replace(FIGURE, says="").says == ""


def test_figures_and_tables_are_counted_apart() -> None:
    found = numbered([TABLE, FIGURE, Heading(2, "h"), WIDE, FIGURE], "Figure {n}.", "Table {n}.")
    assert [getattr(block, "title", "") for block in found] == ["Table 1. Table 1. Costs", "Figure 1. Figure 1. A line", "", "Table 2. Table 2. Wide", "Figure 2. Figure 1. A line"]


def test_every_text_of_a_brief_is_told_in_its_order() -> None:
    assert list(BRIEF.texts()) == [
        "A brief", "Not & calibrated.", "First", "some bold and code", "All bold", "Small print", "one", LONG, "tiny", "Table 1. Costs", "Policy", "USD", "Grant", "5",
        "Relief", "70", "Table 2. Wide", *"ABCDEFGH", *"12345678", "Figure 1. A line", "USD", "What it says.", "the model.", "It rises.", "Annex", "Third",
        "Version 1.", "Kosovo: a note.",
    ]  # fmt: skip
    assert list(texts_of(PageBreak())) == [] and plain((Run("a"), Run("b", True))) == "ab" and (BRIEF.unit_line(FIGURE), BRIEF.source_line(FIGURE)) == ("Unit: USD.", "Source: the model.")


def test_markdown_becomes_blocks_with_their_looks() -> None:
    text = "## Costs\n\nIn **USD** of `2019`\nand\\* more\n\n- a **b**\n- c\n\n**By year**\n\n| a | b |\n|---|---|\n| 1 | **2** |\n| 3 | 4 |\n\n### End\n"
    heading, paragraph, bullets, bold, table, end = blocks_of(text)
    assert heading == Heading(2, "Costs") and end == Heading(3, "End")
    assert paragraph == Paragraph((Run("In "), Run("USD", True), Run(" of "), Run("2019", False, True), Run(" and* more")))
    assert bullets == Bullets(((Run("a "), Run("b", True)), line_of("c"))) and bold == Paragraph((Run("By year", True),))
    assert table == Table("By year", cells("a", "b"), ((line_of("1"), (Run("2", True),)), cells("3", "4")))
    assert blocks_of(["| a |", "|---|", "| 1 |"], "Given")[0].title == "Given" and blocks_of(["## H", "", "| a |", "|---|"], "Given", "Table")[1].title == "Table"
    assert blocks_of(["## H", "", "| a |", "|---|"], "Given")[1].title == "H"
    mixed = blocks_of("**a** b\n\n| a |\n|---|\n| 1 |", "Given")
    assert mixed[1].title == "Given"  # a paragraph that is bold in part is no title
    assert line("**a**`b`c") == (Run("a", True), Run("b", False, True), Run("c")) and line("") == () and line("a < b") == line_of("a < b")
    with pytest.raises(ValueError, match="no place for"):
        blocks_of("> quoted")


def test_blocks_go_to_typst_by_name_and_to_a_page_with_their_picture() -> None:
    found = [pdf._of(block, BRIEF) for block in BLOCKS]
    assert [one["kind"] for one in found] == ["heading", "paragraph", "paragraph", "paragraph", "bullets", "bullets", "table", "table", "figure", "break", "heading", "heading"]
    assert (found[0]["level"], found[0]["text"], found[3]["is_note"], found[2]["is_note"], found[5]["is_note"]) == (2, "First", True, False, True)
    assert found[6] == {"kind": "table", "title": TABLE.title, "head": TABLE.head, "parts": [TABLE.rows], "breaks": False, "widths": TABLE.widths}
    years = Table("Years", cells("Year", "USD"), tuple(cells(str(year), "1.2 M [1 M to 1.4 M]") for year in range(2020, 2031)))
    halves = pdf._of(years, BRIEF)
    assert years.is_narrow and halves["parts"] == [years.rows[:6], years.rows[6:]] and halves["breaks"]
    assert not Table("Few", years.head, years.rows[:5]).is_narrow and not Table("Wide", cells("a", "b"), (cells("x" * 40, "y" * 40),) * 8).is_narrow
    assert found[8] == {
        "kind": "figure", "title": "Figure 1. A line", "says": "What it says.", "alt": "It rises.", "svg": "<svg>é</svg>", "unit": "Unit: USD.",
        "source": "Source: the model.", "width": 3.0, "moves": False,
    }  # fmt: skip
    page = web.html_bytes(BRIEF).decode()
    assert "data:image/svg+xml;base64," + base64.b64encode("<svg>é</svg>".encode()).decode() in page and 'lang="en"' in page
    order = [page.index(text) for text in ("A brief", "First", "some ", "Small print", "Table 1. Costs", "Relief", "Annex", "Kosovo: a note.")]
    assert order[1:] == sorted(order[1:])
