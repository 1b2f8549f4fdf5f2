"""What is measured: the registry of outcomes: id, label, unit, how it adds up, what it is broken down by."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .parameter import Text, numeral
from .records.flows import Flow

BREAKDOWNS = ("sex", "generation", "region", "skill", "faction", "corridor", "payer", "lever", "family")


class Adds(StrEnum):
    """How an outcome adds up over months."""

    MONEY = "mean a year"
    COUNT = "sum over the horizon"
    STOCK = "value at the end"
    MEAN = "mean over people at the end"
    RATIO = "mean over the cases of the horizon"
    OTHER = "as its sentence says"


NOTHING = Text("", "")


@dataclass(frozen=True)
class Outcome:
    """One outcome of the registry. `flows` are columns of the tally that are added; `per` the column they are divided by (means).

    `low` and `high` are the bounds, inclusive, of a level, in total and in every group; None where there is none. They are no bounds of a difference.
    """

    id: str
    label: Text
    unit: Text
    adds: Adds
    theme: str
    flows: tuple[Flow, ...] = ()
    per: Flow | None = None
    says: Text = NOTHING
    is_cost: bool = False
    low: float | None = 0.0
    high: float | None = None

    @property
    def bounds(self) -> Text:
        """What a level can be, in words."""
        if self.low is None:
            return Text("any number", "tout nombre")
        if self.high is None:
            return Text("{low} or more", "{low} ou plus").filled(low=numeral(self.low, "g"))
        return Text("{low} to {high}", "{low} à {high}").filled(low=numeral(self.low, "g"), high=numeral(self.high, "g"))

    def holds(self, value: float) -> bool:
        """Whether a level is within its bounds, or not defined (NaN).

        >>> OUTCOMES["trust"].holds(1.0), OUTCOMES["trust"].holds(1.01), OUTCOMES["jobs"].holds(-1.0), OUTCOMES["net"].holds(-1.0)
        (True, False, False, True)
        """
        return math.isnan(value) or ((self.low is None or value >= self.low) and (self.high is None or value <= self.high) and math.isfinite(value))

    @property
    def kind(self) -> str:
        """"flow" (comes about month by month), "stock" (is there at a moment), "share" (part of a whole), or "index" (a mean, ratio or date: it adds up over nobody).

        >>> [OUTCOMES[name].kind for name in ("donations", "savings_held", "brain_waste", "trust", "waiting_days", "never_aware", "present_value_cost")]
        ['flow', 'stock', 'share', 'index', 'index', 'stock', 'flow']
        """
        if self.unit == SHARE:
            return "share"
        if self.unit in (INDEX, RATIO, THEIL) or (self.unit in (DAYS, MONTH) and self.adds in (Adds.RATIO, Adds.OTHER)):
            return "index"
        return "stock" if self.adds is Adds.STOCK or (self.adds is Adds.OTHER and self.unit in (HOUSEHOLDS, REQUESTS)) else "flow"

    @property
    def is_state(self) -> bool:
        """Whether it is what things are at the end, rather than what came of the horizon."""
        return self.adds in (Adds.STOCK, Adds.MEAN)

    @property
    def counts_locals(self) -> bool:
        """Whether firms that nobody of the diaspora owns are in it; they have no faction."""
        return self.theme == "trade" or Flow.BLOCKED_CUSTOMS in self.flows

    @property
    def has_breakdown(self) -> bool:
        """Whether it is given by sex, generation, region, skill, faction and corridor."""
        return bool(self.flows)


USD_YEAR = Text("USD of 2019 a year", "USD de 2019 par an")
USD = Text("USD of 2019", "USD de 2019")
HOUSEHOLDS = Text("households", "ménages")
PERSONS = Text("persons", "personnes")
FIRMS = Text("firms", "entreprises")
INDEX = Text("index from 0 to 1", "indice de 0 à 1")
SHARE = Text("share", "part")
DAYS = Text("days", "jours")
EXPERT_DAYS = Text("expert days", "jours-expert")
FILES = Text("files", "dossiers")
MONTH = Text("month", "mois")
RATIO = Text("ratio", "ratio")
THEIL = Text("index", "indice")
REQUESTS = Text("requests", "demandes")

OUTCOMES: dict[str, Outcome] = {}


def _add(name: str, en: str, fr: str, unit: Text, *more: Any, **named: Any) -> None:
    """Declare an outcome by its label in English and French; the rest as `_put` takes it."""
    _put(name, Text(en, fr), unit, *more, **named)


def _put(
    name: str, label: Text, unit: Text, adds: Adds, theme: str, *flows: Flow,
    per: Flow | None = None, says: Text = NOTHING, is_cost: bool = False, low: float | None = 0.0, high: float | None = None,
) -> None:  # fmt: skip
    """Declare an outcome; a share or an index is at most 1, nothing is negative unless `low` says so."""
    OUTCOMES[name] = Outcome(name, label, unit, adds, theme, tuple(flows), per, says, is_cost, low, 1.0 if high is None and unit in (SHARE, INDEX) else high)


F, M, C, S = Flow, Adds.MONEY, Adds.COUNT, Adds.STOCK
_add("remittances", "Remittances received", "Envois de fonds reçus", USD_YEAR, M, "money", F.RECEIVED)
_add("remittances_formal", "Remittances received through formal channels", "Envois reçus par des voies formelles", USD_YEAR, M, "money", F.FORMAL)
_add("transfer_days", "Days that a formal transfer takes", "Durée d'un envoi formel, en jours", DAYS, Adds.RATIO, "money", F.FORMAL_DAYS, per=F.FORMAL)
_add("remittance_fees", "Fees on remittances", "Frais d'envoi", USD_YEAR, M, "money", F.FEES)
_add("investment", "Investment at origin", "Investissement au pays", USD_YEAR, M, "money", F.PROPERTY, F.STAKES, F.FIRM_CAPITAL)
_add("investment_property", "Property investment", "Investissement immobilier", USD_YEAR, M, "money", F.PROPERTY)
_add("investment_productive", "Productive investment", "Investissement productif", USD_YEAR, M, "money", F.STAKES, F.FIRM_CAPITAL)
_add("remittance_dependence", "Share of remittances in the income of receiving families", "Part des envois dans le revenu des familles receveuses", SHARE, Adds.RATIO, "money", F.RECEIVED, per=F.RECEIVERS_INCOME)
_add("earmarked_received", "Earmarked money received by families, public money included", "Argent fléché reçu par les familles, argent public compris", USD_YEAR, M, "money", F.EARMARKED)
_add("earmarked_own", "Earmarked money of senders beyond ordinary transfers", "Argent fléché des expéditeurs au-delà des transferts ordinaires", USD_YEAR, M, "money", F.EARMARKED_OWN)
_add("purpose_spending", "Spending of families on schooling because of earmarked money", "Dépenses de scolarité des familles dues à l'argent fléché", USD_YEAR, M, "money", F.PURPOSE_SPENT)
_add("earmark_adopters", "Households that signed up for an earmarked product, a year each", "Ménages ayant souscrit un produit fléché, par année", HOUSEHOLDS, C, "people", F.SIGNED_UP)
_add("receivers_savings", "Savings of receiving families", "Épargne des familles receveuses", USD_YEAR, M, "money", F.SAVED)
_add("remittances_to_women", "Remittances received by families headed by women", "Envois reçus par des familles dirigées par une femme", USD_YEAR, M, "money", F.RECEIVED_WOMEN)
_add("receivers_savings_women", "Savings of receiving families headed by women", "Épargne des familles receveuses dirigées par une femme", USD_YEAR, M, "money", F.SAVED_WOMEN)
_add("family_homes", "Spending of receiving families on their homes", "Dépenses des familles receveuses pour leur logement", USD_YEAR, M, "money", F.HOMES)
_add("local_investment", "Local investment by receiving families", "Investissement local des familles receveuses", USD_YEAR, M, "money", F.LOCAL_INVESTMENT)
_add("local_investment_women", "Local investment by families headed by women", "Investissement local des familles dirigées par une femme", USD_YEAR, M, "money", F.LOCAL_INVESTMENT_WOMEN)
_add("savings_products", "Deposits in savings accounts at origin", "Dépôts sur des comptes d'épargne au pays", USD_YEAR, M, "money", F.PRODUCTS)
_add("savings_held", "Savings of the diaspora held at origin", "Épargne de la diaspora détenue au pays", USD, S, "money", F.PRODUCTS_HELD)
_add("bonds_sold", "Diaspora bonds sold", "Obligations de la diaspora vendues", USD_YEAR, M, "money", F.BONDS_SOLD)
_add("bonds_held", "Diaspora bonds held", "Obligations de la diaspora détenues", USD, S, "money", F.BONDS_HELD)
_add("bonds_lost", "Lost by holders of diaspora bonds in a default", "Perdu par les détenteurs d'obligations lors d'un défaut", USD_YEAR, M, "money", F.BONDS_LOST)
_add("bonds_owed", "Owed to holders of diaspora bonds: principal and coupons to come", "Dû aux détenteurs d'obligations : principal et coupons à venir", USD, S, "money", F.BONDS_OWED)
_add("tourism_receipts", "Spending of visitors at origin", "Dépenses des visiteurs au pays", USD_YEAR, M, "money", F.TOURISM, F.TOURISM_REFERRED)
_add("donations", "Donations, all kinds", "Dons, toutes formes", USD_YEAR, M, "money", F.REGULAR, F.COLLECTIVE, F.CRISIS)
_add("donations_regular", "Regular donations", "Dons réguliers", USD_YEAR, M, "money", F.REGULAR)
_add("donations_collective", "Collective donations", "Dons collectifs", USD_YEAR, M, "money", F.COLLECTIVE)
_add("donations_crisis", "Crisis donations", "Dons de crise", USD_YEAR, M, "money", F.CRISIS)
_add("firms_created", "Firms created", "Entreprises créées", FIRMS, C, "enterprise", F.FIRMS_FOUNDED)
_add("firms_surviving", "Firms created and still alive", "Entreprises créées encore en vie", FIRMS, S, "enterprise", F.FIRMS)
_add("jobs", "Jobs in firms created", "Emplois dans les entreprises créées", Text("jobs", "emplois"), S, "enterprise", F.JOBS)
_add("remitters", "Households that sent in the last year", "Ménages ayant envoyé dans l'année", HOUSEHOLDS, S, "people", F.REMITTERS)
_add("investors", "Households that ever invested", "Ménages ayant déjà investi", HOUSEHOLDS, S, "people", F.INVESTED)
_add("association_members", "Members of associations", "Membres d'associations", HOUSEHOLDS, S, "people", F.MEMBERS)
_add("accounts_opened", "Accounts opened by families", "Comptes ouverts par les familles", Text("accounts", "comptes"), C, "people", F.ACCOUNTS)
_add("accounts_opened_women", "Accounts opened by families headed by women", "Comptes ouverts par des familles dirigées par une femme", Text("accounts", "comptes"), C, "people", F.ACCOUNTS_WOMEN)
_add("families_borrowing", "Share of families that owe a formal loan", "Part des familles ayant un prêt formel", SHARE, Adds.OTHER, "people")
_add("families_trained", "Families trained in financial services", "Familles formées aux services financiers", Text("families", "familles"), C, "people", F.FAMILIES_TRAINED)
_add("visits", "Visits of the diaspora", "Visites de la diaspora", PERSONS, C, "people", F.VISITS)
_add("visits_referred", "Visits of friends whom the diaspora brought", "Visites d'amis que la diaspora a fait venir", PERSONS, C, "people", F.REFERRED)
_add("other_arrivals", "Visitors from the residence countries who are not of the diaspora, and come without it", "Visiteurs des pays de résidence hors diaspora, venus sans elle", PERSONS, C, "people")
_add("tourist_arrivals", "Visitors from the residence countries, all", "Visiteurs des pays de résidence, tous", PERSONS, C, "people")
_add("arrivals_diaspora_share", "Share of the diaspora among these visitors", "Part de la diaspora parmi ces visiteurs", SHARE, Adds.OTHER, "people")
_add("placements_physical", "Assignments in person", "Missions sur place", Text("assignments", "missions"), C, "skills", F.PHYSICAL)
_add("placements_virtual", "Assignments online", "Missions en ligne", Text("assignments", "missions"), C, "skills", F.VIRTUAL)
_add("placement_dropouts", "Assignments broken off", "Missions interrompues", Text("assignments", "missions"), C, "skills", F.DROPOUTS)
_add("placement_repeats", "Repeated assignments", "Missions répétées", Text("assignments", "missions"), C, "skills", F.REPEATS)
_add("placement_applications", "Applications for assignments", "Candidatures à des missions", FILES, C, "skills", F.APPLICATIONS)
_add("expert_days", "Days of expert work", "Jours de travail d'experts", DAYS, C, "skills", F.EXPERT_DAYS)
_add("post_applications", "Applications for posts with a package", "Candidatures à des postes assortis d'une prime", FILES, C, "skills", F.POST_APPLICATIONS)
_add("posts_filled", "Posts taken by skilled members who came home", "Postes pris par des membres qualifiés rentrés", Text("posts", "postes"), C, "skills", F.POSTS_FILLED)
_add("posts_left", "Posts with a package that were left again for abroad", "Postes assortis d'une prime quittés pour repartir", Text("posts", "postes"), C, "skills", F.REMIGRATED)
_add("network_members", "Members of knowledge networks", "Membres de réseaux de connaissances", HOUSEHOLDS, S, "skills", F.NETWORK_MEMBERS)
_add("network_active", "Active members of knowledge networks", "Membres actifs de réseaux de connaissances", HOUSEHOLDS, S, "skills", F.NETWORK_ACTIVE)
_add("joint_proposals", "Joint projects proposed", "Projets conjoints proposés", FILES, C, "skills", F.PROPOSALS)
_add("joint_projects", "Joint projects with host institutions", "Projets conjoints avec des institutions d'accueil", Text("projects", "projets"), C, "skills", F.JOINT_PROJECTS)
_add("brain_waste", "Share of the tertiary educated whose job does not use their skill", "Part des diplômés dont l'emploi n'utilise pas la compétence", SHARE, Adds.MEAN, "residence", F.SKILL_UNUSED, per=F.TERTIARY)
_add("dual_nationals", "Adults with both nationalities", "Adultes ayant les deux nationalités", PERSONS, S, "people", F.DUAL)
_add("naturalisations", "Households that naturalised", "Ménages naturalisés", HOUSEHOLDS, C, "people", F.NATURALISED)
_add("returns", "Households that returned", "Ménages rentrés", HOUSEHOLDS, C, "people", F.RETURNS)
_add("arrivals", "Households that arrived or were founded", "Ménages arrivés ou fondés", HOUSEHOLDS, C, "people", F.ARRIVALS)
_add("trust", "Trust in the state of origin", "Confiance dans l'État d'origine", INDEX, Adds.MEAN, "relations", F.TRUST, per=F.HOUSEHOLDS)
_add("attachment", "Attachment", "Attachement", INDEX, Adds.MEAN, "relations", F.ATTACHMENT, per=F.HOUSEHOLDS)
_add("grievance", "Grievance", "Ressentiment", INDEX, Adds.MEAN, "relations", F.GRIEVANCE, per=F.HOUSEHOLDS)
_add("aware", "Households that heard of a lever", "Ménages informés d'un levier", HOUSEHOLDS, S, "relations", F.AWARE)
_add("refused", "Households that heard and want no part of it", "Ménages informés qui n'en veulent pas", HOUSEHOLDS, S, "relations", F.REFUSERS)
_add("who_spoke", "Seats taken at consultations", "Places prises aux consultations", PERSONS, C, "relations", F.SPOKE)
_add("demands_raised", "Demands raised", "Demandes présentées", FILES, C, "relations", F.DEMANDS)
_add("demands_answered", "Demands answered", "Demandes ayant reçu réponse", FILES, C, "relations", F.ANSWERED)
_add("promises_kept", "Answers promised and given in time", "Réponses promises et données à temps", FILES, C, "relations", F.PROMISES_KEPT)
_add("promises_broken", "Answers promised and not given in time", "Réponses promises et non données à temps", FILES, C, "relations", F.PROMISES_BROKEN)
_add("promises_broken_share", "Share of promised answers not given in time", "Part des réponses promises non données à temps", SHARE, Adds.OTHER, "relations")
_add("who_spoke_women", "Share of women at consultations", "Part de femmes aux consultations", SHARE, Adds.OTHER, "relations")
_add("who_spoke_young", "Share of those under 35 at consultations", "Part de moins de 35 ans aux consultations", SHARE, Adds.OTHER, "relations")
_add("who_spoke_minority", "Share of factions B and C at consultations", "Part des factions B et C aux consultations", SHARE, Adds.OTHER, "relations")
_add("capture", "Capture of consultations: share of seats over share of people, of the faction with the most", "Captation des consultations : part des places sur part des ménages, de la faction la mieux servie", RATIO, Adds.OTHER, "relations")
_add("registered", "Households on the register of volunteers", "Ménages inscrits au registre de volontaires", HOUSEHOLDS, S, "relations", F.REGISTERED)
_add("register_fear", "Households that stayed off the register for fear", "Ménages restés hors du registre par crainte", HOUSEHOLDS, C, "relations", F.UNREGISTERED)
for _f in "abc":
    _put(f"register_fear_{_f}", Text("Households off the register for fear, faction {of}", "Ménages hors du registre par crainte, faction {of}").filled(of=_f.upper()), HOUSEHOLDS, C, "relations")
for _f in "abc":
    _put(f"trust_faction_{_f}", Text("Trust in the state of origin, faction {of}", "Confiance dans l'État d'origine, faction {of}").filled(of=_f.upper()), INDEX, Adds.OTHER, "relations")
    _put(f"refused_faction_{_f}", Text("Households that want no offer of a state, faction {of}", "Ménages refusant toute offre d'un État, faction {of}").filled(of=_f.upper()), HOUSEHOLDS, Adds.OTHER, "relations")
_add("targeting_error", "Share of households that the ministry takes for others than they are", "Part des ménages que le ministère prend pour d'autres", SHARE, Adds.OTHER, "relations")
_add("hub_freshness", "Share of what the hub says that still holds", "Part du contenu du pôle encore valable", SHARE, Adds.OTHER, "relations")
_add("practices_replicated", "Practices taken up by associations", "Pratiques reprises par des associations", Text("practices", "pratiques"), C, "relations")
_add("blocked_finance", "Wishes to found, invest or save stopped by lack of capital", "Souhaits de fonder, investir ou épargner arrêtés faute de capital", HOUSEHOLDS, C, "enterprise", F.BLOCKED_FINANCE)
_add("blocked_procedures", "Wishes to found or buy stopped by procedures", "Souhaits de fonder ou d'acheter arrêtés par les démarches", HOUSEHOLDS, C, "enterprise", F.BLOCKED_PROCEDURES)
_add("blocked_nationality", "Wishes to found or invest stopped as a foreigner's", "Souhaits de fonder ou d'investir arrêtés comme ceux d'étrangers", HOUSEHOLDS, C, "enterprise", F.BLOCKED_NATIONALITY)
_add("blocked_infrastructure", "Founders stopped by infrastructure", "Fondateurs arrêtés par l'infrastructure", HOUSEHOLDS, C, "enterprise", F.BLOCKED_INFRASTRUCTURE)
_add("blocked_skills", "Founders stopped by lack of skills at origin", "Fondateurs arrêtés faute de compétences au pays", HOUSEHOLDS, C, "enterprise", F.BLOCKED_SKILLS)
_add("blocked", "Wishes of households and firms stopped by an obstacle", "Souhaits de ménages et d'entreprises arrêtés par un obstacle", HOUSEHOLDS, C, "enterprise",
     F.BLOCKED_FINANCE, F.BLOCKED_PROCEDURES, F.BLOCKED_NATIONALITY, F.BLOCKED_INFORMATION, F.BLOCKED_INFRASTRUCTURE, F.BLOCKED_PARTNERS, F.BLOCKED_SKILLS, F.BLOCKED_CUSTOMS)
_add("projects_opened", "Projects of firms handed in", "Projets d'entreprise déposés", FILES, C, "enterprise", F.PROJECTS)
_add("public_capital", "Public money in new firms", "Argent public dans les nouvelles entreprises", USD_YEAR, M, "enterprise", F.PUBLIC_CAPITAL)
_add("procedure_days", "Days from handing in to opening", "Jours du dépôt à l'ouverture", DAYS, Adds.RATIO, "enterprise", F.PROCEDURE_DAYS, per=F.FIRMS_FOUNDED)
_add("aligned_share", "Share of new firms that fit policy for the private sector", "Part des nouvelles entreprises conformes à la politique du secteur privé", SHARE, Adds.RATIO, "enterprise", F.ALIGNED, per=F.FIRMS_FOUNDED)
_add("disputes", "Disputes with authorities", "Litiges avec les autorités", FILES, C, "institutions", F.DISPUTES)
_add("disputes_resolved", "Disputes that ended well", "Litiges bien réglés", FILES, C, "institutions", F.RESOLVED)
_add("aftercare", "Years of after-care given to young firms", "Années de suivi données à de jeunes entreprises", Text("firm years", "entreprises-années"), C, "institutions")
_add("support_calls", "Calls of competitions for entrepreneurs that were judged", "Appels à projets d'entrepreneurs jugés", Text("calls", "appels"), C, "institutions")
_add("support_applications", "Projects that juries judged", "Projets jugés", FILES, C, "institutions")
_add("support_shortlisted", "Projects that were finalists", "Projets finalistes", FILES, C, "institutions")
_add("firms_taught", "Owners of firms and founders taught to run a business", "Propriétaires et fondateurs formés à la gestion", PERSONS, C, "institutions")
_add("selected", "Projects selected by a jury", "Projets retenus par un jury", FILES, C, "institutions")
_add("selected_capture", "Capture of juries: share of projects selected over share of households, of the faction with the most", "Captation des jurys : part des projets retenus sur part des ménages, de la faction la mieux servie", RATIO, Adds.OTHER, "institutions")
_add("zone_occupancy", "Share of the plots of special economic zones that are taken", "Part des parcelles de zones économiques spéciales occupées", SHARE, Adds.OTHER, "institutions")
_add("zone_associates", "Share of the taken plots of zones that associates of the diaspora hold", "Part des parcelles de zones occupées par des associés de la diaspora", SHARE, Adds.OTHER, "institutions")
_add("zone_leakage", "Share of the taken plots of zones that others than the diaspora hold", "Part des parcelles de zones occupées par d'autres que la diaspora", SHARE, Adds.OTHER, "institutions")
_add("exports", "Exports of the origin to the residence country", "Exportations du pays d'origine vers le pays de résidence", USD_YEAR, M, "trade", F.EXPORTS)
_add("imports", "Imports of the origin from the residence country", "Importations du pays d'origine depuis le pays de résidence", USD_YEAR, M, "trade", F.IMPORTS)
_add("nostalgia_trade", "Retail sales of home goods", "Ventes au détail de produits du pays", USD_YEAR, M, "trade", F.NOSTALGIA, F.NOSTALGIA_HOST)
_add("nostalgia_host_share", "Share of home goods bought by the host society", "Part des produits du pays achetée par la société d'accueil", SHARE, Adds.OTHER, "trade")
_add("exporters", "Firms that sell to the other country", "Entreprises vendant à l'autre pays", FIRMS, S, "trade", F.EXPORTERS_MICRO, F.EXPORTERS_SMALL, F.EXPORTERS_MEDIUM)
_add("exporters_micro", "Exporting firms with fewer than 10 jobs", "Entreprises exportatrices de moins de 10 emplois", FIRMS, S, "trade", F.EXPORTERS_MICRO)
_add("exporters_small", "Exporting firms with 10 to 49 jobs", "Entreprises exportatrices de 10 à 49 emplois", FIRMS, S, "trade", F.EXPORTERS_SMALL)
_add("exporters_medium", "Exporting firms with 50 jobs or more", "Entreprises exportatrices de 50 emplois ou plus", FIRMS, S, "trade", F.EXPORTERS_MEDIUM)
_add("residence_firms", "Firms of the diaspora in the residence country", "Entreprises de la diaspora dans le pays de résidence", FIRMS, S, "residence", F.RESIDENCE_FIRMS)
_add("residence_jobs", "Jobs in firms of the diaspora in the residence country", "Emplois dans les entreprises de la diaspora du pays de résidence", Text("jobs", "emplois"), S, "residence", F.RESIDENCE_JOBS)
_add("residence_tax_base", "Value added of firms of the diaspora in the residence country, taxed there", "Valeur ajoutée des entreprises de la diaspora du pays de résidence, imposée là-bas", USD_YEAR, M, "residence", F.RESIDENCE_TAX)
_add("chapters", "Chapters of business networks", "Sections de réseaux d'entreprises", Text("chapters", "sections"), S, "trade")
_add("network_firms", "Firms in business networks", "Entreprises membres de réseaux", FIRMS, S, "trade", F.NETWORK_FIRMS)
_add("contacts", "Contacts made with possible partners", "Contacts noués avec des partenaires possibles", Text("contacts", "contacts"), C, "trade", F.CONTACTS)
_add("deals", "Firms that found a partner thanks to contacts", "Entreprises ayant trouvé un partenaire grâce à des contacts", Text("deals", "accords"), C, "trade", F.DEALS)
_add("customs_days_saved", "Customs days saved by advocacy", "Jours de douane gagnés par le plaidoyer", DAYS, Adds.OTHER, "trade")
_add("blocked_customs", "Firms stopped by customs procedures", "Entreprises arrêtées par les formalités douanières", FIRMS, C, "trade", F.BLOCKED_CUSTOMS)
_add("blocked_partners", "Firms and founders stopped for want of partners", "Entreprises et fondateurs arrêtés faute de partenaires", FIRMS, C, "trade", F.BLOCKED_PARTNERS)
_add("blocked_information", "Firms and founders stopped for want of information", "Entreprises et fondateurs arrêtés faute d'information", FIRMS, C, "trade", F.BLOCKED_INFORMATION)
_add("public_match", "Public money added to projects", "Argent public ajouté aux projets", USD_YEAR, M, "cost", is_cost=True)
_add("revenue_forgone", "Tax revenue forgone", "Recettes fiscales abandonnées", USD_YEAR, M, "cost", is_cost=True)
_add("public_cost", "Public cost", "Coût public", USD_YEAR, M, "cost", is_cost=True, says=Text("Running costs, payments, grants and revenue forgone of all levers.", "Fonctionnement, paiements, subventions et recettes abandonnées de tous les leviers."))
_add("present_value_cost", "Present value of the public cost", "Valeur présente du coût public", USD, Adds.OTHER, "cost", is_cost=True)
_add("public_revenue", "Public revenue from visitors, firms created and fees", "Recettes publiques : visiteurs, entreprises créées et droits", USD_YEAR, M, "cost",
     says=Text("Taxes on what visitors spend and on the value added of firms created, by an assumed take, and fees.", "Impôts sur les dépenses des visiteurs et la valeur ajoutée des entreprises créées, à un taux supposé, et droits."))
_add("present_value_revenue", "Present value of the public revenue", "Valeur présente des recettes publiques", USD, Adds.OTHER, "cost")
_add("valued_benefits", "Benefits valued in money", "Avantages évalués en argent", USD_YEAR, M, "cost",
     says=Text("Remittances received less their fees, gifts, urgent need covered without public money of pooled funds.", "Envois reçus moins leurs frais, dons, besoin urgent couvert hors argent public des fonds communs."))
_add("present_value_benefits", "Present value of the benefits valued in money", "Valeur présente des avantages évalués en argent", USD, Adds.OTHER, "cost")
_add("never_aware", "Households that never heard of any lever", "Ménages jamais informés d'aucun levier", HOUSEHOLDS, Adds.OTHER, "relations")
_add("capacity", "Know-how held by host institutions", "Savoir-faire détenu par les institutions", EXPERT_DAYS, S, "skills")
_add("capacity_retained_12m", "Know-how still there after 12 months", "Savoir-faire encore là après 12 mois", SHARE, Adds.OTHER, "skills")
for _name, _en, _fr in (("health", "health", "santé"), ("education", "education", "éducation"), ("administration", "administration", "administration"),
                        ("agriculture", "agriculture", "agriculture"), ("infrastructure", "infrastructure", "infrastructures")):
    _put(f"capacity_{_name}", Text("Know-how held by host institutions, {of}", "Savoir-faire détenu par les institutions, {of}").filled(of=Text(_en, _fr)), EXPERT_DAYS, S, "skills")
_add("shortage", "Share of posts of host institutions that are vacant", "Part des postes vacants dans les institutions d'accueil", SHARE, S, "skills")
_add("aspiration", "Share of host staff who want to emigrate", "Part du personnel d'accueil souhaitant émigrer", SHARE, S, "skills")
_add("placement_requests", "Requests of host institutions", "Demandes des institutions d'accueil", REQUESTS, C, "skills")
_add("requests_open", "Requests open in a mean month", "Demandes ouvertes, mois moyen", REQUESTS, Adds.OTHER, "skills")
_add("interns", "Internships of host staff", "Stages du personnel d'accueil", PERSONS, C, "skills")
_add("ties_created", "Ties created by experts", "Liens créés par les experts", Text("ties", "liens"), C, "skills")
_add("ties_expert_host", "Ties between experts and hosts", "Liens entre experts et institutions d'accueil", Text("ties", "liens"), C, "skills")
_add("ties_institutions", "Ties between institutions of both countries", "Liens entre institutions des deux pays", Text("ties", "liens"), C, "skills")
_add("ties_experts", "Ties between experts", "Liens entre experts", Text("ties", "liens"), C, "skills")
_add("vacancies_filled", "Posts filled for a time", "Postes pourvus un temps", Text("person months", "personnes-mois"), C, "skills")
_add("staff_trained", "Staff trained", "Personnel formé", PERSONS, C, "skills")
_add("staff_displaced", "Local posts kept vacant", "Postes locaux gelés", Text("posts", "postes"), C, "skills")
_add("interns_lost", "Interns who stayed abroad", "Stagiaires restés à l'étranger", PERSONS, C, "skills")
_add("waiting_days", "Days waited for a service", "Jours d'attente d'un service", DAYS, Adds.OTHER, "institutions")
_add("backlog", "Files waiting at the end", "Dossiers en attente à la fin", FILES, S, "institutions")
_add("abandoned", "Files given up", "Dossiers abandonnés", FILES, C, "institutions")
_add("budget_exhausted_month", "First month without money", "Premier mois sans argent", MONTH, Adds.OTHER, "institutions")
_add("crisis_need", "Urgent need after disasters", "Besoin urgent après catastrophes", USD, C, "crisis")
_add("crisis_covered", "Urgent need covered", "Besoin urgent couvert", USD, C, "crisis")
_add("crisis_duplicated", "Aid beyond the need", "Aide au-delà du besoin", USD, C, "crisis")
_add("crisis_unmet", "Urgent need left unmet", "Besoin urgent non couvert", USD, C, "crisis")
_add("days_to_first_aid", "Days until first help that counts", "Jours avant une première aide qui compte", DAYS, Adds.OTHER, "crisis")
_add("days_of_aid", "Days until help came, mean over the need it met", "Jours avant que l'aide vienne, moyenne sur le besoin couvert", DAYS, Adds.OTHER, "crisis")
_add("donor_retention", "Donors whose first gift was after a disaster who gave again in months 13 to 24", "Donateurs dont le premier don a suivi une catastrophe ayant redonné aux mois 13 à 24", SHARE, Adds.OTHER, "crisis")
_add("need_match", "How well projects met what their place needed most", "Degré d'adéquation des projets aux premiers besoins du lieu", SHARE, Adds.OTHER, "giving")
_add("poorer_half", "Share of project money that went to the poorer half", "Part de l'argent des projets allée à la moitié la plus pauvre", SHARE, Adds.OTHER, "giving")
_add("associations_surviving", "Associations that are not dormant at the end", "Associations non dormantes à la fin", Text("associations", "associations"), S, "giving")
_add("project_quality", "Share of projects delivered", "Part des projets livrés", SHARE, Adds.OTHER, "giving")
_add("projects_delivered", "Projects delivered", "Projets livrés", Text("projects", "projets"), C, "giving")
_add("regional_theil", "Inequality between regions of money received (Theil)", "Inégalité entre régions de l'argent reçu (Theil)", THEIL, Adds.OTHER, "equity")
_add("poverty_gradient", "Money per head, poorer half relative to richer half", "Argent par habitant, moitié pauvre relativement à la riche", RATIO, Adds.OTHER, "equity")

for _name, _en, _fr in (
    ("additional", "Additional: supported, would not have acted without it", "Additionnels : soutenus, n'auraient pas agi sans cela"),
    ("deadweight", "Deadweight: supported, would have acted anyway", "Effet d'aubaine : soutenus, auraient agi de toute façon"),
    ("spillover", "Spillover: not supported, acted because of it", "Retombées : non soutenus, ont agi grâce à cela"),
    ("displacement", "Displacement: would have acted, and did not", "Déplacement : auraient agi, et ne l'ont pas fait"),
    ("net", "Net effect: additional + spillover - displacement", "Effet net : additionnels + retombées - déplacement"),
):
    _add(_name, _en, _fr, HOUSEHOLDS, C, "judgement", low=None if _name == "net" else 0.0)
for _name, _en, _fr in (("additional", "Additional", "Additionnels"), ("deadweight", "Deadweight", "Effet d'aubaine")):
    for _f in "abc":
        _put(f"{_name}_{_f}", Text("{what}, of faction {of}", "{what}, de la faction {of}").filled(what=Text(_en, _fr), of=_f.upper()), HOUSEHOLDS, C, "judgement")

# what they gave, put in or founded (model/outcomes/amounts.py)
for _id, _en, _fr, _unit, _adds in (
    ("money", "Money", "Argent", USD_YEAR, M),
    ("firms", "Firms founded", "Entreprises créées", FIRMS, C),
    ("jobs", "Jobs at the end", "Emplois à la fin", Text("jobs", "emplois"), S),
    ("days", "Days of expert work", "Jours de travail d'experts", DAYS, C),
):
    for _name, _part_en, _part_fr in (
        ("supported", "of those supported", "des soutenus"),
        ("new", "additional: those supported would have done nothing", "additionnel : les soutenus n'auraient rien fait"),
        ("more", "additional: those supported would have done less", "additionnel : les soutenus auraient fait moins"),
        ("deadweight", "deadweight: would have come anyway", "effet d'aubaine : serait venu de toute façon"),
        ("spillover", "spillover: of those not supported, because of it", "retombées : des non soutenus, grâce à cela"),
        ("displacement", "displacement: did not come because of it", "éviction : n'est pas venu à cause de cela"),
        ("net", "net of what would have come without it", "net de ce qui serait venu sans cela"),
    ):
        _put(f"{_id}_{_name}", Text("{what}, {part}", "{what}, {part}").filled(what=Text(_en, _fr), part=Text(_part_en, _part_fr)), _unit, _adds, "judgement", low=None if _name == "net" else 0.0)

# what each lever costs, by what it buys (model/outcomes/accounts.py)
for _name, _en, _fr, _unit, _adds in (
    ("administration", "Administration: cost of running a lever", "Administration : coût de fonctionnement d'un levier", USD_YEAR, M),
    ("transfers", "Public money that reaches projects, firms and people", "Argent public qui parvient aux projets, entreprises et personnes", USD_YEAR, M),
    ("leakage", "Public money that goes to others than those it is for", "Argent public qui va à d'autres que ses destinataires", USD_YEAR, M),
    ("present_value_gross", "Present value of the gross cost of a lever", "Valeur présente du coût brut d'un levier", USD, Adds.OTHER),
    ("present_value_reaching", "Present value of what reaches projects, firms and people, tax forgone included", "Valeur présente de ce qui parvient aux projets, entreprises et personnes, impôt abandonné compris", USD, Adds.OTHER),
):
    _add(_name, _en, _fr, _unit, _adds, "judgement")

# whom each lever reached and how its institution coped (model/outcomes/reach.py)
_MAIN = Text("units of the main outcome a month", "unités du résultat principal par mois")
for _name, _en, _fr, _unit, _adds in (
    ("eligible", "Eligible: households that are offered a lever", "Éligibles : ménages à qui un levier est offert", HOUSEHOLDS, S),
    ("informed", "Eligible households that heard of a lever", "Ménages éligibles informés d'un levier", HOUSEHOLDS, S),
    ("informed_acted", "Eligible and informed households that did what a lever is for", "Ménages éligibles et informés ayant fait ce qu'un levier vise", HOUSEHOLDS, C),
    ("supported", "Households that a lever supported", "Ménages soutenus par un levier", HOUSEHOLDS, C),
    ("supported_rich", "Supported, of the richest tenth", "Soutenus, du dixième le plus riche", HOUSEHOLDS, C),
    ("people_rich", "Households of the richest tenth", "Ménages du dixième le plus riche", HOUSEHOLDS, S),
    ("files_received", "Files received", "Dossiers reçus", FILES, C),
    ("files_served", "Files served", "Dossiers traités", FILES, C),
    ("files_abandoned", "Files given up, by lever", "Dossiers abandonnés, par levier", FILES, C),
    ("days_waited", "Days waited by the files served", "Jours d'attente des dossiers traités", DAYS, C),
    ("days_promised", "Days promised to the files served", "Jours promis aux dossiers traités", DAYS, C),
    ("places_offered", "Places offered", "Places offertes", Text("places", "places"), C),
):
    _add(_name, _en, _fr, _unit, _adds, "judgement")
for _name, _of, _adds in (
    ("supported", Text("Supported, of faction {of}", "Soutenus, de la faction {of}"), C),
    ("people", Text("Households of faction {of}", "Ménages de la faction {of}"), S),
):
    for _f in "abc":
        _put(f"{_name}_{_f}", _of.filled(of=_f.upper()), HOUSEHOLDS, _adds, "judgement")
for _name, _en, _fr in (
    ("effect_funded", "Effect in the last year of project money", "Effet dans la dernière année de l'argent du projet"),
    ("effect_after_24m", "Effect 24 months after the end of project money", "Effet 24 mois après la fin de l'argent du projet"),
):
    _add(_name, _en, _fr, _MAIN, Adds.OTHER, "judgement", low=None)
