"""Functions are read at a glance: at most 60 lines and 8 arguments. What is longer, or takes more, is named here with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES, ARGUMENTS = 60, 8

OPTIONS = "a command line: each option is an argument"
HANDED_ON = "what a command line hands on, option by option"
PUBLIC = "a public call: its options are given by name, and told one by one in its docstring"
EXCEPTIONS = {
    "model _put": "a line of the registry: its options are given by name",
    "model trips_a_year": "an equation of nine quantities",
    "model __init__": PUBLIC,
    "experiments run": OPTIONS,
    "experiments question": OPTIONS,
    "experiments sensitivity": OPTIONS,
    "experiments sweep_run": OPTIONS,
    "experiments validate": OPTIONS,
    "experiments explain": OPTIONS,
    "experiments pack": OPTIONS,
    "experiments kit": OPTIONS,
    "experiments calibrate_": OPTIONS,
    "experiments compare": PUBLIC,
    "experiments fact": PUBLIC,
    "experiments trial": PUBLIC,
    "experiments strike": PUBLIC,
    "experiments answer_question": HANDED_ON,
    "experiments analyse_experiment": HANDED_ON,
    "experiments run_experiment": HANDED_ON,
    "experiments show_card": HANDED_ON,
    "experiments _cost": "one sentence of nine numbers and names",
}


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """All that stands in the files of the package, each with its file."""
    files = [path for room in ("model", "scenarios", "experiments") for path in sorted((ROOT / room).rglob("*.py"))]
    return tuple((path.relative_to(ROOT).as_posix(), node) for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def functions() -> Iterator[tuple[str, int, int]]:
    """Of each function of the package: room and name, lines, arguments beside `self`."""
    for file, node in nodes():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            of = node.args
            named = [each.arg for each in (*of.posonlyargs, *of.args, *of.kwonlyargs)]
            several = [each for each in (of.vararg, of.kwarg) if each is not None]
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            room = file.partition("/")[0]
            yield f"{room} {node.name}", (node.end_lineno or first) - first + 1, len(named) + len(several) - (named[:1] in (["self"], ["cls"]))


def too_large() -> set[str]:
    return {name for name, lines, arguments in functions() if lines > LINES or arguments > ARGUMENTS}


def test_functions_are_short_and_take_few_arguments() -> None:
    assert sorted(too_large() - set(EXCEPTIONS)) == []


def test_no_exception_is_for_nothing() -> None:
    assert sorted(set(EXCEPTIONS) - too_large()) == [] and all(EXCEPTIONS.values())


def test_the_count_sees_a_long_function_and_many_arguments() -> None:
    found = {name: (lines, arguments) for name, lines, arguments in functions()}
    assert found["model live_and_decide_all"][0] > 10 and max(arguments for name, _, arguments in functions() if name == "model __init__") == 10


def guessed(node: ast.AST) -> bool:
    """Whether a value of a lever is asked for by name with another in its stead: a misspelt name would go unnoticed."""
    is_asked = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) == 3
    return is_asked and isinstance(node.args[0], ast.Name) and node.args[0].id in ("lever", "levers") and isinstance(node.args[1], ast.Constant)  # type: ignore[attr-defined]


def test_a_misspelt_value_of_a_lever_fails() -> None:
    assert [file for file, node in nodes() if guessed(node)] == []
    assert [guessed(ast.parse(code, mode="eval").body) for code in ('getattr(lever, "ratoi", 1.0)', 'getattr(lever, "ratio")', "getattr(lever, name, 1.0)")] == [True, False, False]
