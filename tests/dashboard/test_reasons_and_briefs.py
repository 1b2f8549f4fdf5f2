"""Reasons of one household-month and the brief, out of the page: what `explain` and `report` say of the same runs."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.briefs.document import Brief
from experiments.briefs.writing import brief_of
from experiments.cli.command_line import app
from experiments.dashboard import charts, take_along
from experiments.dashboard.answer import Answer, Request
from experiments.dashboard.downloads import brief, command_of, comparison
from experiments.dashboard.kept_worlds import KeptWorlds
from experiments.dashboard.one_household import lives
from experiments.dashboard.policies import file_of
from experiments.dashboard.reasons import STAR, reasons, told
from experiments.dashboard.screen import Screen
from experiments.explaining.document import document
from experiments.explaining.explain import explain
from experiments.reporting.stored_runs import read_comparison
from experiments.runs.runner import with_inputs_drawn

pytest.importorskip("streamlit")

SMALL = ("years=2", "burn_in_years=1")
B = ("levers.matching_grant.ratio=3.0", "levers.tax_incentive={}")
RUNS = 4


def first_parting(store: KeptWorlds, request_: Request) -> tuple[int, int]:
    """A household that a policy changed, and the first month in which it did something else."""
    found = lives(store, request_)
    household = found.changed()[0]  # type: ignore[union-attr]
    without = set(found.events(household, "", "en"))  # type: ignore[union-attr]
    months = [month for name in request_.scenarios for month, what in found.events(household, name, "en") if (month, what) not in without]  # type: ignore[union-attr]
    return household, min(months)


def test_reasons_are_those_of_explain_with_the_inputs_of_the_run(store: KeptWorlds, request_: Request) -> None:
    household, month = first_parting(store, request_)
    found = reasons(store, request_, household, month)
    assert isinstance(found, dict) and list(found) == ["policy_a", "policy_b"]
    drawn = with_inputs_drawn(request_.scenarios["policy_b"], request_.task(0))
    alone = explain(drawn, household, month, seed=request_.seed, sample=request_.sample)
    assert document(found["policy_b"], "fr") == document(alone, "fr")
    assert document(found["policy_a"])["without_policy"] == document(found["policy_b"])["without_policy"]  # one world without policy


def test_every_decision_has_a_reason_and_a_star_where_the_policy_made_it(store: KeptWorlds, request_: Request) -> None:
    household, month = first_parting(store, request_)
    found = reasons(store, request_, household, month)
    assert isinstance(found, dict)
    for language in ("en", "fr"):
        said = told(found, language)
        assert said.rows and all(len(row) == 4 and all(row) for row in said.rows)
        for row in said.rows:
            assert [cell.startswith(STAR) for cell in row[2:]] == [cell.removeprefix(STAR) != row[1] for cell in row[2:]]
        labels = [each["label"] for each in document(found["policy_a"], language)["with_policy"]["decisions"]]
        assert set(labels) <= {row[0] for row in said.rows} | set(said.quiet)
    assert told({}, "en") == ([], [])


def test_the_brief_is_that_of_the_command_for_the_files_of_the_page(
    answer: Answer, screen: Screen, store: KeptWorlds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store.runs_made
    here = comparison(answer, screen, store)
    assert store.runs_made == made  # nothing was simulated again
    monkeypatch.chdir(tmp_path)
    for name, scenario in answer.request.scenarios.items():
        Path(f"{name}.toml").write_text(file_of(scenario), encoding="utf-8")
    words = command_of(answer, screen).split()[1:]
    result = CliRunner().invoke(app, [*words, "--jobs", "1", "--out", "results"])
    assert result.exit_code == 0, result.output
    there = read_comparison("results")

    def all_but_the_command(brief: Brief) -> tuple[Brief, str]:
        """Sheets as they are written: an interval that is not defined is no number, and so not equal to itself."""
        return replace(brief, sheets=(), blocks=tuple(block for block in brief.blocks if "diaspora compare" not in str(block))), repr(brief.sheets)

    assert all_but_the_command(brief_of(here, "x")) == all_but_the_command(brief_of(there, "x"))


def test_a_brief_is_made_in_every_format(answer: Answer, screen: Screen, store: KeptWorlds) -> None:
    import zipfile

    pypdf = pytest.importorskip("pypdf")
    french = replace(screen, language="fr")
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(brief(answer, french, store, ".pdf"))).pages)
    assert "La question" in text and "policy_a.toml" in text
    for ending, part in ((".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml")):
        with zipfile.ZipFile(io.BytesIO(brief(answer, screen, store, ending))) as parts:
            assert part in parts.namelist()


# --- the page ------------------------------------------------------------------------------------------------------------------------------------------


def opened(**link: list[str] | str) -> Any:
    """The page at a link, after its first answer."""
    from streamlit.testing.v1 import AppTest

    app_ = AppTest.from_file(str(Path(charts.__file__).with_name("app.py")), default_timeout=300)
    for name, value in {"world": list(SMALL), "sample": "150", "runs": "2", **link}.items():
        app_.query_params[name] = value
    return app_.run()


def labels(found: Any) -> list[str]:
    return [str(each.label) for each in found.get("download_button")]


def test_the_page_gives_the_reasons_when_they_are_asked_for() -> None:
    found = opened(view="household", b=list(B))
    assert not found.exception and len(found.table) == 1  # the lives alone
    found.button(key="why").click().run()
    assert not found.exception and not found.error
    table = found.table[-1].value
    assert list(table.columns)[:2] == ["Decision", "No policy"] and len(table) > 3 and table.iloc[:, 2:].map(lambda cell: cell.startswith(STAR)).any(axis=None)
    assert any("The whole month under B" in each.label for each in found.expander)
    found.segmented_control(key="w:language").set_value("fr").run()
    assert not found.exception and found.table[-1].value.columns[0] == "Décision"  # kept, and in the other language


def test_the_page_offers_the_brief_or_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(b=list(B))
    assert not found.exception and {"Brief (PDF)", "Brief (Word)", "Brief with charts (XLSX)"} <= set(labels(found))
    monkeypatch.setattr(take_along, "missing", lambda ending: {".pdf": "typst"}.get(ending))
    found = opened(b=list(B), language="fr")
    assert not found.exception and "Note (PDF)" not in labels(found) and "Note (Word)" in labels(found)
    assert any("typst" in str(each.value) and "pip install" in str(each.value) for each in found.caption)
