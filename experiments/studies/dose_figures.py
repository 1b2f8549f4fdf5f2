"""Dose-response curves as small multiples: of each dose its effect with its interval, and what it costs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from model.levers import REGISTRY

from ..figures.style import GAIN, LOSS, POLICY, WITHOUT, canvas, look, numbers, outcome_with_unit, wrap
from .dose_shapes import Shape
from .doses import Curve

COLUMNS = 2
"""Curves beside each other, each with its cost."""


def panels(found: Sequence[tuple[Curve, Shape]]) -> Figure:
    """One figure: a row of two curves after the other."""
    rows = -(-len(found) // COLUMNS)
    figure = canvas(11.0, 2.05 * rows)
    axes = figure.subplots(rows, 2 * COLUMNS, squeeze=False, width_ratios=[2, 1] * COLUMNS)
    for place, (curve, shape) in enumerate(found):
        row, column = divmod(place, COLUMNS)
        _effect(axes[row][2 * column], curve, shape)
        _cost(axes[row][2 * column + 1], curve, shape)
    for place in range(len(found), rows * COLUMNS):
        row, column = divmod(place, COLUMNS)
        for axis in axes[row][2 * column : 2 * column + 2]:
            axis.set_axis_off()
    return figure


def _effect(axis: Any, curve: Curve, shape: Shape) -> None:
    """Mean effect by dose with its interval, green where it can be told from nothing."""
    effect, lever = shape.effect, REGISTRY[curve.lever]
    axis.fill_between(curve.values, np.nan_to_num(effect.low), np.nan_to_num(effect.high), color=POLICY, alpha=0.2, linewidth=0)
    axis.plot(curve.values, effect.mean, "-o", color=POLICY, markersize=4, linewidth=1.3)
    axis.axhline(0.0, color=WITHOUT, linewidth=0.8)
    axis.set_title(lever.label("en"), fontsize=9)
    said = "monotone" if shape.is_monotone else ("best between, as it should" if curve.dose.peaks else "not monotone")
    axis.annotate(
        said if shape.is_told else f"{said}; cannot be told from 0",
        (0.02, 0.97),
        xycoords="axes fraction",
        fontsize=7,
        va="top",
        color=GAIN if shape.is_monotone or curve.dose.peaks else LOSS,
    )
    axis.set_xlabel(curve.dose.term, fontsize=7.5)
    axis.set_ylabel(wrap(outcome_with_unit(lever.main_outcome, "en"), 24), fontsize=7)
    _scaled(axis, curve)


def _cost(axis: Any, curve: Curve, shape: Shape) -> None:
    """Public cost by dose."""
    axis.plot(curve.values, shape.cost.mean, "-o", color=LOSS, markersize=3, linewidth=1.3)
    axis.set_title("public cost, USD a year", fontsize=7, fontweight="normal")
    axis.set_ylim(bottom=min(0.0, float(axis.get_ylim()[0])))
    _scaled(axis, curve)


def _scaled(axis: Any, curve: Curve) -> None:
    axis.margins(x=0.05, y=0.15)
    numbers(axis.yaxis, "en", 3)
    numbers(axis.xaxis, "en", 3)
    if curve.values[-1] < curve.values[0]:  # after the ticks, which are laid out for an axis that rises
        axis.invert_xaxis()
    axis.tick_params(labelsize=7)


def pictures(found: Sequence[tuple[Curve, Shape]], folder: Path) -> dict[str, str]:
    """Draw the curves, one file a family of levers; returns the file of each family."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for family in sorted({REGISTRY[curve.lever].family for curve, _ in found}):
        own = [(curve, shape) for curve, shape in found if REGISTRY[curve.lever].family is family]
        name = f"dose_response_{family.name.lower()}.png"
        with look():
            panels(own).savefig(folder / name, dpi=110, metadata={"Software": None})
        files[str(family.name.capitalize())] = name
    return files
