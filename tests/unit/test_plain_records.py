"""Records taken out of their arrays for plain Python: they hold what the arrays would, and stand in them again once put back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model.compiled.packed_arrays import EXAMPLE
from model.compiled.random_batches import dice_alone, dice_of_all, life_alone, lives_of
from model.records.arrays import Clock, WorldArrays
from model.records.fields import dtype_of
from model.records.people import HOUSEHOLD
from model.records.vocabulary import Status
from model.running.plain_records import Line, Table, Taken, opened, put_back, readable

SCHEMAS = {name: array.dtype for name, array in EXAMPLE._asdict().items() if array.dtype.names}
VALUES: tuple[Any, ...] = (0, 1, -1, 100, 2.0, 2.75, -2.75, True, False, 0.1, 1.0 / 3.0, 1e-30, np.float64(0.7), np.float32(0.3), np.int64(7), np.uint16(9))


def filled(name: str, n: int = 3, seed: int = 1) -> np.ndarray:
    """Records full of numbers of their types."""
    made = np.zeros(n, dtype=SCHEMAS[name])
    rng = np.random.default_rng(seed)
    for field in made.dtype.names or ():
        kind = made.dtype[field]
        made[field] = rng.normal(size=n) if kind.kind == "f" else rng.integers(np.iinfo(kind).min, np.iinfo(kind).max, n, endpoint=True, dtype=kind)
    return made


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_record_has_the_numbers_of_its_array_and_gives_them_back(name: str) -> None:
    array = filled(name)
    before, taken = array.tobytes(), Taken(array)
    for i in range(3):
        for field in array.dtype.names or ():
            found = getattr(taken[i], field)
            assert type(found) in (int, float) and found == array[field].item(i)
    array[:] = 0
    taken.put_back()
    assert array.tobytes() == before


def refused(array: np.ndarray, field: str, value: Any) -> None:
    """Set a value into a record of an array, and put it back."""
    taken = Taken(array)
    setattr(taken[1], field, value)
    taken.put_back()


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_is_set_is_held_as_the_array_would_hold_it(name: str) -> None:
    array, other = filled(name), filled(name)
    taken = Taken(array)
    for field in array.dtype.names or ():
        for value in VALUES:
            try:
                other[field][1] = value
            except OverflowError:  # below zero, where there is no room for a sign
                with pytest.raises(OverflowError):
                    refused(array.copy(), field, value)
                continue
            setattr(taken[1], field, value)
            assert getattr(taken[1], field) == other[field].item(1), (field, value)
            assert type(getattr(taken[1], field)) is (float if array.dtype[field].kind == "f" else int)
    taken.put_back()
    assert array.tobytes() == other.tobytes()


def test_a_record_stays_the_same_object_until_all_are_put_back() -> None:
    array = filled("households")
    taken = Taken(array)
    one = taken[2]
    assert taken[np.int64(2)] is taken[-1] is one
    one.wealth = 12.5
    assert array["wealth"][2] != 12.5 and taken[2].wealth == 12.5
    taken.put_back()
    assert array["wealth"][2] == 12.5 and taken[2] is not one
    array["wealth"][2] = 3.0
    taken.put_back()
    assert array["wealth"][2] == 12.5  # taken out again before the array was written


def test_one_record_is_written_over_another_in_place() -> None:
    array = filled("files")
    expected = array[[1, 1, 2]].copy()
    taken = Taken(array)
    first = taken[0]
    taken[0] = taken[1]
    assert taken[0] is first and first is not taken[1]
    first.days_left += 1.0
    assert taken[1].days_left == expected["days_left"][1]
    taken.put_back()
    expected["days_left"][0] += 1.0
    assert array.tolist() == expected.tolist()


def test_offers_are_found_by_corridor_and_class() -> None:
    array = np.zeros((2, 3), dtype=SCHEMAS["offers"])
    array["match_ratio"] = np.arange(6).reshape(2, 3)
    taken = Taken(array)
    assert [taken[i, j].match_ratio for i, j in ((0, 0), (1, 0), (1, -1))] == [0.0, 3.0, 5.0]
    taken[1, 0].match_ratio = 9.0
    taken.put_back()
    assert array["match_ratio"].tolist() == [[0.0, 1.0, 2.0], [9.0, 4.0, 5.0]]


def test_what_is_not_there_is_refused() -> None:
    taken = Taken(filled("households"))
    for i in (3, -4):
        with pytest.raises(IndexError):
            taken[i]
    with pytest.raises(AttributeError, match="welth"):
        taken[0].welth = 1.0
    with pytest.raises(AttributeError, match="welth"):
        readable(EXAMPLE._replace(households=filled("households"))).households[0].welth  # noqa: B018
    taken[1].trips = 300
    with pytest.raises(OverflowError, match=r"record 1: trips: .*300"):
        taken.put_back()


def test_a_line_and_a_table_give_numbers_of_python_and_write_through() -> None:
    line, table = Line(counts := np.arange(4)), Table(flows := np.zeros((2, 3)))
    row = table[1]
    row[2] += 1.5
    table[1, 0] = 4
    assert flows.tolist() == [[0.0, 0.0, 0.0], [4.0, 0.0, 1.5]] and table[1] is row
    assert type(table[1, 2]) is float and type(line[1]) is int and (len(line), len(table), table.shape) == (4, 2, (2, 3))
    line[0] = 2.9
    line[1] = np.int32(5)
    assert counts.tolist() == [2, 5, 2, 3] and line.sum() == 12 and table.max() == 4.0
    for place in (4, -5):
        with pytest.raises(IndexError):
            line[place]
    with pytest.raises(IndexError):
        table[2, 0]


def test_a_whole_number_that_is_too_large_for_an_array_wraps_around_as_in_compiled_loops() -> None:
    around = np.zeros((2, 2), dtype=np.int64)
    table = Table(around)
    table[0, 1] = 2**63 + 5
    table[1, 0] = 2.9
    assert around.tolist() == [[0, 5 - 2**63], [2, 0]]


def test_a_cube_gives_tables() -> None:
    mood = np.arange(12.0).reshape(2, 2, 3)
    table = Table(mood)
    assert table[1][0, 2] == 8.0 == table[1, 0, 2]
    table[1, 0, 2] = 1.0
    assert table[1][0, 2] == mood[1, 0, 2] == 1.0


def stage_of(people: np.ndarray) -> WorldArrays:
    """A stage with these people in it, of communities that were struck never, at the beginning and later."""
    households, communities = np.zeros(len(people), dtype=dtype_of(HOUSEHOLD)), np.zeros(3, dtype=SCHEMAS["communities"])
    households["id"], households["community"], households["status"] = people, np.arange(len(people)) % 3, np.arange(len(people)) % 2
    communities["struck_month"] = (-1, 0, 17)
    return EXAMPLE._replace(households=households, communities=communities, counts=np.array([len(people), 0, 0, 0, 0]))


@pytest.mark.parametrize("t", [Clock(1, 0, 0, 3, 15, 3, 0), Clock(2**32 - 1, 2**32 - 2, 999_999, -5, 7, 2, 0b111111), Clock(0, 0, 1, 0, 2**31 - 1, 11, 0)])
def test_draws_made_for_all_at_once_are_those_of_each_alone(t: Clock) -> None:
    people = np.random.default_rng(5).integers(0, 2**32, 40, dtype=np.uint32)
    people[:3] = (0, 2**32 - 1, 1)
    for stage in (stage_of(people), stage_of(people[:0])):
        w = opened(stage)
        living = [w.households[i] for i in range(w.counts[0])]
        assert lives_of(w, t) == [life_alone(h.id, t) for h in living]
        assert dice_of_all(w, t) == [dice_alone(h.id, t, w.communities[h.community].struck_month) for h in living]
        assert all(type(u) is float for drawn in lives_of(w, t) for u in drawn)


def test_an_opened_stage_is_put_back_as_a_whole() -> None:
    stage = stage_of(np.arange(4))
    w = opened(stage)
    w.households[1].status, w.communities[2].income, w.counts[3] = Status.PRESENT, 2.5, 1
    assert stage.communities["income"][2] == 0.0 and stage.counts[3] == 1
    put_back(w)
    assert stage.communities["income"][2] == 2.5 and stage.households["status"].tolist() == [0, 1, 0, 1]
