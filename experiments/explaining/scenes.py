"""All that one household's month hangs on, apart from the rest of the world: kept before its month, to be lived again in plain Python."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model.records.arrays import N_TIES, Clock, Count, WorldArrays
from model.running.plain_records import Row, Rows, readable

OWN = 0
"""Number of the household in its scene: it is alone there, but for what its ties show."""
SPARE = 16
KEPT = ("associations", "communities", "corridors", "attention", "mood", "reach", "institutions")
"""Small arrays that a month of the household reads, and later months change."""

LARGE = ("households", "receivers", "ties", "seen", "shown", "firms", "files", "departed", "offers")
"""Arrays of which a scene keeps the household's own part alone."""


class Scene(NamedTuple):
    """The household, its family, what its ties show, the offers of its class and the circumstances of the month; `shared` is what no month changes."""

    household: np.ndarray
    family: np.ndarray
    seen: np.ndarray
    own_seen: int
    offers: dict[tuple[int, int], np.ndarray]
    kept: dict[str, np.ndarray]
    shared: WorldArrays
    clock: Clock
    strengths: tuple[float, ...]


class Offers:
    """The offers of a scene, for plain Python: as `WorldArrays.offers`, by corridor and class."""

    def __init__(self, offers: dict[tuple[int, int], np.ndarray]) -> None:
        self._offers = offers

    def __getitem__(self, key: tuple[int, int]) -> Row:
        return Rows(self._offers[int(key[0]), int(key[1])])[0]


def scene_of(stage: WorldArrays, i: int, clock: Clock, strengths: tuple[float, ...], before: Scene | None) -> Scene:
    """The scene of household `i` as its month begins; what is as it was in the scene `before` is the same object."""
    households = stage.households[i : i + 1].copy()
    nothing: dict[str, Any] = dict.fromkeys(LARGE, ())
    shared = stage._replace(**nothing)
    kept = {name: _same(getattr(stage, name), None if before is None else before.kept[name]) for name in KEPT}
    scene = Scene(households, stage.receivers[i : i + 1].copy(), stage.seen[stage.ties[i]].copy(), int(stage.seen[i]), {}, kept, shared, clock, strengths)
    note_offer(scene, stage, i)
    return scene


def note_offer(scene: Scene, stage: WorldArrays, i: int) -> None:
    """Note what the class of household `i` is offered: again once it has lived, as who follows in its place may be of another class."""
    corridor, kind = int(stage.households["corridor"][i]), int(stage.households["eligible"][i])
    scene.offers[corridor, kind] = stage.offers[corridor, kind : kind + 1].copy()


def _same(now: np.ndarray, before: np.ndarray | None) -> np.ndarray:
    return before if before is not None and before.tobytes() == now.tobytes() else now.copy()


def stage_of(scene: Scene) -> WorldArrays:
    """The scene as a stage for plain Python, with room for those who part from the household; what happens on it touches nothing else."""
    room = max(4 * int(scene.household["weight"][0]) + SPARE, N_TIES + 1)
    shared = scene.shared
    households, receivers = np.repeat(shared.blank_household, room), np.repeat(shared.blank_receiver, room)
    seen = np.zeros(room, dtype=np.int64)
    households[OWN], receivers[OWN] = scene.household[0], scene.family[0]
    seen[OWN], seen[1 : N_TIES + 1] = scene.own_seen, scene.seen
    ties = np.zeros((room, N_TIES), dtype=np.uint32)
    ties[OWN] = np.arange(1, N_TIES + 1)
    counts = np.zeros(len(Count), dtype=np.int64)
    counts[Count.HOUSEHOLDS] = 1
    alone: dict[str, Any] = {
        "households": households,
        "receivers": receivers,
        "ties": ties,
        "seen": seen,
        "shown": np.zeros(room, dtype=np.int64),
        "firms": np.repeat(shared.blank_firm, room),
        "files": np.repeat(shared.blank_file, room),
        "departed": np.repeat(shared.blank_household, SPARE),
        "counts": counts,
        "offers": np.zeros(0),
        "tally": np.zeros_like(shared.tally),
        "news": np.zeros_like(shared.news),
        "classes": shared.classes.copy(),
        **{name: array.copy() for name, array in scene.kept.items()},
    }
    return readable(shared._replace(**alone))._replace(offers=Offers(scene.offers))
