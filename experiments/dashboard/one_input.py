"""A tornado on demand: what one input at a time, at both ends of its range, does to the change that a policy makes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from model.parameter import Kind, Parameter, Text
from model.parameters import PARAMETERS
from scenarios import with_changes
from scenarios.scenario import Scenario

from ..palette import INK, LOSS, POLICY
from ..runs.draws import LUCK_PER_INPUTS
from ..text import number
from .answer import Answer, Request
from .chart import Chart, outcome_title, sentence, spec, unit_title, values_axis
from .kept_worlds import KeptWorlds

RUNS = 2 * LUCK_PER_INPUTS
"""Replications of each end; the same ones for all, so that what differs is the input."""
MOST_INPUTS = 12
TITLE = Text("What one input does to the change of {outcome}", "Ce qu'une hypothèse fait à l'écart de : {outcome}")
ENDS = (Text("low end", "bas de l'intervalle"), Text("high end", "haut de l'intervalle"))
ALT = Text("{path} from {low} to {high}: change from {at_low} to {at_high}", "{path} de {low} à {high} : écart de {at_low} à {at_high}")


class Range(NamedTuple):
    """An input with the two ends that are tried, and whether they are those of its declared range; else half of its value and half as much again."""

    path: str
    low: float
    high: float
    is_declared: bool


def ranges(scenario: Scenario) -> dict[str, Range]:
    """The inputs that can be tried: the numbers of the levers first, then the uncertain inputs of the world."""
    found: dict[str, Range] = {}
    for lever in scenario.levers:
        for name, declared in lever.parameters.items():
            tried = _of_term(f"levers.{lever.id}.{name}", declared, lever.values[name])
            found |= {} if tried is None else {tried.path: tried}
    for given in scenario.uncertain():
        if given.low is not None and given.high is not None and not given.path.startswith("levers."):
            found[given.path] = Range(given.path, given.low, given.high, True)
    return found


def first_chosen(scenario: Scenario) -> list[str]:
    """What is tried where nobody chose: the terms of the levers, which need no other world."""
    return [path for path in ranges(scenario) if path.startswith("levers.")][:MOST_INPUTS]


def _of_term(path: str, declared: Parameter, value: Any) -> Range | None:
    """The range of a term of a lever; None for what is no number, a date, or 0, of which there is no half."""
    if declared.kind not in (Kind.REAL, Kind.INTEGER) or path.rpartition(".")[2] in ("from_month", "to_month", "ramp_months") or value is None:
        return None
    if declared.likely is not None:
        return Range(path, *declared.likely, True)
    low, high = max(declared.low, 0.5 * value), min(declared.high, 1.5 * value)
    if declared.kind is Kind.INTEGER:
        low, high = float(math.floor(low)), float(math.ceil(high))
    return Range(path, low, high, False) if low < high else None


def tornado(
    store: KeptWorlds, request: Request, name: str, paths: Sequence[str], outcome: str, report: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """The mean change of an outcome by a policy with each input at its low and its high end, everything else as it is drawn.

    Columns: path, low, high, is_declared, at_low, at_high, as_is. The widest first. Inputs of the world make other worlds, which takes longer.
    """
    scenario = request.scenarios[name]
    known = ranges(scenario)
    chosen = [known[path] for path in paths if path in known][:MOST_INPUTS]
    total, done = 1 + 2 * len(chosen), 0

    def mean(changed: Scenario) -> float:
        nonlocal done
        # one scenario a task: other worlds are not those of the request
        one = Request({name: replace(changed, name=name)}, request.sample, request.seed, (outcome,))
        answer = Answer(one, list(store.perform([one.task(number) for number in range(RUNS)])))
        done += 1
        if report is not None:
            report(done, total)
        return answer.change(name, outcome)[0]

    as_is = mean(scenario)
    rows = []
    for each in chosen:
        at = [mean(with_changes(scenario, {each.path: _typed(scenario, each.path, end)})) for end in (each.low, each.high)]
        rows.append({"path": each.path, "low": each.low, "high": each.high, "is_declared": each.is_declared, "at_low": at[0], "at_high": at[1], "as_is": as_is})
    table = pd.DataFrame(rows, columns=["path", "low", "high", "is_declared", "at_low", "at_high", "as_is"])
    width = np.abs(table["at_high"].to_numpy(dtype=np.float64) - table["at_low"].to_numpy(dtype=np.float64))
    order = np.argsort(-width, kind="stable")
    return table.iloc[order].reset_index(drop=True)


def _typed(scenario: Scenario, path: str, value: float) -> float | int | Mapping[str, Any]:
    """A value as a file gives it: a whole number where one is declared, a figure as an assumption with its range."""
    room, owner, rest = path.split(".", 2)
    if room == "levers":
        lever = next(lever for lever in scenario.levers if lever.id == owner)
        return round(value) if lever.parameters[rest].kind is Kind.INTEGER else value
    if room == "parameters":
        return round(value) if PARAMETERS[f"{owner}.{rest}"].kind is Kind.INTEGER else value
    return {"value": value, "assumed": [value, value]}


def chart(table: pd.DataFrame, outcome: str, language: str, labels: Mapping[str, str]) -> Chart:
    """The tornado: a bar an input from the change at its low end to that at its high end, and a line where it stands as it is."""
    rows = []
    for line in table.to_dict("records"):
        for end, at, value in ((0, line["at_low"], line["low"]), (1, line["at_high"], line["high"])):
            rows.append({"input": labels[str(line["path"])], "end": ENDS[end](language), "at": float(at), "as_is": float(line["as_is"]),
                         "words": number(float(value), language)})  # fmt: skip
    order = [labels[str(path)] for path in table["path"]]
    x = {"type": "quantitative", "axis": values_axis(unit_title(outcome, language), language)}
    y = {"field": "input", "type": "nominal", "sort": order, "axis": {"title": None, "labelLimit": 220}}
    scale = {"domain": [end(language) for end in ENDS], "range": [LOSS, POLICY]}
    bar = {"x": {"field": "as_is", **x}, "x2": {"field": "at"}, "y": y, "color": {"field": "end", "type": "nominal", "scale": scale}}
    words = {"x": {"field": "at", **x}, "y": y, "text": {"field": "words"}}
    layers = [
        {"mark": {"type": "bar", "stroke": INK, "strokeWidth": 0.5}, "encoding": bar},
        {"mark": {"type": "text", "dy": -14, "fontSize": 12, "color": INK}, "encoding": words},
    ]
    title = TITLE(language).format(outcome=outcome_title(outcome, language))
    parts = [
        ALT(language).format(
            path=labels[str(line["path"])],
            low=number(float(line["low"]), language),
            high=number(float(line["high"]), language),
            at_low=number(float(line["at_low"]), language, signed=True),
            at_high=number(float(line["at_high"]), language, signed=True),
        )
        for line in table.to_dict("records")
    ]
    drawn = spec(layers, language, data={"values": rows}) | {"height": max(160, 52 * len(order))}
    return Chart(title, unit_title(outcome, language), drawn, sentence(title, parts, language), table)
