"""Who was induced, in words: the section of `summary.md` made of `induced.csv`."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from model.levers import REGISTRY
from model.outcomes.amounts import LASTED
from model.outcomes.induced import YEARS_AFTER
from model.parameter import Text

from ..comparing.comparison import Comparison
from ..comparing.induced import DIFFERENCE, MEASURES
from ..comparing.rows import lever_within, names_of
from ..runs.attribution import act_label
from ..text import markdown, markdown_table, number, percent, say

WORDS: Mapping[str, Text] = {
    "title": Text("Who was induced, and how long it lasts", "Qui a été incité, et combien de temps l'effet dure"),
    "says": Text(
        "Induced: acted with the policy, and would not have without it. Anyway: acted with its support, and would have all the same. Each cell is induced "
        "against anyway, and whether they differ; wealth is that before the policy. Left: share of the effect in its last year that is left in the years after "
        "its end. All measures and intervals: `induced.csv`.",
        "Incités : ont agi avec la politique et ne l'auraient pas fait sans elle. De toute façon : ont agi avec son soutien et l'auraient fait sans lui. "
        "Chaque case oppose les incités aux autres et dit s'ils diffèrent ; le patrimoine est celui d'avant la politique. Reste : part de l'effet de sa "
        "dernière année qui subsiste dans les années après sa fin. Toutes les mesures et leurs intervalles : `induced.csv`.",
    ),
    "number": Text("Households", "Ménages"),
    "size": Text("Size, a year", "Montant, par an"),
    "skilled_share": Text("Tertiary education", "Études supérieures"),
    "wealth": Text("Wealth", "Patrimoine"),
    f"survival_{LASTED}m": Text(
        "Firms alive after {lasted} months",
        "Entreprises en vie après {lasted} mois",
    ).filled(lasted=LASTED),
    "left": Text("Effect left after its end", "Effet restant après sa fin"),
    "against": Text("{induced} against {anyway}", "{induced} contre {anyway}"),
    "higher": Text("higher", "plus élevé"),
    "lower": Text("lower", "moins élevé"),
    "same": Text("the same", "identique"),
    "cannot_be_told": Text("cannot be told", "indéterminé"),
    "too_few_runs": Text("too few runs", "trop peu de simulations"),
    "too_few_households": Text("too few households", "trop peu de ménages"),
    "year": Text("year {year}: {share}", "année {year} : {share}"),
    "not_ended": Text("does not end here", "ne prend pas fin ici"),
}


def induced_section(comparison: Comparison, language: str = "en") -> list[str]:
    """The lines of Markdown; none where nothing was compared."""
    table = comparison.induced
    if not len(table):
        return []
    names = names_of(comparison.replications, language)
    measures = [measure.name for measure in MEASURES if (table["measure"] == measure.name).any()]
    rows = []
    for (scenario, lever, act), own in table.groupby(["scenario", "lever", "act"], sort=False, dropna=False):
        label = names.get(str(scenario), str(scenario))
        if not isinstance(lever, str):
            label = lever_within(act_label(str(act), language), label, language)
        elif own_levers(table, str(scenario)) > 1:
            label = lever_within(REGISTRY[lever].label(language) if lever in REGISTRY else lever, label, language)
        cells = [_pair(own, "number", language), *(_pair(own, measure, language) for measure in measures)]
        rows.append((markdown(label), *cells, _left(own, language)))
    head = [say("policy_column", language), *(WORDS[key](language) for key in ("number", *measures, "left"))]
    return [f"## {WORDS['title'](language)}", "", WORDS["says"](language), "", *markdown_table(head, rows)]


def own_levers(table: pd.DataFrame, scenario: str) -> int:
    """How many subjects a scenario has: more than one in a package."""
    own = table[table["scenario"] == scenario]
    return len(own.drop_duplicates(["lever", "act"]))


def _value(own: pd.DataFrame, group: str, measure: str) -> tuple[float, str | None, str]:
    """Mean, verdict and unit of one row; NaN where there is none."""
    found = own[(own["group"] == group) & (own["measure"] == measure)]
    if not len(found):
        return math.nan, None, ""
    row = found.iloc[0]
    return float(row["mean"]), row["verdict"] if isinstance(row["verdict"], str) else None, str(row["unit"])


def _pair(own: pd.DataFrame, measure: str, language: str) -> str:
    """One measure of both groups, and whether they differ in it."""
    (induced, _, unit), (anyway, _, _) = (_value(own, group, measure) for group in ("induced", "anyway"))
    _, told, _ = _value(own, DIFFERENCE, measure)
    if math.isnan(induced) and math.isnan(anyway):
        return say("undefined", language) if told is None else WORDS[told](language)
    show = percent if unit == "share" else number
    said = WORDS["against"](language).format(
        **{name: say("undefined", language) if math.isnan(value) else show(value, language) for name, value in (("induced", induced), ("anyway", anyway))}
    )
    return said if told is None else f"{said} ({WORDS[told](language)})"


def _left(own: pd.DataFrame, language: str) -> str:
    """What is left of the effect, year by year; that the lever does not end where it does not."""
    said = []
    for year in YEARS_AFTER:
        found = own[own["measure"] == f"effect_left_year_{year}"]
        if len(found):
            row = found.iloc[0]
            share = percent(float(row["mean"]), language) if math.isfinite(row["low"]) else WORDS["cannot_be_told"](language)
            said.append(WORDS["year"](language).format(year=year, share=share))
    return ", ".join(said) if said else WORDS["not_ended"](language)
