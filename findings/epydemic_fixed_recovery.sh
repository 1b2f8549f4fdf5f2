#!/usr/bin/env bash
# epydemic's `SIR_FixedRecovery`, SIR "in the variation where the time spent infected is fixed", infects along one edge of the whole network at a time: its
# infection is registered as an event at a fixed rate and not for each edge between susceptible and infected as in `SIR`, `SIS` and `SIS_FixedRecovery`, which
# take the same parameter. What reaches 99 in 100 people of a network by `SIR` ends after the first few by the variant with the same mean time infected,
# whatever the size of the network: twice as many infected infect no more. Besides, `NetworkStatistics` gives the largest degree one too high. No warning.
# Hurt: who spreads news of a programme, or the habit of leaving, through a network with a fixed time of talking about it, and finds that it dies out.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check epydemic==1.14.1 networkx==3.6.1 numpy==2.4.6 pandas==3.1.1
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import networkx
from epydemic import SIR, NetworkStatistics, SIR_FixedRecovery, SIS_FixedRecovery, StochasticDynamics

runs = 5


def ever_infected(model: type[SIR], people: int, seeds: float) -> float:
    """Share that was infected at some time, as a mean over runs; each person knows ten others and is infected for ten units of time."""
    network = networkx.gnp_random_graph(people, 10 / people, seed=1)
    given = {SIR.P_INFECTED: seeds, SIR.P_INFECT: 0.1, SIR.P_REMOVE: 0.1, SIR_FixedRecovery.T_INFECTED: 10.0}
    left = [StochasticDynamics(model(), network).set(dict(given)).run()["results"][SIR.SUSCEPTIBLE] for _ in range(runs)]
    return 1 - sum(left) / runs / people


print(f"epydemic {version('epydemic')}")
shares = {}
for people, seeds in ((500, 0.02), (2000, 0.02), (2000, 0.04)):
    shares[people, seeds] = [ever_infected(model, people, seeds) for model in (SIR, SIR_FixedRecovery)]
    reached, fixed = shares[people, seeds]
    print(f"{people} people, {seeds:.0%} infected at first: SIR reaches {reached:.0%}, SIR_FixedRecovery {fixed:.0%}")
print("SIS_FixedRecovery registers infection for each edge:", "addEventPerElement" in SIS_FixedRecovery.build.__code__.co_names)
network = networkx.gnp_random_graph(500, 0.02, seed=1)
largest = max(degree for _, degree in network.degree())
told = StochasticDynamics(NetworkStatistics(), network).set({}).run()["results"][NetworkStatistics.KMAX]
print(f"largest degree {largest}, NetworkStatistics {told}")
raise SystemExit(0 if all(reached > 0.9 and fixed < 0.3 for reached, fixed in shares.values()) and told == largest + 1 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# epydemic 1.14.1
# 500 people, 2% infected at first: SIR reaches 99%, SIR_FixedRecovery 2%
# 2000 people, 2% infected at first: SIR reaches 99%, SIR_FixedRecovery 2%
# 2000 people, 4% infected at first: SIR reaches 99%, SIR_FixedRecovery 4%
# SIS_FixedRecovery registers infection for each edge: True
# largest degree 20, NetworkStatistics 21
