"""Tables in CSV, as the spreadsheets of each language open them by a double click, and read back whichever it is.

English: commas between cells, points in numbers. French: semicolons between cells, commas in numbers, and the mark by which spreadsheets know UTF-8. The
same tables in Parquet do not depend on the language.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd


def write_csv(table: pd.DataFrame, path: Path, language: str = "en") -> None:
    """Write a table without its index."""
    if language == "fr":
        words = [column for column in table.columns if table[column].dtype == object]
        table = table.assign(**{column: table[column].map(_with_comma) for column in words})
        table.to_csv(path, index=False, lineterminator="\n", sep=";", decimal=",", encoding="utf-8-sig")
    else:
        table.to_csv(path, index=False, lineterminator="\n")


def _with_comma(value: Any) -> Any:
    """A number among words, as `decimal` of pandas leaves it out."""
    return repr(float(value)).replace(".", ",") if isinstance(value, float) and value == value else value


def read_csv(path: Path) -> pd.DataFrame:
    """A table that `write_csv` wrote, in either language: names of columns hold neither commas nor semicolons."""
    with path.open(encoding="utf-8-sig") as file:
        head = file.readline()
    if ";" in head:
        return pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    return pd.read_csv(path, encoding="utf-8-sig")
