"""What can be taken along: a brief, a workbook, the tables as the command line writes them, the policies as scenario files, the page as a file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

from model.parameter import Text

from ..alarms import COLUMNS as ALARMS
from ..calibrated.lever_evidence import stamp
from ..comparing.compare import compare
from ..comparing.comparison import Comparison
from ..manifest import shown_fingerprint
from ..runs.finished_tasks import Performs
from ..storage.csv_tables import write_csv
from .answer import UNCERTAINTY, Answer
from .policies import command, file_of
from .screen import Screen, to_file

READ_ME = Text(
    "The two policies are scenario files. This command gives comparison.csv, accounts.csv and alarms.csv again, byte for byte:\n\n{command}\n\n{stamp}\n",
    "Les deux politiques sont des fichiers de scénario. Cette commande redonne comparison.csv, accounts.csv et alarms.csv à l'octet près :\n\n"
    "{command}\n\n{stamp}\n",
)


def tables(answer: Answer, language: str) -> dict[str, pd.DataFrame]:
    """The tables of an answer by the name of their file."""
    alarms = pd.DataFrame([reading.row(language) for reading in answer.alarms], columns=ALARMS)
    return {"comparison": answer.table, "accounts": answer.accounts, "alarms": alarms}


def csv_bytes(table: pd.DataFrame, language: str) -> bytes:
    """A table as the command line writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_csv(table, path, language)
        return path.read_bytes()


def command_of(answer: Answer, screen: Screen) -> str:
    """The command that gives the tables of an answer again."""
    return command(screen, tuple(answer.request.scenarios), answer.runs)


def data(answer: Answer, screen: Screen) -> bytes:
    """All of it in one archive: tables, months of what was shown, policies, the page, and the command."""
    language = screen.language
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables(answer, language).items():
            _add(archive, f"{name}.csv", csv_bytes(table, language))
        _add(archive, "series.csv", csv_bytes(answer.series, language))
        for name, scenario in answer.request.scenarios.items():
            _add(archive, f"{name}.toml", file_of(scenario).encode())
        _add(archive, "dashboard.toml", to_file(screen).encode())
        text = READ_ME(language).format(command=command_of(answer, screen), stamp=stamp(answer.evidence, language))
        _add(archive, "README.txt", text.encode())
    return content.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """A file of an archive, the same bytes whenever it is made."""
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def workbook(answer: Answer, screen: Screen) -> bytes:
    """The tables as sheets of a workbook, with the inputs of each policy and the command; columns are as wide as their words."""
    import xlsxwriter

    sheets = tables(answer, screen.language)
    for name, scenario in answer.request.scenarios.items():
        rows = [(given.path, given.value, given.unit, given.low, given.high, given.status.value, given.source, given.grade) for given in scenario.inputs()]
        sheets[f"inputs_{name}"] = pd.DataFrame(rows, columns=["input", "value", "unit", "low", "high", "status", "source", "grade"])
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "nan_inf_to_errors": False}) as book:
        bold = book.add_format({"bold": True})
        first = book.add_worksheet("README")
        first.set_column(0, 0, 120)
        for line, text in enumerate([stamp(answer.evidence, screen.language), command_of(answer, screen)]):
            first.write_string(line, 0, text)
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, head in enumerate(map(str, table.columns)):
                sheet.write_string(0, column, head, bold)
                cells = table[table.columns[column]].tolist()
                sheet.set_column(column, column, max(10, min(46, max([len(head), *(len(str(cell)) for cell in cells if isinstance(cell, str))]) + 1)))
                for row, cell in enumerate(cells, start=1):
                    if isinstance(cell, (bool, str)):
                        sheet.write(row, column, cell)
                    elif cell is not None and cell == cell and abs(cell) != float("inf"):
                        sheet.write_number(row, column, float(cell))
    return content.getvalue()


def comparison(answer: Answer, screen: Screen, store: Performs) -> Comparison:
    """An answer as `compare` gives it, out of the runs that `store` keeps; its manifest is that of the folder which the command writes."""
    request = answer.request
    found = compare(list(request.scenarios.values()), answer.runs, request.seed, None, request.sample, uncertainty=UNCERTAINTY, parts=store)
    language = screen.language
    found.manifest.update(fingerprint=shown_fingerprint(found.manifest, language), language=language, command=command_of(answer, screen))
    return found


def brief(answer: Answer, screen: Screen, store: Performs, ending: str) -> bytes:
    """The brief that `diaspora report` makes of the folder of these policies, as the content of a file; `ending` ".pdf", ".docx" or ".xlsx"."""
    from ..briefs.writing import brief_bytes

    asked = f"diaspora report RESULTS --to brief{ending} --language {screen.language}"
    return brief_bytes(comparison(answer, screen, store), ending, asked, screen.language)
