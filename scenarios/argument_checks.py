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

from model.errors import (
    EMPTY,
    NOT_A_CHOICE,
    NOT_A_LIST,
    NOT_A_NUMBER,
    NOT_A_TABLE,
    NOT_FINITE,
    NOT_WHOLE,
    OUT_OF_BOUNDS,
    WITHOUT_QUOTES,
    InputError,
    Problem,
    nearest,
    short,
)
from model.languages import KnownLanguages
from model.parameter import ANY_FROM, WHOLE_BETWEEN
from model.text import Said, Text, either, numeral

A_PATH = Text("a path", "un chemin")
NOTHING = Text("nothing is named", "rien n'est nommé")
ONE_TEXT = Text("{value} is one text, not a list", "{value} est un seul texte, non une liste")
ABOVE = Text("a number above {low}", "un nombre supérieur à {low}")
TRUE_OR_FALSE = Text("True or False", "True ou False")
NEITHER = Text("{value} is neither True nor False", "{value} n'est ni True ni False")
NOT_A_TEXT = Text("{value} is not a text", "{value} n'est pas un texte")


class Refused(Exception):  # noqa: N818 (a word to the one check, which turns it into an InputError)
    """Why a value is not taken, and the nearest one that is."""

    def __init__(self, says: Text, near: str | Text | None = None) -> None:
        super().__init__(says.en)
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
        near = WITHOUT_QUOTES.filled(value=value.strip()) if isinstance(value, str) and _is_numeral(value) else None
        raise Refused(NOT_A_NUMBER.filled(value=short(value)), near)
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
        return Said(WHOLE_BETWEEN.filled(low=self.low, high=self.high))

    def read(self, value: Any) -> int:
        """As int."""
        number = _number(value)
        if not isinstance(number, Integral) and not (math.isfinite(number) and float(number).is_integer()):
            raise Refused(NOT_WHOLE.filled(value=number))
        if not self.low <= (whole := int(number)) <= self.high:
            raise Refused(OUT_OF_BOUNDS.filled(value=number))
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
            return Said(Text("a number", "un nombre"))
        return Said((ABOVE if self.above else ANY_FROM).filled(low=numeral(self.low, "g")))

    def read(self, value: Any) -> float:
        """As float."""
        number = float(_number(value))
        if not math.isfinite(number):
            if self.or_unknown:
                return number
            raise Refused(NOT_FINITE.filled(value=number))
        if number < self.low or (self.above and number == self.low):
            raise Refused(OUT_OF_BOUNDS.filled(value=f"{number:g}"))
        return number


@dataclass(frozen=True)
class Flag:
    """True or false."""

    allowed: str = Said(TRUE_OR_FALSE)

    def read(self, value: Any) -> bool:
        """As bool."""
        value = plain(value)
        if not isinstance(value, bool):
            raise Refused(NEITHER.filled(value=short(value)))
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
            raise Refused(NOT_A_CHOICE.filled(value=short(value)), nearest(value, self.names) if isinstance(value, str) else None)
        return str(value)


@dataclass(frozen=True)
class Names:
    """A list of names, each one of some where `known` is given."""

    what: Text
    known: Iterable[str] | None = None
    least: int = 0

    @property
    def allowed(self) -> str:
        """In words."""
        if self.known is None:
            return Said(Text("a list of {what}", "une liste : {what}").filled(what=self.what))
        return Said(Text("a list of {what}: {names}", "une liste ({what}) : {names}").filled(what=self.what, names=", ".join(self.known)))

    def read(self, value: Any) -> tuple[str, ...]:
        """The names."""
        value = plain(value)
        if isinstance(value, str):
            raise Refused(ONE_TEXT.filled(value=short(value)), f"[{value!r}]")
        if not isinstance(value, Iterable) or isinstance(value, bytes | Mapping):
            raise Refused(NOT_A_LIST.filled(value=short(value)))
        names = tuple(value)
        if len(names) < self.least:
            raise Refused(NOTHING)
        known = None if self.known is None else tuple(self.known)
        for name in names:
            if not isinstance(name, str) or not name:
                raise Refused(Text("{value} is not a name", "{value} n'est pas un nom").filled(value=short(name)))
            if known is not None and name not in known:
                says = Text("{value} is not among the {what}", "{value} n'est pas parmi les {what}").filled(value=short(name), what=self.what)
                raise Refused(says, nearest(name, known))
        return names


@dataclass(frozen=True)
class Words:
    """A text with something in it."""

    what: Text

    @property
    def allowed(self) -> str:
        """In words."""
        return Said(self.what)

    def read(self, value: Any) -> str:
        """The text."""
        if not isinstance(value, str):
            raise Refused(NOT_A_TEXT.filled(value=short(value)))
        if not value.strip():
            raise Refused(EMPTY)
        return value


@dataclass(frozen=True)
class File:
    """The path of a file or folder, as text or as a Path."""

    what: Text = A_PATH

    @property
    def allowed(self) -> str:
        """In words."""
        return Said(self.what)

    def read(self, value: Any) -> str | Path:
        """The path, in the form given."""
        if not isinstance(value, str | os.PathLike):
            raise Refused(Text("{value} is neither a text nor a path", "{value} n'est ni un texte ni un chemin").filled(value=short(value)))
        if not str(value).strip() or "\0" in str(value):
            raise Refused(Text("{value} is not a path", "{value} n'est pas un chemin").filled(value=short(str(value))))
        return value if isinstance(value, str) else Path(value)


@dataclass(frozen=True)
class Several:
    """A list with at least one thing in it, each by one rule."""

    each: Rule

    @property
    def allowed(self) -> str:
        """In words."""
        return Said(Text("a list: each {each}", "une liste, avec pour chaque élément : {each}").filled(each=self.each.allowed))

    def read(self, value: Any) -> tuple[Any, ...]:
        """The things."""
        value = plain(value)
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise Refused(NOT_A_LIST.filled(value=short(value)))
        found = tuple(self.each.read(item) for item in value)
        if not found:
            raise Refused(NOTHING)
        return found


@dataclass(frozen=True)
class Table:
    """A mapping whose keys are text, or what `keys` takes; its values what `values` takes."""

    what: Text
    keys: Rule | None = None
    values: Rule | None = None

    @property
    def allowed(self) -> str:
        """In words."""
        return Said(self.what)

    def read(self, value: Any) -> dict[Any, Any]:
        """A copy."""
        if not isinstance(value, Mapping):
            raise Refused(NOT_A_TABLE.filled(value=short(value)))
        keys, values = self.keys or Words(Text("a text", "un texte")), self.values
        return {keys.read(key): item if values is None else values.read(item) for key, item in value.items()}


@dataclass(frozen=True)
class Instance:
    """An object of a kind; `what` says which, and how one gets it. `needs` are methods that any object may have instead."""

    kind: type | tuple[type, ...]
    what: Text
    needs: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """In words."""
        return Said(self.what)

    def read(self, value: Any) -> Any:
        """The object."""
        if isinstance(value, self.kind) or (self.needs and not isinstance(value, type) and all(callable(getattr(value, name, None)) for name in self.needs)):
            return value
        raise Refused(Text("{value} is something else", "{value} est autre chose").filled(value=short(value)))


FUNCTION = Instance((), Text("a function", "une fonction"), ("__call__",))


@dataclass(frozen=True)
class Maybe:
    """None, or what another rule takes."""

    rule: Rule

    @property
    def allowed(self) -> str:
        """In words."""
        return Said(Text("{rule}, or None", "{rule}, ou None").filled(rule=self.rule.allowed))

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
        words = either([repr(word) for word in self.words])
        return Said(Text("{rule}, or {words}", "{rule}, ou {words}").filled(rule=self.rule.allowed, words=words))

    def read(self, value: Any) -> Any:
        """The word, or the value."""
        if isinstance(value, str):
            if value in self.words:
                return value
            raise Refused(Text("{value} is none of the words", "{value} n'est pas un des mots").filled(value=short(value)), nearest(value, self.words))
        return self.rule.read(value)


@dataclass(frozen=True)
class Share:
    """A pair (i, n): the i-th of n shares, i from 1."""

    allowed: str = Said(Text("(i, n): two whole numbers, i from 1 to n", "(i, n) : deux nombres entiers, i de 1 à n"))

    def read(self, value: Any) -> tuple[int, int]:
        """The pair."""
        value = plain(value)
        if not isinstance(value, tuple | list) or len(value) != 2:
            raise Refused(Text("{value} is not a pair", "{value} n'est pas une paire").filled(value=short(value)))
        of = Whole(1, 1_000_000).read(value[1])
        return Whole(1, of).read(value[0]), of


LANGUAGE: Rule = Choice(KnownLanguages())
CHANGES: Rule = Table(
    Text('a table of paths to values, as {"levers.matching_grant.ratio": 2}', 'une table de chemins et de valeurs, comme {"levers.matching_grant.ratio": 2}')
)
