"""Declared values once more as they are meant: whoever changes one writes it here too, and says in the changelog what it moves.

A value that is doubled may well lie inside its range, where no other test of declarations would see it.
"""

from __future__ import annotations

from typing import Any

import pytest

from model.inputs.ministry import MINISTRY_PARAMETERS, WEIGHTS
from model.inputs.settings import FIGURES
from model.inputs.shocks import SHOCK_PARAMETERS
from model.levers import COMMON, ELIGIBILITY, REGISTRY
from model.parameter import Parameter
from model.parameters import MECHANISMS, PARAMETERS

VALUES: dict[str, dict[str, Any]] = {
    "parameters.population": {
        "n_communities": 8, "n_cities": 6, "city_concentration": 0.8, "migration_density": 0.4, "regional_gap": 0.5, "share_middle": 0.45, "share_faction_b": 0.3,
        "share_faction_c": 0.2, "adults": 1.9, "earnings_share": 0.45, "premium_middle": 1.15, "premium_high": 1.55, "premium_men": 1.12, "earnings_spread": 0.5,
        "catch_up_gap": 0.35, "catch_up_years": 7.0, "wealth_years": 1.0, "wealth_spread": 1.1, "saving_share": 0.06, "wealth_use": 0.005, "family_income": 1.2,
        "families": 2.4, "family_spread": 0.6, "family_head_woman": 0.35, "family_saves": 0.15, "account_year": 0.02, "account_receiver": 1.11, "employed": 0.9,
        "job_months": 9.0, "replacement": 0.55, "cycle_spread": 0.03, "cycle_years": 3.0, "recession_jobs": 0.67, "accounts": 0.3, "employed_least": 0.05,
    },
    "parameters.demography": {
        "arrival_age": 28.0, "arrival_age_spread": 0.25, "exit_early": 0.08, "exit_late": 0.008, "exit_years": 4.0, "return_share": 0.5, "return_plan": 0.3,
        "return_plan_factor": 2.0, "death_60": 0.008, "death_slope": 0.09, "descendant_leaves": 0.015, "descendant_age": 26.0, "share_one_and_half": 0.15, "share_third": 0.15,
        "arrival_youngest": 18.0, "arrival_oldest": 70.0, "child_age": 8.0, "earlier_years": 40.0, "arrivals_go_on": 1.0, "end_most": 0.95,
    },
    "parameters.network": {"same_community": 0.4, "same_city": 0.4, "same_faction": 0.5, "same_generation": 0.4, "tries": 6},
    "parameters.information": {"broadcast": 0.02, "word_of_mouth": 0.1, "interest_spread": 0.8, "refusal": 0.12},
    "parameters.remitting": {
        "supports_family": 0.45, "kin": 0.85, "descendant_supports": 0.35, "altruism": 1.0, "occasion_size": 0.4, "income_elasticity": 0.72, "usual_income": 2500.0,
        "need_effect": 0.5, "usual_family": 0.45, "altruism_spread": 0.6, "altruism_fade": 0.055, "arrival_share": 0.35, "settle_years": 5.0, "return_bonus": 0.25,
        "habit": 1.3, "occasion": -3.3, "size_effect": 0.35, "norm": 0.9, "cost_effect": 8.0, "nationality_effect": 0.4, "political_effect": 2.0, "ticket_spread": 0.4,
        "insurance": 0.75, "hears": 0.85, "ceiling": 0.65, "informal_cost": 0.04, "formal_base": 1.0, "fee_response": 6.0, "formal_days": 2.0, "days_effect": 0.06,
        "account_effect": 0.6, "status_effect": 0.8, "usual_usd": 200.0,
    },
    "parameters.enterprise": {
        "property_base": -6.45, "property_share": 0.42, "stake_base": -7.85, "stake_share": 0.39, "size_spread": 0.7, "wealth_effect": 0.5, "attachment_effect": 1.5,
        "trust_effect": 1.0, "grievance_effect": 1.0, "peer_effect": 1.0, "return_effect": 1.2, "usual_gap": -0.35, "risk_effect": 0.8, "usual_risk": 0.62,
        "property_least": 7.0, "property_days": 36.0, "stake_least": 3.0, "foreigner_stopped": 0.35, "women_effect": 0.6, "tax_response": 3.9, "tax_climate": 0.65,
        "usual_tax": 0.25, "incentive_patience": 3.0, "climate_needed": 0.8, "ideas_year": 2.3, "idea_skill": 2.0, "start_capital": 8.0, "capital_spread": 1.0,
        "liquidity": 0.6, "hassle": 0.002, "property_hassle": 0.008, "foreigner_days": 1.6, "survival_hazard": 0.165, "survival_late": 0.08, "profit_rate": 0.16,
        "capital_per_job": 3.0, "growth": 0.03, "reinvested": 0.4, "associates_share": 0.35, "wealth_least": 0.05, "wealth_most": 0.9, "extra_most": 2.0,
        "survival_months": 60.0, "earning_least": 0.05, "earning_most": 4.0, "invested_years": 40.0,
    },
    "parameters.founding": {
        "informed": 0.65, "infrastructure_need": 0.35, "energy_best": 0.95, "energy_gap": 0.45, "telecom_best": 0.95, "telecom_gap": 0.35, "partners": 0.7,
        "partners_ties": 0.4, "partners_network": 0.5, "skills": 0.85, "capital_response": 1.2, "holiday_worth": 0.03, "claims": 0.6, "partners_incentive": 0.25,
        "bank_chance": 0.25, "bank_multiple": 3.0, "bank_rate": 0.07, "quality_spread": 0.5, "quality_survival": 0.4, "persists": 0.7, "again_months": 6.0, "dispute": 0.05,
        "dispute_months": 9.0, "dispute_settled": 0.35, "dispute_closes": 0.3, "aligned": 0.3, "productive_infrastructure": 0.4, "young_months": 36.0, "spent_most": 0.95,
    },
    "parameters.services": {
        "counter_files": 6.0, "counter_online": 0.3, "counter_appeal": 0.6, "counter_parallel": 0.35, "counter_claims": 0.8, "care_files": 0.25, "care_survival": 0.2,
        "care_settles": 0.4, "counter_leaving": 0.12, "matched": 0.01, "mediation_files": 3.0, "mediation_settled": 0.7, "call_appeal": 0.5, "assistance_quality": 0.4,
        "assistance_days": 20.0, "desk_days": 0.6, "bank_years": 5.0, "zone_appeal": 0.1, "zone_needed": 0.64, "zone_premises": 0.3, "zone_infrastructure": 0.9,
        "zone_associates": 0.008, "zone_outsiders": 0.02, "zone_profit": 40000.0, "seed_first": 0.5, "care_months": 12.0, "training_interest": 0.03, "training_profit": 0.075,
        "training_days": 0.8,
    },
    "parameters.trade": {
        "buyers": 0.8, "outlay": 0.055, "suitcase": 0.4, "shops_needed": 30.0, "own_import": 1.0, "import_content": 0.52, "home_most": 1.0, "home_share": 0.1,
        "host_ceiling": 0.08, "host_outlay": 4.0, "innovation": 0.02, "imitation": 0.3, "host_contacts": 2.0, "lapse": 0.3, "local_jobs": 25.0, "local_spread": 1.3,
        "local_women": 0.2, "sales_per_job": 3.0, "margin": 0.15, "market_usd": 8000.0, "shipments": 4.0, "document_usd": 60.0, "rules_usd": 15000.0, "day_effect": 0.01,
        "cost_elasticity": 3.0, "sharpness": 1.5, "tries": 0.15, "stops": 0.3, "search": 0.22, "diaspora_partner": 0.35, "acquaintances": 600.0, "gregarious": 0.2,
        "advice": 0.3, "owner_partner": 0.3, "contact_partner": 0.12, "ready": 0.03, "contact_months": 12.0, "typical_density": 0.01, "stops_most": 0.95,
    },
    "parameters.business": {
        "owners": 0.07, "here_jobs": 2.5, "here_spread": 0.9, "closing": 0.1, "reopening": 1.0, "climate_closing": 1.0, "recession_closing": 4.0, "sellers": 0.2,
        "turnover_per_job": 1.8, "value_added": 0.4, "bought_share": 0.1, "sold_share": 0.1, "revenue_effect": 0.08, "threshold": 0.5, "dues_effect": 10.0,
        "spontaneous": 0.0015, "joining": 0.02, "recruiting": 0.015, "leaving": 0.12, "board": 14.0, "board_turnover": 0.3, "quorum": 0.5, "chapter_usd": 400.0, "fading": 6.0,
        "meeting_contacts": 0.03, "union_effect": 0.4, "report_reach": 0.3, "response": 0.3, "union_voice": 0.5, "report_voice": 0.05, "delay": 12.0, "step": 0.1,
        "fair_interest": 0.03, "course_interest": 0.03, "patience": 12.0, "learning": 0.6, "training_effect": 0.12, "resolve": 1.0, "forgetting": 36.0, "usual_climate": 0.8,
    },
    "parameters.giving": {
        "givers": 0.45, "giver_base": 1.8, "regular_base": -4.9, "regular_size": 0.02, "size_spread": 0.9, "attachment_effect": 1.5, "norm": 1.2, "price_elasticity": -1.0,
        "collective_base": -1.4, "collective_size": 0.01, "match_dummy": 0.25, "ratio_response": 0.0, "adoption": 0.075, "asked_by_news": 0.95, "adoption_ratio": 0.9,
        "lead_gift_effect": 0.15, "fatigue": 0.15, "effort_recovery": 0.08, "join_rate": 0.025, "join_spontaneous": 0.0012, "threshold_mean": 0.3, "leave_year": 0.15,
        "members_start": 0.08, "associations": 2, "project_usd": 25000.0, "project_months": 8.0, "patience": 12.0, "quality": 0.65, "choice_noise": 0.5, "local_insight": 0.6,
        "misfit": 0.3, "fade_months": 6.0, "training_interest": 0.03, "training_gain": 0.35, "training_months": 30.0, "trust_effect": 1.0, "price_least": 0.05,
        "quality_range": 0.2,
    },
    "parameters.crisis": {
        "attention_weeks": 4.3, "give_rate": 0.18, "far_share": 0.3, "contagion": 3.0, "size": 0.04, "size_spread": 1.1, "retention": 0.5, "crowding": 0.15,
        "kin_households": 20.0, "kin_help": 0.5, "kin_hears": 0.5, "rebuild_share": 1.4, "rebuild_months": 24.0, "self_help_usd": 5000.0, "self_help_slope": 3.0,
        "need_share": 0.1, "official_share": 0.55, "official_days": 18.0, "coordination": 0.3, "coordination_days": 12.0, "transfer_days": 6.0, "local_knowledge": 0.15,
        "responders": 15.0, "overlap": 0.08, "agreements_needed": 20.0, "agreements_staff": 8.0, "pool_share": 0.4, "pool_crowding": 0.3, "lapse": 0.15,
        "official_months": 6.0, "official_elasticity": 0.8, "coordination_cost": 0.05, "first_share": 0.01, "retention_months": 24.0, "loss_most": 0.95,
        "attention_least": 0.001, "aid_months": 12.0,
    },
    "parameters.nationality": {
        "naturalise_base": -2.6, "wait_years": 5.0, "loss_cost": 0.7, "rights_effect": 0.8, "exempt_share": 0.5, "take_back": 0.12, "fee_effect": 0.6, "goodwill": 0.34,
        "wish_effect": 0.15, "return_effect": 0.15, "leaves_again": 0.04,
    },
    "parameters.placement": {
        "apply_base": -6.7, "attachment_effect": 1.8, "trust_effect": 1.0, "wage_effect": 0.4, "care_effect": 1.1, "status_effect": 0.8, "security_effect": 1.2,
        "repeat_effect": 2.5, "virtual_appeal": 0.0, "virtual_effect": 0.55, "drop_out": 0.15, "patience": 9.0, "files": 4.0, "requests_year": 2.5, "request_months": 12.0,
        "vacancy": 0.3, "posts": 40.0, "learning": 0.3, "absorption": 0.6, "decay": 0.061, "follow_up_effect": 0.12, "staff_turnover": 0.15, "displacement": 0.12,
        "freeze_months": 12.0, "intern_stays": 0.15, "intern_days": 60.0, "intern_usd": 6000.0, "sector_gap": 0.3, "waste_share": 0.4, "waste_rights": 0.6,
        "waste_effect": 0.4, "counterpart_effect": 1.2, "counterpart_time": 0.1, "follow_up_months": 18.0, "tie_host": 0.6, "tie_online": 0.5, "tie_institutions": 0.08,
        "tie_intern": 0.4, "tie_experts": 0.15, "colleague_effect": 0.2, "tie_months": 36.0, "tie_effect": 0.1, "aspiration": 0.2, "aspiration_gain": 0.3,
        "aspiration_fade": 0.04, "aspiration_effect": 2.0, "off_call": 1.5, "income_least": 0.05, "request_posts": 20.0, "drop_out_days": 0.3, "trained_days": 20.0,
        "month_days": 30.0, "online_pace": 3.0, "day_hours": 8.0, "work_months": 3.0, "met_most": 5.0, "vacancy_poverty": 0.4, "vacancy_most": 0.95, "absorption_poverty": 0.2,
        "shortage_health": 1.0, "shortage_education": 0.5, "shortage_administration": -1.0, "shortage_agriculture": 0.0, "shortage_infrastructure": -0.5,
    },
    "parameters.belonging": {
        "attachment": 0.65, "attachment_spread": 0.15, "generation_fade": 0.3, "yearly_fade": 0.012, "member_effect": 0.12, "adjustment": 0.03, "trust_start": 0.45,
        "trust_spread": 0.15, "trust_gain": 0.08, "trust_loss": 0.2, "trust_drift": 36.0, "faction_distrust": 0.1, "grievance_gain": 0.1, "grievance_fade": 0.03,
        "faction_spread": 0.2, "faction_reach": 30.0, "attachment_least": 0.02, "trust_edge": 0.02, "hearsay_most": 0.1,
    },
    "parameters.accounting": {"discount_rate": 0.03, "tax_take": 0.165, "output_per_job": 2.0, "displaced_output": 0.25},
    "parameters.ministry": {"priority_keeps": 0.5, "home_keeps": 0.5, "restored": 0.3, "strategy_keeps": 0.3, "strategy_speed": 0.5, "fade_months": 24.0},
    "parameters.travel": {
        "visit_base": -0.75, "attachment_effect": 0.8, "family_effect": 0.3, "generation_effect": 0.35, "income_effect": 0.35, "fare_usd": 450.0, "child_fare": 0.75,
        "safety_effect": 0.6, "spending": 0.4, "renewal": 0.5, "contacts": 30.0, "persuasion": 0.006, "guest_spending": 0.25, "campaign_own": 0.1, "campaign_guests": 0.3,
        "campaign_half_usd": 10.0, "visit_most": 3.0, "times_most": 30.0, "renewal_trips": 4.0, "others_rate": 0.02, "others_size": 0.5, "others_usual_busd": 100.0,
    },
    "parameters.saving": {
        "deposit_rate": 0.03, "product_base": -3.9, "product_share": 0.12, "size_spread": 0.6, "attachment_effect": 1.5, "trust_effect": 0.8, "return_effect": 0.5,
        "control_effect": 1.9, "yield_effect": 0.15, "withdrawal": 0.25, "family_draws": 0.35, "trained_sender": 0.5, "market_yield": 0.035, "bond_base": -3.8,
        "bond_response": 0.6, "patriotic": 2.0, "patriotic_fade": 0.3, "default_fear": 12.0, "bond_share": 0.12, "bond_ceiling": 0.2, "rollover_base": 0.4,
        "promotion_effect": 0.6, "promotion_half_usd": 5.0, "course_base": -4.0, "course_women": -0.3, "course_months": 9.0, "trained_opens": 0.6, "trained_saves": 0.4,
        "family_use": 0.35, "home_share": 0.09, "home_account": 0.7, "invest_base": -2.2, "invest_share": 0.6, "invest_account": 0.3, "invest_trained": 0.6,
        "portfolio_most": 0.3, "bond_switched": 0.35, "coupon_gain": 0.15, "coupon_most": 0.12, "record_months": 60.0, "default_year": 0.015, "default_weak": 5.0,
        "default_loss": 0.4, "default_months": 60.0, "default_blame": 1.0, "wealth_most": 0.9, "credit_year": 0.04, "credit_account": 0.5, "credit_relief": 0.1,
        "credit_years": 3.0,
    },
    "parameters.talent": {
        "return_base": -6.9, "pay_effect": 1.0, "post_pay": 2.0, "attachment_effect": 1.8, "trust_effect": 1.2, "plan_effect": 1.5, "rooted_effect": 0.5,
        "security_effect": 1.5, "approved": 0.63, "patience": 8.0, "files": 4.0, "embeddedness": 0.35, "teaching": 0.1, "crowding": 0.15, "moves_on": 0.05,
        "moves_after": 0.12, "rooted_years": 30.0, "work_days": 20.0,
    },
    "parameters.knowledge": {
        "join_base": -5.6, "attachment_effect": 1.5, "peer_effect": 1.0, "leave_year": 0.08, "active_share": 0.25, "active_years": 3.0, "half_usd": 0.7,
        "colleague_effect": 0.2, "proposals_year": 0.3, "patience": 12.0, "project_days": 40.0, "team": 3.0, "tie_institutions": 0.35, "matching": 0.05, "invite_months": 3.0,
    },
    "parameters.relations": {
        "invitations": 20.0, "speak_base": -2.0, "speak_trust": 1.5, "speak_grievance": 1.0, "speak_peers": 1.0, "speak_time": 0.4, "speak_care": 0.4, "polarisation": 0.3,
        "connection": 0.3, "demand_share": 0.8, "answer_relief": 0.3, "forget_months": 12.0, "register_base": -4.5, "register_fear": 2.0, "host_relief": 0.5,
        "publicity_effect": 1.0, "publicity_half_usd": 1.0, "register_effect": 2.0, "register_months": 24.0, "best_reach": 0.5, "granted_answers": 100.0, "entry_worth": 0.3,
        "hub_use": 0.1, "hub_stale": 0.5, "hub_weight": 0.2, "replication": 0.05, "practice_gain": 0.1, "call_most": 0.95, "look_months": 6.0,
    },
    "parameters.expectation": {"prior": 0.8, "prior_weight": 10.0, "memory_months": 24.0, "empty_known": 0.8, "reckoning": 1.0},
    "parameters.earmarking": {
        "control_worth": 0.172, "label_control": 0.87, "purpose_share": 0.25, "voucher_loss": 0.35, "basket_share": 0.4, "sign_up_base": -2.78, "sign_up_response": 1.12,
        "worth_least": 0.01, "earmark_share": 0.012, "size_spread": 0.6, "earmark_most": 0.1, "crowd_in": 2.72, "added_most": 0.2,
    },
    "levers.business_network": {
        "chapters": 3, "seed_usd": 20000.0, "dues_usd": 100.0, "reports_per_year": 4, "union": False, "report_usd": 2000.0, "union_usd": 60000.0, "first_chapters": 0,
    },
    "levers.business_registration": {"steps": 3.0, "days": 2.0, "fee_usd": 100.0, "reform_usd": 1300000.0, "running_usd": 130000.0},
    "levers.consultation": {
        "events_per_year": 4, "places": 50, "quota": 0.0, "answers_per_month": 15.0, "deadline_days": 90.0, "event_usd": 15000.0, "seat_usd": 150.0, "answer_usd": 300.0,
    },
    "levers.credit_guarantee": {"share": 0.6, "cap_usd": 50000.0, "desk_usd": 100000.0},
    "levers.diaspora_bond": {"yield_rate": 0.055, "maturity_months": 60, "min_usd": 1000.0, "issue_usd": 100000000.0, "promotion_usd": 200000.0},
    "levers.diaspora_mapping": {"survey_n": 1000, "update_months": 24.0, "by_sex": True, "answer_usd": 40.0, "survey_usd": 40000.0, "holds_months": 48.0},
    "levers.donation_tax_relief": {"rate": 0.3, "ceiling_usd": 1000.0},
    "levers.dual_nationality": {"fee_usd": 100.0, "processing_months": 6.0, "processing_cost_usd": 150.0, "generations": ("first", "one_and_half", "second", "third")},
    "levers.earmarked_transfer": {"form": "product", "match_ratio": 1.0, "cap_usd": 2000.0, "desk_usd": 80000.0},
    "levers.entrepreneur_support": {
        "calls_per_year": 1, "places": 10, "assistance_days": 20.0, "seed_usd": 20000.0, "local_desk": True, "jury_noise": 0.3, "blind_scoring": False, "finalists": 1,
        "lottery": False, "training_seats": 0, "seat_usd": 500.0, "assistance_day_usd": 400.0, "desk_usd": 60000.0, "team_usd": 80000.0,
    },
    "levers.financial_inclusion": {"seats_per_year": 300, "share_women": 0.0, "trained": "receiver", "seat_usd": 200.0, "desk_usd": 40000.0},
    "levers.infrastructure": {"communities": ("poorest:3",), "build_months": 24, "energy_gain": 0.6, "telecom_gain": 0.6, "works_usd": 10000000.0, "upkeep_share": 0.03},
    "levers.investment_grant": {"share": 0.1, "cap_usd": 500000.0, "min_project_usd": 0.0, "own_funds_share": 0.25, "desk_usd": 80000.0},
    "levers.investment_information": {"update_months": 6.0, "languages": 2, "reach": 0.5, "stale_months": 18.0, "language_cover": 0.65, "news": 0.01, "portal_usd": 120000.0},
    "levers.knowledge_hub": {"update_months": 6.0, "coverage": 0.6, "languages": 2, "language_cover": 0.65, "holds_months": 18.0, "news": 0.02, "hub_usd": 200000.0},
    "levers.knowledge_network": {"secretariat_usd": 100000.0, "joint_projects_per_year": 12, "fund_usd": 240000.0, "project_usd": 20000.0},
    "levers.matching_grant": {"ratio": 1.0, "cap_usd": 100000.0, "rule": "first_come", "mode": "match", "rounds_per_year": 4, "desk_usd": 60000.0},
    "levers.one_stop_shop": {
        "officers": 3, "service_days": 10.0, "online": False, "opportunities": 10, "alignment": 0.7, "mediators": 1, "officer_usd": 30000.0, "opportunity_usd": 3000.0,
        "online_usd": 100000.0,
    },
    "levers.philanthropy_partnership": {"desk_staff": 2, "agreements": 12, "coordination": 0.6, "fast_window_days": 5.0, "staff_usd": 45000.0},
    "levers.philanthropy_training": {"seats_per_year": 8, "seat_usd": 3000.0, "desk_usd": 15000.0},
    "levers.pooled_fund": {"rounds_per_year": 12, "overhead": 0.07, "days_to_allocate": 20.0, "desk_usd": 50000.0},
    "levers.remittance_cost": {"target_share": 0.03, "days": 1.0, "running_usd": 240000.0},
    "levers.savings_product": {"sender_control": 1.0, "yield_rate": 0.03, "min_usd": 100.0, "running_usd": 80000.0},
    "levers.skills_placement": {
        "places_per_year": 60, "officers": 3, "sectors": ("health", "education", "administration", "agriculture", "infrastructure"), "sectors_by_origin": (),
        "virtual_share": 0.3, "days": 60.0, "training_share": 0.5, "follow_up_hours": 2.0, "mentoring_share": 0.3, "counterparts": 2, "internships_per_year": 0,
        "bonded_return": False, "additionality_rule": False, "share_women": 0.0, "cost_physical_usd": 8000.0, "cost_virtual_usd": 1600.0, "follow_up_usd": 30.0,
        "officer_usd": 40000.0,
    },
    "levers.special_economic_zone": {"plots": 20, "holiday_years": 5.0, "communities": ("richest:2",), "open_to": "diaspora", "plot_usd": 60000.0, "running_usd": 100000.0},
    "levers.talent_attraction": {"package_usd": 1000.0, "package_months": 24, "shortage_threshold": 0.3, "officers": 2, "officer_usd": 40000.0},
    "levers.tax_incentive": {"rate_cut_points": 10.0, "years": 5.0, "cap_usd": 50000.0, "associates": False},
    "levers.tourism_promotion": {"campaign_usd": 500000.0},
    "levers.trade_facilitation": {"customs_days": 5.0, "documents": 4.0, "cost_per_shipment_usd": 500.0, "running_usd": 1500000.0},
    "levers.trade_fair": {"events_per_year": 1, "places": 40, "matches_per_place": 8.0, "event_usd": 40000.0, "place_usd": 2500.0},
    "levers.trade_training": {"seats_per_year": 60, "share_women": 0.0, "seat_usd": 800.0},
    "levers.volunteer_register": {"publicity_usd": 50000.0, "data_lag_months": 6.0, "independent_host": False, "desk_usd": 40000.0, "host_usd": 30000.0, "entry_usd": 10.0},
    "common": {"from_month": 0, "ramp_months": 0, "paid_by": "origin_state", "funding": "institutional"},
    "figures": {
        "household_size": 2.7, "descendant_share": 0.15, "female_share": 0.48, "remittance_cost": 0.065, "relative_pay": 1.0, "family_size": 4.0, "family_earners": 1.5,
        "remittance_propensity": 1.0, "tax_rate": 0.25, "renunciation_required": 0.0, "naturalised_share": 0.5, "start_business_days": 20.0, "start_business_steps": 7.0,
        "start_business_cost": 0.1, "business_climate": 0.5, "stability": 0.5, "residence_climate": 0.8, "residence_rights": 0.7, "exports_potential_usd": 100000000.0,
        "imports_potential_usd": 100000000.0, "customs_days": 15.0, "customs_documents": 7.0, "shipment_cost_usd": 900.0,
    },
    "shocks": {"kind": "disaster", "month": 0, "months": 1, "size": 0.1, "share": 1.0, "random_share": 1.0},
    "eligibility": {"random_share": 1.0},
    "ministry": {"priority": 0.5, "institutional_home": False, "renewal_probability": 1.0},
    "weights": {"finance": 0.3333333333333333, "human": 0.3333333333333333, "social": 0.3333333333333333},
}  # fmt: skip
"""By mechanism, lever and table; of a lever without the terms that all have in common where they are the common ones. What has no value is left out."""

OTHERS = {"common": COMMON, "figures": FIGURES, "shocks": SHOCK_PARAMETERS, "eligibility": ELIGIBILITY, "ministry": MINISTRY_PARAMETERS, "weights": WEIGHTS}


def declared(group: str) -> dict[str, Parameter]:
    """The declarations of a group."""
    room, _, name = group.partition(".")
    if room == "parameters":
        return {key.removeprefix(f"{name}."): given for key, given in PARAMETERS.items() if key.startswith(f"{name}.")}
    if room == "levers":
        return {key: given for key, given in REGISTRY[name].parameters.items() if key not in COMMON or given.value != COMMON[key].value}
    return dict(OTHERS[group])


def test_the_tables_are_of_every_mechanism_and_lever() -> None:
    assert set(VALUES) == {*OTHERS, *(f"parameters.{name}" for name in MECHANISMS), *(f"levers.{name}" for name in REGISTRY)}


@pytest.mark.parametrize("group", VALUES)
def test_a_value_is_the_one_that_is_meant(group: str) -> None:
    assert {name: given.value for name, given in declared(group).items() if given.value is not None} == VALUES[group]
