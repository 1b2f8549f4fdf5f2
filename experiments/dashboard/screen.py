"""What is on the screen, as one frozen value: from and to the parameters of a link, and from and to a file that can be saved and sent.

What cannot be right is refused with the sentence of the command line, never dropped: a link with a wrong value shows what is wrong with it.
"""

from __future__ import annotations

import base64
import binascii
import tomllib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import tomli_w

from model.errors import UNKNOWN_KEY, InputError, Problem, nearest
from model.languages import KnownLanguages
from model.outcome_registry import OUTCOMES
from model.text import Text
from scenarios import parse_set
from scenarios.argument_checks import Choice, Flag, Rule, Whole, Words, arguments
from scenarios.reading.loader import AT_MOST
from scenarios.reading.own_files import document_of

from ..runs.options import WHOLE

SCHEMA = 1
FIRST = "morocco_belgium_matching_grant"
FIRST_B = ("levers.matching_grant.budget_usd=2000000.0", "levers.matching_grant.ratio=2.0")
"""What the first policy is compared with on the first page: the same fund at twice the ratio."""
VIEWS = ("over_time", "cost", "gains", "accounts", "queues", "flows", "alarms", "household", "sensitivity", "lesson")
NONE = "none"
"""A policy without any lever, in a link."""
LONGEST_FILE = 60_000
"""Bytes of a scenario file that the dashboard opens; those of the library have up to 12,000."""
LONGEST_LINK = 7_000
"""Characters of a packed file in a link: browsers and servers take links of about 8,000."""
MOST_RUNS = 60
"""Replications at most: refinement keeps a world of each in memory."""

Sets = tuple[str, ...]
"""Values as `--set` takes them: PATH=VALUE."""


@dataclass(frozen=True)
class Screen:
    """All that a link restores.

    Attributes:
        scenario: a name of the library, or the code of a country of origin, whose world the shipped tables make.
        file: the text of a scenario file that was opened, in place of `scenario`.
        world: changes of the world that both policies share, PATH=VALUE.
        a, b: the levers of each policy, PATH=VALUE below `levers`; None: those of the scenario; empty: none.
        sample, seed: as of `compare`; runs: replications at most; precision: half-width of the interval at which refinement stops, % of the change.
        outcome: what the figures show; empty: the main outcome of the first lever.
        view: the figure that is open; household: the one that is followed; by: how gains are grouped.
        language; big: larger type for a projector; lesson: the item of the lesson that is on, from 1.
    """

    scenario: str = FIRST
    file: str = ""
    world: Sets = ()
    a: Sets | None = None
    b: Sets | None = FIRST_B
    sample: int = 3000
    seed: int = 1
    runs: int = 20
    precision: int = 20
    outcome: str = ""
    view: str = "over_time"
    by: str = "sex"
    household: int = 0
    language: str = "en"
    big: bool = False
    lesson: int = 1


_RULES: Mapping[str, Rule] = {
    "scenario": Words(Text("a name of the library or a country", "un nom de la bibliothèque ou un pays")),
    "sample": Whole(100, 100_000),
    "seed": WHOLE["seed"],
    "runs": Whole(2, MOST_RUNS),
    "precision": Whole(1, 100),
    "outcome": Choice(("", *OUTCOMES)),
    "view": Choice(VIEWS),
    "by": Choice(("sex", "generation", "skill", "region", "faction", "corridor")),
    "household": Whole(0, 50_000_000),
    "language": Choice(KnownLanguages()),
    "big": Flag(),
    "lesson": Whole(1, 999),
}
_NUMBERS = ("sample", "seed", "runs", "precision", "household", "lesson")
_NAMES = tuple(field.name for field in fields(Screen))


def checked(**given: Any) -> Screen:
    """A screen of these values; InputError with every one that cannot be."""
    unknown = [
        Problem(name, UNKNOWN_KEY, allowed=", ".join(_NAMES), nearest=nearest(name, _NAMES)) for name in given if name not in _NAMES
    ]
    found: dict[str, Any] = {}
    problems = list(unknown)
    for name, value in given.items():
        if name not in _RULES:
            continue
        try:
            found[name] = getattr(arguments({name: _RULES[name]}, **{name: value}), name)
        except InputError as error:
            problems += error.problems
    for name in ("world", "a", "b"):
        value = given.get(name, getattr(Screen, name, ()))
        problems += [] if value is None else _wrong_sets(name, value)
        found |= {name: value if value is None else tuple(value)} if name in given else {}
    if not isinstance(given.get("file", ""), str):
        says = Text("is not the text of a file", "n'est pas le texte d'un fichier")
        problems.append(Problem("file", says, value=given["file"], allowed=Text("text", "du texte")))
    elif len(given.get("file", "").encode()) > LONGEST_FILE:
        problems.append(
            Problem(
                "file",
                Text("is too large", "est trop gros"),
                allowed=AT_MOST.filled(n=LONGEST_FILE),
            )
        )
    else:
        found |= {"file": given["file"]} if "file" in given else {}
    if problems:
        raise InputError(problems)
    return Screen(**{"b": _usual_b(found), **found})


def _usual_b(given: Mapping[str, Any]) -> Sets:
    """Policy B where nothing is said of it: that of the first page, and none in any other world."""
    return () if given.get("file") or given.get("scenario", FIRST) != FIRST else FIRST_B


def _wrong_sets(name: str, value: Any) -> list[Problem]:
    """What is wrong with the form of changes; what they say is checked by the loader."""
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        return [
            Problem(
                name,
                Text("is not a list of PATH=VALUE", "n'est pas une liste de CHEMIN=VALEUR"),
                value=value,
                allowed=Text('a list, for example ["levers.matching_grant.ratio=2"]', 'une liste, par exemple ["levers.matching_grant.ratio=2"]'),
            )
        ]
    problems: list[Problem] = []
    for each in value:
        try:
            path, _ = parse_set(each)
        except InputError as error:
            problems += error.problems
            continue
        if (name != "world") != path.startswith("levers."):
            allowed = (
                Text("a path that does not begin with levers", "un chemin qui ne commence pas par levers")
                if name == "world"
                else Text("a path that begins with levers", "un chemin qui commence par levers")
            )
            problems.append(Problem(path, Text("does not belong to {name}", "n'appartient pas à {name}").filled(name=name), "--set", each, allowed))
    return problems


def to_link(screen: Screen) -> dict[str, str | list[str]]:
    """The parameters of a link that restores the screen: what differs from the first one. A file goes packed; one too long for a link is left out."""
    found: dict[str, str | list[str]] = {}
    for field in fields(Screen):
        value = getattr(screen, field.name)
        if value == (_usual_b(vars(screen)) if field.name == "b" else field.default):
            continue
        if field.name in ("world", "a", "b"):
            found[field.name] = NONE if not value else list(value)
        elif field.name == "file":
            packed = base64.urlsafe_b64encode(zlib.compress(value.encode(), 9)).decode().rstrip("=")
            found |= {"file": packed} if len(packed) <= LONGEST_LINK else {}
        else:
            found[field.name] = str(value).lower() if isinstance(value, bool) else str(value)
    if screen.b is None:
        found["b"] = "own"
    return found


def fits_link(screen: Screen) -> bool:
    """Whether a link holds all of the screen; a large file that was opened does not fit."""
    return not screen.file or "file" in to_link(screen)


def from_link(given: Mapping[str, Sequence[str]]) -> Screen:
    """The screen of a link, by the values of each of its parameters; InputError with all that cannot be."""
    values: dict[str, Any] = {}
    for name, texts in given.items():
        if name in ("world", "a", "b"):
            values[name] = None if list(texts) == ["own"] else () if list(texts) == [NONE] else tuple(texts)
            continue
        text = texts[-1] if texts else ""
        if name == "file":
            values[name] = _unpacked(text)
        elif name in _NUMBERS:
            values[name] = int(text) if text.removeprefix("-").isdecimal() and text.isascii() else text
        elif name == "big":
            values[name] = {"true": True, "false": False}.get(text, text)
        else:
            values[name] = text
    return checked(**values)


def _unpacked(text: str) -> str:
    """The text of a file out of a link."""
    allowed = Text("what the dashboard packed; open the file itself", "ce que le tableau de bord a mis dans le lien ; ouvrir le fichier lui-même")
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        machine = zlib.decompressobj()
        content = machine.decompress(packed, LONGEST_FILE + 1)
        if not machine.eof and not len(content) > LONGEST_FILE:
            raise ValueError
        return content.decode()
    except (ValueError, zlib.error, binascii.Error):
        raise InputError(Problem("file", Text("is damaged in this link", "est abîmé dans ce lien"), allowed=allowed)) from None


def to_file(screen: Screen) -> str:
    """A file that `from_file` opens again as the same screen."""
    content: dict[str, Any] = {"dashboard": SCHEMA}
    for field in fields(Screen):
        value = getattr(screen, field.name)
        if value is None:
            value = "own"
        content[field.name] = list(value) if isinstance(value, tuple) else value
    return tomli_w.dumps(content, multiline_strings=True)


def is_saved_screen(text: str) -> bool:
    """Whether the text of a file is a saved screen, and not a scenario."""
    try:
        return "dashboard" in tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False


def from_file(text: str, name: str) -> Screen:
    """The screen of a saved file; InputError, which names it, with all that is wrong in it."""
    content = document_of(text, name, Text("a file that the dashboard saved", "un fichier enregistré par le tableau de bord"))
    schema = content.pop("dashboard", None)
    problems = (
        []
        if schema == SCHEMA
        else [
            Problem(
                "dashboard",
                Text("{schema} is not a known version of a saved screen", "{schema} n'est pas une version connue d'un écran enregistré").filled(
                    schema=repr(schema)
                ),
                value=schema,
                allowed=str(SCHEMA),
            )
        ]
    )
    content |= {side: None for side in ("a", "b") if content.get(side) == "own"}
    try:
        found = checked(**content)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError([replace(problem, file=name) if problem.file is None else problem for problem in problems])
    return found
