"""The workbook of UN DESA: made-up sheets in its layout are read, or refused with sheet, row and what was expected."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from model.errors import InputError
from scenarios.importing import Key, read
from scenarios.importing.workbook import Workbook

Sheet = list[list[str]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def letters(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def workbook(path: Path, sheets: dict[str, Sheet]) -> Path:
    """A workbook as a spreadsheet program writes it: texts shared, empty cells left out."""
    texts: list[str] = []
    with zipfile.ZipFile(path, "w") as archive:
        names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>')
        links = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>")
        for n, rows in enumerate(sheets.values(), 1):
            body = ""
            for line, row in enumerate(rows, 1):
                cells = ""
                for place, cell in enumerate(row):
                    if cell and cell.replace(".", "").isdigit():
                        cells += f'<c r="{letters(place)}{line}"><v>{cell}</v></c>'
                    elif cell:
                        texts.append(cell)
                        cells += f'<c r="{letters(place)}{line}" t="s"><v>{len(texts) - 1}</v></c>'
                body += f'<row r="{line}">{cells}</row>'
            archive.writestr(f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>')
        shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
    return path


def sheets() -> dict[str, Sheet]:
    head = ["", "Region, development group, country or area", "Notes", "Location code", "Type of data"]
    title = [["", "", "", "", "United Nations"], []]
    stock = [
        *title, [*head, *["2015", "2020"] * 3],
        ["1", "WORLD", "", "900", "", "100", "200", "60", "110", "40", "90"],
        ["2", "  Western Africa", "", "914", "", "30", "40", "20", "25", "10", "15"],
        ["3", "   Senegal*", "", "686", "B R", "30", "40", "20", "25", "10", "15"],
        ["4", "   Channel Islands*", "", "830", "B", "7", "8", "3", "4", "4", "4"],
        ["5", "  Micronesia", "", "954", "", "1", "1", "..", "..", "..", ".."],
        ["6", "   Micronesia (Fed. States of)", "", "583", "C", "5", "6", "..", "..", "..", ".."],
        [], ["", "Notes"],
    ]  # fmt: skip
    population = [*title, [*head, *["2015", "2020"] * 3], ["1", "   Senegal", "", "686", "B", "14578.5", "16743.9", "7000", "8000", "7578.5", "8743.9"]]
    return {"Contents": [["x"]], "Table 1": stock, "Table 2": population}


def changed(change: Callable[[dict[str, Sheet]], object], folder: Path) -> Path:
    made = sheets()
    change(made)
    return workbook(folder / "table.xlsx", made)


def test_the_workbook_is_read(tmp_path: Path) -> None:
    found = read("un_workbook", changed(lambda made: None, tmp_path))
    assert found.series[Key("immigrants_women", "SEN")] == {2015: 10.0, 2020: 15.0}
    assert found.series[Key("population", "SEN")] == {2015: 14578.5, 2020: 16743.9}
    assert found.series[Key("region", "SEN")] == {2020: 914.0} and found.series[Key("region", "FSM")] == {2020: 954.0}
    assert Key("immigrants_men", "FSM") not in found.series
    assert found.left_out == {"islands: Channel Islands": 1, "rows of regions and groups": 3}


@pytest.mark.parametrize(
    ("change", "words"),
    [(lambda made: made["Table 1"][5].__setitem__(5, "41"), "immigrants of SEN in 2015: the total 41 is not men 20 and women 10"),
     (lambda made: made["Table 1"][5].__setitem__(5, "thirty"), "Table 1, row 6, immigrants 2015: 'thirty' is not a number"),
     (lambda made: made["Table 1"][5].__setitem__(3, "687"), "Table 1, row 6: 687 is no location code"),
     (lambda made: made["Table 1"][5].__setitem__(3, "SEN"), "Table 1, row 6: 'SEN' is not a location code"),
     (lambda made: made["Table 1"].append(list(made["Table 1"][5])), "Table 1, row 12, immigrants 2015: immigrants of SEN in 2015 stands twice: also in line 6"),
     (lambda made: made["Table 1"].pop(2), "Table 1: is empty or has no header"),
     (lambda made: made["Table 1"].__setitem__(2, made["Table 1"][2][:9]), "Table 1, row 3: has 2 blocks of years; allowed: 3"),
     (lambda made: made["Table 1"].__delitem__(slice(None)), "Table 1: is empty"),
     (lambda made: made.pop("Table 2"), "there is no sheet 'Table 2'"),
     (lambda made: made["Table 2"][3].__setitem__(5, "-1"), "-1 is negative")],
)  # fmt: skip
def test_what_does_not_fit_is_refused(change: Callable[[dict[str, Sheet]], object], words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read("un_workbook", changed(change, tmp_path))
    assert words in str(caught.value)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    for content, words in ((b"", "is empty"), (b"a,b\n1,2\n", "is not a workbook"), (b"PK\x03\x04" + bytes(100), "is not a workbook")):
        path.write_bytes(content)
        with pytest.raises(InputError, match=words):
            read("un_workbook", path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "not a workbook")
    with pytest.raises(InputError, match="is not a workbook"):
        Workbook(path)
    with pytest.raises(InputError, match="there is no such file"):
        Workbook(tmp_path / "absent.xlsx")
