"""A month of relations between the ministry and the diaspora: terms of the levers, the loop, and what is measured (F8-F10, P1, P7, A4)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..compiled.numba_door import kernel
from ..compiled.packed_arrays import Staged, whole
from ..compiled.packed_parameters import Given, unpacked
from ..levers.lever import Lever
from ..policy.pace import within_month
from ..queue import tidy_files
from ..records.arrays import Clock, Count, Stage
from ..records.flows import Flow
from ..records.vocabulary import N_FACTIONS, Status
from ..rules.relate import freshness, registering_chance
from ..rules.visit import campaign_effect
from ..running.capacity import Room, applicants_at_most
from .consultation import NO_CONSULTATION, Consultation, consult
from .diaspora_survey import error
from .knowledge_hub import LOOKS_UP, NO_HUB, Hub, take_up, use_hub
from .volunteer_register import NO_REGISTER, REGISTERS, Register, register

if TYPE_CHECKING:
    from ..policy.levers_in_force import Policy
    from ..world import DiasporaModel

# Places of `results`: seats by faction, seats of those under 35, would-be registrants kept away by fear by faction, state of the hub, practices taken up,
# distance between what the ministry knows and the truth (0 where it does not ask).
RELATION_RESULTS = ("spoke_a", "spoke_b", "spoke_c", "spoke_young", "fear_a", "fear_b", "fear_c", "freshness", "practices", "targeting_error", "hub_months")


def terms(policy: Policy, month: int, tick: int, strengths: tuple[float, ...]) -> tuple[Consultation, Register, Hub]:
    """Terms of the three institutions this month; one that has ended still has its files, its entries, and what it published."""
    consultation, book, hub = NO_CONSULTATION, NO_REGISTER, NO_HUB
    k = policy.running("consultation", month)
    if k >= 0:
        v, since = policy.levers[k].values, month - policy.levers[k].from_month
        events = within_month(v["events_per_year"] / 12.0, since) if strengths[k] > 0.0 else 0
        answers = within_month(v["answers_per_month"] * strengths[k], since)
        consultation = Consultation(k, int(strengths[k] > 0.0), events, v["places"], v["quota"], answers, v["deadline_days"], v["event_usd"], v["seat_usd"])
    k = policy.running("register", month)
    if k >= 0:
        book = policy.steady("register", month, strengths, lambda: _register(policy, k, strengths[k]))
    k = policy.running("hub", month)
    if k >= 0:
        lever = policy.levers[k]
        hub = Hub(k, strengths[k] * float(getattr(lever, "reach", 0.0)), freshness(_age(policy, k, lever, month), lever.values["holds_months"]))
    return consultation, book, hub


def _register(policy: Policy, k: int, strength: float) -> Register:
    """Terms of the register."""
    v = policy.levers[k].values
    a_household = v["publicity_usd"] * strength / sum(c.households for c in policy.settings.corridors)
    publicity = campaign_effect(a_household, policy.p.relations.publicity_effect, policy.p.relations.publicity_half_usd)
    return Register(k, int(strength > 0.0), publicity, int(v["independent_host"]), v["entry_usd"])


def _age(policy: Policy, k: int, lever: Lever, month: int) -> float:
    """Months since the last update of a hub; nobody updates it once its money has ended."""
    every = float(lever.values["update_months"])
    since = float(month - lever.from_month)
    paid = since
    if not policy.is_paid(k, month):
        last = max((m for m in range(lever.from_month, month) if policy.is_paid(k, m)), default=lever.from_month)
        paid = float(last - lever.from_month)
    return since - math.floor(paid / every) * every


@kernel
def relations_month(stage: Staged, given: Given, t: Clock, c: Consultation, r: Register, hub: Hub, results: np.ndarray) -> None:
    """Consultations are held and demands answered; households register and look things up; associations take up practices."""
    w = whole(stage)
    p = unpacked(given)
    if c.institution >= 0:
        consult(w, p, t, c, results)
        tidy_files(w)
    if r.is_open == 1 or hub.reach > 0.0:
        for i in range(w.counts[Count.HOUSEHOLDS.value]):
            h = w.households[i]
            anniversary = (t.tick + h.id) % 12
            if anniversary == REGISTERS and r.is_open == 1 and h.status == Status.PRESENT.value:
                register(w, p, t, r, i, results)
            elif anniversary == LOOKS_UP and hub.reach > 0.0 and h.status == Status.PRESENT.value:
                use_hub(w, p, t, hub, i)
    if hub.institution >= 0:
        results[7] = hub.freshness
        results[10] = 1.0
        if hub.reach > 0.0 and t.month % 12 == 11:
            take_up(w, p, t, hub, results)


def more_room(room: Room, policy: Policy, records: int, households: float) -> Room:
    """Room for what these levers can bring in a month beside all else."""
    q = policy.p.relations
    for lever in policy.levers:
        if lever.process == "consultation":
            seats = math.ceil(lever.values["events_per_year"] / 12.0) * lever.values["places"]
            room = room._replace(households=room.households + seats, files=room.files + int(q.invitations * seats) + 32)
        elif lever.process == "register":
            # each of the registered applies more often
            share = min(registering_chance(q.publicity_effect, 0.0, q) * policy.settings.years, 1.0)
            more = int(share * q.register_effect * applicants_at_most(records, households, policy.p)) + 32
            room = room._replace(households=room.households + more, files=room.files + more)
    return room


def people_by_faction(stage: Stage) -> np.ndarray:
    """Real households by corridor and faction; nobody changes either."""
    h = stage.households[: stage.counts[Count.HOUSEHOLDS]]
    number = h["corridor"].astype(np.int64) * N_FACTIONS + h["faction"]
    return np.bincount(number, h["weight"], len(stage.corridors) * N_FACTIONS).reshape(-1, N_FACTIONS)


def over_represented(served: np.ndarray, people: np.ndarray) -> float:
    """Share of those served over share of the people, of the faction for which it is the largest; NaN where nobody is served.

    >>> over_represented(np.array([3.0, 1.0]), np.array([50.0, 50.0]))
    1.5
    """
    there = people > 0.0
    return float((served[there] / people[there]).max() * people.sum() / served.sum()) if served.sum() > 0.0 else float("nan")


def relation_outcomes(model: DiasporaModel) -> dict[str, float]:
    """Outcomes of relations that are not sums of the tally."""
    sums = dict(zip(RELATION_RESULTS, model.relation_results.sum(axis=0), strict=True))
    flows = model.window[:, [Flow.SPOKE, Flow.PROMISES_KEPT, Flow.PROMISES_BROKEN]].sum(axis=0)
    spoke, promised = float(flows[0]), float(flows[1] + flows[2])
    women = float(model.window[np.arange(len(model.window)) // 12 % 2 == 1, Flow.SPOKE].sum())
    seats = np.array([sums["spoke_a"], sums["spoke_b"], sums["spoke_c"]])
    h = model.stage.households[: model.n_households]
    present = h["status"] == int(Status.PRESENT)
    weight = np.where(present, h["weight"], 0.0)
    people = np.bincount(h["faction"], weight, N_FACTIONS)
    errors = model.relation_results[:, RELATION_RESULTS.index("targeting_error")]
    out = {
        "who_spoke_women": women / spoke if spoke > 0.0 else np.nan,
        "who_spoke_young": sums["spoke_young"] / spoke if spoke > 0.0 else np.nan,
        "who_spoke_minority": (seats[1] + seats[2]) / spoke if spoke > 0.0 else np.nan,
        "capture": over_represented(seats, people),
        "promises_broken_share": float(flows[2]) / promised if promised > 0.0 else np.nan,
        "hub_freshness": sums["freshness"] / sums["hub_months"] if sums["hub_months"] > 0.0 else np.nan,
        "practices_replicated": sums["practices"],
        "targeting_error": float(errors[errors > 0.0].mean()) if (errors > 0.0).any() else error(model, model.survey),
    }
    for k, name in enumerate("abc"):
        own = weight[h["faction"] == k]
        out[f"trust_faction_{name}"] = float((own * h["trust_state"][h["faction"] == k]).sum() / people[k]) if people[k] > 0.0 else np.nan
        out[f"refused_faction_{name}"] = float(own[(h["refuses"] == 1)[h["faction"] == k]].sum())
        out[f"register_fear_{name}"] = sums[f"fear_{name}"]
    return out
