"""A Python file with levers of one's own: from the command line and from Python, with one worker and with several, in both engines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.manifest import model_code
from experiments.sensitivity.summary import summary
from model.errors import InputError
from model.levers import REGISTRY, lever_class, own_levers
from model.parameter import Text
from model.plugins import Plugin, load_plugin

FILE = Path(__file__).with_name("own_lever.py")
SOURCE = FILE.read_text(encoding="utf-8")
SMALL = ("--sample", "100", "--years", "1", "--replications", "2")

pytestmark = pytest.mark.usefixtures("no_figures")


def call(*words: str) -> Any:
    """The command line, in this process."""
    return CliRunner().invoke(app, list(words))


def read(*words: str) -> Any:
    """What a command answers as JSON."""
    result = call(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    """A scenario file that uses the lever."""
    path = tmp_path / "cheaper.toml"
    path.write_text(
        'schema = 1\nlabel = { en = "Cheaper", fr = "Moins cher" }\nbase = "morocco_belgium"\n[levers.cheaper_transfers]\ntarget = 0.01\n', encoding="utf-8"
    )
    return str(path)


def test_commands_know_the_levers_of_a_plugin(scenario: str) -> None:
    refused = call("check", scenario)
    assert refused.exit_code == 2 and "levers.cheaper_transfers: unknown lever" in refused.stderr
    assert "cheaper_transfers" in [lever["id"] for lever in read("list", "levers", "--plugin", str(FILE))["levers"]]
    assert read("describe", "levers.cheaper_transfers.target", "--plugin", str(FILE))["allowed"] == "a number from 0 to 0.5"
    assert read("check", scenario, "--plugin", str(FILE))["label"] == "Cheaper"


def test_its_numbers_are_those_of_one_worker_and_its_source_is_in_the_manifest(scenario: str, tmp_path: Path) -> None:
    tables = []
    for jobs in ("1", "2"):
        out = tmp_path / f"with_{jobs}"
        read("compare", scenario, *SMALL, "--plugin", str(FILE), "--jobs", jobs, "--out", str(out))
        tables.append((out / "comparison.csv").read_bytes())
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["code"]["own_levers"] == {"cheaper_transfers": {"file": "own_lever.py", "source": SOURCE}}
        assert f"--plugin {FILE}" in manifest["command"]
        for lever_id in own_levers():  # as in a process of its own
            del REGISTRY[lever_id]
    assert tables[0] == tables[1] and b"cheaper_transfers" in tables[0]
    edited = tmp_path / "own_lever.py"
    edited.write_text(SOURCE.replace("strength * (lower", "0.5 * strength * (lower"), encoding="utf-8")
    refused = call("compare", scenario, *SMALL, "--plugin", str(edited), "--out", str(tmp_path / "with_1"))
    assert refused.exit_code == 2 and "results of other code" in refused.stderr


def test_sweeps_and_sensitivity_take_it(scenario: str, tmp_path: Path) -> None:
    experiment = tmp_path / "experiment.toml"
    experiment.write_text(
        f'scenario = "{scenario}"\nreplications = 2\nyears = 1\nsample = 100\noutcomes = ["effect:remittances"]\n'
        '[design]\nkind = "grid"\nlevels = 2\n[factors."levers.cheaper_transfers.target"]\nlow = 0.0\nhigh = 0.02\n',
        encoding="utf-8",
    )
    plugin = ("--plugin", str(FILE))
    for jobs in ("1", "2"):
        assert read("sweep", "run", str(experiment), *plugin, "--jobs", jobs, "--out", str(tmp_path / jobs))["finished"]
    one, two = ({path.name: path.read_bytes() for path in sorted((tmp_path / jobs / "runs").iterdir())} for jobs in "12")
    assert one == two and len(one) > 1
    assert read("sweep", "status", str(tmp_path / "2"), *plugin)["finished"] and read("sweep", "verify", str(tmp_path / "2"), *plugin)["same"]
    for lever_id in own_levers():  # as in a process of its own
        del REGISTRY[lever_id]
    for words in (("sweep", "status"), ("sweep", "verify"), ("sensitivity",)):
        refused = call(*words, str(tmp_path / "2"))
        assert refused.exit_code == 2 and "cheaper_transfers" in refused.stderr and "--plugin own_lever.py" in refused.stderr, refused.stderr
        assert "unknown lever" not in refused.stderr


def test_a_question_takes_it_too(tmp_path: Path) -> None:
    read("question", "6", "--plugin", str(FILE), "--sample", "100", "--years", "1", "--replications", "2", "--jobs", "1", "--out", str(tmp_path / "q"))
    manifest = json.loads((tmp_path / "q" / "manifest.json").read_text(encoding="utf-8"))
    assert "cheaper_transfers" in manifest["code"]["own_levers"] and f"--plugin {FILE}" in manifest["command"]


def test_a_script_gets_the_same_numbers_from_one_worker_and_from_two_in_both_engines(tmp_path: Path) -> None:
    home = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(home)}
    done = subprocess.run([sys.executable, str(FILE), "1", "2"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    one, two, one_by_objects, two_by_objects = (line.split() for line in done.stdout.splitlines())
    assert one == two == one_by_objects == two_by_objects
    assert float(one[1]) > 0.0 and one[2] == "0"


BROKEN = {
    "no python": ("x = 1\ndef f(:\n    pass\n", ": line 2: is no Python: invalid syntax"),
    "fails": ("\n\n1 / 0\n", ": line 3: fails with ZeroDivisionError: division by zero"),
    "fails elsewhere": ("import json\n\njson.loads('{')\n", ": line 3: fails with JSONDecodeError: "),
    "ends the process": ("import sys\nsys.exit(3)\n", ": line 2: fails with SystemExit: 3"),
    "imports what is not there": ("import no_such_package\n", ": line 1: fails with ModuleNotFoundError: No module named 'no_such_package'"),
    "a null byte": ("x = 1\n\0", "is no Python: source code "),
    "no lever": ("x = 1\n", ": defines no lever and no rule; allowed: a class below model.levers.Lever with an id"),
    "a name that is taken": (SOURCE.replace('"cheaper_transfers"', '"matching_grant"'), "levers.matching_grant: there is a lever of this name already"),
    "no such outcome": (SOURCE.replace('"remittances"', '"remitances"', 1), "main_outcome: there is no outcome 'remitances'; did you mean 'remittances'?"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_is_one_clear_line(case: str, tmp_path: Path) -> None:
    source, says = BROKEN[case]
    path = tmp_path / "mine.py"
    path.write_text(source, encoding="utf-8")
    before = dict(REGISTRY)
    result = call("list", "levers", "--plugin", str(path))
    assert result.exit_code == 2 and result.stdout == "" and before == REGISTRY
    assert result.stderr.startswith(f"error: {path}: ") and says in result.stderr and result.stderr.count("\n") == 1
    if case in ("a name that is taken", "no such outcome"):
        assert ": line 10: " in result.stderr  # where the class begins


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "none.py", "cannot be read: no such file or directory"), (tmp_path, "cannot be read: is a directory")):
        with pytest.raises(InputError, match=says):
            load_plugin(path)
    (tmp_path / "old.py").write_bytes("# Prix visé\n".encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8"):
        load_plugin(tmp_path / "old.py")


def test_it_is_run_once_and_again_where_it_was_edited(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(SOURCE, encoding="utf-8")
    (first,) = load_plugin(path)
    assert load_plugin(path) == (first,) and lever_class("cheaper_transfers") is first
    (elsewhere,) = Plugin(str(path), SOURCE).load()
    assert elsewhere is first
    path.write_text(SOURCE.replace("declare(0.03", "declare(0.04"), encoding="utf-8")
    (second,) = load_plugin(path)
    assert second is not first and lever_class("cheaper_transfers")().values["target"] == 0.04
    path.write_text("1 / 0\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_plugin(path)
    assert lever_class("cheaper_transfers") is second


def test_a_lever_of_a_script_is_in_the_fingerprint_by_its_code(tmp_path: Path) -> None:
    without = model_code()
    assert "own_levers" not in without and "replaced" not in without
    found = []
    for source in (SOURCE, SOURCE.replace("strength * (lower", "0.5 * strength * (lower")):
        space: dict[str, Any] = {"__name__": "script"}
        exec(source, space)
        found.append(model_code()["own_levers"])
    assert found[0] != found[1] and found[0].keys() == {"cheaper_transfers"} and found[0]["cheaper_transfers"].keys() == {"digest"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sensitivity_summary_says_that_a_rule_was_replaced(language: str) -> None:
    def page(code: dict[str, Any]) -> str:
        design = SimpleNamespace(rules=SimpleNamespace(label=Text("grid", "grille")))
        experiment = SimpleNamespace(name="e", design=design, replications=2, sample=100, seed=1, outcomes=(), document=dict)
        manifest = {"runs": 8, "fingerprint": "f" * 64, "scenario_names": ["a"], "content": {"code": code}}
        sweep = SimpleNamespace(experiment=experiment, manifest=manifest, failures=[], points=SimpleNamespace(values=[1, 2]))
        tables = {"indices": pd.DataFrame({"scenario": [], "outcome": [], "index": [], "value": []})}
        return summary(SimpleNamespace(sweep=sweep, tables=tables, messages=[]), language)  # type: ignore[arg-type]

    said = page({"replaced": {"model.rules.giving.gift": "digest"}})
    assert "model.rules.giving.gift" in said and {"en": "Not the model as published", "fr": "Ce n'est pas le modèle publié"}[language] in said
    assert "published" not in page({}) and "publié" not in page({})


def test_an_installed_package_brings_levers_along_by_an_entry_point(tmp_path: Path) -> None:
    (tmp_path / "cheap.py").write_text(SOURCE, encoding="utf-8")
    about = tmp_path / "cheap-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: cheap\nVersion: 1.0\n", encoding="utf-8")
    points = about / "entry_points.txt"
    code = "from experiments.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(__file__).parents[2]), str(tmp_path)))}
    for module, says in (("cheap", ""), ("cheep", "the levers of cheep (entry point own) are left out: ModuleNotFoundError")):
        points.write_text(f"[diaspora.levers]\nown = {module}\n", encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", code, "list", "levers", "--json"], env=environment, capture_output=True, text=True, check=True)
        assert ("cheaper_transfers" in [lever["id"] for lever in json.loads(done.stdout)["levers"]]) == (module == "cheap")
        assert says in done.stderr and (says or not done.stderr)
