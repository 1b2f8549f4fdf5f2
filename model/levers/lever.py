"""A lever: a small dated object that turns an offer into another offer, for whom it says, and says what it costs."""

from __future__ import annotations

import math
from collections import UserDict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

from ..communities import places_problem
from ..errors import UNKNOWN_KEY, UP_TO, InputError, Problem, nearest
from ..institution import Institution
from ..offers import Offer
from ..outcome_registry import OUTCOMES, Outcome
from ..parameter import Kind, Parameter, Text
from ..records.vocabulary import SUPPORT_BITS, Act, Family, Support, Topic
from .common import COMMON, Eligibility
from .dose import RANDOM_SHARE, Dose


class Loads(Protocol):
    """A file of levers (`plugins.Plugin`)."""

    @property
    def path(self) -> str:
        """Where it was read."""
        ...

    @property
    def source(self) -> str:
        """What it says."""
        ...

    def load(self) -> tuple[type[Lever], ...]:
        """Its levers, registered."""
        ...


UNKNOWN_LEVER = Text("unknown lever", "levier inconnu")
ANOTHER_ID = Text("another id", "un autre id")

MAX_RESTRICTED = 62
"""Levers of one world with an eligibility of their own, at most: whom each is offered to is a bit of a number."""

FEW_RESTRICTED = 10
"""Up to as many, offers are worked out for all classes of people that there could be; from there on for those that there are."""


class Registry(UserDict[Any, "type[Lever]"]):
    """The levers by id. The outcomes that a lever brings along are those of the registry of outcomes for as long as it is here."""

    def __setitem__(self, lever_id: str, lever: type[Lever]) -> None:
        super().__setitem__(lever_id, lever)
        OUTCOMES.update({outcome.id: outcome for outcome in lever.outcomes})

    def __delitem__(self, lever_id: str) -> None:
        for outcome in self[lever_id].outcomes:
            OUTCOMES.pop(outcome.id, None)
        super().__delitem__(lever_id)


REGISTRY = Registry()

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
    support: ClassVar[Support | int | None] = None
    main_outcome: ClassVar[str]
    entitlement: ClassVar[bool] = False
    process: ClassVar[str | None] = None
    forgoes: ClassVar[tuple[str, ...]] = ()
    pays: ClassVar[tuple[str, ...]] = ()
    leaves_structure: ClassVar[bool] = False
    stays: ClassVar[bool] = False
    grows_places: ClassVar[bool] = False
    reaches: ClassVar[str | None] = None
    doubt: ClassVar[str | None] = None
    """The term of the offer that says how far people doubt that it is honoured (`policy.expectations`); None where no request can be refused."""
    doses: ClassVar[tuple[Dose, ...]] = ()
    """What there may be more or less of, the main one first."""
    parameters: ClassVar[Mapping[str, Parameter]] = {}
    institution: ClassVar[Institution | None] = None
    """An institution of its own that carries it out, where none of the model's rooms does."""
    outcomes: ClassVar[tuple[Outcome, ...]] = ()
    """Outcomes of its own; their values come from the `outcomes` of its institution, and are 0, or not defined where they are means, without it."""
    alarms: ClassVar[tuple[Any, ...]] = ()
    """Alarms of its own (`experiments.alarms.Rule`)."""
    plugin: ClassVar[Loads | None] = None
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
                problems.append(Problem(f"levers.{self.id}.{name}", UNKNOWN_KEY, allowed=", ".join([*self.parameters, "eligibility"]),
                                        nearest=nearest(name, [*self.parameters, "eligibility"])))
        for name, parameter in self.parameters.items():
            value = given.get(name, parameter.value)
            problem = parameter.problem(f"levers.{self.id}.{name}", value)
            if problem is not None:
                problems.append(problem)
            else:
                object.__setattr__(self, name, parameter.check(name, value))
        if not problems and self.to_month is not None and self.to_month <= self.from_month:
            says = Text("ends in month {end}, before it begins in month {begin}", "se termine au mois {end}, avant de commencer au mois {begin}")
            above = Text("a whole number above {low}", "un nombre entier supérieur à {low}").filled(low=self.from_month)
            problems.append(Problem(f"levers.{self.id}.to_month", says.filled(end=self.to_month, begin=self.from_month), value=self.to_month, allowed=above))
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

    def extent(self, base: Offer) -> float:
        """How far it turns the terms of a corridor, from 0 (not at all) to 1: what running and setting it up costs goes with that; 1 where it does not."""
        return 1.0

    @property
    def only_generations(self) -> tuple[str, ...] | None:
        """Generations that the lever's own parameters restrict it to; None for no restriction."""
        return None

    def places_in_year(self, year: int) -> float | None:
        """Places that its institution may give in year `year` (0 is the first); None: what was left of the year before stays."""
        return float(self.values["places_per_year"]) if "places_per_year" in self.parameters else math.inf

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

    def least_usd(self, p: Any) -> float | None:
        """The least money with which its institution can honour one request, given all parameters; 0 where any amount does, None where it takes none."""
        return self.place_cost

    @property
    def reaching_share(self) -> float:
        """Share of what is spent beyond running it that gets to whom it `reaches`; the rest is the cost of handling it."""
        return 1.0


def mean_share_taken(left: Sequence[tuple[float, float]]) -> float:
    """Mean share that is taken away of terms without policy, from pairs of what a lever leaves and what there is without it; nothing of what is 0.

    >>> mean_share_taken(((5.0, 20.0), (4.0, 8.0), (900.0, 500.0), (1.0, 0.0)))
    0.3125
    """
    return sum(max(there - kept, 0.0) / there if there > 0.0 else 0.0 for kept, there in left) / len(left)


def _rebuild(plugin: Loads | None, kind: type[Lever] | str, values: dict[str, Any], eligibility: Eligibility) -> Lever:
    if plugin is not None:
        plugin.load()
    lever = lever_class(kind) if isinstance(kind, str) else kind
    return lever(eligibility=eligibility, **values)


def _undeclared(cls: type[Lever]) -> Iterator[Problem]:
    """What is wrong with the declaration of a lever."""
    where = f"levers.{cls.id}"
    if not (isinstance(cls.id, str) and cls.id.isidentifier()):
        says = Text("{name} is no name that a scenario can use", "{name} n'est pas un nom qu'un scénario peut employer").filled(name=repr(cls.id))
        yield Problem(where, says, value=cls.id, allowed=Text("letters, digits and _, no digit first", "des lettres, des chiffres et _, sans chiffre au début"))
        return
    for name, kind in DECLARED.items():
        if not isinstance(getattr(cls, name, None), kind):
            absent, other = Text("is not declared", "n'est pas déclaré"), Text("is declared as something else", "est déclaré d'un autre type")
            yield Problem(f"{where}.{name}", other if hasattr(cls, name) else absent, allowed=kind.__name__)
    if cls.support is not None and (isinstance(cls.support, bool) or not isinstance(cls.support, int) or not 0 <= cls.support < SUPPORT_BITS):
        says = Text("{value} is no bit of what carries an act", "{value} n'est pas un bit de ce qui porte un acte").filled(value=repr(cls.support))
        yield Problem(f"{where}.support", says, value=cls.support, allowed=UP_TO.filled(high=SUPPORT_BITS - 1))
    measured = {*OUTCOMES, *(outcome.id for outcome in cls.outcomes)}
    if isinstance(getattr(cls, "main_outcome", None), str) and cls.main_outcome not in measured:
        says = Text("there is no outcome {name}", "il n'y a pas de résultat {name}").filled(name=repr(cls.main_outcome))
        yield Problem(f"{where}.main_outcome", says, value=cls.main_outcome, nearest=nearest(cls.main_outcome, measured))
    for dose in cls.doses:
        if dose.term != RANDOM_SHARE and dose.term not in cls.parameters:
            says = Text("it has no value {name}", "il n'a pas de valeur {name}").filled(name=repr(dose.term))
            yield Problem(f"{where}.doses", says, value=dose.term, nearest=nearest(dose.term, cls.parameters))
    for outcome in cls.outcomes:
        if outcome.id in OUTCOMES and OUTCOMES[outcome.id] is not outcome and all(own.id != outcome.id for own in getattr(REGISTRY.get(cls.id), "outcomes", ())):
            says = Text("there is an outcome {name} already", "il y a déjà un résultat {name}").filled(name=repr(outcome.id))
            yield Problem(f"{where}.outcomes", says, value=outcome.id, allowed=ANOTHER_ID)
    known = REGISTRY.get(cls.id)
    if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
        says = Text("there is a lever of this name already, {name} of {module}", "il y a déjà un levier de ce nom, {name} de {module}")
        yield Problem(where, says.filled(name=known.__qualname__, module=known.__module__), value=cls.id, allowed=ANOTHER_ID)


def own_levers() -> dict[str, type[Lever]]:
    """Levers by id that are no part of the model: of a plug-in, a script or a notebook."""
    return {lever_id: lever for lever_id, lever in sorted(REGISTRY.items()) if not lever.__module__.startswith(f"{__package__}.")}


def lever_class(lever_id: str) -> type[Lever]:
    """The class of a lever by its public id; InputError with the nearest valid name where there is none."""
    try:
        return REGISTRY[lever_id]
    except KeyError:
        raise InputError(Problem(f"levers.{lever_id}", UNKNOWN_LEVER, allowed=", ".join(sorted(REGISTRY)), nearest=nearest(lever_id, REGISTRY))) from None
