"""A month of skills (P3, P4, P7): host institutions, the placement agency, posts with a package, the knowledge network."""

from __future__ import annotations

import numpy as np

from ..compiled.numba_door import kernel
from ..compiled.packed_arrays import Staged, whole
from ..compiled.packed_parameters import Given, unpacked
from ..records.arrays import Clock
from .hosts import Result, hosts_month
from .knowledge_network import Secretariat, knowledge_month
from .placements import Agency, placements_month
from .posts_with_package import Board, talent_month


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
