"""The files of a kit in one language, as bytes: a guide, slides, sheets, answers and cards."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from model.errors import InputError, Problem
from model.text import Text

from ..briefs.document import Block, Brief, numbered
from ..briefs.words import word as brief_word
from ..briefs.writing import EXTRA
from ..manifest import package_version
from ..packing.sizes import Sizes
from ..text import colon, say
from .answers import answer_blocks
from .content import Told
from .guide import guide_blocks
from .handouts import Page, cards_of, sheets_of
from .running import Answered
from .scoring import Scored
from .slides import Slide, slides_of
from .words import word

LIBRARIES = {"typst": ".pdf", "docx": ".docx"}
"""What prints which files."""
SCALE = 1.15
"""Letters of the guide, which is read standing, beside those of a brief."""


def check_libraries() -> None:
    """InputError, with what to install, where nothing here can print."""
    for library, ending in LIBRARIES.items():
        try:
            importlib.import_module(library)
        except ImportError:
            raise InputError(
                Problem(
                    "--to",
                    Text("{ending} needs {library}, which is not installed", "{ending} demande {library}, qui n'est pas installé").filled(
                        ending=ending, library=library
                    ),
                    allowed=EXTRA,
                )
            ) from None


def printed(told: Told, answered: Sequence[Answered], scored: Scored, command: str, sizes: Sizes) -> Mapping[str, bytes]:
    """Names of files and what is in them."""
    from ..briefs.pdf import pdf_bytes
    from ..briefs.word_file import word_bytes

    language, title = told.language, told(told.content.label)
    source = word("source", language, version=package_version(), seed=sizes.seed)
    guide = _brief(f"{word('guide', language)}{colon(language)}{title}", guide_blocks(told, answered, scored, command, package_version()), source, language)
    answers = _brief(word("answers", language), answer_blocks(answered, language, source), source, language)
    footer = f"{say('stamp_says', language)} {source}"
    return {
        "guide.pdf": pdf_bytes(guide, SCALE),
        "guide.docx": word_bytes(guide),
        "slides.pdf": _paged("slides", title, slides_of(told, answered, scored, source), footer, language),
        "sheets.pdf": _paged("handouts", word("sheets", language), sheets_of(answered, language), footer, language),
        "answers.pdf": pdf_bytes(answers),
        "cards.pdf": _paged("handouts", word("cards", language), cards_of(told, scored), footer, language),
    }


def _brief(title: str, blocks: Sequence[Block], source: str, language: str) -> Brief:
    return Brief(
        title,
        language,
        say("stamp_says", language),
        source,
        (),
        numbered(blocks, brief_word("figure", language), brief_word("table", language)),
        (),
        word("page", language),
        brief_word("unit", language) + colon(language),
        brief_word("source", language) + colon(language),
    )


def _paged(template: str, title: str, pages: Sequence[Slide | Page], source: str, language: str) -> bytes:
    from ..briefs.pdf import compiled

    content = {"title": title, "language": language, "source": source, "slides" if template == "slides" else "pages": list(pages)}
    return compiled(files(__package__) / "templates" / f"{template}.typ", "content", content)
