"""A budget to negotiate: levers at levels that were all run, roles that answer for outcomes, and how far sums of levers are from packages run as such."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from pydantic import Field
from scipy.stats import qmc

from model.errors import Problem, nearest
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text, by_language
from scenarios import load
from scenarios.questions.watching import AN_OUTCOME, UNKNOWN_OUTCOME
from scenarios.reading.keys_and_types import Part, Words
from scenarios.reading.own_files import checked, document_of
from scenarios.scenario import Scenario

from ..comparing.answers import Found
from ..comparing.comparison import Comparison
from ..runs import intervals
from ..runs.replications import COST
from ..text import grouped
from .asking import Error, error_between
from .sizes import Sizes, compared

A_NEGOTIATION = Text("a negotiation file", "un fichier de négociation")
SHIPPED = "one_budget.toml"
PACKAGES = 12
"""Packages that are run as such, at most; no more than points are held out of a question."""

Deal = tuple[int, ...]
"""A level of each lever, 0 where it is not taken."""


class LeverPart(Part):
    """A lever of a negotiation: the term whose `levels` are chosen from, and its other values."""

    lever: str
    term: str
    levels: list[float] = Field(min_length=1, max_length=10)
    values: dict[str, Any] = {}


class RolePart(Part):
    """Who answers for an outcome, and wants most or least of it."""

    id: str = Field(pattern="^[a-z0-9_]+$")
    label: Words
    brief: Words
    outcome: str
    wants: Literal["most", "least"] = "most"


class NegotiationFile(Part):
    """A negotiation file; `budget_usd` a year is what the package may cost."""

    schema_: Literal[1] = Field(alias="schema")
    label: Words
    base: str
    years: int = Field(5, ge=1, le=100)
    budget_usd: float = Field(gt=0.0)
    replications: int = Field(20, ge=2, le=1000)
    sample: int = Field(1500, ge=100)
    levers: list[LeverPart] = Field(min_length=2, max_length=10)
    roles: list[RolePart] = Field(min_length=2, max_length=10)


def negotiation_of(text: str, name: str) -> NegotiationFile:
    """A negotiation from the text of its file; InputError, which names the file, with all that is wrong in it."""
    return checked(NegotiationFile, document_of(text, name, A_NEGOTIATION), name, _wrong_names)


def shipped() -> NegotiationFile:
    """The negotiation that ships."""
    return negotiation_of(files("experiments").joinpath("library", "negotiations", SHIPPED).read_text(encoding="utf-8"), SHIPPED)


def _wrong_names(found: NegotiationFile) -> list[Problem]:
    problems = []
    for place, part in enumerate(found.levers):
        where = f"levers.{place}"
        if part.lever not in REGISTRY:
            problems.append(
                Problem(
                    f"{where}.lever",
                    Text("unknown lever", "levier inconnu"),
                    value=part.lever,
                    allowed=Text("a lever id", "l'id d'un levier"),
                    nearest=nearest(part.lever, REGISTRY),
                )
            )
        elif part.term not in (terms := REGISTRY[part.lever].parameters):
            problems.append(
                Problem(
                    f"{where}.term", Text("unknown term", "condition inconnue"), value=part.term, allowed=", ".join(terms), nearest=nearest(part.term, terms)
                )
            )
        if sorted(set(part.levels)) != part.levels:
            problems.append(
                Problem(
                    f"{where}.levels",
                    Text("do not rise", "ne vont pas en croissant"),
                    value=part.levels,
                    allowed=Text("numbers, each above the one before", "des nombres, chacun supérieur au précédent"),
                )
            )
    for place, role in enumerate(found.roles):
        if role.outcome not in OUTCOMES:
            near = nearest(role.outcome, OUTCOMES)
            problems.append(Problem(f"roles.{place}.outcome", UNKNOWN_OUTCOME, value=role.outcome, allowed=AN_OUTCOME, nearest=near))
    for key, names in (("levers", [part.lever for part in found.levers]), ("roles", [role.id for role in found.roles])):
        if len(set(names)) < len(names):
            problems.append(Problem(key, Text("a name was given twice", "un nom est donné deux fois"), value=names))
    return problems


class Package(NamedTuple):
    """A package that was run as such: its deal, and of each number what the sum of its levers says and what fresh runs give."""

    deal: Deal
    summed: tuple[float, ...]
    fresh: tuple[Found, ...]


@dataclass(frozen=True)
class Table:
    """A negotiation and what is run of it: each level of each lever alone, and packages."""

    content: NegotiationFile
    sizes: Sizes

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What is counted: the public cost, then what the roles answer for."""
        return (COST, *dict.fromkeys(role.outcome for role in self.content.roles if role.outcome != COST))

    @property
    def single(self) -> tuple[Deal, ...]:
        """Every level of every lever alone."""
        count = len(self.content.levers)
        return tuple(
            tuple(level if place == at else 0 for place in range(count))
            for at, part in enumerate(self.content.levers)
            for level in range(1, len(part.levels) + 1)
        )

    @cached_property
    def packages(self) -> tuple[Deal, ...]:
        """Deals of two levers or more that fill the space of all deals evenly (a scrambled Sobol sequence)."""
        count, most = min(self.sizes.held_out, PACKAGES), [len(part.levels) for part in self.content.levers]
        drawn = qmc.Sobol(len(most), rng=np.random.default_rng([self.sizes.seed, 2])).random_base2(8)
        deals = (tuple(min(int(share * (top + 1)), top) for share, top in zip(row, most, strict=True)) for row in drawn)
        return tuple(dict.fromkeys(deal for deal in deals if sum(level > 0 for level in deal) > 1))[:count]

    @property
    def replications(self) -> int:
        """Runs of each deal."""
        return self.sizes.of(self.content).replications

    @property
    def years(self) -> int:
        """The horizon."""
        return self.sizes.of(self.content).years

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What is run, by the names of its deals."""
        return tuple(self._scenario(deal) for deal in (*self.single, *self.packages))

    def _scenario(self, deal: Deal) -> Scenario:
        levers = {}
        for part, level in zip(self.content.levers, deal, strict=True):
            if level:
                is_whole = REGISTRY[part.lever].parameters[part.term].kind == "integer"
                value = part.levels[level - 1]
                levers[part.lever] = {**part.values, part.term: int(value) if is_whole else value}
        return replace(load(self.content.base, set={"years": self.years, "levers": levers}), name=name_of(deal))

    def cost(self) -> Text:
        """What it costs, to be said before the first run."""
        alone, whole, each = len(self.single), len(self.packages), self.replications
        return Text(
            "negotiation: {alone} levels of levers alone, {whole} packages, {each} replications: {runs} runs",
            "négociation : {alone} niveaux de leviers seuls, {whole} ensembles, {each} réplications : {runs} simulations",
        ).filled(alone=alone, whole=whole, each=each, runs=by_language(partial(grouped, (alone + whole + 1) * each)))


def name_of(deal: Deal) -> str:
    """The name of what is run of a deal."""
    return f"deal_{'_'.join(map(str, deal))}"


@dataclass(frozen=True)
class Negotiated:
    """What was found."""

    table: Table
    comparison: Comparison

    def numbers(self, deal: Deal) -> tuple[Found, ...]:
        """The change of each number by a deal that was run, with its interval: the digits of `compare`."""
        each = next(one for one in self.comparison.replications if one.name == name_of(deal))
        means = [intervals.of_mean(each.column(outcome, difference=True)[:, None], each.groups) for outcome in self.table.outcomes]
        return tuple(Found(*(float(part[0]) for part in mean)) for mean in means)

    def packages(self) -> tuple[Package, ...]:
        """Packages run as such beside the sums of their levers."""
        alone = {deal: self.numbers(deal) for deal in self.table.single}
        return tuple(Package(deal, self._summed(deal, alone), self.numbers(deal)) for deal in self.table.packages)

    def _summed(self, deal: Deal, alone: dict[Deal, tuple[Found, ...]]) -> tuple[float, ...]:
        parts = [alone[tuple(level if place == at else 0 for place in range(len(deal)))] for at, level in enumerate(deal) if level]
        return tuple(sum(part[column].mean for part in parts) for column in range(len(self.table.outcomes)))

    def error(self, column: int) -> Error | None:
        """How far sums were off the packages, in one number."""
        pairs = [(each.summed[column], each.fresh[column]) for each in self.packages()]
        return error_between([(said, fresh) for said, fresh in pairs if np.isfinite(said) and np.isfinite(fresh.mean)])


def negotiate(table: Table, kept_in: Path, report: Callable[[int, int], None] | None = None) -> Negotiated:
    """Run what is missing. Finished runs are kept below a folder."""
    return Negotiated(table, compared("negotiation", table.scenarios, table.sizes, table.content, kept_in, (), report))
