"""Who is induced: those who acted with support and would not have without it, beside those who would have acted anyway; and how long an effect lasts.

Both groups are told apart household by household, by the same luck without the policy (`additionality`). What is said of a household is what it was before
the policy began (wealth) or what no policy changes (skill), so that no group looks richer or poorer for what it did. Everything is a sum over households, so
that means and shares can be taken over all replications.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..history import History
from ..levers.lever import Lever
from ..records.vocabulary import Act
from .additionality import Acts, Pairs, paired, real_doers
from .amounts import household_key, measures_of

GROUPS = ("induced", "anyway")
SUMS = ("number", "supported", "money", "skilled", "wealth", "wealth_known", "firms_old", "firms_lasted")
"""What is summed over a group: households, those of them that were supported, money a year of their act, those with tertiary education, wealth at month 0 and
of how many it is known (who came later had none here), firms founded early enough to be `amounts.LASTED` months old, and those of them that lasted so long."""
YEARS_AFTER = (1, 2, 3)
"""Years after the end of a lever in which its effect is looked at."""

Key = tuple[str, str | None, str | None]


class Start(NamedTuple):
    """Households at month 0, before any lever: their keys, in order, and their wealth, USD."""

    key: np.ndarray
    wealth: np.ndarray


def start_of(run: History) -> Start:
    """The households of a world at month 0; records that parted from one place count once."""
    h = run.stage.households[: run.n_households]
    h = h[(h["status"] == 1) & (h["weight"] > 0.0)]
    key, first = np.unique(household_key(h["root"], h["successions"]), return_index=True)
    return Start(key, h["wealth"][first].copy())


def wealth_of(keys: np.ndarray, start: Start) -> np.ndarray:
    """Wealth at month 0 by key; NaN for those who were not there.

    >>> wealth_of(np.array([7, 3, 5]), Start(np.array([3, 7]), np.array([10.0, 20.0]))).tolist()
    [20.0, 10.0, nan]
    """
    if not len(start.key):
        return np.full(len(keys), np.nan)
    place = np.minimum(np.searchsorted(start.key, keys), len(start.key) - 1)
    return np.where(start.key[place] == keys, start.wealth[place], np.nan)


def induced_by_act(policy: Acts, base: Acts, act: Act, bits: int, start: Start, money: str | None = None, pairs: Pairs | None = None) -> dict[str, float]:
    """Sums over both groups for one act: `induced_number`, `anyway_wealth` and so on. `bits`: what carried it; `money`: the amount of the act.

    Where a lever supports nobody by itself (a survey, a reform), all who did what it is for are looked at: `supported` is then 0.
    """
    pairs = paired(policy, base) if pairs is None else pairs
    p, s, b = real_doers(policy, base, act, bits, pairs)
    is_supported = bool(s.any())
    doers = s if is_supported else p
    dead = np.minimum(doers, b)
    skilled = np.zeros(pairs.n)
    skilled[pairs.base], skilled[pairs.policy] = base.skilled, policy.skilled
    wealth = wealth_of(pairs.keys, start)
    known = np.isfinite(wealth)
    part = np.divide(doers - dead, doers, out=np.zeros(pairs.n), where=doers > 0.0)

    def amount(name: str | None) -> np.ndarray:
        total = np.zeros(pairs.n)
        if name is not None and name in policy.amounts:
            own = policy.amounts[name]
            rows = (own.supported & bits) != 0 if is_supported else np.ones(len(own.key), dtype=bool)
            np.add.at(total, np.searchsorted(pairs.keys, own.key[rows]), own.value[rows])
        return np.where(doers > 0.0, total, 0.0)

    amounts = {"money": amount(money)}
    if act is Act.FOUND_FIRM:
        amounts |= {name: amount(name) for name in ("firms_old", "firms_lasted")}
    found: dict[str, float] = {}
    for group, number, share in (("induced", doers - dead, part), ("anyway", dead, 1.0 - part)):
        sums = {
            "number": number.sum(),
            "supported": number.sum() if is_supported else 0.0,
            "skilled": (number * skilled).sum(),
            "wealth": (number * np.where(known, wealth, 0.0)).sum(),
            "wealth_known": (number * known).sum(),
        } | {name: (share * total).sum() for name, total in amounts.items() if name != "money" or money is not None}
        found |= {f"{group}_{name}": float(value) for name, value in sums.items()}
    return found


def induced_by(lever: Lever, policy: Acts, base: Acts, start: Start) -> dict[Key, float]:
    """Both groups of one lever, set against the world without it."""
    sums = induced_by_act(policy, base, lever.act, lever.support_bit, start, measures_of(lever).get("money"))
    return {(name, "lever", lever.id): value for name, value in sums.items()}


def induced_as_whole(policy: Acts, base: Acts, levers: Sequence[Lever], start: Start) -> dict[Key, float]:
    """Both groups of each act that a package is for."""
    bits: dict[Act, int] = {}
    money: dict[Act, str | None] = {}
    for lever in levers:
        bits[lever.act] = bits.get(lever.act, 0) | lever.support_bit
        money[lever.act] = measures_of(lever).get("money")
    pairs = paired(policy, base)
    return {
        (name, "act", act.name.lower()): value
        for act, bit in bits.items()
        for name, value in induced_by_act(policy, base, act, bit, start, money[act], pairs).items()
    }


def lasting(policy: pd.DataFrame, base: pd.DataFrame, outcome: str, levers: Sequence[Lever]) -> dict[str, float]:
    """Mean monthly effect of levers on an outcome in the last year in which one is in force, and in each whole year after that.

    None where one of them does not end in the horizon. `policy`, `base`: month by outcome.

    >>> from model.levers import REGISTRY
    >>> months = pd.DataFrame({"donations": [5.0] * 12 + [2.0] * 12})
    >>> relief = REGISTRY["donation_tax_relief"](to_month=12)
    >>> lasting(months, 0.0 * months, "donations", (relief,))
    {'effect_in_force': 5.0, 'effect_after_1': 2.0}
    """
    ends, horizon = [lever.to_month for lever in levers if lever.to_month is not None], len(policy)
    if len(ends) < len(levers) or not ends or max(ends) >= horizon or outcome not in policy or outcome not in base:
        return {}
    end, first = max(ends), min(lever.from_month for lever in levers)
    effect = policy[outcome].to_numpy() - base[outcome].to_numpy()
    found = {"effect_in_force": float(effect[max(first, end - 12) : end].mean())}
    for year in YEARS_AFTER:
        if end + 12 * year <= horizon:
            found[f"effect_after_{year}"] = float(effect[end + 12 * (year - 1) : end + 12 * year].mean())
    return found
