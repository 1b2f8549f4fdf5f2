"""Reports in a currency of choice: every amount times one rate, ratios and counts as they are, the rate on every page, the tables for machines in USD."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.checks.currencies import money_of
from experiments.comparing.comparison import Comparison
from experiments.comparing.comparison_tables import COLUMNS, gathered, levels_table, uncertainty_table
from experiments.comparing.in_currency import AMOUNTS, in_money, is_money, notes_in
from experiments.comparing.lever_contributions import of_one_lever
from experiments.figures.style import outcome_with_unit
from experiments.manifest import manifest_of, write_notes
from experiments.reporting.result_folder import read_table, write_results
from experiments.reporting.summary import summary
from experiments.runs.notes import notes_on_rights
from experiments.runs.replications import COST, Replications, unit_of
from experiments.shown_money import USD, Money, in_words, is_amount, of_input, showing, shown
from experiments.tables import unit_label
from experiments.text import number, say, unit_words
from model.errors import InputError
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from scenarios import load
from scenarios.currencies import rates, us_prices
from scenarios.scenario import Scenario

GRANT, RELIEF = "morocco_belgium_matching_grant", "morocco_belgium_donation_tax_relief"
N = 12
XOF = Money("XOF", 2019, 586.0, 1.0, "eu_cfa_franc")
SWING = np.array([1, 1, -1, -1, 0.5, 0.5, -0.5, -0.5, 0.8, 0.8, -0.8, -0.8])


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")  # looked up among all packages, slowly


def compared(scenario: Scenario | None = None) -> Comparison:
    """A grant that adds 50,000 USD of gifts and 3 firms for 20,000 USD a year, with months."""
    scenario = load(GRANT) if scenario is None else scenario
    changes = {
        ("donations_collective", None, None): 50_000.0,
        (COST, None, None): 20_000.0,
        ("firms_created", None, None): 3.0,
        ("revenue_forgone", None, None): 0.0,
    }
    changes |= {(COST, "payer", "origin_state"): 20_000.0, ("revenue_forgone", "payer", "origin_state"): 0.0}
    without = np.tile([200_000.0, 0.0, 10.0, 0.0, 0.0, 0.0], (N, 1))
    values = without + np.outer(1.0 + 0.1 * SWING, np.array(list(changes.values())))
    judged = {("money_supported", "lever", "matching_grant"): np.full(N, 400.0), ("supported", "lever", "matching_grant"): np.full(N, 7.0)}
    spent = {"effect_funded": 60.0, "administration": 5_000.0, "transfers": 15_000.0, "leakage": 0.0, "present_value_gross": 50_000.0, "present_value_reaching": 40_000.0}
    judged |= {(name, "lever", "matching_grant"): np.full(N, value) for name, value in spent.items()}
    each = Replications(scenario.name, scenario, tuple(range(N)), tuple(changes), values, without, judged, "inputs")
    rows = [
        (name, r, m, outcome, 1.0)
        for name in (scenario.name, "without_policy")
        for r in range(N)
        for m in range(12)
        for outcome in ("donations_collective", "firms_created")
    ]
    series = pd.DataFrame(rows, columns=["scenario", "replication", "month", "outcome", "value"])
    options = {"replications": N, "uncertainty": "inputs", "seed": 1, "sample": 200}
    tables = [gathered([table(each)], []) for table in (levels_table, uncertainty_table)]
    manifest = manifest_of({each.name: scenario}, None, options)
    return Comparison(
        *tables, series, pd.DataFrame(columns=COLUMNS), (), (), (each,), manifest, (), (of_one_lever(each, ("donations_collective", "firms_created")),)
    )


# --- which rate -------------------------------------------------------------------------------------------------------------------------------------------


def test_rates_of_the_table_and_fixed_ones() -> None:
    """EUR at 1.1195 USD in 2019; XOF at 655.957 of these; a dirham at a fixed rate to the dollar."""
    assert (
        money_of("EUR").factor == pytest.approx(1.0 / 1.1195) and money_of("XOF").factor == pytest.approx(655.957 / 1.1195) and money_of("AED").factor == 3.6725
    )
    assert "fixed: 655.957 a EUR; source: eu_cfa_franc" in money_of("XOF").says() and "655,957 pour un EUR" in money_of("XAF").says("fr")
    assert money_of(None) == money_of("USD") == USD and USD.says() == "" and USD.factor == 1.0
    fixed = [(code, year) for code, year in rates() if code == "XOF"]
    assert sorted(year for _, year in fixed) == sorted(year for code, year in rates() if code == "EUR")


def test_what_has_no_rate_says_how_to_give_one() -> None:
    with pytest.raises(
        InputError,
        match=r"currency: there is no rate for NPR in 2019; allowed: AED, .*XOF; or any other with its rate: --rate NUMBER, NPR for one USD in 2019; or in the scenario \[currencies.NPR\]",
    ):
        money_of("NPR")
    with pytest.raises(InputError, match="'xof' is not the code of a currency .*did you mean 'XOF'"):
        money_of("xof")
    with pytest.raises(InputError, match="did you mean 'EUR'"):
        money_of("EURO", 1.0)
    for wrong in (0.0, -3.0, math.inf, math.nan):
        with pytest.raises(InputError, match="rate: .* is not a rate"):
            money_of("NPR", wrong)
    with pytest.raises(InputError, match="rate: is given without a currency"):
        money_of(None, 3.0)


def test_own_rates_go_before_the_table_and_the_one_asked_for_before_both() -> None:
    own = load(GRANT, set={"currencies.XOF": {"per_usd": {"2019": 600.0}, "source": "wdi2023"}})
    assert money_of("XOF", None, [own]).factor == pytest.approx(600.0) and money_of("XOF", None, [own]).source == "wdi2023"
    assert money_of("XOF", 500.0, [own]).factor == 500.0 and "--rate" in money_of("XOF", 500.0).says()
    other = load(RELIEF, set={"currencies.XOF": {"per_usd": {"2019": 610.0}, "source": "wdi2023"}})
    with pytest.raises(InputError, match="give different rates of XOF"):
        money_of("XOF", None, [own, other])


def test_of_other_years_the_latest_is_taken_and_prices_bring_it_there() -> None:
    """110 rupees for a dollar of 2012, whose prices were 229.594 where those of 2019 were 255.657."""
    own = load(GRANT, set={"currencies.NPR": {"per_usd": {"2010": 73.0, "2012": 85.0}, "source": "wdi2023"}})
    found = money_of("NPR", None, [own])
    assert found.year == 2012 and found.factor == pytest.approx(85.0 * us_prices()[2012] / us_prices()[2019])
    assert found.says().startswith("Amounts in NPR of 2012: ") and "85 for one USD in 2012" in found.says()
    with showing(found):
        assert unit_of("remittances") == "NPR of 2012 a year" and unit_words("USD of 2019 a month", "fr") == "NPR de 2012 par mois"


# --- what is converted ------------------------------------------------------------------------------------------------------------------------------------


def test_amounts_are_multiplied_and_all_else_is_not() -> None:
    before = compared()
    after = before.in_money(XOF)
    mine, theirs = before.replications[0], after.replications[0]
    for place, (outcome, *_) in enumerate(mine.keys):
        by = 586.0 if outcome != "firms_created" else 1.0
        assert np.allclose(theirs.values[:, place], by * mine.values[:, place], rtol=1e-15) and np.allclose(
            theirs.base[:, place], by * mine.base[:, place], rtol=1e-15
        )  # type: ignore[index]
    judged = {key[0]: float(values[0]) for key, values in theirs.judged.items()}
    assert (judged["money_supported"], judged["supported"], judged["effect_funded"], judged["administration"]) == (400.0 * 586.0, 7.0, 60.0 * 586.0, 5_000.0 * 586.0)
    assert set(after.series.loc[after.series["outcome"] == "donations_collective", "value"]) == {586.0} and set(
        after.series.loc[after.series["outcome"] == "firms_created", "value"]
    ) == {1.0}
    assert after.in_usd is before and after.in_currency(None) is before and before.money is USD
    assert np.allclose(after.splits[0].whole, before.splits[0].whole * [586.0, 1.0])
    assert after.splits[0].shapley is after.splits[0].alone  # one array stays one, which the floors of its mean rest on


def test_tables_have_the_numbers_of_the_table_in_usd_times_the_rate_and_say_so() -> None:
    before, after = compared(), compared().in_money(XOF)
    for name in ("table", "uncertainty", "contributions", "value"):
        mine, theirs = getattr(before, name), getattr(after, name)
        assert len(mine) == len(theirs) and len(mine)
        for usd, other in zip(mine.to_dict("records"), theirs.to_dict("records"), strict=True):
            is_effect = usd.get("outcome") == "effect_funded"
            by = 586.0 if is_amount(usd["unit"]) or is_effect else 1.0
            assert other["unit"] == usd["unit"].replace("USD", "XOF"), name
            for column in AMOUNTS:
                if column in usd:
                    assert other[column] == pytest.approx(by * usd[column], rel=1e-9, nan_ok=True), (name, usd["unit"], column)
    ratio = after.table[after.table["outcome"] == "cost_per_additional_donations_collective"].iloc[0]
    assert ratio["unit"] == "XOF of 2019 per XOF" and ratio["mean"] == pytest.approx(0.4)
    assert set(after.accounts["unit"]) == {"XOF of 2019 a year"} and "unit" not in before.accounts
    assert after.accounts["mean"].to_numpy() == pytest.approx(586.0 * before.accounts["mean"].to_numpy(), nan_ok=True)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_says_the_rate_and_no_dollar_of_the_model(language: str) -> None:
    page = summary(compared().in_money(XOF), language).replace("\u00a0", " ").replace("\u202f", " ")
    assert XOF.says(language).replace("\u00a0", " ").replace("\u202f", " ").replace("_", "\\_") in page
    assert not re.search(r"\bUSD\b", page.replace("USD of 2019 (", "").replace("USD de 2019 (", "")) and "dollar " not in page
    plain = {"en": "+29.3 M XOF of 2019 a year", "fr": "+29,3 M XOF de 2019 par an"}[language]
    assert plain in page and {"en": "11.7 M XOF a year", "fr": "11,7 M XOF par an"}[language] in page
    assert ("Budget a year, XOF" if language == "en" else "Budget annuel, XOF") in page
    budget = load(GRANT).levers[0].budget_usd
    assert (
        budget is not None
        and number(586.0 * budget, language).replace("\u00a0", " ") in page
        and number(5860.0 * budget, language).replace("\u00a0", " ") in page
    )
    assert "XOF" not in summary(compared(), language)


@pytest.mark.usefixtures("no_figures")
def test_a_folder_has_tables_for_people_in_the_currency_and_for_machines_in_usd(tmp_path: Path) -> None:
    write_results(compared().in_money(XOF), tmp_path, "fr", None)
    usd, xof = read_table(tmp_path), pd.read_csv(tmp_path / "comparison.csv", sep=";", decimal=",", encoding="utf-8-sig")
    place = (usd["outcome"] == "donations_collective").to_numpy()
    assert list(usd.loc[place, "unit"]) == ["USD of 2019 a year"] and list(xof.loc[place, "unit"]) == ["XOF of 2019 a year"]
    assert xof.loc[place, "mean"].iloc[0] == pytest.approx(586.0 * usd.loc[place, "mean"].iloc[0])
    assert in_money(usd, XOF)["mean"].to_numpy() == pytest.approx(xof["mean"].to_numpy(), nan_ok=True)
    months = read_table(tmp_path, "series")
    assert set(months["value"]) == {1.0}
    notes = (tmp_path / "NOTES.txt").read_text(encoding="utf-8")
    assert "Amounts in XOF of 2019: 586 XOF for one USD of 2019" in notes and "Parquet are in USD of 2019" in notes
    assert "XOF de 2019" in (tmp_path / "indicators.csv").read_text(encoding="utf-8-sig") and "XOF de 2019" in (tmp_path / "assumptions.csv").read_text(
        encoding="utf-8-sig"
    )
    shown_in = pd.read_csv(tmp_path / "assumptions.csv", sep=";", decimal=",", encoding="utf-8-sig").set_index("input")
    declared = {given.path: given for given in load(GRANT).assumptions()}
    money = [path for path in shown_in.index if is_amount(declared[path].unit)]
    assert money and all(float(str(shown_in.loc[path, "value"]).replace(",", ".")) == pytest.approx(586.0 * declared[path].value) for path in money)


def test_figures_have_the_unit_on_their_axes_and_the_rate_below(tmp_path: Path) -> None:
    figure = compared().in_money(XOF).plot("cost", "fr")
    said = " ".join(text.get_text() for text in figure.findobj(match=lambda one: hasattr(one, "get_text"))).replace("\n", " ").replace("\u00a0", " ")
    assert "XOF de 2019 par an" in said and "Montants en XOF de 2019 : 586" in said and "+29,3 M" in said
    assert shown() is USD  # nothing is left behind
    del tmp_path


def test_notes_on_rights_follow_the_currency() -> None:
    """A relief that costs 20,000 USD a year above its budget of 10."""
    scenario = load(RELIEF, set={"levers.donation_tax_relief.budget_usd": 10.0})
    each = compared(scenario).replications[0]
    label = scenario.label
    note = notes_on_rights(each, label)[0]
    assert "it costs 20 k USD a year, above its budget of 10." in note.en
    kept = Text("Something else.", "Autre chose.")
    other, same = notes_in((note, kept), (each,), XOF)
    assert "it costs 11.7 M XOF a year, above its budget of 5,860." in other.en and "11,7\u00a0M XOF par an" in other.fr and same is kept


def test_inputs_and_words() -> None:
    with showing(XOF):
        assert (
            of_input(2.0, "USD of 2019 a year") == 1172.0
            and of_input(2.0, "ratio") == 2.0
            and of_input(True, "USD") is True
            and of_input("poorest:1", "list") == "poorest:1"
        )
        assert say("s_a_year", "fr") == "XOF par an" and unit_label("cost_per_additional_firms_created", "", "en") == "XOF per firm"
        assert outcome_with_unit("bonds_held", "en") == "Diaspora bonds held, XOF of 2019" and in_words("dollars of 2019") == "dollars of 2019"
    with pytest.raises(RuntimeError), showing(XOF):
        raise RuntimeError
    assert shown() is USD


def test_every_outcome_in_money_says_so_at_the_start_of_its_unit() -> None:
    """What converts amounts goes by that."""
    for outcome in OUTCOMES.values():
        assert ("USD" in outcome.unit.en) == ("USD" in outcome.unit.fr) == is_money(outcome.id), outcome.id


@given(st.floats(1e-3, 1e6), st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=5))
def test_there_and_back(rate: float, amounts: list[float]) -> None:
    money = Money("ABC", 2019, rate)
    rows: list[list[Any]] = [["s", "remittances", "USD of 2019 a year", None, None, *[amount] * 6] for amount in amounts] + [
        ["s", "firms_created", "firms", None, None, *[3.0] * 6]
    ]
    table = in_money(pd.DataFrame(rows, columns=COLUMNS), money)
    assert list(table["mean"][:-1] / rate) == pytest.approx(amounts, rel=1e-12) and table["mean"].iloc[-1] == 3.0
    assert in_money(table, USD) is table


def test_notes_beside_the_tables_of_a_folder_without_a_currency(tmp_path: Path) -> None:
    write_notes({}, tmp_path)
    assert not (tmp_path / "NOTES.txt").exists()
    assert replace(compared(), money=USD).money is USD
