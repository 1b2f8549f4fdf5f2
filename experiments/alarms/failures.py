"""The failure modes X1 to X16 of the source paper: what each is, and the lever or setting that answers it."""

from __future__ import annotations

from typing import NamedTuple

from model.parameter import Text


class Alarm(NamedTuple):
    """A failure mode: what it is, and the lever or setting that answers it."""

    label: Text
    remedy: Text


ALARMS = {
    "X1": Alarm(
        Text("deadweight", "effet d'aubaine"),
        Text(
            "make it large enough to decide (share), target it (eligibility), support a later stage, mend a climate in which it fails",
            "le rendre assez fort pour décider (share), le cibler (eligibility), soutenir une étape plus tardive, assainir un climat qui le freine",
        ),
    ),
    "X2": Alarm(
        Text("money and need apart", "argent et besoin disjoints"),
        Text(
            'choose by need (rule = "need_weighted" or "quota"), a pooled_fund, help for the associations of poor places (philanthropy_training)',
            'choisir selon les besoins (rule = "need_weighted" ou "quota"), un pooled_fund, aider les associations des lieux pauvres (philanthropy_training)',
        ),
    ),
    "X3": Alarm(
        Text("budget exhausted", "budget épuisé"),
        Text(
            "a lower ratio, share or cap, a larger budget, rounds that spread it over the year",
            "un taux, une part ou un plafond plus bas, un budget plus grand, des tours qui l'étalent sur l'année",
        ),
    ),
    "X4": Alarm(
        Text("backlog", "file d'attente"),
        Text(
            "more officers, places or budget, more rounds, online steps, or a slower campaign",
            "plus d'agents, de places ou de budget, plus de tours, des étapes en ligne, ou une campagne plus lente",
        ),
    ),
    "X5": Alarm(
        Text("capture", "captation"),
        Text(
            "quotas and targeting (eligibility, quota), juries that score blindly (blind_scoring = true) and err less",
            "quotas et ciblage (eligibility, quota), jurys notant à l'aveugle (blind_scoring = true) et moins arbitraires",
        ),
    ),
    "X6": Alarm(
        Text("promises broken", "promesses rompues"),
        Text(
            "promise less (fewer events or places, a longer deadline_days), answer more (answers_per_month, officers)",
            "promettre moins (moins de réunions ou de places, deadline_days plus long), répondre plus (answers_per_month, officers)",
        ),
    ),
    "X7": Alarm(
        Text("aid doubled here and missing there", "aide en double ici, absente là"),
        Text("a coordination desk (philanthropy_partnership), a pooled_fund", "une cellule de coordination (philanthropy_partnership), un pooled_fund"),
    ),
    "X8": Alarm(
        Text("coordination delay", "retard de coordination"),
        Text(
            "a fast window (philanthropy_partnership.fast_window_days), fewer days_to_allocate",
            "un guichet rapide (philanthropy_partnership.fast_window_days), moins de days_to_allocate",
        ),
    ),
    "X9": Alarm(
        Text("know-how lost again", "savoir-faire reperdu"),
        Text("more training_share, repeats and follow_up_hours, internships", "plus de training_share, de missions répétées et de follow_up_hours, des stages"),
    ),
    "X10": Alarm(
        Text("local staff displaced", "personnel local évincé"),
        Text("the additionality rule (additionality_rule = true)", "la règle d'additionnalité (additionality_rule = true)"),
    ),
    "X11": Alarm(
        Text("brain drain by internship", "fuite de cerveaux par les stages"),
        Text(
            "an agreed return (bonded_return = true), online work (virtual_share)",
            "un retour convenu (bonded_return = true), le travail en ligne (virtual_share)",
        ),
    ),
    "X12": Alarm(
        Text("supply and demand apart", "offre et demande disjointes"),
        Text(
            "more officers, other sectors, a better register (volunteer_register, diaspora_mapping)",
            "plus d'agents, d'autres secteurs, un meilleur registre (volunteer_register, diaspora_mapping)",
        ),
    ),
    "X13": Alarm(
        Text("low uptake", "faible recours"),
        Text(
            "news of it (investment_information on investment, business_network among owners of firms, knowledge_hub on all), fewer places, lower thresholds",
            "le faire savoir (investment_information sur l'investissement, business_network aux chefs d'entreprise, knowledge_hub sur tout), moins de places, "
            "seuils plus bas",
        ),
    ),
    "X14": Alarm(
        Text("zombie project", "projet sans lendemain"),
        Text(
            'institutional money (funding = "institutional") and a home for it ([ministry] institutional_home = true)',
            'de l\'argent institutionnel (funding = "institutional") et un ancrage ([ministry] institutional_home = true)',
        ),
    ),
    "X15": Alarm(
        Text("politicised refusal", "refus politisé"),
        Text(
            "an independent host of the register (independent_host = true), seats for all factions (quota)",
            "un registre tenu par un tiers (independent_host = true), des places pour toutes les factions (quota)",
        ),
    ),
    "X16": Alarm(
        Text("incentive race", "course aux incitations"),
        Text(
            "a better climate first (business_registration, one_stop_shop), a sunset (fewer years, a lower cap), a zone for the diaspora alone (open_to)",
            "un meilleur climat d'abord (business_registration, one_stop_shop), une fin programmée (moins d'années, plafond plus bas), une zone pour la seule "
            "diaspora (open_to)",
        ),
    ),
}
