"""Words of a kit that stand in no file of its content, English and French."""

from __future__ import annotations

from collections.abc import Mapping

from model.parameter import Text

from ..shown_money import in_words

WORDS: Mapping[str, Text] = {
    "guide": Text("Facilitator's guide", "Guide de l'animateur"),
    "slides": Text("Slides", "Diapositives"),
    "sheets": Text("Sheets for participants", "Fiches des participants"),
    "answers": Text("Answer sheets", "Fiches de réponse"),
    "cards": Text("Role cards and sheet of points", "Cartes de rôle et feuille de points"),
    "rules": Text("The rules of the room", "Les règles de la salle"),
    "prepare": Text("Before the day", "Avant la journée"),
    "agenda": Text("Agenda: {which}", "Programme : {which}"),
    "agenda_title": Text("{which}: {minutes} minutes, {begins} to {ends}", "{which} : {minutes} minutes, de {begins} à {ends}"),
    "time": Text("Time", "Heure"),
    "minutes": Text("Minutes", "Minutes"),
    "part": Text("Part", "Partie"),
    "how": Text("How", "Comment"),
    "steps": Text("How a question is led", "Comment mener une question"),
    "replies": Text("What to say when the answer is out", "Que dire quand la réponse est connue"),
    "each_question": Text("Question by question", "Question par question"),
    "predicted": Text("What is predicted", "Ce qui est prédit"),
    "model_says": Text("The model says", "Le modèle dit"),
    "push": Text("If the class was right, ask", "Si le groupe avait raison, demandez"),
    "question": Text("Question", "Question"),
    "negotiation": Text("The negotiation", "La négociation"),
    "hints": Text("What the facilitator knows", "Ce que sait l'animateur"),
    "debrief": Text("Debrief", "Bilan"),
    "again": Text("How this kit was made", "Comment ce dossier a été fait"),
    "made_by": Text(
        "By the command below, version {version}, seed {seed}. Every number of a question is that of the command beside it.",
        "Par la commande ci-dessous, version {version}, graine {seed}. Chaque nombre d'une question est celui de la commande à côté.",
    ),
    "file": Text("File", "Fichier"),
    "for_whom": Text("For whom", "Pour qui"),
    "files": Text("What is in the folder", "Ce que contient le dossier"),
    "for_trainer": Text("the facilitator, also as a Word file to be edited", "l'animateur, aussi en fichier Word à modifier"),
    "for_wall": Text("the wall, 16:9", "le mur, 16:9"),
    "for_people": Text("participants, before the answer", "les participants, avant la réponse"),
    "for_after": Text("participants, after the answer", "les participants, après la réponse"),
    "for_tables": Text("tables that negotiate", "les tables qui négocient"),
    "guess": Text("Write down your guess", "Écrivez votre pronostic"),
    "your_guess": Text("My guess (tick one)", "Mon pronostic (une seule case)"),
    "how_much": Text("By how much? In {unit}:", "De combien ? En {unit} :"),
    "without": Text("Without any policy, in the model: {value} ({unit}).", "Sans aucune politique, dans le modèle : {value} ({unit})."),
    "why": Text("My reason:", "Ma raison :"),
    "table_guess": Text("Guess of the table:", "Pronostic de la table :"),
    "change_mind": Text("What would make me change my mind:", "Ce qui me ferait changer d'avis :"),
    "after": Text("After the answer: what I had not counted:", "Après la réponse : ce que je n'avais pas compté :"),
    "options": Text("What is compared", "Ce qui est comparé"),
    "settings": Text("What this question sets", "Ce que cette question fixe"),
    "option": Text("Option", "Option"),
    "mean": Text("Mean", "Moyenne"),
    "change": Text("Change against no policy", "Écart par rapport à l'absence de politique"),
    "level": Text("Level with the policy", "Niveau avec la politique"),
    "interval": Text("95 % interval of the mean", "Intervalle à 95 % de la moyenne"),
    "this_run": Text("What this run says", "Ce que dit cette simulation"),
    "class": Text("For the class", "Pour le groupe"),
    "answer": Text("The model's answer: {option}", "La réponse du modèle : {option}"),
    "untold": Text("The model's answer: it cannot be told", "La réponse du modèle : on ne peut pas trancher"),
    "numbers": Text("Numbers of question {n}", "Chiffres de la question {n}"),
    "runs_note": Text(
        "{runs} runs an option, up to {sample} records a corridor, {years} years.", "{runs} simulations par option, {sample} fiches au plus par corridor, {years} ans."
    ),
    "picture": Text("Answer to question {n}", "Réponse à la question {n}"),
    "alt": Text("{title}. {what}, {unit}: {numbers}.", "{title}. {what}, {unit} : {numbers}."),
    "role": Text("Ministry", "Ministère"),
    "answers_for": Text("Answers for", "Répond de"),
    "you_want": Text("You want {how}: {what}", "Vous voulez {how} : {what}"),
    "you_open": Text("You say", "Vous dites"),
    "you_worry": Text("You fear", "Vous craignez"),
    "you_yield": Text("You can give up", "Vous pouvez céder"),
    "card_table": Text("What each lever alone does for you, and what it costs", "Ce que chaque levier seul fait pour vous, et ce qu'il coûte"),
    "lever": Text("Lever", "Levier"),
    "of_level": Text("Level", "Niveau"),
    "does": Text("Change", "Écart"),
    "cost": Text("Cost, USD a year", "Coût, USD par an"),
    "cost_of_highest": Text("Cost of the highest, USD a year", "Coût du plus haut, USD par an"),
    "points": Text("Points", "Points"),
    "points_sheet": Text("Sheet of points", "Feuille de points"),
    "points_title": Text("Points of each lever at each level, by ministry", "Points de chaque levier à chaque niveau, par ministère"),
    "points_says": Text(
        "Circle one row a lever, or none. Add up costs, which may come to {budget} USD a year, and points by ministry. 100 is what the best single lever within the budget gives; what cannot be told from zero counts 0, and no level takes more than 100.",
        "Entourez une ligne par levier, ou aucune. Additionnez les coûts, {budget} USD par an au plus, et les points par ministère. 100 est ce que donne le meilleur levier seul, dans le budget ; ce qui ne peut être distingué de zéro compte 0, et aucun niveau n'ôte plus de 100.",
    ),
    "no_points": Text(
        "A dash: no single lever within the budget improves what this ministry answers for beyond chance.",
        "Un tiret : aucun levier seul, dans le budget, n'améliore au-delà du hasard ce dont ce ministère répond.",
    ),
    "sum": Text("Our deal: sum", "Notre accord : somme"),
    "lowest": Text("Before counting we think that the lowest ministry is:", "Avant le décompte, nous pensons que le ministère le moins servi est :"),
    "sums": Text("How far sums can be trusted", "Jusqu'où les sommes sont fiables"),
    "sums_says": Text(
        "Effects of levers are added up. {n} packages were run as such; against them sums were off by the following, in the unit of each.",
        "Les effets des leviers sont additionnés. {n} ensembles ont été simulés tels quels ; par rapport à eux, les sommes s'écartaient de ce qui suit, dans l'unité de chacun.",
    ),
    "no_sums": Text("Effects of levers are added up; no package was run as such, so how far that is off is not known.",
        "Les effets des leviers sont additionnés ; aucun ensemble n'a été simulé tel quel, donc l'écart n'est pas connu.",
    ),
    "typical": Text("Typically (root mean square)", "En général (racine de la moyenne des carrés)"),
    "largest": Text("At most", "Au plus"),
    "pause": Text("Guess first. The answer comes next.", "D'abord le pronostic. La réponse vient ensuite."),
    "budget": Text("One budget: {budget} USD a year", "Un budget : {budget} USD par an"),
    "ministries": Text("The ministries", "Les ministères"),
    "levers": Text("What can be bought", "Ce qui peut être acheté"),
    "lever_line": Text("{lever}: {levels} {term}", "{lever} : {levels} {term}"),
    "costs_from": Text("from {low} to {high} USD a year", "de {low} à {high} USD par an"),
    "page": Text("page {n} of {of}", "page {n} sur {of}"),
    "source": Text(
        "Model of diaspora policies, version {version}, seed {seed}.", "Modèle de politiques envers la diaspora, version {version}, graine {seed}."
    ),
    "runs": Text("runs of the kit", "simulations du dossier"),
    "negotiation_runs": Text("Negotiation: {runs} runs a deal, {years} years.", "Négociation : {runs} simulations par accord, {years} ans."),
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """A word or sentence, amounts in the money shown."""
    return in_words(WORDS[key](language)).format(**values) if values else in_words(WORDS[key](language))
