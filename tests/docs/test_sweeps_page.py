"""The page on sweeps says what exists: its example is an experiment, its tables name every design, every table of an analysis, every option."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from experiments.cli.command_line import app
from experiments.sensitivity.analysis import TABLES
from experiments.sensitivity.methods import methods_for
from experiments.sweeps import load_experiment
from experiments.sweeps.designs import DESIGNS
from experiments.sweeps.experiment import library

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sweeps.md").read_text(encoding="utf-8")


def test_the_example_is_an_experiment(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "example.toml").write_text(text, encoding="utf-8")
    assert len(load_experiment(tmp_path / "example.toml").points().values) == 120


def test_every_design_and_table_is_named() -> None:
    for name in (*DESIGNS, *TABLES):
        assert f"`{name}`" in PAGE, name
    assert all(methods_for(kind) for kind in DESIGNS)


def test_every_option_exists() -> None:
    group = typer.main.get_command(app)
    commands = group.commands | group.commands["sweep"].commands  # type: ignore[attr-defined]
    known = {option for command in commands.values() for parameter in command.params for option in parameter.opts}
    for option in re.findall(r"`(--[a-z-]+)", PAGE):
        assert option in known, option


def test_the_library_of_experiments_loads() -> None:
    sizes = {name: len(load_experiment(name).points().values) for name in library()}
    assert sizes == {"morris_package": 132, "sobol_package": 14_336}
