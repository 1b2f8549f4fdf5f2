"""How much a world takes: many levers with an eligibility of their own, many countries, many kinds of support; one more is refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.errors import InputError
from model.levers import COMMON, REGISTRY, Act, Eligibility, Family, Lever, Topic
from model.levers.lever import MAX_RESTRICTED
from model.offers import Offer
from model.parameter import Text
from model.policy import levers_in_force
from model.records.arrays import NO_CLASS, Seen
from model.records.fields import dtype_of
from model.records.schemas import SCHEMAS
from model.records.vocabulary import SUPPORT_BITS, Support
from model.skills.placements import agency_terms, serve_sectors
from model.world import DiasporaModel
from scenarios.reading.build import build
from tests.worlds import BUSY, ETH, MAR, SHOCKS, differing, everything, lever, measured, month_of, settings_of, world

SMALL: dict[str, Any] = {"stock": 300.0, "years": 1, "sample": 80, "burn_in": 1}


def some_of_them(levers: tuple[Lever, ...], ids: tuple[str, ...], **eligibility: Any) -> tuple[Lever, ...]:
    """The levers, with an eligibility of their own for some."""
    return tuple(each if each.id not in ids else type(each)(Eligibility(**eligibility), **each.values) for each in levers)


def test_all_levers_at_once_may_be_for_some_alone() -> None:
    restricted = tuple(type(each)(Eligibility(random_share=0.3 + 0.02 * k), **each.values) for k, each in enumerate(everything()))
    assert 10 < len(restricted) <= MAX_RESTRICTED
    model = world(MAR, **SMALL).fork(restricted, SHOCKS).run()
    h = model.stage.households[: model.n_households]
    frame = model.households_frame()
    for k, each in enumerate(model.policy.levers):
        # each has a lot of its own: about its share of the people are offered it, whoever else is
        assert abs(np.average(frame[f"offered_{each.id}"], weights=h["weight"]) - each.eligibility.random_share) < 0.25, each.id
        assert model.uptake()["eligible", "lever", each.id] == h["weight"][(h["status"] == 1) & model.policy.is_offered(k, h, model.stage)].sum()
    known = model.stage.classes[0][model.stage.classes[0] != NO_CLASS]
    assert len(set(known.tolist())) == len(known) > 32 and h["eligible"].max() < len(known)
    for number, bits in enumerate(known.tolist()):
        offer: Offer = model.policy.base[0]
        for j, each in enumerate(model.policy.levers):
            offer = each.offer(offer, model.strengths[j]) if bits >> j & 1 and model.strengths[j] > 0.0 else offer
        found = Offer(*model.stage.offers[0, number])
        doubts = {name: getattr(found, name) for name in Offer._fields if name.endswith("_doubt")}  # what people expect of it moves by month
        assert found == offer._replace(**doubts)


@pytest.mark.parametrize("engine", ["compiled", "objects"])
def test_classes_that_are_numbered_as_they_come_change_nothing(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(ETH, stock=300.0, years=1, sample=40, burn_in=1, parameters=BUSY)
    levers = some_of_them(everything(), ("matching_grant", "trade_facilitation", "dual_nationality"), sex="female", random_share=0.5)
    runs = []
    for few in (10, 0):
        monkeypatch.setattr(levers_in_force, "FEW_RESTRICTED", few)
        runs.append(DiasporaModel(settings, levers, SHOCKS, engine=engine, checks=True).run())
    assert runs[1].stage.classes.shape[1] > runs[0].stage.classes.shape[1] == 0
    assert differing(runs[0].stage, runs[1].stage, ("households.eligible", "departed.eligible")) == [] and measured(runs[0]) == pytest.approx(measured(runs[1]), nan_ok=True, rel=0)


def test_a_world_takes_so_many_restricted_levers_and_not_one_more() -> None:
    start = world(MAR, **SMALL)
    many = [lever("tax_incentive", {"random_share": 0.5 + 0.005 * k}) for k in range(MAX_RESTRICTED)]
    full = start.fork(many)
    assert len(full.policy.restricted) == MAX_RESTRICTED and full.stage.classes.max() < 1 << MAX_RESTRICTED
    full.step()
    with pytest.raises(InputError, match=f"{MAX_RESTRICTED + 1} levers have an eligibility of their own .*at most {MAX_RESTRICTED} in one world"):
        start.fork([*many, many[0]])


@pytest.fixture
def crowd() -> Iterator[list[str]]:
    """More levers than there are: one more than a world takes with an eligibility of their own."""
    made = []
    for k in range(MAX_RESTRICTED + 1):
        body = {"id": f"crowd_{k}", "source": "none", "family": Family.ENABLE, "label": Text("C", "C"), "says": Text("C", "C"), "topic": Topic.REMITTANCE, "act": Act.REMIT,
                "main_outcome": "remittances", "offer": lambda self, offer, strength: offer._replace(remittance_cost=0.5 * offer.remittance_cost)}  # fmt: skip
        made.append(type("Crowd", (Lever,), body | {"__qualname__": f"Crowd{k}"}).id)
    yield made
    for lever_id in made:
        del REGISTRY[lever_id]


def test_a_scenario_with_too_many_is_refused_before_the_first_run(crowd: list[str]) -> None:
    def document(ids: list[str]) -> dict[str, Any]:
        return {"schema": 1, "label": {"en": "A", "fr": "A"}, "says": {"en": "A.", "fr": "A."}, "origin": ["MAR"], "residence": ["BEL"], "levers": {lever_id: {"eligibility": {"sex": "female"}} for lever_id in ids}}

    assert len(build(document(crowd[:-1])).levers) == MAX_RESTRICTED
    with pytest.raises(InputError, match=f"{MAX_RESTRICTED + 1} levers have an eligibility of their own"):
        build(document(crowd))


def test_an_agency_serves_any_number_of_countries_each_in_its_own_sectors() -> None:
    settings = settings_of(MAR, **SMALL)
    one = settings.corridors[0]
    names = [f"A{a}{b}" for a in "ABCDEFG" for b in "ABCDEFG"]
    settings = replace(settings, corridors=tuple(replace(one, origin=name) for name in names))
    levers = (lever("skills_placement", sectors=("education",), sectors_by_origin=("AAB:health", "AGG:health", "AGG:infrastructure")),)
    model = DiasporaModel(replace(settings, sample=4, burn_in_years=0), levers, engine="objects")
    assert len({c.origin for c in model.settings.corridors}) == 49
    model.offers()
    assert agency_terms(month_of(model)).is_open == 1
    serve_sectors(month_of(model))
    hosts, origin = model.stage.hosts, model.stage.communities["origin"]
    served = {name: set(hosts["sector"][(origin[hosts["community"]] == k) & (hosts["is_served"] == 1)].tolist()) for k, name in enumerate(names)}
    assert served.pop("AAB") == {0} and served.pop("AGG") == {0, 4} and all(sectors == {1} for sectors in served.values())


def test_there_is_room_for_what_carries_an_act() -> None:
    assert max(Support) < SUPPORT_BITS
    for name, field in (("households", "supported"), ("firms", "support"), ("files", "support")):
        assert dtype_of(SCHEMAS[name])[field] == np.int64


@pytest.mark.parametrize(("support", "is_taken"), [(SUPPORT_BITS - 1, True), (SUPPORT_BITS, False), (-1, False), (True, False)])
def test_a_lever_from_outside_may_have_a_bit_of_its_own(support: Any, is_taken: bool) -> None:
    body = {"id": "own_support", "source": "none", "family": Family.ENABLE, "label": Text("O", "O"), "says": Text("O", "O"), "topic": Topic.REMITTANCE, "act": Act.REMIT,
            "main_outcome": "remittances", "support": support, "parameters": COMMON}  # fmt: skip
    try:
        if is_taken:
            made = type("Own", (Lever,), body)()
            assert made.support_bit == 1 << support and np.int64(made.support_bit) > 0
        else:
            with pytest.raises(InputError, match=f"levers.own_support.support.*0 to {SUPPORT_BITS - 1}"):
                type("Own", (Lever,), body)
    finally:
        if "own_support" in REGISTRY:
            del REGISTRY["own_support"]


def test_all_topics_fit_into_what_ties_show() -> None:
    """A counter of four bits a topic in a word of 64 bits; acts are bits of 31."""
    assert Seen.AWARE + 4 * len(Topic) <= 64 and len(Act) <= 31
