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
from experiments.reporting.indicators import _unit_costs, indicator_sheet
from experiments.reporting.question_sheet import equal_costs
from experiments.reporting.summary import four_says
from experiments.runs.replications import COST, Replications
from experiments.runs.verdicts import range_label
from experiments.text import say, within
from model.outcome_registry import OUTCOMES
from scenarios.questions import Question, QuestionFile
from tests.unit.test_scenario_questions import small
from tests.worked import GRANT, PACKAGE, key, same

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
