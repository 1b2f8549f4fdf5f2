"""A month of relations between the ministry and the diaspora: terms of the levers, the loop, and what is measured (F8-F10, P1, P7, A4)."""

from __future__ import annotations

import math

import numpy as np

from ..capacity import applicants_at_most
from ..compiled.fetching import AHEAD, fetch
from ..compiled.numba_door import kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..history import History, over_represented
from ..institution import Institution, Room
from ..policy.levers_in_force import Policy
from ..policy.month import Month
from ..policy.pace import within_month
from ..queue import tidy_files
from ..records.arrays import Clock, Count
from ..records.flows import Flow
from ..records.vocabulary import N_FACTIONS, Status
from ..rules.relate import freshness, registering_chance
from ..rules.visit import campaign_effect
from .consultation import NO_CONSULTATION, Consultation, consult
from .diaspora_survey import map_diaspora
from .knowledge_hub import LOOKS_UP, NO_HUB, Hub, take_up, use_hub
from .volunteer_register import NO_REGISTER, REGISTERS, Register, register

# Places of `results`: seats by faction, seats of those under 35, would-be registrants kept away by fear by faction, state of the hub, practices taken up,
# months in which there is a hub.
RELATION_RESULTS = ("spoke_a", "spoke_b", "spoke_c", "spoke_young", "fear_a", "fear_b", "fear_c", "freshness", "practices", "hub_months")


def consultation_terms(m: Month) -> Consultation:
    """Terms of consultations this month; after the last one demands still wait for their answers."""
    k = m.running("consultation")
    if k < 0:
        return NO_CONSULTATION
    v, since = m.lever(k).values, m.since(k)
    events = within_month(v["events_per_year"] / 12.0, since) if m.is_open(k) else 0
    answers = within_month(v["answers_per_month"] * m.strengths[k], since)
    return Consultation(k, m.is_open(k), events, v["places"], v["quota"], answers, v["deadline_days"], v["event_usd"], v["seat_usd"])


def register_terms(m: Month) -> Register:
    """Terms of the register this month; its entries outlive it."""
    k = m.running("register")
    return NO_REGISTER if k < 0 else m.steady("register", lambda: _register(m, k))


def _register(m: Month, k: int) -> Register:
    v, q = m.lever(k).values, m.p.relations
    a_household = v["publicity_usd"] * m.strengths[k] / sum(c.households for c in m.settings.corridors)
    publicity = campaign_effect(a_household, q.publicity_effect, q.publicity_half_usd)
    return Register(k, m.is_open(k), publicity, int(v["independent_host"]), v["entry_usd"])


def hub_terms(m: Month) -> Hub:
    """Terms of the hub this month; what it published stays when it has ended, and ages."""
    k = m.running("hub")
    return NO_HUB if k < 0 else Hub(k, m.told(k).hub_open, freshness(_age(m, k), m.lever(k).values["holds_months"]))


def _age(m: Month, k: int) -> float:
    """Months since the last update of a hub; nobody updates it once its money has ended."""
    lever = m.lever(k)
    every = float(lever.values["update_months"])
    since = paid = float(m.since(k))
    if not m.policy.is_paid(k, m.month):
        last = max((month for month in range(lever.from_month, m.month) if m.policy.is_paid(k, month)), default=lever.from_month)
        paid = float(last - lever.from_month)
    return since - math.floor(paid / every) * every


@kernel
def relations_month(stage: PackedArrays, packed: PackedParameters, t: Clock, c: Consultation, r: Register, hub: Hub, results: np.ndarray) -> None:
    """Consultations are held and demands answered; households register and look things up; associations take up practices."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    if c.institution >= 0:
        consult(w, p, t, c, results)
        tidy_files(w)
    if r.is_open == 1 or hub.reach > 0.0:
        for i in range(w.counts[Count.HOUSEHOLDS.value]):
            fetch(w.households, i + AHEAD, 0)
            h = w.households[i]
            anniversary = (t.tick + h.id) % 12
            if anniversary == REGISTERS and r.is_open == 1 and h.status == Status.PRESENT.value:
                register(w, p, t, r, i, results)
            elif anniversary == LOOKS_UP and hub.reach > 0.0 and h.status == Status.PRESENT.value:
                use_hub(w, p, t, hub, i)
    if hub.institution >= 0:
        results[7] = hub.freshness
        results[9] = 1.0
        if hub.reach > 0.0 and (t.month + 1) % 12 == 0:
            take_up(w, p, t, hub, results)


SPARE_FILES = 32  # room for files beyond those expected


def _room(policy: Policy, records: int, households: float) -> Room:
    """Room for seats at consultations, and for the applications of the registered, who apply more often."""
    q, room = policy.p.relations, Room()
    for lever in policy.levers:
        if lever.process == "consultation":
            seats = math.ceil(lever.values["events_per_year"] / 12.0) * lever.values["places"]
            room = room.plus(Room(households=seats, files=int(q.invitations * seats) + SPARE_FILES))
        elif lever.process == "register":
            share = min(registering_chance(q.publicity_effect, 0.0, q) * policy.settings.years, 1.0)
            more = int(share * q.register_effect * applicants_at_most(records, households, policy.p)) + SPARE_FILES
            room = room.plus(Room(households=more, files=more))
    return room


def outcomes(run: History) -> dict[str, float]:
    """Outcomes of relations that are not sums of the tally."""
    sums = run.sums("relations")
    flows = run.window[:, [Flow.SPOKE, Flow.PROMISES_KEPT, Flow.PROMISES_BROKEN]].sum(axis=0)
    spoke, promised = float(flows[0]), float(flows[1] + flows[2])
    women = float(run.window[np.arange(len(run.window)) // 12 % 2 == 1, Flow.SPOKE].sum())
    seats = np.array([sums["spoke_a"], sums["spoke_b"], sums["spoke_c"]])
    h = run.stage.households[: run.n_households]
    present = h["status"] == int(Status.PRESENT)
    weight = np.where(present, h["weight"], 0.0)
    people = np.bincount(h["faction"], weight, N_FACTIONS)
    errors = run.results["diaspora_survey"][:, 0]
    out = {
        "who_spoke_women": women / spoke if spoke > 0.0 else np.nan,
        "who_spoke_young": sums["spoke_young"] / spoke if spoke > 0.0 else np.nan,
        "who_spoke_minority": (seats[1] + seats[2]) / spoke if spoke > 0.0 else np.nan,
        "capture": over_represented(seats, people),
        "promises_broken_share": float(flows[2]) / promised if promised > 0.0 else np.nan,
        "hub_freshness": sums["freshness"] / sums["hub_months"] if sums["hub_months"] > 0.0 else np.nan,
        "practices_replicated": sums["practices"],
        "targeting_error": float(errors[errors > 0.0].mean()) if (errors > 0.0).any() else 0.0,
    }
    for k, name in enumerate("abc"):
        own = weight[h["faction"] == k]
        out[f"trust_faction_{name}"] = float((own * h["trust_state"][h["faction"] == k]).sum() / people[k]) if people[k] > 0.0 else np.nan
        out[f"refused_faction_{name}"] = float(own[(h["refuses"] == 1)[h["faction"] == k]].sum())
        out[f"register_fear_{name}"] = sums[f"fear_{name}"]
    return out


INSTITUTIONS = (
    Institution(
        "relations", "relations", relations_month, (consultation_terms, register_terms, hub_terms), RELATION_RESULTS, outcomes=outcomes, room=_room
    ),
    Institution("diaspora_survey", "closing", results=("targeting_error",), after=map_diaspora),
)
