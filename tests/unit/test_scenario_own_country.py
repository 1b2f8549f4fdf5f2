"""A country that the tables do not know, described by the scenario itself: on the side where it is described, and on no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import InputError
from model.inputs.settings import FIGURES
from scenarios import load

BELGIANS = load("morocco_belgium").figures["MAR-BEL"]
KNOWN = [name for name in FIGURES if name in BELGIANS]


def figures_of(corridor: str) -> str:
    """A table of all figures, with the values of Moroccans in Belgium, each assumed."""
    rows = [f"{name} = {{ value = {BELGIANS[name].value!r}, assumed = [{BELGIANS[name].value!r}, {BELGIANS[name].value!r}] }}" for name in KNOWN]
    return f"[corridor.{corridor}]\n" + "\n".join(rows) + "\n"


def written(tmp_path: Path, origin: str, residence: str, *corridors: str) -> Path:
    file = tmp_path / "own.toml"
    head = f'schema = 1\nlabel = {{ en = "Own", fr = "À soi" }}\nsays = {{ en = "A country.", fr = "Un pays." }}\norigin = ["{origin}"]\nresidence = ["{residence}"]\n'
    file.write_text(head + "".join(map(figures_of, corridors)), encoding="utf-8")
    return file


@pytest.mark.parametrize(("origin", "residence"), [("UTO", "BEL"), ("MAR", "UTO"), ("UTO", "OTU")])
def test_a_country_of_ones_own(tmp_path: Path, origin: str, residence: str) -> None:
    found = load(written(tmp_path, origin, residence, f"{origin}-{residence}"))
    assert found.corridors == (f"{origin}-{residence}",)
    own = found.figures[f"{origin}-{residence}"]
    assert {name: own[name].value for name in KNOWN} == {name: BELGIANS[name].value for name in KNOWN}
    assert all(own[name].assumed == (own[name].value, own[name].value) for name in KNOWN)


@pytest.mark.parametrize(
    ("origin", "residence", "corridor", "key"), [("UTO", "BEL", "MAR-UTO", "origin"), ("MAR", "UTO", "UTO-BEL", "residence"), ("UTO", "BEL", "UTO-BEL-FRA", "origin")]
)
def test_the_other_side_is_not_described_by_it(tmp_path: Path, origin: str, residence: str, corridor: str, key: str) -> None:
    with pytest.raises(InputError) as raised:
        load(written(tmp_path, origin, residence, corridor))
    assert {problem.key for problem in raised.value.problems} >= {key} and "label" not in str(raised.value)
