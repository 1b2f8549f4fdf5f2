"""A published fact as an executable check: what was found where, how it is computed on a simulated world, and the band that a model should hit."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from model.errors import EMPTY, NOT_A_NUMBER, InputError, Problem, nearest
from model.levers import REGISTRY
from model.parameter import ANY_FROM
from model.text import Text

from ..runs.options import WHOLE

if TYPE_CHECKING:
    from .estimate import Estimate
    from .study import Study

FACT_AND = Text("fact {name}, {key}", "fait {name}, {key}")
NO_ID = Text("{value} is no id", "{value} n'est pas un id")
AN_ID = Text(
    "letters, digits, _ . and -, as my_fact; not the name of a channel or a grade",
    "des lettres, des chiffres, _ . et -, comme my_fact ; ni le nom d'un canal, ni un niveau",
)
KEPT = Text("{value} is kept for the table of evidence", "{value} est réservé à la table des preuves")
NO_CHANNEL = Text("{value} is no channel", "{value} n'est pas un canal")
NO_GRADE = Text("{value} is no grade", "{value} n'est pas un niveau de preuve")
A_SOURCE = Text("a key of the bibliography, or author, title and year", "une clé de la bibliographie, ou auteur, titre et année")
NO_DISTANCE = Text("{value} is no distance", "{value} n'est pas une distance")
NO_NUMBER = Text("{value} is no number of runs", "{value} n'est pas un nombre de simulations")
OTHER_ARGUMENTS = Text("takes other arguments than one study", "prend d'autres arguments qu'une étude")
ONE_ARGUMENT = Text("a function of one argument: def name(study)", "une fonction d'un seul argument : def name(study)")
NO_STATEMENT = Text("is missing: it is the statement of the fact", "manque : c'est l'énoncé du fait")
NO_LEVER = Text("{value} is no lever", "{value} n'est pas un levier")
LEVER_IDS = Text("ids of levers, as diaspora list levers says them", "des id de leviers, comme les donne diaspora list levers")
BAND_OF = Text("band of {part}", "plage de {part}")
NO_PART = Text("{value} is no name of a part", "{value} n'est pas le nom d'une partie")
NO_PAIR = Text("{value} is no pair", "{value} n'est pas un couple")
A_BAND = Text(
    "(low, high), low below high, None for no bound on one side; or one such pair a part in a table",
    "(bas, haut), bas inférieur à haut, None sans borne d'un côté ; ou une table avec un tel couple par partie",
)
NOTHING_OR_ALL = Text("{band} holds nothing or everything", "{band} ne contient rien ou contient tout")

Answer: TypeAlias = "Estimate | Mapping[str, Estimate]"
Band = tuple[float, float]
"""Bounds, inclusive; infinite where there is none on that side."""

CHANNELS = ("remittances", "investment", "trade", "visits", "skills", "giving", "citizenship", "trust", "other")
WEIGHTS: Mapping[str, float] = {"A": 1.0, "B": 0.7, "C": 0.4, "D": 0.15}
"""Weight by grade: A trial, natural experiment or meta-analysis; B regression on a panel, national survey; C figure of a programme; D small sample."""

SHIPPED = f"{__package__}.facts"
"""Where the facts of the table of evidence are."""

_FACTS: list[Fact] = []


@dataclass(frozen=True)
class Fact:
    """One fact.

    Attributes:
        id: C01 to C56 are the facts of the table of evidence; others choose ids of their own.
        says: the statement, the first paragraph of the docstring.
        bands: by part; the part of a fact that is one number is called "".
        near: how far outside its band a part still counts as near, in units of the statistic; by default a quarter of the width of the band, and where the band
            is open a quarter of the size of its bound.
        replications: how many its noise asks for; None for as many as the study takes.
        file: where it is written.
        levers: those that it speaks of, where its worlds apply others beside them; None for all that they apply.
    """

    id: str
    channel: str
    grade: str
    source: str
    says: str
    bands: Mapping[str, Band]
    compute: Callable[[Study], Answer]
    near: float | None = None
    replications: int | None = None
    unit: str = ""
    file: str = ""
    levers: tuple[str, ...] | None = None

    @property
    def weight(self) -> float:
        """Weight in the score."""
        return WEIGHTS[self.grade]

    @property
    def code_file(self) -> str:
        """The file as tracebacks name it; empty of a function without code of its own."""
        code = getattr(inspect.unwrap(self.compute), "__code__", None)
        return "" if code is None else str(code.co_filename)

    def name_of(self, part: str) -> str:
        """What a part is called where facts stand side by side: id and part, the id alone of a fact that is one number."""
        return f"{self.id} {part}".strip()


def fact(
    *,
    id: str,  # noqa: A002 (public form)
    channel: str,
    grade: str,
    band: Any,
    source: str,
    near: float | None = None,
    replications: int | None = None,
    unit: str = "",
    levers: tuple[str, ...] | None = None,
) -> Callable[[Callable[[Study], Answer]], Callable[[Study], Answer]]:
    """Declare a function of a study as a fact; its docstring is the statement.

    Args:
        id: a name without blanks, one a fact.
        channel: remittances, investment, trade, visits, skills, giving, citizenship, trust or other.
        grade: A, B, C or D; it weighs the fact in the score.
        band: (low, high), None for no bound on that side; or one such pair a part, {"women": (0.1, 0.3), "men": (0.2, 0.4)}, where the function returns
            a mapping with these parts.
        source: a key of the bibliography, or author, title and year.
        near: how far outside the band still counts as near.
        replications: how many runs the noise of the fact asks for.
        unit: of the statistic, in words.
        levers: those that it speaks of, where its worlds apply others beside them; else it speaks of all that they apply.

    Raises:
        InputError: where something of this is not allowed.
    """

    def declare(compute: Callable[[Study], Answer]) -> Callable[[Study], Answer]:
        given = Fact(id, channel, grade, source, inspect.getdoc(compute) or "", {}, compute, near, replications, unit, _file_of(compute), levers)
        _FACTS.append(_checked(given, band))
        return compute

    return declare


def declared(since: int = 0) -> tuple[Fact, ...]:
    """The facts declared so far in this process, from the `since`-th on."""
    return tuple(_FACTS[since:])


def forget(since: int) -> None:
    """Take back the facts declared from the `since`-th on: those of a file belong to whoever read it."""
    del _FACTS[since:]


def _file_of(function: Callable[..., Any]) -> str:
    code = getattr(function, "__code__", None)
    return Path(code.co_filename).name if code is not None else ""


def _checked(given: Fact, band: Any) -> Fact:
    g: Any = given  # may hold anything yet: the declared types are those of what is returned
    problems: list[Problem] = []
    of = g.id if isinstance(g.id, str) and g.id.strip() else getattr(g.compute, "__name__", "?")

    def refuse(key: str | Text, says: Text, value: Any, allowed: str | Text, near_name: str | None = None) -> None:
        problems.append(Problem(FACT_AND.filled(name=of, key=key), says, g.file or None, value, allowed, near_name))

    if not isinstance(g.id, str) or not re.fullmatch(r"\w[\w.-]*", g.id) or g.id in (*CHANNELS, *WEIGHTS):
        refuse("id", NO_ID.filled(value=repr(g.id)), g.id, AN_ID)
    elif re.fullmatch(r"[cC]\d\d", g.id) and getattr(g.compute, "__module__", "").rpartition(".")[0] != SHIPPED:
        refuse("id", KEPT.filled(value=repr(g.id)), g.id, Text("an id of your own", "un id à soi"), f"my_{g.id}")
    if not isinstance(g.channel, str) or g.channel not in CHANNELS:
        near = nearest(g.channel, CHANNELS) if isinstance(g.channel, str) else None
        refuse("channel", NO_CHANNEL.filled(value=repr(g.channel)), g.channel, ", ".join(CHANNELS), near)
    grade = g.grade if isinstance(g.grade, str) else ""
    if grade not in WEIGHTS:
        one = Text("A, B, C or D", "A, B, C ou D")
        refuse("grade", NO_GRADE.filled(value=repr(g.grade)), g.grade, one, grade.upper() if grade.upper() in WEIGHTS else None)
    if not isinstance(g.source, str) or not g.source.strip():
        refuse("source", EMPTY, g.source, A_SOURCE)
    if g.near is not None and not (_is_number(g.near) and math.isfinite(g.near) and g.near >= 0):
        refuse("near", NO_DISTANCE.filled(value=repr(g.near)), g.near, ANY_FROM.filled(low=0))
    if g.replications is not None and not (_is_number(g.replications) and float(g.replications).is_integer() and 1 <= g.replications <= 100_000):
        refuse("replications", NO_NUMBER.filled(value=repr(g.replications)), g.replications, WHOLE["replications"].allowed)
    if not callable(g.compute) or [each.kind for each in inspect.signature(g.compute).parameters.values()] != [inspect.Parameter.POSITIONAL_OR_KEYWORD]:
        refuse("function", OTHER_ARGUMENTS, None, ONE_ARGUMENT)
    if not g.says.strip():
        refuse("docstring", NO_STATEMENT, None, Text("a sentence", "une phrase"))
    named = g.levers if isinstance(g.levers, tuple | list | None) else (g.levers,)
    for name in named or ():
        if name not in REGISTRY:
            refuse("levers", NO_LEVER.filled(value=repr(name)), name, LEVER_IDS, nearest(str(name), REGISTRY))
    bands = _bands(band, refuse)
    if problems:
        raise InputError(problems)
    says = " ".join(g.says.split("\n\n")[0].split())
    levers = None if named is None else tuple(named)
    return replace(given, source=g.source.strip(), says=says, bands=bands, near=None if g.near is None else float(g.near), unit=str(g.unit), levers=levers)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _bands(band: Any, refuse: Callable[..., None]) -> dict[str, Band]:
    found: dict[str, Band] = {}
    for part, pair in band.items() if isinstance(band, Mapping) else [("", band)]:
        key: str | Text = "band" if part == "" else BAND_OF.filled(part=repr(part))
        if not isinstance(part, str):
            refuse(key, NO_PART.filled(value=repr(part)), None, Text("a text", "un texte"))
            continue
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            refuse(key, NO_PAIR.filled(value=repr(pair)), None, A_BAND)
            continue
        low, high = pair
        wrong = [bound for bound in pair if bound is not None and (not _is_number(bound) or math.isnan(bound))]
        low, high = -math.inf if low is None else low, math.inf if high is None else high
        if wrong:
            refuse(key, NOT_A_NUMBER.filled(value=repr(wrong[0])), None, A_BAND)
        elif not low <= high or (math.isinf(low) and math.isinf(high)):
            refuse(key, NOTHING_OR_ALL.filled(band=f"({low}, {high})"), None, A_BAND, f"({high}, {low})" if low > high else None)
        else:
            found[part] = (float(low), float(high))
    if isinstance(band, Mapping) and not band:
        refuse("band", Text("names no part", "ne nomme aucune partie"), None, A_BAND)
    return found
