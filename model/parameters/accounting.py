"""How money of different years is made comparable."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Unit, declare


class Accounting(NamedTuple):
    """Discounting."""

    discount_rate: float = declare(0.03, Unit.RATE_YEAR, "Discount rate of the present value of costs.", "Taux d'actualisation de la valeur présente des coûts.",
                                   low=0.0, high=0.3, off=0.0)
