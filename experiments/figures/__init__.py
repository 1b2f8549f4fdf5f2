"""Figures for a brief: what changes over time, what it costs, who gains, who pays, what each lever of a package adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .contributions import contributions
from .cost import cost
from .fan import fan
from .gains import gains
from .payers import payers
from .style import save

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..comparison import Comparison

FIGURES = {"fan": fan, "cost": cost, "gains": gains, "payers": payers, "contributions": contributions}

__all__ = ["FIGURES", "draw", "save"]


def draw(comparison: Comparison, kind: str = "fan", language: str = "en", **more: Any) -> Figure:
    """One of the figures by its name; InputError with the nearest name where there is none."""
    from model.errors import InputError, Problem, nearest

    if kind not in FIGURES:
        raise InputError(Problem("figure", f"there is no figure {kind!r}", allowed=", ".join(FIGURES), nearest=nearest(kind, FIGURES)))
    return FIGURES[kind](comparison, language, **more)
