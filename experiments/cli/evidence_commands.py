"""What `diaspora validate` does: compute the facts, then show the card."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from model.parameter import Text

from .. import tables
from ..evidence.card_page import check_folder, terminal_card, write_card
from ..evidence.validation import validate
from ..manifest import finite
from ..progress import Progress
from ..text import colon
from .commands import print_json

FAILED = 1


def show_card(
    files: list[str], only: list[str], replications: int | None, sample: int | None, seed: int, jobs: int | None, out: str | None, language: str, as_json: bool
) -> int:
    """`diaspora validate`: 1 where a fact could not be computed."""
    folder = None if out is None else Path(out)
    if folder is not None:
        check_folder(folder)
    size = {} if sample is None else {"sample": sample}
    with Progress(language, "facts") as progress:
        card = validate(
            files or None, only=only, replications=replications, seed=seed, jobs=jobs if jobs is not None else (os.cpu_count() or 1), progress=progress, **size
        )
    command = ["diaspora", "validate", *(f"--facts {file}" for file in files), *(f"--only {name}" for name in only), f"--seed {seed}"]
    command += [f"--replications {replications}"] if replications is not None else []
    command += [f"--sample {sample}"] if sample is not None else []
    if folder is not None:
        write_card(card, folder, language, " ".join(command))
    if as_json:
        print_json(finite(card.document()) | ({"results": str(folder)} if folder is not None else {}))
    else:
        tables.terminal().print(terminal_card(card, language))
        if folder is not None:
            sys.stdout.write(f"{Text('Table, page and figure', 'Tableau, page et figure')(language)}{colon(language)}{folder}\n")
    return FAILED if card.failed else 0
