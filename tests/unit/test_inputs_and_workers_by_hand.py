"""Which inputs a replication gets from where, what is judged against what, what a task induces, and how worker processes end."""

from __future__ import annotations

import io
import json
import os
from contextlib import nullcontext
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.calibrated.ensemble import Ensemble
from experiments.runs import attribution, pool, runner, simulate, workers
from experiments.runs.attribution import Ran
from experiments.runs.draws import at_best_fit, drawn_values, for_replication, has_own_figures, inputs_of, is_figure, member_of_draw, not_set, shared, uniform
from experiments.runs.finished_tasks import Parts
from experiments.runs.notes import notes_of, notes_of_the_code
from experiments.runs.options import check_keywords
from experiments.runs.replications import COST
from experiments.runs.runner import Done, Measured, Task, perform, perform_all, sample_of
from experiments.shown_money import Money, showing
from model.errors import InputError, Problem
from model.levers import REGISTRY
from model.parameter import Text
from model.population.world_at_start import FULL_SCALE, FULL_SCALE_BELOW
from scenarios import load, with_changes
from scenarios.world_table.published import tables
from tests.unit.test_tasks_by_hand import Played, judged  # noqa: F401 - a fixture
from tests.worked import GRANT, PACKAGE, key, same

FATIGUE, ELASTICITY = "giving.fatigue", "giving.price_elasticity"
SETS = Ensemble({ELASTICITY: (-0.4, -0.5, -0.6), FATIGUE: (0.1, 0.2, 0.3)}, {ELASTICITY: -0.9, FATIGUE: 0.9}, "declared", {})


# --- inputs -------------------------------------------------------------------------------------------------------------------------------------------------


def test_parameters_come_from_one_set_of_the_ensemble_and_the_rest_from_ranges() -> None:
    world = load(GRANT)
    for draw in range(7):
        member = SETS.member(member_of_draw(5, draw, 3))
        plain, found, own = drawn_values(world, 5, draw), drawn_values(world, 5, draw, SETS), drawn_values(world, 5, draw, SETS, own_figures=True)
        assert list(plain) == list(found) == list(own) and (found[f"parameters.{ELASTICITY}"], found[f"parameters.{FATIGUE}"]) == (member[ELASTICITY], member[FATIGUE])
        changed = {path for path in plain if found[path] != plain[path]}
        assert changed <= {f"parameters.{ELASTICITY}", f"parameters.{FATIGUE}"} and {path for path in own if own[path] != found[path]} <= {path for path in plain if is_figure(path)}
        size = next(given for given in world.uncertain() if given.path == "corridor.MAR-BEL.household_size")
        assert size.low is not None and size.high is not None
        assert own[size.path] == pytest.approx(size.low + (size.high - size.low) * uniform(5, draw, f"again {shared(size.path)}")) and own[size.path] != found[size.path]
    assert sorted(member_of_draw(5, draw, 3) for draw in range(3)) == sorted(member_of_draw(5, draw, 3) for draw in range(3, 6)) == [0, 1, 2]
    fixed = with_changes(world, {f"parameters.{FATIGUE}": 0.25})
    assert f"parameters.{FATIGUE}" not in drawn_values(fixed, 5, 0, SETS) and at_best_fit(fixed, SETS) == {f"parameters.{ELASTICITY}": -0.9} and not_set(fixed, {FATIGUE: 1.0, "a.b": 2.0}) == {"parameters.a.b": 2.0}


def test_what_a_replication_gets_by_kind_of_uncertainty_with_and_without_parameters_held() -> None:
    world = load(GRANT)
    held = {f"parameters.{ELASTICITY}": -0.9, f"parameters.{FATIGUE}": 0.9}
    assert inputs_of(world, 5, 3, "luck") == {} == inputs_of(world, 5, 3, "luck", SETS) and inputs_of(world, 5, 3, "luck", SETS, is_point=True) == held
    assert inputs_of(world, 5, 3, "luck", None, is_point=True) == {}
    assert inputs_of(world, 5, 3, "inputs", SETS) == drawn_values(world, 5, 1, SETS, own_figures=True) and inputs_of(world, 5, 2, "inputs", SETS) == drawn_values(world, 5, 1, SETS)
    assert inputs_of(world, 5, 3, "prior") == drawn_values(world, 5, 1, own_figures=True)
    point = inputs_of(world, 5, 3, "inputs", SETS, is_point=True)
    figures = {path: value for path, value in drawn_values(world, 5, 1).items() if is_figure(path)}
    assert point == figures | held and figures and [has_own_figures(number, is_point=True) for number in range(8)] == [False] * 8
    scenario = for_replication(world, 5, 3, "inputs", SETS, is_point=True)
    assert (scenario.parameters[ELASTICITY], scenario.parameters[FATIGUE]) == (-0.9, 0.9) and scenario.figures["MAR-BEL"]["household_size"].value == figures["corridor.MAR-BEL.household_size"]
    assert for_replication(world, 5, 3, "luck") is world


# --- what is judged against what ------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every judgement says under its name what it was given."""

    def saying(name: str) -> Any:
        return lambda *given: {name: tuple(tuple(each.id for each in one) if isinstance(one, tuple) else one.id if hasattr(one, "id") else one for one in given)}

    for name in ("judge", "judge_together", "effects_left", "induced_by", "induced_as_whole", "lasting"):
        monkeypatch.setattr(attribution, name, saying(name))
    monkeypatch.setattr(attribution, "judge_one", lambda *given: {"judged": given[2:]})


RAN: Any = Ran("acts", "series")  # type: ignore[arg-type]
REST: Any = Ran("acts without", "series without")  # type: ignore[arg-type]


@pytest.mark.usefixtures("told")
def test_one_lever_is_set_against_the_world_without_it_with_and_then_without() -> None:
    grant = load(GRANT).levers[0]
    model: Any = SimpleNamespace(uptake=lambda: {"uptake": 1.0})
    both = {"judge": ("acts", "acts without", ("matching_grant",)), "effects_left": ("series", "series without", ("matching_grant",))}
    assert attribution.added_by(grant, RAN, REST) == both and attribution.added_by(grant, RAN, REST, {key("x"): 2.0}) == {**both, key("x"): 2.0}
    assert attribution.judged_in(model, RAN, REST, (grant,)) == {**both, "uptake": 1.0, "judge_together": ("acts", "acts without", ("matching_grant",))}
    start: Any = "start"
    assert attribution.who_was_induced(RAN, REST, (grant,), start) == {
        "induced_by": ("matching_grant", "acts", "acts without", "start"), ("lasting", "lever", "matching_grant"): ("series", "series without", grant.main_outcome, ("matching_grant",)),
    }  # fmt: skip


@pytest.mark.usefixtures("told")
def test_a_package_is_judged_by_act_with_the_first_lever_of_each() -> None:
    levers = load(PACKAGE).levers
    ids = tuple(lever.id for lever in levers)
    model: Any = SimpleNamespace(uptake=lambda: {"uptake": 1.0})
    found: Any = attribution.judged_in(model, RAN, REST, levers)
    acts = list(dict.fromkeys(lever.act for lever in levers))
    assert {name for name in found if isinstance(name, tuple)} == {("judged", "act", act.name.lower()) for act in acts} and found["uptake"] == 1.0 and found["judge_together"] == ("acts", "acts without", ids)
    for act in acts:
        bits = sum({lever.support_bit for lever in levers if lever.act is act})
        assert found["judged", "act", act.name.lower()] == (act, bits)
    start: Any = "start"
    induced: Any = attribution.who_was_induced(RAN, REST, levers, start)
    assert induced.pop("induced_as_whole") == ("acts", "acts without", ids, "start")
    first = {act: next(lever for lever in levers if lever.act is act) for act in acts}
    assert induced == {("lasting", "act", act.name.lower()): ("series", "series without", lever.main_outcome, ids) for act, lever in first.items()}
    two = (replace_act(levers[0]), levers[0])
    assert attribution.who_was_induced(RAN, REST, two, start)[("lasting", "act", levers[0].act.name.lower())][2] == two[0].main_outcome  # type: ignore[index]


def replace_act(lever: Any) -> Any:
    """A lever of the same act with another main outcome."""
    return SimpleNamespace(id="other", act=lever.act, main_outcome="visits", support_bit=0)


def test_what_a_task_induces_is_that_of_policies_that_were_asked_for(judged: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    grant, package = load(GRANT), load(PACKAGE)
    rest = replace(package, levers=tuple(lever for lever in package.levers if lever.id != "matching_grant"))
    monkeypatch.setattr(runner, "start_of", lambda history: "start")
    monkeypatch.setattr(runner, "who_was_induced", lambda ran, before, levers, start: {("induced", ran.acts, before.acts, len(levers), start): 1.0})
    monkeypatch.setattr(runner, "induced_by_one", lambda lever, package, rest, start: {("one", lever.id, package.acts, rest.acts, start): 2.0})
    task = Task((grant, package, rest), 3, 9, "luck", 500, parts=1, without=((1, "matching_grant", 2),))
    done, n = perform(task), len(package.levers)
    both = {("induced", f"acts of {n} levers", "acts of 0 levers", n, "start"): 1.0, ("one", "matching_grant", f"acts of {n} levers", f"acts of {n - 1} levers", "start"): 2.0}
    assert done.induced == ({("induced", "acts of 1 levers", "acts of 0 levers", 1, "start"): 1.0}, both, {}) and [own is not None for own in done.judged] == [True] * 3
    assert done.judged[2] == {} and [each is not None and len(each.series.columns) for each in done.policies] == [2, 2, 0]
    alone = perform(replace(task, baseline=False))
    assert alone.base is None and alone.induced == ({}, {}, {}) and alone.judged[:1] == ({},)
    Played.fails = f"{n - 1} levers"
    lost = perform(task)
    assert lost.judged[2] is None and lost.policies[2] is None and [(failure.scenario, failure.stage, failure.error) for failure in lost.failures] == [(2, "policy", f"ValueError: not {n - 1} levers")]
    assert lost.induced[1] == {name: value for name, value in both.items() if name[0] == "induced"} and "ValueError" in lost.failures[0].traceback


# --- sizes, notes, arguments ------------------------------------------------------------------------------------------------------------------------------------


def test_small_worlds_are_run_in_full_up_to_the_bound() -> None:
    def scenario(*households: float) -> Any:
        return SimpleNamespace(settings=lambda: SimpleNamespace(corridors=[SimpleNamespace(households=each) for each in households]))

    sizes = [(FULL_SCALE_BELOW,), (FULL_SCALE_BELOW + 1,), (FULL_SCALE_BELOW, FULL_SCALE_BELOW + 1)]
    assert [sample_of(None, scenario=scenario(*each)) for each in sizes] == [FULL_SCALE, None, None]
    assert sample_of(500, scenario=scenario(1.0)) == 500 and sample_of(500, True) == FULL_SCALE and sample_of(None) is None


def test_notes_name_what_was_replaced_what_failed_and_what_a_right_costs() -> None:
    assert [note.en for note in notes_of_the_code({})] == [] and [note.fr for note in notes_of_the_code({"replaced": ["a", "b"]})] == ["Ce n'est pas le modèle publié : a, b remplacé de l'extérieur."]
    assert [note.en for note in notes_of_the_code({"replaced": ["a"], "own_rules": ["r", "s"]})] == ["Not the model as published: rules of one's own for r, s.", "Not the model as published: a replaced from outside."]
    name = Text("A", "Un")
    relief = with_changes(load("morocco_belgium_tax_incentive"), {"levers.tax_incentive.budget_usd": 100.0})
    for cost, said in ((100.0, False), (101.0, True)):
        notes = notes_of(same(relief, {key(COST): cost}), 6, name)
        assert any("is a right and cannot run out" in note.en for note in notes) is said
        if said:
            assert [note.en for note in notes if "right" in note.en] == [f"A: {relief.levers[0].label.en} is a right and cannot run out: it costs 101 USD a year, above its budget of 100."]
            with showing(Money("XOF", 2019, 600.0, 1.0, "x")):
                (note,) = (note.fr for note in notes_of(same(relief, {key(COST): cost}), 6, name) if "droit" in note.fr)
                assert "coût de 60,6 k XOF par an, au-delà du budget de 60 k." in note.replace("\u202f", " ").replace("\u00a0", " ")
    grant = with_changes(load(GRANT), {"levers.matching_grant.budget_usd": 100.0})
    assert not REGISTRY["matching_grant"].entitlement and not any("right" in note.en for note in notes_of(same(grant, {key(COST): 500.0}), 6, name))
    (lost,) = notes_of(same(GRANT, {key(COST): 1.0}), 8, name)
    assert lost.en == "A: 2 of 8 runs failed; the numbers rest on the other 6 (see failures.csv)." and lost.fr.startswith("Un : 2 simulations sur 8 ont échoué ; les chiffres reposent sur les 6 autres")
    none = replace(same(GRANT, {key(COST): 1.0}), numbers=())
    assert notes_of(none, 8, name)[0].en == "A: 8 of 8 runs failed; there are no numbers for it (see failures.csv)."


def test_keywords_that_are_not_known_are_told_with_the_nearest() -> None:
    check_keywords({"seed": 1}, ["seed", "years"])
    with pytest.raises(InputError) as raised:
        check_keywords({"sed": 1, "years": 2, "zz": 3}, ["seed", "years"])
    assert raised.value.problems == (Problem("sed", "unknown argument", allowed="seed, years", nearest="seed"), Problem("zz", "unknown argument", allowed="seed, years"))
    with pytest.raises(InputError) as raised:
        check_keywords({"sed": 1}, [])
    assert raised.value.problems[0].allowed == "none beside those before it"


def test_a_panel_has_what_was_recorded() -> None:
    months = pd.DataFrame({"household": [1, 1], "month": [0, 1], "a": [1.0, 2.0], "b": [3.0, 4.0]})
    run = replace(simulate.Run(load(GRANT), 1, 0, *(pd.DataFrame() for _ in range(5)), np.zeros((1, 1), dtype=np.int64)), recorded=("a", "b"), months=months)
    assert list(run.panel().columns) == ["household", "month", "a", "b"] and list(run.panel("b").columns) == ["household", "month", "b"]
    for asked, recorded, wanted in ((("c", "d"), ("a", "b"), Problem("names", "'c' was not recorded", allowed="a, b")), ((), (), Problem("names", "nothing was recorded", allowed="what was asked for with record=[...]")), (("aa",), ("aaa",), Problem("names", "'aa' was not recorded", allowed="aaa", nearest="aaa"))):
        with pytest.raises(InputError) as raised:
            replace(run, recorded=recorded).panel(*asked)
        assert raised.value.problems == (wanted,)


def test_a_run_is_asked_for_as_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    class World:
        n_households = 2
        stage = SimpleNamespace(ties=np.arange(6).reshape(3, 2))

        def __init__(self, settings: Any, levers: Any, shocks: Any, **given: Any) -> None:
            made.append((settings, levers, shocks, given))

        def measures(self) -> Any:
            return SimpleNamespace(keys=[("jobs", None, None)], values=[np.float64(3.0)])

        def panel(self, *names: str) -> str:
            return f"panel of {names}"

        def corridors_frame(self) -> pd.DataFrame:
            return pd.DataFrame({"corridor": ["MAR-BEL"]})

        def __getattr__(self, name: str) -> Any:
            return lambda: made.append(name) if name in ("run", "dispose") else name

    monkeypatch.setattr(simulate, "DiasporaModel", World)
    monkeypatch.setattr(simulate, "notes_of_the_code", lambda: ["noted"])
    scenario = with_changes(load(GRANT), {"ministry": {"priority": 0.5}, "shocks": [{"kind": "disaster"}]})
    run = simulate.simulate(scenario, 7, 3, 500, "objects", ["remitted"] if "remitted" in simulate.RECORDABLE else [next(iter(simulate.RECORDABLE))], 4)
    settings, levers, shocks, given = made[0]
    assert (settings.years, settings.sample, levers, shocks) == (3, 500, scenario.levers, scenario.shocks) and made[1:] == ["run", "dispose"]
    assert (given["seed"], given["replication"], given["engine"], given["ministry"]) == (7, 4, "objects", scenario.ministry) and len(given["record"]) == 1
    assert (run.seed, run.replication, run.series, run.households, run.firms, run.ledger, run.families, run.corridor_months, run.communities, run.associations) == (
        7, 4, "series", "households_frame", "firms_frame", "ledger_frame", "families_frame", "corridor_months_frame", "communities_frame", "associations_frame",
    )  # fmt: skip
    assert run.measures.to_numpy().tolist() == [["jobs", None, None, 3.0]] and list(run.measures.columns) == ["outcome", "breakdown", "group", "value"]
    assert run.ties.tolist() == [[0, 1], [2, 3]] and run.notes == ("noted",) and run.months == f"panel of {given['record']}" and run.recorded == given["record"]
    assert [float(run.corridors[name][0]) for name in simulate.BESIDE] == [float(tables().corridors["MAR", "BEL"][name]) for name in simulate.BESIDE]
    made.clear()
    plain = simulate.simulate(GRANT, sample="full")
    assert made[0][0].sample == FULL_SCALE and made[0][0].years == load(GRANT).years and (made[0][3]["seed"], made[0][3]["replication"], made[0][3]["engine"]) == (1, 0, "compiled") and plain.months is None and plain.recorded == ()
    made.clear()
    simulate.simulate(GRANT, sample="default")
    assert made[0][0].sample == load(GRANT).settings(sample_of(None, False, load(GRANT))).sample


# --- finished tasks and workers ---------------------------------------------------------------------------------------------------------------------------------


def test_what_is_kept_of_a_task_comes_back_with_its_months_and_what_it_induced(tmp_path: Path) -> None:
    months = pd.Index([5, 7], name="month")
    measured = Measured((("jobs", None, None),), np.array([1.0]), pd.DataFrame({"jobs": [1.5, 2.5], "visits": [3.0, 4.0]}, index=months))
    parts = Parts(tmp_path / "new")
    (tmp_path / "new").mkdir()
    done = Done(2, None, (measured, measured), ({}, None), (), ({("a", "lever", "x"): 1.0}, {}))
    parts._write(1, done)
    again = parts._read(1)
    assert again is not None and again.induced == done.induced and again.base is None and again.policies[0] is not None and again.policies[1] is not None
    for each in (again.policies[0], again.policies[1]):
        pd.testing.assert_frame_equal(each.series, measured.series)
    based = Done(3, measured, (measured, None), ({}, None), ())
    parts._write(0, based)
    kept = parts._read(0)
    assert kept is not None and kept.policies[0] is kept.base and kept.policies[1] is None and kept.induced == ()
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["task-000000.npz", "task-000001.npz"]
    content = (tmp_path / "new" / "task-000000.npz").read_bytes()
    for cut in (content[:-1], content[1:], b"", content[:31]):
        (tmp_path / "new" / "task-000000.npz").write_bytes(cut)
        assert parts._read(0) is None


def test_a_file_that_holds_objects_is_not_opened(tmp_path: Path) -> None:
    """What is pickled runs as it is read: such a file is not what was written here, though its checksum is right."""
    content = io.BytesIO()
    about = np.frombuffer(json.dumps({"place": 0, "replication": 0, "judged": [], "induced": [], "measured": [None, {"keys": [["jobs", None, None]], "columns": ["jobs"]}]}).encode(), dtype=np.uint8)
    arrays = {"values1": np.array([1.0]), "series1": np.array([[1.0]]), "months1": np.array([0])}
    for objects in (False, True):
        content = io.BytesIO()
        np.savez(content, about=about, **arrays | ({"values1": np.array([{"a": 1}], dtype=object)} if objects else {}))  # type: ignore[arg-type]
        (tmp_path / "task-000000.npz").write_bytes(content.getvalue() + sha256(content.getvalue()).digest())
        assert (Parts(tmp_path)._read(0) is None) is objects


def test_tasks_that_were_found_damaged_on_the_way_are_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = Measured((("jobs", None, None),), np.array([1.0]), pd.DataFrame({"jobs": [1.0]}, index=pd.Index([0], name="month")))
    monkeypatch.setattr(runner, "perform", lambda task: Done(task.replication, None, (measured,), ({},), ()))
    parts, tasks = Parts(tmp_path / "parts"), [Task((), number, 1) for number in range(3)]
    list(parts.perform(tasks, 1, None))
    (tmp_path / "parts" / "task-000009.npz.unfinished").write_bytes(b"")
    found = parts.perform(tasks, 1, None)
    first = next(found)
    (tmp_path / "parts" / "task-000001.npz").write_bytes(b"broken")
    assert [first[1].replication, *(done.replication for _, done in found)] == [0, 1, 2] and parts._read(1) is not None


def test_progress_is_told_with_workers_as_without(monkeypatch: pytest.MonkeyPatch) -> None:
    warmed: list[int] = []
    monkeypatch.setattr(runner, "perform", lambda task: Done(task.replication, None, (), (), ()))
    monkeypatch.setattr(runner, "for_workers", lambda: "call")
    monkeypatch.setattr(runner, "warm_up", lambda tasks: warmed.append(len(tasks)))
    monkeypatch.setattr(runner, "answered", lambda call, function, item, count, jobs: ((place, function(item(place))) for place in reversed(range(count))) if (call, jobs) == ("call", 2) else iter(()))
    tasks, told = [Task((), number, 1) for number in range(3)], list[tuple[int, int]]()
    for jobs in (1, 2):
        told.clear()
        assert [(task.replication, done.replication) for task, done in perform_all(tasks, jobs, lambda done, of: told.append((done, of)))] == [(0, 0), (1, 1), (2, 2)]
        assert told == [(0, 3), (1, 3), (2, 3), (3, 3)] and warmed == [3] * (jobs - 1)
    assert len(list(perform_all(tasks[:1], 2))) == 1 and warmed == [3] and [done.replication for _, done in perform_all(tasks, 2)] == [0, 1, 2]


class Ended(BaseException):
    pass


def test_a_worker_ends_with_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    made: list[dict[str, Any]] = []
    parents = [41, 41, 1]

    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(pool.threading, "Thread", lambda **given: made.append(given) or SimpleNamespace(start=lambda: made.append({"started": True})))
    monkeypatch.setattr(pool, "os", SimpleNamespace(name="posix", getppid=lambda: parents.pop(0), _exit=end, cpu_count=os.cpu_count))
    monkeypatch.setattr(pool, "time", SimpleNamespace(sleep=waited.append))
    pool.end_with(41)
    assert made[0]["daemon"] is True and made[1] == {"started": True}
    with pytest.raises(Ended, match="1"):
        made[0]["target"]()
    assert waited == [1.0, 1.0] and parents == []
    made.clear()
    monkeypatch.setattr(pool, "os", SimpleNamespace(name="nt"))
    pool.end_with(41)
    assert made == []
    monkeypatch.setattr(pool, "os", SimpleNamespace(cpu_count=lambda: None))
    assert (pool.workers_for(3), pool.workers_for(None)) == (3, 1)
    monkeypatch.setattr(pool, "os", SimpleNamespace(cpu_count=lambda: 8))
    assert pool.workers_for(None) == 8


def test_lost_workers_are_started_anew_three_times_and_again_after_each_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    import joblib
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    sent: list[list[int]] = []
    answers: list[list[int]] = []

    class Parallel:
        def __init__(self, **given: Any) -> None:
            assert given == {"return_as": "generator_unordered", "batch_size": 1, "pre_dispatch": "3 * n_jobs", "max_nbytes": None}

        def __call__(self, calls: Any) -> Any:
            sent.append([place for _, place, _ in calls])
            for place in answers.pop(0):
                yield place, f"answer {place}"
            if sent[-1]:
                raise TerminatedWorkerError

    monkeypatch.setattr(joblib, "Parallel", Parallel)

    def ask(*found: list[int]) -> list[tuple[int, str]]:
        sent.clear()
        answers[:] = [list(each) for each in found]
        got: list[tuple[int, str]] = []
        with pytest.raises(pool.WorkersLostError, match="--jobs"):
            got.extend(pool.answered(lambda *call: call[1:], lambda item: item, lambda place: 10 * place, 3, 2, nullcontext))
        return got

    ask([], [], [], [])
    assert sent == [[0, 1, 2]] * 4  # once, and three times anew
    assert ask([], [1], [], [], []) == [(1, "answer 1")]
    assert sent == [[0, 1, 2], [0, 1, 2], [0, 2], [0, 2], [0, 2]]


def test_workers_are_ended_where_rules_changed_and_functions_that_are_not_those_of_files_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(workers, "_RULES", [])
    monkeypatch.setattr(workers.joblib.externals.loky, "get_reusable_executor", lambda: SimpleNamespace(shutdown=lambda wait: ended.append(wait)))
    for rules in ("a", "a", "b", "b", "a"):
        workers._renew(rules)
    assert ended == [True, True] and workers._RULES == ["a"]
    adopted: list[Any] = []
    monkeypatch.setattr(workers, "adopt", adopted.append)
    monkeypatch.setattr(workers, "carried", lambda: "own")
    monkeypatch.setattr(workers, "rule_sources", lambda: "a")
    function, args, _ = workers.for_workers()(max, 3, 4)
    assert function(*args) == 4 and adopted == ["own"]
    monkeypatch.setattr(workers, "unexplained", lambda: ["f", "g"])
    with pytest.raises(InputError) as raised:
        workers.for_workers()
    assert raised.value.problems == (Problem("jobs", "f, g replaced in this process, which worker processes know nothing of", allowed="1, or the functions of the files"),)
