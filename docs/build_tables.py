"""Write docs/parameters.md, docs/outcomes.md and docs/coverage.md from the declarations: python docs/build_tables.py."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from model.inputs.settings import FIGURES
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Parameter
from model.parameters import MECHANISMS, PARAMETERS

HERE = Path(__file__).parent
HEAD = "| Name | Value | Unit | Bounds | Drawn from | Off at | Status | Grade | Source | What it is |\n|---|---|---|---|---|---|---|---|---|---|"


def _shown(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return ", ".join(str(v) for v in value)
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)


def row(name: str, p: Parameter) -> str:
    """One line of a table of parameters."""
    likely = f"{p.likely[0]:g} to {p.likely[1]:g}" if p.likely else ""
    cells = [f"`{name}`", _shown(p.value), str(p.unit), p.allowed, likely, "" if p.off is None else f"{p.off:g}", str(p.status), p.grade, p.source, p.en]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def parameters() -> str:
    """The table of all parameters: of the mechanisms, of corridors, of levers."""
    parts = ["# Parameters", "", "Made from the declarations by `python docs/build_tables.py`; a test keeps it current. Sources are keys of `scenarios/data/bibliography.toml`."]
    for mechanism, group in MECHANISMS.items():
        own = {name: p for name, p in PARAMETERS.items() if name.startswith(f"{mechanism}.")}
        parts += ["", f"## {mechanism}", "", (group.__doc__ or "").strip().splitlines()[0], "", HEAD, *(row(name, p) for name, p in own.items())]
    parts += ["", "## Figures of a corridor", "", HEAD, *(row(name, p) for name, p in FIGURES.items())]
    for lever_id in sorted(REGISTRY):
        lever = REGISTRY[lever_id]
        parts += ["", f"## Lever `{lever_id}`", "", f"{lever.says.en} ({lever.family.value}; {lever.source})", "", HEAD, *(row(f"levers.{lever_id}.{name}", p) for name, p in lever.parameters.items())]
    return "\n".join(parts) + "\n"


def outcomes() -> str:
    """The table of all outcomes."""
    rows = [f"| `{o.id}` | {o.label.en} | {o.label.fr} | {o.unit.en} | {o.adds.value} | {o.bounds.en} | {'yes' if o.has_breakdown else ''} |" for o in OUTCOMES.values()]
    head = "| Id | Label | Libellé | Unit | Adds up as | Bounds of a level | By sex, generation, region, skill, corridor |\n|---|---|---|---|---|---|---|"
    return "\n".join(["# Outcomes", "", "Made from the registry by `python docs/build_tables.py`; a test keeps it current.", "", head, *rows]) + "\n"


def coverage() -> str:
    """The table of what carries each requirement of the source paper."""
    spec = importlib.util.spec_from_file_location("coverage_table", HERE / "coverage_table.py")
    assert spec is not None and spec.loader is not None
    table = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = table  # dataclasses look their module up
    spec.loader.exec_module(table)
    return str(table.page())


if __name__ == "__main__":
    (HERE / "parameters.md").write_text(parameters(), encoding="utf-8")
    (HERE / "outcomes.md").write_text(outcomes(), encoding="utf-8")
    (HERE / "coverage.md").write_text(coverage(), encoding="utf-8")
