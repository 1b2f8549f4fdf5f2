"""Trainer's mode: an item of a lesson at a time; the group commits its guess, and only then the model is asked."""

from __future__ import annotations

import streamlit as st

from model.errors import InputError
from scenarios.questions import question, text_of
from scenarios.text_files import text_of as text_of_file

from ..comparing.sentences import sentences
from ..text import markdown
from .browser_runs import STORE
from .chart import table_of
from .lessons import A_LESSON, Lesson, asked, chart, choices, command, lesson_of, run, shipped, truth
from .session import BY_LANGUAGE, change, choice, screen
from .words import word


def lesson_view() -> None:
    """The lesson: choose an item, guess, see."""
    language = screen().language
    lesson: Lesson = st.session_state.get("lesson_file") or shipped()
    st.subheader(lesson.label(language))
    st.caption(word("lesson_says", language))
    st.file_uploader(word("lesson_open", language), type=["toml"], key="lesson-upload", on_change=_opened)
    for problem in st.session_state.get("wrong_lesson", ()):
        st.error(problem.said(language))
    count = len(lesson.content.items)
    key = choice("lesson", min(screen().lesson, count), language)
    st.session_state[key] = min(st.session_state[key], count)
    number = st.selectbox(word("item", language), list(range(1, count + 1)), key=key, format_func=lambda n: _called(lesson, n, language))
    change(lesson=int(number))
    _item(lesson, int(number), language)


def _called(lesson: Lesson, number: int, language: str) -> str:
    return f"{number}. {question(lesson.item(number).question).label(language)}"


def _opened() -> None:
    given = st.session_state["lesson-upload"]
    if given is None:
        st.session_state.pop("lesson_file", None)
        return
    try:
        text = text_of_file(given.getvalue(), given.name, A_LESSON)
        st.session_state["lesson_file"] = lesson_of(text, given.name)
        st.session_state["wrong_lesson"] = ()
    except InputError as error:
        st.session_state["wrong_lesson"] = error.problems


def _item(lesson: Lesson, number: int, language: str) -> None:
    item = lesson.item(number)
    found = question(item.question)
    st.markdown(f"### {found.asks(language)}")
    st.markdown(f"**{asked(item, language)}**")
    names = choices(item, language)
    place = (lesson.label.en, number)
    guesses = st.session_state.setdefault("guesses", {})
    picked = st.session_state.setdefault("picked", {})
    start = list(names).index(picked[place]) if picked.get(place) in names else None
    guess = st.radio(word("guess", language), list(names), format_func=names.__getitem__, index=start,
                     key=f"guess-{lesson.label.en}-{number}{BY_LANGUAGE}{language}", disabled=place in guesses)  # fmt: skip
    picked[place] = guess
    if place not in guesses:
        if st.button(word("commit", language), type="primary", disabled=guess is None, key=f"commit-{number}"):
            guesses[place] = guess
            st.rerun()
        return
    runs = lesson.content.replications
    revealed = st.session_state.setdefault("revealed", {})
    if place not in revealed:
        bar = st.progress(0.0, word("asking", language))
        revealed[place] = run(STORE, item, runs, lambda done, of: bar.progress(done / max(of, 1), word("asking", language)) and None)
        bar.empty()
    comparison = revealed[place]
    right = truth(comparison, item)
    st.markdown(f"{word('you_said', language)} **{names[guesses[place]]}**")
    st.markdown(f"{word('model_says', language)} **{names[right]}**")
    drawn = chart(comparison, item, language)
    st.subheader(drawn.title)
    st.caption(f"{drawn.unit}. {word('lesson_runs', language, n=runs)}")
    st.vega_lite_chart(spec=dict(drawn.spec), width="stretch", theme=None, alt=drawn.alt)
    with st.expander(word("numbers", language)):
        st.table(table_of(drawn, language), hide_index=True)
    st.markdown(f"**{word('look', language)}**")
    said = [one.text for one in sentences(comparison, found, language)]
    st.markdown("\n".join(f"- {markdown(sentence)}" for sentence in [*said, text_of(found.content.ask)(language)]))
    st.caption(word("lesson_command", language))
    st.code(command(item, runs, language), language=None, wrap_lines=True)
