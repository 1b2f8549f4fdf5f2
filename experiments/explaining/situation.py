"""What one household faces in a month: its month lived again, the levers of its world, and what it has heard of since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.levers import Lever
from model.offers import Offer
from model.parameter import Text
from model.records.vocabulary import Topic
from model.rules.choose import logistic

from .named_numbers import parts_of
from .replay import Replay
from .result import Gate, Heard, Odds, Part, Term
from .tracing import Call

NEVER_DRAWN = 1e-300
"""A draw below every chance: with it a rule shows the chance that it would otherwise not look at."""


@dataclass(frozen=True)
class OfLever:
    """A lever of the world: whether the household is offered it, how strong it is this month, and the terms that it turns."""

    lever: Lever
    is_offered: bool
    strength: float
    turns: frozenset[str]


@dataclass(frozen=True)
class Situation:
    """One month of one household in one world. `since`: first month in which it had heard of a topic, by topic; `ended`: its record when the month was over."""

    replay: Replay
    levers: tuple[OfLever, ...]
    since: Mapping[Topic, int]
    ended: np.ndarray

    @property
    def month(self) -> int:
        """The month of the scenario."""
        return self.replay.now.month

    def knows(self, topic: Topic) -> bool:
        """Whether it decides by what is offered under a topic: it has heard of it, and does not refuse offers of a state."""
        view = self.replay.view
        return view is not None and bool(view.heard_topics >> int(topic) & 1)

    def heard(self, topic: Topic, *names: str) -> tuple[Heard, ...]:
        """The levers about a topic that turn any of these terms."""
        refuses = self.replay.h.refuses == 1
        return tuple(
            Heard(of.lever.id, of.lever.label, of.is_offered, of.strength, self.since.get(topic), refuses)
            for of in self.levers
            if of.lever.topic == topic and of.turns & set(names)
        )

    def terms(self, topic: Topic, *names: str, told_or_not: tuple[str, ...] = ()) -> tuple[Term, ...]:
        """These terms; those that hold whether or not one has heard of them are named in `told_or_not`."""
        offered, base, knows = self.replay.terms, self.replay.base, self.knows(topic)
        found = []
        for name in names:
            with_policy, without = float(getattr(offered, name)), float(getattr(base, name))
            found.append(Term(name, with_policy if knows or name in told_or_not else without, with_policy, without))
        return tuple(found)

    def next_month(self, due: int, every: int = 12) -> int:
        """The next month, this one included, in which what is decided in month `due` of the household's own year is decided."""
        assert self.replay.view is not None
        return self.month + (due - self.replay.view.anniversary) % every


def turned_by(lever: Lever, base: Offer) -> frozenset[str]:
    """The terms that a lever turns at full strength, and its doubt."""
    turned = lever.offer(base, 1.0)
    names = {name for name, now, then in zip(Offer._fields, turned, base, strict=True) if now != then}
    return frozenset(names | ({lever.doubt} if lever.doubt is not None else set()))


def kept_out(heard: tuple[Heard, ...]) -> Gate | None:
    """Where somebody stops for whom there is nothing to decide on without one of these levers; None where one of them counts."""
    if any(each.counts for each in heard):
        return None
    in_force = [each for each in heard if each.in_force > 0.0]
    if not in_force:
        return Gate.NOTHING_ON_OFFER
    offered = [each for each in in_force if each.is_offered]
    if not offered:
        return Gate.NOT_ELIGIBLE
    return Gate.REFUSES if any(each.refuses for each in offered) else Gate.NOT_HEARD


def odds_of(call: Call | None, draw: float, chance: float | None = None, times: tuple[tuple[Text, float], ...] = ()) -> Odds | None:
    """The odds of a rule that gives a chance; `chance` where something is made of it before it meets the draw."""
    if call is None:
        return None
    parts = tuple(Part(*term) for term in call.parts)
    return Odds(float(call.result if chance is None else chance), float(draw), call.log_odds, parts, times)


def weighed(call: Call | None, draw: float, left: float = 1.0, times: tuple[tuple[Text, float], ...] = ()) -> Odds | None:
    """The odds of a rule that gives log odds, the chance of which is multiplied with `left`."""
    if call is None:
        return None
    x = call.result
    return Odds(float(logistic(float(x))) * left, float(draw), float(x), tuple(Part(*term) for term in parts_of(x)), times)


def plain_odds(chance: float, draw: float | None, times: tuple[tuple[Text, float], ...] = ()) -> Odds:
    """Odds that are no logit."""
    return Odds(float(chance), None if draw is None else float(draw), None, (), times)
