"""Scenarios as values: the library, identity, changes, provenance, the corridor tables, the JSON Schema."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.inputs.settings import FIGURES
from model.parameter import Status, Text
from scenarios import corridors as tables
from scenarios import json_schema, library, load, parse_set, with_changes

MOROCCO = (
    "morocco_belgium_donation_tax_relief",
    "morocco_belgium_earmarked_transfer",
    "morocco_belgium_matching_grant",
    "morocco_belgium_package",
    "morocco_belgium_skills_placement",
    "morocco_belgium_tax_incentive",
)
LIBRARY = {
    *("morocco_belgium", *MOROCCO),
    *("ethiopia_netherlands", "ethiopia_netherlands_dual_nationality"),
    *("morocco_belgium_medma2", "morocco_investment_grant", "south_america_rimd", "netherlands_cd4d", "kosovo_deed"),
    *(f"temporary_return_{country}" for country in ("afghanistan", "bosnia_and_herzegovina", "iraq", "serbia", "somalia", "timor_leste")),
    *("hometown_association_matching", "crisis_response", "global_knowledge_hub"),
    *("measure_1_consultation", "measure_2_obstacles", "measure_3_skills", "measure_4_philanthropy", "measure_5_networks", "measure_6_one_stop_shop"),
    "measure_7_knowledge_hub",
}


def test_the_library_ships_what_is_promised() -> None:
    assert set(library()) == LIBRARY and len(library()) == len(LIBRARY)


@pytest.mark.parametrize("name", library())
def test_every_scenario_of_the_library_builds_and_says_what_it_is(name: str) -> None:
    scenario = load(name)
    assert scenario.name == name
    for text in (scenario.label, scenario.says):
        assert text.en and text.fr and text.en != text.fr
    assert scenario.warnings() == ()
    assert [corridor.id for corridor in scenario.settings().corridors] == list(scenario.corridors)
    for language in ("en", "fr"):
        assert scenario.label(language) in scenario.describe(language)


@pytest.mark.parametrize("name", library())
def test_a_document_builds_the_same_scenario_again(name: str) -> None:
    scenario = load(name)
    again = with_changes(scenario, {})
    assert again == scenario and again.fingerprint == scenario.fingerprint
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_policies_of_one_world_share_its_fingerprint() -> None:
    base = load("morocco_belgium")
    policies = [load(name) for name in MOROCCO]
    assert {policy.world_fingerprint for policy in policies} == {base.fingerprint}
    assert len({policy.fingerprint for policy in policies}) == len(policies)
    assert policies[0].without_levers().fingerprint == base.fingerprint


def test_the_fingerprint_counts_what_moves_results_and_nothing_else() -> None:
    scenario = load("morocco_belgium_matching_grant")
    assert replace(scenario, label=Text("a", "b"), says=Text("c", "d"), name="other", base=None).fingerprint == scenario.fingerprint
    for path, value in {
        "years": 9,
        "burn_in_years": 4,
        "start": "2020-02",
        "parameters.giving.price_elasticity": -0.9,
        "levers.matching_grant.ratio": 1.5,
        "corridor.MAR-BEL.household_size": 3.0,
        "corridor.MAR-BEL.household_size.assumed": [2.3, 3.2],
        "shocks": [{"kind": "travel_ban"}],
    }.items():
        changed = with_changes(scenario, {path: value})
        assert changed.fingerprint != scenario.fingerprint, path
        assert (changed.world_fingerprint == scenario.world_fingerprint) == path.startswith("levers."), path


def test_a_ministry_is_part_of_the_policy_and_not_of_the_world() -> None:
    scenario = load("morocco_belgium_matching_grant")
    weights = {"finance": 0.5, "human": 0.3, "social": 0.2}
    ministered = with_changes(scenario, {"ministry": {"priority": 0.8, "strategy_month": 12, "weights": weights}})
    assert ministered.fingerprint != scenario.fingerprint
    assert ministered.world_fingerprint == scenario.world_fingerprint
    assert ministered.ministry is not None and ministered.ministry.weights == (0.5, 0.3, 0.2)
    assert with_changes(ministered, {}) == ministered and pickle.loads(pickle.dumps(ministered)) == ministered
    assert with_changes(ministered, {"ministry.priority": 0.9}).ministry.priority == 0.9  # type: ignore[union-attr]
    # without a ministry every budget is renewed, whether the file says so or not
    assert with_changes(scenario, {"levers.matching_grant.renewal_probability": 1.0}).fingerprint == scenario.fingerprint
    assert with_changes(scenario, {"levers.matching_grant.renewal_probability": 0.9}).fingerprint != scenario.fingerprint
    assert set(json_schema()["properties"]["ministry"]["properties"]) == {
        "priority", "institutional_home", "renewal_probability", "strategy_month", "weights",
    }  # fmt: skip


def test_the_fingerprint_does_not_depend_on_the_order_of_keys(tmp_path: Path) -> None:
    head = 'schema = 1\nbase = "morocco_belgium"\n'
    levers = ["[levers.matching_grant]\nratio = 2\nbudget_usd = 1e6\n", "[levers.donation_tax_relief]\nrate = 0.2\n"]
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(head + "".join(levers))
    second.write_text(head + levers[1] + "[levers.matching_grant]\nbudget_usd = 1000000\nratio = 2.0\n")
    assert load(first).fingerprint == load(second).fingerprint


def test_a_scenario_never_changes() -> None:
    scenario = load("morocco_belgium")
    with pytest.raises(FrozenInstanceError):
        scenario.years = 3  # type: ignore[misc]
    for table in (scenario.parameters, scenario.figures, scenario.figures["MAR-BEL"]):
        with pytest.raises(TypeError):
            table["x"] = 1  # type: ignore[index]


def test_settings_are_what_the_scenario_says() -> None:
    settings = load("morocco_belgium", set={"parameters.giving.price_elasticity": -0.7}, years=3).settings(sample=500)
    (corridor,) = settings.corridors
    assert (corridor.origin, corridor.residence, corridor.figures.migrant_stock) == ("MAR", "BEL", 225217.0)
    assert (settings.years, settings.burn_in_years, settings.sample, settings.start) == (3, 5, 500, "2020-01")
    assert settings.parameters == {"giving.price_elasticity": -0.7}


def test_idle_levers_are_kept_and_warned_of() -> None:
    scenario = load(
        "morocco_belgium_matching_grant",
        set={
            "levers.matching_grant.ratio": 0,
            "levers.tax_incentive.from_month": 500,
            "levers.dual_nationality.fee_usd": 1,
            "levers.donation_tax_relief.eligibility.random_share": 0,
            "shocks": [{"kind": "disaster", "month": 400}],
        },
    )
    assert len(scenario.levers) == 4
    texts = " ".join(text.en for text in scenario.warnings())
    for words in ("Matching grant offers nothing", "starts in month 500", "Morocco allows dual nationality already", "offered to nobody", "Shock 0 (disaster)"):
        assert words in texts
    assert load("ethiopia_netherlands_dual_nationality").warnings() == ()


def test_bases_merge_tables_and_replace_figures_and_labels(tmp_path: Path) -> None:
    below, above = tmp_path / "below.toml", tmp_path / "above.toml"
    below.write_text('schema = 1\nbase = "morocco_belgium_matching_grant"\nlabel = { en = "B", fr = "Bf" }\n[levers.matching_grant]\nratio = 2\n')
    above.write_text(
        'schema = 1\nbase = "below.toml"\n[levers.matching_grant]\ncap_usd = 5\n'
        '[corridor.MAR-BEL]\nhousehold_size = { value = 2.5, source = "hcp2019", year = 2019 }\n'
    )
    scenario = load(above)
    (lever,) = scenario.levers
    assert (lever.ratio, lever.cap_usd, lever.budget_usd) == (2.0, 5.0, 2e6)  # type: ignore[attr-defined]
    figure = scenario.figures["MAR-BEL"]["household_size"]
    assert (figure.value, figure.source, figure.assumed, figure.status) == (2.5, "hcp2019", None, Status.DATA)
    assert scenario.label.en == "B" and scenario.name == "above" and scenario.base == "below.toml"


def test_other_countries_leave_the_figures_of_the_base_behind(tmp_path: Path) -> None:
    file = tmp_path / "many.toml"
    file.write_text('schema = 1\nbase = "morocco_belgium"\ncorridors = [{ origin = "MAR", residence = "ESP" }, { origin = "GHA", residence = "NLD" }]\n')
    scenario = load(file)
    assert scenario.corridors == ("MAR-ESP", "GHA-NLD") and set(scenario.figures) == set(scenario.corridors)
    assert with_changes(scenario, {}) == scenario
    assert load("morocco_belgium", set={"residence": ["NLD", "BEL"]}).corridors == ("MAR-NLD", "MAR-BEL")
    assert load("morocco_belgium", set={"residence": ["NLD"]}).corridors == ("MAR-NLD",)


def test_a_pair_of_known_countries_needs_only_its_stock() -> None:
    scenario = load("morocco_belgium", set={"residence": ["DEU"], "corridor.MAR-DEU.migrant_stock": {"value": 80_000, "assumed": [70_000, 90_000]}})
    assert scenario.figures["MAR-DEU"]["residence_gdp_pc"].source == "wdi2023"


def test_assumptions_say_what_is_not_data() -> None:
    scenario = load("morocco_belgium_matching_grant", set={"parameters.giving.price_elasticity": -0.7})
    found = {item.path: item for item in scenario.assumptions()}
    size = found["corridor.MAR-BEL.household_size"]
    assert (size.value, size.low, size.high, size.source, size.status) == (2.7, 2.2, 3.2, "assumption", Status.ASSUMPTION)
    assert "corridor.MAR-BEL.migrant_stock" not in found
    assert "levers.matching_grant.desk_usd" in found and "levers.matching_grant.ratio" not in found
    fixed = found["parameters.giving.price_elasticity"]
    assert fixed.value == -0.7 and not fixed.is_uncertain
    for item in scenario.uncertain():
        assert item.low is not None and item.high is not None and item.low <= item.value <= item.high, item.path
        with_changes(scenario, {item.path: item.low})
        with_changes(scenario, {item.path: item.high})


@pytest.mark.parametrize("corridor", tables.known())
def test_the_figures_of_every_corridor_are_in_bounds(corridor: str) -> None:
    found = tables.figures(corridor)
    assert {"origin_gdp_pc", "residence_gdp_pc", "dual_allowed", "business_climate"} <= set(found)
    for key, figure in found.items():
        assert FIGURES[key].problem(key, figure.value) is None, key
        if figure.assumed is None:
            assert figure.source in tables.bibliography() and figure.year is not None
        else:
            assert key == "gone_after_5_years" or key == "stock_2015"
            assert figure.note and figure.assumed[0] <= figure.value <= figure.assumed[1]
    assert "distance" in tables.observed(corridor)


def test_there_are_49_corridors_of_known_countries() -> None:
    assert len(tables.known()) == 49
    assert {code for corridor in tables.known() for code in corridor.split("-")} == set(tables.countries())
    assert [corridor for corridor in tables.known() if "migrant_stock" not in tables.figures(corridor)] == ["XKX-CAN"]


def test_the_price_of_the_corridor_goes_before_the_average_of_the_origin() -> None:
    assert tables.figures("MAR-BEL")["remittance_cost"].value == 0.05236
    average = tables.figures("ETH-NLD")["remittance_cost"]
    assert (average.value, average.source) == (0.06889, "wdi2023")
    assert tables.figures("ETH-NLD")["dual_allowed"].value == 0.0 and tables.figures("MAR-BEL")["dual_allowed"].value == 1.0


def test_the_json_schema_describes_the_declarations() -> None:
    schema = json_schema()
    json.dumps(schema)
    lever = schema["properties"]["levers"]["properties"]["matching_grant"]["properties"]
    assert lever["ratio"]["minimum"] == 0.0 and lever["ratio"]["maximum"] == 5.0
    assert schema["properties"]["shocks"]["items"]["properties"]["kind"]["enum"][0] == "disaster"
    jsonschema = pytest.importorskip("jsonschema")
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)  # once: it takes longer than all scenarios
    for name in library():
        kind(schema).validate(load(name).document())


def test_set_reads_toml_and_falls_back_to_text() -> None:
    assert parse_set("years=3") == ("years", 3)
    assert parse_set(" levers.a.b = [1, 2] ") == ("levers.a.b", [1, 2])
    assert parse_set("levers.matching_grant.rule=quota") == ("levers.matching_grant.rule", "quota")
    assert parse_set("a.b=x=y") == ("a.b", "x=y")
    assert parse_set("a={ b = true }") == ("a", {"b": True})


_values = st.one_of(
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="ascii", exclude_categories=["Cc"])),
)


@given(st.lists(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), min_size=1, max_size=4), _values)
def test_set_gives_back_what_was_written(steps: list[str], value: Any) -> None:
    path = ".".join(steps)
    assert parse_set(f"{path}={json.dumps(value)}") == (path, value)


@given(st.floats(0.0, 5.0), st.integers(0, 100), st.floats(1.0, 10.0))
def test_changes_survive_the_way_through_a_document(ratio: float, from_month: int, size: float) -> None:
    changes = {"levers.matching_grant.ratio": ratio, "levers.matching_grant.from_month": from_month, "corridor.MAR-BEL.household_size": size}
    scenario = load("morocco_belgium_matching_grant", set=changes)
    assert with_changes(scenario, {}) == scenario
    assert scenario.levers[0].values["ratio"] == ratio and scenario.figures["MAR-BEL"]["household_size"].value == size


def test_a_corridor_is_shown_by_the_names_of_its_countries_even_where_no_figures_ship() -> None:
    assert tables.name("SEN-FRA") == Text("Senegal to France", "Sénégal – France")
    assert tables.name("XKX-CHE").en == "Kosovo to Switzerland"
    assert tables.name("QQQ-FRA").en == "QQQ to France"
