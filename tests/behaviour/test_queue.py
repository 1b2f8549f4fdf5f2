"""The one queue: who is next at a desk, and that agency and fund choose through it like all others."""

from __future__ import annotations

import pytest

from model.inputs.shocks import Shock
from model.queue import (
    ANYBODY,
    BY_ARRIVAL,
    BY_LOT,
    BY_RANK,
    MINORITY,
    NOT_CALLED,
    UNDER_35,
    WOMEN,
    Desk,
    next_file,
    next_in_turn,
    next_where,
    open_file,
)
from model.records.arrays import Count
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, lever, world

DESK = Desk.AGENCY.value


def waiting(model: DiasporaModel, desk: Desk) -> int:
    files = model.stage.files[: model.stage.counts[Count.FILES]]
    return int((files["desk"] == desk).sum())


@pytest.fixture
def line() -> DiasporaModel:
    """Four files at a desk, those of records 0 to 3: arrival 5, 3, 3, 4; draws .1, .9, .2, .5."""
    model = world(MAR).fork()
    model.stage.counts[Count.FILES] = 0
    for i, (arrived, draw) in enumerate(((5, 0.1), (3, 0.9), (3, 0.2), (4, 0.5))):
        model.stage.files["arrived"][open_file(model.engine.readable(), model.clock, DESK, 100 + i, draw, i, -1)] = arrived
    return model


def test_by_arrival_then_by_draw_by_lot_or_by_rank(line: DiasporaModel) -> None:
    s, kept = line.engine.readable(), line.stage
    assert next_file(s, DESK) == 2 and next_where(s, DESK, BY_LOT, ANYBODY, -1, -1) == 0
    assert next_where(s, DESK, BY_RANK, ANYBODY, -1, -1) == -1 and next_file(s, Desk.FUND.value) == -1
    kept.files["rank"][:4] = (2.0, 1.0, NOT_CALLED, 1.0)
    assert next_where(s, DESK, BY_RANK, ANYBODY, -1, -1) == 3
    kept.files["rank"][3] = NOT_CALLED
    assert next_where(s, DESK, BY_RANK, ANYBODY, -1, -1) == 1


def test_only_those_who_are_called(line: DiasporaModel) -> None:
    s, kept = line.engine.readable(), line.stage
    kept.files["is_woman"][:4] = (1, 0, 0, 1)
    kept.files["sector"][:4] = (0, 1, 1, 0)
    assert next_where(s, DESK, BY_ARRIVAL, WOMEN, -1, -1) == 3
    assert next_in_turn(s, DESK, 0.0, 0.5, -1, -1) == 3 and next_in_turn(s, DESK, 1.0, 0.5, -1, -1) == 2
    assert next_in_turn(s, DESK, 0.0, 0.5, -1, 1) == 2  # no woman there: others get the place
    assert next_where(s, DESK, BY_ARRIVAL, ANYBODY, 0, 0) == 3 and next_where(s, DESK, BY_ARRIVAL, ANYBODY, 7, 0) == -1
    kept.households["faction"][:4], kept.households["age"][:4] = (1, 0, 0, 2), (20.0, 60.0, 60.0, 60.0)
    assert next_where(s, DESK, BY_LOT, UNDER_35, -1, -1) == 0 and next_where(s, DESK, BY_ARRIVAL, MINORITY, -1, -1) == 3
    kept.files["travels"][2] = 1
    assert next_file(s, DESK) == 2
    kept.corridors["travel"] = 0.0
    assert next_file(s, DESK) == 1


def test_experts_wait_for_the_agency_in_the_one_queue() -> None:
    agency = lever("skills_placement", officers=1, places_per_year=12, to_month=24)
    model = world(MAR, stock=12_000.0, parameters=BUSY).fork((agency,), (Shock("travel_ban", month=8, months=4, size=1.0),))
    most = 0
    while model.month < model.horizon:
        model.step()
        bank, h = model.stage.institutions[0], model.stage.households[: model.n_households]
        assert waiting(model, Desk.AGENCY) == bank["waiting"] == (h["waiting_since"] >= 0).sum()
        assert bank["arrived"] == bank["served"] + bank["abandoned"] + bank["waiting"]
        most = max(most, waiting(model, Desk.AGENCY))
    assert most > 5 and bank["served"] > 5.0 and bank["abandoned"] > 0.0
    assert waiting(model, Desk.AGENCY) == 0  # an agency that closes leaves nobody in the queue


def test_nobody_is_sent_in_person_while_nobody_travels() -> None:
    agency = lever("skills_placement", virtual_share=0.0, officers=4)
    model = world(MAR, stock=12_000.0, parameters=BUSY).fork((agency,), (Shock("travel_ban", month=0, months=12, size=1.0),))
    for _ in range(12):
        model.step()
    bank = model.stage.institutions[0]
    assert bank["arrived"] > 0.0 and bank["served"] == 0.0
    model.run()
    assert bank["served"] > 0.0


@pytest.mark.parametrize("rule", ["first_come", "need_weighted", "quota"])
def test_proposals_wait_for_the_fund_in_the_one_queue(rule: str) -> None:
    fund = lever("matching_grant", rule=rule, ratio=1.0, budget_usd=24_000.0, desk_usd=0.0, rounds_per_year=2, to_month=24)
    model = world(MAR, stock=20_000.0, parameters=BUSY).fork((fund,))
    most = 0
    while model.month < model.horizon:
        model.step()
        bank, a = model.stage.institutions[0], model.stage.associations
        files = model.stage.files[: model.stage.counts[Count.FILES]]
        files = files[files["desk"] == Desk.FUND]
        assert len(files) == bank["waiting"] and set(files["id"]) == set(a["id"][a["proposed"] >= 0])
        assert bank["arrived"] == bank["served"] + bank["abandoned"] + bank["waiting"]
        most = max(most, len(files))
    assert most > 3 and bank["served"] > 0.0 and bank["abandoned"] > 0.0
    assert waiting(model, Desk.FUND) == 0
