"""The compiled model is the model that is written: edited rules take effect, and compiled rules say what the plain ones say."""

from __future__ import annotations

import importlib
import inspect
import math
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import model
import model.rules
from model.compiled.cache_folder import cache_folder, weakness
from model.compiled.loop import Loop
from model.compiled.numba_door import kernel, settle, sources_hash
from model.parameters import MECHANISMS, PARAMETERS

MODULES = [importlib.import_module(found.name) for found in pkgutil.walk_packages(model.__path__, "model.")]
RULES = {
    f"{module.__name__.split('.')[-1]}.{name}": function
    for module in MODULES
    if module.__name__.startswith("model.rules.")
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__
}

# Arguments that are not shares from 0 to 1, by name; the rest are.
NUMBERS: dict[str, st.SearchStrategy[Any]] = {
    **{name: st.floats(0.0, 1e6) for name in ("amount", "income", "family_income", "wealth", "gift", "used", "ceiling", "cap", "profit", "fee")},
    **{name: st.floats(0.0, 60.0) for name in ("years", "years_abroad", "months_since", "follow_up_hours")},
    **{name: st.floats(0.0, 500.0) for name in ("days", "age")},
    **{name: st.floats(-60.0, 60.0) for name in ("x", "will_", "base")},
    "weeks": st.floats(0.5, 52.0), "income_ratio": st.floats(0.0, 50.0), "wealth_ratio": st.floats(-1.0, 200.0), "match_ratio": st.floats(0.0, 5.0),
    "extra": st.floats(0.0, 5.0), "factor": st.floats(0.0, 30.0), "elasticity": st.floats(-4.0, 0.0), "relative": st.floats(0.0, 5.0), "families": st.floats(1.0, 6.0),
    "age_months": st.integers(0, 600), "placements": st.integers(0, 100),
}  # fmt: skip


def groups_of(function: Callable[..., Any]) -> dict[str, str]:
    """The mechanism of each argument that is a group of parameters, by name of the argument."""
    kinds = {group.__name__: mechanism for mechanism, group in MECHANISMS.items()}
    return {name: kinds[argument.annotation] for name, argument in inspect.signature(function).parameters.items() if argument.annotation in kinds}


def within_bounds(mechanism: str) -> st.SearchStrategy[Any]:
    """A group of parameters, anywhere within their bounds."""
    group = MECHANISMS[mechanism]
    bounds = {field: PARAMETERS[f"{mechanism}.{field}"] for field in group._fields}  # type: ignore[attr-defined]
    return st.builds(group, **{field: st.floats(float(p.low), float(p.high)) for field, p in bounds.items()})


def arguments_of(function: Callable[..., Any], drawn: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """What to feed a rule with: numbers by name, and the group of parameters that is drawn."""
    groups, found = groups_of(function), []
    for name, argument in inspect.signature(function).parameters.items():
        number = NUMBERS.get(name, st.integers(0, 1) if argument.annotation == "int" else st.floats(0.0, 1.0))
        found.append(drawn[groups[name]] if name in groups else number)
    return st.tuples(*found)


def together(rules: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """A loop that calls each of the rules with arguments of its own: all of a file are compiled in half of the time that each by itself takes."""
    calls = [f"rule_{k}(*of_{k})" for k in range(len(rules))]
    code = f"def together({', '.join(f'of_{k}' for k in range(len(rules)))}):\n    return ({', '.join(calls)},)\n"
    space: dict[str, Any] = {"__name__": __name__, **{f"rule_{k}": each for k, each in enumerate(rules)}}
    exec(code, space)
    return space["together"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("file", sorted({name.partition(".")[0] for name in RULES}))
def test_compiled_rules_are_the_plain_rules(file: str) -> None:
    rules = {name: function for name, function in RULES.items() if name.partition(".")[0] == file}
    settle()
    compiled = kernel(together(list(rules.values())))

    @given(st.data())
    def check(data: st.DataObject) -> None:
        groups = {mechanism: st.just(data.draw(within_bounds(mechanism))) for mechanism in sorted({each for one in rules.values() for each in groups_of(one).values()})}
        given_to = {name: data.draw(arguments_of(one, groups), label=name) for name, one in rules.items()}
        plain = {name: one(*given_to[name]) for name, one in rules.items()}
        for name, numbers in plain.items():
            assert all(math.isfinite(number) for number in (numbers if isinstance(numbers, tuple) else (numbers,))), name
        assert dict(zip(rules, compiled(*given_to.values()), strict=True)) == plain

    check()


def test_nothing_is_compiled_with_fastmath() -> None:
    kernels = {value.py_func.__qualname__: value.made for module in MODULES for value in vars(module).values() if isinstance(value, Loop)}
    assert len(kernels) > 8
    for loop in kernels.values():
        assert not loop.targetoptions.get("fastmath")
        assert loop.targetoptions["error_model"] == "numpy"


def test_there_is_one_door_to_numba() -> None:
    folder = Path(model.__path__[0])
    users = {path.name for path in folder.rglob("*.py") if "numba" in path.read_text(encoding="utf-8").replace("Numba", "") and re.search(r"^\s*(import|from) numba", path.read_text(encoding="utf-8"), re.MULTILINE)}
    assert users == {"numba_door.py", "views.py", "linking.py", "fetching.py"}


def test_the_hash_of_the_sources_sees_every_file(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.py").write_text("X = 1\n")
    first = sources_hash(tmp_path)
    (tmp_path / "rules" / "a.py").write_text("X = 2\n")
    second = sources_hash(tmp_path)
    (tmp_path / "rules" / "a.py").rename(tmp_path / "rules" / "b.py")
    assert len({first, second, sources_hash(tmp_path)}) == 3


# A kernel of one file that calls rules of others.
LIFE_TABLE = """
import model.compiled.numba_door
from model.parameters import parameters
from model.population.life_table import life_table
model.compiled.numba_door.settle()
print(model.compiled.numba_door._PROCESS.folder or "-", repr(float(life_table(parameters().demography)[0].sum())))
"""

# The same with another rule in the place of one of its own, replaced where it is written, before it is imported elsewhere.
REPLACED = """
import model.rules.leave
from numba.extending import register_jitable
def dying_chance(age, p): return 0.5
model.rules.leave.dying_chance = register_jitable(dying_chance)
"""


def run_python(code: str, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """A Python process of its own, in a folder, with a cache of its own."""
    environment = {**os.environ, "DIASPORA_CACHE": str(cache), "PYTHONPATH": str(folder)}
    return subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)


def asked(code: str, folder: Path, cache: Path) -> tuple[str, float, str]:
    """The cache folder, a number, and what was said beside it."""
    done = run_python(code, folder, cache)
    assert done.returncode == 0, done.stderr
    kept, number = done.stdout.split()
    return kept, float(number), done.stderr


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


EDITS = {
    "a rule that it calls": ("rules/leave.py", "return min(p.death_60 *", "return min(1.5 * p.death_60 *", True),
    "a rule that it does not call": ("rules/give.py", "return math.exp(-c.pool_crowding * public)", "return math.exp(-2.0 * c.pool_crowding * public)", False),
    "a docstring of a rule that it calls": ("rules/leave.py", '"""Yearly chance that a household ends', '"""Really: yearly chance that a household ends', False),
    "a comment, and the places of lines": ("population/life_table.py", "@kernel", "# about the loop below\n\n@kernel", False),
    "the order of parameters": ("parameters/demography.py", "    death_60:", "    unused_before_all: float = declare(0.0, Unit.SHARE, \"x\", \"x\", low=0.0, high=1.0)\n    death_60:", True),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_compiles_what_it_changes_and_nothing_else(what: str, tmp_path: Path, warm: tuple[Path, Path, float]) -> None:
    """What is kept is found again by the code that a loop reaches, in any folder; so an edit takes effect, and a comment compiles nothing."""
    _, kept, number = warm
    copy, cache = tmp_path / "model", tmp_path / "cache"
    shutil.copytree(Path(model.__path__[0]), copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(kept, cache)
    path, old, new, is_anew = EDITS[what]
    before = (copy / path).read_text(encoding="utf-8")
    assert old in before
    (copy / path).write_text(before.replace(old, new, 1), encoding="utf-8")
    first = contents(cache)
    _, other, said = asked(LIFE_TABLE, tmp_path, cache)
    assert said == "" and (contents(cache).keys() != first.keys()) == is_anew
    assert (other != number) == (what == "a rule that it calls")


# What a loop that reads the packed arrays and parameters is kept by: its name stays, or is another.
NAME = "from model.enterprise.trade import trade_month\nfrom model.compiled.numba_door import _PROCESS, key_of\nprint(key_of(trade_month.py_func, _PROCESS.base))"
NAMES = {
    "a docstring": ("rules/trade.py", '"""How far households find', '"""Really: how far households find', True),
    "a rule that is not called": ("rules/give.py", EDITS["a rule that it does not call"][1], EDITS["a rule that it does not call"][2], True),
    "a rule that is called": ("rules/trade.py", "s = PER_TEN_THOUSAND * shops", "s = 2.0 * PER_TEN_THOUSAND * shops", False),
    "a constant of another file": ("time_units.py", "TWELFTH = 1.0 / 12.0", "TWELFTH = 1.0 / 13.0", False),
    "how a rule is compiled": ("enterprise/trade.py", "@inlined\ndef ", "@rule\ndef ", False),
    "members of an enumeration": ("records/vocabulary.py", "FIRM = 0\n    STAKE = 1", "FIRM = 1\n    STAKE = 0", False),
    "how parameters lie that it does not read": (*EDITS["the order of parameters"][:3], False),
    "how records lie": ("records/people.py", 'Field("bonds_held", "f8", "USD", "held in diaspora bonds", 0.0),', 'Field("spare_f8", "f8", "", ""), Field("bonds_held", "f8", "USD", "held in diaspora bonds", 0.0),', False),
}  # fmt: skip


def named(folder: Path, cache: Path) -> str:
    done = run_python(NAME, folder, cache)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def own_name(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the loop of the files as they are is kept by."""
    return named(Path(model.__path__[0]).parent, tmp_path_factory.mktemp("named"))


@pytest.mark.parametrize("what", NAMES)
def test_a_loop_is_kept_by_what_it_is_made_of(what: str, tmp_path: Path, own_name: str) -> None:
    copy = tmp_path / "model"
    shutil.copytree(Path(model.__path__[0]), copy, ignore=shutil.ignore_patterns("__pycache__"))
    path, old, new, stays = NAMES[what]
    before = (copy / path).read_text(encoding="utf-8")
    assert old in before
    (copy / path).write_text(before.replace(old, new, 1), encoding="utf-8")
    assert (named(tmp_path, tmp_path) == own_name) == stays


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, float]:
    """Where the model is, a warm cache, and the number that its files give."""
    cache = tmp_path_factory.mktemp("warm")
    home = Path(model.__path__[0]).parent
    kept, number, said = asked(LIFE_TABLE, home, cache)
    assert kept.startswith(str(cache)) and said == "" and contents(cache)
    return home, cache, number


def test_a_replaced_rule_takes_effect_in_its_own_run_and_leaves_the_cache_as_it_is(warm: tuple[Path, Path, float], tmp_path: Path) -> None:
    home, cache, number = warm
    before = contents(cache)
    for folder in (cache, tmp_path):  # warm and cold
        kept, other, said = asked(REPLACED + LIFE_TABLE, home, folder)
        assert kept == "-" and other < 0.5 * number
        assert "not the model of its files: " in said and "model.rules.leave.dying_chance" in said and "for this process alone" in said
    assert contents(cache) == before and not contents(tmp_path)
    assert asked(LIFE_TABLE, home, cache)[1] == number


CHANGES_ITS_MIND = """
import sys
from model.compiled.numba_door import settle
from model.errors import InputError
from model.parameters import parameters
from model.population.life_table import life_table
table = lambda: float(life_table(parameters().demography)[0].sum())
home = sys.modules["model.population.life_table"]
settle(); first = table(); kept = home.dying_chance
home.dying_chance = lambda age, p: 0.5
settle()
try:
    print(table())
except InputError as error:
    print(error)
home.dying_chance = kept
settle(); print(table() == first)
"""


def test_a_rule_replaced_after_the_first_world_is_refused_until_it_is_put_back(warm: tuple[Path, Path, float]) -> None:
    home, cache, _ = warm
    before = contents(cache)
    done = run_python(CHANGES_ITS_MIND, home, cache)
    refused, same = done.stdout.splitlines()
    assert refused.startswith("model.population.life_table.dying_chance: was replaced, or put back, after the first world") and same == "True"
    assert contents(cache) == before


def test_what_no_loop_reads_may_be_replaced_beside_a_warm_cache(warm: tuple[Path, Path, float]) -> None:
    home, cache, number = warm
    kept, same, said = asked("import model.world\nmodel.world.SCHEDULE = ()\n" + LIFE_TABLE, home, cache)
    assert kept.startswith(str(cache)) and same == number and "model.world.SCHEDULE" in said and "for this process alone" not in said


needs_users = pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders of other systems are closed by their own rules")


@needs_users
def test_the_cache_is_in_no_folder_that_others_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, home, temporary = (tmp_path / name for name in ("chosen", "home", "temporary"))
    monkeypatch.setenv("DIASPORA_CACHE", str(chosen))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    assert cache_folder("a") == (str(chosen / "a"), "")
    assert {path.stat().st_mode & 0o777 for path in (chosen, chosen / "a")} == {0o700}

    (chosen / "a").chmod(0o770)
    folder, says = cache_folder("a")
    assert folder == str(home / ".cache" / "diaspora" / "a") and "DIASPORA_CACHE is not used" in says and "can be written by others" in says
    assert cache_folder("b") == (str(chosen / "b"), "")

    home.joinpath(".cache", "diaspora").chmod(0o777)
    chosen.chmod(0o777)
    mine = temporary / f"diaspora-cache-{os.getuid()}"
    assert cache_folder("a")[0] == str(mine / "a")

    shutil.rmtree(mine)
    mine.symlink_to(tmp_path / "chosen")  # as somebody else could lay it out
    folder, says = cache_folder("a")
    assert folder == "" and f"{mine} is no folder" in says


@needs_users
def test_a_folder_below_one_that_everybody_can_write_is_weak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_to_all, own = tmp_path / "open", tmp_path / "open" / "own"
    own.mkdir(parents=True)
    assert weakness(own) == ""
    open_to_all.chmod(0o777)
    assert weakness(own) == f"everybody can write in {open_to_all}"
    open_to_all.chmod(0o1777)  # as /tmp is
    assert weakness(own) == ""
    user = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: user)
    assert weakness(own) == f"{own} belongs to another user"


@needs_users
def test_without_a_safe_folder_it_compiles_and_says_so(warm: tuple[Path, Path, float], tmp_path: Path) -> None:
    home, _, number = warm
    code = f"import os, tempfile\nos.environ['HOME'] = tempfile.tempdir = {str(tmp_path)!r}\n"
    tmp_path.chmod(0o777)
    kept, same, said = asked(code + LIFE_TABLE, home, tmp_path / "cache")
    assert kept == "-" and same == number and "compiled code is not kept" in said and f"everybody can write in {tmp_path}" in said
