"""Controls of a policy, made from the declarations of its levers: range, unit, sentence and source are those that validation and `describe` read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from model.levers import COMMON, ELIGIBILITY, REGISTRY
from model.parameter import Kind, Parameter
from scenarios import parse_set
from scenarios.scenario import Scenario

from ..text import colon, source_words, unit_words, value_words
from .policies import own_values, sets_of
from .screen import Sets
from .session import BY_LANGUAGE, WIDGET, choice, control
from .words import word

Table = dict[str, Any]
"""The values of a lever by name, `eligibility.NAME` for whom it is for."""

DATES = ("from_month", "to_month")
MONEY = ("budget_usd",)
WIDEST = 1_000.0
"""Ranges up to this have a slider; wider ones, as amounts of money, a field for the number."""
STEPS = 100


def tables_of(levers: Sets | None, scenario: Scenario) -> dict[str, Table]:
    """The values of the levers of a policy: those of the screen, else those of the scenario."""
    if levers is None:
        return {lever.id: own_values(lever) for lever in scenario.levers}
    found: dict[str, Table] = {}
    for each in levers:
        path, value = parse_set(each)
        _, lever, *rest = path.split(".", 2)
        table = found.setdefault(lever, {})
        if rest:
            table[rest[0]] = value
        elif isinstance(value, Mapping):
            table.update(value)
    return found


def sets_from(tables: Mapping[str, Table]) -> Sets:
    """The values of a policy as `--set` takes them."""
    return tuple(each for lever in sorted(tables) for each in sets_of(lever, tables[lever]))


def policy_form(side: str, tables: dict[str, Table], scenario: Scenario, language: str) -> dict[str, Table]:
    """Levers to choose and their values; `side` is a or b. Values of levers that the page does not show are kept."""
    known = sorted(REGISTRY, key=lambda lever: REGISTRY[lever].label(language))
    key = choice(f"{side}:levers", [lever for lever in tables if lever in REGISTRY], language)
    st.session_state[key] = [lever for lever in st.session_state[key] if lever in REGISTRY]
    chosen = st.multiselect(word("levers", language, letter=side.upper()), known, format_func=lambda lever: REGISTRY[lever].label(language), key=key)
    found: dict[str, Table] = {lever: table for lever, table in tables.items() if lever not in REGISTRY}
    for lever in chosen:
        with st.expander(f"{side.upper()}{colon(language)}{REGISTRY[lever].label(language)}", expanded=len(chosen) == 1):
            st.caption(REGISTRY[lever].says(language))
            found[lever] = _lever(f"{side}:{lever}", lever, tables.get(lever, {}), scenario, language)
    return found


def _lever(prefix: str, lever: str, table: Table, scenario: Scenario, language: str) -> Table:
    declared = REGISTRY[lever].parameters
    found = dict(table)
    for name, parameter in declared.items():
        if name not in COMMON or name in MONEY:
            _one(prefix, f"levers.{lever}", name, parameter, found, language)
    _dates(prefix, found, declared, scenario, language)
    with_more = st.toggle(word("more", language), key=control(f"{prefix}:more", False))
    if with_more:
        for name in COMMON:
            if name not in (*DATES, *MONEY):
                _one(prefix, f"levers.{lever}", name, declared[name], found, language)
        for name, parameter in ELIGIBILITY.items():
            if name != "arm":
                _one(prefix, f"levers.{lever}", f"eligibility.{name}", parameter, found, language, _options(name, parameter, scenario))
    return found


def _options(name: str, parameter: Parameter, scenario: Scenario) -> list[Any]:
    if name == "corridors":
        return list(scenario.corridors)
    if name == "communities":
        return [f"{end}:{n}" for end in ("poorest", "richest") for n in range(1, 5)]
    return list(parameter.choices)


def _one(prefix: str, path: str, name: str, parameter: Parameter, found: Table, language: str, options: list[Any] | None = None) -> None:
    """The control of one value, kept in `found` where it is not the declared one."""
    value = found.get(name, parameter.value)
    label = f"{parameter.says(language).rstrip('.')} ({unit_words(str(parameter.unit), language)})"
    source = source_words(parameter.source, language)
    bounds = range_words(parameter, language)
    said = f"`{path}.{name}`{f', {bounds}' if bounds else ''}. {word('source', language)} {source}, {word('grade', language)} {parameter.grade}."
    key = f"{prefix}:{name}"
    new = _control(key, label, said, parameter, value, options, language)
    if new == parameter.value or (new in ([], ()) and parameter.optional):
        found.pop(name, None)
    else:
        found[name] = new


def range_words(parameter: Parameter, language: str) -> str:
    """The range of a number in words; empty for what is chosen from what is there."""
    if parameter.kind not in (Kind.REAL, Kind.INTEGER):
        return ""
    key = "range" if math.isfinite(parameter.high) else "at_least"
    return word(key, language, low=value_words(parameter.low, language), high=value_words(parameter.high, language))


def _control(key: str, label: str, said: str, parameter: Parameter, value: Any, options: list[Any] | None, language: str) -> Any:
    """The control that fits the kind of a value."""
    words = lambda one: value_words(one, language)  # noqa: E731 (a form of words for several controls)
    if parameter.kind is Kind.BOOLEAN:
        return st.checkbox(label, key=control(key, bool(value)), help=said)
    if parameter.kind is Kind.CHOICE:
        choices = [None, *parameter.choices] if parameter.optional else list(parameter.choices)
        called = lambda one: word("all", language) if one is None else words(one)  # noqa: E731
        return st.selectbox(label, choices, key=choice(key, value, language), help=said, format_func=called)
    if parameter.is_list:
        given = [*(options or parameter.choices), *(one for one in (value or ()) if one not in (options or parameter.choices))]
        return st.multiselect(label, given, key=choice(key, list(value or ()), language), help=said, format_func=words, placeholder=word("all", language))
    whole = parameter.kind is Kind.INTEGER
    if parameter.optional or not parameter.high - parameter.low <= WIDEST:
        kind = int if whole else float
        low, high = kind(parameter.low), kind(parameter.high) if math.isfinite(parameter.high) else None
        step = None if whole else _step(value)
        start = None if value is None else kind(value)
        return st.number_input(
            label,
            low,
            high,
            key=control(key, start),
            help=said,
            step=step,
            placeholder=word("unlimited", language),
            format=None if whole or (step or 0.0) < 1.0 else "%.0f",
        )
    if whole:
        return st.slider(label, int(parameter.low), int(parameter.high), key=control(key, int(value)), help=said)
    step = _nice((parameter.high - parameter.low) / STEPS)
    return round(st.slider(label, float(parameter.low), float(parameter.high), key=control(key, float(value)), step=step, help=said), 10)


def _step(value: float | None) -> float:
    """The step of a field: a tenth of the size of its value."""
    return 1.0 if not value else float(10 ** (math.floor(math.log10(abs(value))) - 1)) if abs(value) >= 10.0 else 0.1


def _nice(step: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above `step`.

    >>> _nice(0.05), _nice(0.3), _nice(9.0)
    (0.05, 0.2, 5.0)
    """
    power = 10.0 ** math.floor(math.log10(step) + 1e-9)
    return round(next(times * power for times in (5.0, 2.0, 1.0) if times * power <= step * (1.0 + 1e-9)), 12)


def _dates(prefix: str, found: Table, declared: Mapping[str, Parameter], scenario: Scenario, language: str) -> None:
    """First month in force and first month no longer, as months of the calendar."""
    horizon = 12 * scenario.years
    start, end = found.get("from_month", declared["from_month"].value), found.get("to_month")
    last = max(horizon, int(start) + 1, int(end or 0))  # a lever may begin or end after the horizon
    months = list(range(last + 1))
    value = (int(start), last if end is None else int(end))
    first = st.session_state[choice(f"start:{prefix}:dates", value, language)]  # that it has two ends is read from where it starts

    def called(month: int) -> str:
        return word("to_the_end", language) if month == last and (end is None or month >= horizon) else month_name(scenario, month)

    begins, ends = st.select_slider(word("in_force", language), months, first, key=f"{WIDGET}{prefix}:dates{BY_LANGUAGE}{language}", format_func=called)
    found.pop("from_month", None)
    found.pop("to_month", None)
    if begins != declared["from_month"].value:
        found["from_month"] = begins
    if ends != last or (end is not None and ends < horizon):
        found["to_month"] = ends


def month_name(scenario: Scenario, month: int) -> str:
    """A month of the calendar, YYYY-MM."""
    year, first = int(scenario.start[:4]), int(scenario.start[5:7]) - 1
    return f"{year + (first + month) // 12}-{(first + month) % 12 + 1:02d}"
