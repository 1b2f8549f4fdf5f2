"""What a household knows when it decides: itself this month, what it is willing to hear of, and what its ties show."""

from __future__ import annotations

from typing import NamedTuple

from ..compiled.numba_door import inlined
from ..records.arrays import Clock, WorldArrays
from ..records.bit_masks import INVESTMENT


class Perception(NamedTuple):
    """`aware`: topics heard of; `heeds`: those that it is willing to hear of; `seen`: counters of what its ties show.

    `political`: political attachment; attention: to a disaster in its own community, or in any of its country; `tax_cut`: of an investment, as it knows it.
    """

    person: int
    seen: int
    aware: int
    heard_topics: int
    anniversary: int
    income: float
    political: float
    own_attention: float
    attention: float
    tax_cut: float


@inlined
def look(w: WorldArrays, t: Clock, i: int, aware: int, seen: int, income: float) -> Perception:
    """Take stock: attention to disasters, topics that household `i` is willing to hear of."""
    h = w.households[i]
    own_attention = float(w.attention[h.community])
    heard_topics = aware if h.refuses == 0 else 0
    return Perception(
        h.id,
        seen,
        aware,
        heard_topics,
        (t.tick + h.id) % 12,
        income,
        min(h.attachment_political + h.goodwill, 1.0),
        own_attention,
        max(own_attention, float(w.attention[w.communities.shape[0] + w.corridors[h.corridor].origin])),
        w.offers[h.corridor, h.eligible].tax_cut if heard_topics & INVESTMENT else w.terms_without_policy[h.corridor].tax_cut,
    )
