"""The records: every field says what it is, none gets in Mesa's way, nothing is written by accident."""

from __future__ import annotations

import mesa
import numpy as np
import pytest

from model.records.fields import blank, dtype_of
from model.records.flows import N_FLOWS, Flow
from model.records.people import HOUSEHOLD, RECEIVER
from model.records.schemas import SCHEMAS
from model.running.mesa_agents import VIEWS

TAKEN = {"model", "unique_id", "pos", "random", "rng", "scenario", "time", "steps", "running", "step", "advance", "remove", "agents", "data_registry"}


@pytest.mark.parametrize("population", SCHEMAS)
def test_every_field_says_what_it_is(population: str) -> None:
    for field in SCHEMAS[population]:
        assert field.name.isidentifier() and field.name == field.name.lower()
        assert field.says.strip(), field.name
        assert field.unit or field.name in ("id", "root", "place", "owner", "person"), field.name  # an identity has no unit


@pytest.mark.parametrize("population", SCHEMAS)
def test_no_field_has_a_name_that_mesa_uses(population: str) -> None:
    names = {field.name for field in SCHEMAS[population]}
    assert not names & TAKEN
    assert not [name for name in names if hasattr(mesa.Agent, name)]


def test_no_view_hides_a_field() -> None:
    for view in VIEWS:
        schema = SCHEMAS.get({"receivers": "origin_households", "hosts": "host_institutions"}.get(view.array, view.array))
        assert schema is not None
        for field in schema:
            assert not hasattr(view, field.name), f"{view.__name__}.{field.name}"


@pytest.mark.parametrize("population", SCHEMAS)
def test_names_are_unique_and_state_is_float64_or_small_integers(population: str) -> None:
    schema = SCHEMAS[population]
    assert len({field.name for field in schema}) == len(schema)
    assert {field.type for field in schema} <= {"f8", "f4", "i8", "u4", "u2", "i4", "i2", "i1"}


def test_a_household_takes_six_lines_of_the_cache() -> None:
    assert dtype_of(HOUSEHOLD).itemsize == 6 * 64


def test_a_household_and_its_family_take_at_most_448_bytes() -> None:
    seen_and_shown = 2 * 8
    assert dtype_of(HOUSEHOLD).itemsize + dtype_of(RECEIVER).itemsize + seen_and_shown <= 448


@pytest.mark.parametrize("population", SCHEMAS)
def test_what_nobody_wrote_looks_wrong(population: str) -> None:
    records = blank(SCHEMAS[population], 3)
    for field in SCHEMAS[population]:
        if field.start is not None:
            assert (records[field.name] == field.start).all()
        elif field.type[0] == "f":
            assert np.isnan(records[field.name]).all()
        elif field.type[0] == "i":
            assert (records[field.name] == -1).all()
        else:
            assert (records[field.name] == np.iinfo(field.type).max).all()


def test_flows_are_numbered_without_gaps() -> None:
    assert [int(flow) for flow in Flow] == list(range(N_FLOWS))
