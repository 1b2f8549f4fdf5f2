"""Consultation (P1): events at which the diaspora says what it needs, and answers, in time or not."""

from __future__ import annotations

from typing import Any

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class Consultation(Lever):
    """A programme: seats at events, demands that wait in a queue, a ministry that answers so many a month; an answer by the deadline is a promise kept."""

    id = "consultation"
    source = "P1, O5"
    family = Family.ENGAGE
    label = Text("Consultation", "Consultation")
    says = Text(
        "Migrants and diaspora groups are invited to say what they need; each demand is promised an answer by a deadline, and trust follows what becomes of the promise.",
        "Migrants et groupes de la diaspora sont invités à dire leurs besoins ; chaque demande a la promesse d'une réponse à une date, et la confiance suit le sort de la promesse.",
    )
    topic = Topic.RELATIONS
    act = Act.SPEAK
    support = Support.CONSULTATION
    main_outcome = "demands_answered"
    doses = (Dose("places", most=800.0),)
    process = "consultation"
    doubt = "answers_doubt"

    events_per_year: int = declare(4, Unit.COUNT, "Events a year.", "Rencontres par an.", low=0, high=200, kind=Kind.INTEGER)
    places: int = declare(50, Unit.PERSONS, "Seats at an event.", "Places par rencontre.", low=0, high=10_000, kind=Kind.INTEGER)
    quota: float = declare(0.0, Unit.SHARE, "Share of seats kept, a third each, for women, for those under 35 and for factions B and C, by lot; 0 keeps none.",
                           "Part des places réservées, par tiers, aux femmes, aux moins de 35 ans et aux factions B et C, par tirage au sort ; 0 : aucune.", low=0.0, high=1.0)
    answers_per_month: float = declare(15.0, Unit.RATE_MONTH, "Demands that the ministry can answer in a month.", "Demandes auxquelles le ministère peut répondre par mois.", low=0.0, high=100_000.0)
    deadline_days: float = declare(90.0, Unit.DAYS, "Days by which an answer is promised.", "Délai de réponse promis, en jours.", low=1.0, high=1_000.0)
    event_usd: float = declare(15_000.0, Unit.USD, "Cost of an event, without its seats.", "Coût d'une rencontre, hors places.", low=0.0, high=1e7, likely=(5_000.0, 40_000.0))
    seat_usd: float = declare(150.0, Unit.USD, "Cost of a seat: travel, meals, interpreters.", "Coût d'une place : voyage, repas, interprètes.", low=0.0, high=50_000.0, likely=(50.0, 500.0))
    answer_usd: float = declare(300.0, Unit.USD, "Cost of the work behind an answer; the staff is paid whether demands come or not.",
                                "Coût du travail derrière une réponse ; le personnel est payé, qu'il y ait des demandes ou non.", low=0.0, high=100_000.0, likely=(100.0, 1_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(consultation_open=1.0)

    @property
    def place_cost(self) -> float:
        return self.seat_usd

    @property
    def is_idle(self) -> bool:
        return self.events_per_year == 0 or self.places == 0 or self.budget_usd == 0.0

    @property
    def promise_days(self) -> float:
        """The deadline is what was promised."""
        return self.deadline_days

    def fixed_cost(self, month: int) -> float:
        return self.answers_per_month * self.answer_usd if self.is_active(month) else 0.0

    def least_usd(self, p: Any) -> float:
        """An event with one seat."""
        return self.event_usd + self.seat_usd
