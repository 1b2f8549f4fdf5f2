"""Levers and rules of one's own in a Python file, and how they reach worker processes.

A plug-in is a file that defines subclasses of `Lever`, or calls `use_rule`; it is run as it is. It travels as its source, so that workers, on other
machines too, need no file.
"""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from .compiled.originals import digest
from .errors import LINE, InputError, Problem
from .levers.lever import REGISTRY, Lever, Loads, own_levers
from .own_rules import OwnRule, adopt_rules, loading, own_rules, rules_of
from .python_file import read_source, run_source
from .text import Said, Text

DEFINES = Text(
    "a class below model.levers.Lever with an id, or a call of model.own_rules.use_rule",
    "une classe dérivée de model.levers.Lever avec un id, ou un appel de model.own_rules.use_rule",
)
"""What a file must hold."""


@dataclass(frozen=True)
class Plugin:
    """A file that defines levers, or puts rules of its own in the place of those of the model.

    Attributes:
        path: where it was read, as it was given.
        source: what it says.
    """

    path: str
    source: str

    @property
    def module(self) -> str:
        """The name of the module that it becomes: that of the file, and a mark of its path."""
        stem = re.sub(r"\W", "_", Path(self.path).stem)
        return f"plugin_{stem}_{hashlib.sha256(self.path.encode()).hexdigest()[:8]}"

    def load(self) -> tuple[type[Lever], ...]:
        """The levers that it defines, registered. A file is run once a process, and again after it was edited; one that fails leaves nothing behind."""
        levers = tuple(lever for lever in REGISTRY.values() if lever.plugin == self)
        if levers or rules_of(self):
            return levers
        module = ModuleType(self.module)
        module.__file__ = self.path
        before, known = dict(REGISTRY), sys.modules.get(self.module)
        for lever_id in [lever_id for lever_id, lever in REGISTRY.items() if lever.__module__ == self.module]:
            del REGISTRY[lever_id]
        sys.modules[self.module] = module  # dataclasses and typing look their module up
        try:
            with loading(self):
                self._run(module)
            levers = tuple(lever for lever in REGISTRY.values() if lever.__module__ == self.module)
            if not levers and not rules_of(self):
                says = Text("defines no lever and no rule", "ne définit ni levier ni règle")
                raise InputError(Problem("", says, self.path, allowed=DEFINES))
        except BaseException:
            REGISTRY.clear()
            REGISTRY.update(before)
            sys.modules.pop(self.module)
            if known is not None:
                sys.modules[self.module] = known
            raise
        for lever in levers:
            lever.plugin = self
        return levers

    def _run(self, module: ModuleType) -> None:
        def told(each: Problem, line: int) -> Problem:
            says = Text("{key}: {says}", "{key} : {says}").filled(key=each.key, says=each.says)
            return replace(each, key=Said(LINE.filled(line=line)), says=Said(says), file=self.path)

        run_source(self.source, self.path, module, told)


def load_plugin(path: str | Path) -> tuple[type[Lever], ...]:
    """Run a Python file and register the levers that it defines, so that scenarios can name them.

    Raises:
        InputError: the file cannot be read or run, defines no lever (and no rule), or one whose id is taken; with its line.
    """
    return _read(path).load()


def load_rules(path: str | Path) -> tuple[str, ...]:
    """Run a Python file that calls `use_rule`, and give the names of the rules that it replaces.

    Raises:
        InputError: the file cannot be read or run, replaces no rule, or one that does not exist; with its line.
    """
    file = _read(path)
    file.load()
    found = rules_of(file)
    if not found:
        allowed = Text('a call such as use_rule("give.campaign_chance", mine)', 'un appel comme use_rule("give.campaign_chance", mine)')
        raise InputError(Problem("", Text("replaces no rule", "ne remplace aucune règle"), file.path, allowed=allowed))
    return found


def _read(path: str | Path) -> Plugin:
    return Plugin(str(path), read_source(path))


Carried = tuple[Loads | type[Lever] | OwnRule, ...]
"""Levers and rules that are no part of the model, as a worker process gets them: plug-ins as their source, what a script or notebook defines by value."""


def carried() -> Carried:
    """The levers and rules of one's own of this process."""
    levers = (lever if lever.plugin is None else lever.plugin for lever in own_levers().values())
    return tuple(dict.fromkeys([*levers, *(own if own.file is None else own.file for own in own_rules().values())]))


def adopt(found: Carried) -> None:
    """Make these the levers and rules of one's own of this process: those of an earlier task are dropped, as outcomes are given by lever."""
    plugins = [each for each in found if isinstance(each, Plugin)]
    classes = {each.id: each for each in found if isinstance(each, type)}
    for lever_id, lever in own_levers().items():
        if lever.plugin not in plugins and classes.get(lever_id) is not lever:
            del REGISTRY[lever_id]
    for plugin in plugins:
        plugin.load()
    REGISTRY.update(classes)
    of_files = [own for own in own_rules().values() if own.file in plugins]
    adopt_rules((*of_files, *(each for each in found if isinstance(each, OwnRule))))


def sources() -> dict[str, dict[str, str]]:
    """What levers of one's own are, by id, for manifests and fingerprints: file and source of a plug-in, a digest of the code of a class."""
    found = own_levers().values()
    plain = {lever.id: {"digest": digest(lever)} for lever in found if lever.plugin is None}
    return plain | {lever.id: {"file": Path(lever.plugin.path).name, "source": lever.plugin.source} for lever in found if lever.plugin is not None}
