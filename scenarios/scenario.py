"""A scenario: a frozen value that says which world is looked at and which policies are tried in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import Any

from model.inputs.ministry import Ministry
from model.inputs.regions import Region
from model.inputs.settings import FIGURES, Corridor, WorldSettings, corridor_figures
from model.inputs.shocks import Shock
from model.languages import with_point
from model.levers import ELIGIBILITY, Lever
from model.parameter import Parameter, Status, Text
from model.parameters import PARAMETERS

from . import corridors as tables
from .argument_checks import LANGUAGE, arguments
from .corridors import ASSUMPTION, Figure
from .currencies import Amount, OwnRates
from .frozen import Frozen
from .implausible_figures import shares_above_one, unlikely
from .inputs import Input, declared_input, figure_input, region_inputs
from .sources import Source

SCHEMA = 1


SAYS: Mapping[str, Text] = {
    "corridors": Text("Corridors: ", "Corridors : "),
    "time": Text(
        "Start {start}, {years} years, after a burn-in of {burn_in} years", "Début {start}, {years} ans, après {burn_in} ans de mise en régime"
    ),
    "lever": Text("Lever", "Levier"),
    "none": Text("No policy", "Aucune politique"),
    "ministry": Text("Ministry", "Ministère"),
    "shock": Text("Shock {kind}: from month {month}, {months} months, size {size}", "Choc {kind} : dès le mois {month}, {months} mois, taille {size}"),
    "regions": Text("Regions", "Régions"),
    "pair": Text("{what}: {says}", "{what} : {says}"),
}
"""Words of `Scenario.describe`."""


@dataclass(frozen=True)
class Scenario:
    """A world and the policies tried in it.

    Attributes:
        label, says: its name and what is known, assumed and worth comparing, in English and French.
        corridors: ids ORIGIN-RESIDENCE, ISO 3166-1 alpha-3.
        start: month 0, YYYY-MM; years: the horizon; burn_in_years: years simulated before month 0.
        figures: corridor id to figure name to Figure, complete: every figure that the model reads.
        parameters: overrides of declared parameters, "mechanism.name" to value.
        levers: sorted by id, idle ones included; the model drops those.
        ministry: what stands behind the levers; None where the file says nothing of it, and every budget is renewed.
        name: the name in the library, or of the file.
        base: the scenario that it started from.
        open_points: what its file left open, to be told with its warnings.
        sources: its own sources by key, beside those of the bibliography.
        currencies: its own exchange rates by the code of the currency.
        amounts: what its file gives in other money, by the path of the value; `converted` are those that still hold.
        regions: origin to its own regions, from the poorest to the richest; an origin without is split by rule.
    """

    label: Text
    says: Text
    corridors: tuple[str, ...]
    start: str = "2020-01"
    years: int = 10
    burn_in_years: int = 5
    figures: Mapping[str, Mapping[str, Figure]] = field(default_factory=Frozen)
    parameters: Mapping[str, Any] = field(default_factory=Frozen)
    levers: tuple[Lever, ...] = ()
    shocks: tuple[Shock, ...] = ()
    ministry: Ministry | None = None
    name: str = "scenario"
    base: str | None = None
    open_points: tuple[Text, ...] = field(default=(), compare=False)
    sources: Mapping[str, Source] = field(default_factory=Frozen)
    currencies: Mapping[str, OwnRates] = field(default_factory=Frozen, compare=False)
    amounts: Mapping[str, Amount] = field(default_factory=Frozen, compare=False)
    regions: Mapping[str, tuple[Region, ...]] = field(default_factory=Frozen)

    def __hash__(self) -> int:
        return hash((self.name, self.fingerprint))

    @property
    def origins(self) -> tuple[str, ...]:
        """Countries of origin, in the order given."""
        return tuple(dict.fromkeys(corridor.split("-")[0] for corridor in self.corridors))

    @property
    def residences(self) -> tuple[str, ...]:
        """Countries of residence, in the order given."""
        return tuple(dict.fromkeys(corridor.split("-")[1] for corridor in self.corridors))

    @property
    def footnotes(self) -> tuple[Text, ...]:
        """Notes that go with every output that names its countries."""
        return tables.footnotes(*self.corridors, self.name, self.label.en)

    def settings(self, sample: int | None = None, years: int | None = None) -> WorldSettings:
        """What the model builds the world from; `sample` is the number of records a corridor at most (None: one a household)."""
        built = tuple(
            Corridor(origin, residence, corridor_figures({key: figure.value for key, figure in self.figures[f"{origin}-{residence}"].items()}))
            for origin, residence in (corridor.split("-") for corridor in self.corridors)
        )
        return WorldSettings(built, dict(self.parameters), self.start, self.years if years is None else years, self.burn_in_years, sample, dict(self.regions))

    def without_levers(self) -> Scenario:
        """The same world without policy."""
        return replace(self, levers=())

    # Identity

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all that can move a result.

        Labels, sentences, names, sources and notes are left out: two files that give the same numbers have the same fingerprint,
        in whatever order their keys and levers stand. The ranges of assumptions count, because uncertainty is drawn from them.
        """
        levers = {lever.id: _lever_document(lever) for lever in self.levers}
        if self.ministry is None:
            # without a ministry every budget is renewed, whether the file says so or not
            return _digest(self._content() | {"levers": {lever_id: {"renewal_probability": 1.0} | values for lever_id, values in levers.items()}})
        return _digest(self._content() | {"levers": levers, "ministry": self.ministry.document()})

    @cached_property
    def world_fingerprint(self) -> str:
        """The fingerprint of the same world without levers: equal for scenarios that can share a population and a burn-in."""
        return _digest(self._content() | {"levers": {}})

    def _content(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "corridors": self.corridors,
            "start": self.start,
            "years": self.years,
            "burn_in_years": self.burn_in_years,
            "figures": {corridor: {key: [figure.value, figure.assumed] for key, figure in given.items()} for corridor, given in self.figures.items()},
            "parameters": dict(self.parameters),
            "shocks": [_shock_content(shock) for shock in self.shocks],
            **({"regions": {origin: [region[:-1] for region in own] for origin, own in self.regions.items()}} if self.regions else {}),
        }

    def document(self) -> dict[str, Any]:
        """The scenario as the content of a file; building it again gives an equal scenario."""
        pairs = tuple(f"{origin}-{residence}" for origin, residence in product(self.origins, self.residences))
        where: dict[str, Any] = {"origin": list(self.origins), "residence": list(self.residences)}
        if pairs != self.corridors:
            where = {"corridors": [dict(zip(("origin", "residence"), corridor.split("-"), strict=True)) for corridor in self.corridors]}
        parameters: dict[str, dict[str, Any]] = {}
        for key, value in self.parameters.items():
            mechanism, _, name = key.partition(".")
            parameters.setdefault(mechanism, {})[name] = value
        document: dict[str, Any] = {
            "schema": SCHEMA,
            "label": self.label._asdict(),
            "says": self.says._asdict(),
            **where,
            "start": self.start,
            "years": self.years,
            "burn_in_years": self.burn_in_years,
            "corridor": {corridor: given for corridor in self.corridors if (given := self._given(corridor))},
            "parameters": parameters,
            "levers": {lever.id: _lever_document(lever) for lever in self.levers},
            "shocks": [
                {key: list(value) if isinstance(value, tuple) else value for key, value in vars(shock).items() if value is not None} for shock in self.shocks
            ],
        } | ({} if self.ministry is None else {"ministry": self.ministry.document()})
        for path, amount in self.converted().items():
            room, place, name = path.split(".", 2)
            table = document[room].get(place, {})
            if name in table:  # a figure that is that of the tables stands in no file
                table[name] = {**(table[name] if isinstance(table[name], dict) else {}), **amount.given}
        own: dict[str, Mapping[str, Source | OwnRates]] = {"sources": self.sources, "currencies": self.currencies}
        document |= {"regions": document_of(self.regions)} if self.regions else {}
        return document | {room: {key: one.document() for key, one in given.items()} for room, given in own.items() if given}

    def converted(self) -> dict[str, Amount]:
        """The amounts that its file gives in other money, by path, but for those that were replaced by another value since."""
        return {path: amount for path, amount in self.amounts.items() if self._number_at(path) == amount.usd}

    def _number_at(self, path: str) -> Any:
        """The value at the path of a parameter, a term of a lever or a figure; None where there is none."""
        room, place, name = path.split(".", 2)
        if room == "parameters":
            return self.parameters.get(f"{place}.{name}")
        if room == "levers":
            return next((lever.values[name] for lever in self.levers if lever.id == place), None)
        figure = self.figures.get(place, {}).get(name)
        return None if figure is None else figure.value

    def _given(self, corridor: str) -> dict[str, Any]:
        """Figures that differ from the tables and the declared defaults."""
        known = tables.figures(corridor)
        return {key: _figure_document(figure) for key, figure in self.figures[corridor].items() if figure != known.get(key, tables.default(key))}

    # What it rests on

    def inputs(self) -> tuple[Input, ...]:
        """Every figure, every parameter, and what the levers assume about costs, with value, range, source and grade."""
        found = [
            figure_input(f"corridor.{corridor}.{key}", FIGURES[key], figure, self.sources.get(figure.source))
            for corridor in self.corridors
            for key, figure in self.figures[corridor].items()
        ]
        found += [given for origin, own in self.regions.items() for region in own for given in region_inputs(origin, region, self.sources.get(region.source))]
        for key, declaration in PARAMETERS.items():
            value = self.parameters.get(key)
            found.append(declared_input(f"parameters.{key}", declaration, value, is_set=key in self.parameters))
        for lever in self.levers:
            for key, declaration in lever.parameters.items():
                if declaration.likely is not None:
                    value = getattr(lever, key)
                    found.append(declared_input(f"levers.{lever.id}.{key}", declaration, value, is_set=value != declaration.value))
        return tuple(found)

    def assumptions(self) -> tuple[Input, ...]:
        """The inputs that are assumptions or values of the literature rather than data."""
        return tuple(given for given in self.inputs() if given.status in (Status.ASSUMPTION, Status.LITERATURE))

    def uncertain(self) -> tuple[Input, ...]:
        """The inputs that an uncertainty analysis draws: assumptions and literature values with a range, not those that the scenario set."""
        return tuple(given for given in self.assumptions() if given.is_uncertain)

    def warnings(self) -> tuple[Text, ...]:
        """What is valid but probably not meant: levers and shocks that change nothing here."""
        months = 12 * self.years
        found: list[Text] = [*self.open_points, *unlikely(self.figures), *shares_above_one(self._given_values())]
        for lever in self.levers:
            name = lever.label
            if lever.from_month >= months:
                found.append(
                    Text(
                        "{name} starts in month {from_month}, after the horizon of {months} months: it changes nothing.",
                        "{name} commence au mois {from_month}, après l'horizon de {months} mois : rien ne change.",
                    ).filled(name=name, from_month=lever.from_month, months=months)
                )
            if lever.is_idle:
                found.append(
                    Text(
                        "{name} offers nothing as it is set (a rate, ratio, number of places or budget of 0): it changes nothing.",
                        "{name} n'offre rien tel quel (taux, ratio, nombre de places ou budget nul) : rien ne change.",
                    ).filled(name=name)
                )
            if lever.eligibility.random_share == 0.0:
                found.append(
                    Text(
                        "{name} is offered to nobody (random_share = 0): it changes nothing.",
                        "{name} n'est offert à personne (random_share = 0) : rien ne change.",
                    ).filled(name=name)
                )
            if lever.id == "dual_nationality":
                allowed = [corridor for corridor in self.corridors if self.figures[corridor]["dual_allowed"].value >= 1.0]
                for corridor in allowed:
                    origin = tables.countries().get(corridor.split("-")[0], Text(corridor, corridor))
                    found.append(
                        Text(
                            "{origin} allows dual nationality already: {name} changes nothing on {corridor}.",
                            "{origin} permet déjà la double nationalité : {name} ne change rien sur {corridor}.",
                        ).filled(origin=origin, name=name, corridor=corridor)
                    )
        found += [
            Text(
                "Shock {number} ({kind}) comes in month {month}, after the horizon: it changes nothing.",
                "Le choc {number} ({kind}) survient au mois {month}, après l'horizon : rien ne change.",
            ).filled(number=number, kind=shock.kind, month=shock.month)
            for number, shock in enumerate(self.shocks)
            if shock.month >= months
        ]
        found += [
            Text(
                "Shock {number} ({kind}) happens to nobody (random_share = 0): it changes nothing.",
                "Le choc {number} ({kind}) n'arrive à personne (random_share = 0) : rien ne change.",
            ).filled(number=number, kind=shock.kind)
            for number, shock in enumerate(self.shocks)
            if shock.random_share == 0.0
        ]
        return tuple(found)

    def _given_values(self) -> dict[str, tuple[Any, Parameter]]:
        """Numbers of parameters and levers that the scenario gives, by path, with their declarations."""
        found = {f"parameters.{key}": (value, PARAMETERS[key]) for key, value in self.parameters.items()}
        found |= {f"levers.{lever.id}.{key}": (lever.values[key], declared) for lever in self.levers for key, declared in lever.parameters.items()}
        return {path: (value, declared) for path, (value, declared) in found.items() if isinstance(value, int | float) and not isinstance(value, bool)}

    def describe(self, language: str = "en") -> str:
        """The scenario in a few lines."""
        arguments({"language": LANGUAGE}, language=language)
        lines = [self.label(language), "", self.says(language), ""]
        lines.append(SAYS["corridors"](language) + "; ".join(f"{tables.name(c)(language)} ({c})" for c in self.corridors))
        lines.append(SAYS["time"].filled(start=self.start, years=self.years, burn_in=self.burn_in_years)(language))
        for lever in self.levers:
            values = ", ".join(
                f"{key} = {value}" for key, value in lever.values.items() if key in type(lever).__dict__ or key in ("paid_by", "budget_usd", "from_month")
            )
            lines.append(f"{SAYS['lever'](language)} {lever.id}: {lever.label(language)} ({values})")
        if not self.levers:
            lines.append(SAYS["none"](language))
        if self.ministry is not None:
            values = ", ".join(f"{key} = {value}" for key, value in self.ministry.document().items())
            lines.append(f"{SAYS['ministry'](language)} ({values})")
        for shock in self.shocks:
            lines.append(SAYS["shock"].filled(kind=shock.kind, month=shock.month, months=shock.months, size=with_point(f"{shock.size:g}", language))(language))
        pairs = [(path, amount.says()(language)) for path, amount in self.converted().items()]
        pairs += [(f"{SAYS['regions'](language)} {origin}", ", ".join(one.name for one in own)) for origin, own in self.regions.items()]
        pairs += [(f"Source {key}", str(source)) for key, source in self.sources.items()]
        lines += [SAYS["pair"].filled(what=what, says=says)(language) for what, says in pairs]
        lines += [f"* {note(language)}" for note in tables.footnotes(self.name, *lines)]
        return "\n".join(lines)


def _digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=True).encode()).hexdigest()


def _shock_content(shock: Shock) -> dict[str, Any]:
    """What a shock adds to a fingerprint; one that happens to all has that of before lots could be drawn."""
    content = dict(vars(shock))
    if not shock.is_by_lot:
        del content["random_share"], content["arm"]
    return content


def _figure_document(figure: Figure) -> Any:
    if figure.assumed is not None:
        return {"value": figure.value, "assumed": list(figure.assumed)} | ({"note": figure.note} if figure.note else {})
    if figure.source == ASSUMPTION:
        return figure.value
    given = {"value": figure.value, "source": figure.source, "year": figure.year, "note": figure.note}
    return {key: value for key, value in given.items() if value not in (None, "")}


def _lever_document(lever: Lever) -> dict[str, Any]:
    document = {key: list(value) if isinstance(value, tuple) else value for key, value in lever.values.items() if value is not None}
    limits = {key: getattr(lever.eligibility, key) for key in ELIGIBILITY}
    return document | {"eligibility": {key: list(value) if isinstance(value, tuple) else value for key, value in limits.items() if value is not None}}


def document_of(regions: Mapping[str, tuple[Region, ...]]) -> list[dict[str, Any]]:
    """Regions as the tables of a scenario file."""
    rows = [{"origin": origin, "region": region.name, **region._asdict()} for origin, own in regions.items() for region in own]
    return [{name: value for name, value in row.items() if name != "name" and value not in (None, "")} for row in rows]
