"""Who is induced, by hand: five households, of which two acted because of a lever, two would have anyway, and one acted without its help."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from experiments.comparing.induced import COLUMNS, induced_table, ratio
from experiments.reporting.induced_page import WORDS
from experiments.runs.attribution import Ran, induced_by_one, who_was_induced
from experiments.runs.replications import Replications
from model.levers import Act
from model.outcomes.additionality import Acts
from model.outcomes.amounts import Amount
from model.outcomes.induced import Start, induced_as_whole, induced_by, induced_by_act, lasting, wealth_of
from scenarios import load
from tests.worlds import lever

GRANT = lever("investment_grant")
BIT, FOUNDED = GRANT.support_bit, 1 << int(Act.FOUND_FIRM)
KEYS = np.array([10, 20, 30, 40, 50])


def amounts(*rows: tuple[float, float, float]) -> dict[str, Amount]:
    """Money a year, firms founded early enough and firms that lasted, of the five households; the grant carried those of the first four."""
    carried = np.array([BIT, BIT, BIT, BIT, 0])
    return {name: Amount(KEYS, carried, np.array(values)) for name, values in zip(("invested_productive", "firms_old", "firms_lasted"), np.array(rows).T, strict=True)}


POLICY = Acts(
    KEYS, np.array([1.0, 1.0, 1.0, 4.0, 1.0]), np.full(5, FOUNDED), np.array([BIT, BIT, BIT, BIT, 0]), np.zeros(5, dtype=int),
    amounts((100.0, 1.0, 0.0), (200.0, 1.0, 1.0), (900.0, 1.0, 1.0), (800.0, 4.0, 2.0), (70.0, 1.0, 1.0)), np.array([1.0, 0.0, 1.0, 1.0, 0.0]),
)  # fmt: skip
BASE = Acts(np.array([30, 40, 50]), np.array([1.0, 1.0, 1.0]), np.full(3, FOUNDED), np.zeros(3, dtype=int), np.zeros(3, dtype=int), {}, np.array([1.0, 1.0, 0.0]))
START = Start(np.array([10, 30, 40]), np.array([1_000.0, 5_000.0, 3_000.0]))


def test_both_groups_are_told_apart_household_by_household() -> None:
    """10 and 20 would not have acted, 30 would have; of the four households of 40 one would have, so three quarters of what it did is induced."""
    found = induced_by_act(POLICY, BASE, Act.FOUND_FIRM, BIT, START, "invested_productive")
    assert (found["induced_number"], found["anyway_number"]) == (5.0, 2.0)
    assert (found["induced_supported"], found["anyway_supported"]) == (5.0, 2.0)
    assert (found["induced_money"], found["anyway_money"]) == (100.0 + 200.0 + 600.0, 900.0 + 200.0)
    assert (found["induced_skilled"], found["anyway_skilled"]) == (1.0 + 3.0, 2.0)
    assert (found["induced_wealth_known"], found["induced_wealth"]) == (1.0 + 3.0, 1_000.0 + 9_000.0)  # nothing is known of 20
    assert (found["anyway_wealth_known"], found["anyway_wealth"]) == (2.0, 8_000.0)
    assert (found["induced_firms_old"], found["induced_firms_lasted"]) == (2.0 + 3.0, 1.0 + 1.5)
    assert (found["anyway_firms_old"], found["anyway_firms_lasted"]) == (2.0, 1.5)


def test_a_lever_that_supports_nobody_is_looked_at_in_all_who_acted() -> None:
    found = induced_by_act(POLICY, BASE, Act.FOUND_FIRM, 1 << 40, START, "invested_productive")
    assert (found["induced_number"], found["anyway_number"], found["induced_supported"]) == (5.0, 3.0, 0.0)
    assert found["anyway_money"] == 900.0 + 200.0 + 70.0


def test_firms_are_counted_for_those_who_found_them_alone_and_money_where_there_is_any() -> None:
    found = induced_by_act(POLICY, BASE, Act.PLACEMENT, BIT, START)
    assert "induced_money" not in found and "induced_firms_old" not in found and found["induced_number"] == 0.0


def test_whoever_was_not_there_has_no_wealth_at_month_0() -> None:
    assert np.isnan(wealth_of(KEYS, Start(np.zeros(0, dtype=int), np.zeros(0)))).all()


def test_a_lever_alone_has_a_row_of_its_own_and_a_package_one_an_act() -> None:
    one = induced_by(GRANT, POLICY, BASE, START)
    assert {key[1:] for key in one} == {("lever", "investment_grant")}
    package = induced_as_whole(POLICY, BASE, (GRANT, lever("credit_guarantee"), lever("donation_tax_relief")), START)
    assert {key[1:] for key in package} == {("act", "found_firm"), ("act", "give_regular")}
    assert package["induced_number", "act", "found_firm"] == 5.0


MONTHS = pd.DataFrame({"firms_created": [0.0] * 6 + [1.0] * 6 + [4.0] * 12 + [3.0] * 12 + [1.0] * 6})


def test_what_lasts_is_read_in_whole_years_after_the_end() -> None:
    """In force for 24 months, at 4 a month in the last twelve; 3 in the first year after, and no second whole year."""
    made = lever("investment_grant", to_month=24)
    assert lasting(MONTHS, 0.0 * MONTHS, "firms_created", (made,)) == {"effect_in_force": 4.0, "effect_after_1": 3.0}
    assert lasting(MONTHS, 0.0 * MONTHS, "firms_created", (made, GRANT)) == {}  # one of them goes on
    assert lasting(MONTHS, 0.0 * MONTHS, "firms_created", (lever("investment_grant", to_month=42),)) == {}
    assert lasting(MONTHS, 0.0 * MONTHS, "remittances", (made,)) == {}
    ran, without = Ran(POLICY, MONTHS), Ran(BASE, 0.0 * MONTHS)
    assert induced_by_one(made, ran, without, START)["effect_after_1", "lever", "investment_grant"] == 3.0
    both = who_was_induced(ran, without, (made, lever("credit_guarantee", to_month=12)), START)
    assert both["effect_in_force", "act", "found_firm"] == 4.0


def replications(**sums: list[float]) -> Replications:
    scenario = load("morocco_investment_grant")
    induced = {(name, "lever", "investment_grant"): np.array(values) for name, values in sums.items()}
    n = len(next(iter(sums.values())))
    return Replications("grant", scenario, tuple(range(n)), (), np.zeros((n, 0)), np.zeros((n, 0)), {}, "luck", induced=induced)


def test_the_table_has_means_shares_and_their_difference() -> None:
    """Induced: 10 households a run, of which 2, 3, 3 and 4 are skilled; anyway: 20, of which 15 each time."""
    found = induced_table(replications(
        induced_number=[10.0] * 4, induced_skilled=[2.0, 3.0, 3.0, 4.0], anyway_number=[20.0] * 4, anyway_skilled=[15.0] * 4,
        effect_in_force=[4.0, 4.0, 4.0, 4.0], effect_after_1=[1.0, 3.0, 2.0, 2.0],
    ))  # fmt: skip
    assert list(found.columns) == COLUMNS and (found["lever"] == "investment_grant").all() and (found["act"] == "found_firm").all()
    rows = {(row.group, row.measure): row for row in found.itertuples()}
    assert rows["induced", "number"].mean == 10.0 and rows["induced", "share"].mean == pytest.approx(1.0 / 3.0)
    assert rows["induced", "skilled_share"].mean == pytest.approx(0.3) and rows["anyway", "skilled_share"].mean == pytest.approx(0.75)
    apart = rows["difference", "skilled_share"]
    assert apart.mean == pytest.approx(-0.45) and apart.low < -0.45 < apart.high < 0.0 and apart.verdict == "lower"
    assert rows[None, "effect_left_year_1"].mean == pytest.approx(0.5) and 0.0 < rows[None, "effect_left_year_1"].low < 0.5
    assert ("difference", "size") not in rows and ("difference", "survival_24m") not in rows


def test_nothing_is_said_of_few_households_nor_of_few_runs() -> None:
    few = induced_table(replications(induced_number=[1.0, 0.0, 2.0], induced_skilled=[1.0, 0.0, 1.0], anyway_number=[9.0] * 3, anyway_skilled=[3.0] * 3))
    told = few[few["measure"] == "skilled_share"].set_index("group")
    assert math.isnan(told.loc["induced", "mean"]) and told.loc["difference", "verdict"] == "too_few_households" and told.loc["anyway", "mean"] == pytest.approx(1.0 / 3.0)
    runs = induced_table(replications(induced_number=[30.0, 30.0], induced_skilled=[3.0, 9.0], anyway_number=[30.0] * 2, anyway_skilled=[9.0] * 2))
    assert runs[(runs["measure"] == "skilled_share") & (runs["group"] == "difference")]["verdict"].tolist() == ["too_few_runs"]


def test_bounds_stay_within_what_each_measure_can_be() -> None:
    """All of a group's sums are in one run or two of four, so that no interval would end before its bound; each is cut at the very bound, and only there."""
    late, half, other = [0.0, 0.0, 0.0, 100.0], [0.0, 0.0, 20.0, 20.0], [20.0, 20.0, 0.0, 0.0]
    sums = {"money": (late, [0.0, 0.0, 0.0, 10.0]), "skilled": (half, other), "wealth": (late, [0.0, 0.0, 0.0, 10.0]), "firms_lasted": (half, other)}
    given = {f"{group}_{name}": values for name, both in sums.items() for group, values in zip(("induced", "anyway"), both, strict=True)}
    below = {f"{group}_{name}": [20.0] * 4 for group in ("induced", "anyway") for name in ("number", "wealth_known", "firms_old")}
    rows = {(row.group, row.measure): row for row in induced_table(replications(**{**below, **given})).itertuples()}
    for measure in ("size", "wealth"):
        assert [(rows[group, measure].mean, rows[group, measure].low) for group in ("induced", "anyway")] == [(1.25, 0.0), (0.125, 0.0)]
        assert rows["induced", measure].high > 4.0 and rows["difference", measure].low < 0.0 and rows["difference", measure].high > 2.0 and rows["difference", measure].mean == 1.125
    for measure in ("skilled_share", "survival_24m"):
        assert [tuple(getattr(rows[group, measure], end) for end in ("mean", "low", "high")) for group in ("induced", "anyway", "difference")] == [(0.5, 0.0, 1.0), (0.5, 0.0, 1.0), (0.0, -1.0, 1.0)]
    counted = induced_table(replications(induced_number=late, anyway_number=[0.0, 0.0, 0.0, 10.0]))
    ends = {(row.group, row.measure): (row.mean, row.low, row.high) for row in counted.itertuples()}
    assert ends["induced", "number"][:2] == (25.0, 0.0) and ends["induced", "number"][2] > 80.0 and ends["anyway", "number"][:2] == (2.5, 0.0)
    assert ends["induced", "share"] == pytest.approx((10.0 / 11.0,) * 3)


def test_influence_values_average_to_the_ratio() -> None:
    found = ratio(np.array([3.0, 1.0, np.nan]), np.array([10.0, 30.0, np.nan]))
    assert found.value == 0.1 and np.nanmean(found.influence) == pytest.approx(0.1) and math.isnan(found.influence[2])


def test_words_stand_in_both_languages() -> None:
    assert all(text.en and text.fr and text.en != text.fr for key, text in WORDS.items() if key != "year")
