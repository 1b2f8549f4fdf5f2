"""One month of diaspora households: they live, hear, decide, and what they decided is written down.

`decide` reads a household, its family, its offers and what its ties show; it returns a Decision and writes nothing. `commit` writes. The compiled loops
and the Mesa agents call the same functions.
"""

from .carry import end_month
from .commit import commit
from .decide import Decision, decide, hear_of, look_around
from .live import age_and_move, kept_of
from .loops import class_all, live_and_decide_all
from .perception import look
from .remit import earn_and_send

__all__ = [
    "Decision",
    "age_and_move",
    "class_all",
    "commit",
    "decide",
    "earn_and_send",
    "end_month",
    "hear_of",
    "kept_of",
    "live_and_decide_all",
    "look",
    "look_around",
]
