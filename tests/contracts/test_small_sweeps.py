"""Sweeps of a formula, small and fast: what is in the folder is the formula at the points; shares put together are the whole; nothing foreign is mixed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.sweeps import Experiment, load_experiment, merge, read_sweep, run_sweep, status
from experiments.sweeps.model_runs import Formula
from experiments.sweeps.reading import plan_of
from model.errors import InputError
from tests.contracts.damage import contents
from tests.contracts.formulas import RATIO, fails_above_two, linear

TEXT = f"""
scenario = "morocco_belgium_matching_grant"
replications = 2
years = 1
sample = 300
outcomes = ["remittances", "public_cost"]
[design]
kind = "grid"
levels = 5
[factors."{RATIO}"]
low = 0.5
high = 2.5
"""
LINEAR = Formula(linear, ("y", "luck"))
POINTS = [0.5, 1.0, 1.5, 2.0, 2.5]


def experiment(tmp_path: Path, levels: int = 5) -> Experiment:
    path = tmp_path / f"grid{levels}.toml"
    path.write_text(TEXT.replace("levels = 5", f"levels = {levels}"), encoding="utf-8")
    return load_experiment(path)


def test_the_folder_holds_the_formula_at_every_point(tmp_path: Path) -> None:
    wanted = experiment(tmp_path)
    done = run_sweep(wanted, tmp_path / "r", subject=LINEAR)
    assert (done.finished, done.failed, done.done) == (True, 0, 10)
    found = read_sweep(tmp_path / "r")
    runs = found.runs.sort_values(["point", "replication"])
    assert runs["point"].tolist() == [k for k in range(5) for _ in range(2)] and runs["replication"].tolist() == [0, 1] * 5
    np.testing.assert_allclose(runs[RATIO], np.repeat(POINTS, 2))
    np.testing.assert_allclose(runs["y"], 2.0 * runs[RATIO] + runs["luck"])
    assert runs["luck"].nunique() == 10  # luck of its own in every run of a formula
    state = status(tmp_path / "r")
    assert (state["runs_done"], state["runs_failed"], state["finished"]) == (10, 0, True)
    # a second call finds everything done; the plan is what was asked for
    before = contents(tmp_path / "r")
    assert run_sweep(wanted, tmp_path / "r", subject=LINEAR).finished and contents(tmp_path / "r") == before
    folder, plan = plan_of(tmp_path / "r")
    assert folder.path == tmp_path / "r" and [values[0] for values in plan.points.values] == pytest.approx(POINTS)
    assert plan.subject.columns == ("y", "luck") and plan.experiment.design.rows == tuple(plan.points.values)
    assert (plan.experiment.replications, plan.experiment.factors, plan.fingerprint) == (2, wanted.factors, found.manifest["fingerprint"])


def test_shares_put_together_are_the_whole(tmp_path: Path) -> None:
    wanted = experiment(tmp_path, 40)
    run_sweep(wanted, tmp_path / "whole", subject=LINEAR)
    for number in (1, 2):
        assert not run_sweep(wanted, tmp_path / f"s{number}", subject=LINEAR, shard=(number, 2)).finished
    alone = merge([tmp_path / "s1"], tmp_path / "half")
    assert not alone["finished"] and alone["parts_missing"] > 0 and alone["runs_failed"] is None
    both = merge([tmp_path / "s1", tmp_path / "s2"], tmp_path / "both")
    assert (both["finished"], both["parts_missing"], both["runs_failed"]) == (True, 0, 0)
    assert contents(tmp_path / "both") == contents(tmp_path / "whole")
    # once more, and into the first of the shares
    merge([tmp_path / "s1", tmp_path / "both"], tmp_path / "both")
    assert contents(tmp_path / "both") == contents(tmp_path / "whole")
    assert merge([tmp_path / "s1", tmp_path / "s2"])["results"] == str(tmp_path / "s1") and contents(tmp_path / "s1") == contents(tmp_path / "whole")


def test_failures_are_kept_and_counted_by_the_merge(tmp_path: Path) -> None:
    wanted, subject = experiment(tmp_path, 40), Formula(fails_above_two, ("y", "luck"))
    for number in (1, 2):
        run_sweep(wanted, tmp_path / f"s{number}", subject=subject, shard=(number, 2))
    both = merge([tmp_path / "s1", tmp_path / "s2"], tmp_path / "both")
    assert (both["finished"], both["runs_failed"]) == (True, 20)  # above 2 lie ten of the 40 points
    found = read_sweep(tmp_path / "both")
    assert len(found.runs) == 60 and found.runs[RATIO].max() <= 2.0


def test_nothing_foreign_is_mixed_in(tmp_path: Path) -> None:
    wanted = experiment(tmp_path)
    run_sweep(wanted, tmp_path / "a", subject=LINEAR)
    run_sweep(experiment(tmp_path, 4), tmp_path / "other", subject=LINEAR)
    run_sweep(replace(wanted, replications=3), tmp_path / "longer", subject=LINEAR)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for paths, out, says in (
        (["a", "other"], "new", "no share"),
        (["a", "longer"], "new", "no share"),
        (["a"], "notes", "holds something else"),
        (["a"], "other", "holds another sweep"),
    ):
        before = contents(tmp_path)
        with pytest.raises(InputError, match=says):
            merge([tmp_path / path for path in paths], tmp_path / out)
        assert contents(tmp_path) == before
    assert merge([tmp_path / "a"], tmp_path / "empty")["finished"]
    assert contents(tmp_path / "empty") == contents(tmp_path / "a")
    with pytest.raises(InputError, match="notes"):
        run_sweep(wanted, tmp_path / "notes", subject=LINEAR)


def test_more_replications_extend_what_is_there(tmp_path: Path) -> None:
    wanted = experiment(tmp_path)
    run_sweep(wanted, tmp_path / "r", subject=LINEAR)
    longer = replace(wanted, replications=5)
    assert run_sweep(longer, tmp_path / "r", subject=LINEAR).done == 25
    run_sweep(longer, tmp_path / "fresh", subject=LINEAR)
    assert contents(tmp_path / "r") == contents(tmp_path / "fresh")
