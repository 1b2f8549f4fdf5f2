"""A folder of results, written from a small comparison made up: every file and what stands in it; what is replaced and what stays."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.comparing.comparison import Comparison
from experiments.comparing.comparison_tables import COLUMNS, UNCERTAINTY, levels_table, uncertainty_table
from experiments.comparing.lever_contributions import SAME, of_one_lever, snapped
from experiments.figures import FIGURES
from experiments.manifest import manifest_of, shown_fingerprint
from experiments.reporting import result_folder as store
from experiments.runs.replications import COST, Replications
from experiments.runs.runner import Failure
from experiments.shown_money import Money
from experiments.storage.csv_tables import read_csv
from experiments.storage.seals import read_checksums
from model.errors import InputError
from model.parameter import Text
from scenarios import load

GRANT = "morocco_belgium_matching_grant"
EVERY = {
    "comparison.csv",
    "comparison.parquet",
    "series.parquet",
    "uncertainty.csv",
    "indicators.csv",
    "assumptions.csv",
    "manifest.json",
    "replications.parquet",
    "timing.json",
    "summary.md",
}


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures and the page are looked at elsewhere; here, which are asked for."""
    import experiments.figures as figures
    import experiments.reporting.summary as page

    monkeypatch.setattr(figures, "draw", lambda comparison, kind, language: None if kind == "against" else f"{kind} {language}")
    monkeypatch.setattr(figures, "save", lambda figure, path: path.with_suffix(".png").write_text(figure))
    monkeypatch.setattr(page, "summary", lambda comparison, language: f"page in {comparison.money.code} {language}\n")
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def comparison(base: bool = True, **changes: Any) -> Comparison:
    keys = ((COST, None, None), ("donations_collective", None, None), ("revenue_forgone", None, None))
    without = np.tile([0.0, 100.0, 0.0], (4, 1))
    each = Replications("s", load(GRANT), (0, 1, 2, 3), keys, without + np.outer([1.0, 2.0, 3.0, 4.0], [10.0, 5.0, 0.0]), without if base else None, {}, "luck")
    manifest = {**manifest_of({"s": each.scenario}, None, {"replications": 4, "seed": 1, "uncertainty": "luck", "sample": 300}), "fingerprint": "f" * 64}
    series = pd.DataFrame({"scenario": ["s", "s"], "replication": [0, 0], "month": [0, 1], "outcome": ["donations_collective"] * 2, "value": [1.0, 2.0]})
    tables = (levels_table(each), uncertainty_table(each) if base else pd.DataFrame(columns=UNCERTAINTY), series, pd.DataFrame(columns=COLUMNS))
    return replace(Comparison(*tables, (Text("Mind.", "Attention."),), (), (each,), manifest), **changes)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_file_of_a_folder(tmp_path: Path) -> None:
    found = comparison()
    store.write_results(found, tmp_path, "fr", {"seconds": 2.5})
    assert files(tmp_path) == EVERY | {"alarms.csv", "accounts.csv", "induced.csv", "value.csv"} | {
        f"figures/{kind}.png" for kind in FIGURES if kind not in ("against", "contributions")
    }
    assert "fan" in FIGURES and (tmp_path / "figures" / "fan.png").read_text() == "fan fr"
    manifest = store.read_manifest(tmp_path)
    assert (manifest["failed_runs"], manifest["notes"], manifest["fingerprint"], manifest["options"]["replications"]) == (
        0,
        ["Attention."],
        "f" * 64,
        4,
    ) and list(manifest) == sorted(manifest)
    assert (
        json.loads((tmp_path / "timing.json").read_text(encoding="utf-8")) == {"seconds": 2.5}
        and (tmp_path / "summary.md").read_text(encoding="utf-8") == "page in USD fr\n"
    )
    table = store.read_table(tmp_path)
    assert table["difference"].tolist() == pytest.approx(found.table["difference"].tolist(), nan_ok=True) and store.fingerprint_of(
        tmp_path / "comparison.parquet"
    ) == "f" * 64 == store.fingerprint_of(tmp_path / "series.parquet")
    assert (
        store.read_table(tmp_path, "series")["value"].tolist() == [1.0, 2.0]
        and len(store.read_table(tmp_path, "uncertainty")) == len(found.uncertainty)
        and store.read_table(tmp_path, "against").empty
    )
    assert read_csv(tmp_path / "comparison.csv")["mean"].tolist() == pytest.approx(table["mean"].tolist())


def test_files_that_are_there_only_where_there_is_something_to_say(tmp_path: Path) -> None:
    split = of_one_lever(comparison().replications[0], ("donations_collective",))
    failure = Failure(3, 0, "policy", "ValueError: no", "Traceback")
    full = comparison(failures=(("s", failure),), splits=(split,), against=comparison().table)
    store.write_results(full, tmp_path, "en", None)
    assert {"against.csv", "contributions.csv", "interactions.csv", "failures.csv", "figures/contributions.png"} <= files(tmp_path) and store.read_manifest(
        tmp_path
    )["failed_runs"] == 1
    assert json.loads((tmp_path / "timing.json").read_text(encoding="utf-8")) == {} and read_csv(tmp_path / "failures.csv").to_dict("records") == [
        {"scenario": "s", "replication": 3, "stage": "policy", "error": "ValueError: no", "traceback": "Traceback"}
    ]
    assert read_csv(tmp_path / "contributions.csv")["alone"].tolist() == [12.5]
    levels = tmp_path / "levels"
    levels.mkdir()
    store.write_results(comparison(base=False), levels, "en", None)
    assert files(levels) == EVERY | {"figures/fan.png"}
    some = tmp_path / "some"  # one policy with a world to compare with, and one without
    some.mkdir()
    both = (*comparison().replications, replace(comparison(base=False).replications[0], name="t"))
    store.write_results(comparison(replications=both), some, "en", None)
    assert {"alarms.csv", "accounts.csv", "figures/gains.png", "figures/cost.png"} <= files(some)


def test_amounts_are_in_the_money_of_the_comparison_and_parquet_in_dollars(tmp_path: Path) -> None:
    euro = comparison().in_money(Money("EUR", 2019, 0.5, 1.0, "given"))
    store.write_results(euro, tmp_path, "en", None)
    shown, kept = read_csv(tmp_path / "comparison.csv"), pd.read_parquet(tmp_path / "comparison.parquet")
    row = kept["outcome"] == COST
    assert (
        shown.loc[row.to_numpy(), "mean"].iloc[0] == pytest.approx(12.5)
        and kept.loc[row, "mean"].iloc[0] == pytest.approx(25.0)
        and "EUR" in shown.loc[row.to_numpy(), "unit"].iloc[0]
        and "USD" in kept.loc[row, "unit"].iloc[0]
    )
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == "page in EUR en\n" and store.read_manifest(tmp_path)["money"] == euro.money.document()


def test_a_folder_is_written_whole_and_what_is_damaged_is_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = store.ResultFolder(tmp_path / "r", "f" * 64, {})
    written: list[str] = []

    def more(found: Comparison, draft: Path) -> None:
        written.append(draft.name)
        (draft / "more.txt").write_text("more", encoding="utf-8")

    with folder.prepared() as whole:
        assert not whole and folder.waiting.is_dir()
        folder.write(comparison(), "en", {"seconds": 1.0}, more)
    assert folder.is_whole() and not folder.waiting.exists() and written[0].startswith("draft-")
    listed = read_checksums(folder.path)
    assert listed is not None and set(listed) == files(folder.path) - {"checksums.txt", store.KEPT} and "more.txt" in listed
    before = (folder.path / "summary.md").stat().st_mtime_ns
    (folder.path / "comparison.csv").write_text("broken", encoding="utf-8")
    (folder.path / "mine.txt").write_text("mine", encoding="utf-8")
    assert not folder.is_whole()
    with folder.prepared("en") as whole:
        assert not whole and "comparison.csv" in capsys.readouterr().err
        folder.write(comparison(), "en", {"seconds": 2.0}, more)
    assert folder.is_whole() and (folder.path / "mine.txt").read_text(encoding="utf-8") == "mine" and (folder.path / "summary.md").stat().st_mtime_ns == before
    with folder.prepared() as whole:
        assert whole
    other = store.ResultFolder(tmp_path / "r", "e" * 64, {})
    with pytest.raises(InputError, match="holds results of other"), other.prepared():
        pass
    assert store.fingerprint_of(folder.path / "nothing.parquet") is None


def test_last_digits_are_made_equal_and_nothing_else() -> None:
    for size in (1e6, 1.0, 1e-9):
        close, apart = size * (1.0 + 0.4 * SAME), size * (1.0 + 4.0 * SAME)
        assert snapped(np.array([[size], [close], [apart], [2.0 * size]])).ravel().tolist() == [size, size, apart, 2.0 * size]
    assert snapped(np.array([[1.0, 5.0], [1.0 + 1e-15, 5.0 - 1e-15]])).tolist() == [[1.0, 5.0], [1.0, 5.0]] and np.isnan(
        snapped(np.array([[np.nan], [1.0]]))[0, 0]
    )


def test_a_folder_is_another_where_it_is_shown_in_another_way() -> None:
    """Language, money and what screen figures are for go into the fingerprint of a folder, as they go into its files."""
    manifest = {"fingerprint": "f" * 64}
    ways = [shown_fingerprint(manifest, language, money, is_projector=wall) for language in ("en", "fr") for money in (None, {"code": "EUR"}, {"code": "XOF"}) for wall in (False, True)]
    assert len(set(ways)) == 12 and shown_fingerprint(manifest, "en") == ways[0] != shown_fingerprint({"fingerprint": "e" * 64}, "en")
