"""Every output that names Kosovo carries the footnote, in its language; no other output does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.cli.command_line import app
from scenarios import describe
from scenarios.corridors import FOOTNOTES, footnotes

FILE = """schema = 1
label = { en = "A small world", fr = "Un petit monde" }
says = { en = "A test.", fr = "Un essai." }
origin = ["XKX"]
residence = ["DEU"]
[corridor.XKX-DEU]
skilled_share = { value = 0.1, assumed = [0.05, 0.2] }
[levers.tax_incentive]
"""
NOTE = next(iter(FOOTNOTES.values()))


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("scenario") / "small.toml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


def told(*words: str) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_commands_that_describe(scenario: str, language: str) -> None:
    note = NOTE(language)
    for words in (("describe", scenario), ("describe", "XKX-CHE"), ("check", scenario), ("list", "corridors")):
        assert note in told(*words, "--language", language), words
        answer = json.loads(told(*words, "--language", language, "--json"))
        assert answer["footnotes"] == [note], words
    assert note in describe(scenario, language)
    for words in (("describe", "morocco_belgium"), ("describe", "MAR-BEL"), ("check", "morocco_belgium"), ("list", "levers")):
        assert "1244 (1999)" not in told(*words, "--language", language), words


SMALL = ("--sample", "200", "--years", "1", "--replications", "2", "--jobs", "1")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the results of commands on the scenario lie, one folder for command and language: the same command answers from there the second time."""
    return tmp_path_factory.mktemp("results")


@pytest.mark.usefixtures("no_figures")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", ["run", "compare"])
def test_results(scenario: str, command: str, language: str, results: Path) -> None:
    folder = results / f"{command}-{language}"
    words = [command, scenario, *SMALL, "--language", language, "--out", str(folder)]
    note = NOTE(language)
    assert note in told(*words)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["footnotes"] == [NOTE._asdict()]
    assert note in (folder / "summary.md").read_text(encoding="utf-8")
    answer = json.loads(told(*words, "--json"))
    assert answer["footnotes"] == [note]
    assert not any("1244 (1999)" in str(value) for row in answer["rows"] for value in row.values())


@pytest.mark.usefixtures("no_figures")
@pytest.mark.parametrize("command", ["run", "compare"])
def test_tables_lie_beside_the_note(scenario: str, command: str, results: Path, tmp_path: Path) -> None:
    """Columns of tables are fixed, so the note lies beside them, in both languages; where no place needs one there is no file."""
    for one, there, folder in ((scenario, True, results / f"{command}-en"), ("morocco_belgium_tax_incentive", False, tmp_path / command)):
        told(command, one, *SMALL, "--language", "en", "--out", str(folder))
        assert list(folder.glob("*.csv"))
        assert (folder / "NOTES.txt").exists() == there
        if there:
            text = (folder / "NOTES.txt").read_text(encoding="utf-8")
            assert NOTE.en in text and NOTE.fr in text


@pytest.mark.usefixtures("no_figures")
@pytest.mark.parametrize(("world", "there"), [("small", True), ("morocco_belgium_tax_incentive", False)])
def test_sweeps_their_tables_and_questions_to_them(scenario: str, world: str, there: bool, tmp_path: Path) -> None:
    experiment, folder = tmp_path / "sweep.toml", str(tmp_path / "sweep")
    experiment.write_text(
        f"""scenario = "{scenario if there else world}"
replications = 1
years = 1
sample = 100
outcomes = ["remittances"]
[design]
kind = "morris"
trajectories = 2
[factors."levers.tax_incentive.rate_cut_points"]
low = 1.0
high = 5.0
[factors."parameters.remitting.norm"]
""",
        encoding="utf-8",
    )
    commands = (
        ("sweep", "run", str(experiment), "--out", folder, "--jobs", "1"),
        ("sweep", "status", folder),
        ("sweep", "verify", folder, "--runs", "1"),
        ("query", folder, "SELECT count(*) AS runs FROM runs"),
        ("sensitivity", str(experiment), "--out", folder, "--jobs", "1"),
    )
    for words in commands:
        for language in ("en", "fr"):
            assert (NOTE(language) in told(*words, "--language", language)) == there, words
        answer = json.loads(told(*words, "--json"))
        assert answer.get("footnotes") == ([NOTE.en] if there else None), words
    assert list((tmp_path / "sweep" / "sensitivity").glob("*.csv"))
    assert (tmp_path / "sweep" / "sensitivity" / "NOTES.txt").exists() == there


def test_figures(scenario: str) -> None:
    from experiments import compare
    from experiments.figures import FIGURES, draw
    from experiments.figures.style import canvas, footnoted

    for one, there in ((scenario, True), ("morocco_belgium_tax_incentive", False)):
        result = compare(one, replications=2, years=1, sample=200, uncertainty="luck")
        for kind in FIGURES:
            figure = draw(result, kind, "fr")
            if figure is None:  # nothing was compared directly
                continue
            texts = [text.get_text() for text in figure.texts]
            assert any(NOTE.fr in text for text in texts) == there, kind
    figure = canvas(8.0, 3.0)
    figure.text(0.5, 0.5, "corridor.XKX-DEU.tax_rate")
    assert NOTE.en in [text.get_text().removeprefix("* ") for text in footnoted(footnoted(figure, "en"), "en").texts]
    assert len(figure.texts) == 2


def test_places_are_found_in_words_and_codes() -> None:
    assert footnotes("kosovo_deed") == footnotes("Kosovo to Germany") == footnotes({"corridors": ["XKX-DEU"]}) == (NOTE,)
    assert footnotes("MAR-BEL", "Serbia") == ()
