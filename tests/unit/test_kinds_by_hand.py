"""Kinds of faults, function by function: both sides of bounds, what is said to whom, and numbers of plain formulas."""

from __future__ import annotations

import math
import sys
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.alarms import percentiles, uptake_rules
from experiments.briefs.from_markdown import line
from experiments.comparing import influence
from experiments.runs import runner
from experiments.runs.needs import PROCESS, bytes_of_a_part
from experiments.sensitivity.convergence import needed
from experiments.sweeps import experiment as experiments_of
from experiments.sweeps import running
from experiments.sweeps.factor import Factor
from experiments.sweeps.grouping import group_of, grouped
from scenarios import load
from scenarios.country_names import NotACountry, rows_of, spellings
from scenarios.currencies import _RUN, _runs
from scenarios.reading import toml_slips
from scenarios.reading.patterns import matches
from scenarios.reading.toml_slips import Slip, _inner_slips, full_path, slip


def test_a_point_alone_is_no_number_and_one_with_digits_on_both_sides_is_no_slip() -> None:
    assert slip(".") is None and slip("1.5") is None and slip("-.") is None
    assert [found.instead for text in ("1.", ".5", "+2.") if (found := slip(text))] == ["1.0", "0.5", "+2.0"]


def test_slips_inside_lists_and_tables_have_what_to_write_instead() -> None:
    assert {wrong: found.instead for wrong, found in _inner_slips("[rural, 30%, true, 2]").items()} == {"rural": '"rural"', "30%": "0.3"}
    assert _inner_slips("{a = yes, b = None, c = 5k}") == {"yes": Slip("true and false are written in small letters", "true"), "5k": Slip("a number with a word", "5e3")}
    assert _inner_slips("{a = 1, b = false}") == {} == _inner_slips("[1, 2]")


def test_a_path_that_begins_nowhere_is_the_one_that_ends_in_it_or_nearly() -> None:
    known = ["levers.a.budget_usd", "levers.b.budget_usd", "levers.b.ratio"]
    assert full_path("b.budget_usd", known) == "levers.b.budget_usd" and full_path("budget_usd", known) == "levers.a.budget_usd" and full_path("rati", known) == "levers.b.ratio"
    assert full_path("b.rato", known) == "levers.b.ratio" and full_path("zzzzzz", known) is None and full_path("budget", []) is None
    assert toml_slips._joined("", " a ") == "a" and toml_slips._joined("t", " a ") == "t.a"


def test_years_in_a_row_are_told_as_their_ends() -> None:
    short, long = list(range(2001, 2000 + _RUN)), list(range(2010, 2010 + _RUN))
    assert [text.en for text in _runs([*short, *long, 2050])] == [*map(str, short), f"2010 to {2009 + _RUN}", "2050"] and _runs([]) == []


@pytest.mark.parametrize(("pattern", "corridor", "is_so"), [("MAR-*", "MAR-BEL", True), ("MAR-*", "TUN-BEL", False), ("*-BEL", "TUN-BEL", True), ("*-BEL", "TUN-FRA", False), ("*-*", "TUN-FRA", False), ("MAR-BEL", "MAR-BEL", False)])
def test_a_pattern_has_one_open_side(pattern: str, corridor: str, is_so: bool) -> None:
    assert matches(pattern, corridor) is is_so


def test_what_is_no_country_says_its_name_and_kind() -> None:
    rows = {(row["name"], row["kind"]) for row in rows_of("not_countries.csv")}
    found = {(other.name, other.kind) for meanings in spellings().values() for other in meanings.values() if isinstance(other, NotACountry)}
    assert found and found <= rows


# --- ranks ------------------------------------------------------------------------------------------------------------------------------------------------


def test_the_interval_of_a_rank_correlation_is_that_of_fisher_with_a_wider_variance() -> None:
    low, high = influence._interval(np.array([0.5, 0.0, -0.5, 1.0, -1.0]), 28, 0.05)
    reach = 1.959963984540054 * math.sqrt((1.0 + 0.25 / 2.0) / 25.0)
    assert low[0] == pytest.approx(math.tanh(math.atanh(0.5) - reach)) and high[0] == pytest.approx(math.tanh(math.atanh(0.5) + reach)) and high[1] == -low[1] == pytest.approx(math.tanh(1.959963984540054 / 5.0))
    assert (low[2], high[2]) == (-high[0], -low[0]) and np.isnan([low[3:], high[3:]]).all()
    assert all(np.isnan(end).all() for end in influence._interval(np.array([0.5, 0.0]), 3, 0.05)) and all(np.isfinite(end).all() for end in influence._interval(np.array([0.5, 0.0]), 4, 0.05))


def test_an_input_is_told_where_few_permutations_are_as_strong(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.arange(8.0)
    inputs = np.column_stack([x, np.full(8, 3.0), [1, 0, 3, 2, 5, 4, 7, 6], -x])
    monkeypatch.setattr(influence, "_strongest_by_chance", lambda own, ranks: np.linspace(0.05, 0.95, 19))
    found = influence.ranked(x, inputs, ["a", "same", "b", "c"])
    weak = 1.0 - 6.0 * 8.0 / (8.0 * 63.0)
    assert (found.draws, found.inputs) == (8, 3) and found.least_share == pytest.approx(0.95**2)
    assert found.table["path"].tolist() == ["a", "c", "b"] and found.table["correlation"].tolist() == pytest.approx([1.0, -1.0, weak]) and found.table["p"].tolist() == pytest.approx([0.05, 0.05, 0.1])
    assert found.told["path"].tolist() == ["a", "c"]
    none = influence.ranked(x[:2], inputs[:2], ["a", "same", "b", "c"])
    assert none.draws == 2 and math.isnan(none.least_share) and influence.ranked(x * 0.0, inputs, ["a", "same", "b", "c"]).inputs == 3


# --- runs -------------------------------------------------------------------------------------------------------------------------------------------------


def test_progress_is_told_before_the_first_task_and_after_each(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    warmed: list[Any] = []
    monkeypatch.setattr(runner, "perform", lambda task: f"done {task}")
    monkeypatch.setattr(runner, "warm_up", lambda tasks: warmed.append(list(tasks)))
    monkeypatch.setattr(runner, "for_workers", lambda: "call")
    monkeypatch.setattr(runner, "answered", lambda call, perform, get, n, jobs: [(k, perform(get(k))) for k in range(n)])
    monkeypatch.setattr(runner, "in_order", lambda answers: [answer for _, answer in answers])
    tasks: Any = ["a", "b", "c"]
    wanted = [(each, f"done {each}") for each in tasks]
    for jobs, one in ((1, tasks), (2, tasks), (2, tasks[:1])):
        told.clear()
        assert list(runner.perform_all(one, jobs, lambda done, of: told.append((done, of)))) == wanted[: len(one)]
        assert told == [(k, len(one)) for k in range(len(one) + 1)] and list(runner.perform_all(one, jobs)) == wanted[: len(one)]
    assert warmed == [tasks, tasks]


def test_the_first_world_of_workers_is_small_and_short_and_has_no_parts_of_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = tuple(load("morocco_belgium", years=years) for years in (5, 6, 7))
    asked: list[Any] = []
    monkeypatch.setattr(runner, "replace", lambda what, **changes: {"was": what, **changes})
    monkeypatch.setattr(runner, "perform", asked.append)
    for parts, left in ((0, 3), (1, 2)):
        asked.clear()
        tasks: Any = [SimpleNamespace(scenarios=scenarios, parts=parts), None]
        runner.warm_up(tasks)
        (given,) = asked
        assert [one["was"] for one in given["scenarios"]] == list(scenarios[:left]) and all((one["years"], one["burn_in_years"]) == (1, 0) for one in given["scenarios"])
        assert (given["sample"], given["replication"], given["uncertainty"], given["parts"], given["without"], given["ensemble"]) == (200, 0, "luck", 0, (), None)


def test_a_part_without_a_scenario_needs_a_process_and_its_store() -> None:
    assert bytes_of_a_part([], None, 5.0) == PROCESS + 5.0
    one, both = bytes_of_a_part([load("morocco_belgium")], 100, 0.0), bytes_of_a_part([load("morocco_belgium")], 200, 0.0)
    assert both - PROCESS == pytest.approx(2.0 * (one - PROCESS), rel=0.05) and one > PROCESS


# --- alarms, briefs, sensitivity, sweeps ------------------------------------------------------------------------------------------------------------------


def test_a_percentile_counts_those_strictly_beyond() -> None:
    others = np.array([1.0, 2.0, 3.0, 4.0])
    assert [percentiles.percentile(value, others, True) for value in (0.5, 1.0, 2.5, 4.0, 5.0)] == [0.0, 0.0, 0.5, 0.75, 1.0]
    assert [percentiles.percentile(value, others, False) for value in (0.5, 1.0, 2.5, 4.0, 5.0)] == [1.0, 0.75, 0.5, 0.0, 0.0] and math.isnan(percentiles.percentile(1.0, others[:0], False))


def test_the_share_of_a_group_is_of_those_supported_over_that_of_the_people(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = {"supported": np.array([20.0, 40.0]), "supported_women": np.array([5.0, 6.0]), "people_women": np.array([3.0, 4.0])}
    monkeypatch.setattr(uptake_rules, "number_of", lambda each, lever, name: numbers[name])
    monkeypatch.setattr(uptake_rules, "people_of", lambda each, lever: np.array([10.0, 100.0]))
    each: Any = None
    found = uptake_rules._over_represented(each, each, "women")
    assert found is not None and [part.tolist() for part in found] == [[50.0, 600.0], [60.0, 160.0]]
    numbers["supported"] = np.array([uptake_rules.ENOUGH - 0.5, np.nan])
    assert uptake_rules._over_represented(each, each, "women") is None


def test_runs_of_one_weight_are_one_and_code_stands_alone() -> None:
    runs = line("a **b** `c` d")
    assert [(run.text, run.bold, run.code) for run in runs] == [("a ", False, False), ("b", True, False), (" ", False, False), ("c", False, True), (" d", False, False)]


@pytest.mark.parametrize(
    ("now", "widest", "kind", "units"),
    [(64, math.inf, "saltelli", 128), (64, 0.1, "saltelli", 64), (64, 0.05, "morris", 64), (64, 0.2, "saltelli", 256), (64, 0.21, "saltelli", 512), (65, 0.11, "morris", 79), (10, 0.2, "morris", 40)],
)
def test_units_that_a_width_needs_grow_with_its_square(now: int, widest: float, kind: str, units: int) -> None:
    assert needed(now, widest, 0.1, kind) == units


def test_groups_of_factors_stand_in_the_order_in_which_they_appear() -> None:
    paths = ["levers.matching_grant.ratio", "parameters.giving.price_elasticity", "levers.skills_placement.fee_usd", "shocks.0.size", "corridor.MAR-BEL.migrant_stock"]
    assert [group_of(path, "levers") for path in paths] == ["matching_grant", "world", "skills_placement", "world", "world"]
    assert [group_of(path, "channels") for path in paths[1:2] + paths[3:]] == ["giving", "shocks", "figures"] and list(grouped(paths, "levers")) == ["matching_grant", "world", "skills_placement"]


def test_a_discrete_value_lies_in_the_middle_of_its_share() -> None:
    factor = Factor("levers.matching_grant.mode", values=("a", "b", "c", "d"))
    places = [factor.position(value) for value in factor.values]
    assert places == [0.125, 0.375, 0.625, 0.875] and [factor.value(place) for place in places] == list(factor.values)


def test_parameters_from_elsewhere_have_the_digest_of_their_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments_of, "shipped", lambda: SimpleNamespace(digest="of the sets"))
    monkeypatch.setattr(experiments_of, "replace", lambda what, **changes: changes)
    with_parameters = experiments_of.Experiment.with_parameters
    assert with_parameters(None, "declared") == {"parameters": "declared", "ensemble_digest": ""} and with_parameters(None, "calibrated") == {"parameters": "calibrated", "ensemble_digest": "of the sets"}  # type: ignore[arg-type]


def test_workers_of_a_cluster_are_checked_by_their_memory_and_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    about = {"tcp://a": {"memory_limit": 5e9, "nthreads": 2, "workers": 9}, "tcp://b": {"memory_limit": None, "nthreads": 1, "workers": 9}}
    client = SimpleNamespace(scheduler_info=lambda n_workers: {"workers": about} if n_workers == -1 else {}, close=lambda: closed.append(True))
    checked: list[Any] = []
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=lambda address, **options: client))
    monkeypatch.setattr(running, "check_workers", lambda *given: checked.append(given))
    monkeypatch.setattr(running.joblib, "parallel_config", lambda **options: nullcontext())
    with running._cluster("tcp://host:8786", 7.0):
        assert closed == []
    assert checked == [([("tcp://a", 5e9, 2), ("tcp://b", 0.0, 1)], 7.0, "tcp://host:8786")] and closed == [True]
    with running._cluster("tcp://host:8786"):
        pass
    assert len(checked) == 1
