"""What answers an alarm is said in keys that the lever has, and once."""

from __future__ import annotations

import dataclasses
import math
import re
from typing import Any

import numpy as np
import pytest

from experiments.alarms import ALARMS, RULES, Reading, notes_on
from experiments.alarms.reading import SURE, Rule, read
from experiments.alarms.remedies import DOWN, ELIGIBILITY, HOME, NONE, REMEDIES, UP, answers, moved, remedy_text
from experiments.runs.replications import Replications
from model.errors import InputError
from model.levers import REGISTRY
from model.levers.lever import Lever
from model.parameter import Kind, Parameter, Text, Unit
from scenarios import load, with_changes

WORLD = load("morocco_belgium")
CALLED = {"a": Text("One grant", "Une subvention"), "b": Text("Another", "Une autre")}
EXAMPLES: dict[str, Any] = {ELIGIBILITY: {"skill": ["high"]}, "sectors": ["agriculture"]}


def scenario_with(lever: Lever, **more: Any) -> Any:
    """The world with one lever as it stands, and further changes."""
    return with_changes(WORLD, {f"levers.{lever.id}": {"from_month": 0, **more}})


@pytest.mark.parametrize("lever_id", sorted(REGISTRY))
def test_every_key_that_a_remedy_names_is_accepted_by_the_lever(lever_id: str) -> None:
    """Each term, set as the remedy says, passes the validation of scenario files; what is added is a lever that there is."""
    lever = REGISTRY[lever_id]()
    named = 0
    for alarm in ALARMS:
        for measure in (rule.measure for rule in RULES if rule.alarm == alarm):
            for remedy, names in answers(alarm, measure, lever, (lever_id,)):
                for name in names:
                    named += 1
                    if remedy.adds:
                        assert name in REGISTRY and name != lever_id
                        continue
                    if name == HOME:
                        assert with_changes(WORLD, {HOME: remedy.value}).ministry.institutional_home is True
                        continue
                    value = remedy.value if remedy.value is not None else EXAMPLES.get(name)
                    value = moved(lever.parameters[name], getattr(lever, name), remedy.way) if remedy.way else value
                    changed = next(iter(scenario_with(lever, **{name: value}).levers))
                    if name == ELIGIBILITY:
                        assert not changed.eligibility.is_universal
                    elif remedy.way:
                        assert remedy.way * (getattr(changed, name) - getattr(lever, name)) > 0.0, (alarm, name)
                    else:
                        assert list(np.atleast_1d(getattr(changed, name))) == list(np.atleast_1d(value))
    assert named > 0


def test_the_case_of_a_shop_told_to_raise_its_share() -> None:
    """A one-stop shop has no `share` and no `blind_scoring`; both are refused, and no remedy of any alarm names them."""
    shop = REGISTRY["one_stop_shop"]()
    for key, value in (("share", 0.5), ("blind_scoring", True)):
        with pytest.raises(InputError):
            scenario_with(shop, **{key: value})
    for rule in RULES:
        for language in ("en", "fr"):
            said = remedy_text(rule.alarm, rule.measure, shop, ("one_stop_shop",))(language)
            assert "(share)" not in said and "blind_scoring" not in said
    assert "raise “officers at the counter” (officers)" in remedy_text("X4", "abandonment", shop, ()).en


KEY = re.compile(r"\(([a-z_.]+)(?: = [^)]*)?\)")
"""A key in brackets, with the value that it is set to."""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_alarm_of_any_lever_names_a_key_to_a_reader_but_in_brackets(language: str) -> None:
    """Outside brackets stand words: no id of a lever or term with an underscore, and before each key its label in quotation marks, or what to do."""
    ids = {name for lever in REGISTRY.values() for name in (lever.id, *lever.parameters) if "_" in name}
    said = {(lever, rule.alarm): remedy_text(rule.alarm, rule.measure, REGISTRY[lever](), ())(language) for lever in REGISTRY for rule in RULES}
    assert len(said) == len(REGISTRY) * len(ALARMS)
    bare = {key: set(re.findall(r"\w+", KEY.sub("", text))) & ids for key, text in said.items()}
    assert {key: found for key, found in bare.items() if found} == {}
    keys = {key for text in said.values() for key in KEY.findall(text)}
    assert {"officers", "one_stop_shop", ELIGIBILITY, HOME} <= keys
    marks = {"en": "”", "fr": "»"}[language]
    for (lever, _), text in said.items():
        for found in KEY.finditer(text):
            if found[1] in REGISTRY or (found[1] in REGISTRY[lever].parameters and "=" not in found[0] and found[1] != "sectors"):
                assert text[: found.start()].rstrip().endswith(marks), text


def test_a_term_as_far_as_it_goes_and_a_lever_that_is_there_are_not_named() -> None:
    guarantee = REGISTRY["credit_guarantee"]
    assert "(share)" in remedy_text("X1", "additionality", guarantee(share=0.5), ()).en
    assert "(share)" not in remedy_text("X1", "additionality", guarantee(share=guarantee.parameters["share"].high), ()).en
    assert "(share)" in remedy_text("X1", "additionality", guarantee(share=0.9 * guarantee.parameters["share"].high), ()).en
    relief = REGISTRY["tax_incentive"]()
    assert "knowledge_hub" in remedy_text("X13", "informed", relief, ()).en
    assert "knowledge_hub" not in remedy_text("X13", "informed", relief, ("knowledge_hub",)).en
    jury = REGISTRY["entrepreneur_support"]
    assert "blind_scoring = true" in remedy_text("X5", "faction", jury(), ()).fr
    assert "blind_scoring" not in remedy_text("X5", "faction", jury(blind_scoring=True), ()).fr
    assert remedy_text("X9", "retained", relief, ()) == NONE


@pytest.mark.parametrize(
    ("kind", "now", "high", "up", "down"),
    [
        ("REAL", 0.4, 1.0, 0.6, 0.2), ("REAL", 0.8, 1.0, 1.0, 0.4), ("REAL", 1.0, 1.0, None, 0.5), ("REAL", 0.0, 1.0, 0.1, None), ("REAL", 0.1, 1.0, 0.2, 0.0), ("REAL", 0.0, 500.0, 0.1, None),
        ("REAL", 100.0, 500.0, 150.0, 50.0), ("INTEGER", 0, 9, 1, None), ("INTEGER", 1, 9, 2, 0), ("INTEGER", 3, 9, 5, 1), ("INTEGER", 8, 9, 9, 4), ("INTEGER", 9, 9, None, 4), ("BOOLEAN", True, 1.0, None, None),
    ],
)  # fmt: skip
def test_a_remedy_moves_a_term_by_half_of_it_and_no_further_than_its_bound(kind: str, now: float, high: float, up: float | None, down: float | None) -> None:
    declared = Parameter(now, Unit.SHARE, "a", "a", 0.0, high, kind=Kind[kind])
    assert (moved(declared, now, UP), moved(declared, now, DOWN)) == pytest.approx((up, down))


def test_every_remedy_is_in_both_languages_and_names_terms_of_some_lever() -> None:
    terms = {name for lever in REGISTRY.values() for name in lever.parameters}
    for alarm, remedies in REMEDIES.items():
        assert alarm in ALARMS and remedies
        for remedy in remedies:
            assert remedy.says.en and remedy.says.fr and remedy.says.en != remedy.says.fr
            assert bool(remedy.keys) != bool(remedy.adds)
            assert set(remedy.keys) <= terms | {ELIGIBILITY, HOME} and set(remedy.adds) <= set(REGISTRY)
            assert set(remedy.measures) <= {rule.measure for rule in RULES if rule.alarm == alarm}
    assert set(REMEDIES) == set(ALARMS)


def numbers(levers: dict[str, dict[str, Any]], values: list[float]) -> Replications:
    """A scenario with these levers, and one outcome with a value in each replication."""
    scenario = with_changes(WORLD, {f"levers.{lever}": terms for lever, terms in levers.items()})
    column = np.array(values)[:, None]
    return Replications("made", scenario, tuple(range(len(values))), (("poorer_half", None, None),), column, np.zeros_like(column), {}, "luck")


def rule(*, is_shared: bool = False, threshold: float = 0.45) -> Rule:
    return Rule(
        "X2", "poorer_half", Text("share", "part"), threshold, False, lambda each, lever: (each.column("poorer_half"), np.ones(len(each.numbers))), is_shared
    )


FUNDS = {"matching_grant": {"ratio": 1.0, "budget_usd": 1e5}, "pooled_fund": {"budget_usd": 1e5}}


@pytest.mark.parametrize(("values", "fires"), [([0.1, 0.1, 0.1, 0.9], True), ([0.1, 0.1, 0.5, 0.5], False), ([0.1] * 4, True), ([0.9] * 4, False)])
def test_an_alarm_is_on_where_the_mean_and_most_of_the_runs_say_so(values: list[float], fires: bool) -> None:
    found = next(read(numbers({"matching_grant": FUNDS["matching_grant"]}, values), (rule(),)))
    assert found.share == np.mean(np.array(values) < 0.45)
    assert found.fires is fires and (found.share >= SURE or not found.fires)


def test_what_levers_share_is_read_once_and_answered_for_each() -> None:
    each = numbers(FUNDS, [0.1, 0.2])
    assert len(list(read(each, (rule(),)))) == 2
    (found,) = read(each, (rule(is_shared=True),))
    assert [lever.id for lever in found.levers] == ["matching_grant", "pooled_fund"] == str(found.row()[2]).split()
    assert 'rule = "need_weighted"' in found.remedy.en and found.remedy.en.count("Pooled fund: ") == 1
    shared = {rule.measure for rule in RULES if rule.is_shared}
    assert shared == {"poorer_half", "doubled_and_missing", "days_to_first_aid"}


def test_each_alarm_stands_once_in_the_notes() -> None:
    grant, fund = REGISTRY["matching_grant"](ratio=1.0), REGISTRY["pooled_fund"]()
    two = [Reading("a", rule(), (lever,), 0.1, 1.0) for lever in (grant, fund)]
    off = Reading("a", rule(), (grant,), 0.1, 0.5)
    (note,) = notes_on([*two, off], CALLED)
    assert note.en.count("alarm X2") == 1 and note.en.count("What answers it") == 1
    assert note.en.startswith("One grant: alarm") and note.fr.startswith("Une subvention\u00a0: alerte")
    assert grant.label.en in note.en and fund.label.en in note.en and fund.label.fr in note.fr
    assert len(notes_on([*two, dataclasses.replace(two[0], scenario="b")], CALLED)) == 2
    same = [Reading("a", rule(), (grant,), value, 1.0) for value in (0.1, math.inf)]
    assert notes_on(same, CALLED)[:1] and notes_on([same[0], same[0]], CALLED)[0].en.count("need_weighted") == 1


@pytest.mark.parametrize(
    ("households", "money", "value", "fires"),
    [
        ((1.0, 99.0), None, 0.01, True),
        ((0.0, 100.0), (0.0, 30.0, 100.0), 0.3, False),
        ((20.0, 80.0), (1.0, 1.0, 100.0), 0.2, False),
        ((1.0, 99.0), (1.0, 4.0, 100.0), 0.05, True),
        ((16.0, 84.0), None, 0.16, False),
        ((14.0, 86.0), None, 0.14, True),
    ],
)
def test_deadweight_is_on_where_neither_more_people_act_nor_more_is_given(
    households: tuple[float, float], money: tuple[float, float, float] | None, value: float, fires: bool
) -> None:
    """New or more, over what was supported; the threshold lies below the 15 to 30 % of investors whom surveys found to have come for the incentive."""
    known = dict(zip(("additional", "deadweight"), households, strict=True)) | dict(
        zip(("money_new", "money_more", "money_supported"), money or (), strict=False)
    )
    judged = {(name, "lever", "matching_grant"): np.array([number, number]) for name, number in known.items()}
    each = dataclasses.replace(numbers({"matching_grant": FUNDS["matching_grant"]}, [1.0, 1.0]), judged=judged)
    (found,) = read(each, [rule for rule in RULES if rule.alarm == "X1"])
    assert found.value == pytest.approx(value) and found.fires is fires


@pytest.mark.parametrize(("value", "says"), [(0.1, "0.1 "), (0.49996, "0.49996 "), (0.4996, "0.4996 "), (0.499, "0.499 "), (0.499999999, "0.5 ")])
def test_a_value_next_to_the_threshold_is_said_in_digits_that_tell_them_apart(value: float, says: str) -> None:
    grant = load("morocco_belgium_matching_grant").levers[0]
    near = Reading("a", rule(threshold=0.5), (grant,), value, 1.0).said("en")
    assert f" {says}(alarm " in near and " 0.5," in near
