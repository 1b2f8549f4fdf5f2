"""`explain(scenario, household=14, month=30)`: why a household did what it did in a month, with a policy and without."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.errors import UP_TO, InputError, Problem
from model.parameter import Text
from model.records.vocabulary import Status, Topic
from model.world import DiasporaModel
from scenarios import load, with_changes
from scenarios.argument_checks import Either, Maybe, Rule, Whole
from scenarios.scenario import Scenario

from ..runs.options import WHOLE, check_options
from ..runs.runner import sample_of
from . import of_belonging, of_giving, of_investing, of_money, of_skills
from .field_words import Change, Kind, changes
from .lives import Lives, Month
from .parting import Parting, causes, have_parted, partings
from .portrait import portrait
from .result import Decided, Heard
from .situation import OfLever, Situation, turned_by

MOST = 2**31 - 1
_RULES: Mapping[str, Rule] = {
    "sample": Maybe(Either(("default", "full"), WHOLE["sample"])),
    "household": Whole(0, MOST),
    "month": Whole(0, MOST),
}
DECISIONS: tuple[Callable[[Situation], Decided | None], ...] = (
    of_money.remittance, of_money.channel, of_giving.regular, of_giving.collective, of_giving.after_disaster, of_giving.membership,
    of_investing.buying, of_investing.stake, of_investing.founding, of_investing.saving, of_investing.bond,
    of_skills.assignment, of_skills.post, of_skills.network, of_belonging.visiting, of_belonging.nationality, of_belonging.wishing,
)  # fmt: skip
"""The decisions of a household that is there, in the order in which they are told; before them stands whether it stays."""


@dataclass(frozen=True)
class Side:
    """The month in one of the two worlds.

    Attributes:
        who: sentences on the household; `decided`: its decisions, in order; `later`: what institutions changed in its records after it had decided.
        heard: every lever of this world and what the household knows of it.
    """

    who: tuple[Text, ...]
    is_there: bool
    decided: tuple[Decided, ...]
    later: tuple[Change, ...]
    heard: tuple[Heard, ...]


@dataclass(frozen=True)
class Explanation:
    """A month of one household with a policy and without it, in common random numbers: same person, same luck.

    Attributes:
        partings: the first month in which the two lives differ, by what they differ in; a kind that never differs is left out.
        causes: of the first month in which they differ in what the household does, has or is.
    """

    scenario: Scenario
    household: int
    month: int
    seed: int
    replication: int
    policy: Side
    without: Side
    partings: Mapping[Kind, Parting]
    causes: tuple[Text, ...]


class Told:
    """The lives of some households in the two worlds of a scenario, from month 0 on; any of their months can be explained.

    They go to the horizon, or, where a month `until` is given, no further than to that month and to where the deeds of all of them have parted.
    """

    def __init__(self, scenario: Scenario, start: DiasporaModel, households: Sequence[int], seed: int, until: int | None = None) -> None:
        self.scenario, self.seed, self.replication = scenario, seed, start.replication
        self.worlds = [start.fork(levers, ministry=scenario.ministry) for levers in (scenario.levers, ())]
        self.policy, self.without = (Lives(world, households) for world in self.worlds)
        left = set(households)
        for month in range(start.horizon):
            for lives in (self.policy, self.without):
                lives.run(1)
            left = {each for each in left if not have_parted(self.without[each][-1], self.policy[each][-1])}
            if until is not None and month >= until and not left:
                break

    def explain(self, household: int, month: int) -> Explanation:
        """One month of one of these households."""
        sides = [self._side(lives, household, month) for lives in (self.policy, self.without)]
        apart = partings(self.without[household], self.policy[household])
        why: tuple[Text, ...] = ()
        if Kind.DEED in apart:
            first = apart[Kind.DEED].month
            with_policy, without = (self._decided(lives, household, first) for lives in (self.policy, self.without))
            why = causes(without, with_policy)
        return Explanation(self.scenario, household, month, self.seed, self.replication, sides[0], sides[1], apart, why)

    def situation(self, lives: Lives, household: int, month: int) -> Situation:
        """What the household faces in a month of one of the two worlds (`situation`)."""
        return situation(lives, household, month)

    def _decided(self, lives: Lives, household: int, month: int) -> tuple[Decided, ...]:
        return decided(self.situation(lives, household, month))

    def _side(self, lives: Lives, household: int, month: int) -> Side:
        lived, s = lives[household][month], self.situation(lives, household, month)
        later = changes(lived.decided, lived.ended) + changes(lived.family, lived.family_ended, "family")
        shown = tuple(each for each in later if each.words.kind is not Kind.COUNT)
        heard = tuple(
            Heard(of.lever.id, of.lever.label, of.is_offered, of.strength, s.since.get(Topic(of.lever.topic)), s.replay.h.refuses == 1) for of in s.levers
        )
        return Side(portrait(s.replay), s.replay.decision is not None, decided(s), shown, heard)


def situation(lives: Lives, household: int, month: int) -> Situation:
    """What a household faced in a month of a world; DisagreementError where the month lived again does not end as it did in the run."""
    lived = lives[household][month]
    return Situation(lived.lived_again(lives.p, lives.watched), _levers(lives, lived), _since(lives[household][: month + 1]), lived.ended)


def decided(s: Situation) -> tuple[Decided, ...]:
    """All decisions of a month; of a household that is not there only that."""
    stays = of_belonging.staying(s)
    if s.replay.decision is None:
        return (stays,)
    return (stays, *(found for each in DECISIONS if (found := each(s)) is not None))


def _levers(lives: Lives, lived: Month) -> tuple[OfLever, ...]:
    """The levers of the world, for the household as it was when it decided."""
    model, record = lives.model, lived.decided
    base = model.policy.base[int(record["corridor"][0])]
    return tuple(
        OfLever(lever, bool(model.policy.is_offered(k, record, model.stage)[0]), lived.scene.strengths[k], turned_by(lever, base))
        for k, lever in enumerate(model.policy.levers)
    )


def _since(months: Sequence[Month]) -> dict[Topic, int]:
    """First month in which who lives there now had heard of each topic."""
    found: dict[Topic, int] = {}
    person = None
    for month in months:
        if person != (now := int(month.decided["id"][0])):
            person, found = now, {}
        if month.decided["status"][0] != Status.PRESENT.value:
            continue
        for topic in Topic:
            if int(month.decided["aware"][0]) >> int(topic) & 1:
                found.setdefault(topic, month.scene.clock.month)
    return found


def explain(
    scenario: Scenario | str | Path,
    household: int,
    month: int,
    seed: int = 1,
    years: int | None = None,
    sample: int | Literal["default", "full"] | None = None,
    engine: str = "compiled",
    replication: int = 0,
) -> Explanation:
    """Why a household did what it did in a month of a scenario, its inputs at their declared values, beside the same month in the world without the policy.

    `household` is the number of a record, from 0, as in the tables of a run; `month` that of the scenario, 0 being the first after the burn-in. The other
    arguments are those of `simulate`. Both engines give the same answer.

    Raises:
        InputError: an argument is not allowed, there is no such household at month 0, or the month is beyond the horizon.
        DisagreementError: the month lived again did not end as it did in the run; nothing is explained then.
    """
    given = check_options(
        _RULES, scenario=scenario, household=household, month=month, seed=seed, years=years, sample=sample, engine=engine, replication=replication
    )
    chosen = given.scenario if isinstance(given.scenario, Scenario) else load(given.scenario)
    if given.years is not None:
        chosen = with_changes(chosen, {"years": given.years})
    if given.month >= 12 * chosen.years:
        raise InputError(
            Problem(
                "month",
                Text("{month} is beyond the horizon of {years} years", "{month} est au-delà de l'horizon de {years} ans").filled(
                    month=given.month, years=chosen.years
                ),
                value=given.month,
                allowed=UP_TO.filled(high=12 * chosen.years - 1),
            )
        )
    number = given.sample if isinstance(given.sample, int) else None
    settings = chosen.settings(sample_of(number, given.sample == "full", chosen))
    start = DiasporaModel(settings, (), chosen.shocks, seed=given.seed, replication=given.replication, engine=given.engine).burn_in()
    if given.household >= start.n_households:
        says = Text("there is no household {household} at month 0: {n} records", "il n'y a pas de ménage {household} au mois 0 : {n} enregistrements").filled(
            household=given.household, n=start.n_households
        )
        raise InputError(Problem("household", says, value=given.household, allowed=UP_TO.filled(high=start.n_households - 1)))
    told = Told(chosen, start, [given.household], given.seed, given.month)
    start.dispose()
    found = told.explain(given.household, given.month)
    for world in told.worlds:
        world.dispose()
    return found
