"""Estimators of facts against numbers worked out by hand, on tables made for the test: no world is simulated."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.estimate import Estimate
from experiments.evidence.estimators import effects, inequality, levels, regression, survival, timing
from experiments.evidence.samples import Pair, Runs, Trial, outcome_of, values_of
from model.errors import InputError

HOUSEHOLDS = pd.DataFrame(
    {
        "weight": [1.0, 2.0, 3.0, 4.0, 5.0],
        "status": [1, 1, 1, 1, 0],
        "generation": ["first", "first", "second", "second", "first"],
        "sent": [10.0, 0.0, 30.0, 0.0, 99.0],
        "offered": [True, False, True, False, True],
        "root": [0, 1, 2, 3, 4],
        "part_from": 0,
        "part_to": 256,
        "community": [0, 0, 1, 1, 1],
        **dict.fromkeys(["savings_held", "bonds_held", "given_regular", "given_collective", "given_crisis", "invested_property", "invested_productive"], 0.0),
    }
)


def run_of(households: pd.DataFrame = HOUSEHOLDS, months: dict[str, list[list[float]]] | None = None, **more: Any) -> Any:
    """What estimators need of a run. `months`: field to month by record."""
    frame = None
    if months is not None:
        n = len(households)
        plain = {"root": list(range(n)), "part_from": [0] * n, "part_to": [256] * n}
        months = {**{name: [values] * len(months["id"]) for name, values in plain.items()}, **months}
        n = len(next(iter(months.values())))
        parts = [pd.DataFrame({"household": range(len(households)), "month": m, **{name: values[m] for name, values in months.items()}}) for m in range(n)]
        frame = pd.concat(parts, ignore_index=True)
    return SimpleNamespace(households=households, months=frame, recorded=tuple(months or ()), scenario=SimpleNamespace(parameters={}, corridors=("MAR-BEL",)), **more)


def runs_of(*runs: Any) -> Runs:
    return Runs(None, runs, runs[0].recorded)  # type: ignore[arg-type]


ONE = runs_of(run_of())


def test_levels_weigh_those_who_are_there() -> None:
    assert levels.mean(ONE, "sent", None, "households").value == pytest.approx((10 + 90) / 10)
    assert levels.total(ONE, "sent", None, "households").value == 100.0
    assert levels.share(ONE, "sent > 0", None, "households").value == pytest.approx(4 / 10)
    assert levels.share(ONE, "sent > 0", "generation == 'first'", "households").value == pytest.approx(1 / 3)
    assert levels.ratio(ONE, "sent", "weight", "sent > 0", "households").value == pytest.approx((10 * 1 + 30 * 3) / (1 + 9))
    assert np.isnan(levels.mean(ONE, "sent", "weight > 100", "households").value)


@pytest.mark.parametrize(("q", "expected"), [(0.0, 0.0), (0.6, 0.0), (0.61, 10.0), (0.7, 10.0), (0.71, 30.0), (1.0, 30.0)])
def test_a_quantile_is_where_the_weight_is_reached(q: float, expected: float) -> None:
    assert levels.quantile(ONE, "sent", q, None, "households").value == expected


def test_inequality() -> None:
    expected = 1.0 - ((0.6 * 0.0) + 0.1 * (0.0 + 0.1) + 0.3 * (0.1 + 1.0))
    assert inequality.gini(ONE, "sent", None, "households").value == pytest.approx(expected)
    assert inequality.top_share(ONE, "sent", 0.3, None, "households").value == pytest.approx(0.9)
    assert inequality.top_share(ONE, "sent", 0.15, None, "households").value == pytest.approx(0.45)
    with pytest.raises(InputError, match="negative"):
        inequality.gini(ONE, "sent - 20", None, "households")


def test_effects_between_arms_and_between_worlds() -> None:
    trial = Trial(None, (run_of(),), (), None, {}, {}, "offered")  # type: ignore[arg-type]
    treated, others = (10 * 1 + 30 * 3) / 4, 0.0
    assert effects.effect(trial, "sent", False, None, "households").value == pytest.approx(treated - others)
    assert effects.effect(trial, "sent + 1", True, None, "households").value == pytest.approx(treated)
    assert effects.effect(trial, "sent", False, "generation == 'first'", "households").value == pytest.approx(10.0)
    assert effects.take_up(trial, "sent > 20", None, "households").value == pytest.approx(3 / 4)
    richer = run_of(HOUSEHOLDS.assign(sent=HOUSEHOLDS["sent"] * 1.5))
    assert effects.effect(Pair(runs_of(richer), ONE), "sent", True, None, "households").value == pytest.approx(0.5)


MONTHS = {
    "remittance": [[5.0, 0.0, 1.0, 2.0, 0.0], [0.0, 0.0, 1.0, 2.0, 0.0], [5.0, 0.0, 1.0, 0.0, 0.0]],
    "sent": [[5.0, 0.0, 1.0, 2.0, 0.0], [5.0, 0.0, 2.0, 4.0, 0.0], [10.0, 0.0, 1.0, 4.0, 0.0]],
    "id": [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 33, 4, 5]],  # somebody else lives in the third from the last month on
    "status": [[1, 1, 1, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 0]],  # the fourth came in the second month
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("remittance_3m", [10.0, 0.0, None, None]),
        ("remittance_2m", [5.0, 0.0, None, 2.0]),
        ("remittance_3m_times", [2.0, 0.0, None, None]),
        ("remittance_1m", [5.0, 0.0, 1.0, 0.0]),
        ("remittance_m0_to_m2", [5.0, 0.0, None, None]),
        ("remittance_at_m0", [5.0, 0.0, None, None]),
        ("sent_2m", [5.0, 0.0, None, 2.0]),
        ("sent_1m", [5.0, 0.0, 1.0, 0.0]),
    ],
)  # fmt: skip
def test_windows_count_those_who_lived_there_all_the_time(name: str, expected: list[float | None]) -> None:
    runs = runs_of(run_of(months=MONTHS))
    found = values_of(runs, 0, runs.table(0), name, "households")
    assert [None if np.isnan(value) else value for value in found] == expected


def test_who_has_no_window_is_no_zero() -> None:
    runs = runs_of(run_of(months=MONTHS))
    assert levels.share(runs, "remittance_3m > 0", None, "households").value == pytest.approx(1 / 3)
    assert levels.mean(runs, "remittance_3m", None, "households").value == pytest.approx(10 / 3)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda runs: levels.mean(runs, "remitance_3m", None, "households"), "remittance"),
        (lambda runs: levels.mean(runs, "wealth_3m", None, "households"), r"record=\[.wealth.\]"),
        (lambda runs: levels.mean(runs, "remittance_4m", None, "households"), "outside the 3 months"),
        (lambda runs: levels.mean(runs, "remittance_m2_to_m1", None, "households"), "outside the 3 months"),
        (lambda runs: levels.mean(runs, "sent = 0", None, "households"), "did you mean .sent == 0"),
        (lambda runs: levels.mean(runs, "sent[0]", None, "households"), "not allowed"),
        (lambda runs: levels.mean(runs, "sent.cumsum()", None, "households"), "not allowed"),
        (lambda runs: levels.mean(runs, "sent", "generation == 'frist'", "households"), "did you mean .first"),
        (lambda runs: levels.mean(runs, "sent", "community == 'one'", "households"), "holds numbers"),
        (lambda runs: levels.mean(runs, "sentt", None, "households"), "did you mean 'sent'"),
        (lambda runs: levels.mean(runs, "generation", None, "households"), "words, not numbers"),
        (lambda runs: levels.mean(runs, "sent", "community", "households"), "0|neither true nor false"),
        (lambda runs: levels.mean(runs, "sent", None, "household"), "did you mean 'households'"),
        (lambda runs: levels.mean(runs, "sent +", None, "households"), "no expression"),
        (lambda runs: levels.quantile(runs, "sent", 50, None, "households"), "no share"),
        (lambda runs: levels.share(runs, None, None, "households"), "missing"),
    ],
)
def test_what_is_asked_wrongly_is_said(call: Any, says: str) -> None:
    runs = runs_of(run_of(months=MONTHS))
    if "neither" in says:
        runs.table(0)["community"] = [0, 1, 2, 3]
    with pytest.raises(InputError, match=says):
        call(runs)


def table(n: int = 200) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    x, z, group = rng.normal(size=n), rng.normal(size=n), rng.integers(0, 4, n)
    y = 2.0 * x - z + group + rng.normal(size=n)
    return pd.DataFrame({"y": y, "x": x, "z": z, "g": group, "acts": (y > 0.0), "weight": rng.uniform(0.5, 2.0, n), "count": rng.poisson(np.exp(0.3 * x))})


def test_regressions_are_those_of_the_normal_equations() -> None:
    frame = table()
    dummies = (frame["g"].to_numpy()[:, None] == np.arange(4)).astype(float)
    causes = np.column_stack([frame["x"], frame["z"], dummies])
    root = np.sqrt(frame["weight"].to_numpy())[:, None]
    expected = np.linalg.lstsq(causes * root, frame["y"].to_numpy() * root[:, 0], rcond=None)[0][0]
    assert regression.coefficient(frame, "y ~ x + z | g", "x") == pytest.approx(expected, rel=1e-9)
    plain = np.linalg.lstsq(causes, frame["y"].to_numpy(), rcond=None)[0][0]
    assert regression.coefficient(frame, "y ~ x + z | g", "x", weighted=False) == pytest.approx(plain, rel=1e-9)
    assert abs(expected - plain) > 1e-4


@pytest.mark.parametrize(("formula", "family"), [("y ~ x + z | g", "least squares"), ("count ~ x", "poisson"), ("acts ~ x", "logit")])
def test_rows_that_stand_for_nobody_say_nothing(formula: str, family: str) -> None:
    frame = table()
    frame.loc[[3, 8], "weight"] = 0.0
    found, without = (regression.coefficient(each, formula, "x", family) for each in (frame, frame.drop(index=[3, 8])))
    assert math.isfinite(found) and found == without


def test_poisson_and_logit_solve_their_score_equations() -> None:
    frame = table()
    for weighted in (True, False):
        slope, level = (regression.coefficient(frame, "count ~ x", term, "poisson", weighted) for term in ("x", "Intercept"))
        left = (frame["count"] - np.exp(level + slope * frame["x"])) * (frame["weight"] if weighted else 1.0)
        assert abs((left * frame["x"]).sum()) < 1e-4 and abs(left.sum()) < 1e-4
    for weighted in (True, False):
        slope, level = (regression.coefficient(frame, "acts ~ x", term, "logit", weighted) for term in ("x", "Intercept"))
        left = (frame["acts"] - 1.0 / (1.0 + np.exp(-level - slope * frame["x"]))) * (frame["weight"] if weighted else 1.0)
        assert abs((left * frame["x"]).sum()) < 1e-5 and abs(left.sum()) < 1e-5


@pytest.mark.parametrize(
    ("formula", "term", "family", "says"),
    [
        ("y ~ xx", "xx", "least squares", "did you mean 'x'"),
        ("y ~ x", "z", "least squares", "there is no term 'z'"),
        ("y x", "x", "least squares", "no formula"),
        ("y ~ x", "x", "poison", "did you mean 'poisson'"),
        ("acts ~ x | g", "x", "logit", "no fixed effects"),
        ("y ~ x ~ z", "x", "least squares", "no formula"),
        ("y ~ x | ", "x", "least squares", "no formula"),
        ("log(count) ~ x", "x", "least squares", "log.count. is not defined in"),
        ("y ~ log(weight)", "weight", "least squares", "did you mean .log.weight"),
        ("y ~ x", 5, "least squares", "no name"),
        ("y ~ x", "x", "logit", "not 0 or 1"),
    ],
)
def test_a_formula_that_is_wrong_is_said(formula: str, term: str, family: str, says: str) -> None:
    runs = runs_of(run_of())
    runs._tables[0, "households"] = table()
    with pytest.raises(InputError, match=says):
        regression.regress(runs, formula, term, None, "households", family, True)


def test_what_does_not_vary_or_is_said_by_others_has_no_coefficient() -> None:
    frame = table().assign(same=1.0)
    frame["twice"], frame["tells"] = 2.0 * frame["x"], frame["acts"] * 1.0
    assert np.isnan(regression.coefficient(frame, "y ~ x + same", "same"))
    for formula, term in (("acts ~ x + same", "same"), ("acts ~ x + twice", "x"), ("acts ~ tells", "tells")):
        assert np.isnan(regression.coefficient(frame, formula, term, "logit")), formula
    assert regression.coefficient(frame.assign(pay=np.exp(frame["x"])), "acts ~ log(pay)", "log(pay)", "logit") == pytest.approx(
        regression.coefficient(frame, "acts ~ x", "x", "logit"), rel=1e-6
    )


def test_survival_is_that_of_kaplan_and_meier() -> None:
    firms = pd.DataFrame(
        {
            "weight": [1.0, 1.0, 2.0, 1.0], "age": [6, 12, 24, 30], "is_alive": [0, 1, 0, 1], "founded": [0, 0, 0, 0], "kind": 0, "corridor": 0, "sector": 0,
            "kind_name": "firm", "corridor_id": "MAR-BEL", "sector_name": "health",
        }
    )  # fmt: skip
    runs = runs_of(run_of(firms=firms))
    # of five one closes at 6, one is lost from sight at 12, two of three close at 24
    assert survival.survival(runs, 10, None).value == pytest.approx(0.8)
    assert survival.survival(runs, 25, None).value == pytest.approx(0.8 / 3)
    assert np.isnan(survival.survival(runs, 60, None).value)


def test_timing() -> None:
    path = timing.Path(np.array([[0.0, 6.0, 3.0, 1.0], [0.0, 2.0, 2.0, 0.0]]), "gifts")
    assert path.between(1, 3).values.tolist() == [9.0, 4.0]
    assert path.share_by(2).values.tolist() == [0.6, 0.5]
    assert path.half_life(1).values == pytest.approx([5 / 6, 1.0])
    with pytest.raises(InputError, match="no window"):
        path.between(1, 9)


def test_an_event_study_finds_an_effect_that_grows_where_the_static_fit_does_not() -> None:
    months, starts = 24, {0: 6, 1: 15}
    households = pd.DataFrame({**{name: HOUSEHOLDS[name].iloc[[0, 0, 0, 0]].to_numpy() for name in HOUSEHOLDS}, "community": [0, 1, 2, 2], "weight": 1.0})
    level = np.array([3.0, 5.0, 1.0, 9.0])
    y, effects_seen = [], []
    for month in range(months):
        more = np.array([max(month - starts.get(group, months) + 1, 0) * 0.5 for group in households["community"]])
        y.append((level + 0.1 * month + more).tolist())
        effects_seen += [more[k] for k in (0, 1) if more[k] > 0.0]
    fixed = [[1, 2, 3, 4]] * months
    runs = runs_of(run_of(households, months={"remittance": y, "id": fixed, "status": [[1] * 4] * months}))
    found = timing.event_study(runs, "remittance", "community", starts, None, "did2s").value
    static = timing.event_study(runs, "remittance", "community", starts, None, "twfe").value
    assert found == pytest.approx(np.mean(effects_seen), rel=1e-6)
    assert abs(static - np.mean(effects_seen)) > 0.3


SERIES = pd.DataFrame({"remittances": [1.0, 2.0, 3.0], "firms_created": [1.0, 0.0, 2.0], "association_members": [5.0, 6.0, 7.0], "trust": [0.1, 0.2, 0.4]})
MEASURES = pd.DataFrame([("remittances", None, None, 24.0), ("remittances", "sex", "female", 9.0)], columns=["outcome", "breakdown", "group", "value"])


@pytest.mark.parametrize(
    ("outcome", "months", "group", "expected"),
    [
        ("remittances", None, None, 24.0),
        ("remittances", None, ("sex", "female"), 9.0),
        ("remittances", (1, 3), None, 5.0 * 12 / 2),
        ("firms_created", (0, 3), None, 3.0),
        ("association_members", (0, 2), None, 6.0),
        ("trust", (0, 2), None, 0.2),
    ],
)
def test_outcomes_over_a_window(outcome: str, months: Any, group: Any, expected: float) -> None:
    assert outcome_of(run_of(series=SERIES, measures=MEASURES), outcome, months, group) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("outcome", "months", "group", "says"),
    [
        ("remitances", None, None, "did you mean 'remittances'"),
        ("remittances", (0, 4), None, "no window"),
        ("remittances", (True, 2), None, "no window"),
        ("remittances", None, ("sex", "women"), "sex: female"),
        ("remittances", (0, 2), ("sex", "female"), "month and group"),
    ],
)
def test_outcomes_asked_wrongly(outcome: str, months: Any, group: Any, says: str) -> None:
    with pytest.raises(InputError, match=says):
        outcome_of(run_of(series=SERIES, measures=MEASURES), outcome, months, group)


def test_estimates_are_calculated_replication_by_replication() -> None:
    a, b = Estimate(np.array([1.0, 2.0, 3.0])), Estimate(np.array([2.0, 4.0, 8.0]))
    assert (b / a).values.tolist() == [2.0, 2.0, 8.0 / 3.0]
    assert (1.0 - a).values.tolist() == [0.0, -1.0, -2.0] and (2 / a).values.tolist() == [2.0, 1.0, 2.0 / 3.0]
    assert (a + b - 1).values.tolist() == [2.0, 5.0, 10.0] and (a**2).values.tolist() == [1.0, 4.0, 9.0]
    assert b.over(a).value == pytest.approx(14 / 6)
    assert np.isnan((a - 2.0).log().values[0]) and (a - a).value == 0.0
    with pytest.raises(InputError, match="replications"):
        a + Estimate(np.array([1.0, 2.0]))
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(a)


def test_an_interval_is_that_of_the_mean_and_needs_three_runs() -> None:
    assert np.isnan(Estimate(np.array([1.0, 2.0])).low)
    found = Estimate(np.array([1.0, 2.0, 3.0, 2.0]))
    reach = 3.182446 * np.std([1, 2, 3, 2], ddof=1) / 2.0
    assert (found.low, found.value, found.high) == pytest.approx((2.0 - reach, 2.0, 2.0 + reach), rel=1e-5)
    assert Estimate(np.array([np.nan, 2.0, 2.0])).value == 2.0 and Estimate(np.array([np.nan, 2.0, 2.0])).defined == 2


def test_a_record_that_parted_from_another_has_its_past() -> None:
    """The third record is a part of the first from the last month on; its past is that of the first, and what it sent since month 0 is not one month's."""
    households = pd.DataFrame({**{name: HOUSEHOLDS[name].iloc[[0, 1, 0]].to_numpy() for name in HOUSEHOLDS}})
    parts = []
    for month, rows in enumerate(
        (
            [(0, 10, 0, 0, 256, 5.0, 5.0), (1, 11, 1, 0, 256, 1.0, 1.0)],
            [(0, 10, 0, 0, 256, 5.0, 10.0), (1, 11, 1, 0, 256, 1.0, 2.0)],
            [(0, 10, 0, 0, 200, 5.0, 15.0), (1, 11, 1, 0, 256, 1.0, 3.0), (2, 10, 0, 200, 256, 7.0, 17.0)],
        )
    ):
        parts.append(pd.DataFrame(rows, columns=["household", "id", "root", "part_from", "part_to", "remittance", "sent"]).assign(month=month, status=1))
    run = SimpleNamespace(households=households, months=pd.concat(parts), recorded=("remittance", "sent"), scenario=SimpleNamespace(parameters={}))
    runs = runs_of(run)
    assert values_of(runs, 0, runs.table(0), "remittance_3m", "households").tolist() == [15.0, 3.0, 17.0]
    assert values_of(runs, 0, runs.table(0), "sent_1m", "households").tolist() == [5.0, 1.0, 7.0]
    assert values_of(runs, 0, runs.table(0), "remittance_at_m0", "households").tolist() == [5.0, 1.0, 5.0]
    assert values_of(runs, 0, runs.table(0), "remittance_3m_mean", "households").tolist() == pytest.approx([5.0, 1.0, 17.0 / 3.0])


def test_what_is_asked_first_changes_nothing() -> None:
    """Undefined windows are in no sample, whether the window was worked out before or not, and whatever sign stands before them."""
    runs = runs_of(run_of(months=MONTHS))
    trial = Trial(None, runs.runs, runs.recorded, None, {}, {}, "offered")  # type: ignore[arg-type]
    first = effects.take_up(trial, "remittance_3m > 0", None, "households").value
    assert first == effects.take_up(trial, "remittance_3m > 0", None, "households").value == 1.0
    assert levels.mean(runs, "remittance_3m > 0", None, "households").value == levels.share(runs, "remittance_3m > 0", None, "households").value == pytest.approx(1 / 3)
    assert levels.total(runs, "1", "not (remittance_3m == 10)", "households").value == 2.0


def test_a_function_cannot_change_the_table_and_its_rows_are_put_in_order() -> None:
    runs = runs_of(run_of())

    def thousands(table: pd.DataFrame) -> pd.Series:
        table["sent"] /= 1000.0
        return table["sent"].sort_values()

    expected = levels.mean(runs, "sent / 1000", "generation == 'second'", "households").value
    assert levels.mean(runs, thousands, "generation == 'second'", "households").value == pytest.approx(expected)
    assert levels.total(runs, "sent", None, "households").value == 100.0


def test_the_control_group_of_a_trial_could_have_been_drawn() -> None:
    from model.levers.common import Eligibility

    trial = Trial(None, (run_of(),), (), None, {}, {}, "offered", Eligibility(generation=("first",), random_share=0.5))  # type: ignore[arg-type]
    assert trial.table(0)["treated"].tolist()[:2] == [1.0, 0.0] and trial.table(0)["treated"].isna().tolist() == [False, False, True, True]
    assert effects.effect(trial, "sent", False, None, "households").value == pytest.approx(10.0)


def test_a_ratio_of_means_keeps_its_interval_and_is_not_put_together_with_others() -> None:
    a, b = Estimate(np.array([2.0, 2.2, 2.1, 1.9])), Estimate(np.array([2.0, 2.1, 1.9, 2.0]))
    ratio = a.over(b)
    for moved, back in ((ratio - 1.0, 1.0), (-ratio, None), (ratio * 100.0, None), (2.0 * ratio + 3.0, None), (ratio.log(), None)):
        assert moved.low < moved.value < moved.high, back
    assert ((ratio - 1.0).low, (ratio - 1.0).high) == pytest.approx((ratio.low - 1.0, ratio.high - 1.0))
    for wrong in (lambda: ratio + a, lambda: a * ratio, lambda: abs(ratio), lambda: 1.0 / ratio, lambda: ratio**2):
        with pytest.raises(InputError, match="ratio of means"):
            wrong()


def test_estimates_of_other_luck_are_not_mixed() -> None:
    one, other = (Estimate(np.ones(3), luck=luck) for luck in ((1, 3), (2, 3)))
    with pytest.raises(InputError, match="other replications"):
        one - other
