"""`diaspora kit`: one command, files in both languages, and the numbers of the question's own table on its slides."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.dashboard.lessons import shipped
from experiments.kit.running import Asked, ask
from experiments.kit.slides import numbers_of_slide
from experiments.packing.sizes import Sizes
from experiments.packing.writing import item_of
from experiments.reporting.question_sheet import rows_of
from scenarios.questions import question

pypdf = pytest.importorskip("pypdf")
SIZES = ["--replications", "4", "--sample", "100", "--years", "2", "--held-out", "2", "--jobs", "1"]
SMALL = """
schema = 1
label = { en = "Two levers", fr = "Deux leviers" }
base = "morocco_belgium"
budget_usd = 500000.0
levers = [
    { lever = "one_stop_shop", term = "officers", levels = [1] },
    { lever = "matching_grant", term = "budget_usd", levels = [100000.0], values = { ratio = 1.0 } },
]
roles = [
    { id = "investment", label = { en = "One", fr = "Un" }, brief = { en = "Firms.", fr = "Entreprises." }, outcome = "firms_created" },
    { id = "regions", label = { en = "Two", fr = "Deux" }, brief = { en = "Gifts.", fr = "Dons." }, outcome = "donations_collective" },
    { id = "health", label = { en = "Three", fr = "Trois" }, brief = { en = "Know-how.", fr = "Savoir." }, outcome = "capacity" },
    { id = "trade", label = { en = "Four", fr = "Quatre" }, brief = { en = "Deals.", fr = "Contrats." }, outcome = "deals" },
    { id = "diaspora", label = { en = "Five", fr = "Cinq" }, brief = { en = "Trust.", fr = "Confiance." }, outcome = "trust", wants = "least" },
]
"""
FILES = {"guide.pdf", "guide.docx", "slides.pdf", "sheets.pdf", "answers.pdf", "cards.pdf"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):  # type: ignore[no-untyped-def]
    folder: Path = tmp_path_factory.mktemp("kit")
    (folder / "five.toml").write_text(SMALL, encoding="utf-8")
    command = ["kit", "--to", str(folder / "kit"), "--questions", "1", *SIZES, "--negotiation", str(folder / "five.toml"), "--out", str(folder / "kept")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    return folder, result


def text_of_pdf(path: Path) -> str:
    """The words of a PDF with every space as one."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages))


def test_every_file_is_there_in_both_languages_and_the_cost_was_said(made):
    folder, result = made
    for language in ("en", "fr"):
        assert {path.name for path in (folder / "kit" / language).iterdir()} == FILES
    assert "question 1: 3 options, 4 replications: " in result.stderr and "negotiation: 2 levels" in result.stderr
    about = json.loads((folder / "kit" / "kit.json").read_text(encoding="utf-8"))
    assert about["failed_runs"] == 0 and set(about["fingerprints"]) == {"question_1", "negotiation"}
    assert "--questions 1" in about["command"] and "--points" not in about["command"]


def test_no_placeholder_is_left_and_the_guide_has_both_agendas(made):
    for language, words in (("en", ("Half a day", "A whole day", "wins")), ("fr", ("Une demi-journée", "Une journée", "emporte"))):
        for name in ("guide.pdf", "slides.pdf", "sheets.pdf", "answers.pdf", "cards.pdf"):
            text = text_of_pdf(made[0] / "kit" / language / name)
            assert len(text) > 300 and not re.search(r"\{\w*\}|TODO|XXX|\bnan\b|None", text), (language, name)
        guide = text_of_pdf(made[0] / "kit" / language / "guide.pdf")
        assert all(word in guide for word in words)


def test_numbers_of_slides_and_answers_are_those_of_the_questions_table(made):
    found, kept = question(1), made[0] / "kept"
    before = sorted(path.stat().st_mtime_ns for path in kept.rglob("task-*.npz"))
    answered = ask(Asked(found, item_of(found, shipped()), Sizes(4, 100, 2, held_out=2)), kept)
    assert sorted(path.stat().st_mtime_ns for path in kept.rglob("task-*.npz")) == before  # nothing was run again
    for language in ("en", "fr"):
        cells = rows_of(found, answered.table, language)[found.content.watch.index(answered.asked.item.watch)][3]
        rows = numbers_of_slide(answered, language)["rows"]
        assert [row[1] for row in rows] == [cell.partition("\n")[0] for cell in cells] and len(set(cells)) == 3
        slides, answers = (text_of_pdf(made[0] / "kit" / language / name) for name in ("slides.pdf", "answers.pdf"))
        for cell in cells:
            value = re.sub(r"\s+", " ", cell.partition("\n")[0])
            assert value in slides and value in answers
        sheets = text_of_pdf(made[0] / "kit" / language / "sheets.pdf")
        assert not any(re.sub(r"\s+", " ", cell.partition("\n")[0]) in sheets for cell in cells)


def test_what_is_asked_for_wrongly_ends_with_2_and_no_traceback(made, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    for words, says in (
        (["--to", str(tmp_path / "kit"), "--questions", "mach"], "did you mean 'match'"),
        (["--to", str(tmp_path / "kit"), "--questions", ","], "none was named"),
        (["--to", str(tmp_path / "file")], "is a file"),
        (["--to", str(tmp_path / "kit"), "--content", str(tmp_path / "none.toml")], "there is no such file"),
    ):
        result = CliRunner().invoke(app, ["kit", *words])
        assert result.exit_code == 2 and says in result.stderr and "Traceback" not in result.stderr, result.output
