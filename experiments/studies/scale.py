"""What a sample loses: full scale against samples of records, level by level and effect by effect.

Each size has worlds of its own (its own root seed), so the means of two sizes are independent. Bias is the mean over the samples minus the mean at full
scale; its Monte-Carlo standard error comes from both. Spread is the standard deviation between worlds: what a single sample may be off by.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from model.population.world_at_start import FULL_SCALE
from scenarios import load
from scenarios.scenario import Scenario

from ..markdown import grouped, publish, table
from ..runs.runner import Task
from . import pairs
from .bias import BEYOND, JUDGED, body, compared, head, summary

SCENARIO = "morocco_belgium_package"
SIZES = (2_000, 8_000, 20_000)
FULL_SEED = 1
FOLDER = Path("results/scale")

METHOD = f"""\
**Bias** is the mean over the samples minus the mean at full scale, in % of the latter, with its Monte-Carlo standard error (s.e.); **sd** is the standard \
deviation between worlds, in % of the same mean: what one world may be off by. The verdict names a bias of more than {BEYOND:.0f} standard errors. Where there \
is no bias at all, one comparison in about 200 is named by chance."""

EFFECTS = f"""\
Effects that full scale tells from 0 (by {BEYOND:.0f} standard errors) or where a sample is off by as much, of outcomes that exist without the policies too; \
in % of the effect at full scale."""

LUMPS = """\
a record of many households gives in one lump what they would give one by one; an association begins a project when it has enough, so lumps make projects \
fewer and larger, and with fewer grants its members tire less"""
OWN_LUCK = """\
a household that parted from its record under the policy alone (an applicant, a founder) has luck of its own from then on, while in the world without policy \
it still shares that of its record; what either does alone is counted as a change: at most one household a parting"""
WHY: Mapping[str, str] = {
    "regional_theil": "an index of inequality rises with the noise of its parts: with fewer records regions differ more by luck",
    **dict.fromkeys(("projects_delivered", "project_quality", "donations_collective", "public_match", "association_members"), LUMPS),
    **dict.fromkeys(("additional", "spillover", "displacement"), OWN_LUCK),
}
"""Where a bias comes from, where that is known; printed when the bias is there."""


def planned(scenario: Scenario, sizes: Sequence[int], samples: int, full: int) -> list[pairs.Planned]:
    """The tasks of the study, the longest first: `full` worlds at full scale and `samples` of each size."""
    tasks = [("full", FULL_SCALE, FULL_SEED, replication) for replication in range(full)]
    tasks += [(str(size), size, size, replication) for size in sorted(sizes, reverse=True) for replication in range(samples)]
    return [
        pairs.Planned(f"{name}-{seed}-{replication}", Task((scenario,), replication, seed, uncertainty="luck", sample=records, outcomes=()))
        for name, records, seed, replication in tasks
    ]


def page_of(numbers: pd.DataFrame, scenario: Scenario, command: str) -> str:
    """The page: method, what it says, levels, effects."""
    by_size = {int(str(size)): part for size, part in numbers.groupby("records")}
    full = by_size.pop(FULL_SCALE)
    sizes = sorted(by_size)
    levels = compared(pairs.matrix(full, "policy"), {size: pairs.matrix(by_size[size], "policy") for size in sizes})
    effects = compared(pairs.matrix(full, "difference"), {size: pairs.matrix(by_size[size], "difference") for size in sizes})
    new = {row.name for row, level in zip(effects, levels, strict=True) if row.mean == level.mean}
    effects = [row for row in effects if row.group != JUDGED and row.name not in new and (row.is_beyond_luck or row.biased)]
    households = scenario.settings().corridors[0].households
    counts = ", ".join(f"{part['replication'].nunique()} samples of {grouped(size)} records" for size, part in sorted(by_size.items()))
    biased = [row.name.split(",")[0] for row in (*levels, *effects) if row.biased]
    reasons = {WHY[name]: [other for other in dict.fromkeys(biased) if WHY.get(other) == WHY[name]] for name in biased if name in WHY}
    why = [f"- {', '.join(names)}: {reason}." for reason, names in reasons.items()]
    page = [
        *("# What a sample loses", "", f"`{command}` makes this page.", ""),
        f"`{scenario.name}` over {scenario.years} years after {scenario.burn_in_years} of burn-in, inputs at their declared values: "
        f"{full['replication'].nunique()} worlds at full scale ({grouped(households)} households, one record each) "
        f"against {counts}, each with its own luck. {METHOD}",
        *("", "## In short", "", *summary(levels, sizes, "levels"), *summary(effects, sizes, "effects"), ""),
        *("## Levels, with the policies", "", table(head(sizes, "outcome"), body(levels, sizes)), ""),
        *("## Effects: with the policies minus without, same luck", "", EFFECTS, "", table(head(sizes, "effect on"), body(effects, sizes)), ""),
        *(("## Where a bias comes from", "", *why, "") if why else ()),
    ]
    return "\n".join(page)


def study(
    samples: int = 30, full: int = 30, sizes: Sequence[int] = SIZES, jobs: int = 1, years: int | None = None, folder: Path = FOLDER
) -> tuple[pd.DataFrame, Scenario]:
    """All runs of the study, read where they were finished before, and their scenario."""
    scenario = load(SCENARIO, years=years)
    return pairs.run_all(planned(scenario, sizes, samples, full), folder, jobs), scenario


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.scale", description="What a sample loses.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--samples", type=int, default=30, help="worlds of each size")
    parser.add_argument("--full", type=int, default=30, help="worlds at full scale")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="records of the samples")
    parser.add_argument("--years", type=int, help="another horizon than the scenario's")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where finished runs are kept")
    given = parser.parse_args(arguments)
    numbers, scenario = study(given.samples, given.full, given.sizes, given.jobs, given.years, given.folder)
    publish(page_of(numbers, scenario, f"python -m experiments.studies.scale --samples {given.samples} --full {given.full} --out docs/scale.md"), given.out)


if __name__ == "__main__":
    main()
