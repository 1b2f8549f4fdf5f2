"""What one browser has: its screen and the values of its controls. Nothing of it is seen by another browser."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import Any

import streamlit as st

from model.errors import InputError

from .first_screen import FIRST
from .policies import policies
from .screen import Screen, from_link

START = [FIRST[0]() if FIRST else Screen()]
"""The screen of an address without a link: that of the command that started the server."""
ASKED = Event()
"""Set once a browser has asked for the page."""
CONTROLLED = Event()
"""Set once the controls of a page are drawn: what is loaded beside them waits for that."""
WIDGET = "w:"
"""How the keys of controls begin whose values belong to the screen."""
BY_LANGUAGE = "@"
"""What stands before the language in the keys of controls whose choices are words."""


def screen() -> Screen:
    """The screen of this browser: as it stands, else as its link says, else the first one."""
    ASKED.set()
    if "screen" not in st.session_state:
        st.session_state["wrong_link"] = ()
        found = START[0]
        given = {name: st.query_params.get_all(name) for name in st.query_params}
        if given:
            try:
                asked = from_link(given)
                policies(asked)  # a control takes no value beyond what its lever declares
                found = asked
            except InputError as error:
                st.session_state["wrong_link"] = error.problems
        st.session_state["screen"] = found
    found = st.session_state["screen"]
    assert isinstance(found, Screen)
    return found


def change(**values: Any) -> Screen:
    """The screen with other values, kept."""
    found = replace(screen(), **values)
    st.session_state["screen"] = found
    return found


def restore(new: Screen) -> None:
    """Another screen in place of this one: all controls start from it."""
    for key in [key for key in st.session_state if str(key).startswith(WIDGET)]:
        del st.session_state[key]
    st.session_state["screen"] = new
    st.session_state["wrong_link"] = ()


def control(name: str, value: Any) -> str:
    """The key of a control, which starts from `value` where it was not touched yet."""
    key = WIDGET + name
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def choice(name: str, value: Any, language: str) -> str:
    """The key of a control whose choices are words of a language, one key a language.

    The browser keeps a choice by its words and sends them with whatever is moved next: under one key it would send a word of the language before,
    which is none of the choices any more.
    """
    return control(f"{name}{BY_LANGUAGE}{language}", value)


def forget_other_languages(language: str) -> None:
    """Controls of other languages start from the screen again when their language comes back."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(WIDGET) and BY_LANGUAGE in key and not key.endswith(f"{BY_LANGUAGE}{language}"):
            del st.session_state[key]
