"""What a policy added: the same household with and without it, counted household by household, and in what it gave, put in or founded (`amounts`).

For each place in the population and each household that lived there: `supported` by a lever and acted, acted under the policy, acted without it (same
luck). Of those supported, additional would not have acted and deadweight would have; spillover acted without support because of the policy;
displacement would have acted and did not. Net = additional + spillover - displacement.

Amounts are judged alike, over the whole horizon: of what supported households gave, what they would have given anyway is deadweight, the rest is
additional: new where they would have given nothing, more where they would have given less. So additional + deadweight = supported, and net is the whole
difference to the world without the policy (Additionality Guide, HCA 2014).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..history import History
from ..levers.lever import Lever
from ..records.arrays import Count
from ..records.vocabulary import FACTIONS, SKILLS, Act
from .amounts import MEASURES, Amount, amounts_of, household_key, measures_of

JUDGED = ("additional", "deadweight", "spillover", "displacement", "net")
PARTS = ("supported", "new", "more", "deadweight", "spillover", "displacement", "net")
"""What is said of the amount of a lever: `money_new`, `firms_deadweight` and so on."""

Key = tuple[str, str | None, str | None]
NO_AMOUNTS: Mapping[str, Amount] = {}
NOBODY = np.zeros(0)
OF_ACTS = ("root", "successions", "id", "weight", "acted", "supported", "faction", "skill")
"""Fields of a record that tell who acted, beside those of the amounts."""
HIGH = SKILLS.index("high")


class Acts(NamedTuple):
    """Acts of all households of a run, those who left included. One row a household: `key` tells root and occupant; a place keeps its faction.

    `skilled`: 1 where the head has tertiary education, else 0.

    `amounts`: by name (see `model.outcomes.amounts.MEASURES`), what they gave, put in, worked or founded since month 0.
    """

    key: np.ndarray
    weight: np.ndarray
    acted: np.ndarray
    supported: np.ndarray
    faction: np.ndarray
    amounts: Mapping[str, Amount] = NO_AMOUNTS
    skilled: np.ndarray = NOBODY


class Pairs(NamedTuple):
    """Households of two worlds, paired: how many there are, and the number of each row of the policy and of the base."""

    n: int
    policy: np.ndarray
    base: np.ndarray
    keys: np.ndarray


def acts_of(run: History) -> Acts:
    """Collect the acts of a finished run."""
    doers = doers_of(run)
    key = household_key(doers["root"], doers["successions"])
    weight, acted, supported, faction = (doers[name].copy() for name in ("weight", "acted", "supported", "faction"))
    return Acts(key, weight, acted, supported, faction, amounts_of(run, doers), (doers["skill"] == HIGH) * 1.0)


def doers_of(run: History) -> np.ndarray:
    """Who acted or was supported, those who left included, a row each.

    It has the fields that acts are made of alone: a copy of all records would take as much memory as the world itself.
    """
    s = run.stage
    parts = s.households[: s.counts[Count.HOUSEHOLDS]], s.departed[: s.counts[Count.DEPARTED]]
    did = [(part["acted"] != 0) | (part["supported"] != 0) for part in parts]
    of_amounts = dict.fromkeys(name for measure in MEASURES.values() for name in (*measure.fields, measure.by) if name is not None)
    doers = np.empty(sum(int(rows.sum()) for rows in did), dtype=[(name, parts[0].dtype[name]) for name in (*OF_ACTS, *of_amounts)])
    for name in doers.dtype.names or ():
        doers[name] = np.concatenate([part[name][rows] for part, rows in zip(parts, did, strict=True)])
    return doers


def paired(policy: Acts, base: Acts) -> Pairs:
    """Number the households that are in either world."""
    keys, where = np.unique(np.concatenate([policy.key, base.key]), return_inverse=True)
    n = len(policy.key)
    return Pairs(len(keys), where[:n], where[n:], keys)


def judge_one(policy: Acts, base: Acts, act: Act, topic_bit: int, pairs: Pairs | None = None) -> dict[str, float]:
    """Additional, deadweight, spillover, displacement and net of one act, in real households; `additional_a` and so on: the first two by faction.

    >>> one = lambda acted, supported: Acts(np.array([7]), np.array([1.0]), np.array([acted]), np.array([supported]), np.array([0]))
    >>> judge_one(one(4, 2), one(0, 0), Act.INVEST_PRODUCTIVE, 2)["additional"]
    1.0
    >>> judge_one(one(4, 2), one(4, 0), Act.INVEST_PRODUCTIVE, 2)["deadweight"]
    1.0
    """
    pairs = paired(policy, base) if pairs is None else pairs
    p, s, b = real_doers(policy, base, act, topic_bit, pairs)
    dead = np.minimum(s, b)
    others, others_base = p - s, b - dead
    result = {
        "additional": float((s - dead).sum()),
        "deadweight": float(dead.sum()),
        "spillover": float(np.maximum(others - others_base, 0.0).sum()),
        "displacement": float(np.maximum(others_base - others, 0.0).sum()),
    }
    result["net"] = result["additional"] + result["spillover"] - result["displacement"]
    faction = np.empty(pairs.n, dtype=np.int64)
    faction[pairs.policy], faction[pairs.base] = policy.faction, base.faction
    for name, counts in (("additional", s - dead), ("deadweight", dead)):
        for place, count in enumerate(np.bincount(faction, counts, len(FACTIONS))):
            result[f"{name}_{FACTIONS[place].lower()}"] = float(count)
    return result


def real_doers(policy: Acts, base: Acts, act: Act, topic_bit: int, pairs: Pairs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Real households that did it under the policy, with support, and without the policy, by paired household."""
    bit = 1 << int(act)
    did = policy.weight * ((policy.acted & bit) != 0)
    p = np.bincount(pairs.policy, did, pairs.n)
    s = np.bincount(pairs.policy, did * ((policy.supported & topic_bit) != 0), pairs.n)
    b = np.bincount(pairs.base, base.weight * ((base.acted & bit) != 0), pairs.n)
    return p, s, b


def additionality(supported: np.ndarray, total: np.ndarray, base: np.ndarray, doers: np.ndarray, doers_base: np.ndarray) -> dict[str, float]:
    """Parts of an amount, from what supported households gave, what all gave, what they gave without the policy; one entry a household.

    `doers`: real households that gave with support; `doers_base`: that gave without the policy. A record of a sample may stand for several: of what its
    supported households gave, the share of those who would not have given at all is new. One household gave 40 instead of 30, one 20 instead of nothing,
    one that nobody supported 5 instead of 8:

    >>> amounts = ([40.0, 20.0, 0.0], [40.0, 20.0, 5.0], [30.0, 0.0, 8.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0])
    >>> given = additionality(*(np.array(amount) for amount in amounts))
    >>> [given[name] for name in PARTS]
    [60.0, 20.0, 10.0, 30.0, 0.0, 3.0, 27.0]
    """
    dead = np.minimum(supported, base)
    additional = supported - dead
    strangers = np.divide(np.maximum(doers - doers_base, 0.0), doers, out=np.zeros_like(doers), where=doers > 0.0)
    new = np.minimum(additional, strangers * supported)
    others, others_base = total - supported, base - dead
    found = {
        "supported": supported.sum(),
        "new": new.sum(),
        "more": (additional - new).sum(),
        "deadweight": dead.sum(),
        "spillover": np.maximum(others - others_base, 0.0).sum(),
        "displacement": np.maximum(others_base - others, 0.0).sum(),
    }
    found["net"] = found["new"] + found["more"] + found["spillover"] - found["displacement"]
    return {name: float(value) for name, value in found.items()}


def judge_amount(policy: Acts, base: Acts, name: str, bits: int, pairs: Pairs) -> dict[str, float]:
    """Parts of one amount, in real units, money a year; `bits`: what carried it, of one lever or of several."""
    own, other = policy.amounts[name], base.amounts[name]
    total, supported, without = np.zeros(pairs.n), np.zeros(pairs.n), np.zeros(pairs.n)
    where = np.searchsorted(pairs.keys, own.key)
    carried = (own.supported & bits) != 0
    np.add.at(total, where, own.value)
    np.add.at(supported, where[carried], own.value[carried])
    np.add.at(without, np.searchsorted(pairs.keys, other.key), other.value)
    if MEASURES[name].of_firms:
        _, doers, doers_base = real_doers(policy, base, Act.FOUND_FIRM, bits, pairs)
    else:
        gives = policy.weight * (own.value > 0.0)
        doers = np.bincount(pairs.policy, gives * carried, pairs.n)
        doers_base = np.bincount(pairs.base, base.weight * (other.value > 0.0), pairs.n)
    return additionality(supported, total, without, doers, doers_base)


def judge(policy: Acts, base: Acts, levers: Sequence[Lever]) -> dict[Key, float]:
    """Judgement of each lever of a policy: {(outcome, "lever", lever id): real households, and amounts}, money a year."""
    out: dict[Key, float] = {}
    pairs = paired(policy, base)
    for lever in levers:
        found = judge_one(policy, base, lever.act, lever.support_bit, pairs)
        for unit, measure in _measured(policy, base, lever).items():
            found |= {f"{unit}_{name}": value for name, value in judge_amount(policy, base, measure, lever.support_bit, pairs).items()}
        out |= {(name, "lever", lever.id): value for name, value in found.items()}
    return out


def judge_together(policy: Acts, base: Acts, levers: Sequence[Lever]) -> dict[Key, float]:
    """Amounts of all levers of a policy together: {(outcome, None, None): amount}. What several levers supported is counted once."""
    pairs = paired(policy, base)
    bits: dict[tuple[str, str], int] = {}
    for lever in levers:
        for unit_and_measure in _measured(policy, base, lever).items():
            bits[unit_and_measure] = bits.get(unit_and_measure, 0) | lever.support_bit
    out: dict[Key, float] = {}
    for (unit, measure), carried in bits.items():
        for name, value in judge_amount(policy, base, measure, carried, pairs).items():
            out[f"{unit}_{name}", None, None] = out.get((f"{unit}_{name}", None, None), 0.0) + value
    return out


def _measured(policy: Acts, base: Acts, lever: Lever) -> dict[str, str]:
    """The amounts of a lever that are known of both worlds."""
    return {unit: measure for unit, measure in measures_of(lever).items() if measure in policy.amounts and measure in base.amounts}
