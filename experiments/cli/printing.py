"""What several commands print: one JSON object, the notes that go with places; and how a scenario is loaded with changes."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from model.errors import ERROR, TWICE, InputError, Problem
from model.text import Text
from scenarios import load, parse_set
from scenarios.scenario import Scenario

from ..manifest import finite
from ..terminal import terminal

_ONE_VALUE = Text("one value for each path", "une valeur par chemin")


def print_footnotes(notes: list[str]) -> None:
    """The notes that go with the places named."""
    for note in notes:
        terminal().print(f"* {note}")


def print_json(content: Any) -> None:
    """One JSON object, and nothing else."""
    sys.stdout.write(json.dumps(finite(content), ensure_ascii=False, allow_nan=False) + "\n")


def print_error(says: Text, language: str, trace: str = "") -> None:
    """What ended a command, on standard error, with the traceback where there is one."""
    sys.stderr.write(f"{ERROR.filled(what=says)(language)}\n{trace}")


def loaded(name: str, changes: list[str], years: int | None) -> Scenario:
    """A scenario with the changes of `--set`."""
    read = [parse_set(change) for change in changes]
    twice = [path for path, times in Counter(path for path, _ in read).items() if times > 1]
    if twice:
        raise InputError([Problem("--set", TWICE.filled(what=path), value=path, allowed=_ONE_VALUE) for path in twice])
    return load(name, set=dict(read), years=years)
