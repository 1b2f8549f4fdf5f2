"""From an idea to a firm: what stands against it, and how long procedures take (D3, O1 to O4, O7)."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Kind, Status, Unit, declare


class Founding(NamedTuple):
    """Obstacles act on what one is able to do, not on what one wants (theory of planned behaviour)."""

    informed: float = declare(0.65, Unit.SHARE, "Share of would-be founders who know an opportunity at origin and how to go about it.", "Part des candidats fondateurs qui connaissent une occasion au pays et la marche à suivre.", low=0.0, high=1.0, likely=(0.4, 0.7), off=1.0)
    infrastructure_need: float = declare(0.35, Unit.SHARE, "Share of projects that cannot be done where there is neither reliable energy nor telecoms.", "Part des projets infaisables là où manquent énergie fiable et télécommunications.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    energy_best: float = declare(0.95, Unit.INDEX, "Reliability of energy in the richest community.", "Fiabilité de l'énergie dans la communauté la plus riche.", low=0.0, high=1.0, likely=(0.85, 1.0), off=1.0)
    energy_gap: float = declare(0.45, Unit.INDEX, "How much less reliable it is per unit of need (of poverty, where no region says its need).", "Moindre fiabilité par unité de besoin (de pauvreté, si les régions ne disent pas leur besoin).", low=0.0, high=1.0, likely=(0.25, 0.6), off=0.0)
    telecom_best: float = declare(0.95, Unit.INDEX, "Reach of telecoms in the richest community.", "Couverture des télécommunications dans la communauté la plus riche.", low=0.0, high=1.0, likely=(0.85, 1.0), off=1.0)
    telecom_gap: float = declare(0.35, Unit.INDEX, "How much less that is per unit of need (of poverty, where no region says its need).", "Moindre couverture par unité de besoin (de pauvreté, si les régions ne disent pas leur besoin).", low=0.0, high=1.0, likely=(0.15, 0.5), off=0.0)
    partners: float = declare(0.7, Unit.SHARE, "Share of would-be founders who find suppliers and partners with the help of nobody.", "Part des candidats fondateurs qui trouvent seuls fournisseurs et partenaires.", low=0.0, high=1.0, likely=(0.55, 0.85), off=1.0)
    partners_ties: float = declare(0.4, Unit.SHARE, "Share of the others who find them when all their ties have invested.", "Part des autres qui en trouvent quand tous leurs proches ont investi.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    partners_network: float = declare(0.5, Unit.SHARE, "Share of the others who find them where all firms of the diaspora are in a business network.", "Part des autres qui en trouvent quand toutes les entreprises de la diaspora sont dans un réseau.", low=0.0, high=1.0, likely=(0.2, 0.8), off=0.0)
    skills: float = declare(0.85, Unit.SHARE, "Share of would-be founders who find the staff and know-how at origin.", "Part des candidats fondateurs qui trouvent au pays le personnel et le savoir-faire.", low=0.0, high=1.0, likely=(0.75, 0.95), off=1.0)
    capital_response: float = declare(1.2, Unit.ELASTICITY, "Log points of would-be founders per unit of capital that a grant or a tax holiday takes over.", "Points de log de candidats fondateurs par unité de capital prise en charge.", low=0.0, high=8.0, likely=(0.5, 2.5), off=0.0)
    holiday_worth: float = declare(0.03, Unit.SHARE, "Capital that a year without tax is worth to a founder.", "Part du capital que vaut une année sans impôt pour un fondateur.", low=0.0, high=0.3, likely=(0.01, 0.05), off=0.0)
    claims: float = declare(0.6, Unit.SHARE, "Share of founders who claim by themselves the incentives that they are entitled to: tax cut, grant, plot.", "Part des fondateurs qui demandent d'eux-mêmes les incitations auxquelles ils ont droit : impôt réduit, subvention, parcelle.", low=0.0, high=1.0, likely=(0.4, 0.8), off=1.0)
    partners_incentive: float = declare(0.25, Unit.SHARE, "Share of those without partners who find one where partners share in an incentive or a zone (P6d).", "Part de ceux sans partenaire qui en trouvent un quand les associés partagent une incitation ou une zone (P6d).", low=0.0, high=1.0, likely=(0.1, 0.4), off=0.0)
    bank_chance: float = declare(0.25, Unit.SHARE, "Share of founders to whom a bank lends without a guarantee.", "Part des fondateurs à qui une banque prête sans garantie.", low=0.0, high=1.0, likely=(0.1, 0.4), off=0.0)
    bank_multiple: float = declare(3.0, Unit.RATIO, "What it lends at most, per unit of own funds.", "Prêt maximal par unité de fonds propres.", low=0.0, high=20.0, likely=(1.5, 4.0), off=0.0)
    bank_rate: float = declare(0.07, Unit.RATE_YEAR, "Interest on a loan.", "Intérêt d'un prêt.", low=0.0, high=0.5, likely=(0.05, 0.12), off=0.0)
    quality_spread: float = declare(0.5, Unit.RATIO, "Standard deviation of the log of the quality of projects.", "Écart-type du logarithme de la qualité des projets.", low=0.0, high=2.0, likely=(0.3, 0.7), off=0.0)
    quality_survival: float = declare(0.4, Unit.ELASTICITY, "Fall of the chance that a firm closes, in log points per log point of what it earns after tax and interest, relative to the usual.", "Baisse de la probabilité de fermeture, en points de log par point de log de ce qu'elle gagne après impôt et intérêts, relativement à l'ordinaire.", low=0.0, high=3.0, likely=(0.2, 0.7), off=0.0)
    persists: float = declare(0.7, Unit.SHARE, "Share of those stopped who will try again.", "Part de ceux arrêtés qui essaieront de nouveau.", low=0.0, high=1.0, likely=(0.5, 0.85), off=0.0)
    again_months: float = declare(6.0, Unit.MONTHS, "Mean months until they do.", "Mois en moyenne avant qu'ils le fassent.", low=1.0, high=120.0, likely=(4.0, 12.0))
    dispute: float = declare(0.05, Unit.PROBABILITY_YEAR, "Chance that a young firm gets into a dispute with an authority.", "Probabilité qu'une jeune entreprise entre en litige avec une autorité.", low=0.0, high=0.9, likely=(0.025, 0.075), off=0.0)
    dispute_months: float = declare(9.0, Unit.MONTHS, "Months after which an unsettled dispute is lost.", "Mois au bout desquels un litige non réglé est perdu.", low=1.0, high=60.0, likely=(6.0, 18.0))
    dispute_settled: float = declare(0.35, Unit.SHARE, "Share of disputes that end well with nobody's help.", "Part des litiges qui finissent bien sans aide.", low=0.0, high=1.0, likely=(0.2, 0.5))
    dispute_closes: float = declare(0.3, Unit.SHARE, "Share of lost disputes that close the firm.", "Part des litiges perdus qui ferment l'entreprise.", low=0.0, high=1.0, likely=(0.1, 0.5), off=0.0)
    aligned: float = declare(0.3, Unit.SHARE, "Share of firms that fit the government's policy for the private sector with nobody's help.", "Part des entreprises conformes à la politique du secteur privé sans aide.", low=0.0, high=1.0, likely=(0.2, 0.45))
    productive_infrastructure: float = declare(0.4, Unit.SHARE, "Share of profits lost where there is no energy at all.", "Part des bénéfices perdue là où l'énergie fait tout à fait défaut.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    young_months: float = declare(36.0, Unit.MONTHS, "Age up to which a firm counts as young: it may get into a dispute, and is looked after.", "Âge jusqu'auquel une entreprise est jeune : elle peut entrer en litige, et elle est suivie.", low=0.0, high=240.0, likely=(24.0, 60.0))
    spent_most: float = declare(0.95, Unit.SHARE, "Share of wealth that founding takes at most, fees included.", "Part maximale de la richesse que prend une fondation, frais compris.", low=0.0, high=1.0, likely=(0.85, 1.0))


class Services(NamedTuple):
    """What institutions that serve founders can do."""

    counter_files: float = declare(6.0, Unit.RATE_MONTH, "Files that an officer of a one-stop shop finishes in a month.", "Dossiers qu'un agent de guichet unique termine par mois.", low=0.1, high=200.0, likely=(4.0, 10.0))
    counter_online: float = declare(0.3, Unit.RATIO, "How many more files officers finish, and founders come, where it works online, less one.", "Surcroît de dossiers traités et de fondateurs venus quand il est en ligne.", low=0.0, high=3.0, likely=(0.1, 0.6), off=0.0)
    counter_appeal: float = declare(0.6, Unit.SHARE, "Share of founders who know of a one-stop shop and go there.", "Part des fondateurs informés d'un guichet unique qui s'y rendent.", low=0.0, high=1.0, likely=(0.4, 0.8))
    counter_parallel: float = declare(0.35, Unit.RATIO, "Days of procedures that remain where steps run side by side.", "Jours de démarches restants quand les étapes se font en parallèle.", low=0.0, high=1.0, likely=(0.1, 0.6), off=1.0)
    counter_claims: float = declare(0.8, Unit.SHARE, "Share of those served at a one-stop shop, and entitled to an incentive that they would not have claimed, who claim it then.", "Part de ceux servis au guichet unique, ayant droit à une incitation qu'ils n'auraient pas demandée, qui la demandent alors.", low=0.0, high=1.0, likely=(0.6, 0.95), off=0.0)
    care_files: float = declare(0.25, Unit.RATIO, "Work of looking after a young firm, in files of a founder.", "Travail de suivi d'une jeune entreprise, en dossiers de fondateur.", low=0.02, high=10.0, likely=(0.15, 0.5))
    care_survival: float = declare(0.2, Unit.SHARE, "Share of closings of young firms that such care prevents.", "Part des fermetures de jeunes entreprises que ce suivi évite.", low=0.0, high=1.0, likely=(0.05, 0.35), off=0.0)
    care_settles: float = declare(0.4, Unit.SHARE, "Share of disputes that it settles as they arise.", "Part des litiges qu'il règle dès leur naissance.", low=0.0, high=1.0, likely=(0.2, 0.6), off=0.0)
    counter_leaving: float = declare(0.12, Unit.PROBABILITY_MONTH, "Chance a month that somebody who waits for longer than promised leaves.", "Probabilité mensuelle de départ de qui attend plus que promis.", low=0.0, high=1.0, likely=(0.05, 0.25), off=0.0)
    matched: float = declare(0.01, Unit.SHARE, "Share of those who know no opportunity that one more entry of the list of opportunities helps.", "Part de ceux qui ne connaissent pas d'occasion qu'une entrée de plus de la liste aide.", low=0.0, high=1.0, likely=(0.004, 0.02), off=0.0)
    mediation_files: float = declare(3.0, Unit.RATE_MONTH, "Complaints that a mediator hears in a month.", "Réclamations qu'un médiateur traite par mois.", low=0.1, high=50.0, likely=(1.5, 5.0))
    mediation_settled: float = declare(0.7, Unit.SHARE, "Share of mediated disputes that end well.", "Part des litiges avec médiation qui finissent bien.", low=0.0, high=1.0, likely=(0.55, 0.85))
    call_appeal: float = declare(0.5, Unit.SHARE, "Share of would-be founders who know of a competition and apply.", "Part des candidats fondateurs informés d'un concours qui y participent.", low=0.0, high=1.0, likely=(0.3, 0.7))
    assistance_quality: float = declare(0.4, Unit.RATIO, "Rise of the quality of a project by long technical assistance, in log points.", "Hausse de la qualité d'un projet par une longue assistance technique, en points de log.", low=0.0, high=2.0, likely=(0.2, 0.6), off=0.0, source="mckenzie2017", grade="B", status=Status.LITERATURE)
    assistance_days: float = declare(20.0, Unit.DAYS, "Days of assistance that bring 63 % of that.", "Jours d'assistance qui en apportent 63 %.", low=1.0, high=365.0, likely=(10.0, 30.0))
    desk_days: float = declare(0.6, Unit.RATIO, "Days of procedures that remain with the help of a desk at origin.", "Jours de démarches restants avec l'aide d'un bureau au pays.", low=0.0, high=1.0, likely=(0.4, 0.8), off=1.0)
    bank_years: float = declare(5.0, Unit.YEARS, "Years in which a loan is paid back.", "Années de remboursement d'un prêt.", low=1.0, high=20.0, likely=(3.0, 7.0))
    zone_appeal: float = declare(0.1, Unit.SHARE, "Share of founders who know of a zone, can do without it and would settle there all the same: its place is fixed, their worries are others.", "Part des fondateurs informés d'une zone qui peuvent s'en passer et s'y installeraient quand même : le lieu est figé, leurs soucis sont autres.", low=0.0, high=1.0, likely=(0.05, 0.2))
    zone_needed: float = declare(0.64, Unit.SHARE, "Share of the other founders who know of it and whose project cannot be done without a plot, who would settle there.", "Part des autres fondateurs informés dont le projet est infaisable sans parcelle, qui s'y installeraient.", low=0.0, high=1.0, likely=(0.3, 0.8), off=0.0)
    zone_premises: float = declare(0.3, Unit.SHARE, "Share of a firm's capital that a plot saves: land, connections, a building to let.", "Part du capital d'une entreprise qu'épargne une parcelle : terrain, raccordements, local à louer.", low=0.0, high=0.8, likely=(0.1, 0.4), off=0.0)
    zone_infrastructure: float = declare(0.9, Unit.INDEX, "Reliability of energy and telecoms in a zone.", "Fiabilité de l'énergie et des télécommunications dans une zone.", low=0.0, high=1.0, likely=(0.8, 1.0))
    zone_associates: float = declare(0.008, Unit.RATE_MONTH, "Plots that associates ask for each month, per firm of the diaspora at origin, where they may settle too.", "Parcelles que demandent chaque mois des associés, par entreprise de la diaspora au pays, s'ils peuvent aussi s'installer.", low=0.0, high=1.0, likely=(0.003, 0.02), off=0.0)
    zone_outsiders: float = declare(0.02, Unit.RATE_MONTH, "Share of the free plots that others take each month where the zone is open to all.", "Part des parcelles libres que d'autres prennent chaque mois si la zone est ouverte à tous.", low=0.0, high=1.0, likely=(0.005, 0.04), off=0.0)
    zone_profit: float = declare(40_000.0, Unit.USD_YEAR, "Profit before tax of such a firm.", "Bénéfice avant impôt d'une telle entreprise.", low=0.0, high=1e8, likely=(15_000.0, 100_000.0), off=0.0)
    seed_first: float = declare(0.5, Unit.SHARE, "Share of seed money that is paid on selection, the rest when the firm opens.", "Part de l'amorçage versée à la sélection, le reste à l'ouverture de l'entreprise.", low=0.0, high=1.0, likely=(0.3, 0.7), off=0.0)
    care_months: float = declare(12.0, Unit.MONTHS, "Months for which a young firm is looked after.", "Mois pendant lesquels une jeune entreprise est suivie.", low=1.0, high=60.0, kind=Kind.INTEGER, likely=(6.0, 24.0))
    training_interest: float = declare(0.03, Unit.PROBABILITY_MONTH, "Chance that an owner of a firm at origin, or a founder, who heard of courses on running a business asks for a seat.", "Probabilité qu'un propriétaire ou fondateur informé de cours de gestion demande une place.", likely=(0.01, 0.06), off=0.0)
    training_profit: float = declare(0.075, Unit.SHARE, "Rise of the profit of a firm whose owner was just taught to run a business.", "Hausse du bénéfice d'une entreprise dont le propriétaire vient d'être formé à la gestion.", low=0.0, high=1.0, likely=(0.03, 0.12), off=0.0,
                                    source="mckenzie2020", grade="A", status=Status.LITERATURE)
    training_days: float = declare(0.8, Unit.RATIO, "Days of procedures that remain for a founder who was taught so.", "Jours de démarches restants pour un fondateur ainsi formé.", low=0.0, high=1.0, likely=(0.6, 0.95), off=1.0)
