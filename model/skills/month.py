"""A month of skills (P3, P4, P7): host institutions, the placement agency, posts with a package, the knowledge network."""

from __future__ import annotations

import math

import numpy as np

from ..capacity import at_most
from ..compiled.numba_door import kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..history import History
from ..institution import Institution, Room
from ..numerics import TINY
from ..policy.levers_in_force import Policy
from ..records.arrays import Clock
from ..rules.choose import logistic
from .hosts import PLACEMENT_RESULTS, Result, hosts_month
from .knowledge_network import Secretariat, knowledge_month, network_terms
from .placements import AGENCY_SECTORS, Agency, agency_terms, placements_month, serve_sectors
from .posts_with_package import Board, board_terms, talent_month


@kernel
def skills_month(stage: PackedArrays, packed: PackedParameters, t: Clock, agency: Agency, board: Board, terms: Secretariat, results: np.ndarray) -> None:
    """What hosts keep, then what each institution that there is brings them."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    hosts_month(w, p, agency.is_open, results)
    if agency.institution >= 0:
        placements_month(w, p, t, agency, results)
    if board.institution >= 0:
        talent_month(w, p, t, board, results)
    if terms.institution >= 0:
        knowledge_month(w, p, t, terms, results)
    for k in range(w.hosts.shape[0]):
        results[Result.KNOWHOW.value] += w.hosts[k].knowhow


HIGHEST_PAY = 20.0  # of a post with a package, relative to income; the few above it are within the margin


def _room(policy: Policy, records: int, households: float) -> Room:
    """Skilled members who apply for a post, and who propose a joint project."""
    p = policy.p
    skilled = 0
    if policy.has("talent_board"):
        c = p.talent
        best = c.return_base + c.pay_effect * math.log(HIGHEST_PAY) + 0.5 * (c.attachment_effect + c.trust_effect) + c.plan_effect + p.placement.waste_effect
        skilled += at_most(households * logistic(best))
    if policy.has("knowledge_network"):
        skilled += at_most(households * min(p.knowledge.active_share, 1.0) * p.knowledge.proposals_year / 12.0)
    return Room(households=skilled, files=skilled)


def retained(gained: np.ndarray, kept: np.ndarray) -> float:
    """Share of the know-how gained that is still there 12 months later, over all months for which that is known; NaN where nothing was gained.

    >>> round(retained(np.r_[10.0, np.zeros(12)], np.full(13, 0.94)), 3)
    0.476
    """
    log = np.concatenate([[0.0], np.cumsum(np.log(np.maximum(kept, TINY)))])
    n = len(gained) - 12
    if n <= 0 or gained[:n].sum() <= 0:
        return float("nan")
    share = np.exp(log[13 : n + 13] - log[1 : n + 1])
    return float((gained[:n] * share).sum() / gained[:n].sum())


def outcomes(run: History) -> dict[str, float]:
    """What hosts kept, who was placed, and which ties that left."""
    skills, hosts = run.by_month("skills"), run.stage.hosts
    posts = hosts["posts"].sum()
    found = {
        "capacity": hosts["knowhow"].sum(),
        "capacity_retained_12m": retained(skills["gained"], skills["kept_share"]),
        "shortage": (hosts["vacancy"] * hosts["posts"]).sum() / posts,
        "aspiration": (hosts["aspiration"] * hosts["posts"]).sum() / posts,
        "placement_requests": skills["requests"].sum(),
        "requests_open": skills["open_requests"].mean(),
        "interns": skills["interns"].sum(),
        "ties_expert_host": skills["ties_host"].sum(),
        "ties_institutions": skills["ties_institutions"].sum(),
        "ties_experts": skills["ties_experts"].sum(),
        "ties_created": sum(skills[f"ties_{kind}"].sum() for kind in ("host", "institutions", "experts")),
        "vacancies_filled": skills["filled_months"].sum(),
        "staff_trained": skills["staff_trained"].sum(),
        "staff_displaced": skills["displaced"].sum(),
        "interns_lost": skills["interns_lost"].sum(),
    }
    by_sector = {f"capacity_{sector}": hosts["knowhow"][hosts["sector"] == s].sum() for s, sector in enumerate(AGENCY_SECTORS)}
    return {name: float(value) for name, value in (found | by_sector).items()}


INSTITUTIONS = (
    Institution(
        "skills",
        "placements",
        skills_month,
        (agency_terms, board_terms, network_terms),
        PLACEMENT_RESULTS,
        before=serve_sectors,
        outcomes=outcomes,
        room=_room,
    ),
)
