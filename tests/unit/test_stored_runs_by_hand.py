"""Single runs of a comparison made up, written to a folder and read again, number by number; and why a folder is refused. Who was induced, in words."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from experiments.comparing.comparison import Comparison
from experiments.comparing.lever_contributions import Contributions
from experiments.reporting import stored_runs
from experiments.reporting.induced_page import WORDS, induced_section, own_levers
from experiments.reporting.result_folder import _json
from experiments.reporting.stored_runs import read_comparison, write_runs
from experiments.runs.replications import COST, Replications
from experiments.runs.runner import Failure
from experiments.storage.csv_tables import write_csv
from experiments.storage.seals import checksum, checksum_lines, write_table
from model.errors import InputError
from model.levers import REGISTRY
from tests.worked import GRANT, PACKAGE, RUNS, flat, key, months_of, same, worked

MAIN = "donations_collective"
NUMBERS = {key(MAIN): 200.0, key(COST): 300.0, key(MAIN, "sex", "female"): 50.0}


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def single() -> Replications:
    judged = {key("additional", "lever", "matching_grant"): 3.0, key("net", "lever", "matching_grant"): -1.0}
    found = same(GRANT, NUMBERS, judged, swing={key(MAIN): 10.0})
    return replace(found, induced={("induced_number", "lever", "matching_grant"): np.arange(6.0), ("induced_money", "lever", "matching_grant"): np.full(6, np.nan)})


def package() -> Replications:
    found = same(PACKAGE, NUMBERS, name="pack", runs=4)
    return replace(found, numbers=(0, 2, 3, 5), left_out={"tax_incentive": found.values - 1.0, "matching_grant": found.values - 2.0})


def split() -> Contributions:
    """Two outcomes, four levers; alone, left out and share of each a number of its own in each run."""
    levers = tuple(lever.id for lever in package().scenario.levers)
    alone, left_out, share = (base + np.arange(4 * 4 * 2, dtype=float).reshape(4, 4, 2) for base in (0.0, 100.0, 200.0))
    pairs = {(levers[0], levers[1]): np.full((4, 2), 5.0), (levers[1], levers[3]): np.full((4, 2), 6.0)}
    return Contributions("pack", levers, (MAIN, COST), package().numbers, package().groups, alone, left_out, share, share.sum(axis=1), pairs, True, np.array([4, 4]), np.array([False, True]))


def made() -> Comparison:
    months = pd.concat([months_of(single(), COST, [1.0, 2.0], [0.0, 0.0])], ignore_index=True)
    other = same("morocco_belgium", {key(MAIN): 0.0})
    found = worked(single(), package(), other, series=months, splits=[split()], n_asked=2, reference=other)
    failures = (("pack", Failure(1, 1, "month", "ValueError: no", "a trace")), ("pack", Failure(4, None, "build", "KeyError: x", "")))
    return replace(found, failures=failures)


def written(folder: Path, comparison: Comparison, **manifest: Any) -> Path:
    folder.mkdir()
    write_runs(comparison, folder / stored_runs.FILE, {"fingerprint": "f"})
    write_table(folder / "series.parquet", pa.Table.from_pandas(comparison.series, preserve_index=False))
    rows = [(name, failure.replication, failure.stage, failure.error, failure.traceback) for name, failure in comparison.failures]
    if rows:
        write_csv(pd.DataFrame(rows, columns=["scenario", "replication", "stage", "error", "traceback"]), folder / "failures.csv", "en")
    _json(folder / "manifest.json", comparison.manifest | manifest)
    signed(folder)
    return folder


def signed(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if path.name != "checksums.txt")
    (folder / "checksums.txt").write_text(checksum_lines({name: checksum((folder / name).read_bytes()) for name in names}), encoding="utf-8")


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    given = made()
    found = read_comparison(written(tmp_path / "r", given))
    assert [each.name for each in found.replications] == [GRANT, "pack"] and [each.name for each in found.compared_with] == ["morocco_belgium"]
    for old, new in zip((*given.replications, *given.compared_with), (*found.replications, *found.compared_with), strict=True):
        assert (new.numbers, new.keys, new.without, new.uncertainty, new.ensemble, new.is_point) == (old.numbers, old.keys, old.without, "luck", None, False)
        assert (new.values == old.values).all() and old.base is not None and new.base is not None and (new.base == old.base).all() and new.scenario.fingerprint == old.scenario.fingerprint
        for which in ("judged", "induced", "left_out"):
            mine, its = getattr(old, which), getattr(new, which)
            assert list(mine) == list(its) and all(np.array_equal(mine[name], its[name], equal_nan=True) for name in mine)
    (mine,), (its,) = given.splits, found.splits
    assert (its.name, its.levers, its.outcomes, its.numbers, its.is_exact) == (mine.name, mine.levers, mine.outcomes, mine.numbers, mine.is_exact)
    assert all((getattr(mine, name) == getattr(its, name)).all() for name in ("alone", "left_out", "shapley", "whole")) and its.defined.tolist() == [4, 4]
    assert list(its.pairs) == list(mine.pairs) and all((its.pairs[pair] == mine.pairs[pair]).all() for pair in mine.pairs)
    assert [(name, failure.replication, failure.scenario, failure.stage, failure.error, failure.traceback) for name, failure in found.failures][:1] == [("pack", 1, None, "month", "ValueError: no", "a trace")]
    pd.testing.assert_frame_equal(found.table, given.table)
    pd.testing.assert_frame_equal(found.against, given.against)
    pd.testing.assert_frame_equal(found.series, given.series, check_dtype=False)
    table = pd.read_parquet(tmp_path / "r" / stored_runs.FILE)
    assert list(table.columns) == ["scenario", "replication", "of", "lever", "outcome", "breakdown", "group", "value"] and table["replication"].dtype == np.int32
    first = table[(table["scenario"] == GRANT) & (table["of"] == "policy")]
    assert first["value"].tolist()[:4] == [1210.0, 300.0, 1050.0, 1210.0] and first["replication"].tolist() == [number for number in range(6) for _ in range(3)]
    assert table["of"].unique().tolist() == ["policy", "without_policy", "judged", "induced", "left_out", "split_whole", "split_alone", "split_left_out", "split_shapley", "split_pair"]


def test_a_split_of_one_lever_and_levels_alone_come_back_too(tmp_path: Path) -> None:
    from experiments.comparing.lever_contributions import of_one_lever

    found = read_comparison(written(tmp_path / "r", worked(single(), splits=[of_one_lever(single(), (MAIN,))])))
    assert found.splits[0].levers == ("matching_grant",) and (found.splits[0].shapley[:, 0, 0] == single().column(MAIN, difference=True)).all() and found.failures == ()


def test_a_scenario_that_lost_all_its_runs_comes_last_and_has_none(tmp_path: Path) -> None:
    lost = replace(same(PACKAGE, NUMBERS, name="lost"), numbers=(), values=np.zeros((0, 3)), base=None)
    found = read_comparison(written(tmp_path / "r", worked(lost, single())))
    assert [each.name for each in found.replications] == [GRANT] and any("runs failed" in note.en for note in found.notes)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "it has no manifest.json"),
        (lambda folder: (folder / "checksums.txt").unlink(), "has no checksums.txt"),
        (lambda folder: ((folder / "checksums.txt").unlink(), (folder / "runs").mkdir()), "is a sweep"),
        (lambda folder: ((folder / "manifest.json").write_text("[]"), signed(folder)), "results of another kind"),
        (lambda folder: ((folder / "manifest.json").write_text("{"), signed(folder)), "results of another kind"),
        (lambda folder: ((folder / stored_runs.FILE).unlink(), signed(folder)), "was written by version 1.0, which kept no single runs"),
        (lambda folder: changed(folder, options={"baseline": False}), "holds levels alone"),
        (lambda folder: ((folder / stored_runs.FILE).write_bytes(b"x"), signed(folder)), "not as it was written"),
        (lambda folder: (folder / "series.parquet").write_bytes(b"x"), "series.parquet"),
    ],
)
def test_why_a_folder_is_refused(tmp_path: Path, change: Any, says: str) -> None:
    folder = written(tmp_path / "r", worked(single()))
    change(folder)
    with pytest.raises(InputError, match=says):
        read_comparison(folder)


def changed(folder: Path, **content: Any) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    _json(folder / "manifest.json", manifest | content)
    signed(folder)


def test_what_is_not_there_and_scenarios_that_are_others_now(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        read_comparison(tmp_path / "none")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is a file, not a folder"):
        read_comparison(tmp_path / "file")
    folder = written(tmp_path / "r", worked(single()))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["scenarios"][GRANT]["fingerprint"] = "other"
    changed(folder, scenarios=manifest["scenarios"])
    with pytest.raises(InputError, match=f"{GRANT} is not the same scenario"):
        read_comparison(folder)
    manifest["scenarios"][GRANT]["content"]["levers"]["own_lever"] = {}
    changed(folder, scenarios=manifest["scenarios"])
    with pytest.raises(InputError, match="rests on levers that are not in use here: own_lever"):
        read_comparison(folder)
    one = manifest["scenarios"][GRANT] | {"fingerprint": single().scenario.fingerprint, "content": worked(single()).manifest["scenarios"][GRANT]["content"]}
    named = stored_runs._scenarios(folder, {"scenarios": {GRANT: one}, "against": worked(package()).manifest["scenarios"]["pack"] | {"name": GRANT}, "code": {}})
    assert list(named) == [GRANT, f"{GRANT}#2"] and len(named[f"{GRANT}#2"].levers) == 4


# --- who was induced, in words --------------------------------------------------------------------------------------------------------------------------


def sums(**values: float) -> dict[tuple[str, str, str], np.ndarray[Any, Any]]:
    return {(name, "lever", "matching_grant"): np.full(RUNS, value) for name, value in values.items()}


def cells(lines: list[str]) -> list[str]:
    return [cell.strip() for cell in flat(lines[-1]).strip("|").split("|")]


def test_a_row_sets_the_induced_against_the_others_and_says_what_is_left() -> None:
    given = sums(
        induced_number=10.0, anyway_number=40.0, induced_money=500.0, anyway_money=8000.0, induced_skilled=8.0, anyway_skilled=10.0, induced_wealth=0.0, anyway_wealth=30.0,
        induced_wealth_known=0.0, anyway_wealth_known=30.0, effect_in_force=4.0, effect_after_1=3.0, effect_after_2=1.0,
    )  # fmt: skip
    each = replace(same(GRANT, NUMBERS), induced=given)
    lines = induced_section(worked(each))
    assert lines[0] == f"## {WORDS['title'].en}" and lines[2] == WORDS["says"].en
    assert flat(lines[4]) == "| Policy | Households | Size, a year | Tertiary education | Wealth | Effect left after its end |"
    assert cells(lines) == [
        "Moroccans in Belgium, matching grant 1:1", "10 against 40", "50 against 200 (lower)", "80 % against 25 % (higher)", "- against 1 (too few households)",
        "year 1: 75 %, year 2: 25 %",
    ]  # fmt: skip
    french = cells(induced_section(worked(each), "fr"))
    assert french[1:4] == ["10 contre 40", "50 contre 200 (moins élevé)", "80 % contre 25 % (plus élevé)"] and french[5] == "année 1 : 75 %, année 2 : 25 %"
    euros = worked(each).in_currency("EUR", 0.5)
    assert cells(induced_section(euros))[2] == "25 against 100 (lower)" and euros.induced[euros.induced["measure"] == "size"]["unit"].tolist() == ["EUR of 2019 a year"] * 3
    assert induced_section(worked(same(GRANT, NUMBERS))) == []


def test_acts_of_a_package_and_levers_of_it_are_named_apart() -> None:
    each = replace(same(PACKAGE, NUMBERS, name="pack"), induced={
        ("induced_number", "act", "found_firm"): np.full(RUNS, 20.0), ("anyway_number", "act", "found_firm"): np.full(RUNS, 20.0),
        ("induced_number", "lever", "tax_incentive"): np.full(RUNS, 1.0), ("anyway_number", "lever", "tax_incentive"): np.full(RUNS, 0.0),
    })  # fmt: skip
    found = worked(each)
    lines = induced_section(found)
    assert len(lines) == 8 and own_levers(found.induced, "pack") == 2 and flat(lines[6]).startswith("| of which ")
    assert REGISTRY["tax_incentive"].label.en.lower() in flat(lines[7]).lower() and WORDS["not_ended"].en in lines[6]
    table = found.induced.set_index(["lever", "act", "group", "measure"])
    assert math.isclose(float(found.induced[(found.induced["measure"] == "share") & found.induced["lever"].isna()]["mean"].iloc[0]), 0.5) and len(table) == 6
