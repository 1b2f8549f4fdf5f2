"""Against which world a lever is judged: without it, everything else as it was.

Where a scenario has one lever, that world is the world without policy. In a package it is the package without that lever: set against no policy at all,
a lever would be credited with what the others did, and called idle where the others would have carried the same act. That world is a run of its own, made
where it is asked for. Where it is not, a package is judged as a whole, act by act, and no lever of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from model.levers import Lever
from model.outcomes.additionality import JUDGED, PARTS, Acts, judge, judge_one, judge_together
from model.outcomes.amounts import UNITS
from model.outcomes.induced import Start, induced_as_whole, induced_by, lasting
from model.outcomes.reach import effects_left
from model.parameter import Text
from model.records.vocabulary import FACTIONS, Act

if TYPE_CHECKING:
    from model.world import DiasporaModel

Key = tuple[str, str | None, str | None]

COUNTERFACTUAL = (
    *JUDGED,
    *(f"{name}_{faction.lower()}" for name in ("additional", "deadweight") for faction in FACTIONS),
    *(f"{unit}_{part}" for unit in UNITS for part in PARTS),
    "effect_funded",
    "effect_after_24m",
)
"""What is said of a lever only against the world without it; the rest of `model.outcomes.reach` is counted in its own run."""

COUNTERFACTUAL_ALARMS = ("X1", "X14", "X16")
"""Alarms that are read from it."""

ACTS: Mapping[Act, Text] = {
    Act.REMIT: Text("sending money", "envoyer de l'argent"),
    Act.INVEST_PROPERTY: Text("buying property", "acheter un bien immobilier"),
    Act.INVEST_PRODUCTIVE: Text("productive investment", "investir dans la production"),
    Act.FOUND_FIRM: Text("founding a firm", "créer une entreprise"),
    Act.GIVE_REGULAR: Text("regular giving", "donner régulièrement"),
    Act.GIVE_COLLECTIVE: Text("giving to a collective project", "donner pour un projet collectif"),
    Act.GIVE_CRISIS: Text("giving in a crisis", "donner en temps de crise"),
    Act.PLACEMENT: Text("expert work", "travailler comme expert"),
    Act.NATURALISE: Text("naturalising", "se faire naturaliser"),
    Act.KEEP_NATIONALITY: Text("keeping the nationality", "garder sa nationalité"),
    Act.EXPORT: Text("trading", "commercer"),
    Act.SAVE: Text("saving", "épargner"),
    Act.BUY_BOND: Text("buying a bond", "acheter une obligation"),
    Act.VISIT: Text("visiting", "rendre visite"),
    Act.OPEN_ACCOUNT: Text("opening an account", "ouvrir un compte"),
    Act.RETURN: Text("returning", "rentrer"),
    Act.ADVISE: Text("advising", "conseiller"),
    Act.REGISTER: Text("registering", "s'inscrire au registre"),
    Act.SPEAK: Text("speaking up", "prendre la parole"),
}


class Ran(NamedTuple):
    """What is kept of a run until the worlds that it is set against have run too: acts of its households, months of its outcomes."""

    acts: Acts
    series: pd.DataFrame


def judged_in(model: DiasporaModel, ran: Ran, base: Ran, levers: Sequence[Lever]) -> dict[Key, float]:
    """What is known of a policy beside the world without policy: whom each lever reached, and what it added where it is the only one."""
    together = judge_together(ran.acts, base.acts, levers)
    if len(levers) == 1:
        return added_by(levers[0], ran, base, model.uptake()) | together
    return judged_as_whole(ran.acts, base.acts, levers) | together | model.uptake()


def added_by(lever: Lever, ran: Ran, without: Ran, reached: Mapping[Key, float] | None = None) -> dict[Key, float]:
    """What one lever added, household by household, and what its project left: a run with it against the same without it."""
    return judge(ran.acts, without.acts, (lever,)) | dict(reached or {}) | effects_left(ran.series, without.series, (lever,))


def who_was_induced(ran: Ran, base: Ran, levers: Sequence[Lever], start: Start) -> dict[Key, float]:
    """Of a policy set against the world without it: who was induced beside who would have acted anyway, by lever where it is one, else by act."""
    if len(levers) == 1:
        return induced_by_one(levers[0], ran, base, start)
    found = induced_as_whole(ran.acts, base.acts, levers, start)
    for act, lever in {lever.act: lever for lever in levers[::-1]}.items():  # of an act with several aims the first
        found |= {(name, "act", act.name.lower()): value for name, value in lasting(ran.series, base.series, lever.main_outcome, levers).items()}
    return found


def induced_by_one(lever: Lever, ran: Ran, without: Ran, start: Start) -> dict[Key, float]:
    """The same of one lever, and how its effect lasts: a run with it against the same without it."""
    left = lasting(ran.series, without.series, lever.main_outcome, (lever,))
    return induced_by(lever, ran.acts, without.acts, start) | {(name, "lever", lever.id): value for name, value in left.items()}


def judged_as_whole(acts: Acts, base: Acts, levers: Sequence[Lever]) -> dict[Key, float]:
    """Judgement of a package by act: {(outcome, "act", act): real households}. Supported is who was supported in it by any lever for that act."""
    bits: dict[Act, int] = {}
    for lever in levers:
        bits[lever.act] = bits.get(lever.act, 0) | lever.support_bit
    return {(name, "act", act.name.lower()): value for act, bit in bits.items() for name, value in judge_one(acts, base, act, bit).items()}


def act_label(act: str, language: str) -> str:
    """An act in words, by its name in the tables.

    >>> act_label("found_firm", "fr")
    'créer une entreprise'
    """
    return ACTS[Act[act.upper()]](language)
