"""C39 to C41: visits, and what they are of all arrivals and of incomes."""

from __future__ import annotations

from ..declaration import fact
from ..estimate import Estimate
from ..settings import CORRIDORS, MORE, MOROCCANS
from ..study import Study

HOMES = ("MAR-FRA", "MAR-ESP", "MAR-ITA", "MAR-BEL", "MAR-NLD", "MAR-DEU")
"""Where most Moroccans abroad live."""


@fact(
    id="C39",
    channel="visits",
    grade="C",
    band={"of arrivals": (0.35, 0.55), "visits a head": (0.8, 1.6)},
    source="Ministry of Tourism of Morocco 2023",
    unit="share; visits a year",
)
def visitors(study: Study) -> dict[str, Estimate]:
    """The diaspora is half of the arrivals in Morocco, and comes 1.4 times a year a head."""
    runs = study.run(MOROCCANS, corridors=HOMES, years=2, sample=1000)
    return {"of arrivals": study.outcome(runs, "arrivals_diaspora_share"), "visits a head": study.outcome(runs, "visits") / 2.0 / study.total(runs, "size")}


@fact(id="C41", channel="visits", grade="B", band={"total": (0.05, 0.3), "diaspora against total": MORE}, source="Seetaram 2010", unit="elasticity; ratio")
def visits_and_stock(study: Study) -> dict[str, Estimate]:
    """Arrivals rise by 0.09 % for a per cent more migrants in the long run; visits to friends and relatives respond more."""
    runs = study.run(MOROCCANS, corridors=CORRIDORS, years=1, sample=300)
    causes = "log(migrant_stock) + log(residence_population) + log(residence_gdp_pc) + log(origin_gdp_pc) + log(origin_population)"
    arrivals = "visits + visits_referred + other_arrivals"
    total, own = (study.regress(runs, f"log({of}) ~ {causes}", "log(migrant_stock)", of="corridors") for of in (arrivals, "visits"))
    return {"total": total, "diaspora against total": own.over(total)}


@fact(id="C40", channel="visits", grade="C", band=(0.12, 0.25), source="undp_hdr_kosovo2014", unit="share of GDP", levers=())
def kosovo(study: Study) -> Estimate:
    """Where one in four lives abroad, as from Kosovo*, remittances and visitors' spending are 15 to 20 % of GDP."""
    scenario = study.run("kosovo_deed", years=3, sample=800)
    figures = scenario.scenario.figures["XKX-DEU"]
    gdp = figures["origin_gdp_pc"].value * figures["origin_population"].value
    return (study.outcome(scenario, "remittances") + study.outcome(scenario, "tourism_receipts")) / gdp
