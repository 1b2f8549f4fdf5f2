"""Loops are compiled by two processes side by side, never the same one twice, and those that nobody uses any more go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import model
from model.compiled import compiling
from model.compiled.compiling import held, prune
from model.households import live_and_decide_all
from model.world import DiasporaModel
from tests.worlds import settings_of

HOME = Path(model.__path__[0]).parent

needs_locks = pytest.mark.skipif(compiling.fcntl is None, reason="no locks on this system")


def started(code: str, cache: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "DIASPORA_CACHE": str(cache), "PYTHONPATH": str(HOME)}
    return subprocess.Popen([sys.executable, "-c", code], cwd=HOME, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> str:
    said, error = process.communicate(timeout=300)
    assert process.returncode == 0, error
    return said


TABLE = """
from model.compiled.numba_door import settle
from model.parameters import parameters
from model.population import life_table
import model.world
settle()
life_table.life_table(parameters().demography)
print(sum(life_table._survival.stats.cache_hits.values()), sum(life_table._survival.stats.cache_misses.values()))
"""


@needs_locks
def test_two_processes_that_need_the_same_loop_compile_it_once(tmp_path: Path) -> None:
    both = [started(TABLE, tmp_path) for _ in range(2)]
    assert sorted(ended(each).strip() for each in both) == ["0 1", "1 0"]


HOLDER = """
import time
from pathlib import Path
from model.compiled.compiling import held
with held(Path({place!r}), wait=True) as is_mine:
    print(is_mine, flush=True)
    time.sleep(600)
"""


def test_a_month_makes_no_list_of_the_types_of_its_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    """It took 8 % of a month of 1 000 records; whether a loop is compiled is told from whether it has anything."""
    world = DiasporaModel(settings_of(stock=300.0, years=1, burn_in=0))
    world.step()

    def listed(loop: object) -> list[object]:
        raise AssertionError("listed")

    monkeypatch.setattr(type(live_and_decide_all.made), "signatures", property(listed))
    world.step()
    assert world.month == 2


@needs_locks
def test_a_lock_is_let_go_when_its_holder_is_killed(tmp_path: Path) -> None:
    place = tmp_path / "a"
    holder = started(HOLDER.format(place=str(place)), tmp_path)
    assert holder.stdout is not None and holder.stdout.readline().strip() == "True"
    with held(place, wait=False) as is_mine:
        assert not is_mine
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    began = time.monotonic()
    with held(place, wait=True) as is_mine:
        assert is_mine
    assert time.monotonic() - began < 60.0


# All that this process would compile is left to the other one.
LEFT_TO_THE_HELPER = """
from model.compiled import compiling
from model.compiled.numba_door import loop_for, settle
from model.parameters import parameters
from model.population.life_table import _survival
import numpy as np, model.world
settle()
p = parameters()
work = [loop_for(_survival, (p.demography, np.zeros((2, 2, 2))))]
helper = compiling._helper(work)
print(helper.wait(300), work[0].is_kept, sum(_survival.stats.cache_misses.values()))
"""


@needs_locks
def test_the_second_process_compiles_what_the_first_asks_for(tmp_path: Path) -> None:
    assert ended(started(LEFT_TO_THE_HELPER, tmp_path)).split() == ["0", "True", "0"]


GOES_ON_ALONE = LEFT_TO_THE_HELPER.rsplit("helper =", 1)[0] + """
import subprocess, sys, types
compiling._is_heavy = lambda work: True
def broken(command, **options):
    return subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"], **options)
compiling.subprocess = types.SimpleNamespace(Popen=broken, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)
compiling.compile_all(work)
print(work[0].is_kept, sum(_survival.stats.cache_misses.values()))
"""


@needs_locks
def test_where_the_second_process_fails_the_first_compiles_all(tmp_path: Path) -> None:
    assert ended(started(GOES_ON_ALONE, tmp_path)).split() == ["True", "1"]


def test_only_loops_that_were_long_not_used_are_removed(tmp_path: Path) -> None:
    old, new, busy = (tmp_path / name for name in ("old", "new", "busy"))
    for place in (old, new, busy):
        place.mkdir()
        (place / "loop.nbi").write_bytes(b"x")
    with held(busy, wait=True):
        for place, days in ((old, 31.0), (new, 29.0), (busy, 31.0)):
            then = time.time() - days * 86_400.0
            os.utime(place, (then, then))
        prune([tmp_path])
        assert {place.name for place in tmp_path.iterdir()} == ({"new", "busy"} if compiling.fcntl else {"new"})


@needs_locks
def test_who_waited_for_a_loop_that_was_removed_makes_its_folder_anew(tmp_path: Path) -> None:
    place = tmp_path / "old"
    with held(place, wait=True):
        waiting = started(HOLDER.format(place=str(place)), tmp_path)
        time.sleep(3.0)
        (place / "lock").unlink()
        place.rmdir()
    assert waiting.stdout is not None and waiting.stdout.readline().strip() == "True"
    assert (place / "lock").exists()
    waiting.kill()
    waiting.communicate()
