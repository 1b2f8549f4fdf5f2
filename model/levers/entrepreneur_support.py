"""Support of entrepreneurs (A1, 4.4): a competition, technical assistance, seed money and a desk at origin, as MEDMA 2 gave them."""

from __future__ import annotations

from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Support, Topic
from .dose import Dose
from .lever import Lever


class EntrepreneurSupport(Lever):
    """A programme: a jury that errs selects the best of those who applied; money is reserved for each place."""

    id = "entrepreneur_support"
    source = "A1"
    family = Family.EMPOWER
    label = Text("Support of entrepreneurs", "Appui aux entrepreneurs")
    says = Text(
        "A jury selects the most promising projects; winners get technical assistance, seed money in two tranches and a desk at origin; owners and founders may be taught to run a business.",
        "Un jury retient les projets les plus prometteurs ; les lauréats ont une assistance technique, un capital de départ en deux tranches et un bureau au pays ; propriétaires et fondateurs peuvent être formés à la gestion.",
    )
    topic = Topic.ENTERPRISE
    act = Act.FOUND_FIRM
    support = Support.SEED
    main_outcome = "firms_created"
    doses = (Dose("places", most=160.0),)
    reaches = "firms_at_origin"
    process = "competition"
    doubt = "call_doubt"

    calls_per_year: int = declare(1, Unit.COUNT, "Calls a year.", "Appels par an.", low=1, high=12, kind=Kind.INTEGER)
    places: int = declare(10, Unit.COUNT, "Places a call.", "Places par appel.", low=0, high=10_000, kind=Kind.INTEGER)
    assistance_days: float = declare(20.0, Unit.DAYS, "Days of technical assistance a winner.", "Jours d'assistance technique par lauréat.", low=0.0, high=365.0)
    seed_usd: float = declare(20_000.0, Unit.USD, "Seed money a winner.", "Capital de départ par lauréat.", low=0.0, high=1e7)
    local_desk: bool = declare(True, Unit.YES_NO, "Whether a desk at origin helps with procedures.", "Si un bureau au pays aide aux démarches.", kind=Kind.BOOLEAN)
    jury_noise: float = declare(0.3, Unit.INDEX, "How blind the jury is: 0 sees the quality, 1 errs by two log points.", "Erreur du jury : 0 voit la qualité, 1 se trompe de deux points de log.", low=0.0, high=1.0)
    blind_scoring: bool = declare(False, Unit.YES_NO, "Whether the jury is not told who applies, so that it cannot favour one faction.", "Si le jury ignore qui candidate et ne peut donc favoriser une faction.", kind=Kind.BOOLEAN)
    finalists: int = declare(1, Unit.RATIO, "Finalists a place: above 1 the jury takes a second look at so many of the best, and awards the places among them.",
                             "Finalistes par place : au-dessus de 1, le jury réexamine autant des meilleurs et attribue les places parmi eux.", low=1, high=20, kind=Kind.INTEGER)
    lottery: bool = declare(False, Unit.YES_NO, "Whether places are drawn by lot among the finalists, as in a trial.", "Si les places sont tirées au sort parmi les finalistes, comme dans un essai.", kind=Kind.BOOLEAN)
    training_seats: int = declare(0, Unit.PERSONS_YEAR, "Seats a year in courses on running a business, for owners of firms at origin and for founders whose procedures run.",
                                  "Places annuelles de formation à la gestion, pour propriétaires d'entreprises au pays et fondateurs en cours de démarches.", low=0, high=100_000, kind=Kind.INTEGER)
    seat_usd: float = declare(500.0, Unit.USD, "Cost of such a seat.", "Coût d'une telle place.", low=0.0, high=100_000.0, likely=(200.0, 1_500.0))
    assistance_day_usd: float = declare(400.0, Unit.USD_DAY, "Cost of a day of assistance.", "Coût d'un jour d'assistance.", low=0.0, high=10_000.0, likely=(200.0, 700.0))
    desk_usd: float = declare(60_000.0, Unit.USD_YEAR, "Cost of the desk at origin a year.", "Coût annuel du bureau au pays.", low=0.0, high=1e7, likely=(30_000.0, 100_000.0))
    team_usd: float = declare(80_000.0, Unit.USD_YEAR, "Cost of calls, jury and follow-up a year.", "Coût annuel des appels, du jury et du suivi.", low=0.0, high=1e7, likely=(40_000.0, 150_000.0))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(call_open=1.0)

    def places_in_year(self, year: int) -> float | None:
        return float(self.places * self.calls_per_year)

    @property
    def place_cost(self) -> float:
        return self.seed_usd + self.assistance_days * self.assistance_day_usd

    @property
    def is_idle(self) -> bool:
        return (self.places == 0 and self.training_seats == 0) or self.budget_usd == 0.0

    def fixed_cost(self, month: int) -> float:
        yearly = self.team_usd + (self.desk_usd if self.local_desk else 0.0)
        return yearly / 12.0 if self.is_active(month) else 0.0
