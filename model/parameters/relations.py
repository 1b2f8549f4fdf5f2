"""Consultation, register of volunteers, mapping of the diaspora, knowledge hub: how the ministry and the diaspora come to know each other (D13, F8-F10, P1, P7)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Kind, Unit, declare


class Relations(NamedTuple):
    """Who comes forward and who is heard, who registers, what the ministry knows, what a hub is worth."""

    invitations: float = declare(20.0, Unit.RATIO, "Households invited to a consultation, a seat.", "Ménages invités à une consultation, par place.", low=1.0, high=200.0, likely=(10.0, 40.0))
    speak_base: float = declare(-2.0, Unit.LOGIT, "Log odds that an invited household asks for a seat, before its own reasons.", "Log-cote qu'un ménage invité demande une place, avant ses raisons propres.",
                                low=-12.0, high=4.0, likely=(-3.0, -1.0), off=-12.0)
    speak_trust: float = declare(1.5, Unit.LOGIT, "How much trust in the state of origin adds to that.", "Effet de la confiance dans l'État d'origine.", low=-10.0, high=10.0, likely=(0.5, 2.5), off=0.0)
    speak_grievance: float = declare(1.0, Unit.LOGIT, "How much grievance adds: those who feel ignored have something to say.", "Effet du ressentiment : qui se sent ignoré a quelque chose à dire.",
                                     low=-10.0, high=10.0, likely=(0.0, 2.0), off=0.0)
    speak_peers: float = declare(1.0, Unit.LOGIT, "How much it adds when all ties know of it too.", "Effet quand tous les proches en sont aussi informés.", low=-10.0, high=10.0, likely=(0.0, 2.0), off=0.0)
    speak_time: float = declare(0.4, Unit.LOGIT, "How much a job takes away: time has a cost.", "Ce qu'un emploi en retire : le temps coûte.", low=-10.0, high=10.0, likely=(0.0, 0.8), off=0.0)
    speak_care: float = declare(0.4, Unit.LOGIT, "How much care duties take away for women.", "Ce que les charges de famille en retirent aux femmes.", low=-10.0, high=10.0, likely=(0.0, 0.8), off=0.0)
    polarisation: float = declare(0.3, Unit.INDEX, "How far the faction of the state (A) comes first for seats that are not kept and before juries, the others fear its register, and boards are held by one faction.",
                                  "Combien la faction de l'État (A) passe d'abord pour les places non réservées et devant les jurys, les autres craignent son registre, et une faction tient les bureaux.", low=0.0, high=1.0, likely=(0.0, 0.6), off=0.0)
    connection: float = declare(0.3, Unit.INDEX, "How far members of associations come first for seats that are not kept.", "Combien les membres d'associations passent d'abord pour les places non réservées.",
                                low=0.0, high=1.0, likely=(0.1, 0.6), off=0.0)
    demand_share: float = declare(0.8, Unit.SHARE, "Chance that somebody with a seat raises a demand.", "Probabilité qu'un participant présente une demande.", low=0.0, high=1.0, likely=(0.5, 1.0), off=0.0)
    answer_relief: float = declare(0.3, Unit.SHARE, "Share of grievance that an answer takes away, late or not.", "Part du ressentiment qu'une réponse retire, même tardive.", low=0.0, high=1.0, likely=(0.1, 0.5), off=0.0)
    forget_months: float = declare(12.0, Unit.MONTHS, "Months after which a demand without an answer is given up.", "Mois après lesquels une demande sans réponse est abandonnée.", low=1.0, high=120.0, likely=(6.0, 24.0))
    register_base: float = declare(-4.5, Unit.LOGIT, "Log odds a year that an informed household registers, fear of being known apart.", "Log-cote annuelle qu'un ménage informé s'inscrive, crainte mise à part.",
                                   low=-14.0, high=4.0, likely=(-5.5, -3.5), off=-14.0)
    register_fear: float = declare(2.0, Unit.LOGIT, "How much fear for privacy takes away where there is no trust.", "Ce que la crainte pour la vie privée en retire sans confiance.", low=0.0, high=10.0, likely=(1.0, 3.0), off=0.0)
    host_relief: float = declare(0.5, Unit.SHARE, "Part of that fear that an independent host takes away.", "Part de cette crainte qu'un hébergeur indépendant retire.", low=0.0, high=1.0, likely=(0.2, 0.8), off=0.0)
    publicity_effect: float = declare(1.0, Unit.LOGIT, "Most that publicity adds.", "Effet maximal de la publicité.", low=0.0, high=10.0, likely=(0.3, 1.5), off=0.0)
    publicity_half_usd: float = declare(1.0, Unit.USD_YEAR, "Publicity a household of the diaspora at which half of that is reached.", "Publicité par ménage de la diaspora à laquelle la moitié en est atteinte.",
                                        low=0.01, high=1000.0, likely=(0.3, 3.0))
    register_effect: float = declare(2.0, Unit.RATIO, "How much more often the registered answer a call for assignments while their entry is fresh.",
                                     "Combien plus souvent les inscrits répondent à un appel à missions tant que leur fiche est à jour.", low=0.0, high=50.0, likely=(0.5, 5.0), off=0.0)
    register_months: float = declare(24.0, Unit.MONTHS, "Age at which 37 % of entries still hold.", "Âge auquel 37 % des fiches restent valables.", low=1.0, high=600.0, likely=(12.0, 48.0))
    best_reach: float = declare(0.5, Unit.RATIO, "How much more often news reaches households of a group that the ministry knows as it is, rather than not at all.",
                                "Combien plus souvent les nouvelles atteignent un groupe que le ministère connaît tel qu'il est, au lieu de l'ignorer.", low=0.0, high=1.0, likely=(0.2, 0.8), off=0.0)
    granted_answers: float = declare(100.0, Unit.PERSONS, "Answers to a survey that weigh as much as what the ministry takes for granted.", "Réponses à une enquête qui pèsent autant que les idées reçues du ministère.",
                                     low=0.0, high=10_000.0, likely=(30.0, 300.0))
    entry_worth: float = declare(0.3, Unit.RATIO, "What a fresh entry of the register weighs beside an answer to a survey in that estimate.", "Poids d'une fiche à jour du registre à côté d'une réponse à une enquête.",
                                 low=0.0, high=1.0, likely=(0.1, 0.6), off=0.0)
    hub_use: float = declare(0.1, Unit.PROBABILITY_YEAR, "Chance that who knows of a full hub uses it.", "Probabilité que qui connaît un pôle complet s'en serve.", low=0.0, high=1.0, likely=(0.03, 0.2), off=0.0)
    hub_stale: float = declare(0.5, Unit.SHARE, "Freshness below which users are let down.", "Fraîcheur sous laquelle les usagers sont déçus.", low=0.01, high=0.99, likely=(0.3, 0.7))
    hub_weight: float = declare(0.2, Unit.SHARE, "What a visit to a hub weighs for trust, beside a promise kept or broken.", "Poids d'une consultation du pôle pour la confiance, à côté d'une promesse tenue ou rompue.",
                                low=0.0, high=1.0, likely=(0.05, 0.4), off=0.0)
    replication: float = declare(0.05, Unit.PROBABILITY_YEAR, "Chance that an association takes up a practice of a full and fresh hub.", "Probabilité qu'une association reprenne une pratique d'un pôle complet et à jour.",
                                 low=0.0, high=1.0, likely=(0.01, 0.1), off=0.0)
    practice_gain: float = declare(0.1, Unit.SHARE, "Part of the distance to sure delivery that a practice taken up brings.", "Part de la distance à la réalisation sûre qu'apporte une pratique reprise.",
                                   low=0.0, high=1.0, likely=(0.03, 0.2), off=0.0)
    call_most: float = declare(0.95, Unit.PROBABILITY_MONTH, "Highest chance that somebody registered answers a call for assignments.", "Probabilité maximale qu'un inscrit réponde à un appel à missions.", low=0.0, high=1.0, likely=(0.8, 1.0))
    look_months: float = declare(6.0, Unit.MONTHS, "Months between two looks of the ministry at what register and survey say.", "Mois entre deux lectures, par le ministère, du registre et de l'enquête.", low=1.0, high=60.0, kind=Kind.INTEGER, likely=(3.0, 12.0))
