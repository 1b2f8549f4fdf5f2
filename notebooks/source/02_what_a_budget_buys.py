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
# # Lesson 2. What a budget buys
#
# **Time** 50 minutes: 10 to predict, 5 to compute, 20 to read, 15 for the exercises.
#
# **Aims.** After this lesson you can
#
# - compare policies at equal cost, and check that the cost is equal;
# - tell those who needed a policy from those who would have acted anyway;
# - say why twice the money need not buy twice as much.
#
# No programming is needed: run the cells from top to bottom. **Compare, do not forecast.**

# %% [markdown] lang="fr"
# # Leçon 2. Ce qu'achète un budget
#
# **Durée** 50 minutes : 10 pour parier, 5 pour calculer, 20 pour lire, 15 pour les exercices.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - comparer des politiques à coût égal, et vérifier que le coût est égal ;
# - distinguer ceux qui avaient besoin d'une politique de ceux qui auraient agi de toute façon ;
# - dire pourquoi deux fois plus d'argent n'achète pas forcément deux fois plus.
#
# Aucune programmation n'est nécessaire : exécutez les cellules de haut en bas. **Comparez, ne prévoyez pas.**

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
from experiments.classroom import Classroom
from experiments.text import number

school = Classroom(LANGUAGE)


def t(en, fr):
    return fr if LANGUAGE == "fr" else en


# %% [markdown] lang="en"
# ## 1. One budget, three ways to spend it
#
# The options, and what they set:

# %% [markdown] lang="fr"
# ## 1. Un budget, trois façons de le dépenser
#
# Les options, et ce qu'elles fixent :

# %%
school.describe(1)

# %% [markdown] lang="en"
# ## 2. Predict first
#
# Write your answers down before you run the next cell. Everybody answers alone, then the class votes by hand.
#
# 1. Which option ends with the most firms that would not be there without it?
# 2. Of a hundred firms that the grant supports, how many would have been founded without it? And of a hundred served at
#    the counter?
# 3. Which of the three is the cheapest for one more job?

# %% [markdown] lang="fr"
# ## 2. Parier d'abord
#
# Écrivez vos réponses avant d'exécuter la cellule suivante. Chacun répond seul, puis la classe vote à main levée.
#
# 1. Quelle option finit avec le plus d'entreprises qui n'existeraient pas sans elle ?
# 2. Sur cent entreprises que la prime soutient, combien auraient été fondées sans elle ? Et sur cent servies au guichet ?
# 3. Laquelle des trois est la moins chère pour un emploi de plus ?

# %% [markdown] lang="en"
# ## 3. What this run shows
#
# Each option is compared with the same world without it: same people, same luck. First the vote on question 1.

# %% [markdown] lang="fr"
# ## 3. Ce que montre cette simulation
#
# Chaque option est comparée au même monde sans elle : mêmes personnes, même hasard. D'abord le vote sur la question 1.

# %%
answer = school.run(1, years=2 if school.is_small else None)
answer.vote("firms_created")

# %% [markdown] lang="en"
# Then what this run carries on each point. A sentence is printed only where the numbers carry it; "cannot be told" is an
# answer too. The last line says whether the options cost the same.

# %% [markdown] lang="fr"
# Puis ce que cette simulation permet de dire sur chaque point. Une phrase n'est imprimée que là où les chiffres la
# portent ; « ne peut être établi » est aussi une réponse. La dernière ligne dit si les options coûtent autant.

# %%
answer.sentences()

# %%
answer.picture("what_a_budget_buys")

# %%
answer.table("firms_created", "additional_share[lever=investment_grant]", "additional_share[lever=one_stop_shop]", "cost_per_additional_jobs", "public_cost")

# %% [markdown] lang="en"
# Read from right to left. **Public cost** is the bill. **Cost of an additional job** divides it by what would not have
# happened without it, and is not defined where that may be nothing. The **share that is additional** says how many of those
# supported needed it; the others are *deadweight*: the money went to them and changed nothing that they do.
#
# ## 4. Twice the money
#
# One grant that adds a dollar to each dollar collected for projects, with three yearly budgets. Predict: does the change
# double each time the budget doubles?

# %% [markdown] lang="fr"
# Lisez de droite à gauche. Le **coût public** est la facture. Le **coût d'un emploi supplémentaire** la divise par ce qui ne
# serait pas arrivé sans elle, et n'est pas défini là où ce peut être rien. La **part additionnelle** dit combien de ceux qui
# sont soutenus en avaient besoin ; les autres sont l'*effet d'aubaine* : l'argent leur est allé et n'a rien changé à ce qu'ils font.
#
# ## 4. Deux fois plus d'argent
#
# Un fonds qui ajoute un dollar à chaque dollar collecté pour des projets, avec trois budgets annuels. Pariez : l'effet
# double-t-il chaque fois que le budget double ?


# %%
def fund(name, usd):
    """A match of 1:1 with a yearly budget, as an option of question 6."""
    words = {"en": f"{number(usd)} USD a year", "fr": f"{number(usd, 'fr')} USD par an"}
    return {"id": name, "label": words, "levers": {"matching_grant": {"ratio": 1.0, "rule": "first_come", "budget_usd": usd}}}


BUDGETS = {"small": 125_000.0, "middle": 250_000.0, "large": 500_000.0}
budgets = school.run(6, only=list(BUDGETS), more=[fund(name, usd) for name, usd in BUDGETS.items()], years=2 if school.is_small else None)
budgets.table("donations_collective", "public_cost", "cost_per_additional_donations_collective")

# %%
for less, more in (("small", "middle"), ("middle", "large")):
    before, after = (budgets.mean(name, "donations_collective") for name in (less, more))
    spent = budgets.mean(more, "public_cost") - budgets.mean(less, "public_cost")
    print(
        t(
            f"From {number(BUDGETS[less])} to {number(BUDGETS[more])} USD a year: {number(spent)} USD a year more are spent, and the mean change of gifts moves by {number(after - before, signed=True)} USD a year.",
            f"De {number(BUDGETS[less], 'fr')} à {number(BUDGETS[more], 'fr')} USD par an : {number(spent, 'fr')} USD par an de plus sont dépensés, et l'effet moyen sur les dons bouge de {number(after - before, 'fr', signed=True)} USD par an.",
        )
    )

# %% [markdown] lang="en"
# A budget is a ceiling, not a sum that is spent. Where the spending rises less than the budget, the money found too few
# gifts to match; then a larger budget finds little more to match.
#
# ## 5. Exercises
#
# **1.** A grant supports 100 firms and costs 300,000 USD. 60 of them would have been founded without it. What does a
# supported firm cost, and an additional one?
#
# <details><summary>Answer</summary>300,000 / 100 = 3,000 USD a supported firm; 300,000 / 40 = 7,500 USD an additional one. A report that
# quotes the first number is not false. It answers another question.</details>
#
# **2.** In which of the three options of section 3 do the intervals of the number of firms overlap? What may you then say?
#
# <details><summary>Answer</summary>Look at the table. Overlapping intervals are a warning, not a proof: the options share their luck, so
# the vote compares them run by run, which is sharper. Where the vote says that two are not told apart, say just that.</details>
#
# **3.** Which of the two numbers, additional share or cost per additional job, would you show to a minister of finance, and which
# to a minister of labour? What would each of them miss?
#
# <details><summary>Answer</summary>Both to both. A high additional share can be dear (few people, much staff); a low cost can come from a
# small programme that cannot grow. Section 4 shows why the price of the next dollar need not be that of the first.</details>
#
# **4.** Set the officer's cost of question 1 higher. At which cost would you prefer the grant? Which number of the table do you need?
#
# <details><summary>Answer</summary>Only the public cost of the counter changes, not what it does: the counter's additional jobs stay, and their
# price rises with the bill. Compare it with the price of the grant, where both are defined.</details>
#
# ## 6. When the class's guess wins
#
# - Say so, and ask for the **reason**. Was it the reason that the table shows (who needed it, who was stopped and where)?
#   A right guess for another reason is worth ten more minutes.
# - Where the vote says that two options are not told apart, nobody has lost. Ask what it would take to tell: more runs, or
#   a better survey? Lesson 6 answers it.
# - Ask what would have to be different in the world for the other option to win: more people with a project already, or
#   more people who are stopped by procedures?

# %% [markdown] lang="fr"
# Un budget est un plafond, non une somme dépensée. Là où la dépense monte moins que le budget, l'argent a trouvé trop peu de
# dons à abonder ; un budget plus grand trouve alors peu à abonder en plus.
#
# ## 5. Exercices
#
# **1.** Une prime soutient 100 entreprises et coûte 300 000 USD. 60 d'entre elles auraient été fondées sans elle. Que coûte une
# entreprise soutenue, et une entreprise additionnelle ?
#
# <details><summary>Réponse</summary>300 000 / 100 = 3 000 USD par entreprise soutenue ; 300 000 / 40 = 7 500 USD par entreprise additionnelle.
# Un rapport qui cite le premier chiffre n'est pas faux. Il répond à une autre question.</details>
#
# **2.** Pour lesquelles des trois options de la section 3 les intervalles du nombre d'entreprises se recouvrent-ils ? Que peut-on dire alors ?
#
# <details><summary>Réponse</summary>Regardez le tableau. Des intervalles qui se recouvrent sont un avertissement, non une preuve : les options
# partagent leur hasard, et le vote les compare simulation par simulation, ce qui est plus fin. Là où le vote dit que deux
# options ne se distinguent pas, dites exactement cela.</details>
#
# **3.** Lequel des deux chiffres, part additionnelle ou coût par emploi supplémentaire, montreriez-vous au ministre des finances, et
# lequel au ministre du travail ? Que manquerait à chacun ?
#
# <details><summary>Réponse</summary>Les deux aux deux. Une part additionnelle élevée peut être chère (peu de gens, beaucoup d'agents) ; un coût
# bas peut venir d'un petit programme qui ne peut pas grandir. La section 4 montre pourquoi le prix du dollar suivant n'est pas
# forcément celui du premier.</details>
#
# **4.** Relevez le coût d'un agent dans la question 1. À partir de quel coût préféreriez-vous la prime ? De quel chiffre du tableau avez-vous besoin ?
#
# <details><summary>Réponse</summary>Seul le coût public du guichet change, non ce qu'il fait : les emplois supplémentaires du guichet restent, et
# leur prix monte avec la facture. Comparez-le au prix de la prime, là où les deux sont définis.</details>
#
# ## 6. Quand le pari de la classe gagne
#
# - Dites-le, et demandez la **raison**. Était-ce celle que montre le tableau (qui en avait besoin, qui était arrêté, et où) ?
#   Un pari juste pour une autre raison vaut dix minutes de plus.
# - Là où le vote dit que deux options ne se distinguent pas, personne n'a perdu. Demandez ce qu'il faudrait pour trancher : plus
#   de simulations, ou une meilleure enquête ? La leçon 6 y répond.
# - Demandez ce qui devrait être différent dans le monde pour que l'autre option gagne : plus de gens qui ont déjà un projet,
#   ou plus de gens que les procédures arrêtent ?
