"""Settings of designs: what each kind takes, its default, and its bounds to the number, as the documentation of experiments gives them."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.sweeps.designs import DESIGNS, MOST_FACTORIAL, MOST_POINTS, read_design

# kind: setting -> default, least, most
SETTINGS: dict[str, dict[str, tuple[int, int, int]]] = {
    "grid": {"levels": (3, 2, 1000)},
    "latin_hypercube": {"points": (128, 1, 1_000_000)},
    "sobol_sequence": {"points": (128, 1, 1_000_000)},
    "morris": {"trajectories": (10, 2, 1_000_000), "levels": (4, 2, 100)},
    "saltelli": {"n": (64, 2, 4_194_304)},
    "fast": {"n": (129, 5, 1_000_000), "harmonics": (4, 1, 20)},
    "rbd_fast": {"points": (128, 1, 1_000_000)},
    "fractional_factorial": {},
    "one_at_a_time": {"levels": (2, 2, 1000)},
    "table": {},
}
EXTENDS = {"grid": "subset", "sobol_sequence": "prefix", "morris": "prefix", "saltelli": "prefix", "table": "prefix"}


def settings_of(kind: str, **given: Any) -> dict[str, Any] | None:
    """The settings of a design of three factors; None where it is refused."""
    design, problems = read_design({"kind": kind, **({"file": "a.csv"} if kind == "table" else {}), **given}, ["a", "b", "c"])
    assert (design is None) is bool(problems)
    return None if design is None else dict(design.settings)


def test_the_table_tells_of_every_kind() -> None:
    assert set(SETTINGS) == set(DESIGNS) and (MOST_POINTS, MOST_FACTORIAL) == (1_000_000, 512)
    assert {kind: rules.extends for kind, rules in DESIGNS.items() if rules.extends} == EXTENDS
    assert {kind for kind, rules in DESIGNS.items() if rules.can_group} == {"morris", "saltelli"}
    assert {kind: rules.size for kind, rules in DESIGNS.items() if rules.size} == {
        kind: next(iter(own)) for kind, own in SETTINGS.items() if own
    }


@pytest.mark.parametrize("kind", sorted(SETTINGS))
def test_defaults_and_bounds(kind: str) -> None:
    found = settings_of(kind)
    assert found is not None and {name: found[name] for name in SETTINGS[kind]} == {name: value for name, (value, *_) in SETTINGS[kind].items()}
    assert kind != "saltelli" or found["second_order"] is False
    for name, (_, low, high) in SETTINGS[kind].items():
        # FAST needs more than four points a square of its harmonics, so both are moved together
        rest = {"n": 1_000_000} if (kind, name) == ("fast", "harmonics") else {"harmonics": 1} if (kind, name) == ("fast", "n") else {}
        for value in (low, high):
            own = settings_of(kind, **rest, **{name: value})
            assert own is not None and own[name] == value, (name, value)
        for value in (low - 1, high + 1, 2 * high, low + 0.5):
            assert settings_of(kind, **rest, **{name: value}) is None, (name, value)


def test_what_holds_between_settings() -> None:
    assert settings_of("saltelli", n=48) is None and settings_of("saltelli", n=32) is not None
    assert settings_of("morris", levels=5) is None and settings_of("morris", levels=6) is not None
    assert settings_of("fast", n=64, harmonics=4) is None and settings_of("fast", n=65, harmonics=4) is not None
    for n, is_fine in ((512, True), (513, False)):
        design, _ = read_design({"kind": "fractional_factorial"}, [f"f{k}" for k in range(n)])
        assert (design is not None) is is_fine
    assert read_design({"kind": "saltelli", "groups": {"all": ["a", "b"]}}, ["a", "b"])[0] is None
    design, _ = read_design({"kind": "saltelli", "groups": {"two": ["a", "b"]}}, ["a", "b", "c"])
    assert design is not None and dict(design.groups) == {"two": ("a", "b"), "c": ("c",)}
