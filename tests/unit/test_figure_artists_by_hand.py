"""What is drawn, artist by artist, from tables made by hand: where each bar, line, mark, tick and word stands, in which colour, which of them have a sign."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from experiments.comparing.lever_contributions import Contributions
from experiments.figures import convergence, index_bars, morris_plane, over_time, tornado, trade_off
from experiments.figures.contributions import WHOLE, Panel, panels
from experiments.figures.contributions import _bars as split_bars
from experiments.figures.fan import _band, _key
from experiments.figures.gains import _bars as group_bars
from experiments.figures.sensitivity_style import SHOWN, index_words
from experiments.figures.style import GAIN, INK, LOSS, POLICY, SERIES_COLOURS, WITHOUT, Point, captions_apart, mark_month, outcome_with_unit, points, wrap
from experiments.projector import projecting
from experiments.runs import intervals
from experiments.text import say
from model.levers import REGISTRY
from tests.worked import GRANT, PACKAGE, flat, key, same, worked

NAN = math.nan


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def axes_of(n: int = 1) -> Any:
    return Figure().subplots(1, n)


def colour(given: Any) -> str:
    return str(to_hex(given)).lower()


def bars(axis: Any) -> list[tuple[Any, ...]]:
    """Middle, start, length, height, colour, hatch."""
    return [(*(round(float(value), 6) for value in (bar.get_y() + bar.get_height() / 2.0, bar.get_x(), bar.get_width(), bar.get_height())), colour(bar.get_facecolor()), bar.get_hatch()) for bar in axis.patches]


def across(axis: Any) -> list[tuple[float, float, float]]:
    """Ends of horizontal lines, and where they stand."""
    found = [segment for part in axis.collections if isinstance(part, LineCollection) for segment in part.get_segments()]
    return [(round(float(segment[0][1]), 6), round(float(segment[0][0]), 6), round(float(segment[1][0]), 6)) for segment in found]


def drawn_lines(axis: Any) -> list[tuple[Any, ...]]:
    """Places, colour, mark, and whether it is cut at the edge."""
    return [([float(x) for x in np.asarray(line.get_xdata(), dtype=float)], [float(y) for y in np.asarray(line.get_ydata(), dtype=float)], colour(line.get_color()), line.get_marker(), line.get_clip_on()) for line in axis.get_lines()]


def words(axis: Any) -> list[tuple[str, float, float, str]]:
    """Text, where it points to, side."""
    return [(flat(text.get_text()), round(float(getattr(text, "xy", text.get_position())[0]), 6), round(float(getattr(text, "xy", text.get_position())[1]), 6), text.get_ha()) for text in axis.texts]


def ticks(axis: Any) -> list[tuple[float, str]]:
    return [(float(place), flat(label.get_text()).replace("\n", " ")) for place, label in zip(axis.get_yticks(), axis.get_yticklabels(), strict=True)]


def label(name: str) -> str:
    return f"the {name}"


# --- rows of points and months ----------------------------------------------------------------------------------------------------------------------------


def test_points_stand_in_rows_the_first_on_top_with_their_range_and_words() -> None:
    axis = axes_of()
    points(axis, [Point(5.0, 4.0, 7.0, "five", 1.0, 9.0), Point(-2.0, NAN, NAN, "less")], ["A", "B"], GAIN, "en")
    first = [([NAN, NAN], [0.0, 0.0]), ([NAN, NAN], [0.0, 0.0]), ([-2.0], [0.0]), ([1.0, 9.0], [1.0, 1.0]), ([4.0, 7.0], [1.0, 1.0]), ([5.0], [1.0])]
    found = drawn_lines(axis)
    assert str([one[:2] for one in found[:6]]) == str(first) and [one[3] for one in found[:6]] == ["None", "None", "o"] * 2 and {one[2] for one in found[:6]} == {colour(GAIN)}
    assert [line.get_linewidth() for line in axis.get_lines()[:2]] == [1.4, 6.0] and [line.get_alpha() for line in axis.get_lines()[:2]] == [None, 0.45] and found[6][:3] == ([0.0, 0.0], [0.0, 1.0], colour(INK))
    assert words(axis) == [("less", -2.0, 0.0, "center"), ("five", 5.0, 1.0, "center")] and ticks(axis) == [(0.0, "B"), (1.0, "A")] and axis.get_ylim() == (-0.6, 1.7)
    months = axes_of()
    mark_month(months, 2021.5)
    mark_month(months, 2022.0, "end")
    assert [one[0] for one in drawn_lines(months)] == [[2021.5, 2021.5], [2022.0, 2022.0]] and [text.get_text() for text in months.texts] == ["end"] and {one[2] for one in drawn_lines(months)} == {colour(WITHOUT)}


# --- what each lever adds ---------------------------------------------------------------------------------------------------------------------------------


def panel() -> Panel:
    """Shares 4 and -1 of two levers, alone 3 and -2, left out 6 and 1, in six runs that swing by the number of the run."""
    swing = 0.1 * (np.arange(6.0) - 2.5)[:, None, None]
    levers = ("matching_grant", "own_lever")
    shape = [np.tile(np.array(values)[None, :, None], (6, 1, 2)) + swing for values in ((3.0, -2.0), (6.0, 1.0), (4.0, -1.0))]
    found = Contributions("p", levers, ("public_cost", "jobs"), tuple(range(6)), np.arange(6), *shape, shape[2].sum(axis=1), {}, True, np.full(2, 6), np.full(2, False))
    return Panel(found, 1, "Jobs")


@pytest.mark.parametrize("is_named", [True, False])
def test_each_lever_has_its_share_alone_and_left_out_and_the_whole_lies_below(is_named: bool) -> None:
    axis, given = axes_of(), panel()
    axis.grid(True)
    split_bars(axis, given, "en", is_named=is_named, wide=40)
    found = given.found
    share, whole = found.mean(found.shapley), found.mean(found.whole)
    assert bars(axis) == [(2.0, 0.0, 4.0, 0.62, colour(POLICY), None), (1.0, 0.0, -1.0, 0.62, colour(LOSS), None), (0.0, 0.0, 3.0, 0.62, "#ffffff", "////")]
    assert across(axis) == [(2.0, round(float(share.low[0, 1]), 6), round(float(share.high[0, 1]), 6)), (1.0, round(float(share.low[1, 1]), 6), round(float(share.high[1, 1]), 6)), (0.0, round(float(whole.low[1]), 6), round(float(whole.high[1]), 6))]
    alone, left_out, zero, below = drawn_lines(axis)
    assert (alone[0], alone[1], alone[3], alone[4]) == (pytest.approx([3.0, -2.0]), pytest.approx([2.16, 1.16]), "o", False) and (left_out[0], left_out[1], left_out[3], left_out[4]) == (pytest.approx([6.0, 1.0]), pytest.approx([1.84, 0.84]), "D", False)
    assert axis.get_lines()[0].get_markerfacecolor() == "white" and zero[0] == [0.0, 0.0] and zero[2] == colour(INK) and below[1] == [0.5, 0.5]
    names = [WHOLE("en"), "own_lever", REGISTRY["matching_grant"].label.en] if is_named else [""] * 3
    assert sorted(ticks(axis)) == [(float(place), name) for place, name in enumerate(names)] and axis.get_ylim() == (-0.5, 2.5) and "Jobs" in (axis.get_title(), axis.get_title("left"))
    assert not any(line.get_visible() for line in axis.yaxis.get_gridlines())
    assert words(axis) == [("+4", 6.0, 2.0, "left"), ("-1", 1.0, 1.0, "left"), ("+3", round(float(whole.high[1]), 6), 0.0, "left")]  # right of all that stands in the row


def test_panels_are_of_packages_and_outcomes_that_their_levers_move() -> None:
    shape = np.ones((6, 2, 3))
    shape[:, :, 2] = 0.0
    levers, outcomes = ("matching_grant", "tax_incentive"), ("public_cost", "donations_collective", "investment_productive")
    found = Contributions(PACKAGE, levers, outcomes, tuple(range(6)), np.arange(6), shape, shape, shape, shape.sum(axis=1), {}, True, np.full(3, 6), np.full(3, False))
    each = same(PACKAGE, {key("public_cost"): 2.0})
    titles = [shown.label for shown in panels(worked(each, splits=[found]), "en")]
    assert titles == [outcome_with_unit(name, "en") for name in outcomes[:2]]
    other = same(PACKAGE, {key("public_cost"): 2.0}, name="other")
    both = [shown.label for shown in panels(worked(each, other, splits=[found, Contributions("other", *[getattr(found, name) for name in ("levers", "outcomes", "numbers", "groups", "alone", "left_out", "shapley", "whole", "pairs", "is_exact", "defined", "from_nothing")])]), "en")]
    assert len(both) == 4 and all("\n" in one for one in both) and both[0].split("\n")[1] == titles[0]
    one = Contributions(PACKAGE, levers[:1], outcomes, tuple(range(6)), np.arange(6), shape[:, :1], shape[:, :1], shape[:, :1], shape[:, 0], {}, True, np.full(3, 6), np.full(3, False))
    assert panels(worked(each, splits=[one]), "en") == [] and [shown.label for shown in panels(worked(each, splits=[found, one]), "en")] == titles


# --- bands and groups -------------------------------------------------------------------------------------------------------------------------------------


def test_a_band_has_its_mean_its_middle_half_and_its_range_with_a_gap_at_the_end_of_a_programme() -> None:
    axis, years = axes_of(), np.array([2020, 2021, 2022])
    values = np.arange(30.0)[:, None] + np.array([0.0, 10.0, 20.0])
    _band(axis, years, values, POLICY, [2021.5], "en")
    (line,) = drawn_lines(axis)
    spread = intervals.spread(values)
    assert line[0] == [2020.0, 2021.0, 2021.5, 2022.0] and str(line[1]) == str([float(spread.mean[0]), float(spread.mean[1]), NAN, float(spread.mean[2])]) and line[2] == colour(POLICY)
    outer, inner = (part.get_paths()[0].vertices[:, 1] for part in axis.collections)
    assert (outer.min(), outer.max()) == pytest.approx((spread.low[0], spread.high[1])) and (inner.min(), inner.max()) == pytest.approx((np.percentile(values[:, 0], 25.0), np.percentile(values[:, 1], 75.0)))
    assert [part.get_alpha() for part in axis.collections] == [0.16, 0.30] and {colour(part.get_facecolor()[0]) for part in axis.collections} == {colour(POLICY)} and words(axis) == []
    with projecting():
        for tone, below, linestyle in ((WITHOUT, -9, "--"), (GAIN, 5, "-")):
            wall = axes_of()
            _band(wall, years, values, tone, language="fr", signed=True)
            assert words(wall) == [(f"+{34.5:.3g}".replace(".", ","), 2022.0, 34.5, "right")] and wall.texts[0].xyann == (0, below) and wall.get_lines()[0].get_linestyle() == linestyle and wall.get_lines()[0].get_linewidth() == (3.6 if tone == WITHOUT else 2.0)
        lost = axes_of()
        _band(lost, years, np.where(np.arange(3) == 2, NAN, values), GAIN)
        assert words(lost) == []
    legend = [axes_of()]
    _key(legend, "fr")
    assert [text.get_text() for text in legend[0].get_legend().get_texts()] == [say("policy", "fr"), say("without_policy", "fr")] and [colour(line.get_color()) for line in legend[0].get_legend().get_lines()] == [colour(POLICY), colour(WITHOUT)]


def test_groups_have_bars_from_the_top_with_their_interval_and_on_a_wall_their_value() -> None:
    groups = {key("jobs", "sex", "female"): 30.0, key("jobs", "sex", "male"): -10.0}
    each = same(GRANT, {**groups, **{key("jobs", "generation", name): 1.0 for name in ("first", "second", "third")}}, swing=dict.fromkeys(groups, 6.0))
    female, male = (intervals.of_mean(each.column("jobs", "sex", name, difference=True)[:, None], each.groups) for name in ("female", "male"))
    ends = [(place, round(float(part.low[0]), 6), round(float(part.high[0]), 6)) for place, part in ((1.0, female), (0.0, male))]
    axis = axes_of()
    group_bars(axis, each, "jobs", "sex", "en")
    assert bars(axis) == [(1.0, 0.0, 30.0, 0.62, colour(GAIN), None), (0.0, 0.0, -10.0, 0.62, colour(LOSS), None)] and across(axis) == ends and words(axis) == []
    assert ticks(axis) == [(1.0, "Women"), (0.0, "Men")] and axis.get_ylim() == (-1.0, 2.0) and axis.get_visible()
    with projecting():
        wall = axes_of()
        group_bars(wall, each, "jobs", "sex", "en")
        assert words(wall) == [("+30", ends[0][2], 1.0, "left"), ("-10", ends[1][1], 0.0, "right")] and [text.xyann for text in wall.texts] == [(3, 0), (-3, 0)]
    assert not any(line.get_visible() for line in axis.get_ygridlines())
    for n, size in ((6, 8.5), (7, 7.5)):
        many, letters = same(GRANT, {key("jobs", "region", f"MAR-{place}"): 1.0 for place in range(1, n + 1)}), axes_of()
        group_bars(letters, many, "jobs", "region", "en")
        assert [text.get_fontsize() for text in letters.get_yticklabels()] == [size] * n
    empty = axes_of()
    group_bars(empty, each, "jobs", "skill", "en")
    assert not empty.get_visible() and bars(empty) == []


# --- sensitivity ------------------------------------------------------------------------------------------------------------------------------------------


def first(figure: Figure | None) -> Any:
    assert figure is not None
    return figure.axes[0]


def indices(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["index", "factor", "value", "low", "high"])


def test_bars_of_two_indices_stand_beside_each_other_the_largest_first() -> None:
    table = indices(("S1", "a", 0.1, 0.05, 0.2), ("S1", "b", 0.3, NAN, 0.4), ("ST", "a", 0.2, 0.1, 0.3), ("ST", "b", -0.5, -0.6, -0.4), ("S2", "a", 9.0, 8.0, 9.5))
    axis = first(index_bars.draw(table, "y", label, "en"))
    high = round(0.38 * 0.92, 6)
    assert bars(axis) == [(1.19, 0.0, -0.5, high, "#0072b2", None), (0.19, 0.0, 0.2, high, "#0072b2", None), (0.81, 0.0, 0.3, high, "#e69f00", None), (-0.19, 0.0, 0.1, high, "#e69f00", None)]
    assert across(axis) == [(1.19, -0.6, -0.4), (0.19, 0.1, 0.3), (-0.19, 0.05, 0.2)] and ticks(axis) == [(1.0, "the b"), (0.0, "the a")] and axis.get_ylim() == (-0.6, 1.6) and axis.get_xlabel() == ""
    assert [text.get_text() for text in axis.get_legend().get_texts()] == [index_words("ST", "en"), index_words("S1", "en")]
    alone = first(index_bars.draw(table[table["index"] == "S1"], "y", label, "fr"))
    assert [bar[:3] for bar in bars(alone)] == [(1.0, 0.0, 0.3), (0.0, 0.0, 0.1)] and alone.get_xlabel() == index_words("S1", "fr") and alone.get_legend() is None and bars(alone)[0][3] == round(0.76 * 0.92, 6)
    assert index_bars.draw(indices(("S2", "a", 1.0, 0.0, 2.0)), "y", label) is None and index_bars.draw(indices(("S1", "a", NAN, NAN, NAN)), "y", label) is None
    both = first(index_bars.draw(indices(("mu_star", "a", 1.0, 0.5, 2.0), ("S1", "a", 0.1, 0.0, 0.2), ("effect", "a", 7.0, 6.0, 8.0)), "y", label, "en"))
    assert [bar[2] for bar in bars(both)] == [1.0]


def test_the_tornado_has_both_ends_around_its_base_with_the_values_of_the_factor() -> None:
    columns = ["outcome", "factor", "base", "at_low", "at_high", "low_value", "high_value"]
    table = pd.DataFrame([("y", "small", 10.0, 10.0, 12.0, 0.5, 1.5), ("y", "wide", 10.0, 15.0, 4.0, "no", True), ("y", "lost", 10.0, NAN, 11.0, 1, 2)], columns=columns)
    axis = first(tornado.draw(table, "y", label, "fr"))
    assert tuple(axis.figure.get_size_inches()) == pytest.approx((9.5, 1.7 + 3 * 0.36))
    assert str([bar[:3] for bar in bars(axis)]) == str([(2.0, 10.0, 5.0), (1.0, 10.0, 0.0), (0.0, 10.0, NAN), (2.0, 10.0, -6.0), (1.0, 10.0, 2.0), (0.0, 10.0, 1.0)])
    assert [bar[4] for bar in bars(axis)] == ["#e69f00"] * 3 + ["#0072b2"] * 3 and ticks(axis) == [(2.0, "the wide"), (1.0, "the small"), (0.0, "the lost")]
    assert words(axis) == [("no", 15.0, 2.0, "left"), ("0,5", 10.0, 1.0, "right"), ("True", 4.0, 2.0, "right"), ("1,5", 12.0, 1.0, "left"), ("2", 11.0, 0.0, "left")]
    assert [text.xyann for text in axis.texts] == [(4, 0), (-4, 0), (-4, 0), (4, 0), (4, 0)] and drawn_lines(axis)[-1][0] == [10.0, 10.0]
    still = first(tornado.draw(pd.DataFrame([("y", "a", 10.0, 10.0, 10.0, 1, 2)], columns=columns), "y", label, "en"))
    assert [word[3] for word in words(still)] == ["right", "left"]
    assert tornado.draw(table[:0], "y", label) is None and tornado.draw(table[2:], "y", label) is None
    rows = pd.DataFrame([("y", f"f{k}", 10.0, 9.0, 11.0, 1, 2) for k in range(SHOWN + 3)], columns=columns)
    said = [" ".join(text.get_text().split()) for text in tornado.draw(rows, "y", label).texts]  # type: ignore[union-attr]
    assert any("The 3 smallest are not shown." in text for text in said) and not any(line.get_visible() for line in axis.get_ygridlines())
    ends = [tornado.draw(table[1:2].assign(**{end: NAN}), "y", label) is None for end in ("at_low", "at_high")]
    assert ends == [True, True]  # a factor of which one end is known has no swing


def test_the_plane_has_a_dot_a_factor_at_size_and_unevenness_with_its_interval() -> None:
    rows = [("mu_star", f"f{k}", float(k), NAN if k == 3 else k - 0.5, NAN if k == 3 else k + 0.5) for k in range(1, 11)] + [("sigma", f"f{k}", 2.0 * k, NAN, NAN) for k in range(1, 11)]
    figure = morris_plane.draw(indices(*rows), "y", label, "en")
    axis, beside = first(figure), figure.axes[1]  # type: ignore[union-attr]
    dots = next(part for part in axis.collections if not isinstance(part, LineCollection))
    assert dots.get_offsets().tolist() == [[float(k), 2.0 * k] for k in range(10, 0, -1)] and [colour(face) for face in dots.get_facecolors()] == [colour(SERIES_COLOURS[k % len(SERIES_COLOURS)]) for k in range(8)] + ["#999999"] * 2
    assert across(axis) == [(2.0 * k, k - 0.5, k + 0.5) for k in range(10, 0, -1) if k != 3] and axis.get_xlim() == (0.0, pytest.approx(10.5 * 1.05)) and axis.get_ylim() == (0.0, pytest.approx(20.0 * 1.15))
    top = 10.5 * 1.05
    assert [line[:2] for line in drawn_lines(axis)] == [([0.0, top], [0.0, pytest.approx(slope * top)]) for slope in (1.0, 0.5, 0.1)]
    assert [word[0] for word in words(axis)] == ["sigma = mu*", "0.5", "0.1", *map(str, range(1, 9))] and [word[1:3] for word in words(axis)][3:5] == [(10.0, 20.0), (9.0, 18.0)]
    assert flat(beside.texts[0].get_text()).split("\n") == [*(f"{place}  the f{11 - place}" for place in range(1, 9)), "grey: 2 smaller ones"]
    few = morris_plane.draw(indices(("mu_star", "a", 2.0, 1.0, 3.0), ("sigma", "a", 0.01, NAN, NAN)), "y", label, "en")
    assert first(few).get_ylim() == (0.0, pytest.approx(0.12 * 3.15)) and "grey" not in few.axes[1].texts[0].get_text()  # type: ignore[union-attr]
    assert morris_plane.draw(indices(("mu_star", "a", 2.0, 1.0, 3.0)), "y", label) is None and morris_plane.draw(indices(("mu_star", "a", NAN, 1.0, 3.0), ("sigma", "a", 1.0, 0.0, 0.0)), "y", label) is None


def test_convergence_draws_the_six_largest_at_the_end_in_colour_above_the_rest() -> None:
    rows = [("ST", f"f{k}", size, k / 10.0 + size / 100.0, k / 10.0 - 0.05, k / 10.0 + 0.05) for k in range(8) for size in (32, 16)]
    table = pd.DataFrame(rows, columns=["index", "factor", "points", "value", "low", "high"])
    figure = convergence.draw(table, "y", label, "en")
    axis = first(figure)
    lines = drawn_lines(axis)[:8]
    assert [line[0] for line in lines] == [[16.0, 32.0]] * 8 and [line[1] for line in lines] == [pytest.approx([k / 10.0 + 0.16, k / 10.0 + 0.32]) for k in range(7, -1, -1)]
    assert [line[2] for line in lines] == [colour(SERIES_COLOURS[k]) for k in range(6)] + ["#cccccc"] * 2 and [line.get_zorder() for line in axis.get_lines()[:8]] == [3] * 6 + [1] * 2 and [line.get_linewidth() for line in axis.get_lines()[:8]] == [1.8] * 6 + [0.9] * 2
    assert [(round(part.get_paths()[0].vertices[:, 1].min(), 6), round(part.get_paths()[0].vertices[:, 1].max(), 6)) for part in axis.collections] == [(round(k / 10.0 - 0.05, 6), round(k / 10.0 + 0.05, 6)) for k in range(7, 1, -1)]
    assert [text.get_text() for text in figure.axes[1].get_legend().get_texts()] == [f"the f{k}" for k in range(7, 1, -1)] and [tick.get_text() for tick in axis.get_xticklabels()] == ["16", "32"] and axis.get_xscale() == "log" and axis.get_ylabel() == "ST"  # type: ignore[union-attr]
    assert convergence.draw(table[table["points"] == 16], "y", label) is None and convergence.draw(table.assign(value=NAN), "y", label) is None and convergence.draw(table.assign(index="other"), "y", label) is None


def test_the_map_over_time_has_the_largest_factor_on_top_and_numbers_that_stand_out() -> None:
    table = pd.DataFrame([("S1", f, year, value) for f, values in (("a", (0.1, 0.2)), ("b", (0.9, -0.5)), ("c", (NAN, 0.3))) for year, value in zip((1, 2), values, strict=True)], columns=["index", "factor", "year", "value"])
    figure = over_time.draw(table, "y", label, "en")
    axis = first(figure)
    (image,) = axis.get_images()
    assert str(image.get_array().filled(NAN).tolist() if np.ma.isMaskedArray(image.get_array()) else image.get_array().tolist()) == str([[0.9, -0.5], [NAN, 0.3], [0.1, 0.2]]) and image.get_clim() == (-0.5, 0.9)
    assert [(text.get_text(), text.get_position(), text.get_color()) for text in axis.texts] == [("0.9", (0, 0), "black"), ("-0.5", (1, 0), "white"), ("0.3", (1, 1), "black"), ("0.1", (0, 2), "white"), ("0.2", (1, 2), "black")]
    assert [tick.get_text() for tick in axis.get_xticklabels()] == ["1", "2"] and [name for _, name in ticks(axis)] == ["the b", "the c", "the a"] and first(over_time.draw(table.assign(value=table["value"].abs()), "y", label)).get_images()[0].get_clim() == (0.0, 0.9)
    for years, there in ((12, True), (13, False)):
        wide = pd.DataFrame([("S1", "a", year, 0.5) for year in range(years)], columns=["index", "factor", "year", "value"])
        assert bool(first(over_time.draw(wide, "y", label)).texts) is there
    many = pd.DataFrame([("S1", f"f{k}", 1, 0.5) for k in range(SHOWN + 3)], columns=["index", "factor", "year", "value"])
    said = [" ".join(text.get_text().split()) for text in over_time.draw(many, "y", label).texts]  # type: ignore[union-attr]
    assert any("The 3 smallest are not shown." in text for text in said) and not any("not shown" in text.get_text() for text in figure.texts)  # type: ignore[union-attr]
    assert over_time.draw(table.assign(value=NAN), "y", label) is None and over_time.draw(table.assign(index="x"), "y", label) is None


def test_dots_of_two_outcomes_are_means_by_point_coloured_by_a_factor() -> None:
    runs = pd.DataFrame({"point": [1, 1, 0, 0], "replication": [0, 1, 0, 1], "x": [4.0, 6.0, 1.0, 3.0], "y": [10.0, 14.0, 20.0, 28.0], "f": [0.5, 0.5, 0.25, 0.25], "c": ["b", "b", "a", "a"], "flag": [True, True, False, False]})
    axis = first(trade_off.draw(runs, "x", "y", "f", label, "en"))
    dots = next(part for part in axis.collections if not isinstance(part, LineCollection))
    assert dots.get_offsets().tolist() == [[2.0, 24.0], [5.0, 12.0]] and dots.get_array().tolist() == [0.25, 0.5] and (axis.get_xlabel(), axis.get_ylabel()) == ("the x", "the y")
    assert axis.get_xlim() == pytest.approx((2.0 - 0.06 * 3.0, 5.0 + 0.06 * 3.0)) and axis.get_ylim() == pytest.approx((12.0 - 0.06 * 12.0, 24.0 + 0.06 * 12.0))
    across = [(line.get_xdata(), line.get_ydata()) for line in axis.get_lines() if list(line.get_xdata()) == [0.0, 0.0] or list(line.get_ydata()) == [0.0, 0.0]]
    assert [([*x], [*y]) for x, y in across] == [([0, 1], [0.0, 0.0]), ([0.0, 0.0], [0, 1])]  # a line at zero of both
    for by, names in (("c", ["a", "b"]), ("flag", ["False", "True"])):
        apart = first(trade_off.draw(runs, "x", "y", by, label, "en"))
        each = [part for part in apart.collections if not isinstance(part, LineCollection)]
        assert [part.get_offsets().tolist() for part in each] == [[[2.0, 24.0]], [[5.0, 12.0]]] and [text.get_text() for text in apart.get_legend().get_texts()] == names and [colour(part.get_facecolor()[0]) for part in each] == [colour(SERIES_COLOURS[0]), colour(SERIES_COLOURS[1])]
    both = first(trade_off.draw(runs.assign(x=[-14.0, 6.0, 1.0, 3.0], y=-runs["y"]), "x", "y", "f", label, "en"))
    assert both.get_ylim() == pytest.approx((-24.0 - 0.72, -12.0 + 0.72)) and both.get_xlim()[0] <= 0.0
    lost = trade_off.draw(runs.assign(x=[4.0, NAN, NAN, NAN]), "x", "y", "f", label, "en")
    assert next(part for part in first(lost).collections if not isinstance(part, LineCollection)).get_offsets().tolist() == [[4.0, 10.0]]
    assert trade_off.draw(runs.assign(x=NAN), "x", "y", "f", label) is None and trade_off.draw(runs, "x", "y", "nothing", label) is None
    assert trade_off._padded(np.array([3.0, 3.0])) == pytest.approx((2.85, 3.15)) and trade_off._padded(np.array([0.0, 0.0])) == (-1.0, 1.0)


def test_words_break_earlier_in_narrow_figures() -> None:
    text = "one two three four five six seven eight nine ten"
    assert [len(line) <= 20 for line in wrap(text, 20).split("\n")] == [True] * 3 and SHOWN == 20
    with captions_apart():
        assert max(map(len, wrap(text, 40).split("\n"))) <= 26 and max(map(len, wrap(text, 20).split("\n"))) <= 20 and max(map(len, wrap(text, 20).split("\n"))) > 13
    with projecting():
        assert max(map(len, wrap(text, 40).split("\n"))) <= 30 and max(map(len, wrap(text, 16).split("\n"))) > 12

