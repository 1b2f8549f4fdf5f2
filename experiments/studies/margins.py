"""How well the drawn population of a scenario meets its margins: each category of each margin, what is asked, what was drawn, and by how much it is off.

`python -m experiments.studies.margins SCENARIO ... [--sample 3000] [--seed 1] [--out FILE]` prints a table a corridor; nothing is simulated.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from model.population.margins import drawn_margins
from model.world import DiasporaModel
from scenarios import load

from ..markdown import publish, table


class Cell(NamedTuple):
    """One category of a margin: shares asked and drawn, and off by this share of what is asked; records of it."""

    corridor: str
    margin: str
    category: str
    asked: float
    drawn: float
    off: float
    records: int


def cells_of(name: str, sample: int | None, seed: int = 1) -> list[Cell]:
    """Every category of every margin of the corridors of a scenario, as its world begins."""
    settings = load(name).settings(sample)
    model = DiasporaModel(settings, seed=seed)
    found = []
    for k, (corridor, margins) in enumerate(drawn_margins(model.stage, settings, model.p).items()):
        first, n = (int(model.stage.corridors[k][field]) for field in ("first_household", "n_records"))
        weights = model.stage.households["weight"][first : first + n]
        for margin in margins:
            asked, drawn = margin.totals / margin.totals.sum(), margin.sums(weights) / weights.sum()
            for number, category in enumerate(margin.labels):
                off = drawn[number] / asked[number] - 1.0 if asked[number] > 0.0 else float(drawn[number])
                found.append(Cell(corridor, margin.name, category, asked[number], drawn[number], off, int((margin.of == number).sum())))
    model.dispose()
    return found


def page_of(names: Sequence[str], sample: int | None, seed: int) -> str:
    """A table a corridor, and the worst cell of each."""
    parts = []
    for name in names:
        found = cells_of(name, sample, seed)
        for corridor in dict.fromkeys(cell.corridor for cell in found):
            own = [cell for cell in found if cell.corridor == corridor]
            worst = max(own, key=lambda cell: abs(cell.off))
            rows = [
                [cell.margin, cell.category, f"{100 * cell.asked:.3f}", f"{100 * cell.drawn:.3f}", f"{100 * cell.off:+.2f}", str(cell.records)] for cell in own
            ]
            head = ["margin", "category", "asked, %", "drawn, %", "off, % of it", "records"]
            parts += [f"## {name}: {corridor}", "", table(head, rows), "", f"Worst: {worst.margin} {worst.category}, off by {100 * worst.off:+.2f} %.", ""]
    return "\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the margins, or write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("scenarios", nargs="+")
    parser.add_argument("--sample", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    publish(page_of(given.scenarios, given.sample, given.seed), given.out)


if __name__ == "__main__":
    main()
