"""The books, by hand: a month closed, what levers cost and whom it reaches, identities that break, whom a lever reached, amounts of a finished run."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from model.levers.places import places_a_year
from model.outcomes import ledger
from model.outcomes import reach as uptake
from model.outcomes.additionality import acts_of
from model.outcomes.amounts import LASTED, MEASURES, amounts_of, household_key
from model.outcomes.ledger import Account, Books, ImbalanceError, check_identities, close_month, ledger_frame, payee_of, spending
from model.outcomes.reach import effects_left
from model.policy.levers_in_force import Policy
from model.records.enterprises import FIRM
from model.records.fields import dtype_of
from model.records.flows import Flow
from model.records.people import HOUSEHOLD
from model.records.vocabulary import Act, OwnerKind
from tests.bare import bare, put
from tests.worlds import lever


def bits(*acts: Act) -> int:
    return sum(1 << int(act) for act in acts)


def households(*rows: dict[str, float]) -> np.ndarray:
    made = np.zeros(len(rows), dtype=dtype_of(HOUSEHOLD))
    made["weight"] = made["status"] = 1
    for k, row in enumerate(rows):
        for name, value in row.items():
            made[name][k] = value
    return made


# --- amounts of a finished run ----------------------------------------------------------------------------------------------------------------------


def finished(people: np.ndarray, gone: np.ndarray | None = None, firms: np.ndarray | None = None, **flows: float) -> Any:
    """Two years; a flow is half in one cell, half in another."""
    window = np.zeros((2, len(Flow)))
    for name, value in flows.items():
        window[:, Flow[name]] = value / 2.0
    gone = households() if gone is None else gone
    firms = np.zeros(0, dtype=dtype_of(FIRM)) if firms is None else firms
    counts = np.array([len(people), len(firms), len(gone), 0, 0])
    room = np.zeros(3, dtype=people.dtype)
    room["acted"] = 1
    stage = SimpleNamespace(households=np.concatenate([people, room]), departed=np.concatenate([gone, room]), firms=np.concatenate([firms, np.zeros(2, dtype=firms.dtype)]), counts=counts)
    return SimpleNamespace(settings=SimpleNamespace(years=2), horizon=24, window=window, stage=stage)


def test_amounts_are_those_of_the_record_a_year_or_shared_among_those_who_did() -> None:
    people = households(
        {"root": 5, "successions": 2, "weight": 3.0, "supported": 6, "sent": 100.0, "invested_property": 10.0, "invested_productive": 20.0, "given_regular": 2.0, "given_collective": 4.0, "given_crisis": 8.0,
         "acted": bits(Act.SAVE, Act.PLACEMENT), "placements": 2},
        {"root": 6, "weight": 1.0, "acted": bits(Act.SAVE, Act.BUY_BOND, Act.VISIT, Act.PLACEMENT), "placements": 3},
        {"root": 7, "weight": 2.0, "acted": bits(Act.VISIT), "placements": 9},
    )  # fmt: skip
    found = amounts_of(finished(people, PRODUCTS=800.0, BONDS_SOLD=50.0, TOURISM=90.0, EXPERT_DAYS=450.0, VISITS=7.0), people)
    assert {name: amount.value.tolist() for name, amount in found.items()} == {
        "sent": [150.0, 0.0, 0.0], "invested_property": [15.0, 0.0, 0.0], "invested_productive": [30.0, 0.0, 0.0], "given": [21.0, 0.0, 0.0], "given_regular": [3.0, 0.0, 0.0], "given_collective": [6.0, 0.0, 0.0],
        "given_crisis": [12.0, 0.0, 0.0], "deposited": [300.0, 100.0, 0.0], "bonds": [0.0, 25.0, 0.0], "visits": [0.0, 15.0, 30.0], "days": [300.0, 150.0, 0.0], "firms": [], "jobs": [], "firms_old": [], "firms_lasted": [],
    }  # fmt: skip
    assert set(found) == {*MEASURES, "firms_old", "firms_lasted"} and all(amount.key.tolist() == [(5 << 16) + 2, 6 << 16, 7 << 16] and amount.supported.tolist() == [6, 0, 0] for name, amount in found.items() if "firms" not in name and name != "jobs")
    assert household_key(np.array([5], dtype=np.uint32), np.array([2], dtype=np.int16)).tolist() == [327_682]


def test_firms_are_those_of_their_founders() -> None:
    people = households({"root": 9, "id": 4, "successions": 1}, {"root": 5, "id": 70}, {"root": 5, "id": 71, "successions": 1})
    firms = np.zeros(6, dtype=dtype_of(FIRM))
    firms["is_alive"], firms["weight"], firms["jobs"] = 1, 2.0, 3.0
    for k, (owner, person, kind, founded, alive, support) in enumerate((
        (5, 71, OwnerKind.FIRM, 0, 1, 6), (9, 4, OwnerKind.FIRM, 8, 0, 1), (5, 70, OwnerKind.STAKE, 3, 1, 0), (5, 70, OwnerKind.FIRM, -1, 1, 0), (5, 70, OwnerKind.RESIDENCE, 3, 1, 0), (5, 71, OwnerKind.FIRM, 2, 1, 0),
    )):  # fmt: skip
        put_ = firms[k]
        put_["owner"], put_["person"], put_["kind"], put_["founded"], put_["is_alive"], put_["support"] = owner, person, kind, founded, alive, support
    found = amounts_of(finished(people, firms=firms), people)
    assert found["firms"].key.tolist() == found["jobs"].key.tolist() == [(5 << 16) + 1, (9 << 16) + 1, (5 << 16) + 1]
    assert (found["firms"].value.tolist(), found["jobs"].value.tolist(), found["firms"].supported.tolist()) == ([2.0, 2.0, 2.0], [6.0, 0.0, 6.0], [6, 1, 0])
    assert LASTED == 24 and [found[name].value.tolist() for name in ("firms_old", "firms_lasted")] == [[2.0, 0.0, 0.0], [2.0, 0.0, 0.0]]  # of a run of 24 months
    for strangers in (people[:2], people[:0]):
        with pytest.raises(RuntimeError, match="founder"):
            amounts_of(finished(strangers, firms=firms), strangers)


def test_acts_of_those_who_are_there_and_of_those_who_left() -> None:
    people = households({"root": 5, "acted": 4, "weight": 3.0, "faction": 2, "successions": 1}, {"root": 6}, {"root": 7, "supported": 8})
    found = acts_of(finished(people, households({"root": 8, "acted": 2, "supported": 1})))
    assert found.key.tolist() == [(5 << 16) + 1, 7 << 16, 8 << 16] and found.weight.tolist() == [3.0, 1.0, 1.0] and found.acted.tolist() == [4, 0, 2]
    assert found.supported.tolist() == [0, 8, 1] and found.faction.tolist() == [2, 0, 0] and len(found.amounts["sent"].value) == 3


# --- whom a lever reached ---------------------------------------------------------------------------------------------------------------------------


def test_places_a_year() -> None:
    assert places_a_year(lever("skills_placement", places_per_year=70)) == 70.0 and places_a_year(lever("philanthropy_training", seats_per_year=9)) == 9.0
    assert places_a_year(lever("knowledge_network", joint_projects_per_year=11)) == 11.0 and places_a_year(lever("entrepreneur_support", calls_per_year=3, places=4)) == 12.0
    assert places_a_year(lever("trade_fair", events_per_year=2, places=30)) == 60.0 and places_a_year(lever("consultation")) is None and places_a_year(lever("tax_incentive")) is None


def test_whom_a_lever_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = lever("one_stop_shop", service_days=12.0), lever("skills_placement", {"sex": "female"}, places_per_year=60)
    own = {"acted": 1 << int(one.act), "aware": 1 << int(one.topic), "supported": one.support_bit}
    people = households(
        {**own, "weight": 4.0, "wealth": 9.0, "faction": 1, "eligible": 1}, {"aware": own["aware"] | 1 << int(other.topic), "weight": 10.0, "wealth": 1.0, "eligible": 1},
        {**own, "weight": 6.0, "wealth": 10.0, "status": 0, "supported": one.support_bit | other.support_bit}, {"weight": 20.0, "wealth": 2.0, "acted": own["acted"], "faction": 2},
        {"weight": 6.0, "wealth": 3.0},
    )  # fmt: skip
    gone = households({**own, "weight": 5.0, "wealth": 99.0, "faction": 2, "eligible": 0}, {"weight": 7.0, "acted": 1 << int(other.act), "aware": 1 << int(other.topic), "eligible": 1, "supported": other.support_bit})
    banks = np.zeros(2, dtype=bare().institutions.array.dtype)
    banks["arrived"], banks["served"], banks["abandoned"], banks["waited"] = [9.0, 90.0], [7.0, 70.0], [1.0, 10.0], [100.0, 1_000.0]
    model = finished(people, gone)
    model.stage.institutions = banks
    model.horizon = 30
    model.policy = SimpleNamespace(levers=(one, other), restricted=[1], is_paid=lambda k, month: month < 24)
    model.policy.is_offered = partial(Policy.is_offered, model.policy)
    model.stage.classes = np.zeros((2, 0), dtype=np.int64)
    monkeypatch.setattr(uptake, "lever_accounts", lambda model: {("gross", "lever", "x"): 5.0})
    found = uptake.uptake(model)
    mine = {name: value for (name, by, group), value in found.items() if group == one.id}
    assert np.isnan(mine.pop("places_offered"))
    assert mine == {
        "eligible": 40.0, "informed": 14.0, "informed_acted": 4.0 + 6.0 + 5.0, "supported": 15.0, "supported_rich": 15.0, "people_rich": 4.0, "files_received": 9.0, "files_served": 7.0, "files_abandoned": 1.0,
        "days_waited": 100.0, "days_promised": 84.0, "supported_a": 6.0, "supported_b": 4.0, "supported_c": 5.0, "people_a": 16.0, "people_b": 4.0, "people_c": 20.0,
    }  # fmt: skip
    theirs = {name: value for (name, by, group), value in found.items() if group == other.id}
    assert (theirs["eligible"], theirs["informed"], theirs["informed_acted"], theirs["supported"], theirs["places_offered"], theirs["files_served"]) == (14.0, 10.0, 7.0, 13.0, 120.0, 70.0)
    assert found["gross", "lever", "x"] == 5.0
    assert np.isnan(theirs["days_promised"]) == (other.promise_days is None)
    families = {group: value for (name, by, group), value in found.items() if by == "family"}
    expected = {str(one.family): 15.0, str(other.family): 13.0} if one.family is not other.family else {str(one.family): 4.0 + 6.0 + 5.0 + 7.0}
    assert families == expected


def test_the_richest_tenth() -> None:
    values, weights = np.array([5.0, 1.0, 9.0, 7.0]), np.array([4.0, 5.0, 0.5, 0.5])
    assert uptake._threshold(values, weights, 0.1) == 5.0 and uptake._threshold(values, weights, 0.05) == 7.0 and uptake._threshold(values, weights, 0.5) == 1.0 and uptake._threshold(values, weights, 0.0) == 9.0


def test_what_a_project_leaves() -> None:
    months = np.arange(60.0)
    base = pd.DataFrame({"visits": np.ones(60)})
    policy = pd.DataFrame({"visits": 1.0 + months})

    def left(horizon: int = 60, **values: Any) -> dict[Any, float]:
        made = lever("tourism_promotion", **({"funding": "project", "to_month": 20} | values))
        made_base = base.rename(columns={"visits": made.main_outcome})
        return effects_left(policy.rename(columns={"visits": made.main_outcome})[:horizon], made_base[:horizon], [made])

    of = ("lever", "tourism_promotion")
    assert left() == {("effect_funded", *of): pytest.approx(13.5), ("effect_after_24m", *of): pytest.approx(43.5)}  # months 8 to 19, and 38 to 49
    assert left(from_month=10)["effect_funded", *of] == pytest.approx(14.5)
    assert left(44) != {} == left(43) and left(funding="institutional") == {} and left(to_month=None) == {}


# --- the books of a month ---------------------------------------------------------------------------------------------------------------------------


def books(w: Any) -> Books:
    pays, forgoes = np.array([[0, Flow.BOND_PREMIUM]]), np.array([[1, Flow.FORGONE], [1, Flow.RELIEF]])
    zeros = [np.full(3, 99.0) for _ in range(4)]
    return Books(np.array([False, False, True]), np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0, 3.0]), *zeros, pays, forgoes)


@pytest.mark.parametrize("few", [1, 0])
def test_a_month_is_closed(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where cells outnumber households those that hold nothing are passed over; the same comes of it."""
    monkeypatch.setattr(ledger, "FEW", few)
    w = bare()
    w.counts[0] = 3
    w.seen[:], w.shown[:] = 7, range(12)
    w.tally[:] = 0.0
    cells = len(w.tally) // 2
    w.tally[[0, cells - 1, cells], Flow.BOND_PREMIUM] = [1.0, 2.0, 4.0]
    w.tally[[3, cells + 1], Flow.FORGONE] = [8.0, 16.0]
    w.tally[3, Flow.RELIEF] = 32.0
    for k, (spent, waiting) in enumerate(((15.0, 4.0), (20.0, 5.0), (37.0, 6.0))):
        put(w.institutions[k], spent=spent, waiting=waiting)
    w.news[0, 0, 1] = 2.0
    window, by_corridor, b, told = np.full_like(w.tally, 100.0), np.full((2, len(Flow)), 9.0), books(w), np.full((2, 3), 0.02)
    before = w.tally.copy()
    close_month.py_func((w,), told, 0.1, window, by_corridor, True, b)
    assert w.seen.tolist() == [0, 1, 2] + [7] * 9 and w.mood[0, 0, 1] == 0.04 and not w.news.any() and not w.tally.any()
    np.testing.assert_allclose(window, 100.0 + before)
    assert by_corridor[:, Flow.BOND_PREMIUM].tolist() == [3.0, 4.0] and by_corridor[:, Flow.FORGONE].tolist() == [8.0, 16.0] and by_corridor.sum() == before.sum()
    assert b.costs.tolist() == [1.0 + 5.0 + 7.0, 2.0, 3.0] and b.grants.tolist() == [0.0, 0.0, 7.0] and b.forgone.tolist() == [0.0, 24.0 + 32.0, 0.0]
    assert b.spent.tolist() == [15.0, 20.0, 37.0] and b.backlog.tolist() == [4.0, 5.0, 6.0]
    close_month.py_func((w,), told, 0.1, window, by_corridor, True, b)
    assert b.costs.tolist() == [1.0, 2.0, 3.0] and not by_corridor.any() and b.forgone.sum() == 0.0
    w.tally[0, 0] = 5.0
    close_month.py_func((w,), told, 0.1, window, by_corridor, False, b)
    assert by_corridor[0, 0] == 5.0 and window[0, 0] == 100.0 and b.costs.tolist() == [1.0, 2.0, 3.0] and not w.tally.any()


def balanced() -> Any:
    """A month in which everything adds up, two months of a policy behind it."""
    flows = np.zeros((2, len(Flow)))
    flows[:, Flow.SENT], flows[:, Flow.RECEIVED], flows[:, Flow.FEES] = [60.0, 45.0], [57.0, 43.0], [3.0, 2.0]
    flows[:, Flow.HOUSEHOLDS] = [70.0, 20.0]
    flows[:, Flow.COLLECTIVE] = [5.0, 6.0]
    flows[:, Flow.ARRIVALS], flows[:, Flow.EXITS] = [4.0, 1.0], [2.0, 3.0]
    earlier = np.zeros((4, 2, len(Flow)))
    earlier[3, :, Flow.HOUSEHOLDS] = [68.0, 22.0]
    flows[0, Flow.RELIEF], flows[0, Flow.FORGONE], flows[0, Flow.ZONE_FORGONE] = 7.0, 8.0, 9.0
    people = households({"weight": 90.0}, {"weight": 10.0, "status": 0}, {"weight": 5.0})
    banks = np.zeros(1, dtype=bare().institutions.array.dtype)
    banks["arrived"], banks["served"], banks["abandoned"], banks["waiting"] = 10.0, 7.0, 2.0, 1.0
    gifts = np.zeros(2, dtype=[("gifts", "f8")])
    gifts["gifts"] = [4.0, 7.0]
    corridors = [SimpleNamespace(households=n, id=name) for n, name in ((80, "a"), (20, "b"))]
    forgone = {"RELIEF": 7.0, "FORGONE": 8.0, "ZONE_FORGONE": 9.0}
    return SimpleNamespace(
        month_flows=flows, flows=earlier, n_households=2, stage=SimpleNamespace(households=people, associations=gifts, institutions=banks), settings=SimpleNamespace(corridors=corridors),
        booked=lambda name, month: forgone[name] if month == 4 else 99.0, policy=SimpleNamespace(levers=(lever("one_stop_shop"),)), forgone=forgone,
    )  # fmt: skip


BREAKS = {
    "sent": lambda m: m.month_flows.__setitem__((0, Flow.SENT), 61.0), "households of b": lambda m: m.flows.__setitem__((3, 1, Flow.HOUSEHOLDS), 23.0), "present": lambda m: m.stage.households["status"].__setitem__(1, 1),
    "collective": lambda m: m.stage.associations["gifts"].__setitem__(0, 5.0), "relief granted": lambda m: m.forgone.update(RELIEF=8.0), "profit tax": lambda m: m.forgone.update(FORGONE=9.0),
    "holidays": lambda m: m.forgone.update(ZONE_FORGONE=10.0), "budget": lambda m: m.stage.institutions["left"].__setitem__(0, -0.01), "queue of one_stop_shop": lambda m: m.stage.institutions["served"].__setitem__(0, 8.0),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_identities(name: str) -> None:
    model = balanced()
    check_identities(model, 4)
    model.stage.institutions["left"] = -1e-7
    model.stage.households["weight"][0] += 9e-7
    check_identities(model, 4)
    BREAKS[name](model)
    with pytest.raises(ImbalanceError, match=f"month 4: .*{name}"):
        check_identities(model, 4)


def test_a_world_that_has_not_begun_has_the_households_of_its_figures() -> None:
    model = balanced()
    model.booked = lambda name, month: model.forgone[name]
    check_identities(model, -1)
    model.settings.corridors[0].households = 81
    with pytest.raises(ImbalanceError, match="month -1: households: "):
        check_identities(model, -1)


# --- costs by what they buy -------------------------------------------------------------------------------------------------------------------------


def spent() -> Any:
    """Two months of a fund, a pooled fund that keeps a tenth, a tax incentive and a desk that reaches nobody."""
    levers = (lever("matching_grant", budget_usd=1e6), lever("pooled_fund", overhead=0.1, paid_by="donor"), lever("tax_incentive"), lever("one_stop_shop"))
    flows = np.zeros((2, 1, len(Flow)))
    flows[1, 0, Flow.RECEIVED], flows[0, 0, Flow.FEES] = 500.0, 20.0
    return SimpleNamespace(
        policy=SimpleNamespace(levers=levers, running_cost=lambda k, month: (5.0, 10.0, 1.0, 30.0)[k] * (month + 1)), horizon=2, flows=flows, settings=SimpleNamespace(corridors=[SimpleNamespace(id="a-b")]),
        costs=np.array([[5.0, 60.0, 1.0, 30.0], [10.0, 20.0, 2.0, 90.0]]), grants=np.array([[100.0, 0.0, 0.0, 0.0], [0.0] * 4]), forgone=np.array([[0.0, 0.0, 7.0, 0.0], [0.0] * 4]),
    )  # fmt: skip


def test_costs_are_told_apart_by_what_they_buy() -> None:
    found = spending(spent())
    assert found.administration.tolist() == [[5.0, 15.0, 1.0, 30.0], [10.0, 20.0, 2.0, 90.0]]  # a tenth of 50 runs the pooled fund; all of a desk that reaches nobody
    assert found.transfers.tolist() == [[100.0, 45.0, 0.0, 0.0], [0.0] * 4] and found.forgone.tolist() == [[0.0, 0.0, 7.0, 0.0], [0.0] * 4]


def test_the_ledger_of_these() -> None:
    frame = ledger_frame(spent())
    rows = [tuple(None if pd.isna(value) else value for value in row) for row in frame.itertuples(index=False)]
    home, families, operators = "diaspora_households", "families_at_origin", "transfer_operators"
    assert rows == [
        (0, home, operators, "remittance_fee", None, "a-b", 20.0),
        (0, "origin_state", "programme", "administration", "matching_grant", None, 5.0), (0, "origin_state", "associations", "grant", "matching_grant", None, 100.0),
        (0, "donor", "programme", "administration", "pooled_fund", None, 15.0), (0, "donor", "communities", "transfer", "pooled_fund", None, 45.0),
        (0, "origin_state", "programme", "administration", "tax_incentive", None, 1.0), (0, "origin_state", "firms_at_origin", "revenue_forgone", "tax_incentive", None, 7.0),
        (0, "origin_state", "programme", "administration", "one_stop_shop", None, 30.0),
        (1, home, families, "remittance", None, "a-b", 500.0), (1, "origin_state", "programme", "administration", "matching_grant", None, 10.0), (1, "donor", "programme", "administration", "pooled_fund", None, 20.0),
        (1, "origin_state", "programme", "administration", "tax_incentive", None, 2.0), (1, "origin_state", "programme", "administration", "one_stop_shop", None, 90.0),
    ]  # fmt: skip
    assert frame.columns.tolist() == ["month", "payer", "payee", "purpose", "lever", "corridor", "amount_usd"]


def test_who_is_paid() -> None:
    assert payee_of(lever("donation_tax_relief"), "revenue_forgone") is Account.HOUSEHOLDS and payee_of(lever("one_stop_shop"), "revenue_forgone") is Account.PROGRAMME
    assert payee_of(lever("matching_grant"), "administration") is Account.PROGRAMME is payee_of(lever("one_stop_shop"), "transfer")
    assert payee_of(lever("matching_grant"), "transfer") is Account.ASSOCIATIONS and ledger.LEVER_PAYEES["ZONE_FORGONE"] is Account.FIRMS
