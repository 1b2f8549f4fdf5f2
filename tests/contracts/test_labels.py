"""Labels, names and free texts are shown as they are written, in the terminal, in Markdown and in figures: no sign in them is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from matplotlib.text import Text as Drawn
from typer.testing import CliRunner

from experiments import compare
from experiments.cli.command_line import app
from experiments.text import markdown
from scenarios import load

NASTY = "_Grant_ [pilot] [/bold] 2:1 | *all* <b>now</b> & $x^2$ `code` # {a} \\alpha ~~out~~ :smile: http://a.b_c_ [i](j)"
NAME = "my [red] _scenario_ $y$"
SMALL = ["--sample", "300", "--years", "1", "--replications", "2", "--jobs", "1"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("labels") / f"{NAME}.toml"
    words = json.dumps(NASTY)
    path.write_text(
        f'schema = 1\nbase = "morocco_belgium"\nlabel = {{ en = {words}, fr = {words} }}\nsays = {{ en = {words}, fr = {words} }}\n'
        f"[levers.matching_grant]\nratio = 2.0\n"
        "[ministry]\nweights = { finance = 0.5, human = 0.3, social = 0.2 }\n"
    )
    return path


def call(*words: str) -> Any:
    shown = CliRunner().invoke(app, list(words))
    assert shown.exit_code == 0, (shown.stderr, shown.exception)
    return shown


def words_of(text: str) -> str:
    """A text without its spaces and the lines of tables, which break words anywhere."""
    return re.sub(r"[\s│─━┃]+", "", text)


def rendered(text: str) -> str:
    """What a reader of Markdown (CommonMark with tables and strikethrough, as on GitHub) sees of it."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", ["check", "describe"])
def test_the_terminal_shows_a_label_as_written(command: str, language: str, file: Path) -> None:
    assert words_of(NASTY) in words_of(call(command, str(file), "--language", language).stdout)
    assert json.loads(call(command, str(file), "--language", language, "--json").stdout)["label"] == NASTY


def test_lists_show_labels_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.cli.catalogue.KINDS", {"scenarios": lambda language: [{"id": NAME, "label": NASTY, "levers": [NASTY]}]})
    shown = words_of(call("list", "scenarios").stdout)
    assert words_of(NAME) in shown and "pilot" in shown and "[/bold]" in shown


@pytest.mark.parametrize("text", [NASTY, NAME, "1. first", "+ a", "- a", "> a", "two\nlines", "a  b", "***", "![x](y)", "<script>", "a\\*b", "| a | b |", "&amp;"])
def test_markdown_shows_a_text_as_written_wherever_it_stands(text: str) -> None:
    seen = " ".join(text.split())
    assert seen in rendered(f"x {markdown(text)}")
    assert seen in rendered(f"# x {markdown(text)}")
    assert seen in rendered(f"- x {markdown(text)}")
    cells = re.findall(r"<td>(.*?)</td>", MarkdownIt("commonmark").enable("table").render(f"| a | b |\n|---|---|\n| x {markdown(text)} | c |\n"))
    assert len(cells) == 2 and seen in unescape(re.sub(r"<[^>]+>", "", cells[0]))


def test_a_run_and_a_comparison_show_labels_as_written(file: Path, tmp_path: Path, draws_only: Callable[..., None]) -> None:
    both = call("compare", str(file), "morocco_belgium_tax_incentive", "--against", "morocco_belgium", *SMALL, "--out", str(tmp_path / "compare"))
    assert words_of(f"{NASTY} ({NAME})") in words_of(both.stdout)
    assert words_of(NASTY) in words_of(both.stdout.split("Evidence differs")[0])
    draws_only()  # figures of the comparison are looked at, not those of the run
    ran = call("run", str(file), *SMALL, "--out", str(tmp_path / "run"))
    assert words_of(f"{NASTY} ({NAME})") in words_of(ran.stdout)
    for folder in ("run", "compare"):
        page = rendered((tmp_path / folder / "summary.md").read_text(encoding="utf-8"))
        assert page.count("pilot") == page.count(NASTY) > 0, page
    drawn = list((tmp_path / "compare" / "figures").glob("*.svg"))
    assert drawn
    for path in drawn:
        ElementTree.parse(path)


def test_figures_show_labels_as_written(file: Path) -> None:
    # two scenarios with the same lever are told apart by their labels
    result = compare([load(file), "morocco_belgium_matching_grant"], replications=2, sample=300, years=1)
    shown = 0
    for kind in ("fan", "cost", "gains", "payers"):
        texts = [text for text in result.plot(kind).findobj(Drawn) if text.get_text().strip()]
        assert not any(text.get_parse_math() for text in texts)
        shown += any(words_of(NASTY) in words_of(text.get_text()) for text in texts)
    assert shown >= 2
