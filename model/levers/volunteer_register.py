"""Register of volunteers (A4): a list of those who would help, which must be trusted, used, and kept up."""

from __future__ import annotations

from typing import Any

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class VolunteerRegister(Lever):
    """A programme: households register where publicity reaches them and fear of being known does not keep them; entries help an agency, and grow old."""

    id = "volunteer_register"
    source = "A4, F9"
    family = Family.ENGAGE
    label = Text("Register of volunteers", "Registre de volontaires")
    says = Text(
        "Members of the diaspora who would help enter a register; those on it answer calls for assignments more readily, while their entry is fresh.",
        "Les membres de la diaspora prêts à aider s'inscrivent sur un registre ; les inscrits répondent plus volontiers aux appels à missions, tant que leur fiche est à jour.",
    )
    topic = Topic.RELATIONS
    act = Act.REGISTER
    support = Support.REGISTER
    main_outcome = "registered"
    doses = (Dose("publicity_usd", most=1.6e6),)
    process = "register"
    doubt = "register_doubt"

    publicity_usd: float = declare(50_000.0, Unit.USD_YEAR, "Spending on publicity a year.", "Dépenses annuelles de publicité.", low=0.0, high=1e8)
    data_lag_months: float = declare(6.0, Unit.MONTHS, "Months before an entry can be used.", "Mois avant qu'une fiche puisse servir.", low=0.0, high=120.0)
    independent_host: bool = declare(False, Unit.YES_NO, "Whether somebody else than the state keeps the register.", "Si le registre est tenu par un autre que l'État.", kind=Kind.BOOLEAN)
    desk_usd: float = declare(40_000.0, Unit.USD_YEAR, "Cost of keeping the register a year.", "Coût annuel de tenue du registre.", low=0.0, high=1e8, likely=(20_000.0, 80_000.0))
    host_usd: float = declare(30_000.0, Unit.USD_YEAR, "What an independent host costs more a year.", "Surcoût annuel d'un hébergeur indépendant.", low=0.0, high=1e8, likely=(10_000.0, 60_000.0))
    entry_usd: float = declare(10.0, Unit.USD, "Cost of checking an entry.", "Coût de vérification d'une fiche.", low=0.0, high=10_000.0, likely=(3.0, 30.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(register_open=strength, register_lag=self.data_lag_months, outreach=max(offer.outreach, strength))

    @property
    def is_idle(self) -> bool:
        return self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        yearly = self.publicity_usd + self.desk_usd + (self.host_usd if self.independent_host else 0.0)
        return yearly / 12.0 if self.is_active(month) else 0.0

    def least_usd(self, p: Any) -> float:
        """Checking one entry."""
        return self.entry_usd
