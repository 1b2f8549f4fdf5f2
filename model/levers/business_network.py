"""Business networks (P5a, P5d, A4): chapters of diaspora firms in cities of residence, with seed money, dues, reports and a union."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class BusinessNetwork(Lever):
    """A programme: it pays seed money once a chapter, and reports; chapters then live on dues, or fade."""

    id = "business_network"
    source = "P5a, P5d, A4"
    family = Family.ENGAGE
    label = Text("Business networks", "Réseaux d'entreprises")
    says = Text(
        "Chapters of firms of the diaspora are founded in the cities where it lives; members meet, learn of what is offered and speak to governments.",
        "Des sections d'entreprises de la diaspora sont fondées dans les villes où elle vit ; leurs membres se rencontrent, s'informent et parlent aux gouvernements.",
    )
    topic = Topic.ENTERPRISE
    act = Act.EXPORT
    support = Support.NETWORK
    main_outcome = "network_firms"
    doses = (Dose("chapters"),)
    reaches = "business_networks"
    process = "business_network"

    chapters: int = declare(3, Unit.COUNT, "Chapters in all, shared by stock among the residence countries, one a city, the largest first.", "Sections en tout, réparties selon l'effectif entre les pays de résidence, une par ville, les plus grandes d'abord.", low=0, high=100, kind=Kind.INTEGER)
    seed_usd: float = declare(20_000.0, Unit.USD, "Seed money of a chapter.", "Capital de départ d'une section.", low=0.0, high=1e7, likely=(10_000.0, 50_000.0))
    dues_usd: float = declare(100.0, Unit.USD_YEAR, "Dues of a member firm.", "Cotisation d'une entreprise membre.", low=0.0, high=100_000.0)
    reports_per_year: int = declare(4, Unit.COUNT, "Reports a year that a chapter passes on between firms and ministries.", "Rapports par an qu'une section transmet entre entreprises et ministères.",
                                    low=0, high=12, kind=Kind.INTEGER)
    union: bool = declare(False, Unit.YES_NO, "Whether chapters form a union.", "Si les sections forment une union.", kind=Kind.BOOLEAN)
    report_usd: float = declare(2_000.0, Unit.USD, "Cost of a report of one chapter.", "Coût d'un rapport d'une section.", low=0.0, high=1e6, likely=(1_000.0, 5_000.0))
    union_usd: float = declare(60_000.0, Unit.USD_YEAR, "Cost of a union a year.", "Coût annuel d'une union.", low=0.0, high=1e7, likely=(30_000.0, 120_000.0))

    first_chapters: int = declare(0, Unit.COUNT, "Chapters founded at once; the others come over the ramp.", "Sections fondées d'emblée ; les autres viennent au fil de la montée en puissance.",
                                 low=0, high=1000, kind=Kind.INTEGER)

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(network_chapters=float(self.chapters))

    @property
    def is_idle(self) -> bool:
        return self.chapters == 0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.union_usd / 12.0 if self.union and self.is_active(month) else 0.0
