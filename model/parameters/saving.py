"""Savings at origin: products, diaspora bonds, training and investment of families (D5, A4)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Saving(NamedTuple):
    """Accounts that diaspora households hold at origin, bonds of the state, and what families do with what they save."""

    deposit_rate: float = declare(0.03, Unit.RATE_YEAR, "Interest on ordinary savings accounts at origin.", "Intérêt des comptes d'épargne ordinaires au pays.", low=0.0, high=0.3, likely=(0.015, 0.05), off=0.0)
    product_base: float = declare(-3.9, Unit.LOGIT, "Log odds of a deposit at origin in a year, for a household with nothing for or against.", "Log-cote annuelle d'un dépôt au pays, toutes choses neutres.",
                                  low=-20.0, high=3.0, likely=(-4.4, -3.4), off=-20.0)
    product_share: float = declare(0.12, Unit.SHARE, "Share of wealth in a deposit.", "Part de la richesse dans un dépôt.", low=0.0, high=0.9, likely=(0.06, 0.2), off=0.0)
    size_spread: float = declare(0.6, Unit.RATIO, "Standard deviation of the log of what is put by, given wealth.", "Écart-type du logarithme du montant placé, à richesse donnée.", low=0.0, high=2.0, likely=(0.4, 0.9), off=0.0)
    attachment_effect: float = declare(1.5, Unit.LOGIT, "Rise of the log odds per unit of economic attachment above one half.", "Hausse de la log-cote par unité d'attachement économique au-dessus d'un demi.",
                                       low=0.0, high=6.0, likely=(0.7, 2.2), off=0.0)
    trust_effect: float = declare(0.8, Unit.LOGIT, "Rise of the log odds per unit of trust in the state of origin above one half.", "Hausse de la log-cote par unité de confiance dans l'État d'origine au-dessus d'un demi.",
                                  low=0.0, high=6.0, likely=(0.3, 1.5), off=0.0)
    return_effect: float = declare(0.5, Unit.LOGIT, "Rise of the log odds for those who plan to return.", "Hausse de la log-cote pour qui projette un retour.", low=0.0, high=4.0, likely=(0.2, 0.9), off=0.0)
    control_effect: float = declare(1.9, Unit.LOGIT, "Rise of the log odds where the sender controls the account (1) rather than the family (0).", "Hausse de la log-cote si l'expéditeur (1) plutôt que la famille (0) maîtrise le compte.",
                                    low=0.0, high=6.0, likely=(1.2, 2.4), off=0.0, source="ashraf2015", grade="A", status=Status.LITERATURE)
    yield_effect: float = declare(0.15, Unit.LOGIT, "Rise of the log odds per point of yield above the market's.", "Hausse de la log-cote par point de rendement au-dessus du marché.", low=0.0, high=2.0, likely=(0.05, 0.3), off=0.0)
    withdrawal: float = declare(0.25, Unit.RATE_YEAR, "Share of a balance that the sender takes back in a year.", "Part d'un solde que l'expéditeur reprend dans l'année.", low=0.0, high=1.0, likely=(0.15, 0.4), off=0.0)
    family_draws: float = declare(0.35, Unit.RATE_YEAR, "Share of a balance that the family draws in a year where the sender has no control.", "Part d'un solde que la famille prélève dans l'année sans maîtrise de l'expéditeur.",
                                  low=0.0, high=1.0, likely=(0.2, 0.5), off=0.0)
    trained_sender: float = declare(0.5, Unit.LOGIT, "Rise of the log odds of a deposit for a household that was trained itself.", "Hausse de la log-cote d'un dépôt pour un ménage formé lui-même.", low=0.0, high=4.0, likely=(0.2, 0.9), off=0.0)
    market_yield: float = declare(0.035, Unit.RATE_YEAR, "Yield of an investment abroad as safe as a good state's bond.", "Rendement à l'étranger d'un placement sûr.", low=0.0, high=0.3, likely=(0.02, 0.05), off=0.0)
    bond_base: float = declare(-3.8, Unit.LOGIT, "Log odds of asking for a bond, in a year on sale, where it is just worth its price.", "Log-cote annuelle de souscription quand l'obligation vaut juste son prix.",
                               low=-20.0, high=3.0, likely=(-4.3, -3.3), off=-20.0)
    bond_response: float = declare(0.6, Unit.LOGIT, "Rise of the log odds per point of yield that it is worth more, and back from there.", "Hausse de la log-cote par point de rendement d'avantage perçu.",
                                   low=0.0, high=5.0, likely=(0.35, 0.9), off=0.0)
    patriotic: float = declare(2.0, Unit.POINTS, "Points of yield that a household of full attachment and full trust would forgo.", "Points de rendement auxquels renoncerait un ménage pleinement attaché et confiant.",
                               low=0.0, high=20.0, likely=(0.5, 3.0), off=0.0, source="ketkar_ratha2010", grade="C", status=Status.LITERATURE)
    patriotic_fade: float = declare(0.3, Unit.SHARE, "Share of that lost from one generation to the next, beside attachment.", "Part perdue d'une génération à l'autre, outre l'attachement.", low=0.0, high=1.0, likely=(0.15, 0.5), off=0.0)
    default_fear: float = declare(12.0, Unit.POINTS, "Points of yield that make up for the default feared by who has no trust at all; falls with the square of distrust.",
                                  "Points de rendement compensant le défaut craint par qui n'a aucune confiance ; décroît avec le carré de la défiance.", low=0.0, high=60.0, likely=(8.0, 16.0), off=0.0)
    bond_share: float = declare(0.12, Unit.SHARE, "Share of wealth in bonds asked for.", "Part de la richesse dans les obligations demandées.", low=0.0, high=0.9, likely=(0.06, 0.2), off=0.0)
    bond_ceiling: float = declare(0.2, Unit.SHARE, "Share of wealth that one puts into bonds at most, to reach the smallest amount.", "Part de la richesse au plus, pour atteindre le montant minimal.", low=0.01, high=0.9, likely=(0.15, 0.4))
    rollover_base: float = declare(0.4, Unit.LOGIT, "Log odds of putting what falls due into the bond on sale then, where it is just worth its price.", "Log-cote de replacer l'échéance dans l'obligation alors en vente.",
                                   low=-10.0, high=10.0, likely=(-0.4, 1.2))
    promotion_effect: float = declare(0.6, Unit.LOGIT, "Rise of the log odds of asking under the largest promotion.", "Hausse maximale de la log-cote de souscription par la promotion.", low=0.0, high=4.0, likely=(0.2, 1.0), off=0.0)
    promotion_half_usd: float = declare(5.0, Unit.USD_YEAR, "Spending a household of the diaspora and year at which promotion has half its largest effect.", "Dépense par ménage de la diaspora et par an donnant la moitié de l'effet maximal.",
                                        low=0.1, high=10_000.0, likely=(2.0, 15.0))
    course_base: float = declare(-4.0, Unit.LOGIT, "Log odds that a family that receives, and heard, applies for training in a year.", "Log-cote annuelle qu'une famille receveuse informée demande une formation.",
                                 low=-20.0, high=2.0, likely=(-4.6, -3.4), off=-20.0)
    course_women: float = declare(-0.3, Unit.LOGIT, "Rise of the log odds for families headed by a woman; negative where care duties keep them away.", "Hausse de la log-cote pour les familles dirigées par une femme ; négative si elles sont empêchées.",
                                  low=-3.0, high=3.0, likely=(-0.7, 0.3), off=0.0)
    course_months: float = declare(9.0, Unit.MONTHS, "Months that a family waits for a seat; who sees a longer list does not apply.", "Mois d'attente d'une place ; qui voit une liste plus longue ne demande pas.", low=1.0, high=60.0, likely=(6.0, 14.0))
    trained_opens: float = declare(0.6, Unit.SHARE, "Chance that a trained family without an account opens one.", "Probabilité qu'une famille formée sans compte en ouvre un.", low=0.0, high=1.0, likely=(0.4, 0.8), off=0.0)
    trained_saves: float = declare(0.4, Unit.RATIO, "How much more of what it receives a trained family saves.", "Surcroît de la part épargnée par une famille formée.", low=0.0, high=3.0, likely=(0.1, 0.8), off=0.0)
    family_use: float = declare(0.35, Unit.RATE_YEAR, "Share of its savings that a family uses up in a year.", "Part de son épargne qu'une famille consomme dans l'année.", low=0.0, high=1.0, likely=(0.2, 0.5), off=0.0)
    home_share: float = declare(0.09, Unit.SHARE, "Share of what it receives that a family without an account puts into its home: building, repairs.", "Part de ce qu'elle reçoit qu'une famille sans compte met dans son logement : construction, réparations.",
                                low=0.0, high=0.9, likely=(0.05, 0.13), off=0.0, source="cgem2023", grade="C", status=Status.LITERATURE)
    home_account: float = declare(0.7, Unit.RATIO, "The same for a family with an account, relative to one without: it has elsewhere to keep what it does not use.", "De même avec un compte, relativement à une famille sans : elle a où garder ce qu'elle n'utilise pas.", low=0.0, high=2.0, likely=(0.5, 1.0), off=1.0)
    invest_base: float = declare(-2.2, Unit.LOGIT, "Log odds that a family with savings invests locally in a year.", "Log-cote annuelle qu'une famille ayant épargné investisse localement.", low=-20.0, high=5.0, likely=(-2.6, -1.8), off=-20.0)
    invest_share: float = declare(0.6, Unit.SHARE, "Share of its savings that it then invests.", "Part de l'épargne alors investie.", low=0.0, high=1.0, likely=(0.4, 0.8), off=0.0)
    invest_account: float = declare(0.3, Unit.LOGIT, "Rise of those log odds with an account.", "Hausse de cette log-cote avec un compte.", low=0.0, high=3.0, likely=(0.1, 0.6), off=0.0)
    invest_trained: float = declare(0.6, Unit.LOGIT, "Rise of those log odds for a trained family.", "Hausse de cette log-cote pour une famille formée.", low=0.0, high=3.0, likely=(0.2, 1.0), off=0.0)
    portfolio_most: float = declare(0.3, Unit.SHARE, "Share of all it has that a household holds in savings and bonds at origin, at most.", "Part de tout son avoir qu'un ménage détient au plus en épargne et obligations au pays.", low=0.01, high=1.0, likely=(0.2, 0.5))
    bond_switched: float = declare(0.35, Unit.SHARE, "Share of the price of a bond that is taken out of savings at origin, where there is as much.", "Part du prix d'une obligation prise sur l'épargne au pays, s'il y en a autant.", low=0.0, high=1.0, likely=(0.15, 0.55), off=0.0)
    coupon_gain: float = declare(0.15, Unit.SHARE, "Share of what is missing to the most that coupons add to trust in the issuer that one coupon makes up.", "Part de ce qui manque au plus que les coupons ajoutent à la confiance en l'émetteur, que comble un coupon.", low=0.0, high=1.0, likely=(0.05, 0.3), off=0.0)
    coupon_most: float = declare(0.12, Unit.INDEX, "The most that coupons add to trust in the issuer, beside trust in the state.", "Ce que les coupons ajoutent au plus à la confiance en l'émetteur, outre la confiance dans l'État.", low=0.0, high=1.0, likely=(0.05, 0.2), off=0.0)
    record_months: float = declare(60.0, Unit.MONTHS, "Months after which half of what one lived through with an issuer is forgotten.", "Mois après lesquels la moitié de l'expérience d'un émetteur est oubliée.", low=1.0, high=1_200.0, likely=(36.0, 120.0))
    default_year: float = declare(0.015, Unit.PROBABILITY_YEAR, "Chance that an issuer defaults within a year, where business climate and stability are one half in the mean.", "Probabilité annuelle de défaut d'un émetteur, pour un climat des affaires et une stabilité de un demi en moyenne.", low=0.0, high=1.0, likely=(0.005, 0.03), off=0.0)
    default_weak: float = declare(5.0, Unit.ELASTICITY, "Log points of that chance per unit by which their mean is lower.", "Points de log de cette probabilité par unité dont leur moyenne est plus basse.", low=0.0, high=20.0, likely=(3.0, 7.0), off=0.0)
    default_loss: float = declare(0.4, Unit.SHARE, "Share of what they are owed that holders lose then.", "Part de leur créance que perdent alors les détenteurs.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    default_months: float = declare(60.0, Unit.MONTHS, "Months after a default for which nobody is sold a bond.", "Mois suivant un défaut pendant lesquels aucune obligation n'est vendue.", low=1.0, high=1_200.0, likely=(36.0, 96.0))
    default_blame: float = declare(1.0, Unit.INDEX, "Fall of trust in the issuer per share of a holding that is lost.", "Baisse de la confiance en l'émetteur par part de créance perdue.", low=0.0, high=2.0, likely=(0.5, 1.5), off=0.0)
    wealth_most: float = declare(0.9, Unit.SHARE, "Share of wealth that is put into one product at most.", "Part maximale de la richesse placée dans un produit.", low=0.01, high=1.0, likely=(0.7, 1.0))
    credit_year: float = declare(0.04, Unit.PROBABILITY_YEAR, "Chance a year that a family without an account, and without remittances, takes a formal loan.", "Probabilité annuelle qu'une famille sans compte ni envois prenne un prêt formel.", likely=(0.02, 0.08), off=0.0)
    credit_account: float = declare(0.5, Unit.LOGIT, "Rise of the log of that chance for a family with an account.", "Hausse du logarithme de cette probabilité pour une famille titulaire d'un compte.", low=0.0, high=3.0, likely=(0.2, 0.9), off=0.0)
    credit_relief: float = declare(0.1, Unit.LOGIT, "Fall of that log where a family lives on remittances alone: what comes from abroad need not be borrowed. About as much as accounts add (Anzoategui et al. 2014: no robust effect).",
                                   "Baisse de ce logarithme si une famille ne vit que d'envois : ce qui vient de l'étranger n'est pas à emprunter. À peu près ce qu'ajoutent les comptes (Anzoategui et al. 2014 : pas d'effet robuste).",
                                   low=0.0, high=3.0, likely=(0.0, 0.3), off=0.0, source="anzoategui2014", grade="B", status=Status.LITERATURE)
    credit_years: float = declare(3.0, Unit.YEARS, "Mean years in which such a loan is paid back.", "Durée moyenne de remboursement d'un tel prêt, en années.", low=1.0, high=30.0, likely=(2.0, 5.0))
