"""Shipped facts by hand: which worlds each asks for, and what it makes of the numbers that these give; no world is run."""

from __future__ import annotations

import math
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.declaration import CHANNELS, WEIGHTS
from experiments.evidence.estimate import Estimate
from experiments.evidence.settings import INFORMED, KEPT
from experiments.evidence.verdict import Judged, Verdict, of_parts, score_of, verdict_of
from model.parameters import PARAMETERS
from tests.played import FACTS, Played, World, answered, book

CARD = (Path(__file__).resolve().parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")


# --- the page ---------------------------------------------------------------------------------------------------------------------------------------------


def test_grades_and_bands_are_those_of_the_page() -> None:
    """Two hands wrote them: the declarations, and the run that the page is of."""
    rows = {row[0]: (row[1], row[2]) for line in CARD.splitlines() if re.match(r"\| C\d\d", line) and (row := [cell.strip() for cell in line.split("|")[1:-1]])}
    shown = {}
    for each in FACTS.values():
        for part, (low, high) in each.bands.items():
            band = f"at most {high:g}" if math.isinf(low) else f"{low:g} or more" if math.isinf(high) else f"{low:g} to {high:g}"
            shown[each.name_of(part)] = (each.grade, band)
    assert rows == shown and len(shown) == 110
    sources = dict(re.findall(r"^- \*\*(C\d\d)\*\* .*\*(.+?)\.\*", CARD, re.M))
    assert set(sources) == set(FACTS) and all(f"- **{each.id}** {each.says}" in CARD for each in FACTS.values())


def test_verdicts_and_scores_of_the_page_follow_from_its_numbers() -> None:
    """Each verdict from value, interval and band; of each channel how many hit, and the mean of their points, weighted by grade; of all likewise."""
    parts: dict[str, list[Judged]] = {}
    for fact in FACTS.values():
        for part, band in fact.bands.items():
            value, interval, verdict = re.search(
                rf"^\| {re.escape(fact.name_of(part))} \| \w \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([a-z ]+) \|$", CARD, re.M
            ).groups()  # type: ignore[union-attr]
            low, high = (float(bound) for bound in interval.split(" to "))
            found = verdict_of(Estimate(np.full(3, float(value)), bounds=(low, high)), band, fact.near)
            assert found.value == verdict, (fact.name_of(part), value, interval)
            parts.setdefault(fact.id, []).append(Judged(part, band, Estimate(np.ones(3)), found))
    judged = {name: of_parts(each) for name, each in parts.items()}
    rows = {
        row[0].removeprefix("Grade "): row[1:]
        for line in CARD.splitlines()
        if line.count("|") == 8 and (row := [cell.strip() for cell in line.split("|")[1:-1]])
    }
    for name in (*CHANNELS, "A", "B", "C", "D"):
        own = [fact for fact in FACTS.values() if name in (fact.channel, fact.grade)]
        if own:
            counts = [str(sum(judged[fact.id][0] is verdict for fact in own)) for verdict in (Verdict.HIT, Verdict.NEAR, Verdict.MISS, Verdict.WRONG_SIGN)]
            assert rows[name] == [str(len(own)), *counts, f"{score_of((judged[fact.id][1], fact.weight) for fact in own):.3g}"], name
    assert (
        WEIGHTS == {"A": 1.0, "B": 0.7, "C": 0.4, "D": 0.15}
        and f"Score {score_of((judged[fact.id][1], fact.weight) for fact in FACTS.values()):.3g} over 56 facts" in CARD
    )


# --- remittances -------------------------------------------------------------------------------------------------------------------------------------------


def test_shares_of_what_is_earned_and_sent() -> None:
    study = Played(book({"remittance_12m > 0": 0.4, "remittance_12m / 12 * income": 0.15, "remittance_12m / (12 * income) | remittance_12m > 0": 0.1}))
    assert answered("C01", study) == 0.4 and answered("C02", study) == {"of all earnings": 0.15, "of a remitter, median": 0.1}
    assert [(each.kind, each.scenario, each.years, each.sample, each.record, each.set, each.levers) for each in study.asked] == [
        ("run", "morocco_belgium", 10, 4000, KEPT, {}, {})
    ] * 2
    names = {"remittance_12m / remittance_12m_times | remittance_12m > 0": 250.0, "remittance_12m_times >= 2 | remittance_12m > 0": 0.8}
    assert list(answered("C03", Played(book(names))).values()) == [250.0, 0.8]


def test_what_becomes_of_the_money_adds_up() -> None:
    """Of 100 received 12 are saved, 3 invested and 5 built with; 10 more are deposited, 8 go into property and 2 into firms: 120 in all."""
    amounts = {
        "remittances": 100.0,
        "receivers_savings": 12.0,
        "local_investment": 3.0,
        "savings_products": 10.0,
        "investment_property": 8.0,
        "investment_productive": 2.0,
        "family_homes": 5.0,
    }
    found = answered("C04", Played(book({f"{name} (108, 120)": value for name, value in amounts.items()})))
    assert found == pytest.approx({"family": 80 / 120, "saved": 22 / 120, "property": 13 / 120, "productive": 5 / 120}) and sum(
        found.values()
    ) == pytest.approx(1.0)


def test_the_peak_is_the_middle_of_the_years_of_the_highest_mean() -> None:
    def says(world: World, what: str) -> float:
        low, high = map(int, re.findall(r"years_abroad >= (\d+) and years_abroad < (\d+)", what)[0])
        assert what.startswith("remittance_12m | generation == 'first' and age < 65 and years_abroad < 31 and ")
        return {(5, 12): 8.0, (18, 26): 6.0}.get((low, high), 10.0 - abs(low - 12))

    assert answered("C05", Played(says)) == {"peak, years abroad": 13.5, "after 20 years, of the peak": 0.75}


def test_what_is_replaced_of_a_loss() -> None:
    """Income of 12 times 50 falls by a fifth, 120; 60 more come: a half."""
    study = Played(book({"effect received_12m | is_supported == 1 of families": 60.0, "12 * income | is_supported == 1 of families": 600.0}))
    assert answered("C06", study) == pytest.approx(0.5)
    (asked,) = study.asked
    assert asked.shock == {"kind": "recession_origin", "month": 12, "months": 12, "size": 0.2} and (asked.share, asked.years, asked.sample) == (0.5, 2, 4000)


def test_inflows_after_a_disaster_are_set_against_the_damage() -> None:
    months = np.zeros((3, 48))
    months[:, [11, 12, 23, 24, 35, 36, 47]] = [100.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
    need = PARAMETERS["crisis.need_share"].value
    study = Played(book({"crisis_need": 100.0 * need, "crisis_covered": 7.0}), {"remittances": months, "donations_crisis": 2.0 * months})
    assert answered("C07", study) == pytest.approx({"poor origin": 0.63 + 0.07, "richer origin": 0.63 + 1.26})
    assert [(each.kind, list(each.corridors), each.years, each.sample) for each in study.asked] == [
        ("event", ["HTI-USA"], 4, 1500),
        ("event", ["POL-GBR", "POL-DEU", "POL-USA"], 4, 1500),
    ]
    assert study.asked[0].shocks == [{"kind": "disaster", "month": 12, "size": 0.5, "share": 0.4, "communities": ["poorest:2"]}]
    assert answered("C08", study) == pytest.approx({"the year": 0.03, "and the year after": 0.15}) and len(study.asked[2].corridors) == 5


def test_cheaper_transfers_are_set_against_dearer_ones() -> None:
    def says(world: World, what: str) -> float:
        cheap = world.set["corridor.MAR-BEL.remittance_cost"] == 0.03
        return {"remittance_24m": 121.0 if cheap else 100.0, "remittance_24m_times": 11.0 if cheap else 10.0}[what]

    study = Played(says)
    assert answered("C09", study) == pytest.approx({"rise": 0.21, "of it through frequency": 0.5})
    assert [each.set["corridor.MAR-BEL.remittance_cost"] for each in study.asked] == [0.03, 0.065]


def test_remittances_and_incomes() -> None:
    def says(world: World, what: str) -> float:
        if what == "income":
            return 90.0 if world.side == "policy" else 100.0
        return {"log change remittances (12, 24)": -0.08, "elasticity remittances 0.9 (12, 24)": -0.4, "effect remittances True (12, 24)": -0.1}[what]

    series = pd.DataFrame({"remittances": np.repeat([1.0, 2.0, 3.0], 12), "investment": np.repeat([0.0, 2.0, 4.0], 12)})
    study = Played(says, {"run": SimpleNamespace(series=series)})
    found = answered("C11", study)
    assert found == pytest.approx({"elasticity to income abroad": -0.08 / math.log(0.9), "to income at origin": -0.4, "variation against investment": 0.5})
    here, there, _ = study.asked
    assert [each.shocks for each in (here, there)] == [
        [{"kind": f"recession_{side}", "month": 12, "months": 12, "size": 0.1}] for side in ("residence", "origin")
    ]
    assert answered("C10", study) == -0.1 and study.asked[-1].shocks == [{"kind": "recession_residence", "month": 12, "months": 12, "size": 0.03}]


def test_labels_vouchers_and_matches() -> None:
    def says(world: World, what: str) -> float:
        terms = world.levers.get("earmarked_transfer", {})
        if what == "effect remittances True (12, 24)":
            return {"label": 0.15, "provider": 0.2, "voucher": -0.01}[terms["form"]]
        ratio = terms["match_ratio"]
        return {
            "supported_by_earmarked_transfer | remittance_12m > 0": {0.0: 0.01, 1.0: 0.07, 3.0: 0.18}[ratio], "purpose_spending": 6.0, "earmarked_received": 2.0,
            "effect remittance_12m True": 0.05,
        }[what]  # fmt: skip

    study = Played(says)
    assert answered("C13", study) == pytest.approx({"label": 0.15, "payment to the school adds": 0.05}) and answered("C16", study) == -0.01
    assert all(
        each.levers["earmarked_transfer"]["match_ratio"] == each.levers["earmarked_transfer"]["desk_usd"] == 0.0 and each.set == INFORMED and each.years == 2
        for each in study.asked
    )
    assert answered("C14", study) == pytest.approx(
        {"no match": 0.01, "1:1": 0.07, "3:1": 0.18, "spent for a dollar received": 3.0, "ordinary remittances": 0.05}
    )
    product = study.asked[-1].levers["earmarked_transfer"]
    assert product == {"form": "product", "match_ratio": 3.0, "desk_usd": 0.0} and study.asked[-1].kind == "trial"
    study = Played(book({"effect savings True": 2.5, "effect remittance_12m True": -0.02}))
    assert answered("C15", study) == {"savings": 2.5, "remittances": -0.02}
    assert study.asked[0].levers == {"savings_product": {"sender_control": 1.0}} and study.asked[0].share == 0.5


def test_families_with_and_without_money_from_abroad() -> None:
    ratio = {"has_account == 1 | received_12m > 0 of families": 0.6, "has_account == 1 | received_12m == 0 of families": 0.5}
    assert answered("C17", Played(book(ratio))) == pytest.approx(1.2)
    assert answered("C18", Played(book({"received_12m / (received_12m + 12 * income) | received_12m > 0 of families": 0.3}))) == 0.3


# --- skills -------------------------------------------------------------------------------------------------------------------------------------------------


def test_schemes_of_experts() -> None:
    women = "('sex', 'female')"
    numbers = {
        "placements_physical": 60.0, "placements_virtual": 40.0, f"placements_physical {women}": 10.0, f"placements_virtual {women}": 15.0, "placement_applications": 200.0,
        "placement_requests": 125.0, "size": 50_000.0,
    }  # fmt: skip
    assert answered("C42", Played(book(numbers))) == pytest.approx({"a registrant": 0.5, "a request": 0.8, "women": 0.25})
    assert answered("C43", Played(book(numbers))) == pytest.approx(100.0 / 4.0 / 50_000.0 * 100_000.0)
    active = {"network_active (12, 24)": 15.0, "network_members (12, 24)": 100.0, "network_active (84, 96)": 12.0, "network_members (84, 96)": 160.0}
    assert answered("C44", Played(book(active))) == pytest.approx({"active": 0.15, "after eight years against two": 0.5})
    assert answered("C45", Played(book({"chapters": 11.0}))) == 11.0
    assert answered("C46", Played(book({"post_applications": 80.0, "skill == 'high'": 10_000.0, "posts_filled": 48.0}))) == pytest.approx(
        {"applications, share of the skilled a year": 0.001, "approved": 0.6}
    )


def test_who_is_gone_after_five_years() -> None:
    """Six people in month 0: three new arrivals of weights 1, 2, 3 of whom the second left and the third moved on; two settled of whom one left; one of 55."""
    first = pd.DataFrame(
        {
            "household": range(7),
            "month": 0,
            "years_abroad": [0.0, 0.5, 0.9, 8.0, 19.0, 0.2, 0.2],
            "generation": [0, 0, 0, 0, 0, 0, 1],
            "age": [30.0, 30, 30, 30, 30, 55, 20],
            "id": range(7),
            "status": 1,
        }
    )
    last = first.assign(month=1, id=[0, 1, 99, 3, 4, 5, 6], status=[1, 0, 1, 1, 2, 0, 0])
    run = SimpleNamespace(months=pd.concat([first, last]), households=pd.DataFrame({"weight": [1.0, 2.0, 3.0, 4.0, 1.0, 9.0, 9.0, 9.0]}))
    assert answered("C47", Played(book({}), {"run": run})) == pytest.approx({"gone in five years": 5 / 6, "later against early": 0.2 / (5 / 6)})


# --- giving -------------------------------------------------------------------------------------------------------------------------------------------------


def test_matched_projects_of_places() -> None:
    associations = pd.DataFrame({"community": [1, 1, 2, 3, 4], "grants": [10.0, 4.0, 0.0, 0.0, 0.0], "own_matched": [4.0, 1.0, 0.0, 0.0, 0.0]})
    study = Played(book({"is_member == 1 | remittance_12m > 0": 0.09}), {"run": SimpleNamespace(associations=associations)})
    assert answered("C49", study) == pytest.approx({"public for private": 2.8, "places with a project a year": 0.25}) and answered("C48", study) == 0.09
    terms = study.asked[0].set
    assert terms["corridor.MEX-USA.migrant_stock"] == pytest.approx(10_853_105 * 20 / 2457) and terms["levers.matching_grant.budget_usd"] == pytest.approx(
        43e6 * 20 / 2457
    )
    assert (terms["parameters.population.n_communities"], terms["parameters.giving.associations"], terms["levers.matching_grant.desk_usd"]) == (20, 1, 0.0)


def test_matches_reliefs_and_crowding() -> None:
    def says(world: World, what: str) -> float:
        assert what == "given_collective | is_member_at_m0 == 1"
        return 100.0 if world.side == "baseline" else {1.0: 120.0, 2.0: 126.0, 3.0: 114.0}[world.levers["matching_grant"]["ratio"]]

    assert answered("C50", Played(says)) == pytest.approx({"1:1": 0.2, "2:1 over 1:1": 0.05, "3:1 over 1:1": -0.05})
    study = Played(book({"elasticity donations 0.7 None": -1.0, "elasticity donations 0.7": -1.0}))
    assert answered("C51", study) == -1.0 and study.asked[0].levers == {"donation_tax_relief": {"rate": 0.3, "ceiling_usd": 1e6}}

    def funded(world: World, what: str) -> float:
        large = world.levers["pooled_fund"]["budget_usd"] == 250_000.0
        assert large or world.levers["pooled_fund"]["budget_usd"] == 1_000.0
        return {"donations_crisis": 80.0 if large else 100.0, "public_cost": 50.0 if large else 10.0}[what]

    assert answered("C52", Played(funded)) == pytest.approx(-0.5)


def test_gifts_of_a_crisis_by_week_and_month() -> None:
    """Of 100, 60 come in the first month and 20 in the second: six weeks are 1.38 months. Half has come after 5/6 of a month, 3.6 weeks."""
    gifts = np.tile([60.0, 20.0, 10.0, 5.0, 3.0, 1.0, 1.0], (3, 1))
    found = answered("C53", Played(book({}), {"donations_crisis": gifts}))
    weeks = 365.25 / 12.0 / 7.0
    assert found == pytest.approx({"by week 6": 0.6 + 0.2 * (6.0 / weeks - 1.0), "by month 3": 0.9, "by month 6": 0.99, "half-life, weeks": 5 / 6 * weeks})
    assert answered("C54", Played(book({"donor_retention": 0.2}))) == 0.2
    giving = {"donation_12m": 90.0, "donation_24m_times >= 3": 0.4, "donation_12m ~ years_abroad -> years_abroad | generation == 'first'": -2.0}
    assert list(answered("C55", Played(book(giving))).values()) == [90.0, 0.4, -2.0]


def test_dual_nationality_in_points() -> None:
    def says(world: World, what: str) -> float:
        with_, without = {"remittance_12m > 0": (0.6, 0.5), "remittance_m0_to_m12 > 0": (0.53, 0.5), "intends_return": (0.13, 0.1)}[what]
        return with_ if world.side == "policy" else without

    study = Played(says)
    assert answered("C56", study) == pytest.approx({"send": 0.1, "wish to return": 0.03, "first year, of the third": 0.3})
    assert study.asked[0].scenario == "ethiopia_netherlands" and study.asked[0].levers == {"dual_nationality": {}}
