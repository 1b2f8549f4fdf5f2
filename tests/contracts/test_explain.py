"""An explanation is what happened: both engines give the same, every decision and gate is told, and what is wrong is said."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.explaining import explain as explaining
from experiments.explaining.bit_words import MASKS, words_of
from experiments.explaining.document import document
from experiments.explaining.explain import DECISIONS, Told, decided, explain
from experiments.explaining.field_words import FAMILY, HOUSEHOLD, Kind
from experiments.explaining.lives import DisagreementError, Lives
from experiments.explaining.of_giving import collective
from experiments.explaining.offer_words import TERMS, term_value
from experiments.explaining.page import page
from experiments.explaining.part_words import PARTS
from experiments.explaining.replay import lived_again, watched
from experiments.explaining.result import GATES, Decided, Gate
from experiments.explaining.situation import Situation
from model.errors import InputError
from model.inputs.settings import WorldSettings
from model.inputs.shocks import Shock
from model.levers import REGISTRY, Lever
from model.offers import Offer
from model.own_rules import use_rule
from model.parameters import PARAMETERS
from model.records.people import HOUSEHOLD as HOUSEHOLD_FIELDS
from model.records.people import RECEIVER
from model.records.schemas import SCHEMAS
from model.records.vocabulary import OBSTACLES, SECTORS, Act, Support, Topic
from model.rules.choose import logistic
from model.world import DiasporaModel
from scenarios import load
from tests.random_worlds import random_world
from tests.worlds import BUSY, ETH, MAR, SHOCKS, everything, lever, settings_of

RECORDS, MONTHS, OF_EACH = 100, 12, 250


class Case(NamedTuple):
    settings: WorldSettings
    levers: tuple[Lever, ...]
    shocks: tuple[Shock, ...]


def poor_fund() -> tuple[Lever, ...]:
    """Every lever; the matching fund has money for its desk and for no project."""
    return tuple(lever("matching_grant", budget_usd=61_000.0) if each.id == "matching_grant" else each for each in everything())


@cache
def cases() -> tuple[Case, ...]:
    """Two worlds with every lever and rare acts made common, two drawn from the whole bounds of parameters and levers."""
    rare = {"enterprise.property_base": 1.0, "demography.exit_late": 0.15, "nationality.return_effect": 3.0, "information.broadcast": 0.2}
    made = [
        Case(settings_of(name, stock=2_500.0, years=1, sample=RECORDS, burn_in=0, parameters={**BUSY, **rare}), levers(), SHOCKS)
        for name, levers in ((MAR, everything), (ETH, poor_fund))
    ]
    drawn = [random_world(number) for number in (1, 3)]
    return (*made, *(Case(replace(w.settings, sample=RECORDS, burn_in_years=0, years=1), w.levers, w.shocks) for w in drawn))


@cache
def told(case: int, engine: str) -> Told:
    """The lives of all households of a case, in its world alone."""
    settings, levers, shocks = cases()[case]
    found = object.__new__(Told)
    model = DiasporaModel(settings, levers, shocks, seed=case, engine=engine).burn_in()
    found.policy = Lives(model, range(RECORDS)).run(MONTHS)
    return found


def month_of(case: int, household: int, month: int, engine: str = "compiled") -> tuple[Decided, ...]:
    one = told(case, engine)
    return decided(one.situation(one.policy, household, month))


@cache
def material() -> tuple[tuple[int, int, int], ...]:
    """A thousand household-months, drawn: case, household, month."""
    luck = random.Random(7)
    return tuple((case, luck.randrange(RECORDS), luck.randrange(MONTHS)) for case in range(len(cases())) for _ in range(OF_EACH))


@cache
def explained() -> tuple[tuple[Decided, ...], ...]:
    return tuple(month_of(*which) for which in material())


@pytest.mark.slow
def test_both_engines_give_the_same_answer_on_a_thousand_household_months() -> None:
    """Each is also held against its own run, record by record (`Month.lived_again`)."""
    assert len(material()) == 1_000
    for which, compiled in zip(material(), explained(), strict=True):
        assert month_of(*which, engine="objects") == compiled, which


def stopped() -> list[tuple[Decided, ...]]:
    """Months in which a wish was stopped, which are rare, beside those drawn."""
    found = []
    for case in range(len(cases())):
        for household, months in told(case, "compiled").policy.months.items():
            found += [month_of(case, household, k) for k, month in enumerate(months) if month.decided["blocked"][0] != month.scene.household["blocked"][0]]
    return found


def test_every_decision_and_every_gate_is_told() -> None:
    every = [each for month in (*explained(), *stopped()) for each in month]
    assert {each.gate for each in every} == set(Gate) == set(GATES)
    assert {each.decision for each in every} == {
        "staying", "remittance", "channel", "regular_gift", "collective_gift", "crisis_gift", "membership", "property", "stake", "firm", "savings", "bond",
        "assignment", "post", "network", "visit", "nationality", "return_wish",
    }  # fmt: skip
    assert len({each.decision for each in every}) == len(DECISIONS) + 1
    done = {each.decision for each in every if each.gate is Gate.ACTED}
    assert done >= {"staying", "remittance", "channel", "regular_gift", "collective_gift", "stake", "firm", "savings", "assignment", "visit"}


def test_parts_add_up_to_the_chance_that_met_the_draw() -> None:
    """Of all that is no count and no mean: what happened is what the draw and the chance say."""
    counted = 0
    for each in (each for month in explained() for each in month if each.odds is not None):
        odds = each.odds
        assert odds is not None
        if odds.parts:
            assert odds.log_odds == pytest.approx(sum(part.value for part in odds.parts), abs=1e-9)
            assert all(part.parameter in PARAMETERS or part.parameter == "" for part in odds.parts)
        if odds.log_odds is not None and not odds.times and not odds.is_mean:
            assert odds.chance == pytest.approx(logistic(odds.log_odds), rel=1e-9) or each.decision == "network"
        if each.decision in ("regular_gift", "collective_gift", "crisis_gift", "stake", "property", "nationality") and odds.draw is not None:
            assert (odds.draw < odds.chance) == (each.gate in (Gate.ACTED, Gate.BLOCKED, Gate.NO_MEANS)), each
            counted += 1
    assert counted > 500


def test_the_words_of_the_parts_are_those_of_the_rules() -> None:
    """Every part that occurs has words of its own, and none is a word for a parameter that there is not."""
    met = {(part.rule, part.parameter) for month in explained() for each in month if each.odds is not None for part in each.odds.parts}
    assert [pair for pair in met if pair[1] and f"{pair[0]} {pair[1]}" not in PARTS and pair[1] not in PARTS] == []
    assert [name for name in PARTS if name.rpartition(" ")[2] not in PARAMETERS] == []


def test_money_that_is_told_is_money_that_moved() -> None:
    paid = 0
    for (case, household, month), every in zip(material(), explained(), strict=True):
        lived = told(case, "compiled").policy[household][month]
        if lived.decided["status"][0] == 0:
            continue
        of = {each.decision: each for each in every}
        assert (of["remittance"].usd or 0.0) == lived.decided["remittance"][0]
        assert sum(of[gift].usd or 0.0 for gift in ("regular_gift", "collective_gift", "crisis_gift")) == pytest.approx(lived.decided["donation"][0])
        paid += of["remittance"].usd is not None
    assert paid > 100


def test_an_explanation_that_disagrees_with_the_run_is_an_error_and_no_story(monkeypatch: pytest.MonkeyPatch) -> None:
    case, household, month = next(which for which, every in zip(material(), explained(), strict=True) if any(each.decision == "channel" for each in every))
    lived = told(case, "compiled").policy[household][month]
    other = lived.decided.copy()
    other["wealth"] = np.nextafter(other["wealth"], np.inf)
    monkeypatch.setattr(lived, "decided", other)
    with pytest.raises(DisagreementError, match="household wealth"):
        month_of(case, household, month)


def test_every_bit_of_every_mask_has_a_word_in_both_languages() -> None:
    masks = {field.name for schema in SCHEMAS.values() for field in schema if field.unit == "bits"} | {"family_trained"}
    assert masks == set(MASKS)
    bits: dict[str, set[int]] = {
        "aware": {int(topic) for topic in Topic}, "acted": {int(act) for act in Act}, "blocked": set(range(len(OBSTACLES))), "promise": set(range(7)), "family_trained": {0, 1},
        "short": set(range(len(SECTORS))), "called": set(range(len(SECTORS))), "supported": {int(each) for each in Support} | {62}, "support": {int(each) for each in Support},
    }  # fmt: skip
    for mask, known in bits.items():
        words = words_of(mask, sum(1 << bit for bit in known))
        assert len(words) == len(known) == len(set(words)), mask
        assert all(word.en and word.fr for word in words)
    assert all(words_of("supported", kind.support_bit.fget(kind()))[0] == kind.label for kind in REGISTRY.values() if kind.__module__.startswith("model."))  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        words_of("blocked", 1 << 20)


def test_every_field_and_every_term_has_words() -> None:
    assert list(HOUSEHOLD) == [field.name for field in HOUSEHOLD_FIELDS] and list(FAMILY) == [field.name for field in RECEIVER]
    assert set(TERMS) == set(Offer._fields)
    for words in (*(each.label for each in (*HOUSEHOLD.values(), *FAMILY.values(), *TERMS.values())), *GATES.values(), *PARTS.values()):
        assert words.en and words.fr
    assert all(term_value(name, value, language) for name in TERMS for value in (0.0, 1.0, 1e12) for language in ("en", "fr") if name != "earmark_form")


SMALL: dict[str, Any] = {"sample": 200, "years": 1}


@cache
def small(household: int, month: int) -> Any:
    return explain("morocco_belgium_package", household, month, **SMALL)


def test_with_and_without_the_policy_stand_beside_each_other() -> None:
    x = small(14, 6)
    assert {each.lever for each in x.policy.heard} == {lever.id for lever in load("morocco_belgium_package").levers} and x.without.heard == ()
    assert {each.decision for each in x.policy.decided} - {each.decision for each in x.without.decided} == {"assignment"}
    for language, words in (("en", ("Where the two lives part", "Without the policy")), ("fr", ("Où les deux vies se séparent", "Sans la politique"))):
        text = page(x, language)
        assert all(word in text for word in words) and "{" not in text and "None" not in text


def test_the_lives_part_where_the_records_first_differ_and_the_cause_is_named() -> None:
    """Against the two runs themselves; a household that gives more where gifts are matched or relieved parts by that."""
    settings, start = cases()[0].settings, DiasporaModel(cases()[0].settings, (), SHOCKS, seed=3).burn_in()
    package = load("morocco_belgium_package")
    both = Told(replace(package, levers=(lever("matching_grant", ratio=3.0), lever("donation_tax_relief", rate=0.6))), start, range(40), 3)
    named = 0
    for household in range(40):
        x = both.explain(household, 0)
        pairs = list(zip(both.without[household], both.policy[household], strict=True))
        first = next((k for k, (one, other) in enumerate(pairs) if one.ended["donation"][0] != other.ended["donation"][0]), None)
        if first is not None:
            assert x.partings[Kind.DEED].month <= first
            if x.partings[Kind.DEED].month == first:
                assert any("gift" in cause.en for cause in x.causes)
                named += any("it has heard of" in cause.en and ("Matching grant" in cause.en or "Tax relief" in cause.en) for cause in x.causes)
    assert named >= 3 and settings.years == 1


def test_nothing_parts_where_there_is_no_policy() -> None:
    x = explain("morocco_belgium", 5, 3, **SMALL)
    assert x.partings == {} and x.causes == () and "Nowhere" in page(x)


def gives_all(social: float, effort: float, trust: float, against: float, match_ratio: float, p: Any) -> float:
    return 0.75 + 0.0 * (social + effort + trust + against + match_ratio + p.trust_effect)


def test_a_rule_of_ones_own_is_told_as_it_is() -> None:
    """Months of members lived again under it: the world that they are of is not made anew, so that its run would not agree."""
    lives = told(0, "compiled").policy
    members = [each for k in range(RECORDS) if (each := lives[k][1]).scene.household["is_member"][0] == 1 and each.decided["status"][0] == 1]
    use_rule("give.campaign_chance", gives_all)
    try:
        replays = [lived_again(each.scene, lives.p, watched()) for each in members]
        found = [collective(Situation(replay, (), {}, each.ended)) for replay, each in zip(replays, members, strict=True)]
    finally:
        use_rule("give.campaign_chance", None)
    assert len(found) > 3 and all(each.odds is not None and each.odds.chance == 0.75 and each.odds.parts == () for each in found)


def call(*words: str) -> Any:
    return CliRunner().invoke(app, ["explain", *words])


COMMAND = ("morocco_belgium_package", "--sample", "200", "--years", "1", "--household", "14", "--month", "6")


def test_the_command_gives_a_page_or_json() -> None:
    x = small(14, 6)
    assert page(x, "fr") in call(*COMMAND, "--language", "fr").stdout
    assert json.loads(call(*COMMAND, "--json").stdout) == json.loads(json.dumps(document(x)))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("morocco_belgium_package", "--household", "14", "--month", "12", "--years", "1", "--sample", "200"), ("month", "beyond the horizon", "0 to 11")),
        (("morocco_belgium_package", "--household", "999999", "--month", "1", "--years", "1", "--sample", "200"), ("household", "there is no household 999999", "records; allowed: 0 to")),
        (("morocco_belgium_package", "--household", "-1", "--month", "-2", "--sample", "200"), ("household", "month", "a whole number")),
        (("moroco_belgium", "--household", "1", "--month", "1"), ("morocco_belgium",)),
        (("morocco_belgium_package", "--household", "1", "--month", "1", "--set", "levers.matching_grnt.ratio=2"), ("matching_grant",)),
    ],
)
def test_what_is_wrong_is_said(words: tuple[str, ...], says: tuple[str, ...]) -> None:
    result = call(*words)
    assert result.exit_code == 2 and result.stdout == "" and "Traceback" not in result.stderr
    assert all(word in result.stderr for word in says), result.stderr


def test_who_is_not_there_is_told_so() -> None:
    absent = next((case, k, m) for case in range(4) for k, months in told(case, "compiled").policy.months.items() for m, month in enumerate(months) if month.decided["status"][0] == 0)
    one = told(absent[0], "compiled")
    assert [each.decision for each in month_of(*absent)] == ["staying"]
    assert "there this month" in explaining.portrait(one.situation(one.policy, *absent[1:]).replay)[0].en
    with pytest.raises(InputError, match="household"):
        explain("morocco_belgium", "fourteen", 1, **SMALL)  # type: ignore[arg-type]
