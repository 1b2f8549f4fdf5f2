"""Wrong arguments of the public functions: refused by their name, with what is allowed, before anything runs. Right ones from NumPy are taken."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments import compare, explain, simulate
from experiments.comparing.comparison import Comparison
from experiments.figures import draw
from experiments.runs.simulate import Run
from experiments.sensitivity import Evidence, analyse, group_label, grouped, groups, methods_for, needed, not_available, over_time, swings, widest
from experiments.sensitivity.convergence import convergence
from experiments.sensitivity.methods import METHODS
from experiments.sensitivity.noise import noise
from experiments.shown_money import USD
from experiments.sweeps import load_experiment, merge, query, read_sweep, run_sweep, status, verify
from model.errors import InputError
from scenarios import describe, load, parse_set, with_changes
from scenarios.currencies import usd_of_2019
from scenarios.questions import question

NAN, INF = math.nan, math.inf

# what is wrong by kind, whatever the function
NOT_WHOLE = {"text": "1000", "not a number": NAN, "infinite": INF, "a fraction": 2.5, "truth": True, "NumPy truth": np.bool_(True), "list": [300], "complex": 3 + 0j}
TOO_SMALL, TOO_LARGE = {"negative": -1, "negative from NumPy": np.int64(-3)}, {"too large": 2**70, "too large a float": 1e30}
WHOLE = {**NOT_WHOLE, **TOO_SMALL, **TOO_LARGE}
POSITIVE = {**WHOLE, "zero": 0, "zero from NumPy": np.float64(0.0)}
NUMBER = {"text": "3", "truth": True, "list": [1.0], "nothing": None}
CHOICE = {"unknown": "compield", "empty": "", "number": 1, "truth": True, "nothing": None, "list": ["en"], "bytes": b"en"}
FLAG = {"number": 1, "text": "true", "nothing": None, "list": []}
NAMES = {"unknown": ["nowhere"], "one text": "remittances", "number": 5, "number inside": [5], "empty name": [""], "truth": True, "table": {"remittances": 1}}
PATH = {"number": 5, "nothing": None, "empty": "", "truth": True, "list": ["a"], "bytes": b"x", "a zero byte": "a\0b"}
TABLE = {"number": 5, "text": "years=3", "list": ["years"], "number as a key": {5: 1}, "empty key": {"": 1}}
FUNCTION = {"number": 3, "text": "print"}
SOMETHING_ELSE = {"number": 5, "text": "x", "nothing": None, "truth": True}


class _Sampled:
    """Stands in for a comparison that was made."""

    replications: tuple[Any, ...] = ()
    money = USD
    series = pd.DataFrame({"outcome": ["remittances"]})


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    unit = np.random.default_rng(1).random((40, 2))
    return Evidence("y", "latin_hypercube", ("x1", "x2"), unit, unit.sum(axis=1)[:, None])


@pytest.fixture(scope="module")
def experiment() -> Any:
    return load_experiment("morris_package")


def _run() -> Run:
    frame = pd.DataFrame()
    return Run(load("morocco_belgium"), 1, 0, frame, frame, frame, frame, frame, np.zeros((0, 8), dtype=np.int64), ("remittance",), pd.DataFrame({"household": [0], "month": [0], "remittance": [1.0]}))


GRANT = "morocco_belgium_matching_grant"
U, V = np.zeros((3, 1)), np.zeros((3, 1))
THREE = {"outcome": "y", "kind": "table", "factors": ("x",), "unit": U, "values": V}

# function, arguments that are right, and for each argument the ways of being wrong
CALLS: dict[str, tuple[Callable[..., Any], Mapping[str, Any], Mapping[str, Mapping[str, Any]]]] = {
    "simulate": (
        simulate,
        {"scenario": GRANT},
        {
            "scenario": {**SOMETHING_ELSE, "text": ["a"], "list": [GRANT]},
            "seed": {**WHOLE, "nothing": None},
            "years": POSITIVE,
            "sample": {**POSITIVE, "unknown word": "ful", "below": 99},
            "engine": CHOICE,
            "record": {**NAMES, "nothing": None},
            "replication": {**WHOLE, "nothing": None},
        },
    ),
    "explain": (
        explain,
        {"scenario": GRANT, "household": 0, "month": 1},
        {
            "scenario": {**SOMETHING_ELSE, "text": ["a"], "list": [GRANT]},
            "household": {**WHOLE, "nothing": None},
            "month": {**WHOLE, "nothing": None},
            "seed": {**WHOLE, "nothing": None},
            "years": POSITIVE,
            "engine": CHOICE,
            "replication": {**WHOLE, "nothing": None},
        },
    ),
    "compare": (
        compare,
        {"scenarios": GRANT},
        {
            "scenarios": {"number": 5, "nothing": None, "truth": True, "empty": [], "a number inside": [GRANT, 5], "table": {GRANT: 1}},
            "replications": {**POSITIVE, "nothing": None},
            "seed": {**WHOLE, "nothing": None},
            "years": POSITIVE,
            "sample": {**POSITIVE, "below": 99},
            "full_scale": FLAG,
            "uncertainty": CHOICE,
            "jobs": {**POSITIVE, "nothing": None},
            "against": {"number": 5, "truth": True, "list": [GRANT]},
            "engine": CHOICE,
            "progress": FUNCTION,
            "series": FLAG,
            "baseline": FLAG,
            "parts": FUNCTION,
            "keep": {**NAMES, "nothing": None},
        },
    ),
    "load": (load, {"name_or_path": GRANT}, {"name_or_path": PATH, "set": TABLE, "years": POSITIVE}),
    "describe": (describe, {"name_or_path": GRANT}, {"name_or_path": PATH, "language": CHOICE}),
    "parse_set": (parse_set, {}, {"text": {"number": 5, "nothing": None, "empty": "", "bytes": b"a=1"}}),
    "with_changes": (with_changes, {"scenario": load(GRANT)}, {"changes": {**TABLE, "nothing": None}}),
    "usd_of_2019": (
        usd_of_2019,
        {"amount": 1.0, "currency": "EUR", "year": 2012},
        {"amount": {**NUMBER, "not a number": NAN, "infinite": INF}, "currency": {"number": 5, "empty": "", "unknown": "EURO", "nothing": None}, "year": POSITIVE},
    ),
    "question": (question, {}, {"number": {**POSITIVE, "unknown": 99, "nothing": None}}),
    "panel": (_run().panel, {}, {"names": {"unknown": "remitance", "number": 5, "nothing": None}}),
    "plot": (
        lambda **more: Comparison.plot(_Sampled(), **more),  # type: ignore[arg-type]
        {},
        {"kind": CHOICE, "language": CHOICE, "scenario": {"unknown": "nobody", "number": 5}, "outcomes": NAMES, "outcomess": {"unknown": ["remittances"]}},
    ),
    "load_experiment": (load_experiment, {}, {"path": PATH}),
    "run_sweep": (
        run_sweep,
        {"experiment": "experiment"},
        {
            "experiment": SOMETHING_ELSE,
            "out": {key: value for key, value in PATH.items() if value is not None},
            "jobs": {**POSITIVE, "nothing": None},
            "dask": {"number": 5, "empty": "", "truth": True},
            "shard": {
                "above": (5, 3), "zero": (0, 3), "text": "1/3", "one": (1,), "three": (1, 2, 3), "fraction": (1.5, 3), "truth": (True, 2), "nothing": None, "negative": (-1, 3),
                "of nothing": (1, 0), "a number": 1, "a text inside": ("1", 3),
            },
            "report": FUNCTION,
            "subject": FUNCTION,
            "retry_failed": FLAG,
        },
    ),
    "read_sweep": (read_sweep, {"path": "results"}, {"path": PATH, "subject": FUNCTION}),
    "status": (status, {}, {"path": PATH}),
    "verify": (verify, {"path": "results"}, {"path": PATH, "runs": {**POSITIVE, "nothing": None}, "seed": {**WHOLE, "nothing": None}, "subject": FUNCTION}),
    "merge": (merge, {"paths": ["results"]}, {"paths": {"one text": "results", "empty": [], "number": 5, "number inside": [5], "nothing": None}, "out": {"number": 5, "empty": ""}}),
    "query": (query, {"path": "results", "sql": "SELECT 1"}, {"path": PATH, "sql": {"number": 5, "empty": "", "nothing": None, "list": ["SELECT 1"]}}),
    "Evidence": (
        Evidence,
        THREE,
        {
            "outcome": {"number": 5, "empty": ""}, "kind": CHOICE, "factors": {"one text": "x", "empty": (), "number": 5},
            "unit": {"list": [[0.1]], "nothing": None}, "values": {"list": [[1.0]], "nothing": None},
            "stride": {**POSITIVE, "nothing": None}, "seed": {**WHOLE, "nothing": None},
        },
    ),
    "analyse": (analyse, {"evidence": "evidence"}, {"evidence": SOMETHING_ELSE, "methods": {**NAMES, "empty": []}, "language": CHOICE}),
    "indices": (METHODS["pawn"].indices, {"evidence": "evidence"}, {"evidence": SOMETHING_ELSE, "language": CHOICE}),
    "convergence": (convergence, {"evidence": "evidence"}, {"evidence": SOMETHING_ELSE, "methods": NAMES, "language": CHOICE}),
    "noise": (noise, {"evidence": "evidence"}, {"evidence": SOMETHING_ELSE, "language": CHOICE}),
    "over_time": (
        over_time, {"by_year": {}, "outcome": "y"},
        {"by_year": {"number": 5, "nothing": None, "a number for evidence": {1: 5}, "a text for a year": {"1": "evidence"}}, "outcome": {"number": 5, "empty": ""}, "methods": NAMES, "language": CHOICE},
    ),
    "widest": (widest, {}, {"indices": SOMETHING_ELSE}),
    "groups": (groups, {"evidence": "evidence", "indices": pd.DataFrame()}, {"evidence": SOMETHING_ELSE, "indices": SOMETHING_ELSE, "language": CHOICE}),
    "grouped": (grouped, {"paths": ["years"], "grouping": "levers"}, {"paths": {"one text": "years", "number": 5, "nothing": None}, "grouping": CHOICE}),
    "group_label": (group_label, {"grouping": "levers", "group": "x"}, {"grouping": {"number": 5, "empty": ""}, "group": {"number": 5, "nothing": None}, "language": CHOICE}),
    "methods_for": (methods_for, {}, {"kind": CHOICE}),
    "not_available": (not_available, {}, {"kind": CHOICE}),
    "needed": (
        needed, {"units_now": 64, "widest_now": 0.2, "target": 0.1},
        {"units_now": {**POSITIVE, "nothing": None}, "widest_now": {**NUMBER, "negative": -0.1}, "target": {**NUMBER, "not a number": NAN, "zero": 0.0, "infinite": INF, "negative": -1}, "kind": CHOICE},
    ),
    "swings": (swings, {"evidence": "evidence"}, {"evidence": SOMETHING_ELSE, "values": {"number": 5, "list": ["x"]}}),
}  # fmt: skip

WRONG = [(name, argument, how) for name, (_, _, wrong) in CALLS.items() for argument, hows in wrong.items() for how in hows]


@pytest.fixture(autouse=True)
def _nothing_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever starts a run fails the test, and no folder of results is at hand."""

    def started(*_: Any, **__: Any) -> Any:
        raise AssertionError("a run was started")

    for target in ("experiments.runs.simulate.DiasporaModel", "experiments.comparing.compare.perform_all", "experiments.sweeps.running._performed"):
        monkeypatch.setattr(target, started)
    monkeypatch.chdir(tmp_path)


def _filled(given: Mapping[str, Any], request: pytest.FixtureRequest) -> dict[str, Any]:
    """Arguments with the names of fixtures filled in."""
    return {name: request.getfixturevalue(value) if isinstance(value, str) and value in ("evidence", "experiment") else value for name, value in given.items()}


@pytest.mark.parametrize(("name", "argument", "how"), WRONG, ids=[" ".join(case) for case in WRONG])
def test_a_wrong_argument_is_refused_by_its_name(name: str, argument: str, how: str, request: pytest.FixtureRequest) -> None:
    function, right, wrong = CALLS[name]
    call = _filled(right, request)
    given = wrong[argument][how]
    places, names = ((given,), {}) if name == "panel" else ((), call | {argument: given})
    with pytest.raises(InputError) as caught:
        function(*places, **names)
    assert argument in {problem.key for problem in caught.value.problems}
    assert all(problem.allowed for problem in caught.value.problems)


def test_the_table_of_wrong_calls_is_large_and_covers_what_is_public() -> None:
    import experiments
    import experiments.sensitivity
    import experiments.sweeps
    import scenarios

    assert len(WRONG) >= 150
    public = {*experiments.__all__, *experiments.sweeps.__all__, *experiments.sensitivity.__all__, *scenarios.__all__}
    values = {"Experiment", "Sweep", "Method", "METHODS", "GROUPINGS", "Input", "Scenario"}  # no functions
    without_arguments = {"library", "json_schema"}
    assert public - values - without_arguments <= set(CALLS)


def test_every_wrong_argument_of_a_call_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        compare(GRANT, replications=0, seed="1", uncertainty="lucky", keep=["remitances"])  # type: ignore[arg-type]
    told = {problem.key: problem.nearest for problem in caught.value.problems}
    assert told == {"replications": None, "seed": "1, without quotes", "uncertainty": "luck", "keep": "remittances"}


def _seen(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a comparison asks for, without running it."""
    asked: list[Any] = []

    def looked_at(tasks: Any, jobs: int, progress: Any) -> Iterator[Any]:
        asked.extend([*tasks, jobs])
        raise KeyboardInterrupt

    monkeypatch.setattr("experiments.comparing.compare.perform_all", looked_at)
    return asked


@pytest.mark.parametrize("kind", [int, float, np.int8, np.int64, np.uint16, np.float32, np.float64, np.array])
def test_numbers_of_any_kind_mean_what_they_say(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _seen(monkeypatch)
    large = np.int64 if kind is np.int8 else kind
    with pytest.raises(KeyboardInterrupt):
        compare(
            load(GRANT, set={"levers.matching_grant.ratio": kind(2), "levers.matching_grant.from_month": kind(6)}, years=kind(3)),
            replications=kind(2), seed=kind(7), sample=large(500), jobs=kind(2), years=kind(2), keep=np.array(["jobs"]), full_scale=np.bool_(False),
        )  # fmt: skip
    *tasks, jobs = asked
    assert [task.replication for task in tasks] == [0, 1] and jobs == 2
    for task in tasks:
        (scenario,) = task.scenarios
        assert (task.seed, task.sample, scenario.years, scenario.levers[0].values["ratio"], scenario.levers[0].from_month) == (7, 500, 2, 2.0, 6)
        assert {type(value) for value in (task.seed, task.sample, scenario.years, scenario.levers[0].from_month, jobs)} == {int}
        assert "jobs" in task.outcomes


@pytest.mark.parametrize("kind", [float, np.int64, np.uint16, np.float64])
def test_a_run_takes_numbers_of_numpy(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def looked_at(settings: Any, *_: Any, **more: Any) -> Any:
        seen.update(more, sample=settings.sample, years=settings.years)
        raise KeyboardInterrupt

    monkeypatch.setattr("experiments.runs.simulate.DiasporaModel", looked_at)
    with pytest.raises(KeyboardInterrupt):
        simulate(GRANT, seed=kind(3), years=kind(2), sample=kind(500), replication=kind(1), record=np.array(["remittance"]))  # type: ignore[arg-type]
    assert {name: seen[name] for name in ("seed", "years", "sample", "replication", "record")} == {
        "seed": 3, "years": 2, "sample": 500, "replication": 1, "record": ("remittance",),
    }  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        simulate(load(GRANT), sample="full")
    assert seen["sample"] >= load(GRANT).settings().corridors[0].households


def test_other_functions_take_numbers_of_numpy(evidence: Evidence, experiment: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert needed(np.int64(64), np.float32(0.25), np.float64(0.125)) == needed(64, 0.25, 0.125)
    assert usd_of_2019(np.float64(5e6), "MAD", np.int64(2019)) == usd_of_2019(5e6, "MAD", 2019)
    assert question(np.int64(6)).number == 6
    assert load(GRANT, set={"residence": np.array(["NLD"]), "corridor.MAR-NLD.household_size": np.float32(3.0)}).corridors == ("MAR-NLD",)
    assert load("morocco_belgium", set={"levers.matching_grant.eligibility.communities": [np.int64(2)]}).levers[0].eligibility.communities == (2,)
    assert len(analyse(evidence, np.array(["pawn"])))  # type: ignore[arg-type]
    assert over_time({np.int64(1): evidence}, "y")["year"].tolist() == over_time({1: evidence}, "y")["year"].tolist()  # type: ignore[dict-item]
    asked: list[Any] = []

    def looked_at(plan: Any, begun: Any, jobs: int, dask: Any) -> Any:
        asked.append((len(begun), jobs))
        return iter(())

    monkeypatch.setattr("experiments.sweeps.running._performed", looked_at)
    run_sweep(experiment, tmp_path / "a", jobs=np.int64(1), shard=(np.int64(2), np.int32(4)))
    run_sweep(experiment, str(tmp_path / "b"), jobs=1, shard=(2, 4))
    assert asked[0] == asked[1] and asked[0][0] > 0
    assert _run().panel().columns.tolist() == _run().panel(np.str_("remittance")).columns.tolist() == ["household", "month", "remittance"]


def test_a_figure_is_drawn_only_for_names_that_are_there() -> None:
    with pytest.raises(InputError, match="kind: 'fans'.*did you mean 'fan'"):
        draw(_Sampled(), "fans")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="outcomes: 'remitances'.*did you mean 'remittances'"):
        draw(_Sampled(), "fan", outcomes=["remitances"])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="scenario: unknown argument"):
        draw(_Sampled(), "cost", scenario="x")  # type: ignore[arg-type]
