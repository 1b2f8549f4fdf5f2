"""Simpler registration of firms (P2a, O3): fewer steps, fewer days, a lower fee, for everybody who founds."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever, mean_share_taken


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
    doses = (Dose("days", base="start_days", beside={"steps": 40.0, "fee_usd": 1e6}),)

    steps: float = declare(3.0, Unit.COUNT, "Steps that remain.", "Démarches restantes.", low=1.0, high=40.0)
    days: float = declare(2.0, Unit.DAYS, "Days that they take together.", "Jours que prend l'ensemble.", low=0.1, high=700.0)
    fee_usd: float = declare(100.0, Unit.USD, "What they cost the founder.", "Ce qu'elles coûtent au fondateur.", low=0.0, high=1e6)
    reform_usd: float = declare(1_300_000.0, Unit.USD, "Cost of a reform that takes away all steps, days and fees, paid over the first year; taking away a part of them costs that part.",
                                "Coût d'une réforme qui supprime démarches, jours et droits, payé la première année ; en supprimer une part coûte cette part.", low=0.0, high=1e9, likely=(400_000.0, 4_000_000.0))
    running_usd: float = declare(130_000.0, Unit.USD_YEAR, "Running cost a year of such a reform.", "Coût annuel de fonctionnement d'une telle réforme.", low=0.0, high=1e9, likely=(40_000.0, 400_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(
            start_days=offer.start_days - strength * max(offer.start_days - self.days, 0.0),
            start_steps=offer.start_steps - strength * max(offer.start_steps - self.steps, 0.0),
            start_cost_usd=offer.start_cost_usd - strength * max(offer.start_cost_usd - self.fee_usd, 0.0),
        )

    def extent(self, base: Offer) -> float:
        return mean_share_taken(((self.steps, base.start_steps), (self.days, base.start_days), (self.fee_usd, base.start_cost_usd)))

    @property
    def setup_usd(self) -> float:
        return self.reform_usd

    @property
    def setup_months(self) -> int:
        return 12

    def fixed_cost(self, month: int) -> float:
        return self.running_usd / 12.0 if self.is_active(month) else 0.0
