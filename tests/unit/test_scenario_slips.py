"""What people write where TOML wants something else: for each slip its name, the line that it stands in, and what to write instead."""

from __future__ import annotations

import tomllib

import pytest

from scenarios.reading.toml_slips import Explained, explained, slip

MONEY = 'a number with a currency, where amounts are in USD of 2019, or in other money as {{ value = {}, currency = "EUR", year = 2019 }}'
# what was written, how the slip is called, what to write instead
SLIPS: list[tuple[str, str, str | None]] = [
    ("5 000 000", "digits are grouped by spaces", "5_000_000"),
    ("5\u202f000,5", "digits are grouped by spaces", "5_000.5"),
    ("-1'000", "digits are grouped by spaces", "-1_000"),
    ("1,000,000", "digits are grouped by commas", "1_000_000"),
    ("1,000,000.25", "digits are grouped by commas", "1_000_000.25"),
    ("1,5", "a decimal comma, where a number has a point", "1.5"),
    ("-0,25", "a decimal comma, where a number has a point", "-0.25"),
    ("30%", "a percentage: 100 % is written 1", "0.3"),
    ("2,5 pour cent", "a percentage: 100 % is written 1", "0.025"),
    ("-5 percent", "a percentage: 100 % is written 1", "-0.05"),
    ("$500", MONEY.format("500"), "500"),
    ("1,5 EUR", MONEY.format("1.5"), "1.5"),
    ("5k", "a number with a word", "5e3"),
    ("1,2 million", "a number with a word", "1.2e6"),
    ("3 mio", "a number with a word", "3e6"),
    ("2 bn", "a number with a word", "2e9"),
    ("True", "true and false are written in small letters", "true"),
    ("OUI", "true and false are written in small letters", "true"),
    ("on", "true and false are written in small letters", "true"),
    ("FALSE", "true and false are written in small letters", "false"),
    ("no", "true and false are written in small letters", "false"),
    ("None", "no value: what has none is left out", None),
    ("n/a", "no value: what has none is left out", None),
    (".5", "a number has digits on both sides of its point", "0.5"),
    ("-.5", "a number has digits on both sides of its point", "-0.5"),
    ("5.", "a number has digits on both sides of its point", "5.0"),
    ("007", "a number begins with 0", "7"),
    ("-08.5", "a number begins with 0", "-8.5"),
]

# lines of a file, the key that is named, the line number and what is said of it, the line to write instead
LINES: list[tuple[str, str, str, str | None]] = [
    ("[levers.matching_grant]\nratio = 1,5", "levers.matching_grant.ratio", "line 2, ratio = 1,5: a decimal comma, where a number has a point", "ratio = 1.5"),
    ("a = 1\n[one]\nb = 2\n[two]\n# none\nc = yes", "two.c", "line 6, c = yes: true and false are written in small letters", "c = true"),
    ("[one]\nb = 30%\n[two]\nc = 1", "one.b", "line 2, b = 30%: a percentage: 100 % is written 1", "b = 0.3"),
    ("name = None", "name", "line 1, name = None: no value: what has none is left out", None),
    ("x = 1\ny =\nz = 2", "y", "line 2, y =: no value after the sign", None),
    ("x = 1;\n", "x", "line 1, x = 1;: nothing stands behind a value", "x = 1"),
    ('label = "a', "label", 'line 1, label = "a: a quote is missing', 'label = "a"'),
    ("label = Grant one", "label", "line 1, label = Grant one: a text without quotes", 'label = "Grant one"'),
    ("label = “Grant”", "label", "line 1, label = “Grant”: typographic quotes, where TOML has straight ones", 'label = "Grant"'),
    ("x = [1, 30%, 3]", "x", "line 1, x = [1, 30%, 3]: 30%: a percentage: 100 % is written 1", "x = [1, 0.3, 3]"),
    ("x = [rural, urban]", "x", "line 1, x = [rural, urban]: rural: a text without quotes", 'x = ["rural", "urban"]'),
    ("x = {a = 5 000, b = 2}", "x", "line 1, x = {a = 5 000, b = 2}: 5 000: digits are grouped by spaces", "x = {a = 5_000, b = 2}"),
    ("[one]\nratio: 1,5", "one.ratio", "line 2, ratio: 1,5: no = between key and value", "ratio = 1.5"),
    ("mode => lead", "mode", "line 1, mode => lead: no = between key and value", 'mode = "lead"'),
    ("[levers matching]", "levers matching", "line 1, [levers matching]: not the head of a table", '["levers matching"]'),
    ("[]", "", "line 1, []: not the head of a table", None),
    ("a = 1\n[[]]", "", "line 2, [[]]: not the head of a table", None),
    ("!!", "", "line 1, !!: neither a table in brackets nor a key with its value", None),
    ("[[shocks", "shocks", "line 1, [[shocks: not the head of a table", "[[shocks]]"),
]


@pytest.mark.parametrize(("written", "says", "instead"), SLIPS)
def test_each_slip_has_its_name_and_what_to_write(written: str, says: str, instead: str | None) -> None:
    assert slip(written) == (says, instead) == slip(f"  {written} ")
    assert instead is None or (tomllib.loads(f"x = {instead}") and slip(instead) is None)


@pytest.mark.parametrize("written", ["1", "1.5", "-0.5", "1e6", "5_000", "true", "false", '"text"', "0", "0.5", "text", "1,000", "[1, 2]"])
def test_what_is_right_is_no_slip(written: str) -> None:
    assert slip(written) is None or written == "1,000"


def of_file(text: str) -> Explained:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    return explained(text, raised.value)


@pytest.mark.parametrize(("text", "key", "says", "instead"), LINES)
def test_a_line_is_named_with_its_key_and_what_to_write(text: str, key: str, says: str, instead: str | None) -> None:
    found = of_file(text)
    assert (found.key, found.says, found.instead) == (key, says, instead)


def test_what_stands_twice_is_told_with_its_first_line() -> None:
    key = of_file("[a]\nx = 1\n[b]\nx = 2\ny = 3\nx = 4")
    assert (key.key, key.says, key.advice) == ("b.x", "line 6, x = 4: the key stands twice, first in line 4: x = 2", "one of the two lines")
    table = of_file("[a]\nx = 1\n[b]\ny = 1\n[a]\nz = 1")
    assert (table.key, table.says, table.advice) == ("a", "line 5, [a]: the table stands twice, first in line 1", "one table with all its keys")


def test_a_long_line_is_cut() -> None:
    for length, is_cut in ((92, False), (93, True)):
        line = f"label = {'a' * length}"
        found = of_file(line)
        assert found.says.startswith(f"line 1, {line[:97] + '...' if is_cut else line}:") and found.instead == 'label = "' + 'a' * length + '"'
