"""Visits to the country of origin, and those of friends from the residence country (D12, T5)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Travel(NamedTuple):
    """How often a household travels, whom it brings along, what is spent."""

    visit_base: float = declare(-0.75, Unit.LOGIT, "Log of the trips home a year of a first-generation household with nothing for or against, where a year's income buys one fare.",
                                "Logarithme des voyages annuels au pays d'un ménage de première génération, toutes choses neutres, quand le revenu annuel vaut un trajet.",
                                low=-20.0, high=3.0, likely=(-1.1, -0.4), off=-20.0)
    attachment_effect: float = declare(0.8, Unit.LOGIT, "Rise of that log per unit of social attachment above one half.", "Hausse de ce logarithme par unité d'attachement social au-dessus d'un demi.",
                                       low=0.0, high=5.0, likely=(0.3, 1.4), off=0.0)
    family_effect: float = declare(0.3, Unit.LOGIT, "Rise of that log for those who support a family there.", "Hausse de ce logarithme pour qui y soutient une famille.", low=0.0, high=3.0, likely=(0.1, 0.6), off=0.0)
    generation_effect: float = declare(0.35, Unit.LOGIT, "Fall of that log a generation, beside that of attachment.", "Baisse de ce logarithme par génération, outre celle de l'attachement.",
                                       low=0.0, high=3.0, likely=(0.15, 0.7), off=0.0)
    income_effect: float = declare(0.35, Unit.ELASTICITY, "Elasticity of trips to yearly income over the fare of the household.", "Élasticité des voyages au revenu annuel rapporté au prix du trajet du ménage.",
                                   low=0.0, high=2.0, likely=(0.2, 0.6), off=0.0)
    fare_usd: float = declare(450.0, Unit.USD, "Return fare of an adult; distance is not known to the model.", "Prix aller-retour d'un adulte ; le modèle ne connaît pas la distance.", low=10.0, high=5_000.0, likely=(200.0, 900.0))
    child_fare: float = declare(0.75, Unit.RATIO, "Fare of a child, relative to an adult's: children make trips dearer.", "Prix d'un enfant, relativement à un adulte : les enfants renchérissent le voyage.",
                                low=0.0, high=1.0, likely=(0.5, 0.9), off=0.0)
    safety_effect: float = declare(0.6, Unit.SHARE, "Share of trips that full instability at origin keeps from being made.", "Part des voyages qu'une instabilité totale au pays empêche.", low=0.0, high=1.0, likely=(0.3, 0.9), off=0.0)
    spending: float = declare(0.4, Unit.RATIO, "What a household spends at origin on a trip, in months of its income (fares left out).", "Dépense d'un ménage au pays par voyage, en mois de revenu (hors transport).",
                              low=0.0, high=5.0, likely=(0.2, 0.7), off=0.0, source="morocco_tourism2023", grade="C", status=Status.LITERATURE)
    renewal: float = declare(0.5, Unit.RATIO, "Share of a year's fading of social attachment that a trip makes good.", "Part de la baisse annuelle de l'attachement social qu'un voyage compense.",
                             low=0.0, high=3.0, likely=(0.2, 1.0), off=0.0)
    contacts: float = declare(30.0, Unit.PERSONS, "Friends and colleagues in the residence country who could be brought to visit, a household.", "Amis et collègues du pays de résidence susceptibles de venir, par ménage.",
                              low=0.0, high=500.0, likely=(15.0, 50.0), off=0.0)
    persuasion: float = declare(0.006, Unit.PROBABILITY_YEAR, "Chance that one of them visits in a year because of the household, in a safe country.", "Probabilité annuelle qu'un contact vienne grâce au ménage, dans un pays sûr.",
                                low=0.0, high=0.2, likely=(0.002, 0.012), off=0.0)
    guest_spending: float = declare(0.25, Unit.RATIO, "What such a visitor spends at origin, in monthly incomes per head of the residence country.", "Dépense d'un tel visiteur, en revenus mensuels par habitant du pays de résidence.",
                                    low=0.0, high=5.0, likely=(0.15, 0.4), off=0.0)
    campaign_own: float = declare(0.1, Unit.LOGIT, "Rise of the log of own trips under the largest campaign, for those who heard.", "Hausse maximale du logarithme des voyages propres par une campagne, chez les informés.",
                                  low=0.0, high=2.0, likely=(0.03, 0.2), off=0.0)
    campaign_guests: float = declare(0.3, Unit.LOGIT, "Rise of the log of referred visits under the largest campaign, for those who heard.", "Hausse maximale du logarithme des visites suscitées, chez les informés.",
                                     low=0.0, high=2.0, likely=(0.1, 0.6), off=0.0)
    campaign_half_usd: float = declare(10.0, Unit.USD_YEAR, "Spending a household of the diaspora and year at which a campaign has half its largest effect.", "Dépense par ménage de la diaspora et par an donnant la moitié de l'effet maximal.",
                                       low=0.1, high=10_000.0, likely=(3.0, 30.0))
    visit_most: float = declare(3.0, Unit.LOGIT, "Largest log of the trips home a year.", "Plus grand logarithme des voyages annuels au pays.", low=-3.0, high=4.0, likely=(2.5, 3.4))
    times_most: float = declare(30.0, Unit.COUNT, "Trips of a household, and visits of its friends, in a year, at most.", "Voyages d'un ménage, et visites de ses amis, par an, au plus.", low=0.0, high=60.0, likely=(20.0, 40.0), off=0.0)
    renewal_trips: float = declare(4.0, Unit.COUNT, "Trips a year beyond which another one makes nothing more good.", "Voyages par an au-delà desquels un de plus ne compense plus rien.", low=0.0, high=30.0, likely=(2.0, 8.0), off=0.0)
    others_rate: float = declare(0.02, Unit.RATE_YEAR, "Visits a year of a resident of the residence country, not of the diaspora, to an origin of usual size; distance is not known to the model.",
                                 "Visites annuelles d'un résident hors diaspora vers un pays d'origine de taille ordinaire ; le modèle ne connaît pas la distance.", low=0.0, high=1.0, likely=(0.004, 0.06), off=0.0)
    others_size: float = declare(0.5, Unit.ELASTICITY, "Elasticity of these visits to the income of the whole origin.", "Élasticité de ces visites au revenu total du pays d'origine.", low=0.0, high=1.5, likely=(0.2, 0.8), off=0.0)
    others_usual_busd: float = declare(100.0, Unit.RATIO, "Income of an origin of usual size, billion USD of 2019 a year.", "Revenu d'un pays d'origine de taille ordinaire, milliards d'USD de 2019 par an.", low=1.0, high=10_000.0, likely=(60.0, 160.0))
