"""What an origin's diaspora is expected to send, and the propensity to remit with which that is the published total.

The expectation is that of the rules of the model for a diaspora at rest, over households drawn evenly; nothing is simulated.
86 % of the variance of log remittances a migrant between corridors is between origins (docs/data.md): one number an origin holds most of what is known.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from model.parameters import Parameters, parameters
from model.parameters.remitting import Remitting
from model.records.vocabulary import Kin
from model.rules.remit import altruism_at, altruism_of, altruism_toward, sending_odds, settled, supporting, wanted, with_kin

from ..country_tables.build import Built
from ..world_table.figures import BLIND_MODE, figures
from ..world_table.published import Tables, cohorts_of, parsed

TOTAL, LATER = "received_2013_2017", "received_2019_2021"
"""The total that the propensity is found from, and a later one, from which its range is found: how totals move in five years."""
DRAWS = 128
LEAST, MOST = 0.1, 5.0
"""Propensities that are tried; a total beyond these leaves the nearer one."""
USUAL_YEARS = 18.0
"""Mean years abroad where stocks by year are not known: the middle of all corridors."""
NATIONALS = 0.8
"""Share of senders who hold the nationality of origin."""


class Corridor(NamedTuple):
    """Households of a corridor, drawn evenly; arrays of DRAWS. Of several corridors all are stacked, the corridors first.

    Attributes:
        households: real households.
        wanted: USD a month wanted at a propensity of 1, without a ceiling.
        most: USD a month at most.
        odds: log odds of sending the usual amount in a month, for one that supports a family.
        at_most: share that would support a family if all of the first generation did: less of descendants.
    """

    households: float | np.ndarray
    wanted: np.ndarray
    most: np.ndarray
    odds: np.ndarray
    at_most: np.ndarray


def _even(dimensions: int) -> np.ndarray:
    """Points that fill the unit cube evenly, shape (dimensions, DRAWS): multiples of the roots of the generalised golden ratio (an additive recurrence)."""
    ratio = 1.5
    for _ in range(40):
        ratio = (1.0 + ratio) ** (1.0 / (dimensions + 1))
    steps = ratio ** -np.arange(1.0, dimensions + 1.0)
    points: np.ndarray = (0.5 + np.outer(steps, np.arange(1, DRAWS + 1))) % 1.0
    return points


def _lognormal(uniform: np.ndarray, spread: float) -> np.ndarray:
    """Draws of mean 1 from a lognormal, by the logistic approximation of the normal's quantile kept to its variance."""
    normal = np.log(uniform / (1.0 - uniform)) * math.sqrt(3.0) / math.pi
    drawn = np.exp(spread * normal)
    scaled: np.ndarray = drawn / drawn.mean()
    return scaled


def corridor(given: Mapping[str, float], years: float, p: Parameters) -> Corridor:
    """The households of a corridor by its figures and the mean years abroad of the first generation."""
    q, u = p.population, _even(9)
    descends = u[0] < given["descendant_share"]
    graduates = given["skilled_share"]
    premium = np.where(u[1] < graduates, q.premium_high, np.where(u[1] < graduates + (1.0 - graduates) * q.share_middle, q.premium_middle, 1.0))
    men = np.where(u[2] < given["female_share"], 1.0, q.premium_men)
    abroad = np.minimum(-years * np.log(1.0 - u[3]), 60.0)
    earnings = given["residence_gdp_pc"] / 12.0 * given["relative_pay"] * q.earnings_share * q.adults * premium * men * _lognormal(u[4], q.earnings_spread)
    behind = np.where(descends, 0.0, q.catch_up_gap * np.exp(-abroad / q.catch_up_years))
    income = earnings * (1.0 - behind) * np.where(u[5] < q.employed, 1.0, q.replacement)
    home = given["origin_gdp_pc"] / 12.0
    region = q.regional_gap + (2.0 - 2.0 * q.regional_gap) * u[6]
    per_head = home * q.family_income * given["family_earners"] / given["family_size"] * region * _lognormal(u[7], q.family_spread)
    weight = p.remitting.altruism * _lognormal(u[8], p.remitting.altruism_spread)
    uncapped = p.remitting._replace(ceiling=1e9)
    cost = given["remittance_cost"]
    planning = np.where(np.arange(DRAWS) % 10 < round(10 * p.demography.return_plan), 1, 0)
    amounts, odds = np.zeros(DRAWS), np.zeros(DRAWS)
    sending = supporting(p.remitting.supports_family, 1.0) / (1.0 + math.exp(-p.remitting.habit))
    attached = p.belonging.attachment
    for k in range(DRAWS):
        altruism = altruism_at(altruism_toward(float(weight[k]), float(per_head[k]), home, p.remitting), float(abroad[k]), p.remitting)
        altruism = altruism_of(altruism, 0 if descends[k] else int(planning[k]), p.remitting) * settled(float(abroad[k]), p.remitting)
        amounts[k] = wanted(float(income[k]), altruism, cost, uncapped)
        political = attached * math.exp(-p.belonging.yearly_fade * float(abroad[k]))
        odds[k] = sending_odds(p.remitting.usual_usd, Kin.SUPPORTED, sending, cost, 0, political, p.remitting) + NATIONALS * p.remitting.nationality_effect
    households = given["migrant_stock"] / given["household_size"] / (1.0 - given["descendant_share"])
    return Corridor(households, amounts, p.remitting.ceiling * income / (1.0 + cost), odds, np.where(descends, p.remitting.descendant_supports, 1.0))


def expected(found: Corridor, propensity: float, p: Parameters) -> float:
    """Remittances that the families of a corridor are expected to receive, USD a year."""
    return float(_expected(found, propensity, p))


def _expected(found: Corridor, propensity: float, p: Parameters) -> np.ndarray:
    """The same of one corridor, or of several whose arrays are stacked, shape (corridors, DRAWS)."""
    q = p.remitting
    supports = supporting(q.supports_family, propensity)
    occasional = with_kin(supports, 1.0, q) - supports
    often = sent(found, found.wanted * propensity, q.habit, q)
    seldom = sent(found, found.wanted * propensity * q.occasion_size, q.occasion, q)
    received: np.ndarray = 12.0 * found.households * (found.at_most * (supports * often + occasional * seldom)).mean(axis=-1)
    return received


def sent(found: Corridor, wanted: np.ndarray, habit: float, q: Remitting) -> np.ndarray:
    """USD a month that households with such a habit are expected to send, where they want to send `wanted` in a month in which they do."""
    amount = np.maximum(np.minimum(wanted, found.most), 1e-9)
    odds = found.odds - q.habit + habit + q.size_effect * np.log(amount / q.usual_usd)
    expected: np.ndarray = amount / (1.0 + np.exp(-odds))
    return expected


def of_origin(origin: str, tables: Tables, p: Parameters, largest: int | None = None) -> list[Corridor]:
    """The corridors of an origin in the tables: all, or so many of the largest."""
    residences = tables.residences(origin)[:largest]
    both = figures(origin, residences, tables, remittances=BLIND_MODE)
    made = []
    for residence in residences:
        given = {name: figure.value for name, figure in {**both.origin, **both.corridors[f"{origin}-{residence}"]}.items()}
        past = cohorts_of(tables.corridors[origin, residence])
        made.append(corridor(given, USUAL_YEARS if past is None else past.mean_years, p))
    return made


def propensity(found: list[Corridor], total: float, p: Parameters) -> float:
    """The propensity with which corridors are expected to send a total, USD a year, between LEAST and MOST."""
    low, high = math.log(LEAST), math.log(MOST)
    together = Corridor(*map(np.array, zip(*found, strict=True)))
    for _ in range(30):
        middle = (low + high) / 2.0
        if sum(_expected(together, math.exp(middle), p).tolist()) < total:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2.0)


def _scatter(tables: Tables) -> tuple[float, float]:
    """Factors within which two of three totals of the later years lie about those of the earlier ones, the common change taken out."""
    moved = sorted(
        math.log(found[LATER].value / found[TOTAL].value) for found in tables.countries.values() if LATER in found and TOTAL in found and found[TOTAL].value > 0
    )
    if len(moved) < 20:
        return 0.5, 2.0
    low, middle, high = (float(value) for value in np.quantile(moved, (0.16, 0.5, 0.84)))
    return math.exp(low - middle), math.exp(high - middle)


def with_propensities(built: Built) -> Built:
    """The built tables with the propensity to remit of every origin whose total is published, and its range."""
    tables = parsed(built.files)
    p = parameters({})
    less, more = _scatter(tables)
    rows = list(csv.reader(built.files["countries.csv"].splitlines()))
    for origin in tables.origins():
        total = tables.countries[origin].get(TOTAL)
        if total is None or total.value <= 0.0:
            continue
        found = of_origin(origin, tables, p)
        value, low, high = (f"{propensity(found, total.value * factor, p):.4g}" for factor in (1.0, less, more))
        rows.append([origin, "remittance_propensity", value, low, high, "", "by_total"])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(sorted(rows[1:]))
    files = {**built.files, "countries.csv": text.getvalue()}
    return Built(files, {**built.report, "bytes": {name: len(content.encode()) for name, content in files.items()}})
