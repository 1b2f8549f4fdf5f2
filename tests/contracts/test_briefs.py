"""The brief of a comparison: the same digits in every format, no sign that the numbers do not tell, all that a reader must be told, and clear refusals."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pandas as pd
import pypdf
import pytest
from docx.oxml.ns import qn
from typer.testing import CliRunner

from experiments import compare, figures
from experiments.briefs import pictures, write_briefs, writing
from experiments.briefs.document import Brief, Chart, Figure, Sheet, Table, line_of, plain, texts_of
from experiments.briefs.pdf import pdf_bytes
from experiments.briefs.web import html_bytes
from experiments.briefs.word_file import word_bytes
from experiments.briefs.workbook import HEAD_ROW, workbook_bytes
from experiments.cli.command_line import app
from experiments.comparing.assembled import assembled
from experiments.comparing.comparison import Comparison
from experiments.comparing.rows import effects
from experiments.reporting.stored_runs import read_comparison
from experiments.reporting.summary import summary
from experiments.runs.replications import COST
from experiments.runs.verdicts import Verdict, verdict
from experiments.storage.csv_tables import read_csv
from experiments.text import number
from model.errors import InputError
from scenarios import load
from scenarios.corridors import FOOTNOTES
from tests.worlds import two_giving_levers

FILE = two_giving_levers("A small [world] & its #1 *offer*", "Un petit [monde] & son offre *n°1*")
RUNS = {"replications": 6, "sample": 250}
MAKERS = {"pdf": pdf_bytes, "docx": word_bytes, "html": html_bytes, "xlsx": workbook_bytes}
NOTE = next(iter(FOOTNOTES.values()))


@pytest.fixture(scope="module", autouse=True)
def _small_pictures() -> Iterator[None]:
    """Nobody counts the dots of the pictures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "DOTS", 50)
        yield


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenario") / "small.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(scenario: Path) -> Path:
    """Results that were asked for in French: a brief does not depend on it."""
    path = scenario.parent / "results"
    words = ["compare", str(scenario), "--contributions", "--replications", str(RUNS["replications"]), "--sample", str(RUNS["sample"]), "--jobs", "1"]
    assert pictures.draw is figures.draw  # a brief draws its own figures, and those of the folder are not looked at
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "draw", lambda *_: None)
        result = CliRunner().invoke(app, [*words, "--language", "fr", "--out", str(path)])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="module")
def comparison(folder: Path) -> Comparison:
    return read_comparison(folder)


@pytest.fixture(scope="module")
def briefs(comparison: Comparison) -> dict[str, Brief]:
    return {language: writing.brief_of(comparison, "diaspora report results --to a.pdf", language) for language in ("en", "fr")}


@pytest.fixture
def _figures_of_before(briefs: dict[str, Brief], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a brief is read for its words, a figure that was drawn already stands for all others, with their own words for who cannot see them."""
    drawn = {language: next(block for block in brief.blocks if isinstance(block, Figure)) for language, brief in briefs.items()}
    monkeypatch.setattr(pictures, "_figure", lambda _, __, alt, source, language: replace(drawn[language], alt=alt, source=source))


@pytest.fixture(scope="module")
def files(briefs: dict[str, Brief]) -> dict[tuple[str, str], bytes]:
    return {(kind, language): make(brief) for kind, make in MAKERS.items() for language, brief in briefs.items()}


@pytest.fixture(scope="module")
def pages(files: dict[tuple[str, str], bytes]) -> dict[str, list[str]]:
    """The text of each page of the PDF of a language, by another library than wrote it."""
    return {language: [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["pdf", language])).pages] for language in ("en", "fr")}


@pytest.fixture(scope="module")
def words(files: dict[tuple[str, str], bytes], pages: dict[str, list[str]]) -> dict[tuple[str, str], str]:
    return {(kind, language): squeezed("".join(pages[language])) if kind == "pdf" else read(kind, content) for (kind, language), content in files.items()}


def squeezed(text: str) -> str:
    """Letters and signs alone: lines break where each format likes, and words are parted."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\u202f]+", "", text).replace("‐\n", "")


def read(kind: str, content: bytes) -> str:
    """All words of a file, by another library than wrote it where there is one; for those of a PDF see `pages`."""
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return squeezed("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts.read("word/document.xml").decode()))).replace("&amp;", "&")
    if kind == "html":
        return squeezed(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<style>.*?</style>|<img[^>]*>", "", content.decode()))).replace("&amp;", "&").replace("&#34;", '"').replace("&#39;", "'")
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return squeezed("".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None))


# --- the comparison from its folder --------------------------------------------------------------------------------------------------------------------


def test_a_folder_gives_back_the_comparison_that_wrote_it_to_the_last_bit(folder: Path, comparison: Comparison) -> None:
    pd.testing.assert_frame_equal(comparison.table, pd.read_parquet(folder / "comparison.parquet"), check_exact=True, check_dtype=False)
    pd.testing.assert_frame_equal(comparison.series, pd.read_parquet(folder / "series.parquet"), check_exact=True)
    for name in ("contributions", "interactions", "accounts", "value", "uncertainty"):
        stored = read_csv(folder / f"{name}.csv")
        numbers = stored.select_dtypes("number").columns
        np.testing.assert_allclose(getattr(comparison, name)[numbers].to_numpy(dtype=float), stored[numbers].to_numpy(dtype=float), rtol=1e-12, err_msg=name)
    assert summary(comparison, "fr") == (folder / "summary.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_figures")
def test_a_comparison_with_another_scenario_and_with_lost_runs_comes_back_too(tmp_path: Path) -> None:
    words = ["compare", "morocco_belgium_matching_grant", "--against", "morocco_belgium_donation_tax_relief", "--sample", "120", "--years", "1"]
    result = CliRunner().invoke(app, [*words, "--replications", "3", "--jobs", "1", "--out", str(tmp_path / "r")])
    assert result.exit_code == 0, result.output
    found = read_comparison(tmp_path / "r")
    assert summary(found) == (tmp_path / "r" / "summary.md").read_text(encoding="utf-8")
    assert len(found.against) and [each.name for each in found.compared_with] == ["morocco_belgium_donation_tax_relief"]
    brief = writing.brief_of(found)
    text = "\n".join(brief.texts())
    assert "too few runs" in text and not found.splits and "more than its parts" not in text
    for kind, make in MAKERS.items():
        assert len(make(brief)) > 10_000, kind  # intervals that are not defined stay empty
    assert not re.search(r"\*\*|rises|falls|Higher than|Lower than", text)


# --- the same numbers ----------------------------------------------------------------------------------------------------------------------------------


def test_brief_table_and_python_say_the_same_digits(folder: Path, scenario: Path, words: dict[tuple[str, str], str]) -> None:
    python = compare(load(scenario), contributions=True, **RUNS)
    stored = read_csv(folder / "comparison.csv")
    totals = stored[stored["breakdown"].isna()].set_index("outcome")
    for outcome in ("donations", "donations_collective", COST):
        direct = python.table[python.table["breakdown"].isna()].set_index("outcome").loc[outcome]
        row = totals.loc[outcome]
        for column in ("difference", "difference_low", "difference_high"):
            assert float(direct[column]) == pytest.approx(float(row[column]), rel=1e-12)
        for (kind, language), text in words.items():
            is_cost = outcome == COST
            said = [number(float(direct[column]), language, signed=column == "difference" and not is_cost) for column in ("difference", "difference_low", "difference_high")]
            between = " à " if language == "fr" else " to "
            said = [said[0], f"[{said[1]}{between}{said[2]}]"]
            assert all(squeezed(one) in text for one in said), (kind, language, outcome, said)


def sheet_of(files: dict[tuple[str, str], bytes], name: str, language: str = "en", values: bool = True) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx", language]), data_only=values)
    return [tuple(cell.value for cell in row) for row in book[name].iter_rows(min_row=HEAD_ROW + 1)]


def test_the_workbook_holds_every_row_of_the_table_as_it_is(comparison: Comparison, files: dict[tuple[str, str], bytes]) -> None:
    head, *rows = sheet_of(files, "All results")
    assert len(rows) == len(comparison.table) and head[0] == "Scenario"
    columns = ["mean", "low", "high", "difference", "difference_low", "difference_high"]
    found = np.array([[np.nan if value is None else value for value in row[7:13]] for row in rows], dtype=float)
    np.testing.assert_allclose(found, comparison.table[columns].to_numpy(dtype=float), rtol=1e-14, atol=0.0)


def test_totals_of_the_workbook_are_formulas_with_the_values_of_the_ledger(folder: Path, files: dict[tuple[str, str], bytes]) -> None:
    _, *years = sheet_of(files, "Budget by year")
    years = [row for row in years if row[0] is not None]
    cost = read_csv(folder / "comparison.csv").query("outcome == 'public_cost' and breakdown.isna()")["difference"].item()
    spent = [float(row[1]) for row in years[:2]]
    assert [row[0] for row in years[:2]] == ["2020", "2021"]
    assert float(years[2][1]) == pytest.approx(sum(spent), rel=1e-12) and float(years[3][1]) == pytest.approx(sum(spent) / 2.0, rel=1e-9)
    assert float(years[3][1]) == pytest.approx(cost, rel=1e-12)
    _, *formulas = sheet_of(files, "Budget by year", values=False)
    assert [formulas[2][1], formulas[3][1]] == ["=SUM(B5:B6)", "=AVERAGE(B5:B6)"]

    accounts = read_csv(folder / "accounts.csv")
    _, *rows = sheet_of(files, "Public accounts")
    _, *formulas = sheet_of(files, "Public accounts", values=False)
    rows = [row for row in rows if row[2] is not None]
    wholes = accounts[accounts["lever"].isna()].set_index("item")["mean"]
    for place, row in enumerate(rows):
        at = HEAD_ROW + 2 + place
        assert formulas[place][5] == f"=SUM(C{at}:E{at})" and formulas[place][9] == f"=F{at}-I{at}"
        assert float(row[5]) == pytest.approx(sum(float(value) for value in row[2:5]), rel=1e-9)
        assert float(row[9]) == pytest.approx(float(row[5]) - float(row[8]), rel=1e-9, abs=1e-6)
    assert [float(rows[0][5]), float(rows[0][9])] == pytest.approx([wholes["gross_cost"], wholes["net_cost"]], rel=1e-12)
    assert float(rows[0][5]) == pytest.approx(sum(float(row[5]) for row in rows[1:]), rel=1e-9), "the levers add up to the package"


@pytest.mark.usefixtures("_figures_of_before")
def test_another_currency_multiplies_every_amount_once_and_says_its_rate(folder: Path, comparison: Comparison, tmp_path: Path) -> None:
    dollars, euros = (comparison.in_currency(code) for code in (None, "EUR"))
    rate = euros.money.factor
    write_briefs(folder, [tmp_path / "b.html", tmp_path / "b.xlsx"], "en", "EUR")
    text = read("html", (tmp_path / "b.html").read_bytes())
    for row in effects(dollars):
        assert squeezed(f"{number(row.interval[0] * rate, signed=True)} EUR of 2019 a year") in text
        assert squeezed(f"{number(row.cost[0] * rate)} EUR a year") in text
    assert squeezed(euros.money.says("en")) in text and "USDayear" not in text
    assert squeezed(euros.money.says("en").split(":")[0]) in read("xlsx", (tmp_path / "b.xlsx").read_bytes())


# --- what may be said ----------------------------------------------------------------------------------------------------------------------------------

CLAIMS = (
    r"\b(?:rises|falls|Higher than|Lower than|more than its parts|less than its parts|costs more|costs less|augmente|diminue|Plus haut que|Plus bas que"
    r"|plus que ses parties|moins que ses parties)\b"
)


EXPLAIN = ("Inputs", "Données d'entrée", "Alarms", "Alertes")
"""Sheets with the words of declarations, which say what a parameter means."""


def swung(found: Comparison) -> Comparison:
    """The same comparison with changes that go up and down from draw to draw, so that no sign can be told."""
    each = []
    for one in found.replications:
        signs = np.where(one.groups % 2 == 0, 1.0, -1.05)[:, None]
        each.append(replace(one, values=one.base + signs * (one.values - one.base), left_out={}))
    return assembled(each, len(each), None, found.series, (), (), found.manifest)


def test_no_text_claims_a_sign_where_the_interval_holds_zero(comparison: Comparison) -> None:
    unknown = swung(comparison)
    assert {verdict(*row.interval) for row in effects(unknown)} == {Verdict.CANNOT_BE_TOLD}
    for language in ("en", "fr"):
        brief = writing.brief_of(unknown, "", language)
        texts = [*brief.texts(), *(cell for sheet in brief.sheets if sheet.name not in EXPLAIN for row in sheet.rows for cell in row if isinstance(cell, str))]
        assert not [text for text in texts if re.search(CLAIMS, text)]
        assert Verdict.CANNOT_BE_TOLD.says(language) in "\n".join(texts)


def test_the_verdict_puts_every_change_where_its_interval_puts_it(comparison: Comparison, briefs: dict[str, Brief]) -> None:
    lines = [text.replace("\u00a0", " ") for text in briefs["en"].texts()]
    for row in effects(comparison):
        told = verdict(*row.interval)
        head = {Verdict.RISES: "Higher than without", Verdict.FALLS: "Lower than without", Verdict.CANNOT_BE_TOLD: "Cannot be told"}[told]
        said = next(line for line in lines if line.startswith(head))
        assert ("donations" if row.outcome == "donations" else "collective donations") in said
        if told.is_clear:
            assert number(row.interval[0], signed=True) in said


# --- what every reader must be told --------------------------------------------------------------------------------------------------------------------


def test_every_figure_has_title_unit_source_and_words_for_who_cannot_see_it(briefs: dict[str, Brief]) -> None:
    for language, brief in briefs.items():
        figures = [block for block in brief.blocks if isinstance(block, Figure)]
        assert len(figures) == 3 and all(len(figure.alt) > 60 and figure.source.startswith("Mod") for figure in figures)
        charts = [chart for sheet in brief.sheets for chart in sheet.charts]
        assert len(charts) >= 6 and all(chart.title and chart.unit and len(chart.alt) > len(chart.title) for chart in charts), language
        assert all(sheet.source for sheet in brief.sheets) and all(isinstance(sheet, Sheet) for sheet in brief.sheets)
    one = figures[0]
    for part in ("title", "unit", "source", "alt"):
        with pytest.raises(ValueError, match=part):
            replace(one, **{part: " "})
    with pytest.raises(ValueError, match="title"):
        Table("", (line_of("a"),), ())
    with pytest.raises(ValueError, match="lengths"):
        Table("t", (line_of("a"),), ((line_of("1"), line_of("2")),))


def test_files_carry_language_alternative_texts_heads_and_page_numbers(
    files: dict[tuple[str, str], bytes], briefs: dict[str, Brief], pages: dict[str, list[str]]
) -> None:
    for language, brief in briefs.items():
        alts = [block.alt for block in brief.blocks if isinstance(block, Figure)]
        catalog = pypdf.PdfReader(io.BytesIO(files["pdf", language])).trailer["/Root"]
        assert catalog["/Lang"].startswith(language) and catalog["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalog
        assert f"page 2 {'of' if language == 'en' else 'sur'} {len(pages[language])}" in pages[language][1].replace("\n", " ")

        word = docx.Document(io.BytesIO(files["docx", language]))
        assert {found.get("descr") for found in word.element.iter(qn("wp:docPr"))} == set(alts)
        spoken = {found.get(qn("w:val")) for found in word.styles.element.iter(qn("w:lang"))}
        assert spoken == {{"en": "en-GB", "fr": "fr-FR"}[language]}
        assert all(table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None for table in word.tables)
        assert {"PAGE", "NUMPAGES"} == {field.text for field in word.sections[0].footer._element.iter(qn("w:instrText"))}

        html = files["html", language].decode()
        assert f'<html lang="{language}">' in html and len(re.findall(r'<img src="data:[^"]+" alt="[^"]{60,}"', html)) == len(alts) == html.count("<img")
        assert not re.search(r'(?:src|href)="(?!data:)', html) and "<th scope=\"col\">" in html and "<script" not in html
        assert html.count("<h1>") == 2 and "&amp; " in html and "*" in html

        with zipfile.ZipFile(io.BytesIO(files["xlsx", language])) as parts:
            drawings = "".join(parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name)
        assert drawings.count('descr="') == sum(len(sheet.charts) for sheet in brief.sheets)


def test_words_with_signs_of_markup_come_through_whole(words: dict[tuple[str, str], str]) -> None:
    for (kind, language), text in words.items():
        assert squeezed({"en": "A small [world] & its #1 *offer*", "fr": "Un petit [monde] & son offre *n°1*"}[language]) in text, (kind, language)


def test_what_names_kosovo_carries_its_footnote_in_every_format_and_language(words: dict[tuple[str, str], str]) -> None:
    for (kind, language), text in words.items():
        assert squeezed(NOTE(language)) in text, (kind, language)


def test_french_has_the_spaces_that_french_has(briefs: dict[str, Brief]) -> None:
    said = [text for block in briefs["fr"].blocks for text in texts_of(block)]
    said += [text for sheet in briefs["fr"].sheets if sheet.name != "Données d'entrée" for text in (sheet.title, sheet.note, *sheet.head)]
    said += [briefs["fr"].title, briefs["fr"].source, briefs["fr"].page_word, *(chart.alt for sheet in briefs["fr"].sheets for chart in sheet.charts)]
    wrong = [text for text in said if re.search(r" [;:!?»](?:\s|$)|« |\d,\d{3}(?!\d)\D*USD", text)]
    assert not wrong
    assert not [text for text in briefs["en"].texts() if re.search(r" [;:!?](?:\s|$)", text)]


@pytest.mark.usefixtures("_figures_of_before")
def test_what_was_not_asked_for_is_left_out(comparison: Comparison, briefs: dict[str, Brief]) -> None:
    without = writing.brief_of(replace(comparison, splits=()))
    text = "\n".join(without.texts())
    assert "Shapley" not in text and not any(sheet.name == "Lever" for sheet in without.sheets)
    assert "Shapley" in "\n".join(briefs["en"].texts())
    assert not any(isinstance(chart, Chart) and not chart.columns for sheet in without.sheets for chart in sheet.charts)


def test_the_only_policy_is_named_once_and_no_column_says_nothing(briefs: dict[str, Brief]) -> None:
    for language, brief in briefs.items():
        name = {"en": "A small [world] & its #1 *offer*", "fr": "Un petit [monde] & son offre *n°1*"}[language]
        assert brief.title == name
        cells = [plain(cell) for block in brief.blocks if isinstance(block, Table) for row in (block.head, *block.rows) for cell in row]
        assert cells and not [cell for cell in cells if name in cell and cell != name]
        assert {"en": "Whole package", "fr": "Ensemble entier"}[language] in cells and any("atching grant" in cell or "ubvention" in cell for cell in cells)
        for block in brief.blocks:
            if isinstance(block, Table):
                empty = [place for place in range(1, len(block.head)) if all(plain(row[place]) in ("", "-") for row in block.rows)]
                assert not empty or 2 * len(empty) >= len(block.head) - 1, block.title


def test_the_brief_itself_has_four_pages_at_most_and_then_the_annex(pages: dict[str, list[str]]) -> None:
    for language, head in (("en", "Annex"), ("fr", "Annexe")):
        heads = [page.splitlines()[0].strip() for page in pages[language]]
        assert 1 <= heads.index(head) <= 4 and len(heads) - heads.index(head) <= 5, heads


def test_the_same_brief_has_the_same_bytes(briefs: dict[str, Brief], files: dict[tuple[str, str], bytes]) -> None:
    for kind, make in MAKERS.items():
        assert make(briefs["fr"]) == files[kind, "fr"], kind


# --- refusals ------------------------------------------------------------------------------------------------------------------------------------------


def refused(*words: str) -> str:
    result = CliRunner().invoke(app, ["report", *words])
    assert result.exit_code == 2 and "Traceback" not in result.output, result.output
    return " ".join(result.output.split())


def test_what_is_no_folder_of_compare_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    assert "is not there" in refused(str(tmp_path / "nowhere"), "--to", str(out))
    assert "no manifest.json" in refused(str(tmp_path), "--to", str(out))
    run = ["run", "morocco_belgium", "--sample", "100", "--years", "1", "--replications", "2", "--jobs", "1", "--out", str(tmp_path / "run")]
    assert CliRunner().invoke(app, run).exit_code == 0
    assert "levels alone" in refused(str(tmp_path / "run"), "--to", str(out))
    (tmp_path / "sweep" / "runs").mkdir(parents=True)
    (tmp_path / "sweep" / "manifest.json").write_text('{"kind": "sweep"}')
    assert "is a sweep" in refused(str(tmp_path / "sweep"), "--to", str(out))
    assert not out.exists()


def test_a_damaged_folder_is_refused_by_the_name_of_the_file(folder: Path, tmp_path: Path) -> None:
    import shutil

    for name in ("replications.parquet", "comparison.csv", "manifest.json"):
        copy = tmp_path / name.partition(".")[0]
        shutil.copytree(folder, copy)
        content = bytearray((copy / name).read_bytes())
        content[len(content) // 2] ^= 1
        (copy / name).write_bytes(bytes(content))
        assert f"{name}: is damaged" in refused(str(copy), "--to", str(tmp_path / "b.html"))
        (copy / name).unlink()
        assert "is missing" in refused(str(copy), "--to", str(tmp_path / "b.html")) or name == "manifest.json"
    assert not (tmp_path / "b.html").exists()


def test_an_unknown_format_a_folder_and_a_currency_without_rate_are_refused(folder: Path, tmp_path: Path) -> None:
    said = refused(str(folder), "--to", str(tmp_path / "b.html"), "--to", str(tmp_path / "b.pfd"))
    assert "b.pfd is no format of a brief" in said and ".pdf" in said and not (tmp_path / "b.html").exists()
    (tmp_path / "f.pdf").mkdir()
    assert "is a folder" in refused(str(folder), "--to", str(tmp_path / "f.pdf"))
    assert "no rate" in refused(str(folder), "--to", str(tmp_path / "b.html"), "--currency", "XYZ")
    (tmp_path / "file").write_text("")
    assert "cannot be written" in refused(str(folder), "--to", str(tmp_path / "file" / "b.html"))


def test_without_its_library_a_format_says_what_to_install(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = importlib.import_module

    def missing(name: str, package: str | None = None) -> object:
        if name == "typst":
            raise ImportError(name)
        return known(name, package)

    monkeypatch.setattr("experiments.briefs.writing.importlib.import_module", missing)
    assert "pip install 'diaspora-policy-simulator[report]'" in refused(str(folder), "--to", str(tmp_path / "b.pdf"))
    with pytest.raises(InputError, match="typst"):
        write_briefs(folder, [tmp_path / "b.pdf"])


@pytest.mark.usefixtures("_figures_of_before")
def test_the_command_writes_what_it_names(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", str(folder), "--to", str(tmp_path / "new" / "b.html"), "--to", str(tmp_path / "b.docx"), "--language", "fr"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "new" / "b.html").read_bytes()[:9].lower() == b"<!doctype" and (tmp_path / "b.docx").read_bytes()[:2] == b"PK"
    assert "b.docx" in result.output


def test_several_languages_at_once_are_the_briefs_of_each_alone(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", str(folder), "--to", str(tmp_path / "b.html"), "--to", str(tmp_path / "b.pdf"), "--language", "en", "--language", "fr"])
    assert result.exit_code == 0, result.output
    names = ["b.en.html", "b.en.pdf", "b.fr.html", "b.fr.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    both = {name: (tmp_path / name).read_bytes() for name in names}
    assert write_briefs(folder, [tmp_path / "b.fr.html", tmp_path / "b.fr.pdf"], "fr") == [tmp_path / "b.fr.html", tmp_path / "b.fr.pdf"]
    assert (tmp_path / "b.fr.html").read_bytes() == both["b.fr.html"] and (tmp_path / "b.fr.pdf").read_bytes() == both["b.fr.pdf"]
