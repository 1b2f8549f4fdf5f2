"""A month of a household lived again in plain Python, by the very functions of the model, with parameters that know their names."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from model import households as room
from model import rules
from model.compiled.named_draws import LifeDraws
from model.compiled.random_batches import Dice, dice_alone
from model.compiled.random_draws import Draw, four_draws
from model.households import Decision
from model.households.perception import Perception
from model.households.remit import Sent
from model.parameters import Parameters
from model.records.arrays import Clock, WorldArrays
from model.records.vocabulary import Status

from .named_numbers import named
from .scenes import OWN, Scene, stage_of
from .tracing import Calls, traced

ROOM = (
    "decide.invest", "decide.give_regularly", "decide.give_together", "decide.give_in_crisis", "decide.belong", "decide.apply", "decide.choose_nationality",
    "decide.wish_to_return", "wish.buy", "wish.take_stake", "found.pursue_idea", "found.drawn_by", "remit.earn_and_send", "remit.help_kin", "saving.save",
    "skilled.step", "travel.travel", "live.age_and_move",
)  # fmt: skip
"""Steps of a household's month whose calls of rules are told apart."""


@dataclass(frozen=True)
class Replay:
    """A month of one household lived again.

    `stage` is the world as the household decides, before anything is written; `calls` what rules were asked then, and `lived` in its demography before. `view`
    and what follows are None where it was not there to decide. `household`, `family` and `shown` are the records after it.
    """

    scene: Scene
    p: Parameters
    watched: Mapping[CodeType, str]
    stage: WorldArrays
    lived: Calls
    calls: Calls
    view: Perception | None
    sent: Sent | None
    dice: Dice | None
    decision: Decision | None
    household: np.ndarray
    family: np.ndarray
    shown: int

    @property
    def now(self) -> Clock:
        """When it is."""
        return self.scene.clock

    @property
    def h(self) -> Any:
        """The household as it decides."""
        return self.stage.households[OWN]

    @property
    def terms(self) -> Any:
        """What it is offered."""
        return self.stage.offers[self.h.corridor, self.h.eligible]

    @property
    def base(self) -> Any:
        """The same without any lever."""
        return self.stage.terms_without_policy[self.h.corridor]

    @property
    def corridor(self) -> Any:
        """Circumstances of its two countries."""
        return self.stage.corridors[self.h.corridor]

    def draws(self, group: Draw, kind: Any, tick: int | None = None, person: int | None = None) -> Any:
        """The draws of a decision group by name, as the household made them."""
        t = self.now
        return kind(*four_draws(t.seed0, t.seed1, t.replication, group.value, t.tick if tick is None else tick, self.h.id if person is None else person))


_named = lru_cache(maxsize=4)(named)


def watched() -> Mapping[CodeType, str]:
    """The rules in use, own ones too, and the steps of the month, by their code."""
    found: dict[CodeType, str] = {}
    for file in pkgutil.iter_modules(rules.__path__):
        for name, value in vars(import_module(f"{rules.__name__}.{file.name}")).items():
            if isinstance(value, FunctionType):
                found[value.__code__] = name
    for step in ROOM:
        file_name, _, name = step.partition(".")
        found[getattr(import_module(f"{room.__name__}.{file_name}"), name).__code__] = name
    return found


def lived_again(scene: Scene, p: Parameters, names: Mapping[CodeType, str]) -> Replay:
    """The month of a scene: demography, what it hears, earns and sends, decides, and what is written of it. `names`: what is `watched`."""
    knowing = _named(p)
    stage, t = stage_of(scene), scene.clock
    with traced(names) as lived:
        _live(stage, knowing, t)
    h = stage.households[OWN]
    view = sent = dice = decision = None
    with traced(names) as calls:
        if h.status == Status.PRESENT.value:
            dice = dice_alone(h.id, t, stage.communities[h.community].struck_month)
            seen = room.look_around(stage, OWN)
            aware = room.hear_of(stage, knowing, t, OWN, seen, dice)
            sent = room.earn_and_send(stage, knowing, OWN, seen, aware, dice)
            view = room.look(stage, t, OWN, aware, seen, sent.income)
            decision = room.decide(stage, knowing, (knowing,), t, OWN, view, sent, dice)
    after = stage_of(scene)
    _live(after, p, t)
    if decision is not None:
        room.commit(after, p, (p,), t, OWN, decision)
    if after.households[OWN].status == Status.PRESENT.value:
        room.end_month(after, p, t, OWN)
    return Replay(scene, knowing, names, stage, lived, calls, view, sent, dice, decision,
                  after.households.array[OWN : OWN + 1].copy(), after.receivers.array[OWN : OWN + 1].copy(), int(after.shown[OWN]))  # fmt: skip


def _live(stage: WorldArrays, p: Parameters, t: Clock) -> None:
    h = stage.households[OWN]
    room.age_and_move(stage, p, (p,), t, room.kept_of(p), OWN, LifeDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.LIFE.value, t.tick, h.id)))
