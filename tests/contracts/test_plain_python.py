"""The plug-in under which mutants run: every loop in plain Python gives what the compiled one does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
import hashlib, sys
if sys.argv[1] == "plain":
    import tests.mutation.plain
from model.households import live_and_decide_all
from model.world import DiasporaModel
from tests.worlds import BUSY, MAR, SHOCKS, everything, settings_of
model = DiasporaModel(settings_of(MAR, stock=120.0, years=1, burn_in=0, parameters=BUSY), everything(), SHOCKS, checks=True)
for _ in range(4):
    model.step()
room = {"rollers", "struck", "around", "sums", "words"}
print(type(live_and_decide_all.made).__name__, hashlib.sha256(b"".join(a.tobytes() for n, a in model.stage._asdict().items() if n not in room)).hexdigest())
"""


def test_loops_in_plain_python_give_the_same_records() -> None:
    kinds, digests = zip(*(said(way) for way in ("plain", "compiled")), strict=True)
    assert kinds == ("Plain", "CPUDispatcher") and digests[0] == digests[1]


def said(way: str) -> tuple[str, str]:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", CODE, way], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kind, digest = done.stdout.split()
    return kind, digest
