"""What an estimator reads out of a design: which rows differ in which factors. Checked before the first run, and again before anything is estimated.

Sobol, Morris and FAST estimators do not look at the factors of a row: they take the first row of each base unit, the next, and so on, for what the design
should have put there. A sampler and an estimator that count groups differently give false indices and no error.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import InputError, Problem
from model.text import Text, numeral

Floats = NDArray[np.float64]
_NO_MULTIPLE = Text("{n} rows are no multiple of {stride}", "{n} lignes ne sont pas un multiple de {stride}")
TOLERANCE = 1e-9
_GROUP, _GROUPS = Text("{n} group", "{n} groupe"), Text("{n} groups", "{n} groupes")
_FACTOR, _FACTORS = Text("{n} factor", "{n} facteur"), Text("{n} factors", "{n} facteurs")


def moved_together(paths: Sequence[str], groups: Mapping[str, Sequence[str]]) -> list[list[int]]:
    """Columns that the design moves at once, in the order in which estimators number them: groups by their first member; a factor of no group alone.

    >>> moved_together(("a", "b", "c"), {"late": ("b",), "both": ("a", "c")})
    [[0, 2], [1]]
    """
    of = {path: name for name, members in groups.items() for path in members}
    found: dict[str, list[int]] = {}
    for column, path in enumerate(paths):
        found.setdefault(of.get(path, path), []).append(column)
    return list(found.values())


def check_structure(kind: str, settings: Mapping[str, Any], paths: Sequence[str], groups: Mapping[str, Sequence[str]], unit: Floats) -> None:
    """InputError where the rows of a design are not those that its estimator reads.

    Args:
        kind: of the design. A kind whose rows have no order of their own passes.
        settings: of the design.
        paths: of the factors, in the order of the columns.
        groups: name to factor paths, where the design moves whole groups.
        unit: (points, factors) positions in [0, 1], in the order of the design; whole base units may have been left out.
    """
    moved = moved_together(paths, groups)
    says: Text | None = None
    if kind == "saltelli":
        says = _saltelli(unit, moved, bool(settings.get("second_order", False)))
    elif kind == "morris":
        says = _morris(unit, moved, int(settings.get("levels", 4)))
    elif kind == "fast":
        says = _fast(unit, int(settings.get("harmonics", 4)))
    elif kind == "fractional_factorial":
        says = _factorial(unit)
    if says is not None:
        raise InputError(
            Problem(
                "design",
                Text("the rows are not those of a {kind} design of {what}: {says}", "les lignes ne sont pas celles d'un plan {kind} de {what} : {says}").filled(
                    kind=kind, what=_named(len(moved), bool(groups)), says=says
                ),
                value=kind,
            )
        )


def _named(count: int, grouped: bool) -> Text:
    one, more = (_GROUP, _GROUPS) if grouped else (_FACTOR, _FACTORS)
    return (one if count == 1 else more).filled(n=count)


def _saltelli(unit: Floats, moved: Sequence[Sequence[int]], second_order: bool) -> Text | None:
    """Rows A, AB by group, BA by group where second-order indices are wanted, B (Saltelli 2002): AB is A with the columns of the group taken from B."""
    stride = (2 if second_order else 1) * len(moved) + 2
    if unit.shape[0] % stride:
        return _NO_MULTIPLE.filled(n=unit.shape[0], stride=stride)
    blocks = unit.reshape(-1, stride, unit.shape[1])
    first, last = blocks[:, 0], blocks[:, -1]
    for j, columns in enumerate(moved):
        is_of_group = np.isin(np.arange(unit.shape[1]), columns)
        expected = [(1 + j, np.where(is_of_group, last, first))]
        if second_order:
            expected.append((1 + len(moved) + j, np.where(is_of_group, first, last)))
        for row, wanted in expected:
            if not np.array_equal(blocks[:, row], wanted):
                return Text(
                    "row {row} of {stride} does not move the {place}. of them, and it alone, between the first row and the last",
                    "la ligne {row} sur {stride} ne déplace pas le numéro {place}, et lui seul, entre la première ligne et la dernière",
                ).filled(row=row + 1, stride=stride, place=j + 1)
    return None


def _morris(unit: Floats, moved: Sequence[Sequence[int]], levels: int) -> Text | None:
    """Trajectories of one step a group (Morris 1991, Campolongo et al. 2007): each group moves once, all its factors by the same distance, nothing else."""
    stride = len(moved) + 1
    if unit.shape[0] % stride:
        return _NO_MULTIPLE.filled(n=unit.shape[0], stride=stride)
    step = levels / (2.0 * (levels - 1))
    moves = np.abs(np.diff(unit.reshape(-1, stride, unit.shape[1]), axis=1))
    is_step = np.abs(moves - step) <= TOLERANCE
    if not np.all(is_step | (moves <= TOLERANCE)):
        return Text("a factor moves by another distance than {step}", "un facteur se déplace d'une autre distance que {step}").filled(step=numeral(step, ".4g"))
    if not np.all(is_step.sum(axis=1) == 1):
        return Text("a factor does not move exactly once in a trajectory", "un facteur ne se déplace pas exactement une fois par trajectoire")
    when = is_step.argmax(axis=1)
    if any(not np.array_equal(when[:, column], when[:, columns[0]]) for columns in moved for column in columns):
        return Text("the factors of a group do not move together", "les facteurs d'un groupe ne se déplacent pas ensemble")
    if not np.all(np.sort(when[:, [columns[0] for columns in moved]], axis=1) == np.arange(len(moved))):
        return Text("two groups move in the same step", "deux groupes se déplacent au même pas")
    return None


def _fast(unit: Floats, harmonics: int) -> Text | None:
    """A block of rows a factor, in which that factor runs through its range at the highest frequency (Saltelli et al. 1999)."""
    n, rest = divmod(unit.shape[0], unit.shape[1])
    if rest:
        return _NO_MULTIPLE.filled(n=unit.shape[0], stride=unit.shape[1])
    frequency = math.floor((n - 1) / (2 * harmonics))
    for column in range(unit.shape[1]):
        curve = np.sin(math.pi * (unit[column * n : (column + 1) * n, column] - 0.5))
        if abs(abs(np.fft.rfft(curve)[frequency]) - n / 2.0) > 1e-6 * n:
            return Text(
                "in block {block} its own factor is no wave of frequency {frequency}",
                "dans le bloc {block}, son propre facteur n'est pas une onde de fréquence {frequency}",
            ).filled(block=column + 1, frequency=frequency)
    return None


def _factorial(unit: Floats) -> Text | None:
    """The two-level columns that SALib's estimator multiplies the outputs with."""
    from SALib.sample import ff

    n_factors = unit.shape[1]
    contrast = np.asarray(ff.generate_contrast({"num_vars": n_factors}))[:, :n_factors]
    if contrast.shape[0] != unit.shape[0] or np.any((unit > 0.5) != (contrast > 0.0)):
        return Text("{n} rows differ from the {of} of SALib.sample.ff", "{n} lignes diffèrent des {of} de SALib.sample.ff").filled(
            n=unit.shape[0], of=contrast.shape[0]
        )
    return None
