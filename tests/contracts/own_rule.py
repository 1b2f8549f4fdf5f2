"""Projects of associations are never delivered: a rule of one's own, with a function that it calls."""

from model.own_rules import use_rule
from model.parameters.giving import Giving


def delivering_chance(quality: float, fit: float, is_trained: int, p: Giving) -> float:
    """Whatever they are."""
    return hopeless(quality)


def hopeless(quality: float) -> float:
    """Not with the best of plans."""
    return quality * 0.0


use_rule("propose.delivering_chance", delivering_chance)
