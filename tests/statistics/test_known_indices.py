"""Functions with known indices through the whole path: experiment, design, workers' answers, store, reading, estimate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from experiments.sensitivity.analysis import Analysis, analysed, write_analysis
from experiments.sweeps import Experiment, load_experiment, read_sweep, run_sweep
from experiments.sweeps.designs import Design
from experiments.sweeps.factor import Factor
from experiments.sweeps.subject import Formula
from tests.contracts.formulas import fails_above_two, ishigami, linear, sobol_g

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
    wanted = replace(wanted, scenarios=tuple(scenario.with_changes({"levers.matching_grant.ratio": 0.5}) for scenario in wanted.scenarios))
    found = through(wanted, Formula(linear, ("remittances", "luck")), tmp_path / "r")  # at its corners, Sobol's G does not move
    place = write_analysis(found, tmp_path / "r", language)
    names = {path.stem for path in (place / "figures").glob("*.png")}
    assert names and (kind != "one_at_a_time" or "tornado-remittances" in names)
    assert len(found.tables["indices"]) and (place / "indices.csv").exists()
