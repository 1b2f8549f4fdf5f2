"""What a teaching question sets: values of its world with the range they have otherwise, its events, and the terms of its levers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from model.levers import REGISTRY
from model.parameter import Text, Unit
from model.parameters import PARAMETERS
from scenarios import load
from scenarios.questions import Question, text_of

from ..checks.policy_words import PLAIN_UNITS, term_label
from ..shown_money import of_input
from ..text import colon, counted_unit, percent, quoted, semicolon, value_words, within

WORDS: Mapping[str, Text] = {
    "all": Text("all options", "toutes les options"),
    "inside": Text(", inside its range of {low} to {high}", ", dans sa plage de {low} à {high}"),
    "outside": Text(", outside its range of {low} to {high}", ", hors de sa plage de {low} à {high}"),
    "fixed": Text("; held there in every run", " ; tenu là dans chaque simulation"),
    "no_shocks": Text("no disaster or other event of the world happens", "aucune catastrophe ni autre événement du monde n'a lieu"),
    "shock": Text(
        "{kind} in month {month}, size {size}, {share} of the families struck there ({where})",
        "{kind} au mois {month}, ampleur {size}, {share} des familles du lieu touchées ({where})",
    ),
    "everywhere": Text("everywhere", "partout"),
    "unchanged": Text("nothing but the levers: the world is {world} as it ships", "rien que les leviers : le monde est {world}, tel que livré"),
    "world": Text("the world is {world}", "le monde est {world}"),
    "years": Text("{years} years instead of {usual}", "{years} ans au lieu de {usual}"),
    "usually": Text("{term}: {value} (usually {usual})", "{term} : {value} (d'ordinaire {usual})"),
    "term": Text("{term}: {value}", "{term} : {value}"),
    "no_limit": Text("no limit", "sans limite"),
    "nothing": Text("none", "aucun"),
}
SHOCK_KINDS: Mapping[str, Text] = {"disaster": Text("disaster", "catastrophe")}


def settings_lines(found: Question, language: str, years: int | None = None) -> list[str]:
    """What a question sets in its world beside its levers, with the range that each value has otherwise; a line an option where options differ in it.

    `years`: a horizon other than that of its file.
    """
    content, horizon = found.content, found.content.years if years is None else years
    world = load(content.base)
    named = quoted(world.label(language), language)
    changes: list[tuple[str, Mapping[str, Any]]] = [(_word("all", language), content.set)]
    changes += [(text_of(option.label)(language), option.set) for option in content.options]
    if not any(change for _, change in changes) and horizon == world.years:
        return [_word("unchanged", language, world=named)]
    lines = [_word("world", language, world=named)]
    lines += [_word("years", language, years=horizon, usual=world.years)] if horizon != world.years else []
    for whose, change in changes:
        for path, value in change.items():
            told = shocks_words(value, language) if path == "shocks" else setting_words(path, value, language)
            lines.append(f"{whose}{colon(language)}{told}")
    return lines


def setting_words(path: str, value: Any, language: str) -> str:
    """A parameter that a question sets: what it is, its value, the usual one, and whether it lies inside the range that is otherwise drawn from.

    >>> setting_words("parameters.crisis.coordination", 0.0, "en")
    'share of responders who share their plans: 0 % (usually 30 %), outside its range of 10 % to 50 %; held there in every run'
    """
    key = path.removeprefix("parameters.")
    if key not in PARAMETERS:
        return f"{path} = {value_words(value, language)}"
    declared = PARAMETERS[key]
    what = within(re.split(r"\s*[;:(]|\.$", declared.says(language))[0])
    told, usual = (_value(one, declared.unit, language) for one in (value, declared.value))
    said = _word("term" if value == declared.value else "usually", language, term=what, value=told, usual=usual)
    if declared.likely is not None:
        low, high = declared.likely
        between = {"low": _value(low, declared.unit, language), "high": _value(high, declared.unit, language)}
        said += _word("inside" if low <= float(value) <= high else "outside", language, **between)
    return said + _word("fixed", language)


def shocks_words(shocks: Sequence[Mapping[str, Any]], language: str) -> str:
    """The events of a world in words."""
    if not shocks:
        return _word("no_shocks", language)
    said = []
    for shock in shocks:
        places = shock.get("communities")
        where = value_words([place if isinstance(place, str) else str(place) for place in places], language) if places else _word("everywhere", language)
        kind = SHOCK_KINDS[shock["kind"]](language) if shock["kind"] in SHOCK_KINDS else str(shock["kind"])
        about = {"month": shock.get("month", 0), "size": percent(shock.get("size", 0.1), language), "share": percent(shock.get("share", 1.0), language)}
        said.append(_word("shock", language, kind=kind, where=within(where), **about))
    return semicolon(language).join(said)


def lever_lines(found: Question, language: str) -> list[str]:
    """The terms that the options give their levers: first those that all options with a lever share, then what is an option's own."""
    options, lines = found.content.options, []
    levers = tuple(dict.fromkeys(lever for option in options for lever in option.levers))
    for lever in levers:
        given = [option.levers[lever] for option in options if lever in option.levers]
        shared = {key: value for key, value in given[0].items() if len(given) > 1 and all(key in one and one[key] == value for one in given)}
        label = REGISTRY[lever].label(language)
        if shared:
            lines.append(f"{label}, {_word('all', language)}{colon(language)}{_terms(lever, shared, language)}")
        for option in options:
            own = {key: value for key, value in option.levers.get(lever, {}).items() if key not in shared}
            if own:
                lines.append(f"{text_of(option.label)(language)}, {within(label)}{colon(language)}{_terms(lever, own, language)}")
    return lines


def _terms(lever: str, given: Mapping[str, Any], language: str) -> str:
    """Terms of a lever in words, each with what it is otherwise."""
    said = []
    for key, value in given.items():
        declared = REGISTRY[lever].parameters.get(key)
        if declared is None:
            said.append(_word("term", language, term=key, value=value_words(value, language)))
            continue
        term = term_label(key, declared, language)
        told, usual = (_value(one, declared.unit, language) for one in (value, declared.value))
        is_usual = declared.value == (tuple(value) if isinstance(value, list) else value)
        said.append(_word("term" if is_usual else "usually", language, term=term, value=told, usual=usual))
    return semicolon(language).join(said)


def _value(value: Any, unit: Unit, language: str) -> str:
    if value is None:
        return _word("no_limit" if unit in (Unit.USD, Unit.USD_YEAR) else "nothing", language)
    if value in ((), [], ""):
        return _word("nothing", language)
    if unit is Unit.SHARE and not isinstance(value, (list, tuple)):
        return percent(value, language)
    plain = "" if unit in PLAIN_UNITS else f" {counted_unit(value, str(unit), language)}"
    return value_words(of_input(value, unit), language) + plain


def _word(key: str, language: str, **values: object) -> str:
    text = WORDS[key](language)
    return text.format(**values) if values else text
