#!/usr/bin/env bash
# agentpy turns a sampled number into an integer by cutting towards 0, and takes a default of 0 for none. An integer range that reaches below 0 is sampled
# wrongly without a word: of `IntRange(-2, 2)` the Saltelli sample never holds -2 and holds 0 twice as often as any other value, the evenly spaced one holds 0
# twice and -1 never, so Sobol' indices are those of another range. And `Range(-0.1, 0.1, vdef=0)`, `IntRange(-2, 2, vdef=0)` and `Values(1, 0, vdef=0)` run
# at -0.1, -2 and 1 where the model is run by its defaults (`if vdef`); "if none is passed, vmin is used", says the documentation, but one was. Hurt: who
# varies a tax or net migration around "no change": the run without change is that with the strongest cut, and effects are told against it.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check agentpy==0.1.5 SALib==1.6.0 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from collections import Counter
from importlib.metadata import version

warnings.simplefilter("ignore")
import agentpy


class Baseline(agentpy.Model):
    def setup(self) -> None:
        self.report("tax", self.p.tax)
        self.report("places", self.p.places)
        self.report("programme", self.p.programme)


print(f"agentpy {version('agentpy')}, SALib {version('SALib')}")
net = {"net": agentpy.IntRange(-2, 2), "other": agentpy.Range(0, 1)}
random = Counter(int(point["net"]) for point in agentpy.Sample(net, n=1024, method="saltelli"))
even = [int(point["net"]) for point in agentpy.Sample({"net": net["net"]}, n=5)]
print("IntRange(-2, 2), Saltelli:", dict(sorted(random.items())), "evenly spaced:", even)
defaults = {"tax": agentpy.Range(-0.1, 0.1, vdef=0), "places": agentpy.IntRange(-2, 2, vdef=0), "programme": agentpy.Values(1, 0, vdef=0), "steps": 1}
told = {name: value.vdef for name, value in defaults.items() if name != "steps"}
run = Baseline(defaults).run(display=False).reporters.iloc[0].drop("seed").to_dict()
print("defaults given: 0, 0, 0; taken:", told, "in the run:", run)
raise SystemExit(0 if -2 not in random and -1 not in even and even.count(0) == 2 and list(told.values()) == [-0.1, -2, 1] else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# agentpy 0.1.5, SALib 1.6.0
# IntRange(-2, 2), Saltelli: {-1: 1230, 0: 2454, 1: 1230, 2: 1230} evenly spaced: [-2, 0, 0, 1, 2]
# defaults given: 0, 0, 0; taken: {'tax': -0.1, 'places': -2, 'programme': 1} in the run: {'tax': -0.1, 'places': -2, 'programme': 1}
