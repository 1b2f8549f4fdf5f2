"""Figures that are within their bounds and still hardly meant: a number in thousands, a share that is a percentage, migrants who send more than they earn."""

from __future__ import annotations

from collections.abc import Mapping

from model.inputs.settings import FIGURES
from model.parameter import Parameter, Text, Unit, by_language, numeral

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
    value = numeral(figure.value)
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


def _with_source(known: Figure) -> Text:
    return by_language(lambda language: f"{numeral(known.value)(language)} ({known.source}, {known.year})")


def shares_above_one(given: Mapping[str, tuple[float, Parameter]]) -> list[Text]:
    """A sentence on each share above 1 that its bounds let pass, of parameters and terms by path; the declared value stands beside it."""
    return [
        _above_one(path, value, None if declared.value is None else _declared(declared))
        for path, (value, declared) in given.items()
        if declared.unit is Unit.SHARE and value > 1.0 and (declared.value is None or declared.value <= 1.0)
    ]


def _declared(declared: Parameter) -> Text:
    value = numeral(declared.value)
    return by_language(lambda language: f"{value(language)} ({declared.source})")


def _above_one(path: str, value: float, known: Text | None) -> Text:
    if known is None:
        return Text(
            "{path} is {value}, a share above 1: 100 % is written 1.", "{path} vaut {value}, une part supérieure à 1 : 100 % s'écrit 1."
        ).filled(path=path, value=numeral(value))
    return Text(
        "{path} is {value}, a share above 1: 100 % is written 1; the published or declared value is {known}.",
        "{path} vaut {value}, une part supérieure à 1 : 100 % s'écrit 1 ; la valeur publiée ou déclarée est {known}.",
    ).filled(path=path, value=numeral(value), known=known)


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
    of = by_language(lambda language: f"{numeral(sent, ',.0f')(language)} USD ({held_against.REMITTANCES_SOURCE}, {held_against.REMITTANCES_YEAR})")
    shown = {name: _with_source(figures) for name, figures in zip(names, known, strict=True) if figures is not None}
    listed = by_language(lambda language: ", ".join(f"{name} {said(language)}" for name, said in shown.items()))
    beside = Text(" Published: {shown}.", " Chiffres publiés : {shown}.").filled(shown=listed) if shown else ""
    says = Text(
        "corridor.{corridor}: the remittances published for it, {of}, are {each} USD for each of {here} migrants (migrant_stock), above income per head, "
        "{earned} (residence_gdp_pc): is one of the two in another unit?{beside}",
        "corridor.{corridor} : les envois publiés, {of}, font {each} USD pour chacun des {here} migrants (migrant_stock), plus que le revenu par tête, "
        "{earned} (residence_gdp_pc) : l'un des deux est-il dans une autre unité ?{beside}",
    )
    each, here, earned = numeral(sent / stock.value, ",.0f"), numeral(stock.value), numeral(income.value)
    return [says.filled(corridor=corridor, of=of, each=each, here=here, earned=earned, beside=beside)]
