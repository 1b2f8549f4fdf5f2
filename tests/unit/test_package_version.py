"""The version of this product: by the name it is installed by, without a look at all packages; the same as that look finds."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from experiments import manifest

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def version(monkeypatch: pytest.MonkeyPatch, top_level: str | None, installed: dict[str, list[str]]) -> tuple[str, int]:
    """What is said where a distribution of this name holds such packages (None: there is none) and so many others are installed; and how often these were read."""
    looks: list[int] = []

    def distribution(name: str) -> Any:
        if top_level is None:
            raise metadata.PackageNotFoundError(name)
        return SimpleNamespace(read_text=lambda file: {"top_level.txt": top_level}.get(file))

    with monkeypatch.context() as patch:
        patch.setattr(metadata, "distribution", distribution)
        patch.setattr(metadata, "packages_distributions", lambda: looks.append(1) or installed)
        patch.setattr(metadata, "version", lambda name: f"version of {name}")
        manifest.package_version.cache_clear()
        said = manifest.package_version()
    manifest.package_version.cache_clear()
    return said, len(looks)


def test_it_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PROJECT["name"] == manifest.DISTRIBUTION
    assert version(monkeypatch, "experiments\nmodel\nscenarios\n", {}) == (f"version of {PROJECT['name']}", 0)


@pytest.mark.parametrize("top_level", [None, "another\n", ""])
def test_else_it_is_sought_among_all(monkeypatch: pytest.MonkeyPatch, top_level: str | None) -> None:
    assert version(monkeypatch, top_level, {"experiments": ["mine", "other"]}) == ("version of mine", 1)
    assert version(monkeypatch, top_level, {}) == (PROJECT["version"], 1)
