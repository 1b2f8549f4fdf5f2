"""Do indices settle as points are added? How wide are they, and how many more points would make them as narrow as is asked?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from model.parameter import Text

from ..runs.options import check_options
from .arguments import RULES
from .evidence import Evidence
from .methods import METHOD_RULES, METHODS, analyse, methods_for, stacked
from .notes import STILL
from .sample import in_own_order

EXTENSIBLE = ("saltelli", "morris", "sobol_sequence", "table")
"""Designs of which the first base units are a smaller design of the same kind."""
PARTS = (8, 4, 2, 1)
COLUMNS = ("outcome", "method", "index", "factor", "points", "value", "low", "high")
OVER_TIME = ("outcome", "year", "method", "index", "factor", "value", "low", "high")
SCALED = ("mu_star", "effect", "swing")
"""Indices in the unit of the outcome: their widths are compared with the largest of them."""

NOT_AVAILABLE = Text(
    "Convergence is not available: the first points of this design are no smaller design.",
    "La convergence n'est pas disponible : les premiers points de ce plan ne forment pas un plan plus petit.",
)


def not_available(kind: str) -> Text | None:
    """Why the convergence of a kind of design cannot be shown, or None where it can."""
    check_options(RULES, kind=kind)
    return None if kind in EXTENSIBLE else NOT_AVAILABLE


def main_rows(indices: pd.DataFrame) -> pd.DataFrame:
    """The rows of main indices of a table `indices`."""
    return indices[[row["index"] in METHODS[row["method"]].main for row in indices.to_dict("records")]] if len(indices) else indices


def convergence(evidence: Evidence, methods: Sequence[str] | None = None, language: str = "en") -> pd.DataFrame:
    """Main indices at 1/8, 1/4, 1/2 and all of the base units: the table `convergence`; empty where `not_available` says why.

    Args:
        evidence: design and outputs.
        methods: None takes the method that the design was made for.
        language: of the notes that are left aside here, and of errors.
    """
    check_options(METHOD_RULES, evidence=evidence, methods=methods, language=language)
    if evidence.kind not in EXTENSIBLE:
        return pd.DataFrame(columns=list(COLUMNS))
    names = methods_for(evidence.kind)[:1] if methods is None else tuple(methods)
    used, _ = evidence.usable()
    if evidence.kind == "table":
        used = in_own_order(used)  # a table may be sorted: its first rows would be a corner of the space
    units = sorted({used.n_base_units // part for part in PARTS} - {0, 1})
    return stacked([main_rows(analyse(used.first(n), names, language))[list(COLUMNS)] for n in units], COLUMNS)


def over_time(by_year: Mapping[int, Evidence], outcome: str, methods: Sequence[str] | None = None, language: str = "en") -> pd.DataFrame:
    """Main indices of the outcome of each year: the table `over_time`. `by_year`: year from 1 to the evidence of that year's outcome."""
    check_options(METHOD_RULES, by_year=by_year, outcome=outcome, methods=methods, language=language)
    tables = []
    for year, evidence in sorted(by_year.items()):
        names = methods_for(evidence.kind)[:1] if methods is None else tuple(methods)
        tables.append(main_rows(analyse(evidence, names, language)).assign(outcome=outcome, year=year)[list(OVER_TIME)])
    return stacked(tables, OVER_TIME)


def widest(indices: pd.DataFrame) -> float:
    """The widest full 95 % interval (high minus low) of the main indices of the method that the design was made for.

    Shares are compared as they are; effects in the unit of the outcome relative to the largest of their outcome. An outcome that does not move has nothing
    to narrow and counts 0. NaN where an index has no interval that is known.
    """
    check_options(RULES, indices=indices)
    main = main_rows(indices)
    made_for = next((name for name in METHODS if (main["method"] == name).any()), None)
    found = []
    for (_, index), rows in main[main["method"] == made_for].groupby(["outcome", "index"]):
        widths = rows["high"] - rows["low"]
        if (widths.isna() & rows["value"].notna()).any():  # an input that does nothing has one without width, which tells nothing of others
            return math.nan
        widths = widths.dropna()
        if len(widths):
            largest = float(rows["value"].abs().max()) if index in SCALED else 1.0
            found.append(float(widths.max()) / largest if largest > 0.0 else 0.0)
        elif rows["note"].str.startswith(tuple(STILL)).all():
            found.append(0.0)
        else:
            return math.nan
    return max(found, default=math.nan)


def needed(units_now: int, widest_now: float, target: float, kind: str = "saltelli") -> int:
    """Base units at which the widest interval should be as narrow as the target: widths fall with the root of the number of base units.

    A Saltelli design goes up to the next power of two, any other to the next whole number. Where no width is known yet, twice as many.

    >>> needed(64, 0.2, 0.1), needed(10, 0.3, 0.2, "morris"), needed(64, 0.1, 0.2)
    (256, 23, 64)
    """
    given = check_options(RULES, units_now=units_now, widest_now=widest_now, target=target, kind=kind)
    units_now, widest_now, target = given.units_now, given.widest_now, given.target
    if not math.isfinite(widest_now):
        return 2 * units_now
    if widest_now <= target:
        return units_now
    wanted = math.ceil(units_now * (widest_now / target) ** 2 * (1.0 - 1e-12))
    return 2 ** math.ceil(math.log2(wanted)) if kind == "saltelli" else wanted
