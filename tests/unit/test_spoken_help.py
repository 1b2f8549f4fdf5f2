"""Help and the faults of a command line in the language of the user: every word of it in French, English as it was, a third language by its catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from experiments.cli.command_line import app
from experiments.cli.spoken import VARIABLE, asked_language, both, french_words
from experiments.cli.typer_words import FIXED, HELP, METAVARS, said
from model.languages import catalogue_path
from tests.asked_commands import plain

SAME = {"USD", "CODE", "SQL", "ID", "A,B", "I/N", "N,N,...", "N,N,N", "QUESTION...", "informed|blind", "400,300,200", "en", "[OPTIONS]"}
"""Codes, numbers and words that are the same in both languages."""


def commands(told: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, told
    for name, each in getattr(told, "commands", {}).items():
        yield from commands(each, (*path, name))


EVERY = dict(commands(typer.main.get_command(app)))


def asked(words: list[str], language: str | None = None, **more: str) -> Any:
    return CliRunner().invoke(app, words, prog_name="diaspora", env={"COLUMNS": "300", "TERMINAL_WIDTH": "300", VARIABLE: language, **more})


def english_texts(told: Any) -> Iterator[str]:
    yield told.help
    for each in told.params:
        yield from (text for text in (each.help, each.metavar, each.show_default) if isinstance(text, str))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: " ".join(path) or "diaspora")
def test_help_in_french_holds_no_english(path: tuple[str, ...]) -> None:
    english, french = asked([*path, "--help"]), asked([*path, "--help"], "fr")
    assert english.exit_code == french.exit_code == 0
    assert asked(["--language", "fr", *path, "--help"], "en").stdout == french.stdout
    assert path in ((), ("sweep",), ("data",)) or asked([*path, "--help", "--language", "fr"]).stdout == french.stdout
    texts = [text for text in english_texts(EVERY[path]) if text not in SAME]
    assert texts and set(texts) <= set(french_words()) | set(METAVARS)
    shown, before = plain(french.stdout), plain(english.stdout)
    for text in texts:
        known = METAVARS[text].fr if text in METAVARS else french_words()[text]
        assert plain(text) in before and plain(known) in shown and (text in METAVARS or plain(text) not in shown), text
    for text in (HELP, *FIXED.values()):
        word = re.escape(text.en.strip("[]{}").split("{")[0].strip())
        assert text.fr == text.en or not re.search(rf"(?<![-\w]){word}(?!\w)", french.stdout), text.en
    assert not re.search(r"<(int|float|str|bool|list)\b", french.stdout)
    assert "Usage:" not in french.stdout and french.stdout.split()[:2] == ["Utilisation", ":"]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: " ".join(path) or "diaspora")
def test_no_line_of_french_help_begins_with_a_sign(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal of 80 columns; private means of Rich keep the colon by its word (`keep_no_break_spaces`), and nothing is cut for it."""
    monkeypatch.setattr("typer.rich_utils.MAX_WIDTH", 80)  # TERMINAL_WIDTH, read when that is imported
    shown = asked([*path, "--help"], "fr").stdout
    assert max(map(len, shown.splitlines())) <= 80 and "…" not in shown
    assert not re.search(r"^[│ ]*[;:?!»]", shown, re.MULTILINE) and "<bool>" not in shown


def test_the_version_is_that_of_the_package_and_of_manifests() -> None:
    assert asked(["--version"]).stdout == asked(["--version", "list"], "fr").stdout == f"diaspora {version('diaspora-policy-simulator')}\n"


def test_no_french_text_is_of_a_help_that_is_gone() -> None:
    used = {text for told in EVERY.values() for text in english_texts(told)} | {"COMMAND [ARGS]...", "[OPTIONS]"}
    assert set(french_words()) | set(METAVARS) == used - (SAME - {"USD", "[OPTIONS]"}) - {"USD"}
    with pytest.raises(ValueError, match="two French texts"):
        both("Of the kit; repeatable.", "Autre chose.")


def test_english_is_spoken_again_after_french() -> None:
    before = [asked([*path, "--help"]).stdout for path in EVERY]
    fault = asked(["run", "--smaple"]).stderr
    assert asked(["--help"], "fr").stdout != before[0] and "Erreur" in asked(["run", "--smaple"], "fr").stderr
    assert [asked([*path, "--help"]).stdout for path in EVERY] == before and asked(["run", "--smaple"]).stderr == fault
    assert "Error" in fault and "Usage:" in fault


def test_the_variable_is_the_default_and_the_option_wins() -> None:
    french, english = asked(["list", "outcomes"], "fr"), asked(["list", "outcomes"])
    assert "libellé" in french.stdout and "libellé" not in english.stdout
    for words, language in ((["list", "outcomes", "--language", "en"], "fr"), (["--language", "en", "list", "outcomes"], "fr"), (["list", "outcomes"], "")):
        assert asked(words, language).stdout == english.stdout
    assert asked(["--language", "fr", "list", "outcomes"]).stdout == asked(["--language=fr", "list", "outcomes"], "en").stdout == french.stdout
    assert "[par défaut : fr]" in plain(asked(["run", "--help"], "fr").stdout) and "[default: en]" in asked(["run", "--help"]).stdout
    assert "[par défaut : (fr)]" in plain(asked(["report", "--help"], "fr").stdout) and "(en et fr)" in asked(["kit", "--help"], "fr").stdout


def test_which_language_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "fr")
    lines = (["list"], ["list", "--language", "en"], ["--language", "en", "list", "--language=fr"], ["list", "--language"], ["list", "--", "--language", "en"])
    assert [asked_language(words) for words in lines] == ["fr", "en", "fr", "fr", "fr"]
    assert asked_language(["--language", "fe"]) == "fr"
    monkeypatch.delenv(VARIABLE)
    assert asked_language(["list"]) == asked_language(["--language", "fe"]) == "en"


def test_a_language_that_is_not_known_is_refused() -> None:
    of_variable = asked(["list", "levers"], "fe")
    assert of_variable.exit_code == 2 and "DIASPORA_LANGUAGE: 'fe' is not one of 'en', 'fr'; did you mean 'fr'?" in of_variable.stderr
    assert asked(["list", "levers", "--language", "en"], "fe").exit_code == 0
    of_option = asked(["list", "levers", "--language", "fe"], "fr")
    assert of_option.exit_code == 2 and "'fe' ne figure pas parmi 'en', 'fr' ; vouliez-vous dire 'fr' ?" in plain(of_option.stderr)


@pytest.mark.parametrize(
    ("words", "french"),
    [
        (["rnu"], "Commande inconnue : 'rnu' ; vouliez-vous dire 'run' ?"),
        (["xyzzy"], "Commande inconnue : 'xyzzy'."),
        (["run", "x", "--smaple", "3"], "Option inconnue : --smaple"),
        (["run"], "Il manque l'argument 'SCÉNARIO"),
        (["explain", "x", "--month", "3"], "Il manque l'option '--household'"),
        (["run", "x", "--seed", "abc"], "Valeur non admise pour '--seed' :"),
        (["run", "x", "--rate", "abc"], "Valeur non admise pour '--rate' :"),
        (["run", "x", "--uncertainty", "lukc"], "Valeur non admise pour '--uncertainty' : 'lukc' ne figure pas parmi 'luck', 'inputs', 'prior'."),
        (["run", "x", "y", "z"], "en trop : y z"),
        (["kit", "--to", "x", "--language", "xx"], "Valeur non admise pour '--language' : 'xx' ne figure pas parmi 'en', 'fr'."),
        (["calibrate", "--keep", "0"], "Valeur non admise pour '--keep' :"),
        (["calibrate", "--keep", "900"], "Valeur non admise pour '--keep' :"),
        (["run", "x", "--seed"], "L'option '--seed' demande une valeur."),
        (["run", "x", "--json=3"], "L'option '--json' ne prend pas de valeur."),
        (["sweep", "rnu"], "Commande inconnue : 'rnu' ; vouliez-vous dire 'run' ?"),
    ],
)
def test_faults_of_a_command_line_in_french(words: list[str], french: str) -> None:
    done, english = asked(words, "fr"), asked(words)
    assert done.exit_code == english.exit_code == 2
    shown = plain(done.stderr)
    assert french in shown.replace("│", "") and "Erreur" in shown
    assert not re.search(r"\b(Usage|Error|Try|for help|Input|should|valid|No such|Missing|Invalid|unexpected|requires|Did you mean|Possible)\b", shown), shown
    assert english.stderr != done.stderr and "Error" in english.stderr


def test_messages_of_older_versions_are_known() -> None:
    """Click worded some faults otherwise before it was inside Typer."""
    assert plain(said("Invalid value for '--seed': 'abc' is not a valid integer.", "fr")) == "Valeur non admise pour '--seed' : 'abc' n'est pas un nombre entier."
    assert plain(said("Invalid value for '--keep': 0 is not in the range 1<=x<=200.", "fr")) == "Valeur non admise pour '--keep' : 0 est hors des bornes 1<=x<=200."
    assert plain(said("No such option: --smaple Did you mean --sample?", "fr")) == "Option inconnue : --smaple ; vouliez-vous dire --sample ?"
    assert said("Of a kind that nobody knows", "fr") == "Of a kind that nobody knows"


def test_a_third_language_has_help_by_its_catalogue(tmp_path: Path) -> None:
    path = catalogue_path(tmp_path, "es").with_suffix(".po")
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    pairs = {"How far a sweep is.": "Hasta dónde ha llegado un barrido.", "Usage:": "Uso:", "Missing argument {name}.": "Falta el argumento {name}."}
    path.write_text(head + "\n".join(f'msgid "{en}"\nmsgstr "{es}"\n' for en, es in pairs.items()), encoding="utf-8")
    more = {"DIASPORA_LOCALE": str(tmp_path)}
    done = asked(["sweep", "status", "--help"], "es", **more)
    assert done.exit_code == 0 and "Hasta dónde ha llegado un barrido." in done.stdout and "Uso:" in done.stdout
    assert "The folder of a sweep." in done.stdout  # in English where it has none
    assert "Falta el argumento 'RESULTS'." in asked(["sweep", "status"], "es", **more).stderr
    broken = catalogue_path(tmp_path / "broken", "es").with_suffix(".po")
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"msgid \xff")
    done = asked(["list", "levers"], "es", DIASPORA_LOCALE=str(tmp_path / "broken"))
    assert done.exit_code == 2 and "is no catalogue that can be read" in done.stderr
