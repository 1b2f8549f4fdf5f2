"""Claims: which process is at work on which share of a folder. The system drops the claim of a process that dies, however it dies."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from model.errors import InputError, Problem
from model.text import Text

from .files import writing

_UNKNOWN = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
"""A file system without locks."""


def _lock(file: BinaryIO) -> bool | None:
    """Take the lock of an open file: whether it is ours now; None where the file system has no locks."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(1 << 20)  # beyond the text, which others read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return None if error.errno in _UNKNOWN else False
    return True


@contextmanager
def claimed(path: Path, folder: Path) -> Iterator[None]:
    """Work on what `path` names, as the only process that does. InputError where another one is at it.

    Args:
        path: the file of the claim; it goes with the claim.
        folder: where the results go, to name it.
    """
    with _taken(path, folder):
        try:
            yield
        finally:
            # removed while it is ours: who opened it meanwhile sees that it is gone, and opens the next one
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _taken(path: Path, folder: Path) -> BinaryIO:
    """The file of a claim, locked."""
    while True:
        with writing(folder):
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        try:
            if _lock(file) is False:
                raise InputError(
                    Problem(
                        "--out",
                        Text(
                            "the same command is at work in {folder} already{holder}; nothing was changed",
                            "la même commande est déjà à l'œuvre dans {folder}{holder} ; rien n'a été changé",
                        ).filled(folder=folder, holder=_holder(path)),
                        value=str(folder),
                        allowed=Text(
                            "wait until it ends, or end it: the same command then goes on where it stopped; or another folder",
                            "attendre qu'elle finisse, ou l'arrêter : la même commande reprend alors où elle s'est arrêtée ; ou un autre dossier",
                        ),
                    )
                )
            if not _is_still(path, file):
                file.close()
                continue
            with writing(folder):
                file.truncate(0)
                file.write(f"{os.getpid()} {platform.node()}".encode())
                file.flush()
        except BaseException:
            file.close()
            raise
        return file


def _is_still(path: Path, file: BinaryIO) -> bool:
    """Whether the path still names the open file, which its last holder may have removed before it was locked here."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str | Text:
    try:
        process, _, machine = path.read_bytes().decode("utf-8", "replace").partition(" ")
    except OSError:
        return ""
    return (
        Text(" (process {process} on {machine})", " (processus {process} sur {machine})").filled(process=process, machine=machine)
        if process and machine
        else ""
    )


def is_free(path: Path) -> bool:
    """Whether no process is at work under this claim, and what a dead one left of it is removed; false where the file system cannot tell."""
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        return True
    except OSError:
        return False
    with file:
        if _lock(file) is not True:
            return False
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return True
