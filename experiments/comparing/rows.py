"""Rows of pages and figures: whose effect on what stands in a row, and under what words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from model.levers import Lever

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications
from ..text import say
from .comparison_view import Compared
from .unit_cost import aims


class Effect(NamedTuple):
    """A policy and one outcome that it aims at; `lever` where the row is of one lever of a package alone.

    The row of a package is of the whole of it: its effect is no lever's alone.
    """

    each: Replications
    outcome: str
    lever: Lever | None = None

    @property
    def change(self) -> Floats:
        """The change of the outcome over the replications: by the whole policy, or what the lever adds to it."""
        return self.on(self.outcome)

    def on(self, outcome: str, breakdown: str | None = None, group: str | None = None) -> Floats:
        """The change of any number: by the whole policy, or what the lever adds to it."""
        if self.lever is not None:
            return self.each.added(self.lever, outcome, breakdown, group)
        return self.each.column(outcome, breakdown, group, difference=True)

    @property
    def interval(self) -> tuple[float, float, float]:
        """Mean change of the outcome with its interval, never below what no change can be below."""
        return mean_of(self.change, self.each, self.each.floor(self.outcome, lever=self.lever))

    @property
    def is_wider(self) -> bool:
        """Whether the interval of the mean reaches beyond all the runs that were seen, as it may where independent draws are few."""
        _, low, high = self.interval
        return bool(low < np.nanmin(self.change) or high > np.nanmax(self.change))

    @property
    def cost(self) -> tuple[float, float, float]:
        """Mean of what is spent on the policy, or on the lever, USD a year, with its interval: by the books, so that levers add up to the whole."""
        return mean_of(self.each.cost(self.lever), self.each, 0.0)


def mean_of(values: Floats, each: Replications, at_least: float) -> tuple[float, float, float]:
    """Mean over the replications of a scenario with its interval."""
    mean, low, high = (float(part[0]) for part in intervals.of_mean(values[:, None], each.groups, at_least=at_least))
    return mean, low, high


def effects(comparison: Compared) -> list[Effect]:
    """Every main outcome of every policy, in the order of the comparison; packages as a whole among the others."""
    return [Effect(each, outcome) for each in comparison.replications if each.base is not None for outcome in aims(each)]


def with_levers(rows: Sequence[Effect]) -> list[Effect]:
    """The same rows, and below those of a package the levers of which it is known what they add."""
    found: list[Effect] = []
    for place, row in enumerate(rows):
        found.append(row)
        is_last = place + 1 == len(rows) or rows[place + 1].each is not row.each
        levers = row.each.scenario.levers
        if is_last and len(levers) > 1:
            found += [Effect(row.each, lever.main_outcome, lever) for lever in levers if row.each.is_known(lever)]
    return found


def told_apart(given: Mapping[str, str]) -> dict[str, str]:
    """What policies are called on a page, from the labels of their scenarios: without the words that all begin with, numbered where they are the same.

    >>> told_apart({"a": "Moroccans in Belgium, matching grant 1:1", "b": "Moroccans in Belgium", "c": "Moroccans in Belgium, MEDMA 2"})
    {'a': 'Matching grant 1:1', 'b': 'Moroccans in Belgium', 'c': 'MEDMA 2'}
    >>> told_apart({"a": "One grant, for all"}), told_apart({"a": "Grant", "b": "Grant"})
    ({'a': 'One grant, for all'}, {'a': 'Grant', 'b': 'Grant (2)'})
    """
    lead, found = shared_lead(list(given.values())), dict[str, str]()
    for name, label in given.items():
        own = label.removeprefix(f"{lead}, ") if lead else label
        own = own[:1].upper() + own[1:]
        same = sum(other == own or other.startswith(f"{own} (") for other in found.values())
        found[name] = f"{own} ({same + 1})" if same else own
    return found


def shared_lead(given: Sequence[str]) -> str:
    """The words up to a comma that different labels all begin with, which a page says once, at its head; "" where there are none.

    >>> shared_lead(["Moroccans in Belgium, matching grant", "Moroccans in Belgium"]), shared_lead(["One grant, for all"]), shared_lead(["A, b", "C, d"])
    ('Moroccans in Belgium', '', '')
    """
    lead = next(iter(given), "").split(", ")[0]
    return lead if len(set(given)) > 1 and all(label == lead or label.startswith(f"{lead}, ") for label in given) else ""


def names_of(replications: Sequence[Replications], language: str) -> dict[str, str]:
    """What each policy is called on every page and figure, by the name of its scenario."""
    return told_apart({each.name: each.scenario.label(language) for each in replications})


def labels(comparison: Compared, language: str) -> dict[str, str]:
    """What each policy of a comparison is called, by the name of its scenario."""
    return names_of(comparison.replications, language)


def effect_label(effect: Effect, comparison: Compared, language: str) -> str:
    """The policy of a row; of a package, that the row is of the whole of it, or of which lever in it."""
    label = labels(comparison, language)[effect.each.name]
    if effect.lever is not None:
        return lever_within(effect.lever.label(language), label, language)
    return label if len(effect.each.scenario.levers) == 1 else whole_package(label, language)


def lever_within(lever: str, package: str, language: str) -> str:
    """The row of one lever of a package."""
    return say("lever_within", language, lever=lever, package=package)


def whole_package(package: str, language: str) -> str:
    """The row of the whole of a package."""
    return f"{package} ({say('whole_package', language)})"
