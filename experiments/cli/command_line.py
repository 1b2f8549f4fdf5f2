"""The command line: thin, and light to start. Every command calls the functions that notebooks call; what is heavy is imported when a command runs."""

from __future__ import annotations

import functools
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import typer

from model.errors import InputError, Problem, error_lines, nearest
from model.languages import languages

from ..runs.pool import WorkersLostError, workers_for
from ..storage.files import refused
from .streams import unread_is_fine


class Language(str):
    """The language of tables, figures and summaries: English, French, or one for which there is a catalogue (`model.languages`)."""

    EN: ClassVar[Language]

    @property
    def value(self) -> str:
        """Its code."""
        return str(self)


Language.EN = Language("en")


def known_language(text: str) -> Language:
    """A language that can be asked for."""
    known = languages()
    if text not in known:
        close = nearest(text, known)
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(map(repr, known))}{f'; did you mean {close!r}?' if close else ''}.")
    return Language(text)


def _codes(languages: Sequence[str]) -> list[str]:
    """Languages of a repeatable option, each as one that can be asked for: a parser is not given each of a list by itself."""
    return [known_language(each).value for each in languages]


class Uncertainty(StrEnum):
    """What differs between replications."""

    LUCK = "luck"
    INPUTS = "inputs"
    PRIOR = "prior"


class Engine(StrEnum):
    """Compiled loops over records, or Mesa agents one by one."""

    COMPILED = "compiled"
    OBJECTS = "objects"


app = typer.Typer(
    name="diaspora",
    help="Compare policies for diasporas: what each changes, for whom, at what cost, against the same world without it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Name = Annotated[str, typer.Argument(metavar="SCENARIO", help="A name of the library or the path of a TOML file.", show_default=False)]
Names = Annotated[list[str], typer.Argument(metavar="SCENARIO...", help="Names of the library or paths of TOML files.", show_default=False)]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a value, as levers.matching_grant.ratio=2; repeatable.")]
Replications = Annotated[int, typer.Option(help="Runs a scenario; two in a row share their inputs.")]
Years = Annotated[int | None, typer.Option(help="Another horizon than the scenario's.", show_default=False)]
Seed = Annotated[int, typer.Option(help="Root of all luck, from 0 to 2^64-1.")]
Sample = Annotated[int | None, typer.Option(help="Records a corridor, at most.", show_default="full scale where corridors are small enough")]
FullScale = Annotated[bool, typer.Option("--full-scale", help="One record a household, whatever the corridor.")]
Draws = Annotated[
    Uncertainty,
    typer.Option(help="inputs: parameters from the calibrated sets, other assumptions from their ranges; prior: all from their ranges; luck: all as declared."),
]
Point = Annotated[bool, typer.Option("--point", help="Parameters stay at the best fit; figures are drawn still, but for --uncertainty luck.")]
SweepPoint = Annotated[
    bool, typer.Option("--point", help="Parameters that are no factors stay at the best fit, in place of another calibrated set in each replication.")
]
OwnEnsemble = Annotated[
    str | None, typer.Option("--ensemble", metavar="FILE", help="Calibrated sets of your own (diaspora calibrate).", show_default="those that ship")
]
Jobs = Annotated[int | None, typer.Option(help="Worker processes; results do not depend on it.", show_default="all cores")]
Out = Annotated[str | None, typer.Option(metavar="FOLDER", help="Folder of the results.", show_default="results/NAME-FINGERPRINT")]
Series = Annotated[bool, typer.Option("--series", help="Keep the months of every outcome in series.parquet, not of the main ones alone.")]
EngineOption = Annotated[Engine, typer.Option(help="compiled: fast; objects: Mesa agents one by one, the same numbers.")]
LanguageOption = Annotated[
    Language, typer.Option(parser=known_language, metavar="LANGUAGE", help="Of tables, figures and summary: en, fr, or one that has a catalogue.")
]
Currency = Annotated[str | None, typer.Option(metavar="CODE", help="Say amounts in a currency, as EUR or XOF, by its rate of 2019.", show_default="USD")]
Rate = Annotated[
    float | None, typer.Option(metavar="NUMBER", help="Units of that currency for one USD, mean of 2019, where no rate ships.", show_default=False)
]
Plugins = Annotated[
    list[str] | None,
    typer.Option("--plugin", metavar="FILE", help="A Python file that defines levers of your own; it is run as it is; repeatable.", show_default=False),
]
Rules = Annotated[
    list[str] | None,
    typer.Option("--rules", metavar="FILE", help="A Python file with rules of your own in place of the model's (use_rule); repeatable.", show_default=False),
]
Projector = Annotated[bool, typer.Option("--projector", help="Figures for a wall: larger type and lines, values beside them, a footer in plain words.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output and nothing else.")]

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
LANGUAGE = "DIASPORA_LANGUAGE"
"""The environment variable that names the language of commands."""


def language_of_errors(asked: str | Sequence[str] | None) -> str:
    """The language in which a command says what is wrong: that of its `--language` (the first of several), else DIASPORA_LANGUAGE, else English."""
    return (asked if isinstance(asked, str) else next(iter(asked or ()), "")) or os.environ.get(LANGUAGE) or "en"


def _tell(problems: Sequence[Problem], asked: str | Sequence[str] | None) -> None:
    for line in error_lines(problems, language_of_errors(asked)):
        typer.echo(line, err=True)


def guarded(command: Callable[..., int | None]) -> Callable[..., None]:
    """A command whose bad input is told on standard error without a traceback; with the levers and rules of its files.

    Every problem is a line; a table to add to a file stands indented below it.
    """

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            if kwargs.get("plugin"):
                from model.plugins import load_plugin

                for path in kwargs["plugin"]:
                    load_plugin(path)
            if kwargs.get("rules"):
                from model.plugins import load_rules

                for path in kwargs["rules"]:
                    load_rules(path)
            code = command(*args, **kwargs)
            sys.stdout.flush()  # a full disk is met here, not when Python ends
        except InputError as error:
            _tell(error.problems, kwargs.get("language"))
            raise typer.Exit(BAD_INPUT) from None
        except WorkersLostError as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(FAILED) from None
        except OSError as error:  # what nobody said more about: a full disk, a folder that was removed
            _tell(refused(error).problems, kwargs.get("language"))
            raise typer.Exit(BAD_INPUT) from None
        except KeyboardInterrupt:
            typer.echo("interrupted; the same command goes on where it stopped", err=True)
            raise typer.Exit(INTERRUPTED) from None
        raise typer.Exit(code or 0)

    return run


@app.command("list")
@guarded
def list_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="scenarios, levers, outcomes, parameters, corridors or questions.", show_default=False)],
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """List scenarios, levers, outcomes, parameters, corridors or questions."""
    from .looking_up import list_kind

    return list_kind(kind, json, language.value)


@app.command()
@guarded
def describe(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of a scenario, lever, parameter, outcome or corridor.", show_default=False)],
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Say what a scenario, lever, parameter, outcome or corridor is."""
    from .looking_up import describe_name

    return describe_name(name, json, language.value)


@app.command()
@guarded
def check(scenario: Name, set_: Set = None, plugin: Plugins = None, rules: Rules = None, json: Json = False, language: LanguageOption = Language.EN) -> int:
    """Grade and source of every input, conflicts between levers, levers without effect here."""
    from .looking_up import check_scenario

    return check_scenario(scenario, set_ or [], json, language.value)


@app.command()
@guarded
def run(
    scenario: Name,
    set_: Set = None,
    replications: Replications = 10,
    years: Years = None,
    seed: Seed = 1,
    sample: Sample = None,
    full_scale: FullScale = False,
    uncertainty: Draws = Uncertainty.INPUTS,
    point: Point = False,
    ensemble: OwnEnsemble = None,
    jobs: Jobs = None,
    out: Out = None,
    series: Series = False,
    engine: EngineOption = Engine.COMPILED,
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Currency = None,
    rate: Rate = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Run one scenario: levels, without a comparison."""
    from .commands import Request, carry_out

    return carry_out(
        Request(
            [scenario],
            set_ or [],
            replications,
            years,
            seed,
            sample,
            full_scale,
            uncertainty.value,
            jobs,
            out,
            series,
            engine.value,
            language.value,
            json,
            baseline=False,
            plugins=tuple(plugin or ()),
            rules=tuple(rules or ()),
            currency=currency,
            rate=rate,
            ensemble=ensemble,
            point=point,
        )
    )


@app.command()
@guarded
def compare(
    scenarios: Names,
    set_: Set = None,
    replications: Replications = 30,
    years: Years = None,
    seed: Seed = 1,
    sample: Sample = None,
    full_scale: FullScale = False,
    uncertainty: Draws = Uncertainty.INPUTS,
    point: Point = False,
    ensemble: OwnEnsemble = None,
    jobs: Jobs = None,
    out: Out = None,
    series: Series = False,
    engine: EngineOption = Engine.COMPILED,
    against: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="Add the direct difference to this scenario of the same world.", show_default=False)
    ] = None,
    contributions: Annotated[
        bool, typer.Option("--contributions", help="Add what each lever of a package adds: alone, left out, and its share (many further runs).")
    ] = False,
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Currency = None,
    rate: Rate = None,
    language: LanguageOption = Language.EN,
    projector: Projector = False,
    json: Json = False,
) -> int:
    """Compare each scenario with its own world without levers, same inputs, common random numbers."""
    from .commands import Request, carry_out

    return carry_out(
        Request(
            scenarios,
            set_ or [],
            replications,
            years,
            seed,
            sample,
            full_scale,
            uncertainty.value,
            jobs,
            out,
            series,
            engine.value,
            language.value,
            json,
            against=against,
            contributions=contributions,
            plugins=tuple(plugin or ()),
            rules=tuple(rules or ()),
            currency=currency,
            rate=rate,
            ensemble=ensemble,
            point=point,
            projector=projector,
        )
    )


@app.command()
@guarded
def question(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Of a teaching question (see diaspora list questions).", show_default=False)],
    replications: Annotated[int | None, typer.Option(help="Runs a scenario.", show_default="as in the question")] = None,
    years: Annotated[int | None, typer.Option(help="Another horizon than the question's.", show_default=False)] = None,
    seed: Seed = 1,
    sample: Annotated[int | None, typer.Option(help="Records a corridor, at most.", show_default="as in the question")] = None,
    uncertainty: Draws = Uncertainty.INPUTS,
    point: Point = False,
    jobs: Jobs = None,
    out: Out = None,
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Currency = None,
    rate: Rate = None,
    language: LanguageOption = Language.EN,
    projector: Projector = False,
    json: Json = False,
) -> int:
    """Answer a teaching question: one table, one picture, what this run says, and a question to the class."""
    from .question_commands import answer_question

    own = (tuple(plugin or ()), tuple(rules or ()))
    size = (replications, sample, jobs, seed, years)
    return answer_question(number, *size, uncertainty.value, out, language.value, json, *own, currency, rate, point, projector)


@app.command()
@guarded
def pack(
    questions: Annotated[list[str], typer.Argument(metavar="QUESTION...", help="Numbers or names of teaching questions.", show_default=False)],
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="The file to write (.html).", show_default=False)],
    replications: Annotated[int | None, typer.Option(help="Runs of each policy.", show_default="as in the question")] = None,
    years: Annotated[int | None, typer.Option(help="Another horizon than the question's.", show_default=False)] = None,
    seed: Seed = 1,
    sample: Annotated[int | None, typer.Option(help="Records a corridor, at most.", show_default="as in the question")] = None,
    points: Annotated[int, typer.Option(help="Values of a slider that stands alone; with more sliders each has fewer.")] = 7,
    held_out: Annotated[int, typer.Option("--held-out", help="Points off the grids of each question that are run fresh, to tell the error.")] = 30,
    lesson: Annotated[str | None, typer.Option(metavar="FILE", help="What is predicted first.", show_default="the lesson that ships")] = None,
    negotiation: Annotated[str | None, typer.Option(metavar="FILE", help="A budget to negotiate.", show_default="the one that ships")] = None,
    no_negotiation: Annotated[bool, typer.Option("--no-negotiation", help="Leave the negotiation out.")] = False,
    jobs: Jobs = None,
    out: Annotated[str, typer.Option(metavar="FOLDER", help="Where finished runs are kept; the same command goes on with them.")] = "results/pack",
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """One file for a workshop, opened without a network: guesses first, sliders, a budget to negotiate, English and French in the page."""
    from ..packing.sizes import Sizes
    from .pack_command import pack_workshop

    sizes = Sizes(replications, sample, years, seed, points, held_out, workers_for(jobs))
    return pack_workshop(questions, to, sizes, (lesson, negotiation), not no_negotiation, out, language.value, json)


@app.command()
@guarded
def kit(
    to: Annotated[str, typer.Option("--to", metavar="FOLDER", help="The folder to write.", show_default=False)],
    questions: Annotated[
        str | None, typer.Option(metavar="N,N,...", help="Teaching questions, in their order.", show_default="all twelve, as the content has them")
    ] = None,
    replications: Annotated[int | None, typer.Option(help="Runs of each policy.", show_default="as in the question")] = None,
    years: Annotated[int | None, typer.Option(help="Another horizon than the question's.", show_default=False)] = None,
    seed: Seed = 1,
    sample: Annotated[int | None, typer.Option(help="Records a corridor, at most.", show_default="as in the question")] = None,
    held_out: Annotated[int, typer.Option("--held-out", help="Packages of the negotiation that are run as such, to tell the error of adding up.")] = 12,
    content: Annotated[str | None, typer.Option(metavar="FILE", help="Agendas, roles and debrief.", show_default="those that ship")] = None,
    negotiation: Annotated[str | None, typer.Option(metavar="FILE", help="A budget to negotiate.", show_default="the one that ships")] = None,
    jobs: Jobs = None,
    out: Annotated[str, typer.Option(metavar="FOLDER", help="Where finished runs are kept; the same command goes on with them.")] = "results/kit",
    plugin: Plugins = None,
    rules: Rules = None,
    language: Annotated[list[str] | None, typer.Option(metavar="LANGUAGE", help="Of the kit; repeatable.", show_default="en and fr")] = None,
    json: Json = False,
) -> int:
    """A facilitator's kit, printed: guide, slides, sheets, answers, role cards. Needs the extra named report."""
    from ..packing.sizes import Sizes
    from .kit_command import build_kit

    sizes = Sizes(replications, sample, years, seed, held_out=held_out, jobs=workers_for(jobs))
    return build_kit(to, questions, sizes, (content, negotiation), out, _codes(language or ("en", "fr")), json)


@app.command()
@guarded
def explain(
    scenario: Name,
    household: Annotated[int, typer.Option(metavar="NUMBER", help="Of a record, from 0, as in the tables of a run.", show_default=False)],
    month: Annotated[int, typer.Option(metavar="NUMBER", help="Of the scenario; 0 is the first.", show_default=False)],
    set_: Set = None,
    years: Years = None,
    seed: Seed = 1,
    replication: Annotated[int, typer.Option(help="Number of the replication, which has its own luck.")] = 0,
    sample: Sample = None,
    full_scale: FullScale = False,
    engine: EngineOption = Engine.COMPILED,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Why one household did what it did in a month: what it had heard of, its chances and their parts, its draws; beside the world without the policy."""
    from .explain_command import explain_household

    options = {"seed": seed, "replication": replication, "engine": engine.value}
    return explain_household(scenario, set_ or [], years, (household, month), "full" if full_scale else sample, language.value, json, **options)


sweep = typer.Typer(name="sweep", help="Run an experiment: thousands of runs, resumed where they stopped, never mixed.", no_args_is_help=True)
app.add_typer(sweep)

ExperimentFile = Annotated[str, typer.Argument(metavar="EXPERIMENT", help="The path of an experiment file (TOML).", show_default=False)]
Results = Annotated[str, typer.Argument(metavar="RESULTS", help="The folder of a sweep.", show_default=False)]
ManyResults = Annotated[list[str], typer.Argument(metavar="RESULTS...", help="Folders of shares of one sweep.", show_default=False)]
Dask = Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, instead of worker processes here.", show_default=False)]
Shard = Annotated[str | None, typer.Option(metavar="I/N", help="Run the I-th of N shares, for job arrays; then sweep merge.", show_default=False)]


@sweep.command("run")
@guarded
def sweep_run(
    experiment: ExperimentFile,
    jobs: Jobs = None,
    out: Out = None,
    dask: Dask = None,
    shard: Shard = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Run parts with failed runs again.")] = False,
    point: SweepPoint = False,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Run what is missing of an experiment. The same command goes on where it stopped; more replications or points extend it."""
    from .sweep_commands import run_experiment

    return run_experiment(experiment, jobs, out, dask, shard, retry_failed, language.value, json, point)


@sweep.command("status")
@guarded
def sweep_status(results: Results, plugin: Plugins = None, rules: Rules = None, json: Json = False, language: LanguageOption = Language.EN) -> int:
    """How far a sweep is."""
    from .sweep_commands import show_status

    return show_status(results, json, language.value)


@sweep.command("verify")
@guarded
def sweep_verify(
    results: Results,
    runs: Annotated[int, typer.Option(help="Runs that are computed again, drawn at random.")] = 20,
    seed: Annotated[int, typer.Option(help="Which ones.")] = 1,
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Compute a random sample of runs again and compare bytes; compare every file with its checksum."""
    from .sweep_commands import show_verification

    return show_verification(results, runs, seed, json, language.value)


@sweep.command("merge")
@guarded
def sweep_merge(
    results: ManyResults, out: Out = None, plugin: Plugins = None, rules: Rules = None, json: Json = False, language: LanguageOption = Language.EN
) -> int:
    """Put shares of one sweep together, in --out or in the first folder."""
    from .sweep_commands import show_merge

    return show_merge(results, out, json, language.value)


@app.command()
@guarded
def query(
    results: Results,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A question to the tables: runs, design, failures, comparison, series.", show_default=False)],
    plugin: Plugins = None,
    rules: Rules = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Ask a folder of results in SQL."""
    from .sweep_commands import answer_query

    return answer_query(results, sql, json, language.value)


@app.command()
@guarded
def sensitivity(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="An experiment file, or the folder of a sweep.", show_default=False)],
    until: Annotated[float | None, typer.Option(metavar="WIDTH", help="Add points until the widest interval of the main indices is below it.")] = None,
    at_most: Annotated[int, typer.Option(metavar="RUNS", help="With --until: never more runs than this in all.")] = 1_000_000,
    method: Annotated[list[str] | None, typer.Option(metavar="METHOD", help="A method; repeatable.", show_default="all that the design allows")] = None,
    jobs: Jobs = None,
    out: Out = None,
    dask: Dask = None,
    point: SweepPoint = False,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Which inputs move the outcomes: run what is missing, then indices with intervals, noise, convergence, figures and a summary."""
    from .sensitivity_commands import analyse_experiment

    return analyse_experiment(experiment, until, at_most, method, jobs, out, dask, language.value, json, point=point)


data = typer.Typer(name="data", help="Published tables: read one, or build the table of all countries from a folder of them.", no_args_is_help=True)
app.add_typer(data)


@data.command("import")
@guarded
def data_import(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The format, as un_stock_2020 or wdi.", show_default=False)],
    file: Annotated[str, typer.Argument(metavar="FILE", help="The publisher's file.", show_default=False)],
    out: Annotated[str | None, typer.Option(metavar="FILE", help="Write the values in one form, a row a number.", show_default=False)] = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Read a published table, check it, and show what was read; write it only with --out."""
    from .data_commands import import_table

    return import_table(kind, file, out, language.value, json)


@data.command("build")
@guarded
def data_build(
    folder: Annotated[str, typer.Option("--from", metavar="FOLDER", help="The folder of the publishers' files.", show_default=False)],
    out: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where the tables are written.", show_default=False)] = None,
    use: Annotated[list[str] | None, typer.Option(metavar="KIND=FILE", help="The file of a kind, where its name does not say it; repeatable.")] = None,
    json: Json = False,
    language: LanguageOption = Language.EN,
) -> int:
    """Build the table of all countries and corridors from published ones; new-country --tables reads it."""
    from .data_commands import build_tables

    return build_tables(folder, out, use or [], language.value, json)


@app.command("new-country")
@guarded
def new_country(
    country: Annotated[str | None, typer.Argument(metavar="COUNTRY", help="A country of origin by its code or name.", show_default=False)] = None,
    residences: Annotated[str | None, typer.Option(metavar="A,B", help="Countries of residence.", show_default="the ten largest")] = None,
    out: Annotated[str | None, typer.Option(metavar="FILE", help="The file to write.", show_default="standard output")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="A file to fill in with statistics of one's own.")] = False,
    folder: Annotated[str | None, typer.Option("--tables", metavar="FOLDER", help="Tables of data build.", show_default="those that ship")] = None,
    remittances: Annotated[str, typer.Option(metavar="informed|blind", help="Whether the published total of remittances is used.")] = "informed",
    language: LanguageOption = Language.EN,
) -> int:
    """A scenario of any country from published tables, as a file to edit."""
    from .data_commands import write_country

    return write_country(country, residences, out, empty, language.value, folder, remittances)


@app.command()
@guarded
def validate(
    facts: Annotated[
        list[str] | None, typer.Option("--facts", metavar="FILE", help="A Python file with facts of your own, scored with the rest; run as it is; repeatable.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="ID", help="These facts alone: an id, a channel or a grade; repeatable.")] = None,
    replications: Annotated[int | None, typer.Option(help="Runs a world.", show_default="8, or as many as a fact asks for")] = None,
    sample: Annotated[int | None, typer.Option(help="Records a corridor, at most.", show_default="3000, where a fact asks for no other number")] = None,
    point: Annotated[
        bool, typer.Option("--point", help="Parameters at the best fit of the calibration; facts that were fitted are told from the others.")
    ] = False,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Annotated[str | None, typer.Option(metavar="FOLDER", help="Write the card there: table, page, figure.", show_default=False)] = None,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Hold the model against published facts: the validation card."""
    from .evidence_commands import show_card

    return show_card(facts or [], only or [], replications, sample, seed, jobs, out, language.value, json, point=point)


@app.command()
@guarded
def report(
    results: Annotated[str, typer.Argument(metavar="RESULTS", help="A folder that compare wrote.", show_default=False)],
    to: Annotated[list[str], typer.Option("--to", metavar="FILE", help="The brief to write: .pdf, .docx, .html or .xlsx; repeatable.", show_default=False)],
    plugin: Plugins = None,
    rules: Rules = None,
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="Say amounts in a currency.", show_default="that of the folder")] = None,
    rate: Rate = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LANGUAGE", help="Language of the brief; repeatable, and then each is in the name of its file, as brief.fr.pdf.", show_default="en"
        ),
    ] = None,
    json: Json = False,
) -> int:
    """Write a brief of a comparison, to be sent upward: four pages and an annex, from what the folder holds; nothing is simulated."""
    from .report_commands import write_report

    return write_report(results, to, _codes(language or ("en",)), currency, rate, json)


@app.command("calibrate")
@guarded
def calibrate_(
    out: Annotated[str, typer.Option(metavar="FOLDER", help="Where the table of runs grows; the same command goes on with it.")] = "results/calibration",
    sets: Annotated[str | None, typer.Option(metavar="N,N,N", help="Sets of parameters of each wave.", show_default="400,300,200")] = None,
    members: Annotated[int, typer.Option(min=4, max=1000, help="Sets of the ensemble.")] = 64,
    keep: Annotated[int, typer.Option(min=1, max=200, help="Parameters that are calibrated, at most.")] = 30,
    replications: Annotated[int, typer.Option(min=1, max=1000, help="Runs a world of each member.")] = 2,
    scale: Annotated[float, typer.Option(help="Records of each world, of those that the facts ask for: 0.5 is half.")] = 1.0,
    checked: Annotated[int, typer.Option(min=0, max=1000, help="Runs a world in which all facts are computed at the best fit; 0 leaves it out.")] = 4,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="ID", help="Fit these facts alone; repeatable.")] = None,
    seed: Seed = 1,
    jobs: Jobs = None,
    plugin: Plugins = None,
    rules: Rules = None,
    language: LanguageOption = Language.EN,
    json: Json = False,
) -> int:
    """Find the sets of parameters that agree with published facts. With its default sizes it takes hours, and says how many are left."""
    from .evidence_commands import calibrate_model, settings_of

    return calibrate_model(out, settings_of(sets, members, keep, replications, scale, checked), only or [], seed, jobs, language.value, json)


@app.command()
@guarded
def dashboard(
    scenario: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="What it opens with: a name of the library, a country code, or a file.", show_default=False)
    ] = None,
    port: Annotated[int | None, typer.Option(min=1024, max=65535, help="Port on this machine.", show_default="the first free one from 8501")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser, or print the address alone.")] = True,
    language: LanguageOption = Language.EN,
) -> int:
    """Compare policies in a browser, on this machine alone: sliders, figures, one household, lessons. Needs the extra named dashboard."""
    from .dashboard_command import open_dashboard

    return open_dashboard(scenario, port, browser, language.value)


def main() -> None:
    """The console script."""
    unread_is_fine()
    warnings.formatwarning = lambda message, *_: f"note: {message}\n"  # for a reader, not for who wrote the code
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
