"""Which inputs a replication has, worked out another way: the draw of each input in its range, and the scenario with it, room by room."""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
import pytest

from experiments.runs.draws import drawn_values, for_replication, independent_draws, input_draw, shared, stream, uniform, with_inputs
from model.parameter import Kind
from model.parameters import PARAMETERS
from scenarios import load
from scenarios.scenario import Scenario

SEED = 5 + (7 << 32)
"""More than 32 bits, so that both words of the seed count."""


@cache
def package() -> Scenario:
    return load("morocco_belgium_package")


def test_stream_is_seeded_by_both_words_of_the_seed_the_number_and_the_name() -> None:
    digest = hashlib.sha256(b"name").digest()
    words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]
    wanted = np.random.Generator(np.random.Philox(np.random.SeedSequence([5, 7, 3, *words]))).random(4)
    assert stream(SEED, 3, "name").random(4).tolist() == wanted.tolist()
    assert uniform(SEED, 3, "name") == wanted[0]
    others = {uniform(5, 3, "name"), uniform(7 + (5 << 32), 3, "name"), uniform(SEED, 4, "name"), uniform(SEED, 3, "names")}
    assert len(others | {wanted[0]}) == 5


@pytest.mark.parametrize("draw", [0, 3])
def test_each_uncertain_input_is_drawn_in_its_own_range(draw: int) -> None:
    values = drawn_values(package(), SEED, draw)
    assert list(values) == [given.path for given in package().uncertain()]
    for given in package().uncertain():
        assert given.low is not None and given.high is not None
        share = uniform(SEED, draw, shared(given.path))
        wanted = (1.0 - share) * given.low + share * given.high
        if given.path.startswith("parameters.") and PARAMETERS[given.path.removeprefix("parameters.")].kind is Kind.INTEGER:
            wanted = float(round(wanted))
        assert values[given.path] == pytest.approx(wanted, rel=1e-12, abs=1e-12), given.path


def test_what_is_said_of_a_country_is_drawn_once_for_all_its_corridors() -> None:
    """Two origins in two residence countries: two taxes, two securities of status, four shares of graduates or none."""
    world = load("morocco_belgium", {"origin": ["MAR", "TUN"], "residence": ["BEL", "FRA"]})
    values = drawn_values(world, SEED, 1)
    ranges = {given.path: (given.low, given.high) for given in world.uncertain()}

    def places(name: str) -> dict[str, float]:
        """Where in its range each corridor's figure was drawn."""
        found = {path.split(".")[1]: path for path in ranges if path.startswith("corridor.") and path.endswith(f".{name}")}
        return {corridor: round((values[path] - ranges[path][0]) / (ranges[path][1] - ranges[path][0]), 9) for corridor, path in found.items()}

    tax, rights, size = places("tax_rate"), places("residence_rights"), places("household_size")
    assert len(tax) == len(rights) == len(size) == 4
    assert tax["MAR-BEL"] == tax["MAR-FRA"] != tax["TUN-BEL"] == tax["TUN-FRA"]
    assert rights["MAR-BEL"] == rights["TUN-BEL"] != rights["MAR-FRA"] == rights["TUN-FRA"]
    assert len(set(size.values())) == 4


def test_inputs_are_set_where_their_path_says_and_nowhere_else() -> None:
    before = package()
    after = with_inputs(
        before,
        {
            "corridor.MAR-BEL.household_size": 2.5,
            "parameters.population.city_concentration": 0.9,
            "levers.matching_grant.desk_usd": 70_000.0,
            "levers.skills_placement.officer_usd": 9_000.0,
            "levers.skills_placement.follow_up_usd": 150.25,
        },
    )
    figures = {key: figure.value for key, figure in after.figures["MAR-BEL"].items()}
    assert figures == {key: figure.value for key, figure in before.figures["MAR-BEL"].items()} | {"household_size": 2.5}
    assert after.figures["MAR-BEL"]["household_size"].source == before.figures["MAR-BEL"]["household_size"].source
    assert dict(after.parameters) == dict(before.parameters) | {"population.city_concentration": 0.9}
    set_here = {"matching_grant": {"desk_usd": 70_000.0}, "skills_placement": {"officer_usd": 9_000.0, "follow_up_usd": 150.25}}
    assert [lever.id for lever in after.levers] == [lever.id for lever in before.levers]
    for old, new in zip(before.levers, after.levers, strict=True):
        assert dict(new.values) == dict(old.values) | set_here.get(old.id, {}), old.id
        assert type(new) is type(old) and new.eligibility == old.eligibility
    assert with_inputs(before, {}) is before


def test_a_whole_number_of_a_lever_is_the_nearest_one() -> None:
    lever, name, value = next(
        (lever, name, lever.values[name]) for lever in package().levers for name, declared in lever.parameters.items() if declared.kind is Kind.INTEGER
    )
    after = with_inputs(package(), {f"levers.{lever.id}.{name}": value + 0.75})
    found = next(other for other in after.levers if other.id == lever.id).values[name]
    assert found == value + 1 and isinstance(found, int)


def test_the_two_replications_of_a_pair_share_their_inputs_and_luck_alone_draws_none() -> None:
    first, second, third = (for_replication(package(), SEED, replication, "inputs") for replication in (4, 5, 6))
    assert first == second == with_inputs(package(), drawn_values(package(), SEED, 2))
    assert third == with_inputs(package(), drawn_values(package(), SEED, 3)) != first
    fourth = for_replication(package(), SEED, 7, "inputs")  # of every other pair the figures differ
    assert fourth.parameters == third.parameters and fourth.figures != third.figures
    assert for_replication(package(), SEED, 2, "luck") is package()


@pytest.mark.parametrize("replications", range(1, 9))
def test_independent_draws_are_the_different_ones(replications: int) -> None:
    assert independent_draws(replications, "inputs") == len({input_draw(r, "inputs") for r in range(replications)})
    assert independent_draws(replications, "luck") == replications
    assert {input_draw(r, "luck") for r in range(replications)} == {0}
