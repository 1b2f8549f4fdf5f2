"""What the two countries make possible (F11), what stands between the wish to invest and the act (O3, O4, O6), and bank credit."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.worlds import ETH, FOUNDERS, MAR, lever, run, settings_of, value, world

OUTCOMES = ("investment_property", "investment_productive", "firms_created", "firms_surviving", "jobs")
WISHES: Mapping[str, float] = {**FOUNDERS, "enterprise.property_base": -3.5}


def sums(parameters: Mapping[str, float] | None = None, scenario: str = MAR, replications: int = 3, **figures: float) -> dict[str, float]:
    """Outcomes summed over some replications, without any lever."""
    settings = settings_of(scenario, stock=12_000.0, parameters={**WISHES, **(parameters or {})}, **figures)
    found: dict[str, float] = {}
    for replication in range(replications):
        model = run(settings, replication=replication)
        for name in (*OUTCOMES, "blocked_finance", "blocked_nationality", "blocked_procedures", "blocked_infrastructure"):
            found[name] = found.get(name, 0.0) + value(model, name)
    return found


@pytest.mark.parametrize(("figure", "worse", "better"), [("business_climate", 0.1, 0.9), ("stability", 0.1, 0.9), ("residence_climate", 0.9, 0.5)])
def test_what_the_countries_are_like_decides_on_investment(figure: str, worse: float, better: float) -> None:
    """F11, without any incentive: a better climate or more stability at origin, or a worse climate of residence, brings investment, firms and jobs."""
    low, high = sums(**{figure: worse}), sums(**{figure: better})
    assert all(high[name] > 1.1 * low[name] for name in OUTCOMES), (low, high)


def test_firms_live_and_grow_by_what_they_earn() -> None:
    """The climate alone, with everybody's wish to invest left as it is: more firms of the same ones survive, and jobs a firm rise."""
    fixed = {"enterprise.return_effect": 0.0, "enterprise.risk_effect": 0.0}
    low, high = (sums(fixed, business_climate=climate) for climate in (0.2, 0.8))
    assert low["firms_created"] == high["firms_created"]
    assert high["firms_surviving"] > low["firms_surviving"]
    assert high["jobs"] / high["firms_surviving"] > 1.02 * low["jobs"] / low["firms_surviving"]


def test_a_tax_cut_makes_firms_grow() -> None:
    start = world(MAR, stock=20_000.0, parameters={**FOUNDERS, "enterprise.tax_response": 0.0, "founding.claims": 1.0, "information.broadcast": 0.9})
    cut = lever("tax_incentive", rate_cut_points=25.0, cap_usd=1e7)
    base, policy = start.fork().run(), start.fork((cut,)).run()
    assert value(policy, "firms_created") == value(base, "firms_created")
    assert value(policy, "jobs") > value(base, "jobs")


def test_a_bank_lends_to_some_and_who_has_more_of_their_own_gets_more() -> None:
    created = [sums({"founding.bank_chance": chance, "founding.bank_multiple": multiple}) for chance, multiple in ((0.0, 3.0), (0.5, 1.0), (0.5, 4.0))]
    firms, stopped = ([each[name] for each in created] for name in ("firms_created", "blocked_finance"))
    assert firms[0] < firms[1] < firms[2], firms
    assert stopped[0] > stopped[1] > stopped[2], stopped


def test_interest_is_paid_out_of_profits() -> None:
    cheap, dear = (sums({"founding.bank_rate": rate, "founding.bank_chance": 0.8}) for rate in (0.0, 0.3))
    assert cheap["firms_created"] == dear["firms_created"] and cheap["jobs"] > dear["jobs"]


def test_would_be_buyers_without_means_or_patience_are_counted() -> None:
    """Property has a price and takes days: the dearer and the longer, the fewer buy and the more are counted under capital or procedures."""
    easy, dear, slow = sums(), sums({"enterprise.property_least": 20.0}), sums({"enterprise.property_days": 120.0})
    assert dear["blocked_finance"] > easy["blocked_finance"] and slow["blocked_procedures"] > easy["blocked_procedures"]
    assert slow["investment_property"] < easy["investment_property"]


def test_foreigners_are_stopped_not_unwilling() -> None:
    """O6 acts on control: with nobody refused as a foreigner, all others behave as before and those counted buy."""
    refused, admitted = (sums({"enterprise.foreigner_stopped": share, "enterprise.foreigner_days": 1.0}, ETH) for share in (0.5, 0.0))
    assert admitted["blocked_nationality"] == 0.0 < refused["blocked_nationality"]
    assert admitted["investment_property"] > refused["investment_property"] and admitted["firms_created"] > refused["firms_created"]
    nationals = sums({"enterprise.foreigner_stopped": 0.9}, MAR)
    assert nationals["blocked_nationality"] == 0.0


def test_who_wants_a_bond_or_a_product_and_has_too_little_is_counted() -> None:
    start = world(MAR, stock=8_000.0, parameters={"information.broadcast": 0.9, "saving.bond_base": -1.0, "enterprise.ideas_year": 0.0})
    for lever_id, values in (("diaspora_bond", {}), ("savings_product", {"yield_rate": 0.06, "sender_control": 1.0})):
        small, large = (value(start.fork((lever(lever_id, **values, min_usd=least),)).run(), "blocked_finance") for least in (100.0, 60_000.0))
        assert large > small + 10.0, (lever_id, small, large)


def test_infrastructure_stops_stakes_too() -> None:
    """O1 for those who would put money into somebody's firm, with no founders about: the same wishes, some stopped and counted, and works let them through."""
    nobody = {"enterprise.ideas_year": 0.0}
    free, stopped = (sums({**nobody, "founding.infrastructure_need": need}) for need in (0.0, 0.9))
    assert stopped["investment_property"] == pytest.approx(free["investment_property"], rel=0.02) and stopped["firms_created"] == 0.0
    assert free["blocked_infrastructure"] == 0.0 < stopped["blocked_infrastructure"]
    assert 0.0 < stopped["investment_productive"] < free["investment_productive"]
    start = world(MAR, stock=12_000.0, parameters={**WISHES, **nobody, "founding.infrastructure_need": 0.9})
    works = start.fork((lever("infrastructure", build_months=1, communities=(), energy_gain=1.0, telecom_gain=1.0),)).run()
    base = start.fork().run()
    assert value(works, "blocked_infrastructure") < value(base, "blocked_infrastructure")
    assert value(works, "investment_productive") > value(base, "investment_productive")
