"""A task with worlds that are played: which are run, what is kept of each, against what a lever is judged; and who pays whom for every lever."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.comparing.accounts import GOODS, ITEMS, PAID_TO, VALUED, _parties
from experiments.comparing.comparison_tables import _tidy, against_table, levels_table, uncertainty_table
from experiments.runs import runner
from experiments.runs.replications import COST, Replications
from experiments.runs.runner import Task, perform
from model.levers import REGISTRY
from model.outcomes.ledger import Account
from scenarios import load

GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"


class Played:
    """A world whose numbers are 100 and 10 more for each lever; it notes what is done with it."""

    told: list[str] = []
    forks: list[tuple[Played, Played | None]] = []
    fails: str = ""
    history = None

    def __init__(self, settings: Any, levers: Any, shocks: Any, **given: Any) -> None:
        self.levers, self.given = levers, given
        self.name = f"{len(levers)} levers"

    def burn_in(self, each_month: Any) -> None:
        """One month, the only one."""
        self.told.append("burn-in")
        if self.fails == "burn-in":
            raise ValueError("no")
        each_month(0)

    def fork(self, levers: Any, shocks: Any, ministry: Any = None, onto: Any = None) -> Played:
        made = Played(None, levers, shocks)
        self.forks.append((made, onto))
        return made

    def run(self, each_month: Any) -> None:
        each_month(0)
        self.told.append(f"run {self.name}")
        if self.fails == self.name:
            raise ValueError(f"not {self.name}")

    def measures(self) -> Any:
        value = 100.0 + 10.0 * len(self.levers)
        return SimpleNamespace(keys=[("jobs", None, None), ("same", None, None)], values=[value, 7.0 * (1.0 + 1e-15 * len(self.levers))])

    def series(self) -> pd.DataFrame:
        return pd.DataFrame({"jobs": [1.0, 2.0], "visits": [3.0, 4.0]})

    def acts(self) -> str:
        return f"acts of {self.name}"

    def dispose(self) -> None:
        self.told.append(f"end {self.name}")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was judged against what: (acts, acts before, levers), and (lever, package, rest)."""
    found: list[Any] = []
    monkeypatch.setattr(Played, "told", [])
    monkeypatch.setattr(Played, "forks", [])
    monkeypatch.setattr(Played, "fails", "")
    monkeypatch.setattr(runner, "DiasporaModel", Played)
    monkeypatch.setattr(runner, "for_replication", lambda scenario, seed, replication, uncertainty, *_, **__: found.append((seed, replication, uncertainty)) or scenario)
    for of_induced, value in (("start_of", None), ("who_was_induced", {}), ("induced_by_one", {})):
        monkeypatch.setattr(runner, of_induced, lambda *_, value=value: value)
    monkeypatch.setattr(
        runner, "judged_in", lambda model, ran, before, levers: found.append((ran.acts, before.acts, len(levers))) or {("additional", "lever", "x"): 1.0}
    )
    monkeypatch.setattr(
        runner, "added_by", lambda lever, package, rest: found.append((lever.id, package.acts, rest.acts)) or {("additional", "lever", lever.id): 2.0}
    )
    return found


def test_worlds_of_a_task_are_run_once_and_kept_as_asked(judged: list[Any]) -> None:
    grant, package = load(GRANT), load(PACKAGE)
    n = len(package.levers)
    rest = replace(package, levers=tuple(lever for lever in package.levers if lever.id != "matching_grant"))
    bare = grant.without_levers()
    done = perform(Task((grant, bare, package, rest), 3, 9, "luck", 500, outcomes=("visits", "nothing"), parts=1, without=((2, "matching_grant", 3),)))
    assert judged[:5] == [(9, 3, "luck")] * 5 and done.replication == 3 and done.failures == ()
    assert judged[5:] == [
        ("acts of 1 levers", "acts of 0 levers", 1),
        (f"acts of {n} levers", "acts of 0 levers", n),
        ("matching_grant", f"acts of {n} levers", f"acts of {n - 1} levers"),
    ]
    assert [each.values[0] for each in done.policies if each is not None] == [110.0, 100.0, 100.0 + 10.0 * n, 90.0 + 10.0 * n]
    assert done.base is not None and done.policies[1] is done.base and done.base.values.tolist() == [100.0, 7.0]
    assert [each.values[1] for each in done.policies if each is not None] == [7.0] * 4  # the last digit of a sum is no change
    assert [list(each.series.columns) for each in done.policies if each is not None] == [
        ["visits"],
        ["visits"],
        ["visits"],
        [],
    ]  # of a part that nobody asked to see no months
    assert done.judged == ({("additional", "lever", "x"): 1.0}, {}, {("additional", "lever", "x"): 1.0, ("additional", "lever", "matching_grant"): 2.0}, {})
    assert Played.told == [
        "burn-in",
        "run 0 levers",
        "end 0 levers",
        "run 1 levers",
        "end 1 levers",
        f"run {n} levers",
        f"end {n} levers",
        f"run {n - 1} levers",
        f"end {n - 1} levers",
        "end 0 levers",
    ]


def test_a_policy_takes_the_memory_of_the_one_before(judged: list[Any]) -> None:
    """So that a task holds two worlds at most: the one that all start from, and the one that runs."""
    scenarios = tuple(load(name) for name in (GRANT, "morocco_belgium", PACKAGE, "morocco_belgium_tax_incentive"))
    done = perform(Task(scenarios, 0, 1))
    (without, nothing), *policies = Played.forks
    assert not done.failures and nothing is None and without.levers == ()
    assert [made.levers for made, _ in policies] == [scenarios[k].levers for k in (0, 2, 3)]
    assert [onto for _, onto in policies] == [None, policies[0][0], policies[1][0]]


def test_levels_alone_need_no_world_without_policy(judged: list[Any]) -> None:
    grant = load(GRANT)
    done = perform(Task((grant,), 0, 1, baseline=False))
    assert (
        done.base is None
        and done.policies[0] is not None
        and list(done.policies[0].series.columns) == ["jobs", "visits"]
        and done.judged == ({},)
        and judged == [(1, 0, "inputs")] * 2
    )
    assert Played.told == ["burn-in", "run 1 levers", "end 1 levers", "end 0 levers"]
    bare = perform(Task((grant.without_levers(),), 0, 1, baseline=False))
    assert bare.base is None and bare.policies[0] is not None and bare.policies[0].values[0] == 100.0


def test_what_fails_is_told_with_its_stage_and_the_rest_goes_on(judged: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    grant, package = load(GRANT), load(PACKAGE)
    monkeypatch.setattr(Played, "fails", "1 levers")
    done = perform(Task((grant, package), 3, 9))
    (lost,) = done.failures
    assert (lost.replication, lost.scenario, lost.stage, lost.error) == (3, 0, "policy", "ValueError: not 1 levers") and "Traceback" in lost.traceback
    assert done.policies[0] is None and done.judged[0] is None and done.policies[1] is not None and done.judged[1] is not None
    monkeypatch.setattr(Played, "fails", "burn-in")
    done = perform(Task((grant, package), 3, 9))
    assert done.policies == done.judged == (None, None) and done.base is None and (done.failures[0].scenario, done.failures[0].stage) == (None, "burn-in")
    monkeypatch.setattr(Played, "fails", "0 levers")
    assert perform(Task((grant,), 3, 9)).failures[0].stage == "world without policy"
    monkeypatch.setattr(Played, "fails", "nothing")
    monkeypatch.setattr(runner, "who_was_induced", lambda *given: 1 / 0)
    done = perform(Task((grant,), 3, 9))
    assert done.policies == done.judged == (None,) and [(each.stage, each.error) for each in done.failures] == [("judgement", "ZeroDivisionError: division by zero")]  # what was judged before is not kept


@pytest.mark.parametrize(("baseline", "names", "base"), [(True, (GRANT, PACKAGE), True), (False, (GRANT, PACKAGE), False), (False, (GRANT, "morocco_belgium"), True), (True, ("morocco_belgium",), True)])
def test_months_of_a_task_count_the_world_without_policy_where_it_is_run(judged: list[Any], baseline: bool, names: tuple[str, ...], base: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []
    months = runner.months_of
    monkeypatch.setattr(runner, "months_of", lambda *given, base: asked.append((*given, base)) or months(*given, base=base))
    scenarios = tuple(load(name) for name in names)
    perform(Task(scenarios, 3, 9, baseline=baseline))
    assert asked == [(12 * scenarios[0].burn_in_years, 12 * scenarios[0].years, sum(bool(each.levers) for each in scenarios), base)]


# --- who pays whom ------------------------------------------------------------------------------------------------------------------------------------------

FIRMS, FAMILIES, ASSOCIATIONS, COMMUNITIES, BANKS, HOUSEHOLDS = (
    "firms_at_origin",
    "families_at_origin",
    "associations",
    "communities",
    "banks_at_origin",
    "diaspora_households",
)
TRANSFERS = {
    "business_network": "business_networks", "credit_guarantee": BANKS, "diaspora_bond": HOUSEHOLDS, "earmarked_transfer": FAMILIES, "entrepreneur_support": FIRMS, "financial_inclusion": FAMILIES, "infrastructure": COMMUNITIES,
    "investment_grant": FIRMS, "knowledge_network": "host_institutions", "matching_grant": ASSOCIATIONS, "philanthropy_training": ASSOCIATIONS, "pooled_fund": COMMUNITIES, "savings_product": HOUSEHOLDS, "skills_placement": "host_institutions",
    "special_economic_zone": FIRMS, "talent_attraction": HOUSEHOLDS, "trade_fair": "firms_in_residence_country", "trade_training": "firms_in_residence_country",
}  # fmt: skip
"""Who gets what a lever hands out; of the others nobody gets money."""
FORGONE = {"donation_tax_relief": HOUSEHOLDS, "special_economic_zone": FIRMS, "tax_incentive": FIRMS}
MONEY = {
    **dict.fromkeys(("business_registration", "credit_guarantee", "entrepreneur_support", "infrastructure", "investment_grant", "investment_information", "one_stop_shop", "special_economic_zone", "tax_incentive"), FIRMS),
    "diaspora_bond": "issuer_of_the_bond", "earmarked_transfer": FAMILIES, "remittance_cost": FAMILIES, "matching_grant": ASSOCIATIONS, "philanthropy_training": ASSOCIATIONS, "philanthropy_partnership": COMMUNITIES, "pooled_fund": COMMUNITIES,
    "savings_product": BANKS, "tourism_promotion": "tourism_at_origin", "donation_tax_relief": None,
}  # fmt: skip
"""Who gets the money of the households that a lever moves; None where several do. Of the others no money of households is counted."""


@pytest.mark.parametrize("name", list(REGISTRY))
def test_payer_and_payee_of_every_item(name: str) -> None:
    lever = REGISTRY[name](paid_by="donor")
    expected: dict[str, tuple[str | None, str | None]] = {
        "gross_cost": ("donor", None), "net_cost": ("donor", None), "leakage": ("donor", None), "revenue_back": (None, "origin_state"), "benefit": (None, None), "administration": ("donor", "programme"),
        "transfers": ("donor", TRANSFERS.get(name)), "revenue_forgone": ("donor", FORGONE.get(name, "programme")),
    }  # fmt: skip
    money = (HOUSEHOLDS, MONEY[name]) if name in MONEY else (None, None)
    assert {item: _parties(lever, item) for item in ITEMS} == {item: expected.get(item, money) for item in ITEMS}
    assert _parties(None, "gross_cost") == (None, None) and _parties(None, "revenue_back") == (None, "origin_state")


def test_what_money_is_for_by_account() -> None:
    assert {measure: account for measure, account in PAID_TO.items() if measure not in ("invested_property", "given_regular")} == {
        "sent": Account.FAMILIES, "invested_productive": Account.FIRMS, "given_collective": Account.ASSOCIATIONS, "given_crisis": Account.COMMUNITIES, "deposited": Account.BANKS, "bonds": Account.ISSUER, "visits": Account.TOURISM,
    }  # fmt: skip
    assert (PAID_TO["invested_property"], PAID_TO["given_regular"]) == (Account.SELLERS, Account.BODIES)
    # projects, works, seats and services are bought for these; what households, firms and banks get changes hands
    assert set(GOODS) == {Account.ASSOCIATIONS, Account.COMMUNITIES, Account.INSTITUTIONS, Account.FAMILIES, Account.SHOPS, Account.NETWORKS} and {
        "remittances",
        "donations",
        "crisis_covered",
    } < set(VALUED)


# --- tables of a comparison -------------------------------------------------------------------------------------------------------------------------------------


def replications(uncertainty: str, shift: float = 0.0, numbers: tuple[int, ...] = (0, 1, 2, 3)) -> Replications:
    """Two draws of inputs that move the change by 4, and luck that moves it by 1."""
    keys = (("jobs", None, None), ("jobs", "sex", "female"), (COST, None, None))
    change = np.array([1.0, 2.0, 5.0, 6.0])[list(numbers)] + shift
    values = np.column_stack([10.0 + change, 5.0 + 0.5 * change, 0.0 * change])
    return Replications(
        "s", load(GRANT), numbers, keys, values, np.column_stack([np.full(len(change), 10.0), np.full(len(change), 5.0), 0.0 * change]), {}, uncertainty
    )


def test_columns_of_what_moves_single_runs() -> None:
    rows = uncertainty_table(replications("inputs")).set_index(["outcome", "breakdown"])
    jobs = rows.loc[("jobs", "sex")]
    assert (jobs["group"], jobs["replications"], jobs["input_draws"], jobs["without_policy"], jobs["difference"]) == ("female", 4, 2, 5.0, 1.75)
    total = rows[rows.index.get_level_values(1).isna()].iloc[0]
    # between draws 4 and luck 1/2 a run: of single runs the draws move 8 - 1/4 of 8 1/4
    assert (
        total["share_inputs"] + total["share_luck"] == pytest.approx(1.0)
        and total["share_inputs"] == pytest.approx(7.75 / 8.25)
        and total["runs_low"] < total["difference"] < total["runs_high"]
    )
    luck = uncertainty_table(replications("luck"))
    assert (
        luck["share_inputs"].isna().all()
        and luck["share_luck"].isna().all()
        and luck["input_draws"].tolist() == [4, 4, 4]
        and uncertainty_table(replace(replications("luck"), base=None)).empty
    )


def test_direct_differences_are_paired_over_the_runs_that_both_have() -> None:
    table = against_table(replications("luck", 3.0, (1, 2, 3)), replications("luck", 0.0, (0, 1, 3))).set_index(["outcome", "breakdown"])
    jobs = table[table.index.get_level_values(1).isna()].iloc[0]
    assert jobs["difference"] == pytest.approx(3.0) and jobs["mean"] == pytest.approx((15.0 + 19.0) / 2.0)
    levels = levels_table(replications("luck"))
    first = levels.iloc[0]
    assert (
        (first["mean"], first["difference"]) == (13.5, 3.5)
        and first["low"] < 13.5 < first["high"]
        and first["difference_low"] < 3.5 < first["difference_high"]
        and first["unit"] == "jobs"
    )
    none = levels_table(replace(replications("luck"), base=None))
    assert none["difference"].isna().all() and none["mean"].tolist()[:2] == [13.5, 6.75]
    tidy = _tidy(pd.DataFrame({"scenario": ["s"], "group": [None], "mean": [-0.0], "replications": [3]}))
    assert str(tidy["mean"].iloc[0]) == "0.0" and tidy["replications"].dtype.kind == "i" and tidy["group"].iloc[0] is None


def test_a_task_tells_how_far_it_is_and_its_pieces_need_no_listener(judged: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """`begin` and `carry_on` in two pieces, as `perform` does at once: 10 for building, one month of burn-in, 1.1 without policy and 1.2 with each of two."""
    from experiments.runs.runner import Begun, begin, carry_on
    from experiments.underway import Underway

    told: list[float] = []
    monkeypatch.setattr(Underway, "listener", told.append)
    task = Task((load(GRANT), load(PACKAGE)), 3, 9)
    underway = Underway(100.0)
    begun = begin(task, underway)
    assert isinstance(begun, Begun) and begun.base is not None and begun.acts == "acts of 0 levers" and underway.done == pytest.approx(12.1)
    done = carry_on(task, begun, underway)
    assert done.failures == () and underway.done == pytest.approx(14.5) and told == pytest.approx([0.10, 0.11, 0.121, 0.133, 0.145])
    again = begin(task)
    assert isinstance(again, Begun) and carry_on(task, again).failures == () and underway.done == pytest.approx(14.5)
