"""`python -m experiments.translations LANGUAGE --out FOLDER`: a catalogue to be translated, or what it lacks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from model.errors import InputError
from model.languages import SHIPPED

from .catalogues import template, write, written


def main(arguments: list[str] | None = None) -> int:
    """Write the .po file of a language (fr: that of the code), or the template of all messages where no language is named."""
    parser = argparse.ArgumentParser(prog="python -m experiments.translations", description=main.__doc__)
    parser.add_argument("language", nargs="?", help="a code of the Unicode CLDR, as es or pt_BR; without it the template diaspora.pot is written")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the folder of catalogues")
    asked = parser.parse_args(arguments)
    try:
        if asked.language:
            path = write(asked.language, asked.out)
        else:
            path = asked.out / "diaspora.pot"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(template()), encoding="utf-8")
    except InputError as error:
        sys.stderr.writelines(f"error: {problem}\n" for problem in error.problems)
        return 2
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
