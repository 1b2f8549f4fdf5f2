"""Information for investors (P2c, O7): reliable and accessible knowledge of opportunities and of how to go about them."""

from __future__ import annotations

import math

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class InvestmentInformation(Lever):
    """A portal and its upkeep: old information helps fewer, and so does one that few can read."""

    id = "investment_information"
    source = "P2c, O7"
    family = Family.ENABLE
    label = Text("Information for investors", "Information des investisseurs")
    says = Text(
        "Would-be founders find up-to-date opportunities and procedures in languages that they read.",
        "Les candidats fondateurs trouvent des occasions et des démarches à jour dans des langues qu'ils lisent.",
    )
    topic = Topic.INVESTMENT
    act = Act.FOUND_FIRM
    support = Support.INFORMATION
    main_outcome = "firms_created"
    doses = (Dose("languages", most=8.0),)
    leaves_structure = True  # a portal stays online for a while, and ages

    update_months: float = declare(6.0, Unit.MONTHS, "Months between updates.", "Mois entre deux mises à jour.", low=0.5, high=120.0)
    languages: int = declare(2, Unit.COUNT, "Languages that it is published in.", "Langues de publication.", low=0, high=20, kind=Kind.INTEGER)
    reach: float = declare(0.5, Unit.SHARE, "Share of those who know of it and lack knowledge whom a fresh entry that they can read helps.",
                           "Part de ceux qui le connaissent et manquent de savoir qu'une entrée à jour et lisible aide.", low=0.0, high=1.0)
    stale_months: float = declare(18.0, Unit.MONTHS, "Age at which 37 % of what it says still holds.", "Âge auquel 37 % de son contenu reste valable.", low=1.0, high=240.0, likely=(12.0, 24.0))
    language_cover: float = declare(0.65, Unit.SHARE, "Share of the diaspora that one language reaches.", "Part de la diaspora qu'une langue atteint.", low=0.0, high=1.0, likely=(0.5, 0.8))
    news: float = declare(0.01, Unit.PROBABILITY_MONTH, "Chance that somebody of average interest who can read it finds on it that there is something on offer for investors.",
                          "Probabilité qu'une personne d'intérêt moyen qui peut le lire y découvre qu'il existe une offre pour investisseurs.", low=0.0, high=1.0, likely=(0.003, 0.02))
    portal_usd: float = declare(120_000.0, Unit.USD_YEAR, "Running cost a year in one language, updated twice a year.", "Coût annuel en une langue, avec deux mises à jour par an.", low=0.0, high=1e8, likely=(60_000.0, 250_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        fresh = math.exp(-0.5 * self.update_months / self.stale_months)
        read = 1.0 - (1.0 - self.language_cover) ** self.languages
        return offer._replace(information=strength * self.reach * fresh * read, portal_news=strength * self.news * read)

    @property
    def is_idle(self) -> bool:
        return (self.reach == 0.0 and self.news == 0.0) or self.languages == 0

    def fixed_cost(self, month: int) -> float:
        # half of the cost is the work of updating, and each further language adds a quarter
        yearly = self.portal_usd * (0.5 + 0.5 * 6.0 / self.update_months) * (1.0 + 0.25 * (self.languages - 1))
        return yearly / 12.0 if self.is_active(month) else 0.0
