"""Terms of those who coordinate and train givers this month: the desk that shares plans, the pooled fund, the school for associations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..policy.pace import closes, within_month

if TYPE_CHECKING:
    from ..policy.levers_in_force import Policy


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


NO_DESK = Coordination(0.0, 0.0, 0.0, 0.0)
NO_POOL = Pool(-1, 0, 0, 0.0, 0.0)
NO_SCHOOL = School(-1, 0, 0, 0.0)


def coordination(policy: Policy, month: int, strengths: tuple[float, ...]) -> Coordination:
    """What the desk can do this month."""
    k = policy.running("partnership_desk", month)
    if k < 0 or strengths[k] == 0.0:
        return NO_DESK
    v = policy.levers[k].values
    return Coordination(strengths[k] * v["coordination"], float(v["agreements"]), v["desk_staff"] * policy.p.crisis.agreements_staff, v["fast_window_days"])


def pool(policy: Policy, month: int, strengths: tuple[float, ...]) -> Pool:
    """Terms of the pooled fund this month; what it holds is given out after it has closed too."""
    k = policy.running("pooled_fund", month)
    if k < 0:
        return NO_POOL
    v = policy.levers[k].values
    is_round = int(closes(v["rounds_per_year"], month - policy.levers[k].from_month))
    return Pool(k, int(strengths[k] > 0.0), is_round, v["overhead"], v["days_to_allocate"])


def school(policy: Policy, month: int, tick: int, strengths: tuple[float, ...]) -> School:
    """Seats for associations this month."""
    k = policy.running("giving_school", month)
    if k < 0:
        return NO_SCHOOL
    v = policy.levers[k].values
    return School(k, int(strengths[k] > 0.0), within_month(strengths[k] * v["seats_per_year"] / 12.0, tick), v["seat_usd"])
