"""Mesa agents: views of one record each. AgentSet, DataCollector and pandas work on them as Mesa users expect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from .. import households
from ..compiled.named_draws import LifeDraws
from ..compiled.random_batches import Dice, dice_alone, life_alone
from ..households import Decision
from ..mesa_door import mesa
from ..parameters import Parameters
from ..records.arrays import Clock, Count, WorldArrays

RANGE = 10_000_000_000  # unique ids: a range per class, far above what Mesa counts


class Reader(Protocol):
    """What runs loops, for the agents of a model."""

    def readable(self) -> WorldArrays:
        """The arrays of the world for plain Python."""
        ...

    def found(self, array: str, i: int) -> Any:
        """A record that a loop is at work on, None where none is."""
        ...


class Viewed(Protocol):
    """What agents look at: a Mesa model with arrays, parameters and a clock."""

    stage: WorldArrays
    p: Parameters
    now: Clock
    engine: Reader
    random: Any


class View(mesa.Agent):
    """A view of one record: its fields are attributes, read and written through."""

    array: ClassVar[str]
    count: ClassVar[int | None] = None
    number: ClassVar[int]

    def __init__(self, model: Viewed, index: int) -> None:
        # not registered with the model: the model makes and drops views as a whole
        self.model = model
        self.index = index
        self.pos = None
        self.unique_id = RANGE * self.number + index

    @property
    def record(self) -> Any:
        """The NumPy record; while loops run in plain Python, as it was before them."""
        return getattr(self.model.stage, self.array)[self.index]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("model", "index"):
            raise AttributeError(name)
        taken = self.model.engine.found(self.array, self.index)
        try:
            return getattr(self.model.stage, self.array)[name][self.index].item() if taken is None else getattr(taken, name)
        except (ValueError, KeyError):
            raise AttributeError(f"{type(self).__name__} has no field {name!r}") from None

    def remove(self) -> None:
        """Views do not leave the model one by one; records do, through the rules."""
        raise NotImplementedError("records leave through the rules of demography, not through remove()")


class Household(View):
    """A diaspora household: decides on what it sees, then commits."""

    array = "households"
    count = Count.HOUSEHOLDS
    number = 1
    decision: Decision | None = None

    # the engine hands all of them the same stage, and the draws of all of them; somebody who calls one of these alone need not

    def age_and_move(self, stage: WorldArrays | None = None, drawn: Sequence[LifeDraws] = ()) -> None:
        """Age a month, lose or find a job, leave or die."""
        stage, now = stage or self.model.engine.readable(), self.model.now
        draws = drawn[self.index] if drawn else life_alone(stage.households[self.index].id, now)
        p = self.model.p
        households.age_and_move(stage, p, (p,), now, households.kept_of(p), self.index, draws)

    def decide(self, stage: WorldArrays | None = None, drawn: Sequence[Dice] = ()) -> None:
        """Decide what to do this month; nothing is written."""
        stage = stage or self.model.engine.readable()
        h, now = stage.households[self.index], self.model.now
        if h.status == 0:
            self.decision = None
            return
        dice = drawn[self.index] if drawn else dice_alone(h.id, now, stage.communities[h.community].struck_month)
        seen = households.look_around(stage, self.index)
        aware = households.hear_of(stage, self.model.p, now, self.index, seen, dice)
        sent = households.earn_and_send(stage, self.model.p, self.index, seen, aware, dice)
        view = households.look(stage, now, self.index, aware, seen, sent.income)
        self.decision = households.decide(stage, self.model.p, (self.model.p,), now, self.index, view, sent, dice)

    def commit(self, stage: WorldArrays | None = None) -> None:
        """Write what was decided."""
        if self.decision is not None:
            households.commit(stage or self.model.engine.readable(), self.model.p, (self.model.p,), self.model.now, self.index, self.decision)
            self.decision = None

    def end_month(self, stage: WorldArrays | None = None) -> None:
        """End the month: attachments fade, trust moves, it is counted."""
        stage = stage or self.model.engine.readable()
        if stage.households[self.index].status == 1:
            households.end_month(stage, self.model.p, self.model.now, self.index)


class OriginHousehold(View):
    """The family at origin of one diaspora household."""

    array = "receivers"
    count = Count.HOUSEHOLDS
    number = 2


class Firm(View):
    """A firm at origin, or a stake in one."""

    array = "firms"
    count = Count.FIRMS
    number = 3


class Association(View):
    """A hometown association."""

    array = "associations"
    number = 4


class Community(View):
    """A community (region) of origin."""

    array = "communities"
    number = 5


class HostInstitution(View):
    """A school, hospital, administration, farm service or infrastructure body at origin."""

    array = "hosts"
    number = 6


class Institution(View):
    """The institution that carries out a lever: queue, budget, served and waiting."""

    array = "institutions"
    number = 7


class Chapter(View):
    """A chapter of a business network: the firms of a corridor's diaspora in one city of residence."""

    array = "chapters"
    number = 9


class CorridorView(View):
    """A corridor: circumstances of both sides."""

    array = "corridors"
    number = 8


VIEWS: tuple[type[View], ...] = (Household, OriginHousehold, Firm, Association, Community, HostInstitution, Institution, CorridorView, Chapter)
