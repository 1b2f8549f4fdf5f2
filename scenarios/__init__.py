"""Which worlds, which policies? Scenario values, their files and library, and the figures of the corridors."""

from __future__ import annotations

from .reading.build import with_changes
from .reading.loader import describe, json_schema, library, load, parse_set
from .scenario import Input, Scenario

__all__ = ["Input", "Scenario", "describe", "json_schema", "library", "load", "parse_set", "with_changes"]
