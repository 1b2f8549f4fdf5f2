"""Factors and outcomes of an experiment in words."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Callable

from model.inputs.settings import FIGURES
from model.languages import with_point
from model.levers import REGISTRY
from model.outcome_registry import OUTCOMES
from model.parameter import Text
from model.parameters import PARAMETERS

from ..sweeps.asked_outcomes import read_asked
from ..text import colon, number, say

Labels = Callable[[str], str]
IN_UNITS = ("mu_star", "mu", "sigma", "effect", "interaction", "swing")
"""Indices in the unit of the outcome; the others are shares or distances from 0 to 1."""
LONGEST = 64
"""Characters of a sentence that serves as a label."""


def factor_label(path: str, language: str = "en") -> str:
    """A factor in a few words: the lever and its term, the mechanism and its parameter, the corridor and its figure.

    >>> factor_label("levers.matching_grant.ratio"), factor_label("parameters.giving.price_elasticity")
    ('Matching grant: ratio', 'giving: price elasticity')
    """
    room, _, rest = path.partition(".")
    owner, _, name = rest.partition(".")
    words = _words(path, name.removeprefix("eligibility."), language)
    if room == "levers" and owner in REGISTRY:
        return f"{REGISTRY[owner].label(language)}{colon(language)}{words}"
    if room == "shocks":
        return f"{Text('shock', 'choc')(language)} {owner}{colon(language)}{words}"
    return f"{owner}{colon(language)}{words}" if room in ("parameters", "corridor") else path


def _words(path: str, name: str, language: str) -> str:
    """The name in words; in French the sentence of its declaration, cut between two words where it is long, for names are English."""
    words = re.sub(r" usd$", " (USD)", name.replace("_", " "))
    if language != "fr":
        return words
    room, _, rest = path.partition(".")
    owner, _, last = rest.partition(".")
    known = {"parameters": PARAMETERS.get(rest), "corridor": FIGURES.get(last)}
    declared = REGISTRY[owner].parameters.get(last) if room == "levers" and owner in REGISTRY else known.get(room)
    sentence = "" if declared is None else declared.fr.rstrip(".")
    return textwrap.shorten(sentence[0].lower() + sentence[1:], LONGEST, placeholder="…") if sentence else words


def outcome_label(name: str, language: str = "en") -> str:
    """What was asked of the runs, in words.

    >>> outcome_label("effect:donations_collective"), outcome_label("remittances[sex=female]")
    ('Effect on: collective donations', 'Remittances received (Women)')
    """
    found, problems = read_asked([name.rsplit("@", 1)[0]])
    if problems or not found:
        return name
    asked = found[0]
    label = OUTCOMES[asked.outcome].label(language)
    if asked.group is not None:
        group = REGISTRY[asked.group].label(language) if asked.group in REGISTRY else say(asked.group, language)
        label = f"{label} ({group})"
    lower = label[0].lower() + label[1:]
    if asked.kind == "effect":
        return Text(
            "Effect on: {lower}",
            "Effet sur : {lower}",
        ).filled(lower=lower)(language)
    if asked.kind == "cost_per":
        return Text(
            "Public cost per unit of: {lower}",
            "Coût public par unité de : {lower}",
        ).filled(lower=lower)(language)
    return label


def index_number(value: float, index: str, language: str = "en") -> str:
    """An index as it is written: three decimals of a share or distance, three digits of what has the unit of the outcome.

    >>> index_number(0.45678, "ST"), index_number(6.4e-7, "S1", "fr"), index_number(512_345.0, "mu_star")
    ('0.457', '0,000', '512 k')
    """
    if index in IN_UNITS or value is None or not math.isfinite(value):
        return number(value, language)
    text = f"{value + 0.0:.3f}".replace("-0.000", "0.000")
    return with_point(text, language)


def unit_of(name: str, language: str = "en") -> str:
    """The unit of what was asked."""
    found, problems = read_asked([name.rsplit("@", 1)[0]])
    if problems or not found:
        return ""
    return Text("USD a unit", "USD par unité")(language) if found[0].kind == "cost_per" else OUTCOMES[found[0].outcome].unit(language)
