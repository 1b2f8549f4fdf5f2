"""Room in the arrays for what a month can bring, so that no loop runs out of it: bounds from the parameters, whatever their values."""

from __future__ import annotations

import math
from typing import NamedTuple

from ..parameters import Parameters
from ..rules.choose import logistic
from ..rules.leave import dying_chance, leaving_chance
from ..rules.save import course_chance

WEALTHIEST = 100.0  # years of income; the few above it are within the margin
HIGHEST_PAY = 20.0  # of a post with a package, relative to income; the few above it are within the margin
POOREST = 0.05  # income relative to income per head, as in rules/apply.py


class Room(NamedTuple):
    """Free places that a month needs."""

    households: int
    firms: int
    departed: int
    files: int


def at_most(mean: float) -> int:
    """A number that a count with this mean does not pass.

    >>> at_most(0.0), at_most(100.0)
    (32, 192)
    """
    return int(mean + 6.0 * math.sqrt(mean)) + 32


def applicants_at_most(records: int, households: float, p: Parameters) -> int:
    """Applicants for assignments in a month among `records` that stand for `households` real ones."""
    a = p.placement
    eager = a.apply_base + 0.5 * (a.attachment_effect + a.trust_effect) + a.waste_effect - a.wage_effect * math.log(POOREST)
    # who was placed before is a record of its own, however heavy the others are
    return at_most(households * logistic(eager)) + at_most(records * (logistic(eager + a.repeat_effect) - logistic(eager)))


def room_needed(records: int, households: float, p: Parameters, has_course: bool = False, has_posts: bool = False, has_network: bool = False) -> Room:
    """Places for the births and departures of a month among `records` that stand for `households` real ones."""
    e, a = p.enterprise, p.placement
    ideas = households * min(e.ideas_year * 0.001 / 12.0 * max(e.idea_skill, 1.0), 1.0)
    # of those who try again there are at most as many as if all were stopped each time, and no more than households
    persists = min(p.founding.persists, 1.0)
    all_tries = households / p.founding.again_months
    founders = at_most(ideas + (min(ideas * persists / (1.0 - persists), all_tries) if persists < 1.0 else all_tries))
    best_will = 0.5 * (e.attachment_effect + e.trust_effect) + e.peer_effect + e.wealth_effect * math.log(WEALTHIEST) + max(-e.women_effect, 0.0)
    best_will += e.return_effect * (1.0 - e.usual_gap) + e.risk_effect * e.usual_risk
    stakes = at_most(records / 12.0 * logistic(e.stake_base + best_will + e.tax_response))
    applicants = applicants_at_most(records, households, p)
    leaving = leaving_chance(0.0, 1, p.demography) * (1.0 + p.nationality.return_effect) + dying_chance(85.0, p.demography)
    # families that apply for training in a month of their own
    learners = at_most(households / 12.0 * max(course_chance(0, p.saving), course_chance(1, p.saving))) if has_course else 0
    # skilled members who apply for a post, and who propose a joint project
    c = p.talent
    best = c.return_base + c.pay_effect * math.log(HIGHEST_PAY) + 0.5 * (c.attachment_effect + c.trust_effect) + c.plan_effect + a.waste_effect
    skilled = at_most(households * logistic(best)) if has_posts else 0
    skilled += at_most(households * min(p.knowledge.active_share, 1.0) * p.knowledge.proposals_year / 12.0) if has_network else 0
    files = 2 * founders + applicants + learners + skilled
    return Room(founders + applicants + learners + skilled, founders + stakes, at_most(records / 12.0 * leaving), files)
