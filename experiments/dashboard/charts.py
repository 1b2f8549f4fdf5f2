"""The figures of the page, each a function from an answer to a chart: over time, cost and effect, who gains, accounts, queues and budgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from model.parameter import Text

from ..comparing.by_year import dates, first_year
from ..comparing.groups import group_label, groups_of
from ..palette import INK
from ..reporting.account_page import WORDS as ACCOUNTS
from ..runs import intervals
from ..runs.replications import Replications
from ..text import colon, number, say
from .answer import Answer
from .chart import Chart, Row, names, outcome_title, plain, said, sentence, spec, unit_title, values_axis, who_dash, who_scale, who_shape

ITEMS = ("gross_cost", "administration", "transfers", "revenue_forgone", "leakage", "revenue_back", "net_cost")
"""Accounts that are drawn; all are USD a year."""
WORDS = {
    "change": Text("Change against no policy", "Écart à la situation sans politique"),
    "level": Text("Level", "Niveau"),
    "no_months": Text("This outcome has no monthly values.", "Ce résultat n'a pas de valeurs mensuelles."),
    "cost": Text("Public cost", "Coût public"),
    "effect": Text("Cost and effect", "Coût et effet"),
    "effect_alt": Text("{who} costs {cost} USD a year and changes it by {effect}", "{who} coûte {cost} USD par an et le change de {effect}"),
    "last": Text("in the last year {who} {value}", "la dernière année, {who} {value}"),
    "waiting": Text("Files waiting", "Dossiers en attente"),
    "budget": Text("Public cost by year", "Coût public par année"),
    "budget_line": Text("budget a year", "budget par an"),
    "year": Text("Year", "Année"),
}


def over_time(answer: Answer, outcome: str, language: str, *, change: bool) -> Chart | None:
    """An outcome by year under each policy and without one, or what each policy changes in the same runs; None where it has no months."""
    if outcome not in set(answer.series["outcome"]):
        return None
    called = names(answer, language)
    rows: list[Row] = []
    singles: list[Row] = []
    marks: list[Row] = []
    for place, each in enumerate(each for each in answer.replications if each.numbers):
        policy, base = answer.years(each, outcome)
        assert base is not None
        shown = {each.name: policy - base} if change else {**({"": base} if place == 0 else {}), each.name: policy}
        for name, values in shown.items():
            rows += _by_year(called[name], first_year(each), values)
            singles += [] if answer.has_intervals else _single(called[name], first_year(each), values)
        marks += [{"x": at, "who": called[each.name]} for at in dates(each, outcome)]
    years = sorted({row["year"] for row in rows})
    scale = {name: called[name] for name in called if not (change and name == "")}
    x = {
        "field": "year",
        "type": "quantitative",
        "axis": {"format": "d", "title": WORDS["year"](language), "values": years, "labelOverlap": True},
        "scale": {"domain": [years[0] - 0.6, years[-1] + 0.2]} if years else {},
    }
    y = {"type": "quantitative", "axis": values_axis(unit_title(outcome, language), language), "scale": {"zero": change}}
    colour = {"field": "who", "type": "nominal", "scale": who_scale(scale)}
    line = {"x": x, "y": {"field": "mean", **y}, "color": colour, "strokeDash": {"field": "who", "type": "nominal", "scale": who_dash(scale)}}
    layers: list[Mapping[str, Any]] = [
        {"data": {"values": marks}, "mark": {"type": "rule", "strokeDash": [4, 4], "opacity": 0.7}, "encoding": {"x": {"field": "x", "type": "quantitative"},
         "color": colour}},
        {"data": {"values": rows}, "mark": {"type": "line", "strokeWidth": 2.5, "point": True}, "encoding": line},
    ]  # fmt: skip
    if answer.has_intervals:
        band = {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}, "color": colour}
        layers.insert(0, {"data": {"values": rows}, "mark": {"type": "area", "opacity": 0.18}, "encoding": band})
    else:
        dot = {"x": x, "y": {"field": "value", **y}, "color": colour, "shape": {"field": "who", "type": "nominal", "scale": who_shape(scale)}}
        layers.append({"data": {"values": singles}, "mark": {"type": "point", "size": 24, "opacity": 0.6}, "encoding": dot})
    title = f"{outcome_title(outcome, language)}, {WORDS['change' if change else 'level'](language).lower()}"
    last = {row["who"]: row for row in rows}
    parts = [WORDS["last"](language).format(who=who, value=said(row["mean"], row["low"] or np.nan, row["high"] or np.nan, language, signed=change))
             for who, row in last.items()]  # fmt: skip
    return Chart(title, unit_title(outcome, language), spec(layers, language), sentence(title, parts, language), pd.DataFrame(rows))


def _by_year(who: str, first: int, values: np.ndarray[Any, Any]) -> list[Row]:
    found = intervals.spread(values)
    return [
        {"who": who, "year": first + place, "mean": float(mean), "low": plain(low), "high": plain(high)}
        for place, (mean, low, high) in enumerate(zip(*found, strict=True))
    ]


def _single(who: str, first: int, values: np.ndarray[Any, Any]) -> list[Row]:
    return [{"who": who, "year": first + year, "value": float(value)} for run in values for year, value in enumerate(run)]


def cost_effect(answer: Answer, outcome: str, language: str) -> Chart:
    """Each policy as a point: its public cost along, the change of one outcome up, each axis in its own unit; intervals as bars."""
    called = names(answer, language)
    rows: list[Row] = []
    for each in answer.replications:
        if each.base is None or not each.numbers or not each.scenario.levers:
            continue
        effect, cost = answer.change(each.name, outcome), answer.cost(each.name)
        words = dict(zip(("effect", "effect_low", "effect_high", "cost", "cost_low", "cost_high"), map(plain, (*effect, *cost)), strict=True))
        rows.append({"who": called[each.name], **words})
    cost_title = f"{WORDS['cost'](language)}, {unit_title('public_cost', language)}"
    effect_title = unit_title(outcome, language)
    scale = {name: called[name] for name in called if name}
    x = {"type": "quantitative", "axis": values_axis(cost_title, language)}
    y = {"type": "quantitative", "axis": values_axis(effect_title, language)}
    colour = {"field": "who", "type": "nominal", "scale": who_scale(scale)}
    shape = {"field": "who", "type": "nominal", "scale": who_shape(scale)}
    layers: list[Mapping[str, Any]] = [
        {"mark": {"type": "point", "filled": True, "size": 160, "opacity": 1.0},
         "encoding": {"x": {"field": "cost", **x}, "y": {"field": "effect", **y}, "color": colour, "shape": shape}},
    ]  # fmt: skip
    if answer.has_intervals:
        bars = (("effect", "cost", "y", "x"), ("cost", "effect", "x", "y"))
        for along, at, one, other in bars:
            axis = {"x": x, "y": y}
            where = {one: {"field": f"{along}_low", **axis[one]}, f"{one}2": {"field": f"{along}_high"}, other: {"field": at, **axis[other]}, "color": colour}
            layers.append({"mark": {"type": "rule", "strokeWidth": 2}, "encoding": where})
    title = f"{WORDS['effect'](language)}{colon(language)}{outcome_title(outcome, language)}"
    parts = [
        WORDS["effect_alt"](language).format(who=row["who"], cost=number(row["cost"], language), effect=number(row["effect"], language, signed=True))
        for row in rows
    ]
    return Chart(
        title, f"{cost_title}; {effect_title}", spec(layers, language, data={"values": rows}), sentence(title, parts, language), pd.DataFrame(rows), "points"
    )


def who_gains(answer: Answer, outcome: str, by: str, language: str) -> Chart | None:
    """The change of an outcome by groups of people, a bar a policy; None where it is not counted by them."""
    called = names(answer, language)
    rows: list[Row] = []
    order: list[str] = []
    for each in answer.replications:
        groups = groups_of(each, outcome, by)
        if each.base is None or not each.numbers or not groups:
            continue
        for group in groups:
            mean, low, high = answer.change(each.name, outcome, by, group)
            label = group_label(group, by, groups, language)
            order += [] if label in order else [label]
            rows.append({"who": called[each.name], "group": label, "mean": float(mean), "low": plain(low), "high": plain(high)})
    if not rows:
        return None
    title = f"{outcome_title(outcome, language)}, {WORDS['change'](language).lower()}"
    scale = {name: called[name] for name in called if name}
    return _bars(rows, order, scale, (title, unit_title(outcome, language), say(by, language)), language, answer.has_intervals)


def _bars(rows: list[Row], order: list[str], shown: Mapping[str, str], words: tuple[str, str, str], language: str, has_intervals: bool) -> Chart:
    """Horizontal bars by group, those of several policies side by side, with intervals; `words`: title, unit, what the groups are."""
    title, unit, grouped = words
    x = {"type": "quantitative", "axis": values_axis(unit, language)}
    y = {"field": "group", "type": "nominal", "sort": order, "axis": {"title": grouped, "labelLimit": 240}}
    colour = {"field": "who", "type": "nominal", "scale": who_scale(shown)}
    beside = {"field": "who", "type": "nominal", "sort": list(shown.values())}
    layers: list[Mapping[str, Any]] = [
        {"mark": {"type": "bar", "stroke": INK, "strokeWidth": 0.5}, "encoding": {"x": {"field": "mean", **x}, "y": y, "yOffset": beside, "color": colour}},
    ]
    if has_intervals:
        reach = {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y, "yOffset": beside}
        layers.append({"mark": {"type": "rule", "strokeWidth": 1.5, "color": INK}, "encoding": reach})
    parts = [f"{row['group']}, {row['who']}: {said(row['mean'], row['low'] or np.nan, row['high'] or np.nan, language, signed=True)}" for row in rows]
    height = max(160, 24 * len(order) * max(len(shown), 1) + 60)
    return Chart(title, unit, spec(layers, language, data={"values": rows}) | {"height": height}, sentence(title, parts, language), pd.DataFrame(rows), "bars")


def accounts(answer: Answer, language: str) -> Chart | None:
    """What each policy costs and where the money goes, USD a year; None without levers. Of a package, the whole."""
    table, called = answer.accounts, names(answer, language)
    rows: list[Row] = []
    for name in dict.fromkeys(table["scenario"]) if len(table) else ():
        own = table[table["scenario"] == name]
        own = own[own["lever"].isna()] if own["lever"].isna().any() else own
        for line in own[own["item"].isin(ITEMS)].to_dict("records"):
            rows.append({"who": called[str(name)], "item": line["item"], "group": ACCOUNTS[str(line["item"])](language), "mean": float(line["mean"]),
                         "low": plain(float(line["low"])), "high": plain(float(line["high"]))})  # fmt: skip
    if not rows:
        return None
    order = [ACCOUNTS[item](language) for item in ITEMS]
    words = (ACCOUNTS["title"](language), unit_title("public_cost", language), "")
    return _bars(rows, order, {name: called[name] for name in called if name}, words, language, answer.has_intervals)


def waiting(answer: Answer, language: str) -> Chart | None:
    """Files that wait at the institutions, at the end of each year."""
    chart = over_time(answer, "backlog", language, change=False)
    return None if chart is None else chart._replace(title=WORDS["waiting"](language))


def budgets(answer: Answer, language: str) -> Chart | None:
    """Public cost by year of each policy, with its budget a year where every lever has one."""
    chart = over_time(answer, "public_cost", language, change=True)
    if chart is None:
        return None
    called = names(answer, language)
    lines: list[Row] = [{"y": budget, "who": called[each.name]} for each in answer.replications if (budget := budget_of(each)) is not None]
    colour = {"field": "who", "type": "nominal", "scale": who_scale({name: called[name] for name in called if name})}
    rule = {"data": {"values": lines}, "mark": {"type": "rule", "strokeDash": [1, 3], "strokeWidth": 2},
            "encoding": {"y": {"field": "y", "type": "quantitative"}, "color": colour}}  # fmt: skip
    drawn = {**chart.spec, "layer": [*chart.spec["layer"], rule]}
    parts = [f"{line['who']}, {WORDS['budget_line'](language)}{colon(language)}{number(line['y'], language)}" for line in lines]
    alt = " ".join([chart.alt, *([sentence(WORDS["budget"](language), parts, language)] if parts else [])])
    return chart._replace(title=WORDS["budget"](language), spec=drawn, alt=alt)


def budget_of(each: Replications) -> float | None:
    """The budgets of the levers of a policy together, USD a year; None where one of them has none."""
    known = [lever.budget_usd for lever in each.scenario.levers]
    return sum(budget for budget in known if budget is not None) if known and None not in known else None
