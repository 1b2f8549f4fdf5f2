"""The result folder: what is in it, that it is never mixed, that an interrupted comparison goes on."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.calibrated.ensemble import shipped
from experiments.calibrated.lever_evidence import stamp
from experiments.cli.command_line import app
from experiments.reporting.result_folder import ResultFolder
from experiments.sweeps import query, run_sweep, status
from model.errors import InputError
from tests.contracts.damage import contents, flips
from tests.contracts.test_sweeps import FORMULA, experiment

WORDS = ["compare", "morocco_belgium_tax_incentive", "morocco_belgium_matching_grant", "--sample", "300", "--years", "2", "--replications", "4", "--jobs", "1"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "r"
    result = CliRunner().invoke(app, [*WORDS, "--out", str(path)])
    assert result.exit_code == 0, result.output
    return path


def test_it_holds_what_the_contract_says(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    tables = {"comparison.csv", "comparison.parquet", "series.parquet", "uncertainty.csv", "assumptions.csv"}
    assert tables | {"manifest.json", "summary.md", "figures"} <= names
    figures = {f"{kind}.{form}" for kind in ("fan", "cost", "gains", "payers") for form in ("png", "svg")}
    assert figures == {path.name for path in (folder / "figures").iterdir()}
    assert [path.name for path in folder.parent.iterdir()] == ["r"]


def test_csv_and_parquet_say_the_same(folder: Path) -> None:
    csv, parquet = pd.read_csv(folder / "comparison.csv"), pd.read_parquet(folder / "comparison.parquet")
    assert list(csv.columns) == list(parquet.columns)
    pd.testing.assert_frame_equal(csv, parquet, check_dtype=False, rtol=1e-12)


def test_series_are_long_and_complete(folder: Path) -> None:
    series = pd.read_parquet(folder / "series.parquet")
    assert list(series.columns) == ["scenario", "replication", "month", "outcome", "value"]
    assert set(series["scenario"]) == {"without_policy", "morocco_belgium_tax_incentive", "morocco_belgium_matching_grant"}
    assert set(series["replication"]) == set(range(4))
    assert set(series["month"]) == set(range(24))
    assert not series.duplicated(["scenario", "replication", "month", "outcome"]).any()


def test_the_months_add_up_to_the_table(folder: Path) -> None:
    series, table = pd.read_parquet(folder / "series.parquet"), pd.read_parquet(folder / "comparison.parquet")
    total = table[table["breakdown"].isna()].set_index(["scenario", "outcome"])["mean"]
    flows = series[series["outcome"] == "remittances"].groupby(["scenario", "replication"])["value"].sum().groupby("scenario").mean() / 2.0
    assert flows["morocco_belgium_tax_incentive"] == pytest.approx(total["morocco_belgium_tax_incentive", "remittances"], rel=1e-9)


def test_the_manifest_tells_what_it_rests_on_and_is_stamped(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["stamp"] == stamp(manifest) != "Not calibrated: compare policies, do not forecast."
    assert manifest["evidence"]["tax_incentive"] == {"grounds": "scenario", "facts": [], "hit": 0}
    assert manifest["options"]["ensemble"]["digest"] == shipped().digest
    assert manifest["options"]["seed"] == 1
    assert manifest["scenarios"]["morocco_belgium_tax_incentive"]["fingerprint"]
    assert manifest["versions"]["numpy"]
    inputs = manifest["inputs"]["morocco_belgium_tax_incentive"]
    assert all(given["source"] and given["grade"] and given["status"] for given in inputs)
    assert "**Tax incentive for investors: scenario result, no evidence.**" in (folder / "summary.md").read_text(encoding="utf-8")


def test_the_same_command_returns_what_is_there(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    result = CliRunner().invoke(app, [*WORDS, "--out", str(folder), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["rows"]
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_other_content_is_refused_and_left_alone(folder: Path, tmp_path: Path) -> None:
    for words in ([*WORDS, "--seed", "2"], [*WORDS, "--set", "levers.tax_incentive.years=3"]):
        result = CliRunner().invoke(app, [*words, "--out", str(folder)])
        assert result.exit_code == 2
        assert str(folder) in result.stderr
    (tmp_path / "letters.txt").write_text("mine")
    assert CliRunner().invoke(app, [*WORDS, "--out", str(tmp_path)]).exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_what_cannot_be_written_is_refused_before_anything_is_simulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.runs import runner

    def never(task: runner.Task) -> runner.Done:
        raise AssertionError("simulated")

    monkeypatch.setattr(runner, "perform", never)
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
        result = CliRunner().invoke(app, [*WORDS, "--out", str(out)])
        assert result.exit_code == 2, result.output
        assert str(out) in result.stderr
        assert "Traceback" not in result.stderr


def test_an_interrupted_comparison_goes_on_and_ends_with_the_same_bytes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, draws_only: Callable[..., None]
) -> None:
    from experiments.runs import runner

    draws_only("fan")
    real, seen = runner.perform, []

    def third_is_interrupted(task: runner.Task) -> runner.Done:
        if task.replication == 2 and not seen:
            seen.append(task.replication)
            raise KeyboardInterrupt
        seen.append(task.replication)
        return real(task)

    monkeypatch.setattr(runner, "perform", third_is_interrupted)
    out = tmp_path / "r"
    assert CliRunner().invoke(app, [*WORDS, "--out", str(out)]).exit_code in (0, 130)
    seen.append(2)
    assert CliRunner().invoke(app, [*WORDS, "--out", str(out)]).exit_code == 0
    for name in ("comparison.parquet", "comparison.csv", "series.parquet", "manifest.json", "summary.md", "figures/fan.png", "figures/fan.svg"):
        assert (out / name).read_bytes() == (folder / name).read_bytes(), name


def results_of(folder: Path) -> ResultFolder:
    return ResultFolder(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["fingerprint"])


def test_a_flipped_bit_anywhere_is_found(folder: Path, tmp_path: Path) -> None:
    """By the command that made the folder and by a question to it; the file is named."""
    copy = tmp_path / "r"
    shutil.copytree(folder, copy)
    results = results_of(copy)
    assert results.is_whole()
    for name in flips(copy, 150, 11):
        assert not results.is_whole()
        assert results._holds_these()  # so the same command makes it again
        with pytest.raises(InputError) as error:
            query(copy, "select avg(mean) from comparison")
        assert name in str(error.value) or name == "checksums.txt"
    assert query(copy, "select count(*) n from comparison")["n"][0] > 0


def test_what_is_missing_cut_or_changed_is_named_and_made_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "r"
    shutil.copytree(folder, out)
    (out / "notes_of_mine.txt").write_text("mine")
    (out / "summary.md").unlink()
    (out / "manifest.json").write_bytes((folder / "manifest.json").read_bytes()[:1000])
    changed = (out / "comparison.csv").read_text(encoding="utf-8").replace("1", "2", 1)
    (out / "comparison.csv").write_text(changed, encoding="utf-8")
    result = CliRunner().invoke(app, [*WORDS, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert all(name in result.stderr for name in ("summary.md", "manifest.json", "comparison.csv")) and "series.parquet" not in result.stderr
    assert contents(out) == contents(folder) | {"notes_of_mine.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_sweep_and_a_comparison_never_share_a_folder(folder: Path, tmp_path: Path) -> None:
    wanted = experiment(tmp_path)
    for harm in (lambda text: text, lambda text: text[:500], lambda text: "[]", lambda text: '{"kind": 1}', lambda text: ""):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        (copy / "manifest.json").write_text(harm((folder / "manifest.json").read_text(encoding="utf-8")), encoding="utf-8")
        before = contents(copy)
        for call in (lambda copy=copy: run_sweep(wanted, copy, subject=FORMULA), lambda copy=copy: status(copy)):
            with pytest.raises(InputError, match="holds something else than a sweep; nothing was changed"):
                call()
        assert contents(copy) == before
    run_sweep(wanted, tmp_path / "sweep", subject=FORMULA)
    before = contents(tmp_path / "sweep")
    result = CliRunner().invoke(app, [*WORDS, "--out", str(tmp_path / "sweep")])
    assert result.exit_code == 2 and "holds a sweep; nothing was changed" in result.stderr
    assert contents(tmp_path / "sweep") == before


def test_two_identical_comparisons_at_once(folder: Path, tmp_path: Path) -> None:
    """The second says that the first is at work, and what to do; a claim whose process is gone holds nobody up."""
    results = ResultFolder(tmp_path / "r", results_of(folder).fingerprint)
    with results.prepared() as whole:
        assert not whole
        with pytest.raises(InputError, match="the same command is at work in .* already .process"), results.prepared():
            pass
        shutil.copytree(folder, tmp_path / "r")  # made by the first
    with results.prepared() as whole:
        assert whole


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.ENOENT])
def test_what_the_disk_refuses_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """While a task is kept, and while the results are written."""
    from experiments.runs import runner
    from experiments.storage import files

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(runner, "perform", lambda task: runner.Done(task.replication, None, (None,) * len(task.scenarios), (None,) * len(task.scenarios), ()))
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", refuse)
        result = CliRunner().invoke(app, [*WORDS, "--out", str(tmp_path / "r")])
    assert result.exit_code == 2 and isinstance(result.exception, SystemExit)
    assert len(result.stderr.strip().splitlines()) == 1 and "cannot be written" in result.stderr
    assert not list(tmp_path.rglob("*npz*"))
