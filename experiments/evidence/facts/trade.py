"""C34 to C38: what migrants add to trade between their two countries, and what promotion does."""

from __future__ import annotations

import math

from model.parameters import PARAMETERS
from scenarios import load

from ..declaration import fact
from ..estimate import Estimate
from ..samples import Runs
from ..settings import CORRIDORS, LESS, MOROCCANS, rest
from ..study import Study
from ..worlds import world


def over_corridors(study: Study) -> Runs:
    """Forty-eight corridors of 300 records, a year each.

    The market that firms of either side reach is made by one rule for all, the product of both economies, so that no observed trade of migrants is in it;
    its size is that of Morocco and Belgium.
    """
    figures = world(MOROCCANS, corridors=CORRIDORS).figures

    def economies(corridor: str) -> float:
        of = {name: figure.value for name, figure in figures[corridor].items()}
        return float(of["origin_gdp_pc"] * of["origin_population"] * of["residence_gdp_pc"] * of["residence_population"])

    here = load(MOROCCANS).figures["MAR-BEL"]
    flows = ("exports_potential_usd", "imports_potential_usd")
    scale = {flow: here[flow].value / economies("MAR-BEL") for flow in flows}
    markets = {f"corridor.{corridor}.{flow}": max(scale[flow] * economies(corridor), 1000.0) for corridor in CORRIDORS for flow in flows}
    return study.run(MOROCCANS, corridors=CORRIDORS, set=markets, years=1, sample=300)


def slope(study: Study, flow: str) -> Estimate:
    """Elasticity of a flow to the stock over corridors, with the size of the market held."""
    return study.regress(over_corridors(study), f"log({flow}) ~ log(migrant_stock) + log({flow}_potential_usd)", "log(migrant_stock)", of="corridors")


@fact(id="C34", channel="trade", grade="A", band={"exports": (0.10, 0.20), "imports": (0.10, 0.20)}, source="genc2012", unit="elasticity")
def trade_and_stock(study: Study) -> dict[str, Estimate]:
    """Trade between two countries rises by 0.15 % for a per cent more migrants, exports and imports alike."""
    return {flow: slope(study, flow) for flow in ("exports", "imports")}


@fact(
    id="C35",
    channel="trade",
    grade="B",
    band={"exports of the origin": (0.15, 0.40), "imports of the origin": (0.05, 0.20), "exports less imports": (0.01, None)},
    source="head_ries1998",
    unit="elasticity",
    near=0.05,
)
def exports_and_imports(study: Study) -> dict[str, Estimate]:
    """What the residence country buys answers its migrants more (0.30) than what it sells to their country (0.10)."""
    exports, imports = (slope(study, flow) for flow in ("exports", "imports"))
    return {"exports of the origin": exports, "imports of the origin": imports, "exports less imports": exports - imports}


@fact(id="C36", channel="trade", grade="B", band=(0.10, 0.60), source="rauch_trindade2002", unit="relative to trade without migrants")
def dense_network(study: Study) -> Estimate:
    """A very dense network raises trade by 15 to 60 % over that without one."""
    stock = "corridor.MAR-BEL.migrant_stock"
    pair = study.pair(world(MOROCCANS, years=3), world(MOROCCANS, set={stock: 100.0}, years=3), sample=3000)
    return study.effect(pair, "exports", relative=True)


@fact(
    id="C37",
    channel="trade",
    grade="D",
    band={"buyers": (0.70, 0.90), "outlay, USD a month": (60.0, 150.0), "share of exports": (0.10, 0.50)},
    source="Orozco and Yansura 2017",
    unit="share; USD; share",
)
def home_goods(study: Study) -> dict[str, Estimate]:
    """Seven to nine in ten buy goods of home, for 130 USD a month; these are a tenth or more of the exports of their country."""
    runs = rest(study)
    buyers = study.total(runs, "buys_goods")
    spent = study.outcome(runs, "nostalgia_trade", months=(108, 120)) * (1.0 - study.outcome(runs, "nostalgia_host_share"))
    content = study.each(runs, lambda run: float(run.scenario.parameters.get("trade.import_content", PARAMETERS["trade.import_content"].value)))
    return {
        "buyers": study.share(runs, "buys_goods == 1"),
        "outlay, USD a month": spent / buyers / 12.0,
        "share of exports": study.outcome(runs, "nostalgia_trade", months=(108, 120)) * content / study.outcome(runs, "exports", months=(108, 120)),
    }


@fact(
    id="C38",
    channel="trade",
    grade="B",
    band={"elasticity": (0.04, 0.12), "second against first doubling": LESS},
    source="Olarreaga et al. 2015",
    unit="elasticity; ratio",
    replications=16,
)
def promotion(study: Study) -> dict[str, Estimate]:
    """Exports rise by 0.074 % for a per cent more promotion, less and less."""
    fairs = [study.run(MOROCCANS, levers={"trade_fair": {"events_per_year": number}}, years=3, sample=3000) for number in (2, 4, 8)]
    once, twice, thrice = (study.outcome(runs, "exports") for runs in fairs)
    first, second = (twice / once).log() / math.log(2.0), (thrice / twice).log() / math.log(2.0)
    return {"elasticity": first, "second against first doubling": second.over(first)}
