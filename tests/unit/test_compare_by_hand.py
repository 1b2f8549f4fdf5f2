"""A whole comparison with the work exchanged: which tasks it asks for, what it says before, and what it makes of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments import compare
from experiments.comparing.comparison import Comparison
from experiments.runs.runner import Done, Failure, Measured, Task
from model.parameter import Text
from tests.worked import GRANT, PACKAGE

MAIN = "donations_collective"
WEIGHTS = {"matching_grant": 1.0, "tax_incentive": 20.0, "skills_placement": 300.0, "donation_tax_relief": 4000.0}


def measured(value: float) -> Measured:
    outcomes = (MAIN, "public_cost", "investment_productive", "donations_regular")
    series = pd.DataFrame({MAIN: [value, value + 1.0]}, index=pd.Index([0, 1], name="month"))
    return Measured(tuple((outcome, None, None) for outcome in outcomes), np.full(len(outcomes), value), series)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Tasks that were asked for; each scenario is worth the sum of its levers, above 100 without any. The second run of a package fails where it is alone."""
    found: list[Any] = []

    def perform(tasks: Sequence[Task], jobs: int, progress: Callable[[int, int], None] | None) -> Iterator[tuple[Task, Done]]:
        found.append((list(tasks), jobs, progress))
        for task in tasks:
            policies = tuple(measured(100.0 + sum(WEIGHTS[lever.id] for lever in scenario.levers)) for scenario in task.scenarios)
            base = measured(100.0) if task.baseline else None
            failures = (Failure(task.replication, 0, "policy", "ValueError: no", "trace"),) if task.replication == 3 and len(task.scenarios) == 1 else ()
            yield task, Done(task.replication, base, (None, *policies[1:]) if failures else policies, tuple({} for _ in policies), failures)

    monkeypatch.setattr("experiments.comparing.compare.perform_all", perform)
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")
    monkeypatch.setattr("experiments.comparing.compare.main_outcomes", lambda scenarios: (MAIN, "public_cost"))
    return found


def test_options_arrive_in_the_tasks_and_in_the_manifest(asked: list[Any]) -> None:
    steps: list[Any] = []

    def progress(done: int, of: int) -> None:
        steps.append((done, of))

    found: Comparison = compare([GRANT], 4, 7, 3, 500, uncertainty="luck", jobs=2, engine="objects", keep=["jobs"], progress=progress)
    ((tasks, jobs, told),) = asked
    assert jobs == 2 and told is progress and [task.replication for task in tasks] == [0, 1, 2, 3]
    assert {(task.seed, task.uncertainty, task.sample, task.engine, task.baseline, task.outcomes, task.parts, task.is_point) for task in tasks} == {(7, "luck", 500, "objects", True, (MAIN, "public_cost", "jobs"), 0, False)}
    assert {scenario.years for task in tasks for scenario in task.scenarios} == {3} and all(task.ensemble is None for task in tasks)
    assert found.manifest["options"] == {
        "replications": 4, "seed": 7, "years": 3, "sample": 500, "full_scale": False, "uncertainty": "luck", "engine": "objects", "series": False, "baseline": True,
    }  # fmt: skip
    (each,) = found.replications
    assert each.numbers == (0, 1, 2) and each.column(MAIN, difference=True).tolist() == [1.0] * 3 and [name for name, _ in found.failures] == [GRANT]
    assert any("1 of 4 runs failed" in note.en for note in found.notes) and set(found.series["scenario"]) == {GRANT, "without_policy"}
    levels: Comparison = compare([GRANT], 2, uncertainty="luck", series=True, baseline=False)
    assert asked[1][0][0].outcomes is None and asked[1][0][0].baseline is False and levels.replications[0].base is None and levels.manifest["options"]["series"] is True


def test_a_direct_comparison_stands_behind_and_is_no_scenario(asked: list[Any]) -> None:
    found: Comparison = compare([PACKAGE], 3, uncertainty="luck", against=GRANT)
    ((tasks, _, _),) = asked
    assert [[scenario.name for scenario in task.scenarios] for task in tasks] == [[PACKAGE, GRANT]] * 3
    assert [each.name for each in found.replications] == [PACKAGE] and [each.name for each in found.compared_with] == [GRANT]
    row = found.against[found.against["outcome"] == MAIN].iloc[0]
    assert row["difference"] == 4321.0 - 1.0 and row["mean"] == 4421.0 and found.manifest["against"]["name"] == GRANT
    both: Comparison = compare([PACKAGE, GRANT], 3, uncertainty="luck", against=GRANT)
    assert [each.name for each in both.replications] == [PACKAGE, GRANT] and both.compared_with == () and set(both.against["scenario"]) == {PACKAGE}


def test_a_split_says_what_it_costs_first_and_shares_add_up(asked: list[Any]) -> None:
    told: list[Text] = []
    found: Comparison = compare([PACKAGE], 3, uncertainty="luck", contributions=True, told=told.append)
    ((tasks, _, _),) = asked
    assert [len(task.scenarios) for task in tasks] == [15] * 3 and tasks[0].parts == 14
    assert [text.en for text in told] == ["what each lever adds: 14 further runs a replication (all parts of each package), 42 in all; the time left is told as they go"]
    (split,) = found.splits
    shares = {lever: split.shapley[0, place, 0] for place, lever in enumerate(split.levers)}
    assert shares == pytest.approx(WEIGHTS) and (split.alone == pytest.approx(split.shapley)) and split.whole[:, 0].tolist() == [4321.0] * 3
    assert found.manifest["options"]["contributions"] is True and set(found.replications[0].left_out) == set(WEIGHTS)
    assert found.replications[0].left_out["tax_incentive"][:, 0].tolist() == [4401.0] * 3
    judged: list[Text] = []
    one: Comparison = compare([PACKAGE], 3, uncertainty="luck", judged=["tax_incentive", "elsewhere"], told=judged.append)
    assert [len(task.scenarios) for task in asked[1][0]] == [2] * 3 and judged == [] and one.splits == () and set(one.replications[0].left_out) == {"tax_incentive"}
