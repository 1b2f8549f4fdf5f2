"""One look for all figures: a palette that colour-blind readers tell apart (Okabe and Ito 2008), direct labels, the stamp and the source line."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator

from model.outcome_registry import OUTCOMES
from scenarios.corridors import footnotes

from ..calibrated.lever_evidence import stamp
from ..comparing.comparison_view import Compared
from ..comparing.rows import effects
from ..manifest import footnotes_of
from ..palette import GAIN as GAIN
from ..palette import INK as INK
from ..palette import LOSS as LOSS
from ..palette import POLICY as POLICY
from ..palette import SERIES_COLOURS as SERIES_COLOURS
from ..palette import WITHOUT as WITHOUT
from ..projector import is_projected
from ..runs.replications import unit_of
from ..runs.verdicts import range_label, what_was_drawn
from ..shown_money import shown
from ..text import number, say, within

PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
"""Behind words and numbers, so that no line runs through them."""

LOOK: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#999999",
    "axes.linewidth": 0.8,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.7,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "figure.autolayout": False,  # laid out by `finish` alone
    "figure.constrained_layout.use": False,
    "text.parse_math": False,  # labels are shown as written: a $ is no formula
    "svg.hashsalt": "diaspora",
    "svg.fonttype": "path",
}


class Caption(NamedTuple):
    """What stands around a figure: in its own bands, or in the text of the page that shows it."""

    title: str
    says: str
    source: str


BESIDE_TEXT = 0.8
"""Width of a figure whose caption is apart."""
PROJECTED = 0.74
"""Inches of a figure for a projector, against those on paper: type and lines keep their points, and so are a third larger on the wall."""
DOTS, DOTS_PROJECTED = 150, 220
_APART: ContextVar[list[Caption] | None] = ContextVar("captions", default=None)
_FLAT: ContextVar[float | None] = ContextVar("flat", default=None)


@contextmanager
def captions_apart(flat: float | None = None) -> Iterator[list[Caption]]:
    """Figures drawn in here have no title, subtitle, stamp and source line of their own: these are in the list, in the order of the figures.

    `flat`: height over width at most, of room that is wide: a higher figure would be made smaller there, words too.
    """
    found: list[Caption] = []
    token, flat_token = _APART.set(found), _FLAT.set(flat)
    try:
        yield found
    finally:
        _APART.reset(token)
        _FLAT.reset(flat_token)


def is_apart() -> bool:
    """Whether figures are drawn for a page of text, in `captions_apart`."""
    return _APART.get() is not None


@contextmanager
def look() -> Iterator[None]:
    """The look, for as long as a figure is drawn; nothing global changes."""
    with mpl.rc_context(LOOK):  # type: ignore[arg-type]
        yield


def canvas(width: float, height: float) -> Figure:
    """An empty figure in inches, tied to no window; smaller, and so with larger words on its page, where what stands around it is apart."""
    if _APART.get() is not None:
        width, height = width * BESIDE_TEXT, height - 0.8
    elif is_projected():
        width = width * PROJECTED
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def finish(figure: Figure, comparison: Compared, title: str, subtitle: str, language: str, source: str = "source_short") -> Figure:
    """Title, subtitle, stamp and source line, in bands of their own above and below the panels."""
    options = comparison.manifest.get("options", {})
    is_wall = is_projected() and _APART.get() is None
    height = figure.get_figheight()
    width = figure.get_figwidth()
    wrapped = textwrap.wrap(subtitle, int(width * 13.5))
    notes = footnotes_of(comparison.manifest, language)
    about = {"n": options.get("replications", "?"), "what": what_was_drawn(options, language), "range": range_words(comparison, language)}
    sources = f"{say('p_footer' if is_wall else source, language, **about)} {shown().says(language)}".strip()
    if (apart := _APART.get()) is not None:
        apart.append(Caption(title, subtitle, sources))
        if (flat := _FLAT.get()) is not None:
            figure.set_figheight(min(height, flat * width))
        figure.set_layout_engine(ConstrainedLayoutEngine(rect=(0.005, 0.005, 0.99, 0.99), hspace=0.06, wspace=0.03))
        _settle(figure)
        return figure
    said = textwrap.wrap(sources, int(width * 16))
    if is_wall:  # beside larger words of the title there is no room for the stamp
        said = [*textwrap.wrap(stamp(comparison.manifest, language), int(width * 16)), *said]
    lines = [*(f"* {note}" for note in notes), *reversed(said)]
    top, bottom = (0.46 + 0.19 * len(wrapped)) / height, (0.18 + 0.16 * len(lines)) / height
    figure.set_layout_engine(ConstrainedLayoutEngine(rect=(0.005, bottom, 0.99, 1.0 - top - bottom), hspace=0.06, wspace=0.03))
    left = 0.12 / width
    figure.text(left, 1.0 - 0.1 / height, title, fontsize=13, fontweight="bold", va="top")
    figure.text(left, 1.0 - 0.38 / height, "\n".join(wrapped), fontsize=9, va="top", color="#444444", linespacing=1.3)
    if not is_wall:
        figure.text(1.0 - left, 1.0 - 0.12 / height, stamp(comparison.manifest, language), fontsize=8, fontweight="bold", color=LOSS, ha="right", va="top")
    for line, text in enumerate(lines):
        figure.text(left, (0.08 + 0.16 * line) / height, text, fontsize=7.5 if line >= len(notes) else 7, color="#555555")
    _settle(figure)
    return figure


def range_words(comparison: Compared, language: str) -> str:
    """What the range of single runs is that figures draw: by the scenario with the fewest runs."""
    return within(range_label(min((len(each.numbers) for each in comparison.replications), default=0), language))


def _settle(figure: Figure) -> None:
    """Lay out once and keep rounded positions: the solver's last digits depend on the order of objects in memory, and the bytes of an SVG with them.

    It is laid out without being drawn, and has no engine any more, for which Matplotlib would draw it twice whenever it is saved: half of its time.
    """
    engine = figure.get_layout_engine()
    if figure.axes and engine is not None:
        engine.execute(figure)
    figure.set_layout_engine(None)
    for axis in figure.axes:
        left, bottom, width, height = (round(edge, 4) for edge in axis.get_position().bounds)
        axis.set_position((left, bottom, width, height))


def numbers(axis: Any, language: str, n_ticks: int = 5) -> None:
    """Few ticks, as people write numbers, in one scale along the axis: 0.5 M, 1 M, never 500 k beside 1 M."""
    low, high = axis.get_view_interval()
    if high - low < 1e-9:  # nothing changes at all: no ticks of rounding errors
        axis.set_view_interval(low - 1.0, high + 1.0, ignore=True)
    axis.set_major_locator(MaxNLocator(n_ticks, min_n_ticks=min(n_ticks, 3), steps=[1, 2, 2.5, 5, 10]))

    def written(value: float, _: int | None) -> str:
        largest = max(abs(edge) for edge in axis.get_view_interval())
        return number(float(f"{value:.10g}"), language, like=largest)

    axis.set_major_formatter(FuncFormatter(written))


def wrap(text: str, width: int) -> str:
    """Text broken into lines; shorter ones in a figure that stands beside its caption, which is narrower."""
    if _APART.get() is not None:
        width = max(int(width * 0.66), min(width, 22))
    elif is_projected():
        width = max(int(width * 0.75), min(width, 20))
    return "\n".join(textwrap.wrap(text, width, break_long_words=False))


def outcome_label(outcome: str, language: str) -> str:
    """An outcome in words."""
    return OUTCOMES[outcome].label(language)


def unit_label(outcome: str, language: str) -> str:
    """The unit of an outcome in words."""
    return unit_of(outcome, language)


def outcome_with_unit(outcome: str, language: str) -> str:
    """An outcome in words with its unit, unless the words say it already."""
    label, unit = outcome_label(outcome, language), unit_label(outcome, language)
    return label if unit.lower() in label.lower() else f"{label}, {unit}"


def left_out(comparison: Compared, shown: int, language: str) -> str:
    """That a figure shows the first rows alone, where there are more than it has room for; nothing where it shows all."""
    of = len(effects(comparison))
    return f" {say('rows_left_out', language, n=shown, of=of)}" if shown < of else ""


def beside_text(inches: float) -> float:
    """A height, less of it where what stands around the figure is apart."""
    return inches * BESIDE_TEXT if _APART.get() is not None else inches


ROW, HEAD = 0.52, 0.62
"""Inches of a row of points, and of the title and ticks of its panel."""


class Point(NamedTuple):
    """A row of a panel: a mean, its interval (thick), the range of single runs (thin; none where that is NaN), and the words above it."""

    mean: float
    low: float
    high: float
    words: str
    run_low: float = math.nan
    run_high: float = math.nan


def points(axis: Any, rows: Sequence[Point], labels: Sequence[str], colour: str, language: str) -> None:
    """Points in rows, the first on top, with a line at zero and room for the words above them."""
    for at, row in enumerate(reversed(rows)):
        axis.plot([row.run_low, row.run_high], [at, at], color=colour, linewidth=1.4, solid_capstyle="butt")
        axis.plot([row.low, row.high], [at, at], color=colour, linewidth=6.0, alpha=0.45, solid_capstyle="butt")
        axis.plot([row.mean], [at], "o", color=colour, markersize=7)
        axis.annotate(row.words, (row.mean, at), (0, 8), textcoords="offset points", ha="center", fontsize=8.5, bbox=PAPER)
    axis.axvline(0.0, color=INK, linewidth=0.9)
    axis.set_yticks(range(len(labels)), list(labels)[::-1])
    axis.set_ylim(-0.6, len(labels) - 0.3)
    axis.grid(axis="y", visible=False)
    axis.margins(x=0.25)
    numbers(axis.xaxis, language, 3)


def mark_month(axis: Any, year: float, words: str = "") -> None:
    """A line where something happens (a place on an axis of years), with its words beside it."""
    axis.axvline(year, color=WITHOUT, linewidth=1.0, linestyle=(0, (4, 3)))
    if words:
        axis.annotate(words, (year, 0.99), (4, 0), xycoords=("data", "axes fraction"), textcoords="offset points", fontsize=8, va="top", color=WITHOUT)


def message(comparison: Compared, key: str, title: str, language: str) -> Figure:
    """A figure that says that there is nothing to show, rather than an empty panel."""
    figure = canvas(8.0, 2.2)
    figure.text(0.5, 0.45, say(key, language), ha="center", fontsize=11)
    return finish(figure, comparison, say(title, language), "", language)


def footnoted(figure: Figure, language: str) -> Figure:
    """The figure with the notes that go with the places it names, where it does not carry them yet."""
    said = [str(text.get_text()) for text in figure.findobj(mpl.text.Text)]  # type: ignore[attr-defined]
    for line, note in enumerate(note(language) for note in footnotes(*said)):
        if not any(note in text for text in said):
            figure.text(0.12 / figure.get_figwidth(), (0.06 + 0.14 * line) / figure.get_figheight(), f"* {note}", fontsize=6.5, color="#555555")
    return figure


def save(figure: Figure, path: Path) -> None:
    """PNG for reading and SVG for printing, the same bytes each time."""
    with look():
        figure.savefig(path.with_suffix(".png"), dpi=DOTS_PROJECTED if is_projected() else DOTS, metadata={"Software": None})
        figure.savefig(path.with_suffix(".svg"), metadata={"Date": None, "Creator": None})
