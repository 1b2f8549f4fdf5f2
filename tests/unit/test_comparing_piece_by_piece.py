"""Comparisons piece by piece: the outcome that shows who gains, doses that may do as much, rows of tables, ranges of few and many runs, costs that are to be equal."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.comparing import value
from experiments.comparing.rows import Effect
from experiments.comparing.unit_cost import gain_outcome
from experiments.comparing.value import Dose, steps, value_table
from experiments.reporting import summary as summary_page
from experiments.reporting.indicators import _unit_costs, indicator_sheet
from experiments.reporting.question_sheet import equal_costs
from experiments.reporting.summary import four_says
from experiments.runs.replications import COST, Replications
from experiments.runs.verdicts import Verdict, range_label
from experiments.text import say, within
from model.outcome_registry import OUTCOMES
from scenarios.questions import Question, QuestionFile
from tests.unit.test_scenario_questions import small
from tests.worked import GRANT, PACKAGE, flat, key, same, worked

MONTHS = pd.DataFrame({"scenario": [], "replication": [], "month": [], "outcome": [], "value": []})


def of_kind(theme_of: str | None, *, has_breakdown: bool, not_theme: str | None = None) -> list[str]:
    """Outcomes of a theme, or of any but one, that are counted by group or not, in the order of the model."""
    return [
        name
        for name, outcome in OUTCOMES.items()
        if outcome.has_breakdown is has_breakdown and theme_of in (None, outcome.theme) and outcome.theme != not_theme
    ]


def test_who_gains_is_shown_by_an_outcome_of_the_same_theme_that_moves() -> None:
    """A main outcome that is not counted by group stands for itself where none of its theme that is counted moves."""
    mains = [name for name in of_kind(None, has_breakdown=False) if of_kind(OUTCOMES[name].theme, has_breakdown=True)]
    main = mains[0]
    theme = OUTCOMES[main].theme
    first, *rest = of_kind(theme, has_breakdown=True)
    others, uncounted = of_kind(None, has_breakdown=True, not_theme=theme), of_kind(theme, has_breakdown=False)

    def shown(**moved: float) -> str:
        changes = dict.fromkeys((main, first, *rest, *others, *uncounted), 0.0) | moved
        return gain_outcome(same(GRANT, {key(name): value for name, value in changes.items()}), main)

    assert shown() == main and shown(**{main: 5.0}) == main
    assert shown(**dict.fromkeys(others, 5.0)) == main == shown(**dict.fromkeys(uncounted, 5.0))
    assert shown(**{first: 5.0}) == first == shown(**{first: -5.0}, **dict.fromkeys(others, 5.0))
    assert not rest or shown(**{rest[-1]: 5.0}) == rest[-1]
    assert gain_outcome(same(GRANT, {key(first): 0.0}), first) == first


def test_a_dose_that_may_do_a_little_more_is_not_dominated_and_one_that_does_as_much_is() -> None:
    """The interval of -0.1 with 0.5 up and down ends between 0 and 1; one of no difference ends at 0."""
    small_one = Dose("a", np.full(12, 10.0), np.full(12, 5.0))
    doubtful = Dose("b", np.full(12, 20.0), 4.9 + np.tile([0.5, -0.5], 6))
    assert [step.found.why for step in steps([small_one, doubtful], np.arange(12))] == [None, "not_told_from_zero"]
    as_much = Dose("b", np.full(12, 20.0), np.full(12, 5.0))
    assert [step.found.why for step in steps([as_much, small_one], np.arange(12))] == [None, "dominated"]
    line = steps([Dose("one", np.full(4, 0.0), np.full(4, 2.0)), Dose("two", np.full(4, 3.0), np.full(4, 3.0))], np.arange(4))
    assert [(step.name, step.against, step.found.why or step.found.value) for step in line] == [("one", None, "no_cost"), ("two", "one", 3.0)]


def test_the_whole_has_its_own_rows_where_there_are_several_levers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a lever of a package what is unknown is left out; of the whole, and of a lever alone, it is told."""
    told = {"mvpf": ("ratio", value.Ratio(2.0, 1.0, 3.0)), "early": ("share", value.none("not_defined"))}
    monkeypatch.setattr(value, "measures", lambda each, lever, series: told)
    monkeypatch.setattr(value, "levers_of", lambda each: each.scenario.levers)
    one, package = same(GRANT, {key(COST): 100.0}), same(PACKAGE, {key(COST): 100.0})
    columns = ["lever", "measure", "value", "why"]

    def rows(each: Replications) -> list[Any]:
        return value_table(each, MONTHS)[columns].astype(object).where(lambda table: table.notna(), None).to_numpy().tolist()

    assert rows(one) == [["matching_grant", "mvpf", 2.0, None], ["matching_grant", "early", None, "not_defined"]]
    ids = [lever.id for lever in package.scenario.levers]
    assert rows(package) == [*([name, "mvpf", 2.0, None] for name in ids), [None, "mvpf", 2.0, None], [None, "early", None, "not_defined"]]
    assert len(ids) > 1 and len(value_table(replace(package, base=None), MONTHS)) == 0


def test_effects_and_prices_of_the_sheet_of_indicators() -> None:
    each = same(GRANT, {key("donations_collective"): 50.0, key(COST): 100.0})
    effect, price = (row[7:] for row in _unit_costs(each, "en"))
    label, unit = OUTCOMES["donations_collective"].label.en.lower(), OUTCOMES["donations_collective"].unit.en
    assert [row[1:6] for row in _unit_costs(each, "en")] == [
        ["effectiveness.donations_collective", f"effect on {label}", unit, "donations_collective", GRANT],
        ["unit_cost.donations_collective", f"cost per additional unit of {label}", "USD per USD", f"{COST} donations_collective", GRANT],
    ]
    assert effect[-6:] == [50.0, 50.0, 50.0, 0.0, True, ""] and price[-6:-3] == pytest.approx([2.0, 2.0, 2.0]) and math.isnan(price[-3]) and price[-2:] == [True, ""]
    free = _unit_costs(same(GRANT, {key("donations_collective"): 50.0, key(COST): 0.0}), "en")[1]
    assert all(map(math.isnan, free[-6:-2])) and free[-2] is True and free[-1] == say("s_no_cost")
    assert _unit_costs(replace(each, base=None), "en") == []


def test_indicators_have_a_row_a_group_and_none_where_nobody_is_counted() -> None:
    keys = {key("donations_collective"): 50.0, key(COST): 100.0}
    sheet = indicator_sheet(type("C", (), {"replications": (same(GRANT, keys),)})())  # type: ignore[arg-type]
    actions = sheet[sheet["indicator"].str.startswith("19(")]
    used = actions[actions["breakdown"] == "lever"]
    assert used["group"].tolist() and set(used["group"]) == {"matching_grant"} and set(actions[actions["breakdown"].isna()].iloc[:, 8]) == {0.0, 1.0}


@pytest.mark.parametrize("runs", [(30, 30), (30, 12), (12, 30)])
def test_the_range_is_called_by_the_fewest_runs_of_a_row(runs: tuple[int, int]) -> None:
    rows = [Effect(same(GRANT, {key("donations_collective"): 5.0, key(COST): 1.0}, runs=n), "donations_collective") for n in runs]
    assert four_says(rows, "en").startswith(say("s_four_says", range=within(range_label(min(runs)))))
    assert range_label(30) != range_label(12)


def test_costs_that_are_to_be_equal_are_those_of_the_options_that_the_file_names() -> None:
    content = small().content.model_dump()
    options = [{**content["options"][0], "id": f"o{k}", "label": {"en": f"O{k}", "fr": f"O{k}"}} for k in range(3)]

    def costs(names: list[str] | None) -> Any:
        equal = {"options": names, "tolerance": 0.1, "how": {"en": "by budget", "fr": "par le budget"}}
        found = Question(QuestionFile.model_validate({**content, "options": options, "equal_cost": equal}))
        told = [found.scenario_name(option) for option in found.content.options][:2]
        rows = [(name, COST, None, 100.0 * (k + 1)) for k, name in enumerate(told)]
        rows += [(told[0], COST, "payer", 7.0), (told[0], "jobs", None, 8.0)]
        return equal_costs(found, pd.DataFrame(rows, columns=["scenario", "outcome", "breakdown", "difference"]))

    assert costs(["o1", "o2"]).by_option == {"o1": 200.0} and costs(["o0"]).by_option == {"o0": 100.0}
    assert costs(None).by_option == {"o0": 100.0, "o1": 200.0} and costs(None).tolerance == 0.1


# --- the page ---------------------------------------------------------------------------------------------------------------------------------------------


def test_regions_are_taken_by_halves_and_the_middle_one_by_itself() -> None:
    """Of `_changes_by`: three regions of one origin and two of another, poorest first."""
    changes = {"MAR-1": 1.0, "MAR-2": 2.0, "MAR-3": 4.0, "TUN-1": 8.0, "TUN-2": 16.0}
    numbers = {key("donations_collective", "region", group): value for group, value in changes.items()} | {key("donations_collective", "sex", "female"): 32.0, key("jobs", "region", "MAR-1"): 64.0}
    row = Effect(same(GRANT, numbers), "donations_collective")
    found = summary_page._changes_by(row, "donations_collective", "region", "en")
    assert {name: set(values.tolist()) for name, values in found.items()} == {say("poorer_half"): {9.0}, say("richer_half"): {20.0}, say("middle_region"): {2.0}}
    assert list(summary_page._changes_by(row, "donations_collective", "sex", "fr")) == [within(say("female", "fr"))]
    assert list(found) == [say("poorer_half"), say("richer_half"), say("middle_region")]


def test_shares_of_groups_are_told_where_they_go_the_same_way() -> None:
    """Of `_group_words` and `_amounts`: 30 and 10 of 40; 50 and -10; what swings is not told."""
    row = Effect(same(GRANT, {key("donations_collective"): 40.0}), "donations_collective")
    up, swing = np.ones(6), np.tile([1.0, -1.0], 3)

    def words(groups: dict[str, Any], total: float = 40.0) -> list[str]:
        return [flat(text) for text in summary_page._group_words(row, groups, total, "en")]

    untold = Verdict.CANNOT_BE_TOLD.says("en")
    assert words({"women": 30.0 * up, "men": 10.0 * up}) == ["women 75 %", "men 25 %"] and words({"women": 40.0 * up, "men": 0.0 * up}) == ["women 100 %", "men 0 %"]
    assert words({"women": 50.0 * up, "men": -10.0 * up}) == ["women +50", "men -10"]
    assert words({"women": 50.0 * up, "men": -10.0 * swing}) == ["women +50", f"men {untold}"]
    assert words({"women": 30.0 * up, "men": 10.0 * swing}) == ["women 75 %", f"{say('s_the_rest')}: {untold}"]
    assert words({"women": 30.0 * swing, "men": 10.0 * swing}) == [untold]
    assert words({"women": -30.0 * up, "men": -10.0 * up}, -40.0) == ["women 75 %", "men 25 %"]


def test_levels_are_totals_with_the_range_of_the_fewest_runs() -> None:
    """Of `_levels`: 1,000 without a policy and 40 more; a group is left out."""
    numbers = {key("donations_collective"): 40.0, key("donations_collective", "sex", "female"): 3.0, key("jobs"): 5.0}
    given = [same(GRANT, numbers, runs=30, swing={key("jobs"): 2.0}), same(PACKAGE, numbers, runs=12)]
    text = flat(summary_page._levels(worked(*given, replications=30), "en"))
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    assert text.startswith(say("s_levels") + "\n\n") and len(lines) == 1 + 4
    assert flat(range_label(12)) in lines[0] and lines[0].count("|") == 6
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[-4:]]
    assert [row[1] for row in rows] == [OUTCOMES[name].label.en for name in ("donations_collective", "jobs")] * 2
    assert [row[3:] for row in rows[:2]] == [["1,040", "1,040 to 1,040"], ["1,005", "1,003 to 1,007"]] and rows[2][3] == "1,040"
