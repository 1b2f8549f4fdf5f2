"""Diaspora bond (an extension that the source paper does not name: GCM objective 19e): the state of origin borrows from its diaspora."""

from __future__ import annotations

from typing import Any

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class DiasporaBond(Lever):
    """On sale until the issue is sold or the lever ends; what was sold is served until it falls due.

    Its public cost is promotion, and what will be paid above the market's yield over the life of a bond, booked when it is sold. The principal is a loan, not a cost:
    what is still owed is a liability of the issuer (`bonds_owed`), who may default. A budget limits promotion only.
    """

    id = "diaspora_bond"
    source = "GCM 19e (extension)"
    family = Family.EMPOWER
    label = Text("Diaspora bond", "Obligation de la diaspora")
    says = Text(
        "The state of origin sells a bond to its diaspora: a yield, a maturity, a smallest amount, an issue of limited size.",
        "L'État d'origine vend une obligation à sa diaspora : rendement, échéance, montant minimal, émission plafonnée.",
    )
    topic = Topic.SAVINGS
    act = Act.BUY_BOND
    support = Support.BOND
    main_outcome = "bonds_sold"
    doses = (Dose("issue_usd", most=400e6), Dose("yield_rate"),)
    reaches = "diaspora_households"
    process = "bond_desk"
    doubt = "bond_doubt"
    pays = ("BOND_PREMIUM",)

    yield_rate: float = declare(0.055, Unit.RATE_YEAR, "Yield a year, paid once a year.", "Rendement annuel, versé une fois l'an.", low=0.0, high=0.3)
    maturity_months: int = declare(60, Unit.MONTHS, "Months until it is paid back.", "Mois jusqu'au remboursement.", low=1, high=360, kind=Kind.INTEGER)
    min_usd: float = declare(1_000.0, Unit.USD, "Smallest amount.", "Montant minimal.", low=0.0, high=1e6)
    issue_usd: float = declare(100e6, Unit.USD, "Size of the issue; what is rolled over counts.", "Taille de l'émission, renouvellements compris.", low=0.0, high=1e11)
    promotion_usd: float = declare(200_000.0, Unit.USD_YEAR, "Spending on promotion a year on sale.", "Dépense de promotion par an de vente.", low=0.0, high=1e8, likely=(50_000.0, 1e6))

    @property
    def promotion(self) -> float:
        """Promotion a year within the budget, USD."""
        return self.promotion_usd if self.budget_usd is None else min(self.promotion_usd, self.budget_usd)

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(bond_open=1.0, bond_yield=self.yield_rate, bond_min_usd=self.min_usd, bond_promotion_usd=self.promotion * strength)

    @property
    def is_idle(self) -> bool:
        return self.issue_usd == 0.0

    def money_in_year(self, year: int, budget: float, left: float) -> float:
        return self.issue_usd if year == 0 else left  # an issue is not renewed with the year

    def fixed_cost(self, month: int) -> float:
        return self.promotion * self.strength(month) / 12.0

    def least_usd(self, p: Any) -> float:
        """The smallest amount."""
        return self.min_usd
