"""A founder's file: it goes on, is stopped, or comes to nothing; and what it could claim."""

from __future__ import annotations

from ..compiled.named_draws import AgainDraws, FileDraws
from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, four_draws
from ..households.wish import blocked_flow
from ..parameters import Parameters
from ..queue import CLAIMS, HAS_PLOT, Desk
from ..records.arrays import Clock, WorldArrays
from ..records.bit_masks import BLOCKED_FINANCE, INVESTMENT, S_SEED
from ..records.vocabulary import Status
from ..rules.found import is_enough, money
from .terms import FounderServices


@rule
def drop(w: WorldArrays, p: Parameters, k: int, s: FounderServices) -> None:
    """File `k` comes to nothing: money and plot reserved for it are free again."""
    f = w.files[k]
    f.desk = Desk.CLOSED.value
    if f.promise & HAS_PLOT:
        f.promise &= ~HAS_PLOT
        w.institutions[s.zone].places += 1.0
    if f.support & S_SEED:
        bank = w.institutions[s.call]
        bank.committed -= (1.0 - p.services.seed_first) * s.seed
        bank.left += (1.0 - p.services.seed_first) * s.seed


@rule
def stop(w: WorldArrays, p: Parameters, t: Clock, k: int, s: FounderServices, obstacles: int, flow: int) -> None:
    """File `k` is stopped by obstacles, counted and resented; who handed it in may keep the idea."""
    f = w.files[k]
    h = w.households[f.household]
    if not gone(w, k) and h.will_retry < h.weight:
        draws = AgainDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.AGAIN.value, f.opened, f.id))
        h.will_retry += 1 if draws.keeps_project < p.founding.persists else 0
    h.blocked |= obstacles
    h.grievance += p.belonging.grievance_gain * (1.0 - h.grievance)
    w.tally[f.cell, flow] += 1.0
    drop(w, p, k, s)


@rule
def gone(w: WorldArrays, k: int) -> bool:
    """Whether the person who handed file `k` in is no longer there."""
    f = w.files[k]
    h = w.households[f.household]
    return h.id != f.person or h.status != Status.PRESENT.value


@rule
def own_way(w: WorldArrays, p: Parameters, t: Clock, k: int, s: FounderServices) -> None:
    """File `k` goes on to the registry, or stops at what still stands against it."""
    f = w.files[k]
    if f.blocked == 0:
        f.desk = Desk.REGISTRY.value
        f.arrived = t.tick
    else:
        draws = FileDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.FILE.value, f.opened, f.id))
        stop(w, p, t, k, s, f.blocked, blocked_flow(f.blocked, draws.obstacle))


@rule
def knows_of_offers(w: WorldArrays, k: int) -> bool:
    """Whether the founder of file `k` knows of offers to investors and is willing to take them."""
    h = w.households[w.files[k].household]
    return h.refuses == 0 and h.aware & INVESTMENT != 0


@rule
def sources(w: WorldArrays, k: int, capital: float, takes_grant: bool, takes_loan: bool) -> tuple[float, float, float, float]:
    """Where `capital` for the project of file `k` comes from at this month's terms: own stake, grant, guaranteed loan, loan without a guarantee, USD."""
    f = w.files[k]
    h = w.households[f.household]
    terms = w.offers[h.corridor, h.eligible]
    share = terms.grant_share if takes_grant and f.promise & CLAIMS and knows_of_offers(w, k) else 0.0
    loan = f.loan if takes_loan and terms.guarantee_share > 0.0 and knows_of_offers(w, k) else 0.0
    at_hand = max(f.reach - terms.start_cost_usd, 0.0)
    return money(capital, at_hand, share, terms.grant_cap_usd, terms.grant_min_usd, terms.grant_own_share, loan, f.credit)


@rule
def outlay(w: WorldArrays, p: Parameters, k: int) -> float:
    """Capital that the project of file `k` has to bring, USD: all of it, less what a plot saves."""
    f = w.files[k]
    return f.capital * (1.0 - p.services.zone_premises) if f.promise & HAS_PLOT else f.capital


@rule
def is_short(w: WorldArrays, p: Parameters, k: int) -> bool:
    """Whether the capital of file `k` falls short of its outlay, with all that it claims now."""
    capital = outlay(w, p, k)
    own, grant, loan, credit = sources(w, k, capital, True, True)
    return not is_enough(own, grant, loan, credit, capital)


@rule
def look_at_money(w: WorldArrays, p: Parameters, k: int) -> None:
    """Lack of capital no longer stands against file `k` where what it claims now makes up for it."""
    if not is_short(w, p, k):
        w.files[k].blocked &= ~BLOCKED_FINANCE
