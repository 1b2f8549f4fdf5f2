"""What a sweep says of an outcome, piece by piece: points that are lost, in words, slices of a factor, factors that move together, tables that an analysis leaves."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from experiments.sensitivity import results
from experiments.sensitivity.estimates import Estimate
from experiments.sensitivity.evidence import NO_INDEX, Evidence
from experiments.sensitivity.sample import LEAST_POINTS, TOGETHER, levels_of, n_resamples, noted, outputs_of, slices_of, together
from model.errors import InputError

NAN = np.nan


def evidence(values: Any, unit: Any = None, kind: str = "table", **more: Any) -> Evidence:
    given = np.array(values, dtype=float)
    places = np.linspace(0.0, 1.0, len(given))[:, None] if unit is None else np.array(unit, dtype=float)
    return Evidence("jobs", kind, tuple(f"levers.a.x{k}" for k in range(places.shape[1])), places, given, **more)


def missing(given: Evidence, language: str = "en") -> str:
    said = given.usable()[1]
    return "" if said is None else said(language)


def test_points_keep_the_mean_of_the_runs_that_finished() -> None:
    given = evidence([[1.0, 3.0], [NAN, 5.0], [2.0, 2.0]])
    assert given.means().tolist() == [2.0, 5.0, 2.0]
    found, said = given.usable()
    assert found.n_points == 3 and said is not None
    assert said("en") == "1 of 6 runs failed or have no defined outcome; their points keep the mean of the other replications"
    assert said("fr").replace("\xa0", " ").replace("\u202f", " ") == (
        "1 des 6 simulations ont échoué ou n'ont pas de résultat défini ; leurs points gardent la moyenne des autres réplications"
    )
    assert evidence([[1.0], [2.0]]).usable()[1] is None


def test_runs_that_failed_are_told_apart_from_outcomes_that_are_undefined() -> None:
    values = [[NAN, NAN], [NAN, 5.0], [2.0, 2.0]]
    failed = np.array([[True, False], [True, False], [False, False]])
    left_out = "1 of 3 points are left out"
    assert missing(evidence(values, failed=failed)) == f"2 of 6 runs failed; in 1 of 6 runs the outcome is undefined; {left_out}"
    assert missing(evidence(values, failed=np.zeros((3, 2), dtype=bool))) == f"in 3 of 6 runs the outcome is undefined; {left_out}"
    assert missing(evidence(values, failed=np.isnan(np.array(values)))) == f"3 of 6 runs failed; {left_out}"
    found, _ = evidence(values, failed=failed).usable()
    assert np.isnan(found.values[0, 0]) and found.values.ravel()[1:].tolist() == [5.0, 2.0, 2.0]
    assert found.failed is not None and found.failed.tolist() == [[True, False], [False, False]] and found.n_points == 2


def test_a_point_whose_place_is_none_is_left_out() -> None:
    given = evidence([[1.0], [2.0], [3.0]], unit=[[0.0], [NAN], [1.0]])
    found, said = given.usable()
    assert said is not None and said("en") == "1 points have a value that is none of a factor's; 1 of 3 points are left out"
    assert "1 points ont une valeur qu'un facteur ne prend pas" in said("fr") and "1 des 3 points sont écartés" in said("fr")
    assert found.unit.tolist() == [[0.0], [1.0]] and found.values.tolist() == [[1.0], [3.0]]


def morris(values: list[float]) -> Evidence:
    """Two trajectories of one factor with four levels: each goes from 0 to 2/3."""
    return evidence([[value] for value in values], unit=[[0.0], [2.0 / 3.0]] * 2, kind="morris", stride=2, settings={"levels": 4})


def test_a_trajectory_is_left_out_as_a_whole() -> None:
    given = morris([1.0, 2.0, NAN, 4.0])
    found, said = given.usable()
    assert said is not None and said("en") == (
        "1 of 4 runs failed or have no defined outcome; 1 of 4 points are lost, and 1 of 2 base units of the design are left out with them"
    )
    assert found.values.tolist() == [[1.0], [2.0]] and (found.n_base_units, given.n_base_units) == (1, 2)
    assert given.first(1).n_points == 2 and given.rows(np.array([0, 1])).kind == "table" and given.rows(np.array([0, 1])).stride == 1
    assert given.chosen(np.array([2, 3, 0, 1])).values[2:].tolist() == [[1.0], [2.0]]


def test_a_factorial_needs_every_point() -> None:
    from SALib.sample.ff import sample

    unit = sample({"num_vars": 2, "names": ["a", "b"], "bounds": [[0.0, 1.0]] * 2})
    given = evidence([[1.0], [NAN], [3.0], [4.0]], unit=unit, kind="fractional_factorial")
    found, said = given.usable()
    assert found.n_points == 0 and said is not None and said("en") == f"1 of 4 runs failed or have no defined outcome; {NO_INDEX.en}"


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match=r"\(2, 1\) positions do not match \(3, 1\) outputs and 1 factors"):
        Evidence("jobs", "table", ("a",), np.zeros((2, 1)), np.zeros((3, 1)))
    with pytest.raises(InputError, match="3 points are no whole number of base units"):
        Evidence("jobs", "morris", ("a",), np.zeros((3, 1)), np.zeros((3, 1)), stride=2, settings={"levels": 4})
    problem = evidence([[1.0], [2.0]], groups={}).problem()
    assert problem == {"num_vars": 1, "names": ["levers.a.x0"], "bounds": [[0.0, 1.0]]}


@pytest.mark.parametrize(("points", "slices"), [(100, 10), (99, 8), (80, 8), (79, 5), (50, 5), (49, 4), (40, 4), (39, 3), (12, 3)])
def test_slices_are_equal_shares_with_ten_points_each(points: int, slices: int) -> None:
    """Of a factor of two values each value is a slice."""
    found = slices_of(np.arange(points) / points, points)
    assert found.max() + 1 == slices and found.min() == 0
    sizes = np.bincount(found)
    assert sizes.max() - sizes.min() <= 1
    assert slices_of(np.array([0.2, 0.9] * (points // 2)), points).tolist() == [0, 1] * (points // 2)


def test_levels_are_values_that_come_again() -> None:
    x = np.array([0.5, 0.1, 0.5, 0.9])
    assert [None if found is None else found.tolist() for found in (levels_of(x, 3), levels_of(x, 2), levels_of(np.array([0.1, 0.2]), 3))] == [
        [1, 0, 1, 2],
        None,
        None,
    ]


def test_values_that_differ_by_the_order_of_a_sum_are_one() -> None:
    found = outputs_of(evidence([[3.0], [1.0], [1.0 + 1e-14], [2.0]]))
    assert found[1] == found[2] == 1.0 and found.tolist()[::3] == [3.0, 2.0]


def test_fewer_resamples_of_large_samples() -> None:
    assert [n_resamples(n) for n in (1, 2_000, 4_000, 10_000, 1_000_000)] == [100, 100, 50, 30, 30]


def test_factors_that_move_together_are_told() -> None:
    """Ranks of 40 points: the same, against each other, and unlike; a factor that stands still moves with none."""
    up = np.arange(40.0) / 40.0
    rng = np.random.default_rng(1)
    apart = rng.permutation(up)
    still = np.full(40, 0.5)

    def said(*columns: Any) -> str:
        unit = np.column_stack(columns)
        return together(evidence(np.zeros((len(unit), 1)), unit=unit), "en")

    assert said(up, up) == said(up, 1.0 - up) == TOGETHER("en")
    assert said(up, apart) == said(up, still) == said(up) == said(up[:3], up[:3]) == said(still, still) == ""
    assert said(up[:LEAST_POINTS], up[:LEAST_POINTS]) == said(up, still, up) == TOGETHER("en") and said(up[: LEAST_POINTS - 1], up[: LEAST_POINTS - 1]) == ""


def test_notes_are_joined() -> None:
    row = Estimate("S1", "a", 0.5, note="one")
    assert [each.note for each in noted([row], "two")] == ["one; two"] and noted([row], "") == [row]


def test_an_analysis_leaves_its_tables_in_both_forms_and_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "sensitivity"
    (place / "figures").mkdir(parents=True)
    for old in (place / "figures" / "old.png", place / "empty.csv", place / "empty.parquet"):
        old.write_text("old", encoding="utf-8")
    saved: list[Any] = []
    monkeypatch.setattr(results, "pictures", lambda analysis, language: [(f"one_{language}", "figure")])
    monkeypatch.setattr(results, "footnoted", lambda figure, language: (figure, language))
    monkeypatch.setattr(results, "save", lambda figure, path: saved.append((figure, path)))
    monkeypatch.setattr(results, "summary", lambda analysis, language: f"summary {language}")
    monkeypatch.setattr(results, "write_notes", lambda manifest, folder: saved.append((manifest, folder)))
    table = pd.DataFrame({"factor": ["a", "b"], "low_value": [1, (2, 3)], "index": [0.5, 0.25]})
    analysis: Any = SimpleNamespace(tables={"indices": table, "empty": table[:0]}, sweep=SimpleNamespace(manifest={"language": "fr"}))
    assert results.write_analysis(analysis, tmp_path, "fr") == place
    assert sorted(file.name for file in place.iterdir()) == ["figures", "indices.csv", "indices.parquet", "summary.md"]
    assert not list((place / "figures").iterdir()) and (place / "summary.md").read_text(encoding="utf-8") == "summary fr"
    read = pq.read_table(place / "indices.parquet").to_pandas()
    assert read.to_dict("list") == {"factor": ["a", "b"], "low_value": ["1", "(2, 3)"], "index": [0.5, 0.25]}
    assert len((place / "indices.csv").read_text(encoding="utf-8").splitlines()) >= 3
    assert saved == [(("figure", "fr"), place / "figures" / "one_fr"), ({"language": "fr"}, place)]
