"""What `diaspora validate` and `diaspora calibrate` do: compute facts, and show the card; find the sets of parameters that agree with them."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from model.errors import InputError, Problem
from model.parameter import Text

from ..evidence.calibration.calibrate import WAVES, Settings, calibrate
from ..evidence.calibration.emulators import LEAST_RUNS
from ..evidence.calibration.ensemble import FILE_NAME
from ..evidence.card_page import band_words, check_folder, terminal_card, write_card
from ..evidence.validation import validate
from ..manifest import finite
from ..progress import Progress
from ..storage.files import write_whole
from ..terminal import plain_table, terminal
from ..text import bounds, colon, number, percent
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
        terminal().print(terminal_card(card, language))
        if folder is not None:
            sys.stdout.write(f"{Text('Table, page and figure', 'Tableau, page et figure')(language)}{colon(language)}{folder}\n")
    return FAILED if card.failed else 0


SAID = {
    "wave": Text("Wave {name}: {done} of {of} sets", "Vague {name} : {done} jeux sur {of}"),
    "found": Text(
        "{n} sets of {k} parameters; the chains are worth {chains} independent draws, the members {members} equal ones.",
        "{n} jeux de {k} paramètres ; les chaînes valent {chains} tirages indépendants, les membres {members} équivalents.",
    ),
    "written": Text("Written: {file}", "Écrit : {file}"),
}
EVERY_SECONDS = 15.0


def calibrate_model(out: str, sets: str | None, members: int, keep: int, only: list[str], seed: int, jobs: int | None, language: str, as_json: bool) -> int:
    """`diaspora calibrate`: the ensemble is written to the folder of the runs."""
    waves = tuple((count, power) for count, (_, power) in zip(_counts(sets), WAVES, strict=False)) if sets is not None else WAVES
    told = [time.monotonic()]

    def progress(name: str, done: int, of: int) -> None:
        if done == of or time.monotonic() - told[0] > EVERY_SECONDS:
            told[0] = time.monotonic()
            sys.stderr.write(SAID["wave"](language).format(name=name, done=done, of=of) + "\n")

    settings = Settings(waves, members, keep)
    found = calibrate(out, settings=settings, only=only, seed=seed, jobs=jobs if jobs is not None else (os.cpu_count() or 1), progress=progress)
    file = Path(out) / FILE_NAME
    document = finite(found.ensemble.document())
    write_whole(file, lambda draft: draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8"))
    if as_json:
        print_json({"results": out, "ensemble": document})
        return 0
    console = terminal()
    rows = [
        [
            name,
            band_words((of["low"], of["high"]), language),
            number(of["mean"], language),
            bounds(of["5th"], of["95th"], language),
            percent(of["explained"], language),
        ]
        for name, of in found.ensemble.fit.items()
    ]
    heads = ("Fact", "Band", "Members", "5th to 95th percentile", "Explained by the emulator")
    console.print(plain_table(heads if language == "en" else ("Fait", "Plage", "Membres", "Du 5e au 95e centile", "Expliqué par l'émulateur"), rows))
    chains, effective = (number(value, language) for value in found.effective)
    console.print(SAID["found"](language).format(n=found.ensemble.size, k=len(found.names), chains=chains, members=effective))
    console.print(SAID["written"](language).format(file=file))
    return 0


def _counts(sets: str) -> list[int]:
    try:
        counts = [int(part) for part in sets.split(",")]
    except ValueError:
        counts = []
    if not 1 <= len(counts) <= len(WAVES) or min(counts) < LEAST_RUNS:
        allowed = f"up to {len(WAVES)} whole numbers of at least {LEAST_RUNS}, as 400,300,200"
        raise InputError(Problem("--sets", f"{sets!r} is no list of waves", value=sets, allowed=allowed))
    return counts
