"""`compare --contributions`: adds up, hides the parts, resumes, and lets a part fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments import compare
from experiments.calibrated.ensemble import shipped
from experiments.cli.command_line import app
from experiments.comparing.comparison import Comparison
from experiments.comparing.lever_contributions import COLUMNS, INTERACTIONS
from experiments.runs.draws import for_replication
from experiments.runs.finished_tasks import Parts
from experiments.storage.csv_tables import read_csv
from experiments.sweeps.asked_outcomes import read_asked
from experiments.sweeps.model_runs import ModelSubject
from model.outcomes.additionality import judge
from model.world import DiasporaModel
from scenarios import load, with_changes

PACKAGE = load(
    "morocco_belgium",
    set={
        "levers.matching_grant": {"ratio": 1.0, "budget_usd": 5e5},
        "levers.donation_tax_relief": {"rate": 0.3, "paid_by": "residence_state"},
        "levers.tax_incentive": {"rate_cut_points": 10.0, "eligibility": {"random_share": 0.5, "arm": "lot"}},
    },
)
SIZE: dict[str, Any] = {"replications": 4, "seed": 1, "years": 1, "sample": 300}
LEVERS = [lever.id for lever in PACKAGE.levers]


@pytest.fixture(scope="module")
def split() -> Comparison:
    return compare([PACKAGE], contributions=True, **SIZE)


@pytest.fixture(scope="module")
def whole() -> Comparison:
    return compare([PACKAGE], **SIZE)


def total(comparison: Comparison, outcome: str) -> pd.Series:  # type: ignore[type-arg]
    table = comparison.table
    return table[(table["outcome"] == outcome) & table["breakdown"].isna()].iloc[0]


def test_shares_add_up_to_the_difference_of_the_table(split: Comparison) -> None:
    found = split.contributions
    assert list(found.columns) == COLUMNS and list(split.interactions.columns) == INTERACTIONS
    moved = 0
    for outcome, own in found.groupby("outcome", sort=False):
        difference = float(total(split, str(outcome))["difference"])
        assert list(own["lever"]) == LEVERS
        assert own["shapley"].sum() == pytest.approx(difference, rel=1e-9, abs=1e-9)
        moved += difference != 0.0
        beyond = split.interactions[(split.interactions["outcome"] == outcome) & split.interactions["first"].isna()]["interaction"].iloc[0]
        assert beyond == pytest.approx(difference - own["alone"].sum(), rel=1e-9, abs=1e-6)
    assert moved >= 3
    for (number, outcome), own in split.contribution_replicates.groupby(["replication", "outcome"]):
        one = split.replications[0]
        assert own["shapley"].sum() == pytest.approx(one.column(outcome, difference=True)[one.numbers.index(number)], rel=1e-9, abs=1e-9)


def test_alone_and_left_out_are_what_two_comparisons_say(split: Comparison) -> None:
    """The lever in a scenario of its own, and the package compared directly with the package without it, same seed."""
    rest = with_changes(PACKAGE, {"levers.matching_grant.ratio": 0.0})
    alone = with_changes(PACKAGE, {"levers.donation_tax_relief.rate": 0.0, "levers.tax_incentive.rate_cut_points": 0.0, "label.en": "alone", "label.fr": "seul"})
    other = compare([alone, PACKAGE], against=rest, **SIZE)
    own = split.contributions[(split.contributions["lever"] == "matching_grant")].set_index("outcome")
    for outcome in ("donations_collective", "public_cost"):
        change = total(other, outcome)["difference"]
        assert own.loc[outcome, "alone"] == pytest.approx(float(change), rel=1e-9) and change != 0.0
        direct = other.against[(other.against["outcome"] == outcome) & other.against["breakdown"].isna()].set_index("scenario")["difference"]
        assert own.loc[outcome, "left_out"] == pytest.approx(float(direct.iloc[-1]), rel=1e-9)


def test_parts_are_hidden_and_nothing_else_changes(split: Comparison, whole: Comparison) -> None:
    assert split.table["scenario"].unique().tolist() == whole.table["scenario"].unique().tolist() == [PACKAGE.name]
    pd.testing.assert_frame_equal(split.series, whole.series)
    assert len(split.replications) == 1 and not split.failures
    own = split.table["outcome"].str.startswith("cost_per") | ((split.table["breakdown"] == "lever") & ~split.table["outcome"].isin(whole.table["outcome"]))
    shared = split.table[~own].merge(whole.table, on=["outcome", "breakdown", "group"], suffixes=("", "_whole"))
    plain = whole.table[~whole.table["outcome"].str.startswith("cost_per")]
    assert len(shared) == len(plain)
    for column in ("mean", "low", "high", "difference", "difference_low", "difference_high"):
        pd.testing.assert_series_equal(shared[column], shared[f"{column}_whole"], check_names=False)
    assert whole.contributions.empty and not whole.splits and "contributions" not in whole.manifest["options"]
    assert split.manifest["fingerprint"] != whole.manifest["fingerprint"]


def test_levers_are_judged_against_the_package_without_them(split: Comparison, whole: Comparison) -> None:
    each = whole.replications[0]
    assert ("additional", "act", "give_collective") in each.judged and not any(key[:2] == ("additional", "lever") for key in each.judged)
    assert ("supported", "lever", "matching_grant") in each.judged
    known = split.replications[0]
    drawn = for_replication(with_changes(PACKAGE, {"years": 1}), 1, 0, "inputs", shipped())
    world = DiasporaModel(drawn.settings(300), (), drawn.shocks, seed=1, replication=0)
    world.burn_in()
    acts = []
    for levers in (drawn.levers, tuple(lever for lever in drawn.levers if lever.id != "matching_grant")):
        model = world.fork(levers, drawn.shocks)
        model.run()
        acts.append(model.acts())
    own = next(lever for lever in drawn.levers if lever.id == "matching_grant")
    expected = judge(acts[0], acts[1], (own,))
    assert expected["deadweight", "lever", "matching_grant"] > 0.0
    for name in ("additional", "deadweight", "spillover", "displacement"):
        assert known.judged[name, "lever", "matching_grant"][0] == expected[name, "lever", "matching_grant"]
    assert not any(reading.rule.alarm in ("X1", "X14", "X16") for reading in whole.readings)
    assert any(reading.rule.alarm == "X1" for reading in split.readings)
    costs = split.table[split.table["outcome"].str.startswith("cost_per")]
    assert costs[costs["breakdown"].isna()]["mean"].isna().all()
    assert set(costs[costs["breakdown"] == "lever"]["group"]) == set(LEVERS)


def test_the_same_with_two_workers_and_after_an_interruption(split: Comparison, tmp_path: Path) -> None:
    kept = Parts(tmp_path / "parts")
    first = compare([PACKAGE], contributions=True, jobs=2, parts=kept, **SIZE)
    pd.testing.assert_frame_equal(first.contributions, split.contributions)
    for place in (1, 2):
        next(iter(sorted(kept.folder.glob(f"task-{place:06d}.*")))).unlink()
    again = compare([PACKAGE], contributions=True, parts=kept, **SIZE)
    pd.testing.assert_frame_equal(again.contributions, split.contributions)
    pd.testing.assert_frame_equal(again.table, split.table)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The part without the matching grant fails in one replication."""
    fork = DiasporaModel.fork

    def or_fail(model: DiasporaModel, levers: Any = (), *rest: Any, **more: Any) -> DiasporaModel:
        if model.replication == 2 and [lever.id for lever in levers] == ["donation_tax_relief", "tax_incentive"]:
            raise ArithmeticError("made to fail")
        return fork(model, levers, *rest, **more)

    monkeypatch.setattr(DiasporaModel, "fork", or_fail)


@pytest.mark.usefixtures("failing")
def test_a_part_that_fails_drops_that_replication_from_the_split_with_a_note() -> None:
    found = compare([PACKAGE], contributions=True, **SIZE)
    assert [(name, failure.replication) for name, failure in found.failures] == [(f"{PACKAGE.name}[donation_tax_relief+tax_incentive]", 2)]
    each = found.replications[0]
    assert each.numbers == (0, 1, 2, 3)
    rest = np.array([0, 1, 3])
    for outcome, own in found.contributions.groupby("outcome"):
        assert own["shapley"].sum() == pytest.approx(each.column(str(outcome), difference=True)[rest].mean(), rel=1e-9, abs=1e-9)
    assert any("rests on 3 of 4 runs" in note.en for note in found.notes)
    assert np.isnan(each.judged["additional", "lever", "matching_grant"]).tolist() == [False, False, True, False]


def test_the_command_says_what_it_costs_and_writes_table_page_and_figure(tmp_path: Path, draws_only: Callable[..., None]) -> None:
    draws_only("contributions")
    words = ["compare", "morocco_belgium_package", "--contributions", "--sample", "200", "--years", "1", "--replications", "2", "--jobs", "1"]
    shown = CliRunner().invoke(app, [*words, "--language", "fr", "--out", str(tmp_path / "fr")])
    assert shown.exit_code == 0, shown.stderr
    assert "14 simulations de plus par réplication" in shown.stderr and "28 en tout" in shown.stderr
    assert "L'ensemble donne-t-il plus que ses parties" in " ".join(shown.stdout.split())
    folder = tmp_path / "fr"
    table, compared = read_csv(folder / "contributions.csv"), read_csv(folder / "comparison.csv")
    totals = compared[compared["breakdown"].isna()].set_index("outcome")["difference"]
    for outcome, own in table.groupby("outcome"):
        assert own["shapley"].sum() == pytest.approx(totals[outcome], rel=1e-9, abs=1e-9)
    page = (folder / "summary.md").read_text(encoding="utf-8")
    assert "valeur de Shapley" in page and "Subvention de contrepartie" in page
    assert (folder / "figures" / "contributions.png").stat().st_size > 20_000 and (folder / "figures" / "contributions.svg").exists()
    assert "--contributions" in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["command"]
    refused = CliRunner().invoke(app, [*words[:-4], "--replications", "2000", "--out", str(tmp_path / "no")])
    assert refused.exit_code == 2 and "28,000 further runs" in refused.stderr and not (tmp_path / "no").exists()


def test_a_sweep_judges_a_lever_of_a_package_against_the_package_without_it() -> None:
    asked, problems = read_asked(["additional[lever=matching_grant]", "deadweight[lever=matching_grant]", "supported[lever=matching_grant]"])
    assert not problems
    (lucky,) = compare([PACKAGE], contributions=True, uncertainty="luck", **{**SIZE, "replications": 1}).replications
    subject = ModelSubject((with_changes(PACKAGE, {"years": 1}),), asked, 300)
    answer = subject.perform([(0, {})], 0, 1)
    assert not answer.failures
    expected = [float(lucky.judged[name, "lever", "matching_grant"][0]) for name in ("additional", "deadweight", "supported")]
    assert list(answer.runs[0].values) == expected and expected[1] > 0.0
