"""What remittances do, over worlds: the bands of the evidence table, and the propensity to remit that a published total tells."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.studies import remittance_skill
from model.inputs.shocks import Shock
from model.parameters import parameters
from model.records.flows import Flow
from model.world import DiasporaModel
from scenarios import load
from scenarios.countries.new_country import new_country
from scenarios.countries.propensity import LEAST, MOST, expected, of_origin, propensity
from scenarios.world_table.published import tables
from tests.worlds import MAR, settings_of, value, world

P = parameters({})


def received(**figures: float) -> float:
    return value(DiasporaModel(settings_of(MAR, stock=20_000.0, years=2, **figures)).run(), "remittances")


@pytest.fixture(scope="module")
def usual() -> float:
    return received()


def test_c11_remittances_rise_with_income_abroad_less_than_in_proportion(usual: float) -> None:
    income = load(MAR).settings().corridors[0].figures.residence_gdp_pc
    elasticity = math.log(received(residence_gdp_pc=1.1 * income) / usual) / math.log(1.1)
    assert 0.3 <= elasticity <= 1.2, elasticity


def test_poorer_and_larger_families_with_fewer_earners_get_more(usual: float) -> None:
    figures = load(MAR).settings().corridors[0].figures
    assert received(family_size=figures.family_size * 1.5) > 1.05 * usual
    assert received(family_earners=figures.family_earners * 1.5) < 0.95 * usual
    assert received(relative_pay=figures.relative_pay * 0.6) < 0.85 * usual


def test_remittances_rise_with_the_propensity_and_meet_the_ceiling() -> None:
    found = [received(remittance_propensity=x) for x in (0.25, 0.5, 1.0, 2.0, 4.0, 16.0)]
    assert (np.diff(found) > 0.0).all()
    assert found[1] / found[0] > 1.8 and found[5] / found[4] < 1.5


def test_c06_senders_replace_part_of_what_families_lose() -> None:
    """The families of senders lose a fifth of their income for a year; between four and eight tenths of it come back."""
    start = world(MAR, stock=30_000.0)
    calm = start.fork().run()
    struck = start.fork((), (Shock("recession_origin", month=6, months=12, size=0.2),)).run()
    months = slice(6, 18)
    more = float(struck.flows[months, :, Flow.RECEIVED].sum() - calm.flows[months, :, Flow.RECEIVED].sum())
    own = [model.flows[months, :, Flow.RECEIVERS_INCOME].sum() - model.flows[months, :, Flow.RECEIVED].sum() for model in (calm, struck)]
    assert own[1] == pytest.approx(0.8 * own[0], rel=0.01)
    assert 0.4 <= more / (own[0] - own[1]) <= 0.8, more / (own[0] - own[1])


def test_c18_remittances_are_part_of_what_receivers_live_on() -> None:
    found = value(DiasporaModel(settings_of(MAR, stock=20_000.0, years=2)).run(), "remittance_dependence")
    assert 0.15 <= found <= 0.45, found


# --- the propensity that a total tells -------------------------------------------------------------------------------------------------------------------


@given(st.sampled_from(["SEN", "NPL", "MDA", "TUR", "TKM"]), st.floats(0.2, 3.0))
def test_a_propensity_sends_the_total_from_which_it_was_found(origin: str, factor: float) -> None:
    found = of_origin(origin, tables(), P)
    total = factor * sum(expected(each, 1.0, P) for each in found)
    x = propensity(found, total, P)
    sent = sum(expected(each, x, P) for each in found)
    assert LEAST <= x <= MOST
    assert sent == pytest.approx(total, rel=1e-6) or (x == pytest.approx(MOST) and sent < total) or (x == pytest.approx(LEAST) and sent > total)


def test_what_ships_is_found_from_the_totals_that_ship() -> None:
    shipped = tables()
    for origin in ("SEN", "MAR", "MEX", "PHL", "TUR"):
        given_, found = shipped.countries[origin]["remittance_propensity"], of_origin(origin, shipped, P)
        assert propensity(found, shipped.countries[origin]["received_2013_2017"].value, P) == pytest.approx(given_.value, rel=2e-3)
        assert given_.low is not None and given_.high is not None and LEAST <= given_.low <= given_.value <= given_.high <= MOST


def test_propensities_that_ship_reach_their_bounds_and_no_further() -> None:
    """Of some origins more is published than their counted emigrants can send, of others next to nothing."""
    shipped = [found["remittance_propensity"].value for found in tables().countries.values() if "remittance_propensity" in found]
    assert (min(shipped), max(shipped)) == (LEAST, MOST) and len(shipped) == 186


@pytest.mark.parametrize("origin", ["MAR", "NPL", "MDA", "GHA"])
def test_the_expectation_is_what_the_model_simulates(origin: str, tmp_path: Path) -> None:
    """Without simulating: within a seventh, over countries of all kinds; what is left are ties, ages and burn-in."""
    shipped = tables()
    found = sum(expected(each, 1.0, P) for each in of_origin(origin, shipped, P))
    simulated = remittance_skill.remittances_of(origin, "blind", 150, None)["remittances"].sum()
    assert simulated / found == pytest.approx(1.0, abs=0.14)


def test_blind_and_informed_can_be_chosen(tmp_path: Path) -> None:
    lines = {mode: next(line for line in new_country("SEN", ["FRA"], remittances=mode).splitlines() if line.startswith("remittance_propensity")) for mode in ("blind", "informed")}
    assert "value = 1, assumed" in lines["blind"] and "no figure on remittances" in lines["blind"]
    assert f"value = {tables().countries['SEN']['remittance_propensity'].value:g}, assumed" in lines["informed"] and "2013 to 2017" in lines["informed"]


def test_the_study_of_skill_counts_and_prints(tmp_path: Path) -> None:
    remittance_skill.main(["--countries", "SEN,MDA,NPL", "--sample", "100", "--out", str(tmp_path / "data.md")])
    page = (tmp_path / "data.md").read_text(encoding="utf-8")
    assert "blind: received, by origin | 3 |" in page and "Furthest off: informed, paid, by residence country" in page
    assert (tmp_path / "images" / "remittance_skill.png").stat().st_size > 10_000
