"""Processes that die, meet in one folder, lose the folder or the reader: one line that says what to do, nothing lost, nobody left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.runs import pool, runner
from experiments.runs.pool import WorkersLostError, answered, in_order
from experiments.runs.runner import Done, Task, perform_all
from experiments.runs.workers import for_workers
from experiments.storage.claims import claimed, is_free
from experiments.sweeps import run_sweep, status, verify
from model.errors import InputError
from scenarios import load
from tests.contracts.formulas import always_killed, killed_once, slowly, task_killed_once
from tests.contracts.test_sweeps import FORMULA, contents, experiment, same_results

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="needs signals and pipes of POSIX")


def python(code: str, *words: str, **options: object) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code, *words], env=environment, cwd=ROOT, text=True, **options)  # type: ignore[call-overload, no-any-return]


def until(holds: Callable[[], bool], seconds: float = 90.0) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return holds()


@posix
def test_what_a_killed_worker_had_in_hand_is_done_again(tmp_path: Path) -> None:
    calls = [(str(tmp_path / "killed"), number) for number in range(6)]
    assert list(in_order(answered(for_workers(), killed_once, calls.__getitem__, len(calls), 2))) == list(range(6))
    assert (tmp_path / "killed").exists()


@posix
def test_a_comparison_survives_a_killed_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "perform", task_killed_once)
    monkeypatch.setattr(runner, "warm_up", lambda tasks: None)
    tasks = [Task((load("morocco_belgium"),), number, 1, engine=str(tmp_path / "killed")) for number in range(5)]
    found = list(perform_all(tasks, 2))
    assert [done.replication for _, done in found] == [0, 1, 2, 3, 4] and (tmp_path / "killed").exists()
    assert all(isinstance(done, Done) for _, done in found)


@posix
def test_workers_that_are_killed_again_and_again_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ATTEMPTS", 1)
    with pytest.raises(WorkersLostError, match="enough memory"):
        list(answered(for_workers(), always_killed, int, 2, 2))


PARENT = """
from experiments.runs.pool import answered
from experiments.runs.workers import for_workers
from tests.contracts.formulas import slowly
for place, pid in answered(for_workers(), slowly, int, 1000, 2):
    print(pid, flush=True)
"""


@posix
def test_workers_do_not_outlive_a_killed_parent() -> None:
    assert slowly(0) == os.getpid()
    parent = python(PARENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert parent.stdout is not None
    pids = {int(parent.stdout.readline()) for _ in range(12)}
    parent.kill()
    parent.wait(30)

    def alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        # a process that ended and was not yet collected by its new parent
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"

    assert len(pids) == 2
    assert until(lambda: not any(alive(pid) for pid in pids), 20.0)


SHARE = """
import sys
from experiments.sweeps import load_experiment, run_sweep
from experiments.sweeps.model_runs import Formula
from tests.contracts.formulas import linear
run_sweep(load_experiment(sys.argv[1]), sys.argv[2], subject=Formula(linear, ("y", "luck")), shard=tuple(map(int, sys.argv[3].split("/"))))
"""


def test_shares_in_one_folder_do_not_end_each_other(tmp_path: Path) -> None:
    wanted = experiment(tmp_path)
    path = tmp_path / "small.toml"
    path.write_text(path.read_text().replace("points = 40", "points = 160"))
    shares = [python(SHARE, str(path), str(tmp_path / "r"), f"{number}/3", stderr=subprocess.PIPE) for number in (1, 2, 3)]
    said = [share.communicate(timeout=240)[1] for share in shares]
    assert [share.returncode for share in shares] == [0, 0, 0], said
    assert status(tmp_path / "r")["finished"] and verify(tmp_path / "r", 5, subject=FORMULA)["same"]
    assert not [path for path in (tmp_path / "r").rglob("*") if path.suffix in (".unfinished", ".claim")]
    assert status(tmp_path / "r")["runs"] == 4 * 2 * len(wanted.points().values)


def test_the_drafts_of_who_is_at_work_are_left_alone(tmp_path: Path) -> None:
    """Half-written files of a dead process go, those of another one that writes now stay."""
    wanted = experiment(tmp_path)
    runs = tmp_path / "r" / "runs"
    runs.mkdir(parents=True)
    dead, mine, alive = (runs / f"part-000000-0000.parquet.{owner}.unfinished" for owner in ("12345", "share-1-of-1", "share-9-of-9"))
    for draft in (dead, mine, alive):
        draft.write_bytes(b"half")
    with claimed(tmp_path / "r" / "share-9-of-9.claim", tmp_path / "r"):
        assert run_sweep(wanted, tmp_path / "r", subject=FORMULA).finished
        assert alive.exists() and not dead.exists() and not mine.exists()
    run_sweep(wanted, tmp_path / "r", subject=FORMULA)
    assert not alive.exists()


def test_two_identical_sweeps_at_once(tmp_path: Path) -> None:
    """The second says that the first is at work; the first ends with the right bytes."""
    wanted = experiment(tmp_path)
    said: list[str] = []

    def meanwhile(_: object) -> None:
        if not said:
            with pytest.raises(InputError) as error:
                run_sweep(wanted, tmp_path / "r", subject=FORMULA)
            said.append(str(error.value))

    run_sweep(wanted, tmp_path / "r", subject=FORMULA, report=meanwhile)
    assert f"the same command is at work in {tmp_path / 'r'} already (process {os.getpid()} on" in said[0]
    run_sweep(wanted, tmp_path / "alone", subject=FORMULA)
    assert same_results(tmp_path / "r", tmp_path / "alone")


HOLDS = """
import sys, time
from pathlib import Path
from experiments.storage.claims import claimed
with claimed(Path(sys.argv[1]), Path(sys.argv[1]).parent):
    print("held", flush=True)
    time.sleep(60)
"""


@posix
def test_the_claim_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    claim = tmp_path / "share-1-of-1.claim"
    holder = python(HOLDS, str(claim), stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    assert not is_free(claim)
    with pytest.raises(InputError, match=f"process {holder.pid} on"), claimed(claim, tmp_path):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait(30)
    assert claim.exists()
    with claimed(claim, tmp_path):
        assert claim.exists()
    assert not claim.exists() and is_free(claim)


def test_a_folder_that_is_removed_while_it_is_written(tmp_path: Path) -> None:
    wanted = experiment(tmp_path)

    def remove(progress: object) -> None:
        shutil.rmtree(tmp_path / "r", ignore_errors=True)

    with pytest.raises(InputError, match="cannot be written: it is not there, or was removed while the command ran") as error:
        run_sweep(wanted, tmp_path / "r", subject=FORMULA, report=remove)
    assert "kept" not in str(error.value)
    run_sweep(wanted, tmp_path / "r", subject=FORMULA)
    assert len(contents(tmp_path / "r")) == 8


@posix
@pytest.mark.parametrize("words", [("list", "levers"), ("describe", "matching_grant"), ("describe", "matching_grant", "--json"), ("sweep", "--help")])
def test_a_reader_that_leaves_is_no_fault(words: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    command = python("from experiments.cli import main; main()", *words, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    said = command.communicate(timeout=120)[1]
    assert (command.returncode, said) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [("list", "levers"), ("describe", "matching_grant", "--json")])
def test_an_answer_that_finds_no_room_is_one_line(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        command = python("from experiments.cli import main; main()", *words, stdout=full, stderr=subprocess.PIPE)
        said = command.communicate(timeout=120)[1]
    assert command.returncode == 2 and "no space left on device" in said and len(said.strip().splitlines()) == 1
