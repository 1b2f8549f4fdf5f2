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
# # Lesson 7. Sweeps and sensitivity
#
# **Time** 60 minutes: 10 to predict, 10 to compute, 25 to read, 15 for the exercises.
#
# **Aims.** After this lesson you can
#
# - look at many settings of a policy at once, and stop and go on;
# - see what more effect costs;
# - say which inputs matter, and which a survey should ask about first.
#
# **Compare points, do not forecast.** Ranks of inputs are more reliable than sizes.

# %% [markdown] lang="fr"
# # Leçon 7. Balayages et sensibilité
#
# **Durée** 60 minutes : 10 pour parier, 10 pour calculer, 25 pour lire, 15 pour les exercices.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - regarder beaucoup de réglages d'une politique à la fois, vous arrêter et reprendre ;
# - voir ce que coûte plus d'effet ;
# - dire quelles données comptent, et sur lesquelles une enquête devrait porter d'abord.
#
# **Comparez des points, ne prévoyez pas.** Les rangs des données sont plus sûrs que les tailles.

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from experiments.classroom import show
from experiments.figures import morris_plane, trade_off
from experiments.sensitivity.analysis import analysed
from experiments.sensitivity.labels import factor_label, outcome_label
from experiments.sweeps import load_experiment, query, read_sweep, run_sweep, status, verify
from experiments.text import number, percent

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE, YEARS, POINTS, TRAJECTORIES = (200, 2, 8, 3) if FAST else (2_000, 5, 64, 12)
FOLDER = Path(tempfile.mkdtemp())  # a folder of your own instead keeps the results


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


def words(name):
    """A factor or an outcome in words."""
    return factor_label(name, LANGUAGE) if "." in name else outcome_label(name, LANGUAGE)


# %% [markdown] lang="en"
# ## 1. Predict first
#
# A package of four policies. Three things move: how many public dollars are added to a dollar given (0.5 to 3), how much of a gift the tax office
# gives back (0.1 to 0.6), and how strongly people answer to a lower price of giving. The first two are chosen; the third is a fact about people that
# nobody has measured here.
#
# 1. What moves gifts most: the match, the tax relief, or what we do not know about people?
# 2. Where is a dollar of effect cheapest: at low or at high tax relief?

# %% [markdown] lang="fr"
# ## 1. Parier d'abord
#
# Un ensemble de quatre politiques. Trois choses bougent : combien de dollars publics sont ajoutés à un dollar donné (0,5 à 3), quelle part d'un don
# le fisc rend (0,1 à 0,6), et combien les gens répondent à un don devenu moins cher. Les deux premières se choisissent ; la troisième est un fait sur
# les gens que personne n'a mesuré ici.
#
# 1. Qu'est-ce qui fait bouger le plus les dons : l'abondement, l'allègement, ou ce que nous ignorons des gens ?
# 2. Où un dollar d'effet est-il le moins cher : à un allègement bas ou élevé ?

# %% [markdown] lang="en"
# ## 2. An experiment in twenty lines
#
# `scenario` says where we start, `factors` what moves, `outcomes` what is asked of each run. `effect:` is the difference to the same world without
# policy, in the same luck. A factor without bounds takes the range of its declaration.

# %% [markdown] lang="fr"
# ## 2. Une expérience en vingt lignes
#
# `scenario` dit d'où l'on part, `factors` ce qui bouge, `outcomes` ce qui est demandé à chaque simulation. `effect:` est la différence au même
# monde sans politique, dans le même hasard. Un facteur sans bornes prend la plage de sa déclaration.

# %%
TEXT = f"""
scenario = "morocco_belgium_package"
replications = 2
years = {YEARS}
sample = {SAMPLE}
outcomes = ["effect:donations_collective", "public_cost"]

[design]
kind = "sobol_sequence"
points = {POINTS}

[factors."levers.matching_grant.ratio"]
low = 0.5
high = 3.0
[factors."levers.donation_tax_relief.rate"]
low = 0.1
high = 0.6
[factors."parameters.giving.price_elasticity"]
"""
path = FOLDER / "my_sweep.toml"
path.write_text(TEXT)
experiment = load_experiment(path)
bounds = {words(factor.path): {t("from", "de"): number(factor.low, LANGUAGE), t("to", "à"): number(factor.high, LANGUAGE)} for factor in experiment.factors}
pd.DataFrame(bounds).T

# %% [markdown] lang="en"
# ## 3. Half of it, then the rest
#
# A sweep may stop at any moment: a part is there whole or not at all. Here one of two shares is run, as a cluster would, and then what is missing.

# %% [markdown] lang="fr"
# ## 3. Une moitié, puis le reste
#
# Un balayage peut s'arrêter à tout moment : une partie est là entière ou pas du tout. Ici, on simule une part sur deux, comme le ferait une grappe de
# machines, puis ce qui manque.


# %%
def told():
    """How far the sweep is."""
    now = status(FOLDER / "sweep")
    print(t(f"{now['runs_done']} of {now['runs']} runs are done.", f"{now['runs_done']} simulations sur {now['runs']} sont faites."))


run_sweep(experiment, FOLDER / "sweep", shard=(1, 2))
told()
run_sweep(experiment, FOLDER / "sweep")
told()

# %% [markdown] lang="en"
# Is it what the code computes? A sample of runs is computed again and compared to the last byte.

# %% [markdown] lang="fr"
# Est-ce bien ce que le code calcule ? Un échantillon de simulations est recalculé et comparé au dernier octet.

# %%
checked = verify(FOLDER / "sweep", runs=2 if FAST else 6)["same"]
print(t("The same." if checked else "Not the same!", "Identiques." if checked else "Différentes !"))

# %% [markdown] lang="en"
# ## 4. What more effect costs
#
# Each dot is a point. Further up is more effect, further right more cost. Dots above others at the same cost spend better: which colour do they have?

# %% [markdown] lang="fr"
# ## 4. Ce que coûte plus d'effet
#
# Chaque point est un réglage. Plus haut, plus d'effet ; plus à droite, plus de coût. Les points au-dessus d'autres au même coût dépensent mieux : quelle
# couleur ont-ils ?

# %%
COST, EFFECT, RATE = "public_cost", "effect:donations_collective", "levers.donation_tax_relief.rate"
sweep = read_sweep(FOLDER / "sweep")
show(trade_off.draw(sweep.runs, COST, EFFECT, RATE, words, LANGUAGE), "sweeps_and_sensitivity")

# %% [markdown] lang="en"
# The same in a table, by a question in SQL. The cost is that of the whole package: compare the two rows, the number itself is no price of a gift. A ratio of sums, not a mean of ratios: a single run with nearly no effect would swamp the mean.

# %% [markdown] lang="fr"
# De même dans un tableau, par une question en SQL. Le coût est celui de tout l'ensemble : comparez les deux lignes, le chiffre n'est pas le prix d'un don. Un rapport de sommes, non une moyenne de rapports : une seule simulation presque sans effet noierait
# la moyenne.

# %%
found = query(FOLDER / "sweep", """
    select case when "levers.donation_tax_relief.rate" < 0.35 then 'low' else 'high' end as relief, count(*) as runs,
           avg("effect:donations_collective") as effect, avg(public_cost) as cost,
           sum(public_cost) / nullif(sum("effect:donations_collective"), 0) as usd_per_usd
    from runs group by 1 order by 1 desc
""")
found["relief"] = found["relief"].map({"low": t("below 0.35", "sous 0,35"), "high": t("0.35 and above", "0,35 et plus")})
found.columns = [
    t("tax relief", "allègement"), t("runs", "simulations"), t("effect, USD a year", "effet, USD par an"), t("public cost, USD a year", "coût public, USD par an"),
    t("public cost of a dollar of effect", "coût public d'un dollar d'effet"),
]  # fmt: skip
found.set_index(found.columns[0]).map(lambda value: number(float(value), LANGUAGE))

# %% [markdown] lang="en"
# ## 5. Which inputs matter?
#
# Morris' method walks through the space of inputs, one input a step, and looks at what each step changes: here ten inputs of the package, terms
# of policies and assumptions about people.

# %% [markdown] lang="fr"
# ## 5. Quelles données comptent ?
#
# La méthode de Morris parcourt l'espace des données, une donnée par pas, et regarde ce que chaque pas change : ici dix données de l'ensemble, termes
# de politiques et hypothèses sur les gens.

# %%
screen = load_experiment("morris_package")
screen = replace(screen, sample=SAMPLE, design=replace(screen.design, settings={"trajectories": TRAJECTORIES, "levels": 4}))
run_sweep(screen, FOLDER / "screening")
screening = analysed(read_sweep(FOLDER / "screening"), language=LANGUAGE)
own = screening.tables["indices"]
own = own[own["outcome"] == EFFECT]
show(morris_plane.draw(own, EFFECT, words, LANGUAGE), "sensitivity")

# %%
first = own[own["index"] == "mu_star"].sort_values("value", ascending=False).head(5)
ranks = {
    words(row.factor): {
        t("mean size of the change, USD a year", "taille moyenne du changement, USD par an"): number(row.value, LANGUAGE),
        t("interval", "intervalle"): t(f"{number(row.low)} to {number(row.high)}", f"{number(row.low, 'fr')} à {number(row.high, 'fr')}"),
    }
    for row in first.itertuples()
}
pd.DataFrame(ranks).T

# %% [markdown] lang="en"
# The table (in the picture: to the right) has the mean size of the change when an input goes through its whole range. What lies at the left can be
# fixed. Higher up in the picture, an input acts together with others, or not in a straight line. Look at the intervals before you rank.
#
# How much is luck? The table separates it: of one run, and of the mean over the replications.

# %% [markdown] lang="fr"
# Le tableau (dans l'image : vers la droite) donne la taille moyenne du changement quand une donnée parcourt toute sa plage. Ce qui est à gauche peut
# être fixé. Plus haut dans l'image, une donnée agit avec d'autres, ou pas en ligne droite. Regardez les intervalles avant de classer.
#
# Quelle part est du hasard ? Le tableau la sépare : d'une simulation, et de la moyenne des répétitions.

# %%
noise = screening.tables["noise"][["outcome", "share_luck_one_run", "share_luck_mean"]].copy()
noise["outcome"] = noise["outcome"].map(words)
noise.columns = [t("outcome", "résultat"), t("luck in one run", "hasard dans une simulation"), t("luck in the mean", "hasard dans la moyenne")]
noise.set_index(noise.columns[0]).map(lambda share: percent(share, LANGUAGE))

# %% [markdown] lang="en"
# ## 6. Exercises
#
# **1.** Of the five inputs in the table of section 5, which does a ministry choose, and which would a survey have to find out?
#
# <details><summary>Answer</summary>Rows that begin with the name of a policy are chosen. The others are facts about people or offices: a survey, or a
# trial, can find them out. If one of these leads, the choice of terms is a choice in the dark.</details>
#
# **2.** Halve the intervals: how many more points does it take?
#
# <details><summary>Answer</summary>About four times as many: intervals shrink with the root of the number of points. `diaspora sensitivity NAME
# --until 0.05` does the sum, says what it costs and adds them.</details>
#
# **3.** Colour the picture of section 4 by how people answer to prices: in its cell, put `"parameters.giving.price_elasticity"` in the place of the
# tax relief. What does it tell a ministry when a choice and an assumption both order the dots?
#
# <details><summary>Answer</summary>That a target for the effect cannot be promised by choosing the terms alone. A range can be promised; or the survey
# comes first.</details>
#
# **4.** Do the same from the command line.
#
# <details><summary>Answer</summary><code>diaspora sweep run my_sweep.toml --jobs 2 --out results/my_sweep</code>, then <code>diaspora sweep status</code>, <code>diaspora
# sweep verify</code> and <code>diaspora query</code> with the folder.</details>
#
# ## 7. When the class's guess wins
#
# - "The match, of course." Look at the interval beside the next one. If they overlap by much, the first place is shared.
# - "What we do not know." Ask what the survey would cost, and what the ministry would do otherwise with its answer. A survey that changes no choice is
#   not worth its money.
# - Somebody guessed an input at the left. Celebrate: it is as useful to know what need not be argued about.

# %% [markdown] lang="fr"
# ## 6. Exercices
#
# **1.** Des cinq données du tableau de la section 5, lesquelles un ministère choisit-il, et lesquelles une enquête devrait-elle trouver ?
#
# <details><summary>Réponse</summary>Les lignes qui commencent par le nom d'une politique se choisissent. Les autres sont des faits sur les gens ou les
# services : une enquête, ou un essai, peut les trouver. Si l'une d'elles est en tête, choisir les termes, c'est choisir dans le noir.</details>
#
# **2.** Réduisez les intervalles de moitié : combien de points de plus faut-il ?
#
# <details><summary>Réponse</summary>Environ quatre fois plus : les intervalles se resserrent avec la racine du nombre de points. `diaspora sensitivity NOM
# --until 0.05` fait le calcul, dit ce que cela coûte et les ajoute.</details>
#
# **3.** Colorez l'image de la section 4 selon la réponse des gens aux prix : dans sa cellule, mettez `"parameters.giving.price_elasticity"` à la place de
# l'allègement. Que dit-elle à un ministère quand un choix et une hypothèse ordonnent tous deux les points ?
#
# <details><summary>Réponse</summary>Qu'un objectif d'effet ne peut être promis en choisissant les seuls termes. On peut promettre une plage ; ou
# l'enquête vient d'abord.</details>
#
# **4.** Faites de même en ligne de commande.
#
# <details><summary>Réponse</summary><code>diaspora sweep run my_sweep.toml --jobs 2 --out results/my_sweep</code>, puis <code>diaspora sweep status</code>, <code>diaspora
# sweep verify</code> et <code>diaspora query</code> avec le dossier.</details>
#
# ## 7. Quand le pari de la classe gagne
#
# - « L'abondement, bien sûr. » Regardez l'intervalle à côté du suivant. S'ils se recouvrent beaucoup, la première place est partagée.
# - « Ce que nous ignorons. » Demandez ce que coûterait l'enquête, et ce que le ministère ferait autrement avec sa réponse. Une enquête qui ne change aucun
#   choix ne vaut pas son prix.
# - Quelqu'un a parié sur une donnée à gauche. Fêtez-le : il est aussi utile de savoir de quoi il n'y a pas lieu de débattre.
