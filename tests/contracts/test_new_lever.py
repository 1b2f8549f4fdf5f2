"""A new lever is one class: defined here, registered, validated, offered, booked and judged without an edit elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from model.errors import InputError
from model.levers import REGISTRY, Eligibility, Lever, lever_class
from model.levers.lever import Act, Family, Topic
from model.offers import Offer
from model.parameter import Text, Unit, declare
from tests.worlds import assert_same, measured, run, settings_of, world


@pytest.fixture
def cheaper_transfers() -> Iterator[type[Lever]]:
    class CheaperTransfers(Lever):
        """A public platform brings the cost of sending money down."""

        id = "cheaper_transfers"
        family = Family.ENABLE
        label = Text("Cheaper transfers", "Transferts moins chers")
        topic = Topic.REMITTANCE
        act = Act.REMIT
        main_outcome = "remittances"

        target_share: float = declare(0.02, Unit.SHARE, "Cost aimed at.", "Coût visé.", low=0.0, high=0.5)
        platform_usd: float = declare(120_000.0, Unit.USD_YEAR, "Running cost.", "Fonctionnement.", low=0.0, high=1e7)

        def offer(self, offer: Offer, strength: float) -> Offer:
            cost = min(offer.remittance_cost, offer.remittance_cost + (self.target_share - offer.remittance_cost) * strength)
            return offer._replace(remittance_cost=cost)

        def fixed_cost(self, month: int) -> float:
            return self.platform_usd / 12.0 if self.is_active(month) else 0.0

    yield CheaperTransfers
    del REGISTRY["cheaper_transfers"]


def test_it_works_without_an_edit_elsewhere(cheaper_transfers: type[Lever]) -> None:
    assert lever_class("cheaper_transfers") is cheaper_transfers
    start = world(stock=20_000.0, parameters={"information.broadcast": 0.5})
    base, policy = start.fork().run(), start.fork((cheaper_transfers(),)).run()
    before, after = measured(base), measured(policy)
    assert after["remittances", None, None] > before["remittances", None, None]
    assert after["remittance_fees", None, None] < before["remittance_fees", None, None]
    assert after["public_cost", None, None] == pytest.approx(120_000.0)
    assert after["public_cost", "lever", "cheaper_transfers"] == pytest.approx(120_000.0)
    assert after["public_cost", "payer", "origin_state"] == pytest.approx(120_000.0)
    assert policy.ledger_frame().query("lever == 'cheaper_transfers'")["amount_usd"].sum() == pytest.approx(360_000.0)


def test_it_is_validated_as_the_others_are(cheaper_transfers: type[Lever]) -> None:
    with pytest.raises(InputError, match=r"levers\.cheaper_transfers\.target_share.*out of bounds.*from 0 to 0.5"):
        cheaper_transfers(target_share=-0.1)
    with pytest.raises(InputError, match="did you mean 'target_share'"):
        cheaper_transfers(target_shre=0.1)


def test_offered_to_nobody_or_changing_nothing_it_is_not_there(cheaper_transfers: type[Lever]) -> None:
    settings = settings_of(stock=2_000.0, years=2)
    base = run(settings)
    assert_same(base, run(settings, (cheaper_transfers(eligibility=Eligibility(random_share=0.0)),)))
    assert_same(base, run(settings, (cheaper_transfers(target_share=0.5),)))
