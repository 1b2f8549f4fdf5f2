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
# # Lesson 2. A first sweep
#
# *Leçon 2. Un premier balayage*
#
# A comparison looks at one setting of a policy. A sweep looks at many: what if the match were 0.5, 1, 2 or 3 to one, the
# tax relief smaller, people more sensitive to prices than we assume? This lesson writes an experiment in twenty lines,
# runs it in two halves, extends it, and looks at what more effect costs. It computes for about a minute.
#
# **Compare points with each other; do not forecast.**

# %%
import io
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from experiments.figures import trade_off
from experiments.sensitivity.labels import factor_label, outcome_label
from experiments.sweeps import load_experiment, query, read_sweep, run_sweep, status, verify

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE, YEARS, POINTS = (300, 2, 16) if FAST else (2_000, 5, 64)
FOLDER = Path(tempfile.mkdtemp()) / "first_sweep"  # a folder of your own instead keeps the results


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
# ## 1. Twenty lines
#
# `scenario` says where we start, `factors` what moves, `outcomes` what is asked of each run. Factors without bounds take
# the range of their declaration. `effect:` asks for the difference to the same world without policy, in the same luck.

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
path = Path(tempfile.mkdtemp()) / "first_sweep.toml"
path.write_text(TEXT)
experiment = load_experiment(path)
[(factor.path, factor.low, factor.high) for factor in experiment.factors]

# %% [markdown]
# ## 2. Half of it, then the rest
#
# A sweep may stop at any moment: a part is there whole or not at all. Here we run one of two shares, as a cluster would,
# and look. The same command without a share runs what is missing.

# %%
run_sweep(experiment, FOLDER, shard=(1, 2))
{key: status(FOLDER)[key] for key in ("runs", "runs_done", "finished")}

# %%
done = run_sweep(experiment, FOLDER)
{key: status(FOLDER)[key] for key in ("runs", "runs_done", "runs_failed", "finished")}

# %% [markdown]
# ## 3. More of it
#
# Replications, and points of a design that can be extended, are added to what is there; old points are not run again. The
# files end with the same bytes as if all had been run at once.

# %%
larger = replace(experiment, replications=3, design=replace(experiment.design, settings={"points": 2 * POINTS}))
done = run_sweep(larger, FOLDER)
print(f"{done.timing['runs']} of {done.plan.n_runs} runs were new")

# %% [markdown]
# Is it what the code computes? A random sample of runs is computed again and compared to the last byte.

# %%
verify(FOLDER, runs=6)["same"]

# %% [markdown]
# ## 4. Reading it
#
# One row a run, with factors and outcomes. The first runs of the table:

# %%
sweep = read_sweep(FOLDER)
sweep.runs.head(6)

# %%
query(FOLDER, """
    select round("levers.donation_tax_relief.rate", 1) as rate, count(*) as runs,
           avg("effect:donations_collective") as effect, avg(public_cost) as cost
    from runs group by 1 order by 1
""")

# %% [markdown]
# ## 5. What more effect costs
#
# Each dot is a point. Further up is more effect, further right more cost. Dots above others at the same cost spend better:
# which colour do they have? And how much of the spread is not a choice at all, but what we do not know about people?

# %%
COST, EFFECT, RATE = "public_cost", "effect:donations_collective", "levers.donation_tax_relief.rate"


def labels(name):
    return factor_label(name) if "." in name else outcome_label(name)


show(trade_off.draw(sweep.runs, COST, EFFECT, RATE, labels), "first_sweep")

# %% [markdown]
# ## 6. The same from the command line
#
# ```
# diaspora sweep run first_sweep.toml --jobs 2 --out results/first_sweep
# diaspora sweep status results/first_sweep
# diaspora sweep verify results/first_sweep
# diaspora query results/first_sweep "select avg(public_cost) from runs"
# ```
#
# **To try.** Colour the picture by `parameters.giving.price_elasticity` instead. What does it tell a ministry that a
# choice and an assumption move the result as much?
