"""What a sweep consists of, and how it is cut into parts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pyarrow as pa

from .cells import factor_columns, run_table
from .designs import Points
from .experiment import Experiment
from .model_runs import Answer, Point, Subject

BLOCK = 32
"""Points of a part at least: about three seconds of small runs, so that sending them costs nothing and a killed worker loses little."""


class Place(NamedTuple):
    """A part: the points from `first` up to `end` (not included) in one replication."""

    block: int
    first: int
    end: int
    replication: int

    @property
    def name(self) -> str:
        """Name of its file, without suffix."""
        return f"part-{self.block:06d}-{self.replication:04d}"

    @property
    def file(self) -> str:
        """Its file in the folder of the sweep."""
        return f"runs/{self.name}.parquet"


@dataclass(frozen=True)
class Plan:
    """What a sweep consists of: the experiment, its points in the order in which the folder numbers them, and what runs them."""

    experiment: Experiment
    points: Points
    subject: Subject
    content: dict[str, Any]
    fingerprint: str

    @property
    def stride(self) -> int:
        """Points that share most of a world: a Saltelli row, a trajectory."""
        return self.experiment.design.stride(len(self.experiment.factors))

    @property
    def block(self) -> int:
        """Points of a part: whole base units, at least BLOCK. It depends on the design alone."""
        return self.stride * math.ceil(BLOCK / self.stride)

    @property
    def n_runs(self) -> int:
        """One a point, replication and scenario."""
        return len(self.points.values) * self.experiment.replications * len(self.subject.scenario_names)

    @cached_property
    def factors(self) -> pa.Table:
        """A row a point, a column a factor."""
        return pa.table(factor_columns(self.experiment, self.points.values), names=list(self.experiment.paths))

    def places(self, shard: tuple[int, int] = (1, 1)) -> list[Place]:
        """All parts, block by block; those of one shard (i, n), i from 1 to n."""
        count = len(self.points.values)
        blocks = range(math.ceil(count / self.block))
        all_places = [
            Place(block, block * self.block, min((block + 1) * self.block, count), replication)
            for block in blocks
            for replication in range(self.experiment.replications)
        ]
        number, of = shard
        # by block: a shard keeps the replications of a block together
        return [place for place in all_places if place.block % of == number - 1]

    def block_points(self, place: Place, start: int | None = None) -> list[Point]:
        """The points of a part, from `start` on where the first ones are there already."""
        paths = self.experiment.paths
        first = place.first if start is None else start
        return [(number, dict(zip(paths, self.points.values[number], strict=True))) for number in range(first, place.end)]

    def table(self, answer: Answer, replication: int = 0) -> pa.Table:
        """The runs of an answer as the table of a part."""
        return run_table(answer, self.factors, self.subject.scenario_names, self.subject.columns, replication, self.experiment.seed)
