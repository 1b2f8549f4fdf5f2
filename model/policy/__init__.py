"""Which levers are in force, how strongly, with what money."""

from .levers_in_force import Policy

__all__ = ["Policy"]
