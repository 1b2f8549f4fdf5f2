"""Crisis giving as contagion with fading attention, and how far needs are met (D8, C1-C5)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Crisis(NamedTuple):
    """A pulse of gifts; responders who share plans or do not."""

    attention_weeks: float = declare(4.3, Unit.WEEKS, "Time scale on which attention to a disaster fades.", "Durée caractéristique de baisse de l'attention.", low=0.5, high=52.0, likely=(3.0, 6.0), source="schweitzer_mach2008", grade="B", status=Status.LITERATURE)
    give_rate: float = declare(0.18, Unit.RATE_MONTH, "Rate of giving at full attention for those whose own community is struck.", "Taux de don à pleine attention pour ceux dont la communauté est frappée.", low=0.0, high=5.0, likely=(0.1, 0.3), off=0.0)
    far_share: float = declare(0.3, Unit.RATIO, "The same for people of other communities of the origin country, relative to that.", "De même pour les originaires d'autres communautés, relativement.", low=0.0, high=1.0, likely=(0.15, 0.5), off=0.0)
    contagion: float = declare(3.0, Unit.RATIO, "How many times likelier a gift is when all of one's ties gave last month, less one.", "Combien de fois un don est plus probable si tous les proches ont donné, moins un.", low=0.0, high=30.0, likely=(1.0, 6.0), off=0.0)
    size: float = declare(0.04, Unit.SHARE, "Median crisis gift, share of monthly income.", "Don de crise médian, part du revenu mensuel.", low=0.0, high=1.0, likely=(0.02, 0.07), off=0.0)
    size_spread: float = declare(1.1, Unit.RATIO, "Standard deviation of its log.", "Écart-type de son logarithme.", low=0.0, high=2.5, likely=(0.9, 1.4), off=0.0)
    retention: float = declare(0.5, Unit.LOGIT, "Rise of the log odds of regular giving, in the two years after a crisis gift.", "Hausse de la log-cote des dons réguliers dans les deux ans après un don de crise.", low=-2.0, high=4.0, likely=(0.1, 1.0), off=0.0,
                             source="analyticalones", grade="D", status=Status.LITERATURE)
    crowding: float = declare(0.15, Unit.SHARE, "Share by which regular giving falls in a month of full attention.", "Part de baisse des dons réguliers dans un mois de pleine attention.", low=0.0, high=1.0, likely=(0.0, 0.3), off=0.0)
    kin_households: float = declare(20.0, Unit.HOUSEHOLDS, "Households of wider kin and friends in the place of origin, beside the supported family.", "Ménages de parents plus éloignés et d'amis au lieu d'origine, en plus de la famille soutenue.",
                                    low=0.0, high=100.0, likely=(10.0, 30.0), off=0.0)
    kin_help: float = declare(0.5, Unit.SHARE, "Share of what a disaster takes from them that each household abroad wants to make good, as far as nobody else does.",
                              "Part de ce qu'une catastrophe leur prend que chaque ménage à l'étranger veut compenser, si personne d'autre ne le fait.", low=0.0, high=1.0, likely=(0.3, 0.7), off=0.0, source="mohapatra2009", grade="B", status=Status.LITERATURE)
    kin_hears: float = declare(0.5, Unit.PROBABILITY_MONTH, "Chance that somebody with kin there, but no family to support, helps in a month.", "Probabilité mensuelle d'aide de qui a des proches au pays, sans y soutenir de famille.",
                               low=0.0, high=1.0, likely=(0.25, 0.75), off=0.0)
    rebuild_share: float = declare(1.4, Unit.RATIO, "What rebuilding takes after a disaster, relative to the income lost in its year.", "Coût de la reconstruction après une catastrophe, relativement au revenu perdu dans l'année.", low=0.0, high=10.0, likely=(0.8, 2.0), off=0.0,
                                   source="mohapatra2009", grade="B", status=Status.LITERATURE)
    rebuild_months: float = declare(24.0, Unit.MONTHS, "Months that rebuilding takes, once incomes are back.", "Mois de reconstruction, une fois les revenus revenus.", low=1.0, high=120.0, likely=(15.0, 36.0))
    self_help_usd: float = declare(5000.0, Unit.USD_YEAR, "Income per head of a country at which insurance and state make good half of what a disaster takes.", "Revenu par tête d'un pays auquel assurance et État compensent la moitié de ce que prend une catastrophe.",
                                   low=100.0, high=1e6, likely=(3500.0, 7000.0), source="yang2008", grade="A", status=Status.LITERATURE)
    self_help_slope: float = declare(3.0, Unit.RATIO, "How steeply that part rises with income.", "Vitesse à laquelle cette part croît avec le revenu.", low=0.0, high=20.0, likely=(2.0, 5.0), source="yang2008", grade="A", status=Status.LITERATURE)
    need_share: float = declare(0.1, Unit.SHARE, "Share of lost income in a struck community that is urgent need.", "Part du revenu perdu qui est un besoin urgent.", low=0.0, high=1.0, likely=(0.05, 0.2))
    official_share: float = declare(0.55, Unit.SHARE, "Official aid for a disaster that has no other beside it, share of that need.", "Aide officielle à une catastrophe sans autre à côté, part de ce besoin.", low=0.0, high=1.0, likely=(0.35, 0.75), off=0.0)
    official_days: float = declare(18.0, Unit.DAYS, "Days until official aid begins.", "Jours avant le début de l'aide officielle.", low=0.0, high=365.0, likely=(10.0, 30.0))
    coordination: float = declare(0.3, Unit.SHARE, "Share of responders who share their plans.", "Part des intervenants qui partagent leurs plans.", low=0.0, high=1.0, likely=(0.1, 0.5), off=0.0)
    coordination_days: float = declare(12.0, Unit.DAYS, "Days until plans that all share are there; half as many who share need a quarter of them.", "Jours avant que des plans partagés par tous soient prêts ; à moitié de partage, un quart.", low=0.0, high=365.0, likely=(5.0, 25.0), off=0.0)
    transfer_days: float = declare(6.0, Unit.DAYS, "Days from a gift to help on the ground.", "Jours d'un don à l'aide sur place.", low=0.0, high=120.0, likely=(3.0, 12.0))
    local_knowledge: float = declare(0.15, Unit.RATIO, "How much further diaspora money goes for its own places; lost with full coordination.", "Surcroît d'efficacité de l'argent de la diaspora chez elle ; perdu sous pleine coordination.", low=0.0, high=1.0, likely=(0.0, 0.3), off=0.0)
    responders: float = declare(15.0, Unit.COUNT, "Official responders and aid organisations in a disaster.", "Intervenants officiels et organisations d'aide dans une catastrophe.", low=1.0, high=1000.0, likely=(8.0, 30.0), off=1.0)
    overlap: float = declare(0.08, Unit.RATIO, "Loss of effect of aid where nobody shares plans, per log point of responders (C5).", "Perte d'effet de l'aide où personne ne partage ses plans, par point de log d'intervenants (C5).", low=0.0, high=2.0, likely=(0.02, 0.15), off=0.0)
    agreements_needed: float = declare(20.0, Unit.COUNT, "Agreements that reach all partners.", "Accords qui atteignent tous les partenaires.", low=1.0, high=1000.0, likely=(10.0, 40.0))
    agreements_staff: float = declare(8.0, Unit.COUNT, "Agreements that a member of staff keeps alive in a crisis.", "Accords qu'un membre du personnel maintient dans une crise.", low=0.5, high=200.0, likely=(4.0, 15.0))
    pool_share: float = declare(0.4, Unit.SHARE, "Share of a crisis gift that donors who know of a pooled fund give to it.", "Part d'un don de crise que versent au fonds commun les donateurs informés.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    pool_crowding: float = declare(0.3, Unit.RATIO, "Fall of private crisis gifts per dollar of public money in a pooled fund that donors are told of.", "Baisse des dons de crise privés par dollar d'argent public d'un fonds commun annoncé aux donateurs.", low=0.0, high=1.0, likely=(0.0, 0.64), off=0.0,
                                  source="dewit_bekkers2017", grade="A", status=Status.LITERATURE)
    lapse: float = declare(0.15, Unit.SHARE, "Share of what it does for an urgent need that aid loses by coming a month later.", "Part de son effet sur un besoin urgent que perd une aide en venant un mois plus tard.", low=0.0, high=0.9, likely=(0.05, 0.3), off=0.0)
    official_months: float = declare(6.0, Unit.MONTHS, "Months over which official aid comes, once it has begun.", "Mois sur lesquels vient l'aide officielle, une fois commencée.", low=0.5, high=11.0, likely=(3.0, 9.0))
    official_elasticity: float = declare(0.8, Unit.ELASTICITY, "Percent change of official aid to all crises per percent of what they ask for together; below 1 they compete.", "Variation en % de l'aide officielle à toutes les crises par % de leurs demandes réunies ; sous 1, elles se font concurrence.", low=0.0, high=1.0, likely=(0.6, 0.95), off=1.0,
                                        source="ocha_gho", grade="C", status=Status.LITERATURE)
    coordination_cost: float = declare(0.05, Unit.SHARE, "Share of official aid that full coordination takes.", "Part de l'aide officielle que prend une coordination complète.", low=0.0, high=0.5, likely=(0.02, 0.1), off=0.0)
    first_share: float = declare(0.01, Unit.SHARE, "Share of the need that has to be met for first help to count.", "Part du besoin à couvrir pour que la première aide compte.", low=0.0, high=0.5, likely=(0.005, 0.05))
    retention_months: float = declare(24.0, Unit.MONTHS, "Months after a crisis gift for which regular giving is more likely.", "Mois après un don de crise pendant lesquels un don régulier est plus probable.", low=0.0, high=120.0, likely=(12.0, 36.0), off=0.0)
    loss_most: float = declare(0.95, Unit.SHARE, "Share of a family's income that a recession and a disaster take together, at most.", "Part du revenu d'une famille que prennent ensemble une récession et une catastrophe, au plus.", low=0.0, high=1.0, likely=(0.85, 1.0))
    attention_least: float = declare(0.001, Unit.SHARE, "Attention to a disaster below which nobody gives because of it.", "Attention à une catastrophe sous laquelle personne ne donne à cause d'elle.", low=0.0, high=0.5, likely=(0.0, 0.01))
    aid_months: float = declare(12.0, Unit.MONTHS, "Months after a disaster for which help comes; what is left then is unmet.", "Mois après une catastrophe pendant lesquels l'aide arrive ; ce qui reste alors n'est pas couvert.", low=1.0, high=60.0, likely=(9.0, 18.0))
