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
# # Lesson 4. Match ratio and regions
#
# **Time** 50 minutes: 10 to predict, 5 to compute, 20 to read, 15 for the exercises.
#
# **Aims.** After this lesson you can
#
# - ask of every match ratio what limits the money behind it;
# - say how the rule of choice moves money between regions;
# - keep apart what the ratio does and what more money does.
#
# **Compare, do not forecast.** These are the worlds of teaching question 6.

# %% [markdown] lang="fr"
# # Leçon 4. Taux d'abondement et régions
#
# **Durée** 50 minutes : 10 pour parier, 5 pour calculer, 20 pour lire, 15 pour les exercices.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - demander à tout taux d'abondement ce qui limite l'argent derrière lui ;
# - dire comment la règle de choix déplace l'argent entre régions ;
# - séparer ce que fait le taux et ce que fait plus d'argent.
#
# **Comparez, ne prévoyez pas.** Ce sont les mondes de la question pédagogique 6.

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
from matplotlib.figure import Figure

from experiments.classroom import Classroom, show
from experiments.comparing.answers import found
from experiments.figures import style
from experiments.text import number
from scenarios.questions import watched

school = Classroom(LANGUAGE)


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


# %% [markdown] lang="en"
# ## 1. A ratio and what limits it
#
# A public fund adds to what hometown associations collect for projects: one dollar to each dollar (1:1), or three (3:1).
# "Does a higher ratio draw more?" is half a question. The other half is what limits the money:
#
# - a **fixed yearly budget**: at 3:1 a dollar given takes three from the fund, so the same budget matches fewer gifts;
# - the **same total, spent in two years**: more can be matched while it lasts, and nothing after;
# - **no limit**: whatever is given is matched, so that a higher ratio is also more public money.

# %% [markdown] lang="fr"
# ## 1. Un taux et ce qui le limite
#
# Un fonds public ajoute à ce que les associations d'originaires collectent pour des projets : un dollar par dollar (1:1), ou trois
# (3:1). « Un taux plus élevé attire-t-il plus ? » est la moitié d'une question. L'autre moitié est ce qui limite l'argent :
#
# - un **budget annuel fixe** : à 3:1, un dollar donné en prend trois au fonds, et le même budget abonde moins de dons ;
# - le **même total, dépensé en deux ans** : on peut abonder davantage tant qu'il dure, et plus rien ensuite ;
# - **aucune limite** : tout ce qui est donné est abondé, si bien qu'un taux plus élevé est aussi plus d'argent public.

# %%
school.describe(6)

# %% [markdown] lang="en"
# ## 2. Predict first
#
# 1. In which of the three does 3:1 draw more gifts than 1:1?
# 2. In which of the three does 3:1 cost the public more?
# 3. Projects can be taken as they come, or by need. Which rule gives the poorer half of the regions more, and by how much?

# %% [markdown] lang="fr"
# ## 2. Parier d'abord
#
# 1. Dans lequel des trois cas 3:1 attire-t-il plus de dons que 1:1 ?
# 2. Dans lequel des trois 3:1 coûte-t-il plus au public ?
# 3. Les projets peuvent être pris au premier arrivé, ou selon les besoins. Quelle règle donne plus à la moitié la plus pauvre des
#    régions, et de combien ?

# %% [markdown] lang="en"
# ## 3. What this run shows
#
# In one picture, gifts and, below, what they cost the public. The thin line is the 95 % interval of the mean.

# %% [markdown] lang="fr"
# ## 3. Ce que montre cette simulation
#
# En une image, les dons et, dessous, ce qu'ils coûtent au public. Le trait fin est l'intervalle à 95 % de la moyenne.

# %%
answer = school.run(6, years=2 if school.is_small else None)
LIMITS = {"first_come": t("yearly budget", "budget annuel"), "total": t("same total,\nin two years", "même total,\nen deux ans"), "open": t("no limit", "sans limite")}
NAMES = {"donations_collective": t("change of gifts to projects", "écart des dons aux projets"), "public_cost": t("public cost", "coût public")}
results = {each.name.removeprefix("question_6_"): each for each in answer.comparison.replications}

with style.look():
    figure = Figure(figsize=(7.0, 5.6), layout="constrained")
    for axis, (name, title) in zip(figure.subplots(2, 1, sharex=True), NAMES.items(), strict=True):
        for place, limit in enumerate(LIMITS):
            for ratio, beside, colour in ((1, -0.2, style.SERIES_COLOURS[0]), (3, 0.2, style.SERIES_COLOURS[1])):
                mean, low, high = (value / 1e3 for value in found(answer.comparison, results[f"{limit}_{ratio}"], watched(name), False))
                axis.bar(place + beside, mean, width=0.36, color=colour, label=f"{ratio}:1" if limit == "open" else None)
                axis.vlines(place + beside, low, high, color=style.INK, linewidth=1.4)
        axis.set_xticks(range(len(LIMITS)), LIMITS.values())
        axis.set_ylabel(title + t(",\nthousand USD a year", ",\nmilliers d'USD par an"))
        axis.axhline(0.0, color=style.INK, linewidth=0.8)
    figure.axes[0].legend(title=t("match", "taux"), frameon=False)
    figure.axes[0].set_title(t("A match ratio and what limits the money (compare, do not forecast)", "Un taux et ce qui limite l'argent (comparer, non prévoir)"), loc="left", fontsize=10)
show(figure, "match_and_regions")

# %%
answer.sentences()

# %% [markdown] lang="en"
# Read each pair of bars beside its cost. Where 3:1 draws more and also costs more, ask how much is the ratio and how much is the
# money. Where the intervals of a pair overlap by much, the sentence says "cannot be told".
#
# ## 4. Regions
#
# Who collects first is not who needs most. The next table sets the rules of choice beside each other.

# %% [markdown] lang="fr"
# Lisez chaque paire de barres à côté de son coût. Là où 3:1 attire plus et coûte aussi plus, demandez quelle part revient au taux et
# quelle part à l'argent. Là où les intervalles d'une paire se recouvrent beaucoup, la phrase dit « ne peut être établi ».
#
# ## 4. Régions
#
# Qui collecte le premier n'est pas qui en a le plus besoin. Le tableau suivant met les règles de choix côte à côte.

# %%
answer.table("poorer_half", "donations_collective", "projects_delivered", "public_cost").iloc[[0, 2, 3, 4]]

# %% [markdown] lang="en"
# ## 5. Exercises
#
# **1.** A fund has 300,000 USD a year. How many dollars of gifts can it match at 1:1, at 2:1 and at 3:1?
#
# <details><summary>Answer</summary>300,000, 150,000 and 100,000. At a higher ratio the same money matches fewer gifts; each giver gets a better
# offer, and fewer givers get it.</details>
#
# **2.** Is it the ratio or the money? Give the fund at 3:1 three times the budget, so that it can match as many gifts as at 1:1.
# Guess, then run the next cells.

# %% [markdown] lang="fr"
# ## 5. Exercices
#
# **1.** Un fonds a 300 000 USD par an. Combien de dollars de dons peut-il abonder à 1:1, à 2:1 et à 3:1 ?
#
# <details><summary>Réponse</summary>300 000, 150 000 et 100 000. À un taux plus élevé, le même argent abonde moins de dons ; chaque donateur a une
# meilleure offre, et moins de donateurs l'ont.</details>
#
# **2.** Est-ce le taux ou l'argent ? Donnez au fonds à 3:1 trois fois le budget, pour qu'il puisse abonder autant de dons qu'à
# 1:1. Pariez, puis exécutez les cellules suivantes.

# %%
three_budgets = {
    "id": "three_budgets",
    "label": {"en": "3:1, three times the budget", "fr": "3:1, trois fois le budget"},
    "levers": {"matching_grant": {"ratio": 3.0, "rule": "first_come", "budget_usd": 750_000.0}},
}
money = school.run(6, only=["first_come_1", "first_come_3"], more=[three_budgets], years=2 if school.is_small else None)
money.table("donations_collective", "public_cost", "cost_per_additional_donations_collective")

# %%
money.vote("donations_collective")
by_money = money.mean("three_budgets", "donations_collective") - money.mean("first_come_3", "donations_collective")
by_ratio = money.mean("first_come_3", "donations_collective") - money.mean("first_come_1", "donations_collective")
print(
    t(
        f"From 1:1 to 3:1 with the same budget the mean of gifts moves by {number(by_ratio, signed=True)} USD a year; from there to three times the budget by {number(by_money, signed=True)} USD a year.",
        f"De 1:1 à 3:1 avec le même budget, la moyenne des dons bouge de {number(by_ratio, 'fr', signed=True)} USD par an ; de là à trois fois le budget, de {number(by_money, 'fr', signed=True)} USD par an.",
    )
)

# %% [markdown] lang="en"
# <details><summary>Answer</summary>The printed sentence is the answer of this run. The first step changes only the ratio, the second only the
# money. A report that compares 1:1 with a budget to 3:1 with a larger one has mixed the two.</details>
#
# **3.** Need goes before order of arrival. What could speak against it all the same?
#
# <details><summary>Answer</summary>Whoever decides by need must measure it, and wait until there is something to choose from; poor regions have
# fewer associations to collect. Look in the table whether as many projects are delivered.</details>
#
# ## 6. When the class's guess wins
#
# - Those who said "it depends" win, if they said on **what**. Ask for the name of the limit.
# - Those who said "more ratio, more gifts" are right where the sentences say so. Let them name the bill beside it.
# - Those who said "by need is fairer" may see the share of the poorer half rise. Ask what a minister from a richer region will say, and
#   which number answers.
# - Where nothing is told apart, say: this world cannot tell; a better question is the next one. "Would you ask for a higher ratio, or
#   first for a larger budget?"

# %% [markdown] lang="fr"
# <details><summary>Réponse</summary>La phrase imprimée est la réponse de cette simulation. Le premier pas ne change que le taux, le second que
# l'argent. Un rapport qui compare 1:1 avec un budget à 3:1 avec un plus grand a mêlé les deux.</details>
#
# **3.** Le besoin passe avant l'ordre d'arrivée. Qu'est-ce qui pourrait parler contre, tout de même ?
#
# <details><summary>Réponse</summary>Qui décide selon les besoins doit les mesurer, et attendre d'avoir de quoi choisir ; les régions pauvres ont
# moins d'associations pour collecter. Voyez dans le tableau si autant de projets sont livrés.</details>
#
# ## 6. Quand le pari de la classe gagne
#
# - Ceux qui ont dit « cela dépend » gagnent, s'ils ont dit de **quoi**. Demandez le nom de la limite.
# - Ceux qui ont dit « plus de taux, plus de dons » ont raison là où les phrases le disent. Qu'ils nomment la facture à côté.
# - Ceux qui ont dit « selon les besoins est plus juste » verront peut-être monter la part de la moitié pauvre. Demandez ce que dira un
#   ministre d'une région plus riche, et quel chiffre répond.
# - Là où rien ne se distingue, dites : ce monde ne peut trancher ; une meilleure question est la suivante. « Demanderiez-vous un taux
#   plus élevé, ou d'abord un budget plus grand ? »
