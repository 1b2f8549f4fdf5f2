"""Amounts in a currency and year of their own: converted by the table or by rates of the scenario, told with the rate, and refused where there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experiments.checks.before_a_run import checked
from experiments.checks.money import budgets
from model.errors import InputError, Problem
from scenarios import load, parse_set, with_changes
from scenarios.currencies import converted, rates, there, us_prices, usd_of_2019, with_own
from scenarios.reading.build import build
from scenarios.scenario import Scenario

BUDGET = "levers.matching_grant.budget_usd"
XOF = {"per_usd": {"2019": 585.9, "2023": 606.6}, "us_prices": {"2023": 1.19}, "source": "bceao"}
BCEAO = {"title": "Annuaire", "publisher": "BCEAO", "year": 2024, "address": "https://www.bceao.int"}
OWN = {"sources": {"bceao": BCEAO}, "currencies": {"XOF": XOF}}

DEFLATED = {2016: 57418.9338464454, 2019: 60836.7714535018}
"""GDP a head of the USA, constant USD of 2015 (NY.GDP.PCAP.KD)."""


def document(**more: Any) -> dict[str, Any]:
    words = {"en": "One", "fr": "Un"}
    return {"schema": 1, "label": words, "says": words, "origin": ["MAR"], "residence": ["BEL"], **more}


def grant(**terms: Any) -> dict[str, Any]:
    return {"levers": {"matching_grant": terms}}


def amount(value: Any, currency: str, year: int) -> dict[str, Any]:
    return {"value": value, "currency": currency, "year": year}


def problems_of(given: dict[str, Any]) -> dict[str, Problem]:
    with pytest.raises(InputError) as raised:
        build(given)
    return {problem.key: problem for problem in raised.value.problems}


def budget_of(scenario: Scenario) -> float | None:
    return scenario.levers[0].budget_usd


def test_a_budget_of_another_currency_is_converted_by_the_table() -> None:
    scenario = build(document(**grant(budget_usd=amount(5e6, "MAD", 2012))))
    assert budget_of(scenario) == usd_of_2019(5e6, "MAD", 2012) == pytest.approx(5e6 * 0.11587 * 255.657 / 229.594)
    assert scenario.fingerprint == build(document(**grant(budget_usd=budget_of(scenario)))).fingerprint


def test_a_budget_by_rates_of_the_scenario() -> None:
    scenario = build(document(**OWN, **grant(budget_usd=amount(300e6, "XOF", 2023), cap_usd=amount(585_900, "XOF", 2019))))
    assert budget_of(scenario) == pytest.approx(300e6 / 606.6 / 1.19) and scenario.levers[0].values["cap_usd"] == pytest.approx(1_000.0)
    told = {one["input"]: one for one in checked(scenario)["amounts"]}[BUDGET]
    assert told["says"] == (
        f"{BUDGET}: 300,000,000 XOF of 2023 = 415,597 USD of 2019 "
        "(606.6 XOF for one USD in 2023, prices in the United States 1.19 times those of 2019; source: bceao)"
    )
    assert (told["per_usd"], told["us_prices"], told["usd_of_2019"]) == (pytest.approx(606.6), pytest.approx(1.19), budget_of(scenario))
    in_french = {one["input"]: one for one in checked(scenario, "fr")["amounts"]}[BUDGET]["says"].replace("\u202f", " ").replace("\u00a0", " ")
    assert "300 000 000 XOF de 2023 = 415 597 USD de 2019 (606,6 XOF pour un USD en 2023" in in_french
    assert checked(scenario)["sources"][0]["used_by"] == 1


def test_parameters_and_figures_take_amounts_with_their_ranges() -> None:
    shipment = {"value": 9_000, "assumed": [5_000, 18_000], "currency": "MAD", "year": 2019}
    income = {"value": 30_000, "source": "bceao", "currency": "MAD", "year": 2013}
    given = document(sources=OWN["sources"], corridor={"MAR-BEL": {"shipment_cost_usd": shipment, "origin_gdp_pc": income}}, parameters={"travel": {"fare_usd": amount(300, "EUR", 2012)}})
    scenario = build(given)
    figures = scenario.figures["MAR-BEL"]
    assert figures["shipment_cost_usd"].value == pytest.approx(935.55) and figures["shipment_cost_usd"].assumed == pytest.approx((519.75, 1_871.1))
    assert figures["origin_gdp_pc"].value == usd_of_2019(30_000, "MAD", 2013) and (figures["origin_gdp_pc"].year, figures["origin_gdp_pc"].source) == (2013, "bceao")
    assert scenario.parameters["travel.fare_usd"] == usd_of_2019(300, "EUR", 2012)
    again = build(json.loads(json.dumps(scenario.document())), name=scenario.name)
    assert again == scenario and again.fingerprint == scenario.fingerprint and again.converted() == scenario.converted() and len(again.converted()) == 3


def test_what_was_replaced_is_told_no_more_and_parts_can_be_set() -> None:
    scenario = build(document(**OWN, **grant(budget_usd=amount(300e6, "XOF", 2023))))
    assert list(scenario.converted()) == [BUDGET] and scenario.document()["levers"]["matching_grant"]["budget_usd"] == amount(300e6, "XOF", 2023)
    other = with_changes(scenario, {BUDGET: 5e5})
    assert budget_of(other) == 5e5 and other.converted() == {} and checked(other)["amounts"] == []
    half = with_changes(scenario, {f"{BUDGET}.value": 150e6})
    assert budget_of(half) == pytest.approx((budget_of(scenario) or 0.0) / 2.0) and half.converted()[BUDGET].value == 150e6
    assert scenario.without_levers().converted() == {} and replace(scenario, levers=()).document()["levers"] == {}
    path, value = parse_set(f'{BUDGET}={{ value = 5e6, currency = "MAD", year = 2019 }}')
    assert budget_of(with_changes(scenario, {path: value})) == pytest.approx(519_750.0)


def test_an_amount_of_a_base_is_replaced_whole(tmp_path: Path) -> None:
    words = 'label = { en = "A", fr = "A" }\nsays = { en = "A", fr = "A" }\n'
    (tmp_path / "base.toml").write_text(
        f'schema = 1\n{words}origin = ["MAR"]\nresidence = ["BEL"]\n[levers.matching_grant]\nratio = 2.0\n'
        'budget_usd = { value = 5e6, currency = "MAD", year = 2019 }\neligibility = { sex = "female" }\n',
        encoding="utf-8",
    )
    mine = tmp_path / "mine.toml"
    mine.write_text('schema = 1\nbase = "base.toml"\n[levers.matching_grant]\nbudget_usd = { value = 1e6, year = 2012 }\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"budget_usd.currency: is missing"):
        load(mine)
    mine.write_text('schema = 1\nbase = "base.toml"\n[levers.matching_grant.eligibility]\nrandom_share = 0.5\n', encoding="utf-8")
    lever = load(mine).levers[0]
    assert lever.budget_usd == pytest.approx(519_750.0) and (lever.eligibility.sex, lever.eligibility.random_share) == ("female", 0.5)


@pytest.mark.parametrize(
    ("given", "key", "says", "allowed"),
    [
        (grant(budget_usd=amount(1, "NPR", 2019)), f"{BUDGET}.currency", "there is no rate for NPR 2019", "EUR 2011, 2012, 2013, 2014, 2019; JOD"),
        (grant(budget_usd=amount(1, "MAD", 2015)), f"{BUDGET}.year", "there is no rate for MAD 2015", "[currencies.MAD] per_usd = { 2015 = NUMBER }"),
        (grant(budget_usd={"value": 1, "curency": "EUR", "year": 2019}), f"{BUDGET}.curency", "unknown key", "currency"),
        (grant(budget_usd=amount("1", "EUR", 2019)), f"{BUDGET}.value", "'1' is not a number", "value = NUMBER"),
        (grant(budget_usd=amount(True, "EUR", 2019)), f"{BUDGET}.value", "True is not a number", "value = NUMBER"),
        (grant(budget_usd=amount(1, "EUR", 1)), f"{BUDGET}.year", "1", ""),
        (grant(budget_usd={"value": 1}), BUDGET, "is not a number", ""),
        (grant(budget_usd=amount(-1, "MAD", 2019)), BUDGET, "out of bounds (USD of 2019, from -1 MAD of 2019)", "a number from 0"),
        (grant(ratio=amount(1, "EUR", 2019)), "levers.matching_grant.ratio", "is given in a currency, and is no amount of money", "from 0"),
        ({"parameters": {"travel": {"fare_usd": amount(1e9, "EUR", 2019)}}}, "parameters.travel.fare_usd", "from 1,000,000,000 EUR of 2019", "5000"),
        ({"corridor": {"MAR-BEL": {"household_size": {"value": 2, "assumed": [1, 3], "currency": "EUR", "year": 2019}}}}, "corridor.MAR-BEL.household_size.currency", "no amount", ""),
        ({"corridor": {"MAR-BEL": {"shipment_cost_usd": {"value": 2, "assumed": [1, 3], "currency": "EUR"}}}}, "corridor.MAR-BEL.shipment_cost_usd.year", "is missing", ""),
        ({"corridor": {"MAR-BEL": {"shipment_cost_usd": {"value": 2, "assumed": [1, 3], "currency": "EUR", "year": 2015}}}}, "corridor.MAR-BEL.shipment_cost_usd.year", "no rate for EUR 2015", ""),
        ({"sources": OWN["sources"], "currencies": {"xof": XOF}}, "currencies.xof", "not the code of a currency", "XOF"),
        ({"sources": OWN["sources"], "currencies": {"XOF": {**XOF, "per_usd": {"2019": 0}}}}, "currencies.XOF.per_usd.2019", "0 is not a rate", "above 0"),
        ({"sources": OWN["sources"], "currencies": {"XOF": {**XOF, "per_usd": {"19": 5}}}}, "currencies.XOF.per_usd.19", "'19' is not a year", "1900"),
        ({"sources": OWN["sources"], "currencies": {"XOF": {**XOF, "per_usd": {}}}}, "currencies.XOF.per_usd", "is empty", "2019"),
        ({"sources": OWN["sources"], "currencies": {"XOF": {**XOF, "us_prices": {}}}}, "currencies.XOF.per_usd.2023", "no prices in the United States for 2023", "1980 to 2020"),
        ({"currencies": {"XOF": XOF}}, "currencies.XOF.source", "'bceao' is not a key", "[sources.bceao]"),
        ({"currencies": {"XOF": {"per_usd": {"2019": 5}}}}, "currencies.XOF.source", "is missing", ""),
    ],
)  # fmt: skip
def test_money_that_cannot_be_read_is_refused(given: dict[str, Any], key: str, says: str, allowed: str) -> None:
    found = problems_of(document(**given))
    assert key in found and says in found[key].says, found
    assert allowed in str(found[key].allowed)


def test_the_rates_of_a_scenario_go_before_those_of_the_table() -> None:
    own = {**XOF, "per_usd": {"2019": 2.0}, "us_prices": {}}
    scenario = build(document(sources=OWN["sources"], currencies={"EUR": own}, **grant(budget_usd=amount(100, "EUR", 2019))))
    assert budget_of(scenario) == pytest.approx(50.0) and usd_of_2019(100, "EUR", 2019) == pytest.approx(111.95)
    assert with_own({}) == rates()


def test_prices_in_the_united_states_are_known_from_1980_to_2020() -> None:
    assert sorted(us_prices()) == list(range(1980, 2021)) and us_prices()[2019] == 255.657
    assert all({rate.prices for (_, year), rate in rates().items() if year == of} == {level} for of, level in us_prices().items())
    # GDP of the USA in current dollars over (GDP a head of 2015 dollars x population), World Development Indicators, 2016 against 2019
    deflator = {2016: 18_745_075_687_000 / (DEFLATED[2016] * 323_071_755), 2019: 21_433_224_697_000 / (DEFLATED[2019] * 328_329_953)}
    assert us_prices()[2016] / us_prices()[2019] == pytest.approx(deflator[2016] / deflator[2019], rel=1e-5)
    assert converted(100.0, "USD", 2016, rates()).says().en == "100 USD of 2016 = 106.2 USD of 2019 (prices in the United States 0.942 times those of 2019; source: wdi2023)"
    assert "; USD 1980 to 2020; " in there(rates())


def test_a_budget_is_told_by_year_and_in_total() -> None:
    scenario = build(document(years=4, **grant(budget_usd=6e5, from_month=12, to_month=30)))
    (told,) = budgets(scenario)
    assert (told["a_year_usd"], told["in_total_usd"], told["months"]) == (6e5, 9e5, 18)
    assert told["says"] == "Matching grant: a budget of 600 k USD of 2019 a year, 900 k USD in total over 18 months."
    assert budgets(build(document(**grant(ratio=1.0)))) == []
    assert "au total sur 18 mois" in budgets(scenario, "fr")[0]["says"]
