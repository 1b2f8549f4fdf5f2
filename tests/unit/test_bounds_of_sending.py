"""What spares most households a power and a logarithm never says no to somebody who sends: over the whole bounds of the parameters."""

from __future__ import annotations

import numpy as np
import pytest

from model.parameter import declared
from model.parameters.remitting import Remitting
from model.records.vocabulary import Kin
from model.rules.remit import occasion_odds_at_most, sending_odds, wanted, wanted_at_most

DECLARED = list(declared(Remitting).values())
DRAWS = 2_000


def test_odds_at_most_are_never_below_the_odds() -> None:
    luck = np.random.default_rng(5)
    close = 0
    for _ in range(DRAWS):
        p = Remitting(*(luck.uniform(each.low, each.high) for each in DECLARED))
        income, altruism, cost = luck.uniform(0.0, 20_000.0), luck.uniform(0.0, 2.0), luck.uniform(0.0, 0.5)
        peers, national, political = luck.uniform(0.0, 1.0), int(luck.integers(2)), luck.uniform(0.0, 1.0)
        amount, at_most = wanted(income, altruism, cost, p), wanted_at_most(income, altruism, p)
        assert amount <= at_most
        bound = occasion_odds_at_most(at_most, peers, national, political, p)
        odds = sending_odds(amount, Kin.OCCASIONS.value, peers, cost, national, political, p)
        assert odds <= bound
        close += bound - odds < 1.0
    assert close > DRAWS / 100  # a bound that is never near would spare nobody anything


@pytest.mark.parametrize("elasticity", [0.0, 1.0])
def test_what_is_wanted_at_most_holds_to_the_last_digit_where_it_is_what_is_wanted(elasticity: float) -> None:
    p = Remitting(*[0.0] * len(Remitting._fields))._replace(income_elasticity=elasticity, usual_income=2_500.0, ceiling=1.0)
    for income in (2_500.0, 3_333.3, 7_777.7):
        assert wanted(income, 0.1, 0.0, p) <= wanted_at_most(income, 0.1, p)
