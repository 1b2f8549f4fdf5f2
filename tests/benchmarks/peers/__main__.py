"""What one rule costs an agent and month, here and in the libraries that others use: `python -m tests.benchmarks.peers` (README.md)."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import mesa
import numba
import numpy as np

from . import rule
from .environments import COMPILED, COUNTED, PACKAGES, compiled
from .programs import WITHOUT_AVX512, Asked, instructions, of_c, of_script, said, script, touching

SCRIPTS = Path(__file__).parent
EXACT = 1e-9
"""Totals of the same draws differ by the order in which they are added up, and by the last digit of an exponential."""
APART = 5.0
"""Standard deviations between seeds that senders in all may be off where a library draws its own luck."""
SEEDS = 20
ENGINE_BYTES = 384 + 40 + 32 + 16
"""Of a household that the loop of decisions goes over: its record, its family's, its ties, what is seen and shown."""
FEW_AGENTS, FEW_MONTHS, MORE_MONTHS = 20_000, 2, 12
"""Instructions of a month are the difference between two runs."""


def versions(library: str) -> str:
    """Name and version of a library, as it is pinned."""
    name, _, version = PACKAGES[library][0].partition("==")
    return f"{name} {version}"


def rows(asked: Asked) -> dict[str, tuple[str, Callable[[], dict[str, Any]]]]:
    """What is run, by key: label, and how."""
    few = Asked(asked.agents, asked.months, min(asked.rounds, 3), asked.folder)
    return {
        "c_native": ("C, gcc -O3 -march=native", lambda: of_c(COMPILED["c_native"], asked)),
        "c": ("C, gcc -O3", lambda: of_c(COMPILED["c"], asked)),
        "c_fast": ("C, gcc -O3 -march=native -ffast-math (exp of several agents at once)", lambda: of_c(COMPILED["c_fast"], asked)),
        "numba": (f"Numba {numba.__version__}, columns, Philox by agent and month", lambda: of_script("in_numba.py", asked)),
        "numpy": (f"NumPy {np.__version__}", lambda: of_script("in_numpy.py", asked)),
        "ambr": (versions("ambr"), lambda: of_script("in_ambr.py", asked, "ambr")),
        "starsim": (f"{versions('starsim')}, 32 bits (its default)", lambda: of_script("in_starsim.py", asked, "starsim", given=False)),
        "starsim64": (f"{versions('starsim')}, 64 bits", lambda: of_script("in_starsim.py", asked, "starsim", STARSIM_PRECISION="64")),
        "mesa_frames": (versions("mesa_frames"), lambda: of_script("in_mesa_frames.py", asked, "mesa_frames")),
        "mesa": (f"{versions('mesa')}, objects", lambda: of_script("in_mesa.py", few, "mesa")),
        "mesa_here": (f"mesa {mesa.__version__} (that of this project), objects", lambda: of_script("in_mesa.py", few)),
        "engine": ("this engine, its nine decisions reduced to the rule", lambda: of_script("in_this_engine.py", asked)),
        "engine_whole": ("this engine, all nine decisions (another answer)", lambda: of_script("in_this_engine.py", asked, given=False, more=("--whole",))),
    }


def prepare(asked: Asked) -> dict[str, Any]:
    """Start and draws as files; what the C program says of them; and how much senders in all differ between seeds."""
    from . import in_numba

    begin = rule.start(asked.agents)
    np.concatenate([begin["income"], begin["attachment"]]).tofile(asked.start)
    np.save(asked.draws, in_numba.draws_of(asked.agents, asked.months, rule.SEED))
    runs = of_c(COMPILED["c"], Asked(asked.agents, asked.months, SEEDS, asked.folder))["own"]
    return {**runs[0], "spread": statistics.stdev(sum(run["senders"]) for run in runs), "usual": statistics.mean(sum(run["senders"]) for run in runs)}


def check(key: str, found: dict[str, Any], wanted: dict[str, Any]) -> str:
    """How the answer was checked; the whole fails where it is another."""
    if key == "engine_whole":
        return "–"
    said = []
    if "given" in found:
        got = found["given"]
        if got["senders"] != wanted["senders"]:
            raise SystemExit(f"{key}: other senders for the same draws: {got['senders']}, not {wanted['senders']}")
        for name in ("wealth", "sent"):
            if abs(got[name] / wanted[name] - 1.0) > EXACT:
                raise SystemExit(f"{key}: {name} is {got[name]}, not {wanted[name]}")
        said.append("same senders each month")
    for run in found["own"]:
        off = (sum(run["senders"]) - wanted["usual"]) / wanted["spread"]
        if abs(off) > APART:
            raise SystemExit(f"{key}: senders of its own draws are {off:.1f} standard deviations from the usual")
    return ", ".join([*said, *(["own draws agree"] if found["own"][0]["senders"] != wanted["senders"] else [])])


def counted(asked: Asked, engine: bool) -> dict[str, float]:
    """Instructions an agent-month of the C program, and of this engine's nine decisions where that is wanted too: Valgrind takes some minutes for it."""
    program = compiled(COUNTED, asked.folder)
    some = [instructions([program, str(asked.start), str(asked.agents), str(months), "1"], asked.folder) for months in (FEW_MONTHS, MORE_MONTHS)]
    found = {"c": (some[1] - some[0]) / (MORE_MONTHS - FEW_MONTHS) / asked.agents}
    if engine:
        few = Asked(FEW_AGENTS, 0, 0, asked.folder)
        commands = [script("in_this_engine.py", replace(few, months=months), None, False, ("--whole",), WITHOUT_AVX512) for months in (FEW_MONTHS, MORE_MONTHS)]
        for command, variables in commands:
            said(command, variables)  # compiles for the processor that Valgrind knows
        some = [instructions(command, asked.folder, variables) for command, variables in commands]
        found["engine"] = (some[1] - some[0]) / (MORE_MONTHS - FEW_MONTHS) / FEW_AGENTS
    return found


def main() -> None:
    """Measure all, check all, print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("--agents", type=int, default=100_000)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=5, help="the median is told; objects have three at most")
    parser.add_argument("--only", nargs="+", help="keys of what is run")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "peers-of-the-engine", help="where environments are made, and kept")
    parser.add_argument("--instructions", action="store_true", help="count those of this engine too: some minutes more")
    parser.add_argument("--json", type=Path, help="all that was measured")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    asked = Asked(given.agents, given.months, given.rounds, given.folder)
    wanted = prepare(asked)
    found: dict[str, Any] = {"agents": asked.agents, "months": asked.months, "rounds": asked.rounds, "rows": []}
    for key, (label, run) in rows(asked).items():
        if given.only and key not in given.only:
            continue
        answer = run()
        how = check(key, answer, wanted)
        nano = [1e9 * each["seconds"] / asked.agents / asked.months for each in answer["own"]]
        found["rows"].append({"key": key, "label": label, "ns": statistics.median(nano), "least": min(nano), "most": max(nano), "checked": how})
        sys.stderr.write(f"{label}: {statistics.median(nano):.1f} ns; {how}\n")
    found["touch"] = {
        "rule": 1e9 * touching(asked) / asked.agents / asked.months,
        "engine": 1e9 * touching(asked, ENGINE_BYTES) / asked.agents / asked.months,
        "engine_bytes": ENGINE_BYTES,
    }
    if shutil.which("valgrind"):
        found["instructions"] = counted(asked, given.instructions)
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(told(found))


def told(found: dict[str, Any]) -> str:
    """The table, and what bounds it."""
    by_key = {row["key"]: row for row in found["rows"]}
    base = by_key.get("c_native", found["rows"][0])["ns"]
    own = by_key["engine"]["ns"] if "engine" in by_key else None
    lines = [f"{found['agents']:,} agents, {found['months']} months, medians of {found['rounds']} rounds in processor time, one core", ""]
    lines += ["| | ns an agent-month | times C | times this engine | checked |", "|---|---:|---:|---:|---|"]
    for row in found["rows"]:
        against = "–" if own is None else f"{row['ns'] / own:.2f}"
        lines.append(f"| {row['label']} | {row['ns']:.1f} ({row['least']:.1f} to {row['most']:.1f}) | {row['ns'] / base:.1f} | {against} | {row['checked']} |")
    touch = found["touch"]
    lines += ["", f"Memory alone: {touch['rule']:.2f} ns for what the rule needs, {touch['engine']:.1f} ns for the {touch['engine_bytes']} bytes of a household."]
    if "instructions" in found:
        names = {"c": "the C program", "engine": "this engine's nine decisions"}
        told = [f"{count:,.0f} of {names[key]}" for key, count in found["instructions"].items()]
        lines.append(f"Instructions an agent-month (AVX2): {', '.join(told)}.")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
