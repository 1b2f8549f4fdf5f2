"""Stocks of earlier years in a scenario: where they come from, what a stock of one's own makes of them, what `check` says, how well margins are met."""

from __future__ import annotations

import pytest

from experiments.checks.who_came_when import who_came_when
from experiments.runs.draws import drawn_values, shared, with_inputs
from experiments.studies.margins import cells_of, page_of
from experiments.studies.stocks import Course, world
from experiments.studies.stocks import page_of as page_of_stocks
from model.inputs.settings import STOCK_YEARS
from scenarios import load, with_changes

NAMES = [f"stock_{year}" for year in STOCK_YEARS]
BELGIUM = (295_459.0, 267_838.0, 232_447.0, 174_115.0, 178_785.0, 208_071.0)


def stocks(scenario: object, corridor: str = "MAR-BEL") -> list[float]:
    return [scenario.figures[corridor][name].value for name in NAMES]  # type: ignore[attr-defined]


def test_corridors_of_the_large_table_have_their_stocks() -> None:
    scenario = load("morocco_belgium")
    assert stocks(scenario) == list(BELGIUM) and scenario.figures["MAR-BEL"]["stock_1990"].year == 1990
    gone = scenario.figures["MAR-BEL"]["gone_after_5_years"]
    assert (gone.value, gone.assumed) == (0.43, (0.26, 0.6))
    figures = scenario.settings().corridors[0].figures
    assert figures.stock_2015 == 208_071.0 and figures.gone_after_5_years == 0.43
    kosovo = load("kosovo_deed").settings().corridors[0].figures
    assert kosovo.stock_2015 is None and kosovo.gone_after_5_years is not None


def test_another_count_is_not_taken_for_arrivals() -> None:
    """A stock of one's own, twice the published one: so were those of before, unless they are one's own too."""
    double = {"value": 450_434, "assumed": [400_000, 500_000]}
    scenario = load("morocco_belgium", set={"corridor.MAR-BEL.migrant_stock": double})
    assert stocks(scenario) == pytest.approx([2.0 * stock for stock in BELGIUM])
    own = load("morocco_belgium", set={"corridor.MAR-BEL.migrant_stock": double, "corridor.MAR-BEL.stock_2015": {"value": 420_000, "assumed": [4e5, 4.4e5]}})
    assert stocks(own) == pytest.approx([*(2.0 * stock for stock in BELGIUM[:-1]), 420_000.0])
    again = with_changes(scenario, {"years": 2})
    assert stocks(again) == pytest.approx(stocks(scenario))
    drawn = with_inputs(scenario, {"corridor.MAR-BEL.migrant_stock": 405_390.6})
    assert stocks(drawn) == pytest.approx([1.8 * stock for stock in BELGIUM]) and drawn.figures["MAR-BEL"]["migrant_stock"].value == 405_390.6


def test_who_leaves_is_drawn_once_a_residence_country() -> None:
    assert shared("corridor.BOL-ESP.gone_after_5_years") == shared("corridor.COL-ESP.gone_after_5_years") == "corridor.*-ESP.gone_after_5_years"
    drawn = drawn_values(load("south_america_rimd"), 1, 0)
    spain = {value for path, value in drawn.items() if path.endswith("-ESP.gone_after_5_years")}
    others = {value for path, value in drawn.items() if path.endswith("-USA.gone_after_5_years")}
    assert len(spain) == 1 == len(others) and spain != others and 0.26 <= spain.pop() <= 0.6


@pytest.mark.parametrize("language", ["en", "fr"])
def test_check_says_who_came_when(language: str) -> None:
    belgium = who_came_when(load("morocco_belgium"), language)[0]
    assert belgium["corridor"] == "MAR-BEL" and belgium["mean_years"] == pytest.approx(18.0, abs=0.5) and 0.2 < belgium["recent"] < 0.3
    assert 10_000.0 < belgium["arrivals_a_year"] < 20_000.0 and belgium["stock_missed"] == pytest.approx(0.5, abs=0.05)
    assert ("counted otherwise" in belgium["says"]) == (language == "en")
    young = who_came_when(load("ethiopia_netherlands"), language)[0]
    assert "naturalised_share" in young["says"]  # 0.55, and fewer have been there for five years
    kosovo = who_came_when(load("kosovo_deed"), language)[0]
    assert kosovo["arrivals_a_year"] is None and kosovo["stock_missed"] is None and ("assumption" if language == "en" else "hypothèse") in kosovo["says"]


def test_every_margin_is_printed_with_how_well_it_is_met() -> None:
    cells = cells_of("morocco_belgium", 3_000)
    assert {cell.margin for cell in cells} == {"generation", "years_abroad", "skill", "sex", "naturalised", "region", "city", "faction"}
    assert max(abs(cell.off) for cell in cells if cell.asked > 0.0) < 0.01 and sum(cell.records for cell in cells if cell.margin == "sex") == 3_000
    women = next(cell for cell in cells if (cell.margin, cell.category) == ("sex", "female"))
    assert women.asked == pytest.approx(0.48) and women.drawn == pytest.approx(0.48, rel=1e-3)
    page = page_of(["morocco_belgium"], 300, 1)
    assert page.count("\n| ") == len(cells) + 1 and "Worst: " in page


def test_a_world_of_the_past_knows_only_what_was_then() -> None:
    settings = world("MAR-FRA", 2005, 5, 300)
    figures = settings.corridors[0].figures
    assert (figures.stock_2000, figures.stock_2005, figures.stock_2015, figures.migrant_stock) == (760_148.0, None, None, 832_641.0)
    assert (settings.start, settings.years, settings.burn_in_years) == ("2005-01", 5, 0)
    by_year = dict(zip((2000, 2005, 2010, 2015, 2020), (1e5, 1e5, 2e5, 2e5, 2e5), strict=True))
    page = page_of_stocks([Course("AAA-BBB", by_year, {year: 1.1 * stock for year, stock in by_year.items()}, {year: 2.0 * stock for year, stock in by_year.items()})])
    assert "| AAA-BBB | 110 / 100 | 220 / 200 | 220 / 200 | 220 / 200 |" in page and "Median distance in 2020: 10 %." in page and "of all: 100 %." in page
