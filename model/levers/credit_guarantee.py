"""Credit guarantee (O4, O7): a fund stands in for part of the loans of new firms."""

from __future__ import annotations

from typing import Any

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class CreditGuarantee(Lever):
    """A programme: what is guaranteed is reserved in full, freed as the loan is paid back, and paid out where the firm closes before."""

    id = "credit_guarantee"
    source = "O4, O7"
    family = Family.EMPOWER
    label = Text("Credit guarantee", "Garantie de crédit")
    says = Text(
        "A fund guarantees a share of the loan of a founder short of capital; banks, which lend to some without it, then lend to more, the larger that share.",
        "Un fonds garantit une part du prêt d'un fondateur à court de capital ; les banques, qui prêtent à certains sans cela, prêtent alors à davantage, d'autant plus que cette part est grande.",
    )
    topic = Topic.INVESTMENT
    act = Act.FOUND_FIRM
    support = Support.GUARANTEE
    main_outcome = "firms_created"
    doses = (Dose("share"),)
    reaches = "banks_at_origin"
    process = "guarantee_fund"
    doubt = "guarantee_doubt"

    share: float = declare(0.6, Unit.SHARE, "Share of the loan that is guaranteed; of those to whom banks would not lend, they lend to this share.",
                           "Part du prêt garantie ; de ceux qu'elles refuseraient, les banques servent cette part.", low=0.0, high=1.0)
    cap_usd: float = declare(50_000.0, Unit.USD, "Guaranteed loan a firm at most.", "Prêt garanti par entreprise, au plus.", low=0.0, high=1e8)
    desk_usd: float = declare(100_000.0, Unit.USD_YEAR, "What running the fund costs a year.", "Coût annuel de gestion du fonds.", low=0.0, high=1e8, likely=(50_000.0, 200_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(guarantee_share=self.share * strength, guarantee_cap_usd=self.cap_usd)

    @property
    def is_idle(self) -> bool:
        return self.share == 0.0 or self.cap_usd == 0.0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.desk_usd / 12.0 if self.is_active(month) else 0.0

    def least_usd(self, p: Any) -> float:
        """Loans are of any size: whatever is left guarantees one."""
        return 0.0
