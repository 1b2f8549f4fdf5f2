"""The ministry behind the levers: how sure their money is, whether they have a home and a strategy, and what it weighs (4.10, F7, F12).

It acts on levers only: a world without levers is the same under any ministry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import MISSING, NOT_A_TABLE, UNKNOWN_KEY, InputError, Problem, nearest
from ..parameter import Kind, Parameter, Text, Unit, declare, numeral
from ..parameters.ministry import Ministries

MINISTRY_PARAMETERS: Mapping[str, Parameter] = {
    "priority": declare(0.5, Unit.INDEX, "Political priority: how far the head of government stands behind it.",
                        "Priorité politique : combien le chef du gouvernement la soutient."),
    "institutional_home": declare(False, Unit.YES_NO, "Whether the levers have a home in the structures of government, with a budget line of their own.",
                                  "Si les leviers ont leur place dans les structures de l'État, avec leur propre ligne budgétaire.", kind=Kind.BOOLEAN),
    "renewal_probability": declare(1.0, Unit.PROBABILITY_YEAR, "Chance that institutional money is renewed each year, for levers that do not say their own.",
                                   "Probabilité que l'argent institutionnel soit renouvelé chaque année, pour les leviers qui n'indiquent pas la leur."),
    "strategy_month": declare(None, Unit.MONTHS, "Month of a national strategy with an action plan, on which levers are aligned from then on; absent: none.",
                              "Mois d'une stratégie nationale avec plan d'action, sur laquelle les leviers sont ensuite alignés ; absent : aucune.",
                              low=0, high=1200, kind=Kind.INTEGER, optional=True),
}  # fmt: skip
DOMAINS = ("finance", "human", "social")
WEIGHTS: Mapping[str, Parameter] = {
    "finance": declare(1.0 / 3.0, Unit.SHARE, "Weight of financial outcomes.", "Poids des résultats financiers."),
    "human": declare(1.0 / 3.0, Unit.SHARE, "Weight of human outcomes (skills).", "Poids des résultats humains (compétences)."),
    "social": declare(1.0 / 3.0, Unit.SHARE, "Weight of social outcomes (giving, trust).", "Poids des résultats sociaux (dons, confiance)."),
}
WEIGHTS_ALLOWED = Text(
    "a table of finance, human and social, numbers from 0 to 1 that add up to 1",
    "une table de finance, human et social, des nombres de 0 à 1 dont la somme est 1",
)
NOT_ONE = Text("the weights add up to {total}, not to 1", "la somme des poids est {total}, et non 1")


@dataclass(frozen=True)
class Ministry:
    """One ministry; fields as in MINISTRY_PARAMETERS. `weights` on finance, human and social outcomes add up to 1; None: it shows no score."""

    priority: float = 0.5
    institutional_home: bool = False
    renewal_probability: float = 1.0
    strategy_month: int | None = None
    weights: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        problems = problems_of(self.document())
        if problems:
            raise InputError(problems)

    def document(self) -> dict[str, Any]:
        """The ministry as the table of a scenario file."""
        table = {name: value for name in MINISTRY_PARAMETERS if (value := getattr(self, name)) is not None}
        return table | ({} if self.weights is None else {"weights": dict(zip(DOMAINS, self.weights, strict=True))})

    def is_aligned(self, month: int) -> bool:
        """Whether a strategy is in force."""
        return self.strategy_month is not None and month >= self.strategy_month

    def renewal(self, own: float | None, month: int, p: Ministries) -> float:
        """Chance that the institutional money of a lever is renewed: its own where it says so, else the ministry's.

        Priority, an institutional home and a strategy each prevent a share of the refusals that there would be.

        >>> from model.parameters import parameters
        >>> p = parameters().ministry
        >>> [Ministry(0.0, home, 0.6).renewal(None, 12, p) for home in (False, True)]
        [0.6, 0.8]
        >>> Ministry(renewal_probability=0.6).renewal(0.9, 12, p)
        0.9
        """
        if own is not None:
            return own
        refused = (1.0 - self.renewal_probability) * (1.0 - p.priority_keeps * self.priority)
        if self.institutional_home:
            refused *= 1.0 - p.home_keeps
        if self.is_aligned(month):
            refused *= 1.0 - p.strategy_keeps
        return 1.0 - refused

    def ahead(self, since: int, month: int, p: Ministries) -> float:
        """Months by which a lever in force `since` is ahead in growing to full strength, thanks to a strategy.

        >>> from model.parameters import parameters
        >>> Ministry(strategy_month=12).ahead(0, 15, parameters().ministry), Ministry().ahead(0, 15, parameters().ministry)
        (2.0, 0.0)
        """
        if self.strategy_month is None or month < self.strategy_month:
            return 0.0
        return p.strategy_speed * (month - max(self.strategy_month, since) + 1)


def problems_of(table: Mapping[str, Any], prefix: str = "ministry") -> list[Problem]:
    """Everything that is wrong with the table of a ministry."""
    known = [*MINISTRY_PARAMETERS, "weights"]
    problems = [Problem(f"{prefix}.{name}", UNKNOWN_KEY, allowed=", ".join(known), nearest=nearest(name, known)) for name in table if name not in known]
    problems += [found for name, p in MINISTRY_PARAMETERS.items() if name in table and (found := p.problem(f"{prefix}.{name}", table[name])) is not None]
    if "weights" in table:
        problems += _weights(table["weights"], f"{prefix}.weights")
    return problems


def _weights(table: Any, key: str) -> list[Problem]:
    if not isinstance(table, Mapping):
        return [Problem(key, NOT_A_TABLE.filled(value=repr(table)), value=table, allowed=WEIGHTS_ALLOWED)]
    wrong = [name for name in table if name not in DOMAINS]
    problems = [Problem(f"{key}.{name}", UNKNOWN_KEY, allowed=", ".join(DOMAINS), nearest=nearest(str(name), DOMAINS)) for name in wrong]
    problems += [Problem(f"{key}.{name}", MISSING, allowed=WEIGHTS_ALLOWED) for name in DOMAINS if name not in table]
    problems += [found for name, p in WEIGHTS.items() if name in table and (found := p.problem(f"{key}.{name}", table[name])) is not None]
    if not problems and abs(sum(table[name] for name in DOMAINS) - 1.0) > 1e-6:
        says = NOT_ONE.filled(total=numeral(sum(table[name] for name in DOMAINS), "g"))
        problems.append(Problem(key, says, value=dict(table), allowed=WEIGHTS_ALLOWED))
    return problems


def ministry_of(table: Mapping[str, Any]) -> Ministry:
    """The ministry of a table of a scenario file; InputError with everything that is wrong with it."""
    problems = problems_of(table)
    if problems:
        raise InputError(problems)
    given = {name: p.check(name, table[name]) for name, p in MINISTRY_PARAMETERS.items() if name in table}
    weights = table.get("weights")
    return Ministry(**given, weights=None if weights is None else tuple(float(weights[name]) for name in DOMAINS))  # type: ignore[arg-type]


CERTAIN = Ministry()
"""What stands behind the levers of a scenario that says nothing of its ministry: every budget is renewed."""
