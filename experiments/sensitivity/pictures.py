"""The figures of an analysis, by name of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
from matplotlib.figure import Figure

from ..figures import convergence, index_bars, morris_plane, over_time, tornado, trade_off
from .analysis import Analysis
from .labels import factor_label, outcome_label, unit_of


def pictures(analysis: Analysis, language: str = "en") -> Iterator[tuple[str, Figure]]:
    """Name and figure, scenario by scenario, outcome by outcome; none that has nothing to show."""
    experiment = analysis.sweep.experiment
    scenarios = list(analysis.sweep.manifest["scenario_names"])
    for scenario in scenarios:
        prefix = f"{_file(scenario)}-" if len(scenarios) > 1 else ""

        def labels(name: str, scenario: str = scenario) -> str:
            if name not in experiment.outcomes:
                return _label(name, language)
            label, unit = _label(name, language), unit_of(name, language)
            with_unit = label if unit.lower() in label.lower() else f"{label}, {unit}"
            return f"{with_unit} ({scenario})" if len(scenarios) > 1 else with_unit

        tables = {name: table[table["scenario"] == scenario] for name, table in analysis.tables.items()}
        for outcome in experiment.outcomes:
            own = {name: table[table["outcome"] == outcome] for name, table in tables.items()}
            what = prefix + _file(outcome)
            for method in dict.fromkeys(own["indices"]["method"]):
                rows = own["indices"][own["indices"]["method"] == method]
                yield from _some(f"{method}-{what}", index_bars.draw(rows, outcome, labels, language))
                if method == "morris":
                    yield from _some(f"morris_plane-{what}", morris_plane.draw(rows, outcome, labels, language))
            yield from _some(f"convergence-{what}", convergence.draw(own["convergence"], outcome, labels, language))
            yield from _some(f"over_time-{what}", over_time.draw(own["over_time"], outcome, labels, language))
            yield from _some(f"tornado-{what}", tornado.draw(own["swings"], outcome, labels, language))
        runs = analysis.sweep.runs[analysis.sweep.runs["scenario"] == scenario]
        pair = _traded(experiment.outcomes)
        if pair is not None:
            x, y = pair
            colour = _leading(tables["indices"], y) or experiment.paths[0]
            yield from _some(f"trade_off-{prefix}{_file(x)}-{_file(y)}", trade_off.draw(runs, x, y, colour, labels, language))


def _traded(outcomes: tuple[str, ...]) -> tuple[str, str] | None:
    """Cost first where it was asked for, against the first other outcome."""
    cost = next((name for name in outcomes if name in ("public_cost", "effect:public_cost", "present_value_cost")), None)
    others = [name for name in outcomes if name != cost]
    if cost is not None and others:
        return cost, others[0]
    return (others[0], others[1]) if len(others) > 1 else None


def _leading(indices: pd.DataFrame, outcome: str) -> str | None:
    """The lever's term that moves an outcome most, or any factor where no lever moves."""
    rows = indices[(indices["outcome"] == outcome) & indices["index"].isin(("ST", "S1", "mu_star", "delta", "pawn", "ks", "effect", "swing"))]
    rows = rows[rows["method"] == rows["method"].iloc[0]] if len(rows) else rows
    rows = rows.assign(size=rows["value"].abs()).sort_values("size", ascending=False, kind="stable")
    levers = rows[rows["factor"].str.startswith("levers.")] if len(rows) else rows
    chosen = levers if len(levers) else rows
    return None if chosen.empty else str(chosen["factor"].iloc[0])


def _some(name: str, figure: Figure | None) -> Iterator[tuple[str, Figure]]:
    if figure is not None:
        yield name, figure


def _file(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")


def _label(name: str, language: str) -> str:
    return factor_label(name, language) if name.startswith(("levers.", "parameters.", "corridor.", "shocks.")) else outcome_label(name, language)
