"""The mistakes that people make first, each kind in each kind of place of a scenario file and on the command line: exit code 2, file and key, no traceback.

Built by rule: a table of places, a table of mistakes, and what their message must say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from experiments.cli.command_line import app

HEAD = 'schema = 1\nbase = "morocco_belgium_matching_grant"\n'

# the line before a value, and the last step of its key
NUMBERS: dict[str, tuple[str, str]] = {
    "a lever": ("[levers.matching_grant]\n", "ratio"),
    "a budget": ("[levers.matching_grant]\n", "budget_usd"),
    "a month": ("[levers.matching_grant]\n", "from_month"),
    "an eligibility": ("[levers.matching_grant.eligibility]\n", "random_share"),
    "a parameter": ("[parameters.giving]\n", "fatigue"),
    "the horizon": ("", "years"),
    "the burn-in": ("", "burn_in_years"),
    "a shock": ('[[shocks]]\nkind = "disaster"\n', "size"),
    "the month of a shock": ('[[shocks]]\nkind = "disaster"\n', "month"),
    "a ministry": ("[ministry]\n", "priority"),
    "a weight": ("[ministry.weights]\nhuman = 0.5\nsocial = 0.2\n", "finance"),
}
# what is written for a number, and what the message must say
BAD_NUMBERS: dict[str, tuple[str, str]] = {
    "a decimal comma": ("0,3", "0.3"),
    "a percentage": ("30%", "0.3"),
    "a percentage with a space": ("2,5 %", "0.025"),
    "groups of digits": ("5 000 000", "5_000_000"),
    "groups by commas": ("5,000,000", "5_000_000"),
    "true in capitals": ("True", "true"),
    "a number between quotes": ('"0.3"', "0.3"),
    "a decimal comma between quotes": ('"0,3"', "0.3"),
    "typographic quotes": ("“0.3”", "typographic quotes"),
    "a word": ("much", '"much"'),
    "a word between quotes": ('"much"', "not a number"),
    "a thousand": ("5k", "5e3"),
    "a currency": ("$5", "5"),
    "no digit before the point": (".3", "0.3"),
    "a zero in front": ("03", "3"),
    "nothing": ("", "no value"),
    "none": ("None", "left out"),
    "not a number": ("nan", "finite"),
    "infinity": ("-inf", "finite"),
    "a truth value": ("true", "not a number"),
    "a list": ("[1]", "not a number"),
    "a table": ("{ value = 1 }", "not a number"),
    "out of bounds": ("-1e9", "out of bounds"),
    "a semicolon": ("0.3;", "0.3"),
    "a key twice": ("0\n{key} = 0", "stands twice"),
}
TEXTS: dict[str, tuple[str, str, str]] = {
    "a payer": ("[levers.matching_grant]\n", "paid_by", "donor"),
    "a rule": ("[levers.matching_grant]\n", "rule", "quota"),
    "the kind of a shock": ("[[shocks]]\n", "kind", "disaster"),
    "the first month": ("", "start", "2020-01"),
    "a sex": ("[levers.matching_grant.eligibility]\n", "sex", "female"),
}
BAD_TEXTS: dict[str, tuple[str, str]] = {
    "typographic quotes": ("“{text}”", "typographic quotes"),
    "French quotes": ("« {text} »", "typographic quotes"),
    "a quote missing": ('"{text}', "a quote is missing"),
    "a typing error": ('"{text}x"', "allowed"),
    "nothing between the quotes": ('""', "allowed"),
    "a number": ("5", "allowed"),
    "a list": ('["{text}"]', "allowed"),
    "a colon": ('"{text}"\n{key}: "{text}"', "no = between"),
    "a key twice": ('"{text}"\n{key} = "{text}"', "stands twice"),
}
LISTS: dict[str, tuple[str, str, str]] = {
    "origins": ('residence = ["BEL"]\n', "origin", "MAR"),
    "residences": ('origin = ["MAR"]\n', "residence", "BEL"),
    "generations": ("[levers.matching_grant.eligibility]\n", "generation", "second"),
    "corridors": ("[levers.matching_grant.eligibility]\n", "corridors", "MAR-BEL"),
    "places": ("[levers.matching_grant.eligibility]\n", "communities", "poorest:3"),
    "places of a lever": ("[levers.infrastructure]\n", "communities", "poorest:3"),
    "places of a shock": ('[[shocks]]\nkind = "disaster"\n', "communities", "poorest:3"),
    "sectors": ("[levers.skills_placement]\n", "sectors", "health"),
}
BAD_LISTS: dict[str, tuple[str, str]] = {
    "no list": ('"{text}"', "list"),
    "no quotes": ("[{text}]", "line"),
    "typographic quotes": ("[“{text}”]", "typographic quotes"),
    "a typing error": ('["{text}x"]', "allowed"),
    "a number": ("5", "list"),
    "not closed": ('["{text}"', "line"),
}
# whole files, and what the message must say
FILES: dict[str, tuple[str | bytes, str]] = {
    "lever instead of levers": ("[lever.matching_grant]\nratio = 1.0", "'levers'"),
    "a lever at the top": ("[matching_grant]\nratio = 1.0", "matching_grant"),
    "a table twice": ("[levers.matching_grant]\nratio = 1.0\n[levers.matching_grant]\nratio = 2.0", "the table stands twice"),
    "a head that is not closed": ("[levers.matching_grant\nratio = 1.0", "[levers.matching_grant]"),
    "a head with a space": ("[levers.matching grant]\nratio = 1.0", "not the head of a table"),
    "free text as a source": ('[corridor.MAR-BEL]\nmigrant_stock = { value = 130000, source = "INSEE 2020", year = 2020 }', 'note = "INSEE 2020"'),
    "a figure with a decimal comma": ("[corridor.MAR-BEL]\nhousehold_size = { value = 2,7, assumed = [2, 3] }", "value = 2.7"),
    "a figure with groups of digits": ("[corridor.MAR-BEL]\nmigrant_stock = { value = 130 000, assumed = [100000, 200000] }", "value = 130_000"),
    "a figure alone": ("[corridor.MAR-BEL]\nhousehold_size = 2.7", "where it comes from"),
    "a code of two letters": ('origin = ["MA"]\nresidence = ["BEL"]', "'MAR'"),
    "a code of two letters without figures": ('origin = ["SN"]\nresidence = ["FR"]', "'SEN'"),
    "a country by name": ('origin = ["Morocco"]\nresidence = ["BEL"]', "'MAR'"),
    "a country by its French name": ('origin = ["MAR"]\nresidence = ["Belgique"]', "'BEL'"),
    "a corridor by codes of two letters": ("[corridor.MA-BE]\nmigrant_stock = { value = 240000, source = \"undesa2020\", year = 2020 }", "'MAR-BEL'"),
    "a corridor of an eligibility by names": ('[levers.matching_grant]\neligibility = { corridors = ["Maroc-Belgique"] }', "'MAR-BEL'"),
    "a shock in a country by its French name": ('[[shocks]]\nkind = "recession_residence"\nmonth = 1\nmonths = 2\nsize = 0.1\nresidence = "Belgique"', "'BEL'"),
    "a term of another lever": ("[levers.one_stop_shop]\nblind_scoring = true", "is no term of this lever, but of entrepreneur_support"),
    "a term of several other levers": ("[levers.one_stop_shop]\nshare = 0.5", "but of credit_guarantee, investment_grant"),
    "a country that ships no figures": ('origin = ["SEN"]\nresidence = ["PRK"]', "[corridor.SEN-PRK]"),
    "places misspelt": ('[levers.infrastructure]\ncommunities = ["poorst:3"]', "'poorest:3'"),
    "more places than there are": ('[levers.infrastructure]\ncommunities = ["poorest:30"]', "'poorest:8'"),
    "an eligibility at the wrong place": ("[levers.matching_grant]\nrandom_share = 0.5", "'eligibility.random_share'"),
    "text without sense": ("hello, world", "neither a table"),
    "a Windows path": ('note = "C:\\data\\x"', "C:/data/x"),
    "no label": ("label = { }", "label"),
    "an empty label": ('label = { en = "", fr = "x" }', "label.en"),
    "a control character in a label": ('label = { en = "a\\u0007", fr = "x" }', "control character"),
    "Latin-1": ('label = { en = "Senegal", fr = "Sénégal" }'.encode("latin-1"), "UTF-8"),
    "UTF-16": (b"\xff\xfe" + 'years = 3'.encode("utf-16-le"), "UTF-16"),
    "UTF-16 without its mark": ("years = 3   ".encode("utf-16-le"), "UTF-16"),
}  # fmt: skip
SET: dict[str, tuple[str, str]] = {
    "no path": ("budget_usd=3", "levers.matching_grant.budget_usd"),
    "half a path": ("matching_grant.ratio=3", "levers.matching_grant.ratio"),
    "lever for levers": ("lever.matching_grant.ratio=3", "levers.matching_grant.ratio"),
    "no mechanism": ("fatigue=0", "parameters.giving.fatigue"),
    "no corridor": ("migrant_stock=3", "corridor.MAR-BEL.migrant_stock"),
    "no eligibility": ("random_share=0.5", "levers.matching_grant.eligibility.random_share"),
    "a typing error": ("yeers=3", "'years'"),
    "no value": ("levers.matching_grant.ratio", "PATH=VALUE"),
    "an empty value": ("levers.matching_grant.ratio=", "not a number"),
    "a decimal comma": ("levers.matching_grant.ratio=1,5", "'1.5'"),
    "a percentage": ("levers.matching_grant.eligibility.random_share=30%", "'0.3'"),
    "groups of digits": ("levers.matching_grant.budget_usd=5 000 000", "'5_000_000'"),
    "true for a number": ("levers.matching_grant.ratio=True", "not a number"),
    "a text in quotes of its own": ("levers.matching_grant.ratio='2'", "without quotes"),
    "a country alone": ("residence=NLD", '["NLD"]'),
    "two countries": ("residence=NLD,BEL", '["NLD", "BEL"]'),
    "a code of two letters": ('residence=["NL"]', "'NLD'"),
    "a capital true": ("ministry.institutional_home=True", "'true'"),
    "places": ('levers.infrastructure.communities=["richst:2"]', "'richest:2'"),
    "places that are no list": ("levers.infrastructure.communities=poorest:3", '["poorest:3"]'),
    "a shock that is not there": ("shocks.3.size=1", "none numbered"),
    "nothing known": ("foo=1", "unknown path"),
    "the base": ("base=x", "unknown path"),
}
OPTIONS: dict[str, tuple[tuple[str, str], str]] = {
    f"{option} {value}": ((option, value), option)
    for option, values in {
        "--replications": ("0", "-1", "1,5", "many", "1e3", "100001", ""),
        "--years": ("0", "101", "2.5", "ten"),
        "--seed": ("-1", "1.5", str(2**64), "x"),
        "--sample": ("99", "0", "-300", "1 000", "1000.5", "50000001"),
        "--jobs": ("0", "-2", "two", "4097"),
        "--engine": ("steam", "Compiled engine", ""),
        "--language": ("de", "english"),
        "--uncertainty": ("none", "input"),
    }.items()
    for value in values
}  # fmt: skip


def _files() -> dict[str, tuple[bytes, str, str]]:
    """Every file: content, what the message must say, the key that it must name (empty: none)."""
    found: dict[str, tuple[bytes, str, str]] = {}
    for place, (before, key) in NUMBERS.items():
        for mistake, (value, says) in BAD_NUMBERS.items():
            found[f"{place}: {mistake}"] = (f"{HEAD}{before}{key} = {value.replace('{key}', key)}\n".encode(), says, key)
    for table, mistakes in ((TEXTS, BAD_TEXTS), (LISTS, BAD_LISTS)):
        for place, (before, key, text) in table.items():
            for mistake, (value, says) in mistakes.items():
                found[f"{place}: {mistake}"] = (f"{HEAD}{before}{key} = {value.replace('{key}', key).replace('{text}', text)}\n".encode(), says, key)
    for mistake, (content, says) in FILES.items():
        body = content.encode() if isinstance(content, str) else content
        found[mistake] = (body if b"\0" in body else HEAD.encode() + body, says, "")
    return found


FILES_OF_ALL_KINDS = _files()


@pytest.fixture(autouse=True, scope="module")
def _command_made_once() -> Iterator[None]:
    """Typer makes the whole command line anew at every call, which takes most of the time of one that is refused."""
    command = typer.main.get_command(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", lambda _: command)
        yield


def told(*words: str) -> str:
    """What standard error says of a command that must be refused; its lines are not broken."""
    shown = CliRunner().invoke(app, list(words))
    assert shown.exit_code == 2, (shown.exit_code, shown.output, shown.exception)
    assert shown.stdout == "" and "Traceback" not in shown.stderr
    return str(shown.stderr)


@pytest.mark.parametrize("case", FILES_OF_ALL_KINDS)
def test_a_mistake_in_a_file_is_told_with_file_and_key(case: str, tmp_path: Path) -> None:
    content, says, key = FILES_OF_ALL_KINDS[case]
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    text = told("check", str(file))
    assert all(line.startswith((f"error: {file}: ", "  ")) for line in text.strip().splitlines())  # indented: what to add to the file
    assert key in text and says in text, text


@pytest.mark.parametrize("case", SET)
def test_a_mistake_in_set_is_told_with_the_path(case: str) -> None:
    change, says = SET[case]
    text = told("check", "morocco_belgium_matching_grant", "--set", change)
    assert text.startswith("error: --set: ") and change.partition("=")[0] in text and says in text, text


@pytest.mark.parametrize("case", OPTIONS)
def test_an_option_out_of_bounds_is_told_by_its_name(case: str, tmp_path: Path) -> None:
    (option, value), says = OPTIONS[case]
    text = told("compare", "morocco_belgium_matching_grant", option, value, "--out", str(tmp_path / "r"))
    assert says.strip("-") in text
    assert not (tmp_path / "r").exists()


def test_the_table_is_large() -> None:
    assert len(FILES_OF_ALL_KINDS) + len(SET) + len(OPTIONS) >= 150


@pytest.mark.parametrize("command", [("run",), ("compare",), ("compare", "morocco_belgium_matching_grant", "--against")])
@pytest.mark.parametrize("case", ["a lever: a decimal comma", "places misspelt", "Latin-1", "a code of two letters"])
def test_what_runs_refuses_it_before_the_first_run(command: tuple[str, ...], case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_: Any, **__: Any) -> Any:
        raise AssertionError("a run was started")

    monkeypatch.setattr("experiments.comparing.compare.perform_all", started)
    monkeypatch.setattr("experiments.runs.finished_tasks.perform_all", started)
    file = tmp_path / "bad.toml"
    content, says, _ = FILES_OF_ALL_KINDS[case]
    file.write_bytes(content)
    text = told(*command, str(file), "--out", str(tmp_path / "r"), "--sample", "300")
    assert "bad.toml" in text and says in text
    assert not (tmp_path / "r").exists()


def test_a_name_beside_its_file_is_answered_with_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p_shop.toml").write_text(HEAD)
    (tmp_path / "mine.toml").write_text('schema = 1\nbase = "p_shop"\n')
    monkeypatch.chdir(tmp_path)
    assert "did you mean 'p_shop.toml'?" in told("check", "p_shop")
    assert "did you mean 'p_shop.toml'?" in told("check", "p_shopp.toml")
    assert "did you mean 'p_shop.toml'?" in told("check", "mine.toml")
    assert "did you mean 'morocco_belgium'?" in told("check", "morroco_belgium.toml")


def test_a_file_with_a_byte_order_mark_and_lines_of_windows_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xef\xbb\xbf" + (HEAD + 'label = { en = "Sénégal", fr = "Sénégal" }\n').replace("\n", "\r\n").encode())
    assert "Sénégal" in CliRunner().invoke(app, ["check", str(file)]).stdout


def test_words_in_one_language_stand_for_the_other_and_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    for there, missing, said in (("en", "fr", "label n'est écrit qu'en anglais"), ("fr", "en", "label is written in French alone")):
        file.write_text(HEAD + f'label = {{ {there} = "My own words" }}\n')
        shown = CliRunner().invoke(app, ["check", str(file), "--language", missing])
        assert shown.exit_code == 0 and "My own words" in shown.stdout and said in " ".join(shown.stdout.split())


def test_a_figure_that_is_likely_in_thousands_is_said(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + "[corridor.MAR-BEL]\nmigrant_stock = { value = 225, assumed = [200, 250] }\n")
    shown = " ".join(CliRunner().invoke(app, ["check", str(file)]).stdout.split())
    assert "migrant_stock is 225, the published figure 225,217 (undesa2020, 2020): is it in another unit?" in shown
    file.write_text(HEAD + "[corridor.MAR-BEL]\nmigrant_stock = { value = 225000, assumed = [200000, 250000] }\n")
    assert "another unit" not in CliRunner().invoke(app, ["check", str(file)]).stdout
