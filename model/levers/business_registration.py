"""Simpler registration of firms (P2a, O3): fewer steps, fewer days, a lower fee, for everybody who founds."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .lever import Lever


class BusinessRegistration(Lever):
    """A reform: it holds for those too who never heard of it; it never makes a procedure longer than it is."""

    id = "business_registration"
    source = "P2a, O3"
    family = Family.ENABLE
    label = Text("Simpler business registration", "Immatriculation simplifiée des entreprises")
    says = Text(
        "Founders at origin face fewer steps, fewer days and a lower fee.",
        "Les fondateurs au pays d'origine ont moins de démarches, moins de jours et un droit plus bas.",
    )
    topic = Topic.INVESTMENT
    act = Act.FOUND_FIRM
    support = Support.REGISTRATION
    main_outcome = "firms_created"

    steps: float = declare(3.0, Unit.COUNT, "Steps that remain.", "Démarches restantes.", low=1.0, high=40.0)
    days: float = declare(2.0, Unit.DAYS, "Days that they take together.", "Jours que prend l'ensemble.", low=0.1, high=700.0)
    fee_usd: float = declare(100.0, Unit.USD, "What they cost the founder.", "Ce qu'elles coûtent au fondateur.", low=0.0, high=1e6)
    reform_usd: float = declare(1_000_000.0, Unit.USD, "Cost of the reform, paid over the first year.", "Coût de la réforme, payé la première année.", low=0.0, high=1e9, likely=(300_000.0, 3_000_000.0))
    running_usd: float = declare(100_000.0, Unit.USD_YEAR, "Running cost a year.", "Coût annuel de fonctionnement.", low=0.0, high=1e9, likely=(30_000.0, 300_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(
            start_days=offer.start_days - strength * max(offer.start_days - self.days, 0.0),
            start_steps=offer.start_steps - strength * max(offer.start_steps - self.steps, 0.0),
            start_cost_usd=offer.start_cost_usd - strength * max(offer.start_cost_usd - self.fee_usd, 0.0),
        )

    @property
    def setup_usd(self) -> float:
        return self.reform_usd

    @property
    def setup_months(self) -> int:
        return 12

    def fixed_cost(self, month: int) -> float:
        return self.running_usd / 12.0 if self.is_active(month) else 0.0
