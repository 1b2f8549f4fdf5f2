"""Words of tables, figures and summaries in English and French, and numbers as people write them. Imports nothing heavy."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from model.languages import OWN, decimal, per_cent, with_point
from model.parameter import UNITS_FR, Text, by_language

from .shown_money import in_words

WORDS: Mapping[str, Text] = {
    "not_calibrated": Text("Not calibrated: compare policies, do not forecast.", "Non calibré : pour comparer des politiques, non pour prévoir."),
    "stamp_calibrated": Text(
        "Calibrated to {n} {facts}: compare policies, do not forecast.",
        "Calibré sur {n} {facts} : pour comparer des politiques, non pour prévoir.",
    ),
    "stamp_supported": Text(
        "Supported by facts not fitted: compare policies, do not forecast.",
        "Appuyé par des faits non ajustés : pour comparer des politiques, non pour prévoir.",
    ),
    "stamp_scenario": Text(
        "Scenario result, no evidence: compare policies, do not forecast.",
        "Résultat de scénario, sans preuve : pour comparer des politiques, non pour prévoir.",
    ),
    "stamp_mixed": Text(
        "Evidence differs by lever: compare policies, do not forecast.",
        "Les preuves varient selon le levier : pour comparer des politiques, non pour prévoir.",
    ),
    "stamp_says": Text("Compare policies, do not forecast levels.", "Pour comparer des politiques, non pour prévoir des niveaux."),
    "e_fact": Text("fact", "fait"),
    "e_facts": Text("facts", "faits"),
    "e_calibrated": Text("calibrated to {n} {facts}", "calibré sur {n} {facts}"),
    "e_calibrated_hit": Text("calibrated to {n} {facts}, {hit} of them hit", "calibré sur {n} {facts}, dont {hit} dans leur plage"),
    "e_supported": Text("supported by a fact not fitted", "appuyé par un fait non ajusté"),
    "e_supported_many": Text("supported by {n} facts not fitted", "appuyé par {n} faits non ajustés"),
    "e_scenario": Text("scenario result, no evidence", "résultat de scénario, sans preuve"),
    "e_scenario_missed": Text(
        "scenario result, no evidence ({facts}, not fitted, does not come out)",
        "résultat de scénario, sans preuve ({facts}, non ajusté, n'est pas retrouvé)",
    ),
    "without_policy": Text("No policy", "Sans politique"),
    "policy": Text("Policy", "Avec la politique"),
    "outcome": Text("Outcome", "Résultat"),
    "unit": Text("Unit", "Unité"),
    "level": Text("Level with policy", "Niveau avec la politique"),
    "level_run": Text("Mean", "Moyenne"),
    "range_levels": Text("5th to 95th percentile", "Du 5e au 95e centile"),
    "difference": Text("Change", "Écart"),
    "interval": Text("95 % interval of the mean change", "Intervalle à 95 % de l'écart moyen"),
    "runs_range": Text("5th to 95th percentile", "Du 5e au 95e centile"),
    "runs_seen": Text("Lowest to highest run", "De la simulation la plus basse à la plus haute"),
    "verdict_rises": Text("rises", "augmente"),
    "verdict_falls": Text("falls", "diminue"),
    "verdict_same": Text("the same in every run", "identique dans chaque simulation"),
    "verdict_cannot": Text("cannot be told", "indéterminé"),
    "verdict_too_few": Text("too few runs", "trop peu de simulations"),
    "verdict_undefined": Text("not defined", "non défini"),
    "runs_and_draws": Text("Runs a scenario: {n}; {what}.", "Simulations par scénario : {n} ; {what}."),
    "too_few_draws": Text(
        "Too few runs ({runs}) for an interval of the mean: it takes {wanted}, better 30. Nothing is said of the sign of a change.",
        "Trop peu de simulations ({runs}) pour un intervalle de la moyenne : il en faut {wanted}, mieux 30. Rien n'est dit du signe d'un écart.",
    ),
    "from_inputs": Text("Variance due to inputs", "Variance due aux données d'entrée"),
    "scenario": Text("Scenario", "Scénario"),
    "group": Text("Group", "Groupe"),
    "figures": Text("Figures and tables", "Figures et tableaux"),
    "undefined": Text("-", "-"),
    "left": Text("left", "restant"),
    "made_again": Text(
        "{folder}: missing, or not as it was written: {files}. It is computed and written again.",
        "{folder} : manquant, ou différent de ce qui fut écrit : {files}. Le calcul est refait et le fichier réécrit.",
    ),
    "not_all_runs": Text(
        "{missing} of {of} parts of this sweep are not there yet: the answer rests on the others alone.",
        "{missing} parties sur {of} de ce balayage manquent encore : la réponse ne repose que sur les autres.",
    ),
    "runs": Text("runs", "simulations"),
    "compiling": Text("compiling the model, once", "compilation du modèle, une seule fois"),
    "loops": Text("loops", "boucles"),
    "runs a second": Text("runs a second", "simulations par seconde"),
    "facts": Text("facts", "faits"),
    "facts a second": Text("facts a second", "faits par seconde"),
    "failed": Text("failed", "en échec"),
    "year": Text("Year", "Année"),
    "source_line": Text(
        "Model of diaspora policies. {n} runs a scenario, {what}. Lines: means. Bands: the middle half of the runs, and {range}.",
        "Modèle de politiques envers la diaspora. {n} simulations par scénario, {what}. Lignes : moyennes. Bandes : la moitié centrale des simulations, et "
        "{range}.",
    ),
    "source_short": Text(
        "Model of diaspora policies. {n} runs a scenario, {what}.",
        "Modèle de politiques envers la diaspora. {n} simulations par scénario, {what}.",
    ),
    "what_inputs": Text(
        "parameters from the calibrated sets, figures from their ranges, independent draws: {draws}",
        "paramètres tirés des jeux calibrés, chiffres tirés dans leurs intervalles, tirages indépendants : {draws}",
    ),
    "what_prior": Text(
        "inputs drawn from their ranges, independent draws: {draws}",
        "hypothèses tirées dans leurs intervalles, tirages indépendants : {draws}",
    ),
    "what_point": Text(
        "parameters at the best fit, figures from their ranges, independent draws: {draws}",
        "paramètres au meilleur ajustement, chiffres tirés dans leurs intervalles, tirages indépendants : {draws}",
    ),
    "what_luck": Text("inputs at their declared values", "hypothèses à leurs valeurs déclarées"),
    "what_luck_point": Text("parameters at the best fit, figures as declared", "paramètres au meilleur ajustement, chiffres déclarés"),
    "fan_title": Text("What each policy changes over time", "Ce que chaque politique change au fil du temps"),
    "fan_says": Text(
        "Left: level with and without the policy. Right: what the policy changes in the very same runs (same people, common random numbers). Lines are means, "
        "as in the tables; dashed: start and end of the policy.",
        "À gauche : niveau avec et sans la politique. À droite : ce que la politique change dans les mêmes simulations (mêmes personnes, nombres aléatoires "
        "communs). Les lignes sont des moyennes, comme dans les tableaux ; en tirets : début et fin de la politique.",
    ),
    "fan_change": Text("change", "écart"),
    "fan_levels_title": Text("Levels over time", "Niveaux au fil du temps"),
    "cost_unit": Text("Cost per additional unit", "Coût par unité supplémentaire"),
    "whole_package": Text("whole package", "ensemble entier"),
    "whole_package_act": Text("whole package,", "ensemble entier,"),
    "several_aims": Text(
        "several aims: the cost is that of no single one",
        "plusieurs buts : ce n'est le coût d'aucun en particulier",
    ),
    "per": Text("USD per", "USD par"),
    "s_usd": Text("USD", "USD"),
    "cost_title": Text("What it costs and what it changes", "Ce que cela coûte et ce que cela change"),
    "cost_x": Text("Public cost and revenue forgone, USD of 2019 a year", "Coût public et recettes abandonnées, USD de 2019 par an"),
    "cost_note": Text(
        "One panel an outcome, with axes of its own: compare policies within a panel, never across. In brackets: per cent of the level without policy. "
        "Thick bars: 95 % interval of the mean. Thin bars: {range}.",
        "Un panneau par résultat, avec ses propres axes : comparez les politiques au sein d'un panneau, jamais d'un panneau à l'autre. Entre parenthèses : "
        "pour cent du niveau sans politique. Barres épaisses : intervalle à 95 % de la moyenne. Barres fines : {range}.",
    ),
    "cost_wider": Text(
        "With few draws a thick bar can pass the thin one: it allows for runs that were not drawn.",
        "Avec peu de tirages, une barre épaisse peut dépasser la fine : elle tient compte de simulations qui n'ont pas été tirées.",
    ),
    "gains_title": Text("Who gains", "Qui y gagne"),
    "gains_note": Text(
        "Mean change of the policy's main outcome by group of household heads; bars: 95 % interval of the mean.",
        "Écart moyen du résultat principal de la politique par groupe de chefs de ménage ; barres : intervalle à 95 % de la moyenne.",
    ),
    "against_title": Text("Direct difference to another scenario", "Écart direct avec un autre scénario"),
    "against_note": Text(
        "Each scenario minus “{reference}”, same inputs, common random numbers. One panel an outcome, with axes of its own. Bars: 95 % interval of the mean.",
        "Chaque scénario moins « {reference} », mêmes hypothèses, nombres aléatoires communs. Un panneau par résultat, avec ses propres axes. Barres : "
        "intervalle à 95 % de la moyenne.",
    ),
    "payers_title": Text("Who pays", "Qui paie"),
    "payers_x": Text("USD of 2019 a year, mean over the horizon", "USD de 2019 par an, moyenne sur l'horizon"),
    "spending": Text("spending", "dépenses"),
    "revenue_forgone": Text("revenue forgone", "recettes abandonnées"),
    "sex": Text("Sex", "Sexe"),
    "generation": Text("Generation", "Génération"),
    "region": Text("Community of origin", "Communauté d'origine"),
    "skill": Text("Education", "Qualification"),
    "corridor": Text("Corridor", "Corridor"),
    "faction": Text("Faction", "Faction"),
    "family": Text("Family of levers", "Famille de leviers"),
    "payer": Text("Payer", "Payeur"),
    "lever": Text("Lever", "Levier"),
    "female": Text("Women", "Femmes"),
    "male": Text("Men", "Hommes"),
    "first": Text("First", "Première"),
    "one_and_half": Text("One and a half", "Une et demie"),
    "second": Text("Second", "Deuxième"),
    "third": Text("Third", "Troisième"),
    "low": Text("Low", "Faible"),
    "middle": Text("Middle", "Moyenne"),
    "high": Text("High", "Élevée"),
    "origin_state": Text("State of origin", "État d'origine"),
    "residence_state": Text("State of residence", "État de résidence"),
    "donor": Text("Donor", "Bailleur"),
    "international": Text("International organisation", "Organisation internationale"),
    "diaspora": Text("Diaspora", "Diaspora"),
    "other_payers": Text("Others", "Autres"),
    "nobody_pays": Text("No public cost in any scenario", "Aucun coût public dans les scénarios"),
    "nobody_gains": Text("No policy: nothing to compare", "Aucune politique : rien à comparer"),
    # values of terms
    "first_come": Text("first come, first served", "premier arrivé, premier servi"),
    "label": Text("a label on ordinary transfers", "une étiquette sur les transferts ordinaires"),
    "provider": Text("paid to the school", "versé à l'école"),
    "voucher": Text("vouchers", "bons"),
    "product": Text("a product to sign up for", "un produit à souscrire"),
    "need_weighted": Text("by need", "selon les besoins"),
    "quota": Text("a share for each place", "une part par lieu"),
    "match": Text("it follows the gifts", "il suit les dons"),
    "lead_gift": Text("it is announced first", "il est annoncé d'abord"),
    "sender": Text("the sender", "l'expéditeur"),
    "receiver": Text("the receiver", "le receveur"),
    "both": Text("both", "les deux"),
    "associates": Text("its associates too", "aussi ses associés"),
    "all": Text("all", "tous"),
    "project": Text("project money, which ends for good", "argent de projet, qui s'arrête pour de bon"),
    "institutional": Text("institutional money, renewed each year", "argent institutionnel, renouvelé chaque année"),
    "health": Text("health", "santé"),
    "education": Text("education", "éducation"),
    "administration": Text("administration", "administration"),
    "agriculture": Text("agriculture", "agriculture"),
    "infrastructure": Text("infrastructure", "infrastructure"),
    "term_funding": Text("Kind of money", "Nature de l'argent"),
    "region_poorest": Text("poorest", "la plus pauvre"),
    "region_richest": Text("richest", "la plus riche"),
    "rows_left_out": Text("The first {n} of {of} rows are shown.", "Les {n} premières lignes sur {of} sont montrées."),
    # questions
    "picture": Text("Picture, tables and summary", "Image, tableaux et résumé"),
    "q_change": Text("{what}, change", "{what}, écart"),
    "q_note": Text(
        "Lines through bars and points, bands: 95 % interval of the mean.",
        "Traits sur barres et points, bandes : intervalle à 95 % de la moyenne.",
    ),
    "q_note_change": Text(
        "Changes against the baseline, the same world without policy, in common random numbers (same people, same luck).",
        "Écarts avec la référence, le même monde sans politique, en nombres aléatoires communs (mêmes personnes, même hasard).",
    ),
    "q_reads": Text(
        "With a sign: change against the baseline; without: level. Below each number the 95 % interval of the mean.",
        "Avec signe : écart avec la référence ; sans : niveau. Sous chaque nombre, l'intervalle à 95 % de la moyenne.",
    ),
    "p_footer": Text(
        "Averages of {n} runs of a model with made-up people. They compare policies and forecast nothing.",
        "Moyennes de {n} simulations d'un modèle aux personnes fictives. Elles comparent des politiques et ne prédisent rien.",
    ),
    "p_note_change": Text(
        "Each bar and line is set against the same world without policy.",
        "Chaque barre et ligne est comparée au même monde sans politique.",
    ),
    "p_note": Text("Thin lines and bands: where the mean lies, with 95 % certainty.", "Traits fins et bandes : où se trouve la moyenne, à 95 %."),
    "p_without": Text("without policy: {level}", "sans politique : {level}"),
    "p_on": Text("{change} on {level}", "{change} sur {level}"),
    "q_cannot": Text("Cannot be told from this run, which shows: {numbers}.", "Ne peut être établi par cette simulation, qui montre : {numbers}."),
    "q_still": Text("Nothing of this moves in any run: {numbers}.", "Rien de cela ne bouge dans aucune simulation : {numbers}."),
    "q_relative": Text("{what}, relative change", "{what}, écart relatif"),
    "q_over": Text("{what}, as a share of: {other}", "{what}, en part de : {other}"),
    "q_less": Text("less", "moins"),
    "q_additional": Text("Share of those supported who would not have acted without it", "Part des soutenus qui n'auraient pas agi sans cela"),
    "q_share": Text("share", "part"),
    "q_month": Text("end of month {n}", "fin du mois {n}"),
    "q_a_month": Text("{what} a month", "{what} par mois"),
    "q_poorest": Text("{n} poorest communities", "{n} communautés les plus pauvres"),
    "q_richest": Text("{n} richest communities", "{n} communautés les plus riches"),
    "q_alarm": Text("Alarm {alarm}, {what}: {measure} (on {where} {bound}).", "Alerte {alarm}, {what} : {measure} (active {where} {bound})."),
    "q_above": Text("above", "au-dessus de"),
    "q_below": Text("below", "au-dessous de"),
    "q_on": Text("ON", "ACTIVE"),
    "q_off": Text("off", "inactive"),
    "q_equal": Text("Equal cost: within {apart} of each other (allowed {tolerance}); {how}.", "Coût égal : à {apart} près (admis : {tolerance}) ; {how}."),
    "q_unequal": Text(
        "Costs are NOT equal: {apart} apart (allowed {tolerance}), so read effects beside cost. What was meant: {how}.",
        "Les coûts ne sont PAS égaux : {apart} d'écart (admis : {tolerance}) ; lisez les effets à côté du coût. Ce qui était voulu : {how}.",
    ),
    # summary
    "policy_column": Text("Policy", "Politique"),
    "parameters": Text("Parameters", "Paramètres"),
    "figures_share": Text("Figures", "Chiffres"),
    "luck": Text("Chance", "Hasard"),
    "s_gain_says": Text(
        "Shares of the change of the main outcome (or of the first of its theme that is counted by group), by head of household; changes themselves where "
        "groups go against each other.",
        "Parts de l'écart du résultat principal (ou du premier de son thème qui est compté par groupe), par chef de ménage ; les écarts eux-mêmes là où les "
        "groupes vont en sens contraire.",
    ),
    "s_all": Text("All of them: `assumptions.csv`.", "Toutes : `assumptions.csv`."),
    "s_assumed_luck": Text(
        "{n} of {of} inputs of the model are assumptions or values of the literature; here they stay at their declared values, though {drawn} have a range.",
        "{n} des {of} données d'entrée sont des hypothèses ou des valeurs de la littérature ; elles restent ici à leurs valeurs déclarées, bien que "
        "{drawn} aient un intervalle.",
    ),
    "s_four": Text("The four numbers that count first", "Les quatre chiffres qui comptent d'abord"),
    "s_title": Text("{n} scenarios compared with no policy", "{n} scénarios comparés à l'absence de politique"),
    "s_four_says": Text(
        "In square brackets the 95 % interval of the mean; in curly brackets: {range}. Amounts in USD of 2019. The last column: of the households "
        "supported, those who would not have acted without it, and of their money, what would not have come; with and without the policy in common "
        "random numbers.",
        "Entre crochets l'intervalle à 95 % de la moyenne ; entre accolades : {range}. Montants en USD de 2019. La dernière colonne : parmi les ménages "
        "soutenus, ceux qui n'auraient pas agi sans elle, et de leur argent, ce qui ne serait pas venu ; avec et sans la politique en "
        "nombres aléatoires communs.",
    ),
    "s_wider": Text(
        "Where draws are few the first can be wider than the second: it allows for runs that were not drawn.",
        "Avec peu de tirages, le premier peut dépasser la seconde : il tient compte de simulations qui n'ont pas été tirées.",
    ),
    "s_of_which": Text(
        "Rows “of which”: what is lost when this lever alone is left out, and what is spent on it. Its cost per unit counts what leaving it out would save.",
        "Lignes « dont » : ce que l'on perd en retirant ce seul levier, et ce qu'il coûte. Son coût par unité compte ce que son retrait ferait économiser.",
    ),
    "poorer_half": Text("poorer half of the regions", "moitié la plus pauvre des régions"),
    "richer_half": Text("richer half of the regions", "moitié la plus riche des régions"),
    "middle_region": Text("the region in the middle", "la région du milieu"),
    "s_the_rest": Text("the others", "les autres"),
    "s_cost_not_told": Text("its cost cannot be told from zero", "son coût ne se distingue pas de zéro"),
    "s_effect": Text("Main effect", "Effet principal"),
    "s_cost": Text("Public cost and revenue forgone", "Coût public et recettes abandonnées"),
    "s_unit_cost": Text("Cost per additional unit", "Coût par unité supplémentaire"),
    "s_additional": Text("Of those supported, would not have acted without it", "Parmi les soutenus, n'auraient pas agi sans elle"),
    "s_households": Text("{share} of the households ({rest} would have acted anyway)", "{share} des ménages ({rest} auraient agi de toute façon)"),
    "s_money_untold": Text("of their money the share cannot be told", "de leur argent, la part est indéterminée"),
    "s_money": Text("{share} of their money", "{share} de leur argent"),
    "s_no_cost": Text("no public cost", "aucun coût public"),
    "s_verdict": Text("Verdict", "Constat"),
    "s_higher": Text("higher", "plus haut"),
    "s_lower": Text("lower", "plus bas"),
    "s_against": Text("Direct difference", "Écart direct"),
    "s_against_says": Text(
        "Each policy minus “{reference}”, same inputs, common random numbers; in square brackets the 95 % interval of the mean.",
        "Chaque politique moins « {reference} », mêmes hypothèses, nombres aléatoires communs ; entre crochets l'intervalle à 95 % de la moyenne.",
    ),
    "s_moves": Text(
        "Inputs that move this result: rank correlation with the change over the draws, named only beyond what the strongest of all reaches by chance.",
        "Hypothèses qui font varier ce résultat : corrélation de rang avec l'écart d'un tirage à l'autre, citées seulement au-delà de ce que la plus forte "
        "atteint par hasard.",
    ),
    "s_moves_line": Text("{outcome}, {policy}: {inputs}", "{outcome}, {policy} : {inputs}"),
    "s_moves_none": Text(
        "Which inputs move this result cannot be told from these runs:",
        "Ces simulations ne disent pas quelles hypothèses font varier ce résultat :",
    ),
    "s_moves_others": Text("For the other changes no single input stands out:", "Pour les autres écarts, aucune hypothèse ne se détache :"),
    "s_moves_least": Text(
        "with {draws} independent draws an input must explain {least} of the spread by itself to stand out among {inputs}.",
        "avec {draws} tirages indépendants, une hypothèse doit expliquer à elle seule {least} de la dispersion pour se détacher parmi {inputs}.",
    ),
    "s_moves_never": Text(
        "with {draws} independent draws none could stand out, however strong.",
        "avec {draws} tirages indépendants, aucune ne pourrait se détacher, si forte soit-elle.",
    ),
    "s_moves_hint": Text(
        "More replications tell more, a sensitivity analysis tells most (docs/sweeps.md).",
        "Plus de simulations en disent plus, une analyse de sensibilité le dit le mieux (docs/sweeps.md).",
    ),
    "s_assumed_levers": Text(
        "What the policies themselves assume, drawn from a range:",
        "Ce que les politiques elles-mêmes supposent, tiré dans un intervalle :",
    ),
    "s_none": Text("nothing is additional", "rien n'est supplémentaire"),
    "s_untold": Text("what is additional cannot be told from zero", "ce qui est supplémentaire ne se distingue pas de zéro"),
    "s_nobody": Text("nobody was supported", "personne n'a été soutenu"),
    "s_gain": Text("Who gains", "Qui y gagne"),
    "s_pay": Text("Who pays", "Qui paie"),
    "s_parquet": Text(
        "Tables in Parquet stay in dollars of 2019; names of inputs that end in _usd are names, a scenario file takes dollars there.",
        "Les tables en Parquet restent en dollars de 2019 ; les noms de données finissant par _usd sont des noms : un scénario y attend des dollars.",
    ),
    "s_a_year": Text("USD a year", "USD par an"),
    "s_why": Text("Why runs differ", "Pourquoi les simulations diffèrent"),
    "s_why_says": Text(
        "Shares of the variance of the change, from run to run: from parameters of behaviour that facts leave open, from figures of countries that are not "
        "known exactly, and from chance; in square brackets their 95 % interval. More runs narrow the interval of the mean; only better evidence narrows "
        "the first two.",
        "Parts de la variance de l'écart, d'une simulation à l'autre : venant des paramètres de comportement que les faits laissent ouverts, des chiffres de "
        "pays imparfaitement connus, et du hasard ; entre crochets leur intervalle à 95 %. Plus de simulations resserrent l'intervalle de la moyenne ; seules "
        "de meilleures données réduisent les deux premières.",
    ),
    "s_why_few": Text(
        "How the shares divide cannot be told from {runs} runs: an interval takes {wanted}.",
        "La répartition de ces parts ne peut être dite avec {runs} simulations : un intervalle en demande {wanted}.",
    ),
    "s_why_point": Text(
        "Parameters stay at the best fit in this comparison: nothing comes from them, and the ranges understate what is not known.",
        "Les paramètres restent au meilleur ajustement dans cette comparaison : rien ne vient d'eux, et les intervalles sous-estiment l'ignorance.",
    ),
    "s_why_luck": Text(
        "Inputs stay at their declared values in this comparison: the ranges show luck alone and understate what is not known.",
        "Les hypothèses restent à leurs valeurs déclarées dans cette comparaison : les intervalles ne montrent que le hasard et sous-estiment l'ignorance.",
    ),
    "s_assumed": Text("What is assumed", "Ce qui est supposé"),
    "s_assumed_says": Text(
        "{n} of {of} inputs of the model are assumptions or values of the literature; {drawn} are drawn, {calibrated} of them from the calibrated sets.",
        "{n} des {of} données d'entrée sont des hypothèses ou des valeurs de la littérature ; {drawn} sont tirées, dont {calibrated} parmi les jeux calibrés.",
    ),
    "s_input": Text("Input", "Entrée"),
    "s_value": Text("Value", "Valeur"),
    "s_range": Text("Range", "Intervalle"),
    "s_status": Text("Status", "Statut"),
    "s_source": Text("Source", "Source"),
    "s_cannot": Text("What the model cannot tell", "Ce que le modèle ne peut pas dire"),
    "s_notes": Text("Notes and alarms", "Remarques et alertes"),
    "s_score": Text("Score by the weights of the ministry", "Score selon les pondérations du ministère"),
    "s_score_says": Text(
        "One point is 1 % of the level without policy; for expert work one point is {days} days per 1,000 households and year. A domain has the mean of "
        "its outcomes, the score their weighted sum: it orders policies by what this ministry wants, and is read with its parts.",
        "Un point vaut 1 % du niveau sans politique ; pour le travail d'experts, un point vaut {days} jours pour 1 000 ménages et par an. Un domaine a la "
        "moyenne de ses résultats, le score leur somme pondérée : il classe les politiques selon ce que veut ce ministère, et se lit avec ses parties.",
    ),
    "s_score_total": Text("Score", "Score"),
    "s_points": Text("Points", "Points"),
    "s_weight": Text("Weight", "Poids"),
    "s_levels": Text("This is one world, not a comparison: levels without differences.", "Un seul monde, sans comparaison : des niveaux, pas d'écarts."),
    "lever_within": Text("of which {lever} ({package})", "dont {lever} ({package})"),
    "yes": Text("yes", "oui"),
    "no": Text("no", "non"),
    "limit_corridors": Text("corridors", "corridors"),
    "limit_communities": Text("communities", "communautés"),
    "limit_sex": Text("head of household", "chef de ménage"),
    "limit_generation": Text("generation", "génération"),
    "limit_skill": Text("education", "qualification"),
    "limit_random_share": Text("share drawn by lot", "part tirée au sort"),
    "data": Text("data", "donnée"),
    "literature": Text("literature", "littérature"),
    "calibrated": Text("calibrated", "calibré"),
    "assumption": Text("assumption", "hypothèse"),
}

CANNOT: tuple[Text, ...] = (
    Text(
        "Levels are not forecasts, calibrated or not. Differences between policies are more reliable than levels, and their order more than their size.",
        "Les niveaux ne sont pas des prévisions, calibrés ou non. Les écarts entre politiques sont plus fiables que les niveaux, et leur ordre plus que "
        "leur taille.",
    ),
    Text(
        "People are synthetic; nobody real is described, and small groups rest on few records.",
        "Les personnes sont synthétiques ; personne de réel n'est décrit, et les petits groupes reposent sur peu d'individus.",
    ),
    Text(
        "Prices, wages and exchange rates at origin do not respond; politics is not predicted.",
        "Prix, salaires et taux de change au pays d'origine ne réagissent pas ; la politique n'est pas prédite.",
    ),
    Text("Not engaging is a legitimate choice and is never scored as bad.", "Ne pas s'engager est un choix légitime, jamais compté comme un mal."),
)


_COUNTED = re.compile(r"(?<=\d) (?=(?:[kM]|%)(?!\w))")


def say(key: str, language: str = "en", **values: object) -> str:
    """A word or sentence; a key that has none is a public name and is shown as such.

    >>> say("female", "fr"), say("MAR-BEL")
    ('Femmes', 'MAR-BEL')
    """
    words = WORDS.get(key)
    text = key if words is None else in_words(words(language))
    return text.format(**values) if values else text


def number(value: float | None, language: str = "en", *, signed: bool = False, digits: int = 3, like: float | None = None) -> str:
    r"""A number with three significant digits (one below 0.0001) and k, M or bn; in the scale of another number where `like` is given.

    >>> number(0.0000597), number(1_234_567.0), number(-0.04321), number(0.0), number(52.4, signed=True), number(2.5e9, "fr")
    ('0.00006', '1.23 M', '-0.0432', '0', '+52.4', '2,5\xa0Md')
    >>> number(500_000.0, like=2e6)
    '0.5 M'
    """
    if value is None or not math.isfinite(value):
        return say("undefined", language)
    if value == 0.0:
        return "0"
    size = abs(value if like is None or like == 0.0 else like)
    scale, name = 1.0, ""
    for scale, name in ((1e9, "bn"), (1e6, "M"), (1e3, "k"), (1.0, "")):
        if size >= scale * (0.9995 if scale > 1.0 else 0.0) and not (name == "k" and size < 10_000.0):
            break
    scaled = abs(value) / scale
    if not name and scaled >= 999.5:
        text = grouped(scaled, language)
    else:
        digits = digits if scaled >= 1e-4 else 1
        places = max(digits - 1 - math.floor(math.log10(scaled)), 0)
        text = f"{scaled:.{places}f}"
        text = with_point(text.rstrip("0").rstrip(".") if "." in text else text, language)
    sign = "-" if value < 0 else "+" if signed else ""
    return f"{sign}{text}{gap(language)}{SCALES[name](language)}" if name else f"{sign}{text}"


def number_text(value: float | None, **how: Any) -> Text:
    """`number` in whatever language it is asked for, to be filled into a sentence."""
    return by_language(lambda language: number(value, language, **how))


def percent_text(share: float | None) -> Text:
    """`percent` in whatever language it is asked for."""
    return by_language(lambda language: percent(share, language))


SCALES: Mapping[str, Text] = {"bn": Text("bn", "Md"), "M": Text("M", "M"), "k": Text("k", "k")}
"""Short words for a thousand million, a million and a thousand. Digits are chosen before: a library that chooses them rounds 1.5 and 2.5 million alike."""


def grouped(value: float, language: str) -> str:
    r"""A whole number with its thousands grouped.

    >>> grouped(48_613.2, "en"), grouped(48_613.2, "fr")
    ('48,613', '48\u202f613')
    """
    text = f"{float(value):,.0f}"
    return text if language == "en" else text.replace(",", "\u202f") if language == "fr" else decimal(text.replace(",", ""), language)


def gap(language: str) -> str:
    """What stands between a number and its unit."""
    return " " if language == "en" else "\u00a0"


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&$])")


_BREAKS = re.compile(r"[ \t\n\r\f\v]+")
"""What a line may break at; spaces that do not break stay."""


def held(text: str) -> str:
    r"""A text with no break between a number and its thousands, millions or per cent.

    >>> held("12 k USD, 5 % in 3 months")
    '12\xa0k USD, 5\xa0% in 3 months'
    """
    return _COUNTED.sub("\u00a0", text)


def markdown(text: str) -> str:
    r"""A label, name or free text as it is written, for Markdown: no sign in it is markup, and it stays on one line.

    >>> print(markdown("Grant [pilot] *2:1* | <b>\nA_B"))
    Grant \[pilot\] \*2:1\* \| \<b\> A\_B
    """
    return _MARKDOWN.sub(r"\\\1", _BREAKS.sub(" ", text).strip())


def within(text: str) -> str:
    """A label inside a sentence: it begins with a small letter, but for abbreviations and the State, which French writes with a capital.

    >>> within("State of origin"), within("État d'origine"), within("MEDMA 2")
    ('state of origin', "État d'origine", 'MEDMA 2')
    """
    return text if text.startswith("État") or text[1:2].isupper() else text[:1].lower() + text[1:]


def section(key: str, lines: Sequence[str], language: str) -> str:
    """A section of a page in Markdown, under the words of `key`."""
    return f"## {say(key, language)}\n\n" + "\n".join(lines)


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table in Markdown, from cells that are Markdown already.

    >>> markdown_table(["what", "USD"], [["all", "5"]])
    ['| what | USD |', '|---|---|', '| all | 5 |']
    """
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in rows)]


def unit_words(unit: str, language: str = "en") -> str:
    """The unit of an input in words; amounts in the money shown (`shown_money`).

    >>> unit_words("USD of 2019 a year", "fr"), unit_words("share")
    ('USD de 2019 par an', 'share')
    """
    return in_words(Text(unit, UNITS_FR[unit])(language) if unit in UNITS_FR else unit)


def source_words(source: str, language: str = "en") -> str:
    """The source of an input: a key of the bibliography stays as it is, "assumption" is a word."""
    return say(source, language) if source in ("assumption",) else source


def value_words(value: object, language: str = "en") -> str:
    """The value of an input or a term in words.

    >>> value_words(True, "fr"), value_words(2.5, "fr"), value_words(("low", "high")), value_words("poorest:3", "fr")
    ('oui', '2,5', 'low, high', '3 communautés les plus pauvres')
    """
    if isinstance(value, bool):
        return say("yes" if value else "no", language)
    if isinstance(value, (int, float)):
        return number(float(value), language)
    if isinstance(value, (tuple, list)):
        return ", ".join(within(value_words(one, language)) for one in value)
    end, _, count = str(value).partition(":")
    return say(f"q_{end}", language, n=count) if end in ("poorest", "richest") and count.isdigit() else say(str(value), language)


def percent(share: float | None, language: str = "en") -> str:
    """A share in whole per cent, with one decimal where it is below 1 % or above 99 %: what is not all is never called all.

    >>> percent(0.256), percent(0.004, "fr"), percent(0.9987), percent(0.99999)
    ('26 %', '0,4\u202f%', '99.9 %', '> 99.9 %')
    """
    if share is None or not math.isfinite(share):
        return say("undefined", language)
    if 0.0 < abs(share) < 0.0005:
        return f"<{gap(language)}{per_cent_sign('0.1', language)}"
    if 0.9995 <= abs(share) < 1.0:
        return f">{gap(language)}{per_cent_sign('99.9', language)}"
    return per_cent_sign(f"{100.0 * share:.1f}" if 0.0 < abs(share) < 0.01 or 0.99 < abs(share) < 1.0 else f"{100.0 * share:.0f}", language)


def per_cent_sign(text: str, language: str) -> str:
    """A number of per cent as Python writes it ("12.5"), with its sign."""
    return f"{with_point(text, language)}{chr(0x202F) if language == 'fr' else ' '}%" if language in OWN else per_cent(text, language)


def one_of(unit: str) -> str:
    """A unit in the singular, for "USD per ...".

    >>> one_of("days"), one_of("personnes-mois"), one_of("jours-expert"), one_of("USD of 2019 a year")
    ('day', 'personne-mois', 'jour-expert', 'USD of 2019 a year')
    """
    return re.sub(r"(?<!moi)s\b", "", unit)


def counted_unit(value: object, unit: str, language: str = "en") -> str:
    """The unit of an input behind a number: one day, in French also half a day, in the singular; what is a rate a year stays so.

    >>> counted_unit(1.0, "days"), counted_unit(1, "days", "fr"), counted_unit(0.5, "days", "fr"), counted_unit(0.5, "days"), counted_unit(2, "days", "fr")
    ('day', 'jour', 'jour', 'days', 'jours')
    >>> counted_unit(1, "percentage points"), counted_unit(1, "USD of 2019 a year"), counted_unit(1, "months", "fr"), counted_unit(1, "persons a year", "fr")
    ('percentage point', 'USD of 2019 a year', 'mois', 'personne par an')
    """
    words = unit_words(unit, language)
    is_one = isinstance(value, (int, float)) and (abs(value) == 1 or (language == "fr" and abs(value) < 2))
    return one_of(words) if is_one else words


def colon(language: str = "en") -> str:
    """A colon with the spaces that the language puts around it."""
    return "\u00a0: " if language == "fr" else ": "


def semicolon(language: str = "en") -> str:
    """A semicolon with the spaces that the language puts around it."""
    return "\u00a0; " if language == "fr" else "; "


def joined(items: Sequence[Text]) -> Text:
    """Words with "and" between all of them.

    >>> joined([Text("code", "code"), Text("options", "options")])("fr")
    'code et options'
    """
    return by_language(lambda language: AND(language).join(each(language) for each in items))


AND = Text(" and ", " et ")


def quoted(text: str, language: str = "en") -> str:
    """A name inside a sentence, in the quotation marks of the language.

    >>> quoted("Grant"), quoted("Prime", "fr")
    ('“Grant”', '«\u202fPrime\u202f»')
    """
    return QUOTED(language).format(name=text)


QUOTED = Text("“{name}”", "« {name} »")


def bounds(low: float, high: float, language: str = "en", *, signed: bool = False) -> str:
    """Two bounds in words."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return say("undefined", language)
    return number(low, language, signed=signed) + TO(language) + number(high, language, signed=signed)


TO = Text(" to ", " à ")
"""Between two bounds."""
