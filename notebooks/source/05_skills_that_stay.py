# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: "1.3"
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] lang="en"
# # Lesson 5. Skills that stay
#
# **Time** 45 minutes: 10 to predict, 5 to compute, 15 to read, 15 for the exercises.
#
# **Aims.** After this lesson you can
#
# - tell what a programme does while it pays from what is left when it ends;
# - set know-how beside its cost, and beside the people who do not come back;
# - ask of a programme who is trained, and who stays.
#
# **Compare, do not forecast.** These are the worlds of teaching question 5.

# %% [markdown] lang="fr"
# # Leçon 5. Des compétences qui restent
#
# **Durée** 45 minutes : 10 pour parier, 5 pour calculer, 15 pour lire, 15 pour les exercices.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - distinguer ce qu'un programme fait tant qu'il paie et ce qui reste quand il finit ;
# - mettre le savoir-faire à côté de son coût, et à côté des gens qui ne reviennent pas ;
# - demander d'un programme qui est formé, et qui reste.
#
# **Comparez, ne prévoyez pas.** Ce sont les mondes de la question pédagogique 5.

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
from matplotlib.figure import Figure

from experiments.classroom import Classroom, show
from experiments.figures import style

school = Classroom(LANGUAGE, sample=400)


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


# %% [markdown] lang="en"
# ## 1. Experts for four years
#
# An agency places experts from the diaspora at hospitals, schools and offices of six countries, for four years. They work, and
# they train staff. Some of the staff go abroad as interns. Then the money ends, and the model looks on for two years.

# %% [markdown] lang="fr"
# ## 1. Des experts pendant quatre ans
#
# Une agence place des experts de la diaspora dans des hôpitaux, des écoles et des administrations de six pays, pendant quatre ans. Ils
# travaillent, et forment du personnel. Une partie de ce personnel part en stage à l'étranger. Puis l'argent finit, et le modèle regarde
# encore deux ans.

# %%
school.describe(5)

# %% [markdown] lang="en"
# ## 2. Predict first
#
# 1. Draw the know-how at the hosts, from the end of the money (month 48) to two years later (month 72): does it stay, fall by a
#    little, by half, or by more?
# 2. With which option is the most left in month 72?
# 3. Of ten interns whose return is left open, how many stay abroad? And where return was agreed?

# %% [markdown] lang="fr"
# ## 2. Parier d'abord
#
# 1. Tracez le savoir-faire des institutions, de la fin de l'argent (mois 48) à deux ans après (mois 72) : reste-t-il, baisse-t-il un peu,
#    de moitié, ou de plus ?
# 2. Avec quelle option en reste-t-il le plus au mois 72 ?
# 3. Sur dix stagiaires dont le retour est laissé libre, combien restent à l'étranger ? Et là où le retour est convenu ?

# %% [markdown] lang="en"
# ## 3. What this run shows

# %% [markdown] lang="fr"
# ## 3. Ce que montre cette simulation

# %%
answer = school.run(5)
MONTHS = (48, 60, 72)
with style.look():
    figure = Figure(figsize=(7.0, 3.8), layout="constrained")
    axis = figure.subplots()
    for option, colour, marker in zip(answer.question.content.options, style.SERIES_COLOURS, "osD", strict=False):
        values = [answer.mean(option.id, f"capacity@{month}") for month in MONTHS]
        axis.plot(MONTHS, values, marker=marker, color=colour, label=option.label.fr if LANGUAGE == "fr" else option.label.en)
    axis.set_xticks(MONTHS)
    axis.set_ylim(bottom=0.0)
    axis.set_xlabel(t("month (the money ends in month 48)", "mois (l'argent finit au mois 48)"))
    axis.set_ylabel(t("know-how at hosts, expert days,\nchange against no programme", "savoir-faire, jours-expert,\nécart à l'absence de programme"))
    axis.set_title(t("What stays when the money ends (compare, do not forecast)", "Ce qui reste quand l'argent finit (comparer, non prévoir)"), loc="left", fontsize=10)
    axis.legend(frameon=False, fontsize=8)
show(figure, "skills_that_stay")

# %%
for option in answer.question.content.options:
    label = option.label.fr if LANGUAGE == "fr" else option.label.en
    end, later = (answer.mean(option.id, f"capacity@{month}") for month in (48, 72))
    print(t(f"{label}: of 100 days of know-how that the programme has added by month 48, {100 * later / end:.0f} are left in month 72.", f"{label} : sur 100 jours de savoir-faire que le programme a ajoutés au mois 48, il en reste {100 * later / end:.0f} au mois 72."))

# %%
answer.vote("capacity@72")
answer.sentences()

# %%
answer.table("capacity@48", "capacity@72", "staff_trained", "interns", "interns_lost", "public_cost").T

# %% [markdown] lang="en"
# Days of work are counted while experts are there; what stays is with the people they trained, and people move on. That an intern
# stays abroad is a loss for the host and a choice of a person. The table counts both and judges neither.
#
# ## 4. Exercises
#
# **1.** A host keeps seven tenths of its know-how from one year to the next. What is left of 100 days after two years? After how many years is
# less than half left?
#
# <details><summary>Answer</summary>100 × 0.7 × 0.7 = 49 days: after two years less than half is left. Compare it with the line of the picture.</details>
#
# **2.** What if experts train nobody? Guess what is left in month 72, then run the next cell.

# %% [markdown] lang="fr"
# Les jours de travail se comptent tant que les experts sont là ; ce qui reste est chez les gens qu'ils ont formés, et les gens s'en vont.
# Qu'un stagiaire reste à l'étranger est une perte pour l'institution et le choix d'une personne. Le tableau compte les deux et ne
# juge ni l'un ni l'autre.
#
# ## 4. Exercices
#
# **1.** Une institution garde sept dixièmes de son savoir-faire d'une année à l'autre. Que reste-t-il de 100 jours après deux ans ? Après combien
# d'années en reste-t-il moins de la moitié ?
#
# <details><summary>Réponse</summary>100 × 0,7 × 0,7 = 49 jours : après deux ans, il en reste moins de la moitié. Comparez avec la ligne de l'image.</details>
#
# **2.** Et si les experts ne forment personne ? Pariez sur ce qui reste au mois 72, puis exécutez la cellule suivante.

# %%
without = next(option for option in answer.question.content.options if option.id == "none")
terms = {**without.levers["skills_placement"], "training_share": 0.0}
nobody = {"id": "no_training", "label": {"en": "Without internships, nobody trained", "fr": "Sans stages, personne n'est formé"}, "levers": {"skills_placement": terms}}
training = school.run(5, only=["none"], more=[nobody])
training.table("capacity@48", "capacity@72", "expert_days", "staff_trained", "public_cost").T

# %%
training.vote("capacity@72")

# %% [markdown] lang="en"
# <details><summary>Answer</summary>The vote says which of the two leaves more, and whether that is told. Look at the expert days as well: time that goes
# into training does not go into work. A programme that reports days alone does not see the difference.</details>
#
# **3.** Which number would you put into the contract with the agency: days worked, staff trained, or know-how a year after the end?
#
# <details><summary>Answer</summary>What is paid for is what is delivered. Days are easy to count and say little of what stays; know-how after the end is
# what was wanted and is hard to count. A good answer names two, and who counts them.</details>
#
# ## 5. When the class's guess wins
#
# - Those who guessed that it fades were right if the printed lines say so. Ask **why** it fades: who leaves, and to where?
# - Those who guessed that it stays: where does the picture show it, and what keeps it there?
# - On the agreement to return, let the class hold two true sentences together: it keeps know-how at the host, if the run says so, and it binds a
#   person. Only agreements that respect rights are in the model.
# - Ask what would show a donor, two years after the last payment, that something was left. Nobody pays for that survey today.

# %% [markdown] lang="fr"
# <details><summary>Réponse</summary>Le vote dit laquelle des deux laisse plus, et si cela est établi. Regardez aussi les jours d'expert : le temps qui va
# à la formation ne va pas au travail. Un programme qui ne rapporte que des jours ne voit pas la différence.</details>
#
# **3.** Quel chiffre mettriez-vous dans le contrat avec l'agence : jours travaillés, personnel formé, ou savoir-faire un an après la fin ?
#
# <details><summary>Réponse</summary>Ce qui est payé est ce qui est livré. Les jours se comptent aisément et disent peu de ce qui reste ; le savoir-faire
# après la fin est ce qu'on voulait, et se compte mal. Une bonne réponse en nomme deux, et qui les compte.</details>
#
# ## 5. Quand le pari de la classe gagne
#
# - Ceux qui ont parié que cela s'efface ont raison si les lignes imprimées le disent. Demandez **pourquoi** : qui part, et où ?
# - Ceux qui ont parié que cela reste : où l'image le montre-t-elle, et qu'est-ce qui le garde là ?
# - Sur l'accord de retour, que la classe tienne ensemble deux phrases vraies : il garde du savoir-faire à l'institution, si la simulation le dit,
#   et il lie une personne. Le modèle ne connaît que des accords respectueux des droits.
# - Demandez ce qui montrerait à un bailleur, deux ans après le dernier paiement, que quelque chose est resté. Personne ne paie cette enquête aujourd'hui.
