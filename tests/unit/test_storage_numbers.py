"""Files by hand: tables in CSV, seals, checksums and claims, to the number and the byte."""

from __future__ import annotations

import json
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.manifest import finite, footnotes_at, footnotes_of, manifest_of, model_code, write_notes
from experiments.reporting import result_folder as store
from experiments.runs.runner import Failure
from experiments.storage.csv_tables import read_csv, write_csv
from experiments.storage.files import cannot_write, reason, refused, write_whole
from experiments.storage.seals import BLANK, checksum, checksum_lines, is_sealed, read_checksums, sealed, unlike_checksums
from experiments.text import say
from model.errors import InputError
from scenarios import load

GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"
NAN = math.nan


# --- files ------------------------------------------------------------------------------------------------------------------------------------------------------


def test_tables_are_written_in_both_forms_and_read_back(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["a", "b;c"], "value": [1.5, NAN], "mixed": [0.25, "text"]})
    for language, first in (("en", "name,value,mixed"), ("fr", "name;value;mixed")):
        write_csv(table, tmp_path / "t.csv", language)
        lines = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == first and lines[1] == ("a,1.5,0.25" if language == "en" else "a;1,5;0,25") and (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf") is (language == "fr")
        again = read_csv(tmp_path / "t.csv")
        assert again["value"].tolist()[0] == 1.5 and np.isnan(again["value"][1]) and again["name"].tolist() == ["a", "b;c"]


def test_rows_and_small_tables_of_a_result_folder(tmp_path: Path) -> None:
    table = pd.DataFrame([{"scenario": "s", "outcome": "jobs", "unit": "jobs", "breakdown": None, "group": NAN, "mean": 1.5, "low": NAN}])
    assert store.rows_of(table) == [{"scenario": "s", "outcome": "jobs", "unit": "jobs", "breakdown": None, "group": None, "mean": 1.5, "low": None}]
    write_csv(pd.DataFrame([{"alarm": "X1", "value": 0.5, "fires": True}, {"alarm": "X2", "value": 0.5, "fires": False}]), tmp_path / "alarms.csv")
    assert store.alarms_on(tmp_path) == [{"alarm": "X1", "value": 0.5}] and store.read_table(tmp_path, "nothing").empty
    assert str(store.default_folder(["a b/c"], "0123456789")) == "results/a_b_c-01234567" and str(store.default_folder(["a", "b", "c"], "0123456789")) == "results/a_and_2_more-01234567"
    failed: Any = SimpleNamespace(failures=(("s", Failure(3, 1, "policy", "no", "trace")),))
    assert store._failures(failed).to_dict("records") == [{"scenario": "s", "replication": 3, "stage": "policy", "error": "no", "traceback": "trace"}]
    both: Any = SimpleNamespace(scenarios=(load(GRANT), load(PACKAGE)))
    found = store._assumptions(both, "fr")
    assumed = {given.path: given for scenario in both.scenarios for given in scenario.assumptions()}
    assert set(found["input"]) == set(assumed) and len(found) == len(found.drop_duplicates(["input", "value"]))
    row = found[found["input"] == "parameters.giving.price_elasticity"].iloc[0]
    given = assumed["parameters.giving.price_elasticity"]
    assert (row["value"], row["low"], row["high"], row["grade"], row["says"], row["status"]) == (given.value, given.low, given.high, given.grade, given.says("fr"), say(given.status.value, "fr"))


def test_a_folder_of_results_knows_its_own(tmp_path: Path) -> None:
    folder = store.ResultFolder(tmp_path / "r", "f" * 64, {"options": {"seed": 1}, "language": "en"})
    assert folder.waiting == tmp_path / f".r.{'f' * 16}.unfinished" and folder.parts.folder == folder.waiting / "parts" and not folder.is_whole()
    (tmp_path / "r").mkdir()
    folder._check_place()  # an empty folder may be filled
    (tmp_path / "r" / "manifest.json").write_text(json.dumps({"fingerprint": "other", "options": {"seed": 2}, "language": "en"}), encoding="utf-8")
    with pytest.raises(InputError, match="holds results of other options; nothing was changed"):
        folder._check_place()
    (tmp_path / "r" / "manifest.json").write_text(json.dumps({"kind": "sweep"}), encoding="utf-8")
    assert folder._what_it_holds().en == "a sweep"
    (tmp_path / "r" / "manifest.json").write_text("[1]", encoding="utf-8")
    assert folder._what_it_holds().en == "something else"
    (tmp_path / "r" / "manifest.json").write_text(json.dumps({"fingerprint": "f" * 64}), encoding="utf-8")
    folder._check_place()
    assert folder._holds_these() and not folder.is_whole()
    (tmp_path / "r" / "checksums.txt").write_text(checksum_lines({"manifest.json": checksum((tmp_path / "r" / "manifest.json").read_bytes())}), encoding="utf-8")
    assert folder.is_whole()
    with folder.prepared() as whole:
        assert whole
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is a file, not a folder"):
        store.ResultFolder(tmp_path / "file", "f")._check_place()


def test_seals_and_lists_of_checksums(tmp_path: Path) -> None:
    content = sealed(b"head " + BLANK + b" tail")
    assert is_sealed(content) is True and len(content) == len(b"head " + BLANK + b" tail") and is_sealed(content[:-1] + b"x") is False and is_sealed(b"x") is None
    assert is_sealed(sealed(BLANK + b" and " + BLANK)) is True
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "checksums.txt").write_text(checksum_lines({"a": checksum(b"1"), "b": checksum(b"2")}) + "no line\n", encoding="utf-8")
    assert read_checksums(tmp_path) == {"a": checksum(b"1"), "b": checksum(b"2")} and read_checksums(tmp_path / "none") is None and unlike_checksums(tmp_path / "none") == []
    assert [(problem.key, problem.says) for problem in unlike_checksums(tmp_path)] == [("b", "is missing")]
    (tmp_path / "b").write_bytes(b"3")
    assert [problem.says for problem in unlike_checksums(tmp_path)] == ["is damaged (it is not as it was written)"]
    (tmp_path / "b").write_bytes(b"2")
    assert [problem.key for problem in unlike_checksums(tmp_path)] == ["checksums.txt"]
    (tmp_path / "checksums.txt").write_text(checksum_lines({"a": checksum(b"1"), "b": checksum(b"2")}), encoding="utf-8")
    assert unlike_checksums(tmp_path) == []


def test_what_the_system_refuses_is_said_with_its_remedy(tmp_path: Path) -> None:
    assert reason(OSError(999_999, "Odd thing")) == ("odd thing", None) and [text.en for text in reason(OSError(13, "x"))] == ["permission denied", "a folder that you may write, or another one"] and reason(ValueError()) == ("valueerror", None)
    assert "; what was finished is kept" in str(cannot_write(tmp_path, OSError(28, "x"))) and "kept" not in str(cannot_write(tmp_path, FileNotFoundError(2, "x")))
    assert refused(OSError(13, "x", "name")).problems[0].key == "name" and refused(OSError(13, "x")).problems[0].key == "files"

    def fails(draft: Path) -> None:
        draft.write_text("half", encoding="utf-8")
        raise OSError(28, "full")

    with pytest.raises(InputError, match="no space left"):
        write_whole(tmp_path / "f", fails, "me")
    assert list(tmp_path.iterdir()) == []
    write_whole(tmp_path / "f", lambda draft: (draft.name == "f.me.unfinished") and draft.write_text("whole", encoding="utf-8"), "me")
    assert [path.name for path in tmp_path.iterdir()] == ["f"] and (tmp_path / "f").read_text(encoding="utf-8") == "whole"


def test_manifests_say_what_moves_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")  # looked up among all packages, slowly
    monkeypatch.setattr("experiments.manifest.unexplained", lambda: ["model.x"])
    assert set(model_code()) == {"version", "model", "replaced"} and model_code()["version"] == "1.0" and model_code()["replaced"] == ["model.x"]
    monkeypatch.setattr("experiments.manifest.unexplained", list)
    assert "replaced" not in model_code()
    assert finite({"a": [1.0, NAN, math.inf, (True, None, 3)], 5: Path("x")}) == {"a": [1.0, None, None, [True, None, 3]], "5": "x"}
    grant, other = load(GRANT), load(GRANT, set={"levers.matching_grant.ratio": 2})
    one = manifest_of({"g": grant}, None, {"seed": 1})
    assert one["schema"] == 1 and one["stamp"] == "not calibrated" and one["against"] is None and one["scenarios"]["g"]["world_fingerprint"] == grant.world_fingerprint and "footnotes" not in one
    prints = {manifest_of(chosen, against, options)["fingerprint"] for chosen, against, options in (({"g": grant}, None, {"seed": 1}), ({"g": other}, None, {"seed": 1}), ({"g": grant}, other, {"seed": 1}), ({"g": grant}, None, {"seed": 2}))}
    assert len(prints) == 4 and manifest_of({"g": grant}, None, {"seed": 1}) == one
    inputs = {given["path" if "path" in given else "input"]: given for given in one["inputs"]["g"]}
    price, known = inputs["parameters.giving.price_elasticity"], {given.path: given for given in grant.inputs()}["parameters.giving.price_elasticity"]
    assert price["drawn_from"] == [known.low, known.high] and price["value"] == known.value and price["grade"] == known.grade and inputs["corridor.MAR-BEL.migrant_stock"]["drawn_from"] is None
    kosovo = manifest_of({"k": load("kosovo_deed")}, grant, {})
    assert len(footnotes_of(kosovo, "fr")) == 1 and footnotes_of(kosovo, "fr") != footnotes_of(kosovo)
    write_notes(kosovo, tmp_path)
    assert (tmp_path / "NOTES.txt").read_text(encoding="utf-8").splitlines() == [f"* {footnotes_of(kosovo)[0]}", f"* {footnotes_of(kosovo, 'fr')[0]}"]
    (tmp_path / "manifest.json").write_text(json.dumps(kosovo), encoding="utf-8")
    assert footnotes_at(tmp_path) == footnotes_of(kosovo) and footnotes_at(tmp_path / "none") == []
    write_notes(one, tmp_path)
    assert not (tmp_path / "NOTES.txt").exists()
    (tmp_path / "manifest.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="is damaged"):
        footnotes_at(tmp_path)
