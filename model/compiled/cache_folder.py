"""Where compiled code is kept between processes. It is run as it is found, so a folder that somebody else can write is never used."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

PRIVATE = 0o700
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(state: str) -> tuple[str, str]:
    """The folder for one state of the sources ("" where there is none), and what the user has to know: why there is none, or not the one asked for.

    It is DIASPORA_CACHE, or the user's cache folder, or one in the folder for temporary files: the first that this user alone can write.
    """
    asked = os.environ.get("DIASPORA_CACHE")
    why: list[str] = []
    for candidate in ([Path(asked).absolute()] if asked else []) + _usual():
        says = _made_safe(candidate) or _made_safe(candidate / state)
        if not says:
            return str(candidate / state), f"DIASPORA_CACHE is not used: {why[0]}" if asked and why else ""
        why.append(says)
    return "", "; ".join(why)


def _usual() -> list[Path]:
    temporary = Path(tempfile.gettempdir()) / (f"diaspora-cache-{os.getuid()}" if hasattr(os, "getuid") else "diaspora-cache")
    try:
        return [Path.home() / ".cache" / "diaspora", temporary]
    except RuntimeError:  # a user without a home
        return [temporary]


def _made_safe(folder: Path) -> str:
    """Why a folder, which is made where there is none, cannot be used; "" where it can."""
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        return weakness(folder) or ("" if os.access(folder, os.W_OK) else f"{folder} cannot be written")
    except OSError as error:
        return f"{folder} cannot be made ({(error.strerror or str(error)).lower()})"


def weakness(folder: Path) -> str:
    """How others could put files into a folder, or another folder in its place; "" where they cannot.

    It must be a folder, no link, of this user, that no other can write. Folders above it may be those of the system, or of one's own; where everybody can
    write in one, as in /tmp, only its owner may rename what is in it (the sticky bit). On Windows the folders of a user are closed by their own rules.
    """
    if not hasattr(os, "getuid"):
        return ""
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode):
        return f"{folder} is no folder"
    if about.st_uid != os.getuid():
        return f"{folder} belongs to another user"
    if about.st_mode & OTHERS_WRITE:
        return f"{folder} can be written by others (chmod go-w closes it)"
    for above in folder.resolve().parents:
        about = above.stat()
        if about.st_uid not in (0, os.getuid()):
            return f"{above} belongs to another user"
        if about.st_mode & stat.S_IWOTH and not about.st_mode & stat.S_ISVTX:
            return f"everybody can write in {above}"
    return ""
