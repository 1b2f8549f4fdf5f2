"""A world comes into being: countries, communities, institutions, households, ties."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..compiled.numba_door import current
from ..compiled.packed_arrays import placed
from ..compiled.packed_parameters import pack
from ..compiled.random_batches import cup
from ..inputs.regions import emigrant_shares, needs, population_shares, relative_incomes
from ..inputs.settings import Corridor, WorldSettings
from ..numerics import GOLDEN, ROUNDING
from ..offers import OFFER_DTYPE, base_offer
from ..parameters import Parameters
from ..records.arrays import N_TIES, Clock, Count, Trusted, WorldArrays
from ..records.enterprises import CHAPTER, FIRM
from ..records.fields import blank
from ..records.flows import N_FLOWS
from ..records.institutions import ASSOCIATION, FILE, HOST, INSTITUTION
from ..records.people import HOUSEHOLD, RECEIVER
from ..records.places import COMMUNITY, CORRIDOR
from ..records.vocabulary import CELLS, GENERATIONS, N_FACTIONS, SECTORS, SEXES, SKILLS
from ..rules.stand_by import uninsured
from ..rules.visit import others_a_year
from .cohorts import Cohorts, all_cohorts, naturalised_of
from .firms import LOCAL_RECORDS, first_firms, slots_for
from .synthesis import Part, people
from .ties import tie

FULL_SCALE_BELOW = 120_000  # households a corridor; larger ones are sampled unless full scale is asked for
DEFAULT_SAMPLE = 20_000
FULL_SCALE = 10**9
FIRST_ASSOCIATION, FIRST_HOST, FIRST_CHAPTER = 2_000_000_000, 3_000_000_000, 3_600_000_000  # identities
PARTING, FOUNDED, DEPARTING = 8, 50, 16  # one of so many records parts from its own, founds a firm, is kept when it leaves: room to begin with
SPARE, SPARE_FILES = 512, 256  # and as many more


def records_of(corridor: Corridor, sample: int | None) -> int:
    """How many records a corridor gets: all its households at full scale, `sample` at most else."""
    households = corridor.households
    if sample is None:
        return households if households <= FULL_SCALE_BELOW else DEFAULT_SAMPLE
    return min(households, sample)


def _corridors(settings: WorldSettings, p: Parameters, origins: list[str], residences: list[str]) -> np.ndarray:
    records = blank(CORRIDOR, len(settings.corridors))
    n_local = int(p.population.n_communities)
    for k, corridor in enumerate(settings.corridors):
        f = corridor.figures
        c = records[k]
        c["origin_income"] = f.origin_gdp_pc / 12.0
        c["residence_income"] = f.residence_gdp_pc / 12.0
        c["climate"] = f.business_climate
        c["stability"] = f.stability
        c["rights"] = f.residence_rights
        c["residence_climate"] = f.residence_climate
        c["renunciation"] = f.renunciation_required
        c["tax_rate"] = f.tax_rate
        c["skilled"] = f.skilled_share
        c["women"] = f.female_share
        c["descendants"] = f.descendant_share
        c["household_size"] = f.household_size
        c["family_size"] = f.family_size
        c["earners"] = f.family_earners
        c["relative_pay"] = f.relative_pay
        c["propensity"] = f.remittance_propensity
        c["dual_allowed"] = f.dual_allowed
        c["all_households"] = float(sum(other.households for other in settings.corridors))
        c["residence_population"] = f.residence_population
        c["export_market"] = f.exports_potential_usd / 12.0
        c["import_market"] = f.imports_potential_usd / 12.0
        there = others_a_year(f.residence_population, f.origin_gdp_pc * f.origin_population, p.travel)
        c["other_arrivals"] = (there if f.other_arrivals is None else f.other_arrivals) / 12.0
        c["diaspora"] = corridor.households * f.household_size
        c["origin"] = origins.index(corridor.origin)
        c["first_community"] = origins.index(corridor.origin) * n_local
        c["first_city"] = residences.index(corridor.residence) * int(p.population.n_cities)
        c["first_association"] = k * n_local * int(p.giving.associations)
    return records


def _communities(settings: WorldSettings, p: Parameters, origins: list[str]) -> np.ndarray:
    n = int(p.population.n_communities)
    records = blank(COMMUNITY, len(origins) * n)
    relative = np.linspace(p.population.regional_gap, 2.0 - p.population.regional_gap, n)
    for o, origin in enumerate(origins):
        f = next(c.figures for c in settings.corridors if c.origin == origin)
        part = records[o * n : (o + 1) * n]
        own = settings.regions.get(origin, ())
        incomes = relative_incomes(own, p.population.family_spread) if own else relative
        part["population"] = f.origin_population * population_shares(own) if own else f.origin_population / n
        part["income"] = incomes * f.origin_gdp_pc
        part["poverty"] = 1.0 - incomes / incomes[-1]
        part["need"] = needs(own, part["poverty"]) if own else part["poverty"]
        part["origin"] = o
        part["uninsured"] = uninsured(f.origin_gdp_pc, p.crisis)
        part["energy"] = part["energy_base"] = np.clip(p.founding.energy_best - p.founding.energy_gap * part["need"], 0.0, 1.0)
        part["telecom"] = part["telecom_base"] = np.clip(p.founding.telecom_best - p.founding.telecom_gap * part["need"], 0.0, 1.0)
    return records


def _chapters(settings: WorldSettings, p: Parameters, corridors: np.ndarray) -> np.ndarray:
    n = int(p.population.n_cities)
    records = blank(CHAPTER, len(corridors) * n)
    number = np.arange(len(records))
    records["id"] = FIRST_CHAPTER + number
    records["corridor"] = number // n
    records["city"] = corridors["first_city"][number // n] + number % n
    return records


def _associations(settings: WorldSettings, p: Parameters, corridors: np.ndarray) -> np.ndarray:
    n_local, a = int(p.population.n_communities), int(p.giving.associations)
    records = blank(ASSOCIATION, len(corridors) * n_local * a)
    number = np.arange(len(records))
    corridor = number // (n_local * a)
    # boards differ in quality around the mean, the same way in every world
    records["quality"] = np.clip(p.giving.quality * (1.0 - p.giving.quality_range + 2.0 * p.giving.quality_range * ((number * GOLDEN) % 1.0)), 0.0, 1.0)
    records["id"] = FIRST_ASSOCIATION + number
    records["corridor"] = corridor
    records["community"] = corridors["first_community"][corridor] + (number % (n_local * a)) // a
    return records


def _hosts(p: Parameters, communities: np.ndarray) -> np.ndarray:
    sectors = len(SECTORS) - 1
    records = blank(HOST, len(communities) * sectors)
    number = np.arange(len(records))
    poverty, need = communities["poverty"][number // sectors], communities["need"][number // sectors]
    q = p.placement
    records["posts"] = q.posts
    shortage = (q.shortage_health, q.shortage_education, q.shortage_administration, q.shortage_agriculture, q.shortage_infrastructure)
    by_sector = 1.0 + q.sector_gap * np.array(shortage)[number % sectors]
    by_place = 1.0 - q.vacancy_poverty + q.vacancy_poverty * need / max(need.mean(), ROUNDING)
    records["vacancy"] = np.clip(q.vacancy * by_place * by_sector, 0.0, q.vacancy_most)
    records["aspiration"] = q.aspiration
    records["absorption"] = np.clip(q.absorption * (1.0 + q.absorption_poverty - 2.0 * q.absorption_poverty * poverty / max(poverty.max(), ROUNDING)), 0.0, 1.0)
    records["id"] = FIRST_HOST + number
    records["community"] = number // sectors
    records["sector"] = number % sectors
    return records


def first_loop(clock: Clock) -> tuple[Any, tuple[Any, ...]]:
    """The longest of the loops that build a world, with arguments of the types that it takes."""
    return first_firms, (np.zeros(1, dtype=np.int64), np.zeros(1), clock)


def build(settings: WorldSettings, p: Parameters, clock: Clock) -> WorldArrays:
    """The arrays of a new world, peopled and tied, in the month before it begins."""
    origins = list(dict.fromkeys(c.origin for c in settings.corridors))
    residences = list(dict.fromkeys(c.residence for c in settings.corridors))
    n_local = int(p.population.n_communities)
    records = [records_of(c, settings.sample) for c in settings.corridors]
    n = sum(records)
    cohorts = list(all_cohorts(settings, p.demography))
    renewal = np.array([each.renewal for each in cohorts])
    splits = any(r < c.households for r, c in zip(records, settings.corridors, strict=True)) or bool((renewal > 1.0).any())
    room = n + (n // PARTING + SPARE if splits else 0)
    corridors = _corridors(settings, p, origins, residences)
    corridors["exits"] = [each.exits for each in cohorts]
    shares = [corridor.figures.naturalised_share for corridor in settings.corridors]
    corridors["naturalised"] = [naturalised_of(share, each, p.nationality) for share, each in zip(shares, cohorts, strict=True)]
    communities = _communities(settings, p, origins)
    base = np.array([base_offer(c, p) for c in settings.corridors], dtype=OFFER_DTYPE)
    rollers, struck, around, sums, words = cup()
    stage = WorldArrays(
        households=blank(HOUSEHOLD, room),
        receivers=blank(RECEIVER, room),
        ties=np.zeros((room, N_TIES), dtype=np.uint32),
        seen=np.zeros(room, dtype=np.int64),
        shown=np.zeros(room, dtype=np.int64),
        firms=blank(FIRM, n // FOUNDED + SPARE + sum(slots_for(m, p) + LOCAL_RECORDS for m in records)),
        files=blank(FILE, SPARE_FILES),
        associations=_associations(settings, p, corridors),
        chapters=_chapters(settings, p, corridors),
        communities=communities,
        hosts=_hosts(p, communities),
        institutions=blank(INSTITUTION, 0),
        corridors=corridors,
        departed=blank(HOUSEHOLD, n // DEPARTING + SPARE_FILES),
        blank_household=blank(HOUSEHOLD, 1),
        blank_receiver=blank(RECEIVER, 1),
        blank_firm=blank(FIRM, 1),
        blank_file=blank(FILE, 1),
        counts=np.zeros(len(Count), dtype=np.int64),
        tally=np.zeros((len(corridors) * n_local * CELLS, N_FLOWS)),
        offers=base.reshape(-1, 1).copy(),
        terms_without_policy=base,
        permits=np.zeros((0, len(corridors) + len(communities) + len(SEXES) + len(GENERATIONS) + len(SKILLS)), dtype=np.int8),
        shares=np.zeros(0),
        arms=np.zeros(0, dtype=np.int64),
        classes=np.zeros((len(corridors), 0), dtype=np.int64),
        attention=np.zeros(len(communities) + len(origins)),
        settings=np.array([n_local, int(p.giving.associations)], dtype=np.int64),
        news=np.zeros((len(corridors), len(Trusted), N_FACTIONS)),
        mood=np.zeros((len(corridors), len(Trusted), N_FACTIONS)),
        reach=np.zeros(len(corridors) * n_local * CELLS),
        renewal=renewal,
        rollers=rollers,
        struck=struck,
        around=around,
        sums=sums,
        words=words,
    )
    _people(stage, settings, p, clock, records, cohorts)
    return stage


def _people(stage: WorldArrays, settings: WorldSettings, p: Parameters, clock: Clock, records: list[int], cohorts: list[Cohorts]) -> None:
    """People the arrays, tie the people, and give them firms."""
    packed, first = pack(p), 0
    for k, (corridor, m) in enumerate(zip(settings.corridors, records, strict=True)):
        part = Part(k, first, m, corridor.households, 12 * settings.burn_in_years)
        people(stage, p, packed, clock, part, cohorts[k], emigrant_shares(settings.regions.get(corridor.origin, ())))
        stage.corridors[k]["first_household"], stage.corridors[k]["n_records"] = first, m
        first += m
    tie(stage, p.network, clock, first, int(p.population.n_communities))
    current(first_firms)(placed(stage), packed, clock)
