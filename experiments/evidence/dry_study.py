"""Which levers the study of a fact applies: found by letting it ask for its worlds without running them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd

from scenarios.scenario import Scenario

from .declaration import Fact
from .estimate import Estimate
from .samples import Runs
from .study import Study
from .worlds import Request


class DryStudy(Study):
    """A study that builds and checks every world it is asked for, runs none, and answers every question with an undefined estimate.

    Attributes:
        scenarios: the worlds asked for, each once.
    """

    def __init__(self) -> None:
        super().__init__(replications=1)
        self.scenarios: dict[str, Scenario] = {}

    def _runs(self, requests: Sequence[Request], scenarios: Sequence[Scenario]) -> list[Runs]:
        self.scenarios |= {scenario.fingerprint: scenario for scenario in scenarios}
        return [Runs(scenario, (), request.record, self.luck) for scenario, request in zip(scenarios, requests, strict=True)]

    def _undefined(self, *_: Any, **__: Any) -> Estimate:
        return Estimate(np.array([np.nan]), luck=self.luck)

    mean = total = share = ratio = quantile = median = gini = top_share = outcome = _undefined  # type: ignore[assignment]
    effect = take_up = log_change = elasticity = regress = event_study = survival = each = _undefined  # type: ignore[assignment]

    def path(self, *_: Any, **__: Any) -> Any:
        """A path by month of which nothing is known."""
        return _Undefined(self)

    def table(self, *_: Any, **__: Any) -> pd.DataFrame:
        """No rows."""
        return pd.DataFrame()


class _Undefined:
    """The shape over time of what was not run."""

    def __init__(self, study: DryStudy) -> None:
        self.between = self.share_by = self.half_life = study._undefined


def levers_of(fact: Fact) -> tuple[str, ...]:
    """The levers that a fact speaks of, in the order of their names: those that its worlds apply, or those of them that its declaration names.

    Of a fact that looks into single runs by itself, and so ends early here, those of the worlds that it asked for until then.
    """
    study = DryStudy()
    with suppress(TypeError, ValueError, KeyError, IndexError, AttributeError, StopIteration):  # it has asked for its worlds; what it does with them needs runs
        fact.compute(study)
    applied = {lever.id for scenario in study.scenarios.values() for lever in scenario.levers if not lever.is_idle}
    return tuple(sorted(applied if fact.levers is None else applied & set(fact.levers)))
