"""Damage done to files, for tests: every way in which a folder of results goes bad."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder of results but the one that differs between two runs."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "timing.json"}


def flips(folder: Path, count: int, seed: int) -> Iterator[str]:
    """One bit at a time flipped at a random place of all files: the name of the file, which is mended when the next one is asked for.

    A third of the flips go where the file is chosen first, so that small files are met, too.
    """
    luck = random.Random(seed)
    whole = contents(folder)
    names = list(whole)
    sizes = [len(whole[name]) for name in names]
    for number in range(count):
        name = luck.choice(names) if number % 3 == 0 else luck.choices(names, sizes)[0]
        changed = bytearray(whole[name])
        if not changed:
            continue
        changed[luck.randrange(len(changed))] ^= 1 << luck.randrange(8)
        path = folder / name
        path.write_bytes(bytes(changed))
        try:
            yield name
        finally:
            path.write_bytes(whole[name])
