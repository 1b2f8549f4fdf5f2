"""Every figure: as high as its rows need, no grid across its bars, a line at zero, numbers as its language writes them, what is left out is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from experiments.figures import convergence, draw, index_bars, morris_plane, over_time, tornado, trade_off
from experiments.figures.sensitivity_style import SHOWN, index_words, more
from experiments.figures.style import INK, SERIES_COLOURS
from experiments.text import number
from tests.unit.test_brief_outlines import LEVERS
from tests.unit.test_pages_by_hand import split
from tests.worked import GRANT, PACKAGE, flat, key, months_of, same, worked

MAIN, COST = "donations_collective", "public_cost"
NAN = np.nan


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


@cache
def policies(n: int) -> Any:
    """So many policies with one main outcome, months, groups and two payers, a package that is split, and what each is set against."""
    paid = {key(COST, "payer", "origin_state"): 30.0, key(COST, "payer", "donor"): 10.0, key("revenue_forgone", "payer", "origin_state"): 5.0, key("revenue_forgone", "payer", "donor"): 0.0}
    numbers = {key(MAIN): 2_500_000.0, key(COST): 40.0, key(MAIN, "sex", "female"): 1.5, key(MAIN, "sex", "male"): 1.0, **paid}
    each = [same(GRANT, numbers, name=f"p{place}", swing={key(MAIN): 1_000_000.0}) for place in range(n)]
    months = pd.concat([months_of(one, MAIN, [3.0e6] * 24, [1.0e6] * 24) for one in each], ignore_index=True).drop_duplicates()
    package = same(PACKAGE, {key(MAIN): 8.0, key(COST): 8.0})
    return worked(*each, package, series=months, reference=package, splits=[split((1.0, 7.0), (2.0, 5.0), (0.0, 9.0), LEVERS)], n_asked=n)


SIZES: dict[str, Callable[[int], tuple[float, float]]] = {
    "fan": lambda n: (9.6, 1.05 + 2.05 * n), "cost": lambda n: (10.6, 1.25 + 0.62 + 0.52 * n), "gains": lambda n: (11.5, 1.25 + 2.0 * n),
    "payers": lambda n: (9.6, 1.35 + 0.55 * n + 0.26 * 2), "against": lambda n: (8.6, 1.25 + 2.0 * (0.62 + 0.52 * n)), "contributions": lambda n: (11.5, 1.2 + 0.62 + 0.3 * 3 + 0.34),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(SIZES))
def test_figures_of_a_comparison_grow_with_their_rows_and_read_well(kind: str) -> None:
    figure = draw(policies(3), kind, "fr")
    assert figure is not None and tuple(figure.get_size_inches()) == pytest.approx(SIZES[kind](3))
    panels = [axis for axis in figure.axes if axis.axison and axis.get_visible()]
    assert panels
    for axis in panels:
        of = axis.yaxis if kind == "fan" else axis.xaxis
        low, high = of.get_view_interval()
        assert of.get_major_formatter()(0.5 * high, None) == number(float(f"{0.5 * high:.10g}"), "fr", like=max(abs(low), abs(high)))
        if kind == "fan":
            assert [float(place) for place in axis.get_xticks() if place != round(place)] == [] and axis.get_xlim() == (2019.5, 2021.5)
            continue
        assert not any(line.get_visible() for line in axis.yaxis.get_gridlines()) and any(line.get_visible() for line in axis.xaxis.get_gridlines())
        if kind != "payers":  # bars that are stacked begin at zero
            assert any(line.get_xdata() == [0.0, 0.0] and line.get_color() == INK for line in axis.get_lines() if len(line.get_xdata()) == 2 and not isinstance(line.get_xdata(), np.ndarray))
        bottom, top = axis.get_ylim()
        assert all(bottom < place < top for place in axis.get_yticks())


def label(name: str) -> str:
    return f"the {name}"


def indices(names: list[str], values: list[float], k: int) -> pd.DataFrame:
    """The k-th factor has k-th of the value; the last has no interval."""
    rows = [(name, f"f{place}", value * (place + 1), NAN if place == k - 1 else value * place, NAN if place == k - 1 else value * (place + 2)) for name, value in zip(names, values, strict=True) for place in range(k)]
    return pd.DataFrame(rows, columns=["index", "factor", "value", "low", "high"])


def swings(k: int) -> pd.DataFrame:
    return pd.DataFrame([("y", f"f{place}", 10.0, 9.0 - place, 11.0 + place, 0.5, 1.5) for place in range(k)], columns=["outcome", "factor", "base", "at_low", "at_high", "low_value", "high_value"])


def by_year(k: int, years: int = 2) -> pd.DataFrame:
    return pd.DataFrame([("S1", f"f{place}", year, (place + 1) / 100.0) for place in range(k) for year in range(1, years + 1)], columns=["index", "factor", "year", "value"])


def by_points(k: int) -> pd.DataFrame:
    rows = [("ST", f"f{place}", points, place / 10.0, place / 10.0 - 0.05, place / 10.0 + 0.05) for place in range(k) for points in (16, 2048)]
    return pd.DataFrame(rows, columns=["index", "factor", "points", "value", "low", "high"])


def said(figure: Figure) -> str:
    return flat(" ".join(text.get_text() for text in figure.texts)).replace("\n", " ")


DRAWN: dict[str, tuple[Callable[[int], Figure | None], Callable[[int], tuple[float, float]]]] = {
    "index_bars": (lambda k: index_bars.draw(indices(["ST", "S1"], [0.02, 0.01], k), "y", label, "fr"), lambda k: (8.5, 1.8 + 0.4 * min(k, SHOWN))),
    "one index": (lambda k: index_bars.draw(indices(["mu_star"], [2.0], k), "y", label, "fr"), lambda k: (8.5, 1.8 + 0.27 * min(k, SHOWN))),
    "tornado": (lambda k: tornado.draw(swings(k), "y", label, "fr"), lambda k: (9.5, 1.7 + 0.36 * min(k, SHOWN))),
    "over_time": (lambda k: over_time.draw(by_year(k), "y", label, "fr"), lambda k: (9.5, 1.7 + 0.3 * min(k, SHOWN))),
    "morris": (lambda k: morris_plane.draw(indices(["mu_star", "sigma"], [2.0, 1.0], k), "y", label, "fr"), lambda k: (9.5, 5.2)),
    "convergence": (lambda k: convergence.draw(by_points(k), "y", label, "fr"), lambda k: (9.5, 4.6)),
}


@pytest.mark.parametrize("kind", list(DRAWN))
def test_figures_of_sensitivity_grow_with_their_factors_and_say_how_many_are_left_out(kind: str) -> None:
    made, size = DRAWN[kind]
    k = SHOWN + 2
    figure = made(k)
    assert figure is not None and tuple(figure.get_size_inches()) == pytest.approx(size(k))
    assert (flat(more(2, "fr")).strip() in said(figure)) is (kind not in ("morris", "convergence")) and said(figure).startswith("the y")
    axis = figure.axes[0]
    across = [line for line in axis.get_lines() if list(line.get_xdata()) == [0.0, 0.0] or list(line.get_ydata()) == [0.0, 0.0]]
    grid = [any(line.get_visible() for line in each.get_gridlines()) for each in (axis.yaxis, axis.xaxis)]
    if kind in ("index_bars", "one index", "tornado"):
        assert grid == [False, True] and [text.get_text() for text in axis.get_yticklabels()] == [f"the f{place}" for place in range(SHOWN + 1, 1, -1)] and len(axis.get_yticks()) == SHOWN
        assert bool(across) is (kind != "tornado")
    if kind == "over_time":
        assert grid == [False, False] and axis.get_xlabel() == "année" and [text.get_text() for text in axis.get_xticklabels()] == ["1", "2"] and len(axis.texts) == 2 * SHOWN
        assert [each.get_ylabel() for each in figure.axes[1:]] == [index_words("S1", "fr")] and tuple(axis.get_images()[0].get_clim()) == pytest.approx((0.0, 0.22))
    if kind != "over_time":
        of = axis.yaxis if kind == "convergence" else axis.xaxis
        high = of.get_view_interval()[1]
        assert of.get_major_formatter()(0.5 * high, None) == number(float(f"{0.5 * high:.10g}"), "fr", like=max(map(abs, of.get_view_interval())))


def test_bars_of_one_index_have_its_name_below_and_two_have_a_key() -> None:
    two, one = (index_bars.draw(indices(names, [0.02] * len(names), 3), "y", label, "fr") for names in (["ST", "S1"], ["S1", "ks"]))
    assert two is not None and one is not None
    assert [text.get_text() for text in two.axes[0].get_legend().get_texts()] == [index_words("ST", "fr"), index_words("S1", "fr")] and two.axes[0].get_xlabel() == ""
    assert more(0, "fr") == "" and "ne sont pas" not in said(two) and one.axes[0].get_legend() is None and one.axes[0].get_xlabel() == index_words("S1", "fr") and one.axes[0].get_ylim() == (-0.6, 2.6)
    lines = [segment for found in two.axes[0].collections for segment in found.get_segments()]
    assert len(lines) == 4  # of three factors two have an interval, in both indices
    assert index_bars.draw(indices(["other"], [1.0], 3), "y", label) is None
    down = index_bars.draw(indices(["effect"], [-1.0], 3), "y", label)
    assert down is not None and [text.get_text() for text in down.axes[0].get_yticklabels()] == ["the f2", "the f1", "the f0"]


def test_the_plane_names_eight_and_counts_the_rest() -> None:
    for k, rest in ((8, 0), (10, 2)):
        figure = morris_plane.draw(indices(["mu_star", "sigma"], [2.0, 1.0], k), "y", label, "fr")
        assert figure is not None
        axis, beside = figure.axes
        lines = beside.texts[0].get_text().splitlines()
        assert [line for line in lines if line[0].isdigit()] == [f"{place}  the f{k - place}" for place in range(1, 9)] and lines[8:] == ([f"gris\u00a0: {rest} plus petits"] if rest else [])
        (dots,) = (found for found in axis.collections if isinstance(found, PathCollection))
        assert [text.get_text() for text in axis.texts[3:]] == [str(place) for place in range(1, 9)] and [tuple(text.xy) for text in axis.texts[3:5]] == [(2.0 * k, 1.0 * k), (2.0 * (k - 1), 1.0 * (k - 1))]
        colours = [to_rgba(colour) for colour in (*SERIES_COLOURS, *SERIES_COLOURS)[:8]] + [to_rgba("#999999")] * rest
        assert [tuple(map(float, colour)) for colour in dots.get_facecolors()] == colours  # type: ignore[attr-defined]
        assert axis.get_xlim() == (0.0, pytest.approx(1.05 * 2.0 * k)) and axis.get_ylim() == (0.0, pytest.approx(1.15 * k)) and not beside.axison
        assert axis.get_xlabel().startswith("mu*") and axis.get_ylabel().startswith("sigma") and len([segment for found in axis.collections if not isinstance(found, PathCollection) for segment in found.get_segments()]) == k - 1
    flat_one = morris_plane.draw(pd.concat([indices(["mu_star"], [2.0], 3), indices(["sigma"], [0.0], 3)]), "y", label)
    assert flat_one is not None and flat_one.axes[0].get_ylim()[1] == pytest.approx(0.12 * 1.05 * 6.0)


def test_convergence_colours_six_and_names_them_the_largest_first() -> None:
    figure = convergence.draw(by_points(8), "y", label, "fr")
    assert figure is not None
    axis, beside = figure.axes
    lines = axis.get_lines()[:8]
    assert [line.get_color() for line in lines] == [*SERIES_COLOURS[:6], "#cccccc", "#cccccc"] and [line.get_linewidth() for line in lines] == [1.8] * 6 + [0.9] * 2
    assert [text.get_text() for text in beside.get_legend().get_texts()] == [f"the f{place}" for place in range(7, 1, -1)] and not beside.axison
    assert len(axis.collections) == 6 and axis.get_xscale() == "log" and [flat(tick.get_text()) for tick in axis.get_xticklabels()] == ["16", "2 048"] and axis.get_ylabel() == "ST"
    band = axis.collections[0].get_paths()[0].vertices
    assert (band[:, 1].min(), band[:, 1].max()) == pytest.approx((0.65, 0.75)) and convergence.draw(by_points(8).assign(value=NAN), "y", label) is None
    assert convergence.draw(by_points(8).assign(index="none"), "y", label) is None


def test_the_map_over_time_has_numbers_where_they_fit() -> None:
    for years, count in ((12, 36), (13, 0)):
        figure = over_time.draw(by_year(3, years), "y", label)
        assert figure is not None and len(figure.axes[0].texts) == count
    below = over_time.draw(by_year(3).assign(value=lambda rows: -rows["value"]), "y", label)
    assert below is not None and tuple(below.axes[0].get_images()[0].get_clim()) == pytest.approx((-0.03, -0.01)) and below.axes[0].get_yticklabels()[0].get_text() == "the f2"
    assert over_time.draw(by_year(3).assign(value=NAN), "y", label) is None and over_time.draw(by_year(3).assign(index="none"), "y", label) is None


def test_dots_of_a_sweep_have_errors_up_to_200_points_and_axes_around_them() -> None:
    for n in (200, 201):
        runs = pd.DataFrame({"point": np.arange(n), "x": np.linspace(10.0, 20.0, n), "y": np.linspace(-1.0, 1.0, n), "c": np.linspace(0.0, 1.0, n)})
        figure = trade_off.draw(runs, "x", "y", "c", label, "fr")
        assert figure is not None and tuple(figure.get_size_inches()) == pytest.approx((8.0, 5.4))
        axis = figure.axes[0]
        assert ("erreur type" in said(figure)) is (n == 200) and (len(axis.collections) > 1) is (n == 200)
        assert axis.get_xlim() == pytest.approx((9.4, 20.6)) and axis.get_ylim()[0] < -1.0 and (axis.get_xlabel(), axis.get_ylabel()) == ("the x", "the y") and figure.axes[1].get_ylabel() == "the c"
    down = trade_off.draw(runs.assign(x=-runs["x"], y=runs["y"] - 5.0), "x", "y", "c", label)
    assert down is not None and down.axes[0].get_xlim() == pytest.approx((-20.6, -9.4)) and down.axes[0].get_ylim() == pytest.approx((-6.12, -3.88))
    flags = trade_off.draw(runs.assign(c=runs["point"] > 100), "x", "y", "c", label)
    assert flags is not None and [text.get_text() for text in flags.axes[0].get_legend().get_texts()] == ["False", "True"] and flags.axes[0].get_legend().get_title().get_text() == "the c"
    assert trade_off.draw(runs.assign(x=NAN), "x", "y", "c", label) is None and trade_off.draw(runs.assign(x=np.where(runs["point"] > 0, NAN, 1.0)), "x", "y", "c", label) is not None
