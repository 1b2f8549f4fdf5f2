"""Alarms on whom a lever reached and how its institution coped (X1, X4, X5, X13, X14, X16)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from model.levers import Lever
from model.levers.places import places_a_year
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from model.records.vocabulary import FACTIONS, Support

from ..runs.intervals import Floats
from ..runs.replications import Replications
from .reading import Parts, Rule, largest

REDUNDANT = 0.15
"""Additional over supported below which X1 is on. Of investors who got an incentive 70 to 85 % said that they would have come without it, in four surveys
(Jordan 70, Mozambique 78, Thailand 81, Vietnam 85 %: James 2009, `james2009`): that most would have acted anyway is the rule. On below the least additional
of the four, it says that a lever does worse than what is usual; at 0.4 it was on for 27 of the 45 levers of the library that it could be read for."""
ENOUGH = 30.0
"""Households, over all replications, below which nothing is said of who they are, or whether they would have acted anyway."""


FOUR_FIFTHS = 1.25
"""A faction's share among the supported over its share of the people above which X5 is on: others then get support at less than four fifths of its rate, the
rule of thumb for adverse impact in selection (29 CFR 1607.4 D). At 1.5 it was on for none of 48 levers in the library, whose largest value is 1.38."""
UNHEARD = 0.75
"""Informed over eligible below which X13 is on: a quarter of those who may have it never heard of it. At 0.25 it was on for none of 56 levers in the library,
whose least value is 0.52: over ten years most people hear of what goes on."""


SUPPORTS_NOBODY = (Support.MAPPING, Support.PARTNERSHIP, Support.GIVING_TRAINING, Support.FACILITATION)
"""What levers are counted by whose help reaches no single household."""


def number_of(each: Replications, lever: Lever, name: str) -> Floats:
    """A number of `model.outcomes.reach` over the replications; NaN where it has none."""
    return each.judged.get((name, "lever", lever.id), np.full(len(each.numbers), np.nan))


def of(above: str, below: str) -> Callable[[Replications, Lever], Parts | None]:
    """One number of `model.outcomes.reach` over another."""
    return lambda each, lever: (number_of(each, lever, above), number_of(each, lever, below))


def _additionality(each: Replications, lever: Lever) -> Parts | None:
    """Additional over supported: of households, or of the money that they gave or put in, whichever is more.

    A relief that makes those give more who gave anyway is no windfall, though every household would have acted.
    """
    additional, deadweight = (number_of(each, lever, name) for name in ("additional", "deadweight"))
    if not np.nansum(additional + deadweight) >= ENOUGH:
        return None
    money = (number_of(each, lever, "money_new") + number_of(each, lever, "money_more"), number_of(each, lever, "money_supported"))
    return largest(parts for parts in ((additional, additional + deadweight), money) if np.isfinite(parts[0] + parts[1]).any())


def _taken_up(each: Replications, lever: Lever) -> Parts | None:
    """Supported over those who heard of it and did what it is for, of levers that support single acts and have no places."""
    acted = number_of(each, lever, "informed_acted")
    if places_a_year(lever) is not None or lever.support in SUPPORTS_NOBODY or not np.nansum(acted) >= ENOUGH:
        return None
    return number_of(each, lever, "supported"), acted


def people_of(each: Replications, lever: Lever) -> Floats:
    """The people of all factions."""
    return np.sum([number_of(each, lever, f"people_{name.lower()}") for name in FACTIONS], axis=0)


def _over_represented(each: Replications, lever: Lever, group: str) -> Parts | None:
    """Share of a group among the supported over its share of the people."""
    supported, people = number_of(each, lever, "supported"), people_of(each, lever)
    if not np.nansum(supported) >= ENOUGH:
        return None
    return number_of(each, lever, f"supported_{group}") * people, supported * number_of(each, lever, f"people_{group}")


def _richest(each: Replications, lever: Lever) -> Parts | None:
    return _over_represented(each, lever, "rich")


def _faction(each: Replications, lever: Lever) -> Parts | None:
    """The faction that is the most over-represented."""
    return largest(parts for name in FACTIONS if (parts := _over_represented(each, lever, name.lower())) is not None)


def _left_after(each: Replications, lever: Lever) -> Parts | None:
    """The effect 24 months after the end of project money over that while it ran; with its sign turned where the lever lowers something.

    Read where something could be left: of a stock, or of a desk or network that outlives its money. What a lever does from month to month (days of work, gifts
    matched) ends with its money by definition, which `check` says before anything is run; read there too, the alarm was on for every project.
    """
    if not OUTCOMES[lever.main_outcome].is_state and not lever.leaves_structure:
        return None
    during, after = (number_of(each, lever, name) for name in ("effect_funded", "effect_after_24m"))
    if not np.isfinite(during).any() or not (size := float(np.nanmean(during))):
        return None
    sign = math.copysign(1.0, size)
    return np.maximum(after * sign, 0.0), during * sign


def _per_job(each: Replications, lever: Lever) -> Parts | None:
    """Revenue forgone over the horizon per additional job, in yearly incomes per head at origin; per firm where there are no jobs to count."""
    if not lever.forgoes or "RELIEF" in lever.forgoes:
        return None
    forgone = each.column("revenue_forgone", "lever", lever.id) * each.scenario.years
    if not np.nansum(forgone) > 0.0:
        return None
    found = each.added(lever, "jobs")
    if not np.nan_to_num(found).any():
        found = each.added(lever, "firms_created")
    return forgone / income_per_head(each), found


def income_per_head(each: Replications) -> float:
    """Income per head at origin, USD a year: the mean over the corridors, by their stocks."""
    figures = each.scenario.figures.values()
    stocks = [given["migrant_stock"].value for given in figures]
    return float(np.average([given["origin_gdp_pc"].value for given in figures], weights=stocks))


UPTAKE_RULES = (
    Rule(
        "X1",
        "additionality",
        Text(
            "additional over supported, of households or of money, whichever is more",
            "additionnel sur soutenu, en ménages ou en argent, le plus élevé des deux",
        ),
        REDUNDANT,
        False,
        _additionality,
    ),
    Rule("X4", "wait_over_promise", Text("days waited over days promised", "jours d'attente sur jours promis"), 2.0, True, of("days_waited", "days_promised")),
    Rule(
        "X4",
        "abandonment",
        Text("files given up over files received", "dossiers abandonnés sur dossiers reçus"),
        0.2,
        True,
        of("files_abandoned", "files_received"),
    ),
    Rule(
        "X5",
        "richest_tenth",
        Text("richest tenth among the supported over its share of the people", "dixième le plus riche parmi les soutenus, sur sa part des ménages"),
        1.5,
        True,
        _richest,
    ),
    Rule(
        "X5",
        "faction",
        Text("one faction among the supported over its share of the people", "une faction parmi les soutenus, sur sa part des ménages"),
        FOUR_FIFTHS,
        True,
        _faction,
    ),
    Rule("X13", "informed", Text("informed over eligible", "informés sur éligibles"), UNHEARD, False, of("informed", "eligible")),
    Rule(
        "X13",
        "applications",
        Text("files received over places offered", "dossiers reçus sur places offertes"),
        1.0,
        False,
        of("files_received", "places_offered"),
    ),
    Rule(
        "X13",
        "taken_up",
        Text("supported over informed who acted", "soutenus sur informés ayant agi"),
        0.1,
        False,
        _taken_up,
    ),
    Rule(
        "X14",
        "effect_left",
        Text("effect 24 months after the money over effect while it ran", "effet 24 mois après l'argent sur effet tant qu'il durait"),
        0.25,
        False,
        _left_after,
    ),
    Rule(
        "X16",
        "forgone_per_job",
        Text(
            "revenue forgone per additional job, in yearly incomes per head",
            "recettes abandonnées par emploi additionnel, en revenus annuels par habitant",
        ),
        10.0,
        True,
        _per_job,
    ),
)
