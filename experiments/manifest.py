"""What a result rests on: scenarios, seeds, options, code, versions, and where every figure comes from."""

from __future__ import annotations

import hashlib
import json
import math
import platform
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from model.compiled.numba_door import sources_hash
from model.errors import InputError, Problem
from model.own_rules import rule_sources, unexplained
from model.parameter import Text
from model.plugins import sources
from scenarios.scenario import Input, Scenario

from .storage.files import read_whole

PARQUET = Text(
    " This holds for tables in CSV and for pages; tables in Parquet are in USD of 2019.",
    " Cela vaut pour les tables en CSV et les pages ; les tables en Parquet sont en USD de 2019.",
)
REMADE = Text("the command that made the results makes it again", "la commande qui a fait les résultats le refait")
NOT_CALIBRATED = Text("not calibrated", "non calibré")
DISTRIBUTION = "diaspora-policy-simulator"
DEPENDENCIES = ("mesa", "numba", "numpy", "pandas", "pyarrow", "matplotlib", "pydantic", "joblib")


@cache
def version_of(distribution: str) -> str:
    """The installed version, looked up once, or "unknown" where it runs from a folder that was not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "unknown"


@cache
def package_version() -> str:
    """Version of this product, looked up once: by the name it is installed by, or else among all packages that are installed, which takes 0.15 s."""
    try:
        if "experiments" in (metadata.distribution(DISTRIBUTION).read_text("top_level.txt") or "").split():
            return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        pass  # it may be part of another distribution, or run from a folder
    try:
        return next(metadata.version(name) for name in metadata.packages_distributions().get("experiments", []))
    except StopIteration:
        project = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]) if project.exists() else "unknown"


@cache
def code_of(folder: Path) -> str:
    """The hash of the sources below a folder, read once: a process goes on with what it imported, whatever is edited meanwhile."""
    return sources_hash(folder)


def model_code() -> dict[str, Any]:
    """Which model makes the numbers: its version, its sources, what was replaced of it in this process, and levers and rules that are no part of it."""
    code: dict[str, Any] = {"version": package_version(), "model": sources_hash()}
    for name, found in (("replaced", unexplained()), ("own_levers", sources()), ("own_rules", rule_sources())):
        code |= {name: found} if found else {}
    return code


PLAIN = frozenset((str, int, bool, type(None)))
"""Kinds of values that JSON writes as they are, whatever they are."""


def finite(value: Any) -> Any:
    """The same content with null for numbers that are not defined, as JSON wants it."""
    if type(value) in PLAIN:  # nearly all that there is; asking whether it is a mapping takes longer than all the rest
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    return str(value)


def manifest_of(chosen: Mapping[str, Scenario], against: Scenario | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """All that moves a result, with a fingerprint of it, and the provenance of every input. It says nothing of the machine or the time."""
    content = {
        "scenarios": {name: _scenario(scenario) for name, scenario in chosen.items()},
        "against": None if against is None else _scenario(against),
        "options": dict(options),
        "code": {**model_code(), "experiments": code_of(Path(__file__).parent)},
        "versions": {"python": platform.python_version(), **{name: version_of(name) for name in DEPENDENCIES}},
    }
    manifest = finite({"schema": 1, "stamp": NOT_CALIBRATED.en, **content})
    manifest["fingerprint"] = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    notes = dict.fromkeys(note for scenario in (*chosen.values(), against) if scenario is not None for note in scenario.footnotes)
    manifest |= {"footnotes": [note._asdict() for note in notes]} if notes else {}
    own = {name: {key: source.document() for key, source in scenario.sources.items()} for name, scenario in chosen.items() if scenario.sources}
    manifest |= {"sources": own} if own else {}
    manifest["inputs"] = {name: [finite(_provenance(given)) for given in scenario.inputs()] for name, scenario in chosen.items()}
    return manifest


def shown_fingerprint(manifest: Mapping[str, Any], language: str, money: Mapping[str, Any] | None = None, *, is_projector: bool = False) -> str:
    """The fingerprint of a folder of results: all that moves its numbers, the language and the money (its document) in which they are written, and for what
    kind of screen figures are drawn.
    """
    shown_as = language if money is None else f"{language} {json.dumps(money, sort_keys=True)}"
    shown_as += " projector" if is_projector else ""
    return hashlib.sha256(f"{manifest['fingerprint']} {shown_as}".encode()).hexdigest()


def footnotes_of(manifest: Mapping[str, Any], language: str = "en") -> list[str]:
    """The notes that go with results, in one language."""
    return [Text(str(note["en"]), str(note["fr"]))(language) for note in manifest.get("footnotes", [])]


def footnotes_at(folder: str | Path, language: str = "en") -> list[str]:
    """The notes that go with what is in a folder of results; none where it has no manifest. InputError where that cannot be read."""
    content = read_whole(Path(folder) / "manifest.json")
    if content is None:
        return []
    try:
        return footnotes_of(json.loads(content), language)
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        raise InputError(
            Problem("manifest.json", Text("is damaged: it is no manifest", "est abîmé : ce n'est pas un manifeste"), str(folder), None, REMADE)
        ) from None


def write_notes(manifest: Mapping[str, Any], folder: Path) -> None:
    """`NOTES.txt` beside tables whose columns are fixed, so that they are not read without the notes on the places that they name
    and the rate of the amounts in them.
    """
    money = manifest.get("money")
    notes = [] if money is None else [str(money["says"][language]) + PARQUET(language) for language in ("en", "fr")]
    notes += [f"* {note}" for language in ("en", "fr") for note in footnotes_of(manifest, language)]
    (folder / "NOTES.txt").unlink(missing_ok=True)
    if notes:
        (folder / "NOTES.txt").write_text("\n".join(notes) + "\n", encoding="utf-8")


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {"name": scenario.name, "fingerprint": scenario.fingerprint, "world_fingerprint": scenario.world_fingerprint, "content": scenario.document()}


def _provenance(given: Input) -> dict[str, Any]:
    return {
        "path": given.path,
        "value": given.value,
        "unit": given.unit,
        "source": given.source,
        "year": given.year,
        "grade": given.grade,
        "status": str(given.status.value),
        "drawn_from": [given.low, given.high] if given.is_uncertain else None,
    }
