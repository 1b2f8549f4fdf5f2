"""The page, the terminal and the tables of a sensitivity analysis from hand-made numbers: every number under its own head, in both languages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.cli.sensitivity_commands import _check_extends, _cost, _tell, _without_index
from experiments.sensitivity.analysis import TABLES, Analysis, _years, about, evidence_of, positions
from experiments.sensitivity.convergence import COLUMNS as CONVERGENCE
from experiments.sensitivity.convergence import EXTENSIBLE, NOT_AVAILABLE, PARTS, convergence, main_rows, needed, not_available, over_time, widest
from experiments.sensitivity.estimates import Estimate, around, is_still, share_note
from experiments.sensitivity.evidence import Evidence
from experiments.sensitivity.labels import factor_label, index_number, outcome_label, unit_of
from experiments.sensitivity.methods import COLUMNS as INDICES
from experiments.sensitivity.methods import table
from experiments.sensitivity.noise import COLUMNS as NOISE
from experiments.sensitivity.notes import ABOVE_ONE, NEGATIVE, STILL, TOO_NEGATIVE, UNDEFINED
from experiments.sensitivity.pictures import _leading, _traded
from experiments.sensitivity.summary import NEGATIVE as BELOW_ZERO
from experiments.sensitivity.summary import RULE, TOP, summary
from experiments.sensitivity.weights import COLUMNS as GROUPS
from experiments.sensitivity.weights import group_label, groups
from experiments.sweeps.designs import Design
from experiments.sweeps.factor import Factor
from model.errors import InputError
from model.outcome_registry import OUTCOMES
from model.parameter import Text

NAN = math.nan
RATIO, RULE_PATH, GIVING = "levers.matching_grant.ratio", "levers.matching_grant.rule", "parameters.giving.price_elasticity"
PATHS = (RATIO, RULE_PATH, GIVING)
Row = tuple[str, str, str, float, float, float]


def rows_of(found: Sequence[Row], outcome: str = "public_cost", note: str = "", points: int = 64) -> pd.DataFrame:
    """Method, index, factor, value, low, high."""
    records = [(outcome, method, index, factor, "", value, low, high, points, note) for method, index, factor, value, low, high in found]
    return pd.DataFrame(records, columns=list(INDICES)).assign(scenario="grant")


def analysis(indices: pd.DataFrame, kind: str = "saltelli", scenarios: Sequence[str] = ("grant",), messages: Sequence[Text] = (), **tables: pd.DataFrame) -> Analysis:
    """An analysis of tables by hand: 1,200 points of 3 replications, 3,600 runs of which 7 failed."""
    design = Design(kind, {"n": 64, "second_order": False})
    experiment = SimpleNamespace(name="my_sweep", outcomes=tuple(dict.fromkeys(indices["outcome"])), design=design, replications=3, sample=2000, seed=5, paths=PATHS, document=dict)
    manifest = {"runs": 3600, "fingerprint": "0123456789abcdef" * 4, "scenario_names": list(scenarios)}
    sweep = SimpleNamespace(experiment=experiment, manifest=manifest, points=SimpleNamespace(values=[()] * 1200), failures=pd.DataFrame({"point": range(7)}))
    empty = {name: pd.DataFrame(columns=["scenario", *columns]) for name, columns in TABLES.items()}
    given = {name: each if "scenario" in each else each.assign(scenario="grant") for name, each in tables.items()}
    return Analysis(sweep, {**empty, "indices": indices, **given}, list(messages))  # type: ignore[arg-type]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


SOBOL: list[Row] = [
    ("sobol", "S1", RATIO, 0.3, 0.2, 0.4), ("sobol", "S1", RULE_PATH, 0.05, -0.01, 0.11), ("sobol", "S1", GIVING, 0.25, 0.15, 0.35),
    ("sobol", "ST", RATIO, 0.35, 0.25, 0.45), ("sobol", "ST", RULE_PATH, 0.02, 0.01, 0.049), ("sobol", "ST", GIVING, 0.6, 0.051, 0.7),
]  # fmt: skip


def test_the_head_says_what_was_run() -> None:
    page = summary(analysis(rows_of(SOBOL), messages=[Text("A message.", "Un message.")]))
    assert page.startswith("# Sensitivity: my\\_sweep\n") and "Saltelli design for Sobol indices, 1,200 points, replications: 3, 3,600 runs, 7 failed" in page
    assert "2,000 records a corridor, seed 5. Fingerprint 0123456789abcdef.\n" in page and RULE.en in page and "A message." in page and "\n# grant" not in page
    french = plain(summary(analysis(rows_of(SOBOL)), "fr"))
    assert "1 200 points, réplications : 3, 3 600 simulations, 7 en échec ; 2 000 agents par corridor, graine 5. Empreinte 0123456789abcdef." in french
    several = summary(analysis(rows_of(SOBOL), scenarios=("grant", "other")))
    assert several.index("\n# grant\n") < several.index("\n# other\n") and several.count(f"## {OUTCOMES['public_cost'].label.en}") == 2
    assert several[several.index("\n# other\n") :].count("|") == 0  # the rows of one scenario are not those of another


def test_indices_stand_under_their_own_heads_the_largest_first() -> None:
    page = summary(analysis(rows_of(SOBOL)))
    table_lines = [line for line in page.splitlines() if line.startswith("|")]
    assert table_lines == [
        "| factor | ST | S1 |", "|---|---|---|", "| giving: price elasticity | 0.600 (0.051 … 0.700) | 0.250 (0.150 … 0.350) |",
        "| Matching grant: ratio | 0.350 (0.250 … 0.450) | 0.300 (0.200 … 0.400) |", "| Matching grant: rule | 0.020 (0.010 … 0.049) | 0.050 (-0.010 … 0.110) |",
    ]  # fmt: skip
    assert "**Sobol indices**" in page
    assert "Clearly matter (interval above 0.05): giving: price elasticity; Matching grant: ratio." in page and "Can be fixed (interval below 0.05): Matching grant: rule." in page
    assert "First-order indices add up to 0.6: the rest, 0.4, is what factors do together." in page and BELOW_ZERO.en not in page
    french = plain(summary(analysis(rows_of(SOBOL)), "fr"))
    assert "| facteur | ST | S1 |" in french and "0,600 (0,051 … 0,700)" in french and "font 0,6 : le reste, 0,4, est ce que" in french
    assert "Comptent clairement (intervalle au-dessus de 0,05) : " in french and "Peuvent être fixés (intervalle sous 0,05) : " in french


@pytest.mark.parametrize(("low", "high", "matters", "idle"), [(0.05, 0.2, False, False), (0.0501, 0.2, True, False), (0.0, 0.05, False, False), (0.0, 0.0499, False, True)])
def test_bounds_of_what_matters_are_told_to_the_number(low: float, high: float, matters: bool, idle: bool) -> None:
    page = summary(analysis(rows_of([("sobol", "S1", RATIO, 0.7, 0.6, 0.8), ("sobol", "S1", GIVING, 0.6, 0.5, 0.7), ("sobol", "ST", RATIO, 0.1, low, high), ("sobol", "ST", GIVING, 0.2, 0.0, 0.3)])))
    assert ("Clearly matter" in page) is matters and ("Can be fixed" in page) is idle
    assert "add up to 1.3: the rest, 0, is" in page  # more than all of it leaves nothing


def test_an_index_below_zero_is_explained_where_it_is_a_share() -> None:
    for index, value, told in (("S1", -0.01, True), ("S1", 0.0, False), ("mu", -5.0, False)):
        method = "morris" if index == "mu" else "sobol"
        rows = [(method, index, RATIO, value, NAN, NAN)] + ([("morris", "mu_star", RATIO, 5.0, 4.0, 6.0)] if index == "mu" else [("sobol", "ST", RATIO, 0.1, NAN, NAN)])
        assert (BELOW_ZERO.en in summary(analysis(rows_of(rows)))) is told


def test_effects_in_the_unit_of_the_outcome_are_set_against_the_largest() -> None:
    """100, 5.1 and 5 of at most 100: what is above a twentieth of the largest and told from 0 is clear; 0 changes nothing."""
    found = [("morris", "mu_star", RATIO, 100.0, 80.0, 120.0), ("morris", "mu_star", RULE_PATH, 5.1, 0.1, 10.0), ("morris", "mu_star", GIVING, 5.0, 4.0, 6.0)]
    page = summary(analysis(rows_of(found), "morris"))
    assert "Clearly move it: Matching grant: ratio; Matching grant: rule." in page and "Change nothing" not in page and "add up" not in page
    assert "| Matching grant: ratio | 100 (80 … 120) |" in page and "| factor | mu_star |" in page
    found = [("one_at_a_time", "swing", RATIO, 40.0, -1.0, 81.0), ("one_at_a_time", "swing", RULE_PATH, -50.0, -60.0, -40.0), ("one_at_a_time", "swing", GIVING, 0.0, 0.0, 0.0)]
    page = summary(analysis(rows_of(found), "one_at_a_time"))
    assert "Clearly move it: Matching grant: rule." in page and "Change nothing at all here: giving: price elasticity." in page
    lines = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ") and "factor" not in line]
    assert lines == ["Matching grant: rule", "Matching grant: ratio", "giving: price elasticity"]  # by size, whatever the sign


@pytest.mark.parametrize(("low", "high", "clear"), [(0.001, 60.0, True), (0.0, 60.0, False), (-60.0, -0.001, True), (-60.0, 0.0, False), (-1.0, 1.0, False)])
def test_an_effect_that_may_be_nothing_does_not_clearly_move_an_outcome(low: float, high: float, clear: bool) -> None:
    page = summary(analysis(rows_of([("one_at_a_time", "swing", RATIO, 40.0 if high > 1.0 else -40.0, low, high)]), "one_at_a_time"))
    assert ("Clearly move it" in page) is clear


def test_distances_are_read_against_the_smallest_and_have_no_threshold() -> None:
    page = summary(analysis(rows_of([("pawn", "pawn", RATIO, 0.5, 0.4, 0.6), ("pawn", "pawn_max", RATIO, 0.9, 0.8, 1.0)]), "table"))
    assert "read them against the smallest" in page and "Clearly" not in page and "| factor | pawn |" in page and "0.900" not in page


def test_a_method_without_indices_says_why_and_only_ten_factors_are_shown() -> None:
    page = summary(analysis(pd.concat([rows_of([("delta", "delta", RATIO, NAN, NAN, NAN)], note="too few"), rows_of([("pawn", "pawn", RATIO, 0.5, NAN, NAN)])]), "table"))
    assert "**delta**: too few\n" in page and "| Matching grant: ratio | 0.500 |" in page
    rows = [rows_of([("pawn", "pawn", RATIO, 0.5, NAN, NAN)]), rows_of([("delta", "delta", RATIO, NAN, NAN, NAN)], note="too few"), rows_of([("rbd_fast", "S1", RATIO, NAN, NAN, NAN)], note="fewer")]
    page = summary(analysis(pd.concat(rows), "table"))
    assert page.index("| Matching grant: ratio | 0.500 |") < page.index("\n**delta**: too few\n\n") < page.index("**RBD-FAST**: fewer\n")
    many: list[Row] = [("rbd_fast", "S1", f"parameters.giving.x{k:02d}", k / 100.0, NAN, NAN) for k in range(TOP + 2)]
    page = summary(analysis(rows_of(many), "table"))
    shown = [line for line in page.splitlines() if line.startswith("| giving")]
    assert len(shown) == TOP == 10 and shown[0].startswith("| giving: x11 ") and "\n2 smaller factors are in indices.csv." in page
    assert "smaller factors" not in summary(analysis(rows_of(many[:TOP]), "table")) and "2 facteurs plus petits" in summary(analysis(rows_of(many), "table"), "fr")


def luck(one: float, mean: float, note: str = "") -> pd.DataFrame:
    return pd.DataFrame([("public_cost", 3, 1.0, 1.0, one, mean, note)], columns=list(NOISE))


def test_luck_is_told_in_one_run_and_in_the_mean() -> None:
    page = summary(analysis(rows_of(SOBOL), noise=luck(0.256, 0.1)))
    assert "Luck: 25.6% of the variance of one run and 10.0% of that of the mean of 3 replications" in page and "More replications" not in page
    assert "More replications would sharpen" in summary(analysis(rows_of(SOBOL), noise=luck(0.256, 0.101)))
    french = plain(summary(analysis(rows_of(SOBOL), noise=luck(0.256, 0.1024)), "fr"))
    assert "Hasard : 25,6 % de la variance d'une simulation et 10,2 % de celle de la moyenne de 3 réplications viennent du hasard" in french and "Plus de réplications" in french
    unknown = summary(analysis(rows_of(SOBOL), noise=luck(NAN, NAN, "it takes two")))
    assert "it takes two" in unknown and "Luck:" not in unknown


def test_what_more_points_did_is_the_widest_interval_of_the_last_two_sizes() -> None:
    sizes = [(16, RATIO, 0.1, 0.9), (32, RATIO, 0.2, 0.5), (32, GIVING, 0.0, 0.4), (1024, RATIO, 0.2, 0.3), (1024, GIVING, 0.1, 0.35)]
    table = pd.DataFrame([("public_cost", "sobol", "ST", factor, points, 0.3, low, high) for points, factor, low, high in sizes], columns=list(CONVERGENCE))
    assert "Widest interval of a main index: 0.25 at 1,024 points, 0.4 at 32." in summary(analysis(rows_of(SOBOL), convergence=table))
    assert "0,25 avec 1\u202f024 points, 0,4 avec 32." in summary(analysis(rows_of(SOBOL), convergence=table), "fr")
    for less in (table[table["points"] == 1024], table.assign(high=NAN)):
        assert "Widest interval" not in summary(analysis(rows_of(SOBOL), convergence=less))


def test_groups_stand_by_weight_under_their_grouping() -> None:
    rows = [("levers", "matching_grant", 0.2), ("levers", "world", 0.7), ("grades", "grade B", 0.4), ("grades", "grade D", 0.5), ("channels", "giving", 0.9), ("given", "mine", 0.1)]
    table = pd.DataFrame([("public_cost", by, group, "S1", value, NAN, NAN, "", "") for by, group, value in rows], columns=list(GROUPS))
    page = summary(analysis(rows_of(SOBOL), groups=table))
    assert "By lever: the world, no lever 0.7; Matching grant 0.2." in page and "By evidence: grade D 0.5; grade B 0.4." in page and "By channel: giving 0.9." in page and "given: mine 0.1." in page
    assert "Par niveau de preuve : niveau D 0,5 ; niveau B 0,4." in plain(summary(analysis(rows_of(SOBOL), groups=table), "fr"))
    assert group_label("channels", "grade B", "fr") == "niveau B" and group_label("given", "matching_grant") == "matching_grant"


# --- words ------------------------------------------------------------------------------------------------------------------------------------------------


def test_factors_and_outcomes_in_words() -> None:
    for path, en in (
        ("levers.matching_grant.eligibility.random_share", "Matching grant: random share"), ("levers.matching_grant.budget_usd", "Matching grant: budget (USD)"),
        ("shocks.2.size", "shock 2: size"), ("corridor.MAR-BEL.tax_rate", "MAR-BEL: tax rate"), ("ministry.x", "ministry.x"), ("levers.nothing.x", "levers.nothing.x"),
    ):  # fmt: skip
        assert factor_label(path) == en, path
    assert factor_label("shocks.2.size", "fr").startswith("choc 2")
    women, cost = OUTCOMES["remittances"], OUTCOMES["donations_collective"]
    assert outcome_label("remittances@3") == women.label.en and unit_of("effect:remittances@3", "fr") == women.unit.fr
    assert outcome_label("cost_per:donations_collective") == f"Public cost per unit of: {cost.label.en[0].lower()}{cost.label.en[1:]}" and unit_of("cost_per:donations_collective") == "USD a unit"
    assert outcome_label("additional[lever=matching_grant]").endswith("(Matching grant)") and outcome_label("y") == "y" and unit_of("y") == "" and unit_of("remittances") == women.unit.en
    for value, index, text in ((0.45678, "ST", "0.457"), (-0.0004, "S1", "0.000"), (-0.0006, "S1", "-0.001"), (512_345.0, "swing", "512 k"), (NAN, "S1", "-"), (0.5, "effect", "0.5")):
        assert index_number(value, index) == text, (value, index)
    assert index_number(-0.25, "S1", "fr") == "-0,250"


# --- the terminal ------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_terminal_shows_the_five_largest_with_their_intervals(language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    many: list[Row] = [("sobol", "ST", f"parameters.giving.x{k}", k / 10.0, k / 10.0 - 0.05, k / 10.0 + 0.05) for k in range(1, 7)]
    first = [(method, "S1", factor, 0.0, 0.0, 0.0) for method, _, factor, *_ in many]
    _tell(analysis(rows_of([*first, *many, ("pawn", "pawn", RATIO, 0.99, 0.9, 1.0)])), language)
    lines = [line for line in capsys.readouterr().out.splitlines() if "giving: x" in plain(line).replace("giving :", "giving:")]
    comma = "," if language == "fr" else "."
    found = [plain(line).replace("giving :", "giving:").split("giving: ")[1].split() for line in lines]
    assert [row[0] for row in found] == ["x6", "x5", "x4", "x3", "x2"]
    assert found[0] == ["x6", "ST", *(text.replace(".", comma) for text in ("0.600", "0.550", "0.650"))]


def test_methods_without_an_index_are_told_once_with_their_reason() -> None:
    rows = pd.concat([rows_of([("delta", "delta", RATIO, NAN, NAN, NAN), ("rbd_fast", "S1", RATIO, NAN, NAN, NAN)], note="too few"), rows_of([("pawn", "pawn", RATIO, 0.5, 0.4, 0.6)])])
    label = OUTCOMES["public_cost"].label.en
    assert _without_index(analysis(rows), "en") == [f"{label}: delta, RBD-FAST: too few."]
    assert _without_index(analysis(rows, messages=[Text("it is too few here", "x")]), "en") == []


def test_what_more_points_cost_is_said_before() -> None:
    found = analysis(rows_of(SOBOL))
    done = SimpleNamespace(timing={"runs": 120, "seconds": 60.0})
    said = _cost(done, found, "0.2", 0.1, "n", 64, 256, 14_400, "en")  # type: ignore[arg-type]
    assert said == "widest interval 0.2 at n = 64; for 0.1: n = 256, 10,800 more runs, about 90.0 minutes here\n"
    done.timing["runs"] = 0
    assert "minutes" not in _cost(done, found, "0.2", 0.1, "n", 64, 256, 14_400, "fr")  # type: ignore[arg-type]
    for kind, size in (("saltelli", "n"), ("morris", "trajectories"), ("sobol_sequence", "points")):
        assert _check_extends(SimpleNamespace(design=Design(kind)), 0.1) == size  # type: ignore[arg-type]
    for kind in ("grid", "fast", "table", "latin_hypercube", "one_at_a_time"):
        with pytest.raises(InputError, match="cannot be extended"):
            _check_extends(SimpleNamespace(design=Design(kind)), 0.1)  # type: ignore[arg-type]


# --- convergence, years, notes -----------------------------------------------------------------------------------------------------------------------------


def test_the_widest_interval_is_of_the_main_indices_of_the_first_method() -> None:
    assert widest(rows_of(SOBOL)) == pytest.approx(0.649) and widest(rows_of([*SOBOL, ("pawn", "pawn", RATIO, 0.5, 0.0, 1.0)])) == pytest.approx(0.649)
    assert main_rows(rows_of([("morris", "mu_star", RATIO, 1.0, 0.0, 2.0), ("morris", "sigma", RATIO, 9.0, 0.0, 9.0)]))["index"].tolist() == ["mu_star"]
    effects = rows_of([("morris", "mu_star", RATIO, 100.0, 90.0, 110.0), ("morris", "mu_star", GIVING, -40.0, -70.0, -20.0)])
    assert widest(effects) == pytest.approx(0.5)  # 50 of at most 100
    both = pd.concat([effects, rows_of([("morris", "mu_star", RATIO, 10.0, 4.0, 13.0)], outcome="jobs")])
    assert widest(both) == pytest.approx(0.9)
    assert widest(rows_of([("morris", "mu_star", RATIO, 0.0, 0.0, 0.0)])) == 0.0 and widest(rows_of([("morris", "mu_star", RATIO, NAN, NAN, NAN)], note=STILL.fr)) == 0.0
    assert math.isnan(widest(rows_of([("morris", "mu_star", RATIO, NAN, NAN, NAN)], note="too few"))) and math.isnan(widest(rows_of([])))
    assert math.isnan(widest(pd.concat([effects, rows_of([("morris", "mu_star", RATIO, NAN, NAN, NAN)], outcome="jobs")])))
    assert analysis(pd.concat([effects, rows_of([("morris", "mu_star", RATIO, 10.0, 4.0, 13.0)]).assign(scenario="other")])).widest == pytest.approx(0.9)
    assert math.isnan(analysis(pd.concat([effects, rows_of([("morris", "mu_star", RATIO, 1.0, NAN, NAN)]).assign(scenario="other")])).widest)
    assert [needed(64, 0.2, 0.1), needed(64, 0.21, 0.1), needed(64, 0.1, 0.1), needed(10, 0.3, 0.1, "morris"), needed(7, NAN, 0.1)] == [256, 512, 64, 90, 14]


def test_indices_of_the_first_eighth_quarter_and_half_are_those_of_the_first_points() -> None:
    rng = np.random.default_rng(4)
    unit = rng.random((48, 2))
    whole = Evidence("y", "sobol_sequence", ("a", "b"), unit, unit[:, :1] + 0.0)
    found = convergence(whole, ["rbd_fast"])
    assert PARTS == (8, 4, 2, 1) and list(found.columns) == list(CONVERGENCE) and found["points"].unique().tolist() == [6, 12, 24, 48] and set(found["index"]) == {"S1"}
    half = convergence(whole.first(24), ["rbd_fast"])
    assert found[found["points"] == 24]["value"].tolist() == half[half["points"] == 24]["value"].tolist()
    assert convergence(whole)["method"].unique().tolist() == ["rbd_fast"]  # the method that comes first
    assert convergence(Evidence("y", "grid", ("a", "b"), unit, unit[:, :1])).empty
    assert EXTENSIBLE == ("saltelli", "morris", "sobol_sequence", "table") and [not_available(kind) for kind in ("table", "grid")] == [None, NOT_AVAILABLE]
    years = over_time({2: whole, 1: Evidence("other", "sobol_sequence", ("a", "b"), unit, unit[:, 1:])}, "y", ["rbd_fast"])
    assert years["year"].tolist() == [1, 1, 2, 2] and set(years["outcome"]) == {"y"}
    big = years.loc[years.groupby("year")["value"].idxmax()]
    assert list(zip(big["year"], big["factor"], strict=True)) == [(1, "b"), (2, "a")]


def test_notes_of_shares_and_widths_of_intervals() -> None:
    assert [share_note(-0.1, 0.1, "en"), share_note(-0.1, -0.01, "en"), share_note(-0.1, 0.0, "en"), share_note(0.0, 1.0, "en"), share_note(1.0, 2.0, "en"), share_note(1.01, 2.0, "en")] == [
        NEGATIVE.en, TOO_NEGATIVE.en, NEGATIVE.en, "", "", ABOVE_ONE.en,
    ]  # fmt: skip
    one, other = around("S1", ["a", "b"], np.array([0.5, -0.2]), np.array([0.1, 0.3]), "en")
    assert (one.low, one.high, one.note, one.factor) == (0.4, 0.6, "", "a") and (other.low, other.high, other.note) == (-0.5, pytest.approx(0.1), NEGATIVE.en)
    assert around("S1", ["a"], np.array([-0.2]), np.array([0.3]), "en", "own")[0].note == "own"
    assert is_still(np.array([])) and is_still(np.array([1e9, 1e9 + 1e-4])) and not is_still(np.array([1.0, 1.1])) and not is_still(np.array([-1.0, 1.0]))
    told = table("y", "sobol", [Estimate("S1", "a", NAN), Estimate("S1", "b", NAN, note="own"), Estimate("S2", "a", 0.5, 0.4, 0.6, other="b")], 9, "en")
    assert told["note"].tolist() == [UNDEFINED.en, "own", ""] and told.iloc[2].tolist() == ["y", "sobol", "S2", "a", "b", 0.5, 0.4, 0.6, 9, ""]


def test_what_pictures_show_first() -> None:
    assert _traded(("jobs", "public_cost", "remittances")) == ("public_cost", "jobs") and _traded(("jobs", "remittances", "x")) == ("jobs", "remittances")
    assert _traded(("jobs",)) is None and _traded(("public_cost",)) is None and _traded(("a", "effect:public_cost")) == ("effect:public_cost", "a")
    rows = rows_of([("sobol", "ST", GIVING, 0.9, 0, 1), ("sobol", "ST", RATIO, -0.5, 0, 1), ("sobol", "ST", RULE_PATH, 0.3, 0, 1), ("pawn", "pawn", RULE_PATH, 0.99, 0, 1)])
    assert _leading(rows, "public_cost") == RATIO and _leading(rows[rows["factor"] == GIVING], "public_cost") == GIVING and _leading(rows, "jobs") is None


# --- from runs to evidence -----------------------------------------------------------------------------------------------------------------------------------


def sweep(kind: str, unit: np.ndarray, values: list[tuple[Any, ...]], factors: Sequence[Factor]) -> Any:
    """Three points of two replications; the run of point 1 in replication 0 of the other scenario failed."""
    design = SimpleNamespace(kind=kind, settings={}, groups={}, stride=lambda n: 1)
    experiment = SimpleNamespace(design=design, replications=2, factors=tuple(factors), paths=tuple(f.path for f in factors), seed=5, name="e", outcomes=("y",))
    failures = pd.DataFrame({"scenario": ["b", "a"], "point": [1, 2], "replication": [0, 1]})
    outputs = np.arange(6.0).reshape(3, 2)
    return SimpleNamespace(
        experiment=experiment, points=SimpleNamespace(unit=unit, values=values), failures=failures, values=lambda column, scenario: outputs + (10.0 if scenario == "b" else 0.0),
        manifest={"columns": ["y", "y@1", "y@2", "z@3", "x:y@4"], "runs": 12, "scenario_names": ["a", "b"]},
    )  # fmt: skip


def test_positions_of_choices_are_the_middle_of_their_share() -> None:
    factors = [Factor("a", values=("p", "q")), Factor("b", 0.0, 1.0)]
    unit = np.array([[0.1, 0.2], [0.9, 0.4], [0.4, 0.6]])
    given = sweep("latin_hypercube", unit, [("p", 0.2), ("q", 0.4), ("p", 0.6)], factors)
    np.testing.assert_allclose(positions(given), [[0.25, 0.2], [0.75, 0.4], [0.25, 0.6]])
    np.testing.assert_allclose(given.points.unit, unit)
    np.testing.assert_allclose(positions(sweep("morris", unit, given.points.values, factors)), unit)
    holed = np.array([[0.1, 0.2], [NAN, 0.4], [0.4, 0.6]])
    np.testing.assert_allclose(positions(sweep("table", holed, given.points.values, factors)), holed)


def test_evidence_has_the_failures_of_its_scenario() -> None:
    given = sweep("table", np.array([[0.0], [0.5], [1.0]]), [(0.0,), (0.5,), (1.0,)], [Factor("a", 0.0, 1.0)])
    first, second = (evidence_of(given, "y", name) for name in ("a", "b"))
    assert first.failed is not None and np.argwhere(first.failed).tolist() == [[2, 1]] and second.failed is not None and np.argwhere(second.failed).tolist() == [[1, 0]]
    assert (first.outcome, first.kind, first.factors, first.seed) == ("y", "table", ("a",), 5) and second.values[0, 0] == 10.0
    assert _years(given, "y") == [1, 2] and _years(given, "x:y") == [4]
    told = about(SimpleNamespace(sweep=given))  # type: ignore[arg-type]
    assert (told["points"], told["replications"], told["runs"], told["failures"], told["scenarios"], told["outcomes"]) == (3, 2, 12, 2, ["a", "b"], ["y"])


def test_groups_that_a_design_moves_have_their_own_index() -> None:
    paths = (RATIO, "levers.matching_grant.desk_usd", GIVING)
    unit = np.zeros((0, 3))
    evidence = Evidence("y", "saltelli", paths, unit, np.zeros((0, 1)), groups={"matching_grant": paths[:2], "world": (GIVING,)})
    indices = rows_of([("sobol", "S1", "matching_grant", 0.2, 0.1, 0.3), ("sobol", "ST", "world", 0.7, 0.6, 0.8), ("pawn", "pawn", "world", 0.9, 0.8, 1.0)], outcome="y")
    found = groups(evidence, indices)
    assert found["grouping"].tolist() == ["levers"] * 2 and found["group"].tolist() == ["matching_grant", "world"] and found["members"].tolist() == ["; ".join(paths[:2]), GIVING]
    assert found["value"].tolist() == [0.2, 0.7] and found["low"].tolist() == [0.1, 0.6] and found["high"].tolist() == [0.3, 0.8] and "do together" in found["note"][0] and "do together" not in found["note"][1]
    other = Evidence("y", "saltelli", paths, unit, np.zeros((0, 1)), groups={"one": paths[:1], "rest": paths[1:]})
    assert groups(other, indices)["grouping"].tolist() == ["given"] * 2
