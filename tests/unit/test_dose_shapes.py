"""Dose-response curves by hand: what is called monotone, saturating, had for nothing, and where each lever is tried."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments.runs.verdicts import Verdict
from experiments.studies.dose_response import for_nothing, looks_wrong, monotone_words, page_of, rows_of, shape_words
from experiments.studies.dose_shapes import Shape, isotonic_p, shape_of
from experiments.studies.doses import COST, Curve, curve_of, dosed, home_of, planned
from model.errors import InputError
from model.levers import REGISTRY, Act, Dose, Family, Lever, Topic
from model.levers.dose import RANDOM_SHARE
from model.offers import Offer
from model.parameter import Text, Unit, declare
from scenarios import load

DOSES = np.array([0.0, 1.0, 4.0, 8.0, 16.0])
LUCK = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
WOBBLE = 0.01 * np.array([[0, 1, -1, 1, 0], [0, -1, 1, 0, 1], [0, 0, 1, -1, -1], [0, 1, 0, -1, 1], [0, -1, -1, 1, -1]])


def shape(means: list[float], costs: list[float], noise: float = 1.0, **others: list[float]) -> Shape:
    """A curve with these means; luck that all doses share grows with the effect, what they do not share is `noise` times a hundredth."""
    effect = np.outer(1.0 + 0.05 * LUCK, np.array(means)) + noise * WOBBLE
    changes = {"exports": effect, **{name: np.tile(values, (5, 1)) for name, values in others.items()}}
    return shape_of(changes, np.tile(costs, (5, 1)), "exports", DOSES)


RISING, PAID = [0.0, 4.0, 10.0, 12.0, 12.5], [0.0, 1.0, 4.0, 8.0, 16.0]


def test_a_curve_that_saturates_is_monotone_and_its_cost_follows() -> None:
    found = shape(RISING, PAID)
    assert found.is_monotone and found.is_told and not found.falls and found.bend is Verdict.RISES and found.cost_follows
    assert (found.effect_without_cost, found.cost_without_trace) == ((), ())
    assert shape_words(found) == "saturating"
    assert shape_words(shape([0.0, 1.0, 4.0, 8.0, 16.0], PAID)) == "straight within noise"
    assert shape_words(shape([0.0, 0.1, 1.0, 4.0, 16.0], PAID)) == "steeper at the top"
    assert shape_words(shape([0.0, 10.0, 12.0, 12.0, 12.0], PAID)) == "saturating, flat at the top"


def test_a_bend_back_is_seen_where_it_is_larger_than_noise() -> None:
    bent = [0.0, 4.0, 12.0, 9.0, 6.0]
    assert not shape(bent, PAID).is_monotone
    assert shape(bent, PAID, noise=3_000.0).is_monotone and not shape(bent, PAID, noise=3_000.0).is_told
    assert isotonic_p(np.outer(1.0 + 0.05 * LUCK, RISING), True) == 1.0
    falling = shape([0.0, -4.0, -10.0, -12.0, -12.5], PAID)
    assert falling.falls and falling.is_monotone and falling.bend is Verdict.RISES


def test_what_is_had_or_paid_for_nothing_is_named_with_its_dose() -> None:
    free = shape(RISING, [0.0, 0.0, 0.0, 8.0, 16.0])
    assert free.effect_without_cost == (1, 2) and not free.cost_without_trace
    silent = shape_of({"exports": np.zeros((5, 5)), "firms": np.tile([0.0, 0.0, 1.0, 1.0, 1.0], (5, 1))}, np.tile(PAID, (5, 1)), "exports", DOSES)
    assert silent.cost_without_trace == (1,) and not silent.effect_without_cost
    curve = Curve("trade_facilitation", Dose("customs_days"), "morocco_belgium", tuple(DOSES), ())
    assert for_nothing(curve, free) == "effect without cost at 1.00, 4.00" and for_nothing(curve, silent) == "cost without a trace at 1.00"
    assert for_nothing(curve, shape(RISING, PAID)) == "no" and looks_wrong(curve, free) and not looks_wrong(curve, shape(RISING, PAID))
    assert not shape(RISING, [5.0] * 5).cost_follows and not shape(RISING, [0.0, 3.0, 2.0, 4.0, 5.0]).cost_follows


def test_the_page_names_what_is_odd_and_why() -> None:
    curve = Curve("philanthropy_partnership", REGISTRY["philanthropy_partnership"].doses[0], "crisis_response", tuple(DOSES), ())
    bent = shape_of({"crisis_covered": np.outer(1.0 + 0.05 * LUCK, [0.0, 4.0, 12.0, 9.0, 6.0])}, np.tile([0.0, 5.0, 5.0, 5.0, 5.0], (5, 1)), "crisis_covered", DOSES)
    assert monotone_words(curve, bent).startswith("no: the best lies between")
    text = page_of([(curve, bent)], {"Engage": "x.png"}, "About.", "command")
    assert "- `philanthropy_partnership.coordination`: the best lies between by design" in text and "images/x.png" in text
    assert rows_of([(curve, bent)])[0][:4] == ["`philanthropy_partnership`", "`coordination`: 0 to 16.0", "`crisis_response`", "crisis_covered"]


def test_a_lever_is_tried_where_it_can_work_without_the_others_and_without_a_limit() -> None:
    assert home_of("dual_nationality") == "ethiopia_netherlands_dual_nationality" and home_of("trade_facilitation") == "morocco_belgium"
    home = load("morocco_belgium_medma2")
    made = dosed("entrepreneur_support", Dose("places"), 7, home)
    assert made.values["places"] == 7 and made.budget_usd is None and made.to_month is None and made.values["seed_usd"] == home.levers[0].values["seed_usd"]
    half = dosed("dual_nationality", Dose(RANDOM_SHARE), 0.5, load("ethiopia_netherlands_dual_nationality"))
    assert half.eligibility.random_share == 0.5
    curve = curve_of("special_economic_zone", REGISTRY["special_economic_zone"].doses[0], years=1, parts=(0.0, 0.5, 1.0))
    assert curve.values == (0, 160, 320) and all(len(scenario.levers) == 1 for scenario in curve.scenarios)
    assert [len(one.task.scenarios) for one in planned([curve], 2, 1_000, 1)] == [3, 3] and COST == "public_cost"


def test_doses_stay_within_bounds_and_name_values_of_the_lever() -> None:
    base = Offer(0.05, 0.3, start_days=900.0)
    registration = REGISTRY["business_registration"]
    assert registration.doses[0].grid(registration.parameters, base, (0.0, 1.0)) == pytest.approx((700.0, 0.1))
    with pytest.raises(InputError, match="seat"):

        class Wrong(Lever):
            id, source, family, topic, act = "wrong_dose", "none", Family.ENABLE, Topic.TRADE, Act.EXPORT
            label = says = Text("Wrong", "Faux")
            main_outcome = "exports"
            doses = (Dose("seat"),)
            seats: int = declare(1, Unit.COUNT, "Seats.", "Places.")

    assert "wrong_dose" not in REGISTRY


def test_pictures_are_drawn(tmp_path: Path) -> None:
    from experiments.studies.dose_figures import pictures

    curve = Curve("trade_facilitation", REGISTRY["trade_facilitation"].doses[0], "morocco_belgium", tuple(DOSES[::-1]), ())
    files = pictures([(curve, shape(RISING, PAID))] * 3, tmp_path)
    assert list(files) == ["Enable"] and (tmp_path / files["Enable"]).stat().st_size > 10_000
