"""Grids of the levers' terms, points held out of them, interpolation and scores of a pack, without a run."""

from __future__ import annotations

import json
import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import RegularGridInterpolator

from experiments.comparing.answers import Found
from experiments.dashboard.lessons import shipped as shipped_lesson
from experiments.packing.asking import Held, error_of, plan_of
from experiments.packing.interpolation import interpolated
from experiments.packing.negotiation import SHIPPED, Table, negotiation_of, shipped
from experiments.packing.sizes import Sizes
from experiments.packing.words import WORDS
from experiments.packing.writing import Wanted, item_of, make_pack, names_of_questions, page_of, questions_of
from model.errors import InputError
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from scenarios.questions import numbers, question

SHIPPED_QUESTIONS = [question(number) for number in numbers()]


@given(st.lists(st.lists(st.integers(-50, 50), min_size=2, max_size=5, unique=True), min_size=1, max_size=3), st.data())
def test_interpolation_is_that_of_scipy_and_the_very_number_on_the_grid(axes, data):
    axes = [sorted(float(value) for value in values) for values in axes]
    shape = [len(values) for values in axes]
    values = data.draw(st.lists(st.floats(-1e6, 1e6), min_size=math.prod(shape), max_size=math.prod(shape)))
    point = [data.draw(st.floats(values[0], values[-1])) for values in axes]
    expected = RegularGridInterpolator(axes, np.array(values).reshape(shape))([point])[0]
    assert interpolated(axes, values, point) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    for place, at in enumerate(product(*axes)):
        assert interpolated(axes, values, at) == values[place]


def test_a_point_between_needs_all_its_corners_and_a_point_beyond_is_taken_at_the_end():
    axes = [(0.0, 1.0, 2.0)]
    assert interpolated(axes, [1.0, 2.0, math.nan], [0.5]) == 1.5
    assert interpolated(axes, [1.0, 2.0, math.nan], [1.0]) == 2.0
    assert interpolated(axes, [1.0, 2.0, None], [1.5]) is None
    assert interpolated(axes, [1.0, 2.0, 4.0], [9.0]) == 4.0
    assert interpolated([], [3.0], []) == 3.0


@pytest.mark.parametrize("found", SHIPPED_QUESTIONS, ids=lambda found: found.content.id if hasattr(found.content, "id") else str(found.number))
def test_every_option_stands_on_a_grid_as_it_is_in_its_question(found):
    plan = plan_of(found, Sizes())
    met = []
    for group in plan.groups:
        assert len(group.sliders) <= 3
        for option, point in group.options.items():
            assert point in group.points
            made, own = group.at(point), next(each for each in found.content.options if each.id == option)
            met.append(option)
            assert made.id == option and made.set == own.set
            alone, written = (found.content.model_copy(update={"options": [each, each.model_copy(update={"id": "other"})]}) for each in (made, own))
            one, other = (type(found)(content).scenarios()[0] for content in (alone, written))
            assert [lever.values for lever in one.levers] == [lever.values for lever in other.levers]
            assert one.world_fingerprint == other.world_fingerprint
    assert sorted(met) == sorted(option.id for option in found.content.options)
    assert len({scenario.name for scenario in plan.scenarios}) == len(plan.scenarios)


@pytest.mark.parametrize("number", [1, 3, 6, 9, 11])
def test_held_out_points_are_off_the_grid_and_within_the_sliders(number):
    plan = plan_of(question(number), Sizes(held_out=20, seed=3))
    assert sum(map(len, plan.held_out)) == 20
    for group, apart in zip(plan.groups, plan.held_out, strict=True):
        assert not set(apart) & set(group.points) and len(set(apart)) == len(apart)
        for point in apart:
            for slider, value in zip(group.sliders, point, strict=True):
                assert slider.values[0] <= value <= slider.values[-1]
                assert not slider.is_whole or value == int(value)
    assert plan_of(question(number), Sizes(held_out=20, seed=3)).held_out == plan.held_out
    assert plan_of(question(number), Sizes(held_out=20, seed=4)).held_out != plan.held_out


def test_a_slider_of_whole_numbers_that_were_all_run_has_nothing_between():
    plan = plan_of(question(2), Sizes(points=9))
    assert [slider.values for group in plan.groups for slider in group.sliders] == [(0.0, 1.0, 2.0, 3.0, 4.0)] * 2
    assert plan.held_out == ((), ())


def test_points_of_a_dose_lie_closer_to_none():
    (relief,) = (slider for group in plan_of(question(8), Sizes(points=5)).groups for slider in group.sliders if slider.term == "rate")
    assert relief.values == (0.0, 0.0002, 0.0125, 0.05, 0.1, 0.2)


def test_sliders_that_stand_together_have_fewer_points_each():
    groups = plan_of(question(1), Sizes()).groups
    assert sorted(len(slider.values) for group in groups if len(group.sliders) == 1 for slider in group.sliders) == [9]  # seven evenly, what the question tries, and the least that is any
    assert max(len(group.points) for group in groups) <= 60


def test_from_none_a_dose_steps_to_the_least_that_is_any_and_nothing_is_held_out_between():
    plan = plan_of(question(6), Sizes(points=5))
    for group, apart in zip(plan.groups, plan.held_out, strict=True):
        (ratio,) = group.sliders
        assert ratio.has_step and ratio.values[:3] == (0.0, 0.005, 0.3125) and ratio.between == ratio.values[1:]
        assert all(0.005 < at < 5.0 for (at,) in apart)
    whole = [slider for group in plan_of(question(2), Sizes(points=9)).groups for slider in group.sliders]
    assert not any(slider.has_step for slider in whole) and all(slider.between == slider.values for slider in whole)


def test_a_budget_without_a_limit_has_no_slider_and_a_dose_ends_where_it_is_declared():
    infrastructure = next(group for group in plan_of(question(11), Sizes()).groups if group.pattern.id == "infrastructure")
    assert infrastructure.sliders == ()
    shares = [slider for group in plan_of(question(9), Sizes()).groups for slider in group.sliders if slider.term == "random_share"]
    assert shares and all(slider.values[0] == 0.0 and slider.values[-1] == 1.0 for slider in shares)


def test_the_cost_that_is_said_is_what_is_run():
    plan = plan_of(question(6), Sizes(replications=4, held_out=10))
    assert plan.runs == (plan.policies + 10 + 1) * 4
    assert f"{plan.runs} runs" in plan.cost().en and f"{plan.runs} simulations" in plan.cost().fr


def test_the_error_is_that_of_the_held_out_points():
    held = (Held((0.5,), 3.0, Found(2.0, 1.0, 4.0)), Held((0.7,), 1.0, Found(5.0, 4.0, 6.0)), Held((0.8,), None, Found(1.0, 0.0, 2.0)))
    error = error_of(held)
    assert error == (4.0, math.sqrt(17.0 / 2.0), 2, 1)
    assert error_of(held[2:]) is None and error_of(()) is None
    assert error_of((Held((0.5,), 0.1 + 0.2, Found(0.3, 0.3, 0.3)),)) == (0.0, 0.0, 1, 0)


def test_questions_by_number_and_name_and_the_nearest_name_where_there_is_none():
    assert names_of_questions()["match"] == 6 and sorted(names_of_questions().values()) == list(numbers())
    assert [found.number for found in questions_of(["6", "exporters", "match"])] == [6, 10]
    with pytest.raises(InputError) as wrong:
        questions_of(["mach", "13"])
    assert [problem.nearest for problem in wrong.value.problems] == ["match", "12"]


@pytest.mark.parametrize(("sizes", "says"), [(Sizes(points=2), "points"), (Sizes(replications=1), "replications"), (Sizes(held_out=-1), "held_out")])
def test_sizes_out_of_bounds_are_refused_before_the_first_run(sizes, says, tmp_path):
    with pytest.raises(InputError, match=says):
        make_pack(Wanted(["6"]), tmp_path / "x.html", sizes)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_page_is_refused(tmp_path):
    with pytest.raises(InputError, match="is no HTML file"):
        make_pack(Wanted(["6"]), tmp_path / "x.pdf", Sizes())


def test_every_question_has_something_to_predict():
    for found in SHIPPED_QUESTIONS:
        assert item_of(found, shipped_lesson()).watch in found.content.watch


def test_the_negotiation_that_ships_is_whole():
    content = shipped()
    table = Table(content, Sizes(held_out=8))
    assert all(part.lever in REGISTRY for part in content.levers) and all(role.outcome in OUTCOMES for role in content.roles)
    assert 4 <= len(content.roles) <= 6
    assert len(table.single) == sum(len(part.levels) for part in content.levers)
    assert len(table.packages) == 8 and all(sum(level > 0 for level in deal) > 1 for deal in table.packages)
    assert [len(scenario.levers) for scenario in table.scenarios[: len(table.single)]] == [1] * len(table.single)
    assert len({scenario.world_fingerprint for scenario in table.scenarios}) == 1


def test_a_negotiation_says_all_that_is_wrong_with_it():
    from importlib.resources import files

    text = files("experiments").joinpath("library", "negotiations", SHIPPED).read_text(encoding="utf-8")
    text = text.replace('"trade_fair"', '"trade_fare"').replace('"officers"', '"oficers"').replace('"firms_created"', '"firms_creatd"').replace("[25, 50,", "[50, 25,")
    with pytest.raises(InputError) as wrong:
        negotiation_of(text, "mine.toml")
    assert {problem.nearest for problem in wrong.value.problems} >= {"trade_fair", "officers", "firms_created"}
    assert any("do not rise" in problem.says for problem in wrong.value.problems) and all(problem.file == "mine.toml" for problem in wrong.value.problems)


def test_the_page_is_one_file_in_both_languages_that_loads_nothing():
    page = page_of({"words": {key: [text.en, text.fr] for key, text in WORDS.items()}, "says": "</script><b>"}, "fr")
    assert '<html lang="fr">' in page and "http://" not in page and "https://" not in page and "src=" not in page and "@import" not in page and "url(" not in page
    assert "default-src 'none'" in page and "Apache License" in page
    content = page.partition('id="content">')[2].partition("</script>")[0]
    assert json.loads(content)["says"] == "</script><b>"
    assert all(text.en.strip() and text.fr.strip() for text in WORDS.values())


def test_every_word_that_the_scripts_ask_for_is_there_with_the_values_that_it_takes():
    import re
    from importlib.resources import files

    folder = files("experiments.packing").joinpath("page")
    scripts = "".join(entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".js"))
    assert set(WORDS) - {"script"} <= {name for name in WORDS if f'"{name}"' in scripts}
    asked = set(re.findall(r'words\("(\w+)"', scripts))
    assert asked and asked <= set(WORDS)
    for text in WORDS.values():
        assert set(re.findall(r"\{(\w+)\}", text.en)) == set(re.findall(r"\{(\w+)\}", text.fr))
