"""How households come, age, leave and are followed by those of their children."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Demography(NamedTuple):
    """Yearly hazards. Where stocks of earlier years are known, they tell who came when; else arrivals replace background exits and all is at rest."""

    arrival_age: float = declare(28.0, Unit.YEARS, "Median age of the head on arrival.", "Âge médian du chef de ménage à l'arrivée.", low=18.0, high=60.0, likely=(25.0, 31.0))
    arrival_age_spread: float = declare(0.25, Unit.RATIO, "Standard deviation of log age on arrival.", "Écart-type du logarithme de l'âge à l'arrivée.", low=0.0, high=0.6, likely=(0.18, 0.32), off=0.0)
    exit_early: float = declare(0.08, Unit.PROBABILITY_YEAR, "Yearly chance of leaving the residence country on arrival.", "Probabilité annuelle de quitter le pays de résidence à l'arrivée.",
                                low=0.0, high=0.5, likely=(0.05, 0.13), off=0.0, source="oecd2024", grade="B", status=Status.LITERATURE)
    exit_late: float = declare(0.008, Unit.PROBABILITY_YEAR, "Yearly chance of leaving after many years.", "Probabilité annuelle de départ après de nombreuses années.",
                               low=0.0, high=0.2, likely=(0.004, 0.015), off=0.0)
    exit_years: float = declare(4.0, Unit.YEARS, "Time scale on which the early chance of leaving fades.", "Durée caractéristique de baisse du risque de départ.", low=0.5, high=20.0, likely=(2.5, 6.0))
    return_share: float = declare(0.5, Unit.SHARE, "Share of those who leave who go back to the origin country.", "Part des partants qui rentrent au pays d'origine.", likely=(0.3, 0.7))
    return_plan: float = declare(0.3, Unit.SHARE, "Share who arrive with a plan to return.", "Part de ceux qui arrivent avec un projet de retour.", likely=(0.15, 0.45), off=0.0)
    return_plan_factor: float = declare(2.0, Unit.RATIO, "How much likelier those with a plan are to leave.", "Combien ceux qui ont un projet partent plus souvent.",
                                        low=1.0, high=10.0, likely=(1.3, 3.0), off=1.0)
    death_60: float = declare(0.008, Unit.PROBABILITY_YEAR, "Yearly chance that a household ends by death at age 60.", "Probabilité annuelle qu'un ménage s'éteigne par décès à 60 ans.",
                              low=0.0, high=0.2, likely=(0.006, 0.011), off=0.0)
    death_slope: float = declare(0.09, Unit.RATE_YEAR, "Growth of that chance by year of age (Gompertz).", "Croissance de cette probabilité par année d'âge (Gompertz).", low=0.0, high=0.2, likely=(0.08, 0.1))
    descendant_leaves: float = declare(0.015, Unit.PROBABILITY_YEAR, "Yearly chance that a descendant's household leaves the diaspora for good.",
                                       "Probabilité annuelle qu'un ménage de descendant sorte de la diaspora.", low=0.0, high=0.3, likely=(0.005, 0.03), off=0.0)
    descendant_age: float = declare(26.0, Unit.YEARS, "Age at which children of the diaspora found a household.", "Âge auquel les enfants de la diaspora fondent un ménage.", low=18.0, high=40.0, likely=(24.0, 29.0))
    share_one_and_half: float = declare(0.15, Unit.SHARE, "Share of migrant-headed households whose head arrived as a child, where arrivals were the same for long.", "Part des ménages de migrants dont le chef est arrivé enfant, là où les arrivées sont de longue date régulières.", high=0.9, likely=(0.08, 0.25))
    share_third: float = declare(0.15, Unit.SHARE, "Share of descendants who are of the third generation.", "Part de la troisième génération parmi les descendants.", likely=(0.05, 0.25))
    arrival_youngest: float = declare(18.0, Unit.YEARS, "Age below which nobody arrives as the head of a household.", "Âge sous lequel personne n'arrive comme chef de ménage.", low=10.0, high=30.0, likely=(16.0, 20.0))
    arrival_oldest: float = declare(70.0, Unit.YEARS, "Age above which nobody does.", "Âge au-dessus duquel personne n'arrive ainsi.", low=40.0, high=100.0, likely=(60.0, 80.0))
    child_age: float = declare(8.0, Unit.YEARS, "Age at which those who came as children arrived.", "Âge d'arrivée de ceux venus enfants.", low=0.0, high=17.0, likely=(5.0, 11.0))
    earlier_years: float = declare(40.0, Unit.YEARS, "Years before the first known stock over which its migrants came, at an even pace.",
                                   "Années avant le premier stock connu pendant lesquelles ses migrants sont arrivés, régulièrement.", low=5.0, high=50.0, likely=(25.0, 45.0))
    arrivals_go_on: float = declare(1.0, Unit.RATIO, "Arrivals from the start on, relative to those since the last known stock before it.",
                                    "Arrivées à partir du départ, relativement à celles depuis le dernier stock connu avant lui.", low=0.0, high=5.0, likely=(0.6, 1.4))
    end_most: float = declare(0.95, Unit.PROBABILITY_YEAR, "Highest chance a year of leaving, or of ending by death, that any household has.", "Probabilité annuelle maximale de partir, ou de s'éteindre par décès, d'un ménage quelconque.", low=0.0, high=1.0, likely=(0.8, 1.0))
