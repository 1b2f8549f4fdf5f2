"""Files of one's own beside scenarios (questions, lessons, negotiations, kits): what one holds, or the file refused with all that is wrong in it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from model.errors import InputError, Problem
from model.text import Text

from .keys_and_types import Part, of_shape
from .toml_messages import NOT_TOML, parser_words

P = TypeVar("P", bound=Part)


def document_of(text: str, name: str, allowed: str | Text) -> dict[str, Any]:
    """The document of a TOML file called `name`; InputError where it is none. `allowed` says what is wanted of it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(Problem("", NOT_TOML.filled(why=parser_words(str(error))), name, allowed=allowed)) from None


def checked(part: type[P], document: Mapping[str, Any], name: str, wrong: Callable[[P], Sequence[Problem]]) -> P:
    """What a document holds; InputError, which names the file, with what is wrong in its shape, else with what `wrong` finds in its content."""
    problems: Sequence[Problem] = of_shape(part, document)
    if not problems:
        found = part.model_validate(document)
        problems = wrong(found)
    if problems:
        raise InputError([replace(problem, file=name) for problem in problems])
    return found
