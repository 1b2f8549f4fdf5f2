"""Whom a lever reached, how its institution coped and what it cost: eligible, informed, supported, files, days waited and promised, who is over-represented.

What the alarms of the source paper are computed from (failure modes X4, X5, X13, X14); one number a lever and run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..history import History
from ..levers.lever import Lever
from ..levers.places import places_a_year
from ..records.arrays import Count
from ..records.vocabulary import FACTIONS, Status
from .accounts import lever_accounts

Key = tuple[str, str | None, str | None]
RICHEST = 0.1
"""Share of households, by wealth, that counts as the richest."""
AFTER = 24
"""Months after the end of its money at which the effect of a project is looked at, half a year before and after."""


def uptake(run: History) -> dict[Key, float]:
    """The numbers of each lever of a finished run; levers that offer nothing have none."""
    s = run.stage
    n = int(s.counts[Count.HOUSEHOLDS])
    h = s.households[:n]
    present = h["status"] == int(Status.PRESENT)
    gone = s.departed[: s.counts[Count.DEPARTED]]
    weight = np.where(present, h["weight"], 0.0)
    supported = np.concatenate([h["supported"], gone["supported"]])
    all_weights = np.concatenate([h["weight"], gone["weight"]])
    factions = np.concatenate([h["faction"], gone["faction"]])
    is_rich = np.concatenate([h["wealth"], gone["wealth"]]) > _threshold(h["wealth"], weight, RICHEST)
    of_faction = np.bincount(h["faction"], weight, len(FACTIONS))
    found: dict[Key, float] = {}
    for k, lever in enumerate(run.policy.levers):
        offered, may_have = (run.policy.is_offered(k, records, s) for records in (h, gone))
        acted = np.concatenate([h["acted"], gone["acted"]]) >> int(lever.act) & 1 == 1
        knew = np.concatenate([h["aware"], gone["aware"]]) >> int(lever.topic) & 1 == 1
        carried = np.where(supported & lever.support_bit != 0, all_weights, 0.0)
        bank = s.institutions[k]
        months = sum(run.policy.is_paid(k, month) for month in range(run.horizon))
        places, promise = places_a_year(lever), lever.promise_days
        numbers = {
            "eligible": weight[offered].sum(),
            "informed": weight[offered & (h["aware"] >> int(lever.topic) & 1 == 1)].sum(),
            "informed_acted": all_weights[acted & knew & np.concatenate([offered, may_have])].sum(),
            "supported": carried.sum(),
            "supported_rich": carried[is_rich].sum(),
            "people_rich": weight[is_rich[:n]].sum(),
            "files_received": bank["arrived"],
            "files_served": bank["served"],
            "files_abandoned": bank["abandoned"],
            "days_waited": bank["waited"],
            "days_promised": np.nan if promise is None else promise * bank["served"],
            "places_offered": np.nan if places is None else places * months / 12.0,
        }
        for place, (name, people) in enumerate(zip(FACTIONS, of_faction, strict=True)):
            numbers[f"supported_{name.lower()}"] = carried[factions == place].sum()
            numbers[f"people_{name.lower()}"] = people
        found |= {(name, "lever", lever.id): float(number) for name, number in numbers.items()}
    for family in dict.fromkeys(lever.family for lever in run.policy.levers):  # a household that two levers of a family supported counts once
        bits = 0
        for lever in run.policy.levers:
            bits |= lever.support_bit if lever.family is family else 0
        found["supported", "family", str(family)] = float(all_weights[supported & bits != 0].sum())
    return found | lever_accounts(run)


def _threshold(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    """The value that the `share` of people with the highest values are above.

    >>> _threshold(np.arange(10.0), np.ones(10), 0.1)
    8.0
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    place = int(np.searchsorted(reached, (1.0 - share) * reached[-1] * (1.0 - 1e-12)))
    return float(values[order][min(place, len(values) - 1)])


def effects_left(policy: pd.DataFrame, base: pd.DataFrame, levers: Sequence[Lever]) -> dict[Key, float]:
    """Mean monthly effect of each project on its main outcome in the last year of its money, and around 24 months after its end.

    Only where both can be seen: the main outcome has a value each month, and the horizon is long enough.
    """
    found: dict[Key, float] = {}
    horizon = len(policy)
    for lever in levers:
        end = lever.to_month
        if lever.funding != "project" or end is None or horizon < end + AFTER or lever.main_outcome not in policy or lever.main_outcome not in base:
            continue
        effect = policy[lever.main_outcome].to_numpy() - base[lever.main_outcome].to_numpy()
        found["effect_funded", "lever", lever.id] = float(effect[max(lever.from_month, end - 12) : end].mean())
        found["effect_after_24m", "lever", lever.id] = float(effect[end + AFTER - 6 : end + AFTER + 6].mean())
    return found
