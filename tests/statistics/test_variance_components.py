"""The split of a variance into parameters, figures and chance, on additive models whose components are known."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.runs.draws import has_own_figures, input_draw
from experiments.runs.variance_components import components, nothing_to_tell

KINDS = ("parameters", "figures", "chance")


def additive(
    rng: np.random.Generator, runs: int, quantities: int, variances: tuple[float, float, float], law: str = "normal"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Replications of y = parameters + figures + chance in the design of a comparison, with the pair and the own figures of each."""
    numbers = range(runs)
    groups = np.array([input_draw(number, "inputs") for number in numbers])
    own = np.array([has_own_figures(number) for number in numbers])

    def luck(rows: int) -> np.ndarray:
        return rng.normal(size=(rows, quantities)) if law == "normal" else rng.exponential(size=(rows, quantities)) - 1.0

    p, f, c = (np.sqrt(variance) for variance in variances)
    figures, others = luck(groups.max() + 1), luck(groups.max() + 1)
    of_figures = np.where(own[:, None], others[groups], figures[groups])
    return p * luck(groups.max() + 1)[groups] + f * of_figures + c * luck(runs), groups, own


@pytest.mark.parametrize("variances", [(0.5, 0.3, 0.2), (0.1, 0.0, 0.9), (0.0, 1.0, 0.0), (0.2, 0.7, 0.1)])
def test_shares_of_an_additive_model_are_found(variances: tuple[float, float, float]) -> None:
    values, groups, own = additive(np.random.default_rng(1), 16_000, 2, variances)
    found = components(values, groups, own)
    for share, truth in zip(found, variances, strict=True):
        assert share.value == pytest.approx([truth] * 2, abs=0.03)
        assert (share.high - share.low < 0.1).all() and (share.low <= share.value).all() and (share.value <= share.high).all()
    assert found.inputs + found.chance.value == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(("law", "least"), [("normal", 0.93), ("skewed", 0.8)])
def test_intervals_of_thirty_runs_hold_the_share(law: str, least: float) -> None:
    variances = (0.5, 0.3, 0.2)
    values, groups, own = additive(np.random.default_rng(2), 32, 1500, variances, law)
    for share, truth in zip(components(values, groups, own), variances, strict=True):
        held = ((share.low <= truth) & (truth <= share.high)).mean()
        assert least <= held <= 1.0, held
        assert share.value.mean() == pytest.approx(truth, abs=0.12)


def test_with_parameters_held_figures_are_what_differs_between_pairs() -> None:
    rng = np.random.default_rng(3)
    groups = np.repeat(np.arange(4000), 2)
    values = rng.normal(size=(4000, 1))[groups] * np.sqrt(0.6) + rng.normal(size=(8000, 1)) * np.sqrt(0.4)
    found = components(values, groups, np.zeros(8000, dtype=bool), parameters_vary=False)
    assert found.parameters.value[0] == found.parameters.high[0] == 0.0
    assert found.figures.value[0] == pytest.approx(0.6, abs=0.03) and found.chance.value[0] == pytest.approx(0.4, abs=0.03)


def test_what_cannot_be_told_is_not_told() -> None:
    values, groups, own = additive(np.random.default_rng(4), 8, 3, (0.5, 0.3, 0.2))
    values[0, 2] = values[2, 2] = np.nan  # one pair of each kind is left of the last quantity
    values[:, 1] = 7.0
    found = components(values, groups, own)
    assert np.isnan(found.chance.low).all() and np.isnan(found.parameters.high).all()  # two pairs of a kind: no interval
    assert np.isfinite(found.chance.value[[0, 2]]).all() and np.isnan(found.chance.value[1])
    for few in (components(values[:2], groups[:2], own[:2]), components(values[:3], groups[:3], own[:3]), nothing_to_tell(3)):
        assert all(np.isnan(share.value).all() for share in few)


def test_components_by_hand() -> None:
    """Pairs 0 and 2 share all, 1 and 3 parameters alone. Half squares: 2 and 2, 8 and 8; means 2, 4, 6, 8 with variance 20/3."""
    values = np.array([1.0, 3.0, 2.0, 6.0, 5.0, 7.0, 6.0, 10.0])[:, None]
    found = components(values, np.repeat(np.arange(4), 2), np.array([False, False, False, True] * 2))
    c, f = 2.0, 6.0
    p = 20.0 / 3.0 - 0.75 * f - c / 2.0
    for share, value in zip(found, (p, f, c), strict=True):
        assert share.value[0] == pytest.approx(value / (p + f + c))


def test_an_interval_is_that_of_mean_squares_over_chi_squares_of_their_own_degrees() -> None:
    """Two quantities, one of which lacks two pairs: worked out beside, with more draws of another generator."""
    rng = np.random.default_rng(3)
    pairs, apart = 12, np.arange(12) % 2 == 1
    parameters, figures = rng.normal(size=(pairs, 1, 2)), 0.7 * rng.normal(size=(pairs, 2, 2))
    runs = parameters + np.where(apart[:, None, None], figures, figures[:, :1]) + 0.5 * rng.normal(size=(pairs, 2, 2))
    runs[[0, 1], 0, 1] = np.nan
    found = components(runs.reshape(-1, 2), np.repeat(np.arange(pairs), 2), np.repeat(apart, 2))
    for quantity in range(2):
        here = np.isfinite(runs[:, :, quantity]).all(axis=1)
        one, kinds = runs[here, :, quantity], apart[here]
        within = (one[:, 0] - one[:, 1]) ** 2 / 2.0
        squares = (within[~kinds].mean(), within[kinds].mean(), one.mean(axis=1).var(ddof=1))
        shared, other = int((~kinds).sum()), int(kinds.sum())
        s, a, b = (square * degrees / rng.chisquare(degrees, 100_000) for square, degrees in zip(squares, (shared, other, shared + other - 1), strict=True))
        of_figures = np.maximum(a - s, 0.0)
        chance = np.where(of_figures > 0.0, s, (shared * s + other * a) / (shared + other))
        of_parameters = np.maximum(b - (shared + other / 2) / (shared + other) * of_figures - chance / 2.0, 0.0)
        total = of_parameters + of_figures + chance
        for share, drawn in zip(found, (of_parameters, of_figures, chance), strict=True):
            low, high = np.quantile(drawn / total, (0.025, 0.975))
            assert share.low[quantity] == pytest.approx(min(low, share.value[quantity]), abs=0.03)
            assert share.high[quantity] == pytest.approx(max(high, share.value[quantity]), abs=0.03)
