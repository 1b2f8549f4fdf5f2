"""`diaspora pack`: one file from disk, whose numbers at points of the grids are the digits of a comparison, and which resumes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments import compare
from experiments.cli.command_line import app
from experiments.comparing.answers import found
from experiments.packing.interpolation import interpolated
from experiments.packing.negotiation import SHIPPED
from scenarios.questions import question, watched
from tests.contracts import test_third_language
from tests.contracts.test_third_language import MADE_UP, untold

marked = test_third_language.marked

SIZES = ["--replications", "4", "--sample", "100", "--years", "2", "--points", "3", "--held-out", "4"]
SMALL = """
schema = 1
label = { en = "Two levers", fr = "Deux leviers" }
base = "morocco_belgium"
budget_usd = 500000.0
levers = [
    { lever = "one_stop_shop", term = "officers", levels = [1, 2] },
    { lever = "matching_grant", term = "budget_usd", levels = [100000.0], values = { ratio = 1.0 } },
]
roles = [
    { id = "one", label = { en = "One", fr = "Un" }, brief = { en = "Firms.", fr = "Entreprises." }, outcome = "firms_created" },
    { id = "two", label = { en = "Two", fr = "Deux" }, brief = { en = "Gifts.", fr = "Dons." }, outcome = "donations_collective" },
]
"""


def content_of(page: str) -> dict:  # type: ignore[type-arg]
    return json.loads(page.partition('id="content">')[2].partition("</script>")[0])


@pytest.fixture(scope="module")
def made(tmp_path_factory):  # type: ignore[no-untyped-def]
    folder: Path = tmp_path_factory.mktemp("pack")
    (folder / "two.toml").write_text(SMALL, encoding="utf-8")
    command = ["pack", "match", "--to", str(folder / "workshop.html"), *SIZES, "--negotiation", str(folder / "two.toml"), "--jobs", "1", "--out", str(folder / "kept")]
    result = CliRunner().invoke(app, [*command, "--language", "fr"])
    assert result.exit_code == 0, result.output
    return folder, command, result, (folder / "workshop.html").read_text(encoding="utf-8")


def test_one_file_that_loads_nothing_and_says_what_it_rests_on(made):
    folder, _, result, page = made
    assert (folder / "workshop.html").stat().st_size < 5_000_000
    assert "http://" not in page and "https://" not in page
    about = content_of(page)["manifest"]
    assert content_of(page)["start"] == 1 and '<html lang="fr">' in page
    assert about["seed"] == 1 and about["version"] and about["failed_runs"] == 0
    assert about["runs_of"]["question_6"] == {"replications": 4, "sample": 100, "seed": 1}
    assert "--replications 4 --sample 100 --years 2 --seed 1 --points 3 --held-out 4 --language fr" in about["command"]
    told = result.stderr.replace("\u00a0", " ")
    assert "question 6 : 24 politiques sur des grilles, 4 hors grille, 4 réplications : 116 simulations" in told and "négociation : 3 niveaux" in told


def test_numbers_at_points_of_the_grid_are_the_digits_of_compare(made):
    asked, shown = question(6), content_of(made[3])["questions"][0]
    comparison = compare([asked.scenarios(years=2)[1], asked.scenarios(years=2)[4]], 4, sample=100)
    for each in comparison.replications:
        option = next(one for one in shown["options"] if asked.scenario_name(asked.option(each.name)) == asked.scenario_name(asked.option(f"question_6_{one['id']}")))
        group = shown["groups"][option["group"]]
        axes = [slider["values"] for slider in group["sliders"]]
        for name in ("donations_collective", "public_cost", "poorer_half", "projects_delivered"):
            value = found(comparison, each, watched(name), name in asked.content.levels)
            assert interpolated(axes, group["numbers"][name]["mean"], option["point"]) == value.mean
            row = comparison.table[(comparison.table["scenario"] == each.name) & (comparison.table["outcome"] == name) & comparison.table["breakdown"].isna()]
            assert value.mean == row["mean" if name in asked.content.levels else "difference"].item()


def test_the_error_that_is_stated_is_that_of_fresh_runs(made):
    shown = content_of(made[3])["questions"][0]
    asked = question(6)
    for place, group in enumerate(shown["groups"]):
        point, held = group["held"]["points"][0], group["held"]["numbers"]["donations_collective"]
        option = next(one for one in shown["options"] if one["group"] == place)
        own = next(one for one in asked.content.options if one.id == option["id"])
        levers = {"matching_grant": {**own.levers["matching_grant"], "ratio": point[0]}}
        other = type(asked)(asked.content.model_copy(update={"options": [own.model_copy(update={"id": "x", "levers": levers}), own]})).scenarios(years=2)[0]
        fresh = compare(other, 4, sample=100).replications[0]
        assert held["mean"][0] == found(compare(other, 4, sample=100), fresh, watched("donations_collective"), False).mean
        off = [abs(said - mean) for said, mean in zip(held["said"], held["mean"], strict=True)]
        assert group["error"]["donations_collective"]["largest"] == max(off) > 0.0
        assert group["error"]["donations_collective"]["points"] == len(off) == 1  # four in all, of four groups
        axes = [slider["values"] for slider in group["sliders"]]
        assert held["said"] == [interpolated(axes, group["numbers"]["donations_collective"]["mean"], at) for at in group["held"]["points"]]


def test_packages_stand_beside_the_sums_of_their_levers(made):
    game = content_of(made[3])["negotiation"]
    assert game["budget"] == 500_000.0 and [role["outcome"] for role in game["roles"]] == [1, 2]
    assert game["packages"]
    for package in game["packages"]:
        for column in range(3):
            parts = [game["levers"][place]["effects"][column]["mean"][level - 1] for place, level in enumerate(package["deal"]) if level]
            assert package["said"][column] == sum(parts)
    off = [abs(package["said"][0] - package["mean"][0]) for package in game["packages"]]
    assert game["error"][0]["largest"] == pytest.approx(max(off), abs=1e-6)


def texts(content, languages=2):  # type: ignore[no-untyped-def]
    """All texts in a document, each in all its languages; but for stamps, which are lines in each."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from () if key == "stamp" else texts(value, languages)
    elif isinstance(content, list):
        if len(content) == languages and all(isinstance(each, str) for each in content):
            yield content
        else:
            for value in content:
                yield from texts(value, languages)


def test_both_languages_are_whole(made):
    pairs = list(texts(content_of(made[3])["questions"])) + list(texts(content_of(made[3])["negotiation"]))
    assert len(pairs) > 40 and all(en.strip() and fr.strip() for en, fr in pairs)
    alike = {en for en, fr in pairs if en == fr}
    assert alike <= {"index", "dollars"}, alike


def test_a_third_language_stands_beside_the_two(made, marked):
    """Every text has a third one, all of whose words are marked, and numbers are written as Babel does."""
    folder, command, _, page = made
    third = folder / "third.html"
    result = CliRunner().invoke(app, [*(str(third) if word.endswith("workshop.html") else word for word in command), "--language", MADE_UP])
    assert result.exit_code == 0, result.output
    content = content_of(third.read_text(encoding="utf-8"))
    assert [each["code"] for each in content["languages"]] == ["en", "fr", MADE_UP] and content["start"] == 2
    way = content["languages"][2]
    assert [way[part] for part in ("name", "decimal", "gap", "colon")] == ["Esperanto", ",", "\u00a0", ": "] and way["group"] in ("\u00a0", "\u202f")
    two, three = content_of(page), [each for part in ("words", "questions", "negotiation") for each in texts(content[part], 3)]
    assert [each[:2] for each in three] == [each for part in ("words", "questions", "negotiation") for each in texts(two[part])]
    stamps = [part["stamp"] for part in (*content["questions"], content["negotiation"])]
    assert all(len(stamp) == 3 for stamp in stamps) and [stamp[:2] for stamp in stamps] == [part["stamp"] for part in (*two["questions"], two["negotiation"])]
    own = {word for role in ("Two levers", "One", "Firms", "Two", "Gifts") for word in role.split()}
    said = [*(each[2] for each in three), *(line for stamp in stamps for line in stamp[2])]
    assert untold(re.sub(r"\{\w+\}", "", "\n".join(said)), own) == []


def test_the_same_command_goes_on_with_finished_runs_and_writes_the_same_bytes(made, monkeypatch):
    folder, command, _, page = made

    def never(*_: object) -> None:
        raise AssertionError("a run was made again")

    monkeypatch.setattr("experiments.runs.runner.perform", never)
    result = CliRunner().invoke(app, [*command, "--language", "fr"])
    assert result.exit_code == 0, result.output
    assert (folder / "workshop.html").read_text(encoding="utf-8") == page


def test_wrong_names_end_before_the_first_run(tmp_path):
    result = CliRunner().invoke(app, ["pack", "mach", "--to", str(tmp_path / "x.html")])
    assert result.exit_code == 2 and "did you mean 'match'?" in result.stderr and "Traceback" not in result.output
    result = CliRunner().invoke(app, ["pack", "6", "--to", str(tmp_path / "x.html"), "--negotiation", SHIPPED, "--no-negotiation"])
    assert result.exit_code == 2 and "one of the two" in result.stderr
    assert not list(tmp_path.iterdir())
