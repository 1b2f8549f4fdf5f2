"""Shipped facts by hand: which worlds each asks for, and what it makes of the numbers that these give; no world is run."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.declaration import CHANNELS, WEIGHTS
from experiments.evidence.estimate import Estimate
from experiments.evidence.estimators.timing import Path as Months
from experiments.evidence.fact_files import shipped_facts
from experiments.evidence.samples import Pair
from experiments.evidence.settings import CORRIDORS, INFORMED, KEPT
from experiments.evidence.verdict import Judged, Verdict, of_parts, score_of, verdict_of
from model.parameters import PARAMETERS

FACTS = {each.id: each for each in shipped_facts()}
CARD = (Path(__file__).resolve().parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")


class World(SimpleNamespace):
    """What was asked for: a scenario and its changes; `side` of a pair."""


class Played:
    """A study whose worlds are notes of what was asked for, and whose estimators give what `says(world, what)` says."""

    replications = 3

    def __init__(self, says: Callable[[World, str], float], runs: Mapping[str, Any] | None = None) -> None:
        self.says, self.runs, self.asked = says, runs or {}, list[World]()

    def _world(self, kind: str, scenario: str, terms: Mapping[str, Any]) -> World:
        self.asked.append(World(kind=kind, scenario=scenario, side="policy", **{"set": {}, "levers": {}, "years": None, "sample": None, "record": (), **terms}))
        return self.asked[-1]

    def _pair(self, kind: str, scenario: str, terms: Mapping[str, Any]) -> Pair:
        policy = self._world(kind, scenario, terms)
        return Pair(policy, World(**{**vars(policy), "side": "baseline"}))  # type: ignore[arg-type]

    def run(self, scenario: str, **terms: Any) -> World:
        return self._world("run", scenario, terms)

    def trial(self, scenario: str, **terms: Any) -> World:
        return self._world("trial", scenario, terms)

    strike = trial

    def policy(self, scenario: str, **terms: Any) -> Pair:
        return self._pair("policy", scenario, terms)

    def event(self, scenario: str, **terms: Any) -> Pair:
        return self._pair("event", scenario, terms)

    def _said(self, world: Any, *words: Any) -> Estimate:
        return Estimate(np.full(3, self.says(world, " ".join(str(word) for word in words if word is not None))))

    def outcome(self, world: World, outcome: str, *, months: Any = None, group: Any = None) -> Estimate:
        return self._said(world, outcome, months, group)

    def mean(self, world: World, variable: str, *, where: str | None = None, of: str | None = None) -> Estimate:
        return self._said(world, variable, where and f"| {where}", of and f"of {of}")

    share = total = median = take_up = mean

    def ratio(self, world: World, numerator: str, denominator: str) -> Estimate:
        return self._said(world, numerator, "/", denominator)

    def effect(self, worlds: Any, variable: str, *, relative: bool = False, where: str | None = None, of: str | None = None, months: Any = None) -> Estimate:
        return self._said(getattr(worlds, "policy", worlds), "effect", variable, relative or None, where and f"| {where}", of and f"of {of}", months)

    def log_change(self, pair: Pair, outcome: str, *, months: Any = None) -> Estimate:
        return self._said(pair.policy, "log change", outcome, months)

    def elasticity(self, pair: Pair, outcome: str, to: float, *, months: Any = None) -> Estimate:
        return self._said(pair.policy, "elasticity", outcome, to, months)

    def regress(self, world: World, formula: str, term: str, *, where: str | None = None, of: str | None = None) -> Estimate:
        return self._said(world, formula, "->", term, where and f"| {where}", of and f"of {of}")

    def survival(self, world: World, at: float, *, where: str) -> Estimate:
        return self._said(world, "survival", at, where)

    def path(self, worlds: Any, outcome: str) -> Months:
        return Months(self.runs[outcome], outcome)

    def table(self, world: World, of: str) -> pd.DataFrame:
        return self.runs["run"].corridors  # type: ignore[no-any-return]

    def fit(self, frame: pd.DataFrame, formula: str, term: str) -> float:
        self.fitted = frame
        return self.says(None, f"{formula} -> {term}")  # type: ignore[arg-type]

    def each(self, worlds: Any, function: Callable[..., float], of: str = "") -> Estimate:
        runs = [self.runs["run"], self.runs["without"]] if isinstance(worlds, Pair) else [self.runs["run"]]
        return Estimate(np.full(3, float(function(*runs))))


def book(numbers: Mapping[str, float]) -> Callable[[World, str], float]:
    return lambda world, what: numbers[what]


def answered(fact: str, study: Played) -> Any:
    found = FACTS[fact].compute(study)  # type: ignore[arg-type]
    if isinstance(found, Mapping):
        assert set(found) == set(FACTS[fact].bands)
        return {part: estimate.value for part, estimate in found.items()}
    return found.value


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


# --- investment --------------------------------------------------------------------------------------------------------------------------------------------


def test_who_ever_invested_and_in_what() -> None:
    first = "has_invested == 1 | generation == 'first' and "
    study = Played(
        book(
            {
                f"{first}age > 0": 0.03,
                f"{first}age >= 60": 0.08,
                f"{first}age >= 30 and age < 40": 0.02,
                f"{first}is_woman == 0": 0.03,
                f"{first}is_woman == 1": 0.02,
            }
        )
    )
    assert answered("C19", study) == pytest.approx({"ever invested": 0.03, "60 and older against 30 to 39": 4.0, "men against women": 1.5})
    any_ = " | did_invest_property or did_found_firm or did_invest_productive"
    assert answered("C20", Played(book({f"did_invest_property{any_}": 0.6, f"did_found_firm{any_}": 0.1}))) == {"property": 0.6, "productive": 0.1}


def test_each_friction_is_removed_by_itself() -> None:
    frictions = {
        "capital": {"enterprise.liquidity": 5.0, "enterprise.property_least": 0.0, "enterprise.stake_least": 0.0, "founding.bank_chance": 1.0, "founding.bank_multiple": 20.0},
        "procedures": {"enterprise.hassle": 0.0, "enterprise.property_hassle": 0.0}, "information": {"founding.informed": 1.0}, "skills": {"founding.skills": 1.0},
    }  # fmt: skip
    wishes = {f"parameters.enterprise.{name}": PARAMETERS[f"enterprise.{name}"].value + math.log(11.0) for name in ("property_base", "stake_base")}
    wishes |= {"parameters.enterprise.ideas_year": 11.0 * PARAMETERS["enterprise.ideas_year"].value, "parameters.trade.tries": 0.0}
    numbers = {"": 0.10, "capital": 0.46, "procedures": 0.28, "information": 0.22, "skills": 0.14}
    seen = []

    def says(world: World, what: str) -> float:
        removed = {path.removeprefix("parameters."): value for path, value in world.set.items() if path not in wishes}
        assert {path: world.set[path] for path in wishes} == pytest.approx(wishes) and what == "did_invest_property or did_invest_productive or did_found_firm"
        name = next((name for name, changes in frictions.items() if removed == changes), "")
        assert name or not removed
        seen.append(name)
        return numbers[name]

    assert answered("C21", Played(says)) == pytest.approx(
        {"capital against procedures": 2.0, "procedures against information": 1.5, "information against skills": 3.0}
    )
    assert seen == list(numbers)


def test_links_are_the_slope_over_doublings() -> None:
    """Stocks of 100 to 800, a link more likely by 4 points a doubling: sum of d * y over sum of d squared, which is 5."""

    def made(firms: list[tuple[int, int]]) -> Any:
        return SimpleNamespace(firms=pd.DataFrame(firms, columns=["founded", "kind"]))

    class Links(Played):
        def each(self, worlds: Any, function: Callable[..., float], of: str = "") -> Estimate:
            stock = worlds.set["corridor.MAR-BEL.migrant_stock"]
            assert [function(made(rows)) for rows in ([(0, 0)], [(5, 1)], [(-1, 0), (3, 2)], [])] == [1.0, 1.0, 0.0, 0.0]
            return Estimate(np.full(3, 0.3 + 0.04 * math.log2(stock / 100.0)))

    study = Links(book({}))
    assert answered("C22", study) == pytest.approx(0.04)
    assert [each.set["corridor.MAR-BEL.migrant_stock"] for each in study.asked] == [100.0, 200.0, 400.0, 800.0] and {each.years for each in study.asked} == {1}


def test_elasticities_of_investment_to_people_and_tax() -> None:
    formula = "log(investment) ~ log(migrant_stock) + log(origin_gdp_pc) + log(residence_gdp_pc) + log(origin_population) -> log(migrant_stock) of corridors"
    study = Played(book({formula: 0.3, "invested_productive | skill == 'high'": 30.0, "invested_productive | skill == 'low'": 20.0}))
    assert answered("C23", study) == pytest.approx({"educated against others": 1.5, "elasticity": 0.3}) and study.asked[0].corridors == CORRIDORS

    def says(world: World, what: str) -> float:
        assert what == "investment_productive"
        return {0.25: 100.0, 0.20: 100.0 * math.exp(0.15)}[world.set["corridor.MAR-BEL.tax_rate"]]

    assert answered("C24", Played(says)) == pytest.approx(3.0)


def test_promoted_sectors_against_the_others() -> None:
    """Firms rise from 10 to 18 in the promoted sectors, from 20 to 24 elsewhere: 1.8 over 1.2."""
    firms = pd.DataFrame({"sector": ["health", "education", "business", "trade"]})

    class Sectors(Played):
        def total(self, world: World, variable: Any, *, where: str | None = None, of: str | None = None) -> Estimate:  # type: ignore[override]
            assert where == "kind == 'firm' and founded >= 0" and of == "firms"
            promoted = variable(firms).tolist() == [1.0, 1.0, 1.0, 0.0]
            assert promoted or variable(firms).tolist() == [0.0, 0.0, 0.0, 1.0]
            return Estimate(
                np.full(3, {(True, "policy"): 18.0, (True, "baseline"): 10.0, (False, "policy"): 24.0, (False, "baseline"): 20.0}[promoted, world.side])
            )

    study = Sectors(book({}))
    assert answered("C25", study) == pytest.approx(0.5)
    offer = {"eligibility": {"sector": ["health", "education", "business"]}}
    assert study.asked[0].levers == {"one_stop_shop": offer, "investment_information": offer}


def test_zones_move_firms_and_add_ever_less() -> None:
    """Of settled weight 1 + 2 + 3 an owner of 2 would have founded anyway; 200 plots add 8, 400 add 12."""
    firms = pd.DataFrame(
        {
            "kind": [0, 0, 0, 1, 0, 0],
            "founded": [0, 5, 7, 5, -1, 3],
            "in_zone": [1, 1, 1, 1, 1, 0],
            "owner": [1, 2, 3, 2, 2, 9],
            "weight": [1.0, 2.0, 3.0, 9.0, 9.0, 9.0],
        }
    )
    without = pd.DataFrame({"kind": [0, 1, 0], "founded": [0, 0, -1], "owner": [2, 1, 3]})

    def says(world: World, what: str) -> float:
        plots = world.levers["special_economic_zone"]["plots"]
        return {"effect firms_created": {200: 8.0, 400: 12.0}.get(plots, 0.0), "effect firms_created True": {2000: 0.1}.get(plots, 9.0)}[what]

    runs = {"run": SimpleNamespace(firms=firms), "without": SimpleNamespace(firms=without)}
    assert answered("C26", Played(says, runs)) == pytest.approx({"firms": 0.1, "moved, of those in the zone": 2 / 6, "later against earlier plots": 0.5})
    nobody = {"run": SimpleNamespace(firms=firms.assign(in_zone=0)), "without": runs["without"]}
    assert math.isnan(answered("C26", Played(says, nobody))["moved, of those in the zone"])


def test_registration_survival_and_seed_money() -> None:
    study = Played(book({"effect firms_created True": 0.05}))
    assert answered("C27", study) == 0.05
    (asked,) = study.asked
    assert asked.levers == {"business_registration": {"days": 2.0, "steps": 3, "fee_usd": 0.0}}
    assert {name: asked.set[f"corridor.MAR-BEL.start_business_{name}"] for name in ("days", "steps", "cost")} == {"days": 30.0, "steps": 8.0, "cost": 0.1}
    assert asked.set["parameters.enterprise.ideas_year"] == 20.0 and asked.set["parameters.information.broadcast"] == 1.0
    ours = "kind == 'firm' and founded >= 0"
    assert answered("C28", Played(book({f"survival 60 {ours}": 0.4, f"survival 12 {ours}": 0.8}))) == {"five years": 0.4, "one year": 0.8}
    households = pd.DataFrame({"root": [1, 2, 3, 1], "offered_entrepreneur_support": [True, False, True, True]})
    firms = pd.DataFrame(
        {"kind_name": ["firm", "firm", "stake", "firm", "firm"], "founded": [0, 1, 1, -1, 2], "owner": [1, 2, 3, 3, 3], "weight": [2.0, 50.0, 50.0, 50.0, 3.0]}
    )
    before = pd.DataFrame({"kind_name": ["firm"], "founded": [4], "owner": [1], "weight": [2.0]})
    runs = {"run": SimpleNamespace(households=households, firms=firms), "without": SimpleNamespace(firms=before)}
    study = Played(book({"selected": 10.0}), runs)
    assert answered("C29", study) == pytest.approx(0.3) and study.asked[0].levers["entrepreneur_support"]["eligibility"] == {"random_share": 0.5, "arm": "seed"}


def test_training_of_those_who_were_trained() -> None:
    """Profits of trained firms that live in both worlds: 2 * 11 + 1 * 8 = 30 against 2 * 10 + 1 * 5 = 25; one of four closes more."""

    def firms(profit: list[float], alive: list[int], practice: list[float]) -> Any:
        return SimpleNamespace(
            firms=pd.DataFrame(
                {
                    "kind_name": ["firm"] * 5 + ["stake"],
                    "id": range(6),
                    "practice": practice,
                    "weight": [2.0, 1.0, 7.0, 7.0, 9.0, 9.0],
                    "profit": profit,
                    "is_alive": alive,
                }
            )
        )

    with_ = firms([11.0, 8.0, 5.0, 3.0, 9.0, 9.0], [1, 1, 0, 1, 1, 1], [0.5, 0.1, 0.2, 0.2, 0.0, 0.5])
    without = firms([10.0, 5.0, 6.0, 4.0, 1.0, 1.0], [1, 1, 1, 0, 1, 1], [0.0] * 6)
    found = answered("C30", Played(book({}), {"run": with_, "without": without}))
    assert found == pytest.approx({"profits": 0.2, "survival": 0.0})
    worse = firms([11.0, 8.0, 5.0, 3.0, 9.0, 9.0], [1, 1, 0, 0, 1, 1], [0.5, 0.1, 0.2, 0.2, 0.0, 0.5])
    assert answered("C30", Played(book({}), {"run": worse, "without": without}))["survival"] == pytest.approx(-0.25)
    broke = firms([0.0] * 6, [1] * 6, [0.0] * 6)
    assert math.isnan(answered("C30", Played(book({}), {"run": with_, "without": broke}))["profits"])


def test_funnels_and_bonds() -> None:
    study = Played(book({"support_applications": 60.0, "support_shortlisted": 6.0, "selected": 3.0, "size": 40_000.0}))
    assert answered("C31", study) == pytest.approx(
        {"awards of applications": 0.05, "finalists of applications": 0.1, "applications of the diaspora a year": 0.0005}
    )

    def says(world: World, what: str) -> float:
        trust, issue = world.set["parameters.belonging.trust_start"], world.levers["diaspora_bond"]["issue_usd"]
        assert world.levers["diaspora_bond"]["yield_rate"] == 0.05 and world.levers["diaspora_bond"]["promotion_usd"] == 1e6 and world.years == 2
        if what == "remittances":
            assert world.side == "baseline"
            return 100.0
        assert what == "bonds_sold" and world.side == "policy"
        return {(0.7, 1e10): 15.0, (0.2, 60e6): 3e6, (0.2, 1e10): 5.0}[trust, issue]

    assert answered("C32", Played(says)) == pytest.approx(0.3)  # two years of 15 against a year of 100
    assert answered("C33", Played(says)) == pytest.approx({"distrusted, of its target": 0.1, "trusted against distrusted": 3.0})


# --- trade and visits --------------------------------------------------------------------------------------------------------------------------------------


def test_trade_answers_migrants_with_the_market_held() -> None:
    formula = "log({0}) ~ log(migrant_stock) + log({0}_potential_usd) -> log(migrant_stock) of corridors"
    study = Played(book({formula.format("exports"): 0.3, formula.format("imports"): 0.1}))
    assert answered("C34", study) == {"exports": 0.3, "imports": 0.1}
    assert answered("C35", study) == pytest.approx({"exports of the origin": 0.3, "imports of the origin": 0.1, "exports less imports": 0.2})
    from scenarios import load

    markets, here = study.asked[0].set, load("morocco_belgium").figures["MAR-BEL"]
    assert set(markets) == {f"corridor.{corridor}.{flow}_potential_usd" for corridor in CORRIDORS for flow in ("exports", "imports")}
    assert markets["corridor.MAR-BEL.exports_potential_usd"] == pytest.approx(here["exports_potential_usd"].value)
    assert markets["corridor.TUR-DEU.imports_potential_usd"] / markets["corridor.TUR-DEU.exports_potential_usd"] == pytest.approx(
        here["imports_potential_usd"].value / here["exports_potential_usd"].value
    )


def test_a_dense_network_against_none() -> None:
    corridors = pd.DataFrame({"migrant_stock": [0.0, 10.0, 20.0], "residence_population": [100.0, 100.0, 100.0], "exports": 1.0})
    study = Played(book({"log(exports) ~ density + log(exports_potential_usd) -> density": 2.0}), {"run": SimpleNamespace(corridors=corridors)})
    assert answered("C36", study) == pytest.approx(math.exp(2.0 * 0.19) - 1.0) and study.fitted["density"].tolist() == [0.0, 0.1, 0.2]


def test_goods_of_home() -> None:
    """1,000 sold, 40 % kept by the residence country: 600 over 5 buyers is 10 a month; with an import content of 0.5, 500 of exports of 2,000."""
    numbers = {"buys_goods": 5.0, "nostalgia_trade (108, 120)": 1000.0, "nostalgia_host_share": 0.4, "buys_goods == 1": 0.8, "exports (108, 120)": 2000.0}
    run = SimpleNamespace(scenario=SimpleNamespace(parameters={"trade.import_content": 0.5}))
    assert answered("C37", Played(book(numbers), {"run": run})) == pytest.approx({"buyers": 0.8, "outlay, USD a month": 10.0, "share of exports": 0.25})


def test_promotion_adds_ever_less() -> None:
    def says(world: World, what: str) -> float:
        terms = world.levers["trade_fair"]
        order = [(2, 40), (4, 40), (12, 40), (12, 90)].index((terms["events_per_year"], terms["places"]))
        return {"exports (24, 48)": [100.0, 140.0, 200.0, 230.0], "public_cost (24, 48)": [1.0, 2.0, 4.0, 6.0]}[what][order]

    found = answered("C38", Played(says))
    assert found == pytest.approx({"elasticity": math.log(1.15) / math.log(1.5), "exports for a USD": 15.0, "large against small, for a USD": 0.375})


def test_visits_and_a_country_with_many_abroad() -> None:
    assert answered("C39", Played(book({"arrivals_diaspora_share": 0.5, "visits": 280.0, "size": 100.0}))) == pytest.approx(
        {"of arrivals": 0.5, "visits a head": 1.4}
    )
    causes = "~ log(migrant_stock) + log(residence_population) + log(residence_gdp_pc) + log(origin_gdp_pc) + log(origin_population) -> log(migrant_stock) of corridors"
    study = Played(book({f"log(visits + visits_referred + other_arrivals) {causes}": 0.1, f"log(visits) {causes}": 0.3}))
    assert answered("C41", study) == pytest.approx({"total": 0.1, "diaspora against total": 3.0})

    class Home(Played):
        def run(self, scenario: str, **terms: Any) -> World:
            return World(
                scenario=SimpleNamespace(figures={"XKX-DEU": {"origin_gdp_pc": SimpleNamespace(value=4.0), "origin_population": SimpleNamespace(value=50.0)}})
            )

    assert answered("C40", Home(book({"remittances": 30.0, "tourism_receipts": 10.0}))) == pytest.approx(0.2)


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
