"""The model is a Mesa model: agents, sets, collectors, copies and pickles work as Mesa users expect, and nothing is kept alive."""

from __future__ import annotations

import copy
import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest
from mesa.datacollection import DataCollector

from model.agents import VIEWS, Firm, Household
from model.world import DiasporaModel
from tests.worlds import BUSY, SHOCKS, assert_same, package, settings_of


@pytest.fixture
def model() -> DiasporaModel:
    return DiasporaModel(settings_of(stock=900.0, years=2, parameters=BUSY), package(), SHOCKS, checks=True).burn_in()


def test_agents_are_views_of_the_records(model: DiasporaModel) -> None:
    assert isinstance(model, mesa.Model)
    households = model.agents_by_type[Household]
    assert len(households) == model.n_households
    first = households[0]
    assert first.age == model.stage.households["age"][0]
    assert first.record["age"] == first.age
    assert set(model.agent_types) <= set(VIEWS)
    ids = [agent.unique_id for agent in model.agents]
    assert len(set(ids)) == len(ids) and min(ids) > 1_000_000
    with pytest.raises(AttributeError, match="no field 'height'"):
        _ = first.height


def test_agent_sets_select_get_aggregate_group_and_do(model: DiasporaModel) -> None:
    households = model.agents_by_type[Household]
    women = households.select(lambda h: h.is_woman == 1)
    assert len(women) == int(model.stage.households["is_woman"][: model.n_households].sum())
    assert households.agg("weight", sum) == pytest.approx(model.n_households)
    assert households.get("age")[:3] == model.stage.households["age"][:3].tolist()
    sizes = {skill: len(group) for skill, group in households.groupby("skill")}
    assert sum(sizes.values()) == len(households)
    seen: list[int] = []
    households.do(lambda h: seen.append(h.index))
    assert seen == list(range(len(households)))


def test_views_follow_the_records_as_they_grow(model: DiasporaModel) -> None:
    before = len(model.agents_by_type.get(Firm, []))
    model.run()
    assert len(model.agents_by_type[Firm]) >= before
    assert model.agents_by_type[Household][0].age == model.stage.households["age"][0]
    model.remove_all_agents()
    assert len(model.agents) > 0


def test_a_data_collector_collects(model: DiasporaModel) -> None:
    collector = DataCollector(model_reporters={"households": lambda m: m.n_households}, agent_reporters={"wealth": lambda a: getattr(a, "wealth", np.nan)})
    for _ in range(2):
        model.step()
        collector.collect(model)
    assert collector.get_model_vars_dataframe()["households"].tolist() == [model.n_households] * 2
    assert len(collector.get_agent_vars_dataframe()) > model.n_households


@pytest.mark.parametrize("way", ["copy", "pickle"])
def test_a_copy_in_the_middle_goes_on_to_the_same_end(model: DiasporaModel, way: str) -> None:
    for _ in range(5):
        model.step()
    assert len(model.agents) > 0
    other = copy.deepcopy(model) if way == "copy" else pickle.loads(pickle.dumps(model))
    assert_same(model.run(), other.run())


def test_a_fork_leaves_its_origin_alone(model: DiasporaModel) -> None:
    before = model.stage.households.tobytes()
    model.fork(package(), SHOCKS).run()
    assert model.stage.households.tobytes() == before
    with pytest.raises(ValueError, match="month 0"):
        model.fork().run().fork()


def test_nothing_keeps_a_finished_model_alive() -> None:
    model = DiasporaModel(settings_of(stock=300.0, years=1)).run()
    assert len(model.agents) > 0
    gone = weakref.ref(model)
    model.dispose()
    del model
    gc.collect()
    assert gone() is None
    assert len(getattr(mesa.Agent, "_ids", {})) == 0 or all(not isinstance(m, DiasporaModel) for m in mesa.Agent._ids)


@pytest.mark.slow
def test_memory_stays_flat_over_a_thousand_runs() -> None:
    import resource

    settings = settings_of(stock=400.0, years=1)

    def one() -> None:
        model = DiasporaModel(settings, package())
        model.run()
        model.dispose()

    for _ in range(100):
        one()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(900):
        one()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 20_000, f"peak memory grew by {after - before} kB over 900 runs"
