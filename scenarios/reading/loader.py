"""Scenario files: found by name or path, merged with what they start from, changed from the command line, and built."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from model.errors import EMPTY_FILE, UNREADABLE, InputError, Problem, nearest, told_by_system
from model.text import Text

from ..argument_checks import CHANGES, LANGUAGE, File, Words, arguments
from ..scenario import Scenario
from .build import build
from .changes import changed, keep_corridors
from .keys_and_types import json_schema
from .places import FIGURE_ALLOWED, NO_SOURCE
from .problems_found import read_toml
from .toml_files import LARGEST_FILE, NOT_REGULAR, TOO_LARGE, toml_of

__all__ = ["describe", "json_schema", "library", "load", "parse_set"]

FORM = Text("PATH=VALUE", "CHEMIN=VALEUR")
A_SCENARIO = Text("a scenario file in TOML", "un fichier de scénario en TOML")
AT_MOST = Text("a scenario file in TOML of at most {n} bytes", "un fichier de scénario en TOML d'au plus {n} octets")
AT_LEAST = Text(
    "a scenario file: at least schema, label, says, origin and residence, or schema and base",
    "un fichier de scénario : au moins schema, label, says, origin et residence, ou schema et base",
)
NO_SCENARIO = Text(
    "there is no scenario of that name in the library and no such file", "il n'y a ni scénario de ce nom dans la bibliothèque, ni fichier de ce nom"
)
OR_A_FILE = Text("{names}, or the path of a TOML file", "{names}, ou le chemin d'un fichier TOML")
OR_BESIDE = Text("{names}, or a path ending in .toml", "{names}, ou un chemin qui finit par .toml")
OR_OF_LIBRARY = Text("a scenario file in TOML, or a name of the library: {names}", "un fichier de scénario en TOML, ou un nom de la bibliothèque : {names}")
NAME_OR_PATH = Text("a name of the library or the path of a TOML file", "un nom de la bibliothèque ou le chemin d'un fichier TOML")

_RULES = {"name_or_path": File(NAME_OR_PATH), "set": CHANGES, "text": Words(FORM), "language": LANGUAGE}
_WHOLE = ("label", "says")
"""Tables that a scenario replaces as a whole rather than merges with those of its base."""
_WHOLE_BELOW = (("sources",), ("currencies",))
"""Tables of which every entry is replaced as a whole."""


@cache
def library() -> tuple[str, ...]:
    """Names of the scenarios that ship with the package."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in files("scenarios").joinpath("library").iterdir() if entry.name.endswith(".toml")))


def load(name_or_path: str | Path, set: Mapping[str, Any] | None = None, years: int | None = None) -> Scenario:  # noqa: A002 (public form)
    """A scenario by its name in the library or the path of its file.

    `set` gives values by path (`{"levers.matching_grant.ratio": 2}`), `years` another horizon; both are checked as the file is.
    Raises InputError with every problem of the file and of the values set.
    """
    given = arguments(_RULES, name_or_path=name_or_path, set={} if set is None else set)
    name_or_path = given.name_or_path
    document, problems = _merged(name_or_path, ())
    base = document.pop("base", None)
    changes = given.set | ({} if years is None else {"years": years})
    setters = dict.fromkeys(changes, "--set") | ({} if years is None else {"years": "--years"})
    try:
        document = changed(document, changes)
    except InputError as error:
        problems += error.problems
    file = _label(name_or_path)
    return build(
        document,
        file=file,
        name=file.removesuffix(".toml") if file in library() else Path(file).stem,
        base=base if isinstance(base, str) else None,
        changed_paths=setters,
        earlier=problems,
    )


def describe(name_or_path: str | Path, language: str = "en") -> str:
    """A scenario in a few lines of text."""
    return load(name_or_path).describe(arguments(_RULES, language=language).language)


def parse_set(text: str) -> tuple[str, Any]:
    """`PATH=VALUE` as a path and a value: TOML where the value reads as TOML, else text.

    >>> parse_set("levers.matching_grant.ratio=2")
    ('levers.matching_grant.ratio', 2)
    >>> parse_set("levers.matching_grant.rule=need_weighted")
    ('levers.matching_grant.rule', 'need_weighted')
    """
    text = arguments(_RULES, text=text).text
    path, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not path or not all(path.split(".")):
        says = Text("{value} is not of the form PATH=VALUE", "{value} n'est pas de la forme CHEMIN=VALEUR").filled(value=repr(text))
        example = Text("for example levers.matching_grant.ratio=2", "par exemple levers.matching_grant.ratio=2")
        raise InputError(Problem(path or text, says, "--set", text, example))
    return path, read_toml(value)


def _label(name_or_path: str | Path) -> str:
    return str(name_or_path)


def _is_library_name(name_or_path: str | Path) -> bool:
    return isinstance(name_or_path, str) and name_or_path in library()


def _merged(name_or_path: str | Path, chain: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
    """The document of a file with those it starts from merged in, and what is wrong on the way."""
    label = _label(name_or_path)
    document = _document(name_or_path)
    problems = list(_bare_figures(document, label))
    if isinstance(document.get("regions"), str) and not _is_library_name(name_or_path):
        document["regions"] = str(Path(name_or_path).parent / document["regions"])
    base = document.get("base")
    if not isinstance(base, str):
        return document, problems
    is_file = base.endswith(".toml") or "/" in base or "\\" in base
    target: str | Path = base
    if is_file:
        here = Path(name_or_path).resolve().parent if not _is_library_name(name_or_path) else Path.cwd()
        target = here / base
    identity = str(target.resolve()) if isinstance(target, Path) else target
    own = label if _is_library_name(name_or_path) else str(Path(name_or_path).resolve())
    chain = (*chain, own)
    if identity in chain:
        says = Text("goes round in a circle: {chain}", "tourne en rond : {chain}").filled(chain=" -> ".join((*chain, identity)))
        other = Text("a scenario that does not start from this one", "un scénario qui ne part pas de celui-ci")
        raise InputError(Problem("base", says, label, base, other))
    if not is_file and base not in library():
        says = Text("there is no scenario {name} in the library", "il n'y a pas de scénario {name} dans la bibliothèque").filled(name=repr(base))
        near = _base_beside(name_or_path, base) or nearest(base, library())
        raise InputError(Problem("base", says, label, base, OR_BESIDE.filled(names=", ".join(library())), near))
    below, more = _merged(target, chain)
    below.pop("base", None)
    if "corridors" in document:
        below.pop("origin", None)
        below.pop("residence", None)
    elif "origin" in document or "residence" in document:
        below.pop("corridors", None)
    merged = _merge(below, document)
    if {"corridors", "origin"} & document.keys() and "regions" not in document:
        merged.pop("regions", None)  # those of other origins
    if {"corridors", "origin", "residence"} & document.keys():
        figures = document.get("corridor")
        keep_corridors(merged, figures if isinstance(figures, dict) else ())
    return merged, problems + more


def _base_beside(name_or_path: str | Path, base: str) -> str | None:
    """The file beside a scenario that a base without .toml stands for."""
    found = None if _is_library_name(name_or_path) else beside(Path(name_or_path).resolve().parent / base)
    return None if found is None else Path(found).name


def _merge(below: Mapping[str, Any], above: Mapping[str, Any], where: tuple[str, ...] = ()) -> dict[str, Any]:
    """Tables merged key by key; a list, a label, a figure, a source, rates of a currency and an amount of money are replaced as a whole."""
    result = copy.deepcopy(dict(below))
    for key, value in above.items():
        is_value = len(where) == 2 and (where[0] == "corridor" or (where[0] in ("levers", "parameters") and key != "eligibility"))
        is_whole = (not where and key in _WHOLE) or where in _WHOLE_BELOW or is_value
        if isinstance(value, dict) and isinstance(result.get(key), dict) and not is_whole:
            result[key] = _merge(result[key], value, (*where, key))
        else:
            result[key] = copy.deepcopy(value)
    return result


def _bare_figures(document: Mapping[str, Any], label: str) -> list[Problem]:
    """Figures of a file that are numbers alone: a file says where each comes from."""
    tables = document.get("corridor")
    if not isinstance(tables, dict):
        return []
    return [
        Problem(f"corridor.{corridor}.{key}", NO_SOURCE, label, value, FIGURE_ALLOWED)
        for corridor, table in tables.items()
        if isinstance(table, dict)
        for key, value in table.items()
        if not isinstance(value, dict)
    ]


_OF_AN_EXPERIMENT = {"scenario", "scenarios", "design", "factors"}
"""Top keys by which an experiment is known that was given in place of a scenario."""
OF_A_SCENARIO = {"schema", "label", "base", "origin", "residence", "corridors", "levers"}
"""Those by which a scenario is known that was given in place of an experiment."""
_IS_AN_EXPERIMENT = Text("is an experiment, not a scenario", "est une expérience, non un scénario")
_TO_BE_SWEPT = Text(
    "a scenario file in TOML; an experiment is run by diaspora sweep run {path}",
    "un fichier de scénario en TOML ; une expérience se mène par diaspora sweep run {path}",
)


def _document(name_or_path: str | Path) -> dict[str, Any]:
    label = _label(name_or_path)

    def wrong(says: Text, allowed: Text = A_SCENARIO, near: str | None = None) -> InputError:
        return InputError(Problem("", says, label, None, allowed, near))

    try:
        content = _bytes(name_or_path, label, wrong)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise wrong(UNREADABLE.filled(why=told_by_system(error))) from None
    document = toml_of(content, label, A_SCENARIO)
    if not document:
        raise wrong(EMPTY_FILE, AT_LEAST)
    if document.keys() & _OF_AN_EXPERIMENT and not document.keys() & OF_A_SCENARIO:
        raise wrong(_IS_AN_EXPERIMENT, _TO_BE_SWEPT.filled(path=label))
    return document


def beside(path: Path) -> str | None:
    """The TOML file that is meant by the path of one that is not there: the same name with its ending, or a name like it in the same folder."""
    if not path.parent.is_dir():
        return None
    there = sorted(file.name for file in path.parent.glob("*.toml"))
    wanted = path.name if path.suffix == ".toml" else f"{path.name}.toml"
    name = wanted if wanted in there else next(iter(difflib.get_close_matches(wanted, there, n=1, cutoff=0.85)), None)
    return None if name is None else str(path.with_name(name))


def _bytes(name_or_path: str | Path, label: str, wrong: Any) -> bytes:
    if _is_library_name(name_or_path):
        return files("scenarios").joinpath("library", f"{name_or_path}.toml").read_bytes()
    path = Path(name_or_path)
    if path.is_dir() and label:
        says = Text("is a directory, not a scenario file", "est un dossier, non un fichier de scénario")
        raise wrong(says, OR_OF_LIBRARY.filled(names=", ".join(library())), nearest(label, library()))
    if not path.exists():
        raise wrong(NO_SCENARIO, OR_A_FILE.filled(names=", ".join(library())), beside(path) or nearest(path.stem, library()))
    if not path.is_file():
        raise wrong(NOT_REGULAR)
    if path.stat().st_size > LARGEST_FILE:
        says = TOO_LARGE.filled(n=path.stat().st_size)
        raise wrong(says, AT_MOST.filled(n=LARGEST_FILE))
    return path.read_bytes()
