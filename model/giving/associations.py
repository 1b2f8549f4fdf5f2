"""Hometown associations and the matching fund: they gather gifts, choose and propose projects, wait for a round, deliver or fail, and fade."""

from __future__ import annotations

from ..compiled.named_draws import AssociationDraws, BoardDraws
from ..compiled.numba_door import kernel, rule
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, how_many
from ..parameters import Parameters
from ..parameters.giving import Giving
from ..queue import (
    ANYBODY,
    BY_ARRIVAL,
    BY_RANK,
    NOT_CALLED,
    Desk,
    affords,
    blank_file,
    closes_where_over,
    first_in,
    honours,
    line_up,
    pays,
    refuses,
    tidy_files,
    waiting_at,
)
from ..records.arrays import Clock, Count, WorldArrays
from ..rules.propose import delivering_chance
from ..rules.relate import holder
from ..time_units import DAYS_A_MONTH
from .proposing import batch_of, begin_projects
from .terms import NEED_WEIGHTED, QUOTA, Fund, School


@rule
def is_served(w: WorldArrays, fund: Fund, k: int) -> bool:
    """Whether the fund is open to association `k`: to its corridor and to its place. One that is known to have nothing to give is asked for nothing."""
    a = w.associations[k]
    if fund.doubt >= 1.0:
        return False
    if fund.is_open == 0 or fund.permit < 0:
        return fund.is_open == 1
    return w.permits[fund.permit, a.corridor] == 1 and w.permits[fund.permit, w.corridors.shape[0] + a.community] == 1


@rule
def grant_of(raised: float, fund: Fund, q: Giving) -> float:
    """What the fund adds to the projects for which an association has raised money: its ratio, up to its cap a project."""
    return min(fund.ratio * raised, fund.cap * batch_of(raised, q))


@rule
def matched_of(grant: float, n: int, left: float) -> int:
    """Of `n` projects that a grant of `grant` would match alike, as many as the money left does: a file of a large corridor stands for many clubs.

    >>> matched_of(100.0, 4, 1e9), matched_of(100.0, 4, 60.0), matched_of(100.0, 4, 24.0)
    (4, 2, 0)
    """
    return n if grant <= left else int(left / grant * n)


@rule
def association_of(w: WorldArrays, n: int) -> int:
    """The association that handed in file `n`."""
    return int(w.files[n].id) - int(w.associations[0].id)


@rule
def propose(w: WorldArrays, t: Clock, fund: Fund, k: int) -> None:
    """Association `k` hands in what it raised money for at the fund."""
    a = w.associations[k]
    draws = AssociationDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.ASSOCIATION.value, t.tick, a.id))
    if blank_file(w, t, Desk.FUND.value, a.id, draws.turn) >= 0:
        a.proposed = t.tick
        w.institutions[fund.institution].arrived += 1.0


@rule
def rank_proposals(w: WorldArrays, fund: Fund, is_new_round: bool) -> None:
    """What proposals rank by, lower first: month of arrival, need of the place, or what it was awarded per head; in a new round nobody is passed over."""
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk == Desk.FUND.value and (is_new_round or f.rank != NOT_CALLED):
            c = w.communities[w.associations[association_of(w, n)].community]
            if fund.rule == NEED_WEIGHTED:
                f.rank = -c.need
            elif fund.rule == QUOTA:
                f.rank = c.awarded / c.population
            else:
                f.rank = float(f.arrived)


@rule
def award_round(w: WorldArrays, q: Giving, t: Clock, fund: Fund) -> None:
    """Award proposals as they rank; of one that the money left cannot match in full, as many projects as it can; where that is none the round goes on."""
    bank = w.institutions[fund.institution]
    rank_proposals(w, fund, True)
    line_up(w, 0, Desk.FUND.value, BY_RANK, ANYBODY)
    while True:
        n = first_in(w, 0, Desk.FUND.value, BY_RANK, ANYBODY)
        if n < 0:
            return
        f = w.files[n]
        k = association_of(w, n)
        a = w.associations[k]
        grant = grant_of(a.raised, fund, q)
        n_projects = batch_of(a.raised, q)
        matched = matched_of(grant, n_projects, bank.left)
        if not affords(w, t, fund.institution, grant) and matched < 1:
            f.rank = NOT_CALLED
            continue
        if matched < n_projects:
            grant *= matched / n_projects
            refuses(w, fund.institution, float(n_projects - matched))
            a.refused = (n_projects - matched) / n_projects
        honours(w, fund.institution, float(matched))
        f.desk = Desk.CLOSED.value
        bank.left -= grant
        bank.committed += grant
        w.communities[a.community].awarded += grant
        bank.served += 1.0
        bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
        begin_projects(w, q, t, k, grant, 1 - fund.is_lead)
        if fund.rule == QUOTA:
            rank_proposals(w, fund, False)
            line_up(w, 0, Desk.FUND.value, BY_RANK, ANYBODY)


@rule
def go_alone(w: WorldArrays, q: Giving, t: Clock, fund: Fund) -> float:
    """Associations that waited too long, or for a fund that has ended, begin without it; returns how many."""
    gone = 0.0
    for n in range(w.counts[Count.FILES.value]):
        # the month in which it was handed in counts too
        if w.files[n].desk == Desk.FUND.value and closes_where_over(w, t, n, True, fund.is_open, q.patience - 1.0):
            gone += 1.0
            k = association_of(w, n)
            refuses(w, fund.institution, float(batch_of(w.associations[k].raised, q)))
            w.associations[k].refused = 1.0
            begin_projects(w, q, t, k, 0.0, 1)
    return gone


@rule
def train_some(w: WorldArrays, q: Giving, t: Clock, school: School) -> None:
    """Associations hand in a file at the school and get the seats of the month in turn; a file is closed where they sleep or the school has ended."""
    bank = w.institutions[school.institution]
    for n in range(w.counts[Count.FILES.value]):
        f = w.files[n]
        if f.desk == Desk.SCHOOL.value:
            a = w.associations[association_of(w, n)]
            if school.is_open == 0 or a.is_active == 0:
                f.desk = Desk.CLOSED.value
                a.asked = 0
                bank.abandoned += 1.0
    for k in range(w.associations.shape[0]):
        a = w.associations[k]
        draws = AssociationDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.ASSOCIATION.value, t.tick, a.id))
        would_come = a.asked == 0 and school.is_open == 1 and a.is_active == 1 and a.trained == 0
        if would_come and draws.training < q.training_interest and blank_file(w, t, Desk.SCHOOL.value, a.id, draws.training_turn) >= 0:
            a.asked = 1
            bank.arrived += 1.0
    line_up(w, 0, Desk.SCHOOL.value, BY_ARRIVAL, ANYBODY)
    for _ in range(school.seats if school.is_open == 1 else 0):
        n = first_in(w, 0, Desk.SCHOOL.value, BY_ARRIVAL, ANYBODY)
        if n < 0 or not pays(w, t, school.institution, school.seat_usd):
            break
        f = w.files[n]
        a = w.associations[association_of(w, n)]
        f.desk = Desk.CLOSED.value
        bank.served += 1.0
        bank.waited += DAYS_A_MONTH * (t.tick - f.arrived)
        a.asked = 0
        a.trained = int(q.training_months)
    bank.waiting = waiting_at(w, Desk.SCHOOL.value)


@rule
def deliver(w: WorldArrays, q: Giving, t: Clock, k: int) -> None:
    """The projects of association `k` are due: each is delivered or fails, by the board's quality and by how well it fits what is needed."""
    a = w.associations[k]
    draws = AssociationDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.ASSOCIATION.value, t.tick, a.id))
    delivered = how_many(draws.delivers, float(a.n_under_way), delivering_chance(a.quality, a.fit, 1 if a.trained > 0 else 0, q))
    a.projects += int(delivered)
    a.failures += a.n_under_way - int(delivered)
    a.result = 1 if 2.0 * delivered >= a.n_under_way else -1
    if t.month >= 0:
        goods = (a.under_way + a.match) * delivered / a.n_under_way
        w.communities[a.community].public_goods += goods
        w.communities[a.community].matched_goods += goods * a.fit
    a.due = -1
    a.under_way = 0.0
    a.match = 0.0
    a.n_under_way = 0


@rule
def elect(w: WorldArrays, p: Parameters, t: Clock, k: int) -> None:
    """Once a year the board of association `k` is elected; a faction may take hold of it."""
    a = w.associations[k]
    if (t.tick + a.id) % 12 == 0:
        draws = BoardDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.BOARD.value, t.tick, a.id))
        a.faction = holder(draws.seized, draws.faction, p.population.share_faction_b, p.population.share_faction_c, p.relations)


@kernel
def associations_month(stage: PackedArrays, packed: PackedParameters, t: Clock, fund: Fund, school: School) -> None:
    """A month of all associations: elections, gifts in, proposals, a round of the fund where one is due, deliveries, fading."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    q = p.giving
    for k in range(w.associations.shape[0]):
        elect(w, p, t, k)
        a = w.associations[k]
        a.result = 0
        a.refused = 0.0
        if a.trained > 0:
            a.trained -= 1
        if a.gifts > 0.0:
            a.raised += a.gifts
            a.quiet = 0
            a.is_active = 1
        else:
            a.quiet += 1
            if a.quiet >= q.fade_months:
                a.is_active = 0
        a.effort += q.effort_recovery * (1.0 - a.effort)
        if a.due >= 0 and t.tick >= a.due:
            if fund.institution >= 0 and a.match > 0.0:
                bank = w.institutions[fund.institution]
                bank.committed -= a.match
                bank.spent += a.match
            deliver(w, q, t, k)
        if a.due < 0 and a.proposed < 0 and a.raised >= q.project_usd:
            if is_served(w, fund, k):
                propose(w, t, fund, k)
            else:
                begin_projects(w, q, t, k, 0.0, 1)
    if fund.institution >= 0:
        bank = w.institutions[fund.institution]
        bank.abandoned += go_alone(w, q, t, fund)
        if fund.is_round == 1:
            award_round(w, q, t, fund)
        bank.waiting = waiting_at(w, Desk.FUND.value)
    if school.institution >= 0:
        train_some(w, q, t, school)
    if fund.institution >= 0 or school.institution >= 0:
        tidy_files(w)
