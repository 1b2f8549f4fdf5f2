"""What the figures of sensitivity share: titles, colours of factors, whiskers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from model.parameter import Text

from ..calibrated.lever_evidence import stamp
from . import style

SHOWN = 20
"""Factors in one figure at most; how many more there are is said."""
INDEX_WORDS = {
    "S1": Text("S1: alone", "S1 : seul"),
    "ST": Text("ST: alone and with others", "ST : seul et avec les autres"),
    "mu_star": Text("mu*: mean size of the change over a factor's range", "mu* : taille moyenne du changement sur l'étendue d'un facteur"),
    "delta": Text("delta: shift of the whole distribution", "delta : déplacement de toute la distribution"),
    "pawn": Text("PAWN: median distance between distributions", "PAWN : distance médiane entre distributions"),
    "ks": Text("distance of the factor's values: upper tenth of outcomes, rest", "distance des valeurs du facteur : dixième supérieur des résultats, reste"),
    "effect": Text("change from the low to the high level", "changement du niveau bas au niveau haut"),
    "swing": Text("change from the lowest to the highest value", "changement de la valeur la plus basse à la plus haute"),
}


def index_words(index: str, language: str) -> str:
    """An index in words."""
    return INDEX_WORDS[index](language) if index in INDEX_WORDS else index


_STAMP: ContextVar[Mapping[str, Any]] = ContextVar("manifest of the figures that are drawn", default=MappingProxyType({}))


@contextmanager
def stamped(manifest: Mapping[str, Any]) -> Iterator[None]:
    """Figures drawn meanwhile carry the stamp that the manifest of their results asks for."""
    token = _STAMP.set(manifest)
    try:
        yield
    finally:
        _STAMP.reset(token)


def headed(figure: Figure, title: str, subtitle: str, language: str) -> Figure:
    """Title, subtitle and stamp above the panels."""
    height, width = figure.get_figheight(), figure.get_figwidth()
    heading = textwrap.wrap(title, int(width * 9.0))
    wrapped = textwrap.wrap(subtitle, int(width * 13.0))
    top = (0.24 + 0.22 * len(heading) + 0.18 * len(wrapped)) / height
    figure.set_layout_engine(ConstrainedLayoutEngine(rect=(0.01, 0.27 / height, 0.98, 0.99 - top - 0.27 / height)))
    left = 0.12 / width
    figure.text(left, 1.0 - 0.1 / height, "\n".join(heading), fontsize=12, fontweight="bold", va="top")
    figure.text(left, 1.0 - (0.16 + 0.22 * len(heading)) / height, "\n".join(wrapped), fontsize=8.5, va="top", color="#444444", linespacing=1.3)
    figure.text(1.0 - left, 0.06 / height, stamp(_STAMP.get(), language), fontsize=7.5, fontweight="bold", color=style.LOSS, ha="right", va="bottom")
    style._settle(figure)
    return figure


def whiskers(axis: Any, places: Any, rows: pd.DataFrame, colour: str = style.INK) -> None:
    """Intervals of 95 % as horizontal lines, where they are known."""
    known = (rows["low"].notna() & rows["high"].notna()).to_numpy()
    axis.hlines(places[known], rows["low"].to_numpy()[known], rows["high"].to_numpy()[known], color=colour, linewidth=1.1)


def more(count: int, language: str) -> str:
    """How many factors are not shown."""
    return Text(
        " The {count} smallest are not shown.",
        " Les {count} plus petits ne sont pas montrés.",
    ).filled(count=count)(language) if count > 0 else ""


INTERVALS = Text("Lines are 95 % intervals.", "Les traits sont des intervalles à 95 %.")
