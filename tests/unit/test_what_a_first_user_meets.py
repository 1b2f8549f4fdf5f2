"""What somebody meets who uses a command for the first time: commands that contradict themselves, folders of other commands, words of another language."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from experiments import compare
from experiments.briefs import annex, writing
from experiments.briefs.budget import Budget, Year
from experiments.briefs.document import Bullets, Paragraph, Table, plain
from experiments.briefs.following_pages import _years, how_to_reproduce
from experiments.cli import catalogue
from experiments.cli.looking_up import describe_name
from experiments.cli.printing import loaded
from experiments.cli.sweep_commands import _cell, _tell
from experiments.comparing.answers import floor_of, found
from experiments.evidence.calibration.table_of_runs import TableOfRuns
from experiments.evidence.fact_files import read_facts
from experiments.figures import answer, style
from experiments.kit.writing import check_folder
from experiments.reporting.stored_runs import read_comparison
from experiments.sweeps import load_experiment
from experiments.tables import results
from experiments.terminal import value_text
from model.errors import COUNTRY, RESULTS, InputError, Problem
from model.text import Text
from scenarios import load
from scenarios.questions import Ratio, Watched

NAN = float("nan")
WRONG = Text("is wrong", "est faux")


def test_a_path_that_is_set_twice_is_refused_and_not_decided_in_silence() -> None:
    once = ["levers.matching_grant.ratio=2", "levers.matching_grant.cap_usd=5"]
    assert loaded("morocco_belgium_matching_grant", once, None).levers[0].ratio == 2  # type: ignore[attr-defined]
    with pytest.raises(InputError, match=r"--set: levers.matching_grant.ratio stands twice; allowed: one value for each path"):
        loaded("morocco_belgium_matching_grant", [*once, "levers.matching_grant.ratio = 3"], None)


def test_a_table_that_would_lose_values_of_a_scenario_is_refused() -> None:
    grant = "morocco_belgium_matching_grant"
    for changes in ({"levers.matching_grant": {"ratio": 2}}, {"levers": {"matching_grant": {"ratio": 2}}}):
        with pytest.raises(InputError, match=r"leaves out .*levers.matching_grant.budget_usd, .*which the scenario gives; allowed: a path for each value"):
            load(grant, set=changes)
    whole = load(grant, set={"levers.matching_grant": {"ratio": 2, "budget_usd": 7, "from_month": 0, "paid_by": "donor"}}).levers[0]
    assert (whole.ratio, whole.budget_usd) == (2, 7)  # type: ignore[attr-defined]
    others = load(grant, set={"levers": {"dual_nationality": {}}, "levers.tax_incentive": {"rate_cut_points": 5}}).levers
    assert [lever.id for lever in others] == ["dual_nationality", "tax_incentive"]


@pytest.mark.parametrize(("low", "high", "said"), [(0.1, 0.4, "75 %"), (NAN, NAN, "cannot be told"), (0.0, 0.95, "cannot be told")])
def test_the_terminal_says_no_share_that_the_first_page_does_not_say(low: float, high: float, said: str) -> None:
    table = pd.DataFrame(
        [("s", "remittances", "", None, None, 110.0, 90.0, 130.0, 10.0, 5.0, 15.0)],
        columns=["scenario", "outcome", "unit", "breakdown", "group", "mean", "low", "high", "difference", "difference_low", "difference_high"],
    )
    spread = pd.DataFrame(
        [("s", "remittances", None, None, -8.0, 28.0, 0.75, low, high)],
        columns=["scenario", "outcome", "breakdown", "group", "runs_low", "runs_high", "share_inputs", "share_luck_low", "share_luck_high"],
    )
    for share, wanted in ((0.75, said), (NAN, "-")):
        shown = results(table, spread.assign(share_inputs=share), {}, 30, "en", 200).renderables[0]
        assert list(shown.columns[-1].cells) == [wanted]  # type: ignore[union-attr]


def test_numbers_of_an_answer_are_not_read_as_others_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert [_cell(337_999.4, language) for language in ("en", "fr")] == ["337999", "337999"] and _cell(1.25, "fr") == "1,25"
    _tell({"points": 16, "different": ["a", "b"]}, "fr", False, [])
    assert capsys.readouterr().out.splitlines()[0] == "points\u00a0: 16"


def test_folders_with_results_of_other_commands_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    for attempt in (lambda: check_folder(tmp_path), lambda: TableOfRuns(tmp_path / "runs.jsonl", {}).complete([], 1, lambda done, of: None)):
        with pytest.raises(InputError, match="holds something else; nothing was changed"):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def test_a_message_about_an_argument_says_what_was_given_in_the_words_of_the_help() -> None:
    found = Problem(RESULTS, WRONG, value="no/where", allowed=Text("a folder", "un dossier"))
    assert str(found) == "RESULTS no/where: is wrong; allowed: a folder"
    assert found.said("fr").startswith("RÉSULTATS no/where\u00a0: est faux") and Problem(COUNTRY, WRONG, value="ZZ").said("fr").startswith("PAYS ZZ")
    assert str(Problem("--to", WRONG, value="w.pdf")) == "--to w.pdf: is wrong"
    said_already = Text("{value} is wrong", "{value} est faux").filled(value="w.pdf")
    for key, says, value in (("--to", said_already, "w.pdf"), ("ratio", WRONG, "9"), ("--to", WRONG, 9), ("--to", WRONG, " , "), ("--to", WRONG, "a\nb"), ("--to", WRONG, "x" * 101)):
        assert str(Problem(key, says, value=value)) == f"{key}: {says.en}"
    assert str(Problem("--to", WRONG, file="a.toml", value="w.pdf")) == "a.toml: --to: is wrong"
    with pytest.raises(InputError, match=r"RESULTS no/where: is not there"):
        read_comparison("no/where")


def test_experiments_and_scenarios_in_place_of_each_other_are_named_in_one_line(tmp_path: Path) -> None:
    scenario, experiment, utf16 = (tmp_path / f"{name}.toml" for name in ("scenario", "experiment", "utf16"))
    scenario.write_text('schema = 1\nbase = "morocco_belgium"\nyears = 2\n', encoding="utf-8")
    experiment.write_text('scenario = "morocco_belgium"\noutcomes = ["remittances"]\n[design]\nkind = "morris"\n', encoding="utf-8")
    utf16.write_text("schema = 1\n", encoding="utf-16")
    for attempt, path, says in (
        (load_experiment, scenario, "is a scenario, not an experiment; allowed: an experiment file"),
        (load, experiment, f"is an experiment, not a scenario; allowed: a scenario file in TOML; an experiment is run by diaspora sweep run {experiment}"),
        (load, utf16, "is saved as UTF-16, not as UTF-8; allowed: the same file"),
    ):
        with pytest.raises(InputError) as caught:
            attempt(path)  # type: ignore[operator]
        assert len(caught.value.problems) == 1 and str(caught.value).startswith(f"{path}: {says}") and "did you mean" not in str(caught.value)


def test_what_was_left_in_english_is_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError) as caught:
        read_facts("nowhere.py")
    assert caught.value.said("fr").endswith("attendu\u00a0: un fichier Python avec des faits")
    describe_name("SEN", False, "fr")
    assert "sorte  pays\n" in capsys.readouterr().out
    describe_name("remittances", False, "fr")
    lines = capsys.readouterr().out.splitlines()
    assert "sorte  résultat" in lines and not any(line.strip() == "description" for line in lines)


def test_names_with_commas_are_told_apart() -> None:
    match = next(item for item in catalogue.listed("questions", "en") if item["id"] == 6)
    assert len(value_text(match["options"], "en").split("; ")) == len(match["options"]) == 9
    assert value_text(["a", "b"], "fr") == "a, b" and value_text(["a, b", "c"], "fr") == "a, b\u00a0; c"
    page = (Path(__file__).parents[2] / "docs" / "start_trainer.md").read_text(encoding="utf-8")
    counts = [len(item["options"]) for item in catalogue.listed("questions", "en")]
    assert (min(counts), max(counts)) == (2, 9) and "Each compares two to nine options" in page


def test_a_brief_is_made_again_by_its_commands_and_leaves_no_dash_for_an_interval(tmp_path: Path) -> None:
    asked = writing._command("'my results'", [tmp_path / "b.pdf"], "fr", "XOF", 655.957123)
    assert asked == "diaspora report 'my results' --to b.pdf --language fr --currency XOF --rate 655.957123"
    manifest = {"code": {"version": "1", "model": "m"}, "versions": {}, "fingerprint": "f", "command": "diaspora compare a --seed 1"}
    commands = how_to_reproduce(manifest, asked, "en", "'my results'")[1]
    assert isinstance(commands, Bullets) and [item[1].text for item in commands.items] == ["diaspora compare a --seed 1 --out 'my results'", asked]
    few, wide = Year(5.0, NAN, NAN), Year(5.0, 4.0, 6.0)
    table = next(block for block in _years([Budget("a", "A", ("2020", "2021"), (few, wide), few)], "en") if isinstance(block, Table))
    assert [plain(row[1]) for row in table.rows[:2]] == ["5 [too few runs]", "5 [4 to 6]"]


def test_what_a_question_finds_is_bounded_as_in_a_comparison_of_the_same_runs() -> None:
    compared = compare(["morocco_belgium_matching_grant"], replications=6, sample=200, years=3)
    each = compared.replications[0]
    judged = [Watched(name, "lever", "matching_grant") for name in ("additional", "deadweight")]
    for what in (Watched("public_cost"), Watched("donations_collective"), *judged):
        own = compared.table[compared.table["outcome"] == what.outcome]
        row = own[own["breakdown"].isna() if what.breakdown is None else own["group"] == what.group].iloc[0]
        one = found(compared, each, what, False)
        assert (one.low, one.high) == pytest.approx((row["difference_low"], row["difference_high"])), what
    share = found(compared, each, Watched("additional", "lever", "matching_grant", ratio=Ratio.ADDITIONAL), True)
    assert 0.0 <= share.low <= share.mean <= share.high <= 1.0
    assert [floor_of(each, "public_cost", None, None, is_level) for is_level in (True, False)] == [0.0, 0.0]
    assert [floor_of(each, "donations_collective", None, None, is_level) for is_level in (True, False)] == [0.0, -math.inf]
    question: Any = SimpleNamespace(content=SimpleNamespace(levels=(), picture=SimpleNamespace(outcomes=("earmarked_received",), by="sex")))
    with style.look():
        axis = Figure().subplots()
        answer._line_panel(axis, compared, [(each, "a", "#000000")], "public_cost", question, "en")
        band = axis.collections[0].get_paths()[0].vertices
        answer._bars_by_group(axis, ["female", "male"], [(each, "a", "#000000")], question, "en")
    bars = axis.collections[-1].get_segments()
    assert band[:, 1].min() == 0.0 < band[:, 1].max() and min(end[0] for line in bars for end in line) >= 0.0
    for language, letters, others in (("en", {"SDG", "GCM"}, "; GCM"), ("fr", {"ODD", "PMM"}, "\u00a0; PMM")):
        table, left_out = (block for block in annex._indicators(compared, language)[2:])
        assert isinstance(table, Table) and {plain(row[0]).split()[0] for row in table.rows} == letters
        assert isinstance(left_out, Paragraph) and others in plain(left_out.line)
