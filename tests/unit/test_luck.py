"""Draws are a pure function of who, when and what for; uniform, and right to the bit."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from model.compiled.numba_door import kernel
from model.compiled.random_draws import SLACK, Draw, _counted, descendant, four_draws, how_many, normal, philox, seed_words, spread

ONES = 0xFFFFFFFF

# Random123's known answers for philox4x32-10: counter, key, result (Salmon et al. 2011).
PUBLISHED = {
    "zero": ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    "ones": ((ONES, ONES, ONES, ONES), (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    "pi": ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0), (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
}

# Append only: a number that is given never changes, or every result does.
TABLE = {
    "TRAITS": 0, "PERSON": 1, "MEANS": 2, "TIES_OF_HEART": 3, "OUTLOOK": 4, "TIES": 5, "LIFE": 6, "REMIT": 7, "INVEST": 8, "GIVE": 9, "BELONG": 10, "APPLY": 11,
    "CRISIS": 12, "FIRM": 13, "ELIGIBLE": 14, "ASSOCIATION": 15, "HOST": 16, "AWARE": 17, "STATUS": 18, "AGENCY": 19, "PRODUCTIVE": 20, "STRIKE": 21, "REFUSE": 22,
    "AWARE_MORE": 23, "COLLECTIVE": 24, "CITIZEN": 25, "JOIN": 26,
}  # fmt: skip


@kernel
def many_philox(given: np.ndarray, out: np.ndarray) -> None:
    for i in range(given.shape[0]):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = philox(given[i, 0], given[i, 1], given[i, 2], given[i, 3], given[i, 4], given[i, 5])


@kernel
def many_lucks(given: np.ndarray, out: np.ndarray) -> None:
    for i in range(given.shape[0]):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = four_draws(given[i, 0], given[i, 1], given[i, 2], given[i, 3], given[i, 4], given[i, 5])


@kernel
def many_counts(u: np.ndarray, weight: float, probability: float, out: np.ndarray) -> None:
    for i in range(u.shape[0]):
        out[i] = how_many(u[i], weight, probability)


@kernel
def many_normals(u: np.ndarray, out: np.ndarray) -> None:
    for i in range(u.shape[0]):
        out[i] = normal(u[i])


def lucks(n: int, *, seed: int = 1, replication: int = 0, group: int = 7, month: int = 3) -> np.ndarray:
    """Four uniforms of n persons, shape (n, 4)."""
    given = np.array([(*seed_words(seed), replication, group, month, person) for person in range(n)], dtype=np.int64)
    out = np.empty((n, 4))
    many_lucks(given, out)
    return out


@pytest.mark.parametrize("name", PUBLISHED)
def test_philox_gives_the_published_vectors(name: str) -> None:
    counter, key, result = PUBLISHED[name]
    assert philox(*counter, *key) == result
    out = np.empty((1, 4), dtype=np.int64)
    many_philox(np.array([(*counter, *key)], dtype=np.int64), out)
    assert tuple(out[0]) == result


def test_compiled_draws_are_the_plain_ones() -> None:
    words = np.random.default_rng(3).integers(0, 2**32, size=(200, 6))
    words[:, 3] %= len(Draw)
    words[::7, 4] = -1
    out = np.empty((200, 4))
    many_lucks(words, out)
    assert out.tolist() == [list(four_draws(*(int(x) for x in row))) for row in words]


def test_draws_are_uniform_and_independent_across_everything_they_depend_on() -> None:
    for given in ({}, {"seed": 0}, {"seed": 2**64 - 1}, {"replication": 5}, {"group": 26}, {"month": -1}):
        u = lucks(20_000, **given)
        assert u.min() > 0.0 and u.max() < 1.0
        counts = np.apply_along_axis(lambda column: np.histogram(column, 20, (0.0, 1.0))[0], 0, u)
        assert (((counts - 1000.0) ** 2 / 1000.0).sum(axis=0) < 45.0).all()  # chi2 of 19 degrees of freedom, p = 0.0007
        correlation = np.corrcoef(np.c_[u, np.r_[u[1:, 0], 0.5]].T)
        assert np.abs(correlation - np.eye(5)).max() < 0.03
    base = lucks(1000)
    for other in ({"seed": 2}, {"seed": 0}, {"seed": 2**32 + 1}, {"replication": 1}, {"group": 8}, {"month": 4}):
        assert not (lucks(1000, **other) == base).any()


def test_the_table_of_draws_only_grows() -> None:
    table = {draw.name: int(draw) for draw in Draw}
    assert {name: table[name] for name in TABLE} == TABLE
    assert len(set(table.values())) == len(Draw.__members__) == len(table)


@pytest.mark.parametrize(("weight", "probability"), [(1.0, 0.3), (7.0, 0.02), (40.0, 0.3), (40.0, 0.97), (400.0, 0.001), (2_000.0, 0.4)])
def test_how_many_is_binomial(weight: float, probability: float) -> None:
    n = 20_000
    out = np.empty(n)
    many_counts(lucks(n)[:, 0].copy(), weight, probability, out)
    mean, variance = weight * probability, weight * probability * (1.0 - probability)
    assert abs(out.mean() - mean) < 4.0 * math.sqrt(variance / n)
    assert abs(out.var() / variance - 1.0) < 0.08
    chance = [math.exp(math.lgamma(weight + 1) - math.lgamma(k + 1) - math.lgamma(weight - k + 1) + k * math.log(probability) + (weight - k) * math.log1p(-probability))
              for k in range(int(weight) + 1)]  # fmt: skip
    expected, seen = n * np.array(chance), np.bincount(out.astype(int), minlength=int(weight) + 1)
    some = expected > 5.0
    assert ((seen - expected)[some] ** 2 / expected[some]).sum() < some.sum() + 5.0 * math.sqrt(2.0 * some.sum())


@pytest.mark.parametrize(("weight", "probability"), [(1e7, 9e-7), (1e12, 1e-11), (1e15, 3e-15), (1e15, 1e-17)])
def test_few_of_very_many_act_and_it_is_told_at_once(weight: float, probability: float) -> None:
    """1 less a small chance keeps few digits of it: the chances of all numbers then added up to less than the draw, and all of 10^15 were gone through."""
    for u in (1e-10, 1e-6, 0.01, 0.3, 0.9, 0.999999):
        assert how_many(u, weight, probability) == poisson.ppf(1.0 - u, weight * probability)


@given(u=st.floats(1e-9, 1.0 - 1e-9), weight=st.integers(1, 500), p=st.floats(0.0, 1.0), q=st.floats(0.0, 1.0))
def test_how_many_is_whole_and_never_falls_with_the_chance(u: float, weight: int, p: float, q: float) -> None:
    few, more = (how_many(u, float(weight), x) for x in sorted((p, q)))
    assert few == math.floor(few) and 0.0 <= few <= more <= weight


@given(u=st.floats(0.0, 1.0, exclude_min=True, exclude_max=True), p=st.floats(0.0, 1.0))
def test_one_household_acts_when_its_draw_is_below_the_chance(u: float, p: float) -> None:
    assert how_many(u, 1.0, p) == float(u < p)


def test_the_normal_quantile_is_that_of_the_standard_library() -> None:
    u = np.concatenate([np.linspace(1e-4, 1.0 - 1e-4, 4001), [2.0**-33, 1e-7, 0.02424, 0.02426, 0.97574, 0.97576, 1.0 - 1e-7]])
    exact = np.array([NormalDist().inv_cdf(x) for x in u])
    plain = np.array([normal(float(x)) for x in u])
    assert np.allclose(plain, exact, rtol=2e-9, atol=2e-9)
    out = np.empty(len(u))
    many_normals(u, out)
    assert out.tobytes() == plain.tobytes()


def test_a_spread_has_mean_one() -> None:
    factors = np.array([spread(float(u), 0.5) for u in lucks(50_000)[:, 0]])
    assert abs(factors.mean() - 1.0) < 0.01 and abs(np.log(factors).std() - 0.5) < 0.01
    assert spread(0.3, 0.0) == 1.0


def test_what_is_born_has_an_identity_of_its_own() -> None:
    born = {descendant(parent, ordinal) for parent in range(300) for ordinal in range(1, 40)}
    assert len(born) > 300 * 39 - 3  # 32 bits: hardly ever twice
    assert descendant(7, 3) == descendant(7, 3)


def test_the_bound_that_spares_a_logarithm_settles_no_draw_otherwise() -> None:
    """Draws around weight x probability, weights and chances over many orders of magnitude: the long way and the short one agree on every one."""
    luck = np.random.default_rng(11)
    settled = 0
    for _ in range(20_000):
        weight = float(10.0 ** luck.uniform(-0.5, 12.0 if luck.random() < 0.3 else 3.0))
        weight = math.floor(weight) if weight >= 1.0 and luck.random() < 0.7 else weight
        probability = float(10.0 ** luck.uniform(-13.0, 0.0))
        bound = max(weight, 1.0) * probability
        u = min(bound * (1.0 + luck.choice([-1.0, 1.0]) * 10.0 ** luck.uniform(-12.0, 0.0)) if luck.random() < 0.5 else luck.random(), 1.0 - 1e-10)
        if u > 0.0:
            assert how_many(u, weight, probability) == _counted(u, weight, probability), (u, weight, probability)
            settled += u > bound + SLACK
    assert settled > 5_000
