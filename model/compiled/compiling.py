"""Compiling what a run needs: by two processes side by side, the longest first, and no loop by two at the same time.

Compiled loops are kept in a folder each (`cache_key`). Who compiles one holds a lock on its folder; others take another loop meanwhile, and load this one
when it is done. The system lets go of a lock when its holder ends, however it ends, so that nobody waits for a process that died.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from .originals import reached

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

HEAVY = 20_000
"""Bytes of bytecode in what is missing from which on a second process is worth its start."""

UNUSED_DAYS = 30.0
"""After which a loop that no process loaded is removed."""

HELPER = "import sys; sys.path[:] = {path!r}; from model.compiled.second_process import help_out; help_out()"


class Missing(NamedTuple):
    """A loop to be compiled: for which types, and the folder that it is kept in, if any."""

    loop: Any
    types: tuple[Any, ...]
    place: Path | None

    @property
    def is_kept(self) -> bool:
        """Whether somebody compiled it before."""
        return self.place is not None and any(self.place.glob("*.nbi"))


class Told:
    """What those who show progress know of compiling: how long it took so far in this process, and what is to be called with (done, of)."""

    seconds = 0.0
    listener: Callable[[int, int], None] | None = None
    helpers = 1
    """Processes that are started beside this one."""
    known: ClassVar[dict[Any, bool]] = {}
    """Loops that were missing, and whether they are there now."""
    helper: subprocess.Popen[bytes] | None = None
    """The second process; it ends by itself when it is done."""

    @classmethod
    def tell(cls) -> None:
        """How many are done of the loops that were missing, as far as is known by now."""
        if cls.listener is not None:
            cls.listener(sum(cls.known.values()), len(cls.known))


def weight(loop: Any) -> int:
    """How much there is to compile: the bytes of bytecode of all that a loop reaches."""
    codes = [getattr(value, "__code__", None) for value in {id(each): each for each in reached(loop.py_func).values()}.values()]
    return sum(len(code.co_code) for code in codes if code is not None)


@contextmanager
def held(place: Path | None, wait: bool) -> Iterator[bool]:
    """Hold the lock of a loop: False where somebody else does, and one would not wait. Where there are no locks one may go on."""
    if place is None or fcntl is None:
        yield True
        return
    lock, is_mine = _locked(place, wait)
    try:
        yield is_mine
    finally:
        if lock is not None:
            os.close(lock)


def _locked(place: Path, wait: bool) -> tuple[int | None, bool]:
    """The lock of a loop, and whether it is held here; None where there is none to hold."""
    while True:
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(place / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        except OSError:
            return None, True
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return lock, False
        except OSError:  # a file system without locks
            return lock, True
        if os.fstat(lock).st_nlink:
            return lock, True
        os.close(lock)  # its folder was removed by `prune` meanwhile


def compile_all(missing: Sequence[Missing]) -> None:
    """Compile or load all of them; two processes where there is much to do, and more than one processor."""
    began = time.monotonic()
    work = sorted((each for each in missing if not each.is_kept), key=lambda each: -weight(each.loop))
    ahead(work)
    try:
        _share(work)
        for each in missing:
            with held(each.place, wait=True):
                each.loop.compile(each.types)
            _touch(each.place)
    finally:
        if work:
            prune({each.place.parent for each in work if each.place is not None})
            Told.seconds += time.monotonic() - began


def ahead(missing: Sequence[Missing]) -> None:
    """Let a second process begin with loops that will be needed, the longest first, where there is much to do and more than one processor."""
    work = sorted((each for each in missing if not each.is_kept), key=lambda each: -weight(each.loop))
    if not work:
        return
    Told.known |= {each.loop: False for each in work if each.loop not in Told.known}
    Told.tell()
    if _is_heavy(work) and (Told.helper is None or Told.helper.poll() is not None):
        Told.helper = _helper(work)


def _share(work: Sequence[Missing]) -> None:
    """Compile what nobody else is compiling, then wait for the others."""
    left = list(work)
    for wait in (False, True):
        for each in list(left):
            with held(each.place, wait) as is_mine:
                if is_mine:
                    each.loop.compile(each.types)
                    left.remove(each)
                    Told.known[each.loop] = True
                    Told.tell()


def _touch(place: Path | None) -> None:
    """Note that a loop was used now."""
    if place is not None:
        with suppress(OSError):
            os.utime(place)


def prune(folders: Iterable[Path], days: float = UNUSED_DAYS) -> None:
    """Remove the loops that no process has loaded for so long; one that a process is compiling stays."""
    oldest = time.time() - days * 86_400.0
    for place in [place for folder in folders for place in folder.iterdir()]:
        with suppress(OSError):
            if not place.is_dir() or place.stat().st_mtime >= oldest:
                continue
            with held(place, wait=False) as is_mine:
                if is_mine:
                    shutil.rmtree(place, ignore_errors=True)


def _is_heavy(work: Sequence[Missing]) -> bool:
    kept = [each for each in work if each.place is not None]
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Told.helpers > 0 and fcntl is not None and processors > 1 and len(kept) > 1 and sum(weight(each.loop) for each in kept) > HEAVY


def _helper(work: Sequence[Missing]) -> subprocess.Popen[bytes] | None:
    """A process that compiles some of them; it ends when this one does."""
    asked = [(each.loop.__module__, each.loop.__qualname__, each.types, str(each.place)) for each in work if each.place is not None]
    command = [sys.executable, "-c", HELPER.format(path=sys.path)]
    try:
        helper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    assert helper.stdin is not None
    with suppress(OSError):  # where it ended at once, this process does all by itself
        helper.stdin.write(pickle.dumps(asked))
        helper.stdin.flush()
    return helper
