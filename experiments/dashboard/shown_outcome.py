"""Which outcome the page shows: the one that was chosen, or that of the first lever. Asked by the controls, which are there before the model is loaded."""

from __future__ import annotations

from collections.abc import Mapping

from model.outcome_registry import OUTCOMES
from scenarios.scenario import Scenario

from .screen import Screen


def outcome_of(screen: Screen, scenarios: Mapping[str, Scenario]) -> str:
    """The outcome that is shown: the one chosen, or that of the first lever there is."""
    if screen.outcome:
        return screen.outcome
    return next((lever.main_outcome for scenario in scenarios.values() for lever in scenario.levers), "remittances")


def shown_outcomes() -> list[str]:
    """Outcomes that a page may show, but for the judgement of levers."""
    return [name for name, outcome in OUTCOMES.items() if outcome.theme != "judgement"]
