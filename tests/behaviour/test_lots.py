"""Shocks by lot: they happen to a share of households, drawn like a lever's, and to no other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.shocks import BY_LOT, SHOCKS, Shock
from model.world import DiasporaModel
from scenarios import load
from tests.worlds import MAR, assert_same, lever, run, settings_of, world

FAMILIES = Shock("recession_origin", month=0, months=36, size=0.4, random_share=0.4)


def test_a_shock_by_lot_takes_from_those_in_the_lot_alone_and_they_get_more() -> None:
    start = world(MAR)
    struck, calm = start.fork((), (FAMILIES,)).run(), start.fork().run()
    frame = struck.households_frame()
    hit = frame["struck_recession_origin"].to_numpy()
    assert 0.35 < np.average(hit, weights=frame["weight"]) < 0.45
    here = (frame["status"] == 1).to_numpy()
    loss = struck.stage.receivers["loss"][: struck.n_households]
    assert (loss[hit & here] == 0.4).all() and (loss[~hit & here] == 0.0).all()
    more = struck.households_frame()["sent"].to_numpy() - calm.households_frame()["sent"].to_numpy()
    assert more[hit].mean() > 50.0 and abs(more[~hit].mean()) < 0.1 * more[hit].mean()  # others change through the norm of ties alone


@pytest.mark.parametrize(
    ("shock", "field", "rises"),
    [
        (Shock("recession_residence", months=36, size=0.3, random_share=0.5), "is_employed", False),
        (Shock("fee_discount", months=36, size=1.0, random_share=0.5), "sent", True),
        (Shock("travel_ban", months=36, size=1.0, random_share=0.5), "trips", False),
    ],
    ids=["jobs", "fees", "travel"],
)  # fmt: skip
def test_each_kind_that_can_be_drawn_by_lot_does_something_to_the_lot(shock: Shock, field: str, rises: bool) -> None:
    start = world(MAR, stock=20_000.0)
    with_, without = (start.fork((), shocks).run().households_frame() for shocks in ((shock,), ()))
    hit = with_[f"struck_{shock.kind}"].to_numpy()
    change = (with_[field].astype(float) - without[field].astype(float)).to_numpy() * (1.0 if rises else -1.0)
    assert change[hit].mean() > 0.0 and change[hit].mean() > 5.0 * abs(change[~hit].mean())


def test_a_lot_of_nobody_is_the_world_without_the_shock_and_a_lot_of_all_is_the_shock() -> None:
    start = world(MAR)
    nobody, none = start.fork((), (replace(FAMILIES, random_share=0.0),)).run(), start.fork().run()
    assert_same(nobody, none)
    nearly_all, everybody = (start.fork((), (replace(FAMILIES, random_share=share),)).run() for share in (1.0 - 1e-12, 1.0))
    assert (nearly_all.households_frame()["sent"] == everybody.households_frame()["sent"]).all()
    assert nearly_all.series().equals(everybody.series())


def test_one_arm_is_one_lot_for_shocks_and_levers() -> None:
    levers = (lever("tax_incentive", {"random_share": 0.4, "arm": "a"}), lever("matching_grant", {"random_share": 0.4}))
    frame = world(MAR).fork(levers, (replace(FAMILIES, arm="a"), replace(FAMILIES, month=2))).run().households_frame()
    assert (frame["struck_a"] == frame["offered_tax_incentive"]).all()
    assert (frame["struck_a"] != frame["offered_matching_grant"]).any() and (frame["struck_a"] != frame["struck_recession_origin"]).any()


def test_both_engines_draw_the_same_lots() -> None:
    settings = settings_of(MAR, stock=150.0, years=2)
    shocks = (replace(FAMILIES, months=9), Shock("recession_residence", month=3, months=6, size=0.2, random_share=0.3))
    levers = (lever("donation_tax_relief", {"random_share": 0.5}),)
    objects, compiled = (run(settings, levers, shocks, engine=engine) for engine in ("objects", "compiled"))
    assert_same(objects, compiled)


@pytest.mark.parametrize("kind", SHOCKS)
def test_what_cannot_be_drawn_by_lot_is_refused(kind: str) -> None:
    shock = Shock(kind, random_share=0.5)
    if kind in BY_LOT:
        assert shock.lot_problem(0) is None
        return
    with pytest.raises(InputError, match=r"shocks\.0\.random_share: .*(give `share`|for all firms).* \(is 0\.5\)|random_share"):
        DiasporaModel(settings_of(MAR, stock=200.0, years=1), (), (shock,))
    with pytest.raises(InputError, match=r"shocks\.0\.arm"):
        load(MAR, set={"shocks": [{"kind": kind, "arm": "a"}]})


def test_a_scenario_that_draws_by_lot_has_a_fingerprint_of_its_own() -> None:
    all_, some = (load(MAR, set={"shocks": [{"kind": "recession_origin", **own}]}) for own in ({}, {"random_share": 0.5}))
    assert all_.fingerprint != some.fingerprint
    assert load(MAR, set={"shocks": [{"kind": "recession_origin", "random_share": 1.0}]}).fingerprint == all_.fingerprint
    nobody = load(MAR, set={"shocks": [{"kind": "recession_origin", "random_share": 0.0}]})
    assert any("happens to nobody" in text.en for text in nobody.warnings())


def test_the_arm_of_a_shock_is_a_name() -> None:
    shock = {"kind": "recession_origin", "random_share": 0.5}
    assert load(MAR, set={"shocks": [{**shock, "arm": "a"}]}).shocks[0].lot == "a" and load(MAR, set={"shocks": [shock]}).shocks[0].lot == "recession_origin"
    with pytest.raises(InputError, match=r"shocks\.0\.arm: 3 is not the name of an arm"):
        load(MAR, set={"shocks": [{**shock, "arm": 3}]})
