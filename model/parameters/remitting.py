"""Remittances: altruism, insurance, norms, cost (D1, D1b)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Remitting(NamedTuple):
    """Hurdle logit for sending in a month, times an amount from impure altruism (Andreoni 1990; Lucas and Stark 1985), isoelastic in income.

    Some support a family and send most months, others have kin to whom they send on occasions: how often and how much are two decisions.
    """

    supports_family: float = declare(0.45, Unit.SHARE, "Share of first-generation households that support a family at origin, and send most months.",
                                     "Part des ménages de première génération qui soutiennent une famille au pays, et envoient presque chaque mois.", likely=(0.35, 0.55))
    kin: float = declare(0.85, Unit.SHARE, "Share of the others who have kin there to whom they send on occasions.", "Part des autres qui ont au pays des proches à qui ils envoient à l'occasion.", low=0.0, high=1.0, likely=(0.6, 0.95), off=0.0)
    descendant_supports: float = declare(0.35, Unit.RATIO, "Both for descendants, relative to the first generation.", "L'une et l'autre pour les descendants, par rapport à la première génération.", low=0.0, high=1.0, likely=(0.2, 0.5), off=0.0)
    altruism: float = declare(1.0, Unit.SHARE, "Share of the income `usual_income` that a supporter with a family of usual means wants to send in a month in which it sends, were its ties as fresh as on arrival, mean.",
                              "Part du revenu `usual_income` qu'un soutien dont la famille a des moyens habituels veut envoyer un mois où il envoie, si ses liens étaient ceux de l'arrivée, moyenne.", low=0.0, high=3.0, likely=(0.75, 1.3), off=0.0,
                              source="rapoport_docquier2006", status=Status.ASSUMPTION)
    occasion_size: float = declare(0.4, Unit.RATIO, "What is sent on an occasion, relative to what a supporter sends.", "Ce qui est envoyé à une occasion, par rapport à l'envoi d'un soutien.", low=0.0, high=3.0, likely=(0.2, 0.7), off=0.0)
    income_elasticity: float = declare(0.72, Unit.RATIO, "Elasticity of the wanted amount to the sender's income.", "Élasticité du montant voulu au revenu de l'expéditeur.", low=0.0, high=1.5, likely=(0.5, 0.9),
                                       off=0.0, source="frankel2011", grade="B", status=Status.LITERATURE)
    usual_income: float = declare(2500.0, Unit.USD, "Monthly income at which the weight of altruism holds.", "Revenu mensuel auquel vaut le poids de l'altruisme.", low=10.0, high=50_000.0, likely=(2000.0, 3000.0))
    need_effect: float = declare(0.5, Unit.RATIO, "Fall of the log of the wanted amount per log point of the family's income per head.", "Baisse du log du montant voulu par point de log du revenu par tête de la famille.",
                                 low=0.0, high=2.0, likely=(0.2, 0.8), off=0.0)
    usual_family: float = declare(0.45, Unit.RATIO, "Income per head of a family at origin at which the weight of altruism holds, in incomes per head of the origin.",
                                  "Revenu par tête d'une famille d'origine auquel vaut le poids de l'altruisme, en revenus par habitant du pays d'origine.", low=0.05, high=3.0, likely=(0.35, 0.55))
    altruism_spread: float = declare(0.6, Unit.RATIO, "Standard deviation of its log.", "Écart-type de son logarithme.", low=0.0, high=1.5, likely=(0.4, 0.8), off=0.0)
    altruism_fade: float = declare(0.055, Unit.RATE_YEAR, "Yearly fading of altruism with years abroad.", "Baisse annuelle de l'altruisme avec les années à l'étranger.",
                                   low=0.0, high=0.2, likely=(0.035, 0.07), off=0.0, source="makina_masenge2014", grade="B", status=Status.LITERATURE)
    arrival_share: float = declare(0.35, Unit.SHARE, "Share of what it would send that a household sends on arrival: debts of the journey and a household of its own come first.",
                                   "Part de ce qu'il enverrait qu'un ménage envoie à son arrivée : les dettes du voyage et son installation passent d'abord.", low=0.0, high=1.0, likely=(0.2, 0.55), off=1.0,
                                   source="makina_masenge2014", grade="B", status=Status.LITERATURE)
    settle_years: float = declare(5.0, Unit.YEARS, "Years after which it sends all of it.", "Années après lesquelles il envoie le tout.", low=0.1, high=30.0, likely=(3.5, 8.0), source="makina_masenge2014", grade="B", status=Status.LITERATURE)
    return_bonus: float = declare(0.25, Unit.RATIO, "How much more altruism those who intend to return show.", "Surcroît d'altruisme de ceux qui comptent rentrer.", low=0.0, high=2.0, likely=(0.1, 0.5), off=0.0,
                                  source="dustmann_mestres2010", grade="B", status=Status.LITERATURE)
    habit: float = declare(1.3, Unit.LOGIT, "Log odds of sending in a month for a household that supports a family, with nothing for or against.",
                           "Log-cote d'un envoi mensuel pour un ménage qui soutient une famille, toutes choses neutres.", low=-6.0, high=6.0, likely=(0.8, 1.9))
    occasion: float = declare(-3.3, Unit.LOGIT, "The same for one that sends on occasions.", "De même pour celui qui envoie à l'occasion.", low=-12.0, high=3.0, likely=(-3.8, -2.8), off=-12.0)
    size_effect: float = declare(0.35, Unit.LOGIT, "Rise of the log odds per log point of the wanted amount (in units of USD 200).",
                                 "Hausse de la log-cote par point de log du montant souhaité (unité : 200 USD).", low=0.0, high=3.0, likely=(0.15, 0.6), off=0.0)
    norm: float = declare(0.9, Unit.LOGIT, "Peer norm: rise of the log odds when all rather than none of one's ties sent last month.",
                          "Norme des pairs : hausse de la log-cote si tous les proches ont envoyé le mois précédent.", low=0.0, high=5.0, likely=(0.3, 1.6), off=0.0, source="aparicio2011", grade="B", status=Status.LITERATURE)
    cost_effect: float = declare(8.0, Unit.LOGIT, "Fall of the log odds per unit of transfer cost (1 = the whole amount).", "Baisse de la log-cote par unité de coût de transfert (1 = tout le montant).",
                                 low=0.0, high=30.0, likely=(5.0, 11.0), off=0.0, source="kpodar_imam2022", grade="B", status=Status.LITERATURE)
    nationality_effect: float = declare(0.4, Unit.LOGIT, "Rise of the log odds for those who hold the nationality of origin.", "Hausse de la log-cote pour qui a la nationalité d'origine.",
                                        low=0.0, high=3.0, likely=(0.15, 0.65), off=0.0, source="leblang2017", grade="B", status=Status.LITERATURE)
    political_effect: float = declare(2.0, Unit.LOGIT, "Rise of the log odds per unit of political attachment.", "Hausse de la log-cote par unité d'attachement politique.",
                                      low=0.0, high=5.0, likely=(1.2, 2.8), off=0.0)
    ticket_spread: float = declare(0.4, Unit.RATIO, "Standard deviation of the log amount from month to month.", "Écart-type du logarithme du montant d'un mois à l'autre.", low=0.0, high=1.5, likely=(0.25, 0.6), off=0.0)
    insurance: float = declare(0.75, Unit.SHARE, "Share of an income loss of the family that a sender who hears of it wants to replace.", "Part d'une perte de revenu de la famille que l'expéditeur qui l'apprend veut compenser.",
                               low=0.0, high=1.0, likely=(0.5, 1.0), off=0.0, source="yang_choi2007", grade="A", status=Status.LITERATURE)
    hears: float = declare(0.85, Unit.PROBABILITY_MONTH, "Chance that somebody who supports a family hears in a month of such a loss, and can send.", "Probabilité mensuelle que le soutien d'une famille apprenne une telle perte et puisse envoyer.",
                           low=0.0, high=1.0, likely=(0.7, 1.0), off=0.0)
    ceiling: float = declare(0.65, Unit.SHARE, "Remittance at most, share of monthly income.", "Envoi au plus, part du revenu mensuel.", low=0.01, high=1.0, likely=(0.5, 0.8))
    informal_cost: float = declare(0.04, Unit.SHARE, "Cost of sending by informal carriers, share of the amount; no policy lowers it.", "Coût d'un envoi informel, part du montant ; aucune politique ne le baisse.",
                                   low=0.0, high=0.5, likely=(0.02, 0.06), off=0.0)
    formal_base: float = declare(1.0, Unit.LOGIT, "Log odds of sending by a formal channel, at equal cost and without delay.", "Log-cote d'un envoi formel, à coût égal et sans délai.",
                                 low=-10.0, high=20.0, likely=(0.5, 1.5), off=20.0, source="freund_spatafora2008", grade="C", status=Status.LITERATURE)
    fee_response: float = declare(6.0, Unit.LOGIT, "Rise of those log odds per unit of cost by which it is cheaper than the informal one.", "Hausse de cette log-cote par unité de coût d'écart avec l'informel.",
                                  low=0.0, high=60.0, likely=(4.0, 9.0), off=0.0, source="kpodar_imam2022", grade="B", status=Status.LITERATURE)
    formal_days: float = declare(2.0, Unit.DAYS, "Days that a formal transfer takes without any lever.", "Jours d'un transfert formel sans levier.", low=0.0, high=30.0, likely=(1.0, 3.0), off=0.0)
    days_effect: float = declare(0.06, Unit.LOGIT, "Fall of those log odds per day that a formal transfer takes.", "Baisse de cette log-cote par jour de transfert formel.", low=0.0, high=2.0, likely=(0.02, 0.12), off=0.0)
    account_effect: float = declare(0.6, Unit.LOGIT, "Rise of those log odds where the family holds an account.", "Hausse de cette log-cote si la famille a un compte.", low=0.0, high=4.0, likely=(0.3, 1.0), off=0.0)
    status_effect: float = declare(0.8, Unit.LOGIT, "Fall of those log odds without the nationality of residence, at full insecurity of status.", "Baisse de cette log-cote sans nationalité de résidence, à pleine insécurité.",
                                   low=0.0, high=4.0, likely=(0.3, 1.3), off=0.0)
    usual_usd: float = declare(200.0, Unit.USD, "Wanted amount at which the habit of sending holds.", "Montant voulu auquel vaut l'habitude d'envoyer.", low=1.0, high=5000.0, likely=(150.0, 250.0))
