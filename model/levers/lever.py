"""A lever: a small dated object that turns an offer into another offer, for whom it says, and says what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from ..communities import places_problem
from ..errors import InputError, Problem, nearest
from ..offers import Offer
from ..outcomes import OUTCOMES
from ..parameter import Kind, Parameter, Text, Unit, declare

if TYPE_CHECKING:
    from ..plugins import Plugin


class Family(StrEnum):
    """The three families of the source paper (F5): enable, engage, empower."""

    ENABLE = "E1"
    ENGAGE = "E2"
    EMPOWER = "E3"


class Topic(IntEnum):
    """What news of a lever is about: households hear of topics; a decision looks at the new terms only once its topic was heard of."""

    REMITTANCE = 0
    INVESTMENT = 1
    GIVING = 2
    COLLECTIVE = 3
    PLACEMENT = 4
    NATIONALITY = 5
    ENTERPRISE = 6
    TRADE = 7
    SAVINGS = 8
    TOURISM = 9
    RELATIONS = 10


class Support(IntEnum):
    """What carried an act; bits of the household's field `supported`. Levers that share a topic are told apart by it; the first ones are as the topics."""

    REMITTANCE = 0
    INVESTMENT = 1
    GIVING = 2
    COLLECTIVE = 3
    PLACEMENT = 4
    NATIONALITY = 5
    REGISTRATION = 6
    FACILITATION = 7
    INFRASTRUCTURE = 8
    INFORMATION = 9
    GRANT = 10
    GUARANTEE = 11
    ZONE = 12
    COUNTER = 13
    SEED = 14
    NETWORK = 15
    FAIR = 16
    TRAINING = 17
    INCLUSION = 18
    SAVINGS = 19
    BOND = 20
    TOURISM = 21
    TALENT = 22
    KNOWLEDGE = 23
    REGISTER = 24
    MAPPING = 25
    CONSULTATION = 26
    HUB = 27
    POOL = 28
    PARTNERSHIP = 29
    GIVING_TRAINING = 30


class Act(IntEnum):
    """What a household may do that a lever wants done; bits of the household's fields `acted` and `supported`."""

    REMIT = 0
    INVEST_PROPERTY = 1
    INVEST_PRODUCTIVE = 2
    FOUND_FIRM = 3
    GIVE_REGULAR = 4
    GIVE_COLLECTIVE = 5
    GIVE_CRISIS = 6
    PLACEMENT = 7
    NATURALISE = 8
    KEEP_NATIONALITY = 9
    EXPORT = 10
    SAVE = 11
    BUY_BOND = 12
    VISIT = 13
    OPEN_ACCOUNT = 14
    RETURN = 15
    ADVISE = 16
    REGISTER = 17
    SPEAK = 18


PAYERS = ("origin_state", "residence_state", "donor", "international", "diaspora")
SEXES = ("female", "male")
GENERATIONS = ("first", "one_and_half", "second", "third")
SKILLS = ("low", "middle", "high")
FACTIONS = ("A", "B", "C")  # neutral names

ELIGIBILITY: Mapping[str, Parameter] = {
    "corridors": Parameter(None, Unit.LIST, "Corridors (ORIGIN-RESIDENCE) that are offered it; absent: all.",
                           "Corridors (ORIGINE-RÉSIDENCE) auxquels il est offert ; absent : tous.", kind=Kind.LIST, optional=True),
    "communities": Parameter(None, Unit.LIST, "Communities of origin, by number from 1 (the poorest) or 'poorest:N' or 'richest:N'; absent: all.",
                             "Communautés d'origine, par numéro depuis 1 (la plus pauvre), ou 'poorest:N' ou 'richest:N' ; absent : toutes.",
                             kind=Kind.PLACES, optional=True),
    "sex": Parameter(None, Unit.CHOICE, "Sex of the head of household; absent: both.", "Sexe du chef de ménage ; absent : les deux.",
                     kind=Kind.CHOICE, choices=SEXES, optional=True),
    "generation": Parameter(None, Unit.LIST, "Generations; absent: all.", "Générations ; absent : toutes.", kind=Kind.LIST,
                            choices=GENERATIONS, optional=True),
    "skill": Parameter(None, Unit.LIST, "Skill levels; absent: all.", "Niveaux de qualification ; absent : tous.", kind=Kind.LIST,
                       choices=SKILLS, optional=True),
    "random_share": Parameter(1.0, Unit.SHARE, "Share of the eligible, drawn by lot, that are offered it; 0 offers it to nobody.",
                              "Part des ménages éligibles, tirés au sort, à qui il est offert ; 0 : personne."),
    "arm": Parameter(None, Unit.CHOICE, "Name of a trial arm: levers of one arm are offered to the same households.",
                     "Nom d'un bras d'essai : les leviers d'un même bras sont offerts aux mêmes ménages.", kind=Kind.CHOICE, optional=True),
}


@dataclass(frozen=True)
class Eligibility:
    """For whom a lever is. Fields as in ELIGIBILITY; None means no restriction."""

    corridors: tuple[str, ...] | None = None
    communities: tuple[str | int, ...] | None = None
    sex: str | None = None
    generation: tuple[str, ...] | None = None
    skill: tuple[str, ...] | None = None
    random_share: float = 1.0
    arm: str | None = None

    @property
    def is_universal(self) -> bool:
        """Whether everybody is offered the lever."""
        return self == Eligibility(arm=self.arm)

    def problems(self, prefix: str) -> list[Problem]:
        """What is wrong with its values."""
        declared = ((name, parameter) for name, parameter in ELIGIBILITY.items() if name != "arm")
        return [found for name, parameter in declared if (found := parameter.problem(f"{prefix}.{name}", getattr(self, name))) is not None]


COMMON: Mapping[str, Parameter] = {
    "from_month": declare(0, Unit.MONTHS, "First month in force; 0 is the first month after the burn-in.",
                          "Premier mois en vigueur ; 0 est le premier mois après la mise en régime.", low=0, high=1200, kind=Kind.INTEGER),
    "to_month": declare(None, Unit.MONTHS, "First month no longer in force; absent: to the end.",
                        "Premier mois où il n'est plus en vigueur ; absent : jusqu'à la fin.", low=0, high=1200, kind=Kind.INTEGER, optional=True),
    "ramp_months": declare(0, Unit.MONTHS, "Months over which it grows to full strength.", "Mois de montée en puissance.",
                           low=0, high=120, kind=Kind.INTEGER),
    "budget_usd": declare(None, Unit.USD_YEAR, "Budget a year; absent: unlimited.", "Budget par an ; absent : illimité.",
                          low=0.0, high=1e12, optional=True),
    "paid_by": declare("origin_state", Unit.CHOICE, "Who pays.", "Qui paie.", kind=Kind.CHOICE, choices=PAYERS),
    "funding": declare("institutional", Unit.CHOICE, "Project money ends for good; institutional money is renewed each year.",
                       "L'argent de projet s'arrête ; l'argent institutionnel est renouvelé chaque année.",
                       kind=Kind.CHOICE, choices=("project", "institutional")),
    "renewal_probability": declare(None, Unit.PROBABILITY_YEAR, "Chance that institutional money is renewed each year; absent: the ministry's, or 1 where there is none.",
                                   "Probabilité que l'argent institutionnel soit renouvelé chaque année ; absent : celle du ministère, ou 1 s'il n'y en a pas.",
                                   optional=True),
}

MAX_RESTRICTED = 10
"""Levers of one world with an eligibility of their own, at most: each doubles the classes of people that offers are worked out for."""

REGISTRY: dict[str, type[Lever]] = {}

DECLARED: Mapping[str, type] = {"family": Family, "label": Text, "says": Text, "topic": Topic, "act": Act, "main_outcome": str}
"""What every lever says of itself."""


class Lever:
    """Base of all levers: subclass it in one file, declare its parameters as class attributes, and override `offer`.

    `process` names the institution that carries it out; `forgoes` the flows of the tally that are revenue
    forgone, `pays` those that are spending. `leaves_structure` says that what it built (a desk, a network) outlives its money for a while: its strength
    then fades instead of stopping, at no cost; such a lever neither forgoes nor pays anything by a flow. `stays` says that it is a work: it serves nobody
    until its set-up is paid in full, and for good from then on. `grows_places` says that all its places open once, with its strength, not year by year.
    `promise_days` are the days in which its institution promises an answer, None where it promises none. `reaches` is the account of the ledger that gets, in
    money or in kind, what is spent beyond running it: works, grants, seats, packages; None where all of it is running cost.

    A subclass declares `id`, `family`, `label`, `topic` (what the news is about), `act` (what it wants done), `support` (what carried the act, where levers
    share a topic), `main_outcome` (the outcome that the cost is set against) and its parameters: `ratio: float = declare(...)`. Instances hold checked values and never change.
    """

    id: ClassVar[str] = ""
    source: ClassVar[str] = ""
    family: ClassVar[Family]
    label: ClassVar[Text]
    says: ClassVar[Text]
    topic: ClassVar[Topic]
    act: ClassVar[Act]
    support: ClassVar[Support | None] = None
    main_outcome: ClassVar[str]
    entitlement: ClassVar[bool] = False
    process: ClassVar[str | None] = None
    forgoes: ClassVar[tuple[str, ...]] = ()
    pays: ClassVar[tuple[str, ...]] = ()
    leaves_structure: ClassVar[bool] = False
    stays: ClassVar[bool] = False
    grows_places: ClassVar[bool] = False
    reaches: ClassVar[str | None] = None
    parameters: ClassVar[Mapping[str, Parameter]] = {}
    plugin: ClassVar[Plugin | None] = None
    """The file that defines it, where that is neither part of the model nor a module that Python finds by its name."""

    from_month: int
    to_month: int | None
    ramp_months: int
    budget_usd: float | None
    paid_by: str
    funding: str
    renewal_probability: float | None
    eligibility: Eligibility
    values: Mapping[str, Any]
    """All parameters by name."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not vars(cls).get("id"):  # a base of others, or a class that a worker is still putting together
            return
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Parameter)}
        cls.parameters = {**COMMON, **cls.parameters, **own}
        problems = list(_undeclared(cls))
        if problems:
            raise InputError(problems)
        REGISTRY[cls.id] = cls

    def __init__(self, eligibility: Eligibility | None = None, **given: Any) -> None:
        problems = [] if eligibility is None else eligibility.problems(f"levers.{self.id}.eligibility")
        for name in given:
            if name not in self.parameters:
                problems.append(Problem(f"levers.{self.id}.{name}", "unknown key", allowed=", ".join([*self.parameters, "eligibility"]),
                                        nearest=nearest(name, [*self.parameters, "eligibility"])))
        for name, parameter in self.parameters.items():
            value = given.get(name, parameter.value)
            problem = parameter.problem(f"levers.{self.id}.{name}", value)
            if problem is not None:
                problems.append(problem)
            else:
                object.__setattr__(self, name, parameter.check(name, value))
        if not problems and self.to_month is not None and self.to_month <= self.from_month:
            problems.append(Problem(f"levers.{self.id}.to_month", f"ends in month {self.to_month}, before it begins in month {self.from_month}",
                                    value=self.to_month, allowed=f"a whole number above {self.from_month}"))
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "eligibility", eligibility or Eligibility())
        # asked for every month by whoever carries it out
        object.__setattr__(self, "values", MappingProxyType({name: getattr(self, name) for name in self.parameters}))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a lever never changes; make another instead of setting {name}")

    def __reduce__(self) -> Any:
        kind = type(self) if self.plugin is None else self.id  # Python finds no class of a plug-in by its name
        return (_rebuild, (self.plugin, kind, {name: getattr(self, name) for name in self.parameters}, self.eligibility))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.values == other.values and self.eligibility == other.eligibility  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((self.id, tuple(self.values.items()), self.eligibility))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.values.items())}, eligibility={self.eligibility!r})"

    def place_problems(self, n_local: int) -> list[Problem]:
        """Communities that it names and that a world of `n_local` communities an origin does not have."""
        named = {f"levers.{self.id}.{name}": self.values[name] for name, parameter in self.parameters.items() if parameter.kind is Kind.PLACES}
        named[f"levers.{self.id}.eligibility.communities"] = self.eligibility.communities
        return [problem for key, spec in named.items() if spec is not None and (problem := places_problem(key, spec, n_local)) is not None]

    @property
    def is_restricted(self) -> bool:
        """Whether it is not for everybody."""
        return not self.eligibility.is_universal or self.only_generations is not None

    @property
    def support_bit(self) -> int:
        """Bit of the household's field `supported` that this lever sets."""
        return 1 << int(self.topic if self.support is None else self.support)

    def is_active(self, month: int) -> bool:
        """Whether it is in force in `month`."""
        return self.from_month <= month and (self.to_month is None or month < self.to_month)

    def strength(self, month: int, ahead: float = 0.0) -> float:
        """0 before and after, rising linearly to 1 over the ramp; `ahead` months faster where a ministry speeds it up."""
        if not self.is_active(month):
            return 0.0
        if self.ramp_months == 0:
            return 1.0
        return min((month - self.from_month + 1 + ahead) / self.ramp_months, 1.0)

    @property
    def promise_days(self) -> float | None:
        """Days in which its institution promises to have a file done; None where it promises nothing."""
        return None

    def offer(self, offer: Offer, strength: float) -> Offer:
        """The offer as this lever turns it at `strength` (0 to 1]; pure."""
        return offer

    @property
    def is_idle(self) -> bool:
        """Whether its own values make it offer nothing (a ratio of 0, a rate of 0)."""
        return False

    def changes(self, base: Offer) -> bool:
        """Whether it turns the base offer of a corridor into another one at all."""
        return self.offer(base, 1.0) != base

    @property
    def only_generations(self) -> tuple[str, ...] | None:
        """Generations that the lever's own parameters restrict it to; None for no restriction."""
        return None

    def places_in_year(self, year: int) -> float | None:
        """Places that its institution may give in year `year` (0 is the first); None: what was left of the year before stays."""
        return float(getattr(self, "places_per_year", math.inf))

    def money_in_year(self, year: int, budget: float, left: float) -> float:
        """What its institution may commit in year `year` of a `budget` after running costs; what is left of the year before lapses."""
        return budget

    def improve(self, communities: Any, strength: float, n_local: int) -> None:
        """Circumstances of places that it changes at `strength` (records of COMMUNITY); they are set anew from their base whenever a lever changes."""

    @property
    def setup_usd(self) -> float:
        """What setting it up costs once, USD; paid over `setup_months`, or longer where the budget pays no more."""
        return 0.0

    @property
    def setup_months(self) -> int:
        """Months over which setting it up is planned."""
        return 0

    def fixed_cost(self, month: int) -> float:
        """What running it costs this month whatever anybody does, USD; setting it up apart."""
        return 0.0

    @property
    def place_cost(self) -> float | None:
        """What one of its places costs in all, USD; None for a lever without places, or one that does not say."""
        return None

    @property
    def reaching_share(self) -> float:
        """Share of what is spent beyond running it that gets to whom it `reaches`; the rest is the cost of handling it."""
        return 1.0


def _rebuild(plugin: Plugin | None, kind: type[Lever] | str, values: dict[str, Any], eligibility: Eligibility) -> Lever:
    if plugin is not None:
        plugin.load()
    lever = lever_class(kind) if isinstance(kind, str) else kind
    return lever(eligibility=eligibility, **values)


def _undeclared(cls: type[Lever]) -> Iterator[Problem]:
    """What is wrong with the declaration of a lever."""
    where = f"levers.{cls.id}"
    if not (isinstance(cls.id, str) and cls.id.isidentifier()):
        yield Problem(where, f"{cls.id!r} is no name that a scenario can use", value=cls.id, allowed="letters, digits and _, no digit first")
        return
    for name, kind in DECLARED.items():
        if not isinstance(getattr(cls, name, None), kind):
            yield Problem(f"{where}.{name}", "is not declared" if not hasattr(cls, name) else "is declared as something else", allowed=kind.__name__)
    if isinstance(getattr(cls, "main_outcome", None), str) and cls.main_outcome not in OUTCOMES:
        yield Problem(f"{where}.main_outcome", f"there is no outcome {cls.main_outcome!r}", value=cls.main_outcome, nearest=nearest(cls.main_outcome, OUTCOMES))
    known = REGISTRY.get(cls.id)
    if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
        yield Problem(where, f"there is a lever of this name already, {known.__qualname__} of {known.__module__}", value=cls.id, allowed="another id")


def own_levers() -> dict[str, type[Lever]]:
    """Levers by id that are no part of the model: of a plug-in, a script or a notebook."""
    return {lever_id: lever for lever_id, lever in sorted(REGISTRY.items()) if not lever.__module__.startswith(f"{__package__}.")}


def lever_class(lever_id: str) -> type[Lever]:
    """The class of a lever by its public id; InputError with the nearest valid name where there is none."""
    try:
        return REGISTRY[lever_id]
    except KeyError:
        raise InputError(Problem(f"levers.{lever_id}", "unknown lever", allowed=", ".join(sorted(REGISTRY)), nearest=nearest(lever_id, REGISTRY))) from None
