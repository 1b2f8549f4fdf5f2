"""Trade facilitation (O7): goods wait less at customs, with fewer documents and lower charges."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .lever import Lever


class TradeFacilitation(Lever):
    """Simpler customs for everybody who ships; owners from the diaspora use it once they heard of it. It cannot run out; running it costs a fixed amount."""

    id = "trade_facilitation"
    source = "O7"
    family = Family.ENABLE
    label = Text("Trade facilitation", "Facilitation du commerce")
    says = Text(
        "Shipments between the two countries wait fewer days, with fewer documents and lower charges.",
        "Les expéditions entre les deux pays attendent moins de jours, avec moins de documents et de frais.",
    )
    topic = Topic.TRADE
    act = Act.EXPORT
    support = Support.FACILITATION
    main_outcome = "exports"

    customs_days: float = declare(5.0, Unit.DAYS, "Days that a shipment waits; where it waits less already, nothing changes.",
                                  "Jours d'attente d'une expédition ; sans effet là où elle attend déjà moins.", low=0.0, high=200.0)
    documents: float = declare(4.0, Unit.COUNT, "Documents of a shipment.", "Documents d'une expédition.", low=0.0, high=100.0)
    cost_per_shipment_usd: float = declare(500.0, Unit.USD, "Charges on a shipment at the border.", "Frais d'une expédition à la frontière.", low=0.0, high=50_000.0)
    running_usd: float = declare(800_000.0, Unit.USD_YEAR, "Cost of running it a year.", "Coût de fonctionnement annuel.", low=0.0, high=1e9, likely=(300_000.0, 2_000_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(
            customs_days=offer.customs_days - strength * max(offer.customs_days - self.customs_days, 0.0),
            customs_documents=offer.customs_documents - strength * max(offer.customs_documents - self.documents, 0.0),
            shipment_cost_usd=offer.shipment_cost_usd - strength * max(offer.shipment_cost_usd - self.cost_per_shipment_usd, 0.0),
        )

    @property
    def is_idle(self) -> bool:
        return self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.running_usd / 12.0 if self.is_active(month) else 0.0
