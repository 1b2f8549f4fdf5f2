"""Knowledge networks (S5, P3e, A2): a secretariat keeps skilled members in touch; a fund pays for joint projects with host institutions."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class KnowledgeNetwork(Lever):
    """A programme that leaves a network behind, which fades when nobody pays for the secretariat any more."""

    id = "knowledge_network"
    source = "S5, P3e, A2"
    family = Family.ENGAGE
    label = Text("Knowledge network", "Réseau de connaissances")
    says = Text(
        "Skilled members enrol in a network with a secretariat; the active ones propose joint projects with host institutions, online, paid by a fund.",
        "Des membres qualifiés adhèrent à un réseau doté d'un secrétariat ; les actifs proposent des projets conjoints avec des institutions d'accueil, en ligne, payés par un fonds.",
    )
    topic = Topic.PLACEMENT
    act = Act.ADVISE
    support = Support.KNOWLEDGE
    main_outcome = "joint_projects"
    doses = (Dose("joint_projects_per_year", most=192.0, beside={"fund_usd": 1e8}),)
    reaches = "host_institutions"
    process = "knowledge_network"
    doubt = "projects_doubt"
    leaves_structure = True

    secretariat_usd: float = declare(100_000.0, Unit.USD_YEAR, "Cost of the secretariat a year.", "Coût annuel du secrétariat.", low=0.0, high=1e7, likely=(40_000.0, 250_000.0))
    joint_projects_per_year: int = declare(12, Unit.COUNT, "Joint projects a year at most.", "Projets conjoints par an, au plus.", low=0, high=10_000, kind=Kind.INTEGER)
    fund_usd: float = declare(240_000.0, Unit.USD_YEAR, "Fund for joint projects a year.", "Fonds annuel pour les projets conjoints.", low=0.0, high=1e8, likely=(50_000.0, 1e6))
    project_usd: float = declare(20_000.0, Unit.USD, "Cost of a joint project.", "Coût d'un projet conjoint.", low=100.0, high=1e7, likely=(8_000.0, 50_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(network_usd=self.secretariat_usd * strength)

    def places_in_year(self, year: int) -> float | None:
        """As many joint projects as the fund pays for."""
        return float(min(self.joint_projects_per_year, int(self.fund_usd / self.project_usd)))

    @property
    def place_cost(self) -> float:
        return self.project_usd

    @property
    def is_idle(self) -> bool:
        return self.secretariat_usd == 0.0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.secretariat_usd / 12.0 if self.is_active(month) else 0.0
