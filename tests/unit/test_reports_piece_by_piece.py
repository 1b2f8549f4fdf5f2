"""Reports piece by piece: halves of regions, slopes of doses, levers that are not registered, what is noted of a question, cells of sheets, ends of axes, conflicts that are told, convergence of few points."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.alarms import outcome_rules
from experiments.briefs import sheets
from experiments.comparing import induced
from experiments.comparing import value as values
from experiments.comparing.rows import Effect, labels
from experiments.comparing.value import Dose, _slope
from experiments.figures import answer as answers
from experiments.figures import morris_plane
from experiments.reporting import question_sheet, what_was_compared
from experiments.reporting import summary as summary_page
from experiments.sensitivity import convergence as convergences
from experiments.sensitivity.convergence import COLUMNS, convergence
from experiments.sensitivity.evidence import Evidence
from experiments.text import say
from model.errors import InputError
from model.levers import REGISTRY
from model.parameter import Text
from scenarios import load
from scenarios.questions import Question, QuestionFile
from tests.unit.test_answer_pictures_by_hand import lined, pictured, words
from tests.unit.test_scenario_questions import small
from tests.worked import GRANT, PACKAGE, key, same, worked

NAN = float("nan")


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


# --- tables -----------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "halves"), [(1, {"middle_region": 1.0}), (2, {"poorer_half": 1.0, "richer_half": 2.0}), (3, {"poorer_half": 1.0, "middle_region": 2.0, "richer_half": 4.0}),
                                           (4, {"poorer_half": 3.0, "richer_half": 12.0}), (5, {"poorer_half": 3.0, "middle_region": 4.0, "richer_half": 24.0}), (6, {"poorer_half": 7.0, "richer_half": 56.0})])  # fmt: skip
def test_half_of_the_regions_is_the_poorer_one(n: int, halves: dict[str, float]) -> None:
    """Of `_changes_by`: the change of the k-th region is the k-th power of two."""
    numbers = {key("donations_collective", "region", f"MAR-{place + 1}"): 2.0**place for place in range(n)}
    found = summary_page._changes_by(Effect(same(GRANT, numbers), "donations_collective"), "donations_collective", "region", "en")
    assert {name: values[0] for name, values in found.items()} == {say(half): value for half, value in halves.items()}


def test_what_one_more_unit_of_a_dose_costs() -> None:
    """Of `_slope`: money over what is gained, without bound where nothing is; what is not known is left out of the means."""

    def dose(effect: float, cost: float) -> Dose:
        return Dose("d", np.array([cost, NAN, cost]), np.array([effect, effect, NAN]))

    assert [_slope(dose(*one), dose(*other)) for one, other in (((1.0, 10.0), (1.5, 20.0)), ((1.0, 10.0), (3.0, 20.0)), ((1.0, 10.0), (1.0, 20.0)), ((1.0, 10.0), (0.5, 20.0)), ((1.0, 20.0), (2.0, 5.0)))] == [20.0, 5.0, np.inf, np.inf, -15.0]


def test_doses_are_compared_in_the_runs_that_all_of_them_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `dose_table`: runs 1 to 3 of one dose and 2 to 4 of the other, each number a hundred times its run."""
    each = [SimpleNamespace(name=name, numbers=numbers, groups=np.array(numbers) // 2) for name, numbers in (("a", (1, 2, 3)), ("b", (2, 3, 4)))]
    lever, asked = load(GRANT).levers[0], list[Any]()
    monkeypatch.setattr(values, "doses_of", lambda given: [(lever, each)])
    monkeypatch.setattr(values, "summed", lambda one, name, lever: 100.0 * np.array(one.numbers))
    monkeypatch.setattr(values, "present_effect", lambda one, outcome, series: np.array(one.numbers) + (0.5 if one.name == "b" else 0.0))
    monkeypatch.setattr(values, "steps", lambda doses, groups: asked.append((doses, groups)) or [])
    assert values.dose_table([], pd.DataFrame()).empty
    ((doses, groups),) = asked
    assert [(dose.name, dose.cost.tolist(), dose.effect.tolist()) for dose in doses] == [("a", [200.0, 300.0], [2.0, 3.0]), ("b", [200.0, 300.0], [2.5, 3.5])] and groups.tolist() == [1, 1]


def test_a_lever_that_is_not_registered_has_its_name_for_an_act() -> None:
    """Of `induced_table`: a folder may be read without the file that defines its lever."""
    subjects = (("lever", "matching_grant"), ("lever", "own_lever"), ("act", "found_firm"))
    each: Any = SimpleNamespace(name="s", numbers=(0, 1), groups=np.array([0, 1]), induced={("induced_number", kind, name): np.ones(2) for kind, name in subjects})
    assert induced.subjects(each) == list(subjects)
    table = induced.induced_table(each)
    assert list(dict.fromkeys(zip(table["scenario"], table["lever"].fillna(""), table["act"], strict=True))) == [
        ("s", "matching_grant", REGISTRY["matching_grant"].act.name.lower()), ("s", "own_lever", "own_lever"), ("s", "", "found_firm"),
    ]  # fmt: skip


def test_a_rule_is_silent_where_the_model_lacks_one_of_its_outcomes() -> None:
    assert [outcome_rules._known(*names) for names in (("jobs",), ("jobs", "firms_created"), ("jobs", "none"), ("none", "jobs"), ("none",))] == [True, True, False, False, False]
    assert outcome_rules._level("none")(SimpleNamespace(), SimpleNamespace()) is None  # type: ignore[arg-type]
    asked: Any = SimpleNamespace(column=lambda name: np.full(2, {"jobs": 3.0, "firms_created": 10.0}[name]))
    lever: Any = SimpleNamespace(id="one_stop_shop")
    assert outcome_rules._share("jobs", "none")(asked, lever) is None
    for least, is_told in ((20.0, True), (20.5, False)):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(outcome_rules, "ENOUGH_POSTS", least)
            found = outcome_rules._share("jobs", "firms_created")(asked, lever)
            assert (found is not None) is is_told and (found is None or (found[0].tolist(), found[1].tolist()) == ([3.0, 3.0], [10.0, 10.0]))
    above, over = outcome_rules._one(np.array([2.0, NAN, np.inf]))
    assert above[0] == 2.0 and over[0] == 1.0 and np.isnan(over[1:]).all()
    ours = outcome_rules._for(("one_stop_shop",), lambda each, lever: (np.ones(1), np.ones(1)))
    assert ours(asked, lever) is not None and ours(asked, SimpleNamespace(id="other")) is None  # type: ignore[arg-type]


def test_notes_of_a_comparison_stand_in_the_summary_of_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    found = small()
    each = [same(scenario, {key("jobs"): 1.0}, name=scenario.name) for scenario in found.scenarios()]
    table, alarms, asked = pd.DataFrame({"t": [1]}), pd.DataFrame({"a": [1]}), list[Any]()
    monkeypatch.setattr(question_sheet, "_table", lambda *given: asked.append(given) or ["| a |"])
    monkeypatch.setattr(question_sheet, "_notes", lambda *given: asked.append(given) or "")
    monkeypatch.setattr(question_sheet, "equal_costs", lambda *given: None)

    def page(*notes: Text) -> str:
        return question_sheet.question_summary(replace(worked(*each), notes=notes), found, table, alarms, ["Look."], "en")

    title = f"## {say('s_notes')}"
    noted = page(Text("One * two.", "Un."), Text("Three.", "Trois."))
    assert title in noted and "- One \\* two.\n- Three." in noted and title not in page()
    assert all(given is wanted for given, wanted in zip([*asked[0], *asked[1]], [found, alarms, "en", None, found, table, "en"], strict=True))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sheet_of_indicators_has_a_column_for_each_number_and_its_groups_in_words(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = worked(same(GRANT, {key("jobs"): 1.0}))
    head = {"frame": "F", "indicator": "1.a", "label": "L", "unit": "U", "scenario": GRANT, "without_policy": 1.0, "value": 2.0, "low": 3.0, "high": 4.0}
    rows = [
        {**head, "breakdown": None, "group": None, "available": True, "note": ""}, {**head, "breakdown": "sex", "group": "female", "available": True, "note": "n", "without_policy": NAN},
        {**head, "breakdown": NAN, "group": NAN, "available": True, "note": ""}, {**head, "breakdown": None, "group": None, "available": False, "note": ""},
    ]  # fmt: skip
    monkeypatch.setattr(sheets, "indicator_sheet", lambda comparison, language: pd.DataFrame(rows))
    sheet = sheets._indicators(comparison, "s", language)
    start = ("F", "1.a", "L", "U", labels(comparison, language)[GRANT])
    assert sheet.rows == (
        (*start, "", "", 1.0, 2.0, 3.0, 4.0, ""), (*start, say("sex", language), say("female", language), None, 2.0, 3.0, 4.0, "n"), (*start, "", "", 1.0, 2.0, 3.0, 4.0, ""),
    )  # fmt: skip
    names = [sheets.word(each, language) for each in ("frame", "indicator", "by", "without", "with", "run_low", "run_high", "note")]
    assert sheet.head == (*names[:2], say("outcome", language), say("unit", language), say("policy_column", language), names[2], say("group", language), *names[3:]) and len(sheet.head) == len(sheet.rows[0])


def test_conflicts_are_told_with_the_policies_that_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `_checked`: of all policies with levers, without a name; of some, with theirs."""
    two = [same(PACKAGE, {key("jobs"): 1.0}), same(GRANT, {key("jobs"): 1.0}), same(load(GRANT).without_levers(), {key("jobs"): 1.0}, name="bare")]
    comparison = worked(*two)
    names = labels(comparison, "en")
    lever = load(GRANT).levers[0]
    clash, other = (SimpleNamespace(says=lambda language, said=said: said) for said in ("Both pay.", "One waits."))
    monkeypatch.setattr(what_was_compared, "conflicts", lambda scenario: [clash, other] if scenario.name == PACKAGE else [clash])
    monkeypatch.setattr(what_was_compared, "without_effect", lambda scenario: [(lever, "MAR-BEL")] if scenario.name == GRANT else [])
    idle = what_was_compared.word("idle", "en", lever=lever.label("en"), corridor="Morocco - Belgium")
    found = what_was_compared._checked(comparison, "en")
    assert found[:2] == ["Both pay.", f"One waits ({names[PACKAGE]})."] and len(found) == 3
    assert found[2].startswith(idle.split("Morocco")[0]) and found[2].endswith(f"({names[GRANT]}).")


# --- pictures of questions ----------------------------------------------------------------------------------------------------------------------------------


def three(kind: str, outcomes: list[str], **more: Any) -> Question:
    """A question of three options."""
    content = small().content.model_dump()
    third = {**content["options"][0], "id": "third"}
    return Question(QuestionFile.model_validate({**content, "options": [*content["options"], third], "picture": {"kind": kind, "outcomes": outcomes}, **more}))


def test_the_name_of_the_point_in_the_middle_stands_above_it() -> None:
    """Of `_trade_off`: changes of firms of -5, 10 and 2, of which 2 is the median."""
    found = three("trade_off", ["jobs", "firms_created"])
    each = [same(scenario, {key("jobs"): 1.0, key("firms_created"): change}, name=scenario.name) for scenario, change in zip(found.scenarios(), (-5.0, 10.0, 2.0), strict=True)]
    axis = answers.answer(worked(*each), found).axes[0]
    assert [text.get_va() for text in axis.texts] == ["top", "bottom", "bottom"]


def test_one_change_among_levels_is_noted() -> None:
    found = pictured("bars", ["jobs", "procedure_days"], levels=["procedure_days"])
    each = [same(scenario, {key("jobs"): 1.0, key("procedure_days"): 2.0}, name=scenario.name) for scenario in found.scenarios()]
    given = worked(*each)
    assert words(say("q_note_change")) in words(" ".join(text.get_text() for text in answers.answer(given, found).texts))


def test_bars_have_no_lines_across_and_values_along() -> None:
    found = pictured("bars", ["jobs"])
    given = worked(*(same(scenario, {key("jobs"): 1.0}, name=scenario.name) for scenario in found.scenarios()))
    for by, picture in ((None, found), ("sex", three("bars", ["donations_collective"]))):
        if by:
            picture = Question(QuestionFile.model_validate({**picture.content.model_dump(), "picture": {"kind": "bars", "outcomes": ["donations_collective"], "by": by}}))
            given = worked(*(same(scenario, {key("donations_collective", by, group): 1.0 for group in ("female", "male")}, name=scenario.name) for scenario in picture.scenarios()))
        axis = answers.answer(given, picture).axes[0]
        assert not any(line.get_visible() for line in axis.get_ygridlines()) and all(line.get_visible() for line in axis.get_xgridlines())


def test_lines_of_a_world_without_another_beside_it_are_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `_line_panel`: of a run without a world to compare with there is no level without policy, so nothing is tiny beside it."""
    found = pictured("lines", ["firms_created"])
    given = lined(found, "firms_created", (10.4, 10.2))
    options = answers._options(given, found, "en")
    read = answers.yearly
    for first_alone, level in ((False, 120.0), (True, 120.0)):
        with pytest.MonkeyPatch.context() as patched:
            if first_alone:  # the last option has none: what the first said stays
                last = options[-1][0].name
                patched.setattr(answers, "yearly", lambda comparison, each, name, last=last: (read(comparison, each, name)[0] * 0.0, None) if each.name == last else read(comparison, each, name))
            axis = answers.style.canvas(5.0, 3.0).subplots()
            assert answers._line_panel(axis, given, options, "firms_created", found, "en") == level
    monkeypatch.setattr(answers, "yearly", lambda comparison, each, name: (read(comparison, each, name)[0], None))
    axis = answers.style.canvas(5.0, 3.0).subplots()
    assert answers._line_panel(axis, given, options, "firms_created", found, "en") is None
    assert axis.get_lines()[0].get_ydata().tolist() == pytest.approx([124.8, 124.8])


# --- pictures and tables of sensitivity ---------------------------------------------------------------------------------------------------------------------


def indices(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["index", "factor", "value", "low", "high"])


@pytest.mark.parametrize(
    ("sizes", "widest"),
    [([(2.0, 1.0, 3.0), (1.0, 0.5, 1.5)], 3.0), ([(4.0, NAN, NAN), (1.0, 0.5, 1.5)], 4.0), ([(4.0, NAN, NAN), (3.0, NAN, NAN)], 4.0), ([(1.0, 0.5, 1.5), (0.9, 0.0, 2.0)], 2.0), ([(0.0, 0.0, 0.0), (0.0, 0.0, 0.0)], 1.0 / 1.05)],
)
def test_the_plane_reaches_to_the_largest_size_or_bound(sizes: list[tuple[float, float, float]], widest: float) -> None:
    rows = [("mu_star", f"f{place}", *size) for place, size in enumerate(sizes)] + [("sigma", f"f{place}", 0.25 * place, NAN, NAN) for place in range(2)]
    figure = morris_plane.draw(indices(*rows), "y", str)
    assert figure is not None and figure.axes[0].get_xlim() == (0.0, pytest.approx(widest * 1.05))
    high = 0.25 * 1.15
    assert figure.axes[0].get_ylim() == (0.0, pytest.approx(max(high, 0.12 * widest * 1.05)))


def test_what_is_no_evidence_method_or_language_is_refused_whatever_the_design() -> None:
    """Of `convergence`, `not_available`, `over_time` and `widest`."""
    unit = np.linspace(0.0, 1.0, 8)[:, None]
    for kind in ("grid", "sobol_sequence"):
        evidence = Evidence("y", kind, ("a",), unit, unit + 0.0)
        for wrong in ((3, None, "en"), (evidence, ["none"], "en"), (evidence, None, "xx"), (evidence, 3, "en")):
            with pytest.raises(InputError):
                convergence(*wrong)
            with pytest.raises(InputError):
                convergences.over_time({1: wrong[0]}, "y", *wrong[1:])  # type: ignore[dict-item]
    for ask in (lambda: convergences.not_available("none"), lambda: convergences.widest(3), lambda: convergences.over_time({}, 3)):  # type: ignore[arg-type]
        with pytest.raises(InputError):
            ask()


@pytest.mark.parametrize(("n", "points"), [(1, []), (2, [2]), (3, [3]), (4, [2, 4]), (7, [3, 7]), (8, [2, 4, 8]), (16, [2, 4, 8, 16])])
def test_convergence_leaves_out_parts_of_one_point_and_of_none(n: int, points: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """An eighth of seven points is none."""
    asked: list[int] = []

    def analysed(used: Evidence, names: Any, language: str) -> pd.DataFrame:
        asked.append(len(used.values))
        return pd.DataFrame([{**dict.fromkeys(COLUMNS, 0.0), "method": "rbd_fast", "index": "S1", "points": len(used.values)}])

    monkeypatch.setattr(convergences, "analyse", analysed)
    unit = np.linspace(0.0, 1.0, n)[:, None]
    found = convergence(Evidence("y", "sobol_sequence", ("a",), unit, unit + 0.0), ["rbd_fast"])
    assert asked == points and found["points"].tolist() == points
