"""Run mutants, one at a time, and say which the tests catch: `python -m tests.mutation --help`."""

from __future__ import annotations

import argparse
import csv
import importlib
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.mutation.mutants import Mutant, drawn
from tests.mutation.rooms import PINNED, ROOMS, asked_of, files_of

COLUMNS = ("room", "mutant", "verdict", "caught_by", "seconds")
CAUGHT, PINNED_ONLY, SURVIVED, SLOW = "caught", "pinned numbers only", "survived", "timeout"


class FirstFailure:
    """A pytest plug-in that keeps the name of the first test that failed, or of the file that could not be read."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def pytest_runtest_logreport(self, report) -> None:  # type: ignore[no-untyped-def]
        if report.failed and not self.out.exists():
            self.out.write_text(report.nodeid, encoding="utf-8")

    def pytest_collectreport(self, report) -> None:  # type: ignore[no-untyped-def]
        self.pytest_runtest_logreport(report)


def _child(root: Path, tests: list[str], plain: bool, limit: int, out: Path) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    os.chdir(root)
    sys.path[:] = [str(root), *(p for p in sys.path if p not in ("", os.environ.get("PYTHONPATH", "")))]
    os.environ["PYTHONPATH"] = str(root)
    log = open(out.with_suffix(".log"), "w")  # noqa: SIM115 - the process ends with it
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "model", "scenarios", "experiments")]:
        del sys.modules[name]
    import pytest

    plugins: list[object] = [FirstFailure(out)]
    if plain:
        importlib.import_module("tests.mutation.plain")
    options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:benchmark", "-m", "not slow", "--hypothesis-seed=1"]
    os._exit(int(pytest.main([*options, *tests], plugins=plugins)))


class Asked(NamedTuple):
    """What the tests said: whether all pass, the first that does not, the processor time in seconds, and whether that was more than was allowed."""

    passes: bool
    first: str
    seconds: float
    slow: bool


def ask(root: Path, tests: list[str], plain: bool, limit: float) -> Asked:
    """Run the tests on the tree at `root` in a process of their own. Time is that of the processor, so that a busy machine catches no mutant."""
    out = Path(tempfile.mkdtemp()) / "first"
    child = multiprocessing.get_context("fork").Process(target=_child, args=(root, tests, plain, int(limit), out))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    child.start()
    child.join()
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    first = out.read_text(encoding="utf-8") if out.exists() else ""
    log = out.with_suffix(".log")
    last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] if log.exists() else []
    shutil.rmtree(out.parent)
    slow = child.exitcode in (-signal.SIGXCPU, -signal.SIGKILL)
    return Asked(child.exitcode == 0, first or ("" if child.exitcode == 0 else "".join(last)[:200] or "ended early"), seconds, slow)


def verdict_on(root: Path, mutant: Mutant, tests: list[str], plain: bool, limit: float, pinned: bool) -> tuple[str, str]:
    """What the tests say of a mutant. A loop that never ends counts as caught: no run of the tests would end with it."""
    place = root / mutant.path
    source, when = place.read_text(encoding="utf-8"), place.stat()
    place.write_text(mutant.applied(source), encoding="utf-8")
    try:
        asked = ask(root, tests, plain, limit)
        if asked.slow:
            return SLOW, asked.first
        if not asked.passes:
            return CAUGHT, asked.first
        if pinned and not plain:
            asked = ask(root, [PINNED], plain, 600.0)
            if not asked.passes and not asked.slow:
                return PINNED_ONLY, asked.first
        return SURVIVED, ""
    finally:
        place.write_text(source, encoding="utf-8")
        os.utime(place, ns=(when.st_atime_ns, when.st_mtime_ns))


def score(rows: list[dict[str, str]]) -> str:
    """A Markdown table: of the mutants of each room, how many tests of the science or of the contract caught."""
    lines = ["| room | mutants | caught | share | pinned numbers only | survived |", "|---|---|---|---|---|---|"]
    rooms = list(dict.fromkeys(row["room"] for row in rows))
    for room in [*rooms, "all"]:
        counts = Counter(row["verdict"] for row in rows if room in (row["room"], "all"))
        caught, n = counts[CAUGHT] + counts[SLOW], counts.total()
        lines.append(f"| {room} | {n} | {caught} | {100 * caught / n:.0f} % | {counts[PINNED_ONLY]} | {counts[SURVIVED]} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="which mutants are drawn")
    parser.add_argument("--scale", type=float, default=1.0, help="how many, as a multiple of the numbers in rooms.py")
    parser.add_argument("--room", action="append", choices=list(ROOMS), help="this room only (repeatable)")
    parser.add_argument("--pinned", action="store_true", help="with --compiled, ask the pinned numbers about survivors")
    parser.add_argument("--compiled", action="store_true", help="compile each mutant of the model and ask all tests: many minutes each")
    parser.add_argument("--tests", type=Path, help="another checkout, whose tests are asked instead of those beside this file")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "diaspora-mutation", help="where the tree is copied to and loops are compiled")
    parser.add_argument("--out", type=Path, default=Path("mutants.csv"), help="a row a mutant; a run goes on where the last one stopped")
    parser.add_argument("--list", action="store_true", help="list the mutants, run nothing")
    parser.add_argument("--again", type=Path, help="only those that survived in this table of an earlier run")
    given = parser.parse_args()
    here = Path(__file__).resolve().parents[2]
    root = given.work.resolve() / "tree"
    names = given.room or list(ROOMS)
    rooms = {name: (files_of(here, ROOMS[name]), round(ROOMS[name].number * given.scale)) for name in names}
    mutants = list(drawn(here, rooms, given.seed))
    if given.again:
        with given.again.open(encoding="utf-8", newline="") as f:
            open_ones = {row["mutant"] for row in csv.DictReader(f) if row["verdict"] in (SURVIVED, PINNED_ONLY)}
        mutants = [(room, mutant) for room, mutant in mutants if str(mutant) in open_ones]
    if given.list:
        print("\n".join(f"{room}  {mutant}" for room, mutant in mutants))
        return 0
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=here, check=True, capture_output=True, text=True).stdout.split("\n")
    for name in filter(None, files):
        source = (given.tests.resolve() if given.tests and name.startswith("tests/") and not name.startswith("tests/mutation/") else here) / name
        place = root / name
        if source.is_file() and not (place.exists() and place.read_bytes() == source.read_bytes()):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place)
        elif not source.is_file():
            place.unlink(missing_ok=True)
    os.environ |= {"DIASPORA_CACHE": str(given.work.resolve() / "cache"), "OMP_NUM_THREADS": "1", "CI": "1", "NUMBA_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done: list[dict[str, str]] = []
    if given.out.exists():
        with given.out.open(encoding="utf-8", newline="") as f:
            done = list(csv.DictReader(f))
    # what every child would import anew; libraries that start threads of their own are left to the children
    import hypothesis, mesa, numba, pandas, pytest, scipy.stats  # noqa: E401, F401, I001

    known = {row["mutant"] for row in done}
    usual: dict[tuple[bool, tuple[str, ...]], float] = {}
    for room, mutant in mutants:
        if str(mutant) in known:
            continue
        plain = not given.compiled
        tests = asked_of(root, ROOMS[room], mutant.path, given.compiled)
        key = (plain, tuple(tests[1:]))
        if key not in usual:  # a test that fails without any change would catch everything
            for _ in range(1 if plain else 2):  # what is compiled anew takes longer the first time
                asked = ask(root, tests, plain, 3_600.0)
            if not asked.passes:
                print(f"the tests of {mutant.path} fail without a mutant: {asked.first}", file=sys.stderr)
                return 1
            usual[key] = asked.seconds
            print(f"{asked.seconds:.0f} s of processor time for {' '.join(tests[1:])}", flush=True)
        began = time.monotonic()
        verdict, first = verdict_on(root, mutant, tests, plain, 15.0 + 3.0 * usual[key], given.pinned)
        row = {"room": room, "mutant": str(mutant), "verdict": verdict, "caught_by": first, "seconds": f"{time.monotonic() - began:.0f}"}
        done.append(row)
        with given.out.open("a", encoding="utf-8", newline="") as f:
            writer = csv.DictWriter(f, COLUMNS)
            if f.tell() == 0:
                writer.writeheader()
            writer.writerow(row)
        print(f"{len(done)}/{len(mutants)} {verdict:20} {row['seconds']:>4} s  {mutant}", flush=True)
    print(score(done))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
