#!/usr/bin/env bash
# Mesa's `batch_run`, by the version that pip takes: 3.3.1 on Python 3.11. Where a model collects at its start and after each step, and stops itself (here
# when all have left), the row of "the end of episode" holds the state one step before the end, never the one in which it stopped. Where a model collects
# at the end of a step alone, the outcomes of the model and those of its agents in one row are of two different steps: the model's are taken by their place
# in a list, the agents' by the number of the step. And `max_steps`, "maximum number of model steps", makes one step more. 3.5.1, which pip takes from
# Python 3.12 on, does none of the three, so the same study gives other tables by the interpreter. Hurt: shares, totals and durations "at the end" are
# those of the step before, and sums over the agents do not match the model's column.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check mesa==3.3.1 networkx==3.5
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import mesa
from mesa.batchrunner import batch_run
from mesa.datacollection import DataCollector


class Leaving(mesa.Model):
    """Ten persons, one of whom leaves in every step; it stops once all have left."""

    def __init__(self, at_start, seed=None):
        super().__init__(seed=seed)
        mesa.Agent.create_agents(self, 10)
        self.agents.set("abroad", 0)
        self.datacollector = DataCollector({"abroad": lambda m: sum(m.agents.get("abroad"))}, {"this_one": "abroad"})
        if at_start:
            self.datacollector.collect(self)

    def step(self):
        self.agents[self.steps - 1].abroad = 1
        self.datacollector.collect(self)
        self.running = sum(self.agents.get("abroad")) < 10


def rows(at_start, **given):
    found = batch_run(Leaving, {"at_start": at_start}, display_progress=False, **given)
    return found, found[0]["abroad"], sum(row["this_one"] for row in found)


print(f"Mesa {version('mesa')}; 10 of 10 are abroad when the model stops by itself")
_, model, agents = rows(True)
print(f"collected at the start and after each step: at the end {model} by the model's column, {agents} by the agents'")
_, mixed_model, mixed_agents = rows(False)
print(f"collected after each step: at the end {mixed_model} by the model's column, {mixed_agents} by the agents'")
made = []
batch_run(type("Counted", (Leaving,), {"step": lambda self: (made.append(1), Leaving.step(self))}), {"at_start": True}, max_steps=4, display_progress=False)
print("max_steps=4:", len(made), "steps")
raise SystemExit(0 if (model, agents, mixed_model, mixed_agents, len(made)) == (9, 9, 10, 9, 5) else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# Mesa 3.3.1; 10 of 10 are abroad when the model stops by itself
# collected at the start and after each step: at the end 9 by the model's column, 9 by the agents'
# collected after each step: at the end 10 by the model's column, 9 by the agents'
# max_steps=4: 5 steps
