"""Figures of the page that ask for more than a chart: queues by lever, flows, alarms, one household, what matters most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from model.errors import InputError
from model.levers import REGISTRY
from model.parameter import Text

from ..alarms import notes_on
from ..explaining.lives import DisagreementError
from ..explaining.page import page
from ..runs.runner import Failure
from ..text import number
from . import charts, flows, one_input
from .answer import Answer, Request
from .browser_runs import STORE
from .chart import Chart
from .lever_form import month_name
from .one_household import Lives, lives
from .reasons import reasons, told
from .screen import Screen
from .session import BY_LANGUAGE, change, choice, screen
from .words import word

Figure = Callable[[Chart, Answer, Screen], None]


def queues_view(answer: Answer, now: Screen, figure: Figure) -> None:
    """Budgets and files over time, and files by lever."""
    language = now.language
    left, right = st.columns(2)
    for place, chart in ((left, charts.budgets(answer, language)), (right, charts.waiting(answer, language))):
        if chart is not None:
            with place:
                figure(chart, answer, now)
    rows = []
    for each in answer.replications:
        for lever in each.scenario.levers:
            means = {name: _mean(each.judged.get((name, "lever", lever.id))) for name in ("files_received", "files_served", "files_abandoned", "days_waited")}
            if not means["files_received"] > 0.0:
                continue
            served = means["files_served"]
            wait = means["days_waited"] / served if served > 0.0 else float("nan")
            numbers = (means["files_received"], served, means["files_abandoned"], wait)
            rows.append([each.scenario.label(language), lever.label(language), *(number(value, language) for value in numbers)])
    st.subheader(word("queue_by_lever", language))
    if rows:
        head = [word(key, language) for key in ("policy", "lever", "received", "served", "abandoned", "mean_wait")]
        st.table(pd.DataFrame(rows, columns=head), hide_index=True)
    else:
        st.info(word("no_queue", language))


def _mean(values: Any) -> float:
    return float("nan") if values is None else float(np.nanmean(values))


def flows_view(answer: Answer, outcome: str, now: Screen, figure: Figure) -> None:
    """From where to where: the outcome shown where it flows between countries, else remittances."""
    shown = outcome if flows.flow(answer, outcome, "", now.language) is not None else "remittances"
    names = [each.name for each in answer.replications if each.scenario.levers]
    found = [flows.flow(answer, shown, name, now.language) for name in (names if len(names) == 2 else ["", *names])]
    drawn = [chart for chart in found if chart is not None]
    if not drawn:
        st.info(word("no_flow", now.language))
        return
    for place, chart in zip(st.columns(len(drawn)), drawn, strict=True):
        with place:
            figure(chart, answer, now)


def alarms_view(answer: Answer, now: Screen) -> None:
    """How the policies may fail, with what answers it."""
    language = now.language
    called = {each.name: each.scenario.label for each in answer.replications}
    st.subheader(word("alarms_on", language))
    notes = notes_on(answer.alarms, called)
    if notes:
        st.warning("\n\n".join(note(language) for note in notes))  # one box: of several, those of fewer runs would stay behind when fewer alarms are on
    else:
        st.success(word("no_alarm", language, n=len(answer.alarms)))
    warnings = [f"{each.scenario.label(language)} - {warning(language)}" for each in answer.replications for warning in each.scenario.warnings()]
    if warnings:
        st.info("\n\n".join(warnings))


def household_view(request: Request, now: Screen) -> None:
    """One household through the world without policy and both policies."""
    language = now.language
    st.caption(word("household_says", language))
    kept = st.session_state.get("lives")
    if kept is None or kept[0] != request.key:
        with st.spinner(word("asking", language)):
            kept = (request.key, lives(STORE, request))
        st.session_state["lives"] = kept
    found = kept[1]
    if isinstance(found, Failure):
        st.error(word("all_failed", language, error=found.error))
        return
    assert isinstance(found, Lives)
    changed = found.changed()
    first = changed[0] if changed and now.household == 0 else min(now.household, found.n - 1)
    left, right = st.columns(2)
    with left:
        options = changed if first in changed else [first, *changed]
        chosen = st.selectbox(word("changed", language), options, index=options.index(first), format_func=lambda one: f"{one}: {found.who(one, language)}",
                              key=f"changed-{first}{BY_LANGUAGE}{language}")  # fmt: skip
    with right:
        number_ = st.number_input(word("household_number", language), 0, found.n - 1, int(chosen), key=f"household-{chosen}")
    change(household=int(number_))
    try:
        _one(found, int(number_), request, language)
    except InputError as error:
        st.error(error.said(language))


def _one(found: Lives, household: int, request: Request, language: str) -> None:
    st.subheader(found.who(household, language))
    names = ["", *request.scenarios]
    labels = {"": word("no_policy", language)} | {name: scenario.label(language) for name, scenario in request.scenarios.items()}
    scenario = next(iter(request.scenarios.values()))
    without = set(found.events(household, "", language))
    for place, name in zip(st.columns(len(names)), names, strict=True):
        with place:
            st.markdown(f"**{labels[name]}**")
            events = found.events(household, name, language)
            lines = [f"- {month_name(scenario, month)} {'' if (month, what) in without else '★ '}{what}" for month, what in events]
            st.markdown("\n".join(lines) if lines else word("nothing_happens", language))
    totals = []
    for name in names:
        months = found.months(household, name)
        last = months.iloc[-1]
        totals.append([labels[name], *(number(float(value), language) for value in (months["remittance"].sum(), months["donation"].sum(), last["wealth"],
                                                                                    last["trust_state"]))])  # fmt: skip
    st.table(pd.DataFrame(totals, columns=[word(key, language) for key in ("policy", "sent", "given", "wealth", "trust")]), hide_index=True)
    st.caption(Text("★: not so without the policy.", "★ : pas ainsi sans la politique.")(language))
    parted = [month for name in request.scenarios for month, what in found.events(household, name, language) if (month, what) not in without]
    _why(request, household, min(parted, default=0), labels)


def _why(request: Request, household: int, first: int, labels: dict[str, str]) -> None:
    """The reasons of one month, when they are asked for."""
    language = screen().language
    scenario = next(iter(request.scenarios.values()))
    if not any(each.levers for each in request.scenarios.values()):
        return
    st.subheader(word("why", language))
    st.caption(word("why_says", language))
    months = range(12 * scenario.years)
    month = st.select_slider(word("month", language), months, min(first, months[-1]), lambda one: month_name(scenario, one), key=f"why-{household}-{first}")
    asked = (request.key, household, month)
    if st.button(word("why_start", language), key="why"):
        with st.spinner(word("asking", language)):
            try:
                st.session_state["reasons"] = (asked, reasons(STORE, request, household, int(month)))
            except DisagreementError as error:
                st.error(str(error))
    kept = st.session_state.get("reasons")
    if kept is None or kept[0] != asked:
        return
    if isinstance(kept[1], Failure):
        st.error(word("all_failed", language, error=kept[1].error))
        return
    said = told(kept[1], language)
    head = [word("decision", language), labels[""], *(labels[name] for name in kept[1])]
    st.table(pd.DataFrame(said.rows, columns=head), hide_index=True)
    if said.quiet:
        st.caption(word("why_quiet", language, what=", ".join(said.quiet)))
    for name, explanation in kept[1].items():
        with st.expander(word("why_full", language, policy=labels[name])):
            st.markdown(page(explanation, language).replace("\n#", "\n####").replace("# ", "#### ", 1))
    st.caption(word("why_command", language))


def sensitivity_view(request: Request, outcome: str, now: Screen, figure: Callable[[Chart], None]) -> None:
    """A tornado, run when it is asked for."""
    language = now.language
    st.caption(word("tornado_says", language, runs=one_input.RUNS))
    with_levers = {name: scenario for name, scenario in request.scenarios.items() if scenario.levers}
    if not with_levers:
        return
    last = st.session_state.get("tornado-of")
    key = choice("tornado:of", last if last in with_levers else next(iter(with_levers)), language)
    name = st.selectbox(word("of_policy", language), list(with_levers), format_func=lambda one: with_levers[one].label(language), key=key)
    st.session_state["tornado-of"] = name
    scenario = with_levers[name]
    known = one_input.ranges(scenario)
    says = labels_of(list(known), language)
    levers, inputs = (name, *(lever.id for lever in scenario.levers)), st.session_state.setdefault("tornado-inputs", {})
    key = f"tornado-{'-'.join(levers)}{BY_LANGUAGE}{language}"
    last_paths = [path for path in inputs.get(levers, one_input.first_chosen(scenario)) if path in known]
    paths = st.multiselect(word("inputs", language, n=one_input.MOST_INPUTS), list(known), last_paths,
                           format_func=says.__getitem__, max_selections=one_input.MOST_INPUTS, key=key)  # fmt: skip
    inputs[levers] = paths
    asked = (request.key, name, tuple(paths), outcome)
    if st.button(word("start", language), type="primary", disabled=not paths):
        bar = st.progress(0.0)
        table = one_input.tornado(STORE, request, name, paths, outcome, lambda done, of: bar.progress(done / of, f"{done} / {of}"))
        bar.empty()
        st.session_state["tornado"] = (asked, table)
    kept = st.session_state.get("tornado")
    if kept is not None and kept[0] == asked:
        figure(one_input.chart(kept[1], outcome, language, says))


def labels_of(paths: list[str], language: str) -> dict[str, str]:
    """Inputs in words: the sentence of the declaration of a term of a lever, the path of others."""
    found = {}
    for path in paths:
        room, owner, name = path.split(".", 2)
        found[path] = REGISTRY[owner].parameters[name].says(language).rstrip(".") if room == "levers" else f"{owner}.{name}"
    return found
