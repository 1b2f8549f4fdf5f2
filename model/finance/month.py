"""A month of saving at origin: families receive, are trained, and bonds are sold and served."""

from __future__ import annotations

from ..capacity import at_most
from ..institution import Institution, Room
from ..policy.levers_in_force import Policy
from ..rules.save import course_chance
from .diaspora_bond import bond_terms, bonds_month
from .earmarked_transfers import earmark_terms, earmarks_month
from .families_at_origin import receive_all
from .financial_training import course_terms, courses_month


def _room(policy: Policy, records: int, households: float) -> Room:
    """Families that apply for training in a month of their own."""
    if not policy.has("courses"):
        return Room()
    learners = at_most(households / 12.0 * max(course_chance(0, policy.p.saving), course_chance(1, policy.p.saving)))
    return Room(households=learners, files=learners)


INSTITUTIONS = (
    Institution("families", "families", receive_all, (course_terms,), always=True),
    Institution("earmarked_transfers", "earmarks", earmarks_month, (earmark_terms,)),
    Institution("financial_training", "courses", courses_month, (course_terms,), room=_room),
    Institution("diaspora_bond", "bonds", bonds_month, (bond_terms,)),
)
