"""What the commands do: ask the functions of the package, then say the answer in a table or as JSON."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from model.errors import ONE_OF_TWO, InputError, Problem
from model.mesa_door import mesa  # noqa: F401 (from here: Mesa reads the source around all that is being imported when it is; findings/mesa_import_depth.sh)
from model.text import Text
from scenarios import load, parse_set
from scenarios.scenario import Scenario

from .. import tables
from ..calibrated.ensemble import Ensemble
from ..calibrated.lever_evidence import stamp_lines
from ..checks.currencies import money_of
from ..comparing.compare import AllFailedError, compare, resolved
from ..comparing.comparison import Comparison
from ..comparing.in_currency import in_money
from ..comparing.rows import told_apart
from ..manifest import footnotes_of, shown_fingerprint
from ..progress import Progress
from ..projector import projecting
from ..reporting import result_folder as store
from ..reporting.account_page import account_lines
from ..reporting.contribution_page import contribution_tables
from ..runs.evidence_manifest import manifest_with_evidence
from ..runs.input_source import options_of_source, source_of
from ..runs.options import check_options
from ..runs.pool import workers_for
from ..runs.verdicts import what_was_drawn
from ..shown_money import USD, Money, showing, shown
from ..terminal import terminal
from ..text import colon, say
from .printing import loaded, print_error, print_footnotes, print_json

FAILED = 1


@dataclass(frozen=True)
class Request:
    """The options of `run`, `compare` and `question`."""

    names: list[str]
    set: list[str]
    replications: int
    years: int | None
    seed: int
    sample: int | None
    full_scale: bool
    uncertainty: str
    jobs: int | None
    out: str | None
    series: bool
    engine: str
    language: str
    json: bool
    against: str | None = None
    baseline: bool = True
    question: int | None = None
    contributions: bool = False
    plugins: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    currency: str | None = None
    rate: float | None = None
    ensemble: str | None = None
    point: bool = False
    projector: bool = False

    @property
    def workers(self) -> int:
        """Worker processes: those asked for, or one a core."""
        return workers_for(self.jobs)

    def command(self) -> str:
        """The command that gives the same results again, whatever the number of workers and the folder."""
        words = ["diaspora", *(("compare" if self.baseline else "run", *self.names) if self.question is None else ("question", str(self.question)))]
        for change in self.set:
            words += ["--set", change]
        words += [
            "--replications",
            str(self.replications),
            "--seed",
            str(self.seed),
            "--uncertainty",
            self.uncertainty,
            "--engine",
            self.engine,
            "--language",
            self.language,
        ]
        more = (
            *(("--ensemble", self.ensemble), ("--years", self.years), ("--sample", self.sample)),
            *(("--against", self.against), ("--currency", self.currency), ("--rate", self.rate)),
        )
        for name, value in more:
            words += [name, str(value)] if value is not None else []
        for file in self.plugins:
            words += ["--plugin", file]
        for file in self.rules:
            words += ["--rules", file]
        flags = (
            *(("--point", self.point), ("--full-scale", self.full_scale), ("--series", self.series)),
            *(("--contributions", self.contributions), ("--projector", self.projector)),
        )
        return " ".join(words + [name for name, is_on in flags if is_on])


def carry_out(request: Request) -> int:
    """`diaspora run` and `diaspora compare`."""
    if request.sample is not None and request.full_scale:
        raise InputError(
            Problem(
                "--sample",
                Text("is given together with --full-scale", "est donné en même temps que --full-scale"),
                allowed=ONE_OF_TWO,
            )
        )
    check_request(request)
    scenarios = [loaded(name, request.set, request.years) for name in request.names]
    against = None if request.against is None else loaded(request.against, _of_the_world(request.set, request.against), request.years)
    chosen, _ = resolved(scenarios, None, against)
    money = money_of(request.currency, request.rate, scenarios)
    folder = simulated(request, scenarios, against, money=money)
    if folder is None:
        return FAILED
    called = told_apart({name: scenario.label(request.language) for name, scenario in chosen.items()})
    with showing(money):
        return _answer(folder, called, request, "" if against is None else against.label(request.language))


def check_request(request: Request) -> None:
    """InputError where an option is out of bounds."""
    check_options(replications=request.replications, seed=request.seed, sample=request.sample, jobs=request.workers)


def _options_of(request: Request, source: Ensemble | None) -> dict[str, Any]:
    """The options of a request that move its results."""
    return {
        "replications": request.replications,
        "seed": request.seed,
        "years": None,
        "sample": request.sample,
        "full_scale": request.full_scale,
        "uncertainty": request.uncertainty,
        **options_of_source(source, is_point=request.point),
        "engine": request.engine,
        "series": request.series,
        "baseline": request.baseline,
        **({"contributions": True} if request.contributions else {}),
    }


def simulated(
    request: Request,
    scenarios: list[Scenario],
    against: Scenario | None = None,
    keep: Sequence[str] = (),
    more: Callable[[Comparison, Path], None] | None = None,
    told: Mapping[str, Any] = MappingProxyType({}),
    judged: Sequence[str] = (),
    money: Money = USD,
) -> Path | None:
    """The folder with the results of a request, simulated unless it holds them already; None where every run failed, which is told.

    `keep` are outcomes whose months are kept beside the main ones, `more` adds files to the folder, `told` are further options that move them,
    `judged` levers that are judged against their package without them; `money` is what amounts are written in.
    """
    chosen, _ = resolved(scenarios, None, against)
    source = source_of(request.uncertainty, request.ensemble, point=request.point)
    manifest = manifest_with_evidence(chosen, against, {**_options_of(request, source), **told}, source)
    manifest |= {"language": request.language, **({} if money.is_base else {"money": money.document()})}
    fingerprint = shown_fingerprint(manifest, request.language, manifest.get("money"), is_projector=request.projector)
    names = list(chosen) if request.question is None else [f"question_{request.question}"]
    folder = store.ResultFolder(Path(request.out) if request.out else store.default_folder(names, fingerprint), fingerprint, manifest)
    with folder.prepared(request.language) as whole:
        if whole:
            return folder.path
        began = time.time()
        with Progress(request.language, after=seconds_of_pages(len(scenarios), request.replications)) as progress:
            try:
                comparison = compare(
                    scenarios,
                    request.replications,
                    request.seed,
                    None,
                    request.sample,
                    request.full_scale,
                    request.uncertainty,
                    request.workers,
                    against,
                    request.engine,
                    progress,
                    series=request.series,
                    baseline=request.baseline,
                    parts=folder.parts,
                    keep=keep,
                    contributions=request.contributions,
                    judged=judged,
                    told=lambda says: print_progress(says(request.language)),
                    ensemble=source,
                    point=request.point,
                )
            except AllFailedError as error:
                print_error(error.says, request.language, error.failures[0][1].traceback)
                return None
            comparison.manifest.update(fingerprint=fingerprint, language=request.language, command=request.command())
            with projecting(is_on=request.projector):
                folder.write(comparison.in_money(money), request.language, _timing(began, request.workers), more)
    return folder.path


PAGES, PAGES_OF_A_SCENARIO, PAGES_OF_A_RUN = 1.0, 0.9, 0.013
"""Seconds that tables and pictures take once all runs are made: of any comparison, more for each scenario, and more for each of its replications."""


def seconds_of_pages(scenarios: int, replications: int) -> float:
    """Seconds from the last run to the end of a comparison, as `experiments.studies.time_left` measures them.

    >>> round(seconds_of_pages(5, 16), 2)
    6.54
    """
    return PAGES + scenarios * (PAGES_OF_A_SCENARIO + PAGES_OF_A_RUN * replications)


def _of_the_world(changes: list[str], name: str) -> list[str]:
    """Changes that also hold for the scenario compared with: those of the world, and of levers that it has itself; no lever is added to it."""
    has = {lever.id for lever in load(name).levers}
    kept = []
    for change in changes:
        path = parse_set(change)[0].split(".")
        if path[0] != "levers" or (len(path) > 1 and path[1] in has):
            kept.append(change)
    return kept


def _timing(began: float, jobs: int) -> dict[str, Any]:
    return {"seconds": round(time.time() - began, 1), "jobs": jobs, "cores": os.cpu_count(), "machine": platform.machine(), "system": platform.system()}


def _answer(folder: Path, labels: dict[str, str], request: Request, reference: str = "") -> int:
    """Say what the folder holds; 1 where some runs failed. `reference`: the label of the scenario that all are compared with directly."""
    table, manifest = in_money(store.read_table(folder), shown()), store.read_manifest(folder)
    failed = int(manifest.get("failed_runs", 0))
    if failed:
        print_error(
            Text("{n} runs failed; see {file}", "{n} simulations ont échoué ; voir {file}").filled(n=failed, file=folder / "failures.csv"), request.language
        )
    if request.json:
        answer: dict[str, Any] = {"results": str(folder), "rows": store.rows_of(table)}
        if request.baseline:
            answer["alarms"] = store.alarms_on(folder)
        answer |= money_told()
        notes = footnotes_of(manifest, request.language)
        answer |= {"footnotes": notes} if notes else {}
        print_json(answer)
        return FAILED if failed else 0
    console = terminal()
    options = manifest["options"]
    what = what_was_drawn(options, request.language)
    console.print(say("runs_and_draws", request.language, n=options["replications"], what=what), markup=False, highlight=False)
    console.print(tables.results(table, store.read_table(folder, "uncertainty"), labels, options["replications"], request.language, console.width))
    accounts = account_lines(store.read_table(folder, "accounts"), store.read_table(folder, "value"), labels, request.language, console.width)
    if accounts is not None:
        console.print(accounts)
    against = store.read_table(folder, "against")
    if len(against):
        both = {name: f"{label} - {reference}" for name, label in labels.items()}
        console.print(tables.results(against, against.iloc[:0], both, options["replications"], request.language, console.width))
    split = store.read_table(folder, "contributions")
    if len(split):
        console.print(contribution_tables(split, store.read_table(folder, "interactions"), table, labels, request.language))
    for note in manifest.get("notes", []):
        console.print(f"- {note}")
    print_rate(request.language)
    for line in stamp_lines(manifest, request.language):
        console.print(tables.stamp(line))
    print_footnotes(footnotes_of(manifest, request.language))
    console.print(f"{say('figures', request.language)}{colon(request.language)}{folder}", soft_wrap=True)
    return FAILED if failed else 0


def print_rate(language: str) -> None:
    """The rate by which amounts were converted; nothing where they are in USD of 2019."""
    if not shown().is_base:
        terminal().print(shown().says(language))


def money_told() -> dict[str, Any]:
    """The same for JSON: the money of the rows."""
    return {} if shown().is_base else {"money": shown().document()}


def print_progress(says: str) -> None:
    """A line on standard error, before a long computation."""
    sys.stderr.write(says + "\n")
    sys.stderr.flush()
