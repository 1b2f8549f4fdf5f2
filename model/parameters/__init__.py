"""All parameters of the model, one file per mechanism; each value is declared once, with its unit, bounds, sentence, source, grade and status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..errors import InputError, Problem, nearest
from ..parameter import Parameter, Text, declared, values_of
from .accounting import Accounting
from .belonging import Belonging
from .business import Business
from .crisis import Crisis
from .demography import Demography
from .earmarking import Earmarking
from .enterprise import Enterprise
from .expectation import Expectation
from .founding import Founding, Services
from .giving import Giving
from .information import Information
from .knowledge import Knowledge
from .ministry import Ministries
from .nationality import Nationality
from .network import Network
from .placement import Placement
from .population import Population
from .relations import Relations
from .remitting import Remitting
from .saving import Saving
from .talent import Talent
from .trade import Trade
from .travel import Travel


class Parameters(NamedTuple):
    """The numbers of every mechanism."""

    population: Population
    demography: Demography
    network: Network
    information: Information
    remitting: Remitting
    enterprise: Enterprise
    founding: Founding
    services: Services
    trade: Trade
    business: Business
    giving: Giving
    crisis: Crisis
    nationality: Nationality
    placement: Placement
    belonging: Belonging
    accounting: Accounting
    ministry: Ministries
    travel: Travel
    saving: Saving
    talent: Talent
    knowledge: Knowledge
    relations: Relations
    expectation: Expectation
    earmarking: Earmarking


MECHANISMS: Mapping[str, type] = {
    "population": Population, "demography": Demography, "network": Network, "information": Information, "remitting": Remitting,
    "enterprise": Enterprise, "founding": Founding, "services": Services, "trade": Trade, "business": Business,
    "giving": Giving, "crisis": Crisis, "nationality": Nationality,
    "placement": Placement, "belonging": Belonging, "accounting": Accounting, "ministry": Ministries, "travel": Travel, "saving": Saving,
    "talent": Talent, "knowledge": Knowledge,
    "relations": Relations, "expectation": Expectation, "earmarking": Earmarking,
}

PARAMETERS: dict[str, Parameter] = {
    f"{mechanism}.{name}": parameter for mechanism, group in MECHANISMS.items() for name, parameter in declared(group).items()
}


UNKNOWN = Text("unknown parameter", "paramètre inconnu")


def parameter(name: str) -> Parameter:
    """The declaration of "mechanism.name"; InputError with the nearest valid name where there is none."""
    if name not in PARAMETERS:
        raise InputError(Problem(f"parameters.{name}", UNKNOWN, nearest=nearest(name, PARAMETERS)))
    return PARAMETERS[name]


def parameters(overrides: Mapping[str, float] | None = None) -> Parameters:
    """All values: the declared ones, or those given as "mechanism.name" to value; checked against their bounds."""
    given: dict[str, dict[str, float]] = {}
    problems = []
    for name, value in (overrides or {}).items():
        problem = parameter(name).problem(f"parameters.{name}", value)
        if problem is not None:
            problems.append(problem)
            continue
        mechanism, short = name.split(".", 1)
        given.setdefault(mechanism, {})[short] = float(value)
    if problems:
        raise InputError(problems)
    return Parameters(**{mechanism: values_of(group, given.get(mechanism)) for mechanism, group in MECHANISMS.items()})
