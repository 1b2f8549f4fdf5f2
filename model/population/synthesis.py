"""The first inhabitants of a world: places, weights, and the years abroad of a world at rest."""

from __future__ import annotations

import math

import numpy as np

from ..compiled.numba_door import current, kernel
from ..compiled.packed_arrays import Staged, placed, whole
from ..compiled.packed_parameters import Given, unpacked
from ..compiled.random_draws import Draw, luck, normal
from ..parameters import Parameters
from ..records.arrays import Clock, Count, Stage
from .life_table import AGES, MONTHS
from .newcomers import settle


@kernel
def _fill(
    stage: Staged,
    given: Given,
    t: Clock,
    corridor: int,
    first: int,
    n: int,
    weight: int,
    heavier: int,
    city_cdf: np.ndarray,
    community_cdf: np.ndarray,
    first_cdf: np.ndarray,
    later_cdf: np.ndarray,
) -> None:
    """People records first..first+n-1 with the households of one corridor; the first `heavier` of them weigh one more.

    Generations are stratified; everything else is each household's own luck.
    """
    w = whole(stage)
    p = unpacked(given)
    c = w.corridors[corridor]
    for j in range(n):
        i = first + j
        h = w.households[i]
        person = i
        h.root = i
        h.place = i
        h.successions = 0
        h.corridor = corridor
        h.weight = float(weight + (1 if j < heavier else 0))
        u0, u1, u2, u3 = luck(t.seed0, t.seed1, t.replication, Draw.TRAITS.value, -1, person)
        v0, v1, v2, _ = luck(t.seed0, t.seed1, t.replication, Draw.BELONG.value, -1, person)
        h.community = c.first_community + np.searchsorted(community_cdf, u0)
        h.city = c.first_city + np.searchsorted(city_cdf, u1)
        b = p.population.share_faction_b
        h.faction = 2 if u2 < p.population.share_faction_c else (1 if u2 < p.population.share_faction_c + b else 0)
        # golden-ratio strata: any contiguous part of the records has the right shares of generations
        stratum = (j * 0.6180339887498949 + 0.5) % 1.0
        if stratum < c.descendants:
            h.generation = 3 if stratum < c.descendants * p.demography.share_third else 2
        else:
            h.generation = 1 if stratum < c.descendants + (1.0 - c.descendants) * p.demography.share_one_and_half else 0
        if h.generation == 0:
            k = np.searchsorted(first_cdf, v0)
            plan = int(k // (AGES * MONTHS))
            a = (k // MONTHS) % AGES
            months = k % MONTHS
            came = max(min(p.demography.arrival_age * math.exp(p.demography.arrival_age_spread * normal((a + 0.5) / AGES)), 70.0), 18.0)
            years = (months + v2) / 12.0
            age = came + years
        else:
            plan = 0
            lived = (np.searchsorted(later_cdf, v0) + v2) / 12.0
            age = p.demography.descendant_age + lived
            years = lived + (p.demography.descendant_age - 8.0 if h.generation == 1 else 0.0)
        members = w.settings[1]
        local = h.community - c.first_community
        h.association = c.first_association + local * members + h.city % members
        settle(w, p, t, i, person, age, years)
        if h.generation == 0:
            h.plans_return = plan
        if h.refuses == 0 and u3 < p.giving.members_start / max(1.0 - p.information.refusal, 0.01):
            h.is_member = 1
        # already invested, in proportion to years abroad: the chance of an average household of its sex in an average year
        a_year = (math.exp(p.enterprise.property_base) + math.exp(p.enterprise.stake_base)) * math.exp(-p.enterprise.women_effect * h.is_woman)
        if v1 < 1.0 - math.exp(-min(h.years_abroad, 40.0) * a_year):
            h.has_invested = 1
        w.seen[i] = 0
        w.shown[i] = 0
    w.counts[Count.HOUSEHOLDS.value] = first + n


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
    w: Stage, p: Parameters, given: Given, t: Clock, corridor: int, first: int, records: int, households: int, cdfs: tuple[np.ndarray, np.ndarray]
) -> None:
    """Fill the records of one corridor; `given` are the parameters as loops get them."""
    weight, heavier = weights_of(households, records)
    q = p.population
    cities = np.cumsum(shares_by_rank(int(q.n_cities), q.city_concentration))
    communities = np.cumsum(shares_by_poverty(int(q.n_communities), q.migration_density))
    cities[-1] = communities[-1] = 1.0
    current(_fill)(placed(w), given, t, corridor, first, records, weight, heavier, cities, communities, *cdfs)
    _arrange(w, first, records)


def _arrange(w: Stage, first: int, n: int) -> None:
    """Records that are alike, and whose year begins in the same month, lie together: a processor guesses well what the next one does where it did the same.

    Luck hangs on who lives somewhere, not on the place in the arrays. A month of 10 000 households took 4 % less time.
    """
    h = w.households[first : first + n]
    order = np.lexsort((h["cell"], h["is_member"], h["refuses"], h["id"] % 12, h["altruism"] > 0.0, h["skill"], h["generation"]))
    for records in (h, w.receivers[first : first + n]):
        whole = records.view(np.dtype((np.void, records.dtype.itemsize)))  # NumPy copies field by field otherwise
        whole[...] = whole[order]
