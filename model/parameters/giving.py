"""Regular and collective giving, associations and their projects (D7, D9)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Kind, Status, Unit, declare


class Giving(NamedTuple):
    """Two decisions kept apart: giving more as a donor, and giving at all to something new."""

    givers: float = declare(0.45, Unit.SHARE, "Share of households that give to good causes at origin year by year.", "Part des ménages qui donnent à de bonnes causes au pays année après année.", low=0.0, high=1.0, likely=(0.3, 0.55), off=0.0,
                            source="gopakumar2003", grade="D", status=Status.LITERATURE)
    giver_base: float = declare(1.8, Unit.LOGIT, "Log odds that they give in one of their two months of the year, with nothing for or against.", "Log-cote qu'ils donnent dans l'un de leurs deux mois de l'année, toutes choses neutres.", low=-20.0, high=6.0, likely=(1.2, 2.4), off=-20.0,
                                source="gopakumar2003", grade="D", status=Status.LITERATURE)
    regular_base: float = declare(-4.9, Unit.LOGIT, "Log odds of a gift in any other month, and of all others, with nothing for or against.", "Log-cote d'un don tout autre mois, et de tous les autres, toutes choses neutres.", low=-20.0, high=3.0, likely=(-5.4, -4.4), off=-20.0)
    regular_size: float = declare(0.02, Unit.SHARE, "Median regular gift, share of monthly income.", "Don régulier médian, part du revenu mensuel.", low=0.0, high=0.5, likely=(0.01, 0.03), off=0.0,
                                  source="gopakumar2003", grade="D", status=Status.LITERATURE)
    size_spread: float = declare(0.9, Unit.RATIO, "Standard deviation of the log of a gift.", "Écart-type du logarithme d'un don.", low=0.0, high=2.0, likely=(0.7, 1.1), off=0.0)
    attachment_effect: float = declare(1.5, Unit.LOGIT, "Rise of the log odds per unit of social attachment above one half.", "Hausse de la log-cote par unité d'attachement social au-dessus d'un demi.", low=0.0, high=6.0, likely=(0.8, 2.2), off=0.0)
    norm: float = declare(1.2, Unit.LOGIT, "Rise of the log odds when all rather than none of one's ties gave last month.", "Hausse de la log-cote si tous les proches ont donné le mois précédent.", low=0.0, high=5.0, likely=(0.4, 2.0), off=0.0)
    price_elasticity: float = declare(-1.0, Unit.ELASTICITY, "Percent change of gifts per percent of their price after tax.", "Variation en % des dons par % de leur prix après impôt.", low=-4.0, high=0.0, likely=(-1.5, -0.5), off=0.0,
                                      source="peloza_steel2005", grade="A", status=Status.LITERATURE)
    collective_base: float = declare(-1.4, Unit.LOGIT, "Log odds that a member gives to the campaign of an association in a month.", "Log-cote mensuelle qu'un membre donne à la campagne d'une association.", low=-20.0, high=3.0, likely=(-1.9, -0.9), off=-20.0)
    collective_size: float = declare(0.01, Unit.SHARE, "Median gift to a campaign, share of monthly income.", "Don médian à une campagne, part du revenu mensuel.", low=0.0, high=0.5, likely=(0.006, 0.016), off=0.0)
    match_dummy: float = declare(0.25, Unit.LOGIT, "Rise of the log odds of donors when gifts are matched at all.", "Hausse de la log-cote des donateurs dès qu'un don est complété.", low=0.0, high=3.0, likely=(0.1, 0.4), off=0.0,
                                 source="karlan_list2007", grade="A", status=Status.LITERATURE)
    ratio_response: float = declare(0.0, Unit.LOGIT, "Further rise of donors' log odds per unit of ratio above 1.", "Hausse supplémentaire par unité de ratio au-dessus de 1.", low=-1.0, high=2.0, likely=(-0.05, 0.1), off=0.0,
                                    source="karlan_list2007", grade="A", status=Status.LITERATURE)
    adoption: float = declare(0.075, Unit.PROBABILITY_YEAR, "Chance a year that somebody who never gave to a project, and is asked, takes a 1:1 offer up.",
                              "Probabilité annuelle que qui n'a jamais donné à un projet, sollicité, accepte une offre 1:1.", low=0.0, high=1.0, likely=(0.04, 0.11), off=0.0, source="ambler2015", grade="A", status=Status.LITERATURE)
    asked_by_news: float = declare(0.95, Unit.SHARE, "Part of being asked in person that hearing of a matched offer is.", "Part d'une sollicitation en personne que vaut la nouvelle d'une offre complétée.", low=0.0, high=1.0, likely=(0.6, 1.0), off=0.0)
    adoption_ratio: float = declare(0.9, Unit.ELASTICITY, "How that chance grows with the match ratio.", "Croissance de cette probabilité avec le ratio.", low=0.0, high=3.0, likely=(0.5, 1.2), off=0.0, source="ambler2015", grade="A", status=Status.LITERATURE)
    lead_gift_effect: float = declare(0.15, Unit.RATIO, "How much larger gifts are when public money is announced first.", "Surcroît des dons quand l'argent public est annoncé d'abord.", low=0.0, high=2.0, likely=(0.0, 0.3), off=0.0)
    fatigue: float = declare(0.15, Unit.RATIO, "How much an association's effort falls per unit of grant relative to what it raised.", "Baisse d'effort d'une association par unité de subvention relative aux collectes.", low=0.0, high=1.0, likely=(0.0, 0.3), off=0.0,
                             source="dewit_bekkers2017", grade="A", status=Status.LITERATURE)
    effort_recovery: float = declare(0.08, Unit.RATE_MONTH, "Speed at which effort comes back.", "Vitesse de retour de l'effort.", low=0.0, high=1.0, likely=(0.04, 0.15))
    join_rate: float = declare(0.025, Unit.PROBABILITY_MONTH, "Chance a quarter that a household whose threshold is passed joins.", "Probabilité trimestrielle d'adhérer quand le seuil est dépassé.", low=0.0, high=1.0, likely=(0.01, 0.04), off=0.0)
    join_spontaneous: float = declare(0.0012, Unit.PROBABILITY_MONTH, "Chance a quarter of joining whatever the others do.", "Probabilité trimestrielle d'adhérer quoi que fassent les autres.", low=0.0, high=0.2, likely=(0.0006, 0.002), off=0.0)
    threshold_mean: float = declare(0.3, Unit.SHARE, "Mean threshold: share of ties who must be members before one joins (Granovetter 1978).", "Seuil moyen : part de proches membres avant d'adhérer (Granovetter 1978).", low=0.0, high=1.0, likely=(0.22, 0.4), source="granovetter1978", grade="C", status=Status.ASSUMPTION)
    leave_year: float = declare(0.15, Unit.PROBABILITY_YEAR, "Chance a year that a member leaves; doubled where the association sleeps.", "Probabilité annuelle de quitter ; doublée si l'association dort.", low=0.0, high=1.0, likely=(0.1, 0.2), off=0.0)
    members_start: float = declare(0.08, Unit.SHARE, "Share of households in an association at the start.", "Part des ménages membres d'une association au départ.", low=0.0, high=1.0, likely=(0.05, 0.12), source="orozco_rouse2007", grade="B", status=Status.LITERATURE)
    associations: float = declare(2, Unit.COUNT, "Associations a corridor and community of origin.", "Associations par corridor et communauté d'origine.", low=1, high=12, kind=Kind.INTEGER)
    project_usd: float = declare(25_000.0, Unit.USD, "Money that an association gathers before it proposes a project.", "Somme réunie par une association avant de proposer un projet.", low=500.0, high=1e7, likely=(15_000.0, 40_000.0))
    project_months: float = declare(8.0, Unit.MONTHS, "Months from award to delivery.", "Mois de l'attribution à la livraison.", low=1.0, high=60.0, likely=(5.0, 12.0))
    patience: float = declare(12.0, Unit.MONTHS, "Months that a proposal waits for a grant before the association goes alone.", "Mois d'attente d'une subvention avant de faire seul.", low=1.0, high=60.0, likely=(8.0, 18.0))
    quality: float = declare(0.65, Unit.SHARE, "Mean chance that a project is delivered as promised.", "Probabilité moyenne qu'un projet soit livré comme promis.", low=0.0, high=1.0, likely=(0.5, 0.8))
    choice_noise: float = declare(0.5, Unit.RATIO, "Standard deviation of an outsider's error about how much a project is needed, need lying between 0 and 1.", "Écart-type de l'erreur d'un tiers sur l'utilité d'un projet, le besoin allant de 0 à 1.", low=0.0, high=5.0, likely=(0.25, 0.8), off=0.0)
    local_insight: float = declare(0.6, Unit.SHARE, "Part of that error from which local knowledge saves an association that chooses for its own place (C3).", "Part de cette erreur que le savoir local évite à une association qui choisit pour son propre lieu (C3).", low=0.0, high=1.0, likely=(0.3, 0.8), off=0.0)
    misfit: float = declare(0.3, Unit.SHARE, "Share by which a project that the place does not need at all is less likely to be delivered.", "Part de baisse de la probabilité de livrer un projet dont le lieu n'a aucun besoin.", low=0.0, high=1.0, likely=(0.1, 0.5), off=0.0)
    fade_months: float = declare(6.0, Unit.MONTHS, "Months without a gift after which an association sleeps.", "Mois sans don après lesquels une association s'endort.", low=1.0, high=60.0, likely=(4.0, 10.0))
    training_interest: float = declare(0.03, Unit.PROBABILITY_MONTH, "Chance a month that an active association asks for training.", "Probabilité mensuelle qu'une association active demande une formation.", low=0.0, high=1.0, likely=(0.01, 0.08), off=0.0)
    training_gain: float = declare(0.35, Unit.SHARE, "Share of failures, and of errors about needs, that training prevents.", "Part des échecs, et des erreurs sur les besoins, que la formation évite.", low=0.0, high=1.0, likely=(0.15, 0.55), off=0.0)
    training_months: float = declare(30.0, Unit.MONTHS, "Months for which training shows.", "Mois pendant lesquels la formation agit.", low=1.0, high=240.0, likely=(18.0, 48.0))
    trust_effect: float = declare(1.0, Unit.LOGIT, "Rise of the log odds of giving to a campaign per unit of trust in associations above one half.", "Hausse de la log-cote d'un don à une campagne par unité de confiance dans les associations au-dessus d'un demi.", low=0.0, high=6.0, likely=(0.4, 1.6), off=0.0)
    price_least: float = declare(0.05, Unit.RATIO, "Price of giving below which a lower one makes gifts no larger.", "Prix du don sous lequel un prix plus bas n'accroît plus les dons.", low=0.01, high=1.0, likely=(0.02, 0.1))
    quality_range: float = declare(0.2, Unit.RATIO, "How far the best and the worst of boards lie from the mean chance of delivery, relative to it.", "Écart des meilleurs et des pires bureaux à la probabilité moyenne de réalisation, relativement à elle.", low=0.0, high=1.0, likely=(0.1, 0.35), off=0.0)
