"""Sheets and words of pictures of a brief with packages, many policies and alarms: every cell, which rows a chart draws, how many charts there are, and questions over several places."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.briefs import first_page, following_pages, pictures, sheets
from experiments.briefs.document import Figure as Drawn
from experiments.briefs.document import Paragraph, plain
from experiments.comparing.rows import effects, labels
from experiments.figures.style import Caption
from experiments.reporting.contribution_page import SPLIT_HEAD
from experiments.runs import intervals
from experiments.runs.verdicts import Verdict, interval_words
from experiments.text import colon, number, say, source_words, unit_words, within
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from scenarios import load, with_changes
from tests.unit.test_brief_files_by_hand import png
from tests.unit.test_brief_outlines import LEVERS, full
from tests.unit.test_brief_pages_by_hand import LABEL, MAIN, grant, one
from tests.worked import GRANT, flat, key, same, worked

COST = "public_cost"


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


# --- sheets -----------------------------------------------------------------------------------------------------------------------------------------------


def test_the_sheet_of_levers_has_share_alone_and_left_out_with_their_bounds() -> None:
    comparison = full()
    (split,) = comparison.splits
    sheet = sheets._levers(comparison, "From the model.", "en")
    assert sheet is not None and sheet.name == say("lever") and sheet.source == "From the model."
    share, alone, left_out = SPLIT_HEAD[4].en, SPLIT_HEAD[2].en, SPLIT_HEAD[3].en
    assert sheet.head == ("Lever", "Policy", "Outcome", "Unit", *(f"{kind}{end}" for kind in (share, alone, left_out) for end in ("", ", Low (95 %)", ", High (95 %)")))
    means = [split.mean(values) for values in (split.shapley, split.alone, split.left_out)]
    wanted = []
    for j, outcome in enumerate(split.outcomes):
        if (split.alone[:, :, j] != 0.0).any() or (split.left_out[:, :, j] != 0.0).any() or (split.shapley[:, :, j] != 0.0).any():
            wanted += [(REGISTRY[lever].label.en, OUTCOMES[outcome].label.en, [float(part[i, j]) for mean in means for part in mean]) for i, lever in enumerate(split.levers)]
    assert [(row[0], row[2]) for row in sheet.rows] == [each[:2] for each in wanted] and [list(row[4:]) for row in sheet.rows] == [pytest.approx(each[2]) for each in wanted]
    assert [(chart.kind, chart.columns, chart.first, chart.last) for chart in sheet.charts] == [("column", (4,), 2 * place, 2 * place + 1) for place in range(min(len(sheet.rows) // 2, sheets.MOST_CHARTS))]
    low, high = sheet.rows[0][5:7]
    assert sheet.charts[0].alt.startswith(f"{sheet.charts[0].title}: {sheet.rows[0][0]} {sheet.rows[0][4]:.4g} [{low:.4g}, {high:.4g}]; ") and sheet.charts[0].title.endswith(f": {sheet.rows[0][2]}") and sheet.charts[0].unit == sheet.rows[0][3]
    assert sheets._levers(one(), "s", "en") is None and set(LEVERS) == set(split.levers)
    table = comparison.contributions
    for left in (table.assign(alone=0.0, left_out=0.0, shapley=0.0), table[table["lever"] == LEVERS[0]], table[:0]):
        bare: Any = SimpleNamespace(contributions=left, replications=comparison.replications)
        assert sheets._levers(bare, "s", "en") is None


def test_many_outcomes_and_policies_have_six_charts_and_three_of_groups() -> None:
    levers = ("matching_grant", "tax_incentive", "dual_nationality", "one_stop_shop", "trade_fair", "skills_placement", "diaspora_bond", "volunteer_register")
    each = []
    for name in levers:
        main = REGISTRY[name].main_outcome
        numbers = {key(main): 5.0, key(main, "sex", "female"): 3.0, key(main, "sex", "male"): 2.0, key(COST): 7.0, key("remittances"): 1.0}
        each.append(same(replace(load("morocco_belgium"), levers=(REGISTRY[name](),)), numbers, name=name))
    many = worked(*each)
    found = sheets._numbers(many, "s", "en")
    outcomes = list(dict.fromkeys(REGISTRY[name].main_outcome for name in levers))
    assert len(outcomes) > sheets.MOST_CHARTS == len(found.charts) and [row[1] for row in found.rows if row[1] == OUTCOMES[COST].label.en] == [OUTCOMES[COST].label.en] * len(levers)
    assert [chart.title for chart in found.charts] == [f"{OUTCOMES[name].label.en}, change" for name in outcomes[:6]]
    for chart, outcome in zip(found.charts, outcomes, strict=False):
        assert [row[1] for row in found.rows[chart.first : chart.last + 1]] == [OUTCOMES[outcome].label.en] * (chart.last + 1 - chart.first) and (chart.first == 0 or found.rows[chart.first - 1][1] != OUTCOMES[outcome].label.en)
    groups = sheets._groups(many, "s", "fr")
    assert groups is not None and len(groups.charts) == 3 and len({(row[2], row[1]) for row in groups.rows}) > 3


def test_the_sheet_of_alarms_has_its_words_its_state_and_what_answers_it() -> None:
    comparison = one()
    found = sheets._alarms(comparison, "s", "fr")
    assert found is not None
    for row, reading in zip(found.rows, comparison.readings, strict=True):
        rule = reading.rule
        assert row[:4] == (labels(comparison, "fr")[reading.scenario], f"{rule.alarm} {rule.name('fr')}", ", ".join(lever.label("fr") for lever in reading.levers), rule.says("fr"))
        assert row[4:7] == (sheets.cell(reading.value), rule.threshold, reading.share) and row[7] == say("q_on" if reading.fires else "q_off", "fr") and row[8] == (reading.remedy("fr") if reading.fires else "")
    on = SimpleNamespace(scenario=comparison.readings[0].scenario, rule=comparison.readings[0].rule, levers=comparison.readings[0].levers, value=float("inf"), share=0.9, fires=True, remedy=lambda language: f"mend in {language}")
    loud = sheets._alarms(SimpleNamespace(**{**{name: getattr(comparison, name) for name in ("replications",)}, "readings": (on,)}), "s", "en")  # type: ignore[arg-type]
    assert loud is not None and loud.rows[0][4] is None and loud.rows[0][6:] == (0.9, say("q_on"), "mend in en")


def test_the_sheet_of_inputs_says_what_each_is_and_rests_on() -> None:
    sheet = sheets._inputs(one(), "s", "en")
    found = {row[0]: row for row in sheet.rows}
    assert [sheet.head[at] for at in (0, 2, 5, 6, 8)] == [say(word) for word in ("s_input", "s_value", "unit", "s_status", "s_source")] and len(sheet.head) == 9
    inputs = following_pages.inputs_of(one())
    assert list(found) == [given.path for given in inputs.values()]
    for given in inputs.values():
        row = found[given.path]
        assert (row[1], row[5], row[6], row[7], row[8]) == (given.says("en"), unit_words(given.unit, "en"), say(given.status.value, "en"), str(given.grade), source_words(given.source, "en"))
        assert row[3:5] == (sheets.cell(given.low), sheets.cell(given.high))


# --- words of pictures ------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Which figures are asked for, with their source and language; none is drawn. `height`: inches of the next."""
    told = SimpleNamespace(asked=[], height=4.0)

    def figure(comparison: Any, kind: str, alt: str, source: str, language: str) -> Drawn:
        told.asked.append((kind, source, language))
        return Drawn(kind, "u", source, alt, png(4, 2), "<svg/>", 8.0, told.height, 6.0)

    monkeypatch.setattr(pictures, "_figure", figure)
    return told


def test_a_picture_of_cost_is_lower_on_the_first_page_unless_it_would_be_far_too_small(drawn: SimpleNamespace) -> None:
    limit = 1.35 * pictures.HIGHEST_FIRST * 8.0 / pictures.INCHES
    for height, shown in ((4.0, min(pictures.INCHES, 2.95 * 8.0 / 4.0)), (limit - 0.01, 2.95 * 8.0 / (limit - 0.01)), (limit + 0.01, 6.0)):
        drawn.height = height
        assert pictures.cost_figure(one(), "src", "fr").shown == pytest.approx(shown), height
    assert drawn.asked == [("cost", "src", "fr")] * 3


def test_the_words_of_a_split_name_policy_lever_outcome_and_interval(drawn: SimpleNamespace) -> None:
    found = pictures.contributions_figure(full(), "src", "en")
    (split,) = full().splits
    assert found is not None and drawn.asked == [("contributions", "src", "en")]
    share = split.mean(split.shapley)
    from experiments.figures.contributions import panels

    for panel in panels(full(), "en"):
        outcome = split.outcomes[panel.outcome]
        for place, lever in enumerate(split.levers):
            value, low, high = (float(part[place, panel.outcome]) for part in share)
            said = f", {within(REGISTRY[lever].label.en)}, {within(OUTCOMES[outcome].label.en)} {number(value, 'en', signed=True)}"
            assert (flat(said) in flat(found.alt)) is bool(value or low or high) and (not value or f"[{interval_words(value, low, high, 'en')}]" in found.alt)


def test_the_words_of_who_gains_have_both_sexes_of_each_policy(drawn: SimpleNamespace) -> None:
    found = pictures.gains_figure(one(), "src", "fr")
    assert found is not None and found.may_move and drawn.asked == [("gains", "src", "fr")]
    (row,) = effects(one())
    for group in ("female", "male"):
        mean, low, high = (float(part[0]) for part in intervals.of_mean(row.on(MAIN, "sex", group)[:, None], row.each.groups))
        assert f"{within(say(group, 'fr'))} {number(mean, 'fr', signed=True)} [{interval_words(mean, low, high, 'fr')}]" in found.alt
    four = worked(*(replace(grant(), name=f"n{place}") for place in range(4)))
    five = worked(*(replace(grant(), name=f"n{place}") for place in range(5)))
    bare = worked(same(GRANT, {key(MAIN): 1.0, key(COST): 1.0, key(MAIN, "generation", "first"): 1.0}))
    assert pictures.gains_figure(four, "s", "en") is not None and pictures.gains_figure(five, "s", "en") is None and pictures.gains_figure(bare, "s", "en") is None


def test_a_picture_is_kept_as_it_was_drawn_with_its_caption(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import contextmanager

    from matplotlib.figure import Figure as Canvas

    @contextmanager
    def apart() -> Any:
        yield [Caption("The title", "What it says.", "src")]

    canvas = Canvas(figsize=(8.0, 4.0))
    monkeypatch.setattr(pictures, "captions_apart", apart)
    monkeypatch.setattr(pictures, "draw", lambda comparison, kind, language: canvas if (kind, language) == ("cost", "fr") else None)
    found = pictures._figure(one(), "cost", "Alt.", "The source.", "fr")
    assert (found.title, found.says, found.source, found.alt, found.width, found.height, found.shown) == ("The title", "What it says.", "The source.", "Alt.", 8.0, 4.0, pictures.INCHES)
    assert found.png[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(found.png[16:20], "big") == 8 * pictures.DOTS and "<svg" in found.svg and b"Software" not in found.png and "<dc:date>" not in found.svg


# --- the question -----------------------------------------------------------------------------------------------------------------------------------------


def question(comparison: Any, language: str = "en") -> str:
    (paragraph,) = first_page._question(comparison, language)
    assert isinstance(paragraph, Paragraph)
    return flat(plain(paragraph.line))


def test_places_and_years_of_a_question_stand_once_each() -> None:
    grant_of = {key(MAIN): 1.0, key(COST): 1.0}
    short = same(with_changes(load(GRANT), {"years": 2}), grant_of, name="short")
    both = same(with_changes(load("morocco_belgium"), {"residence": ["BEL", "NLD"]}), {key(COST): 0.0}, name="none")
    said = question(worked(grant(), replace(grant(), name="again"), short, both))
    assert said.startswith("What do these policies change") and said.count("2020-01 to 2029-12, 10 years") == 2 and said.count("2020-01 to 2021-12, 2 years") == 1 and "Morocco to Belgium; Morocco to Netherlands" in said
    assert question(worked(grant(), both)).startswith("What does this policy change")


@pytest.mark.parametrize(("values", "told", "share"), [([5.0, 1.0, -1.0, 2.0], Verdict.RISES, "75 %"), ([-5.0, -1.0, 1.0, 0.0], Verdict.FALLS, "50 %"), ([5.0, float("nan"), 3.0, 0.0], Verdict.RISES, "67 %")])
def test_how_many_runs_are_on_that_side(values: list[float], told: Verdict, share: str) -> None:
    row: Any = SimpleNamespace(outcome=MAIN, interval=(3.0, 1.0, 5.0), change=np.array(values))
    assert flat(first_page._change_words(row, told, "en")).endswith(f"[1 to 5], {share} of the runs on that side") and first_page._change_words(row, Verdict.CANNOT_BE_TOLD, "en") == within(OUTCOMES[MAIN].label.en)


def test_changes_of_one_policy_stand_without_its_name_and_of_several_with_it() -> None:
    alone = first_page.verdict_lines(one(), effects(one()), "en")[0]
    two = worked(grant(), same("morocco_belgium_tax_incentive", {key("investment_productive"): 10.0, key(COST): 1.0}))
    several = first_page.verdict_lines(two, effects(two), "fr")[0]
    names = [flat(name) for name in labels(two, "fr").values()]
    assert LABEL not in alone and all(f"{name} (" in flat(several) for name in names) and colon("fr") in several
