"""What a policy added: the same household with and without it, counted household by household.

For each place in the population and each household that lived there: `supported` by a lever and acted, acted under the policy, acted without it (same
luck). Of those supported, additional would not have acted and deadweight would have; spillover acted without support because of the policy;
displacement would have acted and did not. Net = additional + spillover - displacement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .levers.lever import FACTIONS, Act, Lever
from .stage import Count

if TYPE_CHECKING:
    from .world import DiasporaModel

JUDGED = ("additional", "deadweight", "spillover", "displacement", "net")


class Acts(NamedTuple):
    """Acts of all households of a run, those who left included. One row a household: `key` tells root and occupant; a place keeps its faction."""

    key: np.ndarray
    weight: np.ndarray
    acted: np.ndarray
    supported: np.ndarray
    faction: np.ndarray


def acts_of(model: DiasporaModel) -> Acts:
    """Collect the acts of a finished run."""
    s = model.stage
    records = np.concatenate([s.households[: s.counts[Count.HOUSEHOLDS]], s.departed[: s.counts[Count.DEPARTED]]])
    doers = records[(records["acted"] != 0) | (records["supported"] != 0)]
    key = doers["root"].astype(np.int64) << 16 | doers["successions"].astype(np.int64)
    return Acts(key, doers["weight"].copy(), doers["acted"].copy(), doers["supported"].copy(), doers["faction"].copy())


def judge_one(policy: Acts, base: Acts, act: Act, topic_bit: int) -> dict[str, float]:
    """Additional, deadweight, spillover, displacement and net of one act, in real households; `additional_a` and so on: the first two by faction.

    >>> one = lambda acted, supported: Acts(np.array([7]), np.array([1.0]), np.array([acted]), np.array([supported]), np.array([0]))
    >>> judge_one(one(4, 2), one(0, 0), Act.INVEST_PRODUCTIVE, 2)["additional"]
    1.0
    >>> judge_one(one(4, 2), one(4, 0), Act.INVEST_PRODUCTIVE, 2)["deadweight"]
    1.0
    """
    bit = 1 << int(act)
    keys = np.concatenate([policy.key, base.key])
    unique, where = np.unique(keys, return_inverse=True)
    n, m = len(policy.key), len(unique)
    did = policy.weight * ((policy.acted & bit) != 0)
    p = np.bincount(where[:n], did, m)
    s = np.bincount(where[:n], did * ((policy.supported & topic_bit) != 0), m)
    b = np.bincount(where[n:], base.weight * ((base.acted & bit) != 0), m)
    dead = np.minimum(s, b)
    others, others_base = p - s, b - dead
    result = {
        "additional": float((s - dead).sum()),
        "deadweight": float(dead.sum()),
        "spillover": float(np.maximum(others - others_base, 0.0).sum()),
        "displacement": float(np.maximum(others_base - others, 0.0).sum()),
    }
    result["net"] = result["additional"] + result["spillover"] - result["displacement"]
    faction = np.empty(m, dtype=np.int64)
    faction[where] = np.concatenate([policy.faction, base.faction])
    for name, counts in (("additional", s - dead), ("deadweight", dead)):
        for place, count in enumerate(np.bincount(faction, counts, len(FACTIONS))):
            result[f"{name}_{FACTIONS[place].lower()}"] = float(count)
    return result


def judge(policy: Acts, base: Acts, levers: Sequence[Lever]) -> dict[tuple[str, str | None, str | None], float]:
    """Judgement of each lever of a policy: {(outcome, "lever", lever id): real households}."""
    out: dict[tuple[str, str | None, str | None], float] = {}
    for lever in levers:
        for name, value in judge_one(policy, base, lever.act, lever.support_bit).items():
            out[(name, "lever", lever.id)] = value
    return out
