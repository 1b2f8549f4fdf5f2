"""Infrastructure where would-be investors are stopped by it (P2b, O1): energy and telecoms of chosen communities."""

from __future__ import annotations

from typing import Any

from ..communities import communities_of
from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class Infrastructure(Lever):
    """A slow capital project: it costs from the first month, serves when it is built, and stays when the money ends; unfinished works serve nobody."""

    id = "infrastructure"
    source = "P2b, O1"
    family = Family.ENABLE
    label = Text("Energy and telecoms", "Énergie et télécommunications")
    says = Text(
        "Energy and telecoms of chosen communities become more reliable once the works are done.",
        "L'énergie et les télécommunications de communautés choisies deviennent plus fiables une fois les travaux finis.",
    )
    topic = Topic.INVESTMENT
    act = Act.FOUND_FIRM
    support = Support.INFRASTRUCTURE
    main_outcome = "firms_created"
    doses = (Dose("budget_usd", most=10e6),)
    reaches = "communities"
    stays = True

    communities: tuple[str | int, ...] = declare(("poorest:3",), Unit.LIST, "Where: numbers from 1 (the poorest), 'poorest:N' or 'richest:N'; empty: everywhere.",
                                                 "Où : numéros depuis 1 (la plus pauvre), 'poorest:N' ou 'richest:N' ; vide : partout.", kind=Kind.PLACES)
    build_months: int = declare(24, Unit.MONTHS, "Months of works.", "Mois de travaux.", low=1, high=240, kind=Kind.INTEGER)
    energy_gain: float = declare(0.6, Unit.SHARE, "Share of the gap in energy that is closed.", "Part du manque d'énergie comblée.", low=0.0, high=1.0)
    telecom_gain: float = declare(0.6, Unit.SHARE, "Share of the gap in telecoms that is closed.", "Part du manque de télécommunications comblée.", low=0.0, high=1.0)
    works_usd: float = declare(10_000_000.0, Unit.USD, "Cost of the works in all, spread over the months of building.", "Coût total des travaux, réparti sur les mois de chantier.",
                               low=0.0, high=1e11, likely=(3e6, 3e7))
    upkeep_share: float = declare(0.03, Unit.RATE_YEAR, "Upkeep a year, share of that cost.", "Entretien annuel, part de ce coût.", low=0.0, high=0.5, likely=(0.02, 0.05))

    def improve(self, communities: Any, strength: float, n_local: int) -> None:
        chosen = communities_of(self.communities or None, n_local)
        share = strength * self.eligibility.random_share
        for k in range(len(communities)):
            if k % n_local in chosen:
                for name, gain in (("energy", self.energy_gain), ("telecom", self.telecom_gain)):
                    communities[name][k] += share * gain * (1.0 - communities[name][k])

    def changes(self, base: Offer) -> bool:
        return True

    @property
    def is_idle(self) -> bool:
        return self.energy_gain == 0.0 and self.telecom_gain == 0.0

    @property
    def setup_usd(self) -> float:
        return self.works_usd

    @property
    def setup_months(self) -> int:
        return self.build_months

    def fixed_cost(self, month: int) -> float:
        return self.upkeep_share * self.works_usd / 12.0 if self.is_active(month) else 0.0
