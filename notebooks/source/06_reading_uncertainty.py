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
# # Lesson 6. Reading uncertainty
#
# **Time** 45 minutes: 10 to predict, 5 to compute, 15 to read, 15 for the exercises.
#
# **Aims.** After this lesson you can
#
# - tell the range of the mean from the range of single runs;
# - say what more runs help against, and what only better data help against;
# - compare two policies in pairs, in the same luck, and say "cannot be told" without shame.
#
# **Compare, do not forecast.**

# %% [markdown] lang="fr"
# # Leçon 6. Lire l'incertitude
#
# **Durée** 45 minutes : 10 pour parier, 5 pour calculer, 15 pour lire, 15 pour les exercices.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - distinguer la plage de la moyenne et celle des simulations une à une ;
# - dire contre quoi aident plus de simulations, et contre quoi seules de meilleures données aident ;
# - comparer deux politiques par paires, dans le même hasard, et dire sans honte « ne peut être établi ».
#
# **Comparez, ne prévoyez pas.**

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
import os

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments import compare
from experiments.classroom import show
from experiments.figures import style
from experiments.runs import intervals
from experiments.text import number, percent

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE, YEARS, REPLICATIONS = (200, 2, 8) if FAST else (1_000, 5, 40)
NAMES = ["morocco_belgium_matching_grant", "morocco_belgium_donation_tax_relief"]


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


# %% [markdown] lang="en"
# ## 1. Predict first
#
# Two policies raise gifts: a fund that matches them, and tax relief for givers. Each is run many times, each time beside
# the same world without it. The assumptions are drawn as well: from sets that agree with published facts, and from their ranges.
#
# 1. Four times as many runs: how much narrower is the interval of the **mean**? And the range of nine runs in ten?
# 2. Is more of the spread luck, or inputs that nobody knows?
# 3. Out of ten pairs of runs, in how many does the policy with the larger mean win?

# %% [markdown] lang="fr"
# ## 1. Parier d'abord
#
# Deux politiques augmentent les dons : un fonds qui les abonde, et un allègement fiscal pour ceux qui donnent. Chacune est simulée
# de nombreuses fois, chaque fois à côté du même monde sans elle. Les hypothèses sont tirées aussi : dans des jeux qui s'accordent avec des faits
# publiés, et dans leurs plages.
#
# 1. Quatre fois plus de simulations : de combien l'intervalle de la **moyenne** se resserre-t-il ? Et la plage de neuf simulations sur dix ?
# 2. La dispersion vient-elle plus du hasard, ou de données que personne ne connaît ?
# 3. Sur dix paires de simulations, combien de fois la politique à la plus grande moyenne gagne-t-elle ?

# %%
result = compare(NAMES, replications=REPLICATIONS, seed=1, years=YEARS, sample=SAMPLE, jobs=1 if FAST else 2)
OUTCOME = "donations"
labels = {each.name: each.scenario.levers[0].label(LANGUAGE) for each in result.replications}
runs = {each.name: each.column(OUTCOME, None, None, difference=True) for each in result.replications}
groups = result.replications[0].groups
draws = len(set(groups.tolist()))
print(
    t(
        f"{REPLICATIONS} pairs of runs for each policy, with {draws} independent draws of the assumptions.",
        f"{REPLICATIONS} paires de simulations pour chaque politique, avec {draws} tirages indépendants des hypothèses.",
    )
)

# %% [markdown] lang="en"
# ## 2. Every run is a dot
#
# Each dot is one pair of runs. The thick bar is the 95 % interval of the mean: where the mean would probably lie. The thin bar
# goes from the 5th to the 95th percentile of the runs themselves.

# %% [markdown] lang="fr"
# ## 2. Chaque simulation est un point
#
# Chaque point est une paire de simulations. La barre épaisse est l'intervalle à 95 % de la moyenne : là où la moyenne se trouve
# probablement. La barre fine va du 5e au 95e centile des simulations elles-mêmes.


# %%
def mean_of(values, some=None):
    """Mean and 95 % interval."""
    return [float(part[0]) for part in intervals.of_mean(values[:some, None], groups[:some])]


with style.look():
    figure = Figure(figsize=(7.0, 3.2), layout="constrained")
    axis = figure.subplots()
    for row, values in enumerate(runs.values()):
        mean, low, high = mean_of(values)
        axis.scatter(values / 1e3, np.full(len(values), row + 0.22), s=12, color=style.SERIES_COLOURS[row], alpha=0.6)
        axis.plot(np.percentile(values, [5, 95]) / 1e3, [row, row], color=style.INK, linewidth=1.2)
        axis.plot([low / 1e3, high / 1e3], [row, row], color=style.SERIES_COLOURS[row], linewidth=7, alpha=0.6, solid_capstyle="butt")
        axis.plot(mean / 1e3, row, "o", color=style.INK, markersize=5)
    axis.axvline(0.0, color=style.INK, linewidth=0.8)
    axis.set_yticks(range(len(runs)), [style.wrap(label, 22) for label in labels.values()])
    axis.set_ylim(-0.4, len(runs) - 0.4)
    axis.set_xlabel(t("change of gifts, thousand USD a year", "écart des dons, milliers d'USD par an"))
    axis.set_title(t("Single runs and their mean (compare, do not forecast)", "Simulations une à une et leur moyenne (comparer, non prévoir)"), loc="left", fontsize=10)
show(figure, "reading_uncertainty")

# %% [markdown] lang="en"
# ## 3. More runs
#
# The same numbers from a quarter of the runs, and from all.

# %% [markdown] lang="fr"
# ## 3. Plus de simulations
#
# Les mêmes chiffres avec un quart des simulations, et avec toutes.

# %%
lines = {}
for name, values in runs.items():
    for some in (REPLICATIONS // 4, REPLICATIONS):
        mean, low, high = mean_of(values, some)
        inner, outer = np.percentile(values[:some], [5, 95])
        lines[t(f"{labels[name]}, {some} runs", f"{labels[name]}, {some} simulations")] = {
            t("mean", "moyenne"): number(mean, LANGUAGE),
            t("width of its 95 % interval", "largeur de son intervalle à 95 %"): number(high - low, LANGUAGE),
            t("width of nine runs in ten", "largeur de neuf simulations sur dix"): number(outer - inner, LANGUAGE),
        }
pd.DataFrame(lines).T

# %% [markdown] lang="en"
# The interval of a mean shrinks, by and large, with the root of the number of runs: four times as many make it half as wide. What
# counts is how many independent draws of the assumptions they hold; with few of them the interval of the mean can be as wide as the runs. The range of single runs has no reason to shrink: it shows how different worlds can be.
#
# ## 4. Luck or ignorance
#
# A part of the spread comes from inputs that nobody has measured; the rest is luck. Luck is met with more runs, the other
# part only with a better survey.

# %% [markdown] lang="fr"
# L'intervalle d'une moyenne se resserre, en gros, avec la racine du nombre de simulations : quatre fois plus le rendent deux fois plus
# étroit. Ce qui compte est le nombre de tirages indépendants des hypothèses ; avec peu d'entre eux, l'intervalle de la moyenne peut être aussi large que les
# simulations. La plage des simulations n'a pas de raison de se resserrer : elle montre combien les mondes peuvent différer.
#
# ## 4. Hasard ou ignorance
#
# Une part de la dispersion vient de données que personne n'a mesurées ; le reste est du hasard. Contre le hasard aident plus de
# simulations, contre l'autre part seulement une meilleure enquête.

# %%
spread = result.uncertainty
for name, label in labels.items():
    row = spread[(spread.scenario == name) & (spread.outcome == OUTCOME) & spread.breakdown.isna()].iloc[0]
    share = percent(row.share_inputs, LANGUAGE)
    print(t(f"{label}: {share} of the spread of single runs comes from inputs.", f"{label} : {share} de la dispersion des simulations vient des données d'entrée."))

# %% [markdown] lang="en"
# ## 5. In pairs
#
# Two policies of the same run share people, luck and assumptions. So compare them run by run: the spread that they share
# cancels out.

# %% [markdown] lang="fr"
# ## 5. Par paires
#
# Deux politiques d'une même simulation partagent les gens, le hasard et les hypothèses. Comparez-les donc simulation par simulation : la
# dispersion qu'elles partagent s'annule.

# %%
first, second = sorted(runs, key=lambda name: -runs[name].mean())
difference = runs[first] - runs[second]
mean, low, high = mean_of(difference)
wins = int((difference > 0).sum())
said = t("told apart", "cela est établi") if low > 0 else t("not told apart", "cela ne peut être établi")
print(
    t(
        f"{labels[first]} less {labels[second]}: {number(mean, signed=True)} USD a year ({number(low)} to {number(high)}): {said}. It wins in {wins} of {REPLICATIONS} runs.",
        f"{labels[first]} moins {labels[second]} : {number(mean, 'fr', signed=True)} USD par an ({number(low, 'fr')} à {number(high, 'fr')}) : {said}. Elle l'emporte dans {wins} simulations sur {REPLICATIONS}.",
    )
)

# %% [markdown] lang="en"
# ## 6. Exercises
#
# **1.** An interval of a mean goes from -2 to 10. A colleague says: "It works a little." What do you say?
#
# <details><summary>Answer</summary>That these runs do not tell whether it works. Zero lies inside: a fall is as open as a rise of the same
# size is. Ask for more runs if luck is the larger part, for data if ignorance is.</details>
#
# **2.** The interval is 8 wide with 10 runs. About how many runs make it 2 wide?
#
# <details><summary>Answer</summary>A quarter of the width asks for sixteen times as many: about 160. (With very few runs a little less, for
# intervals from few runs carry a charge of their own.)</details>
#
# **3.** A policy wins in 8 of 10 single runs, and its mean is told apart from the other's. May you promise a minister that it will be
# better?
#
# <details><summary>Answer</summary>No. The mean is better; the world that comes is one run, and in two of ten the other one wins. Say
# both numbers.</details>
#
# ## 7. When the class's guess wins
#
# - Somebody was sure and right. Ask how sure: nine in ten, six in ten? The dots say how often a sure person is wrong here.
# - Somebody said "we cannot know". Agree, and ask what follows: is there a choice that holds on both sides of the range?
# - A guess that wins in one run is an anecdote. Let the class say why the guess about the **mean** is another guess.

# %% [markdown] lang="fr"
# ## 6. Exercices
#
# **1.** L'intervalle d'une moyenne va de -2 à 10. Un collègue dit : « Cela marche un peu. » Que dites-vous ?
#
# <details><summary>Réponse</summary>Que ces simulations ne disent pas si cela marche. Zéro est dedans : une baisse reste aussi possible qu'une hausse de même
# taille. Demandez plus de simulations si le hasard est la plus grande part, des données si c'est l'ignorance.</details>
#
# **2.** L'intervalle a une largeur de 8 avec 10 simulations. Combien de simulations environ pour une largeur de 2 ?
#
# <details><summary>Réponse</summary>Un quart de la largeur demande seize fois plus : environ 160. (Avec très peu de simulations, un peu moins, car les
# intervalles de peu de simulations portent une majoration.)</details>
#
# **3.** Une politique gagne dans 8 simulations sur 10, et sa moyenne se distingue de celle de l'autre. Pouvez-vous promettre à un ministre qu'elle
# sera meilleure ?
#
# <details><summary>Réponse</summary>Non. La moyenne est meilleure ; le monde qui vient est une seule simulation, et dans deux sur dix l'autre
# l'emporte. Dites les deux chiffres.</details>
#
# ## 7. Quand le pari de la classe gagne
#
# - Quelqu'un était sûr, et avait raison. Demandez à quel point : neuf sur dix, six sur dix ? Les points disent combien de fois quelqu'un de sûr se
#   trompe ici.
# - Quelqu'un a dit « on ne peut pas savoir ». Accordez-le, et demandez ce qui s'ensuit : y a-t-il un choix qui tient des deux côtés de la plage ?
# - Un pari qui gagne dans une simulation est une anecdote. Que la classe dise pourquoi le pari sur la **moyenne** est un autre pari.
