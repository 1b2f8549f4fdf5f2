"""Draws that are settled by bounds say what the formula says."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.compiled.bit_counters import four_apart
from model.records.bit_masks import N_TOPICS
from model.rules import choose
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


def test_bounds_settle_most_draws_around_even_odds(monkeypatch: pytest.MonkeyPatch) -> None:
    """At odds of up to e to one either way the exponential is asked for at most 3 % of the draws."""
    asked: list[float] = []

    def exp(a: float) -> float:
        asked.append(a)
        return math.exp(a)

    monkeypatch.setattr(choose, "math", SimpleNamespace(exp=exp))
    draws = [(k + 0.5) / 500 for k in range(500)]
    for x in (-1.0, -0.5, 0.0, 0.5, 1.0):
        for u in draws:
            happens(u, x)
    assert len(asked) <= 0.03 * 5 * len(draws)


@given(st.integers(0, 2**N_TOPICS - 1))
def test_topics_are_set_four_bits_apart(bits: int) -> None:
    assert four_apart(bits) == sum(((bits >> topic) & 1) << (4 * topic) for topic in range(N_TOPICS))
