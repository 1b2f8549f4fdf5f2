"""Shocks begin and end: circumstances of corridors and places are set anew from all that are on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..communities import communities_of
from ..parameters import Parameters
from ..parameters.crisis import Crisis
from ..records.arrays import WorldArrays
from .settings import WorldSettings
from .shocks import Shock


class Happenings:
    """The shocks of one world, and which of them are on."""

    def __init__(self, shocks: Sequence[Shock], settings: WorldSettings, p: Parameters) -> None:
        self.shocks = tuple(shocks)
        self.settings = settings
        self.p = p
        self.state: tuple[bool, ...] = (False,) * len(self.shocks)
        self._struck: dict[int, np.ndarray] = {}  # by number of a disaster: which communities it strikes

    def happen(self, month: int, tick: int, stage: WorldArrays) -> None:
        """What begins or ends in `month` changes the circumstances in `stage`; what happens by lot is in the terms of those to whom it does (`policy.lots`)."""
        if not self.shocks:
            return
        state = tuple(shock.is_on(month) and not shock.is_by_lot for shock in self.shocks)
        rebuilds = any(s.kind == "disaster" and s.month <= month <= _income_back(s) + self.p.crisis.rebuild_months for s in self.shocks)
        begins_or_ends = state != self.state
        self.state = state
        if begins_or_ends:
            self._countries(stage)
        if begins_or_ends or rebuilds:
            self._disasters(month, tick, stage)

    def _countries(self, stage: WorldArrays) -> None:
        corridors, communities = stage.corridors, stage.communities
        corridors["slump"] = 0.0
        corridors["travel"] = 1.0
        corridors["fee_cut"] = 0.0
        corridors["barrier"] = 0.0
        communities["recession"] = 0.0
        origins = list(dict.fromkeys(c.origin for c in self.settings.corridors))
        for shock, is_on in zip(self.shocks, self.state, strict=True):
            where = np.array([(shock.origin in (None, c.origin)) and (shock.residence in (None, c.residence)) for c in self.settings.corridors])
            if is_on and shock.kind == "recession_residence":
                corridors["slump"][where] = np.maximum(corridors["slump"][where], shock.size)
            elif is_on and shock.kind == "recession_origin":
                hit = np.array([shock.origin in (None, o) for o in origins])[communities["origin"]]
                communities["recession"][hit] = np.maximum(communities["recession"][hit], shock.size)
            elif is_on and shock.kind == "travel_ban":
                corridors["travel"][where] = np.minimum(corridors["travel"][where], 1.0 - shock.size)
            elif is_on and shock.kind == "fee_discount":
                corridors["fee_cut"][where] = np.maximum(corridors["fee_cut"][where], shock.size)
            elif is_on and shock.kind == "trade_barrier":
                corridors["barrier"][where] = np.maximum(corridors["barrier"][where], shock.size)

    def _disasters(self, month: int, tick: int, stage: WorldArrays) -> None:
        communities = stage.communities
        communities["disaster_loss"] = communities["strike_share"] = communities["to_rebuild"] = 0.0
        for number, shock in enumerate(self.shocks):
            back = _income_back(shock)
            if shock.kind != "disaster" or not shock.month <= month < back + self.p.crisis.rebuild_months:
                continue
            hit = self._struck_by(number, communities)
            if month < back:
                communities["disaster_loss"][hit] = np.maximum(communities["disaster_loss"][hit], shock.size)
            else:
                left = 1.0 - (month - back) / self.p.crisis.rebuild_months
                communities["to_rebuild"][hit] = np.maximum(communities["to_rebuild"][hit], left * shock.size)
            communities["strike_share"][hit] = np.maximum(communities["strike_share"][hit], shock.share)
            if shock.month == month:
                need = shock.size * communities["income"][hit] * communities["population"][hit] * shock.share * self.p.crisis.need_share
                strike(communities, hit, number, need, tick, self.p.crisis)

    def _struck_by(self, number: int, communities: np.ndarray) -> np.ndarray:
        """Which communities disaster `number` strikes."""
        if number not in self._struck:
            shock, n_local = self.shocks[number], int(self.p.population.n_communities)
            origins = list(dict.fromkeys(c.origin for c in self.settings.corridors))
            local = communities_of(shock.communities, n_local)
            self._struck[number] = np.array([k % n_local in local and shock.origin in (None, origins[o]) for k, o in enumerate(communities["origin"])])
        return self._struck[number]


def _income_back(shock: Shock) -> int:
    """Month in which those whom a disaster struck earn again what they did: it takes `size` of a year's income, over the year that follows."""
    return shock.month + 11 + shock.months


def strike(communities: np.ndarray, hit: np.ndarray, number: int, need: np.ndarray, tick: int, p: Crisis) -> None:
    """Disaster `number` brings urgent need, USD, to the communities `hit`."""
    communities["struck_month"][hit] = tick
    communities["disaster"][hit] = number
    communities["crisis_need"][hit] += need
    communities["crisis_total"][hit] = need
    communities["official_left"][hit] += need * p.official_share
    communities["met"][hit] = 0.0
    communities["first_day"][hit] = -1.0
