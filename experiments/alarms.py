"""Alarms: how policies fail (X1, X4, X5, X9 to X14, X16 of the failure modes), each with its threshold and with what answers it.

A value is a ratio of means over the replications; beside it stands the share of the replications that are over the threshold by themselves.
Thresholds are judgement: they say where to look, not what is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.levers import Lever
from model.levers.lever import FACTIONS
from model.parameter import Text

from .comparison import Replications
from .intervals import Floats
from .text import number, percent

ENOUGH = 30.0
"""Supported households, over all replications, below which nothing is said of who they are."""
COLUMNS = ["scenario", "alarm", "lever", "measure", "value", "threshold", "share", "fires", "remedy"]


class Alarm(NamedTuple):
    """A failure mode: what it is, and the lever or setting that answers it."""

    label: Text
    remedy: Text


ALARMS = {
    "X1": Alarm(
        Text("deadweight", "effet d'aubaine"),
        Text(
            "target it (eligibility), ask for own effort (own_funds_share, a cap), support a later stage, mend a climate in which it fails",
            "le cibler (eligibility), demander un effort propre (own_funds_share, plafond), soutenir une étape plus tardive, assainir un climat qui le freine",
        ),
    ),
    "X4": Alarm(
        Text("backlog", "file d'attente"),
        Text(
            "more officers, places or budget, more rounds, online steps, or a slower campaign",
            "plus d'agents, de places ou de budget, plus de tours, des étapes en ligne, ou une campagne plus lente",
        ),
    ),
    "X5": Alarm(
        Text("capture", "captation"),
        Text(
            "quotas and targeting (eligibility, quota), less noise and rotation in juries and boards",
            "quotas et ciblage (eligibility, quota), jurys et conseils moins arbitraires et renouvelés",
        ),
    ),
    "X9": Alarm(
        Text("know-how lost", "savoir-faire perdu"),
        Text(
            "more training, counterparts, repeats, mentoring and follow-up, internships",
            "plus de formation, d'homologues, de répétitions, de tutorat et de suivi, des stages",
        ),
    ),
    "X10": Alarm(
        Text("local staff displaced", "personnel local évincé"),
        Text(
            "an additionality rule (additionality_rule), training rather than filling gaps",
            "une règle d'additionnalité (additionality_rule), former plutôt que combler",
        ),
    ),
    "X11": Alarm(
        Text("brain drain through attraction", "fuite des cerveaux par attraction"),
        Text(
            "a bond freely agreed to (bonded_return), online work instead (virtual_share)",
            "un engagement librement consenti (bonded_return), le travail en ligne (virtual_share)",
        ),
    ),
    "X12": Alarm(
        Text("mismatch of supply and demand", "inadéquation de l'offre et de la demande"),
        Text(
            "call in the sectors where experts are (sectors), better terms of reference",
            "appeler dans les secteurs où sont les experts (sectors), de meilleurs termes de référence",
        ),
    ),
    "X13": Alarm(
        Text("low uptake", "faible recours"),
        Text(
            "information (investment_information, business_network, knowledge_hub), lower thresholds, a simpler form",
            "information (investment_information, business_network, knowledge_hub), seuils plus bas, formulaire plus simple",
        ),
    ),
    "X14": Alarm(
        Text("zombie project", "projet sans lendemain"),
        Text(
            'institutional money (funding = "institutional") and a home for it ([ministry] institutional_home = true)',
            'de l\'argent institutionnel (funding = "institutional") et un ancrage ([ministry] institutional_home = true)',
        ),
    ),
    "X16": Alarm(
        Text("incentive race", "course aux incitations"),
        Text(
            "a better climate first (business_registration, one_stop_shop), and a sunset: fewer years, a lower cap",
            "un meilleur climat d'abord (business_registration, one_stop_shop), et une fin programmée : moins d'années, un plafond plus bas",
        ),
    ),
}

Parts = tuple[Floats, Floats]
"""Numerator and denominator by replication."""


@dataclass(frozen=True)
class Rule:
    """One number that an alarm watches: `parts` gives it for a lever, or None where it has no meaning."""

    alarm: str
    measure: str
    says: Text
    threshold: float
    is_above: bool
    parts: Callable[[Replications, Lever], Parts | None]

    def passes(self, values: Floats) -> NDArray[np.bool_]:
        """Which values are beyond the threshold; undefined ones are not."""
        with np.errstate(invalid="ignore"):
            return values > self.threshold if self.is_above else values < self.threshold


@dataclass(frozen=True)
class Reading:
    """What one rule says of one lever of one scenario."""

    scenario: str
    rule: Rule
    lever: Lever
    value: float
    share: float

    @property
    def fires(self) -> bool:
        """Whether the alarm is on."""
        return bool(self.rule.passes(np.array([self.value]))[0])

    def text(self) -> Text:
        """The alarm in a sentence."""
        alarm = ALARMS[self.rule.alarm]
        said = []
        for language, lever, colon in (("en", self.lever.label.en, ": "), ("fr", self.lever.label.fr, " : ")):
            value = number(self.value, language) if math.isfinite(self.value) else ("beyond any bound" if language == "en" else "sans borne")
            bound = number(self.rule.threshold, language)
            where = {("en", True): "above", ("en", False): "below", ("fr", True): "au-dessus de", ("fr", False): "au-dessous de"}[language, self.rule.is_above]
            runs = f"in {percent(self.share)} of the runs" if language == "en" else f"dans {percent(self.share, 'fr')} des simulations"
            on, answer = ("alarm", "What answers it") if language == "en" else ("alerte", "Ce qui y répond")
            head = f"{self.scenario}{colon}{on} {self.rule.alarm}, {alarm.label(language)}, {lever}{colon}{self.rule.says(language)} {value}"
            said.append(f"{head} ({on} {where} {bound}, {runs}). {answer}{colon}{alarm.remedy(language)}.")
        return Text(*said)

    def row(self, language: str = "en") -> list[object]:
        """A row of alarms.csv."""
        rule = self.rule
        numbers = (float(self.value), rule.threshold, self.share, self.fires)
        return [self.scenario, rule.alarm, self.lever.id, rule.measure, *numbers, ALARMS[rule.alarm].remedy(language)]


def readings(each: Replications) -> Iterator[Reading]:
    """What every rule says of every lever of a scenario, on or off; nothing where there is no world without policy to compare with."""
    for lever in each.scenario.levers if each.base is not None and each.numbers else ():
        for rule in RULES:
            parts = rule.parts(each, lever)
            if parts is None or not np.isfinite(parts[0] + parts[1]).any():
                continue
            known = np.isfinite(parts[0] + parts[1])
            above, below = (part[known] for part in parts)
            value = float(_ratio(above.mean(), below.mean()))
            if not math.isnan(value):
                yield Reading(each.name, rule, lever, value, float(rule.passes(_ratio(above, below)).mean()))


def _ratio(above: Floats | np.floating, below: Floats | np.floating) -> Floats:
    """Above over below: infinite where something is set against nothing or less, undefined where both are nothing."""
    above, below = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    safe = np.where(below > 0.0, below, 1.0)
    return np.where(below > 0.0, above / safe, np.where(above > 0.0, np.inf, np.nan))


def _number(each: Replications, lever: Lever, name: str) -> Floats:
    return each.judged.get((name, "lever", lever.id), np.full(len(each.numbers), np.nan))


def _of(above: str, below: str) -> Callable[[Replications, Lever], Parts | None]:
    return lambda each, lever: (_number(each, lever, above), _number(each, lever, below))


def _additionality(each: Replications, lever: Lever) -> Parts:
    additional, deadweight = (_number(each, lever, name) for name in ("additional", "deadweight"))
    return additional, additional + deadweight


def _people(each: Replications, lever: Lever) -> Floats:
    return np.sum([_number(each, lever, f"people_{name.lower()}") for name in FACTIONS], axis=0)


def _over_represented(each: Replications, lever: Lever, group: str) -> Parts | None:
    """Share of a group among the supported over its share of the people."""
    supported, people = _number(each, lever, "supported"), _people(each, lever)
    if not np.nansum(supported) >= ENOUGH:
        return None
    return _number(each, lever, f"supported_{group}") * people, supported * _number(each, lever, f"people_{group}")


def _richest(each: Replications, lever: Lever) -> Parts | None:
    return _over_represented(each, lever, "rich")


def _faction(each: Replications, lever: Lever) -> Parts | None:
    """The faction that is the most over-represented."""
    found = [parts for name in FACTIONS if (parts := _over_represented(each, lever, name.lower())) is not None]
    return max(found, key=lambda parts: float(np.nan_to_num(_ratio(np.nanmean(parts[0]), np.nanmean(parts[1])))), default=None)


def _left_after(each: Replications, lever: Lever) -> Parts | None:
    """The effect 24 months after the end of project money over that while it ran; with its sign turned where the lever lowers something."""
    during, after = (_number(each, lever, name) for name in ("effect_funded", "effect_after_24m"))
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
    found = each.column("jobs", difference=True)
    if not np.nan_to_num(found).any():
        found = each.column("firms_created", difference=True)
    return forgone / income_per_head(each), found


def _skills(above: str, below: Sequence[str]) -> Callable[[Replications, Lever], Parts | None]:
    """An outcome over the sum of others (over 1 for none), for the levers that send experts or bring them home."""

    def parts(each: Replications, lever: Lever) -> Parts | None:
        if lever.process not in (("placement_agency", "talent_board") if "posts_filled" in below else ("placement_agency",)):
            return None
        total = np.sum([each.column(name) for name in below], axis=0) if below else np.ones(len(each.numbers))
        return each.column(above), total

    return parts


def _mismatch(each: Replications, lever: Lever) -> Parts | None:
    """The smaller of two shares: requests without an expert among requests, experts who gave up among applications."""
    if lever.process != "placement_agency":
        return None
    served = each.column("placements_physical") + each.column("placements_virtual")
    asked, applied = each.column("placement_requests"), each.column("placement_applications")
    unfilled, unused = np.maximum(asked - served, 0.0), _number(each, lever, "files_abandoned")
    return np.minimum(unfilled * applied, unused * asked), asked * applied


def income_per_head(each: Replications) -> float:
    """Income per head at origin, USD a year: the mean over the corridors, by their stocks."""
    figures = each.scenario.figures.values()
    stocks = [given["migrant_stock"].value for given in figures]
    return float(np.average([given["origin_gdp_pc"].value for given in figures], weights=stocks))


RULES = (
    Rule("X1", "additionality", Text("additional over supported", "additionnels sur soutenus"), 0.4, False, _additionality),
    Rule("X4", "wait_over_promise", Text("days waited over days promised", "jours d'attente sur jours promis"), 2.0, True, _of("days_waited", "days_promised")),
    Rule(
        "X4",
        "abandonment",
        Text("files given up over files received", "dossiers abandonnés sur dossiers reçus"),
        0.2,
        True,
        _of("files_abandoned", "files_received"),
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
        1.5,
        True,
        _faction,
    ),
    Rule("X9", "kept", Text("know-how still there after 12 months", "savoir-faire encore là après 12 mois"), 0.5, False, _skills("capacity_retained_12m", ())),
    Rule(
        "X10",
        "displaced",
        Text("local posts kept vacant per assignment and post given", "postes locaux gelés par mission et par poste donné"),
        0.05,
        True,
        _skills("staff_displaced", ("placements_physical", "placements_virtual", "posts_filled")),
    ),
    Rule(
        "X11",
        "interns_lost",
        Text("interns who stayed abroad over interns", "stagiaires restés à l'étranger sur stagiaires"),
        0.1,
        True,
        _skills("interns_lost", ("interns",)),
    ),
    Rule(
        "X12",
        "mismatch",
        Text("requests and experts both left without the other", "demandes et experts restés les uns sans les autres"),
        0.3,
        True,
        _mismatch,
    ),
    Rule("X13", "informed", Text("informed over eligible", "informés sur éligibles"), 0.25, False, _of("informed", "eligible")),
    Rule(
        "X13",
        "applications",
        Text("files received over places offered", "dossiers reçus sur places offertes"),
        1.0,
        False,
        _of("files_received", "places_offered"),
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
