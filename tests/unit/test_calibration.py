"""The calibration on a model whose truth is known: a few formulas in the place of worlds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.calibrated.ensemble import read_ensemble, schema
from experiments.evidence.calibration import calibrate as module
from experiments.evidence.calibration import table_of_runs, totals
from experiments.evidence.calibration.calibrate import Settings, calibrate, fitted_facts
from experiments.evidence.calibration.emulators import Emulator, Emulators, Quadratic, fitted, linear_effects, screened
from experiments.evidence.calibration.posterior import Chain, draw
from experiments.evidence.calibration.prior import free, places_of, spread_out, values_of
from experiments.evidence.calibration.statistics import Target, targets_of
from experiments.evidence.calibration.table_of_runs import TableOfRuns, Task
from model.errors import InputError
from model.parameter import Kind
from model.parameters import PARAMETERS

FACTS = ("C10", "C51", "C01")
MOVES = ("giving.price_elasticity", "remitting.cost_effect", "population.families")
TRUTH = (0.3, 0.7, 0.5)


def made_up(facts: Any, parameters: Mapping[str, float], seed: int, replications: int, sample: int, scale: float) -> dict[str, float]:
    """Three facts that three parameters move, with luck; the truth lies in the middle of each band."""
    a, b, c = places_of(parameters, MOVES) - np.array(TRUTH)
    luck = np.random.default_rng(seed).normal(size=3) * 0.02 / math.sqrt(replications)
    # bands: C01 0.35 to 0.60, C10 -0.15 to -0.03, C51 -1.5 to -0.5
    return {"C01": 0.475 + 0.3 * a + 0.1 * c + luck[0], "C10": -0.09 + 0.1 * b + 0.2 * luck[1], "C51": -1.0 + 1.0 * a - 0.6 * b + luck[2]}


@pytest.fixture
def formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_of_runs, "computed", made_up)
    monkeypatch.setattr(module, "of_totals", lambda facts: ())  # the rules would say more of other parameters


def test_places_and_values_are_two_ways_of_saying_a_set() -> None:
    for places in spread_out(3, 1, 0):
        values = values_of(places, free())
        for name, value in values.items():
            low, high = PARAMETERS[name].likely  # type: ignore[misc]
            assert low <= value <= high
        whole = np.array([PARAMETERS[name].kind is Kind.INTEGER for name in free()])
        assert places_of(values, free())[~whole] == pytest.approx(places[~whole], abs=1e-9)
    each = spread_out(50, 1, 0)
    assert (np.sort((each * 50).astype(int), axis=0) == np.arange(50)[:, None]).all()  # every fiftieth of every range once
    assert (spread_out(50, 1, 0) == each).all() and not (spread_out(50, 1, 1) == each).all()


def test_an_emulator_finds_a_quadratic_form_and_knows_its_error() -> None:
    rng = np.random.default_rng(1)
    x = rng.random((150, 4))
    noise = rng.normal(size=150) * 0.05
    target = Target("C99", "C99", 0.0, 1.0, 1.0)
    found = fitted(target, x, 2.0 * x[:, 0] - x[:, 1] ** 2 + x[:, 0] * x[:, 2] + noise)
    assert found is not None and 0.04 < found.error < 0.09 and found.explained > 0.95
    fresh = rng.random((200, 4))
    truth = 2.0 * fresh[:, 0] - fresh[:, 1] ** 2 + fresh[:, 0] * fresh[:, 2]
    assert np.sqrt(np.mean((found.predicted(fresh) - truth) ** 2)) < 0.05
    assert fitted(target, x, np.ones(150)) is None and fitted(target, x[:20], x[:20, 0]) is None


def test_amounts_are_emulated_in_logs() -> None:
    rng = np.random.default_rng(1)
    x = rng.random((120, 2))
    found = fitted(Target("C99", "C99", 1.0, 2.0, 1.0), x, np.exp(4.0 * x[:, 0]) * np.exp(0.05 * rng.normal(size=120)))
    assert found is not None and found.is_log and found.error < 0.1
    best = found.log_likelihood(np.array([[math.log(1.5) / 4.0, 0.5], [0.9, 0.5]]))
    assert best[0] > best[1] + 3.0
    far = found.implausibility(np.array([[0.9, 0.5], [math.log(1.5) / 4.0, 0.5]]))
    assert far[0] > 3.0 > far[1]


def test_more_runs_leave_less_to_luck() -> None:
    """Off by 0.5 from the centre, discrepancy a quarter of the width of 0.4; luck of a run 0.2, or 0.2 of the value where its logarithm is emulated."""
    model = Quadratic(np.array([0]), np.zeros(2), 0.0)
    plain, of_log = (Emulator(Target("a", "a", 0.8, 1.2, 1.0), model, is_log, 0.2, 0.9) for is_log in (False, True))
    for replications in (1, 4):
        luck = 0.2 / math.sqrt(replications)
        assert plain.off(np.array([1.5]), replications) == pytest.approx([0.5 / math.hypot(luck, 0.1)])
        assert of_log.off(np.array([1.5]), replications) == pytest.approx([0.5 / math.hypot(1.5 * luck, 0.1)])


def test_screening_finds_what_moves_facts() -> None:
    rng = np.random.default_rng(1)
    x = rng.random((200, 40))
    targets = (Target("one", "C01", 0.0, 1.0, 1.0), Target("two", "C02", 0.0, 1.0, 0.15))
    columns = {"one": x[:, 7] - 0.5 * x[:, 20] + 0.05 * rng.normal(size=200), "two": 5.0 * x[:, 33] + 0.1 * rng.normal(size=200)}
    names = tuple(f"p{k}" for k in range(40))
    assert set(screened(targets, names, x, columns, 3)) == {"p7", "p20", "p33"} and screened(targets, names, x, columns, 1) == ("p7",)
    assert np.argmax(linear_effects(x, columns["one"])) == 7


def test_sets_that_send_another_total_than_is_published_are_told() -> None:
    assert totals.received({}) == 1.0
    more = totals.received({"remitting.altruism": 1.3, "remitting.supports_family": 0.55})
    less = totals.received({"remitting.altruism": 0.75, "remitting.supports_family": 0.35})
    assert 0.5 < less < 0.85 < 1.2 < more < 2.0
    assert totals.received({"giving.join_rate": 0.04}) == 1.0
    (target,) = totals.of_totals(fitted_facts(["C01"]))
    assert (target.low, target.high) == totals.BAND and target.weight == len(totals._declared()) == 17 and totals.of_totals(fitted_facts(["C51"])) == ()


def test_targets_measure_from_the_centre_and_open_bands_only_outside() -> None:
    inside = Target("a", "a", 0.1, 0.3, 1.0)
    assert inside.deviation == pytest.approx(0.05) and inside.distance(np.array([0.2, 0.4])) == pytest.approx([0.0, 0.2])
    above, below = Target("a", "a", 2.0, math.inf, 1.0), Target("a", "a", -math.inf, -1.0, 1.0)
    assert above.distance(np.array([3.0, 1.5])).tolist() == [0.0, 0.5] and below.distance(np.array([-3.0, 0.5])).tolist() == [0.0, 1.5]
    shared = targets_of(fitted_facts(["C53"]))
    assert len(shared) == 4 and sum(target.weight for target in shared) == pytest.approx(0.4)


def test_chains_find_the_posterior_of_a_known_case() -> None:
    """One statistic, x0 + luck, in a band around 0.5: the posterior of x0 is normal about it, cut at the range; of x1 it is the prior."""
    rng = np.random.default_rng(1)
    x = rng.random((200, 2))
    found = fitted(Target("a", "a", 0.4, 0.6, 1.0), x, x[:, 0] + 0.02 * rng.normal(size=200))
    assert found is not None
    drawn = draw(Emulators((found,), 2), 400, 1, chain=Chain(1200, 300))
    spread = math.sqrt(found.error**2 + 0.05**2)
    assert drawn.places[:, 0].mean() == pytest.approx(0.5, abs=0.02) and drawn.places[:, 0].std() == pytest.approx(spread, rel=0.2)
    assert drawn.places[:, 1].mean() == pytest.approx(0.5, abs=0.06) and drawn.places[:, 1].std() == pytest.approx(1 / math.sqrt(12), rel=0.12)
    assert drawn.effective > 20.0 and ((drawn.places >= 0.0) & (drawn.places <= 1.0)).all()


def test_a_calibration_recovers_known_parameters_and_goes_on_where_it_stopped(formulas: None, tmp_path: Path) -> None:
    settings = Settings(((80, 0.0), (40, 0.4)), members=24, keep=3, replications=1, checked=0, chain=Chain(100, 250))
    told: list[tuple[str, int, int]] = []
    first = calibrate(tmp_path, settings=settings, only=FACTS, progress=lambda *step: told.append(step))
    assert set(first.names) == set(MOVES) and told[-6] == ("members", 24, 24) and told[-1][0] == "again"
    sets = np.array([first.ensemble.sets[name] for name in MOVES]).T
    places = np.array([places_of(dict(zip(MOVES, row, strict=True)), MOVES) for row in sets])
    for k in range(3):
        low, high = np.quantile(places[:, k], (0.025, 0.975))
        assert low <= TRUTH[k] <= high, (MOVES[k], low, high)
    assert places[:, 0].std() < 0.2  # the prior has 0.29
    lines = (tmp_path / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 80 + 40 + 24 + 5
    # killed in the middle of a line: what is whole stays, the rest is run again, and the result is the same
    (tmp_path / "runs.jsonl").write_text("\n".join(lines[:70]) + "\n" + lines[70][:40], encoding="utf-8")
    again = calibrate(tmp_path, settings=settings, only=FACTS)
    assert again.ensemble.sets == first.ensemble.sets
    with pytest.raises(InputError, match="other code, facts or settings"):
        calibrate(tmp_path, settings=settings, only=FACTS, seed=2)


def test_the_intervals_of_calibrations_hold_the_truth_at_about_their_rate() -> None:
    """Recovery: data made with known parameters, drawn anywhere in their ranges; of chains on emulators 90 % intervals hold them in about 90 % of cases."""
    rng = np.random.default_rng(5)
    x = rng.random((90, 3))

    def statistics(places: np.ndarray) -> list[np.ndarray]:
        a, b, c = places.T
        return [a + 0.5 * b, a * b + 0.3 * c, c - 0.4 * a**2, b + c]

    learnt = [fitted(Target(str(k), str(k), 0.0, 1.0, 1.0), x, values + 0.02 * rng.normal(size=90)) for k, values in enumerate(statistics(x))]
    held = []
    for case in range(16):
        truth = rng.random(3)
        emulators = []
        for k, (value, emulator) in enumerate(zip(statistics(truth[None, :]), learnt, strict=True)):
            assert emulator is not None
            # what is observed has an error of 0.03, for which the band stands: its discrepancy is a quarter of its width
            observed = float(value[0]) + 0.03 * rng.normal()
            emulators.append(replace(emulator, target=Target(str(k), str(k), observed - 0.06, observed + 0.06, 1.0)))
        places = draw(Emulators(tuple(emulators), 3), 250, case + 1, chain=Chain(160, 120)).places
        bounds = np.quantile(places, (0.05, 0.25, 0.75, 0.95), axis=0)
        held += list(zip((bounds[0] <= truth) & (truth <= bounds[3]), (bounds[1] <= truth) & (truth <= bounds[2]), strict=True))
    of_nine_in_ten, of_half = np.mean(held, axis=0)
    assert 0.8 <= of_nine_in_ten <= 0.99 and 0.34 <= of_half <= 0.66, (of_nine_in_ten, of_half)


def test_members_that_two_facts_rule_out_leave_their_places_to_others() -> None:
    misses = np.array([[0.0, 1.0, 9.0], [2.0, 2.9, 0.0], [3.1, 4.0, 0.0], [0.0, 0.0, 0.0], [3.0, 0.0, 3.5]])
    chosen = module._kept(misses, 8, np.random.default_rng(1))
    assert np.bincount(chosen, minlength=5).tolist() == [2, 2, 0, 2, 2]
    assert module._kept(misses + 10.0, 3, np.random.default_rng(1)).tolist() == [3, 3, 3]  # all are ruled out: the least bad
    assert module._kept(misses[:, :1], 5, np.random.default_rng(1)).tolist() == [0, 1, 2, 3, 4]  # one fact alone rules nobody out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda found: found.pop("sets"), "is no ensemble"),
        (lambda found: found["sets"].update({"giving.price_elasticty": [1.0]}), "no such parameter in this version.*did you mean 'giving.price_elasticity'"),
        (lambda found: found["sets"].update({"giving.price_elasticity": [5.0]}), "out of bounds"),
        (lambda found: found["point"].update({"giving.price_elasticity": 5.0}), "out of bounds"),
        (lambda found: found["sets"].update({"population.families": [2.0, 2.1]}), "different numbers of values"),
        (lambda found: found["point"].clear(), "different numbers of values"),
    ],
)
def test_an_ensemble_that_is_none_is_refused(change: Any, says: str, tmp_path: Path) -> None:
    fact = {"fitted": True, "levers": ["donation_tax_relief"], "verdict": "hit"}
    found: dict[str, Any] = {"sets": {"giving.price_elasticity": [-1.0]}, "point": {"giving.price_elasticity": -0.9}, "point_is": "declared"}
    found |= {"facts": {"C51": fact}, "about": {}, "fit": {"C51": {"mean": -1.0, "low": None}}}
    path = tmp_path / "ensemble.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    read = read_ensemble(path)
    assert read.size == 1 and read.member(0) == {"giving.price_elasticity": -1.0} and math.isnan(read.fit["C51"]["low"]) and read.fitted == ("C51",)
    assert json.loads(json.dumps(read.document()))["sets"] == found["sets"] and json.loads(json.dumps(read.document()))["facts"] == found["facts"]
    note = read.note()
    assert note is not None and "other declared parameters" in note.en and replace(read, about={"schema": schema()}).note() is None
    change(found)
    path.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_ensemble(path)


def test_luck_differs_between_sets(formulas: None, tmp_path: Path) -> None:
    table = TableOfRuns(tmp_path / "runs.jsonl", {"facts": ["C51"]})
    values = values_of([0.5] * len(free()), free())
    rows = table.complete([Task("1", number, values, ("C51",), 1, 1, 1000) for number in range(3)], 1, lambda done, of: None)
    assert len({row.statistics["C51"] for row in rows}) == 3
