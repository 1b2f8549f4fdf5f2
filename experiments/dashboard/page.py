"""The page: controls beside, results in the middle, what can be taken along below."""

from __future__ import annotations

import streamlit as st

from model.errors import InputError

from .answer import Answer, outcome_of
from .controls import language_controls, outcome_control, policy_controls, size_controls, world_controls
from .downloads import csv_bytes, data, workbook
from .policies import file_of, policies
from .results import results, wrong_words
from .screen import fits_link, to_file, to_link
from .session import Runs, screen
from .words import word

BIG = "<style>html, body, [data-testid='stMarkdownContainer'] p, li, label p, td, th { font-size: 1.25rem !important; }</style>"
"""Larger type for a projector."""


def show() -> None:
    """Draw the page of one browser."""
    now = screen()
    st.set_page_config(page_title=word("title", now.language), layout="wide", initial_sidebar_state="auto")
    with st.sidebar:
        now = language_controls()
        world_controls()
        policy_controls()
        size_controls()
    if now.big:
        st.html(BIG)
    st.title(word("title", now.language))
    for key, head in (("wrong_link", "wrong_link"), ("wrong_file", "wrong")):
        if found := st.session_state.get(key):
            st.error(wrong_words(found, head, now.language))
    try:
        main = outcome_of(screen(), policies(screen()))
    except InputError:
        main = "remittances"
    if screen().view not in ("lesson", "alarms", "accounts", "household"):
        outcome_control(main)
    results()
    take_along()
    _set_link()


def _set_link() -> None:
    """The address says what is on the screen."""
    wanted = to_link(screen())
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    if given != {name: [value] if isinstance(value, str) else value for name, value in wanted.items()}:
        st.query_params.from_dict(wanted)


def take_along() -> None:
    """Save, share, download. Files are made when they are asked for."""
    now, language = screen(), screen().language
    runs = st.session_state.get("runs")
    st.subheader(word("take", language))
    st.download_button(word("save", language), to_file(now), "dashboard.toml", "application/toml", on_click="ignore")
    if isinstance(runs, Runs) and runs.answer is not None:
        answer = runs.answer

        def latest() -> Answer:
            """What is known when the button is pressed."""
            return runs.answer or answer

        st.download_button(word("csv", language), lambda: csv_bytes(latest().table, language), "comparison.csv", "text/csv", on_click="ignore")
        st.download_button(word("workbook", language), lambda: workbook(latest(), now), "comparison.xlsx", on_click="ignore",
                           mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")  # fmt: skip
        st.download_button(word("data", language), lambda: data(latest(), now), "dashboard.zip", "application/zip", on_click="ignore")
        for (name, scenario), letter in zip(answer.request.scenarios.items(), "AB", strict=False):
            st.download_button(word("toml", language, letter=letter), file_of(scenario), f"{name}.toml", "application/toml", on_click="ignore")
    st.caption(word("link" if fits_link(now) else "no_link", language))
