"""What an outcome is: a flow, a stock, a share, or an index; each that is not told by how it adds up is written down by hand."""

from __future__ import annotations

from model.outcome_registry import OUTCOMES, Adds

SHARES = (
    "remittance_dependence brain_waste promises_broken_share who_spoke_women who_spoke_young who_spoke_minority targeting_error hub_freshness aligned_share zone_occupancy zone_associates zone_leakage "
    "arrivals_diaspora_share families_borrowing nostalgia_host_share capacity_retained_12m shortage aspiration donor_retention need_match poorer_half project_quality"
)
INDICES = (
    "transfer_days trust attachment grievance capture trust_faction_a trust_faction_b trust_faction_c procedure_days selected_capture customs_days_saved waiting_days budget_exhausted_month "
    "days_to_first_aid days_of_aid regional_theil poverty_gradient"
)
STOCKS = "refused_faction_a refused_faction_b refused_faction_c never_aware requests_open"
FLOWS = "present_value_cost present_value_revenue present_value_benefits present_value_gross present_value_reaching effect_funded effect_after_24m"


def words(text: str) -> list[str]:
    return text.split()


def test_every_outcome_has_the_kind_that_it_is() -> None:
    by_hand = {**dict.fromkeys(words(SHARES), "share"), **dict.fromkeys(words(INDICES), "index"), **dict.fromkeys(words(STOCKS), "stock"), **dict.fromkeys(words(FLOWS), "flow")}
    by_sum = {Adds.MONEY: "flow", Adds.COUNT: "flow", Adds.STOCK: "stock"}
    own = {outcome.id: outcome for outcome in OUTCOMES.values()}
    assert {name: outcome.kind for name, outcome in own.items()} == {name: by_hand.get(name) or by_sum[outcome.adds] for name, outcome in own.items()}
    assert not set(by_hand) - set(own)


def test_a_share_lies_between_0_and_1_and_a_flow_of_money_has_its_year() -> None:
    for outcome in OUTCOMES.values():
        assert outcome.kind != "share" or (outcome.low, outcome.high) == (0.0, 1.0), outcome.id
        assert outcome.adds is not Adds.MONEY or outcome.unit.en.endswith("a year"), outcome.id


def test_a_state_is_what_things_are_at_the_end() -> None:
    assert {outcome.id for outcome in OUTCOMES.values() if outcome.is_state} == {outcome.id for outcome in OUTCOMES.values() if outcome.adds in (Adds.STOCK, Adds.MEAN)}
    assert OUTCOMES["trust"].is_state and OUTCOMES["bonds_held"].is_state and not OUTCOMES["donations"].is_state
