"""Babel's extraction methods for this code: where English and French stand beside each other, the English words are the message, the French ones its context.

Each method reads one file and yields what Babel asks of it: line, the name of a gettext function, its arguments, comments.
"""

from __future__ import annotations

import ast
import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import IO, Any

PAIRS: Mapping[str, int] = {
    "Text": 0,
    "told": 0,
    "both": 0,
    "declare": 2,
    "Parameter": 2,
    "_add": 1,
    "_whole": 1,
    "_stock": 0,
    **dict.fromkeys(("_feeling", "_usd", "_deed", "_known", "_count"), 0),
}
"""Functions that are given a text: which argument is the English one. The French one comes after it."""
COMMAND = "command"
"""The decorator that is given the French help of a command, after the group that the command is of."""
FRENCH_TABLES = "_FR"
"""How names of tables end that give the French of English words."""

Message = tuple[int, str, list[str], list[str]]


def from_python(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Texts of a Python file; words that are put together when it runs have no place in a catalogue, their parts have."""
    del keywords, comment_tags, options
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.For):
            yield from _of_loop(node)
        elif isinstance(node, ast.FunctionDef):
            yield from _of_command(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict) and _name(node).endswith(FRENCH_TABLES):
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                yield from _message(node.lineno, _words(key), _words(value))


def from_toml(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Every table of a TOML file with words, or lists of words, under `en` and `fr`."""
    del keywords, comment_tags, options

    def within(value: Any) -> Iterator[Message]:
        if isinstance(value, dict):
            en, fr = value.get("en"), value.get("fr")
            if isinstance(en, str) and isinstance(fr, str):
                yield from _message(1, en, fr)
            elif isinstance(en, list) and isinstance(fr, list):
                for pair in zip(en, fr, strict=True):
                    yield from _message(1, *pair)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from within(inner)

    yield from within(tomllib.loads(file.read().decode("utf-8")))


def from_csv(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Every row of a table with columns `en` and `fr`."""
    del keywords, comment_tags, options
    for row in csv.DictReader(io.StringIO(file.read().decode("utf-8"))):
        if "en" not in row or "fr" not in row:
            return
        yield from _message(1, row["en"], row["fr"])


def _of_call(node: ast.Call) -> Iterator[Message]:
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name not in PAIRS:
        return
    named = {keyword.arg: keyword.value for keyword in node.keywords}
    first = PAIRS[name]
    if len(node.args) > first + 1:
        yield from _message(node.lineno, *map(_words, node.args[first : first + 2]))
    else:
        yield from _message(node.lineno, _words(named.get("en")), _words(named.get("fr")))


def _of_command(node: ast.FunctionDef) -> Iterator[Message]:
    """The help of a command: English in its docstring, French in its decorator (`experiments.cli.spoken.command`)."""
    for each in node.decorator_list:
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == COMMAND:
            yield from _message(node.lineno, ast.get_docstring(node) or "", _words(each.args[1]))


def _of_loop(node: ast.For) -> Iterator[Message]:
    """The rows of a table that a loop goes through, where it calls two columns `..._en` and `..._fr`."""
    names = [target.id if isinstance(target, ast.Name) else "" for target in node.target.elts] if isinstance(node.target, ast.Tuple) else []
    for row in node.iter.elts if isinstance(node.iter, ast.Tuple) else ():
        if isinstance(row, ast.Tuple) and len(row.elts) == len(names):
            for en, fr in pairwise(range(len(names))):
                if names[en].endswith("_en") and names[fr] == f"{names[en][:-2]}fr":
                    yield from _message(row.lineno, _words(row.elts[en]), _words(row.elts[fr]))


def _words(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _name(node: ast.Assign | ast.AnnAssign) -> str:
    targets: Iterable[ast.expr] = node.targets if isinstance(node, ast.Assign) else (node.target,)
    return next((target.id for target in targets if isinstance(target, ast.Name)), "")


def _message(line: int, en: str, fr: str) -> Iterator[Message]:
    if en.strip() and fr.strip():
        yield line, "pgettext", [fr, en], []
