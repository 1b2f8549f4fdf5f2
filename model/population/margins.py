"""The margins of a corridor: what its figures and parameters say of the shares of its first inhabitants, and the weights that meet them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import InputError
from ..inputs.regions import emigrant_shares
from ..inputs.settings import WorldSettings
from ..parameters import Parameters
from ..records.arrays import WorldArrays
from ..records.vocabulary import FACTIONS, GENERATIONS, SEXES, SKILLS
from .cohorts import Cohorts, all_cohorts, long_enough
from .raking import Margin, rake, whole

BANDS = (60, 120, 180, 240, 300, 360)
"""Months abroad between the bands of years that are met."""
NEAR, TURNS = 1e-6, 40
"""How near the margins are met before weights are rounded to whole numbers, and turns after which records that are too few are left as they were drawn."""
FARTHEST = 2.0
"""Times its weight that a record may come to stand for: where it would be more, records are too few."""


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


def shares_of(p: Parameters, emigrants: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Cumulated shares of communities (of emigrants from each, or by the migration hump where None), and of cities."""
    q = p.population
    communities = np.cumsum(shares_by_poverty(int(q.n_communities), q.migration_density) if emigrants is None else emigrants)
    cities = np.cumsum(shares_by_rank(int(q.n_cities), q.city_concentration))
    communities[-1] = cities[-1] = 1.0
    return communities, cities


def months_at_start(rows: Any, burn_in: int) -> np.ndarray:
    """Months abroad (of descendants: with a household) that the records of a world that has not begun will have at the end of the burn-in."""
    return 12.0 * rows["years_abroad"] + burn_in - rows["comes"]  # type: ignore[no-any-return]


def margins_of(rows: Any, corridor: Any, p: Parameters, cohorts: Cohorts, shares: tuple[np.ndarray, np.ndarray], burn_in: int) -> list[Margin]:
    """All margins of the records of a corridor that has not begun, in shares: generation, years abroad, skill, sex, nationality, region, city, faction.

    `shares`: cumulated shares of communities and of cities.
    """
    q = p.population
    high, middle = float(corridor["skilled"]), (1.0 - float(corridor["skilled"])) * q.share_middle
    descendants, women = float(corridor["descendants"]), float(corridor["women"])
    children = (1.0 - descendants) * cohorts.one_and_half
    first = 1.0 - descendants - children
    generations = (first, children, descendants * (1.0 - p.demography.share_third), descendants * p.demography.share_third)
    of_bands = first * np.diff([0.0, *(cohorts.months[month - 1] for month in BANDS), 1.0])
    band = np.where(rows["generation"] == 0, np.searchsorted(BANDS, months_at_start(rows, burn_in), side="right"), len(BANDS) + 1)
    years = [month // 12 for month in BANDS]
    bands = (*(f"{low}-{high - 1}" for low, high in zip((0, *years), years, strict=False)), f"{years[-1]}+", "others")
    naturalised = first * float(corridor["naturalised"]) * long_enough(cohorts, p.nationality)
    citizens = np.where(rows["generation"] == 0, rows["is_naturalised"], 2)
    of = [np.diff(cumulated, prepend=0.0) for cumulated in shares]
    factions = (1.0 - q.share_faction_b - q.share_faction_c, q.share_faction_b, q.share_faction_c)
    found = [
        ("generation", GENERATIONS, rows["generation"], generations),
        ("years_abroad", bands, band, (*of_bands, 1.0 - first)),
        ("skill", SKILLS, rows["skill"], (1.0 - high - middle, middle, high)),
        ("sex", SEXES, 1 - rows["is_woman"], (women, 1.0 - women)),
        ("naturalised", ("first generation, not", "first generation", "others"), citizens, (first - naturalised, naturalised, 1.0 - first)),
        ("region", _numbered(of[0]), rows["community"].astype(np.int64) - int(corridor["first_community"]), of[0]),
        ("city", _numbered(of[1]), rows["city"].astype(np.int64) - int(corridor["first_city"]), of[1]),
        ("faction", FACTIONS, rows["faction"], factions),
    ]
    return [Margin(name, tuple(labels), each.astype(np.int64), np.maximum(np.array(totals, dtype=float), 0.0)) for name, labels, each, totals in found]


def _numbered(shares: np.ndarray) -> tuple[str, ...]:
    return tuple(str(number + 1) for number in range(len(shares)))


def weights_for(margins: list[Margin], households: int) -> np.ndarray:
    """Whole-number weights, at least 1, of records that stand for so many households and meet the margins, as near as so many records can.

    A category that nobody was drawn of stays empty, the others of its margin make up for it. Where records are too few to meet all margins they weigh alike.
    """
    n = len(margins[0].of)
    alike = np.full(n, households // n, dtype=float)
    alike[: households % n] += 1.0
    asked = [_reachable(margin, households) for margin in margins]
    try:
        near = rake(alike, asked, NEAR, TURNS)
    except InputError:
        return alike
    if near.min() * FARTHEST < households / n or near.max() > FARTHEST * households / n:
        return alike
    beyond = np.maximum(near - 1.0, 0.0)
    total = beyond.sum()
    if total <= 0.0:
        return alike
    place = np.zeros(n, dtype=np.int64)
    for margin in margins:
        if margin.name not in ("city", "faction"):
            place = place * len(margin.labels) + margin.of
    order = np.argsort(place.astype(np.min_scalar_type(int(place.max()))), kind="stable")
    return 1.0 + whole(beyond * ((households - n) / total), order)


def _reachable(margin: Margin, households: int) -> Margin:
    """The margin in households, over the categories that were drawn; as drawn where these were asked for nowhere."""
    drawn = np.bincount(margin.of, minlength=len(margin.labels)).astype(float)
    totals = np.where(drawn > 0.0, margin.totals, 0.0)
    if totals.sum() <= 0.0:
        totals = drawn
    return margin._replace(totals=totals * (households / totals.sum()))


def drawn_margins(stage: WorldArrays, settings: WorldSettings, p: Parameters) -> dict[str, list[Margin]]:
    """The margins of each corridor, by its name, of a world that has not begun: what is asked, and of which category each of its records is."""
    burn_in, found = 12 * settings.burn_in_years, {}
    for each, corridor, cohorts in zip(settings.corridors, stage.corridors, all_cohorts(settings, p.demography), strict=True):
        first = int(corridor["first_household"])
        rows = stage.households[first : first + int(corridor["n_records"])]
        shares = shares_of(p, emigrant_shares(settings.regions.get(each.origin, ())))
        found[each.id] = margins_of(rows, corridor, p, cohorts, shares, burn_in)
    return found
