"""What each household gave, put in, worked or founded since month 0, for the judgement of amounts.

Money that households give and invest is kept in their records. What is kept for all of them together alone (visits, deposits, bonds, days of experts) is
shared among those who did it: evenly, or by how often. Firms and jobs are those of the firms of each founder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ..history import History
from ..levers.lever import Lever
from ..records.arrays import Count
from ..records.flows import Flow
from ..records.vocabulary import Act, OwnerKind


class Amount(NamedTuple):
    """One amount of a run, in real units, money a year: a row a household (or a firm), what carried it as bits, and what it comes to, weight included."""

    key: np.ndarray
    supported: np.ndarray
    value: np.ndarray


class Measure(NamedTuple):
    """How an amount is found: the sum of `fields` of the record; or a `flow`, shared among those who did `act` by the field `by`; or firms."""

    fields: tuple[str, ...] = ()
    flow: Flow | None = None
    act: Act | None = None
    by: str | None = None
    of_firms: bool = False


MEASURES: Mapping[str, Measure] = {
    "sent": Measure(("sent",)),
    "invested_property": Measure(("invested_property",)),
    "invested_productive": Measure(("invested_productive",)),
    "given": Measure(("given_regular", "given_collective", "given_crisis")),
    "given_regular": Measure(("given_regular",)),
    "given_collective": Measure(("given_collective",)),
    "given_crisis": Measure(("given_crisis",)),
    "deposited": Measure(flow=Flow.PRODUCTS, act=Act.SAVE),
    "bonds": Measure(flow=Flow.BONDS_SOLD, act=Act.BUY_BOND),
    "visits": Measure(flow=Flow.TOURISM, act=Act.VISIT),
    "days": Measure(flow=Flow.EXPERT_DAYS, act=Act.PLACEMENT, by="placements"),
    "firms": Measure(of_firms=True),
    "jobs": Measure(of_firms=True),
}

MONEY_OF: Mapping[Act, str] = {
    Act.REMIT: "sent",
    Act.INVEST_PROPERTY: "invested_property",
    Act.INVEST_PRODUCTIVE: "invested_productive",
    Act.FOUND_FIRM: "invested_productive",
    Act.GIVE_REGULAR: "given_regular",
    Act.GIVE_COLLECTIVE: "given_collective",
    Act.GIVE_CRISIS: "given_crisis",
    Act.SAVE: "deposited",
    Act.BUY_BOND: "bonds",
    Act.VISIT: "visits",
}
"""The money of an act."""

LASTED = 24
"""Months after which it is asked which firms are still there."""
UNITS = ("money", "firms", "jobs", "days")
"""In what amounts are judged: USD a year, firms founded, jobs at the end, days of expert work."""


def measures_of(lever: Lever) -> dict[str, str]:
    """The amounts that a lever is judged by: unit to name of the measure; none where its act has no amount.

    A relief on all gifts is judged by all gifts, whatever act it wants first.

    >>> from model.levers import REGISTRY
    >>> measures_of(REGISTRY["donation_tax_relief"]()), measures_of(REGISTRY["dual_nationality"]())
    ({'money': 'given'}, {})
    >>> measures_of(REGISTRY["investment_grant"]())
    {'money': 'invested_productive', 'firms': 'firms', 'jobs': 'jobs'}
    """
    found: dict[str, str] = {}
    if lever.main_outcome == "donations":
        found["money"] = "given"
    elif lever.act in MONEY_OF:
        found["money"] = MONEY_OF[lever.act]
    if lever.act is Act.FOUND_FIRM:
        found |= {"firms": "firms", "jobs": "jobs"}
    if lever.act is Act.PLACEMENT:
        found["days"] = "days"
    return found


def household_key(root: np.ndarray, successions: np.ndarray) -> np.ndarray:
    """One number for a place of the population and who lived there, the same in every policy."""
    return root.astype(np.int64) << 16 | successions.astype(np.int64)


def amounts_of(run: History, doers: np.ndarray) -> dict[str, Amount]:
    """All amounts of a finished run; `doers`: records of those who acted, one row each."""
    key, bits, years = household_key(doers["root"], doers["successions"]), doers["supported"].copy(), float(run.settings.years)
    totals = run.window.sum(axis=0)
    found = {}
    for name, measure in MEASURES.items():
        if measure.of_firms:
            continue
        if measure.flow is None or measure.act is None:
            value = doers["weight"] * sum(doers[field] for field in measure.fields)
        else:
            did = (doers["acted"] >> int(measure.act) & 1).astype(float)
            value = shared(totals[measure.flow], doers["weight"] * did * (1.0 if measure.by is None else doers[measure.by]))
        found[name] = Amount(key, bits, value if name == "days" else value / years)
    return found | _firms(run, doers)


def shared(total: float, parts: np.ndarray) -> np.ndarray:
    """A total shared in proportion to parts; nothing where there are none.

    >>> shared(60.0, np.array([1.0, 0.0, 2.0])).tolist(), shared(5.0, np.zeros(2)).tolist()
    ([20.0, 0.0, 40.0], [0.0, 0.0])
    """
    whole = float(parts.sum())
    return parts * (total / whole) if whole > 0.0 else np.zeros(len(parts))


def _firms(run: History, doers: np.ndarray) -> dict[str, Amount]:
    """Firms founded since month 0, closed ones too, and the jobs of those alive at the end, by founder; those that could be `LASTED` months old, and are."""
    s = run.stage
    firms = s.firms[: s.counts[Count.FIRMS]]
    born = firms[(firms["kind"] == OwnerKind.FIRM.value) & (firms["founded"] >= 0)]
    who = doers["root"].astype(np.uint64) << np.uint64(32) | doers["id"].astype(np.uint64)
    order = np.argsort(who, kind="stable")
    founder = born["owner"].astype(np.uint64) << np.uint64(32) | born["person"].astype(np.uint64)
    place = order[np.minimum(np.searchsorted(who[order], founder), max(len(who) - 1, 0))] if len(who) else np.zeros(0, dtype=np.int64)
    if len(born) and not (len(who) and np.array_equal(who[place], founder)):
        raise RuntimeError("a firm whose founder is not among those who acted; please report this with the scenario")
    key, bits = household_key(doers["root"], doers["successions"])[place], born["support"].copy()
    alive, old = born["is_alive"] == 1, born["founded"] <= run.horizon - LASTED
    counted = {"firms": 1.0, "jobs": born["jobs"] * alive, "firms_old": old, "firms_lasted": old & (alive | (born["age"] >= LASTED))}
    return {name: Amount(key, bits, born["weight"] * count) for name, count in counted.items()}
