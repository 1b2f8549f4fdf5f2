"""Training of firms (C30), the funnel of a competition (C31), and promotion of sectors (C25): what a study can read off a run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from model.world import DiasporaModel
from tests.worlds import FOUNDERS, MAR, assert_same, is_above_zero, lever, run, settings_of, value, world

TOLD = {**FOUNDERS, "information.broadcast": 1.0, "services.training_interest": 0.3, "founding.dispute": 0.0}
REPLICATIONS = 4


@cache
def taught(replication: int) -> tuple[DiasporaModel, DiasporaModel]:
    start = world(MAR, stock=12_000.0, years=4, parameters=TOLD, replication=replication)
    courses = lever("entrepreneur_support", {"random_share": 0.5}, places=0, training_seats=3_000, seat_usd=10.0, team_usd=0.0, local_desk=False)
    return start.fork((courses,)).run(), start.fork().run()


def pairs(replication: int) -> pd.DataFrame:
    """Firms of both worlds that are the same one, those of trained owners marked."""
    policy, base = (model.firms_frame().query("kind_name == 'firm'") for model in taught(replication))
    both = policy.merge(base, on="id", suffixes=("", "_base"))
    return both.assign(is_trained=both["practice"] > 0.0)


def test_training_raises_profits_by_a_few_per_cent_and_sales_with_them() -> None:
    gains, sales = [], []
    for replication in range(REPLICATIONS):
        both = pairs(replication).query("is_alive == 1 and is_alive_base == 1 and is_trained")
        assert len(both) > 50
        gains.append(both["profit"].sum() / both["profit_base"].sum() - 1.0)
        sales.append(both["sales"].sum() / both["sales_base"].sum() - 1.0)
    assert 0.02 <= np.mean(gains) <= 0.15 and 0.02 <= np.mean(sales) <= 0.15


def test_training_does_little_for_survival_and_founders_start_faster() -> None:
    alive, days, more = [], [], []
    for replication in range(REPLICATIONS):
        both = pairs(replication)
        trained = both.query("is_trained")
        alive.append(trained["is_alive"].mean() - trained["is_alive_base"].mean())
        at_start = trained[trained["start_days"] != trained["start_days_base"]]
        days.append(at_start["start_days"].sum() - at_start["start_days_base"].sum())
        policy, base = taught(replication)
        more.append(value(policy, "firms_created") - value(base, "firms_created"))
    assert -0.01 <= np.mean(alive) <= 0.05 and (np.array(days) < 0.0).all() and np.mean(more) > 0.0


def test_only_those_offered_are_taught_and_it_is_paid_for() -> None:
    policy, _ = taught(0)
    frame = policy.firms_frame().query("kind_name == 'firm' and practice > 0.0")
    homes = policy.households_frame()
    offered = homes["offered_entrepreneur_support"].to_numpy()[frame["household"]]
    there = homes["id"].to_numpy()[frame["household"]] == frame["person"].to_numpy()
    assert offered[there].all()
    assert policy.costs.sum() == value(policy, "firms_taught") * 10.0 > 0.0


def test_the_funnel_of_a_competition_narrows() -> None:
    start = world(MAR, stock=12_000.0, parameters=TOLD)
    plain, twice, lots = (start.fork((lever("entrepreneur_support", places=5, finalists=n, lottery=lot, jury_noise=0.6),)).run() for n, lot in ((1, False), (4, False), (4, True)))
    for model, narrower in ((plain, False), (twice, True), (lots, True)):
        assert value(model, "support_applications") >= value(model, "support_shortlisted") >= value(model, "selected") > 0.0 and value(model, "support_calls") == 3.0
        assert (value(model, "support_shortlisted") > value(model, "selected")) is narrower
    firms = lots.firms_frame().query("kind_name == 'firm' and finalist == 1")
    assert len(firms) > 0 and plain.firms_frame()["finalist"].sum() == 0
    # the winner of a lottery is no better than the finalists beside it, that of a jury is
    assert value(twice, "selected") <= 15.0


def test_both_engines_agree() -> None:
    settings = settings_of(MAR, stock=500.0, years=4, parameters={**TOLD, "enterprise.ideas_year": 50.0, "enterprise.start_capital": 0.5})
    levers = (lever("entrepreneur_support", {"random_share": 0.8}, finalists=3, training_seats=240, places=2), lever("one_stop_shop", {"sector": ("health", "business")}))
    objects, compiled = (run(settings, levers, engine=engine) for engine in ("objects", "compiled"))
    assert_same(objects, compiled)
    assert value(compiled, "firms_taught") > 0.0


def test_promotion_of_sectors_shows_in_a_difference_in_differences() -> None:
    """C25: firms founded in the sectors that a one-stop shop and information are for, against the others, with and without."""
    targets = ("health", "education", "business")
    found = []
    for replication in range(8):
        start = world(MAR, stock=30_000.0, parameters={**FOUNDERS, "information.broadcast": 1.0, "founding.informed": 0.4, "enterprise.hassle": 0.01}, replication=replication)
        levers = tuple(lever(one, {"sector": targets}) for one in ("one_stop_shop", "investment_information"))
        rows = []
        for model in (start.fork(levers).run(), start.fork().run()):
            firms = model.firms_frame().query("kind_name == 'firm' and founded >= 0")
            inside = firms["sector_name"].isin(targets).sum()
            rows.append((inside, len(firms) - inside))
        (inside, outside), (inside_base, outside_base) = rows
        found.append(np.log(inside / inside_base) - np.log(outside / outside_base))
    assert is_above_zero(np.array(found))
