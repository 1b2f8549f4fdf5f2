"""Ties of the heart are four, and each acts on channels of its own (F2)."""

from __future__ import annotations

import pytest

from tests.worlds import BUSY, MAR, measured, world

# attachment, what it moves, and what it leaves as it is
ACTS_ON: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "attachment_psychological": (("nostalgia_trade",), ("donations_regular", "visits", "investment_property", "remittances")),
    "attachment_social": (("donations_regular", "visits"), ("nostalgia_trade", "investment_property", "remittances")),
    "attachment_economic": (("investment_property",), ("nostalgia_trade", "donations_regular", "visits", "remittances")),
    "attachment_political": (("remittances",), ("nostalgia_trade", "donations_regular", "visits", "investment_property")),
}


@pytest.mark.parametrize("tie", ACTS_ON)
def test_each_tie_acts_on_its_own_channels_and_on_no_other(tie: str) -> None:
    found = []
    for strength in (0.1, 0.9):
        model = world(MAR, years=1, parameters=BUSY).fork()
        model.stage.households[tie] = strength
        found.append(measured(model.run()))
    own, others = ACTS_ON[tie]
    for outcome in own:
        assert found[1][outcome, None, None] > 1.02 * found[0][outcome, None, None], outcome
    for outcome in others:
        assert found[1][outcome, None, None] == found[0][outcome, None, None], outcome
