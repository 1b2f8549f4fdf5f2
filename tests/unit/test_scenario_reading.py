"""Parts of reading a scenario, each by hand-made values: hints, paths, bases, shapes, encodings, figures in another unit, and what is said of each."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from model.errors import InputError, Problem
from model.inputs.settings import FIGURES
from model.levers import REGISTRY
from model.parameter import Kind, Parameter, Unit, declare
from model.parameters import PARAMETERS
from scenarios import load
from scenarios.reading.build import _located, build
from scenarios.reading.changes import changed, ids_of, keep_corridors, known_paths
from scenarios.reading.keys_and_types import ScenarioFile, json_schema, of_shape
from scenarios.reading.loader import LARGEST_FILE, _merge, beside
from scenarios.reading.problems_found import Checking, hinted, read_toml, tamed

RATIO = "levers.matching_grant.ratio"


def document(**more: Any) -> dict[str, Any]:
    """The least that is a scenario."""
    words = {"en": "One", "fr": "Un"}
    return {"schema": 1, "label": words, "says": words, "origin": ["MAR"], "residence": ["BEL"], **more}


def problems_of(content: dict[str, Any], **more: Any) -> list[Problem]:
    with pytest.raises(InputError) as raised:
        build(content, **more)
    return list(raised.value.problems)


# --- values ----------------------------------------------------------------------------------------------------------------------------------------------


def declared(kind: Kind, low: float = 0.0, high: float = 10.0) -> Parameter:
    value: Any = True if kind is Kind.BOOLEAN else 1
    return declare(value, Unit.COUNT, "One thing.", "Une chose.", low=low, high=high, kind=kind)


@pytest.mark.parametrize(
    ("kind", "written", "near"),
    [
        (Kind.REAL, "1.5", "1.5, without quotes"), (Kind.REAL, " 2 ", "2, without quotes"), (Kind.REAL, "11", None), (Kind.REAL, "words", None),
        (Kind.REAL, "1,5", "1.5"), (Kind.REAL, "30%", "0.3"), (Kind.REAL, "True", None), (Kind.INTEGER, "3", "3, without quotes"), (Kind.INTEGER, "3.5", None),
        (Kind.BOOLEAN, "True", "true"), (Kind.BOOLEAN, "no", "false"), (Kind.BOOLEAN, "true", "true, without quotes"), (Kind.BOOLEAN, "1,5", None), (Kind.REAL, 11.0, None),
    ],
)  # fmt: skip
def test_a_text_where_a_number_or_a_truth_value_is_wanted_gets_the_value_it_stands_for(kind: Kind, written: Any, near: str | None) -> None:
    declaration = declared(kind)
    problem = declaration.problem("here", written)
    assert problem is not None
    found = hinted(problem, declaration, written)
    assert found.nearest == near and (found.says == problem.says or found.says.startswith(f"{problem.says}: "))
    assert (found.says != problem.says) is (near is not None and "quotes" not in near)
    assert hinted(problem, None, written) == problem


def test_texts_of_other_kinds_get_no_hint_of_numbers() -> None:
    choice = REGISTRY["matching_grant"].parameters["paid_by"]
    problem = choice.problem("here", "1,5")
    assert problem is not None and hinted(problem, choice, "1,5") == problem


def test_values_are_read_as_toml_or_stay_the_text() -> None:
    assert (read_toml("2"), read_toml("[1, 2]"), read_toml("abc"), read_toml("true")) == (2, [1, 2], "abc", True)
    assert read_toml("1\nother = 2") == "1\nother = 2"


def test_whole_numbers_that_no_float_holds_are_infinite() -> None:
    assert tamed({"a": [10**400, (-(10**400),), 7]}) == {"a": [math.inf, [-math.inf], 7]}
    assert tamed(10**300) == 10**300 and tamed(2 * 10**300) == math.inf and tamed(True) is True


def test_problems_of_several_parts_are_kept_together_and_right_values_pass() -> None:
    work = Checking(document(levers={}))
    assert work.problems == [] and work.broken == set() and work.document["levers"] == {}
    assert work.value("years", declared(Kind.REAL), 3) == 3.0
    for number in (1, 2):
        assert work.value(f"k{number}", declared(Kind.REAL), 99.0) is None
        assert work.made(lambda: PARAMETERS["giving.price_elasticity"].check("p", "x")) is None
    assert [problem.key for problem in work.problems] == ["k1", "p", "k2", "p"] and work.made(lambda: 5) == 5
    broken = Checking(document(levers=3, unknown={}))
    assert broken.broken == {"levers", "unknown"} and not {"levers", "unknown"} & broken.document.keys()


# --- shapes ----------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "key", "says", "allowed", "near"),
    [
        ({"labl": {}}, "labl", "unknown key", "schema, label, says, base", "label"),
        ({"label": {"en": "A", "fra": "B"}}, "label.fra", "unknown key", "en, fr", "fr"),
        ({"corridors": [{"origin": "MAR", "residenc": "BEL", "residence": "BEL"}]}, "corridors.0.residenc", "unknown key", "origin, residence", "residence"),
        ({"label": {}}, "label", "is missing", None, None),
        ({"label": {"en": ""}}, "label.en", "is empty", "a text with something in it", None),
        ({"label": {"en": "a\x07b"}}, "label.en", "holds a control character", "a text that can be shown", None),
        ({"origin": "MAR, SEN"}, "origin", "'MAR, SEN' is not a list", "a list", '["MAR", "SEN"]'),
        ({"origin": 3}, "origin", "3 is not a list", "a list", None),
        ({"levers": 3}, "levers", "3 is not a table", "a table", None),
        ({"schema": "1"}, "schema", "'1' is not a whole number", "a whole number", None),
        ({"base": 3}, "base", "3 is not text", "text", None),
        ({"corridors": [{"origin": "MAR"}]}, "corridors.0.residence", "is missing", None, None),
    ],
)
def test_each_wrong_shape_is_named_with_what_is_allowed(wrong: dict[str, Any], key: str, says: str, allowed: str | None, near: str | None) -> None:
    (found,) = of_shape(ScenarioFile, {**document(), **wrong})
    assert found.key == key and found.says.endswith(says) and found.nearest == near
    assert (found.allowed or "").startswith(allowed or "") and (found.allowed is None) is (allowed is None)
    (below,) = of_shape(ScenarioFile, {**document(), **wrong}, "top")
    assert below.key == f"top.{key}"


def test_a_shape_that_fits_has_no_problem() -> None:
    assert of_shape(ScenarioFile, document()) == []
    assert {problem.key for problem in of_shape(ScenarioFile, {"label": {"en": "A"}})} == {"schema", "says"}


def number_of(schema: dict[str, Any]) -> dict[str, Any]:
    """What a number may be, where an amount may be one of another currency beside it."""
    if "anyOf" not in schema:
        return schema
    number, amount = schema["anyOf"]
    assert set(amount["required"]) == {"value", "currency", "year"} and "USD" in schema["description"]
    return number  # type: ignore[no-any-return]


def test_the_schema_for_editors_has_the_bounds_of_the_declarations() -> None:
    schema = json_schema()
    assert schema["required"] == ["schema"] and schema["$defs"]["OneOrBoth"]["minProperties"] == 1
    levels = schema["properties"]
    assert (levels["years"]["minimum"], levels["years"]["maximum"]) == (1, 100) and (levels["burn_in_years"]["minimum"], levels["burn_in_years"]["maximum"]) == (0, 50)
    (figures,) = levels["corridor"]["patternProperties"].values()
    assert levels["corridor"]["additionalProperties"] is False and list(levels["corridor"]["patternProperties"]) == ["^([A-Z]{3}-[A-Z]{3}|[A-Z]{3}-\\*|\\*-[A-Z]{3})$"]
    assert list(figures["properties"]) == list(FIGURES) and figures["additionalProperties"] is False
    share = figures["properties"]["female_share"]
    assert share["title"] == "female_share" and share["properties"]["value"] == {"type": "number", "minimum": 0.0, "maximum": 1.0} and "women" in share["description"]
    for key, declaration in PARAMETERS.items():
        mechanism, name = key.split(".", 1)
        found = levels["parameters"]["properties"][mechanism]["properties"][name]
        assert found["description"] == f"{declaration.en} ({declaration.unit})"
        found = number_of(found)
        if declaration.kind in (Kind.REAL, Kind.INTEGER):
            assert (found["type"], found["minimum"]) == ("integer" if declaration.kind is Kind.INTEGER else "number", declaration.low), key
            assert found.get("maximum", math.inf) == declaration.high, key
    for lever_id, lever in REGISTRY.items():
        found = levels["levers"]["properties"][lever_id]
        assert set(found["properties"]) == {*lever.parameters, "eligibility"} and found["description"] == lever.says.en
        for name, declaration in lever.parameters.items():
            wanted = {Kind.BOOLEAN: "boolean", Kind.CHOICE: "string", Kind.PLACES: "array", Kind.LIST: "array", Kind.INTEGER: "integer", Kind.REAL: "number"}
            assert number_of(found["properties"][name])["type"] == wanted[declaration.kind], (lever_id, name)
            if declaration.kind is Kind.CHOICE and declaration.choices:
                assert found["properties"][name]["enum"] == list(declaration.choices)
    places = levels["shocks"]["items"]["properties"]["communities"]["items"]["anyOf"]
    assert places[0] == {"type": "integer", "minimum": 1} and places[1]["pattern"].startswith("^") and places[1]["pattern"].endswith("$")
    assert levels["shocks"]["items"]["required"] == ["kind"] and levels["ministry"]["properties"]["weights"]["required"]


# --- paths and changes -----------------------------------------------------------------------------------------------------------------------------------


def test_a_value_is_set_at_its_path_and_the_document_stays_as_it_was() -> None:
    before = document(levers={"matching_grant": {"ratio": 1.0}}, shocks=[{"kind": "disaster"}, {"kind": "travel_ban"}])
    after = changed(before, {RATIO: 2, "levers.tax_incentive.rate": 0.5, "shocks.1.month": 7, "shocks.0": {"kind": "recession"}, "parameters.giving.price_elasticity": -1})
    assert before["levers"] == {"matching_grant": {"ratio": 1.0}} and before["shocks"][1] == {"kind": "travel_ban"}
    assert after["levers"] == {"matching_grant": {"ratio": 2}, "tax_incentive": {"rate": 0.5}}
    assert after["shocks"] == [{"kind": "recession"}, {"kind": "travel_ban", "month": 7}] and after["parameters"] == {"giving": {"price_elasticity": -1}}


@pytest.mark.parametrize(
    ("path", "says", "near", "allowed"),
    [
        ("shocks.2.month", "shocks has 2 entries and none numbered '2'", None, "a number from 0"),
        ("shocks.x", "shocks has 2 entries and none numbered 'x'", None, "a number from 0"),
        ("label.en.first", "label.en is a value, not a table: nothing stands below it", None, "the path label.en"),
        ("yeers", "unknown path", "years", "a path that begins with schema"),
        ("ratio", "unknown path", RATIO, "the full path of a value"),
        ("levers.ratio", "unknown path", RATIO, "the full path of a value"),
        ("matching_grant.ratoi", "unknown path", RATIO, "the full path of a value"),
        ("parameters.price_elasticity", "unknown path", "parameters.giving.price_elasticity", "the full path of a value"),
        ("corridor.female_share", "unknown path", "corridor.MAR-BEL.female_share", "the full path of a value"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_with_the_one_that_is_meant(path: str, says: str, near: str | None, allowed: str) -> None:
    content = document(levers={"matching_grant": {}}, shocks=[{"kind": "disaster"}, {"kind": "disaster"}])
    with pytest.raises(InputError) as raised:
        changed(content, {path: 1, "years": 3})
    (found,) = raised.value.problems
    assert (found.key, found.says, found.file, found.value, found.nearest) == (path, says, "--set", 1, near) and str(found.allowed).startswith(allowed)


def test_the_base_of_a_scenario_cannot_be_set() -> None:
    with pytest.raises(InputError, match="base: unknown path"):
        changed(document(), {"base": "morocco_belgium"})


def test_a_shock_of_an_empty_list_is_told_to_be_missing() -> None:
    with pytest.raises(InputError, match="shocks has 0 entries and none numbered '0'; allowed: a longer list"):
        changed(document(), {"shocks.0.month": 1})


def test_paths_that_can_be_set_are_those_of_the_scenario() -> None:
    found = known_paths(document(levers={"matching_grant": {}, "unknown": {}}, shocks=[{}, {}]))
    assert RATIO in found and "levers.matching_grant.eligibility.sex" in found and not any(path.startswith("levers.tax_incentive") for path in found)
    assert "corridor.MAR-BEL.female_share" in found and "parameters.giving.price_elasticity" in found and "ministry.weights" not in found[:1]
    assert "shocks.1.month" in found and "shocks.2.month" not in found and found.index(RATIO) < found.index("parameters.giving.price_elasticity")
    assert any(path.startswith("levers.tax_incentive") for path in known_paths({})) and not any(path.startswith("shocks.") for path in known_paths({}))
    assert "corridor.A-B.female_share" in known_paths({"corridor": {"A-B": {}}, "origin": ["C"], "residence": ["D"]})


def test_corridors_of_a_document_are_pairs_or_all_of_two_lists() -> None:
    assert ids_of({"origin": ["A", "B"], "residence": ["C", "D"]}) == ["A-C", "A-D", "B-C", "B-D"]
    assert ids_of({"corridors": [{"origin": "A", "residence": "D"}, 3], "origin": ["X"], "residence": ["Y"]}) == ["A-D"]
    assert ids_of({"origin": ["A"]}) == ids_of({"origin": "A", "residence": ["B"]}) == []


def test_figures_of_countries_that_went_are_left_behind() -> None:
    content: dict[str, Any] = {"origin": ["A"], "residence": ["B"], "corridor": {"A-B": {"x": 1}, "C-D": {"x": 2}, "E-F": {"x": 3}}}
    keep_corridors(content, ("E-F",))
    assert content["corridor"] == {"A-B": {"x": 1}, "E-F": {"x": 3}}
    whole: dict[str, Any] = {"corridor": {"A-B": {}}}
    keep_corridors(whole)
    assert whole == {"corridor": {"A-B": {}}}
    moved = changed(document(corridor={"MAR-BEL": {"x": 1}}), {"residence": ["FRA"], "corridor.MAR-FRA.migrant_stock": 5})
    assert moved["corridor"] == {"MAR-FRA": {"migrant_stock": 5}}
    assert changed(document(corridor={"C-D": {"x": 1}}), {"years": 3})["corridor"] == {"C-D": {"x": 1}}


def test_who_set_a_wrong_value_is_named_and_else_the_file() -> None:
    setters = {"levers.matching_grant": "--set", "years": "--years"}
    for key, file in (("levers.matching_grant.ratio", "--set"), ("levers", "--set"), ("years", "--years"), ("levers.matching_grants", "f.toml"), ("yearsx", "f.toml")):
        assert _located(Problem(key, "is wrong"), "f.toml", setters).file == file
    assert {problem.file for problem in problems_of(document(years=0, burn_in_years=51), file="f.toml", changed_paths={"years": "--years"})} == {"f.toml", "--years"}


# --- bases ------------------------------------------------------------------------------------------------------------------------------------------------


def test_tables_are_merged_key_by_key_and_lists_labels_and_figures_as_a_whole() -> None:
    below = {"label": {"en": "a", "fr": "b"}, "origin": ["A"], "levers": {"x": {"p": 1, "q": 2}}, "corridor": {"A-B": {"f": {"value": 1, "year": 2}, "g": {"value": 3}}}}
    above = {"label": {"en": "c"}, "origin": ["D"], "levers": {"x": {"q": 5}, "y": {"label": {"k": 1}}}, "corridor": {"A-B": {"f": {"value": 9}}}}
    merged = _merge(below, above)
    assert merged == {
        "label": {"en": "c"}, "origin": ["D"], "levers": {"x": {"p": 1, "q": 5}, "y": {"label": {"k": 1}}},
        "corridor": {"A-B": {"f": {"value": 9}, "g": {"value": 3}}},
    }  # fmt: skip
    assert below["levers"] == {"x": {"p": 1, "q": 2}}
    assert _merge({"levers": {"label": {"a": 1}}}, {"levers": {"label": {"b": 2}}}) == {"levers": {"label": {"a": 1, "b": 2}}}


def test_the_file_that_is_meant_by_a_path(tmp_path: Path) -> None:
    (tmp_path / "p_shop.toml").write_text("", encoding="utf-8")
    for meant in ("p_shop", "p_shop.toml", "p_shpo.toml", "p_shpo"):
        assert beside(tmp_path / meant) == str(tmp_path / "p_shop.toml"), meant
    assert beside(tmp_path / "something") is None and beside(tmp_path / "none" / "p_shop") is None


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(InputError, match=f"is too large: {LARGEST_FILE + 1} bytes"):
        load(file)
    file.write_bytes(b"#" * LARGEST_FILE)
    with pytest.raises(InputError) as raised:
        load(file)
    assert "too large" not in str(raised.value)
