"""What is wrong with an input, in the language of who reads it: the words, what joins them, and what stays as it was typed."""

from __future__ import annotations

import errno
import pickle
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.sensitivity.arguments import RULES
from model.errors import InputError, Problem, error_lines, system_words, told_by_system
from model.text import Said, Text, in_language
from scenarios.argument_checks import arguments

OUT = Text("{value} is out of bounds", "{value} est hors limites")
PROBLEM = Problem(Text("line {n}", "ligne {n}").filled(n=3), OUT.filled(value=0.5), "a.toml", 0.5, Text("a share", "une part"), "0.05")


def test_a_problem_is_a_string_in_english_and_a_sentence_in_every_language() -> None:
    assert str(PROBLEM) == PROBLEM.said() == "a.toml: line 3: 0.5 is out of bounds; allowed: a share; did you mean '0.05'?"
    assert PROBLEM.said("fr") == "a.toml\u00a0: ligne 3\u00a0: 0.5 est hors limites\u202f; attendu\u00a0: une part\u202f; vouliez-vous dire «\u202f0.05\u202f»\u202f?"
    assert (PROBLEM.key, PROBLEM.says, PROBLEM.allowed, PROBLEM.nearest, PROBLEM.value) == ("line 3", "0.5 is out of bounds", "a share", "0.05", 0.5)
    assert Problem("line 3", "0.5 is out of bounds", "a.toml", 0.5, "a share", "0.05") == PROBLEM and PROBLEM.says.endswith("bounds")


@pytest.mark.parametrize(
    ("problem", "english", "french"),
    [
        (Problem("", OUT.filled(value=1)), "1 is out of bounds", "1 est hors limites"),
        (Problem("x", OUT.filled(value=1)), "x: 1 is out of bounds", "x : 1 est hors limites"),
        (Problem("", OUT.filled(value=1), "f"), "f: 1 is out of bounds", "f : 1 est hors limites"),
        (Problem("x", "a, b", allowed=""), "x: a, b", "x : a, b"),
        (Problem("x", "{a}", "{f}", allowed="{b}", nearest="{c}"), "{f}: x: {a}; allowed: {b}; did you mean '{c}'?", "{f} : x : {a} ; attendu : {b} ; vouliez-vous dire « {c} » ?"),
    ],
)
def test_only_what_is_known_is_said(problem: Problem, english: str, french: str) -> None:
    assert problem.said("en") == english and problem.said("fr").replace("\u00a0", " ").replace("\u202f", " ") == french


def test_words_keep_their_languages_on_the_way() -> None:
    passed = pickle.loads(pickle.dumps(InputError([replace(PROBLEM, file="b.toml", key="x"), PROBLEM])))
    assert str(passed) == f"b.toml: x: 0.5 is out of bounds; allowed: a share; did you mean '0.05'?\n{PROBLEM}" and passed.problems[1] == PROBLEM
    assert passed.said("fr").split("\n") == [problem.said("fr") for problem in passed.problems] and "hors limites" in passed.said("fr")
    composed = Text("at {place}: {what}", "à {place} : {what}").filled(place=PROBLEM.key, what=PROBLEM.says)
    assert composed("en") == "at line 3: 0.5 is out of bounds" and composed.fr == "à ligne 3 : 0.5 est hors limites"
    assert isinstance(Problem("x", PROBLEM.says).says, Said) and in_language(Problem("x", PROBLEM.says).says, "fr") == "0.5 est hors limites"


def test_what_the_system_says() -> None:
    denied = OSError(errno.EACCES, "Permission denied")
    assert (system_words(denied).en, system_words(denied).fr) == ("permission denied", "accès refusé")
    assert (told_by_system(denied).en, told_by_system(denied).fr) == ("Permission denied", "accès refusé")
    undecoded = UnicodeDecodeError("utf-8", b"caf\xe9", 3, 4, "unexpected end of data")
    assert told_by_system(undecoded).en == str(undecoded) and told_by_system(undecoded).fr == "l'octet 0xe9, à la position 3, n'est pas de l'utf-8"
    assert system_words(OSError(errno.EPROTO, "Protocol error")).fr == "protocol error" and system_words(OSError("Of a kind")).en == "of a kind"


def test_commands_tell_errors_in_their_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert error_lines([PROBLEM], "en") == [f"error: {PROBLEM}"] and error_lines([PROBLEM], "fr") == [f"erreur\u00a0: {PROBLEM.said('fr')}"]
    assert error_lines([PROBLEM], "eo") == [f"error: {PROBLEM}"]  # no catalogue: what is wrong is told still
    monkeypatch.delenv("DIASPORA_LANGUAGE", raising=False)
    english, french = (CliRunner().invoke(app, ["check", "no_such_scenario", "--language", language]) for language in ("en", "fr"))
    assert (english.exit_code, french.exit_code) == (2, 2) and english.stderr.startswith("error: ") and french.stderr.startswith("erreur\u00a0: ")


@pytest.mark.parametrize("name", ["evidence", "by_year", "indices", "outcome", "grouping", "group"])
def test_what_an_argument_of_an_analysis_may_be_is_said_in_both_languages(name: str) -> None:
    with pytest.raises(InputError) as error:
        arguments(RULES, **{name: 3})
    assert in_language(error.value.problems[0].allowed or "", "fr") != error.value.problems[0].allowed
