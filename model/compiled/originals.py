"""What the files of the model define, and what was put in the place of it since.

A function or a constant can be replaced from outside (`model.rules.give.campaign_chance = mine`). A compiled loop would not notice, or would be kept on
disk for runs that know nothing of it. So what a module holds is noted when its import has ended, and compared when a world is made.
"""

from __future__ import annotations

import builtins
import hashlib
import inspect
import operator
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

ROOT = __name__.partition(".")[0]
METHODS = (FunctionType, property, staticmethod, classmethod)
HAS_DOCSTRING = getattr(inspect, "CO_HAS_DOCSTRING", 0x4000000)  # of Python 3.13


class Held(NamedTuple):
    """What a name stands for; a function may be given other code or other defaults and stay the same object."""

    value: Any
    code: CodeType | None = None
    defaults: Any = None


class Space(NamedTuple):
    """A module, or a class in it: the names that it has now, and what they stood for when the import of the module had ended.

    `pick` takes from `now` what those names stand for, and `values` are what they stood for, in the same order: a world is made some hundred times in a
    comparison, and all names are looked at each time.
    """

    name: str
    now: Mapping[str, Any]
    noted: dict[str, Held]
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    values: tuple[Any, ...]

    @classmethod
    def of(cls, name: str, now: Mapping[str, Any], noted: dict[str, Held]) -> Space:
        """A space as it is now."""
        names = tuple(noted)
        pick = operator.itemgetter(*names) if len(names) > 1 else lambda now: tuple(now[each] for each in names)
        return cls(name, now, noted, pick, tuple(held.value for held in noted.values()))

    def is_as_noted(self) -> bool:
        """Whether each name still stands for what it did."""
        try:
            return all(map(operator.is_, self.pick(self.now), self.values))
        except KeyError:
            return False


class Functions:
    """The functions of all spaces, each once, whoever imports it, with the code and the defaults that it had when it was first met."""

    def __init__(self) -> None:
        self.functions: dict[int, FunctionType] = {}
        self.codes: list[CodeType] = []
        self.defaults: list[Any] = []

    def meet(self, noted: Mapping[str, Held]) -> None:
        """Take down those that were not met before."""
        for held in noted.values():
            if held.code is not None and id(held.value) not in self.functions:
                self.functions[id(held.value)] = held.value
                self.codes.append(held.code)
                self.defaults.append(held.defaults)

    def are_as_noted(self) -> bool:
        """Whether each has its code and its defaults still."""
        functions = self.functions.values()
        return all(map(operator.is_, map(_CODE, functions), self.codes)) and all(map(operator.is_, map(_DEFAULTS, functions), self.defaults))


NOTHING = Held(None)
_CODE, _DEFAULTS = operator.attrgetter("__code__"), operator.attrgetter("__defaults__")
_NOTED: dict[str, list[Space]] = {}
_FUNCTIONS = Functions()
_PASSED_OVER: set[str] = set()
_BUILTINS = frozenset(name for name in vars(builtins) if not name.startswith("__"))


class Package(ModuleType):
    """A package of the model, which notes what is imported below it.

    The import system binds a module to its package once it has run the file (Python's language reference, 5.4.2): then it holds what the file says and
    nothing else.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if isinstance(value, ModuleType) and value.__name__ == f"{self.__name__}.{name}":
            watch(value)

    def __reduce__(self) -> tuple[Callable[[str], ModuleType], tuple[str]]:
        return import_module, (self.__name__,)


def watch(module: ModuleType) -> None:
    """Note what a module holds that has just been imported, and, for a package, what is and will be imported below it."""
    _NOTED[module.__name__] = spaces = list(_spaces(module))
    for space in spaces:
        _FUNCTIONS.meet(space.noted)
    if hasattr(module, "__path__") and not isinstance(module, Package):
        module.__class__ = Package
        for name, below in list(sys.modules.items()):  # those that the package itself imports come before it
            if name.rpartition(".")[0] == module.__name__ and name not in _NOTED and isinstance(below, ModuleType):
                watch(below)


def pass_over(module: str) -> None:
    """Leave out what a module defines, as it says nothing of the world: the calls of loops, around which studies of speed put a clock."""
    _PASSED_OVER.add(module)


def _spaces(module: ModuleType) -> Iterator[Space]:
    """A module and the classes that its file defines, without what the import system and Python themselves set."""
    inside = {name: value for name, value in vars(module).items() if not name.startswith("__") and not isinstance(value, ModuleType)}
    yield Space.of(module.__name__, vars(module), {name: _held(value) for name, value in inside.items()})
    for name, value in inside.items():
        if isinstance(value, type) and value.__module__ == module.__name__:
            methods = {inner: _held(method) for inner, method in vars(value).items() if isinstance(method, METHODS)}
            if methods:
                yield Space.of(f"{module.__name__}.{name}", vars(value), methods)


def _held(value: Any) -> Held:
    return Held(value, value.__code__, value.__defaults__) if type(value) is FunctionType else Held(value)


def replaced() -> dict[str, Held]:
    """Functions, constants and methods of the model that are not those of its files, by full name, with what stands in their place.

    What was replaced before another module imported it is found there, too.
    """
    found: dict[str, Held] = {}
    unedited = _FUNCTIONS.are_as_noted()
    for spaces in _NOTED.values():
        for space in spaces:
            for name, (value, code, defaults) in () if unedited and space.is_as_noted() else space.noted.items():
                other = space.now.get(name, NOTHING)
                is_edited = code is not None and (value.__code__ is not code or value.__defaults__ is not defaults)
                if (other is not value or is_edited) and getattr(value, "__module__", None) not in _PASSED_OVER:
                    found[f"{space.name}.{name}"] = _held(other)
        module = spaces[0]
        for name in () if _BUILTINS.isdisjoint(module.now) else (_BUILTINS & module.now.keys()) - module.noted.keys():
            # nothing in a file reads another name that is new
            found[f"{module.name}.{name}"] = _held(module.now[name])
    return found | _handed_on(found) if found else found


def _handed_on(found: Mapping[str, Held]) -> dict[str, Held]:
    """The same replacements where a module had already imported them when it was noted: functions from outside under any name, all else under its own."""
    foreign = {id(held.value) for held in found.values() if is_foreign(held.value)}
    named = {(name.rpartition(".")[2], id(held.value)) for name, held in found.items()}
    return {
        f"{space.name}.{name}": held
        for spaces in _NOTED.values()
        for space in spaces
        for name, held in space.noted.items()
        if id(held.value) in foreign or (name, id(held.value)) in named
    }


def differing(some: Mapping[str, Held], others: Mapping[str, Held]) -> set[str]:
    """Names that stand for something else in one of the two: equal is not enough for a function, and not defined for arrays."""
    pairs = {name: (some.get(name, NOTHING), others.get(name, NOTHING)) for name in some.keys() | others.keys()}
    return {name for name, (one, other) in pairs.items() if any(a is not b for a, b in zip(one, other, strict=True))}


def reached(function: FunctionType) -> dict[str, Any]:
    """All that a function reads of its module, and the functions that it calls of theirs, by full name."""
    found: dict[str, Any] = {}
    seen: set[int] = set()
    left = [function]
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        for name in _names(one.__code__):
            if name in one.__globals__:
                value = one.__globals__[name]
                value = found[f"{one.__globals__['__name__']}.{name}"] = getattr(value, "py_func", value)
                if isinstance(value, FunctionType) and is_followed(value):
                    left.append(value)
    return found


def is_followed(function: FunctionType) -> bool:
    """Whether it may change from one run to the next: it is of a file of the model that says something of the world, or from outside, and not of a library."""
    return function.__module__ not in _PASSED_OVER and (function.__module__.partition(".")[0] == ROOT or is_foreign(function))


def is_foreign(value: Any) -> bool:
    """Whether it is a function of a script, a notebook or a plug-in: of no file of the model and of no library."""
    return isinstance(value, FunctionType) and not _is_installed(value)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def digest(value: Any) -> str:
    """A name for what a function, class or constant says (16 hex digits): of its code, and of the code outside the model that it calls."""
    return hashlib.sha256(repr(_said(value, {})).encode()).hexdigest()[:16]


def _said(value: Any, seen: dict[int, int]) -> Any:
    value = getattr(value, "py_func", value)
    if isinstance(value, (FunctionType, type)):
        if id(value) in seen:
            return ("again", seen[id(value)])
        seen[id(value)] = len(seen)
    if isinstance(value, FunctionType):
        outside = value.__globals__
        called = {name: outside[name] for name in sorted(set(_names(value.__code__))) if name in outside and not _is_installed(outside[name])}
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        return (code_said(value.__code__), *(_said(each, seen) for each in (value.__defaults__, cells, called)))
    if isinstance(value, property):
        return [_said(value.fget, seen)]
    if isinstance(value, (staticmethod, classmethod)):
        return [_said(value.__func__, seen)]
    if isinstance(value, type):
        return (value.__qualname__, _said({name: each for name, each in vars(value).items() if not name.startswith("__")}, seen))
    if isinstance(value, Mapping):
        return [(str(key), _said(each, seen)) for key, each in value.items()]
    if isinstance(value, (list, tuple)):
        return [_said(each, seen) for each in value]
    tobytes = getattr(value, "tobytes", None)
    return tobytes() if callable(tobytes) else repr(value)


def code_said(code: CodeType, constants_of: Callable[[CodeType], tuple[Any, ...]] = lambda code: code.co_consts) -> tuple[Any, ...]:
    """What code does, whatever the lines that it stands on; `constants_of` says which of its constants count."""
    constants = tuple(code_said(each, constants_of) if isinstance(each, CodeType) else repr(each) for each in constants_of(code))
    return code.co_name, code.co_code, constants, code.co_names, code.co_varnames, code.co_flags & ~HAS_DOCSTRING


def _is_installed(value: Any) -> bool:
    """Whether it comes from a library or from the model, which are told apart by their versions; not from a script, a notebook or a plug-in."""
    if isinstance(value, ModuleType):
        return True
    home = sys.modules.get(getattr(value, "__module__", None) or "", None)
    if home is None:
        return False
    return home.__name__.partition(".")[0] in (ROOT, *sys.stdlib_module_names) or "site-packages" in (getattr(home, "__file__", None) or "")
