"""The table of coverage: docs/coverage.md from docs/coverage.toml, and what is missing of each row."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from model.inputs.ministry import MINISTRY_PARAMETERS
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCKS
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameters import PARAMETERS
from scenarios import library

ROOT = Path(__file__).parents[1]
IDS = (
    *(f"F{n}" for n in range(1, 14)), *(f"S{n}" for n in range(1, 7)), *(f"T{n}" for n in range(1, 6)), *(f"O{n}" for n in range(1, 8)), *(f"C{n}" for n in range(1, 6)),
    "P1", "P2a", "P2b", "P2c", "P2d", "P3a", "P3b", "P3c", "P3d", "P3e", "P4a", "P4b", "P4c", "P4d", "P4e", "P4f", "P5a", "P5b", "P5c", "P5d", "P6a", "P6b", "P6c", "P6d", "P7",
    *(f"A{n}" for n in range(1, 5)), "N1", "N2",
)  # fmt: skip
"""Requirements of the source paper: framing, skills, trade, obstacles, crises, measures, annex, footnotes."""


@dataclass(frozen=True)
class Row:
    """What carries one requirement. `not_yet`: something that it names is still to be built."""

    id: str
    says: str
    modules: tuple[str, ...]
    carried_by: tuple[str, ...]
    outcomes: tuple[str, ...]
    tests: tuple[str, ...]
    not_yet: bool = False

    @property
    def missing(self) -> list[str]:
        """What it names and is not there."""
        found = [module for module in self.modules if not (ROOT / module).is_file()]
        found += [name for name in self.carried_by if not is_known(name)]
        found += [outcome for outcome in self.outcomes if outcome not in OUTCOMES]
        return found + [test for test in self.tests if not is_test(test)]


def is_known(name: str) -> bool:
    """Whether a lever, a value of one, a parameter, a figure, a shock, a value of the ministry or a scenario is declared."""
    head, _, rest = name.partition(".")
    if head == "levers":
        lever, _, own = rest.partition(".")
        return lever in REGISTRY and (not own or own in REGISTRY[lever].parameters)
    known = {"corridor": FIGURES, "shocks": SHOCKS, "scenarios": library()}
    if head in known:
        return rest in known[head]
    return name in PARAMETERS or (head == "ministry" and (rest in MINISTRY_PARAMETERS or rest == "weights"))


def is_test(name: str) -> bool:
    """Whether a test of that name stands in that file; of `::test_x[case]`, a case too whose id is written there as a string."""
    file, _, test = name.partition("::")
    test, _, case = test.removesuffix("]").partition("[")
    path = ROOT / file
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8")
    return re.search(rf"^def {re.escape(test)}\(", text, flags=re.MULTILINE) is not None and (not case or f'"{case}"' in text)


def rows() -> list[Row]:
    """The rows, in the order of the file."""
    document = tomllib.loads((ROOT / "docs" / "coverage.toml").read_text(encoding="utf-8"))
    return [Row(name, **{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}) for name, row in document.items()]


def page() -> str:
    """docs/coverage.md."""
    found = rows()
    carried = [row for row in found if not row.missing]
    waits = "" if len(carried) == len(found) else f" The other {len(found) - len(carried)} are marked *not yet*, with what they wait for."
    lines = [
        "# Coverage of the source paper", "",
        f"**{len(carried)} of {len(found)} requirements are carried by a module, a lever or parameter, an outcome and a test.**{waits}", "",
        "Made from `docs/coverage.toml` and the declarations by `python docs/build_tables.py`; a test keeps it current and fails when a name is gone.", "",
        "| Id | Requirement | Module | Lever or parameter | Outcome | Test |", "|---|---|---|---|---|---|",
    ]  # fmt: skip
    for row in found:
        state = "" if not row.missing else f" *Not yet: {', '.join(row.missing)}.*"
        cells = [row.id, row.says + "." + state, *(", ".join(f"`{name}`" for name in names) for names in (row.modules, row.carried_by, row.outcomes, row.tests))]
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
