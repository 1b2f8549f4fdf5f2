"""Talent attraction (P3a): posts with a package for skilled members who come home, in sectors with a proven shortage."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class TalentAttraction(Lever):
    """A programme: a board with officers; the whole package is reserved when a post is given, and paid month by month."""

    id = "talent_attraction"
    source = "P3a"
    family = Family.EMPOWER
    label = Text("Talent attraction", "Attraction de talents")
    says = Text(
        "Skilled members of the diaspora who take a post at origin, in a sector with a proven shortage, get a package on top of the pay for some months.",
        "Les membres qualifiés de la diaspora qui prennent un poste au pays, dans un secteur en pénurie avérée, reçoivent une prime en plus du salaire pendant quelques mois.",
    )
    topic = Topic.PLACEMENT
    act = Act.RETURN
    support = Support.TALENT
    main_outcome = "posts_filled"
    doses = (Dose("package_usd", most=8_000.0),)
    reaches = "diaspora_households"
    process = "talent_board"
    doubt = "talent_doubt"

    package_usd: float = declare(1_000.0, Unit.USD_MONTH, "Package on top of the pay.", "Prime en plus du salaire.", low=0.0, high=20_000.0, likely=(300.0, 2_500.0))
    package_months: int = declare(24, Unit.MONTHS, "Months for which it is paid.", "Mois pendant lesquels elle est versée.", low=1, high=120, kind=Kind.INTEGER, likely=(12, 60))
    shortage_threshold: float = declare(0.3, Unit.SHARE, "Share of posts vacant above which a host may offer them.", "Part de postes vacants au-dessus de laquelle une institution peut les offrir.", low=0.0, high=1.0, likely=(0.2, 0.4))
    officers: int = declare(2, Unit.COUNT, "Officers of the board; each looks at a limited number of applications a month.",
                            "Agents du comité ; chacun examine un nombre limité de candidatures par mois.", low=0, high=1000, kind=Kind.INTEGER)
    officer_usd: float = declare(40_000.0, Unit.USD_YEAR, "Cost of an officer a year.", "Coût annuel d'un agent.", low=0.0, high=500_000.0, likely=(25_000.0, 60_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(talent_usd=self.package_usd)

    @property
    def place_cost(self) -> float:
        return self.package_usd * self.package_months

    @property
    def is_idle(self) -> bool:
        return self.package_usd == 0.0 or self.officers == 0 or self.shortage_threshold >= 1.0 or self.budget_usd == 0.0

    @property
    def promise_days(self) -> float:
        """An answer within a quarter of a year is what applicants are led to expect (assumption)."""
        return 90.0

    def fixed_cost(self, month: int) -> float:
        return self.officers * self.officer_usd / 12.0 if self.is_active(month) else 0.0
