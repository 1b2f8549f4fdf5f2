"""Every guard of the model is fired once."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from model.communities import communities_of
from model.errors import InputError
from model.inputs.shocks import Shock
from model.levers import REGISTRY, lever_class
from model.levers.lever import MAX_RESTRICTED
from model.outcome_registry import OUTCOMES
from model.records.arrays import Count
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import MAR, lever, settings_of, world

TINY = {"stock": 2_000.0, "years": 1}


def test_a_lever_cannot_end_before_it_begins() -> None:
    with pytest.raises(InputError, match=r"levers\.matching_grant\.to_month.*a whole number above 12"):
        lever("matching_grant", from_month=12, to_month=12)


def test_a_lever_never_changes() -> None:
    grant = lever("matching_grant", ratio=2.0)
    with pytest.raises(AttributeError, match="never changes"):
        grant.ratio = 3.0
    assert grant == lever("matching_grant", ratio=2.0) and hash(grant) == hash(lever("matching_grant", ratio=2.0))
    assert grant != lever("matching_grant", ratio=3.0)


def test_a_typo_in_a_lever_or_its_key_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'matching_grant'"):
        lever_class("matching_grnt")
    with pytest.raises(InputError, match="did you mean 'ratio'"):
        lever("matching_grant", ratoi=2.0)


def test_settings_and_shocks_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        settings_of().years = 3  # type: ignore[misc]


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="compiled or objects"):
        DiasporaModel(settings_of(**TINY), engine="fortran")


def test_a_world_is_forked_at_month_0_only() -> None:
    start = DiasporaModel(settings_of(**TINY))
    with pytest.raises(ValueError, match="month 0"):
        start.fork()
    finished = start.run()
    with pytest.raises(ValueError, match="month 0"):
        finished.fork()


def test_a_corridor_that_is_not_in_the_world_is_an_error() -> None:
    with pytest.raises(InputError, match="did you mean 'MAR-BEL'"):
        world(MAR, **TINY).fork([lever("tax_incentive", {"corridors": ("MAR-BEI",)})])


def test_a_community_that_is_not_in_the_world_is_an_error() -> None:
    with pytest.raises(InputError, match="no community 9.*to 8"):
        communities_of([9], 8)


def test_misspelt_places_are_refused_wherever_they_are_named() -> None:
    start = world(MAR, **TINY)
    for levers, shocks, key in (
        ([lever("infrastructure", communities=("poorest:9",))], (), "levers.infrastructure.communities"),
        ([lever("matching_grant", {"communities": ("richest:9",)})], (), "levers.matching_grant.eligibility.communities"),
        ([], (Shock("disaster", communities=("poorst:3",)),), "shocks.0.communities"),
    ):
        with pytest.raises(InputError, match=f"{key}.*did you mean"):
            start.fork(levers, shocks)
    with pytest.raises(InputError, match=r"levers\.infrastructure\.communities: 'poorst:3'.*did you mean 'poorest:3'"):
        lever("infrastructure", communities=("poorst:3",))
    with pytest.raises(InputError, match=r"levers\.matching_grant\.eligibility\.sex"):
        lever("matching_grant", {"sex": "woman"})


def test_restricted_levers_are_limited_in_number() -> None:
    many = [lever("tax_incentive", {"sex": "female"}) for _ in range(MAX_RESTRICTED + 1)]
    with pytest.raises(InputError, match=f"at most {MAX_RESTRICTED}"):
        world(MAR, **TINY).fork(many)


def test_a_panel_must_be_asked_for() -> None:
    with pytest.raises(KeyError, match="record="):
        world(MAR, **TINY).fork().run().panel("remittance")


def test_views_do_not_leave_one_by_one() -> None:
    agent = world(MAR, **TINY).agents[0]
    with pytest.raises(NotImplementedError):
        agent.remove()
    with pytest.raises(AttributeError, match="no field 'altrusim'"):
        _ = agent.altrusim


def test_a_loop_without_room_stops_the_run() -> None:
    model = world(MAR, **TINY).fork()
    model.stage.counts[Count.FULL] = 1
    with pytest.raises(RuntimeError, match="ran out of room"):
        model.step()


def test_the_registries_hold_what_they_refer_to() -> None:
    for lever_id, cls in REGISTRY.items():
        assert cls.id == lever_id and cls.main_outcome in OUTCOMES
        assert {*cls.forgoes, *cls.pays} <= set(Flow.__members__)
        assert cls.label.en and cls.label.fr and cls.says.en and cls.says.fr and cls.source


def test_a_world_of_one_month_and_of_no_burn_in_runs() -> None:
    model = DiasporaModel(replace(settings_of(**TINY), burn_in_years=0), checks=True).run()
    assert model.month == 12
