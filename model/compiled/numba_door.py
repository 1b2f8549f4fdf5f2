"""The one door to Numba.

Rules carry `@rule`: they stay plain Python functions which Numba compiles where a kernel calls them. Kernels carry `@kernel`: the loops over
records. Numba's cache on disk does not notice a change in a function or a constant of another file, so a loop is kept by the code of all that it reaches
(`cache_key`), and code that is not that of its file (`originals`) is not kept. fastmath stays off: it saves nothing here and would change results.

Numba itself is imported when the first kernel is compiled or loaded (`_numba`): a command that runs nothing need not wait for that.
"""

from __future__ import annotations

import hashlib
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.metadata import version
from multiprocessing import current_process
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ..errors import InputError, Problem, UncompiledRuleError
from ..text import Text
from .cache_folder import cache_folder
from .cache_key import Kept, UnknownError, key_of
from .compiling import Missing, ahead, compile_all
from .loop import Loop
from .originals import ROOT, Held, differing, digest, is_foreign, pass_over, reached, replaced

COMPILES = ("numba_door.py", "views.py", "linking.py", "fetching.py")
"""Files of this folder that say how a loop is compiled."""

F = TypeVar("F", bound=Callable[..., Any])


_untold: list[Callable[[], None]] = []
"""What Numba is to be told once it is imported."""


@cache
def _numba() -> Any:
    """Numba, which knows what was marked so far."""
    import numba

    while _untold:
        _untold.pop(0)()
    return numba


def _told(action: Callable[[], None]) -> None:
    """Tell Numba something, now or once it is imported."""
    if _numba.cache_info().currsize:
        action()
    else:
        _untold.append(action)


def _piece(function: Callable[..., Any], compiler: str, **options: Any) -> None:
    """A rule that loops may call, compiled by a compiler of `linking`."""
    from numba.extending import register_jitable

    from . import linking

    register_jitable(no_cfunc_wrapper=True, pipeline_class=getattr(linking, compiler), **options)(function)


def _refused() -> tuple[type[Exception], ...]:
    """What Numba raises for code that it cannot compile."""
    errors = _numba().core.errors
    return errors.NumbaError, errors.UnsupportedBytecodeError


def rule(function: F) -> F:
    """A rule: a plain function that kernels may call."""
    _told(partial(_piece, function, "PieceCompiler"))
    return function


def inlined(function: F) -> F:
    """A rule whose compiled form is always inlined into its caller."""
    function.is_inlined = True  # type: ignore[attr-defined] # part of the name of what is compiled
    _told(partial(_piece, function, "PieceCompiler", forceinline=True))
    return function


def not_inlined(function: F) -> F:
    """A rule that stays a function of its own in compiled code, below one that is inlined too, from which Numba would have it inherit that.

    For what happens seldom, and for loops that the compiler turns into vector instructions. The loop over households is a quarter as long by it, and takes two
    thirds of the time to compile. It gets its parameters packed (`PackedParameters`), as each number would be handed over by itself otherwise.
    """
    _told(partial(_piece, function, "ApartCompiler", forceinline=False))
    return function


def sources_hash(folder: Path | None = None) -> str:
    """SHA-256 (16 hex digits) of all Python sources below `folder` and the Numba version; without a folder, of the model as it was when it was imported."""
    return _PROCESS.sources if folder is None else _hashed(folder)


def _hashed(folder: Path) -> str:
    digest = hashlib.sha256(version("numba").encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def reads(function: Callable[[Any], Any], example: Any) -> None:
    """In compiled loops, `function(numbers)` gives what is read like the named tuple that `example` is one of, and lies packed in an array (`views`).

    It is a tuple of tuples of numbers, in order, or one of arrays: the address of each, and its shape.
    """
    _told(partial(_reads, function, example))


def _reads(function: Callable[[Any], Any], example: Any) -> None:
    from numba import typeof

    from .views import seen_as

    kind = typeof(example)
    seen_as(function, kind)
    _PROCESS.read_as.append((function, kind))


class _Process:
    """What one Python process compiles: the sources that it imported, its loops, and what had been replaced when it made its first world."""

    def __init__(self, root: Path) -> None:
        self.sources = _hashed(root)
        self.kernels: list[Loop] = []
        self.entries: dict[Any, Callable[..., Any]] = {}
        self.settled: dict[str, Held] | None = None
        self.stale: dict[Any, str] = {}
        self.told: dict[str, Held] = {}
        self.folder = ""
        self.own: dict[int, Any] = {}  # rules that `model.own_rules` put in the place of others, by identity
        self.read_as: list[tuple[Callable[[Any], Any], Any]] = []  # functions that read packed numbers, and the type of what they give
        self.places: dict[Any, Path] = {}  # folders that loops are kept in
        self._base: str | None = None

    def settle(self) -> None:
        """Note what is compiled in this process, or find the loops that no longer are what is written."""
        found = replaced()
        if self.settled is None:
            self.settled = found
            if self._is_original(found):
                self._open_cache()
        if differing(found, self.told):
            self._tell(found)
        if self.stale or differing(found, self.settled):
            self._find_stale(found)

    def _is_original(self, found: dict[str, Held]) -> bool:
        """Whether no loop reads anything that was replaced."""
        everything: dict[str, Any] = {}
        for loop in self.kernels:
            if not is_foreign(loop.py_func):
                everything |= reached(loop.py_func)
        known = set(self.own)
        other = {name for name, held in found.items() if id(held.value) not in known}
        return not other & everything.keys() and not any(is_foreign(value) and id(value) not in known for value in everything.values())

    def _open_cache(self) -> None:
        self.folder, why = cache_folder(f"loops-{sys.version_info[0]}.{sys.version_info[1]}")
        if why and current_process().name == "MainProcess":
            warnings.warn(why if self.folder else f"compiled code is not kept, so that every process compiles the model anew: {why}", stacklevel=5)
        for loop in self.kernels:
            if loop.is_made:
                self.keep(loop, loop.made)

    def keep(self, loop: Loop, made: Any) -> None:
        """Let Numba keep a loop in the cache of this process, where it has one; not one from outside, whose file may say something else next time."""
        if not self.folder or is_foreign(loop.py_func):
            return
        try:
            key = key_of(loop.py_func, self.base)
        except UnknownError:
            return
        Kept.folder = str(Path(self.folder) / key)
        config = _numba().config
        setting, asked = "CACHE_LOCATOR_CLASSES", f"{Kept.__module__}.{Kept.__qualname__}"
        if not hasattr(config, setting):  # Numba before 0.62 goes by the time of the file of a loop, in this folder
            setting, asked = "CACHE_DIR", Kept.folder
        before = getattr(config, setting)
        setattr(config, setting, asked)
        try:
            made.enable_caching()
            self.places[loop] = Path(Kept.folder)
        finally:
            setattr(config, setting, before)

    @property
    def base(self) -> str:
        """What every loop is made of beside the code that it reaches: how records and parameters lie, what reads and compiles them, the version of Numba."""
        if self._base is None:
            home, numba = Path(__file__).parent, _numba()
            laid_out = sorted((function.__qualname__, str(kind)) for function, kind in self.read_as)  # in whatever order files were imported
            self._base = repr([numba.__version__, np.__version__, *((home / name).read_bytes() for name in COMPILES), laid_out])
        return self._base

    def _tell(self, found: dict[str, Held]) -> None:
        self.told = found
        if found:
            cache = "" if self.folder else " It is compiled for this process alone."
            warnings.warn(f"this is not the model of its files: {', '.join(found)} replaced.{cache}", stacklevel=5)

    def _find_stale(self, found: dict[str, Held]) -> None:
        other = differing(found, self.settled or {})
        self.stale = {}
        for loop in self.kernels if other else ():
            for name in sorted(other & reached(loop.py_func).keys()):
                self.stale[loop] = name
                self.entries.pop(loop, None)


pass_over(__name__)
_PROCESS = _Process(Path(str(sys.modules[ROOT].__file__)).parent)


def settle() -> None:
    """To be called before a world is made: loops of code that was replaced from outside neither use nor enter the common cache, and this is said.

    The first world of a process settles what its loops are compiled from. One that reads what was replaced, or put back, since then is not run (`current`).
    """
    _PROCESS.settle()


def own_rule(function: F) -> F:
    """A function from outside, with those that it calls, as a rule that loops may be kept with: what they say is part of the names of the loops."""
    for each in (function, *(value for value in reached(function).values() if is_foreign(value))):  # type: ignore[arg-type]
        if id(each) not in _PROCESS.own:
            rule(each)
            _PROCESS.own[id(each)] = each
    return function


def replacements() -> dict[str, str]:
    """Functions, constants and methods of the model that are not those of its files, by full name, each with a digest of what stands in its place."""
    return {name: digest(held.value) for name, held in sorted(replaced().items())}


def kernel(function: F) -> F:
    """Compile a loop over records, on first call, with an on-disk cache. `kernel.py_func` is the same loop in plain Python.

    Kernels allocate nothing, so Numba's reference counting is off: counting references to the arrays of a stage took half of the time of a month.
    """
    loop = Loop(function, _dispatcher)
    _PROCESS.kernels.append(loop)
    return loop  # type: ignore[return-value]


def _dispatcher(loop: Loop) -> Any:
    """What Numba makes of a loop, kept where this process has settled its cache already."""
    from .linking import WholeCompiler

    made = _numba().njit(error_model="numpy", nogil=True, no_cfunc_wrapper=True, _nrt=False, pipeline_class=WholeCompiler)(loop.py_func)
    _PROCESS.keep(loop, made)
    return made


STALE = Text(
    "was replaced, or put back, after the first world of this process, and its loops are compiled already",
    "a été remplacée, ou remise, après le premier monde de ce processus, et ses boucles sont déjà compilées",
)
BEFORE = Text(
    "to replace it before the first world, or a process of its own", "un remplacement avant le premier monde, ou un processus à part"
)


def current(loop: F) -> F:
    """The loop, or InputError where a function that it reads was replaced after the first world of this process."""
    if loop in _PROCESS.stale:
        raise InputError(Problem(_PROCESS.stale[loop], STALE, allowed=BEFORE))
    return loop if loop.overloads else partial(_first, loop)  # type: ignore[attr-defined, return-value]


def _first(loop: Any, *args: Any) -> Any:
    prepare([(loop, args)])
    return loop(*args)


def prepare(calls: Sequence[tuple[Any, Sequence[Any]]]) -> None:
    """Compile, or load, the loops of these calls that are not yet compiled: loop, and arguments of the types that it will be called with."""
    missing = [loop_for(loop, args) for loop, args in calls if not loop.overloads]  # `signatures` would make a list of types each month
    if not missing:
        return
    try:
        compile_all(list({each.loop: each for each in missing}.values()))
    except _refused() as error:
        raise _not_compiled(error) from None


def soon(calls: Sequence[tuple[Any, Sequence[Any]]]) -> None:
    """Say which loops will be called soon, with arguments of which types, so that a second process may compile them meanwhile (`prepare`)."""
    missing = [loop_for(loop, args) for loop, args in calls if not loop.overloads]
    if missing:
        ahead(missing)


def loop_for(loop: Any, args: Sequence[Any]) -> Missing:
    """What there is to compile for a call."""
    return Missing(loop, tuple(loop.typeof_pyval(argument) for argument in args), place_of(loop))


def place_of(loop: Any) -> Path | None:
    """The folder that a loop is kept in; None where it is compiled for this process alone."""
    return None if loop.made is None else _PROCESS.places.get(loop)  # it is kept once it is made


def call(loop: Any, *args: Any) -> None:
    """Call a kernel whose arguments always have the types of its first call, as those of a Stage do.

    Numba's dispatcher looks at the type of every argument at each call; its compiled entry point only unpacks them. A kernel that was compiled for more
    than one set of types goes through the dispatcher.
    """
    entry = _PROCESS.entries.get(loop)
    if entry is None:
        try:
            current(loop)(*args)
        except _refused() as error:
            raise _not_compiled(error) from None
        if len(loop.overloads) == 1:
            _PROCESS.entries[loop] = next(iter(loop.overloads.values())).entry_point
        return
    entry(*args)


def _not_compiled(error: Exception) -> Exception:
    """What is wrong with a rule of one's own that Numba cannot compile; the error itself where there is none."""
    names = [function.__qualname__ for function in _PROCESS.own.values()]
    if not names:
        return error
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    why = next((line for line in reversed(lines) if any(name in line for name in names)), lines[0] if lines else type(error).__name__)
    says = Text("{names}: cannot be compiled ({why})", "{names} : compilation impossible ({why})").filled(names=", ".join(names), why=why)
    allowed = Text("numbers, arithmetic and math; or the engine objects", "des nombres, l'arithmétique et math ; ou le moteur objects")
    return UncompiledRuleError(Problem("rules", says, allowed=allowed))
