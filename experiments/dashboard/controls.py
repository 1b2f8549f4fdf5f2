"""Controls beside the page: language, country and scenario, the two policies, size and precision."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from model.errors import InputError
from model.languages import languages, own_name
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from scenarios import load
from scenarios.corridors import country_name
from scenarios.reading.loader import A_SCENARIO, library
from scenarios.scenario import Scenario
from scenarios.text_files import text_of
from scenarios.world_table.published import tables

from .lever_form import policy_form, sets_from, tables_of
from .policies import OPENED, policies, scenario_of
from .screen import LONGEST_FILE, MOST_RUNS, Screen, from_file, is_saved_screen
from .session import WIDGET, change, choice, control, forget_other_languages, restore, screen
from .shown_outcome import shown_outcomes
from .words import word

RECORDS = 3000
"""Records of a world that answers in about a second."""


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Scenario]:
    """The scenarios of the library, read once."""
    return {name: load(name) for name in library()}


@lru_cache(maxsize=1)
def by_country() -> dict[str, tuple[str, ...]]:
    """Scenarios of the library by country of origin."""
    found: dict[str, list[str]] = {}
    for name, scenario in _shipped().items():
        for origin in scenario.origins:
            found.setdefault(origin, []).append(name)
    return {origin: tuple(names) for origin, names in found.items()}


def labels() -> dict[str, Text]:
    """What the scenarios of the library are called."""
    return {name: scenario.label for name, scenario in _shipped().items()}


def language_controls() -> Screen:
    """Language and size of type. Labels change with the language, values do not."""
    now = screen()
    key = control("language", now.language)
    language = st.segmented_control(word("language", now.language), list(languages()), format_func=own_name, key=key, required=True)
    now = change(language=language or now.language)
    forget_other_languages(now.language)
    return change(big=st.toggle(word("big", now.language), key=control("big", now.big)))


def world_controls() -> Screen:
    """Country and scenario, or a file."""
    now, language = screen(), screen().language
    st.header(word("world", language))
    mine = _country_of(now)
    countries = sorted(tables().origins(), key=lambda code: (code not in by_country(), country_name(code)(language)))
    key = choice("country", mine, language)
    st.selectbox(word("country", language), countries, key=key, format_func=lambda code: country_name(code)(language), on_change=_country, args=(key,))
    choices = [*(["file"] if now.file else []), *by_country().get(mine, ()), mine]
    chosen = "file" if now.file else now.scenario
    key = choice("scenario", chosen, language)
    st.selectbox(word("scenario", language), choices if chosen in choices else [chosen, *choices], key=key, on_change=_scenario, args=(key,),
                 format_func=lambda name: _called(name, language))  # fmt: skip
    number = st.session_state.get("uploads", 0)
    st.file_uploader(word("open", language), type=["toml"], key=f"upload-{number}", on_change=_opened, args=(f"upload-{number}",))
    return screen()


def _called(name: str, language: str) -> str:
    if name == "file":
        return word("opened", language)
    if name in library():
        return labels()[name](language)
    return word("from_tables", language, country=country_name(name)(language)) if name in tables().origins() else name


def _country_of(now: Screen) -> str:
    if not now.file and now.scenario in tables().origins():
        return now.scenario
    try:
        return scenario_of(now.scenario, now.file, (), None).origins[0]
    except InputError:
        return "MAR"


def _country(key: str) -> None:
    code = st.session_state[key]
    _start(next(iter(by_country().get(code, ())), code))


def _scenario(key: str) -> None:
    chosen = st.session_state[key]
    if chosen != "file":
        _start(chosen)


def _start(name: str) -> None:
    """Another scenario: its own policy against none, and a world that answers quickly."""
    now = screen()
    kept = {key: getattr(now, key) for key in ("seed", "runs", "precision", "view", "language", "big")}
    restore(Screen(scenario=name, b=(), sample=records_of(name), **kept))


def records_of(name: str) -> int:
    """Records a corridor with which the world of a scenario has about `RECORDS` in all."""
    corridors = len(scenario_of(name, "", (), None).corridors)
    return max(200, RECORDS // corridors)


def _opened(key: str) -> None:
    """A file that was chosen: a saved page as it was, a scenario as policy A."""
    given = st.session_state[key]
    if given is None:
        return
    now = screen()
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    try:
        text = text_of(given.getvalue()[: LONGEST_FILE + 1], given.name, A_SCENARIO)
        if is_saved_screen(text):
            saved = from_file(text, given.name)
            policies(saved)  # a control takes no value beyond what its lever declares
            restore(saved)
        else:
            scenario_of("", text, (), None)
            restore(replace(Screen(file=text, b=()), language=now.language, big=now.big, view=now.view))
        st.session_state["wrong_file"] = ()
    except InputError as error:
        st.session_state["wrong_file"] = tuple(replace(problem, file=given.name if problem.file == OPENED else problem.file)
                                               for problem in error.problems)  # fmt: skip


def policy_controls() -> Screen:
    """The levers of both policies."""
    now, language = screen(), screen().language
    try:
        world = scenario_of(now.scenario, now.file, now.world, None)
    except InputError:  # what is wrong is told on the page
        world = scenario_of(Screen().scenario, "", (), None)
    for side in ("a", "b"):
        st.header(word(f"policy_{side}", language))
        tables_now = tables_of(getattr(now, side), world)
        sets = sets_from(policy_form(side, tables_now, world, language))
        own = sets_from(tables_of(None, world))
        now = change(**{side: None if getattr(now, side) is None and sets == own else sets})
        if side == "a":
            st.button(word("copy", language), on_click=_copy, width="stretch")
    return now


def _copy() -> None:
    """Policy B as policy A is."""
    now = screen()
    for key in [key for key in st.session_state if str(key).startswith((f"{WIDGET}b:", f"{WIDGET}start:b:"))]:
        del st.session_state[key]
    change(b=now.a)


def size_controls() -> Screen:
    """Sample, luck, precision, and any other value of the world."""
    now, language = screen(), screen().language
    with st.expander(word("size", language)):
        sample = st.number_input(word("sample", language), 100, 100_000, step=500, key=control("sample", now.sample))
        seed = st.number_input(word("seed", language), 0, 2**53 - 1, step=1, key=control("seed", min(now.seed, 2**53 - 1)))
        runs = st.slider(word("runs", language), 2, MOST_RUNS, step=2, key=control("runs", now.runs))
        precision = st.slider(word("precision", language), 1, 100, key=control("precision", now.precision))
        text = st.text_area(word("changes", language), key=control("changes", "\n".join(now.world)), help=word("changes_help", language))
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    return change(sample=int(sample), seed=int(seed) if seed != min(now.seed, 2**53 - 1) else now.seed, runs=int(runs), precision=int(precision), world=lines)


def outcome_control(main: str) -> Screen:
    """The outcome that the figures show."""
    now, language = screen(), screen().language
    names = ["", *sorted(shown_outcomes(), key=lambda name: OUTCOMES[name].label(language))]

    def called(name: str) -> str:
        return OUTCOMES[name].label(language) if name else f"{word('main_outcome', language)} ({OUTCOMES[main].label(language)})"

    key = choice("outcome", now.outcome if now.outcome in names else "", language)
    chosen = st.selectbox(word("outcome", language), names, key=key, format_func=called)
    return change(outcome=chosen)
