"""What is wrong is told in the language of the user by every command, and no room of the experiments makes an error of English alone."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from experiments.cli import command_line
from experiments.cli.command_line import _note, app
from experiments.cli.printing import print_error
from experiments.cli.spoken import _spoken
from experiments.comparing.compare import AllFailedError
from experiments.runs.pool import WorkersLostError
from experiments.runs.runner import Failure
from tests.asked_commands import plain

EXPERIMENTS = Path(__file__).resolve().parents[2] / "experiments"
LATER = ("evidence", "studies")
"""Rooms that have English errors still, or speak to developers alone."""
ENGLISH = re.compile(r"\b(the|is|are|not|no|of|with|which|allowed|error|did you mean|unknown|there|given|must|cannot|was|has|holds|missing)\b")


def plain_says(source: str) -> Iterator[int]:
    """Lines of problems whose sentence is a plain string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            says = next((keyword.value for keyword in node.keywords if keyword.arg == "says"), node.args[1] if len(node.args) > 1 else None)
            if isinstance(says, ast.JoinedStr | ast.BinOp) or (isinstance(says, ast.Constant) and isinstance(says.value, str)):
                yield node.lineno


def test_no_problem_says_a_plain_string() -> None:
    assert list(plain_says('Problem("a", "is missing")\nProblem("a", f"{x} is")\nProblem(key="a", says="b" + c)\nProblem("a", Text("b", "c"))\nProblem("a", says)')) == [1, 2, 3]
    files = [path for path in EXPERIMENTS.rglob("*.py") if path.relative_to(EXPERIMENTS).parts[0] not in LATER]
    assert len(files) > 150
    assert not {str(path): lines for path in files if (lines := list(plain_says(path.read_text(encoding="utf-8"))))}


def told(words: list[str], language: str) -> Any:
    return CliRunner().invoke(app, words, env={"DIASPORA_LANGUAGE": language, "COLUMNS": "300"})


MISTAKES = [
    (["run", "morocco_belgium", "--sample", "300", "--full-scale"], "--sample : est donné en même temps que --full-scale ; attendu : l'un des deux"),
    (["run", "morocco_belgium", "--ensemble", "x.json", "--uncertainty", "luck"], "--ensemble : est donné en même temps que --uncertainty luck"),
    (["describe", "matching_grent"], "rien ne s'appelle 'matching_grent'"),
    (["list", "things"], "il n'y a pas de liste"),
    (["compare", "morocco_belgium", "--currency", "ABC"], "il n'y a pas de taux de ABC pour 2019"),
    (["compare", "morocco_belgium", "--rate", "3"], "est donné sans une monnaie autre que USD"),
    (["query", "FOLDER", "SELECT 1"], "ne contient pas de tables"),
    (["sweep", "status", "FOLDER"], "n'est pas le dossier d'un balayage"),
    (["sweep", "run", "no_such.toml"], "ce fichier n'existe pas, ni d'expérience de ce nom"),
    (["sweep", "run", "EXPERIMENT"], "il n'y a pas de résultat « remitances » ; attendu : un résultat de diaspora list outcomes ; vouliez-vous dire « remittances » ?"),
    (["sweep", "run", "EXPERIMENT"], "le levier « matching_grant » n'a pas de « ratios »"),
    (["sweep", "run", "EXPERIMENT"], "design.points : 0 est hors limites"),
    (["sweep", "run", "EXPERIMENT", "--shard", "9/8"], "--shard : '9/8' n'est pas une part ; attendu : I/N avec I de 1 à N, comme 1/8 à 8/8"),
    (["report", "FOLDER", "--to", "brief.pdf"], "ne contient pas de résultats : il n'a pas de manifest.json ; attendu : un dossier écrit par `diaspora compare`"),
    (["new-country", "--out", "x.toml"], "PAYS : manque ; attendu : un pays par son code ou son nom, ou --empty"),
    (["data", "build", "--from", "FOLDER", "--use", "x"], "--use : 'x' n'a pas la forme TYPE=FICHIER"),
    (["calibrate", "--sets", "3"], "'3' n'est pas une liste de vagues"),
    (["kit", "--to", "FOLDER", "--questions", ","], "--questions : aucun nom n'est donné"),
    (["pack", "6", "--to", "x.pdf"], "--to x.pdf : n'est pas un fichier HTML ; attendu : un chemin qui finit par .html ou .htm"),
    (["pack", "6", "--to", "x.html", "--no-negotiation", "--negotiation", "x.toml"], "est donné en même temps que --no-negotiation"),
]


@pytest.mark.parametrize(("words", "french"), MISTAKES, ids=[f"{' '.join(words)[:30]} {number}" for number, (words, _) in enumerate(MISTAKES)])
def test_mistakes_are_told_in_french(words: list[str], french: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = tmp_path / "mine.toml"
    experiment.write_text(
        'scenario = "morocco_belgium_matching_grant"\noutcomes = ["remitances"]\n[design]\nkind = "latin_hypercube"\npoints = 0\n[factors."levers.matching_grant.ratios"]\n'
    )
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    words = [{"FOLDER": "folder", "EXPERIMENT": "mine.toml"}.get(word, word) for word in words]
    done, english = told(words, "fr"), told(words, "en")
    assert done.exit_code == english.exit_code == 2, done.output
    shown = plain(done.stderr)
    assert french in shown and shown.startswith("erreur : "), shown
    assert english.stderr.startswith("error: ") and not ENGLISH.search(re.sub(r"\S*[_./]\S*|--\S+", "", shown)), shown


def test_what_ends_a_command_is_told_in_its_language(capsys: pytest.CaptureFixture[str]) -> None:
    lost, failed = WorkersLostError(), AllFailedError([("mine", Failure(3, None, "world without policy", "ValueError: x", "Traceback\n"))])
    for error in (lost, failed):
        print_error(error.says, "en")
        assert capsys.readouterr().err == f"error: {error}\n"
        print_error(error.says, "fr", "Traceback\n")
        said = plain(capsys.readouterr().err)
        assert said.startswith("erreur : ") and said.endswith(" Traceback")
    assert "des processus de calcul ont été tués" in plain(lost.says("fr")) and "toutes les simulations ont échoué ; la première (mine, réplication 3)" in plain(failed.says("fr"))


def test_warnings_are_told_in_the_language() -> None:
    warning = UserWarning("the levers of cheep (entry point own) are left out: ModuleNotFoundError: x")
    assert _note(warning, UserWarning, "x.py", 1) == f"note: {warning}\n"
    token = _spoken.set("fr")
    try:
        assert plain(_note(warning, UserWarning, "x.py", 1)) == "note : les leviers de cheep (point d'entrée own) sont laissés de côté : ModuleNotFoundError: x"
        assert plain(_note("DIASPORA_CACHE is not used: everybody can write in /x", UserWarning, "x.py", 1)) == "note : DIASPORA_CACHE n'est pas employé : tout le monde peut écrire dans /x"
        assert plain(_note("something else", UserWarning, "x.py", 1)) == "note : something else"
    finally:
        _spoken.reset(token)


def test_the_console_script_alone_tells_warnings_so_and_leaves_them_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, seen = warnings.formatwarning, []
    monkeypatch.setattr(command_line, "app", lambda: seen.append(warnings.formatwarning))
    monkeypatch.setattr(command_line, "unread_is_fine", lambda: None)
    command_line.main()
    assert seen == [_note] and warnings.formatwarning is usual is not _note
