"""The shape of a scenario file: which keys stand where. Values are checked by their declarations, not here."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from model.communities import END
from model.errors import EMPTY, MISSING, NOT_A_LIST, UNKNOWN_KEY, Problem, nearest, short
from model.inputs.ministry import MINISTRY_PARAMETERS, WEIGHTS
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCK_PARAMETERS
from model.levers import ELIGIBILITY, REGISTRY
from model.parameter import Kind, Parameter, Unit
from model.parameters import PARAMETERS
from model.text import Text

from ..currencies import FIRST_YEAR, LAST_YEAR
from .toml_messages import as_known

SHOWN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""Texts without control characters: these cannot be shown, and make an SVG that nothing opens."""


MONEY = (Unit.USD, Unit.USD_MONTH, Unit.USD_YEAR, Unit.USD_DAY)
"""Units of amounts in USD of 2019."""


class Part(BaseModel):
    """A part of a file: nothing unknown in it, every value of the type that it says."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Words(Part):
    """The same words in English and French."""

    en: str
    fr: str


class OneOrBoth(Part):
    """Words in English, French or both; where one is missing, the other stands for it."""

    en: str | None = Field(None, min_length=1, pattern=SHOWN)
    fr: str | None = Field(None, min_length=1, pattern=SHOWN)

    @model_validator(mode="after")
    def _one_at_least(self) -> OneOrBoth:
        if self.en is None and self.fr is None:
            raise PydanticCustomError("missing", "is missing")
        return self


class Pair(Part):
    """One corridor."""

    origin: str
    residence: str


class GivenFigure(Part):
    """A figure: a value with its source and year, or an assumption with its range."""

    value: Any
    source: str | None = None
    year: int | None = Field(None, ge=FIRST_YEAR, le=LAST_YEAR)
    assumed: list[Any] | None = Field(None, min_length=2, max_length=2)
    note: str = ""
    currency: str | None = Field(None, min_length=1, pattern=SHOWN)


class GivenAmount(Part):
    """An amount in the money of a currency and year."""

    value: Any
    currency: str = Field(min_length=1, pattern=SHOWN)
    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)


class GivenSource(Part):
    """A source of a scenario's own."""

    title: str = Field(min_length=1, pattern=SHOWN)
    publisher: str = Field(min_length=1, pattern=SHOWN)
    year: int = Field(ge=1000, le=LAST_YEAR)
    address: str = Field(min_length=1, pattern=SHOWN)
    licence: str = Field("", pattern=SHOWN)
    grade: Literal["A", "B", "C", "D"] | None = None


class GivenCurrency(Part):
    """Exchange rates of a scenario's own: units for one USD by year, and prices in the United States where the table has none."""

    per_usd: dict[str, Any]
    us_prices: dict[str, Any] = {}
    source: str


class ScenarioFile(Part):
    """A scenario file."""

    version: int = Field(alias="schema")
    label: OneOrBoth
    says: OneOrBoth
    base: str | None = None
    origin: list[str] | None = None
    residence: list[str] | None = None
    corridors: list[Pair] | None = None
    start: Any = None
    years: Any = None
    burn_in_years: Any = None
    corridor: dict[str, dict[str, Any]] = {}
    parameters: dict[str, dict[str, Any]] = {}
    levers: dict[str, dict[str, Any]] = {}
    shocks: list[dict[str, Any]] = []
    ministry: dict[str, Any] | None = None
    sources: dict[str, dict[str, Any]] = {}
    currencies: dict[str, dict[str, Any]] = {}
    regions: Any = None


TOP_LEVEL = tuple(field.alias or name for name, field in ScenarioFile.model_fields.items())
_PARTS: Mapping[str, type[Part]] = {"label": OneOrBoth, "says": OneOrBoth, "corridors": Pair}
A_LIST, A_TABLE = Text("a list", "une liste"), Text("a table", "une table")
TWO_NUMBERS = Text("a list of two numbers", "une liste de deux nombres")
_EXPECTED = {
    "string_type": Text("text", "du texte"),
    "int_type": Text("a whole number", "un nombre entier"),
    "list_type": A_LIST,
    "dict_type": A_TABLE,
    "model_type": A_TABLE,
    "literal_error": Text("one of A, B, C, D", "une lettre parmi A, B, C, D"),
    "too_short": TWO_NUMBERS,
    "too_long": TWO_NUMBERS,
}
_BOUNDS = (
    Text("Input should be greater than or equal to {low}", "un nombre d'au moins {low}"),
    Text("Input should be less than or equal to {high}", "un nombre d'au plus {high}"),
    Text("Input should be greater than {low}", "un nombre supérieur à {low}"),
    Text("Input should be less than {high}", "un nombre inférieur à {high}"),
    Text("Input should be a valid number", "un nombre"),
    Text("Input should be a valid boolean", "true ou false"),
    Text("Input should be a finite number", "un nombre fini"),
    Text("Input should be {choices}", "une valeur parmi {choices}"),
)
"""What Pydantic says of what it expects."""
NOT_EXPECTED = Text("{value} is not {expected}", "{value} n'est pas {expected}")
CONTROL = Text("{value} holds a control character", "{value} contient un caractère de contrôle")
CAN_BE_SHOWN = Text("a text that can be shown", "un texte qui peut s'afficher")
SOME_TEXT = Text("a text with something in it", "un texte qui n'est pas vide")


def of_shape(part: type[Part], given: Any, prefix: str = "") -> list[Problem]:
    """What is wrong with the shape of `given`; an empty list where it fits."""
    try:
        part.model_validate(given)
    except ValidationError as error:
        return [_problem(part, detail, prefix) for detail in error.errors(include_url=False, include_context=False)]
    return []


def _problem(part: type[Part], detail: Any, prefix: str) -> Problem:
    where = [str(step) for step in detail["loc"]]
    key = ".".join(([prefix] if prefix else []) + where)
    if detail["type"] == "missing":
        return Problem(key, MISSING)
    if detail["type"] == "extra_forbidden":
        parent = _PARTS.get(where[0], part) if len(where) > 1 else part
        allowed = [field.alias or name for name, field in parent.model_fields.items()]
        return Problem(key, UNKNOWN_KEY, allowed=", ".join(allowed), nearest=nearest(where[-1], allowed))
    if detail["type"] == "list_type" and isinstance(detail["input"], str):
        items = [item.strip() for item in detail["input"].split(",")]
        says = NOT_A_LIST.filled(value=short(detail["input"]))
        return Problem(key, says, value=detail["input"], allowed=A_LIST, nearest=json.dumps(items, ensure_ascii=False))
    if detail["type"] == "string_pattern_mismatch":
        return Problem(key, CONTROL.filled(value=short(detail["input"])), value=detail["input"], allowed=CAN_BE_SHOWN)
    if detail["type"] == "string_too_short":
        return Problem(key, EMPTY, value=detail["input"], allowed=SOME_TEXT)
    expected = _EXPECTED.get(detail["type"]) or as_known(detail["msg"], _BOUNDS)
    return Problem(key, NOT_EXPECTED.filled(value=short(detail["input"]), expected=expected), value=detail["input"], allowed=expected)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file, for editors: shape, bounds and sentences, from the declarations."""
    schema = ScenarioFile.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Scenario"
    figure = GivenFigure.model_json_schema()
    properties = schema["properties"]
    properties["start"] = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
    properties["years"] = {"type": "integer", "minimum": 1, "maximum": 100}
    properties["burn_in_years"] = {"type": "integer", "minimum": 0, "maximum": 50}
    properties["sources"] = {"type": "object", "additionalProperties": GivenSource.model_json_schema()}
    properties["currencies"] = {"type": "object", "additionalProperties": GivenCurrency.model_json_schema()}
    properties["regions"] = _regions_schema()
    figures = {}
    for name, declaration in FIGURES.items():
        value = _number_schema(declaration)
        figures[name] = {**figure, "title": name, "description": value.pop("description"), "properties": {**figure["properties"], "value": value}}
    properties["corridor"] = {
        "type": "object",
        "patternProperties": {r"^([A-Z]{3}-[A-Z]{3}|[A-Z]{3}-\*|\*-[A-Z]{3})$": _table(figures)},
        "additionalProperties": False,
    }
    mechanisms: dict[str, dict[str, Any]] = {}
    for key, declaration in PARAMETERS.items():
        mechanism, _, name = key.partition(".")
        mechanisms.setdefault(mechanism, {})[name] = _value_schema(declaration)
    properties["parameters"] = _table({mechanism: _table(names) for mechanism, names in mechanisms.items()})
    limits = _table({name: _value_schema(declaration) for name, declaration in ELIGIBILITY.items()})
    properties["levers"] = _table(
        {
            lever_id: _table({**{name: _value_schema(p) for name, p in lever.parameters.items()}, "eligibility": limits}) | {"description": lever.says.en}
            for lever_id, lever in sorted(REGISTRY.items())
        }
    )
    weights = _table({name: _value_schema(p) for name, p in WEIGHTS.items()}) | {"required": list(WEIGHTS), "description": "Weights that add up to 1."}
    properties["ministry"] = _table({**{name: _value_schema(p) for name, p in MINISTRY_PARAMETERS.items()}, "weights": weights})
    shock = _table({**{name: _value_schema(p) for name, p in SHOCK_PARAMETERS.items()}, "origin": {"type": "string"}, "residence": {"type": "string"}})
    properties["shocks"] = {"type": "array", "items": shock | {"required": ["kind"]}}
    for name in ("OneOrBoth",):
        schema["$defs"][name]["minProperties"] = 1
    schema["required"] = ["schema"]
    return schema


def _regions_schema() -> dict[str, Any]:
    """The path of a table of regions, or its rows."""
    share: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
    persons, text = {"type": "number", "minimum": 0}, {"type": "string", "minLength": 1}
    columns = {
        "region": text,
        "population": persons,
        "poverty": share,
        "need": share,
        "emigration": share,
        "emigrants": persons,
        "origin": text,
        "source": text,
    }
    says = "Regions of origin: the path of a table in CSV, from the folder of the scenario; or the regions themselves, at least two an origin."
    return {"description": says, "anyOf": [text, {"type": "array", "items": _table(columns) | {"required": ["region", "population", "poverty"]}}]}


def _table(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _value_schema(declaration: Parameter) -> dict[str, Any]:
    """A value in a lever or of a parameter; an amount of money may be one of another currency and year."""
    schema = _number_schema(declaration)
    if not is_money(declaration):
        return schema
    return {"anyOf": [schema, GivenAmount.model_json_schema()], "description": schema["description"]}


def is_money(declaration: Parameter) -> bool:
    """Whether it is an amount in USD of 2019."""
    return declaration.unit in MONEY


def _number_schema(declaration: Parameter) -> dict[str, Any]:
    says = f"{declaration.en} ({declaration.unit})"
    if declaration.kind is Kind.BOOLEAN:
        return {"type": "boolean", "description": says}
    if declaration.kind is Kind.CHOICE:
        return {"type": "string", "description": says} | ({"enum": list(declaration.choices)} if declaration.choices else {})
    if declaration.kind is Kind.PLACES:
        named = {"type": "string", "minLength": 1, "description": "the name of a region of the scenario's own"}
        place = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": f"^{END.pattern}$"}, named]}
        return {"type": "array", "items": place, "description": says}
    if declaration.kind is Kind.LIST:
        items: dict[str, Any] = {"enum": list(declaration.choices)} if declaration.choices else {"type": ["string", "integer"]}
        return {"type": "array", "items": items, "description": says}
    schema: dict[str, Any] = {"type": "integer" if declaration.kind is Kind.INTEGER else "number", "minimum": declaration.low, "description": says}
    if not math.isinf(declaration.high):
        schema["maximum"] = declaration.high
    return schema
