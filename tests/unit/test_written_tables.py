"""Tables that stand as written in the source, once more as they are meant: bounds of arguments, designs, methods, alarms and what answers them, acts, goods of countries without tables."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from experiments.alarms import outcome_rules, uptake_rules
from experiments.alarms.outcome_rules import OUTCOME_RULES
from experiments.alarms.remedies import ELIGIBILITY, HOME, REMEDIES
from experiments.alarms.uptake_rules import UPTAKE_RULES
from experiments.briefs import document, word_file, workbook
from experiments.briefs.document import Run, line_of
from experiments.calibrated.ensemble import shipped
from experiments.comparing.accounts import GOODS, PAID_TO
from experiments.reporting import summary
from experiments.reporting.indicator_list import INDICATORS
from experiments.reporting.what_it_rests_on import MOST_INPUTS
from experiments.runs import intervals
from experiments.runs.attribution import ACTS, COUNTERFACTUAL, COUNTERFACTUAL_ALARMS
from experiments.runs.options import check_options
from experiments.runs.variance_components import TELLS_NOTHING
from experiments.sensitivity import convergence, delta, distributions, sample, variance
from experiments.sensitivity.arguments import RULES as ARGUMENTS
from experiments.sensitivity.evidence import _RULES as EVIDENCE
from experiments.sensitivity.evidence import Evidence
from experiments.sensitivity.methods import METHODS
from experiments.sweeps.designs import DESIGNS, Design, points_of
from experiments.sweeps.experiment import Experiment
from experiments.sweeps.factor import Factor
from experiments.text import percent, say, semicolon
from model.errors import InputError
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from scenarios.reading.build import build
from scenarios.reading.keys_and_types import GivenFigure, GivenSource, OneOrBoth
from scenarios.reading.toml_slips import slip

BOUNDS = {
    "replications": (1, 100_000),
    "years": (1, 100),
    "seed": (0, 18_446_744_073_709_551_615),
    "replication": (0, 2_147_483_647),
    "sample": (100, 50_000_000),
    "jobs": (1, 4096),
    "runs": (1, 10_000_000),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_an_argument_is_taken_to_its_bounds_and_not_beyond(name: str) -> None:
    least, most = BOUNDS[name]
    assert [getattr(check_options(**{name: value}), name) for value in (least, most)] == [least, most]
    for value in (least - 1, most + 1):
        with pytest.raises(InputError):
            check_options(**{name: value})


def test_arguments_that_are_no_numbers() -> None:
    given = check_options(years=None, sample=None, engine="objects", uncertainty="prior", language="fr", parts=None, keep=["interns"], out=None, dask=None)
    assert (given.years, given.sample, given.engine, given.uncertainty, list(given.keep)) == (None, None, "objects", "prior", ["interns"])
    told = {
        "engine": "compiled, objects",
        "uncertainty": "luck, inputs, prior",
        "scenario": "a scenario, a name of the library or the path of a TOML file",
        "subject": "an object with the method perform, as experiments.sweeps.subject.Subject",
        "parts": "where finished tasks are kept (experiments.runs.parts.Parts)",
    }
    with pytest.raises(InputError) as refused:
        check_options(**dict.fromkeys(told, 7))
    assert {problem.key: str(problem.allowed).removesuffix(", or none").removesuffix(" (or none)") for problem in refused.value.problems}.keys() == told.keys()
    assert all(says in str(problem) for problem, says in ((one, told[one.key]) for one in refused.value.problems))


# --- designs and methods -----------------------------------------------------------------------------

KEYS: dict[str, dict[str, tuple[Any, Any, Any]]] = {
    "grid": {"levels": (3, 2, 1000)},
    "latin_hypercube": {"points": (128, 1, 1_000_000)},
    "sobol_sequence": {"points": (128, 1, 1_000_000)},
    "morris": {"trajectories": (10, 2, 1_000_000), "levels": (4, 2, 100)},
    "saltelli": {"n": (64, 2, 4_194_304), "second_order": (False, None, None)},
    "fast": {"n": (129, 5, 1_000_000), "harmonics": (4, 1, 20)},
    "rbd_fast": {"points": (128, 1, 1_000_000)},
    "fractional_factorial": {},
    "one_at_a_time": {"levels": (2, 2, 1000)},
    "table": {"file": (None, None, None)},
}
"""Of each key what it is where it is not given, the least and the most."""


def test_designs_by_their_keys() -> None:
    assert list(DESIGNS) == list(KEYS)
    for kind, keys in KEYS.items():
        held = DESIGNS[kind].keys
        assert list(held) == list(keys), kind
        for key, (default, least, most) in keys.items():
            assert held[key].value == default, (kind, key)
            if least is not None:
                refused = [held[key].problem(key, value) is not None for value in (least - 1, least, most, most + 1)]
                assert refused == [True, False, False, True], (kind, key, held[key])


def test_designs_by_what_makes_them_larger_and_what_they_keep() -> None:
    traits = {kind: (rules.size, rules.extends, rules.can_group) for kind, rules in DESIGNS.items()}
    assert traits == {
        "grid": ("levels", "subset", False),
        "latin_hypercube": ("points", None, False),
        "sobol_sequence": ("points", "prefix", False),
        "morris": ("trajectories", "prefix", True),
        "saltelli": ("n", "prefix", True),
        "fast": ("n", None, False),
        "rbd_fast": ("points", None, False),
        "fractional_factorial": (None, None, False),
        "one_at_a_time": ("levels", None, False),
        "table": (None, "prefix", False),
    }


def test_methods_by_designs_and_indices() -> None:
    sample = ("latin_hypercube", "rbd_fast", "sobol_sequence", "table")
    assert {name: (way.kinds, way.main, way.all, way.by_group, way.from_sample) for name, way in METHODS.items()} == {
        "sobol": (("saltelli",), ("S1", "ST"), ("S1", "ST"), True, False),
        "morris": (("morris",), ("mu_star",), ("mu_star", "mu", "sigma"), True, False),
        "fast": (("fast",), ("S1", "ST"), ("S1", "ST"), False, False),
        "rbd_fast": (sample, ("S1",), ("S1",), False, True),
        "delta": ((*sample, "saltelli"), ("delta",), ("delta", "S1"), False, True),
        "pawn": ((*sample, "saltelli", "grid"), ("pawn",), ("pawn", "pawn_max"), False, True),
        "regional": ((*sample, "saltelli", "grid"), ("ks",), ("ks",), False, True),
        "fractional_factorial": (("fractional_factorial",), ("effect",), ("effect",), False, False),
        "one_at_a_time": (("one_at_a_time",), ("swing",), ("swing",), False, False),
    }
    assert all(way.name == name for name, way in METHODS.items())


# --- alarms ------------------------------------------------------------------------------------------

WATCHED = {
    ("X1", "additionality"): (0.15, "below", "each"),
    ("X4", "wait_over_promise"): (2.0, "above", "each"),
    ("X4", "abandonment"): (0.2, "above", "each"),
    ("X5", "richest_tenth"): (1.5, "above", "each"),
    ("X5", "faction"): (1.25, "above", "each"),
    ("X13", "informed"): (0.75, "below", "each"),
    ("X13", "applications"): (1.0, "below", "each"),
    ("X13", "taken_up"): (0.1, "below", "each"),
    ("X14", "effect_left"): (0.25, "below", "each"),
    ("X16", "forgone_per_job"): (10.0, "above", "each"),
    ("X2", "poorer_half"): (0.45, "below", "world"),
    ("X3", "years_with_money"): (0.5, "below", "each"),
    ("X6", "promises_broken"): (0.3, "above", "each"),
    ("X7", "doubled_and_missing"): (0.03, "above", "world"),
    ("X8", "days_to_first_aid"): (30.0, "above", "world"),
    ("X9", "retained"): (0.4, "below", "each"),
    ("X10", "displaced"): (0.15, "above", "each"),
    ("X11", "interns_lost"): (0.1, "above", "each"),
    ("X12", "idle_both"): (0.25, "above", "each"),
    ("X15", "kept_away"): (0.75, "above", "each"),
}
"""Of each measure its bound, on which side of it the alarm is on, and whether it is of the world and so the same for every lever."""


def test_alarms_by_their_bounds() -> None:
    rules = (*UPTAKE_RULES, *OUTCOME_RULES)
    held = {(one.alarm, one.measure): (one.threshold, "above" if one.is_above else "below", "world" if one.is_shared else "each") for one in rules}
    assert held == WATCHED
    assert (outcome_rules.ENOUGH_POSTS, outcome_rules.ENOUGH_ENTRIES, uptake_rules.ENOUGH) == (1.0, 30.0, 30.0)


def test_alarms_on_outcomes_speak_of_their_levers_alone() -> None:
    """In a world in which all that is watched happened, of each lever by itself."""
    numbers = [0, 1]
    fears = {(f"supported_{name}", "lever", "volunteer_register"): np.array([20.0, 20.0]) for name in ("a", "b", "c")}
    each: Any = SimpleNamespace(numbers=numbers, judged=fears, column=lambda name, *key: np.array([40.0, 40.0]), scenario=SimpleNamespace(years=3, levers=()))
    funds = {"matching_grant", "pooled_fund"}
    told: dict[str, set[str]] = {}
    for rule in OUTCOME_RULES:
        told[rule.alarm] = {name for name, lever in REGISTRY.items() if rule.parts(each, lever()) is not None}
    assert told["X2"] == funds and told["X6"] == {"consultation"} and told["X15"] == {"volunteer_register"} and told["X3"] == set()
    assert told["X7"] == funds | {"philanthropy_partnership", "philanthropy_training", "donation_tax_relief"}
    assert told["X8"] == {"philanthropy_partnership", "pooled_fund"}
    assert all(told[alarm] <= {"skills_placement"} for alarm in ("X9", "X10", "X11", "X12")) and told["X9"] == told["X10"] == {"skills_placement"}


def test_alarms_on_outcomes_read_these() -> None:
    """Each number over the other of the two that it is made of."""
    each: Any = SimpleNamespace(numbers=[0], judged={}, scenario=SimpleNamespace(years=3, levers=()))
    placement, fund, forum = REGISTRY["skills_placement"](), REGISTRY["pooled_fund"](), REGISTRY["consultation"]()
    by_alarm = {rule.alarm: rule for rule in OUTCOME_RULES}
    for alarm, lever, first, second in (
        ("X10", placement, "staff_displaced", "vacancies_filled"),
        ("X9", placement, "capacity_retained_12m", None),
        ("X2", fund, "poorer_half", None),
        ("X8", fund, "days_to_first_aid", None),
        ("X6", forum, "promises_broken_share", None),
    ):
        values = {first: 5.0, second: 7.0}
        each.column = lambda name, *key, values=values: np.array([values[name]])
        parts = by_alarm[alarm].parts(each, lever)
        assert parts is not None
        assert [float(part[0]) for part in parts] == [5.0, 7.0 if second else 1.0], alarm


STAFF = "officers mediators desk_staff places_per_year seats_per_year joint_projects_per_year rounds_per_year calls_per_year budget_usd"
NEWS, PLACES = (
    "publicity_usd promotion_usd campaign_usd news reach languages",
    "places_per_year seats_per_year joint_projects_per_year places calls_per_year events_per_year",
)
BIG = "share ratio rate rate_cut_points seed_usd package_usd sender_control assistance_days"
ANSWERS = {
    "X1": [f"raise {BIG}", "choose eligibility", "add business_registration one_stop_shop for found_firm invest_productive"],
    "X2": ["set rule need_weighted", "set rule quota", "choose eligibility", "add pooled_fund philanthropy_training"],
    "X3": ["lower ratio share cap_usd seed_usd package_usd project_usd", "raise budget_usd", "raise rounds_per_year calls_per_year"],
    "X4": [f"raise {STAFF}", "lower service_days days_to_allocate processing_months", "set online True", "raise ramp_months"],
    "X5": [
        "raise quota",
        "set rule quota",
        "set blind_scoring True",
        "lower jury_noise",
        "lower cap_usd ceiling_usd min_project_usd min_usd own_funds_share of richest_tenth",
        "choose eligibility",
    ],
    "X6": ["lower events_per_year places", "raise answers_per_month deadline_days"],
    "X7": ["raise coordination agreements desk_staff", "add philanthropy_partnership pooled_fund"],
    "X8": ["raise fast_window_days", "lower days_to_allocate coordination"],
    "X9": ["raise training_share follow_up_hours mentoring_share counterparts internships_per_year"],
    "X10": ["set additionality_rule True", "raise training_share"],
    "X11": ["set bonded_return True", "raise virtual_share", "lower internships_per_year"],
    "X12": ["raise officers budget_usd", "choose sectors", "add volunteer_register diaspora_mapping"],
    "X13": [
        f"raise {NEWS}",
        "add investment_information for found_firm invest_productive",
        "add business_network for found_firm invest_productive export",
        "add knowledge_hub",
        f"lower {PLACES} of applications",
        "lower min_project_usd min_usd own_funds_share fee_usd steps days documents of taken_up",
    ],
    "X14": ["set funding institutional", "set ministry.institutional_home True"],
    "X15": ["set independent_host True", "add consultation"],
    "X16": ["lower years holiday_years cap_usd rate_cut_points rate ceiling_usd", "set open_to diaspora", "add business_registration one_stop_shop"],
}


def _told(remedy: Any) -> str:
    verb = "set" if remedy.value is not None else "add" if remedy.adds else {1: "raise", -1: "lower", 0: "choose"}[remedy.way]
    words = [verb, *remedy.keys, *remedy.adds, *([] if remedy.value is None else [str(remedy.value)])]
    words += ["for", *(act.name.lower() for act in remedy.acts)] if remedy.acts else []
    return " ".join([*words, *(["of", *remedy.measures] if remedy.measures else [])])


def test_what_answers_each_alarm() -> None:
    assert {alarm: [_told(remedy) for remedy in remedies] for alarm, remedies in REMEDIES.items()} == ANSWERS
    for remedies in REMEDIES.values():
        for remedy in remedies:
            ends = remedy.says.en.rsplit(": ", 1)[-1] if ": " in remedy.says.en else ""
            assert ends == {1: "raise", -1: "lower"}.get(remedy.way, "add" if remedy.adds else ""), remedy.says.en
    assert (ELIGIBILITY, HOME) == ("eligibility", "ministry.institutional_home")


# --- what only the other world tells -----------------------------------------------------------------


def test_what_is_read_against_the_world_without_a_lever() -> None:
    assert COUNTERFACTUAL_ALARMS == ("X1", "X14", "X16") and COUNTERFACTUAL[-2:] == ("effect_funded", "effect_after_24m")
    wanted = {f"{name}_{faction}" for name in ("additional", "deadweight") for faction in ("a", "b", "c")}
    assert wanted <= set(COUNTERFACTUAL) and {"additional", "deadweight"} <= set(COUNTERFACTUAL)


def test_acts_in_words() -> None:
    assert {act.name.lower(): words.en for act, words in ACTS.items()} == {
        "remit": "sending money",
        "invest_property": "buying property",
        "invest_productive": "productive investment",
        "found_firm": "founding a firm",
        "give_regular": "regular giving",
        "give_collective": "giving to a collective project",
        "give_crisis": "giving in a crisis",
        "placement": "expert work",
        "naturalise": "naturalising",
        "keep_nationality": "keeping the nationality",
        "export": "trading",
        "save": "saving",
        "buy_bond": "buying a bond",
        "visit": "visiting",
        "open_account": "opening an account",
        "return": "returning",
        "advise": "advising",
        "register": "registering",
        "speak": "speaking up",
    }


# --- a country that only the scenario knows ----------------------------------------------------------


@pytest.mark.parametrize(("side", "corridor"), [("origin", "QZQ-BEL"), ("residence", "MAR-QZQ")])
def test_a_code_of_no_table_is_read_where_the_scenario_has_figures_of_it(side: str, corridor: str) -> None:
    """On the side of the corridor on which it stands, and on no other."""
    document: dict[str, Any] = {"schema": 1, "label": {"en": "One", "fr": "Un"}, "says": {"en": "One", "fr": "Un"}, "origin": ["MAR"], "residence": ["BEL"]}
    document |= {side: ["QZQ"], "corridor": {corridor: {}}}

    def told(given: dict[str, Any]) -> list[str]:
        with pytest.raises(InputError) as refused:
            build(given)
        return [problem.key for problem in refused.value.problems]

    assert not any(key.startswith((side, f"{side}s")) for key in told(document))
    other = "MAR-QZQ" if side == "origin" else "QZQ-BEL"
    assert side in told(document | {"corridor": {other: {}}})


def test_outcomes_that_alarms_read_are_of_the_model() -> None:
    read = [
        "poorer_half",
        "promises_broken_share",
        "crisis_need",
        "crisis_duplicated",
        "crisis_unmet",
        "days_to_first_aid",
        "capacity_retained_12m",
        "interns_lost",
    ]
    assert set(read) <= set(OUTCOMES)


# --- smaller tables ----------------------------------------------------------------------------------


def test_whom_the_money_of_households_reaches_and_what_are_goods() -> None:
    assert {name: account.name.lower() for name, account in PAID_TO.items()} == {
        "sent": "families",
        "invested_productive": "firms",
        "invested_property": "sellers",
        "given_regular": "bodies",
        "given_collective": "associations",
        "given_crisis": "communities",
        "deposited": "banks",
        "bonds": "issuer",
        "visits": "tourism",
    }
    assert {account.name.lower() for account in GOODS} == {"associations", "communities", "institutions", "families", "shops", "networks"}


def test_indicators_by_frame_and_what_they_are_computed_from() -> None:
    held: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in INDICATORS:
        held.setdefault(one.frame, {}).setdefault(one.id, one.outcomes)
    assert list(held) == ["SDG", "GCM", "programme", "GCM review"] and list(held["GCM review"]) == [
        f"review.{name}" for name in ("10.c.1", "17.3.2", "8.10.2", "20.formal", "20.speed")
    ]
    goals, compact, programme, _ = held.values()
    assert {name: outcomes for name, outcomes in goals.items() if name != "17.3.1"} == {
        "10.c.1": ("remittance_fees", "remittances"),
        "17.3.2": ("remittances",),
        "17.16": ("joint_projects",),
        "17.16.agreements": (),
        "17.9": ("expert_days",),
        "8.10.2": ("accounts_opened",),
        "8.10.2.women": ("accounts_opened_women",),
        "8.10.1": (),
        "8.3": ("jobs",),
        "8.9": ("tourism_receipts",),
        "9.3": ("blocked_finance",),
        "3.c.1": ("capacity_health",),
        "4.c.1": ("capacity_education",),
        "1.5": ("crisis_covered", "crisis_need"),
    }
    assert (
        compact["19.remit"] == ("remittances",) and compact["20.formal"] == ("remittances_formal", "remittances") and compact["20.speed"] == ("transfer_days",)
    )
    assert programme["relevance"] == ("poorer_half",) and programme["sustainability"] == ("capacity_retained_12m",) and programme["coherence"] == ()


@pytest.mark.parametrize(("rules", "name", "taken", "refused"), [
    (ARGUMENTS, "units_now", (1, 1_000_000_000), (0, 1_000_000_001)),
    (ARGUMENTS, "target", (1e-9, 0.5), (0.0, -1.0)),
    (ARGUMENTS, "widest_now", (0.0, 0.5, float("nan")), (-0.1,)),
    (EVIDENCE, "stride", (1, 1_000_000_000), (0, 1_000_000_001)),
    (EVIDENCE, "seed", (0, 18_446_744_073_709_551_615), (-1, 18_446_744_073_709_551_616)),
    (EVIDENCE, "factors", (("a",), ("a", "b")), ((),)),
    (EVIDENCE, "unit", (np.zeros((1, 1)),), ([0.0],)),
])  # fmt: skip
def test_arguments_of_analyses_are_taken_to_their_bounds(rules: Any, name: str, taken: tuple[Any, ...], refused: tuple[Any, ...]) -> None:
    for value in taken:
        check_options(rules, **{name: value})
    for value in refused:
        with pytest.raises(InputError):
            check_options(rules, **{name: value})


def test_years_of_evidence_and_tables_are_told_in_words() -> None:
    says = {
        "by_year": "a table of years to evidence",
        "indices": "the table of indices, as analyse gives it",
        "evidence": "the evidence of one outcome (experiments.sensitivity.Evidence)",
    }
    with pytest.raises(InputError) as refused:
        check_options(ARGUMENTS, **dict.fromkeys(says, 7))
    assert all(says[problem.key] in str(problem) for problem in refused.value.problems) and len(refused.value.problems) == 3
    one = Evidence("y", "latin_hypercube", ("a",), np.zeros((2, 1)), np.zeros((2, 1)))
    assert (one.stride, one.seed) == (1, 1)
    for year in (1, 100):
        check_options(ARGUMENTS, by_year={year: one})
    for year in (0, 101):
        with pytest.raises(InputError):
            check_options(ARGUMENTS, by_year={year: one})


@pytest.mark.parametrize(
    ("word", "nought"), [("k", 3), ("thousand", 3), ("m", 6), ("million", 6), ("millions", 6), ("mio", 6), ("bn", 9), ("billion", 9), ("MIO", 6)]
)
def test_words_for_thousands_and_more(word: str, nought: int) -> None:
    found = slip(f"2 {word}")
    assert found is not None and found.instead is not None and float(found.instead.replace("_", "")) == 2 * 10.0**nought


@pytest.mark.parametrize("name", ["title", "publisher", "address"])
def test_words_of_a_source_may_be_one_letter_and_years_begin_at_a_thousand(name: str) -> None:
    source = {"title": "A b", "publisher": "C d", "year": 1000, "address": "e f"}
    GivenSource(**{**source, name: "X"})
    for wrong in ({name: ""}, {"year": 999}, {"unknown": 1}, {name: 3}):
        with pytest.raises(ValidationError):
            GivenSource(**{**source, **wrong})


def test_words_and_figures_may_be_of_one_letter_and_ranges_have_two_ends() -> None:
    assert (OneOrBoth(en="X").fr, OneOrBoth(fr="X").en) == (None, None)
    for wrong in ({"en": ""}, {"fr": ""}, {"en": "X", "de": "Y"}, {}):
        with pytest.raises(ValidationError):
            OneOrBoth(**wrong)
    assert GivenFigure(value=1, assumed=[1, 2], currency="X").assumed == [1, 2]
    for ends in ([1], [1, 2, 3]):
        with pytest.raises(ValidationError):
            GivenFigure(value=1, assumed=ends)


def test_five_inputs_are_named_for_one_change() -> None:
    assert (MOST_INPUTS, TELLS_NOTHING) == (5, 0.9)


def test_what_statistics_rest_on() -> None:
    """Sizes of samples and of resampling, seeds of their streams: results at a seed are told to stay the same, and hold only as long as these do."""
    assert (intervals.MIN_DRAWS, intervals.RESAMPLES, intervals.BOOTSTRAP_SEED, intervals.MOST_STEPS) == (3, 2000, 1, 60)
    assert (delta.BOOTSTRAP, delta.PERMUTED, delta.MASS, delta.LEAST_IN_MASS, delta.FINER, delta.CELLS) == (1, 4, 0.05, 5, (1.0, 1.25, 1.5, 1.75, 2.0), 256)
    assert np.allclose(delta._FREQUENCY[[0, 1, -1]], [0.0, 2.0 * np.pi / 512.0, np.pi])
    assert (distributions.PAWN, distributions.REGIONAL, distributions.PERMUTED, distributions.SLACK) == (2, 3, 4, 0.02)
    assert (sample.LEAST_POINTS, sample.RESAMPLES, sample.FACTORS_TOGETHER, sample.ORDER, convergence.PARTS) == (30, 100, 0.3, 5, (8, 4, 2, 1))
    assert (variance.RESAMPLES, variance.BY_LEVEL, variance.LEAST_UNITS, variance.LARGEST_TABLE) == (500, 6, 4, 4_000_000)


def test_coverage_of_intervals_where_none_is_asked_for() -> None:
    values, groups = np.arange(40.0), np.arange(40)
    two = values[:, None]
    assert intervals.range_is_whole(10) == intervals.range_is_whole(10, 0.9) and intervals.levels(40) == intervals.levels(40, 0.95)
    for known, told in (
        (intervals.spread(two), intervals.spread(two, 0.9)),
        (intervals.of_mean(two, groups), intervals.of_mean(two, groups, 0.95, -np.inf)),
        (intervals.of_ratio(values, values + 1.0, groups), intervals.of_ratio(values, values + 1.0, groups, 0.95)),
    ):
        assert [np.asarray(part).tolist() for part in known] == [np.asarray(part).tolist() for part in told] and np.isfinite(np.asarray(known[1])).all()


def test_parts_of_a_brief_are_plain_where_nothing_is_said() -> None:
    assert not any((Run("x").bold, Run("x").code, *(span.bold for span in line_of("x"))))
    assert (document.HALF, document.MANY, word_file.MANY, word_file.MARGIN, word_file.WRITTEN) == (62, 6, 6, 50, (2019, 1, 1, 0, 0, 0))
    assert (workbook.COLUMNS, workbook.WIDTH, workbook.HEAD_ROW, workbook.CHART_ROWS, workbook.SHORT) == (6, 26, 3, 17, 40)
    assert workbook.WRITTEN.isoformat() == "2019-01-01T00:00:00"


# --- kinds of what survived a draw -------------------------------------------------------------------


@pytest.mark.parametrize(("code", "says", "own"), [("Niue", "NIU", True), ("ni", "NIC", False), ("Morocco", "MAR", False), ("Atlantis", None, False)])
def test_a_country_by_another_form_of_its_name(code: str, says: str | None, own: bool) -> None:
    """Where no table has figures of it, that those of one's own do."""
    document: dict[str, Any] = {"schema": 1, "label": {"en": "One", "fr": "Un"}, "says": {"en": "One", "fr": "Un"}, "origin": [code], "residence": ["BEL"]}
    with pytest.raises(InputError) as refused:
        build(document)
    (problem,) = (one for one in refused.value.problems if one.key.startswith("origin"))
    assert problem.nearest == says and str(problem.allowed).endswith(f"; or figures of its own for {says}") is own and ("of its own" in str(problem.allowed)) is own


@pytest.mark.parametrize(("new", "told"), [(30.0, "30 %"), (0.0, "0 %"), (100.0, "100 %"), (100.1, None), (-0.1, None)])
def test_the_share_of_money_is_told_where_it_is_a_share(new: float, told: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "added", lambda each, lever: {"supported": np.array([100.0]), "additional": np.array([new])})
    grant = REGISTRY["matching_grant"]()
    judged = {("additional", "lever", "matching_grant"): np.array([3.0]), ("deadweight", "lever", "matching_grant"): np.array([1.0])}
    row: Any = SimpleNamespace(each=SimpleNamespace(scenario=SimpleNamespace(levers=(grant,)), judged=judged), lever=None, outcome=grant.main_outcome)
    for language in ("en", "fr"):
        share = None if told is None else percent(new / 100.0, language)
        money = say("s_money_untold", language) if share is None else say("s_money", language, share=share)
        assert summary._additional(row, language) == f"{say('s_households', language, share=percent(0.75, language), rest=percent(0.25, language))}{semicolon(language)}{money}"


def test_parameters_from_elsewhere_and_as_declared() -> None:
    experiment: Any = Experiment(*([None] * len([one for one in fields(Experiment) if one.default is MISSING and one.default_factory is MISSING])))
    ensemble = replace(experiment, parameters="ensemble", ensemble_digest="x")
    assert (ensemble.with_parameters("declared").parameters, ensemble.with_parameters("declared").ensemble_digest) == ("declared", "")
    assert experiment.with_parameters("ensemble").ensemble_digest == shipped().digest != ""


def test_curves_of_fast_are_those_of_their_harmonics() -> None:
    factors = [Factor(f"x{j}", 0.0, 1.0) for j in range(2)]
    for harmonics in (2, 4):
        unit = points_of(Design("fast", {"n": 65, "harmonics": harmonics}), factors, 3, (0.5, 0.5)).unit
        first = (65 - 1) // (2 * harmonics)  # the frequency of the factor whose curve it is
        heights = np.abs(np.fft.rfft(unit[:65, 0] - unit[:65, 0].mean()))
        assert len(unit) == 130 and int(heights.argmax()) == first
        outputs = (unit[:, 0] + 0.3 * unit[:, 1] ** 2)[:, None]
        given = Evidence("y", "fast", ("x0", "x1"), unit, outputs, settings={"harmonics": harmonics})
        known = [row.value for row in variance.fast_indices(given, "en")]
        assert [0.75 < known[0] < 1.0, known[1] < 0.25] == [True, True]
    assert known == [row.value for row in variance.fast_indices(replace(given, settings={}), "en")]  # 4 where the design does not say


def test_first_order_indices_are_resampled_row_by_row() -> None:
    factors = [Factor(f"x{j}", 0.0, 1.0) for j in range(2)]
    unit = points_of(Design("saltelli", {"n": 16, "second_order": False}), factors, 3, (0.5, 0.5)).unit
    found = variance.resampled_first_order(Evidence("y", "saltelli", ("x0", "x1"), unit, unit[:, :1] * 2.0 + unit[:, 1:], stride=4, settings={"second_order": False}))
    assert found.shape == (variance.RESAMPLES, 2) and np.isfinite(found).all() and found[:, 0].mean() > found[:, 1].mean() > 0.0 and found.std(axis=0).min() > 0.0
