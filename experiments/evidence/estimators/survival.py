"""How long firms live: Kaplan and Meier's estimator, with firms that still live taken as censored."""

from __future__ import annotations

import numpy as np

from model.errors import InputError, Problem
from model.text import Text

from ..estimate import Estimate
from ..samples import Condition, Runs, truth_of
from .levels import each_replication
from .libraries import library, quiet


def survival(runs: Runs, at: float, where: Condition) -> Estimate:
    """Share of firms founded in the run that live at least `at` months."""
    if isinstance(at, bool) or not isinstance(at, int | float) or at <= 0:
        says = Text("{value} is no age", "{value} n'est pas un âge").filled(value=repr(at))
        raise InputError(Problem("at", says, allowed=Text("months, above 0", "des mois, plus de 0")))
    lifelines = library("lifelines", "survival")

    def one(replication: int) -> float:
        firms = runs.table(replication, "firms")
        kept = firms[truth_of(runs, replication, firms, where, "firms") & (firms["founded"] >= 0) & (firms["kind"] != "stake")]
        kept = kept[kept["weight"] > 0.0]
        if kept.empty or float(kept["age"].max()) < at:
            return float("nan")
        with quiet():
            curve = lifelines.KaplanMeierFitter().fit(
                kept["age"].to_numpy(dtype=np.float64), kept["is_alive"].to_numpy() == 0, weights=kept["weight"].to_numpy()
            )
        return float(curve.predict(at))

    return each_replication(runs, one, f"survival to {at:g} months")
