"""How the time that desks take grows with the files that wait: lines (`model.queue.line_up`) against looking through all files at each pick.

    python -m tests.benchmarks.desks [--files 2000 8000 32000] [--rounds 3]

For every desk of the model, by the order and the group that it goes by, a fiftieth of all files are served. Both ways must serve the same files in the same
order. Printed are processor time in ms and the exponent: 1 is in proportion to the files, 2 their square. The model's own loops are not timed here.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from typing import Any

import numpy as np

from model.compiled.numba_door import kernel
from model.compiled.packed_arrays import PackedArrays, Places, arrays_of
from model.queue import ANY_DESK, ANYBODY, BY_ARRIVAL, BY_LOT, BY_RANK, IN_SHORTAGE, UNDER_35, WOMEN, Desk, first_in, line_up, next_where
from model.running.plain_records import Rows
from tests.bare import bare

DESKS = (
    ("jury of a competition", Desk.CALL, BY_RANK, ANYBODY),
    ("plots of a zone, all desks", ANY_DESK, BY_RANK, ANYBODY),
    ("one-stop shop", Desk.COUNTER, BY_ARRIVAL, ANYBODY),
    ("mediator", Desk.MEDIATOR, BY_ARRIVAL, ANYBODY),
    ("course on the rules of trade, women", Desk.CLASSROOM, BY_ARRIVAL, WOMEN),
    ("trade fair", Desk.FAIR, BY_ARRIVAL, ANYBODY),
    ("training of families, women", Desk.COURSE, BY_ARRIVAL, WOMEN),
    ("training of families", Desk.COURSE, BY_ARRIVAL, ANYBODY),
    ("consultation, seats kept", Desk.INVITED, BY_LOT, UNDER_35),
    ("consultation, other seats", Desk.INVITED, BY_RANK, ANYBODY),
    ("consultation, answers", Desk.CONSULTATION, BY_ARRIVAL, ANYBODY),
    ("school of associations", Desk.SCHOOL, BY_ARRIVAL, ANYBODY),
    ("matching fund", Desk.FUND, BY_RANK, ANYBODY),
    ("posts with a package", Desk.POSTING, BY_ARRIVAL, IN_SHORTAGE),
    ("joint projects", Desk.JOINT, BY_ARRIVAL, ANYBODY),
)


@kernel
def by_line(stage: PackedArrays, desk: int, order: int, group: int, served: np.ndarray) -> None:
    """Serve as many as `served` has places, from a line."""
    w = arrays_of(stage)
    line_up(w, 0, desk, order, group)
    for n in range(served.shape[0]):
        served[n] = first_in(w, 0, desk, order, group)
        if served[n] >= 0:
            w.files[served[n]].desk = Desk.CLOSED.value
            w.files[served[n]].rank = np.inf


@kernel
def by_looking(stage: PackedArrays, desk: int, order: int, group: int, served: np.ndarray) -> None:
    """Serve as many by looking through all files each time."""
    w = arrays_of(stage)
    for n in range(served.shape[0]):
        served[n] = next_where(w, desk, order, group, -1, -1)
        if served[n] >= 0:
            w.files[served[n]].desk = Desk.CLOSED.value
            w.files[served[n]].rank = np.inf


def crowd(files: int, desk: int) -> Any:
    """As many files at a desk, in no order."""
    rng = np.random.default_rng(1)
    w = bare(files=files, households=files)
    stage = w._replace(**{name: each.array for name, each in w._asdict().items() if isinstance(each, Rows)})
    stage.counts[4] = files
    f = stage.files
    f["desk"], f["household"] = max(desk, 1), rng.permutation(files)
    f["arrived"], f["rank"], f["draw"] = rng.integers(0, 24, files), rng.random(files), rng.random(files)
    f["is_woman"] = rng.integers(0, 2, files)
    stage.households["age"] = rng.uniform(20.0, 60.0, files)
    stage.corridors["short"] = 1
    return stage


def seconds(loop: Any, files: int, desk: int, order: int, group: int) -> tuple[float, list[int]]:
    """Processor time of one serving, and who was served."""
    stage = crowd(files, desk)
    places, served = Places(), np.zeros(files // 50, dtype=np.int64)
    at = places.of(stage)
    began = time.process_time()
    loop(at, desk, order, group, served)
    return time.process_time() - began, served.tolist()


def main() -> None:
    """Measure every desk in turn, both ways alternating, and print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, nargs="+", default=[2_000, 8_000, 32_000])
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    sizes = sorted(given.files)
    for loop in (by_line, by_looking):
        seconds(loop, 100, int(Desk.CALL), BY_RANK, ANYBODY)
    print(f"| desk | line, ms at {sizes[-1]:,} files | exponent | looking through all, ms | exponent | ratio |\n|---|---:|---:|---:|---:|---:|")
    worst = 0.0
    for name, desk, order, group in DESKS:
        took: dict[Any, list[float]] = {}
        for _ in range(given.rounds):
            for files in sizes:
                found = {loop: seconds(loop, files, int(desk), order, group) for loop in (by_line, by_looking)}
                if found[by_line][1] != found[by_looking][1]:
                    raise SystemExit(f"{name}: the line serves others than looking through all files does")
                for loop, (spent, _) in found.items():
                    took.setdefault((loop, files), []).append(spent)
        middle = {key: statistics.median(spent) for key, spent in took.items()}
        first, last = sizes[0], sizes[-1]
        line, looking = ((middle[loop, last], math.log(middle[loop, last] / middle[loop, first]) / math.log(last / first)) for loop in (by_line, by_looking))
        worst = max(worst, line[1])
        print(f"| {name} | {1e3 * line[0]:.3f} | {line[1]:.2f} | {1e3 * looking[0]:.2f} | {looking[1]:.2f} | {line[0] / looking[0]:.3f} |", flush=True)
    print(f"\nworst exponent of a line: {worst:.2f}")


if __name__ == "__main__":
    main()
