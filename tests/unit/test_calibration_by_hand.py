"""Pieces of a calibration by hand: what a set is worth beside a fact, which draws become members, and what is kept of them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from experiments.evidence.calibration.ensemble import Ensemble, read_ensemble

from experiments.evidence.calibration import calibrate as module
from experiments.evidence.calibration import table_of_runs
from experiments.evidence.calibration.calibrate import COSTLY, MEMBERS, WAVES, Settings, fitted_facts
from experiments.evidence.calibration.emulators import FOLDS, GP_INPUTS, LEAST_RUNS, Emulator, _scaled, _that_matter, is_amount, linear_effects, screened
from experiments.evidence.calibration.posterior import Drawn, effective_size, log_posterior
from experiments.evidence.calibration.prior import free, places_of, spread_out, values_of
from experiments.evidence.calibration.statistics import DISCREPANCY, Target, targets_of
from experiments.evidence.calibration.table_of_runs import Row, TableOfRuns, Task, run_set
from experiments.evidence.fact_files import shipped_facts
from model.errors import InputError
from model.parameters import PARAMETERS

PRICE = "giving.price_elasticity"


def says(values: list[float]) -> Any:
    """A model that gives these numbers for whatever sets."""
    return SimpleNamespace(predict=lambda places: np.array(values[: len(places)]))


def test_how_well_a_set_agrees_is_the_normal_density_of_its_distance() -> None:
    """Band 1 to 3: deviation 0.5. With an error of 1.2 the spread is 1.3, and 4.6 is 2.6 from the centre: two of them."""
    target = Target("a", "a", 1.0, 3.0, 0.7)
    assert target.deviation == DISCREPANCY * 2.0 == 0.5
    emulator = Emulator(target, says([4.6, 2.0, -0.6]), False, 1.2, 0.9)
    places = np.zeros((3, 1))
    constant = -math.log(1.3 / 0.5)
    assert emulator.log_likelihood(places) == pytest.approx([0.7 * (-2.0 + constant), 0.7 * constant, 0.7 * (-2.0 + constant)])
    assert emulator.implausibility(places) == pytest.approx([2.0, 0.0, 2.0])
    assert emulator.predicted(places).tolist() == [4.6, 2.0, -0.6]


def test_of_a_logarithm_the_error_goes_with_the_amount() -> None:
    """exp(log 6) = 6 is 4 from the centre; an error of 0.2 of 6 is 1.2, with 0.5 a spread of 1.3. What runs away is cut at exp(50)."""
    emulator = Emulator(Target("a", "a", 1.0, 3.0, 1.0), says([math.log(6.0), math.log(2.0), 60.0]), True, 0.2, 0.9)
    places = np.zeros((3, 1))
    spread = [1.3, math.hypot(0.4, 0.5)]
    assert emulator.implausibility(places)[:2] == pytest.approx([4.0 / 1.3, 0.0])
    assert emulator.log_likelihood(places)[:2] == pytest.approx([-0.5 * (4.0 / 1.3) ** 2 - math.log(1.3 / 0.5), -math.log(spread[1] / 0.5)])
    assert emulator.implausibility(places)[2] == pytest.approx(5.0) and np.isfinite(emulator.log_likelihood(places)).all()


def test_the_room_left_to_the_model_by_bands() -> None:
    inf = math.inf
    assert Target("a", "a", 2.0, inf, 1.0).deviation == 0.5 and Target("a", "a", -inf, -8.0, 1.0).deviation == 2.0
    assert Target("a", "a", 0.01, inf, 1.0).deviation == pytest.approx(0.25 * 0.05) and Target("a", "a", 1.0, 1.0, 1.0).deviation == pytest.approx(0.25e-9)
    facts = shipped_facts()
    by_fact: dict[str, list[Target]] = {}
    for target in targets_of(facts):
        by_fact.setdefault(target.fact, []).append(target)
    for each in facts:
        own = by_fact[each.id]
        assert [(target.low, target.high) for target in own] == list(each.bands.values()) and {target.weight for target in own} == {each.weight / len(own)}
        assert [target.name for target in own] == [each.name_of(part) for part in each.bands]


def test_the_scale_that_is_emulated() -> None:
    assert (LEAST_RUNS, FOLDS, GP_INPUTS, DISCREPANCY, MEMBERS, WAVES) == (30, 5, 6, 0.25, 64, ((400, 0.0), (300, 0.3), (200, 0.6)))
    flat = np.tile([1.0, 3.0], 20)
    assert not is_amount(flat) and is_amount(np.tile([1.0, 3.01], 20)) and not is_amount(np.tile([0.0, 5.0], 20)) and not is_amount(-flat * 5.0)
    assert _scaled(np.arange(29.0)) is None and _scaled(np.ones(50)) is None and _scaled(np.append(np.arange(29.0), [math.nan] * 9)) is None
    steps = np.append(np.arange(-50.0, 51.0), math.nan)
    y, known, is_log = _scaled(steps)  # type: ignore[misc]
    assert not is_log and known.tolist() == [True] * 101 + [False] and (y.min(), y.max()) == (-49.0, 49.0) and y[1:-1].tolist() == steps[1:-2].tolist()
    y, known, is_log = _scaled(np.exp(np.linspace(0.0, 3.0, 30)))  # type: ignore[misc]
    assert is_log and y == pytest.approx(np.linspace(0.0, 3.0, 30)) and known.all()


def test_effects_are_those_of_the_range_in_standard_deviations_and_add_up_by_weight() -> None:
    rng = np.random.default_rng(2)
    x = rng.random((120, 9))
    y = 3.0 * x[:, 2] - 6.0 * x[:, 5] + 10.0
    effects = linear_effects(x, y)
    assert effects[[2, 5]] == pytest.approx(np.array([3.0, 6.0]) / y.std(), rel=0.05) and (np.delete(effects, [2, 5]) < 0.02).all()
    names = tuple("abcdefghi")
    heavy, light = Target("one", "one", 0.0, 1.0, 1.0), Target("two", "two", 0.0, 1.0, 0.1)
    columns = {"one": x[:, 2], "two": x[:, 5]}
    assert screened((heavy, light), names, x, columns, 2) == screened((light, heavy), names, x, columns, 2) == ("c", "f")
    assert screened((heavy, light), names, x, {"one": np.full(120, math.nan), "two": x[:, 5]}, 1) == ("f",)
    half = np.where(np.arange(120) < 60, math.nan, x[:, 2])
    assert screened((heavy,), names, x, {"one": half}, 1) == ("c",)  # sets without the statistic are left out on both sides
    many = x @ np.arange(1.0, 10.0)
    assert _that_matter(x, many, 1).tolist() == [3, 4, 5, 6, 7, 8] and _that_matter(x, x[:, 4] * 1.0, 1).tolist() == [4]


def test_outside_of_its_range_a_set_is_impossible_and_power_tempers() -> None:
    target = Target("a", "a", 1.0, 3.0, 1.0)
    emulators = [Emulator(target, says([4.6, 4.6, 4.6]), False, 1.2, 0.9), Emulator(target, says([2.0, 2.0, 2.0]), False, 1.2, 0.9)]
    both = -2.0 - 2.0 * math.log(1.3 / 0.5)
    places = np.array([[0.0, 1.0], [0.5, 1.0001], [-0.0001, 0.5], [1.0, 0.0]])
    assert log_posterior(emulators)(places).tolist() == pytest.approx([both, -math.inf, -math.inf, both])
    assert log_posterior(emulators, 0.3)(places).tolist() == pytest.approx([0.3 * both, -math.inf, -math.inf, 0.3 * both])
    assert log_posterior(emulators)(places[1:3]).tolist() == [-math.inf, -math.inf]
    assert effective_size(np.log(np.array([2.0, 2.0, 4.0])) + 700.0) == pytest.approx(64.0 / 24.0)


def test_places_are_of_the_likely_range() -> None:
    low, high = PARAMETERS[PRICE].likely  # type: ignore[misc]
    assert values_of([0.25], [PRICE]) == {PRICE: pytest.approx(low + 0.25 * (high - low))} and places_of(
        {PRICE: low + 0.75 * (high - low)}, [PRICE]
    ).tolist() == pytest.approx([0.75])
    assert set(free()) == {name for name, each in PARAMETERS.items() if each.likely is not None and each.likely[0] < each.likely[1]}
    assert spread_out(4, 1, 0).shape == (4, len(free()))
    whole = [name for name in free() if isinstance(values_of([0.3], [name])[name], int)]
    for name in whole:
        low, high = PARAMETERS[name].likely  # type: ignore[misc]
        assert values_of([0.3], [name])[name] == round(low + 0.3 * (high - low))


# --- members ---------------------------------------------------------------------------------------------------------------------------------------------


class Made:
    """Runs whose statistics are what a formula says of the parameter."""

    def __init__(self, settings: Settings, statistics: Any) -> None:
        self.settings, self.statistics, self.seed, self.facts = settings, statistics, 1, (SimpleNamespace(id="C51"),)
        self.asked: list[tuple[str, int, int]] = []

    def wave(self, name: str, sets: list[dict[str, float]], replications: int = 1) -> list[Row]:
        self.asked.append((name, len(sets), replications))
        return [Row(name, number, values, self.statistics(values[PRICE])) for number, values in enumerate(sets)]


def members(monkeypatch: pytest.MonkeyPatch, places: list[float], value_at: Any, emulator: Emulator) -> tuple[Made, Any]:
    run = Made(
        Settings(waves=((5, 0.0),), members=len(places), replications=4, sample=700),
        lambda value: {"a": value_at(float(places_of({PRICE: value}, [PRICE])[0]))},
    )
    monkeypatch.setattr(module, "draw", lambda emulators, dimensions, count, seed: Drawn(np.array(places)[:, None], 12.34))
    return run, module._ensemble(run, (emulator,), (PRICE,), [Row("1", 0, {}, {})] * 5)  # type: ignore[arg-type]


def test_members_are_weighed_by_what_their_runs_gave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Error 2.4 of one run is 1.2 of four; with 0.5 a spread of 1.3. Values 2, 4.6, 7.2 are 0, 2 and 4 of them away: weights 1, exp(-2), exp(-8)."""
    emulator = Emulator(Target("a", "a", 1.0, 3.0, 1.0), None, False, 2.4, 0.8)
    run, result = members(monkeypatch, [0.1, 0.2, 0.3], lambda place: 2.0 + 26.0 * (place - 0.1), emulator)
    weights = np.exp([0.0, -2.0, -8.0])
    kish = weights.sum() ** 2 / (weights**2).sum()
    assert run.asked == [("members", 3, 4)] and result.effective == (12.34, pytest.approx(kish))
    found = places_of({PRICE: result.ensemble.sets[PRICE][0]}, [PRICE])[0]
    assert result.ensemble.size == 3 and result.ensemble.best == 0 and found == pytest.approx(0.1)  # 2.6 of 3 draws are the first
    about = result.ensemble.about
    assert (about["sets run"], about["waves"], about["effective draws of the chains"], about["effective members"], about["seed"], about["sample"]) == (
        8,
        [5],
        12.3,
        round(kish, 1),
        1,
        700,
    )
    assert about["distinct members"] == len(set(result.ensemble.sets[PRICE])) and result.names == (PRICE,) and result.ensemble.facts == ("C51",)


def test_the_best_member_is_the_one_that_agrees_best(monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = Emulator(Target("a", "a", 1.0, 3.0, 0.5), None, False, 100.0, 0.8)
    _, result = members(monkeypatch, [0.1, 0.2, 0.3], lambda place: {1: 5.0, 2: 2.0, 3: 4.0}[round(place * 10)], emulator)
    assert [round(float(places_of({PRICE: value}, [PRICE])[0]), 9) for value in result.ensemble.sets[PRICE]] == [0.1, 0.2, 0.3] and result.ensemble.best == 1
    assert result.ensemble.fit["a"] == {
        "low": 1.0,
        "high": 3.0,
        "mean": pytest.approx(11.0 / 3.0),
        "5th": pytest.approx(2.2),
        "95th": pytest.approx(4.9),
        "explained": 0.8,
    }


def test_of_amounts_luck_goes_with_the_value_and_what_is_not_defined_is_as_the_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    """0.4 of 6 over the root of four is 1.2: the value 6 is 4 from the centre, spread 1.3. The undefined one is as the mean of the others, (6 + 2) / 2 = 4: spread 0.943."""
    emulator = Emulator(Target("a", "a", 1.0, 3.0, 1.0), None, True, 0.4, 0.8)
    _, result = members(monkeypatch, [0.1, 0.2, 0.3], lambda place: {1: 6.0, 2: 2.0, 3: math.nan}[round(place * 10)], emulator)
    weights = np.exp([-0.5 * (4.0 / 1.3) ** 2, 0.0, -0.5 * 4.0 / (0.8**2 + 0.25)])
    assert result.effective[1] == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    _, nowhere = members(monkeypatch, [0.1, 0.2], lambda place: math.nan, emulator)
    assert nowhere.effective[1] == pytest.approx(2.0) and nowhere.ensemble.fit == {}


def test_a_set_has_all_parameters_the_calibrated_ones_as_drawn() -> None:
    rest = np.full(len(free()), 0.5)
    found = module._complete(np.array([0.25]), [PRICE], rest)
    assert set(found) == set(free()) and found[PRICE] == values_of([0.25], [PRICE])[PRICE] != values_of(rest, free())[PRICE]
    rows = [Row("1", 0, found, {"a": 2.0}), Row("1", 1, found, {})]
    assert module._places(rows, [PRICE]).tolist() == [[pytest.approx(0.25)]] * 2
    column = module._columns(rows, [Target("a", "a", 0.0, 1.0, 1.0)])["a"]
    assert column[0] == 2.0 and math.isnan(column[1])


def test_which_facts_are_fitted() -> None:
    every = [each.id for each in shipped_facts()]
    assert [each.id for each in fitted_facts()] == [name for name in every if name not in COSTLY] and set(COSTLY) < set(every)
    assert [each.id for each in fitted_facts(["C51", "C07"])] == [name for name in every if name in ("C07", "C51")]
    with pytest.raises(InputError, match="there is no fact 'C999'"):
        fitted_facts(["C51", "C999"])


def test_every_part_of_every_fact_has_a_number_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.evidence.calibration import statistics

    made: list[tuple[Any, ...]] = []
    part = lambda name, value: SimpleNamespace(part=name, estimate=SimpleNamespace(value=value))  # noqa: E731
    given = {"C53": [part("by week 6", 0.5), part("half-life, weeks", 3.0)], "C51": [part("", -1.0)], "C10": []}
    monkeypatch.setattr(statistics, "Study", lambda *size, parameters: made.append((*size, parameters)) or "study")
    monkeypatch.setattr(statistics, "answer", lambda of, study: SimpleNamespace(parts=given[of.id]))
    found = statistics.computed(fitted_facts(["C10", "C51", "C53"]), {PRICE: -1.0}, 7, 3, 900)
    assert made == [(3, 7, 900, {PRICE: -1.0})] and set(found) == {"C10", "C51", "C53 by week 6", "C53 by month 3", "C53 by month 6", "C53 half-life, weeks"}
    assert {name: value for name, value in found.items() if not math.isnan(value)} == {"C51": -1.0, "C53 by week 6": 0.5, "C53 half-life, weeks": 3.0}


# --- what is kept ----------------------------------------------------------------------------------------------------------------------------------------


def test_a_set_has_a_luck_of_its_own_that_its_place_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(
        table_of_runs,
        "computed",
        lambda facts, parameters, seed, replications, sample: asked.append(([each.id for each in facts], seed, replications, sample)) or {"C51": 1.0},
    )
    one = Task("2", 7, {PRICE: -1.0}, ("C51",), 5, 3, 900)
    assert run_set(one) == Row("2", 7, {PRICE: -1.0}, {"C51": 1.0})
    for other in (one, one._replace(number=8), one._replace(wave="3"), one._replace(seed=6)):
        run_set(other)
    seeds = [seed for _, seed, *_ in asked]
    assert seeds[0] == seeds[1] and len(set(seeds)) == 4 and all(0 <= seed < 2**48 for seed in seeds) and asked[0][0] == ["C51"] and asked[0][2:] == (3, 900)


def test_rows_are_given_in_the_order_asked_and_run_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(table_of_runs, "model_code", lambda: "code")
    ran: list[int] = []
    monkeypatch.setattr(
        table_of_runs,
        "run_set",
        lambda task: ran.append(task.number) or Row(task.wave, task.number, task.parameters, {"a": math.nan if task.number == 1 else 2.0}),
    )
    table = TableOfRuns(tmp_path / "new" / "runs.jsonl", {"facts": ["C51"]})
    told: list[tuple[int, int]] = []
    tasks = [Task("1", number, {PRICE: -1.0}, ("C51",), 1, 1, 500) for number in range(3)]
    assert table.rows() == []
    table.complete(tasks[1:2], 1, lambda done, of: told.append((done, of)))
    rows = table.complete(tasks[::-1], 1, lambda done, of: told.append((done, of)))
    assert ran == [1, 2, 0] and told == [(1, 1), (2, 3), (3, 3)] and [row.number for row in rows] == [2, 1, 0]
    lines = [json.loads(line) for line in table.path.read_text(encoding="utf-8").splitlines()]
    assert (
        lines[0] == {"calibration": 1, "code": "code", "facts": ["C51"]}
        and [line["number"] for line in lines[1:]] == [1, 2, 0]
        and lines[1]["statistics"] == {"a": None}
    )
    again = table.rows()
    assert (
        [row.number for row in again] == [1, 2, 0]
        and math.isnan(again[0].statistics["a"])
        and again[1].statistics == {"a": 2.0}
        and again[1].parameters == {PRICE: -1.0}
    )
    table.path.write_bytes(table.path.read_bytes()[:-20])  # cut by a kill: the next row stands on a line of its own
    assert [row.number for row in table.rows()] == [1, 2]
    table.complete([tasks[0]], 1, lambda done, of: None)
    assert [row.number for row in table.rows()] == [1, 2, 0]
    monkeypatch.setattr(table_of_runs, "model_code", lambda: "other")
    with pytest.raises(InputError, match="other code, facts or settings"):
        table.rows()


def test_an_ensemble_is_written_in_six_figures_and_read_at_its_bounds(tmp_path: Path) -> None:
    low, high = PARAMETERS[PRICE].low, PARAMETERS[PRICE].high
    made = Ensemble({PRICE: (float(low), -0.123456789, float(high))}, 2, ("C51",), {"seed": 1}, {"a": {"mean": 1234567.0, "low": -math.inf}})  # type: ignore[arg-type]
    document = made.document()
    assert (
        document["ensemble"] == 1
        and document["sets"] == {PRICE: [float(low), -0.123457, float(high)]}
        and document["fit"] == {"a": {"mean": 1234570.0, "low": None}}
    )  # type: ignore[arg-type]
    assert (document["best"], document["facts"], document["about"]) == (2, ["C51"], {"seed": 1}) and made.size == 3 and made.member(1) == {PRICE: -0.123456789}
    path = tmp_path / "ensemble.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert read_ensemble(path).best == 2 and read_ensemble(path).sets == {PRICE: (low, -0.123457, high)}
    assert Ensemble({}, 0, (), {}, {}).size == 0
    for change in ({"best": -1}, {"sets": {PRICE: [low, -0.5, float(high) + 1e-6]}}, {"sets": {PRICE: [float(low) - 1e-6, -0.5, high]}}, {"sets": {PRICE: []}}):  # type: ignore[arg-type]
        path.write_text(json.dumps({**document, **change}), encoding="utf-8")
        with pytest.raises(InputError):
            read_ensemble(path)
