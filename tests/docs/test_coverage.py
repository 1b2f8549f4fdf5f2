"""Every requirement of the source paper has its module, lever or parameter, outcome and test, or says what it waits for."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{name}_of_docs", DOCS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


coverage = loaded("coverage_table")
ROWS = {row.id: row for row in coverage.rows()}


def test_every_requirement_has_a_row_in_order() -> None:
    assert tuple(ROWS) == coverage.IDS


@pytest.mark.parametrize("name", coverage.IDS)
def test_what_a_row_names_exists_unless_it_says_that_it_is_not_there_yet(name: str) -> None:
    row = ROWS[name]
    assert row.says and row.modules and row.carried_by and row.outcomes and row.tests
    if row.not_yet:
        assert row.missing, f"{name}: all that it names is there; take not_yet away"
    else:
        assert row.missing == []


def test_the_page_is_current() -> None:
    assert (DOCS / "coverage.md").read_text(encoding="utf-8") == loaded("build_tables").coverage(), "run: python docs/build_tables.py"
    assert f"{sum(not row.missing for row in ROWS.values())} of {len(ROWS)}" in coverage.page()


@pytest.mark.parametrize("lost", ["levers.no_such_lever", "levers.matching_grant.no_such_value", "giving.no_such_parameter", "corridor.none", "shocks.none", "scenarios.none", "ministry.none"])
def test_a_name_that_is_gone_is_found(lost: str) -> None:
    row = coverage.Row("P4e", "x", ("model/no_such.py",), (lost,), ("no_such_outcome",), ("tests/docs/test_coverage.py::test_no_such",))
    assert row.missing == ["model/no_such.py", lost, "no_such_outcome", "tests/docs/test_coverage.py::test_no_such"]


def test_a_case_of_a_test_is_found_by_its_id() -> None:
    assert coverage.is_test("tests/behaviour/test_skills.py::test_parameter[what stays behind is lost]")
    assert not coverage.is_test("tests/behaviour/test_skills.py::test_parameter[no such case]")
    assert not coverage.is_test("tests/behaviour/test_skills.py::test_no_such[what stays behind is lost]")
