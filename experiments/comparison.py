"""The old place of what `comparing` and `runs` now have: for scripts and notebooks of before; it goes with the release after this one."""

from .comparing.comparison import Comparison
from .comparing.comparison_tables import COLUMNS, UNCERTAINTY
from .runs.replications import COST, Replications

__all__ = ["COLUMNS", "COST", "UNCERTAINTY", "Comparison", "Replications"]
