"""Trade fairs and economic summits (P5b, P3b): firms of the diaspora meet firms of the origin."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class TradeFair(Lever):
    """A programme: events with places given in the order of applications; each place brings contacts, which fade unless a deal comes of them."""

    id = "trade_fair"
    source = "P5b, P3b"
    family = Family.ENGAGE
    label = Text("Trade fairs", "Foires commerciales")
    says = Text(
        "Firms of the diaspora get places at fairs where they meet firms of the country of origin.",
        "Des entreprises de la diaspora obtiennent des places à des foires où elles rencontrent des entreprises du pays d'origine.",
    )
    topic = Topic.TRADE
    act = Act.EXPORT
    support = Support.FAIR
    main_outcome = "deals"
    doses = (Dose("places", most=640.0),)
    reaches = "firms_in_residence_country"
    process = "trade_fair"
    doubt = "fair_doubt"

    events_per_year: int = declare(1, Unit.COUNT, "Fairs a year.", "Foires par an.", low=0, high=12, kind=Kind.INTEGER)
    places: int = declare(40, Unit.COUNT, "Places for firms of the diaspora at a fair.", "Places pour des entreprises de la diaspora à une foire.", low=0, high=10_000, kind=Kind.INTEGER)
    matches_per_place: float = declare(8.0, Unit.COUNT, "Contacts with local firms that a place brings.", "Contacts avec des entreprises locales qu'apporte une place.", low=0.0, high=200.0)
    event_usd: float = declare(40_000.0, Unit.USD, "Cost of a fair, whoever comes.", "Coût d'une foire, quelle que soit l'affluence.", low=0.0, high=1e8, likely=(20_000.0, 100_000.0))
    place_usd: float = declare(2_500.0, Unit.USD, "Cost of a place taken.", "Coût d'une place occupée.", low=0.0, high=1e6, likely=(1_500.0, 5_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(fair_open=1.0)

    @property
    def place_cost(self) -> float:
        return self.place_usd

    @property
    def is_idle(self) -> bool:
        return self.events_per_year == 0 or self.places == 0 or self.matches_per_place == 0.0 or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.events_per_year * self.event_usd / 12.0 if self.is_active(month) else 0.0
