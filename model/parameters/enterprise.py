"""Property, productive investment and firms (D2, D3)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Enterprise(NamedTuple):
    """Rare acts: logits with low intercepts, liquidity, procedures; then firms that live and die."""

    property_base: float = declare(-6.45, Unit.LOGIT, "Log odds of buying property at origin in a year for a household with nothing for or against.",
                                   "Log-cote annuelle d'achat immobilier au pays, toutes choses neutres.", low=-20.0, high=2.0, likely=(-6.6, -5.8), off=-20.0)
    property_share: float = declare(0.42, Unit.SHARE, "Median share of wealth put into property.", "Part médiane de la richesse placée dans l'immobilier.", low=0.01, high=1.0, likely=(0.4, 0.7))
    stake_base: float = declare(-7.85, Unit.LOGIT, "Log odds of a productive stake in an existing firm, in a year.", "Log-cote annuelle d'une prise de participation productive.", low=-20.0, high=2.0, likely=(-8.8, -7.8), off=-20.0)
    stake_share: float = declare(0.39, Unit.SHARE, "Median share of wealth put into a stake.", "Part médiane de la richesse placée dans une participation.", low=0.01, high=1.0, likely=(0.2, 0.4))
    size_spread: float = declare(0.7, Unit.RATIO, "Standard deviation of the log of what is invested, given wealth.", "Écart-type du logarithme du montant investi, à richesse donnée.", low=0.0, high=2.0, likely=(0.5, 0.9), off=0.0)
    wealth_effect: float = declare(0.5, Unit.LOGIT, "Rise of the log odds of investing per log point of wealth (in years of median income).",
                                   "Hausse de la log-cote par point de log de richesse (en années de revenu médian).", low=0.0, high=3.0, likely=(0.3, 0.8), off=0.0)
    attachment_effect: float = declare(1.5, Unit.LOGIT, "Rise of the log odds per unit of economic attachment above one half.", "Hausse de la log-cote par unité d'attachement économique au-dessus d'un demi.",
                                       low=0.0, high=6.0, likely=(0.7, 2.2), off=0.0)
    trust_effect: float = declare(1.0, Unit.LOGIT, "Rise of the log odds per unit of trust in the state of origin above one half.", "Hausse de la log-cote par unité de confiance dans l'État d'origine au-dessus d'un demi.",
                                  low=0.0, high=6.0, likely=(0.3, 1.8), off=0.0)
    grievance_effect: float = declare(1.0, Unit.LOGIT, "Fall of the log odds per unit of grievance: obstacles weigh more (O5).", "Baisse de la log-cote par unité de ressentiment : les obstacles pèsent plus (O5).",
                                      low=0.0, high=6.0, likely=(0.3, 1.8), off=0.0)
    peer_effect: float = declare(1.0, Unit.LOGIT, "Rise of the log odds when all rather than none of one's ties have invested.", "Hausse de la log-cote si tous les proches ont investi.", low=0.0, high=6.0, likely=(0.3, 1.8), off=0.0)
    return_effect: float = declare(1.2, Unit.LOGIT, "Rise of the log odds per unit by which the business climate at origin is better, or less bad, than that of the residence country (D2).",
                                   "Hausse de la log-cote par unité d'avance, ou de moindre retard, du climat des affaires au pays sur celui du pays de résidence (D2).", low=0.0, high=6.0, likely=(0.5, 2.0), off=0.0)
    usual_gap: float = declare(-0.35, Unit.INDEX, "That difference where the other log odds hold: about that of the corridors known best.",
                               "Cette différence là où valent les autres log-cotes : à peu près celle des corridors les mieux connus.", low=-1.0, high=1.0, likely=(-0.5, -0.2))
    risk_effect: float = declare(0.8, Unit.LOGIT, "Fall of the log odds per unit of instability at origin, for those who know nothing of what is on offer (D2).",
                                 "Baisse de la log-cote par unité d'instabilité au pays, pour qui ne sait rien de l'offre (D2).", low=0.0, high=6.0, likely=(0.3, 1.5), off=0.0)
    usual_risk: float = declare(0.62, Unit.INDEX, "Instability where the other log odds hold.", "Instabilité là où valent les autres log-cotes.", low=0.0, high=1.0, likely=(0.5, 0.75))
    property_least: float = declare(7.0, Unit.RATIO, "Price of the cheapest property, in yearly incomes per head at origin.", "Prix du bien le moins cher, en revenus annuels par habitant au pays.", low=0.0, high=50.0, likely=(4.0, 10.0), off=0.0)
    property_days: float = declare(36.0, Unit.DAYS, "Days of procedures of a purchase of property.", "Jours de démarches d'un achat immobilier.", low=0.0, high=300.0, likely=(15.0, 60.0), off=0.0)
    stake_least: float = declare(3.0, Unit.RATIO, "Smallest stake, in yearly incomes per head at origin.", "Plus petite participation, en revenus annuels par habitant au pays.", low=0.0, high=50.0, likely=(1.0, 5.0), off=0.0)
    foreigner_stopped: float = declare(0.35, Unit.SHARE, "Share of those treated as foreigners at origin who are refused land, a permit or a stake (O6).",
                                       "Part de ceux traités en étrangers au pays à qui l'on refuse terre, permis ou participation (O6).", low=0.0, high=1.0, likely=(0.15, 0.55), off=0.0)
    women_effect: float = declare(0.6, Unit.LOGIT, "Fall of the log odds where the household is headed by a woman; negative where women invest more.",
                                  "Baisse de la log-cote quand le ménage est dirigé par une femme ; négative si les femmes investissent plus.", low=-3.0, high=3.0, likely=(0.3, 0.9), off=0.0,
                                  source="hcp2019", grade="B", status=Status.LITERATURE)
    tax_response: float = declare(3.9, Unit.ELASTICITY, "Log points of productive investment per unit by which the tax on profits is lower, in the climate of the countries where this was estimated.",
                                  "Points de log d'investissement productif par unité de baisse de l'impôt sur les bénéfices, dans le climat des pays où cela fut estimé.", low=0.0, high=10.0, likely=(1.5, 4.5), off=0.0,
                                  source="feld_heckemeyer2011", grade="A", status=Status.LITERATURE)
    tax_climate: float = declare(0.65, Unit.INDEX, "Business climate of those countries, in the middle.", "Climat des affaires de ces pays, en valeur médiane.", low=0.1, high=1.0, likely=(0.55, 0.75))
    usual_tax: float = declare(0.25, Unit.SHARE, "Tax on profits at which what firms earn and how many invest is as usual.", "Impôt sur les bénéfices pour lequel les gains et l'investissement sont ordinaires.", low=0.0, high=0.9, likely=(0.2, 0.3))
    incentive_patience: float = declare(3.0, Unit.YEARS, "Years of an incentive that are worth 63 % of one without end to an investor.", "Années d'incitation qui valent 63 % d'une incitation sans fin pour un investisseur.", low=0.1, high=40.0, likely=(1.5, 6.0))
    climate_needed: float = declare(0.8, Unit.INDEX, "How far taxes and incentives need a good climate to matter: 1 makes their effect proportional to the climate index, 0 leaves it whole.",
                                    "Besoin d'un bon climat pour que comptent impôts et incitations : 1 rend leur effet proportionnel à l'indice, 0 le laisse entier.", low=0.0, high=1.0, likely=(0.5, 1.0), off=0.0, source="james2009", grade="B", status=Status.LITERATURE)
    ideas_year: float = declare(2.3, Unit.RATE_YEAR, "New ideas for a firm at origin per 1,000 households and year; who is stopped may try again.", "Nouvelles idées d'entreprise au pays pour 1 000 ménages par an ; qui est arrêté peut réessayer.", low=0.0, high=50.0, likely=(1.0, 4.0), off=0.0)
    idea_skill: float = declare(2.0, Unit.RATIO, "How many more ideas the tertiary educated have.", "Combien les diplômés du supérieur ont plus d'idées.", low=0.1, high=10.0, likely=(1.2, 3.0), off=1.0)
    start_capital: float = declare(8.0, Unit.RATIO, "Median capital that a firm needs, in yearly incomes per head at origin.", "Capital médian requis, en revenus annuels par habitant au pays.", low=0.1, high=200.0, likely=(4.0, 9.0))
    capital_spread: float = declare(1.0, Unit.RATIO, "Standard deviation of the log of that capital.", "Écart-type du logarithme de ce capital.", low=0.0, high=2.5, likely=(0.7, 1.3), off=0.0)
    liquidity: float = declare(0.6, Unit.RATIO, "Own funds at reach per unit of wealth; what a bank adds is apart (after Evans and Jovanovic 1989).", "Fonds propres accessibles par unité de richesse ; le crédit bancaire est à part (d'après Evans et Jovanovic 1989).", low=0.0, high=5.0, likely=(0.5, 1.2), source="evans_jovanovic1989", grade="B", status=Status.LITERATURE)
    hassle: float = declare(0.002, Unit.SHARE, "Chance a day of procedures that a founder loses patience, and gives the project up or lays it aside for a time.", "Probabilité par jour de démarches qu'un fondateur perde patience, et renonce au projet ou le mette de côté un temps.",
                            low=0.0, high=0.2, likely=(0.001, 0.004), off=0.0, source="bruhn2011", grade="A", status=Status.CALIBRATED)
    property_hassle: float = declare(0.008, Unit.SHARE, "Chance a day of procedures that a buyer of property gives up.", "Probabilité par jour de démarches qu'un acheteur immobilier renonce.", low=0.0, high=0.2, likely=(0.004, 0.015), off=0.0)
    foreigner_days: float = declare(1.6, Unit.RATIO, "Days of procedures for those treated as foreigners, relative to nationals.", "Jours de démarches pour qui est traité en étranger, relativement aux nationaux.", low=1.0, high=5.0, likely=(1.2, 2.2), off=1.0)
    survival_hazard: float = declare(0.165, Unit.PROBABILITY_YEAR, "Chance that a young firm closes within a year.", "Probabilité qu'une jeune entreprise ferme dans l'année.", low=0.0, high=0.9, likely=(0.14, 0.21), off=0.0,
                                     source="oecd2010", grade="B", status=Status.LITERATURE)
    survival_late: float = declare(0.08, Unit.PROBABILITY_YEAR, "The same after five years.", "De même après cinq ans.", low=0.0, high=0.9, likely=(0.05, 0.11), off=0.0)
    profit_rate: float = declare(0.16, Unit.RATE_YEAR, "Profit before tax per unit of capital, in a climate of one half.", "Bénéfice avant impôt par unité de capital, pour un climat de un demi.", low=0.0, high=1.0, likely=(0.1, 0.22), off=0.0)
    capital_per_job: float = declare(3.0, Unit.RATIO, "Capital a job, in yearly incomes per head at origin.", "Capital par emploi, en revenus annuels par habitant au pays.", low=0.2, high=50.0, likely=(2.0, 5.0))
    growth: float = declare(0.03, Unit.RATE_YEAR, "Yearly growth of capital in a surviving firm that earns what is usual.", "Croissance annuelle du capital d'une entreprise qui survit et gagne comme d'ordinaire.", low=-0.2, high=0.5, likely=(0.0, 0.06), off=0.0)
    reinvested: float = declare(0.4, Unit.SHARE, "Share of what a firm earns after tax and interest above (or below) the usual that makes it grow (or shrink).",
                                "Part de ce qu'une entreprise gagne après impôt et intérêts au-delà (ou en deçà) de l'ordinaire qui la fait croître (ou décroître).", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    associates_share: float = declare(0.35, Unit.SHARE, "Share of partners who are not of the diaspora in a firm's profits.", "Part des associés hors diaspora dans les bénéfices d'une entreprise.", likely=(0.2, 0.5), off=0.0)
    wealth_least: float = declare(0.05, Unit.YEARS, "Wealth, in years of income, below which less of it makes investing no less likely.", "Richesse, en années de revenu, sous laquelle investir ne devient pas moins probable.", low=0.001, high=2.0, likely=(0.02, 0.1))
    wealth_most: float = declare(0.9, Unit.SHARE, "Share of wealth that one investment takes at most.", "Part maximale de la richesse que prend un investissement.", low=0.01, high=1.0, likely=(0.7, 1.0))
    extra_most: float = declare(2.0, Unit.LOGIT, "Most log points of would-be founders that all incentives together add.", "Maximum de points de log de candidats fondateurs qu'ajoutent toutes les incitations réunies.", low=0.0, high=5.0, likely=(1.0, 3.0), off=0.0)
    survival_months: float = declare(60.0, Unit.MONTHS, "Age up to which a firm closes as often as a young one.", "Âge jusqu'auquel une entreprise ferme aussi souvent qu'une jeune.", low=0.0, high=240.0, likely=(36.0, 84.0))
    earning_least: float = declare(0.05, Unit.RATIO, "What a firm earns relative to the usual below which earning less makes no difference.", "Gain d'une entreprise, relativement à l'ordinaire, sous lequel gagner moins ne change rien.", low=0.001, high=1.0, likely=(0.02, 0.1))
    earning_most: float = declare(4.0, Unit.RATIO, "The same above which earning more makes none.", "De même, au-dessus duquel gagner plus ne change rien.", low=1.0, high=20.0, likely=(3.0, 6.0))
    invested_years: float = declare(40.0, Unit.YEARS, "Years abroad in which the first inhabitants can have invested, at most.", "Années à l'étranger, au plus, pendant lesquelles les premiers habitants ont pu investir.", low=0.0, high=80.0, likely=(30.0, 50.0), off=0.0)
