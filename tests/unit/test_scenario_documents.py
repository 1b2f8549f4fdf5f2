"""A scenario as a file, its fingerprints, its warnings and its description, each of them word for word for a small one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model.inputs.regions import Region
from model.inputs.settings import FIGURES
from model.levers import REGISTRY
from model.parameter import Status, Text
from model.parameters import PARAMETERS
from scenarios import corridors as tables
from scenarios.corridors import ASSUMPTION, EARLIER, Figure, in_proportion
from scenarios.inputs import declared_input, figure_input
from scenarios.reading.build import build
from scenarios.reading.changes import ids_of, keep_corridors
from scenarios.scenario import SCHEMA, Scenario, _digest, _figure_document, _lever_document, document_of

WORDS = {"en": "One", "fr": "Un"}


def made(**more: Any) -> Scenario:
    return build({"schema": 1, "label": WORDS, "says": {"en": "Said.", "fr": "Dit."}, "origin": ["MAR"], "residence": ["BEL"], **more})


def test_a_file_holds_what_differs_from_tables_and_declarations() -> None:
    plain = made()
    imputed = plain.document()["corridor"]["MAR-BEL"]  # of the large table, not of the library's: they would move with it
    library = {name: figure for name, figure in tables.figures("MAR-BEL").items() if plain.figures["MAR-BEL"][name] == figure}
    assert (
        library.keys().isdisjoint(imputed)
        and "migrant_stock" in library
        and {name for name in FIGURES if name in plain.figures["MAR-BEL"] and plain.figures["MAR-BEL"][name] == tables.default(name)}.isdisjoint(imputed)
    )
    assert {**plain.document(), "corridor": {}} == {
        "schema": SCHEMA, "label": WORDS, "says": {"en": "Said.", "fr": "Dit."}, "origin": ["MAR"], "residence": ["BEL"], "start": plain.start, "years": plain.years, "burn_in_years": plain.burn_in_years,
        "corridor": {}, "parameters": {}, "levers": {}, "shocks": [],
    }  # fmt: skip
    figure, price = {"value": 0.31, "assumed": [0.2, 0.4], "note": "Noted."}, PARAMETERS["giving.price_elasticity"].value
    default = tables.default("tax_rate") or tables.figures("MAR-BEL")["tax_rate"]
    given = made(
        corridor={"MAR-BEL": {"tax_rate": figure, "household_size": 3.25}},
        parameters={"giving": {"price_elasticity": price}},
        shocks=[{"kind": "disaster", "month": 3, "communities": [1, 2]}],
        ministry={},
    )
    document = given.document()
    assert document["corridor"] == {"MAR-BEL": {**imputed, "tax_rate": figure, "household_size": 3.25}} and default.value != 0.31
    assert (
        document["parameters"] == {"giving": {"price_elasticity": price}}
        and document["shocks"][0]["communities"] == [1, 2]
        and None not in document["shocks"][0].values()
        and document["ministry"] == given.ministry.document()
    )  # type: ignore[union-attr]
    again = build(document)
    assert again == given and again.fingerprint == given.fingerprint
    own = tables.figures("MAR-BEL")["migrant_stock"]
    same = made(corridor={"MAR-BEL": {"migrant_stock": {"value": own.value, "source": own.source, "year": own.year}}})
    assert same.document()["corridor"] == {"MAR-BEL": imputed} and same.fingerprint == plain.fingerprint


def test_figures_and_levers_as_a_file_says_them() -> None:
    assert _figure_document(Figure(2.0, ASSUMPTION, None, (1.0, 3.0), "N")) == {"value": 2.0, "assumed": [1.0, 3.0], "note": "N"} and _figure_document(
        Figure(2.0, "me", None, (1.0, 3.0))
    ) == {"value": 2.0, "assumed": [1.0, 3.0]}
    assert (
        _figure_document(Figure(2.0)) == 2.0
        and _figure_document(Figure(2.0, "me", 2019, None, "")) == {"value": 2.0, "source": "me", "year": 2019}
        and _figure_document(Figure(2.0, "me", None, None, "N")) == {"value": 2.0, "source": "me", "note": "N"}
    )
    grant = REGISTRY["matching_grant"](ratio=2.0)
    document = _lever_document(grant)
    assert (
        document["ratio"] == 2.0
        and None not in document.values()
        and document["eligibility"]
        == {"random_share": grant.eligibility.random_share} | {key: value for key, value in document["eligibility"].items() if key != "random_share"}
    )
    earlier = in_proportion(Figure(100.0, "undesa2020", 1990, (80.0, 120.0), "x"), 1.5)
    assert (
        (earlier.value, earlier.assumed, earlier.source, earlier.year, earlier.note)
        == (150.0, (120.0, 180.0), "undesa2020", 1990, "in proportion to the stock of now")
        and in_proportion(Figure(100.0), 0.5).assumed is None
        and EARLIER == "stock_"
    )
    assert Figure(1.0).status is Status.ASSUMPTION and Figure(1.0, "me").status is Status.DATA


def test_regions_as_tables_hold_what_is_known_of_them() -> None:
    """Of `document_of`: nothing stands for what is not known; 0 is known."""
    given = {"MAR": (Region("Fes", 10.0, 0.5), Region("Taza", 20.0, 0.0, 0.0, 0.25, "un")), "TUN": (Region("Sfax", 1.0, 0.1, None, 0.0),)}
    assert document_of(given) == [
        {"origin": "MAR", "region": "Fes", "population": 10.0, "poverty": 0.5}, {"origin": "MAR", "region": "Taza", "population": 20.0, "poverty": 0.0, "need": 0.0, "emigration": 0.25, "source": "un"},
        {"origin": "TUN", "region": "Sfax", "population": 1.0, "poverty": 0.1, "emigration": 0.0},
    ]  # fmt: skip
    assert document_of({}) == []


def test_numbers_that_a_scenario_gives_are_held_against_their_declarations() -> None:
    given = made(levers={"matching_grant": {"ratio": 2, "rule": "quota"}, "skills_placement": {"officers": 3, "bonded_return": True}}, parameters={"giving": {"price_elasticity": -0.25}})
    found = given._given_values()
    assert found["parameters.giving.price_elasticity"][0] == -0.25 and found["levers.matching_grant.ratio"][0] == 2 and found["levers.skills_placement.officers"][0] == 3
    assert not {"levers.matching_grant.rule", "levers.skills_placement.bonded_return", "levers.matching_grant.to_month"} & found.keys() and all(isinstance(value, int | float) for value, _ in found.values())
    assert found["levers.matching_grant.ratio"][1] is REGISTRY["matching_grant"].parameters["ratio"]


def test_what_moves_a_result_moves_the_fingerprint() -> None:
    base = made(levers={"matching_grant": {}})
    assert base.fingerprint == made(levers={"matching_grant": {}}, label={"en": "X", "fr": "Y"}, says=WORDS).fingerprint and len(base.fingerprint) == 64
    changes: tuple[dict[str, Any], ...] = (
        {"years": 3}, {"burn_in_years": 4}, {"start": "2031-01"}, {"parameters": {"giving": {"price_elasticity": -0.9}}}, {"shocks": [{"kind": "disaster", "month": 3}]}, {"shocks": [{"kind": "disaster", "month": 4}]}, {"corridor": {"MAR-BEL": {"household_size": 3.25}}},
        {"corridor": {"MAR-BEL": {"household_size": {"value": 3.25, "assumed": [3.0, 3.5], "note": "n"}}}}, {"corridor": {"MAR-BEL": {"household_size": {"value": 3.25, "assumed": [3.0, 3.6], "note": "n"}}}},
        {"residence": ["FRA"]},
    )  # fmt: skip
    worlds = [made(**{"levers": {"matching_grant": {}}, **change}) for change in changes]
    assert len({each.fingerprint for each in (base, *worlds)}) == len({each.world_fingerprint for each in (base, *worlds)}) == len(changes) + 1
    policies = [
        base,
        made(levers={"matching_grant": {"ratio": 2}}),
        made(levers={}),
        made(levers={"matching_grant": {}}, ministry={}),
        made(levers={"matching_grant": {"eligibility": {"sex": "female"}}}),
    ]
    assert len({each.fingerprint for each in policies}) == 5 and len({each.world_fingerprint for each in policies}) == 1
    assert base.without_levers().fingerprint == base.world_fingerprint == made().fingerprint
    renewed = replace(base, levers=(REGISTRY["matching_grant"](renewal_probability=1.0),))  # without a ministry a budget is renewed whatever the file says
    assert renewed.fingerprint == base.fingerprint
    assert _digest({"b": 1, "a": [1.5]}) == _digest({"a": [1.5], "b": 1}) != _digest({"a": [1.5], "b": 2})
    lots = [made(shocks=[{"kind": "recession_origin", "month": 3, **lot}]) for lot in ({}, {"random_share": 0.5}, {"random_share": 0.5, "arm": "b"})]
    assert len({each.fingerprint for each in lots}) == 3


def says(**more: Any) -> list[str]:
    return [text.en for text in made(years=2, **more).warnings() if "changes nothing" in text.en]


def test_warnings_begin_where_something_changes_nothing() -> None:
    assert says() == [] and says(levers={"matching_grant": {"from_month": 23}}) == [] and says(shocks=[{"kind": "disaster", "month": 23}]) == []
    (late,) = says(levers={"matching_grant": {"from_month": 24}})
    assert "starts in month 24, after the horizon of 24 months" in late
    assert says(shocks=[{"kind": "disaster", "month": 23}, {"kind": "disaster", "month": 24}]) == [
        "Shock 1 (disaster) comes in month 24, after the horizon: it changes nothing."
    ]
    (idle,) = says(levers={"matching_grant": {"ratio": 0}})
    assert (
        "offers nothing as it is set" in idle
        and len(says(levers={"matching_grant": {"eligibility": {"random_share": 0.0}}})) == 1
        and says(levers={"matching_grant": {"eligibility": {"random_share": 0.01}}}) == []
    )
    assert made().figures["MAR-BEL"]["dual_allowed"].value == 1.0
    (allowed,) = says(levers={"dual_nationality": {}})
    assert "Morocco allows dual nationality already" in allowed and "on MAR-BEL" in allowed
    for share, count in ((1.0, 1), (0.999, 0)):
        warned = [
            text.en
            for text in made(
                levers={"dual_nationality": {}}, corridor={"MAR-BEL": {"dual_allowed": {"value": share, "assumed": [0.0, 1.0], "note": "n"}}}
            ).warnings()
        ]
        assert sum("allows dual nationality already" in text for text in warned) == count


def test_a_description_in_lines() -> None:
    scenario = made(
        years=3,
        burn_in_years=4,
        levers={"matching_grant": {"ratio": 2, "budget_usd": 5000}},
        shocks=[{"kind": "disaster", "month": 3, "months": 2, "size": 0.25}],
        ministry={},
    )
    en, fr = scenario.describe().splitlines(), scenario.describe("fr").splitlines()
    assert (
        en[:5] == ["One", "", "Said.", "", "Corridors: Morocco to Belgium (MAR-BEL)"]
        and en[5] == f"Start {scenario.start}, 3 years, after a burn-in of 4 years"
        and fr[5] == f"Début {scenario.start}, 3 ans, après 4 ans de mise en régime"
    )
    assert (
        en[6].startswith("Lever matching_grant: ")
        and "ratio = 2.0" in en[6]
        and "budget_usd = 5000.0" in en[6]
        and "from_month = 0" in en[6]
        and "to_month" not in en[6]
        and fr[6].startswith("Levier matching_grant")
    )
    assert (
        en[7].startswith("Ministry (")
        and en[8] == "Shock disaster: from month 3, 2 months, size 0.25"
        and fr[8] == "Choc disaster\u00a0: dès le mois 3, 2 mois, taille 0,25"
    )
    assert made().describe().splitlines()[-1] == "No policy" and made().describe("fr").splitlines()[-1] == "Aucune politique"
    assert (
        tables.country_name("BEL") == Text("Belgium", "Belgique")
        and tables.country_name("AAA") == Text("AAA", "AAA")
        and set(tables.observed("MAR-BEL")) & set(FIGURES) == set()
        and set(tables.figures("MAR-BEL")) <= set(FIGURES)
    )


def test_inputs_say_whether_a_range_is_drawn() -> None:
    declared = PARAMETERS["giving.price_elasticity"]
    free = declared_input("parameters.giving.price_elasticity", declared, None, is_set=False)
    fixed = declared_input("parameters.giving.price_elasticity", declared, -0.9, is_set=True)
    assert free.value == declared.value and (free.low, free.high) == declared.likely and free.is_uncertain and fixed.value == -0.9 and not fixed.is_uncertain
    ranged = figure_input("corridor.MAR-BEL.tax_rate", FIGURES["tax_rate"], Figure(0.3, ASSUMPTION, None, (0.2, 0.4), "n"), None)
    read = figure_input("corridor.MAR-BEL.tax_rate", FIGURES["tax_rate"], Figure(0.3, "undesa2020", 2020), None)
    assert (ranged.value, ranged.low, ranged.high, ranged.is_uncertain, ranged.year) == (0.3, 0.2, 0.4, True, None) and (
        read.low,
        read.high,
        read.is_uncertain,
        read.year,
        read.source,
    ) == (None, None, False, 2020, "undesa2020")


def test_corridors_that_a_document_names() -> None:
    assert ids_of({"origin": ["A", "B"], "residence": ["C", "D"]}) == ["A-C", "A-D", "B-C", "B-D"] and ids_of(
        {"corridors": [{"origin": "A", "residence": "C"}, 3]}
    ) == ["A-C"]
    assert (
        ids_of({"origin": ["A"]})
        == ids_of({"residence": ["A"]})
        == ids_of({"origin": "A", "residence": ["B"]})
        == ids_of({"origin": ["A"], "residence": "B"})
        == ids_of({})
        == []
    )
    document: dict[str, Any] = {"origin": ["MAR"], "residence": ["BEL"], "corridor": {"MAR-BEL": {}, "MAR-FRA": {}, "MAR-*": {}, "SEN-*": {}, "TUN-FRA": {}}}
    keep_corridors(document, ["TUN-FRA"])
    assert list(document["corridor"]) == ["MAR-BEL", "MAR-*", "TUN-FRA"]
    nothing: dict[str, Any] = {"corridor": {"MAR-FRA": {}}}
    keep_corridors(nothing)
    assert nothing == {"corridor": {"MAR-FRA": {}}}


def test_amounts_in_other_money_stand_in_the_file_as_they_were_given() -> None:
    euro = {"value": 30_000.0, "currency": "EUR", "year": 2019}
    scenario = made(levers={"matching_grant": {"budget_usd": euro}})
    amount = scenario.converted()["levers.matching_grant.budget_usd"]
    assert scenario.levers[0].budget_usd == amount.usd != 30_000.0 and (amount.value, amount.currency, amount.year) == (30_000.0, "EUR", 2019)
    document = scenario.document()
    assert document["levers"]["matching_grant"]["budget_usd"] == euro and document["levers"]["matching_grant"]["ratio"] == scenario.levers[0].ratio and build(document) == scenario
    moved = replace(scenario, levers=(REGISTRY["matching_grant"](budget_usd=1.0),))
    assert moved.converted() == {} and moved.document()["levers"]["matching_grant"]["budget_usd"] == 1.0
