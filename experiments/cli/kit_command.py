"""What `diaspora kit` does: a facilitator's kit, from what was run before and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from model.errors import InputError, Problem
from model.text import Text

from ..comparing.compare import AllFailedError
from ..kit.content import A_KIT, SHIPPED, kit_of, shipped
from ..kit.writing import Wanted, make_kit
from ..packing.negotiation import A_NEGOTIATION, negotiation_of
from ..packing.negotiation import shipped as shipped_negotiation
from ..packing.sizes import Sizes
from ..packing.writing import NONE_NAMED
from ..progress import Progress
from ..storage.named_files import read_text
from ..terminal import terminal
from .commands import FAILED, print_progress
from .printing import print_error, print_json
from .spoken import spoken


def build_kit(to: str, questions: str | None, sizes: Sizes, files: tuple[str | None, str | None], kept_in: str, languages: Sequence[str], as_json: bool) -> int:
    """`diaspora kit`; `files` are the content and the negotiation of one's own, `questions` numbers or names with commas between them."""
    content_file, negotiation_file = files
    content = shipped() if content_file is None else kit_of(read_text(content_file, A_KIT), content_file)
    negotiation = (
        shipped_negotiation()
        if negotiation_file is None
        else negotiation_of(read_text(negotiation_file, A_NEGOTIATION), negotiation_file)
    )
    chosen = [each.strip() for each in (questions or "").split(",") if each.strip()]
    if questions is not None and not chosen:
        raise InputError(
            Problem(
                "--questions",
                NONE_NAMED,
                value=questions,
                allowed=Text("numbers or names with commas between them, as 6,1", "des numéros ou des noms séparés par des virgules, comme 6,1"),
            )
        )
    words = ["diaspora", "kit", "--to", to, *(("--questions", ",".join(chosen)) if chosen else ()), *_sizes(sizes)]
    for name, value in (("--content", content_file), ("--negotiation", negotiation_file)):
        words += [] if value is None else [name, value]
    words += [word for language in languages for word in ("--language", language)]
    wanted = Wanted(content, content_file or SHIPPED, negotiation, chosen, languages, " ".join(words))
    language = spoken()
    with Progress(language) as progress:
        try:
            written = make_kit(wanted, to, sizes, kept_in, lambda says: print_progress(says(language)), progress)
        except AllFailedError as error:
            print_error(error.says, language, error.failures[0][1].traceback)
            return FAILED
    if as_json:
        print_json({"written": [str(path) for path in written], "command": " ".join(words)})
    else:
        for path in written:
            terminal().print(str(path), soft_wrap=True)
    return 0


def _sizes(sizes: Sizes) -> list[str]:
    """Sizes as options of this command: without points, which a kit has not."""
    words = sizes.words()
    place = words.index("--points")
    return words[:place] + words[place + 2 :]
