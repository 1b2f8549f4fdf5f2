"""Room in the pictures of questions: how large a figure is, where axes end, what ticks, titles and keys they have, on paper and on a wall; and rows of policies beside it."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pandas as pd
import pytest
from matplotlib.ticker import FuncFormatter

from experiments.figures import draw
from experiments.figures.answer import LABEL_WIDTH, MARKERS, answer
from experiments.figures.style import PROJECTED, beside_text, captions_apart
from experiments.projector import projecting
from experiments.text import say
from scenarios.questions import Question, QuestionFile
from tests.unit.test_answer_pictures_by_hand import both, lined, pictured
from tests.unit.test_figure_looks import policies
from tests.unit.test_scenario_questions import asked, small
from tests.worked import GRANT, flat, key, months_of, same, worked

NAMES = ["jobs", "firms_created", "procedure_days", "public_cost"]


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def on(wall: bool) -> Any:
    return projecting() if wall else nullcontext()


def size(figure: Any, wall: bool) -> tuple[float, float]:
    """Inches as on paper: a wall has narrower figures."""
    width, height = figure.get_size_inches()
    return (round(width / (PROJECTED if wall else 1.0), 4), round(height, 4))


def written(axis: Any) -> bool:
    """Whether numbers along an axis are written as people write them."""
    return isinstance(axis.get_major_formatter(), FuncFormatter)


@pytest.mark.parametrize("wall", [False, True])
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_bars_have_a_panel_an_outcome_in_rows_and_room_for_their_values(n: int, wall: bool) -> None:
    """Of `_bars`. Three panels a row on paper, two on a wall; of two options."""
    found = pictured("bars", NAMES[:n], levels=[])
    given = worked(*both(found))
    with on(wall):
        figure = answer(given, found)
    rows = {(1, False): 1, (2, False): 1, (3, False): 1, (4, False): 2, (1, True): 1, (2, True): 1, (3, True): 2, (4, True): 2}[n, wall]
    across = -(-n // rows)
    head, row = (1.2, 0.58) if wall else (0.7, 0.5)
    assert size(figure, wall) == (round(max(2.6 + 2.6 * across, 8.5), 4), round(0.9 + (head + row * 2) * rows, 4)) and len(figure.axes) == rows * across
    for axis in figure.axes[:n]:
        ends = [0.0, *(bar.get_width() for bar in axis.patches), *(point[0] for part in axis.collections for line in part.get_segments() for point in line)]
        low, high = axis.get_xlim()
        room = (0.6 if wall else 0.28) * (max(ends) - min(ends))
        assert high == pytest.approx(max(ends) + room, rel=0.02) and (low == pytest.approx(min(ends) - room, rel=0.05) if min(ends) < 0.0 else low == 0.0)
        assert written(axis.xaxis) and len([tick for tick in axis.get_xticks() if low <= tick <= high]) <= (5 if wall else 6)
        title = axis.get_title("left") or axis.get_title()
        assert max(map(len, title.split("\n"))) <= (27 if wall else 36 if across == 3 else 46)
        assert all(max(map(len, label.get_text().split("\n"))) <= LABEL_WIDTH for label in axis.get_yticklabels())


def test_an_axis_begins_at_zero_where_no_interval_is_below_it_and_stays_where_nothing_moves() -> None:
    """Of `_bars`."""
    found = pictured("bars", ["jobs"], levels=[])
    for changes, swing, begins_at_zero in (((20.0, 4.0), 0.5, True), ((20.0, 4.0), 5.0, False), ((-20.0, 4.0), 0.5, False)):
        axis = answer(worked(*both(found, swing, changes={"jobs": changes})), found).axes[0]
        assert bool(axis.get_xlim()[0] == 0.0) is begins_at_zero, changes
    still = answer(worked(*both(found, 0.0, changes={"jobs": (0.0, 0.0)})), found).axes[0]
    assert still.get_xlim()[0] == 0.0 < still.get_xlim()[1] and [flat(text.get_text()) for text in still.texts] == ["0 on 100", "0 on 100"]
    falls = answer(worked(*both(found, 0.0, changes={"jobs": (-5.0, -2.0)})), found).axes[0]
    assert falls.get_xlim()[0] < -5.0 and [text.xy[0] for text in falls.texts] == [0.0, 0.0]


@pytest.mark.parametrize("wall", [False, True])
def test_groups_lines_and_trade_offs_have_their_size_ticks_and_key(wall: bool) -> None:
    """Of `_grouped`, `_lines`, `_trade_off` and `_key`, with the `_mark` of a month."""
    grouped = asked(**{**small().content.model_dump(), "picture": {"kind": "bars", "outcomes": ["donations_collective"], "by": "sex"}})
    numbers = {key("donations_collective", "sex", "female"): 6.0, key("donations_collective", "sex", "male"): -3.0}
    each = [same(scenario, numbers, name=scenario.name, swing=dict.fromkeys(numbers, 1.0)) for scenario in grouped.scenarios()]
    names = ["firms_created", "jobs", "procedure_days"]
    lines = asked(**{**small().content.model_dump(), "picture": {"kind": "lines", "outcomes": names, "mark": {"month": 6, "label": {"en": "Now", "fr": "Là"}}}})
    months = lined(lines, "firms_created", (12.0, 9.0))
    more = [lined(lines, name, (12.0, 9.0)).series for name in ("jobs", "procedure_days")]
    months = worked(*both(lines), series=pd.concat([months.series, *more], ignore_index=True))
    trade = pictured("trade_off", ["jobs", "firms_created"])
    with on(wall):
        groups, over, plane = answer(worked(*each), grouped), answer(months, lines), answer(worked(*both(trade)), trade)
    assert size(groups, wall) == (9.0, round(2.0 + (0.18 + 0.17 * 2) * 2, 4)) and size(over, wall) == (round(3.9 * 3, 4), 4.3) and size(plane, wall) == (8.6, 5.2)
    assert written(groups.axes[0].xaxis) and written(plane.axes[0].xaxis) and written(plane.axes[0].yaxis) and len(over.axes) == 4
    keys = [figure.axes[-1].get_legend() for figure in (groups, over)]
    assert [legend._ncols for legend in keys] == [2 if wall else 3] * 2 and [line.get_marker() for line in keys[1].get_lines()] == (list(MARKERS[:2]) if wall else ["", ""])
    assert [line.get_color() for line in keys[1].get_lines()] == [line.get_color() for line in over.axes[0].get_lines()[:2]]
    start = int(lines.scenarios()[0].start[:4])
    for axis in over.axes[:3]:
        first, last = (edge for line in axis.get_lines()[:1] for edge in (line.get_xdata()[0], line.get_xdata()[-1]))
        low, high = axis.get_xlim()
        assert written(axis.yaxis) and all(float(tick).is_integer() for tick in axis.get_xticks()) and bool(high - last > 0.1) is wall and low < first
        assert len(axis.get_yticks()) <= 8 and any(line.get_linestyle() == "--" and line.get_xdata()[0] == start for line in axis.get_lines())
    points = [line for line in plane.axes[0].get_lines() if line.get_marker() == "o"]
    for limits, ends, share in ((plane.axes[0].get_xlim(), [float(at) for line in plane.axes[0].get_lines() for at in line.get_xdata()], 0.12), (plane.axes[0].get_ylim(), [float(at) for line in plane.axes[0].get_lines() for at in line.get_ydata()], 0.2)):
        room = share * (max(ends) - min(ends))
        assert limits == pytest.approx((min(ends) - room, max(ends) + room))
    assert len(points) == 2


def test_four_options_have_their_key_in_two_columns() -> None:
    """Of `_key`."""
    content = small().content.model_dump()
    options = [{**content["options"][0], "id": f"o{place}", "label": {"en": f"O{place}", "fr": f"P{place}"}} for place in range(4)]
    for n, columns in ((4, 2), (3, 3)):
        found = Question(QuestionFile.model_validate({**content, "options": options[:n], "picture": {"kind": "lines", "outcomes": ["firms_created"]}}))
        each = [same(scenario, {key("firms_created"): float(place)}, name=scenario.name) for place, scenario in enumerate(found.scenarios())]
        series = pd.concat([months_of(one, "firms_created", [10.0 + place] * 24, [10.0] * 24) for place, one in enumerate(each)], ignore_index=True).drop_duplicates()
        figure = answer(worked(*each, series=series), found, "fr")
        legend = figure.axes[-1].get_legend()
        assert legend._ncols == columns and [text.get_text() for text in legend.get_texts()] == [f"P{place}" for place in range(n)] and figure.get_size_inches()[0] == 8.5
        assert [line.get_linewidth() for line in figure.axes[0].get_lines()[:n]] == pytest.approx([3.4, 2.6, 1.8, 1.0][:n])


# --- policies ---------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("apart", [False, True])
def test_a_panel_of_one_policy_is_lower_on_a_page_of_text(apart: bool) -> None:
    with captions_apart() if apart else nullcontext():
        one, two = draw(policies(1), "cost", "en"), draw(policies(2), "cost", "en")
        panel = beside_text(0.62 + 0.52)
        assert one is not None and two is not None
    assert [round(float(figure.get_size_inches()[1]), 4) for figure in (one, two)] == [round(1.25 + panel - (0.8 if apart else 0.0), 4), round(1.25 + 0.62 + 2 * 0.52 - (0.8 if apart else 0.0), 4)]
    assert panel == (pytest.approx(0.912) if apart else pytest.approx(1.14))


def test_a_note_says_where_an_interval_is_wider_than_the_range_of_the_runs() -> None:
    few = worked(same(GRANT, {key("donations_collective"): 5.0, key("public_cost"): 3.0}, runs=3, swing={key("donations_collective"): 1.0}), replications=3)
    many = worked(same(GRANT, {key("donations_collective"): 5.0, key("public_cost"): 3.0}, runs=40, swing={key("donations_collective"): 1.0}), replications=40)
    for comparison, there in ((few, True), (many, False)):
        figure = draw(comparison, "cost", "en")
        assert figure is not None and (flat(say("cost_wider"))[:40] in flat(" ".join(text.get_text() for text in figure.texts)).replace("\n", " ")) is there


def test_nothing_is_drawn_directly_where_nothing_was_asked_and_totals_alone_are() -> None:
    each = same(GRANT, {key("donations_collective"): 5.0, key("donations_collective", "sex", "female"): 3.0, key("public_cost"): 3.0})
    assert draw(worked(each), "against", "en") is None
    reference = same(GRANT, {key("donations_collective"): 1.0, key("donations_collective", "sex", "female"): 1.0, key("public_cost"): 1.0}, name="reference")
    figure = draw(worked(each, reference=reference), "against", "en")
    assert figure is not None and [flat(axis.texts[0].get_text()) for axis in figure.axes] == ["+4", "+2"] and [len(axis.texts) for axis in figure.axes] == [1, 1]
