"""What the documents say is what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from model.all_institutions import INSTITUTIONS
from model.inputs.shocks import SHOCKS
from model.levers import REGISTRY
from model.records.schemas import SCHEMAS
from model.world import SCHEDULE, DiasporaModel

DOCS = Path(__file__).parents[2] / "docs"


def test_the_process_overview_is_the_schedule() -> None:
    text = (DOCS / "odd.md").read_text(encoding="utf-8")
    section = text.split("### 1.3")[1].split("## 2.")[0]
    rows = re.findall(r"^\| (\w+) \| (.+) \|$", section, flags=re.MULTILINE)
    assert [row for row in rows if row[0] != "Phase"] == list(SCHEDULE)


def test_every_phase_is_a_method_or_carried_out_by_institutions_in_this_order() -> None:
    phases = [name for name, _ in SCHEDULE]
    by_institutions = [each.phase for each in INSTITUTIONS if each.loop is not None]
    assert [name for name in phases if hasattr(DiasporaModel, name)] == ["happenings", "offers", "demography", "decisions", "closing"]
    assert list(dict.fromkeys(by_institutions)) != [] and set(by_institutions) == set(phases[4:-1])


@pytest.mark.parametrize("name", ["parameters", "outcomes"])
def test_the_tables_are_current(name: str) -> None:
    spec = importlib.util.spec_from_file_location("build_tables", DOCS / "build_tables.py")
    assert spec is not None and spec.loader is not None
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8") == getattr(tables, name)(), "run: python docs/build_tables.py"


def test_files_that_the_odd_names_exist() -> None:
    text = (DOCS / "odd.md").read_text(encoding="utf-8")
    root = DOCS.parent
    for path in re.findall(r"`(model/[\w/.]+|rules/\w+\.py)`", text):
        assert (root / path).exists() or (root / "model" / path).exists(), path


def test_the_odd_names_every_lever_shock_population_and_file_of_rules() -> None:
    text = (DOCS / "odd.md").read_text(encoding="utf-8")
    rules = [f"rules/{path.name}" for path in (DOCS.parent / "model" / "rules").glob("*.py") if path.stem not in ("__init__", "choose")]
    missing = [name for name in (*REGISTRY, *SHOCKS, *rules) if f"`{name}`" not in text]
    assert not missing
    entities = text.split("### 1.2")[1].split("### 1.3")[0]
    assert not [name for name in SCHEMAS if name.rstrip("s").replace("_", " ").removesuffix("ie").replace("origin household", "family at origin") not in entities]
