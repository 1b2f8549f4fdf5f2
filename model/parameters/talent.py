"""Talent attraction: skilled members take posts in sectors with a shortage, for good (P3a, S6, D11)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Talent(NamedTuple):
    """Who applies for a post at origin, who gets it, what of a skill comes along, who moves on."""

    return_base: float = declare(-6.9, Unit.LOGIT, "Log odds that a tertiary-educated head who knows of posts with a package applies in a month.",
                                 "Log-cote mensuelle qu'un diplômé informé postule à un poste assorti d'une prime.", low=-20.0, high=2.0, likely=(-7.8, -6.2), off=-20.0, source="rep_malaysia2024", grade="C", status=Status.LITERATURE)
    pay_effect: float = declare(1.0, Unit.LOGIT, "Rise of the log odds per log point of pay at origin, package included, relative to income.",
                                "Hausse de la log-cote par point de log du salaire au pays, prime comprise, relativement au revenu.", low=0.0, high=5.0, likely=(0.5, 1.8), off=0.0)
    post_pay: float = declare(2.0, Unit.RATIO, "Pay of such a post without the package, in incomes per head at origin.", "Salaire d'un tel poste sans la prime, en revenus par habitant au pays.", low=0.1, high=20.0, likely=(1.3, 3.0))
    attachment_effect: float = declare(1.8, Unit.LOGIT, "Rise of the log odds per unit of psychological attachment above one half.", "Hausse de la log-cote par unité d'attachement psychologique au-dessus d'un demi.", low=0.0, high=6.0, likely=(1.0, 2.6), off=0.0)
    trust_effect: float = declare(1.2, Unit.LOGIT, "Rise of the log odds per unit of trust in the state above one half.", "Hausse de la log-cote par unité de confiance dans l'État au-dessus d'un demi.", low=0.0, high=6.0, likely=(0.5, 2.0), off=0.0)
    plan_effect: float = declare(1.5, Unit.LOGIT, "Rise of the log odds for those who came with a plan to return.", "Hausse de la log-cote de ceux venus avec un projet de retour.", low=0.0, high=6.0, likely=(0.8, 2.2), off=0.0)
    rooted_effect: float = declare(0.5, Unit.LOGIT, "Fall of the log odds per ten years abroad, up to thirty.", "Baisse de la log-cote par dix ans à l'étranger, jusqu'à trente.", low=0.0, high=4.0, likely=(0.2, 0.9), off=0.0, source="oecd2024", grade="C", status=Status.LITERATURE)
    security_effect: float = declare(1.5, Unit.LOGIT, "Fall of the log odds per unit of instability at origin.", "Baisse de la log-cote par unité d'instabilité au pays.", low=0.0, high=6.0, likely=(0.8, 2.5), off=0.0)
    approved: float = declare(0.63, Unit.SHARE, "Share of applications that are approved when their turn comes.", "Part des candidatures approuvées à leur tour.", low=0.0, high=1.0, likely=(0.5, 0.8), source="rep_malaysia2024", grade="C", status=Status.LITERATURE)
    patience: float = declare(8.0, Unit.MONTHS, "Months an applicant waits for a post before giving up.", "Mois d'attente d'un poste avant d'abandonner.", low=1.0, high=60.0, likely=(5.0, 12.0))
    files: float = declare(4.0, Unit.RATE_MONTH, "Applications that an officer handles a month.", "Candidatures traitées par agent et par mois.", low=0.1, high=100.0, likely=(2.0, 8.0))
    embeddedness: float = declare(0.35, Unit.SHARE, "Part of a skill that stays behind with the technology, resources and colleagues of the residence country (S6).",
                                  "Part d'une compétence qui reste avec la technologie, les moyens et les collègues du pays de résidence (S6).", low=0.0, high=1.0, likely=(0.2, 0.5), off=0.0)
    teaching: float = declare(0.1, Unit.SHARE, "Share of its time that somebody in such a post spends on training colleagues.", "Part du temps consacrée à former ses collègues dans un tel poste.", low=0.0, high=1.0, likely=(0.05, 0.2), off=0.0)
    crowding: float = declare(0.15, Unit.SHARE, "Share of these posts that a local candidate would have got.", "Part de ces postes qu'un candidat local aurait obtenus.", low=0.0, high=1.0, likely=(0.0, 0.3), off=0.0)
    moves_on: float = declare(0.05, Unit.PROBABILITY_YEAR, "Chance a year of emigrating again while the package is paid.", "Probabilité annuelle de repartir tant que la prime est versée.", low=0.0, high=1.0, likely=(0.02, 0.1), off=0.0, source="oecd2024", grade="D", status=Status.LITERATURE)
    moves_after: float = declare(0.12, Unit.PROBABILITY_YEAR, "The same once it has ended.", "De même une fois qu'elle a pris fin.", low=0.0, high=1.0, likely=(0.06, 0.2), off=0.0, source="oecd2024", grade="D", status=Status.LITERATURE)
    rooted_years: float = declare(30.0, Unit.YEARS, "Years abroad beyond which another one makes no difference to that.", "Années à l'étranger au-delà desquelles une de plus n'y change rien.", low=0.0, high=80.0, likely=(20.0, 40.0), off=0.0)
    work_days: float = declare(20.0, Unit.DAYS, "Days of work a month in such a post.", "Jours de travail par mois à un tel poste.", low=0.0, high=31.0, likely=(18.0, 22.0), off=0.0)
