"""Facts from files: those of the table of evidence that ship, and those that anybody writes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from model.errors import InputError, Problem, nearest
from model.python_file import read_source, run_source
from model.text import Text

from . import facts as shipped
from .declaration import CHANNELS, FACT_AND, WEIGHTS, Answer, Fact, declared, forget

if TYPE_CHECKING:
    from .study import Study

A_FACT = Text(
    "a function below @fact(id=..., channel=..., grade=..., band=..., source=...)",
    "une fonction sous @fact(id=..., channel=..., grade=..., band=..., source=...)",
)
NO_FACT = Text("there is no fact {name}", "il n'y a pas de fait {name}")


def shipped_facts() -> tuple[Fact, ...]:
    """The facts of the table of evidence, C01 to C56, in order."""
    found: list[Fact] = []
    for module in sorted(each.name for each in pkgutil.iter_modules(shipped.__path__)):
        loaded = importlib.import_module(f"{shipped.__name__}.{module}")
        found += [each for each in declared() if each.compute.__module__ == loaded.__name__]
    return tuple(sorted(found, key=lambda each: each.id))


def read_facts(path: str | Path) -> tuple[Fact, ...]:
    """Run a Python file and give the facts that it declares.

    Raises:
        InputError: the file cannot be read or run, declares no fact, or one id twice; with its line.
    """
    file = str(path)
    source = read_source(path, Text("a Python file with facts", "un fichier Python avec des faits"), "utf-8-sig")
    module = ModuleType(f"facts_{abs(hash(file))}")
    module.__file__ = file
    before = len(declared())
    sys.modules[module.__name__] = module  # dataclasses and typing look their module up
    try:
        with beside(file):
            run_source(source, file, module, lambda each, _line: replace(each, file=file))
        found = declared(before)
    finally:
        forget(before)
    if not found:
        raise InputError(Problem("", Text("declares no fact", "ne déclare aucun fait"), file, allowed=A_FACT))
    return tuple(replace(each, file=file, compute=_beside(file, each.compute)) for each in found)


def _beside(file: str, compute: Callable[[Study], Answer]) -> Callable[[Study], Answer]:
    """A function of a fact that finds what lies beside its file when it is called, too."""

    @wraps(compute)
    def called(study: Study) -> Answer:
        with beside(file):
            return compute(study)

    return called


@contextmanager
def beside(file: str) -> Iterator[None]:
    """What lies beside a file can be imported in here, as in a script; it is forgotten after, as another file may lie beside a module of the same name."""
    folder = str(Path(file).resolve().parent)
    known = set(sys.modules)
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
        for name in set(sys.modules) - known:
            place = getattr(sys.modules[name], "__file__", None)
            if place is not None and Path(place).resolve().is_relative_to(folder):
                del sys.modules[name]


def chosen(files: Sequence[str | Path], only: Sequence[str] = ()) -> tuple[Fact, ...]:
    """Shipped facts and those of files, or those among them that are asked for by id, channel or grade.

    Raises:
        InputError: an id that two facts have, or one that none has.
    """
    found: list[Fact] = []
    for file in files:  # one's own first: what is wrong in them is told before the others take their time
        found += read_facts(file)
    found += shipped_facts()
    seen: dict[str, Fact] = {}
    for each in reversed(found):
        if each.id in seen:
            says = Text("there is a fact {name} already, in {file}", "il y a déjà un fait {name}, dans {file}").filled(name=each.id, file=seen[each.id].file)
            own = Text("an id of its own", "un id qui lui soit propre")
            raise InputError(Problem(FACT_AND.filled(name=each.id, key="id"), says, each.file, each.id, own))
        seen[each.id] = each
    if not only:
        return tuple(found)
    known = [*seen, *CHANNELS, *WEIGHTS]
    for name in only:
        if name not in known:
            says = NO_FACT.filled(name=repr(name))
            raise InputError(Problem("--only", says, value=name, allowed=", ".join(known), nearest=nearest(name, known)))
    return tuple(each for each in found if {each.id, each.channel, each.grade} & {*only})
