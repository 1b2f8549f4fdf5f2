"""Calibrated sets in comparisons and sweeps: which set a draw takes, what wins over it, what stays drawn from ranges, and what a manifest says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments import compare
from experiments.calibrated.ensemble import Ensemble, FactOf, schema, shipped
from experiments.calibrated.lever_evidence import Evidence, Grounds, evidence_document, evidence_of, stamp, stamp_lines
from experiments.cli.catalogue import described
from experiments.evidence import fact
from experiments.evidence.dry_study import levers_of
from experiments.evidence.fact_files import shipped_facts
from experiments.runs.draws import drawn_values, for_replication, inputs_of, is_figure, member_of_draw
from experiments.runs.input_source import source_of
from experiments.sweeps import load_experiment
from experiments.sweeps.experiment import experiment_of
from experiments.sweeps.model_runs import ModelSubject
from model.errors import InputError
from model.levers import REGISTRY
from scenarios import load

GRANT = "morocco_belgium_matching_grant"
PRICE, INCOME = "giving.price_elasticity", "remitting.income_elasticity"
SETS = {PRICE: tuple(-0.6 - 0.01 * k for k in range(10)), INCOME: tuple(0.5 + 0.01 * k for k in range(10))}
FACTS = {
    "C50": FactOf(True, ("matching_grant",), "hit"),
    "C49": FactOf(True, ("matching_grant",), "miss"),
    "C26": FactOf(False, ("special_economic_zone",), "hit"),
    "C45": FactOf(False, ("business_network",), "near"),
    "C01": FactOf(True, (), "hit"),
}
OURS = Ensemble(SETS, {PRICE: -0.7, INCOME: 0.55}, "3", FACTS, {"schema": schema(), "date": "2026-01-01"})


def test_a_draw_takes_one_set_whole_and_each_once_before_any_again() -> None:
    scenario = load(GRANT)
    taken = []
    for draw in range(20):
        values = drawn_values(scenario, 5, draw, OURS)
        number = SETS[PRICE].index(values[f"parameters.{PRICE}"])
        assert values[f"parameters.{INCOME}"] == SETS[INCOME][number] and number == member_of_draw(5, draw, 10)
        taken.append(number)
        plain = drawn_values(scenario, 5, draw)
        assert {path for path in plain if plain[path] != values[path]} == {f"parameters.{PRICE}", f"parameters.{INCOME}"}
    assert sorted(taken[:10]) == sorted(taken[10:]) == list(range(10)) and taken[:10] != taken[10:] and taken[:10] != list(range(10))
    assert [member_of_draw(6, draw, 10) for draw in range(10)] != taken[:10]


def test_of_every_other_pair_the_figures_differ_and_the_parameters_do_not() -> None:
    scenario = load(GRANT)
    drawn = [inputs_of(scenario, 5, number, "inputs", OURS) for number in range(8)]
    figures = [{path: value for path, value in each.items() if is_figure(path)} for each in drawn]
    others = [{path: value for path, value in each.items() if not is_figure(path)} for each in drawn]
    assert figures[0] and all(others[2 * k] == others[2 * k + 1] for k in range(4)) and others[0] != others[2]
    assert figures[0] == figures[1] and figures[4] == figures[5]
    for k in (2, 6):
        assert all(figures[k][path] != figures[k + 1][path] for path in figures[k]) and figures[k] != figures[k - 2]


def test_a_value_of_the_scenario_wins_over_the_ensemble() -> None:
    own = load(GRANT, set={f"parameters.{PRICE}": -0.3})
    for is_point in (False, True):
        found = for_replication(own, 5, 0, "inputs", OURS, is_point=is_point)
        assert found.parameters[PRICE] == -0.3 and found.parameters[INCOME] in (*SETS[INCOME], 0.55)


def test_the_best_fit_holds_parameters_and_draws_figures_unless_asked_not_to() -> None:
    scenario = load(GRANT)
    first, second = (inputs_of(scenario, 5, number, "inputs", OURS, is_point=True) for number in (2, 3))
    held = {path: value for path, value in first.items() if not is_figure(path)}
    assert held == {f"parameters.{PRICE}": -0.7, f"parameters.{INCOME}": 0.55} and any(is_figure(path) for path in first)
    assert first == second  # with parameters held, both of a pair have the same figures
    assert inputs_of(scenario, 5, 2, "luck", OURS, is_point=True) == held and inputs_of(scenario, 5, 2, "luck", None) == {}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"uncertainty": "prior", "point": True}, "--point.*prior"),
        ({"uncertainty": "prior", "ensemble": OURS}, "--ensemble.*prior"),
        ({"uncertainty": "luck", "ensemble": OURS}, "--ensemble.*luck"),
        ({"uncertainty": "inputs", "ensemble": "no/such/file.json"}, "is no ensemble of parameters"),
    ],
)
def test_what_contradicts_itself_is_refused(options: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        source_of(**options)


def test_sources_of_parameters() -> None:
    assert source_of("prior") is None and source_of("luck") is None
    assert source_of("inputs") is shipped() is source_of("luck", point=True) and source_of("inputs", OURS) is OURS


def test_grounds_of_levers() -> None:
    assert evidence_of("matching_grant", OURS) == Evidence(Grounds.CALIBRATED, ("C50", "C49"), 1)
    assert evidence_of("special_economic_zone", OURS).says() == "supported by a fact not fitted (C26)"
    assert evidence_of("business_network", OURS).says() == "scenario result, no evidence (C45, not fitted, does not come out)"
    assert evidence_of("talent_attraction", OURS) == Evidence(Grounds.SCENARIO, (), 0)
    unknown = replace(OURS, facts={"C45": FactOf(False, ("business_network",), "")})
    assert evidence_of("business_network", unknown).says() == "scenario result, no evidence"  # not computed is not missed
    unknown = replace(OURS, facts={"C50": FactOf(True, ("matching_grant",), "")})
    assert evidence_of("matching_grant", unknown).says() == "calibrated to 1 fact (C50)"
    assert evidence_of(None, OURS).facts == ("C01",)
    scenario = load(GRANT)
    manifest = evidence_document([scenario], OURS)
    assert stamp(manifest) == "Calibrated to 2 facts: compare policies, do not forecast."
    assert stamp_lines(manifest)[0] == "Matching grant: calibrated to 2 facts, 1 of them hit (C50, C49)."
    assert "dont 1 dans leur plage" in stamp_lines(manifest, "fr")[0]
    both = evidence_document([scenario, load("morocco_belgium_tax_incentive")], OURS)
    assert stamp(both, "fr").startswith("Les preuves varient selon le levier")
    assert evidence_document([scenario], None) == {} and stamp({}) == "Not calibrated: compare policies, do not forecast."
    assert stamp(evidence_document([load("morocco_belgium")], OURS)).startswith("Calibrated to 1 fact:")


def test_the_ensemble_that_ships_is_of_this_version_and_knows_the_levers_of_facts() -> None:
    found = shipped()
    assert found.size >= 16 and found.is_of_these_parameters
    assert {each.id: levers_of(each) for each in shipped_facts()} == {name: fact.levers for name, fact in found.facts.items()}
    assert any(fact.fitted for fact in found.facts.values()) and {"date", "version", "code", "processor seconds"} <= set(found.about)
    for lever in REGISTRY:
        told = described(lever)
        assert told["evidence"] == evidence_of(lever, found).says() and set(told["facts"]) <= set(found.facts)


def test_levers_of_facts_come_from_their_worlds() -> None:
    found = {each.id: levers_of(each) for each in shipped_facts()}
    assert found["C50"] == ("matching_grant",) and found["C25"] == ("investment_information", "one_stop_shop") and found["C01"] == ()
    assert found["C45"] == ("business_network",) and found["C40"] == ()  # the package of their world is not what they speak of


def test_a_comparison_says_which_sets_it_drew_from(tmp_path: Path) -> None:
    options: dict[str, Any] = {"replications": 2, "sample": 100, "years": 1}
    default = compare(GRANT, ensemble=OURS, **options)
    assert default.manifest["options"]["ensemble"]["digest"] == OURS.digest and default.manifest["stamp"].startswith("Calibrated to 2 facts")
    prior = compare(GRANT, uncertainty="prior", **options)
    assert "ensemble" not in prior.manifest["options"] and prior.manifest["stamp"] == "not calibrated"
    point = compare(GRANT, ensemble=OURS, point=True, **options)
    assert point.manifest["options"]["point"] == "3"
    prints = {each.manifest["fingerprint"] for each in (default, prior, point)}
    means = {float(each.table.set_index("outcome").loc["remittances", "mean"].iloc[0]) for each in (default, prior, point)}
    assert len(prints) == len(means) == 3
    old = replace(OURS, about={"schema": "of another version", "date": "2020-01-01"})
    assert any("(2020-01-01)" in note.en for note in compare(GRANT, ensemble=old, **options).notes)
    path = tmp_path / "own.json"
    path.write_text(json.dumps(OURS.document()), encoding="utf-8")
    assert compare(GRANT, ensemble=path, **options).table.equals(default.table)


EXPERIMENT = """
scenario = "morocco_belgium_matching_grant"
replications = 2
years = 1
sample = 100
outcomes = ["donations"]
[design]
kind = "grid"
levels = 2
[factors."parameters.remitting.income_elasticity"]
"""


def test_a_sweep_takes_another_set_in_each_replication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one.toml"
    path.write_text(EXPERIMENT, encoding="utf-8")
    experiment = load_experiment(path)
    subject = experiment.subject()
    assert isinstance(subject, ModelSubject) and subject.ensemble is shipped() and experiment_of(experiment.document()) == experiment
    ours = replace(subject, ensemble=OURS)
    scenario = load(GRANT, set={f"parameters.{INCOME}": 0.9})
    for replication in (0, 1):
        found = ours._in_replication(scenario, replication, 7)
        assert found.parameters[PRICE] == SETS[PRICE][member_of_draw(7, replication, 10)] and found.parameters[INCOME] == 0.9
    assert replace(ours, is_point=True)._in_replication(scenario, 1, 7).parameters[PRICE] == -0.7
    point, declared = experiment.with_parameters("point"), experiment.with_parameters("declared")
    assert point.subject().is_point and declared.subject().ensemble is None and "ensemble" not in declared.document()
    answers = [each.subject().perform([(0, {f"parameters.{INCOME}": 0.5})], 0, 1).runs[0].values for each in (experiment, point)]
    assert np.isfinite(answers).all()
    monkeypatch.setattr("experiments.sweeps.experiment.shipped", lambda: OURS)
    with pytest.raises(InputError, match="run with other calibrated sets"):
        experiment.subject()
    path.write_text('parameters = "ensembel"\n' + EXPERIMENT, encoding="utf-8")
    with pytest.raises(InputError, match="did you mean 'ensemble'"):
        load_experiment(path)


def test_a_fact_names_levers_that_there_are() -> None:
    def misspelt(study: Any) -> Any:
        """A statement."""
        return study.run("morocco_belgium")

    with pytest.raises(InputError, match="'matching_grnt' is no lever.*did you mean 'matching_grant'"):
        fact(id="my_fact", channel="other", grade="A", band=(0.0, 1.0), source="one", levers=("matching_grnt",))(misspelt)
