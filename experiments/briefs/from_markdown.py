"""The sections of the pages of results, which are written in Markdown, as blocks of a brief: so that no sentence is written a second time."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .document import Block, Bullets, Heading, Line, Paragraph, Run, Table, plain

_READER = MarkdownIt("js-default")
"""Tables, and no HTML: a "<" in a label is a "<"."""


def blocks_of(lines: Sequence[str] | str, title: str = "", table_title: str = "") -> list[Block]:
    r"""Blocks of Markdown. A table is called `table_title`; without one by the last heading, or bold paragraph, before it, else `title`.

    >>> [type(block).__name__ for block in blocks_of("## Costs\n\nIn **USD**.\n\n| a | b |\n|---|---|\n| 1 | 2 |")]
    ['Heading', 'Paragraph', 'Table']
    """
    tokens = _READER.parse(lines if isinstance(lines, str) else "\n".join(lines))
    found: list[Block] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            title = plain(line_of_token(tokens[place + 1]))
            found.append(Heading(int(token.tag[1:]), title))
            place += 3
        elif token.type == "paragraph_open":
            line = line_of_token(tokens[place + 1])
            if len(line) == 1 and line[0].bold:
                title = line[0].text
            found.append(Paragraph(line))
            place += 3
        elif token.type in ("bullet_list_open", "table_open"):
            end = next(at for at in range(place, len(tokens)) if tokens[at].type == token.type.replace("open", "close") and tokens[at].level == token.level)
            inside = tokens[place : end + 1]
            items = tuple(line_of_token(one) for one in inside if one.type == "inline")
            found.append(_table(inside, table_title or title) if token.type == "table_open" else Bullets(items))
            place = end + 1
        else:
            raise ValueError(f"a brief has no place for {token.type}")
    return found


def line_of_token(token: Token) -> Line:
    """The words of an inline token with their looks; words that look alike are one run."""
    runs: list[Run] = []
    bold = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
            continue
        text = " " if child.type in ("softbreak", "hardbreak") else child.content
        is_code = child.type == "code_inline"
        if not text:
            continue
        if runs and not is_code and not runs[-1].code and runs[-1].bold == bold:
            runs[-1] = Run(runs[-1].text + text, bold)
        else:
            runs.append(Run(text, bold, is_code))
    return tuple(runs)


def line(text: str) -> Line:
    """One line of Markdown."""
    tokens = _READER.parseInline(text)
    return line_of_token(tokens[0]) if tokens else ()


def _table(tokens: Sequence[Token], title: str) -> Table:
    rows: list[tuple[Line, ...]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append(())
        elif token.type == "inline":
            rows[-1] = (*rows[-1], line_of_token(token))
    return Table(title, rows[0], tuple(rows[1:]))
