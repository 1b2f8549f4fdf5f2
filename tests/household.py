"""One household of a small world, made by hand, for tests that ask what it decides and what is written of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from model.households.commit import commit
from model.households.decide import Decision
from model.households.found import NO_IDEA
from model.households.saving import NOTHING
from model.households.skilled import Steps
from model.households.travel import NO_TRIPS
from model.levers import Act, Topic
from model.parameters import parameters
from model.records.arrays import Clock, Seen
from model.records.flows import Flow
from model.running.plain_records import readable
from model.world import DiasporaModel
from tests.worlds import ETH, lever, settings_of

P = parameters()
NOW = Clock(1, 0, 0, 5, 40, 3, 0)
WEIGHT = 7.0
HEEDS = {name: 1 << int(topic) for name, topic in Topic.__members__.items()}
"""The bit of each topic."""


class Case:
    """One household of a small world, of weight 7, and what a month writes of it."""

    def __init__(self) -> None:
        settings = settings_of(ETH, stock=400.0, years=1, burn_in=0, sample=20)
        levers = (lever("remittance_cost"), lever("matching_grant"), lever("donation_tax_relief"), lever("dual_nationality"))
        model = DiasporaModel(settings, levers, engine="objects")
        model.burn_in()
        model.happenings()
        model.offers()
        self.w = readable(model.stage)
        self.h, self.r = self.w.households[0], self.w.receivers[0]
        self.a, self.place = self.w.associations[self.h.association], self.w.communities[self.h.community]
        self.told, self.base = self.w.offers[self.h.corridor, self.h.eligible], self.w.terms_without_policy[self.h.corridor]
        self.h.weight, self.h.refuses, self.h.skill, self.h.buys_goods, self.h.crisis_month = WEIGHT, 0, 1, 0, -1
        self.h.acted = self.h.supported = self.h.will_retry = 0
        self.a.gifts = self.a.members = self.place.gifts = self.place.pooled = 0.0
        for name in ("sent", "given_regular", "given_collective", "given_crisis", "invested_property", "invested_productive", "relief_this_year"):
            setattr(self.h, name, 0.0)

    def commit(self, now: Clock = NOW, **does: Any) -> dict[str, float]:
        """What the tally gets, by flow, a household."""
        nothing = dict.fromkeys(Decision._fields, 0) | {"idea": NO_IDEA, "trips": NO_TRIPS, "savings": NOTHING, "steps": Steps(0.0, 0.0, 0, 0, 0), "aware": 0}
        self.w.tally[:] = 0.0
        commit(self.w, P, (P,), now, 0, Decision(**(nothing | does)))
        return self.booked()

    def booked(self) -> dict[str, float]:
        """What the tally of the household's cell holds, by flow, a household."""
        return {Flow(k).name: self.w.tally[self.h.cell, k] / WEIGHT for k in np.flatnonzero(self.w.tally[self.h.cell])}

    def did(self, what: Act) -> bool:
        return bool(self.h.acted >> int(what) & 1)

    def supported(self) -> set[int]:
        return {k for k in range(32) if self.h.supported >> k & 1}

    def shows(self, what: Seen) -> int:
        return int(self.w.shown[0]) >> what & 15
