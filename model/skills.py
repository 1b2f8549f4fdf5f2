"""A month of skills (P3, P4, P7): host institutions, the placement agency, posts with a package, the knowledge network."""

from __future__ import annotations

import numpy as np

from .compiled import kernel
from .given import Given, unpacked
from .hosts import Result, hosts_month
from .knowledge import Secretariat, knowledge_month
from .placements import Agency, placements_month
from .stage import Clock
from .staged import Staged, whole
from .talent import Board, talent_month


@kernel
def skills_month(stage: Staged, given: Given, t: Clock, agency: Agency, board: Board, terms: Secretariat, results: np.ndarray) -> None:
    """What hosts keep, then what each institution that there is brings them."""
    w = whole(stage)
    p = unpacked(given)
    hosts_month(w, p, agency.is_open, results)
    if agency.institution >= 0:
        placements_month(w, p, t, agency, results)
    if board.institution >= 0:
        talent_month(w, p, t, board, results)
    if terms.institution >= 0:
        knowledge_month(w, p, t, terms, results)
    for k in range(w.hosts.shape[0]):
        results[Result.KNOWHOW.value] += w.hosts[k].knowhow
