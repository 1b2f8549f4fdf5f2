"""One estimated index, and the care that estimating takes: no global state is touched, and nothing is divided by a variance of zero."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from .evidence import Evidence, Floats
from .notes import ABOVE_ONE, NEGATIVE, TOO_NEGATIVE

Z95 = 1.959963984540054
"""Half width of a 95 % interval in standard deviations."""
SAME = 1e-12
"""Difference, relative to the largest value, up to which two outputs are one: the order of a summation makes that much."""


@dataclass(frozen=True)
class Estimate:
    """One index of a factor (or of a pair of factors), with its 95 % interval."""

    index: str
    factor: str
    value: float
    low: float = math.nan
    high: float = math.nan
    note: str = ""
    other: str = ""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Whatever the statistics library does to NumPy's global generator, to warnings and to their format is undone."""
    state = np.random.get_state()  # noqa: NPY002
    formatwarning = warnings.formatwarning
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield
    finally:
        warnings.formatwarning = formatwarning
        np.random.set_state(state)  # noqa: NPY002


def seed_of(evidence: Evidence) -> int:
    """A seed as SALib takes it: 32 bits, and at least 1, because it reads 0 as none (findings/salib_seed_ignored.sh)."""
    return evidence.seed % (2**32 - 1) + 1


def generator(evidence: Evidence, purpose: int) -> np.random.Generator:
    """Random numbers of one purpose, from the seed of the evidence alone."""
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([evidence.seed, purpose])))


def is_still(outputs: Floats) -> bool:
    """Whether nothing moves but the last digits of a sum."""
    return outputs.size == 0 or float(np.ptp(outputs)) <= SAME * float(np.abs(outputs).max())


def around(index: str, names: Sequence[str], values: Floats, half_widths: Floats, language: str, note: str = "") -> list[Estimate]:
    """Estimates with symmetric intervals: the value, 1.96 standard deviations of its bootstrap up and down."""
    found = []
    for name, value, half in zip(names, values, half_widths, strict=True):
        own = note or share_note(float(value), float(value + half), language)
        found.append(Estimate(index, name, float(value), float(value - half), float(value + half), own))
    return found


def share_note(value: float, high: float, language: str) -> str:
    """What to say of a share of variance that is none: estimates scatter around 0 and 1 to both sides."""
    if value < 0.0:
        return (TOO_NEGATIVE if high < 0.0 else NEGATIVE)(language)
    return ABOVE_ONE(language) if value > 1.0 and value - 1.0 > 1e-9 else ""
