"""The old place of what model.records now has in files by kind: for scripts and notebooks of before; it goes with the release after this one."""

from .records.enterprises import CHAPTER, FIRM
from .records.fields import Field, blank, dtype_of
from .records.flows import N_FLOWS, Flow
from .records.institutions import ASSOCIATION, FILE, HOST, INSTITUTION
from .records.people import HOUSEHOLD, RECEIVER
from .records.places import COMMUNITY, CORRIDOR
from .records.schemas import SCHEMAS
from .records.vocabulary import OwnerKind, Status

__all__ = [
    "ASSOCIATION", "CHAPTER", "COMMUNITY", "CORRIDOR", "FILE", "FIRM", "HOST", "HOUSEHOLD", "INSTITUTION", "N_FLOWS", "RECEIVER", "SCHEMAS",
    "Field", "Flow", "OwnerKind", "Status", "blank", "dtype_of",
]  # fmt: skip
