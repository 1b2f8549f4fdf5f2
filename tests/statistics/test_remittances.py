"""What remittances do, over worlds: the bands of the evidence table, and the propensity to remit that a published total tells."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.studies import remittance_skill
from model.inputs.shocks import Shock
from model.levers import Lever
from model.parameters import parameters
from model.records.flows import Flow
from model.world import DiasporaModel
from scenarios import load
from scenarios.countries.new_country import new_country
from scenarios.countries.propensity import LEAST, MOST, expected, of_origin, propensity
from scenarios.world_table.published import tables
from tests.worlds import AT_REST, ETH, MAR, lever, settings_of, value, world

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


# --- disasters -------------------------------------------------------------------------------------------------------------------------------------------

QUAKE = Shock("disaster", month=0, size=0.5, share=0.4, communities=("poorest:2",))


def per_dollar_of_damage(scenario: str, share_abroad: float | None = None, replications: int = 2) -> dict[str, float]:
    """What a disaster adds to remittances in the year, in the second and in the third, and to gifts and official aid, USD per USD that it took."""
    found: dict[str, float] = {}
    for replication in range(replications):
        settings = load(scenario).settings(2_000, 3)
        (corridor,) = settings.corridors
        stock = corridor.figures.migrant_stock if share_abroad is None else share_abroad * corridor.figures.origin_population
        own = corridor.figures._replace(migrant_stock=stock, **AT_REST)
        start = DiasporaModel(replace(settings, corridors=(replace(corridor, figures=own),), burn_in_years=1), replication=replication).burn_in()
        struck, calm = start.fork((), (QUAKE,)).run(), start.fork((), ()).run()
        place = struck.stage.communities[:2]
        damage = replications * QUAKE.size * QUAKE.share * float((place["income"] * place["population"]).sum())
        more = (struck.flows - calm.flows).sum(axis=1) / damage
        gifts = more[:, [Flow.REGULAR, Flow.COLLECTIVE, Flow.CRISIS]].sum()
        flows = {f"year {k + 1}": more[12 * k : 12 * k + 12, Flow.RECEIVED].sum() for k in range(3)} | {"gifts": gifts, "aid": start.p.crisis.official_share * place["crisis_total"].sum() / damage}
        for name, usd in flows.items():
            found[name] = found.get(name, 0.0) + float(usd)
    return found


def test_c07_inflows_make_good_most_of_the_damage_in_a_poor_country_and_little_in_a_richer_one() -> None:
    """Yang 2008: four fifths in three years. In richer countries private flows do not rise; here a little comes, a quarter at most of what comes to the poor one."""
    poor, richer = per_dollar_of_damage("crisis_response"), per_dollar_of_damage("hometown_association_matching")
    assert 0.5 <= sum(poor.values()) <= 1.0, poor
    private = [sum(usd for name, usd in flows.items() if name != "aid") for flows in (poor, richer)]
    assert private[1] < 0.25 * private[0], private


def test_c08_the_response_of_remittances_grows_with_the_diaspora() -> None:
    """Mohapatra, Joseph and Ratha 2009: with a tenth abroad, half a dollar a dollar in the year (0.2 to 0.8), about one in the next (0.4 to 1.5)."""
    tenth, twentieth = (per_dollar_of_damage("crisis_response", share) for share in (0.1, 0.05))
    assert 0.2 <= tenth["year 1"] <= 0.8 and 0.4 <= tenth["year 2"] <= 1.5, tenth
    assert 0.4 <= twentieth["year 1"] / tenth["year 1"] <= 0.6


def test_after_a_disaster_people_send_who_send_nothing_else_and_in_a_lean_year_nearly_none_do() -> None:
    start = world(MAR, stock=20_000.0)
    senders = [start.fork((), shocks).run().flows[11, :, Flow.REMITTERS].sum() for shocks in ((), (Shock("recession_origin", months=12, size=0.2),), (replace(QUAKE, communities=None),))]
    assert senders[1] < 1.05 * senders[0] and senders[2] > 1.3 * senders[0], senders


# --- years, and rights -----------------------------------------------------------------------------------------------------------------------------------


def yearly_changes(spread: float) -> float:
    """Standard deviation of the change of log remittances from year to year."""
    found = []
    for replication in range(4):
        series = DiasporaModel(settings_of(MAR, stock=20_000.0, years=8, parameters={"population.cycle_spread": spread}), replication=replication).run().flows[:, :, Flow.RECEIVED]
        found.append(np.diff(np.log(series.sum(axis=1).reshape(-1, 12).sum(axis=1))))
    return float(np.std(found))


def test_years_differ_as_incomes_abroad_do() -> None:
    """By about a percent without a common shock, by two to four with it: more than aid, less than foreign investment (C11)."""
    assert yearly_changes(0.0) < 0.015 and 0.015 < yearly_changes(0.03) < 0.05


def test_a_country_has_its_own_years_whoever_else_is_there() -> None:
    def recession(origins: tuple[str, ...], policy: tuple[Lever, ...] = ()) -> list[float]:
        one = settings_of(MAR, stock=2_000.0, years=2, sample=50).corridors[0]
        corridors = tuple(replace(one, residence=residence) for residence in origins)
        model = DiasporaModel(replace(settings_of(MAR, stock=2_000.0, years=2, sample=50), corridors=corridors), policy)
        return [float(model.stage.corridors["recession"][-1]) for _ in range(20) if model.step() is None]

    alone, beside = recession(("BEL",)), recession(("FRA", "BEL"))
    assert alone == beside == recession(("BEL",), (lever("remittance_cost"),)) and alone[:12] == [0.0] * 12 and len(set(alone[12:])) == 8
    assert recession(("FRA",))[12:] != alone[12:]


def test_c56_a_nationality_newly_allowed_brings_more_people_to_send_and_to_wish_for_a_return() -> None:
    """Leblang 2017: +10 points remit (3 to 12), +3 wish to return (1 to 5); after a year no more than half of that."""
    remit, wish = np.zeros(3), 0.0
    for replication in range(4):
        start = world(ETH, stock=20_000.0, years=3, replication=replication, parameters={"information.broadcast": 1.0, "information.refusal": 0.0})
        models = [start.fork(levers).run() for levers in ((lever("dual_nationality"),), ())]
        shares = [[model.flows[month, :, Flow.REMITTERS].sum() / model.flows[month, :, Flow.HOUSEHOLDS].sum() for month in (11, 23, 35)] for model in models]
        remit += (np.array(shares[0]) - np.array(shares[1])) / 4.0
        intend = []
        for model in models:
            h = model.stage.households[: model.n_households]
            h = h[(h["status"] == 1) & (h["generation"] == 0)]
            intend.append(np.average(h["plans_return"] > 0, weights=h["weight"]))
        wish += (intend[0] - intend[1]) / 4.0
    assert 0.03 <= remit[2] <= 0.12 and remit[0] <= 0.5 * remit[2], remit
    assert 0.01 <= wish <= 0.05, wish


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


def test_what_a_country_paid_is_divided_by_all_who_live_there() -> None:
    """A published total is also that of people in corridors too small for the table, which hold half of Denmark's immigrants."""
    columns = ["origin", "residence", "stock", "income", "remittances"]
    corridors = pd.DataFrame([("POL", "DNK", 150_000.0, 3e9, 3e8), ("DEU", "DNK", 50_000.0, 1e9, 1e8), ("TUR", "BGR", 2e6, 1e9, 1e8)], columns=columns)
    denmark, bulgaria = (tables().countries[code] for code in ("DNK", "BGR"))
    paid, immigrants = denmark["paid_2019_2021"].value, denmark["immigrants"].value
    assert immigrants > 1.5 * sum(float(row["stock"]) for (_, residence), row in tables().corridors.items() if residence == "DNK")
    of_all, in_table = (remittance_skill.a_migrant(corridors, "residence", None, everybody=everybody).loc["DNK"] for everybody in (True, False))
    assert (of_all["published"], in_table["published"]) == (pytest.approx(paid / immigrants), pytest.approx(paid / 200_000.0))
    assert of_all["simulated"] == in_table["simulated"] == pytest.approx(2000.0)
    assert of_all["total"] / of_all["earned"] == pytest.approx(paid / (20_000.0 * immigrants))
    found = remittance_skill.a_migrant(corridors, "residence", None).loc["BGR"]  # the table never holds more people than there are
    assert bulgaria["immigrants"].value < 2e6 and found["published"] == pytest.approx(bulgaria["paid_2019_2021"].value / 2e6)


def test_the_study_of_skill_counts_and_prints(tmp_path: Path) -> None:
    remittance_skill.main(["--countries", "SEN,MDA,NPL", "--sample", "100", "--out", str(tmp_path / "data.md")])
    page = (tmp_path / "data.md").read_text(encoding="utf-8")
    assert "blind: received, by origin | 3 |" in page and "Furthest off: informed, paid, by residence country" in page
    assert (tmp_path / "images" / "remittance_skill.png").stat().st_size > 10_000
