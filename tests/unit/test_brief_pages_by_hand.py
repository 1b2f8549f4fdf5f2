"""Pages and sheets of a brief by hand: every number and sentence against the replications that they are made of, in both languages."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest

from experiments.briefs import annex, first_page, following_pages, pictures, sheets, writing
from experiments.briefs.account_sheet import account_sheet
from experiments.briefs.budget import budgets_by_year
from experiments.briefs.budget_sheet import budget_sheets, column_letters
from experiments.briefs.document import Bullets, Figure, Formula, Heading, Paragraph, Sheet, Table, line_of, plain
from experiments.briefs.tidying import in_notes
from experiments.comparing.comparison import Comparison
from experiments.comparing.rows import effects
from experiments.reporting.summary import against_sections
from experiments.runs import intervals
from experiments.runs.replications import COST, Replications
from experiments.runs.verdicts import interval_words
from experiments.text import CANNOT, bounds, number, say
from model.errors import InputError
from model.outcome_registry import OUTCOMES
from scenarios import load
from tests.worked import GRANT, flat, key, months_of, same, worked

MAIN, LABEL = "donations_collective", "Moroccans in Belgium, matching grant 1:1"
CHANGES = {
    key(MAIN): 200.0, key(MAIN, "sex", "female"): 150.0, key(MAIN, "sex", "male"): 50.0, key(MAIN, "generation", "first"): 200.0, key("remittances"): -100.0, key(COST): 300.0,
    key(COST, "payer", "origin_state"): 300.0, key("revenue_forgone", "payer", "origin_state"): 60.0, key("revenue_forgone", "lever", "matching_grant"): 60.0,
    key("public_revenue"): 50.0, key("present_value_revenue"): 400.0, key("valued_benefits"): 54.0, key("present_value_benefits"): 440.0,
}  # fmt: skip
JUDGED = {
    key(name, "lever", "matching_grant"): value
    for name, value in {
        "additional": 30.0, "deadweight": 70.0, "administration": 70.0, "transfers": 170.0, "leakage": 4.0, "present_value_gross": 2_400.0, "present_value_reaching": 1_840.0,
        "money_supported": 200.0, "money_new": 20.0, "money_more": 30.0, "money_deadweight": 150.0, "money_spillover": 6.0, "money_displacement": 2.0,
    }.items()
}  # fmt: skip


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")  # looked up among all packages, slowly


@cache
def grant(swing: float = 20.0) -> Replications:
    """Gifts rise by 180 or 220, remittances fall by 100; 300 a year is spent, of which 60 is revenue forgone."""
    return same(GRANT, CHANGES, JUDGED, swing={key(MAIN): swing, key(MAIN, "sex", "female"): swing})


@cache
def months() -> pd.DataFrame:
    """A month of year y costs 10 (y + 1); gifts of 100 a month rise to 100 + y."""
    policy = [10.0 * (month // 12 + 1) for month in range(120)]
    gifts = months_of(grant(), MAIN, [100.0 + month // 12 for month in range(120)], [100.0] * 120)
    return pd.concat([months_of(grant(), COST, policy, [0.0] * 120), gifts], ignore_index=True)


@cache
def one() -> Comparison:
    return worked(grant(), series=months())


def interval(each: Replications, outcome: str, *group: str) -> tuple[float, float, float]:
    found = intervals.of_mean(each.column(outcome, *group, difference=True)[:, None], each.groups)
    return float(found.mean[0]), float(found.low[0]), float(found.high[0])


# --- the first page ---------------------------------------------------------------------------------------------------------------------------------------


def test_the_verdict_says_what_rises_by_how_much_in_how_many_runs() -> None:
    mean, low, high = interval(grant(), MAIN)
    assert mean == 200.0 and 180.0 > low > 100.0 and high == pytest.approx(400.0 - low)
    rises, sure = first_page.verdict_lines(one(), effects(one()), "en")
    assert rises == (
        f"**Higher than without the policy: the 95 % interval lies above zero**: "
        f"collective gifts +200 USD of 2019 a year [{bounds(low, high)}], 100 % of the runs on that side."
    ).replace("collective gifts", OUTCOMES[MAIN].label("en")[:1].lower() + OUTCOMES[MAIN].label("en")[1:])
    assert sure.startswith("**How sure that is**: 6 runs a policy; inputs at their declared values. An interval holds what chance does to the mean; it leaves out inputs")
    drawn = worked(grant(), series=months(), uncertainty="prior")
    assert "6 runs a policy; inputs drawn from their ranges, independent draws: 3. An interval holds what chance and inputs that are not known" in first_page.verdict_lines(drawn, effects(drawn), "en")[-1]


def test_changes_are_told_by_their_verdict_and_numbers_only_where_a_sign_is() -> None:
    """Against 500 of five runs up and one down the sign is not told; the same in every run is said so."""
    down = same(GRANT, {key(MAIN): -200.0, key(COST): 1.0}, name="down", swing={key(MAIN): 20.0})
    unsure = same(GRANT, {key(MAIN): 1.0, key(COST): 1.0}, name="unsure", swing={key(MAIN): 500.0})
    none = same(GRANT, {key(MAIN): 0.0, key(COST): 1.0}, name="none")
    few = same(GRANT, {key(MAIN): 5.0, key(COST): 1.0}, name="few", runs=2, swing={key(MAIN): 1.0})
    found = worked(grant(), down, unsure, none, few)
    lines = first_page.verdict_lines(found, effects(found), "fr")
    starts = ["**Plus haut que", "**Plus bas que", "**Indéterminé, dans", "**Identique dans", "**Trop peu de simulations pour dire", "**Degré de certitude**"]
    assert [line.startswith(start) for line, start in zip(lines, starts, strict=True)] == [True] * 6
    assert flat(lines[1]).endswith("100 % des simulations de ce côté).") and "-200 USD de 2019 par an [" in flat(lines[1])
    name = OUTCOMES[MAIN].label("fr")
    assert all(flat(line).endswith(f"({name[:1].lower() + name[1:]}).") for line in lines[2:5])
    mixed = same(GRANT, {key(MAIN): 100.0, key(COST): 1.0}, swing={key(MAIN): 10.0})
    mixed.values[5, 0] = 999.0  # one run of six falls by 1
    row = effects(worked(mixed))[0]
    assert first_page._change_words(row, first_page.Verdict.RISES, "en").endswith("83 % of the runs on that side") and first_page._change_words(row, first_page.Verdict.FALLS, "en").endswith("17 % of the runs on that side")


def test_the_first_page_asks_says_and_shows_in_this_order() -> None:
    blocks = first_page.first_page(one(), "The source.", "en")
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads == ["The question", "Verdict", say("s_four"), "What is compared: the terms of each option"]
    assert all(block.level == 2 for block in blocks if isinstance(block, Heading))
    stamp, asked = blocks[0], blocks[2]
    assert isinstance(stamp, Paragraph) and stamp.line[0].bold and plain(stamp.line) == say("not_calibrated") and isinstance(asked, Paragraph)
    assert plain(asked.line) == "What does this policy change, set against the same world without it? Morocco to Belgium; 2020-01 to 2029-12, 10 years."
    two = worked(grant(), same(GRANT, CHANGES, name="other"))
    said = first_page._question(two, "fr")[0]
    assert isinstance(said, Paragraph) and plain(said.line).startswith("Que changent ces politiques, chacune comparée") and plain(said.line).count("2029-12") == 1
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.title for table in tables] == ["Effect, cost and additionality, by policy", "Dates, budget, payer and people, by policy and lever"]
    row = [plain(cell) for cell in tables[0].rows[0]]
    assert row[0] == LABEL and row[2].startswith("300 USD a year [300 to 300]") and row[3].startswith("1.5 USD per USD [") and "30 %" in row[4] and "70 %" in row[4] and "25 %" in row[4]
    notes = [block for block in blocks if isinstance(block, Paragraph) and block.is_note]
    assert len(notes) == 1 and isinstance(blocks[-1], Figure) and blocks[-1].source == "The source."
    with_rate = one().in_currency("EUR", 0.5)
    from experiments.shown_money import showing

    with showing(with_rate.money):
        page = first_page.first_page(with_rate, "The source.", "en")
        assert "EUR" in plain(page[1].line) and "+100 EUR" in plain(next(block for block in page if isinstance(block, Bullets)).items[0])


# --- years ------------------------------------------------------------------------------------------------------------------------------------------------


def test_the_budget_has_a_sum_a_year_and_their_mean() -> None:
    (found,) = budgets_by_year(one(), "en")
    assert found.years == tuple(str(year) for year in range(2020, 2030)) and found.label == LABEL and found.name == grant().name
    assert [year.mean for year in found.cost] == [120.0 * (year + 1) for year in range(10)] and found.total == 120.0 * 55
    assert all(year.low == year.mean == year.high for year in found.cost) and found.mean == (300.0, 300.0, 300.0)
    from_march = replace(grant(), scenario=replace(grant().scenario, start="2020-03"))
    assert budgets_by_year(worked(from_march, series=months()), "en")[0].years[:2] == ("2020-03", "2021-03")
    assert budgets_by_year(worked(replace(grant(), base=None), series=months(), baseline=False), "en") == []


def test_the_sheet_of_the_budget_adds_up_by_formulas() -> None:
    """Of `budget_sheets`: `_sheet`."""
    other = same(GRANT, CHANGES, name="other")
    series = pd.concat([months(), months_of(other, COST, [1.0] * 120, [0.0] * 120).query("scenario == 'other'")], ignore_index=True)
    (sheet,) = budget_sheets(worked(grant(), other, series=series), "From the model.", "en")
    names = [LABEL, f"{LABEL} (2)"]
    assert sheet.head == ("Year", *names, *(f"{name}, {end}" for name in names for end in ("Low (95 %)", "High (95 %)")))
    assert sheet.rows[0] == ("2020", 120.0, 12.0, 120.0, 120.0, 12.0, 12.0) and sheet.rows[9][:3] == ("2029", 1200.0, 12.0) and len(sheet.rows) == 12
    assert sheet.rows[10] == ("Sum of the years", Formula("=SUM(B{first}:B{first+9})", 6600.0), Formula("=SUM(C{first}:C{first+9})", 120.0), None, None, None, None)
    assert sheet.rows[11][:3] == ("Mean of the years", Formula("=AVERAGE(B{first}:B{first+9})", 300.0), Formula("=AVERAGE(C{first}:C{first+9})", 300.0))
    (chart,) = sheet.charts
    assert (chart.kind, chart.columns, chart.first, chart.last, chart.unit) == ("column", (1, 2), 0, 9, "USD of 2019") and sheet.source == "From the model."
    assert chart.alt.startswith(f"Public cost and revenue forgone by year, USD of 2019: {LABEL}: 2020 120, 2021 240,") and f"; {LABEL} (2): 2020 12, 2021 12," in chart.alt
    short = same(load(GRANT, set={"years": 2}), CHANGES, name="short", without="short_world")
    both = pd.concat([months(), months_of(short, COST, [2.0] * 24, [0.0] * 24)], ignore_index=True)
    assert [(found.name, len(found.rows)) for found in budget_sheets(worked(grant(), short, series=both), "s", "en")] == [("Budget by year", 12), ("Budget by year 2", 4)]
    assert [column_letters(column) for column in (0, 1, 25, 26, 51, 52, 701, 702)] == ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_years_of_the_page_have_their_interval_their_mean_and_their_sum() -> None:
    blocks = following_pages._years(budgets_by_year(one(), "en"), "en")
    heading, note, table = blocks
    assert isinstance(heading, Heading) and isinstance(note, Paragraph) and note.is_note and isinstance(table, Table)
    rows = [[plain(cell) for cell in row] for row in (table.head, *table.rows)]
    assert rows[:3] == [["Year", "USD of 2019"], ["2020", "120 [120 to 120]"], ["2021", "240 [240 to 240]"]] and rows[-2:] == [["Mean of the years", "300 [300 to 300]"], ["Sum of the years", "6,600"]]
    assert table.rows[-2][1][0].bold and table.title == "Public cost and revenue forgone by year" and following_pages._years([], "en") == []


# --- sheets -----------------------------------------------------------------------------------------------------------------------------------------------


def test_the_sheet_of_accounts_adds_up_its_parts() -> None:
    sheet = account_sheet(one(), "From the model.", "en")
    assert sheet is not None
    name, payer, *numbers = sheet.rows[0]
    assert (name, payer) == (LABEL, "State of origin")
    assert numbers == [70.0, 170.0, 60.0, Formula("=SUM(C{row}:E{row})", 300.0), 300.0, 300.0, 50.0, Formula("=F{row}-I{row}", 250.0), 250.0, 250.0, 4.0]
    assert sheet.head == (
        "Policy", "Payer", "Running it", "Reaches projects, firms, people", "Tax forgone", "Gross cost", "Low (95 %)", "High (95 %)", "Comes back", "Net cost", "Low (95 %)", "High (95 %)", "Leaks to others",
    )  # fmt: skip
    (chart,) = sheet.charts
    assert (chart.kind, chart.columns, chart.first, chart.last, chart.unit) == ("stacked", (2, 3, 4), 0, 0, "USD of 2019 a year") and chart.alt.endswith(f": {LABEL}: 300")
    french = account_sheet(one(), "s", "fr")
    assert french is not None and french.charts[0].unit == "USD de 2019 par an" and account_sheet(worked(replace(grant(), base=None), baseline=False), "s", "en") is None


def by_name(found: tuple[Sheet, ...]) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in found}


def test_the_sheet_of_numbers_has_levels_changes_and_how_far_bounds_are() -> None:
    sheet = by_name(sheets.sheets_of(one(), "From the model.", "en"))["Numbers"]
    mean, low, high = interval(grant(), MAIN)
    assert sheet.rows[0] == (
        LABEL, OUTCOMES[MAIN].label("en"), "USD of 2019 a year", "rises", 1000.0, 1200.0, mean, low, high, Formula("=I{row}-G{row}", high - mean), Formula("=G{row}-H{row}", mean - low),
    )  # fmt: skip
    outcomes = [row[1] for row in sheet.rows]
    assert outcomes == [OUTCOMES[name].label("en") for name in (MAIN, COST, "remittances")] and sheet.rows[2][3:7] == ("falls", 1000.0, 900.0, -100.0)
    assert [(chart.kind, chart.columns, chart.first, chart.last, chart.bounds) for chart in sheet.charts] == [("bar", (6,), 0, 0, ((10, 9),)), ("bar", (6,), 1, 1, ((10, 9),))]
    assert sheet.charts[0].alt.endswith(f": {LABEL} 200 [{low:.4g}, {high:.4g}]") and sheet.charts[0].unit == "USD of 2019 a year"
    two = same(GRANT, CHANGES, runs=2, swing={key(MAIN): 20.0})
    few = by_name(sheets.sheets_of(worked(two, series=months(), replications=2), "s", "en"))["Numbers"]
    assert few.rows[0][7:] == (None, None, Formula("=I{row}-G{row}", None), Formula("=G{row}-H{row}", None)) and few.charts[0].alt.endswith("200 [-, -]")


def test_sheets_of_groups_inputs_indicators_and_all_results() -> None:
    found = by_name(sheets.sheets_of(one(), "From the model.", "en"))
    _, low, high = interval(grant(), MAIN, "sex", "female")
    groups = found["Who gains"]
    head = (OUTCOMES[MAIN].label("en"), "USD of 2019 a year")
    assert groups.rows == (
        ("Women", "Sex", LABEL, *head, 150.0, low, high), ("Men", "Sex", LABEL, *head, 50.0, 50.0, 50.0), ("First", "Generation", LABEL, *head, 200.0, 200.0, 200.0),
    )  # fmt: skip
    assert [(chart.first, chart.last, chart.columns, chart.kind) for chart in groups.charts] == [(0, 1, (5,), "column"), (2, 2, (5,), "column")]
    assert groups.charts[0].alt.endswith(f"Sex: Women 150 [{low:.4g}, {high:.4g}]; Men 50 [50, 50]")
    results = found["All results"]
    table = one().table
    assert len(results.rows) == len(table)
    row = table[(table["outcome"] == MAIN) & (table["group"] == "male")].iloc[0]
    numbers = tuple(float(row[name]) for name in ("mean", "low", "high", "difference", "difference_low", "difference_high"))
    assert (grant().name, LABEL, MAIN, *head, "sex", "male", *numbers) in results.rows
    assert any(one[5:7] == ("", "") and one[2] == COST and one[7] == 300.0 for one in results.rows)
    inputs = {row[0]: row for row in found["Inputs"].rows}
    given = next(one for one in grant().scenario.inputs() if one.path.endswith("household_size"))
    assert inputs[given.path][2:5] == (2.7, 2.2, 3.2) and inputs[given.path][6] == "assumption" and given.says("en") == inputs[given.path][1]
    assert len(inputs) == len(following_pages.inputs_of(one())) == len({one.path for one in grant().scenario.inputs()})
    indicators = found["SDG GCM"]
    effect = next(row for row in indicators.rows if row[1] == f"effectiveness.{MAIN}")
    assert effect[4:] == (LABEL, "", "", 0.0, 200.0, *interval(grant(), MAIN)[1:], "") and by_name(sheets.sheets_of(one(), "s", "fr"))["ODD PMM"].rows
    assert [sheets.cell(value) for value in (None, math.nan, math.inf, pd.NA, 3, 2.5, "x")] == [None, None, None, None, 3.0, 2.5, "x"]


def test_the_sheet_of_alarms_has_each_reading_with_its_bound() -> None:
    found = by_name(sheets.sheets_of(one(), "s", "en"))["Alarms"]
    assert len(found.rows) == len(one().readings) > 0
    for row, reading in zip(found.rows, one().readings, strict=True):
        numbers = [value for value in row if isinstance(value, float)]
        wanted = [value for value in (reading.value, reading.row()[5], reading.share) if isinstance(value, int | float) and math.isfinite(value)]
        assert numbers == pytest.approx(wanted)


# --- what follows -----------------------------------------------------------------------------------------------------------------------------------------


def heads(blocks: Any) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_pages_after_the_first_have_a_section_each_in_their_order() -> None:
    blocks = following_pages.following_pages(one(), "The source.", "en")
    assert heads(blocks) == [
        "Who gains and who pays", "Accounts: cost, what arrives, what a dollar brings", "Budget by year", "Alarms, and what answers them", "What it rests on", say("s_cannot"),
    ]  # fmt: skip
    text = "\n".join(flat(plain(block.line)) for block in blocks if isinstance(block, Paragraph))
    n = len(following_pages.inputs_of(one()))
    assert f"{n} inputs, by grade of evidence" in text and "here all stay at their declared values" in text and "Calibrated to no facts." in text
    bullets = [flat(plain(item)) for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert any(said.startswith(f"{LABEL}: state of origin 240 USD a year (spending), state of origin 60 USD a year (revenue forgone)") for said in bullets)
    assert all(said[0] in "\n".join(bullets) for said in CANNOT)
    drawn = worked(grant(), series=months(), uncertainty="prior")
    assert "The inputs that move this result" in heads(following_pages.following_pages(drawn, "s", "en"))
    against = worked(grant(), same(GRANT, {key(MAIN): 150.0, key(COST): 100.0}, name="other"), series=months(), reference=same(GRANT, {key(MAIN): 150.0, key(COST): 100.0}, name="other"))
    first = following_pages.following_pages(against, "s", "en")
    table = next(block for block in first if isinstance(block, Table))
    assert table.title.startswith("Each policy minus “") and heads(first)[0] == say("s_against")
    told = against.against[against.against["breakdown"].isna() & (against.against["outcome"] == MAIN)].iloc[0]
    bounds = [float(told[name]) for name in ("difference", "difference_low", "difference_high")]
    assert bounds[1] < bounds[0] < bounds[2] and against.replicates.index.equals(pd.RangeIndex(len(against.replicates)))
    assert f"{number(bounds[0], 'en', signed=True)} USD of 2019 a year [{interval_words(*bounds, 'en')}]" in "\n".join(against_sections(against, effects(against), "en"))


def test_grades_are_counted_and_commands_told_with_their_versions() -> None:
    assert following_pages._counted(["B", "A", "B"], "en") == "A: 1, B: 2"
    manifest = one().manifest | {"command": "diaspora compare x"}
    heading, bullets, versions = following_pages.how_to_reproduce(manifest, "diaspora report x", "en", "x")
    assert isinstance(bullets, Bullets) and [plain(item) for item in bullets.items] == ["The results: diaspora compare x --out x", "This brief: diaspora report x"]
    assert [item[1].code for item in bullets.items] == [True, True] and isinstance(heading, Heading)
    told = plain(versions.line) if isinstance(versions, Paragraph) else ""
    assert told.startswith(f"Version 1.0; model {manifest['code']['model'][:12]}; results {manifest['fingerprint'][:12]}; Python {manifest['versions']['python']}, NumPy")
    assert [plain(item) for item in following_pages.how_to_reproduce(one().manifest, "b", "en")[1].items] == ["This brief: b"]  # type: ignore[union-attr]


def test_the_annex_has_terms_indicators_and_sources() -> None:
    blocks = annex.annex(one(), "The source.", "en")
    found = heads(blocks)
    assert found[0] == "Annex" and [name for name in ("Terms of the levers", "Public accounts", "Sheet of SDG and GCM indicators", "Sources of the figures and parameters") if name in found] == [
        "Terms of the levers", "Public accounts", "Sheet of SDG and GCM indicators", "Sources of the figures and parameters",
    ]  # fmt: skip
    assert what_is("Annex", blocks).level == 1 and "What each lever adds, in full" not in found
    sheet = next(block for block in blocks if isinstance(block, Table) and block.title == "Indicators with the policy, and without")
    cells = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in sheet.rows}
    assert [plain(cell) for cell in sheet.head] == ["Indicator", "Outcome", LABEL] and {cells[name][1] for name in cells if name.startswith("GCM 19(")} == {"yes", "no"}
    notes = [plain(block.line) for block in blocks if isinstance(block, Paragraph) and block.is_note]
    assert any(note.startswith("Not in the model: ") for note in notes)
    sources = blocks[-1]
    assert isinstance(sources, Bullets) and sources.is_note and [plain(item).split(":")[0] for item in sources.items] == sorted(plain(item).split(":")[0] for item in sources.items)


def what_is(text: str, blocks: Any) -> Heading:
    return next(block for block in blocks if isinstance(block, Heading) and block.text == text)


def test_cells_of_indicators() -> None:
    row: Mapping[str, Any] = {"value": 1200.0, "without_policy": 1000.0}
    assert [annex._cell(each, is_action, "en") for each, is_action in ((None, False), (row, False), (row, True), ({"value": 0.0}, True), ({**row, "without_policy": math.nan}, False))] == [
        "-", "1,200 (1,000)", "yes", "no", "1,200",
    ]  # fmt: skip
    bold, words = Paragraph(line_of("Head", bold=True)), Paragraph(line_of("Says"))
    assert in_notes([Bullets(()), Heading(2, "h"), bold, words]) == [Bullets((), True), Heading(2, "h"), bold, replace(words, is_note=True)]


# --- pictures and files -----------------------------------------------------------------------------------------------------------------------------------


def test_figures_fit_on_a_page_and_their_words_have_the_numbers() -> None:
    assert [pictures.fitting(*size) for size in ((10.0, 5.0), (5.0, 10.0))] == [6.9, pytest.approx(4.1)] and pictures.fitting(10.0, 5.0, 2.95) == pytest.approx(5.9)
    _, low, high = interval(grant(), MAIN)
    name = OUTCOMES[MAIN].label("en")
    name = name[:1].lower() + name[1:]
    cost = pictures.cost_figure(one(), "The source.", "en")
    assert cost.alt.endswith(f" {LABEL}: {name} +200 USD of 2019 a year [{bounds(low, high)}], cost 300 USD a year.") and cost.unit == "the unit stands over each panel"
    ratio = cost.height * 6.9 / cost.width
    assert cost.shown == pytest.approx(min(6.9, 2.95 * cost.width / cost.height) if ratio < 1.35 * 2.95 else min(6.9, 8.2 * cost.width / cost.height))
    _, low, high = interval(grant(), MAIN, "sex", "female")
    gains = pictures.gains_figure(one(), "The source.", "en")
    assert gains is not None and gains.alt.endswith(f" {LABEL}, {name}, USD of 2019 a year: women +150 [{bounds(low, high)}], men +50 [50 to 50].")
    many = worked(*(replace(grant(), name=f"n{place}") for place in range(5)))
    assert pictures.gains_figure(many, "s", "en") is None and pictures.gains_figure(worked(same(GRANT, {key(MAIN): 1.0, key(COST): 1.0})), "s", "en") is None
    assert pictures.contributions_figure(one(), "s", "en") is None


def test_names_of_files_say_what_makes_them(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert writing._maker(tmp_path / "a.PDF").__name__ == "pdf_bytes" and writing._maker(tmp_path / "new" / "a.xlsx").__name__ == "workbook_bytes"
    (tmp_path / "b.html").mkdir()
    (tmp_path / "c").write_text("", encoding="utf-8")
    for name, says, check in (("a.pfd", "no format", writing._maker), ("b.html", "is a folder", writing._check_place), ("c/d.docx", "cannot be written", writing._check_place)):
        with pytest.raises(InputError, match=says):
            check(tmp_path / name)
    assert writing.named(tmp_path / "a.pdf", "fr") == tmp_path / "a.fr.pdf" and writing.missing(".pdf") is None
    assert writing._command("results", ["x/a.pdf", "b.docx"], "fr", "EUR", 0.5) == "diaspora report results --to a.pdf --to b.docx --language fr --currency EUR --rate 0.5"
    assert writing._command("r", ["a.pdf"], "en", None, None) == "diaspora report r --to a.pdf --language en"
    writing._write(tmp_path / "deep" / "er" / "a.txt", b"x")
    assert (tmp_path / "deep" / "er" / "a.txt").read_bytes() == b"x"


def test_a_brief_has_its_title_its_pages_and_its_sheets() -> None:
    found = writing.brief_of(one(), "diaspora report x", "en")
    assert (found.title, found.language, found.page_word, found.unit_word, found.source_word) == (LABEL, "en", "page {n} of {of}", "Unit: ", "Source: ")
    names = heads(found.blocks)
    assert names.index("Verdict") < names.index("Budget by year") < names.index("How to reproduce it") < names.index("Annex")
    titles = [block.title.split(".")[0] for block in found.blocks if isinstance(block, Figure)]
    assert titles == [f"Figure {place}" for place in range(1, len(titles) + 1)] and found.sheets[0].name == "Numbers" and found.stamp == say("not_calibrated")
    assert one().manifest["fingerprint"][:12] in found.source and "1.0" in found.source and "inputs at their declared values" in found.source and found.footnotes == ()
