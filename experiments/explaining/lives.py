"""The lives of some households in one world: what stood at the beginning of each month, and what the engine made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

import numpy as np

from model import households as room
from model.parameters import Parameters
from model.world import DiasporaModel

from .replay import Replay, lived_again, watched
from .scenes import Scene, note_offer, scene_of


class DisagreementError(RuntimeError):
    """A month lived again did not end as it did in the run: no explanation is given for what did not happen."""


@dataclass
class Month:
    """One month of one household: its scene, and the records once it had decided (`decided`, `family`, `shown`) and when the month was over (`ended`)."""

    scene: Scene
    decided: np.ndarray = field(default_factory=lambda: np.zeros(0))
    family: np.ndarray = field(default_factory=lambda: np.zeros(0))
    shown: int = 0
    ended: np.ndarray = field(default_factory=lambda: np.zeros(0))
    family_ended: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def lived_again(self, p: Parameters, names: Mapping[CodeType, str]) -> Replay:
        """The month once more; DisagreementError where it does not end as it did."""
        replay = lived_again(self.scene, p, names)
        for name, now, then in (("household", replay.household, self.decided), ("family", replay.family, self.family)):
            other = [key for key in then.dtype.names or () if now[key].tobytes() != then[key].tobytes()]
            if other:
                raise DisagreementError(f"month {self.scene.clock.month}: {name} {', '.join(other)} differ from the run; please report this with the scenario")
        if replay.shown != self.shown:
            raise DisagreementError(f"month {self.scene.clock.month}: what others can see differs from the run; please report this with the scenario")
        return replay


class Lives:
    """Watches some households of a model at month 0 or later while it runs: `lives[household][month]`."""

    def __init__(self, model: DiasporaModel, households: Sequence[int]) -> None:
        self.model = model
        self.p = model.p
        self.watched = watched()
        self.months: dict[int, list[Month]] = {household: [] for household in households}
        model.engine.watcher = self

    def __getitem__(self, household: int) -> list[Month]:
        return self.months[household]

    def before(self, kernel: Any, args: tuple[Any, ...]) -> None:
        """Keep the scenes as the month of the households begins."""
        if kernel is room.live_and_decide_all and args[2] == 1:
            for household, months in self.months.items():
                last = months[-1].scene if months else None
                months.append(Month(scene_of(self.model.stage, household, args[1], tuple(self.model.strengths), last)))

    def after(self, kernel: Any, args: tuple[Any, ...]) -> None:
        """Keep what came of it once they have decided."""
        if kernel is room.live_and_decide_all and args[3] == 1:
            stage = self.model.stage
            for household, months in self.months.items():
                month = months[-1]
                note_offer(month.scene, stage, household)
                month.decided, month.family = stage.households[household : household + 1].copy(), stage.receivers[household : household + 1].copy()
                month.shown = int(stage.shown[household])

    def run(self, months: int) -> Lives:
        """Simulate so many months."""
        for _ in range(months):
            self.model.step()
            for household, lived in self.months.items():
                lived[-1].ended = self.model.stage.households[household : household + 1].copy()
                lived[-1].family_ended = self.model.stage.receivers[household : household + 1].copy()
        return self
