"""Ask about many mutants of files without loops to be compiled in one go: tests are collected once, and each mutant is a fork in which its function is exchanged.

A mutant costs the tests that it is shown to and nothing else: no import, no collection, no note of what calls what. It is shown to the tests that CLOSEST names for its
file, to those of tests/unit that import it, and to none of its group: those that name its function first, then those that name another one of its file. What runs at import cannot be exchanged; such a mutant is
written into its file, and imported anew in its fork. A small world is run before the first fork, so that the loops are compiled and loaded once: a fork that had to
compile them would pass its limit of processor time, and count as caught without any test having failed.
"""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import os
import pickle
import re
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutation.calls import function_at
from tests.mutation.mutants import Mutant
from tests.mutation.rooms import near

CAUGHT, SURVIVED, SLOW, STUCK = "caught", "survived", "timeout", "stuck"
AGAIN = 4
"""How often what is left of the tests is asked, where one fails only behind others."""
DEAR = ("tests/contracts", "tests/statistics")
"""Folders of tests that run worlds: asked last."""
PROJECT = ("model", "scenarios", "experiments")


def outer_codes(code: CodeType) -> dict[str, CodeType]:
    """Code of the functions and methods of a module by qualified name, without functions inside functions, which are constants of theirs.

    >>> sorted(outer_codes(compile("class A:\\n    def f(self): return lambda: 1\\ndef g(): pass", "x.py", "exec")))
    ['A.f', 'g']
    """
    found = {}
    for const in code.co_consts:
        if isinstance(const, CodeType):
            is_class = "__qualname__" in const.co_names and not const.co_flags & 2  # no fast locals
            found.update(outer_codes(const) if is_class else {const.co_qualname: const})
    return found


def in_fork(work: Callable[[], object], seconds: float) -> tuple[object, int]:
    """What `work` returns in a fork that has so many seconds of the processor, and the signal that ended it, 0 for none."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
        signal.alarm(int(seconds * 60))  # one that waits for a lock that its parent held; a busy machine gives a fork a fiftieth of a processor at times
        try:
            answer = work()
        except BaseException as error:  # a fault of this file and no verdict: told by whoever asked
            answer = error
        with os.fdopen(into, "wb") as f:
            pickle.dump(answer, f)
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as f:
        said = f.read()
    _, status = os.waitpid(child, 0)
    answer = pickle.loads(said) if said else ""
    if isinstance(answer, BaseException):
        raise answer
    return answer, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _forget() -> None:
    """Empty what functions of the project keep: it was worked out without the mutant."""
    for module in [module for name, module in list(sys.modules.items()) if name.split(".")[0] in PROJECT]:
        for thing in list(vars(module).values()):
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


@cache
def _defined(place: str) -> dict[str, set[str]]:
    """Words of each function, class and table at the top of a file of tests, by its name."""
    source = Path(place).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for node in ast.parse(source).body:
        named = [node] if isinstance(node, ast.FunctionDef | ast.ClassDef) else getattr(node, "targets", [])
        for each in named:
            name = getattr(each, "name", getattr(each, "id", None))
            if name is not None:
                found[name] = set(re.findall(r"\w+", ast.get_source_segment(source, node) or ""))
    return found


@cache
def words_of(test: object) -> set[str] | None:
    """Words of a test and of the helpers and fixtures of its file that it names, by way of others too; None where it is none of a file of Python."""
    try:
        source, place = inspect.getsource(test), inspect.getsourcefile(test)  # type: ignore[arg-type]
    except (TypeError, OSError):
        return None
    words = set(re.findall(r"\w+", source))
    left = dict(_defined(place)) if place else {}
    while named := [name for name in left if name in words]:
        for name in named:
            words |= left.pop(name)
    return words


@cache
def names_of(path: str, root: Path) -> tuple[str, ...]:
    """What a file defines, and its own name: words by which a test that is about it can be told."""
    defined = [node.name for node in ast.parse((root / path).read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return (Path(path).stem, *defined)


def names(item: pytest.Item, function: str, own: Sequence[str]) -> int:
    """How closely the text of a test, with its helpers, is about a function: 2 each where it holds the last part of its name and that of its file, which tells `draw` of one
    picture from that of another, and 1 more where it holds another name of the file."""
    words = words_of(getattr(item, "obj", None))
    if words is None:
        return 5  # an example of the file itself
    return 2 * (function.split(".")[-1] in words) + 2 * (own[0] in words) + (not words.isdisjoint(own[1:]))


def _code(mutant: Mutant, source: str, place: str, function: str | None) -> CodeType:
    """What the function of a mutant is compiled to."""
    return outer_codes(compile(mutant.applied(source), place, "exec", dont_inherit=True))[function or ""]


class Forked:
    """A pytest plug-in that, in place of the tests, asks them about every mutant and hands each verdict to `told`."""

    def __init__(self, root: Path, mutants: list[Mutant], most: float, told: Callable[[Mutant, str, str], None], others: Mapping[str, Sequence[str]] | None = None) -> None:
        """`others`: further files of tests by file of the mutants, shown to what survives its closest ones, for as many seconds again."""
        self.root, self.mutants, self.most, self.told, self.others = root, mutants, most, told, others or {}
        self.failed: str | None = None

    def pytest_sessionstart(self) -> None:
        """What is mutated is imported before its files are collected: of a module that its package imports itself pytest would otherwise make a second copy."""
        for path in dict.fromkeys(mutant.path for mutant in self.mutants):
            importlib.import_module(path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.failed is None:
            self.failed = report.nodeid

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        by_file: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            by_file.setdefault(item.nodeid.split("::")[0], []).append(item)
        importlib.import_module("experiments").simulate(importlib.import_module("scenarios").load("morocco_belgium", {"burn_in_years": 1}, years=1), sample=100)
        gc.unfreeze()  # what tests/conftest.py set aside is among no objects
        functions: dict[tuple[str, str], list[FunctionType]] = {}
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType):
                functions.setdefault((thing.__code__.co_filename, thing.__code__.co_qualname), []).append(thing)
        gc.collect()
        gc.freeze()  # a fork that looks for garbage among what was there before it would copy all of it
        for mutant in self.mutants:
            source = (self.root / mutant.path).read_text(encoding="utf-8")
            function = function_at(source, mutant.line)
            found = functions.get((str(self.root / mutant.path), function or ""), [])
            if found and _code(mutant, source, str(self.root / mutant.path), function).co_freevars != found[0].__code__.co_freevars:
                found = []  # without its super() a method has no class to look for, and Python exchanges no code for such a one
            own = names_of(mutant.path, self.root)
            first_asked = dict.fromkeys([mutant.path, *near(self.root, mutant.path)])
            with nullcontext() if found else self.written(mutant):
                for files in (first_asked, [file for file in self.others.get(mutant.path, ()) if file not in first_asked]):
                    items = [item for file in files for item in by_file.get(file, [])]
                    items.sort(key=lambda item: (item.nodeid.startswith(DEAR), -names(item, function or mutant.path, own)))
                    first, signalled = self.asked(lambda chosen: self.ask(mutant, function, found, chosen), items)  # noqa: B023 - used at once
                    if first or signalled:
                        break
                if signalled == signal.SIGXCPU and in_fork(lambda: self.run(items), self.limit)[1]:  # noqa: B023
                    signalled = 0  # these tests take as long without a fault
            verdict = SLOW if signalled in (signal.SIGXCPU, signal.SIGKILL) else STUCK if signalled == signal.SIGALRM else CAUGHT if first or signalled else SURVIVED
            self.told(mutant, verdict, first)
        return True

    @property
    def limit(self) -> float:
        """Seconds of the processor that a fork has."""
        return 20.0 + 4.0 * self.most

    def asked(self, ask: Callable[[list[pytest.Item]], str], items: list[pytest.Item]) -> tuple[str, int]:
        """The first test that fails, and fails alone too, and the signal that ended the fork; what fails only behind others is left out and the rest asked again."""
        for _ in range(AGAIN):
            first, signalled = in_fork(lambda: ask(items), self.limit)  # noqa: B023 - used at once
            alone = [item for item in items if item.nodeid == first]
            if not alone:
                return str(first), signalled
            again, signalled = in_fork(lambda: ask(alone), self.limit)  # noqa: B023
            if again or signalled:
                return str(first), signalled
            print(f"{first} fails behind others alone", file=sys.stderr)
            items = [item for item in items if item not in alone]
        return "", 0

    @contextmanager
    def written(self, mutant: Mutant) -> Iterator[None]:
        """The file as the mutant has it, while a fork reads it."""
        place = self.root / mutant.path
        source = place.read_text(encoding="utf-8")
        place.write_text(mutant.applied(source), encoding="utf-8")
        try:
            yield
        finally:
            place.write_text(source, encoding="utf-8")

    def run(self, items: list[pytest.Item]) -> str:
        """The first test that fails, none when empty; no further one is begun after `most` seconds of the processor."""
        self.failed = None
        began = time.process_time()
        for item, after in zip_longest(items, items[1:]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed or time.process_time() - began > self.most:
                break
        return self.failed or ""

    def ask(self, mutant: Mutant, function: str | None, found: list[FunctionType], items: list[pytest.Item]) -> str:
        """In a fork: the first of the tests that fails with the mutant; none where no test is named for the file."""
        if not items:
            return ""
        place = str(self.root / mutant.path)
        if found:
            code = _code(mutant, Path(place).read_text(encoding="utf-8"), place, function)
            for each in found:
                each.__code__ = code
            _forget()
            return self.run(items)
        for name in [name for name in sys.modules if name.split(".")[0] in ("tests", *PROJECT)]:
            del sys.modules[name]
        self.mutants = []
        fails = _First()
        ended = pytest.main(["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:benchmark", "--hypothesis-seed=1", *(item.nodeid for item in items)], plugins=[fails])
        return fails.first or ("" if ended == 0 else f"ended with {int(ended)}")


class _First:
    """The first test that fails, or file that cannot be read."""

    first = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and not self.first:
            self.first = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        self.pytest_runtest_logreport(report)
