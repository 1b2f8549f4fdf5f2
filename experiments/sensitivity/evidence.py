"""What a sweep says of one outcome: the design and its outputs. What becomes of runs that failed is decided here, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import InputError, Problem
from model.parameter import Text, by_language
from scenarios.argument_checks import Choice, Instance, Names, Rule, Whole, Words

from ..runs.options import AN_OUTCOME, check_options
from ..sweeps.designs import DESIGNS
from ..sweeps.structure import check_structure
from ..text import semicolon

Floats = NDArray[np.float64]

WHOLE = ("fast", "fractional_factorial")
"""Designs whose estimates need every point: a search curve has no gaps, and the columns of a factorial are balanced only together."""
NO_INDEX = Text("this design needs all its points, so this outcome has no index", "ce plan a besoin de tous ses points : ce résultat n'a donc pas d'indice")

FACTORS = Text("factors", "facteurs")
_ARRAY = Instance(np.ndarray, Text("an array of numbers", "un tableau de nombres"))
_RULES: Mapping[str, Rule] = {
    "outcome": Words(AN_OUTCOME),
    "kind": Choice(DESIGNS),
    "factors": Names(FACTORS, least=1),
    "unit": _ARRAY,
    "values": _ARRAY,
    "stride": Whole(1, 1_000_000_000),
    "seed": Whole(0, 2**64 - 1),
}


@dataclass(frozen=True)
class Evidence:
    """Design and outputs of one outcome.

    Attributes:
        outcome: as it was asked for: "remittances", "effect:donations_collective".
        kind: kind of design: grid, latin_hypercube, sobol_sequence, morris, saltelli, fast, rbd_fast, fractional_factorial, one_at_a_time, table.
        factors: paths of the factors, as "levers.matching_grant.ratio".
        unit: (points, factors) positions in [0, 1], in the order of the design.
        values: (points, replications) outputs, NaN where a run failed or the outcome is undefined.
        stride: points of one base unit: a Saltelli row, a Morris trajectory; 1 where each point stands alone.
        settings: of the design: saltelli {"second_order"}, morris {"levels"}, fast {"harmonics"}.
        groups: name to factor paths where the design moves whole groups at once; empty where each factor stands alone.
        seed: of resampling; the same seed gives the same intervals.
        failed: (points, replications) whether a run failed, to say so apart from outcomes that are undefined; None where it is not known.
    """

    outcome: str
    kind: str
    factors: tuple[str, ...]
    unit: Floats
    values: Floats
    stride: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seed: int = 1
    failed: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        check_options(_RULES, **{name: getattr(self, name) for name in _RULES})
        if self.values.ndim != 2 or self.unit.shape != (self.values.shape[0], len(self.factors)):
            says = Text(
                "{unit} positions do not match {values} outputs and {n} factors", "{unit} positions ne répondent pas à {values} sorties et {n} facteurs"
            ).filled(unit=self.unit.shape, values=self.values.shape, n=len(self.factors))
            raise InputError(
                Problem(self.outcome, says, allowed=Text("(points, factors) and (points, replications)", "(points, facteurs) et (points, réplications)"))
            )
        if self.values.shape[0] % self.stride:
            says = Text("{n} points are no whole number of base units", "{n} points ne font pas un nombre entier d'unités de base").filled(
                n=self.values.shape[0]
            )
            raise InputError(
                Problem(
                    self.outcome, says, value=self.values.shape[0], allowed=Text("a multiple of {stride}", "un multiple de {stride}").filled(stride=self.stride)
                )
            )
        if self.n_points:
            check_structure(self.kind, self.settings, self.factors, self.groups, self.unit)

    @property
    def n_points(self) -> int:
        """Points of the design."""
        return int(self.values.shape[0])

    @property
    def n_replications(self) -> int:
        """Replications of each point."""
        return int(self.values.shape[1])

    @property
    def n_base_units(self) -> int:
        """Rows, trajectories or points: what is drawn independently, and resampled."""
        return self.n_points // self.stride

    @property
    def moved(self) -> tuple[str, ...]:
        """What the design moves, in the order of the indices of SALib: groups by their first member, or the factors."""
        return tuple(dict.fromkeys(self._group_of(path) for path in self.factors))

    def _group_of(self, path: str) -> str:
        return next((name for name, members in self.groups.items() if path in members), path)

    def problem(self) -> dict[str, Any]:
        """The problem as SALib takes it, every factor on [0, 1]; SALib writes into what it gets, so each call has its own."""
        found: dict[str, Any] = {"num_vars": len(self.factors), "names": list(self.factors), "bounds": [[0.0, 1.0] for _ in self.factors]}
        if self.groups:
            found["groups"] = [self._group_of(path) for path in self.factors]
        return found

    def means(self) -> Floats:
        """(points,) mean over the finished replications; NaN for a point that has none."""
        defined = np.isfinite(self.values)
        count = defined.sum(axis=1)
        total = np.where(defined, self.values, 0.0).sum(axis=1)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)

    def first(self, n_base_units: int) -> Evidence:
        """The first base units of the design."""
        return self._with(np.arange(self.n_points) < n_base_units * self.stride)

    def chosen(self, rows: NDArray[Any]) -> Evidence:
        """Whole base units of the design, in the order given."""
        return self._with(rows)

    def rows(self, chosen: NDArray[Any]) -> Evidence:
        """Some of the points, each standing alone, as a plain sample."""
        return self._with(chosen, kind="table", stride=1, groups={})

    def _with(self, chosen: NDArray[Any], **changes: Any) -> Evidence:
        failed = None if self.failed is None else self.failed[chosen]
        return replace(self, unit=self.unit[chosen], values=self.values[chosen], failed=failed, **changes)

    def usable(self) -> tuple[Evidence, Text | None]:
        """The evidence without what cannot be used, and what was left out and why (None where nothing is missing).

        The value of a point is the mean over its finished replications. A point with none is lost, and so is one whose position is undefined (a table may
        hold a value that a factor does not take). Designs of base units lose the whole base unit; designs that need every point lose all of them, and this
        outcome has no index; one at a time a factor without its end has no swing, and the other factors keep theirs.
        """
        nowhere: NDArray[np.bool_] = np.asarray(np.isnan(self.unit).any(axis=1) & (self.kind != "one_at_a_time"), dtype=np.bool_)
        missing = ~np.isfinite(self.values)
        lost: NDArray[np.bool_] = nowhere | missing.all(axis=1)
        if not lost.any() and not missing.any():
            return self, None
        said = self._missing(missing, lost, nowhere)
        if self.kind == "one_at_a_time":
            return self, said
        if self.kind in WHOLE and lost.any():
            return self.first(0), said
        unit_lost = lost.reshape(-1, self.stride).any(axis=1)
        return self._with(~np.repeat(unit_lost, self.stride)), said

    def _missing(self, missing: NDArray[np.bool_], lost: NDArray[np.bool_], nowhere: NDArray[np.bool_]) -> Text:
        """In words what is missing, run by run, point by point, base unit by base unit."""
        n, of = int(missing.sum()), missing.size
        points, places = int(lost.sum()), int(nowhere.sum())
        found = []
        if self.failed is None:
            says = Text("{n} of {of} runs failed or have no defined outcome", "{n} des {of} simulations ont échoué ou n'ont pas de résultat défini")
            found += [says.filled(n=n, of=of)] if n else []
        else:
            n_failed = int((missing & self.failed).sum())
            if n_failed:
                found.append(Text("{n} of {of} runs failed", "{n} des {of} simulations ont échoué").filled(n=n_failed, of=of))
            if n - n_failed:
                says = Text("in {n} of {of} runs the outcome is undefined", "dans {n} des {of} simulations le résultat n'est pas défini")
                found.append(says.filled(n=n - n_failed, of=of))
        if places:
            says = Text("{n} points have a value that is none of a factor's", "{n} points ont une valeur qu'un facteur ne prend pas")
            found.append(says.filled(n=places))
        if points and self.kind in WHOLE:
            found.append(NO_INDEX)
        elif not points:
            found.append(Text("their points keep the mean of the other replications", "leurs points gardent la moyenne des autres réplications"))
        elif self.stride > 1:
            says = Text(
                "{points} of {of} points are lost, and {units} of {of_units} base units of the design are left out with them",
                "{points} des {of} points sont perdus, et avec eux {units} des {of_units} unités de base du plan sont écartées",
            )
            units = int(lost.reshape(-1, self.stride).any(axis=1).sum())
            found.append(says.filled(points=points, of=self.n_points, units=units, of_units=self.n_base_units))
        else:
            found.append(Text("{points} of {of} points are left out", "{points} des {of} points sont écartés").filled(points=points, of=self.n_points))
        return by_language(lambda language: semicolon(language).join(each(language) for each in found))
