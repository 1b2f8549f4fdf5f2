"""Designs: which points of the space of factors are run. SALib samples; what is asked of a factor comes from its declaration.

A design is a list of points: the values of all factors, and their positions in [0, 1], which are what indices are estimated from. Random designs depend
on the seed alone, and those that can be extended keep their points when more are asked for.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import ceil, log2, prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.errors import MISSING, Problem, nearest
from model.parameter import Kind, Parameter, Text, Unit, declare
from model.text import numeral

from .factor import Factor, values_at
from .structure import check_structure
from .user_table import A_TABLE_FILE

Values = tuple[Any, ...]
MOST_POINTS = 1_000_000
"""Points of a design: at a run a second on a hundred cores, one replication of it takes three hours; a list of more does not fit into memory, either."""
MOST_FACTORIAL = 512
"""Factors that SALib's fractional factorial design takes."""


class Points(NamedTuple):
    """The points of a design: values (one tuple a point, in the order of the factors) and positions (points, factors); NaN outside a factor's bounds."""

    values: list[Values]
    unit: NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """A kind of design with its settings.

    Attributes:
        settings: checked values of the keys of the kind, defaults filled in.
        groups: name to factor paths, for Morris and Saltelli designs that move whole groups at once; empty otherwise.
        rows: the points of a table, as its file gives them.
    """

    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: tuple[Values, ...] = ()

    @property
    def rules(self) -> Rules:
        """What holds for all designs of this kind."""
        return DESIGNS[self.kind]

    @property
    def size(self) -> int | None:
        """The number that makes it larger: points, trajectories, n, levels; None where it has none."""
        return self.settings.get(self.rules.size) if self.rules.size else None

    def stride(self, n_factors: int) -> int:
        """Rows of one base unit: a Saltelli row, a trajectory; 1 where each point stands alone."""
        moved = len(self.groups) or n_factors
        if self.kind == "saltelli":
            return 2 * moved + 2 if self.settings["second_order"] else moved + 2
        return moved + 1 if self.kind == "morris" else 1

    @property
    def fills(self) -> bool:
        """Whether it fills the whole space of the factors, so that all of them may stand at their ends at once."""
        return self.kind not in ("table", "one_at_a_time")

    def document(self) -> dict[str, Any]:
        """The design as a table of an experiment file, complete."""
        return {"kind": self.kind, **self.settings} | ({"groups": {name: list(paths) for name, paths in self.groups.items()}} if self.groups else {})


@dataclass(frozen=True)
class Rules:
    """A kind of design: its label, the keys of its table, and how it is made.

    `size` is the key that says how large it is; `extends` whether more of it keeps the points there are ("prefix": as the first ones; "subset": anywhere).
    """

    label: Text
    keys: Mapping[str, Parameter]
    make: Callable[[Design, Sequence[Factor], int, Values], Points]
    size: str | None = None
    extends: str | None = None
    can_group: bool = False


def points_of(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    """The points of a design; `own` are the values that the scenario itself has. InputError where an estimator would read the rows for others."""
    points = design.rules.make(design, factors, seed, own)
    check_structure(design.kind, design.settings, [factor.path for factor in factors], design.groups, points.unit)
    return points


def n_points(design: Design, factors: Sequence[Factor]) -> int:
    """How many points a design has, without making them."""
    settings = design.settings
    if design.kind == "grid":
        return prod(len(factor.levels(settings["levels"])) for factor in factors)
    if design.kind == "one_at_a_time":
        return 1 + sum(len(factor.levels(settings["levels"])) for factor in factors)
    if design.kind == "fast":
        return int(settings["n"]) * len(factors)
    if design.kind == "fractional_factorial":
        return 2 * 2 ** ceil(log2(len(factors)))
    return len(design.rows) if design.kind == "table" else int(design.size or 0) * design.stride(len(factors))


def unsuited(design: Design, factors: Sequence[Factor]) -> list[Problem]:
    """What a design cannot do with its factors: more points than anybody runs, values that it would leave out unsaid."""
    problems = []
    count = n_points(design, factors)
    if count > MOST_POINTS:
        key = "design" if design.rules.size is None else f"design.{design.rules.size}"
        says = Text("the {label} would have {count} points", "{label} : le plan aurait {count} points").filled(label=design.rules.label, count=numeral(count))
        allowed = Text(
            'at most {most}: less of it, fewer factors, or a sample of the same space, as kind = "sobol_sequence" with points = 512',
            'au plus {most} : un plan plus petit, moins de facteurs, ou un échantillon du même espace, comme kind = "sobol_sequence" avec points = 512',
        ).filled(most=numeral(MOST_POINTS))
        problems.append(Problem(key, says, value=count, allowed=allowed))
    most = {"fractional_factorial": 2, "morris": design.settings.get("levels")}.get(design.kind)
    for factor in factors:
        if most is not None and len(factor.values) > most:
            key = f'factors."{factor.path}".values'
            says = Text(
                "a {label} design runs {most} of the {n} values and leaves the others out",
                "un plan « {label} » simule {most} des {n} valeurs et laisse les autres de côté",
            ).filled(label=design.rules.label, most=most, n=len(factor.values))
            more = (
                ""
                if design.kind != "morris"
                else Text(", or levels = {levels}", ", ou levels = {levels}").filled(levels=len(factor.values) + len(factor.values) % 2)
            )
            problems.append(
                Problem(
                    key,
                    says,
                    value=list(factor.values),
                    allowed=Text("at most {most} values{more}, or another kind of design", "au plus {most} valeurs{more}, ou un autre type de plan").filled(
                        most=most, more=more
                    ),
                )
            )
    return problems


def _at(factors: Sequence[Factor], unit: Any) -> Points:
    unit = np.ascontiguousarray(unit, dtype=np.float64)
    return Points(values_at(factors, unit), unit)


def salib_problem(factors: Sequence[Factor], groups: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Any]:
    """The problem as SALib takes it: every factor on [0, 1]; SALib writes into what it gets, so each call has its own."""
    problem: dict[str, Any] = {"num_vars": len(factors), "names": [factor.path for factor in factors], "bounds": [[0.0, 1.0] for _ in factors]}
    if groups:
        of = {path: name for name, paths in groups.items() for path in paths}
        problem["groups"] = [of[factor.path] for factor in factors]
    return problem


def _seed(seed: int) -> int:
    """A seed as SALib takes it: 32 bits, and not 0, which some of its functions read as none."""
    return seed % (2**32 - 1) + 1


def _grid(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    return _located(factors, list(product(*(factor.levels(design.settings["levels"]) for factor in factors))))


def _latin(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    from SALib.sample import latin

    return _at(factors, latin.sample(salib_problem(factors), design.settings["points"], seed=_seed(seed)))


def _sobol_sequence(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    # SALib's own sequence begins with the corner of the cube and is not scrambled; SciPy's, on which SALib's Saltelli design stands, has neither trait
    from scipy.stats import qmc

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a number of points that is no power of two is balanced a little less, not wrong
        return _at(factors, qmc.Sobol(len(factors), scramble=True, rng=np.random.default_rng(_seed(seed))).random(design.settings["points"]))


def _morris(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    from SALib.sample import morris

    problem = salib_problem(factors, design.groups)
    return _at(factors, morris.sample(problem, design.settings["trajectories"], num_levels=design.settings["levels"], seed=_seed(seed)))


def _saltelli(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    from SALib.sample import sobol

    problem = salib_problem(factors, design.groups)
    return _at(factors, sobol.sample(problem, design.settings["n"], calc_second_order=design.settings["second_order"], seed=_seed(seed)))


def _fast(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    from SALib.sample import fast_sampler

    return _at(factors, fast_sampler.sample(salib_problem(factors), design.settings["n"], M=design.settings["harmonics"], seed=_seed(seed)))


def _factorial(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    from SALib.sample import ff

    # SALib adds dummy columns up to a power of two; the runs need only those of the factors
    return _at(factors, np.asarray(ff.sample(salib_problem(factors), seed=_seed(seed)))[:, : len(factors)])


def _one_at_a_time(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    """The scenario's own values first, then each factor at its levels while the others keep theirs."""
    rows = [own]
    for k, factor in enumerate(factors):
        rows += [tuple(value if j == k else given for j, given in enumerate(own)) for value in factor.levels(design.settings["levels"])]
    return _located(factors, rows)


def _table(design: Design, factors: Sequence[Factor], seed: int, own: Values) -> Points:
    return _located(factors, list(design.rows))


def _located(factors: Sequence[Factor], rows: list[Values]) -> Points:
    return Points(rows, np.array([[_place(factor, value) for factor, value in zip(factors, row, strict=True)] for row in rows], dtype=np.float64))


def _place(factor: Factor, value: Any) -> float:
    try:
        return factor.position(value)
    except (ValueError, ZeroDivisionError, TypeError):
        return float("nan")


def _whole(value: int, en: str, fr: str, low: int, high: int) -> Parameter:
    return declare(value, Unit.COUNT, en, fr, low=low, high=high, kind=Kind.INTEGER)  # type: ignore[no-any-return]


_POINTS = {"points": _whole(128, "Points.", "Points.", 1, MOST_POINTS)}
DESIGNS: Mapping[str, Rules] = {
    "grid": Rules(Text("grid", "grille"), {"levels": _whole(3, "Levels a factor.", "Niveaux par facteur.", 2, 1000)}, _grid, size="levels", extends="subset"),
    "latin_hypercube": Rules(Text("Latin hypercube", "hypercube latin"), _POINTS, _latin, size="points"),
    "sobol_sequence": Rules(Text("Sobol sequence", "suite de Sobol"), _POINTS, _sobol_sequence, size="points", extends="prefix"),
    "morris": Rules(
        Text("Morris trajectories", "trajectoires de Morris"),
        {
            "trajectories": _whole(10, "Trajectories.", "Trajectoires.", 2, 1_000_000),
            "levels": _whole(4, "Levels of the grid; even.", "Niveaux de la grille ; pair.", 2, 100),
        },
        _morris,
        size="trajectories",
        extends="prefix",
        can_group=True,
    ),
    "saltelli": Rules(
        Text("Saltelli design for Sobol indices", "plan de Saltelli pour les indices de Sobol"),
        {
            "n": _whole(64, "Base rows; a power of two.", "Lignes de base ; une puissance de deux.", 2, 2**22),
            "second_order": declare(False, Unit.YES_NO, "Whether second-order indices are wanted.", "Indices de second ordre.", kind=Kind.BOOLEAN),
        },
        _saltelli,
        size="n",
        extends="prefix",
        can_group=True,
    ),
    "fast": Rules(
        Text("FAST search curves", "courbes de recherche FAST"),
        {
            "n": _whole(129, "Points a factor.", "Points par facteur.", 5, 1_000_000),
            "harmonics": _whole(4, "Harmonics counted as the factor's.", "Harmoniques attribuées au facteur.", 1, 20),
        },
        _fast,
        size="n",
    ),
    "rbd_fast": Rules(Text("Latin hypercube for RBD-FAST", "hypercube latin pour RBD-FAST"), _POINTS, _latin, size="points"),
    "fractional_factorial": Rules(Text("fractional factorial", "plan factoriel fractionnaire"), {}, _factorial),
    "one_at_a_time": Rules(
        Text("one at a time", "un facteur à la fois"), {"levels": _whole(2, "Levels a factor.", "Niveaux par facteur.", 2, 1000)}, _one_at_a_time, size="levels"
    ),
    "table": Rules(
        Text("the user's own table", "table de l'utilisateur"),
        {"file": Parameter(None, Unit.CHOICE, "CSV or Parquet, one column a factor.", "CSV ou Parquet, une colonne par facteur.", kind=Kind.CHOICE)},
        _table,
        extends="prefix",
    ),
}


_TWO_GROUPS_OR_MORE = Text(
    "groups that make two or more of the factors, no groups, or a Morris design, which gives the effect of the one group",
    "des groupes qui font deux ou plus des facteurs, aucun groupe, ou un plan de Morris, qui donne l'effet du seul groupe",
)
_ONE_GROUP_ALONE = Text(
    "all factors fall into one group, '{name}', whose Sobol indices are 1 whatever the outcome",
    "tous les facteurs tombent dans un seul groupe, « {name} », dont les indices de Sobol valent 1 quel que soit le résultat",
)
_EVEN = Text("an even whole number", "un nombre entier pair")
_NO_SUCH_SETTING = Text("a {label} has no '{name}'", "un plan « {label} » n'a pas de « {name} »")
_NO_SETTINGS = Text("a {label} takes no settings", "un plan « {label} » n'a pas de réglages")
_NO_POWER_OF_TWO = Text("{n} is not a power of two, which Sobol's sequence needs", "{n} n'est pas une puissance de deux, qu'il faut à la suite de Sobol")
_ODD = Text("{levels} is odd", "{levels} est impair")
_TOO_FEW_POINTS = Text("{n} points a factor are too few", "{n} points par facteur sont trop peu")
_TOO_MANY_FACTORS = Text("{n} factors are too many for a {label} design", "{n} facteurs sont trop pour un plan « {label} »")
_NO_KIND = Text("{kind} is not a kind of design", "{kind} n'est pas un type de plan")
_FOR_ONE = Text("as {near}", "par exemple {near}")
_WHOLE_ABOVE = Text("a whole number above {least}", "un nombre entier supérieur à {least}")
_AT_MOST = Text("at most {most}", "au plus {most}")


def read_design(table: Any, paths: Sequence[str]) -> tuple[Design | None, list[Problem]]:
    """The design that an experiment file asks for, or None, with everything that is wrong with it."""
    if not isinstance(table, dict) or "kind" not in table:
        return None, [Problem("design.kind", MISSING, allowed=", ".join(DESIGNS))]
    kind = table["kind"]
    if not isinstance(kind, str) or kind not in DESIGNS:
        return None, [
            Problem("design.kind", _NO_KIND.filled(kind=repr(kind)), value=kind, allowed=", ".join(DESIGNS), nearest=nearest(str(kind), DESIGNS))
        ]
    rules = DESIGNS[kind]
    problems: list[Problem] = []
    known = [*rules.keys, *(["groups"] if rules.can_group else [])]
    for name in table:
        if name != "kind" and name not in known:
            says = _NO_SUCH_SETTING.filled(label=rules.label, name=name) if known else _NO_SETTINGS.filled(label=rules.label)
            problems.append(Problem(f"design.{name}", says, value=table[name], allowed=", ".join(known) or None, nearest=nearest(name, known)))
    settings: dict[str, Any] = {}
    for name, parameter in rules.keys.items():
        value = table.get(name, parameter.value)
        problem = _file_problem(value) if name == "file" else parameter.problem(f"design.{name}", value)
        if problem is not None:
            problems.append(problem)
        else:
            settings[name] = value if name == "file" else parameter.check(f"design.{name}", value)
    if kind == "saltelli" and isinstance(settings.get("n"), int) and settings["n"] & (settings["n"] - 1):
        near = 2 ** round(np.log2(settings["n"]))
        problems.append(Problem("design.n", _NO_POWER_OF_TWO.filled(n=settings["n"]), value=settings["n"], allowed=_FOR_ONE.filled(near=near)))
    if kind == "morris" and settings.get("levels", 4) % 2:
        problems.append(Problem("design.levels", _ODD.filled(levels=settings["levels"]), value=settings["levels"], allowed=_EVEN))
    if kind == "fast" and not problems and settings["n"] <= 4 * settings["harmonics"] ** 2:
        least = 4 * settings["harmonics"] ** 2
        problems.append(
            Problem("design.n", _TOO_FEW_POINTS.filled(n=settings["n"]), value=settings["n"], allowed=_WHOLE_ABOVE.filled(least=least))
        )
    if kind == "fractional_factorial" and len(paths) > MOST_FACTORIAL:
        problems.append(Problem("factors", _TOO_MANY_FACTORS.filled(n=len(paths), label=rules.label), allowed=_AT_MOST.filled(most=MOST_FACTORIAL)))
    groups, more = _groups(table.get("groups"), paths) if rules.can_group else ({}, [])
    problems += more
    if kind == "saltelli" and len(groups) == 1:
        (name,) = groups
        says = _ONE_GROUP_ALONE.filled(name=name)
        allowed = _TWO_GROUPS_OR_MORE
        problems.append(Problem("design.groups", says, value=table.get("groups"), allowed=allowed))
    return (None if problems else Design(kind, settings, groups)), problems


def _file_problem(value: Any) -> Problem | None:
    if isinstance(value, str) and value.lower().endswith((".csv", ".parquet")):
        return None
    return Problem(
        "design.file",
        Text("{value} is not the name of a table", "{value} n'est pas le nom d'une table").filled(value=repr(value)),
        value=value,
        allowed=A_TABLE_FILE,
    )


_NO_FACTORS = Text("has no factors", "n'a pas de facteurs")
_NAMED_AS_A_FACTOR = Text("bears the name of a factor", "porte le nom d'un facteur")
_FACTORS = Text("one factor or more", "un facteur ou plus")
_OTHER_NAME = Text("a name that is no path of a factor", "un nom qui n'est pas le chemin d'un facteur")
_NO_GROUPING = Text("{given} is no grouping", "{given} n'est pas un regroupement")
_NOT_A_GROUPING = Text("{given} is not a grouping", "{given} n'est pas un regroupement")
_OR_LISTS = Text("{names}, or a table of lists of factors", "{names}, ou une table de listes de facteurs")
_NO_FACTOR = Text("{path} is not a factor", "{path} n'est pas un facteur")
_IN_TWO_GROUPS = Text("{path} is in two groups", "{path} est dans deux groupes")


def _groups(given: Any, paths: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Groups by name, or made by levers, evidence grades or channels; factors that no group names stand alone."""
    from .grouping import GROUPINGS, grouped

    if given is None:
        return {}, []
    if isinstance(given, str):
        if given not in GROUPINGS:
            return {}, [
                Problem(
                    "design.groups", _NOT_A_GROUPING.filled(given=repr(given)), value=given, allowed=", ".join(GROUPINGS), nearest=nearest(given, GROUPINGS)
                )
            ]
        return {name: tuple(members) for name, members in grouped(paths, given).items()}, []
    if not isinstance(given, dict) or not all(isinstance(members, list) for members in given.values()):
        return {}, [
            Problem("design.groups", _NO_GROUPING.filled(given=repr(given)), value=given, allowed=_OR_LISTS.filled(names=", ".join(GROUPINGS)))
        ]
    problems = []
    seen: set[str] = set()
    for name, members in given.items():
        if not members:
            problems.append(Problem(f"design.groups.{name}", _NO_FACTORS, value=members, allowed=_FACTORS))
        if name in paths and members != [name]:
            problems.append(Problem(f"design.groups.{name}", _NAMED_AS_A_FACTOR, value=name, allowed=_OTHER_NAME))
        for path in members:
            if path not in paths:
                problems.append(Problem(f"design.groups.{name}", _NO_FACTOR.filled(path=repr(path)), value=path, nearest=nearest(str(path), paths)))
            elif path in seen:
                problems.append(Problem(f"design.groups.{name}", _IN_TWO_GROUPS.filled(path=repr(path)), value=path))
            seen.add(path)
    found = {name: tuple(members) for name, members in given.items()} | {path: (path,) for path in paths if path not in seen}
    return found, problems
