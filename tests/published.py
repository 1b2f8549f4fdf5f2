"""Where the published tables are that stand beside the repository, for the tests that read them."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = next((folder / "shared" / "data" for folder in Path(__file__).resolve().parents if (folder / "shared" / "data").is_dir()), None)
needs_tables = pytest.mark.skipif(DATA is None, reason="the folder shared/data with the published tables is not beside the repository")


def table(name: str) -> Path:
    """The path of a published table."""
    assert DATA is not None
    return DATA / name
