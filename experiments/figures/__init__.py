"""Figures for a brief: what changes over time, what it costs, who gains, who pays, the direct difference to one scenario, what each lever of a package adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from model.text import Text

from ..shown_money import showing
from .against import against
from .contributions import contributions
from .cost import cost
from .fan import fan
from .gains import gains
from .payers import payers
from .style import save

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..comparing.comparison_view import Compared

FIGURES = {"fan": fan, "cost": cost, "gains": gains, "payers": payers, "against": against, "contributions": contributions}

__all__ = ["FIGURES", "draw", "save"]


def draw(comparison: Compared, kind: str = "fan", language: str = "en", **more: Any) -> Figure | None:
    """One of the figures by its name, None where it has nothing to show; InputError with the nearest name where there is none.

    `more`: for "fan", `scenario` (a name) and `outcomes` (a list), to show those alone.
    """
    from scenarios.argument_checks import Choice, Maybe, Names, Rule

    from ..runs.options import check_keywords, check_options

    names = [each.name for each in comparison.replications]
    outcomes = sorted(comparison.series["outcome"].unique())
    months = Names(Text("outcomes with their months", "résultats avec leurs mois"), outcomes)
    rules: Mapping[str, Rule] = {"kind": Choice(FIGURES), "scenario": Maybe(Choice(names)), "outcomes": Maybe(months)}
    given = check_options(rules, kind=kind, language=language)
    options = ("scenario", "outcomes") if given.kind == "fan" else ()
    check_keywords(more, options)
    with showing(comparison.money):
        return FIGURES[given.kind](comparison, given.language, **vars(check_options(rules, **more)))
