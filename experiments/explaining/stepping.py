"""A small world of Mesa agents that a class steps month by month: who decided what, where it ended, and who decides otherwise in another world."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pandas as pd

from model.errors import UP_TO, InputError, Problem
from model.mesa_door import mesa
from model.parameter import Text
from model.running.mesa_agents import Household
from model.world import DiasporaModel
from scenarios import load
from scenarios.argument_checks import Rule, Whole
from scenarios.scenario import Scenario

from ..runs.options import check_options
from .explain import decided, situation
from .lives import Lives
from .result import GATES, Decided, Gate, Odds
from .sentences import in_100, signed, together, told

MOST_RECORDS, MOST_MONTHS, MOST_SEED = 5_000, 600, 2**64 - 1
_RULES: dict[str, Rule] = {"households": Whole(1, MOST_RECORDS), "seed": Whole(0, MOST_SEED), "months": Whole(1, MOST_MONTHS)}
NOTHING_WEIGHED = (Gate.NOT_ITS_MONTH, Gate.NO_OCCASION, Gate.NOTHING_ON_OFFER, Gate.NOT_ELIGIBLE)
"""Where a decision ended before the household thought about it."""
HOUSEHOLD, DECISION, ENDED, SAYS, CHANCE = (
    Text("household", "ménage"),
    Text("decision", "décision"),
    Text("where it ended", "où cela s'est arrêté"),
    Text("what it did", "ce qu'il a fait"),
    Text("chance and draw", "chance et tirage"),
)
HERE, THERE = Text("here", "ici"), Text("in the other world", "dans l'autre monde")
WEIGHS, NOTHING_WEIGHS = Text("what weighs otherwise, in points", "ce qui pèse autrement, en points"), Text("nothing", "rien")
LEAST = 0.005
"""Points below which a part weighs the same."""
DRAWN = Text("chance {chance} in 100, drawn {draw}", "chance {chance} sur 100, tiré {draw}")
NO_CHANCE = Text("nothing drawn", "rien n'est tiré")


class SmallWorld:
    """A world of Mesa agents (`engine="objects"`), from month 0 of a scenario on.

    Args:
        scenario: one of the library by its name, or one that is loaded; its levers are in force.
        households: how many are followed, the first ones of the world; it has some two hundred at least, as each stratum has one.
        seed: 0 to 2**64 - 1.

    Raises:
        InputError: an argument is not allowed, or there is no such scenario.
    """

    def __init__(self, scenario: Scenario | str, households: int = 60, seed: int = 1) -> None:
        given = check_options(_RULES, scenario=scenario, households=households, seed=seed)
        self.scenario = given.scenario if isinstance(given.scenario, Scenario) else load(given.scenario)
        self._start = DiasporaModel(self.scenario.settings(given.households), (), self.scenario.shocks, seed=given.seed, engine="objects").burn_in()
        self.households = min(given.households, self._start.n_households)
        """How many are followed; their numbers count from 0."""
        self._begin()

    def _begin(self) -> None:
        self.model = self._start.fork(self.scenario.levers, ministry=self.scenario.ministry)
        self._lives = Lives(self.model, range(self.households))
        self._decided: dict[int, list[tuple[Decided, ...]]] = {}

    def again(self) -> SmallWorld:
        """The same world at month 0 once more, the same people in the same luck: to be stepped after a rule was changed (`use_rule`)."""
        other = copy.copy(self)
        other._begin()
        return other

    @property
    def month(self) -> int:
        """The month that comes next; 0 is the first."""
        return self.model.month

    @property
    def agents(self) -> mesa.agent.AgentSet:
        """The households as Mesa agents: `agents.select(...)`, `agents.get("wealth")`."""
        return self.model.agents_by_type[Household]

    def step(self, months: int = 1) -> None:
        """Simulate so many months; InputError beyond the horizon of the scenario."""
        check_options(_RULES, months=months)
        left = self.model.horizon - self.month
        if months > left:
            raise InputError(
                Problem(
                    "months",
                    Text("{months} are more than are left of the scenario", "{months} : il en reste moins dans le scénario").filled(months=months),
                    value=months,
                    allowed=Text("1 to {left}", "1 à {left}").filled(left=left),
                )
            )
        self._lives.run(months)

    def decisions(self, month: int) -> list[tuple[Decided, ...]]:
        """All decisions of a month that was stepped, by household.

        They are worked out when first asked for, by the rules in use then: ask before you change a rule.

        Raises:
            InputError: the month was not stepped.
            DisagreementError: the month lived again did not end as it did, as a rule was changed since.
        """
        if not 0 <= month < self.month:
            allowed = (
                UP_TO.filled(high=self.month - 1)
                if self.month
                else Text("none before the first step()", "aucun avant le premier step()")
            )
            raise InputError(
                Problem(
                    "month", Text("month {month} was not stepped", "le mois {month} n'a pas été parcouru").filled(month=month), value=month, allowed=allowed
                )
            )
        if month not in self._decided:
            self._decided[month] = [decided(situation(self._lives, household, month)) for household in range(self.households)]
        return self._decided[month]

    def who_decided(self, month: int, language: str = "en", *, acted: bool = False) -> pd.DataFrame:
        """A row a household and decision that it weighed in a month, in words: what, where it ended, what it did, chance and draw.

        `acted`: those that were carried out alone. Raises as `decisions` does.
        """
        rows = [self._row(household, each, language) for household, each in self._weighed(month) if each.gate is Gate.ACTED or not acted]
        return pd.DataFrame(rows, columns=[word(language) for word in (HOUSEHOLD, DECISION, ENDED, SAYS, CHANCE)])

    def counted(self, month: int, language: str = "en") -> pd.DataFrame:
        """How many households' decisions of a month ended where: a row a decision, a column a gate. Raises as `decisions` does."""
        rows = [(each.label(language), GATES[each.gate](language)) for household in self.decisions(month) for each in household]
        found = pd.DataFrame(rows, columns=[DECISION(language), ENDED(language)])
        order = [gate(language) for gate in GATES.values() if gate(language) in set(found[ENDED(language)])]
        return pd.crosstab(found[DECISION(language)], found[ENDED(language)])[order].rename_axis(columns=None)

    def otherwise(self, other: SmallWorld, month: int, language: str = "en") -> pd.DataFrame:
        """Who decided otherwise in a month than in another world: where it ended in either, its chance and draw, and what weighs otherwise.

        Raises as `decisions` does.
        """
        rows = []
        for household, (mine, theirs) in enumerate(zip(self.decisions(month), other.decisions(month), strict=False)):
            there = {each.decision: each for each in theirs}
            for one in mine:
                two = there.get(one.decision)
                if two is not None and two.gate is not one.gate:
                    ended, chances = ((GATES[each.gate](language) for each in (one, two)), (chance_words(each.odds)(language) for each in (one, two)))
                    rows.append((household, one.label(language), *ended, *chances, weighs_otherwise(one.odds, two.odds)(language)))
        heads = [f"{what(language)}, {where(language)}" for what in (ENDED, CHANCE) for where in (HERE, THERE)]
        return pd.DataFrame(rows, columns=[HOUSEHOLD(language), DECISION(language), *heads, WEIGHS(language)])

    def _weighed(self, month: int) -> Iterator[tuple[int, Decided]]:
        for household, all_of_it in enumerate(self.decisions(month)):
            for each in all_of_it:
                if each.gate not in NOTHING_WEIGHED:
                    yield household, each

    @staticmethod
    def _row(household: int, each: Decided, language: str) -> tuple[int, str, str, str, str]:
        return household, each.label(language), GATES[each.gate](language), each.says(language), chance_words(each.odds)(language)


def chance_words(odds: Odds | None) -> Text:
    """The chance of an act and the number drawn, both of 100."""
    if odds is None or odds.draw is None or odds.is_mean:
        return NO_CHANCE
    return DRAWN.filled(chance=in_100(odds.chance), draw=in_100(odds.draw))


def weighs_otherwise(one: Odds | None, two: Odds | None) -> Text:
    """The parts of the chance that differ between two worlds, with their points in either."""
    here, there = (_points(each) for each in (one, two))
    apart = [(name, here.get(name, 0.0), there.get(name, 0.0)) for name in dict.fromkeys((*here, *there))]
    lines = [told("{what}: {a} → {b}", "{what} : {a} → {b}", what=labels, a=signed(a), b=signed(b)) for labels, a, b in apart if abs(a - b) >= LEAST]
    return together(lines) if lines else NOTHING_WEIGHS


def _points(odds: Odds | None) -> dict[Text, float]:
    points: dict[Text, float] = {}
    for part in odds.parts if odds is not None else ():
        points[part.label] = points.get(part.label, 0.0) + part.value
    return points
