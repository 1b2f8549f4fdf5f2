"""What calibration is worth where it was not fitted: each study predicted without it, and scores as more parameters are freed.

Both rest on the emulators of the last wave, and need no further run of the model: runs do not depend on which facts are fitted. A study is left out whole,
with all facts that it is a source of, as they were measured on the same people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..declaration import Fact
from ..estimate import Estimate
from ..verdict import Judged, of_parts, score_of, verdict_of
from .calibrate import declared
from .emulators import Emulators
from .posterior import Chain, draw
from .prior import places_of

Floats = NDArray[np.float64]
SHORT = Chain(400, 300)
"""Chains are many here, and each gives a mean alone."""
DRAWS = 200
FREED = (5, 10, 20)
FOLDS = 5
STUDY_COLUMNS = ["study", "facts", "part", "low", "high", "left_out", "left_out_low", "left_out_high", "verdict", "fitted", "verdict_fitted"]
CURVE_COLUMNS = ["parameters", "score_fitted", "score_left_out"]


class Study(NamedTuple):
    """A source, and the facts that stand or fall with it."""

    source: str
    facts: tuple[str, ...]


def studies_of(facts: Sequence[Fact]) -> tuple[Study, ...]:
    """Facts by the study that they come from; facts that share one of several sources ("IFAD 2018; HCP 2020") are left out together."""
    groups: list[tuple[set[str], list[Fact]]] = []
    for each in facts:
        keys = {_key(source) for source in each.source.split(";")}
        joined = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        groups.append((keys.union(*(group[0] for group in joined)), [fact for group in joined for fact in group[1]] + [each]))
    found = [Study("; ".join(sorted(keys)), tuple(sorted(fact.id for fact in own))) for keys, own in groups]
    return tuple(sorted(found, key=lambda study: study.facts))


def _key(source: str) -> str:
    """Author and year of a source; what stands behind them says where in it.

    >>> _key(" HCP 2020, survey of Moroccan migrants"), _key("yang_choi2007"), _key("SANSA, South Africa")
    ('HCP 2020', 'yang_choi2007', 'SANSA, South Africa')
    """
    found = re.match(r"(.*?\b\d{4})\b", source.strip())
    return found[1] if found else source.strip()


def without(emulators: Emulators, facts: Sequence[str]) -> Emulators:
    """The emulators of all facts but some."""
    return Emulators(tuple(each for each in emulators.each if each.target.fact not in facts), emulators.dimensions)


def predicted(emulators: Emulators, places: Floats, facts: Sequence[Fact]) -> dict[str, dict[str, Judged]]:
    """What the parts of facts come out as over sets, by fact and part, beside their bands: the mean over sets, and where nine in ten lie."""
    by_id = {each.id: each for each in facts}
    values = emulators.predicted(places)
    found: dict[str, dict[str, Judged]] = {}
    for k, emulator in enumerate(emulators.each):
        target = emulator.target
        if target.fact not in by_id:
            continue
        own = emulator.as_values(values[:, k])
        low, high = np.quantile(own, (0.05, 0.95))
        estimate = Estimate(own, target.name, (float(low), float(high)))
        band = (target.low, target.high)
        part = target.name.removeprefix(target.fact).strip()
        found.setdefault(target.fact, {})[part] = Judged(part, band, estimate, verdict_of(estimate, band, by_id[target.fact].near))
    return found


def score(judged: Mapping[str, Mapping[str, Judged]], facts: Sequence[Fact]) -> float:
    """Mean points over facts, weighted by grade."""
    weights = {each.id: each.weight for each in facts}
    return score_of((of_parts(list(parts.values()))[1], weights[name]) for name, parts in judged.items())


def leave_one_study_out(
    emulators: Emulators, facts: Sequence[Fact], seed: int = 1, progress: Callable[[int, int], None] = lambda done, of: None
) -> tuple[pd.DataFrame, float, float]:
    """Each study predicted by sets that were fitted without it.

    Returns:
        A row a part of a fact (`STUDY_COLUMNS`), with the prediction left out and fitted; the score left out, and fitted.
    """
    fitted_places = draw(emulators, DRAWS, seed, chain=SHORT).places
    inside = predicted(emulators, fitted_places, facts)
    outside: dict[str, dict[str, Judged]] = {}
    rows: list[list[object]] = []
    studies = [study for study in studies_of(facts) if any(name in inside for name in study.facts)]
    for place, study in enumerate(studies):
        progress(place, len(studies))
        own = [each for each in facts if each.id in study.facts]
        found = predicted(emulators, draw(without(emulators, study.facts), DRAWS, seed, chain=SHORT).places, own)
        outside |= found
        for name, parts in found.items():
            for part, judged in parts.items():
                of, within = judged.estimate, inside[name][part]
                bounds = [*judged.band, of.value, of.low, of.high]
                rows.append([study.source, name, part, *bounds, str(judged.verdict), within.estimate.value, str(within.verdict)])
    progress(len(studies), len(studies))
    return pd.DataFrame(rows, columns=STUDY_COLUMNS), score(outside, facts), score(inside, facts)


def overfitting_curve(emulators: Emulators, names: Sequence[str], facts: Sequence[Fact], seed: int = 1) -> pd.DataFrame:
    """Scores on facts fitted and on facts left out as more parameters are freed, the most influential first; the others stay as declared.

    Left out are a fifth of the studies at a time.
    """
    held = np.clip(places_of(declared(names), names), 0.0, 1.0)
    studies = [study for study in studies_of(facts) if any(each.target.fact in study.facts for each in emulators.each)]
    order = np.random.default_rng(np.random.SeedSequence([seed, FOLDS])).permutation(len(studies))
    folds = [[name for k in order[fold::FOLDS] for name in studies[k].facts] for fold in range(FOLDS)]
    untouched = score(predicted(emulators, held[None, :], facts), facts)
    rows: list[list[float]] = [[0, untouched, untouched]]
    for freed in dict.fromkeys((*(k for k in FREED if k < len(names)), len(names))):
        places = draw(emulators, DRAWS, seed, chain=SHORT, freed=freed, held=held).places
        outside: dict[str, dict[str, Judged]] = {}
        for fold in folds:
            left = draw(without(emulators, fold), DRAWS, seed, chain=SHORT, freed=freed, held=held).places
            outside |= predicted(emulators, left, [each for each in facts if each.id in fold])
        rows.append([freed, score(predicted(emulators, places, facts), facts), score(outside, facts)])
    return pd.DataFrame(rows, columns=CURVE_COLUMNS)
