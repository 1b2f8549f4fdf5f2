"""Worlds that several facts look at, so that they are run once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .samples import Pair, Runs
from .study import Study

INFORMED: Mapping[str, Any] = {"parameters.information.broadcast": 1.0, "parameters.information.refusal": 0.0}
"""Everybody has heard: the setting of studies in which people were told to their face, or that measure where it is known."""

MORE = (1.05, None)
LESS = (0.0, 0.95)
"""Bands of ratios of which a study gives the order alone: it has to be seen, a tie is none."""

MOROCCANS = "morocco_belgium"
KEPT = ("remittance", "donation", "remit_months", "is_member")


def rest(study: Study) -> Runs:
    """Moroccans in Belgium, ten years without any policy; what they sent and gave is kept month by month."""
    return study.run(MOROCCANS, years=10, sample=4000, record=KEPT)


def recession(study: Study) -> Pair:
    """The same with a year in which incomes in Belgium are 3 % lower and the jobs that go with it are gone, and without it."""
    return study.event(MOROCCANS, shocks=[{"kind": "recession_residence", "month": 12, "months": 12, "size": 0.03}], years=3, sample=3000)


HAITIANS = ("HTI-USA", "HTI-DOM", "HTI-CHL", "HTI-CAN", "HTI-FRA")
"""Where most Haitians abroad live: a tenth of the population of their country."""


def disaster(study: Study, corridors: Sequence[str] = HAITIANS) -> Pair:
    """A disaster takes half a year's income of two fifths of families in the two poorest regions, in month 12; and the same world without it."""
    shock = {"kind": "disaster", "month": 12, "size": 0.5, "share": 0.4, "communities": ["poorest:2"]}
    return study.event(MOROCCANS, corridors=corridors, shocks=[shock], years=4, sample=1500)


CORRIDORS = (
    "MAR-BEL", "MAR-FRA", "MAR-ESP", "MAR-ITA", "MAR-NLD", "TUR-DEU", "TUR-NLD", "TUR-FRA", "DZA-FRA", "TUN-FRA", "TUN-ITA", "SEN-FRA", "SEN-ITA",
    "SEN-ESP", "MEX-USA", "SLV-USA", "HTI-USA", "PHL-USA", "PHL-ITA", "PHL-CAN", "IND-USA", "IND-GBR", "IND-CAN", "PAK-GBR", "BGD-GBR", "NPL-GBR",
    "ECU-ESP", "COL-ESP", "PER-ESP", "BOL-ESP", "DOM-USA", "DOM-ESP", "GHA-GBR", "GHA-NLD", "NGA-GBR", "NGA-USA", "ETH-USA", "ETH-NLD", "MDA-ITA",
    "ALB-ITA", "ALB-GRC", "XKX-DEU", "XKX-CHE", "BIH-DEU", "UKR-ITA", "VNM-USA", "LKA-GBR", "KEN-GBR",
)  # fmt: skip
"""Forty-eight corridors of twenty-nine origins: old and new ones, of every size, on all continents."""
