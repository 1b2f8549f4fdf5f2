"""What the public accounts of a finished run say of each lever, and of the world: costs by what they buy, what leaks, what comes back, present values.

Of the world: the revenue that rests on visits, firms founded and fees, and the benefits that are valued in money. A policy adds the difference to its own
world without it. Money of month m is worth (1 + rate)^(-m / 12) today, costs and benefits alike (The Green Book, HM Treasury 2022).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ..history import History
from ..levers.lever import Lever
from ..records.flows import Flow
from ..time_units import TWELFTH
from .ledger import spending

Key = tuple[str, str | None, str | None]


def discounted(amounts: np.ndarray, rate: float) -> np.ndarray:
    """Present value of amounts by month (the first axis), seen from month 0.

    >>> round(float(discounted(np.array([100.0] + 11 * [0.0] + [100.0]), 0.25)), 9)
    180.0
    """
    months = np.arange(len(amounts)) * TWELFTH
    value: np.ndarray = np.tensordot((1.0 + rate) ** -months, amounts, axes=1)
    return value


def public_revenue(run: History) -> np.ndarray:
    """Revenue of the state of origin by month, USD: taxes on what visitors spend and on the value added of firms founded since month 0, and fees.

    Value added is that of their jobs; a part of it takes the place of other firms' and brings nothing. Stakes in firms of others are not in it.
    """
    a = run.p.accounting
    income = run.stage.corridors["origin_income"]
    spent = run.flows[:, :, [Flow.TOURISM, Flow.TOURISM_REFERRED]].sum(axis=(1, 2))
    output = (1.0 - a.displaced_output) * a.output_per_job * (run.flows[:, :, Flow.JOBS] * income).sum(axis=1)
    revenue: np.ndarray = a.tax_take * (spent + output) + run.flows[:, :, Flow.NATIONALITY_FEES].sum(axis=1)
    return revenue


def valued_benefits(run: History) -> np.ndarray:
    """Benefits that are valued in money, a dollar for a dollar, by month: remittances received less fees, earmarked ones too, gifts, urgent need covered.

    Need that is covered by the public money of a pooled fund is left out here, as that money is counted as a transfer; so are crisis gifts, which are
    worth what they cover.
    """
    flows = run.flows.sum(axis=1)
    money: np.ndarray = flows[:, [Flow.RECEIVED, Flow.EARMARKED_OWN, Flow.REGULAR, Flow.COLLECTIVE]].sum(axis=1) - flows[:, Flow.FEES]
    public = sum(spending(run).transfers[:, k] for k, lever in enumerate(run.policy.levers) if lever.process == "pooled_fund")
    return money + run.by_month("crises")["covered"] - public


def world_accounts(run: History) -> dict[str, float]:
    """Outcomes of the world: revenue and valued benefits, a year and as present values."""
    years, rate = float(run.settings.years), run.p.accounting.discount_rate
    found = {}
    for name, amounts in (("revenue", public_revenue(run)), ("benefits", valued_benefits(run))):
        found[f"{'public' if name == 'revenue' else 'valued'}_{name}"] = float(amounts.sum()) / years
        found[f"present_value_{name}"] = float(discounted(amounts, rate))
    return found


def lever_accounts(run: History) -> dict[Key, float]:
    """The accounts of each lever of a finished run, USD a year and present values; levers that offer nothing have none."""
    years, rate = float(run.settings.years), run.p.accounting.discount_rate
    costs = spending(run)
    gross = costs.administration + costs.transfers + costs.forgone
    lost = leaked(run)
    found: dict[Key, float] = {}
    for k, lever in enumerate(run.policy.levers):
        numbers = {
            "administration": costs.administration[:, k].sum() / years,
            "transfers": costs.transfers[:, k].sum() / years,
            "leakage": lost[lever.id] / years,
            "present_value_gross": discounted(gross[:, k], rate),
            "present_value_reaching": discounted(costs.transfers[:, k] + costs.forgone[:, k], rate),
        }
        found |= {(name, "lever", lever.id): float(number) for name, number in numbers.items()}
    return found


def _zone_leaks(run: History, lever: Lever, k: int) -> float:
    """Tax that associates and others on plots of a zone do not pay."""
    taken = run.by_month("founding")
    # the first corridor of a country, as the model books it; every country has as many zones
    tax_of = {int(c["origin"]): float(c["tax_rate"]) for c in run.stage.corridors[::-1]}
    tax = float(np.mean(list(tax_of.values())))
    owed = (taken["plots_associates"] + taken["plots_outsiders"]) * run.p.services.zone_profit * tax * TWELFTH
    return float(np.minimum(owed, run.forgone[:, k]).sum())


def _associates_relief(run: History, lever: Lever, k: int) -> float:
    """Relief on the part of profits that belongs to partners who are not of the diaspora."""
    return float(run.forgone[:, k].sum()) * (run.p.enterprise.associates_share if lever.values["associates"] else 0.0)


def _interns_gone(run: History, lever: Lever, k: int) -> float:
    """What was spent on interns who then stayed abroad."""
    return float(run.by_month("skills")["interns_lost"].sum()) * run.p.placement.intern_usd


LEAKS: Mapping[str, Callable[[History, Lever, int], float]] = {
    "special_economic_zone": _zone_leaks,
    "tax_incentive": _associates_relief,
    "skills_placement": _interns_gone,
}
"""How public money of a lever gets to others than those it is for; all other levers reach only those to whom they are offered, and leak nothing here."""


def leaked(run: History) -> dict[str, float]:
    """Public money, or revenue forgone, that went to others than those a lever is for, over the horizon, USD by lever."""
    return {lever.id: LEAKS[lever.id](run, lever, k) if lever.id in LEAKS else 0.0 for k, lever in enumerate(run.policy.levers)}
