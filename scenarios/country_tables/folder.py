"""A folder of published tables, read whole: each file by the format that its name says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from model.errors import InputError, Problem, nearest
from model.text import Text, either

from ..importing import KINDS, NO_KIND, Imported, read

NEEDED = ("un_stock_2020", "un_workbook", "wdi", "world_bank_stock", "education", "governance", "citizenship")
"""Without these there is no table."""
NOT_USED = ("stock_by_sex", "doing_business_rank")
"""Read by `data import`, and not used here: terms of use that are not stated, or a ranking that was withdrawn."""

NO_FOLDER = Text("is not a folder", "n'est pas un dossier")
A_FOLDER = Text("a folder with published tables", "un dossier de tables publiées")
NO_FILE_OF = Text("no file of this kind is there", "il n'y a pas de fichier de ce type")
OR_USE = Text("{files}; or --use {kind}=FILE", "{files} ; ou --use {kind}=FICHIER")
SEVERAL = Text("several files are of this kind: {names}", "plusieurs fichiers sont de ce type : {names}")


class Published:
    """The tables of a folder, by kind. Where several give the same series (releases of the WDI), the newest release of a value stands."""

    def __init__(self, tables: Mapping[str, list[Imported]]) -> None:
        self.tables = tables

    def of(self, kind: str) -> Iterator[Imported]:
        """The tables of a kind."""
        yield from self.tables.get(kind, ())

    def series(self, kind: str, figure: str, place: str, residence: str = "") -> dict[int, float]:
        """Values by year, of all tables of the kind together."""
        found: dict[int, float] = {}
        for table in self.of(kind):
            found |= table.series.get((figure, place, residence), {})  # type: ignore[call-overload]
        return found

    def newest(self, kind: str, figure: str, place: str, residence: str = "", years: tuple[int, int] = (0, 9999)) -> tuple[int, float] | None:
        """Year and value of the newest year within `years`."""
        found = {year: value for year, value in self.series(kind, figure, place, residence).items() if years[0] <= year <= years[1]}
        return (max(found), found[max(found)]) if found else None

    def pairs(self, kind: str, figure: str) -> dict[tuple[str, str], dict[int, float]]:
        """Origin and residence to values by year."""
        return {(key.place, key.residence): dict(years) for table in self.of(kind) for key, years in table.series.items() if key.figure == figure}


def read_folder(folder: str | Path, use: Mapping[str, str] | None = None) -> Published:
    """The tables of a folder; `use` names the file of a kind where its name does not say which it is.

    Raises InputError where a needed kind is missing, where several files are of a kind that has one, and with everything in the files that does not fit.
    """
    place = Path(folder)
    if not place.is_dir():
        raise InputError(Problem("--from", NO_FOLDER, str(folder), allowed=A_FOLDER))
    use = use or {}
    unknown = [kind for kind in use if kind not in KINDS]
    wrong = [Problem("--use", NO_KIND.filled(kind=repr(kind)), value=kind, allowed=", ".join(KINDS), nearest=nearest(kind, KINDS)) for kind in unknown]
    if wrong:
        raise InputError(wrong)
    problems: list[Problem] = []
    tables: dict[str, list[Imported]] = {}
    for kind, form in KINDS.items():
        if kind in NOT_USED:
            continue
        paths = [Path(use[kind])] if kind in use else sorted({path for pattern in form.files for path in place.glob(pattern)})
        if not paths and kind in NEEDED:
            problems.append(Problem(kind, NO_FILE_OF, str(folder), allowed=OR_USE.filled(files=either(form.files), kind=kind)))
        elif len(paths) > 1 and kind != "wdi":
            names = ", ".join(path.name for path in paths)
            says, allowed = SEVERAL.filled(names=names), Text("one, or --use {kind}=FILE", "un seul, ou --use {kind}=FICHIER").filled(kind=kind)
            problems.append(Problem(kind, says, str(folder), allowed=allowed))
        else:
            try:
                tables[kind] = [read(kind, path) for path in paths]
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    return Published(tables)
