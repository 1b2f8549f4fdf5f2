"""The way of a stage, of its offers and of its people into the loops."""

from __future__ import annotations

import numpy as np
import pytest

from model.compiled.packed_arrays import EXAMPLE, Places
from model.offers import Offer
from tests.worlds import MAR, lever, world


def test_the_example_has_the_types_of_a_real_stage() -> None:
    stage = world(MAR).fork((lever("matching_grant", {"corridors": ("MAR-BEL",)}),)).stage
    for name, array in zip(stage._fields, stage, strict=True):
        assert array.dtype == getattr(EXAMPLE, name).dtype and array.ndim == getattr(EXAMPLE, name).ndim, name


def test_places_follow_arrays_that_grow() -> None:
    stage, places = world(MAR).fork().stage, Places()
    before = places.of(stage).copy()
    assert (places.of(stage) == before).all()
    longer = stage._replace(files=np.concatenate([stage.files, stage.files]))
    changed = places.of(longer) != before
    assert changed.sum() == 2  # an address and a length


def test_an_array_of_another_type_is_refused_and_not_kept() -> None:
    stage, places = world(MAR).fork().stage, Places()
    for wrong in (stage._replace(seen=stage.seen.astype(np.int32)), stage._replace(ties=stage.ties[:, ::2])):
        for _ in range(2):
            with pytest.raises(TypeError, match="of the stage has the wrong type"):
                places.of(wrong)


def test_an_offer_is_turned_and_stays_as_it_was() -> None:
    offer = Offer(0.05, 0.2)
    turned = offer._replace(tax_rate=0.1, hub_open=1.0)
    assert isinstance(turned, Offer) and (turned.tax_rate, turned.hub_open, turned.remittance_cost) == (0.1, 1.0, 0.05)
    assert (offer.tax_rate, offer.hub_open) == (0.2, 0.0)
    with pytest.raises(KeyError, match="tax_rat"):
        offer._replace(tax_rat=0.1)


def test_people_who_are_alike_lie_together_each_with_its_family() -> None:
    stage = world(MAR, burn_in=0).fork().stage
    n = int(stage.counts[0])
    h, r = stage.households[:n], stage.receivers[:n]
    assert sorted(h["root"].tolist()) == list(range(n))
    assert (h["community"] == r["community"]).all()
    kind = h["generation"].astype(int) * 3 + h["skill"]
    assert (np.diff(kind) >= 0).all() and len(set(kind.tolist())) > 6
