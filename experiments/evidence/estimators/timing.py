"""When things happen: an outcome month by month, and event studies of roll-outs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem, nearest

from ..estimate import Estimate, Floats
from ..samples import Condition, Pair, Runs, panel_array, truth_of, window_of
from .libraries import library, quiet

ESTIMATORS = ("did2s", "twfe")


@dataclass(frozen=True, eq=False)
class Path:
    """An amount by month, replication by month: of a pair, what the policy or event adds."""

    values: Floats
    of: str

    def between(self, start: int, end: int) -> Estimate:
        """Sum over months `start` to `end` - 1."""
        first, last = window_of((start, end), self.values.shape[1])
        return Estimate(self.values[:, first:last].sum(axis=1), f"{self.of} in months {start} to {end - 1}")

    def share_by(self, month: int, since: int = 0, until: int | None = None) -> Estimate:
        """Share of the sum over months `since` to `until` (the end) that falls before month `month`."""
        end = self.values.shape[1] if until is None else until
        return self.between(since, month) / self.between(since, end)

    def half_life(self, since: int = 0) -> Estimate:
        """Months after `since` until half of all that comes from then on has come, with parts of a month; months are taken as even within."""
        window_of((since, since + 1), self.values.shape[1])
        reached = np.cumsum(self.values[:, since:], axis=1)
        found = []
        for path in reached:
            if not path[-1] > 0.0:
                found.append(np.nan)
                continue
            month = int(np.argmax(path >= 0.5 * path[-1]))
            before = path[month - 1] if month else 0.0
            found.append(month + (0.5 * path[-1] - before) / (path[month] - before))
        return Estimate(np.array(found), f"half-life of {self.of}")


def path(worlds: Runs | Pair, outcome: str) -> Path:
    """An outcome by month; of a pair, with the policy less without it."""
    if isinstance(worlds, Pair):
        return Path(path(worlds.policy, outcome).values - path(worlds.baseline, outcome).values, f"change of {outcome}")
    columns = worlds.runs[0].series.columns
    if outcome not in columns:
        raise InputError(
            Problem("outcome", f"{outcome!r} has no value by month", value=outcome, allowed=", ".join(columns), nearest=nearest(outcome, list(columns)))
        )
    return Path(np.array([run.series[outcome].to_numpy(dtype=np.float64) for run in worlds]), outcome)


def event_study(runs: Runs, variable: str, group: str, starts: Mapping[Any, int], where: Condition, estimator: str) -> Estimate:
    """Mean effect after the start of a policy that reaches groups in different months, from the means of a recorded field by group and month.

    did2s is Gardner's two-stage estimator, which growing effects of a staggered roll-out do not bias as they bias a two-way fit (twfe).
    """
    if estimator not in ESTIMATORS:
        raise InputError(Problem("estimator", f"{estimator!r} is none", allowed=", ".join(ESTIMATORS)))
    if not isinstance(starts, Mapping) or not starts:
        raise InputError(Problem("starts", "names no group", allowed="a table of groups to the month in which the policy reaches them, as {0: 12, 1: 24}"))
    pyfixest = library("pyfixest", "event_study")
    found = []
    for replication, run in enumerate(runs):
        if run.months is None or variable not in run.recorded:
            raise InputError(Problem("variable", f"{variable!r} was not recorded", allowed=f'record=["{variable}"] where the world is run'))
        frame = runs.table(replication)
        if group not in frame.columns:
            raise InputError(Problem("group", f"there is no column {group!r}", allowed=", ".join(frame.columns), nearest=nearest(group, list(frame.columns))))
        kept = frame[truth_of(runs, replication, frame, where, "households")]
        unknown = [name for name in starts if name not in set(kept[group])]
        if unknown:
            raise InputError(Problem("starts", f"no household has {group} = {unknown[0]!r}", allowed=", ".join(str(name) for name in sorted(set(kept[group])))))
        values = panel_array(run.months, variable)[:, kept.index.to_numpy()]
        weights = kept["weight"].to_numpy(dtype=np.float64)
        rows = []
        for name in sorted(set(kept[group])):
            members = (kept[group] == name).to_numpy()
            means = np.average(np.nan_to_num(values[:, members]), axis=1, weights=weights[members])
            rows += [(str(name), month, mean, float(name in starts and month >= starts[name])) for month, mean in enumerate(means)]
        panel = pd.DataFrame(rows, columns=["unit", "month", "y", "treated"])
        with quiet():
            found.append(_two_stages(panel, pyfixest) if estimator == "did2s" else _two_ways(panel, pyfixest))
    return Estimate(np.array(found), f"event study of {variable}")


def _two_stages(panel: pd.DataFrame, pyfixest: Any) -> float:
    """Gardner 2022: effects of units and months from what is not yet treated, then the mean of what they leave unexplained of the treated.

    The function of the library ends in an error where a single unit is left untreated in some month (findings/pyfixest_did2s_singleton.sh).
    """
    treated = panel["treated"] == 1.0
    first = pyfixest.feols("y ~ 1 | unit + month", data=panel[~treated], fixef_rm="none")
    return float((panel["y"] - first.predict(newdata=panel))[treated].mean())


def _two_ways(panel: pd.DataFrame, pyfixest: Any) -> float:
    return float(pyfixest.feols("y ~ treated | unit + month", data=panel, fixef_rm="none").coef().iloc[0])
