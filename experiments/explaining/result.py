"""What an explanation consists of: plain values, with their words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from model.parameter import Text

from .part_words import part_label


class Gate(StrEnum):
    """Where a decision of a month ended: it was carried out, or this is what it stopped at."""

    ACTED = "acted"
    NOT_ITS_MONTH = "not_its_month"
    NOTHING_ON_OFFER = "nothing_on_offer"
    NOT_ELIGIBLE = "not_eligible"
    NOT_HEARD = "not_heard"
    REFUSES = "refuses"
    NO_OCCASION = "no_occasion"
    NO_WISH = "no_wish"
    NO_MEANS = "no_means"
    BLOCKED = "blocked"
    WAITING = "waiting"
    NO_MONEY_LEFT = "no_money_left"


GATES: dict[Gate, Text] = {
    Gate.ACTED: Text("done", "fait"),
    Gate.NOT_ITS_MONTH: Text("not the month in which it decides on this", "pas le mois où il en décide"),
    Gate.NOTHING_ON_OFFER: Text("nothing is on offer", "rien n'est offert"),
    Gate.NOT_ELIGIBLE: Text("not eligible", "non éligible"),
    Gate.NOT_HEARD: Text("had not heard of it", "n'en avait pas entendu parler"),
    Gate.REFUSES: Text("will have nothing to do with offers of a state", "ne veut rien d'un État"),
    Gate.NO_OCCASION: Text("no occasion", "pas d'occasion"),
    Gate.NO_WISH: Text("no wish", "pas d'envie"),
    Gate.NO_MEANS: Text("no means", "pas les moyens"),
    Gate.BLOCKED: Text("wanted to and was stopped", "le voulait et en a été empêché"),
    Gate.WAITING: Text("waiting", "en attente"),
    Gate.NO_MONEY_LEFT: Text("no money left", "plus d'argent"),
}


@dataclass(frozen=True)
class Part:
    """One part of the log odds: above 0 it speaks for the act, below 0 against it. `parameter` is empty for what no parameter of the model stands in."""

    parameter: str
    rule: str
    value: float

    @property
    def label(self) -> Text:
        """In words."""
        return part_label(self.parameter, self.rule)


@dataclass(frozen=True)
class Odds:
    """The chance of an act, the draw that it met, and of what the chance is made.

    Attributes:
        chance: of one real household, or the mean number where `is_mean` (trips in a year).
        `draw`: between 0 and 1, below the chance it happens; None where nothing was drawn as the chance was 0.
        parts: of `log_odds`; their sum is turned into a probability (logistic). Empty where the chance is no logit.
        times: what that probability is then multiplied with, by name (an association's effort, doubt whether the offer is honoured).
    """

    chance: float
    draw: float | None
    log_odds: float | None = None
    parts: tuple[Part, ...] = ()
    times: tuple[tuple[Text, float], ...] = ()
    is_mean: bool = False


@dataclass(frozen=True)
class Term:
    """One of the terms on which the household decides: as it decides by it, as it is offered, and as it is without any lever."""

    name: str
    decides_by: float
    offered: float
    without: float


@dataclass(frozen=True)
class Heard:
    """A lever that bears on a decision, and what the household knows of it.

    `since`: first month of the run in which it had heard of the topic, None where it has not; `in_force`: 0 to 1 this month.
    """

    lever: str
    label: Text
    is_offered: bool
    in_force: float
    since: int | None
    refuses: bool

    @property
    def counts(self) -> bool:
        """Whether the household decides by the terms of this lever."""
        return self.is_offered and self.in_force > 0.0 and self.since is not None and not self.refuses


@dataclass(frozen=True)
class Decided:
    """One decision of a month.

    Attributes:
        decision: its id, as "collective_gift"; `label` in words.
        gate: where it ended; `obstacles`: bits of what stopped a wish (`blocked`).
        says: what it did, in a sentence; `why`: further sentences.
        odds: None where nothing was weighed.
        usd: amount of money that it moves, None where it moves none; `count`: of the real households behind the record that act, where they are counted.
    """

    decision: str
    label: Text
    gate: Gate
    says: Text
    odds: Odds | None = None
    terms: tuple[Term, ...] = ()
    heard: tuple[Heard, ...] = ()
    why: tuple[Text, ...] = ()
    usd: float | None = None
    count: float | None = None
    obstacles: int = 0
