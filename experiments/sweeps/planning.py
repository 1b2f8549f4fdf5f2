"""The plan of an experiment in a folder: the same content or a refusal, the points that are there already first."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.errors import MISSING, InputError, Problem
from model.text import Text

from ..manifest import code_of, finite, model_code, version_of
from ..storage.files import something_else
from ..text import joined
from .designs import Points
from .experiment import Experiment, content_of, digest, same_value
from .folder import SweepFolder
from .model_runs import Subject
from .plan import Plan

LIBRARIES = ("mesa", "numba", "numpy", "pandas", "scipy", "SALib", "pyarrow")
MAKES_NUMBERS = ("asked_outcomes.py", "designs.py", "factor.py", "model_runs.py")
"""Modules here that a number depends on; a change of the others leaves the results of a sweep valid."""

PARTS: Mapping[str, Text] = {"experiment": Text("experiment", "expérience"), "code": Text("code", "code"), "versions": Text("versions", "versions")}
"""What sweeps of other content differ in."""
CONTENT = Text("content", "contenu")


def planned(experiment: Experiment, folder: SweepFolder, subject: Subject | None = None) -> Plan:
    """The plan of an experiment in a folder. InputError where the folder holds other content, or points that the design no longer has."""
    chosen: Subject = experiment.subject() if subject is None else subject
    points = experiment.points()
    content = content_in_full(experiment, chosen)
    fingerprint = digest(content)
    manifest = folder.manifest()
    if manifest is not None and manifest["fingerprint"] != fingerprint:
        if _differs_in_size_alone(experiment, manifest["content"], content):
            raise InputError(_cannot_extend(experiment, int(manifest["points"]), len(points.values), folder.path))
        parts = [words for name, words in PARTS.items() if manifest.get("content", {}).get(name) != content.get(name)]
        raise InputError(
            Problem(
                "--out",
                Text(
                    "{path} holds a sweep of other {what}; nothing was changed", "{path} contient un balayage qui diffère ({what}) ; rien n'a été changé"
                ).filled(path=folder.path, what=joined(parts) if parts else CONTENT),
                value=str(folder.path),
                allowed=Text(
                    "a new or empty folder, or one with a sweep of the same content", "un dossier neuf ou vide, ou un dossier avec un balayage du même contenu"
                ),
            )
        )
    if manifest is None and folder.path.is_dir() and folder.holds_other_files():
        raise something_else(folder.path)
    if manifest is None:
        folder.check_parts(fingerprint)
    before = folder.design_rows(experiment.paths)
    if before is not None:
        ordered = extended(before, points, experiment.design.rules.extends)
        if ordered is None:
            raise InputError(_cannot_extend(experiment, len(before), len(points.values), folder.path))
        points = ordered
    if manifest is not None and manifest["experiment"]["replications"] > experiment.replications:
        held = manifest["experiment"]["replications"]
        raise InputError(
            Problem(
                "replications",
                Text(
                    "{path} holds {held} replications, more than the {replications} asked for; nothing was changed",
                    "{path} contient {held} réplications, plus que les {replications} demandées ; rien n'a été changé",
                ).filled(path=folder.path, held=held, replications=experiment.replications),
                value=experiment.replications,
                allowed=Text("{held} or more, or another folder", "{held} ou plus, ou un autre dossier").filled(held=held),
            )
        )
    return Plan(experiment, points, chosen, content, fingerprint)


def content_in_full(experiment: Experiment, subject: Subject) -> dict[str, Any]:
    """All that moves the numbers of a sweep but for what may be extended: the experiment, what runs it, code and library versions."""
    here = Path(__file__).parent
    numbers = sha256(b"".join((here / name).read_bytes() for name in MAKES_NUMBERS)).hexdigest()[:16]
    found: dict[str, Any] = {
        "experiment": content_of(experiment),
        "subject": [type(subject).__name__, list(subject.scenario_names), list(subject.columns)],
        "code": {**model_code(), "scenarios": code_of(here.parents[1] / "scenarios"), "sweeps": numbers},
        "versions": {"python": platform.python_version(), **{name: version_of(name) for name in LIBRARIES}},
    }
    return dict(finite(found))


def default_folder(experiment: Experiment, subject: Subject | None = None) -> Path:
    """results/<name>-<fingerprint>: the same for more replications or points, another for other content."""
    fingerprint = digest(content_in_full(experiment, experiment.subject() if subject is None else subject))
    return Path("results") / f"{experiment.name[:80]}-{fingerprint[:8]}"


def _differs_in_size_alone(experiment: Experiment, held: dict[str, Any], asked: dict[str, Any]) -> bool:
    size = experiment.design.rules.size

    def without(content: dict[str, Any]) -> Any:
        wanted = content["experiment"]
        return content | {"experiment": wanted | {"design": {key: value for key, value in wanted["design"].items() if key != size}}}

    return size is not None and bool(without(held) == without(asked))


def _cannot_extend(experiment: Experiment, held: int, asked: int, path: Path) -> Problem:
    rules = experiment.design.rules
    if rules.extends and asked < held:
        says = Text(
            "{path} holds {held} points, more than the {asked} asked for; nothing was changed",
            "{path} contient {held} points, plus que les {asked} demandés ; rien n'a été changé",
        ).filled(path=path, held=held, asked=asked)
    elif rules.extends is None:
        says = Text(
            "a {label} cannot be extended: its {asked} points are others than the {held} that {path} holds; nothing was changed",
            "un plan « {label} » ne peut pas être prolongé : ses {asked} points sont autres que les {held} que {path} contient ; rien n'a été changé",
        ).filled(label=rules.label, asked=asked, held=held, path=path)
    else:
        says = Text(
            "the {asked} points asked for leave out some of the {held} that {path} holds; nothing was changed",
            "il manque aux {asked} points demandés certains des {held} que {path} contient ; rien n'a été changé",
        ).filled(asked=asked, held=held, path=path)
    return Problem(
        "design",
        says,
        value=asked,
        allowed=Text(
            "the points that are there and more, in a design that can be extended; or another folder",
            "les points qui y sont et d'autres, dans un plan qui peut être prolongé ; ou un autre dossier",
        ),
    )


def points_of_folder(folder: SweepFolder, experiment: Experiment) -> Points:
    """The points of a folder in its own order, with positions."""
    asked = experiment.points()
    before = folder.design_rows(experiment.paths)
    if before is None:
        raise InputError(
            Problem(
                "design.parquet",
                MISSING,
                str(folder.path),
                None,
                Text("sweep run with the same experiment and folder writes it again", "sweep run avec la même expérience et le même dossier, qui le récrit"),
            )
        )
    ordered = extended(before, asked, experiment.design.rules.extends)
    if ordered is None or len(ordered.values) != len(before):
        raise InputError(
            Problem(
                "design.parquet",
                Text("does not hold the points of the manifest; nothing was changed", "ne contient pas les points du manifeste ; rien n'a été changé"),
                str(folder.path),
            )
        )
    return ordered


def extended(before: Sequence[tuple[Any, ...]], asked: Points, kind: str | None) -> Points | None:
    """The points asked for in the order of those that are there already, or None where some of those are not asked for.

    `kind` says how the design extends: "prefix", "subset", or None where it does not.
    """
    same = len(before) <= len(asked.values) and all(_same_row(one, other) for one, other in zip(before, asked.values, strict=False))
    if same and (kind is not None or len(before) == len(asked.values)):
        return asked
    if kind != "subset":
        return None
    left = {_row_key(row): place for place, row in reversed(list(enumerate(asked.values)))}
    first = [left.pop(_row_key(row), None) for row in before]
    if any(place is None for place in first):
        return None
    order = [place for place in first if place is not None] + sorted(left.values())
    return Points([asked.values[place] for place in order], asked.unit[order])


def _same_row(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return len(one) == len(other) and all(same_value(a, b) for a, b in zip(one, other, strict=True))


def _row_key(row: Sequence[Any]) -> str:
    return json.dumps([list(value) if isinstance(value, tuple) else value for value in row])
