"""Patterns of giving against what is known (evidence C49 to C52), with the tolerance said in each test; nothing is calibrated yet."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from model.inputs.shocks import Shock
from model.world import DiasporaModel
from scenarios import load
from tests.worlds import MAR, lever, settings_of, value, world

INFORMED = {"information.broadcast": 1.0, "information.refusal": 0.0}


@cache
def projects_of_3x1(replication: int) -> tuple[float, float]:
    """Twenty municipalities of Mexico of the mean number of migrants, with their part of the money: share with a project a year, public money per migrant dollar.

    Mexico has 2,457 municipalities; the fund is that of the scenario.
    """
    municipalities, years = 20, 4
    (of_mexico,) = load("hometown_association_matching").levers
    fund = lever("matching_grant", **{**of_mexico.values, "budget_usd": of_mexico.budget_usd * municipalities / 2457, "desk_usd": 0.0})
    settings = settings_of("hometown_association_matching", stock=10_853_105 * municipalities / 2457, years=years, burn_in=2,
                           parameters={"population.n_communities": municipalities, "giving.associations": 1})  # fmt: skip
    model = DiasporaModel(settings, (fund,), replication=replication).burn_in()
    awarded = np.zeros((years, municipalities), dtype=bool)
    public = private = 0.0
    while model.month < model.horizon:
        before = model.stage.associations["grants"].copy()
        model.step()
        a = model.stage.associations
        new = a["grants"] > before
        awarded[(model.month - 1) // 12] |= new
        public, private = public + a["match"][new].sum(), private + a["under_way"][new].sum()
    return float(awarded.mean()), float(public / private)


def test_c49_a_fifth_or_a_third_of_places_get_a_matched_project_a_year_and_three_public_dollars_for_one() -> None:
    """Mexico's 3x1: about a quarter of municipalities a year (15 to 35 %), and 2.8 public dollars per dollar of migrants (2.5 to 3).

    The share follows from what associations raise and the money there is; the ratio is that of the rules as long as the cap a project does not bind.
    """
    share, ratio = np.mean([projects_of_3x1(replication) for replication in range(3)], axis=0)
    assert 0.15 <= share <= 0.35, share
    assert 2.5 <= ratio <= 3.0 + 1e-9, ratio


@cache
def two_years_of_giving(replication: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Years abroad of the first generation, and what each gave and how often in two years without policy or disaster."""
    model = DiasporaModel(settings_of(MAR, stock=40_000.0, years=2), replication=replication, record=("donation", "id")).run()
    h, n = model.stage.households, min(len(found) for found in model._panel.kept["id"])
    given, who = (np.array([found[:n] for found in model._panel.kept[name]]) for name in ("donation", "id"))
    stayed = (who == h["id"][:n]).all(axis=0) & (h["status"][:n] == 1) & (h["generation"][:n] == 0)
    return h["years_abroad"][:n][stayed], given.sum(axis=0)[stayed], (given > 0.0).sum(axis=0)[stayed]


def test_c55_some_give_year_by_year_and_less_after_long() -> None:
    """150 Indian Americans: up to USD 300 a year, 37 % gave three or four times in two years; it falls with the length of stay."""
    abroad, usd, times = (np.concatenate(found) for found in zip(*[two_years_of_giving(replication) for replication in range(2)], strict=True))
    assert 30.0 <= usd.mean() / 2.0 <= 300.0, usd.mean()
    assert 0.27 <= ((times >= 3) & (times <= 4)).mean() <= 0.47
    assert np.polyfit(abroad, usd, 1)[0] < 0.0


def test_c54_few_of_those_whom_a_disaster_brings_give_again_in_the_second_year() -> None:
    """10 to 25 % (one charity); up to 28 here for luck."""
    quake = (Shock("disaster", month=0, size=0.5, share=0.3),)
    models = [world(MAR, stock=40_000.0, replication=r).fork((), quake).run() for r in range(3)]
    assert 0.10 <= np.mean([value(model, "donor_retention") for model in models]) <= 0.28


def take_up(replication: int, ratio: float) -> float:
    """Share of those outside of associations who give to a matched project within a year of hearing that gifts are matched."""
    start = world(MAR, stock=40_000.0, years=1, replication=replication, parameters=INFORMED)
    n = start.n_households
    outside = start.stage.households["is_member"][:n] == 0
    h = start.fork((lever("matching_grant", ratio=ratio),)).run().stage.households[:n]
    stayed = outside & (h["id"] == start.stage.households["id"][:n]) & (h["is_member"] == 0)
    return float((h["given_collective"][stayed] > 0.0).mean())


def test_c14_more_take_up_a_new_matched_offer_the_higher_its_ratio() -> None:
    """Ambler, Aycinena and Yang 2015: 6.9 % at 1:1 (4 to 11), 18.5 % at 3:1 (13 to 25) of those who were asked in person; news of it asks less: half of these at least."""
    one, three = (np.mean([take_up(r, ratio) for r in range(2)]) for ratio in (1.0, 3.0))
    assert 0.035 <= one <= 0.11 and 0.075 <= three <= 0.25 and 2.0 < three / one < 3.5, (one, three)


def members_give(replication: int, ratio: float | None) -> float:
    """What those who are members at the start give to projects in the year after a match is offered to them."""
    start = world(MAR, stock=40_000.0, years=1, replication=replication, parameters=INFORMED)
    members = start.stage.households["is_member"][: start.n_households] == 1
    h = start.fork(() if ratio is None else (lever("matching_grant", ratio=ratio),)).run().stage.households[: len(members)]
    return float((h["given_collective"] * h["weight"])[members].sum())


def test_c50_a_match_raises_what_donors_give_and_its_ratio_adds_nothing() -> None:
    """Karlan and List 2007: +19 % revenue from those who gave before (+10 to +30 %); 2:1 and 3:1 within 5 % of 1:1."""
    given = np.array([[members_give(r, ratio) for ratio in (None, 1.0, 2.0, 3.0)] for r in range(3)]).sum(axis=0)
    rise = given[1:] / given[0]
    assert 1.10 <= rise[0] <= 1.30, rise
    assert (np.abs(rise[1:] / rise[0] - 1.0) <= 0.05).all(), rise


def test_c51_gifts_answer_their_price_as_others_do() -> None:
    """Peloza and Steel 2005: about a percent more gifts for a percent off their price (-0.5 to -1.5), among those who know of the relief."""
    start = world(MAR, stock=20_000.0, parameters=INFORMED)
    rate = 0.3
    more = value(start.fork((lever("donation_tax_relief", rate=rate, ceiling_usd=1e6),)).run(), "donations") / value(start.fork().run(), "donations")
    assert 0.5 < np.log(more) / -np.log(1.0 - rate) < 1.5


@cache
def private_and_public(budget: float | None) -> tuple[float, float]:
    """Crisis gifts, and what a state puts into the pooled fund beside them, over three years with a disaster, in USD."""
    # in the first month of a budget year, so that the year of help is one of money
    quake = (Shock("disaster", month=12, size=0.5, share=0.3, communities=("poorest:1",)),)
    model = world(MAR, stock=40_000.0, parameters=INFORMED).fork((lever("pooled_fund", budget_usd=budget, desk_usd=0.0),), quake).run()
    return 3.0 * value(model, "donations_crisis"), 3.0 * value(model, "public_cost")


@pytest.mark.parametrize("budget", [20_000.0, 80_000.0, 250_000.0, 1e6])
def test_c52_public_money_in_a_fund_crowds_out_part_of_a_dollar_of_private_gifts(budget: float) -> None:
    """De Wit and Bekkers 2017: -0.64 a unit in experiments, +0.06 in the field (-0.7 to +0.2): at every budget against none, and from each budget to half as much again."""
    none, some, more = (private_and_public(amount) for amount in (None, budget, 1.5 * budget))
    for less, with_more in ((none, some), (some, more)):
        slope = (with_more[0] - less[0]) / (with_more[1] - less[1])
        assert -0.7 <= slope < 0.0, slope


def test_c52_the_fall_is_that_which_is_declared_for_the_first_dollars_and_less_for_the_last() -> None:
    """Donors expect their own gifts about rightly, so the first public dollars cost within 40 % of the declared fall; none without it."""
    none, little, much = (private_and_public(amount) for amount in (None, 20_000.0, 1e6))
    first, on_average = ((some[0] - none[0]) / (some[1] - none[1]) for some in (little, much))
    assert -1.4 * 0.3 <= first <= -0.6 * 0.3, first
    assert first < on_average < 0.0
