"""A calibration from beginning to end: screening, waves, chains on emulators, and real runs of what they draw.

1. Wave 1: sets spread over the likely ranges of all parameters. A lasso says which parameters move the facts; these are calibrated (a third of them is chosen
   by the sets of the second wave as well), the others stay free in every run, so that what is not known of them is in the error of the emulators and not
   forgotten.
2. Further waves: sets drawn by chains on the emulators, with a tempered likelihood, so that the emulators get better where the facts are.
3. Chains with the whole likelihood; their draws are run for real, and those that what came out does not rule out are the ensemble, equally likely:
   the chains have weighed them already, and weighing them again by single runs would make luck pass for agreement (64 members were worth 2.7 then).
4. The best fit: the sets that agree best, and the declared values, are run again in other luck, as the best of many noisy runs is lucky; and all facts,
   those that were not fitted too, are computed there.

Grades are weights of the likelihood; a fact has a discrepancy of a quarter of its band. What was run is in a table that only grows (`runs.jsonl`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import InputError, Problem
from model.parameters import PARAMETERS

from ...calibrated.ensemble import DECLARED, Ensemble, FactOf, schema
from ...manifest import model_code, package_version
from ...runs.options import check_options
from ..declaration import Fact
from ..dry_study import levers_of
from ..fact_files import NO_FACT, shipped_facts
from ..study import Study
from .emulators import Emulator, Emulators, fitted, screened
from .posterior import USUAL, Chain, Drawn, draw
from .prior import free, places_of, spread_out, values_of
from .statistics import Target, judged_at, targets_of
from .table_of_runs import Row, TableOfRuns, Task
from .totals import NAME, of_totals, received

Floats = NDArray[np.float64]
COSTLY = ("C07", "C08", "C21", "C22", "C23", "C26", "C34", "C35", "C36", "C40", "C41", "C45")
"""Facts that are not fitted: each costs as much as ten others, or needs tens of runs to be told from luck. They are predicted, and so test the others."""
WAVES: tuple[tuple[int, float], ...] = ((400, 0.0), (300, 0.3), (200, 0.6))
"""Sets of each wave, and the power of the likelihood that draws them."""
MEMBERS = 64
FIRST_SCREENED = 2.0 / 3.0
"""Share of the parameters that are chosen by the first wave; the others by all sets of the first two."""
CANDIDATES = 4
"""Sets that are run again for the best fit, beside the declared values."""
RULED_OUT = 3.0
"""Standard deviations from the band, of luck and discrepancy together, beyond which a member is ruled out (Pukelsheim 1994)."""
ALLOWED = 1
"""Parts of facts in which a member may be that far off nevertheless: of some ninety one is, by chance (Vernon, Goldstein and Bower 2010)."""
AGAIN = 2
"""Times as many replications of these as of a member."""


@dataclass(frozen=True)
class Settings:
    """How large a calibration is.

    Attributes:
        waves: sets and power of each wave; the first is spread over the ranges.
        members: sets of the ensemble.
        keep: parameters that are calibrated at most.
        replications: runs a world of each member in the end.
        sample: records a corridor, where a fact asks for no other number.
        scale: records of each world over those that the facts ask for.
        checked: replications in which all facts are computed at the best fit; 0 leaves that out.
        chain: length of the chains.
    """

    waves: tuple[tuple[int, float], ...] = WAVES
    members: int = MEMBERS
    keep: int = 30
    replications: int = 2
    sample: int = 3000
    scale: float = 1.0
    checked: int = 4
    chain: Chain = USUAL


@dataclass(frozen=True)
class Result:
    """What a calibration found.

    Attributes:
        ensemble: the sets that ship.
        emulators: of the last wave, by part of a fact.
        names: parameters that were calibrated, the most influential first.
        effective: how many independent draws the chains are worth, and how many of the members that were run are not ruled out.
        facts: those that were fitted.
    """

    ensemble: Ensemble
    emulators: Emulators
    names: tuple[str, ...]
    effective: tuple[float, float]
    facts: tuple[Fact, ...]


def fitted_facts(only: Sequence[str] = ()) -> tuple[Fact, ...]:
    """The facts that are fitted: those that ship but for the costly ones, or those named."""
    facts = shipped_facts()
    unknown = [name for name in only if name not in {each.id for each in facts}]
    if unknown:
        raise InputError(Problem("only", NO_FACT.filled(name=repr(unknown[0])), allowed=", ".join(each.id for each in facts)))
    return tuple(each for each in facts if (each.id in only if only else each.id not in COSTLY))


def calibrate(
    out: str | Path,
    *,
    settings: Settings | None = None,
    only: Sequence[str] = (),
    seed: int = 1,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> Result:
    """Calibrate, going on with what is in the folder `out`.

    Args:
        out: where the table of runs grows; another version of the model or of the facts needs another folder.
        settings: sizes.
        only: ids of facts to fit, in place of all but the costly ones.
        seed: root of all luck.
        jobs: worker processes.
        progress: told the wave, how many sets are done, of how many.
    """
    given = check_options(seed=seed, jobs=jobs)
    settings = settings or Settings()
    facts = fitted_facts(only)
    targets = (*targets_of(facts), *of_totals(facts))
    content: dict[str, Any] = {"facts": [each.id for each in facts], "seed": given.seed, "sample": settings.sample, "scale": settings.scale}
    content |= {"replications": settings.replications, "parameters": list(free())}
    table = TableOfRuns(Path(out) / "runs.jsonl", content)
    run = _Runs(table, facts, settings, given.seed, given.jobs, progress or (lambda wave, done, of: None))
    everything = run.wave("1", [values_of(places, free()) for places in spread_out(settings.waves[0][0], given.seed, 0)])
    names = _screened(everything, targets, (), settings.keep if len(settings.waves) == 1 else math.ceil(FIRST_SCREENED * settings.keep))
    emulators = emulated(targets, everything, names, given.seed)
    for number, (count, power) in enumerate(settings.waves[1:], 2):
        drawn = draw(emulators, count, given.seed + number, power, settings.chain)
        others = spread_out(count, given.seed, number)
        everything += run.wave(str(number), [_complete(places, names, rest) for places, rest in zip(drawn.places, others, strict=True)])
        names = _screened(everything, targets, names, settings.keep)
        emulators = emulated(targets, everything, names, given.seed)
    return _ensemble(run, emulators, names, everything)


class _Runs:
    """The runs of one calibration."""

    def __init__(
        self, table: TableOfRuns, facts: tuple[Fact, ...], settings: Settings, seed: int, jobs: int, progress: Callable[[str, int, int], None]
    ) -> None:
        self.table, self.facts, self.settings, self.seed, self.jobs, self.progress = table, facts, settings, seed, jobs, progress
        self.asks_for_totals = bool(of_totals(facts))  # they take 40 ms a set

    def wave(self, name: str, sets: Sequence[Mapping[str, float]], replications: int = 1) -> list[Row]:
        """The rows of some sets."""
        ids = tuple(each.id for each in self.facts)
        settings = self.settings
        tasks = [Task(name, number, values, ids, self.seed, replications, settings.sample, settings.scale) for number, values in enumerate(sets)]
        rows = self.table.complete(tasks, self.jobs, lambda done, of: self.progress(name, done, of))
        return [row._replace(statistics={**row.statistics, NAME: received(row.parameters)}) for row in rows] if self.asks_for_totals else rows


def _complete(places: Floats, names: Sequence[str], rest: Floats) -> dict[str, float]:
    """A set of all parameters: those calibrated as drawn, the others anywhere in their ranges."""
    return {**values_of(rest, free()), **values_of(places, names)}


def _screened(rows: Sequence[Row], targets: Sequence[Target], names: tuple[str, ...], keep: int) -> tuple[str, ...]:
    """The parameters that are calibrated: those that are already, and the most influential others. More sets tell more of those that are drawn freely still."""
    if len(names) >= keep:
        return names
    found = screened(targets, free(), _places(rows, free()), _columns(rows, targets), 2 * keep)
    return (*names, *[name for name in found if name not in names][: keep - len(names)])


def _places(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    return np.array([places_of(row.parameters, names) for row in rows])


def _columns(rows: Sequence[Row], targets: Sequence[Target]) -> dict[str, Floats]:
    return {target.name: np.array([row.statistics.get(target.name, math.nan) for row in rows]) for target in targets}


def emulated(targets: Sequence[Target], rows: Sequence[Row], names: Sequence[str], seed: int) -> Emulators:
    """An emulator of each part of a fact that can be emulated."""
    places, columns = _places(rows, names), _columns(rows, targets)
    found = (fitted(target, places, columns[target.name], seed) for target in targets)
    return Emulators(tuple(each for each in found if each is not None), len(names))


def _misses(emulators: Emulators, rows: Sequence[Row], replications: int) -> Floats:
    """How far sets that were run are from the facts by what came out, in standard deviations of luck and discrepancy: set by part of a fact."""
    found = np.empty((len(rows), len(emulators.each)))
    for k, emulator in enumerate(emulators.each):
        values = np.array([row.statistics.get(emulator.target.name, math.nan) for row in rows])
        values = np.where(np.isfinite(values), values, np.nanmean(values) if np.isfinite(values).any() else 0.0)
        found[:, k] = emulator.off(values, replications)
    return found


def _agreement(misses: Floats, emulators: Emulators) -> Floats:
    """How well sets that were run agree with the facts: their log likelihood, up to a constant."""
    return -0.5 * (misses**2) @ np.array([emulator.target.weight for emulator in emulators.each])


def _kept(misses: Floats, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Which members make the ensemble: those that are not ruled out, some of them twice where others were; where all are, those that are off the least."""
    worst = np.sort(misses, axis=1)[:, -1 - ALLOWED] if misses.shape[1] > ALLOWED else np.zeros(len(misses))
    staying = np.flatnonzero(worst <= max(RULED_OUT, float(worst.min())))
    return staying[_systematic(np.full(len(staying), 1.0 / len(staying)), count, rng)]


def declared(names: Sequence[str]) -> dict[str, float]:
    """Parameters at their declared values."""
    return {name: PARAMETERS[name].value for name in names}


def _ensemble(run: _Runs, emulators: Emulators, names: tuple[str, ...], everything: Sequence[Row]) -> Result:
    """Draws of the chains, run for real with the other parameters as declared; those that what came out does not rule out."""
    settings = run.settings
    drawn = draw(emulators, settings.members, run.seed, chain=settings.chain)
    rows = run.wave("members", [values_of(places, names) for places in drawn.places], settings.replications)
    misses = _misses(emulators, rows, settings.replications)
    rng = np.random.default_rng(np.random.SeedSequence([run.seed, 64]))
    chosen = _kept(misses, settings.members, rng)
    distinct = len(set(chosen.tolist()))
    sets = {name: tuple(float(rows[k].parameters[name]) for k in chosen) for name in names}
    # of the sets that agree best, the one that still does in other luck; the declared values stand beside them
    best = [int(k) for k in np.argsort(-_agreement(misses, emulators)[chosen], kind="stable")]
    best = list({int(chosen[k]): k for k in reversed(best)}.values())[::-1][:CANDIDATES]
    candidates = [{name: values[k] for name, values in sets.items()} for k in best] + [declared(names)]
    again = run.wave("again", candidates, AGAIN * settings.replications)
    winner = int(np.argmax(_agreement(_misses(emulators, again, AGAIN * settings.replications), emulators)))
    point_is = DECLARED if winner == len(best) else str(best[winner])
    about = _about(run, drawn, distinct, [*everything, *rows, *again])
    facts = _facts(run, candidates[winner])
    ensemble = Ensemble(sets, candidates[winner], point_is, facts, about, _fit(emulators.each, [rows[k] for k in chosen]))
    return Result(ensemble, emulators, names, (drawn.effective, float(distinct)), run.facts)


def _about(run: _Runs, drawn: Drawn, distinct: int, rows: Sequence[Row]) -> dict[str, Any]:
    settings = run.settings
    return {
        "date": date.today().isoformat(),
        "version": package_version(),
        "code": model_code()["model"],
        "schema": schema(),
        "sets run": len(rows),
        "processor seconds": round(sum(row.seconds for row in rows)),
        "waves": [count for count, _ in settings.waves],
        "effective draws of the chains": round(drawn.effective, 1),
        "distinct members": distinct,
        "replications": settings.replications,
        "seed": run.seed,
        "sample": settings.sample,
        "scale": settings.scale,
    }


def _facts(run: _Runs, point: Mapping[str, float]) -> dict[str, FactOf]:
    """All facts: whether they were fitted, the levers they speak of, and how they come out at the best fit, in the samples that they ask for."""
    fitted_ones = {each.id for each in run.facts}
    verdicts: dict[str, str] = {}
    if run.settings.checked:
        names = [each.id for each in shipped_facts()]
        study = Study(run.settings.checked, run.seed, run.settings.sample, run.jobs, parameters=point)
        verdicts = judged_at(run.table.path.with_name("best_fit.json"), study, names, lambda done, of: run.progress("facts", done, of))
    return {each.id: FactOf(each.id in fitted_ones, levers_of(each), verdicts.get(each.id, "")) for each in shipped_facts()}


def _systematic(weights: Floats, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Systematic resampling: each as often as its weight says, to within one."""
    marks = (np.arange(count) + rng.random()) / count
    return np.searchsorted(np.cumsum(weights), marks).clip(0, len(weights) - 1)


def _fit(emulators: Sequence[Emulator], rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for emulator in emulators:
        name = emulator.target.name
        values = np.array([row.statistics.get(name, math.nan) for row in rows])
        values = values[np.isfinite(values)]
        if values.size:
            low, high = np.quantile(values, (0.05, 0.95))
            found[name] = {
                "low": emulator.target.low,
                "high": emulator.target.high,
                "mean": float(values.mean()),
                "5th": float(low),
                "95th": float(high),
                "explained": emulator.explained,
            }
    return found
