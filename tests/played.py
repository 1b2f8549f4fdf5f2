"""A study whose worlds are notes of what was asked for, for facts that are worked out by hand: no run, no estimate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from experiments.evidence.estimate import Estimate
from experiments.evidence.estimators.timing import Path as Months
from experiments.evidence.fact_files import shipped_facts
from experiments.evidence.samples import Pair

FACTS = {each.id: each for each in shipped_facts()}


class World(SimpleNamespace):
    """What was asked for: a scenario and its changes; `side` of a pair."""


class Played:
    """A study whose worlds are notes of what was asked for, and whose estimators give what `says(world, what)` says."""

    replications = 3

    def __init__(self, says: Callable[[World, str], float], runs: Mapping[str, Any] | None = None) -> None:
        self.says, self.runs, self.asked = says, runs or {}, list[World]()

    def _world(self, kind: str, scenario: str, terms: Mapping[str, Any]) -> World:
        self.asked.append(World(kind=kind, scenario=scenario, side="policy", **{"set": {}, "levers": {}, "years": None, "sample": None, "record": (), **terms}))
        return self.asked[-1]

    def _pair(self, kind: str, scenario: str, terms: Mapping[str, Any]) -> Pair:
        policy = self._world(kind, scenario, terms)
        return Pair(policy, World(**{**vars(policy), "side": "baseline"}))  # type: ignore[arg-type]

    def run(self, scenario: str, **terms: Any) -> World:
        return self._world("run", scenario, terms)

    def trial(self, scenario: str, **terms: Any) -> World:
        return self._world("trial", scenario, terms)

    strike = trial

    def policy(self, scenario: str, **terms: Any) -> Pair:
        return self._pair("policy", scenario, terms)

    def event(self, scenario: str, **terms: Any) -> Pair:
        return self._pair("event", scenario, terms)

    def _said(self, world: Any, *words: Any) -> Estimate:
        return Estimate(np.full(3, self.says(world, " ".join(str(word) for word in words if word is not None))))

    def outcome(self, world: World, outcome: str, *, months: Any = None, group: Any = None) -> Estimate:
        return self._said(world, outcome, months, group)

    def mean(self, world: World, variable: str, *, where: str | None = None, of: str | None = None) -> Estimate:
        return self._said(world, variable, where and f"| {where}", of and f"of {of}")

    share = total = median = take_up = mean

    def ratio(self, world: World, numerator: str, denominator: str) -> Estimate:
        return self._said(world, numerator, "/", denominator)

    def effect(self, worlds: Any, variable: str, *, relative: bool = False, where: str | None = None, of: str | None = None, months: Any = None) -> Estimate:
        return self._said(getattr(worlds, "policy", worlds), "effect", variable, relative or None, where and f"| {where}", of and f"of {of}", months)

    def log_change(self, pair: Pair, outcome: str, *, months: Any = None) -> Estimate:
        return self._said(pair.policy, "log change", outcome, months)

    def elasticity(self, pair: Pair, outcome: str, to: float, *, months: Any = None) -> Estimate:
        return self._said(pair.policy, "elasticity", outcome, to, months)

    def regress(self, world: World, formula: str, term: str, *, where: str | None = None, of: str | None = None) -> Estimate:
        return self._said(world, formula, "->", term, where and f"| {where}", of and f"of {of}")

    def survival(self, world: World, at: float, *, where: str) -> Estimate:
        return self._said(world, "survival", at, where)

    def path(self, worlds: Any, outcome: str) -> Months:
        return Months(self.runs[outcome], outcome)

    def table(self, world: World, of: str) -> pd.DataFrame:
        return self.runs["run"].corridors  # type: ignore[no-any-return]

    def fit(self, frame: pd.DataFrame, formula: str, term: str) -> float:
        self.fitted = frame
        return self.says(None, f"{formula} -> {term}")  # type: ignore[arg-type]

    def each(self, worlds: Any, function: Callable[..., float], of: str = "") -> Estimate:
        runs = [self.runs["run"], self.runs["without"]] if isinstance(worlds, Pair) else [self.runs["run"]]
        return Estimate(np.full(3, float(function(*runs))))


def book(numbers: Mapping[str, float]) -> Callable[[World, str], float]:
    return lambda world, what: numbers[what]


def answered(fact: str, study: Played) -> Any:
    found = FACTS[fact].compute(study)  # type: ignore[arg-type]
    if isinstance(found, Mapping):
        assert set(found) == set(FACTS[fact].bands)
        return {part: estimate.value for part, estimate in found.items()}
    return found.value
