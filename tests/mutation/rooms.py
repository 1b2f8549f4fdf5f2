"""Which files are a room, how many mutants of it are drawn, and which tests look at them, the fastest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

PINNED = "tests/regression"
FIRST = ("tests/unit", "tests/contracts", "tests/identities", "tests/behaviour", "tests/statistics")
LOOKS = re.compile(r"figures/|pictures\.py|studies/|progress\.py|__init__\.py|text\.py|labels\.py|register\.py")
"""Files that say how things look or are named, or studies that no command runs: no mutants."""


@dataclass(frozen=True)
class Room:
    """A part of the tree: patterns of its files, how many mutants of it are drawn, the group of tests that look at it, files left out, and whether
    the model runs in plain Python, as its loops would be compiled anew."""

    files: tuple[str, ...]
    number: int
    group: str
    but: tuple[str, ...] = ()
    plain: bool = False


ROOMS: dict[str, Room] = {
    "model/rules": Room(("model/rules/*.py",), 26, "rules", plain=True),
    "model/households": Room(("model/households/*.py",), 26, "households", plain=True),
    "model/population": Room(("model/population/*.py",), 12, "model", plain=True),
    "model": Room(("model/*.py",), 40, "model", ("model/errors.py", "model/schema.py", "model/stage.py", "model/settings.py", "model/shocks.py", "model/luck.py"), plain=True),
    "model/levers": Room(("model/levers/*.py",), 24, "levers", plain=True),
    "model/parameters": Room(("model/parameters/*.py",), 6, "levers", plain=True),
    "scenarios": Room(("scenarios/*.py", "scenarios/questions/*.py"), 14, "scenarios"),
    "experiments": Room(("experiments/*.py", "experiments/alarms/*.py"), 30, "experiments"),
    "experiments/sensitivity": Room(("experiments/sensitivity/*.py",), 12, "sensitivity"),
    "experiments/sweeps": Room(("experiments/sweeps/*.py",), 14, "sweeps"),
}

GROUPS: dict[str, tuple[str, ...]] = {
    "rules": ("tests/unit/test_choose.py", "tests/unit/test_equations.py"),
    "households": ("tests/unit/test_decisions_*.py", "tests/unit/test_*_by_hand.py", "tests/identities/test_small_*.py"),
    "model": (
        "tests/unit/test_*_by_hand.py", "tests/unit/test_decisions_*.py", "tests/unit/test_judgement.py", "tests/unit/test_lever*.py", "tests/unit/test_accounts.py",
        "tests/unit/test_amounts.py", "tests/identities/test_small_*.py",
    ),
    "levers": (
        "tests/unit/test_lever*.py", "tests/unit/test_budgets_*.py", "tests/unit/test_parameters.py", "tests/unit/test_judgement.py", "tests/unit/test_conflicts.py",
        "tests/identities/test_small_*.py",
    ),
    "scenarios": (
        "tests/unit/test_arguments.py", "tests/unit/test_bibliography.py", "tests/unit/test_currencies.py", "tests/unit/test_loader_*.py", "tests/unit/test_scenario*.py",
        "tests/unit/test_conflicts.py", "tests/unit/test_schema.py",
    ),
    "experiments": (
        "tests/unit/test_alarm_*.py", "tests/unit/test_conflicts.py", "tests/unit/test_contributions.py", "tests/unit/test_draws.py", "tests/unit/test_pages_*.py",
        "tests/unit/test_remedies.py", "tests/unit/test_value.py", "tests/unit/test_verdicts.py", "tests/contracts/test_small_*.py", "tests/contracts/test_result_folder.py",
    ),
    "sensitivity": ("tests/unit/test_sensitivity_*.py", "tests/statistics/test_sensitivity.py", "tests/statistics/test_rows_and_masses.py"),
    "sweeps": (
        "tests/unit/test_factors.py", "tests/unit/test_sweeps_*.py", "tests/unit/test_experiment_files.py", "tests/contracts/test_small_*.py", "tests/contracts/test_damage.py",
    ),
}  # fmt: skip
"""Files of tests of which those that call a mutated function are asked; the model's in plain Python."""

CLOSEST: dict[str, tuple[str, ...]] = {
    "experiments/accounts.py": ("tests/unit/test_value.py",),
    "experiments/account_page.py": ("tests/unit/test_value.py",),
    "experiments/attribution.py": ("tests/unit/test_contributions.py",),
    "experiments/coalitions.py": ("tests/unit/test_contributions.py",),
    "experiments/comparing.py": ("tests/contracts/test_contributions.py",),
    "experiments/runner.py": ("tests/contracts/test_contributions.py",),
    "experiments/contribution*.py": ("tests/unit/test_contributions.py",),
    "experiments/draws.py": ("tests/unit/test_draws.py",),
    "experiments/influence.py": ("tests/statistics/test_influence.py",),
    "experiments/question_commands.py": ("tests/unit/test_pages_of_results.py",),
    "experiments/score.py": ("tests/unit/test_score.py",),
    "experiments/sweeps/structure.py": ("tests/statistics/test_design_structure.py",),
    "experiments/sweeps/questions.py": ("tests/contracts/test_query.py",),
    "experiments/sweeps/user_table.py": ("tests/unit/test_experiment_files.py",),
    "experiments/value.py": ("tests/unit/test_value.py",),
    "experiments/verdicts.py": ("tests/unit/test_verdicts.py",),
    "experiments/reliance.py": ("tests/unit/test_first_page.py",),
    "experiments/rows.py": ("tests/unit/test_first_page.py",),
    "experiments/summary.py": ("tests/unit/test_first_page.py",),
    "model/outcomes/accounts.py": ("tests/unit/test_accounts.py",),
    "model/outcomes/amounts.py": ("tests/unit/test_amounts.py",),
    "scenarios/arguments.py": ("tests/unit/test_arguments.py",),
}  # fmt: skip
"""Tests of one file, asked before those of its group."""


def files_of(root: Path, room: Room) -> list[str]:
    """Files of a room that get mutants."""
    found = {str(p.relative_to(root)) for pattern in room.files for p in root.glob(pattern)} - set(room.but)
    return sorted(path for path in found if not LOOKS.search(path))


def closest(path: str) -> tuple[str, ...]:
    """Tests of one file, asked before all others."""
    return tuple(test for name, tests in CLOSEST.items() if fnmatch(path, name) for test in tests)


def asked_of(root: Path, room: Room, path: str, whole: bool) -> list[str]:
    """Files of tests that may look at a file: those closest to it, and those of its group, or, `whole`, all of them but the slow folders."""
    patterns = [f"{folder}/*.py" for folder in FIRST] if whole else GROUPS[room.group]
    return list(dict.fromkeys(str(p.relative_to(root)) for pattern in [*closest(path), *patterns] for p in sorted(root.glob(pattern)) if p.name.startswith("test_")))
