"""The second process that compiles beside the first (`compiling`)."""

from __future__ import annotations

import importlib
import os
import pickle
import sys
import threading

from .compiling import Missing, held
from .numba_door import place_of, settle


def help_out() -> None:
    """What the second process does: compile what the first asks for, while that lives."""
    asked = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_ends_with_its_parent, daemon=True).start()
    importlib.import_module("model.world")
    settle()
    for module, name, types, place in asked:
        try:
            loop = getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError):  # of a script or a plug-in
            continue
        each = Missing(loop, types, place_of(loop))
        if str(each.place) != place:  # the files were edited since the first process read them
            continue
        with held(each.place, wait=False) as is_mine:
            if is_mine and not each.is_kept:
                loop.compile(types)
    os._exit(0)


def _ends_with_its_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)
