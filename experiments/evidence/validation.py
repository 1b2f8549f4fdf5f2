"""The validation: every fact computed on the model, beside its band."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from pathlib import Path
from typing import Any

import pandas as pd

from model.errors import InputError, Problem, short
from model.python_file import line_of
from model.text import Text, worded
from scenarios.argument_checks import File, Maybe, Names, Rule, Several

from ..calibrated.ensemble import shipped
from ..runs.options import WHOLE, check_options
from .declaration import Fact
from .estimate import Estimate
from .fact_files import chosen
from .study import DEFAULT_REPLICATIONS, DEFAULT_SAMPLE, Study
from .verdict import POINTS, Judged, Verdict, of_parts, score_of, verdict_of

COLUMNS = [
    "id",
    "part",
    "channel",
    "grade",
    "statement",
    "source",
    "unit",
    "low",
    "high",
    "value",
    "value_low",
    "value_high",
    "replications",
    "verdict",
    "fitted",
    "failed",
]
ESTIMATES = Text(
    "what an estimator of the study gave (an Estimate), or a table of such by part",
    "ce qu'a donné un estimateur de l'étude (une Estimate), ou une table de ceux-ci par partie",
)
OTHER_STUDY = Text("gives an estimate over {n} replications of another study", "donne une estimation sur {n} réplications d'une autre étude")
OWN_STUDY = Text(
    "estimates of the study that it is given, over its {n} replications", "des estimations de l'étude qui lui est donnée, sur ses {n} réplications"
)
_RULES: Mapping[str, Rule] = {
    "facts": Maybe(Several(File(Text("the path of a Python file with facts", "le chemin d'un fichier Python avec des faits")))),
    "only": Names(Text("ids, channels or grades of facts", "id, canaux ou niveaux de faits")),
    "replications": Maybe(WHOLE["replications"]),
}


@dataclass(frozen=True)
class Answered:
    """One fact with what the model gives: its parts, or why it could not be computed."""

    fact: Fact
    parts: tuple[Judged, ...]
    failed: str = ""
    fitted: bool = False

    @property
    def verdict(self) -> Verdict | None:
        """None where it could not be computed."""
        return of_parts(self.parts)[0] if self.parts else None

    @property
    def points(self) -> float:
        """1 for a hit, 0.5 near, 0 for a miss, -0.5 for a wrong sign; the mean over parts; NaN where it could not be computed."""
        return of_parts(self.parts)[1] if self.parts else math.nan

    @property
    def main(self) -> Judged | None:
        """The part that stands for the fact in one line: the one furthest from right, the first of equals."""
        return min(self.parts, key=lambda judged: POINTS[judged.verdict]) if self.parts else None


@dataclass(frozen=True)
class Card:
    """The validation card.

    Attributes:
        answered: a fact each.
        settings: replications, seed and sample, which with the code make the numbers.
    """

    answered: tuple[Answered, ...]
    settings: Mapping[str, Any]

    @property
    def score(self) -> float:
        """Mean points over facts, weighted by grade; facts that could not be computed are left out, and named by `failed`."""
        return score_of((each.points, each.fact.weight) for each in self.answered if each.parts)

    @property
    def failed(self) -> tuple[Answered, ...]:
        """Facts that could not be computed."""
        return tuple(each for each in self.answered if not each.parts)

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a part of a fact, with the columns of `card.csv`; bounds that are open are missing."""
        rows = []
        for each in self.answered:
            of, about = each.fact, (each.fact.channel, each.fact.grade, each.fact.says, each.fact.source, each.fact.unit)
            for judged in each.parts:
                found = judged.estimate
                bounds = [bound if math.isfinite(bound) else math.nan for bound in judged.band]
                rows.append((of.id, judged.part, *about, *bounds, found.value, found.low, found.high, found.defined, str(judged.verdict), each.fitted, ""))
            if not each.parts:
                rows.append((of.id, "", *about, *[math.nan] * 5, 0, "", each.fitted, each.failed))
        return pd.DataFrame(rows, columns=COLUMNS)

    def groups(self, by: str) -> pd.DataFrame:
        """Facts by channel or grade: how many of each verdict, and the score."""

        def of(each: Answered) -> str:
            return each.fact.channel if by == "channel" else each.fact.grade

        rows = []
        for name in sorted({of(each) for each in self.answered}):
            own = [each for each in self.answered if of(each) == name]
            counts = [sum(each.verdict is verdict for each in own) for verdict in Verdict]
            rows.append((name, len(own), *counts, score_of((each.points, each.fact.weight) for each in own if each.parts)))
        return pd.DataFrame(rows, columns=[by, "facts", *(str(verdict) for verdict in Verdict), "score"])

    def document(self) -> dict[str, Any]:
        """The card as JSON: facts in one line each, their parts below."""
        return {"facts": [_line(each) for each in self.answered], "score": self.score, "settings": dict(self.settings)}


def _line(each: Answered) -> dict[str, Any]:
    main = each.main
    parts = [{"part": judged.part, **_numbers(judged)} for judged in each.parts if judged.part]
    return {
        "id": each.fact.id,
        "grade": each.fact.grade,
        "channel": each.fact.channel,
        "fitted": each.fitted,
        **(_numbers(main) if main else dict.fromkeys(("low", "high", "value", "value_low", "value_high", "verdict"))),
        "verdict": None if each.verdict is None else str(each.verdict),
        "points": each.points,
        "statement": each.fact.says,
        "source": each.fact.source,
        **({"parts": parts} if parts else {}),
        **({"failed": each.failed} if each.failed else {}),
    }


def _numbers(judged: Judged) -> dict[str, Any]:
    found = judged.estimate
    low, high = (bound if math.isfinite(bound) else None for bound in judged.band)
    return {"low": low, "high": high, "value": found.value, "value_low": found.low, "value_high": found.high, "verdict": str(judged.verdict)}


def validate(
    facts: Sequence[str | Path] | None = None,
    *,
    only: Sequence[str] = (),
    replications: int | None = None,
    seed: int = 1,
    sample: int = DEFAULT_SAMPLE,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    point: bool = False,
) -> Card:
    """Compute facts on the model and hold them against their bands.

    Args:
        facts: files with facts, scored with those of the table of evidence.
        only: ids, channels or grades: these alone.
        replications: runs a world, for all facts; None for 8, or as many as a fact asks for.
        seed: root of the luck.
        sample: records a corridor at most, where a fact asks for no other number.
        jobs: worker processes; results do not depend on it.
        progress: told how many facts are done, of how many.
        point: parameters at the best fit of the calibration in place of the declared values; then facts that were fitted are told from the others.

    Raises:
        InputError: a file or a fact asks for something that is not allowed; it names the file, the fact and the key.
    """
    given = check_options(_RULES, facts=facts, only=only, replications=replications, seed=seed, sample=sample, jobs=jobs, progress=progress, point=point)
    parameters, fitted = (dict(shipped().point), shipped().fitted) if given.point else ({}, ())
    wanted = chosen(given.facts or (), given.only)
    studies: dict[int, Study] = {}
    found: list[Answered] = []
    for place, each in enumerate(wanted):
        if progress is not None:
            progress(place, len(wanted))
        number = given.replications or each.replications or DEFAULT_REPLICATIONS
        if number not in studies:
            studies[number] = Study(number, given.seed, given.sample, given.jobs, parameters=parameters)
        found.append(replace(answer(each, studies[number]), fitted=each.id in fitted))
    if progress is not None:
        progress(len(wanted), len(wanted))
    held = {"point": shipped().point_is} if given.point else {}
    return Card(tuple(found), {"replications": given.replications, "seed": given.seed, "sample": given.sample, **held})


def answer(of: Fact, study: Study) -> Answered:
    """One fact. What its function raises by itself is told and not hidden; a wrong argument is an InputError that names the fact.

    What it prints goes to standard error, as standard output is the card.
    """
    try:
        with redirect_stdout(sys.stderr):
            found = of.compute(study)
        parts = _parts(of, found, study)
    except InputError as error:
        raise InputError([_in_fact(each, of) for each in error.problems]) from None
    except (Exception, SystemExit, GeneratorExit) as error:  # whatever the code of a fact does wrong must not end the others
        return Answered(of, (), f"line {line_of(error, of.code_file)}: {type(error).__name__}: {error}")
    undefined = [judged.part for judged in parts if judged.estimate.defined == 0]
    if undefined:
        part = f" ({undefined[0]})" if undefined[0] else ""
        return Answered(of, (), f"its value{part} is not defined in any of {study.replications} runs: nobody is in the sample, or what it divides by is 0")
    return Answered(of, parts)


def _in_fact(problem: Problem, of: Fact) -> Problem:
    """A problem met while a fact was computed, with the file and the fact before the key."""
    if problem.key.startswith("fact "):
        return replace(problem, file=problem.file or of.file)
    parts = (Text("fact {name}", "fait {name}").filled(name=of.id), problem.file if problem.file not in (None, "--set") else "", problem.key)
    below = Text("{above}: {below}", "{above} : {below}")
    where = reduce(lambda above, each: below.filled(above=above, below=each), [part for part in parts if part])
    return replace(problem, key=worded(where), file=of.file)


def _parts(of: Fact, found: Any, study: Study) -> tuple[Judged, ...]:
    given: Mapping[Any, Any] = found if isinstance(found, Mapping) else {"": found}
    if set(given) != set(of.bands):
        wanted: str | Text = ", ".join(repr(part) for part in of.bands) if set(of.bands) != {""} else Text("one estimate", "une estimation")
        gives: str | Text = ", ".join(repr(part) for part in given) if isinstance(found, Mapping) else Text("one number", "un nombre")
        says = Text("gives {gives}, its band is for {wanted}", "donne {gives}, sa plage est pour {wanted}").filled(gives=gives, wanted=wanted)
        raise InputError(Problem("result", says, allowed=Text("the same parts in both", "les mêmes parties dans les deux")))
    wrong = [value for value in given.values() if not isinstance(value, Estimate)]
    if wrong:
        what = short(wrong[0]) if isinstance(wrong[0], int | float | str) else Text("something else", "autre chose")
        says = Text("gives {what}, a {kind}", "donne {what}, de type {kind}").filled(what=what, kind=type(wrong[0]).__name__)
        raise InputError(Problem("result", says, allowed=ESTIMATES))
    strange = [value for value in given.values() if value.replications != study.replications or value.luck not in (None, study.luck)]
    if strange:
        says = OTHER_STUDY.filled(n=strange[0].replications)
        raise InputError(Problem("result", says, allowed=OWN_STUDY.filled(n=study.replications)))
    return tuple(Judged(part, band, given[part], verdict_of(given[part], band, of.near)) for part, band in of.bands.items())
