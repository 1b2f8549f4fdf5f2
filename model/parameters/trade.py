"""Trade: goods of the country of origin, their spread to the host society, exporters and importers (T1-T4, O2, O7, D4)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Status, Unit, declare


class Trade(NamedTuple):
    """Nostalgia goods and their diffusion (Bass); firms that enter exporting when it pays, when they know how, and when they find a partner (Melitz)."""

    # home goods
    buyers: float = declare(0.8, Unit.SHARE, "Share of households that buy goods of the country of origin.", "Part des ménages qui achètent des produits du pays d'origine.", likely=(0.7, 0.9), off=0.0,
                            source="orozco_yansura2017", grade="B", status=Status.LITERATURE)
    outlay: float = declare(0.055, Unit.SHARE, "Share of income that a buyer with an attachment of one half spends on them where all are to be had.",
                            "Part du revenu qu'un acheteur d'attachement un demi y consacre quand tous sont disponibles.", high=0.5, likely=(0.035, 0.07), off=0.0)
    suitcase: float = declare(0.4, Unit.SHARE, "Share of those goods that travellers bring where there is no shop.", "Part de ces produits que rapportent les voyageurs là où il n'y a pas de commerce.", likely=(0.2, 0.6), off=0.0)
    shops_needed: float = declare(30.0, Unit.COUNT, "Shops per 10,000 of the diaspora with which half of the rest is to be had.", "Commerces pour 10 000 membres de la diaspora avec lesquels la moitié du reste est disponible.",
                                  low=0.1, high=1000.0, likely=(15.0, 60.0))
    own_import: float = declare(1.0, Unit.RATIO, "How much more a shop counts that imports by itself.", "Combien compte en plus un commerce qui importe lui-même.", low=0.0, high=5.0, likely=(0.5, 1.5), off=0.0)
    import_content: float = declare(0.52, Unit.SHARE, "Share of the retail price of home goods that is paid to the country of origin.", "Part du prix de détail payée au pays d'origine.", likely=(0.35, 0.6), off=0.0)
    home_most: float = declare(1.0, Unit.RATIO, "Home goods that the origin can supply at most, per unit of the market of the residence country that its firms reach.", "Produits du pays que celui-ci peut fournir au plus, par unité du marché du pays de résidence que touchent ses entreprises.",
                               low=0.01, high=1_000.0, likely=(0.5, 2.0))
    home_share: float = declare(0.1, Unit.SHARE, "Share of home goods in the sales observed where the diaspora is typical; local firms sell the rest.", "Part des produits du pays dans les ventes observées là où la diaspora est typique ; les entreprises locales vendent le reste.",
                                high=0.9, likely=(0.05, 0.15), off=0.0, source="orozco_yansura2017", grade="B", status=Status.LITERATURE)
    # their spread to the host society
    host_ceiling: float = declare(0.08, Unit.SHARE, "Share of the host population that could ever buy them.", "Part de la population d'accueil qui pourrait un jour en acheter.", low=0.001, high=1.0, likely=(0.04, 0.15))
    host_outlay: float = declare(4.0, Unit.USD_MONTH, "What one of them spends.", "Dépense de chacun d'eux.", low=0.0, high=200.0, likely=(2.0, 7.0), off=0.0)
    innovation: float = declare(0.02, Unit.RATE_YEAR, "Rate of trying them for each shop per 10,000 of the host population (Bass 1969).", "Taux d'essai pour chaque commerce pour 10 000 habitants (Bass 1969).", low=0.0, high=2.0, likely=(0.005, 0.05), off=0.0,
                                source="bass1969", grade="C", status=Status.LITERATURE)
    imitation: float = declare(0.3, Unit.RATE_YEAR, "Rate of taking them up where all who could have done so.", "Taux d'adoption quand tous ceux qui le pourraient l'ont fait.", low=0.0, high=3.0, likely=(0.2, 0.45), off=0.0,
                               source="bass1969", grade="C", status=Status.LITERATURE)
    host_contacts: float = declare(2.0, Unit.RATE_YEAR, "Rate of taking them up through friends of the diaspora, per unit of its share of the population.", "Taux d'adoption par des amis de la diaspora, par unité de sa part dans la population.",
                                   low=0.0, high=50.0, likely=(0.5, 5.0), off=0.0)
    lapse: float = declare(0.3, Unit.RATE_YEAR, "Rate at which hosts stop buying them.", "Taux auquel les hôtes cessent d'en acheter.", low=0.05, high=3.0, likely=(0.2, 0.5))
    # firms at origin
    local_jobs: float = declare(25.0, Unit.COUNT, "Mean jobs of a local firm that might export.", "Emplois moyens d'une entreprise locale qui pourrait exporter.", low=1.0, high=500.0, likely=(15.0, 50.0))
    local_spread: float = declare(1.3, Unit.RATIO, "Standard deviation of the log of its size.", "Écart-type du logarithme de sa taille.", low=0.0, high=2.5, likely=(1.0, 1.6), off=0.0)
    local_women: float = declare(0.2, Unit.SHARE, "Share of these firms owned by women.", "Part de ces entreprises détenues par des femmes.", likely=(0.1, 0.35), off=0.0)
    sales_per_job: float = declare(3.0, Unit.RATIO, "Sales to the other country a job of an exporter, in yearly incomes per head at origin.", "Ventes à l'autre pays par emploi d'un exportateur, en revenus annuels par habitant au pays.",
                                   low=0.05, high=50.0, likely=(1.5, 6.0))
    margin: float = declare(0.15, Unit.SHARE, "Profit per unit of sales, before fixed costs.", "Bénéfice par unité de vente, avant coûts fixes.", low=0.01, high=0.9, likely=(0.1, 0.25))
    market_usd: float = declare(8_000.0, Unit.USD_YEAR, "Fixed cost of serving a market, customs and rules apart.", "Coût fixe pour servir un marché, hors douane et règles.", low=100.0, high=1e6, likely=(4_000.0, 15_000.0))
    shipments: float = declare(4.0, Unit.COUNT, "Shipments a year of an exporter.", "Expéditions par an d'un exportateur.", low=0.0, high=365.0, likely=(2.0, 8.0), off=0.0)
    document_usd: float = declare(60.0, Unit.USD, "Cost of one document of a shipment.", "Coût d'un document d'expédition.", low=0.0, high=5_000.0, likely=(30.0, 120.0), off=0.0)
    rules_usd: float = declare(15_000.0, Unit.USD_YEAR, "Cost of trading without knowing the rules.", "Coût du commerce sans connaître les règles.", low=0.0, high=1e6, likely=(6_000.0, 24_000.0), off=0.0)
    day_effect: float = declare(0.01, Unit.SHARE, "Sales lost per day that goods wait at customs.", "Ventes perdues par jour d'attente en douane.", high=0.2, likely=(0.005, 0.02), off=0.0,
                                source="djankov2010", grade="B", status=Status.LITERATURE)
    cost_elasticity: float = declare(3.0, Unit.ELASTICITY, "Fall of sales per unit of rise of the cost of trade.", "Baisse des ventes par unité de hausse du coût du commerce.", low=0.0, high=12.0, likely=(2.0, 5.0), off=0.0)
    sharpness: float = declare(1.5, Unit.LOGIT, "Rise of the log odds of wanting to trade per log point of profit over fixed costs.", "Hausse de la log-cote de vouloir commercer par point de log du bénéfice rapporté aux coûts fixes.", low=0.0, high=10.0,
                               likely=(1.0, 2.5))
    tries: float = declare(0.15, Unit.PROBABILITY_YEAR, "Chance that a firm that does not trade considers it.", "Probabilité qu'une entreprise qui ne commerce pas l'envisage.", likely=(0.08, 0.25), off=0.0)
    stops: float = declare(0.3, Unit.PROBABILITY_YEAR, "Chance that a trader stops; up to twice as much where trade no longer pays.", "Probabilité qu'un commerçant arrête ; jusqu'au double si le commerce n'est plus rentable.", low=0.02, high=0.95, likely=(0.2, 0.4))
    search: float = declare(0.22, Unit.PROBABILITY_YEAR, "Chance of finding a partner without any help.", "Probabilité de trouver un partenaire sans aide.", low=0.01, high=1.0, likely=(0.2, 0.5))
    diaspora_partner: float = declare(0.35, Unit.PROBABILITY_YEAR, "Chance of finding a partner in the residence country through somebody of the diaspora whom the partner knows.", "Probabilité de trouver un partenaire dans le pays de résidence par un membre de la diaspora que connaît ce partenaire.",
                                      likely=(0.2, 0.5), off=0.0)
    acquaintances: float = declare(600.0, Unit.PERSONS, "People whom those who run a firm know, in the mean: some 600.", "Personnes que connaissent en moyenne ceux qui dirigent une entreprise : quelque 600.", low=0.0, high=20_000.0, likely=(300.0, 1_200.0), off=0.0)
    gregarious: float = declare(0.2, Unit.RATIO, "Shape of the gamma distribution of how many of a group people know: the smaller, the more a few people know most of the group.",
                                "Forme de la loi gamma du nombre de membres d'un groupe que chacun connaît : plus elle est petite, plus quelques-uns en connaissent la plupart.", low=0.01, high=1e6, likely=(0.15, 0.4))
    advice: float = declare(0.3, Unit.SHARE, "Knowledge of the rules that one of them who lives there passes on.", "Connaissance des règles que transmet l'une d'elles qui vit là-bas.", likely=(0.15, 0.45), off=0.0)
    owner_partner: float = declare(0.3, Unit.PROBABILITY_YEAR, "Chance that an owner who lives there, or comes from there, finds a partner alone.", "Probabilité qu'un propriétaire qui vit là-bas, ou en vient, trouve seul un partenaire.", likely=(0.15, 0.5), off=0.0)
    contact_partner: float = declare(0.12, Unit.RATE_YEAR, "Rate at which a live contact becomes the partner of a firm that is ready and for which trade pays, whether or not it had thought of trade.", "Taux auquel un contact vivant devient le partenaire d'une entreprise prête et pour qui le commerce est rentable, qu'elle y ait pensé ou non.",
                                     low=0.0, high=5.0, likely=(0.06, 0.2), off=0.0, source="itc2016", grade="B", status=Status.CALIBRATED)
    ready: float = declare(0.03, Unit.SHARE, "Share of the firms at large that are ready to sell to the other country and lack but a partner: the ones that meetings bring.", "Part des entreprises en général prêtes à vendre à l'autre pays et à qui ne manque qu'un partenaire : celles qu'apportent les rencontres.",
                           low=0.001, high=1.0, likely=(0.015, 0.06), source="itc2016", grade="B", status=Status.CALIBRATED)
    contact_months: float = declare(12.0, Unit.MONTHS, "Months after which half of the contacts are lost.", "Mois après lesquels la moitié des contacts sont perdus.", low=0.5, high=240.0, likely=(6.0, 18.0))
    typical_density: float = declare(0.01, Unit.SHARE, "Share of the diaspora in the population, on both sides, at which sales stand at what is observed.", "Part de la diaspora dans la population, des deux côtés, pour laquelle les ventes sont celles observées.",
                                     low=0.0, high=0.5, likely=(0.003, 0.03))
    stops_most: float = declare(0.95, Unit.PROBABILITY_YEAR, "Highest chance a year that a trader stops, however little trade pays.", "Probabilité annuelle maximale qu'un commerçant cesse, si peu que cela rapporte.", low=0.0, high=1.0, likely=(0.8, 1.0))
