"""How often each alarm is on over the library: one that is on everywhere, or nowhere, tells no policy from another.

`python -m experiments.studies.alarm_shares --out docs/alarms.md` compares every scenario of the library that has levers with its own world without them, in
small samples, and reads all alarms. What finished is kept, so that an interrupted study goes on where it stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from model.compiled.numba_door import sources_hash
from scenarios import library, load

from ..alarms import ALARMS, RULES
from ..alarms.reading import SURE
from ..comparing.compare import compare
from ..markdown import grouped, number, publish, table
from ..progress import Progress

FOLDER = Path("results/alarm_shares")
SHARES = (0, 10, 50, 90, 100)
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


METHOD = f"""\
Each scenario of the library that has levers is compared with its own world without them; a lever of a package is also read against the package without it. A \
reading is a number of a lever (or of a world that several levers share) in one scenario. **On**: the mean passes the threshold and at least {SURE:.0%} of the \
runs do so by themselves. **Runs beyond**: of all runs of all readings. Percentiles are those of readings."""

READS = """\
`alarms.csv` has a column `percentile`: the share of these readings that are less alarming. Where an alarm has few readings here, that column says little and \
the threshold is judgement alone."""

JUDGED: Mapping[str, str] = {
    "poorer_half": "all readings lie between 0.45 and 0.50: money goes about where people live, whichever fund gives it; no threshold in this range has a "
    "reason",
    "promises_broken": "both consultations of the library answer more than they promise; a ministry that answers less than it hears turns it on (tests)",
    "days_to_first_aid": "both desks of the library have a fast window; without one it comes on (tests)",
    "kept_away": "one register in the library, kept by the state: read the percentile of other worlds with care",
}
"""Why an alarm that is on nowhere, or everywhere, keeps its threshold, by measure; printed where it is."""


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """A row a rule: readings, scenarios, share that is on, share of runs beyond, and percentiles of the readings; by the thresholds as they are now.

    `found`: rows of `readings_of`.
    """
    rows = []
    for rule in RULES:
        own = found[(found["alarm"] == rule.alarm) & (found["measure"] == rule.measure)]
        each = [(part["mean"].iloc[0], rule.passes(part["value"].to_numpy(dtype=float)).mean()) for _, part in own.groupby(["scenario", "levers"], sort=False)]
        means = np.array([mean for mean, _ in each], dtype=float)
        on = [bool(rule.passes(np.array([mean]))[0]) and share >= SURE for mean, share in each]
        rows.append({
            "alarm": rule.alarm, "measure": rule.measure, "says": rule.says.en, "threshold": rule.threshold, "is_above": rule.is_above, "readings": len(each),
            "scenarios": own["scenario"].nunique(), "on": float(np.mean(on)) if on else math.nan,
            "runs": float(rule.passes(own["value"].to_numpy(dtype=float)).mean()) if len(own) else math.nan,
            **{f"p{share}": float(np.quantile(means, share / 100.0, method="nearest")) if len(means) else math.nan for share in SHARES},
        })  # fmt: skip
    return pd.DataFrame(rows)


def is_told_apart(row: Any) -> bool:
    """Whether an alarm is on for some readings and off for others."""
    return LEAST < row.on < MOST


def page_of(found: pd.DataFrame, about: str, command: str) -> str:
    """The page: the table of all alarms, and what is to be said of those that do not discriminate."""
    rows, quiet = list[list[str]](), list[str]()
    each: Any = summary(found).itertuples()
    for row in each:
        bound = f"{'above' if row.is_above else 'below'} {number(row.threshold)}"
        share = "never read" if not row.readings else f"{row.on:.0%}" if is_told_apart(row) else f"**{row.on:.0%}**"
        cells = [str(row.readings), str(row.scenarios), share, f"{row.runs:.0%}" if row.readings else "-"]
        rows.append([f"{row.alarm} {ALARMS[row.alarm].en}", row.says, bound, *cells, *(number(getattr(row, f"p{share}")) for share in SHARES)])
        if row.readings and not is_told_apart(row):
            quiet.append(f"- {row.alarm}, {row.says}: {JUDGED.get(row.measure, f'{row.readings} readings')}.")
    head = ["alarm", "what is looked at", "on when", "readings", "scenarios", "on", "runs beyond", *(f"{share} %" for share in SHARES)]
    return "\n".join(
        [
            *("# Do alarms tell policies apart?", "", f"`{command}` makes this page.", ""),
            f"{about} {METHOD}",
            *("", READS, "", table(head, rows, left=3), ""),
            *(("## On everywhere or nowhere", "", *quiet, "") if quiet else ()),
        ]
    )


def kept_readings(found: pd.DataFrame) -> pd.DataFrame:
    """What is shipped with the alarms: the value of each reading, by measure."""
    each = found.drop_duplicates(["scenario", "measure", "levers"])[["measure", "scenario", "levers", "mean"]]
    return each.rename(columns={"mean": "value"}).sort_values(["measure", "scenario", "levers"], ignore_index=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.alarm_shares", description="How often each alarm is on over the library.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--readings", type=Path, help="write the values that percentiles are read from, as shipped in experiments/alarms/library_readings.csv")
    parser.add_argument("--scenarios", help="names, joined by commas; all of the library that have levers where absent")
    parser.add_argument("--replications", type=int, default=4)
    parser.add_argument("--sample", type=int, default=800, help="records a corridor at most")
    parser.add_argument("--years", type=int, help="another horizon than the scenarios'")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where finished scenarios are kept")
    given = parser.parse_args(arguments)
    names = given.scenarios.split(",") if given.scenarios else [name for name in library() if load(name).levers]
    found = study(names, given.replications, given.sample, given.years, given.folder)
    if given.readings is not None:
        kept_readings(found).to_csv(given.readings, index=False, float_format="%.6g", lineterminator="\n")
    about = f"{len(names)} scenarios, {given.replications} replications, {grouped(given.sample)} records a corridor at most, inputs drawn from their ranges."
    command = f"python -m experiments.studies.alarm_shares --replications {given.replications} --sample {given.sample} --out docs/alarms.md"
    publish(page_of(found, about, command), given.out)


if __name__ == "__main__":
    main()
