"""A small world stepped before a class: who decided what is what the run did, and a changed rule shows in whom it moves and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from experiments.explaining.lives import DisagreementError
from experiments.explaining.result import Odds, Part
from experiments.explaining.stepping import SmallWorld, chance_words, weighs_otherwise
from model.errors import InputError
from model.own_rules import use_rule
from model.rules.remit import sending_odds
from model.running.mesa_agents import Household
from scenarios import load, with_changes
from tests.worlds import differing

RULE = "remit.sending_odds"
SENDS = "Money to its family"


def minds_the_fee(amount: float, supports: int, peers_sending: float, cost: float, is_national: int, political: float, p: Any) -> float:
    """The rule of the model, and four times more of what the fee weighs in it."""
    return sending_odds(amount, supports, peers_sending, cost, is_national, political, p) - 4.0 * p.cost_effect * cost


@pytest.fixture(scope="module")
def stepped() -> SmallWorld:
    """A world after two months, whose decisions are known."""
    world = SmallWorld("morocco_belgium_package", 40)
    world.step()
    world.step()
    for month in (0, 1):
        world.decisions(month)
    return world


@pytest.fixture
def _original() -> Iterator[None]:
    yield
    use_rule(RULE, None)


def test_who_decided_is_what_the_run_did(stepped: SmallWorld) -> None:
    stage = stepped.model.stage
    acted = stepped.who_decided(1, acted=True)
    senders = acted[acted["decision"] == SENDS]["household"].tolist()
    assert senders == np.flatnonzero(stage.households["sends"][:40]).tolist() and 5 < len(senders) < 40
    assert all(says.startswith("It sent ") for says in acted[acted["decision"] == SENDS]["what it did"])
    assert set(acted["where it ended"]) == {"done"}
    weighed = stepped.who_decided(1)
    assert len(weighed) > len(acted) and not weighed["where it ended"].str.startswith("not ").any()


def test_every_decision_of_every_household_is_counted_at_one_gate(stepped: SmallWorld) -> None:
    for language, done, sending in (("en", "done", SENDS), ("fr", "fait", "Argent à sa famille")):
        counted = stepped.counted(0, language)
        assert int(counted.to_numpy().sum()) == sum(len(each) for each in stepped.decisions(0))
        acted = stepped.who_decided(0, language, acted=True)
        assert counted.loc[sending, done] == (acted.iloc[:, 1] == sending).sum() > 0


def test_the_agents_are_those_of_mesa_and_show_the_month(stepped: SmallWorld) -> None:
    assert stepped.month == 2 and stepped.model.engine.kind == "objects"
    assert all(isinstance(agent, Household) for agent in stepped.agents)
    assert len(stepped.agents.select(lambda agent: agent.sends == 1)) == stepped.model.stage.households["sends"][: stepped.model.n_households].sum()


def test_the_same_rules_give_the_same_lives(stepped: SmallWorld) -> None:
    again = stepped.again()
    assert again.month == 0 and stepped.month == 2
    again.step(2)
    assert differing(again.model.stage, stepped.model.stage) == []
    assert stepped.otherwise(again, 1).empty


@pytest.mark.usefixtures("_original")
def test_a_changed_rule_moves_those_whose_draw_lies_between_the_two_chances(stepped: SmallWorld) -> None:
    use_rule(RULE, minds_the_fee)
    other = stepped.again()
    other.step(2)
    moved = stepped.otherwise(other, 0)
    assert 0 < len(moved) < 40 and set(moved["decision"]) == {SENDS}
    assert set(moved["where it ended, here"]) == {"done"} and set(moved["where it ended, in the other world"]) == {"no wish"}
    # the worlds are the same until then: nothing but the fee weighs otherwise, five times as much
    assert all(each.startswith("the fee: −") and ";" not in each for each in moved["what weighs otherwise, in points"])
    between = []
    for household in range(40):
        here, there = ({each.decision: each for each in world.decisions(0)[household]}["remittance"].odds for world in (stepped, other))
        if here is not None and there is not None and here.draw is not None:
            assert here.draw == there.draw and there.chance <= here.chance
            fee, more = (sum(part.value for part in odds.parts if part.label.en == "the fee") for odds in (here, there))
            assert more == pytest.approx(5.0 * fee)
            if there.chance <= here.draw < here.chance:
                between.append(household)
    assert moved["household"].tolist() == between


@pytest.mark.usefixtures("_original")
def test_a_month_that_was_lived_by_other_rules_is_not_explained() -> None:
    world = SmallWorld("morocco_belgium_package", 40)
    world.step()
    use_rule(RULE, minds_the_fee)
    with pytest.raises(DisagreementError):
        world.decisions(0)
    use_rule(RULE, None)
    assert len(world.decisions(0)) == 40


def test_what_cannot_be_is_refused(stepped: SmallWorld) -> None:
    for month, said in ((2, "0 to 1"), (-1, "0 to 1")):
        with pytest.raises(InputError, match=said):
            stepped.decisions(month)
    with pytest.raises(InputError, match=r"before the first step"):
        stepped.again().who_decided(0)
    with pytest.raises(InputError, match=r"months"):
        stepped.again().step(0)
    short = SmallWorld(with_changes(load("morocco_belgium"), {"years": 1}), 5, 3)
    assert short.households == 5
    with pytest.raises(InputError, match=r"1 to 12"):
        short.step(13)
    for given in ({"households": 0}, {"seed": -1}, {"scenario": "marocco"}):
        with pytest.raises(InputError):
            SmallWorld(**{"scenario": "morocco_belgium", **given})


def test_words_of_chances_and_of_what_weighs_otherwise() -> None:
    one = Odds(0.5, 0.25, 0.0, (Part("remitting.cost_effect", "sending_odds", -0.5), Part("remitting.norm", "sending_odds", 0.1)))
    two = Odds(0.25, 0.25, -1.0, (Part("remitting.cost_effect", "sending_odds", -1.5), Part("remitting.norm", "sending_odds", 0.1)))
    assert weighs_otherwise(one, two)() == "the fee: −0.50 → −1.50" and weighs_otherwise(one, two)("fr") == "les frais\xa0: −0,50 → −1,50"
    assert weighs_otherwise(one, one)() == "nothing" == weighs_otherwise(None, None)()
    assert weighs_otherwise(one, None)() == "the fee: −0.50 → 0; how many of its ties send: +0.10 → 0"
    assert chance_words(one)() == "chance 50 in 100, drawn 25" and chance_words(None)("fr") == "rien n'est tiré"
    assert chance_words(Odds(1.5, 0.25, is_mean=True))() == "nothing drawn"
