"""Whether an applicant works online: by what they prefer and what the scheme offers, person by person."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from model.compiled.random_draws import Draw, four_draws
from model.households.decide import apply
from model.offers import Offer
from model.rules.apply import in_person_obstacles
from tests.household import NOW, P
from tests.unit.test_decisions_by_hand import expert, sight


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.9, 1.0])
def test_who_works_online(share: float) -> None:
    """Of the places that suit them, those online over all: preference times share, against what is left of both."""
    c = SimpleNamespace(rights=0.4, residence_income=1_000.0, stability=0.6, called=0)
    against = in_person_obstacles(1.5, 1, 0.6, P.placement)
    prefers = 1.0 / (1.0 + math.exp(-(P.placement.virtual_appeal + against)))
    online, in_person = prefers * share, (1.0 - prefers) * (1.0 - share)
    chance = online / (online + in_person)
    found, expected = [], []
    for person in range(150):
        u, *_ = four_draws(NOW.seed0, NOW.seed1, NOW.replication, Draw.APPLY.value, NOW.tick, person)
        expected.append((1.0, int(u < chance)))
        found.append(apply(expert(), c, Offer(0.05, 0.3, placement_open=1.0, placement_virtual=share), 1e-9, sight(income=1_500.0, person=person), (P,), NOW))
    assert found == expected
    assert 0.0 < chance < 1.0 or len(set(found)) == 1
