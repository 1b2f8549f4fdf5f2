"""Makes a pack: checks what was asked for, says what it costs, runs what is missing, writes one file."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from model.errors import InputError, Problem, nearest
from model.parameter import Text
from model.text import either, numeral
from scenarios.argument_checks import LANGUAGE, arguments
from scenarios.questions import Question, question

from ..dashboard.lessons import Item, Lesson
from ..dashboard.lessons import shipped as shipped_lesson
from ..storage.files import write_whole, writing
from .asking import Answered, ask, plan_of
from .document import document_of, manifest_of_pack
from .negotiation import Negotiated, NegotiationFile, Table, negotiate
from .sizes import SIZES, Sizes
from .words import WORDS

NONE_NAMED = Text("none was named", "aucun nom n'est donné")
MOST_BYTES = 5_000_000
"""What a pack may be large, so that it goes by mail and opens on a phone."""
SCRIPTS = ("numbers.js", "draw.js", "app.js", "question.js", "negotiation.js")
LICENCE = """Diaspora policy simulator. Licensed under the Apache License, Version 2.0 (www.apache.org/licenses/LICENSE-2.0);
unless agreed to in writing it is distributed as it is, without warranties or conditions of any kind. It holds no code of others."""
SUFFIXES = (".html", ".htm")


def names_of_questions() -> Mapping[str, int]:
    """Names of the questions, those of their files without the number, and their numbers."""
    stems = (entry.name.removesuffix(".toml") for entry in files("scenarios.questions").iterdir() if entry.name.endswith(".toml"))
    return {name: int(number) for number, _, name in (stem.partition("_") for stem in sorted(stems))}


def questions_of(asked: Sequence[str], key: str = "QUESTION") -> tuple[Question, ...]:
    """Questions by number or name, each once; InputError on `key`, with the nearest name, for those that there are not."""
    known, problems, found = names_of_questions(), [], dict[int, None]()
    allowed = ", ".join(f"{number} ({name})" for name, number in known.items())
    for given in asked:
        number = known.get(given, int(given) if given.isdecimal() else 0)
        if number in known.values():
            found.setdefault(number)
        else:
            problems.append(
                Problem(key, Text("there is no such question", "cette question n'existe pas"), value=given, allowed=allowed, nearest=_near(given, known))
            )
    if problems or not found:
        raise InputError(problems or [Problem(key, NONE_NAMED, allowed=allowed)])
    return tuple(question(number) for number in found)


def _near(given: str, known: Mapping[str, int]) -> str | None:
    if not given.lstrip("-").isdecimal():
        return nearest(given, known)
    number = min(known.values(), key=lambda each: abs(each - int(given)))
    return str(number)


def item_of(found: Question, lesson: Lesson) -> Item:
    """What is predicted of a question: as a lesson asks it, else the first number that a lesson may ask."""
    shipped = [item for item in shipped_lesson().content.items if item.question == found.number]
    return next((item for item in lesson.content.items if item.question == found.number), None) or shipped[0]


def check_place(to: str | Path) -> Path:
    """The file to write; InputError where it is no HTML file or its folder cannot be written."""
    path = Path(to)
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            Problem(
                "--to",
                Text("is no HTML file", "n'est pas un fichier HTML"),
                value=str(to),
                allowed=Text("a path that ends in {names}", "un chemin qui finit par {names}").filled(names=either(SUFFIXES)),
            )
        )
    if path.is_dir():
        raise InputError(Problem("--to", Text("is a folder", "est un dossier"), value=str(to), allowed=Text("a file", "un fichier")))
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(path.parent, os.W_OK):
        raise InputError(
            Problem(
                "--to",
                Text("{parent} cannot be written", "on ne peut pas écrire dans {parent}").filled(parent=path.parent),
                value=str(to),
                allowed=Text("a file in a folder that can be", "un fichier dans un dossier où l'on peut écrire"),
            )
        )
    return path


@dataclass(frozen=True)
class Wanted:
    """What a pack holds.

    Attributes:
        questions: by number or name.
        language: in which it opens; the page holds English and French too.
        lesson: what is predicted of each question, in place of the lesson that ships.
        negotiation: a budget to negotiate; None leaves it out.
        command: what makes it again, for its manifest.
    """

    questions: Sequence[str]
    language: str = "en"
    lesson: Lesson | None = None
    negotiation: NegotiationFile | None = None
    command: str = ""


def make_pack(
    wanted: Wanted,
    to: str | Path,
    sizes: Sizes,
    kept_in: str | Path = "results/pack",
    told: Callable[[Text], None] | None = None,
    report: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Run what is missing and write a pack; what it holds, as the page reads it.

    Args:
        wanted: its content.
        to: the HTML file.
        sizes: of its runs and grids.
        kept_in: the folder of finished runs, with which the same command goes on.
        told: told what it costs, before the first run.
        report: told (done, of) of the tasks of each part.

    Raises:
        InputError: for anything wrong, before the first run; after it for a file of more than `MOST_BYTES`, which is not written.
    """
    arguments({**SIZES, "language": LANGUAGE}, **{name: getattr(sizes, name) for name in SIZES}, language=wanted.language)
    path, found = check_place(to), questions_of(wanted.questions)
    plans = [plan_of(each, sizes) for each in found]
    table = None if wanted.negotiation is None else Table(wanted.negotiation, sizes)
    costs = [plan.cost() for plan in plans] + ([] if table is None else [table.cost()])  # makes, and so checks, all scenarios before the first run
    if told is not None:
        for cost in costs:
            told(cost)
    answered = [ask(plan, Path(kept_in), report) for plan in plans]
    negotiated = None if table is None else negotiate(table, Path(kept_in), report)
    return write_pack(answered, negotiated, path, sizes, wanted)


def write_pack(answered: Sequence[Answered], negotiated: Negotiated | None, path: Path, sizes: Sizes, wanted: Wanted) -> dict[str, Any]:
    """Write what was found; see `make_pack`."""
    lesson = wanted.lesson or shipped_lesson()
    about = manifest_of_pack(answered, negotiated, sizes, wanted.command)
    content = document_of([(each, item_of(each.plan.question, lesson)) for each in answered], negotiated, about, wanted.language)
    page = page_of(content, wanted.language).encode("utf-8")
    if len(page) > MOST_BYTES:
        says = Text("would be a file of {size} MB", "serait un fichier de {size} Mo").filled(size=numeral(len(page) / 1e6, ".1f"))
        raise InputError(
            Problem(
                "--to",
                says,
                value=str(path),
                allowed=Text("at most {most} MB: fewer questions or points", "au plus {most} Mo : moins de questions ou de points").filled(
                    most=numeral(MOST_BYTES / 1e6, ".0f")
                ),
            )
        )
    write_whole(path, lambda draft: draft.write_bytes(page))
    return content


def page_of(content: Mapping[str, Any], language: str) -> str:
    """The page: style, scripts and content in one file, which loads nothing."""
    folder = files(__package__).joinpath("page")
    data = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
    return Template(folder.joinpath("page.html").read_text(encoding="utf-8")).substitute(
        language=language.replace("_", "-"),
        title=html.escape(WORDS["title"](language)),
        licence=LICENCE,
        style=folder.joinpath("page.css").read_text(encoding="utf-8"),
        script="\n".join([*(folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS), "begin();"]),
        noscript=html.escape(WORDS["script"](language)),
        content=data,
    )
