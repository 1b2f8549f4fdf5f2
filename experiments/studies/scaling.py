"""How the time of each phase grows with households, files at a desk, corridors, communities and replications: the command and its page.

All in processor time of one core, so that others on the machine do not lengthen it. An exponent is the slope of log time over log size (least squares): 0 is a
cost that does not grow, 1 one in proportion, 2 the square. What is measured, and how, is in `growing`.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..markdown import grouped, number, publish, table
from .growing import Grown, by_communities, by_corridors, by_files, by_households, by_replications, compile_first

SHARE = 0.01
"""Parts that take less of the whole, at the largest size, are told and not counted among the worst: what they take is mostly the call itself."""
FEW = 2e-4
"""Seconds below which a time is mostly the clock and the call."""
NAMES = {
    "households": "Households",
    "files": "Files at a desk",
    "corridors": "Corridors of 200 records each",
    "communities": "Communities of one origin",
    "replications": "Replications of a comparison",
}
WHAT = {
    "households": "All levers on, two corridors, one record a household, a year after a year of burn-in.",
    "files": "Demands that wait for an answer at month 0, of which one in fifty is answered a month; 50 000 households. Other desks: desks.md.",
    "corridors": "All levers on; the largest corridors of five origins in turn, so that households grow in proportion too.",
    "communities": "All levers on, one corridor whose regions are split into more; households stay as they are.",
    "replications": "Four policies and a package, 200 records, two years: the runs, the tables of the comparison, and its folder with its figures.",
}


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Slope of log seconds over log size; NaN where a time is 0.

    >>> exponent([1.0, 10.0, 100.0], [2.0, 20.0, 200.0]), round(exponent([1.0, 2.0, 4.0], [3.0, 12.0, 48.0]), 6)
    (1.0, 2.0)
    """
    if min(seconds) <= 0.0:
        return math.nan
    return round(float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]), 12)


def worst(grown: Grown) -> tuple[str, float]:
    """The part of at least `SHARE` of the whole with the largest exponent, and that.

    >>> worst(Grown("files", [1.0, 10.0], {"all": [[1.0], [10.0]], "a desk": [[0.5], [7.0]], "a call": [[1e-6], [1e-3]]}))
    ('a desk', 1.146128035678)
    """
    whole = statistics.median(grown.parts["all"][-1])
    found = {}
    for name, rounds in grown.parts.items():
        middles = [statistics.median(each) for each in rounds]
        if name != "all" and middles[-1] >= SHARE * whole and middles[-1] >= FEW:
            found[name] = exponent(grown.sizes, middles)
    return max(found.items(), key=lambda item: item[1])


def section(grown: Grown) -> list[str]:
    """The table of one way of growing: a row a part, the whole first, then the largest first."""
    middles = {name: [statistics.median(each) for each in rounds] for name, rounds in grown.parts.items()}
    order = sorted(middles, key=lambda name: (name != "all", -middles[name][-1]))
    whole = middles["all"][-1]
    rows = []
    for name in order:
        slope = exponent(grown.sizes, middles[name])
        told = f"{slope:.2f}" if math.isfinite(slope) and middles[name][-1] >= FEW else "–"
        shown = [number(1e3 * seconds) if seconds > 0.0 else "0" for seconds in middles[name]]
        rows.append([f"**{name}**" if name == "all" else name, *shown, f"{100.0 * middles[name][-1] / whole:.1f}", told])
    head = ["ms " + grown.each, *[f"{grouped(round(size))}" for size in grown.sizes], "% at the largest", "exponent"]
    return [f"## {NAMES[grown.kind]}", "", WHAT[grown.kind], "", table(head, rows), ""]


def page_of(found: Sequence[Grown], command: str, seconds: float) -> str:
    """The page: the worst first, then a table for each way of growing."""
    rows = []
    for grown in found:
        name, slope = worst(grown)
        middles = [statistics.median(each) for each in grown.parts["all"]]
        sizes = f"{grouped(round(grown.sizes[0]))} to {grouped(round(grown.sizes[-1]))}"
        rows.append([NAMES[grown.kind], sizes, f"{exponent(grown.sizes, middles):.2f}", name, f"{slope:.2f}"])
    steepest = max(rows, key=lambda row: float(row[-1]))
    lines = [
        "# How cost grows",
        "",
        f"`{command}` makes this page, in {number(seconds)} s of the processor.",
        "",
        "Processor time of one core, medians of rounds. An **exponent** is the slope of log time over log size: 0 is a cost that does not grow, 1 one in "
        f"proportion, 2 the square. The worst is the steepest of the parts that take at least {100 * SHARE:.0f} % of the whole at the largest size.",
        "",
        table(["growing", "from, to", "exponent of the whole", "worst part", "its exponent"], rows, left=1),
        "",
        f"The steepest of all is **{steepest[3]}** over {steepest[0][0].lower()}{steepest[0][1:]}: {steepest[4]}.",
        "",
    ]
    lines += [
        "In brackets is what a run takes once, beside its months. The records of 12 500 households fit into a cache of some MB and those of 200 000 do not, "
        "which lifts the exponents of phases that do little but read them.",
        "",
    ]
    for grown in found:
        lines += section(grown)
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.scaling", description="How the time of each phase grows.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measurement")
    given = parser.parse_args(arguments)
    compile_first()
    began = time.process_time()
    ways = (by_households, by_files, by_corridors, by_communities, by_replications)
    found = [way(given.rounds) for way in ways]
    publish(page_of(found, "python -m experiments.studies.scaling --out docs/scaling.md", time.process_time() - began), given.out)


if __name__ == "__main__":
    main()
