"""Run mutants, one at a time, and say which the tests catch: `python -m tests.mutation --help`."""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.mutation.asking import ask, recorded
from tests.mutation.calls import MOST, chosen, function_at
from tests.mutation.forked import Forked
from tests.mutation.mutants import Mutant, drawn
from tests.mutation.rooms import PINNED, ROOMS, asked_of, closest, files_of, naming, near

COLUMNS = ("room", "mutant", "verdict", "caught_by", "seconds")
CAUGHT, PINNED_ONLY, SURVIVED, SLOW = "caught", "pinned numbers only", "survived", "timeout"


def verdict_on(root: Path, mutant: Mutant, tests: list[str], plain: bool, limit: float, pinned: bool) -> tuple[str, str]:
    """What the tests say of a mutant. A loop that never ends counts as caught: no run of the tests would end with it."""
    place = root / mutant.path
    source, when = place.read_text(encoding="utf-8"), place.stat()
    place.write_text(mutant.applied(source), encoding="utf-8")
    try:
        asked = ask(root, tests, plain, limit)
        if asked.slow:
            return SLOW, asked.first
        if not asked.passes:
            return CAUGHT, asked.first
        if pinned and not plain:
            asked = ask(root, [PINNED], plain, 600.0)
            if not asked.passes and not asked.slow:
                return PINNED_ONLY, asked.first
        return SURVIVED, ""
    finally:
        place.write_text(source, encoding="utf-8")
        os.utime(place, ns=(when.st_atime_ns, when.st_mtime_ns))


def score(rows: list[dict[str, str]]) -> str:
    """A Markdown table: of the mutants of each room, how many tests of the science or of the contract caught."""
    lines = ["| room | mutants | caught | share | pinned numbers only | survived |", "|---|---|---|---|---|---|"]
    rooms = list(dict.fromkeys(row["room"] for row in rows))
    for room in [*rooms, "all"]:
        counts = Counter(row["verdict"] for row in rows if room in (row["room"], "all"))
        caught, n = counts[CAUGHT] + counts[SLOW], counts.total()
        lines.append(f"| {room} | {n} | {caught} | {100 * caught / n:.0f} % | {counts[PINNED_ONLY]} | {counts[SURVIVED]} |")
    return "\n".join(lines)


def tests_about(root: Path, room: str, mutant: Mutant, plain: bool, given: argparse.Namespace) -> tuple[list[str], float]:
    """Tests that are asked about a mutant, and their usual seconds: the file's own examples, then what calls the function that it is in."""
    files = asked_of(root, ROOMS[room], mutant.path, given.compiled)
    records = {file: recorded(root, file, plain, given.work.resolve() / "calls") for file in files}
    for file, record in records.items():
        if record.failed and file not in _TOLD:
            _TOLD.add(file)
            print(f"left out, as they fail without a mutant: {', '.join(record.failed)}", file=sys.stderr, flush=True)
    tests, seconds = chosen(records, mutant.path, function_at((root / mutant.path).read_text(encoding="utf-8"), mutant.line), closest(mutant.path), given.most)
    return [mutant.path, *tests], seconds


def doubtful(root: Path, catchers: set[tuple[bool, str]]) -> list[str]:
    """Of the tests that caught something, those that fail without a mutant too when each is asked in a process with only the others of these."""
    found = []
    for plain in (True, False):
        left = sorted({test for is_plain, test in catchers if is_plain is plain})
        while left and not (asked := ask(root, left, plain, 3_600.0)).passes:
            found.append(asked.first)
            if asked.first not in left:
                break
            left.remove(asked.first)
    return found


def written(row: dict[str, str], out: Path, done: list[dict[str, str]]) -> None:
    """Add a row to the table."""
    done.append(row)
    with out.open("a", encoding="utf-8", newline="") as f:
        writer = csv.DictWriter(f, COLUMNS)
        if f.tell() == 0:
            writer.writeheader()
        writer.writerow(row)


def forked(mutants: list[tuple[str, Mutant]], root: Path, given: argparse.Namespace, done: list[dict[str, str]]) -> None:
    """Ask about all mutants from one process that has collected the tests: see forked.py."""
    out, room_of, began = given.out.resolve(), {str(mutant): room for room, mutant in mutants}, [time.monotonic()]

    def told(mutant: Mutant, verdict: str, first: str) -> None:
        seconds = f"{time.monotonic() - began[0]:.0f}"
        written({"room": room_of[str(mutant)], "mutant": str(mutant), "verdict": verdict, "caught_by": first, "seconds": seconds}, out, done)
        began[0] = time.monotonic()

    others = {mutant.path: asked_of(root, ROOMS[room], mutant.path, False) + naming(root, mutant.path) for room, mutant in mutants} if given.group else {}
    asked_files = [file for path in dict.fromkeys(mutant.path for _, mutant in mutants) for file in [*near(root, path), *others.get(path, [])]]
    files = dict.fromkeys([*(mutant.path for _, mutant in mutants), *asked_files])
    plugin = Forked(root, [mutant for _, mutant in mutants], given.most, told, others)
    asked = ask(root, [file for file in files if (root / file).is_file()], False, 36_000.0, [plugin])
    if not asked.passes:
        print(f"the run ended early: {asked.first}", file=sys.stderr)
    with out.open(encoding="utf-8", newline="") as f:
        done[:] = list(csv.DictReader(f))


_TOLD: set[str] = set()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="which mutants are drawn")
    parser.add_argument("--scale", type=float, default=1.0, help="how many, as a multiple of the numbers in rooms.py")
    parser.add_argument("--room", action="append", choices=list(ROOMS), help="this room only (repeatable)")
    parser.add_argument("--pinned", action="store_true", help="with --compiled, ask the pinned numbers about survivors")
    parser.add_argument("--compiled", action="store_true", help="compile each mutant of the model and ask all tests: many minutes each")
    parser.add_argument("--tests", type=Path, help="another checkout, whose tests are asked instead of those beside this file")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "diaspora-mutation", help="where the tree is copied to and loops are compiled")
    parser.add_argument("--out", type=Path, default=Path("mutants.csv"), help="a row a mutant; a run goes on where the last one stopped")
    parser.add_argument("--list", action="store_true", help="list the mutants, run nothing")
    parser.add_argument("--again", type=Path, help="only those that survived in this table of an earlier run")
    parser.add_argument("--forked", action="store_true", help="rooms outside the model only: tests are collected once, each mutant is a fork with its function exchanged")
    parser.add_argument("--group", action="store_true", help="with --forked, show what survives its closest tests to those of its group and those that import its file")
    parser.add_argument("--most", type=float, default=MOST, help="seconds of processor time of the tests that a mutant is asked about, without a mutant")
    given = parser.parse_args()
    here = Path(__file__).resolve().parents[2]
    root = given.work.resolve() / "tree"
    names = given.room or list(ROOMS)
    rooms = {name: (files_of(here, ROOMS[name]), round(ROOMS[name].number * given.scale)) for name in names}
    mutants = list(drawn(here, rooms, given.seed))
    if given.again:
        with given.again.open(encoding="utf-8", newline="") as f:
            open_ones = {row["mutant"] for row in csv.DictReader(f) if row["verdict"] in (SURVIVED, PINNED_ONLY)}
        mutants = [(room, mutant) for room, mutant in mutants if str(mutant) in open_ones]
    if given.list:
        print("\n".join(f"{room}  {mutant}" for room, mutant in mutants))
        return 0
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=here, check=True, capture_output=True, text=True).stdout.split("\n")
    for name in filter(None, files):
        source = (given.tests.resolve() if given.tests and name.startswith("tests/") and not name.startswith("tests/mutation/") else here) / name
        place = root / name
        if source.is_file() and not (place.exists() and place.read_bytes() == source.read_bytes()):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place)
        elif not source.is_file():
            place.unlink(missing_ok=True)
    for place in root.rglob("*.py"):
        if str(place.relative_to(root)) not in files:  # renamed or removed since an earlier run
            place.unlink()
    os.environ |= {"DIASPORA_CACHE": str(given.work.resolve() / "cache"), "OMP_NUM_THREADS": "1", "CI": "1", "NUMBA_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done: list[dict[str, str]] = []
    if given.out.exists():
        with given.out.open(encoding="utf-8", newline="") as f:
            done = list(csv.DictReader(f))
    # what every child would import anew; libraries that start threads of their own are left to the children
    import hypothesis, mesa, numba, pandas, pytest, scipy.stats  # noqa: E401, F401, I001

    known = {row["mutant"] for row in done}
    if given.forked:
        forked([(room, mutant) for room, mutant in mutants if not ROOMS[room].plain and str(mutant) not in known], root, given, done)
        print(score(done))
        return 0
    catchers: set[tuple[bool, str]] = set()
    for room, mutant in mutants:
        if str(mutant) in known:
            continue
        plain = ROOMS[room].plain and not given.compiled
        tests, usual = tests_about(root, room, mutant, plain, given)
        began = time.monotonic()
        verdict, first = verdict_on(root, mutant, tests, plain, 20.0 + 3.0 * usual, given.pinned)
        row = {"room": room, "mutant": str(mutant), "verdict": verdict, "caught_by": first, "seconds": f"{time.monotonic() - began:.0f}"}
        if verdict == CAUGHT and "::" in first:
            catchers.add((plain, first))
        written(row, given.out, done)
        print(f"{len(done)}/{len(mutants)} {verdict:20} {row['seconds']:>4} s  {mutant}", flush=True)
    wrong = doubtful(root, catchers)
    print(score(done))
    for test in wrong:
        print(f"{test} fails without a mutant when it is asked by itself: what it caught counts for nothing", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
