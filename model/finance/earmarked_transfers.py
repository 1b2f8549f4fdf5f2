"""Earmarked products: once a year senders sign up or not, and public money matches what they put in, shared out among all who ask in a month."""

from __future__ import annotations

from typing import NamedTuple

from ..compiled.fetching import AHEAD, fetch
from ..compiled.named_draws import EarmarkDraws
from ..compiled.numba_door import inlined, kernel
from ..compiled.packed_arrays import PackedArrays, arrays_of
from ..compiled.packed_parameters import PackedParameters, parameters_of
from ..compiled.random_draws import Draw, four_draws, spread
from ..households.remit import income_of
from ..households.trust import keeps_promise, lets_some_down
from ..parameters import Parameters
from ..policy.month import Month
from ..queue import honours, refuses
from ..records.arrays import Clock, Count, WorldArrays
from ..records.bit_masks import A_REMIT, REMITTANCE, S_EARMARK
from ..records.flows import Flow
from ..records.vocabulary import Status
from ..rules.earmark import matched, signing_up, spent_on_purpose
from ..rules.fluctuate import with_lot

MONTH = 2  # of the household's year


class Earmark(NamedTuple):
    """Terms of earmarked products; `institution` is -1 where there are none."""

    institution: int
    is_open: int


NO_EARMARK = Earmark(-1, 0)


def earmark_terms(m: Month) -> Earmark:
    """Terms of earmarked products this month."""
    k = m.running("earmarks")
    if k < 0 or (not m.lever(k).values["match_ratio"] and m.lever(k).values["form"] != "product"):
        return NO_EARMARK
    return Earmark(k, m.is_open(k))


@inlined
def put_in(w: WorldArrays, p: Parameters, t: Clock, i: int) -> float:
    """What household `i` puts into an earmarked product for the year to come, USD, of all years in this month; 0 where it does not sign up."""
    h = w.households[i]
    terms = w.offers[h.corridor, h.eligible]
    if (t.tick + h.id) % 12 != MONTH or terms.earmark_open <= 0.0 or h.status != Status.PRESENT.value or h.altruism <= 0.0:
        return 0.0
    if h.refuses == 1 or not h.aware & REMITTANCE:
        return 0.0
    q = p.earmarking
    draws = EarmarkDraws(*four_draws(t.seed0, t.seed1, t.replication, Draw.EARMARK.value, t.tick, h.id))
    c = w.corridors[h.corridor]
    year = 12.0 * income_of(h.earnings, h.behind, h.is_employed, with_lot(c.recession, c.slump, terms.lot_recession), p)
    own = min(q.earmark_share * spread(draws.size, q.size_spread), q.earmark_most) * year
    if own <= 0.0:
        return 0.0
    expected = (1.0 - terms.earmark_doubt) * matched(own, terms.earmark_match, terms.earmark_cap_usd) / own
    return own if draws.signs_up < terms.earmark_open * signing_up(terms.earmark_form, expected, q) else 0.0


@inlined
def book_earmarked(w: WorldArrays, p: Parameters, t: Clock, i: int, own: float, public: float, share: float) -> None:
    """Household `i` sent `own`, and its family got `public` beside it: of the households behind the record a share, the others keep what they had."""
    h = w.households[i]
    terms = w.offers[h.corridor, h.eligible]
    tally = w.tally[h.cell]
    weight = h.weight * share
    tally[Flow.EARMARKED.value] += weight * (own + public)
    tally[Flow.EARMARKED_OWN.value] += weight * own
    tally[Flow.PURPOSE_SPENT.value] += weight * spent_on_purpose(own + public, terms.earmark_form, 12.0 * w.receivers[i].income, p.earmarking)
    tally[Flow.SIGNED_UP.value] += weight
    if t.month >= 0:
        h.acted |= A_REMIT
        h.supported |= S_EARMARK
        h.sent += share * own


@kernel
def earmarks_month(stage: PackedArrays, packed: PackedParameters, t: Clock, e: Earmark) -> None:
    """A month of earmarked products; where more match is asked for than is left of the budget, all get the same share, and the others send nothing so."""
    w = arrays_of(stage)
    p = parameters_of(packed)
    bank = w.institutions[e.institution]
    n = w.counts[Count.HOUSEHOLDS.value]
    demand = 0.0
    for i in range(n if e.is_open == 1 else 0):
        fetch(w.households, i + AHEAD, 0)
        own = put_in(w, p, t, i)
        if own > 0.0:
            h = w.households[i]
            terms = w.offers[h.corridor, h.eligible]
            demand += h.weight * matched(own, terms.earmark_match, terms.earmark_cap_usd)
    share = min(max(bank.left, 0.0) / demand, 1.0) if demand > 0.0 else 1.0
    if share < 1.0 and bank.exhausted_month < 0 and t.month >= 0:
        bank.exhausted_month = t.month
    for i in range(n if e.is_open == 1 else 0):
        own = put_in(w, p, t, i)
        if own <= 0.0:
            continue
        h = w.households[i]
        terms = w.offers[h.corridor, h.eligible]
        public = matched(own, terms.earmark_match, terms.earmark_cap_usd)
        served = share if public > 0.0 else 1.0
        bank.arrived += h.weight
        bank.served += h.weight * served
        bank.abandoned += h.weight * (1.0 - served)
        if served > 0.0:
            book_earmarked(w, p, t, i, own, public, served)
        if public > 0.0:
            bank.spent += h.weight * public * share
            honours(w, e.institution, h.weight * share)
            refuses(w, e.institution, h.weight * (1.0 - share))
            if share < 1.0:
                lets_some_down(w, p, i, 1.0 - share)
            else:
                keeps_promise(w, p, i)
    bank.left -= min(demand, bank.left)
