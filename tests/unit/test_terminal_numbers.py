"""What the terminal, JSON and the files of a result folder say, from hand-made tables: each number under its own head, in both languages."""

from __future__ import annotations

import io
import json
import math
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments.checks.before_a_run import checked, without_effect
from experiments.cli import catalogue
from experiments.cli.commands import Request, _of_the_world
from experiments.cli.streams import _Unread, unread_is_fine
from experiments.cli.sweep_commands import _cell, _plain, _tell, _tell_run, read_shard
from experiments.tables import ALWAYS, MOST, _chosen, _unit_costs, label_of, results, unit_label
from experiments.terminal import _need, cell_text, columns_that_fit, plain_table, value_text
from experiments.text import bounds, number, one_of, percent, say, value_words, within
from model.errors import InputError
from model.levers import REGISTRY
from model.outcome_registry import BREAKDOWNS, OUTCOMES
from model.parameters import PARAMETERS
from scenarios import corridors, load

NAN = math.nan
GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"


def shown(what: Any, width: int = 200) -> str:
    console = Console(width=width, file=io.StringIO(), no_color=True, markup=False, highlight=False)
    console.print(what)
    return console.file.getvalue().replace("\u00a0", " ").replace("\u202f", " ")  # type: ignore[attr-defined]


def cells(text: str, words: str) -> list[str]:
    """The cells of the line that begins with certain words, parted by two spaces or more."""
    words = words.replace("\u00a0", " ").replace("\u202f", " ")
    line = next(line for line in text.splitlines() if line.strip().startswith(words))
    return [cell.strip() for cell in line.strip().split("  ") if cell.strip()]


# --- tables of a comparison -------------------------------------------------------------------------------------------------------------------------------


COLUMNS = ["scenario", "outcome", "unit", "breakdown", "group", "mean", "low", "high", "difference", "difference_low", "difference_high"]


def comparison() -> pd.DataFrame:
    rows = [
        ("s", "remittances", "USD of 2019 a year", None, None, 110.0, 90.0, 130.0, 10.0, 5.0, 15.0), ("s", "remittances", "USD", "sex", "female", 7777.0, 1.0, 2.0, 3.0, 4.0, 5.0),
        ("s", "jobs", "jobs", None, None, 300.0, 250.0, 350.0, -60.0, -70.0, -50.0), ("s", "visits", "visits", None, None, 50.0, 40.0, 60.0, 20.0, -5.0, 45.0),
        ("s", "additional", "households", "lever", "matching_grant", 31.0, 21.0, 41.0, 31.0, 27.0, 35.0), ("s", "deadweight", "households", "lever", "matching_grant", 69.0, 59.0, 79.0, 69.0, 65.0, 73.0),
        ("s", "cost_per_additional_jobs", "USD of 2019 per job", None, None, 12.0, 11.0, 13.0, NAN, NAN, NAN),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def spread() -> pd.DataFrame:
    return pd.DataFrame([("s", "remittances", None, None, -8.0, 28.0, 0.75, 0.1, 0.4)], columns=[*["scenario", "outcome", "breakdown", "group", "runs_low", "runs_high", "share_inputs", "share_luck_low", "share_luck_high"]])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_comparison_has_level_change_interval_range_and_inputs(language: str) -> None:
    text = shown(results(comparison(), spread(), {"s": "My grant"}, 30, language, 300), 300)
    to = "to" if language == "en" else "à"
    assert "My grant (s)" in text and say("runs_range", language) in text
    money = OUTCOMES["remittances"]
    found = cells(text, money.label(language))
    assert found[2:] == ["110", "+10", f"5 {to} 15", f"-8 {to} 28", "75 %"], found
    found = cells(text, OUTCOMES["jobs"].label(language))
    assert found[-3:] == ["300", "-60", f"-70 {to} -50"] and OUTCOMES["visits"].label(language) not in text and "7777" not in text.replace(" ", "").replace(",", "")
    lever = within(REGISTRY["matching_grant"].label(language))
    for name, numbers in (("additional", ["31", f"27 {to} 35", f"21 {to} 41"]), ("deadweight", ["69", f"65 {to} 73", f"59 {to} 79"])):
        assert cells(text, f"{label_of(name, language)}, {lever}")[-3:] == numbers
    assert cells(text, label_of("cost_per_additional_jobs", language))[-2:] == ["12", f"11 {to} 13"]
    assert say("runs_seen", language) in shown(results(comparison(), spread(), {}, 12, language, 300), 300)


def test_levels_alone_and_narrow_terminals() -> None:
    levels = comparison()[lambda table: table["breakdown"].isna()].head(2).assign(difference=NAN, difference_low=NAN, difference_high=NAN)
    text = shown(results(levels, spread().iloc[:0], {}, 30, "en", 200))
    assert cells(text, OUTCOMES["remittances"].label.en)[2:] == ["110", "90 to 130"] and "s (s)" in text and say("difference") not in text
    narrow = shown(results(comparison(), spread(), {"s": "My grant"}, 30, "en", 80), 80)
    assert "+10" in narrow and "5 to 15" in narrow and "-8 to 28" in narrow and max(map(len, narrow.splitlines())) <= 80
    assert shown(results(levels, spread().iloc[:0], {}, 30, "en", 80), 80).count("90 to 130") == 1


def test_outcomes_worth_a_line_are_those_that_clearly_move_most() -> None:
    names = [name for name, outcome in OUTCOMES.items() if outcome.theme not in ("cost", "judgement", "relations") and name not in ALWAYS][: MOST + 2]
    rows = [("s", name, "", None, None, 100.0 + place, 0.0, 0.0, float(place), 0.5 * place, 2.0 * place) for place, name in enumerate(names, start=1)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    assert _chosen(table) == set(ALWAYS) | set(names[2:]) and MOST == 8
    assert _chosen(table.assign(difference_low=-1.0)) == set(ALWAYS)
    small = pd.DataFrame([("s", names[0], "", None, None, 1000.0 + change, 0, 0, change, 1.0, 9.0) for change in (4.9,)], columns=COLUMNS)
    assert names[0] not in _chosen(small) and names[0] in _chosen(small.assign(difference=5.1, mean=1005.1))
    assert names[0] in _chosen(small.assign(mean=4.9)) and "public_cost" in _chosen(small) and "present_value_cost" not in _chosen(small.assign(outcome="present_value_cost", mean=10.0))
    fell = small.assign(mean=1.0, difference=-9.0, difference_low=-10.0, difference_high=-8.0)
    assert names[0] in _chosen(fell)


def test_costs_per_unit_are_of_levers_where_known_and_none_where_aims_are_several() -> None:
    def rows(*given: tuple[str, str | None]) -> pd.DataFrame:
        return pd.DataFrame([("s", f"cost_per_additional_{outcome}", "", None if lever is None else "lever", lever, 1.0, 0, 0, NAN, NAN, NAN) for outcome, lever in given], columns=COLUMNS)

    assert _unit_costs(rows(("jobs", None), ("jobs", "a")))["group"].tolist() == ["a"] and len(_unit_costs(rows(("jobs", None)))) == 1
    assert len(_unit_costs(rows(("jobs", None), ("donations", None)))) == 0 and len(_unit_costs(rows(("jobs", None), ("donations", None), ("jobs", "a"), ("donations", "b")))) == 2
    package = comparison().assign(scenario="s")
    two = pd.concat([package, rows(("jobs", "matching_grant"), ("jobs", "tax_incentive")), package[package["outcome"] == "additional"].assign(group="tax_incentive")])
    text = shown(results(two, spread(), {}, 30, "en", 200))
    assert f"{label_of('cost_per_additional_jobs', 'en')}, tax incentive" in text


def test_words_of_outcomes_and_units() -> None:
    jobs = OUTCOMES["jobs"]
    assert label_of("jobs", "fr") == jobs.label.fr and label_of("cost_per_additional_jobs", "en") == f"{say('s_unit_cost')} ({within(jobs.label.en)})" and label_of("s_none", "en") == say("s_none")
    assert unit_label("jobs", "x", "fr") == jobs.unit.fr and unit_label("cost_per_additional_jobs", "x", "en") == f"{say('per')} {one_of(jobs.unit.en)}" and unit_label("cost_per_additional_donations", "x", "en") == f"{say('per')} USD"
    assert unit_label("nothing", "x", "en") == "x"


def test_columns_go_below_each_other_where_they_do_not_fit_and_no_number_breaks() -> None:
    columns = [(f"Column {k}", [f"{k}234567 to {k}999999"]) for k in range(1, 6)]
    wide, narrow = (shown(columns_that_fit("Title", "What", ["Some words"], columns, width), width) for width in (160, 70))
    assert wide.count("Some words") == 1 and narrow.count("Some words") == 3 and narrow.count("Title") == 1
    assert all(f"{k}234567 to {k}999999" in narrow for k in range(1, 6)) and max(map(len, narrow.splitlines())) <= 70
    assert _need("One two three four five six seven", ["1"]) > len("seven") and _need("a", ["123\n12345", "1"]) == 5
    assert [column.justify for column in plain_table(["a", "b"], [["1", "2"]], right=(1,)).columns] == ["left", "right"]
    assert plain_table(["a"], [["x" * 90]], whole=0).columns[0].no_wrap is False and plain_table(["a", "b"], [["x", "y"]], whole=0).columns[0].no_wrap is True


def test_cells_of_lists_and_descriptions() -> None:
    for key, value, language, text in (
        ("year", None, "en", "-"), ("value", None, "en", "-"), ("off", False, "en", "false"), ("off", False, "fr", "non"), ("value", NAN, "en", "-"), ("levers", ["a", "b"], "en", "a, b"),
        ("range", None, "en", "-"), ("value", 1234.0, "en", "1,234"), ("status", "assumption", "en", say("assumption")), ("source", "assumption", "fr", say("assumption", "fr")), ("id", "x", "fr", "x"),
    ):  # fmt: skip
        assert cell_text(key, value, language) == text, (key, value)
    assert value_text(True, "en") == "true" and value_text((1, 2), "en") == "1, 2"


# --- numbers in words -----------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (0.0, "0", "0"), (999.0, "999", "999"), (999.6, "1,000", "1\u202f000"), (1000.0, "1,000", "1\u202f000"), (9_994.0, "9,994", "9\u202f994"), (10_000.0, "10 k", "10\u00a0k"), (123_456.0, "123 k", "123\u00a0k"),
        (999_600.0, "1 M", "1\u00a0M"), (-2.5e6, "-2.5 M", "-2,5\u00a0M"), (1e9, "1 bn", "1\u00a0Md"), (12.345, "12.3", "12,3"), (0.05, "0.05", "0,05"), (0.0001234, "0.000123", "0,000123"), (0.00009876, "0.0001", "0,0001"),
        (NAN, "-", "-"), (math.inf, "-", "-"), (None, "-", "-"),
    ],
)  # fmt: skip
def test_numbers_have_three_digits(value: float | None, en: str, fr: str) -> None:
    assert (number(value), number(value, "fr")) == (en, fr)


def test_signs_scales_and_shares() -> None:
    assert (number(5.0, signed=True), number(-5.0, signed=True), number(0.0, signed=True), number(500.0, like=2e6), number(5.0, like=0.0), number(1.234, digits=2)) == ("+5", "-5", "0", "0.0005 M", "5", "1.2")
    for share, en in ((0.256, "26 %"), (1.0, "100 %"), (0.01, "1 %"), (0.0099, "1.0 %"), (-0.004, "-0.4 %"), (0.0004, "< 0.1 %"), (0.0005, "0.1 %"), (0.0, "0 %"), (None, "-"), (NAN, "-")):
        assert percent(share) == en, share
    assert percent(0.0004, "fr") == "<\u00a00,1\u202f%" and bounds(1.0, 2.0, "fr") == "1 à 2" and bounds(-1.0, 2.0, signed=True) == "-1 to +2" and bounds(NAN, 2.0) == "-"
    assert value_words("richest:2") == say("q_richest", n="2") and value_words(False) == say("no") and value_words(("A", "B")) == "a, b" and one_of("months") == "month" and one_of("mois") == "mois"


# --- catalogue and check --------------------------------------------------------------------------------------------------------------------------------------


def test_lists_hold_what_the_declarations_say() -> None:
    outcomes = {item["id"]: item for item in catalogue.listed("outcomes", "fr")}
    assert list(outcomes) == list(OUTCOMES)
    for name, outcome in OUTCOMES.items():
        assert outcomes[name] == {"id": name, "label": outcome.label("fr"), "unit": outcome.unit("fr"), "kind": outcome.kind, "theme": outcome.theme, "adds": outcome.adds.value, "low": outcome.low, "high": outcome.high}
    for item in catalogue.listed("levers"):
        lever = REGISTRY[item["id"]]
        assert item == {"id": lever.id, "label": lever.label.en, "family": lever.family.value, "main_outcome": lever.main_outcome}
    for item in catalogue.listed("parameters"):
        declared = PARAMETERS[item["id"]]
        assert item == {"id": item["id"], "label": declared.says("en"), "value": declared.value, "unit": declared.unit.value, "grade": declared.grade, "status": declared.status.value}
    places = {item["id"]: item["migrant_stock"] for item in catalogue.listed("corridors")}
    assert places["MAR-BEL"] == 225217.0 and list(places) == list(corridors.known())
    questions = catalogue.listed("questions", "fr")
    assert [item["id"] for item in questions] == list(range(1, 13)) and all(len(item["options"]) > 1 for item in questions) and questions != catalogue.listed("questions")
    with pytest.raises(InputError, match="did you mean 'levers'"):
        catalogue.listed("lever")


def test_descriptions_hold_what_the_declarations_say() -> None:
    price = PARAMETERS["giving.price_elasticity"]
    for name in ("giving.price_elasticity", "parameters.giving.price_elasticity"):
        found = catalogue.described(name)
        assert (found["kind"], found["id"], found["value"], found["range"], found["source"], found["off"]) == ("parameter", "giving.price_elasticity", price.value, list(price.likely or ()), price.source, price.off)
    ratio = REGISTRY["matching_grant"].parameters["ratio"]
    assert catalogue.described("levers.matching_grant.ratio")["id"] == "levers.matching_grant.ratio" and catalogue.described("matching_grant.ratio")["allowed"] == ratio.allowed
    lever = catalogue.described("matching_grant", "fr")
    assert lever["kind"] == "lever" and [item["id"] for item in lever["parameters"]] == list(REGISTRY["matching_grant"].parameters) and lever["label"] == REGISTRY["matching_grant"].label.fr
    scenario, given = catalogue.described(GRANT), load(GRANT)
    assert (scenario["kind"], scenario["start"], scenario["years"], scenario["burn_in_years"], scenario["fingerprint"]) == ("scenario", given.start, given.years, given.burn_in_years, given.fingerprint)
    assert [(item["id"], item["month"], item["months"], item["size"]) for item in scenario["shocks"]] == [(shock.kind, shock.month, shock.months, shock.size) for shock in given.shocks]
    figures = {item["id"]: item for item in catalogue.described("MAR-BEL")["figures"]}
    assert figures["migrant_stock"] == {"id": "migrant_stock", "value": 225217.0, "source": "undesa2020", "year": 2020, "note": ""} and set(corridors.observed("MAR-BEL")) < set(figures)
    for name, outcome in OUTCOMES.items():
        found = catalogue.described(name)
        wanted = [by for by in BREAKDOWNS if by not in ("payer", "lever", "family")] if outcome.has_breakdown or outcome.is_cost else []
        wanted = [by for by in BREAKDOWNS if by in ("payer", "lever", "family")] if name in ("public_cost", "revenue_forgone") else wanted
        assert (found["kind"], found["stock_or_flow"], found["bounds"], found["adds"], found["breakdowns"]) == ("outcome", outcome.kind, outcome.bounds("en"), outcome.adds.value, wanted), name
    for name, near in (("matching_grnt", "matching_grant"), ("MAR-BLE", "MAR-BEL")):
        with pytest.raises(InputError, match=f"nothing is called '{name}'.*did you mean '{near}'"):
            catalogue.described(name)
    assert "footnotes" in catalogue.described("XKX-DEU") and "footnotes" not in scenario


def test_check_counts_inputs_by_grade_and_says_what_is_drawn() -> None:
    scenario = load(GRANT)
    found = checked(scenario)
    inputs = scenario.inputs()
    assert len(found["inputs"]) == len(inputs) == sum(found["grades"].values()) and list(found["grades"]) == sorted(found["grades"])
    drawn = {given.path for given in scenario.uncertain()}
    for given, item in zip(inputs, found["inputs"], strict=True):
        assert (item["input"], item["value"], item["unit"], item["grade"], item["status"], item["source"], item["year"]) == (given.path, given.value, given.unit, given.grade, given.status.value, given.source, given.year)
        assert item["range"] == ([given.low, given.high] if given.low is not None else None) and item["drawn"] is (given.path in drawn)
    assert found["says"].startswith(f"{len(inputs)} inputs by grade of evidence: ") and f". {len(scenario.assumptions())} are assumptions" in found["says"] and f"; {len(drawn)} of them are drawn" in found["says"]
    assert all(f"{grade}: {count}" in found["says"] for grade, count in found["grades"].items()) and f"{len(drawn)} d'entre elles" in checked(scenario, "fr")["says"]
    assert (found["scenario"], found["label"], found["fingerprint"]) == (GRANT, scenario.label.en, scenario.fingerprint)
    assert without_effect(scenario) == [] and found["without_effect"] == []
    idle = load(GRANT, set={"levers.matching_grant.ratio": 0})
    assert [(lever.id, corridor) for lever, corridor in without_effect(idle)] == [("matching_grant", "MAR-BEL")]
    (told,) = checked(idle)["without_effect"]
    assert (told["lever"], told["corridor"]) == ("matching_grant", "MAR-BEL") and "changes nothing on MAR-BEL" in told["says"]


# --- commands -------------------------------------------------------------------------------------------------------------------------------------------------


def request(**changes: Any) -> Request:
    given = {"names": ["a", "b"], "set": [], "replications": 30, "years": None, "seed": 1, "sample": None, "full_scale": False, "uncertainty": "inputs", "jobs": 3, "out": None, "series": False}
    return Request(**{**given, "engine": "compiled", "language": "en", "json": False, **changes})


def test_the_command_that_makes_the_same_results_again() -> None:
    assert request().command() == "diaspora compare a b --replications 30 --seed 1 --uncertainty inputs --engine compiled --language en" and request().workers == 3 and request(jobs=None).workers >= 1
    more = request(set=["x=1", "y=2"], years=5, sample=900, against="c", full_scale=True, series=True, contributions=True, plugins=("p.py",), baseline=False, language="fr").command()
    assert more.startswith("diaspora run a b --set x=1 --set y=2 --replications 30") and more.endswith("--language fr --years 5 --sample 900 --against c --plugin p.py --full-scale --series --contributions")
    assert request(question=4).command().startswith("diaspora question 4 --replications")
    assert _of_the_world(["levers.matching_grant.ratio=2", "levers.tax_incentive.rate=1", "years=3", "parameters.giving.price_elasticity=-1"], GRANT) == [
        "levers.matching_grant.ratio=2", "years=3", "parameters.giving.price_elasticity=-1",
    ]  # fmt: skip


def test_shares_of_a_sweep_and_what_is_told_of_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert [read_shard(text) for text in ("1/1", "8/8", " 2 / 3 ")] == [(1, 1), (8, 8), (2, 3)]
    for wrong in ("0/8", "9/8", "1", "1/", "a/b", "/2", "-1/2"):
        with pytest.raises(InputError, match="is no share"):
            read_shard(wrong)
    plan = SimpleNamespace(points=SimpleNamespace(values=[()] * 40), experiment=SimpleNamespace(replications=3), n_runs=120, fingerprint="f")
    done: Any = SimpleNamespace(folder=SimpleNamespace(path=tmp_path), plan=plan, done=110, failed=0, finished=False, timing={"seconds": 5.0})
    assert _tell_run(done, "en", True) == 0
    assert json.loads(capsys.readouterr().out) == {"results": str(tmp_path), "points": 40, "replications": 3, "runs": 120, "runs_done": 110, "runs_failed": 0, "finished": False, "fingerprint": "f", "seconds": 5.0}
    done.failed = 2
    assert _tell_run(done, "fr", False) == 1
    told = capsys.readouterr()
    assert "2 simulations ont échoué" in told.err and "simulations faites\u00a0: 110" in told.out and "simulations en échec\u00a0: 2" in told.out and "terminé\u00a0: non" in told.out and "5.0" not in told.out
    _tell({"different": [], "damaged_files": ["a", "b"], "same": True}, "en", False, ["note"])
    out = capsys.readouterr().out
    assert "with other numbers: none" in out and "files that differ from their checksum: a; b" in out and "all the same: yes" in out and "* note" in out
    assert (_plain(np.float64(NAN)), _plain(np.int64(3)), _plain(pd.NA), _plain("a")) == (None, 3, None, "a") and _cell(1234567.891) == "1234568" and _cell(False) == "false"


def test_a_reader_that_leaves_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    dropped: list[bool] = []
    stream = _Unread(Gone())
    stream._drop = lambda: dropped.append(True)  # type: ignore[method-assign]
    assert stream.write("abc") == 3 and stream.flush() is None and dropped == [True, True] and stream.getvalue() == ""
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setattr("sys.stderr", None)
    unread_is_fine()
    first = sys.stdout
    unread_is_fine()
    assert isinstance(first, _Unread) and sys.stdout is first and sys.stderr is None
    kept = io.StringIO()
    assert _Unread(kept).write("abcd") == 4 and kept.getvalue() == "abcd"
