"""What a comparison needs is told before it runs, and refused where the machine has not as much."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest

import experiments.comparing.compare  # noqa: F401 # what is patched
from experiments.cli import main
from experiments.runs import needs
from experiments.runs.needs import Needs, bytes_of_a_part, check_workers, needs_of
from experiments.runs.runner import Task
from model.errors import InputError
from model.population.world_at_start import FULL_SCALE
from scenarios import load

GB = 1e9


def task(sample: int | None = None, scenarios: tuple[str, ...] = ("morocco_belgium_tax_incentive",), **changes: Any) -> Task:
    return Task(tuple(load(name) for name in scenarios), 0, 1, sample=sample, **changes)


def test_memory_goes_with_the_records_and_time_with_the_months_too() -> None:
    small, large = needs_of([task(1_000)], 1), needs_of([task(FULL_SCALE)], 1)
    assert (small.records, large.records) == (1_000, 98_134)
    a_record = (large.bytes - small.bytes) / (large.records - small.records)
    assert 1_200.0 < a_record < 1_900.0  # 1 260 to 1 700 were measured (docs/large_worlds.md)
    longer = needs_of([replace(task(FULL_SCALE), scenarios=(replace(load("morocco_belgium_tax_incentive"), years=20),))], 1)
    assert longer.bytes == large.bytes
    assert longer.seconds / large.seconds == pytest.approx((5 + 2 * 20) / (5 + 2 * 10), rel=0.05)


def test_workers_need_as_much_each_and_there_are_no_more_than_tasks() -> None:
    one, two = needs_of([task(50_000)] * 2, 1), needs_of([task(50_000)] * 2, 8)
    assert (one.processes, two.processes) == (1, 2)
    assert two.all_bytes == 2 * one.all_bytes
    assert two.seconds == one.seconds


def test_what_is_kept_of_packages_without_a_lever_needs_memory() -> None:
    alone = task(50_000, ("morocco_belgium_package",))
    assert needs_of([replace(alone, without=((0, "tax_incentive", 1),))], 1).bytes - needs_of([alone], 1).bytes == pytest.approx(2 * 50_000 * needs.ACTS)


def test_what_does_not_fit_is_refused_with_what_would() -> None:
    large = Needs(4_000_000, 6.5 * GB, 4, 2_000.0)
    large.check(None)
    large.check(26.0 * GB)
    with pytest.raises(InputError) as found:
        large.check(24.0 * GB)
    assert str(found.value) == (
        "memory: 4,000,000 records a world need about 6.5 GB of memory a worker, and there would be 4 workers; "
        "allowed: --jobs 3 on this machine, or --sample 3667000 or less"
    )
    with pytest.raises(InputError, match=r"allowed: at most 4\.0 GB, which this machine has: --sample 2338000 or less"):
        large._replace(processes=1).check(4.0 * GB)
    with pytest.raises(InputError, match="a machine with more memory"):
        large._replace(processes=1).check(0.4 * GB)
    assert needs_of([task(2_000)], 1).bytes < GB  # what is suggested does fit: a sample of so many records needs no more
    fitting = needs_of([replace(task(FULL_SCALE), sample=20_000)], 1)
    fitting.check(fitting.bytes)


def test_small_worlds_are_not_worth_a_line_and_large_ones_are_told() -> None:
    assert needs_of([task(2_000)], 1).told(8.0 * GB) is None
    told = Needs(1_000_000, 1.9 * GB, 2, 9_000.0).told(16.0 * GB)
    assert told is not None
    assert told("en") == "up to 1 M records a world: about 3.8 GB of memory in all (2 at once) and roughly 75 min"
    assert told("fr").replace("\u202f", " ").replace("\xa0", " ") == "jusqu'à 1 M fiches par monde : environ 3,8 Go de mémoire en tout (2 à la fois) et à peu près 75 min"
    tight = Needs(1_000_000, 1.9 * GB, 2, 9_000.0).told(4.0 * GB)
    assert tight is not None
    assert "only 4 GB are free" in tight("en")


def test_the_command_refuses_before_any_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    comparing = sys.modules["experiments.comparing.compare"]
    monkeypatch.setattr(comparing, "memory_of_the_machine", lambda: 0.5 * GB)
    monkeypatch.setattr(comparing, "perform_all", lambda *_: pytest.fail("a run was made"))
    monkeypatch.setattr("sys.argv", ["diaspora", "compare", "morocco_belgium_tax_incentive", "--full-scale", "--jobs", "1", "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "98,134 records a world need about 0.6 GB of memory; allowed: at most 0.5 GB, which this machine has: --sample" in said


def test_memory_of_this_machine_is_known_here() -> None:
    machine, free = needs.memory_of_the_machine(), needs.free_memory()
    assert machine is None or machine > 0.2 * GB
    assert free is None or machine is None or free <= machine


def test_workers_of_a_cluster_may_take_what_their_runs_need() -> None:
    check_workers([], 2.0 * GB, "tcp://a:1")
    check_workers([("one", 0.0, 8), ("two", 2.0 * GB, 1)], 2.0 * GB, "tcp://a:1")  # 0: no limit
    with pytest.raises(InputError) as found:
        check_workers([("one", 4.0 * GB, 1), ("two", 4.0 * GB, 4), ("three", 1.5 * GB, 1)], 2.0 * GB, "tcp://a:1")
    assert str(found.value) == (
        "--dask tcp://a:1: 2 of 3 workers may take less memory than their runs need: two 4.0 GB, with 4 threads; "
        "allowed: a memory limit of 6.6 GB a worker of as many threads, fewer threads, or fewer records (sample)"
    )


def test_a_worker_of_a_sweep_needs_as_much_as_its_largest_scenario() -> None:
    small, large = load("morocco_belgium_package"), load("ethiopia_netherlands_dual_nationality")
    alone, both = bytes_of_a_part([small], FULL_SCALE, 0.0), bytes_of_a_part([small, large], FULL_SCALE, 0.0)
    assert both == max(alone, bytes_of_a_part([large], FULL_SCALE, 0.0))
    assert bytes_of_a_part([small], 2_000, 64e6) - bytes_of_a_part([small], 2_000, 0.0) == 64e6
    assert 1_800.0 < (alone - bytes_of_a_part([small], 2_000, 0.0)) / (98_134 - 2_000) < 2_600.0
