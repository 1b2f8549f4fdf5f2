"""What can be taken along, below the results: the page itself, briefs, tables, policies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from scenarios.scenario import Scenario

from ..briefs.writing import EXTRA, missing
from .answer import Answer
from .browser_runs import STORE, Runs
from .downloads import brief, csv_bytes, data, workbook
from .policies import file_of
from .screen import fits_link, to_file
from .session import screen
from .words import word


def _file(scenario: Scenario) -> bytes:
    return file_of(scenario).encode()


WORD, EXCEL = (f"application/vnd.openxmlformats-officedocument.{kind}" for kind in ("wordprocessingml.document", "spreadsheetml.sheet"))
BRIEFS = {"brief_pdf": (".pdf", "application/pdf"), "brief_word": (".docx", WORD), "brief_excel": (".xlsx", EXCEL)}
"""The formats of the brief: how a file ends, and its kind."""


def take_along() -> None:
    """Save, share, download. Files are made when they are asked for."""
    now, language = screen(), screen().language
    runs = st.session_state.get("runs")
    st.subheader(word("take", language))
    st.download_button(word("save", language), to_file(now), "dashboard.toml", "application/toml", on_click="ignore")
    if isinstance(runs, Runs):

        def latest() -> Answer:
            """What is known when a button is pressed."""
            return runs.answer or runs.further(lambda done, of: None)

        files: list[tuple[str, Callable[[], bytes], str, str]] = [
            (word("csv", language), lambda: csv_bytes(latest().table, language), "comparison.csv", "text/csv"),
            (word("workbook", language), lambda: workbook(latest(), now), "comparison.xlsx", EXCEL),
            (word("data", language), lambda: data(latest(), now), "dashboard.zip", "application/zip"),
        ]
        for (name, scenario), letter in zip(runs.request.scenarios.items(), "AB", strict=False):
            files.append((word("toml", language, letter=letter), partial(_file, scenario), f"{name}.toml", "application/toml"))
        lacking = {library for ending, _ in BRIEFS.values() if (library := missing(ending)) is not None}
        files = [*_briefs(latest), *files]
        with st.container(horizontal=True):
            for label, made, name, kind in files:
                st.download_button(label, made, name, kind, on_click="ignore")
        if lacking:
            st.caption(word("no_report", language, libraries=", ".join(sorted(lacking)), command=EXTRA))
    st.caption(word("link" if fits_link(now) else "no_link", language))


def _briefs(latest: Callable[[], Answer]) -> list[tuple[str, Callable[[], bytes], str, str]]:
    """The brief in every format whose libraries are installed: label, what makes it, file, kind."""
    now = screen()

    def made(ending: str) -> bytes:
        return brief(latest(), now, STORE, ending)

    return [(word(key, now.language), partial(made, ending), f"brief{ending}", kind) for key, (ending, kind) in BRIEFS.items() if missing(ending) is None]
