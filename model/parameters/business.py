"""Firms of the diaspora in the residence country, business networks, fairs, courses, advocacy (F3, T2, T4, P5)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Business(NamedTuple):
    """Small firms that open and close; owners who join when enough others have; chapters that live on meetings and money."""

    owners: float = declare(0.07, Unit.SHARE, "Share of households that own a firm in the residence country.", "Part des ménages qui possèdent une entreprise dans le pays de résidence.", high=0.6, likely=(0.05, 0.1), off=0.0)
    here_jobs: float = declare(2.5, Unit.COUNT, "Mean jobs of such a firm, its owner's included.", "Emplois moyens d'une telle entreprise, propriétaire compris.", low=1.0, high=50.0, likely=(1.8, 3.5))
    here_spread: float = declare(0.9, Unit.RATIO, "Standard deviation of the log of its size.", "Écart-type du logarithme de sa taille.", low=0.0, high=2.0, likely=(0.7, 1.1), off=0.0)
    closing: float = declare(0.1, Unit.PROBABILITY_YEAR, "Chance that it closes within a year.", "Probabilité qu'elle ferme dans l'année.", low=0.0, high=0.9, likely=(0.08, 0.14), off=0.0)
    reopening: float = declare(1.0, Unit.RATE_YEAR, "Rate at which another opens where one closed.", "Taux auquel une autre ouvre là où l'une a fermé.", low=0.05, high=12.0, likely=(0.5, 2.0))
    climate_closing: float = declare(1.0, Unit.RATIO, "How much likelier firms of the diaspora close per unit of business climate that the residence country lacks against 0.8.", "Surcroît relatif de fermetures par unité de climat des affaires qui manque au pays de résidence par rapport à 0,8.", low=0.0, high=10.0, likely=(0.5, 2.0), off=0.0)
    recession_closing: float = declare(4.0, Unit.RATIO, "Rise of the chance of closing per unit of income lost in a recession.", "Hausse de la probabilité de fermer par unité de revenu perdue dans une récession.", low=0.0, high=20.0, likely=(1.0, 8.0), off=0.0)
    sellers: float = declare(0.2, Unit.SHARE, "Share of these firms that sell goods of the country of origin.", "Part de ces entreprises qui vendent des produits du pays d'origine.", likely=(0.1, 0.3), off=0.0)
    turnover_per_job: float = declare(1.8, Unit.RATIO, "Turnover a job, in yearly incomes per head of the residence country.", "Chiffre d'affaires par emploi, en revenus annuels par habitant du pays de résidence.", low=0.1, high=20.0, likely=(1.2, 2.5))
    value_added: float = declare(0.4, Unit.SHARE, "Value added per unit of turnover: what is taxed.", "Valeur ajoutée par unité de chiffre d'affaires : ce qui est imposé.", likely=(0.3, 0.5), off=0.0)
    bought_share: float = declare(0.1, Unit.SHARE, "Purchases from the origin, share of the turnover of a firm that trades.", "Achats au pays d'origine, part du chiffre d'affaires d'une entreprise qui commerce.", likely=(0.05, 0.2), off=0.0)
    sold_share: float = declare(0.1, Unit.SHARE, "Sales to the origin, share of the turnover of a firm that trades.", "Ventes au pays d'origine, part du chiffre d'affaires d'une entreprise qui commerce.", low=0.001, likely=(0.05, 0.2))
    revenue_effect: float = declare(0.08, Unit.SHARE, "Rise of the turnover of members of a network that meets.", "Hausse du chiffre d'affaires des membres d'un réseau qui se réunit.", low=0.0, high=1.0, likely=(0.02, 0.12), off=0.0,
                                    source="cai_szeidl2018", grade="A", status=Status.LITERATURE)
    # networks
    threshold: float = declare(0.5, Unit.SHARE, "Mean share of the diaspora's firms of a city that must be members before an owner joins.", "Part moyenne des entreprises de la diaspora d'une ville qui doivent être membres avant qu'un chef d'entreprise adhère.", likely=(0.3, 0.8))
    dues_effect: float = declare(10.0, Unit.RATIO, "Rise of that share per unit of dues over turnover.", "Hausse de cette part par unité de cotisation rapportée au chiffre d'affaires.", low=0.0, high=500.0, likely=(3.0, 30.0), off=0.0)
    spontaneous: float = declare(0.0015, Unit.PROBABILITY_MONTH, "Chance that an owner who heard of a network joins without looking at others.", "Probabilité qu'un chef d'entreprise informé adhère sans regarder les autres.", high=0.5, likely=(0.0005, 0.003), off=0.0)
    joining: float = declare(0.02, Unit.PROBABILITY_MONTH, "Chance that an owner joins once enough others have.", "Probabilité qu'un chef d'entreprise adhère dès qu'assez d'autres l'ont fait.", likely=(0.01, 0.04), off=0.0)
    recruiting: float = declare(0.015, Unit.PROBABILITY_MONTH, "Chance that an owner who heard of a chapter joins it while a programme founds chapters and recruits.", "Probabilité qu'un chef d'entreprise informé rejoigne une section tant qu'un programme fonde des sections et recrute.", high=0.5, likely=(0.005, 0.03), off=0.0)
    leaving: float = declare(0.12, Unit.PROBABILITY_YEAR, "Chance that a member leaves within a year.", "Probabilité qu'un membre quitte le réseau dans l'année.", likely=(0.08, 0.2), off=0.0)
    board: float = declare(14.0, Unit.PERSONS, "Members of the board of a chapter; it forms when it has as many firms.", "Membres du bureau d'une section ; elle se forme quand elle compte autant d'entreprises.", low=1.0, high=100.0, likely=(13.0, 15.0),
                           source="deed2014", grade="C", status=Status.LITERATURE)
    board_turnover: float = declare(0.3, Unit.PROBABILITY_YEAR, "Chance that a member of the board steps down within a year; once a year the board is filled up among the members.", "Probabilité qu'un membre du bureau se retire dans l'année ; une fois par an le bureau est complété parmi les membres.", likely=(0.2, 0.5), off=0.0)
    quorum: float = declare(0.5, Unit.SHARE, "Share of a full board without which a chapter does not meet.", "Part d'un bureau complet sans laquelle une section ne se réunit pas.", likely=(0.4, 0.6), off=0.0)
    chapter_usd: float = declare(400.0, Unit.USD_MONTH, "What a chapter needs to meet.", "Ce dont une section a besoin pour se réunir.", low=0.0, high=20_000.0, likely=(200.0, 800.0), off=0.0)
    fading: float = declare(6.0, Unit.MONTHS, "Months without a meeting after which a chapter dissolves.", "Mois sans réunion après lesquels une section se dissout.", low=1.0, high=120.0, likely=(4.0, 12.0))
    meeting_contacts: float = declare(0.03, Unit.RATE_MONTH, "Contacts that a member makes at meetings.", "Contacts qu'un membre noue aux réunions.", low=0.0, high=20.0, likely=(0.01, 0.08), off=0.0)
    union_effect: float = declare(0.4, Unit.SHARE, "Rise of those contacts where chapters form a union.", "Hausse de ces contacts quand les sections forment une union.", low=0.0, high=5.0, likely=(0.1, 0.8), off=0.0)
    report_reach: float = declare(0.3, Unit.SHARE, "Share of the owners of a city whom a report of its chapter reaches.", "Part des chefs d'entreprise d'une ville que touche un rapport de sa section.", likely=(0.1, 0.5), off=0.0)
    # advocacy
    response: float = declare(0.3, Unit.PROBABILITY_YEAR, "Chance that a government answers, where all firms are organised.", "Probabilité qu'un gouvernement réponde, si toutes les entreprises sont organisées.", likely=(0.1, 0.6), off=0.0)
    union_voice: float = declare(0.5, Unit.SHARE, "Rise of that chance with a union.", "Hausse de cette probabilité avec une union.", low=0.0, high=5.0, likely=(0.1, 1.0), off=0.0)
    report_voice: float = declare(0.05, Unit.SHARE, "Rise of that chance per report a year.", "Hausse de cette probabilité par rapport annuel.", low=0.0, high=2.0, likely=(0.0, 0.1), off=0.0)
    delay: float = declare(12.0, Unit.MONTHS, "Months until an answer takes effect.", "Mois avant qu'une réponse prenne effet.", low=1.0, high=120.0, likely=(6.0, 24.0))
    step: float = declare(0.1, Unit.SHARE, "Share of customs days that an answer takes away.", "Part des jours de douane qu'une réponse supprime.", high=0.9, likely=(0.05, 0.2), off=0.0)
    # fairs and courses
    fair_interest: float = declare(0.03, Unit.PROBABILITY_MONTH, "Chance that an owner who heard of fairs applies for a place.", "Probabilité qu'un chef d'entreprise informé demande une place à une foire.", likely=(0.01, 0.06), off=0.0)
    course_interest: float = declare(0.03, Unit.PROBABILITY_MONTH, "Chance that an owner who heard of courses applies for a seat.", "Probabilité qu'un chef d'entreprise informé demande une place en formation.", likely=(0.01, 0.06), off=0.0)
    patience: float = declare(12.0, Unit.MONTHS, "Months after which an applicant gives up.", "Mois après lesquels un candidat renonce.", low=1.0, high=120.0, likely=(6.0, 18.0))
    learning: float = declare(0.6, Unit.SHARE, "Share of the rules not yet known that a course teaches.", "Part des règles encore inconnues qu'une formation enseigne.", likely=(0.4, 0.8), off=0.0)
    training_effect: float = declare(0.12, Unit.RATIO, "Rise of a firm's turnover per unit of what its owner learnt in courses and still knows.", "Hausse du chiffre d'affaires d'une entreprise par unité de ce que son chef a appris en formation et sait encore.", low=0.0, high=2.0, likely=(0.04, 0.25), off=0.0,
                                    source="mckenzie2020", grade="A", status=Status.LITERATURE)
    resolve: float = declare(1.0, Unit.RATIO, "Rise of the chance of considering trade per unit of knowledge of its rules.", "Hausse de la probabilité d'envisager de commercer par unité de connaissance des règles.", low=0.0, high=10.0, likely=(0.3, 2.0), off=0.0)
    forgetting: float = declare(36.0, Unit.MONTHS, "Months after which half of that is lost.", "Mois après lesquels la moitié en est perdue.", low=1.0, high=600.0, likely=(24.0, 60.0))
    usual_climate: float = declare(0.8, Unit.INDEX, "Business climate of the residence country at which the chance of closing holds.", "Climat des affaires du pays de résidence auquel vaut la probabilité de fermeture.", low=0.0, high=1.0, likely=(0.75, 0.85))
