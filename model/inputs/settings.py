"""What a world is made of before it is built: corridors with their figures, parameter values, dates, size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..parameter import Parameter, Status, Unit, declare, declared
from .regions import Region

STOCK_YEARS = (1990, 1995, 2000, 2005, 2010, 2015)
"""Years of the stocks that tell who came when, beside `migrant_stock`, which is that of the start."""


def _stock(en: str, fr: str) -> Any:
    return declare(None, Unit.PERSONS, en, fr, low=0.0, high=5e7, status=Status.DATA, grade="B", optional=True)


class CorridorFigures(NamedTuple):
    """Figures of one corridor; a scenario gives each as a value with its source and year, or as an assumption with its range.

    A figure whose declared value is None must be given by the scenario (or by the corridor table that ships with the scenarios), unless it is optional:
    what nobody gives is then not known, None.
    """

    migrant_stock: float = declare(None, Unit.PERSONS, "Persons born in the origin country who live in the residence country.",
                                   "Personnes nées dans le pays d'origine qui vivent dans le pays de résidence.", low=100.0, high=5e7, status=Status.DATA, grade="B")
    household_size: float = declare(2.7, Unit.PERSONS, "Foreign-born persons a household of migrants.", "Personnes nées à l'étranger par ménage de migrants.",
                                    low=1.0, high=10.0, likely=(2.2, 3.2))
    descendant_share: float = declare(0.15, Unit.SHARE, "Share of diaspora households headed by a descendant.", "Part des ménages de la diaspora dirigés par un descendant.",
                                      low=0.0, high=0.9, likely=(0.08, 0.25))
    female_share: float = declare(0.48, Unit.SHARE, "Share of household heads who are women.", "Part des chefs de ménage qui sont des femmes.", low=0.0, high=1.0, likely=(0.44, 0.52))
    skilled_share: float = declare(None, Unit.SHARE, "Share of the diaspora with tertiary education.", "Part de la diaspora diplômée du supérieur.", low=0.0, high=1.0, status=Status.DATA, grade="B")
    origin_gdp_pc: float = declare(None, Unit.USD_YEAR, "Income per head at origin.", "Revenu par habitant au pays d'origine.", low=50.0, high=200_000.0, status=Status.DATA, grade="B")
    residence_gdp_pc: float = declare(None, Unit.USD_YEAR, "Income per head in the residence country.", "Revenu par habitant du pays de résidence.", low=50.0, high=200_000.0, status=Status.DATA, grade="B")
    origin_population: float = declare(None, Unit.PERSONS, "Population at origin.", "Population du pays d'origine.", low=1e4, high=2e9, status=Status.DATA, grade="B")
    remittance_cost: float = declare(0.065, Unit.SHARE, "Mean cost of sending USD 200, share of the amount.", "Coût moyen d'envoi de 200 USD, part du montant.", low=0.0, high=0.5,
                                     likely=(0.05, 0.08), source="worldbank_rpw", grade="B", status=Status.DATA)
    relative_pay: float = declare(1.0, Unit.RATIO, "Pay of migrants relative to what the income per head of the residence country gives: below 1 under contracts, above 1 where few work for many.",
                                  "Rémunération des migrants par rapport à ce que donne le revenu par habitant du pays de résidence : moins de 1 sous contrat, plus de 1 où peu travaillent pour beaucoup.",
                                  low=0.02, high=50.0, likely=(0.8, 1.25))
    family_size: float = declare(4.0, Unit.PERSONS, "Persons a household at origin that is sent to.", "Personnes par ménage d'origine à qui l'on envoie.", low=1.0, high=20.0, likely=(2.8, 5.2))
    family_earners: float = declare(1.5, Unit.PERSONS, "Persons of it who earn.", "Personnes de ce ménage qui gagnent un revenu.", low=0.1, high=10.0, likely=(1.05, 2.1))
    remittance_propensity: float = declare(1.0, Unit.RATIO, "Propensity to remit relative to what incomes and families explain: multiplies the odds of supporting a family, and the amount wanted. 1 uses no remittance figure.",
                                           "Propension à envoyer par rapport à ce qu'expliquent revenus et familles : multiplie la cote de soutenir une famille, et le montant voulu. 1 n'utilise aucun chiffre d'envois.",
                                           low=0.005, high=50.0, likely=(0.5, 2.0))
    tax_rate: float = declare(0.25, Unit.SHARE, "Tax on the profits of a firm at origin.", "Impôt sur les bénéfices d'une entreprise au pays d'origine.", low=0.0, high=0.9, likely=(0.15, 0.31))
    dual_allowed: float = declare(None, Unit.YES_NO, "1 where the origin lets nationals keep their nationality when they naturalise abroad, else 0.",
                                  "1 si le pays d'origine laisse garder sa nationalité en cas de naturalisation, sinon 0.", low=0.0, high=1.0, status=Status.DATA, grade="B")
    renunciation_required: float = declare(0.0, Unit.YES_NO, "1 where the residence country asks to give up the former nationality, else 0.",
                                           "1 si le pays de résidence demande de renoncer à la nationalité antérieure, sinon 0.", low=0.0, high=1.0, status=Status.DATA, grade="C")
    naturalised_share: float = declare(0.5, Unit.SHARE, "Share of first-generation heads who hold the nationality of residence at the start.",
                                       "Part des chefs de première génération qui ont la nationalité de résidence au départ.", low=0.0, high=1.0, likely=(0.35, 0.65))
    start_business_days: float = declare(20.0, Unit.DAYS, "Days to register a firm at origin.", "Jours pour immatriculer une entreprise au pays d'origine.", low=0.5, high=700.0, status=Status.DATA, grade="C",
                                         source="doing_business")
    start_business_steps: float = declare(7.0, Unit.COUNT, "Procedures to register a firm at origin.", "Démarches pour immatriculer une entreprise au pays d'origine.", low=1.0, high=40.0, status=Status.DATA, grade="C",
                                          source="doing_business")
    start_business_cost: float = declare(0.1, Unit.SHARE, "Cost of registering a firm, share of income per head at origin.", "Coût d'immatriculation, part du revenu par habitant.", low=0.0, high=10.0,
                                         status=Status.DATA, grade="C", source="doing_business")
    business_climate: float = declare(0.5, Unit.INDEX, "Business climate at origin: governance score mapped from -2.5..2.5 to 0..1.",
                                      "Climat des affaires au pays d'origine : score de gouvernance ramené de -2,5..2,5 à 0..1.", low=0.0, high=1.0, status=Status.DATA, grade="B", source="wgi2020")
    stability: float = declare(0.5, Unit.INDEX, "Political stability at origin: estimate mapped from -2.5..2.5 to 0..1.",
                               "Stabilité politique au pays d'origine : estimation ramenée de -2,5..2,5 à 0..1.", low=0.0, high=1.0, status=Status.DATA, grade="B", source="wgi2020")
    residence_climate: float = declare(0.8, Unit.INDEX, "Business climate and stability in the residence country: governance score mapped from -2.5..2.5 to 0..1.",
                                       "Climat des affaires et stabilité du pays de résidence : score de gouvernance ramené de -2,5..2,5 à 0..1.", low=0.0, high=1.0, likely=(0.65, 0.9), source="wgi2020",
                                       grade="B", status=Status.DATA)
    residence_rights: float = declare(0.7, Unit.INDEX, "Security of legal status and rights in the residence country.", "Sécurité du statut et des droits dans le pays de résidence.",
                                      low=0.0, high=1.0, likely=(0.5, 0.9))
    residence_population: float = declare(None, Unit.PERSONS, "Population of the residence country.", "Population du pays de résidence.", low=1e4, high=2e9, status=Status.DATA, grade="B")
    exports_potential_usd: float = declare(1e8, Unit.USD_YEAR, "Market of the residence country that firms at origin reach.", "Marché du pays de résidence que touchent les entreprises du pays d'origine.",
                                           low=1e3, high=2e12, likely=(2e7, 4e8))
    imports_potential_usd: float = declare(1e8, Unit.USD_YEAR, "Market at origin that firms of the residence country reach.", "Marché du pays d'origine que touchent les entreprises du pays de résidence.",
                                           low=1e3, high=2e12, likely=(2e7, 4e8))
    customs_days: float = declare(15.0, Unit.DAYS, "Days that a shipment between the two countries waits.", "Jours d'attente d'une expédition entre les deux pays.", low=0.0, high=200.0, likely=(8.0, 30.0))
    customs_documents: float = declare(7.0, Unit.COUNT, "Documents of a shipment.", "Documents d'une expédition.", low=0.0, high=100.0, likely=(5.0, 10.0))
    shipment_cost_usd: float = declare(900.0, Unit.USD, "Charges on a shipment at the border.", "Frais d'une expédition à la frontière.", low=0.0, high=50_000.0, likely=(500.0, 1_800.0))
    other_arrivals: float | None = declare(None, Unit.PERSONS, "Visitors from the residence country to the origin in a year who are not of its diaspora; left out, a rule of thumb of people and incomes holds (travel.others_rate).",
                                           "Visiteurs annuels du pays de résidence au pays d'origine qui ne sont pas de sa diaspora ; si omis, une règle approchée de populations et de revenus vaut (travel.others_rate).",
                                           low=0.0, high=2e8, status=Status.DATA, grade="C", optional=True)
    stock_1990: float | None = _stock("The same in 1990: stocks by year tell who came when; left out, arrivals are taken to have been even.",
                                      "De même en 1990 : les stocks par année disent qui est venu quand ; sans eux, les arrivées sont supposées régulières.")
    stock_1995: float | None = _stock("The same in 1995: stocks by year tell who came when; left out, arrivals are taken to have been even.",
                                      "De même en 1995 : les stocks par année disent qui est venu quand ; sans eux, les arrivées sont supposées régulières.")
    stock_2000: float | None = _stock("The same in 2000: stocks by year tell who came when; left out, arrivals are taken to have been even.",
                                      "De même en 2000 : les stocks par année disent qui est venu quand ; sans eux, les arrivées sont supposées régulières.")
    stock_2005: float | None = _stock("The same in 2005: stocks by year tell who came when; left out, arrivals are taken to have been even.",
                                      "De même en 2005 : les stocks par année disent qui est venu quand ; sans eux, les arrivées sont supposées régulières.")
    stock_2010: float | None = _stock("The same in 2010: stocks by year tell who came when; left out, arrivals are taken to have been even.",
                                      "De même en 2010 : les stocks par année disent qui est venu quand ; sans eux, les arrivées sont supposées régulières.")
    stock_2015: float | None = _stock("The same in 2015: stocks by year tell who came when; left out, arrivals are taken to have been even.",
                                      "De même en 2015 : les stocks par année disent qui est venu quand ; sans eux, les arrivées sont supposées régulières.")
    gone_after_5_years: float | None = declare(None, Unit.SHARE, "Share of arrivals that left the residence country within five years; left out, the chances of leaving of the parameters hold.",
                                               "Part des arrivants repartis du pays de résidence en cinq ans ; si omise, les probabilités de départ des paramètres valent.",
                                               low=0.0, high=0.97, optional=True)


FIGURES: Mapping[str, Parameter] = declared(CorridorFigures)
OF_ORIGIN = frozenset({
    "origin_gdp_pc", "origin_population", "family_size", "family_earners", "remittance_propensity", "tax_rate", "dual_allowed", "start_business_days", "start_business_steps",
    "start_business_cost", "business_climate", "stability", "customs_days", "customs_documents", "shipment_cost_usd",
})  # fmt: skip
"""Figures of the country of origin: where one is not known, it is drawn once for all corridors of the origin."""
OF_RESIDENCE = frozenset({"residence_gdp_pc", "residence_population", "renunciation_required", "residence_climate", "residence_rights", "gone_after_5_years"})
"""Figures of the residence country, drawn once for all its corridors."""


def corridor_figures(given: Mapping[str, float]) -> CorridorFigures:
    """The figures of a corridor by name; those that may be left out and are, are None."""
    return CorridorFigures(**{name: given.get(name) if declared.optional else given[name] for name, declared in FIGURES.items()})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Corridor:
    """One origin and one residence country, by ISO 3166-1 alpha-3 code."""

    origin: str
    residence: str
    figures: CorridorFigures

    @property
    def id(self) -> str:
        """Public name, ORIGIN-RESIDENCE."""
        return f"{self.origin}-{self.residence}"

    @property
    def households(self) -> int:
        """Real diaspora households: those of migrants, and those headed by descendants beside them."""
        of_migrants = self.figures.migrant_stock / self.figures.household_size
        return max(round(of_migrants / (1.0 - self.figures.descendant_share)), 1)


@dataclass(frozen=True)
class WorldSettings:
    """A world before it is built.

    Attributes:
        parameters: overrides of declared parameters: "mechanism.name" to value.
        sample: records a corridor at most; None is full scale, one record a household.
        regions: origin to its regions from the poorest to the richest, as many as `population.n_communities`; an origin that has none is split by rule.
    """

    corridors: tuple[Corridor, ...]
    parameters: Mapping[str, float] = field(default_factory=dict)
    start: str = "2020-01"
    years: int = 10
    burn_in_years: int = 5
    sample: int | None = None
    regions: Mapping[str, tuple[Region, ...]] = field(default_factory=dict)

    def places(self, n_local: int) -> tuple[str, ...]:
        """What the communities of all origins are called, `n_local` an origin: ORIGIN-NAME, or ORIGIN-NUMBER (1 the poorest) where it has no regions of its own."""
        origins = dict.fromkeys(corridor.origin for corridor in self.corridors)
        names = {origin: [region.name for region in self.regions.get(origin, ())] or range(1, n_local + 1) for origin in origins}
        return tuple(f"{origin}-{name}" for origin in origins for name in names[origin])
