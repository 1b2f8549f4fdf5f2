"""What common random numbers save: how many times more replications independent seeds need for an equally narrow interval of a difference.

With common random numbers the difference of each replication is policy minus its own world without policy; its variance is Var(policy - base). With independent
seeds it is Var(policy) + Var(base), which the same runs tell as well. Their ratio is the factor: an interval is as wide as the root of variance over
replications.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from model.levers import lever_class
from scenarios import load

from ..comparing.compare import MAIN_OUTCOMES
from ..markdown import grouped, number, publish, table
from ..runs.intervals import Floats, resampled, student_t
from ..runs.runner import Task
from . import pairs

FOLDER = Path("results/common_random_numbers")
WORLDS = (
    (
        "morocco_belgium_tax_incentive",
        "morocco_belgium_matching_grant",
        "morocco_belgium_donation_tax_relief",
        "morocco_belgium_skills_placement",
        "morocco_belgium_package",
    ),
    ("ethiopia_netherlands_dual_nationality",),
)
"""Scenarios that share a world, hence a population and a burn-in."""


METHOD = """\
A policy and the world without it are simulated with common random numbers: the same draws for the same household and month, hence the same luck. The factor \
says how many times fewer replications are needed than with independent seeds for the same width of the interval of a difference: (Var(policy) + Var(base)) / \
Var(policy - base), with the range that holds nine bootstrap samples in ten. Half widths are of the 95 % interval of the mean over these replications. An \
outcome that does not exist without the policy has nothing to be paired with: its factor is 1. Main outcomes of the levers are **bold**; of the others, those \
whose difference common random numbers tell from 0 are shown."""


class Saving(NamedTuple):
    """One difference: its mean, half the width of its 95 % interval with common and with independent random numbers, and the factor with its own range.

    That range holds nine bootstrap samples in ten.
    """

    difference: float
    common: float
    independent: float
    factor: float
    low: float
    high: float


def saving(base: Floats, policy: Floats) -> Saving:
    """What common random numbers save for one outcome. `base`, `policy`: one value a replication.

    >>> luck = np.array([1.0, -2.0, 0.5, 1.5, -1.0, 0.2, -0.7, 2.0])
    >>> round(saving(10.0 + luck, 11.0 + 1.1 * luck).factor)
    221
    """
    n = base.size
    half = student_t(0.975, n - 1) / np.sqrt(n)
    apart = float(np.var(policy, ddof=1) + np.var(base, ddof=1))
    together = float(np.var(policy - base, ddof=1))
    weights = resampled(np.arange(n)) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = float(np.float64(apart) / np.float64(together))
        factors = (_variances(weights, policy) + _variances(weights, base)) / _variances(weights, policy - base)
    low, high = np.quantile(factors[~np.isnan(factors)], (0.05, 0.95), method="nearest")
    return Saving(float((policy - base).mean()), half * np.sqrt(together), half * np.sqrt(apart), factor, float(low), float(high))


def _variances(weights: Floats, values: Floats) -> Floats:
    """Variance in each bootstrap sample; values are centred first, so that large means cost no digits, and what is left of rounding is 0."""
    centred = values - values.mean()
    mean, square = weights @ centred, weights @ (centred * centred)
    found = square - mean * mean
    return np.where(found > 1e-12 * square, found, 0.0)


def main_of(name: str) -> tuple[str, ...]:
    """Main outcomes of the levers of a scenario."""
    return tuple(dict.fromkeys(lever_class(lever.id).main_outcome for lever in load(name).levers))


def savings(numbers: pd.DataFrame) -> pd.DataFrame:
    """Savings by scenario and outcome: main outcomes of its levers, and those of all comparisons (`MAIN_OUTCOMES`) whose difference is told from 0.

    What is not defined in all replications, or exactly 0 in all, has no row.
    """
    rows = []
    for name, part in numbers.groupby("scenario", sort=False):
        base, policy = pairs.matrix(part, "base"), pairs.matrix(part, "policy")
        own = main_of(str(name))
        for outcome in dict.fromkeys([*own, *MAIN_OUTCOMES]):
            before, after = base[outcome].to_numpy(), policy[outcome].to_numpy()
            if not (np.isfinite(before).all() and np.isfinite(after).all() and (before != after).any()):
                continue
            found = saving(before, after)
            if outcome in own or abs(found.difference) > found.common:
                about = {"scenario": name, "outcome": outcome, "is_main": outcome in own, "is_paired": bool((before != 0.0).any())}
                rows.append({**about, **found._asdict()})
    return pd.DataFrame(rows)


def page_of(found: pd.DataFrame, replications: int, sample: int, command: str) -> str:
    """The page: method, summary, table."""
    rows = []
    for name, part in found.groupby("scenario", sort=False):
        for place, (_, row) in enumerate(part.iterrows()):
            factor = f"{number(row['factor'])} ({number(row['low'])} to {number(row['high'])})" if row["is_paired"] else "1: none without the policy"
            outcome = f"**{row['outcome']}**" if row["is_main"] else row["outcome"]
            rows.append([str(name) if place == 0 else "", outcome, number(row["difference"]), number(row["common"]), number(row["independent"]), factor])
    paired = found[found["is_paired"] & np.isfinite(found["factor"])]
    main = ", ".join(f"{row.outcome} under {row.scenario}: {number(row.factor)}" for row in paired[paired["is_main"]].itertuples())
    middle, least, most = (number(paired["factor"].quantile(share)) for share in (0.5, 0.0, 1.0))
    return "\n".join(
        [
            "# What common random numbers save",
            "",
            f"`{command}` makes this page.",
            "",
            f"{replications} replications, {grouped(sample)} records a corridor at most, inputs at their declared values. {METHOD}",
            "",
            f"Main outcomes of the levers, times fewer replications: {main}. Over all rows that can be paired: {middle} in the middle, {least} to {most}.",
            "",
            table(["policy", "difference of", "mean", "± common random numbers", "± independent seeds", "times fewer replications"], rows, left=2),
            "",
        ]
    )


def study(replications: int = 20, sample: int = 20_000, jobs: int = 1, years: int | None = None, folder: Path = FOLDER, seed: int = 1) -> pd.DataFrame:
    """All runs of the study, read where they were finished before."""
    tasks = [
        pairs.Planned(
            f"{names[0]}-{sample}-{seed}-{replication}",
            Task(tuple(load(name, years=years) for name in names), replication, seed, uncertainty="luck", sample=sample, outcomes=()),
        )
        for names in WORLDS
        for replication in range(replications)
    ]
    return pairs.run_all(tasks, folder, jobs)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    about = "What common random numbers save."
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.common_random_numbers", description=about)
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--sample", type=int, default=20_000, help="records a corridor at most")
    parser.add_argument("--years", type=int, help="another horizon than the scenarios'")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where finished runs are kept")
    given = parser.parse_args(arguments)
    numbers = study(given.replications, given.sample, given.jobs, given.years, given.folder)
    size = f"--replications {given.replications} --sample {given.sample}"
    command = f"python -m experiments.studies.common_random_numbers {size} --out docs/common_random_numbers.md"
    publish(page_of(savings(numbers), given.replications, given.sample, command), given.out)


if __name__ == "__main__":
    main()
