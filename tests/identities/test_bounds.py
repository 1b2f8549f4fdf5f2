"""Every outcome stays within its declared bounds, and every identity holds, wherever within their bounds parameters and levers are.

DIASPORA_WORLDS=200 tries as many worlds instead of a handful.
"""

from __future__ import annotations

import os

import pytest

from model.outcome_registry import INDEX, OUTCOMES, SHARE
from model.outcomes.additionality import judge
from tests.random_worlds import random_world
from tests.worlds import measured, run

N_WORLDS = int(os.environ.get("DIASPORA_WORLDS", "6"))
HELD = 9
"""A world with so many would-be sellers, of whom so few sell, that a month of trade did not end."""
OF_EITHER_SIGN = {"net", "money_net", "firms_net", "jobs_net", "days_net", "effect_funded", "effect_after_24m"}


def test_every_outcome_has_bounds() -> None:
    assert {name for name, outcome in OUTCOMES.items() if outcome.low is None} == OF_EITHER_SIGN
    for outcome in OUTCOMES.values():
        assert outcome.low in (None, 0.0) and outcome.high == (1.0 if outcome.unit in (SHARE, INDEX) else None), outcome.id


@pytest.mark.parametrize("number", sorted({*range(N_WORLDS), HELD}))
def test_outcomes_of_a_random_world_are_within_their_bounds(number: int) -> None:
    world = random_world(number)
    base, policy = run(world.settings, (), world.shocks), run(world.settings, world.levers, world.shocks)
    judged = judge(policy.acts(), base.acts(), policy.policy.levers)
    found = [*measured(base).items(), *measured(policy).items(), *judged.items(), *policy.uptake().items()]
    outside = {key: value for key, value in found if not OUTCOMES[key[0]].holds(value)}
    assert not outside, outside
