"""Skills placement: applying, matching, and know-how that grows and decays (D6, D15, 4.2)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Placement(NamedTuple):
    """The supply of experts, the demand of host institutions, and what stays."""

    apply_base: float = declare(-6.7, Unit.LOGIT, "Log odds that a tertiary-educated head who knows of the scheme registers in a month.", "Log-cote mensuelle qu'un diplômé informé s'inscrive.", low=-20.0, high=2.0, likely=(-7.2, -6.2), off=-20.0)
    attachment_effect: float = declare(1.8, Unit.LOGIT, "Rise of the log odds per unit of psychological attachment above one half.", "Hausse de la log-cote par unité d'attachement psychologique au-dessus d'un demi.", low=0.0, high=6.0, likely=(1.0, 2.6), off=0.0)
    trust_effect: float = declare(1.0, Unit.LOGIT, "Rise of the log odds per unit of trust in the agency above one half.", "Hausse de la log-cote par unité de confiance dans l'agence au-dessus d'un demi.", low=0.0, high=6.0, likely=(0.3, 1.8), off=0.0)
    wage_effect: float = declare(0.4, Unit.LOGIT, "Fall of the log odds per log point of income (wages forgone), for work in person.", "Baisse de la log-cote par point de log de revenu (salaires perdus), sur place.", low=0.0, high=3.0, likely=(0.1, 0.8), off=0.0)
    care_effect: float = declare(1.1, Unit.LOGIT, "Fall of women's log odds for work in person (care duties, safety).", "Baisse de la log-cote des femmes pour le travail sur place (soins, sécurité).", low=0.0, high=5.0, likely=(0.6, 1.5), off=0.0,
                                 source="trqn2010", grade="C", status=Status.LITERATURE)
    status_effect: float = declare(0.8, Unit.LOGIT, "Fall of the log odds for those without the nationality of residence, at full insecurity of status.", "Baisse de la log-cote sans nationalité de résidence, à pleine insécurité.", low=0.0, high=5.0, likely=(0.3, 1.3), off=0.0)
    security_effect: float = declare(1.2, Unit.LOGIT, "Fall of the log odds for work in person, per unit of instability at origin.", "Baisse de la log-cote sur place, par unité d'instabilité au pays.", low=0.0, high=5.0, likely=(0.5, 2.0), off=0.0)
    repeat_effect: float = declare(2.5, Unit.LOGIT, "Rise of the log odds for those who were placed before.", "Hausse de la log-cote de ceux déjà placés.", low=0.0, high=6.0, likely=(1.5, 3.5), off=0.0)
    virtual_appeal: float = declare(0.0, Unit.LOGIT, "Log odds that an applicant prefers to work online, with nothing for or against.", "Log-cote qu'un candidat préfère le travail en ligne.", low=-5.0, high=5.0, likely=(-0.7, 0.7))
    virtual_effect: float = declare(0.55, Unit.RATIO, "Know-how from a day online relative to a day in person.", "Savoir-faire d'un jour en ligne relativement à un jour sur place.", low=0.0, high=1.5, likely=(0.3, 0.8))
    drop_out: float = declare(0.15, Unit.SHARE, "Share of assignments that are broken off.", "Part des missions interrompues.", low=0.0, high=1.0, likely=(0.08, 0.22), off=0.0, source="trqn2010", grade="C", status=Status.LITERATURE)
    patience: float = declare(9.0, Unit.MONTHS, "Months an applicant waits before giving up.", "Mois d'attente d'un candidat avant d'abandonner.", low=1.0, high=60.0, likely=(6.0, 14.0))
    files: float = declare(4.0, Unit.RATE_MONTH, "Files that an officer handles a month.", "Dossiers traités par agent et par mois.", low=0.1, high=100.0, likely=(2.5, 6.0))
    requests_year: float = declare(2.5, Unit.RATE_YEAR, "Requests that a host institution makes a year per 20 vacant posts.", "Demandes d'une institution par an pour 20 postes vacants.", low=0.0, high=50.0, likely=(1.5, 4.0), off=0.0, source="trqn2010", grade="C", status=Status.LITERATURE)
    request_months: float = declare(12.0, Unit.MONTHS, "Months after which an unanswered request lapses.", "Mois après lesquels une demande sans réponse tombe.", low=1.0, high=60.0, likely=(6.0, 18.0))
    vacancy: float = declare(0.3, Unit.SHARE, "Share of posts of host institutions that are vacant at origin, in the mean community.", "Part de postes vacants dans les institutions d'accueil, communauté moyenne.", low=0.0, high=0.95, likely=(0.15, 0.45), off=0.0)
    posts: float = declare(40.0, Unit.COUNT, "Posts a host institution (one institution a community and sector).", "Postes par institution d'accueil (une par communauté et secteur).", low=1.0, high=10_000.0, likely=(25.0, 60.0))
    learning: float = declare(0.25, Unit.RATIO, "Know-how, in expert-day equivalents kept by staff, per day of training at full absorption.", "Savoir-faire acquis par le personnel, en jours-expert, par jour de formation à pleine absorption.", low=0.0, high=5.0, likely=(0.12, 0.4), off=0.0)
    absorption: float = declare(0.6, Unit.SHARE, "Mean absorption of host institutions.", "Capacité d'absorption moyenne des institutions.", low=0.0, high=1.0, likely=(0.4, 0.8))
    decay: float = declare(0.061, Unit.RATE_MONTH, "Share of unused know-how lost a month.", "Part du savoir-faire inutilisé perdue par mois.", low=0.0, high=0.5, likely=(0.052, 0.101), off=0.0, source="tatel_ackerman2025", grade="B", status=Status.LITERATURE)
    follow_up_effect: float = declare(0.12, Unit.RATIO, "How far an hour of follow-up a month slows that loss (1/(1+effect x hours)).", "Ralentissement de cette perte par heure de suivi mensuel (1/(1+effet x heures)).", low=0.0, high=2.0, likely=(0.05, 0.25), off=0.0)
    staff_turnover: float = declare(0.15, Unit.PROBABILITY_YEAR, "Share of trained staff who leave a host institution in a year.", "Part du personnel formé quittant l'institution dans l'année.", low=0.0, high=1.0, likely=(0.1, 0.25), off=0.0)
    displacement: float = declare(0.12, Unit.SHARE, "Share of gap-filling assignments that keep a local post vacant, without a rule.", "Part des missions de remplacement qui gèlent un poste local, sans règle.", low=0.0, high=1.0, likely=(0.0, 0.3), off=0.0)
    intern_stays: float = declare(0.15, Unit.SHARE, "Share of interns who do not come back without a bond.", "Part des stagiaires qui ne rentrent pas, sans engagement.", low=0.0, high=1.0, likely=(0.05, 0.3), off=0.0)
    intern_days: float = declare(60.0, Unit.DAYS, "Length of an internship.", "Durée d'un stage.", low=5.0, high=365.0, likely=(30.0, 90.0))
    intern_usd: float = declare(6_000.0, Unit.USD, "Cost of an internship.", "Coût d'un stage.", low=0.0, high=100_000.0, likely=(3_000.0, 10_000.0))
