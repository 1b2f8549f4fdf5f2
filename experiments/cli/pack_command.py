"""What `diaspora pack` does: one file for a workshop, from what was run before and what is missing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from model.errors import ONE_OF_TWO, InputError, Problem
from model.parameter import Text

from ..comparing.compare import AllFailedError
from ..dashboard.lessons import A_LESSON, lesson_of
from ..packing.negotiation import A_NEGOTIATION, negotiation_of, shipped
from ..packing.sizes import Sizes
from ..packing.writing import Wanted, make_pack
from ..progress import Progress
from ..storage.named_files import read_text
from ..text import number
from .commands import FAILED, print_progress
from .printing import print_error, print_json


def pack_workshop(
    asked: Sequence[str], to: str, sizes: Sizes, files: tuple[str | None, str | None], plays: bool, kept_in: str, language: str, as_json: bool
) -> int:
    """`diaspora pack`; `files` are a lesson and a negotiation of one's own, `plays` whether there is a negotiation at all."""
    lesson_file, negotiation_file = files
    if negotiation_file is not None and not plays:
        raise InputError(
            Problem(
                "--negotiation",
                Text("is given together with --no-negotiation", "est donné en même temps que --no-negotiation"),
                allowed=ONE_OF_TWO,
            )
        )
    lesson = None if lesson_file is None else lesson_of(read_text(lesson_file, A_LESSON), lesson_file)
    negotiation = None
    if plays:
        negotiation = (
            shipped()
            if negotiation_file is None
            else negotiation_of(read_text(negotiation_file, A_NEGOTIATION), negotiation_file)
        )
    words = ["diaspora", "pack", *asked, "--to", to, *sizes.words(), "--language", language]
    for name, value in (("--lesson", lesson_file), ("--negotiation", negotiation_file)):
        words += [] if value is None else [name, value]
    words += [] if plays else ["--no-negotiation"]
    with Progress(language) as progress:
        wanted = Wanted(asked, language, lesson, negotiation, " ".join(words))
        try:
            make_pack(wanted, to, sizes, kept_in, lambda says: print_progress(says(language)), progress)
        except AllFailedError as error:
            print_error(error.says, language, error.failures[0][1].traceback)
            return FAILED
    size = Path(to).stat().st_size
    if as_json:
        print_json({"file": to, "bytes": size, "command": " ".join(words)})
    else:
        sys.stdout.write(f"{to} ({number(size / 1e6, language)} {Text('MB', 'Mo')(language)})\n")
    return 0
