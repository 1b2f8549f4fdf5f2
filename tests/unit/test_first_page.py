"""The page that is read first carries the numbers of the tables, under the right names, in both languages; and claims no sign that they do not tell."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.checks.money import budget_in_total, in_force
from experiments.checks.policy_words import month_name, term_label
from experiments.comparing.compare import MAIN_OUTCOMES
from experiments.comparing.comparison import Comparison
from experiments.comparing.comparison_tables import COLUMNS, against_table, gathered, levels_table, uncertainty_table
from experiments.comparing.rows import Effect, labels
from experiments.manifest import manifest_of
from experiments.reporting.summary import four_numbers, summary
from experiments.reporting.what_was_compared import compared_section, for_whom, terms_of
from experiments.runs.replications import COST, Replications
from experiments.runs.verdicts import Verdict
from experiments.storage.csv_tables import read_csv, write_csv
from experiments.text import CANNOT, UNITS_FR, WORDS, bounds, number, percent, say, semicolon, unit_words, within
from model.levers import REGISTRY, Eligibility
from model.outcome_registry import OUTCOMES
from model.parameter import Text, Unit, french
from model.records.vocabulary import SEXES
from scenarios import load

N = 12
GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"


def replications(name: str, changes: dict[str, float], additional: float = 30.0, deadweight: float = 70.0, **moved: float) -> Replications:
    """A scenario in which each outcome changes by a number of its own, up and down by a tenth from draw to draw; women get `women` of it."""
    scenario = load(name)
    wanted = dict.fromkeys([*(lever.main_outcome for lever in scenario.levers), *MAIN_OUTCOMES])
    keys: list[tuple[str, str | None, str | None]] = [(outcome, None, None) for outcome in wanted]
    keys += [(outcome, "sex", sex) for outcome in wanted if OUTCOMES[outcome].has_breakdown for sex in SEXES]
    keys += [(cost, "payer", payer) for cost in (COST, "revenue_forgone") for payer in dict.fromkeys(lever.paid_by for lever in scenario.levers)]
    swing = 1.0 + 0.1 * np.array([1, 1, -1, -1, 0.5, 0.5, -0.5, -0.5, 0.8, 0.8, -0.8, -0.8])
    base, change = np.full((N, len(keys)), 1000.0), np.zeros((N, len(keys)))
    for place, (outcome, breakdown, group) in enumerate(keys):
        of = changes.get(outcome, 0.0) * ({"female": moved.get("women", 0.25), "male": 1.0 - moved.get("women", 0.25)}[str(group)] if breakdown == "sex" else 1.0)
        change[:, place] = of * swing
        if outcome in (COST, "revenue_forgone"):
            base[:, place] = 0.0
            change[:, place] = changes.get(outcome, 0.0) * (1.0 if breakdown is None or group == scenario.levers[0].paid_by else 0.0)
    judged = {}
    for lever in scenario.levers if len(scenario.levers) == 1 else ():
        judged |= {(what, "lever", lever.id): np.full(N, value) for what, value in (("additional", additional), ("deadweight", deadweight))}
        judged |= {(f"money_{part}", "lever", lever.id): np.full(N, value) for part, value in (("supported", 200.0), ("new", 40.0), ("more", 10.0))}
    return Replications(name, scenario, tuple(range(N)), tuple(keys), base + change, base, judged, "inputs")


def comparison(*each: Replications, against: Replications | None = None) -> Comparison:
    direct = gathered([against_table(one, against) for one in each if one is not against], COLUMNS) if against is not None else pd.DataFrame(columns=COLUMNS)
    options = {"replications": N, "uncertainty": "inputs", "seed": 1, "sample": 2000}
    manifest = manifest_of({one.name: one.scenario for one in each}, None if against is None else against.scenario, options)
    tables = [gathered([table(one) for one in each], []) for table in (levels_table, uncertainty_table)]
    return Comparison(tables[0], tables[1], pd.DataFrame(columns=["scenario", "replication", "month", "outcome", "value"]), direct, (), (), tuple(each), manifest)


def row_of(page: str, head: str, words: str) -> list[str]:
    """The cells of the first row below a heading that hold certain words."""
    below = page[page.index(head) :]
    line = next(line for line in below.splitlines() if line.startswith("|") and words in line)
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_four_numbers_are_those_of_the_tables(language: str) -> None:
    each = replications(GRANT, {"donations_collective": 100.0, COST: 400.0})
    found = comparison(each)
    table = found.table[found.table["breakdown"].isna()].set_index("outcome").loc["donations_collective"]
    single = found.uncertainty[found.uncertainty["breakdown"].isna()].set_index("outcome").loc["donations_collective"]
    page = summary(found, language)
    cells = row_of(page, f"## {say('s_four', language)}", say("verdict_rises", language))
    assert f"{number(table['difference'], language, signed=True)} {OUTCOMES['donations_collective'].unit(language)} (+{percent(0.1, language)})" in cells[1]
    assert f"[{bounds(table['difference_low'], table['difference_high'], language)}]" in cells[1]
    assert f"{{{bounds(single['runs_low'], single['runs_high'], language)}}}" in cells[1]
    assert cells[2].startswith(number(400.0, language))
    assert cells[3].startswith(number(4.0, language))
    households = say("s_households", language, share=percent(0.3, language), rest=percent(0.7, language))
    assert cells[4] == f"{households}{semicolon(language)}{say('s_money', language, share=percent(0.25, language))}"


def test_additional_and_deadweight_are_not_swapped() -> None:
    for additional, deadweight, share in ((30.0, 70.0, "30 % of the households (70 % would"), (90.0, 10.0, "90 % of the households (10 % would")):
        row = Effect(replications(GRANT, {"donations_collective": 100.0}, additional, deadweight), "donations_collective")
        assert four_numbers(row, "en")[3].startswith(share)


@pytest.mark.parametrize(("change", "verdict"), [(100.0, Verdict.RISES), (-100.0, Verdict.FALLS), (0.0, Verdict.SAME)])
def test_the_verdict_follows_the_sign(change: float, verdict: Verdict) -> None:
    page = summary(comparison(replications(GRANT, {"donations_collective": change, COST: 10.0})))
    assert f"**{verdict.says('en')}**" in row_of(page, "## The four", "Collective donations")[1]


def test_noise_gets_no_sign_and_nobody_is_said_to_gain() -> None:
    each = replications(GRANT, {"donations_collective": 1.0, COST: 10.0})
    noise = np.random.default_rng(3).normal(0.0, 50.0, size=each.values.shape)
    noisy = replace(each, values=each.values + np.where(np.array([key[0] for key in each.keys]) == "donations_collective", noise, 0.0))
    page = summary(comparison(noisy))
    assert "**cannot be told**" in row_of(page, "## The four", "Collective donations")[1]
    assert row_of(page, "## Who gains", "Collective donations")[2] == "cannot be told"
    assert "rises" not in page and "falls" not in page


@pytest.mark.parametrize("women", [0.25, 0.9])
def test_who_gains_has_the_shares_of_the_groups(women: float) -> None:
    page = summary(comparison(replications(GRANT, {"donations_collective": 100.0}, women=women)))
    said = row_of(page, "## Who gains", "Collective donations")[2]
    assert f"women {percent(women)}" in said and f"men {percent(1.0 - women)}" in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_groups_that_go_against_each_other_have_no_shares(language: str) -> None:
    """Women 150 more, men 50 fewer: 150 % and -50 % of the whole would say nothing."""
    page = summary(comparison(replications(GRANT, {"donations_collective": 100.0}, women=1.5)), language)
    said = row_of(page, f"## {say('s_gain', language)}", OUTCOMES["donations_collective"].label(language))[2]
    assert said == f"{within(say('female', language))} +150, {within(say('male', language))} -50"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_direct_differences_keep_their_sign(language: str) -> None:
    grant, package = replications(GRANT, {"donations_collective": 100.0, COST: 500.0}), replications(PACKAGE, {"donations_collective": 40.0, COST: 900.0})
    page = summary(comparison(package, against=grant), language)
    head = f"## {say('s_against', language)}"
    less = row_of(page, head, OUTCOMES["donations_collective"].label(language))
    more = row_of(page, head, OUTCOMES[COST].label(language))
    assert less[2].startswith(number(-60.0, language, signed=True)) and less[3] == say("s_lower", language)
    assert more[2].startswith(number(400.0, language, signed=True)) and more[3] == say("s_higher", language)
    assert grant.scenario.label(language).split(",")[0] in page


def test_a_package_stands_as_a_whole_and_no_lever_of_it_is_credited() -> None:
    page = summary(comparison(replications(PACKAGE, {"donations_collective": 100.0, COST: 500.0})))
    below = page[page.index("## The four") : page.index("## Who gains")]
    rows = [line for line in below.splitlines() if line.startswith("| Moroccans")]
    assert len(rows) == len({lever.main_outcome for lever in load(PACKAGE).levers})
    assert all("(whole package)" in line and say("several_aims") in line for line in rows)


def test_what_was_compared_is_said_with_dates_money_and_people() -> None:
    scenario = load(GRANT, set={"levers.matching_grant.from_month": 6, "levers.matching_grant.to_month": 30, "levers.matching_grant.budget_usd": 1e6,
                                "levers.matching_grant.ratio": 2.0, "levers.matching_grant.eligibility.sex": "female"})  # fmt: skip
    each = replace(replications(GRANT, {"donations_collective": 100.0}), scenario=scenario)
    page = "\n".join(compared_section(comparison(each)))
    assert "Morocco to Belgium (MAR-BEL)" in page and "2020-01 to 2029-12, 10 years" in page and "by at most 2,000 records a corridor" in page
    assert "12 a scenario" in page and "independent draws: 6" in page
    cells = row_of(page, "## What", "matching grant")
    assert cells[1:] == ["2020-07 to 2022-06", "1 M", "2 M", "state of origin", "head of household: women"]
    assert "**public money per unit of private money: 2**" in page and "; public money a project at most: 100 k USD of 2019;" in page
    assert "how projects are chosen in a round: first come, first served" in page
    page = "\n".join(compared_section(comparison(each), "fr"))
    assert row_of(page, "## Ce qui", "subvention")[4:] == ["État d'origine", "chef de ménage\u00a0: femmes"]
    assert "comment les projets sont choisis à chaque tour\u00a0: premier arrivé, premier servi" in page and "`" not in page and "_" not in page


def test_every_choice_of_a_lever_has_words_in_both_languages() -> None:
    choices = {choice for lever in REGISTRY.values() for parameter in lever.parameters.values() for choice in parameter.choices or ()}
    assert len(choices) > 20 and not [choice for choice in choices if choice not in WORDS]
    labels_of = [term_label(key, one, language) for lever in REGISTRY.values() for key, one in lever.parameters.items() for language in ("en", "fr")]
    assert not [label for label in labels_of if "_" in label or ";" in label or ":" in label or label.endswith(".") or not label]


def test_the_same_terms_stand_once_and_what_is_known_before_says_of_which_policy() -> None:
    one, two = (replace(replications(GRANT, {}), name=name, scenario=load(GRANT, set={"label.en": label})) for name, label in (("a", "A, one"), ("b", "A, two")))
    page = "\n".join(compared_section(comparison(one, two)))
    assert page.count("public money per unit of private money") == 1 and "- Matching grant (One, Two): " in page


def test_a_lever_is_named_where_its_policy_does_not_say_it() -> None:
    """A policy of one lever that bears its name stands alone; one of another name, and one of several levers, names each."""
    alone, other = (replace(replications(GRANT, {}), name=name, scenario=load(GRANT, set={"label.en": label})) for name, label in (("a", "Our matching grant"), ("b", "Our policy")))
    two = replace(replications(GRANT, {}), name="c", scenario=load(GRANT, set={"label.en": "Matching grant and counter", "levers.one_stop_shop.from_month": 0}))
    rows, lines = terms_of(comparison(alone, other, two), "en")
    assert [row.split("|")[1].strip() for row in rows[2:]] == ["Our matching grant", "Our policy: matching grant", "Matching grant and counter: matching grant", "Matching grant and counter: one-stop shop"]
    assert len(lines) == 2 and lines[0].startswith("- Matching grant (Our matching grant, Our policy, Matching grant and counter): ")
    nobody = replace(replications(GRANT, {}), name="d", scenario=load("morocco_belgium"))
    (row,) = terms_of(comparison(nobody), "en")[0][2:]
    assert row.count("|") == 7 and [cell.strip() for cell in row.split("|")[2:-1]] == ["no lever: the world without policy itself", "", "", "", ""] and terms_of(comparison(nobody), "en")[1] == []


def test_no_cost_is_below_zero_and_no_unit_has_a_price_that_may_be_none() -> None:
    swing = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 900.0, 0.0, 0.0, 0.0])
    each = replications(GRANT, {"donations_collective": 100.0})
    row = Effect(replace(each, values=each.values + np.where(np.array([key[0] for key in each.keys]) == COST, swing[:, None], 0.0)), "donations_collective")
    effect, cost, a_unit, _ = four_numbers(row, "en")
    assert "rises" in effect and cost.startswith("75 USD a year [0 to ") and a_unit == "its cost cannot be told from zero"
    assert four_numbers(Effect(each, "donations_collective"), "en")[2] == "no public cost"


def test_the_page_says_why_an_interval_of_a_mean_is_wider_than_the_runs() -> None:
    assert say("s_wider") not in summary(comparison(replications(GRANT, {"donations_collective": 100.0})))
    each = replications(GRANT, {"donations_collective": 100.0})
    few = replace(each, numbers=each.numbers[:6], values=each.values[:6], base=each.base[:6], judged={})  # type: ignore[index]
    assert say("s_wider", "fr") in summary(comparison(few), "fr")


def test_dates_and_budgets_by_hand() -> None:
    scenario = load(GRANT)
    lever = type(scenario.levers[0])
    assert month_name("2020-01", 11) == "2020-12" and month_name("2019-11", 2) == "2020-01"
    for start, end, expected in ((0, None, (0, 120)), (24, 36, (24, 36)), (100, 200, (100, 120)), (130, None, (120, 120))):
        one = lever(from_month=start, to_month=end, budget_usd=1200.0)
        assert in_force(one, scenario) == expected
        assert budget_in_total(one, scenario) == pytest.approx(100.0 * (expected[1] - expected[0]))
    assert budget_in_total(lever(budget_usd=None), scenario) is None
    assert for_whom(lever(eligibility=Eligibility(generation=("second",), random_share=0.5)), "en") == "generation: second; share drawn by lot: 50 %"
    assert for_whom(lever(), "fr") == "tous"


def test_no_file_name_stands_on_the_page() -> None:
    found = comparison(replications(GRANT, {"donations_collective": 100.0}), replications(PACKAGE, {COST: 5.0}))
    for language in ("en", "fr"):
        assert not [name for name in (GRANT, PACKAGE) if name in summary(found, language)]
        assert len(set(labels(found, language).values())) == 2


BREAKABLE = re.compile(r" [;:!?%»](?:\W|$)|« ")


def test_french_spaces_before_signs_do_not_break() -> None:
    texts = [say(key, "fr") for key in WORDS] + [french(text) for _, text in CANNOT]
    texts += [text("fr") for outcome in OUTCOMES.values() for text in (outcome.label, outcome.unit, outcome.says)]
    texts += [text("fr") for lever in REGISTRY.values() for text in (lever.label, lever.says)]
    texts += [Text(parameter.en, parameter.fr)("fr") for lever in REGISTRY.values() for parameter in lever.parameters.values()]
    assert [text for text in texts if BREAKABLE.search(text)] == []
    found = comparison(replications(GRANT, {"donations_collective": 100.0, COST: 400.0}), replications(PACKAGE, {COST: 5.0}))
    assert [line for line in summary(found, "fr").splitlines() if BREAKABLE.search(line)] == []


def test_every_unit_of_inputs_has_a_french_name() -> None:
    units = {str(unit) for unit in Unit} | {given.unit for given in load(PACKAGE).inputs()}
    assert units <= set(UNITS_FR)
    assert unit_words("USD of 2019 a year", "fr") == "USD de 2019 par an"


def test_french_tables_open_in_french_spreadsheets_and_read_back_the_same(tmp_path: Path) -> None:
    table = pd.DataFrame({"scenario": ["a;b", "c,d"], "mixed": pd.Series([1.5, "first"], dtype=object), "value": [0.1, np.nan]})
    for language, first in (("en", b"scenario,mixed,value\n"), ("fr", b"\xef\xbb\xbfscenario;mixed;value\n")):
        write_csv(table, tmp_path / "t.csv", language)
        assert (tmp_path / "t.csv").read_bytes().startswith(first)
        back = read_csv(tmp_path / "t.csv")
        assert back["scenario"].tolist() == ["a;b", "c,d"] and back["value"].iloc[0] == 0.1 and np.isnan(back["value"].iloc[1])
    assert "1,5" in (tmp_path / "t.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_given_in_other_money_and_own_sources_stand_on_the_first_page_once(language: str) -> None:
    own = {"title": "Annuaire", "publisher": "HCP", "year": 2023, "address": "https://hcp.ma"}
    stock = {"value": 240_000, "source": "hcp2023", "year": 2022}
    given = {"levers.matching_grant.budget_usd": {"value": 5e6, "currency": "MAD", "year": 2012}, "sources": {"hcp2023": own}, "corridor.MAR-BEL.migrant_stock": stock}
    plain = replications(GRANT, {"donations_collective": 100.0})
    scenario = load(GRANT, set=given)
    each = replace(plain, scenario=scenario)
    page = "\n".join(compared_section(comparison(each, replace(each, name="again")), language))
    budget = number(scenario.levers[0].budget_usd or 0.0, language)
    assert budget in row_of(page, "##", budget) and number(10.0 * (scenario.levers[0].budget_usd or 0.0), language) in row_of(page, "##", budget)
    # 5 000 000 x 0.11587 USD x 255.657 / 229.594
    said = {"en": "5,000,000 MAD of 2012 = 645,117 USD of 2019 (8.63 MAD for one USD", "fr": "5\u202f000\u202f000 MAD de 2012 = 645\u202f117 USD de 2019 (8,63 MAD pour un USD"}
    assert page.count(said[language]) == 1 and page.count("HCP, Annuaire (2023), https://hcp.ma") == 1
    bare = "\n".join(compared_section(comparison(plain), language))
    assert "MAD" not in bare and "HCP" not in bare
