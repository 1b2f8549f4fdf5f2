"""An association with money enough chooses projects for its place; where the fund announces its money first, an official chooses instead (C3)."""

from __future__ import annotations

from ..compiled.numba_door import rule
from ..compiled.random_draws import Draw, descendant, four_draws, normal
from ..parameters.giving import Giving
from ..records.arrays import Clock, WorldArrays
from ..rules.propose import error_of

MOST_CHOSEN = 64  # of a batch of projects; the mean of so many stands for the rest
MOST_PROJECTS = 1e6  # of a batch: a count that fits its field


@rule
def chosen(t: Clock, person: int, error: float) -> float:
    """Need met by the project that seems best of four, relative to that of the truly best: 1 for the best choice.

    Candidates, and how they are misjudged, belong to the project: who looks with another error sees the same four.
    """
    n0, n1, n2, n3 = four_draws(t.seed0, t.seed1, t.replication, Draw.CANDIDATE.value, t.tick, person)
    z0, z1, z2, z3 = four_draws(t.seed0, t.seed1, t.replication, Draw.JUDGE.value, t.tick, person)
    best = n0
    seems = n0 + error * normal(z0)
    other = n1 + error * normal(z1)
    if other > seems:
        best, seems = n1, other
    other = n2 + error * normal(z2)
    if other > seems:
        best, seems = n2, other
    if n3 + error * normal(z3) > seems:
        best = n3
    return best / max(max(n0, n1), max(n2, n3))


@rule
def batch_of(raised: float, q: Giving) -> int:
    """How many projects the money is for: those of a large corridor stand for many clubs."""
    return int(min(max(raised / q.project_usd, 1.0), MOST_PROJECTS))


@rule
def begin_projects(w: WorldArrays, q: Giving, t: Clock, k: int, match: float, is_own: int) -> None:
    """Association `k` begins what it raised money for, with a grant of `match` where it got one; `is_own`: it chooses, not an official.

    A board that a faction holds chooses for its own people, and so misjudges what the place needs as an outsider does.
    """
    a = w.associations[k]
    n = batch_of(a.raised, q)
    error = error_of(is_own if a.faction < 0 else 0, 1 if a.trained > 0 else 0, q)
    looked_at = min(n, MOST_CHOSEN)
    fit = 0.0
    for j in range(looked_at):
        fit += chosen(t, descendant(a.id, j), error)
    a.fit = fit / looked_at
    a.n_under_way = n
    a.under_way = a.raised
    a.match = match
    a.own += a.raised
    a.grants += match
    if match > 0.0:
        a.own_matched += a.raised
        a.effort *= 1.0 - q.fatigue * match / (match + a.raised)
    a.raised = 0.0
    a.proposed = -1
    a.due = t.tick + int(q.project_months)
