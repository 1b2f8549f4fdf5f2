"""What `diaspora sensitivity` does: finish the sweep, estimate, and, where a width is asked for, add points until the intervals are narrow enough."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.errors import InputError, Problem
from model.parameter import Text, numeral

from .. import tables
from ..calibrated.lever_evidence import stamp_lines
from ..manifest import footnotes_of
from ..progress import Progress
from ..runs.options import check_options
from ..runs.pool import workers_for
from ..sensitivity.analysis import Analysis, analysed
from ..sensitivity.convergence import needed
from ..sensitivity.labels import factor_label, index_number, outcome_label
from ..sensitivity.methods import METHODS, check_methods
from ..sensitivity.results import write_analysis
from ..sweeps import Experiment, load_experiment, read_sweep, run_sweep
from ..sweeps.experiment import digest
from ..sweeps.folder import SweepFolder, opened
from ..sweeps.running import Outcome, WorkersLostError, content_in_full, default_folder
from ..terminal import plain_table, terminal
from ..text import colon, number, number_text, semicolon
from .printing import print_error, print_footnotes
from .sweep_commands import FAILED, _print_json, rows_of

ROUNDS = 8


_A_NUMBER_ABOVE_AS = Text("a number above 0, as 0.05", "un nombre supérieur à 0, comme `0.05`")
_TABLES_FIGURES_AND_SUMMARY = Text("Tables, figures and summary", "Tableaux, figures et résumé")
_IS_NO_WIDTH = Text("{until} is no width", "{until} n'est pas une largeur")


def analyse_experiment(
    path: str,
    until: float | None,
    at_most: int,
    methods: list[str] | None,
    jobs: int | None,
    out: str | None,
    dask: str | None,
    language: str,
    as_json: bool,
    *,
    point: bool = False,
) -> int:
    """`diaspora sensitivity`: 1 where some runs failed."""
    workers = workers_for(jobs)
    check_options(jobs=workers)
    if until is not None and not 0.0 < until < 10.0:
        raise InputError(Problem("--until", _IS_NO_WIDTH.filled(until=until), value=until, allowed=_A_NUMBER_ABOVE_AS))
    if Path(path).is_dir():
        folder, experiment, _ = opened(path)
        out = str(folder.path) if out is None else out
    else:
        experiment = load_experiment(path)
        experiment = experiment.with_parameters("point") if point else experiment
    check_methods(methods, experiment.design.kind)  # before the first run, not after the last
    if until is not None:
        _check_extends(experiment, until)
    try:
        done, analysis = _round(experiment, out, workers, dask, methods, language)
        if until is not None:
            done, analysis = _narrowed(done, analysis, until, at_most, workers, dask, methods, language)
    except WorkersLostError as error:
        print_error(error.says, language)
        return FAILED
    place = write_analysis(analysis, done.folder.path, language)
    failed = len(analysis.sweep.failures)
    notes = footnotes_of(analysis.sweep.manifest, language)
    for message in analysis.messages:
        sys.stderr.write(message(language) + "\n")
    if as_json:
        width = analysis.widest
        _print_json(
            {
                "results": str(done.folder.path),
                "points": len(analysis.sweep.points.values),
                "widest": width if math.isfinite(width) else None,
                "rows": rows_of(analysis.tables["indices"]),
                "noise": rows_of(analysis.tables["noise"]),
            }
            | ({"footnotes": notes} if notes else {})
        )
        return FAILED if failed else 0
    _tell(analysis, language)
    print_footnotes(notes)
    sys.stdout.write(f"{_TABLES_FIGURES_AND_SUMMARY(language)}{colon(language)}{place}\n")
    return FAILED if failed else 0


def _round(experiment: Experiment, out: str | None, jobs: int, dask: str | None, methods: list[str] | None, language: str) -> tuple[Outcome, Analysis]:
    experiment = _as_large_as_held(experiment, out)
    with Progress(language) as progress:
        done = run_sweep(experiment, out, jobs=jobs, dask=dask, report=lambda made: progress(made.done, made.of, made.failed))
    return done, analysed(read_sweep(done.folder.path), methods, language)


def _as_large_as_held(experiment: Experiment, out: str | None) -> Experiment:
    """The experiment with the points and replications that its folder has already, where an earlier `--until` added some."""
    place = Path(out) if out is not None else default_folder(experiment)
    manifest = SweepFolder(place).manifest() if place.is_dir() else None
    size = experiment.design.rules.size
    fingerprint = digest(content_in_full(experiment, experiment.subject()))
    if manifest is None or size is None or experiment.design.rules.extends != "prefix" or manifest.get("fingerprint") != fingerprint:
        return experiment
    held = manifest["experiment"]
    settings = dict(experiment.design.settings) | {size: max(experiment.design.settings[size], held["design"][size])}
    return replace(experiment, design=replace(experiment.design, settings=settings), replications=max(experiment.replications, held["replications"]))


def _check_extends(experiment: Experiment, until: float) -> str:
    """The key that makes the design larger; InputError where none does."""
    rules = experiment.design.rules
    if rules.size is None or rules.extends != "prefix":
        raise InputError(
            Problem(
                "--until",
                Text("a {label} cannot be extended", "un plan « {label} » ne peut pas être prolongé").filled(label=rules.label),
                value=until,
                allowed=Text("saltelli, morris or sobol_sequence", "saltelli, morris ou sobol_sequence"),
            )
        )
    return rules.size


def _narrowed(
    done: Outcome, analysis: Analysis, until: float, at_most: int, jobs: int, dask: str | None, methods: list[str] | None, language: str
) -> tuple[Outcome, Analysis]:
    """Points added until the widest interval of the main indices is below `until`; what each step costs is said before it."""
    for _ in range(ROUNDS):
        experiment = analysis.sweep.experiment
        size = _check_extends(experiment, until)
        now = int(experiment.design.settings[size])
        wanted = needed(now, analysis.widest, until, experiment.design.kind)
        width = number(analysis.widest, language) if math.isfinite(analysis.widest) else "?"
        if wanted <= now:
            wide = number(until, language)
            sys.stderr.write(
                Text("widest interval {width}, below {wide}\n", "plus large intervalle {width}, sous {wide}\n").filled(width=width, wide=wide)(language)
            )
            break
        runs = int(analysis.sweep.manifest["runs"]) * wanted // now
        sys.stderr.write(_cost(done, analysis, width, until, size, now, wanted, runs, language))
        if runs > at_most:
            says = Text(
                "stopped: {runs} runs are more than --at-most {most}; the indices so far are kept\n",
                "arrêt : {runs} simulations, plus que --at-most {most} ; les indices obtenus sont gardés\n",
            ).filled(runs=numeral(runs), most=numeral(at_most))
            sys.stderr.write(says(language))
            break
        larger = replace(experiment, design=replace(experiment.design, settings={**experiment.design.settings, size: wanted}))
        done, analysis = _round(larger, str(done.folder.path), jobs, dask, methods, language)
    return done, analysis


def _cost(done: Outcome, analysis: Analysis, width: str, until: float, size: str, now: int, wanted: int, runs: int, language: str) -> str:
    more = runs - int(analysis.sweep.manifest["runs"])
    pace = done.timing["runs"] / done.timing["seconds"] if done.timing["runs"] and done.timing["seconds"] > 0.0 else math.nan
    time = Text(", about {minutes} minutes here", ", environ {minutes} minutes ici").filled(minutes=numeral(more / pace / 60.0, ".1f"))
    return Text(
        "widest interval {width} at {size} = {now}; for {wide}: {size} = {wanted}, {more} more runs{time}\n",
        "plus large intervalle {width} avec {size} = {now} ; pour {wide} : {size} = {wanted}, {more} simulations de plus{time}\n",
    ).filled(width=width, size=size, now=now, wide=number_text(until), wanted=wanted, more=numeral(more), time="" if math.isnan(pace) else time)(language)


def _tell(analysis: Analysis, language: str) -> None:
    """The five largest factors of each outcome."""
    console = terminal()
    head = Text("outcome;factor;index;value;low;high", "résultat;facteur;indice;valeur;bas;haut")(language).split(";")
    rows: list[list[Any]] = []
    for (_, outcome), found in analysis.tables["indices"].groupby(["scenario", "outcome"], sort=False):
        method = METHODS[found["method"].iloc[0]]
        lead = "ST" if "ST" in method.main else method.main[0]
        own = found[(found["method"] == method.name) & (found["index"] == lead)]
        for row in own.assign(size=own["value"].abs()).sort_values("size", ascending=False, kind="stable").head(5).to_dict("records"):
            numbers = [index_number(row[key], lead, language) for key in ("value", "low", "high")]
            rows.append([outcome_label(str(outcome), language), factor_label(row["factor"], language), lead, *numbers])
    console.print(plain_table(head, rows))
    for line in _without_index(analysis, language):
        console.print(f"- {line}")
    console.print(tables.stamp(" ".join(stamp_lines(analysis.sweep.manifest, language))))


def _without_index(analysis: Analysis, language: str) -> list[str]:
    """Methods that gave an outcome no index, with the reason; what `analysis.messages` says already is left out."""
    told = " ".join(message(language) for message in analysis.messages)
    found: dict[tuple[str, str], list[str]] = {}
    for (_, outcome, name), rows in analysis.tables["indices"].groupby(["scenario", "outcome", "method"], sort=False):
        note = next((str(text) for text in rows["note"] if text), "")
        if not rows["value"].notna().any() and note and note not in told:
            found.setdefault((str(name), note), []).append(outcome_label(str(outcome), language))
    by_outcomes: dict[tuple[str, str], list[str]] = {}
    for (name, note), outcomes in found.items():
        by_outcomes.setdefault((note, semicolon(language).join(dict.fromkeys(outcomes))), []).append(METHODS[name].label(language))
    return [f"{outcomes}{colon(language)}{', '.join(methods)}{colon(language)}{note}." for (note, outcomes), methods in by_outcomes.items()]
