"""What a sample loses: full scale against samples of records, level by level and effect by effect.

Each size has worlds of its own (its own root seed), so the means of two sizes are independent. Bias is the mean over the samples minus the mean at full scale; its Monte-Carlo
standard error comes from both. Spread is the standard deviation between worlds: what a single sample may be off by.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from model.build import FULL_SCALE
from model.outcomes import OUTCOMES
from scenarios import load
from scenarios.scenario import Scenario

from ..runner import Task
from . import pairs
from .markdown import number, publish, table

SCENARIO = "morocco_belgium_package"
SIZES = (2_000, 8_000, 20_000)
FULL_SEED = 1
BEYOND = 3.0
"""Standard errors: a bias larger than this is called one. Of 350 comparisons without any bias about one gets there by chance."""

RARE = ("firms_created", "firms_surviving", "jobs", "blocked_finance", "blocked_procedures", "blocked_nationality", "blocked", "placements_physical", "placements_virtual",
        "placement_dropouts", "placement_repeats", "placement_applications", "expert_days", "capacity", "capacity_retained_12m", "vacancies_filled", "staff_trained",
        "staff_displaced", "interns_lost")
THRESHOLDS = ("association_members", "aware", "never_aware", "refused", "projects_delivered", "project_quality", "associations_surviving", "need_match", "donor_retention")
QUEUES = ("waiting_days", "backlog", "abandoned", "public_match", "budget_exhausted_month", "public_cost", "present_value_cost")
GROUPS = ("Flows and stocks", "Rare acts and what follows from them", "Thresholds, hearsay and projects", "Queues and budgets", "Judgements, household by household")

WHY = {
    "regional_theil": "An index of inequality rises with the noise of its parts: fewer records, noisier regions, a higher index at no difference between them.",
}
"""Where a bias comes from, where that is known; printed below the table when the bias is there."""


def group_of(name: str) -> str:
    """Which group of the table an outcome belongs to."""
    outcome = name.split(",")[0]
    if OUTCOMES[outcome].theme == "judgement":
        return GROUPS[4]
    return GROUPS[1] if outcome in RARE else GROUPS[2] if outcome in THRESHOLDS else GROUPS[3] if outcome in QUEUES else GROUPS[0]


def planned(scenario: Scenario, sizes: Sequence[int], samples: int, full: int) -> list[pairs.Planned]:
    """The tasks of the study, the longest first: `full` worlds at full scale and `samples` of each size."""
    tasks = [(FULL_SCALE, FULL_SEED, number_) for number_ in range(full)]
    tasks += [(size, size, number_) for size in sorted(sizes, reverse=True) for number_ in range(samples)]
    return [
        pairs.Planned(f"{'full' if size == FULL_SCALE else size}-{seed}-{replication}",
                      Task((scenario,), replication, seed, uncertainty="luck", sample=size, outcomes=()))
        for size, seed, replication in tasks
    ]


def bias_table(full: pd.DataFrame, samples: dict[int, pd.DataFrame]) -> pd.DataFrame:
    """Bias and spread by outcome. `full`, `samples[size]`: world by outcome.

    Columns: `mean`, `error`, `spread` of full scale, and for each size `bias`, `error`, `spread`, in the unit of the outcome; for both `worlds` (where it is defined) out of `of`.
    """
    columns = {("full", key): value for key, value in _moments(full).items()}
    for size, values in samples.items():
        own = _moments(values[full.columns])
        columns[(str(size), "bias")] = own["mean"] - columns[("full", "mean")]
        columns[(str(size), "error")] = np.sqrt(own["error"] ** 2 + columns[("full", "error")] ** 2)
        columns[(str(size), "spread")] = own["spread"]
        columns[(str(size), "worlds")] = own["worlds"]
        columns[(str(size), "of")] = own["of"]
    return pd.DataFrame(columns, index=full.columns)


def _moments(values: pd.DataFrame) -> dict[str, pd.Series]:
    worlds = values.notna().sum()
    spread = values.std(ddof=1)
    return {"mean": values.mean(), "error": spread / np.sqrt(worlds), "spread": spread, "worlds": worlds, "of": pd.Series(len(values), index=values.columns)}


def is_biased(bias: float, error: float, mean: float) -> bool:
    """Whether a bias is beyond Monte-Carlo error. Numbers that do not vary are equal up to rounding or they are not."""
    return abs(bias) > max(BEYOND * error, 1e-9 * abs(mean)) if np.isfinite(bias) else False


def percent(part: float, whole: float, signed: bool = True) -> str:
    """A part of a whole in percent; enough digits to read one standard error of it.

    >>> percent(0.5, 200.0), percent(12.0, 100.0, signed=False)
    ('+0.25', '12.0')
    """
    if not np.isfinite(part) or whole == 0.0:
        return "–"
    share = 100.0 * part / abs(whole)
    digits = 0 if abs(share) >= 100 else 1 if abs(share) >= 10 else 2
    return f"{share:+.{digits}f}" if signed else f"{share:.{digits}f}"


def verdict(row: pd.Series, sizes: Sequence[str]) -> str:
    """In words: within Monte-Carlo error at all sizes, or the bias where it is beyond."""
    found = [f"{percent(row[(size, 'bias')], row[('full', 'mean')])} % at {int(size):,}".replace(",", " ")
             for size in sizes if is_biased(row[(size, "bias")], row[(size, "error")], row[("full", "mean")])]
    return f"**{'; '.join(found)}**" if found else "within Monte-Carlo error"


def rows_of(found: pd.DataFrame, sizes: Sequence[str]) -> list[list[str]]:
    """The rows of the Markdown table of `bias_table`, grouped; outcomes that are 0 everywhere are left out."""
    rows: list[list[str]] = []
    for group in GROUPS:
        body = [name for name in found.index if group_of(name) == group and _says_something(found.loc[name], sizes)]
        if body:
            rows.append([f"*{group}*", *[""] * (3 + 2 * len(sizes))])
        for name in body:
            row = found.loc[name]
            mean = row[("full", "mean")]
            cells = [f"{name}{_missing(row, sizes)}", number(mean), percent(row[("full", "spread")], mean, signed=False)]
            for size in sizes:
                cells += [f"{percent(row[(size, 'bias')], mean)} ± {percent(row[(size, 'error')], mean, signed=False)}", percent(row[(size, "spread")], mean, signed=False)]
            rows.append([*cells, verdict(row, sizes)])
    return rows


def _says_something(row: pd.Series, sizes: Sequence[str]) -> bool:
    return np.isfinite(row[("full", "mean")]) and (row[("full", "mean")] != 0.0 or any(row[(size, "bias")] != 0.0 for size in sizes))


def _missing(row: pd.Series, sizes: Sequence[str]) -> str:
    """Where an outcome is undefined in some worlds (nobody was served, money never ran out): in how many it is defined."""
    shares = [(row[(size, "worlds")], row[(size, "of")]) for size in ("full", *sizes)]
    return f" (defined in {', '.join(f'{some:.0f}/{of:.0f}' for some, of in shares)})" if any(some < of for some, of in shares) else ""


def with_effect(found: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """The rows of effects that are more than the level itself (some of it is there without policy) and not lost in luck at full scale."""
    own = [name for name in found.index if abs(found.loc[name, ("full", "mean")]) > BEYOND * found.loc[name, ("full", "error")]
           and levels.loc[name, ("full", "mean")] != found.loc[name, ("full", "mean")]]
    return found.loc[own]


def heads(sizes: Sequence[str], first: str) -> list[str]:
    """The head of the table."""
    names = [f"{int(size):,}".replace(",", " ") for size in sizes]
    return [first, "full scale", "its sd %", *[cell for name in names for cell in (f"{name}: bias % ± s.e.", "sd %")], "verdict"]


def summary(found: pd.DataFrame, sizes: Sequence[str], what: str) -> list[str]:
    """What the table says, in sentences: how many comparisons are beyond error, by size, with the largest."""
    lines = []
    told = found[[_says_something(found.loc[name], sizes) for name in found.index]]
    for size in sizes:
        biased = [name for name in told.index if is_biased(told.loc[name, (size, "bias")], told.loc[name, (size, "error")], told.loc[name, ("full", "mean")])]
        off = ", ".join(f"{name} ({percent(told.loc[name, (size, 'bias')], told.loc[name, ('full', 'mean')])} %)" for name in biased)
        lines.append(f"- {what}, samples of {int(size):,} records: {len(told) - len(biased)} of {len(told)} within {BEYOND:.0f} standard errors".replace(",", " ", 1)
                     + (f"; beyond: {off}." if biased else "."))
    return lines


def page_of(numbers: pd.DataFrame, scenario: Scenario, command: str) -> str:
    """The page: method, what it says, levels, effects."""
    by_size = {int(size): part for size, part in numbers.groupby("records")}
    full = by_size.pop(FULL_SCALE)
    sizes = [str(size) for size in sorted(by_size)]
    levels = bias_table(pairs.matrix(full, "policy"), {int(size): pairs.matrix(by_size[int(size)], "policy") for size in sizes})
    judged = [name for name in levels.index if group_of(name) == GROUPS[4]]
    everything = bias_table(pairs.matrix(full, "difference"), {int(size): pairs.matrix(by_size[int(size)], "difference") for size in sizes})
    effects = with_effect(everything.drop(index=judged), levels)
    households = scenario.settings().corridors[0].households
    counts = ", ".join(f"{part['replication'].nunique()} samples of {size:,} records".replace(",", " ") for size, part in sorted(by_size.items()))
    why = [f"- {name}: {text}" for name, text in WHY.items() if name in levels.index and verdict(levels.loc[name], sizes).startswith("**")]
    return "\n".join([
        "# What a sample loses", "",
        f"`{command}` makes this page.", "",
        f"`{scenario.name}` over {scenario.years} years after {scenario.burn_in_years} of burn-in: {full['replication'].nunique()} worlds at full scale ({households:,} households, one record each) "
        f"against {counts}, each with its own luck, inputs at their declared values. **Bias** is the mean over the samples minus the mean at full scale, in % of the latter, with its Monte-Carlo "
        f"standard error; **sd** is the standard deviation between worlds, in % of the same mean: what one sample may be off by. The verdict names a bias of more than {BEYOND:.0f} standard errors. "
        "Without any bias, one comparison in about 200 (with so few worlds, Student's t) would be named by chance.".replace(",", ","), "",
        "## In short", "", *summary(levels, sizes, "Levels"), *summary(effects, sizes, "Effects"), "",
        "## Levels, with the policies", "", table(heads(sizes, "outcome"), rows_of(levels, sizes)), "",
        "## Effects: with the policies minus without, same luck", "",
        f"Effects that full scale tells from 0 (by {BEYOND:.0f} standard errors), of outcomes that exist without the policies too; in % of the effect at full scale.", "",
        table(heads(sizes, "effect on"), rows_of(effects, sizes)), "",
        *(["## Where a bias comes from", "", *why, ""] if why else []),
    ])


def study(samples: int = 30, full: int = 30, sizes: Sequence[int] = SIZES, jobs: int = 1, years: int = 10, folder: Path = Path("results/scale")) -> tuple[pd.DataFrame, Scenario]:
    """All runs of the study, read where they were finished before."""
    scenario = replace(load(SCENARIO, years=years))
    return pairs.run_all(planned(scenario, sizes, samples, full), folder, jobs), scenario


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.scale", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--samples", type=int, default=30, help="worlds of each size")
    parser.add_argument("--full", type=int, default=30, help="worlds at full scale")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="records of the samples")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("results/scale"), help="where finished runs are kept")
    given = parser.parse_args(arguments)
    numbers, scenario = study(given.samples, given.full, given.sizes, given.jobs, given.years, given.folder)
    publish(page_of(numbers, scenario, f"python -m experiments.studies.scale --samples {given.samples} --full {given.full} --out docs/scale.md"), given.out)


if __name__ == "__main__":
    main()
