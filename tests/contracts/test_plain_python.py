"""The plug-in under which mutants run: every loop in plain Python gives what the compiled one does."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from model.households import live_and_decide_all
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, SHOCKS, everything, settings_of

ROOM = {"rollers", "struck", "around", "sums", "words"}
"""Arrays that hold nothing of the world."""
PLAIN = "import tests.mutation.plain; from tests.contracts.test_plain_python import said; print(*said())"


def said() -> tuple[str, str]:
    """Of what kind a loop is in this process, and a digest of all records after some months."""
    model = DiasporaModel(settings_of(MAR, stock=120.0, years=1, burn_in=0, parameters=BUSY), everything(), SHOCKS, checks=True)
    for _ in range(4):
        model.step()
    records = b"".join(array.tobytes() for name, array in model.stage._asdict().items() if name not in ROOM)
    return type(live_and_decide_all.made).__name__, hashlib.sha256(records).hexdigest()


def test_loops_in_plain_python_give_the_same_records() -> None:
    """In a process of their own, as loops stay what they are once they were made."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", PLAIN], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (plain, digest), (compiled, other) = done.stdout.split(), said()
    assert (plain, compiled) == ("Plain", "CPUDispatcher") and digest == other
