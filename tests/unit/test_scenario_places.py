"""Where a scenario plays, and what its figures rest on: countries, codes, provenance, encodings, and warnings of what is hardly meant."""

from __future__ import annotations

import codecs
from dataclasses import replace
from typing import Any

import pytest

from model.errors import InputError, Problem
from model.levers import REGISTRY, Eligibility
from model.parameter import Status, Text
from model.parameters import PARAMETERS
from scenarios import corridors as tables
from scenarios import load
from scenarios.corridors import ASSUMPTION, Figure
from scenarios.implausible_figures import unlikely
from scenarios.reading.build import build
from scenarios.reading.keys_and_types import GivenFigure, of_shape
from scenarios.reading.places import _alike, _as_assumption, _swapped
from scenarios.reading.toml_files import text_of, toml_of
from scenarios.scenario import Scenario
from scenarios.world_table.figures import of_corridor, residences_of

GRANT = "morocco_belgium_matching_grant"


def document(**more: Any) -> dict[str, Any]:
    words = {"en": "One", "fr": "Un"}
    return {"schema": 1, "label": words, "says": words, "origin": ["MAR"], "residence": ["BEL"], **more}


def problems_of(**more: Any) -> dict[str, Problem]:
    with pytest.raises(InputError) as raised:
        build({key: value for key, value in document(**more).items() if value is not None})
    return {problem.key: problem for problem in raised.value.problems}


# --- countries --------------------------------------------------------------------------------------------------------------------------------------------


def test_corridors_are_every_origin_with_every_residence_in_order() -> None:
    one, other = next((a, b) for a in tables.origins() for b in tables.origins() if a > b and len(set(tables.residences_of(a)) & set(tables.residences_of(b))) > 1)
    first, second = sorted(set(tables.residences_of(one)) & set(tables.residences_of(other)), reverse=True)[:2]
    both = build(document(origin=[one, other], residence=[first, second]))
    assert both.corridors == (f"{one}-{first}", f"{one}-{second}", f"{other}-{first}", f"{other}-{second}")
    assert both.origins == (one, other) and both.residences == (first, second) and both.document()["origin"] == [one, other]
    pairs = build({**{key: value for key, value in document().items() if key not in ("origin", "residence")},
                   "corridors": [{"origin": one, "residence": first}, {"origin": other, "residence": second}]})  # fmt: skip
    assert pairs.corridors == (f"{one}-{first}", f"{other}-{second}") and "corridors" in pairs.document() and build(pairs.document()).corridors == pairs.corridors


def test_wrong_places_are_told_by_their_key() -> None:
    assert "stands beside" in problems_of(corridors=[{"origin": "MAR", "residence": "BEL"}])["corridors"].says
    assert set(problems_of(origin=None, residence=None)) == set(problems_of(origin=[], residence=[])) == {"origin", "residence"}
    assert problems_of(origin=None, residence=None, corridors=[])["corridors"].says == "is empty"
    twice = problems_of(origin=["MAR", "MAR"])
    assert twice["origin"].says == "corridor MAR-BEL stands twice"
    pair = {"origin": "MAR", "residence": "BEL"}
    assert problems_of(origin=None, residence=None, corridors=[pair, pair])["corridors.1"].says == "corridor MAR-BEL stands twice"
    same = sorted(set(tables.origins()) & set(tables.residences()))
    if same:
        assert "both origin and residence" in problems_of(origin=[same[0]], residence=[same[0]])["residence"].says


@pytest.mark.parametrize(
    ("code", "side", "says", "near"),
    [
        ("MRA", "origin", "'MRA' is not a country with figures as origin", "MAR"), ("Morocco", "origin", "is not a code of three letters", "MAR"),
        ("MA", "origin", "is not a code of three letters", "MAR"), ("bel", "residence", "'bel' is not a country with figures as residence", "BEL"),
        ("ATA", "origin", "no figures of ATA (Antarctica) as origin ship with the product", None), ("Japan", "residence", "is not a code of three letters", "JPN"),
    ],
)  # fmt: skip
def test_a_country_is_refused_with_the_one_that_is_meant(code: str, side: str, says: str, near: str | None) -> None:
    found = problems_of(**{side: [code]})[side]
    assert says in found.says and found.nearest == near and found.value == code
    known = tables.origins() if side == "origin" else tables.residences()
    assert str(found.allowed).startswith(", ".join(known))
    own = {("ATA", "origin"): "ATA-FRA"}.get((code, side))
    assert (own is not None) is ("figures of its own" in str(found.allowed)) and (own is None or own in str(found.allowed))


def test_any_country_of_the_large_table_can_be_named() -> None:
    scenario = build(document(origin=["SEN"], residence=["FRA", "CIV"]))
    assert scenario.corridors == ("SEN-FRA", "SEN-CIV")
    assert scenario.figures["SEN-CIV"]["migrant_stock"] == of_corridor("SEN-CIV")["migrant_stock"]
    assert scenario.figures["SEN-CIV"]["migrant_stock"].source == "undesa2020"
    found = problems_of(origin=["SEN"], residence=["PRK"])["corridor.SEN-PRK"]
    assert "no figures are known for it" in found.says and "GMB" in str(found.allowed)


def test_codes_are_alike_that_differ_by_a_letter_or_its_place() -> None:
    assert _alike("MAR", "MRA") and _alike("MAR", "MAX") and _alike("MAR", "MA") and not _alike("MAR", "MXX") and not _alike("MAR", "M")
    assert _swapped("MRA", ["MAX", "MRX", "MAR"]) == "MAR" and _swapped("MAX", ["SEN", "MAR", "MAL"]) == "MAR" and _swapped("XYZ", ["MAR"]) is None


def test_countries_are_found_by_code_name_or_what_is_close() -> None:
    for text, code in (("ma", "MAR"), ("Maroc ", "MAR"), ("UK", "GBR"), ("kos", "XKX"), ("EL", "GRC"), ("xx", None), ("Mar", "MAR"), ("Ira", None), ("Belgiun", "BEL")):
        assert tables.country_code(text) == code, text
    assert tables.nearest_corridor("XXX-BEL", ["MAR-FRA", "MAR-BEL"]) == "MAR-BEL" and tables.corridor_code("MAR-BEL-FRA") is None


def test_figures_of_a_corridor_go_before_those_of_its_countries() -> None:
    table = {"*-BEL": {"a": Figure(1.0), "b": Figure(1.0), "c": Figure(1.0)}, "MAR-*": {"b": Figure(2.0), "c": Figure(2.0)}, "MAR-BEL": {"c": Figure(3.0)}}
    patch = pytest.MonkeyPatch()
    with patch.context() as own:
        own.setattr(tables, "_table", lambda: table)
        assert {key: figure.value for key, figure in tables._all.__wrapped__("MAR-BEL").items()} == {"a": 1.0, "b": 2.0, "c": 3.0}
    assert set(tables.figures("MAR-BEL")).isdisjoint(tables.observed("MAR-BEL")) and tables.observed("MAR-BEL")
    assert tables.default("migrant_stock") is None
    declared = tables.default("tax_rate")
    assert declared == Figure(0.25, ASSUMPTION, None, (0.15, 0.31), "declared default") and declared.status is Status.ASSUMPTION
    assert Figure(1.0, "wdi2023", 2020).status is Status.DATA


# --- provenance -------------------------------------------------------------------------------------------------------------------------------------------


def with_figure(raw: Any, name: str = "tax_rate") -> dict[str, Any]:
    return {"corridor": {"MAR-BEL": {name: raw}}}


def test_a_figure_has_a_source_and_year_or_a_range() -> None:
    known = next(iter(tables.bibliography()))
    for raw, figure in (
        ({"value": 0.2, "source": known, "year": 2019, "note": "n"}, Figure(0.2, known, 2019, None, "n")),
        ({"value": 0.2, "assumed": [0.1, 0.3]}, Figure(0.2, ASSUMPTION, None, (0.1, 0.3), "")),
        ({"value": 0.2, "source": ASSUMPTION, "assumed": [0.2, 0.2]}, Figure(0.2, ASSUMPTION, None, (0.2, 0.2), "")),
    ):
        assert build(document(**with_figure(raw))).figures["MAR-BEL"]["tax_rate"] == figure


@pytest.mark.parametrize(
    ("raw", "key", "says"),
    [
        ({"value": 0.2}, "", "does not say where it comes from"), ({"value": 0.2, "source": ASSUMPTION}, "", "does not say where it comes from"),
        ({"value": 0.2, "source": "wdi2023", "assumed": [0.1, 0.3]}, "", "has both a source and an assumed range"),
        ({"value": 0.2, "source": "wdi2023"}, ".year", "is missing"), ({"value": 0.2, "source": "wdi2032", "year": 2019}, ".source", "is not a key of the bibliography"),
        ({"value": 0.4, "assumed": [0.1, 0.3]}, ".assumed", "the value 0.4 is outside the range 0.1 to 0.3"), ({"value": 0.05, "assumed": [0.1, 0.3]}, ".assumed", "0.05 is outside"),
        ({"value": 1.2, "assumed": [0.1, 0.3]}, ".value", "out of bounds"),
    ],
)  # fmt: skip
def test_a_figure_without_a_right_provenance_is_refused(raw: dict[str, Any], key: str, says: str) -> None:
    (found,) = problems_of(**with_figure(raw)).values()
    assert found.key == f"corridor.MAR-BEL.tax_rate{key}" and says in found.says
    if key == ".source":
        assert found.nearest == "wdi2023" and "tax_rate = { value = 0.2, assumed = [LOW, HIGH], note = \"wdi2032, 2019\" }" in str(found.allowed)


def test_a_source_in_free_text_becomes_a_note_with_its_year_once() -> None:
    for raw, note in (({"value": 1, "source": "Census", "year": 2019}, "Census, 2019"), ({"value": 1, "source": "Census 2019", "year": 2019}, "Census 2019"), ({"value": 1, "source": "É"}, "É")):
        assert _as_assumption("x", raw) == f'x = {{ value = 1, assumed = [LOW, HIGH], note = "{note}" }}'


def test_figures_of_other_corridors_and_missing_ones_are_told() -> None:
    found = problems_of(corridor={"MAR-BLE": {}})["corridor.MAR-BLE"]
    assert found.nearest == "MAR-BEL" and found.allowed == "MAR-BEL"
    figure = {"value": 5e5, "assumed": [4e5, 6e5]}
    missing = problems_of(origin=["UTO"], corridor={"UTO-BEL": {"migrant_stock": figure}})["corridor.UTO-BEL"]
    assert missing.says.startswith("no figures are known for it: ") and "migrant_stock" not in missing.says and "origin_population" in missing.says and missing.nearest is None
    assert f"origins with figures: {', '.join(tables.origins())}, and " in str(missing.allowed)
    unknown = next(f"MAR-{iso}" for iso in tables.residences() if iso not in residences_of("MAR"))
    found = problems_of(residence=[unknown[4:]])[f"corridor.{unknown}"]
    assert "migrant_stock" in found.says and f"residence countries with figures for MAR: {', '.join(sorted(residences_of('MAR')))}" in str(found.allowed)


# --- figures in another unit ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "told"), [(1.0, False), (99.0, False), (100.0, True), (101.0, True), (1 / 99.0, False), (1 / 101.0, True), (0.0, True)]
)
def test_a_figure_a_hundred_times_the_published_one_is_told(times: float, told: bool) -> None:
    known = tables.figures("MAR-BEL")["migrant_stock"]
    found = unlikely({"MAR-BEL": {"migrant_stock": Figure(known.value * times, ASSUMPTION, None, (0.0, 1e9))}})
    assert bool(found) is told
    if told and times > 0.0:
        assert f"is {known.value * times:,.12g}, the published figure {known.value:,.12g} ({known.source}, {known.year})" in found[0].en and "vaut" in found[0].fr
    assert unlikely({"MAR-BEL": {"migrant_stock": known}}) == []


@pytest.mark.parametrize(("name", "value", "told"), [("migrant_stock", 999.0, True), ("migrant_stock", 1000.0, False), ("origin_population", 99_999.0, True), ("origin_population", 1e5, False), ("household_size", 2.0, False)])
def test_few_people_are_told_where_nothing_is_published(name: str, value: float, told: bool) -> None:
    found = unlikely({"UTO-OTU": {name: Figure(value, ASSUMPTION, None, (0.0, 1e9))}})
    assert bool(found) is told and all(f"corridor.UTO-OTU.{name} is {value:,.12g} people" in text.en for text in found)


# --- files ------------------------------------------------------------------------------------------------------------------------------------------------


def test_files_of_other_encodings_are_told_by_their_name() -> None:
    text = 'x = "été"\n'
    assert text_of(text.encode(), "f", "a file") == text_of(text.encode("utf-8-sig"), "f", "a file") == text and toml_of(b"a = 1\r\nb = 2\r\n", "f", "x") == {"a": 1, "b": 2}
    plain = "origin = 1\n" * 5
    for content, says in (
        (codecs.BOM_UTF16_LE + plain.encode("utf-16-le"), "UTF-16"), (plain.encode("utf-16-le"), "UTF-16"), (plain.encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF32_BE + plain.encode("utf-32-be"), "UTF-32"), (codecs.BOM_UTF32_LE + plain.encode("utf-32-le"), "UTF-32"),
        (("a = 1\n" + text).encode("latin-1"), "line 2, x = \"été\": is saved in another encoding"), (b"a\x00b = 1", "is a binary file"), (b"\x01\xff", "not a text file"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=says.replace("(", r"\(")):
            text_of(content, "f", "a file")
    for length, shown in ((100, "#" + "é" * 99), (101, "#" + "é" * 96 + "...")):
        with pytest.raises(InputError) as raised:
            text_of(("#" + "é" * (length - 1)).encode("latin-1"), "f", "a file")
        assert f"line 1, {shown}: " in str(raised.value)


# --- the scenario -----------------------------------------------------------------------------------------------------------------------------------------


def test_inputs_are_what_was_declared_or_set() -> None:
    scenario = load(GRANT, set={"parameters.giving.price_elasticity": -1.5})
    found = {given.path: given for given in scenario.inputs()}
    own = found["parameters.giving.price_elasticity"]
    assert (own.value, own.source, own.grade, own.status, own.low, own.high, own.note) == (-1.5, ASSUMPTION, "D", Status.ASSUMPTION, None, None, "set by the scenario")
    for key, declaration in PARAMETERS.items():
        given = found[f"parameters.{key}"]
        assert given.unit == str(declaration.unit) and given.says == Text(declaration.en, declaration.fr)
        if key != "giving.price_elasticity":
            assert (given.value, given.source, given.grade, given.status) == (declaration.value, declaration.source, declaration.grade, declaration.status)
            assert (given.low, given.high) == (declaration.likely or (None, None))
    figure, stock = found["corridor.MAR-BEL.tax_rate"], found["corridor.MAR-BEL.migrant_stock"]
    assert figure.low is None or figure.low < figure.high  # type: ignore[operator]
    assert (stock.value, stock.source, stock.year, stock.status, stock.is_uncertain) == (225217.0, "undesa2020", 2020, Status.DATA, False)
    assumed = next(given for given in found.values() if given.path.startswith("corridor.") and given.status is Status.ASSUMPTION)
    assert assumed.grade == "D" and assumed.source == ASSUMPTION
    assert all(given.is_uncertain and given.status in (Status.ASSUMPTION, Status.LITERATURE) for given in scenario.uncertain()) and "parameters.giving.price_elasticity" not in {
        given.path for given in scenario.uncertain()
    }
    (lever,) = scenario.levers
    assert {path for path in found if path.startswith("levers.")} == {f"levers.{lever.id}.{key}" for key, declared in lever.parameters.items() if declared.likely is not None}
    for given in (replace(assumed, low=1.0, high=1.0), replace(assumed, low=2.0, high=1.0), replace(assumed, low=None), replace(assumed, high=None)):
        assert not given.is_uncertain
    assert replace(assumed, low=1.0, high=2.0).is_uncertain


def warned(**changes: Any) -> str:
    given = {"shocks": [], **{path.replace("__", "."): value for path, value in changes.items()}}
    return "\n".join(text.en for text in load(GRANT, set=given, years=2).warnings())


def test_warnings_are_of_what_changes_nothing() -> None:
    assert warned() == ""
    assert "starts in month 24, after the horizon of 24 months" in warned(levers__matching_grant__from_month=24) and warned(levers__matching_grant__from_month=23) == ""
    assert "offers nothing as it is set" in warned(levers__matching_grant__ratio=0) and "nobody (random_share = 0)" in warned(levers__matching_grant__eligibility__random_share=0)
    shock = [{"kind": "disaster", "month": 5}, {"kind": "disaster", "month": 24}]
    assert warned(shocks=shock) == "Shock 1 (disaster) comes in month 24, after the horizon: it changes nothing."
    assert warned(shocks=[{**shock[0], "month": 23}]) == ""
    dual = load(GRANT, set={"levers": {"dual_nationality": {}}, "corridor.MAR-BEL.dual_allowed": {"value": 1, "assumed": [1, 1]}}).warnings()
    assert any("allows dual nationality already" in text.en and "MAR-BEL" in text.en for text in dual)
    kept = load(GRANT, set={"levers": {"dual_nationality": {}}, "corridor.MAR-BEL.dual_allowed": {"value": 0, "assumed": [0, 0]}}).warnings()
    assert not any("already" in text.en for text in kept)


def test_a_scenario_is_described_in_both_languages_with_its_dates_and_terms() -> None:
    scenario = load(GRANT, set={"shocks": [{"kind": "disaster", "month": 5, "months": 7, "size": 0.25}], "levers.matching_grant.ratio": 1.75}, years=3)
    en, fr = scenario.describe("en"), scenario.describe("fr")
    assert f"Start {scenario.start}, 3 years, after a burn-in of {scenario.burn_in_years} years" in en and f"{scenario.start}, 3 ans, après {scenario.burn_in_years} ans" in fr
    assert "Corridors: Morocco to Belgium (MAR-BEL)" in en and "Corridors\u00a0: Maroc – Belgique (MAR-BEL)" in fr
    assert "Shock disaster: from month 5, 7 months, size 0.25" in en and "Choc disaster\u00a0: dès le mois 5, 7 mois, taille 0,25" in fr
    assert "ratio = 1.75" in en and "budget_usd = " in en and "paid_by = " in en and "No policy" not in en and "Aucune" not in fr
    none = scenario.without_levers()
    assert "No policy" in none.describe() and "Aucune politique" in none.describe("fr") and isinstance(none, Scenario) and none.levers == ()


def test_texts_in_one_language_stand_for_both_and_are_told() -> None:
    found = build(document(label={"en": "Grant"}, says={"fr": "Dit."}))
    assert found.label == Text("Grant", "Grant") and found.says == Text("Dit.", "Dit.") and len(found.open_points) == 2
    assert "label is written in English alone" in found.open_points[0].en and "says is written in French alone: these words stand for the English ones" in found.open_points[1].en
    assert build(document()).open_points == ()


@pytest.mark.parametrize(("start", "right"), [("1990-01", True), ("2100-12", True), ("1989-12", False), ("2101-01", False), ("2020-13", False), ("2020-00", False), ("2020-1", False), (2020, False)])
def test_months_of_the_start_lie_in_bounds(start: Any, right: bool) -> None:
    if right:
        assert build(document(start=start)).start == start
    else:
        assert problems_of(start=start)["start"].value == start


def test_what_is_left_out_has_its_declared_value() -> None:
    found = build(document())
    assert (found.start, found.years, found.burn_in_years, found.levers, found.shocks, found.ministry, found.name, found.base) == ("2020-01", 10, 5, (), (), None, "scenario", None)
    assert "1" in str(problems_of(schema=2)["schema"].allowed) and problems_of(schema=2)["schema"].says.startswith("2 is not a known version")
    for key, lowest, highest in (("years", 1, 100), ("burn_in_years", 0, 50)):
        assert build(document(**{key: lowest})) and build(document(**{key: highest}))
        assert key in problems_of(**{key: lowest - 1}) and key in problems_of(**{key: highest + 1})


# --- levers and shocks ------------------------------------------------------------------------------------------------------------------------------------


def test_terms_of_levers_are_told_apart() -> None:
    found = problems_of(levers={"matching_grant": {"sex": "female", "tariff": 1, "ratoi": 2, "eligibility": {"sx": 1, "arm": "", "corridors": ["MAR-BLE"]}}})
    prefix = "levers.matching_grant"
    assert found[f"{prefix}.sex"].nearest == "eligibility.sex" and found[f"{prefix}.ratoi"].nearest == "ratio"
    assert found[f"{prefix}.eligibility.sx"].nearest == "sex" and found[f"{prefix}.eligibility.arm"].allowed == "text" and found[f"{prefix}.eligibility.corridors"].nearest == "MAR-BEL"
    other = next(name for name in REGISTRY["tax_incentive"].parameters if name not in REGISTRY["matching_grant"].parameters)
    told = problems_of(levers={"matching_grant": {other: 1}})[f"{prefix}.{other}"]
    assert told.says.startswith("is no term of this lever, but of ") and "tax_incentive" in told.says and told.nearest is None
    assert "is not a table" in problems_of(levers={"matching_grant": {"eligibility": 3}})[f"{prefix}.eligibility"].says
    right = build(document(levers={"tax_incentive": {}, "matching_grant": {"ratio": 2, "eligibility": {"sex": "female", "arm": "a", "corridors": ["MAR-BEL"]}}}))
    assert [lever.id for lever in right.levers] == ["matching_grant", "tax_incentive"]
    assert right.levers[0].eligibility == Eligibility(sex="female", arm="a", corridors=("MAR-BEL",)) and right.levers[0].values["ratio"] == 2.0


def test_shocks_name_countries_of_the_scenario() -> None:
    (shock,) = build(document(shocks=[{"kind": "disaster", "month": 3, "origin": "MAR", "residence": "BEL"}])).shocks
    assert (shock.kind, shock.month, shock.origin, shock.residence) == ("disaster", 3, "MAR", "BEL")
    found = problems_of(shocks=[{"kind": "disaster"}, {"kind": "disaster", "origin": "BEL", "residence": "Belgique", "monht": 3}])
    assert found["shocks.1.origin"].allowed == "MAR" and (found["shocks.1.residence"].allowed, found["shocks.1.residence"].nearest) == ("BEL", "BEL")
    assert found["shocks.1.monht"].nearest == "month" and problems_of(shocks=[{"month": 3}])["shocks.0.kind"].says == "is missing"


def test_figures_have_no_other_keys_and_years_lie_in_bounds() -> None:
    for year in (1900, 2100):
        assert of_shape(GivenFigure, {"value": 1, "source": "wdi2023", "year": year}) == []
    for wrong in ({"year": 1899}, {"year": 2101}, {"assumed": [1]}, {"assumed": [1, 2, 3]}, {"sourc": "x"}, {"note": 3}):
        assert of_shape(GivenFigure, {"value": 1, **wrong}), wrong
    found = problems_of(**with_figure({"value": 0.2, "sourc": "wdi2023"}))
    assert found["corridor.MAR-BEL.tax_rate.sourc"].nearest == "source"
    assert set(problems_of(**with_figure({"value": 0.2, "assumed": [0.1, 0.3]}, "tax_rat"))) == {"corridor.MAR-BEL.tax_rat"}


def test_one_wrong_side_is_enough_and_all_problems_stand_together() -> None:
    assert set(problems_of(residence=["XXQ"])) == {"residence"} and set(problems_of(origin=["XXQ"])) == {"origin"}
    both = problems_of(shocks=[{"kind": "disaster", "communities": [9]}, {"kind": "disaster", "communities": [99]}], levers={"infrastructure": {"communities": ["richest:9"]}})
    assert len(both) == 3 and {"levers.infrastructure.communities", "shocks.0.communities", "shocks.1.communities"} == set(both)
    assert problems_of(shocks=[{"kind": "disaster", "origin": "Morroco"}])["shocks.0.origin"].nearest == "MAR" and problems_of(parameters={"givng": {"x": 1}})["parameters.givng"].nearest == "giving"
    assert problems_of(ministry={"renewal": 1})  # what a ministry has not is told
