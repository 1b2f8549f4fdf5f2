"""Tax relief on donations (P4c): the tax authority of the residence country gives part of a gift back."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Topic
from .dose import Dose
from .lever import Lever


class DonationTaxRelief(Lever):
    """An entitlement on regular and collective gifts; crisis gifts to registered bodies too."""

    id = "donation_tax_relief"
    source = "P4c"
    family = Family.EMPOWER
    label = Text("Tax relief on donations", "Allégement fiscal sur les dons")
    says = Text(
        "A share of each gift to a registered body comes back through the tax return, up to a ceiling a household and year.",
        "Une part de chaque don à un organisme reconnu revient par la déclaration d'impôt, jusqu'à un plafond par ménage et par an.",
    )
    topic = Topic.GIVING
    act = Act.GIVE_REGULAR
    main_outcome = "donations"
    doses = (Dose("rate"),)
    entitlement = True
    forgoes = ("RELIEF",)

    rate: float = declare(0.30, Unit.SHARE, "Share of the gift that comes back.", "Part du don qui revient.", low=0.0, high=0.9)
    ceiling_usd: float = declare(1_000.0, Unit.USD_YEAR, "Relief a household and year at most.", "Allégement par ménage et par an, au plus.", low=0.0, high=1e6)

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(relief_rate=self.rate * strength, relief_ceiling_usd=self.ceiling_usd)

    @property
    def is_idle(self) -> bool:
        return self.rate == 0.0 or self.ceiling_usd == 0.0
