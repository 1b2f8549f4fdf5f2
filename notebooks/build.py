"""Makes the notebooks of the lessons, English and French, from `source/`: `python -m notebooks.build` from the root of the repository.

A lesson is one Python file in percent format. Its texts come in pairs, a markdown cell with `lang="en"` and one with `lang="fr"`; its code is shared, and knows
the language by LANGUAGE. Notebooks are kept without outputs.
"""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import nbformat

from model.parameter import french

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "fr")
LANGUAGE = 'LANGUAGE = "{}"'
CODE = re.compile(r"(```.*?```|`[^`]*`|<[^>]*>)", re.DOTALL)
"""What keeps its spaces in French: code and tags."""


def sources() -> list[Path]:
    """The lessons, in their order."""
    return sorted((FOLDER / "source").glob("[0-9]*.py"))


def built(source: Path, language: str) -> nbformat.NotebookNode:
    """The notebook of a lesson in a language; ValueError where a text has no pair, or the lesson does not say its language once."""
    lesson = jupytext.read(source)
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": dict(lesson.metadata["kernelspec"]), "language_info": {"name": "python"}})
    waiting, says = False, 0
    for place, cell in enumerate(lesson.cells):
        given = cell.metadata.get("lang")
        if given != ("fr" if waiting else None if cell.cell_type == "code" else "en"):
            raise ValueError(f"{source.name}: texts come in pairs, English first: {cell.source[:60]!r}")
        waiting = given == "en"
        if cell.cell_type == "code":
            says += LANGUAGE.format("en") in cell.source
            code = cell.source.replace(LANGUAGE.format("en"), LANGUAGE.format(language))
            hidden = {key: value for key, value in cell.metadata.items() if key in ("jupyter", "tags")}
            notebook.cells.append(nbformat.v4.new_code_cell(code, id=f"cell-{place}", metadata=hidden))
        elif given == language:
            text = cell.source if language == "en" else french_text(cell.source)
            notebook.cells.append(nbformat.v4.new_markdown_cell(text, id=f"cell-{place}"))
    if waiting or says != 1:
        raise ValueError(f"{source.name}: the last text has no French, or {LANGUAGE.format('en')!r} does not stand in it once")
    return notebook


def french_text(text: str) -> str:
    """French with the spaces that no line may break, but in code and tags."""
    return "".join(part if place % 2 else french(part) for place, part in enumerate(CODE.split(text)))


def target(source: Path, language: str) -> Path:
    """Where the notebook of a lesson stands."""
    return FOLDER / language / f"{source.stem}.ipynb"


if __name__ == "__main__":
    for path in sources():
        for each in LANGUAGES:
            target(path, each).parent.mkdir(exist_ok=True)
            nbformat.write(built(path, each), target(path, each))
