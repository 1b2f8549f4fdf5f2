"""Sweeps piece by piece: what a fingerprint holds, rows of a place, tables of one's own, factors and designs that are refused, folders whose files are not listed, numbers of a run, worlds that are kept."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from experiments.runs.options import WHOLE
from experiments.storage.files import UNFINISHED
from experiments.storage.seals import CHECKSUMS
from experiments.sweeps import Experiment, merge, model_runs, read_sweep, run_sweep, running, tried_first, user_table
from experiments.sweeps import sql_query as queries
from experiments.sweeps.asked_outcomes import YEARLY, Asked, by_year, columns, read_asked
from experiments.sweeps.cells import FAILURE_SCHEMA, from_cells
from experiments.sweeps.designs import Design, _groups, _place, _seed, read_design
from experiments.sweeps.experiment import _factors_and_design, _flat, _nested, content_of, digest, experiment_of, own_value, same_value
from experiments.sweeps.experiment import _number as number_in
from experiments.sweeps.factor import LARGEST_BOUND, Factor, _categorical, _near, _number, values_at
from experiments.sweeps.folder import SweepFolder, _are_of, opened
from experiments.sweeps.grouping import group_of
from experiments.sweeps.model_runs import Answer, FailedRun, Formula, ModelSubject, Run, _at, _Base, _difference, _failed, _Kept, _of_the_world, _Store, _Watch
from experiments.sweeps.model_runs import _number as number_of
from experiments.sweeps.plan import Place
from experiments.sweeps.planning import _row_key, _same_row, planned
from experiments.sweeps.reading import Recorded, _inspected, _is_whole, _take, gathered, plan_of, status, verify
from experiments.sweeps.running import _needed, _performed
from experiments.sweeps.structure import _named
from experiments.sweeps.tried_first import unasked
from experiments.sweeps.user_table import (
    MOST_PROBLEMS,
    UserTable,
    _checked,
    _csv,
    _decimal,
    _is_index,
    _parquet,
    _typed,
    _UnreadableError,
    _value,
    _where,
    _wrong,
    read_user_table,
)
from model.errors import InputError, Problem, UncompiledRuleError
from model.levers import ELIGIBILITY, REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Kind, Unit, declare
from model.parameters import PARAMETERS
from scenarios import load
from tests.small_sweeps import GRANT, PRICE, RATIO, scenario, written

NAN = math.nan
RULE = "levers.matching_grant.rule"


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def ten_times(values: Mapping[str, Any], luck: float) -> list[float]:
    if values[RATIO] > 2.5:
        raise ValueError("too much")
    return [10.0 * values[RATIO]]


SUBJECT = Formula(ten_times)


def told(problems: Any) -> list[tuple[str, str, Any, str | None, str | None]]:
    return [(one.key, one.says, one.value, one.allowed, one.nearest) for one in problems]


def table_of(tmp_path: Path, *rows: str, head: str = RATIO, more: str = "") -> Experiment:
    """An experiment whose points are the rows of a table."""
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return written(tmp_path, head=f'scenario = "{GRANT}"\noutcomes = ["remittances"]\n{more}', design='[design]\nkind = "table"\nfile = "t.csv"\n', factors="")


# --- what a fingerprint holds, and an experiment ----------------------------------------------------------------------------------------------------------


def test_a_table_may_grow_beyond_its_bounds_and_a_grid_takes_values_more() -> None:
    """Of `content_of`: of a table the paths alone are content, whatever the bounds; of a factor of a grid the bounds, or that it has values."""
    factors = (Factor(RATIO, 1.0, 2.0), Factor(RULE, values=("first_come", "quota")))
    base: Any = SimpleNamespace(design=Design("table", {"file": "t.csv"}), document=dict)

    def content(kind: str, *given: Factor, **settings: Any) -> dict[str, Any]:
        design = Design(kind, settings)
        document = {
            "name": "n", "replications": 3, "scenarios": [{"name": "s", "base": None, "fingerprint": "f", "content": {"years": 1}}],
            "factors": [{"path": factor.path, **factor.document()} for factor in given], "design": {"kind": kind, **settings},
        }  # fmt: skip
        return content_of(SimpleNamespace(design=design, document=lambda: document))  # type: ignore[arg-type]

    assert base.design.rules.extends == "prefix"
    scenarios = [{"name": "s", "base": None, "fingerprint": "f"}]
    assert content("table", *factors, file="t.csv") == {"scenarios": scenarios, "factors": [RATIO, RULE], "design": {"kind": "table"}}
    assert content("grid", *factors, levels=3) == {"scenarios": scenarios, "factors": [{"path": RATIO, **factors[0].document()}, {"path": RULE}], "design": {"kind": "grid"}}
    whole = [{"path": factor.path, **factor.document()} for factor in factors]
    assert content("morris", *factors, trajectories=3, levels=4) == {"scenarios": scenarios, "factors": whole, "design": {"kind": "morris", "levels": 4}}
    assert content("fast", *factors, n=65, harmonics=4) == {"scenarios": scenarios, "factors": whole, "design": {"kind": "fast", "n": 65, "harmonics": 4}}


def test_the_points_of_a_table_come_back_from_its_folder(tmp_path: Path) -> None:
    given = table_of(tmp_path, "0.5", "2", "1")
    run_sweep(given, tmp_path / "s", subject=SUBJECT)
    folder, again, manifest = opened(tmp_path / "s")
    assert again == given and again.design.rows == ((0.5,), (2.0,), (1.0,)) and manifest["experiment"] == given.document()
    assert folder.design_rows([RATIO]) == [(0.5,), (2.0,), (1.0,)] and folder.design_rows([RULE]) is None and folder.design_rows([RATIO, RULE]) is None
    more = table_of(tmp_path, "0.5", "2", "1", "2.4")
    assert digest(content_of(more)) == digest(content_of(given)) and run_sweep(more, tmp_path / "s", subject=SUBJECT).done == 20
    (tmp_path / "s" / "design.parquet").unlink()
    assert opened(tmp_path / "s")[1].design.rows == ()


def test_an_experiment_is_made_again_with_its_groups_and_parameters(tmp_path: Path) -> None:
    given = written(tmp_path, design=f'[design]\nkind = "morris"\ngroups = {{ both = ["{RATIO}", "{PRICE}"] }}\n', factors=f'[factors."{RATIO}"]\n[factors."{PRICE}"]\n')
    assert given.design.groups == {"both": (RATIO, PRICE)} and experiment_of(given.document()) == given
    declared = given.with_parameters("declared")
    assert (declared.parameters, declared.ensemble_digest, declared.ensemble()) == ("declared", "", None) and "parameters" not in declared.document() and experiment_of(declared.document()) == declared
    assert given.ensemble() is not None and given.document()["parameters"] == given.parameters == "ensemble" and declared.with_parameters("point").ensemble_digest == given.ensemble_digest
    with pytest.raises(InputError, match="other calibrated sets"):
        replace(given, ensemble_digest="x").ensemble()
    subjects = [each.subject() for each in (given, declared, declared.with_parameters("point"), replace(given, sample=9), replace(given, series=True))]
    assert [(each.is_point, each.ensemble is None, each.sample, each.yearly) for each in subjects] == [(False, False, 2000, False), (False, True, 2000, False), (True, False, 2000, False), (False, False, 9, False), (False, False, 2000, True)]
    assert len({each.token for each in subjects[:4]}) == 4 and subjects[4].token == subjects[0].token  # years are read from the same worlds
    with pytest.raises(InputError):
        experiment_of({**given.document(), "outcomes": ["remittance"]})


def test_a_value_of_the_scenario_at_the_path_of_each_room() -> None:
    given = scenario(levers__matching_grant__ratio=1.5, parameters__giving__price_elasticity=-0.25, levers__matching_grant__eligibility={"random_share": 0.5})
    shocked = load(GRANT, set={"shocks": [{"kind": "disaster", "month": 7, "size": 0.25}]})
    size = given.figures["MAR-BEL"]["household_size"].value
    assert [own_value(given, path) for path in (RATIO, PRICE, "corridor.MAR-BEL.household_size", "levers.matching_grant.eligibility.random_share", "levers.one_stop_shop.budget_usd")] == [
        1.5, -0.25, size, 0.5, REGISTRY["one_stop_shop"].parameters["budget_usd"].value,
    ]  # fmt: skip
    assert (own_value(shocked, "shocks.0.size"), own_value(shocked, "shocks.0.month"), own_value(shocked, PRICE)) == (0.25, 7, PARAMETERS["giving.price_elasticity"].value)
    assert own_value(given, "levers.one_stop_shop.eligibility.random_share") == ELIGIBILITY["random_share"].value
    with pytest.raises(InputError):
        own_value(given, "levers.matching_grant.ratoi")


def test_what_is_wrong_with_factors_stands_behind_what_was_found_before(tmp_path: Path) -> None:
    """Of `_factors_and_design`: a factor of the first scenario alone is told once for each other one, and none that is wrong in itself is told twice."""
    scenarios = [load(GRANT), load("kosovo_deed"), load("ethiopia_netherlands")]
    before = Problem("x", "was wrong")

    def found(factors: dict[str, Any], design: Any = {"kind": "grid"}) -> tuple[Any, Any, list[str]]:  # noqa: B006
        problems = [before]
        paths, made = _factors_and_design({"factors": factors, "design": design}, scenarios, tmp_path, problems)
        assert problems[0] is before
        return [factor.path for factor in paths], made, [problem.says for problem in problems[1:]]

    bounds = {"low": 0.1, "high": 0.2}
    tax = "corridor.MAR-BEL.tax_rate"
    assert found({PRICE: {}})[2] == [] and found({PRICE: {}})[1].kind == "grid"
    paths, _, says = found({tax: bounds, PRICE: {}})
    assert paths == [tax, PRICE] and says == [f"the scenario {name} has no corridor 'MAR-BEL'" for name in ("kosovo_deed", "ethiopia_netherlands")]
    assert found({tax: {"low": 2, "high": 1}})[2] == ["2 is out of bounds"] or len(found({tax: {"low": 0.2, "high": 0.1}})[2]) == 1
    assert found({PRICE: {}}, {"kind": "gird"})[1:] == (None, ["'gird' is not a kind of design"]) and found({})[::2] == ([], ["there are none"]) == found({}, None)[::2]
    for wrong in (3, {"a": 3}):
        assert found(wrong) == ([], None, ["is not a table of tables"])  # type: ignore[arg-type]
    (tmp_path / "t.csv").write_text(f"{PRICE}\n-0.5\n-0.25\n", encoding="utf-8")
    paths, design, says = found({tax: {}}, {"kind": "table", "file": "t.csv"})
    assert (paths, design.rows, says) == ([PRICE], ((-0.5,), (-0.25,)), ["is no column of the table"]) and found({}, {"kind": "table", "file": "none.csv"}) == ([], None, ["there is no such file"])


@pytest.mark.parametrize("name", ["replications", "sample", "seed", "years"])
def test_numbers_of_an_experiment_are_whole_and_in_bounds_or_told_with_the_rest(name: str) -> None:
    before = Problem("x", "was wrong")
    for value in (WHOLE[name].low, WHOLE[name].high):
        problems = [before]
        assert number_in(name, value, problems) == value and problems == [before]
    for value in (WHOLE[name].low - 1, WHOLE[name].high + 1, 2.5, "x", True, None):
        problems = [before]
        assert number_in(name, value, problems) == WHOLE[name].low and problems[0] is before and [problem.key for problem in problems[1:]] == [name]


def test_paths_of_factors_may_have_tables_beside_values() -> None:
    assert _nested({"a": {"low": 1, "b": {"low": 2, "c": {}}}}) == {"a": {"low": 1}, "a.b": {"low": 2}, "a.b.c": {}} and _nested({}) == {} and _nested({"a": {}}) == {"a": {}}
    assert _flat({}) == {} and _flat({"a": {}}) == {} and _flat({"a": {"b": [1]}}, "x.") == {"x.a.b": [1]}
    assert [same_value(*pair) for pair in ((1, True), ("1", 1), ([1, [2]], (1, [2])), (None, None), (None, 0), (NAN, NAN), (1.0, NAN))] == [True, False, True, True, False, True, False]
    assert _same_row((1, NAN), (1, NAN)) and not _same_row((1,), (1, 2)) and not _same_row((1, 2), (1, 3)) and _same_row((), ())
    assert _row_key((1, (2, 3))) == _row_key([1, [2, 3]]) == "[1, [2, 3]]" and _row_key(("a", 1.5)) == '["a", 1.5]'


# --- rows of a place and files of a folder -------------------------------------------------------------------------------------------------------------------


def of_four(tmp_path: Path, runs: int = 1) -> Experiment:
    head = f'scenario = "{GRANT}"\noutcomes = ["remittances"]\nreplications = {runs}\nseed = 5\n'
    return written(tmp_path, head=head, design='[design]\nkind = "grid"\nlevels = 4\n', factors=f'[factors."{RATIO}"]\nlow = 0.5\nhigh = 2.0\n')


def test_rows_of_a_place_are_each_run_of_its_first_points_once(tmp_path: Path) -> None:
    """Of `_are_of`: ratios 0.5, 1, 1.5 and 2 under two scenarios; the point in the middle failed under the second."""
    subject = Formula(ten_times, ("y",), ("s", "t"))
    plan = planned(of_four(tmp_path), SweepFolder(tmp_path / "s"), subject)
    place = Place(0, 0, 4, 3)
    runs = [Run(point, at, (1.0,)) for point in range(4) for at in range(2) if (point, at) != (1, 1)]
    failed = [FailedRun(1, 1, "formula", "e", "t")]

    def fits(runs: list[Run] = runs, failed: list[FailedRun] = failed, covered: int = 4, place: Place = place, replication: int = 3, failed_in: int = 3, plan: Any = plan, **changes: Any) -> bool:
        answer = Answer(runs, failed, {})
        table = plan.table(answer, replication)
        for name, values in changes.items():
            table = table.set_column(table.column_names.index(name), table.schema.field(name), pa.chunked_array([pa.array(values, table.schema.field(name).type)]))
        rows = [{"point": each.point, "scenario": ("s", "t")[each.scenario], "replication": failed_in, "stage": "", "error": "", "traceback": ""} for each in failed]
        return _are_of(table, pa.Table.from_pylist(rows, FAILURE_SCHEMA), covered, plan, place)

    assert fits() and fits(runs[:3], covered=2) and fits(runs[:2], [], covered=1)
    assert not fits(failed=[]) and not fits(covered=3) and not fits(runs[:-1]) and not fits([*runs[:-1], runs[0]])
    assert not fits([runs[1], runs[0], *runs[2:]])  # of each run once, but in another order
    assert not fits(replication=2) and not fits(failed_in=2) and not fits(seed=[5] * 6 + [6]) and not fits(scenario=["s"] * 6 + ["u"])
    assert not fits(**{RATIO: [0.5, 0.5, 1.0, 1.5, 1.5, 2.0, 1.9]}) and fits(**{RATIO: [0.5, 0.5, 1.0, 1.5, 1.5, 2.0, 2.0]})
    later = Place(1, 2, 4, 3)
    assert fits([Run(2, 0, (1.0,)), Run(2, 1, (1.0,))], [], 1, later) and not fits([Run(0, 0, (1.0,)), Run(0, 1, (1.0,))], [], 1, later)
    assert not _are_of(plan.table(Answer(runs, [], {}), 3).drop_columns(["y"]), FAILURE_SCHEMA.empty_table(), 4, plan, place)


def test_drafts_of_processes_that_are_gone_are_removed_and_those_of_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = SweepFolder(tmp_path / "s").written_by("one")
    alive, dead, own, part = (folder.path / f"a.{owner}{UNFINISHED}" for owner in ("alive", "dead", "one", "x"))
    part = folder.runs / f"part.dead{UNFINISHED}"
    for path in (alive, dead, own, part, folder.path / "alive.claim", folder.path / "kept.txt"):
        path.write_text("", encoding="utf-8")
    monkeypatch.setattr("experiments.sweeps.folder.is_free", lambda path: path.name != "alive.claim")
    folder.sweep_up()
    assert sorted(path.name for path in folder.path.rglob("*") if path.is_file()) == [alive.name, "alive.claim", "kept.txt"]
    assert folder.holds_other_files()
    (folder.path / "kept.txt").unlink()
    assert not folder.holds_other_files()


def test_what_a_killed_process_left_half_written_goes_before_a_sweep_or_a_merge(tmp_path: Path) -> None:
    given = of_four(tmp_path)
    for write in (lambda: run_sweep(given, tmp_path / "s", subject=SUBJECT), lambda: merge([tmp_path / "s"])):
        left = [(tmp_path / "s" / f"manifest.json.dead{UNFINISHED}"), (tmp_path / "s" / "runs" / f"part-000000-0000.parquet.dead{UNFINISHED}")]
        for path in left:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("{", encoding="utf-8")
        write()
        assert not any(path.exists() for path in left) and (tmp_path / "s" / CHECKSUMS).is_file()


def test_a_folder_lists_what_it_holds_and_says_what_is_lost(tmp_path: Path) -> None:
    given = of_four(tmp_path)
    run_sweep(given, tmp_path / "s", subject=SUBJECT)
    folder = SweepFolder(tmp_path / "s")
    plan = planned(given, folder, SUBJECT)
    parts = dict(folder.parts(plan))
    assert folder.listed is not None and list(folder.listed) == ["design.parquet", "failures.parquet", "manifest.json", "runs/part-000000-0000.parquet"] and folder.listed == folder.digests(parts.items())
    assert folder.unlisted(plan, parts.items()) == [] and folder.unlisted(plan, ()) == []
    (place, part), = parts.items()
    with pytest.raises(InputError, match="it does not say what the files are"):
        folder.unlisted(plan, [(place, part._replace(digest="0"))])
    folder.remove(place)
    assert folder.unlisted(plan, ()) == [place.file]
    text = (folder.path / CHECKSUMS).read_text(encoding="utf-8")
    for changed in (text + "\n", "", text + f"{'0' * 64}  other.txt\n"):
        (folder.path / CHECKSUMS).write_text(changed, encoding="utf-8")
        if changed:
            with pytest.raises(InputError):
                SweepFolder(tmp_path / "s").unlisted(plan, ())
    folder.unlist()
    assert folder.listed is None and folder.unlisted(plan, ()) == [] and "failures.parquet" in folder.digests(())


def test_runs_and_failures_of_all_parts_with_how_many_are_missing(tmp_path: Path) -> None:
    given = of_four(tmp_path, runs=2)
    run_sweep(given, tmp_path / "s", subject=SUBJECT)
    folder, plan = plan_of(tmp_path / "s")
    runs, failures, missing = gathered(folder, plan)
    assert (len(runs), len(failures), missing) == (8, 0, 0) and isinstance(plan.subject, Recorded) and (plan.subject.columns, plan.subject.scenario_names) == (("y",), ("formula",))
    manifest = folder.manifest() or {}
    assert (plan.content, plan.fingerprint, plan.experiment.document(), plan.points.values) == (manifest["content"], manifest["fingerprint"], given.document(), given.points().values) and digest(plan.content) == plan.fingerprint
    with pytest.raises(NotImplementedError):
        plan.subject.perform([], 0, 1)
    assert plan_of(tmp_path / "s", SUBJECT)[1].subject is SUBJECT
    folder.unlist()
    folder.remove(Place(0, 0, 4, 1))
    runs, failures, missing = gathered(folder, plan)
    assert (len(runs), missing) == (4, 1)
    folder.remove(Place(0, 0, 4, 0))
    runs, failures, missing = gathered(folder, plan)
    assert (len(runs), len(failures), missing) == (0, 0, 2) and runs.column_names == ["point", "scenario", "replication", "seed", RATIO, "y"] and failures.schema == FAILURE_SCHEMA
    part: Any = SimpleNamespace(covered=3)
    assert [_is_whole(Place(0, 0, end, 0), part) for end in (2, 3, 4)] == [False, True, False] and _is_whole(Place(1, 4, 7, 0), part)


def test_what_is_no_path_is_refused_in_words(tmp_path: Path) -> None:
    """Of `read_sweep`, `status`, `verify` and `merge`."""
    for ask in (read_sweep, status, verify, lambda path: merge([path])):
        with pytest.raises(InputError):
            ask(3)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        verify(tmp_path, runs=-1)


def test_files_that_are_not_as_they_were_written_are_named_and_read_as_far_as_they_can_be(tmp_path: Path) -> None:
    given = of_four(tmp_path, runs=3)
    run_sweep(given, tmp_path / "s", subject=SUBJECT)
    folder = SweepFolder(tmp_path / "s")
    plan = planned(given, folder, SUBJECT)
    first, second, third = plan.places()
    wrong, parts = _inspected(folder, plan)
    assert wrong == [] and list(parts) == [first, second, third]
    before = (folder.path / first.file).read_bytes()
    part = parts[first]
    folder.write_table(first.file, part.runs.set_column(5, "y", pa.array([9.0] * 4)), {"fingerprint": plan.fingerprint})
    assert _inspected(SweepFolder(tmp_path / "s"), plan)[0] == [CHECKSUMS]  # sealed, of its place, and not what was listed
    (folder.path / first.file).write_bytes(before)
    assert _inspected(SweepFolder(tmp_path / "s"), plan)[0] == []
    (folder.path / first.file).write_bytes(b"nothing")
    wrong, parts = _inspected(SweepFolder(tmp_path / "s"), plan)
    assert wrong == [first.file] and list(parts) == [second, third]
    (folder.path / second.file).unlink()
    wrong, parts = _inspected(SweepFolder(tmp_path / "s"), plan)
    assert wrong == [first.file, second.file] and list(parts) == [third]
    (folder.path / CHECKSUMS).write_text("x", encoding="utf-8")
    assert _inspected(SweepFolder(tmp_path / "s"), plan)[0][0] == first.file and CHECKSUMS in _inspected(SweepFolder(tmp_path / "s"), plan)[0][-1]


# --- tables of one's own -------------------------------------------------------------------------------------------------------------------------------------


def test_rows_of_text_are_parted_by_what_the_header_has(tmp_path: Path) -> None:
    place = tmp_path / "t.csv"

    def read(text: str) -> Any:
        place.write_bytes(text.encode())
        return _csv(place)

    assert read("a;b\n\n1,5; x\n ; \n2;y\n") == (["a", "b"], [["1.5", "x"], ["2", "y"]], [(1, 3), (2, 5)])
    assert read("a\tb,c\n1,5\t2") == (["a", "b,c"], [["1.5", "2"]], [(1, 2)]) and read("a,b\n1,2") == (["a", "b"], [["1", "2"]], [(1, 2)]) and read("") == ([], [], [])
    assert read("a\n1.5\n") == (["a"], [["1.5"]], [(1, 2)]) and read('a,b\n"x,y",2') == (["a", "b"], [["x,y", "2"]], [(1, 2)])
    for text, says in (
        ("a,b\n1,2\n1,2,3", "row 2 (line 3) has 3 cells, the header 2; a decimal comma needs semicolons between the cells"), ("a,b\n1", "row 1 (line 2) has 1 cells, the header 2"),
        ("a;b\n1;2;3", "row 1 (line 2) has 3 cells, the header 2"),
    ):  # fmt: skip
        with pytest.raises(_UnreadableError) as raised:
            read(text)
        assert str(raised.value) == says == raised.value.says.en and raised.value.allowed.en == "as many cells in each row as in the header"
    place.write_bytes(b"a\n\xe9")
    with pytest.raises(_UnreadableError, match="byte 3 is no text in UTF-8"):
        _csv(place)
    assert [_decimal(cell, part) for cell, part in (("1,5", ";"), ("1,5", ","), ("1,5,6", ";"), ("a,b", ";"), ("15", ";"), ("-1,5e3", "\t"))] == ["1.5", "1,5", "1,5,6", "a,b", "15", "-1.5e3"]


def test_a_table_in_parquet_has_its_index_first_and_lists_as_tuples(tmp_path: Path) -> None:
    pd.DataFrame({"a": [1, 2], "b": ["x", None]}, index=[5, 6]).to_parquet(tmp_path / "t.parquet")
    assert _parquet(tmp_path / "t.parquet") == (["", "a", "b"], [[5, 1, "x"], [6, 2, None]], [(1, None), (2, None)])
    pd.DataFrame({"a": [[1, 2], [3]]}).to_parquet(tmp_path / "t.parquet", index=False)
    assert _parquet(tmp_path / "t.parquet") == (["a"], [[(1, 2)], [(3,)]], [(1, None), (2, None)])
    assert [_is_index(name, cells) for name, cells in (("", [0, 1]), ("", ["1", "2"]), ("Unnamed: 0", [0, 1, 2]), ("", [2, 3]), ("", [0, 2]), ("a", [0, 1]), ("", []))] == [True, True, True, False, False, False, True]


def test_a_cell_is_the_number_the_truth_value_or_the_choice_that_it_reads_as() -> None:
    real, whole, truth, choice = (declare(value, Unit.RATIO, "a", "b", low=0, high=9, kind=kind) if kind in (Kind.REAL, Kind.INTEGER) else declare(value, Unit.YES_NO, "a", "b", kind=kind, **more) for value, kind, more in ((1.0, Kind.REAL, {}), (1, Kind.INTEGER, {}), (True, Kind.BOOLEAN, {}), ("x", Kind.CHOICE, {"choices": ("x", "y")})))  # type: ignore[arg-type]
    found = [_value(real, "1"), _value(real, "+1.5"), _value(whole, "-2"), _value(whole, "2.0"), _value(truth, "TRUE"), _value(truth, "false"), _value(truth, "1"), _value(choice, "true"), _value(real, "x"), _value(real, 3)]
    assert found == [1, 1.5, -2, 2.0, True, False, "1", "true", "x", 3] and [type(each) for each in found[:4]] == [int, float, int, float]
    cases = [(real, "", ""), (real, None, None), (real, NAN, NAN), (real, "5 000", "5 000"), (real, "1,5", "1,5"), (real, "abc", "abc"), (real, "9", 9), (real, "10", 10), (choice, "z", "z"), (choice, "x", "x")]
    says = [None if (each := _wrong(*case)) is None else str(each) if isinstance(each, str) else each.en for case in cases]
    assert says == ["is empty", "is empty", "is empty", "'5 000' is not a number: write 5000", "'1,5' is not a number: write 1.5", "'abc' is not a number", None, "10 is out of bounds", says[8], None] and says[8]
    assert (_where((3, None)).en, _where((3, 7)).en, _where((3, 7)).fr) == ("row 3", "row 3 (line 7)", "ligne de données 3 (ligne 7 du fichier)")


def test_a_table_is_read_or_refused_with_its_key(tmp_path: Path) -> None:
    given = load(GRANT)

    def problem(name: Any, content: bytes | None = None) -> tuple[str, str, str | None]:
        if content is not None:
            (tmp_path / name).write_bytes(content)
        table, problems = read_user_table({} if name is None else {"file": name}, tmp_path, given)
        assert table is None and len(problems) == 1
        return problems[0].key, problems[0].says, problems[0].file

    assert [problem(name) for name in (None, 3, "t.txt", "none.csv")] == [
        ("design.file", "is missing", None), ("design.file", "3 is not a table", None), ("design.file", "'t.txt' is not a table", None), ("design.file", "there is no such file", None),
    ]  # fmt: skip
    cases = ((b"", "has no rows or no columns"), (b"point\n1\n", "has no rows or no columns"), (f"{RATIO}\n".encode(), "has no rows or no columns"), (f"{RATIO},{RATIO}\n1,2\n".encode(), f"two columns are called '{RATIO}'"), (f"{RATIO},\n1,5\n".encode(), "column 2 has no name"))
    assert [problem("t.csv", content) for content, _ in cases] == [("", says, "t.csv") for _, says in cases]
    (tmp_path / "d.csv").mkdir()
    assert problem("d.csv")[1].startswith("d.csv cannot be read: ")
    (tmp_path / "T.CSV").write_text(f"point,{RATIO}\n9,1\n8,2\n", encoding="utf-8")
    table, problems = read_user_table({"file": "T.CSV"}, tmp_path, given)
    assert problems == [] and table is not None and table.columns == {RATIO: (1, 2)} and table.places == ((1, 2), (2, 3))
    many = ["x"] * (MOST_PROBLEMS + 3)
    table, problems = _checked("f", [RATIO, "levers.nothing.x"], [[cell, 1] for cell in many], [(k, k) for k in range(len(many))], given)
    assert table is None and len(problems) == MOST_PROBLEMS and problems[0].file == "f" and str(problems[0].key) == f"row 0 (line 0), column {RATIO}"


def test_bounds_of_a_table_are_those_of_its_numbers_or_of_the_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    given = load(GRANT)
    ratio = REGISTRY["matching_grant"].parameters["ratio"]

    def bounds(path: str, *column: Any) -> dict[str, Any]:
        return UserTable("f", {path: column}, ()).bounds_of(path, given)

    assert bounds(RATIO, 1, 3, 2) == {"low": 1, "high": 3} and bounds(RATIO, 2, 2) == {"low": ratio.low, "high": ratio.high} and bounds("levers.none.x", 2) == {}
    for low, high, found in ((0.0, math.inf, {}), (-math.inf, 1.0, {}), (0.0, 1.0, {"low": 0.0, "high": 1.0})):
        monkeypatch.setattr(user_table, "declaration", lambda path, scenario, low=low, high=high: (replace(ratio, low=low, high=high), None))
        assert bounds(RATIO, 2) == found
    assert bounds(RULE, "b", "a", "b") == {"values": ["b", "a"]} and bounds(RULE, "a", "a") == {} and bounds(RULE, True, False) == {"values": [True, False]} and bounds(RULE, 1, "a") == {"values": [1, "a"]}
    assert [_typed(Factor("x", 0, 9, is_integer=True), 2.0), _typed(Factor("x", 0.0, 9.0), 2), _typed(Factor("x", values=(1, 2)), 2), _typed(Factor("x", 0.0, 1.0), True)] == [2, 2.0, 2, True]
    assert isinstance(_typed(Factor("x", 0.0, 9.0), 2), float) and isinstance(_typed(Factor("x", values=(1, 2)), 2), int)


# --- factors, designs and what is asked ------------------------------------------------------------------------------------------------------------------------


REAL = declare(1.0, Unit.RATIO, "a", "b", low=-5.0, high=50.0)


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        ({"low": 1, "high": 1}, [("k.high", "1 is not above low = 1", 1, "a number above 1", None)]),
        ({"low": 2, "high": 1}, [("k.high", "1 is not above low = 2", 1, "a number above 2", None)]),
        ({"low": -6.0, "high": 51.0}, [("k.low", "-6.0 is out of bounds", -6.0, REAL.allowed, None), ("k.high", "51.0 is out of bounds", 51.0, REAL.allowed, None)]),
        ({"low": 0, "high": 1, "distribution": "log_uniform"}, [("k.low", "a log-uniform factor lies above 0", 0, "a number above 0", None)]),
        ({"low": 0, "high": 1, "distribution": "unifrm"}, [("k.distribution", "'unifrm' is not a distribution", "unifrm", "uniform, log_uniform, triangular, normal", "uniform")]),
        *(({"low": 0, "high": 1, "distribution": kind, "mode": mode}, [("k.mode", f"{mode!r} is no mode", mode, "a number from 0 to 1, with a triangular distribution", None)]) for kind, mode in (("triangular", 1.1), ("triangular", -0.1), ("triangular", True), ("triangular", "x"), ("uniform", 0.5), ("normal", 0.5))),
    ],
)  # fmt: skip
def test_a_number_that_varies_has_bounds_and_a_distribution(table: dict[str, Any], problems: list[Any]) -> None:
    assert _number("p", "k", table, REAL, None) == (None, _number("p", "k", table, REAL, None)[1]) and told(_number("p", "k", table, REAL, None)[1]) == problems


def test_bounds_that_are_not_given_are_those_that_one_would_draw_from() -> None:
    assert _number("p", "k", {}, REAL, None) == (Factor("p", -5.0, 50.0), []) and _number("p", "k", {}, REAL, (0.0, 2.0)) == (Factor("p", 0.0, 2.0), []) and _number("p", "k", {"high": 1}, REAL, (0.0, 2.0)) == (Factor("p", 0.0, 1.0), [])
    assert _number("p", "k", {"low": 1e-9, "high": 1, "distribution": "log_uniform"}, REAL, None)[1] == []
    for mode in (0, 1, 0.5):
        assert _number("p", "k", {"low": 0, "high": 1, "distribution": "triangular", "mode": mode}, REAL, None) == (Factor("p", 0.0, 1.0, (), False, "triangular", mode), [])
    whole = declare(1, Unit.COUNT, "a", "b", low=0, high=LARGEST_BOUND - 1, kind=Kind.INTEGER)
    assert _number("p", "k", {}, whole, None) == (Factor("p", 0.0, LARGEST_BOUND - 1.0, is_integer=True), [])
    assert told(_number("p", "k", {"distribution": "normal"}, whole, None)[1]) == [("k.distribution", "whole numbers are drawn uniformly", "normal", "uniform", None)]
    for low, high in ((0, LARGEST_BOUND), (-LARGEST_BOUND, 0)):
        wide = declare(0, Unit.COUNT, "a", "b", low=low, high=high, kind=Kind.INTEGER)
        factor, problems = _number("p", "k", {}, wide, None)
        assert factor is None and [(each.key, each.allowed) for each in problems] == [("k.low", wide.allowed), ("k.high", wide.allowed)] and problems[0].says.startswith("is missing: the declaration has bounds")
        assert [each.key for each in _number("p", "k", {"low": 0}, wide, None)[1]] == ["k.high"]


def test_values_to_choose_from_are_two_or_more_and_each_right() -> None:
    truth, choice = declare(False, Unit.YES_NO, "a", "b", kind=Kind.BOOLEAN), declare("x", Unit.CHOICE, "a", "b", kind=Kind.CHOICE, choices=("x", "y"))
    assert _categorical("p", "k", {}, truth) == (Factor("p", values=(False, True)), []) and _categorical("p", "k", {}, choice) == (Factor("p", values=("x", "y")), [])
    found, problems = _categorical("p", "k", {"values": [1, 2]}, REAL)
    assert problems == [] and found == Factor("p", values=(1.0, 2.0)) and isinstance(found.values[0], float)
    assert [(each.key, each.says) for each in _categorical("p", "k", {"values": [1, 99], "low": 0, "mode": 3}, REAL)[1]] == [("k.low", "is given together with values"), ("k.mode", "is given together with values"), ("k.values", "value 2: 99 is out of bounds")]
    assert told(_categorical("p", "k", {"values": [2, 1, 2]}, REAL)[1]) == [("k.values", "names a value twice", [2, 1, 2], None, None)]
    for values in ([1], [], "x", 3):
        factor, problems = _categorical("p", "k", {"values": values}, REAL)
        assert factor is None and told(problems) == [("k.values", "is not a list of at least two values", values, f"values = [...]: {REAL.allowed}", None)]
    assert [(_near("a", name, ["ratio"])) for name in ("ratoi", "zzz")] == ["a.ratio", None]
    assert values_at((Factor("a", 0.0, 4.0), Factor("b", values=("x", "y"))), np.array([[0.25, 0.0], [1.0, 1.0]])) == [(1.0, "x"), (4.0, "y")]


def test_places_of_values_that_a_factor_cannot_have_are_unknown() -> None:
    assert _place(Factor("x", 0.0, 4.0), 1.0) == 0.25 and [math.isnan(_place(factor, value)) for factor, value in ((Factor("x", values=("a", "b")), "c"), (Factor("x", 0.0, 4.0), "c"), (Factor("x", 0.0, 4.0, (), False, "log_uniform"), 1.0))] == [True] * 3
    assert [_seed(seed) for seed in (0, 1)] == [1, 2] and (_named(1, False).en, _named(2, False).en, _named(1, True).en, _named(3, True).en) == ("1 factor", "2 factors", "1 group", "3 groups")


def test_groups_of_a_design_are_told_apart() -> None:
    paths = ["a", "b", "c"]
    assert _groups(None, paths) == ({}, []) and _groups({"two": ["a", "b"]}, paths) == ({"two": ("a", "b"), "c": ("c",)}, []) and _groups({"a": ["a"], "x": ["b"]}, paths)[1] == []
    assert told(_groups({"empty": [], "a": ["b"], "x": ["a", "b", "d"]}, paths)[1]) == [
        ("design.groups.empty", "has no factors", [], "one factor or more", None), ("design.groups.a", "bears the name of a factor", "a", "a name that is no path of a factor", None),
        ("design.groups.x", "'b' is in two groups", "b", None, None), ("design.groups.x", "'d' is not a factor", "d", None, None),
    ]  # fmt: skip
    assert told(_groups("leves", paths)[1]) == [("design.groups", "'leves' is not a grouping", "leves", "levers, grades, channels", "levers")]
    for wrong in (3, ["a"], {"x": "a"}):
        assert told(_groups(wrong, paths)[1]) == [("design.groups", f"{wrong!r} is no grouping", wrong, "levers, grades, channels, or a table of lists of factors", None)]
    grouped = _groups("levers", [RATIO, RULE, PRICE])
    assert grouped == ({"matching_grant": (RATIO, RULE), "world": (PRICE,)}, [])
    rooms = ("levers.matching_grant.ratio", PRICE, "corridor.MAR-BEL.household_size", "shocks.0.size", "ministry.priority")
    assert [group_of(path, "channels") for path in rooms] == [OUTCOMES[REGISTRY["matching_grant"].main_outcome].theme, "giving", "figures", "shocks", "ministry"] and [group_of(path, "levers") for path in rooms] == ["matching_grant"] + ["world"] * 4
    assert [group_of(path, "grades") for path in rooms[3:]] == ["choice of policy"] * 2 and group_of(PRICE, "grades") == f"grade {PARAMETERS['giving.price_elasticity'].grade}"


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        ({"kind": "saltelli", "n": 48}, [("design.n", "48 is not a power of two, which Sobol's sequence needs", 48, "as 64", None)]),
        ({"kind": "morris", "levels": 3}, [("design.levels", "3 is odd", 3, "an even whole number", None)]),
        ({"kind": "fast", "n": 64}, [("design.n", "64 points a factor are too few", 64, "a whole number above 64", None)]),
        ({"kind": "grid", "groups": {"x": ["nothing"]}}, [("design.groups", "a grid has no 'groups'", {"x": ["nothing"]}, "levels", None)]),
        ({"kind": "grid", "level": 3}, [("design.level", "a grid has no 'level'", 3, "levels", "levels")]),
        ({"kind": "fractional_factorial", "n": 3}, [("design.n", "a fractional factorial takes no settings", 3, None, None)]),
        ({"kind": "gird"}, [("design.kind", "'gird' is not a kind of design", "gird", None, "grid")]), ({}, [("design.kind", "is missing", None, None, None)]), (3, [("design.kind", "is missing", None, None, None)]),
        ({"kind": "saltelli", "groups": {"all": ["a", "b"]}}, [("design.groups", "all factors fall into one group, 'all', whose Sobol indices are 1 whatever the outcome", {"all": ["a", "b"]}, None, None)]),
        ({"kind": "table"}, [("design.file", "None is not the name of a table", None, "a path ending in .csv or .parquet", None)]), ({"kind": "table", "file": "x.txt"}, [("design.file", "'x.txt' is not the name of a table", "x.txt", "a path ending in .csv or .parquet", None)]),
    ],
)  # fmt: skip
def test_a_design_that_cannot_be_is_refused_with_what_can(table: Any, problems: list[Any]) -> None:
    design, found = read_design(table, ["a", "b"])
    shown = [(key, says, value, allowed if wanted[3] is not None else None, near) for (key, says, value, allowed, near), wanted in zip(told(found), problems, strict=True)]
    assert design is None and shown == problems


def test_outcomes_are_asked_for_as_levels_effects_costs_and_of_levers() -> None:
    texts = ["remittances", "effect:remittances", "cost_per:remittances[sex=female]", "additional[lever=matching_grant]"]
    asked, problems = read_asked(texts)
    assert problems == [] and [(each.kind, each.key, each.is_judged, each.needs_base) for each in asked] == [
        ("", ("remittances", None, None), False, False), ("effect", ("remittances", None, None), False, True), ("cost_per", ("remittances", "sex", "female"), False, True), ("", ("additional", "lever", "matching_grant"), True, True),
    ]  # fmt: skip
    assert columns(asked, None) == texts and columns(asked, 2) == [*texts, "remittances@1", "remittances@2", "effect:remittances@1", "effect:remittances@2"]
    wrong = ["remittances[sex]", "efect:jobs", "jbs", "additional", "additional[lever=matching_grnt]", "effect:additional[lever=matching_grant]", "additional[sex=female]", "jobs[sexe=female]", "remittances", "remittances"]
    found, problems = read_asked(wrong)
    assert [(each.says, each.value, each.nearest) for each in problems] == [
        ("'remittances[sex]' is not of a known form", wrong[0], None), ("'efect:jobs': 'efect:' is unknown", wrong[1], "effect"), ("there is no outcome 'jbs'", "jbs", "jobs"), ("'additional' is counted for one lever", "additional", None),
        ("'additional[lever=matching_grnt]' is counted for one lever", wrong[4], "matching_grant"), ("'effect:additional[lever=matching_grant]' is counted for one lever", wrong[5], "matching_grant"), ("'additional[sex=female]' is counted for one lever", wrong[6], None),
        ("'jobs[sexe=female]': there is no breakdown 'sexe'", wrong[7], "sex"), ("names 'remittances' twice", "remittances", None),
    ]  # fmt: skip
    assert [each.text for each in found] == [text for text in wrong if text not in (wrong[0], "jbs")]
    for none in ([], "remittances", [3], None):
        assert told(read_asked(none)[1]) == [("outcomes", "is not a list of outcomes", none, 'as ["remittances", "effect:donations"]', None)]
    assert {"public_cost", "backlog", "remittances", "public_match", "revenue_forgone", "capacity"} <= YEARLY and "present_value_cost" not in YEARLY
    assert by_year("remittances", np.arange(24.0)) == [66.0, 210.0] and by_year("investors", np.arange(24.0)) == [11.0, 23.0]


def test_what_a_run_does_not_give_is_told_whole() -> None:
    given = load(GRANT)

    def problems(text: str, factors: tuple[Factor, ...] = (), given: Any = given) -> list[tuple[str, str, Any, str | None, str | None]]:
        return told(unasked([given], read_asked([text])[0], factors))

    bare = given.without_levers()
    assert problems("effect:remittances", given=bare) == [("outcomes", f"'effect:remittances': the scenario {given.name} has no levers, so nothing has an effect", "effect:remittances", None, None)]
    assert problems("additional[lever=tax_incentive]") == [("outcomes", f"'additional[lever=tax_incentive]': the scenario {given.name} has no such lever", None, "matching_grant", None)]
    moved = (Factor("levers.tax_incentive.rate", 0.0, 1.0),)
    assert problems("additional[lever=tax_incentive]", moved) == [] and problems("effect:remittances", moved, bare) == [] and problems("effect:remittances", (Factor(PRICE, 0.0, 1.0),), bare) != []
    assert problems("present_value_cost[sex=female]") == [("outcomes", "'present_value_cost[sex=female]': present_value_cost is not given by sex", "present_value_cost[sex=female]", "the whole of it", None)]
    (found,) = problems("remittances[sex=femal]")
    assert found == ("outcomes", f"'remittances[sex=femal]': there is no group 'femal' by sex in the scenario {given.name}", "remittances[sex=femal]", "male, female", "female")
    assert tried_first.groups_of(given, "public_cost", 3)["payer"] == tried_first.PAYERS and "payer" not in tried_first.groups_of(given, "jobs", 3)


# --- numbers of a run, and worlds that are kept ----------------------------------------------------------------------------------------------------------------


def test_a_number_of_a_run_of_a_year_of_a_group_and_of_what_a_lever_added() -> None:
    (level, effect, cost, group, judged), _ = read_asked(["jobs", "effect:jobs", "cost_per:jobs", "effect:jobs[sex=female]", "additional[lever=matching_grant]"])
    asked = (level, effect, cost, group, judged)
    found = {("jobs", None, None): 12.0, ("public_cost", None, None): 60.0, ("jobs", "sex", "female"): 5.0, ("jobs", 2): 7.0, ("public_cost", 2): 30.0}
    base = _Base({("jobs", None, None): 8.0, ("public_cost", None, None): 20.0, ("jobs", "sex", "female"): 6.0, ("jobs", 2): 7.0, ("public_cost", 2): 10.0}, None)
    assert [number_of(each, each.text, found, base, {judged.key: 3.0}) for each in asked] == [12.0, 4.0, 10.0, -1.0, 3.0]
    assert math.isnan(number_of(judged, judged.text, found, base, {})) and math.isnan(number_of(effect, effect.text, found, None, {})) and number_of(level, "jobs", found, None, {}) == 12.0
    assert number_of(level, "jobs@2", found, base, {}) == 7.0 and number_of(effect, "effect:jobs@2", found, base, {}) == 0.0 and math.isnan(number_of(cost, "cost_per:jobs@2", found, base, {}))
    fewer = _Base({**base.found, ("jobs", None, None): 16.0}, None)
    assert number_of(cost, "cost_per:jobs", found, fewer, {}) == -10.0
    with pytest.raises(KeyError, match="no such group"):
        number_of(replace(group, group="other"), "x", found, base, {})
    assert _at(asked, "effect:jobs@2") is effect and _at(asked, "jobs") is level
    assert [_difference(*pair) for pair in ((3.0, 1.0), (1e6, 1e6 + 5e-8), (1e6, 1e6 + 2e-7), (0.0, 0.0), (1e-20, 0.0), (-1e6, -1e6 - 5e-8))] == [2.0, 0.0, pytest.approx(-2e-7, rel=0.1), 0.0, 1e-20, 0.0]
    assert math.isnan(_difference(1.0, NAN)) and _of_the_world({"levers.a.b": 1, "shocks.0.c": 2, "ministry.d": 3, "parameters.e": 4, "corridor.f.g": 5}) == [("parameters.e", 4), ("corridor.f.g", 5)]


def test_a_run_that_fails_says_where_and_why_unless_no_run_can_succeed() -> None:
    try:
        raise ValueError("no")
    except ValueError as error:
        found = _failed(3, 1, "simulating", error)
    assert found[:4] == (3, 1, "simulating", "ValueError: no") and "raise ValueError" in found.traceback
    with pytest.raises(UncompiledRuleError):
        _failed(3, 1, "simulating", UncompiledRuleError("rule"))


def test_seconds_are_those_of_their_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 3.0, 6.0, 10.0])
    monkeypatch.setattr(model_runs.time, "perf_counter", lambda: next(clock))
    watch = _Watch()
    watch.enter("simulating")
    watch.enter("measuring")
    watch.enter("simulating")
    watch.stop()
    assert watch.seconds == {"setting up": 1.0, "simulating": 2.0 + 4.0, "measuring": 3.0} and watch.stage == "simulating" and watch.since == 10.0


class World:
    """A world of so many bytes that notes what is done with it."""

    def __init__(self, n_bytes: int = 0) -> None:
        self.stage, self.did = (np.zeros(n_bytes, dtype=np.int8), np.zeros(1, dtype=np.int8)), list[Any]()

    def fork(self, levers: Any, shocks: Any, onto: Any, ministry: Any) -> World:
        self.did.append((levers, shocks, onto, ministry))
        return World()

    def dispose(self) -> None:
        self.did.append("disposed")


def test_worlds_are_kept_up_to_so_many_bytes_the_newest_always_and_memory_is_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_runs, "LARGEST_STORE", 2 * (101 + 101))
    store, worlds = _Store(), [World(100) for _ in range(4)]
    kept = [store.put(place, world) for place, world in enumerate(worlds[:2])]  # type: ignore[arg-type]
    assert kept[0].n_bytes == 2 * 101 and store.get(0) is kept[0] and store.get(9) is None and list(store.kept) == [1, 0]
    store.put(2, worlds[2])  # type: ignore[arg-type]
    assert list(store.kept) == [0, 2] and worlds[1].did == ["disposed"] and worlds[0].did == []
    large = World(10_000)
    store.put(3, large)  # type: ignore[arg-type]
    assert list(store.kept) == [3] and large.did == [] and worlds[0].did == worlds[2].did == ["disposed"]
    one = _Kept(worlds[3])  # type: ignore[arg-type]
    first = one.fork("l", "s", None)
    one.finished(first)
    assert first.did == ["disposed"] and one.spare is first  # type: ignore[attr-defined]
    one.fork("l", "s")
    assert one.spare is None and worlds[3].did == [("l", "s", None, None), ("l", "s", first, None)]


def test_answers_stand_in_the_order_of_points_and_scenarios(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `ModelSubject.perform`: points that share a world follow each other, and failures name the stage."""
    subject = ModelSubject((load(GRANT), load("morocco_belgium")), read_asked(["jobs"])[0], 100)
    did: list[tuple[int, float]] = []

    def run(self: Any, values: Any, place: int, replication: int, seed: int, watch: Any) -> tuple[float, ...]:
        did.append((place, values[PRICE]))
        watch.enter("simulating")
        if values[RATIO] == 3.0:
            raise ValueError("no")
        return (values[RATIO],)

    parts: list[float] = []
    monkeypatch.setattr(ModelSubject, "_run", run)
    monkeypatch.setattr(model_runs, "tell_part", parts.append)
    points = [(4, {RATIO: 2.0, PRICE: -0.2}), (2, {RATIO: 1.0, PRICE: -0.1}), (3, {RATIO: 3.0, PRICE: -0.2})]
    answer = subject.perform(points, 0, 1)
    assert answer.runs == [Run(2, 0, (1.0,)), Run(2, 1, (1.0,)), Run(4, 0, (2.0,)), Run(4, 1, (2.0,))] and [each[:4] for each in answer.failures] == [(3, 0, "simulating", "ValueError: no"), (3, 1, "simulating", "ValueError: no")]
    assert [place for place, _ in did] == [0, 0, 0, 1, 1, 1] and did[:3] in ([(0, -0.1), (0, -0.2), (0, -0.2)], [(0, -0.2), (0, -0.2), (0, -0.1)]) and parts == pytest.approx([k / 6 for k in range(6)])
    assert set(answer.seconds) == {"setting up", "simulating"} and subject.scenario_names == (GRANT, "morocco_belgium") and subject.columns == ("jobs",)


def test_what_levers_of_a_package_add_is_simulated_without_each_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `ModelSubject._judged`: each world without a lever is simulated, then measured, and its memory used again; of a lever alone there is nothing more to run."""
    entered: list[str] = []
    watch: Any = SimpleNamespace(enter=entered.append)
    forked: list[Any] = []

    class Ran:
        def __init__(self, *levers: str) -> None:
            self.levers = levers

        def run(self) -> None:
            forked.append(self.levers)

        def acts(self) -> tuple[str, ...]:
            return self.levers

        def uptake(self) -> dict[Any, float]:
            return {"uptake": 0.5}

    finished: list[Any] = []
    kept: Any = SimpleNamespace(fork=lambda levers, shocks, ministry: Ran(*(lever.id for lever in levers)), finished=finished.append)
    monkeypatch.setattr(model_runs, "judge", lambda acts, rest, levers: {lever.id: (acts, rest) for lever in levers})
    subject = ModelSubject((), (Asked("", "additional", "", "lever", "b"), Asked("", "additional", "", "lever", "c"), Asked("", "jobs")), 100)
    levers = tuple(SimpleNamespace(id=name) for name in "abc")
    package: Any = SimpleNamespace(levers=levers, shocks=(), ministry=None)
    assert subject._judged(package, Ran("a", "b", "c"), kept, ("none",), watch) == {"uptake": 0.5, "b": (("a", "b", "c"), ("a", "c")), "c": (("a", "b", "c"), ("a", "b"))}  # type: ignore[arg-type]
    assert entered == ["simulating", "measuring"] * 2 and forked == [("a", "c"), ("a", "b")] and [each.levers for each in finished] == forked
    alone: Any = SimpleNamespace(levers=levers[:1], shocks=(), ministry=None)
    assert subject._judged(alone, Ran("a"), kept, ("none",), watch) == {"uptake": 0.5, "a": (("a",), ("none",))} and len(entered) == 4  # type: ignore[arg-type]


def test_what_a_worker_needs_is_known_of_the_model_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "bytes_of_a_part", lambda scenarios, sample, store: len(scenarios) * 1000.0 + sample + store)
    subject = ModelSubject((load(GRANT),), (), 100)
    assert _needed(subject) == 1100.0 + model_runs.LARGEST_STORE and _needed(SUBJECT) is None
    plan = planned(of_four(tmp_path, runs=2), SweepFolder(tmp_path / "s"), SUBJECT)
    assert list(_performed(plan, {}, 4, None)) == []
    one = list(_performed(plan, dict.fromkeys(plan.places()[:1]), 4, None))
    assert [place for place, _ in one] == plan.places()[:1] and [run.values for run in one[0][1].runs] == [(5.0,), (10.0,), (15.0,), (20.0,)]


def test_a_share_without_parts_tells_that_there_is_nothing_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[running.Progress] = []
    found = run_sweep(of_four(tmp_path), tmp_path / "s", subject=SUBJECT, shard=(2, 2), report=asked.append)
    assert [each._replace(seconds=0.0) for each in asked] == [running.Progress(0, 0, 0, 0, 0.0, 1)] and (found.finished, found.done, found.failed) == (False, 0, 0)
    assert not (tmp_path / "s" / "timing.json").exists()
    clock = iter(float(second) for second in range(1000, 2000))
    monkeypatch.setattr(running.time, "perf_counter", lambda: next(clock))
    first: list[running.Progress] = []
    run_sweep(of_four(tmp_path), tmp_path / "s", subject=SUBJECT, shard=(1, 2), report=first.append)
    assert [(each.done, each.of, each.together) for each in first] == [(0, 4, 4), (4, 4, 4)] and 0.0 < first[0].seconds < first[1].seconds < 100.0


def test_timings_are_kept_behind_those_that_are_there(tmp_path: Path) -> None:
    folder = SweepFolder(tmp_path)
    for before, kept in (("[1, 2]", [1, 2]), ('{"a": 1}', []), ('"text"', []), ("3", []), ("[", []), (None, [])):
        (tmp_path / "timing.json").unlink() if before is None else (tmp_path / "timing.json").write_text(before, encoding="utf-8")
        running._note_timing(folder, {"runs": 3})
        assert json.loads((tmp_path / "timing.json").read_text(encoding="utf-8")) == [*kept, {"runs": 3}]


def test_parts_that_both_have_are_the_same_or_the_merge_stops(tmp_path: Path) -> None:
    """Of `_take`: of two parts of a place the longer stays, and two of a length must be equal."""
    given = of_four(tmp_path)
    run_sweep(given, tmp_path / "a", subject=SUBJECT)
    run_sweep(given, tmp_path / "b", subject=SUBJECT)
    first, second = SweepFolder(tmp_path / "a"), SweepFolder(tmp_path / "b")
    plan = planned(given, first, SUBJECT)
    place = plan.places()[0]
    part = first.read(plan, place)
    assert part is not None
    before = (second.path / place.file).read_bytes()
    _take(first, part, second, plan, place)
    _take(first, part._replace(covered=2, runs=part.runs.slice(0, 2)), second, plan, place)
    assert (second.path / place.file).read_bytes() == before and second.listed is not None
    for other in (part._replace(runs=part.runs.slice(0, 3)), part._replace(failures=pa.Table.from_pylist([dict.fromkeys(FAILURE_SCHEMA.names)], FAILURE_SCHEMA))):
        with pytest.raises(InputError, match="differs between") as raised:
            _take(first, other, second, plan, place)
        assert raised.value.problems[0].key == f"{place.name}.parquet"
    second.remove(place)
    _take(first, part, second, plan, place)
    assert (second.path / place.file).read_bytes() == before and second.listed is None


# --- questions to tables ----------------------------------------------------------------------------------------------------------------------------------------


def test_values_of_an_answer_are_read_or_stay_text() -> None:
    assert [queries._value(text) for text in (None, "1", '"x"', "null", "nan", "[1]", "1.5")] == [None, 1, "x", None, "nan", [1], 1.5]
    table = queries.with_nulls(pa.table({"a": [1.0, NAN, None], "b": [1, 2, 3], "c": pa.array([NAN, 1.0, 2.0], pa.float32())}))
    assert table.to_pydict() == {"a": [1.0, None, None], "b": [1, 2, 3], "c": [None, 1.0, 2.0]} and table.schema.field("c").type == pa.float32()
    assert from_cells({"a": "[1, [2]]", "b": "[x", "c": 1} | {"b": "b"}) == {"a": (1, [2]), "b": "b", "c": 1}


def test_tables_of_a_folder_are_those_of_its_files_and_of_its_analyses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.storage.seals import write_table

    with pytest.raises(InputError, match="holds no tables"):
        queries.tables_of(tmp_path)
    with pytest.raises(InputError, match="holds no tables"):
        queries.tables_of(tmp_path / "none")
    run_sweep(of_four(tmp_path), tmp_path / "s", subject=SUBJECT)
    (tmp_path / "s" / "sensitivity").mkdir()
    write_table(tmp_path / "s" / "sensitivity" / "indices.parquet", pa.table({"v": [1.0, NAN]}), None, "x")
    write_table(tmp_path / "s" / "sensitivity" / "runs.parquet", pa.table({"v": [1.0]}), None, "x")
    found = queries.tables_of(tmp_path / "s")
    assert (found.missing, found.parts) == (0, 1) and sorted(found.by_name) == ["design", "failures", "indices", "runs"] and found.by_name["indices"]["v"].null_count == 1 and found.by_name["runs"]["y"].to_pylist() == [5.0, 10.0, 15.0, 20.0]
    with monkeypatch.context() as patched:
        patched.setattr(queries, "unlike_checksums", lambda folder: [Problem("x", "was changed")] if folder.is_dir() else pytest.fail("there is no such folder"))
        (tmp_path / "c").mkdir()
        with pytest.raises(InputError, match="was changed"):
            queries.tables_of(tmp_path / "c")
        with pytest.raises(InputError, match="holds no tables"):
            queries.tables_of(tmp_path / "none")
        assert queries.tables_of(tmp_path / "s").parts == 1  # of a sweep every part is read
    path = tmp_path / "s" / "sensitivity" / "indices.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(InputError):
        queries.tables_of(tmp_path / "s")
