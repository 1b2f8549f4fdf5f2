"""Words for the parts of log odds, by the parameter that they stand in; where one parameter stands in two terms, by the rule too."""

from __future__ import annotations

from model.parameter import Text
from model.parameters import PARAMETERS

USUAL = Text("where everybody starts", "point de départ de tous")
REST = Text("other circumstances", "autres circonstances")

PARTS: dict[str, Text] = {
    # money to the family
    "remitting.habit": Text("it supports a family", "il soutient une famille"),
    "remitting.occasion": Text("it sends on occasions only", "il n'envoie qu'à l'occasion"),
    "remitting.size_effect": Text("how much it wants to send", "combien il veut envoyer"),
    "remitting.norm": Text("how many of its ties send", "combien de ses proches envoient"),
    "remitting.cost_effect": Text("the fee", "les frais"),
    "remitting.nationality_effect": Text("it holds the nationality of origin", "il a la nationalité d'origine"),
    "remitting.political_effect": Text("political attachment", "attachement politique"),
    "remitting.formal_base": USUAL,
    "remitting.fee_response": Text("fee against that of informal carriers", "frais comparés à ceux des voies informelles"),
    "remitting.days_effect": Text("days that a transfer takes", "jours que prend un transfert"),
    "remitting.account_effect": Text("the family holds an account", "la famille a un compte"),
    "remitting.status_effect": Text("insecure residence status", "statut de séjour précaire"),
    # investing
    "enterprise.property_base": USUAL,
    "enterprise.stake_base": USUAL,
    "enterprise.wealth_effect": Text("wealth", "richesse"),
    "enterprise.attachment_effect": Text("economic attachment", "attachement économique"),
    "enterprise.trust_effect": Text("trust in the state of origin", "confiance dans l'État d'origine"),
    "enterprise.grievance_effect": Text("grievance", "ressentiment"),
    "enterprise.peer_effect": Text("ties who have invested", "proches qui ont investi"),
    "enterprise.women_effect": Text("headed by a woman", "une femme à sa tête"),
    "enterprise.return_effect": Text("business climate of the two countries", "climat des affaires des deux pays"),
    "enterprise.risk_effect": Text("instability at origin", "instabilité au pays"),
    "taxed enterprise.tax_response": Text("tax on profits at origin", "impôt sur les bénéfices au pays"),
    "incentive enterprise.tax_response": Text("tax incentive", "incitation fiscale"),
    "founding.capital_response": Text("grants and tax holidays", "primes et exonérations"),
    # giving
    "giving.giver_base": Text("it gives year by year and its month is due", "il donne chaque année et son mois est venu"),
    "giving.regular_base": USUAL,
    "giving.attachment_effect": Text("attachment to people at origin", "attachement aux gens du pays"),
    "giving.norm": Text("ties who gave", "proches qui ont donné"),
    "crisis.retention": Text("it gave after a disaster lately", "il a donné récemment après une catastrophe"),
    "giving.collective_base": USUAL,
    "giving.trust_effect": Text("trust in associations", "confiance dans les associations"),
    "relations.polarisation": Text("its board is of another faction", "le bureau est d'une autre faction"),
    "giving.match_dummy": Text("public money matches the gift", "de l'argent public complète le don"),
    "giving.ratio_response": Text("how much public money", "combien d'argent public"),
    # belonging
    "nationality.naturalise_base": USUAL,
    "nationality.rights_effect": Text("rights that it lacks without it", "droits qui manquent sans elle"),
    "nationality.loss_cost": Text("the nationality of origin would be lost", "la nationalité d'origine serait perdue"),
    # savings
    "saving.product_base": USUAL,
    "saving.attachment_effect": Text("economic attachment", "attachement économique"),
    "saving.trust_effect": Text("trust in the state of origin", "confiance dans l'État d'origine"),
    "saving.return_effect": Text("plan to return", "projet de retour"),
    "saving.control_effect": Text("the sender controls the account", "l'expéditeur contrôle le compte"),
    "saving.yield_effect": Text("yield against the market", "rendement comparé au marché"),
    "saving.trained_sender": Text("trained in financial services", "formé aux services financiers"),
    "saving.bond_base": USUAL,
    "saving.bond_response": Text("what the bond is worth to it against the market", "ce que vaut pour lui l'obligation face au marché"),
    "saving.promotion_effect": Text("promotion of the bond", "promotion de l'obligation"),
    # skills
    "placement.apply_base": USUAL,
    "placement.attachment_effect": Text("psychological attachment", "attachement psychologique"),
    "placement.trust_effect": Text("trust in the placement agency", "confiance dans l'agence de placement"),
    "placement.repeat_effect": Text("it was placed before", "il a déjà été placé"),
    "placement.wage_effect": Text("what it earns, against incomes there", "ce qu'il gagne, comparé aux revenus là-bas"),
    "placement.care_effect": Text("care duties", "charges de famille"),
    "placement.security_effect": Text("insecurity at origin", "insécurité au pays"),
    "placement.waste_effect": Text("a job below its skill", "un emploi sous sa qualification"),
    "placement.colleague_effect": Text("ties with other experts", "liens avec d'autres experts"),
    "placement.off_call": Text("its sector is not called for", "son secteur n'est pas appelé"),
    "placement.status_effect": Text("insecure residence status", "statut de séjour précaire"),
    "talent.return_base": USUAL,
    "talent.pay_effect": Text("pay of the post against its own", "paie du poste comparée à la sienne"),
    "talent.attachment_effect": Text("psychological attachment", "attachement psychologique"),
    "talent.trust_effect": Text("trust in the state of origin", "confiance dans l'État d'origine"),
    "talent.plan_effect": Text("plan to return", "projet de retour"),
    "talent.rooted_effect": Text("years abroad", "années à l'étranger"),
    "talent.security_effect": Text("insecurity at origin", "insécurité au pays"),
    "knowledge.join_base": USUAL,
    "knowledge.attachment_effect": Text("attachment to people at origin", "attachement aux gens du pays"),
    "knowledge.peer_effect": Text("ties who know of skills schemes", "proches qui connaissent ces dispositifs"),
    # travel: logs of the number of trips
    "travel.visit_base": USUAL,
    "travel.attachment_effect": Text("attachment to people at origin", "attachement aux gens du pays"),
    "travel.family_effect": Text("it supports a family", "il soutient une famille"),
    "travel.generation_effect": Text("born abroad, or came as a child", "né à l'étranger, ou venu enfant"),
    "travel.income_effect": Text("income against the fare", "revenu comparé au prix du voyage"),
    "travel.campaign_own": Text("tourism promotion", "promotion du tourisme"),
}


def part_label(parameter: str, rule: str = "") -> Text:
    """A part in words: its own, else the sentence of its parameter, as of one that an own rule brings in.

    >>> part_label("giving.trust_effect")("fr"), part_label("enterprise.tax_response", "incentive")(), part_label("")()
    ('confiance dans les associations', 'tax incentive', 'other circumstances')
    """
    found = PARTS.get(f"{rule} {parameter}") or PARTS.get(parameter)
    if found is not None:
        return found
    return Text(PARAMETERS[parameter].en, PARAMETERS[parameter].fr) if parameter in PARAMETERS else REST
