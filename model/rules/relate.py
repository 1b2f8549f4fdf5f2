"""Who comes forward, who is heard, who registers (D13), and how fast what is known grows old (4.9, F10)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..numerics import APART_FROM_ZERO
from ..parameters.relations import Relations
from .choose import logistic


@rule
def speaking_chance(trust: float, grievance: float, peers: float, is_employed: int, is_woman: int, p: Relations) -> float:
    """Chance that an invited household asks for a seat at a consultation: a logit on trust, grievance, ties who know of it, and the cost of time (D13).

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(speak_base=-2.0, speak_trust=2.0, speak_time=1.0)
    >>> round(speaking_chance(0.5, 0.0, 0.0, 0, 0, p), 4), round(speaking_chance(1.0, 0.0, 0.0, 1, 0, p), 4)
    (0.1192, 0.1192)
    """
    x = p.speak_base + p.speak_trust * (trust - 0.5) + p.speak_grievance * grievance + p.speak_peers * peers
    return logistic(x - p.speak_time * is_employed - p.speak_care * is_woman)


@rule
def closeness(u: float, faction: int, is_member: int, p: Relations) -> float:
    """Place in line for a seat that is not kept, the highest first: a lot, plus polarisation for faction A, plus connection for members of associations.

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(polarisation=0.5, connection=0.25)
    >>> closeness(0.125, 0, 1, p), closeness(0.125, 2, 0, p)
    (0.875, 0.125)
    """
    return u + (p.polarisation if faction == 0 else 0.0) + p.connection * is_member


@rule
def holder(u0: float, u1: float, share_b: float, share_c: float, p: Relations) -> int:
    """The faction that takes hold of a board at its yearly election: none (-1), but with a chance of `polarisation`; then each as likely as it is large.

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(polarisation=0.3)
    >>> holder(0.3, 0.9, 0.25, 0.15, p), [holder(0.2, u, 0.25, 0.15, p) for u in (0.1, 0.3, 0.5)]
    (-1, [2, 1, 0])
    """
    if u0 >= p.polarisation:
        return -1
    return 2 if u1 < share_c else (1 if u1 < share_c + share_b else 0)


@rule
def estranged(faction: int, held_by: int, p: Relations) -> float:
    """Log points by which a board that another faction holds puts somebody off: polarisation.

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(polarisation=0.3)
    >>> estranged(0, 1, p), estranged(1, 1, p), estranged(0, -1, p)
    (0.3, 0.0, 0.0)
    """
    return p.polarisation if held_by >= 0 and held_by != faction else 0.0


@rule
def fear(trust: float, faction: int, is_independent: int, p: Relations) -> float:
    """Log odds against a register of the state: fear for privacy, less with trust and an independent host, more in factions B and C where polarised.

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(register_fear=2.0, host_relief=0.5, polarisation=1.0)
    >>> fear(0.5, 0, 0, p), fear(0.5, 1, 0, p), fear(0.5, 1, 1, p)
    (1.0, 2.0, 1.0)
    """
    other = 1.0 + (p.polarisation if faction > 0 else 0.0)
    return p.register_fear * (1.0 - trust) * other * (1.0 - p.host_relief * is_independent)


@rule
def registering_chance(publicity: float, against: float, p: Relations) -> float:
    """Chance a year that an informed household registers: a logit on publicity and on what stands against it.

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(register_base=-4.0)
    >>> round(registering_chance(0.5, 0.0, p), 4), round(registering_chance(0.5, 1.0, p), 4)
    (0.0293, 0.011)
    """
    return logistic(p.register_base + publicity - against)


@rule
def aimed(outreach: float, gain: float, p: Relations) -> float:
    """How often news reaches a household relative to a ministry that goes by what it takes for granted: 1 + strength x best reach x gain of its group (F10).

    `gain`: rise of the share of its group that effort reaches, from -1 to 1.

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(best_reach=0.5)
    >>> aimed(1.0, 0.5, p), aimed(0.0, 0.5, p), aimed(1.0, 0.0, p)
    (1.25, 1.0, 1.0)
    """
    return 1.0 + outreach * p.best_reach * gain


@rule
def readiness(months: float, lag: float, p: Relations) -> float:
    """How much readier the registered are for a call: nothing before their data can be used, then less as the entry grows old: effect x exp(-age / tau).

    >>> p = Relations(*[0.0] * len(Relations._fields))._replace(register_effect=2.0, register_months=24.0)
    >>> readiness(3.0, 6.0, p), readiness(0.0, 0.0, p), round(readiness(24.0, 6.0, p), 3)
    (0.0, 2.0, 0.736)
    """
    return p.register_effect * math.exp(-months / p.register_months) if months >= lag else 0.0


@rule
def freshness(age: float, tau: float) -> float:
    """Share of what was known `age` months ago that still holds: exp(-age / tau) (4.9).

    >>> freshness(0.0, 18.0), round(freshness(18.0, 18.0), 3)
    (1.0, 0.368)
    """
    return math.exp(-age / max(tau, 1.0))


@rule
def mean_freshness(interval: float, tau: float) -> float:
    """Mean of the above between two updates `interval` months apart.

    >>> round(mean_freshness(18.0, 18.0), 3), mean_freshness(0.001, 18.0) > 0.999
    (0.632, True)
    """
    x = max(interval, APART_FROM_ZERO) / max(tau, 1.0)
    return (1.0 - math.exp(-x)) / x


@rule
def lesson(fresh: float, stale: float) -> float:
    """What using a hub teaches of its makers, from -1 (all of it is out of date) over 0 (as fresh as one bears) to 1.

    >>> lesson(1.0, 0.5), lesson(0.5, 0.5), lesson(0.25, 0.5)
    (1.0, 0.0, -0.5)
    """
    return (fresh - stale) / max(1.0 - stale, APART_FROM_ZERO) if fresh >= stale else (fresh - stale) / max(stale, APART_FROM_ZERO)
