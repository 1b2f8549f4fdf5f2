"""Words of the page in English and French: headings, labels of controls, what the state of an answer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.errors import Problem
from model.parameter import Text

WORDS: Mapping[str, Text] = {
    "title": Text("Diaspora policies side by side", "Politiques envers la diaspora, côte à côte"),
    "language": Text("Language", "Langue"),
    "big": Text("Projector: larger type", "Projection : plus grands caractères"),
    "world": Text("Country and scenario", "Pays et scénario"),
    "country": Text("Country of origin", "Pays d'origine"),
    "scenario": Text("Scenario", "Scénario"),
    "from_tables": Text("{country}: the world of the published tables", "{country} : le monde des tables publiées"),
    "opened": Text("The file that was opened", "Le fichier ouvert"),
    "open": Text("Open a scenario or a saved page (TOML)", "Ouvrir un scénario ou une page enregistrée (TOML)"),
    "policy_a": Text("Policy A", "Politique A"),
    "policy_b": Text("Policy B", "Politique B"),
    "levers": Text("Levers of policy {letter}", "Leviers de la politique {letter}"),
    "copy": Text("Copy policy A to B", "Copier la politique A vers B"),
    "in_force": Text("In force: first month and first month no longer", "En vigueur : premier mois et premier mois où il ne l'est plus"),
    "to_the_end": Text("to the end", "jusqu'à la fin"),
    "more": Text("Who pays, how it begins, for whom", "Qui paie, comment il commence, pour qui"),
    "source": Text("Source:", "Source :"),
    "grade": Text("grade", "qualité"),
    "range": Text("from {low} to {high}", "de {low} à {high}"),
    "at_least": Text("at least {low}", "au moins {low}"),
    "all": Text("all", "tous"),
    "unlimited": Text("unlimited", "illimité"),
    "size": Text("Size, luck and precision", "Taille, hasard et précision"),
    "sample": Text("Records a corridor, at most", "Enregistrements par corridor, au plus"),
    "seed": Text("Seed of all luck", "Graine du hasard"),
    "runs": Text("Runs at most", "Simulations, au plus"),
    "precision": Text("Stop when the interval is within so many per cent of the change", "S'arrêter quand l'intervalle est à tant de pour cent de l'écart"),
    "changes": Text("Change any value of the world, a line each: PATH=VALUE", "Changer toute valeur du monde, une par ligne : CHEMIN=VALEUR"),
    "changes_help": Text(
        "As --set of the command line: parameters.giving.price_elasticity=-1.2, years=15, corridor.MAR-BEL.household_size=2.5. The world is then built anew.",
        "Comme --set en ligne de commande : parameters.giving.price_elasticity=-1.2, years=15, corridor.MAR-BEL.household_size=2.5. Le monde est "
        "alors reconstruit.",
    ),
    "outcome": Text("Outcome shown", "Résultat montré"),
    "main_outcome": Text("Main outcome of the policy", "Résultat principal de la politique"),
    "view": Text("Show", "Montrer"),
    "over_time": Text("Over time", "Au fil du temps"),
    "cost": Text("Cost and effect", "Coût et effet"),
    "gains": Text("Who gains", "Qui y gagne"),
    "accounts": Text("Accounts", "Comptes"),
    "queues": Text("Queues and budgets", "Files et budgets"),
    "flows": Text("Flows", "Flux"),
    "alarms": Text("Alarms", "Alertes"),
    "household": Text("One household", "Un ménage"),
    "sensitivity": Text("What matters most", "Ce qui compte le plus"),
    "lesson": Text("Lesson", "Leçon"),
    "first": Text(
        "First answer from {runs} runs ({draws} independent draws): too few for an interval. It is refined while you read.",
        "Première réponse, {runs} simulations ({draws} tirages indépendants) : trop peu pour un intervalle. Elle s'affine pendant que vous lisez.",
    ),
    "refining": Text(
        "{runs} runs so far. The interval is within {reached} of the change; it is refined to {asked}, or {most} runs.",
        "{runs} simulations jusqu'ici. L'intervalle est à {reached} de l'écart ; affiné jusqu'à {asked}, ou {most} simulations.",
    ),
    "precise": Text(
        "{runs} runs. The interval is within {reached} of the change, as asked ({asked}).",
        "{runs} simulations. L'intervalle est à {reached} de l'écart, comme demandé ({asked}).",
    ),
    "not_precise": Text(
        "{runs} runs, the most that were asked for. The interval is within {reached} of the change; {asked} was asked for.",
        "{runs} simulations, le maximum demandé. L'intervalle est à {reached} de l'écart ; {asked} était demandé.",
    ),
    "unknown": Text("no known part", "une part inconnue"),
    "building": Text("Rebuilding the world: run {done} of {of}", "Reconstruction du monde : simulation {done} sur {of}"),
    "running": Text("Running the policies: run {done} of {of}", "Simulation des politiques : {done} sur {of}"),
    "all_failed": Text("Every run failed: {error}", "Toutes les simulations ont échoué : {error}"),
    "some_failed": Text(
        "{n} runs failed; the numbers rest on the others. The first: {error}",
        "{n} simulations ont échoué ; les chiffres reposent sur les autres. La première : {error}",
    ),
    "no_levers": Text("Choose levers for policy A or B to see a change.", "Choisissez des leviers pour la politique A ou B pour voir un écart."),
    "wrong": Text("This cannot be computed as it is:", "Ceci ne peut être calculé tel quel :"),
    "wrong_link": Text("The link cannot be restored as it is:", "Le lien ne peut être rétabli tel quel :"),
    "last_good": Text("Below stands the last answer that could be computed.", "Ci-dessous, la dernière réponse qui a pu être calculée."),
    "in_short": Text("In short", "En bref"),
    "no_policy": Text("No policy", "Sans politique"),
    "b_minus_a": Text("B minus A", "B moins A"),
    "numbers": Text("Numbers of this figure", "Chiffres de cette figure"),
    "command": Text("The command that gives these tables again, byte for byte, from the files of the policies:", "La commande qui redonne ces "
        "tableaux à l'octet près, à partir "
                    "des fichiers des politiques :"),
    "no_months": Text("This outcome has no monthly values; its change is under 'Who gains' and 'Cost and effect'.",
                      "Ce résultat n'a pas de valeurs mensuelles ; son écart est sous « Qui y gagne » et « Coût et effet »."),
    "no_groups": Text("This outcome is not counted by {by}.", "Ce résultat n'est pas compté par {by}."),
    "by": Text("By", "Par"),
    "queue_by_lever": Text("Files by lever, mean over the runs", "Dossiers par levier, moyenne des simulations"),
    "received": Text("Received", "Reçus"),
    "served": Text("Served", "Traités"),
    "abandoned": Text("Given up", "Abandonnés"),
    "mean_wait": Text("Mean wait, days", "Attente moyenne, jours"),
    "policy": Text("Policy", "Politique"),
    "lever": Text("Lever", "Levier"),
    "no_queue": Text("No lever of these policies has a queue.", "Aucun levier de ces politiques n'a de file."),
    "no_flow": Text("Nothing flows here that is counted by corridor and community.", "Rien ne circule ici qui soit compté par corridor et communauté."),
    "alarms_on": Text("Alarms that are on", "Alertes actives"),
    "no_alarm": Text("No alarm is on; {n} numbers are watched.", "Aucune alerte active ; {n} nombres sont surveillés."),
    "household_number": Text("Number of the household", "Numéro du ménage"),
    "household_says": Text(
        "One household in one run, in three worlds with the same luck: what differs is due to the policy. The list begins with households that a "
        "policy changed.",
        "Un ménage dans une simulation, en trois mondes au même hasard : ce qui diffère est dû à la politique. La liste commence par les ménages que "
        "la politique a changés.",
    ),
    "changed": Text("Households that a policy changed", "Ménages qu'une politique a changés"),
    "month": Text("Month", "Mois"),
    "nothing_happens": Text("Nothing that is recorded happens to it.", "Rien de ce qui est noté ne lui arrive."),
    "why": Text("Why, in one month", "Pourquoi, un mois donné"),
    "why_says": Text(
        "Each decision of the month and what it stopped at, by the rules of the model: the same person and the same draws in each world. A star marks "
        "what is otherwise without the policy.",
        "Chaque décision du mois et ce qui l'a arrêtée, par les règles du modèle : la même personne et les mêmes tirages dans chaque monde. Une étoile "
        "marque ce qui est autre sans la politique.",
    ),
    "why_start": Text("Give the reasons", "Donner les raisons"),
    "why_quiet": Text("Nothing to decide on in any of these worlds: {what}.", "Rien à décider dans aucun de ces mondes : {what}."),
    "why_full": Text("The whole month under {policy}, with chances and terms", "Le mois entier sous {policy}, avec chances et conditions"),
    "why_command": Text(
        "As `diaspora explain` tells it, with the inputs of run 0 as they were drawn; the command takes the declared ones.",
        "Comme le dit `diaspora explain`, avec les données de la simulation 0 telles que tirées ; la commande prend celles déclarées.",
    ),
    "decision": Text("Decision", "Décision"),
    "sent": Text("Sent home over the horizon, USD", "Envoyé au pays sur l'horizon, USD"),
    "given": Text("Given over the horizon, USD", "Donné sur l'horizon, USD"),
    "wealth": Text("Liquid wealth at the end, USD", "Avoirs liquides à la fin, USD"),
    "trust": Text("Trust in the state of origin at the end, 0 to 1", "Confiance dans l'État d'origine à la fin, de 0 à 1"),
    "tornado_says": Text(
        "One input at a time at both ends of its range, {runs} runs each; the others as they are drawn. Terms without a declared range: half and one "
        "and a half "
        "times their value. Inputs of the world take longer: it is built anew.",
        "Une hypothèse à la fois aux deux bouts de son intervalle, {runs} simulations chacune ; les autres comme tirées. Termes sans intervalle "
        "déclaré : la moitié et "
        "une fois et demie leur valeur. Celles du monde prennent plus de temps : il est reconstruit.",
    ),
    "inputs": Text("Inputs, at most {n}", "Hypothèses, au plus {n}"),
    "of_policy": Text("Of which policy", "De quelle politique"),
    "start": Text("Run it", "Lancer"),
    "take": Text("Save, share, take along", "Enregistrer, partager, emporter"),
    "brief_pdf": Text("Brief (PDF)", "Note (PDF)"),
    "brief_word": Text("Brief (Word)", "Note (Word)"),
    "brief_excel": Text("Brief with charts (XLSX)", "Note avec graphiques (XLSX)"),
    "no_report": Text(
        "The brief in all formats needs libraries that are not installed ({libraries}): {command}",
        "La note dans tous les formats demande des bibliothèques qui ne sont pas installées ({libraries}) : {command}",
    ),
    "workbook": Text("Workbook (XLSX)", "Classeur (XLSX)"),
    "data": Text("Data and policies (ZIP)", "Données et politiques (ZIP)"),
    "csv": Text("Table of all numbers (CSV)", "Tableau de tous les chiffres (CSV)"),
    "toml": Text("Policy {letter} as a scenario (TOML)", "Politique {letter} comme scénario (TOML)"),
    "save": Text("Save this page (TOML)", "Enregistrer cette page (TOML)"),
    "link": Text("The address of this page restores all of it; on another machine, replace what stands before the question mark.",
                 "L'adresse de cette page la rétablit entièrement ; sur une autre machine, remplacez ce qui précède le point d'interrogation."),
    "no_link": Text("The opened file is too large for a link: save the page and send the file.",
                    "Le fichier ouvert est trop grand pour un lien : enregistrez la page et envoyez le fichier."),
    "lesson_says": Text("Predict first: commit the guess of the group, then see what the model says.",
                        "Prédire d'abord : validez le pronostic du groupe, puis voyez ce que dit le modèle."),
    "lesson_open": Text("Open a lesson of your own (TOML)", "Ouvrir une leçon à soi (TOML)"),
    "item": Text("Question", "Question"),
    "guess": Text("The guess of the group", "Le pronostic du groupe"),
    "commit": Text("Commit the guess", "Valider le pronostic"),
    "asking": Text("Asking the model", "Le modèle calcule"),
    "you_said": Text("The group said:", "Le groupe a dit :"),
    "model_says": Text("The model says:", "Le modèle dit :"),
    "lesson_runs": Text("Means of {n} runs an option; lines: 95 % interval of the mean.", "Moyennes de {n} simulations par option ; traits : "
        "intervalle à 95 % de la moyenne."),
    "look": Text("What to look at", "Ce qu'il faut regarder"),
    "lesson_command": Text("The command that gives this answer:", "La commande qui donne cette réponse :"),
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """A word or sentence of the page."""
    text = WORDS[key](language)
    return text.format(**values) if values else text


def wrong_words(problems: Sequence[Problem], head: str, language: str) -> str:
    """Sentences of what is wrong, below a head."""
    return "\n\n".join([word(head, language), *(f"- {problem.said(language)}" for problem in problems)])
