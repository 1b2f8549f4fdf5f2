"""What all tests share."""

from __future__ import annotations

import ctypes
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


collect_ignore = ["contracts/own_lever.py", "contracts/own_institution.py", "contracts/own_rule.py", "browser/dashboard.py", "browser/pack.py"]
"""Plug-ins: who imports them to look for examples has a lever more than the others, or another rule. The check in a browser needs one, and is run by itself."""


@pytest.fixture(autouse=True)
def _levers_and_rules_of_a_test_end_with_it() -> Iterator[None]:
    """What a test defines or loads as a plug-in is gone after it, as it would be with its process; fixtures of a wider scope keep theirs."""
    from model.levers import REGISTRY
    from model.own_rules import adopt_rules, own_rules

    before, rules = dict(REGISTRY), tuple(own_rules().values())
    yield
    REGISTRY.clear()
    REGISTRY.update(before)
    adopt_rules(rules)


@pytest.fixture
def draws_only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`draws_only("fan")`: of the figures of a folder of results these kinds alone are made, and none of a sensitivity analysis.

    Making figures takes four fifths of the time of a small command, so a test that looks at tables, pages and messages goes without.
    """
    from experiments import figures
    from experiments.sensitivity import results

    drawn = figures.draw

    def only(*kinds: str) -> None:
        monkeypatch.setattr(figures, "draw", lambda comparison, kind="fan", *more: drawn(comparison, kind, *more) if kind in kinds else None)
        monkeypatch.setattr(results, "pictures", lambda *_: iter(()))

    return only


@pytest.fixture
def no_figures(draws_only: Callable[..., None]) -> None:
    """Folders of results come without figures."""
    draws_only()


@pytest.fixture
def wide_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands say what they say in lines of 250 letters, without colours."""
    from rich.console import Console

    from experiments.cli import commands, data_commands, evidence_commands, looking_up, printing, question_commands, sensitivity_commands, sweep_commands

    for module in (commands, data_commands, evidence_commands, looking_up, printing, question_commands, sensitivity_commands, sweep_commands):
        monkeypatch.setattr(module, "terminal", lambda: Console(width=250, no_color=True, markup=False, highlight=False), raising=False)


COMPILES = """
import sys
sys.path[:] = {path!r}
from model.levers import REGISTRY
from model.world import DiasporaModel
from tests.worlds import SHOCKS, settings_of
DiasporaModel(settings_of(stock=600.0, burn_in=0), [kind() for kind in REGISTRY.values()], SHOCKS).run()
"""


COMPILING: list[subprocess.Popen[bytes]] = []
"""The process that compiles all loops before the first test that calls one, where there is one."""
IS_COMPILED = "DIASPORA_TESTS_COMPILED"
"""Variable with the name of a file that is locked until then; the system lets go of the lock when that process ends, however it does."""


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """While workers collect the tests, all loops are compiled once, by two processes side by side, which then are gone with the memory that compiling takes."""
    is_controller = not hasattr(session.config, "workerinput")
    if not is_controller or (session.config.getoption("numprocesses", None) or 0) <= 1 or session.config.option.collectonly:
        return
    command = [sys.executable, "-c", COMPILES.format(path=sys.path)]
    if fcntl is None:
        COMPILING.append(subprocess.Popen(command, cwd=session.config.rootpath))
        return
    handle, os.environ[IS_COMPILED] = tempfile.mkstemp(prefix="diaspora-tests-")
    fcntl.flock(handle, fcntl.LOCK_EX)
    COMPILING.append(subprocess.Popen(command, cwd=session.config.rootpath, pass_fds=(handle,)))
    os.close(handle)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished() -> None:
    """Without locks the first test waits until all is compiled."""
    if fcntl is None:
        for process in COMPILING:
            process.wait()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """The first test of a file that is not of `WITHOUT_LOOPS` waits until all is compiled."""
    name = os.environ.get(IS_COMPILED)
    if name is not None and "PYTEST_XDIST_WORKER" in os.environ and _short(item.path) not in WITHOUT_LOOPS:
        del os.environ[IS_COMPILED]
        with open(name, "rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)


def pytest_sessionfinish() -> None:
    """Nothing is left behind where tests could not be collected."""
    for process in COMPILING:
        process.kill()
        process.wait()
    if COMPILING and IS_COMPILED in os.environ:
        Path(os.environ.pop(IS_COMPILED)).unlink(missing_ok=True)


WITHOUT_LOOPS = ("statistics/test_known_indices", "statistics/test_rows_and_masses", "statistics/test_sensitivity", "unit/test_figures", "unit/test_spoken_help")
"""Long files whose tests call no loop: they come before all others, while the loops are compiled."""
LONGEST = (
    *WITHOUT_LOOPS,
    "behaviour/test_ablations", "docs/test_notebooks", "docs/test_readme", "contracts/test_questions", "contracts/test_sweeps", "statistics/test_enterprise_patterns",
    "behaviour/test_alarms", "unit/test_compiled", "contracts/test_briefs", "contracts/test_sentences", "behaviour/test_skills", "contracts/test_third_language",
    "behaviour/test_honoured", "behaviour/test_levers", "contracts/test_own_rules", "behaviour/test_zones", "contracts/test_plugins",
    "behaviour/test_giving_programmes", "behaviour/test_founding", "contracts/test_processes", "behaviour/test_shocks", "contracts/test_mesa",
    "contracts/test_determinism", "statistics/test_remittances", "contracts/test_explain",
)  # fmt: skip
"""Files that take longest, as measured: they come first, so that no worker is left with one of them when the other has nothing more to do."""


def _short(path: Path) -> str:
    return "/".join(path.with_suffix("").parts[-2:])


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Every other worker collects from the end: each finds half of the tests rewritten and compiled by the other, where bytecode is kept. That is most of what collecting takes."""
    report = yield
    if int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 2 and isinstance(collector, (pytest.Session, pytest.Directory)):
        report.result.reverse()
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first; then those of tests, then examples in sources, by name; the tests of each in the order that they had. So all workers have the same order."""
    places = {name: place for place, name in enumerate(LONGEST)}

    def place(item: pytest.Item) -> tuple[int, bool, str]:
        return places.get(_short(item.path), len(places)), not item.path.is_relative_to(config.rootpath / "tests"), str(item.path)

    found = {item.path: place(item) for item in items}
    items.sort(key=lambda item: found[item.path])


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there when all tests are known stays to the end: libraries, the model, the tests themselves. Python need not look for garbage in it again."""
    from experiments.garbage import look_for_garbage_rarely

    look_for_garbage_rarely()
    only_new_garbage_from_here()


THIS = psutil.Process()
HELD = [0]
"""Resident memory after the last collection, bytes."""
MOST_MORE = 2.5e8


def only_new_garbage_from_here() -> None:
    """Collect what nobody reads any more, and leave what is there now out of all later collections: one that looks at all objects takes a quarter to half a second."""
    gc.collect()
    gc.freeze()
    HELD[0] = THIS.memory_info().rss


def pytest_runtest_teardown() -> None:
    """Finished runs go in circles and are few objects with large arrays, which Python looks at seldom: where memory has grown, it looks after the test."""
    if THIS.memory_info().rss > HELD[0] + MOST_MORE:
        gc.collect()
        HELD[0] = THIS.memory_info().rss


def pytest_unconfigure() -> None:
    """What a library holds is let go in the usual order when Python ends: some tell of leaks otherwise."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _workers_start_no_helpers() -> Iterator[None]:
    """What is missing still, workers share among themselves: they are as many as there are processors."""
    from model.compiled.compiling import Told

    before = Told.helpers
    if "PYTEST_XDIST_WORKER" in os.environ:
        Told.helpers = 0
    yield
    Told.helpers = before


@pytest.fixture(scope="session", autouse=True)
def _processes_of_tests_read_each_source_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where Python is asked to leave no bytecode beside the sources, the many processes that tests start share what they make of these in a folder of the session."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.dont_write_bytecode and not sys.pycache_prefix:
            base = tmp_path_factory.getbasetemp()
            patch.setenv("PYTHONPYCACHEPREFIX", str((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "bytecode"))
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(scope="module", autouse=True)
def _what_a_file_made_ends_with_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """Figures and models that nobody reads any more, those that functions of the file keep too; they go in circles, so that Python finds them late."""
    yield
    for made in list(vars(request.module).values()) if request.path.name.startswith("test_") else ():
        if hasattr(made, "cache_clear") and made.__module__ == request.module.__name__:
            made.cache_clear()
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    only_new_garbage_from_here()  # loops that were loaded and libraries that were imported for this file stay, too
    with suppress(OSError, AttributeError, TypeError):  # where the C library is GNU's, memory that is free goes back to the system
        ctypes.CDLL(None).malloc_trim(0)
