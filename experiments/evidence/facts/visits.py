"""C39 to C41: visits, and what they are of all arrivals and of incomes."""

from __future__ import annotations

from ..declaration import fact
from ..estimate import Estimate
from ..study import Study


@fact(id="C40", channel="visits", grade="C", band=(0.12, 0.25), source="undp_hdr_kosovo2014", unit="share of GDP")
def kosovo(study: Study) -> Estimate:
    """Where one in four lives abroad, as from Kosovo*, remittances and visitors' spending are 15 to 20 % of GDP."""
    scenario = study.run("kosovo_deed", years=3, sample=800)
    figures = scenario.scenario.figures["XKX-DEU"]
    gdp = figures["origin_gdp_pc"].value * figures["origin_population"].value
    return (study.outcome(scenario, "remittances") + study.outcome(scenario, "tourism_receipts")) / gdp
