"""Figures of a comparison by hand, beyond single bars: which rows and panels there are, where axes end, what stands beside and below, in both languages."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from experiments.comparing.by_year import dates, first_year, is_stock, year_of, yearly
from experiments.comparing.groups import group_label, groups_of
from experiments.comparing.lever_contributions import Contributions
from experiments.comparing.unit_cost import gain_outcome
from experiments.figures import draw
from experiments.figures.contributions import Panel
from experiments.figures.fan import _rows
from experiments.figures.payers import payments
from experiments.figures.style import GAIN, LOSS, POLICY, WITHOUT, captions_apart, left_out, outcome_with_unit
from experiments.projector import projecting
from experiments.runs.replications import COST, Replications
from experiments.text import percent, say
from model.outcome_registry import OUTCOMES
from scenarios import load
from tests.worked import GRANT, PACKAGE, flat, key, months_of, same, worked

MAIN = "donations_collective"
GROUPS = {key(MAIN, "sex", "female"): 30.0, key(MAIN, "sex", "male"): -10.0, **{key(MAIN, "generation", name): value for name, value in (("first", 5.0), ("second", 10.0), ("third", 15.0))}}


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def grant(name: str | None = None, change: float = 200.0, **more: Any) -> Replications:
    return replace(same(GRANT, {key(MAIN): change, key(COST): 400.0, **GROUPS}, name=name), **more)


def drawn(comparison: Any, kind: str, language: str = "en", **more: Any) -> Figure:
    figure = draw(comparison, kind, language, **more)
    assert figure is not None
    return figure


def title_of(axis: Any) -> str:
    return flat(axis.get_title("left") or axis.get_title()).replace("\n", " ")


def said(figure: Figure) -> str:
    return flat(" ".join(text.get_text() for text in figure.texts)).replace("\n", " ")


# --- years ------------------------------------------------------------------------------------------------------------------------------------------------


def test_policies_begin_and_end_where_their_levers_do() -> None:
    given = load(GRANT, set={"levers.matching_grant.from_month": 6, "levers.matching_grant.to_month": 30, "years": 3, "start": "2021-01"})
    each = same(given, {key(MAIN): 1.0})
    assert first_year(each) == 2021 and dates(each, MAIN) == [2021.0, 2023.0] and dates(each, COST) == [2021.0, 2023.0]
    to_the_end = same(load(GRANT, set={"levers.matching_grant.to_month": 36, "years": 3}), {key(MAIN): 1.0})
    assert dates(to_the_end, MAIN) == [2019.5]
    later = same(load(PACKAGE, set={"levers.tax_incentive.from_month": 12}), {key(MAIN): 1.0})
    assert dates(later, MAIN) == [2019.5] and dates(later, OUTCOMES["investment_productive"].id) == [2020.5] and dates(later, "visits") == [2019.5, 2020.5]
    assert (year_of(2020, 0), year_of(2020, 6), year_of(2020, 24)) == (2019.5, 2020.0, 2021.5) and is_stock("jobs") and not is_stock(MAIN)


def test_a_scenario_without_months_of_its_own_has_those_of_the_world_without_policy() -> None:
    each = grant()
    months = months_of(each, MAIN, [2.0] * 24, [1.0] * 24)
    policy, base = yearly(worked(each, series=months), each, MAIN)
    assert base is not None and policy.tolist() == [[24.0, 24.0]] * 6 and base.tolist() == [[12.0, 12.0]] * 6
    nobody = replace(each, name="no_levers")
    policy, base = yearly(worked(each, series=months), nobody, MAIN)
    assert base is policy and policy[0].tolist() == [12.0, 12.0]
    alone = months[months["scenario"] == each.name]
    assert yearly(worked(each, series=alone), each, MAIN)[1] is None


def fanned(*each: Replications, outcomes: tuple[str, ...] = (MAIN, COST)) -> Any:
    months = pd.concat([months_of(one, outcome, [3.0] * 24, [1.0] * 24) for one in each for outcome in outcomes], ignore_index=True).drop_duplicates()
    return worked(*each, series=months)


def test_rows_of_the_fan_are_main_outcomes_or_those_asked_for() -> None:
    two = fanned(grant(), grant("b"))
    rows = _rows(two, "en", None, None)
    assert [(each.name, outcome) for each, outcome, _ in rows] == [(GRANT, MAIN), ("b", MAIN)] and rows[1][2].endswith("(2)")
    assert [(each.name, outcome) for each, outcome, _ in _rows(two, "en", "b", None)] == [("b", MAIN), ("b", COST)]
    assert [(each.name, outcome) for each, outcome, _ in _rows(two, "en", None, [COST, "visits", MAIN])] == [(GRANT, COST), (GRANT, MAIN), ("b", COST), ("b", MAIN)]
    assert _rows(two, "en", "nobody", None) == [] and _rows(two, "en", "b", ["visits"]) == []
    still = fanned(same(GRANT, {key(MAIN): 0.0, key(COST): 0.0, key("jobs"): 0.0, key("remittances"): 2.0}), outcomes=("jobs", "remittances", MAIN))
    assert [outcome for _, outcome, _ in _rows(still, "en", None, None)] == [MAIN, "remittances"]  # what the policy aims at, and what it moves
    many = fanned(*(grant(f"s{place}") for place in range(14)))
    assert len(_rows(many, "en", None, None)) == 12 and "12 of 14" in said(drawn(many, "fan")) and "of 14" not in said(drawn(many, "fan", scenario="s1"))


def test_the_fan_marks_dates_and_names_its_two_colours() -> None:
    each = same(load(GRANT, set={"levers.matching_grant.from_month": 6, "years": 2}), {key(MAIN): 1.0, key(COST): 4.0})
    figure = drawn(fanned(each), "fan", outcomes=[MAIN])
    level, change = figure.axes
    assert [round(line.get_xdata()[0], 3) for axis in (level, change) for line in axis.get_lines() if line.get_color() == WITHOUT and line.get_linestyle() == "--"] == [2020.0, 2020.0]
    assert level.get_xlim() == change.get_xlim() == (2019.5, 2021.5) and title_of(level) == outcome_with_unit(MAIN, "en") and title_of(change).endswith(", change")
    assert [text.get_text() for text in level.get_legend().get_texts()] == ["Policy", "No policy"] and change.get_legend() is None
    assert change.get_lines()[0].get_ydata().tolist() == [24.0, 24.0] and change.get_lines()[0].get_color() == GAIN and any(line.get_ydata()[0] == 0.0 for line in change.get_lines()[1:])
    levels = replace(each, base=None)
    alone = fanned(levels).series[lambda rows: rows["scenario"] == each.name]
    figure = drawn(worked(levels, series=alone, baseline=False), "fan")
    assert len(figure.axes) == 2 and title_of(figure.axes[0]) == outcome_with_unit(MAIN, "en") and "Levels over time" in said(figure) and figure.axes[0].get_legend() is None


def test_the_fan_on_a_wall_has_its_last_values_changes_with_their_sign() -> None:
    each = same(load(GRANT, set={"years": 2}), {key(MAIN): 1.0, key(COST): 4.0})
    with projecting():
        level, change = drawn(fanned(each), "fan", outcomes=[MAIN]).axes
    assert [(text.get_text(), text.xy[1], text.xyann, text.get_color(), text.get_ha()) for text in level.texts] == [("12", 12.0, (0, -9), WITHOUT, "right"), ("36", 36.0, (0, 5), POLICY, "right")]
    assert [text.get_text() for text in change.texts] == ["+24"] and all(text.xy[0] == change.get_lines()[0].get_xdata()[-1] for text in (*level.texts, *change.texts))
    dashes = [line.get_linestyle() for line in level.get_lines()[:2]]
    assert dashes == ["--", "-"] and [line.get_linewidth() for line in level.get_lines()[:2]] == [3.6, 2.0]
    paper = drawn(fanned(each), "fan", outcomes=[MAIN]).axes[0]
    assert len(paper.texts) == 0 and [(line.get_linestyle(), line.get_linewidth()) for line in paper.get_lines()[:2]] == [("-", 2.0)] * 2


def test_bands_hold_the_middle_half_and_nine_runs_in_ten() -> None:
    each = same(load(GRANT, set={"years": 2}), {key(MAIN): 1.0})
    rows = [(name, run, month, MAIN, float(run) if name == each.name else 0.0) for name in (each.name, each.without) for run in range(6) for month in range(24)]
    level, change = drawn(worked(each, series=pd.DataFrame(rows, columns=["scenario", "replication", "month", "outcome", "value"])), "fan", outcomes=[MAIN]).axes
    for axis, place in ((level, 2), (change, 0)):
        ends = [(part.get_paths()[0].vertices[:, 1].min(), part.get_paths()[0].vertices[:, 1].max()) for part in axis.collections[place : place + 2]]
        assert ends == [(0.0, 60.0), pytest.approx((15.0, 45.0))]  # of 0, 12, ... 60 a year; of six runs all are seen


def test_panels_of_a_package_stand_two_beside_each_other_and_three_on_a_page_of_text() -> None:
    """Five outcomes: two columns on paper, three where what stands around the figure is apart; four outcomes stand in two on a page as well."""
    outcomes = (COST, "donations_collective", "investment_productive", "remittances", "jobs")
    for n, apart, columns in ((5, False, 2), (5, True, 3), (4, True, 2)):
        shape = np.ones((6, 2, n))
        levers = ("tax_incentive", "matching_grant")
        found = Contributions(PACKAGE, levers, outcomes[:n], tuple(range(6)), np.arange(6), shape, shape, shape, shape.sum(axis=1), {}, True, np.full(n, 6), np.full(n, False))
        shown = [Panel(found, place, f"p{place}") for place in range(n)]
        with pytest.MonkeyPatch.context() as patch, captions_apart() if apart else nullcontext():
            patch.setattr(sys.modules["experiments.figures.contributions"], "panels", lambda *_, shown=shown: shown)
            figure = drawn(worked(same(PACKAGE, {key(COST): 2.0})), "contributions")
        boxes = [axis.get_position() for axis in figure.axes[:n]]
        assert len({round(box.x0, 2) for box in boxes}) == columns and len({round(box.y0, 2) for box in boxes}) == -(-n // columns), (n, apart)
        assert [bool(axis.get_yticklabels()[0].get_text()) for axis in figure.axes[:n]] == [place % columns == 0 for place in range(n)]


# --- who gains --------------------------------------------------------------------------------------------------------------------------------------------


def test_columns_of_who_gains_share_the_axis_of_their_row() -> None:
    large = same(GRANT, {key(MAIN): 1.0, key(COST): 1.0, **{name: 100.0 * value for name, value in GROUPS.items()}}, name="large")
    figure = drawn(worked(grant(), large), "gains")
    axes = [axis for axis in figure.axes if axis.get_visible()]
    assert len(axes) == 4 and [title_of(axis) for axis in axes] == ["Sex", "Generation", "", ""]
    limits = [axis.get_xlim() for axis in axes]
    assert limits[0] == limits[1] and limits[2] == limits[3] and limits[2] == pytest.approx((100.0 * limits[0][0], 100.0 * limits[0][1])) and limits[0][0] < -10.0 and limits[0][1] > 30.0
    assert [axis.get_ylim() for axis in axes[:2]] == [(-1.0, 2.0), (-0.5, 2.5)]  # two groups stand in the middle of the room of three
    first = [(round(bar.get_y() + bar.get_height() / 2.0, 6), bar.get_width()) for bar in axes[1].patches]
    assert first == [(2.0, 5.0), (1.0, 10.0), (0.0, 15.0)] and [text.get_text() for text in axes[1].get_yticklabels()] == ["First", "Second", "Third"]
    label = flat(axes[0].get_ylabel()).replace("\n", " ")
    assert label == f"Moroccans in Belgium, matching grant 1:1 {outcome_with_unit(MAIN, 'en')}" and axes[1].get_ylabel() == ""
    assert left_out(worked(grant()), 1, "en") == "" and "1 of 2" in left_out(worked(grant(), large), 1, "en")
    without_groups = same(GRANT, {key(MAIN): 1.0, key(COST): 1.0})
    assert say("nobody_gains") in said(drawn(worked(without_groups), "gains"))


def test_groups_are_those_of_the_outcome_and_regions_are_named() -> None:
    assert groups_of(grant(), MAIN, "sex") == ["female", "male"] and groups_of(grant(), MAIN, "skill") == [] and groups_of(grant(), COST, "sex") == []
    names = ["MAR-Fes", "MAR-Rabat"]
    assert [group_label(name, "region", names, "fr") for name in names] == ["Fes (la plus pauvre)", "Rabat (la plus riche)"] and group_label("MAR-Fes", "region", ["MAR-Fes", "SEN-1"], "en") == "MAR-Fes"


def test_who_gains_is_shown_by_the_main_outcome_or_the_first_of_its_theme_that_moves() -> None:
    """An outcome with groups shows itself; one without, the first of its theme with groups that the policy moves, and itself where none moves."""
    seen = 0
    for main in {(outcome.theme, outcome.has_breakdown): outcome.id for outcome in OUTCOMES.values()}.values():
        others = [outcome.id for outcome in OUTCOMES.values() if outcome.theme == OUTCOMES[main].theme and outcome.has_breakdown and outcome.id != main]
        each = same(GRANT, {key(main): 1.0, **{key(name): 5.0 for name in others}})
        still = same(GRANT, {key(main): 1.0, **{key(name): 0.0 for name in others}})
        late = same(GRANT, {key(main): 1.0, **{key(name): float(place > 0) for place, name in enumerate(others)}})
        if OUTCOMES[main].has_breakdown:
            assert {gain_outcome(one, main) for one in (each, still, late)} == {main}
        elif others:
            seen += 1
            assert [gain_outcome(one, main) for one in (each, still, late)] == [others[0], main, others[1] if len(others) > 1 else main]
    assert seen


# --- cost -------------------------------------------------------------------------------------------------------------------------------------------------


def test_cost_has_a_panel_an_outcome_and_a_row_a_policy() -> None:
    other = same("morocco_belgium_tax_incentive", {key("investment_productive"): -50.0, key(COST): 30.0})
    figure = drawn(worked(grant(), grant("b", 100.0), other), "cost", "fr")
    left, right, beside, low_left, low_right, low_beside = figure.axes
    assert title_of(right) == outcome_with_unit(MAIN, "fr").replace("\u00a0", " ") and title_of(low_right) == flat(outcome_with_unit("investment_productive", "fr")) and title_of(low_left) == ""
    assert [flat(text.get_text()) for text in right.texts] == [f"+100 (+{flat(percent(0.1, 'fr'))})", f"+200 (+{flat(percent(0.2, 'fr'))})"]  # from the last row up
    assert flat(low_right.texts[0].get_text()) == f"-50 ({flat(percent(-0.05, 'fr'))})" and [text.get_text() for text in left.texts] == ["400", "400"]
    assert [flat(text.get_text()).replace("\n", " ") for text in beside.texts] == ["4 USD par USD (4 à 4)", "2 USD par USD (2 à 2)"] and flat(low_beside.texts[0].get_text()).replace("\n", " ") == say("s_none", "fr")
    assert [text.get_position()[1] for text in beside.texts] == [0, 1] and beside.get_ylim() == right.get_ylim() and [label.get_text() for label in right.get_yticklabels()] == ["", ""]
    assert left.get_lines()[0].get_color() == LOSS and right.get_lines()[0].get_color() == GAIN and title_of(beside) == say("cost_unit", "fr")
    assert say("cost_wider", "fr")[:20] not in said(figure) and say("nobody_gains") in said(drawn(worked(replace(grant(), base=None), baseline=False), "cost"))
    unsure = same(GRANT, {key(MAIN): 1.0, key(COST): 400.0}, swing={key(MAIN): 500.0})
    figure = drawn(worked(unsure), "cost")
    assert flat(figure.axes[1].texts[0].get_text()) == "+1" and flat(figure.axes[2].texts[0].get_text()).replace("\n", " ") == say("s_untold")
    nothing_there = same(GRANT, {key(MAIN): 5.0, key(COST): 10.0}, base=0.0)
    assert flat(drawn(worked(nothing_there), "cost").axes[1].texts[0].get_text()) == "+5"


# --- who pays ---------------------------------------------------------------------------------------------------------------------------------------------


def test_payers_stand_in_their_order_and_none_is_forgotten() -> None:
    paid = {key(COST): 60.0, **{key(COST, "payer", name): amount for name, amount in (("zz_fund", 10.0), ("donor", 20.0), ("origin_state", 30.0), ("diaspora", 0.0))}}
    forgone = {key("revenue_forgone", "payer", name): amount for name, amount in (("zz_fund", 0.0), ("donor", 20.0), ("origin_state", 5.0), ("diaspora", 0.0))}
    each, none = same(GRANT, {**paid, **forgone}), same("morocco_belgium", {key(COST): 0.0}, name="none")
    found = payments(each)
    assert found == {("zz_fund", "spending"): 10.0, ("donor", "revenue_forgone"): 20.0, ("origin_state", "spending"): 25.0, ("origin_state", "revenue_forgone"): 5.0}
    axis, below = drawn(worked(each, none), "payers").axes
    legend = [text.get_text() for text in below.get_legend().get_texts()]
    assert legend == ["State of origin, spending", "State of origin, revenue forgone", "Donor, revenue forgone", "zz_fund, spending"]
    assert [(round(bar.get_x(), 6), round(bar.get_width(), 6)) for bar in axis.patches] == [(0.0, 25.0), (25.0, 5.0), (30.0, 20.0), (50.0, 10.0)] and axis.texts[0].get_text() == "60"
    assert [text.get_text().replace("\n", " ") for text in axis.get_yticklabels()] == ["Matching grant 1:1"]  # the world without levers pays nothing and has no row
    assert say("nobody_pays") in said(drawn(worked(same(GRANT, {key(MAIN): 1.0, key(COST): 0.0, key(COST, "payer", "donor"): 0.0, key("revenue_forgone", "payer", "donor"): 0.0})), "payers"))


# --- direct differences -----------------------------------------------------------------------------------------------------------------------------------


def test_direct_differences_have_a_panel_an_outcome_and_their_scenarios() -> None:
    reference = same(GRANT, {key(MAIN): 50.0, key(COST): 100.0}, name="reference")
    figure = drawn(worked(grant(), grant("b", 80.0), reference=reference), "against")
    gifts, cost = figure.axes
    assert [title_of(axis) for axis in (gifts, cost)] == [outcome_with_unit(MAIN, "en"), outcome_with_unit(COST, "en")]
    assert [flat(text.get_text()) for text in gifts.texts] == ["+30", "+150"] and [flat(text.get_text()) for text in cost.texts] == ["+300", "+300"]
    assert [np.unique(line.get_xdata()).tolist() for line in gifts.get_lines() if line.get_marker() == "o"] == [[30.0], [150.0]]
    assert [label.get_text().replace("\n", " ") for label in gifts.get_yticklabels()][-1].startswith("Moroccans in Belgium, matching grant") and "matching grant 1:1”" in said(figure)


def test_words_below_a_figure_say_how_many_runs_and_which_range() -> None:
    text = said(drawn(worked(grant()), "cost"))
    assert "6 runs a scenario, inputs at their declared values." in text and "Thin bars: lowest to highest run" in text and say("not_calibrated") in text
