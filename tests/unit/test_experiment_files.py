"""What an experiment file asks for and no run can do is refused before the first run; a table is read cell by cell."""

from __future__ import annotations

import time
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.cli.sensitivity_commands import analyse_experiment
from experiments.sweeps import Experiment, load_experiment
from experiments.sweeps.designs import DESIGNS, Design, n_points, points_of, unsuited
from experiments.sweeps.factor import Factor
from experiments.sweeps.tried_first import groups_of
from model.errors import InputError
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.policy import levers_in_force
from model.world import DiasporaModel
from scenarios import load
from scenarios.reading import build as building

RATIO, RULE, FATIGUE = "levers.matching_grant.ratio", "levers.matching_grant.rule", "parameters.giving.fatigue"


def experiment(
    folder: Path, design: str, factors: str = "", outcomes: str = '"public_cost"', scenario: str = "morocco_belgium_matching_grant", more: str = ""
) -> Experiment:
    path = folder / "e.toml"
    path.write_text(f'scenario = "{scenario}"\nreplications = 1\nyears = 1\nsample = 200\noutcomes = [{outcomes}]\n{more}\n[design]\n{design}\n{factors}', "utf-8")
    return load_experiment(path)


def of_ratio(low: float = 0.5, high: float = 3.0) -> str:
    return f'[factors."{RATIO}"]\nlow = {low}\nhigh = {high}\n'


def of_table(folder: Path, content: str | bytes, name: str = "t.csv") -> Experiment:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return experiment(folder, f'kind = "table"\nfile = "{name}"')


def refused(folder: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as error:
        of_table(folder, content)
    assert "t.csv" in str(error.value)
    return str(error.value)


POINTS = [("first_come", 0.5, 0.1), ("quota", 1.25, 0.2)]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("part", "comma"), [(",", "."), (";", ","), (";", "."), ("\t", ","), (", ", ".")])
def test_a_table_is_read_as_spreadsheets_of_all_countries_write_it(tmp_path: Path, part: str, comma: str, end: str, mark: str) -> None:
    rows = [part.join([RULE, RATIO, FATIGUE]), *(part.join([rule, str(ratio).replace(".", comma), str(x).replace(".", comma)]) for rule, ratio, x in POINTS)]
    assert of_table(tmp_path, mark + end.join(rows) + end).points().values == POINTS


@pytest.mark.parametrize("index", [True, False])
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_the_index_that_pandas_writes_is_no_factor(tmp_path: Path, suffix: str, index: bool) -> None:
    frame = pd.DataFrame(POINTS, columns=[RULE, RATIO, FATIGUE], index=pd.Index([0, 1]))
    frame.to_csv(tmp_path / "t.csv", index=index) if suffix == "csv" else frame.to_parquet(tmp_path / "t.parquet", index=index)
    wanted = experiment(tmp_path, f'kind = "table"\nfile = "t.{suffix}"')
    assert wanted.paths == (RULE, RATIO, FATIGUE) and wanted.points().values == POINTS


def test_whole_numbers_yes_or_no_and_a_column_that_stays_the_same(tmp_path: Path) -> None:
    officers, bonded = "levers.skills_placement.officers", "levers.skills_placement.bonded_return"
    wanted = of_table(tmp_path, f"point,{officers},{bonded},{RATIO}\n7,2,True,1\n8,3,false,1\n")
    assert wanted.points().values == [(2, True, 1.0), (3, False, 1.0)]
    assert all(isinstance(values[0], int) and isinstance(values[2], float) for values in wanted.points().values)


def test_one_cell_of_text_is_named_with_its_row_column_and_content(tmp_path: Path) -> None:
    lines = [f"{0.1 + 0.01 * k:.2f},0.1" for k in range(200)]
    lines[120] = "1.3O,0.1"
    said = refused(tmp_path, "\n".join([f"{RATIO},{FATIGUE}", *lines]))
    assert said == f"t.csv: row 121 (line 122), column {RATIO}: '1.3O' is not a number; allowed: a number from 0 to 5"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"{RATIO}\n0.5\n9\n", f"row 2 (line 3), column {RATIO}: 9 is out of bounds"),
        (f"{RATIO};{FATIGUE}\n0,5;0,1\n;0,2\n", f"row 2 (line 3), column {RATIO}: is empty"),
        (f"{RATIO}\n0,5\n", "row 1 (line 2) has 2 cells, the header 1; a decimal comma needs semicolons"),
        ("levers.matching_grant.cap_usd;x\n50 000;1\n", "'50 000' is not a number: write 50000"),
        (f"{RULE}\nfirst_come\nquotas\n", "did you mean 'quota'"),
        (f"{RATIO},levers.matching_grant.ratoi\n1,1\n", "did you mean 'levers.matching_grant.ratio'"),
        (f"{RATIO},{RATIO}\n1,1\n2,2\n", f"two columns are called '{RATIO}'"),
        (f"{RATIO},\n1,x\n2,y\n", "column 2 has no name"),
        (f"{RATIO}\n", "has no rows or no columns"),
        ("", "has no rows or no columns"),
        (f"{RATIO},{RULE}\n1,é\n".encode("latin-1"), "is no text in UTF-8; allowed: the same table saved as CSV UTF-8"),
        (f"{RATIO}\n1\nnan\n", "'nan' is not a number"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_where_it_stands(tmp_path: Path, content: str | bytes, says: str) -> None:
    found = refused(tmp_path, content)
    if "quotas" in str(content):
        assert "'quotas'" in found
    else:
        assert says in found


def test_a_table_that_is_no_parquet_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"t\.parquet.*cannot be read"):
        of_table(tmp_path, "a;b", "t.parquet")


@pytest.mark.parametrize("kind", [kind for kind in DESIGNS if kind != "table"])
def test_the_number_of_points_is_known_before_they_are_made(kind: str) -> None:
    factors = (Factor("x", 0.0, 1.0), Factor("y", 1, 4, is_integer=True), Factor("z", values=("a", "b")))
    settings = {name: parameter.value for name, parameter in DESIGNS[kind].keys.items()} | ({"n": 64} if kind == "saltelli" else {})
    design = Design(kind, settings)
    assert n_points(design, factors) == len(points_of(design, factors, 1, (0.5, 2, "a")).values)


def test_a_design_of_too_many_points_is_refused_at_once_with_their_number() -> None:
    factors = tuple(Factor(f"x{k}", 0.0, 1.0) for k in range(15))
    for kind, settings, count, key in (
        ("grid", {"levels": 4}, 4**15, "levels"),
        ("saltelli", {"n": 2**17, "second_order": True}, 2**17 * 32, "n"),
        ("morris", {"trajectories": 100_000, "levels": 4}, 1_600_000, "trajectories"),
        ("fast", {"n": 100_000, "harmonics": 4}, 1_500_000, "n"),
    ):
        began = time.perf_counter()
        (problem,) = unsuited(Design(kind, settings), factors)
        assert time.perf_counter() - began < 1.0
        assert problem.key == f"design.{key}" and f"{count:,} points" in problem.says and problem.value == count
    assert not unsuited(Design("grid", {"levels": 2}), factors)


@pytest.mark.parametrize(
    ("design", "n_values", "says"),
    [
        ('kind = "fractional_factorial"', 3, "runs 2 of the 3 values"),
        ('kind = "morris"\nlevels = 2', 3, "runs 2 of the 3 values and leaves the others out; allowed: at most 2 values, or levels = 4"),
        ('kind = "fractional_factorial"', 2, ""),
        ('kind = "morris"\nlevels = 4', 3, ""),
    ],
)
def test_values_that_a_design_never_runs_are_not_left_out_unsaid(tmp_path: Path, design: str, n_values: int, says: str) -> None:
    values = ["first_come", "need_weighted", "quota"][:n_values]
    factors = of_ratio() + f'[factors."{RULE}"]\nvalues = {values}\n'.replace("'", '"')
    if not says:
        assert {row[1] for row in experiment(tmp_path, design, factors).points().values} == set(values)
        return
    with pytest.raises(InputError) as error:
        experiment(tmp_path, design, factors)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ("remittances[sex=women]", "there is no group 'women' by sex"),
        ("remittances[sex=femal]", "did you mean 'female'"),
        ("effect:donations[region=MAR-9]", "there is no group 'MAR-9' by region"),
        ("remittances[corridor=MAR-FRA]", "allowed: MAR-BEL"),
        ("remittances[payer=origin_state]", "remittances is not given by payer"),
        ("trust[lever=matching_grant]", "trust is not given by lever"),
        ("backlog[sex=female]", "allowed: the whole of it"),
        ("public_cost[payer=origin]", "did you mean 'origin_state'"),
    ],
)
def test_groups_that_no_run_has_are_refused(tmp_path: Path, outcome: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        experiment(tmp_path, 'kind = "latin_hypercube"\npoints = 4', of_ratio(), f'"{outcome}"')
    assert says in str(error.value) and outcome in str(error.value)


def test_groups_that_are_promised_are_those_of_a_run() -> None:
    scenario = load("morocco_belgium_matching_grant", years=1)
    run = DiasporaModel(scenario.settings(200), scenario.levers, scenario.shocks)
    run.run()
    measured: dict[str, dict[str, set[str]]] = {}
    for outcome, breakdown, group in run.measures().keys:
        found = measured.setdefault(outcome, {})
        if breakdown is not None and group is not None:
            found.setdefault(breakdown, set()).add(group)
    judged = {name for name, declared in OUTCOMES.items() if declared.theme == "judgement"}
    for outcome in OUTCOMES.keys() - judged:
        assert {name: set(groups) for name, groups in groups_of(scenario, outcome, 8).items()} == measured[outcome], outcome


def test_fewer_places_at_some_points_have_fewer_regions(tmp_path: Path) -> None:
    places = '[factors."parameters.population.n_communities"]\nlow = 5\nhigh = 9\n'
    with pytest.raises(InputError, match="no group 'MAR-6' by region"):
        experiment(tmp_path, 'kind = "latin_hypercube"\npoints = 4', places, '"remittances[region=MAR-6]"')
    assert experiment(tmp_path, 'kind = "latin_hypercube"\npoints = 4', places, '"remittances[region=MAR-5]"').outcomes


def test_more_restricted_levers_than_a_world_takes_are_refused_though_no_factor_alone_makes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    factors = "".join(f'[factors."levers.{lever}.eligibility.random_share"]\nlow = 0.2\nhigh = 1.0\n' for lever in sorted(REGISTRY))
    assert experiment(tmp_path, 'kind = "latin_hypercube"\npoints = 8', factors, scenario="morocco_belgium")  # all levers there are may have one of their own
    monkeypatch.setattr(building, "MAX_RESTRICTED", 10)
    monkeypatch.setattr(levers_in_force, "MAX_RESTRICTED", 10)
    with pytest.raises(InputError) as error:
        experiment(tmp_path, 'kind = "latin_hypercube"\npoints = 8', factors, scenario="morocco_belgium")
    assert "have an eligibility of their own" in str(error.value) and "all at their lowest" in str(error.value)


def test_values_that_are_wrong_together_alone_are_refused(tmp_path: Path) -> None:
    factors = '[factors."levers.matching_grant.from_month"]\nlow = 0\nhigh = 10\n[factors."levers.matching_grant.to_month"]\nlow = 5\nhigh = 60\n'
    with pytest.raises(InputError, match=r"at point \d+: levers.matching_grant.to_month: ends in month"):
        experiment(tmp_path, 'kind = "sobol_sequence"\npoints = 64', factors)
    rows = "\n".join(f"{start},{end}" for start, end in product((0, 4), (5, 12)))
    apart = of_table(tmp_path, f"levers.matching_grant.from_month,levers.matching_grant.to_month\n{rows}\n6,12\n")
    assert len(apart.points().values) == 5  # month 6 never meets an end in month 5


@pytest.mark.parametrize("path", ["levers.matching_grant.from_month", "levers.skills_placement.officers", "levers.financial_inclusion.seats_per_year"])
def test_bounds_that_guard_against_typing_errors_are_no_range(tmp_path: Path, path: str) -> None:
    with pytest.raises(InputError, match=r"low: is missing: the declaration has bounds, and no range"):
        experiment(tmp_path, 'kind = "latin_hypercube"\npoints = 4', f'[factors."{path}"]\n')


@pytest.mark.parametrize(
    ("methods", "until", "says"),
    [(["soboll"], None, "did you mean 'sobol'"), (["morris"], None, "morris cannot be estimated from a latin_hypercube design"), (None, 0.1, "cannot be extended")],
)
def test_a_method_that_does_not_fit_is_refused_before_the_first_run(tmp_path: Path, methods: list[str] | None, until: float | None, says: str) -> None:
    experiment(tmp_path, 'kind = "latin_hypercube"\npoints = 4', of_ratio())
    with pytest.raises(InputError) as error:
        analyse_experiment(str(tmp_path / "e.toml"), until, 1000, methods, 1, str(tmp_path / "r"), None, "en", False)
    assert says in str(error.value) and not (tmp_path / "r").exists()


def test_levels_of_a_wide_whole_number_take_no_list_of_all_of_them() -> None:
    wide = Factor("x", 0, 2e9, is_integer=True)
    assert wide.levels(3) == (0, 10**9, 2 * 10**9) and wide.value(1.0) == 2 * 10**9
    assert np.isclose(wide.position(10**9), 0.5)


FIELDS = ("scenario", "replications", "years", "sample", "seed", "outcomes", "design", "design.kind", "design.n", "design.groups", "factors", f"factors.{RATIO}.low",
          f"factors.{RATIO}.levels", f"factors.{RATIO}.of")  # fmt: skip


@pytest.mark.parametrize(("field", "wrong"), [*((field, "[true]") for field in FIELDS), ("design.kind", "{a = 1}")])
def test_a_list_or_a_table_where_none_belongs_is_refused_in_words(tmp_path: Path, field: str, wrong: str) -> None:
    lines = {"scenario": '"morocco_belgium_matching_grant"', "replications": "1", "sample": "200", "design.kind": '"saltelli"', "design.n": "8"}
    lines |= {f"factors.{RATIO}.low": "0.5", f"factors.{RATIO}.high": "3.0", field: wrong}
    kept = {name: value for name, value in lines.items() if name == field or not name.startswith(f"{field}.")}
    path = tmp_path / "e.toml"
    path.write_text("\n".join(f"{name.replace(RATIO, repr(RATIO))} = {value}" for name, value in kept.items()), "utf-8")
    with pytest.raises(InputError) as error:
        load_experiment(path)
    assert field.split(".")[-1].replace(RATIO, "ratio") in str(error.value)
