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
# # Lesson 3. Which inputs matter?
#
# *Leçon 3. Quelles données comptent ?*
#
# A model has many inputs. Which of them decide what a policy changes? The answer says where better data would help, which
# terms of a policy are worth arguing about, and what can be left alone. First a cheap screening of the model, then a
# function whose answer is known, to see that the method is right. It computes for about a minute.
#
# **Compare, do not forecast.** Ranks of inputs are more reliable than sizes.

# %%
import io
import math
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from experiments.figures import convergence, index_bars, morris_plane
from experiments.sensitivity.analysis import analysed
from experiments.sensitivity.labels import factor_label, outcome_label
from experiments.sweeps import load_experiment, read_sweep, run_sweep
from experiments.sweeps.designs import Design
from experiments.sweeps.factor import Factor
from experiments.sweeps.model_runs import Formula

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE, TRAJECTORIES, ROWS = (300, 4, 256) if FAST else (1_000, 12, 1_024)
FOLDER = Path(tempfile.mkdtemp())


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


def labels(name):
    return factor_label(name) if "." in name else outcome_label(name)


# %% [markdown]
# ## 1. A screening
#
# Morris' method walks through the space of inputs, one input a step, and looks at what each step changes. `morris_package`
# ships with the package: ten inputs of a package of four policies, terms of levers and assumptions.

# %%
experiment = load_experiment("morris_package")
experiment = replace(experiment, sample=SAMPLE, design=replace(experiment.design, settings={"trajectories": TRAJECTORIES, "levels": 4}))
run_sweep(experiment, FOLDER / "screening")
screening = analysed(read_sweep(FOLDER / "screening"))
EFFECT = "effect:donations_collective"
indices = screening.tables["indices"]
own = indices[indices["outcome"] == EFFECT]
own[own["index"] == "mu_star"].sort_values("value", ascending=False)[["factor", "value", "low", "high"]].head(5)

# %%
show(morris_plane.draw(own, EFFECT, labels), "sensitivity")

# %% [markdown]
# **mu\*** is the mean size of the change when an input goes through its whole range, in the unit of the outcome: what lies
# at the left can be fixed. **sigma** says how much that change differs from place to place: near 0 the input adds the same
# everywhere; large, it acts together with others, or not in a straight line. Look at the intervals before you rank.
#
# ## 2. How much is luck?
#
# All points of a replication share their luck. What luck does to all points alike moves no index; what it does differently
# is noise. The table separates it: of one run, and of the mean over the replications.

# %%
screening.tables["noise"][["outcome", "replications", "share_luck_one_run", "share_luck_mean"]]

# %% [markdown]
# ## 3. Is the method right?
#
# Ishigami's function has known indices. It goes through the same path as the model: experiment, design, store, estimate.
# S1 is the share of the variance that a factor explains alone, ST what it explains alone and with others.


# %%
def ishigami(values, luck):
    x, y, z = (-math.pi + 2.0 * math.pi * value for value in values.values())
    return (math.sin(x) + 7.0 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x),)


names = ("ratio", "cap_usd", "desk_usd")  # any three inputs lend their names
factors = tuple(Factor(f"levers.matching_grant.{name}", 0.0, 1.0) for name in names)
asked = (replace(experiment.asked[0], text="remittances", outcome="remittances", kind=""),)
known = replace(experiment, factors=factors, asked=asked, replications=1, design=Design("saltelli", {"n": ROWS, "second_order": False}))
formula = Formula(ishigami, ("remittances",))
run_sweep(known, FOLDER / "known", subject=formula)
found = analysed(read_sweep(FOLDER / "known", formula), methods=["sobol"])
table = found.tables["indices"].pivot(index="factor", columns="index", values=["low", "value", "high"])
truth = {"levers.matching_grant.ratio": (0.314, 0.558), "levers.matching_grant.cap_usd": (0.442, 0.442), "levers.matching_grant.desk_usd": (0.0, 0.244)}
for k, index in enumerate(("S1", "ST")):
    table["truth", index] = [truth[factor][k] for factor in table.index]
table.round(3)

# %%
show(index_bars.draw(found.tables["indices"], "remittances", lambda name: name.rsplit(".", 1)[-1]))

# %% [markdown]
# The third factor does nothing alone and much with the first: S1 misses it, ST does not. An estimate slightly below 0 is an
# estimate of 0; its interval says so.
#
# ## 4. Enough points?

# %%
show(convergence.draw(found.tables["convergence"], "remittances", lambda name: name.rsplit(".", 1)[-1]))

# %% [markdown]
# Intervals shrink with the root of the number of points: half as wide costs four times as much. From the command line,
# `--until` does the sum, says what it costs, and adds points until the widest interval is narrow enough:
#
# ```
# diaspora sensitivity morris_package --out results/screening
# diaspora sensitivity my_experiment.toml --until 0.05
# ```
#
# **To try.** Which assumption about people would you ask a survey about first, and which would you not pay for?
