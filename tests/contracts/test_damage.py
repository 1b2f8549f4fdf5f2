"""Results that were damaged on disk: every file is found before a number of it is read, and nothing but what a command wrote itself is ever signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from experiments.runs.finished_tasks import Parts
from experiments.runs.runner import Done, Measured
from experiments.storage.seals import BLANK, is_sealed, sealed, table_bytes
from experiments.sweeps import Experiment, merge, query, read_sweep, run_sweep, status, verify
from experiments.sweeps.model_runs import Formula
from model.errors import InputError
from tests.contracts.damage import contents, flips
from tests.contracts.formulas import fails_above_two
from tests.contracts.test_sweeps import experiment

SUBJECT = Formula(fails_above_two, ("y", "luck"))
PART = "runs/part-000001-0001.parquet"


def sweep(tmp_path: Path, shard: tuple[int, int] = (1, 1)) -> tuple[Experiment, Path]:
    wanted = experiment(tmp_path)
    run_sweep(wanted, tmp_path / "r", subject=SUBJECT, shard=shard)
    return wanted, tmp_path / "r"


def commands(wanted: Experiment, folder: Path, shard: tuple[int, int] = (1, 1)) -> list[Callable[[], object]]:
    """Everything that reads a sweep; `sensitivity` runs, then reads it."""
    return [
        lambda: status(folder),
        lambda: query(folder, "select avg(y) from runs"),
        lambda: read_sweep(folder),
        lambda: run_sweep(wanted, folder, subject=SUBJECT, shard=shard),
        lambda: merge([folder], folder.parent / "merged"),
    ]


@pytest.mark.parametrize("shard", [(1, 1), (1, 2)])
def test_a_flipped_bit_anywhere_in_a_sweep_is_found(tmp_path: Path, shard: tuple[int, int]) -> None:
    """Finished or not: the file is named, whatever the command, and no command changes anything."""
    wanted, folder = sweep(tmp_path, shard)
    before = contents(folder)
    calls = commands(wanted, folder, shard)
    for number, name in enumerate(flips(folder, 60, 7)):
        with pytest.raises(InputError) as error:
            calls[number % len(calls)]()
        assert Path(name).name in str(error.value)
    assert contents(folder) == before
    for call in calls:
        call()
    (folder / "timing.json").write_bytes(b"\xff[")
    assert status(folder)["runs_done"] > 0  # the one file that no command reads


def by_hand(path: Path) -> None:
    """A part with other numbers, written as anybody would."""
    table = pq.read_table(path)
    place = table.schema.get_field_index("y")
    pq.write_table(table.set_column(place, table.schema.field(place), pc.multiply(table["y"], 2.0)), path)


@pytest.mark.parametrize("shard", [(1, 1), (2, 2)])
@pytest.mark.parametrize("listed", [True, False])
def test_a_part_that_somebody_changed_is_never_signed(tmp_path: Path, shard: tuple[int, int], listed: bool) -> None:
    wanted, folder = sweep(tmp_path, shard)
    by_hand(folder / PART)
    if not listed:
        (folder / "checksums.txt").unlink(missing_ok=True)
    before = contents(folder)
    for call in commands(wanted, folder):
        with pytest.raises(InputError, match=r"part-000001-0001\.parquet: is damaged"):
            call()
        assert contents(folder) == before
    with pytest.raises(InputError, match=r"part-000001-0001\.parquet: is damaged"):
        run_sweep(replace(wanted, replications=3), folder, subject=SUBJECT)  # nor where the sweep grows
    assert contents(folder) == before
    assert PART in verify(folder, 1, subject=SUBJECT)["damaged_files"]


def resigned(source: Path, target: Path, change: Callable[[pa.Table], pa.Table] = lambda table: table) -> None:
    """A part with a seal of its own, of the same content, whose rows are others than those of its place."""
    table = pq.ParquetFile(source).read()
    metadata = {key.decode(): value.decode() for key, value in table.schema.metadata.items() if key != b"seal"}
    target.write_bytes(table_bytes(change(table.replace_schema_metadata(None)), metadata))


def shifted(name: str) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index(name)
        return table.set_column(place, table.schema.field(place), pc.add(table[name], pa.scalar(1, table.schema.field(place).type)))

    return change


@pytest.mark.parametrize("name", ["point", "replication", "seed", "levers.matching_grant.ratio"])
def test_rows_of_another_place_are_found(tmp_path: Path, name: str) -> None:
    wanted, folder = sweep(tmp_path)
    resigned(folder / PART, folder / PART, shifted(name))
    assert is_sealed((folder / PART).read_bytes())
    for call in commands(wanted, folder):
        with pytest.raises(InputError, match=r"part-000001-0001\.parquet: is damaged \(its rows are not of its place"):
            call()


def test_parts_that_changed_places_are_found(tmp_path: Path) -> None:
    wanted, folder = sweep(tmp_path)
    one, other = folder / PART, folder / "runs/part-000001-0000.parquet"
    swapped = one.read_bytes(), other.read_bytes()
    other.write_bytes(swapped[0])
    one.write_bytes(swapped[1])
    for call in commands(wanted, folder):
        with pytest.raises(InputError, match="its rows are not of its place"):
            call()


def test_a_list_of_checksums_that_says_something_else_is_named(tmp_path: Path) -> None:
    wanted, folder = sweep(tmp_path)
    path = folder / "checksums.txt"
    whole = path.read_text()
    for wrong in ("", whole.replace("0", "1", 1), whole + "0  letter.txt\n", whole.replace("\n", "\x0b", 1), "".join(whole.splitlines(keepends=True)[:-1])):
        path.write_text(wrong)
        for call in commands(wanted, folder):
            with pytest.raises(InputError, match=r"checksums\.txt: is damaged"):
                call()
    path.unlink()
    assert not status(folder)["finished"]
    assert run_sweep(wanted, folder, subject=SUBJECT).timing["runs"] == 0
    assert path.read_text() == whole


@pytest.mark.parametrize("name", ["failures.parquet", PART])
def test_what_a_finished_sweep_lacks_is_named_and_computed_again(tmp_path: Path, name: str) -> None:
    wanted, folder = sweep(tmp_path)
    whole = contents(folder)
    (folder / name).unlink()
    for call in commands(wanted, folder)[:3]:
        with pytest.raises(InputError, match=f"{Path(name).name}: is missing"):
            call()
    assert verify(folder, 1, subject=SUBJECT)["damaged_files"] == [name]
    assert run_sweep(wanted, folder, subject=SUBJECT).finished
    assert contents(folder) == whole


def test_a_finished_sweep_of_an_older_version_rests_on_its_list(tmp_path: Path) -> None:
    """Its files carry no seal: those that the list knows are read, others are not."""
    from hashlib import sha256

    _, folder = sweep(tmp_path)
    path = folder / "design.parquet"
    pq.write_table(pq.ParquetFile(path).read().replace_schema_metadata(None), path)
    listed = (folder / "checksums.txt").read_text()
    with pytest.raises(InputError, match=r"design\.parquet: is damaged"):
        status(folder)
    old = next(line.split()[0] for line in listed.splitlines() if line.endswith("design.parquet"))
    (folder / "checksums.txt").write_text(listed.replace(old, sha256(path.read_bytes()).hexdigest()))
    assert status(folder)["finished"]


def test_a_seal_covers_every_bit() -> None:
    content = sealed(b"before " + BLANK + b" behind")
    assert is_sealed(content)
    for place in range(8 * len(content)):
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        assert not is_sealed(bytes(changed))
    assert is_sealed(b"before") is None


def task() -> Done:
    keys = (("remittances", None, None), ("remittances", "sex", "female"))
    series = pd.DataFrame({"remittances": [1.0, np.nan]}, index=pd.Index([0, 1], name="month"))
    base = Measured(keys, np.array([1.0, 2.0]), series)
    return Done(3, base, (base, Measured(keys, np.array([1.5, 2.5]), series)), ({}, {("additional", "lever", "x"): 4.0}), ())


def same(one: Done | None, other: Done) -> bool:
    measured = [] if one is None else list(zip([one.base, *one.policies], [other.base, *other.policies], strict=True))
    return one is not None and all(a.keys == b.keys and a.values.tolist() == b.values.tolist() and a.series.equals(b.series) for a, b in measured)


def test_a_flipped_bit_anywhere_in_an_unfinished_task_is_found(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts._write(5, task())
    assert same(parts._read(5), task())
    for _ in flips(tmp_path, 300, 3):
        assert parts._read(5) is None
    path = parts._path(5)
    whole = path.read_bytes()
    for size in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert parts._read(5) is None
    path.with_name("task-000006.npz").write_bytes(whole)
    assert parts._read(6) is None  # of another task
