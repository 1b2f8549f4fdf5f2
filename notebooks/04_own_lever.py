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
# # Lesson 4. A lever of your own
#
# *Leçon 4. Un levier à soi*
#
# A lever is a small dated object: it turns the terms that households face into other terms, for whom it says, and says what
# it costs. This lesson writes one in a cell, checks that it does nothing where it offers nothing, and sees what it changes; then it puts
# a rule of its own in the place of one of the model.
#
# The idea: a state pays part of the fee of sending money home. No fact tests it: a scenario result. Compare, do not forecast.

# %%
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from model.levers import Act, Family, Lever, Topic
from model.levers.lever import REGISTRY
from model.offers import Offer
from model.parameter import Text, Unit, declare
from model.world import DiasporaModel
from scenarios import load

FAST = os.environ.get("DIASPORA_FAST") == "1"  # the tests run this lesson in a small form
SAMPLE, YEARS, REPLICATIONS = (300, 2, 3) if FAST else (2_000, 5, 8)


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
# ## 1. The lever
#
# It declares its parameters, with unit, bounds and a sentence in two languages; that is enough for `--set`, for errors that
# name the allowed range, and for sweeps. `offer` gives the new terms at a strength from 0 to 1. `is_idle` says when its own
# values make it offer nothing. `fixed_cost` is what running it costs a month.


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


# %% [markdown]
# Its bounds hold from the first moment:

# %%
try:
    FeeSubsidy(share=1.5)
except ValueError as error:
    print(error)

# %% [markdown]
# ## 2. Nothing offered, nothing changed
#
# The first test of any lever: at a share of 0 the world is the world without it, to the last bit.

# %%
scenario = load("morocco_belgium", years=YEARS)


def worlds(share):
    """Outcomes of pairs of runs, with the lever and without it, in the same luck."""
    rows = []
    for replication in range(REPLICATIONS):
        start = DiasporaModel(scenario.settings(SAMPLE), (), scenario.shocks, seed=1, replication=replication).burn_in()
        runs = [start.fork(levers).run().series().sum() for levers in ((FeeSubsidy(share=share),), ())]
        rows.append(runs[0][["remittances", "remittance_fees", "donations"]] - runs[1][["remittances", "remittance_fees", "donations"]])
    return pd.DataFrame(rows)


assert (worlds(0.0) == 0.0).all().all()
print("a share of 0 changes nothing, to the last bit")

# %% [markdown]
# ## 3. What it changes

# %%
found = {share: worlds(share) / YEARS / 1e6 for share in (0.25, 0.5, 1.0)}
table = pd.DataFrame({f"{share:.0%} of the fee": each.mean() for share, each in found.items()})
table.index.name = "change, million USD a year"
table.round(2)

# %%
figure = Figure(figsize=(7.0, 3.6), layout="constrained")
axis = figure.subplots()
for place, each in enumerate(found.values()):
    axis.bar(place, each["remittances"].mean(), color="#009E73", width=0.6)
    axis.scatter([place] * len(each), each["remittances"], color="#222222", s=12, zorder=3)
axis.set_xticks(range(len(found)), [f"{share:.0%}" for share in found])
axis.set_xlabel("share of the fee that the state pays")
axis.set_ylabel("change of remittances,\nmillion USD a year")
axis.set_title("What a fee subsidy changes (scenario result); dots: pairs of runs", loc="left", fontsize=10)
axis.axhline(0.0, color="#222222", linewidth=0.8)
axis.spines[["top", "right"]].set_visible(False)
show(figure, "own_lever")

# %% [markdown]
# The lever books what running it costs. What it pays in fees would be booked through `pays`, which names flows of the tally:
# none is a subsidised fee yet, so this lever is too cheap as it stands, and a cost per unit must not be quoted from it.
# Saying what a lever leaves out is part of writing it.
#
# A lever that is to stay goes into a file of its own in `model/levers/`; nothing else is edited. One that is yours alone
# stays in a file of yours, and every command knows it with `--plugin FILE`. This one is only of this lesson:

# %%
del REGISTRY["fee_subsidy"]

# %% [markdown]
# ## 4. A rule of your own
#
# A lever changes what people are offered. A **rule** is how they decide, or how an organisation works: the functions in
# `model/rules/`. Does a finding rest on one of them? Put your own in its place and look. Here, whether the association of
# a village delivers what it began: in the model it depends on its plan, on how well the project fits, and on training.
# What if none of this mattered?

# %%
RULES = '''
from model.own_rules import use_rule
from model.parameters.giving import Giving


def delivering_chance(quality: float, fit: float, is_trained: int, p: Giving) -> float:
    """Nine projects in ten are delivered, whatever their plan."""
    return 0.9


use_rule("propose.delivering_chance", delivering_chance)
'''
folder = Path(tempfile.mkdtemp())
(folder / "my_rules.py").write_text(RULES, encoding="utf-8")


def delivered(*more):
    """Share of projects delivered, by a command of its own: a process reads its rules once."""
    words = ["compare", "morocco_belgium_matching_grant", "--sample", str(SAMPLE), "--years", str(YEARS), "--replications", str(REPLICATIONS), "--json"]
    command = [sys.executable, "-m", "experiments.cli", *words, "--out", str(folder / f"results{len(more)}"), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(done.stdout)["rows"]
    return next(row["mean"] for row in rows if row["outcome"] == "project_quality" and row["breakdown"] is None)


pd.Series({"the model": delivered(), "my rule": delivered("--rules", str(folder / "my_rules.py"))}, name="share of projects delivered").round(2)

# %% [markdown]
# The arguments are those of the rule that it replaces; a wrong name or other arguments are refused before anything runs.
# The results say on their first page that this is not the model as published, and their manifest holds the text of the rule.
# In a script, `use_rule` does the same, before the first world.

# %% [markdown]
# **To try.** Offer it to a random half: `FeeSubsidy(eligibility=Eligibility(random_share=0.5))`, with `Eligibility` from
# `model.levers`. Do those who are not offered it change, too, and why?
