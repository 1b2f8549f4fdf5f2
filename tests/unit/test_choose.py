"""Draws that are settled by bounds say what the formula says."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model.households.bits import N_TOPICS, four_apart
from model.rules.choose import happens, logistic


@given(st.integers(0, 2**32 - 1), st.floats(-50.0, 50.0))
def test_what_happens_is_what_the_logit_says(word: int, x: float) -> None:
    u = (word + 0.5) / 2**32  # the uniforms of the model
    assert happens(u, x) == (u < logistic(x))


def test_the_same_at_the_margin() -> None:
    """Uniforms next to the chance itself, where neither bound settles anything."""
    for x in np.linspace(-6.0, 6.0, 1_201):
        chance = logistic(float(x))
        for step in (-1e-9, 1e-9):
            assert happens(chance + step, float(x)) == (step < 0.0)


def test_bounds_settle_most_draws_around_even_odds() -> None:
    """Between the two sums of first terms there is little room: at odds of e and more to one either way it is below 3 % of the draws."""
    for a in (0.0, 0.5, 1.0):
        below = sum(a**k / math.factorial(k) for k in range(5))
        assert 1.0 / (1.0 + below) - 1.0 / (1.0 + below + 0.0616 * a**5) < 0.03


@given(st.integers(0, 2**N_TOPICS - 1))
def test_topics_are_set_four_bits_apart(bits: int) -> None:
    assert four_apart(bits) == sum(((bits >> topic) & 1) << (4 * topic) for topic in range(N_TOPICS))
