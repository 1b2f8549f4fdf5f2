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
    learning: float = declare(0.3, Unit.RATIO, "Know-how, in expert-day equivalents kept by staff, per day of training at full absorption.", "Savoir-faire acquis par le personnel, en jours-expert, par jour de formation à pleine absorption.", low=0.0, high=5.0, likely=(0.15, 0.45), off=0.0)
    absorption: float = declare(0.6, Unit.SHARE, "Mean absorption of host institutions.", "Capacité d'absorption moyenne des institutions.", low=0.0, high=1.0, likely=(0.4, 0.8))
    decay: float = declare(0.061, Unit.RATE_MONTH, "Share of unused know-how lost a month.", "Part du savoir-faire inutilisé perdue par mois.", low=0.0, high=0.5, likely=(0.052, 0.101), off=0.0, source="tatel_ackerman2025", grade="B", status=Status.LITERATURE)
    follow_up_effect: float = declare(0.12, Unit.RATIO, "How far an hour of follow-up a month slows that loss (1/(1+effect x hours)).", "Ralentissement de cette perte par heure de suivi mensuel (1/(1+effet x heures)).", low=0.0, high=2.0, likely=(0.05, 0.25), off=0.0)
    staff_turnover: float = declare(0.15, Unit.PROBABILITY_YEAR, "Share of trained staff who leave a host institution in a year.", "Part du personnel formé quittant l'institution dans l'année.", low=0.0, high=1.0, likely=(0.1, 0.25), off=0.0)
    displacement: float = declare(0.12, Unit.SHARE, "Share of gap-filling assignments that keep a local post vacant, without a rule.", "Part des missions de remplacement qui gèlent un poste local, sans règle.", low=0.0, high=1.0, likely=(0.0, 0.3), off=0.0)
    freeze_months: float = declare(12.0, Unit.MONTHS, "Mean months for which such a post stays vacant.", "Durée moyenne, en mois, de la vacance d'un tel poste.", low=0.0, high=120.0, likely=(6.0, 24.0), off=0.0)
    intern_stays: float = declare(0.15, Unit.SHARE, "Share of interns who do not come back without a bond.", "Part des stagiaires qui ne rentrent pas, sans engagement.", low=0.0, high=1.0, likely=(0.05, 0.3), off=0.0)
    intern_days: float = declare(60.0, Unit.DAYS, "Length of an internship.", "Durée d'un stage.", low=5.0, high=365.0, likely=(30.0, 90.0))
    intern_usd: float = declare(6_000.0, Unit.USD, "Cost of an internship.", "Coût d'un stage.", low=0.0, high=100_000.0, likely=(3_000.0, 10_000.0))
    sector_gap: float = declare(0.3, Unit.SHARE, "How far shortages differ between sectors: health and education above the mean, infrastructure and administration below.",
                                "Écart des pénuries entre secteurs : santé et éducation au-dessus de la moyenne, infrastructures et administration au-dessous.", low=0.0, high=1.0, likely=(0.1, 0.5), off=0.0)
    waste_share: float = declare(0.4, Unit.SHARE, "Share of the tertiary educated whose job does not use their skill, where status is half secure.", "Part des diplômés dont l'emploi n'utilise pas la compétence, à statut à demi assuré.", low=0.0, high=0.9, likely=(0.25, 0.5), off=0.0,
                                 source="brain_waste2011", grade="C", status=Status.LITERATURE)
    waste_rights: float = declare(0.6, Unit.RATIO, "How far that share falls with full security of status, and rises without any: relative change per unit.", "Baisse relative de cette part à statut assuré, et hausse sans statut, par unité.", low=0.0, high=2.0, likely=(0.2, 1.0), off=0.0)
    waste_effect: float = declare(0.4, Unit.LOGIT, "Rise of the log odds of applying, returning or joining a network for those whose job does not use their skill.",
                                  "Hausse de la log-cote de candidater, rentrer ou adhérer à un réseau si l'emploi n'utilise pas la compétence.", low=0.0, high=3.0, likely=(0.1, 0.8), off=0.0)
    counterpart_effect: float = declare(1.2, Unit.RATIO, "How well one counterpart in a fully staffed host takes over what an expert teaches (1 - exp(-effect x counterparts)).",
                                        "Reprise de l'enseignement par un homologue dans une institution au complet (1 - exp(-effet x homologues)).", low=0.0, high=10.0, likely=(0.7, 2.0))
    counterpart_time: float = declare(0.1, Unit.SHARE, "Part of its time that a counterpart cannot spend on its own work while it is trained.", "Part du temps qu'un homologue ne consacre pas à son travail pendant qu'il est formé.", low=0.0, high=1.0, likely=(0.05, 0.25), off=0.0)
    follow_up_months: float = declare(18.0, Unit.MONTHS, "Months of follow-up after an assignment.", "Mois de suivi après une mission.", low=1.0, high=120.0, likely=(12.0, 24.0))
    tie_host: float = declare(0.6, Unit.SHARE, "Share of first assignments in person that leave a tie between expert and host.", "Part des premières missions sur place laissant un lien entre expert et institution.", low=0.0, high=1.0, likely=(0.4, 0.8), off=0.0)
    tie_online: float = declare(0.5, Unit.RATIO, "Chance of a tie from online work relative to work in person.", "Probabilité d'un lien par travail en ligne relativement au travail sur place.", low=0.0, high=1.5, likely=(0.3, 0.8), off=0.0)
    tie_institutions: float = declare(0.08, Unit.SHARE, "Share of assignments that tie the expert's employer to the host.", "Part des missions liant l'employeur de l'expert à l'institution.", low=0.0, high=1.0, likely=(0.03, 0.15), off=0.0)
    tie_intern: float = declare(0.4, Unit.SHARE, "Share of internships that tie the institution that takes the intern to the host.", "Part des stages liant l'institution qui accueille le stagiaire à la sienne.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    tie_experts: float = declare(0.15, Unit.SHARE, "Chance that an expert keeps in touch with another who works in the same country at the time.", "Probabilité qu'un expert reste en lien avec un autre présent dans le pays au même moment.", low=0.0, high=1.0, likely=(0.05, 0.3), off=0.0)
    colleague_effect: float = declare(0.2, Unit.LOGIT, "Rise of the log odds of applying per live tie with another expert.", "Hausse de la log-cote de candidater par lien actif avec un autre expert.", low=0.0, high=2.0, likely=(0.0, 0.5), off=0.0)
    tie_months: float = declare(36.0, Unit.MONTHS, "Mean life of a host's ties with nothing to keep them up.", "Durée moyenne des liens d'une institution, sans entretien.", low=1.0, high=240.0, likely=(24.0, 60.0))
    tie_effect: float = declare(0.1, Unit.RATIO, "How far a live tie of the host slows the loss of know-how.", "Ralentissement de la perte de savoir-faire par lien actif de l'institution.", low=0.0, high=2.0, likely=(0.02, 0.25), off=0.0)
    aspiration: float = declare(0.2, Unit.SHARE, "Share of host staff who want to emigrate, without contacts beyond the usual.", "Part du personnel d'accueil souhaitant émigrer, sans contacts particuliers.", low=0.0, high=1.0, likely=(0.1, 0.35), off=0.0)
    aspiration_gain: float = declare(0.3, Unit.RATIO, "Rise of that share per contact and post: one expert in person, two online, half an internship abroad (D16).", "Hausse de cette part par contact et par poste : un expert sur place, deux en ligne, un demi-stage à l'étranger (D16).",
                                     low=0.0, high=5.0, likely=(0.0, 0.6), off=0.0, source="beine2001", grade="D", status=Status.LITERATURE)
    aspiration_fade: float = declare(0.04, Unit.RATE_MONTH, "Part of what contacts added that fades a month.", "Part de cette hausse qui s'efface par mois.", low=0.0, high=1.0, likely=(0.02, 0.08))
    aspiration_effect: float = declare(2.0, Unit.RATIO, "Relative rise of staff turnover and of interns who stay abroad per unit of aspiration added.", "Hausse relative du départ du personnel et des stagiaires restés, par unité d'aspiration ajoutée.", low=0.0, high=10.0, likely=(0.5, 4.0), off=0.0)
    off_call: float = declare(1.5, Unit.LOGIT, "Fall of the log odds of applying for those in whose sector the agency calls nobody.", "Baisse de la log-cote de candidater quand l'agence n'appelle personne du secteur.", low=0.0, high=10.0, likely=(0.7, 3.0), off=0.0)
