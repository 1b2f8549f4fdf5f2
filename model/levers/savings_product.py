"""Savings products (A4): an account at origin that the sender controls, perhaps with a better yield."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class SavingsProduct(Lever):
    """The ordinary account stays beside it: a product that offers no control and no better yield changes nothing.

    Its public cost is what running it costs, and interest above the ordinary account's.
    """

    id = "savings_product"
    source = "A4"
    family = Family.EMPOWER
    label = Text("Savings product", "Produit d'épargne")
    says = Text(
        "An account at origin that the sender, not only the family, controls, with a yield and a smallest balance.",
        "Un compte au pays que l'expéditeur, et non la seule famille, maîtrise, avec un rendement et un solde minimal.",
    )
    topic = Topic.SAVINGS
    act = Act.SAVE
    support = Support.SAVINGS
    main_outcome = "savings_products"
    doses = (Dose("sender_control", beside={"yield_rate": 0.0}),)
    reaches = "diaspora_households"
    entitlement = True
    pays = ("PRODUCTS_BONUS",)

    sender_control: float = declare(1.0, Unit.SHARE, "How far the sender controls the account: 0 the family alone, 1 the sender.",
                                    "Maîtrise du compte par l'expéditeur : 0 la famille seule, 1 l'expéditeur.", low=0.0, high=1.0)
    yield_rate: float = declare(0.03, Unit.RATE_YEAR, "Yield a year; the ordinary account's where that is higher.", "Rendement annuel ; celui du compte ordinaire s'il est supérieur.", low=0.0, high=0.3)
    min_usd: float = declare(100.0, Unit.USD, "Smallest balance.", "Solde minimal.", low=0.0, high=1e6)
    running_usd: float = declare(80_000.0, Unit.USD_YEAR, "What running it costs the public a year.", "Coût public annuel de gestion.", low=0.0, high=1e8, likely=(30_000.0, 200_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        control = max(self.sender_control * strength, offer.product_control)
        rate = offer.product_yield + strength * max(self.yield_rate - offer.product_yield, 0.0)
        if control == offer.product_control and rate == offer.product_yield:
            return offer
        return offer._replace(product_control=control, product_yield=rate, product_min_usd=self.min_usd)

    @property
    def is_idle(self) -> bool:
        return self.sender_control == 0.0 and self.yield_rate == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.running_usd / 12.0 if self.is_active(month) else 0.0
