"""A claim is held by one alone, says who holds it, and goes with its holder."""

from __future__ import annotations

import errno
import os
import platform
import stat
from pathlib import Path

import pytest

from experiments.storage import claims
from experiments.storage.claims import claimed, is_free
from model.errors import InputError


def test_a_claim_is_held_once_and_says_who_holds_it(tmp_path: Path) -> None:
    claim = tmp_path / "share.claim"
    assert is_free(claim) and not claim.exists()
    with claimed(claim, tmp_path):
        assert claim.read_bytes().decode() == f"{os.getpid()} {platform.node()}" and not is_free(claim)
        with pytest.raises(InputError, match=f"process {os.getpid()} on {platform.node()}"), claimed(claim, tmp_path):
            pass
        assert claim.exists()  # who was refused takes nothing away
    assert not claim.exists() and is_free(claim)


def test_what_a_dead_holder_left_is_free_and_goes(tmp_path: Path) -> None:
    claim = tmp_path / "share.claim"
    claim.write_text("1 nowhere, and a longer text than that of the next holder", encoding="utf-8")
    with claimed(claim, tmp_path):
        assert claim.read_bytes().decode() == f"{os.getpid()} {platform.node()}"
    claim.write_text("1 nowhere", encoding="utf-8")
    assert is_free(claim) and not claim.exists()


def test_a_claim_goes_with_an_error(tmp_path: Path) -> None:
    claim = tmp_path / "share.claim"
    with pytest.raises(KeyError), claimed(claim, tmp_path):
        raise KeyError
    assert is_free(claim) and not claim.exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_claim_is_no_program(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with claimed(tmp_path / "share.claim", tmp_path):
            assert stat.S_IMODE((tmp_path / "share.claim").stat().st_mode) == 0o666
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
@pytest.mark.parametrize(("code", "taken"), [(errno.ENOLCK, True), (errno.ENOSYS, True), (errno.EWOULDBLOCK, False)])
def test_where_there_are_no_locks_work_goes_on_and_nothing_is_known_to_be_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, taken: bool) -> None:
    import fcntl

    def no_lock(*_: object) -> None:
        raise OSError(code, "no lock")

    monkeypatch.setattr(fcntl, "flock", no_lock)
    with open(os.devnull, "rb") as file:
        assert claims._lock(file) is (None if taken else False)
    claim = tmp_path / "share.claim"
    if taken:
        with claimed(claim, tmp_path):
            assert claim.exists() and not is_free(claim)
    else:
        with pytest.raises(InputError), claimed(claim, tmp_path):
            pass
