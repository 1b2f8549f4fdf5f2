"""Would-be buyers of property and of stakes: what stands between the wish and the act; and counting who is stopped (D0, O1, O3, O4, O6)."""

from __future__ import annotations

from typing import Any

from ..compiled.named_draws import StakeDraws, WishDraws
from ..compiled.numba_door import inlined, not_inlined, rule
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws
from ..parameters import Parameters
from ..records.arrays import Clock, WorldArrays
from ..records.bit_masks import BLOCKED_FINANCE, BLOCKED_INFRASTRUCTURE, BLOCKED_NATIONALITY, BLOCKED_PROCEDURES
from ..records.flows import Flow
from ..rules.found import feasible
from ..rules.invest import giving_up, invested

N_OBSTACLES = 8
FIRST_FLOWS = 3  # obstacles whose flows stand together, before those of the others
KINDS = 8  # bits by which the obstacles to one kind of investment are set apart from those to the next


@inlined
def buy(h: Any, c: Any, wealth: float, factor: float, person: int, p: Parameters, t: Clock) -> tuple[float, int]:
    """Property of who wants some: what is paid for it, USD, and the obstacles; 0 where there is one."""
    e = p.enterprise
    draws = WishDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.WISH.value, t.tick, person))
    usd = invested(wealth, e.property_share, factor, 12.0 * c.origin_income * e.property_least, e)
    obstacles = 0
    if usd <= 0.0:
        obstacles |= BLOCKED_FINANCE
    if draws.gives_up < giving_up(e.property_days, e.property_hassle):
        obstacles |= BLOCKED_PROCEDURES
    elif h.is_national == 0 and (
        draws.foreign_property < e.foreigner_stopped or draws.gives_up < giving_up(e.property_days * e.foreigner_days, e.property_hassle)
    ):
        obstacles |= BLOCKED_NATIONALITY
    return usd if obstacles == 0 else 0.0, obstacles


@inlined
def take_stake(h: Any, c: Any, place: Any, wealth: float, factor: float, person: int, p: Parameters, t: Clock) -> tuple[float, int]:
    """A stake in a firm at `place` of who wants one: what is put in, USD, and the obstacles; 0 where there is one."""
    e = p.enterprise
    usd = invested(wealth, e.stake_share, factor, 12.0 * c.origin_income * e.stake_least, e)
    obstacles = 0
    if usd <= 0.0:
        obstacles |= BLOCKED_FINANCE
    if h.is_national == 0 and WishDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.WISH.value, t.tick, person)).foreign_stake < e.foreigner_stopped:
        obstacles |= BLOCKED_NATIONALITY
    # a firm that cannot be run where it stands takes no partners
    draws = StakeDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.STAKE.value, t.tick, person))
    if draws.infrastructure >= feasible(place.energy, place.telecom, p.founding):
        obstacles |= BLOCKED_INFRASTRUCTURE
    return usd if obstacles == 0 else 0.0, obstacles


@rule
def blocked_flow(obstacles: int, draw: float) -> int:
    """Column of the tally for those who were stopped: their obstacle; one of them by lot where there are several, so that no order favours any.

    >>> Flow(blocked_flow(BLOCKED_FINANCE, 0.9)).name, [Flow(blocked_flow(BLOCKED_FINANCE | BLOCKED_PROCEDURES, u)).name for u in (0.4, 0.6)]
    ('BLOCKED_FINANCE', ['BLOCKED_FINANCE', 'BLOCKED_PROCEDURES'])
    """
    n = 0
    for k in range(N_OBSTACLES):
        n += (obstacles >> k) & 1
    left = int(draw * n)
    for k in range(N_OBSTACLES):
        if (obstacles >> k) & 1:
            if left == 0:
                return Flow.BLOCKED_FINANCE.value + k if k < FIRST_FLOWS else Flow.BLOCKED_INFORMATION.value + k - FIRST_FLOWS
            left -= 1
    return Flow.BLOCKED_FINANCE.value


@not_inlined
def note_stopped(w: WorldArrays, packed: PackedParameters, t: Clock, i: int, stopped: int) -> None:
    """Household `i` wanted to invest or save and could not: counted under what stopped each wish, and resented."""
    p = parameters_of(packed)
    h = w.households[i]
    u = WishDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.WISH.value, t.tick, h.id)).obstacle
    while stopped > 0:
        obstacles = stopped & 255
        if obstacles:
            h.blocked |= obstacles
            w.tally[h.cell, blocked_flow(obstacles, u)] += h.weight
            h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance)
        stopped >>= KINDS
