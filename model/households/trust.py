"""An experience with an institution: trust in it moves, and the faction hears of it (D0)."""

from __future__ import annotations

import numpy as np

from ..compiled.numba_door import inlined, rule
from ..parameters import Parameters
from ..parameters.belonging import Belonging
from ..records.arrays import Count, Trusted, WorldArrays
from ..records.vocabulary import N_FACTIONS
from ..rules.belong import promise_broken, promise_kept


@inlined
def learns(w: WorldArrays, i: int, change: float) -> None:
    """The trust of household `i` in the state moves, and others of its faction will hear of it."""
    h = w.households[i]
    h.trust_state += change
    w.news[h.corridor, Trusted.STATE.value, h.faction] += h.weight * change


@inlined
def keeps_promise(w: WorldArrays, p: Parameters, i: int) -> None:
    """A promise of the state to household `i` is kept: its trust rises slowly, and others of its faction will hear of it."""
    trust = w.households[i].trust_state
    learns(w, i, promise_kept(trust, p.belonging) - trust)


@inlined
def breaks_promise(w: WorldArrays, p: Parameters, i: int) -> None:
    """A promise of the state to household `i` is broken: its trust falls fast, and others of its faction will hear of it."""
    trust = w.households[i].trust_state
    learns(w, i, promise_broken(trust, p.belonging) - trust)


@inlined
def resents(w: WorldArrays, p: Parameters, i: int) -> None:
    """Household `i` resents that it was stopped or left waiting."""
    h = w.households[i]
    h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance)


@inlined
def lets_down(w: WorldArrays, p: Parameters, i: int) -> None:
    """A promise of the state to household `i` is broken, and it resents that."""
    breaks_promise(w, p, i)
    resents(w, p, i)


@inlined
def lets_some_down(w: WorldArrays, p: Parameters, i: int, share: float) -> None:
    """The same where only a share of the real households behind record `i` was promised something: its trust and resentment move by their mean."""
    h = w.households[i]
    learns(w, i, share * (promise_broken(h.trust_state, p.belonging) - h.trust_state))
    h.grievance += share * p.belonging.grievance_gain * (1.0 - h.grievance)


@inlined
def learns_of_agency(w: WorldArrays, i: int, change: float) -> None:
    """The trust of household `i` in the placement agency moves, and others of its faction will hear of it."""
    h = w.households[i]
    h.trust_agency += change
    w.news[h.corridor, Trusted.AGENCY.value, h.faction] += h.weight * change


@inlined
def agency_serves(w: WorldArrays, p: Parameters, i: int) -> None:
    """The placement agency sends household `i` to a host, as it said."""
    trust = w.households[i].trust_agency
    learns_of_agency(w, i, promise_kept(trust, p.belonging) - trust)


@inlined
def agency_fails(w: WorldArrays, p: Parameters, i: int) -> None:
    """Household `i` waited for the placement agency in vain, and resents that."""
    trust = w.households[i].trust_agency
    learns_of_agency(w, i, promise_broken(trust, p.belonging) - trust)
    resents(w, p, i)


def telling(people: np.ndarray, q: Belonging) -> np.ndarray:
    """How far a change of trust by experience moves a faction: spread x reach / households, by corridor and faction, whatever the institution."""
    return np.divide(q.faction_spread * q.faction_reach, people, out=np.zeros_like(people), where=people > 0.0)


@rule
def spread_news(w: WorldArrays, told: np.ndarray, most: float) -> None:
    """What each faction of each corridor heard this month moves the trust of its households in the next: spread x reach x mean change.

    For each institution by itself. `told` is as `telling` has it; `most` is the largest move in a month. Nothing is carried from one faction to another.
    """
    for c in range(w.news.shape[0]):
        for institution in range(w.news.shape[1]):
            for faction in range(w.news.shape[2]):
                w.mood[c, institution, faction] = max(min(w.news[c, institution, faction] * told[c, faction], most), -most)
                w.news[c, institution, faction] = 0.0


def people_by_faction(stage: WorldArrays) -> np.ndarray:
    """Real households by corridor and faction; nobody changes either."""
    h = stage.households[: stage.counts[Count.HOUSEHOLDS]]
    number = h["corridor"].astype(np.int64) * N_FACTIONS + h["faction"]
    return np.bincount(number, h["weight"], len(stage.corridors) * N_FACTIONS).reshape(-1, N_FACTIONS)
