"""Simulated against published stocks: worlds that begin in 2000 with the stocks of 1990 to 2000 alone, and what UN DESA counted up to 2020.

`python -m experiments.studies.stocks [--sample 2000] [--out FILE]`. Arrivals go on as from 1995 to 2000: what came otherwise is what the difference shows,
so this is no test that could be passed for every corridor; that arrivals and exits add up to the stocks is. The second table gives the model the stocks
up to the year before, five years at a time.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from model.inputs.settings import STOCK_YEARS, Corridor, WorldSettings, corridor_figures
from model.records.flows import Flow
from model.world import DiasporaModel
from scenarios import load
from scenarios.world_table.cohorts import YEARS
from scenarios.world_table.figures import figures
from scenarios.world_table.published import tables

from ..markdown import publish, table

TEN = ("MAR-FRA", "MAR-ESP", "SEN-ITA", "NPL-QAT", "MDA-ITA", "PHL-USA", "MEX-USA", "IRQ-SWE", "POL-GBR", "DZA-FRA")
SAYS = """`python -m experiments.studies.stocks --out docs/stocks.md` makes this page. Persons born in the origin country, in thousands, simulated / counted
by UN DESA.

Each world begins with the stocks up to its start alone, and lets arrivals go on as since the last of them. What came otherwise is in no stock of
before: a wave that begins later (Poles in the United Kingdom after 2004, Nepalese in Qatar) or ends (Mexicans in the USA after 2007) is missed; over
five years less so than over twenty. Given all stocks up to 2020 the world begins with that of 2020, whatever the chances of leaving are."""


class Course(NamedTuple):
    """Published and simulated stocks of a corridor by year, and those simulated five years ahead."""

    corridor: str
    published: dict[int, float]
    simulated: dict[int, float]
    ahead: dict[int, float]


def world(corridor: str, start: int, years: int, sample: int) -> WorldSettings:
    """The world of a corridor that begins in a year with the stocks up to it, without a burn-in."""
    origin, residence = corridor.split("-")
    found = tables()
    both = figures(origin, (residence,), found)
    values = {name: figure.value for name, figure in {**both.origin, **both.corridors[corridor]}.items()}
    row = found.corridors[origin, residence]
    stocks = {f"stock_{year}": float(row[f"stock_{year}"]) for year in STOCK_YEARS if year < start}
    values = {name: value for name, value in values.items() if not name.startswith("stock_")} | stocks | {"migrant_stock": float(row[f"stock_{start}"])}
    settings = load("morocco_belgium").settings(sample, years)
    return replace(settings, corridors=(Corridor(origin, residence, corridor_figures(values)),), burn_in_years=0, start=f"{start}-01", regions={})


def simulated(settings: WorldSettings, seed: int = 1) -> dict[int, float]:
    """Stocks of migrants at the end of each fifth year: households of all but descendants, in persons."""
    model = DiasporaModel(settings, seed=seed)
    corridor, start = settings.corridors[0], int(settings.start[:4])
    born_there = model.stage.households["generation"] < 2
    factor = corridor.figures.migrant_stock / model.stage.households["weight"][: model.n_households][born_there[: model.n_households]].sum()
    found = {}
    for year in range(start, start + settings.years):
        for _ in range(12):
            model.step()
        if (year + 1) % 5 == 0:
            h = model.stage.households[: model.n_households]
            found[year + 1] = float(factor * h["weight"][(h["generation"] < 2) & (h["status"] == 1)].sum())
    assert np.isfinite(model.flows[:, 0, Flow.HOUSEHOLDS]).all()
    model.dispose()
    return found


def course(corridor: str, sample: int) -> Course:
    """One corridor from 2000 to 2020, at a go and five years at a time."""
    row = tables().corridors[tuple(corridor.split("-"))]  # type: ignore[index]
    published = {year: float(row[f"stock_{year}"]) for year in YEARS if year >= 2000}
    ahead = {start + 5: simulated(world(corridor, start, 5, sample))[start + 5] for start in (2000, 2005, 2010, 2015)}
    return Course(corridor, published, simulated(world(corridor, 2000, 20, sample)), ahead)


def page_of(courses: Sequence[Course]) -> str:
    """Two tables: from 2000 on, and five years ahead."""
    parts = ["# Stocks, simulated and counted", "", SAYS, ""]
    for title, name in (("From the stocks of 1990 to 2000 alone", "simulated"), ("Five years ahead, from the stocks up to then", "ahead")):
        rows, offs = [], []
        for each in courses:
            found = getattr(each, name)
            rows.append([each.corridor, *(f"{found[year] / 1e3:,.0f} / {each.published[year] / 1e3:,.0f}" for year in YEARS[3:])])
            offs += [abs(math.log(found[year] / each.published[year])) for year in YEARS[3:] if year == YEARS[-1] or name == "ahead"]
        middle = 100.0 * (math.exp(float(np.median(offs))) - 1.0)
        when = "in 2020" if name == "simulated" else "of all"
        parts += [f"## {title}", "", table(["corridor", *map(str, YEARS[3:])], rows), "", f"Median distance {when}: {middle:.0f} %.", ""]
    return "\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corridors", default=",".join(TEN), help="codes, joined by commas")
    parser.add_argument("--sample", type=int, default=2_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    publish(page_of([course(corridor, given.sample) for corridor in given.corridors.split(",")]), given.out)


if __name__ == "__main__":
    main()
