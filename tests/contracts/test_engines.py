"""The Mesa agents one by one, in plain Python, and the compiled loops give the same records bit for bit, and the same ledger."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.inputs.settings import WorldSettings
from model.running.mesa_agents import Household
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, SHOCKS, assert_same, founders, lever, package, relations, settings_of, value


def two_corridors(sample: int | None, stock: float) -> WorldSettings:
    """Moroccans in Belgium and Ethiopians in the Netherlands in one small world: both laws on nationality."""
    first, second = (settings_of(scenario, stock=stock, years=5, burn_in=1, sample=sample, parameters=BUSY) for scenario in (MAR, ETH))
    return replace(first, corridors=(*first.corridors, *second.corridors))


LEVERS = (*package()[:3], lever("donation_tax_relief", {"sex": "female", "random_share": 0.7}), lever("dual_nationality", ramp_months=6, generations=("first", "second")),
          lever("pooled_fund", budget_usd=1e5), lever("philanthropy_partnership"), lever("philanthropy_training", seats_per_year=6),
          lever("talent_attraction", shortage_threshold=0.1), lever("knowledge_network"), *founders(), *relations())  # fmt: skip


@pytest.mark.parametrize(("sample", "stock"), [(None, 160.0), (25, 2_500.0)], ids=["full scale", "sampled"])
def test_objects_and_compiled_loops_agree_to_the_bit_over_five_years(sample: int | None, stock: float) -> None:
    settings = two_corridors(sample, stock)
    compiled, objects = (DiasporaModel(settings, LEVERS, SHOCKS, engine=engine, checks=True).run() for engine in ("compiled", "objects"))
    assert_same(objects, compiled)
    assert objects.ledger_frame().equals(compiled.ledger_frame())
    assert objects.series().equals(compiled.series())
    # something happened at all
    for name in ("placements_virtual", "remittances", "donations_crisis", "dual_nationals", "revenue_forgone", "investment_productive", "promises_kept", "registered"):
        assert value(compiled, name) > 0.0, name
    assert np.isfinite(value(compiled, "crisis_covered"))


def test_the_order_of_visiting_does_not_matter() -> None:
    """Households decide on what they saw last month, so deciding one by one in another order gives the same decisions."""
    settings = two_corridors(None, 250.0)
    model = DiasporaModel(settings, LEVERS, engine="objects")
    for _ in range(14):
        model.step()
    agents = model.engine.agents_of(Household)
    decided = []
    for order in (agents, agents[::-1]):
        for agent in order:
            agent.decide()
        decided.append([agent.decision for agent in agents])
    assert decided[0] == decided[1]
