"""The repository says the same about itself everywhere."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import grimp
import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    cited = re.search(r"^version: (.+)$", read("CITATION.cff"), re.MULTILINE)
    logged = re.search(r"^## (\d\S*)", read("CHANGELOG.md"), re.MULTILINE)  # what is not released has no number
    assert cited is not None and logged is not None
    assert version == cited[1].strip("\"'") == logged[1]


def test_what_is_needed_is_pinned() -> None:
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in read("constraints.txt").splitlines() if "==" in line}
    project = tomllib.loads(read("pyproject.toml"))["project"]
    needed = {re.split(r"[<>=!\[; ]", requirement)[0].lower() for requirement in (*project["dependencies"], *project["optional-dependencies"]["dev"])}
    assert needed <= pinned
    assert not re.search(r"://|file:|@", read("constraints.txt"))


def test_the_readme_names_what_exists() -> None:
    for folder in re.findall(r"^\| `([a-z]+)/`", read("README.md"), re.MULTILINE):
        assert (ROOT / folder).is_dir(), folder
    names = {path.stem for path in (ROOT / "scenarios" / "library").glob("*.toml")}
    for name in re.findall(r"\b(?:morocco|ethiopia)_[a-z_]+\b", read("README.md") + read("Makefile")):
        assert name in names, name


def test_what_is_of_others_ships_with_its_licence() -> None:
    notice = read("NOTICE")
    assert "scenarios/data/iso3166.csv" in notice and "UNICODE LICENSE V3" in notice and "Unicode, Inc." in notice
    assert "NOTICE" in tomllib.loads(read("pyproject.toml"))["project"]["license-files"]


def test_no_file_imports_in_a_circle() -> None:
    """Whatever the layers of pyproject.toml leave open; also what is imported when a function is called, or for types alone."""
    found = grimp.build_graph("model", "scenarios", "experiments")
    graph = nx.DiGraph((each, other) for each in found.modules for other in found.find_modules_directly_imported_by(each))
    assert len(graph) > 300
    packages = {"model", "scenarios", "experiments"}  # what is imported from a package as a whole stands in its files
    circles = [sorted(each) for each in nx.strongly_connected_components(graph.subgraph(set(graph) - packages)) if len(each) > 1]
    assert circles == []


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("experiments.comparison", "experiments.comparing.comparison", ("Comparison",)),
        ("experiments.comparison", "experiments.runs.replications", ("Replications", "COST")),
        ("experiments.cli", "experiments.cli.command_line", ("main", "app")),
        ("scenarios.loader", "scenarios.reading.loader", ("load", "library", "describe")),
        ("model.schema", "model.records.people", ("HOUSEHOLD",)),
        ("model.stage", "model.records.arrays", ("Stage now WorldArrays", "Clock")),
        ("model.luck", "model.compiled.random_draws", ("luck now four_draws", "Draw")),
        ("model.settings", "model.inputs.settings", ("WorldSettings",)),
        ("model.policy", "model.policy.levers_in_force", ("Policy",)),
    ],
)
def test_scripts_of_before_find_what_has_moved(old: str, new: str, names: tuple[str, ...]) -> None:
    for name in names:
        was, _, now = name.partition(" now ")
        space: dict[str, object] = {}
        exec(f"from {old} import {was}", space)
        assert space[was] is getattr(importlib.import_module(new), now or was)


@pytest.mark.parametrize("page", sorted(str(path.relative_to(ROOT)) for folder in (".", "docs", "notebooks") for path in (ROOT / folder).glob("*.md") if path.name != "CHANGELOG.md"))
def test_pages_name_files_that_exist(page: str) -> None:
    """`rules/give.py` as well as `give.py`, anywhere in the repository; `my_rules.py` is the reader's own."""
    files = {str(path.relative_to(ROOT)) for folder in ("model", "scenarios", "experiments", "tests", "docs", "notebooks") for path in (ROOT / folder).rglob("*.py")}
    for name in re.findall(r"`((?:\w+/)*[a-z]\w*\.py)`", read(page)):
        assert name.startswith("my_") or any(f"/{file}".endswith(f"/{name}") for file in files), name
