"""Every text has its French one; a third language is one catalogue, with English where it has none and numbers of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.explaining.sentences import listed, told, usd
from experiments.text import WORDS, number, percent
from experiments.translations.__main__ import main
from experiments.translations.catalogues import french_catalogue, texts, written
from model.errors import InputError
from model.languages import SHIPPED, catalogue_path, languages
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from model.parameters import PARAMETERS
from scenarios import load

ROOT = Path(__file__).resolve().parents[2]
PLACES = re.compile(r"\{[^{}]*\}")
CODE = re.compile(r"`[^`]*`|--?[a-z][\w-]*|[\w.]+ ?= ?\S+(?: ou \S+)?|^#.*$", re.MULTILINE)
"""What no rule of French speaks of: commands, values of files, lines of a scenario file."""

SPANISH = '''
msgid ""
msgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Remittances received"
msgstr "Remesas recibidas"

msgid "yes"
msgstr "sí"

msgid " and "
msgstr " y "

msgid "{n} trips, {of}"
msgstr "{of}: {n} viajes"

msgid "bn"
msgstr "mil M"

msgctxt "Par"
msgid "By"
msgstr "Por"

msgctxt "Selon"
msgid "By"
msgstr "Según"
'''


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = catalogue_path(tmp_path, "es").with_suffix(".po")
    path.parent.mkdir(parents=True)
    path.write_text(SPANISH, encoding="utf-8")
    monkeypatch.setenv("DIASPORA_LOCALE", str(tmp_path))
    return tmp_path


def french_messages() -> list[Any]:
    return [each for each in read_po((catalogue_path(SHIPPED, "fr").with_suffix(".po")).open("rb")) if each.id]


def test_the_french_catalogue_is_that_of_the_code() -> None:
    text = catalogue_path(SHIPPED, "fr").with_suffix(".po").read_text(encoding="utf-8")
    assert text == written(french_catalogue()), "run: python -m experiments.translations fr"


def test_what_is_declared_is_in_the_catalogue() -> None:
    """The extractor reads the code as text: what it missed would be found here, where the declarations are loaded."""
    found = texts()
    declared = [tuple(o.label) for o in OUTCOMES.values() if type(o.label) is Text]  # others are put together of such
    declared += [(p.en, p.fr) for p in PARAMETERS.values()]
    declared += [(text.en, text.fr) for lever in REGISTRY.values() for text in (lever.label, lever.says)]
    declared += [(p.en, p.fr) for lever in REGISTRY.values() for p in lever.parameters.values()] + [tuple(text) for text in WORDS.values()]
    declared += [tuple(text) for name in ("morocco_belgium_package", "kosovo_deed") for text in (load(name).label, load(name).says)]
    assert len(declared) > 1000
    assert not [pair for pair in declared if pair[1] not in found.get(pair[0], {})]


def test_nothing_is_left_untranslated_and_no_place_is_lost() -> None:
    messages = french_messages()
    assert len(messages) > 3000
    assert not [each.id for each in messages if not each.string]
    assert not [each.id for each in messages if sorted(PLACES.findall(each.id)) != sorted(PLACES.findall(each.string))]


def faults_of_type(text: str) -> list[str]:
    bare = CODE.sub("", text)
    return re.findall(r"(?: [;:!?%»](?=\W|$)|« |(?<![\w.])\d+\.\d+(?![\w.]))", bare)


def test_french_typography() -> None:
    assert faults_of_type("Qui ? 1.5 % : « tous »") == [" ?", "1.5", " %", " :", "« ", " »"]
    assert not {each.string: found for each in french_messages() if (found := faults_of_type(each.string))}
    assert faults_of_type(Text("x", "Qui ? 1,5 % : « tous » !")("fr")) == []


def test_a_third_language_is_one_catalogue(spanish: Path) -> None:
    assert languages() == ("en", "fr", "es")
    done = CliRunner().invoke(app, ["list", "outcomes", "--language", "es"], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.stderr
    assert "Remesas recibidas" in done.stdout  # from the catalogue
    assert OUTCOMES["donations_collective"].label.en in done.stdout  # in English where it has none
    assert Text("By", "Par")("es") == "Por" and Text("By", "Selon")("es") == "Según"
    assert Text("", "")("es") == ""


def test_words_are_put_together_in_it(spanish: Path) -> None:
    trips = told("{n} trips, {of}", "{n} voyages, {of}", n=2.5, of=usd(12_345.0))
    assert trips("es") == "12.345\u00a0USD: 2,5 viajes"
    assert trips() == "2.5 trips, 12,345 USD"
    assert listed([Text("yes", "oui"), Text("a tree", "un arbre")])("es") == "sí y a tree"


def test_numbers_of_a_third_language(spanish: Path) -> None:
    assert [number(value, "es") for value in (0.0, 1_500_000.0, 2_500_000.0, 2.5e9, -0.0432)] == ["0", "1,5\u00a0M", "2,5\u00a0M", "2,5\u00a0mil M", "-0,0432"]
    assert percent(0.256, "es") == "26\u00a0%" and percent(0.0012, "es") == "0,1\u00a0%"
    assert number(float("nan"), "es") == "-"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_own_numbers_are_those_of_the_cldr(language: str) -> None:
    for value in (0.25, 3.0, 52.4, 999.0, 1234.0, 9876.0):
        assert number(value, language) == format_decimal(value, locale=language)


def test_digits_are_not_left_to_a_library() -> None:
    """Babel's short French form says the same of a million and a half and of two and a half."""
    assert format_compact_decimal(1.5e6, locale="fr") == format_compact_decimal(2.5e6, locale="fr")
    assert (number(1.5e6, "fr"), number(2.5e6, "fr")) == ("1,5\u00a0M", "2,5\u00a0M")


def test_a_language_without_a_catalogue_is_refused(spanish: Path) -> None:
    done = CliRunner().invoke(app, ["list", "levers", "--language", "fe"])
    assert done.exit_code == 2
    assert "'fe' is not one of 'en', 'fr', 'es'" in re.sub(r"[\s│]+", " ", done.stderr)
    with pytest.raises(InputError, match="allowed: en, fr, es"):
        load("morocco_belgium").describe("de")


def test_a_damaged_catalogue_is_named(spanish: Path) -> None:
    path = catalogue_path(spanish, "es").with_suffix(".mo")
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match=r"diaspora\.mo: is no catalogue"):
        Text("yes", "oui")("es")


def test_a_catalogue_for_a_translator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["es", "--out", str(tmp_path)]) == 0
    path = Path(capsys.readouterr().out.strip())
    begun = read_po(path.open("rb"))
    assert begun.get("Morocco").string == "Marruecos" and begun.get("yes").string == ""
    path.write_text(path.read_text(encoding="utf-8").replace('msgid "yes"\nmsgstr ""', 'msgid "yes"\nmsgstr "sí"'), encoding="utf-8")
    assert main(["es", "--out", str(tmp_path)]) == 0
    assert read_po(path.open("rb")).get("yes").string == "sí"  # kept
    assert main(["qqq", "--out", str(tmp_path)]) == 2
    assert "is not known" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["list", "levers", "--language", "fr", "--json"], ["check", "morocco_belgium_package", "--language", "fr"]], ids=lambda words: words[0])
def test_what_runs_nothing_loads_neither_babel_nor_numba(words: list[str]) -> None:
    code = (
        f"import sys; from experiments.cli import main; sys.argv[1:] = {words!r}\ntry: main()\nexcept SystemExit: pass\n"
        "assert not {'babel', 'numba', 'scipy', 'pandas', 'matplotlib'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
