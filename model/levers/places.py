"""How many a lever serves in a year, where it has places at all."""

from __future__ import annotations

from .lever import Lever


def places_a_year(lever: Lever) -> float | None:
    """Places that a lever offers in a year; None for one that has no places, or whose files are not for places."""
    if lever.process == "consultation":
        return None
    for name in ("places_per_year", "seats_per_year", "joint_projects_per_year"):
        if name in lever.parameters:
            return float(lever.values[name])
    for name in ("calls_per_year", "events_per_year"):
        if name in lever.parameters and "places" in lever.parameters:
            return float(lever.values[name]) * float(lever.values["places"])
    return None
