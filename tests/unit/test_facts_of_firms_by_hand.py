"""Shipped facts of investment, firms, trade and visits on a study that is played: what each asks for, and what it makes of the answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.estimate import Estimate
from experiments.evidence.settings import CORRIDORS
from model.parameters import PARAMETERS
from tests.played import Played, World, answered, book

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
