"""An institution from outside: one file with a desk, a queue, a budget, an outcome and an alarm, and no edit anywhere else (own_institution.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from model.errors import InputError
from model.levers import REGISTRY, own_levers
from model.outcome_registry import OUTCOMES
from model.plugins import load_plugin
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, assert_same, lever, settings_of, value, world

FILE = Path(__file__).with_name("own_institution.py")
SMALL = ("--sample", "300", "--years", "2", "--replications", "2")


@pytest.fixture(scope="module", autouse=True)
def _desk() -> Iterator[None]:
    before = dict(REGISTRY)
    load_plugin(FILE)
    yield
    REGISTRY.clear()
    REGISTRY.update(before)
    assert "letters_answered" not in OUTCOMES


def test_it_keeps_its_queue_and_its_budget() -> None:
    """Five answers a month of 10 USD each: 120 in two years and 1 200 USD; what comes beyond waits three months and is given up."""
    model = world(MAR, parameters=BUSY, years=2).fork((lever("letter_desk"),)).run()
    (bank,) = model.stage.institutions
    assert value(model, "letters_answered") == bank["served"] == 120.0 and bank["spent"] == pytest.approx(1_200.0) == pytest.approx(model.costs.sum())
    assert bank["arrived"] == bank["served"] + bank["abandoned"] + bank["waiting"] and bank["abandoned"] > 0.0
    poor = world(MAR, parameters=BUSY, years=2).fork((lever("letter_desk", budget_usd=200.0),)).run()
    assert value(poor, "letters_answered") == 2 * 20.0 and value(poor, "budget_exhausted_month") == 4.0
    assert value(world(MAR, parameters=BUSY, years=2).fork().run(), "letters_answered") == 0.0


def test_both_engines_agree() -> None:
    settings = settings_of(MAR, stock=300.0, years=2, parameters=BUSY)
    one, other = (DiasporaModel(settings, (lever("letter_desk", writes_year=2.0),), engine=engine, checks=True).run() for engine in ("compiled", "objects"))
    assert_same(one, other)
    assert value(one, "letters_answered") > 0.0


@pytest.mark.parametrize("phase", ["relation", "closing", "demography"])
def test_a_phase_in_which_no_loop_is_carried_out_is_refused(phase: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = REGISTRY["letter_desk"]
    assert kind.institution is not None
    monkeypatch.setattr(kind, "institution", kind.institution._replace(phase=phase))
    with pytest.raises(InputError, match=f"letter_desk: its loop is of phase '{phase}'.*allowed: families,.*relations"):
        world(MAR, parameters=BUSY, years=2).fork((lever("letter_desk"),))


@pytest.mark.usefixtures("no_figures")
def test_from_the_command_line_with_one_worker_and_with_two(tmp_path: Path) -> None:
    scenario = tmp_path / "letters.toml"
    scenario.write_text(
        'schema = 1\nlabel = { en = "Letters", fr = "Courrier" }\nbase = "morocco_belgium"\n[levers.letter_desk]\nanswers_per_month = 2\n', encoding="utf-8"
    )
    tables: list[bytes] = []
    for jobs in ("1", "2"):
        for lever_id in own_levers():  # as in a process of its own
            del REGISTRY[lever_id]
        out = tmp_path / jobs
        result: Any = CliRunner().invoke(app, ["compare", str(scenario), *SMALL, "--plugin", str(FILE), "--jobs", jobs, "--out", str(out), "--json"])
        assert result.exit_code == 0, result.output
        tables.append((out / "comparison.csv").read_bytes())
    assert tables[0] == tables[1] and b"letters_answered" in tables[0]
    assert "letters without an answer" in (out / "summary.md").read_text(encoding="utf-8")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["code"]["own_levers"]["letter_desk"]["file"] == FILE.name
