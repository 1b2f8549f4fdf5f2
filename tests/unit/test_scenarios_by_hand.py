"""Small pieces of scenarios by hand: figures by pattern, inputs with their grades, files in other encodings, arguments at their bounds."""

from __future__ import annotations

import codecs
import math
from typing import Any

import numpy as np
import pytest

from model.errors import InputError, Problem
from model.inputs.regions import Region
from model.parameter import Status, Text, Unit, declare
from scenarios.argument_checks import FUNCTION, Choice, Either, Flag, Instance, Maybe, Names, Number, Several, Whole, Words, arguments, plain
from scenarios.corridors import ASSUMPTION, Figure
from scenarios.inputs import Input, declared_input, figure_input, region_inputs
from scenarios.reading.patterns import matches, spread, told_once
from scenarios.text_files import AS_UTF8, _wide_encoding, text_of


def test_a_pattern_stands_for_corridors_of_one_side() -> None:
    assert [matches(pattern, "SEN-FRA") for pattern in ("SEN-*", "*-FRA", "*-*", "SEN-FRA", "SEN", "SEN-*-FRA", "MAR-*", "*-BEL")] == [True, True, False, False, False, False, False, False]


def test_figures_of_a_pattern_stand_below_those_of_the_corridor_and_origins_go_first() -> None:
    document = {"corridor": {"*-FRA": {"a": 1, "b": 1, "c": 1}, "SEN-*": {"b": 2, "c": 2}, "SEN-FRA": {"c": 3}, "MAR-*": {"a": 9}}, "years": 4}
    found, came = spread(document, ["SEN-FRA", "MLI-FRA"])
    assert found == {"years": 4, "corridor": {"SEN-FRA": {"c": 3, "b": 2, "a": 1}, "MAR-*": {"a": 9}, "MLI-FRA": {"a": 1, "b": 1, "c": 1}}}
    assert came == {
        "corridor.SEN-FRA.b": "corridor.SEN-*.b", "corridor.SEN-FRA.a": "corridor.*-FRA.a", "corridor.MLI-FRA.a": "corridor.*-FRA.a", "corridor.MLI-FRA.b": "corridor.*-FRA.b",
        "corridor.MLI-FRA.c": "corridor.*-FRA.c",
    }  # fmt: skip
    assert document["corridor"]["SEN-FRA"] == {"c": 3}  # type: ignore[index]
    for same in ({"years": 1}, {"corridor": 3}, {"corridor": {"SEN-FRA": {"a": 1}}}):
        assert spread(same, ["SEN-FRA"]) == (same, {})
    broken = {"corridor": {"SEN-*": {"a": 1}, "SEN-FRA": 5}}
    assert spread(broken, ["SEN-FRA"])[0]["corridor"]["SEN-FRA"] == 5 and spread({"corridor": {"SEN-*": 5}}, ["SEN-FRA"])[0] == {"corridor": {"SEN-*": 5}}


def test_problems_of_a_pattern_are_told_once_under_it() -> None:
    came = {"corridor.SEN-FRA.a": "corridor.SEN-*.a", "corridor.SEN-BEL.a": "corridor.SEN-*.a"}
    given = [Problem("corridor.SEN-FRA.a.value", "is wrong", value=[1]), Problem("corridor.SEN-BEL.a.value", "is wrong", value=[1]), Problem("corridor.SEN-BEL.ab", "is wrong", value=2)]
    assert [(problem.key, problem.value) for problem in told_once(given, came)] == [("corridor.SEN-*.a.value", "[1]"), ("corridor.SEN-BEL.ab", 2)]


# --- inputs -------------------------------------------------------------------------------------------------------------------------------------------------


def test_grades_and_ranges_of_inputs() -> None:
    declared = declare(3.0, Unit.SHARE, "A share.", "Une part.", low=0.0, high=9.0, likely=(1.0, 4.0), source="x", grade="B")
    data = figure_input("corridor.A-B.x", declared, Figure(2.0, "un", 2020), None)
    assert (data.value, data.low, data.high, data.grade, data.source, data.year, data.unit, data.is_uncertain) == (2.0, None, None, declared.grade, "un", 2020, "share", False)
    assumed = figure_input("p", declared, Figure(2.0, ASSUMPTION, None, (1.0, 5.0)), None)
    assert (assumed.low, assumed.high, assumed.grade, assumed.is_uncertain) == (1.0, 5.0, "D", True)
    left = declared_input("parameters.x", declared, 7.0, is_set=False)
    assert (left.value, left.low, left.high, left.grade, left.source, left.note) == (3.0, 1.0, 4.0, declared.grade, declared.source, "")
    by_hand = declared_input("parameters.x", declared, 7.0, is_set=True)
    assert (by_hand.value, by_hand.low, by_hand.grade, by_hand.source, by_hand.status, by_hand.note) == (7.0, None, "D", ASSUMPTION, Status.ASSUMPTION, "set by the scenario")
    bounds = [(1.0, 2.0), (2.0, 2.0), (None, 2.0), (1.0, None)]
    assert [Input("p", 1, "u", Text("a", "b"), "s", "A", Status.DATA, low, high).is_uncertain for low, high in bounds] == [True, False, False, False]


def test_figures_of_a_region_are_data_where_they_have_a_source() -> None:
    told = region_inputs("MAR", Region("Fes", 100.0, 0.4, source="hcp"), None)
    assert [(each.path, each.value, each.grade, each.status) for each in told if each.path.endswith("population")] == [("regions.MAR.Fes.population", 100.0, "C", Status.DATA)]
    assert {(each.source, each.grade, each.status) for each in region_inputs("MAR", Region("Fes", 100.0, 0.4), None)} == {(ASSUMPTION, "D", Status.ASSUMPTION)}
    assert all(each.low is None for each in told) and not any(each.path.endswith("need") for each in told)


# --- files and arguments ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("é".encode("utf-16"), "is saved as UTF-16"), ("é".encode("utf-32"), "is saved as UTF-32"), ("years = 10".encode("utf-16-le"), "is saved as UTF-16"),
        ("a\nb = é".encode("latin-1"), "line 2, b = é: is saved in another encoding"), (b"\x89PNG\xff\x00\x01", "is not a text file"), (b"a\0b c d e f", "is a binary file"),
        (("x" * 120 + "é").encode("latin-1"), "x" * 97 + r"\.\.\.: is saved"),
    ],
)  # fmt: skip
def test_files_of_other_encodings(content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        text_of(content, "a.toml", "a file")


def test_text_is_read_with_or_without_a_mark() -> None:
    assert text_of("é\n".encode("utf-8-sig"), "a", "b") == text_of("é\n".encode(), "a", "b") == "é\n" and text_of(b"", "a", "b") == ""
    assert [_wide_encoding(content) for content in (b"", b"abc", b"a\0b", b"a\0b\0", b"\0a\0b", b"\0\0\0\0")] == [None, None, None, "UTF-16", "UTF-16", None]


@pytest.mark.parametrize(
    ("content", "says", "allowed"),
    [
        (b"\n\xe9", "line 2, é: is saved in another encoding than UTF-8 (Latin-1 or Windows-1252?)", None), (b"\xe9\n", "line 1, é: is saved in another encoding than UTF-8 (Latin-1 or Windows-1252?)", None),
        (b"a\nb\n  c\xe9  \nd", "line 3, cé: is saved in another encoding than UTF-8 (Latin-1 or Windows-1252?)", None), (b"\xe9" + b"a" * 99, f"line 1, é{'a' * 99}: is saved in another encoding than UTF-8 (Latin-1 or Windows-1252?)", None),
        (b"\xe9" + b"a" * 100, f"line 1, é{'a' * 96}...: is saved in another encoding than UTF-8 (Latin-1 or Windows-1252?)", None), (b"\xe9\x01", "is not a text file (UTF-8)", "wanted"), (b"abcdefghijk\0", "is a binary file, not text", "wanted"),
        (codecs.BOM_UTF16_LE + b"a\0", "is saved as UTF-16, not as UTF-8", None), (codecs.BOM_UTF32_BE + b"\0\0\0a", "is saved as UTF-32, not as UTF-8", None), (codecs.BOM_UTF32_LE + b"a\0\0\0", "is saved as UTF-32, not as UTF-8", None),
    ],
)  # fmt: skip
def test_what_is_no_text_in_utf_8_is_refused_with_its_line_and_encoding(content: bytes, says: str, allowed: str | None) -> None:
    with pytest.raises(InputError) as raised:
        text_of(content, "f", "wanted")
    (problem,) = raised.value.problems
    assert (problem.key, problem.says, problem.file, problem.allowed) == ("", says, "f", allowed or AS_UTF8.en)


def read(rule: Any, value: Any) -> Any:
    return arguments({"x": rule}, x=value).x


def refused(rule: Any, value: Any) -> Problem:
    with pytest.raises(InputError) as error:
        read(rule, value)
    return error.value.problems[0]


def test_numbers_are_taken_at_their_bounds_and_not_beyond() -> None:
    whole = Whole(2, 5)
    assert [read(whole, value) for value in (2, 5, 3.0, np.int64(4), np.float64(2.0))] == [2, 5, 3, 4, 2] and type(read(whole, np.int64(4))) is int
    for value, says in ((1, "1 is out of bounds"), (6, "6 is out of bounds"), (2.5, "2.5 is not a whole number"), (math.nan, "nan is not a whole number"), (math.inf, "inf is not a whole number"), (True, "True is not a number")):
        assert refused(whole, value).says == says
    assert refused(whole, " 3 ").nearest == "3, without quotes" and refused(whole, "x").nearest is None and refused(whole, "nan").nearest is None and whole.allowed == "a whole number from 2 to 5"
    assert [read(Number(1.0), value) for value in (1, 1.5)] == [1.0, 1.5] and Number(1.0).allowed == "a number of at least 1" and Number(1.0, above=True).allowed == "a number above 1" and Number().allowed == "a number"
    assert refused(Number(1.0), 0.5).key == "x" and refused(Number(1.0, above=True), 1.0).key == "x" and refused(Number(), math.nan).key == "x" and math.isnan(read(Number(or_unknown=True), math.nan))
    assert plain(np.array([1, 2])) == [1, 2] and plain("a") == "a" and read(Maybe(whole), None) is None and read(Maybe(whole), 3) == 3


def same(words: str) -> Text:
    """Words that are the same in both languages."""
    return Text(words, words)


def test_choices_names_and_lists() -> None:
    choice = Choice(("luck", "inputs"))
    assert read(choice, "luck") == "luck" and refused(choice, "luk").nearest == "luck" and read(Flag(), True) is True and refused(Flag(), 1).key == "x"
    names = Names(same("outcomes"), ("jobs", "visits"))
    assert read(names, ["jobs", "visits"]) == ("jobs", "visits") and read(names, ()) == () and refused(names, ["jbs"]).nearest == "jobs" and refused(names, "jobs").key == "x"
    assert refused(Names(same("outcomes"), ("jobs",), least=1), []).key == "x" and read(Several(Whole(0, 9)), [1, 2]) == (1, 2) and refused(Several(Whole(0, 9)), [1, 10]).key == "x"
    assert read(Either(("full",), Whole(0, 9)), "full") == "full" and read(Either(("full",), Whole(0, 9)), 4) == 4 and refused(Either(("full",), Whole(0, 9)), "ful").key == "x"
    assert read(Words(same("a question")), "q") == "q" and refused(Words(same("a question")), 3).key == "x"
    like_a_list = Instance((), same("something with a length and items"), ("__len__", "__getitem__"))
    assert read(like_a_list, [1]) == [1] and read(Instance(list, same("a list")), [1]) == [1] and read(Instance((list, str), same("a list or a text")), "a") == "a" and like_a_list.allowed == "something with a length and items"
    for rule, value in ((like_a_list, list), (like_a_list, {1}), (like_a_list, 3), (Instance(list, same("a list")), (1,)), (Instance(list, same("a list")), list), (FUNCTION, 3), (FUNCTION, list)):
        assert refused(rule, value).says.endswith("is something else")  # a class has the methods of its objects, and is none of them
    assert read(FUNCTION, len) is len
    with pytest.raises(InputError) as error:
        arguments({"a": Whole(0, 1), "b": Whole(0, 1), "c": Whole(0, 1)}, a=5, b=1, c=7)
    assert [problem.key for problem in error.value.problems] == ["a", "c"]
