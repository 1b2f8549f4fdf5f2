"""Cards of facts and sheets of indicators by hand: every column, bar and number of what a reader is given, and what the benchmark without a model says."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.evidence import card_page, card_picture
from experiments.evidence.declaration import Fact
from experiments.evidence.estimate import Estimate
from experiments.evidence.estimators import timing
from experiments.evidence.naive import EVEN, KINDS, Kind, _centre, _guess, naive, of_shapes, shapes
from experiments.evidence.samples import Pair, Runs, could_be_drawn, outcome_of, window_of
from experiments.evidence.samples import _corridor_years as by_year
from experiments.evidence.validation import COLUMNS, Answered, Card, validate
from experiments.evidence.verdict import Judged, Verdict
from model.errors import InputError
from model.levers.common import Eligibility

INF, NAN = math.inf, math.nan
GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"


def fact(id_: str, channel: str, grade: str, bands: dict[str, tuple[float, float]], near: float | None = None) -> Fact:
    return Fact(id_, channel, grade, "Somebody 2020", f"Said of {id_}.", bands, lambda study: Estimate(np.ones(3)), near, None, "share", "f.py")


def answered(of: Fact, *parts: tuple[float, Verdict]) -> Answered:
    """Values 0.1 apart from one run to the next."""
    found = [
        Judged(part, band, Estimate(np.array([value - 0.1, value, value + 0.1])), verdict)
        for (part, band), (value, verdict) in zip(of.bands.items(), parts, strict=True)
    ]
    return Answered(of, tuple(found))


HIT = answered(fact("C10", "remittances", "C", {"": (-0.5, 0.5)}), (0.25, Verdict.HIT))
MIXED = answered(
    fact("C13", "remittances", "A", {"label": (2.0, INF), "payment to the school adds": (-INF, -1.0)}), (3.0, Verdict.HIT), (5.0, Verdict.WRONG_SIGN)
)
LOST = Answered(fact("C45", "skills", "B", {"": (9.0, 14.0)}), (), "line 3: no")
CARD = Card((HIT, MIXED, LOST), {"replications": 3, "seed": 1, "sample": 500})
T = 4.302653 * 0.1 / math.sqrt(3.0)
"""Half an interval of 95 % of the mean of three runs that are 0.1 apart."""


def test_a_fact_stands_for_its_worst_part_and_has_their_mean() -> None:
    assert (MIXED.verdict, MIXED.points, MIXED.main) == (Verdict.WRONG_SIGN, 0.25, MIXED.parts[1]) and (HIT.verdict, HIT.points) == (Verdict.HIT, 1.0)
    assert LOST.verdict is None and math.isnan(LOST.points) and LOST.main is None and CARD.failed == (LOST,)
    assert CARD.score == pytest.approx((1.0 * 0.4 + 0.25 * 1.0) / 1.4)
    groups = CARD.groups("channel").to_numpy().tolist()
    assert groups[0] == ["remittances", 2, 1, 0, 0, 1, pytest.approx(0.65 / 1.4)] and groups[1][:6] == ["skills", 1, 0, 0, 0, 0] and math.isnan(groups[1][6])
    assert [row[:2] for row in CARD.groups("grade").to_numpy().tolist()] == [["A", 1], ["B", 1], ["C", 1]]


def test_every_column_of_a_card() -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in CARD.table.astype(object).where(CARD.table.notna(), None).to_numpy().tolist()]
    values = list(rows[0].values())
    assert (
        values[:7] == ["C10", "", "remittances", "C", "Said of C10.", "Somebody 2020", "share"]
        and values[7:12] == pytest.approx([-0.5, 0.5, 0.25, 0.25 - T, 0.25 + T], rel=1e-5)
        and values[12:14] == [3, "hit"]
    )
    assert list(rows[1].values())[:2] == ["C13", "label"] and list(rows[1].values())[7:9] == [2.0, None] and list(rows[2].values())[7:9] == [None, -1.0]
    assert list(rows[3].values())[7:12] == [None] * 5 and list(rows[3].values())[-1] == "line 3: no" and list(rows[3].values())[12] == 0
    document = CARD.document()
    one, two, three = document["facts"]
    assert (
        (one["id"], one["grade"], one["low"], one["high"], one["value"], one["verdict"], one["points"], one["statement"], one["source"])
        == ("C10", "C", -0.5, 0.5, 0.25, "hit", 1.0, "Said of C10.", "Somebody 2020")
        and "parts" not in one
        and "failed" not in one
    )
    assert (one["value_low"], one["value_high"]) == pytest.approx((0.25 - T, 0.25 + T), rel=1e-5)
    assert (two["low"], two["high"], two["value"], two["verdict"]) == (None, -1.0, 5.0, "wrong sign") and [part["part"] for part in two["parts"]] == [
        "label",
        "payment to the school adds",
    ]
    assert (
        three["value"] is None
        and three["verdict"] is None
        and three["failed"] == "line 3: no"
        and document["settings"] == {"replications": 3, "seed": 1, "sample": 500}
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_number_of_a_page(language: str) -> None:
    page = card_page.page(CARD, language, "x.png", "the command").replace("\u202f", " ").replace("\u00a0", " ")
    dot = "," if language == "fr" else "."
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| C1")]
    words = {"en": ("to", "2 or more", "at most -1", "hit", "wrong sign"), "fr": ("à", "2 ou plus", "au plus -1", "", "")}[language]
    number = lambda value: f"{value:.3g}".replace(".", dot).replace("-", rows[0][2][0])  # noqa: E731
    assert (
        rows[0][:2] == ["C10", "C"]
        and rows[0][3] == number(0.25)
        and rows[0][2].replace("−", "-") == f"-0{dot}5 {words[0]} 0{dot}5"
        and rows[1][0] == "C13 label"
        and rows[1][1] == "A"
    )
    assert rows[1][3] == "3" and rows[2][3] == "5" and rows[0][4].split(f" {words[0]} ")[1] == number(0.25 + T)
    if language == "en":
        assert (rows[1][2], rows[2][2].replace("−", "-"), rows[0][5], rows[2][5]) == words[1:]
    assert "`the command`" in page and "![" in page and "(x.png)" in page and f"0{dot}464" in page and "C45: " in page and "line 3: no" in page
    assert f"- **C13** Said of C13. *Somebody 2020.*{card_page._reason(MIXED)}" in page and "![" not in card_page.page(CARD, language)
    some = answered(fact("C12", "remittances", "C", {"": (0.0, 1.0)}), (0.5, Verdict.HIT))
    part = some.parts[0]._replace(estimate=Estimate(np.array([0.4, NAN, 0.5, 0.6])))
    assert "3" in card_page._row(some, part, language)[4] and "4" in card_page._row(some, part, language)[4].split("3", 1)[1]
    assert card_page._row(some, part._replace(estimate=Estimate(np.array([0.5, 0.6]))), language)[4] == "-"


def test_a_card_is_written_where_nothing_else_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    card_page.check_folder(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    card_page.check_folder(tmp_path / "empty")
    for name, content, is_fine in (
        ("mine", json.dumps({"kind": card_page.KIND}), True),
        ("other", json.dumps({"kind": "sweep"}), False),
        ("broken", "{", False),
        ("list", "[]", False),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(content, encoding="utf-8")
        if is_fine:
            card_page.check_folder(tmp_path / name)
        else:
            with pytest.raises(InputError, match="holds something else"):
                card_page.check_folder(tmp_path / name)
    with pytest.raises(InputError, match="holds something else"):
        card_page.check_folder(tmp_path / "file")
    monkeypatch.setattr(card_page, "draw", lambda card, language: f"figure in {language}")
    monkeypatch.setattr(card_page, "save", lambda figure, path: path.with_suffix(".txt").write_text(figure))
    monkeypatch.setattr(card_page, "model_code", lambda: "code")
    card_page.write_card(CARD, tmp_path / "new", "fr", "the command")
    manifest = json.loads((tmp_path / "new" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["kind"], manifest["code"], manifest["command"], manifest["score"]) == (
        card_page.KIND,
        "code",
        "the command",
        pytest.approx(0.65 / 1.4),
    ) and (tmp_path / "new" / "figures" / "card.txt").read_text() == "figure in fr"
    assert "figures/card.png" in (tmp_path / "new" / "card.md").read_text(encoding="utf-8") and (tmp_path / "new" / "card.csv").exists()
    card_page.check_folder(tmp_path / "new")


def test_a_row_of_the_picture_is_on_the_scale_of_its_band() -> None:
    scaled = card_picture._scaled
    assert (scaled(2.0, (1.0, 3.0)), scaled(0.0, (1.0, 3.0)), scaled(4.0, (1.0, 3.0)), scaled(1.5, (1.0, 1.0))) == (0.5, -0.5, 1.5, 0.5)
    assert (
        scaled(3.0, (2.0, INF)),
        scaled(1.0, (2.0, INF)),
        scaled(5.0, (-INF, 4.0)),
        scaled(2.0, (-INF, 4.0)),
        scaled(0.5, (-INF, 0.0)),
        scaled(0.5, (0.0, INF)),
    ) == (0.5, -0.5, 1.25, 0.5, 1.5, 0.5)
    assert [card_picture._clipped(value) for value in (-1.1, -1.0, 0.3, 2.0, 2.1)] == [-1.0, -1.0, 0.3, 2.0, 2.0] and [
        card_picture._arrow(value) for value in (-1.1, -1.0, 2.0, 2.1)
    ] == ["<", None, None, ">"]
    axis = card_picture.draw(CARD).axes[0]
    points = [line for line in axis.lines if len(line.get_xdata()) == 1]
    bars = [line for line in axis.lines if len(line.get_xdata()) == 2]
    # from the last part up; the wrong sign lies beyond the scale
    assert (
        [line.get_ydata()[0] for line in points] == [0.0, 1.0, 2.0]
        and [line.get_xdata()[0] for line in points] == pytest.approx([2.0, 0.5, 0.75])
        and points[0].get_marker() == ">"
    )
    ends = next(list(line.get_xdata()) for line in bars if list(line.get_ydata()) == [2.0, 2.0])
    assert ends == pytest.approx([0.75 - T, 0.75 + T], rel=1e-5)
    assert [label.get_text() for label in axis.get_yticklabels()] == ["C13 payment to the school adds (A)", "C13 label (A)", "C10 (C)"]


# --- without a model ----------------------------------------------------------------------------------------------------------------------------------------


def test_what_somebody_without_a_model_says() -> None:
    """Effects are those of the other facts of a channel, else of all others; levels are those of the world without policy."""
    assert (_centre((1.0, 3.0)), _centre((-INF, 3.0)), _centre((2.0, INF))) == (2.0, 3.0, 2.0)
    named = {"remittances": ("C06", 0.4), "giving": ("C50", 0.2)}
    six, ten = fact("C06", "remittances", "A", {"": (0.4, 0.8)}), fact("C10", "remittances", "C", {"": (-0.2, 0.0)})
    fifty, zone = fact("C50", "giving", "A", {"1:1": (0.1, 0.3)}), fact("C27", "investment", "A", {"": (0.4, 0.6)})
    facts = [six, ten, fifty, zone]
    assert named and _guess("C06", Kind.EFFECT, six, facts) == pytest.approx(-0.1) and _guess("C10", Kind.EFFECT, ten, facts) == pytest.approx(0.6)
    assert (
        _guess("C50 1:1", Kind.EFFECT, fifty, facts) == pytest.approx((0.6 - 0.1 + 0.5) / 3.0)
        and _guess("C06", Kind.EFFECT, six, [six]) == 0.0
        and _guess("C22", Kind.POINTS, zone, facts) == 0.0
    )
    assert (_guess("x", Kind.PROPORTIONAL, six, facts), _guess("x", Kind.NO_DIFFERENCE, six, facts), _guess("x", Kind.NOTHING, six, facts)) == (1.0, 1.0, 0.0)
    # evenly over three years: six weeks of 156, three and six months of 36, half after a year and a half
    assert EVEN == {"C53 by week 6": 6 / 156, "C53 by month 3": 3 / 36, "C53 by month 6": 6 / 36, "C53 half-life, weeks": 78.0} and all(
        _guess(name, Kind.EVENLY, six, facts) == value for name, value in EVEN.items()
    )
    level = answered(fact("C18", "remittances", "C", {"": (0.15, 0.45)}), (0.3, Verdict.HIT))
    guessed = naive(Card((HIT, MIXED, level), {"seed": 1}))
    values = [[judged.estimate.value for judged in each.parts] for each in guessed.answered]
    assert values == [[pytest.approx(2.0)], [pytest.approx(0.0), 0.0], [pytest.approx(0.3)]] and guessed.settings == {"seed": 1, "naive": True}
    assert [each.parts[0].verdict for each in guessed.answered] == [Verdict.MISS, Verdict.MISS, Verdict.HIT]
    assert shapes(Card((HIT, MIXED, level), {})) == 3 and of_shapes(Card((HIT, MIXED, level), {})) == pytest.approx((0.4 * 1.0 + 0.5 * 1.0 + 0.5 * -0.5) / 1.4)
    assert KINDS["C51"] is Kind.NOTHING and KINDS["C24"] is Kind.PROPORTIONAL and "C18" not in KINDS


def test_facts_are_answered_with_the_runs_that_they_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.evidence import validation

    made: list[tuple[Any, ...]] = []
    facts = [replace(fact("a", "giving", "A", {"": (0.0, 1.0)}), replications=asked) for asked in (None, 16, None, 8)]
    monkeypatch.setattr(validation, "chosen", lambda files, only: facts if files == () and only == ("giving",) else [])
    monkeypatch.setattr(validation, "Study", lambda *given, **_: made.append(given) or given)
    monkeypatch.setattr(validation, "answer", lambda of, study: validation.Answered(of, (), str(study[0])))
    told: list[tuple[int, int]] = []
    card = validate(only=["giving"], seed=3, sample=700, jobs=2, progress=lambda done, of: told.append((done, of)))
    assert (
        [(each.fact.replications, each.failed) for each in card.answered] == [(None, "8"), (16, "16"), (None, "8"), (8, "8")]
        and made == [(8, 3, 700, 2), (16, 3, 700, 2)]
        and told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    )  # type: ignore[comparison-overlap]
    assert {each.failed for each in validate(only=["giving"], replications=5).answered} == {"5"} and card.settings == {"replications": None, "seed": 3, "sample": 700}  # type: ignore[index]


# --- tables of a run -----------------------------------------------------------------------------------------------------------------------------------------


def test_an_outcome_by_month_and_what_a_policy_adds_to_it() -> None:
    def runs(*values: list[float]) -> Runs:
        return Runs(None, tuple(SimpleNamespace(series=pd.DataFrame({"visits": each})) for each in values), (), (1, 2))  # type: ignore[arg-type]

    with_, without = runs([5.0, 7.0], [1.0, 1.0]), runs([4.0, 4.0], [2.0, 0.0])
    assert timing.path(with_, "visits").values.tolist() == [[5.0, 7.0], [1.0, 1.0]] and timing.path(with_, "visits").luck == (1, 2)
    change = timing.path(Pair(with_, without), "visits")
    assert change.values.tolist() == [[1.0, 3.0], [-1.0, 1.0]] and change.of == "change of visits" and change.luck == (1, 2)
    with pytest.raises(InputError, match="did you mean 'visits'"):
        timing.path(with_, "visit")
    falling = timing.Path(-np.array([[60.0, 20.0, 20.0]]), "x")
    assert (
        falling.half_life().value == pytest.approx(5 / 6)
        and falling.share_by(1).value == pytest.approx(0.6)
        and falling.share_by(2, 1).value == 0.5
        and falling.share_by(1, 0, 2).value == 0.75
        and falling.half_life(1).value == 1.0
    )
    assert math.isnan(timing.Path(np.zeros((1, 3)), "x").half_life().value) and falling.between(1, 3).value == -40.0
    assert window_of((0, 3), 3) == (0, 3) and window_of([1, 2], 3) == (1, 2)
    for months in ((2, 2), (0, 4), (-1, 2), (1,), (0.0, 1), "01"):
        with pytest.raises(InputError, match="is no window"):
            window_of(months, 3)


def test_years_of_corridors_are_sums_of_flows_and_ends_of_stocks() -> None:
    months = pd.DataFrame(
        {
            "corridor": ["A"] * 24 + ["B"] * 24,
            "month": [*range(24)] * 2,
            "remittances": 1.0,
            "visits": [float(month) for month in range(24)] * 2,
            "households": [100.0 + month for month in range(24)] * 2,
            "trust": [0.01 * month for month in range(24)] * 2,
        }
    )
    from experiments.runs.simulate import BESIDE
    from model.inputs.settings import FIGURES

    figures = pd.DataFrame({"corridor": ["A", "B"], "origin": ["X", "Y"], "residence": ["Z", "Z"], **{name: [1.0, 2.0] for name in (*FIGURES, *BESIDE)}})
    found = by_year(SimpleNamespace(corridor_months=months, corridors=figures))  # type: ignore[arg-type]
    assert (
        found[["corridor", "year"]].to_numpy().tolist() == [["A", 0], ["A", 1], ["B", 0], ["B", 1]]
        and found["weight"].tolist() == [1.0] * 4
        and found["origin"].tolist() == ["X", "X", "Y", "Y"]
    )
    assert (
        found["remittances"].tolist() == [12.0] * 4
        and found["visits"].tolist()[:2] == [66.0, 210.0]
        and found["households"].tolist()[:2] == [111.0, 123.0]
        and found["trust"].tolist()[:2] == pytest.approx([0.11, 0.23])
    )
    measures = pd.DataFrame(
        [("jobs", None, None, 5.0), ("jobs", "sex", "female", 2.0), ("jobs", "region", "female", 3.0)], columns=["outcome", "breakdown", "group", "value"]
    )
    run: Any = SimpleNamespace(measures=measures, series=pd.DataFrame({"remittances": [1.0]}))
    assert (
        outcome_of(run, "jobs") == 5.0
        and outcome_of(run, "jobs", None, ("sex", "female")) == 2.0
        and outcome_of(run, "jobs", None, ("region", "female")) == 3.0
    )


def test_who_could_have_been_drawn() -> None:
    frame = pd.DataFrame(
        {
            "corridor": ["A-B", "A-C", "A-B", "A-B"],
            "region": [1, 2, 3, 8],
            "is_woman": [1, 0, 1, 0],
            "generation": ["first", "second", "first", "first"],
            "skill": ["high", "low", "low", "high"],
            "sector": ["health"] * 4,
        }
    )
    scenario: Any = SimpleNamespace(parameters={"population.n_communities": 4})
    drawn = lambda **among: could_be_drawn(frame, Eligibility(**among), scenario).tolist()  # noqa: E731
    assert (
        drawn() == [True] * 4
        and drawn(sex="female") == [True, False, True, False]
        and drawn(sex="male") == [False, True, False, True]
        and drawn(generation=("second",)) == [False, True, False, False]
    )
    assert (
        drawn(skill=("high",)) == [True, False, False, True]
        and drawn(skill=("low",), sex="female") == [False, False, True, False]
        and drawn(communities=("poorest:2",)) == [True, True, False, False]
    )
