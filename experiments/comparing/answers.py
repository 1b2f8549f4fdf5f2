"""What a teaching question found: one number an option and watched outcome, with its interval, for the table, the picture and `question.csv`."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from model.communities import communities_of
from model.levers import REGISTRY
from scenarios.questions import Question, Ratio, Watched, text_of, watched

from .. import tables
from ..runs import intervals
from ..runs.attribution import COUNTERFACTUAL, COUNTERFACTUAL_ALARMS
from ..runs.intervals import Floats
from ..runs.replications import Replications, never_negative
from ..shown_money import in_words
from ..text import colon, say, within
from .comparison_tables import SIGNED
from .comparison_view import Compared
from .unit_cost import cost_and_effect, cost_per_additional

COLUMNS = ["option", "scenario", "watched", "outcome", "unit", "is_level", "without_policy", "value", "low", "high"]


class Found(NamedTuple):
    """A mean over the replications with the 95 % interval of that mean; NaN where it is not defined."""

    mean: float
    low: float
    high: float


UNKNOWN = Found(math.nan, math.nan, math.nan)


def found(comparison: Compared, each: Replications, what: Watched, is_level: bool) -> Found:
    """A watched number of one option: its level, or its change against no policy."""
    if what.ratio is Ratio.COST:
        return Found(*cost_per_additional(each, what.outcome))
    if what.ratio is Ratio.ADDITIONAL:
        share, low, high = intervals.of_ratio(*parts_of(comparison, each, what), each.groups)
        return Found(share, low if math.isnan(low) else max(low, 0.0), high if math.isnan(high) else min(high, 1.0))
    mean = intervals.of_mean(numbers_of(comparison, each, what, is_level)[:, None], each.groups, at_least=_floor(each, what, is_level))
    return Found(*(float(part[0]) for part in mean))


def _floor(each: Replications, what: Watched, is_level: bool) -> float:
    """What a watched number cannot be below, as in the tables of a comparison."""
    if (what.outcome, what.breakdown, what.group) in each.judged:
        return -math.inf if what.outcome.startswith(SIGNED) else 0.0
    if is_level:
        return 0.0 if never_negative(what.outcome) else -math.inf
    return each.floor(what.outcome, what.breakdown, what.group) if what.month is None and groups_named(each, what) == [what.group] else -math.inf


def parts_of(comparison: Compared, each: Replications, what: Watched) -> tuple[Floats, Floats]:
    """What a watched ratio sets over what, by replication."""
    if what.ratio is Ratio.COST:
        return cost_and_effect(each, what.outcome)
    additional, deadweight = (numbers_of(comparison, each, what._replace(outcome=name), True) for name in ("additional", "deadweight"))
    return additional, additional + deadweight


def without_policy(comparison: Compared, each: Replications, what: Watched) -> float:
    """The level of a watched number in the world without policy; NaN for what is counted against that world."""
    if what.ratio is not None or (what.outcome, what.breakdown, what.group) in each.judged:
        return math.nan
    level, change = (numbers_of(comparison, each, what, is_level) for is_level in (True, False))
    return float(intervals.spread((level - change)[:, None]).mean[0])


def numbers_of(comparison: Compared, each: Replications, what: Watched, is_level: bool) -> Floats:
    """The number by replication."""
    key = (what.outcome, what.breakdown, what.group)
    if key in each.judged:
        return each.judged[key]
    if what.month is not None:
        level, base = (_at(comparison, name, each, what) for name in (each.name if each.scenario.levers else each.without, each.without))
        return level if is_level else level - base
    groups = groups_named(each, what) or [what.group]
    return np.sum([each.column(what.outcome, what.breakdown, group, difference=not is_level) for group in groups], axis=0)


def groups_named(each: Replications, what: Watched) -> list[str | None]:
    """The groups that are added up: `poorest:3` and `richest:2` are several communities of each origin, which stand in the order of their income."""
    if what.breakdown != "region" or what.group is None or ":" not in what.group:
        return [what.group]
    by_origin: dict[str, list[str]] = {}
    for name, by, group in each.keys:
        if name == what.outcome and by == "region" and group is not None:
            by_origin.setdefault(group.partition("-")[0], []).append(group)
    chosen = communities_of([what.group], max(map(len, by_origin.values()), default=0))
    return [groups[place] for groups in by_origin.values() for place in chosen]


def _at(comparison: Compared, name: str, each: Replications, what: Watched) -> Floats:
    """The state at the end of a month, by replication."""
    assert what.month is not None
    months = comparison.series
    here = months[(months["scenario"] == name) & (months["outcome"] == what.outcome) & (months["month"] == what.month - 1)]
    return here.set_index("replication")["value"].reindex(each.numbers).to_numpy(dtype=np.float64)


def label_of(question: Question, name: str, language: str) -> str:
    """A watched number in words: those of the question, where it has its own."""
    if name in question.content.names:
        return in_words(text_of(question.content.names[name])(language))
    what = watched(name)
    if what.ratio is Ratio.COST:
        return tables.label_of(f"{Ratio.COST}_{what.outcome}", language)
    label = say("q_additional", language) if what.ratio is Ratio.ADDITIONAL else tables.label_of(what.outcome, language)
    label += "" if what.group is None else f", {_group(what, language)}"
    return label + ("" if what.month is None else f", {say('q_month', language, n=what.month)}")


def _group(what: Watched, language: str) -> str:
    """A group or a lever in words, inside a sentence."""
    group = str(what.group)
    end, _, count = group.partition(":")
    if count.isdigit():
        return say(f"q_{end}", language, n=count)
    words = within(REGISTRY[group].label(language) if group in REGISTRY else say(group, language))
    return f"{within(say(what.breakdown, language))}{colon(language)}{words}" if what.breakdown in ("generation", "skill") else words


def unit_label(name: str, language: str) -> str:
    """The unit of a watched number in words; the effect of a project is in units of the main outcome of its lever."""
    what = watched(name)
    if what.ratio is Ratio.ADDITIONAL:
        return say("q_share", language)
    if what.ratio is Ratio.COST:
        return tables.unit_label(f"{Ratio.COST}_{what.outcome}", "", language)
    if what.outcome.startswith("effect_") and what.group in REGISTRY:
        return say("q_a_month", language, what=tables.unit_label(REGISTRY[what.group].main_outcome, "", language))
    return tables.unit_label(what.outcome, "", language)


def answers(comparison: Compared, question: Question) -> pd.DataFrame:
    """The columns of `question.csv`: a row a watched number and option."""
    content, rows = question.content, []
    by_name = {each.name: each for each in comparison.replications}
    one_world = len({each.without for each in comparison.replications}) == 1
    for name in content.watch:
        what = watched(name)
        for option in content.options:
            each = by_name.get(question.scenario_name(option))
            is_level = name in content.levels or what.ratio is not None
            value = UNKNOWN if each is None else found(comparison, each, what, is_level)
            without = without_policy(comparison, each, what) if each is not None and one_world else math.nan
            rows.append([option.id, question.scenario_name(option), name, what.outcome, unit_label(name, "en"), is_level, without, *value])
    table: Any = pd.DataFrame(rows, columns=COLUMNS)
    return table


def judged_levers(question: Question) -> tuple[str, ...]:
    """The levers that a question judges, by a number or an alarm that it reads: each against its package without it, where it stands in one."""
    content = question.content
    watch = [watched(name) for name in content.measured]
    named = [what.group for what in watch if what.breakdown == "lever" and what.group is not None and what.outcome in COUNTERFACTUAL]
    if set(content.alarms) & set(COUNTERFACTUAL_ALARMS):
        named += [lever.id for scenario in question.scenarios() for lever in scenario.levers]
    return tuple(dict.fromkeys(named))
