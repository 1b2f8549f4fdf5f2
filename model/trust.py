"""An experience with the state of origin: trust moves, and the faction hears of it (D0)."""

from __future__ import annotations

import numpy as np

from .compiled import inlined
from .parameters import Parameters
from .parameters.belonging import Belonging
from .rules.belong import promise_broken, promise_kept
from .stage import Stage

MOST = 0.1
"""Largest move of a faction's trust by hearsay in a month; a safeguard that ordinary values never meet."""


@inlined
def learns(w: Stage, i: int, change: float) -> None:
    """The trust of household `i` moves, and others of its faction will hear of it."""
    h = w.households[i]
    h.trust_state += change
    w.news[h.corridor, h.faction] += h.weight * change


@inlined
def keeps_promise(w: Stage, p: Parameters, i: int) -> None:
    """A promise to household `i` is kept: its trust rises slowly, and others of its faction will hear of it."""
    trust = w.households[i].trust_state
    learns(w, i, promise_kept(trust, p.belonging) - trust)


@inlined
def breaks_promise(w: Stage, p: Parameters, i: int) -> None:
    """A promise to household `i` is broken: its trust falls fast, and others of its faction will hear of it."""
    trust = w.households[i].trust_state
    learns(w, i, promise_broken(trust, p.belonging) - trust)


@inlined
def lets_down(w: Stage, p: Parameters, i: int) -> None:
    """A promise to household `i` is broken, and it resents that."""
    breaks_promise(w, p, i)
    h = w.households[i]
    h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance)


def spread_news(stage: Stage, people: np.ndarray, p: Belonging) -> None:
    """What each faction of each corridor heard this month moves the trust of its households in the next: spread x reach x mean change.

    `people` are the real households of each corridor and faction. Nothing is carried from one faction to another.
    """
    if not stage.news.any():
        stage.mood[...] = 0.0
        return
    heard = np.divide(p.faction_spread * p.faction_reach * stage.news, people, out=np.zeros_like(people), where=people > 0.0)
    stage.mood[...] = np.clip(heard, -MOST, MOST)
    stage.news[...] = 0.0
