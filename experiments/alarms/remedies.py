"""What answers an alarm, in terms that the lever has: worked out from its declared parameters, never written for levers in general.

A reader finds the words of a term or lever, and in brackets the key under which it is changed.

A remedy names terms of the lever itself and the way they should go, a value, or another lever. What the lever does not have, or has as far as it goes
already, and levers that the scenario has, are left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.levers import REGISTRY, Lever
from model.parameter import Kind, Parameter, Text, by_language
from model.records.vocabulary import Act

from ..text import quoted, semicolon, within

UP, DOWN = 1, -1
ELIGIBILITY, HOME = "eligibility", "ministry.institutional_home"
INVESTING = (Act.FOUND_FIRM, Act.INVEST_PRODUCTIVE)


@dataclass(frozen=True)
class Remedy:
    """One answer.

    Attributes:
        says: what to do, in words.
        keys: terms of the lever that do it; those that it has are named. ELIGIBILITY, which all levers have; HOME, a key of the ministry.
        way: UP or DOWN for terms that are moved; 0 where there is a value, or no order.
        value: what the term is set to.
        adds: levers that do it, where the scenario has them not.
        acts: only for levers that want one of these done; all where there are none.
        measures: only for these measures of the alarm; all where there are none.
    """

    says: Text
    keys: tuple[str, ...] = ()
    way: int = 0
    value: Any = None
    adds: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    measures: tuple[str, ...] = ()

    def named(self, lever: Lever, measure: str, others: Sequence[str]) -> tuple[str, ...]:
        """The keys and levers that it names for a lever in a scenario with `others`; none where it is no answer for it."""
        if (self.acts and lever.act not in self.acts) or (self.measures and measure not in self.measures):
            return ()
        if self.adds:
            return tuple(other for other in self.adds if other != lever.id and other not in others)
        return tuple(key for key in self.keys if key in (ELIGIBILITY, HOME) or self._can(lever, key))

    def _can(self, lever: Lever, key: str) -> bool:
        """Whether the lever has the term, and room in it to go that way."""
        parameter = lever.parameters.get(key)
        if parameter is None:
            return False
        now = getattr(lever, key)
        if self.value is not None:
            return bool(now != self.value) and parameter.problem(key, self.value) is None
        return self.way == 0 or (now is not None and moved(parameter, now, self.way) is not None)


def moved(parameter: Parameter, now: Any, way: int) -> Any:
    """A value of a term further up or down that its declaration accepts; None where there is none.

    Half as much again or half as much; where that goes past a bound, the bound.
    """
    if parameter.kind not in (Kind.REAL, Kind.INTEGER):
        return None
    is_whole = parameter.kind is Kind.INTEGER
    step = max(abs(now) * 0.5, 1.0 if is_whole else min(parameter.high, 1.0) * 0.1)
    value = min(max(now + way * step, parameter.low), parameter.high)
    value = (math.ceil(value) if way == UP else math.floor(value)) if is_whole else value
    return value if value != now and parameter.problem("", value) is None else None


BIGGER = ("share", "ratio", "rate", "rate_cut_points", "seed_usd", "package_usd", "sender_control", "assistance_days")
NEWS = ("publicity_usd", "promotion_usd", "campaign_usd", "news", "reach", "languages")
PLACES = ("places_per_year", "seats_per_year", "joint_projects_per_year", "places", "calls_per_year", "events_per_year")
STAFF = (
    "officers",
    "mediators",
    "desk_staff",
    "places_per_year",
    "seats_per_year",
    "joint_projects_per_year",
    "rounds_per_year",
    "calls_per_year",
    "budget_usd",
)
CLIMATE = ("business_registration", "one_stop_shop")
TARGET = Text("target it", "le cibler")

REMEDIES: Mapping[str, tuple[Remedy, ...]] = {
    "X1": (
        Remedy(Text("make it large enough to decide: raise", "le rendre assez fort pour décider : augmenter"), BIGGER, UP),
        Remedy(TARGET, (ELIGIBILITY,)),
        Remedy(Text("mend a climate in which it fails: add", "assainir un climat qui le freine : ajouter"), adds=CLIMATE, acts=INVESTING),
    ),
    "X2": (
        Remedy(Text("choose by need", "choisir selon les besoins"), ("rule",), value="need_weighted"),
        Remedy(Text("keep shares for poor places", "réserver des parts aux lieux pauvres"), ("rule",), value="quota"),
        Remedy(Text("offer it in poor places", "l'offrir dans les lieux pauvres"), (ELIGIBILITY,)),
        Remedy(
            Text("help the associations of poor places: add", "aider les associations des lieux pauvres : ajouter"),
            adds=("pooled_fund", "philanthropy_training"),
        ),
    ),
    "X3": (
        Remedy(
            Text("give less at a time: lower", "donner moins à la fois : baisser"),
            ("ratio", "share", "cap_usd", "seed_usd", "package_usd", "project_usd"),
            DOWN,
        ),
        Remedy(Text("a larger budget: raise", "un budget plus grand : augmenter"), ("budget_usd",), UP),
        Remedy(Text("spread it over the year: raise", "l'étaler sur l'année : augmenter"), ("rounds_per_year", "calls_per_year"), UP),
    ),
    "X4": (
        Remedy(Text("more hands, places or money: raise", "plus de bras, de places ou d'argent : augmenter"), STAFF, UP),
        Remedy(Text("faster steps: lower", "des étapes plus rapides : baisser"), ("service_days", "days_to_allocate", "processing_months"), DOWN),
        Remedy(Text("online steps", "des étapes en ligne"), ("online",), value=True),
        Remedy(Text("a slower start: raise", "un démarrage plus lent : augmenter"), ("ramp_months",), UP),
    ),
    "X5": (
        Remedy(Text("keep seats for all: raise", "réserver des places à tous : augmenter"), ("quota",), UP),
        Remedy(Text("shares by place", "des parts par lieu"), ("rule",), value="quota"),
        Remedy(Text("a jury that does not see names", "un jury qui ne voit pas les noms"), ("blind_scoring",), value=True),
        Remedy(Text("a jury that errs less: lower", "un jury moins arbitraire : baisser"), ("jury_noise",), DOWN),
        Remedy(
            Text("leave less to large stakes: lower", "laisser moins aux grosses mises : baisser"),
            ("cap_usd", "ceiling_usd", "min_project_usd", "min_usd", "own_funds_share"),
            DOWN,
            measures=("richest_tenth",),
        ),
        Remedy(TARGET, (ELIGIBILITY,)),
    ),
    "X6": (
        Remedy(Text("promise less: lower", "promettre moins : baisser"), ("events_per_year", "places"), DOWN),
        Remedy(Text("answer more, or later: raise", "répondre plus, ou plus tard : augmenter"), ("answers_per_month", "deadline_days"), UP),
    ),
    "X7": (
        Remedy(Text("let more share their plans: raise", "faire partager les plans : augmenter"), ("coordination", "agreements", "desk_staff"), UP),
        Remedy(Text("coordinate: add", "coordonner : ajouter"), adds=("philanthropy_partnership", "pooled_fund")),
    ),
    "X8": (
        Remedy(Text("a fast window: raise", "un guichet rapide : augmenter"), ("fast_window_days",), UP),
        Remedy(Text("less to wait for: lower", "moins d'attente : baisser"), ("days_to_allocate", "coordination"), DOWN),
    ),
    "X9": (
        Remedy(
            Text("teach and follow up: raise", "former et suivre : augmenter"),
            ("training_share", "follow_up_hours", "mentoring_share", "counterparts", "internships_per_year"),
            UP,
        ),
    ),
    "X10": (
        Remedy(Text("the additionality rule", "la règle d'additionnalité"), ("additionality_rule",), value=True),
        Remedy(Text("teach rather than fill gaps: raise", "former plutôt que combler : augmenter"), ("training_share",), UP),
    ),
    "X11": (
        Remedy(Text("an agreed return", "un retour convenu"), ("bonded_return",), value=True),
        Remedy(Text("work online: raise", "travailler en ligne : augmenter"), ("virtual_share",), UP),
        Remedy(Text("fewer of them: lower", "en réduire le nombre : baisser"), ("internships_per_year",), DOWN),
    ),
    "X12": (
        Remedy(Text("more hands: raise", "plus de bras : augmenter"), ("officers", "budget_usd"), UP),
        Remedy(Text("the sectors that are asked for", "les secteurs demandés"), ("sectors",)),
        Remedy(Text("a better register: add", "un meilleur registre : ajouter"), adds=("volunteer_register", "diaspora_mapping")),
    ),
    "X13": (
        Remedy(Text("tell of it: raise", "le faire savoir : augmenter"), NEWS, UP),
        Remedy(Text("tell of it: add", "le faire savoir : ajouter"), adds=("investment_information",), acts=INVESTING),
        Remedy(Text("tell firms of it: add", "le dire aux entreprises : ajouter"), adds=("business_network",), acts=(*INVESTING, Act.EXPORT)),
        Remedy(Text("tell all of it: add", "le dire à tous : ajouter"), adds=("knowledge_hub",)),
        Remedy(Text("fewer places: lower", "moins de places : baisser"), PLACES, DOWN, measures=("applications",)),
        Remedy(
            Text("make it easier to take up: lower", "le rendre plus accessible : baisser"),
            ("min_project_usd", "min_usd", "own_funds_share", "fee_usd", "steps", "days", "documents"),
            DOWN,
            measures=("taken_up",),
        ),
    ),
    "X14": (
        Remedy(Text("institutional money", "de l'argent institutionnel"), ("funding",), value="institutional"),
        Remedy(Text("a home for it", "un ancrage"), (HOME,), value=True),
    ),
    "X15": (
        Remedy(Text("an independent host", "un hébergeur indépendant"), ("independent_host",), value=True),
        Remedy(Text("seats for all factions: add", "des places pour toutes les factions : ajouter"), adds=("consultation",)),
    ),
    "X16": (
        Remedy(
            Text("a sunset and a smaller prize: lower", "une fin programmée et un avantage moindre : baisser"),
            ("years", "holiday_years", "cap_usd", "rate_cut_points", "rate", "ceiling_usd"),
            DOWN,
        ),
        Remedy(Text("for the diaspora alone", "pour la seule diaspora"), ("open_to",), value="diaspora"),
        Remedy(Text("a better climate first: add", "d'abord un meilleur climat : ajouter"), adds=CLIMATE),
    ),
}
NONE = Text("none of its own terms does", "aucun de ses propres termes")


def answers(alarm: str, measure: str, lever: Lever, others: Sequence[str]) -> Iterator[tuple[Remedy, tuple[str, ...]]]:
    """The remedies of an alarm that a lever can take, each with what it names."""
    for remedy in REMEDIES[alarm]:
        if names := remedy.named(lever, measure, others):
            yield remedy, names


def remedy_text(alarm: str, measure: str, lever: Lever, others: Sequence[str]) -> Text:
    """What answers an alarm of a lever, in a scenario that has the levers `others`, in a line."""
    found = list(answers(alarm, measure, lever, others))
    if not found:
        return NONE
    return by_language(lambda language: semicolon(language).join(_said(remedy, names, lever, language) for remedy, names in found))


def _said(remedy: Remedy, names: Sequence[str], lever: Lever, language: str) -> str:
    says = remedy.says(language)
    if remedy.value is not None:
        value = str(remedy.value).lower() if isinstance(remedy.value, bool) else f'"{remedy.value}"'
        return f"{says} ({', '.join(f'{name} = {value}' for name in names)})"
    if remedy.adds:
        return f"{says} {', '.join(_called(REGISTRY[name].label(language), name, language) for name in names)}"
    if remedy.way:
        return f"{says} {', '.join(_called(term_label(lever.parameters[name], language), name, language) for name in names)}"
    return f"{says} ({', '.join(names)})"


def _called(label: str, key: str, language: str) -> str:
    return f"{quoted(within(label), language)} ({key})"


def term_label(parameter: Parameter, language: str) -> str:
    """What a term is called: its sentence up to where that goes on to explain.

    >>> term_label(REGISTRY["skills_placement"].parameters["days"], "en")
    'Length of an assignment in person'
    """
    return _EXPLAINS.split(parameter.says(language), maxsplit=1)[0].rstrip(".")


_EXPLAINS = re.compile(r"\s?[;:]\s")
