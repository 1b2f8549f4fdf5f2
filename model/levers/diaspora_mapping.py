"""Mapping of the diaspora (F10, A4): a survey, because the ministry does not see who they are."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class DiasporaMapping(Lever):
    """A programme: a sample is asked every so often; what it says is rough, grows old, and tells the ministry where its news should go."""

    id = "diaspora_mapping"
    source = "F10, A4"
    family = Family.ENGAGE
    label = Text("Mapping of the diaspora", "Cartographie de la diaspora")
    says = Text(
        "A survey of the diaspora tells the ministry who lives where, with what skills and of what mind; its news then reaches more of those concerned.",
        "Une enquête apprend au ministère qui vit où, avec quelles compétences et quelles idées ; ses nouvelles touchent alors mieux les intéressés.",
    )
    topic = Topic.RELATIONS
    act = Act.SPEAK
    support = Support.MAPPING
    main_outcome = "aware"
    doses = (Dose("survey_n", most=16_000.0),)
    process = "mapping"

    survey_n: int = declare(1_000, Unit.PERSONS, "Answers to a survey.", "Réponses à une enquête.", low=0, high=1_000_000, kind=Kind.INTEGER)
    update_months: float = declare(24.0, Unit.MONTHS, "Months between surveys.", "Mois entre deux enquêtes.", low=1.0, high=240.0)
    by_sex: bool = declare(True, Unit.YES_NO, "Whether answers are counted by sex.", "Si les réponses sont comptées par sexe.", kind=Kind.BOOLEAN)
    answer_usd: float = declare(40.0, Unit.USD, "Cost of an answer; a tenth more where it is counted by sex.", "Coût d'une réponse ; un dixième de plus si elle est comptée par sexe.",
                                low=0.0, high=10_000.0, likely=(15.0, 120.0))
    survey_usd: float = declare(40_000.0, Unit.USD, "Cost of a survey, without its answers.", "Coût d'une enquête, hors réponses.", low=0.0, high=1e7, likely=(20_000.0, 100_000.0))
    holds_months: float = declare(48.0, Unit.MONTHS, "Age at which 37 % of a survey still holds.", "Âge auquel 37 % d'une enquête reste valable.", low=1.0, high=600.0, likely=(24.0, 84.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(outreach=max(offer.outreach, strength))

    @property
    def is_idle(self) -> bool:
        return self.survey_n == 0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        # a survey is paid for over the months until the next one
        one = self.survey_usd + self.survey_n * self.answer_usd * (1.1 if self.by_sex else 1.0)
        return one / self.update_months if self.is_active(month) else 0.0
