"""What a sensitivity analysis leaves in the folder of its sweep: tables, figures and the page that is read first."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from ..figures.sensitivity_style import stamped
from ..figures.style import footnoted, save
from ..manifest import write_notes
from ..storage.csv_tables import write_csv
from ..storage.seals import write_table
from .analysis import Analysis
from .pictures import pictures
from .summary import summary


def write_analysis(analysis: Analysis, folder: Path, language: str = "en") -> Path:
    """Tables in CSV and Parquet, figures and summary.md, in `sensitivity` of the folder of the sweep."""
    place = folder / "sensitivity"
    (place / "figures").mkdir(parents=True, exist_ok=True)
    for name, table in analysis.tables.items():
        for suffix in ("csv", "parquet"):
            (place / f"{name}.{suffix}").unlink(missing_ok=True)
        if len(table):
            plain = table.assign(**{column: table[column].astype(str) for column in ("low_value", "high_value") if column in table.columns})
            write_csv(plain, place / f"{name}.csv", language)
            write_table(place / f"{name}.parquet", pa.Table.from_pandas(plain, preserve_index=False))
    for old in (place / "figures").iterdir():
        old.unlink()
    with stamped(analysis.sweep.manifest):
        for name, figure in pictures(analysis, language):
            save(footnoted(figure, language), place / "figures" / name)
    write_notes(analysis.sweep.manifest, place)
    (place / "summary.md").write_text(summary(analysis, language), encoding="utf-8")
    return place
