"""The project DEED as it ships, against what is known of it: 9 networks that became 14, over 2,000 firms, over 900 people heard, more families with accounts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.records.flows import Flow
from model.records.vocabulary import OwnerKind
from model.world import DiasporaModel
from scenarios import load

MONTHS = 40  # of project money


def families_with_account(model: DiasporaModel) -> float:
    """Real families that got money within a year and have an account."""
    h, r = model.stage.households[: model.n_households], model.stage.receivers[: model.n_households]
    return float((h["weight"] * ((h["status"] == 1) & (h["remit_months"] < 12) & (r["has_account"] == 1))).sum())


@pytest.fixture(scope="module")
def deed() -> tuple[list[dict[str, float]], DiasporaModel, DiasporaModel]:
    """State of the chapters by month, the project and the world without it; some 100,000 of 216,000 households, so that a board of 14 is several records."""
    scenario = load("kosovo_deed")
    start = DiasporaModel(replace(scenario.settings(15_000, 4), burn_in_years=1), ministry=scenario.ministry).burn_in()
    policy, base = start.fork(scenario.levers), start.fork()
    seen = []
    while policy.month <= MONTHS:
        policy.step()
        base.step()
        formed = (policy.stage.chapters["age"] >= 0).reshape(len(scenario.corridors), -1).sum(axis=1)
        firms = policy.stage.firms[: policy.stage.counts[1]]
        members = firms[(firms["kind"] == OwnerKind.RESIDENCE.value) & (firms["is_alive"] == 1) & (firms["in_network"] == 1)]
        seen.append({"formed": float(formed.sum()), "members": float(members["weight"].sum()), **dict(zip(scenario.corridors, formed.tolist(), strict=True))})
    return seen, policy, base


def test_c45_networks_grow_from_nine_to_fourteen(deed: tuple[list[dict[str, float]], DiasporaModel, DiasporaModel]) -> None:
    """9, then 14 within about two years; here 9 are seeded at once, 7 to 12 have a board after 18 months, 11 to 14 after 24, 13 or 14 when the money ends."""
    seen, _, _ = deed
    formed = [one["formed"] for one in seen]
    assert 7 <= formed[17] <= 12 and 11 <= formed[23] <= 14 and 13 <= formed[MONTHS - 1] <= 14, formed


def test_networks_stand_in_most_of_the_countries_and_in_the_united_states(deed: tuple[list[dict[str, float]], DiasporaModel, DiasporaModel]) -> None:
    """Three of the five new ones were there; by stock it is one here. More than half of the eight countries have a chapter."""
    last = deed[0][MONTHS - 1]
    countries = {name for name, count in last.items() if name.startswith("XKX-") and count > 0}
    assert len(countries) >= 5 and "XKX-USA" in countries, countries


def test_they_count_firms_by_the_thousand(deed: tuple[list[dict[str, float]], DiasporaModel, DiasporaModel]) -> None:
    """Over 2,000 in all; tolerance a factor of two: 1,200 to 4,000 when the money ends."""
    assert 1_200.0 <= deed[0][MONTHS - 1]["members"] <= 4_000.0, deed[0][MONTHS - 1]


def test_consultations_hear_about_nine_hundred(deed: tuple[list[dict[str, float]], DiasporaModel, DiasporaModel]) -> None:
    """Over 900 in 40 months; 750 to 1,050."""
    assert 750.0 <= deed[1].flows[:MONTHS, :, Flow.SPOKE].sum() <= 1_050.0


def test_more_families_have_an_account_than_without_the_project(deed: tuple[list[dict[str, float]], DiasporaModel, DiasporaModel]) -> None:
    """The aim was 3 % more; what a quarter of the money pays for in courses brings less: more than 0.2 %, and no more than 6."""
    _, policy, base = deed
    more = families_with_account(policy) / families_with_account(base) - 1.0
    assert 0.002 < more < 0.06, more
    assert np.isfinite(more)
