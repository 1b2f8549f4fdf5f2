"""One household followed through both policies and without any: the same people, month by month, in one replication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.errors import InputError, Problem
from model.parameter import Text
from model.records.vocabulary import Act, Topic
from model.world import DiasporaModel
from scenarios.scenario import Scenario

from ..runs.attribution import ACTS
from ..runs.runner import Failure, with_inputs_drawn
from ..text import number, say, within
from .answer import Request
from .kept_worlds import KeptWorlds

BITS = ("aware", "acted", "supported")
AMOUNTS = ("remittance", "donation", "monthly.invested_property", "monthly.invested_productive", "monthly.given_collective")
STATES = ("wealth", "trust_state", "waiting_since", "is_member")
FIELDS = ("id", *BITS, *AMOUNTS, *STATES)
MOST_LISTED = 200
"""Households that a policy changed, listed to choose from."""

TOPICS: Mapping[Topic, Text] = {
    Topic.REMITTANCE: Text("cheaper or safer ways to send money", "des envois moins chers ou plus sûrs"),
    Topic.INVESTMENT: Text("terms for investors", "les conditions pour investisseurs"),
    Topic.GIVING: Text("terms for donors", "les conditions pour donateurs"),
    Topic.COLLECTIVE: Text("public money for collective projects", "l'argent public pour des projets collectifs"),
    Topic.PLACEMENT: Text("expert assignments", "les missions d'experts"),
    Topic.NATIONALITY: Text("rights to a nationality", "les droits à une nationalité"),
    Topic.ENTERPRISE: Text("help for founders", "l'aide aux créateurs d'entreprise"),
    Topic.TRADE: Text("help for trade", "l'aide au commerce"),
    Topic.SAVINGS: Text("savings products and bonds", "les produits d'épargne et obligations"),
    Topic.TOURISM: Text("visits and home goods", "les séjours et produits du pays"),
    Topic.RELATIONS: Text("consultations and registers", "les consultations et registres"),
}
EVENTS = {
    "heard": Text("hears of {what}", "entend parler de : {what}"),
    "did": Text("first time: {what}", "première fois : {what}"),
    "helped": Text("first time with support: {what}", "première fois avec un soutien : {what}"),
    "applies": Text("applies for an assignment and waits", "postule à une mission et attend"),
    "served": Text("waits no longer", "n'attend plus"),
    "joins": Text("joins an association", "rejoint une association"),
    "leaves": Text("leaves the association", "quitte l'association"),
    "gone": Text("has left or died: another household lives in its place", "est parti ou décédé : un autre ménage vit à sa place"),
}


WHO = (
    Text("household headed by a man of {age}", "ménage dirigé par un homme de {age} ans"),
    Text("household headed by a woman of {age}", "ménage dirigé par une femme de {age} ans"),
)
SKILL = Text("education: {level}", "niveau d'études : {level}")


@dataclass(frozen=True)
class Lives:
    """What is kept of all households of one replication, by world: `""` without policy, then each policy. Arrays are month by household of month 0."""

    worlds: Mapping[str, Mapping[str, NDArray[Any]]]
    traits: pd.DataFrame

    @property
    def n(self) -> int:
        """Households at month 0."""
        return len(self.traits)

    def changed(self) -> list[int]:
        """Households that did, or got, something else under a policy than without one; those that acted otherwise first."""
        without = self.worlds[""]
        counts = np.zeros(self.n)
        for name, world in self.worlds.items():
            if name:
                counts += 2.0 * (world["acted"][-1] != without["acted"][-1]) + (world["supported"][-1] != without["supported"][-1])
        order = np.argsort(-counts, kind="stable")
        return [int(place) for place in order[: min(MOST_LISTED, int((counts > 0).sum()))]]

    def months(self, household: int, name: str) -> pd.DataFrame:
        """One household in one world, a row a month; rows end with the month in which somebody else lives in its place."""
        if not 0 <= household < self.n:
            raise InputError(
                Problem(
                    "household",
                    Text("there is no household {household}", "il n'y a pas de ménage {household}").filled(household=household),
                    value=household,
                    allowed=Text("a whole number from 0 to {high}", "un nombre entier de 0 à {high}").filled(high=self.n - 1),
                )
            )
        frame = pd.DataFrame({field: values[:, household] for field, values in self.worlds[name].items()})
        gone = np.flatnonzero(frame["id"].to_numpy() != frame["id"].iloc[0])
        return frame if not gone.size else frame.iloc[: int(gone[0])]

    def events(self, household: int, name: str, language: str) -> list[tuple[int, str]]:
        """What happens to a household in one world: (month, what)."""
        frame = self.months(household, name)
        found: list[tuple[int, str]] = []
        for kind, field, words in (("heard", "aware", _topics), ("did", "acted", _acts), ("helped", "supported", None)):
            before = 0
            for month, now in enumerate(frame[field].astype(np.int64)):
                new, before = now & ~before, now
                if new and words is None:
                    found.append((month, EVENTS["helped"](language).format(what=_supported(frame, month, language))))
                elif new and words is not None:
                    found += [(month, EVENTS[kind](language).format(what=what)) for what in words(int(new), language)]
        found += _turns(frame["waiting_since"].to_numpy() >= 0, "applies", "served", language)
        found += _turns(frame["is_member"].to_numpy() > 0, "joins", "leaves", language)
        if len(frame) < len(self.worlds[name]["id"]):
            found.append((len(frame), EVENTS["gone"](language)))
        return sorted(found, key=lambda event: event[0])

    def who(self, household: int, language: str) -> str:
        """Who a household is at the start, in a line."""
        row = self.traits.iloc[household]
        words = [
            WHO[int(row["is_woman"])](language).format(age=number(float(row["age"]), language, digits=2)),
            SKILL(language).format(level=within(say(("low", "middle", "high")[int(row["skill"])], language))),
            Text("stands for {} households", "représente {} ménages")(language).format(number(float(row["weight"]), language)),
        ]
        line = ", ".join(words)
        return line[:1].upper() + line[1:]


def _topics(bits: int, language: str) -> list[str]:
    return [TOPICS[topic](language) for topic in Topic if bits >> int(topic) & 1]


def _acts(bits: int, language: str) -> list[str]:
    return [ACTS[act](language) for act in Act if bits >> int(act) & 1]


def _supported(frame: pd.DataFrame, month: int, language: str) -> str:
    """What was done in the month of a support; what was done before, where nothing is new."""
    before = int(frame["acted"].iloc[month - 1]) if month else 0
    new = int(frame["acted"].iloc[month]) & ~before
    return ", ".join(_acts(new or int(frame["acted"].iloc[month]), language)) or "-"


def _turns(is_on: NDArray[np.bool_], on: str, off: str, language: str) -> list[tuple[int, str]]:
    """Months in which something begins or ends."""
    edges = np.flatnonzero(np.diff(is_on.astype(np.int8), prepend=0))
    return [(int(month), EVENTS[on if is_on[month] else off](language)) for month in edges]


def lives(store: KeptWorlds, request: Request, replication: int = 0) -> Lives | Failure:
    """The households of a replication through every policy of a request and without any, from a kept world."""
    task = request.task(replication)
    begun = store.begun(task)
    if isinstance(begun, Failure):
        return begun
    worlds: dict[str, Mapping[str, NDArray[Any]]] = {}
    scenarios: dict[str, Scenario] = {"": replace(next(iter(request.scenarios.values())), levers=()), **request.scenarios}
    start = begun.world.stage.households[: begun.world.n_households]
    for name, scenario in scenarios.items():
        if name and not scenario.levers:
            worlds[name] = worlds[""]
            continue
        drawn = with_inputs_drawn(scenario, task)
        model = begun.world.fork(drawn.levers, drawn.shocks, record=FIELDS, ministry=drawn.ministry)
        model.run()
        worlds[name] = _kept(model, FIELDS, len(start))
        model.dispose()
    traits = pd.DataFrame({field: start[field].copy() for field in ("age", "is_woman", "skill", "weight", "generation")})
    return Lives(worlds, traits)


def _kept(model: DiasporaModel, fields: Sequence[str], n: int) -> dict[str, NDArray[Any]]:
    """Month by household of month 0, of the months after the burn-in; records that split off later are left out."""
    frame = model.panel(*fields)
    first = frame[frame["household"] < n]
    months = int(first["month"].max()) + 1
    return {field: first[field].to_numpy().reshape(months, n) for field in fields}
