"""Pooled fund (P4d): crisis gifts put together and given out by need, later than each group would give alone."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class PooledFund(Lever):
    """A programme: its budget is public money added in rounds while there is need; private gifts fall a little where the public gives (C52)."""

    id = "pooled_fund"
    source = "P4d"
    family = Family.EMPOWER
    label = Text("Pooled fund", "Fonds commun")
    says = Text(
        "Donors give part of their crisis gifts to a common fund, which gives out what it holds by need, in rounds.",
        "Les donateurs versent une part de leurs dons de crise à un fonds commun, qui répartit ce qu'il détient selon les besoins, par tours.",
    )
    topic = Topic.GIVING
    act = Act.GIVE_CRISIS
    support = Support.POOL
    main_outcome = "crisis_covered"
    doses = (Dose("budget_usd", most=20e6),)
    reaches = "communities"
    process = "pooled_fund"

    rounds_per_year: int = declare(12, Unit.COUNT, "Rounds of allocation a year.", "Tours d'attribution par an.", low=1, high=12, kind=Kind.INTEGER)
    overhead: float = declare(0.07, Unit.SHARE, "Share of what it gets that running it takes.", "Part de ses recettes que prend son fonctionnement.", low=0.0, high=0.9, likely=(0.04, 0.12))
    days_to_allocate: float = declare(20.0, Unit.DAYS, "Days from a disaster to the first allocation.", "Jours entre une catastrophe et la première attribution.", low=0.0, high=365.0)
    desk_usd: float = declare(50_000.0, Unit.USD_YEAR, "What keeping it ready costs a year.", "Coût annuel de sa mise à disposition.", low=0.0, high=1e7, likely=(20_000.0, 100_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(pool_open=strength, pool_public=1.0 if self.budget_usd is not None and self.budget_usd > self.desk_usd else 0.0)

    @property
    def is_idle(self) -> bool:
        return self.budget_usd == 0.0

    @property
    def reaching_share(self) -> float:
        return 1.0 - self.overhead

    def fixed_cost(self, month: int) -> float:
        return self.desk_usd / 12.0 if self.is_active(month) else 0.0
