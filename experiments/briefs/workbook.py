"""A brief as a workbook: its pages in words, then sheets of numbers with formulas and charts that a reader can change."""

from __future__ import annotations

import datetime
import io
import math
from typing import Any

from .document import Brief, Bullets, Chart, Figure, Formula, Heading, PageBreak, Paragraph, Sheet, Table, plain
from .words import word

COLUMNS, WIDTH = 6, 26
"""Columns of the sheet of words, and their width in characters."""
WRITTEN = datetime.datetime(2019, 1, 1)
HEAD_ROW = 3
"""Row of the head of a sheet of numbers, counted from 0: title, source and note stand above it."""
FORMATS = (("large", "#,##0"), ("middle", "0.00"), ("small", "0.0000"))
CHART_ROWS = 17
SHORT = 40
"""Rows of a sheet that fit on a page together with its charts."""


def workbook_bytes(brief: Brief) -> bytes:
    """The file, the same bytes each time."""
    import xlsxwriter

    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": brief.title, "comments": f"{brief.stamp} {brief.source}", "created": WRITTEN})
    styles = {name: book.add_format({"num_format": code, "valign": "top"}) for name, code in FORMATS}
    styles |= {"words": book.add_format({"text_wrap": True, "valign": "top"}), "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"})}
    styles["head"] = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E1E1E1", "bottom": 1})
    styles["title"] = book.add_format({"bold": True, "font_size": 14})
    styles["section"] = book.add_format({"bold": True, "font_size": 12, "text_wrap": True})
    styles["cell"] = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_size": 9})
    _words_sheet(book, brief, styles)
    for sheet in brief.sheets:
        _numbers_sheet(book, sheet, brief, styles)
    book.close()
    return sink.getvalue()


def _page(sheet: Any, brief: Brief, *, is_one: bool = False) -> None:
    """How it prints: as wide as a page, or all on one, with page numbers."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, int(is_one))
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page = brief.page_word.replace("{n}", "&P").replace("{of}", "&N")
    stamp = brief.stamp.replace("&", "&&")
    sheet.set_footer(f"&L&8{stamp}&R&8{page}")


def _words_sheet(book: Any, brief: Brief, styles: dict[str, Any]) -> None:
    """The pages before the annex."""
    sheet = book.add_worksheet(word("brief", brief.language))
    sheet.hide_gridlines(2)
    sheet.set_column(0, COLUMNS - 1, WIDTH)
    _page(sheet, brief)
    sheet.write_string(0, 0, brief.title, styles["title"])
    row = 2
    for block in brief.blocks:
        if isinstance(block, PageBreak):
            break
        if isinstance(block, Heading):
            row = _across(sheet, row + 1, block.text, styles["section"])
        elif isinstance(block, Paragraph):
            row = _across(sheet, row, plain(block.line), styles["bold" if all(run.bold for run in block.line) else "words"])
        elif isinstance(block, Bullets):
            for item in block.items:
                row = _across(sheet, row, f"– {plain(item)}", styles["words"])
        elif isinstance(block, Table):
            row = _table(sheet, row, block, styles)
        elif isinstance(block, Figure):
            row = _across(sheet, row, f"{block.title}. {block.alt} {brief.source_line(block)}", styles["words"])
    for note in (f"{brief.stamp} {brief.source}", *(f"* {note}" for note in brief.footnotes)):
        row = _across(sheet, row + 1, note, styles["words"])


def _across(sheet: Any, row: int, text: str, style: Any) -> int:
    """A text over the whole width, in a row as high as it needs; the next row."""
    lines = max(1, math.ceil(len(text) * 1.08 / (COLUMNS * WIDTH)))
    sheet.set_row(row, 15.5 * lines + 2)
    sheet.merge_range(row, 0, row, COLUMNS - 1, "", style)
    sheet.write_string(row, 0, text, style)
    return row + 1


def _table(sheet: Any, row: int, block: Table, styles: dict[str, Any]) -> int:
    row = _across(sheet, row, block.title, styles["bold"])
    for place, line in enumerate((block.head, *block.rows)):
        cells = [plain(cell) for cell in line]
        if len(cells) > COLUMNS:  # what does not fit beside each other stands in the last column
            names = [plain(cell) for cell in block.head]
            rest = "; ".join(f"{name}: {cell}" if place else name for name, cell in zip(names[COLUMNS - 1 :], cells[COLUMNS - 1 :], strict=True))
            cells = [*cells[: COLUMNS - 1], rest]
        sheet.set_row(row, 13.0 * max(math.ceil(len(cell) * 1.15 / WIDTH) or 1 for cell in cells) + 3)
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, styles["head" if place == 0 else "cell"])
        row += 1
    return row + 1


def _numbers_sheet(book: Any, given: Sheet, brief: Brief, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_name(given.name))
    is_short = len(given.rows) <= SHORT
    _page(sheet, brief, is_one=is_short and bool(given.charts))
    sheet.write_string(0, 0, given.title, styles["title"])
    notes = [given.note, brief.stamp, given.source, *(f"* {note}" for note in brief.footnotes)]
    sheet.write_string(1, 0, " ".join(text for text in notes if text))
    for column, text in enumerate(given.head):
        sheet.write_string(HEAD_ROW, column, text, styles["head"])
        sheet.set_column(column, column, _width(given, column))
    sheet.set_row(HEAD_ROW, 60)
    widths = [_width(given, column) for column in range(len(given.head))]
    for place, row in enumerate(given.rows):
        lines = max(math.ceil(len(value) / width) if isinstance(value, str) else 1 for value, width in zip(row, widths, strict=True))
        if lines > 1:
            sheet.set_row(HEAD_ROW + 1 + place, 15.0 * lines)
        for column, value in enumerate(row):
            _write(sheet, HEAD_ROW + 1 + place, column, value, styles)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(given.rows), len(given.head) - 1)
    at = HEAD_ROW + len(given.rows) + 2
    if given.charts and not is_short:  # no chart is cut by the end of a page
        sheet, at = book.add_worksheet(_name(f"{word('charts', brief.language)} {given.name}")), 3
        _page(sheet, brief, is_one=True)
        sheet.write_string(0, 0, given.title, styles["title"])
        sheet.write_string(1, 0, " ".join(text for text in notes if text))
    for place, chart in enumerate(given.charts):
        told = {"x_offset": 5 + 560 * (place % 2), "description": chart.alt, "object_position": 3}
        sheet.insert_chart(at + CHART_ROWS * (place // 2), 0, _chart(book, given, chart), told)


def _name(text: str) -> str:
    """A name that a sheet may have."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in text)[:31].strip("'")


def _width(given: Sheet, column: int) -> float:
    longest = max((len(row[column]) if isinstance(row[column], str) else 11 for row in given.rows), default=10)  # type: ignore[arg-type]
    longest_word = max(map(len, given.head[column].split()), default=0)
    return float(min(max(longest + 2, 12, longest_word + 3, len(given.head[column]) / 2.5), 46))


def _write(sheet: Any, row: int, column: int, value: Any, styles: dict[str, Any]) -> None:
    if isinstance(value, Formula):
        text = value.text.replace("{row}", str(row + 1))
        first = HEAD_ROW + 2
        if "{first" in text:
            start, _, rest = text.partition("{first}")
            middle, _, end = rest.partition("{first+")
            more, _, end = end.partition("}")
            text = f"{start}{first}{middle}{first + int(more)}{end}"
        if value.value is None or not math.isfinite(value.value):
            sheet.write_blank(row, column, None, styles["words"])
        else:
            sheet.write_formula(row, column, text, _format(value.value, styles), value.value)
    elif value is None or (isinstance(value, float) and not math.isfinite(value)):  # an interval of too few runs, a ratio over nothing
        sheet.write_blank(row, column, None, styles["words"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, styles["words"])
    else:
        sheet.write_number(row, column, value, _format(value, styles))


def _format(value: float, styles: dict[str, Any]) -> Any:
    return styles["large" if abs(value) >= 100.0 or value == 0.0 else "middle" if abs(value) >= 1.0 else "small"]


GREYS = ("#9A9A9A", "#E0E0E0", "#4A4A4A", "#C4C4C4", "#6E6E6E", "#262626")
"""Fills that differ in black and white."""


def _chart(book: Any, given: Sheet, asked: Chart) -> Any:
    kind = {"stacked": ("bar", "stacked")}.get(asked.kind, (asked.kind, None))
    chart = book.add_chart({"type": kind[0]} | ({"subtype": kind[1]} if kind[1] else {}))
    name, top = _name(given.name), HEAD_ROW + 1
    first, last = top + asked.first, top + asked.last
    for place, column in enumerate(asked.columns):
        series: dict[str, Any] = {
            "name": [name, HEAD_ROW, column],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, column, last, column],
            "fill": {"color": GREYS[place % len(GREYS)]},
            "border": {"color": "#000000"},
            "gap": 60,
        }
        bounds = asked.bounds[place] if place < len(asked.bounds) else None
        if bounds is not None:
            minus, plus = bounds
            ranges = [f"='{name.replace(chr(39), chr(39) * 2)}'!${_letter(at)}${first + 1}:${_letter(at)}${last + 1}" for at in (plus, minus)]
            axis = "x_error_bars" if kind[0] == "bar" else "y_error_bars"
            values = [[_number(given.rows[row][at]) for row in range(asked.first, asked.last + 1)] for at in (plus, minus)]
            series[axis] = {"type": "custom", "plus_values": ranges[0], "minus_values": ranges[1], "plus_data": values[0], "minus_data": values[1]}
        chart.add_series(series)
    chart.set_title({"name": asked.title, "name_font": {"size": 11}})
    value_axis: dict[str, Any]
    category_axis: dict[str, Any]
    value_axis, category_axis = ({"name": asked.unit, "num_format": "#,##0.###", "name_font": {"size": 9}}, {"num_font": {"size": 8}, "label_position": "low"})
    if asked.kind == "stacked":  # names of policies are sentences: they stand beside their bars, the first on top
        value_axis, category_axis = {**value_axis, "label_position": "high"}, {**category_axis, "reverse": True}
    if kind[0] == "bar":
        chart.set_x_axis(value_axis)
        chart.set_y_axis(category_axis)
    else:
        chart.set_y_axis(value_axis)
        chart.set_x_axis(category_axis)
    chart.set_legend({"none": True} if len(asked.columns) == 1 else {"position": "bottom"})
    chart.set_size({"width": 550, "height": 20 * CHART_ROWS - 20})
    return chart


def _letter(column: int) -> str:
    from .budget_sheet import column_letters

    return column_letters(column)


def _number(value: Any) -> float:
    found = value.value if isinstance(value, Formula) else value
    return found if isinstance(found, float) and math.isfinite(found) else 0.0
