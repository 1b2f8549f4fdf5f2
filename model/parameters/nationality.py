"""Naturalising, keeping and taking back a nationality, and what that changes (D10, O6)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Nationality(NamedTuple):
    """Yearly logit for naturalisation; losing rights at origin is its cost."""

    naturalise_base: float = declare(-2.6, Unit.LOGIT, "Log odds of naturalising in a year once eligible, with nothing for or against.", "Log-cote annuelle de naturalisation une fois éligible, toutes choses neutres.", low=-20.0, high=3.0, likely=(-3.0, -2.2), off=-20.0)
    wait_years: float = declare(5.0, Unit.YEARS, "Years of residence before one may naturalise.", "Années de résidence avant de pouvoir se naturaliser.", low=0.0, high=30.0, likely=(4.0, 8.0))
    loss_cost: float = declare(0.7, Unit.LOGIT, "Fall of the log odds where naturalising costs the nationality of origin, at political attachment one half.",
                               "Baisse de la log-cote quand la naturalisation fait perdre la nationalité d'origine, à attachement politique un demi.", low=0.0, high=5.0, likely=(0.3, 1.1), off=0.0)
    rights_effect: float = declare(0.8, Unit.LOGIT, "Rise of the log odds per unit of insecurity of status in the residence country.", "Hausse de la log-cote par unité d'insécurité du statut dans le pays de résidence.", low=0.0, high=5.0, likely=(0.3, 1.4), off=0.0)
    exempt_share: float = declare(0.5, Unit.SHARE, "Share exempt from giving up the former nationality where the residence country asks for it (refugees, spouses).",
                                  "Part dispensée de renoncer à l'ancienne nationalité là où le pays de résidence le demande (réfugiés, conjoints).", low=0.0, high=1.0, likely=(0.3, 0.7))
    take_back: float = declare(0.12, Unit.PROBABILITY_YEAR, "Chance a year that somebody who lost the nationality of origin, and knows, asks for it back, at political attachment one half.",
                               "Probabilité annuelle de demander à reprendre la nationalité d'origine, à attachement politique un demi.", low=0.0, high=1.0, likely=(0.05, 0.2), off=0.0)
    fee_effect: float = declare(0.6, Unit.ELASTICITY, "Fall of that chance with the fee, in log points per month of income.", "Baisse de cette probabilité avec le droit, en points de log par mois de revenu.", low=0.0, high=10.0, likely=(0.2, 1.2), off=0.0)
    goodwill: float = declare(0.34, Unit.INDEX, "How much political attachment rises, in time, among those who hear that it is newly allowed.", "Hausse, à terme, de l'attachement politique de ceux qui apprennent que c'est désormais permis.",
                              low=0.0, high=1.0, likely=(0.2, 0.5), off=0.0, source="leblang2017", grade="B", status=Status.LITERATURE)
    wish_effect: float = declare(0.15, Unit.PROBABILITY_YEAR, "Chance a year that somebody who had no plan to return begins to wish for it, per unit of that rise.", "Probabilité annuelle que qui n'avait pas de projet de retour se mette à le souhaiter, par unité de cette hausse.",
                                 low=0.0, high=2.0, likely=(0.06, 0.25), off=0.0, source="leblang2017", grade="B", status=Status.LITERATURE)
    return_effect: float = declare(0.15, Unit.RATIO, "How much likelier a return becomes for those newly allowed both nationalities.", "Hausse relative de la probabilité de retour pour ceux nouvellement autorisés.", low=0.0, high=3.0, likely=(0.0, 0.3), off=0.0,
                                   source="leblang2017", grade="B", status=Status.LITERATURE)
    leaves_again: float = declare(0.04, Unit.PROBABILITY_YEAR, "Chance a year that a household that returned because of that right leaves again: it may.", "Probabilité annuelle qu'un ménage rentré grâce à ce droit reparte : il le peut.", low=0.0, high=1.0, likely=(0.01, 0.1), off=0.0,
                                  source="oecd2024", grade="D", status=Status.LITERATURE)
