"""The world in which a fact is looked at: a scenario with changes, run in every replication by worker processes, once however often it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import InputError, Problem, nearest
from model.inputs.shocks import SHOCK_PARAMETERS
from model.levers import REGISTRY
from model.text import Text
from scenarios import load, with_changes
from scenarios.argument_checks import ONE_TEXT
from scenarios.reading.build import build
from scenarios.reading.changes import changed, keep_corridors
from scenarios.scenario import Scenario

from ..runs.pool import answered, in_order
from ..runs.simulate import Run, simulate
from ..runs.workers import for_workers

KEPT_WORLDS = 6
"""Worlds of which the runs are kept in memory, those asked for last; facts of one setting ask for the same."""

Levers = Mapping[str, Mapping[str, Any]]


class Task(NamedTuple):
    """One run."""

    scenario: Scenario
    seed: int
    replication: int
    sample: int
    engine: str
    record: tuple[str, ...]

NO_TABLE = Text("{value} is no table", "{value} n'est pas une table")
A_TABLE = Text("a table, as {example}", "une table, comme {example}").filled(example='{"matching_grant": {"ratio": 2.0}}')
NO_TERMS = Text("{value} is no table of terms", "{value} n'est pas une table de valeurs")
TERMS = Text("as {example}, or {none} for its defaults", "comme {example}, ou {none} pour ses valeurs par défaut").filled(example='{"ratio": 2.0}', none="{}")
TWICE = Text("{path} is given twice, by set and by its own argument", "{path} est donné deux fois, par set et par son propre argument")
A_CORRIDOR = Text('ORIGIN-RESIDENCE by ISO codes, as "MAR-BEL"', 'ORIGINE-RÉSIDENCE par codes ISO, comme "MAR-BEL"')


def world(
    scenario: Scenario | str | Path,
    *,
    set: Mapping[str, Any] | None = None,  # noqa: A002 (as in `load`)
    levers: Levers | None = None,
    shocks: Sequence[Mapping[str, Any]] | None = None,
    corridors: Sequence[str] | None = None,
    years: int | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Scenario:
    """A scenario with changes, checked as a file is.

    Args:
        scenario: a name of the library, the path of a file, or a scenario.
        set: values by path, as `load` takes them.
        levers: terms by lever; of a lever that the scenario has these terms change, another one is added.
        shocks: in place of those of the scenario, each as a table of a file ({"kind": "disaster", "month": 24, "size": 0.3}).
        corridors: in place of those of the scenario, as "MAR-BEL".
        years: another horizon.
        parameters: values of declared parameters, "giving.fatigue" to value, that give way to those of `set`.

    Raises:
        InputError: every value that is not allowed.
    """
    for name, value in (("set", set), ("levers", levers)):
        if value is not None and not isinstance(value, Mapping):
            raise InputError(Problem(name, NO_TABLE.filled(value=repr(value)), allowed=A_TABLE))
    changes: dict[str, Any] = {}
    if shocks is not None:
        changes["shocks"] = [dict(shock) for shock in shock_tables(shocks)]
    if years is not None:
        changes["years"] = years
    found = scenario if isinstance(scenario, Scenario) else load(scenario)
    present = {lever.id for lever in found.levers}
    for lever, terms in (levers or {}).items():
        if not isinstance(terms, Mapping):
            raise InputError(Problem(f"levers.{lever}", NO_TERMS.filled(value=repr(terms)), allowed=TERMS))
        if lever not in present:
            if lever not in REGISTRY:
                says = Text("there is no such lever", "ce levier n'existe pas")
                raise InputError(Problem(f"levers.{lever}", says, allowed=", ".join(REGISTRY), nearest=nearest(lever, REGISTRY)))
            changes[f"levers.{lever}"] = {}
        changes |= {f"levers.{lever}.{path}": value for path, value in _flat(terms)}
    twice = [path for path in set or {} if path in changes or any(path.startswith(f"{other}.") for other in changes)]
    if twice:
        says = TWICE.filled(path=twice[0])
        raise InputError(Problem("set", says, value=twice[0], allowed=Text("one of them", "l'un des deux")))
    changes |= dict(set or {})
    changes = {f"parameters.{name}": value for name, value in (parameters or {}).items() if f"parameters.{name}" not in changes} | changes
    return _between(found, corridors, changes) if corridors is not None else with_changes(found, changes) if changes else found


def _between(scenario: Scenario, corridors: Sequence[str], changes: Mapping[str, Any]) -> Scenario:
    """The scenario between other countries: figures of corridors that are no more in it stay behind."""
    document = {name: value for name, value in scenario.document().items() if name not in ("origin", "residence", "regions")}
    if isinstance(corridors, str):
        says = ONE_TEXT.filled(value=repr(corridors))
        raise InputError(Problem("corridors", says, allowed=Text("a list", "une liste"), nearest=f"[{corridors!r}]"))
    document["corridors"] = [_pair(corridor) for corridor in corridors]
    document = changed(document, changes)
    keep_corridors(document)
    return build(document, name=scenario.name, base=scenario.base, changed_paths=dict.fromkeys(changes, "--set"))


def _flat(terms: Mapping[str, Any], where: str = "") -> list[tuple[str, Any]]:
    """Terms of a lever by path; those of `eligibility` one by one, so that others of it stay. An amount of money is one value."""
    found: list[tuple[str, Any]] = []
    for name, value in terms.items():
        found += _flat(value, "eligibility.") if name == "eligibility" and isinstance(value, Mapping) else [(f"{where}{name}", value)]
    return found


def _pair(corridor: Any) -> dict[str, str]:
    origin, dash, residence = str(corridor).partition("-")
    if not isinstance(corridor, str) or not dash or not origin or not residence:
        says = Text("{value} is no corridor", "{value} n'est pas un corridor").filled(value=repr(corridor))
        raise InputError(Problem("corridors", says, allowed=A_CORRIDOR))
    return {"origin": origin, "residence": residence}


def shock_tables(shocks: Any) -> Sequence[Mapping[str, Any]]:
    """Shocks as a list of tables, or InputError."""
    is_list = isinstance(shocks, Sequence) and not isinstance(shocks, str)
    if not is_list or not all(isinstance(shock, Mapping) for shock in shocks):
        says = Text("{value} is no list of tables", "{value} n'est pas une liste de tables").filled(value=repr(shocks))
        allowed = Text("a list of tables with {names}", "une liste de tables avec {names}").filled(names=", ".join(SHOCK_PARAMETERS))
        raise InputError(Problem("shocks", says, allowed=allowed))
    return tuple(shocks)


@dataclass(frozen=True)
class Request:
    """What is asked for of a world beside its scenario."""

    scenario: Scenario
    sample: int
    record: tuple[str, ...]

    @property
    def key(self) -> tuple[str, int, int]:
        """What makes two requests one world; the name of the scenario does not."""
        return self.scenario.fingerprint, self.scenario.years, self.sample


class Runner:
    """Runs worlds in all replications, in `jobs` worker processes, and keeps the `kept` ones asked for last."""

    def __init__(self, seed: int, replications: int, jobs: int, engine: str, kept: int = KEPT_WORLDS) -> None:
        self.seed, self.replications, self.jobs, self.engine, self.kept = seed, replications, jobs, engine, kept
        self._kept: OrderedDict[tuple[str, int, int], tuple[tuple[str, ...], tuple[Run, ...]]] = OrderedDict()
        self.made = 0
        """Runs simulated so far."""

    def runs(self, requests: Sequence[Request]) -> list[tuple[Run, ...]]:
        """The runs of each world, replication by replication; those of several worlds are shared out together."""
        wanted: dict[tuple[str, int, int], Request] = {}
        for request in requests:
            held = self._kept.get(request.key)
            before = wanted.get(request.key)
            fields = dict.fromkeys((*(held[0] if held else ()), *(before.record if before else ()), *request.record))
            if held is None or not fields.keys() <= {*held[0]}:
                wanted[request.key] = Request(request.scenario, request.sample, tuple(fields))
        tasks = [
            Task(request.scenario, self.seed, replication, request.sample, self.engine, request.record)
            for request in wanted.values()
            for replication in range(self.replications)
        ]
        made = self._simulated(tasks)
        for place, (key, request) in enumerate(wanted.items()):
            self._kept[key] = request.record, tuple(made[place * self.replications : (place + 1) * self.replications])
        found = []
        for request in requests:
            self._kept.move_to_end(request.key)
            found.append(self._kept[request.key][1])
        while len(self._kept) > self.kept:
            self._kept.popitem(last=False)
        return found

    def _simulated(self, tasks: Sequence[Task]) -> list[Run]:
        self.made += len(tasks)
        if self.jobs == 1 or len(tasks) < 2:
            return [simulated(task) for task in tasks]
        return list(in_order(answered(for_workers(), simulated, tasks.__getitem__, len(tasks), self.jobs)))


def simulated(task: Task) -> Run:
    """One run."""
    return simulate(task.scenario, task.seed, None, task.sample, task.engine, task.record, task.replication)
