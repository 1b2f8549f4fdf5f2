"""The study that a fact is given: worlds to run, trials and pairs of policies in them, and the estimators of the field over replications."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from model.errors import UP_TO, InputError, Problem, short
from model.text import Text
from scenarios.argument_checks import Rule, Words
from scenarios.scenario import Scenario

from ..runs.options import WHOLE, check_options
from ..runs.simulate import Run
from .estimate import Estimate
from .estimators import effects, inequality, levels, regression, survival, timing
from .samples import Condition, Pair, Runs, Trial, Variable, fields_of, outcome_of
from .worlds import KEPT_WORLDS, Levers, Request, Runner, shock_tables, world

DEFAULT_REPLICATIONS = 8
DEFAULT_SAMPLE = 3000
LEAST_SAMPLE = 300
"""Records a corridor below which no world is scaled."""
AS_LEVERS = Text("as {example}", "comme {example}").filled(example='{"matching_grant": {"ratio": 1.0}}')
ONE_WORLD = Text("is one world, without anything to compare with", "est un seul monde, sans rien à quoi le comparer")
COMPARED = Text("what trial, arms, policy, event or pair gave", "ce que donne trial, arms, policy, event ou pair")
WINDOW_IN_NAME = Text(
    "a window in the name of a recorded field, as remittance_12m", "une fenêtre dans le nom d'un champ enregistré, comme remittance_12m"
)
NO_FUNCTION = Text("{value} is no function", "{value} n'est pas une fonction")
A_FUNCTION = Text("a function of a run", "une fonction d'une simulation")
NO_TRIAL = Text("is no trial", "n'est pas un essai")
OF_TRIAL = Text("what trial or arms gave", "ce que donne trial ou arms")
A_CHANGE = Text(
    "a ratio above 0, not 1: {more} for ten per cent more", "un rapport supérieur à 0, autre que 1 : {more} pour dix pour cent de plus"
).filled(more=1.1)
ONE_OF_PAIR = Text(
    "one of them: pair.policy or pair.baseline; or effect, log_change, path", "l'un des deux : pair.policy ou pair.baseline ; ou effect, log_change, path"
)
_RULES: Mapping[str, Rule] = {"sample": WHOLE["sample"], "arm": Words(Text("the name of a lot", "le nom d'un tirage"))}

Shocks = Sequence[Mapping[str, Any]]
Where = str | Path | Scenario


class Study:
    """Worlds and estimators, all over the same replications, so that estimates can be calculated with one another.

    Args:
        replications: runs of each world, each with its own luck; at least 3 for an interval.
        seed: root of the luck.
        sample: records a corridor at most, where a world does not say another number.
        jobs: worker processes.
        engine: "compiled" or "objects".
        parameters: values of declared parameters in all worlds, "giving.fatigue" to value: a set under trial.
        scale: records of each world over those that are asked for: below 1 for a rougher and cheaper answer.
        kept: worlds of which the runs are kept in memory, those asked for last.
    """

    def __init__(
        self,
        replications: int = DEFAULT_REPLICATIONS,
        seed: int = 1,
        sample: int = DEFAULT_SAMPLE,
        jobs: int = 1,
        engine: str = "compiled",
        parameters: Mapping[str, Any] | None = None,
        scale: float = 1.0,
        kept: int = KEPT_WORLDS,
    ) -> None:
        given = check_options(_RULES, replications=replications, seed=seed, sample=sample, jobs=jobs, engine=engine)
        self.replications, self.seed, self.sample = given.replications, given.seed, given.sample
        self.luck = (given.seed, given.replications)
        self.parameters = dict(parameters or {})
        self.scale = scale
        self.runner = Runner(given.seed, given.replications, given.jobs, given.engine, kept)

    # --- worlds

    def run(
        self,
        scenario: Where,
        *,
        set: Mapping[str, Any] | None = None,  # noqa: A002 (as in `load`)
        levers: Levers | None = None,
        shocks: Shocks | None = None,
        corridors: Sequence[str] | None = None,
        years: int | None = None,
        sample: int | None = None,
        record: Sequence[str] = (),
    ) -> Runs:
        """One world in all replications.

        Args:
            scenario: a name of the library, the path of a file, or a scenario from `scenarios.load`.
            set: values by path ({"parameters.giving.fatigue": 0.0, "corridor.MAR-BEL.household_size": 3.0}).
            levers: terms by lever, added to those of the scenario ({"matching_grant": {"ratio": 2.0}}).
            shocks: in place of those of the scenario, each as a table of a file.
            corridors: in place of those of the scenario, as ["MAR-BEL", "SEN-FRA"].
            years: horizon after the burn-in.
            sample: records a corridor at most.
            record: fields of a household to keep month by month; windows of them are then columns (`remittance_12m`).
        """
        found = world(scenario, set=set, levers=levers, shocks=shocks, corridors=corridors, years=years, parameters=self.parameters)
        return self._runs([self._request(found, sample, record)], [found])[0]

    def trial(
        self,
        scenario: Where,
        *,
        levers: Levers,
        share: float = 0.5,
        arm: str = "treated",
        set: Mapping[str, Any] | None = None,  # noqa: A002
        shocks: Shocks | None = None,
        corridors: Sequence[str] | None = None,
        years: int | None = None,
        sample: int | None = None,
        record: Sequence[str] = (),
    ) -> Trial:
        """A randomised trial inside one world: the levers are offered by lot to a `share` of households (and of firms), and to nobody else.

        The others hear of it from the treated and share places and money with them, as in any trial among neighbours; compare with `policy` to see how much
        that matters. Levers of one `arm` are offered to the same households; a second lot beside it is made with `eligibility` in the terms.
        """
        lot = _lot(share, arm)
        if not isinstance(levers, Mapping) or not levers:
            raise InputError(Problem("levers", Text("names no lever", "ne nomme aucun levier"), allowed=AS_LEVERS))
        by_lot = {
            lever: {**terms, "eligibility": {**lot, **terms.get("eligibility", {})}} if isinstance(terms, Mapping) else terms for lever, terms in levers.items()
        }
        runs = self.run(scenario, set=set, levers=by_lot, shocks=shocks, corridors=corridors, years=years, sample=sample, record=record)
        offered = next(iter(levers))
        among = next(lever.eligibility for lever in runs.scenario.levers if lever.id == offered)
        return Trial(runs.scenario, runs.runs, runs.recorded, runs.luck, {}, {}, f"offered_{offered}", among)

    def strike(
        self,
        scenario: Where,
        *,
        shock: Mapping[str, Any],
        share: float = 0.5,
        arm: str = "treated",
        levers: Levers | None = None,
        set: Mapping[str, Any] | None = None,  # noqa: A002
        corridors: Sequence[str] | None = None,
        years: int | None = None,
        sample: int | None = None,
        record: Sequence[str] = (),
    ) -> Trial:
        """A shock that strikes a share of households by lot (a job, a family's income, fees, a ban on travel), and the others beside them."""
        by_lot = [{**dict(each), **_lot(share, arm)} for each in shock_tables([shock])]
        runs = self.run(scenario, set=set, levers=levers, shocks=by_lot, corridors=corridors, years=years, sample=sample, record=record)
        return self.arms(runs, f"struck_{arm}")

    def arms(self, runs: Runs, treated: str) -> Trial:
        """A world as a trial of one's own: who is treated is told by a column or a condition of households ("region == 1", "offered_pooled_fund")."""
        runs = _world(runs)
        return Trial(runs.scenario, runs.runs, runs.recorded, runs.luck, {}, {}, treated)

    def policy(
        self,
        scenario: Where,
        *,
        levers: Levers | None = None,
        set: Mapping[str, Any] | None = None,  # noqa: A002
        shocks: Shocks | None = None,
        corridors: Sequence[str] | None = None,
        years: int | None = None,
        sample: int | None = None,
        record: Sequence[str] = (),
    ) -> Pair:
        """A world with its levers, those given added, and the same world without any: the same people, the same luck."""
        found = world(scenario, set=set, levers=levers, shocks=shocks, corridors=corridors, years=years, parameters=self.parameters)
        if not found.levers:
            says = Text("the scenario has no lever, and none is given", "le scénario n'a pas de levier, et aucun n'est donné")
            raise InputError(Problem("levers", says, value=found.name, allowed=AS_LEVERS))
        return self._pair(found, found.without_levers(), sample, record)

    def event(
        self,
        scenario: Where,
        *,
        shocks: Shocks,
        levers: Levers | None = None,
        set: Mapping[str, Any] | None = None,  # noqa: A002
        corridors: Sequence[str] | None = None,
        years: int | None = None,
        sample: int | None = None,
        record: Sequence[str] = (),
    ) -> Pair:
        """A world with shocks and the same world without any; levers, if any, are in both."""
        with_, without = (
            world(scenario, set=set, levers=levers, shocks=given, corridors=corridors, years=years, parameters=self.parameters) for given in (shocks, ())
        )
        return self._pair(with_, without, sample, record)

    def pair(self, policy: Where, baseline: Where, *, years: int | None = None, sample: int | None = None, record: Sequence[str] = ()) -> Pair:
        """Any two worlds, `policy` against `baseline`: two packages, two values of a parameter, two files. Luck is shared as far as people are the same."""
        first, second = (world(each, years=years, parameters=self.parameters) for each in (policy, baseline))
        if first.years != second.years:
            says = Text("the two worlds last {one} and {other} years", "les deux mondes durent {one} et {other} ans")
            same = Text("the same in both: years=...", "la même durée pour les deux : years=...")
            raise InputError(Problem("years", says.filled(one=first.years, other=second.years), allowed=same))
        return self._pair(first, second, sample, record)

    def _pair(self, policy: Scenario, baseline: Scenario, sample: int | None, record: Sequence[str]) -> Pair:
        requests = [self._request(each, sample, record) for each in (policy, baseline)]
        return Pair(*self._runs(requests, [policy, baseline]))

    def _request(self, scenario: Scenario, sample: int | None, record: Sequence[str]) -> Request:
        given = check_options(_RULES, sample=self.sample if sample is None else sample)
        return Request(scenario, given.sample if self.scale == 1.0 else max(LEAST_SAMPLE, round(self.scale * given.sample)), fields_of(record))

    def _runs(self, requests: Sequence[Request], scenarios: Sequence[Scenario]) -> list[Runs]:
        made = zip(scenarios, requests, self.runner.runs(requests), strict=True)
        return [Runs(scenario, runs, request.record, self.luck) for scenario, request, runs in made]

    # --- levels

    def mean(self, runs: Runs, variable: Variable, *, where: Condition = None, of: str = "households") -> Estimate:
        """Mean of a variable over rows, weighted."""
        return levels.mean(_world(runs), variable, where, of)

    def total(self, runs: Runs, variable: Variable, *, where: Condition = None, of: str = "households") -> Estimate:
        """Sum of a variable over rows, in real units."""
        return levels.total(_world(runs), variable, where, of)

    def share(self, runs: Runs, condition: Condition, *, where: Condition = None, of: str = "households") -> Estimate:
        """Share of rows, weighted, for which a condition holds, of those for which `where` holds."""
        return levels.share(_world(runs), condition, where, of)

    def ratio(self, runs: Runs, numerator: Variable, denominator: Variable, *, where: Condition = None, of: str = "households") -> Estimate:
        """Sum of one variable over the sum of another."""
        return levels.ratio(_world(runs), numerator, denominator, where, of)

    def quantile(self, runs: Runs, variable: Variable, q: float, *, where: Condition = None, of: str = "households") -> Estimate:
        """Quantile of a variable, weighted."""
        return levels.quantile(_world(runs), variable, q, where, of)

    def median(self, runs: Runs, variable: Variable, *, where: Condition = None, of: str = "households") -> Estimate:
        """Median of a variable, weighted."""
        return levels.quantile(_world(runs), variable, 0.5, where, of)

    def gini(self, runs: Runs, variable: Variable, *, where: Condition = None, of: str = "households") -> Estimate:
        """Gini coefficient of a variable that is nowhere negative."""
        return inequality.gini(_world(runs), variable, where, of)

    def top_share(self, runs: Runs, variable: Variable, top: float = 0.1, *, where: Condition = None, of: str = "households") -> Estimate:
        """Share of the total that the top tenth (`top`) have."""
        return inequality.top_share(_world(runs), variable, top, where, of)

    def outcome(self, runs: Runs, outcome: str, *, months: tuple[int, int] | None = None, group: tuple[str, str] | None = None) -> Estimate:
        """An outcome of the registry over the horizon, or a window of months (first, one past the last); money is a year. `group`: ("sex", "female")."""
        return levels.each_replication(_world(runs), lambda replication: outcome_of(runs.runs[replication], outcome, months, group), outcome)

    # --- effects

    def effect(
        self,
        worlds: Trial | Pair,
        variable: Variable,
        *,
        relative: bool = False,
        where: Condition = None,
        of: str = "households",
        months: tuple[int, int] | None = None,
        group: tuple[str, str] | None = None,
    ) -> Estimate:
        """Of a trial: mean among the treated less mean among the others. Of a pair: with the policy less without it, of a variable of rows or of an outcome.

        `relative`: as a share of the mean of the others, or without the policy. `months` and `group` are for outcomes, `where` and `of` for variables of rows.
        """
        if isinstance(worlds, Pair) and of == "households" and effects.is_outcome(variable, worlds.policy):
            if where is not None:
                says = Text("{name} is an outcome of the whole world", "{name} est un résultat du monde entier").filled(name=variable)
                raise InputError(Problem("where", says, value=where, allowed='group=("sex", "female")'))
            return effects.change(worlds, str(variable), relative, months, group)
        if not isinstance(worlds, Pair | Trial):
            raise InputError(Problem("worlds", ONE_WORLD, allowed=COMPARED))
        if months is not None or group is not None:
            says = Text("{name} is no outcome of the registry", "{name} n'est pas un résultat du registre").filled(name=repr(variable))
            raise InputError(Problem("months", says, allowed=WINDOW_IN_NAME))
        return effects.effect(worlds, variable, relative, where, of)

    def take_up(self, trial: Trial, condition: Condition, *, where: Condition = None, of: str = "households") -> Estimate:
        """Share of the treated for whom a condition holds."""
        if not isinstance(trial, Trial):
            raise InputError(Problem("trial", NO_TRIAL, allowed=OF_TRIAL))
        return effects.take_up(trial, condition, where, of)

    def log_change(self, pair: Pair, outcome: str, *, months: tuple[int, int] | None = None, group: tuple[str, str] | None = None) -> Estimate:
        """Logarithm of an outcome with the policy over that without it."""
        return (
            self.outcome(_pair_of(pair).policy, outcome, months=months, group=group).log()
            - self.outcome(pair.baseline, outcome, months=months, group=group).log()
        )

    def elasticity(self, pair: Pair, outcome: str, to: float, *, months: tuple[int, int] | None = None, group: tuple[str, str] | None = None) -> Estimate:
        """Change of an outcome in logs over the change in logs of what was moved, `to` times what it was (1.1 for ten per cent more)."""
        if isinstance(to, bool) or not isinstance(to, int | float) or not (math.isfinite(to) and to > 0.0) or to == 1.0:
            says = Text("{value} is no change", "{value} n'est pas un changement").filled(value=repr(to))
            raise InputError(Problem("to", says, value=to, allowed=A_CHANGE))
        return self.log_change(pair, outcome, months=months, group=group) / math.log(to)

    # --- shapes

    def regress(
        self,
        runs: Runs,
        formula: str,
        term: str,
        *,
        where: Condition = None,
        of: str = "households",
        family: str = "least squares",
        weighted: bool = True,
    ) -> Estimate:
        """A coefficient of a regression over rows: households, firms, families, corridors or months.

        `family`: "least squares" or "poisson" by pyfixest, with fixed effects after | and instruments ("y ~ controls | effects | x ~ z"), or "logit" by
        statsmodels. Errors of single runs are not used: the interval comes from replications.
        """
        return regression.regress(_world(runs), formula, term, where, of, family, weighted)

    def fit(self, frame: pd.DataFrame, formula: str, term: str, *, family: str = "least squares", weighted: bool = True) -> float:
        """The same coefficient in a table of one's own, of one replication: inside a function given to `each`."""
        return regression.coefficient(frame, formula, term, family, weighted)

    def path(self, worlds: Runs | Pair, outcome: str) -> timing.Path:
        """An outcome by month; of a pair, what the policy or event adds: `.between`, `.share_by`, `.half_life`."""
        return timing.path(worlds if isinstance(worlds, Pair) else _world(worlds), outcome)

    def event_study(self, runs: Runs, variable: str, *, group: str, starts: Mapping[Any, int], where: Condition = None, estimator: str = "did2s") -> Estimate:
        """Mean effect after the start, where a policy reaches groups in different months (`starts`: group to month), of a recorded field."""
        return timing.event_study(_world(runs), variable, group, starts, where, estimator)

    def survival(self, runs: Runs, at: float, *, where: Condition = None) -> Estimate:
        """Share of firms founded in the run that live at least `at` months, by Kaplan and Meier."""
        return survival.survival(_world(runs), at, where)

    # --- one's own

    def each(self, worlds: Runs | Pair, function: Callable[..., float], of: str = "a function") -> Estimate:
        """A statistic of one's own: `function(run)` of each replication, or `function(with_policy, without)` of a pair; a number, or NaN.

        The tables of a run are copies: what the function does to them changes nothing else.
        """
        if not callable(function):
            raise InputError(Problem("function", NO_FUNCTION.filled(value=repr(function)), allowed=A_FUNCTION))
        if isinstance(worlds, Pair):
            pair = worlds
            return levels.each_replication(
                pair.policy, lambda replication: _number(function(*(_own(runs.runs[replication]) for runs in (pair.policy, pair.baseline)))), of
            )
        runs = _world(worlds)
        return levels.each_replication(runs, lambda replication: _number(function(_own(runs.runs[replication]))), of)

    def table(self, runs: Runs, of: str = "households", replication: int = 0) -> pd.DataFrame:
        """The rows that the estimators see, of one replication: to look at."""
        if isinstance(replication, bool) or not isinstance(replication, int) or not 0 <= replication < len(_world(runs)):
            says = Text("{value} is none", "{value} n'en est pas une").filled(value=repr(replication))
            raise InputError(Problem("replication", says, allowed=UP_TO.filled(high=len(runs) - 1)))
        return _world(runs).table(replication, of).copy()

    def panel(self, run: Run, *names: str) -> pd.DataFrame:
        """Household by month of one run, for what was recorded."""
        return run.panel(*names)


def _lot(share: Any, arm: Any) -> dict[str, Any]:
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0.0 < share < 1.0:
        says = Text("{value} leaves nobody to compare with", "{value} ne laisse personne à qui comparer").filled(value=repr(share))
        raise InputError(Problem("share", says, value=share, allowed=Text("a number above 0 and below 1", "un nombre supérieur à 0 et inférieur à 1")))
    check_options(_RULES, arm=arm)
    return {"random_share": float(share), "arm": arm}


def _world(runs: Any) -> Runs:
    if isinstance(runs, Pair):
        raise InputError(Problem("runs", Text("is a pair of worlds", "est une paire de mondes"), allowed=ONE_OF_PAIR))
    if not isinstance(runs, Runs):
        says = Text("{kind} is no world", "{kind} n'est pas un monde").filled(kind=type(runs).__name__)
        raise InputError(Problem("runs", says, allowed=Text("what run, trial or arms gave", "ce que donne run, trial ou arms")))
    return runs


def _pair_of(pair: Any) -> Pair:
    if not isinstance(pair, Pair):
        says = Text("{kind} is no pair of worlds", "{kind} n'est pas une paire de mondes").filled(kind=type(pair).__name__)
        raise InputError(Problem("pair", says, allowed=Text("what policy, event or pair gave", "ce que donne policy, event ou pair")))
    return pair


def _number(value: Any) -> float:
    if isinstance(value, bool | str) or not isinstance(value, Real | np.number):
        gave = short(value) if isinstance(value, bool | str) else type(value).__name__
        says = Text("gave {what}", "a donné {what}").filled(what=gave)
        raise InputError(Problem("function", says, allowed=Text("a number, or NaN", "un nombre, ou NaN")))
    return float(value)


def _own(run: Run) -> Run:
    """A run whose tables are copies."""
    frames: dict[str, Any] = {each.name: value.copy() for each in fields(run) if isinstance(value := getattr(run, each.name), pd.DataFrame)}
    return replace(run, **frames)
