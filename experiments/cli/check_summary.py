"""What `diaspora check` says first: where and when, each lever with its dates, money and terms, what to heed, and on what the inputs rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text as Styled

from model.text import Text
from scenarios.corridors import name as corridor_name
from scenarios.scenario import Scenario

from ..checks.policy_words import money_and_dates, own_terms, people_and_places, word, years_of
from ..shown_money import in_words
from ..terminal import cell_text, head_text, plain_table
from ..text import colon, number, semicolon

HEED = ("warnings", "without_effect", "conflicts")
"""What may be wrong with the scenario."""
BACKGROUND = ("regions", "cohorts", "amounts", "sources")
"""What its numbers are made of."""
COLUMNS = ("input", "value", "unit", "range", "grade", "status", "source", "year")

_CORRIDOR = Text("{name} ({id}), {households} households", "{name} ({id}), {households} ménages")
_TERMS = Text("Terms", "Conditions")
_SET = Text("{distinct} (otherwise as usual: {usual})", "{distinct} (pour le reste, comme d'habitude : {usual})")
_USUAL = Text("as usual: {usual}", "comme d'habitude : {usual}")
_HEED = Text("To heed", "À noter")
_NOTHING = Text(
    "nothing: no warning, no conflict between levers, no lever without effect",
    "rien : pas d'avertissement, pas de conflit entre leviers, pas de levier sans effet",
)
_RESTS = Text("On what it rests", "Sur quoi cela repose")
_ALL = Text(
    "Each of the {n} inputs with its value, range, grade and source: --all",
    "Chacune des {n} données d'entrée avec valeur, intervalle, niveau de preuve et source : --all",
)


def summary(scenario: Scenario, found: Mapping[str, Any], language: str) -> Iterator[RenderableType]:
    """The lines and tables of the summary; `found` is what `checks.before_a_run.checked` says of the scenario."""
    yield Styled(found["label"], style="bold")
    households = [(corridor.id, number(float(corridor.households), language)) for corridor in scenario.settings().corridors]
    places = (_CORRIDOR.filled(name=corridor_name(each)(language), id=each, households=count)(language) for each, count in households)
    yield _headed(word("where", language), semicolon(language).join(places), language)
    yield _headed(word("when", language), years_of(scenario, language), language)
    yield from _policies(scenario, language)
    yield _headed(_HEED(language), "" if any(found[key] for key in HEED) else _NOTHING(language), language)
    yield from _points(found, HEED)
    yield _headed(_RESTS(language), found["says"], language)
    yield from _points(found, BACKGROUND)


def every_input(found: Mapping[str, Any], language: str) -> RenderableType:
    """The table of all inputs, a row each."""
    rows = [[cell_text(key, given[key], language) for key in COLUMNS] for given in found["inputs"]]
    return plain_table([head_text(key, language) for key in COLUMNS], rows, right=(1, 3))


def how_to_see_all(found: Mapping[str, Any], language: str) -> str:
    """The last line of the summary where the inputs are not shown."""
    return _ALL.filled(n=len(found["inputs"]))(language)


def _policies(scenario: Scenario, language: str) -> Iterator[RenderableType]:
    """A table of the levers, and a line on the terms of each: those that the scenario sets first."""
    if not scenario.levers:
        yield _headed(word("options", language), word("no_levers", language), language)
        return
    head = [in_words(word(key, language)) for key in ("policy", "in_force", "budget", "total", "payer", "for_whom")]
    levers = scenario.levers
    yield plain_table(
        head, [[each.label(language), *money_and_dates(each, scenario, language), people_and_places(each, language, scenario)] for each in levers]
    )
    yield _headed(_TERMS(language), "", language)
    for lever in levers:
        told = own_terms(lever, language, scenario)
        distinct, usual = (semicolon(language).join(text for text, differs in told if differs is asked) for asked in (True, False))
        terms = (_SET.filled(distinct=distinct, usual=usual)(language) if usual else distinct) if distinct else _USUAL.filled(usual=usual)(language)
        yield f"- {lever.label(language)}{colon(language)}{terms}"


def _headed(head: str, text: str, language: str) -> Styled:
    return Styled(f"{head}{colon(language)}", style="bold").append(text, style="not bold")


def _points(found: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        for line in found[key]:
            yield f"- {line}" if isinstance(line, str) else f"- {line['says']}"
