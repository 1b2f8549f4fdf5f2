"""Financial inclusion of families (A4, component 1): training in financial services for those who receive, those who send, or both."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class FinancialInclusion(Lever):
    """A programme: families apply, wait, and take seats in turn, some kept for families headed by women; a seat costs, and money ends."""

    id = "financial_inclusion"
    source = "A4"
    family = Family.EMPOWER
    label = Text("Financial inclusion of families", "Inclusion financière des familles")
    says = Text(
        "Families that receive money from abroad, and those who send it, are trained in accounts, saving and small investment.",
        "Les familles qui reçoivent de l'argent de l'étranger, et celles qui l'envoient, sont formées aux comptes, à l'épargne et au petit investissement.",
    )
    topic = Topic.SAVINGS
    act = Act.OPEN_ACCOUNT
    support = Support.INCLUSION
    main_outcome = "accounts_opened"
    doses = (Dose("seats_per_year", most=4_800.0),)
    reaches = "families_at_origin"
    process = "courses"
    doubt = "course_doubt"

    seats_per_year: int = declare(300, Unit.PERSONS_YEAR, "Families trained a year at most.", "Familles formées par an, au plus.", low=0, high=1_000_000, kind=Kind.INTEGER)
    share_women: float = declare(0.0, Unit.SHARE, "Share of seats that go first to families headed by a woman; 0 keeps none.", "Part des places allant d'abord aux familles dirigées par une femme ; 0 : aucune.", low=0.0, high=1.0)
    trained: str = declare("receiver", Unit.CHOICE, "Who is trained: the sender, the receiver, or both.", "Qui est formé : l'expéditeur, le receveur, ou les deux.",
                           kind=Kind.CHOICE, choices=("sender", "receiver", "both"))
    seat_usd: float = declare(200.0, Unit.USD, "Cost of a seat.", "Coût d'une place.", low=0.0, high=20_000.0, likely=(80.0, 500.0))
    desk_usd: float = declare(40_000.0, Unit.USD_YEAR, "What running the programme costs a year.", "Coût annuel de gestion.", low=0.0, high=1e8, likely=(20_000.0, 80_000.0))

    def places_in_year(self, year: int) -> float | None:
        return float(self.seats_per_year)

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(course_open=1.0)

    @property
    def place_cost(self) -> float:
        return self.seat_usd

    @property
    def is_idle(self) -> bool:
        return self.seats_per_year == 0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.desk_usd / 12.0 if self.is_active(month) else 0.0
