"""An experiment: scenarios, the factors that are moved, the design, what is asked of each run; read from a TOML file, every problem said at once."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.compiled.numba_door import replacements
from model.errors import EMPTY_FILE, MISSING, ONE_OF_TWO, UNKNOWN_KEY, UNREADABLE, InputError, Problem, nearest, system_words
from model.plugins import sources
from model.text import Text
from scenarios import load
from scenarios.reading.build import build
from scenarios.reading.loader import OF_A_SCENARIO, beside
from scenarios.reading.toml_files import LARGEST_FILE, NOT_REGULAR, TOO_LARGE, toml_of
from scenarios.scenario import Scenario

from ..calibrated.ensemble import Ensemble, shipped
from ..runs.options import WHOLE, check_options
from .asked_outcomes import Asked, read_asked
from .designs import Design, Points, points_of, read_design, unsuited
from .factor import Factor, declaration, from_document, read_factor
from .model_runs import ModelSubject
from .tried_first import tried, unasked
from .user_table import UserTable, read_user_table

KEYS = ("scenario", "scenarios", "set", "replications", "years", "sample", "seed", "outcomes", "series", "parameters", "design", "factors")
OF_SCENARIOS_TOO = {"years", "parameters"}
PARAMETERS_FROM = ("ensemble", "point", "declared")
"""Where parameters come from that are no factors and that no scenario sets: in each replication another calibrated set, the best fit, or as declared."""
SAMPLE = 2_000
"""Records a corridor where the experiment does not say: sweeps take samples."""
UNUSABLE = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class Experiment:
    """Which runs are made, and what is asked of them.

    Attributes:
        name: of the file, for the folder of the results.
        sample: records a corridor, at most.
        series: whether the yearly values of the outcomes are kept too.
        parameters: where parameters come from that are no factors (`PARAMETERS_FROM`).
        ensemble_digest: of the calibrated sets; empty where none are used.
    """

    name: str
    scenarios: tuple[Scenario, ...]
    factors: tuple[Factor, ...]
    asked: tuple[Asked, ...]
    design: Design
    replications: int = 5
    sample: int = SAMPLE
    seed: int = 1
    series: bool = False
    parameters: str = "declared"
    ensemble_digest: str = ""

    def with_parameters(self, source: str) -> Experiment:
        """The same with parameters from elsewhere."""
        return replace(self, parameters=source, ensemble_digest="" if source == "declared" else shipped().digest)

    def ensemble(self) -> Ensemble | None:
        """The calibrated sets; None where parameters are as declared. InputError where those that ship are not the ones of this experiment any more."""
        if self.parameters == "declared":
            return None
        if shipped().digest != self.ensemble_digest:
            says = Text(
                "the sweep was run with other calibrated sets ({before}) than those that ship now ({now})",
                "le balayage a été simulé avec d'autres jeux calibrés ({before}) que ceux livrés maintenant ({now})",
            ).filled(before=self.ensemble_digest, now=shipped().digest)
            raise InputError(
                Problem(
                    "parameters",
                    says,
                    allowed=Text(
                        "another folder: the sweep is run again with the sets that ship", "un autre dossier : le balayage y est refait avec les jeux livrés"
                    ),
                )
            )
        return shipped()

    @property
    def paths(self) -> tuple[str, ...]:
        """The factors by path, in order."""
        return tuple(factor.path for factor in self.factors)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What is asked of each run, as it was written."""
        return tuple(each.text for each in self.asked)

    def points(self) -> Points:
        """The points of the design."""
        return points_of(self.design, self.factors, self.seed, tuple(own_value(self.scenarios[0], path) for path in self.paths))

    def subject(self) -> ModelSubject:
        """What runs them."""
        content = ([scenario.fingerprint for scenario in self.scenarios], self.sample, replacements(), sources(), self.parameters, self.ensemble_digest)
        token = hashlib.sha256(repr(content).encode()).hexdigest()
        return ModelSubject(self.scenarios, self.asked, self.sample, self.series, token, self.ensemble(), self.parameters == "point")

    def document(self) -> dict[str, Any]:
        """Everything, as a manifest keeps it: the experiment is made again from it wherever the files of its scenarios are."""
        return {
            "name": self.name,
            "scenarios": [{"name": each.name, "base": each.base, "fingerprint": each.fingerprint, "content": each.document()} for each in self.scenarios],
            "factors": [{"path": factor.path, **factor.document()} for factor in self.factors],
            "outcomes": list(self.outcomes),
            "design": self.design.document(),
            "replications": self.replications,
            "sample": self.sample,
            "seed": self.seed,
            "series": self.series,
            **({} if self.parameters == "declared" else {"parameters": self.parameters, "ensemble": self.ensemble_digest}),
        }


def experiment_of(document: Mapping[str, Any], rows: Sequence[tuple[Any, ...]] = ()) -> Experiment:
    """The experiment that a manifest keeps; `rows` are the points of a table."""
    scenarios = tuple(build(each["content"], name=each["name"], base=each["base"]) for each in document["scenarios"])
    factors = tuple(from_document(table["path"], table) for table in document["factors"])
    given = dict(document["design"])
    groups = {name: tuple(paths) for name, paths in given.pop("groups", {}).items()}
    design = Design(given.pop("kind"), given, groups, tuple(rows))
    asked, problems = read_asked(document["outcomes"])
    if problems:
        raise InputError(problems)
    numbers = (document["replications"], document["sample"], document["seed"], document["series"])
    source = (document.get("parameters", "declared"), document.get("ensemble", ""))
    return Experiment(document["name"], scenarios, factors, asked, design, *numbers, *source)


def own_value(scenario: Scenario, path: str) -> Any:
    """The value that a scenario has at a path that a factor can move."""
    room, _, rest = path.partition(".")
    owner, _, name = rest.partition(".")
    found = declaration(path, scenario)
    if isinstance(found, Problem):
        raise InputError(found)
    default = found[0].value
    if room == "parameters":
        return scenario.parameters.get(rest, default)
    if room == "corridor":
        return scenario.figures[owner][name].value
    if room == "shocks":
        return getattr(scenario.shocks[int(owner)], name)
    lever = next((lever for lever in scenario.levers if lever.id == owner), None)
    if lever is None:
        return default
    return getattr(lever.eligibility, name.removeprefix("eligibility.")) if name.startswith("eligibility.") else getattr(lever, name)


def library() -> dict[str, Path]:
    """Experiments that ship with the package, by name."""
    return {path.stem: path for path in sorted((Path(__file__).parents[1] / "library").glob("*.toml"))}


def load_experiment(path: str | Path) -> Experiment:
    """The experiment of a TOML file, or of that name in the library; InputError with every problem found in it."""
    path = check_options(path=path).path
    label = str(path)
    if not Path(path).exists():
        path = library().get(label, path)
    document = _document(Path(path), label)
    problems: list[Problem] = []
    for name in document:
        if name not in KEYS:
            problems.append(Problem(name, UNKNOWN_KEY, value=document[name], allowed=", ".join(KEYS), nearest=nearest(name, KEYS)))
    numbers = {name: _number(name, document.get(name, default), problems) for name, default in (("replications", 5), ("sample", SAMPLE), ("seed", 1))}
    years = _number("years", document["years"], problems) if "years" in document else None
    series = document.get("series", False)
    if not isinstance(series, bool):
        problems.append(
            Problem(
                "series",
                Text("{series} is not true or false", "{series} n'est ni true ni false").filled(series=repr(series)),
                value=series,
                allowed=Text("true: keep the value of each year, too", "true : garder aussi la valeur de chaque année"),
            )
        )
    source = document.get("parameters", "ensemble")
    if source not in PARAMETERS_FROM:
        near = nearest(str(source), PARAMETERS_FROM)
        problems.append(
            Problem(
                "parameters",
                Text("{source} is no source of parameters", "{source} n'est pas une source de paramètres").filled(source=repr(source)),
                value=source,
                allowed=", ".join(PARAMETERS_FROM),
                nearest=near,
            )
        )
    scenarios = _scenarios(document, years, problems)
    asked, more = read_asked(document.get("outcomes"))
    problems += more
    factors, design = _factors_and_design(document, scenarios, Path(path).parent, problems) if scenarios else ((), None)
    name = UNUSABLE.sub("_", Path(path).stem)
    found: Experiment | None = None
    if not problems and design is not None:
        sizes = (numbers["replications"], numbers["sample"], numbers["seed"], series)
        found = Experiment(name, scenarios, factors, asked, design, *sizes).with_parameters(source)
        problems += _before_the_first_run(found)
    if problems or found is None:
        raise InputError([problem if problem.file else replace(problem, file=label) for problem in problems])
    return found


def _before_the_first_run(experiment: Experiment) -> list[Problem]:
    """What would go wrong in the runs, or be left out of them, though each line of the file is right."""
    problems = unsuited(experiment.design, experiment.factors) + unasked(experiment.scenarios, experiment.asked, experiment.factors)
    if not problems:
        points = experiment.points().values
        problems += tried(experiment.scenarios, experiment.factors, points, fills=experiment.design.fills)
    return problems


EXPERIMENT_ALLOWED = Text(
    "an experiment file in TOML: scenario, outcomes, [design] and [factors]", "un fichier d'expérience en TOML : scenario, outcomes, [design] et [factors]"
)


def _document(path: Path, label: str) -> dict[str, Any]:
    def wrong(says: Text) -> InputError:
        return InputError(Problem("", says, label, None, EXPERIMENT_ALLOWED, beside(path)))

    try:
        if not path.exists():
            raise wrong(
                Text("there is no such file, and no experiment of that name: {names}", "ce fichier n'existe pas, ni d'expérience de ce nom : {names}").filled(
                    names=", ".join(library())
                )
            )
        if not path.is_file():
            raise wrong(NOT_REGULAR)
        if path.stat().st_size > LARGEST_FILE:
            raise wrong(TOO_LARGE.filled(n=path.stat().st_size))
        document = toml_of(path.read_bytes(), label, EXPERIMENT_ALLOWED)
    except OSError as error:
        raise wrong(UNREADABLE.filled(why=system_words(error))) from None
    if not document:
        raise wrong(EMPTY_FILE)
    if not document.keys() & set(KEYS) - OF_SCENARIOS_TOO and document.keys() & OF_A_SCENARIO:
        says = Text("is a scenario, not an experiment", "est un scénario, non une expérience")
        raise InputError(Problem("", says, label, allowed=EXPERIMENT_ALLOWED))
    return document


def _number(name: str, value: Any, problems: list[Problem]) -> int:
    try:
        number: int = getattr(check_options({name: WHOLE[name]}, **{name: value}), name)
    except InputError as error:
        problems += error.problems
        return WHOLE[name].low
    return number


def _scenarios(document: Mapping[str, Any], years: int | None, problems: list[Problem]) -> tuple[Scenario, ...]:
    if ("scenario" in document) == ("scenarios" in document):
        problems.append(
            Problem(
                "scenario",
                MISSING
                if "scenario" not in document
                else Text("is given together with scenarios", "est donné en même temps que scenarios"),
                allowed=ONE_OF_TWO,
            )
        )
        return ()
    names = [document["scenario"]] if "scenario" in document else document["scenarios"]
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        problems.append(
            Problem(
                "scenarios",
                Text("{names} is not a list of scenarios", "{names} n'est pas une liste de scénarios").filled(names=repr(names)),
                value=names,
                allowed=Text("names of the library or paths of TOML files", "des noms de la bibliothèque ou des chemins de fichiers TOML"),
            )
        )
        return ()
    changes = document.get("set", {})
    if not isinstance(changes, dict):
        problems.append(
            Problem(
                "set",
                Text("{changes} is not a table", "{changes} n'est pas une table").filled(changes=repr(changes)),
                value=changes,
                allowed=Text('as [set] with "levers.matching_grant.ratio" = 2', 'par exemple [set] avec "levers.matching_grant.ratio" = 2'),
            )
        )
        return ()
    found = []
    for name in names:
        try:
            found.append(load(name, set=_flat(changes), years=years))
        except InputError as error:
            problems += error.problems
    if len({scenario.name for scenario in found}) < len(found):
        problems.append(Problem("scenarios", Text("names a scenario twice", "nomme un scénario deux fois"), value=names))
    if len({scenario.years for scenario in found}) > 1 and document.get("series") is True:
        problems.append(
            Problem(
                "years",
                Text(
                    "the scenarios have different horizons: give one for the yearly values",
                    "les scénarios ont des horizons différents : en donner un pour les valeurs annuelles",
                ),
                allowed=Text("a whole number", "un nombre entier"),
            )
        )
    return tuple(found) if len(found) == len(names) else ()


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables as dotted paths, so that both forms of TOML are accepted."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _factors_and_design(
    document: Mapping[str, Any], scenarios: Sequence[Scenario], folder: Path, problems: list[Problem]
) -> tuple[tuple[Factor, ...], Design | None]:
    given = document.get("factors", {})
    if not isinstance(given, dict) or not all(isinstance(table, dict) for table in given.values()):
        problems.append(
            Problem(
                "factors",
                Text("is not a table of tables", "n'est pas une table de tables"),
                allowed=Text('as [factors."levers.matching_grant.ratio"]', 'par exemple [factors."levers.matching_grant.ratio"]'),
            )
        )
        return (), None
    given = _nested(given)
    table = document.get("design")
    user: UserTable | None = None
    if isinstance(table, dict) and table.get("kind") == "table":
        user, more = read_user_table(table, folder, scenarios[0])
        problems += more
        if user is None:
            return (), None
        columns = list(user.columns)
        for path in given.keys() - set(columns):
            problems.append(
                Problem(
                    f'factors."{path}"',
                    Text("is no column of the table", "n'est pas une colonne de la table"),
                    value=path,
                    allowed=", ".join(columns),
                    nearest=nearest(path, columns),
                )
            )
        given = {path: dict(given.get(path, {})) | user.bounds_of(path, scenarios[0]) for path in columns}
    if not given:
        problems.append(
            Problem(
                "factors",
                Text("there are none", "il n'y en a pas"),
                allowed=Text('at least one, as [factors."levers.matching_grant.ratio"]', 'au moins un, comme [factors."levers.matching_grant.ratio"]'),
            )
        )
        return (), None
    factors = []
    for path, own in given.items():
        factor, more = read_factor(path, own, scenarios)
        problems += more
        for other in scenarios[1:]:
            found = declaration(path, other)
            problems += [found] if isinstance(found, Problem) and not more else []
        if factor is not None:
            factors.append(factor)
    design, more = read_design(table, list(given))
    problems += more
    if user is not None and design is not None and len(factors) == len(given):
        design = replace(design, rows=user.rows(factors))
    return tuple(factors), design


def _nested(given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Factors by path, whether the file quotes the path or not: an unquoted path reads as nested tables."""
    found: dict[str, dict[str, Any]] = {}

    def walk(prefix: str, table: Mapping[str, Any]) -> None:
        inner = {key: value for key, value in table.items() if isinstance(value, dict)}
        own = {key: value for key, value in table.items() if not isinstance(value, dict)}
        if own or not inner:
            found[prefix] = own
        for key, value in inner.items():
            walk(f"{prefix}.{key}", value)

    for key, value in given.items():
        walk(key, value)
    return found


def content_of(experiment: Experiment) -> dict[str, Any]:
    """All that moves the numbers of a sweep but for what may be extended: replications, and the size of a design that keeps its points."""
    document = experiment.document()
    for each in document["scenarios"]:
        del each["content"]
    design = document["design"]
    if experiment.design.rules.extends:
        design = {key: value for key, value in design.items() if key not in (experiment.design.rules.size, "file")}
    if experiment.design.kind == "table":
        # the points say which values there are; the bounds of the columns grow with them
        document["factors"] = [table["path"] for table in document["factors"]]
    if experiment.design.kind == "grid":
        document["factors"] = [{"path": table["path"]} if "values" in table else table for table in document["factors"]]
    del document["replications"], document["name"]
    return document | {"design": design}


def digest(content: Any) -> str:
    """SHA-256 of a canonical form."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False, default=str).encode()).hexdigest()


def same_value(one: Any, other: Any) -> bool:
    """Whether two values of a factor are the same, lists and tuples alike.

    >>> same_value((1, 2), [1, 2]), same_value(1.0, 1), same_value("a", "b")
    (True, True, False)
    """
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one) and math.isnan(other):
        return True
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return list(one) == list(other)
    return bool(one == other)
