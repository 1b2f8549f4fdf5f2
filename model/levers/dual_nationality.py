"""Dual nationality (O6): the origin lets its nationals keep their nationality when they naturalise abroad, and take it back."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import GENERATIONS, Act, Family, Topic
from .dose import RANDOM_SHARE, Dose
from .lever import Lever


class DualNationality(Lever):
    """Where the origin allows it already, the offer stays as it is and the lever changes nothing."""

    id = "dual_nationality"
    source = "O6"
    family = Family.ENABLE
    label = Text("Dual nationality", "Double nationalité")
    says = Text(
        "The origin lets its nationals keep their nationality when they naturalise abroad, and lets those who lost it take it back.",
        "Le pays d'origine laisse ses ressortissants garder leur nationalité quand ils se naturalisent, et la reprendre s'ils l'ont perdue.",
    )
    topic = Topic.NATIONALITY
    act = Act.KEEP_NATIONALITY
    main_outcome = "dual_nationals"
    doses = (Dose(RANDOM_SHARE),)
    entitlement = True
    pays = ("NATIONALITY_COST",)

    fee_usd: float = declare(100.0, Unit.USD, "Fee for taking the nationality of origin back.", "Droit à payer pour reprendre la nationalité d'origine.",
                             low=0.0, high=10_000.0)
    processing_months: float = declare(6.0, Unit.MONTHS, "Months from the request to the nationality.", "Mois de la demande à la nationalité.",
                                       low=0.0, high=60.0)
    processing_cost_usd: float = declare(150.0, Unit.USD, "What a request costs the administration.", "Coût d'une demande pour l'administration.",
                                         low=0.0, high=10_000.0, likely=(50.0, 300.0))
    generations: tuple[str, ...] = declare(GENERATIONS, Unit.LIST, "Generations that are allowed it.", "Générations qui y ont droit.",
                                           kind=Kind.LIST, choices=GENERATIONS)

    def offer(self, offer: Offer, strength: float) -> Offer:
        if offer.dual_allowed >= 1.0:
            return offer
        # an administration that is still being built up takes longer
        months = min(self.processing_months / strength, max(self.processing_months, 600.0))
        return offer._replace(dual_allowed=1.0, nationality_fee_usd=self.fee_usd, nationality_months=months,
                              nationality_cost_usd=self.processing_cost_usd)

    @property
    def is_idle(self) -> bool:
        return not self.generations

    @property
    def only_generations(self) -> tuple[str, ...] | None:
        return self.generations if set(self.generations) != set(GENERATIONS) else None
