"""Pieces of runs by hand: where variance comes from, where inputs come from, what workers answer, what is said of few runs, replications by number."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest
from joblib.externals.loky.process_executor import TerminatedWorkerError

from experiments.calibrated.ensemble import Ensemble, FactOf
from experiments.runs import evidence_manifest, input_source, pool, simulate
from experiments.runs.replications import COST, Replications, never_negative, unit_of
from experiments.runs.variance_components import components, nothing_to_tell
from experiments.runs.verdicts import Verdict, interval_words, range_label, too_few_note, verdict, verdicts, what_was_drawn
from model.errors import InputError
from scenarios import load
from tests.worked import GRANT, PACKAGE, key, same

ENSEMBLE = Ensemble({"giving.price_elasticity": (-1.0, -2.0)}, {"giving.price_elasticity": -1.5}, "declared", {"C1": FactOf(True, ("matching_grant",), "hit")})


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


# --- variance -----------------------------------------------------------------------------------------------------------------------------------------------

RUNS = np.arange(12)
GROUPS, OWN = RUNS // 2, RUNS % 4 == 3
BETWEEN = (676.0 + 196.0 + 36.0 + 36.0 + 196.0 + 676.0) / 5.0
"""Mean square between pairs whose means are 1, 13, 21, 33, 41 and 53."""


def pairs(shared: float, apart: float) -> np.ndarray[Any, Any]:
    """Six pairs of runs around 1, 13, 21, ..., those of the first kind `shared` to each side, those of the other kind `apart`."""
    means = np.repeat([1.0, 13.0, 21.0, 33.0, 41.0, 53.0], 2)
    return (means + np.where(RUNS % 2, 1.0, -1.0) * np.where(GROUPS % 2, apart, shared))[:, None]


def test_components_are_those_of_the_staggered_design() -> None:
    """Half squares of differences: 2 where figures are shared, 18 where not; so chance is 2, figures 16, parameters 363.2 - 0.75 * 16 - 2 / 2."""
    found = components(pairs(1.0, 3.0), GROUPS, OWN)
    parts = (BETWEEN - 0.75 * 16.0 - 1.0, 16.0, 2.0)
    assert [float(share.value[0]) for share in found] == pytest.approx([part / sum(parts) for part in parts]) and found.inputs[0] == pytest.approx((parts[0] + 16.0) / sum(parts))
    assert all(0.0 <= share.low[0] <= share.value[0] <= share.high[0] <= 1.0 for share in found) and found.chance.low[0] < found.chance.value[0] < found.chance.high[0]
    assert found.parameters.low[0] < 0.9 < found.parameters.value[0]  # of six pairs little is known
    alike = components(pairs(3.0, 1.0), GROUPS, OWN)  # both kinds then tell of chance alone: (3 * 18 + 3 * 2) / 6
    parts = (BETWEEN - 5.0, 0.0, 10.0)
    assert [float(share.value[0]) for share in alike] == pytest.approx([part / sum(parts) for part in parts])


def test_components_where_parameters_were_held_are_figures_and_chance() -> None:
    found = components(pairs(1.0, 3.0), GROUPS, np.zeros(12, dtype=bool), parameters_vary=False)
    assert [float(share.value[0]) for share in found] == pytest.approx([0.0, (BETWEEN - 5.0) / (BETWEEN + 5.0), 10.0 / (BETWEEN + 5.0)])
    assert np.isfinite(found.figures.low[0]) and found.parameters.high[0] == 0.0


def test_pairs_that_lost_a_run_are_left_out_and_few_pairs_have_no_interval() -> None:
    values = np.column_stack([pairs(1.0, 3.0)[:, 0], pairs(1.0, 3.0)[:, 0], np.full(12, 7.0)])
    values[0, 1] = math.nan
    found = components(values, GROUPS, OWN)
    assert np.isfinite(found.chance.low[0]) and np.isnan(found.chance.low[1]) and np.isnan(found.chance.value[2])
    rest = components(values[2:, :1], GROUPS[2:], OWN[2:])
    assert found.figures.value[1] == pytest.approx(rest.figures.value[0]) and found.parameters.value[1] == pytest.approx(rest.parameters.value[0])
    four = components(pairs(1.0, 3.0)[:4], GROUPS[:4], OWN[:4])  # means 1 and 13: 72 between
    parts = (72.0 - 0.75 * 16.0 - 1.0, 16.0, 2.0)
    assert [float(share.value[0]) for share in four] == pytest.approx([part / sum(parts) for part in parts]) and np.isnan(four.chance.low[0])
    for runs in (2, 3):
        assert np.isnan(components(pairs(1.0, 3.0)[:runs], GROUPS[:runs], OWN[:runs]).chance.value[0])
    no_apart = components(pairs(1.0, 1.0)[[0, 1, 4, 5]], GROUPS[[0, 1, 4, 5]], np.zeros(4, dtype=bool))
    assert np.isnan(no_apart.parameters.value[0]) and np.isnan(nothing_to_tell(2).figures.high).all() and nothing_to_tell(2).chance.value.size == 2


# --- where inputs come from ---------------------------------------------------------------------------------------------------------------------------------


def test_an_ensemble_is_taken_where_parameters_are_drawn_from_it_or_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_source, "shipped", lambda: ENSEMBLE)
    monkeypatch.setattr(input_source, "read_ensemble", lambda path: f"read {path}")
    assert [input_source.source_of(kind, point=point) for kind, point in (("inputs", False), ("inputs", True), ("luck", True), ("luck", False), ("prior", False))] == [ENSEMBLE, ENSEMBLE, ENSEMBLE, None, None]
    own = replace(ENSEMBLE, point_is="1")
    assert input_source.source_of("inputs", own) is own and input_source.source_of("inputs", "a.json") == "read a.json" and input_source.source_of("luck", own, point=True) is own
    for kind, given, point, says in (("prior", own, False, "--ensemble"), ("prior", None, True, "--point"), ("luck", own, False, "--ensemble")):
        with pytest.raises(InputError, match=f"{says}: is given together with --uncertainty {kind}"):
            input_source.source_of(kind, given, point=point)
    assert input_source.options_of_source(None, is_point=True) == {} and input_source.notes_of_the_source(None) == []
    assert input_source.options_of_source(ENSEMBLE) == {"ensemble": ENSEMBLE.identity()} and input_source.options_of_source(ENSEMBLE, is_point=True) == {"ensemble": ENSEMBLE.identity(), "point": "declared"}


def test_a_manifest_tells_the_evidence_of_its_levers_where_parameters_come_from_an_ensemble() -> None:
    chosen = {"g": load(GRANT)}
    none = evidence_manifest.manifest_with_evidence(chosen, None, {"seed": 1}, None)
    found = evidence_manifest.manifest_with_evidence(chosen, load(PACKAGE), {"seed": 1}, ENSEMBLE)
    assert "evidence" not in none and none["stamp"] == "not calibrated" and none["against"] is None and none["options"] == {"seed": 1}
    assert found["evidence"]["matching_grant"] == {"grounds": "calibrated", "facts": ["C1"], "hit": 1} and found["evidence"]["tax_incentive"]["grounds"] == "scenario"
    assert found["stamp"] == "Evidence differs by lever: compare policies, do not forecast." and list(found["scenarios"]) == ["g"]


# --- words ------------------------------------------------------------------------------------------------------------------------------------------------


def test_what_was_drawn_and_how_many_runs_it_takes() -> None:
    def says(kind: str, runs: int, **more: Any) -> str:
        return what_was_drawn({"uncertainty": kind, "replications": runs, **more})

    assert says("inputs", 5) == "parameters from the calibrated sets, figures from their ranges, independent draws: 3"
    assert says("inputs", 4, point="1") == "parameters at the best fit, figures from their ranges, independent draws: 2" and says("prior", 6) == "inputs drawn from their ranges, independent draws: 3"
    assert says("luck", 6) == "inputs at their declared values" and says("luck", 6, point="1") == "parameters at the best fit, figures as declared" and what_was_drawn({}).endswith("draws: 0")
    few = too_few_note(4, "inputs")
    assert few is not None and few.en == "Too few runs (4) for an interval of the mean: it takes 5, better 30. Nothing is said of the sign of a change." and "il en faut 5" in few.fr
    luck = too_few_note(2, "luck")
    assert luck is not None and "(2)" in luck.en and "it takes 3" in luck.en and too_few_note(5, "inputs") is None and too_few_note(3, "luck") is None


def test_a_sign_is_claimed_where_the_interval_leaves_zero_out() -> None:
    numbers = ((1.0, 0.0, 2.0), (-1.0, -2.0, 0.0), (0.0, 0.0, 0.0), (1.0, 1e-9, 2.0), (-1.0, -2.0, -1e-9), (math.nan, 1.0, 2.0), (1.0, math.nan, 2.0), (1.0, 0.0, math.nan))
    wanted = ["CANNOT_BE_TOLD", "CANNOT_BE_TOLD", "SAME", "RISES", "FALLS", "UNDEFINED", "TOO_FEW", "TOO_FEW"]
    assert [verdict(*each).name for each in numbers] == wanted
    from experiments.runs.intervals import Interval

    assert [found.name for found in verdicts(Interval(*np.array(numbers).T))] == wanted and [found.is_clear for found in Verdict] == [True, True, False, False, False, False]
    assert interval_words(1.0, -2.0, 3.0, "fr", signed=True).replace("\u00a0", " ") == "-2 à +3" and interval_words(1.0, math.nan, 3.0, "fr") == "trop peu de simulations"
    assert [range_label(runs) for runs in (18, 19, 20, 40)] == [range_label(18), range_label(19), range_label(40), range_label(40)] and range_label(2) != range_label(100)


# --- workers ----------------------------------------------------------------------------------------------------------------------------------------------


def called(function: Any, *args: Any) -> Any:
    return joblib.delayed(function)(*args)


def at_home() -> Any:
    return joblib.parallel_config(backend="sequential", n_jobs=1)


def test_answers_have_their_places_and_what_a_killed_worker_had_is_sent_again() -> None:
    assert sorted(pool.answered(called, lambda item: item**2, lambda place: place + 1, 3, 1, at_home)) == [(0, 1), (1, 4), (2, 9)]
    sent: list[int] = []

    def once(item: int) -> int:
        sent.append(item)
        if len(sent) == 2:
            raise TerminatedWorkerError("killed")
        return item

    assert sorted(pool.answered(called, once, lambda place: place, 3, 1, at_home)) == [(0, 0), (1, 1), (2, 2)] and sorted(sent) in ([0, 1, 1, 2], [0, 0, 1, 1, 2])
    tries: list[int] = []

    def never(item: int) -> int:
        tries.append(item)
        raise TerminatedWorkerError("killed")

    with pytest.raises(pool.WorkersLostError, match="killed again and again"):
        list(pool.answered(called, never, lambda place: place, 1, 1, at_home))
    assert tries == [0] * (pool.ATTEMPTS + 1) and pool.ATTEMPTS == 3
    assert list(pool.in_order(iter([(2, "c"), (0, "a"), (1, "b"), (3, "d")]))) == ["a", "b", "c", "d"]


def test_corridors_have_their_distance_and_ties_where_the_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {("MAR", "BEL"): {"distance_km": "1500", "common_language": "1", "colonial_link": ""}}
    monkeypatch.setattr(simulate, "tables", lambda: SimpleNamespace(corridors=known))
    frame = simulate._with_distance(pd.DataFrame({"corridor": ["MAR-BEL", "SEN-FRA"]}), SimpleNamespace(corridors=("MAR-BEL", "SEN-FRA")))  # type: ignore[arg-type]
    assert list(frame.columns) == ["corridor", "distance_km", "common_language", "colonial_link"] and frame["distance_km"][0] == 1500.0 and frame["common_language"][0] == 1.0
    assert frame.iloc[1, 1:].isna().all() and math.isnan(frame["colonial_link"][0])


# --- replications -------------------------------------------------------------------------------------------------------------------------------------------


def test_what_a_lever_adds_and_what_no_change_can_be_below() -> None:
    package = same(PACKAGE, {key("jobs"): 30.0, key(COST): 90.0, key(COST, "lever", "tax_incentive"): 60.0, key("jobs", "sex", "male"): 5.0})
    levers = {lever.id: lever for lever in package.scenario.levers}
    tax, grant = levers["tax_incentive"], levers["matching_grant"]
    left = replace(package, left_out={"tax_incentive": package.values - np.array([7.0, 60.0, 60.0, 1.0])})
    assert left.added(tax, "jobs").tolist() == [7.0] * 6 and np.isnan(left.added(grant, "jobs")).all() and np.isnan(left.added(tax, "visits")).all()
    assert left.is_known(tax) and not left.is_known(grant) and left.cost(tax).tolist() == [60.0] * 6 and left.cost().tolist() == [90.0] * 6
    one = same(GRANT, {key("jobs"): 3.0, key(COST): 8.0})
    (lever,) = one.scenario.levers
    assert one.added(lever, "jobs").tolist() == [3.0] * 6 and one.is_known(lever) and one.cost(lever).tolist() == [8.0] * 6
    assert one.column("jobs").tolist() == [1003.0] * 6 and np.isnan(one.column("visits")).all() and one.column("visits").shape == (6,)
    assert (one.floor(COST), one.floor("jobs"), replace(one, base=None).floor(COST)) == (0.0, -math.inf, -math.inf)
    nothing = same(GRANT, {key("jobs"): 3.0}, base=0.0)
    assert nothing.floor("jobs") == 0.0 and never_negative("jobs") and not never_negative("no outcome") and unit_of(COST) == "USD of 2019 a year"
    rest = replace(left, left_out={"tax_incentive": np.zeros_like(left.values)})
    assert rest.floor("jobs", lever=tax) == 0.0 and left.floor("jobs", lever=tax) == -math.inf


def test_runs_are_grouped_by_their_draw() -> None:
    each = Replications("n", load(GRANT), (0, 1, 3, 6, 7), (), np.zeros((5, 0)), None, {}, "inputs")
    assert each.groups.tolist() == [0, 0, 1, 3, 3] and each.own_figures.tolist() == [False, False, True, False, True]
    assert replace(each, uncertainty="luck").groups.tolist() == [0, 1, 3, 6, 7] and not replace(each, is_point=True).own_figures.any()
    drawn = Replications("n", load(GRANT), tuple(range(12)), (), np.zeros((12, 0)), None, {}, "inputs")
    assert drawn.components(pairs(1.0, 3.0)).figures.value[0] == pytest.approx(16.0 / (BETWEEN - 13.0 + 18.0)) and np.isnan(replace(drawn, uncertainty="luck").components(pairs(1.0, 3.0)).chance.value[0])
    assert replace(drawn, is_point=True).components(pairs(1.0, 3.0)).parameters.value[0] == 0.0
