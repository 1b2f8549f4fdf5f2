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
# # Lesson 8. Your own lever, rule and fact
#
# **Time** 60 minutes: 10 to predict, 30 to write and run, 20 for the exercises. This lesson has some Python in it; somebody in the class should know a
# little.
#
# **Aims.** After this lesson you can
#
# - write a policy that the model does not have, and check that it does nothing where it offers nothing;
# - put a rule of your own in the place of one of the model, and see what hangs on it;
# - hold the model against a fact of your own.
#
# The idea: a state pays part of the fee of sending money home. No fact tests it: a scenario result. **Compare, do not forecast.**

# %% [markdown] lang="fr"
# # Leçon 8. Un levier, une règle et un fait à soi
#
# **Durée** 60 minutes : 10 pour parier, 30 pour écrire et simuler, 20 pour les exercices. Cette leçon contient un peu de Python ; quelqu'un de la classe
# devrait en savoir un peu.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - écrire une politique que le modèle n'a pas, et vérifier qu'elle ne fait rien là où elle n'offre rien ;
# - mettre une règle à vous à la place d'une de celles du modèle, et voir ce qui en dépend ;
# - confronter le modèle à un fait à vous.
#
# L'idée : un État paie une part des frais d'envoi d'argent. Aucun fait ne la met à l'épreuve : c'est un résultat de scénario. **Comparez, ne prévoyez pas.**

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from experiments.classroom import show
from experiments.evidence.validation import validate
from experiments.figures import style
from experiments.tables import label_of
from experiments.text import number, percent
from model.levers import Act, Family, Lever, Topic
from model.levers.lever import REGISTRY
from model.offers import Offer
from model.parameter import Text, Unit, declare
from model.world import DiasporaModel
from scenarios import load

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE, YEARS, REPLICATIONS = (200, 2, 3) if FAST else (2_000, 5, 8)
FOLDER = Path(tempfile.mkdtemp())


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


# %% [markdown] lang="en"
# ## 1. Predict first
#
# 1. The state pays a quarter, a half or all of the fee. Do families receive more? Does the change double when the share doubles?
# 2. A subsidy of nothing: how many numbers of the world change?
# 3. In the model, how many village projects are delivered hangs on their plan and on training. What if nine in ten were
#    delivered, whatever the plan?
#
# ## 2. The lever
#
# A lever is a small dated object: it turns the terms that households face into other terms. It declares its values, each with unit, bounds and a sentence
# in two languages; that is enough for the command line, for errors that name the allowed range, and for sweeps. `offer` gives the new terms at a strength
# from 0 to 1. `is_idle` says when it offers nothing. `fixed_cost` is what running it costs a month.

# %% [markdown] lang="fr"
# ## 1. Parier d'abord
#
# 1. L'État paie un quart, la moitié ou la totalité des frais. Les familles reçoivent-elles plus ? L'effet double-t-il quand la part double ?
# 2. Une subvention de rien : combien de chiffres du monde changent ?
# 3. Dans le modèle, le nombre de projets de village livrés tient à leur plan et à la formation. Et si neuf sur dix étaient livrés, quel que soit
#    le plan ?
#
# ## 2. Le levier
#
# Un levier est un petit objet daté : il change les termes offerts aux ménages en d'autres termes. Il déclare ses valeurs, chacune avec unité, bornes et une
# phrase en deux langues ; cela suffit à la ligne de commande, aux erreurs qui nomment la plage permise, et aux balayages. `offer` donne les nouveaux termes
# à une force de 0 à 1. `is_idle` dit quand il n'offre rien. `fixed_cost` est ce que coûte son fonctionnement par mois.


# %%
class FeeSubsidy(Lever):
    """Part of the fee of a transfer is paid by the state of origin."""

    id = "fee_subsidy"
    source = "lesson"
    family = Family.ENABLE
    label = Text("Fee subsidy", "Subvention des frais d'envoi")
    says = Text("The state pays part of the fee of sending money.", "L'État paie une part des frais d'envoi.")
    topic = Topic.REMITTANCE
    act = Act.REMIT
    main_outcome = "remittances"

    share: float = declare(0.5, Unit.SHARE, "Share of the fee that the state pays.", "Part des frais payée par l'État.", low=0.0, high=1.0)
    office_usd: float = declare(50_000.0, Unit.USD_YEAR, "What running it costs a year.", "Coût annuel de gestion.", low=0.0, high=1e7)

    def offer(self, offer: Offer, strength: float) -> Offer:
        return offer._replace(remittance_cost=offer.remittance_cost * (1.0 - self.share * strength))

    @property
    def is_idle(self) -> bool:
        return self.share == 0.0

    def fixed_cost(self, month: int) -> float:
        return self.office_usd / 12.0 if self.is_active(month) else 0.0


# %% [markdown] lang="en"
# Its bounds hold from the first moment:

# %% [markdown] lang="fr"
# Ses bornes valent dès le premier moment :

# %%
try:
    FeeSubsidy(share=1.5)
except ValueError as error:
    print(error)

# %% [markdown] lang="en"
# ## 3. Nothing offered, nothing changed
#
# The first test of any lever: at a share of 0 the world is the world without it, to the last bit.

# %% [markdown] lang="fr"
# ## 3. Rien d'offert, rien de changé
#
# La première épreuve de tout levier : à une part de 0, le monde est le monde sans lui, au dernier bit.

# %%
scenario = load("morocco_belgium", years=YEARS)
WATCHED = ["remittances", "remittance_fees", "donations"]


def worlds(share):
    """Changes of pairs of runs, with the lever and without it, in the same luck: USD a year."""
    rows = []
    for replication in range(REPLICATIONS):
        start = DiasporaModel(scenario.settings(SAMPLE), (), scenario.shocks, seed=1, replication=replication).burn_in()
        policy, without = (start.fork(levers).run().series().sum() for levers in ((FeeSubsidy(share=share),), ()))
        rows.append((policy[WATCHED] - without[WATCHED]) / YEARS)
    return pd.DataFrame(rows)


changed = int((worlds(0.0) != 0.0).sum().sum())
print(t(f"At a share of 0, {changed} of {3 * REPLICATIONS} numbers changed.", f"À une part de 0, {changed} chiffres sur {3 * REPLICATIONS} ont changé."))

# %% [markdown] lang="en"
# ## 4. What it changes

# %% [markdown] lang="fr"
# ## 4. Ce qu'il change

# %%
found = {share: worlds(share) for share in (0.25, 0.5, 1.0)}
table = pd.DataFrame({t(f"{percent(share)} of the fee", f"{percent(share, 'fr')} des frais"): each.mean() for share, each in found.items()})
table.index = [label_of(name, LANGUAGE) for name in WATCHED]
table.rename_axis(t("change, USD a year", "écart, USD par an")).map(lambda value: number(float(value), LANGUAGE, signed=True))

# %%
with style.look():
    figure = Figure(figsize=(7.0, 3.6), layout="constrained")
    axis = figure.subplots()
    for place, each in enumerate(found.values()):
        axis.bar(place, each["remittances"].mean() / 1e6, color=style.GAIN, width=0.6)
        axis.scatter([place] * len(each), each["remittances"] / 1e6, color=style.INK, s=12, zorder=3)
    axis.set_xticks(range(len(found)), [percent(share, LANGUAGE) for share in found])
    axis.set_xlabel(t("share of the fee that the state pays", "part des frais payée par l'État"))
    axis.set_ylabel(t("change of remittances,\nmillion USD a year", "écart des transferts,\nmillions d'USD par an"))
    axis.set_title(t("What a fee subsidy changes (scenario result); dots: pairs of runs", "Ce que change une subvention des frais (scénario) ; points : paires"), loc="left", fontsize=10)
    axis.axhline(0.0, color=style.INK, linewidth=0.8)
show(figure, "own_lever_rule_and_fact")

# %% [markdown] lang="en"
# The lever books what running it costs. What it pays in fees is not booked, so it is too cheap as it stands, and a cost per unit must not be quoted from
# it. Saying what a lever leaves out is part of writing it.
#
# A lever that is yours alone stays in a file of yours, and every command knows it with `--plugin FILE`. This one is only of this lesson:

# %% [markdown] lang="fr"
# Le levier compte ce que coûte son fonctionnement. Ce qu'il paie en frais n'est pas compté : tel quel, il est trop bon marché, et il ne faut pas en citer de
# coût par unité. Dire ce qu'un levier laisse de côté fait partie de son écriture.
#
# Un levier qui n'est qu'à vous reste dans un fichier à vous, et chaque commande le connaît par `--plugin FILE`. Celui-ci n'est que de cette leçon :

# %%
del REGISTRY["fee_subsidy"]

# %% [markdown] lang="en"
# ## 5. A rule of your own
#
# A lever changes what people are offered. A **rule** is how they decide, or how an organisation works. Does a finding rest on one of them? Put your own in
# its place and look. Here, whether the association of a village delivers what it began: in the model it depends on its plan, on how well the project fits,
# and on training. What if none of this mattered?

# %% [markdown] lang="fr"
# ## 5. Une règle à soi
#
# Un levier change ce qui est offert aux gens. Une **règle** est la façon dont ils décident, ou dont une organisation travaille. Un résultat tient-il à l'une
# d'elles ? Mettez la vôtre à sa place et regardez. Ici : si l'association d'un village livre ce qu'elle a commencé. Dans le modèle, cela tient à son plan,
# à l'adéquation du projet et à la formation. Et si rien de cela ne comptait ?

# %%
RULES = '''
from model.own_rules import use_rule
from model.parameters.giving import Giving


def delivering_chance(quality: float, fit: float, is_trained: int, p: Giving) -> float:
    """Nine projects in ten are delivered, whatever their plan."""
    return 0.9


use_rule("propose.delivering_chance", delivering_chance)
'''
(FOLDER / "my_rules.py").write_text(RULES, encoding="utf-8")


def delivered(*more):
    """Share of projects delivered, by a command of its own: a process reads its rules once."""
    words = ["run", "morocco_belgium_matching_grant", "--sample", str(SAMPLE), "--years", str(YEARS), "--replications", str(REPLICATIONS), "--jobs", "1", "--json"]
    command = [sys.executable, "-m", "experiments.cli", *words, "--out", str(FOLDER / f"results{len(more)}"), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(done.stdout)["rows"]
    return next(row["mean"] for row in rows if row["outcome"] == "project_quality" and row["breakdown"] is None)


shares = {t("the model", "le modèle"): delivered(), t("my rule", "ma règle"): delivered("--rules", str(FOLDER / "my_rules.py"))}
pd.Series({name: percent(share, LANGUAGE) for name, share in shares.items()}, name=t("share of projects delivered", "part des projets livrés")).to_frame()

# %% [markdown] lang="en"
# The arguments are those of the rule that it replaces; a wrong name or other arguments are refused before anything runs. The results say on their first page
# that this is not the model as published, and keep the text of the rule. In a script, `use_rule` does the same, before the first world.
#
# ## 6. A fact of your own
#
# A fact is a number that somebody measured, and a band that a good model should hit. It stands in a file: where it was measured, how it is computed, from
# whom it is. Put a number of your own country here. This one is only an example: the band is a guess, and so it has the lowest grade, D.

# %% [markdown] lang="fr"
# Les arguments sont ceux de la règle remplacée ; un nom faux ou d'autres arguments sont refusés avant toute simulation. Les résultats disent en première page que
# ce n'est pas le modèle publié, et gardent le texte de la règle. Dans un script, `use_rule` fait de même, avant le premier monde.
#
# ## 6. Un fait à soi
#
# Un fait est un chiffre que quelqu'un a mesuré, et une plage qu'un bon modèle devrait atteindre. Il tient dans un fichier : où il a été mesuré, comment il se
# calcule, de qui il vient. Mettez ici un chiffre de votre pays. Celui-ci n'est qu'un exemple : la plage est une supposition, d'où la plus basse note, D.

# %%
FACTS = f'''
from experiments.evidence import fact


@fact(id="my_senders", channel="remittances", grade="D", band=(0.3, 0.7), source="a guess of this lesson", replications={2 if FAST else 8})
def three_to_seven_in_ten_send(study):
    """Between three and seven households in ten sent money home in the last year."""
    world = study.run("morocco_belgium", years=2, sample={SAMPLE}, record=["remittance"])
    return study.share(world, "remittance_12m > 0")
'''
(FOLDER / "my_facts.py").write_text(FACTS, encoding="utf-8")
card = validate([FOLDER / "my_facts.py"], only=["my_senders"])
line = card.table.iloc[0]
VERDICTS = {"hit": t("a hit", "atteint"), "near": t("near", "proche"), "miss": t("a miss", "manqué"), "wrong sign": t("the wrong sign", "signe contraire")}
said = VERDICTS.get(str(line.verdict), str(line.verdict))
print(t(f"The model has {number(line.value)}; the band is 0.3 to 0.7: {said}.", f"Le modèle donne {number(line.value, 'fr')} ; la plage va de 0,3 à 0,7 : {said}."))

# %% [markdown] lang="en"
# From the command line: `diaspora validate --facts my_facts.py`. A fact that is missed is not a failure of the class. It says where not to trust the model.
#
# ## 7. Exercises
#
# **1.** Let the state pay only the first year: `FeeSubsidy(share=0.5, to_month=12)`. What do you expect of the change over all years, and why might some
# of it remain after the end?
#
# <details><summary>Answer</summary>The mean over all years counts the years without it as well. Put the lever into <code>worlds</code> and look. What may remain comes from
# habits and from news; what does not remain was the price alone.</details>
#
# **2.** Offer it to a random half: `FeeSubsidy(eligibility=Eligibility(random_share=0.5))`, with `Eligibility` from `model.levers`. Do those who are
# not offered it change, too? Why could they?
#
# <details><summary>Answer</summary>They may: friends hear of things, and associations collect from everybody. That is spillover, and it makes a
# trial look weaker (or stronger) than the policy.</details>
#
# **3.** In the rule, write 0.5 in the place of 0.9. Which conclusions of lesson 4 would you check again?
#
# <details><summary>Answer</summary>Those that count projects delivered, and what a match costs per dollar given: money bound in a project that is not
# delivered is spent and does not come back at once. Those about who gives hang on it less directly.</details>
#
# **4.** Which fact about your own country would you hold the model against first? Who measured it, when, on whom?
#
# <details><summary>Answer</summary>A good fact has a source, a population, a year and a band wider than zero. What the ministry believes
# is a fact of grade D.</details>
#
# ## 8. When the class's guess wins
#
# - Somebody guessed the size of the subsidy's effect. Ask on which input it rests (lesson 7), and whether they would have guessed another.
# - "The rule does not matter." If the two shares are close, they were right here; ask for which question it would matter.
# - "The model will miss our fact." If it does, the class has found something. Write it down with its source: facts are how the model gets better.

# %% [markdown] lang="fr"
# En ligne de commande : `diaspora validate --facts my_facts.py`. Un fait manqué n'est pas un échec de la classe. Il dit où ne pas se fier au modèle.
#
# ## 7. Exercices
#
# **1.** Que l'État ne paie que la première année : `FeeSubsidy(share=0.5, to_month=12)`. Qu'attendez-vous de l'effet sur toutes les années, et pourquoi une
# part pourrait-elle rester après la fin ?
#
# <details><summary>Réponse</summary>La moyenne sur toutes les années compte aussi celles sans la subvention. Mettez le levier dans <code>worlds</code> et regardez. Ce qui peut
# rester vient d'habitudes et de nouvelles ; ce qui ne reste pas n'était que le prix.</details>
#
# **2.** Offrez-la à une moitié au hasard : `FeeSubsidy(eligibility=Eligibility(random_share=0.5))`, avec `Eligibility` de `model.levers`. Ceux à qui elle n'est
# pas offerte changent-ils aussi ? Pourquoi le pourraient-ils ?
#
# <details><summary>Réponse</summary>Cela se peut : des amis en entendent parler, et les associations collectent auprès de tous. C'est un effet de
# diffusion, et il fait paraître un essai plus faible (ou plus fort) que la politique.</details>
#
# **3.** Dans la règle, écrivez 0.5 à la place de 0.9. Quelles conclusions de la leçon 4 vérifieriez-vous à nouveau ?
#
# <details><summary>Réponse</summary>Celles qui comptent des projets livrés, et ce que coûte un abondement par dollar donné : l'argent lié à un projet
# qui n'est pas livré est dépensé et ne revient pas aussitôt. Celles sur qui donne en dépendent moins directement.</details>
#
# **4.** À quel fait de votre pays confronteriez-vous d'abord le modèle ? Qui l'a mesuré, quand, sur qui ?
#
# <details><summary>Réponse</summary>Un bon fait a une source, une population, une année et une plage plus large que zéro. Ce que croit le
# ministère est un fait de note D.</details>
#
# ## 8. Quand le pari de la classe gagne
#
# - Quelqu'un a deviné la taille de l'effet de la subvention. Demandez sur quelle donnée elle repose (leçon 7), et s'il en aurait deviné une autre.
# - « La règle ne compte pas. » Si les deux parts sont proches, ils avaient raison ici ; demandez pour quelle question elle compterait.
# - « Le modèle manquera notre fait. » S'il le manque, la classe a trouvé quelque chose. Notez-le avec sa source : c'est par les faits que le modèle s'améliore.
