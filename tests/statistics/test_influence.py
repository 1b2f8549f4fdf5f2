"""Inputs that move a result: known answers, and how often one is named that moves nothing."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.comparing.influence import PERMUTATIONS, influence, ranked
from experiments.runs.draws import drawn_values, input_draw
from experiments.runs.replications import Replications
from scenarios import load

INPUTS = [f"input {place}" for place in range(60)]
ELASTICITY = "parameters.giving.price_elasticity"


def drawn(draws: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random((draws, len(INPUTS)))


def test_the_inputs_that_make_the_outcome_are_named_and_no_other() -> None:
    inputs = drawn(60, 1)
    outcome = np.exp(3.0 * inputs[:, 17]) - 16.0 * inputs[:, 50] + 0.2 * np.random.default_rng(2).normal(size=60)
    found = ranked(outcome, inputs, INPUTS)
    assert found.told["path"].tolist() == ["input 17", "input 50"]
    up, down = found.told["correlation"]
    assert up > 0.0 > down
    assert ((found.told["low"] < found.told["correlation"]) & (found.told["correlation"] < found.told["high"])).all()
    assert found.told["share"].to_numpy() == pytest.approx(np.array([up, down]) ** 2)
    assert (found.told["share"] > found.least_share).all() and (found.table["share"][2:] <= found.least_share).all()


def test_where_nothing_moves_the_outcome_something_is_named_one_time_in_twenty() -> None:
    named = [bool(len(ranked(np.random.default_rng(900 + trial).exponential(size=15), drawn(15, trial), INPUTS).told)) for trial in range(200)]
    assert 0.01 <= np.mean(named) <= 0.095  # 0.05, within three standard errors


def test_few_draws_tell_nothing_however_close() -> None:
    inputs = drawn(4, 3)
    found = ranked(inputs[:, 5], inputs, INPUTS)
    assert found.table.set_index("path").loc["input 5", "correlation"] == pytest.approx(1.0)
    assert len(found.told) == 0 and np.isnan(found.least_share)


def test_more_draws_tell_weaker_inputs() -> None:
    shares = [ranked(drawn(draws, 5)[:, 0], drawn(draws, 5), INPUTS).least_share for draws in (10, 30, 100)]
    assert shares[0] > shares[1] > shares[2] > 0.05


def test_p_of_one_input_is_that_of_the_permutation_test() -> None:
    x = np.arange(5.0)[:, None]
    found = ranked(np.array([1.0, 2.0, 3.0, 5.0, 4.0]), x, ["x"])  # rho 0.9: 10 of 120 orders are as close, up or down
    assert found.table["correlation"][0] == pytest.approx(0.9)
    assert found.table["p"][0] == pytest.approx(10.0 / 120.0, abs=4.0 * np.sqrt(0.08 / PERMUTATIONS))


def test_an_outcome_that_stays_has_no_inputs_and_an_input_that_stays_is_left_out() -> None:
    inputs = drawn(20, 6)
    assert len(ranked(np.full(20, 3.0), inputs, INPUTS).table) == 0
    inputs[:, 4] = 1.0
    found = ranked(inputs[:, 8], inputs, INPUTS)
    assert found.inputs == len(INPUTS) - 1 and "input 4" not in set(found.table["path"])


def replications(uncertainty: str, seed: int, numbers: tuple[int, ...]) -> Replications:
    """Runs whose effect on gifts is minus the price elasticity of giving in that draw, and luck; one run has none."""
    scenario = load("morocco_belgium_matching_grant")
    luck = np.random.default_rng(7).normal(scale=0.01, size=len(numbers))
    effect = luck - [drawn_values(scenario, seed, input_draw(number, "inputs"))[ELASTICITY] for number in numbers]
    effect[3] = np.nan
    values = np.column_stack([effect, np.zeros(len(numbers))])
    keys = (("donations_collective", None, None), ("remittances", None, None))
    return Replications(scenario.name, scenario, numbers, keys, values + 5.0, np.full(values.shape, 5.0), {}, uncertainty)


def test_a_comparison_tells_the_input_that_its_draws_follow() -> None:
    numbers = tuple(number for number in range(60) if number not in (10, 11, 25))  # some runs failed
    each = replications("inputs", 42, numbers)
    found = influence(each, 42, "donations_collective")
    assert found.told["path"].tolist() == [ELASTICITY]
    assert found.table["correlation"][0] < -0.9 and found.draws == 29 and found.inputs > 100
    assert ELASTICITY not in set(influence(each, 43, "donations_collective").told["path"]), "another seed has drawn other inputs"
    assert len(influence(each, 42, "remittances").table) == 0


def test_with_luck_alone_no_input_moves_anything() -> None:
    found = influence(replications("luck", 42, tuple(range(20))), 42, "donations_collective")
    assert (len(found.table), found.draws, found.inputs) == (0, 0, 0)
