"""What host institutions take in and keep: know-how, ties, and their staff's wish to leave (D15, D16, S2, S6)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.placement import Placement
from ..time_units import TWELFTH


@rule
def knowhow_gained(days: float, training_share: float, absorption: float, is_virtual: int, p: Placement) -> float:
    """Know-how that staff keep from `days` of work, in expert-day equivalents.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(learning=0.25, virtual_effect=0.5)
    >>> knowhow_gained(60.0, 0.5, 0.6, 0, p), knowhow_gained(60.0, 0.5, 0.6, 1, p)
    (4.5, 2.25)
    """
    return days * training_share * absorption * p.learning * (p.virtual_effect if is_virtual == 1 else 1.0)


@rule
def taken_over(counterparts: float, vacancy: float, p: Placement) -> float:
    """Share of what an expert teaches that counterparts are there to take over: 1 - exp(-effect x counterparts x posts filled).

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(counterpart_effect=1.0)
    >>> taken_over(0.0, 0.3, p), round(taken_over(2.0, 0.0, p), 3), round(taken_over(2.0, 0.5, p), 3)
    (0.0, 0.865, 0.632)
    """
    return 1.0 - math.exp(-p.counterpart_effect * counterparts * max(1.0 - vacancy, 0.0))


@rule
def post_filled(days: float, training_share: float, counterparts: float, p: Placement) -> float:
    """Days for which an assignment fills a post: those that the expert does not teach, less what counterparts take off their own work to learn.

    At the least none: staff who learn more than the expert works leave posts undone for a while, and no post is vacant for it.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(counterpart_time=0.25)
    >>> post_filled(60.0, 0.5, 2.0, p), post_filled(60.0, 0.0, 2.0, p), post_filled(60.0, 0.75, 8.0, p)
    (15.0, 60.0, 0.0)
    """
    taught = days * training_share
    return max(days - taught - p.counterpart_time * counterparts * taught, 0.0)


@rule
def knowhow_kept(follow_up_hours: float, ties: float, longing: float, p: Placement) -> float:
    """Share of know-how still there a month later: unused know-how decays, follow-up and ties slow it, staff leave, the more the more of them want to.

    `longing`: aspiration to emigrate above the usual.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(decay=0.06, follow_up_effect=0.1)
    >>> knowhow_kept(0.0, 0.0, 0.0, p), knowhow_kept(10.0, 0.0, 0.0, p)
    (0.94, 0.97)
    """
    turnover = min(p.staff_turnover * (1.0 + p.aspiration_effect * longing), 1.0)
    return (1.0 - p.decay / (1.0 + p.follow_up_effect * follow_up_hours + p.tie_effect * ties)) * (1.0 - turnover) ** TWELFTH


@rule
def aspiration_after(aspiration: float, p: Placement) -> float:
    """Share of host staff who want to emigrate, a month later without contacts: what contacts added fades (D16).

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(aspiration=0.2, aspiration_fade=0.5)
    >>> round(aspiration_after(0.3, p), 3)
    0.25
    """
    return aspiration + p.aspiration_fade * (p.aspiration - aspiration)


@rule
def aspiration_with(aspiration: float, contacts: float, posts: float, p: Placement) -> float:
    """The same after `contacts` with people who made it abroad: rises towards all (Beine, Docquier and Rapoport 2001; small).

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(aspiration_gain=0.4)
    >>> round(aspiration_with(0.2, 1.0, 40.0, p), 4)
    0.208
    """
    return aspiration + (1.0 - aspiration) * min(p.aspiration_gain * contacts / max(posts, 1.0), 1.0)


@rule
def intern_lost(longing: float, p: Placement) -> float:
    """Chance that an intern without a bond does not come back.

    >>> p = Placement(*[0.0] * len(Placement._fields))._replace(intern_stays=0.2, aspiration_effect=2.0)
    >>> round(intern_lost(0.1, p), 3)
    0.24
    """
    return min(p.intern_stays * (1.0 + p.aspiration_effect * longing), 1.0)
