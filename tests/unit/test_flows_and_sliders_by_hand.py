"""Ribbons of a flow and sliders of a pack by hand: where places and ribbons stand, what a field of a lever steps by, which points of a dose are run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from experiments.dashboard.flows import GAP, POINTS, _links, _stacked, flow, laid_out
from experiments.dashboard.lever_form import _nice, _step, month_name, range_words
from experiments.packing.space import LEAST, Group, Slider, _is_limited, _is_number, _slider, _terms, _value, _within, groups_of
from experiments.palette import SERIES_COLOURS
from experiments.text import colon, number
from model.levers.dose import RANDOM_SHARE
from model.parameter import Kind, Parameter, Unit
from scenarios.questions import Option, Question, QuestionFile
from tests.unit.test_scenario_questions import small
from tests.worked import GRANT, key, same

LINKS: list[dict[str, Any]] = [
    {"from": "Belgium", "to": "Morocco", "value": 6.0, "column": 0},
    {"from": "France", "to": "Morocco", "value": 2.0, "column": 0},
    {"from": "Morocco", "to": "North", "value": 5.0, "column": 1},
    {"from": "Morocco", "to": "South", "value": 3.0, "column": 1},
]


def test_places_of_a_column_stand_in_the_middle_with_a_gap_between() -> None:
    assert _stacked({"a": 0.75, "b": 0.25}) == {"a": pytest.approx(0.5 + (1.0 + GAP) / 2.0), "b": pytest.approx(0.5 + (1.0 + GAP) / 2.0 - 0.75 - GAP)}
    assert _stacked({"a": 1.0}) == {"a": 1.0} and _stacked({}) == {}


def test_ribbons_are_as_wide_as_their_share_and_meet_the_places() -> None:
    """Of `laid_out`: three quarters and a quarter flow in and come out of one place; 5 and 3 of 8 leave it."""
    ribbons, labels = laid_out(LINKS, "en")
    by = {k: [point for point in ribbons if point["link"] == k] for k in range(4)}
    assert [len(points) for points in by.values()] == [POINTS] * 4
    for k, share in enumerate((0.75, 0.25, 0.625, 0.375)):
        assert {round(point["y"] - point["y2"], 9) for point in by[k]} == {share}
    edge = 0.5 + (1.0 + GAP) / 2.0
    starts, ends = [points[0]["y"] for points in by.values()], [points[-1]["y"] for points in by.values()]
    assert starts == pytest.approx([edge, edge - 0.75 - GAP, 1.0, 1.0 - 0.625]) and ends == pytest.approx([1.0, 0.25, edge, edge - 0.625 - GAP])
    assert [(points[0]["x"], points[-1]["x"]) for points in by.values()] == [(0.0, 0.5)] * 2 + [(0.5, 1.0)] * 2
    middle = (by[0][POINTS // 2 - 1]["y"] + by[0][POINTS // 2]["y"]) / 2.0
    assert middle == pytest.approx((edge + 1.0) / 2.0) and by[0][1]["y"] - by[0][0]["y"] == pytest.approx((1.0 - edge) * 0.00466, rel=0.01)
    assert [points[0]["colour"] for points in by.values()] == [SERIES_COLOURS[0], SERIES_COLOURS[1], SERIES_COLOURS[2], SERIES_COLOURS[3]]
    said = {label["text"]: (label["x"], label["y"], label["align"]) for label in labels}
    words = lambda place, value: f"{place}{colon('en')}{number(value, 'en')}"  # noqa: E731
    assert said == {
        words("Belgium", 6.0): (0.0, pytest.approx(edge - 0.375), "left"), words("France", 2.0): (0.0, pytest.approx(edge - 0.75 - GAP - 0.125), "left"),
        words("Morocco", 8.0): (0.5, pytest.approx(1.012), "center"), words("North", 5.0): (1.0, pytest.approx(edge - 0.3125), "right"),
        words("South", 3.0): (1.0, pytest.approx(edge - 0.625 - GAP - 0.1875), "right"),
    }  # fmt: skip


def test_flows_are_levels_of_the_policy_or_without_it_and_none_is_below_zero() -> None:
    keys = {key("remittances", "corridor", "MAR-BEL"): 40.0, key("remittances", "region", "MAR-1"): -1300.0, key("remittances", "region", "MAR-2"): 300.0}
    each = same(GRANT, keys)
    with_policy, without = _links(each, "remittances", True, "en"), _links(each, "remittances", False, "en")
    assert [(link["from"], link["to"], link["value"], link["column"]) for link in with_policy][:1] == [("Belgium", "Morocco", 1040.0, 0)]
    assert [link["value"] for link in with_policy] == [1040.0, 0.0, 1300.0] and [link["value"] for link in without] == [1000.0] * 3 and [link["column"] for link in without] == [0, 1, 1]
    answer: Any = SimpleNamespace(replications=(each,), each=lambda name: each if name == each.name else None)
    chart = flow(answer, "remittances", each.name, "en")
    assert chart is not None and chart.marks == "ribbons" and chart.numbers["mean"].tolist() == [1040.0, 0.0, 1300.0] and chart.spec["height"] == 260
    assert flow(answer, "remittances", "other", "en") is None and flow(answer, "jobs", each.name, "en") is None
    nothing = same(GRANT, dict.fromkeys(keys, -2000.0))
    empty: Any = SimpleNamespace(replications=(nothing,), each=lambda name: nothing)
    assert flow(empty, "remittances", nothing.name, "en") is None and flow(empty, "remittances", "", "en") is not None


def test_fields_step_by_a_tenth_of_the_size_of_their_value() -> None:
    assert [_step(value) for value in (None, 0.0, 5.0, 9.9, 10.0, 99.0, 100.0, -2500.0)] == [1.0, 1.0, 0.1, 0.1, 1.0, 1.0, 10.0, 100.0]
    assert [_nice(step) for step in (1.0, 1.9, 2.0, 4.9, 5.0, 9.9, 10.0, 0.02)] == [1.0, 1.0, 2.0, 2.0, 5.0, 5.0, 10.0, 0.02]
    start: Any = SimpleNamespace(start="2020-11")
    assert [month_name(start, month) for month in (0, 1, 2, 14)] == ["2020-11", "2020-12", "2021-01", "2022-01"]
    real = Parameter(0.5, Unit.SHARE, "A share.", "Une part.", low=0.25, high=0.75)
    assert "0.25" in range_words(real, "en") and "0.75" in range_words(real, "en") and range_words(Parameter("a", Unit.CHOICE, "A.", "A.", kind=Kind.CHOICE), "en") == ""


# --- sliders ----------------------------------------------------------------------------------------------------------------------------------------------


def options(*levers: dict[str, Any]) -> Question:
    content = small().content.model_dump()
    given = [{**content["options"][0], "id": f"o{k}", "label": {"en": f"O{k}", "fr": f"O{k}"}, "levers": own} for k, own in enumerate(levers)]
    return Question(QuestionFile.model_validate({**content, "options": given}))


def test_terms_that_differ_by_a_number_get_a_slider_else_the_dose() -> None:
    one, other = {"matching_grant": {"ratio": 1.0, "budget_usd": 5.0}}, {"matching_grant": {"ratio": 2.0, "budget_usd": 5.0}}
    both = options(one, other).content.options
    assert _terms(both[0], both) == [("matching_grant", "ratio")]
    alike = options(one, one).content.options
    assert len(_terms(alike[0], alike)) == 1 and _is_limited(alike[0], "matching_grant", RANDOM_SHARE) and _is_limited(alike[0], "matching_grant", "budget_usd")
    assert [_is_number("matching_grant", term, value) for term, value in (("ratio", 1), ("ratio", True), ("ratio", "1"), ("nothing", 1.0))] == [True, False, False, False]
    assert _value(both[1], "matching_grant", "ratio") == 2.0 and _value(both[0], "matching_grant", RANDOM_SHARE) == 1.0
    (group,) = groups_of(options(one, other), 5)
    assert group.options == {"o0": (1.0,), "o1": (2.0,)} and group.pattern.id == "o0" and {1.0, 2.0} <= set(group.sliders[0].values)
    assert len(groups_of(options(one, {"investment_grant": {"share": 0.2}}), 5)) == 2


def test_a_term_that_is_no_dose_is_run_in_even_steps_and_a_dose_closer_to_none() -> None:
    """A ratio of 1 that is tried goes from none to 2: at squares of even steps, and at the least that is any."""
    found = options({"matching_grant": {"ratio": 1.0}}, {"matching_grant": {"ratio": 1.0}})
    plain = _slider(found, "special_economic_zone", "holiday_years", [0.0, 8.0], 5)
    assert plain == Slider("special_economic_zone", "holiday_years", (0.0, 2.0, 4.0, 6.0, 8.0), False, False) and plain.between == plain.values
    dose = _slider(found, "matching_grant", "ratio", [1.0], 5)
    assert dose.values == pytest.approx((0.0, LEAST * 2.0, 0.125, 0.5, 1.0, 2.0)) and dose.has_step and dose.between == dose.values[1:]
    plots = _slider(found, "special_economic_zone", "plots", [10.0], 5)
    assert plots == Slider("special_economic_zone", "plots", (0.0, 1.0, 5.0, 10.0, 20.0), True, False)


def test_points_of_a_group_have_the_id_of_their_option_or_of_their_values() -> None:
    pattern = Option.model_validate({**small().content.model_dump()["options"][0], "id": "a", "levers": {"matching_grant": {"ratio": 1.0}}})
    whole, share = Slider("matching_grant", "ratio", (0.0, 1.0, 2.0), True), Slider("matching_grant", RANDOM_SHARE, (0.0, 0.001, 1.0), False, True)
    group = Group(pattern, (whole, share), {"a": (1.0, 1.0)})
    assert group.points[:4] == ((0.0, 0.0), (0.0, 0.001), (0.0, 1.0), (1.0, 0.0)) and len(group.points) == 9
    assert (group.name((1.0, 1.0)), group.name((2.0, 0.001)), group.name((-1.0, 1e20))) == ("a", "a_at_2_0p001", "a_at_m1_1e20")
    run = group.at((2.0, 0.001))
    assert run.id == "a_at_2_0p001" and run.levers == {"matching_grant": {"ratio": 2, "eligibility": {RANDOM_SHARE: 0.001}}} and pattern.levers == {"matching_grant": {"ratio": 1.0}}
    assert isinstance(run.levers["matching_grant"]["ratio"], int) and share.between == (0.001, 1.0)
    assert (_within(whole, 0.0), _within(whole, 1.0), _within(share, 0.0), _within(share, 1.0)) == (0.0, 2.0, 0.001, 1.0)
    held = group.held_out(5, 3)
    assert len(held) == 5 == len(set(held)) and held == group.held_out(5, 3) and not set(held) & set(group.points) and all(point[0] in (0.0, 1.0, 2.0) and 0.001 <= point[1] <= 1.0 for point in held)
    assert group.held_out(0, 3) == () == Group(pattern, (), {}).held_out(5, 3) and Group(pattern, (whole,), {}).held_out(5, 3) == ()
