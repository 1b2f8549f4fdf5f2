"""What a question sets, in words: its world and horizon, values inside and outside their range, events, terms that options share or have of their own."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.checks.policy_words import term_label
from experiments.reporting.question_settings import _terms, _value, lever_lines, setting_words, settings_lines, shocks_words
from experiments.text import quoted
from model.levers import REGISTRY
from model.parameter import Unit
from model.parameters import PARAMETERS
from scenarios import load
from scenarios.questions import Question, QuestionFile
from tests.unit.test_scenario_questions import small
from tests.worked import flat

COORDINATION = "parameters.crisis.coordination"


def asking(first: dict[str, Any], second: dict[str, Any], **changes: Any) -> Question:
    content = small().content.model_dump()
    options = [{**content["options"][k], "label": {"en": f"O{k}", "fr": f"P{k}"}, "set": {}, "levers": {}, **own} for k, own in enumerate((first, second))]
    return Question(QuestionFile.model_validate({**content, "options": options, "set": {}, **changes}))


def lines(found: list[str]) -> list[str]:
    return [flat(line) for line in found]


def test_a_world_as_it_ships_has_one_line_and_what_is_set_one_each() -> None:
    base = load(small().content.base)
    world, usual = flat(quoted(base.label("en"), "en")), base.years
    plain = asking({}, {}, years=usual)
    assert lines(settings_lines(plain, "en")) == [f"nothing but the levers: the world is {world} as it ships"] == lines(settings_lines(asking({}, {}, years=usual + 1), "en", usual))
    assert lines(settings_lines(plain, "en", usual + 2)) == [f"the world is {world}", f"{usual + 2} years instead of {usual}"]
    assert lines(settings_lines(asking({}, {}, years=usual + 1), "en")) == [f"the world is {world}", f"{usual + 1} years instead of {usual}"]
    told = "share of responders who share their plans: 0 % (usually 30 %), outside its range of 10 % to 50 %; held there in every run"
    found = asking({"set": {COORDINATION: 0.0}}, {}, set={"shocks": []}, years=usual)
    assert lines(settings_lines(found, "en")) == [f"the world is {world}", "all options: no disaster or other event of the world happens", f"O0: {told}"]
    assert lines(settings_lines(found, "fr"))[1] == "toutes les options : aucune catastrophe ni autre événement du monde n'a lieu"


def test_a_value_is_told_with_the_usual_one_and_its_range() -> None:
    declared = PARAMETERS["crisis.coordination"]
    assert declared.likely == (0.1, 0.5) and declared.value == 0.3
    what, fixed = "share of responders who share their plans", "; held there in every run"
    for value, words in (
        (0.1, "10 % (usually 30 %), inside its range of 10 % to 50 %"),
        (0.5, "50 % (usually 30 %), inside its range of 10 % to 50 %"),
        (0.51, "51 % (usually 30 %), outside its range of 10 % to 50 %"),
        (0.09, "9 % (usually 30 %), outside its range of 10 % to 50 %"),
        (0.3, "30 %, inside its range of 10 % to 50 %"),
    ):
        assert flat(setting_words(COORDINATION, value, "en")) == f"{what}: {words}{fixed}"
    assert flat(setting_words("corridor.MAR-BEL.tax_rate", 0.25, "en")) == "corridor.MAR-BEL.tax_rate = 0.25"
    bare = next(key for key, given in PARAMETERS.items() if given.likely is None and given.unit is Unit.COUNT)
    assert "range of" not in setting_words(f"parameters.{bare}", PARAMETERS[bare].value, "en") and flat(setting_words(f"parameters.{bare}", PARAMETERS[bare].value, "en")).endswith(fixed)


def test_events_are_told_with_month_size_share_and_place() -> None:
    assert shocks_words([], "fr") == "aucune catastrophe ni autre événement du monde n'a lieu"
    first = {"kind": "disaster", "month": 24, "size": 0.5, "share": 0.25, "communities": [1, "poorest:2"]}
    assert flat(shocks_words([first], "en")) == "disaster in month 24, size 50 %, 25 % of the families struck there (1, 2 poorest communities)"
    assert flat(shocks_words([{"kind": "recession"}, {"kind": "disaster", "communities": []}], "en")) == (
        "recession in month 0, size 10 %, 100 % of the families struck there (everywhere); disaster in month 0, size 10 %, 100 % of the families struck there (everywhere)"
    )
    assert flat(shocks_words([{"kind": "disaster", "month": 3}], "fr")) == "catastrophe au mois 3, ampleur 10 %, 100 % des familles du lieu touchées (partout)"


def grant(**terms: Any) -> dict[str, Any]:
    return {"levers": {"investment_grant": terms}}


def test_terms_that_options_share_are_told_once_and_their_own_beside_them() -> None:
    label = REGISTRY["investment_grant"].label.en
    inside = label[0].lower() + label[1:]
    share, own = (flat(_terms("investment_grant", {name: value}, "en")) for name, value in (("share", 0.2), ("own_funds_share", 0.1)))
    other = flat(_terms("investment_grant", {"own_funds_share": 0.4}, "en"))
    both = asking(grant(share=0.2, own_funds_share=0.1), grant(share=0.2, own_funds_share=0.4))
    assert lines(lever_lines(both, "en")) == [f"{label}, all options: {share}", f"O0, {inside}: {own}", f"O1, {inside}: {other}"]
    alone = asking(grant(share=0.2, own_funds_share=0.1), {})
    assert lines(lever_lines(alone, "en")) == [f"O0, {inside}: {share}; {own}"]
    assert lines(lever_lines(asking(grant(share=0.2), grant(own_funds_share=0.4)), "en")) == [f"O0, {inside}: {share}", f"O1, {inside}: {other}"]
    assert lines(lever_lines(asking(grant(share=0.2), grant(share=0.2)), "en")) == [f"{label}, all options: {share}"] and lever_lines(asking({}, grant()), "en") == []


def test_a_term_is_told_with_what_it_is_otherwise_where_that_differs() -> None:
    declared = REGISTRY["special_economic_zone"].parameters
    term = term_label("holiday_years", declared["holiday_years"], "en")
    assert flat(_terms("special_economic_zone", {"holiday_years": 5.0}, "en")) == f"{term}: 5 years"
    assert flat(_terms("special_economic_zone", {"holiday_years": 7.0, "x": 3}, "en")) == f"{term}: 7 years (usually 5 years); x: 3"
    where = term_label("communities", declared["communities"], "en")
    assert flat(_terms("special_economic_zone", {"communities": ["richest:2"]}, "en")).startswith(f"{where}: ") and "usually" not in _terms("special_economic_zone", {"communities": ["richest:2"]}, "en")
    assert "usually" in _terms("special_economic_zone", {"communities": ["poorest:2"]}, "en")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, Unit.USD, "no limit"), (None, Unit.USD_YEAR, "no limit"), (None, Unit.COUNT, "none"), ((), Unit.LIST, "none"), ([], Unit.LIST, "none"), ("", Unit.CHOICE, "none"),
        (0.25, Unit.SHARE, "25 %"), (3, Unit.COUNT, "3"), (5.0, Unit.YEARS, "5 years"), (2.5, Unit.RATIO, "2.5"), (0.0, Unit.USD, "0 USD of 2019"), (0, Unit.SHARE, "0 %"),
    ],
)  # fmt: skip
def test_values_in_words_with_their_units(value: Any, unit: Unit, words: str) -> None:
    assert flat(_value(value, unit, "en")) == words
