"""The rule in Numba as this project writes its loops: luck is a function of person and month (Philox 4x32-10), drawn for a few hundred agents at a time."""

from __future__ import annotations

import math

import numba
import numpy as np

try:
    from . import rule
except ImportError:  # run as a script, in the environment of a library
    import rule

CHUNK = 256
REMIT = 7
"""The decision group of the draw, as in `model.compiled.random_draws`."""
S = 1.0 / 4294967296.0


@numba.njit(error_model="numpy", inline="always")
def first_word(person, month, seed):
    c0, c1, c2, c3, k0, k1 = person, month, np.uint64(REMIT), np.uint64(0), np.uint64(seed), np.uint64(0)
    mask, shift = np.uint64(0xFFFFFFFF), np.uint64(32)
    for _ in range(10):
        p0 = np.uint64(0xD2511F53) * c0
        p1 = np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (p1 >> shift) ^ c1 ^ k0, p1 & mask, (p0 >> shift) ^ c3 ^ k1, p0 & mask
        k0 = (k0 + np.uint64(0x9E3779B9)) & mask
        k1 = (k1 + np.uint64(0xBB67AE85)) & mask
    return c0


@numba.njit(error_model="numpy")
def roll(words, first, n, month, seed):
    for j in range(n):
        words[j] = first_word(np.uint64(first + j), np.uint64(month), seed)


@numba.njit(error_model="numpy")
def decide(u, income, attachment, wealth, sent, sends, first, n):
    count = 0
    for j in range(n):
        i = first + j
        odds = rule.BASE + rule.PULL * attachment[i] + rule.HABIT * sends[i]
        acts = u[j] < 1.0 / (1.0 + math.exp(-odds))
        sends[i] = acts
        sent[i] += rule.SHARE * income[i] * acts
        wealth[i] = rule.KEPT * wealth[i] + rule.SAVED * income[i]
        count += acts
    return count


@numba.njit(error_model="numpy")
def a_month(income, attachment, wealth, sent, sends, month, seed):
    words, u, count = np.empty(CHUNK, np.uint64), np.empty(CHUNK), 0
    for first in range(0, len(income), CHUNK):
        n = min(CHUNK, len(income) - first)
        roll(words, first, n, month, seed)
        for j in range(n):
            u[j] = (words[j] + 0.5) * S
        count += decide(u, income, attachment, wealth, sent, sends, first, n)
    return count


@numba.njit(error_model="numpy")
def draws_of(agents, months, seed):
    """The draws of all months, for programs that are given them."""
    found = np.empty((months, agents))
    for month in range(months):
        for i in range(agents):
            found[month, i] = (first_word(np.uint64(i), np.uint64(month), seed) + 0.5) * S
    return found


def simulate(start: dict[str, np.ndarray], draws: np.ndarray | None, months: int, seed: int) -> rule.Answer:
    income, attachment = start["income"], start["attachment"]
    wealth, sent, sends = np.zeros_like(income), np.zeros_like(income), np.zeros(len(income), dtype=np.int8)
    began = rule.clock()
    senders = []
    for month in range(months):
        if draws is None:
            senders.append(a_month(income, attachment, wealth, sent, sends, month, seed))
        else:
            senders.append(decide(draws[month], income, attachment, wealth, sent, sends, 0, len(income)))
    return rule.clock() - began, senders, wealth.sum(), sent.sum()


if __name__ == "__main__":
    rule.answer(simulate)
