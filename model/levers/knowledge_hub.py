"""Knowledge hub (P7): data and examples in one place, worth as much as they are complete and up to date."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class KnowledgeHub(Lever):
    """A resource centre: who knows of it hears of more, associations take up practices; where it is out of date it lets its users down."""

    id = "knowledge_hub"
    source = "P7"
    family = Family.ENGAGE
    label = Text("Knowledge hub", "Pôle d'échange de connaissances")
    says = Text(
        "A resource centre gives policy-makers, associations and the diaspora data, analysis and examples of partnerships, regularly brought up to date.",
        "Un centre de ressources donne aux décideurs, aux associations et à la diaspora des données, des analyses et des exemples de partenariats, régulièrement mis à jour.",
    )
    topic = Topic.RELATIONS
    act = Act.SPEAK
    support = Support.HUB
    main_outcome = "aware"
    doses = (Dose("coverage"),)
    process = "hub"
    leaves_structure = True  # it stays online for a while, and ages

    update_months: float = declare(6.0, Unit.MONTHS, "Months between updates.", "Mois entre deux mises à jour.", low=0.5, high=120.0)
    coverage: float = declare(0.6, Unit.SHARE, "How much of what there is to know it holds.", "Part des connaissances utiles qu'il contient.", low=0.0, high=1.0)
    languages: int = declare(2, Unit.COUNT, "Languages that it is published in.", "Langues de publication.", low=0, high=20, kind=Kind.INTEGER)
    language_cover: float = declare(0.65, Unit.SHARE, "Share of the diaspora that one language reaches.", "Part de la diaspora qu'une langue atteint.", low=0.0, high=1.0, likely=(0.5, 0.8))
    holds_months: float = declare(18.0, Unit.MONTHS, "Age at which 37 % of what it says still holds.", "Âge auquel 37 % de son contenu reste valable.", low=1.0, high=240.0, likely=(12.0, 24.0))
    news: float = declare(0.02, Unit.PROBABILITY_MONTH, "Chance that who knows of a full and fresh hub hears of a further topic there.",
                          "Probabilité que qui connaît un pôle complet et à jour y apprenne un autre sujet.", low=0.0, high=1.0, likely=(0.005, 0.05))
    hub_usd: float = declare(200_000.0, Unit.USD_YEAR, "Running cost a year with everything in one language, updated twice a year.",
                             "Coût annuel avec un contenu complet en une langue et deux mises à jour par an.", low=0.0, high=1e8, likely=(100_000.0, 500_000.0))

    @property
    def reach(self) -> float:
        """What one finds in it and can read."""
        return self.coverage * (1.0 - (1.0 - self.language_cover) ** self.languages)

    def offer(self, offer: Offer, strength: float) -> Offer:
        from ..rules.relate import mean_freshness  # rules load Numba, which what only reads declarations need not wait for

        fresh = mean_freshness(self.update_months, self.holds_months)
        return offer._replace(hub_open=strength * self.reach, hub_news=strength * self.reach * fresh * self.news)

    @property
    def is_idle(self) -> bool:
        return self.coverage == 0.0 or self.languages == 0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        # half of the cost is the work of updating, and each further language adds a quarter
        yearly = self.hub_usd * self.coverage * (0.5 + 0.5 * 6.0 / self.update_months) * (1.0 + 0.25 * (self.languages - 1))
        return yearly / 12.0 if self.is_active(month) else 0.0
