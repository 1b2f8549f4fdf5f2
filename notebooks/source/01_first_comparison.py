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
# # Lesson 1. A first comparison of policies
#
# A ministry has money for one policy towards its diaspora. Which one? This lesson takes a world of households, changes
# one thing in it, and reads what the change did: how much, how sure, for whom, at whose expense, and how much of it
# would have happened anyway.
#
# **Time** 60 minutes: 10 to predict, 5 to compute, 25 to read, 20 for the exercises. Run the cells from top to bottom; no programming is needed.
#
# **Aims.** After this lesson you can
#
# - compare a policy with the same world without it, and say why that is needed;
# - read an effect with its range, its deadweight and its price;
# - say who gains and who pays.
#
# **Calibrated only as far as facts go.** Use it to compare policies and to ask better questions, never to forecast an amount.
#
# **Predict first.** A tax incentive, a fund that matches gifts, tax relief for givers, placements of experts, dual nationality:
#
# 1. Of a hundred households that tax relief reaches, how many would have given anyway? And of a hundred that the fund reaches?
# 2. Which of the five costs its state most?
# 3. In which has the share of women in the change the best chance to be smaller than their share of all households?

# %% [markdown] lang="fr"
# # Leçon 1. Une première comparaison de politiques
#
# Un ministère a de l'argent pour une seule politique envers sa diaspora. Laquelle ? Cette leçon prend un monde de ménages, y change
# une chose, et lit ce que le changement a fait : combien, avec quelle sûreté, pour qui, aux frais de qui, et ce qui
# serait arrivé de toute façon.
#
# **Durée** 60 minutes : 10 pour parier, 5 pour calculer, 25 pour lire, 20 pour les exercices. Exécutez les cellules de haut en bas ; aucune programmation n'est nécessaire.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - comparer une politique au même monde sans elle, et dire pourquoi il le faut ;
# - lire un effet avec sa plage, son effet d'aubaine et son prix ;
# - dire qui gagne et qui paie.
#
# **Calibré seulement aussi loin que vont les faits.** Servez-vous-en pour comparer des politiques et poser de meilleures questions, jamais pour prévoir un montant.
#
# **Parier d'abord.** Une incitation fiscale, un fonds qui abonde les dons, un allègement fiscal pour les donateurs, des missions d'experts, la double nationalité :
#
# 1. Sur cent ménages que touche l'allègement, combien auraient donné de toute façon ? Et sur cent que touche le fonds ?
# 2. Laquelle des cinq coûte le plus à son État ?
# 3. Dans laquelle la part des femmes dans l'effet risque-t-elle le plus d'être inférieure à leur part des ménages ?

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
import os

import numpy as np
import pandas as pd

from experiments import compare, simulate
from experiments.tables import unit_label
from experiments.text import number
from model.errors import InputError
from model.outcomes import OUTCOMES
from scenarios import load

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE = 400 if FAST else 3_000  # records a corridor: each stands for several real households
REPLICATIONS = 4 if FAST else 30  # pairs of runs, with and without the policy; fewer tell little (docs/intervals.md)
YEARS = 3 if FAST else 10
JOBS = 1 if FAST else 2


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


def shown(lines, missing="-"):
    """A table with a line per policy and numbers of three digits, as people read them."""
    return pd.DataFrame(lines).T.map(lambda cell: cell if isinstance(cell, str) else missing if pd.isna(cell) else number(cell, LANGUAGE))

# %% [markdown] lang="en"
# ## 1. A world
#
# A scenario says which world we look at and which policies are tried in it. `morocco_belgium` is the world of Moroccan
# households in Belgium without any of the policies. Every scenario says in a few sentences what is known and what is
# assumed.

# %% [markdown] lang="fr"
# ## 1. Un monde
#
# Un scénario dit quel monde nous regardons et quelles politiques y sont essayées. `morocco_belgium` est le monde des ménages
# marocains de Belgique, sans aucune de ces politiques. Chaque scénario dit en quelques phrases ce qui est connu et ce qui est
# supposé.

# %%
world = load("morocco_belgium")
print(world.label(LANGUAGE))
print()
print(world.says(LANGUAGE))

# %% [markdown] lang="en"
# Before trusting any number, ask what it rests on. Every input carries its source and a status: *data* (a statistic of
# this country or corridor), *literature* (a published study, usually of other people), or *assumption* (nobody has
# measured it; a range stands in).

# %% [markdown] lang="fr"
# Avant de se fier à un chiffre, demandez sur quoi il repose. Chaque donnée porte sa source et un statut : *data* (une statistique de
# ce pays ou de ce corridor), *literature* (une étude publiée, le plus souvent sur d'autres gens), ou *assumption* (personne ne l'a
# mesurée ; une plage en tient lieu).

# %%
inputs = pd.DataFrame([{"status": given.status.value} for given in world.inputs()])
inputs.groupby("status").size().to_frame(t("how many inputs", "combien de données"))

# %% [markdown] lang="en"
# ## 2. Change something
#
# A policy is a *lever*. The scenario `morocco_belgium_matching_grant` adds one to the same world: a fund that adds one
# dollar to each dollar that hometown associations collect for projects. Any value can be changed by its path. Here the
# fund adds two dollars instead of one.

# %% [markdown] lang="fr"
# ## 2. Changer quelque chose
#
# Une politique est un *levier*. Le scénario `morocco_belgium_matching_grant` en ajoute un au même monde : un fonds qui ajoute un
# dollar à chaque dollar que les associations d'originaires collectent pour des projets. Toute valeur se change par son chemin. Ici, le
# fonds ajoute deux dollars au lieu d'un.

# %%
generous = load("morocco_belgium_matching_grant", set={"levers.matching_grant.ratio": 2.0})
grant = generous.levers[0]
print(grant.says(LANGUAGE))
ratio, budget = number(grant.ratio, LANGUAGE), number(grant.budget_usd, LANGUAGE)
print(t(f"Public dollars per private dollar: {ratio}. Budget: {budget} USD a year.", f"Dollars publics par dollar privé : {ratio}. Budget : {budget} USD par an."))

# %% [markdown] lang="en"
# Mistakes are refused before anything is simulated, with the name that was probably meant.

# %% [markdown] lang="fr"
# Les erreurs sont refusées avant toute simulation, avec le nom sans doute voulu.

# %%
try:
    load("morocco_belgium_matching_grant", set={"levers.matching_grnt.ratio": 2.0})
except InputError as error:
    print(error)

# %% [markdown] lang="en"
# ## 3. Look at one world
#
# `simulate` runs one world once. Month by month each household may send money, save, invest, found a firm, trade, give, join
# an association, visit, advise, go on an assignment, speak up, change its nationality, return, or do nothing, which is a
# legitimate choice. What remains at the end is a table with one row per record. `diaspora list levers` names all that a
# policy can offer; this lesson tries five of them.

# %% [markdown] lang="fr"
# ## 3. Regarder un monde
#
# `simulate` simule un monde une fois. Mois après mois, chaque ménage peut envoyer de l'argent, épargner, investir, fonder une entreprise, commercer, donner,
# adhérer à une association, visiter, conseiller, partir en mission, prendre la parole, changer de nationalité, rentrer, ou ne rien faire, ce qui est un
# choix légitime. Ce qui reste à la fin est un tableau d'une ligne par enregistrement. `diaspora list levers` nomme tout ce qu'une
# politique peut offrir ; cette leçon en essaie cinq.

# %%
run = simulate(world, seed=1, years=YEARS, sample=SAMPLE)
households = run.households
columns = ["weight", "generation", "skill", "is_woman", "age", "years_abroad", "earnings", "trust_state", "sends", "sent", "given_collective"]
households[columns].head(8).round(2)

# %% [markdown] lang="en"
# `weight` is the number of real households that a record stands for. Always weigh: an average over records is not an
# average over people. Amounts are in USD of 2019; `earnings` are a month's, and `sent` is the total since the first
# month of the scenario.

# %% [markdown] lang="fr"
# `weight` est le nombre de ménages réels que représente un enregistrement. Pondérez toujours : une moyenne sur les enregistrements n'est pas une
# moyenne sur les gens. Les montants sont en USD de 2019 ; `earnings` est par mois, et `sent` le total depuis le premier
# mois du scénario.

# %%
records, stand_for = number(len(households), LANGUAGE), number(float(households.weight.sum()), LANGUAGE)
print(t(f"{records} records stand for {stand_for} households.", f"{records} enregistrements représentent {stand_for} ménages."))

weighted = households.assign(sending=households.sends * households.weight, amount=households.sent * households.weight)
by_generation = weighted.groupby("generation", observed=True)[["weight", "sending", "amount"]].sum()
pd.DataFrame(
    {
        t("households", "ménages"): by_generation.weight.round(),
        t("share who send, %", "part qui envoie, %"): 100 * by_generation.sending / by_generation.weight,
        t("sent a year, USD per household", "envoyé par an, USD par ménage"): by_generation.amount / by_generation.weight / YEARS,
    }
).round(1)

# %% [markdown] lang="en"
# Every dollar is booked in one ledger, with who paid it, to whom and for what.

# %% [markdown] lang="fr"
# Chaque dollar est inscrit dans un seul livre, avec qui l'a payé, à qui et pour quoi.

# %%
run.ledger.groupby(["payer", "payee", "purpose"], observed=True).amount_usd.sum().div(YEARS * 1e6).round(2).to_frame(t("million USD a year", "millions d'USD par an"))

# %% [markdown] lang="en"
# One run is one roll of the dice, in one world. It shows how things hang together. It says nothing about a policy: for
# that we need the same world twice.

# %% [markdown] lang="fr"
# Une simulation est un coup de dés, dans un monde. Elle montre comment les choses se tiennent. Elle ne dit rien d'une politique : pour
# cela, il faut deux fois le même monde.

# %% [markdown] lang="en"
# ## 4. Five policies, each against its own world without it
#
# A tax incentive raises investment by so much *compared with what*? With the year before? The economy moved as well.
# With another country? It differs in everything. The model can do what reality cannot: run the very same world twice,
# with the same people and the same luck, once with the policy and once without. Whatever differs is due to the policy.
#
# Four policies are tried on Moroccans in Belgium and one, dual nationality, on Ethiopians in the Netherlands, where the
# law does not allow it. The sixth line of the list is a trap: dual nationality for Moroccans in Belgium, where both
# countries allow it already.

# %% [markdown] lang="fr"
# ## 4. Cinq politiques, chacune contre son propre monde sans elle
#
# Une incitation fiscale augmente l'investissement de tant *par rapport à quoi* ? À l'année d'avant ? L'économie a bougé aussi.
# À un autre pays ? Il diffère en tout. Le modèle peut ce que la réalité ne peut pas : simuler deux fois le même monde,
# avec les mêmes gens et le même hasard, une fois avec la politique et une fois sans. Tout ce qui diffère est dû à la politique.
#
# Quatre politiques sont essayées sur les Marocains de Belgique et une, la double nationalité, sur les Éthiopiens des Pays-Bas, où la
# loi ne la permet pas. La sixième ligne de la liste est un piège : la double nationalité pour les Marocains de Belgique, où les deux
# pays la permettent déjà.

# %%
POLICIES = [
    "morocco_belgium_tax_incentive",
    "morocco_belgium_matching_grant",
    "morocco_belgium_donation_tax_relief",
    "morocco_belgium_skills_placement",
    "ethiopia_netherlands_dual_nationality",
]
trap = load("morocco_belgium", set={"levers.dual_nationality.fee_usd": 100.0})
result = compare([*POLICIES, trap], replications=REPLICATIONS, seed=1, years=YEARS, sample=SAMPLE, jobs=JOBS)
len(result.table)

# %% [markdown] lang="en"
# First the trap. A policy that offers nothing new must change nothing: not a little, nothing at all. Many models fail
# this test, because one more random number shifts everybody's luck.

# %% [markdown] lang="fr"
# D'abord le piège. Une politique qui n'offre rien de nouveau ne doit rien changer : pas un peu, rien du tout. Beaucoup de modèles échouent
# à cette épreuve, parce qu'un nombre aléatoire de plus décale le hasard de tous.

# %%
changes = result.table.loc[result.table.scenario == trap.name, "difference"].dropna()
changed = int((changes != 0).sum())
print(t(f"Dual nationality for Moroccans in Belgium: {len(changes)} numbers compared, {changed} of them changed.", f"Double nationalité pour les Marocains de Belgique : {len(changes)} chiffres comparés, dont {changed} ont changé."))

# %% [markdown] lang="en"
# Now the five policies. Each has a main outcome: what it is meant to move.

# %% [markdown] lang="fr"
# Maintenant les cinq politiques. Chacune a un résultat principal : ce qu'elle est censée faire bouger.

# %%
def numbers_of(scenario, outcome, breakdown=None, group=None, table=None):
    """The row of one number; without breakdown and group, the total."""
    table = result.table if table is None else table
    rows = table[(table.scenario == scenario) & (table.outcome == outcome)]
    rows = rows[rows.breakdown.isna()] if breakdown is None else rows[(rows.breakdown == breakdown) & (rows.group == group)]
    return rows.iloc[0]


levers = {scenario.name: scenario.levers[0] for scenario in result.scenarios if scenario.name in POLICIES}
lines = {}
for name, lever in levers.items():
    row = numbers_of(name, lever.main_outcome)
    without = row["mean"] - row.difference
    lines[lever.label(LANGUAGE)] = {
        t("main outcome", "résultat principal"): OUTCOMES[lever.main_outcome].label(LANGUAGE),
        t("unit", "unité"): unit_label(lever.main_outcome, row.unit, LANGUAGE),
        t("without policy", "sans politique"): without,
        t("change", "écart"): row.difference,
        t("change, %", "écart, %"): 100 * row.difference / without if without else np.nan,
        t("low", "bas"): row.difference_low,
        t("high", "haut"): row.difference_high,
    }
shown(lines, missing=t("none without it", "rien sans elle"))

# %% [markdown] lang="en"
# ## 5. Read the ranges
#
# `low` and `high` are the 95 % interval **of the mean change**: where the mean would probably lie if we ran more pairs.
# If it contains zero, say "we cannot tell", not "it works a little". More runs make it narrower, and that is all they
# do.
#
# The next table has another range, that of **nine runs in ten**. Each pair of runs draws the assumptions anew from
# their declared ranges, so this range also holds what nobody knows. It does not shrink with more runs. The last column
# says how much of it comes from inputs that are not known; the rest is luck. Where inputs dominate, a better survey
# helps more than a bigger computer.

# %% [markdown] lang="fr"
# ## 5. Lire les plages
#
# « bas » et « haut » sont l'intervalle à 95 % **de l'écart moyen** : là où se trouverait sans doute la moyenne si l'on simulait plus de paires.
# S'il contient zéro, dites « cela ne peut être établi », non « cela marche un peu ». Plus de simulations le resserrent, et c'est tout ce
# qu'elles font.
#
# Le tableau suivant donne une autre plage, celle de **neuf simulations sur dix**. Chaque paire de simulations tire à nouveau les hypothèses dans
# leurs plages déclarées, si bien que cette plage contient aussi ce que personne ne sait. Elle ne se resserre pas avec plus de simulations. La dernière colonne
# dit quelle part en vient de données non connues ; le reste est du hasard. Là où les données dominent, une meilleure enquête
# aide plus qu'un plus gros ordinateur.

# %%
lines = {}
for name, lever in levers.items():
    row = numbers_of(name, lever.main_outcome, table=result.uncertainty)
    lines[lever.label(LANGUAGE)] = {
        t("change", "écart"): row.difference,
        t("nine runs in ten: from", "neuf simulations sur dix : de"): row.runs_low,
        t("to", "à"): row.runs_high,
        t("due to inputs, %", "dû aux données, %"): 100 * row.share_inputs,
    }
shown(lines)

# %% [markdown] lang="en"
# ## 6. What would have happened anyway
#
# This is the part that most evaluations miss. A programme proudly counts all those it supported. Some of them would
# have done the same without it: that is **deadweight**, and money spent on it buys nothing. Only the others are
# **additional**. In reality nobody can see who is who. Here we can, because each household lives twice.
#
# Two more groups complete the account: **spillover** (never supported, and acted because of the policy, for example
# because friends did) and **displacement** (would have acted, and did not).

# %% [markdown] lang="fr"
# ## 6. Ce qui serait arrivé de toute façon
#
# C'est la part que manquent la plupart des évaluations. Un programme compte fièrement tous ceux qu'il a soutenus. Certains auraient
# fait de même sans lui : c'est l'**effet d'aubaine**, et l'argent qui y va n'achète rien. Seuls les autres sont
# **additionnels**. Dans la réalité, personne ne voit qui est qui. Ici si, parce que chaque ménage vit deux fois.
#
# Deux autres groupes complètent le compte : la **diffusion** (jamais soutenu, et a agi à cause de la politique, par exemple
# parce que des amis l'ont fait) et l'**éviction** (aurait agi, et ne l'a pas fait).

# %%
KINDS = {
    "additional": t("additional", "additionnels"),
    "deadweight": t("deadweight", "effet d'aubaine"),
    "spillover": t("spillover", "diffusion"),
    "displacement": t("displacement", "éviction"),
}
lines = {}
for name, lever in levers.items():
    counted = {kind: numbers_of(name, kind, "lever", lever.id)["mean"] for kind in KINDS}
    supported = counted["additional"] + counted["deadweight"]
    shares = {words: counted[kind] for kind, words in KINDS.items()}
    lines[lever.label(LANGUAGE)] = {t("supported", "soutenus"): supported, **shares, t("deadweight, %", "effet d'aubaine, %"): 100 * counted["deadweight"] / supported if supported else np.nan}
shown(lines, missing=t("nobody supported", "personne de soutenu"))

# %% [markdown] lang="en"
# Read this table with care; it holds two traps.
#
# **Deadweight counts households that act, not dollars.** Tax relief goes to everybody who gives, those who gave before
# included. Its deadweight can therefore be very high: see how high here. Yet givers may give *more* because giving became
# cheaper, and then the relief still brings in money. Look at the change of the main outcome beside the deadweight, never
# at one of the two alone.
#
# **No deadweight does not mean a good policy.** Without an agency nobody goes on an assignment, and without a law
# nobody is a dual national. Whoever takes part is additional, by construction. Ask instead what the assignments leave
# behind, and at what price.
#
# The price is the third number: public cost per *additional* unit. It is undefined where the interval of the effect
# contains zero, because dividing by something that may be nothing gives nonsense.

# %% [markdown] lang="fr"
# Lisez ce tableau avec soin ; il contient deux pièges.
#
# **L'effet d'aubaine compte des ménages qui agissent, non des dollars.** L'allègement fiscal va à tous ceux qui donnent, ceux qui donnaient avant
# compris. Son effet d'aubaine peut donc être très élevé : voyez ici de combien. Pourtant, les donateurs peuvent donner *plus* parce que donner est devenu
# moins cher, et l'allègement apporte tout de même de l'argent. Regardez l'écart du résultat principal à côté de l'effet d'aubaine, jamais
# l'un des deux seul.
#
# **Pas d'effet d'aubaine ne veut pas dire une bonne politique.** Sans agence, personne ne part en mission, et sans loi,
# personne n'est binational. Qui participe est additionnel, par construction. Demandez plutôt ce que laissent les
# missions, et à quel prix.
#
# Le prix est le troisième chiffre : le coût public par unité *additionnelle*. Il n'est pas défini là où l'intervalle de l'effet
# contient zéro, car diviser par ce qui peut n'être rien donne du non-sens.

# %%
lines = {}
for name, lever in levers.items():
    cost, unit = numbers_of(name, "public_cost"), numbers_of(name, f"cost_per_additional_{lever.main_outcome}")
    lines[lever.label(LANGUAGE)] = {
        t("public cost, USD a year", "coût public, USD par an"): cost.difference,
        t("cost per additional unit", "coût par unité additionnelle"): unit["mean"],
        t("low", "bas"): unit.low,
        t("high", "haut"): unit.high,
        t("unit", "unité"): unit_label(unit.outcome, unit.unit, LANGUAGE),
    }
shown(lines, missing=t("not defined", "non défini"))

# %% [markdown] lang="en"
# A dollar of investment, an expert's day and a passport have no common unit. The model does not add them up, and it
# names no winner: what an expert's day is worth is a political decision. Within one unit the comparison is fair, for
# instance between two ways to raise donations. Even there, look twice: a matching grant may cost many public dollars
# per additional *private* dollar, but those public dollars also pay for the projects.
#
# ## 7. Who gains, who pays
#
# The mean hides people. The next table shows whose change it is: the share of women heading households, of the first
# generation and of graduates in the change of each main outcome; where a change is not told from zero, its shares say
# nothing. The last line is their share in all households. Experts are skilled people, so that line is no surprise. Is
# there a policy in which women have a smaller part than among all households? That is a finding to discuss.

# %% [markdown] lang="fr"
# Un dollar d'investissement, un jour d'expert et un passeport n'ont pas d'unité commune. Le modèle ne les additionne pas, et ne
# nomme aucun gagnant : ce que vaut un jour d'expert est une décision politique. Dans une même unité, la comparaison est juste, par
# exemple entre deux façons d'augmenter les dons. Même là, regardez deux fois : un fonds d'abondement peut coûter beaucoup de dollars publics
# par dollar *privé* additionnel, mais ces dollars publics paient aussi les projets.
#
# ## 7. Qui gagne, qui paie
#
# La moyenne cache les gens. Le tableau suivant montre de qui est l'écart : la part des femmes chefs de ménage, de la première
# génération et des diplômés dans l'écart de chaque résultat principal ; là où un écart ne se distingue pas de zéro, ses parts ne disent
# rien. La dernière ligne est leur part dans tous les ménages. Les experts sont des gens qualifiés, cette ligne-là n'étonne donc pas. Y a-t-il
# une politique où les femmes ont une part plus petite que parmi tous les ménages ? C'est un résultat à discuter.

# %%
WOMEN, FIRST, GRADUATES = t("women", "femmes"), t("first generation", "première génération"), t("graduates", "diplômés")
GROUPS = {WOMEN: ("sex", "female"), FIRST: ("generation", "first"), GRADUATES: ("skill", "high")}
lines = {}
for name, lever in levers.items():
    row = numbers_of(name, lever.main_outcome)
    told = row.difference_low > 0  # no share of something that may be nothing
    lines[lever.label(LANGUAGE)] = {
        f"{title}, %": 100 * numbers_of(name, lever.main_outcome, *group).difference / row.difference if told else np.nan for title, group in GROUPS.items()
    }
weight = households.weight
is_in = {WOMEN: households.is_woman == 1, FIRST: households.generation == "first", GRADUATES: households.skill == "high"}
lines[t("All households (Moroccans in Belgium)", "Tous les ménages (Marocains de Belgique)")] = {f"{title}, %": 100 * weight[member].sum() / weight.sum() for title, member in is_in.items()}
shown(lines)

# %% [markdown] lang="en"
# Then the bill. The payer is part of the scenario, and the answer to "is it worth it?" depends on who asks. Tax relief
# on donations is paid by Belgium and welcomed in Morocco. Change `paid_by` and the effect stays the same; the politics
# does not.

# %% [markdown] lang="fr"
# Puis la facture. Le payeur fait partie du scénario, et la réponse à « cela en vaut-il la peine ? » dépend de qui demande. L'allègement fiscal
# sur les dons est payé par la Belgique et bienvenu au Maroc. Changez `paid_by` et l'effet reste le même ; la politique,
# non.

# %%
PAYERS = {"origin_state": t("state of origin", "État d'origine"), "residence_state": t("state of residence", "État de résidence"), "donor": t("donor", "bailleur")}
lines = {}
for name, lever in levers.items():
    lines[lever.label(LANGUAGE)] = {t(f"{label}, USD a year", f"{label}, USD par an"): numbers_of(name, "public_cost", "payer", payer)["mean"] for payer, label in PAYERS.items()}
shown(lines)

# %% [markdown] lang="en"
# ## 8. One picture
#
# Three numbers side by side, because any one of them misleads: how much changes, how much of the support was needed,
# what one more unit costs. The next cell only draws; you need not read it.

# %% [markdown] lang="fr"
# ## 8. Une image
#
# Trois chiffres côte à côte, parce que chacun seul trompe : combien change, quelle part du soutien était nécessaire,
# ce que coûte une unité de plus. La cellule suivante ne fait que dessiner ; inutile de la lire.

# %% jupyter={"source_hidden": true}
import IPython.display
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.figures import style

GREY, PALE = "#5f6368", "#e3e5e8"
GIVEN = t("per additional dollar given", "par dollar donné en plus")
UNITS = {"investment_productive": t("per additional dollar invested", "par dollar investi en plus"), "donations_collective": GIVEN, "donations": GIVEN, "expert_days": t("per additional day of work", "par jour de travail en plus")}
BOTTOM, HEIGHT, TOP = 0.115, 0.715, 0.83  # of the rows, in parts of the figure
COLUMNS = {"change": (0.262, 0.29), "support": (0.590, 0.18), "price": (0.806, 0.182)}  # left edge and width
PAID_BY = {"origin_state": t("paid by the state of origin", "payé par l'État d'origine"), "residence_state": t("paid by the state of residence", "payé par l'État de résidence"), "donor": t("paid by a donor", "payé par un bailleur")}


def rounded(value):
    """Two digits that count, written out."""
    return number(value, LANGUAGE, digits=2)


def draw_change(axis, row, name, lever):
    """How much the main outcome changes: in per cent, or in its unit where there is none of it without the policy."""
    own, spread = numbers_of(name, lever.main_outcome), numbers_of(name, lever.main_outcome, table=result.uncertainty)
    what, without = OUTCOMES[lever.main_outcome].label(LANGUAGE), own["mean"] - own.difference
    what = what[0].lower() + what[1:].removesuffix(t(", all kinds", ", tous types"))
    if without:
        mean, low, high, runs_low, runs_high = (
            100 * value / without for value in (own.difference, own.difference_low, own.difference_high, spread.runs_low, spread.runs_high)
        )
        axis.plot([0, 0], [row - 0.17, row + 0.07], color=style.INK, linewidth=0.9)
        axis.plot([runs_low, runs_high], [row - 0.05] * 2, color=style.POLICY, linewidth=1.5, solid_capstyle="butt")
        axis.plot([low, high], [row - 0.05] * 2, color=style.POLICY, linewidth=8, alpha=0.38, solid_capstyle="butt")
        axis.plot(mean, row - 0.05, "o", color=style.POLICY, markersize=8)
        says, between = f"{mean:+.0f} % {what}", t(" to ", " à ").join(f"{bound:+.{int(abs(bound) < 1)}f}" for bound in (low, high)) + " %"
    else:
        says = f"+{rounded(own.difference)} {what}"
        between = t(
            f"{rounded(own.difference_low)} to {rounded(own.difference_high)}; none without the policy",
            f"{rounded(own.difference_low)} à {rounded(own.difference_high)} ; rien sans la politique",
        )
    edge = axis.get_yaxis_transform()  # at the left edge of the column, wherever zero is
    axis.annotate(says, (0, row), (0, 15), edge, textcoords="offset points", fontsize=9.2, va="center")
    axis.annotate(between, (0, row), (0, -17 if without else -1), edge, textcoords="offset points", fontsize=7.8, color=GREY, va="center")


def draw_support(axis, row, name, lever):
    """Of the households supported, who would not have acted without it."""
    additional, deadweight = (numbers_of(name, kind, "lever", lever.id)["mean"] for kind in ("additional", "deadweight"))
    if additional + deadweight == 0:
        return
    share = 100 * additional / (additional + deadweight)
    axis.barh(row - 0.05, share, height=0.36, color=style.GAIN)
    axis.barh(row - 0.05, 100 - share, left=share, height=0.36, color=PALE)
    if share >= 0.5:
        axis.annotate(f"{share:.0f} %", (0, row), (0, 14), textcoords="offset points", fontsize=9.2, fontweight="bold", color=style.GAIN, va="center")
    if share < 99.5:
        axis.annotate(f"{100 - share:.0f} %", (100, row), (0, 14), textcoords="offset points", fontsize=9.2, color=GREY, ha="right", va="center")


def draw_price(axis, row, name, lever):
    """Public cost per additional unit, with its interval."""
    price = numbers_of(name, f"cost_per_additional_{lever.main_outcome}")
    if np.isfinite(price["mean"]):
        unit = UNITS.get(lever.main_outcome, t("per additional unit", "par unité additionnelle"))
        axis.text(0, row + 0.17, f"{rounded(price['mean'])} USD", fontsize=13, fontweight="bold", va="center")
        axis.text(0, row - 0.10, unit, fontsize=8.2, va="center")
        axis.text(0, row - 0.30, t(f"{rounded(price.low)} to {rounded(price.high)}", f"{rounded(price.low)} à {rounded(price.high)}"), fontsize=7.8, color=GREY, va="center")
    else:
        axis.text(0, row, t("not defined: no effect\nbeyond chance", "non défini : aucun effet\nau-delà du hasard"), fontsize=8.2, va="center")


with style.look():
    figure = Figure(figsize=(9.6, 5.5), facecolor="white")
    axes = {name: figure.add_axes((left, BOTTOM, width, HEIGHT)) for name, (left, width) in COLUMNS.items()}
    for axis in axes.values():
        axis.set(ylim=(-0.5, len(levers) - 0.5), yticks=[], xticks=[])
        axis.spines[["left", "bottom"]].set_visible(False)
    for row, (name, lever) in enumerate(reversed(levers.items())):
        where = next(scenario.label(LANGUAGE) for scenario in result.scenarios if scenario.name == name).split(",")[0]
        middle = BOTTOM + HEIGHT * (row + 0.5) / len(levers)
        figure.text(0.012, middle + 0.026, style.wrap(lever.label(LANGUAGE), 30), fontsize=10.2, fontweight="bold", va="center")
        figure.text(0.012, middle - 0.026, f"{where}\n{PAID_BY[lever.paid_by]}", fontsize=8.2, color=GREY, va="center", linespacing=1.35)
        draw_change(axes["change"], row, name, lever)
        draw_support(axes["support"], row, name, lever)
        draw_price(axes["price"], row, name, lever)
        line = BOTTOM + HEIGHT * (row + 1) / len(levers)
        figure.add_artist(Line2D([0.012, 0.988], [line, line], color="#cfd3d7", linewidth=1.2 if row == len(levers) - 1 else 0.7))
    axes["support"].set_xlim(0, 100)
    axes["price"].set_xlim(0, 1)
    left, right = axes["change"].get_xlim()
    axes["change"].set_xlim(min(left, -0.04 * right), right)
    for (left, _), title, says in zip(
        COLUMNS.values(),
        (t("What changes", "Ce qui change"), t("Who needed it", "Qui en avait besoin"), t("Cost of one more unit", "Coût d'une unité de plus")),
        (t("main outcome, against no policy", "résultat principal, par rapport à aucune"), "", t("to the public, USD of 2019", "pour le public, USD de 2019")),
        strict=True,
    ):
        figure.text(left, TOP + 0.043, title, fontsize=10, fontweight="bold", va="bottom")
        figure.text(left, TOP + 0.011, says, fontsize=8.2, color=GREY, va="bottom")
    left, width = COLUMNS["support"]
    figure.text(left, TOP + 0.011, t("additional", "additionnel"), fontsize=8.2, fontweight="bold", color=style.GAIN, va="bottom")
    figure.text(left + width, TOP + 0.011, t("deadweight", "aubaine"), fontsize=8.2, color=GREY, ha="right", va="bottom")
    figure.text(0.012, 0.978, t("Five policies, each against the same world without it", "Cinq politiques, chacune contre le même monde sans elle"), fontsize=14, fontweight="bold", va="top")
    figure.text(0.988, 0.972, t("Compare policies, do not forecast", "Comparer, non prévoir"), fontsize=8.5, fontweight="bold", color=style.LOSS, ha="right", va="top")
    notes = t(
        f"{REPLICATIONS} pairs of runs over {YEARS} years: same people, same luck, assumptions drawn from their ranges. "
        "Thick bars and small figures: 95 % interval of the mean; thin bars: nine runs in ten. "
        "Additional: supported households that would not have acted without the policy. "
        "Deadweight: those that would have, though perhaps with a smaller amount.",
        f"{REPLICATIONS} paires de simulations sur {YEARS} ans : mêmes gens, même hasard, hypothèses tirées dans leurs plages. "
        "Barres épaisses et petits chiffres : intervalle à 95 % de la moyenne ; barres fines : neuf simulations sur dix. "
        "Additionnel : ménages soutenus qui n'auraient pas agi sans la politique. "
        "Aubaine : ceux qui auraient agi, peut-être pour un montant plus petit.",
    )
    figure.text(0.012, 0.018, style.wrap(notes, 186), fontsize=7.4, color=GREY, va="bottom", linespacing=1.4)
    if folder := os.environ.get("DIASPORA_PICTURES"):
        figure.savefig(os.path.join(folder, "first_comparison.png"), dpi=150, metadata={"Software": None})
IPython.display.display(figure)

# %% [markdown] lang="en"
# ## 9. What this cannot tell
#
# - **How much.** Levels are not forecasts. The order of policies is more reliable than the size of the differences, and
#   differences are more reliable than levels.
# - **What was never measured.** Where no study exists, an assumption with a range stands in. The ranges are the
#   modellers' judgement; a range that is too narrow makes everything look surer than it is.
# - **What has no channel in the model.** Prices and wages at origin do not respond, and politics is not predicted. A
#   policy that works through them looks useless here.
# - **Anything about a real person.** All people are synthetic, and small groups rest on few records.
# - **What is right.** Not taking part is a legitimate choice. The model counts; it does not judge.
#
# ## 10. Exercises
#
# **1.** A policy costs 200,000 USD a year. Gifts rise by 50,000 USD a year. What is the public cost of an additional dollar, and what else would you ask
# before you call it dear?
#
# <details><summary>Answer</summary>4 USD. Ask what the 200,000 paid for: if it went into projects, it is there beside the gifts; if it went to those
# who gave before, it is not.</details>
#
# **2.** Does twice the public money bring twice the gifts? Compare the generous grant of section 2 with the plain one:
# `compare([generous], against="morocco_belgium_matching_grant", ...).against`.
#
# <details><summary>Answer</summary>It hangs on what limits the money: a fixed yearly budget matches fewer gifts at a higher ratio. Lesson 4 takes the two
# apart, lesson 2 does it for budgets.</details>
#
# **3.** Offer the tax incentive to half of the households at random (`"levers.tax_incentive.eligibility.random_share": 0.5`) and compare the two halves
# in `run.households`, column `offered_tax_incentive`. What have you made?
#
# <details><summary>Answer</summary>A randomised trial inside the world. One run of it is one trial, with its luck; the two halves hear of each other,
# which no comparison of the halves sees.</details>
#
# **4.** Write the four sentences that you would put in a brief for the minister: the effect with its range, the share that was needed, the price, who
# pays. Then add the fifth one.
#
# <details><summary>Answer</summary>The fifth says what you do not know: which inputs are assumptions, and what would change your mind.</details>
#
# ## 11. When the class's guess wins
#
# - Ask for the second number. Whoever guessed the effect has not guessed the price, and whoever guessed the price has not guessed who pays.
# - A guess inside the interval is as good as the mean of the model. Say so.
# - "We knew that." Then ask what would have had to come out for you to change your mind. If nothing would, it was not a prediction.

# %% [markdown] lang="fr"
# ## 9. Ce que ceci ne peut dire
#
# - **Combien.** Les niveaux ne sont pas des prévisions. L'ordre des politiques est plus sûr que la taille des écarts, et
#   les écarts sont plus sûrs que les niveaux.
# - **Ce qui n'a jamais été mesuré.** Là où aucune étude n'existe, une hypothèse avec sa plage en tient lieu. Les plages sont
#   le jugement des modélisateurs ; une plage trop étroite fait tout paraître plus sûr que ce n'est.
# - **Ce qui n'a pas de voie dans le modèle.** Les prix et les salaires à l'origine ne réagissent pas, et la politique n'est pas prévue. Une
#   mesure qui passe par eux paraît inutile ici.
# - **Quoi que ce soit sur une personne réelle.** Tous les gens sont synthétiques, et les petits groupes reposent sur peu d'enregistrements.
# - **Ce qui est juste.** Ne pas participer est un choix légitime. Le modèle compte ; il ne juge pas.
#
# ## 10. Exercices
#
# **1.** Une politique coûte 200 000 USD par an. Les dons montent de 50 000 USD par an. Quel est le coût public d'un dollar additionnel, et que
# demanderiez-vous encore avant de le dire cher ?
#
# <details><summary>Réponse</summary>4 USD. Demandez ce que les 200 000 ont payé : s'ils sont allés à des projets, ils sont là à côté des dons ; s'ils
# sont allés à ceux qui donnaient déjà, non.</details>
#
# **2.** Deux fois plus d'argent public apporte-t-il deux fois plus de dons ? Comparez le fonds généreux de la section 2 au fonds simple :
# `compare([generous], against="morocco_belgium_matching_grant", ...).against`.
#
# <details><summary>Réponse</summary>Cela tient à ce qui limite l'argent : un budget annuel fixe abonde moins de dons à un taux plus élevé. La leçon 4 sépare
# les deux, la leçon 2 le fait pour les budgets.</details>
#
# **3.** Offrez l'incitation fiscale à la moitié des ménages au hasard (`"levers.tax_incentive.eligibility.random_share": 0.5`) et comparez les deux moitiés
# dans `run.households`, colonne `offered_tax_incentive`. Qu'avez-vous fait ?
#
# <details><summary>Réponse</summary>Un essai randomisé à l'intérieur du monde. Une simulation en est un essai, avec son hasard ; les deux moitiés entendent
# parler l'une de l'autre, ce qu'aucune comparaison des moitiés ne voit.</details>
#
# **4.** Écrivez les quatre phrases que vous mettriez dans une note au ministre : l'effet avec sa plage, la part qui en avait besoin, le prix, qui
# paie. Puis ajoutez la cinquième.
#
# <details><summary>Réponse</summary>La cinquième dit ce que vous ne savez pas : quelles données sont des hypothèses, et ce qui vous ferait changer d'avis.</details>
#
# ## 11. Quand le pari de la classe gagne
#
# - Demandez le second chiffre. Qui a deviné l'effet n'a pas deviné le prix, et qui a deviné le prix n'a pas deviné qui paie.
# - Un pari dans l'intervalle vaut la moyenne du modèle. Dites-le.
# - « Nous le savions. » Demandez alors ce qui aurait dû sortir pour que vous changiez d'avis. Si rien ne l'aurait fait, ce n'était pas un pari.
