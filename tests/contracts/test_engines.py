"""Mesa agents one by one in plain Python, and the compiled loops: the same records bit for bit, and the same ledger."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from model.world import DiasporaModel
from tests.worlds import BUSY, ETH, MAR, SHOCKS, assert_same, differing, package, settings_of

WORLDS: dict[str, dict[str, Any]] = {
    "full scale": {"scenario": MAR, "stock": 500.0, "years": 5},
    "a sample whose records split": {"scenario": MAR, "stock": 8_000.0, "sample": 120, "years": 5},
    "dual nationality": {"scenario": ETH, "stock": 400.0, "years": 5},
}


@pytest.mark.parametrize("name", WORLDS)
def test_both_engines_give_the_same_world(name: str) -> None:
    settings = settings_of(parameters=BUSY, **WORLDS[name])
    compiled, objects = (DiasporaModel(settings, package(), SHOCKS, engine=engine, checks=True).run() for engine in ("compiled", "objects"))
    assert differing(compiled.stage, objects.stage) == []
    assert_same(compiled, objects)
    pd.testing.assert_frame_equal(compiled.ledger_frame(), objects.ledger_frame(), check_exact=True)
    assert len(compiled.ledger_frame()) > 100


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="compiled or objects"):
        DiasporaModel(settings_of(stock=300.0), engine="magic")
