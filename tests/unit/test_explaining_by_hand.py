"""An explanation piece by piece: numbers that know their terms, chances in sentences, terms of an offer in words, what keeps a household out, where two lives part and why."""

from __future__ import annotations

import cProfile
import math
import pickle
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.explaining.field_words import Change, Kind, changes
from experiments.explaining.named_numbers import Named, Term, parts_of
from experiments.explaining.odds_lines import odds_lines
from experiments.explaining.offer_words import term_value
from experiments.explaining.part_words import USUAL
from experiments.explaining.parting import _by_parts, _by_terms, causes, have_parted, partings
from experiments.explaining.parting_lines import apart_lines
from experiments.explaining.result import Decided, Gate, Heard, Odds, Part
from experiments.explaining.result import Term as OfferTerm
from experiments.explaining.sentences import in_100, listed, signed, together, usd
from experiments.explaining.situation import Situation, kept_out, odds_of, plain_odds, weighed
from experiments.explaining.tracing import traced
from model.parameter import Text
from tests.worked import flat

# --- numbers that know their terms ------------------------------------------------------------------------------------------------------------------------

A, B = Named(2.0, (Term("m.a", "", 2.0),)), Named(3.0, (Term("m.b", "", 3.0),))


def terms(number: Any) -> list[tuple[str, float]]:
    return [(term.parameter, term.value) for term in number.terms]


def test_sums_and_differences_keep_the_terms_in_their_order() -> None:
    assert terms(A + 1.0) == [("m.a", 2.0), ("", 1.0)] and terms(1.0 + A) == [("", 1.0), ("m.a", 2.0)] and terms(A + B) == [("m.a", 2.0), ("m.b", 3.0)]
    assert terms(A - 1.0) == [("m.a", 2.0), ("", -1.0)] and terms(1.0 - A) == [("", 1.0), ("m.a", -2.0)] and terms(A - B) == [("m.a", 2.0), ("m.b", -3.0)]
    assert [float(one) for one in (A + 1.0, 1.0 + A, A - 1.0, 1.0 - A, A - B, -A)] == [3.0, 3.0, 1.0, -1.0, -1.0, -2.0] and terms(-A) == [("m.a", -2.0)]
    assert type(pickle.loads(pickle.dumps(A))) is float


def test_multiples_scale_each_term_and_a_product_is_one_term_of_the_effect() -> None:
    whole = A + 1.0
    assert terms(whole * 4.0) == terms(4.0 * whole) == [("m.a", 8.0), ("", 4.0)] and terms(whole / 2.0) == [("m.a", 1.0), ("", 0.5)]
    assert (float(whole * 4.0), float(whole / 2.0)) == (12.0, 1.5)
    assert terms(A * B) == [("m.a", 6.0)] and terms(B * whole) == [("m.b", 9.0)] and terms(whole * B) == [("m.b", 9.0)] and terms((1.0 + A) * (1.0 + B)) == [("m.a", 12.0)]
    with pytest.raises(ZeroDivisionError):
        A / 0.0
    assert {term.rule for term in (A * 2.0).terms} == {"test_multiples_scale_each_term_and_a_product_is_one_term_of_the_effect"} and [term.rule for term in (whole * 2.0).terms][1] == ""


def test_parts_are_of_one_parameter_and_rule_and_what_has_none_comes_last() -> None:
    number = 1.0 + A + B + A - 4.0
    assert [(part.parameter, part.value) for part in parts_of(number)] == [("m.a", 4.0), ("m.b", 3.0), ("", -3.0)] and float(number) == 4.0
    assert [part.parameter for part in parts_of(A + 1.0 - 1.0)] == ["m.a"] and parts_of(4.0) == ()
    two = Named(3.0, (Term("m.a", "one", 1.0), Term("m.a", "other", 2.0)))
    assert [(part.rule, part.value) for part in parts_of(two)] == [("one", 1.0), ("other", 2.0)]


# --- chances in sentences ---------------------------------------------------------------------------------------------------------------------------------


def part(label: Text | str, value: float) -> Any:
    return SimpleNamespace(label=Text(label, label) if isinstance(label, str) else label, value=value)


def lines(odds: Odds, language: str = "en", count: float | None = None) -> list[str]:
    of = Decided("d", Text("D", "D"), Gate.ACTED, Text("s", "s"), count=count)
    return [flat(line(language)) for line in odds_lines(odds, of)]


PARTS: Any = (part("trust", 0.5), part(USUAL, -2.0), part("fees", -0.25), part("ties", 1.0), part("fear", -0.75), part("nothing", 0.004))


def test_what_speaks_for_and_against_it_stands_with_the_largest_first() -> None:
    odds = Odds(0.25, 0.2, -1.5, PARTS)
    assert lines(odds) == [
        "It starts at −2.00. For it: ties +1.00, trust +0.50. Against it: fear −0.75, fees −0.25. Together −1.50 points.",
        "Chance 25 in 100; drawn 20: below it.",
    ]
    assert lines(odds, "fr")[0].startswith("Point de départ −2,00. Pour") and lines(odds, "fr")[1] == "Chance 25 sur 100 ; tiré 20 : au-dessous."
    assert lines(Odds(0.25, 0.25, 0.0, (part("x", 0.0049),))) == ["Chance 25 in 100; drawn 25: not below it."]  # type: ignore[arg-type]
    assert lines(Odds(0.25, 0.5, 0.005, (part("x", 0.005),)))[0] == "For it: x +0.01. Together +0.01 points."  # type: ignore[arg-type]


def test_a_chance_is_told_with_what_it_is_multiplied_with_its_draw_and_how_many_act() -> None:
    times = ((Text("effort", "effort"), 0.5), (Text("doubt", "doute"), 1.0), (Text("news", "nouvelles"), 2.0))
    assert lines(Odds(0.1, 0.3, None, (), times)) == ["Chance 10 in 100 (effort: ×0.5; news: ×2); drawn 30: not below it."]
    assert lines(Odds(0.1, None, None, (), times[1:2])) == ["Chance 10 in 100."] and lines(Odds(0.1, None, None, (), times[:1])) == ["Chance 10 in 100 (effort: ×0.5)."]
    acting = "so many of the households that the record stands for act"
    assert [line.rpartition(": ")[2] for draw, count in ((0.3, 2.0), (0.1, 2.0), (0.3, 0.0), (0.05, 2.0), (0.3, None)) for line in lines(Odds(0.1, draw), count=count)] == [
        f"{acting}.", f"{acting}.", "not below it.", "below it.", "not below it.",
    ]  # fmt: skip
    assert lines(Odds(1.5, 0.3, None, (), (), True)) == ["On average such a household makes 1.5 in a year; drawn 30."]


def test_odds_are_those_of_the_rule_or_of_what_is_made_of_it() -> None:
    call: Any = SimpleNamespace(result=A - 2.0, log_odds=-1.0, parts=(("m.a", "r", 2.0),))
    assert odds_of(None, 0.5) is None and weighed(None, 0.5) is None
    assert odds_of(call, 0.5) == Odds(0.0, 0.5, -1.0, (Part("m.a", "r", 2.0),)) and odds_of(call, 0.5, 0.25).chance == 0.25  # type: ignore[union-attr]
    found = weighed(call, 0.5, 0.5)
    assert found == Odds(0.25, 0.5, 0.0, (Part("m.a", "", 2.0), Part("", "", -2.0))) and plain_odds(0.5, None) == Odds(0.5, None) and plain_odds(1, 0) == Odds(1.0, 0.0)


def test_words_of_numbers() -> None:
    assert [flat(signed(value)()) for value in (0.005, 0.0049, -0.005, -0.3, 2.0)] == ["+0.01", "0", "−0.01", "−0.30", "+2.00"]
    assert [flat(usd(value)()) for value in (99.994, 100.0, -250.4, -29.312)] == ["100 USD", "100 USD", "-250 USD", "-29.3 USD"]
    assert listed([Text("a", "a")])() == "a" and listed([], Text("none", "rien"))("fr") == "rien" and flat(together([Text("a", "b"), Text("c", "d")])("fr")) == "b ; d" and in_100(0.5)() == "50"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("bond_open", 0.0, "no"), ("bond_open", 0.5, "yes"), ("remittance_cost", 0.06, "6 %"), ("remittance_cost", 0.064, "6.4 %"), ("remittance_cost", 0.0123, "1.2 %"),
        ("match_ratio", 1.5, "1.5"), ("earmark_form", 0.0, "no"), ("talent_usd", 500.0, "500 USD a month"), ("campaign_usd", 3.0, "3 USD a year"), ("bond_min_usd", 20.0, "20 USD"),
        ("bond_min_usd", 1e8, "no limit"), ("bond_min_usd", math.inf, "no limit"), ("bond_min_usd", 9.9e7, "99 M USD"), ("register_lag", 6.0, "6 months"), ("transfer_days", 2.0, "2 days"),
    ],
)  # fmt: skip
def test_a_term_of_an_offer_in_words(name: str, value: float, words: str) -> None:
    assert flat(term_value(name, value, "en")) == words


# --- what a household knows -------------------------------------------------------------------------------------------------------------------------------


def heard(*, is_offered: bool = True, in_force: float = 1.0, since: int | None = 3, refuses: bool = False) -> Heard:
    return Heard("grant", Text("Grant", "Subvention"), is_offered, in_force, since, refuses)


def test_what_keeps_a_household_out() -> None:
    cases = [
        ((heard(),), None), ((heard(in_force=0.0), heard()), None), ((), Gate.NOTHING_ON_OFFER), ((heard(in_force=0.0),), Gate.NOTHING_ON_OFFER),
        ((heard(is_offered=False),), Gate.NOT_ELIGIBLE), ((heard(since=None),), Gate.NOT_HEARD), ((heard(refuses=True),), Gate.REFUSES),
        ((heard(since=None), heard(refuses=True)), Gate.REFUSES), ((heard(is_offered=False, refuses=True), heard(since=None)), Gate.NOT_HEARD), ((heard(since=0),), None),
    ]  # fmt: skip
    for given, gate in cases:
        assert kept_out(given) is gate, given


def test_the_next_month_of_a_decision_counts_from_the_anniversary() -> None:
    replay = SimpleNamespace(now=SimpleNamespace(month=30), view=SimpleNamespace(anniversary=5, heard_topics=0b101))
    of: Any = Situation(replay, (), {}, np.zeros(1))  # type: ignore[arg-type]
    assert [of.next_month(due) for due in (5, 6, 4)] == [30, 31, 41] and of.next_month(4, 6) == 35 and of.month == 30
    assert [of.knows(topic) for topic in (0, 1, 2)] == [True, False, True]
    replay.view = None
    assert of.knows(0) is False


# --- where two lives part ---------------------------------------------------------------------------------------------------------------------------------


def record(**given: float) -> Any:
    names = {"wealth": 0.0, "trust_state": 0.5, "aware": 0} | given
    found = np.zeros((), dtype=[(name, float if name != "aware" else np.int64) for name in names])
    for name, value in names.items():
        found[name] = value
    return found


def month(number: int, decided: Any, ended: Any, family: Any = None) -> Any:
    same = record() if family is None else family
    return SimpleNamespace(scene=SimpleNamespace(clock=SimpleNamespace(month=number)), decided=decided, family=record(), ended=ended, family_ended=same)


def kind_of(field: str) -> Kind:
    return Change("household", field, 0.0, 1.0).words.kind


def test_fields_that_differ_are_changes_in_their_order() -> None:
    found = changes(record(), record(wealth=5.0, aware=1))
    assert [(each.whose, each.field, each.before, each.after) for each in found] == [("household", "wealth", 0.0, 5.0), ("household", "aware", 0, 1)]
    assert changes(record(), record()) == () and changes(record(), record(wealth=1.0), "family")[0].whose == "family"


def test_lives_part_in_the_first_month_that_differs_by_kind() -> None:
    kinds = {kind_of("wealth"), kind_of("trust_state"), kind_of("aware")}
    without = [month(k, record(), record()) for k in range(3)]
    policy = [month(0, record(), record()), month(1, record(aware=1), record(aware=1)), month(2, record(aware=1), record(aware=1, wealth=5.0, trust_state=0.6))]
    found = partings(without, policy)
    assert set(found) == kinds and found[kind_of("aware")].month == 1 and found[kind_of("aware")].is_decided
    later = found[kind_of("wealth")]
    assert (later.month, later.is_decided, [each.field for each in later.found if each.field == "wealth"]) == (2, False, ["wealth"]) and partings(without, without) == {}
    assert have_parted(without[0], policy[2]) is (Kind.DEED in {kind_of("wealth"), kind_of("trust_state"), kind_of("aware")}) and not have_parted(without[0], without[1])


def decided(says: str = "s", usd: float | None = None, odds: Odds | None = None, gate: Gate = Gate.ACTED, **more: Any) -> Decided:
    return Decided("gift", Text("Gift", "Don"), gate, Text(says, says), odds, usd=usd, **more)


def test_a_decision_is_told_where_it_differs_with_the_terms_and_parts_that_do() -> None:
    assert causes([decided()], [decided()]) == () == causes([], [decided()])
    (plain,) = causes([decided("no.", gate=Gate.NO_WISH)], [decided("yes.")])
    assert plain("en") == "Gift. With the policy: yes. Without it: no. Why: it stops elsewhere: done; without the policy: no wish."
    assert len(causes([decided(usd=1.0)], [decided(usd=2.0)])) == 1
    now = decided("yes.", odds=Odds(0.5, 0.1, 0.0, (Part("remitting.habit", "", 1.0), Part("remitting.norm", "", 0.5))), heard=(heard(), heard(since=None)), terms=(OfferTerm("match_ratio", 1.0, 1.0, 0.0), OfferTerm("remittance_cost", 0.06, 0.05, 0.06)))
    then = decided("no.", odds=Odds(0.5, 0.1, 0.0, (Part("remitting.habit", "", 1.0 + 1e-10), Part("remitting.cost_effect", "", -0.25))))
    told = [flat(text("en")) for text in _by_terms(now)]
    assert told[0] == "it has heard of “Grant” (since month 3)" and len(told) == 2 and told[1].endswith(": 1 instead of 0")
    assert [flat(text("en")) for text in _by_parts(then, now)] == ["how many of its ties send weighs +0.50 instead of 0", "the fee weighs 0 instead of −0.25"]
    assert _by_parts(decided(), now) == [] == _by_parts(now, decided())
    (cause,) = causes([then], [now])
    assert flat(cause("en")).startswith("Gift. With the policy: yes. Without it: no. Why: it has heard of “Grant” (since month 3); ") and flat(cause("en")).endswith("the fee weighs 0 instead of −0.25.")


def test_lives_that_never_part_in_what_they_do_are_told_so() -> None:
    def said(partings: Any, causes: Any = ()) -> list[str]:
        return [flat(line("en")) for line in apart_lines(SimpleNamespace(partings=partings, causes=causes))]  # type: ignore[arg-type]

    one = SimpleNamespace(month=4, is_decided=True, found=(Change("household", "wealth", 1.0, 5.0),))
    label = Change("household", "wealth", 1.0, 5.0).words.label.en
    nowhere = ["Nowhere: over the whole horizon this household's two lives are the same."]
    assert said({}) == said({Kind.COUNT: one}) == nowhere
    never = "What it does: never. Over the whole horizon it does the same with and without the policy."
    values = f"{label}: 5 USD (without the policy: 1 USD)"
    assert said({Kind.KNOWLEDGE: one}) == [f"What it knows or is offered: first in month 4; {values}.", never]
    assert said({Kind.FEELING: one})[0].startswith("What it feels, mostly by what it hears from others: first in month 4; ")
    assert said({Kind.DEED: one}) == [f"What it does: first in month 4; {values}. (decided otherwise)"]
    one.is_decided = False
    assert said({Kind.DEED: one})[0].endswith("(an institution acted later in the month)")
    assert said({Kind.DEED: one}, (Text("Because.", "Car."),)) == ["What it does: first in month 4.", "Because."]
    one.found = (Change("household", "wealth", 5000.0, 5000.001), Change("household", "wealth", 5000.001, 5000.0))
    assert said({Kind.DEED: one})[0].startswith(f"What it does: first in month 4; {label}: a trace more (about 5,000 USD); {label}: a trace less (about 5,000 USD).")


def test_a_profiler_goes_on_after_calls_were_traced() -> None:
    def watched(x: float) -> float:
        return x + 1.0

    profiler = cProfile.Profile()
    profiler.enable()
    try:
        with traced({watched.__code__: "watched"}) as calls:
            watched(1.0)
        assert sys.getprofile() is profiler
    finally:
        profiler.disable()
    assert [(call.name, call.result) for call in calls] == [("watched", 2.0)] and sys.getprofile() is None
