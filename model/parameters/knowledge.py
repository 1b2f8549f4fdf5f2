"""Knowledge networks: who joins, who is active, joint projects with host institutions (S5, P3e, A2)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Knowledge(NamedTuple):
    """Many enrol, few act, fewer each year (C44)."""

    join_base: float = declare(-5.6, Unit.LOGIT, "Log odds that a tertiary-educated head who knows of the network joins in a quarter.", "Log-cote trimestrielle qu'un diplômé informé adhère au réseau.", low=-20.0, high=2.0, likely=(-6.3, -4.9), off=-20.0)
    attachment_effect: float = declare(1.5, Unit.LOGIT, "Rise of the log odds per unit of social attachment above one half.", "Hausse de la log-cote par unité d'attachement social au-dessus d'un demi.", low=0.0, high=6.0, likely=(0.7, 2.2), off=0.0)
    peer_effect: float = declare(1.0, Unit.LOGIT, "Rise of the log odds when all rather than none of one's ties know of skills schemes.", "Hausse de la log-cote si tous les proches connaissent les programmes de compétences.", low=0.0, high=6.0, likely=(0.3, 1.8), off=0.0)
    leave_year: float = declare(0.08, Unit.PROBABILITY_YEAR, "Chance a year that a member leaves; up to twice that without a secretariat.", "Probabilité annuelle qu'un membre parte ; jusqu'au double sans secrétariat.", low=0.0, high=0.5, likely=(0.04, 0.15), off=0.0)
    active_share: float = declare(0.25, Unit.SHARE, "Share of members who are active in their first year, with all the secretariat one could wish.", "Part des membres actifs la première année, avec tout le secrétariat voulu.", low=0.0, high=1.0, likely=(0.15, 0.35), off=0.0,
                                  source="sansa", grade="D", status=Status.LITERATURE)
    active_years: float = declare(3.0, Unit.YEARS, "Years in which the active share of those who joined halves.", "Années au bout desquelles la part active des adhérents est divisée par deux.", low=0.2, high=50.0, likely=(2.0, 5.0), source="sansa", grade="D", status=Status.LITERATURE)
    half_usd: float = declare(0.7, Unit.USD_YEAR, "Spending on the secretariat per household of the diaspora that gives half of what a secretariat can do.", "Dépense de secrétariat par ménage de la diaspora donnant la moitié de ce qu'un secrétariat peut faire.", low=0.01, high=1_000.0, likely=(0.3, 1.5))
    colleague_effect: float = declare(0.2, Unit.RATIO, "How much longer activity lasts per live tie with another expert.", "Allongement de l'activité par lien actif avec un autre expert.", low=0.0, high=5.0, likely=(0.0, 0.5), off=0.0)
    proposals_year: float = declare(0.3, Unit.RATE_YEAR, "Joint projects that an active member proposes a year.", "Projets conjoints proposés par membre actif et par an.", low=0.0, high=5.0, likely=(0.1, 0.6), off=0.0)
    patience: float = declare(12.0, Unit.MONTHS, "Months that a proposal waits for money.", "Mois d'attente d'un financement pour un projet proposé.", low=1.0, high=60.0, likely=(6.0, 18.0))
    project_days: float = declare(40.0, Unit.DAYS, "Days of expert work for the host in a joint project, online.", "Jours de travail d'expert pour l'institution dans un projet conjoint, en ligne.", low=0.0, high=720.0, likely=(20.0, 80.0), off=0.0)
    team: float = declare(3.0, Unit.COUNT, "Other experts who take part in a joint project.", "Autres experts associés à un projet conjoint.", low=0.0, high=50.0, likely=(2.0, 6.0), off=0.0)
    tie_institutions: float = declare(0.35, Unit.SHARE, "Share of joint projects that tie an institution of the residence country to the host.", "Part des projets conjoints liant une institution du pays de résidence à l'institution d'accueil.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    matching: float = declare(0.05, Unit.PROBABILITY_YEAR, "Chance a year that an active member below its skill finds a job that uses it, thanks to those it meets.", "Probabilité annuelle qu'un membre actif déclassé trouve un emploi à son niveau grâce à ses rencontres.", low=0.0, high=1.0, likely=(0.0, 0.12), off=0.0)
    invite_months: float = declare(3.0, Unit.MONTHS, "Months in which members are invited to propose what is still missing of a year's projects.", "Mois en lesquels les membres sont invités à proposer ce qui manque encore aux projets d'une année.", low=1.0, high=24.0, likely=(2.0, 6.0))
