"""Who came when, who leaves, and who comes for whom, by numbers made by hand; even draws and raking."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from model.errors import InputError
from model.households import live
from model.inputs.settings import STOCK_YEARS, CorridorFigures
from model.parameters import parameters
from model.population import births, margins, newcomers, strata
from model.population.arrivals import arrivals_of, renewal_of
from model.population.cohorts import Cohorts, all_cohorts, cohorts_of, exits_of, known_stocks, long_enough, naturalised_of
from model.population.life_table import MONTHS, life_table, life_table_plainly
from model.population.raking import Margin, rake, whole
from scenarios import load
from tests.bare import NOW, bare, put, rig

Q = parameters().demography
FIGURES = load("morocco_belgium").settings(100).corridors[0].figures


def figures(gone: float | None = None, now: float = 1_000.0, **stocks: float | None) -> CorridorFigures:
    """A corridor with so many migrants now, and stocks of years before; no others."""
    return FIGURES._replace(migrant_stock=now, gone_after_5_years=gone, **({f"stock_{year}": None for year in STOCK_YEARS} | stocks))


def mean_years(found: Cohorts) -> float:
    """Mean years abroad of the first generation."""
    return float(np.diff(found.months, prepend=0.0) @ (np.arange(MONTHS) + 0.5) / 12.0)


def test_the_life_table_is_the_same_to_the_bit_in_plain_python() -> None:
    """`check` takes the plain one, and says of a world what its compiled loop will find."""
    for q in (Q, Q._replace(exit_early=0.3, return_plan=0.0), Q._replace(descendant_leaves=0.2, exit_late=0.0)):
        assert np.array_equal(life_table_plainly(q), life_table(q))


# --- arrivals ---------------------------------------------------------------------------------------------------------------------------------------


def test_arrivals_give_the_stocks() -> None:
    """Half of those who came are gone after twelve months. A year ago 60 were there of arrivals over two years before: 12 x rate x (1 + 1/2) = 60.

    Of these the first year's are all there now but by half of what there was: 12 x 10/3 x 1/2 = 20; the other 30 of 50 came since, 30/12 a month.
    """
    staying = np.array([1.0] * 12 + [0.5] * 12 + [0.0] * 24)
    found = arrivals_of([(12, 60.0), (0, 50.0)], staying, 24)
    assert [(block.since, block.until) for block in found.blocks] == [(36, 12), (12, 0)]
    assert [block.rate for block in found.blocks] == pytest.approx([60.0 / 18.0, 30.0 / 12.0]) and found.missed == 0.0
    assert found.profile(40).tolist() == pytest.approx([2.5] * 12 + [60.0 / 18.0] * 24 + [0.0] * 4)
    assert float(found.profile(48) @ staying) == pytest.approx(50.0)


def test_a_stock_that_falls_faster_than_people_leave_is_said() -> None:
    """Everybody stays, 60 were there and 36 are said to be: they came evenly over all three years, and a year ago there were 24 of them, not 60.

    Where it falls a little later, only the year before is taken for another count: 30, then 60 counted, then 54.
    """
    found = arrivals_of([(12, 60.0), (0, 36.0)], np.ones(100), 24)
    assert [(block.since, block.until, block.rate) for block in found.blocks] == [(36, 12, 1.0), (12, 0, 1.0)] and found.missed == pytest.approx(0.6)
    found = arrivals_of([(24, 30.0), (12, 60.0), (0, 54.0)], np.ones(100), 24)
    assert [block.rate for block in found.blocks] == [30.0 / 24.0, 1.0, 1.0] and found.missed == pytest.approx(0.3)


def test_nobody_then_nobody_now_and_years_beyond_all_lives() -> None:
    assert [block.rate for block in arrivals_of([(12, 0.0), (0, 12.0)], np.ones(20), 8).blocks] == [0.0, 1.0]
    assert arrivals_of([(12, 0.0), (0, 0.0)], np.ones(20), 8).missed == 0.0
    assert [block.rate for block in arrivals_of([(20, 5.0), (0, 20.0)], np.ones(20), 8).blocks] == [0.0, 1.0]


def test_what_a_newcomer_stands_for() -> None:
    """A tenth of arrivals leave each month. With ten a month for ever a newcomer stands for one; with thirty for three; where arrivals stop for nobody."""
    staying = 0.9 ** np.arange(400)
    for goes_on, each in ((10.0, 1.0), (30.0, 3.0), (0.0, 0.0)):
        assert renewal_of(np.full(400, 10.0), staying, goes_on, 3) == pytest.approx(np.full(3, each))
    # all stay for two months: of the 6 and 2 that came two months and a month ago, 6 places are taken anew now, 2 in a month, then those 6 again
    assert renewal_of(np.array([2.0, 6.0]), np.ones(2), 12.0, 4).tolist() == [2.0, 6.0, 2.0, 6.0]
    assert renewal_of(np.zeros(5), np.ones(5), 1.0, 2).tolist() == [1.0, 1.0]  # nobody leaves: there is no place to take


# --- exits ------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [0.05, 0.2, 0.43, 0.65, 0.95])
def test_the_chance_of_leaving_makes_the_share_that_is_gone(gone: float) -> None:
    k = exits_of(gone, Q)
    left = {0: 1.0, 1: 1.0}
    for month in range(60):
        years = (month + 1) / 12.0
        for plan in left:
            yearly = k * (Q.exit_late + (Q.exit_early - Q.exit_late) * math.exp(-years / Q.exit_years)) * (Q.return_plan_factor if plan else 1.0)
            left[plan] *= 1.0 - min(yearly, Q.end_most) / 12.0
    assert 1.0 - (1.0 - Q.return_plan) * left[0] - Q.return_plan * left[1] == pytest.approx(gone, abs=1e-9)


def test_chances_of_leaving_that_are_not_known_or_nought() -> None:
    assert exits_of(None, Q) == 1.0 and exits_of(0.0, Q) == pytest.approx(0.0, abs=1e-12)
    assert exits_of(0.3, Q._replace(exit_early=0.0, exit_late=0.0)) == 1.0


# --- cohorts ----------------------------------------------------------------------------------------------------------------------------------------


def test_stocks_that_count() -> None:
    """Those at least two years before the start, the stock of the start last; none where none of before is known."""
    known = figures(stock_2000=5.0, stock_2010=7.0, stock_2015=9.0)
    assert known_stocks(known, "2020-01") == [(240, 5.0), (120, 7.0), (60, 9.0), (0, 1_000.0)]
    assert known_stocks(known, "2016-12") == [(203, 5.0), (83, 7.0), (0, 1_000.0)] and known_stocks(known, "2000-01") == [] == known_stocks(figures(), "2020-01")


def test_without_stocks_a_corridor_is_at_rest() -> None:
    found = cohorts_of(figures(), Q, "2020-01", 24)
    assert found.renewal.tolist() == [1.0] * 24 and found.arrivals is None and found.exits == 1.0
    assert found.one_and_half == pytest.approx(Q.share_one_and_half) and found.children.tolist() == found.descendants.tolist()
    steady = cohorts_of(figures(**{f"stock_{year}": 1_000.0 for year in STOCK_YEARS}), Q._replace(earlier_years=50.0), "2020-01", 24)
    assert steady.renewal == pytest.approx(np.ones(24), abs=0.1) and mean_years(steady) == pytest.approx(mean_years(found), rel=0.1)


def test_nobody_has_been_there_longer_than_the_first_who_came() -> None:
    """A stock of 0 until 2015: all came since, none of them as a child who has a household by now."""
    found = cohorts_of(figures(**{f"stock_{year}": 0.0 for year in STOCK_YEARS}), Q, "2020-01", 12)
    assert found.months[59] == 1.0 and 0.5 < found.months[29] < 0.6 and found.one_and_half == 0.0
    assert found.kinds.shape == (MONTHS, 32) and found.kinds[:, -1] == pytest.approx(np.ones(MONTHS))
    assert found.arrivals is not None and found.renewal[0] > 3.0


def test_more_exits_mean_more_arrivals_for_the_same_stocks() -> None:
    of = [cohorts_of(figures(gone, stock_2010=400.0, stock_2015=700.0), Q, "2020-01", 12) for gone in (0.1, 0.6)]
    few, many = (found.arrivals for found in of)
    assert few is not None and many is not None and many.blocks[-1].rate > 1.3 * few.blocks[-1].rate and few.missed == 0.0 == many.missed
    assert mean_years(of[1]) < mean_years(of[0])
    half = cohorts_of(figures(0.1, stock_2010=400.0, stock_2015=700.0), Q._replace(arrivals_go_on=0.5), "2020-01", 12)
    assert half.renewal[0] == pytest.approx(0.5 * of[0].renewal[0])


@pytest.mark.parametrize(
    ("corridor", "stocks", "mean"),
    [
        ("MAR-FRA", (713_987, 737_068, 760_148, 832_641, 870_001, 964_250, 1_059_918), 20.2),
        ("NPL-QAT", (820, 861, 904, 25_000, 75_000, 180_000, 300_000), 6.5),
        ("MEX-USA", (4_298_014, 6_827_945, 9_410_529, 10_611_064, 12_168_662, 11_643_298, 10_853_105), 22.6),
    ],
)  # fmt: skip
def test_mean_years_abroad_are_near_those_of_a_coarser_count(corridor: str, stocks: tuple[float, ...], mean: float) -> None:
    """Counted by five-year blocks, with one age on arrival, nobody planning to return and all arrivals as adults: 20.2, 6.5 and 22.6 years."""
    found = cohorts_of(figures(None, float(stocks[-1]), **dict(zip((f"stock_{year}" for year in STOCK_YEARS), map(float, stocks), strict=False))), Q, "2020-01", 12)
    assert mean_years(found) == pytest.approx(mean, abs=1.5), corridor


def test_who_could_be_naturalised() -> None:
    """Half came within five years: all of the others hold the nationality of residence where four in ten of all shall, nobody more where six in ten shall."""
    found = cohorts_of(figures(), Q, "2020-01", 12)._replace(months=np.minimum(np.arange(1.0, MONTHS + 1.0) / 120.0, 1.0))
    wait = parameters().nationality._replace(wait_years=5.0)
    assert long_enough(found, wait) == pytest.approx(0.5) and long_enough(found, wait._replace(wait_years=0.0)) == 1.0
    assert [naturalised_of(share, found, wait) for share in (0.0, 0.4, 0.6)] == pytest.approx([0.0, 0.8, 1.0])
    assert naturalised_of(0.4, found._replace(months=np.ones(MONTHS)), wait) == 0.0


def test_corridors_alike_share_their_cohorts() -> None:
    settings = load("morocco_belgium").settings(100)
    one, other = all_cohorts(settings.__class__((settings.corridors[0],) * 2, start="2020-01"), Q)
    assert one is other


# --- a month of those who come and go ---------------------------------------------------------------------------------------------------------------


def moved(patch: pytest.MonkeyPatch, *, renewal: float = 1.0, rounding: float = 0.5, month: int = 3, draws: tuple[float, ...] = (0.0, 0.9, 0.9, 0.9), **values: Any) -> Any:
    """Household 0 lives a month in which it leaves, unless the draws say otherwise."""
    w = bare()
    usual = {"corridor": 1, "community": 2, "generation": 0, "weight": 7.0, "age": 40.0, "years_abroad": 3.0, "is_employed": 1, "waiting_since": -1, "root": 5}
    usual |= {"part_from": 0, "part_to": int(256 * values.get("weight", 7.0))}
    put(w.households[0], **(usual | values))
    put(w.corridors[1], first_community=2, residence_income=1_000.0, origin_income=100.0, skilled=0.2, women=0.5, family_size=4.0)
    w.communities[2].income = 1_200.0
    w.renewal[1, :] = 9.0
    w.renewal[1, max(month, 0)] = renewal
    every = dict.fromkeys(("PERSON", "MEANS", "TIES_OF_HEART", "OUTLOOK", "STATUS", "REFUSE", "ELIGIBLE"), (0.5, 0.5, 0.5, 0.5))
    rig(patch, live, newcomers, BELONG=(rounding, 0.5, 0.5, 0.5), **every)
    p = parameters()
    live.age_and_move(w, p, (p,), NOW._replace(month=month), live.kept_of(p), 0, live.LifeDraws(*draws))
    return w.households[0]


@pytest.mark.parametrize(
    ("renewal", "rounding", "part", "weight"),
    [
        (1.0, 0.9, (0.0, 7.0), 7.0), (1.0, 0.9, (3.0, 10.0), 7.0), (1.5, 0.4, (0.0, 7.0), 10.0), (1.5, 0.5, (0.0, 7.0), 11.0), (1.5, 0.5, (3.0, 10.0), 10.0), (0.1, 0.2, (0.0, 7.0), 0.0), (0.1, 0.3, (0.0, 7.0), 1.0), (0.0, 0.9, (0.0, 7.0), 0.0),
    ],
)  # fmt: skip
def test_as_many_come_as_the_cohorts_say(monkeypatch: pytest.MonkeyPatch, renewal: float, rounding: float, part: tuple[float, float], weight: float) -> None:
    """A place of seven households. 1.5 for each are 10.5: 10 or 11; of the part from 3 on, floor(15.5) - floor(5). Who lived there last does not matter."""
    h = moved(monkeypatch, renewal=renewal, rounding=rounding, part_from=int(256 * part[0]), part_to=int(256 * part[1]), weight=40.0)
    assert (h.weight, h.part_from / 256, h.part_to / 256, h.years_abroad, h.successions) == (weight, *part, 0.0, 1) and h.status == (1 if weight else 0)


def test_others_than_the_first_generation_are_followed_one_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert moved(monkeypatch, renewal=3.0, generation=2).weight == 7.0
    assert moved(monkeypatch, month=-1).id == 100 and moved(monkeypatch, month=0, renewal=2.0).weight == 14.0  # in the burn-in nobody leaves


def test_who_parted_brings_as_many_as_if_it_had_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten households and the two that parted from them, in a place where six lived at the start: 6 x 2.6 = 15.6 newcomers, 15 or 16 together."""
    w = bare()
    put(w.households[0], weight=12.0, part_from=0, part_to=6 * 256)
    w.counts[0] = 1
    parted = [births.split(w, 0) for _ in range(2)]
    records = [w.households[k] for k in (0, *parted)]
    assert [(h.weight, h.part_from / 256, h.part_to / 256) for h in records] == [(10.0, 0.0, 5.0), (1.0, 5.5, 6.0), (1.0, 5.0, 5.5)]
    for rounding in (0.1, 0.35, 0.6, 0.85):
        of = [moved(monkeypatch, renewal=2.6, rounding=rounding, part_from=h.part_from, part_to=h.part_to).weight for h in records]
        assert sum(of) == moved(monkeypatch, renewal=2.6, rounding=rounding, part_from=0, part_to=6 * 256).weight in (15.0, 16.0)


def test_an_empty_place_stays_empty_until_it_is_taken_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    stays = (0.9, 0.9, 0.0, 0.9)
    assert moved(monkeypatch, draws=stays, weight=0.0, status=0).status == 0 and moved(monkeypatch, draws=stays, weight=1.0, status=0).status == 1
    h = moved(monkeypatch, renewal=0.5, weight=0.0, status=0, part_to=3 * 256)
    assert (h.status, h.weight) == (1, 2.0)


def test_who_is_still_to_come_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    for comes, status in ((2, 0), (1, 1)):
        h = moved(monkeypatch, month=-10, comes=comes, status=0)
        assert (h.comes, h.status, h.years_abroad, h.age) == (comes - 1, status, 3.0, 40.0)


def test_a_corridor_from_which_more_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    yearly = Q.exit_late + (Q.exit_early - Q.exit_late) * math.exp(-(3.0 + 1.0 / 12.0) / Q.exit_years)
    for factor, goes in ((2.99, True), (3.01, False)):
        w = bare()
        put(w.households[0], corridor=1, generation=0, age=40.0, years_abroad=3.0, is_employed=1, waiting_since=-1)
        w.corridors[1].exits = 3.0
        seen: list[int] = []
        monkeypatch.setattr(live, "succeed", lambda w, packed, t, i, seen=seen: seen.append(i))
        p = parameters()
        live.age_and_move(w, p, (p,), NOW, live.kept_of(p), 0, live.LifeDraws(yearly * factor / 12.0, 0.999999, 0.9, 0.9))
        assert bool(seen) == goes


# --- even draws -------------------------------------------------------------------------------------------------------------------------------------


def test_even_draws_keep_their_order_and_fill_the_strata() -> None:
    draws = np.random.default_rng(3).integers(0, 2**32, 1_000) / 2.0**32
    even = strata.evenly(draws)
    assert (np.argsort(even) == np.argsort(draws)).all() and sorted(np.floor(1_000 * even).tolist()) == list(range(1_000))
    groups = np.arange(1_000) % 3
    apart = strata.evenly(draws, groups)
    for group, n in ((0, 334), (1, 333), (2, 333)):
        assert sorted(np.floor(n * apart[groups == group]).tolist()) == list(range(n))
    assert abs(even.mean() - 0.5) < 1e-3 and strata.evenly(np.array([0.3])).tolist() == [(0.3 * 2**20) % 1.0]


def test_which_draws_are_made_even() -> None:
    drawn = np.random.default_rng(4).integers(0, 2**32, (200, strata.LANES)) / 2.0**32
    before, generations = drawn.copy(), np.arange(200) % 2
    months = np.linspace(0.01, 1.0, 100)
    strata.make_even(drawn, generations, months, 60.0)
    touched = np.flatnonzero((drawn != before).any(axis=0)).tolist()
    assert touched == [0, 1, 2, 4, 5, 6, 8, 11, 12]  # community, city, faction; woman, skill, sector; life and kind of arrival; naturalised
    long = (generations == 0) & (drawn[:, 8] > 0.6)
    assert sorted(np.floor(long.sum() * drawn[long, 12]).tolist()) == list(range(long.sum())) == list(range(40))
    assert sorted(np.floor(100 * drawn[generations == 1, 8]).tolist()) == list(range(100)) == sorted(np.floor(100 * drawn[generations == 0, 11]).tolist())


def test_lots_are_those_of_the_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {name: lambda month, person, k=k: (person, k, k + 1, month) for k, name in enumerate(("TRAITS", "PERSON", "BELONG", "STATUS"))}
    rig(monkeypatch, strata, **own)
    out = np.zeros((2, 13))
    strata.lots.py_func(NOW, 40, out)
    assert out.tolist() == [[person, 0, 1, -1, person, 1, 2, -1, person, 2, 3, -1, person] for person in (40, 41)]


# --- raking -----------------------------------------------------------------------------------------------------------------------------------------

SEX = Margin("sex", ("men", "women"), np.array([0, 0, 1, 1]), np.array([8.0, 2.0]))
SKILL = Margin("skill", ("low", "high"), np.array([0, 1, 0, 1]), np.array([6.0, 4.0]))


def test_raking_meets_every_margin_and_keeps_what_hangs_together() -> None:
    """Odds of the records stay: 9 to 1 before, 9 to 1 after."""
    start = np.array([3.0, 1.0, 1.0, 3.0])
    found = rake(start, [SEX, SKILL])
    assert SEX.sums(found) == pytest.approx([8.0, 2.0]) and SKILL.sums(found) == pytest.approx([6.0, 4.0])
    assert found[0] * found[3] / (found[1] * found[2]) == pytest.approx(9.0) and start.tolist() == [3.0, 1.0, 1.0, 3.0]
    assert SEX.off(np.array([4.0, 4.0, 1.0, 3.0])).tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("margins", "keys", "says"),
    [
        ([SEX, SKILL._replace(totals=np.array([6.0, 5.0]))], ["skill"], "adds up to 11, the margin sex to 10"),
        ([SEX, SKILL._replace(of=np.zeros(4, dtype=int))], ["skill"], "asks for high, of which there is no record"),
        ([SEX, SKILL._replace(totals=np.array([6.0, -4.0]))], ["skill"], "negative or not numbers"),
        ([SEX, SKILL._replace(totals=np.array([6.0, math.nan]))], ["skill"], "negative or not numbers"),
        ([SEX, SKILL._replace(totals=np.array([6.0]))], ["skill"], "a total for each category"),
        ([SEX, SKILL._replace(of=np.zeros(3, dtype=int))], ["skill"], "a category for each record"),
        ([SEX, SKILL._replace(of=SEX.of)], ["sex"], "contradicts skill: women adds up to 4 instead of 2"),
    ],
)  # fmt: skip
def test_margins_that_cannot_be_met_are_named(margins: list[Margin], keys: list[str], says: str) -> None:
    with pytest.raises(InputError) as error:
        rake(np.ones(4), margins)
    assert [problem.key for problem in error.value.problems] == keys and says in str(error.value)


def test_whole_weights_keep_sums() -> None:
    weights = 1.0 + np.random.default_rng(5).random(999) * 3.0
    weights *= 2_500.0 / weights.sum()
    weights = np.maximum(weights, 1.0)
    order = np.random.default_rng(6).permutation(999)
    found = whole(weights, order)
    assert (found == np.floor(found)).all() and found.min() >= 1.0 and found.sum() == math.floor(weights.sum() + 0.5)
    along = np.cumsum(found[order]) - np.cumsum(weights[order])
    assert np.abs(along).max() <= 0.5 + 1e-9


def test_weights_where_records_are_too_few_stay_alike() -> None:
    """Two records cannot be of both sexes and of both skills in any share; three cannot hold a tenth where a third is the least."""
    two = [SEX._replace(of=np.array([0, 1])), SKILL._replace(of=np.array([0, 1]))]
    assert margins.weights_for(two, 5).tolist() == [3.0, 2.0]
    three = [SEX._replace(of=np.array([0, 0, 1]), totals=np.array([0.95, 0.05]))]
    assert margins.weights_for(three, 300).tolist() == [100.0, 100.0, 100.0]
    empty = [SEX._replace(of=np.array([0, 0, 0]), totals=np.array([0.5, 0.5]))]
    assert sorted(margins.weights_for(empty, 7).tolist()) == [2.0, 2.0, 3.0]
