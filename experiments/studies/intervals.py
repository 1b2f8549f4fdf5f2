"""How often the intervals of a comparison hold the truth, on outcomes of the model: skewed, with zeros, in pairs that share an input draw.

Many replications of two scenarios are simulated once. Their mean is the truth. An experiment is a comparison of few replications: so many input draws,
taken at random from all that were simulated, each with its two runs. An interval holds the truth as often as it says, or it is no interval.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from scenarios import load

from ..comparing.influence import ranked
from ..markdown import grouped, publish, table
from ..runs import intervals
from ..runs.draws import LUCK_PER_INPUTS, drawn_values
from ..runs.intervals import Floats, Interval
from ..runs.runner import Task
from . import pairs
from .other_intervals import bias_corrected, percentile, student, studentised

FOLDER = Path("results/intervals")
PACKAGE, SHOP = "morocco_belgium_package", "measure_6_one_stop_shop"
YEARS = 3
SAMPLE = 1_000
SIZES = (4, 6, 8, 12, 30)
"""Replications of an experiment."""
RATIOS = ((PACKAGE, "donations_collective"), (SHOP, "firms_created"), (SHOP, "investment_productive"))
"""Scenarios and outcomes whose cost per additional unit is looked at."""
RATIO_EXPERIMENTS = 200
"""Experiments of ratios, which are sought one by one."""
MAIN = (
    (PACKAGE, "donations_collective"),
    (PACKAGE, "public_cost"),
    (PACKAGE, "firms_created"),
    (PACKAGE, "jobs"),
    (PACKAGE, "expert_days"),
    (PACKAGE, "additional, matching_grant"),
    (SHOP, "firms_created"),
    (SHOP, "public_cost"),
    (SHOP, "investment_productive"),
    (SHOP, "jobs"),
    (SHOP, "disputes"),
    (SHOP, "additional, tax_incentive"),
)
MOVES = 0.3
"""The share of draws that an outcome must move in to be counted among all; rarer events are a matter of whether one was seen."""
BAND = (0.92, 0.97)
FROZEN = 160
"""Replications kept for the tests."""


class Experiments(NamedTuple):
    """Experiments of one size: the runs of each (run by experiment) and the draw that each run belongs to."""

    runs: NDArray[np.int64]
    groups: NDArray[np.int64]


class Coverage(NamedTuple):
    """Of all experiments, how many gave an interval, how many of those held the truth, and how wide they were in the middle."""

    given: float
    held: float
    width: float


def experiments_of(size: int, count: int, n_runs: int, seed: int = 1) -> Experiments:
    """`count` experiments of `size` replications each, their draws taken at random, with replacement, from those of `n_runs` replications."""
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, size])))
    chosen = rng.integers(0, n_runs // LUCK_PER_INPUTS, size=(-(-size // LUCK_PER_INPUTS), count))
    runs = (chosen[:, None, :] * LUCK_PER_INPUTS + np.arange(LUCK_PER_INPUTS)[None, :, None]).reshape(-1, count)
    return Experiments(runs[:size], np.arange(size) // LUCK_PER_INPUTS)


def coverage_of(method: Callable[[Floats, NDArray[np.int64]], Interval], values: Floats, asked: Experiments) -> Coverage:
    """How often a method holds the mean of all `values` (one a run) in these experiments."""
    found = method(values[asked.runs], asked.groups)
    given = np.isfinite(found.low) & np.isfinite(found.high)
    if not given.any():
        return Coverage(0.0, math.nan, math.nan)
    truth = values.mean()
    near = 1e-9 * abs(truth)
    held = (found.low[given] <= truth + near) & (truth - near <= found.high[given])
    return Coverage(float(given.mean()), float(held.mean()), float(np.median(found.high[given] - found.low[given])))


def ratio_coverage(top: Floats, bottom: Floats, asked: Experiments) -> Coverage:
    """The same of a ratio of means; it is given where the denominator is told to rise above zero, as in `cost_per_additional`."""
    truth = top.mean() / bottom.mean()
    found = [intervals.of_ratio(top[runs], bottom[runs], asked.groups) for runs in asked.runs.T]
    bounds = np.array([numbers[1:] for numbers in found if numbers[0] > 0.0 and np.isfinite(numbers[1:]).all()]).reshape(-1, 2)
    if not bounds.size:
        return Coverage(0.0, math.nan, math.nan)
    return Coverage(len(bounds) / len(found), float(((bounds[:, 0] <= truth) & (truth <= bounds[:, 1])).mean()), float(np.median(bounds[:, 1] - bounds[:, 0])))


METHODS: Mapping[str, Callable[[Floats, NDArray[np.int64]], Interval]] = {
    "percentile bootstrap, expanded (before)": percentile,
    "BCa bootstrap (SciPy)": bias_corrected,
    "Student's t": student,
    "bootstrap-t": studentised,
    "**outer of Student's and Hall's**": intervals.of_mean,
}


def changes(numbers: pd.DataFrame, what: str = "difference") -> dict[str, pd.DataFrame]:
    """Replication by outcome, for each scenario; what is not defined in all replications is left out."""
    return {str(name): pairs.matrix(part, what).dropna(axis=1) for name, part in numbers.groupby("scenario", sort=False)}


def moving(found: pd.DataFrame) -> list[str]:
    """Outcomes that change in more than `MOVES` of the draws, and not by the same in all."""
    by_draw = found.to_numpy().reshape(len(found) // LUCK_PER_INPUTS, LUCK_PER_INPUTS, -1).mean(axis=1)
    moved = ((by_draw != 0.0).mean(axis=0) > MOVES) & (np.ptp(by_draw, axis=0) > 0.0)
    return [str(name) for name, moves in zip(found.columns, moved, strict=True) if moves]


def top_share(values: Floats) -> float:
    """The share of the sum that the hundredth part of the draws with the largest absolute values makes."""
    by_draw = np.sort(np.abs(values.reshape(-1, LUCK_PER_INPUTS).mean(axis=1)))[::-1]
    return float(by_draw[: max(len(by_draw) // 100, 1)].sum() / by_draw.sum())


def percent(share: float) -> str:
    """A share in per cent with one decimal; a dash where there is none."""
    return "-" if math.isnan(share) else f"{100.0 * share:.1f}"


def main_table(by_scenario: Mapping[str, pd.DataFrame], asked: Mapping[int, Experiments]) -> str:
    """Coverage of our interval by outcome and size; ratios below."""
    rows = []
    for scenario, outcome in MAIN:
        values = by_scenario[scenario][outcome].to_numpy()
        means = values.reshape(-1, LUCK_PER_INPUTS).mean(axis=1)
        cells = [percent(coverage_of(intervals.of_mean, values, asked[size]).held) for size in SIZES]
        rows.append([scenario, outcome, f"{stats.skew(means):.1f}", percent(float((means == 0.0).mean())), *cells])
    for scenario, outcome in RATIOS:
        top, bottom = by_scenario[scenario]["public_cost"].to_numpy(), by_scenario[scenario][outcome].to_numpy()
        few = [Experiments(asked[size].runs[:, :RATIO_EXPERIMENTS], asked[size].groups) for size in SIZES]
        found = [ratio_coverage(top, bottom, each) for each in few]
        cells = [f"{percent(each.held)} ({percent(each.given)})" if each.given else "-" for each in found]
        rows.append([scenario, f"public cost per {outcome}", "", "", *cells])
    return table(["scenario", "change", "skewness", "zero, %", *(f"{size} runs" for size in SIZES)], rows, left=2)


def method_table(by_scenario: Mapping[str, pd.DataFrame], asked: Mapping[int, Experiments]) -> str:
    """Each method on the changes of `MAIN`: mean and lowest coverage, and the width against Student's."""
    rows = []
    for name, method in METHODS.items():
        cells = []
        for size in SIZES[1:]:
            found, plain = (
                [coverage_of(one, by_scenario[scenario][outcome].to_numpy(), asked[size]) for scenario, outcome in MAIN] for one in (method, student)
            )
            held = [each.held for each in found]
            wide = float(np.median([each.width / other.width for each, other in zip(found, plain, strict=True)]))
            cells.append(f"{percent(float(np.mean(held)))} ({percent(min(held))}), {min(wide, 99.0):.2f}")
        rows.append([name, *cells])
    return table(["interval", *(f"{size} runs" for size in SIZES[1:])], rows)


def all_table(by_scenario: Mapping[str, pd.DataFrame], asked: Mapping[int, Experiments]) -> tuple[str, str]:
    """The interval over all changes; and the changes whose truth it holds least."""
    held: dict[int, list[float]] = {size: [] for size in SIZES[1:]}
    tails: list[tuple[float, str, str, float]] = []
    for scenario, found in by_scenario.items():
        for outcome in moving(found):
            values = found[outcome].to_numpy()
            for size in SIZES[1:]:
                held[size].append(coverage_of(intervals.of_mean, values, asked[size]).held)
            tails.append((held[SIZES[-1]][-1], scenario, outcome, top_share(values)))
    rows = []
    for size in SIZES[1:]:
        shares = np.array(held[size])
        within = float(((shares >= BAND[0]) & (shares <= BAND[1])).mean())
        rows.append([str(size), str(shares.size), *(percent(float(np.quantile(shares, at))) for at in (0.5, 0.25, 0.1)), percent(within)])
    head = ["runs", "changes", "middle", "a quarter below", "a tenth below", "92 to 97 %, % of changes"]
    worst = [[scenario, outcome, percent(share), percent(top)] for share, scenario, outcome, top in sorted(tails)[:12]]
    return table(head, rows), table(["scenario", "change", "coverage at 30 runs, %", "in 1 % of draws, %"], worst, left=2)


def range_table(by_scenario: Mapping[str, pd.DataFrame], asked: Mapping[int, Experiments]) -> str:
    """What share of all runs the range of single runs holds, on average over experiments and changes of `MAIN`."""
    cells = []
    for size in SIZES:
        held = []
        for scenario, outcome in MAIN:
            values = by_scenario[scenario][outcome].to_numpy()
            found, ordered = intervals.spread(values[asked[size].runs]), np.sort(values)
            inside = np.searchsorted(ordered, found.high, side="right") - np.searchsorted(ordered, found.low, side="left")
            held.append(float(inside.mean()) / values.size)
        cells.append(percent(float(np.mean(held))))
    return table([f"{size} runs" for size in SIZES], [cells], left=0)


def influence_table(by_scenario: Mapping[str, pd.DataFrame], draws: Sequence[int] = (15, 50), most: int = 12) -> str:
    """Inputs that move a change: those told by all draws, and what comparisons of few draws tell, apart from each other."""
    rows = []
    for name, found in by_scenario.items():
        inputs = _inputs(name, len(found) // LUCK_PER_INPUTS)
        paths = list(inputs.columns)
        for outcome in [outcome for scenario, outcome in RATIOS if scenario == name] + ["public_cost"]:
            means = found[outcome].to_numpy().reshape(-1, LUCK_PER_INPUTS).mean(axis=1)
            whole = ranked(means, inputs.to_numpy(), paths).told
            cells = []
            for size in draws:
                parts = [slice(place * size, (place + 1) * size) for place in range(min(len(means) // size, most))]
                told = [set(ranked(means[part], inputs.to_numpy()[part], paths).told["path"]) for part in parts]
                others = sum(len(names - set(whole["path"])) for names in told)
                cells.append(f"{sum(bool(names) for names in told)} of {len(parts)} ({others})")
            first = "; ".join(f"`{row.path}` {row.correlation:+.2f}" for row in whole.head(3).itertuples())
            rows.append([name, outcome, first, *cells])
    return table(["scenario", "change", f"closest, {len(means)} draws", *(f"told by {size} draws" for size in draws)], rows, left=3)


def _inputs(name: str, n_draws: int, seed: int = 1) -> pd.DataFrame:
    scenario = load(name, years=YEARS)
    return pd.DataFrame([drawn_values(scenario, seed, draw) for draw in range(n_draws)])


def page_of(numbers: pd.DataFrame, experiments: int, command: str, sample: int = SAMPLE) -> str:
    """The page: what is given, how often it holds the truth, what it does not reach."""
    found = changes(numbers)
    n_runs = len(next(iter(found.values())))
    asked = {size: experiments_of(size, experiments, n_runs) for size in SIZES}
    over_all, worst = all_table(found, asked)
    size = f"{grouped(n_runs)} replications, {grouped(n_runs // LUCK_PER_INPUTS)} draws of the inputs"
    return PAGE.format(
        command=command,
        size=size,
        years=YEARS,
        sample=grouped(sample),
        experiments=grouped(experiments),
        ratios=grouped(min(experiments, RATIO_EXPERIMENTS)),
        error=100.0 * math.sqrt(0.05 * 0.95 / experiments),
        ratio_error=100.0 * math.sqrt(0.05 * 0.95 / min(experiments, RATIO_EXPERIMENTS)),
        main=main_table(found, asked),
        methods=method_table(found, asked),
        all=over_all,
        worst=worst,
        ranges=range_table(found, asked),
        influence=influence_table(found),
    )


def frozen(numbers: pd.DataFrame, count: int = FROZEN) -> pd.DataFrame:
    """The changes of `MAIN` in the first replications, with four digits: what the tests resample."""
    found = changes(numbers)
    columns = {f"{scenario}: {outcome}": found[scenario][outcome].to_numpy()[:count] for scenario, outcome in MAIN}
    return pd.DataFrame({name: [float(f"{value:.4g}") for value in values] for name, values in columns.items()})


def study(replications: int = 2000, sample: int = SAMPLE, jobs: int = 1, folder: Path = FOLDER, years: int = YEARS, seed: int = 1) -> pd.DataFrame:
    """All runs of the study, read where they were finished before."""
    scenarios = tuple(load(name, years=years) for name in (PACKAGE, SHOP))
    tasks = [pairs.Planned(f"{sample}-{seed}-{number}", Task(scenarios, number, seed, sample=sample, outcomes=())) for number in range(replications)]
    return pairs.run_all(tasks, folder, jobs)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.intervals", description="How often intervals hold the truth.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--frozen", type=Path, help="where the replicates of the tests go")
    parser.add_argument("--replications", type=int, default=2000)
    parser.add_argument("--experiments", type=int, default=1000, help="experiments of each size")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="records a corridor at most")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where finished runs are kept")
    given = parser.parse_args(arguments)
    numbers = study(given.replications, given.sample, given.jobs, given.folder)
    if given.frozen is not None:
        frozen(numbers).to_csv(given.frozen, index=False, lineterminator="\n")
    command = f"python -m experiments.studies.intervals --replications {given.replications} --experiments {given.experiments}"
    command += f" --sample {given.sample}" if given.sample != SAMPLE else ""
    publish(page_of(numbers, given.experiments, f"{command} --out docs/intervals.md", given.sample), given.out)


PAGE = """# What an interval holds

`{command}` makes this page.

## What stands beside a mean

- **The 95 % interval of a mean change** rests on the means of input draws. Two replications in a row share a draw (of
  every other pair the figures differ, so that they can be told apart from parameters), so 12 runs are 6 independent pieces of evidence, not 12; every
  table, summary and figure says how many there are. Each bound is the outer one of Student's and of Hall's (1992), whose
  cubic transformation takes the skewness out of the statistic.
- **Below three draws there is none** (fewer than 5 runs; with luck alone fewer than 3): the cell says "too few runs", files hold nothing, and no text
  claims a sign. Student's interval for two draws is thirteen standard errors to each side, and skewness cannot be seen in two numbers.
- **Where all runs agree exactly**, the interval is that value: mostly 0, where a policy does not reach. It then says that nothing was seen: an effect that
  shows in one draw of ten is missed by 15 draws one time in five.
- **A ratio** (cost per additional unit) has Fieller's interval: the ratios r for which cost - r effect cannot be told from 0 by the same rule. It has
  none where the effect, or the cost, cannot be told to rise. What cannot be negative, as a cost, has no bound below 0.
- **The range of single runs** holds nine in ten from 19 runs on; below, it is from the lowest to the highest run and is called so.
- **A verdict** (rises, falls, cannot be told, too few runs) follows from the interval. Each stands for itself: of twenty changes that are none, one is
  taken for one on average.

## How often it holds the truth

{size}, of two scenarios over {years} years with {sample} records. Their mean is the truth. An experiment takes draws at random,
with replacement, each with its two runs; {experiments} experiments a size, {ratios} for ratios. In per cent; the standard error is {error:.1f}, for ratios
{ratio_error:.1f} where all have one. "Zero" are draws without any change. In brackets how many experiments have a ratio at all: those whose sample shows a
clear effect. At 4 runs the only intervals are of experiments in which all runs agree on 0, and these miss.

{main}

Other ways, on the changes above: mean coverage in per cent, in brackets the lowest, then the width in the middle against Student's.

{methods}

Over all changes of the two scenarios that show in more than 30 % of the draws, judgements of each lever included:

{all}

## Where it does not

Some changes come from few draws: one in a hundred, in which an input lies at its end, makes much of the mean. A sample without such a draw does not know of it,
whatever the method. The worst, with the share of the changes (in size) that the hundredth part of the draws makes:

{worst}

More runs help slowly here. Read the range of single runs beside the mean, or draw the inputs by a design that reaches the ends (sweeps.md).

## What the range of single runs holds

Share of all runs within it, in per cent; pairs share their inputs, so it holds a little less than of independent runs.

{ranges}

## Which inputs move a result

`experiments.comparing.influence` ranks the inputs drawn by their rank correlation with the change, and names those that
pass what the strongest of all reaches by chance (maxT, 5 % for all inputs at once). A comparison of 30 runs has 15 draws of hundreds of inputs: it can tell an
input that explains nearly three quarters of the variance, and says "cannot be told" else. How many comparisons of so few draws name an input; in brackets
the names that all draws together do not tell:

{influence}
"""


if __name__ == "__main__":
    main()
