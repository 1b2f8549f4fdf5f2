"""Ask tests about a tree: each time in a process of their own, forked from one that has imported the libraries."""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.mutation.calls import Record, Recorder

NOT_ASKED = "not (contracts and (killed or dask or (identical and at_once)))"
"""Tests that end processes or have several at work: seconds of waiting each. Those of other folders are quick, whatever their names."""


class FirstFailure:
    """A pytest plug-in that keeps the name of the first test that failed, or of the file that could not be read."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def pytest_runtest_logreport(self, report) -> None:  # type: ignore[no-untyped-def]
        if report.failed and not self.out.exists():
            self.out.write_text(report.nodeid, encoding="utf-8")

    def pytest_collectreport(self, report) -> None:  # type: ignore[no-untyped-def]
        self.pytest_runtest_logreport(report)


def _child(root: Path, tests: list[str], plain: bool, limit: int, out: Path, others: list[object], stops: bool) -> None:
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

    plugins: list[object] = [FirstFailure(out), *others]
    if plain:
        importlib.import_module("tests.mutation.plain")
    options = [*(["-x"] if stops else []), "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:benchmark", "-m", "not slow", "-k", NOT_ASKED, "--hypothesis-seed=1"]
    os._exit(int(pytest.main([*options, *tests], plugins=plugins)))


class Asked(NamedTuple):
    """What the tests said: whether all pass, the first that does not, the processor time in seconds, and whether that was more than was allowed."""

    passes: bool
    first: str
    seconds: float
    slow: bool


def ask(root: Path, tests: list[str], plain: bool, limit: float, plugins: Sequence[object] = (), stops: bool = True) -> Asked:
    """Run the tests on the tree at `root` in a process of their own. Time is that of the processor, so that a busy machine catches no mutant."""
    out = Path(tempfile.mkdtemp()) / "first"
    child = multiprocessing.get_context("fork").Process(target=_child, args=(root, tests, plain, int(limit), out, list(plugins), stops))
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


@cache
def recorded(root: Path, test: str, plain: bool, where: Path) -> Record:
    """What a file of tests calls on the tree at `root` and how long it takes, as written before while the test and its helpers are the same.

    An edit of what is tested does not count: what was called before is good enough to choose tests by, and choosing too few can only lower the score.
    """
    state = hashlib.sha256()
    for path in [root / test, *sorted(root.glob("tests/*.py"))]:
        state.update(path.read_bytes())
    written = where / f"{'plain' if plain else 'compiled'}-{test.replace('/', '.')}-{state.hexdigest()[:16]}.json"
    if not written.exists():
        where.mkdir(parents=True, exist_ok=True)
        part = written.with_suffix(".part")
        asked = ask(root, [test], plain, 3_600.0, [Recorder(root, part)], stops=False)
        if not part.exists():
            raise SystemExit(f"{test} cannot be run: {asked.first}")
        os.replace(part, written)
        print(f"{asked.seconds:.0f} s of processor time for {test}", flush=True)
    return Record(written)
