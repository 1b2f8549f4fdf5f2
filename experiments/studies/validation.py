"""docs/validation.md: the validation card of the facts that ship, with its picture."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..evidence.card_page import page
from ..evidence.card_picture import draw
from ..evidence.validation import validate
from ..markdown import publish

PICTURE = "validation"
COMMAND = "python -m experiments.studies.validation --out docs/validation.md"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.validation", description="The validation card as a page of the documentation.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent. Its picture goes to the folder images beside it")
    parser.add_argument("--only", action="append", default=[], help="an id, a channel or a grade; repeatable")
    parser.add_argument("--replications", type=int, help="runs a world; as the facts ask where absent")
    parser.add_argument("--point", action="store_true", help="parameters at the best fit of the calibration, not as declared")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args(arguments)
    card = validate(only=given.only, replications=given.replications, jobs=given.jobs, point=given.point)
    image = None
    if given.out is not None:
        image = f"images/{PICTURE}.png"
        (given.out.parent / "images").mkdir(parents=True, exist_ok=True)
        draw(card).savefig(given.out.parent / image, dpi=110, metadata={"Software": None})
    publish(page(card, image=image, command=f"{COMMAND} --point" if given.point else COMMAND), given.out)


if __name__ == "__main__":
    main()
