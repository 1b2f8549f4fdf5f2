"""Figures that are within their bounds and still hardly meant: a number in thousands, a share that is a percentage."""

from __future__ import annotations

from collections.abc import Mapping

from model.parameter import Text

from . import corridors as tables
from .corridors import Figure

FEW_PEOPLE: Mapping[str, float] = {"migrant_stock": 1_000.0, "origin_population": 100_000.0}
"""Below this a figure may be one in thousands. Smaller diasporas and states exist: it is said, not refused."""

APART = 100.0
"""So many times the published figure, or so small a part of it, and a figure is likely in another unit."""


def unlikely(figures: Mapping[str, Mapping[str, Figure]]) -> list[Text]:
    """A sentence on each figure that a scenario gives itself and that is likely in another unit."""
    found = []
    for corridor, given in figures.items():
        published = tables.figures(corridor)
        for name, figure in given.items():
            known = published.get(name)
            if figure == known:
                continue
            path = f"corridor.{corridor}.{name}"
            if known is not None and known.value > 0.0 and figure.value > 0.0 and not 1.0 / APART < figure.value / known.value < APART:
                found.append(
                    Text(
                        f"{path} is {figure.value:,.12g}, the published figure {known.value:,.12g} ({known.source}, {known.year}): is it in another unit?",
                        f"{path} vaut {figure.value:,.12g}, le chiffre publié {known.value:,.12g} ({known.source}, {known.year}) : une autre unité ?",
                    )
                )
            elif figure.value < FEW_PEOPLE.get(name, 0.0):
                found.append(
                    Text(
                        f"{path} is {figure.value:,.12g} people: figures are in people, not in thousands.",
                        f"{path} vaut {figure.value:,.12g} personnes : les chiffres sont en personnes, non en milliers.",
                    )
                )
    return found
