"""Sweeps: the same bytes whatever the workers, the shares, the kills and the order; clear errors; nothing lost, nothing mixed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.sweeps import Experiment, load_experiment, merge, query, read_sweep, run_sweep, status, verify
from experiments.sweeps.designs import DESIGNS
from experiments.sweeps.model_runs import Formula
from model.errors import InputError
from scenarios import with_changes
from tests.contracts.formulas import RATIO, fails_above_two, linear

TEXT = """
scenario = "morocco_belgium_package"
replications = 2
years = 1
sample = 300
outcomes = ["remittances", "public_cost", "effect:donations_collective"]
[design]
kind = "sobol_sequence"
points = 40
[factors."levers.matching_grant.ratio"]
low = 0.5
high = 3.0
[factors."parameters.giving.price_elasticity"]
[factors."levers.matching_grant.rule"]
values = ["first_come", "need_weighted"]
"""
FORMULA = Formula(linear, ("y", "luck"))


def experiment(tmp_path: Path) -> Experiment:
    path = tmp_path / "small.toml"
    path.write_text(TEXT)
    return load_experiment(path)


def changed(tmp_path: Path, *pairs: tuple[str, str]) -> Experiment:
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "changed.toml"
    path.write_text(text)
    return load_experiment(path)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "timing.json"}


def same_results(one: Path, other: Path) -> bool:
    return contents(one) == contents(other)


def test_workers_shares_and_order_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.sweeps.plan.BLOCK", 4)  # two parts of each replication, the second a smaller one, as where there are 40 points
    wanted = changed(tmp_path, ("points = 40", "points = 6"))
    one = run_sweep(wanted, tmp_path / "one")
    assert one.finished and one.failed == 0 and one.done == 12 and len(list((tmp_path / "one" / "runs").glob("part-*.parquet"))) == 4
    assert run_sweep(wanted, tmp_path / "two", jobs=2).finished
    assert same_results(tmp_path / "one", tmp_path / "two")
    assert not run_sweep(wanted, tmp_path / "a", shard=(1, 2)).finished
    assert not run_sweep(wanted, tmp_path / "b", shard=(2, 2)).finished
    assert merge([tmp_path / "a", tmp_path / "b"], tmp_path / "merged")["finished"]
    assert same_results(tmp_path / "one", tmp_path / "merged")
    # two shares on one store: the last to end closes it
    assert not run_sweep(wanted, tmp_path / "shared", shard=(2, 2)).finished
    assert run_sweep(wanted, tmp_path / "shared", shard=(1, 2)).finished
    assert same_results(tmp_path / "one", tmp_path / "shared")
    assert verify(tmp_path / "two", 5)["same"]
    runs = read_sweep(tmp_path / "one").runs
    assert len(runs) == 12 and runs["effect:donations_collective"].notna().all()
    frame = query(tmp_path / "one", f'select count(*) n, min("{RATIO}") low from runs')
    assert frame["n"][0] == 12 and frame["low"][0] >= 0.5


def test_points_equal_runs_of_the_same_scenario(tmp_path: Path) -> None:
    """A point of a sweep is the run that anybody makes of that scenario by hand."""
    from model.world import DiasporaModel

    wanted = changed(tmp_path, ("points = 40", "points = 3"), ("sample = 300", 'sample = 300\nparameters = "declared"'))
    run_sweep(wanted, tmp_path / "r")
    row = read_sweep(tmp_path / "r").runs.iloc[-1]
    scenario = with_changes(wanted.scenarios[0], {path: row[path] for path in wanted.paths})
    values = {}
    for levers in (scenario.levers, ()):
        model = DiasporaModel(scenario.settings(wanted.sample), levers, scenario.shocks, seed=wanted.seed, replication=int(row["replication"]))
        measures = model.run().measures()
        values[bool(levers)] = dict(zip(measures.keys, measures.values, strict=True))
    assert row["remittances"] == values[True]["remittances", None, None]
    key = ("donations_collective", None, None)
    assert row["effect:donations_collective"] == pytest.approx(values[True][key] - values[False][key], abs=1e-6)


def test_worlds_are_shared_only_where_they_are_the_same(tmp_path: Path) -> None:
    """Factors of the world between factors of levers: each point as if it ran alone."""
    wanted = changed(tmp_path, ("points = 40", "points = 6"), ("replications = 2", "replications = 1"))
    subject = wanted.subject()
    points = [(number, dict(zip(wanted.paths, values, strict=True))) for number, values in enumerate(wanted.points().values)]
    together = subject.perform(points, 0, 1).runs
    for number, point in enumerate(points):
        alone = replace(subject, token=f"alone {number}").perform([point], 0, 1).runs
        assert alone == [together[number]]


def test_more_replications_and_points_extend_and_equal_a_fresh_sweep(tmp_path: Path) -> None:
    small = experiment(tmp_path)
    run_sweep(small, tmp_path / "grown", subject=FORMULA)
    before = (tmp_path / "grown" / "runs" / "part-000000-0000.parquet").stat().st_mtime_ns
    more = replace(small, replications=3)
    grown = run_sweep(more, tmp_path / "grown", subject=FORMULA)
    assert grown.timing["runs"] == 40
    larger = replace(more, design=replace(more.design, settings={"points": 70}))
    grown = run_sweep(larger, tmp_path / "grown", subject=FORMULA)
    assert grown.timing["runs"] == 30 * 3
    run_sweep(larger, tmp_path / "fresh", subject=FORMULA)
    assert same_results(tmp_path / "grown", tmp_path / "fresh")
    assert (tmp_path / "grown" / "runs" / "part-000000-0000.parquet").stat().st_mtime_ns == before
    with pytest.raises(InputError, match="more than the 2 asked for"):
        run_sweep(replace(larger, replications=2), tmp_path / "grown", subject=FORMULA)
    with pytest.raises(InputError, match="holds 70 points, more than the 40"):
        run_sweep(more, tmp_path / "grown", subject=FORMULA)


SIZES = {
    "grid": ({"levels": 3}, {"levels": 5}),
    "latin_hypercube": ({"points": 8}, {"points": 16}),
    "sobol_sequence": ({"points": 8}, {"points": 16}),
    "morris": ({"trajectories": 4, "levels": 4}, {"trajectories": 7, "levels": 4}),
    "saltelli": ({"n": 4, "second_order": False}, {"n": 8, "second_order": False}),
    "fast": ({"n": 65, "harmonics": 4}, {"n": 129, "harmonics": 4}),
    "rbd_fast": ({"points": 8}, {"points": 16}),
    "fractional_factorial": ({}, {}),
    "one_at_a_time": ({"levels": 2}, {"levels": 3}),
}


@pytest.mark.parametrize("kind", [kind for kind in DESIGNS if kind != "table"])
def test_every_design_runs_and_extends_or_says_that_it_cannot(tmp_path: Path, kind: str) -> None:
    from experiments.sweeps.designs import Design

    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    small = replace(experiment(tmp_path), design=Design(kind, SIZES[kind][0]), replications=1)
    done = run_sweep(small, tmp_path / "r", subject=FORMULA)
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002
    points = done.plan.points
    assert done.finished and len(points.values) == len(points.unit) > 0
    assert {values[2] for values in points.values} <= {"first_come", "need_weighted"}
    assert all(0.5 <= values[0] <= 3.0 for values in points.values if kind != "one_at_a_time")
    assert small.points().values == points.values  # the seed alone decides
    if not small.design.rules.size:
        return
    larger = replace(small, design=Design(kind, SIZES[kind][1]))
    if small.design.rules.extends is None:
        with pytest.raises(InputError, match="cannot be extended"):
            run_sweep(larger, tmp_path / "r", subject=FORMULA)
        return
    grown = run_sweep(larger, tmp_path / "r", subject=FORMULA)
    assert grown.finished and grown.timing["runs"] == len(grown.plan.points.values) - len(points.values) > 0
    assert grown.plan.points.values[: len(points.values)] == points.values
    assert run_sweep(larger, tmp_path / "r", subject=FORMULA).timing["runs"] == 0


def test_a_table_of_the_user(tmp_path: Path) -> None:
    frame = pd.DataFrame({RATIO: [0.5, 1.0, 2.5], "levers.matching_grant.rule": ["first_come", "quota", "first_come"]})
    frame.to_csv(tmp_path / "points.csv", index=False)
    text = TEXT[: TEXT.index("[design]")] + '[design]\nkind = "table"\nfile = "points.csv"\n'
    (tmp_path / "t.toml").write_text(text)
    done = run_sweep(load_experiment(tmp_path / "t.toml"), tmp_path / "r", subject=FORMULA)
    assert [values[0] for values in done.plan.points.values] == [0.5, 1.0, 2.5]
    assert read_sweep(tmp_path / "r", FORMULA).points.values == done.plan.points.values
    pd.concat([frame, pd.DataFrame({RATIO: [4.0], "levers.matching_grant.rule": ["quota"]})]).to_csv(tmp_path / "points.csv", index=False)
    assert run_sweep(load_experiment(tmp_path / "t.toml"), tmp_path / "r", subject=FORMULA).timing["runs"] == 2
    frame.assign(**{RATIO: [0.5, 99.0, 1.0]}).to_csv(tmp_path / "points.csv", index=False)
    with pytest.raises(InputError, match="out of bounds"):
        load_experiment(tmp_path / "t.toml")


def test_failed_runs_are_kept_with_their_reason_and_the_others_go_on(tmp_path: Path) -> None:
    wanted = experiment(tmp_path)
    subject = Formula(fails_above_two, ("y", "luck"))
    done = run_sweep(wanted, tmp_path / "r", subject=subject)
    above = sum(values[0] > 2.0 for values in done.plan.points.values)
    assert 0 < done.failed == 2 * above and done.finished
    found = read_sweep(tmp_path / "r", subject)
    assert len(found.failures) == done.failed and (found.failures["stage"] == "formula").all()
    assert found.failures["error"].str.contains("no value above 2").all() and len(found.runs) == 80 - done.failed
    assert np.isnan(found.values("y")).sum() == done.failed
    assert run_sweep(wanted, tmp_path / "r", subject=subject).timing["runs"] == 0
    assert run_sweep(wanted, tmp_path / "r", subject=subject, retry_failed=True).timing["runs"] > 0


def test_other_content_never_goes_into_the_same_folder(tmp_path: Path) -> None:
    run_sweep(experiment(tmp_path), tmp_path / "r", subject=FORMULA)
    before = contents(tmp_path / "r")
    for other in (changed(tmp_path, ("sample = 300", "sample = 301")), changed(tmp_path, ("high = 3.0", "high = 2.0"))):
        with pytest.raises(InputError, match="other"):
            run_sweep(other, tmp_path / "r", subject=FORMULA)
    (tmp_path / "r" / "manifest.json").rename(tmp_path / "kept.json")
    with pytest.raises(InputError, match="belongs to a sweep of other content"):
        run_sweep(changed(tmp_path, ("high = 3.0", "high = 2.0")), tmp_path / "r", subject=FORMULA)
    (tmp_path / "kept.json").rename(tmp_path / "r" / "manifest.json")
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="something else"):
        run_sweep(experiment(tmp_path), tmp_path / "else", subject=FORMULA)
    assert contents(tmp_path / "r") == before


def damage_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("manifest.json", cut),
        ("design.parquet", cut),
        ("runs/part-000000-0001.parquet", cut),
        ("runs/part-000000-0001.parquet", damage_middle),
        ("runs/part-000000-0001.parquet", lambda path: path.write_bytes(b"")),
    ],
)
def test_a_damaged_file_is_named_and_once_removed_computed_again(tmp_path: Path, name: str, harm: Callable[[Path], None]) -> None:
    wanted = experiment(tmp_path)
    run_sweep(wanted, tmp_path / "r", subject=FORMULA)
    good = contents(tmp_path / "r")
    harm(tmp_path / "r" / name)
    harmed = contents(tmp_path / "r")
    with pytest.raises(InputError, match=f"{Path(name).name}.*(is damaged|cannot be read)"):
        run_sweep(wanted, tmp_path / "r", subject=FORMULA)
    assert contents(tmp_path / "r") == harmed  # nothing was touched
    (tmp_path / "r" / name).unlink()
    assert run_sweep(wanted, tmp_path / "r", subject=FORMULA).finished
    assert contents(tmp_path / "r") == good


def test_a_changed_number_is_found_by_verify(tmp_path: Path) -> None:
    wanted = experiment(tmp_path)
    run_sweep(wanted, tmp_path / "r", subject=FORMULA)
    assert verify(tmp_path / "r", 200, subject=FORMULA)["same"]
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "r" / "runs" / "part-000000-0001.parquet"
    table = pq.ParquetFile(path).read()
    values = table["y"].to_numpy().copy()
    values[3] += 1e-9
    pq.write_table(table.set_column(table.column_names.index("y"), "y", pa.array(values)), path)
    found = verify(tmp_path / "r", 200, subject=FORMULA)
    assert not found["same"] and len(found["different"]) == 1 and found["damaged_files"] == ["runs/part-000000-0001.parquet"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a POSIX file system")
def test_a_full_disk_and_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.storage import files

    wanted = experiment(tmp_path)
    written = 0

    def full(number: int) -> None:
        nonlocal written
        written += 1
        if written == 4:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(InputError, match="no space left on device"):
        run_sweep(wanted, tmp_path / "r", subject=FORMULA)
    assert not list((tmp_path / "r").rglob("*.unfinished"))
    monkeypatch.undo()
    assert run_sweep(wanted, tmp_path / "r", subject=FORMULA).finished
    run_sweep(wanted, tmp_path / "fresh", subject=FORMULA)
    assert same_results(tmp_path / "r", tmp_path / "fresh")
    place = Path("/proc/sweep") if os.geteuid() == 0 else tmp_path / "locked"
    if os.geteuid() != 0:
        place.mkdir(mode=0o500)
    with pytest.raises(InputError, match="cannot be written"):
        run_sweep(wanted, place, subject=FORMULA)


STARTS = """
import os, signal, sys
from experiments.sweeps import load_experiment, plan, run_sweep
from experiments.sweeps.model_runs import Formula
from tests.contracts.formulas import linear
plan.BLOCK = 4
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("imported", flush=True)
while sys.stdin.readline():
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        run_sweep(load_experiment(sys.argv[1]), sys.argv[2], jobs=2, subject=Formula(linear, ("y", "luck")))
        os._exit(0)
    print(pid, flush=True)
"""
"""Starts the same sweep for each line that it reads, in a process with all that it imports, and says which."""


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int) -> bool:
    """Whether a process has ended within half a minute."""
    end = time.monotonic() + 30.0
    while is_there(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_there(pid)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes and signals of POSIX")
def test_killed_at_six_moments_it_ends_with_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 of the parent or of a worker, at random moments: four while workers begin, two while sixty small parts are written; then the same to its end."""
    monkeypatch.setattr("experiments.sweeps.plan.BLOCK", 4)
    wanted = replace(experiment(tmp_path), replications=6)
    path = tmp_path / "small.toml"
    path.write_text(TEXT.replace("replications = 2", "replications = 6"))
    run_sweep(wanted, tmp_path / "whole", subject=FORMULA)
    environment = os.environ | {"FORMULA_SECONDS": "0.02", "PYTHONPATH": os.pathsep.join(["."])}
    luck = random.Random(7)
    killed = []

    def parts() -> list[Path]:
        return list((tmp_path / "r" / "runs").glob("part-*.parquet"))

    words = [sys.executable, "-c", STARTS, str(path), str(tmp_path / "r")]
    with subprocess.Popen(words, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as starts:
        assert starts.stdin is not None and starts.stdout is not None and starts.stdout.readline() == "imported\n"
        for moment in range(6):
            starts.stdin.write("another\n")
            starts.stdin.flush()
            parent = int(starts.stdout.readline())
            if moment < 4:
                time.sleep(luck.uniform(0.1, 0.6))
            else:
                enough = len(parts()) + luck.randint(4, 16)
                while len(parts()) < enough and is_there(parent):
                    time.sleep(0.01)
            victim = parent
            if moment % 2:
                children = Path(f"/proc/{parent}/task/{parent}/children")
                workers = [int(child) for child in children.read_text().split()] if children.exists() else []
                victim = luck.choice(workers) if workers else parent
            if is_there(parent):
                os.kill(victim, signal.SIGKILL)
                killed.append(victim == parent)
            if victim != parent:
                time.sleep(0.2)
                if is_there(parent):
                    os.kill(parent, signal.SIGKILL)
            assert gone(parent)
        starts.stdin.close()
    assert len(killed) == 6 and killed[4:] == [True, False] and 8 <= len(parts()) < 60
    assert run_sweep(wanted, tmp_path / "r", subject=FORMULA).finished
    assert same_results(tmp_path / "whole", tmp_path / "r")
    assert not list((tmp_path / "r").rglob("*.unfinished"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs the processes of Linux")
def test_a_killed_worker_does_not_end_the_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is killed when the first of sixty parts is there, of which no more than six are sent ahead."""
    monkeypatch.setattr("experiments.sweeps.plan.BLOCK", 4)
    wanted = replace(experiment(tmp_path), replications=6)
    killed: list[int] = []

    def kill_one(_: object) -> None:
        if not killed and list((tmp_path / "r" / "runs").glob("part-*.parquet")):
            killed.append(workers()[0])
            os.kill(killed[0], signal.SIGKILL)

    assert run_sweep(wanted, tmp_path / "r", jobs=2, subject=FORMULA, report=kill_one).finished
    assert killed and killed[0] not in workers()
    run_sweep(wanted, tmp_path / "whole", subject=FORMULA)
    assert same_results(tmp_path / "whole", tmp_path / "r") and len(list((tmp_path / "r" / "runs").glob("part-*.parquet"))) == 60


def workers() -> list[int]:
    """The worker processes of this one, whichever of its threads began them."""
    children = [int(child) for path in Path("/proc/self/task").glob("*/children") for child in path.read_text().split()]
    said = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return [child for child, words in said.items() if b"loky" in words and b"resource_tracker" not in words]


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_bytes_even_when_a_worker_is_killed(tmp_path: Path) -> None:
    """A real scheduler and two worker processes on loopback; one is killed in the middle."""
    pytest.importorskip("distributed")
    from distributed import Client, LocalCluster

    wanted = replace(experiment(tmp_path), replications=6)
    run_sweep(wanted, tmp_path / "one", subject=FORMULA)
    os.environ["FORMULA_SECONDS"] = "0.02"
    try:
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None) as cluster:
            address = cluster.scheduler_address
            with Client(address) as client:
                pids = list(client.run(os.getpid).values())
            told: list[int] = []

            def kill_one(progress: object) -> None:
                told.append(1)
                if len(told) == 4:
                    os.kill(pids[0], signal.SIGKILL)

            assert run_sweep(wanted, tmp_path / "dask", dask=address, subject=FORMULA, report=kill_one).finished
            assert len(told) > 4
    finally:
        del os.environ["FORMULA_SECONDS"]
    assert same_results(tmp_path / "one", tmp_path / "dask")


def cli(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "200"}
    return subprocess.run([sys.executable, "-m", "experiments.cli", *words], cwd=cwd, capture_output=True, text=True, env=environment, check=False)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first and one that is refused in processes of their own, the others in this one."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> Any:
        return CliRunner().invoke(app, list(words))

    (tmp_path / "e.toml").write_text(TEXT.replace("points = 40", "points = 2"))
    done = cli("sweep", "run", "e.toml", "--jobs", "1", "--out", "r", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["runs_done"] == 4
    told = call("sweep", "status", "r", "--json")
    assert json.loads(told.stdout)["finished"] is True
    assert status(tmp_path / "r")["runs"] == 4
    asked = call("query", "r", "select point, avg(remittances) m from runs group by 1 order by 1", "--json")
    assert [row["point"] for row in json.loads(asked.stdout)["rows"]] == [0, 1]
    assert call("sweep", "verify", "r", "--runs", "2", "--language", "fr").exit_code == 0
    wrong = cli("query", "r", "select nothing from nowhere", cwd=tmp_path)
    assert wrong.returncode == 2 and "Traceback" not in wrong.stderr
    assert call("query", "r", "copy runs to 'stolen.csv'").exit_code == 2 and not (tmp_path / "stolen.csv").exists()
    assert call("sweep", "run", "e.toml", "--shard", "3/2").exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "sobol_sequence"', 'kind = "sobol_sequense"', "did you mean 'sobol_sequence'"),
        ("points = 40", "pionts = 40", "did you mean 'points'"),
        ("points = 40", "points = 0", "a whole number from 1"),
        ("levers.matching_grant.ratio", "levers.matching_grant.ratoi", "did you mean 'levers.matching_grant.ratio'"),
        ("parameters.giving.price_elasticity", "parameters.giving.price_elastic", "did you mean 'parameters.giving.price_elasticity'"),
        ("high = 3.0", "high = 300.0", "a number from 0 to 5"),
        ("low = 0.5", "low = 4.5", "is not above low"),
        ('"need_weighted"', '"need_wieghted"', "did you mean 'need_weighted'"),
        ('"effect:donations_collective"', '"effect:donation_collective"', "did you mean 'donations_collective'"),
        ("sample = 300", "smaple = 300", "did you mean 'sample'"),
        ('scenario = "morocco_belgium_package"', 'scenario = "morocco_belgium_pakage"', "did you mean 'morocco_belgium_package'"),
        ('scenario = "morocco_belgium_package"', 'scenario = "morocco_belgium"', ""),
        ("replications = 2", "replications = true", "a whole number from 1"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, old: str, new: str, says: str) -> None:
    if not says:
        changed(tmp_path, (old, new))  # a factor of a lever brings the lever into a world without one
        return
    with pytest.raises(InputError) as error:
        changed(tmp_path, (old, new))
    assert says in str(error.value) and ("changed.toml" in str(error.value) or "morocco" in new)


def test_all_problems_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        changed(tmp_path, ("high = 3.0", "high = 300.0"), ("points = 40", "pionts = 40"), ("sample = 300", "smaple = 300"))
    assert len(error.value.problems) == 3
