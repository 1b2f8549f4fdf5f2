"""A behaviour rule of one's own in the place of one of the model: `use_rule("give.campaign_chance", mine)`.

What stands in `model/rules/` can be replaced, one function at a time, from a script, a notebook or a file (`--rules FILE`). Both engines then run what was
given; its source is part of the key of the compiled loops that reach it, of the fingerprint and of the manifest, and worker processes get it too.
"""

from __future__ import annotations

import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from . import rules
from .compiled.numba_door import own_rule, replacements
from .compiled.originals import ROOT, digest, replaced
from .errors import InputError, Problem, nearest
from .levers.lever import Loads
from .text import Text


@dataclass(frozen=True)
class OwnRule:
    """A function in the place of a rule.

    Attributes:
        name: file and function in `model/rules/`, as in "give.campaign_chance".
        function: what stands in its place.
        file: the file that it came from; None for one of a script or notebook.
    """

    name: str
    function: Callable[..., Any]
    file: Loads | None = None


_IN_USE: dict[str, OwnRule] = {}
_LOADING: list[Loads] = []


def use_rule(name: str, function: Callable[..., Any] | None) -> None:
    """Let a function of your own be what people or organisations do; None puts the rule of the model back.

    To be called before the first world of a process: its compiled loops read their rules once. Workers that were started before get it as well.

    Args:
        name: which rule: file and function in `model/rules/`, as in "give.campaign_chance".
        function: takes the arguments of that rule, under the same names, and gives what it gives. It is compiled by Numba: numbers, arithmetic, `math`.

    Raises:
        InputError: there is no such rule, or the function takes other arguments.
    """
    known = _originals()
    if name not in known:
        file = str(name).partition(".")[0]
        near = [rule for rule in known if rule.partition(".")[0] == file] or sorted({rule.partition(".")[0] + ".*" for rule in known})
        says = Text("there is no rule {name}", "il n'y a pas de règle {name}").filled(name=repr(name))
        raise InputError(Problem("rules", says, value=name, allowed=", ".join(near), nearest=nearest(str(name), known)))
    original = known[name]
    if function is None:
        before = _IN_USE.pop(name, None)
        if before is not None:
            _put(before.function, original)
        return
    _check(name, function, original)
    before = _IN_USE.get(name)
    _put(original if before is None else before.function, own_rule(function))
    _IN_USE[name] = OwnRule(name, function, _LOADING[-1] if _LOADING else None)


@cache
def _originals() -> dict[str, FunctionType]:
    """The rules of the model by name; asked for before any is replaced."""
    found = {}
    for file in sorted(each.name for each in pkgutil.iter_modules(rules.__path__)):
        module = import_module(f"{rules.__name__}.{file}")
        for name, value in vars(module).items():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{file}.{name}"] = value
    return found


def _check(name: str, function: Callable[..., Any], original: FunctionType) -> None:
    wanted = list(inspect.signature(original).parameters)
    if not isinstance(function, FunctionType):
        says = Text("{name} is given {kind}, which is no Python function", "{name} reçoit {kind}, qui n'est pas une fonction Python")
        allowed = Text("a function of ({arguments})", "une fonction de ({arguments})").filled(arguments=", ".join(wanted))
        raise InputError(Problem("rules", says.filled(name=name, kind=type(function).__name__), allowed=allowed))
    given = list(inspect.signature(function).parameters)
    if given != wanted:
        says = Text("{name} is given a function of ({arguments})", "{name} reçoit une fonction de ({arguments})")
        allowed = Text("one of ({arguments}), in this order", "une fonction de ({arguments}), dans cet ordre").filled(arguments=", ".join(wanted))
        raise InputError(Problem("rules", says.filled(name=name, arguments=", ".join(given)), allowed=allowed))


def _put(old: Callable[..., Any], new: Callable[..., Any]) -> None:
    """Put one function in the place of another, wherever a module of the model has it under a name."""
    for module in _modules():
        for name, value in list(vars(module).items()):
            if value is old:
                setattr(module, name, new)


def _modules() -> Iterator[ModuleType]:
    own = (__name__, f"{ROOT}.plugins")
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == ROOT and name not in own and isinstance(module, ModuleType):
            yield module


def own_rules() -> dict[str, OwnRule]:
    """The rules of one's own that are in use, by name."""
    return dict(sorted(_IN_USE.items()))


def rule_sources() -> dict[str, dict[str, str]]:
    """What rules of one's own are, by name, for manifests: a digest of their code, and file and source where they came from one."""
    found = {}
    for name, own in own_rules().items():
        found[name] = {"digest": digest(own.function)}
        if own.file is not None:
            found[name] |= {"file": Path(own.file.path).name, "source": own.file.source}
    return found


def unexplained() -> dict[str, str]:
    """What was replaced of the model in another way than `use_rule`, by full name, each with a digest of what stands in its place."""
    functions = {id(own.function) for own in _IN_USE.values()}
    explained = {name for name, held in replaced().items() if id(held.value) in functions}
    return {name: said for name, said in replacements().items() if name not in explained}


def adopt_rules(wanted: tuple[OwnRule, ...]) -> None:
    """Make these the rules of one's own of this process. One that says the same as what is in use stays: a function that was sent anew is another object."""
    by_name = {own.name: own for own in wanted}
    for name in _IN_USE.keys() - by_name.keys():
        use_rule(name, None)
    for name, own in by_name.items():
        if name not in _IN_USE or digest(_IN_USE[name].function) != digest(own.function):
            use_rule(name, own.function)


class loading:  # noqa: N801 # a context, as contextlib names its own
    """While a file is run, the rules that it replaces are its own; one that fails puts back what was in use before."""

    def __init__(self, file: Loads) -> None:
        self.file = file

    def __enter__(self) -> None:
        self.before = dict(_IN_USE)
        _LOADING.append(self.file)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        _LOADING.pop()
        if kind is None:
            return
        for name in list(_IN_USE):
            if _IN_USE[name] is not self.before.get(name):
                use_rule(name, None)
        for name, own in self.before.items():
            if name not in _IN_USE:
                use_rule(name, own.function)
                _IN_USE[name] = own


def rules_of(file: Loads) -> tuple[str, ...]:
    """The rules in use that came from a file."""
    return tuple(name for name, own in own_rules().items() if own.file == file)
