"""Who the households are at the start: places, skills, means, families at origin, factions."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Kind, Status, Unit, declare


class Population(NamedTuple):
    """Composition of the diaspora and of the families at origin."""

    n_communities: float = declare(8, Unit.COUNT, "Communities (regions) of origin, ordered from the poorest to the richest.",
                                   "Communautés (régions) d'origine, de la plus pauvre à la plus riche.", low=2, high=40, kind=Kind.INTEGER)
    n_cities: float = declare(6, Unit.COUNT, "Cities of residence a residence country.", "Villes de résidence par pays de résidence.", low=1, high=60, kind=Kind.INTEGER)
    city_concentration: float = declare(0.8, Unit.INDEX, "How unequal cities are: exponent of their size by rank (0: equal).",
                                        "Inégalité des villes : exposant de leur taille selon le rang (0 : égales).", low=0.0, high=2.0, likely=(0.5, 1.1), off=0.0)
    migration_density: float = declare(0.4, Unit.INDEX, "How much more emigration the middle of the poverty order sends than its ends, where no region says how much it sends.",
                                       "Surcroît d'émigration du milieu de l'ordre de pauvreté par rapport aux extrêmes, si les régions ne disent pas la leur.", low=0.0, high=1.0, likely=(0.1, 0.7), off=0.0)
    regional_gap: float = declare(0.5, Unit.RATIO, "Income of the poorest community, share of the mean; the richest is as far above. Of no effect for an origin with regions of its own.",
                                  "Revenu de la communauté la plus pauvre, part de la moyenne ; la plus riche est aussi loin au-dessus. Sans effet pour un pays dont le scénario donne les régions.", low=0.1, high=1.0, likely=(0.4, 0.7), off=1.0)
    share_middle: float = declare(0.45, Unit.SHARE, "Share with middle skill among those without tertiary education.",
                                  "Part de qualification moyenne parmi les non-diplômés du supérieur.", likely=(0.35, 0.55))
    share_faction_b: float = declare(0.3, Unit.SHARE, "Share of faction B (neutral label).", "Part de la faction B (nom neutre).", high=0.5, likely=(0.2, 0.4))
    share_faction_c: float = declare(0.2, Unit.SHARE, "Share of faction C (neutral label).", "Part de la faction C (nom neutre).", high=0.5, likely=(0.1, 0.3))
    adults: float = declare(1.9, Unit.PERSONS, "Adults a household.", "Adultes par ménage.", low=1.0, high=6.0, likely=(1.6, 2.2))
    earnings_share: float = declare(0.45, Unit.RATIO, "Earnings of an adult, share of income per head in the residence country.",
                                    "Gains d'un adulte, part du revenu par habitant du pays de résidence.", low=0.05, high=2.0, likely=(0.38, 0.52))
    premium_middle: float = declare(1.15, Unit.RATIO, "Earnings of the middle-skilled against the low-skilled.", "Gains des qualifiés moyens par rapport aux peu qualifiés.",
                                    low=1.0, high=4.0, likely=(1.05, 1.3))
    premium_high: float = declare(1.55, Unit.RATIO, "Earnings of the tertiary educated against the low-skilled.", "Gains des diplômés du supérieur par rapport aux peu qualifiés.",
                                  low=1.0, high=6.0, likely=(1.3, 1.9))
    premium_men: float = declare(1.12, Unit.RATIO, "Earnings of households headed by men against those headed by women.",
                                 "Gains des ménages dirigés par un homme par rapport à ceux dirigés par une femme.", low=0.5, high=2.0, likely=(1.0, 1.25), off=1.0)
    earnings_spread: float = declare(0.5, Unit.RATIO, "Standard deviation of log earnings within a group.", "Écart-type du logarithme des gains dans un groupe.",
                                     low=0.0, high=2.0, likely=(0.4, 0.6), off=0.0)
    catch_up_gap: float = declare(0.35, Unit.SHARE, "Shortfall of earnings on arrival.", "Manque à gagner à l'arrivée.", low=0.0, high=0.9, likely=(0.2, 0.5), off=0.0)
    catch_up_years: float = declare(7.0, Unit.YEARS, "Time scale on which that shortfall closes.", "Durée caractéristique de rattrapage.", low=0.5, high=40.0, likely=(4.0, 10.0))
    wealth_years: float = declare(1.0, Unit.YEARS, "Median wealth at the start, years of income.", "Richesse médiane au départ, en années de revenu.", low=0.0, high=10.0, likely=(0.6, 1.5))
    wealth_spread: float = declare(1.1, Unit.RATIO, "Standard deviation of log wealth.", "Écart-type du logarithme de la richesse.", low=0.0, high=2.5, likely=(0.9, 1.4), off=0.0)
    saving_share: float = declare(0.06, Unit.SHARE, "Share of income saved.", "Part du revenu épargnée.", low=0.0, high=0.6, likely=(0.03, 0.1), off=0.0)
    wealth_use: float = declare(0.005, Unit.RATE_MONTH, "Share of wealth used up each month.", "Part de la richesse consommée chaque mois.", low=0.0, high=0.1, likely=(0.003, 0.008), off=0.0)
    family_income: float = declare(1.2, Unit.RATIO, "Income of an earner of a family at origin, in monthly incomes per head of the origin.",
                                   "Revenu d'un actif d'une famille d'origine, en revenus mensuels par habitant du pays d'origine.", low=0.05, high=8.0, likely=(0.9, 1.6))
    families: float = declare(2.4, Unit.COUNT, "Households at origin to whom a supporter sends, together its family.", "Ménages d'origine à qui un soutien envoie, ensemble sa famille.", low=1.0, high=6.0, likely=(1.8, 3.0))
    family_spread: float = declare(0.6, Unit.RATIO, "Standard deviation of log income of families at origin.", "Écart-type du logarithme du revenu des familles d'origine.",
                                   low=0.0, high=2.0, likely=(0.4, 0.8), off=0.0)
    family_head_woman: float = declare(0.35, Unit.SHARE, "Share of families at origin headed by a woman.", "Part des familles d'origine dirigées par une femme.", likely=(0.2, 0.5))
    family_saves: float = declare(0.15, Unit.SHARE, "Share of what a family receives that it saves.", "Part de ce qu'une famille reçoit qu'elle épargne.",
                                  low=0.0, high=1.0, likely=(0.09, 0.21), off=0.0, source="cgem_mem2023", grade="C", status=Status.LITERATURE)
    account_year: float = declare(0.02, Unit.PROBABILITY_YEAR, "Chance that a family without an account opens one.", "Probabilité qu'une famille sans compte en ouvre un.",
                                  likely=(0.01, 0.04), off=0.0)
    account_receiver: float = declare(1.11, Unit.RATIO, "How much likelier receivers are to hold an account.", "Combien les receveurs sont plus souvent titulaires d'un compte.",
                                      low=1.0, high=3.0, likely=(1.08, 1.3), off=1.0, source="anzoategui2014", grade="B", status=Status.LITERATURE)
    employed: float = declare(0.9, Unit.SHARE, "Share of households with a job in normal times.", "Part des ménages ayant un emploi en temps normal.", low=0.1, high=1.0, likely=(0.85, 0.95), off=1.0)
    job_months: float = declare(9.0, Unit.MONTHS, "Mean length of a spell without a job.", "Durée moyenne d'une période sans emploi.", low=1.0, high=60.0, likely=(6.0, 14.0))
    replacement: float = declare(0.55, Unit.SHARE, "Income without a job, share of earnings.", "Revenu sans emploi, part des gains.", low=0.0, high=1.0, likely=(0.4, 0.7), off=1.0)
    cycle_spread: float = declare(0.03, Unit.RATIO, "Standard deviation of the log of incomes in a residence country about their trend; the start of a scenario is on it.",
                                  "Écart-type du logarithme des revenus d'un pays de résidence autour de leur tendance ; le départ d'un scénario est dessus.", low=0.0, high=0.3, likely=(0.015, 0.05), off=0.0)
    cycle_years: float = declare(3.0, Unit.YEARS, "Time scale on which such a deviation fades.", "Durée caractéristique de résorption d'un tel écart.", low=0.1, high=30.0, likely=(2.0, 5.0))
    recession_jobs: float = declare(0.67, Unit.RATIO, "Points of employment lost per point of income lost in a recession of the residence country.",
                                    "Points d'emploi perdus par point de revenu perdu dans une récession du pays de résidence.", low=0.0, high=3.0, likely=(0.4, 1.0), off=0.0)
    accounts: float = declare(0.3, Unit.SHARE, "Share of families at origin that hold an account at the start, those that receive nothing.", "Part des familles d'origine titulaires d'un compte au départ, parmi celles qui ne reçoivent rien.", low=0.0, high=1.0, likely=(0.2, 0.4), off=0.0)
    employed_least: float = declare(0.05, Unit.SHARE, "Share of households with a job that is left in the deepest recession.", "Part des ménages ayant un emploi dans la pire récession.", low=0.01, high=1.0, likely=(0.02, 0.2))
