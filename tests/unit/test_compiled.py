"""The compiled model is the model that is written: edited rules take effect, and compiled rules say what the plain ones say."""

from __future__ import annotations

import importlib
import inspect
import math
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import pytest
from hypothesis import given
from hypothesis import strategies as st

import model
import model.rules
from model.compiled import kernel, sources_hash
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
    "extra": st.floats(0.0, 5.0), "factor": st.floats(0.0, 30.0), "elasticity": st.floats(-4.0, 0.0), "relative": st.floats(0.0, 5.0),
    "age_months": st.integers(0, 600), "placements": st.integers(0, 100),
}  # fmt: skip


def arguments_of(function: Callable[..., Any]) -> list[st.SearchStrategy[Any]]:
    """What to feed a rule with: numbers by name, parameters anywhere within their bounds."""
    found: list[st.SearchStrategy[Any]] = []
    for name, argument in inspect.signature(function).parameters.items():
        mechanism = next((key for key, group in MECHANISMS.items() if group.__name__ == argument.annotation), None)
        if mechanism is not None:
            group = MECHANISMS[mechanism]
            bounds = {field: PARAMETERS[f"{mechanism}.{field}"] for field in group._fields}  # type: ignore[attr-defined]
            found.append(st.builds(group, **{field: st.floats(float(p.low), float(p.high)) for field, p in bounds.items()}))
        else:
            found.append(NUMBERS.get(name, st.integers(0, 1) if argument.annotation == "int" else st.floats(0.0, 1.0)))
    return found


@pytest.mark.parametrize("name", RULES)
def test_a_compiled_rule_is_the_plain_rule(name: str) -> None:
    function = RULES[name]
    compiled = kernel(function)

    @given(st.tuples(*arguments_of(function)))
    def check(arguments: tuple[Any, ...]) -> None:
        plain, fast = function(*arguments), compiled(*arguments)
        assert all(math.isfinite(number) for number in (plain if isinstance(plain, tuple) else (plain,)))
        assert plain == fast

    check()


def test_nothing_is_compiled_with_fastmath() -> None:
    kernels = {value.py_func.__qualname__: value for module in MODULES for value in vars(module).values() if isinstance(value, numba.core.dispatcher.Dispatcher)}
    assert len(kernels) > 8
    for loop in kernels.values():
        assert not loop.targetoptions.get("fastmath")
        assert loop.targetoptions["error_model"] == "numpy"


def test_there_is_one_door_to_numba() -> None:
    folder = Path(model.__path__[0])
    users = [path.name for path in folder.rglob("*.py") if "numba" in path.read_text(encoding="utf-8").replace("Numba", "") and "import numba" in path.read_text(encoding="utf-8")]
    assert users == ["compiled.py"]


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
from model.compiled import cache_folder
from model.parameters import parameters
from model.population.life_table import life_table
print(cache_folder(), repr(float(life_table(parameters().demography)[0].sum())))
"""


def test_an_edited_rule_takes_effect(tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(Path(model.__path__[0]), copy, ignore=shutil.ignore_patterns("__pycache__"))
    rule = copy / "rules" / "leave.py"
    before = rule.read_text(encoding="utf-8")
    after = before.replace("return min(p.death_60 *", "return min(1.5 * p.death_60 *")
    assert after != before

    def asked() -> tuple[str, float]:
        environment = {**os.environ, "DIASPORA_CACHE": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("PYTHONPATH", None)
        done = subprocess.run([sys.executable, "-c", LIFE_TABLE], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        folder, number = done.stdout.split()
        return folder, float(number)

    first = asked()
    rule.write_text(after, encoding="utf-8")
    edited = asked()
    rule.write_text(before, encoding="utf-8")
    assert edited[0] != first[0] and edited[1] < first[1]
    assert asked() == first
