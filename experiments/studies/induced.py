"""Who is induced by each lever, beside those who would have acted anyway, and what is left of its effect in the years after its end.

`python -m experiments.studies.induced --out docs/induced.md` runs each lever alone, as it stands in a scenario of the library that has it (or as it is
declared, among Moroccans in Belgium), for some years of a longer horizon, and sets it against the same world without it in common random numbers.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from model.levers import REGISTRY
from model.outcomes.amounts import LASTED
from model.outcomes.induced import YEARS_AFTER
from scenarios import load
from scenarios.scenario import Scenario

from ..comparing.compare import compare
from ..comparing.induced import DIFFERENCE, MEASURES
from ..markdown import grouped, number, publish, table
from ..progress import Progress
from .doses import home_of

METHOD = f"""\
**Induced**: households that acted with its support and would not have without it; **anyway**: acted with its support and would have all the same. \
Where a lever supports nobody by itself (a survey, a desk, a reform), all who did what it is for are looked at. Wealth is that at month 0; firms are \
those founded early enough to be {LASTED} months old. Cells are induced against anyway, with ">" or "<" where the difference is told from 0, "~" where \
it cannot be told, "/" where there is nothing to tell apart or too few. **Left**: the effect on the main outcome in the first, second and third year \
after the end over that in the last year in force, with its 95 % interval; a dash where the effect in force cannot be told from 0."""

READS = """\
What stays is what a lever builds: firms, rights, accounts, contacts, works. What it pays for month by month (gifts matched, days of experts, seats) ends with \
it; a value below 0 says that what came under the policy was brought forward, or that those who gave then give less later."""


def ended(lever_id: str, months: int, years: int) -> Scenario:
    """The scenario of a lever alone, in force from month 0 and for so many months."""
    home = load(home_of(lever_id), years=years)
    own = next((lever for lever in home.levers if lever.id == lever_id), None)
    values: dict[str, Any] = {} if own is None else dict(own.values)
    made = REGISTRY[lever_id](None if own is None else own.eligibility, **{**values, "from_month": 0, "to_month": months, "funding": "project"})
    return replace(home, levers=(made,), name=lever_id)


def study(levers: Sequence[str], replications: int, sample: int, months: int, years: int, seed: int = 1) -> pd.DataFrame:
    """The rows of `induced.csv` of all levers; `sample`: records in all, shared by the corridors of a scenario."""
    worlds: dict[str, list[Scenario]] = {}
    for lever_id in levers:
        scenario = ended(lever_id, months, years)
        worlds.setdefault(scenario.world_fingerprint, []).append(scenario)
    frames = []
    with Progress() as progress:
        for place, scenarios in enumerate(worlds.values()):
            records = max(sample // len(scenarios[0].corridors), 500)
            frames.append(compare(scenarios, replications=replications, sample=records, uncertainty="luck", seed=seed).induced)
            progress(place + 1, len(worlds))
    return pd.concat(frames, ignore_index=True).sort_values("scenario", kind="stable", ignore_index=True)


def _cell(own: pd.DataFrame, measure: str, unit: str) -> str:
    """Induced against anyway in one measure, and whether they are told apart."""
    means, told = dict[str, float](), None
    rows: Any = own[own["measure"] == measure].itertuples()
    for row in rows:
        means[row.group] = row.mean
        told = row.verdict if row.group == DIFFERENCE else told
    if not means:
        return "-"
    show = (lambda value: "-" if math.isnan(value) else f"{value:.0%}") if unit == "share" else (lambda value: "-" if math.isnan(value) else number(value))
    sign = {"higher": ">", "lower": "<", "same": "=", "cannot_be_told": "~"}.get(told or "", "/")
    return f"{show(means['induced'])} {sign} {show(means['anyway'])}"


def _left(own: pd.DataFrame, year: int) -> str:
    found = own[own["measure"] == f"effect_left_year_{year}"]
    if not len(found) or not math.isfinite(found["low"].iloc[0]):
        return "-"
    row = found.iloc[0]
    return f"{row['mean']:.2f} ({row['low']:.2f} to {row['high']:.2f})"


def page_of(found: pd.DataFrame, about: str, command: str) -> str:
    """The page: method and one row a lever."""
    rows = []
    for lever_id, own in found.groupby("lever", sort=True):
        cells = [_cell(own, measure.name, measure.unit) for measure in MEASURES]
        rows.append([f"`{lever_id}`", own["act"].iloc[0], _cell(own, "number", "households"), *cells, *(_left(own, year) for year in YEARS_AFTER)])
    head = [
        "lever",
        "act",
        "households",
        "size, USD a year",
        "tertiary",
        "wealth, USD",
        f"firms alive after {LASTED} months",
        *(f"left in year {year}" for year in YEARS_AFTER),
    ]
    return "\n".join(
        ["# Who is induced, and what lasts", "", f"`{command}` makes this page.", "", f"{about} {METHOD}", "", READS, "", table(head, rows, left=2), ""]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.induced", description="Who is induced by each lever, and what lasts.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--levers", help="ids, joined by commas; all where absent")
    parser.add_argument("--replications", type=int, default=6)
    parser.add_argument("--sample", type=int, default=2_500, help="records in all, shared by the corridors of a scenario")
    parser.add_argument("--months", type=int, default=36, help="months in force")
    parser.add_argument("--years", type=int, default=6, help="horizon")
    given = parser.parse_args(arguments)
    levers = given.levers.split(",") if given.levers else sorted(REGISTRY)
    found = study(levers, given.replications, given.sample, given.months, given.years)
    about = f"{given.replications} replications of {given.years} years, {given.months} months in force, {grouped(given.sample)} records, declared inputs."
    publish(page_of(found, about, "python -m experiments.studies.induced --out docs/induced.md"), given.out)


if __name__ == "__main__":
    main()
