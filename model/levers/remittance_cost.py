"""Cheaper and faster transfers (an extension: SDG target 10.c, GCM objective 20): competition, transparency and rules bring formal fees down."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Text, Unit, declare
from ..records.vocabulary import Act, Family, Topic
from .dose import Dose
from .lever import Lever, mean_share_taken


class RemittanceCost(Lever):
    """The fee of formal operators falls to a target where it is above; informal carriers keep theirs. Most of what it brings is money that changes channel."""

    id = "remittance_cost"
    source = "SDG 10.c (extension)"
    family = Family.ENABLE
    label = Text("Cheaper transfers", "Transferts moins chers")
    says = Text(
        "The fee and the days of formal transfers fall to a target, by competition, comparison of prices and rules.",
        "Les frais et les délais des transferts formels baissent jusqu'à une cible, par la concurrence, la comparaison des prix et les règles.",
    )
    topic = Topic.REMITTANCE
    act = Act.REMIT
    main_outcome = "remittances_formal"
    doses = (Dose("target_share", base="remittance_cost", beside={"days": 30.0}),)

    target_share: float = declare(0.03, Unit.SHARE, "Fee aimed at, share of the amount.", "Frais visés, part du montant.", low=0.0, high=1.0)
    days: float = declare(1.0, Unit.DAYS, "Days that a formal transfer takes at most.", "Jours d'un transfert formel, au plus.", low=0.0, high=30.0)
    running_usd: float = declare(240_000.0, Unit.USD_YEAR, "What supervision and comparison of prices would cost a year that take away all fees and days; a part of them costs that part.",
                                 "Coût annuel d'une surveillance et d'une comparaison des prix qui supprimeraient frais et délais ; en supprimer une part coûte cette part.", low=0.0, high=1e8, likely=(80_000.0, 640_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        cost = offer.remittance_cost + strength * (min(self.target_share, offer.remittance_cost) - offer.remittance_cost)
        days = offer.transfer_days + strength * (min(self.days, offer.transfer_days) - offer.transfer_days)
        return offer._replace(remittance_cost=cost, transfer_days=days)

    def extent(self, base: Offer) -> float:
        return mean_share_taken(((self.target_share, base.remittance_cost), (self.days, base.transfer_days)))

    @property
    def is_idle(self) -> bool:
        return self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.running_usd / 12.0 if self.is_active(month) else 0.0
