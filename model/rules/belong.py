"""Attachment, trust and grievance (D0)."""

from __future__ import annotations

import math

from ..compiled.numba_door import rule
from ..parameters.belonging import Belonging


@rule
def attachment_at(start: float, years: float, fade: float) -> float:
    """Attachment after years abroad, left alone: start x exp(-fade x years).

    >>> round(attachment_at(0.7, 10.0, 0.01), 4)
    0.6334
    """
    return start * math.exp(-fade * years)


@rule
def promise_kept(trust: float, p: Belonging) -> float:
    """Trust after a kept promise: up slowly, t + gain (1 - t).

    >>> p = Belonging(*[0.0] * len(Belonging._fields))._replace(trust_gain=0.1)
    >>> promise_kept(0.5, p)
    0.55
    """
    return trust + p.trust_gain * (1.0 - trust)


@rule
def promise_broken(trust: float, p: Belonging) -> float:
    """Trust after a broken promise: down fast, t (1 - loss) (Slovic 1993).

    >>> p = Belonging(*[0.0] * len(Belonging._fields))._replace(trust_loss=0.2)
    >>> promise_broken(0.5, p)
    0.4
    """
    return trust * (1.0 - p.trust_loss)
