"""One-stop shop (P6a-d): guidance to opportunities, company through procedures, help with incentives, after-care, mediation in disputes."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class OneStopShop(Lever):
    """Officers with so many files a month: where more come than they can serve, founders wait, trust less, and leave."""

    id = "one_stop_shop"
    source = "P6a, P6b, P6c, P6d"
    family = Family.ENABLE
    label = Text("One-stop shop", "Guichet unique")
    says = Text(
        "Officers guide founders to opportunities that fit policy, run their procedures side by side, help them claim incentives, look after young firms in the time that is left, and mediators settle disputes.",
        "Des agents orientent les fondateurs vers des occasions conformes à la politique, mènent leurs démarches en parallèle, les aident à demander les incitations, suivent les jeunes entreprises dans le temps qui reste, et des médiateurs règlent les litiges.",
    )
    topic = Topic.INVESTMENT
    act = Act.FOUND_FIRM
    support = Support.COUNTER
    main_outcome = "firms_created"
    doses = (Dose("officers", most=48.0),)
    process = "one_stop_shop"
    doubt = "counter_doubt"

    officers: int = declare(3, Unit.COUNT, "Officers at the counter.", "Agents au guichet.", low=0, high=10_000, kind=Kind.INTEGER)
    service_days: float = declare(10.0, Unit.DAYS, "Days in which a file is promised to be done.", "Délai promis pour un dossier, en jours.", low=0.5, high=700.0)
    online: bool = declare(False, Unit.YES_NO, "Whether files can be handed in and followed online.", "Si l'on peut déposer et suivre un dossier en ligne.", kind=Kind.BOOLEAN)
    opportunities: int = declare(10, Unit.COUNT, "Opportunities on its list.", "Occasions sur sa liste.", low=0, high=10_000, kind=Kind.INTEGER)
    alignment: float = declare(0.7, Unit.SHARE, "Share of them that fit the government's policy for the private sector.", "Part conforme à la politique du secteur privé.", low=0.0, high=1.0)
    mediators: int = declare(1, Unit.COUNT, "Mediators who hear complaints.", "Médiateurs qui traitent les réclamations.", low=0, high=1000, kind=Kind.INTEGER)
    officer_usd: float = declare(30_000.0, Unit.USD_YEAR, "Cost of an officer or mediator a year.", "Coût annuel d'un agent ou médiateur.", low=0.0, high=500_000.0, likely=(15_000.0, 50_000.0))
    opportunity_usd: float = declare(3_000.0, Unit.USD_YEAR, "Cost of keeping an opportunity on the list up to date, a year.", "Coût annuel de mise à jour d'une occasion.", low=0.0, high=1e6, likely=(1_000.0, 6_000.0))
    online_usd: float = declare(100_000.0, Unit.USD_YEAR, "Cost of working online a year.", "Coût annuel du service en ligne.", low=0.0, high=1e8, likely=(50_000.0, 200_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(counter_days=self.service_days, counter_online=float(self.online))

    @property
    def promise_days(self) -> float | None:
        return self.service_days

    @property
    def is_idle(self) -> bool:
        return self.officers == 0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        yearly = (self.officers + self.mediators) * self.officer_usd + self.opportunities * self.opportunity_usd + (self.online_usd if self.online else 0.0)
        return yearly / 12.0 if self.is_active(month) else 0.0
