"""Two outcomes of a sweep against each other, coloured by a factor: what more of one costs in the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.parameter import Text

from . import style
from .sensitivity_style import headed

CROWDED = 200


def draw(runs: pd.DataFrame, x: str, y: str, colour: str, labels: Callable[[str], str], language: str = "en") -> Figure | None:
    """One dot a point: the mean over replications. `runs` has the columns point, x, y and colour, and replication where there are several.

    Lines of one standard error leave out the luck that all points of a replication share; they would hide the dots where there are many.
    """
    if not {"point", x, y, colour} <= set(runs.columns) or runs[[x, y]].dropna().empty:
        return None
    grouped = runs.dropna(subset=[x, y]).groupby("point", sort=True)
    mean = grouped[[x, y]].mean()
    errors = _own_luck(runs.dropna(subset=[x, y]), [x, y]).groupby("point", sort=True)[[x, y]].sem().fillna(0.0)
    shade = grouped[colour].first()
    with style.look():
        figure = style.canvas(8.0, 5.4)
        axis = figure.subplots()
        crowded = len(mean) > CROWDED
        if not crowded:
            axis.errorbar(mean[x], mean[y], xerr=errors[x], yerr=errors[y], fmt="none", ecolor="#cccccc", elinewidth=0.7, zorder=1)
        if pd.api.types.is_numeric_dtype(shade) and not pd.api.types.is_bool_dtype(shade):
            dots = axis.scatter(mean[x], mean[y], c=shade, cmap="viridis", s=22, zorder=3)
            figure.colorbar(dots, ax=axis, label=style.wrap(labels(colour), 40), shrink=0.9)
        else:
            for k, value in enumerate(dict.fromkeys(shade)):
                chosen = (shade == value).to_numpy()
                axis.scatter(mean[x][chosen], mean[y][chosen], color=style.SERIES_COLOURS[k % len(style.SERIES_COLOURS)], s=22, label=str(value), zorder=3)
            axis.legend(title=style.wrap(labels(colour), 40), fontsize=8)
        for edge in (axis.axhline, axis.axvline):
            edge(0.0, color="#999999", linewidth=0.6)
        if (mean[x] > 0).all() or (mean[x] < 0).all():
            axis.set_xlim(*_padded(mean[x].to_numpy()))
        if (mean[y] > 0).all() or (mean[y] < 0).all():
            axis.set_ylim(*_padded(mean[y].to_numpy()))
        style.numbers(axis.xaxis, language)
        style.numbers(axis.yaxis, language)
        axis.set_xlabel(style.wrap(labels(x), 70))
        axis.set_ylabel(style.wrap(labels(y), 50))
        title = Text("What more of one goes with in the other", "Ce que plus de l'un entraîne pour l'autre")
        says = Text("One dot a point of the design, mean over replications", "Un point du plan par pastille, moyenne des réplications")(language)
        if not crowded:
            says += Text("; lines are one standard error", " ; traits : une erreur type")(language)
        return headed(figure, title(language), f"{says}.", language)


def _own_luck(runs: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Runs without what luck does to all points of a replication alike."""
    if "replication" not in runs.columns:
        return runs
    shared = runs.groupby("replication")[columns].transform("mean")
    return runs.assign(**{column: runs[column] - shared[column] for column in columns})


def _padded(values: np.ndarray) -> tuple[float, float]:  # type: ignore[type-arg]
    low, high = float(values.min()), float(values.max())
    pad = 0.06 * (high - low) or 0.05 * abs(high) or 1.0
    return low - pad, high + pad
