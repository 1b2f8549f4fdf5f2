"""The Mesa agents one by one, in plain Python, and the compiled loops give the same records bit for bit, and the same ledger."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.inputs.settings import WorldSettings
from model.running.mesa_agents import Household
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, SHOCKS, assert_same, differing, everything, founders, lever, package, relations, settings_of, value


def two_corridors(sample: int | None, stock: float) -> WorldSettings:
    """Moroccans in Belgium and Ethiopians in the Netherlands in one small world: both laws on nationality."""
    first, second = (settings_of(scenario, stock=stock, years=5, burn_in=1, sample=sample, parameters=BUSY) for scenario in (MAR, ETH))
    return replace(first, corridors=(*first.corridors, *second.corridors))


LEVERS = (*package()[:3], lever("donation_tax_relief", {"sex": "female", "random_share": 0.7}), lever("dual_nationality", ramp_months=6, generations=("first", "second")),
          lever("pooled_fund", budget_usd=1e5), lever("philanthropy_partnership"), lever("philanthropy_training", seats_per_year=6),
          lever("talent_attraction", shortage_threshold=0.1), lever("knowledge_network"), *founders(), *relations())  # fmt: skip


ROOM = {"rollers", "struck", "around", "sums", "words"}
"""Arrays that hold nothing of the world: what compiled loops put down while they work on many at once."""


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


@pytest.mark.parametrize("seed", [1, 2**63 + 5, 77])
def test_every_lever_at_once_gives_the_same_records_after_every_loop(seed: int) -> None:
    """Loops in plain Python work on records taken out of the arrays, and who watches sees them put back after each."""
    settings = two_corridors(None, 120.0)
    seen = []
    for engine in ("compiled", "objects"):
        model = DiasporaModel(settings, everything(), SHOCKS, engine=engine, seed=seed, replication=seed % 7, checks=True)
        model.engine.watcher = watcher = Watching(model)
        for _ in range(30):
            model.step()
        seen.append(watcher.seen)
    compiled, objects = seen
    assert len(compiled) > 30 * 10
    for of_compiled, of_objects in zip(compiled, objects, strict=True):
        assert of_compiled == of_objects


class Watching:
    """Keeps, of every loop of a run, its name and what the arrays are before and after it, but for those that are room for work alone."""

    def __init__(self, model: DiasporaModel) -> None:
        self.model = model
        self.seen: list[tuple[str, str, str]] = []
        self._before = ""

    def digest(self) -> str:
        kept = hashlib.sha256()
        for name, array in self.model.stage._asdict().items():
            if name not in ROOM:
                kept.update(array.tobytes())
        return kept.hexdigest()

    def before(self, *_: Any) -> None:
        """Called before a loop."""
        self._before = self.digest()

    def after(self, kernel: Any, _: tuple[Any, ...]) -> None:
        """Called after it."""
        self.seen.append((kernel.__name__, self._before, self.digest()))


def test_who_watches_changes_nothing() -> None:
    settings = two_corridors(None, 120.0)
    watched, alone = (DiasporaModel(settings, everything(), SHOCKS, engine="objects") for _ in range(2))
    watched.engine.watcher = Watching(watched)
    for _ in range(8):
        watched.step()
        alone.step()
        assert differing(watched.stage, alone.stage) == []


def test_an_agent_at_work_shows_what_was_written_of_it_this_month(monkeypatch: pytest.MonkeyPatch) -> None:
    """The arrays hold it only once the loops of the month are through."""
    settings = two_corridors(None, 120.0)
    model = DiasporaModel(settings, LEVERS, engine="objects")
    found: list[tuple[float, float, float]] = []
    original = Household.end_month

    def noting(self: Household, stage: Any = None) -> None:
        found.append((self.age, stage.households[self.index].age, model.stage.households["age"][self.index]))
        original(self, stage)

    monkeypatch.setattr(Household, "end_month", noting)
    before = model.stage.households["age"].copy()
    model.step()
    assert len(found) == model.n_households > 30
    assert all(shown == taken for shown, taken, _ in found)
    assert [old for *_, old in found] == before[: len(found)].tolist()
    assert sum(shown != old for shown, _, old in found) > 20  # nearly all aged
    assert [agent.age for agent in model.engine.agents_of(Household)] == model.stage.households["age"][: len(found)].tolist()


def test_a_loop_that_fails_leaves_in_the_arrays_what_was_done_before(monkeypatch: pytest.MonkeyPatch) -> None:
    model = DiasporaModel(two_corridors(None, 120.0), LEVERS, engine="objects")
    before = model.stage.households["age"].copy()

    def failing(*_: Any) -> None:
        raise ArithmeticError("by design")

    monkeypatch.setattr(Household, "commit", failing)
    with pytest.raises(ArithmeticError):
        model.step()
    assert (model.stage.households["age"] != before).sum() > 20


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
