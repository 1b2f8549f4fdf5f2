"""What supports the result of a lever: the facts that it was calibrated to, facts that were not fitted and come out right, or none.

A fact speaks of a lever where its study applies the lever. Which does is found by the calibration from the worlds that the facts run, and kept in the
ensemble, as is how each fact comes out at the best fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from model.levers import REGISTRY
from model.parameter import Text
from scenarios.scenario import Scenario

from ..text import colon, say
from .ensemble import Ensemble

HIT = "hit"


class Grounds(StrEnum):
    """Why a result of a lever may be believed, from most to least."""

    CALIBRATED = "calibrated"
    SUPPORTED = "supported"
    SCENARIO = "scenario"


class Evidence(NamedTuple):
    """The grounds of one lever, or of the world without any.

    Attributes:
        grounds: of the facts that apply it, the strongest.
        facts: ids of those that it rests on; of a mere scenario those that were not fitted and do not come out.
        hit: how many of them come out within their band at the best fit; None where that was not computed.
    """

    grounds: Grounds
    facts: tuple[str, ...]
    hit: int | None

    def says(self, language: str = "en") -> str:
        """In words.

        >>> Evidence(Grounds.CALIBRATED, ("C14", "C49", "C50"), 2).says(), Evidence(Grounds.SUPPORTED, ("C26",), 1).says()
        ('calibrated to 3 facts, 2 of them hit (C14, C49, C50)', 'supported by a fact not fitted (C26)')
        >>> Evidence(Grounds.SCENARIO, (), 0).says("fr")
        'résultat de scénario, sans preuve'
        """
        many = len(self.facts) > 1
        ids = f" ({', '.join(self.facts)})" if self.facts else ""
        if self.grounds is Grounds.CALIBRATED:
            ids = ids if len(self.facts) <= MOST_NAMED else ""
            key = "e_calibrated" if self.hit in (None, len(self.facts)) else "e_calibrated_hit"
            return say(key, language, n=len(self.facts), facts=_facts(len(self.facts), language), hit=self.hit) + ids
        if self.grounds is Grounds.SUPPORTED:
            return say("e_supported_many" if many else "e_supported", language, n=len(self.facts)) + ids
        return say("e_scenario_missed" if self.facts else "e_scenario", language, facts=", ".join(self.facts))


MOST_NAMED = 8
"""Facts named one by one; of more, as of a world without levers, their number alone is said."""


def _facts(n: int, language: str) -> str:
    return say("e_fact" if n == 1 else "e_facts", language)


def evidence_of(lever: str | None, ensemble: Ensemble) -> Evidence:
    """The grounds of a lever by its id, or of the world without levers (None)."""
    of = {name: fact for name, fact in ensemble.facts.items() if (lever in fact.levers if lever is not None else not fact.levers)}
    fitted = tuple(name for name, fact in of.items() if fact.fitted)
    if fitted:
        is_known = all(of[name].verdict for name in fitted)
        return Evidence(Grounds.CALIBRATED, fitted, sum(of[name].verdict == HIT for name in fitted) if is_known else None)
    others = tuple(name for name, fact in of.items() if fact.verdict == HIT)
    if others:
        return Evidence(Grounds.SUPPORTED, others, len(others))
    return Evidence(Grounds.SCENARIO, tuple(name for name, fact in of.items() if fact.verdict), 0)


def evidence_document(scenarios: Sequence[Scenario], ensemble: Ensemble | None) -> dict[str, Any]:
    """What a manifest says of it: nothing where parameters do not come from an ensemble."""
    if ensemble is None:
        return {}
    levers = sorted({lever.id for scenario in scenarios for lever in scenario.levers})
    found: dict[str, Any] = {}
    for lever in levers or [""]:
        each = evidence_of(lever or None, ensemble)
        found[lever] = {"grounds": str(each.grounds), "facts": list(each.facts), "hit": each.hit}
    return {"evidence": found}


def stamp(manifest: Mapping[str, Any], language: str = "en") -> str:
    """The reminder on every figure and under every table, in a few words."""
    found: Mapping[str, Any] = manifest.get("evidence", {})
    if not found:
        return say("not_calibrated", language)
    kinds = {str(each["grounds"]) for each in found.values()}
    if kinds == {Grounds.CALIBRATED}:
        n = len({fact for each in found.values() for fact in each["facts"]})
        return say("stamp_calibrated", language, n=n, facts=_facts(n, language))
    if len(kinds) > 1:
        return say("stamp_mixed", language)
    return say("stamp_supported" if kinds == {Grounds.SUPPORTED} else "stamp_scenario", language)


def stamp_lines(manifest: Mapping[str, Any], language: str = "en") -> list[str]:
    """The stamp lever by lever, and what it means."""
    found: Mapping[str, Any] = manifest.get("evidence", {})
    if not found:
        return [say("not_calibrated", language)]
    lines = []
    for lever, each in found.items():
        name = REGISTRY[lever].label(language) if lever in REGISTRY else lever or say("without_policy", language)
        lines.append(f"{name}{colon(language)}{Evidence(Grounds(each['grounds']), tuple(each['facts']), each['hit']).says(language)}.")
    return [*lines, say("stamp_says", language)]


def stamp_text(manifest: Mapping[str, Any]) -> Text:
    """The short stamp in both languages."""
    return Text(stamp(manifest, "en"), stamp(manifest, "fr"))
