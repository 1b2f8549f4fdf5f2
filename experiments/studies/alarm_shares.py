"""How often each alarm is on over the library: one that is on everywhere, or nowhere, tells no policy from another.

`python -m experiments.studies.alarm_shares --out docs/alarms.md` compares every scenario of the library that has levers with its own world without them, in
small samples, and reads all alarms. What finished is kept, so that an interrupted study goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from model.compiled.numba_door import sources_hash
from scenarios import library, load


from ..alarms import ALARMS, RULES, Rule
from ..comparing.compare import compare
from ..markdown import grouped, number, publish, table
from ..progress import Progress

FOLDER = Path("results/alarm_shares")
MOST, LEAST = 0.9, 0.0
"""An alarm that is on for this share of its readings and more, or for none of them, does not tell policies apart."""


def readings_of(name: str, replications: int, sample: int, years: int | None, seed: int) -> pd.DataFrame:
    """A row a reading and run of one scenario: alarm, measure, levers, number of the run, its value; `mean` and `fires` are of all runs together."""
    levers = [lever.id for lever in load(name).levers]
    judged = levers if len(levers) > 1 else ()  # what a lever of a package added is read against the package without it
    found = compare(name, replications=replications, sample=sample, years=years, seed=seed, judged=judged)
    rows = [
        (name, reading.rule.alarm, reading.rule.measure, " ".join(lever.id for lever in reading.levers), run, value, reading.value, reading.fires)
        for reading in found.readings
        for run, value in enumerate(reading.runs)
    ]
    return pd.DataFrame(rows, columns=["scenario", "alarm", "measure", "levers", "run", "value", "mean", "fires"])


def study(names: Sequence[str], replications: int = 4, sample: int = 1_000, years: int | None = None, folder: Path = FOLDER, seed: int = 1) -> pd.DataFrame:
    """The readings of all scenarios, read where they were finished before."""
    frames = []
    folder.mkdir(parents=True, exist_ok=True)
    with Progress() as progress:
        for place, name in enumerate(names):
            content = f"{sources_hash()} {load(name).fingerprint} {replications} {sample} {years} {seed}"
            kept = folder / f"{name}-{hashlib.sha256(content.encode()).hexdigest()[:16]}.parquet"
            if not kept.exists():
                readings_of(name, replications, sample, years, seed).to_parquet(kept, index=False)
            frames.append(pd.read_parquet(kept))
            progress(place + 1, len(names))
    return pd.concat(frames, ignore_index=True)
