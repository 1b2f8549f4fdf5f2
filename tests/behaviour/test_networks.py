"""Business networks, fairs and advocacy: they need members, places and money, and fade without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.business_networks.chapters import turns
from model.levers import Act
from model.records.arrays import Count
from model.records.flows import Flow
from model.world import DiasporaModel
from tests.worlds import SHOCKS, assert_same, is_above_zero, lever, rises, settings_of, value, world

# a small diaspora of many owners who hear quickly
OWNERS = {
    "information.broadcast": 0.2, "business.owners": 0.3, "business.board": 4.0, "business.recruiting": 0.1, "business.joining": 0.05,
    "business.fair_interest": 0.2, "business.meeting_contacts": 0.5, "trade.tries": 0.5, "business.chapter_usd": 150.0,
}  # fmt: skip
SMALL: dict[str, Any] = {"parameters": OWNERS, "stock": 8_000.0}


def network(**values: Any) -> Any:
    return lever("business_network", **{"chapters": 3, **values})


DIRECTIONS: dict[str, tuple[Any, Any, str]] = {
    "a network has members": (None, network(), "network_firms"),
    "more chapters, more members": (network(chapters=1), network(chapters=5), "network_firms"),
    "members meet": (None, network(), "contacts"),
    "contacts bring partners": (None, network(chapters=6), "deals"),
    "members sell more": (None, network(chapters=6), "residence_tax_base"),
    "dues keep firms away": (network(dues_usd=8_000.0), network(dues_usd=50.0), "network_firms"),
    "seed money lets chapters meet": (network(seed_usd=500.0, dues_usd=0.0), network(seed_usd=20_000.0, dues_usd=0.0), "contacts"),
    "a union reaches further": (network(), network(union=True), "contacts"),
    "reports make topics known": (network(reports_per_year=0), network(reports_per_year=12), "aware"),
    "fairs bring contacts": (None, lever("trade_fair"), "contacts"),
    "more places, more contacts": (lever("trade_fair", places=5), lever("trade_fair", places=60), "contacts"),
    "more fairs, more contacts": (lever("trade_fair"), lever("trade_fair", events_per_year=4), "contacts"),
    "more matches, more deals": (lever("trade_fair", matches_per_place=1.0), lever("trade_fair", matches_per_place=60.0), "deals"),
    "fairs bring deals": (None, lever("trade_fair", events_per_year=4), "deals"),
}  # fmt: skip


@pytest.mark.parametrize("name", DIRECTIONS)
def test_direction(name: str) -> None:
    weaker, stronger, outcome = DIRECTIONS[name]
    silent = {**SMALL, "parameters": {**OWNERS, "information.broadcast": 0.02}} if outcome == "aware" else SMALL
    found = rises((stronger,), outcome, against=() if weaker is None else (weaker,), replications=6, **silent)
    assert is_above_zero(found), found


def test_null_is_the_baseline_to_the_bit() -> None:
    start = world(**SMALL)
    base = start.fork().run()
    for lever_id in ("business_network", "trade_fair"):
        assert_same(start.fork((lever(lever_id, {"random_share": 0.0}),)).run(), base)
    assert_same(start.fork((network(chapters=0), lever("trade_fair", places=0))).run(), base)


def test_chapters_form_in_the_cities_that_were_seeded_with_a_board_each() -> None:
    model = world(**SMALL).fork((network(chapters=3),)).run()
    chapters = model.stage.chapters
    assert value(model, "chapters") == (chapters["age"] >= 0).sum() == 3
    boards = chapters["board"][chapters["age"] >= 0]
    assert chapters["is_seeded"].sum() == 3 and (boards >= 2.0).all() and (boards <= 4.0).all()
    first = model.stage.corridors["first_city"][0]
    assert set(chapters["city"][chapters["age"] >= 0]) == {first, first + 1, first + 2}
    members = model.stage.firms[: model.stage.counts[Count.FIRMS]]
    members = members[(members["in_network"] == 1) & (members["is_alive"] == 1)]
    assert set(model.stage.households["city"][members["household"]]) <= {first, first + 1, first + 2}


def test_a_board_that_is_renewed_keeps_a_chapter_alive_and_one_that_cannot_be_lets_it_fade() -> None:
    """All have money enough; where members stay, a board that nine in ten leave in a year is filled up again; where they leave, nobody is left to fill it."""
    alive = {}
    for name, own in {
        "nobody steps down": {"business.board_turnover": 0.0, "business.leaving": 0.0},
        "filled up each year": {"business.board_turnover": 0.9, "business.leaving": 0.0, "business.quorum": 0.0, "business.fading": 10.0},
        "members leave": {"business.board_turnover": 0.9, "business.leaving": 1.0, "business.joining": 0.0, "business.spontaneous": 0.0, "business.recruiting": 0.05},
    }.items():
        model = world(**{**SMALL, "years": 8, "parameters": {**OWNERS, **own}}).fork((network(seed_usd=1e6),)).run()
        chapters = model.stage.chapters
        assert (chapters["age"] != -1).sum() == 3, name
        alive[name] = [int((chapters["age"] >= 0).sum()), float(chapters["board"].sum()), float(chapters["members"].sum())]
    assert alive["nobody steps down"][:2] == [3, 12.0]
    assert alive["filled up each year"][0] == 3 and alive["filled up each year"][1] < 12.0
    assert alive["members leave"][0] < 3


def test_chapters_are_a_total_shared_by_stock_one_a_city() -> None:
    # 14 among stocks like those of Kosovo: quotas 5.7, 4.1, 1.3, 1.0, 0.7, 0.5, 0.5, 0.2
    stocks = (202_905.0, 145_882.0, 44_706.0, 34_706.0, 25_294.0, 17_059.0, 17_059.0, 8_824.0)
    ranks = turns(14, stocks, 6).reshape(8, 6)
    assert (ranks < 14).sum(axis=1).tolist() == [6, 4, 1, 1, 1, 1, 0, 0]
    assert (ranks < 9).sum(axis=1).tolist() == [4, 3, 1, 1, 0, 0, 0, 0]
    assert all((np.diff(row[row < 14]) > 0).all() for row in ranks)  # the largest city first
    assert (turns(14, (9.0, 1.0), 6).reshape(2, 6) < 14).sum(axis=1).tolist() == [6, 6]  # no more than there are cities
    assert (turns(7, (9.0, 0.0, 1.0), 6).reshape(3, 6) < 7).sum(axis=1).tolist() == [6, 0, 1]
    assert (turns(0, (1.0,), 6) >= 1).all()


def test_chapters_grow_over_the_ramp_from_those_that_stand_at_once() -> None:
    start = world(**{**SMALL, "years": 2})
    growing = start.fork((network(chapters=6, first_chapters=2, ramp_months=20),))
    seeded = []
    for _ in range(24):
        growing.step()
        seeded.append(int(growing.stage.chapters["is_seeded"].sum()))
    assert seeded[0] == 2 and seeded[9] == 4 and seeded[19:] == [6] * 5 and (np.diff(seeded) >= 0).all()
    at_once = start.fork((network(chapters=6),))
    at_once.step()
    assert at_once.stage.chapters["is_seeded"].sum() == 6


def test_a_chapter_without_money_fades_and_one_with_dues_lives_on() -> None:
    start = world(**{**SMALL, "years": 6})
    poor, rich = (start.fork((network(seed_usd=2_000.0, dues_usd=dues, to_month=24, funding="project"),)).run() for dues in (0.0, 300.0))
    assert value(poor, "chapters") == 0.0 == value(poor, "network_firms")
    assert poor.flows.sum(axis=1)[:30, Flow.NETWORK_FIRMS].max() > 0.0
    assert value(rich, "chapters") == 3.0 and value(rich, "network_firms") > 0.0


def test_members_join_where_others_are_members() -> None:
    """The threshold works: with none to be passed, networks grow beyond those who join without looking."""
    shares = []
    for joining in (0.0, 0.1):
        model = world(**{**SMALL, "parameters": {**OWNERS, "business.joining": joining, "business.recruiting": 0.005}}).fork((network(chapters=6),)).run()
        shares.append(value(model, "network_firms"))
    assert shares[1] > 1.5 * shares[0] > 0.0


def test_costs_are_seeds_reports_and_the_union_and_stay_within_the_budget() -> None:
    model = world(**SMALL).fork((network(union=True, reports_per_year=2),)).run()
    seeds = model.stage.chapters["is_seeded"].sum() * 20_000.0
    reports = model.costs.sum() - seeds - model.settings.years * 60_000.0
    assert reports > 0.0 and reports % 2_000.0 == pytest.approx(0.0, abs=1e-6)
    assert model.ledger_frame().query("lever == 'business_network'")["amount_usd"].sum() == pytest.approx(model.costs.sum())
    tight = world(**SMALL).fork((network(budget_usd=45_000.0), lever("trade_fair", budget_usd=60_000.0, events_per_year=1))).run()
    by_year = tight.costs.reshape(tight.settings.years, 12, -1).sum(axis=1)
    assert (by_year <= np.array([one.budget_usd for one in tight.policy.levers]) + 1e-6).all()
    assert (tight.stage.institutions["left"] >= 0.0).all()


def test_a_fair_serves_in_order_and_counts_who_waits_and_who_gives_up() -> None:
    model = world(**SMALL).fork((lever("trade_fair", places=10),)).run()
    bank = model.stage.institutions[0]
    assert bank["served"] == 10.0 * model.settings.years
    assert value(model, "contacts") == 8.0 * bank["served"]
    assert bank["arrived"] == bank["served"] + bank["abandoned"] + bank["waiting"] and bank["abandoned"] > 0.0
    assert value(model, "public_cost") == pytest.approx(40_000.0 + 10 * 2_500.0)


def test_contacts_fade() -> None:
    left = []
    for months in (1.0, 60.0):
        model = world(**{**SMALL, "parameters": {**OWNERS, "trade.contact_months": months}}).fork((lever("trade_fair", to_month=12),)).run()
        left.append(model.stage.corridors["meetings"][0])
    assert left[0] < 1e-3 < 1.0 < left[1]


def test_organised_firms_are_heard_after_a_while_and_days_fall() -> None:
    loud = {**OWNERS, "business.response": 1.0, "business.joining": 0.3, "business.step": 0.3}
    start = world(**{**SMALL, "parameters": loud, "years": 5})
    base, policy = (start.fork(levers).run() for levers in ((), (network(chapters=6, union=True, reports_per_year=12),)))
    corridor = policy.stage.corridors[0]
    assert corridor["responses"] >= 1.0 and corridor["customs_cut"] == pytest.approx(1.0 - 0.7 ** corridor["responses"])
    assert value(policy, "customs_days_saved") == pytest.approx(15.0 * corridor["customs_cut"]) and value(base, "customs_days_saved") == 0.0
    assert value(policy, "imports") > value(base, "imports")


def test_exporters_that_a_network_supports_are_judged() -> None:
    from model.outcomes.additionality import judge

    start = world(**SMALL)
    lever_ = network(chapters=6)
    base, policy = (start.fork(levers).run() for levers in ((), (lever_,)))
    found = {name: number for (name, _, _), number in judge(policy.acts(), base.acts(), (lever_,)).items()}
    assert found["additional"] > 0.0 and found["deadweight"] > 0.0
    assert ((policy.stage.households["acted"] >> int(Act.EXPORT)) & 1).any()


def test_objects_and_compiled_loops_agree_with_all_four_levers() -> None:
    levers = (
        lever("trade_facilitation"),
        lever("business_network", {"random_share": 0.7}, union=True, to_month=30),
        lever("trade_fair", {"sex": "female"}, events_per_year=3, to_month=40),
        lever("trade_training", seats_per_year=30, budget_usd=15_000.0),
    )
    settings = settings_of(stock=2_500.0, sample=25, years=4, parameters={**OWNERS, "business.response": 1.0})
    compiled, objects = (DiasporaModel(settings, levers, SHOCKS, engine=engine, checks=True).run() for engine in ("compiled", "objects"))
    assert_same(objects, compiled)
    for name in ("network_firms", "contacts", "exporters", "residence_firms"):
        assert value(compiled, name) > 0.0, name
