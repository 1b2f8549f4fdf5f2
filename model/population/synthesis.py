"""The first inhabitants of a world: places, weights, and the years abroad of a world at rest."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..compiled.named_draws import PastDraws, TraitsDraws
from ..compiled.numba_door import current, inlined, kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of, placed
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, normal
from ..numerics import APART_FROM_ZERO, GOLDEN
from ..parameters import Parameters
from ..records.arrays import Clock, Count, WorldArrays
from ..records.vocabulary import GENERATIONS
from .life_table import AGES, MONTHS
from .newcomers import age_on_arrival, settle

THIRD = GENERATIONS.index("third")


class Part(NamedTuple):
    """Records of one corridor: from which on, how many, and the real households that they stand for."""

    corridor: int
    first: int
    records: int
    households: int


class Shares(NamedTuple):
    """Cumulated shares: of cities and of communities, and of the cells of a life (`life_table.cumulative`)."""

    cities: np.ndarray
    communities: np.ndarray
    first: np.ndarray
    later: np.ndarray


@inlined
def write_past(w: WorldArrays, p: Parameters, t: Clock, i: int, person: int, shares: Shares) -> tuple[int, float, float, float]:
    """A life at rest up to now: whether the first inhabitant of record `i` plans to return, its age, its years abroad, its draw for having invested."""
    h = w.households[i]
    draws = PastDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.BELONG.value, -1, person))
    if h.generation > 0:
        lived = (np.searchsorted(shares.later, draws.life) + draws.month) / 12.0
        years = lived + (p.demography.descendant_age - p.demography.child_age if h.generation == 1 else 0.0)
        return 0, p.demography.descendant_age + lived, years, draws.invested
    k = np.searchsorted(shares.first, draws.life)
    plan = int(k // (AGES * MONTHS))
    a = (k // MONTHS) % AGES
    months = k % MONTHS
    came = age_on_arrival(normal((a + 0.5) / AGES), p.demography)
    years = (months + draws.month) / 12.0
    return plan, came + years, years, draws.invested


@kernel
def _fill(stage: PackedArrays, packed: PackedParameters, t: Clock, part: Part, weight: int, heavier: int, shares: Shares) -> None:
    """People the records of one corridor with its households; the first `heavier` of them weigh one more.

    Generations are stratified; everything else is each household's own luck.
    """
    w = arrays_of(stage)
    p = parameters_of(packed)
    corridor = part.corridor
    c = w.corridors[corridor]
    for j in range(part.records):
        i = part.first + j
        h = w.households[i]
        person = i
        h.root = i
        h.place = i
        h.successions = 0
        h.corridor = corridor
        h.weight = float(weight + (1 if j < heavier else 0))
        draws = TraitsDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.TRAITS.value, -1, person))
        h.community = c.first_community + np.searchsorted(shares.communities, draws.community)
        h.city = c.first_city + np.searchsorted(shares.cities, draws.city)
        b = p.population.share_faction_b
        h.faction = 2 if draws.faction < p.population.share_faction_c else (1 if draws.faction < p.population.share_faction_c + b else 0)
        # golden-ratio strata: any contiguous part of the records has the right shares of generations
        stratum = (j * GOLDEN + 0.5) % 1.0
        if stratum < c.descendants:
            h.generation = THIRD if stratum < c.descendants * p.demography.share_third else 2
        else:
            h.generation = 1 if stratum < c.descendants + (1.0 - c.descendants) * p.demography.share_one_and_half else 0
        plan, age, years, has_invested = write_past(w, p, t, i, person, shares)
        members = w.settings[1]
        local = h.community - c.first_community
        h.association = c.first_association + local * members + h.city % members
        settle(w, p, t, i, person, age, years)
        if h.generation == 0:
            h.plans_return = plan
        if h.refuses == 0 and draws.member < p.giving.members_start / max(1.0 - p.information.refusal, APART_FROM_ZERO):
            h.is_member = 1
        # already invested, in proportion to years abroad: the chance of an average household of its sex in an average year
        a_year = (math.exp(p.enterprise.property_base) + math.exp(p.enterprise.stake_base)) * math.exp(-p.enterprise.women_effect * h.is_woman)
        if has_invested < 1.0 - math.exp(-min(h.years_abroad, p.enterprise.invested_years) * a_year):
            h.has_invested = 1
        w.seen[i] = 0
        w.shown[i] = 0
    w.counts[Count.HOUSEHOLDS.value] = part.first + part.records


def shares_by_rank(n: int, exponent: float) -> np.ndarray:
    """Shares of n places whose size falls with rank: 1 / rank^exponent.

    >>> shares_by_rank(2, 1.0).round(3).tolist()
    [0.667, 0.333]
    """
    sizes = (np.arange(1, n + 1, dtype=float)) ** -exponent
    return sizes / sizes.sum()


def shares_by_poverty(n: int, hump: float) -> np.ndarray:
    """Shares of emigrants by community, poorest first: the middle of the order sends more than its ends (migration hump).

    >>> shares_by_poverty(3, 0.5).round(3).tolist()
    [0.286, 0.429, 0.286]
    """
    x = np.linspace(-1.0, 1.0, n)
    sizes = 1.0 + hump * (1.0 - np.abs(x))
    return sizes / sizes.sum()


def weights_of(households: int, records: int) -> tuple[int, int]:
    """Whole-number weights that add up exactly: (weight, how many records weigh one more).

    >>> weights_of(10, 4)
    (2, 2)
    """
    return households // records, households % records


def people(
    w: WorldArrays,
    p: Parameters,
    packed: PackedParameters,
    t: Clock,
    part: Part,
    lives: tuple[np.ndarray, np.ndarray],
    emigrants: np.ndarray | None = None,
) -> None:
    """Fill the records of one corridor; `given` are the parameters as loops get them, `lives` cumulated shares of the cells of a life.

    `emigrants`: share of the emigrants from each community, poorest first; None for the migration hump.
    """
    weight, heavier = weights_of(part.households, part.records)
    q = p.population
    cities = np.cumsum(shares_by_rank(int(q.n_cities), q.city_concentration))
    communities = np.cumsum(shares_by_poverty(int(q.n_communities), q.migration_density) if emigrants is None else emigrants)
    cities[-1] = communities[-1] = 1.0
    current(_fill)(placed(w), packed, t, part, weight, heavier, Shares(cities, communities, *lives))
    _arrange(w, part.first, part.records)


def _arrange(w: WorldArrays, first: int, n: int) -> None:
    """Records that are alike, and whose year begins in the same month, lie together: a processor guesses well what the next one does where it did the same.

    Luck hangs on who lives somewhere, not on the place in the arrays. A month of 10 000 households took 4 % less time.
    """
    h = w.households[first : first + n]
    order = np.lexsort((h["cell"], h["is_member"], h["refuses"], h["id"] % 12, h["altruism"] > 0.0, h["skill"], h["generation"]))
    for records in (h, w.receivers[first : first + n]):
        whole = records.view(np.dtype((np.void, records.dtype.itemsize)))  # NumPy copies field by field otherwise
        whole[...] = whole[order]
