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
# # Lesson 5. Reading results with pandas and DuckDB
#
# *Leçon 5. Lire les résultats avec pandas et DuckDB*
#
# Results are plain tables. This lesson makes a small sweep of two scenarios and reads it in several ways: groups of people,
# years, cost per unit, in pandas and in SQL. Then it asks what a match ratio does, and finds that the question is not whole
# yet. It computes for about a minute.
#
# **Compare, do not forecast.** Read differences between points, not levels.

# %%
import io
import os
import tempfile
from pathlib import Path

from matplotlib.figure import Figure

from experiments import compare
from experiments.figures import style
from experiments.sweeps import load_experiment, query, read_sweep, run_sweep
from scenarios.questions import question

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE, YEARS, REPLICATIONS = (300, 2, 2) if FAST else (2_000, 5, 5)
FOLDER = Path(tempfile.mkdtemp()) / "reading"


def show(figure, name=None):
    """The figure below the cell, and as a file where DIASPORA_PICTURES says so."""
    if name and os.environ.get("DIASPORA_PICTURES"):
        figure.savefig(Path(os.environ["DIASPORA_PICTURES"]) / f"{name}.png", dpi=130)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=130)
    try:
        import IPython.display as screen
    except ImportError:
        return
    screen.display(screen.Image(picture.getvalue()))


# %% [markdown]
# ## 1. What can be asked of a run
#
# A level, an effect (difference to the same world without levers), the public cost of one unit of an effect, a group of
# people, households that act because of a lever. `series = true` adds the value of every year.

# %%
TEXT = f"""
scenarios = ["morocco_belgium_matching_grant", "morocco_belgium_package"]
replications = {REPLICATIONS}
years = {YEARS}
sample = {SAMPLE}
series = true
outcomes = [
  "public_cost",
  "effect:donations_collective",
  "effect:donations_collective[sex=female]",
  "cost_per:donations_collective",
  "additional[lever=matching_grant]",
  "deadweight[lever=matching_grant]",
]
[design]
kind = "grid"
levels = 3
[factors."levers.matching_grant.ratio"]
low = 0.5
high = 2.5
[factors."levers.matching_grant.rule"]
values = ["first_come", "need_weighted"]
"""
path = Path(tempfile.mkdtemp()) / "reading.toml"
path.write_text(TEXT)
run_sweep(load_experiment(path), FOLDER)
sweep = read_sweep(FOLDER)
print(len(sweep.runs), "runs,", len(sweep.failures), "failed")
sweep.runs.columns.tolist()[:12]

# %% [markdown]
# ## 2. pandas
#
# A table of means: scenario and ratio down, rule across.

# %%
RATIO, RULE, EFFECT = "levers.matching_grant.ratio", "levers.matching_grant.rule", "effect:donations_collective"
sweep.runs.pivot_table(index=["scenario", RATIO], columns=RULE, values=EFFECT).round(0)

# %% [markdown]
# Means hide that points of a replication share their luck. So compare points **within** replications: the change from the
# lowest to the highest ratio, replication by replication.

# %%
runs = sweep.runs[sweep.runs["scenario"] == "morocco_belgium_matching_grant"]
paired = runs[runs[RULE] == "first_come"].pivot(index="replication", columns=RATIO, values=EFFECT)
(paired[2.5] - paired[0.5]).describe()[["mean", "min", "max"]]

# %% [markdown]
# ## 3. SQL
#
# `query` sees the tables of the folder: `runs`, `design`, `failures`. Names with a dot, a colon or a bracket stand in double
# quotes. Of those supported, what share would not have acted otherwise?

# %%
query(FOLDER, """
    select scenario, "levers.matching_grant.ratio" as ratio,
           avg("additional[lever=matching_grant]") as additional,
           avg("deadweight[lever=matching_grant]") as deadweight,
           sum("additional[lever=matching_grant]") / sum("additional[lever=matching_grant]" + "deadweight[lever=matching_grant]") as additional_share
    from runs group by all order by all
""")

# %% [markdown]
# A ratio of means is not the mean of ratios: `cost_per:` is computed in each run and is undefined where the effect is 0. Set
# the sum of costs against the sum of effects instead:

# %%
query(FOLDER, """
    select "levers.matching_grant.ratio" as ratio, sum(public_cost) / nullif(sum("effect:donations_collective"), 0) as usd_per_usd
    from runs where scenario = 'morocco_belgium_matching_grant' group by 1 order by 1
""")

# %% [markdown]
# ## 4. Years

# %%
years = [column for column in sweep.runs.columns if column.startswith(f"{EFFECT}@")]
yearly = runs.groupby(RATIO)[years].mean() / 1e3
figure = Figure(figsize=(7.0, 3.6), layout="constrained")
axis = figure.subplots()
for (ratio, values), colour in zip(yearly.iterrows(), ("#56B4E9", "#0072B2", "#222222"), strict=False):
    axis.plot(range(1, len(years) + 1), values, marker="o", color=colour, label=f"{ratio:g} to 1")
axis.set_xticks(range(1, len(years) + 1))
axis.set_xlabel("year")
axis.set_ylabel("effect on collective donations,\nthousand USD a year")
axis.set_title("The match ratio with a wide budget, year by year (compare, do not forecast)", loc="left", fontsize=10)
axis.legend(title="match", frameon=False)
axis.axhline(0.0, color="#222222", linewidth=0.8)
axis.spines[["top", "right"]].set_visible(False)
show(figure, "reading_results")

# %% [markdown]
# ## 5. A ratio and what limits it
#
# Does a higher ratio draw more? The sweep above answers for the budget of its scenario, 2 million USD a year. Look at what was
# spent (`public_cost`): where it stays below the budget, the ratio alone decided how much public money there was, and a higher
# ratio was also more money. Three worlds keep the two apart, at 1:1 and at 3:1. They are those of teaching question 6
# (`diaspora question 6`):
#
# - a **fixed yearly budget**: at a higher ratio the same money matches fewer gifts, and it is gone sooner in the year;
# - the **same total, spent in two years**: more is matched while it lasts, and nothing after;
# - **no limit**: whatever is given is matched, so that a higher ratio costs more.
#
# Guess first: in which of the three does 3:1 draw more gifts than 1:1?

# %%
LIMITS = {"first_come": "yearly budget", "total": "same total,\nin two years", "open": "no limit"}
asked = {f"question_6_{limit}_{ratio}": (limit, ratio) for limit in LIMITS for ratio in (1, 3)}
options = [scenario for scenario in question(6).scenarios(years=2 if FAST else 10) if scenario.name in asked]
limits = compare(options, replications=3 if FAST else 12, sample=200 if FAST else 1_000, jobs=1)
totals = limits.table[limits.table.breakdown.isna()]
found = totals[totals.outcome.isin(["donations_collective", "public_cost"])].set_index(["scenario", "outcome"])
(found.difference.unstack() / 1e3).round(0).loc[list(asked)].rename_axis("thousand USD a year, against no policy")

# %% [markdown]
# Now in one picture, with the 95 % interval of each mean. What draws more, where it does, is mostly the money that comes with
# the ratio; read each pair of bars beside its cost in the table. Where the intervals of a pair overlap by much, say "cannot
# be told".

# %%
figure = Figure(figsize=(7.0, 3.6), layout="constrained")
axis = figure.subplots()
for name, (limit, ratio) in asked.items():
    row = found.loc[(name, "donations_collective")]
    place = list(LIMITS).index(limit) + (-0.2 if ratio == 1 else 0.2)
    axis.bar(place, row.difference / 1e3, width=0.36, color=style.SERIES_COLOURS[0 if ratio == 1 else 1], label=f"{ratio}:1" if limit == "open" else None)
    axis.vlines(place, row.difference_low / 1e3, row.difference_high / 1e3, color=style.INK, linewidth=1.4)
axis.set_xticks(range(len(LIMITS)), LIMITS.values())
axis.set_ylabel("change of collective donations,\nthousand USD a year")
axis.set_title("A match ratio and what limits the money (compare, do not forecast)", loc="left", fontsize=10)
axis.legend(title="match", frameon=False)
axis.axhline(0.0, color=style.INK, linewidth=0.8)
axis.spines[["top", "right"]].set_visible(False)
show(figure, "match_limits")

# %% [markdown]
# So "does a higher ratio draw more?" is half a question. The other half is what limits the money.
#
# ## 6. Elsewhere
#
# The folder is Parquet: R (`arrow::open_dataset`), Stata, Julia and spreadsheets read it too. `comparison.parquet` and
# `series.parquet` of `diaspora compare` are read in the same ways, `diaspora query` included.
#
# **To try.** Who gains, women or men? Divide the effect in the group by the whole effect, and say what the share would be if
# the policy reached all alike.
