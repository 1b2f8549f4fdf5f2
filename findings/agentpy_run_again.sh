#!/usr/bin/env bash
# agentpy's `Model.run` "can also be used to continue a partly-run simulation for a given number of additional steps", but it calls `setup` again: the second
# call begins with new agents at a later time. In a model that makes its agents in `setup`, as all of its documentation does, everything of the first call is
# lost but the clock and what was recorded; the record falls back to the start in the middle of a series, and its last value before that is overwritten. A
# model that adds agents to what it has gets them twice. No warning. (A wish for a way to go on is known, pull request 33 of 2021; the argument came after
# it.) Hurt: who runs ten years more, or a burn-in and then a policy: the policy meets a world without a past.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check agentpy==0.1.5 SALib==1.6.0 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import agentpy


class Saving(agentpy.Model):
    def setup(self) -> None:
        self.households = agentpy.AgentList(self, 3, agentpy.Agent)
        self.households.savings = 0

    def step(self) -> None:
        self.households.savings = self.households.savings + 1

    def update(self) -> None:
        self.record("total", sum(self.households.savings))

    def end(self) -> None:
        self.report("saved", sum(self.households.savings))


print(f"agentpy {version('agentpy')}")
whole = Saving().run(steps=6, display=False)
model = Saving()
model.run(steps=4, display=False)
parts = model.run(steps=2, display=False)
series = parts.variables.Saving["total"]
print("6 steps in one call: saved", int(whole.reporters["saved"].iloc[0]))
recorded = list(zip(series.index.tolist(), series.tolist()))
print("4 steps, then 2 more: saved", int(parts.reporters["saved"].iloc[0]), "at time", model.t, "| recorded:", recorded)
raise SystemExit(0 if int(whole.reporters["saved"].iloc[0]) == 18 and int(parts.reporters["saved"].iloc[0]) == 6 and model.t == 6 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# agentpy 0.1.5
# 6 steps in one call: saved 18
# 4 steps, then 2 more: saved 6 at time 6 | recorded: [(0, 0), (1, 3), (2, 6), (3, 9), (4, 0), (5, 3), (6, 6)]
