"""What a brief is made of, whatever the format: headings, paragraphs, lists, tables, figures. Nothing here knows a format, or a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Run(NamedTuple):
    """Words that look alike."""

    text: str
    bold: bool = False
    code: bool = False


Line = tuple[Run, ...]
"""One paragraph, item or cell."""


def plain(line: Line) -> str:
    """A line without its looks."""
    return "".join(run.text for run in line)


def line_of(text: str, *, bold: bool = False) -> Line:
    """A line that looks alike."""
    return (Run(text, bold),)


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 for a part of the brief, 2 and 3 below it."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `is_note` for what is read in small print."""

    line: Line
    is_note: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list; `is_note` for what is read in small print."""

    items: tuple[Line, ...]
    is_note: bool = False


@dataclass(frozen=True)
class Table:
    """A table. `title` says what it shows, `head` names its columns. ValueError where one has no name, or a row another length."""

    title: str
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]

    def __post_init__(self) -> None:
        if not self.title.strip() or any(not plain(cell).strip() for cell in self.head):
            raise ValueError(f"a table without a title or a head: {self.title!r}")
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"rows of other lengths than the head: {self.title!r}")

    @property
    def is_narrow(self) -> bool:
        """Whether two halves of it fit beside each other on a page: many short rows."""
        most = [max(len(plain(row[column])) for row in (self.head, *self.rows)) for column in range(len(self.head))]
        return len(self.rows) >= MANY and sum(most) + 2 * len(most) <= HALF

    @property
    def widths(self) -> tuple[float, ...]:
        """Share of the width that each column needs: by what stands in it, and never less than its longest word."""
        found = []
        for column in range(len(self.head)):
            cells = [plain(row[column]) for row in (self.head, *self.rows)]
            longest = max((len(word) for cell in cells for word in _words(cell)), default=1)
            mean, most = sum(len(cell) for cell in cells) / len(cells), max(len(cell) for cell in cells)
            room = 46.0 if column == 0 and len(self.head) > 4 else 60.0  # names of policies are long and the same in all rows
            found.append(max(1.15 * longest + 1.0, min(mean, room), min(most / 2.6, 24.0), 11.0 if column == 0 else 0.0))
        return tuple(width / sum(found) for width in found)


HALF, MANY = 62, 6
"""Characters of a table that half the width of a page has room for, and rows from which halves save room."""


def _words(text: str) -> list[str]:
    """What a line does not break within; paths break at their points."""
    return text.replace(".", ". ").replace("_", "_ ").split(" ") if "." in text else text.split(" ")


@dataclass(frozen=True)
class Figure:
    """A picture with all that one who cannot see it, or does not know where it comes from, must be told. ValueError where a part is missing."""

    title: str
    unit: str
    source: str
    alt: str
    png: bytes = field(repr=False)
    svg: str = field(repr=False)
    width: float
    height: float
    shown: float
    """Inches: the picture as it was drawn, and its width on the page."""
    says: str = ""
    may_move: bool = False
    """Whether the text after it may stand before it, so that no page ends half empty."""

    def __post_init__(self) -> None:
        missing = [name for name in ("title", "unit", "source", "alt") if not str(getattr(self, name)).strip()]
        if missing:
            raise ValueError(f"a figure without {' and '.join(missing)}: {self.title!r}")


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Table | Figure | PageBreak
Cell = str | float | None
"""Of a sheet: words, a number, or nothing where it is not defined."""


@dataclass(frozen=True)
class Chart:
    """A native chart of a sheet: categories in column 0, a series a column. `kind`: "column", "bar" or "line".

    Attributes:
        columns: what is drawn; bounds: for each of them the columns of its interval (low, high), or nothing.
        first, last: rows of the sheet, counted below the head.
    """

    kind: str
    title: str
    unit: str
    alt: str
    columns: tuple[int, ...]
    first: int
    last: int
    bounds: tuple[tuple[int, int] | None, ...] = ()


@dataclass(frozen=True)
class Formula:
    """A cell that adds up others, with its value: `{row}` stands for the number of its row, `{above}` for that of the row above it."""

    text: str
    value: float | None


@dataclass(frozen=True)
class Sheet:
    """A table of numbers as they are, for the workbook."""

    name: str
    title: str
    source: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell | Formula, ...], ...]
    charts: tuple[Chart, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Brief:
    """A brief in one language and one money.

    Attributes:
        stamp: what must be said on every page; source: whence all of its numbers come, in a line.
        footnotes: notes that go with places that it names.
        page_word: "page {n} of {of}" with these names; unit_word, source_word: what stands before a unit and a source, with their colon.
    """

    title: str
    language: str
    stamp: str
    source: str
    footnotes: tuple[str, ...]
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...]
    page_word: str
    unit_word: str
    source_word: str

    def unit_line(self, figure: Figure) -> str:
        """What is said of the unit of a figure."""
        return f"{self.unit_word}{figure.unit}."

    def source_line(self, figure: Figure) -> str:
        """What is said of the source of a figure."""
        return f"{self.source_word}{figure.source}"

    def texts(self) -> Iterator[str]:
        """Every text that a reader meets, in order; not those of sheets."""
        yield from (self.title, self.stamp)
        for block in self.blocks:
            yield from texts_of(block)
        yield from (self.source, *self.footnotes)


def texts_of(block: Block) -> Iterator[str]:
    """The texts of a block."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield plain(block.line)
    elif isinstance(block, Bullets):
        yield from map(plain, block.items)
    elif isinstance(block, Table):
        yield block.title
        for row in (block.head, *block.rows):
            yield from map(plain, row)
    elif isinstance(block, Figure):
        yield from (block.title, block.unit, block.says, block.source, block.alt)


def numbered(blocks: Sequence[Block], figure: str, table: str) -> tuple[Block, ...]:
    """The same blocks with figures and tables counted: their titles begin with `figure` or `table`, which hold a place for the number."""
    from dataclasses import replace

    found: list[Block] = []
    counts = {figure: 0, table: 0}
    for block in blocks:
        if isinstance(block, Figure | Table):
            kind = figure if isinstance(block, Figure) else table
            counts[kind] += 1
            found.append(replace(block, title=f"{kind.format(n=counts[kind])} {block.title}"))
        else:
            found.append(block)
    return tuple(found)
