"""Functions with known indices through the whole path: experiment, design, workers' answers, store, reading, estimate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from experiments.sensitivity.analysis import Analysis, analysed
from experiments.sensitivity.notes import LEVELS
from experiments.sensitivity.results import write_analysis
from experiments.sweeps import Experiment, load_experiment, read_sweep, run_sweep
from experiments.sweeps.designs import Design
from experiments.sweeps.factor import Factor
from experiments.sweeps.model_runs import Formula
from scenarios import with_changes
from tests.contracts.formulas import by_rule, fails_above_two, ishigami, linear, sobol_g, undefined_below_one

ISHIGAMI = {"S1": (0.3139, 0.4424, 0.0), "ST": (0.5576, 0.4424, 0.2437)}
SOBOL_G = {"S1": (0.7165, 0.1791, 0.0237, 0.0072), "ST": (0.7871, 0.2423, 0.0343, 0.0105)}
NAMES = ("ratio", "cap_usd", "desk_usd", "budget_usd")


def experiment(design: Design, n_factors: int, replications: int = 1) -> Experiment:
    """The stand-in model's factors bear names of declared inputs, so that labels and groups work as they do for the model."""
    wanted = load_experiment("morris_package")
    factors = tuple(Factor(f"levers.matching_grant.{name}", 0.0, 1.0) for name in NAMES[:n_factors])
    asked = tuple(replace(each, text="remittances", outcome="remittances", kind="") for each in wanted.asked[:1])
    return replace(wanted, factors=factors, asked=asked, design=design, replications=replications)


def through(wanted: Experiment, formula: Formula, folder: Path) -> Analysis:
    assert run_sweep(wanted, folder, subject=formula).finished
    return analysed(read_sweep(folder, formula))


@pytest.mark.parametrize(("function", "known"), [(ishigami, ISHIGAMI), (sobol_g, SOBOL_G)])
@pytest.mark.parametrize("second_order", [False, True])
def test_sobol_indices_lie_in_their_intervals(tmp_path: Path, function: object, known: dict[str, tuple[float, ...]], second_order: bool) -> None:
    n = len(known["S1"])
    wanted = experiment(Design("saltelli", {"n": 1024, "second_order": second_order}), n)
    found = through(wanted, Formula(function, ("remittances",)), tmp_path / "r")  # type: ignore[arg-type]
    rows = found.tables["indices"]
    rows = rows[(rows["method"] == "sobol") & rows["index"].isin(("S1", "ST"))].set_index(["index", "factor"])
    for index, truth in known.items():
        for factor, value in zip(wanted.paths, truth, strict=True):
            row = rows.loc[(index, factor)]
            slack = 0.01  # five in a hundred intervals miss by a little; one that misses by more is wrong
            assert row["low"] - slack <= value <= row["high"] + slack, (index, factor)
            assert row["high"] - row["low"] < 0.25
    widths = found.tables["convergence"].assign(width=lambda table: table["high"] - table["low"]).groupby("points")["width"].max()
    assert widths.iloc[-1] < widths.iloc[0]
    write_analysis(found, tmp_path / "r")
    assert {path.stem for path in (tmp_path / "r" / "sensitivity" / "figures").glob("*.png")} >= {"sobol-remittances", "convergence-remittances"}


def test_fast_matches(tmp_path: Path) -> None:
    found = through(experiment(Design("fast", {"n": 1025, "harmonics": 4}), 4), Formula(sobol_g, ("remittances",)), tmp_path / "r")
    rows = found.tables["indices"].set_index(["index", "factor"])["value"]
    for index in ("S1", "ST"):
        assert rows[index].to_numpy() == pytest.approx(SOBOL_G[index], abs=0.06)


def test_morris_tells_what_matters_and_the_plane_is_drawn(tmp_path: Path) -> None:
    found = through(experiment(Design("morris", {"trajectories": 30, "levels": 4}), 4), Formula(sobol_g, ("remittances",)), tmp_path / "r")
    rows = found.tables["indices"]
    size = rows[rows["index"] == "mu_star"].sort_values("value", ascending=False)["factor"].tolist()
    assert size == [f"levers.matching_grant.{name}" for name in NAMES]
    write_analysis(found, tmp_path / "r", "fr")
    assert (tmp_path / "r" / "sensitivity" / "figures" / "morris_plane-remittances.png").stat().st_size > 10_000
    assert "Règle pour les simulations en échec" in (tmp_path / "r" / "sensitivity" / "summary.md").read_text(encoding="utf-8")


def test_the_share_of_luck_is_found(tmp_path: Path) -> None:
    """y = 2 x + luck: x on [0, 1] has variance 4/12, luck 1."""
    wanted = experiment(Design("sobol_sequence", {"points": 512}), 1, replications=6)
    found = through(wanted, Formula(linear, ("remittances", "luck")), tmp_path / "r")
    row = found.tables["noise"].iloc[0]
    assert row["share_luck_one_run"] == pytest.approx(0.75, abs=0.04)
    assert row["share_luck_mean"] == pytest.approx(1.0 / 6.0 / (1.0 / 3.0 + 1.0 / 6.0), abs=0.05)


@pytest.mark.usefixtures("no_figures")
def test_failed_runs_are_told_and_their_trajectories_left_out(tmp_path: Path) -> None:
    wanted = experiment(Design("morris", {"trajectories": 20, "levels": 4}), 2)
    wanted = replace(wanted, factors=(replace(wanted.factors[0], high=2.5), wanted.factors[1]))
    formula = Formula(fails_above_two, ("remittances", "luck"))
    found = through(wanted, formula, tmp_path / "r")
    assert any("left out" in message.en for message in found.messages)
    assert found.tables["indices"]["points"].max() < 60
    summary = write_analysis(found, tmp_path / "r") / "summary.md"
    assert "runs failed" in summary.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["latin_hypercube", "grid", "one_at_a_time", "fractional_factorial", "rbd_fast"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_design_has_its_analysis_and_figures(tmp_path: Path, kind: str, language: str) -> None:
    size = {"latin_hypercube": {"points": 96}, "rbd_fast": {"points": 96}, "grid": {"levels": 5}, "one_at_a_time": {"levels": 3}}
    wanted = experiment(Design(kind, size.get(kind, {})), 3, replications=2)
    wanted = replace(wanted, scenarios=tuple(with_changes(scenario, {"levers.matching_grant.ratio": 0.5}) for scenario in wanted.scenarios))
    found = through(wanted, Formula(linear, ("remittances", "luck")), tmp_path / "r")  # at its corners, Sobol's G does not move
    place = write_analysis(found, tmp_path / "r", language)
    names = {path.stem for path in (place / "figures").glob("*.png")}
    assert names and (kind != "one_at_a_time" or "tornado-remittances" in names)
    assert len(found.tables["indices"]) and (place / "indices.csv").exists()


@pytest.mark.parametrize(("kind", "settings"), [("saltelli", {"n": 64, "second_order": False}), ("morris", {"trajectories": 8, "levels": 4}), ("fast", {"n": 65})])
def test_runs_are_put_back_into_the_order_of_the_design_by_their_point(tmp_path: Path, kind: str, settings: dict[str, int]) -> None:
    formula = Formula(ishigami, ("remittances",))
    run_sweep(experiment(Design(kind, settings | ({"harmonics": 4} if kind == "fast" else {})), 3, replications=2), tmp_path / "r", subject=formula)
    sweep = read_sweep(tmp_path / "r", formula)
    one, other = (analysed(each).tables["indices"] for each in (sweep, replace(sweep, runs=sweep.runs.sample(frac=1.0, random_state=2))))
    pd.testing.assert_frame_equal(one, other, check_exact=True)


@pytest.mark.usefixtures("no_figures")
def test_an_undefined_outcome_of_a_factorial_design_leaves_the_others_theirs(tmp_path: Path) -> None:
    wanted = experiment(Design("fractional_factorial"), 3, replications=2)
    wanted = replace(wanted, factors=(replace(wanted.factors[0], high=3.0), *wanted.factors[1:]))
    (level,) = wanted.asked
    wanted = replace(wanted, asked=(level, replace(level, text="cost_per:remittances", kind="cost_per")))
    found = through(wanted, Formula(undefined_below_one, wanted.outcomes), tmp_path / "r")
    indices = found.tables["indices"].set_index(["outcome", "index", "factor"])
    assert indices.loc[("remittances", "effect", wanted.paths[0]), "value"] == pytest.approx(6.0)
    lost = found.tables["indices"][found.tables["indices"]["outcome"] == "cost_per:remittances"]
    assert len(lost) and lost["value"].isna().all()
    assert lost["note"].str.contains("in 8 of 16 runs the outcome is undefined; this design needs all its points").all()
    assert not lost["note"].str.contains("failed").any() and len(found.messages) == 2
    for language, words in (("en", "the outcome is undefined"), ("fr", "le résultat n'est pas défini")):
        summary = (write_analysis(found, tmp_path / "r", language) / "summary.md").read_text(encoding="utf-8")
        assert words in summary


@pytest.mark.parametrize("kind", ["latin_hypercube", "saltelli"])
def test_a_choice_that_a_sample_draws_is_read_value_by_value(tmp_path: Path, kind: str) -> None:
    """One of three rules makes the outcome 1: S1 = (2/9) / (2/9 + 0.01/12), delta = mean over the rules of |p - p_x| with p = 1/3 and 2/3 of the rest."""
    wanted = experiment(Design(kind, {"points": 300} if kind == "latin_hypercube" else {"n": 128, "second_order": False}), 1)
    rule = Factor("levers.matching_grant.rule", values=("first_come", "need_weighted", "quota"))
    found = through(replace(wanted, factors=(*wanted.factors, rule)), Formula(by_rule, ("remittances",)), tmp_path / "r").tables["indices"]
    rows = found[found["factor"] == rule.path].set_index(["method", "index"])
    assert rows.loc[("delta", "delta"), "value"] == pytest.approx(4.0 / 9.0, abs=0.08)
    assert rows.loc[("delta", "S1"), "value"] == pytest.approx(0.996, abs=0.01)
    assert LEVELS.en.format(n=3) in rows.loc[("delta", "delta"), "note"]
    if kind == "latin_hypercube":
        assert rows.loc[("rbd_fast", "S1"), "value"] == pytest.approx(0.996, abs=0.01)
