"""A brief as a Word file, to be edited: styles, headings, repeated table heads, page numbers, alternative texts, the language of its words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from .document import Block, Brief, Bullets, Figure, Heading, Line, PageBreak, Paragraph, Table

LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
WRITTEN = (2019, 1, 1, 0, 0, 0)
"""Nothing in a brief says when it was written; a Word file must."""
GREY = "E1E1E1"
MANY = 6
"""Columns beyond which a table has smaller letters."""
MARGIN = 50
"""Beside the words of a cell, in twentieths of a point."""


def tag_of(language: str) -> str:
    """A language as Word names it.

    >>> tag_of("fr"), tag_of("pt_BR")
    ('fr-FR', 'pt-BR')
    """
    return LANGUAGES.get(language, language.replace("_", "-"))


def word_bytes(brief: Brief) -> bytes:
    """The file, the same bytes each time."""
    import datetime

    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    for style in document.styles:
        if style.type == 1 and style.font is not None:  # paragraphs
            style.font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(9.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)
    _speaks(document, tag_of(brief.language))
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.75)
    page.top_margin, page.bottom_margin = Cm(1.4), Cm(1.6)
    told = document.core_properties
    told.title, told.language, told.author, told.comments = brief.title, tag_of(brief.language), "", brief.source
    told.created = told.modified = datetime.datetime(*WRITTEN)
    _heading(document, brief.title, 1)
    for block in brief.blocks:
        _add(document, block, brief)
    for note in brief.footnotes:
        _small(document.add_paragraph(f"* {note}"))
    _footer(page.footer.paragraphs[0], brief)
    sink = io.BytesIO()
    document.save(sink)
    return _at_one_moment(sink.getvalue())


def _add(document: Any, block: Block, brief: Brief) -> None:
    if isinstance(block, Heading):
        _heading(document, block.text, block.level)
    elif isinstance(block, Paragraph):
        paragraph = _runs(document.add_paragraph(), block.line)
        if block.is_note:
            _small(paragraph)
    elif isinstance(block, Bullets):
        for item in block.items:
            _runs(document.add_paragraph(style="List Bullet"), item, 8 if block.is_note else None)
    elif isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Figure):
        _figure(document, block, brief)
    elif isinstance(block, PageBreak):
        document.add_page_break()


def _heading(document: Any, text: str, level: int) -> None:
    from docx.shared import Pt, RGBColor

    paragraph = document.add_heading(text, level)
    paragraph.paragraph_format.space_before = Pt({1: 4, 2: 8}.get(level, 6))
    paragraph.paragraph_format.space_after = Pt(3)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt({1: 15, 2: 12}.get(level, 10)), RGBColor(0, 0, 0)


def _runs(paragraph: Any, line: Line, size: float | None = None, bold: bool = False) -> Any:
    from docx.shared import Pt

    for run in line:
        added = paragraph.add_run(run.text)
        added.bold = True if run.bold or bold else None
        if run.code:
            added.font.name = "Consolas"
        if size is not None or run.code:
            added.font.size = Pt((size or 9.5) - (0.5 if run.code else 0.0))
    return paragraph


def _small(paragraph: Any) -> Any:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(8)
    return paragraph


def _table(document: Any, block: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Inches, Pt

    _caption(document, block.title).paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    table.autofit = False
    _margins(table)
    size = 7.0 if len(block.head) > MANY else 7.5
    widths = [Inches(6.9 * width) for width in block.widths]
    for place, row in enumerate((block.head, *block.rows)):
        added = table.add_row()
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, width, line in zip(added.cells, widths, row, strict=True):
            cell.width = width
            form = cell.paragraphs[0].paragraph_format
            form.space_before, form.space_after, form.line_spacing = Pt(1), Pt(1), 1.0
            _runs(cell.paragraphs[0], line, size, bold=place == 0)
            if place == 0:
                shade = OxmlElement("w:shd")
                for key, value in (("val", "clear"), ("color", "auto"), ("fill", GREY)):
                    shade.set(qn(f"w:{key}"), value)
                cell._tc.get_or_add_tcPr().append(shade)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for name in ("w:tblCaption",):
        told = OxmlElement(name)
        told.set(qn("w:val"), block.title)
        table._tbl.tblPr.append(told)
    form = document.add_paragraph().paragraph_format  # what parts a table from what follows
    form.space_after, form.line_spacing = Pt(0), Pt(5)


def _margins(table: Any) -> None:
    """Little room beside the words of cells: the usual 2 mm on each side of nine columns would break words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    room = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(MARGIN))
        edge.set(qn("w:type"), "dxa")
        room.append(edge)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(room) if look is None else look.addprevious(room)  # the order is that of the format


def _caption(document: Any, text: str) -> Any:
    paragraph = document.add_paragraph(style="Caption")
    return _runs(paragraph, (), 8) if not text else _black(paragraph, text)


def _black(paragraph: Any, text: str) -> Any:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb, run.bold = Pt(8.5), RGBColor(0, 0, 0), True
    paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def _figure(document: Any, block: Figure, brief: Brief) -> None:
    from docx.shared import Inches

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Inches(block.shown))
    shape._inline.docPr.set("descr", block.alt)
    shape._inline.docPr.set("title", block.title)
    caption = _caption(document, f"{block.title}.")
    caption.paragraph_format.keep_with_next = True
    _small(document.add_paragraph(f"{brief.unit_line(block)} {block.says}\n{brief.source_line(block)}"))


def _footer(paragraph: Any, brief: Brief) -> None:
    """Stamp, source, and the page number as fields that Word counts."""
    from docx.shared import Pt

    paragraph.add_run(f"{brief.stamp} ").bold = True
    paragraph.add_run(f"{brief.source} ")
    before, rest = brief.page_word.split("{n}")
    between, after = rest.split("{of}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        paragraph.add_run(text)
        if field:
            _field(paragraph, field)
    for run in paragraph.runs:
        run.font.size = Pt(7)


def _field(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind == "shown":
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _speaks(document: Any, language: str) -> None:
    """The language of all words: the template's own is American English."""
    from docx.oxml.ns import qn

    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
        found.set(qn("w:eastAsia"), language)


def _at_one_moment(content: bytes) -> bytes:
    """The same file with every part written at one moment."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            about = zipfile.ZipInfo(name, date_time=WRITTEN)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written.writestr(about, given.read(name))
    return sink.getvalue()
