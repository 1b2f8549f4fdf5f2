"""Communities of origin by name: numbers from 1 (the poorest), 'poorest:N' or 'richest:N'. The one reader of such names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from numbers import Integral
from typing import Any

from .errors import NOT_A_LIST, InputError, Problem, nearest, short
from .text import Text

ENDS = ("poorest", "richest")
END = re.compile(f"({'|'.join(ENDS)}):([1-9][0-9]*)", re.ASCII)


PLACES = Text(
    "a list of numbers from 1 (the poorest), 'poorest:N' or 'richest:N'",
    "une liste de numéros à partir de 1 (la plus pauvre), 'poorest:N' ou 'richest:N'",
)
PLACES_UP_TO = Text(
    "a list of numbers from 1 (the poorest) to {n}, 'poorest:N' or 'richest:N' with N up to {n}",
    "une liste de numéros de 1 (la plus pauvre) à {n}, 'poorest:N' ou 'richest:N' avec N jusqu'à {n}",
)


def places_allowed(n_local: int | None = None) -> Text:
    """What may be named, in words; `n_local` is the number of communities an origin, None where it is not known yet."""
    return PLACES if n_local is None else PLACES_UP_TO.filled(n=n_local)


def places_problem(key: str, spec: Any, n_local: int | None = None) -> Problem | None:
    """What is wrong with the communities named at `key`, or None.

    >>> print(places_problem("communities", ["poorst:3"]))
    communities: 'poorst:3' is not a community; allowed: a list of numbers from 1 (the poorest), 'poorest:N' or 'richest:N'; did you mean 'poorest:3'?
    >>> places_problem("communities", ["richest:9"], 9) is None, places_problem("communities", ["richest:9"], 8) is None
    (True, False)
    """
    allowed = places_allowed(n_local)
    if not isinstance(spec, list | tuple):
        near = f'["{spec}"]' if isinstance(spec, str) and END.fullmatch(spec) else None
        return Problem(key, NOT_A_LIST.filled(value=short(spec)), value=spec, allowed=allowed, nearest=near)
    for item in spec:
        found = END.fullmatch(item) if isinstance(item, str) else None
        if found is None and (isinstance(item, bool) or not isinstance(item, Integral)):
            says = Text("{value} is not a community", "{value} n'est pas une communauté").filled(value=short(item))
            return Problem(key, says, value=item, allowed=allowed, nearest=_meant(item))
        number = int(found[2][:9]) if found else int(item)
        if number < 1 or (n_local is not None and number > n_local):
            if found is None:
                says = Text("there is no community {number}", "il n'y a pas de communauté {number}").filled(number=number)
            else:
                says = Text("{value} is more than there are", "{value} : il y en a moins que cela").filled(value=repr(item))
            return Problem(key, says, value=item, allowed=allowed, nearest=f"{found[1]}:{n_local}" if found else None)
    return None


def communities_of(spec: Sequence[str | int] | None, n_local: int, key: str = "communities") -> list[int]:
    """Local numbers (from 0, the poorest) of the communities named; all where `spec` is None. InputError for a name that stands for none.

    >>> communities_of(["poorest:2"], 8), communities_of(["richest:1", 3], 8), communities_of(None, 3)
    ([0, 1], [2, 7], [0, 1, 2])
    """
    if spec is None:
        return list(range(n_local))
    problem = places_problem(key, spec, n_local)
    if problem is not None:
        raise InputError(problem)
    chosen: set[int] = set()
    for item in spec:
        found = END.fullmatch(item) if isinstance(item, str) else None
        if found is None:
            chosen.add(int(item) - 1)
        else:
            count = int(found[2])
            chosen |= set(range(count)) if found[1] == "poorest" else set(range(n_local - count, n_local))
    return sorted(chosen)


def _meant(item: Any) -> str | Text | None:
    """The name that a misspelt one is closest to.

    >>> _meant("Richest 2"), _meant("poorest"), _meant("4").en, _meant(4.0), _meant("Brussels")
    ('richest:2', 'poorest:1', '4, a number without quotes', '4', None)
    """
    if isinstance(item, float) and item.is_integer():
        return str(int(item))
    if not isinstance(item, str):
        return None
    if item.strip().isdecimal():
        return Text("{value}, a number without quotes", "{value}, un nombre sans guillemets").filled(value=item.strip())
    words, digits = re.findall(r"[^\W\d_]+", item), re.findall(r"\d+", item)
    end = nearest(words[0].lower(), ENDS) if words else None
    return f"{end}:{digits[0] if digits else 1}" if end else None
