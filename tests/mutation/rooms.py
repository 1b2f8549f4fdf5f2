"""Which files are a room, how many mutants it gets, in which way they run, and which tests look at them, the fastest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PINNED = "tests/regression"
FIRST = ("tests/unit", "tests/contracts", "tests/identities", "tests/behaviour", "tests/statistics")
SHARED = ("model/levers/lever.py", "model/levers/__init__.py", "model/parameters/__init__.py")
"""Files whose constants are built into compiled loops."""
UNCOMPILED = (
    "model/levers/*.py", "model/parameters/*.py", "model/measures.py", "model/judgement.py", "model/outcomes.py", "model/budgets.py", "model/uptake.py",
    "model/aid.py", "model/calendar.py", "model/services.py", "model/ministry.py", "model/parameter.py", "model/settings.py", "model/shocks.py",
)  # fmt: skip
"""Files of the model that no loop is compiled from: their mutants run against the loops that are compiled already."""
LOOKS = re.compile(r"figures/|pictures\.py|studies/|progress\.py|__init__\.py|text\.py|labels\.py|register\.py")
"""Files that say how things look or are named, or studies that no command runs: no mutants."""


@dataclass(frozen=True)
class Room:
    """A part of the tree: patterns of its files, patterns left out, how many mutants of it are drawn, and the folders or files of tests that look at it."""

    files: tuple[str, ...]
    number: int
    tests: tuple[str, ...]
    but: tuple[str, ...] = ()


ROOMS: dict[str, Room] = {
    "model/rules": Room(("model/rules/*.py",), 26, ("plain",)),
    "model/households": Room(("model/households/*.py",), 26, ("plain",)),
    "model/population": Room(("model/population/*.py",), 12, ("plain",)),
    "model": Room(("model/*.py",), 40, ("plain",), ("model/compiled.py", "model/agents.py", "model/objects.py", "model/errors.py", "model/files.py")),
    "model/levers": Room(("model/levers/*.py",), 24, ("levers",)),
    "model/parameters": Room(("model/parameters/*.py",), 6, ("levers",)),
    "scenarios": Room(("scenarios/*.py", "scenarios/questions/*.py"), 14, ("scenarios",)),
    "experiments": Room(("experiments/*.py", "experiments/alarms/*.py"), 30, ("experiments",)),
    "experiments/sensitivity": Room(("experiments/sensitivity/*.py",), 12, ("sensitivity",)),
    "experiments/sweeps": Room(("experiments/sweeps/*.py",), 14, ("sweeps",)),
}

GROUPS: dict[str, tuple[str, ...]] = {
    # what runs in plain Python within seconds
    "plain": ("tests/unit/test_equations*.py", "tests/unit/test_choose.py", "tests/unit/test_small_*.py", "tests/identities/test_small_*.py", "tests/behaviour/test_small_*.py"),
    "levers": (
        "tests/unit/test_parameters.py", "tests/unit/test_lever_*.py", "tests/unit/test_ledger_*.py", "tests/unit/test_outcomes_*.py", "tests/unit/test_judgement*.py",
        "tests/identities/test_small_*.py", "tests/identities/test_budgets.py", "tests/behaviour/test_small_*.py", "tests/behaviour/test_levers.py",
    ),
    "scenarios": ("tests/unit/test_scenarios.py", "tests/unit/test_loader_errors.py", "tests/unit/test_places*.py", "tests/unit/test_conflicts.py", "tests/contracts/test_questions.py"),
    "experiments": (
        "tests/unit/test_score.py", "tests/unit/test_conflicts.py", "tests/statistics/test_intervals.py", "tests/contracts/test_numbers_*.py", "tests/contracts/test_result_folder.py",
        "tests/contracts/test_indicators.py", "tests/behaviour/test_alarms.py", "tests/contracts/test_cli.py", "tests/contracts/test_determinism.py",
    ),
    "sensitivity": ("tests/statistics/test_known_indices.py", "tests/statistics/test_sensitivity.py", "tests/contracts/test_sensitivity_command.py"),
    "sweeps": ("tests/unit/test_factors.py", "tests/contracts/test_designs*.py", "tests/contracts/test_sweeps.py", "tests/contracts/test_numbers_*.py"),
}  # fmt: skip


def files_of(root: Path, room: Room) -> list[str]:
    """Files of a room that get mutants."""
    found = {str(p.relative_to(root)) for pattern in room.files for p in root.glob(pattern)} - set(room.but)
    return sorted(path for path in found if not LOOKS.search(path))


def is_plain(root: Path, path: str) -> bool:
    """Whether a mutant of this file would have to be compiled, and so runs in plain Python."""
    return path.startswith("model/") and (path in SHARED or not any(root.joinpath(path).match(pattern) for pattern in UNCOMPILED))


def tests_of(root: Path, room: Room, path: str) -> list[str]:
    """Tests that look at a file: its doctests, those of its room, and, for what runs compiled, all that name the module; by the order of FIRST."""
    group = "plain" if is_plain(root, path) else room.tests[0] if room.tests[0] != "plain" else "levers"
    found = [str(p.relative_to(root)) for pattern in GROUPS[group] for p in sorted(root.glob(pattern))]
    if path.startswith("model/levers/") and not is_plain(root, path):
        name = Path(path).stem
        found += [str(p.relative_to(root)) for folder in FIRST for p in sorted(root.glob(f"{folder}/*.py")) if f'"{name}"' in p.read_text(encoding="utf-8")]
    return list(dict.fromkeys([path, *found]))
