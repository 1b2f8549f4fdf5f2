"""Training of associations that give (P4b, P4f): priorities, humanitarian principles, and running a project to its end."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class PhilanthropyTraining(Lever):
    """A programme: seats in the order of requests; a trained association delivers more of its projects, for some years."""

    id = "philanthropy_training"
    source = "P4b, P4f"
    family = Family.EMPOWER
    label = Text("Training of associations", "Formation des associations")
    says = Text(
        "Associations learn to choose and run projects; those that were trained deliver more of what they promise.",
        "Les associations apprennent à choisir et à mener des projets ; celles qui sont formées livrent davantage de ce qu'elles promettent.",
    )
    topic = Topic.COLLECTIVE
    act = Act.GIVE_COLLECTIVE
    support = Support.GIVING_TRAINING
    main_outcome = "projects_delivered"
    doses = (Dose("seats_per_year", most=128.0),)
    reaches = "associations"
    process = "giving_school"

    seats_per_year: int = declare(8, Unit.COUNT, "Associations trained a year at most.", "Associations formées par an, au plus.", low=0, high=100_000, kind=Kind.INTEGER)
    seat_usd: float = declare(3_000.0, Unit.USD, "Cost of training an association.", "Coût de la formation d'une association.", low=0.0, high=1e6, likely=(1_000.0, 6_000.0))
    desk_usd: float = declare(15_000.0, Unit.USD_YEAR, "Running cost a year.", "Coût annuel de fonctionnement.", low=0.0, high=1e7, likely=(5_000.0, 40_000.0))

    def changes(self, base: Offer) -> bool:
        return True

    @property
    def place_cost(self) -> float:
        return self.seat_usd

    @property
    def is_idle(self) -> bool:
        return self.seats_per_year == 0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.desk_usd / 12.0 if self.is_active(month) else 0.0
