"""The studies of the simulator, at sizes that say nothing but show that they run and how they count."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.markdown import publish
from experiments.studies import bias, common_random_numbers, growing, intervals, large_worlds, memory, pairs, scale, scaling, speed, timing
from model.compiled import numba_door as compiled
from model.levers.consultation import Consultation
from model.queue import Desk
from model.records.arrays import Count
from model.running import engine as objects
from scenarios import load


def small(name: str = scale.SCENARIO) -> object:
    return load(name, {"burn_in_years": 1}, years=1)


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, Path]:
    """Two samples of two sizes, and where they are kept."""
    folder = tmp_path_factory.mktemp("kept")
    tasks = scale.planned(small(), (150, 300), 2, 0)
    return pairs.run_all(tasks, folder), folder


def test_finished_runs_are_read_and_lost_ones_made_again(numbers: tuple[pd.DataFrame, Path]) -> None:
    first, folder = numbers
    parts = sorted(folder.rglob("*.parquet"))
    assert [part.stem for part in parts] == ["150-150-0", "150-150-1", "300-300-0", "300-300-1"]
    kept = parts[1].stat().st_mtime_ns
    parts[0].unlink()
    again = pairs.run_all(scale.planned(small(), (150, 300), 2, 0), folder)
    pd.testing.assert_frame_equal(first, again)
    assert parts[1].stat().st_mtime_ns == kept


def test_another_scenario_has_another_folder(tmp_path: Path) -> None:
    other = load(scale.SCENARIO, {"burn_in_years": 1, "levers.matching_grant.ratio": 2.0}, years=1)
    folders = {pairs.content_folder(tmp_path, scale.planned(scenario, (150,), 1, 0)) for scenario in (small(), small(), other)}
    assert len(folders) == 2


def test_scale_page(numbers: tuple[pd.DataFrame, Path], tmp_path: Path) -> None:
    first, _ = numbers
    as_full = first[first["records"] == 300].assign(records=scale.FULL_SCALE)
    page = scale.page_of(pd.concat([first, as_full]), small(), "command")
    publish(page, tmp_path / "deep" / "scale.md")
    text = (tmp_path / "deep" / "scale.md").read_text(encoding="utf-8")
    assert text.startswith("# What a sample loses")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert any(line.startswith("| remittances |") for line in rows)
    heads = [line for line in rows if line.startswith(("| outcome", "| effect"))]
    assert {line.count("|") for line in rows} == {head.count("|") for head in heads}


def test_a_bias_is_found_and_luck_is_not_called_one() -> None:
    rng = np.random.Generator(np.random.Philox(1))
    full = pd.DataFrame({"remittances": rng.normal(100.0, 1.0, 40), "backlog": rng.normal(50.0, 1.0, 40), "crisis_need": np.full(40, 7.0)})
    sample = pd.DataFrame({"remittances": rng.normal(100.0, 5.0, 40), "backlog": rng.normal(40.0, 5.0, 40), "crisis_need": np.full(40, 7.0)})
    flows, queue, same = bias.compared(full, {2_000: sample})
    assert (flows.biased, queue.biased, same.biased) == ([], [2_000], [])
    assert bias.verdict(flows) == bias.verdict(same) == "within Monte-Carlo error"
    assert bias.verdict(queue).startswith("**-") and bias.verdict(queue).endswith("% at 2 000**")
    assert bias.summary([flows, queue, same], [2_000], "levels") == [
        f"- levels, samples of 2 000: 2 of 3 within 3 standard errors; beyond: backlog ({bias.off_by(queue, 2_000)})."
    ]


def test_what_is_undefined_or_zero_does_not_break_a_table() -> None:
    full = pd.DataFrame({"waiting_days": [10.0, np.nan, 12.0], "placement_repeats": [0.0] * 3, "budget_exhausted_month": [np.nan] * 3})
    sample = pd.DataFrame({"waiting_days": [11.0, 10.0, 12.0], "placement_repeats": [3.0, 3.0, 3.0], "budget_exhausted_month": [np.nan] * 3})
    rows = bias.body(bias.compared(full, {500: sample}), [500])
    words = {row[0]: row for row in rows}
    assert words["waiting_days (defined in 2/3, 3/3)"][-1] == "within Monte-Carlo error"
    assert words["placement_repeats"][-1] == "**+3.00 in its unit at 500**"
    assert not any("budget" in row[0] for row in rows if not row[0].startswith("*"))


def test_common_random_numbers_saves_what_the_variances_say() -> None:
    rng = np.random.Generator(np.random.Philox(2))
    drawn = rng.normal(size=(400, 2))
    luck, own = np.linalg.qr(drawn - drawn.mean(axis=0))[0].T  # of equal variance, and not correlated at all
    found = common_random_numbers.saving(10.0 + luck, 11.0 + luck + 0.1 * own)
    assert found.factor == pytest.approx((1.0 + 1.01) / 0.01)
    assert found.low < found.factor < found.high
    assert found.difference == pytest.approx(1.0)
    assert (found.independent / found.common) ** 2 == pytest.approx(found.factor)


def test_common_random_numbers_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common_random_numbers, "WORLDS", (("morocco_belgium_matching_grant", "morocco_belgium_skills_placement"),))
    found = common_random_numbers.savings(common_random_numbers.study(3, 150, years=1, folder=tmp_path))
    assert {"donations_collective", "public_cost"} <= set(found["outcome"])
    assert found.loc[~found["is_main"], "difference"].abs().gt(found.loc[~found["is_main"], "common"]).all()
    assert not found.loc[found["outcome"] == "public_cost", "is_paired"].any()
    page = common_random_numbers.page_of(found, 3, 150, "command")
    assert "| morocco_belgium_matching_grant |" in page and "1: none without the policy" in page


def test_memory_page() -> None:
    found = memory.readings(runs=3, every=1, sample=100)
    assert [reading.runs for reading in found] == [1, 2, 3]
    assert all(reading.registered == 0 and reading.resident > 1e6 for reading in found)
    assert "| 3 |" in memory.page_of(found, 100, "command")


def test_speed_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "OBJECTS", 60)
    monkeypatch.setattr(speed, "PYTHON_RECORDS", (150,))
    original = compiled.call
    found = speed.measure((200, 400), rounds=1, months=2, small=(125, 250))
    assert objects.call is original
    assert all(value > 0.0 for values in found["compiled"].values() for value in values)
    assert found["python"]["150"]["outside"] > 0.0 and found["python"]["150"]["calls"] >= 5
    assert json.loads(json.dumps(found)) == found
    page = speed.page_of(found, "command")
    assert "| live_and_decide_all |" in page and "| compiled loops, 400 households |" in page


def test_the_timed_world_has_all_levers_in_force() -> None:
    world = timing.burnt_in(200)
    model = world.fork(timing.levers())
    assert len(model.policy.levers) == len(timing.levers()) > 20
    assert model.n_households == 200 and (model.stage.households["weight"][:200] == 1.0).all()
    model.step()
    assert model.history.results["crises"][0].sum() > 0.0


def test_the_page_on_intervals_is_what_its_command_writes() -> None:
    """Prose, heads and tables in their places: whoever edits the page edits what makes it."""
    page = (Path(__file__).parents[2] / "docs" / "intervals.md").read_text(encoding="utf-8")
    fixed = re.split(r"\{\w+(?::[^}]*)?\}", intervals.PAGE)
    found = re.fullmatch("(.+?)".join(map(re.escape, fixed)), page, re.DOTALL)
    assert found is not None
    command = found[1].split()
    assert command[:3] == ["python", "-m", "experiments.studies.intervals"] and command[-2:] == ["--out", "docs/intervals.md"]
    assert f"{int(command[command.index('--replications') + 1]):,}".replace(",", " ") + " replications" in found[2]
    assert command[command.index("--experiments") + 1] == found[5] and found[4] == "1 000"


def test_scaling_names_the_steepest_part_that_counts() -> None:
    """Made-up times: what takes next to nothing is told without an exponent and is not the worst, however steep."""
    parts = {
        "all": [[0.010, 0.012, 0.011], [0.040, 0.040, 0.040], [0.160, 0.150, 0.170]],
        "a phase": [[0.008] * 3, [0.032] * 3, [0.128] * 3],
        "a steep one": [[0.0001] * 3, [0.0016] * 3, [0.0256] * 3],
        "a call": [[1e-6] * 3, [1e-5] * 3, [1e-4] * 3],
        "(once)": [[0.0] * 3, [0.0] * 3, [0.0] * 3],
    }
    grown = growing.Grown("households", [1_000.0, 4_000.0, 16_000.0], parts)
    assert scaling.worst(grown) == ("a steep one", pytest.approx(2.0))
    page = scaling.page_of([grown], "command", 12.0)
    assert "| Households | 1 000 to 16 000 | 0.97 | a steep one | 2.00 |" in page
    assert "| **all** | 11.0 | 40.0 | 160 | 100.0 | 0.97 |" in page
    assert "| a phase | 8.00 | 32.0 | 128 | 80.0 | 1.00 |" in page
    assert "| a call | 0.00100 | 0.0100 | 0.100 | 0.1 | – |" in page
    assert "The steepest of all is **a steep one** over households: 2.00." in page


def test_phases_of_a_month_add_up_to_it() -> None:
    model = timing.burnt_in(200).fork(timing.levers())
    found = growing.of_phases(model, 3)
    assert model.month == 3
    assert set(found) >= {"all", "demography and decisions", "families", "trade", "closing", "Python"}
    assert sum(seconds for name, seconds in found.items() if name != "all") == pytest.approx(found["all"], rel=1e-6)
    assert all(seconds >= 0.0 for seconds in found.values())
    model.dispose()


def test_demands_put_at_a_desk_wait_and_are_answered() -> None:
    model = timing.burnt_in(200).fork((Consultation(answers_per_month=5.0, deadline_days=1_000.0),))
    before = int(model.stage.counts[Count.FILES])
    growing.crowd(model, 60)
    assert int(model.stage.counts[Count.FILES]) == before + 60
    model.step()
    files = model.stage.files[: model.stage.counts[Count.FILES]]
    assert 40 <= int((files["desk"] == Desk.CONSULTATION.value).sum()) <= 60
    assert model.series()["demands_answered"].iloc[0] == 5.0
    model.dispose()


def test_one_rule_elsewhere_is_quoted_with_what_bounds_it() -> None:
    names = {"c_native": 8.0, "c_fast": 3.2, "numpy": 6.0, "engine": 130.0, "engine_whole": 180.0}
    rows = [{"key": key, "label": f"label of {key}", "ns": nano, "checked": "same senders each month"} for key, nano in names.items()]
    found = {"agents": 100_000, "months": 24, "rows": rows, "touch": {"rule": 0.4, "engine": 26.0, "engine_bytes": 472}, "instructions": {"c": 192.2}}
    text = "\n".join(speed._against_others(found, 260.0))
    assert "| label of engine | 130 | 16.2 | same senders each month |" in text
    assert "takes 26.0 ns" in text and "The reduced loop is 5.00 times that, all nine decisions 6.92 times, a whole month with all levers 10.0 times." in text
    assert "the fastest C is 8.00 times that" in text
    assert "the rule in C 192." in text


def test_a_whole_diaspora_is_a_record_a_household(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_worlds, "ORIGIN", "TUV")
    monkeypatch.setattr(large_worlds, "RESIDENCE", "NZL")
    large_worlds.scenario_files(tmp_path)
    found = large_worlds.measured(large_worlds.FULL, tmp_path, ["tax"])
    migrants = load(str(tmp_path / "tax.toml")).settings(200).corridors[0].figures.migrant_stock
    assert 200 < found["records"] < migrants and min(found["peak"], found["seconds"]) > 0.0


def test_large_worlds_hold_what_is_told_against_what_it_takes() -> None:
    found = [{"policies": 1, "records": 1_000_000, "told": 2.16e9, "peak": 2.0e9, "told_seconds": 121.0, "seconds": 110.0}]
    assert "| 1 000 000 | 1 | 2.16 | 2.00 | 1.08 | 121 | 110 | 1.10 |" in large_worlds.page_of(found, "command")
