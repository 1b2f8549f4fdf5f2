"""Special economic zone (P6d, A4): plots with good infrastructure and a tax holiday in chosen communities."""

from __future__ import annotations

from typing import Any

from ..communities import communities_of
from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class SpecialEconomicZone(Lever):
    """Plots are finite and stay where they are; where associates or all may settle, they take plots too (leakage)."""

    id = "special_economic_zone"
    source = "P6d, A4"
    family = Family.ENABLE
    label = Text("Special economic zone", "Zone économique spéciale")
    says = Text(
        "Firms that settle on a plot of the zone pay no tax on profits for some years and have reliable energy and telecoms.",
        "Les entreprises installées sur une parcelle de la zone ne paient pas d'impôt sur les bénéfices pendant quelques années et ont énergie et télécommunications fiables.",
    )
    topic = Topic.INVESTMENT
    act = Act.FOUND_FIRM
    support = Support.ZONE
    main_outcome = "firms_created"
    doses = (Dose("plots", most=320.0),)
    reaches = "firms_at_origin"
    process = "zone"
    doubt = "zone_doubt"
    entitlement = True  # who holds a plot has a right to its holiday; plots themselves are finite, and what the budget pays of them opens
    grows_places = True
    forgoes = ("ZONE_FORGONE",)

    plots: int = declare(20, Unit.COUNT, "Plots in all.", "Parcelles en tout.", low=0, high=100_000, kind=Kind.INTEGER)
    holiday_years: float = declare(5.0, Unit.YEARS, "Years without tax on profits.", "Années sans impôt sur les bénéfices.", low=0.0, high=30.0)
    communities: tuple[str | int, ...] = declare(("richest:2",), Unit.LIST, "Where the zones stand: numbers from 1 (the poorest), 'poorest:N' or 'richest:N'; empty: everywhere.",
                                                 "Où sont les zones : numéros depuis 1 (la plus pauvre), 'poorest:N' ou 'richest:N' ; vide : partout.", kind=Kind.PLACES)
    open_to: str = declare("diaspora", Unit.CHOICE, "Who may settle: the diaspora, its associates too, or all.", "Qui peut s'installer : la diaspora, aussi ses associés, ou tous.",
                           kind=Kind.CHOICE, choices=("diaspora", "associates", "all"))
    plot_usd: float = declare(60_000.0, Unit.USD, "Cost of making a plot ready, paid over the first two years.", "Coût d'aménagement d'une parcelle, payé sur les deux premières années.", low=0.0, high=1e8, likely=(20_000.0, 150_000.0))
    running_usd: float = declare(100_000.0, Unit.USD_YEAR, "Running cost of the zones a year.", "Coût annuel de fonctionnement des zones.", low=0.0, high=1e9, likely=(50_000.0, 300_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(zone_holiday_months=max(12.0 * self.holiday_years, 1e-9), zone_associates=float(self.open_to != "diaspora"))

    def improve(self, communities: Any, strength: float, n_local: int) -> None:
        chosen = communities_of(self.communities or None, n_local)
        for k in range(len(communities)):
            if k % n_local in chosen:
                communities["has_zone"][k] = 1

    def places_in_year(self, year: int) -> float | None:
        return float(self.plots)

    @property
    def is_idle(self) -> bool:
        return self.plots == 0

    @property
    def setup_usd(self) -> float:
        return self.plots * self.plot_usd

    @property
    def setup_months(self) -> int:
        return 24

    def fixed_cost(self, month: int) -> float:
        return self.running_usd / 12.0 if self.is_active(month) else 0.0
