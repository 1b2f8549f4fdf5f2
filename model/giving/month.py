"""A month of giving: gifts of the month are counted anew, associations carry out projects, crises are met."""

from __future__ import annotations

from ..history import History
from ..institution import Institution
from ..policy.levers_in_force import Policy
from ..policy.month import Month
from ..records.arrays import WorldArrays
from .associations import associations_month
from .crises import CRISIS_RESULTS, attention_month, crises_month
from .pooled_fund_news import announce
from .terms import coordination, fund, pool, school


def _open_books(m: Month) -> None:
    """Gifts of the month before are spent; attention to what struck fades, and donors are told what a pooled fund brings."""
    stage = m.stage
    for counted in ("gifts", "members"):
        stage.associations[counted] = 0.0
    stage.communities["gifts"] = stage.communities["pooled"] = 0.0
    struck = m.policy.remembered["struck"] = bool((stage.communities["struck_month"] >= 0).any())
    if struck:
        m.run(attention_month, m.packed, m.clock)
        if m.policy.has("pooled_fund"):
            announce(m)


def is_struck(m: Month) -> bool:
    """Whether help for a disaster is under way somewhere when the month begins."""
    return bool(m.policy.remembered["struck"])


def _forget(m: Month, results: object) -> None:
    """Attention ends with the last crisis."""
    if is_struck(m) and not (m.stage.communities["struck_month"] >= 0).any():
        m.stage.attention[:] = 0.0


def _waiting(policy: Policy, stage: WorldArrays) -> int:
    """An association may wait for a seat at the school and for a round of the fund."""
    return (policy.has("giving_school") + policy.has("matching_fund")) * len(stage.associations)


def outcomes(run: History) -> dict[str, float]:
    """What associations and crises came to."""
    crisis = run.by_month("crises")
    a, c = run.stage.associations, run.stage.communities
    ended = a["projects"].sum() + a["failures"].sum()
    needed, covered = crisis["first_need"].sum(), crisis["covered"].sum()
    return {
        "crisis_need": crisis["need"].sum(),
        "crisis_covered": covered,
        "crisis_duplicated": crisis["duplicated"].sum(),
        "crisis_unmet": crisis["unmet"].sum() + float(c["crisis_need"].sum()),
        "days_to_first_aid": crisis["first_days"].sum() / needed if needed > 0 else float("nan"),
        "days_of_aid": crisis["aid_days"].sum() / covered if covered > 0 else float("nan"),
        "associations_surviving": float(a["is_active"].sum()),
        "project_quality": float(a["projects"].sum() / ended) if ended > 0 else float("nan"),
        "projects_delivered": float(a["projects"].sum()),
    }


INSTITUTIONS = (
    Institution("associations", "projects", associations_month, (fund, school), always=True, before=_open_books, waiting=_waiting),
    Institution("crises", "crises", crises_month, (coordination, pool), CRISIS_RESULTS, is_on=is_struck, after=_forget, outcomes=outcomes),
)
