"""The levers: one file each, found by looking into this folder. A new lever is one new file; nothing else is edited.

Installed packages bring levers along by an entry point of the group `diaspora.levers` that names a module with some.
"""

from __future__ import annotations

import importlib
import pkgutil
import warnings
from importlib.metadata import entry_points

from ..records.vocabulary import Act, Family, Support, Topic
from .common import COMMON, ELIGIBILITY, Eligibility
from .dose import Dose
from .lever import REGISTRY, Lever, lever_class, own_levers

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["COMMON", "ELIGIBILITY", "REGISTRY", "Act", "Dose", "Eligibility", "Family", "Lever", "Support", "Topic", "lever_class", "own_levers"]

for _point in entry_points(group="diaspora.levers"):
    try:
        _point.load()
    except Exception as _error:
        warnings.warn(f"the levers of {_point.value} (entry point {_point.name}) are left out: {type(_error).__name__}: {_error}", stacklevel=2)
