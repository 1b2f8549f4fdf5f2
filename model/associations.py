"""Hometown associations and the matching fund: they gather gifts, propose projects, wait for a round, deliver or fail, and fade."""

from __future__ import annotations

from typing import NamedTuple

from .aid import School
from .compiled import kernel, rule
from .luck import Draw, luck
from .parameters.giving import Giving
from .queue import is_before, pays, reserve
from .stage import Clock, Stage

FIRST_COME, NEED_WEIGHTED, QUOTA = 0, 1, 2


class Fund(NamedTuple):
    """Terms of the matching fund this month; `institution` is -1 where there is none."""

    institution: int
    is_open: int
    is_round: int
    ratio: float
    cap: float
    rule: int


NO_FUND = Fund(-1, 0, 0, 0.0, 0.0, 0)


@rule
def begin_project(w: Stage, p: Giving, t: Clock, k: int, match: float) -> None:
    """Association `k` spends what it raised, and a grant of `match` where it got one."""
    a = w.associations[k]
    a.under_way = a.raised
    a.match = match
    a.own += a.raised
    a.grants += match
    if match > 0.0:
        a.effort *= 1.0 - p.fatigue * match / (match + a.raised)
    a.raised = 0.0
    a.proposed = -1
    a.due = t.tick + int(p.project_months)


@rule
def score_of(w: Stage, t: Clock, k: int, fund_rule: int) -> float:
    """Order of an open proposal in a round: lower is served first, after the month of arrival for first come."""
    a = w.associations[k]
    c = w.communities[a.community]
    u0, _, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.ASSOCIATION.value, a.proposed, a.id)
    if fund_rule == NEED_WEIGHTED:
        return -c.poverty + 0.001 * u0
    if fund_rule == QUOTA:
        return c.awarded / c.population + 1e-9 * u0
    return u0


@rule
def award_round(w: Stage, p: Giving, t: Clock, fund: Fund) -> None:
    """Award open proposals in order until the money that can be committed ends."""
    bank = w.institutions[fund.institution]
    n = w.associations.shape[0]
    while True:
        best = -1
        best_month = 0
        best_score = 0.0
        for k in range(n):
            a = w.associations[k]
            if a.proposed >= 0 and reserve(bank.left, min(fund.ratio * a.raised, fund.cap)):
                month = a.proposed if fund.rule == FIRST_COME else 0
                score = score_of(w, t, k, fund.rule)
                if best < 0 or is_before(month, score, best_month, best_score):
                    best = k
                    best_month = month
                    best_score = score
        if best < 0:
            break
        a = w.associations[best]
        grant = min(fund.ratio * a.raised, fund.cap)
        bank.left -= grant
        bank.committed += grant
        w.communities[a.community].awarded += grant
        bank.served += 1.0
        bank.waited += 30.4 * (t.tick - a.proposed)
        begin_project(w, p, t, best, grant)
    for k in range(n):
        if w.associations[k].proposed >= 0 and bank.exhausted_month < 0 and t.month >= 0:
            bank.exhausted_month = t.month  # somebody is left whom the rest of the money does not serve


@rule
def train_some(w: Stage, p: Giving, t: Clock, school: School) -> None:
    """Associations ask for training and get the seats of the month in turn."""
    bank = w.institutions[school.institution]
    waiting = 0.0
    for k in range(w.associations.shape[0]):
        a = w.associations[k]
        _, _, u2, _ = luck(t.seed0, t.seed1, t.replication, Draw.ASSOCIATION.value, t.tick, a.id)
        if a.asked < 0 and school.is_open == 1 and a.is_active == 1 and a.trained == 0 and u2 < p.training_interest:
            a.asked = t.tick
            bank.arrived += 1.0
        elif a.asked >= 0 and (school.is_open == 0 or a.is_active == 0):
            a.asked = -1
            bank.abandoned += 1.0
        if a.asked >= 0:
            waiting += 1.0
    for _ in range(school.seats if school.is_open == 1 else 0):
        best = -1
        best_month = 0
        best_draw = 0.0
        for k in range(w.associations.shape[0]):
            a = w.associations[k]
            if a.asked >= 0:
                _, _, _, u3 = luck(t.seed0, t.seed1, t.replication, Draw.ASSOCIATION.value, a.asked, a.id)
                if best < 0 or is_before(a.asked, u3, best_month, best_draw):
                    best = k
                    best_month = a.asked
                    best_draw = u3
        if best < 0:
            break
        if not pays(w, t, school.institution, school.seat_usd):
            break
        a = w.associations[best]
        bank.served += 1.0
        bank.waited += 30.4 * (t.tick - a.asked)
        waiting -= 1.0
        a.asked = -1
        a.trained = int(p.training_months)
    bank.waiting = waiting


@kernel
def associations_month(w: Stage, p: Giving, t: Clock, fund: Fund, school: School) -> None:
    """A month of all associations: gifts in, proposals, a round of the fund where one is due, deliveries, fading."""
    n = w.associations.shape[0]
    for k in range(n):
        a = w.associations[k]
        a.result = 0
        if a.trained > 0:
            a.trained -= 1
        if a.gifts > 0.0:
            a.raised += a.gifts
            a.quiet = 0
            a.is_active = 1
        else:
            a.quiet += 1
            if a.quiet >= p.fade_months:
                a.is_active = 0
        a.effort += p.effort_recovery * (1.0 - a.effort)
        if a.due >= 0 and t.tick >= a.due:
            _, u1, _, _ = luck(t.seed0, t.seed1, t.replication, Draw.ASSOCIATION.value, t.tick, a.id)
            if fund.institution >= 0 and a.match > 0.0:
                bank = w.institutions[fund.institution]
                bank.committed -= a.match
                bank.spent += a.match
            if u1 < a.quality + (p.training_gain * (1.0 - a.quality) if a.trained > 0 else 0.0):
                a.projects += 1
                a.result = 1
                if t.month >= 0:
                    w.communities[a.community].public_goods += a.under_way + a.match
            else:
                a.failures += 1
                a.result = -1
            a.due = -1
            a.under_way = 0.0
            a.match = 0.0
        if a.due < 0 and a.proposed < 0 and a.raised >= p.project_usd:
            if fund.is_open == 1:
                a.proposed = t.tick
                w.institutions[fund.institution].arrived += 1.0
            else:
                begin_project(w, p, t, k, 0.0)
        if a.proposed >= 0 and (fund.is_open == 0 or t.tick - a.proposed >= p.patience):
            if fund.institution >= 0:
                w.institutions[fund.institution].abandoned += 1.0
            begin_project(w, p, t, k, 0.0)
    if fund.is_round == 1:
        award_round(w, p, t, fund)
    if fund.institution >= 0:
        waiting = 0.0
        for k in range(n):
            if w.associations[k].proposed >= 0:
                waiting += 1.0
        w.institutions[fund.institution].waiting = waiting
    if school.institution >= 0:
        train_some(w, p, t, school)
