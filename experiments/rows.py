"""Rows of pages and figures: whose effect on what stands in a row, and under what words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from model.levers import Lever

from .comparison import Comparison, Replications, aims
from .intervals import Floats
from .text import say


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


def effects(comparison: Comparison) -> list[Effect]:
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


def labels(comparison: Comparison, language: str) -> dict[str, str]:
    """Each scenario by its name, in words of its own: its lever where no other has that one alone, its own label else, numbered if need be."""
    levers = Counter(each.scenario.levers[0].id for each in comparison.replications if len(each.scenario.levers) == 1)
    found: dict[str, str] = {}
    for each in comparison.replications:
        own = each.scenario.levers
        label = own[0].label(language) if len(own) == 1 and levers[own[0].id] == 1 else each.scenario.label(language)
        same = sum(other == label or other.startswith(f"{label} (") for other in found.values())
        found[each.name] = f"{label} ({same + 1})" if same else label
    return found


def effect_label(effect: Effect, comparison: Comparison, language: str) -> str:
    """The policy of a row; of a package, that the row is of the whole of it, or of which lever in it."""
    label = labels(comparison, language)[effect.each.name]
    if effect.lever is not None:
        return say("lever_within", language, lever=effect.lever.label(language), package=label)
    return label if len(effect.each.scenario.levers) == 1 else f"{label} ({say('whole_package', language)})"
