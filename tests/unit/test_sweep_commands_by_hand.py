"""What commands on sweeps, tables of countries and facts hand on and say, with what they ask for in place of the work."""

from __future__ import annotations

import json
import math
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.cli import data_commands, evidence_commands, sensitivity_commands, sweep_commands
from model.errors import InputError
from model.parameter import Text
from tests.asked_commands import plain

NAN = math.nan


pytestmark = pytest.mark.usefixtures("wide_terminals")


# --- sweeps and sensitivity -----------------------------------------------------------------------------------------------------------------------------------


def test_queries_say_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = SimpleNamespace(columns=["a", "b"], rows=[(1, 0.25), (None, "x")], missing=2, parts=7)
    monkeypatch.setattr(sweep_commands, "answers", lambda path, sql: found)
    monkeypatch.setattr(sweep_commands, "footnotes_at", lambda path, language: ["Note."])
    assert sweep_commands.answer_query("f", "select", False, "en") == 0
    shown = capsys.readouterr()
    assert "2" in shown.err and "7" in shown.err and "0.25" in shown.out and "* Note." in shown.out
    found.missing = 0
    assert sweep_commands.answer_query("f", "select", True, "en") == 0
    shown = capsys.readouterr()
    assert shown.err == "" and json.loads(shown.out) == {"results": "f", "rows": [{"a": 1, "b": 0.25}, {"a": None, "b": "x"}], "footnotes": ["Note."]}
    monkeypatch.setattr(sweep_commands, "footnotes_at", lambda path, language: [])
    assert sweep_commands.answer_query("f", "select", True, "en") == 0 and "footnotes" not in json.loads(capsys.readouterr().out)


def test_sweeps_are_run_verified_and_merged_as_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(sweep_commands, "footnotes_at", lambda path, language: [])
    monkeypatch.setattr(sweep_commands, "Progress", lambda language: nullcontext(lambda *told: asked.append(told)))
    monkeypatch.setattr(sweep_commands, "load_experiment", lambda path: f"experiment {path}")
    plan = SimpleNamespace(points=SimpleNamespace(values=[1, 2, 3]), experiment=SimpleNamespace(replications=4), n_runs=12, fingerprint="abc")

    def run_sweep(experiment: str, out: str, **named: Any) -> Any:
        named.pop("report")(SimpleNamespace(done=5, of=12, failed=1, together=6))
        asked.append((experiment, out, named))
        return SimpleNamespace(folder=SimpleNamespace(path=Path("r")), plan=plan, done=11, failed=1, finished=False, timing={"seconds": 2.5})

    monkeypatch.setattr(sweep_commands, "run_sweep", run_sweep)
    assert sweep_commands.run_experiment("e.toml", 3, "out", None, "2/8", True, "en", True) == 1
    assert asked == [(5, 12, 1, 6), ("experiment e.toml", "out", {"jobs": 3, "dask": None, "shard": (2, 8), "retry_failed": True})]
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "results": "r",
        "points": 3,
        "replications": 4,
        "runs": 12,
        "runs_done": 11,
        "runs_failed": 1,
        "finished": False,
        "fingerprint": "abc",
        "seconds": 2.5,
    }
    monkeypatch.setattr(sweep_commands, "verify", lambda path, runs, seed: {"runs_checked": runs, "same": seed == 1})
    assert sweep_commands.show_verification("f", 1, 1, False, "en") == 0 and sweep_commands.show_verification("f", 2, 2, True, "en") == 1
    assert "runs computed again: 1" in capsys.readouterr().out.splitlines()[0]
    with pytest.raises(InputError, match="--runs"):
        sweep_commands.show_verification("f", 0, 1, False, "en")
    monkeypatch.setattr(sweep_commands, "merge", lambda paths, out: {"runs_failed": len(paths) - 1, "parts_missing": [3, 5]})
    assert sweep_commands.show_merge(["a"], "o", False, "en") == 0 and sweep_commands.show_merge(["a", "b"], "o", False, "fr") == 1
    out = capsys.readouterr().out
    assert "parts missing: 3; 5" in out and "parties manquantes\u00a0: 3\u00a0; 5" in out
    monkeypatch.setattr(sweep_commands, "status", lambda path: {"parts_missing": [], "finished": True})
    assert sweep_commands.show_status("f", False, "fr") == 0 and capsys.readouterr().out.splitlines() == ["parties manquantes\u00a0: aucun", "terminé\u00a0: oui"]
    for text in ("0/8", "9/8", "a/8", "2", "2/", "-1/8"):
        with pytest.raises(InputError, match="is no share"):
            sweep_commands.read_shard(text)
    assert sweep_commands.read_shard("8/8") == (8, 8) and sweep_commands.read_shard(" 1 / 1 ") == (1, 1)


def test_points_are_added_until_intervals_are_narrow(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An interval of 0.2 at 64 points for 0.1: as many as `needed` says, and the runs in proportion; no more than allowed."""
    rounds: list[Any] = []

    def analysis(size: int, widest: float) -> Any:
        rules = SimpleNamespace(size="samples", extends="prefix", label=Text("x", "x"))
        design = SimpleNamespace(rules=rules, settings={"samples": size, "order": 1}, kind="saltelli")
        return SimpleNamespace(widest=widest, sweep=SimpleNamespace(experiment=SimpleNamespace(design=design), manifest={"runs": 10 * size}))

    monkeypatch.setattr(sensitivity_commands, "replace", lambda thing, **changes: SimpleNamespace(**{**vars(thing), **changes}))
    monkeypatch.setattr(sensitivity_commands, "needed", lambda now, widest, until, kind: now if widest <= until else 4 * now)

    def again(experiment: Any, out: str, *given: Any) -> Any:
        rounds.append((experiment.design.settings, out))
        return done, analysis(experiment.design.settings["samples"], 0.05)

    monkeypatch.setattr(sensitivity_commands, "_round", again)
    done: Any = SimpleNamespace(folder=SimpleNamespace(path=Path("f")), timing={"runs": 100, "seconds": 50.0})
    _, found = sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 10_000, 1, None, None, "en")
    assert rounds == [({"samples": 256, "order": 1}, "f")] and found.widest == 0.05
    assert (
        "widest interval 0.2 at samples = 64; for 0.1: samples = 256, 1,920 more runs, about 16.0 minutes here" in (err := capsys.readouterr().err)
        and "widest interval 0.05, below 0.1" in err
    )
    rounds.clear()
    sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 2560, 1, None, None, "en")
    assert len(rounds) == 1
    rounds.clear()
    _, kept = sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 2559, 1, None, None, "en")
    assert rounds == [] and kept.widest == 0.2 and "stopped: 2,560 runs are more than --at-most 2,559" in capsys.readouterr().err
    done.timing = {"runs": 0, "seconds": 0.0}
    sensitivity_commands._narrowed(done, analysis(64, NAN), 0.1, 1, 1, None, None, "fr")
    assert (
        "minutes" not in (err := plain(capsys.readouterr().err))
        and "plus large intervalle ? avec samples = 64 ; pour 0,1 : samples = 256, 1 920 simulations de plus" in err
    )
    assert "arrêt : 2 560 simulations, plus que --at-most 1 ;" in err
    done.timing = {"runs": 100, "seconds": 50.0}
    sensitivity_commands._narrowed(done, analysis(64, 0.2), 0.1, 1, 1, None, None, "fr")
    assert ", environ 16,0 minutes ici" in capsys.readouterr().err


# --- tables of countries, facts, calibration ---------------------------------------------------------------------------------------------------------------------


def test_what_was_left_out_is_named_up_to_a_number() -> None:
    assert (
        data_commands._grouped({"region: World": 1, "rows": 4, **{f"city: C{k}": 1 for k in range(14)}})
        == f"region: World; rows; city: {', '.join(f'C{k}' for k in range(12))} and 2 more"
    )
    assert (
        data_commands._grouped({f"city: C{k}": 1 for k in range(12)}).endswith("C11")
        and data_commands._cell("years", (2019, 2019)) == "2019"
        and data_commands._cell("years", (2015, 2019)) == "2015-2019"
    )
    assert (
        data_commands._cell("largest", 1234567.0) == "1.23457e+06"
        and data_commands._cell("median", 1234.5) == "1,234.5"
        and data_commands._cell("values", 1234) == "1234"
        and data_commands._pair(" wdi = a=b") == ("wdi", "a=b")
    )
    for text in ("wdi", "wdi="):
        with pytest.raises(InputError, match="KIND=FILE"):
            data_commands._pair(text)


def test_a_table_that_was_read_is_shown_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "t.csv"
    source.write_text("year,orig,dest,refugees,asylum_seekers\n2019,IRQ,SWE,5.0,1.0\n2020,IRQ,SWE,7.0,..\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert data_commands.import_table("refugees", str(source), str(out), "en", False) == 0
    shown = plain(capsys.readouterr().out)
    assert "3 values read" in shown and "2019-2020" in shown and f"Written: {out}." in shown and out.read_text(encoding="utf-8").count("\n") == 4
    assert data_commands.import_table("refugees", str(source), None, "en", True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["values"] == 3 and told["figures"][0]["years"] == [2019, 2020] and told["figures"][0]["median"] == 6.0 and told["out"] is None
    for place, says in ((tmp_path, "is a folder"), (source, "is the file that is read")):
        with pytest.raises(InputError, match=says):
            data_commands.import_table("refugees", str(source), str(place), "en", False)


def test_built_tables_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    report = {
        "corridors": 5,
        "origins": 2,
        "residences": 4,
        "share_of_stock": 0.9512,
        "origins_90": 1,
        "origins_10": 0,
        "imputed_countries": {"law": 3},
        "jumps_received": {"SEN": [2018, 2019]},
    }
    built = SimpleNamespace(report=report, files={"a.csv": ""})
    written: list[Any] = []
    monkeypatch.setattr(data_commands, "build", lambda folder, use: (folder, use))
    monkeypatch.setattr(data_commands, "with_propensities", lambda given: written.append(given) or built)
    monkeypatch.setattr(data_commands, "write", lambda found, out: written.append(out))
    assert data_commands.build_tables("in", "o", ["wdi=x.csv"], "en", False) == 0 and written == [("in", {"wdi": "x.csv"}), "o"]
    out = plain(capsys.readouterr().out)
    for words in (
        "5 corridors of 2 origins in 4 countries of residence: 95.1 % of all emigrants.",
        "1 origins with at least 90 % of their emigrants, 0 with at least ten corridors.",
        "law 3.",
        "SEN 2018, 2019.",
        f"Written: {Path('o') / 'a.csv'}.",
    ):
        assert words in out, words
    report["jumps_received"] = {}
    assert data_commands.build_tables("in", None, [], "en", False) == 0 and len(written) == 3
    assert "twice or half" not in (out := plain(capsys.readouterr().out)) and "--out FOLDER writes them" in out


def test_sizes_of_waves_are_read() -> None:
    assert evidence_commands._counts("30,40,50") == [30, 40, 50]
    for text in ("29", "40,x", "40,40,40,40", ""):
        with pytest.raises(InputError, match="is no list of waves"):
            evidence_commands._counts(text)


def test_a_card_is_asked_for_and_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: dict[str, Any] = {}
    card = SimpleNamespace(failed=(), document=lambda: {"score": np.float64(0.5)})
    monkeypatch.setattr(evidence_commands, "validate", lambda files, **given: asked.update(files=files, **given) or card)
    monkeypatch.setattr(evidence_commands, "write_card", lambda card, folder, language, command: asked.update(folder=folder, command=command))
    monkeypatch.setattr(evidence_commands, "Progress", lambda *given: nullcontext(asked.setdefault("progress", given)))
    monkeypatch.setattr(evidence_commands, "terminal_card", lambda card, language: f"the card in {language}")
    assert evidence_commands.show_card(["f.py"], ["C51", "trade"], 3, 500, 7, 2, str(tmp_path / "o"), "fr", False) == 0
    assert asked["progress"] == ("fr", "facts")
    assert (asked["files"], asked["only"], asked["replications"], asked["seed"], asked["jobs"], asked["sample"]) == (["f.py"], ["C51", "trade"], 3, 7, 2, 500)
    assert (
        asked["command"] == "diaspora validate --facts f.py --only C51 --only trade --seed 7 --replications 3 --sample 500"
        and "the card in fr" in (out := capsys.readouterr().out)
        and str(tmp_path / "o") in out
    )
    card.failed = ("x",)
    assert (
        evidence_commands.show_card([], [], None, None, 1, 2, None, "en", True) == 1
        and asked["files"] is None
        and json.loads(capsys.readouterr().out) == {"score": 0.5}
    )
