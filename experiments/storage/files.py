"""Files as this package writes and reads them: whole or not at all, and what the disk refuses said in one line."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import InputError, Problem

UNFINISHED = ".unfinished"
"""How the name of a file ends while it is written."""

_ROOM = "with room: free some, then the same command goes on"
_LEAVE = "a folder that you may write, or another one"
_REASONS = {
    errno.ENOSPC: ("no space left on device", _ROOM),
    errno.EDQUOT: ("the quota of the disk is used up", _ROOM),
    errno.EROFS: ("the file system is read-only", _LEAVE),
    errno.EACCES: ("permission denied", _LEAVE),
    errno.EPERM: ("operation not permitted", _LEAVE),
    errno.ENOENT: ("it is not there, or was removed while the command ran", "a folder that stays; the same command makes it anew"),
    errno.ENOTDIR: ("a file stands where a folder is meant", "a folder"),
    errno.EISDIR: ("a folder stands where a file is meant", "a file"),
    errno.ENAMETOOLONG: ("file name too long", "a shorter name"),
    errno.EMFILE: ("too many open files", "fewer workers: --jobs"),
    errno.ENOMEM: ("cannot allocate memory", "fewer workers: --jobs"),
    errno.EIO: ("input/output error: the disk does not answer", "another disk"),
}


def reason(error: Exception) -> tuple[str, str | None]:
    """Why the system refused, in words, and what to do about it.

    >>> reason(OSError(28, "No space left on device"))[0]
    'no space left on device'
    """
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    if known is not None:
        return known
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return said.splitlines()[0].lower(), None


def cannot_write(path: Path, error: Exception) -> InputError:
    """A folder that cannot be written, or a full disk: what happened, what is kept, and what to do."""
    says, remedy = reason(error)
    kept = "" if isinstance(error, FileNotFoundError) else "; what was finished is kept"
    return InputError(Problem("--out", f"{path} cannot be written: {says}{kept}", value=str(path), allowed=remedy))


def refused(error: OSError) -> InputError:
    """Any other refusal of the system, with the name of the file where it is known."""
    says, remedy = reason(error)
    return InputError(Problem(str(error.filename or "files"), says, value=error.filename, allowed=remedy))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What is written in here goes to `path`: a refusal of the system becomes an InputError that names it."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from None


def write_whole(path: Path, write: Callable[[Path], object], owner: str = "") -> None:
    """Write beside the place, flush to the disk, then give it its name: a reader sees all of it or nothing.

    Args:
        path: the file.
        write: writes the draft whose path it is given.
        owner: named in the draft, so that what a killed process left can be told from what another one writes now.
    """
    draft = path.with_name(f"{path.name}.{owner or os.getpid()}{UNFINISHED}")
    with writing(path.parent):
        try:
            write(draft)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            _forget(draft)
            raise


def _forget(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:  # the folder is gone or may no longer be written: nothing is left to tidy
        return


def read_whole(path: Path, key: str | None = None) -> bytes | None:
    """The bytes of a file; None where it is not there. InputError where the system refuses."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(Problem(key or path.name, f"cannot be read: {reason(error)[0]}", str(path.parent))) from None
