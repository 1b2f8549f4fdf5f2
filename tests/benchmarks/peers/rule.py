"""The one rule, and what every program is asked: it imports nothing but Python and NumPy, as it runs in the environment of each library.

Each month each household sends with chance 1 / (1 + exp(-odds)), odds = BASE + PULL x attachment + HABIT x (sent last month); who sends, sends SHARE of income;
wealth is KEPT of what it was and SAVED of income. The number of senders of each month is noted.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

BASE, PULL, HABIT, SHARE, KEPT, SAVED = -2.0, 2.0, 1.5, 0.1, 0.98, 0.05
SEED = 1

Answer = tuple[float, list[int], float, float]
"""Seconds of the processor for all months, senders of each month, wealth of all and sent by all at the end, USD."""
Simulate = Callable[[dict[str, np.ndarray], "np.ndarray | None", int, int], Answer]
"""From income and attachment by agent, draws by month and agent (None: those of the library itself), months and a seed."""


def start(agents: int) -> dict[str, np.ndarray]:
    """Income, USD a month, and attachment, 0 to 1, by agent."""
    rng = np.random.default_rng(SEED)
    return {"income": rng.lognormal(7.5, 0.5, agents), "attachment": rng.random(agents)}


def clock() -> float:
    """Processor time, which others on the machine do not lengthen."""
    return time.process_time()


def answer(simulate: Simulate) -> None:
    """Called by each program: with `--draws` once with these, to be checked; then `--rounds` times with its own, each from the start."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--agents", type=int, required=True)
    asked.add_argument("--months", type=int, required=True)
    asked.add_argument("--rounds", type=int, required=True)
    asked.add_argument("--draws", type=Path)
    given = asked.parse_args()
    begin = start(given.agents)

    def once(draws: np.ndarray | None, seed: int) -> dict[str, Any]:
        seconds, senders, wealth, sent = simulate({name: values.copy() for name, values in begin.items()}, draws, given.months, seed)
        return {"seconds": seconds, "senders": [int(count) for count in senders], "wealth": float(wealth), "sent": float(sent)}

    found: dict[str, Any] = {}
    if given.draws is not None:
        found["given"] = once(np.load(given.draws), SEED)
    once(None, SEED)  # what is compiled or loaded at the first call
    found["own"] = [once(None, SEED + turn) for turn in range(given.rounds)]
    print(json.dumps(found))
