"""`[sources.KEY]` of a scenario: read, inherited, refused, and shown wherever a source of the bibliography is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from experiments.checks.before_a_run import checked
from experiments.cli.catalogue import described
from experiments.manifest import manifest_of
from model.errors import InputError, Problem
from model.parameter import Status
from scenarios import load, with_changes
from scenarios.reading.build import build
from scenarios.scenario import Scenario
from scenarios.sources import Source

ANSD = {"title": "Annuaire statistique", "publisher": "ANSD", "year": 2023, "address": "https://ansd.sn"}
STOCK = {"value": 240_000, "source": "ansd2023", "year": 2022}


def document(**more: Any) -> dict[str, Any]:
    words = {"en": "One", "fr": "Un"}
    return {"schema": 1, "label": words, "says": words, "origin": ["MAR"], "residence": ["BEL"], **more}


def with_stock(stock: dict[str, Any] = STOCK, **sources: Any) -> dict[str, Any]:
    return document(sources=sources, corridor={"MAR-BEL": {"migrant_stock": stock}})


def problems_of(given: dict[str, Any]) -> dict[str, Problem]:
    with pytest.raises(InputError) as raised:
        build(given)
    return {problem.key: problem for problem in raised.value.problems}


def stock_of(scenario: Scenario) -> Any:
    return next(given for given in scenario.inputs() if given.path == "corridor.MAR-BEL.migrant_stock")


def test_a_figure_of_an_own_source_is_data_and_no_assumption() -> None:
    scenario = build(with_stock(ansd2023=ANSD))
    found = stock_of(scenario)
    assert (found.value, found.source, found.year, found.status, found.grade) == (240_000.0, "ansd2023", 2022, Status.DATA, "B")
    assert found.path not in {given.path for given in scenario.assumptions()}
    assert scenario.sources == {"ansd2023": Source("Annuaire statistique", "ANSD", 2023, "https://ansd.sn")}
    assert stock_of(build(with_stock(ansd2023={**ANSD, "grade": "C"}))).grade == "C"


def test_it_is_shown_like_a_source_of_the_bibliography() -> None:
    scenario = build(with_stock(ansd2023={**ANSD, "licence": "CC BY 4.0"}))
    told = checked(scenario)
    (source,) = told["sources"]
    assert source["says"] == "Own source ansd2023: ANSD, Annuaire statistique (2023), https://ansd.sn, CC BY 4.0; used by 1." and source["used_by"] == 1
    assert next(given["source"] for given in told["inputs"] if given["input"].endswith("migrant_stock")) == "ansd2023"
    assert checked(scenario, "fr")["sources"][0]["says"].startswith("Source propre ansd2023\u00a0: ANSD")
    manifest = manifest_of({"mine": scenario}, None, {})
    assert manifest["sources"] == {"mine": {"ansd2023": {**ANSD, "licence": "CC BY 4.0"}}}
    assert "Source ansd2023: ANSD, Annuaire statistique (2023), https://ansd.sn" in scenario.describe()
    plain = build(document())
    assert checked(plain)["sources"] == [] and "sources" not in manifest_of({"mine": plain}, None, {}) and "sources" not in plain.document()


def test_sources_move_no_result_and_go_round_by_the_document() -> None:
    scenario = build(with_stock(ansd2023=ANSD))
    as_assumption = build(document(corridor={"MAR-BEL": {"migrant_stock": {"value": 240_000, "source": "undesa2020", "year": 2020}}}))
    assert scenario.fingerprint == as_assumption.fingerprint
    again = build(json.loads(json.dumps(scenario.document())), name=scenario.name)
    assert again == scenario and again.document() == scenario.document()
    assert with_changes(scenario, {"years": 3}).sources == scenario.sources


def test_fingerprints_of_scenarios_without_own_sources_stay() -> None:
    assert load("morocco_belgium_matching_grant").fingerprint == "08c0bf931cd05a8e583d2ccf9a5f767c5a3aef5457deef7dcb8253ffde76f8a6"
    assert load("ethiopia_netherlands").fingerprint == "8ed676f20440d6edaae3ad7777c9ede8305cd847a454c4c6401b712c7980da87"


def test_sources_are_inherited_and_one_of_the_same_key_is_replaced_whole(tmp_path: Path) -> None:
    words = 'label = { en = "A", fr = "A" }\nsays = { en = "A", fr = "A" }\n'
    one = '[sources.ansd2023]\ntitle = "T"\npublisher = "ANSD"\nyear = 2023\naddress = "x"\nlicence = "open"\n[sources.bceao]\ntitle = "U"\npublisher = "BCEAO"\nyear = 2022\naddress = "y"\n'
    (tmp_path / "base.toml").write_text(f'schema = 1\n{words}origin = ["MAR"]\nresidence = ["BEL"]\n{one}', encoding="utf-8")
    more = '[sources.ansd2023]\ntitle = "T2"\npublisher = "ANSD"\nyear = 2024\naddress = "x"\n[sources.own]\ntitle = "V"\npublisher = "W"\nyear = 2020\naddress = "z"\n'
    more += '[corridor.MAR-BEL]\nmigrant_stock = { value = 240000, source = "bceao", year = 2022 }\n'
    (tmp_path / "mine.toml").write_text(f'schema = 1\nbase = "base.toml"\n{more}', encoding="utf-8")
    scenario = load(tmp_path / "mine.toml")
    assert set(scenario.sources) == {"ansd2023", "bceao", "own"} and scenario.sources["ansd2023"] == Source("T2", "ANSD", 2024, "x")
    assert stock_of(scenario).source == "bceao"
    assert [one["id"] for one in described(str(tmp_path / "mine.toml"))["sources"]] == ["ansd2023", "bceao", "own"]


@pytest.mark.parametrize(
    ("sources", "key", "says", "near"),
    [
        ({"undesa2020": ANSD}, "sources.undesa2020", "is a key of the bibliography already (United Nations", None),
        ({"assumption": ANSD}, "sources.assumption", "cannot be the key of a source", None),
        ({"été 2020": ANSD}, "sources.été 2020", "cannot be the key of a source", "ete2020"),
        ({"a": {key: value for key, value in ANSD.items() if key != "publisher"}}, "sources.a.publisher", "is missing", None),
        ({"a": {**ANSD, "adress": "x"}}, "sources.a.adress", "unknown key", "address"),
        ({"a": {**ANSD, "title": ""}}, "sources.a.title", "is empty", None),
        ({"a": {**ANSD, "year": "2023"}}, "sources.a.year", "'2023' is not a whole number", None),
        ({"a": {**ANSD, "grade": "E"}}, "sources.a.grade", "'E' is not one of A, B, C, D", None),
        ({"a": "ANSD"}, "sources.a", "'ANSD' is not a table", None),
    ],
)
def test_a_source_that_is_not_whole_is_refused(sources: dict[str, Any], key: str, says: str, near: str | None) -> None:
    found = problems_of(document(sources=sources))
    assert set(found) == {key} and says in found[key].says
    assert near is None or found[key].nearest == near


def test_a_free_text_is_shown_as_the_table_to_add() -> None:
    found = problems_of(with_stock({"value": 240_000, "source": "Recensement de l'ANSD, 2023", "year": 2022}, ansd2023=ANSD))
    problem = found["corridor.MAR-BEL.migrant_stock.source"]
    lines = str(problem.allowed).splitlines()
    assert lines[0] == 'source = "recensement2023", with this table in the file:'
    assert lines[1:6] == [
        "    [sources.recensement2023]",
        '    title = "Recensement de l\'ANSD, 2023"',
        '    publisher = "WHO PUBLISHED IT"',
        "    year = 2023",
        '    address = "WHERE IT IS FOUND"',
    ]
    assert "assumed = [LOW, HIGH]" in lines[6] and "ansd2023" in lines[7] and "undesa2020" in lines[7]


def test_what_is_shown_can_be_written() -> None:
    import tomllib

    problem = problems_of(with_stock({"value": 240_000, "source": 'Bank "X", 2021', "year": 2020}))["corridor.MAR-BEL.migrant_stock.source"]
    table = tomllib.loads("\n".join(str(problem.allowed).splitlines()[1:6]))
    scenario = build(with_stock({**STOCK, "source": "bank2021"}, **table["sources"]))
    assert stock_of(scenario).source == "bank2021" and scenario.sources["bank2021"].title == 'Bank "X", 2021'


def test_a_key_that_is_nearly_one_names_it() -> None:
    found = problems_of(with_stock({**STOCK, "source": "ansd2032"}, ansd2023=ANSD))
    assert found["corridor.MAR-BEL.migrant_stock.source"].nearest == "ansd2023"
    # of a source with a fault in it, the fault alone is told
    assert set(problems_of(with_stock(ansd2023={**ANSD, "year": 1}))) == {"sources.ansd2023.year"}
