"""Matching grant (P4e): public money per unit that hometown associations collect for a project, from a fund with rounds and a budget."""

from __future__ import annotations

from typing import Any

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Topic
from .dose import Dose
from .lever import Lever


class MatchingGrant(Lever):
    """A programme: money is reserved when a project is awarded and a round stops where the budget ends."""

    id = "matching_grant"
    source = "P4e"
    family = Family.EMPOWER
    label = Text("Matching grant", "Subvention de contrepartie")
    says = Text(
        "A public fund adds to what hometown associations collect for projects in their places of origin.",
        "Un fonds public ajoute à ce que les associations collectent pour des projets dans leurs lieux d'origine.",
    )
    topic = Topic.COLLECTIVE
    act = Act.GIVE_COLLECTIVE
    main_outcome = "donations_collective"
    doses = (Dose("ratio"),)
    reaches = "associations"
    process = "matching_fund"
    doubt = "match_doubt"

    ratio: float = declare(1.0, Unit.RATIO, "Public money per unit of private money.", "Argent public par unité d'argent privé.", low=0.0, high=5.0)
    cap_usd: float = declare(100_000.0, Unit.USD, "Public money a project at most.", "Argent public par projet, au plus.", low=0.0, high=1e8)
    rule: str = declare("first_come", Unit.CHOICE, "How projects are chosen in a round.", "Comment les projets sont choisis à chaque tour.",
                        kind=Kind.CHOICE, choices=("first_come", "need_weighted", "quota"))
    mode: str = declare("match", Unit.CHOICE, "Whether public money follows the gifts or is announced first.", "Si l'argent public suit les dons ou est annoncé d'abord.",
                        kind=Kind.CHOICE, choices=("match", "lead_gift"))
    rounds_per_year: int = declare(4, Unit.COUNT, "Rounds of award a year.", "Tours d'attribution par an.", low=1, high=12, kind=Kind.INTEGER)
    desk_usd: float = declare(60_000.0, Unit.USD_YEAR, "What running the fund costs a year.", "Coût annuel de gestion du fonds.", low=0.0, high=1e8, likely=(30_000.0, 120_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(match_ratio=self.ratio * strength, match_lead=1.0 if self.mode == "lead_gift" else 0.0)

    @property
    def is_idle(self) -> bool:
        return self.ratio == 0.0 or self.cap_usd == 0.0 or self.budget_usd == 0.0

    @property
    def promise_days(self) -> float:
        """The time from one round to the next."""
        return 365.0 / self.rounds_per_year

    def fixed_cost(self, month: int) -> float:
        return self.desk_usd / 12.0 if self.is_active(month) else 0.0

    def least_usd(self, p: Any) -> float:
        """The grant on the smallest project that is proposed."""
        return float(min(self.ratio * p.giving.project_usd, self.cap_usd))
