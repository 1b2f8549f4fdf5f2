"""Promotion of tourism in the diaspora and through it among its friends (T5)."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class TourismPromotion(Lever):
    """A campaign: each further dollar does less, and only on those whom it reached. A budget below it cuts it down."""

    id = "tourism_promotion"
    source = "T5"
    family = Family.ENGAGE
    label = Text("Tourism promotion", "Promotion du tourisme")
    says = Text(
        "A campaign invites the diaspora home, and its friends in the residence country with it.",
        "Une campagne invite la diaspora au pays, et ses amis du pays de résidence avec elle.",
    )
    topic = Topic.TOURISM
    act = Act.VISIT
    support = Support.TOURISM
    main_outcome = "tourism_receipts"
    doses = (Dose("campaign_usd", most=16e6),)

    campaign_usd: float = declare(500_000.0, Unit.USD_YEAR, "Spending a year.", "Dépense par an.", low=0.0, high=1e9)

    @property
    def campaign(self) -> float:
        """Spending a year within the budget, USD."""
        return self.campaign_usd if self.budget_usd is None else min(self.campaign_usd, self.budget_usd)

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(campaign_usd=offer.campaign_usd + self.campaign * strength)

    @property
    def is_idle(self) -> bool:
        return self.campaign == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.campaign * self.strength(month) / 12.0
