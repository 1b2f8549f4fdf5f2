# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lesson 1. A first comparison of policies
#
# *Leçon 1. Une première comparaison de politiques*
#
# A ministry has money for one policy towards its diaspora. Which one? This lesson takes a world of households, changes
# one thing in it, and reads what the change did: how much, how sure, for whom, at whose expense, and how much of it
# would have happened anyway.
#
# It takes about half an hour. You can read it without programming. To run it, go through the cells from top to bottom;
# the whole lesson computes for a minute or two.
#
# **Calibrated only as far as facts go.** Use it to compare policies and to ask better questions, never to forecast an amount.

# %%
# %matplotlib inline
import os

import numpy as np
import pandas as pd

from experiments import compare, simulate
from experiments.text import number
from model.errors import InputError
from model.outcomes import OUTCOMES
from scenarios import load

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE = 400 if FAST else 3_000  # records a corridor: each stands for several real households
REPLICATIONS = 4 if FAST else 30  # pairs of runs, with and without the policy; fewer tell little (docs/intervals.md)
YEARS = 3 if FAST else 10
JOBS = 1 if FAST else 2


def shown(lines, missing="-"):
    """A table with a line per policy and numbers of three digits, as people read them."""
    return pd.DataFrame(lines).T.map(lambda cell: cell if isinstance(cell, str) else missing if pd.isna(cell) else number(cell))


# %% [markdown]
# ## 1. A world
#
# A scenario says which world we look at and which policies are tried in it. `morocco_belgium` is the world of Moroccan
# households in Belgium without any of the policies. Every scenario says in a few sentences what is known and what is
# assumed.

# %%
world = load("morocco_belgium")
print(world.label.en, "|", world.label.fr)
print()
print(world.says.en)

# %% [markdown]
# Before trusting any number, ask what it rests on. Every input carries its source and a status: *data* (a statistic of
# this country or corridor), *literature* (a published study, usually of other people), or *assumption* (nobody has
# measured it; a range stands in).

# %%
inputs = pd.DataFrame([{"input": given.path, "value": given.value, "status": given.status.value, "source": given.source} for given in world.inputs()])
inputs.groupby("status").size().to_frame("how many inputs")

# %% [markdown]
# ## 2. Change something
#
# A policy is a *lever*. The scenario `morocco_belgium_matching_grant` adds one to the same world: a fund that adds one
# dollar to each dollar that hometown associations collect for projects. Any value can be changed by its path. Here the
# fund adds two dollars instead of one.

# %%
generous = load("morocco_belgium_matching_grant", set={"levers.matching_grant.ratio": 2.0})
grant = generous.levers[0]
print(grant.says.en)
print(f"Public dollars per private dollar: {grant.ratio}. Budget: {grant.budget_usd:,.0f} USD a year. Paid by: {grant.paid_by}.")

# %% [markdown]
# Mistakes are refused before anything is simulated, with the name that was probably meant.

# %%
try:
    load("morocco_belgium_matching_grant", set={"levers.matching_grnt.ratio": 2.0})
except InputError as error:
    print(error)

# %% [markdown]
# ## 3. Look at one world
#
# `simulate` runs one world once. Month by month each household may send money, save, invest, found a firm, trade, give, join
# an association, visit, advise, go on an assignment, speak up, change its nationality, return, or do nothing, which is a
# legitimate choice. What remains at the end is a table with one row per record. `diaspora list levers` names all that a
# policy can offer; this lesson tries five of them.

# %%
run = simulate(world, seed=1, years=YEARS, sample=SAMPLE)
households = run.households
columns = ["weight", "generation", "skill", "is_woman", "age", "years_abroad", "earnings", "trust_state", "sends", "sent", "given_collective"]
households[columns].head(8).round(2)

# %% [markdown]
# `weight` is the number of real households that a record stands for. Always weigh: an average over records is not an
# average over people. Amounts are in USD of 2019; `earnings` are a month's, and `sent` is the total since the first
# month of the scenario.

# %%
print(f"{len(households):,} records stand for {households.weight.sum():,.0f} households.")

weighted = households.assign(sending=households.sends * households.weight, amount=households.sent * households.weight)
by_generation = weighted.groupby("generation", observed=True)[["weight", "sending", "amount"]].sum()
pd.DataFrame(
    {
        "households": by_generation.weight.round(),
        "share who send, %": 100 * by_generation.sending / by_generation.weight,
        "sent a year, USD per household": by_generation.amount / by_generation.weight / YEARS,
    }
).round(1)

# %% [markdown]
# Every dollar is booked in one ledger, with who paid it, to whom and for what.

# %%
run.ledger.groupby(["payer", "payee", "purpose"], observed=True).amount_usd.sum().div(YEARS * 1e6).round(2).to_frame("million USD a year")

# %% [markdown]
# One run is one roll of the dice, in one world. It shows how things hang together. It says nothing about a policy: for
# that we need the same world twice.

# %% [markdown]
# ## 4. Five policies, each against its own world without it
#
# A tax incentive raises investment by so much *compared with what*? With the year before? The economy moved as well.
# With another country? It differs in everything. The model can do what reality cannot: run the very same world twice,
# with the same people and the same luck, once with the policy and once without. Whatever differs is due to the policy.
#
# Four policies are tried on Moroccans in Belgium and one, dual nationality, on Ethiopians in the Netherlands, where the
# law does not allow it. The sixth line of the list is a trap: dual nationality for Moroccans in Belgium, where both
# countries allow it already.

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

# %% [markdown]
# First the trap. A policy that offers nothing new must change nothing: not a little, nothing at all. Many models fail
# this test, because one more random number shifts everybody's luck.

# %%
changes = result.table.loc[result.table.scenario == trap.name, "difference"].dropna()
print(f"Dual nationality for Moroccans in Belgium: {len(changes)} numbers compared, {int((changes != 0).sum())} of them changed.")

# %% [markdown]
# Now the five policies. Each has a main outcome: what it is meant to move.


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
    lines[lever.label.en] = {
        "main outcome": OUTCOMES[lever.main_outcome].label.en,
        "unit": row.unit,
        "without policy": without,
        "change": row.difference,
        "change, %": 100 * row.difference / without if without else np.nan,
        "low": row.difference_low,
        "high": row.difference_high,
    }
shown(lines, missing="none without it")

# %% [markdown]
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

# %%
lines = {}
for name, lever in levers.items():
    row = numbers_of(name, lever.main_outcome, table=result.uncertainty)
    lines[lever.label.en] = {"change": row.difference, "nine runs in ten: from": row.runs_low, "to": row.runs_high, "due to inputs, %": 100 * row.share_inputs}
shown(lines)

# %% [markdown]
# ## 6. What would have happened anyway
#
# This is the part that most evaluations miss. A programme proudly counts all those it supported. Some of them would
# have done the same without it: that is **deadweight**, and money spent on it buys nothing. Only the others are
# **additional**. In reality nobody can see who is who. Here we can, because each household lives twice.
#
# Two more groups complete the account: **spillover** (never supported, and acted because of the policy, for example
# because friends did) and **displacement** (would have acted, and did not).

# %%
lines = {}
for name, lever in levers.items():
    counted = {kind: numbers_of(name, kind, "lever", lever.id)["mean"] for kind in ("additional", "deadweight", "spillover", "displacement")}
    supported = counted["additional"] + counted["deadweight"]
    lines[lever.label.en] = {"supported": supported, **counted, "deadweight, %": 100 * counted["deadweight"] / supported if supported else np.nan}
shown(lines, missing="nobody supported")

# %% [markdown]
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

# %%
lines = {}
for name, lever in levers.items():
    cost, unit = numbers_of(name, "public_cost"), numbers_of(name, f"cost_per_additional_{lever.main_outcome}")
    lines[lever.label.en] = {
        "public cost, USD a year": cost.difference,
        "cost per additional unit": unit["mean"],
        "low": unit.low,
        "high": unit.high,
        "unit": unit.unit,
    }
shown(lines, missing="not defined")

# %% [markdown]
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

# %%
GROUPS = {"women": ("sex", "female"), "first generation": ("generation", "first"), "graduates": ("skill", "high")}
lines = {}
for name, lever in levers.items():
    row = numbers_of(name, lever.main_outcome)
    told = row.difference_low > 0  # no share of something that may be nothing
    lines[lever.label.en] = {
        f"{title}, %": 100 * numbers_of(name, lever.main_outcome, *group).difference / row.difference if told else np.nan for title, group in GROUPS.items()
    }
weight = households.weight
is_in = {"women": households.is_woman == 1, "first generation": households.generation == "first", "graduates": households.skill == "high"}
lines["All households (Moroccans in Belgium)"] = {f"{title}, %": 100 * weight[member].sum() / weight.sum() for title, member in is_in.items()}
shown(lines)

# %% [markdown]
# Then the bill. The payer is part of the scenario, and the answer to "is it worth it?" depends on who asks. Tax relief
# on donations is paid by Belgium and welcomed in Morocco. Change `paid_by` and the effect stays the same; the politics
# does not.

# %%
PAYERS = {"origin_state": "state of origin", "residence_state": "state of residence", "donor": "donor"}
lines = {}
for name, lever in levers.items():
    lines[lever.label.en] = {f"{label}, USD a year": numbers_of(name, "public_cost", "payer", payer)["mean"] for payer, label in PAYERS.items()}
shown(lines)

# %% [markdown]
# ## 8. One picture
#
# Three numbers side by side, because any one of them misleads: how much changes, how much of the support was needed,
# what one more unit costs. The next cell only draws; you need not read it.

# %% jupyter={"source_hidden": true}
import IPython.display
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.figures import style

GREY, PALE = "#5f6368", "#e3e5e8"
UNITS = {"investment_productive": "dollar invested", "donations_collective": "dollar given", "donations": "dollar given", "expert_days": "day of work"}
BOTTOM, HEIGHT, TOP = 0.115, 0.715, 0.83  # of the rows, in parts of the figure
COLUMNS = {"change": (0.262, 0.29), "support": (0.590, 0.18), "price": (0.806, 0.182)}  # left edge and width
PAID_BY = {"origin_state": "the state of origin", "residence_state": "the state of residence", "donor": "a donor"}


def rounded(value):
    """Two digits that count, written out."""
    return f"{float(f'{value:.2g}'):,.0f}" if abs(value) >= 10 else f"{value:#.2g}"


def draw_change(axis, row, name, lever):
    """How much the main outcome changes: in per cent, or in its unit where there is none of it without the policy."""
    own, spread = numbers_of(name, lever.main_outcome), numbers_of(name, lever.main_outcome, table=result.uncertainty)
    what, without = OUTCOMES[lever.main_outcome].label.en, own["mean"] - own.difference
    what = what[0].lower() + what[1:].removesuffix(", all kinds")
    if without:
        mean, low, high, runs_low, runs_high = (
            100 * value / without for value in (own.difference, own.difference_low, own.difference_high, spread.runs_low, spread.runs_high)
        )
        axis.plot([0, 0], [row - 0.17, row + 0.07], color=style.INK, linewidth=0.9)
        axis.plot([runs_low, runs_high], [row - 0.05] * 2, color=style.POLICY, linewidth=1.5, solid_capstyle="butt")
        axis.plot([low, high], [row - 0.05] * 2, color=style.POLICY, linewidth=8, alpha=0.38, solid_capstyle="butt")
        axis.plot(mean, row - 0.05, "o", color=style.POLICY, markersize=8)
        says, between = f"{mean:+.0f} % {what}", " to ".join(f"{bound:+.{int(abs(bound) < 1)}f}" for bound in (low, high)) + " %"
    else:
        says = f"+{rounded(own.difference)} {what}"
        between = f"{rounded(own.difference_low)} to {rounded(own.difference_high)}; none without the policy"
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
        unit = UNITS.get(lever.main_outcome, price.unit.split(" per ")[-1])
        axis.text(0, row + 0.17, f"{rounded(price['mean'])} USD", fontsize=13, fontweight="bold", va="center")
        axis.text(0, row - 0.10, f"per additional {unit}", fontsize=8.2, va="center")
        axis.text(0, row - 0.30, f"{rounded(price.low)} to {rounded(price.high)}", fontsize=7.8, color=GREY, va="center")
    else:
        axis.text(0, row, "not defined: no effect\nbeyond chance", fontsize=8.2, va="center")


with style.look():
    figure = Figure(figsize=(9.6, 5.5), facecolor="white")
    axes = {name: figure.add_axes((left, BOTTOM, width, HEIGHT)) for name, (left, width) in COLUMNS.items()}
    for axis in axes.values():
        axis.set(ylim=(-0.5, len(levers) - 0.5), yticks=[], xticks=[])
        axis.spines[["left", "bottom"]].set_visible(False)
    for row, (name, lever) in enumerate(reversed(levers.items())):
        where = next(scenario.label.en for scenario in result.scenarios if scenario.name == name).split(",")[0]
        middle = BOTTOM + HEIGHT * (row + 0.5) / len(levers)
        figure.text(0.012, middle + 0.026, lever.label.en, fontsize=10.2, fontweight="bold", va="center")
        figure.text(0.012, middle - 0.026, f"{where}\npaid by {PAID_BY[lever.paid_by]}", fontsize=8.2, color=GREY, va="center", linespacing=1.35)
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
        ("What changes", "Who needed it", "Cost of one more unit"),
        ("main outcome, against no policy", "", "to the public, USD of 2019"),
        strict=True,
    ):
        figure.text(left, TOP + 0.043, title, fontsize=10, fontweight="bold", va="bottom")
        figure.text(left, TOP + 0.011, says, fontsize=8.2, color=GREY, va="bottom")
    left, width = COLUMNS["support"]
    figure.text(left, TOP + 0.011, "additional", fontsize=8.2, fontweight="bold", color=style.GAIN, va="bottom")
    figure.text(left + width, TOP + 0.011, "deadweight", fontsize=8.2, color=GREY, ha="right", va="bottom")
    figure.text(0.012, 0.978, "Five policies, each against the same world without it", fontsize=14, fontweight="bold", va="top")
    figure.text(0.988, 0.972, "Compare policies, do not forecast", fontsize=8.5, fontweight="bold", color=style.LOSS, ha="right", va="top")
    notes = (
        f"{REPLICATIONS} pairs of runs over {YEARS} years: same people, same luck, assumptions drawn from their ranges. "
        "Thick bars and small figures: 95 % interval of the mean; thin bars: nine runs in ten. "
        "Additional: supported households that would not have acted without the policy. "
        "Deadweight: those that would have, though perhaps with a smaller amount."
    )
    figure.text(0.012, 0.018, style.wrap(notes, 186), fontsize=7.4, color=GREY, va="bottom", linespacing=1.4)
    if folder := os.environ.get("DIASPORA_PICTURES"):
        figure.savefig(os.path.join(folder, "first_comparison.png"), dpi=150, metadata={"Software": None})
IPython.display.display(figure)

# %% [markdown]
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
# ## 10. Your turn
#
# 1. Compare the generous grant of section 2 with the plain one: `compare([generous],
#    against="morocco_belgium_matching_grant", ...).against`. Does twice the public money bring twice the donations? Then
#    give it a budget of 250,000 USD a year (`"levers.matching_grant.budget_usd": 250_000.0`): lesson 5 says why the answer
#    changes.
# 2. Double the tax cut (`"levers.tax_incentive.rate_cut_points": 20.0`). What happens to the deadweight, and to the
#    cost per additional dollar?
# 3. Offer the tax incentive to half of the households at random (`"levers.tax_incentive.eligibility.random_share":
#    0.5`). You have made a randomised trial inside the world: compare the two halves in `run.households`, column
#    `offered_tax_incentive`. How many runs would you need to be sure?
# 4. Write the four sentences that you would put in a brief for the minister: the effect with its range, the share that
#    was needed, the price, who pays. Then add the fifth one: what you do not know.
