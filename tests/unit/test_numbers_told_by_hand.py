"""Numbers and sentences that a reader is told, by hand: figures in another unit, comments in files, points of a score, shares that cannot be told, whole numbers of a prior, sizes of a pack."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.calibration.prior import free, places_of, values_of
from experiments.explaining.of_skills import assignment
from experiments.explaining.result import Gate
from experiments.figures import convergence
from experiments.kit.writing import manifest_of
from experiments.packing import document
from experiments.packing.sizes import Size, Sizes
from experiments.reporting import what_it_rests_on
from experiments.reporting.score import score_of
from experiments.reporting.summary import _scores
from experiments.runs.variance_components import Components, Share
from experiments.runs.verdicts import interval_words
from experiments.text import number, say
from scenarios import implausible_figures, load
from scenarios.corridors import ASSUMPTION, Figure
from scenarios.implausible_figures import unlikely
from scenarios.reading.toml_slips import _table_at, _without_comment
from tests.worked import GRANT, flat, key, same, worked


def figure(value: float) -> Figure:
    return Figure(value, ASSUMPTION, None, (0.0, 1e12))


@pytest.mark.parametrize(
    ("name", "published", "given", "said"),
    [
        ("origin_gdp_pc", 0.5, 0.004, "another unit"), ("origin_gdp_pc", 0.5, 0.005, "another unit"), ("origin_gdp_pc", 0.5, 0.0051, None), ("origin_gdp_pc", 0.5, 49.0, None), ("origin_gdp_pc", 0.5, 50.0, "another unit"),
        ("origin_gdp_pc", 0.0, 5.0, None), ("origin_gdp_pc", 5.0, 0.0, None), ("origin_gdp_pc", None, 5.0, None),
        ("migrant_stock", None, 999.0, "not in thousands"), ("migrant_stock", None, 1000.0, None), ("migrant_stock", 1990.0, 994.0, "not in thousands"), ("migrant_stock", 1990.0, 995.0, None), ("origin_population", None, 99_999.0, "not in thousands"), ("origin_population", None, 100_000.0, None),
        ("skilled_share", None, 1.5, "a share above 1"), ("skilled_share", 1.0, 1.5, "declared value is 1 ("), ("skilled_share", 1.1, 1.5, None), ("skilled_share", None, 1.0, None), ("origin_gdp_pc", None, 1.5, None),
    ],
)  # fmt: skip
def test_a_figure_is_told_where_it_is_likely_in_another_unit(name: str, published: float | None, given: float, said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {} if published is None else {name: figure(published)}
    monkeypatch.setattr(implausible_figures.held_against, "published", lambda corridor: known)
    monkeypatch.setattr(implausible_figures.held_against, "remittances", lambda corridor: None)
    monkeypatch.setattr(implausible_figures.tables, "figures", lambda corridor: {})
    monkeypatch.setattr(implausible_figures, "shipped", lambda corridor: {})
    told = [text.en for text in unlikely({"AAA-BBB": {name: figure(given)}})]
    assert (told == []) if said is None else (len(told) == 1 and said in told[0] and told[0].startswith(f"corridor.AAA-BBB.{name} is "))


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('a = "x # y" # z', 'a = "x # y"'), ("a = 'x # y' # z", "a = 'x # y'"), ("a = 1 # 'z'", "a = 1"), ('a = "it\'s # b" # c', 'a = "it\'s # b"'), ("a = 'x\" # y' # z", "a = 'x\" # y'"),
        (' a = "x" "y" # z', 'a = "x" "y"'), ('a = "x # y', 'a = "x # y'), ("# all", ""), ("  b  ", "b"), ("a#b", "a"),
    ],
)  # fmt: skip
def test_a_comment_begins_at_the_first_sign_outside_quotes(line: str, left: str) -> None:
    assert _without_comment(line) == left


def test_a_line_stands_in_the_table_whose_head_is_next_above_it() -> None:
    lines = ["a = 1", "[one]", "x = [1]", "  [two] # [three]", "[broken", "y = 2", "[[four]]"]
    assert [_table_at(lines, row) for row in range(1, 9)] == ["", "", "one", "one", "two", "broken", "broken", "four"]


def test_points_are_per_cent_of_the_level_and_days_per_1000_households_and_year() -> None:
    scenario = load(GRANT, set={"ministry.weights": {"finance": 0.5, "human": 0.25, "social": 0.25}}, years=4)
    households = sum(corridor.households for corridor in scenario.settings().corridors)
    days = 40.0 * 4 * households / 1_000.0
    each = same(scenario, {key("investment"): 50.0, key("remittances"): -20.0, key("expert_days"): days, key("donations"): 30.0, key("trust"): 10.0})
    found = score_of(each)
    assert found is not None and found.weights == {"finance": 0.5, "human": 0.25, "social": 0.25}
    points = [(part.domain, part.outcome, round(part.mean, 9), round(part.low, 9), round(part.high, 9)) for part in found.parts]
    wanted = [("finance", "investment", 5.0), ("finance", "remittances", -2.0), ("finance", None, 1.5), ("human", "expert_days", 4.0), ("human", None, 4.0), ("social", "donations", 3.0), ("social", "trust", 1.0), ("social", None, 2.0)]
    assert points == [(*part, part[2], part[2]) for part in wanted] and found.total[:3] == ("score", None, pytest.approx(0.5 * 1.5 + 0.25 * 4.0 + 0.25 * 2.0))
    page = flat("\n".join(_scores(worked(each), "en")))
    total = found.total
    assert f"| **{say('s_score_total')}** | **{number(total.mean, 'en', signed=True)}** | {interval_words(total.mean, total.low, total.high, 'en')} |" in page
    nothing = score_of(same(scenario, {key(outcome): 5.0 for outcome in ("investment", "remittances", "expert_days", "donations", "trust")}, base=0.0))
    assert nothing is not None and [part.mean for part in nothing.parts if part.outcome in ("investment", "trust")] == [0.0, 0.0]
    below = score_of(same(scenario, {key(outcome): 5.0 for outcome in ("investment", "remittances", "expert_days", "donations", "trust")}, base=-200.0))
    assert below is not None and below.parts[0].mean == 2.5
    assert score_of(same(load(GRANT), {key("investment"): 1.0})) is None and score_of(same(scenario, {key("investment"): 1.0}, runs=0)) is None


def share(value: float, low: float, high: float) -> Share:
    return Share(np.array([value]), np.array([low]), np.array([high]))


@pytest.mark.parametrize(("value", "low", "few"), [(0.5, np.nan, True), (0.5, 0.25, False), (np.nan, np.nan, False), (np.nan, 0.25, False)])
def test_shares_without_an_interval_are_too_few_runs_and_those_without_a_value_are_not(value: float, low: float, few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    each = same(GRANT, {key("donations_collective"): 1.0})
    monkeypatch.setattr(type(each), "components", lambda self, change: Components(share(0.25, 0.125, 0.5), share(0.25, 0.25, 0.25), share(value, low, low if np.isnan(low) else 0.75)))
    rows: Any = [SimpleNamespace(each=each, change=np.zeros(6), outcome="donations_collective")]
    monkeypatch.setattr(what_it_rests_on, "effect_label", lambda row, comparison, language: "The grant")
    text = what_it_rests_on.why_runs_differ(worked(each, uncertainty="full", replications=7), rows, "en")
    assert (say("s_why_few", "en", runs=7, wanted=what_it_rests_on.RUNS_FOR_COMPONENTS) in text) is few and say("s_why_says") in text and say("s_why_point") not in text
    row = next(line for line in text.split("\n") if "The grant" in line)
    assert "25 % [12 % to 50 %]" in row.replace("\u202f", " ").replace("\u00a0", " ") and "| 25" in row.split("]")[1]
    pointed = what_it_rests_on.why_runs_differ(worked(each, uncertainty="full", point="x"), rows, "fr")
    assert say("s_why_point", "fr") in pointed


@pytest.mark.parametrize(("uncertainty", "rows", "told"), [("inputs", 1, True), ("luck", 1, False), ("inputs", 0, False), ("luck", 0, False)])
def test_inputs_that_move_a_result_are_named_where_they_were_drawn_and_there_is_a_result(uncertainty: str, rows: int, told: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_it_rests_on, "moving", lambda comparison, rows, language: ["MOVES"])
    each = same(GRANT, {key("jobs"): 1.0})
    page = what_it_rests_on.assumed(worked(each, uncertainty=uncertainty), [each][:rows], "en")  # type: ignore[list-item]
    assert ("MOVES" in page) is told and page.endswith(say("s_all"))


@pytest.mark.parametrize(("low", "high", "said"), [(0.05, 0.94, "50 %"), (0.03, 0.94, "cannot be told")])
def test_a_share_is_not_said_where_its_interval_is_nearly_everything(low: float, high: float, said: str) -> None:
    assert what_it_rests_on._share(share(0.5, low, high), "en").replace("\u202f", " ").replace("\u00a0", " ").startswith(f"{said} [")
    assert what_it_rests_on._share(share(np.nan, low, high), "en") == say("undefined") and what_it_rests_on._share(share(0.5, np.nan, np.nan), "en") == say("verdict_cannot")


def test_bands_of_convergence_lie_over_the_points() -> None:
    rows = [("ST", "a", size, 0.5, 0.25, 0.75) for size in (64, 16, 32)]
    figure = convergence.draw(pd.DataFrame(rows, columns=["index", "factor", "points", "value", "low", "high"]), "y", str)
    assert figure is not None
    across = figure.axes[0].collections[0].get_paths()[0].vertices[:, 0]
    assert sorted(set(across)) == [16.0, 32.0, 64.0] and figure.axes[0].get_xlabel() == "points"


def test_whole_numbers_of_a_prior_stay_whole_and_places_are_the_way_back() -> None:
    names = ("network.tries", "services.care_months", "population.families")
    assert set(names) <= set(free())
    found = values_of((0.3, 0.31, 0.5), names)
    assert (found["network.tries"], found["services.care_months"]) == (6, 12) and [type(found[name]) for name in names] == [int, int, float]
    assert places_of({"network.tries": 6, "services.care_months": 24}, names[:2]).tolist() == [0.25, 1.0]


def test_sizes_that_were_given_go_before_those_of_the_file() -> None:
    own = Size(6, 500, 10)
    assert Sizes().of(own) == own and Sizes(replications=2).of(own) == (2, 500, 10) and Sizes(sample=3).of(own) == (6, 3, 10) and Sizes(years=4).of(own) == (6, 500, 4)
    assert Sizes(sample=3).words() == ["--sample", "3", "--seed", "1", "--points", "7", "--held-out", "30"] and Sizes(2, None, 4, 5, 6, 7, 8).words() == [
        "--replications", "2", "--years", "4", "--seed", "5", "--points", "6", "--held-out", "7",
    ]  # fmt: skip


def compared(name: str, failed: int = 0) -> Any:
    options = {"replications": 3, "sample": f"sample of {name}", "seed": 9, "jobs": 4}
    return SimpleNamespace(manifest={"options": options, "fingerprint": f"print of {name}"}, failures=("x",) * failed)


def test_a_kit_says_which_comparisons_it_rests_on() -> None:
    first: Any = SimpleNamespace(question=SimpleNamespace(number=4), comparison=compared("four", 1), asked=SimpleNamespace(item=SimpleNamespace(watch="jobs")), truth=2)
    scored: Any = SimpleNamespace(negotiated=SimpleNamespace(comparison=compared("table", 2)))
    found = manifest_of([first], scored, Sizes(seed=9), "kit --x")
    assert found["fingerprints"] == {"question_4": "print of four", "negotiation": "print of table"} and found["command"] == "kit --x" and found["seed"] == 9
    assert found["runs_of"] == {name: {"replications": 3, "sample": f"sample of {of}", "seed": 9} for name, of in (("question_4", "four"), ("negotiation", "table"))}
    assert found["answers"] == {"4": {"watched": "jobs", "is": 2}} and found["failed_runs"] == 3


def test_a_table_of_deals_names_what_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document.tables, "label_of", lambda name, language: f"label of {name} in {language}")
    monkeypatch.setattr(document.tables, "unit_label", lambda name, group, language: f"unit of {name}{group} in {language}")
    monkeypatch.setattr(document, "stamp_lines", lambda manifest, language: f"{manifest} in {language}")
    content = SimpleNamespace(levers=[], roles=[], label=SimpleNamespace(en="The table", fr="La table"), budget_usd=5.0)
    table = SimpleNamespace(content=content, single=[], outcomes=("jobs", "trust"), replications=3, years=2)
    found: Any = SimpleNamespace(table=table, comparison=SimpleNamespace(manifest="M"), packages=list, error=lambda column: None)
    made = document._negotiation(found, document.InAll(("en", "fr")))
    for name, each in zip(("jobs", "trust"), made["outcomes"], strict=True):
        assert each["id"] == name and all(f"{what} of {name} in {language}" in str(each[what]) for what in ("label", "unit") for language in ("en", "fr"))
    assert (made["budget"], made["runs"], made["years"]) == (5.0, 3, 2)


# --- whether somebody applies for an assignment -----------------------------------------------------------------------------------------------------------


def situation(chance: float | None = 0.2, ready: float | None = None, applicants: float = 0.0, doubt: float = 0.5, heard: bool = True, **of_household: float) -> Any:
    household = SimpleNamespace(**{"skill": 2, "assigned": 0, "waiting_since": -1, "placements": 0, "registered": 1.0, "place": 5, "refuses": 0, **of_household})

    def first(name: str, of: str) -> Any:
        result = {"applying_chance": chance, "readiness": ready}[name]
        return None if result is None else SimpleNamespace(result=result, log_odds=None, parts=())

    replay = SimpleNamespace(
        h=household, decision=SimpleNamespace(applicants=applicants, wants_virtual=False), dice=SimpleNamespace(give=SimpleNamespace(applies=0.75)), calls=SimpleNamespace(first=first),
        terms=SimpleNamespace(placement_doubt=doubt, register_open=1.0), p=SimpleNamespace(relations=SimpleNamespace(call_most=0.9)), draws=lambda *_, person: SimpleNamespace(again=person / 10.0),
    )  # fmt: skip
    counts = SimpleNamespace(counts=True)
    return SimpleNamespace(replay=replay, heard=lambda *_: (counts,) if heard else (), terms=lambda *_: ("terms",))


def test_who_applies_for_an_assignment_with_what_chance() -> None:
    def odds(**given: float) -> tuple[float, float, list[float]]:
        found = assignment(situation(**given))
        assert found is not None and found.odds is not None
        return round(found.odds.chance, 9), found.odds.draw, [round(times, 9) for _, times in found.odds.times]  # type: ignore[return-value]

    assert odds() == (0.1, 0.75, [0.5]) and odds(placements=1) == (0.1, 0.5, [0.5]) and odds(ready=0.5) == (0.15, 0.75, [0.5, 1.5]) and odds(ready=0.5, registered=0.0) == (0.1, 0.75, [0.5, 1.0])
    assert odds(chance=0.8, ready=0.5) == (0.45, 0.75, [0.5, 1.125]) and odds(chance=0.0, ready=0.5) == (0.0, 0.75, [0.5, 1.0])
    gates = {found.gate for found in (assignment(situation(skill=1)),) if found}
    assert gates == {Gate.NOT_ELIGIBLE} and assignment(situation(heard=False)) is None
    for given, gate in (({"assigned": 3}, Gate.WAITING), ({"chance": None}, Gate.NOTHING_ON_OFFER), ({"doubt": 1.0}, Gate.NO_MONEY_LEFT), ({"doubt": 0.99}, Gate.NO_WISH), ({"applicants": 2.0}, Gate.ACTED)):
        found = assignment(situation(**given))  # type: ignore[arg-type]
        assert found is not None and found.gate is gate, given
    told = assignment(situation(assigned=3)), assignment(situation(applicants=2.0))
    assert told[0] and told[0].says.en == "It is on an assignment; months left: 3." and told[1] and "for work in person" in told[1].says.en and told[1].count == 2.0
