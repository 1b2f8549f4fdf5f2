"""Multilinear interpolation on a regular grid, as the page does it: the same sums in the same order, so that both give the same digits."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence


def inside(values: Sequence[float], share: float) -> float:
    """The value at a share of the way along the sorted values of a slider, cell by cell: every cell has an equal part of the way.

    >>> inside([0.0, 1.0, 5.0], 0.75)
    3.0
    """
    if len(values) == 1:
        return values[0]
    place = min(max(share, 0.0), 1.0) * (len(values) - 1)
    cell = min(int(place), len(values) - 2)
    return values[cell] + (place - cell) * (values[cell + 1] - values[cell])


def interpolated(axes: Sequence[Sequence[float]], numbers: Sequence[float | None], point: Sequence[float]) -> float | None:
    """A number at a point of the box of a grid; on a point of the grid, the very number that stands there.

    Args:
        axes: the sorted values of each slider.
        numbers: what was run, the last slider fastest; None where it is not defined.
        point: a value a slider; beyond the ends it is taken at the end.

    Returns:
        None where a point of the grid that counts has no number.

    >>> interpolated([(0.0, 1.0), (0.0, 2.0)], [0.0, 2.0, 1.0, 5.0], (0.5, 1.0))
    2.0
    >>> interpolated([(0.0, 1.0)], [None, 0.1], (1.0,)), interpolated([(0.0, 1.0)], [None, 0.1], (0.9,))
    (0.1, None)
    """
    corners: list[tuple[int, float]] = [(0, 1.0)]
    for values, at in zip(axes, point, strict=True):
        if len(values) == 1:
            corners = [(index, weight) for index, weight in corners]
            continue
        inside_ends = min(max(at, values[0]), values[-1])
        cell = min(bisect_right(values, inside_ends) - 1, len(values) - 2)
        above = (inside_ends - values[cell]) / (values[cell + 1] - values[cell])
        steps = ((cell, 1.0 - above), (cell + 1, above))
        corners = [(index * len(values) + step, weight * share) for index, weight in corners for step, share in steps if share != 0.0]
    total = 0.0
    for index, weight in corners:
        number = numbers[index]
        if number is None or math.isnan(number):
            return None
        total += weight * number
    return total
