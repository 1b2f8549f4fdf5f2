"""The arguments of the public functions: one check for all of them, so that a wrong value is refused by its name and never dropped.

A number may come from NumPy, and a whole number may be a float that is whole (`1000.0`): it is taken as the Python number that it stands for. A truth value
or a text is no number. What is wrong is said for all arguments of a call at once.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from model.errors import InputError, Problem, nearest, short
from model.languages import KnownLanguages


class Refused(Exception):  # noqa: N818 (a word to the one check, which turns it into an InputError)
    """Why a value is not taken, and the nearest one that is."""

    def __init__(self, says: str, near: str | None = None) -> None:
        super().__init__(says)
        self.says, self.near = says, near


class Rule(Protocol):
    """What an argument may be."""

    @property
    def allowed(self) -> str:
        """In words."""

    def read(self, value: Any) -> Any:
        """The value as the function uses it, or Refused."""


def arguments(rules: Mapping[str, Rule], **given: Any) -> SimpleNamespace:
    """Arguments as their functions use them, by name; InputError with every one that its rule refuses.

    >>> arguments({"seed": Whole(0, 9)}, seed=3.0).seed
    3
    >>> arguments({"seed": Whole(0, 9)}, seed="3")
    Traceback (most recent call last):
    model.errors.InputError: seed: '3' is not a number; allowed: a whole number from 0 to 9; did you mean '3, without quotes'?
    """
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in given.items():
        try:
            read[name] = rules[name].read(value)
        except Refused as refused:
            problems.append(Problem(name, refused.says, value=value, allowed=rules[name].allowed, nearest=refused.near))
    if problems:
        raise InputError(problems)
    return SimpleNamespace(**read)


def plain(value: Any) -> Any:
    """A scalar or array of NumPy, or a column of pandas, as the Python values that it holds; anything else as it is."""
    return value.tolist() if hasattr(value, "tolist") and hasattr(value, "dtype") else value


def _number(value: Any) -> Any:
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, Real):
        near = f"{value.strip()}, without quotes" if isinstance(value, str) and _is_numeral(value) else None
        raise Refused(f"{short(value)} is not a number", near)
    return value


def _is_numeral(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


@dataclass(frozen=True)
class Whole:
    """A whole number, bounds inclusive."""

    low: int
    high: int

    @property
    def allowed(self) -> str:
        """In words."""
        return f"a whole number from {self.low} to {self.high}"

    def read(self, value: Any) -> int:
        """As int."""
        number = _number(value)
        if not isinstance(number, Integral) and not (math.isfinite(number) and float(number).is_integer()):
            raise Refused(f"{number} is not a whole number")
        if not self.low <= (whole := int(number)) <= self.high:
            raise Refused(f"{number} is out of bounds")
        return whole


@dataclass(frozen=True)
class Number:
    """A finite number; `above` leaves the lower bound itself out, `or_unknown` lets NaN and infinity in."""

    low: float = -math.inf
    above: bool = False
    or_unknown: bool = False

    @property
    def allowed(self) -> str:
        """In words."""
        if math.isinf(self.low):
            return "a number"
        return f"a number above {self.low:g}" if self.above else f"a number of at least {self.low:g}"

    def read(self, value: Any) -> float:
        """As float."""
        number = float(_number(value))
        if not math.isfinite(number):
            if self.or_unknown:
                return number
            raise Refused(f"{number} is not a finite number")
        if number < self.low or (self.above and number == self.low):
            raise Refused(f"{number:g} is out of bounds")
        return number


@dataclass(frozen=True)
class Flag:
    """True or false."""

    allowed: str = "True or False"

    def read(self, value: Any) -> bool:
        """As bool."""
        value = plain(value)
        if not isinstance(value, bool):
            raise Refused(f"{short(value)} is neither True nor False")
        return value


@dataclass(frozen=True)
class Choice:
    """One of some names."""

    names: Iterable[str]

    @property
    def allowed(self) -> str:
        """In words."""
        return ", ".join(self.names)

    def read(self, value: Any) -> str:
        """The name."""
        if not isinstance(value, str) or value not in tuple(self.names):
            raise Refused(f"{short(value)} is not one of the choices", nearest(value, self.names) if isinstance(value, str) else None)
        return str(value)


@dataclass(frozen=True)
class Names:
    """A list of names, each one of some where `known` is given."""

    what: str
    known: Iterable[str] | None = None
    least: int = 0

    @property
    def allowed(self) -> str:
        """In words."""
        return f"a list of {self.what}" + (f": {', '.join(self.known)}" if self.known is not None else "")

    def read(self, value: Any) -> tuple[str, ...]:
        """The names."""
        value = plain(value)
        if isinstance(value, str):
            raise Refused(f"{short(value)} is one text, not a list", f"[{value!r}]")
        if not isinstance(value, Iterable) or isinstance(value, bytes | Mapping):
            raise Refused(f"{short(value)} is not a list")
        names = tuple(value)
        if len(names) < self.least:
            raise Refused("nothing is named")
        known = None if self.known is None else tuple(self.known)
        for name in names:
            if not isinstance(name, str) or not name:
                raise Refused(f"{short(name)} is not a name")
            if known is not None and name not in known:
                raise Refused(f"{short(name)} is not among the {self.what}", nearest(name, known))
        return names


@dataclass(frozen=True)
class Words:
    """A text with something in it."""

    what: str

    @property
    def allowed(self) -> str:
        """In words."""
        return self.what

    def read(self, value: Any) -> str:
        """The text."""
        if not isinstance(value, str):
            raise Refused(f"{short(value)} is not a text")
        if not value.strip():
            raise Refused("is empty")
        return value


@dataclass(frozen=True)
class File:
    """The path of a file or folder, as text or as a Path."""

    what: str = "a path"

    @property
    def allowed(self) -> str:
        """In words."""
        return self.what

    def read(self, value: Any) -> str | Path:
        """The path, in the form given."""
        if not isinstance(value, str | os.PathLike):
            raise Refused(f"{short(value)} is neither a text nor a path")
        if not str(value).strip() or "\0" in str(value):
            raise Refused(f"{short(str(value))} is not a path")
        return value if isinstance(value, str) else Path(value)


@dataclass(frozen=True)
class Several:
    """A list with at least one thing in it, each by one rule."""

    each: Rule

    @property
    def allowed(self) -> str:
        """In words."""
        return f"a list: each {self.each.allowed}"

    def read(self, value: Any) -> tuple[Any, ...]:
        """The things."""
        value = plain(value)
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise Refused(f"{short(value)} is not a list")
        found = tuple(self.each.read(item) for item in value)
        if not found:
            raise Refused("nothing is named")
        return found


@dataclass(frozen=True)
class Table:
    """A mapping whose keys are text, or what `keys` takes; its values what `values` takes."""

    what: str
    keys: Rule | None = None
    values: Rule | None = None

    @property
    def allowed(self) -> str:
        """In words."""
        return self.what

    def read(self, value: Any) -> dict[Any, Any]:
        """A copy."""
        if not isinstance(value, Mapping):
            raise Refused(f"{short(value)} is not a table")
        keys, values = self.keys or Words("a text"), self.values
        return {keys.read(key): item if values is None else values.read(item) for key, item in value.items()}


@dataclass(frozen=True)
class Instance:
    """An object of a kind; `what` says which, and how one gets it. `needs` are methods that any object may have instead."""

    kind: type | tuple[type, ...]
    what: str
    needs: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """In words."""
        return self.what

    def read(self, value: Any) -> Any:
        """The object."""
        if isinstance(value, self.kind) or (self.needs and not isinstance(value, type) and all(callable(getattr(value, name, None)) for name in self.needs)):
            return value
        raise Refused(f"{short(value)} is something else")


FUNCTION = Instance((), "a function", ("__call__",))


@dataclass(frozen=True)
class Maybe:
    """None, or what another rule takes."""

    rule: Rule

    @property
    def allowed(self) -> str:
        """In words."""
        return f"{self.rule.allowed}, or None"

    def read(self, value: Any) -> Any:
        """None, or the value."""
        return None if value is None else self.rule.read(value)


@dataclass(frozen=True)
class Either:
    """One of some words, or what another rule takes."""

    words: tuple[str, ...]
    rule: Rule

    @property
    def allowed(self) -> str:
        """In words."""
        return f"{self.rule.allowed}, or {' or '.join(repr(word) for word in self.words)}"

    def read(self, value: Any) -> Any:
        """The word, or the value."""
        if isinstance(value, str):
            if value in self.words:
                return value
            raise Refused(f"{short(value)} is none of the words", nearest(value, self.words))
        return self.rule.read(value)


@dataclass(frozen=True)
class Share:
    """A pair (i, n): the i-th of n shares, i from 1."""

    allowed: str = "(i, n): two whole numbers, i from 1 to n"

    def read(self, value: Any) -> tuple[int, int]:
        """The pair."""
        value = plain(value)
        if not isinstance(value, tuple | list) or len(value) != 2:
            raise Refused(f"{short(value)} is not a pair")
        of = Whole(1, 1_000_000).read(value[1])
        return Whole(1, of).read(value[0]), of


LANGUAGE: Rule = Choice(KnownLanguages())
CHANGES: Rule = Table('a table of paths to values, as {"levers.matching_grant.ratio": 2}')
