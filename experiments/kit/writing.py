"""Makes a kit: checks what was asked for, says what it costs, runs what is missing, prints it in each language."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from model.errors import InputError, Problem
from model.languages import OWN, languages
from model.parameter import Text
from scenarios.argument_checks import LANGUAGE, arguments
from scenarios.questions import Question

from ..dashboard.lessons import shipped as shipped_lesson
from ..manifest import package_version
from ..packing.negotiation import NegotiationFile, Table, negotiate
from ..packing.sizes import SIZES, Sizes
from ..packing.writing import NONE_NAMED, item_of, questions_of
from ..storage.files import something_else, write_whole, writing
from ..text import number
from .content import KitFile, Told, check_roles
from .printing import check_libraries, printed
from .running import Answered, Asked, ask
from .scoring import Scored

MANIFEST = "kit.json"


@dataclass(frozen=True)
class Wanted:
    """What a kit holds.

    Attributes:
        content: what it says, and `name` whence that comes.
        negotiation: the budget that is negotiated.
        questions: by number or name, in their order; none: as the content has them.
        languages: a folder each.
        command: what makes it again.
    """

    content: KitFile
    name: str
    negotiation: NegotiationFile
    questions: Sequence[str] = ()
    languages: Sequence[str] = OWN
    command: str = "diaspora kit"


def make_kit(
    wanted: Wanted,
    to: str | Path,
    sizes: Sizes,
    kept_in: str | Path = "results/kit",
    told: Callable[[Text], None] | None = None,
    report: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Run what is missing and write a kit; its files, one language after the other.

    Args:
        wanted: its content.
        to: the folder, which is made where there is none.
        sizes: of its runs.
        kept_in: the folder of finished runs, with which the same command goes on.
        told: told what it costs, before the first run.
        report: told (done, of) of the tasks of each part.

    Raises:
        InputError: for anything wrong, before the first run.
        AllFailedError: if every run of a part failed.
    """
    arguments(SIZES, **{name: getattr(sizes, name) for name in SIZES})
    check_languages(wanted.languages)
    check_roles(wanted.content, wanted.negotiation, wanted.name)
    check_libraries()
    questions = questions_of([str(each) for each in wanted.questions or wanted.content.questions], "--questions")
    folder = check_folder(to)
    lesson = shipped_lesson()
    asked = [Asked(each, item_of(each, lesson), sizes) for each in questions]
    table = Table(wanted.negotiation, sizes)
    costs = [*(each.cost() for each in asked), table.cost()]  # makes, and so checks, all scenarios before the first run
    if told is not None:
        for cost in costs:
            told(cost)
    answered = [ask(each, Path(kept_in), report) for each in asked]
    scored = Scored(negotiate(table, Path(kept_in), report))
    return write_kit(answered, scored, folder, sizes, wanted)


def write_kit(answered: Sequence[Answered], scored: Scored, folder: Path, sizes: Sizes, wanted: Wanted) -> list[Path]:
    """Write what was found; see `make_kit`."""
    written = []
    for language in dict.fromkeys(wanted.languages):
        said = Told(wanted.content, language, values_of([each.question for each in answered], scored, language))
        place = folder / language
        with writing(place):
            place.mkdir(parents=True, exist_ok=True)
        for name, content in printed(said, answered, scored, wanted.command, sizes).items():
            write_whole(place / name, partial(_put, content))
            written.append(place / name)
    about = json.dumps(manifest_of(answered, scored, sizes, wanted.command), ensure_ascii=False, indent=2)
    write_whole(folder / MANIFEST, lambda draft: draft.write_text(about + "\n", encoding="utf-8"))
    return [*written, folder / MANIFEST]


def values_of(questions: Sequence[Question], scored: Scored, language: str) -> dict[str, str]:
    """What is filled into the words of a kit."""
    table = scored.negotiated.table
    years = table.years
    return {
        "budget": number(table.content.budget_usd, language),
        "years": str(years),
        "roles": str(len(scored.roles)),
        "runs": str(table.replications),
        "questions": str(len(questions)),
    }


def manifest_of(answered: Sequence[Answered], scored: Scored, sizes: Sizes, command: str) -> dict[str, Any]:
    """What the kit rests on: version, command, seed, sizes, and the fingerprints of the comparisons."""
    comparisons = {f"question_{each.question.number}": each.comparison for each in answered} | {"negotiation": scored.negotiated.comparison}
    return {
        "version": package_version(),
        "command": command,
        "seed": sizes.seed,
        "runs_of": {name: {key: one.manifest["options"][key] for key in ("replications", "sample", "seed")} for name, one in comparisons.items()},
        "fingerprints": {name: one.manifest["fingerprint"] for name, one in comparisons.items()},
        "answers": {str(each.question.number): {"watched": each.asked.item.watch, "is": each.truth} for each in answered},
        "failed_runs": sum(len(one.failures) for one in comparisons.values()),
    }


def check_languages(asked: Sequence[str]) -> None:
    """InputError for a language that has no words."""
    if not asked:
        raise InputError(Problem("--language", NONE_NAMED, allowed=", ".join(languages())))
    for each in asked:
        arguments({"language": LANGUAGE}, language=each)


def check_folder(to: str | Path) -> Path:
    """The folder to write; InputError where it is a file, or cannot be written."""
    path = Path(to)
    if path.exists() and not path.is_dir():
        raise InputError(Problem("--to", Text("is a file", "est un fichier"), value=str(to), allowed=Text("a folder", "un dossier")))
    if (path / "manifest.json").exists():  # results of another command, which are sealed as they are
        raise something_else(path, "--to")
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)
    if not os.access(path, os.W_OK):
        raise InputError(
            Problem(
                "--to",
                Text("{path} cannot be written", "{path} ne peut pas être écrit").filled(path=path),
                value=str(to),
                allowed=Text("a folder that can be", "un dossier où l'on peut écrire"),
            )
        )
    return path


def _put(content: bytes, draft: Path) -> None:
    draft.write_bytes(content)
