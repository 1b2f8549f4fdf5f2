#!/usr/bin/env bash
# NDlib begins its second run from another state than its first, and so do all replications of `multi_runs`, which resets before each. A fraction infected
# that stands for less than one node is raised to one node at first, with a warning, and cut to none by `reset`: nothing ever spreads, in all replications,
# without a word. In voter models (VoterModel, QVoterModel, MajorityRuleModel) with a given set of infected `reset` restores nothing: the initial state is the
# very dictionary that the run writes into, so that the "second run" begins at the end of the first. And thresholds of edges are dropped, all of them, if one
# edge has none (for nodes that is an error). Hurt: who spreads news or the wish to leave through a network and repeats it: averages over runs are those of
# runs in which nobody was told, or of one run that goes on. (It imports six and scikit-learn, and asks for neither.)
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check ndlib==6.0.1 six==1.17.0 scikit-learn==1.9.1 networkx==3.6.1 numpy==2.4.6
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import ndlib.models.ModelConfig as configurations
import networkx as nx
from ndlib.models.epidemics import IndependentCascadesModel, SIModel
from ndlib.models.opinions import VoterModel
from ndlib.utils import multi_runs


def configured(model, infected=None, thresholds=(), **parameters):
    configuration = configurations.Configuration()
    for name, value in parameters.items():
        configuration.add_model_parameter(name, value)
    if infected is not None:
        configuration.add_model_initial_configuration("Infected", infected)
    for edge in thresholds:
        configuration.add_edge_configuration("threshold", edge, 0.9)
    model.set_initial_status(configuration)
    return model


def last(model, iterations):
    return model.iteration_bunch(iterations, node_status=False)[-1]["node_count"]


print(f"ndlib {version('ndlib')}, networkx {version('networkx')}")
news = configured(SIModel(nx.barabasi_albert_graph(150, 3, seed=1), seed=1), beta=0.2, fraction_infected=0.005)
first, again = last(news, 10)[1], last(news.reset(), 10)[1]
replications = [run["trends"]["node_count"][1][-1] for run in multi_runs(news, execution_number=4, iteration_number=10, nprocesses=1)]
print(f"told after ten rounds: first run {first}, after reset {again}, replications {replications}")
voters = configured(VoterModel(nx.complete_graph(40), seed=1), infected=list(range(20)))
begin, end = last(voters, 1)[1], last(voters, 400)[1]
begin_again = last(voters.reset(), 1)[1]
print(f"voters: 20 of 40 given; first run begins with {begin}, ends with {end}; after reset it begins with {begin_again}")
star = nx.star_graph(400)
told = {}
for given in (400, 399):
    told[given] = last(configured(IndependentCascadesModel(star, seed=1), infected=[0], thresholds=list(star.edges)[:given]), 3)[2]
print(f"told by one node, 400 neighbours, threshold 0.9: on all edges {told[400]}, on all but one {told[399]}")
reset_loses = first > 50 and again == 0 and set(replications) == {0} and begin == 20 and begin_again == end != 20
raise SystemExit(0 if reset_loses and told[400] > 300 and told[399] < 20 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# ndlib 6.0.1, networkx 3.6.1
# told after ten rounds: first run 138, after reset 0, replications [0, 0, 0, 0]
# voters: 20 of 40 given; first run begins with 20, ends with 39; after reset it begins with 39
# told by one node, 400 neighbours, threshold 0.9: on all edges 356, on all but one 3
