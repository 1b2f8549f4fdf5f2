"""Published tables made up for a test: what importers hand on, without a file."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.country_tables.folder import Published
from scenarios.importing import Imported, Key

Series = Mapping[tuple[str, str], Mapping[int, float]]
"""Values by place, other place ("" for none) and year."""


def imported(kind: str, **by_figure: Series) -> Imported:
    """A table of a kind with these figures."""
    return Imported(
        kind,
        "made up",
        "made_up",
        {},
        {Key(figure, place, other): dict(years) for figure, series in by_figure.items() for (place, other), years in series.items()},
    )  # type: ignore[arg-type]


def one(**years_of: Mapping[int, float]) -> Series:
    """A series a country."""
    return {(place, ""): years for place, years in years_of.items()}


REGIONS = imported("un_workbook", region=one(SEN={2020: 914}, MLI={2020: 914}, FRA={2020: 926}, ITA={2020: 925}, QAT={2020: 922}))


def published(*more: Imported) -> Published:
    """A folder of tables that knows the regions of five countries."""
    by_kind: dict[str, list[Imported]] = {}
    for table in (REGIONS, *more):
        by_kind.setdefault(table.kind, []).append(table)
    return Published(by_kind)
