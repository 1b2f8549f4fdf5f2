"""Every option of every command arrives where it belongs: the command line is called, what it calls is looked at."""

from __future__ import annotations

import os
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli import (
    commands,
    data_commands,
    evidence_commands,
    kit_command,
    looking_up,
    pack_command,
    question_commands,
    sensitivity_commands,
    sweep_commands,
)
from experiments.cli.command_line import app
from experiments.cli.commands import Request
from experiments.evidence.calibration.calibrate import Settings
from experiments.packing.sizes import Sizes
from experiments.runs.pool import WorkersLostError
from model.errors import InputError, Problem

MODULES = {
    "commands": commands,
    "data": data_commands,
    "evidence": evidence_commands,
    "kit": kit_command,
    "looking": looking_up,
    "pack": pack_command,
    "question": question_commands,
    "sensitivity": sensitivity_commands,
    "sweep": sweep_commands,
}


def called(monkeypatch: pytest.MonkeyPatch, line: str, where: str, name: str, code: int | None = 0) -> tuple[Any, ...]:
    """What `diaspora LINE` calls the function of a module with."""
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(MODULES[where], name, lambda *given, **named: asked.append((*given, *named.values())) or code)
    result = CliRunner().invoke(app, line.split())
    assert result.exit_code == (code or 0), result.output
    return asked[0]


@pytest.mark.parametrize(
    ("line", "where", "name", "given"),
    [
        ("list levers", "looking", "list_kind", ("levers", False, "en")), ("list levers --json --language fr", "looking", "list_kind", ("levers", True, "fr")),
        ("describe jobs --language fr", "looking", "describe_name", ("jobs", False, "fr")), ("describe jobs --json", "looking", "describe_name", ("jobs", True, "en")),
        ("check s", "looking", "check_scenario", ("s", [], False, "en", False)), ("check s --set a.b=1 --set c.d=2 --all --json --language fr", "looking", "check_scenario", ("s", ["a.b=1", "c.d=2"], True, "fr", True)),
        ("question 3", "question", "answer_question", (3, None, None, None, 1, None, "inputs", None, "en", False, (), (), None, None, False, False)),
        (
            "question 3 --replications 5 --years 6 --seed 7 --sample 800 --uncertainty luck --jobs 2 --out o --currency EUR --rate 0.9 --point --projector --language fr --json", "question", "answer_question",
            (3, 5, 800, 2, 7, 6, "luck", "o", "fr", True, (), (), "EUR", 0.9, True, True),
        ),
        ("pack 6 match --to f", "pack", "pack_workshop", (["6", "match"], "f", Sizes(jobs=os.cpu_count() or 1), (None, None), True, "results/pack", "en", False)),
        (
            "pack 6 --to f --replications 5 --years 6 --seed 7 --sample 800 --points 4 --held-out 9 --lesson l --no-negotiation --jobs 2 --out o --language fr --json", "pack", "pack_workshop",
            (["6"], "f", Sizes(5, 800, 6, 7, 4, 9, 2), ("l", None), False, "o", "fr", True),
        ),
        ("kit --to f", "kit", "build_kit", ("f", None, Sizes(held_out=12, jobs=os.cpu_count() or 1), (None, None), "results/kit", ["en", "fr"], False)),
        (
            "kit --to f --questions 6,1 --replications 5 --years 6 --seed 7 --sample 800 --held-out 9 --content c --negotiation n --jobs 2 --out o --language fr --json", "kit", "build_kit",
            ("f", "6,1", Sizes(5, 800, 6, 7, 7, 9, 2), ("c", "n"), "o", ["fr"], True),
        ),
        ("sweep run e", "sweep", "run_experiment", ("e", None, None, None, None, False, "en", False, False)), ("sweep run e --jobs 3 --out o --dask d --shard 1/2 --retry-failed --point --language fr --json", "sweep", "run_experiment", ("e", 3, "o", "d", "1/2", True, "fr", True, True)),
        ("sweep status r", "sweep", "show_status", ("r", False, "en")), ("sweep status r --json --language fr", "sweep", "show_status", ("r", True, "fr")),
        ("sweep verify r", "sweep", "show_verification", ("r", 20, 1, False, "en")), ("sweep verify r --runs 7 --seed 9 --json --language fr", "sweep", "show_verification", ("r", 7, 9, True, "fr")),
        ("sweep merge a", "sweep", "show_merge", (["a"], None, False, "en")), ("sweep merge a b --out o --json --language fr", "sweep", "show_merge", (["a", "b"], "o", True, "fr")),
        ("query r select", "sweep", "answer_query", ("r", "select", False, "en")), ("query r select --json --language fr", "sweep", "answer_query", ("r", "select", True, "fr")),
        ("sensitivity e", "sensitivity", "analyse_experiment", ("e", None, 1_000_000, None, None, None, None, "en", False, False)),
        ("sensitivity e --until 0.1 --at-most 50 --method a --method b --jobs 3 --out o --dask d --point --language fr --json", "sensitivity", "analyse_experiment", ("e", 0.1, 50, ["a", "b"], 3, "o", "d", "fr", True, True)),
        ("data import wdi f", "data", "import_table", ("wdi", "f", None, "en", False)), ("data import wdi f --out o --json --language fr", "data", "import_table", ("wdi", "f", "o", "fr", True)),
        ("data build --from f", "data", "build_tables", ("f", None, [], "en", False)), ("data build --from f --out o --use a=b --use c=d --json --language fr", "data", "build_tables", ("f", "o", ["a=b", "c=d"], "fr", True)),
        ("new-country SEN", "data", "write_country", ("SEN", None, None, False, "en", None, "informed")), ("new-country SEN --residences FRA,ITA --out o --tables t --remittances blind --language fr", "data", "write_country", ("SEN", "FRA,ITA", "o", False, "fr", "t", "blind")),
        ("new-country --empty", "data", "write_country", (None, None, None, True, "en", None, "informed")),
        ("validate", "evidence", "show_card", ([], [], None, None, 1, None, None, "en", False, False)), ("validate --facts f --facts g --only A --replications 3 --sample 500 --seed 4 --jobs 2 --out o --point --language fr --json", "evidence", "show_card", (["f", "g"], ["A"], 3, 500, 4, 2, "o", "fr", True, True)),
        ("calibrate", "evidence", "calibrate_model", ("results/calibration", Settings(), [], 1, None, "en", False)),
        ("calibrate --out o --sets 40,30 --members 4 --keep 200 --replications 3 --scale 0.5 --checked 1 --only C51 --seed 3 --jobs 2 --language fr --json", "evidence", "calibrate_model", ("o", Settings(((40, 0.0), (30, 0.3)), 4, 200, 3, scale=0.5, checked=1), ["C51"], 3, 2, "fr", True)),
    ],
)  # fmt: skip
def test_options_arrive_where_they_belong(line: str, where: str, name: str, given: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, line, where, name) == given


def test_requests_of_run_and_compare(monkeypatch: pytest.MonkeyPatch) -> None:
    (plain,) = called(monkeypatch, "run s", "commands", "carry_out")
    assert plain == Request(["s"], [], 10, None, 1, None, False, "inputs", None, None, False, "compiled", "en", False, baseline=False)
    options = "--set a.b=1 --replications 3 --years 4 --seed 5 --sample 600 --uncertainty luck --jobs 7 --out o --engine objects --currency EUR --rate 0.5 --language fr --json"
    (full,) = called(monkeypatch, f"run s {options} --series", "commands", "carry_out")
    assert full == Request(["s"], ["a.b=1"], 3, 4, 5, 600, False, "luck", 7, "o", True, "objects", "fr", True, baseline=False, currency="EUR", rate=0.5)
    (both,) = called(monkeypatch, "compare s t", "commands", "carry_out")
    assert both == Request(["s", "t"], [], 30, None, 1, None, False, "inputs", None, None, False, "compiled", "en", False)
    (more,) = called(monkeypatch, f"compare s t {options} --full-scale --against u --contributions", "commands", "carry_out")
    assert more == Request(["s", "t"], ["a.b=1"], 3, 4, 5, 600, True, "luck", 7, "o", False, "objects", "fr", True, "u", True, None, True, (), (), "EUR", 0.5)


def test_what_a_command_ends_with(monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, "list levers", "looking", "list_kind", 1) and called(monkeypatch, "list levers", "looking", "list_kind", None)
    for error, code, says in (
        (InputError([Problem("a", "is wrong"), Problem("b", "is too")]), 2, "error: a: is wrong\nerror: b: is too\n"), (WorkersLostError(), 1, f"error: {WorkersLostError()}\n"), (OSError(28, "No space left on device"), 2, "error: "),
        (KeyboardInterrupt(), 130, "interrupted; the same command goes on where it stopped\n"),
    ):  # fmt: skip

        def fails(*given: Any, error: BaseException = error) -> int:
            raise error

        monkeypatch.setattr(looking_up, "list_kind", fails)
        result = CliRunner().invoke(app, ["list", "levers"])
        assert result.exit_code == code and says in result.output, (error, result.output)
    for line in ("calibrate --members 3", "calibrate --keep 0", "calibrate --members 1001", "calibrate --keep 201", "run s --uncertainty lucky", "list"):
        assert CliRunner().invoke(app, line.split()).exit_code == 2


def test_files_of_ones_own_are_read_before_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    import model.plugins

    read: list[str] = []
    monkeypatch.setattr(model.plugins, "load_plugin", lambda path: read.append(f"lever {path}"))
    monkeypatch.setattr(model.plugins, "load_rules", lambda path: read.append(f"rule {path}"))
    (found,) = called(monkeypatch, "run s --plugin a.py --plugin b.py --rules c.py", "commands", "carry_out")
    assert read == ["lever a.py", "lever b.py", "rule c.py"] and found.plugins == ("a.py", "b.py") and found.rules == ("c.py",)
    (more,) = called(monkeypatch, "compare s --plugin a.py --rules c.py", "commands", "carry_out")
    assert more.plugins == ("a.py",) and more.rules == ("c.py",)
    given = called(monkeypatch, "question 3 --plugin a.py --rules c.py", "question", "answer_question")
    assert given[10:12] == (("a.py",), ("c.py",))


@pytest.mark.parametrize("line", ["report r --to b.pdf --language en --language frr", "kit --to f --language frr", "compare s --language frr"])
def test_a_language_that_there_is_not_is_refused_wherever_it_stands(line: str) -> None:
    result = CliRunner().invoke(app, line.split())
    assert result.exit_code == 2 and "'frr' is not one of 'en', 'fr'" in " ".join(result.output.split()) and "'fr'" in result.output
