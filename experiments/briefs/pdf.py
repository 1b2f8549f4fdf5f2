"""A brief as PDF, by Typst: tagged (PDF/UA-1), with the fonts that Typst brings along, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any

from .document import Block, Brief, Bullets, Figure, Heading, PageBreak, Paragraph, Table

TIMESTAMP = 1_546_300_800
"""Nothing in a brief says when it was written; a PDF must. The start of 2019, the year of its money."""

SHORT = 9
"""Rows of a table that stays on one page."""


def pdf_bytes(brief: Brief, scale: float = 1.0) -> bytes:
    """The file, letters `scale` times as large as those of a brief. RuntimeError as in `compiled`."""
    content = {
        "title": brief.title,
        "language": brief.language,
        "scale": scale,
        "stamp": brief.stamp,
        "source": brief.source,
        "page": brief.page_word,
        "blocks": [_of(block, brief) for block in brief.blocks],
        "footnotes": list(brief.footnotes),
    }
    return compiled(files(__package__) / "templates" / "brief.typ", "brief", content)


def compiled(template: Traversable, name: str, content: Mapping[str, Any]) -> bytes:
    """A PDF from a template that reads its content as JSON, as the input `name`.

    Raises:
        RuntimeError: where Typst has anything to say against it: an unknown font, a picture without alternative text.
    """
    import typst

    with as_file(template) as path:
        found, warnings = typst.compile_with_warnings(
            str(path),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={name: json.dumps(content)},
            pdf_standards=["ua-1"],
            timestamp=TIMESTAMP,
        )
    if warnings:
        raise RuntimeError("; ".join(str(warning.message) for warning in warnings))
    return bytes(found)


def _of(block: Block, brief: Brief) -> dict[str, Any]:
    """A block as the template takes it."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "line": block.line, "is_note": block.is_note}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": block.items, "is_note": block.is_note}
    if isinstance(block, Table):
        half = -(-len(block.rows) // 2) if block.is_narrow else len(block.rows)
        parts = [rows for rows in (block.rows[:half], block.rows[half:]) if rows]
        return {"kind": "table", "title": block.title, "head": block.head, "parts": parts, "breaks": len(block.rows) > SHORT, "widths": block.widths}
    if isinstance(block, Figure):
        told = {name: getattr(block, name) for name in ("title", "says", "alt", "svg")}
        unit, source = f"{brief.unit_line(block)}", brief.source_line(block)
        return {"kind": "figure", **told, "unit": unit, "source": source, "width": block.shown, "moves": block.may_move}
    assert isinstance(block, PageBreak)
    return {"kind": "break"}
