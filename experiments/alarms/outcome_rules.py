"""Alarms on what a policy did and left undone (X2, X3, X6 to X12, X15), each told of the levers that could have done otherwise.

A rule whose outcome is not in the model is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.levers import Lever
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from model.records.vocabulary import FACTIONS

from ..runs.intervals import Floats
from ..runs.replications import Replications
from .reading import Parts, Rule, largest, ratio
from .uptake_rules import number_of

FUNDS = ("matching_grant", "pooled_fund")
HELPERS = (*FUNDS, "philanthropy_partnership", "philanthropy_training", "donation_tax_relief")
COORDINATORS = ("philanthropy_partnership", "pooled_fund")  # whose procedures may hold help up
AGENCIES = ("skills_placement",)
ENOUGH_POSTS = 1.0
"""Events over all replications below which nothing is said of their shares."""
FADED = 0.4
"""Know-how left after 12 months below which X9 is on: what decay and turnover alone leave at their declared values, 0.939^12 x 0.85 (`placement.decay`,
`placement.staff_turnover`). Below it an agency keeps no more than would be kept without it. At 0.5 it was on for all 10 placements of the library, as drawn
decay is faster on average than declared; at 0.4 for 3 of them."""
APART = 0.03
"""Need that got aid twice or none, whichever is less, over need, above which X7 is on. Where a desk or a pooled fund coordinates, 0.021 is left, without 0.040
(six scenarios of the library, docs/alarms.md); at 0.05 it was on for none of them."""
FROZEN = 0.15
"""Local posts kept vacant over person months filled above which X10 is on: more than the share of gap-filling assignments that freeze a post at its declared
value (`placement.displacement`, 0.12). At 0.05 it was on for all 8 placements of the library without the additionality rule, at 0.15 for 3 of them."""
IDLE = 0.25
"""The lesser share of requests unfilled and of applicants unused above which X12 is on: a quarter of both. At 0.5 it was on for none of the 10
placements of the library, at 0.25 for 2."""
ENOUGH_ENTRIES = 30.0
"""The same for would-be entries of a register."""


def _for(levers: Sequence[str], parts: Callable[[Replications, Lever], Parts | None]) -> Callable[[Replications, Lever], Parts | None]:
    """The rule for these levers, silent for all others."""
    return lambda each, lever: parts(each, lever) if lever.id in levers else None


def _known(*outcomes: str) -> bool:
    """Whether the model has these outcomes."""
    return all(outcome in OUTCOMES for outcome in outcomes)


def _one(values: Floats) -> Parts:
    """A value as it is: over one."""
    return values, np.where(np.isfinite(values), 1.0, np.nan)


def _share(above: str, below: str) -> Callable[[Replications, Lever], Parts | None]:
    """One outcome over another, where there is enough of the other."""

    def parts(each: Replications, lever: Lever) -> Parts | None:
        if not _known(above, below) or not np.nansum(each.column(below)) >= ENOUGH_POSTS:
            return None
        return each.column(above), each.column(below)

    return parts


def _level(outcome: str) -> Callable[[Replications, Lever], Parts | None]:
    return lambda each, lever: _one(each.column(outcome)) if _known(outcome) else None


def _years_with_money(each: Replications, lever: Lever) -> Parts | None:
    """Years until the money first ran out; the whole horizon where it never did. Only where one lever alone has a budget that can run out."""
    limited = [other for other in each.scenario.levers if other.budget_usd is not None and not other.entitlement and other.process is not None]
    if limited != [lever]:
        return None
    if not np.nansum(number_of(each, lever, "files_received") - number_of(each, lever, "files_served")) > 0.0:
        return None
    month = each.column("budget_exhausted_month")
    return _one(np.where(np.isfinite(month), (month + 1.0 - lever.from_month) / 12.0, float(each.scenario.years)))


def _doubled_and_missing(each: Replications, lever: Lever) -> Parts | None:
    """The smaller of what came twice and what never came, over the need: both at once are a failure to share plans."""
    need = each.column("crisis_need")
    if not np.nansum(need) > 0.0:
        return None
    return np.minimum(each.column("crisis_duplicated"), each.column("crisis_unmet")), need


def _internships(each: Replications, lever: Lever) -> Parts | None:
    """Interns who stayed abroad over internships; as many as are offered where they are not counted."""
    offered = float(lever.values["internships_per_year"]) * each.scenario.years
    if not offered > 0.0:
        return None
    sent = each.column("interns") if _known("interns") else np.full(len(each.numbers), offered)
    return each.column("interns_lost"), sent


def _idle_both(each: Replications, lever: Lever) -> Parts | None:
    """The smaller of the shares of requests unfilled and of applicants unused."""
    if not _known("placement_requests", "placement_applications"):
        return None
    done = each.column("placements_physical") + each.column("placements_virtual")
    requests, experts = each.column("placement_requests"), each.column("placement_applications")
    if not min(float(np.nansum(requests)), float(np.nansum(experts))) >= ENOUGH_POSTS:
        return None
    return _one(1.0 - np.minimum(np.maximum(ratio(done, requests), ratio(done, experts)), 1.0))


def _kept_away(each: Replications, lever: Lever) -> Parts | None:
    """Of those who would register, those who stay away for fear, in the faction where they are the most (X15)."""
    names = [faction.lower() for faction in FACTIONS]
    if not _known(*(f"register_fear_{name}" for name in names)):
        return None
    afraid = [each.column(f"register_fear_{name}") for name in names]
    entered = [number_of(each, lever, f"supported_{name}") for name in names]
    if not np.nansum(afraid) + np.nansum(entered) >= ENOUGH_ENTRIES:
        return None
    return largest((own, own + other) for own, other in zip(afraid, entered, strict=True))


OUTCOME_RULES = (
    Rule(
        "X2",
        "poorer_half",
        Text("share of project money in the poorer half", "part de l'argent des projets dans la moitié la plus pauvre"),
        0.45,
        False,
        _for(FUNDS, _level("poorer_half")),
        is_shared=True,
    ),
    Rule("X3", "years_with_money", Text("years until the money ran out", "années avant que l'argent manque"), 0.5, False, _years_with_money),
    Rule(
        "X6",
        "promises_broken",
        Text("promises broken over promises due", "promesses rompues sur promesses échues"),
        0.3,
        True,
        _for(("consultation",), _level("promises_broken_share")),
    ),
    Rule(
        "X7",
        "doubled_and_missing",
        Text("need that got aid twice or none, whichever is less, over need", "besoin aidé deux fois ou jamais, le moindre des deux, sur le besoin"),
        APART,
        True,
        _for(HELPERS, _doubled_and_missing),
        is_shared=True,
    ),
    Rule(
        "X8",
        "days_to_first_aid",
        Text("days to first help that counts", "jours avant une première aide qui compte"),
        30.0,
        True,
        _for(COORDINATORS, _level("days_to_first_aid")),
        is_shared=True,
    ),
    Rule(
        "X9",
        "retained",
        Text("know-how still there after 12 months over know-how gained", "savoir-faire encore là après 12 mois sur savoir-faire acquis"),
        FADED,
        False,
        _for(AGENCIES, _level("capacity_retained_12m")),
    ),
    Rule(
        "X10",
        "displaced",
        Text("local posts kept vacant over person months filled", "postes locaux gelés sur personnes-mois pourvus"),
        FROZEN,
        True,
        _for(AGENCIES, _share("staff_displaced", "vacancies_filled")),
    ),
    Rule(
        "X11",
        "interns_lost",
        Text("interns who stayed abroad over internships", "stagiaires restés à l'étranger sur stages"),
        0.1,
        True,
        _for(AGENCIES, _internships),
    ),
    Rule(
        "X12",
        "idle_both",
        Text("requests unfilled or applicants unused, the lesser share", "demandes non pourvues ou candidats non employés, la moindre part"),
        IDLE,
        True,
        _for(AGENCIES, _idle_both),
    ),
    Rule(
        "X15",
        "kept_away",
        Text(
            "would-be registrants who stay away for fear, in the faction where they are the most",
            "candidats à l'inscription qui s'abstiennent par crainte, dans la faction où ils sont le plus nombreux",
        ),
        0.75,
        True,
        _for(("volunteer_register",), _kept_away),
    ),
)
