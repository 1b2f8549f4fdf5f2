"""Which files are a room, how many mutants of it are drawn, and which tests look at them, the fastest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

PINNED = "tests/regression"
FIRST = ("tests/unit", "tests/contracts", "tests/identities", "tests/behaviour", "tests/statistics")
LOOKS = re.compile(r"figures/\w*style\.py|pictures\.py|__init__\.py|/labels\.py|palette\.py")
"""Files that say how things look or are named: no mutants."""


@dataclass(frozen=True)
class Room:
    """A part of the tree: patterns of its files, how many mutants of it are drawn, the group of tests that look at it, files left out, and whether
    the model runs in plain Python, as its loops would be compiled anew."""

    files: tuple[str, ...]
    number: int
    group: str
    but: tuple[str, ...] = ()
    plain: bool = False


OLD_PLACES = tuple(f"model/{name}.py" for name in ("schema", "stage", "settings", "shocks", "luck"))
"""Files that only say where something is now."""

ROOMS: dict[str, Room] = {
    "model/rules": Room(("model/rules/*.py",), 26, "rules", plain=True),
    "model/households": Room(("model/households/*.py",), 26, "households", plain=True),
    "model/population": Room(("model/population/*.py",), 12, "model", plain=True),
    "model/business_networks": Room(("model/business_networks/*.py",), 4, "model", plain=True),
    "model/dialogue": Room(("model/dialogue/*.py",), 5, "model", plain=True),
    "model/enterprise": Room(("model/enterprise/*.py",), 8, "model", plain=True),
    "model/finance": Room(("model/finance/*.py",), 4, "model", plain=True),
    "model/giving": Room(("model/giving/*.py",), 6, "model", plain=True),
    "model/skills": Room(("model/skills/*.py",), 6, "model", plain=True),
    "model/outcomes": Room(("model/outcomes/*.py",), 6, "model", plain=True),
    "model/policy": Room(("model/policy/*.py",), 4, "model", plain=True),
    "model/inputs": Room(("model/inputs/*.py",), 3, "model", plain=True),
    "model/records": Room(("model/records/*.py",), 2, "model", plain=True),
    "model/compiled": Room(("model/compiled/*.py",), 3, "model", ("model/compiled/numba_door.py", "model/compiled/cache_key.py", "model/compiled/originals.py"), plain=True),
    "model": Room(("model/*.py",), 8, "model", ("model/errors.py", *OLD_PLACES), plain=True),
    "model/levers": Room(("model/levers/*.py",), 24, "levers", plain=True),
    "model/parameters": Room(("model/parameters/*.py",), 6, "levers", plain=True),
    "scenarios": Room(("scenarios/*.py", "scenarios/reading/*.py", "scenarios/questions/*.py"), 14, "scenarios", ("scenarios/loader.py",)),
    "scenarios/data": Room(
        ("scenarios/importing/*.py", "scenarios/world_table/*.py", "scenarios/country_tables/*.py", "scenarios/countries/*.py"), 14, "data",
    ),
    "experiments": Room(("experiments/*.py", "experiments/cli/*.py", "experiments/checks/*.py", "experiments/storage/*.py"), 10, "experiments", ("experiments/comparison.py",)),
    "experiments/words": Room(("experiments/text.py", "experiments/progress.py", "experiments/translations/*.py"), 6, "experiments"),
    "experiments/calibrated": Room(("experiments/calibrated/*.py",), 6, "evidence"),
    "experiments/packing": Room(("experiments/packing/*.py",), 8, "workshop"),
    "experiments/kit": Room(("experiments/kit/*.py",), 8, "workshop"),
    "experiments/explaining": Room(("experiments/explaining/*.py",), 10, "explaining"),
    "experiments/dashboard": Room(("experiments/dashboard/*.py",), 10, "dashboard"),
    "experiments/studies": Room(("experiments/studies/*.py",), 8, "studies"),
    "experiments/runs": Room(("experiments/runs/*.py",), 8, "experiments"),
    "experiments/comparing": Room(("experiments/comparing/*.py",), 8, "experiments"),
    "experiments/reporting": Room(("experiments/reporting/*.py", "experiments/alarms/*.py"), 8, "experiments"),
    "experiments/figures": Room(("experiments/figures/*.py",), 8, "experiments"),
    "experiments/briefs": Room(("experiments/briefs/*.py",), 8, "experiments"),
    "experiments/evidence": Room(("experiments/evidence/*.py", "experiments/evidence/estimators/*.py", "experiments/evidence/facts/*.py"), 10, "evidence"),
    "experiments/evidence/calibration": Room(("experiments/evidence/calibration/*.py",), 5, "evidence"),
    "experiments/sensitivity": Room(("experiments/sensitivity/*.py",), 12, "sensitivity"),
    "experiments/sweeps": Room(("experiments/sweeps/*.py",), 14, "sweeps"),
}

GROUPS: dict[str, tuple[str, ...]] = {
    "rules": ("tests/unit/test_choose.py", "tests/unit/test_equations.py"),
    "households": ("tests/unit/test_decisions_*.py", "tests/unit/test_*_by_hand.py", "tests/identities/test_small_*.py"),
    "model": (
        "tests/unit/test_*_by_hand.py", "tests/unit/test_decisions_*.py", "tests/unit/test_judgement.py", "tests/unit/test_lever*.py", "tests/unit/test_accounts.py",
        "tests/unit/test_amounts.py", "tests/identities/test_small_*.py",
    ),
    "levers": (
        "tests/unit/test_lever*.py", "tests/unit/test_budgets_*.py", "tests/unit/test_parameters.py", "tests/unit/test_declared_values.py", "tests/unit/test_judgement.py", "tests/unit/test_conflicts.py",
        "tests/identities/test_small_*.py",
    ),
    "scenarios": (
        "tests/unit/test_argument_checks.py", "tests/unit/test_bibliography.py", "tests/unit/test_currencies.py", "tests/unit/test_loader_*.py", "tests/unit/test_scenario*.py",
        "tests/unit/test_conflicts.py", "tests/unit/test_schema.py",
    ),
    "data": (
        "tests/unit/test_country_*.py", "tests/unit/test_importing_*.py", "tests/unit/test_new_country.py", "tests/unit/test_own_sources.py", "tests/unit/test_implausible_*.py",
        "tests/unit/test_scenario*.py", "tests/contracts/test_data_commands.py",
    ),
    "evidence": (
        "tests/unit/test_estimators_by_hand.py", "tests/unit/test_fact_*.py", "tests/unit/test_calibration.py", "tests/contracts/test_validate.py",
    ),
    "experiments": (
        "tests/unit/test_alarm_*.py", "tests/unit/test_conflicts.py", "tests/unit/test_contributions.py", "tests/unit/test_draws.py", "tests/unit/test_pages_*.py",
        "tests/unit/test_remedies.py", "tests/unit/test_value.py", "tests/unit/test_verdicts.py", "tests/unit/test_run_numbers.py", "tests/unit/test_terminal_numbers.py",
        "tests/unit/test_scenario_questions.py", "tests/unit/test_page_numbers.py", "tests/contracts/test_small_*.py", "tests/contracts/test_result_folder.py",
        "tests/contracts/test_briefs.py", "tests/contracts/test_contributions.py",
    ),
    "workshop": ("tests/unit/test_packing.py", "tests/unit/test_kit_content.py", "tests/unit/test_sizes.py", "tests/contracts/test_pack.py", "tests/contracts/test_kit.py"),
    "explaining": ("tests/contracts/test_explain.py", "tests/dashboard/test_reasons_and_briefs.py"),
    "dashboard": ("tests/dashboard/test_*.py",),
    "studies": ("tests/unit/test_studies.py", "tests/unit/test_dose_shapes.py", "tests/behaviour/test_doses.py", "tests/statistics/test_intervals.py"),
    "sensitivity": ("tests/unit/test_sensitivity_*.py", "tests/statistics/test_sensitivity.py", "tests/statistics/test_rows_and_masses.py"),
    "sweeps": (
        "tests/unit/test_factors.py", "tests/unit/test_sweeps_*.py", "tests/unit/test_experiment_files.py", "tests/contracts/test_small_*.py", "tests/contracts/test_damage.py",
    ),
}  # fmt: skip
"""Files of tests of which those that call a mutated function are asked; the model's in plain Python."""

CLOSEST: dict[str, tuple[str, ...]] = {
    "[mse]*.py": ("tests/unit/test_written_defaults.py",),
    "scenarios/reading/[a-z]*.py": ("tests/unit/test_scenario_files_piece_by_piece.py",),
    "experiments/sweeps/[a-z]*.py": ("tests/unit/test_sweeps_piece_by_piece.py",),
    "experiments/figures/[am]*.py": ("tests/unit/test_reports_piece_by_piece.py",),
    "experiments/comparing/a*.py": ("tests/unit/test_rows_piece_by_piece.py",),
    "scenarios/reading/build.py": ("tests/unit/test_regions_piece_by_piece.py", "tests/unit/test_regions.py"),
    "scenarios/reading/[rn]*.py": ("tests/unit/test_regions_piece_by_piece.py",),
    "experiments/runs/needs.py": ("tests/unit/test_needs.py",),
    "experiments/sweeps/[df]*.py": ("tests/unit/test_factors_piece_by_piece.py",),
    "experiments/sensitivity/[ers]*.py": ("tests/unit/test_evidence_piece_by_piece.py",),
    "experiments/comparing/[uv]*.py": ("tests/unit/test_comparing_piece_by_piece.py",),
    "experiments/reporting/[iqs]*.py": ("tests/unit/test_comparing_piece_by_piece.py",),
    "experiments/reporting/question_settings.py": ("tests/unit/test_question_settings_by_hand.py",),
    "experiments/sweeps/designs.py": ("tests/unit/test_designs_piece_by_piece.py",),
    "scenarios/questions/sentences.py": ("tests/unit/test_sentences_piece_by_piece.py",),
    "model/inputs/*.py": ("tests/unit/test_declared_values.py",),
    "experiments/packing/space.py": ("tests/unit/test_flows_and_sliders_by_hand.py",),
    "experiments/dashboard/[fl]*.py": ("tests/unit/test_flows_and_sliders_by_hand.py",),
    "experiments/runs/[nr]*s.py": ("tests/unit/test_last_pieces_by_hand.py",),
    "experiments/figures/[it]*_*.py": ("tests/unit/test_last_pieces_by_hand.py",),
    "experiments/comparing/comparison.py": ("tests/unit/test_last_pieces_by_hand.py",),
    "experiments/sweeps/experiment.py": ("tests/unit/test_last_pieces_by_hand.py",),
    "experiments/reporting/induced_*.py": ("tests/unit/test_last_pieces_by_hand.py",),
    "experiments/underway.py": ("tests/unit/test_progress.py",),
    "scenarios/frozen.py": ("tests/unit/test_scenario_documents.py",),
    "experiments/text.py": ("tests/unit/test_terminal_numbers.py", "tests/unit/test_languages.py", "tests/unit/test_page_numbers.py", "tests/unit/test_first_page.py"),
    "experiments/translations/*.py": ("tests/unit/test_languages.py",),
    "experiments/progress.py": ("tests/unit/test_progress.py",),
    "experiments/classroom.py": ("tests/unit/test_classroom.py",),
    "experiments/markdown.py": ("tests/unit/test_studies.py",),
    "experiments/projector.py": ("tests/unit/test_scenario_questions.py",),
    "experiments/calibrated/*.py": ("tests/unit/test_ensemble_draws.py", "tests/unit/test_runs_by_hand.py", "tests/unit/test_calibration.py", "tests/unit/test_left_out.py"),
    "experiments/packing/sizes.py": ("tests/unit/test_sizes.py",),
    "experiments/packing/*.py": ("tests/unit/test_packing.py", "tests/contracts/test_pack.py"),
    "experiments/kit/*.py": ("tests/unit/test_kit_by_hand.py", "tests/unit/test_kit_content.py", "tests/unit/test_sizes.py", "tests/contracts/test_kit.py"),
    "experiments/explaining/*.py": ("tests/unit/test_explaining_by_hand.py", "tests/contracts/test_explain.py", "tests/dashboard/test_reasons_and_briefs.py"),
    "experiments/dashboard/*.py": (
        "tests/dashboard/test_screen.py", "tests/dashboard/test_page.py", "tests/dashboard/test_reasons_and_briefs.py", "tests/dashboard/test_kept_worlds.py", "tests/dashboard/test_command.py",
    ),
    "experiments/studies/[bcmps]*.py": ("tests/unit/test_studies.py",),
    "experiments/studies/[it][in]*.py": ("tests/unit/test_studies.py", "tests/statistics/test_intervals.py"),
    "experiments/studies/other_intervals.py": ("tests/statistics/test_intervals.py",),
    "experiments/studies/[ms][at]*s.py": ("tests/unit/test_who_came_when.py",),
    "experiments/studies/remittance_skill.py": ("tests/statistics/test_remittances.py",),
    "experiments/studies/[mrs][aeo]*s.py": ("tests/contracts/test_sentences.py",),
    "experiments/studies/new_countries.py": ("tests/contracts/test_data_commands.py",),
    "experiments/studies/dose*.py": ("tests/unit/test_dose_shapes.py", "tests/behaviour/test_doses.py"),
    "experiments/cli/[dkpr]*_command*.py": ("tests/unit/test_command_lines.py",),
    "experiments/evidence/estimators/*.py": ("tests/unit/test_estimators_by_hand.py",),
    "experiments/evidence/samples.py": ("tests/unit/test_estimators_by_hand.py", "tests/contracts/test_validate.py"),
    "experiments/evidence/estimate.py": ("tests/unit/test_estimators_by_hand.py",),
    "experiments/evidence/facts/*.py": ("tests/unit/test_facts_by_hand.py", "tests/unit/test_facts_of_firms_by_hand.py"),
    "experiments/evidence/settings.py": ("tests/unit/test_facts_by_hand.py", "tests/unit/test_facts_of_firms_by_hand.py"),
    "experiments/evidence/verdict.py": ("tests/unit/test_facts_by_hand.py", "tests/unit/test_facts_of_firms_by_hand.py"),
    "experiments/evidence/calibration/*.py": ("tests/unit/test_calibration.py", "tests/unit/test_left_out.py"),
    "experiments/evidence/windows.py": ("tests/unit/test_estimators_by_hand.py",),
    "experiments/evidence/*.py": ("tests/unit/test_cards_by_hand.py", "tests/unit/test_fact_declarations.py", "tests/contracts/test_validate.py"),
    "experiments/reporting/indicator*.py": ("tests/unit/test_written_tables.py", "tests/unit/test_indicators_by_hand.py", "tests/unit/test_cards_by_hand.py"),
    "scenarios/reading/region*.py": ("tests/unit/test_regions.py",),
    "scenarios/reading/named_places.py": ("tests/unit/test_regions.py",),
    "model/inputs/regions.py": ("tests/unit/test_regions.py",),
    "experiments/checks/regions.py": ("tests/unit/test_regions.py",),
    "experiments/comparing/in_currency.py": ("tests/unit/test_reports_in_currency.py",),
    "experiments/checks/currencies.py": ("tests/unit/test_reports_in_currency.py",),
    "experiments/shown_money.py": ("tests/unit/test_reports_in_currency.py",),
    "experiments/reporting/account_page.py": ("tests/unit/test_value.py",),
    "experiments/comparing/shapley.py": ("tests/unit/test_contributions.py",),
    "experiments/*/contribution*.py": ("tests/unit/test_contributions.py",),
    "experiments/runs/draws.py": ("tests/unit/test_draws.py",),
    "experiments/comparing/influence.py": ("tests/statistics/test_influence.py",),
    "experiments/reporting/score.py": ("tests/unit/test_score.py",),
    "experiments/sweeps/structure.py": ("tests/unit/test_designs_piece_by_piece.py", "tests/unit/test_sweeps_by_hand.py", "tests/statistics/test_design_structure.py"),
    "experiments/sweeps/sql_query.py": ("tests/unit/test_last_pieces_by_hand.py", "tests/contracts/test_query.py"),
    "experiments/sweeps/user_table.py": ("tests/unit/test_experiment_files.py",),
    "experiments/comparing/value.py": ("tests/unit/test_value.py",),
    "experiments/runs/verdicts.py": ("tests/unit/test_verdicts.py",),
    "experiments/reporting/what_it_rests_on.py": ("tests/unit/test_written_tables.py", "tests/unit/test_first_page.py",),
    "experiments/comparing/rows.py": ("tests/unit/test_first_page.py",),
    "experiments/reporting/summary.py": ("tests/unit/test_written_tables.py", "tests/unit/test_first_page.py",),
    "scenarios/countries/propensity.py": ("tests/unit/test_country_tables_by_hand.py", "tests/unit/test_corridor_tables_by_hand.py", "tests/unit/test_country_figures_by_hand.py", "tests/statistics/test_remittances.py"),
    "model/business_cycle.py": ("tests/statistics/test_remittances.py",),
    "model/outcomes/accounts.py": ("tests/unit/test_accounts.py",),
    "model/policy/expectations.py": ("tests/unit/test_expectations_by_hand.py",),
    "model/rules/expect.py": ("tests/unit/test_expectations_by_hand.py",),
    "model/business_networks/advocacy.py": ("tests/unit/test_networks_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/giving/terms.py": ("tests/unit/test_giving_by_hand.py", "tests/unit/test_terms_by_hand.py"),
    "model/outcomes/amounts.py": ("tests/unit/test_amounts.py", "tests/unit/test_books_by_hand.py"),
    "model/giving/associations.py": ("tests/unit/test_giving_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/population/births.py": ("tests/unit/test_queue_by_hand.py", "tests/unit/test_openings_by_hand.py"),
    "model/finance/diaspora_bond.py": ("tests/unit/test_families_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/business_networks/chapters.py": ("tests/unit/test_networks_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/dialogue/consultation.py": ("tests/unit/test_relations_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/business_networks/contacts.py": ("tests/unit/test_networks_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/enterprise/one_stop_shop.py": ("tests/unit/test_counter_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/finance/financial_training.py": ("tests/unit/test_families_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/giving/crises.py": ("tests/unit/test_crises_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/business_networks/fairs.py": ("tests/unit/test_fairs_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/enterprise/founder_files.py": ("tests/unit/test_projects_by_hand.py", "tests/unit/test_openings_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/enterprise/firms_at_origin.py": ("tests/unit/test_firms_by_hand.py", "tests/unit/test_counter_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/skills/hosts.py": ("tests/unit/test_agency_by_hand.py", "tests/unit/test_posts_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/households/perception.py": ("tests/unit/test_decisions_by_hand.py",),
    "model/households/found.py": ("tests/unit/test_ideas_by_hand.py", "tests/unit/test_terms_by_hand.py"),
    "model/dialogue/knowledge_hub.py": ("tests/unit/test_relations_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/outcomes/additionality.py": ("tests/unit/test_judgement.py", "tests/unit/test_amounts.py", "tests/unit/test_books_by_hand.py"),
    "model/skills/knowledge_network.py": ("tests/unit/test_posts_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/outcomes/ledger.py": ("tests/unit/test_books_by_hand.py",),
    "model/dialogue/diaspora_survey.py": ("tests/unit/test_mapping_by_hand.py",),
    "model/outcomes/values.py": ("tests/unit/test_measures_by_hand.py",),
    "model/finance/families_at_origin.py": ("tests/unit/test_families_by_hand.py",),
    "model/skills/placements.py": ("tests/unit/test_agency_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/population/[ln]*.py": ("tests/unit/test_population_by_hand.py",),
    "model/population/s*.py": ("tests/unit/test_population_by_hand.py", "tests/unit/test_cohorts_by_hand.py"),
    "model/population/[acmr]*.py": ("tests/unit/test_cohorts_by_hand.py",),
    "model/population/eligibility.py": ("tests/unit/test_population_by_hand.py", "tests/unit/test_trade_by_hand.py", "tests/unit/test_limits.py"),
    "model/population/firms.py": ("tests/unit/test_first_firms_by_hand.py",),
    "model/population/ties.py": ("tests/unit/test_ties_by_hand.py",),
    "model/enterprise/founding.py": ("tests/unit/test_openings_by_hand.py", "tests/unit/test_projects_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/giving/proposing.py": ("tests/unit/test_giving_by_hand.py",),
    "model/queue.py": ("tests/unit/test_queue_by_hand.py", "tests/unit/test_projects_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/dialogue/volunteer_register.py": ("tests/unit/test_relations_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/dialogue/month.py": ("tests/unit/test_relations_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_measures_by_hand.py"),
    "model/enterprise/terms.py": ("tests/unit/test_terms_by_hand.py",),
    "model/skills/posts_with_package.py": ("tests/unit/test_posts_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/enterprise/trade.py": ("tests/unit/test_sales_by_hand.py", "tests/unit/test_trade_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/finance/earmarked_transfers.py": ("tests/unit/test_earmarks_by_hand.py",),
    "model/rules/earmark.py": ("tests/unit/test_equations.py", "tests/unit/test_earmarks_by_hand.py"),
    "model/enterprise/business_courses.py": ("tests/unit/test_business_courses_by_hand.py",),
    "model/panel.py": ("tests/unit/test_tables_by_hand.py",),
    "model/outcomes/tables.py": ("tests/unit/test_tables_by_hand.py",),
    "model/policy/lots.py": ("tests/behaviour/test_lots.py",),
    "model/outcomes/reach.py": ("tests/unit/test_books_by_hand.py",),
    "model/enterprise/zones.py": ("tests/unit/test_counter_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/business_networks/month.py": ("tests/unit/test_networks_by_hand.py", "tests/unit/test_fairs_by_hand.py", "tests/unit/test_terms_by_hand.py", "tests/unit/test_adding_up_by_hand.py"),
    "model/enterprise/month.py": ("tests/unit/test_measures_by_hand.py",),
    "model/finance/month.py": ("tests/unit/test_families_by_hand.py",),
    "model/giving/month.py": ("tests/unit/test_measures_by_hand.py", "tests/unit/test_giving_by_hand.py", "tests/unit/test_crises_by_hand.py"),
    "model/skills/month.py": ("tests/unit/test_measures_by_hand.py", "tests/unit/test_agency_by_hand.py", "tests/unit/test_posts_by_hand.py"),
    "model/history.py": ("tests/unit/test_measures_by_hand.py",),
    "model/inputs/shock_effects.py": ("tests/unit/test_crises_by_hand.py",),
    "model/policy/*.py": ("tests/unit/test_budgets_by_hand.py", "tests/unit/test_terms_by_hand.py"),
    "scenarios/importing/*.py": ("tests/unit/test_importing_bounds.py", "tests/unit/test_importing_formats.py", "tests/unit/test_importing_workbook.py"),
    "scenarios/country_tables/*.py": ("tests/unit/test_country_tables_by_hand.py", "tests/unit/test_corridor_tables_by_hand.py", "tests/unit/test_country_figures_by_hand.py", "tests/unit/test_country_table.py"),
    "scenarios/world_table/*.py": ("tests/unit/test_country_tables_by_hand.py", "tests/unit/test_corridor_tables_by_hand.py", "tests/unit/test_country_figures_by_hand.py", "tests/unit/test_country_table.py", "tests/unit/test_new_country.py"),
    "scenarios/countries/[dn]*.py": ("tests/unit/test_new_country.py",),
    "scenarios/country_names.py": ("tests/unit/test_country_names.py",),
    "scenarios/implausible_figures.py": ("tests/unit/test_implausible_figures.py",),
    "scenarios/reading/places.py": ("tests/unit/test_written_tables.py",),
    "scenarios/reading/own_sources.py": ("tests/unit/test_own_sources.py",),
    "scenarios/reading/money.py": ("tests/unit/test_money_inputs.py",),
    "scenarios/currencies.py": ("tests/unit/test_currencies.py",),
    "scenarios/argument_checks.py": ("tests/unit/test_argument_checks.py", "tests/unit/test_scenarios_by_hand.py"),
    "scenarios/reading/*.py": ("tests/unit/test_scenario_reading.py", "tests/unit/test_scenario_places.py", "tests/unit/test_scenario_refusals_by_hand.py"),
    "scenarios/reading/loader.py": ("tests/unit/test_loader_errors.py", "tests/unit/test_scenarios.py", "tests/unit/test_regions.py"),
    "scenarios/sources.py": ("tests/unit/test_own_sources.py",),
    "scenarios/reading/toml_slips.py": ("tests/unit/test_written_tables.py", "tests/unit/test_scenario_slips.py",),
    "scenarios/scenario.py": ("tests/unit/test_scenario_documents.py", "tests/unit/test_scenarios.py"),
    "scenarios/[ci]*s.py": ("tests/unit/test_scenario_documents.py",),
    "scenarios/inputs.py": ("tests/unit/test_scenarios_by_hand.py",),
    "scenarios/text_files.py": ("tests/unit/test_scenarios_by_hand.py",),
    "scenarios/reading/patterns.py": ("tests/unit/test_scenarios_by_hand.py",),
    "scenarios/[csu]*.py": ("tests/unit/test_scenario_places.py",),
    "scenarios/questions/*.py": ("tests/unit/test_scenario_questions.py", "tests/unit/test_sentences_by_hand.py"),
    "experiments/runs/[finoprsw]*.py": ("tests/unit/test_run_numbers.py",),
    "scenarios/[it]*s.py": ("tests/unit/test_scenario_places.py", "tests/unit/test_scenario_reading.py"),
    "experiments/comparing/compare.py": ("tests/unit/test_compare_by_hand.py", "tests/unit/test_run_numbers.py"),
    "experiments/comparing/answers.py": ("tests/unit/test_scenario_questions.py",),
    "experiments/runs/runner.py": ("tests/unit/test_tasks_by_hand.py", "tests/contracts/test_contributions.py"),
    "experiments/comparing/accounts.py": ("tests/unit/test_written_tables.py", "tests/unit/test_value.py", "tests/unit/test_tasks_by_hand.py"),
    "experiments/comparing/comparison_tables.py": ("tests/unit/test_tasks_by_hand.py",),
    "experiments/comparing/lever_contributions.py": ("tests/unit/test_folders_by_hand.py",),
    "experiments/comparing/*.py": ("tests/unit/test_comparing_once_more.py", "tests/unit/test_page_numbers.py", "tests/contracts/test_small_tables.py", "tests/unit/test_pages_by_hand.py", "tests/unit/test_compare_by_hand.py"),
    "experiments/reporting/result_folder.py": ("tests/unit/test_folders_by_hand.py", "tests/unit/test_storage_numbers.py", "tests/unit/test_terminal_numbers.py"),
    "experiments/reporting/*.py": ("tests/unit/test_cells_of_pages_by_hand.py", "tests/unit/test_pages_by_hand.py", "tests/unit/test_page_numbers.py", "tests/unit/test_pages_of_results.py", "tests/unit/test_first_page.py"),
    "experiments/alarms/*.py": ("tests/unit/test_written_tables.py", "tests/unit/test_cells_of_pages_by_hand.py", "tests/unit/test_alarm_numbers.py", "tests/unit/test_remedies.py", "tests/unit/test_page_numbers.py"),
    "experiments/cli/question_commands.py": ("tests/unit/test_pages_of_results.py", "tests/unit/test_question_commands_by_hand.py"),
    "experiments/cli/[cdeqs]*_commands.py": ("tests/unit/test_commands_by_hand.py", "tests/unit/test_sweep_commands_by_hand.py"),
    "experiments/cli/command_line.py": ("tests/unit/test_command_lines.py",),
    "experiments/cli/declared/*.py": ("tests/unit/test_command_lines.py",),
    "experiments/cli/commands.py": ("tests/unit/test_commands_by_hand.py",),
    "experiments/checks/[cm]*.py": ("tests/unit/test_commands_by_hand.py",),
    "experiments/cli/*.py": ("tests/unit/test_terminal_numbers.py",),
    "experiments/cli/sensitivity_commands.py": ("tests/unit/test_sensitivity_page.py",),
    "experiments/[mt]*.py": ("tests/unit/test_terminal_numbers.py", "tests/unit/test_storage_numbers.py"),
    "experiments/checks/who_came_when.py": ("tests/unit/test_who_came_when.py",),
    "experiments/checks/*.py": ("tests/unit/test_terminal_numbers.py", "tests/unit/test_conflicts.py"),
    "experiments/storage/*.py": ("tests/unit/test_storage_numbers.py", "tests/unit/test_terminal_numbers.py", "tests/contracts/test_small_claims.py"),
    "experiments/comparing/sentences.py": ("tests/unit/test_sentences_by_hand.py",),
    "experiments/reporting/question_s*.py": ("tests/unit/test_pages_of_results.py",),
    "scenarios/reading/keys_and_types.py": ("tests/unit/test_written_tables.py",),
    "experiments/briefs/document.py": ("tests/unit/test_written_tables.py",),
    "experiments/briefs/wor*.py": ("tests/unit/test_written_tables.py",),
    "experiments/figures/line_ends.py": ("tests/unit/test_answer_pictures_by_hand.py", "tests/unit/test_scenario_questions.py"),
    "experiments/figures/answer.py": ("tests/unit/test_answer_layouts_by_hand.py", "tests/unit/test_answer_pictures_by_hand.py", "tests/unit/test_scenario_questions.py"),
    "experiments/figures/*.py": ("tests/unit/test_figure_artists_by_hand.py", "tests/unit/test_answer_layouts_by_hand.py", "tests/unit/test_figure_looks.py", "tests/unit/test_pictures_by_hand.py", "tests/unit/test_figure_numbers.py", "tests/unit/test_figures.py"),
    "experiments/comparing/by_year.py": ("tests/unit/test_pictures_by_hand.py",),
    "experiments/comparing/groups.py": ("tests/unit/test_pictures_by_hand.py",),
    "experiments/comparing/induced.py": ("tests/unit/test_induced_by_hand.py", "tests/unit/test_stored_runs_by_hand.py"),
    "experiments/comparing/[acr]*.py": ("tests/unit/test_brief_pages_by_hand.py",),
    "experiments/reporting/induced_page.py": ("tests/unit/test_stored_runs_by_hand.py", "tests/unit/test_induced_by_hand.py"),
    "experiments/reporting/stored_runs.py": ("tests/unit/test_stored_runs_by_hand.py",),
    "experiments/runs/attribution.py": ("tests/unit/test_contributions.py", "tests/unit/test_induced_by_hand.py"),
    "experiments/runs/variance_components.py": ("tests/unit/test_runs_by_hand.py", "tests/contracts/test_small_tables.py"),
    "experiments/runs/[eiprsv]*.py": ("tests/unit/test_runs_by_hand.py",),
    "experiments/runs/*.py": ("tests/unit/test_written_tables.py", "tests/unit/test_inputs_and_workers_by_hand.py",),
    "experiments/runs/[iv]*s.py": ("tests/unit/test_statistics_once_more.py",),
    "experiments/briefs/*.py": ("tests/unit/test_brief_writing_by_hand.py", "tests/unit/test_brief_sheets_by_hand.py", "tests/unit/test_brief_files_by_hand.py", "tests/unit/test_brief_pages_by_hand.py", "tests/unit/test_brief_outlines.py"),
    "experiments/sensitivity/*.py": ("tests/unit/test_written_tables.py", "tests/unit/test_sensitivity_once_more.py", "tests/unit/test_sensitivity_small.py", "tests/unit/test_sensitivity_by_hand.py", "tests/unit/test_sensitivity_page.py", "tests/unit/test_sensitivity_numbers.py"),
    "experiments/sweeps/[def]*.py": ("tests/unit/test_written_tables.py", "tests/unit/test_factors.py", "tests/unit/test_sweeps_bounds.py"),
    "experiments/sweeps/*.py": ("tests/unit/test_experiments_whole.py", "tests/unit/test_sweep_folders_by_hand.py", "tests/unit/test_sweeps_numbers.py", "tests/unit/test_sweeps_parts.py", "tests/unit/test_sweeps_by_hand.py", "tests/unit/test_sweeps_files.py", "tests/unit/test_experiment_files.py"),
}  # fmt: skip
"""Tests of one file, asked before those of its group."""


def files_of(root: Path, room: Room) -> list[str]:
    """Files of a room that get mutants."""
    found = {str(p.relative_to(root)) for pattern in room.files for p in root.glob(pattern)} - set(room.but)
    return sorted(path for path in found if not LOOKS.search(path))


def closest(path: str) -> tuple[str, ...]:
    """Tests of one file, asked before all others."""
    return tuple(test for name, tests in CLOSEST.items() if fnmatch(path, name) for test in tests)


def near(root: Path, path: str) -> list[str]:
    """Tests that a mutant of a file is shown to in a fork: those closest to it, then those of tests/unit that name its module."""
    return list(dict.fromkeys([*closest(path), *(file for file in naming(root, path) if file.startswith("tests/unit/"))]))


def asked_of(root: Path, room: Room, path: str, whole: bool) -> list[str]:
    """Files of tests that may look at a file: those closest to it, and those of its group, or, `whole`, all of them but the slow folders."""
    patterns = [f"{folder}/*.py" for folder in FIRST] if whole else GROUPS[room.group]
    return list(dict.fromkeys(str(p.relative_to(root)) for pattern in [*closest(path), *patterns] for p in sorted(root.glob(pattern)) if p.name.startswith("test_")))


@cache
def _texts(root: Path) -> dict[str, str]:
    """Files of tests, pinned numbers apart, with their text."""
    folders = ("unit", "contracts", "identities", "dashboard", "statistics")
    return {str(place.relative_to(root)): place.read_text(encoding="utf-8") for folder in folders for place in sorted((root / "tests" / folder).glob("test_*.py"))}


@cache
def naming(root: Path, path: str) -> list[str]:
    """Files of tests, pinned numbers apart, that name the module of a file of the project."""
    module = path.removesuffix(".py").replace("/", ".")
    package, _, name = module.rpartition(".")
    imports = re.compile(rf"\b{re.escape(module)}\b|from {re.escape(package)} import [^\n]*\b{re.escape(name)}\b")
    return sorted(file for file, text in _texts(root).items() if package in text and name in text and imports.search(text))
