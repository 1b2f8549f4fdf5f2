"""When things happen: an outcome month by month, and event studies of roll-outs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from model.errors import InputError, Problem, nearest
from model.text import Text

from ..estimate import Estimate, Floats
from ..expressions import NO_COLUMN
from ..samples import NO_MONTHS, Condition, Pair, Runs, truth_of, window_of
from .levels import each_replication
from .libraries import library, quiet

ESTIMATORS = ("did2s", "twfe")


@dataclass(frozen=True, eq=False)
class Path:
    """An amount by month, replication by month: of a pair, what the policy or event adds."""

    values: Floats
    of: str
    luck: tuple[int, int] | None = None

    def between(self, start: int, end: int) -> Estimate:
        """Sum over months `start` to `end` - 1."""
        first, last = window_of((start, end), self.values.shape[1])
        return Estimate(self.values[:, first:last].sum(axis=1), f"{self.of} in months {start} to {end - 1}", luck=self.luck)

    def share_by(self, month: int, since: int = 0, until: int | None = None) -> Estimate:
        """Share of the sum over months `since` to `until` (the end) that falls before month `month`."""
        end = self.values.shape[1] if until is None else until
        window_of((since, end), self.values.shape[1])
        window_of((since, month), end)
        return self.between(since, month) / self.between(since, end)

    def half_life(self, since: int = 0) -> Estimate:
        """Months after `since` until half of all that comes from then on has come, with parts of a month; months are taken as even within.

        Of what a policy or event takes away likewise; NaN where nothing comes.
        """
        window_of((since, since + 1), self.values.shape[1])
        found = []
        for months in self.values[:, since:]:
            path = np.cumsum(months * np.sign(months.sum()))
            if not path[-1] > 0.0:
                found.append(np.nan)
                continue
            month = int(np.argmax(path >= 0.5 * path[-1]))
            before = path[month - 1] if month else 0.0
            found.append(month + (0.5 * path[-1] - before) / (path[month] - before))
        return Estimate(np.array(found), f"half-life of {self.of}", luck=self.luck)


def path(worlds: Runs | Pair, outcome: str) -> Path:
    """An outcome by month; of a pair, with the policy less without it."""
    if isinstance(worlds, Pair):
        return Path(path(worlds.policy, outcome).values - path(worlds.baseline, outcome).values, f"change of {outcome}", worlds.policy.luck)
    columns = worlds.runs[0].series.columns
    if outcome not in columns:
        near = nearest(outcome, list(columns)) if isinstance(outcome, str) else None
        says = NO_MONTHS.filled(outcome=repr(outcome))
        raise InputError(Problem("outcome", says, value=outcome, allowed=", ".join(columns), nearest=near))
    return Path(np.array([run.series[outcome].to_numpy(dtype=np.float64) for run in worlds]), outcome, worlds.luck)


STARTS = Text(
    "a table of groups to the month in which the policy reaches them, as {0: 12, 1: 24}",
    "une table des groupes et du mois où la politique les atteint, comme {0: 12, 1: 24}",
)
ALL_REACHED = Text("every group is reached: nobody is left to compare with", "tous les groupes sont atteints : il ne reste personne à qui comparer")
ONE_LEFT = Text("one group at least that is not in it", "au moins un groupe qui n'y figure pas")


def event_study(runs: Runs, variable: str, group: str, starts: Mapping[Any, int], where: Condition, estimator: str) -> Estimate:
    """Mean effect after the start of a policy that reaches groups in different months, from the means of a recorded field by group and month.

    did2s is Gardner's two-stage estimator, which growing effects of a staggered roll-out do not bias as they bias a two-way fit (twfe).
    """
    if estimator not in ESTIMATORS:
        says = Text("{value} is none", "{value} n'en est pas un").filled(value=repr(estimator))
        raise InputError(Problem("estimator", says, allowed=", ".join(ESTIMATORS)))
    if not isinstance(starts, Mapping) or not starts:
        raise InputError(Problem("starts", Text("names no group", "ne nomme aucun groupe"), allowed=STARTS))
    pyfixest = library("pyfixest", "event_study")

    def one(replication: int) -> float:
        panel = _panel(runs, replication, variable, group, starts, where)
        with quiet():
            return _two_stages(panel, pyfixest) if estimator == "did2s" else _two_ways(panel, pyfixest)

    return each_replication(runs, one, f"event study of {variable}")


def _panel(runs: Runs, replication: int, variable: str, group: str, starts: Mapping[Any, int], where: Condition) -> pd.DataFrame:
    """Means of a field by group and month, over the households that are there; columns unit, month, y, treated."""
    frame = runs.table(replication)
    if group not in frame.columns:
        near = nearest(group, list(frame.columns)) if isinstance(group, str) else None
        raise InputError(Problem("group", NO_COLUMN.filled(name=repr(group)), allowed=", ".join(frame.columns), nearest=near))
    kept = frame[truth_of(runs, replication, frame, where, "households")]
    past = runs.past(replication)
    values = past.by_month(variable, variable, "variable")
    people, there = past.field("id", "id", "id"), past.field("status", "status", "status")
    values = np.where((people == people[-1]) & (there == 1), values, np.nan)[:, kept.index.to_numpy()]
    groups = set(kept[group])
    unknown = [name for name in starts if name not in groups]
    if unknown:
        says = Text("no household has {group} = {value}", "aucun ménage n'a {group} = {value}").filled(group=group, value=repr(unknown[0]))
        raise InputError(Problem("starts", says, allowed=", ".join(str(name) for name in sorted(groups))))
    wrong = [start for start in starts.values() if isinstance(start, bool) or not isinstance(start, int | np.integer) or not 0 < start < len(values)]
    if wrong:
        says = Text("{value} is no month in which it could start", "{value} n'est pas un mois où elle pourrait commencer").filled(value=repr(wrong[0]))
        allowed = Text("whole numbers from 1 to {high}", "des nombres entiers de 1 à {high}").filled(high=len(values) - 1)
        raise InputError(Problem("starts", says, allowed=allowed))
    if groups <= set(starts):
        raise InputError(Problem("starts", ALL_REACHED, allowed=ONE_LEFT))
    rows = []
    for name in sorted(groups):
        members = (kept[group] == name).to_numpy()
        weights = np.where(np.isfinite(values[:, members]), kept["weight"].to_numpy(dtype=np.float64)[members], 0.0)
        with np.errstate(invalid="ignore"):
            means = (np.nan_to_num(values[:, members]) * weights).sum(axis=1) / weights.sum(axis=1)
        rows += [(str(name), month, mean, float(name in starts and month >= starts[name])) for month, mean in enumerate(means) if np.isfinite(mean)]
    return pd.DataFrame(rows, columns=["unit", "month", "y", "treated"])


def _two_stages(panel: pd.DataFrame, pyfixest: Any) -> float:
    """Gardner 2022: effects of units and months from what is not yet treated, then the mean of what they leave unexplained of the treated.

    The function of the library ends in an error where a single unit is left untreated in some month (findings/pyfixest_did2s_singleton.sh).
    """
    treated = panel["treated"] == 1.0
    first = pyfixest.feols("y ~ 1 | unit + month", data=panel[~treated], fixef_rm="none")
    return float((panel["y"] - first.predict(newdata=panel))[treated].mean())


def _two_ways(panel: pd.DataFrame, pyfixest: Any) -> float:
    return float(pyfixest.feols("y ~ treated | unit + month", data=panel, fixef_rm="none").coef().iloc[0])
