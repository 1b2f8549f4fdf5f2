"""Trade facilitation (O7): goods wait less at customs, with fewer documents and lower charges."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever, mean_share_taken


class TradeFacilitation(Lever):
    """Simpler customs for everybody who ships; owners from the diaspora use it once they heard of it. It cannot run out; running it costs the more, the larger
    the part of the days, documents and charges that it takes away.
    """

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
    doses = (
        Dose("customs_days", base="customs_days", beside={"documents": 100.0, "cost_per_shipment_usd": 50_000.0}),
        Dose("cost_per_shipment_usd", base="shipment_cost_usd", beside={"customs_days": 200.0, "documents": 100.0}),
    )

    customs_days: float = declare(5.0, Unit.DAYS, "Days that a shipment waits; where it waits less already, nothing changes.",
                                  "Jours d'attente d'une expédition ; sans effet là où elle attend déjà moins.", low=0.0, high=200.0)
    documents: float = declare(4.0, Unit.COUNT, "Documents of a shipment.", "Documents d'une expédition.", low=0.0, high=100.0)
    cost_per_shipment_usd: float = declare(500.0, Unit.USD, "Charges on a shipment at the border.", "Frais d'une expédition à la frontière.", low=0.0, high=50_000.0)
    running_usd: float = declare(1_500_000.0, Unit.USD_YEAR, "Cost a year where all days, documents and charges were taken away; taking away a part of them costs that part.",
                                 "Coût annuel si tous les jours, documents et frais étaient supprimés ; en supprimer une part coûte cette part.", low=0.0, high=1e9, likely=(550_000.0, 3_700_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(
            customs_days=offer.customs_days - strength * max(offer.customs_days - self.customs_days, 0.0),
            customs_documents=offer.customs_documents - strength * max(offer.customs_documents - self.documents, 0.0),
            shipment_cost_usd=offer.shipment_cost_usd - strength * max(offer.shipment_cost_usd - self.cost_per_shipment_usd, 0.0),
        )

    def extent(self, base: Offer) -> float:
        kept = ((self.customs_days, base.customs_days), (self.documents, base.customs_documents), (self.cost_per_shipment_usd, base.shipment_cost_usd))
        return mean_share_taken(kept)

    @property
    def is_idle(self) -> bool:
        return self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.running_usd / 12.0 if self.is_active(month) else 0.0
