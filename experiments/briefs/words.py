"""Words of a brief that no other page has, English and French."""

from __future__ import annotations

from collections.abc import Mapping

from model.parameter import Text

from ..shown_money import in_words

WORDS: Mapping[str, Text] = {
    "question_one": Text("What does this policy change, set against the same world without it?", "Que change cette politique, comparée au même monde sans elle ?"),
    "question_many": Text(
        "What do these policies change, each set against the same world without it?",
        "Que changent ces politiques, chacune comparée au même monde sans elle ?",
    ),
    "question": Text("The question", "La question"),
    "four_title": Text("Effect, cost and additionality, by policy", "Effet, coût et additionnalité, par politique"),
    "offers_title": Text("Dates, budget, payer and people, by policy and lever", "Dates, budget, payeur et public, par politique et levier"),
    "accounts_title": Text("Costs a year, benefit per dollar and cost per unit, by policy", "Coûts par an, avantage par dollar et coût par unité, par politique"),
    "against_title": Text("Each policy minus {reference}", "Chaque politique moins {reference}"),
    "sheet_title": Text("Indicators with the policy, and without", "Indicateurs avec la politique, et sans"),
    "where": Text("{corridors}; {first} to {last}, {years} years.", "{corridors} ; {first} à {last}, {years} ans."),
    "verdict": Text("Verdict", "Constat"),
    "rises": Text("Higher than without the policy: the 95 % interval lies above zero",
        "Plus haut que sans la politique : l'intervalle à 95 % est au-dessus de zéro",
    ),
    "falls": Text("Lower than without the policy: the 95 % interval lies below zero",
        "Plus bas que sans la politique : l'intervalle à 95 % est au-dessous de zéro",
    ),
    "cannot": Text("Cannot be told, in either direction: the 95 % interval holds zero",
        "Indéterminé, dans un sens comme dans l'autre : l'intervalle à 95 % contient zéro",
    ),
    "same": Text("The same in every run as without the policy", "Identique dans chaque simulation à ce qu'il est sans la politique"),
    "too_few": Text("Too few runs to say anything of the sign", "Trop peu de simulations pour dire quoi que ce soit du signe"),
    "undefined": Text("Not defined in any run", "Non défini dans les simulations"),
    "of_runs": Text("{share} of the runs on that side", "{share} des simulations de ce côté"),
    "sure": Text("How sure that is", "Degré de certitude"),
    "sure_says": Text(
        "{runs} runs a policy; {drawn}. An interval holds what chance and inputs that are not known do to the mean, not errors of the model itself. Each line "
        "is judged by itself: of twenty changes that are none, one is taken for one on average.",
        "{runs} simulations par politique ; {drawn}. Un intervalle contient l'effet du hasard et des hypothèses mal connues sur la moyenne, non les erreurs du "
        "modèle. Chaque ligne est jugée seule : sur vingt écarts nuls, un est pris pour un écart en moyenne.",
    ),
    "sure_luck": Text(
        "{runs} runs a policy; {drawn}. An interval holds what chance does to the mean; it leaves out inputs that are not known, and errors of the model.",
        "{runs} simulations par politique ; {drawn}. Un intervalle contient l'effet du hasard sur la moyenne ; il laisse de côté les hypothèses mal connues et "
        "les erreurs du modèle.",
    ),
    "offers": Text("What is compared: the terms of each option", "Ce qui est comparé : les conditions de chaque option"),
    "figure": Text("Figure {n}.", "Figure {n}."),
    "table": Text("Table {n}.", "Tableau {n}."),
    "page": Text("page {n} of {of}", "page {n} sur {of}"),
    "unit": Text("Unit", "Unité"),
    "source": Text("Source", "Source"),
    "source_line": Text(
        "Model of diaspora policies, version {version}, results {fingerprint}; {runs} runs a scenario, {drawn}; sources of inputs: annex.",
        "Modèle de politiques envers la diaspora, version {version}, résultats {fingerprint} ; {runs} simulations par scénario, {drawn} ; sources des données : "
        "annexe.",
    ),
    "who": Text("Who gains and who pays", "Qui y gagne et qui paie"),
    "gains": Text("Shares of the change by group", "Parts de l'écart par groupe"),
    "gains_says": Text(
        "Shares are given only where the change as a whole, and that of the group, can be told from zero.",
        "Les parts ne sont données que si l'écart total et celui du groupe se distinguent de zéro.",
    ),
    "accounts": Text("Accounts: cost, what arrives, what a dollar brings", "Comptes : coût, ce qui arrive, ce que rapporte un dollar"),
    "dash": Text(
        "A dash: of one lever of a package, known only where what each lever adds was asked for (`compare --contributions`).",
        "Un tiret : pour un levier d'un ensemble, connu seulement si l'apport de chaque levier a été demandé (`compare --contributions`).",
    ),
    "budget": Text("Budget by year", "Budget par année"),
    "budget_title": Text("Public cost and revenue forgone by year", "Coût public et recettes abandonnées par année"),
    "budget_says": Text(
        "USD of 2019; in square brackets the 95 % interval of the mean. The mean of the years is the public cost of the tables above.",
        "USD de 2019 ; entre crochets l'intervalle à 95 % de la moyenne. La moyenne des années est le coût public des tableaux précédents.",
    ),
    "of_cost": Text("USD of 2019", "USD de 2019"),
    "mean_of_years": Text("Mean of the years", "Moyenne des années"),
    "sum_of_years": Text("Sum of the years", "Somme des années"),
    "notes": Text("Alarms, and what answers them", "Alertes, et ce qui y répond"),
    "no_notes": Text("No alarm is on.", "Aucune alerte n'est active."),
    "moves": Text("The inputs that move this result", "Les hypothèses qui font varier ce résultat"),
    "moves_says": Text(
        "An input that moves nothing is named in one such list of twenty.", "Une hypothèse sans effet est citée dans une de ces listes sur vingt."
    ),
    "rests": Text("What it rests on", "Sur quoi cela repose"),
    "rests_says": Text(
        "{n} inputs, by grade of evidence, from A (randomised studies) to D (a single organisation, or judgement): {grades}. {assumed} are assumptions or values of the literature; {drawn} of them are drawn from a range.",
        "{n} données d'entrée, par niveau de preuve, de A (études randomisées) à D (une seule organisation, ou jugement) : {grades}. {assumed} sont des hypothèses ou des valeurs de la littérature ; {drawn} d'entre elles sont "
        "tirées dans un intervalle.",
    ),
    "rests_luck": Text(
        "{n} inputs, by grade of evidence, from A (randomised studies) to D (a single organisation, or judgement): {grades}. {assumed} are assumptions or values of the literature; here all stay at their declared values.",
        "{n} données d'entrée, par niveau de preuve, de A (études randomisées) à D (une seule organisation, ou jugement) : {grades}. {assumed} sont des hypothèses ou des valeurs de la littérature ; toutes restent ici à leurs "
        "valeurs déclarées.",
    ),
    "facts": Text(
        "How well the model meets {n} published facts (by grade: {grades}) is in docs/validation.md, and `diaspora validate` computes it; docs/calibration.md "
        "says what the calibrated sets of parameters are worth where they were not fitted.",
        "docs/validation.md dit dans quelle mesure le modèle répond à {n} faits publiés (par niveau : {grades}), et `diaspora validate` le calcule ; "
        "docs/calibration.md dit ce que valent les jeux de paramètres calibrés là où ils n'ont pas été ajustés.",
    ),
    "no_facts": Text(
        "Calibrated to no facts. Parameters were set by hand with {n} published facts in view (by grade: {grades}); how well the model meets them is in "
        "docs/validation.md, and `diaspora validate` computes it.",
        "Calibré sur aucun fait. Les paramètres ont été fixés à la main en vue de {n} faits publiés (par niveau : {grades}) ; docs/validation.md dit dans "
        "quelle mesure le modèle y répond, et `diaspora validate` le calcule.",
    ),
    "again": Text("How to reproduce it", "Comment le reproduire"),
    "again_results": Text("The results", "Les résultats"),
    "again_brief": Text("This brief", "Cette note"),
    "again_version": Text(
        "Version {version}; model {model}; results {fingerprint}; Python {python}, NumPy {numpy}, Numba {numba}. The same command with the same versions gives the same bytes.",
        "Version {version} ; modèle {model} ; résultats {fingerprint} ; Python {python}, NumPy {numpy}, Numba {numba}. La même commande avec les mêmes versions "
        "donne les mêmes octets.",
    ),
    "annex": Text("Annex", "Annexe"),
    "terms": Text("Terms of the levers", "Conditions des leviers"),
    "terms_says": Text("Terms that differ from the usual ones are in bold.", "Les conditions qui diffèrent des valeurs habituelles sont en gras."),
    "levers": Text("What each lever adds, in full", "Apport de chaque levier, en détail"),
    "sheet": Text("Sheet of SDG and GCM indicators", "Fiche d'indicateurs ODD et PMM"),
    "sheet_says": Text(
        "Levels with the policy, in brackets those without it. They are not forecasts. No sign of a change is claimed here: intervals are in the workbook "
        "and in indicators.csv.",
        "Niveaux avec la politique, entre parenthèses sans elle. Ce ne sont pas des prévisions. Aucun signe d'écart n'est affirmé ici : les intervalles sont "
        "dans le classeur et dans indicators.csv.",
    ),
    "indicator": Text("Indicator", "Indicateur"),
    "left_out": Text("Not in the model: {which}.", "Absents du modèle : {which}."),
    "sources": Text("Sources of the figures and parameters", "Sources des chiffres et des paramètres"),
    "numbers": Text("Numbers", "Chiffres"),
    "results": Text("All results", "Tous les résultats"),
    "group_changes": Text("Change by group", "Écart par groupe"),
    "without": Text("Without policy", "Sans politique"),
    "with": Text("With policy", "Avec politique"),
    "change": Text("Change", "Écart"),
    "low": Text("Low (95 %)", "Bas (95 %)"),
    "high": Text("High (95 %)", "Haut (95 %)"),
    "reach_up": Text("High less change", "Haut moins écart"),
    "reach_down": Text("Change less low", "Écart moins bas"),
    "run_low": Text("Runs, low", "Simulations, bas"),
    "run_high": Text("Runs, high", "Simulations, haut"),
    "range_low": Text("Range, low", "Intervalle, bas"),
    "range_high": Text("Range, high", "Intervalle, haut"),
    "alarms": Text("Alarms", "Alertes"),
    "alarm": Text("Alarm", "Alerte"),
    "measure": Text("Measured", "Mesure"),
    "threshold": Text("Threshold", "Seuil"),
    "share_of_runs": Text("Share of runs beyond it", "Part des simulations au-delà"),
    "state": Text("State", "État"),
    "remedy": Text("What answers it", "Ce qui y répond"),
    "frame": Text("Frame", "Cadre"),
    "note": Text("Note", "Remarque"),
    "meaning": Text("Meaning", "Sens"),
    "by": Text("By", "Selon"),
    "item": Text("Item", "Poste"),
    "inputs_sheet": Text("Inputs", "Données d'entrée"),
    "grade": Text("Grade", "Niveau"),
    "brief": Text("Brief", "Note"),
    "charts": Text("Charts", "Graphiques"),
    "check": Text("Formulas add up cells; their values are those of the results.", "Les formules additionnent des cellules ; leurs valeurs sont celles des résultats."),
    "gross_less_parts": Text("Sum of the three parts", "Somme des trois parts"),
    "gross_less_back": Text("Gross less what comes back", "Brut moins ce qui revient"),
    "alt_cost": Text(
        "Points with intervals, a panel an outcome and a row a policy: on the left public cost, on the right the change of the outcome. {numbers}",
        "Points avec intervalles, un panneau par résultat et une ligne par politique : à gauche le coût public, à droite l'écart du résultat. {numbers}",
    ),
    "alt_cost_line": Text("{policy}: {outcome} {change} [{interval}], cost {cost}.", "{policy} : {outcome} {change} [{interval}], coût {cost}."),
    "alt_gains": Text(
        "Bars with intervals: the change of the main outcome of each policy by sex, generation, education and community of origin. {numbers}",
        "Barres avec intervalles : l'écart du résultat principal de chaque politique selon le sexe, la génération, la qualification et la communauté d'origine. "
        "{numbers}",
    ),
    "alt_contributions": Text(
        "Bars with intervals, a panel an outcome: the share of each lever, and the whole package below. {numbers}",
        "Barres avec intervalles, un panneau par résultat : la part de chaque levier, et l'ensemble en dessous. {numbers}",
    ),
    "of_each_panel": Text("the unit stands over each panel", "l'unité figure au-dessus de chaque panneau"),
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """A word or sentence, amounts in the money shown."""
    return in_words(WORDS[key](language)).format(**values) if values else in_words(WORDS[key](language))
