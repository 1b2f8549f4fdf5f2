"""The sheets of the workbook: the numbers of a comparison as they are, with what is drawn of them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from model.levers import REGISTRY
from model.parameter import Text

from ..comparing.comparison import Comparison
from ..comparing.rows import effects, labels
from ..comparing.unit_cost import gain_outcome
from ..reporting.indicators import indicator_sheet
from ..runs.replications import COST, unit_of
from ..runs.verdicts import verdict
from ..shown_money import of_input
from ..tables import ALWAYS, label_of, unit_label
from ..text import say, source_words, unit_words
from .account_sheet import account_sheet
from .budget_sheet import budget_sheets
from .document import Cell, Chart, Formula, Sheet
from .following_pages import inputs_of
from .words import word

SHEET_NAME = Text("SDG GCM", "ODD PMM")

MOST_CHARTS = 6


def sheets_of(comparison: Comparison, source: str, language: str) -> tuple[Sheet, ...]:
    """All sheets; what is not in the folder has none."""
    found = [_numbers(comparison, source, language), *budget_sheets(comparison, source, language), account_sheet(comparison, source, language)]
    found += [_groups(comparison, source, language), _levers(comparison, source, language), _alarms(comparison, source, language)]
    found += [_indicators(comparison, source, language), _inputs(comparison, source, language), _results(comparison, source, language)]
    return tuple(sheet for sheet in found if sheet is not None and sheet.rows)


def cell(value: Any) -> Cell:
    """A number, words, or nothing where it is not defined."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or value is pd.NA:
        return None
    return float(value) if isinstance(value, int | float) else str(value)


def _numbers(comparison: Comparison, source: str, language: str) -> Sheet:
    """Main outcomes of all policies, an outcome after the other, so that a chart compares like with like; a chart each."""
    names = labels(comparison, language)
    aims = list(dict.fromkeys(row.outcome for row in effects(comparison)))
    totals = comparison.table[comparison.table["breakdown"].isna()]
    without = comparison.uncertainty[comparison.uncertainty["breakdown"].isna()].set_index(["scenario", "outcome"])["without_policy"].to_dict()
    rows: list[tuple[Cell | Formula, ...]] = []
    charts: list[Chart] = []
    for outcome in dict.fromkeys([*aims, COST, *ALWAYS]):
        first = len(rows)
        for row in totals[totals["outcome"] == outcome].to_dict("records"):
            mean, change, low, high = (float(row[key]) for key in ("mean", "difference", "difference_low", "difference_high"))
            told = verdict(change, low, high).says(language)
            numbers = (cell(without.get((row["scenario"], outcome))), cell(mean), cell(change), cell(low), cell(high))
            reach = [_formula("=I{row}-G{row}", high - change), _formula("=G{row}-H{row}", change - low)]
            rows.append((names[str(row["scenario"])], label_of(outcome, language), unit_of(outcome, language), told, *numbers, *reach))
        if outcome in (*aims, COST) and len(rows) > first and len(charts) < MOST_CHARTS:
            title = f"{label_of(outcome, language)}, {word('change', language).lower()}"
            alt = "; ".join(f"{one[0]} {one[6]:.4g} [{_short(one[7])}, {_short(one[8])}]" for one in rows[first:])
            charts.append(Chart("bar", title, unit_of(outcome, language), f"{title}: {alt}", (6,), first, len(rows) - 1, ((10, 9),)))
    head = [say("policy_column", language), say("outcome", language), say("unit", language), say("s_verdict", language)]
    head += [word(key, language) for key in ("without", "with", "change", "low", "high", "reach_up", "reach_down")]
    return Sheet(word("numbers", language), say("s_four", language), source, tuple(head), tuple(rows), tuple(charts))


def _formula(text: str, value: float) -> Formula:
    return Formula(text, value if math.isfinite(value) else None)


def _short(value: Cell | Formula) -> str:
    return f"{value:.4g}" if isinstance(value, float) else "-"


def _groups(comparison: Comparison, source: str, language: str) -> Sheet | None:
    """The change of the main outcome of each policy by group; a chart of the first."""
    names, table = labels(comparison, language), comparison.table
    rows: list[tuple[Cell | Formula, ...]] = []
    charts: list[Chart] = []
    for effect in effects(comparison):
        shown = gain_outcome(effect.each, effect.outcome)
        own = table[(table["scenario"] == effect.each.name) & (table["outcome"] == shown)]
        for by in ("sex", "generation", "skill", "region", "faction"):
            first = len(rows)
            for row in own[own["breakdown"] == by].to_dict("records"):
                numbers = [cell(float(row[key])) for key in ("difference", "difference_low", "difference_high")]
                group = say(str(row["group"]), language)
                rows.append((group, say(by, language), names[effect.each.name], label_of(shown, language), unit_of(shown, language), *numbers))
            if len(rows) > first and len(charts) < 3:
                title = f"{names[effect.each.name]}: {label_of(shown, language)}, {say(by, language)}"
                alt = "; ".join(f"{one[0]} {_short(one[5])} [{_short(one[6])}, {_short(one[7])}]" for one in rows[first:])
                charts.append(Chart("column", title, unit_of(shown, language), f"{title}: {alt}", (5,), first, len(rows) - 1))
    head = [say("group", language), word("by", language), say("policy_column", language), say("outcome", language), say("unit", language)]
    head += [word(key, language) for key in ("change", "low", "high")]
    return Sheet(say("s_gain", language), word("group_changes", language), source, tuple(head), tuple(rows), tuple(charts))


def _levers(comparison: Comparison, source: str, language: str) -> Sheet | None:
    """What each lever of a package adds; none where nothing was split."""
    from ..reporting.contribution_page import SPLIT_HEAD, TITLE

    table, names = comparison.contributions, labels(comparison, language)
    if not len(table):
        return None
    rows: list[tuple[Cell | Formula, ...]] = []
    charts: list[Chart] = []
    for (scenario, outcome), own in table.groupby(["scenario", "outcome"], sort=False):
        if own["lever"].nunique() < 2 or not (own[["alone", "left_out", "shapley"]] != 0.0).any(axis=None):
            continue
        first = len(rows)
        for row in own.to_dict("records"):
            lever = str(row["lever"])
            label = REGISTRY[lever].label(language) if lever in REGISTRY else lever
            numbers = [cell(float(row[f"{kind}{end}"])) for kind in ("shapley", "alone", "left_out") for end in ("", "_low", "_high")]
            rows.append((label, names[str(scenario)], label_of(str(outcome), language), unit_of(str(outcome), language), *numbers))
        if len(charts) < MOST_CHARTS:
            title = f"{names[str(scenario)]}: {label_of(str(outcome), language)}"
            alt = "; ".join(f"{one[0]} {_short(one[4])} [{_short(one[5])}, {_short(one[6])}]" for one in rows[first:])
            charts.append(Chart("column", title, unit_of(str(outcome), language), f"{title}: {alt}", (4,), first, len(rows) - 1))
    if not rows:
        return None
    kinds = [SPLIT_HEAD[place](language) for place in (4, 2, 3)]
    head = [say("lever", language), say("policy_column", language), say("outcome", language), say("unit", language)]
    head += [f"{kind}{end}" for kind in kinds for end in ("", f", {word('low', language)}", f", {word('high', language)}")]
    return Sheet(say("lever", language), TITLE(language), source, tuple(head), tuple(rows), tuple(charts))


def _alarms(comparison: Comparison, source: str, language: str) -> Sheet | None:
    names = labels(comparison, language)
    rows = []
    for reading in comparison.readings:
        rule = reading.rule
        levers = ", ".join(lever.label(language) for lever in reading.levers)
        words = (names[reading.scenario], f"{rule.alarm} {rule.name(language)}", levers, rule.says(language))
        on = say("q_on" if reading.fires else "q_off", language)
        rows.append((*words, cell(reading.value), cell(rule.threshold), cell(reading.share), on, reading.remedy(language) if reading.fires else ""))
    head = [say("policy_column", language), word("alarm", language), say("lever", language), word("measure", language), say("s_value", language)]
    head += [word(key, language) for key in ("threshold", "share_of_runs", "state", "remedy")]
    return Sheet(word("alarms", language), word("notes", language), source, tuple(head), tuple(rows))


def _indicators(comparison: Comparison, source: str, language: str) -> Sheet:
    names = labels(comparison, language)
    sheet = indicator_sheet(comparison, language)
    rows = []
    for row in sheet[sheet["available"].astype(bool)].to_dict("records"):
        words = (row["frame"], row["indicator"], row["label"], row["unit"], names[str(row["scenario"])])
        groups = tuple("" if row[key] is None or pd.isna(row[key]) else say(str(row[key]), language) for key in ("breakdown", "group"))
        numbers = tuple(cell(float(row[key])) for key in ("without_policy", "value", "low", "high"))
        rows.append((*map(str, words), *groups, *numbers, str(row["note"] or "")))
    head = [word("frame", language), word("indicator", language), say("outcome", language), say("unit", language), say("policy_column", language)]
    head += [word("by", language), say("group", language), word("without", language), word("with", language)]
    head += [word("run_low", language), word("run_high", language), word("note", language)]
    return Sheet(SHEET_NAME(language), word("sheet", language), source, tuple(head), tuple(rows))


def _inputs(comparison: Comparison, source: str, language: str) -> Sheet:
    rows = []
    for given in inputs_of(comparison).values():
        numbers = [cell(of_input(value, given.unit)) for value in (given.value, given.low, given.high)]
        told = (unit_words(given.unit, language), say(given.status.value, language), str(given.grade), source_words(given.source, language))
        rows.append((given.path, given.says(language), *numbers, *told))
    head = [say("s_input", language), word("meaning", language), say("s_value", language), word("range_low", language), word("range_high", language)]
    head += [say("unit", language), say("s_status", language), word("grade", language), say("s_source", language)]
    return Sheet(word("inputs_sheet", language), word("rests", language), source, tuple(head), tuple(rows))


def _results(comparison: Comparison, source: str, language: str) -> Sheet:
    """Every row of `comparison.csv`, as it is."""
    names = labels(comparison, language)
    rows = []
    for row in comparison.table.to_dict("records"):
        outcome = str(row["outcome"])
        unit = unit_label(outcome, str(row["unit"]), language)
        groups = tuple("" if row[key] is None or pd.isna(row[key]) else str(row[key]) for key in ("breakdown", "group"))
        numbers = tuple(cell(float(row[key])) for key in ("mean", "low", "high", "difference", "difference_low", "difference_high"))
        rows.append((str(row["scenario"]), names[str(row["scenario"])], outcome, label_of(outcome, language), unit, *groups, *numbers))
    head = [say("scenario", language), say("policy_column", language), "outcome", say("outcome", language), say("unit", language), word("by", language)]
    head += [say("group", language), word("with", language), word("run_low", language), word("run_high", language)]
    head += [word(key, language) for key in ("change", "low", "high")]
    return Sheet(word("results", language), word("results", language), source, tuple(head), tuple(rows))
