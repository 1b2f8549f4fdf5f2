"""Regions of origin: read from a table, refused where they do not add up, and what a world makes of their people, poverty, need and emigration."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.checks.before_a_run import checked
from experiments.checks.policy_words import places_words
from experiments.checks.regions import regions_told
from experiments.comparing.answers import groups_named
from experiments.figures.gains import group_label
from experiments.reporting.what_was_compared import for_whom
from experiments.sweeps.tried_first import groups_of
from model.errors import InputError
from model.inputs.regions import Region, by_poverty, emigrant_shares, needs, population_shares, relative_incomes
from model.parameters import parameters
from model.world import DiasporaModel
from scenarios import json_schema, load, with_changes
from scenarios.countries.new_country import REGIONS, new_country
from scenarios.questions import watched
from scenarios.reading.named_places import is_no_name
from tests.worlds import settings_of

HEAD = "region,population,poverty,need,emigration"
ROWS = ["South,10000000,0.1,0.2,0.2", "North,20000000,0.6,0.9,0.5", "Isles,5000000,0.3,0.4,0.3"]
FILE = """
schema = 1
label = {{ en = "One", fr = "Un" }}
says = {{ en = "One", fr = "Un" }}
origin = {origins}
residence = ["BEL"]
{regions}
[levers.matching_grant]
budget_usd = 1000
eligibility = {{ communities = {communities} }}
"""


def written(
    folder: Path,
    *rows: str,
    head: str = HEAD,
    regions: str = 'regions = "regions.csv"',
    communities: str = '["poorest:1"]',
    origins: str = '["MAR"]',
    encoding: str = "utf-8",
) -> Path:
    (folder / "regions.csv").write_bytes("\n".join([head, *rows, ""]).encode(encoding))
    (folder / "one.toml").write_text(FILE.format(regions=regions, communities=communities, origins=origins), encoding="utf-8")
    return folder / "one.toml"


def wrong(folder: Path, *rows: str, **more: Any) -> str:
    with pytest.raises(InputError) as raised:
        load(written(folder, *rows, **more))
    return "\n".join(map(str, raised.value.problems)).replace(str(folder), "HERE")


# --- what a world makes of them ---------------------------------------------------------------------------------------------------------------------------


def test_incomes_follow_from_poverty() -> None:
    """One line; a spread of 0.5: where 84.13 % are poor the middle income is half a log point below the line, where 15.87 % are it is as far above: one to e^1."""
    regions = (Region("a", 3.0, 0.8413447460685429), Region("b", 1.0, 0.15865525393145707))
    incomes = relative_incomes(regions, 0.5)
    assert incomes[1] / incomes[0] == pytest.approx(math.e) and population_shares(regions).tolist() == [0.75, 0.25]
    assert incomes @ population_shares(regions) == pytest.approx(1.0) and incomes[0] == pytest.approx(1.0 / (0.75 + 0.25 * math.e))
    assert relative_incomes(regions, 0.0).tolist() == [1.0, 1.0]
    sure = relative_incomes((Region("a", 1.0, 1.0), Region("b", 1.0, 0.0)), 0.6)
    assert np.isfinite(sure).all() and sure[1] / sure[0] == pytest.approx(math.exp(2 * 0.6 * 2.5758293))


def test_needs_and_emigration_are_as_given_or_go_by_rule() -> None:
    known = (Region("a", 1.0, 0.6, 0.9, 0.25), Region("b", 1.0, 0.2, 0.1, 0.75))
    assert needs(known, np.array([0.5, 0.0])).tolist() == [0.9, 0.1] and emigrant_shares(known).tolist() == [0.25, 0.75]  # type: ignore[union-attr]
    unknown = tuple(region._replace(need=None, emigration=None) for region in known)
    assert needs(unknown, np.array([0.5, 0.0])).tolist() == [0.5, 0.0] and emigrant_shares(unknown) is None and emigrant_shares(()) is None
    assert [region.name for region in by_poverty((known[1], known[0], known[1]._replace(name="c")))] == ["a", "b", "c"]


def world(*regions: Region, sample: int | None = 400) -> Any:
    own = {"MAR": by_poverty(regions)} if regions else {}
    settings = settings_of(sample=sample, stock=40_000.0, parameters={"population.n_communities": len(regions)} if regions else {})
    return DiasporaModel(replace(settings, regions=own), seed=3).stage


def test_a_world_has_the_regions_of_its_scenario() -> None:
    stage = world(Region("rich", 1e6, 0.2, 0.8, 0.1), Region("poor", 3e6, 0.7, 0.1, 0.9))
    p, places = parameters({}), stage.communities
    incomes = relative_incomes((Region("poor", 3e6, 0.7), Region("rich", 1e6, 0.2)), p.population.family_spread)
    assert places["population"][0] == pytest.approx(3.0 * places["population"][1]) and places["income"] / places["income"][1] == pytest.approx(
        incomes / incomes[1]
    )
    assert places["need"].tolist() == [0.1, 0.8] and places["poverty"] == pytest.approx([1.0 - incomes[0] / incomes[1], 0.0])
    assert places["energy"] == pytest.approx(p.founding.energy_best - p.founding.energy_gap * np.array([0.1, 0.8]))
    by_need = stage.hosts["vacancy"].reshape(2, -1).mean(axis=1)
    assert by_need[1] > by_need[0]  # posts stand empty where services lack, whatever its income
    weight = np.bincount(stage.households["community"][stage.households["weight"] > 0], stage.households["weight"][stage.households["weight"] > 0], 2)
    assert weight[0] / weight.sum() == pytest.approx(0.9, abs=0.05)


def test_without_regions_the_split_is_by_rule_and_need_is_poverty() -> None:
    places = world().communities
    assert places["need"].tolist() == places["poverty"].tolist() and len(set(places["population"])) == 1
    assert places["income"] / places["income"].mean() == pytest.approx(np.linspace(0.5, 1.5, 8))


def test_regions_that_say_what_the_rule_says_give_the_same_world() -> None:
    """Two equal regions, half of the emigrants each: as by rule with no gap and no hump."""
    own = world(Region("a", 1.0, 0.5, 0.0, 0.5), Region("b", 1.0, 0.5, 0.0, 0.5))
    settings = settings_of(
        sample=400, stock=40_000.0, parameters={"population.n_communities": 2, "population.regional_gap": 1.0, "population.migration_density": 0.0}
    )
    by_rule = DiasporaModel(settings, seed=3).stage
    for name in ("communities", "households", "receivers", "hosts"):
        assert getattr(own, name).tobytes() == getattr(by_rule, name).tobytes(), name


# --- read -------------------------------------------------------------------------------------------------------------------------------------------------


def test_a_table_beside_the_scenario_is_read_poorest_first(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, *ROWS))
    assert scenario.regions == {"MAR": (Region("North", 2e7, 0.6, 0.9, 0.5), Region("Isles", 5e6, 0.3, 0.4, 0.3), Region("South", 1e7, 0.1, 0.2, 0.2))}
    assert scenario.parameters["population.n_communities"] == 3
    assert scenario.settings().places(3) == ("MAR-North", "MAR-Isles", "MAR-South") and load("morocco_belgium").settings().places(2) == ("MAR-1", "MAR-2")
    assert groups_of(scenario, "remittances", 3)["region"] == scenario.settings().places(3)
    again = with_changes(scenario, {"levers.matching_grant.budget_usd": 1000})
    assert again == scenario and again.fingerprint == scenario.fingerprint and again.document() == scenario.document()
    assert "Regions MAR: North, Isles, South" in scenario.describe() and json.dumps(scenario.document())


@given(
    st.permutations(ROWS),
    st.sampled_from([(",", "."), (";", "."), (";", ","), ("\t", ","), ("|", ".")]),
    st.sampled_from(["utf-8", "utf-8-sig"]),
    st.booleans(),
)
def test_order_separator_decimal_comma_mark_and_title_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], how: tuple[str, str], encoding: str, has_title: bool
) -> None:
    separator, point = how
    folder = tmp_path_factory.mktemp("regions")
    head, *lines = (line.replace(",", separator).replace(".", point) for line in (HEAD, *rows))
    path = written(folder, *lines, head=f"Census of 2023\n{head}" if has_title else head, encoding=encoding)
    assert load(path).regions == load(written(folder, *ROWS)).regions


def test_persons_are_shares_of_all_emigrants(tmp_path: Path) -> None:
    found = load(written(tmp_path, "A,20000000,0.5,3000", "B,15000000,0.4,1000", head="region,population,poverty,emigrants")).regions["MAR"]
    assert [region.emigration for region in found] == [0.75, 0.25] and found[0].need is None


def test_tables_in_the_scenario_are_the_same(tmp_path: Path) -> None:
    tables = "\n".join(f'[[regions]]\nregion = "{n}"\npopulation = {p}\npoverty = {q}' for n, p, q in (("A", 20_000_000, 0.5), ("B", 15_000_000, 0.4)))
    scenario = load(written(tmp_path, regions=tables))
    assert [region[:3] for region in scenario.regions["MAR"]] == [("A", 2e7, 0.5), ("B", 1.5e7, 0.4)]


def test_a_base_gives_its_regions_on_and_other_origins_leave_them(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    written(tmp_path / "below", *ROWS)
    above = 'schema = 1\nbase = "below/one.toml"\nlabel = { en = "Two" }\nsays = { en = "Two" }\n'
    (tmp_path / "two.toml").write_text(above, encoding="utf-8")
    assert len(load(tmp_path / "two.toml").regions["MAR"]) == 3
    (tmp_path / "two.toml").write_text(above + 'origin = ["ETH"]\nresidence = ["NLD"]\n', encoding="utf-8")
    assert load(tmp_path / "two.toml").regions == {}


def test_set_takes_a_path(tmp_path: Path) -> None:
    written(tmp_path, *ROWS)
    found = load("morocco_belgium", set={"regions": str(tmp_path / "regions.csv")})
    assert len(found.regions["MAR"]) == 3 and found.world_fingerprint != load("morocco_belgium").world_fingerprint


def test_results_hang_on_figures_and_names_and_not_on_sources(tmp_path: Path) -> None:
    head = f"{HEAD},source"
    one = load(written(tmp_path, *(f"{row},wdi2023" for row in ROWS), head=head))
    assert load(written(tmp_path, *(f"{row}," for row in ROWS), head=head)).fingerprint == one.fingerprint
    assert load(written(tmp_path, *(row.replace("0.6", "0.61") for row in ROWS))).fingerprint != one.fingerprint
    inputs = {given.path: given for given in one.inputs() if given.path.startswith("regions.")}
    assert len(inputs) == 12 and inputs["regions.MAR.North.poverty"].source == "wdi2023" and inputs["regions.MAR.North.poverty"].status.value == "data"
    without = {given.path: given for given in load(written(tmp_path, *ROWS)).inputs()}
    assert without["regions.MAR.North.poverty"].grade == "D" and not without["regions.MAR.North.poverty"].is_uncertain


# --- refused ----------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "head", "says"),
    [
        (ROWS, "region,population,povrety,need,emigration", "HERE/regions.csv: line 1: column 'poverty' is missing; allowed: a header with region, population, poverty; did you mean 'povrety'?"),
        (ROWS, "region,population,poverty,need,emigratoin", "line 1, column 5: 'emigratoin' is no column of a table of regions; allowed: region, population, poverty, need, emigration, emigrants, origin, source; did you mean 'emigration'?"),
        (["A,2e7,0.5,0.5,0.5", "B,1.5e7,-0.1,0.5,0.5"], HEAD, "HERE/regions.csv: line 3, column poverty: -0.1 is negative; allowed: share of them who are poor, from 0 to 1"),
        (["A,-5,0.5,0.5,0.5", "B,1.5e7,0.1,0.5,0.5"], HEAD, "line 2, column population: -5 is negative"),
        (["A,0,0.5,0.5,0.5", "B,1.5e7,0.1,0.5,0.5"], HEAD, "line 2, column population: 0 is nobody"),
        (["A,2e7,45,0.5,0.5", "B,1.5e7,0.1,0.5,0.5"], HEAD, "line 2, column poverty: 45 is above 1: per cent are written as a share; allowed: share of them who are poor, from 0 to 1; did you mean '0.45'?"),
        (["A,2e7,0.5,0.5,3000", "B,1.5e7,0.1,0.5,1000"], HEAD, "line 2, column emigration: 3000 is above 1; persons have the column emigrants"),
        (["A,2e7,0.5,0.5,0.5", "a ,1.5e7,0.1,0.5,0.5"], HEAD, "line 3, column region: a stands twice: also in line 2"),
        (["A,2e7,0.5,0.5,0.5", "B,1.5e7,0.1,0.5,0.4"], HEAD, "HERE/regions.csv: the emigration of the regions of MAR adds up to 0.9; allowed: shares that add up to 1, within 0.02"),
        (["A,2e4,0.5,0.5,0.5", "B,1.5e4,0.1,0.5,0.5"], HEAD, "the regions of MAR have 35,000 people, the origin "),
        (["A,2e7,0.5,0.5,0.5", "B,1.5e7,0.1,0.5,0.3", "Total,3.5e7,0.3,0.5,0.2"], HEAD, "line 4, column region: Total has as many people as all others together: a total is no region"),
        (["A,2e7,0.5,0.5,0.5", "B,1.5e7,,0.5,0.5"], HEAD, "line 3, column poverty: is empty; allowed: share of them who are poor, from 0 to 1"),
        (["A,2e7,0.5,,0.5", "B,1.5e7,0.2,0.5,0.5"], HEAD, "line 2, column need: is missing, and given for other regions of MAR"),
        (["A,2e7,0,5,0.5,0.5", "B,1.5e7,0.2,0.5,0.5"], HEAD, "line 2: has 6 cells, the header 5"),
        (["A,many,0.5,0.5,0.5", "B,1.5e7,0.2,0.5,0.5"], HEAD, "line 2, column population: 'many' is not a number; allowed: persons who live there, above 0"),
        (["A,2e7,0.5,0.5,0.5"], HEAD, "MAR has 1 region; allowed: 2 to 40 regions of an origin"),
        (["3,2e7,0.5,0.5,0.5", "B,1.5e7,0.2,0.5,0.5"], HEAD, "line 2, column region: '3' cannot be the name of a region"),
        (["A,2e7,0.5,ETH", "B,1.5e7,0.2,MAR"], "region,population,poverty,origin", "line 2, column origin: 'ETH' is no origin of this scenario; allowed: MAR"),
        (["A,2e7,0.5,ansd", "B,1.5e7,0.2,"], "region,population,poverty,source", "line 2, column source: 'ansd' is not a key of the bibliography or of [sources]"),
        (["A,2e7,0.5,0.5,3", "B,1.5e7,0.2,0.5,4"], "region,population,poverty,emigration,emigrants", "line 2, column emigrants: stands beside emigration"),
        (["A,2e7,0.5,0", "B,1.5e7,0.2,0"], "region,population,poverty,emigrants", "no region of MAR has emigrants"),
        (["A,2e7,0.5,0.5", "B,1.5e7,0.2,0.5"], "region,population,poverty,poverty", "line 1, column 4: poverty stands twice in the header"),
        ([], HEAD, "has a header and no rows below it"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_line_and_column(tmp_path: Path, rows: list[str], head: str, says: str) -> None:
    assert says in wrong(tmp_path, *rows, head=head)


def test_files_that_are_not_there_or_no_table(tmp_path: Path) -> None:
    assert "HERE/regoins.csv: there is no such file" in wrong(tmp_path, *ROWS, regions='regions = "regoins.csv"')
    assert "is saved as UTF-16" in wrong(tmp_path, *ROWS, encoding="utf-16")
    assert "saved in another encoding than UTF-8" in wrong(tmp_path, "Thiès,2e7,0.5,0.5,0.5", encoding="latin-1")
    assert "regions: 3 is neither a path nor a list of tables" in wrong(tmp_path, regions="regions = 3")
    tables = '[[regions]]\nregion = "A"\npopulation = 1e7\npovrety = 0.5\n[[regions]]\nregion = "B"\npopulation = true\npoverty = 0.5'
    told = wrong(tmp_path, regions=tables)
    assert (
        "one.toml: regions.0.povrety: unknown key" in told
        and "did you mean 'poverty'" in told
        and "regions.0.poverty: is missing" in told
        and "regions.1.population: True is not a number" in told
    )


def test_origins_have_the_same_number_of_regions(tmp_path: Path) -> None:
    both = {"origins": '["MAR", "ETH"]', "head": "origin,region,population,poverty"}
    rows = ["MAR,A,2e7,0.5", "MAR,B,1.6e7,0.4", "Ethiopia,C,6e7,0.5", "ETH,D,5e7,0.6"]
    figures = "[corridor.ETH-BEL]\n" + "\n".join(
        f"{name} = {{ value = {given.value}, assumed = [{given.value}, {given.value}] }}"
        for name, given in load("ethiopia_netherlands").figures["ETH-NLD"].items()
    )
    known = 'regions = "regions.csv"\n' + figures
    assert "regions: the origins have different numbers of regions: MAR 2, ETH 3; allowed: the same number for every origin" in wrong(
        tmp_path, *rows, "ETH,E,2e6,0.1", regions=known, **both
    )
    scenario = load(written(tmp_path, *rows, regions=known, **both))
    assert scenario.settings().places(2) == ("MAR-A", "MAR-B", "ETH-D", "ETH-C")
    one = load(written(tmp_path, *rows[:2], regions=known, **both))
    assert one.settings().places(2) == ("MAR-A", "MAR-B", "ETH-1", "ETH-2")
    assert [told["is_assumed"] for told in regions_told(one)] == [False, True]
    assert "is missing: the scenario has several origins" in wrong(
        tmp_path, "A,2e7,0.5", "B,1.6e7,0.4", regions=known, origins=both["origins"], head="region,population,poverty"
    )
    assert "is chosen by name, and MAR, ETH have regions of their own" in wrong(tmp_path, *rows, regions=known, communities='["A"]', **both)
    assert "parameters.population.n_communities: 8 communities, and 3 regions of MAR" in wrong(
        tmp_path, *ROWS, regions='regions = "regions.csv"\n[parameters.population]\nn_communities = 8'
    )


# --- chosen and said by name ------------------------------------------------------------------------------------------------------------------------------


def test_levers_and_shocks_choose_regions_by_name(tmp_path: Path) -> None:
    more = 'regions = "regions.csv"\n[[shocks]]\nkind = "disaster"\ncommunities = ["Isles"]\norigin = "MAR"\n[levers.infrastructure]\ncommunities = ["south", "poorest:1"]'
    scenario = load(written(tmp_path, *ROWS, regions=more, communities='["North", "richest:1"]'))
    levers = {lever.id: lever for lever in scenario.levers}
    assert (
        levers["matching_grant"].eligibility.communities == (1, "richest:1")
        and levers["infrastructure"].communities == (3, "poorest:1")
        and scenario.shocks[0].communities == (2,)
    )
    assert for_whom(levers["matching_grant"], "fr", scenario) == "communautés : North, 1 communautés les plus riches" or "North" in for_whom(
        levers["matching_grant"], "fr", scenario
    )
    assert places_words((3, "poorest:1"), "en", scenario).startswith("South, ") and places_words((3,), "en", load("morocco_belgium")) == "3"
    assert with_changes(scenario, {"years": 4}).levers[1].eligibility == scenario.levers[1].eligibility
    told = wrong(tmp_path, *ROWS, communities='["Nrth"]')
    assert "'Nrth' is no region of MAR; allowed: North, Isles, South; a number from 1 (the poorest) to 3, poorest:N or richest:N; did you mean 'North'?" in told
    assert "did you mean 'poorest:1'" in wrong(tmp_path, *ROWS, communities='["poorst:1"]') and "'poorest:4' is more than there are" in wrong(
        tmp_path, *ROWS, communities='["poorest:4"]'
    )
    assert "'North' is not a community" in wrong(tmp_path, regions="", communities='["North"]')


def test_groups_are_found_by_their_place_in_the_order() -> None:
    names = ["MAR-Béni Mellal-Khénifra", "MAR-2B", "MAR-Rabat"]
    each: Any = type("Each", (), {"keys": [("remittances", "region", name) for name in names] + [("remittances", None, None)]})()
    assert groups_named(each, watched("remittances[region=poorest:2]")) == names[:2] and groups_named(each, watched("remittances[region=richest:1]")) == names[2:]
    assert (
        group_label(names[0], "region", names, "en") == "Béni Mellal-Khénifra (poorest)" and group_label("ETH-1", "region", [*names, "ETH-1"], "en") == "ETH-1"
    )
    assert is_no_name("12") and is_no_name("richest") and not is_no_name("Region 12")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_where_regions_come_from(tmp_path: Path, language: str) -> None:
    own = load(written(tmp_path, "A,20000000,0.5", "B,15000000,0.4", head="region,population,poverty"))
    (told,) = regions_told(own, language)
    assert "A, B" in told["says"] and ("assumed to go with poverty" if language == "en" else "supposé suivre la pauvreté") in told["says"]
    assert ("No source is given: an assumption" if language == "en" else "Aucune source donnée") in told["says"]
    (assumed,) = checked(load("morocco_belgium"), language)["regions"]
    assert assumed["is_assumed"] and (
        "8 regions of equal population, incomes from 0.5 to 1.5" if language == "en" else "8 régions de même population, revenus de 0,5 à 1,5"
    ) in assumed["says"].replace("\u00a0", " ")
    assert ("up to 40 % higher" if language == "en" else "jusqu'à 40 % plus forte") in assumed["says"].replace("\u202f", " ")


def test_schema_and_new_country_show_how() -> None:
    assert set(json_schema()["properties"]["regions"]["anyOf"][1]["items"]["properties"]) == {
        "region",
        "population",
        "poverty",
        "need",
        "emigration",
        "emigrants",
        "origin",
        "source",
    }
    for language in ("en", "fr"):
        text = new_country("SEN", language=language)
        assert REGIONS(language) in text and all(line.startswith("# ") for line in REGIONS(language).splitlines())
        example = [line.removeprefix("# ").split("  ")[1 if line.startswith("#  ") else 0].strip() for line in REGIONS(language).splitlines()[1:]]
        assert example[0] == HEAD and len(example[1].split(",")) == 5


@given(st.lists(st.tuples(st.floats(1.0, 1e8), st.floats(0.0, 1.0)), min_size=2, max_size=40), st.floats(0.0, 2.0))
def test_incomes_are_in_the_order_of_poverty_and_keep_the_mean(drawn: list[tuple[float, float]], spread: float) -> None:
    regions = by_poverty([Region(str(k), people, poor) for k, (people, poor) in enumerate(drawn)])
    incomes = relative_incomes(regions, spread)
    assert (np.diff(incomes) >= -1e-12 * incomes.max()).all() and incomes @ population_shares(regions) == pytest.approx(1.0)
    mixed = random.Random(1).sample(list(regions), len(regions))
    assert [region.poverty for region in by_poverty(mixed)] == [region.poverty for region in regions]
