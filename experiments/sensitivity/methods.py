"""The methods: what each one estimates, from which designs, and the table `indices` that they all fill."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.errors import InputError, Problem
from model.parameter import Text
from scenarios.argument_checks import Maybe, Names, Rule

from ..runs.options import check_options
from .arguments import RULES
from .delta import delta_indices
from .distributions import pawn_indices, regional_indices
from .estimates import Estimate, is_still
from .evidence import WHOLE, Evidence
from .notes import STILL, TOO_FEW, UNDEFINED, joined
from .sample import in_own_order, independent, noted, together
from .screening import fractional_factorial_indices, morris_indices, one_at_a_time_indices
from .variance import fast_indices, rbd_fast_indices, sobol_indices

COLUMNS = ("outcome", "method", "index", "factor", "other", "value", "low", "high", "points", "note")
SAMPLES = ("latin_hypercube", "rbd_fast", "sobol_sequence", "table")
"""Designs whose points are a sample of the whole cube, one by one."""


@dataclass(frozen=True)
class Method:
    """A method of sensitivity analysis.

    Attributes:
        kinds: designs that it can be estimated from.
        main: the indices that answer which factor matters, the widest of which decides when there are enough points.
        all: every index it gives of single factors, main ones first.
        by_group: whether a design that moves groups gives indices of groups; else indices are those of factors, whatever the design moves.
        from_sample: whether it needs points that stand alone.
    """

    name: str
    label: Text
    kinds: tuple[str, ...]
    main: tuple[str, ...]
    all: tuple[str, ...]
    estimate: Callable[[Evidence, str], list[Estimate]]
    by_group: bool = False
    from_sample: bool = False

    def indices(self, evidence: Evidence, language: str = "en") -> pd.DataFrame:
        """The table `indices` of one outcome. Notes are in `language`; what was left out for failed runs is in the note of every row.

        Raises:
            InputError: where the design is not one of the method's.
        """
        check_options(RULES, evidence=evidence, language=language)
        check_methods([self.name], evidence.kind)
        used, left_out = evidence.usable()
        if self.from_sample:
            used = in_own_order(independent(used))
        rows = noted(self._rows(used, language), left_out(language) if left_out is not None else "")
        return table(evidence.outcome, self.name, rows, used.n_points, language)

    def _rows(self, used: Evidence, language: str) -> list[Estimate]:
        names = used.moved if self.by_group else used.factors
        if used.n_base_units < 2:
            note = "" if used.kind in WHOLE else TOO_FEW(language).format(least=2 * used.stride)  # what was lost of a whole design is said already
            return [Estimate(index, name, math.nan, note=note) for index in self.all for name in names]
        outputs = used.means()
        if is_still(outputs[~np.isnan(outputs)]):
            return [Estimate(index, name, math.nan, note=STILL(language)) for index in self.all for name in names]
        return noted(self.estimate(used, language), together(used, language) if self.from_sample and used.kind == "table" else "")


METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method("sobol", Text("Sobol indices", "indices de Sobol"), ("saltelli",), ("S1", "ST"), ("S1", "ST"), sobol_indices, by_group=True),
        Method("morris", Text("Morris screening", "criblage de Morris"), ("morris",), ("mu_star",), ("mu_star", "mu", "sigma"), morris_indices, by_group=True),
        Method("fast", Text("FAST", "FAST"), ("fast",), ("S1", "ST"), ("S1", "ST"), fast_indices),
        # the spectrum needs as many places of a factor as there are points: a grid has a few levels
        Method("rbd_fast", Text("RBD-FAST", "RBD-FAST"), SAMPLES, ("S1",), ("S1",), rbd_fast_indices, from_sample=True),
        # classes of equal size would cut through the levels of a grid, and points of one level would be told apart by their order alone
        Method("delta", Text("delta", "delta"), (*SAMPLES, "saltelli"), ("delta",), ("delta", "S1"), delta_indices, from_sample=True),
        # slices of a factor can be its levels, and a distance between two samples knows ties: so these two read a grid as well
        Method("pawn", Text("PAWN", "PAWN"), (*SAMPLES, "saltelli", "grid"), ("pawn",), ("pawn", "pawn_max"), pawn_indices, from_sample=True),
        Method(
            "regional",
            Text("regional sensitivity", "sensibilité régionale"),
            (*SAMPLES, "saltelli", "grid"),
            ("ks",),
            ("ks",),
            regional_indices,
            from_sample=True,
        ),
        Method(
            "fractional_factorial",
            Text("fractional factorial", "plan factoriel fractionnaire"),
            ("fractional_factorial",),
            ("effect",),
            ("effect",),
            fractional_factorial_indices,
        ),
        Method("one_at_a_time", Text("one at a time", "un facteur à la fois"), ("one_at_a_time",), ("swing",), ("swing",), one_at_a_time_indices),
    )
}
METHOD_RULES: Mapping[str, Rule] = {**RULES, "methods": Maybe(Names(Text("methods", "méthodes"), METHODS, least=1))}


def methods_for(kind: str) -> tuple[str, ...]:
    """The methods that a kind of design can be analysed with, the one it was made for first.

    >>> methods_for("saltelli"), methods_for("grid"), methods_for("morris")
    (('sobol', 'delta', 'pawn', 'regional'), ('pawn', 'regional'), ('morris',))
    """
    check_options(RULES, kind=kind)
    return tuple(name for name, method in METHODS.items() if kind in method.kinds)


def check_methods(methods: Sequence[str] | None, kind: str) -> tuple[str, ...]:
    """Names of methods (None: all that a kind of design allows), or InputError where one is unknown or cannot be estimated from such a design."""
    known = methods_for(kind)
    chosen = check_options(METHOD_RULES, methods=methods).methods
    unfit = [name for name in chosen or () if name not in known]
    if unfit:
        allowed = ", ".join(known)
        raise InputError(
            [
                Problem(
                    "methods",
                    Text("{name} cannot be estimated from a {kind} design", "{name} ne s'estime pas à partir d'un plan {kind}").filled(name=name, kind=kind),
                    value=name,
                    allowed=allowed,
                )
                for name in unfit
            ]
        )
    return known if chosen is None else tuple(chosen)


def analyse(evidence: Evidence, methods: Sequence[str] | None = None, language: str = "en") -> pd.DataFrame:
    """All indices of one outcome: outcome, method, index, factor, other, value, low, high (95 %), points, note.

    Args:
        evidence: design and outputs.
        methods: names in METHODS; None takes all that the design allows.
        language: "en" or "fr", of the notes.
    """
    check_options(METHOD_RULES, evidence=evidence, methods=methods, language=language)
    return stacked([METHODS[name].indices(evidence, language) for name in check_methods(methods, evidence.kind)], COLUMNS)


def table(outcome: str, method: str, rows: Sequence[Estimate], points: int, language: str) -> pd.DataFrame:
    """Estimates as the table `indices`; what has no value and no note yet says that it could not be estimated."""
    records = []
    for row in rows:
        note = row.note if math.isfinite(row.value) or row.note else joined(row.note, UNDEFINED(language))
        records.append((outcome, method, row.index, row.factor, row.other, row.value, row.low, row.high, points, note))
    return pd.DataFrame(records, columns=list(COLUMNS))


def stacked(tables: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """Tables under each other; an empty one with its columns where there are none."""
    filled = [each for each in tables if len(each)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(columns))
