"""What the arguments of the public functions of this package may be, under the names that the command line has too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from model.errors import InputError, Problem, nearest
from model.outcome_registry import OUTCOMES
from model.text import Text
from scenarios.argument_checks import FUNCTION, LANGUAGE, Choice, File, Flag, Instance, Maybe, Names, Rule, Several, Share, Whole, Words, arguments
from scenarios.scenario import Scenario

AN_OUTCOME = Text("the name of an outcome", "le nom d'un résultat")
A_FOLDER = Text("the path of a folder", "le chemin d'un dossier")
SCENARIO: Rule = Instance(
    (Scenario, str, Path),
    Text("a scenario, a name of the library or the path of a TOML file", "un scénario, un nom de la bibliothèque ou le chemin d'un fichier TOML"),
)
SUBJECT: Rule = Instance(
    (),
    Text(
        "an object with the method perform, as experiments.sweeps.subject.Subject",
        "un objet qui a la méthode perform, comme experiments.sweeps.subject.Subject",
    ),
    ("perform",),
)

WHOLE: Mapping[str, Whole] = {
    "replications": Whole(1, 100_000),
    "years": Whole(1, 100),
    "seed": Whole(0, 2**64 - 1),
    "replication": Whole(0, 2**31 - 1),
    "sample": Whole(100, 50_000_000),
    "jobs": Whole(1, 4096),
    "runs": Whole(1, 10_000_000),
}
RULES: Mapping[str, Rule] = {
    **WHOLE,
    "years": Maybe(WHOLE["years"]),
    "sample": Maybe(WHOLE["sample"]),
    "engine": Choice(("compiled", "objects")),
    "uncertainty": Choice(("luck", "inputs", "prior")),
    "language": LANGUAGE,
    "full_scale": Flag(),
    "series": Flag(),
    "baseline": Flag(),
    "point": Flag(),
    "retry_failed": Flag(),
    "progress": Maybe(FUNCTION),
    "report": Maybe(FUNCTION),
    "parts": Maybe(
        Instance(
            (),
            Text("where finished tasks are kept (experiments.runs.parts.Parts)", "l'endroit où sont gardées les tâches finies (experiments.runs.parts.Parts)"),
            ("perform",),
        )
    ),
    "keep": Names(Text("outcomes", "résultats"), OUTCOMES),
    "scenario": SCENARIO,
    "against": Maybe(SCENARIO),
    "path": File(),
    "paths": Several(File(A_FOLDER)),
    "out": Maybe(File(A_FOLDER)),
    "sql": Words(Text("a question in SQL", "une question en SQL")),
    "dask": Maybe(Words(Text("the address of a Dask scheduler", "l'adresse d'un ordonnanceur Dask"))),
    "shard": Share(),
    "subject": Maybe(SUBJECT),
}


def check_options(more: Mapping[str, Rule] | None = None, /, **given: Any) -> SimpleNamespace:
    """Arguments as the functions use them; InputError with every one that is not allowed. `more` are rules beside RULES, or in their place."""
    return arguments({**RULES, **(more or {})}, **given)


def check_keywords(given: Mapping[str, Any], known: Sequence[str]) -> None:
    """InputError where a keyword is none of those known."""
    problems = [
        Problem(
            name,
            Text("unknown argument", "argument inconnu"),
            allowed=", ".join(known) or Text("none beside those before it", "aucun autre que les précédents"),
            nearest=nearest(name, known),
        )
        for name in given
        if name not in known
    ]
    if problems:
        raise InputError(problems)
