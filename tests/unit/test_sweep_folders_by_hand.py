"""What the folder of a sweep is refused with, whole, before anything in it changes; how parts that are begun go on; questions to its tables; runs that are computed again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from experiments.storage.seals import is_sealed
from experiments.sweeps import Experiment, load_experiment, merge, read_sweep, run_sweep, verify
from experiments.sweeps import running as sweeping
from experiments.sweeps.folder import AGAIN, SweepFolder, _check_levers, opened
from experiments.sweeps.model_runs import Answer, Formula
from experiments.sweeps.plan import Place
from experiments.sweeps.planning import default_folder, planned, points_of_folder
from experiments.sweeps.reading import MOST_TOLD, read_parts, status
from experiments.sweeps.running import _perform, _performed, _warm_up
from experiments.sweeps.sql_query import READING, answers, query, tables_of
from model.errors import InputError, Problem
from tests.worked import GRANT

RATIO = "levers.matching_grant.ratio"


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def ten_times(values: Mapping[str, Any], luck: float) -> list[float]:
    return [10.0 * values[RATIO]]


SUBJECT = Formula(ten_times)


def experiment(folder: Path, design: str = 'kind = "sobol_sequence"\npoints = 4', runs: int = 2, seed: int = 5, high: float = 3.0) -> Experiment:
    path = folder / "e.toml"
    path.write_text(f'scenario = "{GRANT}"\noutcomes = ["remittances"]\nreplications = {runs}\nseed = {seed}\n[design]\n{design}\n[factors."{RATIO}"]\nlow = 0.5\nhigh = {high}\n', encoding="utf-8")
    return load_experiment(path)


def run(folder: Path, given: Experiment, **more: Any) -> Any:
    return run_sweep(given, folder / "s", **{"subject": SUBJECT, **more})


def refused(ask: Any, *given: Any, **more: Any) -> Problem:
    with pytest.raises(InputError) as raised:
        ask(*given, **more)
    (problem,) = raised.value.problems
    return problem


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- refused before anything changes ----------------------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_another_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    given, place = experiment(tmp_path), tmp_path / "s"
    place.write_text("", encoding="utf-8")
    assert refused(run, tmp_path, given) == Problem("--out", f"{place} is a file, not a folder", value=str(place))
    place.unlink()
    place.mkdir()
    (place / "notes.txt").write_text("mine", encoding="utf-8")
    assert refused(run, tmp_path, given) == Problem("--out", f"{place} holds something else; nothing was changed", value=str(place), allowed="a new or empty folder")
    (place / "manifest.json").write_text('{"kind": "comparison"}', encoding="utf-8")
    other = Problem("manifest.json", f"{place} holds something else than a sweep; nothing was changed", value=str(place), allowed="a folder of `diaspora sweep run`; for a new sweep, a new or empty one")
    for content in ('{"kind": "comparison"}', "[1]", "{"):
        (place / "manifest.json").write_text(content, encoding="utf-8")
        assert refused(run, tmp_path, given) == other
    assert refused(opened, tmp_path / "none") == Problem("RESULTS", f"{tmp_path / 'none'} is no folder of a sweep", value=str(tmp_path / "none"), allowed="a folder that `diaspora sweep run` made")
    assert set(files(place)) == {"notes.txt", "manifest.json"}


def test_other_content_and_fewer_points_or_replications_are_told_by_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, place = experiment(tmp_path), tmp_path / "s"
    run(tmp_path, given)
    before = files(place)
    allowed = "a new or empty folder, or one with a sweep of the same content"
    assert refused(run, tmp_path, experiment(tmp_path, seed=6)) == Problem("--out", f"{place} holds a sweep of other experiment; nothing was changed", value=str(place), allowed=allowed)
    assert refused(run, tmp_path, given, subject=Formula(ten_times, ("z",))) == Problem("--out", f"{place} holds a sweep of other content; nothing was changed", value=str(place), allowed=allowed)
    with monkeypatch.context() as patch:
        patch.setattr("experiments.sweeps.planning.version_of", lambda name: "0")
        patch.setattr("experiments.sweeps.planning.model_code", lambda: {"model": "x"})
        assert refused(run, tmp_path, experiment(tmp_path)).says == f"{place} holds a sweep of other code and versions; nothing was changed"
    more = "the points that are there and more, in a design that can be extended; or another folder"
    fewer = refused(run, tmp_path, experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 2'))
    assert fewer == Problem("design", f"{place} holds 4 points, more than the 2 asked for; nothing was changed", value=2, allowed=more)
    held = refused(run, tmp_path, experiment(tmp_path, runs=1))
    assert held == Problem("replications", f"{place} holds 2 replications, more than the 1 asked for; nothing was changed", value=1, allowed="2 or more, or another folder")
    assert files(place) == before


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ('kind = "latin_hypercube"\npoints = 4', 'kind = "latin_hypercube"\npoints = 6', "a Latin hypercube cannot be extended: its 6 points are others than the 4 that {place} holds; nothing was changed"),
        ('kind = "grid"\nlevels = 4', 'kind = "grid"\nlevels = 5', "the 5 points asked for leave out some of the 4 that {place} holds; nothing was changed"),
    ],
)  # fmt: skip
def test_designs_that_cannot_be_extended_say_why(tmp_path: Path, first: str, then: str, says: str) -> None:
    run(tmp_path, experiment(tmp_path, first))
    found = refused(run, tmp_path, experiment(tmp_path, then))
    assert found.key == "design" and found.says == says.format(place=tmp_path / "s")
    wide = experiment(tmp_path, 'kind = "grid"\nlevels = 7') if "grid" in first else experiment(tmp_path, first)
    assert run(tmp_path, wide).done == (14 if "grid" in first else 8)  # seven levels have the four among them


def test_points_of_a_folder_are_those_of_its_manifest(tmp_path: Path) -> None:
    given, place = experiment(tmp_path), tmp_path / "s"
    run(tmp_path, given)
    folder = SweepFolder(place)
    assert points_of_folder(folder, given).values == given.points().values
    assert refused(points_of_folder, folder, experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 8')) == Problem("design.parquet", "does not hold the points of the manifest; nothing was changed", str(place))
    (place / "design.parquet").unlink()
    assert refused(points_of_folder, folder, given) == Problem("design.parquet", "is missing", str(place), None, "sweep run with the same experiment and folder writes it again")
    named = default_folder(replace(given, name="n" * 90), SUBJECT)
    assert named.parent.name == "results" and named.name[:81] == "n" * 80 + "-" and len(named.name) == 89 and default_folder(given, SUBJECT) != default_folder(replace(given, seed=9), SUBJECT) and default_folder(given, SUBJECT) == default_folder(replace(given, replications=9), SUBJECT)


def test_levers_that_this_process_does_not_know_are_told_with_their_file() -> None:
    def manifest(**own: Any) -> dict[str, Any]:
        return {"content": {"code": {"own_levers": own}}}

    _check_levers(manifest(matching_grant={"file": "a.py"}), "r")
    _check_levers({}, "r")
    assert refused(_check_levers, manifest(mine={"file": "b.py"}, other={"file": "a.py"}, third={"file": "a.py"}), "r") == Problem("RESULTS", "r was made with mine, other, third, which is no lever of the model", value="r", allowed="--plugin a.py --plugin b.py")
    assert refused(_check_levers, manifest(mine={}), "r").allowed == "the script or notebook that defines it, from Python"


# --- parts ------------------------------------------------------------------------------------------------------------------------------------------------


def test_damaged_files_are_told_with_what_to_do_ten_at_most(tmp_path: Path) -> None:
    given, place = experiment(tmp_path, runs=13), tmp_path / "s"
    run(tmp_path, given)
    parts = sorted((place / "runs").iterdir())
    whole = parts[3].read_bytes()
    parts[3].write_bytes(whole[:-3] + b"xyz")
    folder, plan = SweepFolder(place), planned(given, SweepFolder(place), SUBJECT)
    found = refused(read_parts, folder, plan)
    assert parts[3].name in str(found)
    assert "it is not as it was written" in found.says and AGAIN.en in str(found) and refused(status, place) == found
    for path in parts[: MOST_TOLD + 1]:
        path.write_bytes(whole[:-3] + b"xyz")
    with pytest.raises(InputError) as raised:
        read_parts(SweepFolder(place), plan)
    assert len(raised.value.problems) == MOST_TOLD + 1 and raised.value.problems[-1] == Problem("", "and 1 more files; sweep verify names them all", str(place))
    for path in parts[:MOST_TOLD]:
        path.unlink()
    with pytest.raises(InputError) as raised:
        read_parts(SweepFolder(place), plan)
    assert len(raised.value.problems) == 1  # of what can be read nothing is missing until the damage is mended
    parts[MOST_TOLD].unlink()
    with pytest.raises(InputError) as raised:
        read_parts(SweepFolder(place), plan)
    assert raised.value.problems[0] == Problem(f"runs/{parts[0].name}", "is missing, of a sweep that was finished", str(place), None, "sweep run with the same experiment and folder computes it again") and len(raised.value.problems) == MOST_TOLD + 1


def test_a_part_that_is_begun_goes_on_where_it_stopped(tmp_path: Path) -> None:
    given, place = experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 8', runs=1), tmp_path / "s"
    few = experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 4', runs=1)
    run(tmp_path, few)
    asked: list[Any] = []

    class Noting(Formula):
        def perform(self, points: Any, replication: int, seed: int) -> Answer:
            asked.append(([number for number, _ in points], replication, seed))
            return super().perform(points, replication, seed)

    noting = Noting(ten_times)
    noting.__class__.__name__ = "Formula"
    plan = planned(given, SweepFolder(place), SUBJECT)
    before = SweepFolder(place).read(plan, Place(0, 0, 8, 0))
    assert before is not None and before.covered == 4
    ((at, answer),) = list(_performed(replace(plan, subject=noting), {Place(0, 0, 8, 0): before}, 1, None))
    assert asked == [([4, 5, 6, 7], 0, 5)] and at == Place(0, 0, 8, 0) and [one.point for one in answer.runs] == [4, 5, 6, 7]
    found = run(tmp_path, given)
    assert (found.done, found.finished, found.timing["runs"]) == (8, True, 4) and read_sweep(place).values("y").shape == (8, 1)
    assert read_sweep(place).values("y")[:, 0].tolist() == pytest.approx([10.0 * row[0] for row in given.points().values])


def test_workers_get_every_part_and_a_short_world_is_compiled_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 40')
    plan = planned(given, SweepFolder(tmp_path / "s"), SUBJECT)
    warmed: list[str] = []
    monkeypatch.setattr(sweeping, "for_workers", lambda: "send")
    monkeypatch.setattr(sweeping, "_warm_up", lambda plan: warmed.append("warm"))
    monkeypatch.setattr(sweeping, "answered", lambda send, perform, call, count, jobs, backend: ((number, perform(call(number))) for number in range(count)) if (send, jobs, backend) == ("send", 2, None) else iter(()))
    places = plan.places()
    found = list(_performed(plan, dict.fromkeys(places), 2, None))
    assert [place for place, _ in found] == places and warmed == ["warm"] and sum(len(answer.runs) for _, answer in found) == 80
    assert list(_performed(plan, {}, 2, None)) == [] and len(list(_performed(plan, {places[0]: None}, 2, None))) == 1 and warmed == ["warm"]
    made: list[Any] = []
    subject = given.subject()
    monkeypatch.undo()
    monkeypatch.setattr(type(subject), "perform", lambda self, points, replication, seed: made.append((self, points, replication, seed)))
    _warm_up(replace(plan, subject=subject))
    ((short, points, replication, seed),) = made
    assert [(each.years, each.burn_in_years) for each in short.scenarios] == [(1, 0)] and (short.sample, short.token, replication, seed, [number for number, _ in points]) == (200, "warm", 0, 1, [0])
    _warm_up(plan)
    assert len(made) == 1 and _perform(SimpleNamespace(subject=SUBJECT, points=[(3, {RATIO: 2.0})], replication=1, seed=2)).runs[0].values == (20.0,)  # type: ignore[arg-type]


def test_what_a_folder_keeps_of_itself(tmp_path: Path) -> None:
    given, place = experiment(tmp_path), tmp_path / "s"
    run(tmp_path, given)
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["experiment"] == given.document() and is_sealed((place / "manifest.json").read_bytes())
    folder = SweepFolder(place)
    assert set(folder.listed or {}) == {"design.parquet", "failures.parquet", "manifest.json", *(f"runs/{path.name}" for path in (place / "runs").iterdir())}
    first = files(place)
    run(tmp_path, given)
    assert files(place) == first  # nothing was to be done
    (place / "checksums.txt").write_text((place / "checksums.txt").read_text(encoding="utf-8").replace("0", "1"), encoding="utf-8")
    said = refused(status, place)
    assert "it does not say what the files are" in said.says and "remove it: sweep run with the same experiment and folder writes it again" in str(said)
    (place / "checksums.txt").unlink()
    assert status(place)["finished"] is False and run(tmp_path, given).finished and files(place) == first


# --- computed again and put together ------------------------------------------------------------------------------------------------------------------------


def test_runs_are_computed_again_and_bytes_compared(tmp_path: Path) -> None:
    given, place = experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 8'), tmp_path / "s"
    run(tmp_path, given)
    found = verify(place, 5, 3, SUBJECT)
    assert found == {"results": str(place), "runs_checked": 5, "different": [], "damaged_files": [], "same": True} and verify(place, 100, 3, SUBJECT)["runs_checked"] == 16

    def other(values: Mapping[str, Any], luck: float) -> list[float]:
        return [10.0 * values[RATIO] + (1.0 if values[RATIO] > 1.75 else 0.0)]

    high = [number for number, row in enumerate(given.points().values) if row[0] > 1.75]
    wrong = verify(place, 100, 3, Formula(other))
    assert not wrong["same"] and sorted((one["point"], one["replication"]) for one in wrong["different"]) == [(number, replication) for number in high for replication in range(2)] and {one["scenario"] for one in wrong["different"]} == {"formula"}
    part = next((place / "runs").iterdir())
    part.write_bytes(part.read_bytes()[:-3] + b"xyz")
    damaged = verify(place, 100, 3, SUBJECT)
    assert damaged["damaged_files"] == [f"runs/{part.name}"] and not damaged["same"]


def test_shares_of_other_content_are_not_put_together(tmp_path: Path) -> None:
    for name, share, seed in (("a", (1, 2), 5), ("b", (2, 2), 5), ("c", (1, 2), 6)):
        run_sweep(experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 40', seed=seed), tmp_path / name, subject=SUBJECT, shard=share)
    a, b, c, out = (tmp_path / name for name in ("a", "b", "c", "out"))
    assert refused(merge, [a, c]) == Problem("RESULTS", f"{c} is no share of the sweep in {a}: they differ in content or size; nothing was changed")
    out.mkdir()
    (out / "x").write_text("", encoding="utf-8")
    assert refused(merge, [a, b], out) == Problem("--out", f"{out} holds something else; nothing was changed", value=str(out), allowed="a new or empty folder")
    assert refused(merge, [a, b], c) == Problem("--out", f"{c} holds another sweep, or another size of it; nothing was changed", value=str(c), allowed="a new folder")
    half = merge([a], tmp_path / "half")
    assert half == {"results": str(tmp_path / "half"), "parts": 4, "parts_missing": 2, "finished": False, "runs_failed": None}
    whole = merge([a, b], tmp_path / "whole")
    assert whole == {"results": str(tmp_path / "whole"), "parts": 4, "parts_missing": 0, "finished": True, "runs_failed": 0} and len(read_sweep(tmp_path / "whole").runs) == 80 and len(read_sweep(a).runs) == 64
    assert merge([a, b]) == {**whole, "results": str(a)} and len(read_sweep(a).runs) == 80


# --- questions --------------------------------------------------------------------------------------------------------------------------------------------


def test_questions_are_one_reading_statement_to_the_tables_of_the_folder(tmp_path: Path) -> None:
    given, place = experiment(tmp_path), tmp_path / "s"
    run(tmp_path, given)
    known = tables_of(place)
    assert set(known.by_name) == {"runs", "design", "failures"} and (known.missing, known.parts) == (0, 2)
    order = [(row["point"], row["replication"]) for row in known.by_name["runs"].to_pylist()]
    assert order == [(point, replication) for point in range(4) for replication in range(2)]
    found = answers(place, 'SELECT count(*) AS n, count(*) AS n, max(y) AS y, NULL AS z FROM runs')
    assert found.columns == ["n", "n_1", "y", "z"] and found.rows == [(8, 8, pytest.approx(10.0 * max(row[0] for row in given.points().values)), None)] and query(place, "SELECT count(*) AS n FROM design")["n"].tolist() == [4]
    for sql, says in (("", "is no question"), ("SELECT 1; SELECT 2", "is 2 statements"), ("CREATE TABLE x (y INT)", "does not only read")):
        assert refused(answers, place, sql or " ") == Problem("SQL", says, value=sql or " ", allowed=READING)
    wrong = refused(query, place, "SELECT nothing FROM runs")
    assert wrong.key == "SQL" and wrong.allowed == "a question to runs, failures, design" and "nothing" in wrong.says and "\n" not in wrong.says
    (tmp_path / "empty").mkdir()
    assert refused(tables_of, tmp_path / "empty") == Problem("RESULTS", f"{tmp_path / 'empty'} holds no tables", value=str(tmp_path / "empty"), allowed="a folder of results")


def test_parts_go_to_the_cluster_whose_address_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def answered(send: Any, function: Any, call: Any, count: int, jobs: int, backend: Any) -> Any:
        asked.append((count, jobs, None if backend is None else backend()))
        return iter([(1, "second"), (0, "first")])

    monkeypatch.setattr(sweeping, "answered", answered)
    monkeypatch.setattr(sweeping, "_warm_up", lambda plan: asked.append("warm"))
    monkeypatch.setattr(sweeping, "_cluster", lambda address, needed: ("cluster", address))
    plan: Any = SimpleNamespace(subject=None)
    for dask, jobs, wanted in (("tcp://here:1", 1, ("cluster", "tcp://here:1")), (None, 3, None)):
        asked.clear()
        assert list(_performed(plan, {"a": None, "b": None}, jobs, dask)) == [("b", "second"), ("a", "first")]  # type: ignore[dict-item]
        assert asked == ["warm", (2, jobs, wanted)]
    asked.clear()
    assert list(_performed(plan, {}, 3, "tcp://here:1")) == [] and asked == []
