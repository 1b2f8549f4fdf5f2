"""Pictures of questions by hand: titles, values at ends, names beside points, keys and limits, on paper and on a wall, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments.comparing.answers import label_of, unit_label
from experiments.figures.answer import APART, MARKERS, answer
from experiments.figures.style import INK, SERIES_COLOURS
from experiments.projector import projecting
from experiments.runs.replications import Replications
from experiments.text import number, say
from scenarios.questions import Question, QuestionFile
from tests.unit.test_scenario_questions import asked, segments, small
from tests.worked import flat, key, months_of, same, worked

N = 6
CHANGES = {"jobs": (20.0, 4.0), "firms_created": (-5.0, 10.0), "procedure_days": (-6.0, 2.0), "public_cost": (300.0, 100.0)}


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def pictured(kind: str, outcomes: list[str], **more: Any) -> Question:
    return asked(**{**small().content.model_dump(), "picture": {"kind": kind, "outcomes": outcomes}, **more})


def both(found: Question, swing: float = 1.0, base: float = 100.0, changes: dict[str, tuple[float, float]] = CHANGES) -> list[Replications]:
    """Two options whose changes are known, with an interval about each."""
    return [
        same(scenario, {key(name): values[place] for name, values in changes.items()}, name=scenario.name, base=base, swing={key(name): swing for name in changes})
        for place, scenario in enumerate(found.scenarios())
    ]


def words(text: str) -> str:
    return flat(text).replace("\n", " ")


def titled(found: Question, name: str, language: str) -> str:
    """What a title must say: `change` where a number is one, and the unit unless the name holds it."""
    what, unit = label_of(found, name, language), unit_label(name, language)
    if name not in found.content.levels:
        what = say("q_change", language, what=what)
    return words(what if unit.lower() in what.lower() else f"{what} ({unit})")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_titles_say_which_numbers_are_changes(language: str) -> None:
    """Of `_title`, in each kind of picture."""
    names = ["jobs", "procedure_days"]
    found = pictured("bars", names, levels=["procedure_days"])
    assert "procedure_days" in found.content.levels and say("q_change", language, what="X") != "X"
    axes = answer(worked(*both(found)), found, language).axes
    assert [words(axis.get_title("left") or axis.get_title()) for axis in axes] == [titled(found, name, language) for name in names]
    trade = pictured("trade_off", names, levels=["procedure_days"])
    axis = answer(worked(*both(trade)), trade, language).axes[0]
    assert (words(axis.get_xlabel()), words(axis.get_ylabel())) == (titled(trade, "jobs", language), titled(trade, "procedure_days", language))


def test_notes_say_changes_where_there_are_some_and_are_shorter_on_a_wall() -> None:
    changes, levels = pictured("bars", ["jobs"]), pictured("bars", ["procedure_days"], levels=["procedure_days"])
    for found, is_change in ((changes, True), (levels, False)):
        given = worked(*both(found))
        paper = words(" ".join(text.get_text() for text in answer(given, found).texts))
        with projecting():
            wall = words(" ".join(text.get_text() for text in answer(given, found).texts))
        for said, note, change in ((paper, "q_note", "q_note_change"), (wall, "p_note", "p_note_change")):
            assert words(say(note)) in said and (words(say(change)) in said) is is_change
        assert f"{found.number}. {found.label('en')}" in paper


def test_names_stand_on_the_outer_side_of_points_clear_of_their_intervals() -> None:
    """Of `_trade_off`. Of the changes of firms, -5 and 10, the median is 2.5: one name stands under the lower end of its interval, the other over the upper end."""
    found = pictured("trade_off", ["jobs", "firms_created"])
    for given, is_known in ((worked(*both(found)), True), (worked(*(two_runs(each) for each in both(found)), replications=2), False)):
        axis = answer(given, found).axes[0]
        lines = axis.get_lines()
        rows = [(lines[3 * place].get_xdata(), lines[3 * place + 1].get_ydata()) for place in range(2)]
        assert [(line.get_marker(), line.get_xdata()[0], line.get_ydata()[0]) for line in lines[2::3]] == [("o", 20.0, -5.0), ("o", 4.0, 10.0)]
        assert [line.get_color() for line in lines] == [colour for colour in SERIES_COLOURS[:2] for _ in range(3)]
        ends = [rows[0][1][0], rows[1][1][1]] if is_known else [-5.0, 10.0]
        if is_known:
            assert rows[0][0][0] < 20.0 < rows[0][0][1] and ends[0] < -5.0 and ends[1] > 10.0
        assert [text.xy for text in axis.texts] == [(20.0, pytest.approx(ends[0])), (4.0, pytest.approx(ends[1]))]
        assert [(text.get_va(), text.get_ha(), text.xyann) for text in axis.texts] == [("top", "center", (0, -5)), ("bottom", "center", (0, 5))]
    with projecting():
        texts = answer(worked(*both(found)), found, "fr").axes[0].texts
    assert [words(text.get_text()).endswith(f"({one} ; {other})") for text, (one, other) in zip(texts, (("20", "-5"), ("4", "10")), strict=True)] == [True, True]


def two_runs(each: Replications) -> Replications:
    assert each.base is not None
    return replace(each, numbers=(0, 1), values=each.values[[0, 5]], base=each.base[[0, 5]])


def test_bars_have_their_interval_their_value_and_room_for_it() -> None:
    """Of `_bars`, with the order of `_options`."""
    names = ["jobs", "firms_created", "procedure_days", "public_cost"]
    found = pictured("bars", names, levels=[])
    figure = answer(worked(*both(found)), found)
    axes = figure.axes
    assert len(axes) == 4 and all(axis.axison for axis in axes)
    for place, (axis, name) in enumerate(zip(axes, names, strict=True)):
        (first, second), lines = CHANGES[name], segments(axis)
        assert [(bar.get_x(), bar.get_width(), round(bar.get_y() + bar.get_height() / 2.0, 6), bar.get_facecolor()[:3]) for bar in axis.patches] == [
            (0.0, pytest.approx(value), row, pytest.approx(tuple(int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)), abs=1e-3)) for value, row, colour in ((first, 1.0, SERIES_COLOURS[0]), (second, 0.0, SERIES_COLOURS[1]))
        ]  # fmt: skip
        for (mean, row), line, text in zip(((first, 1.0), (second, 0.0)), lines, axis.texts, strict=False):
            (low, at), (high, again) = line
            assert at == again == row and low < mean < high and high - mean == pytest.approx(mean - low)
            level = 0.0 if name == "public_cost" else 100.0
            is_tiny = level > 0.0 and abs(mean) < 5.0
            said = f"{number(mean, 'en', signed=True)} on {number(level, 'en')}" if is_tiny else number(mean, "en", signed=True)
            assert flat(text.get_text()) == said and text.xy == (pytest.approx(max(mean, high, 0.0)), row)
        limits = axis.get_xlim()
        assert (limits[0] < 0.0) == (min(first, second) < 0.0 or any(line[0][0] < 0.0 for line in lines)) and limits[1] > 0.0 and axis.get_ylim() == (-0.55, 1.55)
        assert [words(label.get_text()) for label in axis.get_yticklabels()] == (["10 % grant", "One-stop shop and information"] if place % 2 == 0 else ["", ""])
    three = pictured("bars", names[:3], levels=[])
    labelled = [bool(axis.get_yticklabels()[0].get_text()) for axis in answer(worked(*both(three)), three).axes]
    assert labelled == [True, False, False]
    with projecting():
        wall = answer(worked(*both(three)), three).axes
    assert [axis.axison for axis in wall] == [True, True, True, False] and [bool(axis.get_yticklabels()[0].get_text()) for axis in wall[:3]] == [True, False, True]


def test_what_is_not_defined_has_no_bar() -> None:
    """Of `_bars`."""
    found = pictured("bars", ["jobs"])
    first, second = both(found)
    unknown = replace(first, values=np.full_like(first.values, np.nan))
    axis = answer(worked(unknown, second), found, "fr").axes[0]
    assert axis.texts[0].get_text() == say("undefined", "fr") and axis.texts[0].xy == (0.0, 1) and len(axis.patches) == 1


def lined(found: Question, name: str, policy: tuple[float, float], without: float = 10.0) -> Any:
    import pandas as pd

    each = both(found)
    return worked(*each, series=pd.concat([months_of(one, name, [value] * 24, [without] * 24) for one, value in zip(each, policy, strict=True)], ignore_index=True).drop_duplicates())


def test_lines_have_their_colour_their_width_and_on_a_wall_their_last_value() -> None:
    """Of `_lines`, `_line_panel` and `_end_values`, with their `_key`."""
    found = pictured("lines", ["firms_created"])
    comparison = lined(found, "firms_created", (12.0, 9.0))
    figure = answer(comparison, found)
    axis, below = figure.axes
    one, other, zero = axis.get_lines()
    start = int(found.scenarios()[0].start[:4])
    assert one.get_ydata().tolist() == pytest.approx([24.0, 24.0]) and other.get_ydata().tolist() == pytest.approx([-12.0, -12.0]) and one.get_xdata().tolist() == other.get_xdata().tolist() == [start, start + 1]
    assert [line.get_color() for line in (one, other, zero)] == [*SERIES_COLOURS[:2], INK] and [line.get_linewidth() for line in (one, other)] == pytest.approx([3.4, 2.6]) and zero.get_ydata() == [0.0, 0.0]
    assert len(axis.texts) == 0 and [text.get_text() for text in below.get_legend().get_texts()] == ["10 % grant", "One-stop shop and information"] and not below.axison
    assert words(axis.get_title("left") or axis.get_title()) == titled(found, "firms_created", "en")
    with projecting():
        axis, below = answer(comparison, found, "fr").axes
    one, other, _ = axis.get_lines()
    assert [line.get_marker() for line in (one, other)] == list(MARKERS[:2]) and [line.get_linewidth() for line in (one, other)] == [2.0, 2.0]
    assert one.get_xdata().tolist() == pytest.approx([start - APART / 2.0, start + 1 - APART / 2.0]) and other.get_xdata().tolist() == pytest.approx([start + APART / 2.0, start + 1 + APART / 2.0])
    assert [flat(text.get_text()) for text in axis.texts] == ["-12", "+24"] and [text.xy for text in axis.texts] == [pytest.approx((start + 1 + APART / 2.0, value)) for value in (-12.0, 24.0)]
    assert [text.get_color() for text in axis.texts] == [SERIES_COLOURS[1], SERIES_COLOURS[0]]


def test_the_level_stands_over_lines_whose_changes_are_tiny_beside_it_and_levels_have_no_line_at_zero() -> None:
    """Of `_lines` and `_line_panel`."""
    found = pictured("lines", ["firms_created"])
    for policy, is_tiny in (((10.4, 10.2), True), ((10.4, 9.4), False), ((10.5, 10.0), False)):  # 4 and 2 %; 4 and 6 %; 5 % is not below it
        axis = answer(lined(found, "firms_created", policy), found).axes[0]
        title = words(axis.get_title("left") or axis.get_title())
        assert title.endswith(words(say("p_without", "en", level=number(120.0, "en")))) is is_tiny, policy
    levels = pictured("lines", ["firms_created"], levels=["firms_created"])
    axis = answer(lined(levels, "firms_created", (10.4, 10.2)), levels).axes[0]
    assert len(axis.get_lines()) == 2 and axis.get_lines()[0].get_ydata().tolist() == pytest.approx([124.8, 124.8]) and axis.get_lines()[1].get_ydata().tolist() == pytest.approx([122.4, 122.4])
    assert "120" not in words(axis.get_title("left") or axis.get_title())


def test_groups_of_an_outcome_have_a_bar_an_option_under_each_other() -> None:
    """Of `_grouped`, `_bars_by_group` and `_values`."""
    found = asked(**{**small().content.model_dump(), "picture": {"kind": "bars", "outcomes": ["donations_collective"], "by": "sex"}})
    given = {key("donations_collective"): 9.0, key("donations_collective", "sex", "female"): 6.0, key("donations_collective", "sex", "male"): -3.0}
    each = [same(scenario, {one: (place + 1) * value for one, value in given.items()}, name=scenario.name, swing=dict.fromkeys(given, 1.0)) for place, scenario in enumerate(found.scenarios())]
    axis, below = answer(worked(*each), found).axes
    bars = [(bar.get_width(), bar.get_y() + bar.get_height() / 2.0, bar.get_height()) for bar in axis.patches]
    assert bars == [pytest.approx(one) for one in ((6.0, 1.2, 0.368), (-3.0, 0.2, 0.368), (12.0, 0.8, 0.368), (-6.0, -0.2, 0.368))]
    assert [line[0][1] for line in segments(axis)] == pytest.approx([1.2, 0.2, 0.8, -0.2]) and all(line[0][0] < bar[0] < line[1][0] for line, bar in zip(segments(axis), bars, strict=True))
    assert [text.get_text() for text in axis.get_yticklabels()] == ["Women", "Men"] and axis.get_ylabel() == "Sex" and len(axis.texts) == 0
    assert [text.get_text() for text in below.get_legend().get_texts()] == ["10 % grant", "One-stop shop and information"]
    with projecting():
        axis = answer(worked(*each), found).axes[0]
    ends = [line[1][0] if bar[0] > 0.0 else line[0][0] for line, bar in zip(segments(axis), bars, strict=True)]
    assert [flat(text.get_text()) for text in axis.texts] == ["+6", "-3", "+12", "-6"] and [text.xy[0] for text in axis.texts] == pytest.approx(ends)
    assert [(text.get_ha(), text.xyann) for text in axis.texts] == [("left", (4, 0)), ("right", (-4, 0))] * 2


def test_a_world_without_levers_has_no_bar_of_a_change_and_one_of_a_level() -> None:
    """Of `_grouped`. A question whose first option is no policy: it has no change to show."""
    content = small().content.model_dump()
    options = [{"id": "none", "label": {"en": "None", "fr": "Rien"}, "levers": {}}, *content["options"]]
    for levels, count in (([], 2), (["donations_collective"], 3)):
        found = Question(QuestionFile.model_validate({**content, "options": options, "levels": levels, "picture": {"kind": "bars", "outcomes": ["donations_collective"], "by": "sex"}}))
        given = {key("donations_collective", "sex", group): 5.0 for group in ("female", "male")}
        each = [same(scenario, given, name=scenario.name) for scenario in found.scenarios()]
        axis = answer(worked(*each), found).axes[0]
        assert len(axis.patches) == 2 * count and axis.patches[0].get_width() == (1005.0 if levels else 5.0)


def test_many_groups_stand_in_two_columns_on_a_wall_that_share_their_axis() -> None:
    """Of `_halves` and `_grouped`: six groups of one outcome, three in each column, the first column as long as the second or one longer."""
    from experiments.figures.answer import _halves

    assert [[len(half) for half in _halves([str(k) for k in range(n)])] for n in (1, 5, 6, 7)] == [[1], [5], [3, 3], [4, 3]]
    assert _halves(list("abcdefg")) == [list("abcd"), list("efg")]
    found = asked(**{**small().content.model_dump(), "picture": {"kind": "bars", "outcomes": ["donations_collective"], "by": "region"}})
    given = {key("donations_collective", "region", f"MAR-{k}"): float(k) for k in range(1, 7)}
    each = [same(scenario, given, name=scenario.name) for scenario in found.scenarios()]
    with projecting():
        first, second, below = answer(worked(*each), found).axes
    assert first.get_shared_x_axes().joined(first, second) and first.get_xlim() == second.get_xlim() and not below.axison
    assert [[bar.get_width() for bar in axis.patches[:3]] for axis in (first, second)] == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    assert [len(axis.get_yticklabels()) for axis in (first, second)] == [3, 3] and bool(first.get_title("left") or first.get_title()) and not (second.get_title("left") or second.get_title())
    assert first.get_ylabel() == say("region") and second.get_ylabel() == ""
    low, high = first.get_xlim()
    assert high == pytest.approx(6.0 + 0.3 * 6.0) and low == 0.0  # nothing stands below zero
