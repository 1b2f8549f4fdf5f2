"""C56: what dual nationality changes."""

from __future__ import annotations

from ..declaration import fact
from ..estimate import Estimate
from ..samples import Pair
from ..settings import INFORMED
from ..study import Study


@fact(
    id="C56",
    channel="citizenship",
    grade="B",
    band={"send": (0.03, 0.12), "wish to return": (0.01, 0.05), "first year, of the third": (0.0, 0.5)},
    source="leblang2017",
    unit="points; points; ratio",
    replications=16,
)
def dual_nationality(study: Study) -> dict[str, Estimate]:
    """Where the origin allows dual nationality 10 points more send money and 3 more wish to return; it takes years."""
    pair = study.policy("ethiopia_netherlands", levers={"dual_nationality": {}}, set=INFORMED, years=3, sample=6000, record=("remittance",))
    sends = {name: _points(study, pair, condition) for name, condition in (("third", "remittance_12m > 0"), ("first", "remittance_m0_to_m12 > 0"))}
    return {
        "send": sends["third"],
        "wish to return": _points(study, pair, "intends_return"),
        "first year, of the third": sends["first"].over(sends["third"]),
    }


def _points(study: Study, pair: Pair, condition: str) -> Estimate:
    return study.share(pair.policy, condition) - study.share(pair.baseline, condition)
