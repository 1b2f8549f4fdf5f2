"""What the README, the tutorials and the pages on using the simulator say exists, and runs as it stands there (in a small form)."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from experiments import figures
from experiments.cli.command_line import app
from experiments.sensitivity import results
from experiments.sweeps.experiment import library
from scenarios import load

ROOT = Path(__file__).resolve().parents[2]
DOORS = ("docs/start_ministry.md", "docs/start_researcher.md", "docs/start_trainer.md")
PAGES = ("README.md", *DOORS, "docs/commands.md", "docs/results.md", "docs/own_scenario.md", "docs/python.md", "docs/limits.md", "docs/faq.md", "docs/using.md")
SMALL = {"--sample": "100", "--years": "1", "--replications": "2", "--jobs": "1"}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


SMALLER = {"sample = 1000": "sample = 200", "years = 5": "years = 1", "trajectories = 12": "trajectories = 4"}
"""Of an experiment of the library, in its file: its command has no options for them."""


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", read(page), flags=re.MULTILINE | re.DOTALL)


DRAWN = ("--contributions", "--currency")
"""Options with which figures show something else."""


def commands() -> list[str]:
    """Every complete command of the pages, in blocks, tables and sentences."""
    found = [line for page in PAGES for line in re.findall(r"^diaspora .+$", read(page), flags=re.MULTILINE)]
    found += [line for page in PAGES for line in re.findall(r"`(diaspora [a-z-]+ [^`]+)`", read(page))]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", read(page)):
        if not target.startswith("http"):
            assert ((ROOT / page).parent / target).exists(), target


def smaller(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The experiment of the library in a small form, under its name."""
    text = library()[name].read_text(encoding="utf-8")
    for large, small in SMALLER.items():
        assert text.count(large) == 1, large
        text = text.replace(large, small)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("experiments.sweeps.experiment.library", lambda: {name: folder / f"{name}.toml"})


def is_first(command: str) -> bool:
    """Whether no command of the pages before does the same thing."""
    return command == next(other for other in commands() if other.split()[1] == command.split()[1])


@pytest.mark.parametrize("command", commands())
def test_a_command_runs_as_written(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, draws_only: Callable[..., None]) -> None:
    """In a small form; figures, which take most of its time, are drawn by the first command of each kind and where an option changes them."""
    monkeypatch.chdir(tmp_path)
    if not is_first(command) and not any(option in command for option in DRAWN):
        draws_only()
    for module in (figures, results):  # they are drawn; what lies in the folder is looked at below
        monkeypatch.setattr(module, "save", lambda figure, path: None)
    (tmp_path / "mine.toml").write_text(blocks("docs/own_scenario.md", "toml")[0], encoding="utf-8")
    own_lever = next(block for block in blocks("docs/using.md", "python") if "(Lever):" in block)
    (tmp_path / "my_levers.py").write_text(own_lever, encoding="utf-8")
    own_rule = next(block for block in blocks("docs/using.md", "python") if "use_rule(" in block)
    (tmp_path / "my_rules.py").write_text(own_rule, encoding="utf-8")
    words = shlex.split(command)[1:]
    if words[0] in ("run", "compare", "question"):
        words += [word for option in SMALL.items() for word in option]
    if words[0] == "pack":
        words += [*(word for option in SMALL.items() for word in option), "--points", "3", "--held-out", "4", "--no-negotiation"]
    if words[0] == "kit":
        # both kinds of pictures, and the question with the most options
        words += [*(word for option in SMALL.items() for word in option), "--held-out", "2", "--questions", "3,6"]
    if words[0] == "sensitivity":
        smaller(words[1], tmp_path, monkeypatch)
        words += ["--jobs", "1"]
    if words[0] == "report":
        made = ["compare", "morocco_belgium_matching_grant", "--out", words[1], *(word for option in SMALL.items() for word in option)]
        assert CliRunner().invoke(app, made).exit_code == 0
    if "--rules" in words:  # a process reads its rules once
        done = subprocess.run([sys.executable, "-P", "-m", "experiments.cli", *words], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert done.returncode == 0, done.stderr
        return
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.stderr
    if "--json" in words:
        assert json.loads(result.stdout)["rows"]


@pytest.mark.parametrize("page", PAGES)
def test_options_exist(page: str) -> None:
    known = {option for command in COMMANDS.values() for parameter in command.params for option in parameter.opts}
    named = set(re.findall(r"`(--[a-z-]+)", read(page)))
    assert named <= known, named - known
    assert set(COMMANDS) <= set(re.findall(r"`?diaspora ([a-z-]+)", read("docs/commands.md")))


@pytest.mark.parametrize(("page", "number"), [(page, number) for page in PAGES for number in range(len(blocks(page, "python")))])
def test_python_examples_run(page: str, number: int) -> None:
    code = blocks(page, "python")[number]
    for large, small in (
        (r"sample=[\d_]+", "sample=300, years=2"),
        (r"years=\d+, sample=300, ", "sample=300, "),
        (r"jobs=\d+", "jobs=1"),
        (r"replications=\d+", "replications=4"),
    ):
        code = re.sub(large, small, code)
    if "use_rule" not in code:
        exec(compile(code, f"{page}, example {number}", "exec"), {"__name__": "__main__"})
        return
    # a process reads its rules once
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": path})
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_scenario_files_are_valid(page: str, tmp_path: Path) -> None:
    for text in blocks(page, "toml"):
        if "[[points" in text:  # a piece of a question, whose whole files are read by the tests of questions
            continue
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        assert load(str(path)).levers


def test_the_result_folder_is_as_described(tmp_path: Path) -> None:
    section = read("docs/results.md").split("## The result folder")[1].split("\n## ")[0]
    described = set(re.findall(r"^\| `([\w.]+)", section, flags=re.MULTILINE)) | {"comparison.parquet"}
    words = ["compare", "morocco_belgium_tax_incentive", "--against", "morocco_belgium_matching_grant", "--out", str(tmp_path / "r")]
    assert CliRunner().invoke(app, [*words, *(word for option in SMALL.items() for word in option)]).exit_code == 0
    assert {path.name for path in (tmp_path / "r").iterdir()} == described - {"failures.csv", "contributions.csv"}
    assert {path.stem for path in (tmp_path / "r" / "figures").iterdir()} == set(re.findall(r"\(`([a-z]+)`\)", section))


def test_make_knows_the_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)  ", read("README.md") + read("CONTRIBUTING.md")))
    assert {"demo", "test"} <= named <= targets
