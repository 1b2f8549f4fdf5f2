"""Every origin of the table as a new user would try it: its scenario is written, loaded, and compared with its world without the three policies of the file.

`python -m experiments.studies.new_countries [--countries SEN,NPL] [--out FILE]` prints a line an origin and those that failed; it ends with 1 where one did.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from model.errors import InputError
from scenarios import load
from scenarios.countries.new_country import new_country
from scenarios.world_table.published import tables

from .. import compare


class Tried(NamedTuple):
    """How one origin went: seconds, remittances a year without and with the policies, and what failed."""

    country: str
    seconds: float
    remittances: float
    change: float
    failure: str


def tried(country: str, sample: int, years: int, replications: int) -> Tried:
    """One origin, from the table to the comparison."""
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{country}.toml"
            path.write_text(new_country(country), encoding="utf-8")
            scenario = load(path)
        found = compare([scenario], replications=replications, seed=1, years=years, sample=sample, jobs=1).table
    except (InputError, RuntimeError, ArithmeticError, ValueError) as error:
        return Tried(country, time.monotonic() - began, math.nan, math.nan, f"{type(error).__name__}: {error}".splitlines()[0])
    row = found[(found["outcome"] == "remittances") & found["breakdown"].isna()].iloc[0]
    level, change = float(row["mean"]), float(row["difference"])
    failure = "" if math.isfinite(level) and level > 0 else f"remittances of {level} a year"
    return Tried(country, time.monotonic() - began, level, change, failure)


def main(arguments: Sequence[str] | None = None) -> None:
    """Try all origins, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--countries", help="codes, joined by commas; all origins of the table where there are none")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--replications", type=int, default=2)
    given = parser.parse_args(arguments)
    countries = given.countries.split(",") if given.countries else tables().origins()
    failed = []
    for country in countries:
        one = tried(country, given.sample, given.years, given.replications)
        sys.stdout.write(f"{one.country}  {one.seconds:6.1f} s  remittances {one.remittances:12.4g}  change {one.change:+12.4g}  {one.failure}\n")
        sys.stdout.flush()
        failed += [one] if one.failure else []
    sys.stdout.write(f"{len(countries)} origins, {len(failed)} failed{': ' if failed else ''}{', '.join(one.country for one in failed)}\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
