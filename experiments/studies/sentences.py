"""Whether the sentences of the teaching questions are true: every question at many seeds and two sizes, each sentence held against the runs by hand."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from scenarios.questions import Question, numbers, question, watched

from ..comparing.answers import judged_levers
from ..comparing.compare import compare
from ..comparing.comparison import Comparison
from ..comparing.sentences import sentences
from ..markdown import grouped, publish, table
from .more_readings import ALL
from .raw_runs import raw_runs

FOLDER = Path("results/sentences")
SIZES = {"small": (8, 300), "lesson": (None, None)}
"""Runs of each option and records a corridor; those of the question's file in a lesson."""
SEEDS = 12
COLUMNS = ["question", "size", "seed", "point", "says", "holds", "same_numbers", "another", "text", "fr"]


@dataclass(frozen=True)
class Judged:
    """A point of a sheet: which sentence was said (0 where it cannot be told), and whether the runs bear it out by the reading by hand.

    `same_numbers`: whether both languages hold the same figures. `another`: a sentence of the point that was not said and that holds as read by hand, 0 where
    none does or one was said.
    """

    point: int
    says: int
    holds: bool
    same_numbers: bool
    another: int
    text: str
    fr: str


def ran(asked: Question, seed: int, replications: int | None, sample: int | None, jobs: int = 1, uncertainty: str = "inputs") -> Comparison:
    """The runs of a question, as `diaspora question` makes them."""
    content = asked.content
    kept = tuple(dict.fromkeys(watched(name).outcome for name in content.measured))
    size = (content.replications if replications is None else replications, content.sample if sample is None else sample)
    return compare(list(asked.scenarios()), size[0], seed, None, size[1], uncertainty=uncertainty, jobs=jobs, keep=kept, judged=judged_levers(asked))


def judged(comparison: Comparison, asked: Question) -> list[Judged]:
    """Each point of the sheet of these runs, held against them."""
    runs = raw_runs(comparison, asked)
    both = zip(sentences(comparison, asked, "en"), sentences(comparison, asked, "fr"), strict=True)
    found = []
    for english, french in both:
        keys = [(asked.number, english.point + 1, turn + 1) for turn in range(len(asked.content.points[english.point].says))]
        said = 0 if english.says is None else english.says + 1
        true = [key[2] for key in keys if ALL[key][1](runs)]
        alike = said == 0 or _figures(english.text, "en") == _figures(french.text, "fr")  # labels of options have figures of their own
        another = true[0] if said == 0 and true else 0
        found.append(Judged(english.point + 1, said, said == 0 or said in true, alike, another, english.text, french.text))
    return found


def _figures(text: str, language: str) -> list[str]:
    """The figures of a text, whatever the language: decimal signs, spaces between thousands and names of sizes are one.

    >>> _figures("1,560 to 2.5 M, 0.4 %", "en") == _figures("1\u202f560 à 2,5\u00a0M, 0,4\u202f%", "fr") == ["1560", "2.5 M", "0.4 %"]
    True
    """
    if language == "fr":
        text = re.sub(r"(?<=\d)\u202f(?=\d)", "", text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text).replace("\u00a0Md", " bn").replace("\u00a0", " ").replace("\u202f", " ")
    else:
        text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.findall(r"\d+(?:\.\d+)?(?: (?:k\b|M\b|bn\b|%))?", text)


def study(seeds: Mapping[str, Sequence[int]], folder: Path, asked: Sequence[int] | None = None, jobs: int = 1) -> pd.DataFrame:
    """A row a question, size, seed and point, with the seeds of each size; what was finished before is read."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for size, own in seeds.items():
        for seed in own:
            for number in asked or numbers():
                place = folder / f"{number:02d}_{size}_{seed}.csv"
                if not place.exists():
                    found = question(number)
                    rows: list[dict[str, Any]] = [vars(one) for one in judged(ran(found, seed, *SIZES[size], jobs=jobs), found)]
                    pd.DataFrame(rows).assign(question=number, size=size, seed=seed)[COLUMNS].to_csv(place, index=False, lineterminator="\n")
                parts.append(pd.read_csv(place))
    return pd.concat(parts, ignore_index=True)


def page_of(found: pd.DataFrame, command: str) -> str:
    """The page: how many sentences were said, how many were false, and what stood in their place."""
    rows = []
    for (number, size), own in found.groupby(["question", "size"]):
        said = own[own["says"] > 0]
        first, other, cannot = int((own["says"] == 1).sum()), int((own["says"] > 1).sum()), int((own["says"] == 0).sum())
        rows.append([str(number), str(size), str(own["seed"].nunique()), str(len(own)), str(first), str(other), str(cannot), str(int((~said["holds"]).sum()))])
    false = found[~found["holds"] | ~found["same_numbers"]]
    worst = [[str(row.question), str(row.size), str(row.seed), str(row.text)] for row in false.itertuples()]
    return PAGE.format(
        command=command,
        small=" and ".join(map(str, SIZES["small"])),
        said=grouped(int((found["says"] > 0).sum())),
        points=grouped(len(found)),
        cannot=grouped(int((found["says"] == 0).sum())),
        false=int((~found["holds"]).sum()),
        unlike=int((~found["same_numbers"]).sum()),
        missed=int((found["another"] > 0).sum()),
        table=table(["question", "size", "seeds", "points", "first sentence", "another", "cannot be told", "false"], rows, left=2),
        worst=table(["question", "size", "seed", "sentence"], worst, left=4) if worst else "None.",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.sentences", description="Whether the sentences of the teaching questions are true.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--lesson-seeds", type=int, help="fewer of the size of a lesson, which takes four times as long; as --seeds where absent")
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES))
    parser.add_argument("--questions", type=int, nargs="+", choices=numbers(), help="some of them; all where absent")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where finished questions are kept")
    given = parser.parse_args(arguments)
    counts = {size: given.lesson_seeds if size == "lesson" and given.lesson_seeds else given.seeds for size in given.sizes}
    found = study({size: range(1, count + 1) for size, count in counts.items()}, given.folder, given.questions, given.jobs)
    command = f"python -m experiments.studies.sentences --seeds {given.seeds} --sizes {' '.join(given.sizes)}"
    command += f" --lesson-seeds {given.lesson_seeds}" if given.lesson_seeds else ""
    command += f" --questions {' '.join(map(str, given.questions))}" if given.questions else ""
    publish(page_of(found, f"{command} --out docs/sentences.md"), given.out)


PAGE = """# Sentences of the teaching questions

`{command}` makes this page.

A sheet says of its run what its run carries. Each sentence stands in the file of its question beside a condition on numbers of the run; where the condition
does not hold, the next sentence of the point is asked, and where none is carried the sheet says "cannot be told" and the numbers that there are.

Here every question is run with several seeds, at its own size ("lesson") and at a small one ({small}: runs of an option, records), and every
sentence is held against the runs a second time: by a reading of its words, written by hand (`experiments/studies/sentence_readings.py`,
`more_readings.py`), on plain tables, with Student's interval over the draws, by code that shares nothing with the conditions. A sentence that claims
a sign needs 95 %; one that says "cannot be told" is false where the sign is plain at 99.5 %. Both languages must hold the same figures.

Of {points} points {said} had a sentence and {cannot} could not be told; **{false} sentences were false**, {unlike} differed between the languages.
In {missed} of those that could not be told a sentence would have held by the reading by hand: intervals of the sheet are the wider ones.

{table}

## False, or unlike in the two languages

{worst}
"""


if __name__ == "__main__":
    main()
