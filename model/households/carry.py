"""What a household carries over to the next month: attachments fade, goodwill and trust move, and it is counted as what it is now."""

from __future__ import annotations

from ..compiled.numba_door import inlined
from ..numerics import LN_2, QUARTER
from ..parameters import Parameters
from ..records.arrays import Clock, Trusted, WorldArrays
from ..records.bit_masks import COLLECTIVE, NATIONALITY
from ..records.flows import Flow
from ..rules.belong import promise_broken, promise_kept
from ..time_units import TWELFTH
from .trust import lets_some_down


@inlined
def drifted(trust: float, prior: float, drift: float, heard: float) -> float:
    """Trust a month later: it drifts back to what it was before any experience, and moves with what is told inside the faction.

    >>> drifted(0.5, 0.7, 0.5, 0.0), drifted(0.95, 0.95, 0.5, 0.1)
    (0.6, 1.0)
    """
    return max(min(trust + drift * (prior - trust) + heard, 1.0), 0.0)


@inlined
def may_hold_both(w: WorldArrays, i: int) -> bool:
    """Whether household `i` holds the nationality of origin, or the residence country lets it take that back beside its own."""
    h = w.households[i]
    return h.is_national == 1 or w.corridors[h.corridor].renunciation < 1.0 or h.is_exempt == 1 or h.generation > 0  # type: ignore[no-any-return]


@inlined
def end_month(w: WorldArrays, p: Parameters, t: Clock, i: int) -> None:
    """Household `i` at the end of its month. What some are and some are not is added without a branch, which no processor could guess."""
    h = w.households[i]
    terms = w.offers[h.corridor, h.eligible]
    terms_without_policy = w.terms_without_policy[h.corridor]
    fade = 1.0 - p.belonging.yearly_fade * TWELFTH if h.generation < 2 else 1.0
    h.attachment_psychological *= fade
    h.attachment_social *= fade
    h.attachment_economic *= fade
    h.attachment_political *= fade
    aim = 0.0
    if terms.dual_allowed > terms_without_policy.dual_allowed and h.aware & NATIONALITY and h.refuses == 0 and may_hold_both(w, i):
        aim = p.nationality.goodwill
    h.goodwill += p.belonging.adjustment * (aim - h.goodwill)
    h.grievance *= 1.0 - p.belonging.grievance_fade

    drift = LN_2 / p.belonging.trust_drift
    mood = w.mood[h.corridor]
    h.trust_state = drifted(h.trust_state, h.trust_prior, drift, float(mood[Trusted.STATE.value, h.faction]))
    h.trust_agency = drifted(h.trust_agency, h.trust_prior, drift, float(mood[Trusted.AGENCY.value, h.faction]))
    trust = drifted(h.trust_associations, h.trust_prior, drift, float(mood[Trusted.ASSOCIATIONS.value, h.faction]))
    refused = w.associations[h.association].refused
    if refused > 0.0 and h.is_member == 1 and h.aware & COLLECTIVE and h.refuses == 0:
        lets_some_down(w, p, i, refused)
    result = w.associations[h.association].result
    if result != 0 and h.is_member == 1:
        after = promise_kept(trust, p.belonging) if result > 0 else promise_broken(trust, p.belonging)
        w.news[h.corridor, Trusted.ASSOCIATIONS.value, h.faction] += h.weight * (after - trust)
        trust = after
    h.trust_associations = trust

    weight = h.weight
    tally = w.tally[h.cell]
    is_aware = 1 if h.aware & t.topics else 0
    tally[Flow.HOUSEHOLDS.value] += weight
    tally[Flow.REMITTERS.value] += weight if h.remit_months < 12 else 0.0
    tally[Flow.MEMBERS.value] += weight * h.is_member
    tally[Flow.DUAL.value] += weight * h.n_adults * (h.is_naturalised & h.is_national)
    tally[Flow.TRUST.value] += weight * h.trust_state
    tally[Flow.ATTACHMENT.value] += (
        weight * QUARTER * (h.attachment_psychological + h.attachment_social + h.attachment_economic + min(h.attachment_political + h.goodwill, 1.0))
    )
    tally[Flow.GRIEVANCE.value] += weight * h.grievance
    tally[Flow.AWARE.value] += weight * is_aware
    tally[Flow.REFUSERS.value] += weight * (is_aware & h.refuses)
    tally[Flow.INVESTED.value] += weight * h.has_invested
    tally[Flow.REGISTERED.value] += weight * h.registered
