"""Expressions over the columns of a table: checked before they are worked out, and not defined where one of their columns is not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem, nearest
from model.text import Text

FUNCTIONS: Mapping[str, Callable[..., Any]] = {"log": np.log, "exp": np.exp, "sqrt": np.sqrt, "abs": np.abs, "minimum": np.minimum, "maximum": np.maximum}
"""What an expression may call."""
ALLOWED = Text(
    "columns, numbers, words in quotes, + - * / ** %, comparisons, and, or, not, in [...], log, exp, sqrt, abs, minimum, maximum",
    "des colonnes, des nombres, des mots entre guillemets, + - * / ** %, des comparaisons, and, or, not, in [...], log, exp, sqrt, abs, minimum, maximum",
)
OR_FUNCTION = Text("{allowed}; or a function of the table", "{allowed} ; ou une fonction de la table")
NO_COLUMN = Text("there is no column {name}", "il n'y a pas de colonne {name}")
NO_EXPRESSION = Text("{value} is no expression", "{value} n'est pas une expression")
FAILED = Text("{value} cannot be worked out: {why}", "{value} : calcul impossible : {why}")
NOT_ALLOWED = Text("{what} is not allowed in an expression", "{what} n'est pas admis dans une expression")
NEVER = Text("{name} is never {word}", "{name} ne vaut jamais {word}")
NUMBERS = Text("{name} holds numbers, not {word}", "{name} contient des nombres, non {word}")
_NODES: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.Mod, ast.FloorDiv, ast.UnaryOp, ast.Not,
    ast.USub, ast.UAdd, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Call, ast.Name, ast.Load, ast.Constant,
    ast.List, ast.Tuple,
)  # fmt: skip


def names_of(expression: str, key: str) -> list[str]:
    """The columns that an expression names, in order; InputError where it is none, or does what is not allowed."""
    tree = _parsed(expression, key)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return list(dict.fromkeys(node.id for node in _in_order(tree) if isinstance(node, ast.Name) and id(node) not in called))


def worked_out(frame: pd.DataFrame, expression: str, key: str) -> pd.Series:
    """The value of an expression row by row; NaN in rows where one of its columns is."""
    tree = _parsed(expression, key)
    names = names_of(expression, key)
    for name in names:
        if name not in frame.columns:
            allowed = ", ".join(str(column) for column in frame.columns)
            near = nearest(name, [str(c) for c in frame.columns])
            raise InputError(Problem(key, NO_COLUMN.filled(name=repr(name)), value=expression, allowed=allowed, nearest=near))
    _check_words(frame, tree, expression, key)
    try:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            found = _value(tree.body, frame)
    except Exception as error:  # whatever NumPy and pandas say of types that do not go together
        raise InputError(Problem(key, FAILED.filled(value=repr(expression), why=error), allowed=ALLOWED)) from None
    found = pd.Series(found, index=frame.index) if np.ndim(found) else pd.Series([found] * len(frame), index=frame.index)
    defined = frame[names].notna().all(axis=1)
    return found if defined.all() else found.astype(np.float64).where(defined) if _is_number(found) else found.where(defined)


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values)


def _in_order(tree: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(tree):
        yield child
        yield from _in_order(child)


def _parsed(expression: str, key: str) -> ast.Expression:
    if not isinstance(expression, str) or not expression.strip():
        raise InputError(Problem(key, NO_EXPRESSION.filled(value=repr(expression)), allowed=ALLOWED))
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        near = expression.replace("=", "==") if "=" in expression and not any(sign in expression for sign in ("==", ">=", "<=", "!=")) else None
        raise InputError(Problem(key, NO_EXPRESSION.filled(value=repr(expression)), value=expression, allowed=ALLOWED, nearest=near)) from None
    for node in ast.walk(tree):
        known = isinstance(node, _NODES)
        if isinstance(node, ast.Call):
            known = isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and not node.keywords
        if not known:
            what = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
            raise InputError(Problem(key, NOT_ALLOWED.filled(what=repr(what)), value=expression, allowed=OR_FUNCTION.filled(allowed=ALLOWED)))
    return tree


def _check_words(frame: pd.DataFrame, tree: ast.AST, expression: str, key: str) -> None:
    """InputError where a column of words is compared with a word that it never holds."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        columns = [side.id for side in sides if isinstance(side, ast.Name) and side.id in frame.columns]
        words = [each.value for side in sides for each in (side.elts if isinstance(side, ast.List | ast.Tuple) else [side]) if isinstance(each, ast.Constant)]
        for name in columns:
            column = frame[name]
            is_words = isinstance(column.dtype, pd.CategoricalDtype) or not _is_number(column)
            known = [str(value) for value in (column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.unique())]
            for word in words:
                if is_words and str(word) not in known:
                    says = NEVER.filled(name=name, word=repr(word))
                    raise InputError(Problem(key, says, value=expression, allowed=", ".join(known[:40]), nearest=nearest(str(word), known)))
                if not is_words and isinstance(word, str):
                    says = NUMBERS.filled(name=name, word=repr(word))
                    raise InputError(Problem(key, says, value=expression, allowed=Text("a number", "un nombre")))


def _value(node: ast.AST, frame: pd.DataFrame) -> Any:
    """The value of a checked tree."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return frame[node.id]
    if isinstance(node, ast.List | ast.Tuple):
        return [_value(each, frame) for each in node.elts]
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        return FUNCTIONS[node.func.id](*(_value(each, frame) for each in node.args))
    if isinstance(node, ast.BoolOp):
        parts = [_truth(_value(each, frame)) for each in node.values]
        found = parts[0]
        for part in parts[1:]:
            found = found & part if isinstance(node.op, ast.And) else found | part
        return found
    if isinstance(node, ast.UnaryOp):
        inner = _value(node.operand, frame)
        return ~_truth(inner) if isinstance(node.op, ast.Not) else -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.Compare):
        return _compared(node, frame)
    assert isinstance(node, ast.BinOp)
    return _OPERATIONS[type(node.op)](_value(node.left, frame), _value(node.right, frame))


_OPERATIONS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.true_divide,
    ast.Pow: np.power,
    ast.Mod: np.mod,
    ast.FloorDiv: np.floor_divide,
}
_COMPARISONS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Eq: lambda a, b: a == b, ast.NotEq: lambda a, b: a != b, ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b, ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b, ast.In: lambda a, b: a.isin(b), ast.NotIn: lambda a, b: ~a.isin(b),
}  # fmt: skip


def _compared(node: ast.Compare, frame: pd.DataFrame) -> Any:
    """A chain of comparisons, as in 30 <= age < 40."""
    left = _value(node.left, frame)
    found: Any = None
    for operator, side in zip(node.ops, node.comparators, strict=True):
        right = _value(side, frame)
        one = _COMPARISONS[type(operator)](left, right)
        found = one if found is None else found & one
        left = right
    return found


def _truth(value: Any) -> pd.Series:
    """A side of and, or, not: true or false row by row."""
    if isinstance(value, pd.Series) and pd.api.types.is_bool_dtype(value):
        return value
    raise TypeError("and, or, not stand between comparisons")
