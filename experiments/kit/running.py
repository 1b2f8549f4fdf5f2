"""The runs of a kit: each question as `diaspora question` runs it, and kept, so that the same command goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from model.parameter import Text, by_language
from scenarios.questions import Question, watched
from scenarios.scenario import Scenario

from ..alarms import COLUMNS
from ..comparing.answers import answers, judged_levers
from ..comparing.compare import compare, worlds_of
from ..comparing.comparison import Comparison
from ..comparing.lever_contributions import Plan
from ..comparing.sentences import sentences
from ..dashboard.lessons import Item, truth
from ..packing.sizes import Size, Sizes
from ..runs.evidence_manifest import manifest_with_evidence
from ..runs.finished_tasks import Parts
from ..runs.input_source import options_of_source, source_of
from ..storage.claims import claimed
from ..storage.files import writing
from ..text import grouped, held


@dataclass(frozen=True)
class Asked:
    """A question that a kit asks: what is predicted of it, and at which sizes it is run."""

    question: Question
    item: Item
    sizes: Sizes

    @property
    def size(self) -> Size:
        """Runs of each option, records a corridor at most, and the horizon."""
        return self.sizes.of(self.question.content)

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What is compared."""
        return self.question.scenarios(self.sizes.years)

    @property
    def runs(self) -> int:
        """How many runs that takes, those without policy and those of levers that are judged included."""
        with_policy = sum(bool(scenario.levers) for scenario in self.scenarios)
        further = Plan(self.scenarios, len(self.scenarios), self.sizes.seed, judged=judged_levers(self.question)).runs(self.size.replications)
        return (with_policy + len(worlds_of(self.scenarios))) * self.size.replications + further

    def cost(self) -> Text:
        """What it costs, to be said before the first run."""
        return Text(
            "question {n}: {options} options, {each} replications: {runs} runs",
            "question {n} : {options} options, {each} réplications : {runs} simulations",
        ).filled(n=self.question.number, options=len(self.scenarios), each=self.size.replications, runs=by_language(partial(grouped, self.runs)))

    def command(self, language: str) -> str:
        """The command that answers it with the same runs."""
        words = [f"diaspora question {self.question.number}"]
        words += [f"--{name} {value}" for name in ("replications", "sample", "years") if (value := getattr(self.sizes, name)) is not None]
        return " ".join([*words, f"--seed {self.sizes.seed} --language {language}"])


@dataclass(frozen=True)
class Answered:
    """What was found."""

    asked: Asked
    comparison: Comparison

    @property
    def question(self) -> Question:
        """The question."""
        return self.asked.question

    @cached_property
    def table(self) -> pd.DataFrame:
        """The table of the question: a row a watched number and option."""
        return answers(self.comparison, self.question)

    @cached_property
    def truth(self) -> str:
        """The option that the runs tell from the next one on what is predicted, else that it cannot be told."""
        return truth(self.comparison, self.asked.item)

    def alarms(self, language: str) -> pd.DataFrame:
        """Readings of alarms, as in `alarms.csv`."""
        return pd.DataFrame([reading.row(language) for reading in self.comparison.readings], columns=COLUMNS)

    def says(self, language: str) -> list[str]:
        """The sentences that this run carries, with no break between a number and its thousands, millions or per cent."""
        return [held(one.text) for one in sentences(self.comparison, self.question, language)]


def ask(asked: Asked, kept_in: Path, report: Callable[[int, int], None] | None = None) -> Answered:
    """Run what is missing of a question. Finished runs are kept below a folder."""
    found, source = asked.question, source_of("inputs")
    keep = tuple(dict.fromkeys(watched(name).outcome for name in found.content.measured))
    judged = judged_levers(found)
    replications, sample, _ = asked.size
    options: dict[str, Any] = {"replications": replications, "seed": asked.sizes.seed, "sample": sample, "keep": list(keep), "judged": list(judged)}
    manifest = manifest_with_evidence({one.name: one for one in asked.scenarios}, None, {**options, **options_of_source(source)}, source)
    told = hashlib.sha256(f"{manifest['fingerprint']} {found.content.model_dump_json()}".encode()).hexdigest()
    folder = kept_in / f"kit_question_{found.number}-{told[:16]}"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with claimed(folder / "claim", folder):
        comparison = compare(
            list(asked.scenarios),
            replications,
            asked.sizes.seed,
            sample=sample,
            jobs=asked.sizes.jobs,
            progress=report,
            parts=Parts(folder / "parts"),
            keep=keep,
            judged=judged,
        )
    return Answered(asked, comparison)
