"""Skills placement (P3a, P3c, P3d, A3, N2): an agency sends skilled members of the diaspora to host institutions, in person or online."""

from __future__ import annotations

from typing import Any

from ..errors import InputError, Problem, nearest
from ..offers import Offer
from ..parameter import Kind, Text, Unit, declare
from ..records.vocabulary import Act, Family, Topic
from .common import Eligibility
from .dose import Dose
from .lever import Lever

SECTORS = ("health", "education", "administration", "agriculture", "infrastructure")


class SkillsPlacement(Lever):
    """A programme: requests of host institutions, a register of applicants, officers who match, places and a budget."""

    id = "skills_placement"
    source = "P3a, P3c, P3d, A3, N2"
    family = Family.EMPOWER
    label = Text("Skills placement", "Placement de compétences")
    says = Text(
        "An agency matches skilled members of the diaspora with institutions at origin that asked for them, for weeks to months, in person or online.",
        "Une agence met en relation des membres qualifiés de la diaspora et des institutions d'origine demandeuses, pour des semaines ou des mois, sur place ou en ligne.",
    )
    topic = Topic.PLACEMENT
    act = Act.PLACEMENT
    main_outcome = "expert_days"
    doses = (Dose("places_per_year", most=960.0),)
    reaches = "host_institutions"
    process = "placement_agency"
    doubt = "placement_doubt"

    places_per_year: int = declare(60, Unit.PERSONS_YEAR, "Assignments a year at most.", "Missions par an, au plus.", low=0, high=100_000, kind=Kind.INTEGER)
    officers: int = declare(3, Unit.COUNT, "Officers of the agency; each handles a limited number of files a month.",
                            "Agents de l'agence ; chacun traite un nombre limité de dossiers par mois.", low=0, high=1000, kind=Kind.INTEGER)
    sectors: tuple[str, ...] = declare(SECTORS, Unit.LIST, "Sectors that are served.", "Secteurs servis.", kind=Kind.LIST, choices=SECTORS)
    sectors_by_origin: tuple[str, ...] = declare((), Unit.LIST, "Sectors that are served in one country of origin, as 'ETH:health'; a country that is named has these and no others.",
                                                 "Secteurs servis dans un pays d'origine, comme « ETH:health » ; un pays nommé a ceux-là et nuls autres.", kind=Kind.LIST)
    virtual_share: float = declare(0.3, Unit.SHARE, "Share of assignments done online.", "Part des missions faites en ligne.", low=0.0, high=1.0)
    days: float = declare(60.0, Unit.DAYS, "Length of an assignment in person; online work takes the same days spread over more months.",
                          "Durée d'une mission sur place ; le travail en ligne prend autant de jours sur plus de mois.", low=5.0, high=720.0)
    training_share: float = declare(0.5, Unit.SHARE, "Share of the time spent on training staff rather than filling a gap.",
                                    "Part du temps consacrée à former le personnel plutôt qu'à combler un manque.", low=0.0, high=1.0)
    follow_up_hours: float = declare(2.0, Unit.HOURS_MONTH, "Online follow-up of a served institution after an assignment.",
                                     "Suivi en ligne d'une institution servie après une mission.", low=0.0, high=40.0)
    mentoring_share: float = declare(0.3, Unit.SHARE, "Share of that time given to mentoring; the rest keeps what was learnt in use.",
                                     "Part de ce temps consacrée au tutorat ; le reste entretient l'usage de l'acquis.", low=0.0, high=1.0)
    counterparts: int = declare(2, Unit.COUNT, "Staff of the host who work beside an expert.", "Agents de l'institution qui travaillent aux côtés d'un expert.", low=0, high=20, kind=Kind.INTEGER)
    internships_per_year: int = declare(0, Unit.PERSONS_YEAR, "Internships of host staff in the residence country.",
                                        "Stages du personnel d'accueil dans le pays de résidence.", low=0, high=10_000, kind=Kind.INTEGER)
    bonded_return: bool = declare(False, Unit.YES_NO, "Whether interns agree to come back.", "Si les stagiaires s'engagent à revenir.", kind=Kind.BOOLEAN)
    additionality_rule: bool = declare(False, Unit.YES_NO, "Whether hosts may not leave a post vacant because an expert fills it.",
                                       "Si les institutions ne peuvent pas laisser un poste vacant parce qu'un expert l'occupe.", kind=Kind.BOOLEAN)
    share_women: float = declare(0.0, Unit.SHARE, "Share of places kept for women; 0 keeps none.", "Part des places réservées aux femmes ; 0 : aucune.", low=0.0, high=1.0)
    cost_physical_usd: float = declare(8_000.0, Unit.USD, "Cost of one assignment in person.", "Coût d'une mission sur place.", low=0.0, high=200_000.0, likely=(3_000.0, 15_000.0))
    cost_virtual_usd: float = declare(1_600.0, Unit.USD, "Cost of one assignment online.", "Coût d'une mission en ligne.", low=0.0, high=200_000.0, likely=(800.0, 2_400.0))
    follow_up_usd: float = declare(30.0, Unit.USD, "Cost of an hour of follow-up.", "Coût d'une heure de suivi.", low=0.0, high=1_000.0, likely=(15.0, 60.0))
    officer_usd: float = declare(40_000.0, Unit.USD_YEAR, "Cost of an officer a year.", "Coût annuel d'un agent.", low=0.0, high=500_000.0, likely=(25_000.0, 60_000.0))

    def __init__(self, eligibility: Eligibility | None = None, **given: Any) -> None:
        super().__init__(eligibility, **given)
        for entry in self.sectors_by_origin:
            origin, _, sector = str(entry).partition(":")
            if sector not in SECTORS or len(origin) != 3:
                says = Text("'{entry}' is no country and sector", "« {entry} » n'est pas un pays suivi d'un secteur").filled(entry=entry)
                allowed = Text("a country of three letters, a colon, and one of {names}", "un pays en trois lettres, deux-points, et un secteur : {names}")
                raise InputError(Problem("levers.skills_placement.sectors_by_origin", says, value=entry, allowed=allowed.filled(names=", ".join(SECTORS)),
                                         nearest=nearest(sector, SECTORS)))

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(placement_open=1.0, placement_virtual=self.virtual_share, placement_days=self.days, placement_women=self.share_women)

    def sectors_of(self, origin: str) -> tuple[str, ...]:
        """Sectors that are served in a country of origin."""
        own = tuple(entry.split(":")[1] for entry in self.sectors_by_origin if entry.split(":")[0] == origin)
        return own or self.sectors

    @property
    def place_cost(self) -> float:
        return self.cost_virtual_usd * self.virtual_share + self.cost_physical_usd * (1.0 - self.virtual_share)

    @property
    def is_idle(self) -> bool:
        return self.places_per_year == 0 or self.officers == 0 or not (self.sectors or self.sectors_by_origin) or self.budget_usd == 0.0

    @property
    def promise_days(self) -> float:
        """An answer within a quarter of a year is what applicants are led to expect (assumption)."""
        return 90.0

    def fixed_cost(self, month: int) -> float:
        return self.officers * self.officer_usd / 12.0 if self.is_active(month) else 0.0

    def least_usd(self, p: Any) -> float:
        """The cheapest assignment that there is."""
        online, in_person = self.cost_virtual_usd, self.cost_physical_usd
        return min(online, in_person) if 0.0 < self.virtual_share < 1.0 else (online if self.virtual_share > 0.0 else in_person)
