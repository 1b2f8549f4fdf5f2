"""A facilitator's kit from known numbers: points of a negotiation, the guide block by block, slides, sheets, cards and answers, without a run."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.briefs.document import Bullets, Table, plain
from experiments.comparing.answers import Found
from experiments.dashboard.lessons import CANNOT, CHOICE, Item
from experiments.kit.answers import ACROSS, answer_blocks
from experiments.kit.content import Told, shipped
from experiments.kit.guide import _line, guide_blocks, items_of, times
from experiments.kit.handouts import cards_of, sheets_of
from experiments.kit.running import Answered, Asked
from experiments.kit.scoring import Scored
from experiments.kit.slides import A_SLIDE, answer_words, numbers_of_slide, slides_of
from experiments.kit.words import word
from experiments.kit.writing import values_of
from experiments.packing.asking import Error
from experiments.packing.negotiation import Deal, RolePart
from experiments.packing.negotiation import Table as Deals
from experiments.packing.negotiation import shipped as negotiation
from experiments.packing.sizes import Sizes
from experiments.text import number, say
from scenarios.questions import question, text_of
from tests.unit.test_brief_outlines import outline
from tests.unit.test_scenario_questions import compared, small
from tests.worked import flat

SIZES = Sizes(replications=6, years=2)
CANNOT_TELL = "The runs cannot tell them apart"
LEVERS = ("one_stop_shop", "matching_grant", "skills_placement", "trade_fair", "consultation")


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.manifest.package_version", lambda: "1.0")


def numbers(deal: Deal) -> tuple[Found, ...]:
    """Level l of lever p (from 1) costs 100,000 l p, and moves the number of role p by 10 l, of no other."""
    lever, level = next((place + 1, level) for place, level in enumerate(deal) if level)
    changes = (10.0 * level if role == lever else 0.0 for role in range(1, 6))
    return (Found(1e5 * level * lever, 0.0, 0.0), *(Found(mean, mean - 1.0, mean + 1.0) for mean in changes))


def scored(found: Any = numbers, error: Any = lambda column: Error(4.0, 2.0, 3, 1) if column else None, **changes: Any) -> Scored:
    content = negotiation().model_copy(update=changes)
    return Scored(SimpleNamespace(table=Deals(content, SIZES), numbers=found, error=error))  # type: ignore[arg-type]


def answered(levels: tuple[str, ...] = ()) -> Answered:
    """Jobs rise by 20 with one option and by 40 with the other."""
    content = small()
    if levels:
        content = type(content)(content.content.model_copy(update={"levels": list(levels)}))
    return Answered(Asked(content, Item(question=1, watch="jobs", asks="most"), SIZES), compared(content))


def told(language: str = "en") -> Told:
    return Told(shipped(), language, values_of([question(1)], scored(), language))


# --- points -----------------------------------------------------------------------------------------------------------------------------------------------


def test_points_are_shares_of_the_best_level_within_the_budget() -> None:
    """Four levels of the counter cost up to 400,000: the best is 40, so that they give 25 to 100 points. Of consultation two cost 1,000,000: the best within it is 20."""
    found = scored()
    assert [(level.lever, level.value, level.cost.mean) for level in found.levels[:4]] == [("one_stop_shop", float(n), 1e5 * n) for n in range(1, 5)]
    assert [level.lever for level in found.levels] == [lever for lever in LEVERS for _ in range(4)] and [role.id for role in found.roles] == ["investment", "regions", "health", "trade", "diaspora"]
    assert [found.best(role) for role in found.roles] == [40.0, 40.0, 30.0, 20.0, 20.0]
    own = [[found.points(level, role) for level in found.levels if level.lever == lever] for role, lever in zip(found.roles, LEVERS, strict=True)]
    assert own == [[25, 50, 75, 100], [25, 50, 75, 100], [33, 67, 100, 133], [50, 100, 150, 200], [50, 100, 150, 200]]
    assert {found.points(level, found.roles[0]) for level in found.levels if level.lever != "one_stop_shop"} == {0}
    assert found.error("firms_created") == Error(4.0, 2.0, 3, 1) and found.error("public_cost") is None


@pytest.mark.parametrize(
    ("wants", "one", "best", "points"),
    [
        ("most", (10.0, 1.0, 19.0), 40.0, 25), ("least", (10.0, 1.0, 19.0), None, None), ("least", (-10.0, -19.0, -1.0), 40.0, 25), ("most", (-10.0, -19.0, -1.0), None, None),
        ("most", (10.0, -1.0, 21.0), None, None), ("least", (-10.0, -21.0, 1.0), None, None), ("most", (10.0, math.nan, math.nan), 40.0, 25), ("least", (-10.0, math.nan, math.nan), 40.0, 25),
        ("most", (10.0, 0.0, 20.0), None, None), ("most", (math.nan,) * 3, None, None), ("most", (0.0, math.nan, math.nan), None, None),
    ],
)  # fmt: skip
def test_a_level_counts_where_its_interval_leaves_zero_in_the_direction_that_is_wanted(wants: str, one: tuple[float, float, float], best: float | None, points: int | None) -> None:
    def made(deal: Deal) -> tuple[Found, ...]:
        return (Found(1.0, 1.0, 1.0), *[Found(*(deal[0] * value for value in one)) if deal[0] else Found(0.0, 0.0, 0.0)] * 5)

    role = negotiation().roles[0].model_copy(update={"wants": wants})
    found = scored(made, roles=[role, *negotiation().roles[1:]])
    assert found.best(found.roles[0]) == best and found.points(found.levels[0], found.roles[0]) == points


def test_what_cannot_be_told_counts_nothing_and_no_level_takes_more_than_the_best_gives() -> None:
    """One officer gives 0.1; of the matching grant the first level takes 3 (told), the second 0.05 (told), the third 9 and the fourth gives 9 (neither told)."""
    grants = {1: (-3.0, -4.0, -2.0), 2: (-0.05, -0.06, -0.04), 3: (-9.0, -20.0, 2.0), 4: (9.0, -2.0, 20.0)}

    def made(deal: Deal) -> tuple[Found, ...]:
        one = (0.1 * deal[0], 0.05 * deal[0], 0.2 * deal[0]) if deal[0] else grants.get(deal[1], (0.0, 0.0, 0.0))
        return (Found(1.0, 1.0, 1.0), *[Found(*one)] * 5)

    found = scored(made)
    points = [found.points(level, found.roles[0]) for level in found.levels]
    assert points[:8] == [25, 50, 75, 100, -100, -12, 0, 0] and set(points[8:]) == {0}


@pytest.mark.skipif(shutil.which("node") is None, reason="scripts of a page need a browser or Node.js")
@pytest.mark.parametrize("wants", ["most", "least"])
@pytest.mark.parametrize("seed", range(6))
def test_a_deal_has_the_same_points_on_paper_and_in_the_page(seed: int, wants: str) -> None:
    """Random effects, told and not, with and without intervals: the page's script beside the points on paper, before they are rounded to whole ones."""
    rng = np.random.default_rng(seed)
    reach = 1.0 if seed else math.nan
    means = {deal: [abs(rng.normal()), *rng.normal(size=5)] for deal in Deals(negotiation(), SIZES).single}
    found = {deal: tuple(Found(mean, mean - reach, mean + reach) for mean in drawn) for deal, drawn in means.items()}
    role = negotiation().roles[0].model_copy(update={"wants": wants})
    paper = scored(found.__getitem__, roles=[role, *negotiation().roles[1:]], budget_usd=2.0)
    levers = []
    for place, part in enumerate(negotiation().levers):
        own = [level for level in paper.levels if level.deal[place]]
        cells = [[found[level.deal][column] for level in own] for column in range(6)]
        levers.append({"levels": part.levels, "effects": [{key: [finite(getattr(cell, key)) for cell in column] for key in ("mean", "low", "high")} for column in cells]})
    game = {"budget": 2.0, "levers": levers, "roles": [{"outcome": 1, "wants": wants}]}
    deals = [[int(level) for level in rng.integers(0, 5, 5)] for _ in range(20)]
    script = files("experiments").joinpath("packing", "page", "negotiation.js").read_text(encoding="utf-8")
    asked = f"{script}; console.log(JSON.stringify({json.dumps(deals)}.map((deal) => scoreOf({json.dumps(game)}, {{ outcome: 1, wants: '{wants}' }}, deal))))"
    said = json.loads(subprocess.run(["node", "-e", asked], check=True, capture_output=True, text=True).stdout)
    for deal, score in zip(deals, said, strict=True):
        points = [paper.points(level, role) for place, taken in enumerate(deal) for level in paper.levels if taken and level.deal[place] == taken]
        assert (score is None) == (paper.best(role) is None)
        assert score is None or (abs(score - sum(points)) <= 0.5 * len(points) + 1e-9 and score >= -100.0 * len(points))  # type: ignore[arg-type]


def finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


# --- the guide --------------------------------------------------------------------------------------------------------------------------------------------


@cache
def guide(language: str) -> list[Any]:
    return guide_blocks(told(language), [answered(), answered()], scored(), "diaspora kit --to x", "1.2.3")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_block_by_block(language: str) -> None:
    said, content, blocks = told(language), shipped(), guide(language)

    def head(key: str, level: int = 2, **values: str) -> str:
        return f"{'#' * level} {flat(word(key, language, **values))}"

    def table(key: str, rows: int, columns: int) -> str:
        return f"{flat(word(key, language))}, {rows} by {columns}"

    lines = [line for line in outline(blocks) if not line.startswith(("text:", "note:"))]
    agendas = [(agenda, len(items_of(agenda, 2))) for agenda in content.agendas]
    assert lines[:7] == [head("files"), table("files", 5, 3), head("prepare"), f"{len(content.prepare)} items", head("rules"), f"{len(content.rules)} items", head("agenda", which=said(agendas[0][0].label))]
    assert [line.endswith(f"{n} by 4") for line, (_, n) in zip(lines[7 : 7 + 2 * len(agendas) : 2], agendas, strict=True)] == [True] * len(agendas)
    rest = lines[6 + 2 * len(agendas) :]
    replies = [line for reply in content.replies for line in (f"### {flat(said(reply.label))}", f"{len(reply.says)} items")]
    assert rest == [
        head("steps"), f"{len(content.steps)} items", head("replies"), *replies, head("each_question"), table("each_question", 2, 4), "PageBreak", head("negotiation"),
        f"{len(content.negotiation.rules)} items", table("ministries", 5, 3), head("hints", 3), f"{len(content.negotiation.hints)} items", head("points_sheet", 3),
        f"{flat(word('points_title', language))}, 20 by 8", head("sums", 3), table("sums", 5, 3), head("debrief"), f"{len(content.debrief.questions)} items", head("again"), "3 small items",
    ]  # fmt: skip
    commands = blocks[-1]
    assert isinstance(commands, Bullets) and [plain(item) for item in commands.items] == ["diaspora kit --to x"] + [f"diaspora question 1 --replications 6 --years 2 --seed 1 --language {language}"] * 2
    assert all(item[0].code for item in commands.items) and "1.2.3" in plain(blocks[-2].line)


def tables(language: str = "en") -> dict[str, list[list[str]]]:
    return {block.title: [[flat(plain(cell)) for cell in row] for row in (block.head, *block.rows)] for block in guide(language) if isinstance(block, Table)}


def test_tables_of_the_guide_have_their_numbers() -> None:
    found = tables()
    assert found[word("files", "en")][1:] == [[f"{key}.pdf", word(key, "en"), word(whom, "en")] for key, whom in (("guide", "for_trainer"), ("slides", "for_wall"), ("sheets", "for_people"), ("answers", "for_after"), ("cards", "for_tables"))]
    points = found[word("points_title", "en")]
    assert points[0][:3] == [word(key, "en") for key in ("lever", "of_level", "cost")] and points[0][3:] == [text_of(role.label)("en") for role in scored().roles]
    assert points[1][1:] == ["1", "100 k", "25", "0", "0", "0", "0"] and points[20][1:] == ["200", "2 M", "0", "0", "0", "0", "200"]
    sums = found[word("sums", "en")]
    assert sums[0] == [word(key, "en") for key in ("answers_for", "typical", "largest")] and {tuple(row[1:]) for row in sums[1:]} == {("2", "4")}
    row = found[word("each_question", "en")][1]
    assert row[0] == f"1. {question(1).label('en')}" and row[2] == "One-stop shop and information" and row[3] == told()(next(push.says for push in shipped().pushes if push.question == 1))
    assert "3" in next(plain(block.line) for block in guide("en") if hasattr(block, "line") and flat(plain(block.line)) == flat(word("sums_says", "en", n=3)))
    nothing = guide_blocks(told(), [answered()], scored(error=lambda column: None), "c", "v")
    assert any(hasattr(block, "line") and plain(block.line) == word("no_sums", "en") for block in nothing) and word("sums", "en") not in {block.title for block in nothing if isinstance(block, Table)}
    assert not any(hasattr(block, "line") and plain(block.line) == word("no_points", "en") for block in nothing)
    none = guide_blocks(told(), [answered()], scored(lambda deal: (Found(1.0, 1.0, 1.0), *[Found(0.0, 0.0, 0.0)] * 5)), "c", "v")
    assert any(hasattr(block, "line") and plain(block.line) == word("no_points", "en") for block in none)
    ran = word("negotiation_runs", "en", runs=6, years=2)
    assert any(hasattr(block, "line") and plain(block.line) == ran and block.is_note for block in nothing)


def test_agendas_have_the_clock_their_questions_and_their_length() -> None:
    for agenda in shipped().agendas:
        items = items_of(agenda, 2)
        clock = times(shipped().begins, items)
        about = {"which": told()(agenda.label), "minutes": sum(item.minutes for item in items), "begins": clock[0], "ends": clock[-1]}
        rows = tables()[word("agenda_title", "en", **about)]
        assert rows[0] == [word(key, "en") for key in ("time", "minutes", "part", "how")] and [row[0] for row in rows[1:]] == clock[:-1] and [row[1] for row in rows[1:]] == [str(item.minutes) for item in items]
        assert sum(row[2] == f"{word('question', 'en')} 1: {question(1).label('en')}" for row in rows[1:]) == 2
    assert [(run.text, run.code) for run in _line("Say `diaspora kit` aloud.")] == [("Say ", False), ("diaspora kit", True), (" aloud.", False)] and [run.code for run in _line("`x`")] == [True]


# --- slides -----------------------------------------------------------------------------------------------------------------------------------------------


@cache
def slides() -> tuple[Mapping[str, Any], ...]:
    return tuple(slides_of(told(), [answered()], scored(), "The source."))


def test_slides_ask_first_and_answer_then() -> None:
    found, content = slides(), shipped()
    said = -(-len(answered().says("en")) // A_SLIDE)
    debrief = len(content.debrief.questions)
    assert [slide["kind"] for slide in found] == ["title", "list", "statement", "guess", "picture", "table", *["list"] * said, "statement", "statement", "list", "list", "table", "list", *["statement"] * debrief]
    title, rules, asks, guess, picture, table = found[:6]
    head = f"1. {question(1).label('en')}"
    assert title["small"] == f"{say('stamp_says')} The source." and rules["items"] == told().all(content.rules) and rules["head"] == ""
    assert all(slide["head"] == head for slide in (asks, guess, picture, table)) and asks["text"] == question(1).asks("en") and asks["note"] == word("pause", "en")
    assert guess["items"] == ["10 % grant", "One-stop shop and information", CHOICE("en")] and guess["call"] == word("guess", "en") and "100" in guess["note"]
    assert picture["title"] == word("answer", "en", option="One-stop shop and information") == answer_words(answered(), "en") and picture["svg"].startswith("<?xml") and "+20" in picture["alt"] and "+40" in picture["alt"]
    assert table["foot"] == picture["foot"] and table["foot"].endswith(word("runs_note", "en", runs=6, sample=number(answered().asked.size.sample, "en"), years=2))
    budget, rules, ministries, levers, answers = found[7 + said : 12 + said]
    assert "1 M" in flat(budget["text"]) and budget["head"] == rules["title"] == ministries["head"] == levers["head"] == answers["head"] == word("negotiation", "en")
    assert len(ministries["items"]) == 5 and ministries["items"][0].startswith(f"{text_of(scored().roles[0].label)('en')}. ")
    assert [row[2:] for row in levers["rows"]] == [["1, 2, 3, 4", "400 k"], ["125 k, 250 k, 500 k, 750 k", "800 k"], ["10, 20, 40, 60", "1.2 M"], ["20, 40, 80, 120", "1.6 M"], ["25, 50, 100, 200", "2 M"]]
    assert [slide["text"] for slide in found[-debrief:]] == told().all(content.debrief.questions) and all(slide["head"] == word("debrief", "en") for slide in found[-debrief:])
    assert found[6 + said]["head"].endswith(f" · {word('class', 'en')}") and found[6 + said]["text"] == text_of(question(1).content.ask)("en")


def test_numbers_of_a_slide_are_changes_or_levels_with_that_without_policy() -> None:
    change, level = numbers_of_slide(answered(), "en"), numbers_of_slide(answered(("jobs",)), "fr")
    assert change["columns"] == [word(key, "en") for key in ("option", "change", "interval")] and [row[:2] for row in change["rows"]] == [["10 % grant", "+20"], ["One-stop shop and information", "+40"]]
    assert all(row[2] for row in change["rows"]) and change["words"] == 1
    assert level["columns"] == [word(key, "fr") for key in ("option", "level", "interval")] and [row[1] for row in level["rows"]] == ["100", "120", "140"] and level["rows"][0][0] == say("without_policy", "fr")
    assert level["rows"][0][2] == "" and "jobs" not in level["title"].lower()


def test_what_the_runs_do_not_tell_is_said_so() -> None:
    found = answered()
    object.__setattr__(found, "truth", CANNOT)
    assert answer_words(found, "fr") == word("untold", "fr")


# --- what is handed out -----------------------------------------------------------------------------------------------------------------------------------


def test_sheets_have_the_question_and_none_of_its_answers() -> None:
    (sheet,) = sheets_of([answered()], "en")
    assert sheet["kind"] == "sheet" and sheet["head"] == f"1. {question(1).label('en')}" and sheet["choices"] == ["10 % grant", "One-stop shop and information", "Half of each", CANNOT_TELL]
    assert [lines for _, lines in sheet["lines"]] == [1, 2, 1, 2, 3] and [text for text, _ in sheet["lines"][1:]] == [word(key, "en") for key in ("why", "table_guess", "change_mind", "after")]
    assert not any(value in str(sheet) for value in ("+20", "+40")) and len(sheet["settings"]) > 2


def test_cards_have_a_row_a_level_and_the_sheet_adds_up() -> None:
    cards = cards_of(told("fr"), scored())
    assert [card["kind"] for card in cards] == ["card"] * 5 + ["points"] and [card["head"] for card in cards[:5]] == [text_of(role.label)("fr") for role in scored().roles]
    rows = [[flat(cell) for cell in row] for row in cards[0]["rows"]]
    assert rows[0][1:4] == ["1", "100 k", "+10"] and rows[0][5] == "25" and "9" in rows[0][4] and "11" in rows[0][4] and rows[4][3:] == ["0", rows[4][4], "0"] and len(rows) == 20
    assert cards[0]["columns"] == [word(key, "fr") for key in ("lever", "of_level", "cost", "does", "interval", "points")] and len(cards[0]["notes"]) == 5
    card = next(one for one in shipped().roles if one.id == "investment")
    assert [said for _, said in cards[0]["says"]] == told("fr").all([card.opens, card.worries, card.yields]) and [flat(key).rstrip(" :") for key, _ in cards[0]["says"]] == [word(key, "fr") for key in ("you_open", "you_worry", "you_yield")]
    sheet = cards[5]
    assert [[flat(cell) for cell in row] for row in sheet["rows"]][3][1:] == ["4", "400 k", "100", "0", "0", "0", "0"] and "1 M" in flat(sheet["says"]) and len(sheet["notes"]) == 5
    assert sheet["rules"] == told("fr").all(shipped().negotiation.rules) and (sheet["sum"], sheet["lowest"]) == (word("sum", "fr"), word("lowest", "fr"))
    none = scored(lambda deal: (Found(1.0, 1.0, 1.0), *[Found(0.0, 0.0, 0.0)] * 5))
    told_so = cards_of(told(), none)
    assert all(card["notes"][-1] == word("no_points", "en") for card in told_so) and told_so[0]["rows"][0][5] == "-"
    wish = [role.model_copy(update={"wants": "least"}) for role in negotiation().roles]
    assert "as little as can be" in cards_of(told(), scored(roles=wish))[0]["wants"] and "as much as can be" in cards_of(told(), scored())[0]["wants"] and isinstance(wish[0], RolePart)


def test_answer_sheets_have_the_run_its_table_and_what_it_rests_on() -> None:
    blocks = answer_blocks([answered(), answered()], "en", "The source.")
    lines = outline(blocks)
    place = lines.index("PageBreak")
    assert lines.count("PageBreak") == 1 and lines[:place] == lines[place + 1 :]
    said, below = len(answered().says("en")), lines[:place].index(f"### {word('settings', 'en')}")
    assert lines[0] == f"## 1. {flat(question(1).label('en'))}" and lines[1].startswith("text:") and lines[2].startswith("text:") and lines[3].startswith("figure:")
    assert lines[4:6] == [f"### {word('this_run', 'en')}", f"{said} items"] and lines[7] == f"{flat(word('numbers', 'en', n=1))}, 7 by 4" and lines[below + 1].endswith("small items") and len(lines[:place]) == below + 4
    table = next(block for block in blocks if isinstance(block, Table))
    assert [plain(cell) for cell in table.head] == [say("outcome"), say("without_policy"), "10 % grant", "One-stop shop and information"]
    assert [flat(plain(cell)).partition(" [")[0] for cell in table.rows[0]][1:] == ["100", "+20", "+40"] and ACROSS == 4 and all("[" in plain(cell) for cell in table.rows[0][2:])
    assert plain(blocks[place - 1].line) == "diaspora question 1 --replications 6 --years 2 --seed 1 --language en" and blocks[place - 1].line[0].code  # type: ignore[union-attr]
