"""Seals: a file that carries the SHA-256 of its own bytes, and lists of checksums of a folder.

A seal is in the file from the moment it has its name. So no kill falls between a file and its checksum, processes that write into one folder share no
list, and what somebody else changed is never signed: only who writes a file makes its seal.

The digest stands in the file after a mark. It is taken of the bytes with zeros in its place, which covers every other byte, those of headers and
footers included: Parquet's own checksums cover the pages alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import MISSING, InputError, Problem
from model.text import Text

from .files import read_whole, write_whole

REMADE = Text("the same command makes it again", "la même commande, qui le refait")
NOT_AS_WRITTEN = Text("it is not as it was written", "il n'est pas tel qu'il a été écrit")
MARK = b"seal-sha256:"
BLANK = MARK + b"0" * 64
SEAL = "seal"
"""Key of the seal in JSON and in the metadata of Parquet."""
CHECKSUMS = "checksums.txt"


def sealed(content: bytes) -> bytes:
    """Content with a blank seal in it, signed.

    >>> is_sealed(sealed(b"numbers " + BLANK)), is_sealed(sealed(b"numbers " + BLANK).replace(b"n", b"m")), is_sealed(b"numbers")
    (True, False, None)
    """
    place = content.rindex(BLANK)
    digest = sha256(content).hexdigest().encode()
    return content[:place] + MARK + digest + content[place + len(BLANK) :]


def is_sealed(content: bytes) -> bool | None:
    """Whether the seal is that of the content; None where there is none."""
    place = content.rfind(MARK)
    if place < 0:
        return None
    end = place + len(BLANK)
    blank = content[:place] + BLANK + content[end:]
    return content[place + len(MARK) : end] == sha256(blank).hexdigest().encode()


def table_bytes(table: pa.Table, metadata: Mapping[str, str] | None = None) -> bytes:
    """A table as a sealed Parquet file, with further metadata of the file."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, table.schema, compression="zstd", write_page_checksum=True) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({**(metadata or {}), SEAL: BLANK.decode()})
    return sealed(sink.getvalue().to_pybytes())


def write_table(path: Path, table: pa.Table, metadata: Mapping[str, str] | None = None, owner: str = "") -> None:
    """Write a sealed table, whole or not at all."""
    content = table_bytes(table, metadata)
    write_whole(path, lambda draft: draft.write_bytes(content), owner)


def parsed(path: Path, content: bytes) -> pa.Table:
    """The table of the bytes of a Parquet file. InputError where they are none."""
    try:
        # as one file, never as a data set: its own bytes alone, with the checksums of their pages
        return pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True).read()
    except (OSError, pa.ArrowException, ValueError) as error:
        raise InputError(damaged(path, str(error).splitlines()[0] if str(error) else type(error).__name__)) from None


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """Content as a sealed JSON file."""
    text = json.dumps({**content, SEAL: BLANK.decode()}, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
    return sealed(text.encode())


_REMOVE = Text("remove it: the same command makes it again", "le supprimer : la même commande le refait")


def damaged(path: Path, why: str | Text, remedy: Text = _REMOVE) -> Problem:
    """A file that is not as it was written."""
    return Problem(
        path.name, Text("is damaged ({why}); nothing was changed", "est abîmé ({why}) ; rien n'a été changé").filled(why=why), str(path.parent), None, remedy
    )


def checksum(content: bytes) -> str:
    """SHA-256 of bytes, as `sha256sum` prints it."""
    return sha256(content).hexdigest()


def checksum_lines(digests: Mapping[str, str]) -> str:
    """The list of files of a folder, as `sha256sum --check` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def read_checksums(folder: Path) -> dict[str, str] | None:
    """What `checksums.txt` says of each file; None where there is no such list. A line that is none is left out."""
    content = read_whole(folder / CHECKSUMS)
    if content is None:
        return None
    lines = (line.partition("  ") for line in content.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, between, name in lines if between}


def unlike_checksums(folder: Path) -> list[Problem]:
    """Files of a folder that are missing, or are not as its list says, and the list where it is damaged itself. Nothing where there is no list."""
    listed = read_checksums(folder)
    if listed is None:
        return []
    found = []
    for name, digest in listed.items():
        content = read_whole(folder / name, name)
        if content is None or checksum(content) != digest:
            says = (
                MISSING
                if content is None
                else Text("is damaged (it is not as it was written)", "est abîmé (il n'est pas tel qu'il a été écrit)")
            )
            found.append(Problem(name, says, str(folder), None, REMADE))
    if not found and read_whole(folder / CHECKSUMS) != checksum_lines(listed).encode():
        found.append(
            Problem(
                CHECKSUMS,
                Text("is damaged (it is no list of checksums)", "est abîmé (ce n'est pas une liste de sommes de contrôle)"),
                str(folder),
                None,
                REMADE,
            )
        )
    return found
