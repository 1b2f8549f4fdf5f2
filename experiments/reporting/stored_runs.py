"""The single runs of a comparison in its folder (`replications.parquet`), and the comparison from them again: in any language, in any currency.

Whatever a page, a figure or a brief says follows from these numbers, so that nothing is simulated, and no number is typed, a second time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from model.errors import RESULTS, InputError, Problem
from model.levers import REGISTRY
from model.text import Text
from scenarios.reading.build import build
from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble, ensemble_of
from ..comparing.assembled import assembled
from ..comparing.comparison import Comparison
from ..comparing.lever_contributions import Contributions, of_one_lever, split_again
from ..manifest import REMADE
from ..runs.intervals import Floats
from ..runs.replications import Replications
from ..runs.runner import Failure, Key
from ..storage.csv_tables import read_csv
from ..storage.files import read_whole
from ..storage.seals import CHECKSUMS, damaged, is_sealed, parsed, read_checksums, unlike_checksums, write_table

FILE = "replications.parquet"
COLUMNS = ["scenario", "replication", "of", "lever", "outcome", "breakdown", "group", "value"]
"""`of`: what the number is of, one of those below; `lever`: the lever left out, or that a part of a split is of (two levers with a + between them)."""
POLICY, WITHOUT, JUDGED, INDUCED, LEFT_OUT = "policy", "without_policy", "judged", "induced", "left_out"
WHOLE, ALONE, LAST, SHARE, PAIR = "split_whole", "split_alone", "split_left_out", "split_shapley", "split_pair"
WANTED = Text("a folder that `diaspora compare` wrote", "un dossier écrit par `diaspora compare`")


class _Inputs(NamedTuple):
    """How the inputs of all runs were drawn."""

    uncertainty: str
    ensemble: Ensemble | None
    is_point: bool


class Block(NamedTuple):
    """Numbers of one kind of a scenario: replication by key."""

    of: str
    lever: str | None
    keys: tuple[Key, ...]
    values: Floats


def write_runs(comparison: Comparison, path: Path, told: Mapping[str, str]) -> None:
    """Write the single runs, in USD of 2019; `told` is further metadata of the file."""
    splits = {found.name: found for found in comparison.splits}
    frames = []
    everything = [*comparison.replications, *comparison.compared_with]
    for each in everything:
        for block in _blocks(each, splits.get(each.name)):
            frames.append(_frame(each, block))
    table = pd.concat(frames, ignore_index=True)[COLUMNS]
    schema = pa.schema([(name, _type(name)) for name in COLUMNS])
    worlds = json.dumps([[each.name, each.without] for each in everything])
    source = everything[0].ensemble
    drawn_from = {} if source is None else {"ensemble": json.dumps(source.document())}
    write_table(path, pa.Table.from_pandas(table, schema=schema, preserve_index=False), {**told, "worlds": worlds, **drawn_from})


def _type(column: str) -> pa.DataType:
    return {"replication": pa.int32(), "value": pa.float64()}.get(column, pa.dictionary(pa.int32(), pa.string()))


def _blocks(each: Replications, split: Contributions | None) -> Iterator[Block]:
    yield Block(POLICY, None, each.keys, each.values)
    if each.base is not None:
        yield Block(WITHOUT, None, each.keys, each.base)
    for of, sums in ((JUDGED, each.judged), (INDUCED, each.induced)):
        if sums:
            yield Block(of, None, tuple(sums), np.column_stack(list(sums.values())))
    for lever, values in each.left_out.items():
        yield Block(LEFT_OUT, lever, each.keys, values)
    if split is None:
        return
    keys: tuple[Key, ...] = tuple((outcome, None, None) for outcome in split.outcomes)
    yield Block(WHOLE, None, keys, split.whole)
    if len(split.levers) > 1:
        for place, lever in enumerate(split.levers):
            for of, values in ((ALONE, split.alone), (LAST, split.left_out), (SHARE, split.shapley)):
                yield Block(of, lever, keys, values[:, place])
        for pair, values in split.pairs.items():
            yield Block(PAIR, "+".join(pair), keys, values)


def _frame(each: Replications, block: Block) -> pd.DataFrame:
    runs, width = block.values.shape
    columns = dict(zip(("outcome", "breakdown", "group"), zip(*block.keys, strict=True), strict=True))
    told = {name: np.tile(np.array(values, dtype=object), runs) for name, values in columns.items()}
    head = {"scenario": each.name, "replication": np.repeat(np.array(each.numbers, dtype=np.int32), width), "of": block.of, "lever": block.lever}
    return pd.DataFrame({**head, **told, "value": block.values.ravel()})


def read_comparison(folder: str | Path) -> Comparison:
    """The comparison of a folder, as `compare` returned it, in USD of 2019.

    InputError where it is no folder of `diaspora compare`, where a file is missing or not as it was written, or where what it was made with (levers of one's
    own, tables of countries) is not there any more.
    """
    folder = Path(folder)
    manifest = _checked_manifest(folder)
    path = folder / FILE
    content = read_whole(path)
    if content is None or not is_sealed(content):
        raise InputError(
            damaged(
                path,
                Text("it is not there, or not as it was written", "il n'est pas là, ou pas tel qu'il a été écrit"),
                REMADE,
            )
        )
    table = parsed(path, content)
    metadata = table.schema.metadata or {}
    worlds: list[tuple[str, str]] = [(str(name), str(without)) for name, without in json.loads(metadata[b"worlds"])]
    inputs = _Inputs(
        str(manifest["options"]["uncertainty"]),
        ensemble_of(json.loads(metadata[b"ensemble"]), str(path)) if b"ensemble" in metadata else None,
        "point" in manifest["options"],
    )
    own = _scenarios(folder, manifest)
    blocks = _read_blocks(table)
    each = {name: _replications(own[name], name, without, inputs, blocks[name]) for name, without in worlds}
    other = (manifest.get("against") or {}).get("fingerprint")
    reference = next((one for one in each.values() if one.scenario.fingerprint == other), None)
    asked = [name for name in own if name in manifest["scenarios"]]
    named = sorted(asked, key=lambda name: [*each, *asked].index(name))  # those that lost all their runs come last
    ordered = [each.get(name) or _nothing(own[name], name, inputs) for name in named] + [one for name, one in each.items() if name not in asked]
    splits = [found for name in named if name in each and (found := _split(each[name], blocks[name])) is not None]
    return assembled(ordered, len(named), reference, _series(folder), splits, _failures(folder), manifest)


_HOLDS_NO_RESULTS_IT_HAS = Text("holds no results: it has no manifest.json", "ne contient pas de résultats : il n'a pas de manifest.json")
_HOLDS_RESULTS_OF_ANOTHER_KIND = Text("holds results of another kind", "contient des résultats d'un autre type")
_HOLDS_LEVELS_ALONE_WITHOUT_THE = Text(
    "holds levels alone, without the world without policy (`diaspora run`)", "ne contient que des niveaux, sans le monde sans politique (`diaspora run`)"
)
_WAS_WRITTEN_BY_VERSION_WHICH = Text(
    "was written by version {version}, which kept no single runs ({file})",
    "a été écrit par la version {version}, qui ne gardait pas les simulations une à une ({file})",
)
_IS_NOT_THERE = Text("is not there", "n'existe pas")
_IS_A_FILE_NOT_A = Text("is a file, not a folder", "est un fichier, non un dossier")
_IS_A_SWEEP = Text("is a sweep", "est un balayage")
_RESULTS_OF_THIS_VERSION_THE = Text(
    "results of this version; the command again: {command}", "des résultats de cette version ; la commande de nouveau : {command}"
)
_HAS_NO = Text("has no {name}", "n'a pas de {name}")


def _checked_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder of a comparison all of whose files are as they were written."""
    if not folder.is_dir():
        raise InputError(Problem(RESULTS, _IS_NOT_THERE if not folder.exists() else _IS_A_FILE_NOT_A, value=str(folder), allowed=WANTED))
    content = read_whole(folder / "manifest.json")
    if content is None:
        raise InputError(Problem(RESULTS, _HOLDS_NO_RESULTS_IT_HAS, value=str(folder), allowed=WANTED))
    if (wrong := unlike_checksums(folder)) or read_checksums(folder) is None:
        is_sweep = (folder / "runs").is_dir()
        raise InputError(wrong or [Problem(RESULTS, _IS_A_SWEEP if is_sweep else _HAS_NO.filled(name=CHECKSUMS), value=str(folder), allowed=WANTED)])
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or "scenarios" not in manifest or "options" not in manifest:
        raise InputError(Problem(RESULTS, _HOLDS_RESULTS_OF_ANOTHER_KIND, value=str(folder), allowed=WANTED))
    if not manifest["options"].get("baseline", True):
        raise InputError(Problem(RESULTS, _HOLDS_LEVELS_ALONE_WITHOUT_THE, value=str(folder), allowed=WANTED))
    if not (folder / FILE).exists():
        says = _WAS_WRITTEN_BY_VERSION_WHICH.filled(version=manifest["code"].get("version", "?"), file=FILE)
        raise InputError(Problem(RESULTS, says, value=str(folder), allowed=_RESULTS_OF_THIS_VERSION_THE.filled(command=manifest.get("command", ""))))
    return manifest


def _scenarios(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Scenario]:
    """The scenarios by their names in the folder, and the one compared with, built again from the manifest."""
    told: dict[str, Mapping[str, Any]] = dict(manifest["scenarios"])
    other = manifest.get("against")
    if other is not None and all(one["fingerprint"] != other["fingerprint"] for one in told.values()):
        name, number = str(other["name"]), 1
        while name in told:
            number += 1
            name = f"{other['name']}#{number}"
        told[name] = other
    missing = sorted({lever for one in told.values() for lever in one["content"].get("levers", {}) if lever not in REGISTRY})
    if missing:
        raise InputError(
            Problem(
                RESULTS,
                Text("rests on levers that are not in use here: {names}", "repose sur des leviers qui ne sont pas employés ici : {names}").filled(
                    names=", ".join(missing)
                ),
                str(folder),
                allowed="--plugin FILE",
            )
        )
    found = {}
    for name, one in told.items():
        found[name] = build(one["content"], file=str(folder / "manifest.json"), name=str(one["name"]))
        if found[name].fingerprint != one["fingerprint"]:
            says = Text(
                "{name} is not the same scenario with the tables and levers of this version",
                "{name} n'est pas le même scénario avec les tables et les leviers de cette version",
            ).filled(name=name)
            raise InputError(
                Problem(
                    RESULTS,
                    says,
                    str(folder),
                    allowed=Text("version {version}, or the command again", "la version {version}, ou la commande de nouveau").filled(
                        version=manifest["code"].get("version", "?")
                    ),
                )
            )
    return found


def _read_blocks(table: pa.Table) -> dict[str, list[Block]]:
    """Scenario to its blocks, in the order in which they were written."""
    frame = table.to_pandas()
    words = {name: frame[name].astype(object).where(frame[name].notna(), None) for name in ("scenario", "of", "lever", "outcome", "breakdown", "group")}
    starts = np.ones(len(frame), dtype=bool)
    codes = [frame[name].cat.codes.to_numpy() for name in ("scenario", "of", "lever")]
    starts[1:] = np.any([code[1:] != code[:-1] for code in codes], axis=0)
    edges = [*np.flatnonzero(starts).tolist(), len(frame)]
    replication, value = frame["replication"].to_numpy(), frame["value"].to_numpy(dtype=np.float64)
    found: dict[str, list[Block]] = {}
    for first, after in pairwise(edges):
        width = int((replication[first:after] == replication[first]).sum())
        keys = tuple(zip(*(words[name].iloc[first : first + width] for name in ("outcome", "breakdown", "group")), strict=True))
        block = Block(str(words["of"].iloc[first]), words["lever"].iloc[first], keys, value[first:after].reshape(-1, width))
        found.setdefault(str(words["scenario"].iloc[first]), []).append(block)
        if block.of == POLICY:
            found[str(words["scenario"].iloc[first])].append(_numbers_block(replication[first:after:width]))
    return found


def _numbers_block(numbers: np.ndarray[Any, Any]) -> Block:
    return Block("numbers", None, (), numbers.astype(np.float64))


def _replications(scenario: Scenario, name: str, without: str, inputs: _Inputs, blocks: Sequence[Block]) -> Replications:
    by = {(block.of, block.lever): block for block in blocks}
    policy, base = by[POLICY, None], by.get((WITHOUT, None))
    judged, induced = ({} if block is None else _by_key(block) for block in (by.get((JUDGED, None)), by.get((INDUCED, None))))
    numbers = tuple(int(number) for number in by["numbers", None].values)
    return Replications(
        name,
        scenario,
        numbers,
        policy.keys,
        policy.values,
        None if base is None else base.values,
        judged,
        inputs.uncertainty,
        without,
        {str(lever): block.values for (of, lever), block in by.items() if of == LEFT_OUT},
        induced,
        inputs.ensemble,
        inputs.is_point,
    )


def _by_key(block: Block) -> dict[Key, Floats]:
    return {key: block.values[:, place].copy() for place, key in enumerate(block.keys)}


def _nothing(scenario: Scenario, name: str, inputs: _Inputs) -> Replications:
    """A scenario that lost all its runs."""
    return Replications(name, scenario, (), (), np.zeros((0, 0)), None, {}, inputs.uncertainty, ensemble=inputs.ensemble, is_point=inputs.is_point)


def _split(each: Replications, blocks: Sequence[Block]) -> Contributions | None:
    by = {(block.of, block.lever): block for block in blocks}
    whole = by.get((WHOLE, None))
    if whole is None:
        return None
    outcomes = tuple(outcome for outcome, _, _ in whole.keys)
    levers = tuple(str(lever) for of, lever in by if of == ALONE)
    if not levers:
        return of_one_lever(each, outcomes)
    parts = [np.stack([by[of, lever].values for lever in levers], axis=1) for of in (ALONE, LAST, SHARE)]
    pairs = {}
    for (of, lever), block in by.items():
        if of == PAIR:
            first, _, second = str(lever).partition("+")
            pairs[first, second] = block.values
    return split_again(each, outcomes, levers, (parts[0], parts[1], parts[2]), whole.values, pairs)


def _series(folder: Path) -> pd.DataFrame:
    path = folder / "series.parquet"
    content = read_whole(path)
    assert content is not None  # it is in the list of checksums
    frame: pd.DataFrame = parsed(path, content).to_pandas()
    return frame


def _failures(folder: Path) -> list[tuple[str, Failure]]:
    path = folder / "failures.csv"
    if not path.exists():
        return []
    rows = read_csv(path).to_dict("records")
    return [(str(row["scenario"]), Failure(int(row["replication"]), None, *(str(row[key]) for key in ("stage", "error", "traceback")))) for row in rows]
