"""Words and forms of the terms that a household is offered."""

from __future__ import annotations

import math
from enum import Enum
from typing import NamedTuple

from model.parameter import Text
from model.records.vocabulary import EARMARK_FORMS

from ..text import number, per_cent_sign, percent, say


class Form(Enum):
    """How the value of a term is said."""

    SHARE = "share"
    USD = "usd"
    USD_YEAR = "usd_year"
    USD_MONTH = "usd_month"
    DAYS = "days"
    MONTHS = "months"
    IS_ON = "is_on"
    NUMBER = "number"
    EARMARK = "earmark"


class Said(NamedTuple):
    """A term in words."""

    label: Text
    form: Form


TERMS: dict[str, Said] = {
    "remittance_cost": Said(Text("fee of a formal transfer", "frais d'un transfert formel"), Form.SHARE),
    "tax_rate": Said(Text("tax on profits", "impôt sur les bénéfices"), Form.SHARE),
    "tax_cut": Said(Text("cut of the tax on profits of a new firm", "baisse de l'impôt sur les bénéfices d'une nouvelle entreprise"), Form.SHARE),
    "tax_cut_months": Said(Text("length of that cut", "durée de cette baisse"), Form.MONTHS),
    "tax_cut_cap_usd": Said(Text("tax forgone per firm, at most", "impôt abandonné par entreprise, au plus"), Form.USD_YEAR),
    "tax_cut_associates": Said(Text("partners of the firm profit too", "les associés en profitent aussi"), Form.IS_ON),
    "dual_allowed": Said(Text("who naturalises may keep the nationality of origin", "qui se naturalise peut garder la nationalité d'origine"), Form.IS_ON),
    "nationality_fee_usd": Said(Text("fee for taking it back", "droit à payer pour la reprendre"), Form.USD),
    "nationality_months": Said(Text("time that this takes", "temps que cela prend"), Form.MONTHS),
    "nationality_cost_usd": Said(Text("cost to the administration", "coût pour l'administration"), Form.USD),
    "relief_rate": Said(Text("share of a gift that the tax office gives back", "part d'un don que rend le fisc"), Form.SHARE),
    "relief_ceiling_usd": Said(Text("relief at most", "allégement au plus"), Form.USD_YEAR),
    "match_ratio": Said(Text("public money per dollar given", "argent public par dollar donné"), Form.NUMBER),
    "match_lead": Said(Text("public money is announced first", "l'argent public est annoncé d'abord"), Form.IS_ON),
    "match_doubt": Said(
        Text("share of projects that people expect the fund to refuse", "part des projets que l'on s'attend à voir refusés par le fonds"), Form.SHARE
    ),
    "placement_open": Said(Text("the placement agency takes applications", "l'agence de placement prend des candidatures"), Form.IS_ON),
    "placement_virtual": Said(Text("share of assignments online", "part des missions en ligne"), Form.SHARE),
    "placement_days": Said(Text("length of an assignment", "durée d'une mission"), Form.DAYS),
    "placement_women": Said(Text("places kept for women", "places réservées aux femmes"), Form.SHARE),
    "start_days": Said(Text("days to register a firm", "jours pour immatriculer une entreprise"), Form.DAYS),
    "start_steps": Said(Text("steps to register a firm", "étapes pour immatriculer une entreprise"), Form.NUMBER),
    "start_cost_usd": Said(Text("cost of registering a firm", "coût d'immatriculation d'une entreprise"), Form.USD),
    "information": Said(Text("how far investors are informed", "information des investisseurs"), Form.SHARE),
    "grant_share": Said(Text("grant per dollar of one's own stake", "prime par dollar de mise propre"), Form.SHARE),
    "grant_cap_usd": Said(Text("grant per firm at most", "prime par entreprise au plus"), Form.USD),
    "grant_min_usd": Said(Text("smallest project with a grant", "plus petit projet primé"), Form.USD),
    "grant_own_share": Said(Text("share that the owner must bring", "part que le propriétaire doit apporter"), Form.SHARE),
    "guarantee_share": Said(Text("share of a loan that is guaranteed", "part garantie d'un prêt"), Form.SHARE),
    "guarantee_cap_usd": Said(Text("guaranteed loan at most", "prêt garanti au plus"), Form.USD),
    "zone_holiday_months": Said(Text("tax holiday in a zone", "exonération en zone"), Form.MONTHS),
    "zone_associates": Said(Text("associates may settle there too", "les associés peuvent aussi s'y installer"), Form.IS_ON),
    "counter_days": Said(Text("days promised by the one-stop shop", "jours promis par le guichet unique"), Form.DAYS),
    "counter_online": Said(Text("the one-stop shop works online", "le guichet unique est en ligne"), Form.IS_ON),
    "call_open": Said(Text("a competition takes applications", "un concours est ouvert"), Form.IS_ON),
    "network_chapters": Said(Text("chapters of business networks", "sections de réseaux d'entreprises"), Form.NUMBER),
    "fair_open": Said(Text("places at a trade fair", "places à une foire"), Form.IS_ON),
    "training_open": Said(Text("courses on the rules of trade", "cours sur les règles du commerce"), Form.IS_ON),
    "customs_days": Said(Text("days at customs", "jours en douane"), Form.DAYS),
    "customs_documents": Said(Text("documents of a shipment", "documents d'un envoi"), Form.NUMBER),
    "shipment_cost_usd": Said(Text("cost of a shipment", "coût d'un envoi"), Form.USD),
    "product_control": Said(Text("control of the sender over the account", "contrôle de l'expéditeur sur le compte"), Form.SHARE),
    "product_yield": Said(Text("yield of the account", "rendement du compte"), Form.SHARE),
    "product_min_usd": Said(Text("smallest balance for these terms", "plus petit solde à ces conditions"), Form.USD),
    "bond_open": Said(Text("a diaspora bond is on sale", "une obligation de la diaspora est en vente"), Form.IS_ON),
    "bond_yield": Said(Text("yield of the bond", "rendement de l'obligation"), Form.SHARE),
    "bond_min_usd": Said(Text("smallest bond", "plus petite obligation"), Form.USD),
    "transfer_days": Said(Text("days of a formal transfer", "jours d'un transfert formel"), Form.DAYS),
    "campaign_usd": Said(Text("tourism promotion", "promotion du tourisme"), Form.USD_YEAR),
    "course_open": Said(Text("courses in financial services", "cours sur les services financiers"), Form.IS_ON),
    "bond_promotion_usd": Said(Text("promotion of the bond", "promotion de l'obligation"), Form.USD_YEAR),
    "pool_open": Said(Text("a pooled fund takes gifts", "un fonds commun prend les dons"), Form.IS_ON),
    "pool_public": Said(Text("public money is in that fund", "ce fonds contient de l'argent public"), Form.IS_ON),
    "talent_usd": Said(Text("package for a post at origin", "avantages d'un poste au pays"), Form.USD_MONTH),
    "network_usd": Said(Text("secretariat of a knowledge network", "secrétariat d'un réseau de connaissances"), Form.USD_YEAR),
    "consultation_open": Said(Text("households may ask to speak at a consultation", "les ménages peuvent demander à parler à une consultation"), Form.IS_ON),
    "register_open": Said(Text("a register of volunteers", "un registre de volontaires"), Form.IS_ON),
    "register_lag": Said(Text("time until an entry is used", "délai avant l'usage d'une inscription"), Form.MONTHS),
    "outreach": Said(Text("how far news is aimed", "ciblage des nouvelles"), Form.SHARE),
    "hub_open": Said(Text("what a knowledge hub holds", "contenu d'un pôle de connaissances"), Form.SHARE),
    "hub_news": Said(Text("chance a month of news from the hub", "chance mensuelle de nouvelles du pôle"), Form.SHARE),
    "portal_news": Said(Text("chance a month of news from the portal for investors", "chance mensuelle de nouvelles du portail des investisseurs"), Form.SHARE),
    "earmark_form": Said(Text("form of earmarked transfers", "forme des transferts fléchés"), Form.EARMARK),
    "earmark_use": Said(Text("ordinary transfers can be earmarked", "les transferts ordinaires peuvent être fléchés"), Form.IS_ON),
    "earmark_open": Said(Text("an earmarked product to sign up for", "un produit fléché à souscrire"), Form.IS_ON),
    "earmark_match": Said(Text("public money per dollar in it", "argent public par dollar placé"), Form.NUMBER),
    "earmark_cap_usd": Said(Text("public money at most", "argent public au plus"), Form.USD_YEAR),
    "lot_loss": Said(Text("income that its family lost by lot", "revenu perdu par sa famille, par le sort"), Form.SHARE),
    "lot_recession": Said(Text("income that it lost by lot", "revenu qu'il a perdu, par le sort"), Form.SHARE),
    "lot_stopped": Said(Text("travel stopped by lot", "voyages arrêtés, par le sort"), Form.SHARE),
    "lot_fee_cut": Said(Text("fees taken off by lot", "frais remis, par le sort"), Form.SHARE),
}
_DOUBTED = {
    "grant_doubt": Text("a grant", "une prime"),
    "guarantee_doubt": Text("a guarantee", "une garantie"),
    "zone_doubt": Text("a plot in a zone", "un terrain en zone"),
    "counter_doubt": Text("the one-stop shop", "le guichet unique"),
    "call_doubt": Text("the competition", "le concours"),
    "course_doubt": Text("a course", "un cours"),
    "fair_doubt": Text("a place at a fair", "une place à une foire"),
    "training_doubt": Text("a course on trade", "un cours de commerce"),
    "placement_doubt": Text("an assignment", "une mission"),
    "talent_doubt": Text("a post", "un poste"),
    "projects_doubt": Text("a joint project", "un projet commun"),
    "answers_doubt": Text("an answer", "une réponse"),
    "bond_doubt": Text("a bond", "une obligation"),
    "register_doubt": Text("an entry in the register", "une inscription au registre"),
    "earmark_doubt": Text("a match of earmarked money", "un complément d'argent fléché"),
}
TERMS |= {
    name: Said(Text(
        "share of cases in which people expect to be refused {what}",
        "part des cas où l'on s'attend à se voir refuser {what}",
    ).filled(what=what), Form.SHARE)
    for name, what in _DOUBTED.items()
}
UNITS = {
    Form.USD: Text("USD", "USD"),
    Form.USD_YEAR: Text("USD a year", "USD par an"),
    Form.USD_MONTH: Text("USD a month", "USD par mois"),
    Form.DAYS: Text("days", "jours"),
    Form.MONTHS: Text("months", "mois"),
}
NO_LIMIT = Text("no limit", "sans limite")
ENDLESS = 1e8
"""From here on an amount or a time is no limit."""


def term_value(name: str, value: float, language: str) -> str:
    """The value of a term in words.

    >>> term_value("remittance_cost", 0.0642, "en"), term_value("match_ratio", 0.0, "en"), term_value("tax_cut_months", 60.0, "fr")
    ('6.4 %', '0', '60 mois')
    """
    form = TERMS[name].form
    if form is Form.IS_ON:
        return say("yes" if value > 0.0 else "no", language)
    if form is Form.SHARE:
        exact = 1000.0 * value
        return percent(value, language) if abs(exact / 10.0 - round(exact / 10.0)) < 1e-9 or abs(value) < 0.01 else _with_a_decimal(value, language)
    if form is Form.EARMARK:
        return say(EARMARK_FORMS[int(value) - 1], language) if value > 0.0 else say("no", language)
    if form is Form.NUMBER:
        return number(value, language)
    return NO_LIMIT(language) if value >= ENDLESS or math.isinf(value) else f"{number(value, language)} {UNITS[form](language)}"


def _with_a_decimal(value: float, language: str) -> str:
    return per_cent_sign(f"{100.0 * value:.1f}", language)
