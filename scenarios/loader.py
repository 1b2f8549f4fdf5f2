"""The old place of `scenarios.reading.loader`: for scripts and notebooks of before; it goes with the release after this one."""

from .reading.loader import describe, json_schema, library, load, parse_set

__all__ = ["describe", "json_schema", "library", "load", "parse_set"]
