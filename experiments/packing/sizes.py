"""How large a pack is: the options of its command, and how they are said again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd

from scenarios.argument_checks import Maybe, Rule, Whole
from scenarios.scenario import Scenario

from ..comparing.compare import WITHOUT_POLICY, AllFailedError, main_outcomes, side_by_side, worlds_of
from ..comparing.comparison import Comparison
from ..runs.evidence_manifest import manifest_with_evidence
from ..runs.finished_tasks import Parts
from ..runs.input_source import options_of_source, source_of
from ..runs.options import RULES
from ..runs.replications import Replications
from ..runs.runner import Failure, Task, sample_of
from ..storage.claims import claimed
from ..storage.files import writing

SIZES: Mapping[str, Rule] = {
    "replications": Maybe(Whole(2, 1000)),
    "sample": RULES["sample"],
    "years": RULES["years"],
    "seed": RULES["seed"],
    "points": Whole(3, 21),
    "held_out": Whole(0, 200),
    "jobs": RULES["jobs"],
}


class Own(Protocol):
    """A question or a negotiation, with the sizes that its file asks for."""

    @property
    def replications(self) -> int:
        """Runs of each policy."""

    @property
    def sample(self) -> int:
        """Records a corridor, at most."""

    @property
    def years(self) -> int:
        """The horizon."""


class Size(NamedTuple):
    """Sizes of runs: of each policy how many, records a corridor at most, and the horizon."""

    replications: int
    sample: int
    years: int


@dataclass(frozen=True)
class Sizes:
    """Sizes of the runs of a pack; None: as each question has it.

    `points` are values of a slider that stands alone, `held_out` points off the grids of each question that are run fresh.
    """

    replications: int | None = None
    sample: int | None = None
    years: int | None = None
    seed: int = 1
    points: int = 7
    held_out: int = 30
    jobs: int = 1

    def of(self, own: Own) -> Size:
        """The sizes asked for, and those of the file where none are."""
        asked = (self.replications, self.sample, self.years)
        return Size(*(given if size is None else size for size, given in zip(asked, (own.replications, own.sample, own.years), strict=True)))

    def words(self) -> list[str]:
        """As options of the command, without the number of workers, on which nothing depends."""
        words = []
        for name in ("replications", "sample", "years", "seed", "points", "held_out"):
            value = getattr(self, name)
            words += [] if value is None else [f"--{name.replace('_', '-')}", str(value)]
        return words


def compared(
    name: str,
    scenarios: Sequence[Scenario],
    sizes: Sizes,
    own: Own,
    kept_in: Path,
    keep: Sequence[str] = (),
    report: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Scenarios against their worlds without policy: the runs of `compare`, without its tables, which nobody reads of some eighty scenarios.

    Finished tasks are kept below a folder, so that the same command goes on where it stopped.

    Args:
        name: of the folder, before the fingerprint of what is compared.
        scenarios: all that is run, the world without policy of each comes with it.
        sizes: seed, horizon, number of runs and records, worker processes.
        own: what has replications and sample where `sizes` asks for none.
        kept_in: where the folder is.
        keep: outcomes whose months are kept beside the main ones.
        report: told (done, of) of the tasks.

    Raises:
        AllFailedError: if every run failed.
    """
    replications, sample, _ = sizes.of(own)
    source = source_of("inputs")
    chosen = {scenario.name: scenario for scenario in scenarios}
    options: dict[str, Any] = {"replications": replications, "seed": sizes.seed, "sample": sample, "keep": list(keep), **options_of_source(source)}
    manifest = manifest_with_evidence(chosen, None, options, source)
    outcomes = tuple(dict.fromkeys([*main_outcomes(scenarios), *keep]))
    folder = kept_in / f"{name}-{manifest['fingerprint'][:16]}"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    worlds, each, months, failures = worlds_of(scenarios), dict[str, Replications](), list[pd.DataFrame](), list[tuple[str, Failure]]()
    with claimed(folder / "claim", folder):
        for turn, places in enumerate(worlds.values()):
            here = {scenarios[place].name: scenarios[place] for place in places}
            size = sample_of(sample, False, scenarios[places[0]])
            like = Task(tuple(here.values()), 0, sizes.seed, sample=size, outcomes=outcomes, ensemble=source)
            tasks = [replace(like, replication=number) for number in range(replications)]
            told = None if report is None else partial(_told, report, turn, len(worlds), replications)
            found, series, failed = side_by_side(here, like, Parts(folder / f"world_{turn}").perform(tasks, sizes.jobs, told))
            without = WITHOUT_POLICY if len(worlds) == 1 else f"{WITHOUT_POLICY}#{turn + 1}"
            each |= {one.name: replace(one, without=without) for one in found if one.numbers}
            months.append(series.replace({"scenario": {WITHOUT_POLICY: without}}))
            failures += failed
    if not each:
        raise AllFailedError(failures)
    nothing, in_order = pd.DataFrame(), tuple(each[scenario.name] for scenario in scenarios if scenario.name in each)
    return Comparison(nothing, nothing, pd.concat(months, ignore_index=True), nothing, (), tuple(failures), in_order, manifest)


def _told(report: Callable[[int, int], None], turn: int, worlds: int, each: int, done: int, _: int) -> None:
    """Progress within one of several worlds, as progress of all."""
    report(turn * each + done, worlds * each)
