"""Figures of a comparison: nothing collides or is cut off, with two, six and twelve scenarios, in both languages; and what they say is what the tables say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text as Words

from experiments.comparing.compare import MAIN_OUTCOMES, SERIES
from experiments.comparing.comparison import Comparison
from experiments.comparing.comparison_tables import COLUMNS, against_table, gathered, levels_table, uncertainty_table
from experiments.comparing.rows import effects, labels
from experiments.figures import FIGURES, draw
from experiments.manifest import manifest_of
from experiments.runs.replications import COST, Replications
from model.outcome_registry import OUTCOMES
from model.records.vocabulary import GENERATIONS, SEXES, SKILLS
from scenarios import load

NAMES = (
    "morocco_belgium_matching_grant", "morocco_belgium_package", "kosovo_deed", "hometown_association_matching", "measure_6_one_stop_shop",
    "measure_5_networks", "crisis_response", "measure_1_consultation", "morocco_investment_grant", "ethiopia_netherlands_dual_nationality",
    "netherlands_cd4d", "measure_4_philanthropy",
)  # fmt: skip
N = 12


def one(name: str, rng: np.random.Generator) -> Replications:
    """A scenario with made-up numbers: large and skewed, so that labels are long."""
    scenario = load(name)
    wanted = dict.fromkeys([*(lever.main_outcome for lever in scenario.levers), *MAIN_OUTCOMES])
    keys: list[tuple[str, str | None, str | None]] = [(outcome, None, None) for outcome in wanted]
    groups = {"sex": SEXES, "generation": GENERATIONS, "skill": SKILLS, "region": [f"{scenario.origins[0]}-{k}" for k in range(1, 9)]}
    keys += [(outcome, by, str(group)) for outcome in wanted if OUTCOMES[outcome].has_breakdown for by, found in groups.items() for group in found]
    keys += [(paid, "payer", lever.paid_by) for paid in (COST, "revenue_forgone") for lever in {one.paid_by: one for one in scenario.levers}.values()]
    base = rng.lognormal(13.0, 1.5, size=(1, len(keys))) * rng.lognormal(0.0, 0.3, size=(N, 1))
    return Replications(name, scenario, tuple(range(N)), tuple(keys), base + rng.lognormal(12.0, 1.0, size=base.shape), base, {}, "inputs")


def comparison_of(names: Sequence[str], seed: int = 1) -> Comparison:
    """A comparison of scenarios, the first also compared with the others directly."""
    rng = np.random.default_rng(seed)
    each = tuple(one(name, rng) for name in names)
    months = [(name, r, month) for name in (*names, "without_policy") for r in range(N) for month in range(24)]
    outcomes = list(dict.fromkeys([*(row.outcome for row in effects(Comparison(*[pd.DataFrame()] * 4, (), (), each))), *MAIN_OUTCOMES]))
    frame = pd.DataFrame([(*place, outcome) for place in months for outcome in outcomes], columns=["scenario", "replication", "month", "outcome"])
    frame["value"] = rng.lognormal(10.0, 1.0, size=len(frame))
    direct = gathered([against_table(other, each[0]) for other in each[1:]], COLUMNS)
    levels = gathered([levels_table(other) for other in each], COLUMNS)
    manifest = manifest_of({other.name: other.scenario for other in each}, each[0].scenario, {"replications": N, "uncertainty": "inputs"})
    return Comparison(levels, gathered([uncertainty_table(other) for other in each], []), frame[SERIES], direct, (), (), each, manifest)


@cache
def drawn(n: int, language: str) -> dict[str, Figure]:
    """All figures of the first scenarios."""
    comparison = comparison_of(NAMES[:n])
    return {kind: draw(comparison, kind, language) for kind in FIGURES}


def ticks_of(axis: Axes, which: str) -> list[Words]:
    """The labels of the ticks within the limits of an axis."""
    low, high = sorted(getattr(axis, f"get_{which}lim")())
    places, words = getattr(axis, f"get_{which}ticks")(), getattr(axis, f"get_{which}ticklabels")()
    return [label for at, label in zip(places, words, strict=True) if low <= at <= high and label.get_text()]


def collisions(figure: Figure) -> list[str]:
    """Words of a figure that reach over its edge, and tick labels of one axis that touch."""
    figure.draw_without_rendering()
    shown, found = list(figure.texts), []
    for axis in figure.axes:
        if axis.get_visible():
            shown += [*axis.texts, axis.title, axis._left_title, axis.yaxis.label, *(axis.get_legend().get_texts() if axis.get_legend() else [])]
        if axis.get_visible() and axis.axison:
            across = ticks_of(axis, "x")
            shown += [*across, *ticks_of(axis, "y")]
            boxes = [(label.get_window_extent(), label.get_text()) for label in across]
            found += [f"touch: {a!r} {b!r}" for (left, a), (right, b) in pairwise(boxes) if left.x1 >= right.x0]
    edge = figure.bbox.padded(1.0)
    for words in shown:
        box = words.get_window_extent()
        if words.get_text().strip() and not (edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1):
            found.append(f"cut off: {words.get_text()!r}")
    return found


def test_a_finished_figure_is_not_laid_out_again_when_it_is_saved() -> None:
    """With an engine left Matplotlib draws it twice for each file."""
    assert all(figure.get_layout_engine() is None for figure in drawn(2, "fr").values() if figure is not None)


@pytest.mark.parametrize(("n", "language"), [(2, "fr"), (6, "en"), (12, "fr")])
def test_no_words_collide_or_are_cut_off(n: int, language: str) -> None:
    for kind, figure in drawn(n, language).items():
        assert collisions(figure) == [], kind


def test_the_test_sees_what_collides() -> None:
    figure = Figure(figsize=(2.0, 1.0))
    axis = figure.subplots()
    axis.set_xticks([0.0, 0.1], ["a long label", "another label"])
    axis.set_xlim(0.0, 1.0)
    figure.text(0.9, 0.5, "beyond the edge")
    assert {what.split(":")[0] for what in collisions(figure)} == {"touch", "cut off"}


def test_labels_are_words_that_differ_and_never_file_names() -> None:
    comparison = comparison_of(NAMES)
    for language in ("en", "fr"):
        found = labels(comparison, language)
        assert len(set(found.values())) == len(NAMES) and not set(found.values()) & set(NAMES)
    said = {words.get_text() for figure in drawn(12, "fr").values() for words in figure.findobj(Words)}
    assert not [words for words in said for name in NAMES if name in words]


def test_a_package_stands_among_the_others_as_a_whole() -> None:
    comparison = comparison_of(["morocco_belgium_matching_grant", "morocco_belgium_package"])
    rows = [(row.each.name, row.outcome) for row in effects(comparison)]
    aims = {lever.main_outcome for lever in load("morocco_belgium_package").levers}
    assert {outcome for name, outcome in rows if name == "morocco_belgium_package"} == aims and len(rows) == 1 + len(aims)
    for kind in ("fan", "cost", "gains"):
        assert any("(whole package)" in words.get_text().replace("\n", " ") for words in draw(comparison, kind, "en").findobj(Words)), kind


def test_unlike_outcomes_never_share_an_axis() -> None:
    comparison = comparison_of(NAMES[:6])
    figure = draw(comparison, "cost", "en")
    titles = [axis.get_title(loc="left").replace("\n", " ") for axis in figure.axes]
    for outcome in {row.outcome for row in effects(comparison)}:
        rows = sum(row.outcome == outcome for row in effects(comparison))
        panel = next(axis for axis, title in zip(figure.axes, titles, strict=True) if title.startswith(OUTCOMES[outcome].label.en))
        assert len(panel.get_yticks()) == rows


def test_lines_over_time_are_the_means_of_the_tables_and_dates_are_marked() -> None:
    comparison = comparison_of(["morocco_belgium_matching_grant"])
    scenario = load("morocco_belgium_matching_grant", set={"levers.matching_grant.from_month": 6, "levers.matching_grant.to_month": 18, "years": 2})
    each = comparison.replications[0]
    moved = Replications(each.name, scenario, each.numbers, each.keys, each.values, each.base, {}, "inputs")
    shown = Comparison(comparison.table, comparison.uncertainty, comparison.series, comparison.against, (), (), (moved,), comparison.manifest)
    level, change = draw(shown, "fan", "en").axes[:2]
    months = shown.series[(shown.series["outcome"] == "donations_collective")]
    first = [months[(months["scenario"] == name) & (months["month"] < 12)].groupby("replication")["value"].sum().mean() for name in ("without_policy", each.name)]
    lines = [line.get_ydata() for line in level.get_lines() if len(line.get_xdata()) == 2 and line.get_linestyle() == "-"]
    assert [line[0] for line in lines] == pytest.approx(first)
    start = int(scenario.start[:4])
    dashed = {line.get_xdata()[0] for line in change.get_lines() if line.get_linestyle() == "--"}
    assert dashed == {start, start + 1.0}
