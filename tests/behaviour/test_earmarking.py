"""Earmarked transfers: a label and payment to the school raise what is sent (C13), vouchers do not (C16), a match is what makes people take up a product (C14)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import MAR, assert_same, is_above_zero, lever, run, settings_of, value, world

TOLD = {"information.broadcast": 1.0, "information.interest_spread": 0.0, "information.refusal": 0.0}
REPLICATIONS = 4


@cache
def with_(form: str, ratio: float, replication: int) -> tuple[DiasporaModel, DiasporaModel]:
    start = world(MAR, stock=12_000.0, years=1, parameters=TOLD, replication=replication)
    return start.fork((lever("earmarked_transfer", form=form, match_ratio=ratio, desk_usd=0.0),)).run(), start.fork().run()


def change(form: str, ratio: float = 0.0) -> np.ndarray:
    """Change of ordinary remittances, by replication; all are told, the first month apart."""
    pairs = (with_(form, ratio, replication) for replication in range(REPLICATIONS))
    return np.array([policy.flows[1:, :, Flow.RECEIVED].sum() / base.flows[1:, :, Flow.RECEIVED].sum() - 1.0 for policy, base in pairs])


def take_up(ratio: float) -> float:
    """Share of those who support a family who sign up within the year."""
    found = []
    for replication in range(REPLICATIONS):
        frame = with_("product", ratio, replication)[0].households_frame()
        frame = frame[(frame["altruism"] > 0.0) & (frame["status"] == 1)]
        found.append(np.average(frame["supported_by_earmarked_transfer"], weights=frame["weight"]))
    return float(np.mean(found))


def test_a_label_raises_what_is_sent_and_paying_the_school_adds_little() -> None:
    label, provider = change("label"), change("provider")
    assert 0.08 <= label.mean() <= 0.25
    assert is_above_zero(provider - label) and (provider - label).mean() < 0.06


def test_vouchers_do_not_raise_what_is_sent_and_lower_it_at_high_stakes() -> None:
    assert (change("voucher") < 0.0).all()
    policy, base = with_("voucher", 0.0, 0)
    sent, before = (model.households_frame()["sent"].to_numpy() for model in (policy, base))
    little = (before > 0.0) & (before < np.quantile(before[before > 0.0], 0.25))
    much = before > np.quantile(before[before > 0.0], 0.75)
    assert sent[little].sum() / before[little].sum() - 1.0 > sent[much].sum() / before[much].sum() - 1.0 + 0.05


def test_it_is_the_match_that_brings_people_to_a_product() -> None:
    none, one, three = take_up(0.0), take_up(1.0), take_up(3.0)
    assert none <= 0.02 and 0.04 <= one <= 0.11 and 0.13 <= three <= 0.25


def test_ordinary_remittances_stay_and_families_add_of_their_own() -> None:
    assert (np.abs(change("product", 3.0)) < 0.01).all()
    policy, base = with_("product", 3.0, 0)
    spent, got = value(policy, "purpose_spending"), value(policy, "earmarked_received")
    assert 1.5 <= spent / got <= 5.0
    assert got == pytest.approx(value(policy, "earmarked_own") + policy.costs.sum(), rel=1e-9) and value(policy, "earmark_adopters") > 0.0
    assert value(base, "earmarked_received") == value(base, "earmark_adopters") == 0.0


def test_more_money_reaches_more() -> None:
    start = world(MAR, parameters=TOLD, years=2)
    found = [value(start.fork((lever("earmarked_transfer", desk_usd=0.0, budget_usd=usd),)).run(), "earmarked_received") for usd in (1_000.0, 20_000.0, None)]
    assert found[0] < found[1] < found[2]


def test_who_is_not_offered_it_does_as_before() -> None:
    start = world(MAR, parameters={**TOLD, "information.word_of_mouth": 0.0}, years=1)
    half = start.fork((lever("earmarked_transfer", {"random_share": 0.5}, form="label", match_ratio=0.0),)).run()
    none = start.fork().run()
    frame, before = half.households_frame(), none.households_frame()
    offered = frame["offered_earmarked_transfer"].to_numpy()
    gain = (frame["sent"] - before["sent"]).to_numpy()
    assert gain[offered].mean() > 10.0 * abs(gain[~offered].mean()) and gain[offered].mean() > 0.0
    assert not frame["supported_by_earmarked_transfer"].to_numpy()[~offered].any()


@pytest.mark.parametrize(("form", "ratio"), [("voucher", 0.0), ("label", 0.0), ("product", 2.0)])
def test_both_engines_agree(form: str, ratio: float) -> None:
    settings = settings_of(MAR, stock=150.0, years=2, parameters=TOLD)
    levers = (lever("earmarked_transfer", {"random_share": 0.7}, form=form, match_ratio=ratio, budget_usd=9e4, cap_usd=900.0),)
    objects, compiled = (run(settings, levers, engine=engine) for engine in ("objects", "compiled"))
    assert_same(objects, compiled)
    assert value(compiled, "earmarked_received") > 0.0
