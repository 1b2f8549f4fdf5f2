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
# # Lesson 9. Step by step: who decided what
#
# **Time** 60 minutes: 10 to predict, 30 to step and read, 20 for the exercises. The code is short and can be run as it stands.
#
# **Aims.** After this lesson you can
#
# - step a small world month by month, household by household;
# - say of a month who decided what, and at which gate the others stopped;
# - change one rule, let the same people live the same months again, and say who decides otherwise and why.
#
# The world is one of Moroccan households in Belgium, with a package of policies. Every household is a Mesa agent: it decides by itself, one after the other, on
# what it saw last month. What comes out is a scenario result. **Compare, do not forecast.**

# %% [markdown] lang="fr"
# # Leçon 9. Pas à pas : qui a décidé quoi
#
# **Durée** 60 minutes : 10 pour parier, 30 pour avancer et lire, 20 pour les exercices. Le code est court et marche tel quel.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - faire avancer un petit monde mois par mois, ménage par ménage ;
# - dire d'un mois qui a décidé quoi, et à quelle porte les autres se sont arrêtés ;
# - changer une règle, faire revivre les mêmes mois aux mêmes gens, et dire qui décide autrement et pourquoi.
#
# C'est un monde de ménages marocains en Belgique, avec un paquet de politiques. Chaque ménage est un agent Mesa : il décide seul, l'un après l'autre, d'après
# ce qu'il a vu le mois d'avant. Ce qui en sort est un résultat de scénario. **Comparez, ne prévoyez pas.**

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
import os
import warnings

import pandas as pd
from matplotlib.figure import Figure

from experiments.classroom import show
from experiments.explaining.stepping import SmallWorld
from experiments.figures import style
from experiments.text import number
from model.own_rules import use_rule
from model.rules.remit import sending_odds

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
HOUSEHOLDS, MONTHS = (25, 3) if FAST else (60, 6)
pd.set_option("display.max_colwidth", None)


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


# %% [markdown] lang="en"
# ## 1. Predict first
#
# Write down before anything is run:
#
# 1. Of all the decisions that a household could take in a month, how many are carried out: one in two, one in ten, fewer?
# 2. What stops most of the others: no money, no wish, or something else?
# 3. Suppose that people minded the fee of sending money five times as much. Do those with the smallest incomes stop first? Does anybody stop whom the fee
#    does not touch?
#
# ## 2. One month
#
# Build the world, and let one month pass.

# %% [markdown] lang="fr"
# ## 1. Parier d'abord
#
# Écrivez avant de lancer quoi que ce soit :
#
# 1. De toutes les décisions qu'un ménage pourrait prendre en un mois, combien sont suivies d'un acte : une sur deux, une sur dix, moins ?
# 2. Qu'est-ce qui arrête la plupart des autres : pas d'argent, pas d'envie, ou autre chose ?
# 3. Supposons que les gens craignent cinq fois plus les frais d'envoi. Ceux qui gagnent le moins s'arrêtent-ils d'abord ? Quelqu'un s'arrête-t-il que les
#    frais ne touchent pas ?
#
# ## 2. Un mois
#
# Bâtissez le monde, et laissez passer un mois.

# %%
world = SmallWorld("morocco_belgium_package", HOUSEHOLDS)
world.step()
first = world.counted(0, LANGUAGE)
first

# %%
done = int(first.get(t("done", "fait"), pd.Series(dtype=int)).sum())
every = int(first.to_numpy().sum())
print(
    t(
        f"{done} of {every} decisions were carried out in the first month, by {world.households} households.",
        f"{done} décisions sur {every} ont été suivies d'un acte le premier mois, pour {world.households} ménages.",
    )
)

# %% [markdown] lang="en"
# Each row is a decision, each column a gate at which it ended. Most decisions never come up: some are taken once a year, in a month of the household's own, and
# others want an occasion. Of a policy one must first have heard. A household of this world stands for some hundreds of real ones; a rare act is done as soon as
# some of them do it.
#
# ## 3. Who decided what
#
# The same month, household by household: those who weighed something and did it. A number between 0 and 100 is drawn for each decision; where it is below the
# chance, the household acts.

# %% [markdown] lang="fr"
# Chaque ligne est une décision, chaque colonne une porte où elle s'est arrêtée. La plupart des décisions ne se posent pas : certaines se prennent une fois par
# an, dans un mois propre au ménage, et d'autres demandent une occasion. D'une politique, il faut d'abord avoir entendu parler. Un ménage de ce monde représente
# quelques centaines de ménages réels ; un acte rare est fait dès que quelques-uns d'entre eux le font.
#
# ## 3. Qui a décidé quoi
#
# Le même mois, ménage par ménage : ceux qui ont pesé quelque chose et l'ont fait. Un nombre entre 0 et 100 est tiré pour chaque décision ; s'il est au-dessous
# de la chance, le ménage agit.

# %%
world.who_decided(0, LANGUAGE, acted=True).head(12)

# %% [markdown] lang="en"
# The households are agents of Mesa, and can be asked as such. Step some months more, and ask them.

# %% [markdown] lang="fr"
# Les ménages sont des agents de Mesa, et on peut les interroger comme tels. Avancez de quelques mois, et interrogez-les.

# %%
world.step(MONTHS - 1)
senders = world.agents.select(lambda agent: agent.sends == 1)
mean = number(round(sum(senders.get("earnings")) / len(senders)), LANGUAGE)
print(
    t(
        f"{len(senders)} of {len(world.agents)} households of this world sent money in the last month; "
        f"they earn {mean} USD a month on average.",
        f"{len(senders)} ménages sur {len(world.agents)} de ce monde ont envoyé de l'argent le dernier mois ; "
        f"ils gagnent en moyenne {mean} USD par mois.",
    )
)
last = MONTHS - 1
kept = [world.decisions(month) for month in (0, last)]  # asked for before the rule is changed

# %% [markdown] lang="en"
# ## 4. Change one rule
#
# What a household weighs when it thinks of sending money is a rule: a sum of points. Here is another in its place, in which the fee weighs five times as much.
# Then the same people live the same months again: same persons, same draws.

# %% [markdown] lang="fr"
# ## 4. Changer une règle
#
# Ce qu'un ménage pèse quand il pense à envoyer de l'argent est une règle : une somme de points. En voici une autre à sa place, où les frais pèsent cinq fois
# plus. Puis les mêmes gens revivent les mêmes mois : mêmes personnes, mêmes tirages.


# %%
def minds_the_fee(amount, supports, peers_sending, cost, is_national, political, p):
    """The rule of the model, and four times more of what the fee weighs in it."""
    return sending_odds(amount, supports, peers_sending, cost, is_national, political, p) - 4.0 * p.cost_effect * cost


warnings.filterwarnings("ignore", "this is not the model of its files")  # we know
use_rule("remit.sending_odds", minds_the_fee)
other = world.again()
other.step(MONTHS)
at_first, at_last = (world.otherwise(other, month, LANGUAGE) for month in (0, last))
use_rule("remit.sending_odds", None)  # the rule of the model again
at_first

# %% [markdown] lang="en"
# The same in a picture: all who thought of sending in the first month, each at the number that they drew. A line goes from the chance under the rule of the model to the
# chance under the new one. Whoever's mark lies between the two ends decides otherwise.

# %% [markdown] lang="fr"
# La même chose en image : tous ceux qui ont pensé à envoyer le premier mois, chacun au nombre qu'il a tiré. Un trait va de la chance selon la règle du modèle à
# la chance selon la nouvelle. Celui dont la marque tombe entre les deux bouts décide autrement.

# %%
both = [
    (here.odds, there.odds)
    for mine, theirs in zip(world.decisions(0), other.decisions(0), strict=True)
    for here in mine
    for there in theirs
    if here.decision == there.decision == "remittance" and here.odds and there.odds and here.odds.draw is not None
]
both.sort(key=lambda pair: pair[0].draw)
with style.look():
    figure = Figure(figsize=(7.0, 4.2), layout="constrained")
    axis = figure.subplots()
    for place, (here, there) in enumerate(both):
        is_other = there.chance <= here.draw < here.chance
        axis.plot([100 * here.chance, 100 * there.chance], [place, place], color=style.LOSS if is_other else style.WITHOUT, linewidth=2.5, alpha=0.7)
        axis.plot(100 * here.draw, place, "D", color=style.INK, markersize=4)
    axis.set_yticks([])
    axis.set_ylabel(t("households that thought of sending", "ménages qui ont pensé à envoyer"))
    axis.set_xlabel(
        t(
            "line: chance in 100 under either rule; mark: number drawn; orange: decides otherwise",
            "trait : chance sur 100 selon chaque règle ; marque : nombre tiré ; orange : décide autrement",
        )
    )
    axis.set_title(
        t("A rule moves those who are near the line (one month, scenario)", "Une règle déplace ceux qui sont près de la ligne (un mois, scénario)"),
        loc="left",
        fontsize=10,
    )
show(figure, "step_by_step")

# %%
print(
    t(
        f"{len(at_first)} decisions ended otherwise in the first month, {len(at_last)} in the last of {MONTHS}.",
        f"{len(at_first)} décisions ont fini autrement le premier mois, {len(at_last)} le dernier des {MONTHS} mois.",
    )
)
at_last

# %% [markdown] lang="en"
# Read one row aloud. The number drawn is the same in both worlds; it lies between the two chances. Somebody whose draw lies far below both goes on sending, though
# the fee troubles them as much: a rule moves those who are near the line.
#
# In the first month only the fee weighs otherwise. Later there may be a second cause in the last column: how many of its ties send. Those who stopped are seen by
# others, and what others do weighs, too. Nobody wrote that into the new rule.
#
# ## 5. Exercises
#
# **1.** Take a household that stopped sending. By how many points would its chance have to rise for it to send again in that month?
#
# <details><summary>Answer</summary>The points that the fee took, less what its draw left it above the line: compare its draw with the chance here. A draw just below
# the chance needs nearly all of them back, a draw far below it only a part.</details>
#
# **2.** In `minds_the_fee` write `+ 1.0 * p.cost_effect * cost` in place of `- 4.0 * p.cost_effect * cost`, so that nobody minds the fee at all. Predict first: do as many begin
# to send as stopped before?
#
# <details><summary>Answer</summary>Fewer: the step is one weight of the fee instead of four, and many send already. What a rule does depends on how many people
# are near the line, and on which side.</details>
#
# **3.** Step a year in place of some months. Is every later difference the work of the rule?
#
# <details><summary>Answer</summary>Yes, as people and draws are the same; but less and less by itself. More and more comes by others: ties see less, families hold less.
# That is why a comparison needs both worlds, and why one household is no evidence.</details>
#
# **4.** Where is the policy in all this? Find a decision in the table of the first month that stopped because nobody had heard of it.
#
# <details><summary>Answer</summary>A gift to a project of an association, for example: the fund matches it, and who has not heard of that decides without it.
# Step further and look whether fewer stop at that gate.</details>
#
# ## 6. When the class's guess wins
#
# - "Hardly anything is carried out." Right; ask which gate would open most doors, and whether a ministry holds its key.
# - "The poorest stop first." Look at who stopped: if they earn less, the class is right here. Ask whether it is the income or the size of what they send that weighs.
# - "Only the fee counts." In the first month they are right. Ask them to explain the last column of the last month.
# - Sixty households are a story and no result: for a result go back to lesson 1, with many runs.

# %% [markdown] lang="fr"
# Lisez une ligne à voix haute. Le nombre tiré est le même dans les deux mondes ; il se trouve entre les deux chances. Quelqu'un dont le tirage est bien
# au-dessous des deux continue d'envoyer, bien que les frais le gênent autant : une règle déplace ceux qui sont près de la ligne.
#
# Le premier mois, seuls les frais pèsent autrement. Plus tard il peut y avoir une seconde cause dans la dernière colonne : combien de ses proches envoient. Ceux qui
# se sont arrêtés sont vus par d'autres, et ce que font les autres pèse aussi. Personne n'a écrit cela dans la nouvelle règle.
#
# ## 5. Exercices
#
# **1.** Prenez un ménage qui a cessé d'envoyer. De combien de points sa chance devrait-elle monter pour qu'il envoie de nouveau ce mois-là ?
#
# <details><summary>Réponse</summary>Des points que les frais ont pris, moins ce que son tirage lui laissait au-dessus de la ligne : comparez son tirage à la chance
# d'ici. Un tirage juste au-dessous de la chance les demande presque tous, un tirage bien au-dessous une partie seulement.</details>
#
# **2.** Dans `minds_the_fee`, écrivez `+ 1.0 * p.cost_effect * cost` à la place de `- 4.0 * p.cost_effect * cost` : plus personne ne craint les frais. Pariez d'abord : autant de
# gens se mettent-ils à envoyer qu'il s'en est arrêté ?
#
# <details><summary>Réponse</summary>Moins : le pas est d'un poids des frais au lieu de quatre, et beaucoup envoient déjà. Ce que fait une règle dépend du nombre
# de gens près de la ligne, et de quel côté.</details>
#
# **3.** Avancez d'un an au lieu de quelques mois. Toute différence ultérieure est-elle l'œuvre de la règle ?
#
# <details><summary>Réponse</summary>Oui, car gens et tirages sont les mêmes ; mais de moins en moins directement. De plus en plus vient des autres : les proches voient moins,
# les familles ont moins. C'est pourquoi une comparaison demande les deux mondes, et pourquoi un ménage n'est pas une preuve.</details>
#
# **4.** Où est la politique dans tout cela ? Trouvez dans le tableau du premier mois une décision qui s'est arrêtée parce que personne n'en avait entendu parler.
#
# <details><summary>Réponse</summary>Un don à un projet d'association, par exemple : le fonds l'abonde, et qui n'en a pas entendu parler décide sans lui.
# Avancez encore et regardez si moins de ménages s'arrêtent à cette porte.</details>
#
# ## 6. Quand le pari de la classe gagne
#
# - « Presque rien n'est suivi d'un acte. » Juste ; demandez quelle porte en ouvrirait le plus, et si un ministère en a la clé.
# - « Les plus pauvres s'arrêtent d'abord. » Regardez qui s'est arrêté : s'ils gagnent moins, la classe a raison ici. Demandez si c'est le revenu ou la taille de l'envoi qui pèse.
# - « Seuls les frais comptent. » Le premier mois, ils ont raison. Demandez-leur d'expliquer la dernière colonne du dernier mois.
# - Soixante ménages sont une histoire et pas un résultat : pour un résultat, revenez à la leçon 1, avec beaucoup de simulations.
