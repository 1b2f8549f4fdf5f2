"""What households spend on goods of the country of origin."""

from __future__ import annotations

from ..compiled.numba_door import inlined
from ..parameters.trade import Trade
from ..records.arrays import WorldArrays
from ..records.flows import Flow
from ..rules.trade import outlay


@inlined
def buy_goods(w: WorldArrays, q: Trade, i: int, income: float) -> None:
    """Book what household `i` spends on home goods: as much as its income, its attachment and the shops near it allow, without a draw."""
    h = w.households[i]
    spent = outlay(income, h.attachment_psychological, w.corridors[h.corridor].availability, q)
    w.tally[h.cell, Flow.NOSTALGIA.value] += h.weight * spent * h.buys_goods
