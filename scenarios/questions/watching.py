"""The numbers that a question watches, as its file writes them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from model.communities import places_problem
from model.errors import Problem, nearest
from model.outcome_registry import BREAKDOWNS, OUTCOMES
from model.parameters import PARAMETERS
from model.text import Text

AN_OUTCOME = Text("an outcome id", "l'id d'un résultat")
UNKNOWN_OUTCOME = Text("unknown outcome", "résultat inconnu")


class Ratio(StrEnum):
    """What is a ratio of two outcomes rather than one of them."""

    COST = "cost_per_additional"
    ADDITIONAL = "additional_share"


class Watched(NamedTuple):
    """A number that a question watches, as its file writes it.

    An outcome; one of its groups (`poorest:3` and `richest:2` are sums over communities); a stock at the end of a month; the public cost per additional unit
    of an outcome; or the share of those supported by a lever who would not have acted without it.
    """

    outcome: str
    breakdown: str | None = None
    group: str | None = None
    month: int | None = None
    ratio: Ratio | None = None


def watched(name: str) -> Watched:
    """What a name in a question stands for.

    >>> watched("exporters") == Watched("exporters"), watched("exporters[sex=female]") == Watched("exporters", "sex", "female")
    (True, True)
    >>> watched("capacity@72").month, watched("cost_per_additional_jobs").outcome
    (72, 'jobs')
    >>> watched("additional_share[lever=one_stop_shop]") == Watched("additional", "lever", "one_stop_shop", None, Ratio.ADDITIONAL)
    True
    """
    rest, _, month = name.partition("@")
    outcome, _, group = rest.removesuffix("]").partition("[")
    by, _, who = group.partition("=")
    ratio = None
    if outcome.startswith(f"{Ratio.COST}_"):
        ratio, outcome = Ratio.COST, outcome.removeprefix(f"{Ratio.COST}_")
    elif outcome == Ratio.ADDITIONAL:
        ratio, outcome = Ratio.ADDITIONAL, "additional"
    return Watched(outcome, by or None, who or None, int(month) if month.isdigit() else None, ratio)


def wrong_name(where: str, name: str, years: int) -> list[Problem]:
    """What is wrong with the name of one watched number."""
    what = watched(name)
    if what.outcome not in OUTCOMES:
        return [Problem(where, UNKNOWN_OUTCOME, value=name, allowed=AN_OUTCOME, nearest=nearest(what.outcome, OUTCOMES))]
    problems = []
    if what.breakdown is not None and what.breakdown not in BREAKDOWNS:
        says = Text("unknown grouping", "regroupement inconnu")
        problems.append(Problem(where, says, value=name, allowed=", ".join(BREAKDOWNS), nearest=nearest(what.breakdown, BREAKDOWNS)))
    if what.breakdown == "region" and what.group is not None and ":" in what.group:
        misspelt = places_problem(where, [what.group], int(PARAMETERS["population.n_communities"].value))
        problems += [] if misspelt is None else [misspelt]
    if "@" in name and (what.month is None or not 1 <= what.month <= 12 * years):
        allowed = Text("a month from 1 to {last}", "un mois de 1 à {last}").filled(last=12 * years)
        problems.append(Problem(where, Text("no month of the question", "ce n'est pas un mois de la question"), value=name, allowed=allowed))
    if "@" in name and OUTCOMES[what.outcome].kind != "stock":
        says = Text("has no state at the end of a month", "n'a pas d'état à la fin d'un mois")
        problems.append(Problem(where, says, value=name, allowed=Text("a stock", "un stock")))
    return problems
