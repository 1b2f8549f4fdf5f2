"""Terms of those who serve givers this month: the matching fund, the desk that shares plans, the pooled fund, the school for associations."""

from __future__ import annotations

from typing import NamedTuple

from ..policy.month import Month
from ..policy.pace import closes, within_month

FIRST_COME, NEED_WEIGHTED, QUOTA = 0, 1, 2
RULES = {"first_come": FIRST_COME, "need_weighted": NEED_WEIGHTED, "quota": QUOTA}


class Fund(NamedTuple):
    """Terms of the matching fund this month; `institution` is -1 where there is none.

    `is_lead`: its money is announced first, and its officials choose; `permit`: row of the permits that says whose places it serves, -1 for all;
    `doubt`: chance that a proposal gets no grant, as associations see it.
    """

    institution: int
    is_open: int
    is_round: int
    ratio: float
    cap: float
    rule: int
    is_lead: int
    permit: int
    doubt: float


class Coordination(NamedTuple):
    """The partnership desk.

    `share`: of the partners that it reaches, those who come to share plans; `agreements` are signed, staff keep `kept` of them alive in one crisis, half as
    many each in two; `fast_days` of the wait for common plans are spared.
    """

    share: float
    agreements: float
    kept: float
    fast_days: float


class Pool(NamedTuple):
    """The pooled fund; `institution` is -1 where there is none."""

    institution: int
    is_open: int
    is_round: int
    overhead: float
    days: float


class School(NamedTuple):
    """Training of associations; `institution` is -1 where there is none. `seats`: seats of this month."""

    institution: int
    is_open: int
    seats: int
    seat_usd: float


NO_FUND = Fund(-1, 0, 0, 0.0, 0.0, 0, 0, -1, 0.0)
NO_DESK = Coordination(0.0, 0.0, 0.0, 0.0)
NO_POOL = Pool(-1, 0, 0, 0.0, 0.0)
NO_SCHOOL = School(-1, 0, 0, 0.0)


def fund(m: Month) -> Fund:
    """Terms of the matching fund this month: its ratio is the one that donors are told."""
    k = m.running("matching_fund")
    if k < 0:
        return NO_FUND
    v, is_open = m.lever(k).values, m.is_open(k)
    is_round = int(is_open and closes(v["rounds_per_year"], m.since(k)))
    terms = m.told(k)
    return Fund(k, is_open, is_round, terms.match_ratio, v["cap_usd"], RULES[v["rule"]], int(terms.match_lead), m.policy.permit(k), 1.0 - m.expected(k))


def coordination(m: Month) -> Coordination:
    """What the desk can do this month."""
    k = m.running("partnership_desk")
    if k < 0 or m.is_open(k) == 0:
        return NO_DESK
    v, strength = m.lever(k).values, m.strengths[k]
    kept = v["desk_staff"] * m.p.crisis.agreements_staff
    # a window that is paid for in part is there for a part of the time
    return Coordination(strength * v["coordination"], float(v["agreements"]), kept, strength * v["fast_window_days"])


def pool(m: Month) -> Pool:
    """Terms of the pooled fund this month; what it holds is given out after it has closed too."""
    k = m.running("pooled_fund")
    if k < 0:
        return NO_POOL
    v = m.lever(k).values
    return Pool(k, m.is_open(k), int(closes(v["rounds_per_year"], m.since(k))), v["overhead"], v["days_to_allocate"])


def school(m: Month) -> School:
    """Seats for associations this month."""
    k = m.running("giving_school")
    if k < 0:
        return NO_SCHOOL
    v = m.lever(k).values
    return School(k, m.is_open(k), within_month(m.strengths[k] * v["seats_per_year"] / 12.0, m.tick), v["seat_usd"])
