"""The right side of the page: the answer so far, the figure that was chosen, and what can be taken along. It is refined while it is looked at."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import streamlit as st

from ..manifest import package_version
from ..runs.verdicts import verdict
from ..text import percent, say
from . import charts
from .answer import Answer, outcome_of
from .chart import Chart, band_words, outcome_title, said, source_line, unit_title
from .downloads import command_of
from .lesson_view import lesson_view
from .screen import VIEWS, Screen
from .session import STORE, WIDGET, Runs, change, control, runs_of, screen
from .views import alarms_view, flows_view, household_view, queues_view, sensitivity_view
from .words import word

EVERY = 1.0
"""Seconds between two steps of refinement; a control that is moved meanwhile comes first."""


def results() -> None:
    """What the page says. Refinement goes on in a fragment that repeats itself until the answer is as precise as was asked for."""
    now = screen()
    runs, wrong = runs_of(now)
    if wrong:
        st.error(wrong_words(wrong, "wrong", now.language))
        if runs is None or runs.answer is None:
            return
        st.info(word("last_good", now.language))
    view_control(now)
    if now.view == "lesson":
        lesson_view()
        return
    assert runs is not None
    going = not wrong and not runs.is_finished(now)
    st.fragment(_refined, run_every=EVERY if going else None)(bool(wrong))


def view_control(now: Screen) -> None:
    """Which figure is open."""
    key = control("view", now.view)
    chosen = st.segmented_control(word("view", now.language), list(VIEWS), format_func=lambda view: word(view, now.language), key=key, on_change=_view,
                                  required=True)  # fmt: skip
    change(view=chosen or now.view)


def _view() -> None:
    change(view=st.session_state[f"{WIDGET}view"] or screen().view)


def _refined(is_wrong: bool) -> None:
    """One step of refinement, and the picture of what is known then."""
    now = screen()
    runs = st.session_state.get("runs")
    if not isinstance(runs, Runs):
        return
    place = st.empty()
    if not is_wrong and not runs.is_finished(now):
        is_new = runs.request.task(len(runs.done)) not in STORE
        words = "building" if is_new else "running"
        bar = place.progress(0.0, word(words, now.language, done=0, of=2))
        runs.further(lambda done, of: bar.progress(done / of, word(words, now.language, done=done, of=of)))
        if runs.is_finished(now):
            place.empty()
            st.rerun()  # the timer of this fragment ends
    assert runs.answer is not None
    _shown(runs.answer, now, place)


def _shown(answer: Answer, now: Screen, place: st.delta_generator.DeltaGenerator) -> None:
    language = now.language
    if answer.failures:
        first = answer.failures[0][1].error
        if not any(each.numbers for each in answer.replications):
            place.error(word("all_failed", language, error=first))
            return
        st.warning(word("some_failed", language, n=len(answer.failures), error=first))
    outcome = outcome_of(now, answer.request.scenarios)
    place.info(state_words(answer, now, outcome))
    if not any(scenario.levers for scenario in answer.request.scenarios.values()):
        st.warning(word("no_levers", language))
    in_short(answer, outcome, language)
    VIEW[now.view](answer, outcome, now)
    st.caption(word("command", language))
    st.code(command_of(answer, now), language="bash", wrap_lines=True)


def state_words(answer: Answer, now: Screen, outcome: str) -> str:
    """How far the answer is."""
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


def figure(chart: Chart, answer: Answer, now: Screen) -> None:
    """A chart under its title and unit, with what its marks are, its source and its numbers."""
    st.subheader(chart.title)
    st.caption(f"{chart.unit}. {band_words(answer, now.language)}")
    st.vega_lite_chart(spec=dict(chart.spec), width="stretch", theme=None, alt=chart.alt)
    st.caption(source_line(answer, package_version(), now.language))
    with st.expander(word("numbers", now.language)):
        st.table(chart.numbers.astype(object).where(chart.numbers.notna(), "").map(str), hide_index=True)


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


def _gains(answer: Answer, outcome: str, now: Screen) -> None:
    by = st.segmented_control(word("by", now.language), ["sex", "generation", "skill", "region", "faction", "corridor"], key=control("by", now.by),
                              format_func=lambda by: say(by, now.language), required=True) or now.by  # fmt: skip
    change(by=by)
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
    "household": lambda answer, outcome, now: household_view(answer, now),
    "sensitivity": lambda answer, outcome, now: sensitivity_view(answer, outcome, now, figure),
}


def wrong_words(problems: tuple[str, ...], head: str, language: str) -> str:
    """Sentences of what is wrong, below a head."""
    return "\n\n".join([word(head, language), *(f"- {sentence}" for sentence in problems)])
