"""Partnership of diaspora groups with government, United Nations and aid organisations (P4a, C4): a desk that shares plans."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class PhilanthropyPartnership(Lever):
    """Those who share plans fill gaps instead of doubling what others do; that costs days and the advantage of local knowledge, so the best lies between."""

    id = "philanthropy_partnership"
    source = "P4a, C4"
    family = Family.ENGAGE
    label = Text("Partnership for crisis help", "Partenariat pour l'aide de crise")
    says = Text(
        "A desk keeps agreements between diaspora groups and official responders, who then share their plans.",
        "Un bureau tient des accords entre groupes de la diaspora et intervenants officiels, qui partagent alors leurs plans.",
    )
    topic = Topic.GIVING
    act = Act.GIVE_CRISIS
    support = Support.PARTNERSHIP
    main_outcome = "crisis_covered"
    doses = (Dose("coordination", peaks=True),)
    process = "partnership_desk"

    desk_staff: int = declare(2, Unit.COUNT, "Staff of the desk.", "Personnel du bureau.", low=0, high=1000, kind=Kind.INTEGER)
    agreements: int = declare(12, Unit.COUNT, "Agreements with groups and responders.", "Accords avec des groupes et des intervenants.", low=0, high=10_000, kind=Kind.INTEGER)
    coordination: float = declare(0.6, Unit.SHARE, "Share of the partners that do not yet share plans and do so under an agreement.", "Part des partenaires ne partageant pas encore leurs plans qui le font sous accord.", low=0.0, high=1.0)
    fast_window_days: float = declare(5.0, Unit.DAYS, "Days by which the wait for common plans is cut.", "Jours retranchés de l'attente de plans communs.", low=0.0, high=365.0)
    staff_usd: float = declare(45_000.0, Unit.USD_YEAR, "Cost of a member of staff a year.", "Coût annuel d'un membre du personnel.", low=0.0, high=500_000.0, likely=(25_000.0, 70_000.0))

    def changes(self, base: Offer) -> bool:
        return True

    @property
    def is_idle(self) -> bool:
        return self.desk_staff == 0 or self.agreements == 0 or self.coordination == 0.0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.desk_staff * self.staff_usd / 12.0 if self.is_active(month) else 0.0
