"""Acts of a finished run are taken field by field: the same to the last bit as from a copy of all records, and without its memory."""

from __future__ import annotations

import tracemalloc
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.outcomes.additionality import HIGH, Acts, acts_of
from model.outcomes.amounts import amounts_of, household_key
from model.records.enterprises import FIRM
from model.records.fields import dtype_of
from model.records.flows import Flow
from model.records.people import HOUSEHOLD


def finished(seed: int, people: int, gone: int) -> Any:
    """A run that ended with numbers of all kinds in all fields; some did nothing, and behind those who are counted there is room with other numbers in it."""
    rng = np.random.default_rng(seed)
    made = []
    for count in (people, gone):
        rows = np.zeros(count + 3, dtype=dtype_of(HOUSEHOLD))
        for name in rows.dtype.names or ():
            kind = rows.dtype[name]
            rows[name] = rng.random(len(rows)) * 1e5 if kind.kind == "f" else rng.integers(0, 100, len(rows)).astype(kind)
        rows["id"] = np.arange(len(rows)) + (0 if not made else 10_000_000)
        for name in ("acted", "supported"):
            rows[name] = rng.integers(0, 2**20, len(rows)) * (rng.random(len(rows)) < 0.4)
        made.append(rows)
    firms = np.zeros(4, dtype=dtype_of(FIRM))
    did = made[0][:people][made[0]["acted"][:people] != 0]
    if len(did):
        firms["kind"], firms["owner"], firms["person"] = 1, did["root"][0], did["id"][0]
        firms["weight"], firms["jobs"], firms["is_alive"] = rng.random((3, 4))
    stage = SimpleNamespace(households=made[0], departed=made[1], firms=firms, counts=np.array([people, 4 if len(did) else 0, gone, 0, 0]))
    return SimpleNamespace(settings=SimpleNamespace(years=3), horizon=36, window=rng.random((5, len(Flow))), stage=stage)


def from_all_records(run: Any) -> Acts:
    """As it was done before: all records one below the other, and then those who did something."""
    s = run.stage
    records = np.concatenate([s.households[: s.counts[0]], s.departed[: s.counts[2]]])
    doers = records[(records["acted"] != 0) | (records["supported"] != 0)]
    weight, acted, supported, faction = (doers[name].copy() for name in ("weight", "acted", "supported", "faction"))
    return Acts(household_key(doers["root"], doers["successions"]), weight, acted, supported, faction, amounts_of(run, doers), (doers["skill"] == HIGH) * 1.0)


@pytest.mark.parametrize(("people", "gone"), [(0, 0), (40, 0), (0, 7), (500, 60)])
def test_the_same_bits(people: int, gone: int) -> None:
    run = finished(people + gone, people, gone)
    found, before = acts_of(run), from_all_records(run)
    for name in Acts._fields:
        if name != "amounts":
            own, other = getattr(found, name), getattr(before, name)
            assert own.dtype == other.dtype and own.tobytes() == other.tobytes(), name
    assert list(found.amounts) == list(before.amounts)
    for name, amount in found.amounts.items():
        assert all(own.dtype == other.dtype and own.tobytes() == other.tobytes() for own, other in zip(amount, before.amounts[name], strict=True)), name


def test_less_memory_than_the_records() -> None:
    run = finished(3, 20_000, 500)
    peaks = []
    for collect in (acts_of, from_all_records):
        tracemalloc.start()
        kept = collect(run)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert len(kept.key) > 10_000
    assert peaks[0] < 0.6 * peaks[1] and peaks[0] < run.stage.households.nbytes
