"""What a caller may leave out, and what then holds: defaults of functions, fields of values and parts of files, once more as they are meant."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

HOME = Path(__file__).resolve().parents[2]
PLAIN = (bool, int, float, str)
ORDINARY = ("en", "", 0)
"""What the tables leave out: English, no text, and no or none. One that becomes something else is one too many in its table."""

TABLES: dict[str, dict[str, Any]] = {
    "experiments": {
        "classroom.Classroom.replications": 12, "classroom.Classroom.sample": 1000, "classroom.Classroom.seed": 1, "markdown.number(digits)": 3,
        "markdown.table(left)": 1, "progress.Progress.__init__(things)": "runs", "progress.Progress.__call__(together)": 1, "projector.projecting(is_on)": True,
        "shown_money.Money.code": "USD", "shown_money.Money.year": 2019, "shown_money.Money.per_usd": 1.0, "shown_money.Money.prices": 1.0,
        "tables.results(width)": 160, "text.number(digits)": 3,
    },
    "experiments/alarms": {},
    "experiments/briefs": {"pdf.pdf_bytes(scale)": 1.0, "pictures.fitting(highest)": 8.2},
    "experiments/calibrated": {},
    "experiments/checks": {},
    "experiments/comparing": {
        "compare.compare(replications)": 30, "compare.compare(seed)": 1, "compare.compare(uncertainty)": "inputs", "compare.compare(jobs)": 1,
        "compare.compare(engine)": "compiled", "compare.compare(baseline)": True, "comparison.Comparison.plot(kind)": "fan", "induced.ratio(least)": 10.0,
        "induced._interval(low)": -math.inf, "induced._interval(high)": math.inf, "influence.influence(error)": 0.05, "influence.ranked(error)": 0.05,
    },
    "experiments/evidence": {
        "card_page.page(command)": "diaspora validate", "estimate.Estimate.of": "the statistic", "samples.values_of(key)": "variable",
        "samples.numbers_of(key)": "variable", "samples.truth_of(key)": "where", "samples.told_of(key)": "condition", "samples.with_windows(key)": "variable",
        "samples.Runs.table(of)": "households", "samples.Trial.table(of)": "households",
        "settings.disaster(corridors)": ("HTI-USA", "HTI-DOM", "HTI-CHL", "HTI-CAN", "HTI-FRA"), "study.Study.__init__(replications)": 8,
        "study.Study.__init__(seed)": 1, "study.Study.__init__(sample)": 3000, "study.Study.__init__(jobs)": 1, "study.Study.__init__(engine)": "compiled",
        "study.Study.__init__(scale)": 1.0, "study.Study.__init__(kept)": 6, "study.Study.trial(share)": 0.5, "study.Study.trial(arm)": "treated",
        "study.Study.strike(share)": 0.5, "study.Study.strike(arm)": "treated", "study.Study.mean(of)": "households", "study.Study.total(of)": "households",
        "study.Study.share(of)": "households", "study.Study.ratio(of)": "households", "study.Study.quantile(of)": "households", "study.Study.median(of)": "households",
        "study.Study.gini(of)": "households", "study.Study.top_share(top)": 0.1, "study.Study.top_share(of)": "households", "study.Study.effect(of)": "households",
        "study.Study.take_up(of)": "households", "study.Study.regress(of)": "households", "study.Study.regress(family)": "least squares",
        "study.Study.regress(weighted)": True, "study.Study.fit(family)": "least squares", "study.Study.fit(weighted)": True,
        "study.Study.event_study(estimator)": "did2s", "study.Study.each(of)": "a function", "study.Study.table(of)": "households", "validation.validate(seed)": 1,
        "validation.validate(sample)": 3000, "validation.validate(jobs)": 1, "worlds.Runner.__init__(kept)": 6,
    },
    "experiments/evidence/calibration": {
        "calibrate.calibrate(seed)": 1, "calibrate.calibrate(jobs)": 1, "calibrate.Settings.members": 64, "calibrate.Settings.keep": 30,
        "calibrate.Settings.replications": 2, "calibrate.Settings.sample": 3000, "calibrate.Settings.scale": 1.0, "calibrate.Settings.checked": 4,
        "calibrate._Runs.wave(replications)": 1, "emulators.fitted(seed)": 1, "emulators.linear_effects(seed)": 1,
        "emulators.Emulator._beside_the_fact(replications)": 1, "emulators.Emulator.off(replications)": 1, "left_out.leave_one_study_out(seed)": 1,
        "left_out.overfitting_curve(seed)": 1, "posterior.log_posterior(power)": 1.0, "posterior.draw(power)": 1.0, "posterior.Chain.steps": 1500,
        "posterior.Chain.burn_in": 500, "statistics.computed(scale)": 1.0, "table_of_runs.Task.scale": 1.0,
    },
    "experiments/evidence/estimators": {"regression.coefficient(family)": "least squares", "regression.coefficient(weighted)": True},
    "experiments/evidence/facts": {},
    "experiments/explaining": {
        "explain.explain(seed)": 1, "explain.explain(engine)": "compiled", "field_words.changes(whose)": "household", "situation.weighed(left)": 1.0,
        "situation.Situation.next_month(every)": 12, "stepping.SmallWorld.__init__(households)": 60, "stepping.SmallWorld.__init__(seed)": 1,
        "stepping.SmallWorld.step(months)": 1,
    },
    "experiments/figures": {
        "__init__.draw(kind)": "fan", "answer._title(width)": 34, "sensitivity_style.whiskers(colour)": "#222222", "style.finish(source)": "source_short",
        "style.numbers(n_ticks)": 5,
    },
    "experiments/kit": {
        "content.AgendaItem.minutes": ("needed", "Ge(ge=1)", "Le(le=180)"), "content.AgendaItem.kind": "talk",
        "content.Agenda.items": ("needed", "MinLen(min_length=3)"), "content.Reply.says": ("needed", "MinLen(min_length=1)"),
        "content.Bargaining.rules": ("needed", "MinLen(min_length=1)", "MaxLen(max_length=6)"), "content.Bargaining.hints": ("needed", "MinLen(min_length=1)"),
        "content.Debrief.questions": ("needed", "MinLen(min_length=1)"), "content.KitFile.questions": ("needed", "MinLen(min_length=1)"),
        "content.KitFile.prepare": ("needed", "MinLen(min_length=1)"), "content.KitFile.rules": ("needed", "MinLen(min_length=1)", "MaxLen(max_length=6)"),
        "content.KitFile.steps": ("needed", "MinLen(min_length=1)"), "writing.make_kit(kept_in)": "results/kit", "writing.Wanted.languages": ("en", "fr"),
        "writing.Wanted.command": "diaspora kit",
    },
    "experiments/packing": {
        "negotiation.LeverPart.levels": ("needed", "MinLen(min_length=1)", "MaxLen(max_length=10)"), "negotiation.RolePart.wants": "most",
        "negotiation.NegotiationFile.years": (5, "Ge(ge=1)", "Le(le=100)"), "negotiation.NegotiationFile.budget_usd": ("needed", "Gt(gt=0.0)"),
        "negotiation.NegotiationFile.replications": (20, "Ge(ge=2)", "Le(le=1000)"), "negotiation.NegotiationFile.sample": (1500, "Ge(ge=100)"),
        "negotiation.NegotiationFile.levers": ("needed", "MinLen(min_length=2)", "MaxLen(max_length=10)"),
        "negotiation.NegotiationFile.roles": ("needed", "MinLen(min_length=2)", "MaxLen(max_length=10)"), "sizes.Sizes.seed": 1, "sizes.Sizes.points": 7,
        "sizes.Sizes.held_out": 30, "sizes.Sizes.jobs": 1, "writing.questions_of(key)": "QUESTION", "writing.make_pack(kept_in)": "results/pack",
    },
    "experiments/reporting": {
        "account_page.account_lines(width)": 160, "contribution_page.contribution_section(wholes)": True, "contribution_page.contribution_section(splits)": True,
        "result_folder.read_table(name)": "comparison", "summary.gains_table(by)": ("sex", "generation", "skill"),
    },
    "experiments/runs": {
        "intervals.range_is_whole(coverage)": 0.9, "intervals.spread(coverage)": 0.9, "intervals.resampled(resamples)": 2000, "intervals.levels(coverage)": 0.95,
        "intervals.of_mean(coverage)": 0.95, "intervals.of_mean(at_least)": -math.inf, "intervals.student(coverage)": 0.95, "intervals.of_ratio(coverage)": 0.95,
        "replications.Replications.without": "without_policy", "runner.perform_all(jobs)": 1, "runner.Task.uncertainty": "inputs", "runner.Task.engine": "compiled",
        "runner.Task.baseline": True, "simulate.simulate(seed)": 1, "simulate.simulate(engine)": "compiled", "variance_components.components(parameters_vary)": True,
    },
    "experiments/sensitivity": {
        "convergence.needed(kind)": "saltelli", "distributions.regional_indices(above)": 0.9, "evidence.Evidence.stride": 1, "evidence.Evidence.seed": 1,
    },
    "experiments/storage": {"files.something_else(option)": "--out"},
    "experiments/sweeps": {
        "experiment.Experiment.replications": 5, "experiment.Experiment.sample": 2000, "experiment.Experiment.seed": 1, "experiment.Experiment.parameters": "declared",
        "factor.Factor.distribution": "uniform",
        "folder.SweepFolder.parts(shard)": (1, 1), "model_runs.Formula.columns": ("y",), "model_runs.Formula.scenario_names": ("formula",),
        "plan.Plan.places(shard)": (1, 1), "reading.verify(runs)": 20, "reading.verify(seed)": 1, "running.run_sweep(jobs)": 1, "running.run_sweep(shard)": (1, 1),
        "running.Progress.together": 1,
    },
    "experiments/translations": {},
    "model": {
        "capacity.room_needed(exits)": 1.0, "communities.communities_of(key)": "communities", "languages.decimal(is_grouped)": True, "text.numeral(form)": ",.12g",
        "parameter.Parameter.high": 1.0, "parameter.Parameter.source": "assumption", "parameter.Parameter.grade": "D",
        "python_file.read_source(encoding)": "utf-8", "world.DiasporaModel.__init__(seed)": 1,
        "world.DiasporaModel.__init__(engine)": "compiled",
    },
    "model/business_networks": {},
    "model/compiled": {"compiling.prune(days)": 30.0, "packed_arrays._none(ndim)": 1},
    "model/dialogue": {},
    "model/enterprise": {},
    "model/finance": {},
    "model/giving": {},
    "model/households": {},
    "model/inputs": {
        "ministry.problems_of(prefix)": "ministry", "ministry.Ministry.priority": 0.5, "ministry.Ministry.renewal_probability": 1.0,
        "settings.WorldSettings.start": "2020-01", "settings.WorldSettings.years": 10, "settings.WorldSettings.burn_in_years": 5, "shocks.Shock.months": 1,
        "shocks.Shock.size": 0.1, "shocks.Shock.share": 1.0, "shocks.Shock.random_share": 1.0,
    },
    "model/outcomes": {},
    "model/policy": {"budgets.means_of(extent)": 1.0, "strength_by_month.planned(extent)": 1.0},
    "model/population": {"raking.rake(exact)": 1e-09, "raking.rake(rounds)": 500},
    "model/records": {},
    "model/rules": {},
    "model/running": {},
    "model/skills": {},
    "scenarios": {
        "argument_checks.Number.low": -math.inf,
        "corridors.Figure.source": "assumption", "country_names.candidates(n)": 4,
        "scenario.Scenario.start": "2020-01", "scenario.Scenario.years": 10, "scenario.Scenario.burn_in_years": 5, "scenario.Scenario.name": "scenario",
    },
    "scenarios/countries": {"new_country.new_country(remittances)": "informed"},
    "scenarios/country_tables": {
        "build._number(digits)": 5, "by_country.jumps(since)": 2013, "by_country.jumps(until)": 2021, "by_country.Places.assume(how)": "rule",
        "by_country.Places.fill(how)": "region", "folder.Published.newest(years)": (0, 9999),
    },
    "scenarios/importing": {
        "cells.number(separator)": ",", "imported.Spec.high": math.inf, "imported.Imported.newest(until)": 9999,
        "table.Findings.skip(n)": 1, "table.Findings.add(separator)": ",", "world_bank_matrix.read_migrants(year)": 2017,
        "world_bank_matrix.read_remittances(year)": 2017,
    },
    "scenarios/questions": {
        "__init__.EqualCost.tolerance": ("needed", "Gt(gt=0.0)", "Le(le=0.5)"), "__init__.Mark.month": ("needed", "Ge(ge=1)"),
        "__init__.Picture.outcomes": ("needed", "MinLen(min_length=1)"), "__init__.QuestionFile.number": ("needed", "Ge(ge=1)", "Le(le=99)"),
        "__init__.QuestionFile.years": (10, "Ge(ge=1)", "Le(le=100)"), "__init__.QuestionFile.replications": (20, "Ge(ge=2)", "Le(le=1000)"),
        "__init__.QuestionFile.sample": (1500, "Ge(ge=100)"), "__init__.QuestionFile.options": ("needed", "MinLen(min_length=2)"),
        "__init__.QuestionFile.watch": ("needed", "MinLen(min_length=1)"), "__init__.QuestionFile.points": ("needed", "MinLen(min_length=1)", "MaxLen(max_length=5)"),
        "sentences.NumberOfRun.shown": "number", "sentences.Condition.within": (None, "Gt(gt=0.0)"), "sentences.Condition.by": (0.0, "Ge(ge=0.0)"),
        "sentences.Condition.times": 1.0, "sentences.Condition.on": True, "sentences.Point.says": ("needed", "MinLen(min_length=1)"),
    },
    "scenarios/reading": {
        "build.build(name)": "scenario", "keys_and_types.OneOrBoth.en": (None, "MinLen(min_length=1)"), "keys_and_types.OneOrBoth.fr": (None, "MinLen(min_length=1)"),
        "keys_and_types.GivenFigure.year": (None, "Ge(ge=1900)", "Le(le=2100)"),
        "keys_and_types.GivenFigure.assumed": (None, "MinLen(min_length=2)", "MaxLen(max_length=2)"),
        "keys_and_types.GivenFigure.currency": (None, "MinLen(min_length=1)"), "keys_and_types.GivenAmount.currency": ("needed", "MinLen(min_length=1)"),
        "keys_and_types.GivenAmount.year": ("needed", "Ge(ge=1900)", "Le(le=2100)"), "keys_and_types.GivenSource.title": ("needed", "MinLen(min_length=1)"),
        "keys_and_types.GivenSource.publisher": ("needed", "MinLen(min_length=1)"), "keys_and_types.GivenSource.year": ("needed", "Ge(ge=1000)", "Le(le=2100)"),
        "keys_and_types.GivenSource.address": ("needed", "MinLen(min_length=1)"),
    },
    "scenarios/world_table": {"cohorts.Exit.early": 0.08, "cohorts.Exit.late": 0.008, "cohorts.Exit.scale": 4.0, "figures.figures(remittances)": "informed"},
}  # fmt: skip
"""By folder: `file.function(argument)` or `file.Class.field`, and what holds where nothing is given; of a part of a file what it may be, too."""


def of_functions(where: str, inside: dict[str, Any], module: str) -> Iterator[tuple[str, Any]]:
    """Defaults of the functions of a module or class."""
    for name, thing in inside.items():
        function = getattr(thing, "fget", None) or getattr(thing, "__func__", None) or getattr(thing, "__wrapped__", thing)
        if isinstance(function, FunctionType) and (function.__module__, function.__qualname__) == (module, f"{where}{name}"):
            code, values = function.__code__, function.__defaults__ or ()
            places = code.co_varnames[code.co_argcount - len(values) : code.co_argcount]
            yield from ((f"{where}{name}({place})", value) for place, value in [*zip(places, values, strict=True), *(function.__kwdefaults__ or {}).items()])


def of_fields(kind: type) -> Iterator[tuple[str, Any]]:
    """Defaults of the fields of a class, and what a part of a file may be."""
    for name, field in getattr(kind, "model_fields", {}).items():
        bounds = [str(bound) for bound in field.metadata if not str(bound).startswith("pattern")]
        yield f"{kind.__name__}.{name}", ("needed" if field.is_required() else field.default, *bounds) if bounds else field.default
    fields = {name: field.default for name, field in getattr(kind, "__dataclass_fields__", {}).items()} | getattr(kind, "_field_defaults", {})
    yield from ((f"{kind.__name__}.{name}", value) for name, value in fields.items() if name in kind.__annotations__)


def is_told(value: object) -> bool:
    """Whether a default stands in the tables: a number, a text or several of these that are not ordinary."""
    if type(value) is tuple:
        return bool(value) and all(each is None or type(each) in PLAIN for each in value)
    return type(value) in PLAIN and value not in ORDINARY and not (isinstance(value, float) and math.isnan(value))


def left_out(module: ModuleType) -> dict[str, Any]:
    """All of a module that may be left out and is not ordinary."""
    found = dict(of_functions("", vars(module), module.__name__))
    for kind in [thing for thing in vars(module).values() if isinstance(thing, type) and thing.__module__ == module.__name__]:
        is_plain = hasattr(kind, "__dataclass_fields__") or hasattr(kind, "_fields")  # its __init__ says nothing that its fields do not
        found |= dict(
            of_functions(
                f"{kind.__name__}.", {name: each for name, each in vars(kind).items() if not (is_plain and name in ("__init__", "__new__"))}, module.__name__
            )
        )
        found |= dict(of_fields(kind))
    return {name: value for name, value in found.items() if is_told(value)}


def of_folder(name: str) -> dict[str, Any]:
    """Those of all files of a folder."""
    files = sorted((HOME / name).glob("*.py"))
    modules = {
        file.stem: importlib.import_module(".".join((*name.split("/"), file.stem)).removesuffix(".__init__")) for file in files if file.stem != "__main__"
    }
    return {f"{stem}.{place}": value for stem, module in modules.items() for place, value in left_out(module).items()}


@pytest.mark.parametrize("name", TABLES)
def test_what_holds_where_nothing_is_given(name: str) -> None:
    assert of_folder(name) == TABLES[name]
