"""Pieces that no other test names: outcomes that are never negative, sizes of bars of indices, columns of the same name, memory, single replications, tables that are not there."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from experiments.comparing.comparison import Comparison
from experiments.figures import index_bars, trade_off
from experiments.figures.style import canvas
from experiments.reporting import induced_page
from experiments.runs import needs, replications
from experiments.sweeps import load_experiment, sql_query
from experiments.sweeps.sql_query import Tables, answers
from model.errors import InputError
from tests.worked import GRANT, key, same, worked


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


def files(monkeypatch: pytest.MonkeyPatch, **texts: str) -> None:
    """Files of the system by the last part of their path; the others are not there."""

    def read(path: str) -> str:
        name = path.rsplit("/", 1)[1].replace(".", "_")
        if name not in texts:
            raise FileNotFoundError(path)
        return texts[name]

    monkeypatch.setattr(needs, "Path", lambda path: SimpleNamespace(read_text=lambda encoding: read(path)))


def test_free_memory_is_what_the_system_says_in_kilobytes(monkeypatch: pytest.MonkeyPatch) -> None:
    files(monkeypatch, meminfo="MemTotal:  9000 kB\nMemFree: 1 kB\nMemAvailable:    2048 kB\n")
    assert needs.free_memory() == 2048.0 * 1024.0
    files(monkeypatch, meminfo="MemTotal:  9000 kB\n")
    assert needs.free_memory() is None
    files(monkeypatch)
    assert needs.free_memory() is None


def test_memory_of_a_machine_is_that_of_its_container_where_it_has_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs.os, "sysconf", lambda name: {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 1000}[name])
    for texts, memory in (({}, 4_096_000.0), ({"memory_max": "max"}, 4_096_000.0), ({"memory_max": "5000"}, 5000.0), ({"memory_limit_in_bytes": "7000", "memory_max": "8000"}, 7000.0)):
        files(monkeypatch, **texts)
        assert needs.memory_of_the_machine() == memory


def test_single_replications_are_a_row_each_with_their_difference() -> None:
    each = same(GRANT, {key("jobs"): 5.0, key("jobs", "sex", "female"): 2.0}, runs=2, swing={key("jobs"): 1.0})
    found = worked(each, replications=2).replicates
    assert found.columns.tolist() == ["scenario", "replication", "outcome", "breakdown", "group", "value", "without_policy", "difference"]
    assert found["replication"].tolist() == [0, 0, 1, 1] and found["value"].tolist() == [1006.0, 1002.0, 1004.0, 1002.0] and found["difference"].tolist() == [6.0, 2.0, 4.0, 2.0]
    assert set(found["scenario"]) == {each.name} and found["breakdown"].isna().tolist() == [True, False] * 2
    nothing = Comparison(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), (), (), (), {})
    assert len(nothing.replicates) == 0


def test_a_measure_without_a_verdict_has_none() -> None:
    own = pd.DataFrame({"group": ["induced", "anyway"], "measure": ["m", "m"], "mean": [1.0, 2.0], "verdict": [np.nan, "rises"], "unit": ["share", "USD"]})
    assert induced_page._value(own, "induced", "m") == (1.0, None, "share") and induced_page._value(own, "anyway", "m") == (2.0, "rises", "USD")
    value, verdict, unit = induced_page._value(own, "induced", "other")
    assert np.isnan(value) and verdict is None and unit == ""


@pytest.mark.parametrize(("means", "is_padded"), [((1.0, 3.0), True), ((-3.0, -1.0), True), ((0.0, 3.0), False), ((-3.0, 0.0), False), ((-1.0, 1.0), False)])
def test_axes_of_a_trade_off_leave_zero_out_where_all_lies_on_one_side_of_it(means: tuple[float, float], is_padded: bool) -> None:
    runs = pd.DataFrame({"point": [0, 0, 1, 1], "replication": [0, 1, 0, 1], "x": np.repeat(means, 2), "y": np.repeat(means, 2), "f": [0.1, 0.1, 0.2, 0.2]})
    figure = trade_off.draw(runs, "x", "y", "f", str)
    assert figure is not None
    pad = 0.06 * (means[1] - means[0])
    for limits in (figure.axes[0].get_xlim(), figure.axes[0].get_ylim()):
        assert (limits == pytest.approx((means[0] - pad, means[1] + pad))) is is_padded


def test_a_table_of_points_that_is_not_there_is_told_with_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    text = 'scenario = "morocco_belgium_matching_grant"\noutcomes = ["jobs"]\nreplications = 0\n[design]\nkind = "table"\nfile = "nothing.csv"\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_experiment(file)
    assert {problem.key for problem in raised.value.problems} == {"replications", "design.file"}


@pytest.mark.parametrize(("seconds", "said"), [(1.0, "1 s"), (119.0, "119 s"), (120.0, "2 min"), (7199.0, "120 min"), (7200.0, "2 h"), (36_000.0, "10 h")])
def test_times_are_seconds_minutes_or_hours_from_two_on(seconds: float, said: str) -> None:
    assert needs._time(seconds, "en").replace("\u202f", " ").replace("\u00a0", " ") == said


def test_needs_are_told_where_memory_or_time_is_large() -> None:
    """A gigabyte, or ten minutes a process: either is worth a line."""
    small = needs.Needs(1_000, 0.9e9, 2, 1_190.0)
    assert small.told(None) is None
    assert all(large.told(None) is not None for large in (small._replace(bytes=1e9), small._replace(seconds=1_200.0), small._replace(processes=1)))
