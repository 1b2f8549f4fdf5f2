"""A behaviour rule replaced from outside: by a file and by a script, with one worker and with several, in both engines, kept under its own name."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.manifest import model_code
from experiments.runs.notes import notes_of_the_code
from experiments.runs.workers import for_workers
from model.compiled.numba_door import replacements
from model.errors import InputError
from model.giving import associations
from model.own_rules import adopt_rules, own_rules, unexplained, use_rule
from model.plugins import Plugin, adopt, carried, load_plugin, load_rules
from model.rules import propose

FILE = Path(__file__).with_name("own_rule.py")
NAME = "propose.delivering_chance"
WORLD = ("morocco_belgium_matching_grant", "--sample", "100", "--years", "2", "--replications", "2", "--set", "burn_in_years=0")
ORIGINAL = propose.delivering_chance

pytestmark = pytest.mark.usefixtures("no_figures")
COMMAND = "from experiments import figures; figures.draw = lambda *_: None; from experiments.cli import main; main()"
"""The command in a process of its own, without figures, which take most of its time."""
COMMANDS = """
import json, sys
from typer.testing import CliRunner
from experiments import figures
from experiments.cli.command_line import app
figures.draw = lambda *_: None
for words in json.loads(sys.argv[1]):
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
"""
"""Several, one after the other, in one process of their own."""
COUNTED = """
from model.giving.associations import associations_month as loop
print(sum(loop.stats.cache_hits.values()), sum(loop.stats.cache_misses.values()))
"""
"""How often the loop that reads the rule was found as it was kept, and how often not."""


def mine(quality: float, fit: float, is_trained: int, p: Any) -> float:
    return 0.25


@pytest.fixture(autouse=True)
def _as_before() -> Any:
    yield
    adopt_rules(())
    assert propose.delivering_chance is ORIGINAL and associations.delivering_chance is ORIGINAL


def in_a_process_of_its_own(*words: str, code: str = COMMAND, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, env={**os.environ, **more})


def delivered(folder: Path) -> set[float]:
    rows = (line.split(",") for line in (folder / "comparison.csv").read_text(encoding="utf-8").splitlines())
    return {float(row[5]) for row in rows if row[1] == "projects_delivered" and row[5]}


def test_it_stands_wherever_the_rule_was_read_and_can_be_put_back() -> None:
    use_rule(NAME, mine)
    assert propose.delivering_chance is mine and associations.delivering_chance is mine
    assert own_rules()[NAME].file is None and unexplained() == {}
    assert set(replacements()) == {"model.rules.propose.delivering_chance", "model.giving.associations.delivering_chance"}
    code = model_code()
    assert "replaced" not in code and code["own_rules"].keys() == {NAME}
    assert [NAME in note.en and NAME in note.fr for note in notes_of_the_code()] == [True]
    for_workers()  # no complaint that workers would not know it
    other = lambda quality, fit, is_trained, p: 0.5  # noqa: E731
    use_rule(NAME, other)
    assert associations.delivering_chance is other and model_code()["own_rules"] != code["own_rules"]
    use_rule(NAME, None)
    assert own_rules() == {} and "own_rules" not in model_code() and notes_of_the_code() == []


def test_workers_get_it_by_its_source_or_by_value_and_lose_it_with_the_next_task() -> None:
    load_rules(FILE)
    sent = carried()
    assert sent == (Plugin(str(FILE), FILE.read_text(encoding="utf-8")),)
    adopt(())
    assert propose.delivering_chance is ORIGINAL
    adopt(sent)
    in_use = propose.delivering_chance
    assert in_use(1.0, 1.0, 1, None) == 0.0
    adopt(sent)
    assert propose.delivering_chance is in_use  # loops that were compiled with it stay valid
    use_rule(NAME, mine)
    (own,) = carried()
    again = type(own)(own.name, lambda quality, fit, is_trained, p: 0.25)
    again.function.__code__ = mine.__code__.replace()  # as it comes out of a pickle: another object that says the same
    again.function.__name__ = "mine"
    adopt((again,))
    assert propose.delivering_chance is mine


@pytest.mark.parametrize(
    ("name", "function", "said"),
    [
        ("propose.delivring_chance", mine, "did you mean 'propose.delivering_chance'?"),
        ("giving.campaign_chance", mine, "allowed: absorb.*, apply.*"),
        (NAME, lambda quality, fit: 0.0, "one of (quality, fit, is_trained, p), in this order"),
        (NAME, math.exp, "which is no Python function"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(name: str, function: Any, said: str) -> None:
    with pytest.raises(InputError, match=r"rules: ") as refused:
        use_rule(name, function)
    assert said in str(refused.value) and own_rules() == {}


def test_a_file_that_fails_leaves_the_rules_of_before(tmp_path: Path) -> None:
    use_rule(NAME, mine)
    source = FILE.read_text(encoding="utf-8")
    for text, line, said in ((source + "\n1 / 0\n", 19, "ZeroDivisionError"), (source.replace("propose.", "propse."), 17, "did you mean 'propose.delivering_chance'?")):
        path = tmp_path / "rules.py"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as refused:
            load_plugin(path)
        assert f"{path}: line {line}: " in str(refused.value) and said in str(refused.value)
        assert propose.delivering_chance is mine and own_rules()[NAME].file is None
    own_lever = Path(__file__).with_name("own_lever.py")
    wrong = CliRunner().invoke(app, ["run", "morocco_belgium", "--rules", str(own_lever)])
    assert wrong.exit_code == 2 and "replaces no rule" in wrong.stderr


def test_both_engines_and_any_number_of_workers_run_it(tmp_path: Path) -> None:
    """In processes of their own, as the loops of this one are compiled; the loop that reads it is kept by the first, and found again by the second."""
    folders = {name: tmp_path / name for name in ("1", "2", "objects", "without")}
    by_name = {"1": ("--jobs", "1"), "2": ("--jobs", "2"), "objects": ("--engine", "objects", "--jobs", "1")}
    commands = {name: ["compare", *WORLD, *more, "--rules", str(FILE), "--out", str(folders[name]), "--json"] for name, more in by_name.items()}
    first = in_a_process_of_its_own(json.dumps([commands["2"], commands["objects"]]), code=COMMANDS)
    assert first.returncode == 0, first.stderr
    second = in_a_process_of_its_own(json.dumps([commands["1"]]), code=COMMANDS + COUNTED)
    assert second.returncode == 0 and second.stdout.split() == ["1", "0"], second.stderr
    assert CliRunner().invoke(app, ["compare", *WORLD, "--jobs", "1", "--out", str(folders["without"]), "--json"]).exit_code == 0
    assert delivered(folders["1"]) == {0.0} and max(delivered(folders["without"])) > 0.0
    one, two, objects, without = (folder / "comparison.csv" for folder in folders.values())
    assert one.read_bytes() == two.read_bytes() == objects.read_bytes() != without.read_bytes()
    manifest = json.loads((folders["1"] / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["code"]["own_rules"][NAME]["source"] == FILE.read_text(encoding="utf-8")
    assert f"--rules {FILE}" in manifest["command"] and NAME in json.dumps(manifest["notes"])
    refused = CliRunner().invoke(app, ["compare", *WORLD, "--out", str(folders["1"])])
    assert refused.exit_code == 2 and "results of other code" in refused.stderr


def test_a_rule_that_cannot_be_compiled_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "words.py"
    path.write_text(FILE.read_text(encoding="utf-8").replace("quality * 0.0", "float(f'{quality:.3f}'.rjust(9))"), encoding="utf-8")
    done = in_a_process_of_its_own("run", *WORLD, "--jobs", "1", "--rules", str(path), "--out", str(tmp_path / "out"))
    assert done.returncode == 2 and "cannot be compiled" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "comparison.csv").exists()
