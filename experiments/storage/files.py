"""Files as this package writes and reads them: whole or not at all, and what the disk refuses said in one line."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from model.errors import SYSTEM, UNREADABLE, InputError, Problem
from model.text import Text

UNFINISHED = ".unfinished"
"""How the name of a file ends while it is written."""

_ROOM = Text("with room: free some, then the same command goes on", "de la place : en libérer, puis la même commande reprend")
_FEWER = Text("fewer workers: --jobs", "moins de processus : --jobs")
_LEAVE = Text("a folder that you may write, or another one", "un dossier où vous pouvez écrire, ou un autre")
_REASONS = {
    errno.ENOSPC: (SYSTEM[errno.ENOSPC], _ROOM),
    errno.EDQUOT: (Text("the quota of the disk is used up", "le quota du disque est épuisé"), _ROOM),
    errno.EROFS: (Text("the file system is read-only", "le disque est en lecture seule"), _LEAVE),
    errno.EACCES: (SYSTEM[errno.EACCES], _LEAVE),
    errno.EPERM: (SYSTEM[errno.EPERM], _LEAVE),
    errno.ENOENT: (
        Text("it is not there, or was removed while the command ran", "il n'est pas là, ou a été supprimé pendant la commande"),
        Text("a folder that stays; the same command makes it anew", "un dossier qui reste ; la même commande le refait"),
    ),
    errno.ENOTDIR: (Text("a file stands where a folder is meant", "un fichier se trouve là où il faut un dossier"), Text("a folder", "un dossier")),
    errno.EISDIR: (Text("a folder stands where a file is meant", "un dossier se trouve là où il faut un fichier"), Text("a file", "un fichier")),
    errno.ENAMETOOLONG: (SYSTEM[errno.ENAMETOOLONG], Text("a shorter name", "un nom plus court")),
    errno.EMFILE: (SYSTEM[errno.EMFILE], _FEWER),
    errno.ENOMEM: (Text("cannot allocate memory", "il ne reste pas de mémoire"), _FEWER),
    errno.EIO: (
        Text("input/output error: the disk does not answer", "erreur de lecture ou d'écriture : le disque ne répond pas"),
        Text("another disk", "un autre disque"),
    ),
}


def reason(error: Exception) -> tuple[str | Text, Text | None]:
    """Why the system refused, in words, and what to do about it.

    >>> reason(OSError(28, "No space left on device"))[0]("fr")
    'il ne reste pas de place sur le disque'
    """
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    if known is not None:
        return known
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return said.splitlines()[0].lower(), None


def cannot_write(path: Path, error: Exception) -> InputError:
    """A folder that cannot be written, or a full disk: what happened, what is kept, and what to do."""
    says, remedy = reason(error)
    kept = "" if isinstance(error, FileNotFoundError) else Text("; what was finished is kept", " ; ce qui était fini est gardé")
    return InputError(
        Problem(
            "--out",
            Text("{path} cannot be written: {says}{kept}", "{path} ne peut pas être écrit : {says}{kept}").filled(path=path, says=says, kept=kept),
            value=str(path),
            allowed=remedy,
        )
    )


def something_else(path: str | Path, option: str = "--out") -> InputError:
    """A folder that is to be written holds what this command did not write."""
    says = Text("{path} holds something else; nothing was changed", "{path} contient autre chose ; rien n'a été changé").filled(path=path)
    return InputError(Problem(option, says, value=str(path), allowed=Text("a new or empty folder", "un dossier neuf ou vide")))


def a_file(path: Path) -> InputError:
    """A file stands where a folder is to be written."""
    return InputError(Problem("--out", Text("{path} is a file, not a folder", "{path} est un fichier, non un dossier").filled(path=path), value=str(path)))


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
        raise InputError(
            Problem(key or path.name, UNREADABLE.filled(why=reason(error)[0]), str(path.parent))
        ) from None
