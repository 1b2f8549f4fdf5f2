"""The groups of people that an outcome is broken down by, and what they are called."""

from __future__ import annotations

from ..runs.replications import Replications
from ..text import say


def groups_of(each: Replications, outcome: str, breakdown: str) -> list[str]:
    """The groups that an outcome is broken down by."""
    return [str(group) for name, by, group in each.keys if name == outcome and by == breakdown]


def group_label(group: str, breakdown: str, groups: list[str], language: str) -> str:
    """A group in words; communities are numbered or named, from the poorest."""
    if breakdown != "region":
        return say(group, language)
    origins = {name.split("-")[0] for name in groups}
    name = group.partition("-")[2] if len(origins) == 1 else group
    if len(origins) == 1 and group in (groups[0], groups[-1]):
        return f"{name} ({say('region_poorest' if group == groups[0] else 'region_richest', language)})"
    return name
