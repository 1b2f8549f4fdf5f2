"""Nothing that is said in a third language stays in English or French: in a language with marks around every word of its messages, none is without."""

from __future__ import annotations

import ast
import html
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.kit.answers import answer_blocks
from experiments.kit.guide import guide_blocks
from experiments.kit.handouts import cards_of, sheets_of
from experiments.kit.slides import slides_of
from experiments.kit.words import word
from experiments.reporting.indicator_list import INDICATORS
from experiments.translations.catalogues import _catalogue, written
from experiments.translations.extract import PAIRS
from model.languages import catalogue_path
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameters import PARAMETERS
from model.records.vocabulary import PAYERS, Act
from scenarios.reading.loader import library
from tests.unit import test_kit_by_hand as kits
from tests.worlds import two_giving_levers

ROOT = Path(__file__).resolve().parents[2]
MADE_UP = "eo"
"""A language that Babel knows and nobody has translated yet."""
FILE = two_giving_levers("A small world", "Un petit monde") + "[levers.special_economic_zone]\n"
OWN_WORDS = ("A small world", "A test.")
"""Words of the scenario file, which has them in the two languages of its writer alone."""
LITERAL = re.compile(
    r"`[^`]*`|\]\([^)]*\)|diaspora (?:compare|report|question|explain|run) [^\n]*|--[a-z-]+|/\S+|\b[\w-]+\.(?:csv|json|png|svg|toml|md|parquet|txt|py)\b"
    r"|\b(?:unit_cost|efficiency|effectiveness|impact|relevance|sustainability|coherence|review)\.[\w.]+|\([a-z_.]+(?: = [^)]*)?\)|=(?:SUM|AVERAGE)\([^)]*\)|\b[A-Z]{3}-[A-Z]{3}\b|\b[A-Z]{3}-\d\b|\b[a-z_]+=(?:\([^)]*\)|[^,|]*)|\b(?:[0-9a-f]{12}|[0-9a-f]{64})\b|\b(?:corridor|levers|parameters|ministry|shocks)\.[\w.-]+|regions = \S+"
)
"""What is typed, not read: commands, indicators, keys in brackets, files, formulas, codes of corridors and regions."""
WORKS = tomllib.loads((ROOT / "scenarios" / "data" / "bibliography.toml").read_text(encoding="utf-8"))
WORD = re.compile(r"[^\W\d_]{2,}")
WORD_OR_PLACE = re.compile(r"\{[^{}]*\}|[^\W\d_]{2,}")
STAYS = {"USD", "SDG", "GCM", "id", "PDF", "ISO", "NAME", "MAR", "XKX", "HTI"}
"""Codes and abbreviations; the head of a column of ids."""

BRIEFS = ("html", "docx", "pdf", "xlsx")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a catalogue in which every message is itself, each word in marks, so that lines may break anywhere."""
    folder = tmp_path_factory.mktemp("locale")
    path = catalogue_path(folder, MADE_UP).with_suffix(".po")
    path.parent.mkdir(parents=True)
    path.write_text(written(_catalogue(MADE_UP, lambda en, fr: WORD_OR_PLACE.sub(lambda found: found[0] if found[0][0] == "{" else f"‹{found[0]}›", en))), encoding="utf-8")
    patch = pytest.MonkeyPatch()
    patch.setenv("DIASPORA_LOCALE", str(folder))
    patch.setenv("COLUMNS", "2000")
    yield folder
    patch.undo()


@pytest.fixture(scope="module")
def results(marked: Path) -> Path:
    scenario, out = marked / "small.toml", marked / "results"
    scenario.write_text(FILE, encoding="utf-8")
    said(["compare", str(scenario), "--contributions", "--replications", "6", "--sample", "250", "--jobs", "1", "--out", str(out)])
    return out


@pytest.fixture(scope="module")
def briefs(results: Path) -> Path:
    """The briefs of these results in all formats, written by one command; their path without an ending."""
    path = results.parent / "brief"
    said(["report", str(results), *(word for ending in BRIEFS for word in ("--to", str(path.with_suffix(f".{ending}"))))])
    return path


def said(words: list[str], code: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "--language", MADE_UP])
    assert done.exit_code == code, done.output
    return done.stdout + "\n" + done.stderr


def outside(text: str) -> list[str]:
    """What stands outside the marks, which may hold one another, a place without words a line."""
    depth, found = 0, []
    for sign in text:
        depth = max(depth + {"‹": 1, "›": -1}.get(sign, 0), 0)
        found.append(sign if depth == 0 and sign != "›" else "\n" if sign == "\n" else "")
    return "".join(found).split("\n")


def untold(text: str, ids: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """Lines with words of a language outside the marks, but for ids and what is typed."""
    for own in OWN_WORDS:
        text = text.replace(own, "")
    text = text.replace("\\_", "_")  # as Markdown writes a key
    found = []
    for line in outside(text):
        if re.match(rf"\s*(?:{'|'.join(map(re.escape, WORKS))}):", line):
            continue  # a work that is cited, under its own title
        words = [word.strip(".:!?*\"“”") for word in re.split(r"[\s,;|()\[\]{}]+", LITERAL.sub(" ", line))]
        words = [word for word in words if word not in ids and WORD.search(word) and word not in STAYS]
        found += [line.strip()] if words else []
    return list(dict.fromkeys(found))


def test_the_marks_are_seen() -> None:
    assert outside("‹Remittances ‹sent›› of 5 ‹USD›") == [" of 5 "] and untold("‹a ‹b›› of 5") == ["of 5"] and untold("‹a ‹b› of› 5 (seed_usd) USD") == []


def test_the_result_folder(results: Path) -> None:
    assert untold((results / "summary.md").read_text(encoding="utf-8")) == []
    drawn = {path.name: re.findall(r"<!-- (.*?) -->", path.read_text(encoding="utf-8"), re.DOTALL) for path in (results / "figures").glob("*.svg")}
    assert len(drawn) > 3 and all("‹" in " ".join(texts) for texts in drawn.values())  # a text is drawn as curves, with its words in a comment
    assert {name: found for name, texts in drawn.items() if (found := untold(html.unescape("\n".join(texts))))} == {}


@pytest.mark.parametrize("ending", BRIEFS)
def test_a_brief(briefs: Path, ending: str) -> None:
    path = briefs.with_suffix(f".{ending}")
    if ending == "html":
        text = re.sub(r"<(style|script|svg).*?</\1>|</?(?:code|strong|em|span|a|b)(?: [^>]*)?>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert untold(html.unescape("\n".join([re.sub(r"<[^>]*>", "\n", text), *re.findall(r'(?:alt|aria-label|title)="([^"]*)"', text)])), indicators()) == []
    elif ending == "pdf":
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        assert len(WORD.findall(text)) > 500
        assert untold(text.replace("\n", " ").replace("–", "\n"), indicators()) == []
    else:
        parts = {"docx": r"word/(document|header|footer)\d*\.xml", "xlsx": r"xl/(sharedStrings|charts/chart\d+|drawings/drawing\d+)\.xml"}[ending]
        with zipfile.ZipFile(path) as archive:
            texts = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(parts, name)]
        paragraphs = re.split(r"</w:p>|</si>|</a:p>", "\n".join(texts))
        lines = ["".join(re.findall(r"<(?:w:t|t|a:t)(?: [^>]*)?>([^<]*)<", each)) for each in paragraphs]
        lines += re.findall(r'descr="([^"]*)"', "\n".join(texts))
        assert untold(html.unescape("\n".join(lines)), ids_of_tables() if ending == "xlsx" else indicators()) == []


def indicators() -> set[str]:
    """Codes of indicators of the goals and of the Global Compact, which briefs quote."""
    return {each.id for each in INDICATORS} | {"17.16.agreements"}


def ids_of_tables() -> set[str]:
    """What cells of a table of data hold as programs read it: ids of levers, outcomes, groups, sources, indicators."""
    ids = {*REGISTRY, *OUTCOMES, *WORKS}
    groups = {"sex", "generation", "region", "skill", "faction", "corridor", "lever", "act", "payer", "programme", "efficiency", "review"}
    groups |= {"female", "male", "first", "one_and_half", "second", "third", "low", "middle", "high", "sustainability", "donor", "diaspora", "international"}
    groups |= {"actions", "outcome", "family", "small", *PAYERS, *(act.name.lower() for act in Act)}
    return ids | groups | indicators() | {f"cost_per_additional_{name}" for name in OUTCOMES}


@pytest.mark.usefixtures("no_figures")  # their words are looked at in a result folder
@pytest.mark.parametrize(
    "words",
    [
        ["list", "levers"], ["list", "outcomes"], ["list", "parameters"], ["list", "corridors"], ["list", "questions"], ["describe", "morocco_belgium_package"], ["describe", "matching_grant"], ["describe", "trust"],
        ["describe", "giving.price_elasticity"], ["check", "morocco_belgium_package"], ["check", "kosovo_deed"], ["explain", "morocco_belgium_package", "--household", "14", "--month", "6", "--sample", "150"],
        ["question", "6", "--sample", "100", "--replications", "2", "--years", "2", "--jobs", "1"],
    ],
    ids=lambda words: " ".join(words[:2]),
)  # fmt: skip
def test_a_command(marked: Path, words: list[str]) -> None:
    out = ["--out", str(marked / "question")] if words[0] == "question" else []
    choices = {str(choice) for lever in REGISTRY.values() for declared in lever.parameters.values() for choice in declared.choices}
    paths = {*PARAMETERS, *(f"{room}.{name}" for room, names in {"levers": REGISTRY}.items() for name in names), *library()}
    terms = {name for lever in REGISTRY.values() for name in lever.parameters}
    assert untold(said([*words, *out]), ids_of_tables() | choices | paths | terms | {"disaster", "flow"}) == []


def test_a_text_is_one_message_with_places() -> None:
    """Words that are put together before they are declared have no message."""
    found = []
    for room in ("model", "scenarios", "experiments"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found += [f"{path.relative_to(ROOT)}:{node.lineno}"] if isinstance(node, ast.Call) and _is_put_together(node) else []
    assert found == []


def _is_put_together(node: ast.Call) -> bool:
    name: Any = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name not in PAIRS or name == "_add":  # `_add` is the name of a function of archives, too
        return False
    return any(isinstance(part, ast.JoinedStr) for part in node.args[PAIRS[name] : PAIRS[name] + 2])


def test_the_page_of_the_dashboard(marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings, sentences, labels and choices of a page that is opened in the language."""
    from streamlit.testing.v1 import AppTest

    from experiments.dashboard import charts
    from experiments.dashboard.screen import Screen

    monkeypatch.setattr("experiments.dashboard.session.START", [Screen(language=MADE_UP, sample=150, runs=2, world=("years=2", "burn_in_years=1"))])
    page = AppTest.from_file(str(Path(charts.__file__).with_name("app.py")), default_timeout=300).run()
    assert not page.exception
    kinds = (page.title, page.header, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error)
    texts = [str(each.value) for kind in kinds for each in kind]
    texts += [str(cell) for table in page.table for cell in [*table.value.columns, *table.value.to_numpy().ravel()]]
    controls = [*page.selectbox, *page.multiselect, *page.slider, *page.select_slider, *page.number_input, *page.toggle, *page.button, *page.checkbox]
    texts += [each.label for each in controls] + [str(one) for each in (*page.selectbox, *page.multiselect) for one in each.options]
    assert len(texts) > 200 and sum("‹" in text for text in texts) > 150
    assert untold("\n".join(texts), {"Esperanto", *library()}) == []


def test_a_kit_from_known_numbers(marked: Path) -> None:
    """Guide, answers, slides, sheets and cards, whose pages are small tables of words."""
    said_in, found, scores = kits.told(MADE_UP), [kits.answered()], kits.scored()
    blocks = [*guide_blocks(said_in, found, scores, "diaspora kit", "1.0"), *answer_blocks(found, MADE_UP, word("source", MADE_UP, version="1.0", seed=1))]
    pages = [*slides_of(said_in, found, scores, ""), *sheets_of(found, MADE_UP), *cards_of(said_in, scores)]
    texts = [text for text in strings([blocks, pages]) if not text.startswith("<?xml")]  # pictures are looked at in a result folder
    assert len(texts) > 200 and untold("\n".join(texts), {"guide.pdf", "slides.pdf", "sheets.pdf", "answers.pdf", "cards.pdf", "diaspora", "kit", "Look"}) == []


def strings(part: Any) -> Iterator[str]:
    """All words in blocks of a document and in pages of a template; not the kinds of pages, nor pictures."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        yield from strings([value for key, value in part.items() if key != "kind"])
    elif isinstance(part, tuple | list):
        for one in part:
            yield from strings(one)
    elif is_dataclass(part):
        yield from strings([getattr(part, each.name) for each in fields(part)])
