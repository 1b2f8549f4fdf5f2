"""The indicators that a ministry reports to the SDG, the Global Compact and donors, and the outcomes that each is computed from.

One whose outcome is not in the model is listed with the reason. None is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from model.outcome_registry import NOTHING, OUTCOMES
from model.parameter import Text

from ..runs.intervals import Floats
from ..runs.replications import COST, Replications

SDG, GCM, REVIEW, PROGRAMME = "SDG", "GCM", "GCM review", "programme"
BY = ("sex", "generation", "region", "faction")
SHARE = Text("%", "%")
USD_YEAR = Text("USD of 2019 a year", "USD de 2019 par an")

Formula = Callable[[Replications, str | None, str | None, bool], Floats]
"""The value over the replications: of which replications, breakdown and group, and whether of the world without policy."""


@dataclass(frozen=True)
class Indicator:
    """One indicator. `outcomes` are what it is computed from; `formula` None: not in the model, for the reason in `note`.

    `breakdowns` are the groupings for which it is given too.
    """

    frame: str
    id: str
    label: Text
    unit: Text
    outcomes: tuple[str, ...] = ()
    formula: Formula | None = None
    breakdowns: tuple[str, ...] = ()
    note: Text = NOTHING

    @property
    def is_available(self) -> bool:
        """Whether the model has what it needs."""
        return self.formula is not None and all(outcome in OUTCOMES for outcome in self.outcomes)


def _values(each: Replications, outcome: str, breakdown: str | None, group: str | None, without: bool) -> Floats:
    found = each.column(outcome, breakdown, group)
    return found - each.column(outcome, breakdown, group, difference=True) if without else found


def sum_of(*outcomes: str) -> Formula:
    """Outcomes added up."""
    return lambda each, by, group, without: np.asarray(sum(_values(each, outcome, by, group, without) for outcome in outcomes))


def percent_of(above: str, *below: str) -> Formula:
    """One outcome in per cent of others."""

    def formula(each: Replications, by: str | None, group: str | None, without: bool) -> Floats:
        total = np.asarray(sum(_values(each, outcome, by, group, without) for outcome in below))
        return 100.0 * np.divide(_values(each, above, by, group, without), total, out=np.full(len(total), np.nan), where=total > 0.0)

    return formula


def _of_gdp(each: Replications, by: str | None, group: str | None, without: bool) -> Floats:
    """Remittances of the corridors of the scenario in per cent of the output of the countries of origin: not of all remittances to them."""
    gdp = {
        corridor.split("-")[0]: float(given["origin_population"].value) * float(given["origin_gdp_pc"].value)
        for corridor, given in each.scenario.figures.items()
    }
    return 100.0 * _values(each, "remittances", by, group, without) / sum(gdp.values())


FINANCE = ("remittances", "investment", "bonds_sold", "donations")
"""What counts as finance mobilised (decisions D1, D2, D5, D7)."""


def _additional_finance(each: Replications, by: str | None, group: str | None, without: bool) -> Floats:
    """What the policy adds to remittances, investment, bonds and donations; nothing without it, undefined where the world without it was not simulated."""
    if each.base is None:
        return np.full(len(each.numbers), np.nan)
    found = sum(each.column(outcome, by, group, difference=True) for outcome in FINANCE)
    return np.zeros(len(each.numbers)) if without else np.asarray(found)


def _net(each: Replications, by: str | None, group: str | None, without: bool) -> Floats:
    """Households that acted because of the policy less those who no longer did, over what it wants done; nothing without it."""
    if each.base is None:
        return np.full(len(each.numbers), np.nan)
    whole = "lever" if len(each.scenario.levers) == 1 else "act"
    found = [values for (outcome, breakdown, _), values in each.judged.items() if (outcome, breakdown) == ("net", whole)]
    return np.zeros(len(each.numbers)) if without or not found else np.sum(found, axis=0)


def _agreements(each: Replications, by: str | None, group: str | None, without: bool) -> Floats:
    """Agreements with partners that the levers in force say."""
    in_force = [lever for lever in each.scenario.levers if lever.id == "philanthropy_partnership" and not lever.is_idle and lever.eligibility.random_share > 0.0]
    signed = sum(float(lever.values["agreements"]) for lever in in_force)
    return np.full(len(each.numbers), 0.0 if without else signed)


_INDICATORS: tuple[Indicator, ...] = (
    Indicator(SDG, "10.c.1", Text("Cost of remittances, % of the amount", "Coût des envois de fonds, % du montant"), SHARE,
              ("remittance_fees", "remittances"), percent_of("remittance_fees", "remittances", "remittance_fees"), ("corridor",),
              Text("all channels and amounts, not the convention of 200 USD; target below 3 %, no corridor above 5 %",
                   "tous canaux et montants, non la convention de 200 USD ; cible sous 3 %, aucun corridor au-dessus de 5 %")),
    Indicator(SDG, "17.3.2", Text("Remittances of these corridors, % of output at origin", "Envois de ces corridors, % du PIB d'origine"), SHARE, ("remittances",), _of_gdp, (),
              Text("the corridors of the scenario alone, not all remittances to the country", "les seuls corridors du scénario, non tous les envois vers le pays")),
    Indicator(SDG, "17.3.1", Text("Additional finance mobilised: remittances, investment, bonds, donations", "Financements supplémentaires mobilisés : envois, investissement, obligations, dons"), USD_YEAR,
              FINANCE, _additional_finance, BY),
    Indicator(SDG, "17.16", Text("Joint projects of the diaspora and host institutions", "Projets conjoints de la diaspora et des institutions d'accueil"),
              Text("projects", "projets"), ("joint_projects",), sum_of("joint_projects")),
    Indicator(SDG, "17.16.agreements", Text("Agreements between public and diaspora partners", "Accords entre partenaires publics et de la diaspora"), Text("agreements", "accords"),
              (), _agreements, (), Text("as the levers of the scenario say: an input, not a result", "selon les leviers du scénario : une donnée, non un résultat")),
    Indicator(SDG, "17.9", Text("Technical cooperation: days of expert work", "Coopération technique : jours de travail d'experts"), Text("days", "jours"),
              ("expert_days",), sum_of("expert_days"), BY),
    Indicator(SDG, "8.10.2", Text("Accounts opened by receiving families", "Comptes ouverts par les familles receveuses"), Text("accounts", "comptes"),
              ("accounts_opened",), sum_of("accounts_opened"), ("region",), Text("new accounts, not the share of adults who have one", "nouveaux comptes, non la part des adultes qui en ont un")),
    Indicator(SDG, "8.10.2.women", Text("Accounts opened by families headed by women", "Comptes ouverts par des familles dirigées par une femme"), Text("accounts", "comptes"),
              ("accounts_opened_women",), sum_of("accounts_opened_women"), ("region",)),
    Indicator(SDG, "8.10.1", Text("Bank branches and cash machines per 100,000 adults", "Agences et distributeurs pour 100 000 adultes"), Text("number", "nombre"),
              note=Text("the model has no branches", "le modèle n'a pas d'agences")),
    Indicator(SDG, "8.3", Text("Jobs in firms created", "Emplois dans les entreprises créées"), Text("jobs", "emplois"), ("jobs",), sum_of("jobs"), BY),
    Indicator(SDG, "8.9", Text("Spending of visitors", "Dépenses des visiteurs"), USD_YEAR, ("tourism_receipts",), sum_of("tourism_receipts"), BY),
    Indicator(SDG, "9.3", Text("Founders stopped by lack of capital", "Fondateurs arrêtés faute de capital"), Text("households", "ménages"),
              ("blocked_finance",), sum_of("blocked_finance"), BY, Text("the reverse of access to finance of small firms", "l'inverse de l'accès des petites entreprises au financement")),
    Indicator(SDG, "3.c.1", Text("Know-how held by health institutions", "Savoir-faire détenu par les institutions de santé"), Text("expert days", "jours-expert"),
              ("capacity_health",), sum_of("capacity_health"), (), Text("know-how, not health workers per head", "un savoir-faire, non des soignants par habitant")),
    Indicator(SDG, "4.c.1", Text("Know-how held by schools", "Savoir-faire détenu par l'enseignement"), Text("expert days", "jours-expert"),
              ("capacity_education",), sum_of("capacity_education"), (), Text("know-how, not the share of trained teachers", "un savoir-faire, non la part d'enseignants formés")),
    Indicator(SDG, "1.5", Text("Urgent need after disasters that was covered", "Besoin urgent couvert après catastrophe"), SHARE,
              ("crisis_covered", "crisis_need"), percent_of("crisis_covered", "crisis_need")),
    Indicator(GCM, "19.remit", Text("Remittances received", "Envois de fonds reçus"), USD_YEAR, ("remittances",), sum_of("remittances"), BY),
    Indicator(GCM, "19.trust", Text("Trust in the state of origin", "Confiance dans l'État d'origine"), Text("index from 0 to 1", "indice de 0 à 1"), ("trust",), sum_of("trust"), BY),
    Indicator(GCM, "19.dual", Text("Adults with both nationalities", "Adultes ayant les deux nationalités"), Text("persons", "personnes"), ("dual_nationals",), sum_of("dual_nationals"), BY),
    Indicator(GCM, "20.formal", Text("Remittances through formal channels, % of all", "Envois par des voies formelles, % du total"), SHARE,
              ("remittances_formal", "remittances"), percent_of("remittances_formal", "remittances"), BY),
    Indicator(GCM, "20.speed", Text("Days that a formal transfer takes", "Durée d'un envoi formel, en jours"), Text("days", "jours"), ("transfer_days",), sum_of("transfer_days"), BY,
              Text("weighted by amounts; informal carriers are taken to be quick", "pondérés par les montants ; les circuits informels sont réputés rapides")),
    Indicator(GCM, "review.IOM", Text("Migration Governance Indicators", "Indicateurs de gouvernance des migrations"), Text("score", "score"),
              note=Text("a questionnaire on institutions, not an outcome of a model", "un questionnaire sur les institutions, non un résultat de modèle")),
    Indicator(PROGRAMME, "relevance", Text("Share of project money in the poorer half", "Part de l'argent des projets dans la moitié la plus pauvre"), Text("share", "part"), ("poorer_half",), sum_of("poorer_half")),
    Indicator(PROGRAMME, "efficiency", Text("Public cost", "Coût public"), USD_YEAR, (COST,), sum_of(COST), ("payer", "lever")),
    Indicator(PROGRAMME, "efficiency.wait", Text("Days waited for a service", "Jours d'attente d'un service"), Text("days", "jours"), ("waiting_days",), sum_of("waiting_days")),
    Indicator(PROGRAMME, "impact", Text("Households that acted because of the policy, less those who no longer did", "Ménages ayant agi grâce à la politique, moins ceux qui ne l'ont plus fait"), Text("households", "ménages"),
              ("net",), _net, (), Text("added up over the levers; whoever acted thanks to two counts twice", "additionnés sur les leviers ; qui agit grâce à deux compte deux fois")),
    Indicator(PROGRAMME, "sustainability", Text("Know-how still there after 12 months", "Savoir-faire encore là après 12 mois"), Text("share", "part"),
              ("capacity_retained_12m",), sum_of("capacity_retained_12m")),
    Indicator(PROGRAMME, "coherence", Text("Consistency with other policies of both states", "Cohérence avec les autres politiques des deux États"), Text("judgement", "appréciation"),
              note=Text("a judgement, not an outcome; `diaspora check` lists conflicts between levers", "une appréciation, non un résultat ; `diaspora check` liste les conflits entre leviers")),
)  # fmt: skip

REVIEWED = ("10.c.1", "17.3.2", "8.10.2", "20.formal", "20.speed")
_OF_REVIEW = Text(
    "for the review of the Compact, whose limited set draws on the SDG; the list itself (December 2024) was not at hand: check it before you send this",
    "pour l'examen du Pacte, dont la liste restreinte puise dans les ODD ; la liste elle-même (décembre 2024) n'était pas disponible : vérifiez-la avant l'envoi",
)
INDICATORS = (*_INDICATORS, *(replace(each, frame=REVIEW, id=f"review.{each.id}", note=_OF_REVIEW) for each in _INDICATORS if each.id in REVIEWED))
"""All indicators; those that a review of the Global Compact would take are listed again under its own frame."""

ACTIONS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "a": (Text("full and effective implementation of existing commitments", "mise en œuvre des engagements existants"), ("remittance_cost", "business_registration")),
    "b": (Text("research and data on what migrants and diasporas contribute", "recherche et données sur les contributions"), ("diaspora_mapping", "knowledge_hub")),
    "c": (Text("effects of non-financial contributions: skills, knowledge, entrepreneurship", "contributions non financières : compétences, savoirs, entrepreneuriat"),
          ("skills_placement", "knowledge_network", "talent_attraction", "entrepreneur_support")),
    "d": (Text("offices or focal points, diaspora in strategies", "services dédiés, diaspora dans les stratégies"), ("consultation", "one_stop_shop")),
    "e": (Text("support programmes and products: matching, bonds, funds, fairs", "programmes et produits : abondement, obligations, fonds, foires"),
          ("matching_grant", "diaspora_bond", "pooled_fund", "trade_fair", "savings_product", "earmarked_transfer", "investment_grant", "credit_guarantee", "tax_incentive", "donation_tax_relief",
           "special_economic_zone", "financial_inclusion", "trade_training", "trade_facilitation", "infrastructure", "tourism_promotion")),
    "f": (Text("easily accessible information, coordinated crisis giving", "information accessible, dons de crise coordonnés"),
          ("investment_information", "philanthropy_partnership", "philanthropy_training")),
    "g": (Text("political participation of migrants in countries of origin", "participation politique au pays d'origine"), ("consultation", "dual_nationality")),
    "h": (Text("flexible travel, work and citizenship rules", "règles souples de circulation, de travail et de nationalité"), ("dual_nationality",)),
    "i": (Text("transfer of knowledge without loss of job, residence or social rights", "transfert de savoirs sans perte d'emploi, de séjour ni de droits"), ("skills_placement", "volunteer_register")),
    "j": (Text("partnerships of local authorities, private sector, associations", "partenariats des collectivités, du secteur privé, des associations"),
          ("business_network", "knowledge_network", "philanthropy_partnership")),
}  # fmt: skip
"""Actions (a) to (j) of objective 19, in short, and the levers that are such an action. The grouping is judgement; (e) to (j) are from memory of the text."""
