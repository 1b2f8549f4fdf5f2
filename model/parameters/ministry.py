"""The ministry that runs the levers: whether its money goes on, and what is left when it ends (4.10, F7, F12)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Unit, declare


class Ministries(NamedTuple):
    """Renewal of institutional budgets, alignment on a strategy, and what money that ends leaves behind."""

    priority_keeps: float = declare(0.5, Unit.SHARE, "Share of refusals to renew a budget that full political priority prevents.",
                                    "Part des refus de renouveler un budget qu'une pleine priorité politique évite.", likely=(0.2, 0.8), off=0.0)
    home_keeps: float = declare(0.5, Unit.SHARE, "Share of refusals to renew a budget that an institutional home prevents.",
                                "Part des refus de renouveler un budget qu'un ancrage institutionnel évite.", likely=(0.2, 0.8), off=0.0)
    restored: float = declare(0.3, Unit.PROBABILITY_YEAR, "Chance that an institutional home gets a budget back that was not renewed; without a home it is lost for good, as project money is.",
                              "Probabilité qu'un ancrage institutionnel retrouve un budget non renouvelé ; sans ancrage il est perdu pour de bon, comme l'argent d'un projet.",
                              likely=(0.1, 0.5), off=0.0)
    strategy_keeps: float = declare(0.3, Unit.SHARE, "Share of refusals to renew a budget that a national strategy with an action plan prevents.",
                                    "Part des refus de renouveler un budget qu'une stratégie nationale avec plan d'action évite.", likely=(0.1, 0.5), off=0.0)
    strategy_speed: float = declare(0.5, Unit.RATIO, "How much faster levers grow to full strength once they are aligned with a strategy.",
                                    "De combien les leviers montent plus vite en puissance une fois alignés sur une stratégie.", low=0.0, high=5.0, likely=(0.0, 1.0), off=0.0)
    fade_months: float = declare(24.0, Unit.MONTHS, "Months over which what a lever leaves behind fades once its money has ended.",
                                 "Mois sur lesquels s'efface ce qu'un levier laisse derrière lui quand son argent s'arrête.", low=0.0, high=240.0, likely=(12.0, 36.0), off=0.0)
