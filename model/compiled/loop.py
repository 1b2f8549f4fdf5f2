"""A loop over records, as the model holds it: a plain function that Numba is told of when somebody first wants it compiled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import update_wrapper
from typing import Any


class Loop:
    """`py_func` is the loop in plain Python; all else, calls too, is that of Numba's dispatcher, which is made when it is first asked for.

    Importing Numba takes a quarter of a second: who looks a word up, or asks a loop of a few milliseconds once in plain Python, need not wait for it.
    """

    py_func: Any

    def __init__(self, function: Callable[..., Any], compiled: Callable[[Loop], Any]) -> None:
        update_wrapper(self, function)
        self.py_func = function
        self._compiled = compiled

    @property
    def is_made(self) -> bool:
        """Whether there is a dispatcher by now."""
        return "made" in vars(self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copies and pickles look for: nothing of the dispatcher
            raise AttributeError(name)
        if name == "made":
            made = self._compiled(self)
            self.made, self.overloads = made, made.overloads  # the latter is looked at each month
            return made
        return getattr(self.made, name)

    def __call__(self, *args: Any) -> Any:
        return self.made(*args)

    def __reduce__(self) -> Any:
        home = vars(sys.modules.get(self.py_func.__module__, object)).get(self.py_func.__qualname__)
        return self.py_func.__qualname__ if home is self else (type(self), (self.py_func, self._compiled))
