"""What people expect of a rationed offer: by hand, month by month."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.giving.associations import matched_of
from model.levers import REGISTRY
from model.offers import OFFER_DTYPE, Offer
from model.parameters import parameters
from model.policy.expectations import Answers
from model.records.fields import blank
from model.records.institutions import INSTITUTION
from tests.worlds import lever

P = parameters({"expectation.prior": 0.8, "expectation.prior_weight": 10.0, "expectation.memory_months": 12.0, "expectation.empty_known": 0.75})
MONTH = 2.0 ** (-1.0 / 12.0)


def desk(left: float = math.inf, places: float = math.inf) -> np.ndarray:
    bank = blank(INSTITUTION, 1)
    bank["left"], bank["places"] = left, places
    return bank


def seen(bank: np.ndarray, honoured: float, refused: float) -> np.ndarray:
    bank["honoured"] += honoured
    bank["refused"] += refused
    return bank


def test_it_begins_at_the_declared_share_and_moves_with_what_is_seen() -> None:
    answers, bank = Answers([lever("matching_grant")], P), desk()
    assert answers.reckon(0, (1.0,), bank) and answers.chance[0] == pytest.approx(0.8)
    answers.reckon(1, (1.0,), bank)
    assert answers.chance[0] == pytest.approx(0.8)  # no answer, no news
    answers.reckon(2, (1.0,), seen(bank, 0.0, 10.0))
    kept = 10.0 * MONTH**2
    assert answers.chance[0] == pytest.approx(0.8 * kept / (kept + 10.0))
    assert bank["expected"][0] == answers.chance[0]


def test_older_answers_weigh_less() -> None:
    answers, bank = Answers([lever("matching_grant")], P), desk()
    answers.reckon(0, (1.0,), bank)
    answers.reckon(1, (1.0,), seen(bank, 0.0, 1e6))  # so many that the first expectation is forgotten
    for month in range(2, 13):
        answers.reckon(month, (1.0,), bank)
    answers.reckon(13, (1.0,), seen(bank, 1e6, 0.0))
    assert answers.chance[0] == pytest.approx(1.0 / 1.5, rel=1e-4)  # what was refused a year ago weighs half


def test_an_empty_fund_is_known_to_many_and_one_that_pays_no_request_in_a_year_to_all() -> None:
    grant = lever("matching_grant", ratio=1.0)
    least = P.giving.project_usd
    answers, bank = Answers([grant], P), desk(left=least)
    answers.reckon(0, (1.0,), bank)
    assert answers.chance[0] == pytest.approx(0.8)
    bank["left"] = 0.5 * least
    answers.reckon(1, (1.0,), bank)
    assert answers.chance[0] == pytest.approx(0.8 * 0.25)
    answers.reckon(12, (1.0,), bank)  # a new year begins, with as little
    assert answers.chance[0] == 0.0
    bank["left"] = least
    answers.reckon(13, (1.0,), bank)
    assert answers.chance[0] == pytest.approx(0.8)


def test_places_count_as_money_does_and_a_lever_that_is_not_in_force_tells_nothing() -> None:
    answers, bank = Answers([lever("financial_inclusion")], P), desk(places=0.0)
    answers.reckon(0, (0.0,), bank)
    assert answers.chance[0] == 1.0
    answers.reckon(0, (1.0,), bank)
    assert answers.chance[0] == 0.0


def test_who_does_not_reckon_takes_every_offer_for_certain() -> None:
    p = P._replace(expectation=P.expectation._replace(reckoning=0.0, empty_known=0.0))
    answers, bank = Answers([lever("matching_grant")], p), desk()
    answers.reckon(0, (1.0,), seen(bank, 0.0, 50.0))
    answers.reckon(1, (1.0,), seen(bank, 0.0, 50.0))
    assert answers.chance[0] == 1.0


def test_people_are_told_how_far_to_doubt_each_offer() -> None:
    levers = [lever("matching_grant"), lever("tax_incentive"), lever("financial_inclusion")]
    answers, banks = Answers(levers, P), np.concatenate([desk(), desk(), desk(places=0.0)])
    answers.reckon(0, (1.0, 1.0, 1.0), banks)
    offers = np.zeros((2, 3), dtype=OFFER_DTYPE)
    answers.tell(offers)
    assert offers["match_doubt"] == pytest.approx(np.full((2, 3), 0.2)) and (offers["course_doubt"] == 1.0).all()
    assert all((offers[name] == 0.0).all() for name in Offer._fields if name not in ("match_doubt", "course_doubt"))


def test_every_term_is_one_of_the_offer_and_belongs_to_one_lever() -> None:
    terms = [kind.doubt for kind in REGISTRY.values() if kind.doubt is not None]
    assert sorted(terms) == sorted({name for name in Offer._fields if name.endswith("_doubt")})


@pytest.mark.parametrize(("left", "matched"), [(1e9, 4), (100.0, 4), (99.0, 3), (25.0, 1), (24.0, 0), (0.0, 0)])
def test_a_round_matches_as_many_projects_of_a_file_as_there_is_money_for(left: float, matched: int) -> None:
    assert matched_of(100.0, 4, left) == matched
