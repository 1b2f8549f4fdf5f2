"""The levers: one file each, found by looking into this folder. A new lever is one new file; nothing else is edited."""

from __future__ import annotations

import importlib
import pkgutil

from ..records.vocabulary import Act, Family, Support, Topic
from .common import COMMON, ELIGIBILITY, Eligibility
from .lever import REGISTRY, Lever, lever_class, own_levers

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["COMMON", "ELIGIBILITY", "REGISTRY", "Act", "Eligibility", "Family", "Lever", "Support", "Topic", "lever_class", "own_levers"]
