"""From a finished sweep to tables: indices, noise, convergence, years, groups, swings; and how many more points would narrow them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from model.errors import RESULTS, InputError, Problem
from model.parameter import Text

from ..sweeps.reading import Sweep
from .convergence import COLUMNS as CONVERGENCE
from .convergence import OVER_TIME, convergence, not_available, over_time, widest
from .evidence import Evidence, Floats
from .methods import COLUMNS as INDICES
from .methods import SAMPLES, analyse, methods_for, stacked
from .noise import COLUMNS as NOISE
from .noise import noise
from .screening import SWING_COLUMNS, swings
from .weights import COLUMNS as GROUPS
from .weights import groups

TABLES = {"indices": INDICES, "noise": NOISE, "convergence": CONVERGENCE, "over_time": OVER_TIME, "groups": GROUPS, "swings": SWING_COLUMNS}


@dataclass(frozen=True)
class Analysis:
    """What a sweep says of its factors: tables by name, each with a column `scenario` first, and what a reader must know of them."""

    sweep: Sweep
    tables: dict[str, pd.DataFrame]
    messages: list[Text] = field(default_factory=list)

    @property
    def widest(self) -> float:
        """The widest full interval of the main indices, over scenarios and outcomes."""
        found = [widest(rows) for _, rows in self.tables["indices"].groupby("scenario", sort=False)]
        return math.nan if not found or any(math.isnan(width) for width in found) else max(found)


def positions(sweep: Sweep) -> Floats:
    """(points, factors) positions from which indices are estimated.

    Of a sample, a choice or a whole number stands in the middle of the share of its value: where in that share the design drew it says nothing, and methods
    must see which points have the same value. Morris trajectories and search curves keep theirs.
    """
    unit = sweep.points.unit.copy()
    if sweep.experiment.design.kind in (*SAMPLES, "saltelli"):
        for column, factor in enumerate(sweep.experiment.factors):
            if factor.is_discrete and not np.isnan(unit[:, column]).any():
                unit[:, column] = [factor.position(values[column]) for values in sweep.points.values]
    return unit


def evidence_of(sweep: Sweep, column: str, scenario: str) -> Evidence:
    """Design and outputs of one column of the runs."""
    experiment = sweep.experiment
    failed = np.zeros((len(sweep.points.values), experiment.replications), dtype=np.bool_)
    rows = sweep.failures[sweep.failures["scenario"] == scenario]
    failed[rows["point"].to_numpy(dtype=np.int64), rows["replication"].to_numpy(dtype=np.int64)] = True
    return Evidence(
        column,
        experiment.design.kind,
        experiment.paths,
        positions(sweep),
        sweep.values(column, scenario),
        experiment.design.stride(len(experiment.factors)),
        experiment.design.settings,
        experiment.design.groups,
        experiment.seed,
        failed,
    )


def analysed(sweep: Sweep, methods: Sequence[str] | None = None, language: str = "en") -> Analysis:
    """All tables of a finished sweep. InputError where runs are missing, or where no method fits the design."""
    if sweep.missing:
        raise InputError(
            Problem(
                RESULTS,
                Text("{missing} parts are missing", "{missing} parties manquent").filled(missing=sweep.missing),
                allowed=Text("a finished sweep: sweep run with the same experiment goes on", "un balayage fini : sweep run avec la même expérience reprend"),
            )
        )
    kind = sweep.experiment.design.kind
    if not methods_for(kind):
        raise InputError(Problem("design.kind", Text("no method reads a {kind} design", "aucune méthode ne lit un plan {kind}").filled(kind=kind), value=kind))
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    messages: dict[Text, None] = {}
    # of one at a time and the like the estimates are the same in every language; notes are not
    for scenario in sweep.manifest["scenario_names"]:
        for outcome in sweep.experiment.outcomes:
            evidence = evidence_of(sweep, outcome, scenario)
            _, left_out = evidence.usable()
            if left_out is not None:
                messages[
                    Text(
                        "{outcome}: {left_out}.",
                        "{outcome} : {left_out}.",
                    ).filled(outcome=outcome, left_out=left_out)
                ] = None
            indices = analyse(evidence, methods, language)
            made = {
                "indices": indices,
                "noise": noise(evidence, language),
                "convergence": convergence(evidence, None if methods is None else methods, language),
                "groups": groups(evidence, indices, language),
            }
            years = {year: evidence_of(sweep, f"{outcome}@{year}", scenario) for year in _years(sweep, outcome)}
            if years:
                made["over_time"] = over_time(years, outcome, methods, language)
            if kind == "one_at_a_time":
                ends = {factor.path: (factor.value(0.0), factor.value(1.0)) for factor in sweep.experiment.factors}
                made["swings"] = swings(evidence, ends)
            for name, table in made.items():
                found[name].append(table.assign(scenario=scenario)[["scenario", *table.columns]])
    told = not_available(kind)
    if told is not None:
        messages[told] = None
    tables = {name: stacked(each, ("scenario", *TABLES[name])) for name, each in found.items()}
    return Analysis(sweep, tables, list(messages))


def _years(sweep: Sweep, outcome: str) -> list[int]:
    return [int(column.rsplit("@", 1)[1]) for column in sweep.manifest["columns"] if "@" in column and column.rsplit("@", 1)[0] == outcome]


def about(analysis: Analysis) -> dict[str, Any]:
    """What was run, for titles and summaries."""
    experiment = analysis.sweep.experiment
    return {
        "name": experiment.name,
        "design": experiment.design,
        "points": len(analysis.sweep.points.values),
        "replications": experiment.replications,
        "runs": int(analysis.sweep.manifest["runs"]),
        "failures": len(analysis.sweep.failures),
        "scenarios": list(analysis.sweep.manifest["scenario_names"]),
        "outcomes": list(experiment.outcomes),
    }
