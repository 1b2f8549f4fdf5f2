"""Sweeps on a Dask cluster whose workers have a memory limit: too small a one is refused before any run, and within a large enough one the bytes are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.sweeps import load_experiment, run_sweep
from model.errors import InputError

EXPERIMENT = """
scenario = "morocco_belgium_matching_grant"
replications = 2
years = 1
sample = 200
outcomes = ["remittances"]
parameters = "declared"
[set]
burn_in_years = 1
[design]
kind = "grid"
levels = 2
[factors."levers.matching_grant.ratio"]
low = 0.5
high = 3.0
"""


@pytest.mark.slow
def test_a_sweep_keeps_to_the_memory_limit_of_dask_workers(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from distributed import LocalCluster

    (tmp_path / "e.toml").write_text(EXPERIMENT, encoding="utf-8")
    wanted = load_experiment(tmp_path / "e.toml")
    named = {"n_workers": 1, "threads_per_worker": 1, "processes": True, "host": "127.0.0.1", "dashboard_address": None}
    with LocalCluster(memory_limit="400MB", **named) as cluster:
        with pytest.raises(InputError, match=r"1 of 1 workers may take less memory than their runs need: \S+ 0\.4 GB, with 1 threads; allowed: a memory limit of"):
            run_sweep(wanted, tmp_path / "small", dask=cluster.scheduler_address)
        assert not list((tmp_path / "small").glob("runs/*"))
    with LocalCluster(memory_limit="1.5GB", **named) as cluster:
        assert run_sweep(wanted, tmp_path / "dask", dask=cluster.scheduler_address).finished
    run_sweep(wanted, tmp_path / "one")
    parts = sorted(path.name for path in (tmp_path / "one" / "runs").iterdir())
    assert parts and all((tmp_path / "dask" / "runs" / name).read_bytes() == (tmp_path / "one" / "runs" / name).read_bytes() for name in parts)
