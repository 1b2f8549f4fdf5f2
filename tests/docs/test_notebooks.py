"""The lessons: every notebook runs, in a small form, and its two files say the same."""

from __future__ import annotations

import os
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.py"))
RENEW = "after editing the .py file: jupytext --to ipynb notebooks/*.py"

lessons = pytest.mark.parametrize("lesson", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_every_notebook_has_both_files_and_is_listed() -> None:
    stems = {path.stem for path in NOTEBOOKS}
    assert stems
    assert stems == {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    listed = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert all(stem in listed for stem in stems)


@lessons
def test_the_two_files_of_a_lesson_say_the_same(lesson: Path) -> None:
    paired = nbformat.read(lesson.with_suffix(".ipynb"), as_version=4)
    assert cells_of(jupytext.read(lesson)) == cells_of(paired), RENEW
    left = [cell.source[:60] for cell in paired.cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)]
    assert not left, f"outputs are not kept, they would grow old; {RENEW}"


@lessons
def test_a_lesson_runs_from_top_to_bottom(lesson: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIASPORA_FAST", "1")
    monkeypatch.setenv("DIASPORA_PICTURES", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))))
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    notebook = nbformat.read(lesson.with_suffix(".ipynb"), as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    kinds = {kind for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs for kind in output.get("data", {})}
    assert "image/png" in kinds, "a lesson shows what it found"
    picture = tmp_path / f"{lesson.stem.split('_', 1)[1]}.png"
    assert picture.stat().st_size > 20_000
    assert (ROOT / "docs" / "images" / picture.name).exists()
