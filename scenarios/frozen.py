"""A dictionary that never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn


class Frozen(dict[str, Any]):
    """A dictionary that is filled once; unlike a mapping proxy it can be sent to another process."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a scenario never changes; use scenarios.with_changes")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[dict[str, Any]]]:
        return (Frozen, (dict(self),))
