"""What a run shows row by row, and what it keeps household by month: against what was booked, and against records made by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from experiments import simulate
from model.errors import InputError
from model.panel import ADD_UP, RECORDABLE, Panel
from model.records.fields import blank
from model.records.flows import Flow
from model.records.people import HOUSEHOLD, RECEIVER
from model.records.vocabulary import Kin
from tests.worlds import BUSY, MAR, lever, world


def _stage(sent: list[float], root: list[int], identity: list[int], parts: list[tuple[int, int]]) -> SimpleNamespace:
    n = len(sent)
    households, receivers = blank(HOUSEHOLD, n + 3), blank(RECEIVER, n + 3)
    households["sent"][:n], households["root"][:n], households["id"][:n] = sent, root, identity
    households["part_from"][:n], households["part_to"][:n] = np.array(parts).T
    receivers["received"] = 10.0 * np.arange(n + 3)
    return SimpleNamespace(households=households, receivers=receivers, counts=np.array([n, 0, 0, 0, 0]))


def nobody(records: np.ndarray) -> np.ndarray:
    return np.zeros(len(records), dtype=bool)


def test_eligible_says_who_is_offered_a_lever_that_is_in_force() -> None:
    panel, stage = Panel(("eligible",)), _stage([5.0, 7.0], [3, 4], [30, 40], [(0, 512), (0, 256)])
    stage.households["status"][:3] = 1, 0, 1
    panel.take(stage, nobody)
    panel.take(stage, lambda records: records["root"] < 9)
    assert panel.frame(())["eligible"].tolist() == [0, 0, 1, 0]  # nobody, then who is there


def test_what_is_added_in_a_month_is_told_of_those_who_part_and_of_those_who_follow() -> None:
    panel = Panel(("monthly.sent", "sent", "family.received"))
    panel.take(_stage([5.0, 7.0], [3, 4], [30, 40], [(0, 512), (0, 256)]), nobody)
    # household 0 sends 2 more and parts; 1 is followed by somebody who sent 1
    panel.take(_stage([7.0, 1.0, 7.0], [3, 4, 3], [30, 41, 30], [(0, 256), (0, 256), (256, 512)]), nobody)
    frame = panel.frame(("monthly.sent", "family.received"))
    assert frame[frame["month"] == 0]["monthly.sent"].tolist() == [5.0, 7.0]
    assert frame[frame["month"] == 1]["monthly.sent"].tolist() == [2.0, 1.0, 2.0]
    assert frame[frame["month"] == 1]["family.received"].tolist() == [0.0, 10.0, 20.0] and list(frame.columns) == ["household", "month", "monthly.sent", "family.received"]


def test_only_what_there_is_can_be_recorded() -> None:
    assert {"wealth", "savings_held", "trips", "family.income", "family.savings", "monthly.given_collective"} <= set(RECORDABLE)
    with pytest.raises(InputError, match="did you mean 'family.received'"):
        Panel(("family.recieved",))
    with pytest.raises(KeyError, match="record="):
        Panel(()).frame(())


@pytest.fixture(scope="module")
def model():  # type: ignore[no-untyped-def]
    start = world(MAR, parameters=BUSY, years=2, stock=4_000.0, sample=400)
    names = ("id", "remittance", "donation", *(f"monthly.{name}" for name in ADD_UP))
    return start.fork((lever("matching_grant"),), record=names).run()


def test_monthly_parts_are_what_was_sent_and_given(model) -> None:  # type: ignore[no-untyped-def]
    panel = model.panel()
    given = panel[[f"monthly.{name}" for name in ("given_regular", "given_collective", "given_crisis")]].sum(axis=1)
    assert np.allclose(given, panel["donation"], atol=1e-6) and np.allclose(panel["monthly.sent"], panel["remittance"], atol=1e-6)
    assert panel["donation"].sum() > 0.0


def test_families_received_what_was_booked_in_the_last_year(model) -> None:  # type: ignore[no-untyped-def]
    frame = model.families_frame()
    here = model.stage.households[: model.n_households]
    assert len(frame) == (here["status"] == 1).sum() and frame["weight"].sum() == here["weight"][here["status"] == 1].sum()
    panel = model.panel("id", "remittance")
    last = panel[panel["month"] >= 12].merge(frame[["household", "id"]], on=["household", "id"])
    for row in frame[frame["transfers_12m"] > 0].head(40).itertuples():
        own = last[last["household"] == row.household]
        assert (own["remittance"] > 0.0).sum() <= row.transfers_12m <= 12
    booked = model.flows[12:, :, Flow.RECEIVED].sum()
    kept = (frame["received_12m"] * frame["weight"]).sum()
    assert 0.9 * booked < kept <= booked * (1.0 + 1e-9)  # who left took what they had sent along
    supports = here["supports"][frame["household"].to_numpy()]
    assert (frame.loc[supports == Kin.NONE, "received_12m"] == 0.0).all() and ((supports == Kin.SUPPORTED) == (frame["is_supported"] == 1)).all()
    by_kind = frame.groupby("is_supported")["received_12m"].mean()
    assert 0.1 < frame["is_supported"].mean() < 0.7 and by_kind[1] > 3.0 * by_kind[0] > 0.0
    assert set(frame["persons"]) == {4.0 * model.p.population.families} and (frame["income"] > 0.0).all()


def test_corridors_add_up_to_the_series(model) -> None:  # type: ignore[no-untyped-def]
    series, corridors, months = model.series(), model.corridors_frame(), model.corridor_months_frame()
    for name in ("remittances", "exports", "imports", "visits", "investment"):
        assert corridors[name].sum() == pytest.approx(series[name].iloc[-12:].sum())
        assert months.groupby("month")[name].sum().to_numpy() == pytest.approx(series[name].to_numpy())
    assert corridors["firms_surviving"].sum() == pytest.approx(series["firms_surviving"].iloc[-1]) and corridors["trust"].iloc[0] == pytest.approx(series["trust"].iloc[-1])
    assert corridors["brain_waste"].iloc[0] == pytest.approx(series["brain_waste"].iloc[-1])
    assert corridors["origin_gdp_pc"].iloc[0] == model.settings.corridors[0].figures.origin_gdp_pc
    assert months[months["month"] == 23]["households"].sum() == corridors["households"].sum() == model.families_frame()["weight"].sum()


def test_communities_and_associations_tell_of_projects(model) -> None:  # type: ignore[no-untyped-def]
    communities, associations = model.communities_frame(), model.associations_frame()
    assert communities["projects"].sum() == associations["projects"].sum() > 0
    assert communities["awarded"].sum() > 0.0 and communities["name"].tolist() == [f"MAR-{k}" for k in range(1, 9)]
    assert set(associations["corridor"]) == {"MAR-BEL"}


def test_obstacles_of_a_household_are_told_by_name(model) -> None:  # type: ignore[no-untyped-def]
    frame, records = model.households_frame(), model.stage.households[: model.n_households]
    assert frame["blocked_finance"].tolist() == (records["blocked"] & 1 != 0).tolist() and frame["blocked_customs"].tolist() == (records["blocked"] >> 7 & 1 != 0).tolist()
    assert frame["blocked_finance"].any() and len([name for name in frame.columns if name.startswith("blocked_")]) == 8


def test_a_run_has_distances_where_the_table_has_them() -> None:
    run = simulate(MAR, years=1, sample=200)
    assert run.corridors["distance_km"].tolist() == [2078.0] and run.corridors["common_language"].tolist() == [1.0]
    assert len(run.families) == len(run.families["household"].unique()) and len(run.communities) == 8 and len(run.associations) > 0
    assert run.corridor_months["month"].max() == 11


def test_trips_of_the_last_year_are_kept() -> None:
    model = world(MAR, years=1, stock=2_000.0).fork(record=("trips", "id")).run()
    frame = model.households_frame()
    made = (frame["trips"] * frame["weight"] * frame["size"])[frame["status"] == 1].sum()
    assert made == pytest.approx(model.flows[:, :, Flow.VISITS].sum(), rel=0.1) and made > 0.0
