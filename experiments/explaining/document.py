"""An explanation as plain values, for JSON: names as in the model, words in one language."""

from __future__ import annotations

from typing import Any

from .explain import Explanation, Side
from .field_words import Change
from .offer_words import TERMS
from .parting import Parting
from .result import GATES, Decided, Heard, Odds, Term


def document(x: Explanation, language: str = "en") -> dict[str, Any]:
    """All of it."""
    return {
        "scenario": x.scenario.name,
        "household": x.household,
        "month": x.month,
        "seed": x.seed,
        "replication": x.replication,
        "with_policy": _side(x.policy, language),
        "without_policy": _side(x.without, language),
        "parting": {kind.value: _parting(parting, language) for kind, parting in x.partings.items()},
        "causes": [cause(language) for cause in x.causes],
    }


def _side(side: Side, language: str) -> dict[str, Any]:
    return {
        "is_there": side.is_there,
        "who": [line(language) for line in side.who],
        "heard": [_heard(each, language) for each in side.heard],
        "decisions": [_decided(each, language) for each in side.decided],
        "later": [_change(each, language) for each in side.later],
    }


def _decided(each: Decided, language: str) -> dict[str, Any]:
    return {
        "decision": each.decision,
        "label": each.label(language),
        "gate": each.gate.value,
        "gate_label": GATES[each.gate](language),
        "says": each.says(language),
        "why": [line(language) for line in each.why],
        "odds": None if each.odds is None else _odds(each.odds, language),
        "terms": [_term(term, language) for term in each.terms],
        "levers": [heard.lever for heard in each.heard],
        "usd": each.usd,
        "count": each.count,
        "obstacles": each.obstacles,
    }


def _odds(odds: Odds, language: str) -> dict[str, Any]:
    return {
        "mean" if odds.is_mean else "chance": odds.chance,
        "draw": odds.draw,
        "log_odds": odds.log_odds,
        "parts": [{"parameter": part.parameter or None, "rule": part.rule or None, "label": part.label(language), "value": part.value} for part in odds.parts],
        "times": [{"label": what(language), "value": value} for what, value in odds.times],
    }


def _term(term: Term, language: str) -> dict[str, Any]:
    return {
        "term": term.name,
        "label": TERMS[term.name].label(language),
        "decides_by": term.decides_by,
        "offered": term.offered,
        "without_policy": term.without,
    }


def _heard(each: Heard, language: str) -> dict[str, Any]:
    return {
        "lever": each.lever,
        "label": each.label(language),
        "offered": each.is_offered,
        "in_force": each.in_force,
        "heard_since": each.since,
        "refuses": each.refuses,
    }


def _change(each: Change, language: str) -> dict[str, Any]:
    return {"of": each.whose, "field": each.field, "label": each.words.label(language), "before": each.before, "after": each.after}


def _parting(each: Parting, language: str) -> dict[str, Any]:
    fields = [
        {"of": found.whose, "field": found.field, "label": found.words.label(language), "without_policy": found.before, "with_policy": found.after}
        for found in each.found
    ]
    return {"month": each.month, "decided": each.is_decided, "fields": fields}
