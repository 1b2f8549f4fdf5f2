"""The page: controls beside, results in the middle, what can be taken along below. Controls come first, and what they do not need is loaded after them."""

from __future__ import annotations

import streamlit as st

from model.errors import InputError

from .controls import language_controls, outcome_control, policy_controls, size_controls, world_controls
from .policies import policies
from .screen import to_link
from .session import CONTROLLED, screen
from .shown_outcome import outcome_of
from .words import word, wrong_words

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
    CONTROLLED.set()
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
    from model.mesa_door import mesa  # noqa: F401 (first of all: findings/mesa_import_depth.sh; the model is loaded once all controls are there)

    from .results import figures
    from .take_along import take_along

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
