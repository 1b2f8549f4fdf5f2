"""A scenario of any country as a file: every origin of the table, every figure with its source or range, imputed ones first; and figures for many corridors at once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from experiments.runs.draws import drawn_values
from model.errors import InputError
from model.inputs.settings import FIGURES
from model.parameter import Status
from scenarios import load
from scenarios.corridors import bibliography
from scenarios.countries.new_country import LARGEST, TO_REPLACE, empty_country, new_country
from scenarios.reading.patterns import matches, spread
from scenarios.scenario import Scenario
from scenarios.world_table.figures import MAY_BE_MISSING, of_corridor
from scenarios.world_table.published import tables

SMALL = ("CPV", "COM", "TON", "WSM", "GMB", "GNB", "LSO", "SWZ", "DJI", "MDV", "BTN", "TLS", "XKX", "PSE", "NAM", "ERI", "MCO", "LIE", "VEN", "PRK")


@cache
def text(country: str) -> str:
    return new_country(country)


def loaded(content: str, folder: Path) -> Scenario:
    path = folder / "mine.toml"
    path.write_text(content, encoding="utf-8")
    return load(path)


def problems(content: str, folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        loaded(content, folder)
    return str(caught.value)


@pytest.mark.parametrize("country", ["SEN", "SN", "Senegal", "Sénégal", "686"])
def test_a_country_by_any_name(country: str) -> None:
    assert text(country) == text("SEN")


@pytest.mark.parametrize("country", SMALL)
def test_a_file_of_a_country_is_a_scenario(country: str, tmp_path: Path) -> None:
    scenario = loaded(text(country), tmp_path)
    there = tables().residences(country)
    assert scenario.corridors == tuple(f"{country}-{residence}" for residence in there[:LARGEST])
    for corridor, found in scenario.figures.items():
        missing = FIGURES.keys() - found.keys()
        assert missing <= MAY_BE_MISSING and "gone_after_5_years" in found and len(missing - {"other_arrivals"}) in (0, 6), corridor  # all stocks by year, or none
        for name, figure in found.items():
            assert (figure.status is Status.DATA) == (figure.assumed is None), (corridor, name)
            assert figure.source in bibliography() or (figure.assumed is not None and figure.note), (corridor, name)
    assert len(scenario.levers) == 3 and scenario.label.en and scenario.label.fr


@pytest.mark.slow
def test_every_origin_of_the_table_makes_a_scenario(tmp_path: Path) -> None:
    origins = tables().origins()
    for country in origins:
        assert loaded(text(country), tmp_path).origins == (country,)
    assert len(origins) >= 150


def test_imputed_figures_stand_first_and_what_to_replace_is_said() -> None:
    lines = text("SEN").splitlines()
    assert lines[1].startswith("# Imputed figures") and TO_REPLACE["skilled_share"].en in lines[1]
    seen: dict[str, list[bool]] = {}
    table = ""
    for line in lines:
        table = line.split("]")[0] if line.startswith("[") else table
        if line.split(" = ")[0] in FIGURES:
            seen.setdefault(table, []).append("assumed" in line)
    assert len(seen) == LARGEST + 1
    for flags in seen.values():
        assert flags == sorted(flags, reverse=True) and True in flags and False in flags


def test_every_figure_is_said_in_words_with_its_unit() -> None:
    for language in ("en", "fr"):
        for line in new_country("NPL", ["QAT"], language).splitlines():
            name = line.split(" = ")[0]
            if name in FIGURES:
                assert f"# {FIGURES[name].says(language).rstrip('.')} ({FIGURES[name].unit.value})" in line


def test_notes_are_in_the_language_of_the_file(tmp_path: Path) -> None:
    english, french = (loaded(new_country("VEN", [], language), tmp_path) for language in ("en", "fr"))
    assert english.fingerprint == french.fingerprint
    for corridor, found in english.figures.items():
        for name, figure in found.items():
            other = french.figures[corridor][name]
            assert bool(figure.note) == bool(other.note) and (not figure.note or figure.note != other.note), (corridor, name, figure.note)


def test_residences_are_chosen_by_any_name_and_refused_where_nothing_is_known(tmp_path: Path) -> None:
    scenario = loaded(new_country("SEN", ["Italie", "ES", "FRA"]), tmp_path)
    assert scenario.corridors == ("SEN-ITA", "SEN-ESP", "SEN-FRA")
    for residences, words in (
        (["CHN"], "no corridor SEN-CHN in the table; allowed: FRA, GMB"),
        (["Atlantis"], "'Atlantis' is no country"),
        (["FR", "FRA"], "FRA stands twice"),
    ):
        with pytest.raises(InputError, match=words):
            new_country("SEN", residences)


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("Micronesia", "means several places: FSM"),
        ("Yugoslavia", "no more"),
        ("Senegall", "SEN \\(Senegal\\)"),
        ("NIU", "fewer than 10000 people"),
        ("", "no country"),
    ],
)
def test_a_country_that_cannot_be_made_is_refused(country: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        new_country(country)
    assert caught.value.problems[0].key == "COUNTRY"


def test_what_is_not_known_of_a_country_is_drawn_from_a_wider_range(tmp_path: Path) -> None:
    """Palestine: no law of nationality, no registration of firms in the tables. Senegal has both."""
    known, unknown = loaded(text("SEN"), tmp_path), loaded(text("PSE"), tmp_path)
    corridor, other = known.corridors[0], unknown.corridors[0]
    assert known.figures[corridor]["dual_allowed"].assumed is None and unknown.figures[other]["dual_allowed"].assumed == (0.0, 1.0)
    drawn = [drawn_values(unknown, 1, draw)[f"corridor.{other}.dual_allowed"] for draw in range(40)]
    assert set(drawn) == {0.0, 1.0}  # a law is there or is not
    assert len({drawn_values(known, 1, draw)[f"corridor.{corridor}.skilled_share"] for draw in range(9)}) == 9


def test_an_empty_file_names_every_figure_and_is_a_scenario_once_filled(tmp_path: Path) -> None:
    for language in ("en", "fr"):
        content = empty_country(language)
        for name, declared in FIGURES.items():
            assert f"# {name} = {{ value = , source" in content and declared.says(language) in content
    assert "no figures are known for it" in problems(
        empty_country().replace('"AAA"', '"SEN"').replace('"BBB"', '"CHN"').replace("AAA-BBB", "SEN-CHN"), tmp_path
    )
    given = [line.removeprefix("# ").split(" = ")[0] for line in empty_country().splitlines() if " = { value = , source" in line]
    need = [name for name, declared in FIGURES.items() if declared.value is None]
    assert given[: len(need)] == need
    filled = "\n".join(
        f"{name} = {{ value = {max(FIGURES[name].low, min(FIGURES[name].high, 20000))}, assumed = [{FIGURES[name].low}, {FIGURES[name].high}] }}"
        for name in need
    )
    scenario = loaded(empty_country().replace('"AAA"', '"SEN"').replace('"BBB"', '"CHN"').replace("AAA-BBB", "SEN-CHN") + filled, tmp_path)
    assert scenario.figures["SEN-CHN"]["migrant_stock"].value == 20000


# --- figures of many corridors ------------------------------------------------------------------------------------------------------------------------

BASE = """
schema = 1
label = { en = "x" }
says = { en = "x" }
origin = ["MAR"]
residence = ["BEL", "NLD"]
"""


def value(scenario: Scenario, corridor: str, name: str) -> Any:
    return scenario.figures[corridor][name].value


def test_a_figure_of_an_origin_holds_for_all_its_corridors_and_one_of_a_corridor_goes_before(tmp_path: Path) -> None:
    content = (
        BASE
        + """
[corridor."MAR-*"]
tax_rate = { value = 0.2, assumed = [0.1, 0.3] }
household_size = { value = 3.0, assumed = [2.0, 4.0] }
[corridor."*-BEL"]
household_size = { value = 2.0, assumed = [1.0, 4.0] }
residence_rights = { value = 0.9, assumed = [0.5, 1.0] }
[corridor.MAR-NLD]
tax_rate = { value = 0.3, assumed = [0.1, 0.4] }
"""
    )
    scenario = loaded(content, tmp_path)
    assert [value(scenario, corridor, "tax_rate") for corridor in scenario.corridors] == [0.2, 0.3]
    assert [value(scenario, corridor, "household_size") for corridor in scenario.corridors] == [3.0, 3.0]
    assert [value(scenario, corridor, "residence_rights") for corridor in scenario.corridors] == [0.9, of_corridor("MAR-NLD")["residence_rights"].value] != [0.9, 0.9]
    plain = BASE + "\n".join(
        f"[corridor.{corridor}]\n" + "\n".join(f"{name} = {{ value = {found.value}, assumed = [{found.assumed[0]}, {found.assumed[1]}] }}" for name, found in figures.items() if name in ("tax_rate", "household_size", "residence_rights") and found.assumed)
        for corridor, figures in scenario.figures.items()
    )  # fmt: skip
    assert loaded(plain, tmp_path).fingerprint == scenario.fingerprint


def test_a_mistake_in_a_pattern_is_told_once_and_under_it(tmp_path: Path) -> None:
    said = problems(BASE + '[corridor."MAR-*"]\ntax_rate = { value = 7, assumed = [0.1, 0.3] }\ntax_rat = { value = 0.1, assumed = [0.1, 0.3] }\n', tmp_path)
    assert said.count("corridor.MAR-*.tax_rate.value") == 1 and said.count("corridor.MAR-*.tax_rat:") == 1 and "MAR-BEL" not in said
    assert "corridor.SEN-*: is not a corridor of this scenario" in problems(
        BASE + '[corridor."SEN-*"]\ntax_rate = { value = 0.2, assumed = [0.1, 0.3] }\n', tmp_path
    )
    assert "corridor.*-*" in problems(BASE + '[corridor."*-*"]\ntax_rate = { value = 0.2, assumed = [0.1, 0.3] }\n', tmp_path)
    assert "does not say where it comes from" in problems(BASE + '[corridor."MAR-*"]\ntax_rate = 0.2\n', tmp_path)


def test_a_scenario_that_starts_from_another_keeps_its_patterns_where_they_still_hold(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(BASE + '[corridor."MAR-*"]\ntax_rate = { value = 0.2, assumed = [0.1, 0.3] }\n[corridor."*-BEL"]\nresidence_rights = { value = 0.9, assumed = [0.5, 1.0] }\n', encoding="utf-8")  # fmt: skip
    scenario = loaded('schema = 1\nbase = "base.toml"\nlabel = { en = "y" }\nsays = { en = "y" }\norigin = ["MAR"]\nresidence = ["FRA"]\n', tmp_path)
    assert scenario.corridors == ("MAR-FRA",) and value(scenario, "MAR-FRA", "tax_rate") == 0.2
    changed = load(tmp_path / "base.toml", set={"corridor.MAR-*.tax_rate": {"value": 0.3, "assumed": [0.1, 0.4]}})
    assert value(changed, "MAR-BEL", "tax_rate") == 0.3


def test_patterns_by_themselves() -> None:
    assert matches("MAR-*", "MAR-BEL") and not matches("MAR-*", "SEN-BEL") and not matches("MAR", "MAR-BEL")
    document = tomllib.loads(BASE)
    assert spread(document, ["MAR-BEL"]) == (document, {})
    odd = {"corridor": {"MAR-*": 3, "MAR-BEL": 4}}
    assert spread(odd, ["MAR-BEL"]) == (odd, {})
