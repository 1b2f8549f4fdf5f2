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
# # Lesson 3. Speed or coordination in a crisis
#
# **Time** 45 minutes: 10 to predict, 5 to compute, 15 to read, 15 for the exercises.
#
# **Aims.** After this lesson you can
#
# - say how aid is lost when responders do not know each other's plans;
# - weigh help that comes soon against help that goes where it is needed;
# - say what a second crisis changes.
#
# **Compare, do not forecast**, and least of all in a crisis.

# %% [markdown] lang="fr"
# # Leçon 3. Vitesse ou coordination dans une crise
#
# **Durée** 45 minutes : 10 pour parier, 5 pour calculer, 15 pour lire, 15 pour les exercices.
#
# **Objectifs.** Après cette leçon, vous savez
#
# - dire comment l'aide se perd quand les intervenants ignorent les plans des autres ;
# - peser une aide qui vient tôt contre une aide qui va là où il faut ;
# - dire ce que change une seconde crise.
#
# **Comparez, ne prévoyez pas**, dans une crise moins que jamais.

# %%
LANGUAGE = "en"

# %%
# %matplotlib inline
from experiments.classroom import Classroom

school = Classroom(LANGUAGE)

# %% [markdown] lang="en"
# ## 1. A disaster, and who shares plans
#
# A disaster strikes families in the poorest region. Families abroad send, donors give, responders bring aid. Responders with
# an agreement share their plans: they wait until these are joined, and no longer bring to a place what it has already.

# %% [markdown] lang="fr"
# ## 1. Une catastrophe, et qui partage ses plans
#
# Une catastrophe frappe des familles de la région la plus pauvre. Les familles à l'étranger envoient, les donateurs donnent, les
# intervenants apportent de l'aide. Ceux qui ont un accord partagent leurs plans : ils attendent que ces plans soient réunis,
# et n'apportent plus à un lieu ce qu'il a déjà.

# %%
school.describe(7)

# %% [markdown] lang="en"
# ## 2. Predict first
#
# One crisis; nobody, half or all of the responders share their plans.
#
# 1. Where does the first help that counts come soonest?
# 2. Where is the most need covered: with nobody, half or all?
# 3. A second crisis follows a month later. Does sharing plans matter more then, or less?

# %% [markdown] lang="fr"
# ## 2. Parier d'abord
#
# Une crise ; aucun, la moitié ou tous les intervenants partagent leurs plans.
#
# 1. Où la première aide qui compte vient-elle le plus tôt ?
# 2. Où le plus de besoin est-il couvert : avec aucun, la moitié ou tous ?
# 3. Une seconde crise suit un mois plus tard. Le partage des plans compte-t-il alors plus, ou moins ?

# %% [markdown] lang="en"
# ## 3. One crisis

# %% [markdown] lang="fr"
# ## 3. Une crise

# %%
one = school.run(7, only=["one_0", "one_50", "one_100"])
one.vote("days_to_first_aid", least=True)

# %%
one.vote("crisis_covered")

# %%
one.vote("crisis_duplicated", least=True)

# %%
one.picture("speed_or_coordination")

# %%
one.table("crisis_need", "crisis_covered", "crisis_duplicated", "days_to_first_aid", "public_cost").T

# %% [markdown] lang="en"
# *Aid beyond the need* came to where enough was already: it is lost to those who wait elsewhere. Are the soonest, the most
# covered and the least lost the same option? If not, there is something to weigh, and the model does not weigh it for you.
#
# ## 4. Two crises at once

# %% [markdown] lang="fr"
# *L'aide au-delà du besoin* est allée là où il y en avait déjà assez : elle manque à ceux qui attendent ailleurs. La plus
# tôt, la plus couvrante et la moins perdue sont-elles la même option ? Sinon, il y a quelque chose à peser, et le modèle ne le
# pèse pas pour vous.
#
# ## 4. Deux crises à la fois

# %%
both = school.run(7)
both.sentences()

# %%
both.table("crisis_need", "crisis_covered", "crisis_duplicated", "days_to_first_aid").T

# %% [markdown] lang="en"
# ## 5. Exercises
#
# **1.** A valley needs 100. Two responders who do not know of each other bring 80 each. How much need is covered, how much is lost? And
# if they share plans and a part of the aid comes later?
#
# <details><summary>Answer</summary>Of 160, 100 cover the need and 60 are lost to others. With shared plans 100 go there and 60 elsewhere. What
# it costs is time: whoever waits for the common plan brings the same aid later.</details>
#
# **2.** Six staff keep the agreements alive. What if there are two? Guess, then run the next cell.

# %% [markdown] lang="fr"
# ## 5. Exercices
#
# **1.** Une vallée a besoin de 100. Deux intervenants qui s'ignorent apportent chacun 80. Combien de besoin est couvert, combien est perdu ?
# Et s'ils partagent leurs plans et qu'une partie de l'aide vient plus tard ?
#
# <details><summary>Réponse</summary>De 160, 100 couvrent le besoin et 60 sont perdus pour les autres. Avec des plans partagés, 100 vont là et 60
# ailleurs. Le prix est le temps : qui attend le plan commun apporte la même aide plus tard.</details>
#
# **2.** Six personnes entretiennent les accords. Et s'il n'y en a que deux ? Pariez, puis exécutez la cellule suivante.

# %%
two_staff = {
    "id": "two_staff",
    "label": {"en": "one crisis, all share plans, 2 staff", "fr": "une crise, tous partagent leurs plans, 2 personnes"},
    "set": {"shocks": [{"kind": "disaster", "month": 24, "size": 0.5, "share": 0.2, "communities": ["poorest:1"]}]},
    "levers": {"philanthropy_partnership": {"agreements": 20, "desk_staff": 2, "coordination": 1.0, "fast_window_days": 0.0}},
}
staff = school.run(7, only=["one_0", "one_100"], more=[two_staff])
staff.table("crisis_covered", "crisis_duplicated", "days_to_first_aid", "public_cost").T

# %%
staff.vote("crisis_duplicated", least=True)

# %% [markdown] lang="en"
# <details><summary>Answer</summary>An agreement that nobody tends is paper. Whether two staff are enough for one crisis stands in the
# table: look at aid beyond the need beside the public cost. The description of section 1 says how many agreements one
# person keeps alive in a crisis; multiply by two and compare with the number of agreements.</details>
#
# **3.** Who would have to pay for the desk in the years without a crisis, and why would they?
#
# <details><summary>Answer</summary>There is no single right one. A good answer names the bill in the table, says that it comes every year, and
# that what it buys is seen only in the year of a crisis.</details>
#
# ## 6. When the class's guess wins
#
# - "Of course: coordination is better." Ask: better in **which** of the three votes? Whoever guessed one outcome has not guessed the others.
# - "Of course: speed is everything." Ask for the days: how many lie between the soonest and the latest option, and what can a family
#   bridge?
# - Both camps can be right at once. Let each write one sentence that the other side signs.
# - The world is set so that the lesson is visible: nothing goes ahead of the plans and nobody shares at first. Say so (section 1), and ask
#   what differs at home.

# %% [markdown] lang="fr"
# <details><summary>Réponse</summary>Un accord que personne n'entretient est du papier. Si deux personnes suffisent pour une crise, le
# tableau le dit : regardez l'aide au-delà du besoin à côté du coût public. La description de la section 1 dit combien d'accords
# une personne maintient dans une crise ; multipliez par deux et comparez au nombre d'accords.</details>
#
# **3.** Qui devrait payer le bureau dans les années sans crise, et pourquoi le ferait-il ?
#
# <details><summary>Réponse</summary>Il n'y en a pas qu'une de juste. Une bonne réponse nomme la facture du tableau, dit qu'elle vient chaque
# année, et que ce qu'elle achète ne se voit que l'année d'une crise.</details>
#
# ## 6. Quand le pari de la classe gagne
#
# - « Bien sûr : la coordination est meilleure. » Demandez : meilleure dans **lequel** des trois votes ? Qui a parié sur un résultat n'a pas parié sur les autres.
# - « Bien sûr : la vitesse est tout. » Demandez les jours : combien séparent l'option la plus rapide de la plus lente, et que peut
#   franchir une famille ?
# - Les deux camps peuvent avoir raison à la fois. Que chacun écrive une phrase que l'autre signe.
# - Le monde est réglé pour que la leçon se voie : rien ne part avant les plans et personne ne partage au départ. Dites-le (section 1), et
#   demandez ce qui diffère chez vous.
