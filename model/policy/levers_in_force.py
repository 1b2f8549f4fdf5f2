"""The levers of one world: which are in force, whom they are offered to, what is offered this month, what their institutions may spend."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from ..communities import communities_of
from ..compiled.named_draws import BudgetDraws
from ..compiled.random_draws import Draw, four_draws
from ..errors import InputError, Problem, nearest
from ..inputs.ministry import CERTAIN, Ministry
from ..inputs.settings import Corridor, WorldSettings
from ..inputs.shocks import Shock
from ..levers.common import Eligibility
from ..levers.lever import FEW_RESTRICTED, MAX_RESTRICTED, Lever
from ..offers import OFFER_DTYPE, Offer, base_offer
from ..parameters import Parameters
from ..records.arrays import NO_CLASS, Clock, WorldArrays
from ..records.fields import blank
from ..records.flows import Flow
from ..records.institutions import INSTITUTION
from ..records.vocabulary import GENERATIONS, SECTORS, SEXES, SKILLS
from ..text import Said, Text, by_language, in_language
from .budgets import means_of
from .expectations import Answers
from .lots import by_lot, concerns, struck
from .strength_by_month import grown, left_over, planned, strength_of

T = TypeVar("T")


def working(levers: Sequence[Lever], horizon: int, base: Sequence[Offer]) -> tuple[Lever, ...]:
    """The levers that offer something to somebody within `horizon` months, given the base offer of each corridor; sorted by id."""
    return tuple(
        lever
        for lever in sorted(levers, key=lambda lever: lever.id)
        if not lever.is_idle and lever.eligibility.random_share > 0.0 and lever.from_month < horizon and any(lever.changes(offer) for offer in base)
    )


def extent_of(lever: Lever, corridors: Sequence[Corridor], base: Sequence[Offer]) -> float:
    """How far a lever turns the terms of the corridors that it is for, in the mean (`Lever.extent`)."""
    named = lever.eligibility.corridors
    found = [lever.extent(offer) for corridor, offer in zip(corridors, base, strict=True) if named is None or corridor.id in named]
    return sum(found) / len(found) if found else 1.0


SHOCK = Text("shock {kind}", "choc {kind}")


def restricted_problem(levers: Sequence[Lever], lots: Sequence[Shock] = ()) -> Problem | None:
    """What is wrong where more of the levers at work, and of shocks by lot, are for some alone than one world takes, or None."""
    restricted = [lever.id for lever in levers if lever.is_restricted] + [Said(SHOCK.filled(kind=shock.kind)) for shock in lots]
    if len(restricted) <= MAX_RESTRICTED:
        return None
    says = Text("{n} levers have an eligibility of their own ({names})", "{n} leviers ont leur propre éligibilité ({names})")
    names = by_language(lambda language: ", ".join(in_language(name, language) for name in restricted))
    allowed = Text("at most {n} in one world", "au plus {n} dans un monde").filled(n=MAX_RESTRICTED)
    return Problem("levers", says.filled(n=len(restricted), names=names), allowed=allowed)


class Policy:
    """The levers of a world, ready to be asked month by month.

    Levers that offer nothing (idle values, offered to nobody, the base offer unchanged) are left out altogether: no offer, no queue, no cost, no news.
    """

    def __init__(
        self, levers: Sequence[Lever], settings: WorldSettings, p: Parameters, ministry: Ministry = CERTAIN, shocks: Sequence[Shock] = ()
    ) -> None:  # fmt: skip
        self.settings = settings
        self.lots = by_lot(shocks)
        self.lots_on = (False,) * len(self.lots)
        self.ministry = ministry
        self.p = p
        self.base = [base_offer(c, p) for c in settings.corridors]
        horizon = 12 * settings.years
        problems = [problem for lever in levers for problem in lever.place_problems(int(p.population.n_communities))]
        self.levers = working(levers, horizon, self.base)
        too_many = restricted_problem(self.levers, self.lots)
        if problems or too_many is not None:
            raise InputError(problems + ([] if too_many is None else [too_many]))
        self.restricted = [k for k, lever in enumerate(self.levers) if lever.is_restricted]
        self.renewed = [True] * len(self.levers)
        self._lapsed = [(0, 0.0)] * len(self.levers)  # since when money that was not renewed is missing, and how strong the lever was
        self._gaps: list[list[tuple[int, float]]] = [[] for _ in self.levers]  # first month without money, and first with it again
        # what their dates and budgets make of the levers while money comes as planned; once some was refused, it is worked out month by month
        self._extents = [extent_of(lever, settings.corridors, self.base) for lever in self.levers]
        plans = [planned(lever, horizon, ministry, p.ministry, extent) for lever, extent in zip(self.levers, self._extents, strict=True)]
        self._as_planned = True
        self._means = [plan.means for plan in plans]
        self._strengths = _steady(list(zip(*[plan.strengths for plan in plans], strict=True)) or [()] * horizon)
        self._costs = np.array([plan.costs for plan in plans], dtype=float).reshape(-1, horizon).T.copy()
        self._growing = [k for k, lever in enumerate(self.levers) if lever.grows_places]
        self._opened = [0] * len(self.levers)
        # how the costs of each lever are booked: whether it is the fund, what it has spent, pairs with flows that it pays, with flows that it forgoes
        pays = [(k, int(Flow[name])) for k, lever in enumerate(self.levers) for name in lever.pays]
        forgoes = [(k, int(Flow[name])) for k, lever in enumerate(self.levers) for name in lever.forgoes]
        self.bookings = (
            np.array([lever.process == "matching_fund" for lever in self.levers], dtype=np.bool_),
            np.zeros(len(self.levers)),
            np.array(pays, dtype=np.int64).reshape(-1, 2),
            np.array(forgoes, dtype=np.int64).reshape(-1, 2),
        )
        self._by_process = {lever.process: k for k, lever in enumerate(self.levers) if lever.process is not None}
        self._begins = [[k for k, lever in enumerate(self.levers) if lever.from_month % 12 == first] for first in range(12)]  # whose year begins
        self._outlives = [(k, lever.to_month) for k, lever in enumerate(self.levers) if lever.leaves_structure and lever.to_month is not None]
        self._starts = sorted(lever.from_month for lever in self.levers)
        self._kept: dict[str, tuple[tuple[float, ...], int, Any]] = {}
        self.remembered: dict[str, Any] = {}  # what institutions know from one month to the next, by name
        self.answers = Answers(self.levers, p)
        self.institutions = blank(INSTITUTION, len(self.levers))
        for k, lever in enumerate(self.levers):
            self.institutions[k]["budget"] = np.inf if lever.budget_usd is None else lever.budget_usd
            self.institutions[k]["lever"] = k

    def permit(self, k: int) -> int:
        """Row of the permits that says whom lever `k` is offered to; -1 where it is for all."""
        return self.restricted.index(k) if k in self.restricted else -1

    def has(self, process: str) -> bool:
        """Whether an institution of this kind carries a lever out in this world, at whatever time."""
        return process in self._by_process

    def running(self, process: str, month: int) -> int:
        """Number of the lever that an institution carries out, from its first month on: its files and promises outlive it; -1 where there is none."""
        k = self._by_process.get(process, -1)
        return k if k >= 0 and month >= self.levers[k].from_month else -1

    def steady(self, name: str, month: int, strengths: tuple[float, ...], make: Callable[[], T]) -> T:
        """Terms that hang on the strengths, and on who has begun, alone: made once, and again when one of these has changed."""
        begun = bisect_right(self._starts, month)
        kept = self._kept.get(name)
        if kept is None or kept[0] is not strengths or kept[1] != begun:
            kept = self._kept[name] = (strengths, begun, make())
        found: T = kept[2]
        return found

    def permits(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows of the restricted levers, then of the shocks by lot: whom they admit (0/1), their random share, the key of their arm."""
        n_local = int(self.p.population.n_communities)
        corridors = self.settings.corridors
        origins = len(dict.fromkeys(c.origin for c in corridors))
        rows, shares, arms = [], [], []
        for k in self.restricted:
            lever = self.levers[k]
            e: Eligibility = lever.eligibility
            if e.corridors is not None:
                known = [c.id for c in corridors]
                for name in e.corridors:
                    if name not in known:
                        says = Text("'{name}' is no corridor of this world", "« {name} » n'est pas un corridor de ce monde").filled(name=name)
                        key = f"levers.{lever.id}.eligibility.corridors"
                        raise InputError(Problem(key, says, allowed=", ".join(known), nearest=nearest(name, known)))
            local = communities_of(e.communities, n_local, f"levers.{lever.id}.eligibility.communities")
            own = lever.only_generations
            rows.append(
                [int(e.corridors is None or c.id in e.corridors) for c in corridors]
                + [int(m % n_local in local) for m in range(origins * n_local)]
                + [int(e.sex in (None, "male")), int(e.sex in (None, "female"))]
                + [int((e.generation is None or g in e.generation) and (own is None or g in own)) for g in GENERATIONS]
                + [int(e.skill is None or s in e.skill) for s in SKILLS]
                + [int(e.sector is None or s in e.sector) for s in SECTORS]
            )
            shares.append(e.random_share)
            arms.append(_arm_key(e.arm or lever.id))
        groups = origins * n_local + len(SEXES) + len(GENERATIONS) + len(SKILLS) + len(SECTORS)
        for shock in self.lots:
            rows.append([int(concerns(shock, c)) for c in corridors] + [1] * groups)
            shares.append(shock.random_share)
            arms.append(_arm_key(shock.lot))
        width = len(corridors) + groups
        return (np.array(rows, dtype=np.int8).reshape(-1, width), np.array(shares, dtype=float), np.array(arms, dtype=np.int64))

    def strengths(self, month: int) -> tuple[float, ...]:
        """Strength of each lever this month; 0 for all during the burn-in."""
        if month < 0:
            return (0.0,) * len(self.levers)
        if self._as_planned and month < len(self._strengths):
            return self._strengths[month]
        return tuple(self._strength(k, lever, month) for k, lever in enumerate(self.levers))

    def _strength(self, k: int, lever: Lever, month: int) -> float:
        """Strength of one lever: while its money lasts, and what it leaves once that has ended (F12)."""
        if not self.renewed[k] and not lever.stays:
            return left_over(lever, month, *self._lapsed[k], self.p.ministry)
        return strength_of(lever, month, self.ministry, self.p.ministry, self._means[k])

    def _plan(self, k: int) -> None:
        """Work out anew what the money of lever `k` pays, over the whole horizon, given when it has any."""
        self._as_planned = False
        if self._means[k] is not None:
            self._means[k] = means_of(self.levers[k], 12 * self.settings.years, lambda month: self.is_paid(k, month), self._extents[k])

    @property
    def _bits(self) -> int:
        """Bits of a class: one for each restricted lever, then one for each shock by lot."""
        return len(self.restricted) + len(self.lots)

    @property
    def numbers_classes(self) -> bool:
        """Whether classes of eligibility are numbered as they come, as there are too many that could be."""
        return self._bits > FEW_RESTRICTED

    def draws_lots(self, month: int) -> bool:
        """Set which shocks by lot are on in `month`; returns whether any began or ended, so that offers have to be worked out anew."""
        before, self.lots_on = self.lots_on, tuple(shock.is_on(month) for shock in self.lots)
        return before != self.lots_on

    def unclassed(self, records: int) -> np.ndarray:
        """`Stage.classes` before anybody has a class, with room for as many as `records` of a corridor can bring."""
        return np.full((len(self.base), records if self.numbers_classes else 0), NO_CLASS, dtype=np.int64)

    def blank_offers(self, classes: np.ndarray) -> np.ndarray:
        """The base offers, shape (corridors, classes): one for each number that a class has, or could have."""
        room = classes.shape[1] if self.numbers_classes else 1 << self._bits
        return np.repeat(np.array(self.base, dtype=OFFER_DTYPE).reshape(-1, 1), room, axis=1)

    def work_out(self, stage: WorldArrays, strengths: tuple[float, ...], known: np.ndarray | None = None) -> np.ndarray:
        """Write the effective offers, the fold of the levers in force over the untouched base, for all classes that there are; how many that is by corridor.

        `known`: as many of each corridor are written already.
        """
        few = np.arange(0 if self.numbers_classes else 1 << self._bits)
        there = np.array([(row != NO_CLASS).sum() if self.numbers_classes else len(few) for row in stage.classes])
        for c, base in enumerate(self.base):
            classes = stage.classes[c] if self.numbers_classes else few
            for k in range(0 if known is None else int(known[c]), int(there[c])):
                stage.offers[c, k] = tuple(self._offer(base, int(classes[k]), strengths))
        self.answers.tell(stage.offers)
        return there

    def _offer(self, base: Offer, bits: int, strengths: tuple[float, ...]) -> Offer:
        """What those of a class are offered: of the restricted levers only those of `bits`."""
        offer = base
        for k, lever in enumerate(self.levers):
            if strengths[k] > 0.0 and (k not in self.restricted or bits >> self.restricted.index(k) & 1):
                offer = lever.offer(offer, strengths[k])
        for j, shock in enumerate(self.lots):
            if self.lots_on[j] and bits >> (len(self.restricted) + j) & 1:
                offer = struck(offer, shock)
        return offer

    def is_offered(self, k: int, records: np.ndarray, stage: WorldArrays) -> np.ndarray:
        """Which of some records of households are offered lever `k`."""
        if k not in self.restricted:
            return np.ones(len(records), dtype=bool)
        return _has_bit(self.restricted.index(k), records, stage)

    def is_in_lot(self, j: int, records: np.ndarray, stage: WorldArrays) -> np.ndarray:
        """Which of some records of households are in the lot of shock by lot number `j`."""
        return _has_bit(len(self.restricted) + j, records, stage)

    def improve(self, communities: np.ndarray, strengths: tuple[float, ...]) -> None:
        """Set circumstances of places anew from their base, and let the levers in force change them."""
        communities["energy"] = communities["energy_base"]
        communities["telecom"] = communities["telecom_base"]
        communities["has_zone"] = 0
        for lever, strength in zip(self.levers, strengths, strict=True):
            if strength > 0.0:
                lever.improve(communities, strength, int(self.p.population.n_communities))

    def topics(self, strengths: tuple[float, ...]) -> int:
        """Bits of the topics that there is news of."""
        bits = 0
        for k, lever in enumerate(self.levers):
            if strengths[k] > 0.0:
                bits |= 1 << int(lever.topic)
        return bits

    def new_year(self, month: int, clock: Clock, institutions: np.ndarray) -> None:
        """Budgets of the levers whose year begins this month; what was not committed lapses; institutional money may not be renewed."""
        for k, to_month in self._outlives:
            if month >= to_month:
                # what it built goes on for a while, without money
                institutions[k]["left"] = institutions[k]["places"] = 0.0
        for k in self._begins[month % 12]:
            lever = self.levers[k]
            since = month - lever.from_month
            if since < 0 or (lever.leaves_structure and lever.to_month is not None and month >= lever.to_month):
                continue
            if since > 0 and lever.funding == "institutional" and not self._is_renewed(k, lever, month, clock):
                institutions[k]["left"] = 0.0
                continue
            means = self._means[k]
            setup = 0.0 if means is None else float(means.setup[month : month + 12].sum())
            fixed = min(12.0 * lever.fixed_cost(month) * self._extents[k] + setup, institutions[k]["budget"])
            institutions[k]["left"] = lever.money_in_year(since // 12, institutions[k]["budget"] - fixed, institutions[k]["left"])
            places = lever.places_in_year(since // 12)
            if places is not None and not lever.grows_places:
                institutions[k]["places"] = places

    def open_places(self, strengths: tuple[float, ...], institutions: np.ndarray) -> None:
        """Places that open once, with the strength of their lever, and stay."""
        for k in self._growing:
            opened = int((self.levers[k].places_in_year(0) or 0.0) * strengths[k] + 1e-9)
            institutions[k]["places"] += max(opened - self._opened[k], 0)
            self._opened[k] = max(opened, self._opened[k])

    def _is_renewed(self, k: int, lever: Lever, month: int, clock: Clock) -> bool:
        """Whether a new year of institutional money is granted; one that was refused comes back only where the lever has a home."""
        if self.renewed[k]:
            chance = self.ministry.renewal(lever.renewal_probability, month, self.p.ministry)
        else:
            chance = self.p.ministry.restored if self.ministry.institutional_home else 0.0
        if chance < 1.0:
            draws = BudgetDraws(*four_draws(clock.seed0, clock.seed1, clock.replication, Draw.AGENCY.value, month, _arm_key(lever.id)))
            granted = (draws.renewed if self.renewed[k] else draws.restored) < chance
            if self.renewed[k] and not granted:
                self._lapsed[k] = (month, grown(lever, month - 1, self.ministry, self.p.ministry, self._means[k]))
                self._gaps[k].append((month, math.inf))
        else:
            granted = True
        if granted and not self.renewed[k]:
            self._gaps[k][-1] = (self._gaps[k][-1][0], month)
        changed, self.renewed[k] = self.renewed[k] is not granted, granted
        if changed:
            self._plan(k)
        return granted

    def is_paid(self, k: int, month: int) -> bool:
        """Whether there was money for lever `k` in a month of a run that is over."""
        return self.levers[k].is_active(month) and not any(start <= month < end for start, end in self._gaps[k])

    def fixed_cost(self, k: int, month: int) -> float:
        """What running and setting up lever `k` costs this month, within its budget, USD."""
        if self._as_planned:
            return float(self._costs[month, k])
        means = self._means[k]
        if means is not None:
            return float(means.running[month] + means.setup[month])
        return self.levers[k].fixed_cost(month) * self._extents[k] if self.is_paid(k, month) else 0.0

    def running_cost(self, k: int, month: int) -> float:
        """The part of it that runs the lever: without setting it up, USD."""
        means = self._means[k]
        return self.fixed_cost(k, month) if means is None else float(means.running[month])

    def fixed_costs(self, month: int) -> Any:
        """The same of all levers."""
        return self._costs[month] if self._as_planned else np.array([self.fixed_cost(k, month) for k in range(len(self.levers))])


def _steady(rows: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """The rows, one object for neighbours that are equal, so that nothing new is seen at a glance."""
    for month in range(1, len(rows)):
        if rows[month] == rows[month - 1]:
            rows[month] = rows[month - 1]
    return rows


def _has_bit(bit: int, records: np.ndarray, stage: WorldArrays) -> np.ndarray:
    """Which of some records of households are of a class with this bit."""
    bits = stage.classes[records["corridor"], records["eligible"]] if stage.classes.shape[1] else records["eligible"]
    found: np.ndarray = (bits >> bit & 1).astype(bool)
    return found


def _arm_key(name: str) -> int:
    """A stable number for the name of an arm, so that its lot does not depend on what else is in the scenario."""
    key = 2166136261
    for byte in name.encode():
        key = ((key ^ byte) * 16777619) & 0xFFFFFFFF
    return key
