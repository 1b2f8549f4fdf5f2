"""The old place of model.records.arrays: for scripts and notebooks of before; it goes with the release after this one."""

from .records.arrays import N_TIES, PEER_SHARE, Clock, Count, Seen, Trusted
from .records.arrays import WorldArrays as Stage

__all__ = ["N_TIES", "PEER_SHARE", "Clock", "Count", "Seen", "Stage", "Trusted"]
