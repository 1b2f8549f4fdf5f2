"""What an experiment asks of each run: an outcome, its difference to the world without levers, or what a unit of that difference costs.

`remittances`; `effect:donations_collective`; `cost_per:donations_collective` (public cost of the levers over the effect);
`remittances[sex=female]` for a group; `additional[lever=matching_grant]` for what a lever added, household by household.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import Problem, nearest
from model.levers import REGISTRY
from model.outcome_registry import BREAKDOWNS, OUTCOMES, Adds
from model.text import Text

_BOOKED_MONTHLY = {"public_match", "revenue_forgone", "public_cost", "backlog", "capacity"}
YEARLY = frozenset(name for name, outcome in OUTCOMES.items() if outcome.has_breakdown) | _BOOKED_MONTHLY
"""Outcomes that have a monthly value, and so one of each year."""
EFFECT, COST_PER = "effect", "cost_per"
_FORM = re.compile(r"(?:(?P<kind>[a-z_]+):)?(?P<outcome>[A-Za-z0-9_]+)(?:\[(?P<breakdown>\w+)=(?P<group>[^\]]+)\])?")


@dataclass(frozen=True)
class Asked:
    """One number asked of each run. `kind` is "" for a level, "effect" or "cost_per"."""

    text: str
    outcome: str
    kind: str = ""
    breakdown: str | None = None
    group: str | None = None

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """The key among the measures of a run."""
        return self.outcome, self.breakdown, self.group

    @property
    def is_judged(self) -> bool:
        """Whether it comes from setting each household against itself without the policy."""
        return OUTCOMES[self.outcome].theme == "judgement"

    @property
    def needs_base(self) -> bool:
        """Whether the world without levers must be run too."""
        return bool(self.kind) or self.is_judged


def read_asked(given: Any) -> tuple[tuple[Asked, ...], list[Problem]]:
    """The outcomes of an experiment file, with everything that is wrong with them."""
    if not isinstance(given, list) or not given or not all(isinstance(text, str) for text in given):
        return (), [
            Problem(
                "outcomes",
                Text("is not a list of outcomes", "n'est pas une liste de résultats"),
                value=given,
                allowed=Text('as ["remittances", "effect:donations"]', 'par exemple ["remittances", "effect:donations"]'),
            )
        ]
    problems: list[Problem] = []
    found = [_read(text, problems) for text in given]
    twice = [text for number, text in enumerate(given) if text in given[:number]]
    if twice:
        problems.append(Problem("outcomes", Text("names {twice} twice", "nomme {twice} deux fois").filled(twice=repr(twice[0])), value=twice[0]))
    return tuple(asked for asked in found if asked is not None), problems


_FORMS = Text(
    "OUTCOME, effect:OUTCOME or cost_per:OUTCOME, each with [BREAKDOWN=GROUP] where wanted",
    "RÉSULTAT, effect:RÉSULTAT ou cost_per:RÉSULTAT, chacun avec [VENTILATION=GROUPE] au besoin",
)
_KINDS_WORDS = Text("effect: or cost_per:", "effect: ou cost_per:")
_OF_THE_LIST = Text("see diaspora list outcomes", "un résultat de diaspora list outcomes")
_UNKNOWN_FORM = Text("{text} is not of a known form", "{text} n'a pas une forme connue")
_UNKNOWN_KIND = Text("{text}: '{kind}:' is unknown", "{text} : « {kind}: » est inconnu")
_NO_OUTCOME = Text("there is no outcome '{outcome}'", "il n'y a pas de résultat « {outcome} »")
_OF_ONE_LEVER = Text("{text} is counted for one lever", "{text} se compte pour un seul levier")
_NO_BREAKDOWN = Text("{text}: there is no breakdown '{breakdown}'", "{text} : il n'y a pas de ventilation « {breakdown} »")


def _read(text: str, problems: list[Problem]) -> Asked | None:
    match = _FORM.fullmatch(text)
    if match is None:
        allowed = _FORMS
        problems.append(Problem("outcomes", _UNKNOWN_FORM.filled(text=repr(text)), value=text, allowed=allowed))
        return None
    kind, outcome, breakdown, group = match["kind"] or "", match["outcome"], match["breakdown"], match["group"]
    if kind not in ("", EFFECT, COST_PER):
        near = nearest(kind, (EFFECT, COST_PER))
        problems.append(Problem("outcomes", _UNKNOWN_KIND.filled(text=repr(text), kind=kind), value=text, allowed=_KINDS_WORDS, nearest=near))
    if outcome not in OUTCOMES:
        problems.append(
            Problem(
                "outcomes", _NO_OUTCOME.filled(outcome=outcome), value=text, allowed=_OF_THE_LIST, nearest=nearest(outcome, OUTCOMES)
            )
        )
        return None
    asked = Asked(text, outcome, kind, breakdown, group)
    if asked.is_judged and (breakdown != "lever" or group not in REGISTRY or kind):
        near = None if group is None else nearest(group, REGISTRY)
        wanted = f"{outcome}[lever=LEVER]: {', '.join(sorted(REGISTRY))}"
        problems.append(Problem("outcomes", _OF_ONE_LEVER.filled(text=repr(text)), value=text, allowed=wanted, nearest=near))
    elif breakdown is not None and breakdown not in BREAKDOWNS:
        near = nearest(breakdown, BREAKDOWNS)
        problems.append(
            Problem("outcomes", _NO_BREAKDOWN.filled(text=repr(text), breakdown=breakdown), value=text, allowed=", ".join(BREAKDOWNS), nearest=near)
        )
    return asked


def columns(asked: Sequence[Asked], years: int | None) -> list[str]:
    """The columns of the runs: the outcomes, then, where years were asked for, each outcome that has a monthly value in each year: `remittances@3`."""
    names = [each.text for each in asked]
    if years is not None:
        names += [f"{each.text}@{year}" for each in asked if each.outcome in YEARLY and each.breakdown is None for year in range(1, years + 1)]
    return names


def by_year(outcome: str, months: NDArray[np.float64]) -> list[float]:
    """The value of each year from those of its months: what flows is added up, what stands is that of the last month.

    >>> by_year("remittances", np.ones(24)), by_year("investors", np.arange(24.0))
    ([12.0, 12.0], [11.0, 23.0])
    """
    table = months.reshape(-1, 12)
    flows = OUTCOMES[outcome].adds in (Adds.MONEY, Adds.COUNT)
    return [float(value) for value in (table.sum(axis=1) if flows else table[:, -1])]
