"""Training on the rules of trade (P5c, O7): owners of small firms learn what it takes."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class TradeTraining(Lever):
    """A programme: seats in courses, in the order of applications; what was learnt fades."""

    id = "trade_training"
    source = "P5c, O7"
    family = Family.EMPOWER
    label = Text("Training on the rules of trade", "Formation aux règles du commerce")
    says = Text(
        "Owners of firms of the diaspora learn the rules of international trade and the procedures of the country of origin.",
        "Des chefs d'entreprise de la diaspora apprennent les règles du commerce international et les démarches du pays d'origine.",
    )
    topic = Topic.TRADE
    act = Act.EXPORT
    support = Support.TRAINING
    main_outcome = "exporters"
    doses = (Dose("seats_per_year", most=960.0),)
    reaches = "firms_in_residence_country"
    process = "trade_training"
    doubt = "training_doubt"

    seats_per_year: int = declare(60, Unit.PERSONS_YEAR, "Seats a year.", "Places par an.", low=0, high=100_000, kind=Kind.INTEGER)
    share_women: float = declare(0.0, Unit.SHARE, "Share of seats kept for firms of women; 0 keeps none.", "Part des places réservées aux entreprises de femmes ; 0 : aucune.", low=0.0, high=1.0)
    seat_usd: float = declare(800.0, Unit.USD, "Cost of a seat.", "Coût d'une place.", low=0.0, high=100_000.0, likely=(400.0, 2_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(training_open=1.0)

    def places_in_year(self, year: int) -> float | None:
        return float(self.seats_per_year)

    @property
    def place_cost(self) -> float:
        return self.seat_usd

    @property
    def is_idle(self) -> bool:
        return self.seats_per_year == 0 or self.budget_usd == 0.0
