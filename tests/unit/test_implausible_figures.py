"""Figures within their bounds that are hardly meant: held against the large table, shares above 1, migrants who send more than they earn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from model.parameters import PARAMETERS
from scenarios import corridors as tables
from scenarios import library, load, with_changes
from scenarios.corridors import ASSUMPTION, Figure
from scenarios.countries.new_country import new_country
from scenarios.implausible_figures import shares_above_one, unlikely
from scenarios.scenario import Scenario
from scenarios.world_table import held_against
from scenarios.world_table.figures import shipped


def own(value: float) -> Figure:
    return Figure(value, ASSUMPTION, None, (0.0, 1e12))


def told(corridor: str, **figures: float) -> list[str]:
    return [text.en for text in unlikely({corridor: {name: own(value) for name, value in figures.items()}})]


def test_a_stock_of_a_corridor_that_ships_no_figures_is_held_against_the_large_table() -> None:
    known = held_against.published("SEN-FRA")["migrant_stock"]
    assert tables.figures("SEN-FRA").get("migrant_stock") is None and known.value > 100_000
    assert told("SEN-FRA", migrant_stock=known.value * 99.0) == [] == told("SEN-FRA", migrant_stock=known.value)
    for value in (known.value * 101.0, known.value / 101.0):
        (text,) = told("SEN-FRA", migrant_stock=value)
        assert f"corridor.SEN-FRA.migrant_stock is {value:,.12g}, the published figure {known.value:,.12g} (undesa2020, 2020): is it in another unit?" == text
    (both,) = unlikely({"SEN-FRA": {"migrant_stock": own(known.value * 101.0)}})
    assert "le chiffre publié" in both.fr


@pytest.mark.parametrize("name", ["origin_gdp_pc", "residence_gdp_pc", "origin_population", "residence_population"])
def test_incomes_and_populations_too(name: str) -> None:
    known = held_against.published("NPL-QAT")[name]
    assert told("NPL-QAT", **{name: known.value * 50.0}) == []
    (text,) = told("NPL-QAT", **{name: known.value * 1_000.0})
    assert f"the published figure {known.value:,.12g} ({known.source}, {known.year})" in text


def test_a_small_diaspora_that_is_published_as_small_is_not_told() -> None:
    corridor, known = next((name, found["migrant_stock"]) for name in ("ABW-BES", "ABW-CAN") if (found := held_against.published(name)))
    assert 100.0 < known.value < 1_000.0
    assert told(corridor, migrant_stock=known.value) == []
    assert "not in thousands" in told(corridor, migrant_stock=known.value / 3.0)[0]


def test_a_share_above_one_is_told_with_the_published_one() -> None:
    assert tables.figures("MAR-BEL")["start_business_cost"].value == pytest.approx(0.036)
    (text,) = told("MAR-BEL", start_business_cost=3.0)
    assert text.startswith("corridor.MAR-BEL.start_business_cost is 3, a share above 1: 100 % is written 1; the published or declared value is 0.036 (doing_business, 2020)")
    assert told("MAR-BEL", start_business_cost=1.0) == []
    assert told("SOM-NLD", start_business_cost=2.5) == []  # 1.98 is published
    assert "a share above 1" in told("AAA-BBB", start_business_cost=1.5)[0]


def test_shares_of_parameters_and_levers_too() -> None:
    declared = PARAMETERS["business.union_effect"]
    (text,) = shares_above_one({"parameters.business.union_effect": (2.0, declared)})
    assert "parameters.business.union_effect is 2, a share above 1" in text.en and f"{declared.value:g} ({declared.source})" in text.en and "une part supérieure à 1" in text.fr
    assert shares_above_one({"parameters.business.union_effect": (1.0, declared)}) == []
    assert shares_above_one({"parameters.remitting.usual_usd": (300.0, PARAMETERS["remitting.usual_usd"])}) == []
    scenario = with_changes(load("morocco_belgium"), {"parameters.business.union_effect": 2.0})
    assert [warning.en for warning in scenario.warnings()] == [text.en]


def test_more_sent_than_earned_is_told_with_the_published_figures() -> None:
    sent = held_against.remittances("MAR-BEL")
    given = tables.figures("MAR-BEL")
    assert sent is not None
    enough = sent / given["residence_gdp_pc"].value

    def of(stock: float) -> list[str]:
        return [text.en for text in unlikely({"MAR-BEL": {**given, "migrant_stock": own(stock)}})]

    assert of(enough * 1.01) == []
    (text,) = of(enough * 0.99)
    assert "above income per head" in text and f"Published: migrant_stock {given['migrant_stock'].value:,.12g} (undesa2020, 2020)" in text and "knomad2017, 2017" in text
    (by_income,) = [text.en for text in unlikely({"MAR-BEL": {**given, "residence_gdp_pc": own(sent / given["migrant_stock"].value * 0.9)}})]
    assert "above income per head" in by_income
    assert unlikely({"MAR-BEL": dict(given)}) == []


def test_what_is_so_in_the_published_figures_is_no_fault_of_the_scenario() -> None:
    corridor = "BEL-TUR"
    known, sent = held_against.published(corridor), held_against.remittances(corridor)
    assert sent is not None and sent / known["migrant_stock"].value > known["residence_gdp_pc"].value
    assert unlikely({corridor: {**known, "migrant_stock": replace(known["migrant_stock"], value=known["migrant_stock"].value + 1.0)}}) == []


def unlikely_of(scenario: Scenario) -> list[str]:
    return [text.en for text in unlikely(scenario.figures)]


def test_nothing_is_told_of_what_ships() -> None:
    assert {name: found for name in library() if (found := unlikely_of(load(name)))} == {}


@pytest.mark.parametrize("origin", ["SEN", "NPL", "MDA", "CPV"])
def test_nothing_is_told_of_what_is_written_from_the_table(origin: str, tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    file.write_text(new_country(origin), encoding="utf-8")
    assert unlikely_of(load(file)) == []


def test_what_ships_is_not_held_against_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that a scenario takes from the large table are not its own."""
    asked: list[str] = []
    monkeypatch.setattr(held_against, "published", lambda corridor: asked.append(corridor) or {})
    figures = {corridor: dict(shipped(corridor)) for corridor in ("MAR-BEL", "SEN-CIV")}
    assert unlikely(figures) == [] and asked == []
    figures["SEN-CIV"]["skilled_share"] = own(0.4)
    unlikely(figures)
    assert asked == ["SEN-CIV"]
