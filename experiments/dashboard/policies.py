"""The two policies of a screen as scenarios of one world, through the loader of the command line, and as files that its commands read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import tomli_w

from model.errors import InputError, Problem, nearest
from model.levers import Lever
from model.parameter import Text, by_language
from scenarios import load, parse_set
from scenarios.countries.new_country import new_country
from scenarios.reading.loader import library
from scenarios.scenario import Scenario
from scenarios.world_table.published import tables

from ..text import colon
from .screen import Screen, Sets

NAMES = ("policy_a", "policy_b")
"""What the two policies are called in tables, and the names of their files."""
OPENED = "scenario.toml"
"""What a file is called whose text alone is known."""
NO_POLICY = Text("No policy", "Sans politique")


@lru_cache(maxsize=256)
def scenario_of(scenario: str, file: str, changes: Sets, levers: Sets | None) -> Scenario:
    """A world with changes, under the levers given (None: its own); InputError with the sentences of the command line."""
    values = _values(changes)
    if levers is not None:
        values |= {"levers": {}, **_values(levers)}
    if file:
        return _of_text(file, OPENED, values)
    if scenario in library():
        return load(scenario, set=values)
    if scenario in tables().origins():
        # its file comes with three levers as examples; the world of a country has none of its own
        return _of_text(_country_file(scenario), f"{scenario}.toml", {"levers": {}, **values})
    known = (*library(), *tables().origins())
    says = Text("there is no such scenario or country", "il n'y a pas de scénario ni de pays de ce nom")
    allowed = Text("a name of the library or the code of a country", "un nom de la bibliothèque ou le code d'un pays")
    raise InputError(Problem("scenario", says, None, scenario, allowed, nearest(scenario, known)))


@lru_cache(maxsize=32)
def _country_file(code: str) -> str:
    return new_country(code)


def _values(changes: Sets) -> dict[str, Any]:
    return dict(parse_set(change) for change in changes)


def _of_text(text: str, name: str, values: Mapping[str, Any]) -> Scenario:
    """The scenario of the text of a file, whose problems name it as it is called."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        try:
            return load(path, set=values)
        except InputError as error:
            raise InputError([replace(problem, file=name if problem.file == str(path) else problem.file) for problem in error.problems]) from None


def policies(screen: Screen) -> dict[str, Scenario]:
    """The policies of a screen by name: the first always, the second where it has levers. Both are of one world."""
    found: dict[str, Scenario] = {}
    problems: list[Problem] = []
    for name, letter, levers in zip(NAMES, "AB", (screen.a, screen.b), strict=True):
        try:
            scenario = scenario_of(screen.scenario, screen.file, screen.world, levers)
        except InputError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            continue
        if name == NAMES[0] or scenario.levers:
            called = label_of(scenario.levers)
            label = by_language(partial(_called, letter, called))
            found[name] = replace(scenario, name=name, label=label)
    if problems:
        raise InputError(problems)
    return found


def _called(letter: str, called: Text, language: str) -> str:
    return f"{letter}{colon(language)}{called(language)}"


def label_of(levers: tuple[Lever, ...]) -> Text:
    """What a set of levers is called."""
    if not levers:
        return NO_POLICY
    return by_language(lambda language: " + ".join(lever.label(language) for lever in levers))


def sets_of(lever_id: str, values: Mapping[str, Any]) -> Sets:
    """The values of a lever as `--set` takes them; a lever at its declared values is there all the same."""
    if not values:
        return (f"levers.{lever_id}={{}}",)
    return tuple(f"levers.{lever_id}.{name}={toml_value(value)}" for name, value in values.items())


def toml_value(value: Any) -> str:
    """A value as TOML writes it.

    >>> toml_value(True), toml_value(2.5), toml_value(("a", 1)), toml_value("quota")
    ('true', '2.5', '["a", 1]', '"quota"')
    """
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def own_values(lever: Lever) -> dict[str, Any]:
    """What a scenario gives of a lever beside its declared values, with whom it is for as `eligibility.NAME`."""
    found = {name: value for name, value in lever.values.items() if value is not None and value != lever.parameters[name].value}
    limits = {f"eligibility.{name}": value for name, value in vars(lever.eligibility).items() if value is not None}
    return found | {name: value for name, value in limits.items() if (name, value) != ("eligibility.random_share", 1.0)}


def file_of(scenario: Scenario) -> str:
    """A scenario as a file of its own, which gives an equal scenario when it is loaded."""
    return tomli_w.dumps(_without_none(scenario.document()), multiline_strings=True)


def _without_none(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_without_none(item) for item in value]
    return value


def command(screen: Screen, names: tuple[str, ...], runs: int) -> str:
    """The command that gives the same tables from the files of the policies, byte for byte."""
    files = " ".join(f"{name}.toml" for name in names)
    return f"diaspora compare {files} --replications {runs} --seed {screen.seed} --sample {screen.sample} --language {screen.language}"
