"""Names for numbers that stand in records and arrays."""

from __future__ import annotations

from enum import IntEnum
from operator import attrgetter


class NumberEnum(IntEnum):
    """Names for whole numbers, which plain Python reads twice as fast: `value` goes through no function of Python, as that of other enumerations does.

    Rules and loops name a number some seventy times a household and month; compiled, each is a constant either way.
    """


NumberEnum.value = property(attrgetter("_value_"))  # type: ignore[misc, assignment] # beside the class, where mypy takes it for a member
