#!/usr/bin/env bash
# PySAL's segregation: the modified indices of dissimilarity and of Gini (Carrington and Troske) compare a city with what would come about by chance, as a
# mean over 500 random draws ("the number of iterations the evaluate average classic dissimilarity under eveness"). All draws of a call are seeded with the
# same number, so the 500 are one and the same draw, and the mean is that of a single one: more iterations cost time and change nothing. The classes take a
# `seed`, as any other keyword, and hand it on to nobody, so the index is another one at each call. No warning. By hand, 200 draws vary by a tenth of that.
# Hurt: who tells whether small districts, where chance alone makes an uneven spread, are segregated: the index of the same city is above nought or below it
# as it falls.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check segregation==2.5.4 numpy==2.4.6 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import numpy as np
import pandas as pd
from segregation.singlegroup import Dissim, ModifiedDissim, ModifiedGini

np.random.seed(1)  # from where the calls take what they seed their draws with
rng = np.random.default_rng(1)
people = rng.integers(10, 60, 80)  # 80 districts of a town
migrants = rng.binomial(people, 0.2)
town = pd.DataFrame({"migrants": migrants, "people": people})


def modified(iterations: int, index: type = ModifiedDissim) -> float:
    return float(index(town, "migrants", "people", iterations=iterations, seed=7, n_jobs=1).statistic)


def by_hand(iterations: int) -> float:
    share = migrants.sum() / people.sum()
    draws = [Dissim(town.assign(migrants=rng.binomial(people, share)), "migrants", "people").statistic for _ in range(iterations)]
    observed, chance = Dissim(town, "migrants", "people").statistic, np.mean(draws)
    return float((observed - chance) / (1 - chance) if observed >= chance else (observed - chance) / chance)


print(f"segregation {version('segregation')}, NumPy {np.__version__}, pandas {pd.__version__}")
few, many, hand = ([function(number) for _ in range(6)] for function, number in ((modified, 2), (modified, 200), (by_hand, 200)))
for name, values in (("2 iterations", few), ("200 iterations", many), ("200 draws by hand", hand)):
    print(f"{name}, 6 calls: from {min(values):+.3f} to {max(values):+.3f}, standard deviation {np.std(values):.4f}")
gini = [modified(50, ModifiedGini) for _ in range(3)]
print("Gini, 50 iterations, 3 calls:", *[f"{value:+.3f}" for value in gini])
raise SystemExit(0 if len(set(many)) > 1 and len(set(gini)) > 1 and np.std(many) > 5 * np.std(hand) else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# segregation 2.5.4, NumPy 2.4.6, pandas 2.3.3
# 2 iterations, 6 calls: from -0.134 to +0.019, standard deviation 0.0572
# 200 iterations, 6 calls: from -0.081 to +0.018, standard deviation 0.0361
# 200 draws by hand, 6 calls: from -0.026 to -0.016, standard deviation 0.0034
# Gini, 50 iterations, 3 calls: -0.023 -0.082 +0.004
