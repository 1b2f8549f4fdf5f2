"""Which test runs which function, and how long it takes: so that a mutant is shown only to tests that can see it, the fastest first."""

from __future__ import annotations

import ast
import functools
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

MOST = 40.0
"""Seconds of processor time (without a mutant) that a mutant is asked about: cheap tests first, and no further one beyond this."""


class Recorder:
    """A pytest plug-in that notes, for each test, the functions of the project that it calls.

    What is kept for later tests (fixtures, functions with a cache, cached properties) is noted for the whole file instead, as a later test looks at it too
    without a call of its own.
    """

    def __init__(self, root: Path, out: Path) -> None:
        self.root, self.out = f"{root}/", out
        self.names: dict[int, tuple[Any, str | None]] = {}
        self.kept: set[int] = set()
        self.shared: set[str] = set()
        self.now: set[str] = self.shared
        self.calls: dict[str, list[str]] = {}
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    def name(self, code: Any) -> str | None:
        """What a function is noted as: empty for one of the tests, none for one of a library."""
        path = code.co_filename
        if not path.startswith(self.root):
            return None
        inside = path.removeprefix(self.root)
        return "" if inside.startswith("tests/") else f"{inside}:{code.co_qualname.split('.<locals>')[0]}"

    def trace(self, frame: FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        known = self.names.get(id(code))
        if known is None:  # the code is kept, so that its id stays its own
            known = self.names[id(code)] = (code, self.name(code))
        name = known[1]
        if name is None:
            return None
        if name:
            self.now.add(name)
        if id(code) in self.kept and self.now is not self.shared:
            before, self.now = self.now, self.shared
            if name:
                self.now.add(name)
            frame.f_trace_lines = False

            def until_it_ends(_: FrameType, event: str, __: Any) -> Any:
                if event == "return":
                    self.now = before
                return until_it_ends

            return until_it_ends
        return None

    def look_for_caches(self) -> None:
        for module in [m for m in list(sys.modules.values()) if str(getattr(m, "__file__", "")).startswith(self.root)]:
            for thing in list(vars(module).values()):
                inside = list(vars(thing).values()) if isinstance(thing, type) and thing.__module__ == module.__name__ else []
                for each in [thing, *inside]:
                    function = each.func if isinstance(each, functools.cached_property) else getattr(each, "__wrapped__", None) if hasattr(each, "cache_clear") else None
                    if hasattr(function, "__code__"):
                        self.kept.add(id(function.__code__))

    def _within(self, where: set[str]) -> Iterator[None]:
        self.now = where
        sys.settrace(self.trace)
        try:
            yield
        finally:
            sys.settrace(None)
            self.now = self.shared

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        before = _spent()
        yield
        self.seconds[item.nodeid] = round(_spent() - before, 3)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        self.look_for_caches()
        yield from self._within(self.shared)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        own = set[str]()
        yield from self._within(own)
        self.calls[item.nodeid] = sorted(own)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.out.write_text(json.dumps({"seconds": self.seconds, "calls": self.calls, "shared": sorted(self.shared), "failed": self.failed}), encoding="utf-8")


def _spent() -> float:
    return sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def function_at(source: str, line: int) -> str | None:
    """The outermost function (or method) whose body holds a line, by its qualified name; none for what runs at import.

    >>> text = "class A:\\n    x = 1\\n    def f(self, y=2):\\n        return y\\n"
    >>> function_at(text, 4), function_at(text, 2), function_at(text, 3)
    ('A.f', None, None)
    """

    def within(body: list[ast.stmt], prefix: str) -> str | None:
        for node in body:
            if isinstance(node, ast.ClassDef) and node.lineno <= line <= (node.end_lineno or 0):
                return within(node.body, f"{prefix}{node.name}.")
            if isinstance(node, ast.FunctionDef) and node.body[0].lineno <= line <= (node.end_lineno or 0):
                return prefix + node.name
        return None

    return within(ast.parse(source).body, "")


class Record:
    """What a Recorder wrote of one file of tests."""

    def __init__(self, written: Path) -> None:
        told = json.loads(written.read_text(encoding="utf-8"))
        self.seconds: dict[str, float] = told["seconds"]
        self.calls = {test: set(names) for test, names in told["calls"].items()}
        self.shared, self.failed = set(told["shared"]), told["failed"]
        for test in self.failed:  # a test that fails without any change would catch everything
            self.seconds.pop(test, None)
            self.calls.pop(test, None)
        self.all = self.shared.union(*self.calls.values())

    @property
    def cost(self) -> float:
        """Seconds of the whole file."""
        return sum(self.seconds.values())

    def about(self, path: str, function: str | None) -> tuple[list[str], float] | None:
        """Tests of this file that look at a function (at anything of the file where it is none), and their seconds."""
        if function is None:
            return (list(self.seconds), self.cost) if any(name.startswith(f"{path}:") for name in self.all) else None
        name = f"{path}:{function}"
        tests = list(self.seconds) if name in self.shared else [test for test, names in self.calls.items() if name in names]
        return (tests, sum(self.seconds[test] for test in tests)) if tests else None


def chosen(records: dict[str, Record], path: str, function: str | None, first: tuple[str, ...] = (), most: float = MOST) -> tuple[list[str], float]:
    """Tests to be asked about a mutant, those of `first` files before the others and then the fastest, and their seconds; of all files where none calls it."""
    found = {file: record.about(path, function) for file, record in records.items()}
    seen = {file: tests for file, tests in found.items() if tests} or {file: (list(record.seconds), record.cost) for file, record in records.items()}
    asked, seconds = list[str](), 0.0
    for file in sorted(seen, key=lambda f: (f not in first, seen[f][1])):
        whole = list(records[file].seconds)
        tests, cost = seen[file]
        if seconds + cost > most:  # as many of them as there is time for
            tests = sorted(tests, key=lambda test: records[file].seconds[test])
        taken = list[str]()
        for test in tests:
            if seconds + records[file].seconds[test] > most:
                break
            taken.append(test)
            seconds += records[file].seconds[test]
        asked += [file] if len(taken) == len(whole) and not records[file].failed else taken
    return asked, seconds
