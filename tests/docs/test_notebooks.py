"""The lessons: both notebooks are what their source gives, each text stands in both languages, and every lesson runs in a small form."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient

from notebooks.build import FOLDER, LANGUAGES, built, french_text, sources, target

ROOT = FOLDER.parent
SOURCES = sources()
IN_FRENCH = "06_reading_uncertainty"
"""The lesson that is run in French as well; of the others the code is the same in both languages."""
ALONE = ("08_own_lever_rule_and_fact", "09_step_by_step")
"""Lessons that change what their process knows of levers and rules: each has one of its own."""
RENEW = "after editing a lesson: python -m notebooks.build"

lessons = pytest.mark.parametrize("lesson", SOURCES, ids=lambda path: path.stem)


def kept(lesson: Path, language: str) -> nbformat.NotebookNode:
    """The notebook in the repository."""
    return nbformat.read(target(lesson, language), as_version=4)


def code_of(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def texts_of(notebook: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def test_lessons_01_to_09_are_there_in_both_languages_and_listed() -> None:
    stems = [path.stem for path in SOURCES]
    assert [stem[:2] for stem in stems] == [f"{number:02}" for number in range(1, 10)]
    listed = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert sorted(path.stem for path in (FOLDER / language).glob("*.ipynb")) == stems
        assert all(f"({language}/{stem}.ipynb)" in listed for stem in stems)


@lessons
def test_the_notebooks_are_what_the_source_gives(lesson: Path) -> None:
    for language in LANGUAGES:
        made, here = built(lesson, language), kept(lesson, language)
        assert [(cell.cell_type, cell.id, cell.source) for cell in made.cells] == [(cell.cell_type, cell.id, cell.source) for cell in here.cells], RENEW
        assert made.metadata == here.metadata, RENEW
        nbformat.validate(here)
        left = [cell.source[:60] for cell in here.cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)]
        assert not left, f"outputs are not kept, they would grow old; {RENEW}"


@lessons
def test_both_languages_have_the_same_code_and_a_text_for_each_text(lesson: Path) -> None:
    english, french = (kept(lesson, language) for language in LANGUAGES)
    assert [cell.cell_type for cell in english.cells] == [cell.cell_type for cell in french.cells]
    assert [code.replace('LANGUAGE = "en"', 'LANGUAGE = "fr"') for code in code_of(english)] == code_of(french)
    for one, other in zip(english.cells, french.cells, strict=True):
        if one.cell_type == "markdown":
            assert one.source != other.source
            for sign in (r"^#+ ", r"<summary>", r"^- "):  # headings, answers and points stand in both
                assert len(re.findall(sign, one.source, re.MULTILINE)) == len(re.findall(sign, other.source, re.MULTILINE)), (sign, one.source[:60])


@lessons
def test_a_lesson_has_its_time_aims_predictions_answers_and_a_word_for_the_winner(lesson: Path) -> None:
    needed = {
        "en": ("**Time** ", "**Aims.**", "redict first", "Exercises", "<details><summary>Answer</summary>", "When the class's guess wins"),
        "fr": ("**Durée** ", "**Objectifs.**", "Parier d'abord", "Exercices", "<details><summary>Réponse</summary>", "Quand le pari de la classe gagne"),
    }
    for language, parts in needed.items():
        text = texts_of(kept(lesson, language))
        assert not [part for part in parts if part not in text]
        assert text.count("<details>") == text.count("</details>") >= 3


def test_a_text_without_its_pair_is_refused(tmp_path: Path) -> None:
    source = SOURCES[0].read_text(encoding="utf-8")
    lonely = tmp_path / "01_lonely.py"
    lonely.write_text(source.replace('# %% [markdown] lang="fr"', "# %%", 1), encoding="utf-8")
    with pytest.raises(ValueError, match="01_lonely.py: texts come in pairs"):
        built(lonely, "en")
    lonely.write_text(source.replace('LANGUAGE = "en"', 'LANGUAGE = "de"'), encoding="utf-8")
    with pytest.raises(ValueError, match="does not stand in it once"):
        built(lonely, "fr")


def test_french_spaces_are_set_in_words_and_not_in_code() -> None:
    assert french_text("Qui paie ? `a ? b : c`") == "Qui paie\u202f? `a ? b : c`"


FORGETS = "%reset -f\n__import__('os').chdir({folder!r})\n__import__('os').environ['DIASPORA_PICTURES'] = {folder!r}"
"""What is run before a lesson in a process that others had before: nothing that they named is there, and files go to another folder."""


@pytest.fixture(scope="module")
def shared() -> Iterator[AsyncKernelManager]:
    """The process of the lessons that leave it as it was: importing and loading compiled loops takes longer than a lesson does. It starts with the first of them."""
    manager = AsyncKernelManager(kernel_name="python3")
    yield manager
    if manager.has_kernel:
        run_sync(manager.shutdown_kernel)(now=True)


def run(lesson: Path, language: str, folder: Path, monkeypatch: pytest.MonkeyPatch, shared: AsyncKernelManager) -> nbformat.NotebookNode:
    """The notebook, run from top to bottom in the small form."""
    monkeypatch.setenv("DIASPORA_FAST", "1")
    monkeypatch.setenv("DIASPORA_PICTURES", str(folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))))
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    notebook = kept(lesson, language)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(FORGETS.format(folder=str(folder))))
    client = NotebookClient(notebook, km=None if lesson.stem in ALONE else shared, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute()
    if client.kc is not None:
        client.kc.stop_channels()
    del notebook.cells[0]
    return notebook


def shown_by(notebook: nbformat.NotebookNode) -> str:
    """All that the cells print and show as text."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", "")) for output in outputs)


@lessons
def test_a_lesson_runs_from_top_to_bottom(lesson: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: AsyncKernelManager) -> None:
    notebook = run(lesson, "en", tmp_path, monkeypatch, shared)
    kinds = {kind for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs for kind in output.get("data", {})}
    assert "image/png" in kinds, "a lesson shows what it found"
    picture = tmp_path / f"{lesson.stem.split('_', 1)[1]}.png"
    assert picture.stat().st_size > 20_000
    assert not re.search(r"\d\.\d{7}", shown_by(notebook)), "numbers of three digits, as people read them"


def test_a_lesson_runs_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: AsyncKernelManager) -> None:
    lesson = next(path for path in SOURCES if path.stem == IN_FRENCH)
    shown = shown_by(run(lesson, "fr", tmp_path, monkeypatch, shared))
    assert "paires de simulations pour chaque politique" in shown and "runs" not in shown
