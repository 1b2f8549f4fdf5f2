"""A new lever is one class; nothing else is edited."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import cloudpickle
import numpy as np
import pytest

from model.errors import InputError
from model.levers import COMMON, REGISTRY, Act, Family, Lever, Topic, own_levers
from model.offers import Offer
from model.outcomes.additionality import judge
from model.parameter import Text, Unit, declare
from model.plugins import adopt, carried
from tests.worlds import ETH, MAR, assert_same, is_above_zero, lever, value, world


@pytest.fixture(scope="module")
def toy() -> Iterator[type[Lever]]:
    """A lever that makes sending money cheaper, and costs a fixed amount."""

    class CheaperTransfers(Lever):
        """A price ceiling on transfers."""

        id = "cheaper_transfers"
        source = "SDG 10.c"
        family = Family.ENABLE
        label = Text("Cheaper transfers", "Transferts moins chers")
        says = Text("A public desk makes transfers cheaper.", "Un guichet public rend les transferts moins chers.")
        topic = Topic.REMITTANCE
        act = Act.REMIT
        main_outcome = "remittances"

        target: float = declare(0.03, Unit.SHARE, "Price aimed at.", "Prix visé.", low=0.0, high=0.5)
        desk_usd: float = declare(120_000.0, Unit.USD_YEAR, "Cost of the desk a year.", "Coût annuel du guichet.", low=0.0, high=1e8)

        def offer(self, offer: Offer, strength: float) -> Offer:
            lower = min(self.target, offer.remittance_cost)
            return offer._replace(remittance_cost=offer.remittance_cost + strength * (lower - offer.remittance_cost))

        def fixed_cost(self, month: int) -> float:
            return self.desk_usd / 12.0 if self.is_active(month) else 0.0

    yield CheaperTransfers
    del REGISTRY[CheaperTransfers.id]


def test_it_is_registered_and_validated(toy: type[Lever]) -> None:
    assert REGISTRY["cheaper_transfers"] is toy
    assert set(toy.parameters) == {*COMMON, "target", "desk_usd"}
    with pytest.raises(InputError, match=r"levers\.cheaper_transfers\.target.*a number from 0 to 0\.5"):
        lever("cheaper_transfers", target=0.9)
    with pytest.raises(InputError, match="did you mean 'target'"):
        lever("cheaper_transfers", taget=0.02)
    made = lever("cheaper_transfers", {"sex": "female"}, target=0.02)
    again = pickle.loads(cloudpickle.dumps(made))  # as workers get it: a class that Python cannot find by its name goes by value
    assert again == made and type(again) is toy and hash(again) == hash(made)
    known = lever("matching_grant", {"sex": "female"}, ratio=1.5)
    assert pickle.loads(pickle.dumps(known)) == known


WRONG = {
    "no outcome": ({"main_outcome": "remitances"}, r"levers\.mine\.main_outcome: there is no outcome 'remitances'; did you mean 'remittances'"),
    "no family": ({"family": None}, r"levers\.mine\.family: is declared as something else; allowed: Family"),
    "no label": ({"label": "Mine"}, r"levers\.mine\.label: .*; allowed: Text"),
    "no name": ({"id": "my-lever"}, r"levers\.my-lever: 'my-lever' is no name that a scenario can use"),
    "taken": ({"id": "matching_grant"}, r"levers\.matching_grant: there is a lever of this name already, MatchingGrant of model\.levers\.matching_grant; allowed: another id"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_lever_says_of_itself_is_checked_when_it_is_defined(case: str, toy: type[Lever]) -> None:
    given, says = WRONG[case]
    before = dict(REGISTRY)
    said = {name: getattr(toy, name) for name in ("family", "label", "says", "topic", "act", "main_outcome")}
    with pytest.raises(InputError, match=says):
        type("Mine", (Lever,), {"id": "mine", **said, **given})
    with pytest.raises(InputError, match=r"levers\.mine\.act: is not declared; allowed: Act"):
        type("Mine", (Lever,), {"id": "mine", **{name: value for name, value in said.items() if name != "act"}})
    assert before == REGISTRY


def test_a_lever_may_be_defined_anew_and_build_on_another(toy: type[Lever]) -> None:
    dearer = type("Dearer", (REGISTRY["matching_grant"],), {"id": "dearer_grant", "fee_usd": declare(5.0, Unit.USD, "Fee.", "Frais.", low=0.0, high=9.0)})
    again = type("Dearer", (REGISTRY["matching_grant"],), {"id": "dearer_grant"})  # as a cell of a notebook that is run twice
    try:
        assert REGISTRY["dearer_grant"] is again and REGISTRY["matching_grant"].__name__ == "MatchingGrant"
        assert set(dearer.parameters) == {*REGISTRY["matching_grant"].parameters, "fee_usd"}
        assert {"dearer_grant", "cheaper_transfers"} == own_levers().keys()
    finally:
        del REGISTRY["dearer_grant"]


def test_a_process_has_the_levers_of_its_task_and_no_others(toy: type[Lever]) -> None:
    before = carried()
    assert before == (toy,)
    adopt(())
    assert own_levers() == {}
    adopt(before)
    assert REGISTRY["cheaper_transfers"] is toy
    base, other = world(ETH).fork().run().measures(), world(MAR).fork().run().measures()
    assert ("public_cost", "lever", "cheaper_transfers") in base.keys and ("public_cost", "lever", "cheaper_transfers") in other.keys


def test_it_moves_what_it_is_meant_to_and_nothing_before_it_is_heard_of(toy: type[Lever]) -> None:
    cheap, cheaper = (lever("cheaper_transfers", target=target) for target in (0.04, 0.0))
    gain = []
    for replication in range(6):
        start = world(MAR, replication=replication)
        base, some, much = (start.fork(levers).run() for levers in ((), (cheap,), (cheaper,)))
        gain.append([value(some, "remittances") - value(base, "remittances"), value(much, "remittances") - value(some, "remittances")])
        assert value(much, "remittance_fees") < value(some, "remittance_fees") < value(base, "remittance_fees")
        assert value(some, "aware") > 0.0 == value(base, "aware")
    assert all(is_above_zero(column) for column in np.array(gain).T)


def test_its_cost_is_booked_with_its_payer(toy: type[Lever]) -> None:
    model = world(MAR).fork((lever("cheaper_transfers", from_month=6, to_month=18, paid_by="donor"),)).run()
    assert value(model, "public_cost") == pytest.approx(120_000.0 / model.settings.years)
    assert value(model, "public_cost", "payer", "donor") == value(model, "public_cost", "lever", "cheaper_transfers") == value(model, "public_cost")
    ledger = model.ledger_frame()
    booked = ledger[ledger["lever"] == "cheaper_transfers"]
    assert booked["amount_usd"].sum() == pytest.approx(120_000.0) and booked["month"].tolist() == list(range(6, 18))
    tight = world(MAR).fork((lever("cheaper_transfers", budget_usd=60_000.0),)).run()
    assert value(tight, "public_cost") == pytest.approx(60_000.0)


def test_it_reaches_whom_it_is_for_and_idles_like_any_other(toy: type[Lever]) -> None:
    start = world(ETH)
    frame = start.fork((lever("cheaper_transfers", {"sex": "female"}),)).run().households_frame()
    assert (frame["offered_cheaper_transfers"] == (frame["is_woman"] == 1)).all()
    for idle in (lever("cheaper_transfers", {"random_share": 0.0}), lever("cheaper_transfers", from_month=36), lever("cheaper_transfers", target=0.5)):
        assert_same(start.fork((idle,)).run(), start.fork().run())


def test_it_is_judged_household_by_household(toy: type[Lever]) -> None:
    start = world(ETH, stock=40_000.0, parameters={"remitting.habit": -4.0})  # who wants to send does so seldom: within three years some never do
    policy, base = start.fork((lever("cheaper_transfers", target=0.0),)).run(), start.fork().run()
    judged = judge(policy.acts(), base.acts(), policy.policy.levers)
    assert judged["spillover", "lever", "cheaper_transfers"] + judged["additional", "lever", "cheaper_transfers"] > 0.0
