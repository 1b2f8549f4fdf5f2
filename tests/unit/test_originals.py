"""What was replaced of the model from outside is found, whatever way it was replaced, and nothing else is."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import FunctionType

import pytest

import model
import model.outcomes.additionality
import model.outcomes.values
from model.compiled.originals import Held, digest, is_foreign, reached, replaced, watch
from model.households import live_and_decide_all
from model.world import DiasporaModel

decide = sys.modules["model.households.decide"]  # the package also has the function of this name
give = sys.modules["model.rules.give"]


def never(*given: float) -> float:
    """A rule of one's own."""
    return 0.0


@pytest.fixture(autouse=True)
def _original() -> Iterator[None]:
    assert replaced() == {}
    yield
    assert replaced() == {}


def test_every_module_is_watched() -> None:
    from model.compiled.originals import _NOTED

    assert {name for name in sys.modules if name == "model" or name.startswith("model.")} == _NOTED.keys()
    assert pickle.loads(pickle.dumps(model)) is model


WAYS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], str]] = {
    "a rule where it is used": (lambda patch: patch.setattr(decide, "campaign_chance", never), "model.households.decide.campaign_chance"),
    "a rule where it is written": (lambda patch: patch.setattr(give, "campaign_chance", never), "model.rules.give.campaign_chance"),
    "by another rule of its file": (lambda patch: patch.setattr(decide, "campaign_chance", give.any_gift), "model.households.decide.campaign_chance"),
    "a constant": (lambda patch: patch.setattr(decide, "PEER_SHARE", 0.5), "model.households.decide.PEER_SHARE"),
    "behind the back of setattr": (lambda patch: patch.setitem(vars(decide), "campaign_chance", never), "model.households.decide.campaign_chance"),
    "its code alone": (lambda patch: patch.setattr(give.campaign_chance, "__code__", never.__code__), "model.rules.give.campaign_chance"),
    "its defaults alone": (lambda patch: patch.setattr(give.campaign_chance, "__defaults__", (1.0,)), "model.rules.give.campaign_chance"),
    "a method": (lambda patch: patch.setattr(DiasporaModel, "offers", never), "model.world.DiasporaModel.offers"),
    "a function of Python": (lambda patch: patch.setitem(vars(give), "min", max), "model.rules.give.min"),
    "taken away": (lambda patch: patch.delattr(decide, "campaign_chance"), "model.households.decide.campaign_chance"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_what_is_replaced_is_found(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, name = WAYS[way]
    replace(monkeypatch)
    found = replaced()
    monkeypatch.undo()
    assert name in found
    assert found.keys() == {name} or way.endswith("alone")  # which is another function wherever it is imported


def test_what_other_modules_imported_after_it_was_replaced_is_found_there() -> None:
    """Before anything else is imported, so in a process of its own."""
    code = """
import model.rules.give, model.records.arrays
def never(*given): return 0.0
kept = model.rules.give.campaign_chance
model.rules.give.campaign_chance = never
model.records.arrays.PEER_SHARE = 0.75
import model.world
from model.compiled.originals import replaced
print(*sorted(replaced()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = done.stdout.split()
    assert {"model.rules.give.campaign_chance", "model.households.decide.campaign_chance", "model.records.arrays.PEER_SHARE", "model.households.decide.PEER_SHARE"} <= set(found)


def test_a_loop_reaches_rules_and_constants_of_other_files() -> None:
    found = reached(live_and_decide_all.py_func)
    assert {"model.households.decide.campaign_chance", "model.households.decide.PEER_SHARE", "model.rules.give.math", "model.households.loops.CHUNK"} <= found.keys()
    assert "model.world.SCHEDULE" not in found and not any(is_foreign(value) for value in found.values())
    assert is_foreign(never) and not is_foreign(give.campaign_chance) and not is_foreign(pytest.approx)


def test_a_clock_around_the_loops_is_no_other_model() -> None:
    from experiments.studies.timing import clocked_kernels
    from model.running import engine as objects

    with clocked_kernels():
        assert objects.call.__module__ == "experiments.studies.timing" and replaced() == {}


def _made(namespace: str) -> FunctionType:
    space: dict[str, FunctionType] = {"__name__": "script"}  # type: ignore[dict-item]
    exec(namespace, space)
    return space["chance"]


def test_a_digest_says_what_a_function_does() -> None:
    base = "SHARE = 0.5\ndef half(x): return SHARE * x\ndef chance(x): return half(x)\n"
    assert digest(_made(base)) == digest(_made(f"\n\n{base}"))
    changed = [base.replace("0.5", "0.6"), base.replace("SHARE *", "SHARE +"), base.replace("return half(x)", "return half(2 * x)"), base.replace("chance(x)", "chance(x=1)")]
    assert len({digest(_made(each)) for each in [base, *changed]}) == 5


def test_a_module_that_is_run_anew_is_found() -> None:
    from importlib import reload

    import model.rules.leave as leave

    reload(leave)
    found = replaced()
    watch(leave)  # as it is now
    assert {"model.rules.leave.dying_chance", "model.rules.leave.leaving_chance"} <= found.keys() and all(isinstance(held, Held) for held in found.values())
