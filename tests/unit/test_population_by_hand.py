"""How a world is peopled, by hand: traits of a newcomer, the first inhabitants, and who is still here after years."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.parameters import parameters
from model.population import eligibility, life_table, margins, newcomers, strata, synthesis
from model.population.life_table import AGES, MONTHS
from tests.bare import NOW, bare, given, put, rig

P = given(
    population={
        "share_middle": 0.5, "adults": 2.0, "earnings_share": 0.5, "premium_middle": 1.2, "premium_high": 1.5, "premium_men": 1.1, "earnings_spread": 0.0, "wealth_years": 0.5, "wealth_spread": 0.2, "catch_up_gap": 0.4,
        "catch_up_years": 5.0, "family_income": 0.8, "families": 1.5, "family_spread": 0.0, "family_head_woman": 0.3, "employed": 0.9, "account_receiver": 1.5, "share_faction_b": 0.25, "share_faction_c": 0.15,
    },
    remitting={"supports_family": 0.6, "descendant_supports": 0.5, "altruism": 0.4, "altruism_spread": 0.0, "altruism_fade": 0.02, "need_effect": 0.5, "usual_family": 0.4, "kin": 0.0},
    belonging={"attachment": 0.6, "generation_fade": 0.25, "attachment_spread": 0.1, "yearly_fade": 0.01, "trust_start": 0.5, "faction_distrust": 0.2, "trust_spread": 0.1},
    demography={"return_plan": 0.3, "share_third": 0.4, "share_one_and_half": 0.25, "arrival_age": 30.0, "arrival_age_spread": 0.2, "descendant_age": 26.0},
    nationality={"exempt_share": 0.2, "wait_years": 5.0}, information={"interest_spread": 0.0, "refusal": 0.1}, giving={"threshold_mean": 0.4, "members_start": 0.18, "givers": 0.35}, trade={"buyers": 0.7},
    placement={"waste_share": 0.4, "waste_rights": 0.5}, enterprise={"property_base": math.log(0.03), "stake_base": math.log(0.02), "women_effect": math.log(2.0)},
)  # fmt: skip
USUAL = {
    "PERSON": (0.9, 0.9, 0.45, 0.9), "MEANS": (0.5, 0.5, 0.5, 0.5), "TIES_OF_HEART": (0.5, 0.5, 0.5, 0.5), "OUTLOOK": (0.5, 0.5, 0.5, 0.9), "STATUS": (0.9, 0.9, 0.5, 0.9), "REFUSE": (0.9, 0.9, 0.9, 0.9),
    "ELIGIBLE": (0.5,), "TRAITS": (0.5, 0.5, 0.9, 0.9), "BELONG": (0.5, 0.9, 0.5, 0.5), "TIES": (0.5, 0.5, 0.5, 0.5),
}  # fmt: skip


def newcomer(patch: pytest.MonkeyPatch, *, age: float = 40.0, years: float = 10.0, corridor: dict[str, float] | None = None, place: dict[str, float] | None = None, p: Any = P, **luck: tuple[float, ...]) -> tuple[Any, Any]:
    """Somebody who settles in the second community of the second country, and the family."""
    w = bare()
    asked = rig(patch, newcomers, eligibility, **(USUAL | luck))
    for records in (w.households.array[3:4], w.receivers.array[3:4]):
        for name in records.dtype.names:
            records[name] = 7
    put(w.households[3], **({"corridor": 1, "community": 3, "generation": 0, "faction": 0, "weight": 5.0, "city": 2} | (place or {})))
    put(w.corridors[1], **({"women": 0.5, "skilled": 0.2, "household_size": 3.0, "residence_income": 1_000.0, "origin_income": 100.0, "naturalised": 0.4, "rights": 0.5, "relative_pay": 1.0, "family_size": 6.0, "earners": 2.0, "propensity": 1.0} | (corridor or {})))
    w.communities[3].income = 1_800.0  # one and a half times the mean of 1,200
    newcomers.settle(w, p, NOW, 3, 777, age, years)
    assert {(month, person) for name, month, person in asked if name != "ELIGIBLE"} == {(-1, 777)}
    return w.households[3], w.receivers[3]


def test_a_newcomer(monkeypatch: pytest.MonkeyPatch) -> None:
    h, r = newcomer(monkeypatch)
    assert (h.id, h.age, h.years_abroad, h.is_woman, h.skill, h.sector, h.plans_return, h.n_adults, h.size) == (777, 40.0, 10.0, 0, 0, 2, 0, 2.0, 3.0)
    assert h.earnings == pytest.approx(1_000.0 * 0.5 * 2.0 * 1.1) and h.wealth == pytest.approx(12.0 * h.earnings * 0.5) and h.behind == pytest.approx(0.4 * math.exp(-2.0))
    # one and a half households of two earners of 80 a month, in a region half as rich again: 360 for nine, 40 a head, as usual for an origin of 100 a head
    assert h.altruism == pytest.approx(0.4 * math.exp(-0.2)) and r.income == pytest.approx(1.5 * 2 * 100.0 * 0.8 * 1.5)
    assert (r.community, r.loss, r.received, r.savings, r.is_woman, r.has_account) == (3, 0.0, 0.0, 0.0, 0, 0)
    assert [h.attachment_psychological, h.attachment_social, h.attachment_economic, h.attachment_political] == pytest.approx([0.6 * math.exp(-0.1)] * 4)
    assert (h.trust_prior, h.trust_state, h.trust_associations, h.trust_agency, h.goodwill, h.grievance, h.interest, h.join_threshold) == (0.5, 0.5, 0.5, 0.5, 0.0, 0.0, 1.0, pytest.approx(0.4))
    assert (h.is_exempt, h.is_naturalised, h.is_national, h.is_employed, h.refuses, h.buys_goods, h.is_wasted) == (0, 0, 1, 1, 0, 0, 0)
    blank = {"bond_due": -1, "waiting_since": -1, "crisis_month": -1, "remit_months": 99, "status": 1} | dict.fromkeys((
        "in_network", "is_advising", "is_member", "aware", "acted", "supported", "blocked", "births", "relief_this_year", "remittance", "donation", "sent", "invested_property", "invested_productive", "given_regular",
        "given_collective", "given_crisis", "savings_held", "bonds_held", "owns_in_residence", "family_trained", "family_waits", "colleagues", "registered", "registered_since", "assigned", "nationality_wait", "will_retry", "placements",
        "wants_virtual", "has_invested", "first_gift", "sends", "eligible",
    ), 0)  # fmt: skip
    assert {name: getattr(h, name) for name in blank} == blank
    assert (h.cell, h.weight, h.city, h.community) == ((((1 * 2 + 1) * 3 + 0) * 2 + 0) * 4 * 3, 5.0, 2, 3)


@pytest.mark.parametrize(
    ("luck", "field", "value"),
    [
        ({"PERSON": (0.49, 0.9, 0.5, 0.9)}, "is_woman", 1), ({"PERSON": (0.5, 0.9, 0.5, 0.9)}, "is_woman", 0), ({"PERSON": (0.9, 0.19, 0.5, 0.9)}, "skill", 2), ({"PERSON": (0.9, 0.2, 0.5, 0.9)}, "skill", 1),
        ({"PERSON": (0.9, 0.59, 0.5, 0.9)}, "skill", 1), ({"PERSON": (0.9, 0.61, 0.5, 0.9)}, "skill", 0), ({"PERSON": (0.9, 0.9, 0.99, 0.9)}, "sector", 5), ({"PERSON": (0.9, 0.9, 0.16, 0.9)}, "sector", 0),
        ({"PERSON": (0.9, 0.9, 0.5, 0.29)}, "plans_return", 1), ({"PERSON": (0.9, 0.9, 0.5, 0.3)}, "plans_return", 0), ({"PERSON": (0.1, 0.9, 0.5, 0.9)}, "earnings", 1_000.0), ({"PERSON": (0.1, 0.3, 0.5, 0.9)}, "earnings", 1_200.0),
        ({"PERSON": (0.9, 0.1, 0.5, 0.9)}, "earnings", 1_650.0), ({"MEANS": (0.5, 0.975, 0.5, 0.5)}, "wealth", 6_600.0 * math.exp(0.2 * 1.959964)), ({"MEANS": (0.5, 0.5, 0.59, 0.5)}, "altruism", 0.4 * math.exp(-0.2)),
        ({"MEANS": (0.5, 0.5, 0.6, 0.5)}, "altruism", 0.0), ({"TIES_OF_HEART": (0.975, 0.5, 0.5, 0.5)}, "attachment_psychological", (0.6 + 0.1959964) * math.exp(-0.1)),
        ({"TIES_OF_HEART": (0.5, 0.975, 0.5, 0.5)}, "attachment_social", (0.6 + 0.1959964) * math.exp(-0.1)), ({"TIES_OF_HEART": (0.5, 0.5, 0.975, 0.5)}, "attachment_economic", (0.6 + 0.1959964) * math.exp(-0.1)),
        ({"TIES_OF_HEART": (0.5, 0.5, 0.5, 0.025)}, "attachment_political", (0.6 - 0.1959964) * math.exp(-0.1)), ({"OUTLOOK": (0.975, 0.5, 0.5, 0.9)}, "trust_agency", 0.5 + 0.1959964), ({"OUTLOOK": (0.5, 0.5, 0.1, 0.9)}, "join_threshold", 0.08),
        ({"STATUS": (0.9, 0.19, 0.5, 0.9)}, "is_exempt", 1), ({"STATUS": (0.9, 0.2, 0.5, 0.9)}, "is_exempt", 0), ({"STATUS": (0.39, 0.9, 0.5, 0.9)}, "is_naturalised", 1), ({"STATUS": (0.4, 0.9, 0.5, 0.9)}, "is_naturalised", 0),
        ({"STATUS": (0.9, 0.9, 0.89, 0.9)}, "is_employed", 1), ({"STATUS": (0.9, 0.9, 0.9, 0.9)}, "is_employed", 0), ({"REFUSE": (0.09, 0.9, 0.9, 0.9)}, "refuses", 1), ({"REFUSE": (0.1, 0.9, 0.9, 0.9)}, "refuses", 0),
        ({"REFUSE": (0.9, 0.69, 0.9, 0.9)}, "buys_goods", 1), ({"REFUSE": (0.9, 0.7, 0.9, 0.9)}, "buys_goods", 0), ({"REFUSE": (0.9, 0.9, 0.1, 0.9)}, "is_wasted", 0), ({"REFUSE": (0.9, 0.9, 0.9, 0.34)}, "is_giver", 1), ({"REFUSE": (0.9, 0.9, 0.9, 0.35)}, "is_giver", 0),
        ({"MEANS": (0.5, 0.5, 0.59, 0.5)}, "supports", 2), ({"MEANS": (0.5, 0.5, 0.6, 0.5)}, "supports", 0),
        ({"REFUSE": (0.9, 0.9, 0.39, 0.9), "PERSON": (0.9, 0.1, 0.5, 0.9)}, "is_wasted", 1), ({"REFUSE": (0.9, 0.9, 0.4, 0.9), "PERSON": (0.9, 0.1, 0.5, 0.9)}, "is_wasted", 0),
    ],
)  # fmt: skip
def test_each_trait_has_a_lot_of_its_own(monkeypatch: pytest.MonkeyPatch, luck: dict[str, tuple[float, ...]], field: str, value: float) -> None:
    assert getattr(newcomer(monkeypatch, **luck)[0], field) == pytest.approx(value)


def test_some_send_on_occasions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of those who support nobody have kin to whom they send a quarter of it: from 0.6 to 0.8 of the lot; among descendants half as many of both."""
    p = P._replace(remitting=P.remitting._replace(kin=0.5, occasion_size=0.25))
    for generation, draws in ((0, (0.59, 0.61, 0.79, 0.81)), (2, (0.29, 0.31, 0.39, 0.41))):
        found = [newcomer(monkeypatch, p=p, place={"generation": generation}, years=0.0, MEANS=(0.5, 0.5, draw, 0.5)) for draw in draws]
        assert [h.supports for h, _ in found] == [2, 1, 1, 0]
        assert [h.altruism for h, _ in found] == pytest.approx([0.4, 0.1, 0.1, 0.0])
        assert found[1][1].has_account == newcomer(monkeypatch, p=p, STATUS=(0.9, 0.9, 0.5, 0.44), MEANS=(0.5, 0.5, 0.61, 0.5))[1].has_account == 0  # of supported families more have one


def test_families_and_their_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    for draw, woman in ((0.29, 1), (0.3, 0)):
        assert newcomer(monkeypatch, OUTLOOK=(0.5, 0.5, 0.5, draw))[1].is_woman == woman
    for draw, supports, account in ((0.44, 0.5, 1), (0.45, 0.5, 0), (0.29, 0.61, 1), (0.3, 0.61, 0)):  # three in ten, half as many again of those who receive
        assert newcomer(monkeypatch, STATUS=(0.9, 0.9, 0.5, draw), MEANS=(0.5, 0.5, supports, 0.5))[1].has_account == account


def test_what_differs_between_corridors_in_pay_and_families(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, _ = newcomer(monkeypatch)
    assert newcomer(monkeypatch, corridor={"relative_pay": 0.6})[0].earnings == pytest.approx(0.6 * usual.earnings)
    h, r = newcomer(monkeypatch, corridor={"family_size": 6.0 * 4.0})  # a quarter a head: twice the altruism at an effect of a half
    assert h.altruism == pytest.approx(2.0 * usual.altruism) and r.income == pytest.approx(360.0)
    assert newcomer(monkeypatch, corridor={"earners": 2.0 * 4.0})[0].altruism == pytest.approx(usual.altruism / 2.0)
    # a propensity of 2 doubles what is wanted, and the odds of supporting a family: three of four rather than three of five
    assert newcomer(monkeypatch, corridor={"propensity": 2.0})[0].altruism == pytest.approx(2.0 * usual.altruism)
    assert [newcomer(monkeypatch, corridor={"propensity": 2.0}, MEANS=(0.5, 0.5, draw, 0.5))[0].altruism > 0.0 for draw in (0.74, 0.76)] == [True, False]


def test_generations_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    for generation, mean in ((1, 0.45 * math.exp(-0.1)), (2, 0.3375), (3, 0.253125)):
        h, _ = newcomer(monkeypatch, place={"generation": generation}, PERSON=(0.9, 0.9, 0.5, 0.1), MEANS=(0.5, 0.5, 0.29, 0.5))
        assert h.attachment_social == pytest.approx(mean) and (h.is_naturalised, h.plans_return, h.behind) == (1, 0, 0.0) and h.altruism > 0.0
        assert newcomer(monkeypatch, place={"generation": generation}, MEANS=(0.5, 0.5, 0.31, 0.5))[0].altruism == 0.0


@pytest.mark.parametrize(
    ("years", "dual", "renunciation", "exempt", "generation", "national"),
    [(10.0, 1.0, 0.0, 0.9, 0, 1), (10.0, 0.0, 0.0, 0.9, 0, 0), (10.0, 1.0, 1.0, 0.9, 0, 0), (10.0, 1.0, 1.0, 0.1, 0, 1), (4.9, 0.0, 0.0, 0.9, 0, 1), (5.0, 0.0, 0.0, 0.9, 0, 0), (10.0, 1.0, 1.0, 0.9, 1, 1), (10.0, 0.0, 0.0, 0.1, 2, 0)],
)  # fmt: skip
def test_who_holds_the_nationality_of_origin(monkeypatch: pytest.MonkeyPatch, years: float, dual: float, renunciation: float, exempt: float, generation: int, national: int) -> None:
    h, _ = newcomer(monkeypatch, years=years, corridor={"dual_allowed": dual, "renunciation": renunciation}, place={"generation": generation}, STATUS=(0.1, exempt, 0.5, 0.9))
    assert h.is_national == national and h.is_naturalised == (0 if years < 5.0 else 1)


def test_factions_trust_less_and_trust_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [newcomer(monkeypatch, place={"faction": f})[0].trust_state for f in (0, 1, 2)] == pytest.approx([0.5, 0.3, 0.3])
    wide = P._replace(belonging=P.belonging._replace(trust_spread=9.0, attachment_spread=9.0))
    for draw, trust, heart in ((0.999, 0.98, 1.0), (0.001, 0.02, 0.02)):
        h, _ = newcomer(monkeypatch, p=wide, years=0.0, OUTLOOK=(draw, 0.5, 0.5, 0.9), TIES_OF_HEART=(draw,) * 4)
        assert (h.trust_prior, h.attachment_psychological, h.attachment_social, h.attachment_economic, h.attachment_political) == (trust, heart, heart, heart, heart)
    assert newcomer(monkeypatch, p=P._replace(giving=P.giving._replace(threshold_mean=2.0)))[0].join_threshold == 1.0


@pytest.mark.parametrize("but", [None, "corridor", "community", "sex", "generation", "skill", "sector", "lot"])
def test_who_is_offered_a_restricted_lever(monkeypatch: pytest.MonkeyPatch, but: str | None) -> None:
    """Permits: corridors 2, communities 4, sexes 2, generations 4, skills 3, sectors 6."""
    w = bare(permits=(2, 21), shares=2, arms=2)
    put(w.households[3], corridor=1, community=3, is_woman=1, generation=2, skill=1, sector=4)
    columns = {"corridor": 1, "community": 2 + 3, "sex": 6 + 1, "generation": 8 + 2, "skill": 12 + 1, "sector": 15 + 4}
    w.permits[0, list(columns.values())] = 1
    w.permits[1, :] = 1
    w.shares[:], w.arms[:] = [0.55, 0.5], [8, 9]
    if but in columns:
        w.permits[0, columns[but]] = 0
    asked = rig(monkeypatch, eligibility, ELIGIBLE=lambda month, person: (0.55 if but == "lot" else 0.54,))
    assert eligibility.eligibility_class(w, NOW, 3) == (1 if but is None else 0) and ("ELIGIBLE", 9, 103) in asked
    assert (("ELIGIBLE", 8, 103) in asked) == (but in (None, "lot"))


# --- the first inhabitants --------------------------------------------------------------------------------------------------------------------------


EVEN = np.linspace(1.0 / MONTHS, 1.0, MONTHS)


def all_at(cell: int, n: int) -> Any:
    """Cumulated shares of n cells, everybody in one of them."""
    return (np.arange(n) >= cell).astype(float)


def fill(
    patch: pytest.MonkeyPatch, n: int = 1, *, generations: Any = 0, households: int = 4, first: int = 2, months: Any = EVEN, kind: int = 0, children: Any = EVEN, later: Any = EVEN, burn_in: int = 0, invested: bool = False, refuses: int = 0, naturalised: float = 0.0, is_naturalised: int = 0, p: Any = P, **luck: Any
) -> tuple[Any, list[Any]]:
    seen: list[Any] = []
    w = bare()
    patch.setattr(synthesis, "settle_as", lambda w, p, t, i, person, age, years, draws: seen.append((i, person, age, years, draws)) or put(w.households[i], years_abroad=years, is_woman=int(invested)))
    put(w.corridors[1], first_city=3, first_association=12, naturalised=naturalised)
    w.settings[1] = 2
    w.seen[:] = w.shown[:] = 9
    for k in range(n):
        put(w.households[first + k], has_invested=0, is_member=0, refuses=refuses, status=1, is_naturalised=is_naturalised, generation=np.broadcast_to(generations, n)[k])
    shares = synthesis.Shares(np.array([0.3, 1.0]), np.array([0.4, 1.0]), months, np.tile(all_at(kind, 2 * AGES), (MONTHS, 1)), children, later)
    of = [USUAL | {name: each[k] if isinstance(each, list) else each for name, each in luck.items()} for k in range(n)]
    drawn = np.array([[*each["TRAITS"], *each["PERSON"], *each["BELONG"], each["STATUS"][0]] for each in of])
    synthesis._fill.py_func((w,), (p,), NOW, synthesis.Part(1, first, n, households, burn_in), drawn, shares)
    return w, seen


def test_places_and_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    w, seen = fill(monkeypatch, 3, households=14, TRAITS=[(0.39, 0.29, 0.9, 0.9), (0.41, 0.31, 0.9, 0.9), (0.41, 0.31, 0.9, 0.9)])
    a, b, c = (w.households[k] for k in (2, 3, 4))
    assert [(h.root, h.place, h.successions, h.part_from, h.part_to, h.corridor, h.weight) for h in (a, b, c)] == [(2, 2, 0, 0, 5 * 256, 1, 5.0), (3, 3, 0, 0, 5 * 256, 1, 5.0), (4, 4, 0, 0, 4 * 256, 1, 4.0)] and w.counts[0] == 5
    assert [(h.community, h.city, h.association) for h in (a, b)] == [(2, 3, 12 + 0 * 2 + 3 % 2), (3, 4, 12 + 1 * 2 + 0)] and [s[:2] for s in seen] == [(2, 2), (3, 3), (4, 4)]
    assert w.seen[1:6].tolist() == [9, 0, 0, 0, 9] == w.shown[1:6].tolist() and seen[0][4] == USUAL["PERSON"]


@pytest.mark.parametrize(("draw", "faction"), [(0.14, 2), (0.15, 1), (0.39, 1), (0.4, 0)])
def test_factions(monkeypatch: pytest.MonkeyPatch, draw: float, faction: int) -> None:
    assert fill(monkeypatch, TRAITS=(0.5, 0.5, draw, 0.9))[0].households[2].faction == faction


def test_generations_by_strata() -> None:
    """Strata 0.5, 0.118, 0.736, 0.354, 0.972: descendants below 0.45, of whom the third below 0.18; one and a half up to 0.45 + 0.55 / 4."""
    assert strata.generations_of(5, 0.45, 0.4, 0.25).tolist() == [1, 3, 0, 2, 0]
    assert strata.generations_of(1, 0.5, 0.4, 0.25).tolist() == [1]


def test_lives_of_descendants(monkeypatch: pytest.MonkeyPatch) -> None:
    """A household founded 479 and a half months ago at 26; who came as a child at eight has been abroad for eighteen years more."""
    _, seen = fill(monkeypatch, 4, generations=[1, 2, 3, 1], BELONG=[(0.5, 0.9, 0.5, 0.5)] * 3 + [(1e-9, 0.9, 0.5, 0.5)], later=all_at(7, MONTHS))
    lived = 479.5 / 12.0
    assert [s[2:4] for s in seen] == [pytest.approx(each) for each in ((26.0 + lived, 18.0 + lived), (26.0 + 7.5 / 12.0, 7.5 / 12.0), (26.0 + 7.5 / 12.0, 7.5 / 12.0), (26.0 + 0.5 / 12.0, 18.0 + 0.5 / 12.0))]


@pytest.mark.parametrize(("plan", "quantile", "months"), [(0, 0, 0), (1, 3, 500), (1, AGES - 1, MONTHS - 1), (0, 8, 7)])
def test_years_abroad_of_first_inhabitants(monkeypatch: pytest.MonkeyPatch, plan: int, quantile: int, months: int) -> None:
    """Everybody came so many months and half a month ago, at one quantile of the age on arrival."""
    w, seen = fill(monkeypatch, months=all_at(months, MONTHS), kind=plan * AGES + quantile)
    z = {0: -1.8627319, 3: -0.7764218, 8: 0.0784124, 15: 1.8627319}[quantile]  # normal quantiles of 1/32, 7/32, 17/32, 31/32
    came = 30.0 * math.exp(0.2 * z)
    years = (months + 0.5) / 12.0
    assert seen[0][2:4] == pytest.approx((came + years, years), rel=1e-6) and w.households[2].plans_return == plan and (w.households[2].comes, w.households[2].status) == (0, 1)


def test_who_comes_within_the_burn_in_is_not_there_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The world begins five years before the start: who has been there for 60.5 months then has just come, who will have been for 30.5 comes in 30 months."""
    came = 30.0 * math.exp(0.2 * -1.8627319)
    for months, comes, lived in ((60, 0, 0.5), (59, 1, 0.5), (30, 30, 0.5), (0, 60, 0.5), (100, 0, 40.5)):
        w, seen = fill(monkeypatch, months=all_at(months, MONTHS), burn_in=60, TRAITS=(0.5, 0.5, 0.9, 0.0), BELONG=(0.5, 0.0, 0.5, 0.5))
        h = w.households[2]
        assert (h.comes, h.status, h.is_member, h.has_invested) == ((comes, 0, 0, 0) if comes else (0, 1, 1, 1))
        assert seen[0][2:4] == pytest.approx((came + lived / 12.0, lived / 12.0), rel=1e-6)
        assert margins.months_at_start({"years_abroad": lived / 12.0, "comes": comes}, 60) == pytest.approx(months + 0.5)


@pytest.mark.parametrize(("months", "burn_in", "draw", "generation", "naturalised"), [(60, 0, 0.69, 0, 1), (60, 60, 0.69, 0, 1), (60, 0, 0.7, 0, 0), (59, 0, 0.0, 0, 0), (20, 60, 0.0, 0, 0), (60, 0, 0.9, 2, 7)])
def test_who_is_naturalised_at_the_start(monkeypatch: pytest.MonkeyPatch, months: int, burn_in: int, draw: float, generation: int, naturalised: int) -> None:
    """Seven in ten of those of the first generation who will have been there for five years at the start."""
    monkeypatch.setattr(synthesis, "write_nationality", lambda w, i, is_naturalised: put(w.households[i], is_naturalised=is_naturalised))
    w, _ = fill(monkeypatch, generations=generation, months=all_at(months, MONTHS), burn_in=burn_in, STATUS=(draw, 0.5, 0.5, 0.5), naturalised=0.7, is_naturalised=7)
    assert w.households[2].is_naturalised == naturalised


def test_ages_on_arrival_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = P._replace(demography=P.demography._replace(arrival_age_spread=2.0))
    for quantile, came in ((0, 18.0), (AGES - 1, 70.0)):
        assert fill(monkeypatch, months=all_at(0, MONTHS), kind=quantile, p=wide)[1][0][2] == pytest.approx(came + 0.5 / 12.0)


@pytest.mark.parametrize(("draw", "refuses", "member"), [(0.19, 0, 1), (0.21, 0, 0), (0.1, 1, 0)])
def test_members_at_the_start(monkeypatch: pytest.MonkeyPatch, draw: float, refuses: int, member: int) -> None:
    """0.18 of all, who are those that do not refuse: 0.2 of them."""
    assert fill(monkeypatch, TRAITS=(0.5, 0.5, 0.9, draw), refuses=refuses)[0].households[2].is_member == member


@pytest.mark.parametrize(("woman", "years"), [(False, 10), (True, 10), (False, 70)])
def test_who_has_invested_already(monkeypatch: pytest.MonkeyPatch, woman: bool, years: int) -> None:
    """0.03 and 0.02 a year, half of that where a woman heads, for forty years at most."""
    cell = (years * 12) - 1
    invested = 1.0 - math.exp(-min(cell / 12.0 + 0.5 / 12.0, 40.0) * 0.05 * (0.5 if woman else 1.0))
    for draw, has in ((invested - 1e-6, 1), (invested + 1e-6, 0)):
        assert fill(monkeypatch, months=all_at(cell, MONTHS), invested=woman, BELONG=(0.5, draw, 0.5, 0.5))[0].households[2].has_invested == has


def test_shares_and_weights() -> None:
    assert margins.shares_by_rank(3, 2.0) == pytest.approx(np.array([36.0, 9.0, 4.0]) / 49.0) and margins.shares_by_poverty(3, 1.0) == pytest.approx([0.25, 0.5, 0.25])
    assert synthesis.weights_of(17, 5) == (3, 2) and synthesis.weights_of(15, 5) == (3, 0)


def test_people_of_a_corridor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four records of ten households from the eighth on: their draws made even, their generations, and weights where there are more households than records."""
    seen: list[Any] = []
    monkeypatch.setattr(synthesis, "placed", lambda w: w)
    monkeypatch.setattr(synthesis, "current", lambda loop: lambda *a: seen.append((loop, *a)))
    monkeypatch.setattr(synthesis, "make_even", lambda drawn, generations, months, wait: seen.append((drawn, generations, months, wait)))
    monkeypatch.setattr(synthesis, "margins_of", lambda rows, corridor, p, cohorts, shares, burn_in: seen.append((len(rows), shares, burn_in)) or "margins")
    monkeypatch.setattr(synthesis, "weights_for", lambda margins, households: seen.append((margins, households)) or np.array([1.0, 2.0, 3.0, 4.0]))
    monkeypatch.setattr(synthesis, "_arrange", lambda w, first, n: seen.append((first, n)))
    p = given(population={"n_cities": 2, "n_communities": 3, "city_concentration": 1.0, "migration_density": 0.5}, demography={"share_third": 0.4}, nationality={"wait_years": 6.0})
    w = SimpleNamespace(households=np.zeros(12, dtype=[("weight", "f8"), ("part_to", "u4"), ("generation", "i1")]), corridors=[{}, {"descendants": 0.45}])
    cohorts = SimpleNamespace(months="m", kinds="k", children="c", descendants="d", one_and_half=0.25)
    part = synthesis.Part(1, 7, 4, 10, 60)
    synthesis.people(w, p, "packed", NOW, part, cohorts)
    (lots, t, first, drawn), (even, generations, since, wait), (fills, _, packed, _, whose, same, (cities, communities, *lives)), (n, shares, burn_in), asked, arranged = seen
    assert (lots, t, first, drawn.shape, since, wait, fills, packed, whose, n, burn_in, asked, arranged) == (strata.lots, NOW, 7, (4, 13), "m", 72.0, synthesis._fill, "packed", part, 4, 60, ("margins", 10), (7, 4))
    assert even is drawn is same and lives == ["m", "k", "c", "d"] and generations.tolist() == [1, 3, 0, 2] == w.households["generation"][7:11].tolist()
    assert w.households["weight"].tolist() == [0.0] * 7 + [1.0, 2.0, 3.0, 4.0, 0.0] == (w.households["part_to"] / 256).tolist() and shares[0] is communities and shares[1] is cities
    assert cities == pytest.approx([2.0 / 3.0, 1.0]) and communities == pytest.approx([2.0 / 7.0, 5.0 / 7.0, 1.0]) and cities[-1] == communities[-1] == 1.0
    seen.clear()
    synthesis.people(w, p, "packed", NOW, part._replace(households=4), cohorts)
    assert len(seen) == 4


def test_records_that_are_alike_lie_together() -> None:
    """By generation first, then skill, who supports a family, month, refusal, membership, cell; the others stay where they are."""
    w = bare()
    stage = SimpleNamespace(households=w.households.array, receivers=w.receivers.array)
    keys = [(1, 0, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0, 0), (0, 0, 2, 0, 0, 0, 0), (0, 0, 0, 1, 0, 0, 0), (0, 0, 0, 0, 1, 0, 0), (0, 0, 0, 0, 0, 1, 0), (0, 0, 0, 0, 0, 0, 1), (0, 0, 0, 0, 0, 0, 0)]
    for k, (generation, skill, supports, month, refuses, member, cell) in enumerate(keys):
        put(w.households[2 + k], generation=generation, skill=skill, supports=supports, id=240 + 12 * k + month, refuses=refuses, is_member=member, cell=cell, wealth=float(k))
        w.receivers[2 + k].savings = float(k)
    synthesis._arrange(stage, 2, 8)
    assert stage.households["wealth"][2:10].tolist() == [7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0] == stage.receivers["savings"][2:10].tolist() and stage.households["id"][[0, 1, 10]].tolist() == [100, 101, 110]


# --- who is still here ------------------------------------------------------------------------------------------------------------------------------


def test_the_life_table() -> None:
    """No deaths: 12 % a year leave, twice as many of those with a plan to return; of descendants 6 %."""
    d = parameters().demography._replace(return_plan=0.25, return_plan_factor=2.0, exit_early=0.12, exit_late=0.12, death_60=0.0, descendant_leaves=0.06)
    out = np.zeros((3, AGES, MONTHS))
    life_table._survival.py_func(d, out)
    m = np.arange(MONTHS)
    np.testing.assert_allclose(out[0], np.broadcast_to(0.75 / AGES * 0.99**m, (AGES, MONTHS)))
    np.testing.assert_allclose(out[1], np.broadcast_to(0.25 / AGES * 0.98**m, (AGES, MONTHS)))
    np.testing.assert_allclose(out[2, 0], 0.995**m)
    assert not out[2, 1:].any()


def test_who_came_older_dies_sooner() -> None:
    """Only deaths, e times as many each ten years; the median quantiles came at about thirty, the last at no more than 70."""
    d = parameters().demography._replace(return_plan=0.0, exit_early=0.0, exit_late=0.0, death_60=0.12, death_slope=0.1, descendant_leaves=0.0, arrival_age=30.0, arrival_age_spread=3.0, descendant_age=26.0)
    out = np.zeros((3, AGES, MONTHS))
    life_table._survival.py_func(d, out)
    for quantile, came in ((0, 18.0), (AGES - 1, 70.0)):
        assert out[0, quantile, 1] == pytest.approx(1.0 / AGES * (1.0 - min(0.12 * math.exp(0.1 * (came + 1.0 / 12.0 - 60.0)), 0.95) / 12.0))
    assert out[0, 8, 1] == pytest.approx(1.0 / AGES * (1.0 - 0.01 * math.exp(0.1 * (30.0 * math.exp(3.0 * 0.0784124) + 1.0 / 12.0 - 60.0))), rel=1e-6)
    assert out[2, 0, 1] == pytest.approx(1.0 - 0.01 * math.exp(0.1 * (26.0 + 1.0 / 12.0 - 60.0))) and out[2, 0, 2] / out[2, 0, 1] == pytest.approx(1.0 - 0.01 * math.exp(0.1 * (26.0 + 2.0 / 12.0 - 60.0)))
