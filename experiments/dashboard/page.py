"""The page: controls beside, results in the middle, what can be taken along below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from model.errors import InputError
from scenarios.scenario import Scenario

from ..briefs.writing import EXTRA, missing
from .answer import Answer, outcome_of
from .controls import language_controls, outcome_control, policy_controls, size_controls, world_controls
from .downloads import brief, csv_bytes, data, workbook
from .policies import file_of, policies
from .results import figures, wrong_words
from .screen import fits_link, to_file, to_link
from .session import STORE, Runs, screen
from .words import word

SPOKEN = """<script>
document.documentElement.lang = "{language}";
if (!window.tablesByKeyboard) {{
  window.tablesByKeyboard = new MutationObserver(() => {{
    if (!matchMedia("(max-width: 640px)").matches) return;
    for (const each of document.querySelectorAll("[data-testid='stTable']:not([tabindex]), [data-testid='stTable'] > div:not([tabindex])"))
      if (getComputedStyle(each).overflowX === "auto") each.tabIndex = 0;
  }});
  window.tablesByKeyboard.observe(document.body, {{ childList: true, subtree: true }});
}}
</script>"""
"""The language of the words for screen readers, as the framework says English of every page, and tables that are moved sideways on a phone by keyboard too.
`language` is one of the known languages."""
READABLE = "[data-testid='stCaptionContainer'] { color: #555b66; opacity: 1 !important; }"
"""Small print that reads on white and on grey: the framework's own is too pale for WCAG AA."""
NARROW = "@media (max-width: 640px) { [data-testid='stTable'] :is(td, th) { padding: 0.15rem; font-size: 0.8rem; } }"
"""More of a table fits a phone."""
CLOSE = "[data-testid='stMainBlockContainer'] { padding-top: 2.5rem; } h1 { font-size: 2rem; } h3 { font-size: 1.25rem; }"
LESS_ROOM = f"<style>{READABLE} {NARROW} {CLOSE}</style>"
BIG = f"<style>{READABLE} {NARROW} html, body, [data-testid='stMarkdownContainer'] p, li, label p, td, th {{ font-size: 1.25rem !important; }}</style>"
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
    st.html(BIG if now.big else LESS_ROOM)
    st.html(SPOKEN.format(language=now.language), unsafe_allow_javascript=True)
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
    _set_link()
    fill = figures()
    take_along()
    _set_link()
    fill()


def _set_link() -> None:
    """The address says what is on the screen."""
    wanted = to_link(screen())
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    if given != {name: [value] if isinstance(value, str) else value for name, value in wanted.items()}:
        st.query_params.from_dict(wanted)


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
