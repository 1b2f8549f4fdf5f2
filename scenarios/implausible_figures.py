"""Figures that are within their bounds and still hardly meant: a number in thousands, a share that is a percentage, migrants who send more than they earn."""

from __future__ import annotations

from collections.abc import Mapping

from model.inputs.settings import FIGURES
from model.parameter import Parameter, Text, Unit

from . import corridors as tables
from .corridors import Figure
from .world_table import held_against
from .world_table.figures import shipped

FEW_PEOPLE: Mapping[str, float] = {"migrant_stock": 1_000.0, "origin_population": 100_000.0}
"""Below this a figure may be one in thousands. Smaller diasporas and states exist: it is said, not refused."""

APART = 100.0
"""So many times the published figure, or so small a part of it, and a figure is likely in another unit."""


def unlikely(figures: Mapping[str, Mapping[str, Figure]]) -> list[Text]:
    """A sentence on each figure that a scenario gives itself and that is likely in another unit, with the published one beside it where there is one."""
    found = []
    for corridor, given in figures.items():
        known = shipped(corridor)
        own = {name: figure for name, figure in given.items() if figure != known.get(name)}
        if not own:
            continue
        published = {**held_against.published(corridor), **tables.figures(corridor)}
        told = [text for name, figure in own.items() if (text := _of_figure(f"corridor.{corridor}.{name}", name, figure, published.get(name))) is not None]
        found += told or _sent_and_earned(corridor, given, own, published)
    return found


def _of_figure(path: str, name: str, figure: Figure, known: Figure | None) -> Text | None:
    value = f"{figure.value:,.12g}"
    if known is not None and known.value > 0.0 and figure.value > 0.0 and not 1.0 / APART < figure.value / known.value < APART:
        return Text(
            "{path} is {value}, the published figure {known}: is it in another unit?",
            "{path} vaut {value}, le chiffre publié {known} : une autre unité ?",
        ).filled(path=path, value=value, known=_with_source(known))
    if figure.value < FEW_PEOPLE.get(name, 0.0) and (known is None or figure.value < known.value / 2.0):
        return Text(
            "{path} is {value} people: figures are in people, not in thousands.",
            "{path} vaut {value} personnes : les chiffres sont en personnes, non en milliers.",
        ).filled(path=path, value=value)
    if FIGURES[name].unit is Unit.SHARE and figure.value > 1.0 and (known is None or known.value <= 1.0):
        return _above_one(path, figure.value, None if known is None else _with_source(known))
    return None


def _with_source(known: Figure) -> str:
    return f"{known.value:,.12g} ({known.source}, {known.year})"


def shares_above_one(given: Mapping[str, tuple[float, Parameter]]) -> list[Text]:
    """A sentence on each share above 1 that its bounds let pass, of parameters and terms by path; the declared value stands beside it."""
    return [
        _above_one(path, value, None if declared.value is None else f"{declared.value:,.12g} ({declared.source})")
        for path, (value, declared) in given.items()
        if declared.unit is Unit.SHARE and value > 1.0 and (declared.value is None or declared.value <= 1.0)
    ]


def _above_one(path: str, value: float, known: str | None) -> Text:
    beside = ("", "") if known is None else (f"; the published or declared value is {known}", f" ; la valeur publiée ou déclarée est {known}")
    return Text(
        f"{path} is {value:,.12g}, a share above 1: 100 % is written 1{beside[0]}.",
        f"{path} vaut {value:,.12g}, une part supérieure à 1 : 100 % s'écrit 1{beside[1]}.",
    )


def _sent_and_earned(corridor: str, given: Mapping[str, Figure], own: Mapping[str, Figure], published: Mapping[str, Figure]) -> list[Text]:
    """Whether the remittances published for a corridor are more than the scenario's own stock of migrants would earn."""
    sent = held_against.remittances(corridor)
    names = ("migrant_stock", "residence_gdp_pc")
    stock, income = (given.get(name) for name in names)
    if sent is None or stock is None or income is None or stock.value <= 0.0 or not set(names) & own.keys() or sent / stock.value <= income.value:
        return []
    known = [published.get(name) for name in names]
    if known[0] is not None and known[1] is not None and sent / known[0].value > known[1].value:
        return []  # so are the published ones: no fault of the scenario
    of = f"{sent:,.0f} USD ({held_against.REMITTANCES_SOURCE}, {held_against.REMITTANCES_YEAR})"
    shown = ", ".join(f"{name} {_with_source(figure)}" for name, figure in zip(names, known, strict=True) if figure is not None)
    beside = (f" Published: {shown}.", f" Chiffres publiés : {shown}.") if shown else ("", "")
    each, here, earned = f"{sent / stock.value:,.0f}", f"{stock.value:,.12g}", f"{income.value:,.12g}"
    return [
        Text(
            f"corridor.{corridor}: the remittances published for it, {of}, are {each} USD for each of {here} migrants (migrant_stock), above income per head, "
            f"{earned} (residence_gdp_pc): is one of the two in another unit?{beside[0]}",
            f"corridor.{corridor} : les envois publiés, {of}, font {each} USD pour chacun des {here} migrants (migrant_stock), plus que le revenu par tête, "
            f"{earned} (residence_gdp_pc) : l'un des deux est-il dans une autre unité ?{beside[1]}",
        )
    ]
