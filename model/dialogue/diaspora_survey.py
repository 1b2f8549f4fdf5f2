"""What the ministry knows of the diaspora (F10): a survey, a register, one estimate of who is there, and whom its news reaches because of that."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from ..compiled.fetching import AHEAD, fetch
from ..compiled.numba_door import kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.random_draws import Draw, four_draws
from ..numerics import ROUNDING
from ..policy.month import Month
from ..records.arrays import Clock, Count
from ..records.vocabulary import GENERATIONS, N_FACTIONS, SKILLS, Status
from ..rules.relate import freshness

SHAPE = (N_FACTIONS, 2, len(GENERATIONS), len(SKILLS))  # of the cells of the tally within a place
LANES = 4  # draws of luck that come together
GROUPS = (N_FACTIONS, 2, len(SKILLS))  # what the ministry tells apart within a place


class Survey(NamedTuple):
    """The last survey: its month, the shares it found, how many answered, and the age at which it no longer holds."""

    month: int
    shares: np.ndarray
    answers: int
    holds: float


class Census(NamedTuple):
    """Households now present, and entries of the register that can be used, by place, faction, sex and skill."""

    households: np.ndarray
    entries: np.ndarray

    def shares(self) -> np.ndarray:
        """Shares of the households: the truth that a ministry does not see."""
        found: np.ndarray = self.households / self.households.sum()
        return found


@kernel
def count(stage: PackedArrays, t: Clock, lag: float, tau: float, found: np.ndarray) -> None:
    """Add up, by cell, the households present and what their entries are worth: exp(-age / tau) each, from an age of `lag` months on."""
    w = arrays_of(stage)
    for i in range(w.counts[Count.HOUSEHOLDS.value]):
        fetch(w.households, i + AHEAD, 0)
        h = w.households[i]
        if h.status == Status.PRESENT.value:
            found[0, h.cell] += h.weight
            if h.registered > 0.0 and t.tick - float(h.registered_since) >= lag:
                found[1, h.cell] += h.weight * h.registered * math.exp(-(t.tick - float(h.registered_since)) / tau)


def census(m: Month) -> Census:
    """Who is there. A register shows those who registered, and nobody else."""
    lag = next((float(lever.values["data_lag_months"]) for lever in m.policy.levers if lever.process == "register"), 0.0)
    found = np.zeros((2, len(m.stage.tally)))
    m.run(count, m.clock, lag, m.p.relations.register_months, found)
    return Census(*found.reshape(2, -1, *SHAPE).sum(axis=4).reshape(2, -1))


def belief(m: Month) -> np.ndarray:
    """What is taken for granted without asking: stocks are known, people come from everywhere alike, all skills are as frequent, all are of one mind (F8)."""
    n_local = int(m.p.population.n_communities)
    stocks = np.array([float(c.households) for c in m.settings.corridors])
    population = m.stage.communities["population"].reshape(-1, n_local)[m.stage.corridors["origin"]]
    by_place = stocks[:, None] / stocks.sum() * population / population.sum(axis=1)[:, None]
    of_one_mind = np.array([1.0, 0.0, 0.0])
    return np.einsum("cl,f,x,s->clfxs", by_place, of_one_mind, np.full(2, 0.5), np.full(len(SKILLS), 1.0 / len(SKILLS))).ravel()


def asked(m: Month, n: int, by_sex: bool, truth: np.ndarray) -> np.ndarray:
    """Shares that `n` answers show; the first of a larger sample are those of a smaller one. Where sex is not asked, both are taken for halves."""
    lots: Any = np.arange(-(-n // LANES), dtype=np.uint64)
    rows = four_draws(*(m.clock.seed0, m.clock.seed1), m.clock.replication, Draw.SURVEY, m.tick, lots)
    u = np.stack(rows, axis=1).ravel()[:n]
    cells = np.minimum(np.searchsorted(np.cumsum(truth), u), len(truth) - 1)
    found = np.bincount(cells, minlength=len(truth)) / n
    if by_sex:
        return found
    halves = found.reshape(-1, *GROUPS).mean(axis=2, keepdims=True)
    return np.broadcast_to(halves, (len(halves), *GROUPS)).ravel()


def estimate(m: Month, survey: Survey | None, there: Census) -> np.ndarray:
    """Who the ministry thinks is there: what it takes for granted, the survey and the register, each by how many it counts and how old they are.

    weights: granted answers of what is taken for granted, n exp(-age / tau) of a survey, worth x sum of exp(-age / tau) of the entries of a register
    """
    q = m.p.relations
    known = q.granted_answers * belief(m)
    if survey is not None:
        known += survey.answers * freshness(float(m.month - survey.month), survey.holds) * survey.shares
    if m.policy.has("register"):
        known += q.entry_worth * there.entries
    total = float(known.sum())
    return known / total if total > 0.0 else belief(m)


def error_of(known: np.ndarray, truth: np.ndarray) -> float:
    """Distance between an estimate and the truth: the share of households that the ministry takes for others than they are.

    >>> error_of(np.array([0.5, 0.5]), np.array([0.75, 0.25]))
    0.25
    """
    return float(0.5 * np.abs(known - truth).sum())


def error(m: Month) -> float:
    """The same for what it knows now."""
    there = census(m)
    return error_of(estimate(m, m.policy.remembered.get("survey"), there), there.shares())


def reached(known: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Share of each group that effort spread by an estimate reaches: min(known / true, 1). What is aimed at people who are not there is lost.

    Over all households that is one minus the error:

    >>> known, truth = np.array([0.5, 0.5]), np.array([0.75, 0.25])
    >>> [round(float(share), 3) for share in reached(known, truth)], float((truth * reached(known, truth)).sum())
    ([0.667, 1.0], 0.75)
    """
    return np.minimum(np.divide(known, truth, out=np.zeros_like(truth), where=truth > 0.0), 1.0)


def map_diaspora(m: Month, results: np.ndarray) -> None:
    """Hold a survey where one is due, and aim the news of the months to come by what survey and register say.

    `reach` of the stage is by cell how much more of the news aimed at a group reaches it than if the ministry went by what it takes for granted. Once a
    year how far off the estimate is goes into `results`.
    """
    policy, month = m.policy, m.month
    k = m.running("mapping")
    if k < 0 and m.running("register") < 0:
        if month == 12 * m.settings.years - 1:
            results[0] = error(m)  # of what is taken for granted, where nobody ever asked
        return
    is_new = False
    survey: Survey | None = policy.remembered.get("survey")
    there: Census | None = None
    if k >= 0:
        v, since = m.lever(k).values, m.since(k)
        due = since == 0 or int(since / v["update_months"]) > int((since - 1) / v["update_months"])
        answers = int(v["survey_n"] * m.strengths[k] + ROUNDING)  # as many as are paid for
        if due and answers > 0 and policy.is_paid(k, month):
            there = census(m)
            survey = Survey(month, asked(m, answers, v["by_sex"], there.shares()), answers, v["holds_months"])
            policy.remembered["survey"] = survey
            is_new = True
    if is_new or (month + 1) % int(m.p.relations.look_months) == 0:
        there = census(m) if there is None else there
        known, truth = estimate(m, survey, there), there.shares()
        gain = (reached(known, truth) - reached(belief(m), truth)).reshape(-1, N_FACTIONS, 2, 1, len(SKILLS))
        m.stage.reach[...] = np.broadcast_to(gain, (len(gain), *SHAPE)).ravel()
        if (month + 1) % 12 == 0:
            results[0] = error_of(known, truth)
