"""The words of a facilitator's kit: whole in both languages, and refused with all that is wrong in them."""

from __future__ import annotations

import re
import sys
from importlib.resources import files

import pytest

from experiments.kit.content import AGENDAS, FIELDS, SHIPPED, Told, check_roles, kit_of, shipped, words_of
from experiments.kit.guide import items_of, times
from experiments.kit.handouts import points_words
from experiments.kit.printing import check_libraries
from experiments.kit.words import WORDS
from experiments.kit.writing import Wanted, make_kit
from experiments.packing.negotiation import shipped as negotiation
from experiments.packing.sizes import Sizes
from model.errors import InputError
from scenarios.questions import numbers

TEXT = files("experiments").joinpath("library", "kits", SHIPPED).read_text(encoding="utf-8")


def problems_of(*changes: tuple[str, str]) -> list[str]:
    """What is said of the kit that ships, with parts of it changed."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    with pytest.raises(InputError) as wrong:
        kit_of(text, "mine.toml")
    assert all(problem.file == "mine.toml" for problem in wrong.value.problems)
    return [str(problem) for problem in wrong.value.problems]


def test_the_kit_that_ships_is_whole_in_both_languages():
    content = shipped()
    found = list(words_of(content))
    assert len(found) > 100
    for where, words in found:
        assert words.en.strip() and words.fr.strip() and words.en != words.fr, where
    for language in ("en", "fr"):
        told = Told(content, language, dict.fromkeys(FIELDS, "7"))
        for where, words in found:
            assert not re.search(r"[{}]|TODO|XXX", told(words)), where
    check_roles(content, negotiation(), SHIPPED)
    assert sorted(push.question for push in content.pushes) == list(numbers())
    assert sorted(content.questions) == list(numbers())
    assert {agenda.id for agenda in content.agendas} == set(AGENDAS)


def test_words_of_the_pages_take_the_same_values_in_both_languages():
    for key, text in WORDS.items():
        assert text.en.strip() and text.fr.strip(), key
        assert set(re.findall(r"\{(\w+)\}", text.en)) == set(re.findall(r"\{(\w+)\}", text.fr)), key


def test_agendas_have_their_times_and_leave_out_questions_that_are_not_there():
    half = next(agenda for agenda in shipped().agendas if agenda.id == "half_day")
    assert times("09:00", half.items)[:3] == ["09:00", "09:15", "09:45"]
    assert times("23:30", half.items)[2] == "00:15"
    assert [item.kind for item in items_of(half, 2)].count("question") == 2
    assert len(items_of(half, 12)) == len(half.items)


def test_points_have_a_minus_and_a_dash():
    assert [points_words(points) for points in (None, 0, 12, -3)] == ["-", "0", "12", "\u22123"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = { en = "Welcome", fr = "Accueil" }', 'title = { en = "Welcome", fr = "  " }', "agendas.0.items.0.title.fr"),
        ("Leave the counts of hands on the wall.", "TODO", "is not written yet"),
        ("The package may cost {budget} USD", "The package may cost {buget} USD", "did you mean 'budget'"),
        ("The package may cost {budget} USD", "The package may cost USD", "the two languages are filled in with other things"),
        ("The package may cost {budget} USD", "The package may cost {budget USD", "brace"),
        ("minutes = 65", "minutes = 180", "is too short or too long"),
        ("minutes = 65", "minutes = 0", "minutes"),
        ('id = "wins"', 'id = "untold"', "replies"),
        ("questions = [1, 6,", "questions = [1, 66,", "there is no question 66"),
        ("questions = [1, 6,", "questions = [1, 1,", "a question was given twice"),
        ("[[pushes]]\nquestion = 12", "[[pushes]]\nquestion = 11", "questions have none"),
        ("worries =", "worry =", "worry"),
        ('begins = "09:00"', 'begins = "9 h"', "begins"),
        ("schema = 1", "schema = ", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(old, new, says):
    assert any(says in problem for problem in problems_of((old, new)))


def test_all_that_is_wrong_is_said_at_once():
    assert len(problems_of(("minutes = 65", "minutes = 180"), ("Leave the counts of hands on the wall.", "TBD"), ("questions = [1, 6,", "questions = [1, 66,"))) == 3


def test_a_role_without_a_card_and_a_card_without_a_role_are_refused():
    content = kit_of(TEXT.replace('[[roles]]\nid = "trade"', '[[roles]]\nid = "trades"'), "mine.toml")
    with pytest.raises(InputError) as wrong:
        check_roles(content, negotiation(), "mine.toml")
    assert {problem.nearest for problem in wrong.value.problems} == {"trade", "trades"}


def test_a_negotiation_of_two_roles_is_too_small_for_a_table():
    short = negotiation().model_copy(update={"roles": negotiation().roles[:3]})
    content = shipped().model_copy(update={"roles": [card for card in shipped().roles if card.id in {role.id for role in short.roles}]})
    with pytest.raises(InputError, match="4 to 6 ministries"):
        check_roles(content, short, "mine.toml")


@pytest.mark.parametrize("library", ["typst", "docx"])
def test_without_the_extra_a_sentence_says_what_to_install(library, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InputError, match=rf"{library}, which is not installed.*\[report\]"):
        check_libraries()
    with pytest.raises(InputError, match=library):
        make_kit(Wanted(shipped(), SHIPPED, negotiation()), tmp_path / "kit", Sizes())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("changes", "sizes", "says"),
    [
        ({"questions": ["66"]}, Sizes(), "--questions"),
        ({"questions": ["mach"]}, Sizes(), "did you mean 'match'"),
        ({"languages": ["fr", "xx"]}, Sizes(), "language: 'xx' is not one of the choices; allowed: en, fr"),
        ({"languages": []}, Sizes(), "none was named"),
        ({}, Sizes(replications=1), "replications"),
    ],
)
def test_what_is_asked_for_wrongly_is_refused_before_the_first_run(changes, sizes, says, tmp_path):
    wanted = Wanted(**{"content": shipped(), "name": SHIPPED, "negotiation": negotiation(), **changes})
    with pytest.raises(InputError, match=says):
        make_kit(wanted, tmp_path / "kit", sizes)
    assert not list(tmp_path.iterdir())
