"""The brief that a ministry sends upward, from a folder of results, in four formats: one document, four thin renderers."""

from .writing import FORMATS, write_briefs

__all__ = ["FORMATS", "write_briefs"]
