"""The public accounts of each policy, USD of 2019 a year: what it costs and where that goes, what comes back, what it added, what is worth how much.

A row a scenario, lever and item. Costs are exact by lever, from the ledger. What rests on the difference to the world without the policy (revenue that
comes back, net cost, benefit, what would not have come anyway) is that of the whole policy: in a package of several levers such rows have no lever, unless
the package was also run without each of them. What is not defined is empty: money of a lever whose act has none, a benefit that is not valued in money.

Definitions and sources: docs/accounts.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from model.levers import Lever
from model.outcomes.amounts import measures_of
from model.outcomes.ledger import Account, payee_of

from ..runs import intervals
from ..runs.intervals import Floats
from ..runs.replications import Replications

COLUMNS = ["scenario", "lever", "item", "payer", "payee", "mean", "low", "high"]
ITEMS = (
    "gross_cost",
    "administration",
    "transfers",
    "revenue_forgone",
    "revenue_back",
    "net_cost",
    "supported",
    "additional",
    "additional_new",
    "additional_more",
    "deadweight",
    "spillover",
    "leakage",
    "displacement",
    "benefit",
)
OF_EITHER_SIGN = ("revenue_back", "net_cost", "benefit")
"""Items that may be below 0; all others are sums of money spent, given or lost."""
STATE = "origin_state"

VALUED = ("remittances", "remittances_formal", "donations", "donations_regular", "donations_collective", "donations_crisis", "crisis_covered")
"""Main outcomes that are valued in money, a dollar for a dollar to whom they reach; all others are set against cost in their own unit."""

GOODS = (Account.ASSOCIATIONS, Account.COMMUNITIES, Account.INSTITUTIONS, Account.FAMILIES, Account.SHOPS, Account.NETWORKS)
"""Whose transfers buy projects, works, seats and services. Those to households, firms and banks are money that changes hands, no benefit to society."""

PAID_TO: Mapping[str, Account] = {
    "sent": Account.FAMILIES,
    "invested_productive": Account.FIRMS,
    "invested_property": Account.SELLERS,
    "given_regular": Account.BODIES,
    "given_collective": Account.ASSOCIATIONS,
    "given_crisis": Account.COMMUNITIES,
    "deposited": Account.BANKS,
    "bonds": Account.ISSUER,
    "visits": Account.TOURISM,
}
"""Who gets the money of households that an amount measures, where it is one account."""


def is_valued(lever: Lever) -> bool:
    """Whether the benefit of a lever is stated in money."""
    return lever.main_outcome in VALUED


def judged_of(each: Replications, name: str, lever: Lever | None = None) -> Floats:
    """One number of the judgement over the replications, of a lever or of the whole policy; NaN where there is none."""
    key = (name, None, None) if lever is None else (name, "lever", lever.id)
    return each.judged.get(key, np.full(len(each.numbers), np.nan))


def levers_of(each: Replications) -> tuple[Lever, ...]:
    """The levers of a scenario that offered something, so that they have accounts."""
    return tuple(lever for lever in each.scenario.levers if ("administration", "lever", lever.id) in each.judged)


def change(each: Replications, outcome: str, lever: Lever | None) -> Floats:
    """The change of an outcome by the whole policy, or what a lever adds to it: NaN for a lever of a package that was not run without it."""
    return each.column(outcome, difference=True) if lever is None else each.added(lever, outcome)


def summed(each: Replications, name: str, lever: Lever | None) -> Floats:
    """A number of one lever, or the sum over all of them."""
    if lever is not None:
        return judged_of(each, name, lever)
    return np.sum([judged_of(each, name, one) for one in levers_of(each)], axis=0)


def costs(each: Replications, lever: Lever | None) -> dict[str, Floats]:
    """What a lever, or the policy, costs a year, and what it is spent on: gross cost, administration, transfers, revenue forgone, leakage."""
    chosen = levers_of(each) if lever is None else (lever,)
    forgone = np.sum([each.column("revenue_forgone", "lever", one.id) for one in chosen], axis=0)
    administration, transfers = summed(each, "administration", lever), summed(each, "transfers", lever)
    return {
        "gross_cost": administration + transfers + forgone,
        "administration": administration,
        "transfers": transfers,
        "revenue_forgone": forgone,
        "leakage": summed(each, "leakage", lever),
    }


def added(each: Replications, lever: Lever | None) -> dict[str, Floats]:
    """Money of households, USD a year: of those supported, additional (new and more), deadweight, spillover, displacement; NaN where the act has none."""
    found = {name: judged_of(each, f"money_{name}", lever) for name in ("supported", "new", "more", "deadweight", "spillover", "displacement")}
    return {
        "supported": found["supported"],
        "additional": found["new"] + found["more"],
        "additional_new": found["new"],
        "additional_more": found["more"],
        **{name: found[name] for name in ("deadweight", "spillover", "displacement")},
    }


def benefit(each: Replications, lever: Lever | None) -> Floats:
    """What a valued policy is worth to those whom it reaches, USD a year: the change of benefits valued in money, and public money that reaches them.

    Money that leaks is left out. NaN where the benefit, or that of one of the levers, is not valued.
    """
    chosen = levers_of(each) if lever is None else (lever,)
    if not chosen or not all(is_valued(one) for one in chosen):
        return np.full(len(each.numbers), np.nan)
    own = costs(each, lever)
    return change(each, "valued_benefits", lever) + own["transfers"] + own["revenue_forgone"] - own["leakage"]


def items(each: Replications, lever: Lever | None) -> dict[str, Floats]:
    """All items of a lever, or of the whole policy (`lever` None), by replication."""
    found = costs(each, lever)
    found["revenue_back"] = change(each, "public_revenue", lever)
    found["net_cost"] = found["gross_cost"] - found["revenue_back"]
    found |= added(each, lever)
    found["benefit"] = benefit(each, lever)
    return {item: found[item] for item in ITEMS}


def _parties(lever: Lever | None, item: str) -> tuple[str | None, str | None]:
    """Payer and payee of an item, where it is one."""
    if item == "revenue_back":
        return None, STATE
    if lever is None:
        return None, None
    if item in ("gross_cost", "net_cost", "leakage"):
        return lever.paid_by, None
    if item in ("administration", "transfers", "revenue_forgone"):
        purpose = "transfer" if item == "transfers" else item
        return lever.paid_by, str(payee_of(lever, purpose)) if item != "transfers" or lever.reaches is not None else None
    if item == "benefit":
        return None, None
    measure = measures_of(lever).get("money")
    return (None, None) if measure is None else (str(Account.HOUSEHOLDS), str(PAID_TO[measure]) if measure in PAID_TO else None)


def accounts_table(each: Replications) -> pd.DataFrame:
    """Rows of `accounts.csv` for one scenario; none for one without levers, or without a world to compare with.

    A package has the rows of each of its levers, then those of the whole with an empty lever.
    """
    own = levers_of(each) if each.base is not None else ()
    chosen: list[Lever | None] = [*own, *([None] if len(own) > 1 else [])]
    rows: list[list[Any]] = []
    for lever in chosen:
        numbers = items(each, lever)
        floors = np.array([-np.inf if item in OF_EITHER_SIGN else 0.0 for item in numbers])
        mean = intervals.of_mean(np.column_stack(list(numbers.values())), each.groups, at_least=floors)
        for place, item in enumerate(numbers):
            rows.append([each.name, None if lever is None else lever.id, item, *_parties(lever, item), *(float(part[place]) + 0.0 for part in mean)])
    return with_gaps(pd.DataFrame(rows, columns=COLUMNS), ("lever", "payer", "payee"))


def with_gaps(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The table with None where a text is missing in these columns, whatever else is in them."""
    for column in columns:
        known = table[column].astype(object)
        table[column] = known.where(known.notna(), None)
    return table
