"""The sheet of indicators by hand: levels with and without the policy, effects, prices and actions, row by row."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.reporting.indicator_list import INDICATORS, percent_of, sum_of
from experiments.reporting.indicators import _actions, _rows, _unit_costs
from experiments.runs.replications import COST, Replications
from scenarios import load

GRANT, PACKAGE = "morocco_belgium_matching_grant", "morocco_belgium_package"


# --- indicators -----------------------------------------------------------------------------------------------------------------------------------------------


def replications(name: str, **changes: Any) -> Replications:
    keys = (
        ("remittances", None, None),
        ("remittance_fees", None, None),
        ("remittances", "sex", "female"),
        ("remittance_fees", "corridor", "MAR-BEL"),
        ("remittances", "corridor", "MAR-BEL"),
        ("jobs", None, None),
        (COST, None, None),
        ("donations_collective", None, None),
    )
    base = np.tile([900.0, 90.0, 400.0, 90.0, 900.0, 10.0, 0.0, 50.0], (12, 1))
    added = np.outer(np.tile([0.9, 1.1], 6), [50.0, -40.0, 20.0, -40.0, 50.0, 5.0, 8.0, 4.0])
    return replace(Replications(name, load(name), tuple(range(12)), keys, base + added, base, {}, "luck"), **changes)


def test_formulas_of_indicators() -> None:
    each = replications(GRANT)
    share = percent_of("remittance_fees", "remittances", "remittance_fees")
    assert share(each, None, None, True).tolist() == pytest.approx([100.0 * 90.0 / 990.0] * 12) and share(each, None, None, False)[0] == pytest.approx(
        100.0 * 54.0 / (945.0 + 54.0)
    )
    assert (
        np.isnan(percent_of("jobs", "donations")(each, None, None, False)).all()
        and sum_of("jobs", "remittances")(each, None, None, True).tolist() == [910.0] * 12
    )
    zero = replace(each, values=each.values * 0.0)
    assert np.isnan(share(zero, None, None, False)).all()
    by_id = {indicator.id: indicator.formula for indicator in INDICATORS}
    figures = each.scenario.figures["MAR-BEL"]
    gdp = figures["origin_gdp_pc"].value * figures["origin_population"].value
    assert by_id["17.3.2"](each, None, None, True)[0] == pytest.approx(90_000.0 / gdp)  # type: ignore[misc]
    full = replace(
        each,
        keys=(*each.keys, ("investment", None, None), ("bonds_sold", None, None), ("donations", None, None)),
        values=np.column_stack([each.values, np.full((12, 3), 3.0)]),
        base=np.column_stack([each.base, np.full((12, 3), 1.0)]),
    )
    finance = by_id["17.3.1"]
    assert (
        finance(full, None, None, False)[:2].tolist() == pytest.approx([45.0 + 6.0, 55.0 + 6.0])
        and finance(full, None, None, True).tolist() == [0.0] * 12
        and np.isnan(finance(replace(full, base=None), None, None, False)).all()
    )  # type: ignore[misc]
    net, judged = (
        by_id["impact"],
        {
            ("net", "lever", "matching_grant"): np.full(12, 3.0),
            ("net", "act", "give"): np.full(12, 4.0),
            ("additional", "lever", "matching_grant"): np.full(12, 9.0),
            ("net", "act", "found"): np.full(12, 2.0),
        },
    )
    assert (
        net(replace(each, judged=judged), None, None, False)[0] == 3.0
        and net(replace(replications(PACKAGE), judged=judged), None, None, False)[0] == 6.0
        and net(replace(each, judged=judged), None, None, True)[0] == 0.0
        and net(each, None, None, False)[0] == 0.0
    )  # type: ignore[misc]
    assert np.isnan(net(replace(each, base=None), None, None, False)).all()  # type: ignore[misc]
    signed: Any = SimpleNamespace(
        numbers=(0, 1),
        scenario=SimpleNamespace(
            levers=[
                SimpleNamespace(id=lever_id, values={"agreements": agreements}, is_idle=idle, eligibility=SimpleNamespace(random_share=share))
                for agreements, lever_id, idle, share in (
                    (2, "philanthropy_partnership", False, 1.0),
                    (4, "philanthropy_partnership", True, 1.0),
                    (8, "philanthropy_partnership", False, 0.0),
                    (16, "philanthropy_partnership", False, 0.5),
                    (32, "pooled_fund", False, 1.0),
                )
            ]
        ),
    )
    assert by_id["17.16.agreements"](signed, None, None, False).tolist() == [18.0, 18.0] and by_id["17.16.agreements"](signed, None, None, True).tolist() == [
        0.0,
        0.0,
    ]  # type: ignore[misc]


def test_rows_of_indicators() -> None:
    each = replications(GRANT)
    fees = next(indicator for indicator in INDICATORS if indicator.id == "10.c.1")
    total, corridor = _rows(each, fees, "en")
    assert (
        total[1] == "10.c.1"
        and total[4:8] == ["remittance_fees remittances", GRANT, None, None]
        and total[11] == pytest.approx(100.0 * 90.0 / 990.0)
        and corridor[6:8] == ["corridor", "MAR-BEL"]
    )
    values = np.sort([100.0 * 54.0 / 999.0, 100.0 * 46.0 / 1001.0])
    assert total[8] == pytest.approx(values.mean()) and values[0] <= total[9] <= total[8] <= total[10] <= values[1] and total[12] is True
    nothing = next(indicator for indicator in INDICATORS if indicator.id == "8.10.1")
    assert (
        _rows(each, nothing, "en")[0][12] is False
        and math.isnan(_rows(each, nothing, "en")[0][8])
        and math.isnan(_rows(replace(each, base=None), fees, "en")[0][11])
    )
    effect, cost = _unit_costs(each, "en")
    assert effect[1] == "effectiveness.donations_collective" and effect[8] == pytest.approx(4.0) and effect[9] < 4.0 < effect[10] and effect[11] == 0.0
    assert (
        cost[1] == "unit_cost.donations_collective"
        and cost[8] == pytest.approx(2.0)
        and cost[3] == "USD per USD"
        and cost[13] == ""
        and _unit_costs(replace(each, base=None), "en") == []
    )
    flat = replace(each, values=np.where(np.arange(8) == 7, each.base, each.values))  # type: ignore[arg-type]
    assert math.isnan(_unit_costs(flat, "en")[1][8]) and _unit_costs(flat, "en")[1][13] != ""
    rows = _actions(each, "en")
    assert {row[1]: row[8] for row in rows if row[6] is None} == {
        **{f"19({action})": float(action == "e") for action in "abcdefghij"},
        "review.19.actions": 1.0,
    } and [row[7] for row in rows if row[6] == "lever"] == ["matching_grant"]
