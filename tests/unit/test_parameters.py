"""One declaration a parameter: it says what it is, its value lies in its bounds, and one constraint makes the check and its message."""

from __future__ import annotations

import math
from typing import Any

import pytest

from model.communities import places_allowed
from model.errors import InputError
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCK_PARAMETERS
from model.levers import COMMON, ELIGIBILITY, REGISTRY
from model.parameter import PLACES, Kind, Parameter, Status, Unit
from model.parameters import MECHANISMS, PARAMETERS, parameter, parameters

DECLARED: dict[str, Parameter] = {
    **PARAMETERS,
    **{f"corridor.{name}": p for name, p in FIGURES.items()},
    **{f"levers.{lever_id}.{name}": p for lever_id, cls in REGISTRY.items() for name, p in cls.parameters.items()},
    **{f"shocks.{name}": p for name, p in SHOCK_PARAMETERS.items()},
    **{f"eligibility.{name}": p for name, p in ELIGIBILITY.items()},
}
GROUPS = sorted({name.rsplit(".", 1)[0] for name in DECLARED})


def declared_in(group: str, *kinds: Kind) -> dict[str, Parameter]:
    """The declarations of a mechanism, a lever, the corridors, ..., of the kinds asked for (all by default)."""
    return {name: p for name, p in DECLARED.items() if name.rsplit(".", 1)[0] == group and p.kind in (kinds or tuple(Kind))}


def numbers_in(group: str) -> dict[str, Parameter]:
    return declared_in(group, Kind.REAL, Kind.INTEGER)


@pytest.mark.parametrize("group", GROUPS)
def test_declarations_say_what_they_are(group: str) -> None:
    for name, p in declared_in(group).items():
        assert isinstance(p.unit, Unit) and isinstance(p.status, Status)
        for text in (p.en, p.fr):
            assert text.strip() == text and text.endswith(".") and len(text) > 7, name
        assert p.en != p.fr, name
        assert p.source and p.grade in "ABCD", name
        assert p.source != "assumption" or p.status is not Status.LITERATURE, name
        assert p.allowed or name in ("eligibility.arm", "shocks.arm")  # an arm has any name


@pytest.mark.parametrize("group", GROUPS)
def test_values_lie_within_their_bounds(group: str) -> None:
    for name, p in numbers_in(group).items():
        assert p.low < p.high and math.isfinite(p.low), name
        if p.value is not None:
            assert p.low <= p.value <= p.high, name
        if p.likely is not None:
            low, high = p.likely
            assert p.low <= low < high <= p.high, name
            # inside, not at an edge beyond which there is more: what is at its edge was taken for certain on one side
            assert p.value is None or ((low < p.value or low == p.low) and (p.value < high or high == p.high)), name
            assert p.value is None or low <= p.value <= high, name
        if p.off is not None:
            assert p.low <= p.off <= p.high and p.problem(name, p.off) is None, name


def test_everything_that_is_uncertain_has_a_range() -> None:
    # what counts things, or says what "off" means, is a choice of the modeller
    free = {"population.n_communities", "population.n_cities", "giving.associations", "accounting.discount_rate"}
    assert {name for name, p in PARAMETERS.items() if p.likely is None} == free


def wrong_values(p: Parameter) -> list[Any]:
    """Values that the declaration does not allow, made from its bounds."""
    above = p.high + max(abs(p.high), 1.0) * 0.01 if p.kind is Kind.REAL else p.high + 1
    below = p.low - max(abs(p.low), 1.0) * 0.01 if p.kind is Kind.REAL else p.low - 1
    return [above, below, float("nan"), math.inf, -math.inf, "much", True, [1.0]] + ([p.low + 0.5] if p.kind is Kind.INTEGER else [])


@pytest.mark.parametrize("group", GROUPS)
def test_a_number_out_of_bounds_is_an_error_that_names_the_key_and_what_is_allowed(group: str) -> None:
    for name, p in numbers_in(group).items():
        for value in wrong_values(p):
            problem = p.problem(name, value)
            assert problem is not None, (name, value)
            assert name in str(problem) and p.allowed in str(problem)
            with pytest.raises(InputError, match=name):
                p.check(name, value)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_world_refuses_a_parameter_out_of_bounds(mechanism: str) -> None:
    for name, p in declared_in(mechanism).items():
        for value in [*wrong_values(p), None]:
            with pytest.raises(InputError) as raised:
                parameters({name: value})
            assert f"parameters.{name}" in str(raised.value) and p.allowed in str(raised.value)
        for bound in (p.low, p.high):
            assert getattr(getattr(parameters({name: bound}), mechanism), name.split(".")[1]) == bound


@pytest.mark.parametrize("lever_id", REGISTRY)
def test_a_lever_refuses_a_parameter_out_of_bounds(lever_id: str) -> None:
    for name, p in numbers_in(f"levers.{lever_id}").items():
        for value in wrong_values(p):
            with pytest.raises(InputError) as raised:
                REGISTRY[lever_id](**{name.split(".")[2]: value})
            assert name in str(raised.value) and p.allowed in str(raised.value)


@pytest.mark.parametrize("group", GROUPS)
def test_a_wrong_choice_is_an_error_that_names_the_nearest(group: str) -> None:
    for name, p in declared_in(group).items():
        if not p.choices:
            continue
        close = str(p.choices[0])[:-1]
        for value in (close, [close]) if p.kind is Kind.LIST else (close,):
            problem = p.problem(name, value)
            assert problem is not None and str(p.choices[0]) in str(problem), name
        if p.kind is Kind.LIST:
            assert "did you mean" in str(p.problem(name, [close])), name


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(InputError) as raised:
        parameters({"giving.quality": 3.0, "giving.norm": -1.0, "crisis.contagion": 2.0})
    assert [problem.key for problem in raised.value.problems] == ["parameters.giving.quality", "parameters.giving.norm"]


def test_an_unknown_parameter_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="did you mean 'giving.quality'"):
        parameter("giving.qualty")


def test_overrides_reach_the_mechanism_and_nothing_else() -> None:
    plain, changed = parameters(), parameters({"giving.quality": 0.3})
    assert changed.giving.quality == 0.3
    assert changed._replace(giving=changed.giving._replace(quality=plain.giving.quality)) == plain
    assert set(MECHANISMS) == set(plain._fields)


def test_all_levers_take_the_common_parameters() -> None:
    for cls in REGISTRY.values():
        assert set(COMMON) <= set(cls.parameters)


def test_places_are_permitted_in_the_words_in_which_they_are_refused() -> None:
    assert PLACES is places_allowed()
