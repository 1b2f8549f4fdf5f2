"""Facts from files: those of the table of evidence that ship, and those that anybody writes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from model.errors import InputError, Problem, nearest

from . import facts as shipped
from .declaration import CHANNELS, Fact, declared, forget


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
    try:
        source = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(Problem("", "is not UTF-8; save it as UTF-8", file, allowed="a Python file")) from None
    except OSError as error:
        raise InputError(Problem("", f"cannot be read: {(error.strerror or str(error)).lower()}", file, allowed="a Python file with facts")) from None
    module = ModuleType(f"facts_{abs(hash(file))}")
    module.__file__ = file
    before = len(declared())
    sys.modules[module.__name__] = module  # dataclasses and typing look their module up
    try:
        with beside(file):
            exec(compile(source, file, "exec"), module.__dict__)
        found = declared(before)
    except InputError as error:
        raise InputError([replace(each, file=file) for each in error.problems]) from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or line_of(error, file)
        is_syntax = isinstance(error, SyntaxError) or "null bytes" in str(error)
        says = f"is no Python: {getattr(error, 'msg', error)}" if is_syntax else f"fails with {type(error).__name__}: {error}"
        raise InputError(Problem(f"line {line}", says, file)) from None
    except (Exception, SystemExit) as error:
        raise InputError(Problem(f"line {line_of(error, file)}", f"fails with {type(error).__name__}: {error}", file)) from None
    finally:
        forget(before)
    if not found:
        raise InputError(Problem("", "declares no fact", file, allowed="a function below @fact(id=..., channel=..., grade=..., band=..., source=...)"))
    return tuple(replace(each, file=file) for each in found)


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


def chosen(files: Sequence[str | Path], only: Sequence[str] = (), with_shipped: bool = True) -> tuple[Fact, ...]:
    """Shipped facts and those of files, or those among them that are asked for by id, channel or grade.

    Raises:
        InputError: an id that two facts have, or one that none has.
    """
    found: list[Fact] = []
    for file in files:  # one's own first: what is wrong in them is told before the others take their time
        found += read_facts(file)
    found += shipped_facts() if with_shipped else ()
    seen: dict[str, Fact] = {}
    for each in reversed(found) if with_shipped else found:
        if each.id in seen:
            says = f"there is a fact {each.id} already, in {seen[each.id].file}"
            raise InputError(Problem(f"fact {each.id}, id", says, each.file, each.id, "an id of its own"))
        seen[each.id] = each
    if not only:
        return tuple(found)
    known = [*seen, *CHANNELS, "A", "B", "C", "D"]
    for name in only:
        if name not in known:
            raise InputError(Problem("--only", f"there is no fact {name!r}", value=name, allowed=", ".join(known), nearest=nearest(name, known)))
    return tuple(each for each in found if {each.id, each.channel, each.grade} & {*only})


def line_of(error: BaseException, file: str) -> int:
    """The last line of a file that an error passed through."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file or Path(frame.filename).name == file]
    return lines[-1] if lines and lines[-1] is not None else 1
