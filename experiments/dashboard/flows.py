"""Where the money of the diaspora flows: from countries of residence to countries of origin, and on to their communities, as ribbons as wide as the flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from model.parameter import Text
from scenarios.corridors import country_name

from ..comparing.groups import group_label, groups_of
from ..palette import INK, SERIES_COLOURS
from ..runs import intervals
from ..runs.replications import Replications
from ..text import colon, number
from .answer import Answer
from .chart import Chart, Row, outcome_title, sentence, spec, unit_title

POINTS = 24
"""Points along a ribbon."""
GAP = 0.03
"""Between two places of a column, share of the height."""
TITLE = Text("{outcome}: from where, to where, {policy}", "{outcome} : d'où, vers où, {policy}")
FLOWS = ("remittances", "investment", "donations", "tourism_receipts")
"""Outcomes that flow from one country to another; another one is shown by its group of money."""


def flow(answer: Answer, outcome: str, name: str, language: str) -> Chart | None:
    """The mean flow a year of an outcome under one policy, or without any (`name` empty); None where it is not counted by corridor and community."""
    each = answer.each(name) if name else next((each for each in answer.replications if each.numbers), None)
    if each is None or not groups_of(each, outcome, "corridor") or not groups_of(each, outcome, "region"):
        return None
    links = _links(each, outcome, bool(name), language)
    if not links or sum(link["value"] for link in links) <= 0.0:
        return None
    policy = each.scenario.label(language) if name else Text("no policy", "sans politique")(language)
    title = TITLE(language).format(outcome=outcome_title(outcome, language), policy=policy)
    ribbons, labels = laid_out(links, language)
    colours = {"field": "colour", "type": "nominal", "scale": None}
    quiet = {"axis": None, "scale": {"nice": False, "zero": False}}
    area = {"x": {"field": "x", "type": "quantitative", **quiet, "scale": {"domain": [-0.02, 1.02]}}, "y": {"field": "y", "type": "quantitative", **quiet},
            "y2": {"field": "y2"}, "detail": {"field": "link"}, "color": colours}  # fmt: skip
    words = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}, "text": {"field": "text"}}
    layers: list[Mapping[str, Any]] = [{"data": {"values": ribbons}, "mark": {"type": "area", "opacity": 0.55}, "encoding": area}]
    for align in ("left", "center", "right"):
        side = {"align": "right", "baseline": "bottom"} if align == "center" else {"align": align, "baseline": "middle"}  # above what flows in
        mark = {"type": "text", "fontSize": 13, "color": INK, **side}
        layers.append({"data": {"values": [label for label in labels if label["align"] == align]}, "mark": mark, "encoding": words})
    height = max(260, 34 * max(len({link["from"] for link in links}), len({link["to"] for link in links})))
    parts = [f"{link['from']} - {link['to']} {number(link['value'], language)}" for link in links]
    drawn = spec(layers, language) | {"height": height}
    table = pd.DataFrame([{"from": link["from"], "to": link["to"], "mean": link["value"]} for link in links])
    return Chart(title, unit_title(outcome, language), drawn, sentence(title, parts, language), table, "ribbons")


def _links(each: Replications, outcome: str, is_policy: bool, language: str) -> list[Row]:
    """Residence to origin by corridor, origin to community."""
    found: list[Row] = []
    regions = groups_of(each, outcome, "region")
    for by, groups in (("corridor", groups_of(each, outcome, "corridor")), ("region", regions)):
        for group in groups:
            column = each.column(outcome, by, group)
            values = column if is_policy else column - each.column(outcome, by, group, difference=True)
            value = float(intervals.spread(values[:, None]).mean[0])
            origin = group.split("-")[0]
            if by == "corridor":
                ends = (country_name(group.split("-")[1])(language), country_name(origin)(language))
            else:
                ends = (country_name(origin)(language), group_label(group, "region", regions, language))
            found.append({"from": ends[0], "to": ends[1], "value": max(value, 0.0), "column": 0 if by == "corridor" else 1})
    return found


def laid_out(links: list[Row], language: str) -> tuple[list[Row], list[Row]]:
    """Points of the ribbons and words at their ends. Ribbons are as high as their share of the whole; places stand in three columns."""
    total = sum(link["value"] for link in links if link["column"] == 0) or 1.0
    places: list[dict[str, float]] = [{}, {}, {}]
    for link in links:
        column = int(link["column"])
        if column == 0:
            places[0][link["from"]] = places[0].get(link["from"], 0.0) + link["value"] / total
            places[1][link["to"]] = places[1].get(link["to"], 0.0) + link["value"] / total
        else:
            places[2][link["to"]] = places[2].get(link["to"], 0.0) + link["value"] / total
    top = [_stacked(column) for column in places]
    used = [dict.fromkeys(column, 0.0) for column in places]
    into = dict.fromkeys(places[1], 0.0)
    ribbons: list[Row] = []
    for number_of, link in enumerate(links):
        column = int(link["column"])
        width = link["value"] / total
        start = top[column][link["from"]] - used[column][link["from"]]
        used[column][link["from"]] += width
        if column == 0:
            end = top[1][link["to"]] - into[link["to"]]
            into[link["to"]] += width
        else:
            end = top[2][link["to"]]
        for at in np.linspace(0.0, 1.0, POINTS):
            y = start + (end - start) * (1.0 - np.cos(np.pi * at)) / 2.0
            x = 0.5 * column + 0.5 * at
            colour = SERIES_COLOURS[(list(places[column]).index(link["from"]) if column == 0 else number_of) % len(SERIES_COLOURS)]
            ribbons.append({"link": number_of, "x": float(x), "y": float(y), "y2": float(y - width), "colour": colour})
    labels = [
        {
            "x": 0.5 * column,
            "y": top[column][place] + 0.012 if column == 1 else top[column][place] - share / 2.0,
            "text": f"{place}{colon(language)}{number(share * total, language)}",
            "align": align,
        }
        for column, align in enumerate(("left", "center", "right"))
        for place, share in places[column].items()
    ]
    return ribbons, labels


def _stacked(shares: Mapping[str, float]) -> dict[str, float]:
    """The upper edge of each place of a column, in the middle of the height."""
    height = sum(shares.values()) + GAP * (len(shares) - 1)
    at = 0.5 + height / 2.0
    found: dict[str, float] = {}
    for place, share in shares.items():
        found[place] = at
        at -= share + GAP
    return found
