"""The page without a browser: what it shows, in both languages, from links and controls; the same digits as the command line and Python."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments import compare
from experiments.cli import main
from experiments.dashboard import charts, flows
from experiments.dashboard.answer import Answer, Request
from experiments.dashboard.chart import source_line
from experiments.dashboard.downloads import command_of, csv_bytes, data, workbook
from experiments.dashboard.kept_worlds import KeptWorlds
from experiments.dashboard.lessons import CANNOT, asked, choices, lesson_of, shipped
from experiments.dashboard.one_household import lives
from experiments.dashboard.one_input import first_chosen, ranges, tornado
from experiments.dashboard.screen import Screen, checked, to_file
from model.errors import InputError
from scenarios import load

pytest.importorskip("streamlit")

SMALL = ("years=2", "burn_in_years=1")
RUNS = 10
"""Five draws of the inputs: enough for an interval."""
B = ("levers.matching_grant.ratio=3.0", "levers.tax_incentive={}")


def test_screen_command_and_python_give_the_same_digits(answer: Answer, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(io.BytesIO(data(answer, screen))) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    command = command_of(answer, screen)
    assert command in (tmp_path / "README.txt").read_text(encoding="utf-8")
    monkeypatch.setattr("sys.argv", [*command.split(), "--jobs", "1", "--out", "results"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    for name in ("comparison", "accounts", "alarms"):
        assert (tmp_path / f"{name}.csv").read_bytes() == (tmp_path / "results" / f"{name}.csv").read_bytes(), name
    python = compare([tmp_path / "policy_a.toml", tmp_path / "policy_b.toml"], RUNS, 1, None, 150)
    pd.testing.assert_frame_equal(answer.table, python.table, check_exact=True)
    chart = charts.cost_effect(answer, "donations_collective", "en")
    rows = python.table[(python.table["outcome"] == "donations_collective") & python.table["breakdown"].isna()]
    assert chart.numbers["effect"].tolist() == rows["difference"].tolist()  # drawn in the digits of the table
    assert chart.numbers["effect_low"].tolist() == rows["difference_low"].tolist()


def test_charts_say_what_the_tables_say(answer: Answer) -> None:
    change = charts.over_time(answer, "donations_collective", "fr", change=True)
    assert change is not None
    table = answer.table[(answer.table["outcome"] == "donations_collective") & answer.table["breakdown"].isna()].set_index("scenario")
    for name, letter in (("policy_a", "A"), ("policy_b", "B")):
        rows = change.numbers[change.numbers["who"].str.startswith(letter)]
        assert rows["mean"].mean() == pytest.approx(table.loc[name, "difference"], rel=1e-12)  # an amount a year
    assert "diaspora" not in json.dumps(change.spec, allow_nan=False) and "Dons collectifs" in change.alt
    gains = charts.who_gains(answer, "donations_collective", "sex", "en")
    assert gains is not None
    own = answer.table[(answer.table["outcome"] == "donations_collective") & (answer.table["breakdown"] == "sex")]
    assert gains.numbers["mean"].tolist() == own["difference"].tolist()
    assert gains.numbers["mean"].sum() == pytest.approx(table["difference"].sum(), rel=1e-9)
    books = charts.accounts(answer, "en")
    assert books is not None
    spent = books.numbers[books.numbers["item"] == "gross_cost"]["mean"].tolist()
    assert spent[0] == answer.cost("policy_a")[0] and spent[1] == pytest.approx(answer.cost("policy_b")[0], rel=1e-9)


def test_no_axis_mixes_units_and_every_chart_has_words(answer: Answer) -> None:
    drawn = [
        charts.over_time(answer, "donations_collective", "en", change=False),
        charts.cost_effect(answer, "firms_created", "en"),
        charts.who_gains(answer, "remittances", "region", "en"),
        charts.accounts(answer, "en"),
        charts.waiting(answer, "en"),
        charts.budgets(answer, "en"),
        flows.flow(answer, "remittances", "policy_a", "en"),
    ]
    for chart in drawn:
        assert chart is not None and chart.title and chart.unit and len(chart.alt) > 40 and len(chart.numbers)
        json.dumps(chart.spec, allow_nan=False)
    axes: Any = drawn[1].spec["layer"][0]["encoding"]  # type: ignore[union-attr]
    assert "USD" in axes["x"]["axis"]["title"] and axes["y"]["axis"]["title"] == "firms"


def test_ribbons_are_as_wide_as_the_flows(answer: Answer) -> None:
    chart = flows.flow(answer, "remittances", "", "en")
    assert chart is not None
    table = answer.table[(answer.table["outcome"] == "remittances") & answer.table["breakdown"].isna()].iloc[0]
    into = chart.numbers[chart.numbers["to"] == "Morocco"]["mean"].sum()
    onward = chart.numbers[chart.numbers["from"] == "Morocco"]["mean"].sum()
    assert into == pytest.approx(table["mean"] - table["difference"], rel=1e-9) and onward == pytest.approx(into, rel=1e-9)
    rows: Any = chart.spec["layer"][0]["data"]["values"]
    first = [row for row in rows if row["link"] == 0]
    assert all(row["y"] - row["y2"] == pytest.approx(1.0) for row in first)


def test_a_first_answer_has_no_interval_and_more_runs_shift_none(store: KeptWorlds, request_: Request, answer: Answer) -> None:
    first = Answer(request_, answer.done[:4])
    assert not first.has_intervals and answer.has_intervals
    assert not first.is_precise("donations_collective", 100)
    np.testing.assert_array_equal(first.replications[0].values, answer.replications[0].values[:4])
    assert 0.0 < answer.precision("donations_collective") < np.inf


def test_one_household_lives_three_lives_with_one_past(store: KeptWorlds, request_: Request) -> None:
    found = lives(store, request_)
    changed = found.changed()
    assert changed and found.worlds["policy_a"]["id"].shape == (24, found.n)
    h = changed[0]
    assert found.events(h, "", "en") != found.events(h, "policy_a", "en") or found.events(h, "", "en") != found.events(h, "policy_b", "en")
    untouched = next(k for k in range(found.n) if all((found.worlds[name]["aware"][:, k] == 0).all() for name in found.worlds))
    for field in ("acted", "remittance"):  # whom no news reached lives as without the policy
        np.testing.assert_array_equal(found.worlds[""][field][:, untouched], found.worlds["policy_a"][field][:, untouched])
    with pytest.raises(InputError, match="there is no household"):
        found.months(found.n, "")


def test_tornado_is_what_single_changes_give(store: KeptWorlds, request_: Request) -> None:
    scenario = request_.scenarios["policy_a"]
    path = "levers.matching_grant.ratio"
    assert path in first_chosen(scenario) and ranges(scenario)[path] == (path, 0.5, 1.5, False)
    told: list[tuple[int, int]] = []
    table = tornado(store, request_, "policy_a", [path, "levers.matching_grant.desk_usd"], "donations_collective", lambda *at: told.append(at))
    assert told[-1] == (5, 5) and set(table["path"]) == {path, "levers.matching_grant.desk_usd"}
    low = load("morocco_belgium_matching_grant", set={path: 0.5, "years": 2, "burn_in_years": 1})
    alone = compare(low, 4, 1, None, 150).table
    expected = alone[(alone["outcome"] == "donations_collective") & alone["breakdown"].isna()]["difference"].item()
    assert table.set_index("path").loc[path, "at_low"] == expected


def test_the_page_says_what_supports_its_levers_as_compare_does(answer: Answer, screen: Screen) -> None:
    python = compare(list(answer.request.scenarios.values()), 2, 1, None, 150)
    assert answer.evidence["evidence"] == python.manifest["evidence"]
    line = source_line(answer, "1.0", "en")
    assert python.manifest["stamp"] in line and "parameters from the calibrated sets, figures from their ranges, independent draws: 5" in line
    with zipfile.ZipFile(io.BytesIO(data(answer, screen))) as archive:
        assert python.manifest["stamp"] in archive.read("README.txt").decode()


def test_downloads_hold_the_numbers(answer: Answer, screen: Screen) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(answer, screen))) as book:
        sheets = book.read("xl/workbook.xml").decode()
        numbers = book.read("xl/worksheets/sheet2.xml").decode()
    assert all(f'name="{name}"' in sheets for name in ("comparison", "accounts", "alarms", "inputs_policy_a", "inputs_policy_b"))
    assert numbers.count("<row ") == len(answer.table) + 1
    assert f"<v>{answer.table['mean'].iloc[0]:.16G}</v>" in numbers
    french = csv_bytes(answer.table, "fr").decode("utf-8-sig")
    assert french.splitlines()[0].startswith("scenario;outcome;unit")


def test_lessons_are_checked_and_the_shipped_one_covers_all_questions() -> None:
    lesson = shipped()
    assert [item.question for item in lesson.content.items] == list(range(1, 13))
    assert "poorer half" in asked(lesson.item(6), "en") and list(choices(lesson.item(6), "fr"))[-1] == CANNOT
    head = 'schema = 1\nlabel = { en = "x", fr = "x" }\n[[items]]\n'
    for wrong, says in (("question = 13\nwatch = 'jobs'", "there is no question 13"), ("question = 1\nwatch = 'jbs'", "did you mean 'jobs'"),
                        ("question = 1\nwatch = 'jobs'\nasks = 'best'", "asks"), ("question = 1", "is missing")):  # fmt: skip
        with pytest.raises(InputError, match="mine.toml") as refused:
            lesson_of(head + wrong, "mine.toml")
        assert says in str(refused.value)


def shown(page: Any) -> str:
    """All words of a page."""
    kinds = (page.title, page.header, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error, page.code)
    return "\n".join(str(each.value) for kind in kinds for each in kind) + "\n".join(str(table.value) for table in page.table)


@pytest.fixture(autouse=True)
def small_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page shows whose link is refused."""
    monkeypatch.setattr("experiments.dashboard.session.START", [checked(world=SMALL, sample=150, runs=2)])


def opened(**link: list[str] | str) -> Any:
    """The page at a link, after its first answer."""
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(Path(charts.__file__).with_name("app.py")), default_timeout=300)
    for name, value in {"world": list(SMALL), "sample": "150", "runs": "2", **link}.items():
        page.query_params[name] = value
    return page.run()


def test_the_page_answers_changes_language_and_keeps_what_was_set() -> None:
    page = opened(b=list(B))
    assert not page.exception and "A: Matching grant" in shown(page) and "Diaspora policies side by side" in shown(page)
    before = page.table[0].value.copy()
    page.slider(key="w:a:matching_grant:ratio").set_value(4.0).run()
    assert not page.exception and page.query_params["a"] and any("ratio=4.0" in each for each in page.query_params["a"])
    after = page.table[0].value
    assert before.iloc[0, 2] != after.iloc[0, 2] and before.iloc[0, 3] == after.iloc[0, 3]  # A moved, B is as it was
    page.segmented_control(key="w:language").set_value("fr").run()
    assert not page.exception and "Politiques envers la diaspora" in shown(page)
    assert page.slider(key="w:a:matching_grant:ratio").value == 4.0
    again = opened(**dict(page.query_params))
    assert shown(again) == shown(page) and again.slider(key="w:a:matching_grant:ratio").value == 4.0


def choices_of(page: Any) -> dict[str, list[str]]:
    """The words that the browser sends back, by the key of the control that offers them."""
    kinds = (page.selectbox, page.multiselect, page.select_slider, page.radio, page.segmented_control)
    found = {each.key: list(getattr(each, "options", None) or each.formatted_options) for kind in kinds for each in kind}
    return {key: words for key, words in found.items() if key != "w:language"}


@pytest.mark.parametrize("view", ["gains", "household", "sensitivity", "lesson"])
def test_no_control_takes_the_words_of_another_language(view: str) -> None:
    """A browser sends the words of what is chosen; those of a language that was left would be none of the choices."""
    page = opened(view=view, b=list(B))
    english = choices_of(page)
    page.segmented_control(key="w:language").set_value("fr").run()
    assert not page.exception
    french = choices_of(page)
    assert len(english) == len(french) >= 8 and [key for key in english if french.get(key, english[key]) != english[key]] == []


def test_what_is_set_in_one_language_stands_in_the_other() -> None:
    page = opened(view="sensitivity", b=list(B))

    def inputs() -> Any:
        return next(each for each in page.multiselect if str(each.key).startswith("tornado-"))

    def dates() -> Any:
        return next(each for each in page.select_slider if str(each.key).startswith("w:a:"))

    inputs().unselect(inputs().value[0]).run()
    kept = inputs().value
    for language, end in (("fr", 15), ("en", 18)):
        dates().set_range(3, end).run()
        page.segmented_control(key="w:language").set_value(language).run()
        assert not page.exception and inputs().value == kept and dates().value == (3, end)


def test_a_wrong_link_and_a_wrong_value_show_the_sentence_of_the_command_line() -> None:
    page = opened(seed="abc", view="flow")
    said = shown(page)
    assert "seed: 'abc' is not a number; allowed: a whole number" in said and "did you mean 'flows'?" in said
    page = opened(a=["levers.matching_grant.ratio=9"])
    assert not page.exception and "--set: levers.matching_grant.ratio: 9 is out of bounds; allowed: a number from 0 to 5" in shown(page)
    page = opened(b="none")
    good = page.table[0].value.copy()
    page.text_area(key="w:changes").set_value("years=2\nparameters.giving.price_elasticty=-1").run()
    assert not page.exception and "unknown parameter" in shown(page) and "did you mean 'price_elasticity'?" in shown(page)
    assert page.table[0].value.equals(good)  # the last answer that could be computed


def test_a_saved_page_that_cannot_be_right_is_refused_when_it_is_opened() -> None:
    page = opened(b="none")
    good = page.table[0].value.copy()
    for a, says in (("levers.matching_grant.ratio=9", "9 is out of bounds"), ("levers.matching_grant.ratio=3.0", "")):
        saved = to_file(checked(world=SMALL, sample=150, runs=2, a=[a], b=[]))
        page.file_uploader[0].set_value(("mine.toml", saved.encode(), "application/toml")).run()
        assert not page.exception and (says in shown(page) if says else "out of bounds" not in shown(page))
        assert page.table[0].value.equals(good) == bool(says)


@pytest.mark.parametrize("view", ["gains", "queues", "flows", "alarms", "household"])
def test_every_figure_is_drawn(view: str) -> None:
    page = opened(view=view, b=list(B))
    assert not page.exception and not page.error, [each.value for each in page.error]
    assert len(page.table) or view == "alarms"


def test_a_lesson_shows_nothing_before_the_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []

    def run(store: KeptWorlds, item: Any, replications: int, report: Any = None) -> Any:
        ran.append(item.question)
        from scenarios.questions import question

        options = question(item.question).scenarios(2, {"burn_in_years": 1})
        return compare(options, 6, 1, None, 150, parts=store)

    monkeypatch.setattr("experiments.dashboard.lesson_view.run", run)
    page = opened(view="lesson", lesson="6")
    assert not page.exception and not ran and "The model says" not in shown(page)
    page.radio[0].set_value("need_weighted_1").run()
    page.button(key="commit-6").click().run()
    assert not page.exception and ran == [6] and "The group said: **1:1, yearly budget, by need**" in shown(page) and "The model says" in shown(page)
    assert page.radio[0].disabled
