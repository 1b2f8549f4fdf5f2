"""The ministry acts on what it sees (F10): survey and register make one estimate, and news and invitations reach people as far as the estimate is right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.dialogue.diaspora_survey import belief, census, error_of, estimate
from model.world import DiasporaModel
from tests.worlds import MAR, assert_same, differences, is_above_zero, lever, month_of, rises, value, world

KNOWING = {"information.broadcast": 0.02, "information.word_of_mouth": 0.0, "information.refusal": 0.05, "relations.best_reach": 1.0, "relations.register_base": -1.0}
FREE = {"answer_usd": 0.0}  # so that more answers cost no more: who is reached is reached for the same money

# lever values of less and of more knowledge, at the same cost, and parameters beside the above
LESS_AND_MORE: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, float]]] = {
    "a larger survey": ({"survey_n": 30}, {"survey_n": 10_000}, {}),
    "one that holds longer": ({"survey_n": 5_000, "update_months": 60.0, "holds_months": 4.0}, {"survey_n": 5_000, "update_months": 60.0, "holds_months": 120.0}, {}),
}


@pytest.mark.parametrize("name", LESS_AND_MORE)
def test_more_knowledge_errs_less_and_reaches_more_for_the_same_money(name: str) -> None:
    less, more, parameters = LESS_AND_MORE[name]
    levers = [(lever("diaspora_mapping", **FREE, **values),) for values in (less, more)]
    given = {"parameters": {**KNOWING, **parameters}, "replications": 6}
    assert not differences(levers[1], "public_cost", against=levers[0], **given).any()
    assert is_above_zero(rises(levers[1], "targeting_error", sign=-1.0, against=levers[0], **given))
    assert is_above_zero(rises(levers[1], "aware", against=levers[0], **given))


def test_a_survey_more_often_errs_less_and_reaches_more() -> None:
    rarely, often = (lever("diaspora_mapping", survey_n=2_000, update_months=months, holds_months=12.0) for months in (36.0, 6.0))
    assert is_above_zero(rises((often,), "targeting_error", sign=-1.0, against=(rarely,), parameters=KNOWING, replications=6))
    assert is_above_zero(rises((often,), "aware", against=(rarely,), parameters=KNOWING, replications=6))


def after(months: int, *levers: Any, **of_world: Any) -> DiasporaModel:
    model = world(MAR, **{"parameters": KNOWING, **of_world}).fork(levers)
    while model.month < months:
        model.step()
    return model


def test_what_is_reached_beyond_what_is_taken_for_granted_is_the_error_that_is_gone() -> None:
    model = after(6, lever("diaspora_mapping", survey_n=3_000), lever("volunteer_register"))
    truth = census(month_of(model)).shares()
    per_cell = model.stage.reach.reshape(-1, 3, 2, 4, 3)
    assert (per_cell == per_cell[:, :, :, :1, :]).all()  # it does not tell generations apart
    gained = float((truth * per_cell[:, :, :, 0, :].ravel()).sum())
    assert gained == pytest.approx(error_of(belief(month_of(model)), truth) - error_of(estimate(month_of(model), model.policy.remembered["survey"], census(month_of(model))), truth), abs=1e-3)
    assert gained > 0.2


def test_who_was_taken_not_to_be_there_gains_the_most() -> None:
    """All are taken to be of one mind: a survey brings news to factions B and C, and takes hardly any from A."""
    mapped, base = (value_by_faction(world(MAR, parameters=KNOWING).fork(levers).run()) for levers in ((lever("diaspora_mapping", survey_n=10_000),), (lever("diaspora_mapping", survey_n=1),)))
    risen = mapped / base - 1.0
    assert risen[1] > 0.15 and risen[2] > 0.15 and risen[0] < 0.5 * risen[1]


def value_by_faction(model: DiasporaModel) -> np.ndarray:
    return np.array([value(model, "aware", "faction", faction) for faction in "ABC"])


def test_a_survey_that_does_not_ask_for_sex_reaches_fewer_of_the_sex_it_does_not_see() -> None:
    """Three heads in four are women; without the question they are taken for half."""
    asks, does_not = (lever("diaspora_mapping", survey_n=20_000, answer_usd=0.0, by_sex=by_sex) for by_sex in (True, False))
    gained: dict[str, list[float]] = {"female": [], "male": []}
    for replication in range(6):
        start = world(MAR, replication=replication, parameters=KNOWING, female_share=0.75)
        runs = [start.fork((survey,)).run() for survey in (asks, does_not)]
        assert value(runs[0], "targeting_error") < value(runs[1], "targeting_error") - 0.1
        for sex, found in gained.items():
            found.append(value(runs[0], "aware", "sex", sex) - value(runs[1], "aware", "sex", sex))
    assert is_above_zero(np.array(gained["female"]))
    assert np.mean(gained["male"]) < 0.3 * np.mean(gained["female"])


def test_a_register_alone_lets_the_ministry_see_and_the_less_the_more_fear_keeps_factions_off_it() -> None:
    """The register shows those who registered: where fear keeps B and C away, it takes them for fewer than they are."""
    found: dict[float, list[float]] = {0.0: [], 2.0: []}
    for fear, errors in found.items():
        for replication in range(4):
            given = {"information.broadcast": 0.3, "relations.register_fear": fear, "relations.polarisation": 1.0, "belonging.faction_distrust": 0.3, "relations.entry_worth": 1.0, "relations.register_base": 1.0}
            start = world(MAR, replication=replication, parameters=given)
            policy, base = start.fork((lever("volunteer_register", data_lag_months=0.0),)).run(), start.fork().run()
            assert value(policy, "targeting_error") < value(base, "targeting_error") - 0.1
            known, truth = (shares.reshape(-1, 3, 6).sum(axis=(0, 2)) for shares in (estimate(month_of(policy), None, census(month_of(policy))), census(month_of(policy)).shares()))
            assert (known[0] > truth[0] + 0.1) == (fear > 0.0)
            errors.append(value(policy, "targeting_error"))
    assert is_above_zero(np.array(found[2.0]) - np.array(found[0.0]))


def test_entries_that_cannot_be_used_yet_or_are_old_say_nothing() -> None:
    for given, values in (({}, {"data_lag_months": 120.0}), ({"relations.register_months": 1.0}, {"data_lag_months": 11.0})):
        model = after(24, lever("volunteer_register", **values), parameters={**KNOWING, **given})
        assert (model.stage.households["registered"][: model.n_households] > 0.0).any()
        assert error_of(estimate(month_of(model), None, census(month_of(model))), belief(month_of(model))) < 0.01


def test_the_state_invites_those_whom_it_knows() -> None:
    """A survey brings factions B and C to consultations, with as many seats taken."""
    given = {"information.broadcast": 0.3, "relations.best_reach": 1.0, "relations.polarisation": 0.0, "relations.invitations": 10.0}
    talk = lever("consultation", events_per_year=12, places=15)
    assert is_above_zero(rises((talk, lever("diaspora_mapping", survey_n=10_000)), "who_spoke_minority", against=(talk,), parameters=given, replications=6))


def test_nobody_asked_and_nobody_registered_is_the_world_as_it_was() -> None:
    """A register that nobody may enter, a survey of nobody: bit for bit; news that is heard anyway is heard as before."""
    start = world(MAR, parameters={**KNOWING, "relations.register_base": -14.0})
    assert_same(start.fork((lever("diaspora_mapping", {"random_share": 0.0}),)).run(), start.fork().run())
    other = lever("tax_incentive")
    assert_same(start.fork((other, lever("volunteer_register", {"random_share": 0.0}), lever("diaspora_mapping", survey_n=0))).run(), start.fork((other,)).run())


def test_how_far_off_it_is_is_said_once_a_year() -> None:
    said = world(MAR, parameters=KNOWING).fork((lever("diaspora_mapping", survey_n=2_000),)).run().history.by_month("diaspora_survey")["targeting_error"]
    assert (said[11::12] > 0.0).all() and np.count_nonzero(said) == len(said) // 12
