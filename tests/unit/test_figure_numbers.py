"""Figures by hand: where bars end, where points stand and how far lines reach, against the numbers that they are drawn from; words at their ends."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from experiments.comparing.compare import SERIES
from experiments.comparing.comparison import Comparison
from experiments.comparing.comparison_tables import COLUMNS
from experiments.comparing.lever_contributions import Contributions
from experiments.figures import convergence, draw, index_bars, morris_plane, over_time, tornado, trade_off
from experiments.figures.fan import year_of, yearly
from experiments.figures.gains import group_label
from experiments.figures.payers import payments
from experiments.figures.style import GAIN, LOSS, POLICY, WITHOUT, outcome_with_unit
from experiments.runs import intervals
from experiments.runs.replications import COST, Replications
from experiments.text import number, percent, say
from model.levers import REGISTRY
from scenarios import load

NAN = math.nan
GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"
N = 12
SWING = np.array([1, 1, -1, -1, 0.5, 0.5, -0.5, -0.5, 0.8, 0.8, -0.8, -0.8])


def bars(axis: Axes) -> list[tuple[float, float, float]]:
    """Place, where it begins and how long it is, of each bar that lies."""
    return [(round(bar.get_y() + bar.get_height() / 2.0, 6), round(bar.get_x(), 6), round(bar.get_width(), 6)) for bar in axis.patches if bar.get_width()]


def across(axis: Axes) -> list[list[tuple[float, float]]]:
    """The lines of a collection: intervals."""
    return [[tuple(map(float, point)) for point in segment] for lines in axis.collections if isinstance(lines, LineCollection) for segment in lines.get_segments()]


def words(figure: Figure) -> str:
    said = [text.get_text() for text in figure.texts] + [text.get_text() for axis in figure.axes for text in (*axis.texts, axis.title, axis._left_title, *axis.get_yticklabels())]
    return " ".join(said).replace("\n", " ").replace("\u00a0", " ").replace("\u202f", " ")


# --- a comparison --------------------------------------------------------------------------------------------------------------------------------------------


def replications(name: str, changes: dict[tuple[str, str | None, str | None], float], base: float = 1000.0) -> Replications:
    """Changes that swing by a tenth around the numbers given."""
    keys = tuple(changes)
    without = np.tile([0.0 if key[0] in (COST, "revenue_forgone") else base for key in keys], (N, 1))
    added = np.outer(1.0 + 0.1 * SWING, np.array(list(changes.values())))
    return Replications(name, load(name), tuple(range(N)), keys, without + added, without, {}, "inputs")


GRANT_NUMBERS: dict[tuple[str, str | None, str | None], float] = {
    ("donations_collective", None, None): 100.0, ("donations_collective", "sex", "female"): 130.0, ("donations_collective", "sex", "male"): -30.0, (COST, None, None): 400.0,
    (COST, "payer", "origin_state"): 300.0, (COST, "payer", "donor"): 100.0, ("revenue_forgone", "payer", "origin_state"): 50.0, ("revenue_forgone", "payer", "donor"): 0.0,
}  # fmt: skip


def comparison(*each: Replications, series: pd.DataFrame | None = None, against: pd.DataFrame | None = None, splits: tuple[Contributions, ...] = ()) -> Comparison:
    months = pd.DataFrame(columns=SERIES) if series is None else series
    direct = pd.DataFrame(columns=COLUMNS) if against is None else against
    reference = {"against": {"content": {"label": {"en": "The other", "fr": "L'autre"}}}}
    return Comparison(pd.DataFrame(), pd.DataFrame(), months, direct, (), (), each, {"options": {"replications": N, "uncertainty": "inputs"}, **reference}, (), splits)


def mean_and_bounds(values: np.ndarray, each: Replications) -> tuple[float, float, float]:
    return tuple(float(part[0]) for part in intervals.of_mean(values[:, None], each.groups))  # type: ignore[return-value]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_cost_and_change_stand_where_their_numbers_are(language: str) -> None:
    each = replications(GRANT, GRANT_NUMBERS)
    figure = draw(comparison(each), "cost", language)
    assert figure is not None
    left, right, beside = figure.axes
    for axis, values, said in ((left, each.cost(), number(400.0, language)), (right, each.column("donations_collective", difference=True), f"{number(100.0, language, signed=True)} (+{percent(0.1, language)})")):
        thin, thick, dot = axis.get_lines()[:3]
        mean, low, high = mean_and_bounds(values, each)
        runs = intervals.spread(values[:, None])
        assert list(thin.get_xdata()) == pytest.approx([runs.low[0], runs.high[0]]) and list(thick.get_xdata()) == pytest.approx([low, high]) and list(dot.get_xdata()) == pytest.approx([mean])
        assert axis.texts[0].get_text() == said and list(dot.get_ydata()) == [0]
    assert beside.texts[0].get_text().startswith(f"{number(4.0, language)} {say('per', language)}") and outcome_with_unit("donations_collective", language)[:20] in words(figure)


def test_who_gains_has_a_bar_a_group_in_its_colour() -> None:
    each = replications(GRANT, GRANT_NUMBERS)
    figure = draw(comparison(each), "gains", "en")
    assert figure is not None
    (axis,) = (axis for axis in figure.axes if axis.get_visible())
    assert bars(axis) == [(1.0, 0.0, 130.0), (0.0, 0.0, -30.0)] and [text.get_text() for text in axis.get_yticklabels()] == [say("female"), say("male")]
    assert [bar.get_facecolor() for bar in axis.patches] == [to_rgba(colour) for colour in (GAIN, LOSS)]
    women = mean_and_bounds(each.column("donations_collective", "sex", "female", difference=True), each)
    assert across(axis)[0] == [pytest.approx((women[1], 1.0)), pytest.approx((women[2], 1.0))]
    groups = ["MAR-1", "MAR-2", "MAR-3"]
    assert [group_label(group, "region", groups, "en") for group in groups] == [f"1 ({say('region_poorest')})", "2", f"3 ({say('region_richest')})"]
    assert group_label("MAR-1", "region", ["MAR-1", "SEN-1"], "en") == "MAR-1" and group_label("female", "sex", [], "fr") == say("female", "fr")


def test_who_pays_is_stacked_by_payer_and_kind() -> None:
    each = replications(GRANT, GRANT_NUMBERS)
    assert payments(each) == pytest.approx({("origin_state", "spending"): 250.0, ("origin_state", "revenue_forgone"): 50.0, ("donor", "spending"): 100.0}) and payments(replace(each, base=None)) == {}
    figure = draw(comparison(each), "payers", "fr")
    assert figure is not None
    axis = figure.axes[0]
    assert bars(axis) == [(0.0, 0.0, 250.0), (0.0, 250.0, 50.0), (0.0, 300.0, 100.0)] and [bar.get_hatch() for bar in axis.patches] == [None, "////", None]
    assert axis.texts[0].get_text() == "400" and axis.texts[0].xy[0] == 400.0
    labels = [text.get_text() for text in figure.axes[1].get_legend().get_texts()]
    assert labels == [f"{say(payer, 'fr')}, {say(kind, 'fr')}" for payer, kind in (("origin_state", "spending"), ("origin_state", "revenue_forgone"), ("donor", "spending"))]
    assert axis.patches[0].get_facecolor() == axis.patches[1].get_facecolor() != axis.patches[2].get_facecolor()


def test_direct_differences_stand_where_their_table_says() -> None:
    each = replications(GRANT, GRANT_NUMBERS)
    rows = [(GRANT, "donations_collective", "", None, None, 0, 0, 0, -60.0, -80.0, -40.0), (GRANT, COST, "", None, None, 0, 0, 0, 30.0, 20.0, 40.0), (GRANT, COST, "", "sex", "female", 0, 0, 0, 999.0, 0, 0)]
    figure = draw(comparison(each, against=pd.DataFrame(rows, columns=COLUMNS)), "against", "en")
    assert figure is not None and len(figure.axes) == 2 and draw(comparison(each), "against", "en") is None
    for axis, numbers in zip(figure.axes, ((-60.0, -80.0, -40.0), (30.0, 20.0, 40.0)), strict=True):
        _, thick, dot = axis.get_lines()[:3]
        assert (dot.get_xdata()[0], *thick.get_xdata()) == numbers and axis.texts[0].get_text() == number(numbers[0], signed=True)
    assert "The other" in words(figure)


def test_lines_over_the_years_are_sums_of_flows_and_ends_of_stocks() -> None:
    each = replications(GRANT, {("donations_collective", None, None): 100.0, ("jobs", None, None): 5.0})
    rows = [(name, run, month, outcome, (month + 1.0) * (2.0 if name == GRANT else 1.0) + run) for name in (GRANT, "without_policy") for run in range(N) for month in range(24) for outcome in ("donations_collective", "jobs")]
    shown = comparison(each, series=pd.DataFrame(rows, columns=SERIES))
    flows, base = yearly(shown, each, "donations_collective")
    assert base is not None and flows[3].tolist() == [2 * 78 + 36, 2 * (300 - 78) + 36] and base[0].tolist() == [78.0, 222.0]
    stocks, _ = yearly(shown, each, "jobs")
    assert stocks[3].tolist() == [27.0, 51.0]
    figure = draw(shown, "fan", "en", outcomes=["donations_collective"])
    assert figure is not None
    level, change = figure.axes
    by_colour = {line.get_color(): line.get_ydata().tolist() for line in level.get_lines() if line.get_linestyle() == "-" and len(line.get_xdata()) == 2}
    runs = np.arange(N).mean() * 12.0
    assert by_colour[POLICY] == pytest.approx([156.0 + runs, 444.0 + runs]) and by_colour[WITHOUT] == pytest.approx([78.0 + runs, 222.0 + runs])
    assert change.get_lines()[0].get_ydata().tolist() == pytest.approx([78.0, 222.0]) and level.get_lines()[0].get_xdata().tolist() == [int(each.scenario.start[:4]), int(each.scenario.start[:4]) + 1]
    assert year_of(2020, 0) == 2019.5 and year_of(2020, 18) == 2021.0


def test_what_each_lever_adds_is_its_bar_and_the_whole_lies_below() -> None:
    scenario = load(PACKAGE)
    levers = tuple(lever.id for lever in scenario.levers)[:2]
    shape = (N, 2, 1)
    swing = 1.0 + 0.1 * SWING
    share, alone, left = (np.einsum("r,l->rl", swing, np.array(values))[:, :, None] for values in ((30.0, -10.0), (25.0, -5.0), (20.0, -12.0)))
    found = Contributions(PACKAGE, levers, (COST,), tuple(range(N)), np.arange(N) // 2, alone, left, share, share.sum(axis=1), {}, True, np.array([N]), np.array([False]))
    assert share.shape == shape
    figure = draw(comparison(replications(PACKAGE, {(COST, None, None): 20.0}), splits=(found,)), "contributions", "en")
    assert figure is not None
    axis = figure.axes[0]
    assert bars(axis) == [(2.0, 0.0, 30.0), (1.0, 0.0, -10.0), (0.0, 0.0, 20.0)] and [text.get_text() for text in axis.texts] == ["+30", "-10", "+20"]
    circles, diamonds = axis.get_lines()[:2]
    assert list(circles.get_xdata()) == pytest.approx([25.0, -5.0]) and list(diamonds.get_xdata()) == pytest.approx([20.0, -12.0]) and list(circles.get_ydata()) == pytest.approx([2.16, 1.16])
    low, high = (float(part[0]) for part in intervals.of_mean(share[:, :1, 0], np.arange(N) // 2)[1:])
    assert across(axis)[0] == [pytest.approx((low, 2.0)), pytest.approx((high, 2.0))]
    assert [text.get_text().replace("\n", " ") for text in axis.get_yticklabels()][:2] == [REGISTRY[lever].label.en for lever in levers]
    assert draw(comparison(replications(PACKAGE, {(COST, None, None): 20.0})), "contributions", "fr") is not None


# --- sensitivity ----------------------------------------------------------------------------------------------------------------------------------------------


def label(name: str) -> str:
    return f"the {name}"


def indices(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["index", "factor", "value", "low", "high"])


def test_bars_of_indices_are_the_largest_first_with_their_intervals() -> None:
    table = indices(("S1", "a", 0.1, 0.05, 0.15), ("S1", "b", 0.4, 0.3, 0.5), ("ST", "a", 0.2, 0.1, 0.3), ("ST", "b", 0.6, 0.5, 0.7))
    figure = index_bars.draw(table, "y", label)
    assert figure is not None
    (axis,) = figure.axes
    assert [(place, width) for place, _, width in bars(axis)] == [(1.19, 0.6), (0.19, 0.2), (0.81, 0.4), (-0.19, 0.1)]  # ST of b and a, then S1 of b and a
    assert [text.get_text() for text in axis.get_yticklabels()] == ["the b", "the a"] and len(axis.get_legend().get_texts()) == 2
    assert index_bars.draw(table.assign(value=NAN), "y", label) is None and index_bars.draw(table.iloc[:0], "y", label) is None
    one = index_bars.draw(indices(("mu_star", "a", 3.0, 2.0, 4.0), ("mu", "a", -3.0, -4.0, -2.0), ("S1", "a", 9.0, 8.0, 10.0)), "y", label)
    assert one is not None and [width for *_, width in bars(one.axes[0])] == [3.0]
    many = index_bars.draw(indices(*(("S1", f"f{k}", k / 100.0, NAN, NAN) for k in range(40))), "y", label)
    assert many is not None and many.axes[0].get_yticklabels()[0].get_text() == "the f39" and len(bars(many.axes[0])) < 40


def test_the_tornado_goes_from_the_lowest_to_the_highest() -> None:
    table = pd.DataFrame([("y", "a", 10.0, 8.0, 13.0, 0.5, 1.5), ("y", "b", 10.0, 30.0, 5.0, "p", "q")], columns=["outcome", "factor", "base", "at_low", "at_high", "low_value", "high_value"])
    figure = tornado.draw(table, "y", label, "fr")
    assert figure is not None
    (axis,) = figure.axes
    assert bars(axis) == [(1.0, 10.0, 20.0), (0.0, 10.0, -2.0), (1.0, 10.0, -5.0), (0.0, 10.0, 3.0)]
    assert [(text.get_text(), text.xy, text.get_ha()) for text in axis.texts] == [("p", (30.0, 1), "left"), ("0,5", (8.0, 0), "right"), ("q", (5.0, 1), "right"), ("1,5", (13.0, 0), "left")]
    assert "le résultat est 10 (ligne)" in words(figure) and axis.get_lines()[0].get_xdata()[0] == 10.0
    assert tornado.draw(table.assign(at_low=NAN), "y", label) is None


def test_the_plane_of_morris_has_a_dot_a_factor() -> None:
    table = indices(("mu_star", "a", 1.0, 0.5, 1.5), ("mu_star", "b", 4.0, 3.0, 5.0), ("sigma", "a", 0.2, 0, 0), ("sigma", "b", 3.0, 0, 0))
    figure = morris_plane.draw(table, "y", label)
    assert figure is not None
    axis, key = figure.axes
    (dots,) = (found for found in axis.collections if isinstance(found, PathCollection))
    assert np.asarray(dots.get_offsets()).tolist() == [[4.0, 3.0], [1.0, 0.2]] and across(axis) == [[(3.0, 3.0), (5.0, 3.0)], [(0.5, 0.2), (1.5, 0.2)]]
    assert key.texts[0].get_text().splitlines() == ["1  the b", "2  the a"] and [line.get_ydata()[1] / line.get_xdata()[1] for line in axis.get_lines()[:3]] == pytest.approx([1.0, 0.5, 0.1])
    assert morris_plane.draw(table[table["index"] == "mu_star"], "y", label) is None


def test_convergence_has_a_line_a_factor_by_points() -> None:
    rows = [("ST", factor, points, value, value - 0.1, value + 0.1) for factor, values in (("a", (0.2, 0.3)), ("b", (0.5, 0.6))) for points, value in zip((16, 64), values, strict=True)]
    table = pd.DataFrame(rows, columns=["index", "factor", "points", "value", "low", "high"])
    figure = convergence.draw(table, "y", label)
    assert figure is not None
    lines = figure.axes[0].get_lines()[:2]
    assert [(line.get_xdata().tolist(), line.get_ydata().tolist()) for line in lines] == [([16, 64], [0.5, 0.6]), ([16, 64], [0.2, 0.3])]
    assert [text.get_text() for text in figure.axes[1].get_legend().get_texts()] == ["the b", "the a"] and [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == ["16", "64"]
    assert convergence.draw(table[table["points"] == 16], "y", label) is None


def test_the_map_over_time_has_a_cell_a_factor_and_year() -> None:
    table = pd.DataFrame([("S1", factor, year, value) for factor, values in (("a", (0.1, 0.2)), ("b", (0.9, 0.4))) for year, value in enumerate(values, start=1)], columns=["index", "factor", "year", "value"])
    figure = over_time.draw(table, "y", label, "fr")
    assert figure is not None
    axis = figure.axes[0]
    assert np.asarray(axis.get_images()[0].get_array()).tolist() == [[0.9, 0.4], [0.1, 0.2]] and [text.get_text() for text in axis.texts] == ["0,9", "0,4", "0,1", "0,2"]
    assert [text.get_text() for text in axis.get_yticklabels()] == ["the b", "the a"] and [text.get_color() for text in axis.texts] == ["black", "white", "white", "white"]


def test_dots_of_two_outcomes_are_means_by_point_without_the_luck_that_all_share() -> None:
    runs = pd.DataFrame([(point, replication, point * 10.0 + replication * 100.0, point * 1.0 + own, 0.5 * point) for point, owns in ((1, (-1.0, 1.0)), (2, (1.0, -1.0))) for replication, own in enumerate(owns)],
                        columns=["point", "replication", "x", "y", "c"])  # fmt: skip
    figure = trade_off.draw(runs, "x", "y", "c", label)
    assert figure is not None
    (dots,) = (found for found in figure.axes[0].collections if isinstance(found, PathCollection))
    assert np.asarray(dots.get_offsets()).tolist() == [[60.0, 1.0], [70.0, 2.0]] and np.asarray(dots.get_array()).tolist() == [0.5, 1.0]
    bounds = across(figure.axes[0])
    assert bounds[0] == [(60.0, 1.0), (60.0, 1.0)] and bounds[2] == [pytest.approx((60.0, 0.0)), pytest.approx((60.0, 2.0))]  # luck of x is shared; of y, one standard error of 1 and -1
    words_of = trade_off.draw(runs.assign(c=["p", "p", "q", "q"]), "x", "y", "c", label)
    assert words_of is not None and [text.get_text() for text in words_of.axes[0].get_legend().get_texts()] == ["p", "q"] and trade_off.draw(runs.drop(columns="c"), "x", "y", "c", label) is None
    assert trade_off._padded(np.array([10.0, 20.0])) == pytest.approx((9.4, 20.6)) and trade_off._padded(np.array([10.0, 10.0])) == (9.5, 10.5) and trade_off._padded(np.array([0.0])) == (-1.0, 1.0)

