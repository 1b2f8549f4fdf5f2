"""Pieces that no other test names: outcomes that are never negative, sizes of bars of indices, columns of the same name."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from experiments.figures import index_bars
from experiments.figures.style import canvas
from experiments.runs import replications
from experiments.sweeps import sql_query
from experiments.sweeps.sql_query import Tables, answers


def test_an_outcome_is_never_negative_where_its_least_is_none_below_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    lows = {"nought": 0.0, "more": 1.0, "less": -1.0, "any": None}
    monkeypatch.setattr(replications, "OUTCOMES", {name: SimpleNamespace(low=low) for name, low in lows.items()})
    assert [replications.never_negative(name) for name in (*lows, "unknown")] == [True, True, False, False, False]


@pytest.mark.parametrize(("names", "factors", "height"), [(("S1",), 3, 1.5 + 3 * 0.27 + 0.3), (("ST", "S1"), 3, 1.5 + 3 * 0.4 + 0.3), (("delta", "S1"), 2, 1.5 + 2 * 0.27 + 0.3)])
def test_bars_of_indices_have_room_for_each_factor(names: tuple[str, ...], factors: int, height: float, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[float, float]] = []
    monkeypatch.setattr(index_bars.style, "canvas", lambda wide, high: sizes.append((wide, high)) or canvas(wide, high))
    rows = [(name, f"f{k}", 0.1 * k, 0.1 * k, 0.1 * k) for name in names for k in range(factors)]
    figure = index_bars.draw(pd.DataFrame(rows, columns=["index", "factor", "value", "low", "high"]), "jobs", str)
    assert figure is not None and sizes == [(8.5, pytest.approx(height))]
    axis = figure.axes[0]
    drawn = 2 if names[0] == "ST" else 1
    assert len(axis.patches) == drawn * factors and {round(bar.get_height(), 9) for bar in axis.patches} == {round(0.76 / drawn * 0.92, 9)} and axis.get_ylim() == (-0.6, factors - 0.4)
    centres = [round(bar.get_y() + bar.get_height() / 2.0, 9) for bar in axis.patches[:factors]]
    assert centres == [round(factors - 1 - k + (0.19 if drawn == 2 else 0.0), 9) for k in range(factors)]


def test_columns_of_the_same_name_are_counted_where_the_library_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = SimpleNamespace(fetchall=lambda: [("1", "2", "3", None, '"x"')])
    relation = SimpleNamespace(columns=["a", "a", "a", "b", "a_2"], project=lambda what: fetched)
    monkeypatch.setattr(sql_query, "tables_of", lambda path: Tables({}, 2, 5))
    monkeypatch.setattr(sql_query, "_asked", lambda known, sql, read: read(relation))
    found = answers(Path("x"), "select")
    assert found.columns == ["a", "a_1", "a_2", "b", "a_2_1"] and found.rows == [(1, 2, 3, None, "x")] and (found.missing, found.parts) == (2, 5)
