"""What an experiment file is refused with, whole: key, sentence, value, what is allowed and the nearest right one; and which worlds its runs play, and what is measured in them."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from experiments.calibrated.ensemble import Ensemble
from experiments.runs.draws import member_of_draw
from experiments.sweeps import load_experiment, model_runs, reading
from experiments.sweeps.asked_outcomes import read_asked
from experiments.sweeps.experiment import LARGEST_FILE, library, own_value, same_value
from experiments.sweeps.model_runs import ModelSubject
from experiments.sweeps.plan import Place
from model.errors import InputError, Problem
from model.levers import REGISTRY
from scenarios import load, with_changes

RATIO, GRANT, PACKAGE = "levers.matching_grant.ratio", "morocco_belgium_matching_grant", "morocco_belgium_package"
SCENARIO, OUTCOMES = f'scenario = "{GRANT}"\n', 'outcomes = ["remittances"]\n'
DESIGN = '[design]\nkind = "latin_hypercube"\npoints = 4\n'
FACTOR = f'[factors."{RATIO}"]\nlow = 0.5\nhigh = 3.0\n'
Told = tuple[Any, ...]
"""Key, sentence, value, what is allowed (its beginning, where it ends in three points), the nearest; and who set it, where that is not the file."""

WRONG: dict[str, tuple[str, list[Told]]] = {
    'a key misspelt': (SCENARIO + OUTCOMES + 'replicatons = 3\n' + DESIGN + FACTOR, [('replicatons', 'unknown key', 3, 'scenario, scenarios, set, replications, years, sample, seed, outcomes, series, p...', 'replications')]),
    'numbers out of bounds': (SCENARIO + OUTCOMES + 'replications = 0\nsample = 99\nseed = -1\nyears = 0\n' + DESIGN + FACTOR, [('replications', '0 is out of bounds', 0, 'a whole number from 1 to 100000', None), ('sample', '99 is out of bounds', 99, 'a whole number from 100 to 50000000', None), ('seed', '-1 is out of bounds', -1, 'a whole number from 0 to 18446744073709551615', None), ('years', '0 is out of bounds', 0, 'a whole number from 1 to 100', None)]),
    'yearly values that are no yes or no': (SCENARIO + OUTCOMES + 'series = 1\n' + DESIGN + FACTOR, [('series', '1 is not true or false', 1, 'true: keep the value of each year, too', None)]),
    'a source of parameters': (SCENARIO + OUTCOMES + 'parameters = "ensembl"\n' + DESIGN + FACTOR, [('parameters', "'ensembl' is no source of parameters", 'ensembl', 'ensemble, point, declared', 'ensemble')]),
    'no scenario': (OUTCOMES + DESIGN + FACTOR, [('scenario', 'is missing', None, 'one of the two', None)]),
    'one scenario and several': (SCENARIO + 'scenarios = ["morocco_belgium"]\n' + OUTCOMES + DESIGN + FACTOR, [('scenario', 'is given together with scenarios', None, 'one of the two', None)]),
    'scenarios as a text': ('scenarios = "morocco_belgium"\n' + OUTCOMES + DESIGN + FACTOR, [('scenarios', "'morocco_belgium' is not a list of scenarios", 'morocco_belgium', 'names of the library or paths of TOML files', None)]),
    'an empty list of scenarios': ('scenarios = []\n' + OUTCOMES + DESIGN + FACTOR, [('scenarios', '[] is not a list of scenarios', [], 'names of the library or paths of TOML files', None)]),
    'scenarios as numbers': ('scenarios = [3]\n' + OUTCOMES + DESIGN + FACTOR, [('scenarios', '[3] is not a list of scenarios', [3], 'names of the library or paths of TOML files', None)]),
    'changes that are no table': (SCENARIO + OUTCOMES + 'set = 3\n' + DESIGN + FACTOR, [('set', '3 is not a table', 3, 'as [set] with "levers.matching_grant.ratio" = 2', None)]),
    'a change that leads nowhere': (SCENARIO + OUTCOMES + DESIGN + FACTOR + '[set]\n"levers.matching_grant.ratoi" = 2\n', [('levers.matching_grant.ratoi', 'unknown key', None, 'from_month, to_month, ramp_months, budget_usd, paid_by, funding, renewal_probabi...', 'ratio', '--set')]),
    'a scenario twice': ('scenarios = ["morocco_belgium_matching_grant", "morocco_belgium_matching_grant"]\n' + OUTCOMES + DESIGN + FACTOR, [('scenarios', 'names a scenario twice', ['morocco_belgium_matching_grant', 'morocco_belgium_matching_grant'], None, None)]),
    'a scenario misspelt': ('scenario = "morocco_belgim"\n' + OUTCOMES + DESIGN + FACTOR, [('', 'there is no scenario of that name in the library and no such file', None, 'crisis_response, ethiopia_netherlands, ethiopia_netherlands_dual_nationality, gl...', 'morocco_belgium', 'morocco_belgim')]),
    'no outcomes': (SCENARIO + DESIGN + FACTOR, [('outcomes', 'is not a list of outcomes', None, 'as ["remittances", "effect:donations"]', None)]),
    'an outcome of no form': (SCENARIO + 'outcomes = ["jobs["]\n' + DESIGN + FACTOR, [('outcomes', "'jobs[' is not of a known form", 'jobs[', 'OUTCOME, effect:OUTCOME or cost_per:OUTCOME, each with [BREAKDOWN=GROUP] where wanted', None)]),
    'a kind of outcome': (SCENARIO + 'outcomes = ["efect:jobs"]\n' + DESIGN + FACTOR, [('outcomes', "'efect:jobs': 'efect:' is unknown", 'efect:jobs', 'effect: or cost_per:', 'effect')]),
    'an outcome misspelt': (SCENARIO + 'outcomes = ["jbos"]\n' + DESIGN + FACTOR, [('outcomes', "there is no outcome 'jbos'", 'jbos', 'see diaspora list outcomes', 'jobs')]),
    'a judgement of no lever': (SCENARIO + 'outcomes = ["additional[lever=matching_grnt]"]\n' + DESIGN + FACTOR, [('outcomes', "'additional[lever=matching_grnt]' is counted for one lever", 'additional[lever=matching_grnt]', 'additional[lever=LEVER]: business_network, business_registration, consultation,...', 'matching_grant')]),
    'a breakdown misspelt': (SCENARIO + 'outcomes = ["jobs[sx=female]"]\n' + DESIGN + FACTOR, [('outcomes', "'jobs[sx=female]': there is no breakdown 'sx'", 'jobs[sx=female]', 'sex, generation, region, skill, faction, corridor, payer, lever, family', 'sex')]),
    'an outcome twice': (SCENARIO + 'outcomes = ["jobs", "jobs"]\n' + DESIGN + FACTOR, [('outcomes', "names 'jobs' twice", 'jobs', None, None)]),
    'no design': (SCENARIO + OUTCOMES + FACTOR, [('design.kind', 'is missing', None, 'grid, latin_hypercube, sobol_sequence, morris, saltelli, fast, rbd_fast, fractio...', None)]),
    'a design misspelt': (SCENARIO + OUTCOMES + '[design]\nkind = "latin_hypercub"\n' + FACTOR, [('design.kind', "'latin_hypercub' is not a kind of design", 'latin_hypercub', 'grid, latin_hypercube, sobol_sequence, morris, saltelli, fast, rbd_fast, fractio...', 'latin_hypercube')]),
    'a setting misspelt': (SCENARIO + OUTCOMES + '[design]\nkind = "latin_hypercube"\npoint = 4\n' + FACTOR, [('design.point', "a Latin hypercube has no 'point'", 4, 'points', 'points')]),
    'a setting of a design without any': (SCENARIO + OUTCOMES + '[design]\nkind = "fractional_factorial"\npoint = 4\n' + FACTOR, [('design.point', 'a fractional factorial takes no settings', 4, None, None)]),
    'points out of bounds': (SCENARIO + OUTCOMES + '[design]\nkind = "latin_hypercube"\npoints = 0\n' + FACTOR, [('design.points', '0 is out of bounds', 0, 'a whole number from 1 to 1e+06', None)]),
    'no power of two': (SCENARIO + OUTCOMES + '[design]\nkind = "saltelli"\nn = 48\n' + FACTOR + '[factors."parameters.giving.fatigue"]\n', [('design.n', "48 is not a power of two, which Sobol's sequence needs", 48, 'as 64', None)]),
    'odd levels': (SCENARIO + OUTCOMES + '[design]\nkind = "morris"\nlevels = 5\n' + FACTOR, [('design.levels', '5 is odd', 5, 'an even whole number', None)]),
    'too few points a factor': (SCENARIO + OUTCOMES + '[design]\nkind = "fast"\nn = 64\n' + FACTOR, [('design.n', '64 points a factor are too few', 64, 'a whole number above 64', None)]),
    'one group of all': (SCENARIO + OUTCOMES + '[design]\nkind = "saltelli"\nn = 4\ngroups = "levers"\n' + FACTOR, [('design.groups', "all factors fall into one group, 'matching_grant', whose Sobol indices are 1 whatever the outcome", 'levers', 'groups that make two or more of the factors, no groups, or a Morris design, whic...', None)]),
    'a grouping misspelt': (SCENARIO + OUTCOMES + '[design]\nkind = "morris"\ngroups = "lever"\n' + FACTOR, [('design.groups', "'lever' is not a grouping", 'lever', 'levers, grades, channels', 'levers')]),
    'groups as a number': (SCENARIO + OUTCOMES + '[design]\nkind = "morris"\ngroups = 3\n' + FACTOR, [('design.groups', '3 is no grouping', 3, 'levers, grades, channels, or a table of lists of factors', None)]),
    "groups of which one is no list": (SCENARIO + OUTCOMES + f'[design]\nkind = "morris"\n[design.groups]\na = ["{RATIO}"]\nb = 3\n' + FACTOR, [("design.groups", f"{ {'a': [RATIO], 'b': 3}!r} is no grouping", {"a": [RATIO], "b": 3}, "levers, grades, channels, or a table of lists of factors", None)]),
    "scenarios of which one is a number": (f'scenarios = ["{GRANT}", 3]\n' + OUTCOMES + DESIGN + FACTOR, [("scenarios", f"{[GRANT, 3]!r} is not a list of scenarios", [GRANT, 3], "names of the library or paths of TOML files", None)]),
    "outcomes of which one is a number": (SCENARIO + 'outcomes = ["jobs", 3]\n' + DESIGN + FACTOR, [("outcomes", "is not a list of outcomes", ["jobs", 3], 'as ["remittances", "effect:donations"]', None)]),
    'a group of nothing': (SCENARIO + OUTCOMES + '[design]\nkind = "morris"\n[design.groups]\na = []\n' + FACTOR, [('design.groups.a', 'has no factors', [], 'one factor or more', None)]),
    'a group called as a factor': (SCENARIO + OUTCOMES + f'[design]\nkind = "morris"\n[design.groups]\n"{RATIO}" = ["parameters.giving.fatigue"]\n' + FACTOR + '[factors."parameters.giving.fatigue"]\n', [('design.groups.levers.matching_grant.ratio', 'bears the name of a factor', 'levers.matching_grant.ratio', 'a name that is no path of a factor', None)]),
    'a group of what is no factor, and twice of one': (SCENARIO + OUTCOMES + f'[design]\nkind = "morris"\n[design.groups]\na = ["levers.matching_grant.ratoi", "{RATIO}", "{RATIO}"]\n' + FACTOR, [('design.groups.a', "'levers.matching_grant.ratoi' is not a factor", 'levers.matching_grant.ratoi', None, 'levers.matching_grant.ratio'), ('design.groups.a', "'levers.matching_grant.ratio' is in two groups", 'levers.matching_grant.ratio', None, None)]),
    'a table without a file': (SCENARIO + OUTCOMES + '[design]\nkind = "table"\n', [('design.file', 'is missing', None, 'a path ending in .csv or .parquet', None)]),
    'a file that is no table': (SCENARIO + OUTCOMES + '[design]\nkind = "table"\nfile = "a.txt"\n', [('design.file', "'a.txt' is not a table", 'a.txt', 'a path ending in .csv or .parquet', None)]),
    'a table that is not there': (SCENARIO + OUTCOMES + '[design]\nkind = "table"\nfile = "a.csv"\n', [('design.file', 'there is no such file', 'a.csv', 'a path from the folder of the experiment file', None)]),
    'factors as a number': (SCENARIO + OUTCOMES + 'factors = 3\n' + DESIGN, [('factors', 'is not a table of tables', None, 'as [factors."levers.matching_grant.ratio"]', None)]),
    'no factors': (SCENARIO + OUTCOMES + DESIGN, [('factors', 'there are none', None, 'at least one, as [factors."levers.matching_grant.ratio"]', None)]),
    'a factor: lever': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grnt.ratio"]\n', [('factors."levers.matching_grnt.ratio"', "there is no lever 'matching_grnt'", 'levers.matching_grnt.ratio', 'business_network, business_registration, consultation, credit_guarantee, diaspor...', 'matching_grant')]),
    'a factor: term': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.ratoi"]\n', [('factors."levers.matching_grant.ratoi"', "the lever 'matching_grant' has no 'ratoi'", 'levers.matching_grant.ratoi', 'from_month, to_month, ramp_months, budget_usd, paid_by, funding, renewal_probabi...', 'levers.matching_grant.ratio')]),
    'a factor: elig': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.eligibility.random_shar"]\n', [('factors."levers.matching_grant.eligibility.random_shar"', "the lever 'matching_grant' has no 'eligibility.random_shar'", 'levers.matching_grant.eligibility.random_shar', 'from_month, to_month, ramp_months, budget_usd, paid_by, funding, renewal_probabi...', 'levers.matching_grant.eligibility.random_share')]),
    'a factor: arm': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.eligibility.arm"]\n', [('factors."levers.matching_grant.eligibility.arm"', "the lever 'matching_grant' has no 'eligibility.arm'", 'levers.matching_grant.eligibility.arm', 'from_month, to_month, ramp_months, budget_usd, paid_by, funding, renewal_probabi...', 'levers.matching_grant.eligibility.sex')]),
    'a factor: param': (SCENARIO + OUTCOMES + DESIGN + '[factors."parameters.giving.fatige"]\n', [('factors."parameters.giving.fatige"', 'there is no such parameter', 'parameters.giving.fatige', 'parameters.MECHANISM.NAME', 'parameters.giving.fatigue')]),
    'a factor: room': (SCENARIO + OUTCOMES + DESIGN + '[factors."lever.matching_grant.ratio"]\n', [('factors."lever.matching_grant.ratio"', "'lever' is nothing that a factor can move", 'lever.matching_grant.ratio', 'levers..., parameters..., corridor..., shocks..., ministry...', 'levers')]),
    'a factor: corridor': (SCENARIO + OUTCOMES + DESIGN + '[factors."corridor.MAR-FRA.household_size"]\n', [('factors."corridor.MAR-FRA.household_size"', "the scenario morocco_belgium_matching_grant has no corridor 'MAR-FRA'", 'corridor.MAR-FRA.household_size', 'MAR-BEL', 'MAR-BEL')]),
    'a factor: figure': (SCENARIO + OUTCOMES + DESIGN + '[factors."corridor.MAR-BEL.household_sise"]\n', [('factors."corridor.MAR-BEL.household_sise"', "a corridor has no figure 'household_sise'", 'corridor.MAR-BEL.household_sise', 'migrant_stock, household_size, descendant_share, female_share, skilled_share, or...', 'corridor.MAR-BEL.household_size')]),
    'a factor: shock2': ('scenario = "crisis_response"\n' + OUTCOMES + DESIGN + '[factors."shocks.0.moth"]\nlow = 1\nhigh = 3\n', [('factors."shocks.0.moth"', "a shock has no 'moth' that can vary", 'shocks.0.moth', 'month, months, size, share, random_share', 'shocks.0.month')]),
    'a factor: shock kind': ('scenario = "crisis_response"\n' + OUTCOMES + DESIGN + '[factors."shocks.0.kind"]\n', [('factors."shocks.0.kind"', "a shock has no 'kind' that can vary", 'shocks.0.kind', 'month, months, size, share, random_share', None)]),
    'a factor: shock x': ('scenario = "crisis_response"\n' + OUTCOMES + DESIGN + '[factors."shocks.x.month"]\n', [('factors."shocks.x.month"', "the scenario crisis_response has 2 shocks and none numbered 'x'", 'shocks.x.month', None, None)]),
    'a factor: ministry': (SCENARIO + OUTCOMES + DESIGN + '[factors."ministry.priorty"]\n', [('factors."ministry.priorty"', "a ministry has no 'priorty'", 'ministry.priorty', 'priority, institutional_home, renewal_probability, strategy_month', 'ministry.priority')]),
    'a factor: key': (SCENARIO + OUTCOMES + DESIGN + FACTOR.replace('low','lo'), [('factors."levers.matching_grant.ratio".lo', 'unknown key', 0.5, 'low, high, values, distribution, mode', 'low')]),
    'a factor: values+': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.rule"]\nvalues = ["first_come", "quota"]\nlow = 1\n', [('factors."levers.matching_grant.rule".low', 'is given together with values', None, 'values alone', None)]),
    'a factor: one value': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.rule"]\nvalues = ["first_come"]\n', [('factors."levers.matching_grant.rule".values', 'is not a list of at least two values', ['first_come'], 'values = [...]: first_come, need_weighted, quota', None)]),
    'a factor: wrong value': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.rule"]\nvalues = ["first_come", "quotas"]\n', [('factors."levers.matching_grant.rule".values', "value 2: 'quotas' is not one of the choices", 'quotas', 'first_come, need_weighted, quota', 'quota')]),
    'a factor: same value': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.rule"]\nvalues = ["first_come", "first_come"]\n', [('factors."levers.matching_grant.rule".values', 'names a value twice', ['first_come', 'first_come'], None, None)]),
    'a factor: list': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.eligibility.communities"]\n', [('factors."levers.matching_grant.eligibility.communities"', 'is a list: give the lists to choose from as values', None, 'values = [[...], [...]]', None)]),
    'a factor: missing': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.from_month"]\n', [('factors."levers.matching_grant.from_month".low', 'is missing: the declaration has bounds, and no range that one would draw from', None, 'a whole number from 0 to 1200', None), ('factors."levers.matching_grant.from_month".high', 'is missing: the declaration has bounds, and no range that one would draw from', None, 'a whole number from 0 to 1200', None)]),
    'a factor: bounds': (SCENARIO + OUTCOMES + DESIGN + f'[factors."{RATIO}"]\nlow = -1\nhigh = 6\n', [('factors."levers.matching_grant.ratio".low', '-1 is out of bounds', -1, 'a number from 0 to 5', None), ('factors."levers.matching_grant.ratio".high', '6 is out of bounds', 6, 'a number from 0 to 5', None)]),
    'a factor: dist': (SCENARIO + OUTCOMES + DESIGN + FACTOR + 'distribution = "unifrm"\n', [('factors."levers.matching_grant.ratio".distribution', "'unifrm' is not a distribution", 'unifrm', 'uniform, log_uniform, triangular, normal', 'uniform')]),
    'a factor: order': (SCENARIO + OUTCOMES + DESIGN + f'[factors."{RATIO}"]\nlow = 2\nhigh = 2\n', [('factors."levers.matching_grant.ratio".high', '2 is not above low = 2', 2, 'a number above 2', None)]),
    'a factor: log': (SCENARIO + OUTCOMES + DESIGN + f'[factors."{RATIO}"]\nlow = 0\nhigh = 2\ndistribution = "log_uniform"\n', [('factors."levers.matching_grant.ratio".low', 'a log-uniform factor lies above 0', 0, 'a number above 0', None)]),
    'a factor: mode': (SCENARIO + OUTCOMES + DESIGN + FACTOR + 'mode = 1.0\n', [('factors."levers.matching_grant.ratio".mode', '1.0 is no mode', 1.0, 'a number from 0.5 to 3.0, with a triangular distribution', None)]),
    'a factor: mode out': (SCENARIO + OUTCOMES + DESIGN + FACTOR + 'mode = 3.5\ndistribution = "triangular"\n', [('factors."levers.matching_grant.ratio".mode', '3.5 is no mode', 3.5, 'a number from 0.5 to 3.0, with a triangular distribution', None)]),
    'a factor: int': (SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.from_month"]\nlow = 1\nhigh = 9\ndistribution = "normal"\n', [('factors."levers.matching_grant.from_month".distribution', 'whole numbers are drawn uniformly', 'normal', 'uniform', None)]),
    'other scenario': ('scenarios = ["morocco_belgium_matching_grant", "ethiopia_netherlands"]\n' + OUTCOMES + DESIGN + '[factors."corridor.MAR-BEL.household_size"]\n', [('factors."corridor.MAR-BEL.household_size"', "the scenario ethiopia_netherlands has no corridor 'MAR-BEL'", 'corridor.MAR-BEL.household_size', 'ETH-NLD', None)]),
    'grid too many': (SCENARIO + OUTCOMES + '[design]\nkind = "grid"\nlevels = 1000\n' + FACTOR + '[factors."parameters.giving.fatigue"]\n[factors."parameters.giving.norm"]\n', [('design.levels', 'the grid would have 1,000,000,000 points', 1000000000, 'at most 1,000,000: less of it, fewer factors, or a sample of the same space, as...', None)]),
    'factorial values': (SCENARIO + OUTCOMES + '[design]\nkind = "fractional_factorial"\n' + FACTOR + '[factors."levers.matching_grant.rule"]\n', [('factors."levers.matching_grant.rule".values', 'a fractional factorial design runs 2 of the 3 values and leaves the others out', ['first_come', 'need_weighted', 'quota'], 'at most 2 values, or another kind of design', None)]),
    'morris values': (SCENARIO + OUTCOMES + '[design]\nkind = "morris"\nlevels = 2\n' + FACTOR + '[factors."levers.matching_grant.rule"]\n', [('factors."levers.matching_grant.rule".values', 'a Morris trajectories design runs 2 of the 3 values and leaves the others out', ['first_come', 'need_weighted', 'quota'], 'at most 2 values, or levels = 4, or another kind of design', None)]),
}  # fmt: skip


def is_told(problem: Problem, wanted: Told, file: str) -> bool:
    key, says, value, allowed, near, *setter = wanted
    begins = allowed is not None and allowed.endswith("...")
    as_allowed = (problem.allowed or "").startswith(allowed[:-3]) if begins else problem.allowed == allowed
    return (problem.key, problem.says, problem.value, problem.nearest, problem.file) == (key, says, value, near, *(setter or [file])) and as_allowed


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_an_experiment_is_told_whole(tmp_path: Path, name: str) -> None:
    text, wanted = WRONG[name]
    (tmp_path / "e.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_experiment(tmp_path / "e.toml")
    found = raised.value.problems
    assert len(found) == len(wanted) and [one for one, other in zip(found, wanted, strict=True) if not is_told(one, other, str(tmp_path / "e.toml"))] == []


AT_THE_BOUND: dict[str, str] = {
    "the least and the most": SCENARIO + "replications = 1\nsample = 100\nseed = 0\nyears = 1\n" + OUTCOMES + DESIGN + FACTOR,
    "one point": SCENARIO + OUTCOMES + '[design]\nkind = "latin_hypercube"\npoints = 1\n' + FACTOR,
    "just enough points of a curve": SCENARIO + OUTCOMES + '[design]\nkind = "fast"\nn = 65\n' + FACTOR + '[factors."parameters.giving.fatigue"]\n',
    "two groups": SCENARIO + OUTCOMES + '[design]\nkind = "saltelli"\nn = 4\ngroups = "levers"\n' + FACTOR + '[factors."parameters.giving.fatigue"]\n',
    "a group called as its only factor": SCENARIO + OUTCOMES + f'[design]\nkind = "morris"\n[design.groups]\n"{RATIO}" = ["{RATIO}"]\n' + FACTOR,
    "two values": SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.rule"]\nvalues = ["first_come", "quota"]\n',
    "all of its choices": SCENARIO + OUTCOMES + DESIGN + '[factors."levers.matching_grant.rule"]\n',
    "its bounds": SCENARIO + OUTCOMES + DESIGN + f'[factors."{RATIO}"]\nlow = 0\nhigh = 5\n',
    "a mode at an end": SCENARIO + OUTCOMES + DESIGN + FACTOR + 'mode = 3.0\ndistribution = "triangular"\n',
    "the same horizon given": f'scenarios = ["{GRANT}", "ethiopia_netherlands"]\nseries = true\nyears = 3\n' + OUTCOMES + DESIGN + '[factors."parameters.giving.fatigue"]\n',
}


@pytest.mark.parametrize("name", AT_THE_BOUND)
def test_what_lies_at_a_bound_is_an_experiment(tmp_path: Path, name: str) -> None:
    (tmp_path / "e.toml").write_text(AT_THE_BOUND[name], encoding="utf-8")
    assert load_experiment(tmp_path / "e.toml").name == "e"


def test_horizons_differ_only_where_no_years_are_kept(tmp_path: Path) -> None:
    short = tmp_path / "short.toml"
    short.write_text('schema = 1\nbase = "morocco_belgium"\nyears = 3\n', encoding="utf-8")
    text = f'scenarios = ["{GRANT}", "{short}"]\n' + OUTCOMES + DESIGN + '[factors."parameters.giving.fatigue"]\n'
    (tmp_path / "e.toml").write_text(text, encoding="utf-8")
    assert [scenario.years for scenario in load_experiment(tmp_path / "e.toml").scenarios] == [10, 3]
    (tmp_path / "e.toml").write_text(f"series = true\n{text}", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_experiment(tmp_path / "e.toml")
    assert raised.value.problems == (Problem("years", "the scenarios have different horizons: give one for the yearly values", str(tmp_path / "e.toml"), None, "a whole number"),)


def test_files_that_cannot_be_experiments_are_told_with_those_that_can(tmp_path: Path) -> None:
    allowed = "an experiment file in TOML: scenario, outcomes, [design] and [factors]"

    def problem(path: Path | str) -> Problem:
        with pytest.raises(InputError) as raised:
            load_experiment(path)
        (found,) = raised.value.problems
        return found

    (tmp_path / "e.toml").write_text("", encoding="utf-8")
    assert problem(tmp_path / "e.toml") == Problem("", "the file is empty", str(tmp_path / "e.toml"), None, allowed, str(tmp_path / "e.toml"))
    gone = problem(tmp_path / "ee.toml")
    assert (gone.says, gone.allowed, gone.nearest) == (f"there is no such file, and no experiment of that name: {', '.join(library())}", allowed, str(tmp_path / "e.toml"))
    assert problem(tmp_path).says == "is not a regular file"
    (tmp_path / "e.toml").write_bytes(b"#" * (LARGEST_FILE + 1))
    assert problem(tmp_path / "e.toml").says == f"is too large: {LARGEST_FILE + 1} bytes"
    (tmp_path / "e.toml").write_bytes(b"#" * LARGEST_FILE)
    assert problem(tmp_path / "e.toml").says == "the file is empty"


def test_experiments_of_the_library_are_found_by_name_and_a_file_goes_before_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = next(iter(library()))
    assert load_experiment(name).name == name and list(library()) == sorted(library())
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(SCENARIO + OUTCOMES + DESIGN + FACTOR, encoding="utf-8")
    assert load_experiment(name).paths == (RATIO,) and load_experiment(name).sample == 2_000


def test_own_values_of_every_room() -> None:
    scenario = load("crisis_response", set={"levers.matching_grant.ratio": 2.5, "levers.matching_grant.eligibility": {"random_share": 0.5}, "parameters.giving.fatigue": 0.25})
    corridor = scenario.corridors[0]
    wanted = {
        RATIO: 2.5, "levers.matching_grant.eligibility.random_share": 0.5, "parameters.giving.fatigue": 0.25, f"corridor.{corridor}.household_size": scenario.figures[corridor]["household_size"].value,
        "shocks.0.month": scenario.shocks[0].month, "shocks.1.month": scenario.shocks[1].month, "levers.trade_fair.places": REGISTRY["trade_fair"].parameters["places"].value,
    }  # fmt: skip
    assert {path: own_value(scenario, path) for path in wanted} == wanted and scenario.shocks[0].month != scenario.shocks[1].month
    with pytest.raises(InputError, match="there is no such parameter"):
        own_value(scenario, "parameters.giving.nothing")
    pairs = [((1, 2), [1, 2]), ((1, 2), [2, 1]), (math.nan, math.nan), (math.nan, 1.0), (1.0, math.nan), ((), []), ("a", ["a"])]
    assert [same_value(*pair) for pair in pairs] == [True, False, True, False, False, True, False]


# --- which worlds are played --------------------------------------------------------------------------------------------------------------------------------


class Played:
    """A world that counts what is done with it: 100 remittances, 10 jobs more a lever times its ratio, 5 USD a lever."""

    told: list[str] = []
    forks: list[tuple[int, Any, Any, bool]] = []

    def __init__(self, settings: Any, levers: Any, shocks: Any, seed: int = 0, replication: int = 0, ratio: float = 0.0) -> None:
        self.levers, self.shocks, self.stage = tuple(levers), shocks, [SimpleNamespace(nbytes=8)]
        self.place = (seed, replication)

    def burn_in(self) -> Played:
        self.told.append(f"burn-in {self.place}")
        return self

    def fork(self, levers: Any, shocks: Any, onto: Any = None, ministry: Any = None) -> Played:
        self.forks.append((len(levers), shocks, ministry, onto is not None))
        return Played(None, levers, shocks)

    def run(self) -> None:
        self.told.append("run " + ", ".join(lever.id for lever in self.levers))

    @property
    def numbers(self) -> dict[str, float]:
        ratio = sum(getattr(lever, "ratio", 1.0) for lever in self.levers)
        return {"remittances": 100.0, "jobs": 50.0 + 10.0 * ratio, "public_cost": 1.0 + 5.0 * len(self.levers)}

    def totals(self, names: Any) -> dict[str, float]:
        self.told.append("measure " + ", ".join(names))
        return {name: self.numbers[name] for name in names}

    def measures(self) -> Any:
        self.told.append("measure all")
        keys = [(name, None, None) for name in self.numbers] + [("jobs", "sex", "female")]
        return SimpleNamespace(keys=keys, values=np.array([*self.numbers.values(), self.numbers["jobs"] / 2.0]))

    def series(self) -> pd.DataFrame:
        return pd.DataFrame({name: [value] * 24 for name, value in self.numbers.items()})

    def acts(self) -> tuple[str, ...]:
        return tuple(lever.id for lever in self.levers)

    def uptake(self) -> dict[Any, float]:
        return {("uptake", "lever", lever.id): 0.5 for lever in self.levers}

    def dispose(self) -> None:
        self.told.append("end")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(Played, "told", [])
    monkeypatch.setattr(Played, "forks", [])
    monkeypatch.setattr(model_runs, "DiasporaModel", Played)
    monkeypatch.setattr(model_runs, "_STORE", model_runs._Store())
    monkeypatch.setattr(model_runs, "judge", lambda acts, base, levers: {("additional", "lever", lever.id): 1.0 + len(acts) - len(base) + 10.0 * len(levers) for lever in levers})
    return Played.told


def subject(*outcomes: str, scenarios: tuple[str, ...] = (GRANT,), **more: Any) -> ModelSubject:
    asked, problems = read_asked(list(outcomes))
    assert not problems
    return ModelSubject(tuple(load(name, years=2) for name in scenarios), asked, 500, **{"token": f"{outcomes} {scenarios}", **more})


def test_a_level_needs_no_world_without_levers(played: list[str]) -> None:
    answer = subject("remittances", "jobs").perform([(3, {RATIO: 2.0}), (4, {RATIO: 1.0})], 1, 9)
    assert [(run.point, run.scenario, run.values) for run in answer.runs] == [(3, 0, (100.0, 70.0)), (4, 0, (100.0, 60.0))] and answer.failures == []
    assert played == ["burn-in (9, 1)", "run matching_grant", "measure jobs, remittances", "end", "run matching_grant", "measure jobs, remittances", "end"]
    shocks = load(GRANT).shocks
    assert Played.forks == [(1, shocks, None, False), (1, shocks, None, True)]  # the second run takes the memory of the first


def test_effects_and_costs_are_against_the_world_without_levers_which_is_run_once(played: list[str]) -> None:
    answer = subject("effect:jobs", "cost_per:jobs", "remittances").perform([(0, {RATIO: 2.0}), (1, {RATIO: 1.0})], 1, 9)
    assert [run.values for run in answer.runs] == [(20.0, 0.25, 100.0), (10.0, 0.5, 100.0)]
    measured = "measure jobs, public_cost, remittances"
    assert played == ["burn-in (9, 1)", "run ", measured, "end", "run matching_grant", measured, "end", "run matching_grant", measured, "end"]
    played.clear()
    assert subject("effect:jobs").perform([(0, {RATIO: 3.0})], 2, 9).runs[0].values == (30.0,) and "measure jobs" in played and not any("public_cost" in each for each in played)


def test_worlds_are_shared_by_points_of_one_population_and_by_no_others(played: list[str]) -> None:
    fatigue = "parameters.giving.fatigue"
    given = subject("jobs")
    given.perform([(0, {RATIO: 1.0, fatigue: 0.1}), (1, {RATIO: 1.0, fatigue: 0.2}), (2, {RATIO: 2.0, fatigue: 0.1})], 1, 9)
    assert played.count("burn-in (9, 1)") == 2 and len(Played.forks) == 3
    given.perform([(0, {RATIO: 1.0, fatigue: 0.1})], 1, 9)
    assert played.count("burn-in (9, 1)") == 2
    given.perform([(0, {RATIO: 1.0, fatigue: 0.1})], 2, 9)
    replace(given, token="other").perform([(0, {RATIO: 1.0, fatigue: 0.1})], 1, 9)
    assert (played.count("burn-in (9, 2)"), played.count("burn-in (9, 1)")) == (1, 3)
    Played.forks.clear()
    shocked = replace(given, scenarios=(with_changes(given.scenarios[0], {"shocks": [{"kind": "disaster"}], "ministry": {"priority": 0.5}}),), token="s")
    answer = replace(shocked, asked=read_asked(["effect:jobs"])[0]).perform([(0, {"shocks.0.month": 3}), (1, {"shocks.0.month": 3, RATIO: 3.0}), (2, {"shocks.0.month": 5})], 1, 9)
    assert [run.values for run in answer.runs] == [(10.0,), (30.0,), (10.0,)]
    assert [(levers, shocks[0].month, ministry is not None) for levers, shocks, ministry, _ in Played.forks] == [(0, 3, False), (1, 3, True), (1, 3, True), (0, 5, False), (1, 5, True)]


def test_years_and_groups_are_measured_where_they_are_asked_for(played: list[str]) -> None:
    given = subject("jobs", "effect:jobs", "cost_per:jobs", "remittances", yearly=True)
    assert given.columns == ("jobs", "effect:jobs", "cost_per:jobs", "remittances", *(f"{name}@{year}" for name in ("jobs", "effect:jobs", "cost_per:jobs", "remittances") for year in (1, 2)))
    (run,) = given.perform([(0, {RATIO: 2.0})], 1, 9).runs
    jobs, before, cost, flow = 70.0, 50.0, 60.0, 1200.0  # jobs stand, money flows: twelve months of 100, of 6 less 1
    assert run.values == (jobs, 20.0, 0.25, 100.0, jobs, jobs, jobs - before, jobs - before, cost / 20.0, cost / 20.0, flow, flow)
    played.clear()
    (run,) = subject("jobs[sex=female]", "effect:jobs[sex=female]", "remittances").perform([(0, {RATIO: 2.0})], 1, 9).runs
    assert run.values == (35.0, 10.0, 100.0) and played.count("measure all") == 2 and len(played) == len([each for each in played if "measure jobs" not in each])
    lost = subject("jobs[sex=male]").perform([(0, {RATIO: 2.0})], 1, 9)
    assert lost.runs == [] and [(failed.point, failed.stage, failed.error) for failed in lost.failures] == [(0, "measuring", "KeyError: 'the run has no jobs[sex=male]: no such group'")]


def test_what_a_lever_adds_is_against_the_same_policy_without_it(played: list[str]) -> None:
    (run,) = subject("additional[lever=matching_grant]", "jobs").perform([(0, {RATIO: 2.0})], 1, 9).runs
    assert run.values == (1.0 + 1.0 + 10.0, 70.0) and played.count("run ") == 1  # set against no policy, which has one act less
    played.clear()
    levers = tuple(lever.id for lever in load(PACKAGE).levers)
    rest = ", ".join(name for name in levers if name != "matching_grant")
    (run,) = subject("additional[lever=matching_grant]", "deadweight[lever=matching_grant]", scenarios=(PACKAGE,)).perform([(0, {RATIO: 2.0})], 1, 9).runs
    assert run.values[0] == 1.0 + 1.0 + 10.0 and math.isnan(run.values[1]) and [each for each in played if each.startswith("run")] == ["run ", f"run {', '.join(levers)}", f"run {rest}"]
    assert played.count("end") == 3


def test_calibrated_sets_are_taken_by_replication_and_set_values_stay(played: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    sets = Ensemble({"giving.fatigue": (0.1, 0.2, 0.3)}, {"giving.fatigue": 0.9}, "declared", {})
    seen: list[float] = []
    monkeypatch.setattr(model_runs, "with_changes", lambda scenario, values: with_changes(scenario, values))
    monkeypatch.setattr(type(load(GRANT)), "settings", lambda self, sample=None: seen.append((self.parameters.get("giving.fatigue"), sample)))
    for replication in range(3):
        subject("jobs", ensemble=sets).perform([(0, {RATIO: 2.0})], replication, 5)
    assert seen == [(sets.member(member_of_draw(5, replication, 3))["giving.fatigue"], 500) for replication in range(3)]
    seen.clear()
    subject("jobs", ensemble=sets, is_point=True, token="p").perform([(0, {RATIO: 2.0})], 1, 5)
    subject("jobs", ensemble=sets, token="q").perform([(0, {"parameters.giving.fatigue": 0.25})], 1, 5)
    subject("jobs", token="r").perform([(0, {RATIO: 2.0})], 1, 5)
    assert seen == [(0.9, 500), (0.25, 500), (None, 500)]


# --- shares put together ------------------------------------------------------------------------------------------------------------------------------------


class Shelf(SimpleNamespace):
    """A folder that holds one part, or none."""

    def read(self, plan: Any, place: Any) -> Any:
        return self.part

    def unlist(self) -> None:
        self.unlisted = True

    def write_bytes(self, file: str, content: bytes) -> None:
        self.written = (file, content)

    def load(self, file: str) -> bytes | None:
        return self.content


def part(covered: int, *values: float, failures: int = 0) -> Any:
    return SimpleNamespace(covered=covered, runs=pa.table({"y": list(values)}), failures=SimpleNamespace(num_rows=failures))


def test_a_part_is_copied_where_there_is_none_or_less_and_never_over_another() -> None:
    place, plan = Place(0, 0, 32, 1), SimpleNamespace()

    def taken(mine: Any, theirs: Any) -> Any:
        shelf = Shelf(path="target", part=mine, written=None, unlisted=False)
        reading._take(Shelf(path="from", content=b"theirs"), theirs, shelf, plan, place)  # type: ignore[arg-type]
        assert shelf.unlisted is (shelf.written is not None)
        return shelf.written

    copied = (place.file, b"theirs")
    assert taken(None, part(2, 1.0, 2.0)) == copied and taken(part(1, 1.0), part(2, 1.0, 2.0)) == copied
    assert taken(part(2, 1.0, 2.0), part(2, 1.0, 2.0)) is None and taken(part(2, 1.0, 2.0), part(1, 9.0)) is None
    for other in (part(2, 1.0, 9.0), part(2, 1.0, 2.0, failures=1)):
        with pytest.raises(InputError) as raised:
            taken(part(2, 1.0, 2.0), other)
        assert raised.value.problems == (Problem(f"{place.name}.parquet", "differs between from and target; it was left as it is"),)
