"""What people write first where TOML wants something else: a decimal comma, 30 %, missing quotes. Each slip with its name and what to write instead."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

from model.errors import nearest
from model.text import Said, Text

from .toml_messages import NOT_TOML, parser_words

QUOTES = dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛‹›′`", "'")
"""Typographic quotes and what they stand for."""

_SPACE = "[ \u00a0\u202f\u2009']"
_SIGN, _DIGITS = "[+-]?", r"\d+(?:[.,]\d+)?"
_THOUSANDS = re.compile(rf"({_SIGN}\d{{1,3}}(?:{_SPACE}\d{{3}})+)([.,]\d+)?")
_COMMA_THOUSANDS = re.compile(rf"({_SIGN}\d{{1,3}}(?:,\d{{3}}){{2,}})(\.\d+)?")
_DECIMAL_COMMA = re.compile(rf"{_SIGN}\d+,\d+")
_PERCENT = re.compile(rf"({_SIGN}{_DIGITS}){_SPACE}*(%|per ?cent|percent|pour ?cent)", re.IGNORECASE)
_MONEY = re.compile(rf"(?:USD|US\$|\$|EUR|€|£){_SPACE}*({_DIGITS})|({_DIGITS}){_SPACE}*(?:USD|US\$|\$|EUR|€|£|euros?|dollars?)", re.IGNORECASE)
_SHORT = re.compile(rf"({_SIGN}{_DIGITS}){_SPACE}*(k|m|bn|thousand|million|millions|mio|billion)", re.IGNORECASE)
_POINT_ALONE = re.compile(rf"({_SIGN})(\d*)\.(\d*)")
_LEADING_ZERO = re.compile(rf"({_SIGN})0+(\d+(?:\.\d+)?)")
_FACTORS = {"k": 3, "thousand": 3, "m": 6, "million": 6, "millions": 6, "mio": 6, "bn": 9, "billion": 9}
_TRUE, _FALSE = ("true", "yes", "oui", "vrai", "on"), ("false", "no", "non", "faux", "off")
_NOTHING = ("none", "null", "nil", "nan", "n/a", "na")


BY_SPACES = Said(Text("digits are grouped by spaces", "des chiffres groupés par des espaces"))
BY_COMMAS = Said(Text("digits are grouped by commas", "des chiffres groupés par des virgules"))
COMMA = Said(Text("a decimal comma, where a number has a point", "une virgule décimale, où un nombre a un point"))
PER_CENT = Said(Text("a percentage: 100 % is written 1", "un pourcentage : 100 % s'écrit 1"))
IN_MONEY = Text(
    "a number with a currency, where amounts are in USD of 2019, or in other money as {other}",
    "un nombre avec une monnaie, où les montants sont en USD de 2019, ou dans une autre monnaie comme {other}",
)
WITH_WORD = Said(Text("a number with a word", "un nombre suivi d'un mot"))
SMALL = Said(Text("true and false are written in small letters", "true et false s'écrivent en minuscules"))
NO_VALUE = Said(Text("no value: what has none is left out", "pas de valeur : ce qui n'en a pas est omis"))
BOTH_SIDES = Said(Text("a number has digits on both sides of its point", "un nombre a des chiffres des deux côtés de son point"))
ZERO = Said(Text("a number begins with 0", "un nombre commence par 0"))
BARE = Said(Text("a text without quotes", "un texte sans guillemets"))
LINE_SHOWN = Text("line {row}, {line}", "ligne {row}, {line}")
AT = Text("{shown}: {what}", "{shown} : {what}")
TYPOGRAPHIC = Text("typographic quotes, where TOML has straight ones", "des guillemets typographiques, où TOML en veut de droits")
NO_VALUE_AFTER = Text("no value after the sign", "pas de valeur après le signe")
NOTHING_BEHIND = Text("nothing stands behind a value", "rien ne suit une valeur")
NO_QUOTE = Text("a quote is missing", "il manque un guillemet")
BACKSLASH = Text("a backslash between quotes begins a special sign", "une barre oblique inverse entre guillemets commence un signe spécial")
NOT_CLOSED = Text("a bracket is not closed", "un crochet n'est pas fermé")
TABLE_TWICE = Text("the table stands twice", "la table figure deux fois")
TABLE_FIRST = Text("the table stands twice, first in line {first}", "la table figure deux fois, d'abord ligne {first}")
ONE_TABLE = Text("one table with all its keys", "une seule table avec toutes ses clés")
KEY_TWICE = Text("the key stands twice", "la clé figure deux fois")
KEY_FIRST = Text("the key stands twice, first in line {first}: {line}", "la clé figure deux fois, d'abord ligne {first} : {line}")
ONE_LINE = Text("one of the two lines", "l'une des deux lignes")
NO_HEAD = Text("not the head of a table", "ce n'est pas la tête d'une table")
AS_TABLE = Text("as [levers.matching_grant]", "par exemple [levers.matching_grant]")
NO_SIGN = Text("no = between key and value", "pas de = entre la clé et la valeur")
NEITHER = Text("neither a table in brackets nor a key with its value", "ni une table entre crochets, ni une clé avec sa valeur")
AS_KEY = Text("as ratio = 1.5", "par exemple ratio = 1.5")


class Slip(NamedTuple):
    """What is wrong with a value, and the TOML to write instead (None where only its author knows)."""

    says: str
    instead: str | None


def slip(value: str) -> Slip | None:
    """The slip in a value as it was written, or None.

    >>> slip("1,5").instead, slip("30%").instead, slip("5 000 000").instead, slip("True").instead, slip("1e6")
    ('1.5', '0.3', '5_000_000', 'true', None)
    """
    text = value.strip()
    lower = text.lower()
    if found := _THOUSANDS.fullmatch(text):
        return Slip(BY_SPACES, re.sub(_SPACE, "_", found[1]) + (found[2] or "").replace(",", "."))
    if found := _COMMA_THOUSANDS.fullmatch(text):
        return Slip(BY_COMMAS, found[1].replace(",", "_") + (found[2] or ""))
    if _DECIMAL_COMMA.fullmatch(text):
        return Slip(COMMA, text.replace(",", "."))
    if found := _PERCENT.fullmatch(text):
        return Slip(PER_CENT, f"{float(found[1].replace(',', '.')) / 100.0:.10g}")
    if found := _MONEY.fullmatch(text):
        bare = (found[1] or found[2]).replace(",", ".")
        other = f'{{ value = {bare}, currency = "EUR", year = 2019 }}'
        return Slip(Said(IN_MONEY.filled(other=other)), bare)
    if found := _SHORT.fullmatch(text):
        return Slip(WITH_WORD, f"{found[1].replace(',', '.')}e{_FACTORS[found[2].lower()]}")
    if lower in _TRUE + _FALSE and text not in ("true", "false"):
        return Slip(SMALL, "true" if lower in _TRUE else "false")
    if lower in _NOTHING:
        return Slip(NO_VALUE, None)
    if (found := _POINT_ALONE.fullmatch(text)) and (found[2] or found[3]) and not (found[2] and found[3]):
        return Slip(BOTH_SIDES, f"{found[1]}{found[2] or 0}.{found[3] or 0}")
    if (found := _LEADING_ZERO.fullmatch(text)) and found[2] != "0":
        return Slip(ZERO, found[1] + found[2])
    return None


_KEY = r"[A-Za-z0-9_\-.\"' ]+?"
_ASSIGNED = re.compile(rf"\s*({_KEY})\s*=(?!>)\s*(.*?)\s*")
_OTHER_SIGN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_\-.]*)\s*(?::=|:|=>|<-|\s)\s*(\S.*?)\s*")
_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]*?)\s*\]{0,2}\s*")
_PART = re.compile(r"([A-Za-z_][\w.\-]*)\s*=\s*([^={}\[\]]*?)\s*(?=,\s*[A-Za-z_][\w.\-]*\s*=|\}|$)")
_IN_LIST = re.compile(r"[^\[\],{}]+")
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_WORD = re.compile(r"[^\W\d][\w .:/\-]*")


class Explained(NamedTuple):
    """Where a file stops being TOML and why: the key (empty where none is at hand), a sentence with the line, the line to write instead, or advice."""

    key: str
    says: str
    instead: str | None
    advice: str | None = None


def explained(text: str, error: tomllib.TOMLDecodeError) -> Explained:
    """What is meant by the line at which reading `text` stopped with `error`."""
    place = _PLACE.search(str(error))
    lines = text.splitlines()
    row = min(int(place[1]), len(lines)) if place is not None and place[1] else len(lines)
    line = lines[row - 1].strip() if lines else ""
    why = _PLACE.sub("", str(error)).strip()
    shown = LINE_SHOWN.filled(row=row, line=line if len(line) <= 100 else line[:97] + "...")
    table = _table_at(lines, row)
    bare = _without_comment(line)
    if "overwrite" in why or "twice" in why or "already" in why or "redefine" in why.lower() or "Cannot mutate" in why:
        return _doubled(lines, row, shown, table, bare)
    assigned = _ASSIGNED.fullmatch(bare)
    key = _joined(table, assigned[1]) if assigned else ""
    if any(mark in bare for mark in QUOTES) and not _is_read(bare):
        straight = "".join(QUOTES.get(letter, letter) for letter in bare)
        if straight != bare:
            return _at(key, shown, TYPOGRAPHIC, straight if _is_read(straight) else None)
    if assigned is None:
        return _no_assignment(bare, shown, table)
    name, value = assigned[1], assigned[2]
    if not value:
        return _at(key, shown, NO_VALUE_AFTER)
    found = slip(value)
    if found is not None:
        return _at(key, shown, found.says, None if found.instead is None else f"{name} = {found.instead}")
    if value.rstrip(";") != value and _is_read(f"x = {value.rstrip(';')}"):
        return _at(key, shown, NOTHING_BEHIND, f"{name} = {value.rstrip(';')}")
    inner = _inner_slips(value) if value[0] in "[{" else {}
    if inner:
        mended = value
        for wrong, (_, instead) in inner.items():
            mended = mended.replace(wrong, instead or wrong)
        wrong, (says, _) = next(iter(inner.items()))
        return _at(key, shown, AT.filled(shown=wrong, what=says), f"{name} = {mended}")
    for quote in ('"', "'"):
        if value.count(quote) == 1:
            return _at(key, shown, NO_QUOTE, f"{name} = {quote}{value.strip(quote)}{quote}")
    if "\\" in value and '"' in value:
        return _at(key, shown, BACKSLASH, f"{name} = {value.replace(chr(92), '/')}")
    if _WORD.fullmatch(value):
        return _at(key, shown, BARE, f'{name} = "{value}"')
    if value[0] in "[{" and value.count(value[0]) > value.count("]" if value[0] == "[" else "}"):
        return _at(key, shown, NOT_CLOSED)
    return Explained("", Said(NOT_TOML.filled(why=AT.filled(shown=shown, what=parser_words(f"{why[:1].lower()}{why[1:]}")))), None)


def _at(key: str, shown: Text, what: str | Text, instead: str | None = None, advice: Text | None = None) -> Explained:
    """What is wrong with the line that is shown."""
    return Explained(key, Said(AT.filled(shown=shown, what=what)), instead, None if advice is None else Said(advice))


def _inner_slips(value: str) -> dict[str, Slip]:
    """Slips inside a list or an inline table, by what was written; a comma parts two values of a list, so that it is no slip there."""
    found: dict[str, Slip] = {}
    for match in (*_PART.finditer(value), *(_IN_LIST.finditer(value) if value[0] == "[" else ())):
        inner = match[match.lastindex or 0].strip()
        wrong = slip(inner)
        if wrong is None and _WORD.fullmatch(inner) and inner not in ("true", "false"):
            wrong = Slip(BARE, f'"{inner}"')
        if wrong is not None and wrong.instead is not None:
            found[inner] = wrong
    return found


def _doubled(lines: list[str], row: int, shown: Text, table: str, bare: str) -> Explained:
    """A key or a table that stands twice, with the line of the first."""
    assigned = _ASSIGNED.fullmatch(bare)
    if assigned is None:
        header = _HEADER.fullmatch(bare)
        name = header[1] if header else bare
        heads = (_HEADER.fullmatch(_without_comment(line)) for line in lines[: row - 1])
        first = next((number for number, other in enumerate(heads, 1) if other and other[1] == name), None)
        return _at(name, shown, TABLE_FIRST.filled(first=first) if first else TABLE_TWICE, None, ONE_TABLE)
    key = _joined(table, assigned[1])
    same = (
        number
        for number, line in enumerate(lines[: row - 1], 1)
        if (other := _ASSIGNED.fullmatch(_without_comment(line))) and other[1] == assigned[1] and _table_at(lines, number) == table
    )
    first = next(same, None)
    says = KEY_FIRST.filled(first=first, line=lines[first - 1].strip()) if first else KEY_TWICE
    return _at(key, shown, says, None, ONE_LINE)


def _no_assignment(bare: str, shown: Text, table: str) -> Explained:
    if bare.startswith("["):
        header = _HEADER.fullmatch(bare)
        many = 2 if bare.startswith("[[") else 1
        if header and header[1]:
            name = ".".join(part if re.fullmatch(r"[\w\-]+", part) else f'"{part}"' for part in header[1].split("."))
            return _at(header[1], shown, NO_HEAD, f"{'[' * many}{name}{']' * many}")
        return _at("", shown, NO_HEAD, None, AS_TABLE)
    other = _OTHER_SIGN.fullmatch(bare)
    if other:
        found = slip(other[2])
        value = found.instead if found and found.instead else other[2]
        value = f'"{value}"' if not _is_read(f"x = {value}") and _WORD.fullmatch(value) else value
        return _at(_joined(table, other[1]), shown, NO_SIGN, f"{other[1]} = {value}")
    return _at("", shown, NEITHER, None, AS_KEY)


def _table_at(lines: list[str], row: int) -> str:
    """The table that the line `row` stands in."""
    for line in reversed(lines[: row - 1]):
        if line.lstrip().startswith("[") and (header := _HEADER.fullmatch(_without_comment(line))):
            return header[1]
    return ""


def _joined(table: str, key: str) -> str:
    return f"{table}.{key.strip()}" if table else key.strip()


def _without_comment(line: str) -> str:
    """A line without what stands behind a # outside quotes."""
    quote = ""
    for position, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "#":
            return line[:position].strip()
    return line.strip()


def _is_read(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def full_path(name: str, known: list[str]) -> str | None:
    """For a path that begins nowhere: the full path that ends in it, or nearly so; the first of several.

    >>> full_path("budget_usd", ["levers.matching_grant.budget_usd", "levers.matching_grant.ratio"])
    'levers.matching_grant.budget_usd'
    """
    ending = next((path for path in known if path.endswith(f".{name}")), None)
    if ending is not None:
        return ending
    tails: dict[str, str] = {}
    for path in known:
        steps = path.split(".")
        for begin in range(len(steps)):
            tails.setdefault(".".join(steps[begin:]), path)
    close = nearest(name, tails)
    return tails[close] if close else None
