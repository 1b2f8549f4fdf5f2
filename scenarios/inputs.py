"""Inputs of a scenario that are not a choice of policy: figures of corridors and regions, and parameters, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.inputs.regions import Region
from model.parameter import Parameter, Status, Text, Unit

from .corridors import ASSUMPTION, Figure
from .sources import Source


@dataclass(frozen=True)
class Input:
    """One input of a scenario that is not a choice of policy: where it stands, its value, and where it comes from.

    `low` and `high` are what an uncertainty analysis draws from; None where it is held fixed.
    """

    path: str
    value: Any
    unit: str
    says: Text
    source: str
    grade: str
    status: Status
    low: float | None = None
    high: float | None = None
    year: int | None = None
    note: str = ""

    @property
    def is_uncertain(self) -> bool:
        """Whether it has a range to draw from."""
        return self.low is not None and self.high is not None and self.low < self.high


REGION_FIGURES: Mapping[str, tuple[Unit, Text]] = {
    "population": (Unit.PERSONS, Text("People who live in the region.", "Habitants de la région.")),
    "poverty": (Unit.SHARE, Text("Share of them who are poor.", "Part d'entre eux qui sont pauvres.")),
    "need": (Unit.INDEX, Text("Lack of public services there.", "Manque de services publics dans la région.")),
    "emigration": (Unit.SHARE, Text("Share of the emigrants who come from there.", "Part des émigrés qui en viennent.")),
}


def figure_input(path: str, declaration: Parameter, figure: Figure, own: Source | None) -> Input:
    """A figure of a corridor."""
    low, high = figure.assumed if figure.assumed is not None else (None, None)
    grade = declaration.grade if own is None or own.grade is None else own.grade
    return Input(
        path,
        figure.value,
        str(declaration.unit),
        Text(declaration.en, declaration.fr),
        figure.source,
        "D" if figure.source == ASSUMPTION else grade,
        figure.status,
        low,
        high,
        figure.year,
        figure.note,
    )


def region_inputs(origin: str, region: Region, own: Source | None) -> list[Input]:
    """The figures of a region, held fixed; without a source they are assumptions."""
    source = region.source or ASSUMPTION
    grade = "D" if source == ASSUMPTION else "C" if own is None or own.grade is None else own.grade
    status = Status.ASSUMPTION if source == ASSUMPTION else Status.DATA
    return [
        Input(f"regions.{origin}.{region.name}.{name}", value, str(unit), says, source, grade, status)
        for name, (unit, says) in REGION_FIGURES.items()
        if (value := getattr(region, name)) is not None
    ]


def declared_input(path: str, declaration: Parameter, value: Any, *, is_set: bool) -> Input:
    """A parameter as declared; one that the scenario set is an assumption of the scenario, and held fixed."""
    says = Text(declaration.en, declaration.fr)
    if is_set:
        return Input(path, value, str(declaration.unit), says, ASSUMPTION, "D", Status.ASSUMPTION, note="set by the scenario")
    low, high = declaration.likely if declaration.likely is not None else (None, None)
    return Input(path, declaration.value, str(declaration.unit), says, declaration.source, declaration.grade, declaration.status, low, high)
