"""Investment grant (P2d): public money on top of the stake of the diaspora in new firms."""

from __future__ import annotations

from typing import Any

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class InvestmentGrant(Lever):
    """A programme: money is reserved when a firm opens, first come, and those who come when it has run out go without."""

    id = "investment_grant"
    source = "P2d"
    family = Family.EMPOWER
    label = Text("Investment grant", "Prime à l'investissement")
    says = Text(
        "The state adds a share of the owner's stake in a new firm, up to a cap, for projects large enough whose owner brings enough money; a bank may lend the rest.",
        "L'État ajoute une part de l'apport du porteur d'une nouvelle entreprise, jusqu'à un plafond, pour les projets assez grands dont le porteur apporte assez ; une banque peut prêter le reste.",
    )
    topic = Topic.INVESTMENT
    act = Act.FOUND_FIRM
    support = Support.GRANT
    main_outcome = "firms_created"
    doses = (Dose("share"),)
    reaches = "firms_at_origin"
    process = "grant_fund"
    doubt = "grant_doubt"

    share: float = declare(0.10, Unit.SHARE, "Grant per unit of the owner's stake.", "Subvention par unité d'apport du porteur.", low=0.0, high=0.9)
    cap_usd: float = declare(500_000.0, Unit.USD, "Grant a firm at most.", "Prime par entreprise, au plus.", low=0.0, high=1e9)
    min_project_usd: float = declare(0.0, Unit.USD, "Smallest project.", "Plus petit projet.", low=0.0, high=1e9)
    own_funds_share: float = declare(0.25, Unit.SHARE, "Share of the capital that the owner must bring.", "Part du capital que le porteur doit apporter.", low=0.0, high=1.0)
    desk_usd: float = declare(80_000.0, Unit.USD_YEAR, "What running it costs a year.", "Coût annuel de gestion.", low=0.0, high=1e8, likely=(40_000.0, 160_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(grant_share=self.share * strength, grant_cap_usd=self.cap_usd, grant_min_usd=self.min_project_usd, grant_own_share=self.own_funds_share)

    @property
    def is_idle(self) -> bool:
        return self.share == 0.0 or self.cap_usd == 0.0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.desk_usd / 12.0 if self.is_active(month) else 0.0

    def least_usd(self, p: Any) -> float:
        """The grant on the smallest project that is large enough, with as little of the owner's as may be."""
        return min(self.share * self.own_funds_share * self.min_project_usd, self.cap_usd)
