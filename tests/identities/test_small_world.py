"""One small rich world, every lever and shock in it: its ledger, outcomes and households say the same, each worked out another way than the model does it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from model.levers import REGISTRY, Family, Lever
from model.outcome_registry import OUTCOMES
from model.outcomes.ledger import LEVER_PAYEES, TRANSFERS
from model.records.flows import Flow
from model.records.vocabulary import PAYERS
from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, KEEPS, REACHES, SHOCKS, everything, lever, measured, run, settings_of

YEARS = 2
KEPT = (
    "weight", "status", "remittance", "donation", "remit_months", "is_member", "n_adults", "is_naturalised", "is_national", "bonds_held", "savings_held", "in_network",
    "is_advising", "refuses", "aware", "attachment_psychological", "attachment_social", "attachment_economic", "attachment_political", "goodwill", "trust_state",
)  # fmt: skip


def levers_with_payers() -> tuple[Lever, ...]:
    """Every lever, their payers in turn, so that no two payers pay the same."""
    return tuple(lever(made.id, **{**made.values, "paid_by": PAYERS[k % len(PAYERS)]}) for k, made in enumerate(everything()))


@cache
def small() -> DiasporaModel:
    return run(settings_of(ETH, stock=1_500.0, years=YEARS, burn_in=0, sample=45, parameters=BUSY), levers_with_payers(), SHOCKS, record=KEPT)


@cache
def totals() -> dict[str, float]:
    return {key[0]: value for key, value in measured(small()).items() if key[1] is None}


def flow(name: str) -> np.ndarray:
    """A flow by month over all corridors."""
    found: np.ndarray = small().flows[:, :, Flow[name]].sum(axis=1)
    return found


# --- the ledger -------------------------------------------------------------------------------------------------------------------------------------

HOUSEHOLDS, SHOPS, BANKS, ISSUER = "diaspora_households", "firms_in_residence_country", "banks_at_origin", "issuer_of_the_bond"
# purpose: who pays, who is paid, and the flow that it is booked from
LEDGER = {
    "remittance": (HOUSEHOLDS, "families_at_origin", "RECEIVED"),
    "remittance_earmarked": (HOUSEHOLDS, "families_at_origin", "EARMARKED_OWN"),
    "remittance_fee": (HOUSEHOLDS, "transfer_operators", "FEES"),
    "property": (HOUSEHOLDS, "property_sellers", "PROPERTY"),
    "stake": (HOUSEHOLDS, "firms_at_origin", "STAKES"),
    "firm_capital": (HOUSEHOLDS, "firms_at_origin", "FIRM_CAPITAL"),
    "donation_regular": (HOUSEHOLDS, "charities", "REGULAR"),
    "donation_collective": (HOUSEHOLDS, "associations", "COLLECTIVE"),
    "donation_crisis": (HOUSEHOLDS, "communities", "CRISIS"),
    "visit": (HOUSEHOLDS, "tourism_at_origin", "TOURISM"),
    "visit_referred": ("visitors_from_the_residence_country", "tourism_at_origin", "TOURISM_REFERRED"),
    "deposit": (HOUSEHOLDS, BANKS, "PRODUCTS"),
    "interest": (BANKS, HOUSEHOLDS, "PRODUCTS_INTEREST"),
    "withdrawal": (BANKS, HOUSEHOLDS, "PRODUCTS_WITHDRAWN"),
    "withdrawal_by_family": (BANKS, "families_at_origin", "PRODUCTS_DRAWN"),
    "bond": (HOUSEHOLDS, ISSUER, "BONDS_SOLD"),
    "bond_coupon": (ISSUER, HOUSEHOLDS, "COUPONS"),
    "bond_redeemed": (ISSUER, HOUSEHOLDS, "REDEEMED"),
    "bond_defaulted": (HOUSEHOLDS, ISSUER, "BONDS_LOST"),
    "home_goods": (HOUSEHOLDS, SHOPS, "NOSTALGIA"),
    "home_goods_hosts": ("host_society", SHOPS, "NOSTALGIA_HOST"),
    "network_dues": (SHOPS, "business_networks", "DUES"),
    "nationality_fee": (HOUSEHOLDS, "programme", "NATIONALITY_FEES"),
}


def test_every_purpose_has_its_payer_and_payee() -> None:
    assert {t.purpose: (str(t.payer), str(t.payee), t.flow.name) for t in TRANSFERS} == LEDGER
    assert {name: str(LEVER_PAYEES[kind.forgoes[0]]) for name, kind in REGISTRY.items() if kind.forgoes} == KEEPS
    assert {name: kind.reaches for name, kind in REGISTRY.items() if kind.reaches is not None} == REACHES


def test_the_ledger_says_so_and_adds_up_to_the_flows_month_by_month() -> None:
    ledger = small().ledger_frame()
    by_purpose = ledger[ledger["lever"].isna()]
    for purpose, (payer, payee, name) in LEDGER.items():
        rows = by_purpose[by_purpose["purpose"] == purpose]
        assert set(zip(rows["payer"], rows["payee"], strict=True)) <= {(payer, payee)}, purpose
        booked = rows.groupby("month")["amount_usd"].sum().reindex(range(12 * YEARS), fill_value=0.0)
        np.testing.assert_allclose(booked, flow(name), err_msg=purpose)
    assert set(by_purpose["purpose"]) <= set(LEDGER) and by_purpose["purpose"].nunique() > 15
    assert (ledger["amount_usd"] != 0.0).all() and set(by_purpose["corridor"]) == {"ETH-NLD"}


def test_what_levers_pay_is_booked_on_their_payer() -> None:
    model, ledger = small(), small().ledger_frame()
    of_levers = ledger[ledger["lever"].notna()]
    payer = {made.id: made.paid_by for made in model.policy.levers}
    assert (of_levers["payer"] == of_levers["lever"].map(payer)).all() and of_levers["corridor"].isna().all()
    assert set(of_levers["purpose"]) == {"administration", "transfer", "grant", "revenue_forgone"}
    assert set(of_levers.loc[of_levers["purpose"] == "grant", "lever"]) == {"matching_grant"}
    assert set(of_levers.loc[of_levers["purpose"] == "administration", "payee"]) == {"programme"}
    reaching = of_levers[of_levers["purpose"].isin(["transfer", "grant"])]
    assert reaching["lever"].nunique() > 6 and (reaching["payee"] == reaching["lever"].map(REACHES)).all()
    forgone = of_levers[of_levers["purpose"] == "revenue_forgone"]
    assert len(forgone) and (forgone["payee"] == forgone["lever"].map(KEEPS)).all()
    for name, kept in (("revenue_forgone", forgone), ("public_match", of_levers[of_levers["purpose"] == "grant"]), ("public_cost", of_levers)):
        assert totals()[name] == pytest.approx(kept["amount_usd"].sum() / YEARS), name
    for lever_id, flow_name in (("tax_incentive", "FORGONE"), ("special_economic_zone", "ZONE_FORGONE"), ("donation_tax_relief", "RELIEF")):
        assert forgone.loc[forgone["lever"] == lever_id, "amount_usd"].sum() == pytest.approx(flow(flow_name).sum(), abs=1e-6)


def test_cost_by_payer_lever_and_family_adds_up() -> None:
    found, ledger = measured(small()), small().ledger_frame()
    of_levers = ledger[ledger["lever"].notna()].assign(family=lambda frame: frame["lever"].map({name: str(kind.family) for name, kind in REGISTRY.items()}))
    for outcome, rows in (("public_cost", of_levers), ("revenue_forgone", of_levers[of_levers["purpose"] == "revenue_forgone"])):
        for breakdown, groups in (("payer", PAYERS), ("lever", sorted(REGISTRY)), ("family", tuple(map(str, Family)))):
            booked = rows.groupby(breakdown)["amount_usd"].sum() / YEARS
            for group in groups:
                assert found[outcome, breakdown, group] == pytest.approx(booked.get(group, 0.0)), (outcome, group)
    assert min(found["public_cost", "payer", payer] for payer in PAYERS) > 0.0


def test_present_value_compounds_month_by_month_from_month_0() -> None:
    model, ledger = small(), small().ledger_frame()
    of_levers = ledger[ledger["lever"].notna()]
    rate = model.p.accounting.discount_rate
    assert rate > 0.0
    assert totals()["present_value_cost"] == pytest.approx((of_levers["amount_usd"] / (1.0 + rate) ** (of_levers["month"] / 12.0)).sum())


# --- households -------------------------------------------------------------------------------------------------------------------------------------


def month(k: int) -> pd.DataFrame:
    """The households of a month, `w` their weight, 0 for those away."""
    panel = small().panel()
    frame = panel[panel["month"] == k].reset_index(drop=True)
    return frame.assign(w=frame["weight"].where(frame["status"] == 1, 0.0))


@pytest.mark.parametrize("k", [0, 1, 7, 12, 18, 23])
def test_flows_are_what_households_did_and_are(k: int) -> None:
    h = month(k)
    attachment = h[["attachment_psychological", "attachment_social", "attachment_economic"]].sum(axis=1) + np.minimum(h["attachment_political"] + h["goodwill"], 1.0)
    told = h["aware"] != 0
    expected = {
        "SENT": h["remittance"],
        "HOUSEHOLDS": 1.0,
        "REMITTERS": h["remit_months"] < 12,
        "MEMBERS": h["is_member"],
        "DUAL": h["n_adults"] * (h["is_naturalised"] & h["is_national"]),
        "BONDS_HELD": h["bonds_held"],
        "PRODUCTS_HELD": h["savings_held"],
        "NETWORK_MEMBERS": h["in_network"] > 0,
        "NETWORK_ACTIVE": h["is_advising"],
        "ATTACHMENT": attachment / 4.0,
        "AWARE": told,
        "REFUSERS": told * h["refuses"],
    }
    for name, each in expected.items():
        assert flow(name)[k] == pytest.approx((h["w"] * each).sum(), abs=1e-6), name
    assert sum(flow(name)[k] for name in ("REGULAR", "COLLECTIVE", "CRISIS")) == pytest.approx((h["w"] * h["donation"]).sum(), abs=1e-6)
    assert flow("SENT")[k] == pytest.approx(flow("RECEIVED")[k] + flow("FEES")[k])


def test_what_households_did_since_month_0_is_what_was_booked() -> None:
    model, stage = small(), small().stage
    records = np.concatenate([stage.households[: model.n_households], stage.departed[: stage.counts[2]]])
    for field, flows in {
        "sent": ("SENT", "EARMARKED_OWN"),
        "given_regular": ("REGULAR",),
        "given_collective": ("COLLECTIVE",),
        "given_crisis": ("CRISIS",),
        "invested_property": ("PROPERTY",),
        "invested_productive": ("STAKES", "FIRM_CAPITAL"),
    }.items():
        assert (records["weight"] * records[field]).sum() == pytest.approx(sum(flow(name).sum() for name in flows)), field
    acts = {"SENT": 0, "PROPERTY": 1, "REGULAR": 4, "COLLECTIVE": 5, "CRISIS": 6, "VISITS": 13, "PRODUCTS": 11}  # bits of Act
    fields = {"SENT": "sent", "PROPERTY": "invested_property", "REGULAR": "given_regular", "COLLECTIVE": "given_collective", "CRISIS": "given_crisis"}
    for name, bit in acts.items():
        did = records["acted"] >> bit & 1 == 1
        assert did.any() == (flow(name).sum() > 0.0), name
        if name in fields:
            assert (did == (records[fields[name]] > 0.0)).all(), name


# --- outcomes ---------------------------------------------------------------------------------------------------------------------------------------

# Amounts a year: the purposes of the ledger that they are.
BY_LEDGER = {
    "remittances": ("remittance",),
    "remittance_fees": ("remittance_fee",),
    "earmarked_own": ("remittance_earmarked",),
    "investment": ("property", "stake", "firm_capital"),
    "investment_property": ("property",),
    "investment_productive": ("stake", "firm_capital"),
    "donations": ("donation_regular", "donation_collective", "donation_crisis"),
    "donations_regular": ("donation_regular",),
    "donations_collective": ("donation_collective",),
    "donations_crisis": ("donation_crisis",),
    "tourism_receipts": ("visit", "visit_referred"),
    "savings_products": ("deposit",),
    "bonds_sold": ("bond",),
    "bonds_lost": ("bond_defaulted",),
    "nostalgia_trade": ("home_goods", "home_goods_hosts"),
}
YEARLY = {
    "remittances_formal": ("FORMAL",), "receivers_savings": ("SAVED",), "remittances_to_women": ("RECEIVED_WOMEN",), "receivers_savings_women": ("SAVED_WOMEN",),
    "family_homes": ("HOMES",),
    "local_investment": ("LOCAL_INVESTMENT",), "local_investment_women": ("LOCAL_INVESTMENT_WOMEN",), "public_capital": ("PUBLIC_CAPITAL",), "exports": ("EXPORTS",),
    "imports": ("IMPORTS",), "residence_tax_base": ("RESIDENCE_TAX",), "earmarked_received": ("EARMARKED",), "purpose_spending": ("PURPOSE_SPENT",),
}  # fmt: skip
COUNTED = {
    "firms_created": ("FIRMS_FOUNDED",), "accounts_opened": ("ACCOUNTS",), "accounts_opened_women": ("ACCOUNTS_WOMEN",), "families_trained": ("FAMILIES_TRAINED",),
    "visits": ("VISITS",), "visits_referred": ("REFERRED",), "placements_physical": ("PHYSICAL",), "placements_virtual": ("VIRTUAL",), "placement_dropouts": ("DROPOUTS",),
    "placement_repeats": ("REPEATS",), "placement_applications": ("APPLICATIONS",), "expert_days": ("EXPERT_DAYS",), "post_applications": ("POST_APPLICATIONS",),
    "posts_filled": ("POSTS_FILLED",), "posts_left": ("REMIGRATED",), "joint_proposals": ("PROPOSALS",), "joint_projects": ("JOINT_PROJECTS",),
    "naturalisations": ("NATURALISED",), "returns": ("RETURNS",), "arrivals": ("ARRIVALS",), "who_spoke": ("SPOKE",), "demands_raised": ("DEMANDS",),
    "demands_answered": ("ANSWERED",), "promises_kept": ("PROMISES_KEPT",), "promises_broken": ("PROMISES_BROKEN",), "register_fear": ("UNREGISTERED",),
    "blocked_finance": ("BLOCKED_FINANCE",), "blocked_procedures": ("BLOCKED_PROCEDURES",), "blocked_nationality": ("BLOCKED_NATIONALITY",),
    "blocked_infrastructure": ("BLOCKED_INFRASTRUCTURE",), "blocked_skills": ("BLOCKED_SKILLS",), "blocked_customs": ("BLOCKED_CUSTOMS",),
    "blocked_partners": ("BLOCKED_PARTNERS",), "blocked_information": ("BLOCKED_INFORMATION",),
    "blocked": tuple(f"BLOCKED_{o}" for o in ("FINANCE", "PROCEDURES", "NATIONALITY", "INFRASTRUCTURE", "SKILLS", "CUSTOMS", "PARTNERS", "INFORMATION")),
    "projects_opened": ("PROJECTS",), "disputes": ("DISPUTES",), "disputes_resolved": ("RESOLVED",), "earmark_adopters": ("SIGNED_UP",), "contacts": ("CONTACTS",), "deals": ("DEALS",),
}  # fmt: skip
AT_THE_END = {
    "savings_held": ("PRODUCTS_HELD",), "bonds_held": ("BONDS_HELD",), "bonds_owed": ("BONDS_OWED",), "firms_surviving": ("FIRMS",), "jobs": ("JOBS",), "remitters": ("REMITTERS",),
    "investors": ("INVESTED",), "association_members": ("MEMBERS",), "network_members": ("NETWORK_MEMBERS",), "network_active": ("NETWORK_ACTIVE",),
    "dual_nationals": ("DUAL",), "aware": ("AWARE",), "refused": ("REFUSERS",), "registered": ("REGISTERED",), "residence_firms": ("RESIDENCE_FIRMS",),
    "residence_jobs": ("RESIDENCE_JOBS",), "network_firms": ("NETWORK_FIRMS",), "exporters_micro": ("EXPORTERS_MICRO",), "exporters_small": ("EXPORTERS_SMALL",),
    "exporters_medium": ("EXPORTERS_MEDIUM",), "exporters": ("EXPORTERS_MICRO", "EXPORTERS_SMALL", "EXPORTERS_MEDIUM"),
}  # fmt: skip
MEANS = {"brain_waste": ("SKILL_UNUSED", "TERTIARY"), "trust": ("TRUST", "HOUSEHOLDS"), "attachment": ("ATTACHMENT", "HOUSEHOLDS"), "grievance": ("GRIEVANCE", "HOUSEHOLDS")}
RATIOS = {"remittance_dependence": ("RECEIVED", "RECEIVERS_INCOME"), "transfer_days": ("FORMAL_DAYS", "FORMAL"), "procedure_days": ("PROCEDURE_DAYS", "FIRMS_FOUNDED"), "aligned_share": ("ALIGNED", "FIRMS_FOUNDED")}


def test_every_outcome_that_adds_up_flows_is_in_a_table() -> None:
    tables = (BY_LEDGER, YEARLY, COUNTED, AT_THE_END, MEANS, RATIOS)
    assert sorted(name for table in tables for name in table) == sorted(name for name, outcome in OUTCOMES.items() if outcome.flows)


def test_outcomes_add_up_what_they_say() -> None:
    ledger, found = small().ledger_frame(), totals()
    booked = ledger.groupby("purpose")["amount_usd"].sum()
    expected = {name: sum(booked.get(purpose, 0.0) for purpose in purposes) / YEARS for name, purposes in BY_LEDGER.items()}
    expected |= {name: sum(flow(f).sum() for f in flows) / YEARS for name, flows in YEARLY.items()}
    expected |= {name: sum(flow(f).sum() for f in flows) for name, flows in COUNTED.items()}
    expected |= {name: sum(flow(f)[-1] for f in flows) for name, flows in AT_THE_END.items()}
    expected |= {name: flow(above)[-1] / flow(below)[-1] for name, (above, below) in MEANS.items()}
    expected |= {name: flow(above).sum() / flow(below).sum() for name, (above, below) in RATIOS.items()}
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, nan_ok=True), name
    assert sum(value > 0.0 for value in expected.values()) > 55


def test_outcomes_by_month_are_the_flows_of_that_month() -> None:
    series, ledger = small().series(), small().ledger_frame()
    for name, flows in {**YEARLY, **COUNTED, **AT_THE_END}.items():
        np.testing.assert_allclose(series[name], sum(flow(f) for f in flows), err_msg=name)
    for name, purposes in BY_LEDGER.items():
        booked = ledger[ledger["purpose"].isin(purposes)].groupby("month")["amount_usd"].sum().reindex(range(12 * YEARS), fill_value=0.0)
        np.testing.assert_allclose(series[name], booked, err_msg=name)
    cost = ledger[ledger["lever"].notna()]
    for name, rows in {
        "public_cost": cost,
        "public_match": cost[cost["purpose"] == "grant"],
        "revenue_forgone": cost[cost["purpose"] == "revenue_forgone"],
    }.items():
        np.testing.assert_allclose(series[name], rows.groupby("month")["amount_usd"].sum().reindex(range(12 * YEARS), fill_value=0.0), err_msg=name)
    assert series["backlog"].iloc[-1] == pytest.approx(totals()["backlog"])
    assert series["capacity"].iloc[-1] == pytest.approx(totals()["capacity"])
    for part, whole in (("crisis_need", "crisis_need"), ("crisis_covered", "crisis_covered"), ("crisis_duplicated", "crisis_duplicated")):
        assert series[part].sum() == pytest.approx(totals()[whole])
    assert series.index.name == "month" and series.index.tolist() == list(range(12 * YEARS))


def test_groups_of_every_breakdown_add_up_to_the_total() -> None:
    found = measured(small())
    adding = {name for name, outcome in OUTCOMES.items() if outcome.flows and outcome.per is None}
    for name in adding:
        for breakdown in ("sex", "generation", "region", "skill", "faction", "corridor"):
            parts = [value for (outcome, by, _), value in found.items() if outcome == name and by == breakdown]
            if breakdown == "faction" and OUTCOMES[name].counts_locals:
                assert not parts
            else:
                assert sum(parts) == pytest.approx(found[name, None, None], abs=1e-6), (name, breakdown)


def test_groups_are_the_people_whose_name_they_bear() -> None:
    """Stocks by group against the records themselves."""
    model, found = small(), measured(small())
    h = model.households_frame()
    h = h[h["status"] == 1]
    are = {"association_members": h["weight"] * h["is_member"], "remitters": h["weight"] * (h["remit_months"] < 12)}
    by = {
        "sex": np.where(h["is_woman"] == 1, "female", "male"),
        "generation": h["generation"].astype(str),
        "skill": h["skill"].astype(str),
        "faction": h["faction"].astype(str),
        "corridor": h["corridor"].astype(str),
        "region": "ETH-" + (h["community"] + 1).astype(str),
    }
    for breakdown, groups in by.items():
        for name, each in are.items():
            counted = each.groupby(np.asarray(groups)).sum()
            for (outcome, b, group), value in found.items():
                if outcome == name and b == breakdown:
                    assert value == pytest.approx(counted.get(group, 0.0)), (name, breakdown, group)
        assert (counted > 0).sum() > (1 if breakdown != "corridor" else 0), breakdown


def test_outcomes_that_are_no_sums_of_flows() -> None:
    model, found = small(), totals()
    stage, h = model.stage, model.households_frame()
    present = h[h["status"] == 1]
    hosts, banks, places = pd.DataFrame(stage.hosts), pd.DataFrame(stage.institutions), pd.DataFrame(stage.communities)
    societies, chapters = pd.DataFrame(stage.associations), pd.DataFrame(stage.chapters)
    sectors = ("health", "education", "administration", "agriculture", "infrastructure")
    heard = present[[c for c in present if c.startswith("heard_of_")]].any(axis=1)
    goods = places["public_goods"].sum()
    poorer = places["poverty"] > places["poverty"].median()
    money = places["public_goods"] + [sum(measured(model)[o, "region", f"ETH-{k + 1}"] for o in ("remittances", "donations_collective", "donations_crisis")) * YEARS for k in range(len(places))]
    per_head = [money[part].sum() / places["population"][part].sum() for part in (np.arange(len(places)) < len(places) // 2, np.arange(len(places)) >= len(places) // 2)]
    share, people = money / money.sum(), places["population"] / places["population"].sum()
    expected = {
        "never_aware": present.loc[~heard, "weight"].sum(),
        "capacity": hosts["knowhow"].sum(),
        **{f"capacity_{name}": hosts.loc[hosts["sector"] == k, "knowhow"].sum() for k, name in enumerate(sectors)},
        "shortage": np.average(hosts["vacancy"], weights=hosts["posts"]),
        "aspiration": np.average(hosts["aspiration"], weights=hosts["posts"]),
        "waiting_days": banks["waited"].sum() / banks["served"].sum(),
        "backlog": banks["waiting"].sum(),
        "abandoned": banks["abandoned"].sum(),
        "budget_exhausted_month": banks.loc[banks["exhausted_month"] >= 0, "exhausted_month"].min(),
        "associations_surviving": (societies["is_active"] == 1).sum(),
        "projects_delivered": societies["projects"].sum(),
        "project_quality": societies["projects"].sum() / (societies["projects"] + societies["failures"]).sum(),
        "chapters": (chapters["age"] >= 0).sum(),
        "nostalgia_host_share": flow("NOSTALGIA_HOST").sum() / (flow("NOSTALGIA") + flow("NOSTALGIA_HOST")).sum(),
        "ties_created": found["ties_expert_host"] + found["ties_institutions"] + found["ties_experts"],
        "crisis_unmet": found["crisis_need"] - found["crisis_covered"],
        "promises_broken_share": flow("PROMISES_BROKEN").sum() / (flow("PROMISES_KEPT") + flow("PROMISES_BROKEN")).sum(),
        "who_spoke_women": measured(model)["who_spoke", "sex", "female"] / found["who_spoke"],
        "who_spoke_minority": sum(measured(model)["who_spoke", "faction", name] for name in "BC") / found["who_spoke"],
        "need_match": places["matched_goods"].sum() / goods,
        "poorer_half": places.loc[poorer, "public_goods"].sum() / goods,
        "poverty_gradient": per_head[0] / per_head[1],
        "regional_theil": (share * np.log(share / people)).sum(),
        "register_fear": sum(found[f"register_fear_{name}"] for name in "abc"),
    }
    for name in "ABC":
        own = present[present["faction"] == name]
        expected[f"trust_faction_{name.lower()}"] = np.average(own["trust_state"], weights=own["weight"])
        expected[f"refused_faction_{name.lower()}"] = (own["weight"] * own["refuses"]).sum()
    of_seats = [measured(model)["who_spoke", "faction", name] / found["who_spoke"] for name in "ABC"]
    of_people = [present.loc[present["faction"] == name, "weight"].sum() / present["weight"].sum() for name in "ABC"]
    expected["capture"] = max(seats / people for seats, people in zip(of_seats, of_people, strict=True))
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-6), name
    assert goods > 0.0 and found["project_quality"] < 1.0 and found["never_aware"] < present["weight"].sum()


def test_households_frame_tells_who_was_offered_what_and_who_was_supported() -> None:
    model = small()
    stage, n = model.stage, small().n_households
    frame = model.households_frame()
    assert (frame["received"].to_numpy() == stage.receivers["received"][:n]).all()
    for made in model.policy.levers:
        bit = made.support_bit
        assert (frame[f"supported_by_{made.id}"].to_numpy() == (stage.households["supported"][:n] & bit > 0)).all()
        assert frame[f"offered_{made.id}"].all() or made.eligibility.is_universal is False or made.only_generations
    assert len({made.support_bit for made in model.policy.levers}) == len(model.policy.levers)
