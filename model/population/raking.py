"""Raking: weights of records that meet the margins of several tables at once (iterative proportional fitting; Deming and Stephan 1940), as whole numbers.

Margins that contradict each other are an error that names them: equal totals and categories that nobody is of are looked at before, the worst cell after.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..errors import InputError, Problem
from ..text import Text, numeral

EXACT = 1e-9
"""Share by which a cell may be off."""
ROUNDS = 500
INCOMPLETE = Text(
    "does not have a total for each category and a category for each record",
    "n'a pas un total par catégorie et une catégorie par enregistrement",
)
NO_TOTALS = Text("has totals that are negative or not numbers", "a des totaux négatifs ou qui ne sont pas des nombres")
ANY_FROM_0 = Text("numbers of at least 0", "des nombres d'au moins 0")
NO_RECORD = Text("asks for {label}, of which there is no record", "demande {label}, dont il n'y a aucun enregistrement")
RECORDS = Text("records of every category", "des enregistrements de chaque catégorie")
OTHER_TOTAL = Text("adds up to {total}, the margin {first} to {of_first}", "a pour somme {total}, la marge {first} {of_first}")
SAME_TOTAL = Text("the same total in every margin", "le même total dans chaque marge")
CONTRADICTS = Text(
    "contradicts {other}: {label} adds up to {there} instead of {wanted}",
    "contredit {other} : la somme pour {label} est {there} au lieu de {wanted}",
)
TOGETHER = Text("margins that some population meets together", "des marges qu'une même population peut remplir ensemble")


class Margin(NamedTuple):
    """One margin: what it is of, its categories, the category of each record, and what each category is to add up to."""

    name: str
    labels: tuple[str, ...]
    of: np.ndarray
    totals: np.ndarray

    def sums(self, weights: np.ndarray) -> np.ndarray:
        """What the categories add up to by these weights."""
        return np.bincount(self.of, weights, len(self.labels))

    def off(self, weights: np.ndarray) -> np.ndarray:
        """By how much each category is off, as a share of what is asked; of the whole where nothing is."""
        base = np.where(self.totals > 0.0, self.totals, max(self.totals.sum(), EXACT))
        return np.abs(self.sums(weights) - self.totals) / base


def rake(weights: np.ndarray, margins: Sequence[Margin], exact: float = EXACT, rounds: int = ROUNDS) -> np.ndarray:
    """Weights in proportion to those given that meet all margins, each cell within the share `exact`, after so many rounds at most.

    Raises InputError where totals are negative or not numbers, where margins add up to different totals, where records of a category are missing, and where
    margins contradict each other.

    Two of ten women, four of ten graduates: as the two of them hang together in the records.

    >>> sex = Margin("sex", ("men", "women"), np.array([0, 0, 1, 1]), np.array([8.0, 2.0]))
    >>> skill = Margin("skill", ("low", "high"), np.array([0, 1, 0, 1]), np.array([6.0, 4.0]))
    >>> rake(np.ones(4), [sex, skill]).round(6).tolist()
    [4.8, 3.2, 1.2, 0.8]
    """
    _check(weights, margins)
    found = weights.astype(float)
    for _ in range(rounds):
        for margin in margins:
            there = margin.sums(found)
            found = found * np.divide(margin.totals, there, out=np.zeros_like(there), where=there > 0.0)[margin.of]
        if all(float(margin.off(found).max()) <= exact for margin in margins):
            return found
    raise InputError(_contradiction(margins, found, [float(margin.off(found).max()) for margin in margins], exact))


def _check(weights: np.ndarray, margins: Sequence[Margin]) -> None:
    problems = []
    for margin in margins:
        if len(margin.totals) != len(margin.labels) or len(margin.of) != len(weights):
            problems.append(Problem(margin.name, INCOMPLETE))
        elif not np.isfinite(margin.totals).all() or (margin.totals < 0.0).any():
            problems.append(Problem(margin.name, NO_TOTALS, allowed=ANY_FROM_0))
        else:
            there = margin.sums(weights)
            empty = [label for label, total, seed in zip(margin.labels, margin.totals, there, strict=True) if total > 0.0 and seed <= 0.0]
            problems += [Problem(margin.name, NO_RECORD.filled(label=label), allowed=RECORDS) for label in empty]
    if not problems:
        sums = [float(margin.totals.sum()) for margin in margins]
        for margin, total in zip(margins, sums, strict=True):
            if abs(total - sums[0]) > EXACT * max(total, sums[0]):
                says = OTHER_TOTAL.filled(total=numeral(total), first=margins[0].name, of_first=numeral(sums[0]))
                problems.append(Problem(margin.name, says, allowed=SAME_TOTAL))
    if problems:
        raise InputError(problems)


def _contradiction(margins: Sequence[Margin], found: np.ndarray, off: Sequence[float], exact: float) -> list[Problem]:
    """Which margins cannot be met together: those that are off at the end of a round, each with the one that was met last."""
    problems = []
    for margin, worst in zip(margins, off, strict=True):
        if worst > exact:
            cell = int(margin.off(found).argmax())
            there, wanted = (numeral(float(of[cell]), ",.6g") for of in (margin.sums(found), margin.totals))
            says = CONTRADICTS.filled(other=margins[-1].name, label=margin.labels[cell], there=there, wanted=wanted)
            problems.append(Problem(margin.name, says, allowed=TOGETHER))
    return problems


def whole(weights: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Whole numbers near weights of at least 1, at least 1 each, that keep the sum: along `order`, what is rounded is carried on to the next.

    So the sum of any records that follow each other in that order is off by less than 1.

    >>> whole(np.array([1.4, 1.4, 1.4, 1.8]), np.arange(4)).tolist()
    [1.0, 2.0, 1.0, 2.0]
    """
    up_to = np.floor(np.cumsum(weights[order]) + 0.5)
    out = np.empty(len(weights))
    out[order] = np.diff(up_to, prepend=0.0)
    return out
