"""What a policy is worth for its cost: present values, ratios where they mean something, and the next dose against the one before.

* Benefits that are valued: the marginal value of public funds (what beneficiaries get over net cost; Hendren and Sprung-Keyser 2020) and the ratio of
  benefits to public cost, in which money that only changes hands is no benefit (The Green Book 2022).
* All others: cost per additional unit of the main outcome, gross and net, both sides discounted (Dhaliwal et al. 2012).
* For all: the share of the cost that reaches somebody, and that comes back (Kronfol and Steenbergen 2020); of the money that was supported, the share that
  would not have come anyway; what only came earlier.

A ratio is given where the interval of its denominator lies above zero; `why` says what it lacks otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from model.levers import Lever
from model.outcome_registry import OUTCOMES, Adds
from model.outcomes.accounts import discounted
from model.outcomes.ledger import Account
from model.parameters import parameters

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications, unit_of
from ..shown_money import in_words, is_amount
from ..text import one_of
from .accounts import GOODS, added, change, is_valued, levers_of, summed, with_gaps

COLUMNS = ["scenario", "lever", "measure", "against", "unit", "value", "low", "high", "why"]

NO_COST, IS_ZERO, TOO_FEW, NOT_VALUED, PAYS, UNKNOWN = "no_cost", "not_told_from_zero", "too_few_runs", "not_valued", "pays_for_itself", "not_defined"
"""Why there is no ratio."""
DOMINATED, EXTENDED = "dominated", "extendedly_dominated"
"""A dose that costs more and does no more than another; or whose next unit costs more than that of a larger dose."""


class Ratio(NamedTuple):
    """A ratio of means with its interval, or why there is none."""

    value: float
    low: float
    high: float
    why: str | None = None


def none(why: str) -> Ratio:
    """No ratio, for a reason."""
    return Ratio(math.nan, math.nan, math.nan, why)


def ratio(numerator: Floats, denominator: Floats, groups: Any) -> Ratio:
    """A ratio of means over the replications where the denominator is told from zero.

    >>> many = np.arange(40)
    >>> ratio(np.full(40, 6.0), np.full(40, 3.0), many)[:3], ratio(np.full(40, 6.0), np.zeros(40), many).why
    ((2.0, 2.0, 2.0), 'no_cost')
    >>> ratio(np.full(40, 6.0), np.tile([-1.0, 1.1], 20), many).why, ratio(np.full(40, np.nan), np.ones(40), many).why
    ('not_told_from_zero', 'not_defined')
    """
    if not np.isfinite(numerator).any() or not np.isfinite(denominator).any():
        return none(UNKNOWN)
    mean, low, _ = (float(part[0]) for part in intervals.of_mean(denominator[:, None], groups))
    if mean == 0.0 and not np.nan_to_num(denominator).any():
        return none(NO_COST)
    if not low > 0.0:
        return none(TOO_FEW if math.isnan(low) else IS_ZERO)
    return Ratio(*intervals.of_ratio(numerator, denominator, groups))


def rate_of(each: Replications) -> float:
    """The discount rate of a scenario."""
    return parameters(dict(each.scenario.parameters)).accounting.discount_rate


def present_effect(each: Replications, outcome: str, series: pd.DataFrame, lever: Lever | None = None) -> Floats:
    """Present value of the change of an outcome, in its unit, by replication: each month at its own, a stock at the end, all else spread evenly.

    `series`: months of the comparison (scenario, replication, month, outcome, value); they are those of the whole, so what one `lever` of a package adds
    is spread evenly.
    """
    in_package = lever is not None and len(each.scenario.levers) > 1
    whole, rate, months = change(each, outcome, lever), rate_of(each), 12 * each.scenario.years
    declared = OUTCOMES[outcome]
    if declared.kind == "stock":
        return whole * (1.0 + rate) ** -float(each.scenario.years)
    monthly = monthly_change(each, outcome, series) if not in_package and declared.adds in (Adds.MONEY, Adds.COUNT) else None
    if monthly is not None:
        return discounted(monthly.T, rate)
    over_horizon = float(each.scenario.years) if declared.adds is Adds.MONEY else 1.0
    return whole * over_horizon * float(discounted(np.full(months, 1.0 / months), rate))


def monthly_change(each: Replications, outcome: str, series: pd.DataFrame) -> Floats | None:
    """Policy minus no policy, replication by month; None where the months are not kept."""
    own = series[series["outcome"] == outcome] if len(series) else series
    tables = []
    for name in (each.name, each.without):
        months = own[own["scenario"] == name] if len(own) else own
        if not len(months):
            return None
        tables.append(months.pivot(index="replication", columns="month", values="value").reindex(list(each.numbers)).to_numpy(dtype=np.float64))
    return tables[0] - tables[1]


def brought_forward(each: Replications, outcome: str, series: pd.DataFrame) -> Ratio:
    """What only came earlier: the most by which the policy is ahead, on average over the replications, less what is left of that at the end.

    In the unit of the outcome, a year where it is money. The month is chosen by the mean, so the value is never below zero: read its interval.
    """
    monthly = monthly_change(each, outcome, series) if OUTCOMES[outcome].adds in (Adds.MONEY, Adds.COUNT) else None
    if monthly is None:
        return none(UNKNOWN)
    ahead = np.cumsum(monthly, axis=1)
    vanished = ahead[:, int(np.argmax(ahead.mean(axis=0)))] - ahead[:, -1]
    if OUTCOMES[outcome].adds is Adds.MONEY:
        vanished = vanished / float(each.scenario.years)
    mean, low, high = (float(part[0]) + 0.0 for part in intervals.of_mean(vanished[:, None], each.groups))
    return Ratio(mean, low, high)


class Present(NamedTuple):
    """Present values, USD by replication: gross cost, revenue that comes back, what reaches somebody, valued benefits, transfers that buy goods."""

    gross: Floats
    back: Floats
    reaching: Floats
    benefits: Floats
    goods: Floats


def present(each: Replications, lever: Lever | None) -> Present:
    """Present values of a lever, or of the whole policy."""
    chosen = levers_of(each) if lever is None else (lever,)
    # revenue forgone is kept, not spent on goods
    buys = [one for one in chosen if one.reaches is not None and Account(one.reaches) in GOODS and not one.forgoes]
    goods = np.sum([summed(each, "present_value_reaching", one) for one in buys], axis=0) if buys else np.zeros(len(each.numbers))
    return Present(
        summed(each, "present_value_gross", lever),
        change(each, "present_value_revenue", lever),
        summed(each, "present_value_reaching", lever),
        change(each, "present_value_benefits", lever),
        goods,
    )


def worth(each: Replications, lever: Lever | None) -> tuple[Ratio, Ratio]:
    """Marginal value of public funds, and benefits over public cost, of a valued lever or of a policy of such."""
    chosen = levers_of(each) if lever is None else (lever,)
    if not all(is_valued(one) for one in chosen):
        return none(NOT_VALUED), none(NOT_VALUED)
    now = present(each, lever)
    net = now.gross - now.back
    if np.isfinite(net).any() and float(intervals.of_mean(net[:, None], each.groups).high[0]) < 0.0:
        return none(PAYS), ratio(now.benefits + now.goods, now.gross, each.groups)
    return ratio(now.benefits + now.reaching, net, each.groups), ratio(now.benefits + now.goods, now.gross, each.groups)


def cost_unit(outcome: str) -> str:
    """The unit of a cost per additional unit of an outcome, in the money shown now.

    >>> cost_unit("donations"), cost_unit("firms_created")
    ('USD per USD', 'USD per firm')
    """
    return in_words(f"USD per {'USD' if is_amount(OUTCOMES[outcome].unit.en) else one_of(unit_of(outcome))}")


def measures(each: Replications, lever: Lever | None, series: pd.DataFrame) -> dict[str, tuple[str, Ratio]]:
    """All ratios of a lever, or of the whole policy: unit and value."""
    now, groups = present(each, lever), each.groups
    mvpf, bcr = worth(each, lever)
    same = in_words("USD per USD")
    found = {"mvpf": (same, mvpf), "benefit_cost_ratio": (same, bcr)}
    found["reaching_share"] = ("share", _part(ratio(now.reaching, now.gross, groups)))
    found["share_back"] = ("share", ratio(now.back, now.gross, groups))
    money = added(each, lever)
    share = _part(ratio(money["additional"], money["supported"], groups))
    found["additional_share"] = ("share", share._replace(why=UNKNOWN) if share.why == NO_COST else share)
    if lever is not None:
        outcome = lever.main_outcome
        effect, unit = present_effect(each, outcome, series, lever), cost_unit(outcome)
        found["cost_per_additional"] = (unit, per_unit(now.gross, effect, groups))
        found["net_cost_per_additional"] = (unit, per_unit(now.gross - now.back, effect, groups))
        found["brought_forward"] = (unit_of(outcome), brought_forward(each, outcome, series) if len(each.scenario.levers) == 1 else none(UNKNOWN))
    return found


def per_unit(cost: Floats, effect: Floats, groups: Any) -> Ratio:
    """Cost per additional unit; none where nothing was spent, or where the cost cannot be told from zero: it would be a price that may be none.

    >>> many = np.arange(40)
    >>> per_unit(np.tile([-1.0, 1.1], 20), np.full(40, 3.0), many).why, per_unit(np.full(40, 6.0), np.full(40, 3.0), many).value
    ('not_told_from_zero', 2.0)
    >>> per_unit(np.full(40, np.nan), np.full(40, 3.0), many).why, per_unit(np.zeros(40), np.full(40, 3.0), many).why
    ('not_defined', 'no_cost')
    """
    if np.isfinite(cost).any() and not np.nan_to_num(cost).any():
        return none(NO_COST)
    found = ratio(cost, effect, groups)
    if found.why == NO_COST:
        return none(IS_ZERO)
    _, low, _ = (float(part[0]) for part in intervals.of_mean(cost[:, None], groups))
    if found.why is None and not low > 0.0:
        return none(TOO_FEW if math.isnan(low) else IS_ZERO)
    return found._replace(low=max(found.low, 0.0)) if math.isfinite(found.low) else found


def _part(found: Ratio) -> Ratio:
    """A ratio of a part to its whole, with no bound beyond 0 and 1."""
    return found._replace(low=float(np.clip(found.low, 0.0, 1.0)), high=float(np.clip(found.high, 0.0, 1.0)))


def value_table(each: Replications, series: pd.DataFrame) -> pd.DataFrame:
    """Rows of `value.csv` for one scenario: its levers, and the whole where there are several."""
    own = levers_of(each) if each.base is not None else ()
    rows: list[list[Any]] = []
    for lever in [*own, *([None] if len(own) > 1 else [])]:
        for measure, (unit, found) in measures(each, lever, series).items():
            if found.why == UNKNOWN and lever is not None and len(own) > 1:
                continue  # of a package, what rests on effects by lever is not there
            rows.append([each.name, None if lever is None else lever.id, measure, None, unit, found.value, found.low, found.high, found.why])
    return with_gaps(pd.DataFrame(rows, columns=COLUMNS), ("lever", "against", "why"))


# --- doses -------------------------------------------------------------------------------------------------------------------------------------------


class Dose(NamedTuple):
    """A scenario as a dose of a lever: present value of its cost, and of its effect on the main outcome of the lever, by replication."""

    name: str
    cost: Floats
    effect: Floats


class Step(NamedTuple):
    """A dose against the next smaller one that is worth its money (None: no policy): what one more unit costs, or why there is no such number."""

    name: str
    against: str | None
    found: Ratio


def steps(doses: Sequence[Dose], groups: Any) -> list[Step]:
    """Incremental cost-effectiveness of doses ordered by mean cost, from no policy on; dominated ones are named and left out of the line.

    A dose that does no more than a cheaper one, as far as can be told, is dominated. One whose next unit costs more than that of a larger dose is so by
    extension: two other doses together do better (Drummond et al. 2015).

    >>> flat = lambda cost, effect: (np.full(40, cost), np.full(40, effect))
    >>> line = steps([Dose("b", *flat(30.0, 4.0)), Dose("a", *flat(10.0, 2.0)), Dose("c", *flat(40.0, 3.0))], np.arange(40))
    >>> [(step.name, step.against, step.found.value, step.found.why) for step in line]
    [('a', None, 5.0, None), ('b', 'a', 10.0, None), ('c', 'b', nan, 'dominated')]
    """
    nothing = Dose("", np.zeros(len(groups)), np.zeros(len(groups)))
    ordered = sorted(doses, key=lambda dose: float(np.nanmean(dose.cost)))
    line: list[Dose] = [nothing]
    left: dict[str, str] = {}
    for dose in ordered:
        best = max(line, key=lambda one: float(np.nanmean(one.effect)))
        if float(np.nanmean(dose.effect)) <= float(np.nanmean(best.effect)):
            high = float(intervals.of_mean((dose.effect - best.effect)[:, None], groups).high[0])
            left[dose.name] = TOO_FEW if math.isnan(high) else DOMINATED if high <= 0.0 else IS_ZERO
        else:
            line.append(dose)
    place = 1
    while place < len(line) - 1:
        if _slope(line[place - 1], line[place]) > _slope(line[place], line[place + 1]):
            left[line[place].name] = EXTENDED
            del line[place]
            place = max(place - 1, 1)
        else:
            place += 1
    found = []
    for dose in ordered:
        before = [one for one in line if float(np.nanmean(one.cost)) <= float(np.nanmean(dose.cost)) and one is not dose]
        last = before[-1] if before else nothing
        reason = left.get(dose.name)
        number = none(reason) if reason is not None else per_unit(dose.cost - last.cost, dose.effect - last.effect, groups)
        found.append(Step(dose.name, last.name or None, number))
    return found


def _slope(one: Dose, other: Dose) -> float:
    gain = float(np.nanmean(other.effect) - np.nanmean(one.effect))
    return float(np.nanmean(other.cost) - np.nanmean(one.cost)) / gain if gain > 0.0 else math.inf


def doses_of(replications: Sequence[Replications]) -> list[tuple[Lever, list[Replications]]]:
    """Scenarios of one world and of the same levers that differ in the values of one of them alone, with that lever."""
    groups: dict[tuple[str, frozenset[str]], list[Replications]] = {}
    for each in replications:
        if each.base is not None and levers_of(each):
            groups.setdefault((each.without, frozenset(lever.id for lever in each.scenario.levers)), []).append(each)
    found = []
    for same in groups.values():
        by_id = [{lever.id: lever for lever in each.scenario.levers} for each in same]
        moved = [lever_id for lever_id in by_id[0] if any(one[lever_id] != by_id[0][lever_id] for one in by_id)]
        if len(same) > 1 and len(moved) == 1:
            found.append((by_id[0][moved[0]], same))
    return found


def dose_table(replications: Sequence[Replications], series: pd.DataFrame) -> pd.DataFrame:
    """Rows of `value.csv` on doses: what one more unit of the main outcome costs from one dose to the next."""
    rows: list[list[Any]] = []
    for lever, same in doses_of(replications):
        shared = [number for number in same[0].numbers if all(number in each.numbers for each in same)]
        doses, outcome = [], lever.main_outcome
        for each in same:
            kept = [each.numbers.index(number) for number in shared]
            doses.append(Dose(each.name, summed(each, "present_value_gross", None)[kept], present_effect(each, outcome, series)[kept]))
        groups = same[0].groups[[same[0].numbers.index(number) for number in shared]]
        unit = cost_unit(outcome)
        for step in steps(doses, groups):
            rows.append([step.name, lever.id, "incremental_cost", step.against, unit, step.found.value, step.found.low, step.found.high, step.found.why])
    return with_gaps(pd.DataFrame(rows, columns=COLUMNS), ("lever", "against", "why"))
