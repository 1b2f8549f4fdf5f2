"""What a budget pays of what a lever costs to run and to set up, month by month, and so how much of the lever there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..levers.lever import Lever


class Means(NamedTuple):
    """By month: USD paid for running and for setting up, share of the lever that is paid for, and 1 where all of the set-up was done before."""

    running: np.ndarray
    setup: np.ndarray
    share: np.ndarray
    built: np.ndarray


def means_of(lever: Lever, horizon: int, is_paid: Callable[[int], bool], extent: float = 1.0) -> Means:
    """The means of a lever over the horizon; `is_paid` says in which months it has money at all, `extent` how far it turns terms (`Lever.extent`).

    A twelfth of the budget may be spent in a month. Running comes first; what is left pays for setting up, at no more than the planned pace, so that a
    budget too small for the plan makes it take longer. The share is that of running that is paid, times what was set up over what was planned by then.
    """
    running, setup, share, built = np.zeros(horizon), np.zeros(horizon), np.zeros(horizon), np.zeros(horizon)
    total, months = lever.setup_usd * extent, lever.setup_months
    pace = total / months if months > 0 else 0.0
    money = np.inf if lever.budget_usd is None else lever.budget_usd / 12.0
    planned = paid = 0.0
    worked = 0
    for month in range(lever.from_month, horizon):
        # what is done by now serves from this month on
        built[month] = float(paid >= total and worked >= months)
        if is_paid(month):
            worked += 1
            # works serve, and cost upkeep, only once they are done
            cost = 0.0 if lever.stays and built[month] < 1.0 else lever.fixed_cost(month) * extent
            running[month] = min(cost, money)
            part = min(pace, money - running[month], total - paid)
            setup[month] = part
            paid = _complete(paid + part, total)
            planned = _complete(planned + min(pace, total - planned), total)
            share[month] = (running[month] / cost if cost > 0.0 else 1.0) * (paid / planned if planned > 0.0 else 1.0)
    return Means(running, setup, share, built)


def _complete(paid: float, total: float) -> float:
    """What is paid; all of it where a rounding error is all that is missing."""
    return total if total - paid <= 1e-9 * total else paid
