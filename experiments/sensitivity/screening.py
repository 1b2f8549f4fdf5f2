"""Effects of factors moved on purpose: Morris trajectories, one factor at a time, fractional factorial. In the unit of the outcome."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from model.text import Text
from scenarios.argument_checks import Maybe, Table

from ..runs import intervals
from ..runs.options import check_options
from ..text import semicolon
from .arguments import RULES
from .estimates import Estimate, seed_of, undisturbed
from .evidence import Evidence, Floats
from .notes import ALIASED, AT_OWN_END_LOST, NO_INTERVAL, ONE_REPLICATION

SWING_COLUMNS = ("outcome", "factor", "base", "at_low", "at_high", "low_value", "high_value")


def elementary_effects(evidence: Evidence) -> Floats:
    """Change of the outcome in each step, for the whole range of a factor: (trajectories, factors or groups).

    A group has the size of its change alone: its members may move against each other.
    """
    levels = int(evidence.settings.get("levels", 4))
    step = levels / (2.0 * (levels - 1))
    names = evidence.moved
    outputs = evidence.means().reshape(-1, evidence.stride)
    unit = evidence.unit.reshape(-1, evidence.stride, len(evidence.factors))
    changes, moves = np.diff(outputs, axis=1), np.diff(unit, axis=1)
    effects = np.full((outputs.shape[0], len(names)), np.nan)
    for j, name in enumerate(names):
        members = [k for k, path in enumerate(evidence.factors) if path in evidence.groups.get(name, (name,))]
        moved = moves[:, :, members[0]]
        which = np.abs(moved).argmax(axis=1)
        rows = np.arange(outputs.shape[0])
        change = changes[rows, which] / step
        effects[:, j] = change * np.sign(moved[rows, which]) if not evidence.groups else np.abs(change)
    return effects


def morris_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """mu_star, mu and sigma of each factor by SALib; of groups mu_star alone. Trajectories are resampled for the intervals."""
    from SALib.analyze import morris

    levels = int(evidence.settings.get("levels", 4))
    with undisturbed():
        found = morris.analyze(evidence.problem(), evidence.unit, evidence.means(), num_resamples=100, num_levels=levels, seed=seed_of(evidence))
    effects = elementary_effects(evidence)
    trajectories = np.arange(effects.shape[0])
    bounds = {
        "mu_star": intervals.of_mean(np.abs(effects), trajectories, at_least=0.0)[1:],
        "mu": intervals.of_mean(effects, trajectories)[1:],
        "sigma": _of_spread(effects),
    }
    note = "" if trajectories.size >= intervals.MIN_DRAWS else NO_INTERVAL(language)
    rows = []
    for index in ("mu_star",) if evidence.groups else ("mu_star", "mu", "sigma"):
        low, high = bounds[index]
        for j, name in enumerate(evidence.moved):
            rows.append(Estimate(index, name, float(found[index][j]), float(low[j]), float(high[j]), note))
    return rows


def _of_spread(effects: Floats) -> tuple[Floats, Floats]:
    """Bootstrap interval of the standard deviation of effects, trajectories resampled; it always holds the estimate, which resampling understates."""
    n = effects.shape[0]
    nothing = np.full(effects.shape[1], np.nan)
    if n < intervals.MIN_DRAWS:
        return nothing, nothing
    counts = intervals.resampled(np.arange(n)) / n
    centred = effects - effects.mean(axis=0)
    variance = np.maximum(counts @ centred**2 - (counts @ centred) ** 2, 0.0) * n / (n - 1)
    low, high = np.quantile(np.sqrt(variance), intervals.levels(n), axis=0)
    own = effects.std(axis=0, ddof=1)
    return np.minimum(low, own), np.maximum(high, own)


def _ends(evidence: Evidence, column: int) -> tuple[int, int]:
    """The points at which a factor has its lowest and highest level, all others being at the base point (point 0).

    Levels are told by the positions, not by counting: a categorical factor has as many levels as it has values. The base point counts where it is a
    level itself, and not where the scenario's own value lies outside the factor's bounds.
    """
    base = evidence.unit[0]
    others = np.delete(evidence.unit, column, axis=1)
    kept = np.delete(base, column)
    same = np.all((others == kept) | (np.isnan(others) & np.isnan(kept)), axis=1)
    place = evidence.unit[:, column]
    rows = np.flatnonzero(same & (place >= -1e-9) & (place <= 1.0 + 1e-9))
    return int(rows[place[rows].argmin()]), int(rows[place[rows].argmax()])


def one_at_a_time_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """Swing of each factor: the outcome at its highest level minus that at its lowest, paired within replications, which share their luck."""
    rows = []
    for column, name in enumerate(evidence.factors):
        low, high = _ends(evidence, column)
        difference = evidence.values[high] - evidence.values[low]
        difference = np.where(np.isfinite(difference), difference, np.nan)
        found = intervals.of_mean(difference[:, None], np.arange(difference.size))
        value = float(found.mean[0])
        note = AT_OWN_END_LOST(language) if math.isnan(value) else _replications_note(int(np.isfinite(difference).sum()), language)
        rows.append(Estimate("swing", name, value, float(found.low[0]), float(found.high[0]), note))
    return rows


def _replications_note(count: int, language: str) -> str:
    """What is said where replications are too few for an interval."""
    if count >= intervals.MIN_DRAWS:
        return ""
    return (NO_INTERVAL if count > 1 else ONE_REPLICATION)(language)


def swings(evidence: Evidence, values: Mapping[str, tuple[Any, Any]] | None = None) -> pd.DataFrame:
    """The outcome at the base point and at both ends of each factor, for the tornado: table `swings`.

    Args:
        evidence: of a one-at-a-time design.
        values: path to the lowest and highest value of the factor in its own unit; positions in [0, 1] stand in for them where they are not given.
    """
    ends = Table(Text("a table of paths to the two ends of each factor", "une table de chemins et des deux bouts de chaque facteur"))
    check_options({**RULES, "values": Maybe(ends)}, evidence=evidence, values=values)
    means = evidence.means()
    rows = []
    for column, name in enumerate(evidence.factors):
        low, high = _ends(evidence, column)
        at = (values or {}).get(name, (evidence.unit[low, column], evidence.unit[high, column]))
        rows.append((evidence.outcome, name, means[0], means[low], means[high], *at))
    return pd.DataFrame(rows, columns=list(SWING_COLUMNS))


def fractional_factorial_indices(evidence: Evidence, language: str) -> list[Estimate]:
    """Main effects and interactions: the outcome where the factor (the product of two) is high minus where it is low.

    SALib fills the factors up to a power of two with dummies and gives half of these differences; the dummies have no rows here. The design is folded over,
    so that main effects are free of interactions of two; interactions share their column with others, which the note names. Intervals come from the
    replications, each of which has the whole design.
    """
    n_factors = len(evidence.factors)
    contrast = _contrast(n_factors)
    whole = np.isfinite(evidence.values).all(axis=0)
    runs = [_effects(evidence, evidence.values[:, r]) for r in np.flatnonzero(whole)]
    own = _effects(evidence, evidence.means())
    table = np.array(runs) if runs else np.empty((0, own.size))
    low, high = np.full(own.size, np.nan), np.full(own.size, np.nan)
    if table.shape[0] >= 1:
        found = intervals.of_mean(table, np.arange(table.shape[0]))
        low, high = found.low, found.high
    note = _replications_note(table.shape[0], language)
    rows = [Estimate("effect", name, float(own[j]), float(low[j]), float(high[j]), note) for j, name in enumerate(evidence.factors)]
    pairs = _pairs(n_factors)
    columns: dict[bytes, list[tuple[int, int]]] = {}
    for j, k in pairs:
        columns.setdefault((contrast[:, j] * contrast[:, k]).tobytes(), []).append((j, k))
    for place, (j, k) in enumerate(pairs, start=n_factors):
        others = [pair for pair in columns[(contrast[:, j] * contrast[:, k]).tobytes()] if pair != (j, k)]
        named = ", ".join(f"{evidence.factors[a]} × {evidence.factors[b]}" for a, b in others)
        words = semicolon(language).join(part for part in (note, ALIASED(language).format(pairs=named) if named else "") if part)
        rows.append(Estimate("interaction", evidence.factors[j], float(own[place]), float(low[place]), float(high[place]), words, evidence.factors[k]))
    return rows


def _pairs(n_factors: int) -> list[tuple[int, int]]:
    return [(j, k) for j in range(n_factors) for k in range(j + 1, n_factors)]


def _contrast(n_factors: int) -> Floats:
    """The columns of -1 and 1 of SALib's design, (points, columns with dummies)."""
    from SALib.sample import ff

    return np.asarray(ff.generate_contrast({"num_vars": n_factors}), dtype=np.float64)


def _effects(evidence: Evidence, outputs: Floats) -> Floats:
    """Main effects of the factors, then interactions of their pairs: from low to high, twice what SALib calls ME and IE."""
    from SALib.analyze import ff

    with undisturbed():
        found = ff.analyze(evidence.problem(), evidence.unit, outputs, second_order=True, seed=seed_of(evidence))
    of_pair: dict[Sequence[str], float] = dict(zip(map(tuple, found["interaction_names"]), found["IE"], strict=True))
    names = evidence.factors
    main = [2.0 * float(found["ME"][j]) for j in range(len(names))]
    return np.array(main + [2.0 * float(of_pair[names[j], names[k]]) for j, k in _pairs(len(names))], dtype=np.float64)
