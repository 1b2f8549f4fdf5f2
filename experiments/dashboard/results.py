"""The right side of the page: the answer so far, the figure that was chosen, and what can be taken along. It is refined while it is looked at."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..manifest import package_version
from ..runs.verdicts import verdict
from ..text import percent, say
from . import charts
from .answer import Answer
from .browser_runs import STEP, STORE, Runs, runs_of
from .chart import Chart, marks_words, outcome_title, said, source_line, table_of, unit_title
from .downloads import command_of
from .lesson_view import lesson_view
from .screen import VIEWS, Screen
from .session import change, choice, screen
from .shown_outcome import outcome_of
from .views import alarms_view, flows_view, household_view, queues_view, sensitivity_view
from .words import word, wrong_words

STILL = ("lesson", "household", "sensitivity")
"""Figures that are not refined: they are run as a whole when they are asked for."""


def figures() -> Callable[[], None]:
    """Controls and room of the figure that was chosen; the call that is returned fills it, and refines it for as long as it is looked at.

    Refinement is the last thing that a script does: whatever is moved meanwhile stops it between two runs, and so does the browser when it is closed.
    """
    now = screen()
    runs, wrong = runs_of(now)
    if wrong:
        st.error(wrong_words(wrong, "wrong", now.language))
        if runs is None or runs.answer is None:
            return _nothing
        st.info(word("last_good", now.language))
    view_control(now)
    now = screen()
    assert runs is not None
    if now.view in STILL:
        room = st.container()
        return lambda: _still(runs, now, room)
    if now.view == "gains":
        by_control(now)
    state = st.empty()
    if runs.answer is None:
        _step(runs, now, state)  # what was shown stays until there is something new
    place = st.empty()
    _draw(runs, screen(), place)
    return lambda: None if wrong else _refine(runs, screen(), state, place)


def _still(runs: Runs, now: Screen, room: DeltaGenerator) -> None:
    """A figure that is run as a whole."""
    with room:
        if now.view == "lesson":
            lesson_view()
        elif now.view == "household":
            household_view(runs.request, now)
        else:
            sensitivity_view(runs.request, outcome_of(now, runs.request.scenarios), now, lambda chart: figure(chart, None, now))


def _nothing() -> None:
    """Nothing can be shown."""


def _step(runs: Runs, now: Screen, state: DeltaGenerator) -> None:
    """Further runs, told of while they are made."""
    words = "running" if runs.request.task(len(runs.done)) in STORE else "building"
    bar = state.progress(0.0, word(words, now.language, done=0, of=STEP))

    def report(done: int, of: int) -> None:
        told = "" if runs.answer is None else f" - {state_words(runs.answer, now)}"
        bar.progress(done / of, word(words, now.language, done=done, of=of) + told)

    runs.further(report)


def _draw(runs: Runs, now: Screen, place: DeltaGenerator) -> None:
    if runs.answer is not None:
        with place.container():
            _shown(runs.answer, now)


def _refine(runs: Runs, now: Screen, state: DeltaGenerator, place: DeltaGenerator) -> None:
    """Show more and more of what is known."""
    while not runs.is_finished(now):
        _step(runs, now, state)
        _draw(runs, now, place)
    if runs.answer is not None:
        state.info(state_words(runs.answer, now))


def view_control(now: Screen) -> None:
    """Which figure is open."""
    key = choice("view", now.view, now.language)
    chosen = st.segmented_control(word("view", now.language), list(VIEWS), format_func=lambda view: word(view, now.language), key=key, on_change=_view,
                                  args=(key,), required=True)  # fmt: skip
    change(view=chosen or now.view)


def _view(key: str) -> None:
    change(view=st.session_state[key] or screen().view)


def _shown(answer: Answer, now: Screen) -> None:
    """The answer so far, in short and in the figure that was chosen, with the command that gives it again."""
    language = now.language
    if answer.failures:
        first = answer.failures[0][1].error
        if not any(each.numbers for each in answer.replications):
            st.error(word("all_failed", language, error=first))
            return
        st.warning(word("some_failed", language, n=len(answer.failures), error=first))
    outcome = outcome_of(now, answer.request.scenarios)
    if not any(scenario.levers for scenario in answer.request.scenarios.values()):
        st.warning(word("no_levers", language))
    in_short(answer, outcome, language)
    VIEW[now.view](answer, outcome, now)
    st.caption(word("command", language))
    st.code(command_of(answer, now), language=None, wrap_lines=True)


def state_words(answer: Answer, now: Screen) -> str:
    """How far the answer is."""
    outcome = outcome_of(now, answer.request.scenarios)
    reached = answer.precision(outcome)
    told = word("unknown", now.language) if math.isnan(reached) else percent(reached, now.language)
    given = {"runs": answer.runs, "draws": answer.draws, "reached": told, "asked": percent(now.precision / 100.0, now.language), "most": now.runs}
    if answer.is_precise(outcome, now.precision):
        return word("precise", now.language, **given)
    if answer.runs >= now.runs:
        return word("not_precise", now.language, **given)
    return word("refining" if answer.has_intervals else "first", now.language, **given)


def in_short(answer: Answer, outcome: str, language: str) -> None:
    """What each policy costs and changes, in a table that a screen reader reads."""
    shown = list(dict.fromkeys([outcome, *(lever.main_outcome for each in answer.replications for lever in each.scenario.levers), "public_cost"]))[:6]
    st.subheader(word("in_short", language))
    table = pd.DataFrame({"": [f"{outcome_title(name, language)} ({unit_title(name, language)})" for name in shown]})
    first = next((each for each in answer.replications if each.numbers), None)
    without = [math.nan if first is None or first.base is None else float((first.column(name) - first.column(name, difference=True)).mean()) for name in shown]
    table[word("no_policy", language)] = [said(value, math.nan, math.nan, language) for value in without]
    for each in answer.replications:
        if each.scenario.levers:
            table[each.scenario.label(language)] = [changed_words(answer, each.name, name, language) for name in shown]
    if len(answer.direct):
        totals = {line["outcome"]: line for line in answer.direct[answer.direct["breakdown"].isna()].to_dict("records")}
        parts = [[float(totals[name][part]) for part in ("difference", "difference_low", "difference_high")] for name in shown]
        table[word("b_minus_a", language)] = [_interval(mean, low, high, answer, language) for mean, low, high in parts]
    st.table(table, hide_index=True, border="horizontal")


def changed_words(answer: Answer, name: str, outcome: str, language: str) -> str:
    """A change with its interval, and what may be said of it; of few runs the mean alone."""
    return _interval(*answer.change(name, outcome), answer, language)


def _interval(mean: float, low: float, high: float, answer: Answer, language: str) -> str:
    if not answer.has_intervals:
        return said(mean, math.nan, math.nan, language, signed=True)
    told = verdict(mean, low, high)
    return f"{said(mean, low, high, language, signed=True)}{'' if told.is_clear else f' - {told.says(language)}'}"


def figure(chart: Chart, answer: Answer | None, now: Screen) -> None:
    """A chart under its title and unit, with what its marks are, its source and its numbers; without an answer, of runs of its own."""
    st.subheader(chart.title)
    st.caption(chart.unit if answer is None else f"{chart.unit}. {marks_words(chart.marks, answer, now.language)}")
    st.vega_lite_chart(spec=dict(chart.spec), width="stretch", theme=None, alt=chart.alt)
    if answer is not None:
        st.caption(source_line(answer, package_version(), now.language))
    with st.expander(word("numbers", now.language)):
        st.table(table_of(chart, now.language), hide_index=True)


def _over_time(answer: Answer, outcome: str, now: Screen) -> None:
    level, changed = (charts.over_time(answer, outcome, now.language, change=change) for change in (False, True))
    if level is None or changed is None:
        st.info(word("no_months", now.language))
        figure(charts.cost_effect(answer, outcome, now.language), answer, now)
        return
    left, right = st.columns(2)
    with left:
        figure(changed, answer, now)
    with right:
        figure(level, answer, now)


def _cost(answer: Answer, outcome: str, now: Screen) -> None:
    figure(charts.cost_effect(answer, outcome, now.language), answer, now)


def by_control(now: Screen) -> None:
    """How people are grouped."""
    key, groups = choice("by", now.by, now.language), ["sex", "generation", "skill", "region", "faction", "corridor"]
    by = st.segmented_control(word("by", now.language), groups, key=key, format_func=lambda by: say(by, now.language), required=True)
    change(by=by or now.by)


def _gains(answer: Answer, outcome: str, now: Screen) -> None:
    by = now.by
    chart = charts.who_gains(answer, outcome, by, now.language)
    if chart is None:
        st.info(word("no_groups", now.language, by=say(by, now.language).lower()))
    else:
        figure(chart, answer, now)


def _accounts(answer: Answer, outcome: str, now: Screen) -> None:
    chart = charts.accounts(answer, now.language)
    if chart is not None:
        figure(chart, answer, now)


VIEW: dict[str, Callable[[Answer, str, Screen], None]] = {
    "over_time": _over_time,
    "cost": _cost,
    "gains": _gains,
    "accounts": _accounts,
    "queues": lambda answer, outcome, now: queues_view(answer, now, figure),
    "flows": lambda answer, outcome, now: flows_view(answer, outcome, now, figure),
    "alarms": lambda answer, outcome, now: alarms_view(answer, now),
}
